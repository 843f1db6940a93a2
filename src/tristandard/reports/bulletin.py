"""A bulletin (通报): one assessment's results of one period as they are published, laid out from the results alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import said, wanted
from tristandard.basics.language import either
from tristandard.basics.marks import page, unmarked
from tristandard.basics.points import plain, short_decimal
from tristandard.reports.wording import clauses, name_member
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording import name_items, tell_part
from tristandard.scoring.breakdown import Cause
from tristandard.scoring.scorecard import MEASURED, AssessmentResult, Scorecard, headline, named_apart, notice_of
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
        rounding: What the rounding of the row's numbers left (尾差): the full mark less the row's deductions, with what
            was gained and with this added, is the printed score.
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
    rounding: str
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
    Told("尾差", "rounding"),
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
        sums = (row.full, *row.losses, row.other, row.extrapolated, row.gained, row.rounding)
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
        rounding=sums.get(_ROUNDING, ""),
        warnings=tuple(said(items[code], language) for code in card.warnings),
        remark=said(clauses(_remarks(card)), language),
    )


_WARNINGS = Sentence("{items}", "{items}")

#: Columns beside the items; no code of an item has a blank.
_OTHER, _EXTRAPOLATED, _GAINED, _ROUNDING = " other", " extrapolated", " gained", " rounding"


def _sums(card: Scorecard) -> dict[str, str]:
    """Return what a row prints between the full mark and the score, each rounded as scores are, so that it adds up."""
    if card.published is None:
        return {}
    made, losses, publish = card.breakdown, card.losses, card.assessment.publication.publish
    seen = frozenset(losses).union(*(part.seen for part in card.part.walk()))
    printed = {code: publish(losses.get(code, Fraction(0))) for code in name_items(card.assessment) if code in seen}
    beside = {_OTHER: made.beside_items, _EXTRAPOLATED: made.total(Cause.EXTRAPOLATED), _GAINED: made.gained}
    printed |= {name: publish(points) for name, points in beside.items() if publish(points)}
    taken = sum((Fraction(points) for name, points in printed.items() if name != _GAINED), Fraction(0))
    rest = Fraction(card.published) - (made.full - taken + Fraction(printed.get(_GAINED, 0)))
    return {**{name: str(points) for name, points in printed.items()}, **({_ROUNDING: plain(rest)} if rest else {})}


_EXTRAPOLATES = Told("含推及", "speaks for what is open")
_CARRIES = Sentence("结转{units}", "carries {units}")
_NOT_MET = Sentence("未达标：{name}", "not met: {name}")
_PEERS = Sentence("{name}不适用，按同类平均记 {points}", "{name} does not apply: {points}, the mean of its peers")
_FIXED = Sentence("{name}不适用，按规定记 {points}", "{name} does not apply: {points} by the rules")
_ZEROED_SITES = Sentence("点位一票否决 {count} 处", "{count:site|sites} zeroed by veto")
_NAMED_VETOES = Sentence(
    "点名的点位一票否决 {count} 项，按其参评点位数平均",
    "{count:veto of a site|vetoes of sites} by name, spread over its own sites",
)
_WITHHELD = Sentence(
    "{name}有部分不适用，按规定不记得分", "{name}: a part does not apply, and then the rules give no score"
)
_WITHHELD_PUT = Sentence(
    "{name}有部分不适用，按规定不记得分，按其余部分推及记 {points}",
    "{name}: a part does not apply, and then the rules give no score: put at {points} by the rest",
)


def _remarks(card: Scorecard) -> Iterator[Told]:
    """Yield what a row says beside its numbers."""
    part, units = card.part, card.rules.unit_names
    if card.place is None:
        yield card.reason
    elif part.unmeasured:
        yield MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)
    if card.extrapolates:
        yield _EXTRAPOLATES
    for name, one in _imputed(card):
        if (remark := _imputed_remark(name, one)) is not None:
            yield remark
    if card.carries:
        yield _CARRIES(units=[units[code] for code in card.carries])
    yield from _zeroed(card)
    for of in dict.fromkeys(of for one in card.own() for of in one.failed):
        yield _NOT_MET(name=tell_part(card.assessment, of))


def _zeroed(card: Scorecard) -> Iterator[Told]:
    """Yield what vetoes took: the whole score, or the sheets of sites and parts of those of others."""
    part = card.part
    if part.zeroed:
        yield tell_veto(part.zeroed)
    if part.zeroed is Level.UNIT:
        return
    if sites := sum(one.zeroed is Level.SITE for one in card.sheets() if one is not part):
        yield _ZEROED_SITES(count=sites)
    if vetoes := _named_vetoes(card):
        yield _NAMED_VETOES(count=vetoes)


def _imputed_remark(name: Told, part: Part) -> Told | None:
    """Return what was put where nothing of a part applied, or the rules give it no score; None where that is no
    score.
    """
    if part.withheld:
        put = part.estimate
        return _WITHHELD(name=name) if put is None else _WITHHELD_PUT(name=name, points=short_decimal(put))
    if part.value is None:
        return None
    return (_PEERS if part.imputed == "peers" else _FIXED)(name=name, points=plain(part.value))


def _named_vetoes(card: Scorecard) -> int:
    """Return how many vetoes of others' sites findings laid on the unit by its name."""
    vetoes = {
        (entry.period, entry.posted.order)
        for entry in card.breakdown.entries
        if entry.cause is Cause.VETO and not entry.item and entry.posted and not entry.posted.own
    }
    return len(vetoes)


_IN_PERIOD = Sentence("{period} {name}", "{period} {name}")


def _imputed(card: Scorecard) -> Iterator[tuple[Told, Part]]:
    """Yield what was put where something does not apply, each with what its member or node is called, and with its
    period where there are several.
    """
    nodes, todo = dict(card.assessment.model.nodes), [("", card.part)]
    while todo:
        period, above = todo.pop(0)
        node = None if above.carried else nodes.get(above.node)
        over = node.axis if node else None
        for one in above.parts:
            if one.imputed or one.withheld:
                name = name_member(card, over, one.member, one.node)
                yield _IN_PERIOD(period=period, name=name) if period else name, one
            todo.append((one.member if over == "period" else period, one))
