"""What is added to a score and taken from it, as written: bonuses, and points for each of what others count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.target import Target
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
    given = _given(told, unit, one)
    if None in given:
        return Fraction(0), Fraction(0), Fraction(0)
    if len(given) < (2 if isinstance(one.against, Target) else 1):
        return Fraction(0), Fraction(0), _most(told, unit, one) or Fraction(0)
    figure, *target = [number for number in given if number is not None]
    points = _worth(one, figure, target[0] if target else None)
    return points, points, points


def _given(told: Book, unit: str, one: Adjustment) -> list[Fraction | None]:
    """Return what was given of the figures that an adjustment reads: what it counts, then its target."""
    names = [one.count, *([one.against.figure] if isinstance(one.against, Target) else [])]
    return [told.figures[name, unit] for name in names if (name, unit) in told.figures]


def _between(one: Adjustment, found: Score | None) -> _Three:
    """Return what a node between two ends comes to: tried at its ends, at all edges between them, and beside these."""
    if found is None:
        return Fraction(0), Fraction(0), Fraction(0)
    low, value, high = found
    points = [_worth(one, figure, None) for figure in _tried(one, low, high)]
    return min(points), min(points) if value is None else _worth(one, value, None), max(points)


def _tried(one: Adjustment, low: Fraction, high: Fraction) -> list[Fraction]:
    """Return figures from one to another at which the points are the least and the most."""
    ranges = [*(where for where, _ in one.points), *([one.against] if isinstance(one.against, Range) else [])]
    edges = {low, high, *(end.value for where in ranges for end in (where.floor, where.limit) if end)}
    inner = sorted(edge for edge in edges if low <= edge <= high)
    inner += [(first + other) / 2 for first, other in pairwise(inner)]
    # upon an open end a step has begun: what costs there is no more than at the ends
    return [low, high, *(figure for figure in inner if one.points or _worth(one, figure, None) == 0)]


def _worth(one: Adjustment, figure: Fraction, target: Fraction | None) -> Fraction:
    """Return the points of a figure: of its band, for each time, or for each step from the nearer end of the bar."""
    if one.points:
        (lost,) = (lost for where, lost in one.points if _inside(where, figure))
        return lost
    bar, step = one.against, one.per if isinstance(one.per, Fraction) else one.per.share * (target or 0) / 100
    if isinstance(bar, Target) and target is not None:
        end = End(target, bar.closed)
        bar = Range(floor=end if bar.least else None, limit=None if bar.least else end)
    assert not isinstance(bar, Target)
    return _capped(one, figure if bar is None else _steps(one, bar, figure, step))


def _capped(one: Adjustment, times: Fraction) -> Fraction:
    """Return the points of so many steps, up to the cap."""
    points = times * max(one.gain, one.lose)
    return points if one.at_most is None else min(points, one.at_most)


def _inside(where: Range, figure: Fraction) -> bool:
    """Return whether a figure lies in a range."""
    above = where.floor is None or figure > where.floor.value or (where.floor.closed and figure == where.floor.value)
    below = where.limit is None or figure < where.limit.value or (where.limit.closed and figure == where.limit.value)
    return above and below


def _steps(one: Adjustment, bar: Range, figure: Fraction, step: Fraction) -> Fraction:
    """Return how many steps count on the side of the bar that is priced."""
    if _inside(bar, figure) != (one.gain > 0):
        return Fraction(0)
    far = min(abs(end.value - figure) for end in (bar.floor, bar.limit) if end) / step
    return _counted(one, far)


def _counted(one: Adjustment, far: Fraction) -> Fraction:
    """Return how many steps count of so many."""
    if one.parts is Parts.EXACT:
        return far
    if one.parts is Parts.WHOLE:
        return Fraction(floor(far))
    return Fraction(ceil(far) if one.gain else max(ceil(far), 1))


def _most(told: Book, unit: str, one: Adjustment) -> Fraction | None:
    """Return the most that a figure may come to: tried at every edge, for between them nothing is farther; None where
    it has no end.
    """
    if one.points:
        return max(lost for _, lost in one.points)
    if isinstance(one.against, Target):
        return _most_by_target(told, unit, one, one.against)
    if one.against is None or (one.against.floor if one.gain else one.against.limit):
        return one.at_most
    edges = [Fraction(0), *(end.value for end in (one.against.floor, one.against.limit) if end)]
    return max(_worth(one, edge, None) for edge in edges)


def _most_by_target(told: Book, unit: str, one: Adjustment, bar: Target) -> Fraction | None:
    """Return the same where one of two figures is not there, or neither.

    What is priced lies below the target, where 0 is the farthest and a share of it ends at the whole; or above it,
    where without a figure there is no end, and without a target only steps of a size have one, from 0.
    """
    figure, target = told.figures.get((one.count, unit)), told.figures.get((bar.figure, unit))
    below = bar.least if one.lose else not bar.least
    if below and target is not None:
        return _worth(one, Fraction(0) if figure is None else figure, target)
    if below and not isinstance(one.per, Fraction):
        return _capped(one, _counted(one, 100 / one.per.share))
    if below or figure is None or not isinstance(one.per, Fraction):
        return one.at_most
    return _worth(one, figure, Fraction(0))


def _endless(told: Book, unit: str, at: Node) -> bool:
    """Return whether a figure that nobody gave may still take all there is."""
    return any(not one.gain and _awaits(told, unit, one) and _most(told, unit, one) is None for one in at.adjustments)


def _awaits(told: Book, unit: str, one: Adjustment) -> bool:
    """Return whether something that an adjustment reads was not given, and all that was applies."""
    if one.count in told.nodes:
        return False
    given = _given(told, unit, one)
    return None not in given and len(given) < (2 if isinstance(one.against, Target) else 1)


def _together(threes: list[_Three]) -> list[Fraction]:
    """Return what some come to together."""
    return [sum((three[end] for three in threes), Fraction(0)) for end in range(3)]
