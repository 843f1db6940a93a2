"""Where in the files of a rule set something is written, as messages tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import Placed
from tristandard.basics.fields import kind_of
from tristandard.basics.shown import shown
from tristandard.words.sentence import Clauses, Sentence, Told

#: What a part of a rule set is reached by: a section, a code, and what it has there: ("units", "east", "kind").
Address: TypeAlias = tuple[str, ...]


@final
@frozen
class Location:
    """Where something is written: in a row and a column of a table, or under a key.

    Attributes:
        file: Its name, with what was detected of its encoding.
        row: As a spreadsheet counts it; 0 where the file is no table.
        key: The column; of a file that is no table the key, with dots; empty for the whole of it.
    """

    file: str
    row: int = 0
    key: str = ""

    def inside(self, steps: Address) -> Location:
        """Return where a part of it is written: in a column, or under a key below."""
        if self.row:
            return evolve(self, key=self.key or steps[0]) if steps else self
        dotted = (step if "." not in step else shown(step) for step in steps)
        return evolve(self, key=".".join(filter(None, (self.key, *dotted))))

    def within(self, other: Location) -> bool:
        """Return whether it is another place, or lies below it."""
        if (self.file, self.row) != (other.file, other.row):
            return False
        return self.key == other.key or self.key.startswith(f"{other.key}.")

    def __str__(self) -> str:
        return told([self])[1]


def _as_own(known: Mapping[Address, Location]) -> Mapping[Address, Location]:
    return dict(known) if isinstance(known, Mapping) else known


@final
@frozen
class Locations:
    """Where the parts of a rule set are written, by their addresses; what was made in Python has none."""

    known: Mapping[Address, Location] = field(
        factory=dict, converter=_as_own, hash=False, validator=kind_of(Mapping), repr=lambda known: f"<{len(known)}>"
    )

    def of(self, *addresses: Address) -> tuple[Location, ...]:
        """Return where some parts are written, each place once; of a part of what is known, where it is in that."""
        found: dict[Location, None] = {}
        for address in addresses:
            for length in range(len(address), 0 if address else -1, -1):
                location = self.known.get(address[:length])
                if location is not None:
                    found[location.inside(address[length:])] = None
                    break
        return tuple(found)

    def beside(self, name: str) -> Locations:
        """Return the same places as told beside those of another folder: each file with the
        name of its own in front.
        """
        own = {
            address: location if "/" in location.file else evolve(location, file=f"{name}/{location.file}")
            for address, location in self.known.items()
        }
        return Locations(own)

    def __or__(self, other: Locations) -> Locations:
        """Return the places of both; what the other knows stands in the place of one's own."""
        return Locations({**self.known, **other.known})


#: So many rows of one column are told one by one.
_FEW = 6


def _few(rows: tuple[int, ...]) -> list[str]:
    told = [*map(str, rows)]
    return told if len(told) <= _FEW else [*told[: _FEW // 2], f"… ({len(told)})"]


def _together(locations: Iterable[Location]) -> dict[tuple[str, tuple[int, ...]], list[str]]:
    """Return the keys under which something is written, by the file and the rows; of rows, all that have one column."""
    by_key: dict[tuple[str, str], set[int]] = {}
    for location in locations:
        rows = by_key.setdefault((location.file, location.key), set())
        if location.row:
            rows.add(location.row)
    found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for (file, key), rows in by_key.items():
        found.setdefault((file, tuple(sorted(rows))), []).append(key)
    return found


_ROW = Sentence("第 {row} 行", "row {row}")
_ROWS = Sentence("第 {others}、{last} 行", "rows {others} and {last}")
_COLUMN = Sentence("{column} 列", "column {column}")
_COLUMNS = Sentence("{others}、{last} 列", "columns {others} and {last}")
_UNDER_KEYS = Sentence("{file} {keys}", "{file}, {keys}")
_IN_ROWS = Sentence("{file} {rows}", "{file}, {rows}")
_IN_COLUMNS = Sentence("{file} {rows} {columns}", "{file}, {rows}, {columns}")
_PLACES = Sentence("{places}", "{places}")
_AT = Sentence("{where}：{message}", "{where}: {message}")


def _rows(rows: tuple[int, ...]) -> Told:
    """Return "row 3", or "rows 3, 5 and 8"."""
    *others, last = _few(rows)
    return _ROWS(others=others, last=last) if others else _ROW(row=last)


def _columns(named: list[str]) -> Told:
    """Return "column code", or "columns code and standard"."""
    *others, last = named
    return _COLUMNS(others=others, last=last) if others else _COLUMN(column=last)


def _place(file: str, rows: tuple[int, ...], keys: list[str]) -> Told:
    """Return one place, as messages tell it."""
    named = [key for key in keys if key]
    if rows and named:
        return _IN_COLUMNS(file=file, rows=_rows(rows), columns=_columns(named))
    if rows:
        return _IN_ROWS(file=file, rows=_rows(rows))
    return _UNDER_KEYS(file=file, keys=[_key(key) for key in named]) if named else Told(file, file)


#: An entry of a list within a key: "rulings, entry 1.members".
_ENTRY = re.compile(r", entry ([0-9]+)\.?")
_IN_ENTRY = Sentence(" 第 {number} 项 ", ", entry {number}.")


def _key(key: str) -> Told:
    """Return a key, whose entries of lists are told in both languages."""
    return Told(_ENTRY.sub(lambda found: _IN_ENTRY(number=found[1])[0], key).strip(), key)


def told(locations: Iterable[Location]) -> Told:
    """Return places as messages tell them: "crosswalk.csv 第 2 行；indicators.csv 第 3、5 行 standard 列", or
    "crosswalk.csv, row 2; indicators.csv, rows 3 and 5, column standard".
    """
    places = [_place(file, rows, keys) for (file, rows), keys in _together(locations).items()]
    return places[0] if len(places) == 1 else _PLACES(places=Clauses(places))


def placed(locations: Iterable[Location]) -> Placed:
    """Return where the first of some places is, with all of them as messages tell them."""
    listed = tuple(locations)
    return Placed(listed[0].file, listed[0].row, listed[0].key, told(listed)[1]) if listed else Placed()


class Located:
    """What a mistake is that knows where what it names is written, if that is in files."""

    __slots__ = ()

    locations: tuple[Location, ...]

    @property
    def placed(self) -> Placed:
        """The first of the places where what it names is written, with all of them."""
        return placed(self.locations)


def located(locations: tuple[Location, ...], message: Told) -> Told:
    """Return a message with the places of which it speaks in front, where there are any."""
    return _AT(where=told(locations), message=message) if locations else message
