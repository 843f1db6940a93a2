"""What is added to a score and taken from it, as written: bonuses, and points for each of what others count."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.node import Node
from tristandard.testing.lines import Book
from tristandard.testing.sheet_total import Score

#: The least, what it is, and the most.
_Three = tuple[Fraction, Fraction, Fraction]


def adjusted(told: Book, unit: str, at: Node, found: Score, added: Iterable[_Three]) -> Score:
    """Return a score with all that is added, up to the joint cap, and all that is taken, not below zero."""
    low, value, high = found
    up = _together([*added, *(_points(told, unit, one) for one in at.adjustments if one.gain)])
    down = _together([_points(told, unit, one) for one in at.adjustments if one.lose])
    if at.added_at_most is not None:
        up = [min(points, at.added_at_most) for points in up]
    worst = Fraction(0) if _endless(told, unit, at) else max(low + up[0] - down[2], Fraction(0))
    exact = None if value is None else max(value + up[1] - down[1], Fraction(0))
    return worst, exact, max(high + up[2] - down[0], Fraction(0))


def _points(told: Book, unit: str, one: Adjustment) -> _Three:
    """Return what an adjustment comes to; of a number that nobody gave nothing yet, and at most its cap."""
    points = (told.figures.get((one.count, unit)) or Fraction(0)) * (one.gain or one.lose)
    points = points if one.at_most is None else min(points, one.at_most)
    return points, points, points if (one.count, unit) in told.figures else one.at_most or Fraction(0)


def _endless(told: Book, unit: str, at: Node) -> bool:
    """Return whether a number that nobody gave may still take all there is."""
    return any(one.lose and one.at_most is None and (one.count, unit) not in told.figures for one in at.adjustments)


def _together(threes: list[_Three]) -> list[Fraction]:
    """Return what some come to together."""
    return [sum((three[end] for three in threes), Fraction(0)) for end in range(3)]
