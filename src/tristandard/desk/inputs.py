"""What a project folder holds of a period before anything is scored: rules, what is surveyed, what was received."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from attrs import define, evolve, field

from tristandard.basics.errors import Refused, TristandardError, refuse
from tristandard.basics.outcome import Observation
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.files import content_of, is_folder
from tristandard.desk.delivery import Delivery, delivered, latest_deliveries
from tristandard.desk.given import stated_twice, strange_figures, wrong_figures
from tristandard.desk.labels import assessments_of
from tristandard.desk.mistakes import NotDone, failures
from tristandard.desk.names import Names, load_names
from tristandard.desk.other_rules import load_earlier
from tristandard.desk.reported import Rows, at_their_rows
from tristandard.desk.rules_in import rules_for
from tristandard.desk.settings import FILE, Settings
from tristandard.desk.workbooks import Surveyed, filled_checklists, load_workbooks, rows_of
from tristandard.merging.merged import MergedRules, merge
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import tell_office
from tristandard.scoring.figures import Figures
from tristandard.scoring.results import Results
from tristandard.survey.bad_observation import BadObservation, Unfit
from tristandard.survey.plan import Plan
from tristandard.survey.planning import plan
from tristandard.survey.register import Register
from tristandard.survey.registering import register
from tristandard.survey.source import host_of
from tristandard.words.sentence import Sentence, Told

_Read = TypeVar("_Read")
_NO_SITES = Told(
    "没有点位，没有可以计分的；请在 survey/ 的工作簿里填点位表和测评记录（文件名以“-问题”结尾的副本不读入）",
    "there is no site, and nothing to score; fill in the sheets 点位表 and 测评记录 of a workbook in survey/ (copies "
    "whose name ends in -问题 are not read)",
)
_NO_ASSESSMENT = Sentence(
    "规则里没有测评“{office}”；可用的是 {known}", "{office!r} is no assessment of the rules; there are {known}"
)
_NONE_OF_PERIOD = Sentence(
    "测评数据共 {count} 条，日期在 {first} 至 {last}，没有一条在 {period} 之内；请改正期间，或换上这一期的测评数据",
    "of {count} reports, made from {first} to {last}, none is of {period}; mend the period, or put the survey of that "
    "period in their place",
)
#: What a project that cannot be used is refused as.
CANNOT_USE = Told("这个项目不能用", "the project cannot be used")
_BEFORE = Told("往期结果不能用", "the earlier results cannot be used")
_RULES, _SURVEY = Told("读入规则", "loading the rules"), Told("读入测评数据", "loading the survey")
_REGISTER = Told("登记", "registering")


def quiet(_: Told) -> None:
    """Tell nobody."""


@define(frozen=True, slots=False)
class Inputs:
    """What a project folder holds, of which each part is loaded when it is first asked for.

    Attributes:
        folder: Where it stands.
        settings: What `project.toml` says.
        tell: Is told what is being done before each step that may take long.
        held: What its workbooks hold, where that was read already.
    """

    folder: Path
    settings: Settings
    tell: Callable[[Told], object] = field(default=quiet, repr=False, eq=False)
    held: Surveyed | None = field(default=None, repr=False, eq=False)

    @cached_property
    def _rules(self) -> RuleSet:
        """The rule set that `project.toml` names."""
        self.tell(_RULES)
        path = self.folder / self.settings.rules
        source = path if is_folder(path) or path.suffix.lower() == ".xlsx" else self.settings.rules
        return rules_for(source, self.settings.variant, self.settings.period)

    @cached_property
    def base(self) -> RuleSet:
        """The rule set of the project, without what its workbooks add.

        Raises:
            BadInput: When it is not there.
            Refused: With every mistake in it, or what `project.toml` names of it that is not there.
        """
        if list(self._no_office()):
            refuse(CANNOT_USE, self.strays())
        return self._rules

    def _no_office(self) -> Iterator[TristandardError]:
        """Yield that the office is none of the assessments of the rules."""
        office, labels = self.settings.office, assessments_of(self._rules)
        codes = [one.code for one in self._rules.assessments]
        if office and labels.code(office) not in codes:
            why = _NO_ASSESSMENT(office=office, known=list(map(labels.told, codes)))
            yield BadInput(FILE, under("office"), NotDone(why))

    @property
    def office(self) -> str:
        """The assessment whose office this is, by its code; "" where one office does all."""
        return assessments_of(self.base).code(self.settings.office) if self.settings.office else ""

    @cached_property
    def surveyed(self) -> Surveyed:
        """What the workbooks hold. Raises `Refused` with every mistake in them."""
        if self.held is not None:
            return self.held
        rules = self.base
        self.tell(_SURVEY)
        return load_workbooks(self.folder / "survey", rules, self.names)

    @cached_property
    def givens(self) -> Figures:
        """The figures from outside of the workbooks and of `project.toml`. Raises `Refused` with each in both."""
        cells, stated = self.surveyed.givens, self.settings.givens
        refuse(CANNOT_USE, list(stated_twice(cells, stated, FILE)))
        return {**stated, **{key: one.figure for key, one in cells.items()}}

    @property
    def checked_givens(self) -> Figures:
        """The same figures, as they can be scored.

        Raises:
            Refused: With each that stands twice, belongs to no node or unit, or lies beyond its marks.
        """
        cells, stated = self.surveyed.givens, self.settings.givens
        refuse(CANNOT_USE, [*stated_twice(cells, stated, FILE), *wrong_figures(self.merged, cells, stated, FILE)])
        return self.givens

    def strays(self) -> Iterator[TristandardError]:
        """Yield what `project.toml` names that is not there, but its rules: the office, earlier results, nodes."""
        for path in self.settings.before:
            yield from self.read_before(path, lambda path: content_of(path, None))[1]
        with suppress(TristandardError):  # without rules no office and no node is known
            yield from self._no_office()
            yield from strange_figures(self._rules, self.settings.givens, FILE)

    def misnamed(self) -> Iterator[TristandardError]:
        """Yield what is wrong with the rules, the names and whatever else `project.toml` names."""
        yield from failures(lambda: self._rules, lambda: self.names)
        yield from self.strays()

    @property
    def names(self) -> Names:
        """What the office calls sheets, heads and values."""
        return load_names(self.folder / self.settings.names) if self.settings.names else Names()

    @cached_property
    def merged(self) -> MergedRules:
        """The merged rules, with the areas and units of the workbooks."""
        return merge(self.surveyed.rules)

    @cached_property
    def received(self) -> tuple[Delivery, ...]:
        """The latest delivery of each office."""
        return latest_deliveries(self.folder / "received", self.merged)

    @cached_property
    def plan(self) -> Plan:
        """What is measured, at the sites of the workbooks and of what was handed over."""
        sites = {site.code: site for one in self.received if one.handover for site in one.handover.sites}
        known = {site.code for site in self.surveyed.sites}
        more = [site for code, site in sites.items() if code not in known]
        return plan(self.merged, [*self.surveyed.sites, *more], self.settings.period)

    @property
    def own(self) -> tuple[str, ...]:
        """The assessments of this office: the one that `project.toml` names, or all."""
        office = self.office
        return (office,) if office else tuple(one.code for one in self.merged.rule_set.assessments)

    def printed(self, results: Results) -> Results:
        """Return results as they are printed here: where an office is named, those of its own assessment alone, for it
        does not have what others measured.
        """
        own = {code: cards for code, cards in results.scored.items() if code in self.own}
        return results if own.keys() == results.scored.keys() else evolve(results, scored=own)

    def office_name(self, code: str) -> Told:
        """Return what the office of an assessment is called."""
        known = self.merged.rule_set.assessments
        found = next((one for one in known if one.code == code), None)
        return tell_office(found) if found else Told(code, code)

    def observations(self) -> Iterator[Observation]:
        """Yield what is reported in workbooks and checklists, and what was handed over."""
        yield from self.surveyed.observations
        yield from filled_checklists(self.surveyed.checklists, self.plan)
        for one in self.received:
            yield from delivered(one)

    def register(self) -> Register:
        """Return the register of all that is reported.

        Raises:
            NotDone: When there is no site.
            Refused: With every mistake in what is reported.
        """
        found = list(self.observations())
        if not self.plan.sites:
            raise NotDone(_NO_SITES)
        self.tell(_REGISTER)
        try:
            return register(self.plan, found)
        except Refused as problem:
            raise self.placed(problem, found) from None

    def placed(self, problem: Refused, reported: Iterable[Observation]) -> Refused:
        """Return why reports are not registered, each mistake at the rows of the workbooks that report it; where all
        are of another period that is told once.
        """
        listed, once = list(reported), list[TristandardError]()
        days = sorted(one.made for one in listed if not host_of(one.source))
        if len(days) > 1 and not any(day in self.plan.period for day in days):
            why = _NONE_OF_PERIOD(count=len(days), first=str(days[0]), last=str(days[-1]), period=str(self.plan.period))
            once = [BadInput(FILE, under("period"), NotDone(why))]
        others = (one for one in problem.reasons if not isinstance(one, BadObservation) or one.kind is not Unfit.DAY)
        reasons = tuple(others) if once else problem.reasons
        found = at_their_rows(problem.derive(reasons), self.rows(), listed, self.plan).reasons if reasons else ()
        return problem.derive([*once, *found])

    def rows(self) -> Rows:
        """Return the rows of the workbooks and checklists by what they report; they are read again for that."""
        return Rows.of(rows_of(self.folder / "survey", self.surveyed, self.names, self.plan))

    @cached_property
    def earlier(self) -> tuple[Results, ...]:
        """The results of earlier periods that `before` names. Raises `Refused` with every mistake in them."""
        merged = self.merged
        found = [self.read_before(path, lambda path: load_earlier(path, merged)) for path in self.settings.before]
        refuse(_BEFORE, [problem for _, problems in found for problem in problems])
        return tuple(results for results, _ in found if results is not None)

    def read_before(self, path: str, read: Callable[[Path], _Read]) -> tuple[_Read | None, list[TristandardError]]:
        """Return what is read of a file that `before` names, or what is wrong with it."""
        try:
            return read(self.folder / path), []
        except TristandardError as problem:
            return None, [BadInput(FILE, under("before"), one) for one in problem.reasons]
