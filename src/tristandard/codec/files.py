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
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, at_byte, bad, in_line, in_row, under
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

_A_PATH = Told("一个路径", "a path")
_GIVE_A_PATH = Told("请给出文本或 pathlib.Path", "give a text or a pathlib.Path")
_NAME_A_FILE = Told(
    '请写出文件或文件夹的名称；当前文件夹写作 "."', 'name the file or folder; the folder where you are is "."'
)
_NO_ZERO = Told("请去掉字符 U+0000：文件名中不能有它", "take out the mark U+0000: no file can be called so")


_CANNOT_BE_READ = Sentence("{name} 读不出来", "{name} cannot be read")


def path_of(path: object, expected: Told = _A_PATH) -> Path:
    """Return a path, or refuse what is none."""
    if not isinstance(path, (str, PathLike)):
        raise BadValue(path, expected, _GIVE_A_PATH)
    if path == "":
        raise BadValue(path, _A_PATH, _NAME_A_FILE)
    found = Path(path)
    if "\0" in str(found):
        named = next(part for part in found.parts if "\0" in part)
        raise BadValue(named, _A_PATH, _NO_ZERO)
    return found


_IN_UTF8 = Told("以 UTF-8 编码的文本", "text in UTF-8")
_SAVE_AS_UTF8 = Told("请另存为 UTF-8", "save it as UTF-8")
_LOOKS_LIKE = Sentence("看来是 {encoding}：请另存为 UTF-8", "it looks like {encoding}: save it as UTF-8")


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
        remedy = _LOOKS_LIKE(encoding=like) if like else _SAVE_AS_UTF8
        start = error.start
        raise bad(path.name, at_byte(start), content[start : start + 8], _IN_UTF8, remedy) from None


_A_KNOWN_ENCODING = Told("可用的字符编码", "a known encoding")
_NAME_ONE_ENCODING = Sentence("请写其中之一：{known}；也可以不写，自动识别", "name one of {known}, or leave it out")


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
        remedy = _NAME_ONE_ENCODING(known=list(ENCODINGS))
        raise bad(name, under("encoding"), encoding, _A_KNOWN_ENCODING, remedy)
    try:
        text, detected = decode(_content(path, limit), encoding)
    except Misread as problem:
        raise BadInput(name, problem.where, problem.reason) from None
    return _filled(name, text), f"{name} (GB18030)" if detected else name


_FILLED = Told("有内容的文件", "a file with something in it")
_EMPTY = Told("它是空的，请核对是否给错了文件", "it is empty; check that it is the file you meant")


def _filled(name: str, text: str) -> str:
    if not text or text.isspace():
        raise bad(name, NOWHERE, "", _FILLED, _EMPTY)
    return text


_SIZE = Sentence("{size} 字节", "{size} bytes")
_AT_MOST = Sentence("不超过 {limit} 字节的文件", "a file of at most {limit} bytes")
_SPLIT_IT = Told(
    "请核对是否给错了文件；没有给错的，请拆成几个文件", "check that it is the file you meant; split it if it is"
)


def check_size(name: str, size: int, limit: int | None) -> None:
    """Refuse more bytes than are read here."""
    if limit is not None and size > limit:
        raise bad(name, NOWHERE, _SIZE(size=size), _AT_MOST(limit=limit), _SPLIT_IT)


_A_FILE = Told("一个文件", "a file")
_A_FOLDER = Told("它是文件夹：请写出其中的文件", "it is a folder: name a file in it")
_CHECK_THE_PATH = Told("请检查路径", "check the path")
_CHECK_THE_PATH_FOR = Sentence("请检查路径（{reason}）", "check the path ({reason})")
_A_READABLE_FILE = Told("可以读取的文件", "a file that can be read")
_TEXT_ALONE = Told("文本", "text")
_BINARY = Told(
    "它是二进制文件，或 UTF-16 编码的文本；请把表格另存为 UTF-8 的 CSV，或写成 TOML、JSON",
    "it is a binary file, or text in UTF-16; save the table as CSV in UTF-8, or write TOML or JSON",
)


def content_of(path: Path | Held, limit: int | None) -> bytes:
    """Return the bytes of a file.

    Raises:
        BadInput: When it is missing, larger than the limit, or cannot be read.
    """
    name = path.name
    try:
        size = size_of(path)
        if size is None and isinstance(path, Path):
            raise bad(name, NOWHERE, str(path), _A_FILE, _A_FOLDER if path.is_dir() else _CHECK_THE_PATH)
        check_size(name, size or 0, limit)
        with opened(path) as file:
            return file.read()
    except OSError as error:
        raise bad(name, NOWHERE, str(path), _A_READABLE_FILE, _path_remedy(error)) from None


def _content(path: Path | Held, limit: int | None) -> bytes:
    """Return the bytes of a file of text."""
    content = content_of(path, limit)
    if b"\0" in content:
        raise bad(path.name, at_byte(content.index(0)), content[:16], _TEXT_ALONE, _BINARY)
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


def decoded(name: str, text: str, at: int, where: Position = NOWHERE) -> tuple[Any, int]:
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


def _unread(name: str, mistakes: Iterable[tuple[Position, BadValue]]) -> TristandardError:
    """Return the error for mistakes that keep a file from being read: one by itself, several together."""
    problems = sorted((BadInput(name, place, problem) for place, problem in mistakes), key=in_order)
    return problems[0] if len(problems) == 1 else Refused(_CANNOT_BE_READ(name=name), problems)


def check_halves(name: str, text: str, at: int, end: int, value: object) -> None:
    """Refuse a value in whose text one half of a character is written without the other."""
    if text.find("\\", at, end) >= 0 and _HALF.search(text, at, end):
        encoded(name, json.dumps(value, ensure_ascii=False, default=str))


_OF_ITS_KIND = Sentence("合格的 {kind}", "{kind}")
_OF_ITS_KIND_FOR = Sentence("合格的 {kind}（{what}）", "{kind} ({what})")
_MEND_IT = Told("请改正其中所说之处", "mend what it speaks of")
_MEND_THE_LINE = Told("请改正这一行；每个键只写一次", "mend the line; write each key once")


def not_read(name: str, text: str, line: int, what: str, kind: str) -> BadInput:
    """Return the error for text that is not of its kind, with the line, where it is known."""
    if not line:
        return bad(name, NOWHERE, what, _OF_ITS_KIND(kind=kind), _MEND_IT)
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    told = text[start:].partition("\n")[0].strip()
    return bad(name, in_line(line), told, _OF_ITS_KIND_FOR(kind=kind, what=what), _MEND_THE_LINE)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(text) from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(", ".join(found))
    return found


#: Reads the value of JSON at a place in a text, and says where it ends; numbers with a point as decimals.
READ_JSON = json.JSONDecoder(parse_float=_decimal, parse_constant=Decimal, object_pairs_hook=_no_twice).raw_decode


_NESTED = Sentence("嵌套超过 {depth} 层", "nested deeper than {depth}")
NESTED_DEEPER = _NESTED(depth=DEPTH)
A_DEPTH = Told("可以读取的层数", "a depth that is read here")
_THE_FILE_YOU_MEANT = Told("请核对是否给错了文件", "check that it is the file you meant")


def too_deep(name: str) -> BadInput:
    """Return the error for what is nested deeper than is read here."""
    return bad(name, NOWHERE, NESTED_DEEPER, A_DEPTH, _THE_FILE_YOU_MEANT)


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


_A_ROW_OF = Sentence("{wanted} 格的一行，它有 {count} 格", "a row of {wanted} cells, it has {count}")
_ONE_CELL_EACH = Told(
    "请给每一列写一格；格内有逗号的加引号，数字中间不写逗号",
    "give each column one cell; quote a cell that holds a comma, and write numbers without one",
)
_A_HEAD = Sentence("含有这些列的表头：{columns}", "a head with the columns {columns}")
_WRITE_THE_HEAD = Told("请把列名写在第一行", "write the columns into the first row")
_QUOTE_CELLS = Told(
    "含有逗号、引号或换行的格请加引号，格内的引号写两个",
    "quote cells with commas, quotes or line breaks, and double the quotes inside",
)
_CSV = Told("合格的 CSV", "CSV")


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
                expected = _A_ROW_OF(wanted=len(head), count=len(cells))
                problems.append(bad(name, in_row(line), ", ".join(cells), expected, _ONE_CELL_EACH))
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
            problems.append(bad(name, in_row(1), "", _A_HEAD(columns=list(columns)), _WRITE_THE_HEAD))
    except csv.Error as error:
        problems.append(bad(name, in_row(line + 1), str(error), _CSV, _QUOTE_CELLS))


_A_KNOWN_COLUMN = Told("可用的列", "a known column")
_USE_THESE_COLUMNS = Sentence("请用：{known}；列名之间用逗号隔开", "use {known}; put commas between them")
_A_COLUMN_ONCE = Told("只写一次的列", "a column that stands once")
_DROP_ONE_OF_TWO = Told("请删去重复的一列", "drop one of the two")
_ADD_THEM = Told("请补上", "add them")


def known_columns(
    name: str, line: int, head: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[BadInput]:
    """Return what is wrong with the columns that a row names: unknown ones, those named twice, and missing ones."""
    known, where = (*columns, *optional), in_row(line)
    unknown = [column for column in head if column not in known][:TOLD]
    problems = [bad(name, where, column, _A_KNOWN_COLUMN, _USE_THESE_COLUMNS(known=list(known))) for column in unknown]
    problems += [
        bad(name, where, column, _A_COLUMN_ONCE, _DROP_ONE_OF_TWO) for column in known if head.count(column) > 1
    ]
    if missing := [column for column in columns if column not in head]:
        problems.append(bad(name, where, ", ".join(head), _A_HEAD(columns=missing), _ADD_THEM))
    return problems


_OTHER_BYTES = Told("与刚才不同的内容", "other bytes than a moment ago")
_A_STILL_FILE = Told("读取时保持不变的文件", "a file that stays as it is while it is read")
_LOAD_AGAIN = Told("请等它写完再读取", "load it again once it is written")


def _cells(name: str, lines: io.TextIOWrapper) -> Iterator[list[str]]:
    """Yield the rows of a table; the file was read before, and is refused where it is another one now."""
    try:
        with lines:
            yield from csv.reader(lines, strict=True)
    except (OSError, UnicodeDecodeError):
        raise bad(name, NOWHERE, _OTHER_BYTES, _A_STILL_FILE, _LOAD_AGAIN) from None


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


CANNOT_BE_WRITTEN = Sentence("{name} 无法写出", "{name} cannot be written")
_A_CELL = Sentence(
    "能原样读回、不超过 {limit} 字的文本", "a text of at most {limit} characters that reads back as it is"
)
_TAKE_AWAY = Told("请去掉首尾的空格、回车符和零字节", "take away blanks around it, carriage returns and zero bytes")


def csv_cells(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as text, formulas and bare fractions escaped, in the heads too. Raises as `csv_text` does."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    problems: list[BadInput] = []
    for line, row in enumerate(chain([heads], rows), 1):
        writer.writerow(map(escaped, row))
        problems += [
            bad(name, in_row(line).inside(head), cell, _A_CELL(limit=csv.field_size_limit()), _TAKE_AWAY)
            for head, cell in zip(heads, row, strict=True)
            if not _reads_back(escaped(cell))
        ]
    refuse(CANNOT_BE_WRITTEN(name=name), problems)
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


TEXT_OF_UTF8 = Told("能用 UTF-8 表示的文本", "text that UTF-8 can hold")
TAKE_OUT_BROKEN = Told("请去掉残缺的字符", "take out the broken character")


def encoded(name: str, text: str) -> bytes:
    """Return a file's text as bytes; tables with a byte-order mark."""
    try:
        return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")
    except UnicodeEncodeError as error:
        near = error.object[max(error.start - 20, 0) : error.end]
        raise bad(name, NOWHERE, near, TEXT_OF_UTF8, TAKE_OUT_BROKEN) from None


_READ_AGAIN = Sentence(
    "不超过 {limit} 字节的文件：再大就不能读回",
    "a file of at most {limit} bytes, which is the most that is read again",
)
_IN_SEVERAL = Told("请分写成几个文件；什么也没有写出", "write it in several files; nothing was written")
A_WRITABLE_FOLDER = Told("可以写入的文件夹", "a folder that can be written to")
_A_WRITABLE_FILE = Told("可以写入的文件", "a file that can be written")


def write_all(
    folder: Path, texts: Mapping[str, str | bytes | Iterable[str]], *, limit: int | None = SURVEY_LIMIT
) -> None:
    """Write files beside each other: each whole, and all of them or none, tables with a byte-order mark.

    Each is written under a name that nobody else has, and takes the place of what stood there at once:
    whoever reads meanwhile reads the old one or the new one, and of two writers one comes last. What
    stood there keeps its mode, and its owner where that may be kept; where a link stood, the file that
    it names is written, and the link stays.

    Args:
        folder: Where.
        texts: By the name of the file; bytes as they are; one that is large in pieces, which have no limit.
        limit: The largest file that is read again, in bytes; None where there is none.

    Raises:
        BadInput: When one of them is too large, the folder cannot be written to, or a file cannot be
            replaced: a folder stands there, a link that names itself, or a file that may not be written.
    """
    contents = {name: encoded(name, text) if isinstance(text, str) else text for name, text in texts.items()}
    for name, content in contents.items():
        if limit is not None and isinstance(content, bytes) and len(content) > limit:
            raise bad(name, NOWHERE, _SIZE(size=len(content)), _READ_AGAIN(limit=limit), _IN_SEVERAL)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise unwritable(folder, A_WRITABLE_FOLDER, error) from None
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
        raise unwritable(path, _A_WRITABLE_FILE, error) from None
    finally:
        for left, _ in parts:
            with suppress(OSError, ValueError):
                left.unlink(missing_ok=True)


_A_REPLACEABLE_FILE = Told("可以替换的文件", "a file that can be replaced")
_MOVE_AWAY = Told("请移开那里原有的东西；什么也没有写出", "move away what stands there; nothing was written")
_READ_ONLY = Told("可以替换的文件（它是只读的）", "a file that may be replaced (it may only be read)")
_LET_IT_BE_WRITTEN = Told(
    "请取消只读，或换一个文件名；什么也没有写出", "let it be written to, or name another; nothing was written"
)


def _target(path: Path) -> Path:
    """Return the file that is written for a path, past the links that stand there, or refuse
    what cannot be replaced.
    """
    with suppress(FileNotFoundError):
        path.lstat()  # a name that the system does not take is refused before anything is replaced
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise bad(path.name, NOWHERE, str(path), _A_REPLACEABLE_FILE, _MOVE_AWAY)
    if target.exists() and not os.access(target, os.W_OK):
        raise bad(path.name, NOWHERE, str(path), _READ_ONLY, _LET_IT_BE_WRITTEN)
    return target


def unwritable(path: Path, expected: Told, error: OSError | ValueError) -> BadInput:
    """Return the error for a path that the system does not let be written."""
    return bad(path.name, NOWHERE, str(path), expected, _path_remedy(error))


_A_SHORTER_NAME = Told("请换一个较短的名称", "give it a shorter name")


def _path_remedy(error: OSError | ValueError) -> Told:
    if isinstance(error, OSError) and error.errno == ENAMETOOLONG:
        return _A_SHORTER_NAME
    return _CHECK_THE_PATH_FOR(reason=reason_of(error))


def reason_of(error: Exception) -> str:
    """Return what the system says of an error."""
    return str((error.strerror if isinstance(error, OSError) else None) or error)


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
