"""What a line costs: from what was seen and the bar in force to points, by whom findings name (扣分).

findings → counting → where → quantity → against the bar → distance → tariff → × times → sum → at_most
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from math import ceil, floor

from attrs import define, field, frozen

import tristandard as ts
from differential.reading.asking import Acceptance, Question
from differential.reading.case import ONE, ZERO, Case
from differential.reading.life import answer, fits, in_order

Bearer = str | None


@define
class Charge:
    """What one bearer loses and gains by some lines, and what a veto zeroes."""

    lost: Fraction = ZERO
    gained: Fraction = ZERO
    vetoes: set[ts.Level] = field(factory=set)


@frozen(kw_only=True)
class Seen:
    """One measurement with all that its price depends on; `bearer` says whose a finding is."""

    case: Case
    site: ts.Site
    question: Question
    outcome: ts.Measured
    bearer: Callable[[ts.Finding], Bearer]

    def findings(self, measure: str) -> list[ts.Finding]:
        """Return the findings of a measure, the first found first; those without a day come last."""
        return sorted((one for one in self.outcome.findings if one.measure == measure), key=in_order)


def number(measure: ts.Measure, value: object) -> Fraction:
    """Return the number that a range compares: the value, or the place of a rung from 0."""
    return Fraction(measure.rungs.index(value)) if measure.rungs else Fraction(value)


def above(limit: ts.End | None, value: Fraction) -> bool:
    """Return whether a number lies beyond an upper end."""
    return limit is not None and (value > limit.value or (value == limit.value and not limit.closed))


def below(floor_: ts.End | None, value: Fraction) -> bool:
    """Return whether a number lies beyond a lower end."""
    return floor_ is not None and (value < floor_.value or (value == floor_.value and not floor_.closed))


def breached(acceptance: Acceptance, value: object) -> bool:
    """Return whether a value is not accepted."""
    if isinstance(acceptance, ts.Forms):
        fit = acceptance.accepted is None or value <= acceptance.accepted
        return not (acceptance.required <= value and fit)
    return above(acceptance.limit, value) or below(acceptance.floor, value)


def distance(acceptance: Acceptance, value: object) -> Fraction:
    """Return how far a breach lies beyond the bar."""
    if isinstance(acceptance, ts.Forms):
        unfit = frozenset() if acceptance.accepted is None else value - acceptance.accepted
        return Fraction(len(acceptance.required - value) + len(unfit))
    if above(acceptance.limit, value):
        return value - acceptance.limit.value
    return acceptance.floor.value - value if below(acceptance.floor, value) else ZERO


def surplus(acceptance: Acceptance, value: object) -> Fraction:
    """Return how far an accepted value lies from the nearer end of the bar."""
    if isinstance(acceptance, ts.Forms) or breached(acceptance, value):
        return ZERO
    ends = [end.value for end in (acceptance.floor, acceptance.limit) if end is not None]
    return min((abs(value - end) for end in ends), default=ZERO)


def parted(parts: ts.Parts, steps: Fraction, *, open_end: bool = False) -> Fraction:
    """Return how many steps count: in proportion, whole ones, or begun ones; upon an open end one step has begun."""
    if parts is ts.Parts.BEGUN:
        return max(Fraction(ceil(steps)), ONE if open_end else ZERO)
    return Fraction(floor(steps)) if parts is ts.Parts.WHOLE else steps


def steps_cost(tariff: ts.Steps, acceptance: Acceptance, far: Fraction) -> Fraction:
    """Return the points for a breach that lies so far beyond; where nothing is required, "required" is one
    flat step.
    """
    if tariff.per is None and (isinstance(acceptance, ts.Forms) or acceptance.floor is None):
        return tariff.each
    per = acceptance.floor.value if tariff.per is None else tariff.per
    return tariff.each * parted(tariff.parts, far / per, open_end=True)


def band_cost(tariff: ts.Bands, measure: ts.Measure, value: Fraction) -> Fraction:
    """Return the points of the band in which a value lies."""
    for where, points in tariff.points:
        if (where == measure.rungs[int(value)]) if isinstance(where, str) else not breached(where, value):
            return points
    raise AssertionError(value)


def beyond(found: list[ts.Finding], allowed: Fraction) -> list[tuple[ts.Finding, Fraction]]:
    """Return how much of each finding lies beyond what the bar allows; the first ones lie within it."""
    left, split = allowed, []
    for one in found:
        within = min(left, one.counts)
        left -= within
        split.append((one, one.counts - within))
    return split


def repeats(case: Case, site: str, measure: str, look_back: int) -> int:
    """Return in how many of the periods looked back a measure was breached at a site."""
    return len([back for back in case.history.get(site, {}).get(measure, ()) if back <= look_back])


def chosen_by(line: ts.DeductionRule, told: Callable[[str], str | None]) -> bool:
    """Return whether a finding is among those that a line prices."""
    return all(any(fits(one, told(name)) for one in written) for name, written in line.where)


def times(line: ts.DeductionRule, told: Callable[[str], str | None]) -> Fraction:
    """Return how often a finding counts."""
    factor = ONE
    for one in line.times:
        hits = [points for written, points in one.factors if fits(written, told(one.by))]
        factor *= hits[0] if hits else one.other
    return factor


def by_findings(
    seen: Seen, line: ts.DeductionRule, measure: str, value: Fraction, charges: dict[Bearer, Charge]
) -> None:
    """Charge too many findings: the points are spread over those that lie beyond the bar, to whom each names."""
    every = isinstance(line.tariff, ts.Steps) and line.tariff.counting is ts.Counting.ALL
    limit = seen.question.bar[measure].limit.value
    amounts: dict[Bearer, Fraction] = {}
    for one, far in beyond(seen.findings(measure), ZERO if every else limit):
        back = repeats(seen.case, seen.site.code, measure, line.look_back)
        told = partial(answer, one, end=seen.case.period.end, repeats=back)
        if far and chosen_by(line, told):
            bearer = seen.bearer(one)
            amounts[bearer] = amounts.get(bearer, ZERO) + far * times(line, told)
    whole = sum(amounts.values(), ZERO)
    for bearer, amount in amounts.items():
        charge = charges.setdefault(bearer, Charge())
        if isinstance(line.tariff, ts.Steps):
            charge.lost += steps_cost(line.tariff, seen.question.bar[measure], whole) * amount / whole
        elif isinstance(line.tariff, ts.Bands):
            charge.lost += band_cost(line.tariff, seen.case.measure(measure), value) * amount / whole
        elif isinstance(line.tariff, ts.Veto):
            charge.vetoes.add(line.tariff.level)


def by_value(seen: Seen, line: ts.DeductionRule, measure: str, value: object, charges: dict[Bearer, Charge]) -> None:
    """Charge a value to the site's own units."""
    acceptance, tariff = seen.question.bar[measure], line.tariff
    charge = charges.setdefault(None, Charge())
    if not breached(acceptance, value):
        if isinstance(tariff, ts.Gain):
            charge.gained += tariff.each * parted(tariff.parts, surplus(acceptance, value) / tariff.per)
        return
    if isinstance(tariff, ts.Steps):
        every = (
            tariff.counting is ts.Counting.ALL
            and not isinstance(acceptance, ts.Forms)
            and above(acceptance.limit, value)
        )
        charge.lost += steps_cost(tariff, acceptance, value if every else distance(acceptance, value))
    elif isinstance(tariff, ts.Bands):
        charge.lost += band_cost(tariff, seen.case.measure(measure), value)
    elif isinstance(tariff, ts.Chosen):
        charge.lost += value
    elif isinstance(tariff, ts.Veto):
        charge.vetoes.add(tariff.level)


def line_price(seen: Seen, line: ts.DeductionRule) -> dict[Bearer, Charge]:
    """Return what a line costs each bearer: its measures are added up before its cap."""
    charges: dict[Bearer, Charge] = {}
    for code in line.measures:
        if code not in seen.question.bar:
            continue
        measure, acceptance = seen.case.measure(code), seen.question.bar[code]
        value = dict(seen.outcome.values)[code]
        value = value if measure.forms else number(measure, value)
        if seen.findings(code) and isinstance(acceptance, ts.Range) and above(acceptance.limit, value):
            by_findings(seen, line, code, value, charges)
        else:
            by_value(seen, line, code, value, charges)
    if line.at_most is not None:
        for charge in charges.values():
            charge.lost = min(charge.lost, line.at_most)
            charge.gained = min(charge.gained, line.at_most)
    return charges


def charged(question: Question, user: ts.Indicator) -> list[ts.DeductionRule]:
    """Return the lines that an assessment charges: a surcharge of the host is charged by the host alone."""
    return [line for line in user.deductions if line.charged is ts.Charged.EACH or user.assessment == question.host]


def price(seen: Seen, user: ts.Indicator) -> Mapping[Bearer, Charge]:
    """Return what a measurement costs each bearer by one assessment's rule."""
    total: dict[Bearer, Charge] = {}
    for line in charged(seen.question, user):
        for bearer, charge in line_price(seen, line).items():
            whole = total.setdefault(bearer, Charge())
            whole.lost += charge.lost
            whole.gained += charge.gained
            whole.vetoes |= charge.vetoes
    return total
