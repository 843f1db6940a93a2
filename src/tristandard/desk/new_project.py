"""A new project folder: an example that runs, or tables to fill in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from shutil import rmtree
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, wanted
from tristandard.basics.fields import is_code
from tristandard.basics.period import Period
from tristandard.codec.available import codes
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.codec.files import content_of, is_there, path_of
from tristandard.codec.folder import load_ruleset, write_ruleset
from tristandard.codec.output import A_WRITABLE_FOLDER, unwritable, write_all
from tristandard.codec.starter import A_NEW_FOLDER, NAME_A_NEW_ONE, starter_ruleset
from tristandard.desk.kinds import AREAS, FINDINGS, KINDS, RECORDS, SITES, UNITS, SurveyColumn
from tristandard.desk.labels import Known, assessments_of
from tristandard.desk.rules_out import write_rules
from tristandard.desk.settings import FILE
from tristandard.desk.vocabulary import EXAMPLE_HEADS, EXAMPLE_HOST, SURVEY_BOOK, SURVEY_NOTES
from tristandard.desk.writing import DROPDOWN, Head, Written, write_sheets
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

STARTER, BUNDLED = "starter", "changzhou-2022"
_EXAMPLES = Path(__file__).parent / "examples"
#: Of which period the example of a rule set is.
_PERIODS: Mapping[str, str] = {STARTER: "2026Q2", BUNDLED: "2022Q3"}
_SHEETS: Mapping[str, str] = {
    AREAS: "areas", UNITS: "units", SITES: "sites", FINDINGS: "problems", RECORDS: "records"
}  # fmt: skip
#: Shares are of units; what of a column is too long to choose from, or stands in the workbook itself.
_AXES, _MANY = {"shares": "unit"}, ("site", "indicator", "measure", "circumstances")
_A_NEW_FILE = Told("还不存在的文件", "a file that is not there yet")
_A_RULE_SET = Told("随库规则集", "a rule set that comes along")
_ONE_OF = Sentence("请写 {known}", "write one of {known}")
_AN_ASSESSMENT = Sentence("规则集 {rules} 的测评", "an assessment of the rule set {rules}")


@final
@frozen
class _Made:
    """What a new project is made of."""

    rules: RuleSet
    example: str
    office: str


def new_project(
    folder: str | Path, *, rules: str = BUNDLED, office: str = "", empty: bool = False, period: str = ""
) -> Path:
    """Write a new project folder, and return its path.

    Args:
        folder: One that is not there yet.
        rules: The code of a rule set that comes along; of "starter" a copy to change is written into `rules/`.
        office: The assessment whose office it is, by its code, its label or that of its office: the example holds what
            it measures alone; "" for all.
        empty: Whether the workbook is to hold no example, but tables to fill in.
        period: Which period; that of the example where it is empty, and with tables to fill in none.

    Raises:
        BadInput: When the folder is there, or cannot be written.
        BadValue: When there is no such rule set or assessment, or no such period.
    """
    target = path_of(folder)
    told = str(Period.parse(period)) if period else ""
    made = _made(rules, office, empty, target)
    if is_there(target):
        raise bad(str(target), NOWHERE, str(target), A_NEW_FOLDER, NAME_A_NEW_ONE)
    try:
        (target / "survey").mkdir(parents=True)
    except (OSError, ValueError) as error:
        raise unwritable(target, A_WRITABLE_FOLDER, error) from None
    try:
        if rules == STARTER:
            write_ruleset(made.rules, target / "rules")
        write_all(target, {FILE: _settings(rules, made, told)})
        write_sheets(target / "survey" / SURVEY_BOOK, list(_sheets(made)))
    except BaseException:
        rmtree(target, ignore_errors=True)
        raise
    return target


def new_rules_workbook(path: str | Path, *, rules: str = STARTER) -> RuleSet:
    """Write a rule set that comes along as a workbook to change, and return it.

    Args:
        path: Of an .xlsx that is not there yet.
        rules: The code of the rule set; "starter" for a small one, under the name of the file where that is a code.

    Raises:
        BadInput: When the file is there, or cannot be written.
        BadValue: When there is no such rule set.
        NotRead: When the extra `desk` is not installed.
    """
    target = path_of(path)
    found = _rules(rules, target.stem)
    if is_there(target):
        raise bad(str(target), NOWHERE, str(target), _A_NEW_FILE, NAME_A_NEW_ONE)
    write_rules(found, target)
    return found


def _rules(rules: str, own: str) -> RuleSet:
    """Return a rule set that comes along, or the starter under a name where that is a code."""
    known = (*codes(), STARTER)
    if rules not in known:
        raise BadValue(rules, _A_RULE_SET, _ONE_OF(known=list(known)))
    return starter_ruleset(own if is_code(own) else "local") if rules == STARTER else load_ruleset(rules)


def _made(rules: str, office: str, empty: bool, target: Path) -> _Made:
    found = _rules(rules, target.absolute().name)
    offices, labels = [one.code for one in found.assessments], assessments_of(found)
    wanted(office, str)
    code = labels.code(office) if office else ""
    if code and code not in offices:
        raise BadValue(office, _AN_ASSESSMENT(rules=rules), _ONE_OF(known=list(map(labels.told, offices))))
    return _Made(found, "" if empty or rules not in _PERIODS else rules, code)


def _settings(rules: str, made: _Made, period: str) -> str:
    """Return what `project.toml` says at first: no period where there is neither one given nor an example."""
    text = content_of(_EXAMPLES / FILE, None).decode()
    office, period = made.office, period or (_PERIODS[rules] if made.example else "")
    text = text.replace("PERIOD", period).replace("RULES", "rules" if rules == STARTER else rules)
    return text.replace('# office = "urban"', f'office = "{office}"', 1) if office else text


def _sheets(made: _Made) -> Iterator[Written]:
    """Yield the sheets of the workbook, in the order in which they are filled in."""
    known = Known(made.rules)
    for kind, name in _SHEETS.items():
        heads, rows = _table(made, name)
        columns, notes = {column.head: column for column in KINDS[kind].columns}, SURVEY_NOTES.get(kind, {})
        shown = heads or [head for head in EXAMPLE_HEADS[kind] if head in columns]
        yield Written(
            kind,
            [
                Head(head, EXAMPLE_HEADS[kind].get(head, 14), notes.get(head, ""), _offered(known, columns[head]))
                for head in shown
            ],
            rows,
        )


def _offered(known: Known, column: SurveyColumn) -> list[str]:
    """Return what the rules declare for a column, where a dropdown holds all of it."""
    labels = known.by_axis.get(_AXES.get(column.names, column.names))
    offered = labels.offered if labels and column.names not in _MANY else []
    return offered if len(",".join(offered)) <= DROPDOWN and not any("," in one for one in offered) else []


def _table(made: _Made, name: str) -> tuple[list[str], list[list[str]]]:
    """Return the heads and the rows of a table of the example: those that the office measures, or all."""
    path = _EXAMPLES / made.example / f"{name}.csv"
    if not made.example or not path.is_file():
        return [], []
    rows = [
        {head: cell for head, cell in row.items() if head != EXAMPLE_HOST}
        for row in csv.DictReader(StringIO(content_of(path, None).decode()))
        if made.office in ("", row.get(EXAMPLE_HOST, made.office))
    ]
    return (list(rows[0]), [list(row.values()) for row in rows]) if rows else ([], [])
