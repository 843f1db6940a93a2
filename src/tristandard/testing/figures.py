"""Nodes that rest on figures from outside, as written: a figure as it was given, and a rate of two sums."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.rate import Rate
from tristandard.testing.lines import Book
from tristandard.testing.sheet_total import Score


def reading(told: Book, unit: str, name: str, at: ScoreNode) -> Score | None:
    """Return the score of a node that rests on figures from outside."""
    if isinstance(at, Given):
        return _from_figures(told, unit, [name], at.full, lambda given: given[name])
    assert isinstance(at, Rate)
    return _from_figures(told, unit, [one for _, one in (*at.of, *at.out_of)], at.full, lambda given: _rate(at, given))


def _from_figures(
    told: Book, unit: str, names: list[str], full: Fraction, score: Callable[[dict[str, Fraction]], Fraction | None]
) -> Score | None:
    """Return what figures come to: open where nobody gave one, nothing where one does not apply."""
    if any((one, unit) not in told.figures for one in names):
        return Fraction(0), None, full
    given = {one: told.figures[one, unit] for one in names}
    value = (
        score({one: figure for one, figure in given.items() if figure is not None})
        if None not in given.values()
        else None
    )
    return None if value is None else (value, value, value)


def _rate(at: Rate, given: dict[str, Fraction]) -> Fraction | None:
    """Return what was done of what was due; None where nothing was due."""
    done, due = (sum((sign * given[one] for sign, one in terms), Fraction(0)) for terms in (at.of, at.out_of))
    if due == 0:
        return None
    rate = done / due * at.full
    return min(rate, at.full) if at.capped else rate
