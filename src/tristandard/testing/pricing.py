"""One line as written, read slowly: what it takes for what was seen, against every demand in force.

It works from the fields of what is written down and from nothing else: a demand is compared value
by value with its ends, and findings are laid one after another until the bar is full. The
properties hold `DeductionRule.price` against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import groupby

from tristandard.basics.finding import Finding, Stage
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.standard import Acceptance, Forms

#: A demand as somebody wrote it: of which measure, and what is acceptable.
Demand = tuple[Measure, Acceptance]


def good(demand: Demand, value: Value) -> bool:
    """Return whether a value is good enough for one demand: not beyond either end, or the right forms."""
    measure, acceptance = demand
    if isinstance(acceptance, Forms):
        seen = set(value) if isinstance(value, frozenset) else {value}
        missing = [form for form in acceptance.required if form not in seen]
        unfit = [form for form in seen if acceptance.accepted is not None and form not in acceptance.accepted]
        return not missing and not unfit
    number = Fraction(measure.rungs.index(str(value))) if measure.rungs else Fraction(str(value))
    floor, limit = acceptance.floor, acceptance.limit
    if floor is not None and (number < floor.value or (number == floor.value and not floor.closed)):
        return False
    return not (limit is not None and (number > limit.value or (number == limit.value and not limit.closed)))


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
        if not mine or code not in values:
            continue
        met = all(good(demand, values[code]) for demand in mine)
        if isinstance(rule.tariff, Gain):
            totals[None] += _above(rule.tariff, mine, values[code]) if met else 0
        elif not met:
            found = [finding for finding in outcome.findings if finding.measure == code and finding.counts]
            again = len([back for back in (earlier or {}).get(code, ()) if back <= rule.look_back])
            for unit, points in _laid(rule, mine, values[code], found, again):
                totals[unit] += points
    return {
        unit: total if rule.at_most is None else min(total, rule.at_most) for unit, total in totals.items() if total
    }


def _laid(
    rule: DeductionRule, asks: list[Demand], value: Value, findings: list[Finding], again: int
) -> list[tuple[str | None, Fraction]]:
    """Return what a breach takes: for each finding beyond the bar by itself where too many were
    found, else as a whole.
    """
    price, far = _taken(rule, asks, value)
    limits = [
        acceptance.limit.value for _, acceptance in asks if not isinstance(acceptance, Forms) and acceptance.limit
    ]
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
    ranges = [acceptance for _, acceptance in asks if not isinstance(acceptance, Forms)]
    gaps = [number - acceptance.floor.value for acceptance in ranges if acceptance.floor] + [
        acceptance.limit.value - number for acceptance in ranges if acceptance.limit
    ]
    return _stepped(min(gaps) / tariff.per, tariff.parts) * tariff.each if gaps else Fraction(0)


def _taken(rule: DeductionRule, asks: list[Demand], value: Value) -> tuple[Fraction, Fraction]:
    """Return what a breach takes before the cap, and how far it lies beyond the bar."""
    rungs = asks[0][0].rungs
    floors, limits, far = list[Fraction](), list[Fraction](), Fraction(0)
    if isinstance(value, frozenset):
        wanted = {form for _, acceptance in asks if isinstance(acceptance, Forms) for form in acceptance.required}
        unfit = {
            form
            for form in value
            for _, acceptance in asks
            if isinstance(acceptance, Forms) and acceptance.accepted is not None and form not in acceptance.accepted
        }
        far = Fraction(len([form for form in wanted if form not in value]) + len(unfit))
    else:
        number = Fraction(rungs.index(value)) if isinstance(value, str) else value
        for _, acceptance in asks:
            if not isinstance(acceptance, Forms):
                floors += [acceptance.floor.value] if acceptance.floor else []
                limits += [acceptance.limit.value] if acceptance.limit else []
        far = max([Fraction(0), *(floor - number for floor in floors), *(number - limit for limit in limits)])
    match rule.tariff:
        case Bands(points):
            return sum(
                (
                    lost
                    for where, lost in points
                    if (where == value if isinstance(where, str) else good((asks[0][0], where), value))
                ),
                Fraction(0),
            ), far
        case Chosen():
            return far, far
        case Steps(each, per, parts, counting):
            if (
                counting is Counting.ALL
                and limits
                and not rungs
                and isinstance(value, Fraction)
                and value >= min(limits)
            ):
                far = max(far, value)
            step = max(floors) if per is None else per
            steps = _stepped(far / step if step else Fraction(1), parts)
            return (max(steps, Fraction(1)) if parts is Parts.BEGUN else steps) * each, far
        case _:
            return Fraction(1), far
