"""Scorecards, breakdowns and bulletins as rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import final

from attrs import fields, frozen

from tristandard.codec.row_text import Pairs
from tristandard.reports.bulletin import Bulletin
from tristandard.scoring.breakdown import BreakdownEntry
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard


@final
@frozen(kw_only=True)
class ScorecardRow:
    """One unit in one assessment: a row of a ranking.

    Attributes:
        period: The time of which it speaks.
        assessment: The code of the assessment.
        unit: The code of the unit.
        unit_zh: What the unit is called.
        kind: The code of its kind; units are ranked within it.
        place: Its place; empty where there is none.
        best_place: The best place that it may still have; empty where there is none.
        worst_place: The worst.
        score: The score as it is published; empty where there is none.
        exact: The score as it is.
        full: The full mark.
        low: The lowest score that it may still have.
        high: The highest.
        coverage: How much of it was measured, of 1.
        grade: What the score is called; empty where there is none.
        reason: Why it has no place, in English; empty where it has one.
        reason_zh: The same in Chinese.
    """

    period: str
    assessment: str
    unit: str
    unit_zh: str
    kind: str
    place: int | None
    best_place: int | None
    worst_place: int | None
    score: Decimal | None
    exact: Fraction | None
    full: Fraction
    low: Fraction
    high: Fraction
    coverage: Fraction
    grade: str
    reason: str
    reason_zh: str


def scorecard_rows(results: Results) -> Iterator[ScorecardRow]:
    """Return the rows of results: every ranking, one after another."""
    return (scorecard_row(card) for result in results.values() for card in result.ranking())


def scorecard_row(card: Scorecard) -> ScorecardRow:
    """Return the row of a scorecard."""
    best, worst = card.places or (None, None)
    return ScorecardRow(
        period=str(card.period), assessment=card.assessment.code, unit=card.unit.code, unit_zh=card.unit.zh,
        kind=card.unit.kind, place=card.place, best_place=best, worst_place=worst, score=card.published,
        exact=card.exact, full=card.part.full, low=card.part.low, high=card.part.high, coverage=card.coverage,
        grade=card.grade or "", reason=card.reason[1], reason_zh=card.reason[0],
    )  # fmt: skip


@final
@frozen(kw_only=True)
class BreakdownRow:
    """One cause in a score.

    Attributes:
        cause: What it comes from; see `Cause`.
        points: What it takes from the score, in points; less than nothing where it gives.
        weight: The factor by which it comes into the score.
        node: The node of the scoring model that it stands on.
        member: What that node stands for.
        axis: The axis of which it is a member; empty where the node stands by its name.
        item: The code of the item whose mark it takes from.
        unit: The code of the unit whose sheet, figure or part it is.
        period: The period, in results that put several together.
        site: The code of the site.
        indicator: The code of the shared indicator.
        line: Which deduction line it is, from 1; empty where it is no posting.
        measure: The code of the measure; empty where it is no posting.
        finding: The id of the finding; empty where the value alone was reported.
        ledger_points: What it is in the ledger, in points: lost, or less than nothing where it was gained.
        reason: Why it counts nowhere in the score; empty where it counts.
        imputed: How the rules put it where nothing applies.
    """

    cause: str
    points: Fraction
    weight: Fraction
    node: str
    member: str
    axis: str
    item: str
    unit: str
    period: str
    site: str
    indicator: str
    line: int | None
    measure: str
    finding: str
    ledger_points: Fraction
    reason: str
    imputed: str


def breakdown_row(entry: BreakdownEntry) -> BreakdownRow:
    """Return the row of one cause in a score."""
    posted = entry.posted
    return BreakdownRow(
        cause=entry.cause.value, points=entry.points, weight=entry.weight, node=entry.node, member=entry.member,
        axis=entry.axis or "", item=entry.item, unit=entry.unit, period=entry.period,
        site=posted.site.code if posted else entry.site,
        indicator=posted.entry.question.code if posted else entry.indicator,
        line=posted.part.line if posted else None, measure=posted.part.measure if posted else "",
        finding=posted.part.finding.id if posted and posted.part.finding else "", ledger_points=entry.borne,
        reason=entry.reason.value if entry.reason else "", imputed=entry.imputed,
    )  # fmt: skip


@final
@frozen(kw_only=True)
class PrintedRow:
    """One unit of a bulletin, as it is printed: the fields of `BulletinRow`, numbers rounded as scores are.

    Attributes:
        assessment: The code of the assessment.
        kind: What its kind is called.
        place: Its place.
        unit: What it is called.
        score: As it is published.
        grade: What the score is called.
        full: The full mark.
        losses: What each item took from the score, by the code of the item.
        other: What was taken beside the items.
        extrapolated: What was taken for what was not measured (未测推及).
        gained: What rewards and bonuses gave.
        rounding_difference: What the printed numbers leave of the printed score (尾差).
        warnings: What the items are called that lost more than the assessment's share of their mark.
        remark: The remarks, in Chinese.
    """

    assessment: str
    kind: str
    place: str
    unit: str
    score: str
    grade: str
    full: str
    losses: Pairs
    other: str
    extrapolated: str
    gained: str
    rounding_difference: str
    warnings: tuple[str, ...]
    remark: str


def bulletin_rows(bulletin: Bulletin) -> Iterator[PrintedRow]:
    """Yield the rows of a bulletin."""
    items = [item.code for item in bulletin.assessment.items]
    for row in bulletin.rows:
        told = {field.name: getattr(row, field.name) for field in fields(type(row))}
        losses = tuple(zip(items, row.losses, strict=True))
        yield PrintedRow(**{**told, "assessment": bulletin.assessment.code, "losses": losses})
