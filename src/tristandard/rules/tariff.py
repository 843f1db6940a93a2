"""Tariffs: from how far a value lies beyond the bar, or where it lies, to points; a closed family.

`Steps` prices distance, `Bands` prices where a value lies, `Chosen` takes the points that an
inspector chose within what the facts allow, `Gain` rewards what lies above the bar, `Veto` zeroes
the item, the site or the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, all_of, as_text, check_name, coded, kind_of, wanted
from tristandard.basics.language import Told
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact, plain, positive
from tristandard.rules.standard import Ask, End, Forms, Range


@final
class Parts(Enum):
    """What a part of a step costs."""

    #: As much of the step's points as it is of the step.
    EXACT = "exact"
    #: Nothing: only whole steps cost.
    WHOLE = "whole"
    #: As much as a whole step; upon an open end one step has begun.
    BEGUN = "begun"

    def of(self, steps: Fraction) -> Fraction:
        """Return how many steps count of so many."""
        match self:
            case Parts.EXACT:
                return steps
            case Parts.WHOLE:
                return Fraction(steps.numerator // steps.denominator)
            case Parts.BEGUN:
                return Fraction(ceil(steps))


@final
class Counting(Enum):
    """Which occurrences cost."""

    #: Those beyond the bar.
    BEYOND = "beyond"
    #: All of them, once the bar is breached.
    ALL = "all"


#: The most that a breach can cost below what is acceptable, and above it; 0 where there is none, None where nothing bounds it.
Reach = tuple[Fraction | None, Fraction | None]


def _farthest(ask: Ask, price: Callable[[Value], Fraction], endless: Fraction | None) -> Reach:
    """Return what the worst breach on each side costs; `endless` on a side of the domain that has no end."""
    below, above = (
        Fraction(0) if not worst else endless if worst[0] is None else price(worst[0]) for worst in ask.farthest()
    )
    return below, above


def given(value: object) -> Fraction | None:
    """Return an exact number, or None where none is given (an attrs converter)."""
    return None if value is None else exact(value)


@final
@frozen
class Steps:
    """So many points for each step of distance; a step of None is the whole of what is required."""

    each: Fraction = field(converter=exact, validator=positive)
    per: Fraction | None = field(default=Fraction(1), converter=given, validator=positive)
    parts: Parts = field(default=Parts.EXACT, validator=kind_of(Parts))
    counting: Counting = field(default=Counting.BEYOND, validator=kind_of(Counting))

    def distance(self, ask: Ask, value: Value) -> Fraction:
        """Return how much of a breach is priced: what lies beyond the bar, or everything."""
        distance = ask.distance(value)
        if self.counting is Counting.ALL and isinstance(ask.acceptance, Range) and isinstance(value, Fraction):
            limit = ask.acceptance.limit
            if limit and value >= limit.value:
                return max(distance, value)
        return distance

    def taken(self, ask: Ask, value: Value) -> Fraction:
        """Return how many steps a breach is worth."""
        size = self._size(ask)
        distance = self.distance(ask, value) if size else Fraction(1)
        taken = self.parts.of(distance / size if size and size != 1 else distance)
        return max(taken, Fraction(1)) if self.parts is Parts.BEGUN else taken

    def _size(self, ask: Ask) -> Fraction | None:
        """Return the size of a step; None where every breach is one step."""
        size = self.per
        if size is None and isinstance(ask.acceptance, Range) and ask.acceptance.floor:
            size = ask.acceptance.floor.value
        return size if size and size.numerator > 0 else None

    def reach(self, ask: Ask) -> Reach:
        """Return the most that a breach costs, below the bar and above."""
        return _farthest(ask, lambda value: self.taken(ask, value) * self.each, None if self._size(ask) else self.each)

    def apiece(self, ask: Ask) -> Fraction | None:
        """Return what each finding beyond the bar takes, where all take the same however many there are."""
        size = self._size(ask)
        if not size:
            return None
        even = self.parts is Parts.EXACT or (ask.measure.whole and (1 / size).denominator == 1)
        return self.each / size if even else None


@final
@frozen
class Gain:
    """So many points gained for each step above the bar, on its good side (加分); the line's cap is compulsory."""

    each: Fraction = field(converter=exact, validator=positive)
    per: Fraction = field(default=Fraction(1), converter=exact, validator=positive)
    parts: Parts = field(default=Parts.WHOLE, validator=kind_of(Parts))

    def gained(self, ask: Ask, value: Value) -> Fraction:
        """Return the points for what lies above the bar: 0 upon it and below."""
        return self.parts.of(ask.surplus(value) / self.per) * self.each

    def most(self, ask: Ask) -> Fraction | None:
        """Return the most that a value can gain; None where nothing bounds it."""
        if ask.asks_nothing or isinstance(ask.acceptance, Forms):
            return Fraction(0)
        best = ask.best()
        return None if best is None else self.gained(ask, best)


@final
class Level(Enum):
    """What a veto zeroes (一票否决)."""

    #: The item loses its full mark.
    ITEM = "item"
    #: The sheet of the site is 0.
    SITE = "site"
    #: The score of the unit is 0.
    UNIT = "unit"


@final
@frozen
class Veto:
    """Any breach zeroes the item, the site or the unit."""

    level: Level = field(validator=kind_of(Level))

    def reach(self, ask: Ask) -> Reach:
        """Return 1 on each side of the bar where there can be a breach, and 0 where there can be none."""
        return _farthest(ask, lambda _: Fraction(1), Fraction(1))


#: Where a value lies: a rung of a ladder, or a range of numbers in the measure's own unit.
Where = str | Range


def lies(where: Where, value: Value) -> bool:
    """Return whether a value lies there."""
    return value == where if isinstance(where, str) else isinstance(value, Fraction) and where.accepts(value)


def told_where(where: Where) -> str:
    """Return where a band lies as rule sets write it: "C", "= 4", ">= 1 and <= 2"."""
    return str(where)


def tell_where(where: Where) -> Told:
    """Return where a band lies, in Chinese and in English."""
    en = told_where(where)
    return range_zh(en), en


def range_zh(told: str) -> str:
    """Return in Chinese a range, or a rung, that is told in English."""
    return told.replace(" and ", " 且 ")


def _in_order(where: Where) -> tuple[Any, ...]:
    if isinstance(where, str):
        return (0, where)
    floor = where.floor
    return (1, floor is not None, floor.value if floor else Fraction(0), floor is not None and not floor.closed, str(where))


def _size(where: Where, value: object) -> Fraction:
    number = exact(value)
    if number < 0:
        raise BadValue(number, f"the points that {told_where(where)} loses", "write what is taken off as a number of 0 or more")
    return number


def _bands(points: Mapping[Where, object] | Iterable[tuple[Where, object]]) -> tuple[tuple[Where, Fraction], ...]:
    rows = _rows(points.items() if isinstance(points, Mapping) else points, 2)
    return tuple((where, _size(where, lost)) for where, lost in rows)


def _rows(rows: object, width: int) -> list[Any]:
    """Return bands in the order of where they lie, each with the numbers beside it."""
    found: list[Any] = all_of(rows, object)
    for row in found:
        if not isinstance(row, (tuple, list)) or len(row) != width:
            raise BadValue(row, "a band", f"give where it lies, and {'the points' if width == 2 else 'the least and the most points'}")
        wanted(row[0], str | Range, " for a band")
        if isinstance(row[0], str):
            check_name(row[0])
    return sorted([(as_text(where), *numbers) for where, *numbers in found], key=lambda row: _in_order(row[0]))


@final
@frozen
class Bands:
    """The points that a value loses by where it lies, where the bar does not accept it; the bands exclude each other."""

    points: tuple[tuple[Where, Fraction], ...] = field(converter=_bands)

    def lost(self, value: Value) -> Fraction:
        """Return what a value loses: the points of its band."""
        return next((points for where, points in self.points if lies(where, value)), Fraction(0))

    def reach(self, ask: Ask) -> Reach:
        """Return the points of the dearest band that lies, at least in part, below the bar, and above."""
        if not isinstance(ask.acceptance, Range):
            return Fraction(0), Fraction(0)
        found = [Fraction(0), Fraction(0)]
        for side, beyond in _beyond(ask.acceptance):
            for where, points in self.points:
                if not (_band(ask.measure, where) | beyond).within(ask.measure).empty:
                    found[side] = max(found[side], points)
        return found[0], found[1]


def _choices(bands: Mapping[Where, Any] | Iterable[tuple[Where, Any]]) -> tuple[tuple[Where, Fraction, Fraction], ...]:
    rows = [(where, *all_of(span, object)) for where, span in bands.items()] if isinstance(bands, Mapping) else bands
    found = tuple((where, _size(where, least), _size(where, most)) for where, least, most in _rows(rows, 3))
    for where, least, most in found:
        if most < least:
            raise BadValue(f"{plain(least)}..{plain(most)}", f"the points to choose from where {told_where(where)}", "write the smaller number first")
    return found


@final
@frozen
class Chosen:
    """The points that an inspector chose, within what the facts allow.

    The line's measure holds the points chosen; `by` is the measure whose value says between which
    they may be chosen. An observation that chose others is refused.
    """

    by: str = field(converter=as_text, validator=coded)
    bands: tuple[tuple[Where, Fraction, Fraction], ...] = field(converter=_choices)

    def refuses(self, measure: Measure, chosen: Fraction, value: Value) -> str:
        """Return between which points one may choose, or "" where the choice is among them."""
        for where, least, most in self.bands:
            if lies(where, value):
                return "" if least <= chosen <= most else f"{plain(least)} to {plain(most)} where {self.by} is {told_where(where)}"
        return f"nothing where {self.by} is {measure.show(value)}"

    def reach(self, ask: Ask) -> Reach:
        """Return how far the lowest choice lies below the bar, and the highest above."""
        if not isinstance(ask.acceptance, Range):
            return Fraction(0), Fraction(0)
        found = [Fraction(0), Fraction(0)]
        for _, least, most in self.bands:
            choices = (Range(End(least), End(most)) | Range(*(None if end is None else End(end) for end in ask.measure.ends)))
            for side, beyond in _beyond(ask.acceptance):
                for end in () if choices.empty else (choices.floor, choices.limit):
                    if end and beyond.accepts(end.value):
                        found[side] = max(found[side], ask.distance(end.value))
        return found[0], found[1]


Tariff = Steps | Bands | Chosen | Gain | Veto


def tiling(measure: Measure, places: Iterable[Where]) -> list[str]:
    """Return what keeps bands from covering each value of a measure once: strange rungs, gaps, overlaps."""
    if measure.forms:
        return ["a set of forms lies in no band; price it by steps"]
    found: list[str] = []
    listed = list(places)
    rungs = [where for where in listed if isinstance(where, str)]
    ranges = [where for where in listed if isinstance(where, Range) and not measure.rungs]
    if strange := sorted({*rungs} - {*measure.rungs}):
        told = ", ".join(strange)
        found.append(
            f"{told} is no rung of its ladder"
            if measure.rungs
            else f'{told} is no range of numbers, such as "1..5", "> 5" or "= 0"'
        )
    if len(rungs) + len(ranges) < len(listed):
        found.append("a ladder is priced rung by rung, not by numbers")
    if measure.rungs and (missing := [rung for rung in measure.rungs if rung not in rungs]):
        found.append(f"{', '.join(missing)} has no band")
    if measure.rungs or strange:
        return found
    found = [f"nothing lies in {where}" for where in ranges if where.within(measure).empty]
    placed = sorted(((band, str(where)) for where in ranges if not (band := where.within(measure)).empty), key=lambda pair: _in_order(pair[0]))
    reached: End | None = None
    before = ""
    for one, told in placed:
        floor = one.floor
        if not before:
            if floor is not None:
                found.append(f"nothing says what lies below {told}")
        elif reached is None or floor is None:
            found.append(f"{before} and {told} overlap")
        elif measure.whole:
            step = floor.value - reached.value
            if step != 1:
                found.append(f"{before} and {told} {'overlap' if step < 1 else 'leave a gap'}")
        elif floor.value < reached.value or (floor.value == reached.value and floor.closed and reached.closed):
            found.append(f"{before} and {told} overlap")
        elif floor.value > reached.value or not (floor.closed or reached.closed):
            found.append(f"{before} and {told} leave a gap")
        reached, before = one.limit, told
    if not placed or reached is not None:
        found.append(f"nothing says what lies above {before}" if placed else "there is no band")
    return found


def falling(measure: Measure, acceptance: Range, points: Sequence[tuple[Where, Fraction]]) -> list[tuple[str, str]]:
    """Return each two bands beyond one end of what is acceptable of which the one further out costs less, that one first.

    What is acceptable costs nothing, whatever its band says, and the two ends are not compared.
    """
    found = []
    for side, beyond in _beyond(acceptance):
        outwards, there = (-1, 1)[side], []
        for where, lost in points:
            if not (cut := (_band(measure, where) | beyond).within(measure)).empty:
                there.append((outwards * _middle(cut), told_where(where), lost))
        found += [(worse, better) for (_, better, more), (_, worse, less) in pairwise(sorted(there)) if less < more]
    return found


def _beyond(acceptance: Range) -> Iterator[tuple[int, Range]]:
    """Yield what lies below what is acceptable, as 0, and what lies above, as 1, where there is such an end."""
    low, high = acceptance.floor, acceptance.limit
    if low and not acceptance.empty:
        yield 0, Range(limit=End(low.value, not low.closed))
    if high and not acceptance.empty:
        yield 1, Range(floor=End(high.value, not high.closed))


def _band(measure: Measure, where: Where) -> Range:
    """Return the places of a band: of a rung the place on its ladder."""
    return Range(End(place := measure.rungs.index(where)), End(place)) if isinstance(where, str) else where


def _middle(where: Range) -> Fraction:
    """Return a number inside a range."""
    low, high = where.floor, where.limit
    if low and high:
        return (low.value + high.value) / 2
    return low.value + 1 if low else high.value - 1 if high else Fraction(0)
