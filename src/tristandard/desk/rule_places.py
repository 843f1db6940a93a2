"""Where in a workbook of rules things stand: by what files call a place, the sheet, the row and the column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import final

from attrs import define, field

from tristandard.basics.location import Address, Location, Locations
from tristandard.codec.available import TOML
from tristandard.codec.tables import INDICATORS
from tristandard.desk.columns import OF, Column
from tristandard.desk.layout import NAMES

_ROW = re.compile(r"row ([0-9]+)(?:, column (\w+))?")
#: The last step of a place in a table.
_STEP = re.compile(r"(?:\.[^.,]*|, entry [0-9]+)$")

#: A sheet, a row, which is 0 for the whole of it, and a column, which is 0 for the whole row.
Cell = tuple[str, int, int]


@final
@define
class Places:
    """Where in a workbook things stand, by file and place as files tell them, and by address in the rule set."""

    _cells: dict[tuple[str, str], Cell] = field(factory=dict)
    #: By what is coded, its address in the rule set; by the address of a value, its row and the head of its column.
    _paths: dict[str, Address] = field(factory=lambda: {"": ()})
    _heads: dict[Address, Location] = field(factory=dict)
    #: By sheet and column of a table file, the head.
    _columns: dict[tuple[str, str], str] = field(factory=dict)

    def note(self, file: str, where: str, sheet: str, row: int = 0, column: int = 0) -> None:
        """Note where something stands."""
        self._cells[file, where] = (sheet, row, column)

    def note_row(self, file: str, code: str, sheet: str, number: int, columns: Mapping[int, Column]) -> None:
        """Note where a row of a table file stands, with the code of the indicator in it, if it is one."""
        for place, column in columns.items():
            key = "crosswalk" if column.path[0] == OF else column.path[0]
            self.note(file, f"row {number}, column {key}", sheet, number, place)
            self._columns[sheet, key] = column.head
            if file == INDICATORS:
                self._heads["indicators", code, key] = Location(sheet, number, column.head)
        self.note(file, f"row {number}", sheet, number)

    def row_of(self, where: str, path: Address) -> int | None:
        """Return in which row what is coded stands already, or None, and note its address."""
        self._paths[where] = path
        return self._cells[TOML, where][1] if (TOML, where) in self._cells else None

    def note_values(self, key: str, sheet: str, number: int, columns: Mapping[int, Column]) -> None:
        """Note in which cells the values of a row stand, under its key."""
        self.note(TOML, key, sheet, number)
        for place, column in columns.items():
            self.note(TOML, ".".join(filter(None, (key, *column.path))), sheet, number, place)
            if key in self._paths:
                self._heads[*self._paths[key], *column.path] = Location(sheet, number, column.head)

    def cell_of(self, name: str, where: str) -> Cell:
        """Return the sheet, the row and the column of what stands in a file, or of the nearest in which it lies; of a
        list those of its first entry.
        """
        file = next((file for file, called in NAMES.items() if called == name), name)
        near = (place for one in _outward(where) for place in (one, f"{one}, entry 1") if (file, place) in self._cells)
        place = next(near, None)
        return (NAMES.get(file, ""), 0, 0) if place is None else self._cells[file, place]

    def in_sheets(self, locations: Locations) -> Locations:
        """Return where the parts of the rule set stand in the workbook: in which sheet, row and column."""
        known = dict[Address, Location]()
        for address, one in locations.known.items():
            sheet, row, _ = self.cell_of(one.file, written(one))
            head = self._columns.get((one.file, one.key), one.key) if one.row else ""
            known[address] = Location(sheet, row, head) if row else one
        return Locations({**known, **self._heads})


def written(location: Location) -> str:
    """Return a place of a rule set as a mistake of a file has it: a row and a column, or a key."""
    if not location.row:
        return location.key
    return f"row {location.row}, column {location.key}" if location.key else f"row {location.row}"


def _outward(where: str) -> Iterator[str]:
    """Yield a place, and those in which it lies, the nearest first."""
    if found := _ROW.match(where):
        yield found[0]
        yield f"row {found[1]}"
        return
    where = re.sub("['\"]", "", where)  # a code with a dot is quoted here and there
    yield where
    while where:
        shorter = _STEP.sub("", where)
        where = shorter if shorter != where else ""
        yield where
