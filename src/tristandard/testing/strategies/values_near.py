"""The values of a measure that lie near the ends that rules set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise, product
from math import floor

from tristandard.basics.measure import Measure, Value
from tristandard.rules.acceptance import Acceptance, Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.ruleset import RuleSet


def values_near(rule_set: RuleSet) -> dict[str, list[Value]]:
    """Return for each measure values about every end that the rules set: upon it, next to it, between
    two, and far beyond.
    """
    indicators = rule_set.indicators.values()
    found: defaultdict[str, set[Acceptance]] = defaultdict(set)
    for standard in (*(one.standard for one in indicators), *(ruling.standard for ruling in rule_set.rulings)):
        for ask in standard.asks:
            found[ask.measure.code].add(ask.acceptance)
    for rule in (rule for one in indicators for rule in one.deductions):
        for code, where in _where_priced(rule):
            if isinstance(where, Range):
                found[code].add(where)
    return {measure.code: _about(measure, found[measure.code]) for measure in rule_set.measures}


def _where_priced(rule: DeductionRule) -> Iterator[tuple[str, Range | str]]:
    """Yield of which measure a line prices values, and where: by bands, or between points that are chosen."""
    match rule.tariff:
        case Bands(points):
            yield from product(rule.measures, (where for where, _ in points))
        case Chosen(by, bands):
            yield from ((by, where) for where, _, _ in bands)
        case _:
            pass


def _about(measure: Measure, told: Iterable[Acceptance]) -> list[Value]:
    """Return values of a measure about what is acceptable."""
    if measure.rungs:
        return list(measure.rungs)
    if measure.forms:
        return [*_forms_about(measure.forms, [one for one in told if isinstance(one, Forms)])]
    return [*_numbers_about(measure, [one for one in told if isinstance(one, Range) and not one.empty])]


def _forms_about(every: frozenset[str], told: Iterable[Forms]) -> list[frozenset[str]]:
    """Return no form and all of them, and those that are named, with each form more or less."""
    named = [forms for one in told for forms in (one.required, one.accepted) if forms is not None]
    near = [forms ^ {form} for forms in named for form in every]
    found = {forms & every for forms in (frozenset[str](), every, *named, *near)}
    return sorted(found, key=lambda forms: (len(forms), sorted(forms)))


def _numbers_about(measure: Measure, told: Iterable[Range]) -> list[Fraction]:
    """Return the ends of ranges and of the domain, numbers beside them and between two, and one far beyond."""
    ends = {end.value for one in told for end in (one.floor, one.limit) if end is not None}
    ends |= {end for end in (measure.low, measure.high) if end is not None}
    numbers = sorted(ends) or [Fraction(0)]
    beside = [number + step for number in numbers for step in (-1, 1)]
    between = [(one + other) / 2 for one, other in pairwise(numbers)]
    whole = [Fraction(floor(number) + step) for number in numbers for step in (0, 1)]
    near = [*numbers, *beside, *between, 2 * numbers[-1] + 3, *whole]
    return list(dict.fromkeys(number for number in near if fits(measure, number)))


def fits(measure: Measure, number: Fraction) -> bool:
    """Return whether a number is a value of a measure."""
    low, high = measure.low, measure.high
    return (
        (low is None or low <= number)
        and (high is None or number <= high)
        and (not measure.whole or number.denominator == 1)
    )
