"""The folder of what is printed of an edition: all of it takes the place of what was there, or nothing does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from shutil import copytree, rmtree

from tristandard.basics.errors import GIVE_ONE_OF, BadValue, all_of, said, wanted
from tristandard.basics.language import NOTHING_SAID
from tristandard.codec.files import is_full, reason_of
from tristandard.desk.mistakes import NotDone
from tristandard.desk.printing import WRITERS, Printing
from tristandard.desk.project import Project
from tristandard.desk.written import PRINTED
from tristandard.scoring.results import Results
from tristandard.words.sentence import Sentence, Told

_A_KIND = Told("可以写出的内容", "a kind of output")
_OF_THE_PROJECT = Sentence(
    "本项目的结果（{period}，规则 {rules} {version}）", "results of this project ({period}, rules {rules} {version})"
)
_GIVE_ITS_OWN = Told("请给 project.results() 或 project.score()", "give project.results() or project.score()")
_NOT_REPLACED = Sentence(
    "{folder} 不能替换，里面的内容没有变；请先关闭打开的文件，再试一次（{reason}）",
    "{folder} cannot be replaced, and is as it was; close the files in it that are open, and try again ({reason})",
)
_NO_ROOM = Sentence(
    "{folder} 没有写出，里面的内容没有变：磁盘已满，请腾出空间，再试一次（{reason}）",
    "{folder} is as it was: the disk is full; make room, and try again ({reason})",
)


def edition_folder(project: Project, results: Results, language: str) -> Path:
    """Return the folder of what is printed of an edition."""
    return project.out / PRINTED(edition=results.edition).text(language)


def write_report(
    project: Project, results: Results, kinds: Iterable[str], *, language: str = "zh", whole: bool = False
) -> tuple[Path, ...]:
    """Write what is printed of an edition, and return the paths.

    It is made in a folder beside, which takes the place of the old one once all is there. What a person changed in the
    old one is kept below 改过的.

    Args:
        project: Whose folder it is; of its own assessments alone.
        results: The edition.
        kinds: What is written, as `write` of `project.toml` names it.
        language: Of names of files, heads and letters, "zh" or "en".
        whole: Whether what was printed before and is not written now is removed; else it stays beside.

    Raises:
        NotDone: When the folder cannot be replaced, or another program writes for long.
        BadValue: For a kind that is not written; for results of another period, or under other rules, than those of
            the project.
        BadInput: When a file cannot be written.
    """
    wanted(project, Project)
    wanted(results, Results)
    said(NOTHING_SAID, language)  # refuses any other language
    asked = all_of(kinds, str)
    if strange := [kind for kind in asked if kind not in WRITERS]:
        raise BadValue(strange[0], _A_KIND, GIVE_ONE_OF(known=list(WRITERS)))
    period, rules, theirs = project.settings.period, project.merged.rule_set, results.rules
    if (str(results.period), theirs.digest) != (str(period), rules.digest):
        told = " ".join((str(results.period), theirs.code, theirs.version))
        expected = _OF_THE_PROJECT(period=str(period), rules=rules.code, version=rules.version)
        raise BadValue(told, expected, _GIVE_ITS_OWN)
    with project.kept.alone(project.tell):
        return _written(project, results, asked, language, whole=whole)


def _written(
    project: Project, results: Results, asked: Iterable[str], language: str, *, whole: bool
) -> tuple[Path, ...]:
    """Write what is printed, while no other program writes."""
    folder = edition_folder(project, results, language)
    beside, old = folder.with_name(f".{folder.name}-new"), folder.with_name(f".{folder.name}-old")
    try:
        if old.is_dir() and not folder.is_dir():  # an earlier run was stopped between the two
            old.rename(folder)
        rmtree(beside, ignore_errors=True)
        if folder.is_dir() and not whole:
            copytree(folder, beside)
        at = Printing(project, results, beside, language)
        written = [path for kind in asked for path in WRITERS[kind](at)]
        if beside.is_dir():
            project.kept.rescue(folder, beside, language)
            _put(beside, folder, old)
    except OSError as error:
        why = _NO_ROOM if is_full(error) else _NOT_REPLACED
        raise NotDone(why(folder=str(folder), reason=reason_of(error))) from None
    finally:
        rmtree(beside, ignore_errors=True)
    paths = tuple(folder / path.relative_to(beside) if path.is_relative_to(beside) else path for path in written)
    project.kept.note(paths)
    return paths


def _put(new: Path, folder: Path, old: Path) -> None:
    """Put a folder in the place of another, which stays where that cannot be done."""
    rmtree(old, ignore_errors=True)
    if not folder.is_dir():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    rmtree(old, ignore_errors=True)
