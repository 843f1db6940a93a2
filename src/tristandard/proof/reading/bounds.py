"""What a line that is open can still take.

A side of the bar is bounded by the domain or by the line's cap; a step that neither bounds can
take the item's mark. `None` stands for no bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import final

from attrs import frozen

from tristandard.basics.measure import Measure
from tristandard.proof.reading.answers import as_range, breaches_above, breaches_below, domain, inside, may_breach
from tristandard.proof.reading.asking import Question, higher_range
from tristandard.proof.reading.factors import highest_factor
from tristandard.proof.reading.groups import Member
from tristandard.proof.reading.papers import ZERO, Papers, Past
from tristandard.proof.reading.pricing import counts_all, step, steps_cost
from tristandard.rules.acceptance import Acceptance, End, Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto

Bound = Fraction | None

#: So many ways in which a line may be breached are told apart; of more, each is taken with the worst of both sides.
MOST_WAYS = 64


def larger(one: Bound, other: Bound) -> Bound:
    """Return the larger of two bounds."""
    return None if one is None or other is None else max(one, other)


def added(bounds: Iterable[Bound]) -> Bound:
    """Return the sum of some bounds; None where one of them bounds nothing."""
    total = ZERO
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def held(bound: Bound, cap: Bound) -> Bound:
    """Return a bound held at a cap, where there is one."""
    if cap is None:
        return bound
    return cap if bound is None else min(bound, cap)


def dearest_band(tariff: Bands, measure: Measure, side: Range) -> Fraction:
    """Return the most that a value on one side of the bar costs."""
    there = [
        points for where, points in tariff.points if inside(higher_range([as_range(where, measure), side]), measure)
    ]
    return max(there, default=ZERO)


@final
@frozen(kw_only=True, eq=False)
class Open:
    """A question that is open for one assessment, at a site with a past; None asks what some past could bring."""

    papers: Papers
    question: Question
    user: Member
    past: Past | None

    @property
    def lines(self) -> list[DeductionRule]:
        """The lines that the assessment charges."""
        return [line for _, line in self.question.lines(self.user)]

    def parts(self, line: DeductionRule) -> list[tuple[Measure, Acceptance]]:
        """Return the measures of a line that the bar asks about."""
        bar = self.question.asked[self.user.code]
        return [(self.papers.measures[code], bar[code]) for code in line.measures if code in bar]

    def most(self, share: Fraction) -> Bound:
        """Return the most that a unit with a share of the site may bear; of one with a part of it, or none, findings
        may name it.
        """
        return added(self.place(line) if share == 1 else self.named(line, share) for line in self.lines)

    def place(self, line: DeductionRule) -> Bound:
        """Return the most that the place loses by a line."""
        sides = [larger(self.shortfall(line, *part), self.excess(line, *part)) for part in self.parts(line)]
        return held(added(sides), line.at_most)

    def named(self, line: DeductionRule, share: Fraction) -> Bound:
        """Return the most that a unit which findings may name bears of a line: what they lay on it, up to the cap, and
        its share of the rest, up to the cap.
        """
        best: Bound = ZERO
        for most, whole in self.ways(line):
            for mine in self.laid(line, most):
                others = None if whole is None or mine is None else whole - mine
                own, rest = held(mine, line.at_most), held(others, line.at_most) if share else ZERO
                best = larger(best, None if own is None or rest is None else own + share * rest)
        return best

    def laid(self, line: DeductionRule, most: Bound) -> list[Bound]:
        """Return how much findings may name a unit for, where it hurts: all there is, or as many as come nearest to the
        cap.
        """
        if line.at_most is None or (most is not None and most <= line.at_most):
            return [most]
        each = self.each(line)
        if most is None or not each:
            return [line.at_most]
        many = floor(line.at_most / each)
        return [many * each, min((many + 1) * each, most)]

    def each(self, line: DeductionRule) -> Fraction:
        """Return what each finding costs, where all that a line reads cost the same; else 0, and points are split
        anywhere.
        """
        parts, tariff = self.parts(line), line.tariff
        size = step(tariff, parts[0][1]) if len(parts) == 1 and isinstance(tariff, Steps) else None
        if size is None or not isinstance(tariff, Steps):
            return ZERO
        even = tariff.parts is Parts.EXACT or (1 / size).denominator == 1
        return tariff.each / size * highest_factor(self.papers, self.past, line, parts[0][0]) if even else ZERO

    def ways(self, line: DeductionRule) -> list[tuple[Bound, Bound]]:
        """Return for each way in which a line may be breached the most by findings, which may name a unit, and the most
        in all.
        """
        ways: list[tuple[Bound, Bound]] = [(ZERO, ZERO)]
        for measure, acceptance in self.parts(line):
            under, over = self.shortfall(line, measure, acceptance), self.excess(line, measure, acceptance)
            options = [(over if measure.whole else ZERO, larger(under, over))]
            apart = under is None or (over is not None and under > over)
            if measure.whole and apart and 2 * len(ways) <= MOST_WAYS:
                options = [(over, over), (ZERO, under)]
            ways = [(added((mine, more)), added((whole, most))) for mine, whole in ways for more, most in options]
        return ways

    def shortfall(self, line: DeductionRule, measure: Measure, acceptance: Acceptance) -> Bound:
        """Return the most that a shortfall costs, or forms; findings have no part in it."""
        tariff = line.tariff
        if isinstance(acceptance, Forms):
            unfit = frozenset[str]() if acceptance.accepted is None else measure.forms - acceptance.accepted
            far = Fraction(len(acceptance.required) + len(unfit))
            return steps_cost(tariff, acceptance, far) if far and isinstance(tariff, Steps) else ZERO
        if acceptance.floor is None or not breaches_below(measure, acceptance) or line.where:
            return ZERO
        if isinstance(tariff, Bands):
            beneath = Range(limit=End(acceptance.floor.value, closed=not acceptance.floor.closed))
            return dearest_band(tariff, measure, beneath)
        if isinstance(tariff, Steps):
            low = domain(measure)[0]
            if low is None:
                return None if step(tariff, acceptance) else tariff.each
            return steps_cost(tariff, acceptance, acceptance.floor.value - low)
        return ZERO

    def excess(self, line: DeductionRule, measure: Measure, acceptance: Acceptance) -> Bound:
        """Return the most that too much costs one bearer."""
        often = highest_factor(self.papers, self.past, line, measure)
        if (
            isinstance(acceptance, Forms)
            or acceptance.limit is None
            or not breaches_above(measure, acceptance)
            or not often
        ):
            return ZERO
        match line.tariff:
            case Chosen() as chosen:
                return self.chosen_most(chosen, measure)
            case Bands() as bands:
                beyond = Range(floor=End(acceptance.limit.value, closed=not acceptance.limit.closed))
                return dearest_band(bands, measure, beyond)
            case Steps() as steps:
                far = farthest(steps, measure, acceptance)
                if far is None:
                    return None if step(steps, acceptance) else steps.each * often
                return steps_cost(steps, acceptance, far) * often
            case _:
                return ZERO

    def chosen_most(self, tariff: Chosen, measure: Measure) -> Fraction:
        """Return the most points that an inspector may choose."""
        facts = self.papers.measures[tariff.by]
        spans = [most for where, _, most in tariff.bands if inside(as_range(where, facts), facts)]
        most = held(max(spans, default=ZERO), measure.high) or ZERO
        return Fraction(most // 1) if tariff.whole else most

    def vetoes(self, *, by_name: bool) -> frozenset[Level]:
        """Return what an open line may still zero of an owner, or of a unit that is hit only where findings name it."""
        found = set[Level]()
        for line in self.lines:
            for part in self.parts(line) if isinstance(line.tariff, Veto) else ():
                named = (
                    part[0].whole
                    and breaches_above(*part)
                    and bool(highest_factor(self.papers, self.past, line, part[0]))
                )
                if isinstance(line.tariff, Veto) and (named or (not by_name and self.hits(line, *part))):
                    found.add(line.tariff.level)
        return frozenset(found)

    def hits(self, line: DeductionRule, measure: Measure, acceptance: Acceptance) -> bool:
        """Return whether a line may find a breach that no findings tell."""
        return not line.where and may_breach(measure, acceptance)


def farthest(tariff: object, measure: Measure, acceptance: Range) -> Bound:
    """Return how far a value may lie beyond the upper end, or how many there are in all where the tariff counts all;
    rungs of a ladder are no occurrences.
    """
    high = domain(measure)[1]
    if high is None or acceptance.limit is None:
        return None
    return high if counts_all(tariff) and not measure.rungs else high - acceptance.limit.value
