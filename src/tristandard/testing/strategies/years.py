"""Strategies for a year: one survey in several quarters, drives over its rules, and checks of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

import tristandard as ts
from tristandard.insight.drive import (
    AnnualEntry,
    CheckKind,
    Drive,
    DriveCheck,
    DriveStage,
    DriveTask,
    Over,
    RedAndBlack,
)
from tristandard.insight.drives import Drives
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.testing.strategies.nodes import year_nodes
from tristandard.testing.strategies.quarter import quarters
from tristandard.testing.survey import Survey

_MADE = ts.rules.Provenance.ILLUSTRATIVE
_KINDS = ("own", "joint", "random")
_DAY = timedelta(days=1)


@final
@frozen
class DriveYear:
    """A year of drives: what was surveyed in it, the drives, and the checks of them."""

    survey: Survey
    drives: Drives
    checks: tuple[DriveCheck, ...]


def stages_of(period: ts.Period) -> list[DriveStage]:
    """Return three stages of the year in which a period begins: before it, the evaluation in its first half, after."""
    year = period.start.year
    half = min(period.start + (period.end - period.start) // 2, date(year, 12, 31))
    days = [(period.start, half, True)]
    if period.start > date(year, 1, 1):
        days.insert(0, (date(year, 1, 1), period.start - _DAY, False))
    if half < date(year, 12, 31):
        days.append((half + _DAY, date(year, 12, 31), False))
    return [
        DriveStage(
            code=f"stage_{place}", zh=f"阶段{place}", start=start, end=end, evaluates=evaluates, provenance=_MADE
        )
        for place, (start, end, evaluates) in enumerate(days, 1)
    ]


@composite
def drives(draw: DrawFn, rules: ts.RuleSet, period: ts.Period) -> Drives:
    """Return one or two drives over some rules, none where nobody could carry them out: their tasks read indicators,
    or nothing but checks.
    """
    year = period.start.year
    units = sorted(unit.code for unit in rules.units)
    kinds = sorted({unit.kind for unit in rules.units})
    codes = sorted(rules.indicators)
    books = sorted(book.code for book in rules.assessments)
    found = []
    for number in range(draw(st.integers(1, 2)) if units else 0):
        tasks = [
            DriveTask(
                code=f"task_{place}",
                zh=f"任务{place}",
                provenance=_MADE,
                indicators=draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)) if codes else [],
                at_least=draw(st.sampled_from([Fraction(100), Fraction(50)])),
                due=draw(st.none() | st.just(period.start)),
            )
            for place in range(draw(st.integers(1, 2)))
        ]
        whom = draw(st.sampled_from([[kinds[0]], [units[0]], kinds]))
        lead = draw(st.sampled_from(["", units[-1]]))
        found.append(
            Drive(code=f"drive_{number}", zh=f"行动{number}", lead=lead, units=whom, tasks=tasks, provenance=_MADE)
        )
    red = draw(st.sampled_from([Fraction(90), Fraction(50)]))
    lines = RedAndBlack(
        red=red, places=draw(st.integers(1, 3)), black=draw(st.sampled_from([red, Fraction(10)])), provenance=_MADE
    )
    weight = draw(st.sampled_from([10, 50]))
    entries = [
        AnnualEntry(
            assessment=book, quarters=100 - weight, drives=weight, over=draw(st.sampled_from(Over)), provenance=_MADE
        )
        for book in books[:1]
    ]
    return Drives(
        rules=rules,
        year=year,
        stages=stages_of(period),
        checks=[CheckKind(code=code, zh=code) for code in _KINDS],
        drives=found,
        red_and_black=draw(st.none() | st.just(lines)),
        annual=draw(st.sampled_from([[], entries])),
    )


@composite
def drive_checks(draw: DrawFn, of: Drives) -> DriveCheck:
    """Return checks that fit some drives, in any stage."""
    drive = draw(st.sampled_from(of.drives))
    stage = draw(st.sampled_from(of.stages_of(drive)))
    start, end = stage.start or date(of.year, 1, 1), stage.end or date(of.year, 12, 31)
    checked = draw(st.integers(1, 3))
    return DriveCheck(
        id=draw(st.uuids()).hex,
        day=draw(st.sampled_from([start, end])),
        kind=draw(st.sampled_from(_KINDS)),
        stage=stage.code,
        drive=drive.code,
        task=draw(st.sampled_from(drive.tasks)).code,
        met=draw(st.integers(0, checked)),
        checked=checked,
        unit=draw(st.sampled_from([unit.code for unit in of.rules.units if of.carries_out(drive, unit.code)])),
    )


@composite
def drive_years(draw: DrawFn, *, surveys: st.SearchStrategy[Survey] | None = None) -> DriveYear:
    """Return a year of drives, with one period surveyed: of those given, or over rules of their own."""
    survey = draw(quarters(max_sites=2) if surveys is None else surveys)
    of = draw(drives(survey.rules, survey.period))
    checks = st.lists(drive_checks(of), max_size=5) if of.drives else st.just(list[DriveCheck]())
    return DriveYear(survey, of, tuple(draw(checks)))


@composite
def years(draw: DrawFn, *, surveys: st.SearchStrategy[Survey] | None = None) -> tuple[Survey, ...]:
    """Return one survey in up to three periods running, in each of which some of its reports came in; fewer where its
    rules are not in force. Of those drawn here, the rules say what counts in the year.
    """
    survey = draw(with_years(draw(quarters(max_sites=2))) if surveys is None else surveys)
    found, rules = [survey], survey.rules
    weighed = any(isinstance(node, Mean) and node.weights for node in map(_year_of, rules.assessments))
    for _ in range(2 if weighed else draw(st.integers(1, 2))):
        after = _next(found[-1].plan.period)
        if not rules.valid.holds(after.start, after.end) or [*rules.lapsed(after.start, after.end, str(after))]:
            break
        reports = draw(st.lists(st.sampled_from(survey.observations), unique_by=_named)) if survey.observations else []
        plan = ts.plan(survey.merged, survey.sites, after)
        found.append(evolve(survey, plan=plan, observations=tuple(_moved(reports, survey, after))))
    return tuple(found)


@composite
def with_years(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey whose rules say what counts in the year."""
    books = []
    for book in survey.rules.assessments:
        full, _ = book.model.marks("total")
        year = draw(year_nodes(full))
        books.append(evolve(book, model=Model({**dict(book.model.nodes), **({"year": year} if year else {})})))
    merged = ts.merge(evolve(survey.rules, assessments=books))
    return evolve(survey, plan=ts.plan(merged, survey.sites, survey.period))


def _year_of(book: ts.rules.Assessment) -> object:
    return dict(book.model.nodes).get("year")


def _next(period: ts.Period) -> ts.Period:
    """Return the period of the same length that starts the day after one ends."""
    start = period.end + _DAY
    if period.months is None:
        return ts.Period(start, start + (period.end - period.start))
    after = start.year * 12 + start.month - 1 + period.months
    return ts.Period(start, date(after // 12, after % 12 + 1, 1) - _DAY)


def _named(report: ts.Observation) -> tuple[str, str, int]:
    return report.source, report.id, report.revision


def _moved(reports: Iterable[ts.Observation], survey: Survey, period: ts.Period) -> Iterable[ts.Observation]:
    """Yield reports as they would be made in another quarter; those of one visit or one id that only hold together
    stay so.
    """
    start = survey.period.start
    for one in reports:
        yield evolve(one, made=period.start + (one.made - start))
