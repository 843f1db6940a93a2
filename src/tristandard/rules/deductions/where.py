"""Where a value lies: a rung of a ladder or a range of numbers; and what lies beyond the bar."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tristandard.basics.errors import BadValue, all_of, as_text, wanted
from tristandard.basics.fields import check_name
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact
from tristandard.rules.acceptance import End, Range
from tristandard.rules.standard import Ask
from tristandard.words.sentence import Sentence, Told

#: Where a value lies: a rung of a ladder, or a range of numbers in the measure's own unit.
Where = str | Range


def lies(where: Where, value: Value) -> bool:
    """Return whether a value lies there."""
    return value == where if isinstance(where, str) else isinstance(value, Fraction) and where.accepts(value)


_AND = Told(" 且 ", " and ")


def tell_where(where: Where | str) -> Told:
    """Return where a band lies, in Chinese and in English: "C", "= 4", ">= 1 and <= 2"."""
    written = str(where)
    return Told(written.replace(_AND[1], _AND[0]), written)


def in_order(where: Where) -> tuple[Any, ...]:
    """Return the key by which places are sorted: rungs by name, then ranges from the lowest."""
    if isinstance(where, str):
        return (0, where)
    low = where.floor
    return (1, () if low is None else (low.value, not low.closed), str(where))


_POINTS_THERE = Sentence("{where} 所扣的分数", "the points that {where} loses")
_NO_MINUS = Told("请把扣分写成 0 以上的数", "write what is taken off as a number of 0 or more")


def points_there(where: Where, value: object) -> Fraction:
    """Return the points that a band loses, as an exact number; refuse one below zero."""
    number = exact(value)
    if number < 0:
        raise BadValue(number, _POINTS_THERE(where=tell_where(where)), _NO_MINUS)
    return number


_A_BAND = Told("一档", "a band")
_FOR_A_BAND = Told("（一档的位置）", " for a band")
_GIVE_BESIDE = Sentence("请写出它的位置和{beside}", "give where it lies, and {beside}")
_THE_POINTS = Told("分数", "the points")
_LEAST_AND_MOST = Told("最少、最多的分数", "the least and the most points")


def rows_in_order(rows: object, width: int) -> list[Any]:
    """Return bands in the order of where they lie, each a tuple of so many: where, and the numbers beside it."""
    found: list[Any] = all_of(rows, object)
    beside = _THE_POINTS if width == 2 else _LEAST_AND_MOST
    for row in found:
        if not isinstance(row, (tuple, list)) or len(row) != width:
            raise BadValue(row, _A_BAND, _GIVE_BESIDE(beside=beside))
        wanted(row[0], str | Range, _FOR_A_BAND)
        if isinstance(row[0], str):
            check_name(row[0])
    return sorted([(as_text(where), *numbers) for where, *numbers in found], key=lambda row: in_order(row[0]))


def beyond(acceptance: Range) -> Iterator[tuple[int, Range]]:
    """Yield what lies below what is acceptable, as 0, and what lies above, as 1, where there is such an end."""
    low, high = acceptance.floor, acceptance.limit
    if low and not acceptance.empty:
        yield 0, Range(limit=End(low.value, not low.closed))
    if high and not acceptance.empty:
        yield 1, Range(floor=End(high.value, not high.closed))


def as_range(measure: Measure, where: Where) -> Range:
    """Return the places of a band: of a rung the place on its ladder."""
    if isinstance(where, str):
        place = Fraction(measure.rungs.index(where))
        return Range(End(place), End(place))
    return where


def part_beyond(measure: Measure, where: Where, outside: Range) -> Range:
    """Return the part of a band that lies beyond one end of the bar, within the measure's domain."""
    return (as_range(measure, where) | outside).within(measure)


def all_accepted(ask: Ask, where: Where) -> bool:
    """Return whether everything in a band is acceptable."""
    if isinstance(where, str):
        return ask.accepts(where)
    band = where.within(ask.measure)
    return band.empty or (isinstance(ask.acceptance, Range) and (band | ask.acceptance).within(ask.measure) == band)
