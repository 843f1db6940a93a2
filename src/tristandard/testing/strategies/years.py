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
from tristandard.testing.strategies.quarter import quarters
from tristandard.testing.survey import Survey

_MADE = ts.Provenance.ILLUSTRATIVE
_KINDS = ("own", "joint", "random")


@final
@frozen
class DriveYear:
    """A year of drives: what was surveyed in it, the drives, and the checks of them."""

    survey: Survey
    drives: Drives
    checks: tuple[DriveCheck, ...]


def stages_of(year: int) -> list[DriveStage]:
    """Return three stages of a year: before, the evaluation in its second quarter, and after."""
    days = (
        (None, date(year, 4, 30), False),
        (date(year, 5, 1), date(year, 5, 31), True),
        (date(year, 6, 1), None, False),
    )
    return [
        DriveStage(
            code=f"stage_{place}", zh=f"阶段{place}", start=start, end=end, evaluates=evaluates, provenance=_MADE
        )
        for place, (start, end, evaluates) in enumerate(days, 1)
    ]


@composite
def drives(draw: DrawFn, rules: ts.RuleSet, year: int = 2022) -> Drives:
    """Return one or two drives over some rules: their tasks read indicators, or nothing but checks."""
    units = sorted(unit.code for unit in rules.units)
    kinds = sorted({unit.kind for unit in rules.units})
    codes = sorted(rules.indicators)
    books = sorted(book.code for book in rules.assessments)
    found = []
    for number in range(draw(st.integers(1, 2))):
        tasks = [
            DriveTask(
                code=f"task_{place}", zh=f"任务{place}", provenance=_MADE,
                indicators=draw(st.lists(st.sampled_from(codes), max_size=2, unique=True)) if codes else [],
                at_least=draw(st.sampled_from([Fraction(100), Fraction(50)])), due=draw(st.none() | st.just(date(year, 5, 15))),
            )
            for place in range(draw(st.integers(1, 2)))
        ]  # fmt: skip
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
        rules=rules, year=year, stages=stages_of(year), checks=[CheckKind(code=code, zh=code) for code in _KINDS], drives=found,
        red_and_black=draw(st.none() | st.just(lines)), annual=draw(st.sampled_from([[], entries])),
    )  # fmt: skip


@composite
def drive_checks(draw: DrawFn, of: Drives) -> DriveCheck:
    """Return checks that fit some drives, in any stage."""
    drive = draw(st.sampled_from(of.drives))
    stage = draw(st.sampled_from(of.stages_of(drive)))
    start, end = stage.start or date(of.year, 1, 1), stage.end or date(of.year, 12, 31)
    checked = draw(st.integers(1, 3))
    return DriveCheck(
        id=draw(st.uuids()).hex, day=draw(st.sampled_from([start, end])), kind=draw(st.sampled_from(_KINDS)), stage=stage.code, drive=drive.code,
        task=draw(st.sampled_from(drive.tasks)).code, met=draw(st.integers(0, checked)), checked=checked,
        unit=draw(st.sampled_from([unit.code for unit in of.rules.units if of.carries_out(drive, unit.code)])),
    )  # fmt: skip


@composite
def drive_years(draw: DrawFn) -> DriveYear:
    """Return a year of drives over rules of their own, with one quarter surveyed."""
    survey = draw(quarters(max_sites=2))
    of = draw(drives(survey.rules, survey.plan.period.start.year))
    return DriveYear(survey, of, tuple(draw(st.lists(drive_checks(of), max_size=5))))


@composite
def years(draw: DrawFn) -> tuple[Survey, ...]:
    """Return one survey in two or three quarters running, in each of which some of its reports came in."""
    survey = draw(quarters(max_sites=2))
    found = [survey]
    for _ in range(draw(st.integers(1, 2))):
        period = found[-1].plan.period
        after = ts.Quarter((period.end + timedelta(days=1)).year, (period.end + timedelta(days=1)).month // 3 + 1)
        reports = (
            draw(
                st.lists(st.sampled_from(survey.observations), unique_by=lambda one: (one.source, one.id, one.revision))
            )
            if survey.observations
            else []
        )
        found.append(
            evolve(
                survey,
                plan=ts.plan(survey.plan.merged, survey.plan.sites.values(), after),
                observations=tuple(_moved(reports, survey, after)),
            )
        )
    return tuple(found)


def _moved(reports: Iterable[ts.Observation], survey: Survey, period: ts.Period) -> Iterable[ts.Observation]:
    """Yield reports as they would be made in another quarter; those of one visit or one id that only hold together stay so."""
    start = survey.plan.period.start
    for one in reports:
        yield evolve(one, made=min(period.start + (one.made - start), period.end))
