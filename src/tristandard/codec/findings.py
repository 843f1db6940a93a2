"""Findings in and out as a table: a row for each problem that was found.

A row tells one finding and the report that it stands in. Rows of one source that name one `report`
are one observation; a row that names none is a report by itself, within the visit that it names.
What happened to a finding stands in a column for each stage, as days: "2026-05-14; 2026-05-20", and
where somebody said why, "2026-05-20 市城管局: 属实".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from io import TextIOBase
from pathlib import Path

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.event import Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.points import plain
from tristandard.codec.bad_input import NOWHERE, BadInput, bad
from tristandard.codec.cells import show_pairs
from tristandard.codec.csv_table import CANNOT_BE_WRITTEN, csv_text
from tristandard.codec.events import Day, reads_back, show_event
from tristandard.codec.files import SURVEY_LIMIT, path_of
from tristandard.codec.finding_rows import NEEDED, STAGES, FindingRow, FindingRows
from tristandard.codec.reader import Reader
from tristandard.codec.sources import RowSource, read_table_of, rows_from
from tristandard.codec.survey import CANNOT_BE_LOADED
from tristandard.codec.survey_converter import converter_of
from tristandard.codec.survey_out import CANNOT_BE_LOADED_AGAIN, TWO_DIFFER
from tristandard.codec.survey_tables import A_CODE_OF_ITS_OWN
from tristandard.codec.target import Writable, target_of
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words
from tristandard.words.sentence import Sentence, Told

_MORE = (
    "report",
    "revision",
    "visit",
    "made",
    "external",
    "measure",
    "unit",
    "place",
    "at",
    "circumstances",
    "evidence",
    *STAGES,
)
#: The columns of a table of findings: those needed, and those that may be there.
COLUMNS = (NEEDED, _MORE)
_OR_TO_JSON = Sentence(
    "{remedy}；也可以用 write_observations 把这份报告写到扩展名为 .json 的文件",
    "{remedy}, or write the report with write_observations to a path that ends in .json",
)

#: A report by its source, its id there and its revision.
_Key = tuple[str, str, int]


def load_findings(
    source: RowSource, rules: RuleSet, *, encoding: str | None = None, limit: int = SURVEY_LIMIT
) -> tuple[Observation, ...]:
    """Load findings from a table, a row for each problem, as the observations that report them.

    Columns source, id, site, indicator; and as far as they are there report, revision, visit, made,
    external, measure, unit, place, at ("35" or "12; 30.5"), circumstances ("channel=media"),
    evidence, and the days of its life: found, notified, due, rectified, sent_back, verified,
    appealed, upheld, struck.

    Args:
        source: A path that ends in .csv, an open text file of a table, or an iterable of mappings, a row each.
        rules: The rule set whose indicators, measures, units and circumstances the findings name.
        encoding: As for `load_sites`.
        limit: The largest file that is read, in bytes.

    Raises:
        Refused: With every mistake of the file.
    """
    wanted(rules, RuleSet)
    path = rows_from(source, limit)
    if isinstance(path, Path):
        _table_alone(path)
    table = read_table_of(path, NEEDED, _MORE, limit=limit, encoding=encoding)
    reader = Reader(converter_of(rules))
    words = FindingRows(rules, reader, table.name)
    found: defaultdict[_Key, list[FindingRow]] = defaultdict(list)
    for line, cells in table.rows:
        if row := words.take(line, cells):
            found[row.report.source, row.report.id, row.report.revision].append(row)
        if reader.full:
            break
    reports = [words.together(rows) for rows in found.values()]
    for problem in table.problems:
        reader.gather(problem)
    refuse(CANNOT_BE_LOADED(name=table.name), reader.problems)
    return tuple(report for report in reports if report is not None)


def write_findings(observations: Iterable[Observation], path: Writable, rules: RuleSet) -> None:
    """Write observations that hold findings as a table, so that they load equal under the rules given.

    Raises:
        Refused: With every observation that a table of findings cannot hold: one without findings, with
            values that are none, or in words that the rules do not declare.
    """
    given = sorted(all_of(observations, Observation), key=_key)
    wanted(rules, RuleSet)
    if not isinstance(path, TextIOBase):
        _table_alone(path_of(path))
    target = target_of(path, (".csv",))
    convert, words = converter_of(rules), Words(rules)
    found: dict[_Key, Observation] = {}
    rows: list[dict[str, str]] = []
    problems: list[TristandardError] = []
    for report in given:
        if known := found.get(_key(report)):
            if known != report:
                problems.append(bad(target.name, NOWHERE, _key(report), A_CODE_OF_ITS_OWN, TWO_DIFFER))
            continue
        found[_key(report)] = report
        try:
            refuse(CANNOT_BE_LOADED_AGAIN, words.unknown(report))
            rows += _rows(report, lambda text: convert.structure(text, date))
        except TristandardError as problem:
            where = f"{report.source} {report.id}"
            problems += [BadInput(target.name, Told(where, where), reason) for reason in problem.reasons]
    refuse(CANNOT_BE_WRITTEN(name=target.name), problems)
    target.write(csv_text(target.name, (*NEEDED, *_MORE), rows))


_A_TABLE_OF_FINDINGS = Told("问题的表格", "a table of findings")
_CSV_ALONE = Told(
    "请给出扩展名为 .csv 的文件；带有问题的测评记录用 load_observations、write_observations 按 JSON 读写",
    "give a path that ends in .csv; observations with their findings are read and written as JSON "
    "by load_observations and write_observations",
)


def _table_alone(path: Path) -> None:
    if path.suffix != ".csv":
        raise bad(path.name, NOWHERE, path.suffix, _A_TABLE_OF_FINDINGS, _CSV_ALONE)


def _key(report: Observation) -> _Key:
    return report.source, report.id, report.revision


_HELD_REPORT = Told("问题表装得下的报告", "a report that a table of findings holds")
_WITHOUT_FINDINGS = Told(
    "它没有问题，请用 write_observations 写出", "write it with write_observations: it has no findings"
)
_MEASURES_FOUND = Told("由问题说明的测量项目列表", "a list of measures that were told by findings")
_NO_VALUES = Told("请不写这些测量值", "leave these values out")
_LEAVE_VALUES_OUT = _OR_TO_JSON(remedy=_NO_VALUES)


def _rows(report: Observation, day: Day) -> Iterable[dict[str, str]]:
    """Return the rows of an observation, one for each of its findings."""
    findings = report.outcome.findings if isinstance(report.outcome, Measured) else ()
    if not findings:
        raise BadValue(report.outcome.told, _HELD_REPORT, _WITHOUT_FINDINGS)
    if isinstance(report.outcome, Measured) and (
        beside := sorted(dict(report.outcome.values).keys() - {finding.measure for finding in findings})
    ):
        raise BadValue(beside, _MEASURES_FOUND, _LEAVE_VALUES_OUT)
    head = {
        "source": report.source, "report": report.id, "revision": str(report.revision), "site": report.site,
        "indicator": report.indicator, "made": str(report.made), "visit": report.visit,
        "external": show_pairs(report.external),
    }  # fmt: skip
    return [{**head, **_cells(finding, day)} for finding in findings]


_AS_REPORTED = Told("原样上报的问题", "a finding as it was reported")
_NO_COUNTS = Told("请不写它算几处，那由登记得出", "leave out what it counts, which the register says")
_LEAVE_COUNTS_OUT = _OR_TO_JSON(remedy=_NO_COUNTS)
_LIFE_IN_A_CELL = Sentence("一格装得下的问题 {finding!r} 的经过", "a life of finding {finding!r} that a cell can hold")
_NO_MARKS = Told(
    "请去掉“;”、文字首尾的空格和机关名称中的“:”", 'take out ";" and blanks around words, and ":" of the authority'
)
_TAKE_MARKS_OUT = _OR_TO_JSON(remedy=_NO_MARKS)


def _cells(finding: Finding, day: Day) -> dict[str, str]:
    if finding.counts != Fraction(1) or finding.note != ("", ""):
        raise BadValue(finding.id, _AS_REPORTED, _LEAVE_COUNTS_OUT)
    cells = {
        "id": finding.id, "measure": finding.measure, "unit": finding.unit or "", "place": finding.place,
        "evidence": finding.evidence, "at": "; ".join(map(plain, finding.at)),
        "circumstances": show_pairs(dict(finding.circumstances)),
    }  # fmt: skip
    for stage in Stage:
        events = [event for event in finding.life if event.stage is stage]
        cell = "; ".join(map(show_event, events))
        if not reads_back(stage, cell, events, day):
            raise BadValue(cell, _LIFE_IN_A_CELL(finding=finding.id), _TAKE_MARKS_OUT)
        cells[stage.value] = cell
    return cells
