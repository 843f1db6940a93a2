"""Where in the files of a rule set something is written, as messages tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TypeAlias, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import NOWHERE
from tristandard.basics.fields import kind_of
from tristandard.basics.marks import flat
from tristandard.basics.shown import shown
from tristandard.words.placed import Placed
from tristandard.words.sentence import Clauses, Sentence, Told

#: What a part of a rule set is reached by: a section, a code, and what it has there: ("units", "east", "kind").
Address: TypeAlias = tuple[str, ...]
#: What leads to a place in a file: keys, and places in lists, from 0.
Way: TypeAlias = tuple[str | int, ...]


@final
@frozen
class Location:
    """Where something is written: in a row and a column of a table, or under a key.

    Attributes:
        file: Its name, with what was detected of its encoding.
        row: As a spreadsheet counts it; 0 where the file is no table.
        steps: The column; of a file that is no table what leads to it; nothing for the whole of it.
    """

    file: str
    row: int = 0
    steps: Way = ()

    @property
    def key(self) -> str:
        """The column; of a file that is no table the key, with dots; empty for the whole of it."""
        return str(self.steps[0]) if self.row and self.steps else tell_steps(self.steps)[1]

    def inside(self, steps: Way) -> Location:
        """Return where a part of it is written: in a column, or under a key below."""
        return evolve(self, steps=self.steps or steps[:1]) if self.row else evolve(self, steps=(*self.steps, *steps))

    def within(self, other: Location) -> bool:
        """Return whether it is another place, or lies below it."""
        same = (self.file, self.row) == (other.file, other.row)
        return same and self.steps[: len(other.steps)] == other.steps

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


def _together(locations: Iterable[Location]) -> dict[tuple[str, tuple[int, ...]], list[Way]]:
    """Return what leads to where something is written, by the file and the rows; of rows, all that have one column."""
    by_steps: dict[tuple[str, Way], set[int]] = {}
    for location in locations:
        rows = by_steps.setdefault((location.file, location.steps), set())
        if location.row:
            rows.add(location.row)
    found: dict[tuple[str, tuple[int, ...]], list[Way]] = {}
    for (file, steps), rows in by_steps.items():
        found.setdefault((file, tuple(sorted(rows))), []).append(steps)
    return found


ENTRY = Sentence("第 {number} 项", "entry {number}")
_IN_ENTRY = Sentence("{outer} 第 {number} 项", "{outer}, entry {number}")
_IN_KEY = Sentence("{outer} {key}", "{outer}.{key}")


def tell_steps(steps: Way, outer: Told = NOWHERE) -> Told:
    """Return what leads to a place in what is told already, or in a file: "rulings, entry 1.members"; a key with a dot
    is quoted.
    """
    told = outer
    for counted, some in groupby(steps, key=lambda step: isinstance(step, int)):
        if counted:
            for step in some:
                number = int(step) + 1
                told = _IN_ENTRY(outer=told, number=number) if told[1] else ENTRY(number=number)
        else:
            key = flat(dotted(map(str, some)))
            told = _IN_KEY(outer=told, key=key) if told[1] else Told(key, key)
    return told


def dotted(keys: Iterable[str]) -> str:
    """Return keys with dots between them; a key with a dot of its own is quoted."""
    return ".".join(shown(key) if "." in key else key for key in keys)


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


def _columns(named: list[Way]) -> Told:
    """Return "column code", or "columns code and standard"."""
    *others, last = [str(column) for column, *_ in named]
    return _COLUMNS(others=others, last=last) if others else _COLUMN(column=last)


def _place(file: str, rows: tuple[int, ...], inside: list[Way]) -> Told:
    """Return one place, as messages tell it."""
    named = [steps for steps in inside if steps]
    if rows and named:
        return _IN_COLUMNS(file=file, rows=_rows(rows), columns=_columns(named))
    if rows:
        return _IN_ROWS(file=file, rows=_rows(rows))
    return _UNDER_KEYS(file=file, keys=[tell_steps(steps) for steps in named]) if named else Told(file, file)


def told(locations: Iterable[Location]) -> Told:
    """Return places as messages tell them: "crosswalk.csv 第 2 行；indicators.csv 第 3、5 行 standard 列", or
    "crosswalk.csv, row 2; indicators.csv, rows 3 and 5, column standard".
    """
    places = [_place(file, rows, inside) for (file, rows), inside in _together(locations).items()]
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
