"""The workbooks of a project's `survey/`: read together, those with areas, units and sites first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, refuse
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.codec.survey import load_observations
from tristandard.desk.entries import Entry
from tristandard.desk.filled import load_checklist, read_checklist
from tristandard.desk.given import GivenCell, Key, given_twice
from tristandard.desk.kinds import AREAS, SITES, UNITS
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.names import Names
from tristandard.desk.sheets import sheet_names
from tristandard.desk.survey import nothing_rests_on, read_so_far, read_survey
from tristandard.desk.vocabulary import ABOUT, TOLD
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

#: What the name of a marked copy ends in, before its ending: it is not read.
MARKED = f"-{TOLD}"
#: So many sites are told.
_TOLD = 6
_SAME_SITES = Sentence(
    "点位 {sites} 在 {before} 里也声明了；一个点位只写在一份工作簿里，是副本的请移出 survey 文件夹",
    "{before} declares {sites} too; declare each in one workbook, and move a copy out of survey/",
)
#: What a survey is refused as.
CANNOT_LOAD = Told("测评数据不能读入", "the survey cannot be loaded")


@final
@frozen
class Surveyed:
    """What the workbooks of a project hold.

    Attributes:
        rules: The rule set with the areas and units of the workbooks.
        sites: Those of 点位表.
        observations: Those of 问题清单, 测评记录, 宽表, and of files of JSON.
        checklists: The checklists that inspectors filled in, to be read under a plan.
        givens: The figures from outside of 给定数据, each in its cell.
        remarks: What is to be known of cells that were read.
    """

    rules: RuleSet
    sites: tuple[Site, ...] = ()
    observations: tuple[Observation, ...] = ()
    checklists: tuple[Path, ...] = ()
    givens: Mapping[Key, GivenCell] = field(factory=dict)
    remarks: tuple[BadCell, ...] = ()


def survey_files(folder: Path) -> list[Path]:
    """Return the workbooks and the files of JSON in a folder, in the order of their names; no marked copies, nor what
    a program keeps beside an open workbook.
    """
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in found
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".json")
        and not path.name.startswith(("~$", "."))
        and not path.stem.endswith(MARKED)
    ]


def load_workbooks(folder: Path, rules: RuleSet, names: Names) -> Surveyed:
    """Load a survey from all files of a folder.

    Raises:
        Refused: With every mistake of every workbook; nothing is half loaded. Where areas, units or sites are wrong,
            what rests on them is not looked at yet.
    """
    found, problems = read_workbooks(folder, rules, names)
    refuse(CANNOT_LOAD, problems)
    return found


def read_workbooks(folder: Path, rules: RuleSet, names: Names) -> tuple[Surveyed, list[TristandardError]]:
    """Return what can be read of all files of a folder, and every mistake in those that report what was seen.

    Raises:
        Refused: With every mistake of the areas, units and sites, on which all else rests.
    """
    bases, others, checklists = list[Path](), list[Path](), list[Path]()
    problems = list[TristandardError]()
    for path in survey_files(folder):
        try:
            sheets = {name.strip() for name in sheet_names(path)} if _is_book(path) else set[str]()
        except TristandardError as problem:
            problems.append(problem)
            continue
        place = checklists if ABOUT in sheets else bases if sheets & _based(names) else others
        place.append(path)
    sites, observations, declared = list[Site](), list[Observation](), dict[str, str]()
    givens, remarks = dict[Key, GivenCell](), list[BadCell]()
    for paths in (bases, others):
        if not all(isinstance(one, BadCell) and nothing_rests_on(one.sheet, names) for one in problems):
            refuse(CANNOT_LOAD, problems)
        for path in paths:
            try:
                if not _is_book(path):
                    observations += load_observations(path, rules)
                    continue
                read, wrong = read_so_far(path, rules, names=names, sites=sites)
                problems += wrong
                survey, rules = read.survey, read.survey.rules
                problems += given_twice(read.givens, givens)
                givens |= read.givens
                remarks += read.remarks
                problems += _twice(path.name, survey.sites, declared)
                sites += survey.sites
                observations += survey.observations
            except TristandardError as problem:
                problems += problem.reasons
    found = Surveyed(rules, tuple(sites), tuple(observations), tuple(checklists), givens, tuple(remarks))
    return found, problems


def _twice(file: str, sites: tuple[Site, ...], declared: dict[str, str]) -> Iterator[BadCell]:
    """Yield, for each workbook read before, that it has some of the same sites; `declared` holds where each stands."""
    same = defaultdict[str, list[str]](list)
    for site in sites:
        if (before := declared.setdefault(site.code, file)) != file:
            same[before].append(site.code)
    for before, codes in same.items():
        told = [*codes[:_TOLD], *(["…"] if len(codes) > _TOLD else [])]
        yield BadCell(file, SITES, 0, 0, NotRead(_SAME_SITES(before=before, sites=told)))


def rows_of(folder: Path, surveyed: Surveyed, names: Names, plan: Plan) -> Iterator[tuple[str, Entry]]:
    """Yield the rows of all workbooks and checklists that report what was seen, each with the name of its workbook;
    they are read again, for whoever has to say where something stands.
    """
    for path in surveyed.checklists:
        yield from ((path.name, row) for row in read_checklist(path, plan)[1])
    for path in survey_files(folder):
        if _is_book(path) and path not in surveyed.checklists:
            rows = read_survey(path, surveyed.rules, names=names, sites=surveyed.sites).rows
            yield from ((path.name, row) for row in rows)


def filled_checklists(paths: tuple[Path, ...], plan: Plan) -> tuple[Observation, ...]:
    """Return what inspectors filled in. Raises `Refused` with every mistake of every checklist."""
    observations, problems = list[Observation](), list[TristandardError]()
    for path in paths:
        try:
            observations += load_checklist(path, plan)
        except TristandardError as problem:
            problems += problem.reasons
    refuse(CANNOT_LOAD, problems)
    return tuple(observations)


def _is_book(path: Path) -> bool:
    return path.suffix.lower() != ".json"


def _based(names: Names) -> set[str]:
    """Return the names of sheets on which others rest."""
    return {name for kind in (AREAS, UNITS, SITES) for name in (kind, *names.of(kind).sheets)}
