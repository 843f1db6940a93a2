"""What was read of a workbook: sheets of rows of cells, where they stand, and which of them are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import final

from attrs import frozen

from tristandard.desk.formats import Day, Number
from tristandard.desk.mistakes import NotRead
from tristandard.words.sentence import Told

#: What a cell may hold.
Value = str | Number | Day | bool | NotRead
#: The cells of a row, by column from 1; the rows of a sheet, by row from 1.
Row = Mapping[int, Value]

#: As many rows and columns as a spreadsheet has.
ROWS, COLUMNS = 1_048_576, 16_384
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: What is said of cells that are merged over several columns: nobody knows of which they speak.
MERGED = Told(
    "这里横向合并了几列；请取消合并，各列分别填写", "several columns are merged here; unmerge them and fill in each"
)


@final
@frozen
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: What it is called.
        rows: Those that have a cell, in their order; a cell that is merged stands in each place that it covers.
        merged: The first cells of those that are merged over several columns, by row and column.
    """

    name: str
    rows: Mapping[int, Row]
    merged: frozenset[tuple[int, int]] = frozenset()


@final
@frozen
class Workbook:
    """The sheets of a workbook, in their order; hidden ones too, as hidden rows and columns are read."""

    name: str
    sheets: tuple[Sheet, ...]


def filled(rows: Mapping[int, Row]) -> Iterator[tuple[int, Row]]:
    """Yield the rows that hold more than blanks."""
    for row, cells in rows.items():
        if any(not isinstance(value, str) or value.strip() for value in cells.values()):
            yield row, cells


def place_of(reference: str) -> tuple[int, int]:
    """Return the row and the column of a cell that is named as C7. Raises `ValueError` where no sheet has it."""
    found = _PLACE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found[2])
    if not (0 < row <= ROWS and column <= COLUMNS):
        raise ValueError(reference)
    return row, column


def range_of(reference: str) -> tuple[int, int, int, int]:
    """Return the first row and column of a range such as A1:C7, and its last. Raises `ValueError` for no range."""
    first, _, last = reference.partition(":")
    top, left = place_of(first)
    bottom, right = place_of(last or first)
    if bottom < top or right < left:
        raise ValueError(reference)
    return top, left, bottom, right
