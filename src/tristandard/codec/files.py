"""Files in and out: bytes, encodings, sizes, CSV cells; and how a mistake in a file is told.

Tables are read as UTF-8, with or without a byte-order mark, or as GB18030, whichever the bytes of
each are, and written as UTF-8 with a mark, because spreadsheets need it. A cell that a spreadsheet
would take for a formula is escaped with an apostrophe, which reading takes away again; so is one
that starts with a tab.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from errno import ENAMETOOLONG
from hashlib import sha256
from io import BufferedWriter
from itertools import chain, count
from os import PathLike, getpid
from pathlib import Path
from stat import S_IMODE
from typing import Any, TypeVar, final

from attrs import frozen

from tristandard.basics.errors import BadValue, Refused, TristandardError, in_order, refuse
from tristandard.basics.marks import flat
from tristandard.codec.encoding import ENCODINGS, Misread, decode, guessed
from tristandard.codec.held import Held, opened, size_of
from tristandard.codec.unread import unread_json, unread_toml
from tristandard.words.sentence import Sentence, Told

#: No rule set is larger than this many bytes; a file that is was given by mistake.
RULES_LIMIT = 4_000_000
#: Observations may be many; whoever has more raises the limit by keyword.
SURVEY_LIMIT = 160_000_000

#: More mistakes of a file are not told, nor is the file read any further.
TOLD = 1000

#: So many different cells of a table are remembered while it is read.
_SHARED = 1000

#: So much of the name of a file is told.
_LONG = 120

#: Nothing that is read here is nested deeper.
DEPTH = 20

_Value = TypeVar("_Value")

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\t", "\r")
#: What a spreadsheet takes for a date: a fraction that stands alone.
_DATE = re.compile(r"[0-9]+/[0-9]+")

#: How JSON writes what may be one half of a character.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")

#: A dotted key of TOML that is nested too deep; reading it would take the square of its length in time and in memory.
_DOTTED = re.compile(
    r"""(?<![\w"'\\-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)""" + f"{{{DEPTH + 1}}}"
)
#: What no key of TOML is made of: comments, and texts, whose dots are their own.
_TEXT = re.compile(r"""#[^\n]*+|\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""", re.DOTALL)
_BLANK = re.compile(r"[ \t\n\r]*")
#: How a place in a table is told, for whoever reads Chinese.
_ROW, _COLUMN = re.compile("row ([0-9]+)"), re.compile(r", column (\S+)")


_CANNOT_BE_READ = Sentence("{name} 读不出来", "{name} cannot be read")
_IN_A_FILE = Sentence("{file}：{reason}", "{file}: {reason}")
_AT = Sentence("{file}，{where}：{reason}", "{file}, {where}: {reason}")


@final
@frozen
class BadInput(TristandardError):
    """A mistake in a file: which file, where in it, and the reason, which says what to do."""

    file: str
    where: str
    reason: TristandardError

    @property
    def told(self) -> Told:
        """Where the mistake stands, and what to do, in both languages."""
        file = flat(self.file if len(self.file) <= _LONG else f"{self.file[:_LONG]}…")
        if not self.where:
            return _IN_A_FILE(file=file, reason=self.reason.told)
        en = flat(self.where)
        zh = _COLUMN.sub(r"，\1 列", _ROW.sub(r"第 \1 行", en))
        return _AT(file=file, where=Told(zh, en), reason=self.reason.told)

    def __str__(self) -> str:
        return self.told[1]


def bad(file: str, where: str, value: object, expected: str, remedy: str) -> BadInput:
    """Return the error for a value that cannot mean what it is used for."""
    return BadInput(file, where, BadValue(value, expected, remedy))


def path_of(path: object, expected: str = "a path") -> Path:
    """Return a path, or refuse what is none."""
    if not isinstance(path, (str, PathLike)):
        raise BadValue(path, expected, "give a text or a pathlib.Path")
    if path == "":
        raise BadValue(path, "a path", 'name the file or folder; the folder where you are is "."')
    found = Path(path)
    if "\0" in str(found):
        named = next(part for part in found.parts if "\0" in part)
        raise BadValue(named, "a path", "take out the mark U+0000: no file can be called so")
    return found


def read_text(path: Path | Held, *, limit: int | None) -> str:
    """Return the text of a file that is always UTF-8.

    Raises:
        BadInput: When the file is missing, empty, larger than the limit, binary, or not UTF-8.
    """
    content = _content(path, limit)
    try:
        return _filled(path.name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        like = guessed(content)
        remedy = f"it looks like {like}: save it as UTF-8" if like else "save it as UTF-8"
        start = error.start
        raise bad(path.name, f"byte {start}", content[start : start + 8], "text in UTF-8", remedy) from None


def read_table(path: Path | Held, *, limit: int, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of a table, in the encoding that its own bytes fit, and its name with what was detected.

    Args:
        path: Of the file.
        limit: The largest file that is read, in bytes.
        encoding: "utf-8" or "gb18030": how to read bytes that fit more than one encoding; see `decode`.

    Raises:
        BadInput: As `read_text` does, and for text in neither encoding, in both, or partly in each; see `decode`.
    """
    name = path.name
    if encoding is not None and (not isinstance(encoding, str) or encoding.lower() not in ENCODINGS):
        raise bad(
            name, "encoding", encoding, "a known encoding", f"name one of {', '.join(ENCODINGS)}, or leave it out"
        )
    try:
        text, detected = decode(_content(path, limit), encoding)
    except Misread as problem:
        raise BadInput(name, problem.where, problem.reason) from None
    return _filled(name, text), f"{name} (read as GB18030)" if detected else name


def _filled(name: str, text: str) -> str:
    if not text or text.isspace():
        raise bad(name, "", "", "a file with something in it", "it is empty; check that it is the file you meant")
    return text


def check_size(name: str, size: int, limit: int | None) -> None:
    """Refuse more bytes than are read here."""
    if limit is not None and size > limit:
        remedy = "check that it is the file you meant; split it if it is"
        raise bad(name, "", f"{size} bytes", f"a file of at most {limit} bytes", remedy)


def _content(path: Path | Held, limit: int | None) -> bytes:
    """Return the bytes of a file of text."""
    name = path.name
    try:
        size = size_of(path)
        if size is None and isinstance(path, Path):
            remedy = "it is a folder: name a file in it" if path.is_dir() else "check the path"
            raise bad(name, "", str(path), "a file", remedy)
        check_size(name, size or 0, limit)
        with opened(path) as file:
            content = file.read()
    except OSError as error:
        raise bad(
            name,
            "",
            str(path),
            "a file that can be read",
            _path_remedy(error, f"check the path ({error.strerror or error})"),
        ) from None
    if b"\0" in content:
        raise bad(
            name,
            f"byte {content.index(0)}",
            content[:16],
            "text",
            "it is a binary file, or text in UTF-16; save the table as CSV in UTF-8, or write TOML or JSON",
        )
    return content


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; its floats as decimals."""
    text = read_text(path, limit=RULES_LIMIT)
    if _DOTTED.search(_TEXT.sub('""', text)):
        raise too_deep(path.name)
    try:
        table = tomllib.loads(text, parse_float=_decimal)
    except ValueError as error:
        what, at, place = str(error).rstrip(")").partition(" (at line ")
        line = int(place.partition(",")[0]) if at else 0
        if not line and (unread := list(unread_toml(text))):
            raise _unread(path.name, unread) from None
        raise not_read(path.name, text, line, what, "TOML") from None
    except RecursionError:
        raise too_deep(path.name) from None
    return shallow(table, path.name)


def read_json(path: Path | Held, *, limit: int | None = SURVEY_LIMIT) -> Any:
    """Return the value of a JSON file of any size up to the limit; its numbers with a point as decimals."""
    text = read_text(path, limit=limit)
    value, end = decoded(path.name, text, past_blank(text, 0))
    if (end := past_blank(text, end)) < len(text):
        raise not_read(path.name, text, text.count("\n", 0, end) + 1, "Extra data", "JSON")
    return shallow(value, path.name)


def past_blank(text: str, at: int) -> int:
    """Return the place of the first mark of JSON from a place in a text on."""
    found = _BLANK.match(text, at)
    assert found is not None
    return found.end()


def decoded(name: str, text: str, at: int, where: str = "") -> tuple[Any, int]:
    """Return the JSON value that stands at a place in a text, told so in mistakes, and where it ends."""
    try:
        try:
            value, end = READ_JSON(text, at)
        except json.JSONDecodeError:
            raise
        except ValueError:
            raise _unread(name, list(unread_json(text, at, where))) from None
    except json.JSONDecodeError as error:
        raise not_read(name, text, error.lineno, error.msg, "JSON") from None
    except RecursionError:
        raise too_deep(name) from None
    check_halves(name, text, at, end, value)
    return value, end


def _unread(name: str, mistakes: Iterable[tuple[str, BadValue]]) -> TristandardError:
    """Return the error for mistakes that keep a file from being read: one by itself, several together."""
    problems = sorted((BadInput(name, place, problem) for place, problem in mistakes), key=in_order)
    return problems[0] if len(problems) == 1 else Refused(_CANNOT_BE_READ(name=name), problems)


def check_halves(name: str, text: str, at: int, end: int, value: object) -> None:
    """Refuse a value in whose text one half of a character is written without the other."""
    if text.find("\\", at, end) >= 0 and _HALF.search(text, at, end):
        encoded(name, json.dumps(value, ensure_ascii=False, default=str))


def not_read(name: str, text: str, line: int, what: str, kind: str) -> BadInput:
    """Return the error for text that is not of its kind, with the line, where it is known."""
    if not line:
        return bad(name, "", what, kind, "mend what it speaks of")
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    told = text[start:].partition("\n")[0].strip()
    return bad(name, f"line {line}", told, f"{kind} ({what})", "mend the line; write each key once")


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{text} is too large a number") from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


#: Reads the value of JSON at a place in a text, and says where it ends; numbers with a point as decimals.
READ_JSON = json.JSONDecoder(parse_float=_decimal, parse_constant=Decimal, object_pairs_hook=_no_twice).raw_decode


def too_deep(name: str) -> BadInput:
    """Return the error for what is nested deeper than is read here."""
    return bad(
        name, "", f"nested deeper than {DEPTH}", "a depth that is read here", "check that it is the file you meant"
    )


def check_entry(name: str, text: str, at: int, end: int, value: object) -> None:
    """Refuse an entry of a list that is nested too deep."""
    if text.count("{", at, end) + text.count("[", at, end) >= DEPTH:
        shallow([value], name)


def shallow(value: _Value, name: str) -> _Value:
    """Return a value that is not nested too deep for whatever reads it next."""
    level: list[Any] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return value
    raise too_deep(name)


@final
@frozen
class Table:
    """The rows of a table by column, each with its number as a spreadsheet counts it.

    They are read as they are taken, for there may be many; only then are the mistakes complete.
    """

    #: Of the file, with what was detected of its encoding.
    name: str
    rows: Iterator[tuple[int, dict[str, str]]]
    #: What is wrong with its shape.
    problems: list[BadInput]


def read_csv(
    path: Path | Held,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    *,
    limit: int = RULES_LIMIT,
    encoding: str | None = None,
) -> Table:
    """Return a table. A line break inside a cell is read as a line feed, whichever it was.

    Args:
        path: Of the file.
        columns: Those that must be there, in any order.
        optional: Those that may be; a missing one reads as empty cells.
        limit: The largest file that is read, in bytes.
        encoding: Of bytes that fit two; see `read_table`.
    """
    text, name = read_table(path, limit=limit, encoding=encoding)
    if name == path.name:  # read again piece by piece, so that it is not held
        lines = io.TextIOWrapper(opened(path), encoding="utf-8-sig")
    else:
        lines = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    problems: list[BadInput] = []
    return Table(name, _rows(name, lines, columns, optional, problems), problems)


def _rows(
    name: str, lines: io.TextIOWrapper, columns: Sequence[str], optional: Sequence[str], problems: list[BadInput]
) -> Iterator[tuple[int, dict[str, str]]]:
    head: list[str] | None = None
    shared: dict[str, str] = {}  # equal cells are kept once, for most of a table says the same again and again
    line = 0
    try:
        for line, row in enumerate(_cells(name, lines), 1):
            if not any(map(str.strip, row)):
                continue
            cells = [unescaped(cell.strip()) for cell in row]
            if head is None:
                head = cells
                problems += known_columns(name, line, head, columns, optional)
                if problems:
                    break
            elif len(cells) != len(head):
                problems.append(
                    bad(
                        name,
                        f"row {line}",
                        ", ".join(cells),
                        f"a row of {len(head)} cells, it has {len(cells)}",
                        "give each column one cell; quote a cell that holds a comma, and write numbers without one",
                    )
                )
                if len(problems) > TOLD:
                    break
            else:
                if len(shared) > _SHARED:
                    shared.clear()
                yield (
                    line,
                    {
                        **dict.fromkeys(optional, ""),
                        **{column: shared.setdefault(cell, cell) for column, cell in zip(head, cells, strict=True)},
                    },
                )
        if head is None:
            problems.append(
                bad(
                    name,
                    "row 1",
                    "",
                    f"a head with the columns {', '.join(columns)}",
                    "write the columns into the first row",
                )
            )
    except csv.Error as error:
        problems.append(
            bad(
                name,
                f"row {line + 1}",
                str(error),
                "CSV",
                "quote cells with commas, quotes or line breaks, and double the quotes inside",
            )
        )


def known_columns(
    name: str, line: int, head: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[BadInput]:
    """Return what is wrong with the columns that a row names: unknown ones, those named twice, and missing ones."""
    known, where = (*columns, *optional), f"row {line}"
    unknown = [column for column in head if column not in known][:TOLD]
    problems = [
        bad(name, where, column, "a known column", f"use {', '.join(known)}; put commas between them")
        for column in unknown
    ]
    problems += [
        bad(name, where, column, "a column that stands once", "drop one of the two")
        for column in known
        if head.count(column) > 1
    ]
    if missing := [column for column in columns if column not in head]:
        expected = f"a head with the columns {', '.join(missing)}"
        problems.append(bad(name, where, ", ".join(head), expected, "add them"))
    return problems


def _cells(name: str, lines: io.TextIOWrapper) -> Iterator[list[str]]:
    """Yield the rows of a table; the file was read before, and is refused where it is another one now."""
    try:
        with lines:
            yield from csv.reader(lines, strict=True)
    except (OSError, UnicodeDecodeError):
        raise bad(
            name,
            "",
            "other bytes than a moment ago",
            "a file that stays as it is while it is read",
            "load it again once it is written",
        ) from None


def escaped(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, or for a date: 1/3 is a third, not the first of March."""
    return f"'{cell}" if _taken_otherwise(cell) else cell


def _taken_otherwise(cell: str) -> bool:
    return cell.startswith(_FORMULA) or _DATE.fullmatch(cell) is not None


def unescaped(cell: str) -> str:
    """Return the cell that `escaped` was given."""
    return cell[1:] if cell.startswith("'") and _taken_otherwise(cell[1:]) else cell


def csv_text(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return a table as text, formulas and bare fractions escaped: of each row the cells of the
    columns, which all have names of their own.

    Raises:
        Refused: With every cell that would not read back as it is.
    """
    return csv_cells(name, columns, ([row.get(column, "") for column in columns] for row in rows))


def csv_cells(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as text, formulas and bare fractions escaped, in the heads too. Raises as `csv_text` does."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    problems: list[BadInput] = []
    for line, row in enumerate(chain([heads], rows), 1):
        writer.writerow(map(escaped, row))
        problems += [
            bad(
                name,
                f"row {line}, column {head}",
                cell,
                f"a text of at most {csv.field_size_limit()} characters that reads back as it is",
                "take away blanks around it, carriage returns and zero bytes",
            )
            for head, cell in zip(heads, row, strict=True)
            if not _reads_back(escaped(cell))
        ]
    refuse(f"{name} cannot be written", problems)
    return out.getvalue()


def _reads_back(cell: str) -> bool:
    return cell == cell.strip() and "\r" not in cell and "\0" not in cell and len(cell) <= csv.field_size_limit()


def json_text(value: object) -> str:
    """Return a value as JSON text: sorted, indented, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def seal(table: Mapping[str, object], told: Callable[[object], object] = str) -> str:
    """Return the SHA-256 of every field of a table, in whatever order and layout it is written.

    Args:
        table: As `json_text` takes it, or as `read_json` returned it.
        told: What stands for a value that JSON does not know: its text, as it is written; of a table
            that was read, something else, for then it was no text.
    """
    return sha256(json.dumps(table, sort_keys=True, separators=(",", ":"), default=told).encode()).hexdigest()


def encoded(name: str, text: str) -> bytes:
    """Return a file's text as bytes; tables with a byte-order mark."""
    try:
        return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")
    except UnicodeEncodeError as error:
        raise bad(
            name,
            "",
            error.object[max(error.start - 20, 0) : error.end],
            "text that UTF-8 can hold",
            "take out the broken character",
        ) from None


def write_all(folder: Path, texts: Mapping[str, str | Iterable[str]], *, limit: int | None = SURVEY_LIMIT) -> None:
    """Write files beside each other: each whole, and all of them or none, tables with a byte-order mark.

    Each is written under a name that nobody else has, and takes the place of what stood there at once:
    whoever reads meanwhile reads the old one or the new one, and of two writers one comes last. What
    stood there keeps its mode, and its owner where that may be kept; where a link stood, the file that
    it names is written, and the link stays.

    Args:
        folder: Where.
        texts: By the name of the file; one that is large in pieces, which have no limit.
        limit: The largest file that is read again, in bytes; None where there is none.

    Raises:
        BadInput: When one of them is too large, the folder cannot be written to, or a file cannot be
            replaced: a folder stands there, a link that names itself, or a file that may not be written.
    """
    contents = {name: encoded(name, text) if isinstance(text, str) else text for name, text in texts.items()}
    for name, content in contents.items():
        if limit is not None and isinstance(content, bytes) and len(content) > limit:
            raise bad(
                name,
                "",
                f"{len(content)} bytes",
                f"a file of at most {limit} bytes, which is the most that is read again",
                "write it in several files; nothing was written",
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(folder, "a folder that can be written to", error) from None
    parts: list[tuple[Path, Path]] = []
    path = folder
    try:
        for name, content in contents.items():
            path = folder / name
            target = _target(path)
            with _beside(target) as part:
                parts.append((Path(part.name), target))
                part.writelines(
                    [content] if isinstance(content, bytes) else (encoded(name, piece) for piece in content)
                )
        while parts:
            part_of, path = parts[0]
            part_of.replace(path)
            del parts[0]
    except (OSError, ValueError) as error:
        raise unwritable(path, "a file that can be written", error) from None
    finally:
        for left, _ in parts:
            with suppress(OSError, ValueError):
                left.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Return the file that is written for a path, past the links that stand there, or refuse
    what cannot be replaced.
    """
    with suppress(FileNotFoundError):
        path.lstat()  # a name that the system does not take is refused before anything is replaced
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink() or (target.exists() and not target.is_file()):
        remedy = "move away what stands there; nothing was written"
        raise bad(path.name, "", str(path), "a file that can be replaced", remedy)
    if target.exists() and not os.access(target, os.W_OK):
        remedy = "let it be written to, or name another; nothing was written"
        raise bad(path.name, "", str(path), "a file that may be replaced (it may only be read)", remedy)
    return target


def unwritable(path: Path, expected: str, error: OSError | ValueError) -> BadInput:
    """Return the error for a path that the system does not let be written."""
    reason = error.strerror if isinstance(error, OSError) else None
    return bad(path.name, "", str(path), expected, _path_remedy(error, f"check the path ({reason or error})"))


def _path_remedy(error: OSError | ValueError, otherwise: str) -> str:
    return "give it a shorter name" if isinstance(error, OSError) and error.errno == ENAMETOOLONG else otherwise


def _beside(target: Path) -> BufferedWriter:
    """Return a new file beside another, under a name that nothing in the folder has, be it a file, a link, or what
    another writer is writing.

    It may be read and written by whoever may read and write the other; nobody else may, not for a moment.
    """
    known = target.stat() if target.exists() else None
    mode = 0o666 if known is None else S_IMODE(known.st_mode)
    for number in count():
        with suppress(FileExistsError):
            part = target.parent / f".{getpid()}.{number}.part"
            file = open(part, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115
            if known is not None:
                _owned_alike(part, known, mode)
            return file
    raise AssertionError  # pragma: no cover - there is always another number


def _owned_alike(part: Path, known: os.stat_result, mode: int) -> None:
    """Give a file the owner and the mode of another, as far as this system has them and lets them be given."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(part, known.st_uid, known.st_gid)
    with suppress(OSError):
        part.chmod(mode)
