"""What is published of each unit: the score, its interval and coverage, its place, its grade."""

from fractions import Fraction
from math import floor

from attrs import frozen

import tristandard as ts
from differential.reading import extras
from differential.reading.came import Came
from differential.reading.case import Case
from differential.reading.scoring import Book, vetoed, work_out
from differential.reading.standing import by_units

HALF = Fraction(1, 2)


@frozen(kw_only=True)
class Card:
    """One unit in one assessment, as it is published."""

    #: Whether anything applies; where nothing does, there is nothing to say of an interval.
    applies: bool
    score: Fraction | None
    low: Fraction
    high: Fraction
    coverage: Fraction
    published: Fraction | None
    place: int | None
    places: tuple[int, int] | None
    grades: tuple[str, str]


def publish(publication: ts.Publication, score: Fraction) -> Fraction:
    """Return a score on its interval, rounded once."""
    steps = score / Fraction(publication.interval)
    whole = floor(steps)
    rest = steps - whole
    up = {
        ts.Rounding.HALF_UP: rest >= HALF,
        ts.Rounding.HALF_EVEN: rest > HALF or (rest == HALF and whole % 2 == 1),
        ts.Rounding.DOWN: False,
    }
    return (whole + up[publication.rounding]) * Fraction(publication.interval)


def coverage(came: Came) -> Fraction:
    """Return how much was measured of what can move the score; a line counts on each sheet that it stands on,
    a red line at least once.
    """
    counted = [tick for tick in came.ticks if not tick.idle]
    known = {tick.key for tick in counted}
    red = {tick.key: tick for tick in came.ticks if tick.red and tick.key not in known}
    counted += red.values()
    return Fraction(sum(not tick.open for tick in counted), len(counted)) if counted else Fraction(0)


def settled(came: Came) -> bool:
    """Return whether there is no score although nothing is open: a part that does not apply blanks it for good."""
    return came.value is None and coverage(came) == 1


def total(book: Book, unit: str) -> Came:
    """Return the score of a unit, with what vetoes of it do.

    Where units belong to it, what it bears itself counts only in a sheet outside the fold over units;
    so does a veto.
    """
    came = book.came(unit, "total")
    counts = outside(book, "total") or not (by_units(book.desk.book) and book.case.children(unit))
    return vetoed(book.desk, unit, came) if counts else came


def outside(book: Book, name: str) -> bool:
    """Return whether a node has a sheet that is not below a fold over units."""
    node = book.nodes[name]
    if not isinstance(node, ts.Mean | ts.Blend):
        return isinstance(node, ts.Sheet)
    return node.axis != "unit" and any(outside(book, one) for one in ([node.of] if node.axis else dict(node.weights)))


def cards(case: Case, assessment: ts.Assessment) -> tuple[Book, dict[str, Card]]:
    """Return the scorecards of one assessment, by unit."""
    book = work_out(case, assessment)
    totals = {unit: total(book, unit) for unit in book.units()}
    ranked = [unit for unit in totals if has_place(book, unit, totals[unit])]
    found = {}
    for unit, came in totals.items():
        kin = [one for one in totals if one != unit and case.unit(one).kind == case.unit(unit).kind]
        place = (
            1
            + sum(
                number(assessment, totals[one].value) > number(assessment, came.value) for one in kin if one in ranked
            )
            if unit in ranked
            else None
        )
        found[unit] = Card(
            applies=came.applies,
            score=came.value,
            low=came.low,
            high=came.high,
            coverage=coverage(came),
            published=None if came.value is None else publish(assessment.publication, came.value),
            place=place,
            places=None if place is None else places(assessment, came, [totals[one] for one in kin]),
            grades=("", "") if settled(came) or not came.applies else extras.grades(book.nodes["total"], came),
        )
    return book, found


def number(assessment: ts.Assessment, score: Fraction) -> Fraction:
    """Return the number that decides places: the exact score, or the published one."""
    return publish(assessment.publication, score) if assessment.ties is ts.TieRule.PUBLISHED else score


def has_place(book: Book, unit: str, came: Came) -> bool:
    """Return whether a unit is ranked: with a score, wholly measured unless the rules rank every score, and of
    a kind that is ranked.
    """
    if came.value is None or book.case.unit(unit).kind in book.desk.book.unranked:
        return False
    return book.desk.book.ranks is ts.Ranks.SCORED or coverage(came) == 1


def places(assessment: ts.Assessment, own: Came, rivals: list[Came]) -> tuple[int, int]:
    """Return the best and the worst place that a unit may still have."""
    rivals = [one for one in rivals if one.applies]
    best = 1 + sum(number(assessment, one.low) > number(assessment, own.high) for one in rivals)
    return best, 1 + sum(number(assessment, one.high) > number(assessment, own.low) for one in rivals)
