"""What was read of a survey: rows for the library, each with where it stands, and mistakes at their cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import Refused, TristandardError, all_of
from tristandard.codec.bad_input import BadInput
from tristandard.codec.undeclared import Undeclared
from tristandard.desk.formats import Number
from tristandard.desk.in_sheet import in_sheet, named_in
from tristandard.desk.kinds import VALUE
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.names import Names
from tristandard.words.placed import Placed
from tristandard.words.sentence import Sentence

#: Which columns name what another sheet declares.
_DECLARES = {"unit", "area"}
_SHOWN = Sentence(
    "显示的是 {shown}，存的是 {held}；读入的是存的数", "it shows {shown} and holds {held}; what it holds is read"
)


@final
@frozen
class Entry:
    """A row for the library, and where it stands.

    Attributes:
        sheet: The sheet.
        row: Its row.
        columns: By the library's column, the column of the cell.
        cells: What the library reads.
    """

    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: dict[str, str]


@final
@define
class Entries:
    """What was read of a workbook so far, and what is wrong with it."""

    file: str
    names: Names
    problems: list[BadCell] = field(factory=list)
    #: The sheets that have a head that is not known: what is missing from their rows may stand under it.
    headless: set[str] = field(factory=set)
    #: What is to be known of cells that are read.
    remarks: list[BadCell] = field(factory=list)

    def note(self, sheet: str, row: int, column: int, reason: TristandardError) -> None:
        """Gather a mistake."""
        self.problems.append(BadCell(self.file, sheet, row, column, reason))

    def remark(self, sheet: str, row: int, column: int, value: Number) -> None:
        """Gather that a cell shows another number than the one that it holds, which is read."""
        why = _SHOWN(shown=str(evolve(value, text=value.shown)), held=str(value))
        self.remarks.append(BadCell(self.file, sheet, row, column, NotRead(why)))

    def take(self, message: Refused, entries: list[Entry], names: Known, broken: bool = False) -> None:
        """Gather what the library says of rows, each at its cell; not what only follows from another mistake."""
        before = _Before({(one.sheet, one.row, one.column) for one in self.problems}, self.headless)
        told = set[tuple[str, int, int, str]]()
        for problem in all_of(message.exceptions, TristandardError):
            reason = problem.reason if isinstance(problem, BadInput) else problem
            follows = broken and isinstance(reason, Undeclared) and reason.kind[1] in _DECLARES
            entry, key = _place(problem, entries)
            if follows or (entry is not None and before.explain(entry, key)):
                continue
            found = in_sheet(reason, key, entry, entries, names)
            sheet, row, column = "", 0, 0
            if entry is not None:
                value = entry.columns.get(VALUE, 0) if isinstance(found, NotRead) else 0
                sheet, row, column = entry.sheet, entry.row, entry.columns.get(key, 0) or value
            if (mark := (sheet, row, column, "" if column else str(found))) not in told:
                told.add(mark)
                self.note(sheet, row, column, found)


@final
@frozen
class _Before:
    """What was noted before the library looked at the rows."""

    cells: set[tuple[str, int, int]]
    headless: set[str]

    def explain(self, entry: Entry, key: str) -> bool:
        """Return whether a mistake only follows: from one in the same cell, or where the cell is missing, from one in
        the row or the heads.
        """
        if column := entry.columns.get(key, 0):
            return (entry.sheet, entry.row, column) in self.cells
        return entry.sheet in self.headless or any(one[:2] == (entry.sheet, entry.row) for one in self.cells)


def _place(problem: TristandardError, entries: list[Entry]) -> tuple[Entry | None, str]:
    """Return the row and the library's column of which a mistake speaks; nothing where that is not known."""
    place = problem.placed if isinstance(problem, BadInput) else Placed()
    if not 0 < place.row <= len(entries):
        return None, ""
    entry, reason = entries[place.row - 1], problem.reason if isinstance(problem, BadInput) else problem
    return entry, place.key or named_in(reason, entry.columns)
