"""Where in a workbook of rules things stand: by what files call a place, the sheet, the row and the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import final

from attrs import define, evolve, field

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.location import Address, Location, Locations, Way
from tristandard.codec.available import TOML
from tristandard.codec.tables import INDICATORS
from tristandard.desk.columns import OF, Column
from tristandard.desk.grid import Row
from tristandard.desk.layout import NAMES
from tristandard.words.sentence import Told

#: A sheet, a row, which is 0 for the whole of it, and a column, which is 0 for the whole row.
Cell = tuple[str, int, int]


@final
@define
class Places:
    """Where in a workbook things stand, by where files have them, and by address in the rule set."""

    _cells: dict[Location, Cell] = field(factory=dict)
    #: By the address of a value, its row and the head of its column.
    _heads: dict[Address, Location] = field(factory=dict)
    #: By sheet and column of a table file, the head.
    _columns: dict[tuple[str, str], str] = field(factory=dict)

    def note(self, where: Location, sheet: str, row: int = 0, column: int = 0) -> None:
        """Note where something stands."""
        self._cells[where] = (sheet, row, column)

    def note_row(self, file: str, code: str, sheet: str, number: int, columns: Mapping[int, Column]) -> None:
        """Note where a row of a table file stands, with the code of the indicator in it, if it is one."""
        for place, column in columns.items():
            key = "crosswalk" if column.path[0] == OF else column.path[0]
            self.note(Location(file, number, (key,)), sheet, number, place)
            self._columns[sheet, key] = column.head
            if file == INDICATORS:
                self._heads["indicators", code, key] = Location(sheet, number, (column.head,))
        self.note(Location(file, number), sheet, number)

    def row_of(self, path: Address) -> int | None:
        """Return in which row what is coded stands already, or None."""
        cell = self._cells.get(Location(TOML, steps=path))
        return None if cell is None else cell[1]

    def note_values(self, steps: Way, sheet: str, number: int, columns: Mapping[int, Column]) -> None:
        """Note in which cells the values of a row stand, under what leads to it."""
        self.note(Location(TOML, steps=steps), sheet, number)
        for place, column in columns.items():
            self.note(Location(TOML, steps=(*steps, *column.path)), sheet, number, place)
            if not any(isinstance(step, int) for step in steps):  # an entry of a list has no address
                self._heads[*map(str, steps), *column.path] = Location(sheet, number, (column.head,))

    def cell_of(self, where: Location) -> Cell:
        """Return the sheet, the row and the column of what stands in a file, or of the nearest in which it lies; of a
        list those of its first entry.
        """
        file = next((file for file, called in NAMES.items() if called == where.file), where.file)
        for one in _outward(evolve(where, file=file)):
            for place in (one, one if one.row else one.inside((0,))):
                if place in self._cells:
                    return self._cells[place]
        return (NAMES.get(file, ""), 0, 0)

    def in_sheets(self, locations: Locations) -> Locations:
        """Return where the parts of the rule set stand in the workbook: in which sheet, row and column."""
        known = dict[Address, Location]()
        for address, one in locations.known.items():
            sheet, row, _ = self.cell_of(one)
            heads = tuple(self._columns.get((one.file, one.key), one.key) for _ in one.steps) if one.row else ()
            known[address] = Location(sheet, row, heads) if row else one
        return Locations({**known, **self._heads})


def speaks_of(reason: TristandardError, row: Row) -> int:
    """Return the column of a row of which a mistake speaks: the only one that holds a word that it names; 0 where none
    does, or several do.
    """
    why = getattr(reason, "why", None)
    words = _words(reason.value) if isinstance(reason, BadValue) else _words(why) if isinstance(why, Told) else ()
    for word in words:
        held = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w.])")
        found = [column for column, value in row.items() if held.search(str(value))]
        if found:
            return found[0] if len(found) == 1 else 0
    return 0


def _words(value: object) -> Iterator[str]:
    """Yield the texts that a message names, those of its parts too."""
    if isinstance(value, Told):
        for one in value.values.values():
            yield from _words(one)
    elif isinstance(value, str) and value.strip():
        yield value.strip()


def _outward(where: Location) -> Iterator[Location]:
    """Yield a place, and those in which it lies, the nearest first."""
    for length in range(len(where.steps), -1, -1):
        yield evolve(where, steps=where.steps[:length])
