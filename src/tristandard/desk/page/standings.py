"""Rankings with their intervals, and what each item took: the rows of bulletins, with where they stand in a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.basics.order import key_of
from tristandard.basics.publication import short_decimal
from tristandard.desk.page.shapes import Axis, axis_of, shade
from tristandard.desk.page.texts import CAPTION, DRAWN, DRAWN_OPEN, INTERVAL, PLACES, WARNED
from tristandard.reports.bulletin import Bulletin, BulletinRow, bulletin
from tristandard.rules.wording.names import name_items
from tristandard.scoring.results import AssessmentResult
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language

#: So many items stand beside one another; more are in tables below one another.
ITEMS = 12


@final
@frozen(kw_only=True)
class Drawn:
    """A score and its interval on an axis, in percent of its length.

    Attributes:
        score: Where the score stands; empty where there is none.
        low: Where the interval begins.
        width: How long it is.
        told: What the drawing shows, in words.
    """

    score: str
    low: str
    width: str
    told: str


@final
@frozen
class Cell:
    """What one item took from one unit's score.

    Attributes:
        text: As it is published; empty where nothing of it was measured.
        exactly: To the last fraction, where that is another number.
        shade: How dark it is.
        warned: Whether it is a warning.
    """

    text: str
    exactly: str
    shade: int
    warned: bool


@final
@frozen(kw_only=True)
class Standing:
    """One unit of a ranking, as its bulletin prints it.

    Attributes:
        key: By which the page finds its details.
        row: The row of the bulletin.
        interval: Between which scores it lies, as they are published.
        possible: The places that it may still have; empty where these are its place alone.
        warned: Which items are warned of; empty for none.
        drawn: Its score and interval.
        cells: What each item took.
    """

    key: str
    row: BulletinRow
    interval: str
    possible: str
    warned: str
    drawn: Drawn
    cells: tuple[Cell, ...]


@final
@frozen
class Group:
    """The units of one kind, in the order of their places."""

    caption: str
    axis: Axis
    standings: tuple[Standing, ...]


@final
@frozen
class Band:
    """Some of the items: columns of one table."""

    start: int
    names: tuple[str, ...]
    first: bool
    last: bool


@final
@frozen(kw_only=True)
class Standings:
    """What a page says of one assessment.

    Attributes:
        code: Of the assessment.
        label: What it is called.
        groups: The units by kind.
        bands: Its items, twelve at most in each.
        items: How many items it has.
        graded: Whether it has grades.
        other: Whether anything was taken beside the items.
        gained: Whether anything was gained.
    """

    code: str
    label: str
    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    items: int
    graded: bool
    other: bool
    gained: bool


def key_of_card(card: Scorecard) -> str:
    """Return by which a page finds the details of a card."""
    return key_of(card.assessment.code, card.unit.code)


def standings(result: AssessmentResult, language: str | Language) -> Standings:
    """Return what a page says of one assessment, as its bulletin has it."""
    laid: Bulletin = bulletin(result)
    rows, book = laid.rows_in(language), result.assessment
    most = max((points for card in laid.cards for points in card.losses.values()), default=Fraction(0))
    groups, label = list[Group](), said(either(book.zh, book.en), language)
    for _, pairs in groupby(zip(laid.cards, rows, strict=True), lambda pair: pair[0].unit.kind):
        listed = list(pairs)
        axis = axis_of(drawn_numbers(card for card, _ in listed))
        caption = said(CAPTION(assessment=label, kind=listed[0][1].kind), language)
        groups.append(Group(caption, axis, tuple(_standing(card, row, axis, most, language) for card, row in listed)))
    names = [said(told, language) for told in name_items(book).values()]
    return Standings(
        code=book.code, label=label, groups=tuple(groups), bands=bands_of(names), items=len(names),
        graded=any(row.grade for row in rows), other=any(row.other for row in rows),
        gained=any(row.gained for row in rows),
    )  # fmt: skip


def drawn_numbers(cards: Iterable[Scorecard]) -> list[Fraction]:
    """Return the numbers that a drawing of some cards shows."""
    numbers = [(*card.interval, card.exact) for card in cards if not card.part.absent]
    return [number for three in numbers for number in three if number is not None]


def bands_of(names: list[str]) -> tuple[Band, ...]:
    """Return columns in tables of at most twelve, as even as they come."""
    tables = max(1, -(-len(names) // ITEMS))
    each = -(-len(names) // tables)
    starts = range(0, max(len(names), 1), max(each, 1))
    return tuple(
        Band(start, tuple(names[start : start + each]), start == 0, start + each >= len(names)) for start in starts
    )


def _standing(card: Scorecard, row: BulletinRow, axis: Axis, most: Fraction, language: str | Language) -> Standing:
    publish, (low, high) = card.publish, card.interval
    ends = {"low": str(publish(low)), "high": str(publish(high))}
    return Standing(
        key=key_of_card(card),
        row=row,
        interval="" if card.part.absent else said(INTERVAL(**ends), language),
        possible=possible(card, language),
        warned=said(WARNED(items=row.warnings), language) if row.warnings else "",
        drawn=draw(card, axis, language),
        cells=tuple(
            Cell(
                text,
                "" if not text or points == Fraction(text) else short_decimal(points),
                shade(points, most),
                code in card.warnings,
            )
            for code, text in zip(name_items(card.assessment), row.losses, strict=True)
            for points in [card.losses.get(code, Fraction(0))]
        ),
    )


def possible(card: Scorecard, language: str | Language) -> str:
    """Return the places that a card may still have; empty where these are its place alone."""
    if card.places is None or card.places == (card.place, card.place):
        return ""
    best, worst = map(str, card.places)
    return best if best == worst else said(PLACES(best=best, worst=worst), language)


def draw(card: Scorecard, axis: Axis, language: str | Language) -> Drawn:
    """Return where a score and its interval stand on an axis; nothing of a card of which nothing applies."""
    if card.part.absent:
        return Drawn(score="", low="", width="", told="")
    publish, (low, high), exact = card.publish, card.interval, card.exact
    ends = {"low": str(publish(low)), "high": str(publish(high))}
    told = DRAWN_OPEN(**ends) if exact is None else DRAWN(score=str(card.published), **ends)
    return Drawn(
        score="" if exact is None else axis.at(exact),
        low=axis.at(low),
        width=axis.between(low, high),
        told=said(told, language),
    )
