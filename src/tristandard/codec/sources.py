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
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, in_row, under
from tristandard.codec.csv_table import TOLD, Table, known_columns, read_csv
from tristandard.codec.files import RULES_LIMIT, SURVEY_LIMIT, check_size, path_of, reason_of
from tristandard.codec.held import Held
from tristandard.codec.output import TAKE_OUT_BROKEN, TEXT_OF_UTF8, encoded, write_all
from tristandard.codec.toml_json import A_DEPTH, DEPTH, NESTED_DEEPER, too_deep
from tristandard.words.sentence import Either, Sentence, Told

#: Where rows are read from.
RowSource = str | PathLike[str] | TextIO | io.TextIOBase | Iterable[Mapping[str, Any]]
#: Where a document is read from: a plan, a ledger, results, a handover, notices, a certificate.
Document = str | PathLike[str] | TextIO | io.TextIOBase | Mapping[str, Any]
#: Where something is written to.
Writable = str | PathLike[str] | TextIO | io.TextIOBase

_TEXT_OF_A_CELL = Told("一格的文字", "the text of a cell")
_AS_TEXT = Told(
    "请写成文字；带小数点的数写成文字或 Decimal，几项之间用 ; 隔开",
    "write it as text; a number with a point as text or as a Decimal, a list with ; between its parts",
)


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
                    wrong.append(bad(self.name, in_row(number).inside(column), value, _TEXT_OF_A_CELL, _AS_TEXT))
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


_A_LIMIT = Told("字节数的上限", "a limit in bytes")
_SUCH_AS = Sentence("请写整数，例如 {limit}", "write a whole number, such as {limit}")
_ROWS_OR = Told("路径、已打开的文本文件或一行一行的列表", "a path, an open text file, or a list of rows")


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
        raise BadValue(limit, _A_LIMIT, _SUCH_AS(limit=SURVEY_LIMIT))
    if isinstance(source, io.TextIOBase):
        return _held(source, limit)
    if isinstance(source, (str, PathLike, bytes, Mapping)) or not isinstance(source, Iterable):
        return path_of(source, _ROWS_OR)
    return given(source, "rows", limit)


_NO_ENCODING = Told("文本的字符编码（文本不需要写明）", "no encoding of text")
_IS_TEXT_ALREADY = Told("请不写：给出的已是文本", "leave it out: what is given is text already")


def no_encoding(name: str, encoding: str | None) -> None:
    """Refuse the encoding of what is text already."""
    if encoding is not None:
        raise bad(name, under("encoding"), encoding, _NO_ENCODING, _IS_TEXT_ALREADY)


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


_TABLE_OR = Told("路径、已打开的文本文件或一张表", "a path, an open text file, or a table")
_AS_JSON_HAS_IT = Told("能用 JSON 表示的表", "a table as JSON has it")
_WHAT_LOADS_MADE = Told("请给出 json.loads 读出的内容", "give what json.loads made of the file")


def document_from(source: object) -> Path | Held:
    """Return where a document is read from: a path, an open text file, or its table. Raises as `rows_from` does."""
    if isinstance(source, io.TextIOBase):
        return _held(source, None)
    if not isinstance(source, Mapping):
        return path_of(source, _TABLE_OR)
    try:
        text = json.dumps(dict(source), ensure_ascii=False, default=str)
    except RecursionError:
        raise too_deep("table") from None
    except (TypeError, ValueError) as error:
        raise bad("table", NOWHERE, str(error), _AS_JSON_HAS_IT, _WHAT_LOADS_MADE) from None
    return Held("table", ".json", encoded("table", text))


_OPEN_FILE = Told("已打开的文本文件", "an open text file")
_OPEN_FOR_READING = Sentence(
    "请以读的方式、按它的字符编码打开（{reason}）", "open it for reading, in the encoding that it has ({reason})"
)


def _held(file: io.TextIOBase, limit: int | None) -> Held:
    """Return the text of an open file, from where it stands to its end."""
    name = _name(file)
    try:
        text = file.read() if limit is None else file.read(limit + 1)
    except (OSError, ValueError) as error:
        remedy = _OPEN_FOR_READING(reason=reason_of(error))
        raise bad(name or "text", NOWHERE, shown_file(file), _OPEN_FILE, remedy) from None
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


_A_ROW = Told("一行", "a row")
_A_MAPPING = Told("请给出由列名到格的对应表", "give a mapping of columns to cells")


def given(rows: Iterable[object], name: str, limit: int) -> Given:
    """Return rows in memory, by what messages call them: copies, so that nobody changes them while they are read."""
    found = Given(name, [], [])
    size = 0
    for number, row in enumerate(rows, 1):
        try:
            if not isinstance(row, Mapping):
                raise BadValue(row, _A_ROW, _A_MAPPING)
            copied, length = _plain(row)
        except BadValue as problem:
            found.problems.append(BadInput(found.name, in_row(number), problem))
        else:
            found.rows.append((number, {key: value for key, value in copied.items() if value is not None}))
            size += length
            check_size(found.name, size, limit)
        if len(found.problems) > TOLD:
            break
    return found


def table_from(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a table that was given in the place of a file of rules.

    Args:
        name: What it is called in messages.
        table: With the keys of the file.

    Raises:
        BadInput: When it is larger than a file of rules, nested too deep, or has keys that are no text.
    """
    try:
        copied, size = _plain(table)
    except BadValue as problem:
        raise BadInput(name, NOWHERE, problem) from None
    check_size(name, size, RULES_LIMIT)
    return dict(copied)


_THE_ROW_YOU_MEANT = Told("请核对是否给错了行", "check that it is the row you meant")
_A_TEXT_KEY = Told("文字的键", "a key that is text")
_NAME_EACH_COLUMN = Told(
    "请写明每一列的名称；一行的格数不能多于表头", "name each column; a row has no more cells than the head"
)


def _plain(value: Any, depth: int = 0) -> tuple[Any, int]:
    """Return a copy of a value in tables and lists as JSON has them, and about how many bytes it is long."""
    if depth > DEPTH:
        raise BadValue(NESTED_DEEPER, A_DEPTH, _THE_ROW_YOU_MEANT)
    if isinstance(value, str):
        try:
            return value, len(value.encode()) + 2
        except UnicodeEncodeError:
            raise BadValue(value.encode(errors="replace"), TEXT_OF_UTF8, TAKE_OUT_BROKEN) from None
    if isinstance(value, Mapping):
        if strange := [key for key in value if not isinstance(key, str)]:
            raise BadValue(strange[0], _A_TEXT_KEY, _NAME_EACH_COLUMN)
        pairs = {key: _plain(inner, depth + 1) for key, inner in value.items()}
        return {key: inner for key, (inner, _) in pairs.items()}, sum(len(key) + 4 + n for key, (_, n) in pairs.items())
    if isinstance(value, (list, tuple)):
        found = [_plain(inner, depth + 1) for inner in value]
        return [inner for inner, _ in found], sum(length + 1 for _, length in found)
    return value, 4


_OPEN_FOR_WRITING = Sentence(
    "请以写的方式、按 UTF-8（供电子表格软件用的按“utf-8-sig”）打开（{reason}）",
    'open it for writing, in UTF-8 ("utf-8-sig" for a spreadsheet) ({reason})',
)


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
            remedy = _OPEN_FOR_WRITING(reason=reason_of(error))
            raise bad(self.name, NOWHERE, shown_file(self.where), _OPEN_FILE, remedy) from None


_FILE_OR = Told("路径或已打开的文本文件", "a path, or an open text file")
_SAY_WHICH = Sentence("请写明是哪一种：{kinds}", "say which: {kinds}")
_ENDS_IN = Sentence("请给出扩展名为 {kinds} 的文件", "give a path that ends in {kinds}")
_NO_ENDING = Told("路径以外另写的扩展名", "no ending beside a path")
_HAS_ITS_OWN = Told("请不写：路径自有扩展名", "leave it out: the path has its own")
_A_KIND_WRITTEN = Told("可以写出的文件种类", "a kind of file that is written here")


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
        name, remedy = name or "text", _SAY_WHICH(kinds=Either(f"ending={kind!r}" for kind in kinds))
        where: Path | io.TextIOBase = given
    else:
        where = path_of(given, _FILE_OR)
        name, suffix, remedy = where.name, where.suffix, _ENDS_IN(kinds=Either(kinds))
        if ending:
            raise BadValue(ending, _NO_ENDING, _HAS_ITS_OWN)
    if suffix not in kinds:
        raise bad(name, NOWHERE, suffix, _A_KIND_WRITTEN, remedy)
    return Target(name, suffix, where)
