"""Nodes that rest on figures, as written: one as it was given, a rate of two sums, what share is up to standard."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.target import Target
from tristandard.testing.line import Line
from tristandard.testing.lines import Book
from tristandard.testing.sheet_total import Score


def reading(told: Book, unit: str, name: str, at: ScoreNode, lines: list[Line]) -> Score | None:
    """Return the score of a node that rests on figures from outside, or counts what is up to standard."""
    if isinstance(at, Met):
        return _up_to_standard(at, lines)
    if isinstance(at, Given) and at.from_full:
        return _from_full(told, unit, at, lines)
    if isinstance(at, Given):
        return _from_figures(told, unit, [name], at.full, lambda given: given[name])
    assert isinstance(at, Rate)
    return _from_figures(told, unit, [one for _, one in (*at.of, *at.out_of)], at.full, lambda given: _rate(at, given))


def _from_full(told: Book, unit: str, at: Given, lines: list[Line]) -> Score | None:
    """Return a full mark before anything is taken: open while a number is missing, nothing where none applies."""
    there = [numbers for one in at.adjustments if None not in (numbers := _numbers(told, unit, one, lines))]
    if not there:
        return None
    return at.full, None if any("open" in numbers for numbers in there) else at.full, at.full


def _numbers(told: Book, unit: str, one: Adjustment, lines: list[Line]) -> list[Fraction | str | None]:
    """Return the numbers that an adjustment reads: None for one that does not apply, "open" for one that is missing."""
    if one.count in told.nodes:
        found = reading(told, unit, one.count, told.nodes[one.count], lines)
        return [None if found is None else "open" if found[1] is None else found[1]]
    names = [one.count, *([one.against.figure] if isinstance(one.against, Target) else [])]
    return [told.figures.get((name, unit), "open") for name in names]


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


def _up_to_standard(at: Met, lines: list[Line]) -> Score | None:
    """Return the share of sites, or of lines, of which nothing is breached or open; open ones at worst as breached."""
    heaps: dict[object, list[Line]] = {}
    for place, line in enumerate(lines):
        if line.own and not isinstance(line.outcome, NotApplicable):
            heaps.setdefault(line.site.code if at.each is Each.SITE else place, []).append(line)
    bad = sum(any(line.breached for line in heap) for heap in heaps.values())
    good = sum(
        all(isinstance(line.outcome, Measured) and not line.breached for line in heap) for heap in heaps.values()
    )
    if not heaps:
        return None
    least, most = Fraction(good, len(heaps)) * at.full, (1 - Fraction(bad, len(heaps))) * at.full
    return least, Fraction(good, good + bad) * at.full if good + bad else None, most
