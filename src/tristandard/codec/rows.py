"""Whatever is tabular as rows: plain mappings of column names to text, and as JSON.

A number is its exact text, never a float; a list stands with "; " between its parts, values by code as
"code=value; code=value"; a cell with nothing in it is "". Sites, units, areas and observations are the
rows that their loaders read, as JSON holds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import fields

from tristandard.basics.errors import BadValue, TristandardError, wanted
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.basics.terms import Term, Unit
from tristandard.changing.difference import Comparison, Difference
from tristandard.checks.report import Report
from tristandard.codec.bad_input import BadInput
from tristandard.codec.output import json_text
from tristandard.codec.row_kinds import (
    BreakdownRow,
    ChangeRow,
    DifferenceRow,
    HandedOverRow,
    MistakeRow,
    NoticeRow,
    Pairs,
    PrintedRow,
    ReportRow,
    ScorecardRow,
)
from tristandard.codec.survey_out import rows_of
from tristandard.reports.bulletin import Bulletin
from tristandard.reports.rule_book import Rulebook
from tristandard.reports.statement import Statement
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.breakdown import Breakdown, BreakdownEntry
from tristandard.scoring.changes import Change, Changes
from tristandard.scoring.handover import Handover, Notice
from tristandard.scoring.ranking import Ranking
from tristandard.scoring.results import AssessmentResult, Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Told

#: A row: text by column. Of sites, units, areas and observations, what JSON holds by key.
Row = dict[str, Any]

#: Whatever has rows.
Tabular = (
    Iterable[Scorecard | Notice | Term | Unit | Site | Observation] | Plan | Ledger | AssessmentResult | Ranking
    | Scorecard | Breakdown | Bulletin | Statement | Rulebook | Changes | Comparison | Report | Handover | Notice
    | TristandardError | Results
)  # fmt: skip


def to_rows(thing: Tabular, rules: RuleSet | None = None) -> list[Row]:
    """Return something tabular as rows: plain mappings with the same keys in each, documented on the page on rows.

    Args:
        thing: A plan (its tasks), a ledger (its postings), results, the results of one assessment, a ranking, a
            scorecard or several, a breakdown, a bulletin, a statement, a rule book, changes, a comparison, the report
            of a check, a handover, notices, what was refused (its mistakes); or areas, units, sites or observations,
            as rows that load equal.
        rules: Those under which observations will be loaded; needed for observations alone.

    Raises:
        BadValue: For what is none of these.
        Refused: With every observation or site that could not be loaded again under the rules given.
    """
    wanted(rules, RuleSet | None)
    make = next((make for kind, make in _ROWS.items() if isinstance(thing, kind)), None)
    if make is not None:
        return [cells(row) for row in make(thing)]
    if isinstance(thing, (str, Mapping)) or not isinstance(thing, Iterable):
        raise BadValue(thing, _HAS_ROWS, _KNOWN)
    listed: list[Any] = list(thing)
    if listed and isinstance(listed[0], (Term, Unit, Site, Observation)):
        found: list[Row] = json.loads(json_text(rows_of(listed, rules)))  # decimals as text
        return found
    if strange := [one for one in listed if not isinstance(one, (Scorecard, Notice))]:
        raise BadValue(strange[0], _HAS_ROWS, _KNOWN)
    return [cells(_scored(one) if isinstance(one, Scorecard) else _notice(one)) for one in listed]


def to_json(thing: Tabular, rules: RuleSet | None = None) -> str:
    """Return the rows of something tabular as JSON text: a list of objects. See `to_rows`."""
    return json_text(to_rows(thing, rules))


_HAS_ROWS = Told("可以写成行的内容", "something that has rows")
_KNOWN = Told(
    "请给出测评计划、扣分台账、结果、排名、成绩单、得分构成、结果通报、扣分明细、融合测评体系、变动、比较、检查报告、移交、问题通报或被拒绝的错误；"
    "或区域、单位、点位、测评记录",
    "give a plan, ledger, results, ranking, scorecard, breakdown, bulletin, statement, rule book, changes, comparison, "
    "report, handover, notices or refusal; or areas, units, sites or observations",
)


def cells(row: Any) -> Row:
    """Return each field of a row as text, under its name."""
    return {field.name: cell(getattr(row, field.name)) for field in fields(type(row))}


def cell(value: object) -> str:
    """Return a value as the text of a cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Fraction():
            return plain(value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case Enum():
            return str(value.value)
        case tuple():
            return "; ".join("=".join(map(cell, one)) if isinstance(one, tuple) else cell(one) for one in value)
        case _:
            raise TypeError(value)


def _printed(bulletin: Bulletin) -> Iterator[PrintedRow]:
    items = [item.code for item in bulletin.assessment.items]
    for row in bulletin.rows:
        told = {field.name: getattr(row, field.name) for field in fields(type(row))}
        losses = tuple(zip(items, row.losses, strict=True))
        yield PrintedRow(**{**told, "assessment": bulletin.assessment.code, "losses": losses})


def _scorecards(results: Results) -> Iterator[ScorecardRow]:
    return (_scored(card) for result in results.values() for card in result.ranking())


def _scored(card: Scorecard) -> ScorecardRow:
    best, worst = card.places or (None, None)
    return ScorecardRow(
        period=str(card.period), assessment=card.assessment.code, unit=card.unit.code, unit_zh=card.unit.zh,
        kind=card.unit.kind, place=card.place, best_place=best, worst_place=worst, score=card.published,
        exact=card.exact, full=card.part.full, low=card.part.low, high=card.part.high, coverage=card.coverage,
        grade=card.grade or "", reason=card.reason[1], reason_zh=card.reason[0],
    )  # fmt: skip


def _caused(entry: BreakdownEntry) -> BreakdownRow:
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


def _reported(report: Report) -> Iterator[ReportRow]:
    for weight, found in (("problem", report.problems), ("remark", report.remarks)):
        for one in found:
            zh, en = one.told
            yield ReportRow(weight=weight, kind=type(one).__name__, where=one.placed.where, zh=zh, en=en)


def _mistaken(problem: TristandardError) -> Iterator[MistakeRow]:
    for one in problem.reasons:
        place, wrong = one.placed, one.reason if isinstance(one, BadInput) else one
        zh, en = one.told
        yield MistakeRow(
            kind=type(wrong).__name__, file=place.file, row=place.row or None, key=place.key, where=place.where,
            zh=zh, en=en,
        )  # fmt: skip


def _measured(outcome: Outcome) -> tuple[str, Pairs, str, tuple[str, ...]]:
    """Return how an outcome is called, the values in it, its reason, and the ids of its findings."""
    match outcome:
        case Measured(values, findings):
            shown = tuple(
                (code, f"{{{', '.join(sorted(value))}}}" if isinstance(value, frozenset) else cell(value))
                for code, value in values
            )
            return "measured", shown, "", tuple(finding.id for finding in findings)
        case NotApplicable(reason):
            return "not_applicable", (), reason, ()
        case NotMeasured(reason):
            return "not_measured", (), reason, ()


def _handed(handed: Handover) -> Iterator[HandedOverRow]:
    for entry in handed.entries:
        state, values, reason, findings = _measured(entry.outcome)
        yield HandedOverRow(
            period=str(handed.period), host=handed.host, consumer=handed.consumer, site=entry.site,
            indicator=entry.indicator, status=entry.status.value, bar=entry.bar, outcome=state, values=values,
            reason=reason, findings=findings, vetoes=entry.vetoes,
            points=tuple((unit, plain(points)) for unit, points in entry.points),
            gained=tuple((unit, plain(points)) for unit, points in entry.gained),
        )  # fmt: skip


def _changed(change: Change) -> ChangeRow:
    zh, en = change.told
    return ChangeRow(kind=change.kind, key=change.key, old=change.old, new=change.new, zh=zh, en=en)


def _notice(notice: Notice) -> NoticeRow:
    _, values, _, findings = _measured(notice.outcome)
    return NoticeRow(
        period=notice.period, site=notice.site, indicator=notice.indicator, zh=notice.zh, found_by=notice.found_by,
        to=notice.to, units=notice.units, seen=notice.seen, values=values, findings=findings, notice=notice.notice,
    )  # fmt: skip


def _differing(one: Difference) -> DifferenceRow:
    return DifferenceRow(
        subject=one.subject, part=one.part, before=one.before, after=one.after, effect=one.effect, zh=one.told[0]
    )


_ROWS: Mapping[type, Callable[[Any], Iterable[Any]]] = {
    Plan: lambda plan: plan,
    Ledger: Ledger.postings,
    Results: _scorecards,
    AssessmentResult: lambda result: map(_scored, result.ranking()),
    Ranking: lambda ranking: map(_scored, ranking),
    Scorecard: lambda card: [_scored(card)],
    Breakdown: lambda made: map(_caused, (*made.entries, *made.uncounted)),
    Bulletin: _printed,
    Statement: lambda statement: (*statement.rows, *statement.beside),
    Rulebook: lambda book: book.rows,
    Changes: lambda changes: map(_changed, changes),
    Comparison: lambda comparison: map(_differing, comparison.differences),
    Report: _reported,
    TristandardError: _mistaken,
    Handover: _handed,
    Notice: lambda notice: [_notice(notice)],
}
