"""What is added to a score and taken from it, as written: bonuses, and points for each of what others count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.node import Node
from tristandard.rules.standard import Range
from tristandard.testing.lines import Book
from tristandard.testing.sheet_total import Score

#: The least, what it is, and the most.
_Three = tuple[Fraction, Fraction, Fraction]


def adjusted(
    told: Book, unit: str, at: Node, found: Score, added: Iterable[_Three], read: Callable[[str], Score | None]
) -> Score:
    """Return a score with all that is added, up to the joint cap, and all that is taken, not below zero."""
    low, value, high = found
    up = _together([*added, *(_points(told, unit, one, read) for one in at.adjustments if one.gain)])
    down = _together([_points(told, unit, one, read) for one in at.adjustments if not one.gain])
    if at.added_at_most is not None:
        up = [min(points, at.added_at_most) for points in up]
    worst = Fraction(0) if _endless(told, unit, at) else max(low + up[0] - down[2], Fraction(0))
    exact = None if value is None else max(value + up[1] - down[1], Fraction(0))
    return worst, exact, max(high + up[2] - down[0], Fraction(0))


def _points(told: Book, unit: str, one: Adjustment, read: Callable[[str], Score | None]) -> _Three:
    """Return what an adjustment comes to; of a figure that nobody gave nothing yet, and at most what it may."""
    if one.count in told.nodes:
        return _between(one, read(one.count))
    if (one.count, unit) not in told.figures:
        return Fraction(0), Fraction(0), _most(one) or Fraction(0)
    figure = told.figures[one.count, unit]
    points = Fraction(0) if figure is None else _worth(one, figure)
    return points, points, points


def _between(one: Adjustment, found: Score | None) -> _Three:
    """Return what a node between two ends comes to: tried at its ends, at all edges between them, and beside these."""
    if found is None:
        return Fraction(0), Fraction(0), Fraction(0)
    low, value, high = found
    points = [_worth(one, figure) for figure in _tried(one, low, high)]
    return min(points), min(points) if value is None else _worth(one, value), max(points)


def _tried(one: Adjustment, low: Fraction, high: Fraction) -> list[Fraction]:
    """Return figures from one to another at which the points are the least and the most."""
    ranges = [*(where for where, _ in one.points), *([one.against] if one.against else [])]
    edges = {low, high, *(end.value for where in ranges for end in (where.floor, where.limit) if end)}
    inner = sorted(edge for edge in edges if low <= edge <= high)
    inner += [(first + other) / 2 for first, other in pairwise(inner)]
    # upon an open end a step has begun: what costs there is no more than at the ends
    return [low, high, *(figure for figure in inner if one.points or _worth(one, figure) == 0)]


def _worth(one: Adjustment, figure: Fraction) -> Fraction:
    """Return the points of a figure: of its band, for each time, or for each step from the nearer end of the bar."""
    if one.points:
        (lost,) = (lost for where, lost in one.points if _inside(where, figure))
        return lost
    times = figure if one.against is None else _steps(one, one.against, figure)
    points = times * max(one.gain, one.lose)
    return points if one.at_most is None else min(points, one.at_most)


def _inside(where: Range, figure: Fraction) -> bool:
    """Return whether a figure lies in a range."""
    above = where.floor is None or figure > where.floor.value or (where.floor.closed and figure == where.floor.value)
    below = where.limit is None or figure < where.limit.value or (where.limit.closed and figure == where.limit.value)
    return above and below


def _steps(one: Adjustment, bar: Range, figure: Fraction) -> Fraction:
    """Return how many steps count on the side of the bar that is priced."""
    if _inside(bar, figure) != (one.gain > 0):
        return Fraction(0)
    far = min(abs(end.value - figure) for end in (bar.floor, bar.limit) if end) / one.per
    if one.parts is Parts.EXACT:
        return far
    if one.parts is Parts.WHOLE:
        return Fraction(floor(far))
    return Fraction(ceil(far) if one.gain else max(ceil(far), 1))


def _most(one: Adjustment) -> Fraction | None:
    """Return the most that a figure may come to: tried at every edge, for between them nothing is farther; None where
    it has no end.
    """
    if one.points:
        return max(lost for _, lost in one.points)
    if one.against is None or (one.against.floor if one.gain else one.against.limit):
        return one.at_most
    edges = [Fraction(0), *(end.value for end in (one.against.floor, one.against.limit) if end)]
    return max(_worth(one, edge) for edge in edges)


def _endless(told: Book, unit: str, at: Node) -> bool:
    """Return whether a figure that nobody gave may still take all there is."""
    return any(
        not one.gain and _most(one) is None and one.count not in told.nodes and (one.count, unit) not in told.figures
        for one in at.adjustments
    )


def _together(threes: list[_Three]) -> list[Fraction]:
    """Return what some come to together."""
    return [sum((three[end] for three in threes), Fraction(0)) for end in range(3)]
