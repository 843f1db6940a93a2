"""The values of a measure that are worth a try, where a line was not measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from tristandard.basics.measure import Measure, Value
from tristandard.rules.acceptance import Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.testing.pricing import Demand


def values(rule: DeductionRule, asks: list[Demand]) -> list[Value]:
    """Return values of one measure that are worth a try: the ends of its domain, and all beside the
    ends that are written down.
    """
    measure = asks[0][0]
    if measure.forms:
        return [*_forms(measure, asks)]
    if measure.rungs:
        return list(measure.rungs)
    if isinstance(rule.tariff, Chosen):
        return [*_chosen(measure, rule.tariff)]
    ranges = ranges_of(asks)
    if isinstance(rule.tariff, Bands):
        ranges += [where for where, _ in rule.tariff.points if isinstance(where, Range)]
    return [*_beside(measure, ranges)]


def ranges_of(asks: Iterable[Demand]) -> list[Range]:
    """Return the ranges among what is asked."""
    return [acceptance for _, acceptance in asks if isinstance(acceptance, Range)]


def _forms(measure: Measure, asks: Iterable[Demand]) -> list[frozenset[str]]:
    """Return no form at all, and every form that somebody does not accept."""
    forms = [acceptance for _, acceptance in asks if isinstance(acceptance, Forms)]
    unfit = [measure.forms - one.accepted for one in forms if one.accepted is not None]
    return [frozenset[str](), frozenset(form for some in unfit for form in some)]


def _chosen(measure: Measure, tariff: Chosen) -> Iterator[Fraction]:
    """Yield the least and the most that may be chosen, band by band, as far as the measure has them."""
    for _, low, high in tariff.bands:
        least, most = (Fraction(ceil(low)), Fraction(floor(high))) if tariff.whole else (low, high)
        for value in (_within(measure, least, ceil), _within(measure, most, floor)):
            if _exists(measure, value):
                yield value


def _beside(measure: Measure, ranges: Iterable[Range]) -> Iterator[Fraction]:
    """Yield numbers on, beside and between the ends of ranges and of the domain."""
    written = [end.value for where in ranges for end in (where.floor, where.limit) if end]
    ends = sorted({*written, *(end for end in (measure.low, measure.high) if end is not None)})
    near = [end + step for end in ends for step in (-1, Fraction(-1, 2), 0, Fraction(1, 2), 1)]
    near += [(one + other) / 2 for one, other in pairwise(ends)]
    for number in near:
        for value in {Fraction(floor(number)), Fraction(ceil(number)), number}:
            if _exists(measure, value):
                yield value


def _within(measure: Measure, value: Fraction, rounded: Callable[[Fraction], int]) -> Fraction:
    held = value if measure.low is None else max(value, measure.low)
    held = held if measure.high is None else min(held, measure.high)
    return Fraction(rounded(held)) if measure.whole else held


def _exists(measure: Measure, value: Fraction) -> bool:
    return (
        (measure.low is None or value >= measure.low)
        and (measure.high is None or value <= measure.high)
        and not (measure.whole and value.denominator > 1)
    )
