"""By which number scores pass gates and earn places, and what steps and places give, as written."""

from __future__ import annotations

from fractions import Fraction

from tristandard.basics.points import Rounding
from tristandard.rules.assessment import TieRule
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
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


def points_behind(bonus: RankBonus, others: list[Fraction], mine: Fraction) -> Fraction:
    """Return the points for the place behind all that are higher."""
    place = 1 + len([one for one in others if one > mine])
    return bonus.points[place - 1] if place <= len(bonus.points) else Fraction(0)
