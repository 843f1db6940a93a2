"""Tables of CSV in and out, row by row.

A cell that a spreadsheet would take for a formula is escaped with an apostrophe, which reading takes
away again; so is one that starts with a tab.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.errors import refuse
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, in_row
from tristandard.codec.files import RULES_LIMIT, read_table
from tristandard.codec.held import Held, opened
from tristandard.words.sentence import Sentence, Told

#: More mistakes of a file are not told, nor is the file read any further.
TOLD = 1000

#: So many different cells of a table are remembered while it is read.
_SHARED = 1000
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\t", "\r")

#: What a spreadsheet takes for a date: a fraction that stands alone.
_DATE = re.compile(r"[0-9]+/[0-9]+")


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
