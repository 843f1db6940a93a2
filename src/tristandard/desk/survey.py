"""A survey from workbooks as people have them: 点位表, 单位表, 问题清单, 测评记录, and wide tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, final

from attrs import field, frozen

from tristandard.basics.errors import Refused, TristandardError, all_of, refuse, wanted
from tristandard.basics.nouns import KIND_OF_UNIT, noun
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.codec.findings import load_findings
from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units
from tristandard.codec.undeclared import Undeclared
from tristandard.desk.entries import Entries, Entry
from tristandard.desk.given import GivenCell, Key, read_givens
from tristandard.desk.grid import Sheet, Workbook
from tristandard.desk.heads import lists_mistakes
from tristandard.desk.in_sheet import in_sheet
from tristandard.desk.kinds import AREAS, FINDINGS, GIVENS, KINDS, RECORDS, SITES, UNITS, WIDE, SurveyKind
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import NOT_LOADED, BadCell, NotRead
from tristandard.desk.names import Names, load_names
from tristandard.desk.sheets import read_workbook
from tristandard.desk.survey_rows import read_rows, unrepeated
from tristandard.desk.vocabulary import REMARKS
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.figures import Figures
from tristandard.words.sentence import Sentence

_UNKNOWN = Sentence(
    "不知道“{sheet}”是什么表；可用的是 {known}；不用的表请改名为“{remarks}…”，或写进对应文件的 ignore",
    "the sheet {sheet} is not known; there are {known}; call one that is not read {remarks}…, or name it in the "
    "mapping file under ignore",
)


@final
@frozen
class Survey:
    """What the workbooks of a survey hold.

    Attributes:
        rules: The rule set with the areas and units of the workbook.
        areas: Those of 区域表.
        units: Those of 单位表.
        sites: Those of 点位表.
        observations: Those of 问题清单, 测评记录 and 宽表.
        givens: The figures from outside of 给定数据, as `score` takes them.
    """

    rules: RuleSet
    areas: tuple[Term, ...] = ()
    units: tuple[Unit, ...] = ()
    sites: tuple[Site, ...] = ()
    observations: tuple[Observation, ...] = ()
    givens: Figures = field(factory=dict, hash=False)


def load_survey(
    path: str | Path, rules: RuleSet, *, names: Names | str | Path | None = None, sites: Iterable[Site] = ()
) -> Survey:
    """Load a survey from a workbook with any of the sheets 区域表, 单位表, 点位表, 问题清单, 测评记录, 宽表, 给定数据.

    A label stands for its code where it is unique: of an indicator among those that hold at the site. A percent cell is
    a percent and a date cell a day; rows of totals and empty rows are passed over. Hidden rows and columns are read.

    Args:
        path: Of the workbook.
        rules: The rule set; areas and units of the workbook are added to it.
        names: A city's own names for sheets, heads and values: from `load_names`, or the path of its file.
        sites: Those that stand in another workbook.

    Raises:
        BadInput: When a file is missing or cannot be read.
        BadCell: When it is no workbook, encrypted, an .xls, or has macros.
        Refused: With every mistake, as `BadCell`; nothing is half loaded.
    """
    return read_survey(path, rules, names=names, sites=sites).survey


@final
@frozen
class Read:
    """A survey that was read of a workbook.

    Attributes:
        survey: What it holds.
        rows: The rows that report what was seen.
        givens: The figures from outside, each in its cell.
        remarks: What is to be known of cells that were read.
    """

    survey: Survey
    rows: list[Entry]
    givens: Mapping[Key, GivenCell]
    remarks: tuple[BadCell, ...] = ()


def read_survey(
    path: str | Path, rules: RuleSet, *, names: Names | str | Path | None = None, sites: Iterable[Site] = ()
) -> Read:
    """Return a survey as `load_survey` does, with where in the workbook it stands."""
    found, problems = read_so_far(path, rules, names=names, sites=sites)
    refuse(NOT_LOADED(file=Path(path).name), problems)
    return found


def read_so_far(
    path: str | Path, rules: RuleSet, *, names: Names | str | Path | None = None, sites: Iterable[Site] = ()
) -> tuple[Read, list[BadCell]]:
    """Return what can be read of a workbook, and every mistake in it."""
    wanted(rules, RuleSet)
    own = names if isinstance(names, Names) else Names() if names is None else load_names(names)
    book = read_workbook(path)
    reading = Entries(book.name, own)
    known = Known(rules, {site.code: site for site in all_of(sites, Site)})
    sheets = _sheets(book, reading)
    extended, areas, units, broken = _subjects(reading, sheets, known)
    known = Known(extended, known.sites)
    places = _load(reading, sheets[SITES], KINDS[SITES], known, lambda rows: load_sites(rows, extended), broken)
    known = Known(extended, {**known.sites, **{site.code: site for site in places}}, bool(reading.problems))
    observations, rows = list[Observation](), list[Entry]()
    for kind, load in ((FINDINGS, load_findings), (RECORDS, load_observations), (WIDE, load_observations)):
        entries = [entry for sheet in sheets[kind] for entry in read_rows(reading, sheet, KINDS[kind], known)]
        entries = unrepeated(reading, entries)
        observations += _taken(reading, entries, _read(extended, load), known, broken)
        rows += entries
    figures = [entry for sheet in sheets[GIVENS] for entry in read_rows(reading, sheet, KINDS[GIVENS], known)]
    givens = read_givens(reading, figures, known)
    told = {key: one.figure for key, one in givens.items()}
    survey = Survey(extended, areas, units, places, tuple(observations), told)
    return Read(survey, rows, givens, tuple(reading.remarks)), reading.problems


def nothing_rests_on(sheet: str, names: Names) -> bool:
    """Return whether a sheet says what was seen or given: no other is read by it."""
    return any(_is(sheet, kind, names) for kind in (FINDINGS, RECORDS, WIDE, GIVENS))


def _read(rules: RuleSet, load: Callable[..., tuple[Any, ...]]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda rows: load(rows, rules)


def _sheets(book: Workbook, reading: Entries) -> dict[str, list[Sheet]]:
    """Return the sheets by their kind; what is none is noted."""
    found: dict[str, list[Sheet]] = {kind: [] for kind in KINDS}
    for sheet in book.sheets:
        kind = next((kind for kind in KINDS if _is(sheet.name, kind, reading.names)), None)
        if kind is not None:
            found[kind].append(sheet)
        elif sheet.rows and not (
            sheet.name in reading.names.ignore or sheet.name.startswith(REMARKS) or lists_mistakes(sheet)
        ):
            why = _UNKNOWN(sheet=sheet.name, known=list(KINDS), remarks=REMARKS)
            reading.note(sheet.name, 0, 0, NotRead(why))
    return found


def _is(sheet: str, kind: str, names: Names) -> bool:
    return sheet.strip() == kind or sheet in names.of(kind).sheets or (kind == WIDE and sheet.startswith(WIDE))


def _load(
    reading: Entries,
    sheets: Sequence[Sheet],
    kind: SurveyKind,
    known: Known,
    load: Callable[[Any], tuple[Any, ...]],
    broken: bool = False,
) -> tuple[Any, ...]:
    """Return what the sheets of one kind hold."""
    entries = [entry for sheet in sheets for entry in read_rows(reading, sheet, kind, known)]
    return _taken(reading, entries, load, known, broken)


def _taken(
    reading: Entries, entries: list[Entry], load: Callable[[Any], tuple[Any, ...]], known: Known, broken: bool
) -> tuple[Any, ...]:
    """Return what rows hold; where the library refuses some, which is noted, what the rows hold that are right."""
    try:
        return load([entry.cells for entry in entries]) if entries else ()
    except Refused as message:
        reading.take(message, entries, known, broken)
    wrong = {(one.sheet, one.row) for one in reading.problems}
    right = [entry.cells for entry in entries if (entry.sheet, entry.row) not in wrong]
    try:
        return load(right)
    except Refused:
        return ()


def _note_parents(reading: Entries, rows: list[Entry], declared: Iterable[str], kind: str, known: Known) -> None:
    """Note each area or unit of a parent that is not declared, at its cell."""
    codes = {*declared, *(row.cells.get("code", "") for row in rows)}
    for row in rows:
        parent, cell = row.cells.get("parent", ""), (row.sheet, row.row, row.columns.get("parent", 0))
        if parent and parent not in codes:
            reading.note(*cell, in_sheet(Undeclared(noun(kind), parent, ()), "parent", row, rows, known))


def _note_kinds(reading: Entries, rows: list[Entry], kinds: tuple[str, ...], known: Known) -> None:
    """Note each unit of a kind that is not declared, at its cell, where nothing is noted yet."""
    told = {(one.sheet, one.row, one.column) for one in reading.problems}
    for row in rows:
        kind, cell = row.cells.get("kind", ""), (row.sheet, row.row, row.columns.get("kind", 0))
        if kind and kind not in kinds and cell not in told:
            reading.note(*cell, in_sheet(Undeclared(KIND_OF_UNIT, kind, kinds), "kind", row, rows, known))


def _subjects(
    reading: Entries, sheets: dict[str, list[Sheet]], known: Known
) -> tuple[RuleSet, tuple[Term, ...], tuple[Unit, ...], bool]:
    """Return the rule set with the areas and units of a workbook, these, and whether some of them are wrong."""
    before = len(reading.problems)
    listed = [entry for sheet in sheets[AREAS] for entry in read_rows(reading, sheet, KINDS[AREAS], known)]
    areas = _taken(reading, listed, load_areas, known, broken=False)
    rows = [entry for sheet in sheets[UNITS] for entry in read_rows(reading, sheet, KINDS[UNITS], known)]
    rules = known.rules
    kinds = tuple(kind.code for kind in rules.kinds)
    _note_kinds(reading, rows, kinds, known)
    units = _taken(reading, rows, load_units, known, broken=False)
    if any(unit.kind not in kinds for unit in units if unit not in rules.units.terms):
        return rules, areas, units, True
    sound = len(reading.problems)
    _note_parents(reading, listed, (term.code for term in rules.areas), "area", known)
    _note_parents(reading, rows, (unit.code for unit in rules.units), "unit", known)
    if len(reading.problems) == sound:
        rules = _extended(reading, sheets, rules, areas, units)
    return rules, areas, units, len(reading.problems) > before


def _extended(
    reading: Entries, sheets: dict[str, list[Sheet]], rules: RuleSet, areas: Iterable[Term], units: Iterable[Unit]
) -> RuleSet:
    """Return the rule set with areas and units; what does not fit is noted at the sheet that has it."""
    more: Mapping[str, dict[str, Any]] = {
        AREAS: {"areas": [area for area in areas if area not in rules.areas.terms]},
        UNITS: {"units": [unit for unit in units if unit not in rules.units.terms]},
    }
    for kind, own in more.items():
        try:
            rules = rules.extended(**own)
        except TristandardError as problem:
            reading.note(next((sheet.name for sheet in sheets[kind]), ""), 0, 0, problem)
    return rules
