"""What was read of a workbook: sheets of rows of cells, and which of their cells are merged."""

from __future__ import annotations

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
