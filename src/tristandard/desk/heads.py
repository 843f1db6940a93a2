"""Where the heads of a sheet stand, and what the cells below them say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import final

from attrs import field, frozen

from tristandard.desk.formats import Day
from tristandard.desk.grid import Row, Sheet, Value, filled
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.vocabulary import LIST_HEADS, NO, TOLD, YES
from tristandard.words.sentence import Sentence

#: The heads stand in one of these first rows; above them may be a title, or the upper part of a head of two rows.
_FIRST = 20
_BLANKS = re.compile(r"[\s　]+|[（(].*?[)）]|[*＊:：]")
UNKNOWN_HEAD = Sentence(
    "表头“{head}”不认识；可用的是 {known}；不用的列请改名为“{remarks}…”，或写进对应文件的 ignore",
    "the head {head} is not known; there are {known}; call a column that is not read {remarks}…, or name it in the "
    "mapping file under ignore",
)
_TWICE = Sentence("表头“{head}”有两列；请删去一列", "the head {head} stands twice; drop one column")
_LACKS = Sentence(
    "表头里没有“{heads}”；请补上，或在对应文件里写明这里叫什么",
    "the heads lack {heads}; add the column, or say in the mapping file what it is called here",
)


@final
@frozen
class Headed:
    """The heads of a sheet, by what they mean, and the rows below them.

    Attributes:
        row: The row of the heads.
        columns: The column of each, from 1.
        rows: The rows below that hold something.
    """

    row: int
    columns: Mapping[str, int]
    rows: list[tuple[int, Row]] = field(repr=False)


def bare(head: str) -> str:
    """Return a head without blanks, marks, and what stands in brackets: 整改期限（天） is 整改期限."""
    return _BLANKS.sub("", head)


def headed(file: str, sheet: Sheet, known: Callable[[str], str | None], needed: Iterable[str]) -> Headed:
    """Return the heads of a sheet: in the row, of the first twenty, that has the most known ones.

    Args:
        file: What the workbook is called.
        sheet: The sheet.
        known: What a head means, or None where it is not known.
        needed: What must be there.

    Raises:
        BadCell: When one cannot be read, a needed one is missing, or one stands twice; the first of these.
    """
    rows = list(filled(sheet.rows))
    best, found = 0, dict[int, str]()
    for number, row in rows[:_FIRST]:
        means = {column: told for column, value in row.items() if isinstance(value, str) and (told := known(value))}
        if len(set(means.values())) >= max(len(set(found.values())), 1):
            best, found = number, means
    _check_readable(file, sheet, best)
    columns: dict[str, int] = {}
    for column, told in found.items():
        if told in columns:
            reason = NotRead(_TWICE(head=told))
            raise BadCell(file, sheet.name, best, column, reason)
        columns[told] = column
    if missing := [told for told in needed if told not in columns]:
        reason = NotRead(_LACKS(heads=missing))
        raise BadCell(file, sheet.name, best or 1, 0, reason)
    return Headed(best, columns, [(number, row) for number, row in rows if number > best])


def _check_readable(file: str, sheet: Sheet, row: int) -> None:
    """Refuse a head that cannot be read: nobody knows what stands below it."""
    for column, value in sheet.rows.get(row, {}).items():
        if isinstance(value, NotRead):
            raise BadCell(file, sheet.name, row, column, value)


def is_list_of_mistakes(name: str, heads: Iterable[object]) -> bool:
    """Return whether a sheet is the list of mistakes that a marked copy has: by its name and all of its heads."""
    return name.startswith(TOLD) and tuple(heads) in LIST_HEADS.values()


def lists_mistakes(sheet: Sheet) -> bool:
    """Return whether a sheet that was read is the list that a marked copy has."""
    return is_list_of_mistakes(sheet.name, sheet.rows.get(1, {}).values())


def text_of(value: Value) -> str:
    """Return what a cell says as text. Raises `NotRead` where it cannot be read."""
    match value:
        case NotRead():
            raise value
        case str():
            return value
        case bool():
            return YES if value else NO
        case Day():
            return str(value.day) if not value.clock else str(value)
        case _:
            return str(value)
