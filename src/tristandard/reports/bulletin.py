"""A bulletin (通报): one assessment's results of one period as they are published, laid out from the results alone."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page, unmarked
from tristandard.basics.points import plain
from tristandard.reports.bulletin_remarks import remarks
from tristandard.reports.printed import ROUNDING_DIFFERENCE
from tristandard.reports.wording import clauses
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.wording.names import name_items
from tristandard.scoring.breakdown import Cause
from tristandard.scoring.headline import headline, notice_of
from tristandard.scoring.ranking import named_apart
from tristandard.scoring.results import AssessmentResult
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language, Sentence, Told


@final
@frozen(kw_only=True)
class BulletinRow:
    """One unit of a bulletin, as it is printed.

    Attributes:
        kind: What its class of units is called; units are ranked within it.
        place: Its place, or empty.
        unit: What it is called.
        score: As it is published, or empty.
        grade: What the score is called, where the model has grades.
        full: The full mark of the score; empty where there is no score.
        losses: What each item took from the score, rounded as scores are, in the order of the items; empty where
            nothing of it was measured.
        other: What figures, parts put because something does not apply, gates and vetoes of a site or the unit took
            beside the items, rounded so.
        extrapolated: What was taken for what was not measured (未测推及), rounded so.
        gained: What rewards and bonuses gave, rounded so.
        rounding_difference: What is left of the printed score because each number is rounded by itself (尾差): the
            full mark less the row's deductions, with what was gained and with this added, is the printed score.
        warnings: What the items are called that lost more than the assessment's share of their mark.
        remark: Why there is no place, how much was measured, what was extrapolated, imputed, gained or carried, which
            vetoes and gates took it.
    """

    kind: str
    place: str
    unit: str
    score: str
    grade: str
    full: str
    losses: tuple[str, ...]
    other: str
    extrapolated: str
    gained: str
    rounding_difference: str
    warnings: tuple[str, ...]
    remark: str


_LOST = Sentence("{item}扣分", "{item}: lost")
_TITLE = Sentence("{assessment}通报", "{assessment}: bulletin")
_BEFORE_ITEMS = (
    Told("类别", "kind"),
    Told("名次", "place"),
    Told("单位", "unit"),
    Told("得分", "score"),
    Told("等次", "grade"),
    Told("满分", "full mark"),
)
_AFTER_ITEMS = (
    Told("其他", "other"),
    Told("未测推及", "put for what is open"),
    Told("加分", "gained"),
    ROUNDING_DIFFERENCE,
    Told("预警", "warnings"),
    Told("备注", "remarks"),
)


@final
@frozen(kw_only=True)
class Bulletin:
    """The published table of one assessment and period (通报), with its notice.

    Attributes:
        assessment: The assessment.
        identity: Of the results: period, edition, rules and their notice.
        rows: Its rows, in Chinese.
        cards: The scorecards, in the same order, from which `rows_in` lays out the rows in another language.
    """

    assessment: Assessment
    identity: Mapping[str, str] = field(hash=False)
    rows: tuple[BulletinRow, ...]
    cards: tuple[Scorecard, ...] = field(repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the columns in Chinese."""
        return self.columns_in("zh")

    def columns_in(self, language: str | Language) -> tuple[str, ...]:
        """Return the heads of the columns, in "zh" or "en"."""
        items = (_LOST(item=name) for name in name_items(self.assessment).values())
        return tuple(said(head, language) for head in (*_BEFORE_ITEMS, *items, *_AFTER_ITEMS))

    def rows_in(self, language: str | Language) -> tuple[BulletinRow, ...]:
        """Return the rows, in "zh" or "en"."""
        return self.rows if language == "zh" else _rows(self.cards, language)

    @staticmethod
    def cells(row: BulletinRow, language: str | Language = "zh") -> tuple[str, ...]:
        """Return a row, which is in the language given, in the order of the columns."""
        wanted(row, BulletinRow)
        sums = (row.full, *row.losses, row.other, row.extrapolated, row.gained, row.rounding_difference)
        warnings = said(_WARNINGS(items=row.warnings), language)
        return (row.kind, row.place, row.unit, row.score, row.grade, *sums, warnings, row.remark)

    def text(self, language: str | Language = "zh") -> str:
        """Return the bulletin as Markdown, in "zh" or "en": no label, reason or notice in it is markup."""
        told = (self.cells(row, language) for row in self.rows_in(language))
        heads, *rows = ([unmarked(cell) for cell in cells] for cells in (self.columns_in(language), *told))
        title = _TITLE(assessment=Told(unmarked(self.assessment.zh), unmarked(self.assessment.en)))
        lines = [f"# {said(title, language)}", "", unmarked(headline(self.identity, language)), ""]
        lines += [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]
        for notice in notice_of(self.identity, language):
            lines += ["", unmarked(notice)]
        return page(lines) + "\n"

    def __str__(self) -> str:
        return self.text("zh")


def bulletin(result: AssessmentResult) -> Bulletin:
    """Lay out one assessment's results: scores, places, what each item took, warnings and remarks."""
    wanted(result, AssessmentResult)
    cards = tuple(result.ranking())
    return Bulletin(assessment=result.assessment, identity=result.identity, rows=_rows(cards, "zh"), cards=cards)


def _rows(cards: tuple[Scorecard, ...], language: str | Language) -> tuple[BulletinRow, ...]:
    units = named_apart(cards)
    return tuple(_row(card, units[card.unit.code], language) for card in cards)


def _row(card: Scorecard, unit: Told, language: str | Language) -> BulletinRow:
    sums, grade, kind = _sums(card), card.tell_grade(), card.rules.kinds[card.unit.kind]
    items = name_items(card.assessment)
    return BulletinRow(
        kind=said(either(kind.zh, kind.en), language),
        place="" if card.place is None else str(card.place),
        unit=said(unit, language),
        score="" if card.published is None else str(card.published),
        grade="" if grade is None else said(grade, language),
        full="" if card.published is None else plain(card.part.full),
        losses=tuple(sums.get(code, "") for code in items),
        other=sums.get(_OTHER, ""),
        extrapolated=sums.get(_EXTRAPOLATED, ""),
        gained=sums.get(_GAINED, ""),
        rounding_difference=sums.get(_DIFFERENCE, ""),
        warnings=tuple(said(items[code], language) for code in card.warnings),
        remark=said(clauses(remarks(card)), language),
    )


_WARNINGS = Sentence("{items}", "{items}")

#: Columns beside the items; no code of an item has a blank.
_OTHER, _EXTRAPOLATED, _GAINED, _DIFFERENCE = " other", " extrapolated", " gained", " rounding difference"


def _sums(card: Scorecard) -> dict[str, str]:
    """Return what a row prints between the full mark and the score, each rounded as scores are, so that it adds up."""
    if card.published is None:
        return {}
    made, losses, publish = card.breakdown, card.losses, card.publish
    seen = frozenset(losses).union(*(part.seen for part in card.part.walk()))
    printed = {code: publish(losses.get(code, Fraction(0))) for code in name_items(card.assessment) if code in seen}
    beside = {_OTHER: made.beside_items, _EXTRAPOLATED: made.total(Cause.EXTRAPOLATED), _GAINED: made.gained}
    printed |= {name: publish(points) for name, points in beside.items() if publish(points)}
    taken = sum_of(Fraction(points) for name, points in printed.items() if name != _GAINED)
    rest = Fraction(card.published) - (made.full - taken + Fraction(printed.get(_GAINED, 0)))
    return {**{name: str(points) for name, points in printed.items()}, **({_DIFFERENCE: plain(rest)} if rest else {})}
