"""Files in and out: bytes, encodings, sizes, CSV cells; and how a mistake in a file is told.

Tables are read as UTF-8 with or without a byte-order mark, or as GB18030 when named, and written
as UTF-8 with one, because spreadsheets need it. A cell that a spreadsheet would take for a formula
is escaped with an apostrophe, which reading takes away again.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import BadValue, TristandardError

#: No rule set is larger than this many bytes; a file that is was given by mistake.
RULES_LIMIT = 16_000_000
#: Observations may be many; whoever has more raises the limit by keyword.
SURVEY_LIMIT = 160_000_000

ENCODINGS = ("utf-8", "gb18030")
_FORMULA = ("=", "+", "-", "@", "'", "\t", "\r")


@final
@frozen
class BadInput(TristandardError):
    """A mistake in a file: which file, where in it, and the reason, which says what to do."""

    file: str
    where: str
    reason: TristandardError

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.reason}" if self.where else f"{self.file}: {self.reason}"


def bad(file: str, where: str, value: object, expected: str, remedy: str) -> BadInput:
    """Return the error for a value that cannot mean what it is used for."""
    return BadInput(file, where, BadValue(value, expected, remedy))


def read_text(path: Path, *, limit: int, encoding: str = "utf-8") -> str:
    """Return a file's text.

    Raises:
        BadInput: When the file is missing, empty, larger than the limit, binary, or not in the encoding.
    """
    name = path.name
    if encoding not in ENCODINGS:
        raise bad(name, "encoding", encoding, "a known encoding", f"name one of {', '.join(ENCODINGS)}")
    try:
        size = os.stat(path).st_size
        if size > limit:
            raise bad(name, "", f"{size} bytes", f"a file of at most {limit} bytes", "check that it is the file you meant; split it if it is")
        content = path.read_bytes()
    except OSError as error:
        raise bad(name, "", str(path), "a file that can be read", f"check the path ({error.strerror or error})") from None
    if b"\0" in content:
        raise bad(name, f"byte {content.index(0)}", content[:16], "text", "it is a binary file; export the table as CSV, or write TOML")
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        other = "gb18030" if encoding == "utf-8" else "utf-8"
        raise bad(name, f"byte {error.start}", content[error.start : error.start + 8], f"text in {encoding}", f'save it as UTF-8, or load it with encoding="{other}"') from None
    if not text.strip():
        raise bad(name, "", "", "a file with something in it", "it is empty; check that it is the file you meant")
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; its floats as decimals."""
    text = read_text(path, limit=RULES_LIMIT)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        raise bad(path.name, "", str(error) or "too deep", "TOML", "mend the line that is named") from None


def read_json(path: Path, *, limit: int = SURVEY_LIMIT) -> Any:
    """Return the value of a JSON file; its numbers with a point as decimals."""
    text = read_text(path, limit=limit)
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_twice)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise bad(path.name, "", str(error) or "too deep", "JSON", "mend the place that is named") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(f"a key stands twice among {sorted(key for key, _ in pairs)}")
    return found


def read_csv(
    path: Path, columns: Sequence[str], optional: Sequence[str] = (), *, limit: int = RULES_LIMIT, encoding: str = "utf-8"
) -> tuple[list[tuple[int, dict[str, str]]], list[TristandardError]]:
    """Return the rows of a table by column, each with its number in the file, and what is wrong with its shape.

    Args:
        columns: Those that must be there, in any order.
        optional: Those that may be; a missing one reads as empty cells.
    """
    text = read_text(path, limit=limit, encoding=encoding)
    name, rows, problems = path.name, list[tuple[int, dict[str, str]]](), list[TristandardError]()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [unescaped(cell.strip()) for cell in next(reader)]
        for column in head:
            if column not in columns and column not in optional:
                problems.append(bad(name, "row 1", column, "a known column", f"use {', '.join((*columns, *optional))}"))
        problems += [bad(name, "row 1", column, "a column to stand once", "drop one of the two") for column in sorted({column for column in head if head.count(column) > 1})]
        problems += [bad(name, "row 1", head, f"a head with the column {column!r}", "add the column") for column in columns if column not in head]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(head):
                problems.append(bad(name, f"row {reader.line_num}", cells, f"a row of {len(head)} cells", "give each column one cell; quote a cell that holds a comma"))
                continue
            row = dict.fromkeys(optional, "")
            row.update((column, unescaped(cell.strip())) for column, cell in zip(head, cells, strict=True))
            rows.append((reader.line_num, row))
    except csv.Error as error:
        problems.append(bad(name, f"row {reader.line_num}", str(error), "CSV", "quote cells with commas, quotes or line breaks, and double the quotes inside"))
    return rows, problems


def escaped(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unescaped(cell: str) -> str:
    """Return the cell that `escaped` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as text, formulas escaped."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([escaped(row.get(column, "")) for column in columns] for row in rows)
    return out.getvalue()


def json_text(value: object) -> str:
    """Return a value as JSON text: sorted, indented, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files beside each other: each whole or not at all, tables with a byte-order mark."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        part = folder / f".{name}.part"
        part.write_bytes(text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8"))
        os.replace(part, folder / name)
