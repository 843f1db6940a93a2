"""Drives in and out: `drives.toml` beside a rule set, and checks of them as a table. All mistakes are told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import TextIOBase
from pathlib import Path
from typing import Any

from attrs import fields
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of, refuse, wanted
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, in_row, under
from tristandard.codec.cattrs_errors import THERE
from tristandard.codec.convert import A_KNOWN_KEY, plain_converter, register, with_code, words_converter
from tristandard.codec.csv_table import CANNOT_BE_WRITTEN, csv_text
from tristandard.codec.files import SURVEY_LIMIT, path_of
from tristandard.codec.given_rows import table_from
from tristandard.codec.meant_folder import folder_of
from tristandard.codec.plain_values import mapped
from tristandard.codec.reader import Reader
from tristandard.codec.rule_files import check_format
from tristandard.codec.rules_converter import converter
from tristandard.codec.sources import RowSource, read_table_of, rows_from
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.codec.target import Writable, target_of
from tristandard.codec.toml_json import read_toml
from tristandard.insight.bad_drive import BadDrive, Mistake
from tristandard.insight.drive import AnnualEntry, CheckKind, Drive, DriveCheck, DriveStage, DriveTask, RedAndBlack
from tristandard.insight.drives import Drives
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

DRIVES = "drives.toml"
#: The sections whose keys are codes, each with its attribute of `Drives` and what stands under a code.
_SECTIONS: Mapping[str, tuple[str, type]] = {
    "stages": ("stage", DriveStage),
    "checks": ("check", CheckKind),
    "drives": ("drive", Drive),
}
_NEEDED = ("id", "day", "kind", "stage", "drive", "task", "unit", "met")
_MORE = ("checked", "by", "note")


_YEAR = Told("请写 year = 2022", "write year = 2022")
_USE_THESE_KEYS = Sentence("请用 {known}", "use {known}")
_KEYS = ("format", "year", "notice_zh", "notice_en", *_SECTIONS)
_OR_LIST_OR_ANNUAL = Sentence("{known}、list 或 annual", "{known}, list or annual")


_A_CODE_OR = Told("编码、路径或一张表", "a code, a path, or a table")


def _table_of(source: Mapping[str, Any] | str | Path) -> tuple[str, dict[str, Any]]:
    """Return what `drives.toml` holds, wherever it comes from, and what it is called in messages."""
    if isinstance(source, Mapping):
        return "drives", table_from("drives", source)
    path = path_of(source, _A_CODE_OR)
    if path.suffix != ".toml":
        path = folder_of(source) / DRIVES
    return path.name, read_toml(path)


def load_drives(source: Mapping[str, Any] | str | Path, rules: RuleSet) -> Drives:
    """Load the drives of a year: by the code of the rule set that they come with, from its folder, from a file of
    your own, or from its table.

    Args:
        source: A code, or the path of a folder that holds `drives.toml`, or of a file ending in .toml; or a mapping
            with the keys of that file, its days as dates or as text.
        rules: The rule set whose indicators, units, assessments and clauses they name.

    Raises:
        BadInput: When there is no such file.
        Refused: With every mistake of the file.
    """
    wanted(rules, RuleSet)
    name, table = _table_of(source)
    reader = Reader(words_converter())
    clauses = {clause.code: clause for clause in rules.clauses}
    clauses.update(
        {
            clause.code: clause
            for clause in reader.take_keyed(table.pop("clauses", {}), Clause, name, under("clauses"), "clause")
        }
    )
    reader.convert = _converter(rules, clauses)
    check_format(reader, name, table)
    parts: dict[str, Any] = {"rules": rules}
    for section, (called, kind) in _SECTIONS.items():
        parts[section] = reader.take_keyed(table.pop(section, {}), kind, name, under(section), called)
    parts["annual"] = _annual(reader, name, table.pop("annual", {}))
    if "list" in table:
        parts["red_and_black"] = reader.take(table.pop("list"), RedAndBlack, name, under("list"))
    for key in ("year", "notice_zh", "notice_en"):
        if key in table:
            parts[key] = table.pop(key)
    if "year" not in parts:
        reader.note(name, NOWHERE, BadValue("year", THERE, _YEAR))
    remedy = _USE_THESE_KEYS(known=_OR_LIST_OR_ANNUAL(known=list(_KEYS)))
    for key in table:
        reader.note(name, under(key), BadValue(key, A_KNOWN_KEY, remedy))
    found = _made(reader, name, parts)
    refuse(CANNOT_BE_LOADED(name=name), reader.problems)
    assert found is not None
    return found


def _annual(reader: Reader, name: str, raw: object) -> list[AnnualEntry]:
    """Return how much enters the annual score, by assessment."""
    found = []
    for code, entry in (reader.made(lambda: mapped(raw), raw, name, under("annual")) or {}).items():
        told = {"assessment": code, **entry} if isinstance(entry, Mapping) else entry
        if made := reader.take(told, AnnualEntry, name, under("annual", code)):
            found.append(made)
    return found


def _made(reader: Reader, name: str, parts: Mapping[str, Any]) -> Drives | None:
    """Return the drives, or gather every reason why they do not hold together, each at its key."""
    if "year" not in parts:
        return None
    try:
        return Drives(**parts)
    except Refused as refusal:
        for problem in all_of(refusal.exceptions, BadDrive):
            reader.note(name, under(*problem.at), problem)
    except TristandardError as problem:
        reader.note(name, NOWHERE, problem)
    return None


def _converter(rules: RuleSet, clauses: Mapping[str, Clause]) -> Converter:
    """Return a converter that knows the words of drives beside those of their rules."""
    convert = converter(rules.measures_by_code, clauses, rules.paths)

    def keyed(kind: type) -> Callable[[object, object], tuple[Any, ...]]:
        def read(table: object, _: object) -> tuple[Any, ...]:
            rows = {code: with_code(code, raw) for code, raw in mapped(table).items()}
            table_of: Any = dict[str, kind]  # type: ignore[valid-type]
            return tuple(convert.structure(rows, table_of).values())

        return read

    for kind in (DriveStage, CheckKind, DriveTask, RedAndBlack, AnnualEntry):
        register(convert, kind)
    tables = {name: override(struct_hook=keyed(kind)) for name, kind in (("stages", DriveStage), ("tasks", DriveTask))}
    register(convert, Drive, model=override(rename="score"), **tables)
    return convert


def load_checks(
    source: RowSource, drives: Drives, *, encoding: str | None = None, limit: int = SURVEY_LIMIT
) -> tuple[DriveCheck, ...]:
    """Load checks of drives from a table: columns id, day, kind, stage, drive, task, unit, met, checked, by, note.

    Args:
        source: A path that ends in .csv, an open text file of a table, or an iterable of mappings, a row each.
        drives: Whose ways to check, stages, tasks and units the checks name.
        encoding: As for `load_sites`.
        limit: The largest file that is read, in bytes.

    Raises:
        Refused: With every mistake of the file, each with its row and its value; `text("zh")` of each says it in
            Chinese.
    """
    wanted(drives, Drives)
    path = rows_from(source, limit)
    if isinstance(path, Path):
        _table_alone(path)
    table = read_table_of(path, _NEEDED, _MORE, limit=limit, encoding=encoding)
    reader = Reader(plain_converter())
    register(reader.convert, DriveCheck)
    found: list[tuple[int, DriveCheck]] = []
    for line, row in table.rows:
        told = {column: cell for column, cell in row.items() if cell or column in _NEEDED}
        if check := reader.take(told, DriveCheck, table.name, in_row(line)):
            found.append((line, check))
        if reader.full:
            break
    for problem in table.problems:
        reader.gather(problem)
    seen = set[str]()
    for line, check in found:
        if check.id in seen:
            reader.note(table.name, in_row(line).inside("id"), BadDrive(Mistake.TWICE, check.id))
        seen.add(check.id)
        for misfit in drives.misfits([check]):
            reader.note(table.name, in_row(line).inside(misfit.at[-1]), misfit)
    refuse(CANNOT_BE_LOADED(name=table.name), reader.problems)
    return tuple(check for _, check in found)


_IN_COLUMN = Sentence("{check} {column} 列", "{check}, column {column}")


def write_checks(checks: Iterable[DriveCheck], path: Writable, drives: Drives) -> None:
    """Write checks as a table, in the order of day and id, so that they load equal with the drives given.

    Raises:
        Refused: With every check that does not fit the drives.
    """
    given = all_of(checks, DriveCheck)
    wanted(drives, Drives)
    if not isinstance(path, TextIOBase):
        _table_alone(path_of(path))
    target = target_of(path, (".csv",))
    misfits = (
        BadInput(target.name, _IN_COLUMN(check=one.at[1], column=one.at[2]), one) for one in drives.misfits(given)
    )
    refuse(CANNOT_BE_WRITTEN(name=target.name), misfits)
    told = make_dict_unstructure_fn(DriveCheck, words_converter())
    rows = [
        {column: str(cell) for column, cell in told(check).items()}
        for check in sorted(given, key=lambda check: (check.day, check.id))
    ]
    target.write(csv_text(target.name, [attribute.name for attribute in fields(DriveCheck)], rows))


_A_TABLE_OF_CHECKS = Told("督查记录的表格", "a table of checks")
_CSV_ALONE = Told("请给出扩展名为 .csv 的文件", "give a path that ends in .csv")


def _table_alone(path: Path) -> None:
    if path.suffix != ".csv":
        raise bad(path.name, NOWHERE, path.suffix, _A_TABLE_OF_CHECKS, _CSV_ALONE)
