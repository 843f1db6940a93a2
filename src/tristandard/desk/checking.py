"""A project is checked: its rules, its workbooks, and what is reported twice; so are rules by themselves. Faulty
workbooks get a marked copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import Refused, TristandardError, said, wanted
from tristandard.basics.language import NOTHING_SAID
from tristandard.checks.report import Report, check
from tristandard.codec.files import is_there
from tristandard.desk.marked import write_marked
from tristandard.desk.project import Project
from tristandard.desk.rules_in import rules_for
from tristandard.desk.trial import Trial
from tristandard.desk.workbooks import MARKED, survey_files
from tristandard.survey.register import Register
from tristandard.words.sentence import Told

_RULES_WRONG = Told("规则有错，不能融合", "the rules are wrong and cannot be merged")


@final
@frozen
class Checked:
    """What a project was found to be.

    Attributes:
        report: What is to be known of its rules.
        register: What is reported; None where something is wrong.
        problem: What is wrong in its workbooks; None where nothing is.
        copies: The workbooks with the faulty cells marked, each beside its own.
        trial: What scoring it now would come to; None where something is wrong.
        edited: Marked copies in which somebody wrote since; they stay, and are not read.
    """

    report: Report
    register: Register | None = None
    problem: TristandardError | None = None
    copies: tuple[Path, ...] = ()
    edited: tuple[Path, ...] = ()
    trial: Trial | None = None


def check_project(project: Project, *, language: str = "zh") -> Checked:
    """Check the rules and the survey of a project, up to the scores; a faulty workbook gets a marked copy beside it.

    A marked copy of what is mended is removed; one in which somebody wrote stays as it is.

    Args:
        project: The project.
        language: Of the notes in marked copies, "zh" or "en".

    Raises:
        Refused: When the rules are wrong; those of a workbook that cannot be read have a marked copy instead.
    """
    wanted(project, Project)
    said(NOTHING_SAID, language)  # refuses any other language
    try:
        report = check(project.base)
    except TristandardError as error:
        with project.kept.alone(project.tell):
            if not (copies := tuple(_marked_copies(project, error, language))):
                raise
            return Checked(Report((), ()), problem=error, copies=copies, edited=_tidied(project, copies))
    if report.problems:
        raise Refused(_RULES_WRONG, report.problems)
    try:
        trial = project.trial()
    except TristandardError as error:
        with project.kept.alone(project.tell):
            copies = tuple(_marked_copies(project, error, language))
            return Checked(report, problem=error, copies=copies, edited=_tidied(project, copies))
    return Checked(report, trial.register, edited=_tidied(project, ()), trial=trial)


@final
@frozen
class CheckedRules:
    """What a rule set by itself was found to be.

    Attributes:
        report: What is to be settled and to be known; None where it cannot be read.
        problem: What it cannot be read for; None where it can.
        copies: Of a faulty workbook, the one with the cells marked.
    """

    report: Report | None = None
    problem: TristandardError | None = None
    copies: tuple[Path, ...] = ()


def check_rules(source: str, *, language: str = "zh") -> CheckedRules:
    """Check a rule set by itself; a faulty workbook gets a marked copy beside it.

    Args:
        source: Its folder, its workbook, or the code of one that is installed.
        language: Of the notes in a marked copy, "zh" or "en".
    """
    said(NOTHING_SAID, language)  # refuses any other language
    try:
        rules = rules_for(source)
    except TristandardError as error:
        return CheckedRules(problem=error, copies=tuple(marked_beside(Path(source), error, language)))
    return CheckedRules(check(rules))


def marked_beside(path: Path, error: TristandardError, language: str) -> Iterator[Path]:
    """Write a marked copy of a workbook under a name that is free, where it can be copied, and yield its path."""
    copy = next(found for number in count(1) if not is_there(found := _copy_of(path, number)))
    if path.suffix.lower() == ".xlsx" and isinstance(error, Refused):
        with suppress(TristandardError):  # no workbook that can be copied; what is wrong with it is told
            write_marked(path, error, copy, language=language)
            yield copy


def _tidied(project: Project, copies: tuple[Path, ...]) -> tuple[Path, ...]:
    """Remove each marked copy but those just written; return those in which somebody wrote, which stay."""
    found = (path for folder in (project.folder, project.folder / "survey") for path in folder.glob(f"*{MARKED}.xlsx"))
    old = [path for path in sorted(found) if not path.name.startswith(("~$", "."))]
    edited = []
    for path in old:
        if path in copies:
            continue
        if not project.kept.ours(path):
            edited.append(path)
            continue
        with suppress(OSError):  # it is open somewhere; the next check removes it
            path.unlink()
    if old or copies:
        project.kept.note(copies)
    return tuple(edited)


def _marked_copies(project: Project, error: TristandardError, language: str) -> list[Path]:
    """Write a marked copy beside each workbook in which something is wrong, and return their paths."""
    found = [one for one in error.reasons if not isinstance(one, OutOfForce)]  # of the period, and of no workbook
    books = survey_files(project.folder / "survey")
    rules, copies = project.folder / project.settings.rules, list[Path]()
    for path in (*books, *([rules] if is_there(rules) else [])):
        mine = [one for one in found if getattr(one, "file", books[0].name if len(books) == 1 else "") == path.name]
        if not mine or path.suffix.lower() != ".xlsx":
            continue
        copy = project.kept.free(_copy_of(path, 1), partial(_copy_of, path))
        try:
            write_marked(path, Refused(error.told, mine), copy, language=language)
        except TristandardError:
            continue  # no workbook that can be copied; what is wrong with it is told
        copies.append(copy)
    return copies


def _copy_of(path: Path, number: int) -> Path:
    """Return what a marked copy of a workbook is called: the first, or another where somebody wrote in that."""
    return path.with_name(f"{path.stem}{f'-{number}' if number > 1 else ''}{MARKED}.xlsx")
