"""A project folder: rules, survey and results of one period, as an office keeps them.

`project.toml` says which period and rules, and whose it is. `rules/` holds a rule set, where it is none that comes
along; `survey/` workbooks; `received/` what other offices handed over; `out/` results, a file for each edition, and
what is printed of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import TypeVar, final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import Refused, TristandardError, refuse
from tristandard.basics.outcome import Observation
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.files import content_of, path_of
from tristandard.codec.folder import load_ruleset
from tristandard.codec.results import load_results, write_results
from tristandard.codec.toml_json import read_json
from tristandard.desk.correcting import unfollowed
from tristandard.desk.delivery import Delivery, delivered, latest_deliveries, source_of
from tristandard.desk.given import in_their_cells, stated_twice
from tristandard.desk.kept import Kept
from tristandard.desk.labels import assessments_of
from tristandard.desk.mistakes import NotDone
from tristandard.desk.names import Names, load_names
from tristandard.desk.reported import Rows, at_their_rows
from tristandard.desk.rules_in import load_rules
from tristandard.desk.settings import FILE, Settings, load_settings
from tristandard.desk.workbooks import Surveyed, filled_checklists, load_workbooks, rows_of
from tristandard.merging.merged import MergedRules, merge
from tristandard.proof.certificate import Certificate, certify
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import tell_office
from tristandard.scoring.edition import carried, editions
from tristandard.scoring.figures import Figures
from tristandard.scoring.scorecard import Results, score
from tristandard.survey.ledger import history, share
from tristandard.survey.plan import Plan, plan
from tristandard.survey.register import Register, register
from tristandard.words.sentence import Sentence, Told

_Read = TypeVar("_Read")
_EDITION = re.compile(r"results-([1-9][0-9]{0,8})\.json")
_NO_PROJECT = Sentence(
    "{folder} 里没有 {file}，不是测评项目；请先运行 tristandard new，或用 --project 指明项目文件夹",
    "{folder} holds no {file}, so it is no project; run tristandard new first, or name the folder with --project",
)
_NOT_SCORED = Told("还没有计分；请先运行 tristandard score", "nothing is scored yet; run tristandard score first")
_NO_EDITION = Sentence("没有第 {edition} 版；现有的是 {known}", "there is no edition {edition}; there are {known}")
_SCORED = Sentence(
    "第 {edition} 版已经写出，内容与这次不同；还没有公布的，请加 --again 重新计分；已经公布的，"
    "请用 tristandard correct 更正",
    "edition {edition} is written already, of other inputs; where nobody has it yet, score it --again; where it is "
    "published, correct it with tristandard correct",
)
_CORRECTED = Sentence(
    "已经更正到第 {edition} 版，不能再改第 1 版；请用 tristandard correct",
    "it is corrected up to edition {edition}, so the first stands; use tristandard correct",
)
_NO_SITES = Told(
    "没有点位，没有可以计分的；请在 survey/ 的工作簿里填点位表和测评记录（文件名以“-问题”结尾的副本不读入）",
    "there is no site, and nothing to score; fill in the sheets 点位表 and 测评记录 of a workbook in survey/ (copies "
    "whose name ends in -问题 are not read)",
)
_DOES_NOT_FOLLOW = Sentence("不能更正第 {edition} 版", "edition {edition} cannot be corrected so")
_OTHER_PERIOD = Sentence(
    "out/ 里是 {theirs} 的结果，{file} 写的是 {ours}；新的一期请另建项目（tristandard new），往期结果写在它的 before "
    "里；期间写错了的，请改回去，或先把 out/ 移走",
    "out/ holds results of {theirs}, and {file} says {ours}; make a project for another period (tristandard new), and "
    "name the earlier results under before; where the period is a mistake, mend it, or move out/ away",
)
_HANDED_OVER = Sentence(
    "第 1 版已经写成移交件（{folder}），不能重新计分；对方已收到的，请用 tristandard correct 更正；"
    "没有送出的，请先删去这个文件夹",
    "edition 1 is written as a handover ({folder}), so it is not replaced; where another office has it, use "
    "tristandard correct; where it was not sent, delete that folder first",
)
_NOT_REMOVED = Sentence(
    "{path} 不能删去，没有重新计分；请先关闭打开的文件，再试一次",
    "{path} cannot be removed, and nothing was scored; close it where it is open, and try again",
)
#: The folder of what is printed of an edition.
PRINTED = Sentence("第{edition}版", "edition-{edition}")
#: How the pages that compare are called.
_COMPARISONS = Told("对照*.html", "comparison*.html")
_NO_ASSESSMENT = Sentence(
    "规则里没有测评“{office}”；可用的是 {known}", "{office!r} is no assessment of the rules; there are {known}"
)
_CANNOT = Told("这个项目不能用", "the project cannot be used")
_BEFORE = Told("往期结果不能用", "the earlier results cannot be used")
_RULES, _SURVEY, _REGISTER, _SCORING, _LOADING = (
    Told("读入规则", "loading the rules"), Told("读入测评数据", "loading the survey"), Told("登记", "registering"),
    Told("计分", "scoring"), Told("读入结果并重新核算", "loading the results and making them again"),
)  # fmt: skip


def _quiet(_: Told) -> None:
    """Tell nobody."""


@final
@define(frozen=True, slots=False)
class Project:
    """A project folder, of which each part is loaded when it is first asked for.

    Attributes:
        folder: Where it stands.
        settings: What `project.toml` says.
        tell: Is told what is being done before each step that may take long.
    """

    folder: Path
    settings: Settings
    tell: Callable[[Told], object] = field(default=_quiet, repr=False, eq=False)

    @property
    def out(self) -> Path:
        """Where results are written."""
        return self.folder / "out"

    @property
    def kept(self) -> Kept:
        """Which files of the folder are as they were written, and may be replaced."""
        return Kept(self.folder)

    @cached_property
    def base(self) -> RuleSet:
        """The rule set of the project, without what its workbooks add.

        Raises:
            BadInput: When it is not there.
            Refused: With every mistake in it.
        """
        self.tell(_RULES)
        named = self.settings.rules
        path = self.folder / named
        if path.suffix.lower() == ".xlsx":
            rules = load_rules(path)
            rules = rules.varied(self.settings.variant) if self.settings.variant else rules
        else:
            source = path if path.is_dir() else named
            rules = load_ruleset(source, variant=self.settings.variant, on=self.settings.period.start)
        office, labels = self.settings.office, assessments_of(rules)
        codes = [one.code for one in rules.assessments]
        if office and labels.code(office) not in codes:
            wrong = NotDone(_NO_ASSESSMENT(office=office, known=list(map(labels.told, codes))))
            refuse(_CANNOT, [BadInput(FILE, under("office"), wrong)])
        return rules

    @property
    def office(self) -> str:
        """The assessment whose office this is, by its code; "" where one office does all."""
        named = self.settings.office
        return assessments_of(self.base).code(named) if named else ""

    @cached_property
    def surveyed(self) -> Surveyed:
        """What the workbooks hold. Raises `Refused` with every mistake in them."""
        rules = self.base
        self.tell(_SURVEY)
        return load_workbooks(self.folder / "survey", rules, self._names)

    @cached_property
    def givens(self) -> Figures:
        """The figures from outside of the workbooks and of `project.toml`.

        Raises:
            Refused: With each that stands in both.
        """
        cells, stated = self.surveyed.givens, self.settings.givens
        refuse(_CANNOT, list(stated_twice(cells, stated, FILE)))
        return {**stated, **{key: one.figure for key, one in cells.items()}}

    @property
    def _names(self) -> Names:
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
        """Return why reports are not registered, each mistake at the rows of the workbooks that report it."""
        return at_their_rows(problem, self._rows(), reported, self.plan)

    def editions(self) -> tuple[int, ...]:
        """Return the numbers of the editions that are written, in their order."""
        names = [path.name for path in self.out.iterdir()] if self.out.is_dir() else []
        return tuple(sorted(int(found[1]) for name in names if (found := _EDITION.fullmatch(name))))

    def results(self, edition: int | None = None) -> Results:
        """Return an edition of the results, the last where none is named; it is made again from its observations.

        Raises:
            NotDone: When there is none.
            BadInput: When its file does not follow from its own inputs, or is of other rules.
        """
        known = self.editions()
        if not known:
            raise NotDone(_NOT_SCORED)
        number = known[-1] if edition is None else edition
        if number not in known:
            raise NotDone(_NO_EDITION(edition=number, known=[str(one) for one in known]))
        merged = self.merged
        self.tell(_LOADING)
        return load_results(self.results_path(number), merged)

    def score(self, *, again: bool = False) -> Results:
        """Score the period, and write it as edition 1.

        Args:
            again: Whether an edition 1 that nobody has yet may be replaced.

        Raises:
            NotDone: When another edition 1 is written, or a later one; when one is of another period, or was handed
                over.
            Refused: With every mistake of the survey.
        """
        known = self.editions()
        if known and known[-1] > 1:
            raise NotDone(_CORRECTED(edition=known[-1]))
        self._check_period()
        made = self._tried()[1]
        if known and self._first_digest(again=again) != made.digest:
            if not again:
                raise NotDone(_SCORED(edition=1))
            self._drop_printed()
        write_results(made, self.results_path(1))
        return made

    def trial(self) -> Trial:
        """Score what is reported now, and write nothing: whatever `score`, or once an edition is written `correct`,
        would refuse is refused.

        Raises:
            NotDone: When there is no site, or the editions are of another period.
            Refused: With every mistake of the survey, of the earlier results and of the figures from outside; once more
                than one edition is written, or one was handed over, when something published does not stay.
        """
        self._check_period()
        held, made = self._tried()
        if not self.editions():
            return Trial(held, made)
        before = self.results()
        wrong = tuple(self._unfollowed(before, held))
        if before.edition > 1 or self._handed_over():
            refuse(_DOES_NOT_FOLLOW(edition=before.edition), wrong)
        return Trial(held, made, before, wrong)

    def _check_period(self) -> None:
        """Refuse editions that are of another period than `project.toml` says."""
        if self.editions() and (period := self._scored_period()) != str(self.settings.period):
            raise NotDone(_OTHER_PERIOD(theirs=period, ours=str(self.settings.period), file=FILE))

    def _scored_period(self) -> str:
        """Return the period that the first written edition says, as text."""
        table = read_json(self.results_path(self.editions()[0]), limit=None)
        identity = table.get("identity") if isinstance(table, dict) else None
        return str(identity.get("period", "")) if isinstance(identity, dict) else ""

    def _first_digest(self, *, again: bool) -> str:
        """Return the digest of edition 1; "" where it is to be replaced and was made under other rules."""
        try:
            return self.results(1).digest
        except TristandardError:
            if not again:
                raise
            return ""

    def printed_folders(self, edition: int) -> tuple[Path, ...]:
        """Return where an edition is printed, in either language."""
        return tuple(self.out / name for name in PRINTED(edition=edition))

    def _drop_printed(self) -> None:
        """Remove what was printed of edition 1, which is to be replaced.

        Raises:
            NotDone: When it was handed over, or cannot be removed.
        """
        if self._handed_over():
            raise NotDone(_HANDED_OVER(folder=str(self.out / "handover")))
        pages = [path for name in _COMPARISONS for path in self.out.glob(name)]
        try:
            for path in (self.certificate_path(1), *pages):
                path.unlink(missing_ok=True)
            for folder, language in zip(self.printed_folders(1), ("zh", "en"), strict=True):
                if folder.is_dir():
                    self._drop(folder, language)
        except OSError as error:
            raise NotDone(_NOT_REMOVED(path=str(error.filename))) from None

    def _handed_over(self) -> bool:
        return any((self.out / "handover").glob("*.json"))

    def _drop(self, folder: Path, language: str) -> None:
        """Remove a folder of what was printed, but for what a person changed in it."""
        left = folder.with_name(f".{folder.name}-left")
        rmtree(left, ignore_errors=True)
        self.kept.rescue(folder, left, language)
        rmtree(folder)
        if left.is_dir():
            left.rename(folder)

    def correct(self, reason: str) -> Results:
        """Score what is reported now as the next edition, and write it beside the others.

        The scores are those of a first edition of what is reported now; what is published is only compared with it.

        Raises:
            NotDone: When nothing is scored yet.
            Refused: When what is published vanished, or was changed without a higher 版次.
            BadValue: When nothing is reported otherwise, or no reason is given.
        """
        self._check_period()
        before, held = self.results(), self.register()
        refuse(_DOES_NOT_FOLLOW(edition=before.edition), self._unfollowed(before, held))
        made = self._scored(held, self._earlier, before, reason)
        write_results(made, self.results_path(made.edition))
        return made

    def _unfollowed(self, before: Results, held: Register) -> Iterator[TristandardError]:
        """Yield what is published in an edition and is reported otherwise now without a higher 版次."""
        sources = {source_of(one) for one in self.received}
        return unfollowed(before.ledger.register, held, sources, self._rows)

    def _rows(self) -> Rows:
        """Return the rows of the workbooks by what they report; they are read again for that."""
        return Rows.of(rows_of(self.folder / "survey", self.surveyed, self._names))

    def every(self) -> tuple[Results, ...]:
        """Return all editions in their order, each made again from its observations.

        Raises:
            NotDone: When there is none.
            BadInput: When a file does not follow from its own inputs, or is of other rules.
        """
        return tuple(self.results(number) for number in self.editions()) or (self.results(),)

    def certify(self, edition: int | None = None) -> Certificate:
        """Return the certificate of an edition, the last where none is named, once all follow on each other."""
        every = editions(self.every())
        found = every[-1] if edition is None else next((one for one in every if one.edition == edition), None)
        return certify(found or self.results(edition))

    def results_path(self, edition: int) -> Path:
        """Return where an edition is written."""
        return self.out / f"results-{edition}.json"

    def certificate_path(self, edition: int) -> Path:
        """Return where the certificate of an edition is written."""
        return self.out / f"certificate-{edition}.json"

    @cached_property
    def _earlier(self) -> tuple[Results, ...]:
        """The results of earlier periods that `before` names. Raises `Refused` with every mistake in them."""
        merged = self.merged
        found = [self._read_before(path, lambda path: load_results(path, merged)) for path in self.settings.before]
        refuse(_BEFORE, [problem for _, problems in found for problem in problems])
        return tuple(results for results, _ in found if results is not None)

    def _read_before(
        self, path: str, read: Callable[[Path], _Read]
    ) -> tuple[_Read | None, list[TristandardError]]:
        """Return what is read of a file that `before` names, or what is wrong with it."""
        try:
            return read(self.folder / path), []
        except TristandardError as problem:
            return None, [BadInput(FILE, under("before"), one) for one in problem.reasons]

    def _tried(self) -> tuple[Register, Results]:
        """Return what is reported, and its scores as of a first edition. Raises `Refused` with all that is wrong."""
        problems, earlier = list[TristandardError](), tuple[Results, ...]()
        try:
            _ = self.merged
        except TristandardError as error:  # then earlier results cannot be read, but may be missing
            for path in self.settings.before:
                problems += self._read_before(path, lambda path: content_of(path, None))[1]
            refuse(_CANNOT, [*problems, *error.reasons] if problems else [])
            raise
        try:
            earlier = self._earlier
        except Refused as problem:
            problems += problem.reasons
        try:
            held = self.register()
        except TristandardError as problem:
            refuse(_CANNOT, [*problems, *problem.reasons] if problems else [])
            raise
        refuse(_CANNOT, problems)
        return held, self._scored(held, earlier)

    def _scored(
        self, held: Register, earlier: Sequence[Results], before: Results | None = None, reason: str = ""
    ) -> Results:
        self.tell(_SCORING)
        ledger = share(held, history=history([one.ledger.register for one in earlier], held.plan.period))
        givens, key = self.givens, "givens" if self.settings.givens else "before"
        try:
            return score(ledger, givens=givens, carried=carried(earlier), supersedes=before, reason=reason)
        except Refused as problem:  # what workbooks or `project.toml` give is wrong
            if cells := in_their_cells(problem, ledger, self.surveyed.givens, self.settings.givens):
                raise problem.derive(cells) from None
            raise problem.derive([BadInput(FILE, under(key), one) for one in problem.reasons]) from None


@final
@frozen
class Trial:
    """What scoring a project now would come to.

    Attributes:
        register: What is reported.
        results: The scores of it, as a first edition.
        published: The last edition that is written; None where none is.
        unfollowed: What `correct` would refuse to change in that; where nobody has it yet, it may be scored again.
    """

    register: Register
    results: Results
    published: Results | None = None
    unfollowed: tuple[TristandardError, ...] = ()


def load_project(folder: str | Path = ".", *, tell: Callable[[Told], object] = _quiet) -> Project:
    """Open a project folder.

    Args:
        folder: The one that holds `project.toml`.
        tell: Is told what is being done before each step that may take long.

    Raises:
        NotDone: When there is no `project.toml`.
        Refused: With everything in it that is not as it should be.
    """
    path = path_of(folder)
    if not (path / FILE).is_file():
        raise NotDone(_NO_PROJECT(folder=str(path), file=FILE))
    return Project(path, load_settings(path / FILE), tell)
