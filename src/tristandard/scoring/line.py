"""A line of a unit's sheet: one indicator at one site, and what it may come to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from tristandard.merging.question import Question
from tristandard.rules.deductions.price import Level


@final
@frozen(eq=False)
class Line:
    """One indicator of a unit's sheet: which user of its question, which item, and what it may come to.

    Points are whole parts of a point where a tally adds them up.

    Attributes:
        worth: What re-weighing counts it for: the most that it takes, by the unit's share.
        open: The most that it may still take from the unit, where it was not measured.
        gain: The most that it may still give.
        vetoes: What it may still zero.
    """

    user: int
    item: str
    worth: Fraction | int
    open: Fraction | int
    gain: Fraction | int
    vetoes: frozenset[Level]


#: What one assessment counts of a unit at a site: its lines, by the code of the shared indicator; one for each use.
Lines = Mapping[str, tuple[Line, ...]]
#: What earlier periods found at a site, by measure, where a line looks back.
Past = tuple[tuple[str, tuple[int, ...]], ...]
#: Lines in parts of a point, how many there are, what they are worth together, how many of them may zero the unit, and
#: their items.
Summed = tuple[Lines, int, int, int, frozenset[str]]


@final
@define(eq=False)
class Drawn:
    """Lines, for tallies of several ledgers that ask much the same: each once, so that equal ones are the same."""

    #: In points, by question, user, share, and what was found before.
    lines: dict[tuple[Question, int, Fraction, Past | None], Line] = field(factory=dict)
    _wholes: dict[tuple[object, ...], Line] = field(factory=dict)
    _sums: dict[tuple[tuple[str, tuple[Line, ...]], ...], Summed] = field(factory=dict)

    def whole(self, line: Line, scale: int) -> Line:
        """Return a line in parts of a point."""
        worth, still, gain = (int(number * scale) for number in (line.worth, line.open, line.gain))
        made = Line(line.user, line.item, worth, still, gain, line.vetoes)
        return self._wholes.setdefault((line.user, line.item, worth, still, gain, line.vetoes), made)

    def summed(self, lines: Lines) -> Summed:
        """Return lines with what they come to together."""
        return self._sums.setdefault(tuple(lines.items()), sum_up(lines))


def sum_up(lines: Lines) -> Summed:
    """Return lines with how many there are, what they are worth together, how many of them may zero the unit, and their
    items.
    """
    every = list(each_of(lines))
    worth, vital = sum(int(line.worth) for line in every), sum(Level.UNIT in line.vetoes for line in every)
    return lines, len(every), worth, vital, frozenset(line.item for line in every)


def each_of(lines: Lines) -> Iterator[Line]:
    """Yield every line, use by use."""
    return (line for uses in lines.values() for line in uses)


def of_item(lines: Lines, item: str) -> Lines:
    """Return the lines of one item; of several uses each has one of its own."""
    found = ((code, tuple(line for line in uses if line.item == item)) for code, uses in lines.items())
    return {code: uses for code, uses in found if uses}


def uses_of(lines: Lines, codes: Iterable[str]) -> list[tuple[str, Line]]:
    """Return some of the lines, use by use, each with the code of its shared indicator."""
    return [(code, line) for code in codes for line in lines[code]]


def items_of(lines: Lines, without: Collection[str]) -> frozenset[str]:
    """Return the items of lines, some of which are left out."""
    return frozenset(line.item for code, uses in lines.items() if code not in without for line in uses)


def joined(some: frozenset[str], more: frozenset[str]) -> frozenset[str]:
    """Return items of both; most places ask of the same ones, and a set of its own for each is many."""
    return more if some <= more else some if more <= some else some | more
