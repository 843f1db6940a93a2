"""What is read from and written to: a path, an open text file, or rows and tables that are at hand already.

Whatever it is becomes a path, a text in memory (`Held`) or rows in memory (`Given`), and is read from there on
by the same code, up to the same limits, with the same errors. An open file is read to its end and is not closed.
Its encoding is for whoever opened it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import Any, TextIO, final

from attrs import frozen

from tristandard.basics.errors import BadValue, whole_from
from tristandard.basics.points import plain
from tristandard.codec.files import (
    DEPTH,
    SURVEY_LIMIT,
    TOLD,
    BadInput,
    Table,
    bad,
    check_size,
    encoded,
    known_columns,
    path_of,
    read_csv,
    too_deep,
    write_all,
)
from tristandard.codec.held import Held

#: Where rows are read from.
RowSource = str | PathLike[str] | TextIO | io.TextIOBase | Iterable[Mapping[str, Any]]
#: Where a document is read from: a plan, a ledger, results, a handover, notices, a certificate.
Document = str | PathLike[str] | TextIO | io.TextIOBase | Mapping[str, Any]
#: Where something is written to.
Writable = str | PathLike[str] | TextIO | io.TextIOBase

_CELL = "write it as text; a number with a point as text or as a Decimal, a list with ; between its parts"


@final
@frozen
class Given:
    """Rows that were given as mappings, each with its number from 1, and what is wrong with their shape."""

    name: str
    rows: list[tuple[int, dict[str, Any]]]
    problems: list[BadInput]

    def table(self, columns: tuple[str, ...], optional: tuple[str, ...]) -> Table:
        """Return the rows as those of a table file, each cell as text."""
        problems, rows = list(self.problems), list[tuple[int, dict[str, str]]]()
        for number, row in self.rows:
            wrong = known_columns(self.name, number, list(row), columns, optional)
            cells: dict[str, str] = dict.fromkeys(optional, "")
            for column, value in row.items():
                cell = cell_of(value)
                if not isinstance(cell, str):
                    wrong.append(bad(self.name, f"row {number}, column {column}", value, "the text of a cell", _CELL))
                else:
                    cells[column] = cell
            problems += wrong
            if not wrong:
                rows.append((number, cells))
            if len(problems) > TOLD:
                break
        return Table(self.name, iter(rows), problems)


def cell_of(value: object) -> object:
    """Return a value as a cell of a table holds it, as text; what no cell holds as it is."""
    match value:
        case str():
            return value.strip()
        case bool():
            return value
        case Decimal() if value.is_finite():
            return plain(Fraction(value))
        case int() | Fraction() | date():
            return str(value)
        case _:
            return value


def rows_from(source: object, limit: int) -> Path | Held | Given:
    """Return where rows are read from: a path, an open text file, or the mappings that were given.

    Args:
        source: Any of these.
        limit: The most that is read, in bytes of text.

    Raises:
        BadInput: When a file cannot be read, or there is more than the limit.
        BadValue: When it is none of these.
    """
    if not whole_from(limit, 0):
        raise BadValue(limit, "a limit in bytes", f"write a whole number, such as {SURVEY_LIMIT}")
    if isinstance(source, io.TextIOBase):
        return _held(source, limit)
    if isinstance(source, (str, PathLike, bytes, Mapping)) or not isinstance(source, Iterable):
        return path_of(source, "a path, an open text file, or a list of rows")
    return _given(source, limit)


def no_encoding(name: str, encoding: str | None) -> None:
    """Refuse the encoding of what is text already."""
    if encoding is not None:
        raise bad(name, "encoding", encoding, "no encoding of text", "leave it out: what is given is text already")


def read_table_of(
    source: Path | Held | Given,
    columns: tuple[str, ...],
    optional: tuple[str, ...],
    *,
    limit: int,
    encoding: str | None = None,
) -> Table:
    """Return the rows of a table, wherever they come from; see `files.read_csv`."""
    if not isinstance(source, Path):
        no_encoding(source.name, encoding)
    if isinstance(source, Given):
        return source.table(columns, optional)
    return read_csv(source, columns, optional, limit=limit, encoding=encoding)


def document_from(source: object) -> Path | Held:
    """Return where a document is read from: a path, an open text file, or its table. Raises as `rows_from` does."""
    if isinstance(source, io.TextIOBase):
        return _held(source, None)
    if not isinstance(source, Mapping):
        return path_of(source, "a path, an open text file, or a table")
    try:
        text = json.dumps(dict(source), ensure_ascii=False, default=str)
    except RecursionError:
        raise too_deep("table") from None
    except (TypeError, ValueError) as error:
        raise bad("table", "", str(error), "a table as JSON has it", "give what json.loads made of the file") from None
    return Held("table", ".json", encoded("table", text))


def _held(file: io.TextIOBase, limit: int | None) -> Held:
    """Return the text of an open file, from where it stands to its end."""
    name = _name(file)
    try:
        text = file.read() if limit is None else file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        remedy = f"open it for reading, in the encoding that it has ({reason or error})"
        raise bad(name or "text", "", shown_file(file), "an open text file", remedy) from None
    text = text.removeprefix("\ufeff")
    suffix = Path(name).suffix
    if suffix not in (".csv", ".json"):
        suffix = ".json" if text.lstrip()[:1] in ("[", "{") else ".csv"
    # a mark at its start says that a table is UTF-8, so that its encoding is not guessed again
    content = encoded(f"{name or 'text'}{'' if suffix == '.json' else '.csv'}", text)
    check_size(name or "text", len(content), limit)
    return Held(name or "text", suffix, content)


def _name(file: io.TextIOBase) -> str:
    """Return what an open file is called, without its folder; "" where it has no name."""
    name = getattr(file, "name", "")
    return Path(name).name if isinstance(name, str) else ""


def shown_file(file: io.TextIOBase) -> str:
    """Return what stands for an open file in a message."""
    return f"<{type(file).__name__}>"


def _given(rows: Iterable[object], limit: int) -> Given:
    """Return rows in memory: copies, so that nobody changes them while they are read."""
    found = Given("rows", [], [])
    size = 0
    for number, row in enumerate(rows, 1):
        try:
            if not isinstance(row, Mapping):
                raise BadValue(row, "a row", "give a mapping of columns to cells")
            copied, length = _plain(row)
        except BadValue as problem:
            found.problems.append(BadInput(found.name, f"row {number}", problem))
        else:
            found.rows.append((number, {key: value for key, value in copied.items() if value is not None}))
            size += length
            check_size(found.name, size, limit)
        if len(found.problems) > TOLD:
            break
    return found


def _plain(value: Any, depth: int = 0) -> tuple[Any, int]:
    """Return a copy of a value in tables and lists as JSON has them, and about how many bytes it is long."""
    if depth > DEPTH:
        raise BadValue(f"nested deeper than {DEPTH}", "a depth that is read here", "check that it is the row you meant")
    if isinstance(value, str):
        try:
            return value, len(value.encode()) + 2
        except UnicodeEncodeError:
            remedy = "take out the broken character"
            raise BadValue(value.encode(errors="replace"), "text that UTF-8 can hold", remedy) from None
    if isinstance(value, Mapping):
        if strange := [key for key in value if not isinstance(key, str)]:
            raise BadValue(strange[0], "a key that is text", "name each column; a row has no more cells than the head")
        pairs = {key: _plain(inner, depth + 1) for key, inner in value.items()}
        return {key: inner for key, (inner, _) in pairs.items()}, sum(len(key) + 4 + n for key, (_, n) in pairs.items())
    if isinstance(value, (list, tuple)):
        found = [_plain(inner, depth + 1) for inner in value]
        return [inner for inner, _ in found], sum(length + 1 for _, length in found)
    return value, 4


@final
@frozen
class Target:
    """Where a text is written to, and as what: a path, or an open text file."""

    name: str
    suffix: str
    where: Path | io.TextIOBase

    def write(self, text: str | Iterable[str], *, limit: int | None = SURVEY_LIMIT) -> None:
        """Write a text, or the pieces of a large one. To a path it is written whole or not at all; see `write_all`.

        Raises:
            BadInput: When it is too large, or cannot be written there.
        """
        if isinstance(self.where, Path):
            write_all(self.where.parent, {self.name: text}, limit=limit)
            return
        if isinstance(text, str):
            check_size(self.name, len(encoded("", text)), limit)
        try:
            self.where.writelines([text] if isinstance(text, str) else text)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            remedy = f'open it for writing, in UTF-8 ("utf-8-sig" for a spreadsheet) ({reason or error})'
            raise bad(self.name, "", shown_file(self.where), "an open text file", remedy) from None


def target_of(given: object, kinds: tuple[str, ...], ending: str = "") -> Target:
    """Return where something is written to.

    Args:
        given: A path, or an open text file.
        kinds: What is written, as the endings of files' names: one of these.
        ending: Which of these, for an open file whose name does not tell.

    Raises:
        BadInput: When the ending is none of these.
        BadValue: When it is neither a path nor an open file.
    """
    if isinstance(given, io.TextIOBase):
        name = _name(given)
        suffix = ending or (kinds[0] if len(kinds) == 1 else Path(name).suffix)
        name, remedy = name or "text", f"say which: {' or '.join(f'ending={kind!r}' for kind in kinds)}"
        where: Path | io.TextIOBase = given
    else:
        where = path_of(given, "a path, or an open text file")
        name, suffix, remedy = where.name, where.suffix, f"give a path that ends in {' or '.join(kinds)}"
        if ending:
            raise BadValue(ending, "no ending beside a path", "leave it out: the path has its own")
    if suffix not in kinds:
        raise bad(name, "", suffix, "a kind of file that is written here", remedy)
    return Target(name, suffix, where)
