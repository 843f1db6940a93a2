"""By which number scores pass gates and earn places, what a gate or a veto leaves, and what steps and places give."""

from __future__ import annotations

from fractions import Fraction

from tristandard.basics.outcome import NotMeasured
from tristandard.basics.publication import Rounding
from tristandard.rules.assessment import AfterTies, TieRule
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.testing.lines import Book
from tristandard.testing.sheet_total import Score


def stepped(bonus: StepBonus, reached: Fraction, full: Fraction) -> Fraction:
    """Return what a bonus by steps gives for what was reached of a full mark."""
    above = bonus.above.value * full / 100 if bonus.above.share else bonus.above.value
    per = bonus.per.value * full / 100 if bonus.per.share else bonus.per.value
    steps = max(reached - above, Fraction(0)) / per
    whole = Fraction(steps.numerator // steps.denominator)
    counted = {Parts.EXACT: steps, Parts.WHOLE: whole, Parts.BEGUN: whole + (whole != steps)}[bonus.parts]
    return min(counted * bonus.each, bonus.at_most)


def deciding(told: Book, number: Fraction) -> Fraction:
    """Return a score as gates, bonuses and places read it: exactly, or on the interval that it is published to."""
    book, step = told.assessment, Fraction(told.assessment.publication.interval)
    if book.ties is TieRule.EXACT:
        return number
    rounding, steps = book.publication.rounding, number / step
    half = steps.denominator == 2
    if half and rounding is not Rounding.DOWN:
        return step * (round(steps) if rounding is Rounding.HALF_EVEN else steps + Fraction(1, 2))
    return step * (steps.numerator // steps.denominator if rounding is Rounding.DOWN else round(steps))


def deciding_score(told: Book, score: Score | None) -> Score | None:
    """Return the three numbers of a score as they are read."""
    if score is None:
        return None
    low, value, high = score
    return deciding(told, low), None if value is None else deciding(told, value), deciding(told, high)


def rank_points(told: Book, bonus: RankBonus, rivals: list[Score], mine: Score) -> Score:
    """Return the points for the worst place among rivals, for the place, and for the best place."""
    if told.assessment.after_ties is AfterTies.DENSE:
        worst, best = points_at(bonus, most_levels(rivals, mine[0])), points_at(bonus, fewest_levels(rivals, mine[2]))
    else:
        worst = points_behind(bonus, [one[2] for one in rivals], mine[0])
        best = points_behind(bonus, [one[0] for one in rivals], mine[2])
    if mine[1] is None:
        return worst, worst, best
    others = [one[1] for one in rivals if one[1] is not None]
    return worst, points_of(told, bonus, others, mine[1]), best


def points_of(told: Book, bonus: RankBonus, others: list[Fraction], mine: Fraction) -> Fraction:
    """Return the points for the place of a score, which counts the units that are higher, or their scores."""
    if told.assessment.after_ties is AfterTies.DENSE:
        return points_at(bonus, len({one for one in others if one > mine}))
    return points_behind(bonus, others, mine)


def points_behind(bonus: RankBonus, others: list[Fraction], mine: Fraction) -> Fraction:
    """Return the points for the place behind all that are higher, or an equal part of those of all places that are
    taken with the ones that are alike.
    """
    higher, alike = len([one for one in others if one > mine]), len([one for one in others if one == mine])
    if bonus.ties is TiedBonus.EACH:
        return points_at(bonus, higher)
    taken = [points_at(bonus, higher + number) for number in range(alike + 1)]
    return sum(taken, Fraction(0)) / len(taken)


def points_at(bonus: RankBonus, higher: int) -> Fraction:
    """Return the points for the place that has so many before it."""
    return bonus.points[higher] if higher < len(bonus.points) else Fraction(0)


def most_levels(rivals: list[Score], mine: Fraction) -> int:
    """Return how many different scores may come to stand above one, each open rival with one of its own."""
    firm = {low for low, _, high in rivals if low == high and low > mine}
    return len(firm) + len([high for low, _, high in rivals if low < high and high > mine])


def fewest_levels(rivals: list[Score], mine: Fraction) -> int:
    """Return how few different scores those have that stand above one in any case."""
    left = [(low, high) for low, _, high in rivals if low > mine]
    levels = 0
    while left:
        levels, edge = levels + 1, min(high for _, high in left)
        left = [(low, high) for low, high in left if low > edge]
    return levels


def gated(gate: Gate, found: Score, worst: Fraction, best: Fraction, full: Fraction) -> Score:
    """Return a score with a gate: each end falls where the key's own end lies below, the score with the highest."""
    low, value, high = found
    assert isinstance(gate.at_least, Mark)  # below a year nothing else stands
    least = gate.at_least.value * full / 100 if gate.at_least.share else gate.at_least.value
    if gate.to is None:
        return found
    if worst < least:
        low = min(low, gate.to)
    if best < least:
        high, value = min(high, gate.to), None if value is None else min(value, gate.to)
    return low, value, high


def zeroed(told: Book, unit: str, found: Score | None) -> Score | None:
    """Return a unit's score with what zeroes the whole unit, at sites of its own or by name."""
    if found is None:
        return None
    borne = [line.borne for line in told.lines[unit]] + [one for _, one in told.blames[unit]]
    if any(Level.UNIT in one[2] for one in borne):
        return Fraction(0), None if found[1] is None else Fraction(0), Fraction(0)
    open_ = any(Level.UNIT in line.zeroes and isinstance(line.outcome, NotMeasured) for line in told.lines[unit])
    return (Fraction(0) if open_ else found[0]), found[1], found[2]
