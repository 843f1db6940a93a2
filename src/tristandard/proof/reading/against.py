"""How a value lies against its bar: whether it is accepted, and how far it lies beyond or within."""

from __future__ import annotations

from fractions import Fraction

from tristandard.basics.measure import Measure, Value
from tristandard.rules.acceptance import Acceptance, End, Forms, Range

#: What a bar compares: a number, the place of a rung from 0, or the forms seen.
Seen = Fraction | frozenset[str]


def number(measure: Measure, value: Value) -> Seen:
    """Return what a bar compares of a value."""
    if isinstance(value, str):
        return Fraction(measure.rungs.index(value))
    return value


def above(limit: End | None, value: Fraction) -> bool:
    """Return whether a number lies beyond an upper end."""
    return limit is not None and (value > limit.value or (value == limit.value and not limit.closed))


def below(bottom: End | None, value: Fraction) -> bool:
    """Return whether a number lies beyond a lower end."""
    return bottom is not None and (value < bottom.value or (value == bottom.value and not bottom.closed))


def breached(acceptance: Acceptance, value: Seen) -> bool:
    """Return whether a value is not accepted."""
    if isinstance(acceptance, Forms):
        assert isinstance(value, frozenset)
        return not acceptance.required <= value or (
            acceptance.accepted is not None and not value <= acceptance.accepted
        )
    assert isinstance(value, Fraction)
    return above(acceptance.limit, value) or below(acceptance.floor, value)


def too_many(acceptance: Acceptance, value: Seen) -> bool:
    """Return whether a number lies beyond the upper end, so that what was found is what is wrong."""
    return isinstance(acceptance, Range) and isinstance(value, Fraction) and above(acceptance.limit, value)


def lies_in(measure: Measure, where: str | Range, value: Seen) -> bool:
    """Return whether a value lies in a band: upon its rung, or in its range."""
    if isinstance(where, str):
        return where in measure.rungs and value == measure.rungs.index(where)
    return not breached(where, value)


def distance(acceptance: Acceptance, value: Seen) -> Fraction:
    """Return how far a breach lies beyond the bar: of forms, how many are missing and how many are unfit."""
    if isinstance(acceptance, Forms):
        assert isinstance(value, frozenset)
        unfit = frozenset[str]() if acceptance.accepted is None else value - acceptance.accepted
        return Fraction(len(acceptance.required - value) + len(unfit))
    assert isinstance(value, Fraction)
    if acceptance.limit is not None and above(acceptance.limit, value):
        return value - acceptance.limit.value
    if acceptance.floor is not None and below(acceptance.floor, value):
        return acceptance.floor.value - value
    return Fraction(0)


def surplus(acceptance: Acceptance, value: Seen) -> Fraction:
    """Return how far an accepted value lies from the nearer end of the bar."""
    if isinstance(acceptance, Forms) or not isinstance(value, Fraction) or breached(acceptance, value):
        return Fraction(0)
    ends = [end.value for end in (acceptance.floor, acceptance.limit) if end is not None]
    return min((abs(value - end) for end in ends), default=Fraction(0))
