"""What is published of each unit: the score, its interval and coverage, its place, its grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading import extras
from tristandard.proof.reading.averaged import Averaged, over, picks
from tristandard.proof.reading.came import Came, Tick, count, held
from tristandard.proof.reading.means import kept_by
from tristandard.proof.reading.papers import ONE, ZERO, Papers, total
from tristandard.proof.reading.published import publish
from tristandard.proof.reading.scoring import Book
from tristandard.proof.reading.sheets import AddedUp
from tristandard.proof.reading.standing import Standing
from tristandard.rules.assessment import AfterTies, Assessment, Ranks
from tristandard.rules.nodes.grade import Leading

#: The ends of a part that has no score: it stands behind all that have one.
BEHIND = (-ONE, -ONE, -ONE)


@final
class Placeless(Enum):
    """Why a unit has no place."""

    #: A part does not apply, and then the rules give no score, whatever else is measured.
    WITHHELD = "withheld"
    #: A part that does not apply leaves it without a score.
    PART_ABSENT = "part absent"
    #: Nothing of it applies.
    ABSENT = "absent"
    #: Too little was measured for a score.
    UNSCORED = "unscored"
    #: Its kind is shown without a place.
    SHOWN = "shown"
    #: Something was not measured.
    OPEN = "open"


@final
@frozen(kw_only=True, eq=False)
class Card:
    """One unit in one assessment, as it is published."""

    came: Came
    measured: int
    unmeasured: int
    published: Fraction | None
    place: int | None
    #: The best and the worst place that it may still have, where it has one.
    places: tuple[int, int] | None
    placeless: Placeless | None
    #: The items that lost more than the assessment's share of their mark.
    warnings: tuple[str, ...]
    #: All that the unit bears, of which the score may read some.
    own: AddedUp

    @property
    def coverage(self) -> Fraction:
        """The share of what can move the score that was measured."""
        return Fraction(self.measured, self.measured + self.unmeasured) if self.measured + self.unmeasured else ZERO


def placeless(papers: Papers, book: Assessment, unit: str, came: Came, unmeasured: int) -> Placeless | None:
    """Return why a unit has no place; None where it has one: with a score, of a kind that is ranked, and wholly
    measured unless the rules rank every score.
    """
    if not came.applies:
        return Placeless.ABSENT
    if came.withheld:
        return Placeless.WITHHELD
    if came.value is None:
        return Placeless.UNSCORED if unmeasured else Placeless.PART_ABSENT
    if papers.units[unit].kind in book.unranked:
        return Placeless.SHOWN
    return Placeless.OPEN if unmeasured and book.ranks is Ranks.COMPLETE else None


def warned(book: Assessment, came: Came) -> tuple[str, ...]:
    """Return the items that lost, by what was measured, more of their mark than the share that warns."""
    limit, found = book.warning, list[str]()
    for one in book.items if limit else ():
        if limit and one.code in came.items and one.full - came.items[one.code][1] > extras.points(limit, one.full):
            found.append(one.code)
    return tuple(found)


def with_carried(papers: Papers, book: Book, totals: Mapping[str, Came]) -> dict[str, Came]:
    """Return the scores in which those of carried units count: each takes its weight of its parent's score."""
    found, rule = dict(totals), book.assessment.carry
    parents: dict[str, list[str]] = {}
    for unit in papers.carried.get(book.assessment.code, ()) if rule else ():
        parents.setdefault(str(papers.units[unit].parent), []).append(unit)
    for parent, units in parents.items():
        below = [evolve(totals[unit], member=unit) for unit in sorted(units) if unit in totals and totals[unit].applies]
        if rule is not None and below and parent in totals and totals[parent].applies:
            alike = ONE / (1 + len(below))  # each as much as the parent's own, where no weight is written
            whole = carrying(totals[parent], below, alike if rule.weight is None else rule.weight / 100)
            found[parent] = extras.graded(book.model.nodes["total"], whole, book.number)
    return found


def carrying(own: Came, below: Sequence[Came], weight: Fraction) -> Came:
    """Return a parent's score with those that are carried: one that is open counts for the parent's own, held inside
    its interval.
    """
    if own.value is not None:
        parent = own.value
        below = [evolve(one, estimate=held(parent, one)) if one.value is None else one for one in below]
    weights = (ONE - weight * len(below), *[weight] * len(below))
    parts = (own, *below)
    counted = [one.value if one.estimate is None else one.estimate for one in parts]
    tallies = [one.tally() for one in parts]
    ticks = [(Tick(open=opened), tally[opened]) for tally in tallies for opened in (False, True)]
    value = None
    if own.value is not None:
        value = total(part * one for part, one in zip(weights, counted, strict=True) if one is not None)
    return evolve(
        own, carried=True, written=None, added=(), adjusted=(), bare=None, took=(), red=None, left=None, value=value,
        parts=parts, weights=weights,
        low=total(part * one.low for part, one in zip(weights, parts, strict=True)),
        high=total(part * one.high for part, one in zip(weights, parts, strict=True)), ticks=count(ticks),
        items=kept_by(list(zip(weights, parts, strict=True))),
    )  # fmt: skip


def cards(papers: Papers, standing: Standing, assessment: Assessment) -> dict[str, Card]:
    """Return the scorecards of one assessment, by unit."""
    book = Book(papers, standing, assessment)
    totals = with_carried(papers, book, {unit: book.total(unit) for unit in book.units})
    return placed(book, "total", totals, {unit: book.ground.borne(unit) for unit in book.units})


def placed(book: Book, top: str, totals: Mapping[str, Came], own: Mapping[str, AddedUp]) -> dict[str, Card]:
    """Return the scorecards of units: their places among those of their kind, and their grades by place, where the node
    `top` has any.

    Args:
        book: The assessment.
        top: The node of their scores.
        totals: What each unit came to.
        own: What each bears, which the account of its score looks through.
    """
    papers, assessment, node = book.papers, book.assessment, book.model.nodes[top]
    tallies = {unit: came.tally() for unit, came in totals.items()}
    why = {unit: placeless(papers, assessment, unit, came, tallies[unit][1]) for unit, came in totals.items()}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for unit in totals:
        kinds[papers.units[unit].kind].append(unit)
    found: dict[str, Card] = {}
    for kin in kinds.values():
        rivals = field(book, [totals[unit] for unit in kin], [totals[unit] for unit in kin if why[unit] is None])
        for unit in kin:
            came = totals[unit]
            place, places = None, None
            low, score, high = standings(book, came)
            ends = rivals.best(high), rivals.worst(low, high)
            if why[unit] is None and came.value is not None:
                place, places = rivals.place(score), ends
            if any(isinstance(by, Leading) for _, by in node.grades):
                shown = papers.units[unit].kind in assessment.unranked
                came = extras.called(node, came, book.number, None if shown else ends, len(rivals.ends))
            found[unit] = Card(
                came=came, measured=tallies[unit][0], unmeasured=tallies[unit][1], place=place, places=places,
                published=None if came.value is None else publish(assessment.publication, came.value),
                placeless=why[unit], warnings=warned(assessment, came), own=own[unit],
            )  # fmt: skip
    return found


def ends_of(came: Came) -> tuple[Fraction, Fraction, Fraction]:
    """Return the low end of a node, its score or what it counts for, and its high end."""
    score = came.estimate if came.value is None else came.value
    return came.low, came.low if score is None else score, came.high


def breaking(book: Book, came: Came, name: str) -> tuple[Fraction, Fraction, Fraction]:
    """Return the ends of the named part that breaks ties, over periods their mean, whichever of them are taken; below
    everything where it has no score for good, or in a period that counts none.
    """
    if came.node == "year":
        year, parts, weights = book.model.nodes["year"], came.parts, came.weights
        if isinstance(year, Averaged) and picks(year):
            parts = tuple(one for one in parts if one.applies)
            weights = (ONE / (len(parts) or 1),) * len(parts)
        pairs = zip(weights, parts, strict=True) if came.applies and not came.imputed else ()
        told = [(weight, breaking(book, one, name)) for weight, one in pairs if weight]
        if not told or BEHIND in (ends for _, ends in told):
            return BEHIND
        low, score, high = (total(weight * ends[at] for weight, ends in told) for at in range(3))
        return low, score, high
    todo = [came.parts[0] if came.carried else came]
    while todo:
        one = todo.pop()
        if one.node == name:
            return BEHIND if not one.applies or one.withheld else ends_of(one)
        node = book.model.nodes[one.node]
        todo += one.parts if isinstance(node, Averaged) and over(node) is None else ()
    return BEHIND


def standings(book: Book, came: Came) -> tuple[extras.Standing, extras.Standing, extras.Standing]:
    """Return what decides the place of a unit: at its low end, by its score, and at its high end."""
    found = [ends_of(came), *(breaking(book, came, name) for name in book.assessment.ties_by)]
    low, score, high = (tuple(book.number(ends[at]) for ends in found) for at in range(3))
    return low, score, high


def field(book: Book, rivals: Sequence[Came], placed: Sequence[Came]) -> extras.Field:
    """Return the units of a kind by the numbers that decide places: all that have a score, or may come to have one, may
    still move, and those that have a place stand there.
    """
    there = [standings(book, one) for one in rivals if not one.hopeless]
    dense = book.assessment.after_ties is AfterTies.DENSE
    return extras.Field.of(
        [(low, high) for low, _, high in there], [standings(book, one)[1] for one in placed], dense=dense
    )
