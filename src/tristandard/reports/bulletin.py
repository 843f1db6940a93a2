"""A bulletin (通报): one assessment's results of one period as they are published, laid out from the results alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.errors import wanted
from tristandard.basics.language import told_apart
from tristandard.basics.marks import page, unmarked
from tristandard.basics.points import plain
from tristandard.reports.wording import name_member
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording import name_items, tell_part
from tristandard.scoring.breakdown import Cause
from tristandard.scoring.scorecard import AssessmentResult, Scorecard, headline


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
        other: What figures, imputed parts, gates and vetoes of a site or the unit took beside the items, rounded so.
        extrapolated: What was taken for what was not measured (未测推及), rounded so.
        gained: What rewards and bonuses gave, rounded so.
        rounding: What the printed numbers of the row leave out (尾差): the full mark less the row's deductions,
            with what was gained, less this is the printed score.
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


@final
@frozen(kw_only=True)
class Bulletin:
    """The published table of one assessment and period, in Chinese, with its notice."""

    assessment: Assessment
    identity: Mapping[str, str]
    rows: tuple[BulletinRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the columns."""
        items = (f"{zh}扣分" for zh, _ in name_items(self.assessment).values())
        return (
            "类别",
            "名次",
            "单位",
            "得分",
            "等次",
            "满分",
            *items,
            "其他",
            "未测推及",
            "加分",
            "尾差",
            "预警",
            "备注",
        )

    @staticmethod
    def cells(row: BulletinRow) -> tuple[str, ...]:
        """Return a row in the order of the columns."""
        sums = (row.full, *row.losses, row.other, row.extrapolated, row.gained, row.rounding)
        return (row.kind, row.place, row.unit, row.score, row.grade, *sums, "、".join(row.warnings), row.remark)

    def markdown(self) -> str:
        """Return the bulletin as Markdown, in which no label, reason or notice is markup."""
        heads, *rows = ([unmarked(cell) for cell in cells] for cells in (self.columns, *map(self.cells, self.rows)))
        lines = [f"# {unmarked(self.assessment.zh)}通报", "", unmarked(headline(self.identity)), ""]
        lines += [f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows)]
        if self.identity["notice_zh"]:
            lines += ["", f"说明：{unmarked(self.identity['notice_zh'])}"]
        return page(lines) + "\n"

    def __str__(self) -> str:
        return self.markdown()


def bulletin(result: AssessmentResult) -> Bulletin:
    """Lay out one assessment's results: scores, places, what each item took, warnings and remarks."""
    wanted(result, AssessmentResult)
    units = told_apart({code: card.unit.zh for code, card in result.items()})
    rows = tuple(_row(card, units[card.unit.code]) for card in result.ranking())
    return Bulletin(assessment=result.assessment, identity=result.identity, rows=rows)


def _row(card: Scorecard, unit: str) -> BulletinRow:
    sums = _sums(card)
    return BulletinRow(
        kind=card.rules.kinds[card.unit.kind].zh,
        place="" if card.place is None else str(card.place),
        unit=unit,
        score="" if card.published is None else str(card.published),
        grade=(card.tell_grade() or ("",))[0],
        full="" if card.published is None else plain(card.part.full),
        losses=tuple(sums.get(code, "") for code in name_items(card.assessment)),
        other=sums.get(_OTHER, ""),
        extrapolated=sums.get(_EXTRAPOLATED, ""),
        gained=sums.get(_GAINED, ""),
        rounding=sums.get(_ROUNDING, ""),
        warnings=tuple(name_items(card.assessment)[code][0] for code in card.warnings),
        remark="；".join(_remarks(card)),
    )


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
    rest = made.full - taken + Fraction(printed.get(_GAINED, 0)) - Fraction(card.published)
    return {**{name: str(points) for name, points in printed.items()}, **({_ROUNDING: plain(rest)} if rest else {})}


def _remarks(card: Scorecard) -> list[str]:
    """Return what a row says beside its numbers."""
    part, units = card.part, card.rules.unit_names
    seen = f"已测 {part.measured}/{part.measured + part.unmeasured}" if part.unmeasured else ""
    found = [card.reason[0] or seen, "含推及" if card.extrapolates else ""]
    found += [_imputed_remark(name, one) for name, one in _imputed(card)]
    found.append(f"结转{'、'.join(units[code][0] for code in card.carries)}" if card.carries else "")
    found += [tell_veto(part.zeroed)[0] if part.zeroed else "", _zeroed_sites(card)]
    failed = dict.fromkeys(of for one in card.own() for of in one.failed)
    found += [f"未达标：{tell_part(card.assessment, of)[0]}" for of in failed]
    return [remark for remark in found if remark]


def _imputed_remark(name: str, part: Part) -> str:
    """Return what was put where nothing of a part applied; "" where that is no score."""
    how = "按同类平均" if part.imputed == "peers" else "按规定"
    return "" if part.value is None else f"{name}不适用，{how}记 {plain(part.value)}"


def _zeroed_sites(card: Scorecard) -> str:
    """Return at how many sites a veto zeroed the sheet, where it did not zero the whole unit."""
    sites = sum(one.zeroed is Level.SITE for one in card.sheets() if one is not card.part)
    return f"点位一票否决 {sites} 处" if sites and card.part.zeroed is not Level.UNIT else ""


def _imputed(card: Scorecard) -> Iterator[tuple[str, Part]]:
    """Yield what the rules put where nothing applied, each with what its member or node is called, and with its period
    where there are several.
    """
    nodes, todo = dict(card.assessment.model.nodes), [("", card.part)]
    while todo:
        period, above = todo.pop(0)
        node = None if above.carried else nodes.get(above.node)
        over = node.axis if node else None
        for one in above.parts:
            if one.imputed:
                yield f"{period}{name_member(card, over, one.member, one.node)}", one
            todo.append((f"{one.member} " if over == "period" else period, one))
