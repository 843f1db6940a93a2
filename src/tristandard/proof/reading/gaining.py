"""What an open line can still gain (加分)."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tristandard.basics.measure import Measure
from tristandard.proof.reading.against import surplus
from tristandard.proof.reading.answers import domain
from tristandard.proof.reading.bounds import Bound, Open, held
from tristandard.proof.reading.papers import ZERO
from tristandard.proof.reading.pricing import parted
from tristandard.rules.acceptance import Acceptance, Forms
from tristandard.rules.deductions.gain import Gain


def most_gained(opened: Open) -> Fraction:
    """Return the most that the place may gain."""
    total = ZERO
    for line in opened.lines:
        if not isinstance(line.tariff, Gain):
            continue
        gained: Bound = ZERO
        for measure, acceptance in opened.parts(line):
            far = best_surplus(measure, acceptance)
            step = None if far is None else line.tariff.each * parted(line.tariff.parts, far / line.tariff.per)
            gained = None if gained is None or step is None else gained + step
        total += held(gained, line.at_most) or ZERO
    return total


def best_surplus(measure: Measure, acceptance: Acceptance) -> Bound:
    """Return how far an accepted value may lie above the bar; None where there is no end."""
    if isinstance(acceptance, Forms):
        return ZERO
    low, high = domain(measure)
    if acceptance.floor is not None and acceptance.limit is not None:
        middle = (acceptance.floor.value + acceptance.limit.value) / 2
        tries = [middle]
        if measure.whole or measure.rungs:
            tries = [Fraction(floor(middle)), Fraction(ceil(middle))]
        return max(surplus(acceptance, one) for one in tries)
    if acceptance.floor is not None:
        return None if high is None else surplus(acceptance, high)
    if acceptance.limit is not None:
        return None if low is None else surplus(acceptance, low)
    return ZERO
