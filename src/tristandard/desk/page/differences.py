"""What differs between two results, unit by unit: scores, places, items; read from their scorecards."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.desk.page.shapes import Axis, axis_of, shade
from tristandard.desk.page.standings import Band, bands_of, drawn_numbers, key_of_card
from tristandard.desk.page.texts import CAPTION, DRAWN_TWICE
from tristandard.insight.uplift_text import signed
from tristandard.rules.wording.names import name_items
from tristandard.scoring.ranking import named_apart
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language

#: What stands where there is nothing.
DASH = "—"


@final
@frozen(kw_only=True)
class Side:
    """One unit in one of two results: its score and place as they are published, and where the score stands."""

    score: str
    place: str
    grade: str
    at: str


@final
@frozen(kw_only=True)
class Step:
    """One unit in two results.

    Attributes:
        key: By which a program finds it.
        unit: What it is called.
        before: How it stood.
        after: How it stands.
        change: How far its exact score moved; empty where it has none in either.
        told: What the drawing shows, in words.
        cells: How much more each item took, each with its shade and whether it is less.
    """

    key: str
    unit: str
    before: Side
    after: Side
    change: str
    told: str
    cells: tuple[tuple[str, int, bool], ...]


@final
@frozen
class StepChart:
    """The units of one kind, in their order now."""

    caption: str
    axis: Axis
    units: tuple[Step, ...]


@final
@frozen(kw_only=True)
class Book:
    """What a page says of one assessment in two results.

    Attributes:
        code: Of the assessment.
        label: What it is called.
        groups: The units by kind.
        bands: Its items, twelve at most in each.
        items: How many items it has.
        graded: Whether anybody has a grade.
        moved: Whether any item took more or less than before.
    """

    code: str
    label: str
    groups: tuple[StepChart, ...]
    bands: tuple[Band, ...]
    items: int
    graded: bool
    moved: bool


@final
@frozen
class _Pair:
    """The cards of one unit in two results; None where it has none in one."""

    before: Scorecard | None
    after: Scorecard | None

    @property
    def last(self) -> Scorecard:
        """The later of its cards."""
        card = self.after or self.before
        assert card is not None
        return card

    def more(self) -> Mapping[str, Fraction]:
        """Return how much more each item took; nothing where either has no score."""
        if self.before is None or self.after is None or self.before.exact is None or self.after.exact is None:
            return {}
        one, other = self.before.losses, self.after.losses
        return {code: other.get(code, Fraction(0)) - one.get(code, Fraction(0)) for code in {**one, **other}}


def books(before: Results, after: Results, language: str | Language) -> list[Book]:
    """Return what differs, by assessment: those that are in the later results, then those that are gone."""
    codes = [*after, *(code for code in before if code not in after)]
    return [_book(before, after, code, language) for code in codes]


def _book(before: Results, after: Results, code: str, language: str | Language) -> Book:
    pairs = _pairs(before, after, code)
    book = (after if code in after else before).rules.assessment(code)
    most = max((abs(points) for pair in pairs for points in pair.more().values()), default=Fraction(0))
    names = {unit: said(told, language) for unit, told in named_apart(pair.last for pair in pairs).items()}
    items = {item: said(told, language) for item, told in name_items(book).items()}
    label = said(either(book.zh, book.en), language)
    groups = [
        _steps(list(mine), label, names, list(items), most, language)
        for _, mine in groupby(pairs, lambda pair: pair.last.unit.kind)
    ]
    return Book(
        code=code, label=label, groups=tuple(groups), bands=bands_of(list(items.values())), items=len(items),
        graded=any(one.before.grade or one.after.grade for steps in groups for one in steps.units), moved=most > 0,
    )  # fmt: skip


def _pairs(before: Results, after: Results, code: str) -> list[_Pair]:
    """Return the units of an assessment by their kinds, in their order now; then those that are gone."""
    then, now = before.scored.get(code, {}), after.scored.get(code, {})
    listed = after[code].ranking() if code in after else ()
    gone = before[code].ranking() if code in before else ()
    pairs = [_Pair(then.get(card.unit.code), card) for card in listed]
    pairs += [_Pair(card, None) for card in gone if card.unit.code not in now]
    return sorted(pairs, key=lambda pair: pair.last.unit.kind)


def _steps(
    pairs: list[_Pair], label: str, names: Mapping[str, str], items: list[str], most: Fraction, language: str | Language
) -> StepChart:
    """Return the units of one kind."""
    axis = axis_of(drawn_numbers(card for pair in pairs for card in (pair.before, pair.after) if card))
    last = pairs[0].last
    term = last.rules.kinds[last.unit.kind]
    caption = said(CAPTION(assessment=label, kind=said(either(term.zh, term.en), language)), language)
    steps = (_step(pair, names[pair.last.unit.code], axis, most, items, language) for pair in pairs)
    return StepChart(caption, axis, tuple(steps))


def _step(pair: _Pair, name: str, axis: Axis, most: Fraction, items: list[str], language: str | Language) -> Step:
    one, other = (_side(card, axis, language) for card in (pair.before, pair.after))
    scores = [None if card is None else card.exact for card in (pair.before, pair.after)]
    then, now = scores
    more = pair.more()
    return Step(
        key=key_of_card(pair.last),
        unit=name,
        before=one,
        after=other,
        change="" if then is None or now is None else signed(now - then),
        told=said(DRAWN_TWICE(before=one.score or DASH, after=other.score or DASH), language),
        cells=tuple(
            (signed(points), shade(abs(points), most), points < 0) if code in more else ("", 0, False)
            for code in items
            for points in [more.get(code, Fraction(0))]
        ),
    )


def _side(card: Scorecard | None, axis: Axis, language: str | Language) -> Side:
    if card is None:
        return Side(score="", place="", grade="", at="")
    grade = card.tell_grade()
    return Side(
        score="" if card.published is None else str(card.published),
        place="" if card.place is None else str(card.place),
        grade="" if grade is None else said(grade, language),
        at="" if card.exact is None else axis.at(card.exact),
    )
