"""The drives of one year together (年度攻坚行动), and all that keeps them, or checks of them, from being evaluated."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import final

from attrs import define, field

from tristandard.basics.errors import as_text, refuse
from tristandard.basics.fields import as_whole, each_of, kind_of, listed, some_lines
from tristandard.basics.location import Address
from tristandard.basics.period import check_year
from tristandard.basics.points import plain
from tristandard.insight.bad_drive import BadDrive, Mistake
from tristandard.insight.drive import (
    BY_TASKS,
    FIGURES,
    AnnualEntry,
    CheckKind,
    Drive,
    DriveCheck,
    DriveStage,
    DriveTask,
    RedAndBlack,
)
from tristandard.rules.model import Model
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

_CANNOT_EVALUATE = Sentence("{year} 年的攻坚行动不能评价", "the drives of {year} cannot be evaluated")


def _a_year(_: object, __: object, value: int) -> None:
    check_year(value)


@final
@define(frozen=True, slots=False, kw_only=True)
class Drives:
    """All drives of one year, over the rule set in whose words they are written.

    Attributes:
        stages: Common to all drives, in their order.
        checks: The ways to check (督查方式).
        red_and_black: The thresholds of the list; None where there is none.
        annual: How much enters the annual score, by assessment.
        notice_zh, notice_en: What is printed beside every result.

    Raises:
        Refused: With every `BadDrive` that keeps them from being evaluated.
    """

    _remedy = Told("请给 load_drives(来源, 规则) 的结果", "give load_drives(source, rules)")

    rules: RuleSet = field(validator=kind_of(RuleSet))
    year: int = field(converter=as_whole, validator=_a_year)
    notice_zh: str = field(default="", converter=as_text, validator=some_lines)
    notice_en: str = field(default="", converter=as_text, validator=some_lines)
    stages: tuple[DriveStage, ...] = field(converter=listed, validator=each_of(DriveStage))
    checks: tuple[CheckKind, ...] = field(default=(), converter=listed, validator=each_of(CheckKind))
    drives: tuple[Drive, ...] = field(default=(), converter=listed, validator=each_of(Drive))
    red_and_black: RedAndBlack | None = field(default=None, validator=kind_of(RedAndBlack | None))
    annual: tuple[AnnualEntry, ...] = field(default=(), converter=listed, validator=each_of(AnnualEntry))

    def __attrs_post_init__(self) -> None:
        refuse(_CANNOT_EVALUATE(year=self.year), self.problems())

    @cached_property
    def by_code(self) -> Mapping[str, Drive]:
        """Every drive by its code."""
        return {drive.code: drive for drive in self.drives}

    @property
    def entering(self) -> int:
        """How many drives enter an annual score."""
        return len(self.drives) if self.annual else 0

    def stages_of(self, drive: Drive) -> tuple[DriveStage, ...]:
        """Return the stages of a drive: its own, or the common ones."""
        return drive.stages or self.stages

    def evaluating(self, drive: Drive) -> DriveStage:
        """Return the stage that decides how a drive is evaluated."""
        return next(stage for stage in self.stages_of(drive) if stage.evaluates)

    def model(self, drive: Drive) -> Model:
        """Return how a drive is evaluated."""
        return drive.model or BY_TASKS

    def carries_out(self, drive: Drive, unit: str) -> bool:
        """Return whether a unit carries out a drive: by its kind, or by itself."""
        return unit in self.rules.units and not {unit, self.rules.units[unit].kind}.isdisjoint(drive.units)

    def indicators(self, task: DriveTask) -> frozenset[str]:
        """Return the codes of the indicators that a task reads."""
        return frozenset(code for pattern in task.indicators for code in _meant(self.rules, pattern))

    def problems(self) -> Iterator[BadDrive]:
        """Yield everything that keeps the drives from being evaluated."""
        yield from _twice("stages", self.stages)
        yield from _twice("drives", self.drives)
        yield from self._stages(self.stages, ("stages",))
        for drive in self.drives:
            yield from self._drive(drive)
        if self.red_and_black is not None:
            yield from _list(self.red_and_black)
        for entry in self.annual:
            at = "annual", entry.assessment
            books = [book.code for book in self.rules.assessments]
            if entry.assessment not in books:
                yield BadDrive(Mistake.NO_ASSESSMENT, entry.assessment, _known(books), at=at)
            if entry.quarters + entry.drives != 100:
                yield BadDrive(Mistake.WEIGHTS, plain(entry.quarters + entry.drives), at=(*at, "drives"))

    def _stages(self, stages: tuple[DriveStage, ...], at: Address) -> Iterator[BadDrive]:
        """Yield stages that run backwards, overlap, are open in the middle or lie outside the year, and what
        evaluates nothing or twice.
        """
        for place, stage in enumerate(stages):
            here = (*at, stage.code)
            if stage.start and stage.end and stage.end < stage.start:
                yield BadDrive(Mistake.BACKWARDS, f"{stage.start}—{stage.end}", at=(*here, "end"))
            if (stage.start is None and place) or (stage.end is None and place < len(stages) - 1):
                yield BadDrive(Mistake.OPEN, stage.zh, at=(*here, "start" if stage.start is None else "end"))
            for key, day in (("start", stage.start), ("end", stage.end)):
                yield from self._in_year(day, (*here, key))
        yield from _overlaps(stages, at)
        if (count := sum(stage.evaluates for stage in stages)) != 1:
            yield BadDrive(Mistake.NO_EVALUATION, str(count), at=at)

    def _in_year(self, day: date | None, at: Address) -> Iterator[BadDrive]:
        if day is not None and day.year != self.year:
            yield BadDrive(Mistake.OUTSIDE_YEAR, str(day), (("year", str(self.year)),), at=at)

    def _drive(self, drive: Drive) -> Iterator[BadDrive]:
        """Yield what is wrong with one drive."""
        rules, at = self.rules, ("drives", drive.code)
        if drive.lead and drive.lead not in rules.units:
            yield BadDrive(Mistake.NO_UNIT, drive.lead, at=(*at, "lead"))
        for whom in drive.units:
            if whom not in rules.units and whom not in rules.kinds:
                yield BadDrive(Mistake.NO_WHOM, whom, at=(*at, "units"))
        if drive.stages:
            yield from self._stages(drive.stages, (*at, "stages"))
        for task in drive.tasks:
            here = (*at, "tasks", task.code)
            for pattern in task.indicators:
                if not _meant(rules, pattern):
                    yield BadDrive(Mistake.NO_INDICATOR, pattern, at=(*here, "indicators"))
            yield from self._in_year(task.due, (*here, "due"))
            if task.at_least > 100:
                yield BadDrive(Mistake.TOO_HIGH, plain(task.at_least), at=(*here, "at_least"))
        yield from _twice((*at, "tasks"), drive.tasks)
        if drive.model is not None:
            yield from _model(drive.model, (*at, "score"))

    def misfits(self, checks: Iterable[DriveCheck]) -> Iterator[BadDrive]:
        """Yield everything that keeps checks from being evaluated, each at the column of its check."""
        seen = set[str]()
        for check in checks:
            at = "checks", check.id
            if check.id in seen:
                yield BadDrive(Mistake.TWICE, check.id, at=(*at, "id"))
            seen.add(check.id)
            yield from self._check(check, at)

    def _check(self, check: DriveCheck, at: Address) -> Iterator[BadDrive]:
        drive = self.by_code.get(check.drive)
        kinds = [kind.code for kind in self.checks]
        if check.kind not in kinds:
            yield BadDrive(Mistake.NO_KIND, check.kind, _known(kinds), at=(*at, "kind"))
        stages = {stage.code: stage for stage in (self.stages if drive is None else self.stages_of(drive))}
        if check.stage not in stages:
            yield BadDrive(Mistake.NO_STAGE, check.stage, _known(stages), at=(*at, "stage"))
        elif check.day not in stages[check.stage]:
            stage = stages[check.stage]
            yield BadDrive(
                Mistake.OUTSIDE_STAGE, str(check.day), (("stage", stage.zh), ("days", str(stage))), at=(*at, "day")
            )
        elif check.day.year != self.year:  # of a stage that is open
            yield from self._in_year(check.day, (*at, "day"))
        if check.met > check.checked:
            yield BadDrive(Mistake.MORE_MET, str(check.met), (("checked", str(check.checked)),), at=(*at, "met"))
        if drive is None:
            yield BadDrive(Mistake.NO_DRIVE, check.drive, _known(self.by_code), at=(*at, "drive"))
        elif check.task not in (tasks := [task.code for task in drive.tasks]):
            yield BadDrive(Mistake.NO_TASK, check.task, (("drive", drive.zh), *_known(tasks)), at=(*at, "task"))
        if check.unit not in self.rules.units:
            yield BadDrive(Mistake.NO_UNIT, check.unit, at=(*at, "unit"))
        elif drive is not None and not self.carries_out(drive, check.unit):
            yield BadDrive(Mistake.NOT_OF_DRIVE, check.unit, (("drive", drive.zh),), at=(*at, "unit"))


def _known(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return (("known", ", ".join(codes) or "—"),)


def _meant(rules: RuleSet, pattern: str) -> tuple[str, ...]:
    """Return the codes that a code or a pattern stands for."""
    if "*" in pattern:
        return tuple(fnmatch.filter(rules.indicators, pattern))
    return (pattern,) if pattern in rules.indicators else ()


def _twice(at: str | Address, things: Iterable[DriveStage | Drive | DriveTask]) -> Iterator[BadDrive]:
    seen = set[str]()
    for thing in things:
        if thing.code in seen:
            yield BadDrive(Mistake.TWICE, thing.code, at=((at,) if isinstance(at, str) else at))
        seen.add(thing.code)


def _overlaps(stages: tuple[DriveStage, ...], at: Address) -> Iterator[BadDrive]:
    """Yield stages that begin before the one before them has ended."""
    for one, other in pairwise(stages):
        if one.end and other.start and other.start <= one.end:
            told = (("start", str(other.start)), ("other", one.zh), ("end", str(one.end)))
            yield BadDrive(Mistake.OVERLAP, other.zh, told, at=(*at, other.code, "start"))


def _list(list_: RedAndBlack) -> Iterator[BadDrive]:
    """Yield thresholds that cross, or that nobody reaches."""
    at = ("list",)
    if list_.black > list_.red:
        yield BadDrive(Mistake.CROSSED, plain(list_.black), (("red", plain(list_.red)),), at=(*at, "black"))
    if list_.red > 100:
        yield BadDrive(Mistake.TOO_HIGH, plain(list_.red), at=(*at, "red"))


def _model(model: Model, at: Address) -> Iterator[BadDrive]:
    """Yield what keeps a model from being evaluated by the figures of checks."""
    for problem in model.problems():
        yield BadDrive(Mistake.NO_MODEL, str(problem), at=(*at, problem.node.rpartition(".")[2]))
    for name, node in model.nodes:
        if node.adds_up or node.judges or node.axis is not None:
            yield BadDrive(Mistake.NO_SHEET, name, at=(*at, name))
        for figure in node.figures(name) if node.is_figure else ():
            if figure not in FIGURES:
                yield BadDrive(Mistake.NO_FIGURE, figure, _known(FIGURES), at=(*at, name))
