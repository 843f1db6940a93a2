"""What a measure may answer at all, and whether some answer lies beyond its bar."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tristandard.basics.measure import Measure
from tristandard.proof.reading.against import above, below
from tristandard.rules.acceptance import Acceptance, End, Forms, Range


def domain(measure: Measure) -> tuple[Fraction | None, Fraction | None]:
    """Return the farthest answers of a measure on each side; a ladder has its ends."""
    if measure.rungs:
        return Fraction(0), Fraction(len(measure.rungs) - 1)
    low, high = measure.low, measure.high
    if measure.whole:
        return (None if low is None else Fraction(ceil(low))), (None if high is None else Fraction(floor(high)))
    return low, high


def inside(where: Range, measure: Measure) -> bool:
    """Return whether some answer of a measure lies in a range."""
    low, high = domain(measure)
    ends = (Range(None if low is None else End(low), None if high is None else End(high)), where)
    floors = [(one.floor.value, not one.floor.closed) for one in ends if one.floor is not None]
    limits = [(one.limit.value, one.limit.closed) for one in ends if one.limit is not None]
    if measure.whole:
        floors = [(Fraction(floor(end) + 1) if opened else Fraction(ceil(end)), False) for end, opened in floors]
        limits = [(Fraction(floor(end)) if closed else Fraction(ceil(end) - 1), True) for end, closed in limits]
    if not floors or not limits:
        return True
    (least, opened), (most, closed) = max(floors), min(limits)
    return least < most or (least == most and closed and not opened)


def as_range(where: str | Range, measure: Measure) -> Range:
    """Return where a band lies as a range; a rung is its place from 0."""
    if isinstance(where, Range):
        return where
    rung = End(Fraction(measure.rungs.index(where)))
    return Range(rung, rung)


def breaches_above(measure: Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer lies beyond the upper end."""
    high = domain(measure)[1]
    if isinstance(acceptance, Forms) or acceptance.limit is None:
        return False
    return high is None or above(acceptance.limit, high)


def breaches_below(measure: Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer lies beyond the lower end."""
    low = domain(measure)[0]
    if isinstance(acceptance, Forms) or acceptance.floor is None:
        return False
    return low is None or below(acceptance.floor, low)


def may_breach(measure: Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer is not accepted."""
    if isinstance(acceptance, Forms):
        return bool(acceptance.required) or (acceptance.accepted is not None and measure.forms > acceptance.accepted)
    return breaches_below(measure, acceptance) or breaches_above(measure, acceptance)
