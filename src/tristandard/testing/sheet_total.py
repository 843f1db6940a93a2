"""A sheet as written, added up slowly: its full mark less what its items lose, at worst, as it is, and at best."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tristandard.basics.outcome import Measured, NotMeasured
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.testing.line import Line
from tristandard.testing.lines import Book, Way, off, spread

#: The lowest, the exact and the highest score.
Score = tuple[Fraction, Fraction | None, Fraction]
#: What an item loses: by what was seen at the unit's own sites, in all, and at most.
_Loss = tuple[Fraction, Fraction, Fraction]


def sheet_score(told: Book, unit: str, sheet: Sheet, lines: list[Line], way: Way) -> Score | None:
    """Return the score of a sheet; None where nothing applies."""
    seen, open_ = _seen_and_open(lines)
    if not seen and not open_:
        return None
    blank = bool(open_) and sheet.unmeasured is Unmeasured.BLANK
    if any(Level.SITE in line.borne[2] for line in seen):
        return Fraction(0), None if blank else Fraction(0), Fraction(0)
    losses = _losses(told, unit, lines, way)
    full, times = _of_what_applies(told, sheet, [*seen, *open_])
    left = full - times * sum(counted for _, counted, _ in losses.values())
    left = max(left - _struck(told, unit, evolve(sheet, full=full), way, set(losses)), Fraction(0))
    gained, top = sum((line.borne[1] for line in seen), Fraction(0)), full + sheet.bonus
    most = gained + sum((line.gain for line in open_), Fraction(0))
    if sheet.gains_at_most is not None:
        gained, most = min(gained, sheet.gains_at_most), min(most, sheet.gains_at_most)
    high = min(left + most, top)
    taken = None if blank else _taken_to_be_lost(losses, seen, open_)
    exact = None if taken is None else min(max(left - times * taken, Fraction(0)) + gained, top)
    if any(Level.SITE in line.zeroes for line in open_):
        return Fraction(0), exact, high
    return min(max(left - times * _still_open(losses), Fraction(0)) + gained, top), exact, high


def _of_what_applies(told: Book, sheet: Sheet, lines: list[Line]) -> tuple[Fraction, Fraction]:
    """Return what a sheet has to lose, and how often a lost point counts, where items do not apply."""
    there = {line.item for line in lines}
    gone = sum((item.full for item in told.assessment.items if item.code not in there), Fraction(0))
    match sheet.absent:
        case AbsentItem.KEEP:
            return sheet.full, Fraction(1)
        case AbsentItem.DROP:
            return sheet.full, sheet.full / (sheet.full - gone)
        case AbsentItem.LEAVE:
            return sheet.full - gone, Fraction(1)


def _seen_and_open(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that were measured, and those that apply and were not."""
    seen = [line for line in lines if isinstance(line.outcome, Measured)]
    return seen, [line for line in lines if isinstance(line.outcome, NotMeasured)]


def _losses(told: Book, unit: str, lines: list[Line], way: Way) -> dict[str, _Loss]:
    """Return what each item of a sheet loses: of all items, or of those of its lines below a mean over items."""
    by_item = any(axis == "item" for axis, _ in way)
    items = {line.item for line in lines} if by_item else {item.code for item in told.assessment.items}
    return {item: off(told, unit, item, lines, way) for item in items}


def _struck(told: Book, unit: str, sheet: Sheet, way: Way, items: set[str]) -> Fraction:
    """Return what vetoes of a site, by findings that name the unit elsewhere, take from each of its sheets."""
    zeroing = [item for item, borne in told.blames[unit] if Level.SITE in borne[2] and item in items]
    return sum((sheet.full / spread(told, unit, way, item) for item in zeroing), Fraction(0))


def _still_open(losses: dict[str, _Loss]) -> Fraction:
    """Return what more all items may lose."""
    return sum((most - counted for _, counted, most in losses.values()), Fraction(0))


def _taken_to_be_lost(losses: dict[str, _Loss], seen: list[Line], open_: list[Line]) -> Fraction | None:
    """Return what the lines that were not measured are taken to lose, as those that were; None where none speaks."""
    spoken, speaks = sum((line.worth for line in seen), Fraction(0)), sum(own for own, _, _ in losses.values())
    if open_ and spoken == 0:
        return None
    lost = Fraction(0)
    for item, (_, counted, most) in losses.items():
        worth = sum((line.worth for line in open_ if line.item == item), Fraction(0))
        lost += min(speaks * worth / spoken, most - counted) if worth else 0
    return lost
