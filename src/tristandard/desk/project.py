"""A project folder: rules, survey and results of one period, as an office keeps them.

`project.toml` says which period and rules, and whose it is. `rules/` holds a rule set, where it is none that comes
along; `survey/` workbooks; `received/` what other offices handed over; `out/` results, a file for each edition, and
what is printed of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import final

from attrs import define

from tristandard.basics.errors import BadValue, Refused, TristandardError, refuse
from tristandard.codec.bad_input import BadInput, under
from tristandard.codec.files import is_there, path_of
from tristandard.codec.results import write_results
from tristandard.desk.also_wrong import also_wrong
from tristandard.desk.correcting import unfollowed
from tristandard.desk.delivery import source_of
from tristandard.desk.inputs import CANNOT_USE, Inputs, quiet
from tristandard.desk.kept import Kept
from tristandard.desk.mistakes import NOT_LOADED, NotDone, failures
from tristandard.desk.settings import FILE, read_settings
from tristandard.desk.trial import Trial
from tristandard.desk.written import Written
from tristandard.proof.certificate import Certificate, certify
from tristandard.scoring.carrying import carried
from tristandard.scoring.edition import editions
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.history import history
from tristandard.survey.register import Register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Sentence, Told

_NO_PROJECT = Sentence(
    "{folder} 里没有 {file}，不是测评项目；请先运行 tristandard new，或用 --project 指明项目文件夹",
    "{folder} holds no {file}, so it is no project; run tristandard new first, or name the folder with --project",
)
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
_DOES_NOT_FOLLOW = Sentence("不能更正第 {edition} 版", "edition {edition} cannot be corrected so")
_SCORING, _LOADING = Told("计分", "scoring"), Told("读入结果并重算", "loading the results and making them again")


@final
@define(frozen=True, slots=False)
class Project(Inputs):
    """A project folder: what it holds, and the editions of its scores."""

    @property
    def out(self) -> Path:
        """Where results are written."""
        return self.folder / "out"

    @property
    def kept(self) -> Kept:
        """Which files of the folder are as they were written, and may be replaced."""
        return Kept(self.folder)

    @property
    def _written(self) -> Written:
        return Written(self.out, self.kept)

    def editions(self) -> tuple[int, ...]:
        """Return the numbers of the editions that are written, in their order."""
        return self._written.editions()

    def results(self, edition: int | None = None) -> Results:
        """Return an edition of the results, the last where none is named; it is made again from its observations.

        Raises:
            NotDone: When there is none.
            BadInput: When its file does not follow from its own inputs, or is of other rules.
        """
        number, merged = self._written.number(edition), self.merged
        self.tell(_LOADING)
        return self._written.results(number, merged)

    def score(self, *, again: bool = False) -> Results:
        """Score the period, and write it as edition 1.

        Args:
            again: Whether an edition 1 that nobody has yet may be replaced.

        Raises:
            NotDone: When another edition 1 is written, or a later one; when one is of another period, or was handed
                over; when another program writes for long.
            Refused: With every mistake of the survey.
        """
        with self.kept.alone(self.tell):
            return self._score(again=again)

    def _score(self, *, again: bool) -> Results:
        known = self.editions()
        if known and known[-1] > 1:
            raise NotDone(_CORRECTED(edition=known[-1]))
        self._written.check_period(str(self.settings.period))
        made = self._tried()[1]
        if known and self._first_digest(again=again) != made.digest:
            if not again:
                raise NotDone(_SCORED(edition=1))
            self._written.drop_printed()
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
        self._written.check_period(str(self.settings.period))
        held, made = self._tried()
        if not self.editions():
            return Trial(held, made)
        before = self.results()
        wrong = tuple(self._unfollowed(before, held))
        if before.edition > 1 or self._written.handed_over():
            refuse(_DOES_NOT_FOLLOW(edition=before.edition), wrong)
        return Trial(held, made, before, wrong)

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
        return self._written.printed_folders(edition)

    def correct(self, reason: str) -> Results:
        """Score what is reported now as the next edition, and write it beside the others.

        The scores are those of a first edition of what is reported now; what is published is only compared with it.

        Raises:
            NotDone: When nothing is scored yet; when another edition was written while this one waited to be.
            Refused: When what is published vanished, or was changed without a higher 版次.
            BadValue: When nothing is reported otherwise, or no reason is given.
        """
        known = self.editions()
        with self.kept.alone(self.tell):
            self._written.check_last(known[-1:])
            self._written.check_period(str(self.settings.period))
            before, held = self.results(), self.register()
            refuse(_DOES_NOT_FOLLOW(edition=before.edition), self._unfollowed(before, held))
            made = self._scored(held, before, reason)
            self._written.check_last(known[-1:])  # where the folder cannot be held
            write_results(made, self.results_path(made.edition))
        return made

    def _unfollowed(self, before: Results, held: Register) -> Iterator[TristandardError]:
        """Yield what is published in an edition and is reported otherwise now without a higher 版次."""
        held_editions = {source_of(one): one.edition for one in self.received}
        return unfollowed(before.ledger.register, held, held_editions, self.rows)

    def every(self) -> tuple[Results, ...]:
        """Return all editions in their order, each made again from its observations.

        Raises:
            NotDone: When there is none.
            BadInput: When a file does not follow from its own inputs, or is of other rules.
        """
        return tuple(self.results(number) for number in self.editions()) or (self.results(),)

    def certify(self, edition: int | None = None) -> Certificate:
        """Return the certificate of an edition, the last where none is named, once all follow on each other."""
        number = self._written.number(edition)
        return certify(next(one for one in editions(self.every()) if one.edition == number))

    def results_path(self, edition: int) -> Path:
        """Return where an edition is written."""
        return self._written.results_path(edition)

    def certificate_path(self, edition: int) -> Path:
        """Return where the certificate of an edition is written."""
        return self._written.certificate_path(edition)

    def _tried(self) -> tuple[Register, Results]:
        """Return what is reported, and its scores as of a first edition. Raises `Refused` with all that is wrong."""
        try:
            _ = self.merged
        except TristandardError as error:  # then earlier results cannot be read, but may be missing
            known = {str(one) for one in error.reasons}
            problems = [one for one in also_wrong(self) if str(one) not in known]
            refuse(CANNOT_USE, [*problems, *error.reasons] if problems else [])
            raise
        problems = list(failures(lambda: self.earlier, lambda: self.checked_givens))
        try:
            held = self.register()
        except TristandardError as problem:
            refuse(CANNOT_USE, [*problems, *problem.reasons] if problems else [])
            raise
        refuse(CANNOT_USE, problems)
        return held, self._scored(held)

    def _scored(self, held: Register, before: Results | None = None, reason: str = "") -> Results:
        self.tell(_SCORING)
        earlier, givens = self.earlier, self.checked_givens
        try:
            found, down = history([one.ledger.register for one in earlier], held.plan.period), carried(earlier)
        except BadValue as problem:  # the earlier results are no periods before this one, each once
            raise BadInput(FILE, under("before"), problem) from None
        ledger = share(held, history=found)
        try:
            return score(ledger, givens=givens, carried=down, supersedes=before, reason=reason)
        except Refused as problem:  # what the earlier results carry is wrong
            raise problem.derive([BadInput(FILE, under("before"), one) for one in problem.reasons]) from None


def load_project(folder: str | Path = ".", *, tell: Callable[[Told], object] = quiet) -> Project:
    """Open a project folder.

    Args:
        folder: The one that holds `project.toml`.
        tell: Is told what is being done before each step that may take long.

    Raises:
        NotDone: When there is no `project.toml`.
        Refused: With everything in it that is not as it should be, and then with what it names that is not there.
    """
    path = path_of(folder)
    if not is_there(path / FILE):
        raise NotDone(_NO_PROJECT(folder=str(path), file=FILE))
    settings, problems = read_settings(path / FILE)
    if problems and settings is not None:
        problems += Inputs(path, settings, tell).misnamed()
    refuse(NOT_LOADED(file=FILE), problems)
    assert settings is not None
    return Project(path, settings, tell)
