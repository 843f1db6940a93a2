"""What a line that is open can still take, and gain.

A side of the bar is bounded by the domain or by the line's cap; a step that neither bounds can
take the item's mark. `None` stands for no bound.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil, floor

from attrs import frozen

import tristandard as ts
from differential.reading.asking import Acceptance, Question, higher_range
from differential.reading.case import ONE, ZERO, Case
from differential.reading.life import fits
from differential.reading.pricing import above, band_cost, below, charged, repeats, steps_cost

Bound = Fraction | None


@frozen(kw_only=True)
class Open:
    """A question that is open at a site for one assessment."""

    case: Case
    site: ts.Site
    question: Question
    user: ts.Indicator
    mark: Fraction
    #: Whether to ask what some history could bring, and not the one that is known.
    any_past: bool = False

    def lines(self) -> list[ts.DeductionRule]:
        """Return the lines that the assessment charges."""
        return charged(self.question, self.user)

    def parts(self, line: ts.DeductionRule) -> Iterator[tuple[ts.Measure, Acceptance]]:
        """Yield the measures of a line that the bar asks about."""
        for code in line.measures:
            if code in self.question.bar:
                yield self.case.measure(code), self.question.bar[code]


def domain(measure: ts.Measure) -> tuple[Bound, Bound]:
    """Return the farthest answers of a measure on each side; a ladder has its ends."""
    if measure.rungs:
        return ZERO, Fraction(len(measure.rungs) - 1)
    low, high = measure.low, measure.high
    if measure.whole:
        return (None if low is None else Fraction(ceil(low))), (None if high is None else Fraction(floor(high)))
    return low, high


def breaches_above(measure: ts.Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer lies beyond the upper end."""
    high = domain(measure)[1]
    return (
        isinstance(acceptance, ts.Range)
        and acceptance.limit is not None
        and (high is None or above(acceptance.limit, high))
    )


def breaches_below(measure: ts.Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer lies beyond the lower end."""
    low = domain(measure)[0]
    return (
        isinstance(acceptance, ts.Range)
        and acceptance.floor is not None
        and (low is None or below(acceptance.floor, low))
    )


def inside(where: ts.Range, low: Bound, high: Bound, measure: ts.Measure) -> bool:
    """Return whether some answer between two ends lies in a range."""
    ends = (ts.Range(None if low is None else ts.End(low), None if high is None else ts.End(high)), where)
    floors = [(one.floor.value, not one.floor.closed) for one in ends if one.floor is not None]
    limits = [(one.limit.value, one.limit.closed) for one in ends if one.limit is not None]
    if measure.whole:
        floors = [
            (Fraction(floor(value) + 1) if is_open else Fraction(ceil(value)), False) for value, is_open in floors
        ]
        limits = [(Fraction(floor(value)) if closed else Fraction(ceil(value) - 1), True) for value, closed in limits]
    if not floors or not limits:
        return True
    (least, is_open), (most, closed) = max(floors), min(limits)
    return least < most or (least == most and closed and not is_open)


def as_range(where: str | ts.Range, measure: ts.Measure) -> ts.Range:
    """Return where a band lies as a range; a rung is its place from 0."""
    if isinstance(where, ts.Range):
        return where
    rung = ts.End(Fraction(measure.rungs.index(where)))
    return ts.Range(rung, rung)


def dearest_band(tariff: ts.Bands, measure: ts.Measure, side: ts.Range) -> Fraction:
    """Return the most that a value on one side of the bar costs."""
    low, high = domain(measure)
    costs = [ZERO]
    for where, points in tariff.points:
        both = higher_range([as_range(where, measure), side])
        if inside(both, low, high, measure):
            costs.append(points)
    return max(costs)


def side_below(acceptance: ts.Range) -> ts.Range:
    """Return what lies beyond the lower end."""
    return ts.Range(limit=ts.End(acceptance.floor.value, closed=not acceptance.floor.closed))


def side_above(acceptance: ts.Range) -> ts.Range:
    """Return what lies beyond the upper end."""
    return ts.Range(floor=ts.End(acceptance.limit.value, closed=not acceptance.limit.closed))


def worst_below(line: ts.DeductionRule, measure: ts.Measure, acceptance: Acceptance) -> Bound:
    """Return the most that a shortfall costs, or forms; findings have no part in it."""
    tariff = line.tariff
    if isinstance(acceptance, ts.Forms):
        unfit = frozenset() if acceptance.accepted is None else measure.forms - acceptance.accepted
        far = Fraction(len(acceptance.required) + len(unfit))
        return steps_cost(tariff, acceptance, far) if far and isinstance(tariff, ts.Steps) else ZERO
    if not breaches_below(measure, acceptance) or line.where:
        return ZERO
    if isinstance(tariff, ts.Bands):
        return dearest_band(tariff, measure, side_below(acceptance))
    if isinstance(tariff, ts.Steps):
        low = domain(measure)[0]
        return None if low is None else steps_cost(tariff, acceptance, acceptance.floor.value - low)
    return ZERO


def answers(case: Case, name: str, back: list[int]) -> list[str | None]:
    """Return what a finding may tell of a circumstance; how often it was repeated is known."""
    if name == "repeated":
        return [str(one) for one in back]
    if name == "overdue":
        return ["yes", "no"]
    if name in ("notified", "sent_back"):
        return [str(often) for often in range(10)]
    declared = next(one for one in case.rules.circumstances if one.code == name)
    return [*(code for code, _ in declared.values), None]


def highest_factor(opened: Open, line: ts.DeductionRule, measure: ts.Measure) -> Fraction:
    """Return how often a finding may count at most; 0 where the line prices none that can be."""
    known = repeats(opened.case, opened.site.code, measure.code, line.look_back)
    back = list(range(line.look_back + 1)) if opened.any_past else [known]
    read = {name for name, _ in line.where} | {one.by for one in line.times}
    allowed = {name: answers(opened.case, name, back) for name in read}
    for name, written in line.where:
        allowed[name] = [told for told in allowed[name] if any(fits(one, told) for one in written)]
    if not all(allowed.values()):
        return ZERO
    factor = ONE
    for one in line.times:
        factor *= max(
            next((points for written, points in one.factors if fits(written, told)), one.other)
            for told in allowed[one.by]
        )
    return factor


def cost_above(
    opened: Open, line: ts.DeductionRule, measure: ts.Measure, acceptance: ts.Range, far: Fraction
) -> Fraction:
    """Return what so much beyond the upper end costs the place; so much in all, where the tariff counts all."""
    if isinstance(line.tariff, ts.Steps):
        return steps_cost(line.tariff, acceptance, far * highest_factor(opened, line, measure))
    return band_cost(line.tariff, measure, acceptance.limit.value + far) if isinstance(line.tariff, ts.Bands) else ZERO


def farthest(line: ts.DeductionRule, measure: ts.Measure, acceptance: ts.Range) -> Bound:
    """Return how far a value may lie beyond the upper end, or how many there are in all where the tariff counts all."""
    high = domain(measure)[1]
    if high is None:
        return None
    every = isinstance(line.tariff, ts.Steps) and line.tariff.counting is ts.Counting.ALL
    return high if every else high - acceptance.limit.value


def worst_above(opened: Open, line: ts.DeductionRule, measure: ts.Measure, acceptance: Acceptance) -> Bound:
    """Return the most that too much costs one bearer."""
    if not breaches_above(measure, acceptance) or not highest_factor(opened, line, measure):
        return ZERO
    if isinstance(line.tariff, ts.Chosen):
        return chosen_most(opened, line, measure)
    if isinstance(line.tariff, ts.Bands):
        return dearest_band(line.tariff, measure, side_above(acceptance))
    if not isinstance(line.tariff, ts.Steps):
        return ZERO
    far = farthest(line, measure, acceptance)
    if far is None:
        return None
    if not far:  # upon an open end
        return steps_cost(line.tariff, acceptance, ZERO)
    return cost_above(opened, line, measure, acceptance, far)


def chosen_most(opened: Open, line: ts.DeductionRule, measure: ts.Measure) -> Fraction:
    """Return the most points that an inspector may choose."""
    facts = opened.case.measure(line.tariff.by)
    low, high = domain(facts)
    bands = [
        most
        for where, _, most in line.tariff.bands
        if (where in facts.rungs if isinstance(where, str) else inside(where, low, high, facts))
    ]
    return min(max(bands), *(() if measure.high is None else (measure.high,)))


def capped(line: ts.DeductionRule, parts: list[Bound]) -> Bound:
    """Return the sum of what a line reads, held at its cap."""
    if None in parts:
        return line.at_most
    total = sum(parts, ZERO)
    return total if line.at_most is None else min(total, line.at_most)


def line_bound(opened: Open, line: ts.DeductionRule) -> Bound:
    """Return the most that the place loses by a line."""
    parts: list[Bound] = []
    for measure, acceptance in opened.parts(line):
        parts.append(larger(worst_below(line, measure, acceptance), worst_above(opened, line, measure, acceptance)))
    return capped(line, parts)


def named_bound(opened: Open, line: ts.DeductionRule, share: Fraction) -> Bound:
    """Return the most that a unit which findings may name bears of a line: of P points for X findings, k of which
    name it, P × k ÷ X, and its share of the rest.
    """
    parts = list(opened.parts(line))
    if any(countable(*one) and worst_above(opened, line, *one) is None for one in parts):
        return None if line.at_most is None else (1 + share) * line.at_most
    best: Bound = ZERO
    for splits in product(*(splits_of(opened, line, *one) for one in parts)):
        own, rest = capped(line, [split[0] for split in splits]), capped(line, [split[1] for split in splits])
        best = larger(best, None if own is None or (share and rest is None) else own + share * (rest or ZERO))
    return best


def splits_of(
    opened: Open, line: ts.DeductionRule, measure: ts.Measure, acceptance: Acceptance
) -> Iterator[tuple[Bound, Bound]]:
    """Yield how the points of a breach may fall: on findings that name a unit, and on the rest."""
    yield ZERO, worst_below(line, measure, acceptance)
    if not countable(measure, acceptance):
        yield ZERO, worst_above(opened, line, measure, acceptance)
        return
    far = farthest(line, measure, acceptance)
    every = isinstance(line.tariff, ts.Steps) and line.tariff.counting is ts.Counting.ALL
    least = floor(acceptance.limit.value) + 1 if every else 1
    if far is None or not even(opened, line, measure):  # bands, and steps that are not the same for each: any split of the dearest
        worst = worst_above(opened, line, measure, acceptance)
        held = worst if line.at_most is None else min(worst, line.at_most)
        yield held, worst - held
        return
    for many in range(least, int(far) + 1):
        points = cost_above(opened, line, measure, acceptance, Fraction(many))
        yield from ((points * named / many, points - points * named / many) for named in range(many + 1))


def even(opened: Open, line: ts.DeductionRule, measure: ts.Measure) -> bool:
    """Return whether each finding costs the same however many there are; of several measures the splits are tried all the same."""
    tariff = line.tariff
    if len(list(opened.parts(line))) > 1 or not isinstance(tariff, ts.Steps) or tariff.parts is ts.Parts.EXACT:
        return True
    return tariff.per is not None and measure.whole and (1 / tariff.per).denominator == 1


def larger(one: Bound, other: Bound) -> Bound:
    """Return the larger of two bounds."""
    return None if one is None or other is None else max(one, other)


def vetoes(opened: Open, *, by_name: bool) -> set[ts.Level]:
    """Return what an open line may still zero of an owner, or of a unit that is hit only where findings name it."""
    found = set()
    for line in opened.lines():
        if not isinstance(line.tariff, ts.Veto):
            continue
        for measure, acceptance in opened.parts(line):
            if names(opened, line, measure, acceptance) or (not by_name and may_breach(measure, acceptance)):
                found.add(line.tariff.level)
    return found


def countable(measure: ts.Measure, acceptance: Acceptance) -> bool:
    """Return whether there can be too many of what is counted."""
    return measure.whole and not measure.rungs and breaches_above(measure, acceptance)


def names(opened: Open, line: ts.DeductionRule, measure: ts.Measure, acceptance: Acceptance) -> bool:
    """Return whether there can be too many findings that a line prices, so that they may name whom they hit."""
    return countable(measure, acceptance) and bool(highest_factor(opened, line, measure))


def may_breach(measure: ts.Measure, acceptance: Acceptance) -> bool:
    """Return whether some answer is not accepted."""
    if isinstance(acceptance, ts.Forms):
        return bool(acceptance.required) or (acceptance.accepted is not None and measure.forms > acceptance.accepted)
    return breaches_below(measure, acceptance) or breaches_above(measure, acceptance)
