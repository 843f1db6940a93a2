"""One line as written, read slowly: what it takes for what was seen, against every demand in force.

It works from the fields of what is written down and from nothing else: a demand is compared value
by value with its ends, and findings are laid one after another until the bar is full. The
properties hold `DeductionRule.price` against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from tristandard.basics.event import Stage
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured
from tristandard.rules.acceptance import Acceptance, Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps

#: A demand as somebody wrote it: of which measure, and what is acceptable.
Demand = tuple[Measure, Acceptance]
_Form = TypeVar("_Form")


def good(demand: Demand, value: Value) -> bool:
    """Return whether a value is good enough for one demand: not beyond either end, or the right forms."""
    measure, acceptance = demand
    if isinstance(acceptance, Forms):
        seen = set(value) if isinstance(value, frozenset) else {value}
        return not _missing(acceptance, seen) and not _unfit(acceptance, seen)
    number = Fraction(measure.rungs.index(str(value))) if measure.rungs else Fraction(str(value))
    floor, limit = acceptance.floor, acceptance.limit
    if floor is not None and (number < floor.value or (number == floor.value and not floor.closed)):
        return False
    return not (limit is not None and (number > limit.value or (number == limit.value and not limit.closed)))


def _missing(acceptance: Forms, seen: AbstractSet[object]) -> set[str]:
    """Return the forms that are required and were not seen."""
    return {form for form in acceptance.required if form not in seen}


def _unfit(acceptance: Forms, seen: AbstractSet[_Form]) -> set[_Form]:
    """Return the forms that were seen and are not accepted."""
    return {form for form in seen if acceptance.accepted is not None and form not in acceptance.accepted}


def taken(
    rule: DeductionRule, asks: list[Demand], outcome: Measured, earlier: Mapping[str, Iterable[int]] | None = None
) -> dict[str | None, Fraction]:
    """Return what one line takes, gives or vetoes (more than nothing) for what was seen, by the unit that findings name
    (None: the site's own), cap after cap.

    `earlier` tells, by measure, how many periods back the same was found before.
    """
    totals: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    values = dict(outcome.values)
    for code in rule.measures:
        mine = [demand for demand in asks if demand[0].code == code]
        if mine and code in values:
            found = [finding for finding in outcome.findings if finding.measure == code and finding.counts]
            for unit, points in _of_measure(rule, mine, values[code], found, (earlier or {}).get(code, ())):
                totals[unit] += points
    return {
        unit: total if rule.at_most is None else min(total, rule.at_most) for unit, total in totals.items() if total
    }


def _of_measure(
    rule: DeductionRule, asks: list[Demand], value: Value, findings: list[Finding], earlier: Iterable[int]
) -> list[tuple[str | None, Fraction]]:
    """Return what a line takes, gives or vetoes for one measure: what is good may gain, what is not is taken."""
    met = all(good(demand, value) for demand in asks)
    if isinstance(rule.tariff, Gain):
        return [(None, _above(rule.tariff, asks, value))] if met else []
    again = len([back for back in earlier if back <= rule.look_back])
    return [] if met else _laid(rule, asks, value, findings, again)


def _laid(
    rule: DeductionRule, asks: list[Demand], value: Value, findings: list[Finding], again: int
) -> list[tuple[str | None, Fraction]]:
    """Return what a breach takes: for each finding beyond the bar by itself where too many were
    found, else as a whole.
    """
    price, far = _taken(rule, asks, value)
    _, limits = _ends(asks)
    if not findings or isinstance(value, (str, frozenset)) or not limits or value < min(limits):
        return [] if rule.where else [(None, price)]
    order = sorted(findings, key=_in_order)
    units = [finding for finding in order for _ in range(int(finding.counts))]
    beyond = units[len(units) - int(far) :] if far else units
    return [(finding.unit, price / len(beyond) * _times(rule, finding, again)) for finding in beyond]


def _in_order(finding: Finding) -> tuple[date, str, str]:
    """Return the day on which a finding was found, and its id, in which every number has as many digits as any."""
    day = next((event.day for event in finding.life if event.stage is Stage.FOUND), date.max)
    parts = ((number, "".join(marks)) for number, marks in groupby(finding.id, lambda mark: "0" <= mark <= "9"))
    return day, "".join(part.lstrip("0").rjust(_DIGITS, "0") if number else part for number, part in parts), finding.id


#: No id of a survey that is read slowly has a number of more digits.
_DIGITS = 40


def _times(rule: DeductionRule, finding: Finding, again: int) -> Fraction:
    """Return how often a finding counts; never where the line is for others."""
    told = {"overdue": "no", "notified": "0", "sent_back": "0", **dict(finding.circumstances), "repeated": str(again)}
    if any(not any(_is(told.get(name, ""), one) for one in listed) for name, listed in rule.where):
        return Fraction(0)
    times = Fraction(1)
    for factor in rule.times:
        times *= next((often for one, often in factor.factors if _is(told.get(factor.by, ""), one)), factor.other)
    return times


def _is(answer: str, written: str) -> bool:
    """Return whether an answer is the one written, or a number in the span written ("1..2", "3..")."""
    if ".." not in written:
        return answer == written
    low, high = written.split("..")
    return answer != "" and int(low) <= int(answer) and (high == "" or int(answer) <= int(high))


def _stepped(steps: Fraction, parts: Parts) -> Fraction:
    whole = Fraction(steps.numerator // steps.denominator)
    return {Parts.EXACT: steps, Parts.WHOLE: whole, Parts.BEGUN: whole if whole == steps else whole + 1}[parts]


def _above(tariff: Gain, asks: list[Demand], value: Value) -> Fraction:
    """Return what a value gains that lies above every bar: by its distance to the nearest."""
    if isinstance(value, frozenset):
        return Fraction(0)
    number = Fraction(asks[0][0].rungs.index(value)) if isinstance(value, str) else value
    floors, limits = _ends(asks)
    gaps = [number - floor for floor in floors] + [limit - number for limit in limits]
    return _stepped(min(gaps) / tariff.per, tariff.parts) * tariff.each if gaps else Fraction(0)


def _taken(rule: DeductionRule, asks: list[Demand], value: Value) -> tuple[Fraction, Fraction]:
    """Return what a breach takes before the cap, and how far it lies beyond the bar."""
    far = _far(asks, value)
    match rule.tariff:
        case Bands(points):
            return sum((lost for where, lost in points if _in_band(asks[0][0], where, value)), Fraction(0)), far
        case Noted():
            return Fraction(0), far
        case Chosen():
            return far, far
        case Steps():
            if rule.tariff.counting is Counting.ALL and _too_many(asks, value):
                assert isinstance(value, Fraction)
                far = max(far, value)
            return _steps(rule.tariff, asks, far) * rule.tariff.each, far
        case _:
            return Fraction(1), far


def _far(asks: list[Demand], value: Value) -> Fraction:
    """Return how far a value lies beyond the bar: the strictest end, or how many forms are missing or unfit."""
    if isinstance(value, frozenset):
        forms = [acceptance for _, acceptance in asks if isinstance(acceptance, Forms)]
        missing = {form for one in forms for form in _missing(one, value)}
        unfit = {form for one in forms for form in _unfit(one, value)}
        return Fraction(len(missing) + len(unfit))
    number = Fraction(asks[0][0].rungs.index(value)) if isinstance(value, str) else value
    floors, limits = _ends(asks)
    return max([Fraction(0), *(floor - number for floor in floors), *(number - limit for limit in limits)])


def _ends(asks: list[Demand]) -> tuple[list[Fraction], list[Fraction]]:
    """Return every floor and every limit that is written."""
    ranges = [acceptance for _, acceptance in asks if not isinstance(acceptance, Forms)]
    return [one.floor.value for one in ranges if one.floor], [one.limit.value for one in ranges if one.limit]


def _in_band(measure: Measure, where: Range | str, value: Value) -> bool:
    """Return whether a value lies in a band, or is the rung that the band names."""
    return where == value if isinstance(where, str) else good((measure, where), value)


def _too_many(asks: list[Demand], value: Value) -> bool:
    """Return whether a number reaches a limit."""
    _, limits = _ends(asks)
    return bool(limits) and not asks[0][0].rungs and isinstance(value, Fraction) and value >= min(limits)


def _steps(tariff: Steps, asks: list[Demand], far: Fraction) -> Fraction:
    """Return how many steps a distance is; one where the step has no length."""
    floors, _ = _ends(asks)
    step = max(floors) if tariff.per is None else tariff.per
    steps = _stepped(far / step if step else Fraction(1), tariff.parts)
    return max(steps, Fraction(1)) if tariff.parts is Parts.BEGUN else steps
