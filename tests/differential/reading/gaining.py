"""What an open line can still gain (加分)."""

from fractions import Fraction
from math import ceil, floor

import tristandard as ts
from differential.reading.asking import Acceptance
from differential.reading.bounds import Bound, Open, domain
from differential.reading.case import ZERO
from differential.reading.pricing import parted, surplus


def most_gained(opened: Open) -> Fraction:
    """Return the most that the place may gain."""
    total = ZERO
    for line in opened.lines():
        if not isinstance(line.tariff, ts.Gain):
            continue
        gained: Bound = ZERO
        for measure, acceptance in opened.parts(line):
            far = best_surplus(measure, acceptance)
            step = None if far is None else line.tariff.each * parted(line.tariff.parts, far / line.tariff.per)
            gained = None if gained is None or step is None else gained + step
        total += line.at_most if gained is None else min(gained, line.at_most)
    return total


def best_surplus(measure: ts.Measure, acceptance: Acceptance) -> Bound:
    """Return how far an accepted value may lie above the bar."""
    if isinstance(acceptance, ts.Forms):
        return ZERO
    low, high = domain(measure)
    floor_, limit = acceptance.floor, acceptance.limit
    if floor_ is not None and limit is not None:
        middle = (floor_.value + limit.value) / 2
        tries = [middle] if not measure.whole else [Fraction(floor(middle)), Fraction(ceil(middle))]
        tries += [end for end in (low, high) if end is not None]
        return max(surplus(acceptance, one) for one in tries)
    if floor_ is not None:
        return None if high is None else surplus(acceptance, high)
    if limit is not None:
        return None if low is None else surplus(acceptance, low)
    return ZERO
