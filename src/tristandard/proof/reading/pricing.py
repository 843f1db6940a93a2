"""What a line costs: from what was seen and the bar in force to points, by whom findings name (扣分).

findings → counting → where → quantity → against the bar → distance → tariff → × times → sum → at_most
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import final

from attrs import evolve, frozen

from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure
from tristandard.basics.outcome import Measured
from tristandard.proof.reading.against import Seen, breached, distance, lies_in, number, surplus, too_many
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.charge import Bearer, Charge, Taken
from tristandard.proof.reading.groups import Member
from tristandard.proof.reading.life import Tells, answer, fits, in_order
from tristandard.proof.reading.papers import ONE, ZERO, Papers, Past, total
from tristandard.rules.acceptance import Acceptance, Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.tariff import Tariff
from tristandard.rules.deductions.veto import Veto


def parted(parts: Parts, steps: Fraction, *, open_end: bool = False) -> Fraction:
    """Return how many steps count: in proportion, whole ones, or begun ones; upon an open end one step has begun."""
    if parts is Parts.BEGUN:
        return max(Fraction(ceil(steps)), ONE if open_end else ZERO)
    return Fraction(floor(steps)) if parts is Parts.WHOLE else steps


def step(tariff: Steps, acceptance: Acceptance) -> Fraction | None:
    """Return the size of a step; None where "required" is of nothing, so that every breach is one flat step."""
    if tariff.per is not None:
        return tariff.per
    if isinstance(acceptance, Forms) or acceptance.floor is None or acceptance.floor.value <= 0:
        return None
    return acceptance.floor.value


def steps_cost(tariff: Steps, acceptance: Acceptance, far: Fraction) -> Fraction:
    """Return the points for a breach that lies so far beyond the bar."""
    size = step(tariff, acceptance)
    return tariff.each if size is None else tariff.each * parted(tariff.parts, far / size, open_end=True)


def counts_all(tariff: object) -> bool:
    """Return whether all occurrences cost, once there are too many."""
    return isinstance(tariff, Steps) and tariff.counting is Counting.ALL


def band_cost(tariff: Bands, measure: Measure, value: Seen) -> Fraction:
    """Return the points of the band in which a value lies."""
    return next((points for where, points in tariff.points if lies_in(measure, where, value)), ZERO)


def beyond(found: Sequence[Finding], allowed: Fraction) -> list[tuple[Finding, Fraction]]:
    """Return how much of each finding lies beyond what the bar allows; the first ones lie within it."""
    left, split = allowed, list[tuple[Finding, Fraction]]()
    for one in found:
        within = min(left, one.counts)
        left -= within
        split.append((one, one.counts - within))
    return split


def repeats(past: Past, measure: str, look_back: int) -> int:
    """Return in how many of the periods looked back a measure was breached."""
    return len([back for back in past.get(measure, ()) if back <= look_back])


def chosen_by(line: DeductionRule, told: Tells) -> bool:
    """Return whether a finding is among those that a line prices."""
    return all(any(fits(one, told(name)) for one in written) for name, written in line.where)


def times(line: DeductionRule, told: Tells) -> Fraction:
    """Return how often a finding counts."""
    factor = ONE
    for one in line.times:
        hits = [often for written, often in one.factors if fits(written, told(one.by))]
        factor *= hits[0] if hits else one.other
    return factor


@final
@frozen(kw_only=True, eq=False)
class Sight:
    """One measurement with all that its price depends on; `bearer` says whose a finding is."""

    papers: Papers
    question: Question
    user: Member
    outcome: Measured
    past: Past
    bearer: Callable[[Finding], Bearer]

    def price(self) -> Mapping[Bearer, Charge]:
        """Return what the measurement costs each bearer by the user's lines."""
        found: dict[Bearer, Charge] = {}
        for number_, line in self.question.lines(self.user):
            for bearer, charge in self.line(number_, line).items():
                found[bearer] = found[bearer].beside(charge) if bearer in found else charge
        return found

    def line(self, number_: int, line: DeductionRule) -> dict[Bearer, Charge]:
        """Return what a line costs each bearer: its measures are added up before its cap."""
        by_bearer: dict[Bearer, list[Taken]] = {}
        values, bar = dict(self.outcome.values), self.question.asked[self.user.code]
        for code in line.measures:
            if code not in bar:
                continue
            value = number(self.papers.measures[code], values[code])
            found, made = self.findings(code), iter(tuple[Taken]())
            if found and too_many(bar[code], value):
                made = self.by_findings(line, number_, bar[code], code, found)
            elif not line.where:
                made = self.by_value(line, number_, bar[code], code, value)
            for one in made:
                if one.before:
                    by_bearer.setdefault(one.bearer, []).append(one)
        return {bearer: capped(line, items) for bearer, items in by_bearer.items()}

    def findings(self, measure: str) -> list[Finding]:
        """Return the findings of a measure that count, the first found first; those without a day come last."""
        return sorted((one for one in self.outcome.findings if one.measure == measure and one.counts), key=in_order)

    def by_findings(
        self, line: DeductionRule, number_: int, acceptance: Acceptance, measure: str, found: Sequence[Finding]
    ) -> Iterator[Taken]:
        """Yield what too many findings take: the points are spread over those that lie beyond the bar, to whom each
        names.
        """
        assert isinstance(acceptance, Range)
        assert acceptance.limit is not None
        back = repeats(self.past, measure, line.look_back)
        split = beyond(found, ZERO if counts_all(line.tariff) else acceptance.limit.value)
        far = total(part for _, part in split)
        points = self.whole(line.tariff, acceptance, measure, far, total(one.counts for one in found))
        for one, part in split:
            told = partial(answer, one, end=self.papers.period.end, repeats=back)
            if part and chosen_by(line, told):
                often = part * times(line, told)
                yield taken(line, number_, measure, (one.id, self.bearer(one)), often, points * often / far)

    def whole(self, tariff: Tariff, acceptance: Acceptance, measure: str, far: Fraction, value: Fraction) -> Fraction:
        """Return what too many findings cost the place, before what their circumstances say: so many beyond the bar."""
        match tariff:
            case Steps():
                return steps_cost(tariff, acceptance, far)
            case Bands():
                return band_cost(tariff, self.papers.measures[measure], value)
            case Veto():
                return ONE
            case _:
                return ZERO

    def by_value(
        self, line: DeductionRule, number_: int, acceptance: Acceptance, measure: str, value: Seen
    ) -> Iterator[Taken]:
        """Yield what a value takes or gives; it is the site's own units that bear it."""
        met = not breached(acceptance, value)
        if met is not isinstance(line.tariff, Gain):
            return
        far = surplus(acceptance, value) if met else distance(acceptance, value)
        points = self.of_value(line.tariff, acceptance, measure, value, far)
        yield taken(line, number_, measure, ("", None), far, points)

    def of_value(self, tariff: Tariff, acceptance: Acceptance, measure: str, value: Seen, far: Fraction) -> Fraction:
        """Return the points for a value that lies so far beyond the bar, or within it; of a veto one breach."""
        match tariff:
            case Gain():
                return tariff.each * parted(tariff.parts, far / tariff.per)
            case Steps():
                if counts_all(tariff) and not self.papers.measures[measure].rungs and too_many(acceptance, value):
                    assert isinstance(value, Fraction)
                    far = max(far, value)
                return steps_cost(tariff, acceptance, far)
            case Bands():
                return band_cost(tariff, self.papers.measures[measure], value)
            case Chosen():
                return far
            case Veto():
                return ONE
            case Noted():
                return ZERO


def taken(
    line: DeductionRule, number_: int, measure: str, whose: tuple[str, Bearer], quantity: Fraction, points: Fraction
) -> Taken:
    """Return what a line takes or gives before its cap, for a finding and whom it names."""
    (finding, bearer), tariff = whose, line.tariff
    return Taken(
        line=number_, measure=measure, finding=finding, bearer=bearer, quantity=quantity, before=points, after=points,
        gain=isinstance(tariff, Gain), level=tariff.level if isinstance(tariff, Veto) else None,
    )  # fmt: skip


def capped(line: DeductionRule, items: Sequence[Taken]) -> Charge:
    """Return what a bearer is charged by a line: up to its cap, by which each item is cut in proportion."""
    if isinstance(line.tariff, Veto):
        return Charge(vetoes=frozenset({line.tariff.level}), items=tuple(items))
    whole = items[0].before if len(items) == 1 else total(one.before for one in items)
    if line.at_most is not None and whole > line.at_most:
        items = [evolve(one, after=one.before * line.at_most / whole) for one in items]
        whole = line.at_most
    if isinstance(line.tariff, Gain):
        return Charge(gained=whole, items=tuple(items))
    return Charge(lost=whole, items=tuple(items))
