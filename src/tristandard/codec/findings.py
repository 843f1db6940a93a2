"""Findings in and out as a table: a row for each problem that was found.

A row tells one finding and the report that it stands in. Rows of one source that name one `report`
are one observation; a row that names none is a report by itself, within the visit that it names.
What happened to a finding stands in a column for each stage, as days: "2026-05-14; 2026-05-20", and
where somebody said why, "2026-05-20 市城管局: 属实".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from io import TextIOBase
from pathlib import Path
from typing import Any, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.finding import Event, Finding, Stage
from tristandard.basics.measure import Measure
from tristandard.basics.order import key_of
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.points import plain
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad, in_row
from tristandard.codec.cells import each, pieces, show_pairs
from tristandard.codec.convert import Reader
from tristandard.codec.csv_table import CANNOT_BE_WRITTEN, csv_text
from tristandard.codec.files import SURVEY_LIMIT, path_of
from tristandard.codec.sources import RowSource, Writable, read_table_of, rows_from, target_of
from tristandard.codec.survey import CANNOT_BE_LOADED, HAS_IT_TOO
from tristandard.codec.survey_out import CANNOT_BE_LOADED_AGAIN, TWO_DIFFER
from tristandard.codec.survey_tables import A_CODE_OF_ITS_OWN
from tristandard.codec.survey_words import converter_of, counted, declared
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words
from tristandard.words.sentence import Sentence, Told

_NEEDED = ("source", "id", "site", "indicator")
_STAGES = tuple(stage.value for stage in Stage)
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
    *_STAGES,
)
#: The columns of a table of findings: those needed, and those that may be there.
COLUMNS = (_NEEDED, _MORE)
#: The columns that are as the keys of an observation, and of a finding.
_OF_REPORT = ("source", "revision", "site", "indicator", "visit", "external")
_OF_FINDING = ("id", "unit", "place", "circumstances", "evidence")
_OR_TO_JSON = Sentence(
    "{remedy}；也可以用 write_observations 把这份报告写到扩展名为 .json 的文件",
    "{remedy}, or write the report with write_observations to a path that ends in .json",
)

#: A report by its source, its id there and its revision.
_Key = tuple[str, str, int]

#: How a day is read.
_Day = Callable[[str], date]
#: Stands for the day of a report that has none, or whose day found cannot be read, which is told by itself.
_UNREAD = "2000-01-01"


@final
@frozen
class _Row:
    """A row: its number, its report as yet without findings, the day that it says it was made, and its finding."""

    line: int
    report: Observation
    made: str
    finding: Finding


_COUNTED_INDICATOR = Told("按处计数的指标", "an indicator that is counted")
_AS_AN_OBSERVATION = Told(
    "请把测量值作为测评记录上报：只有按整数计数的才有问题",
    "report its value as an observation: only what is counted in whole numbers has findings",
)
_MEASURE_FOUND = Sentence("{indicator!r} 所发现问题的测量项目", "the measure that was found, of {indicator!r}")
_WRITE_ONE_OF = Sentence("请写其中之一：{known}", "write one of {known}")
_THE_VISIT = Told("发现问题的那次巡查", "the visit in which it was found")
_NAME_THE_VISIT = Told(
    "请写明是哪次巡查（visit），同一次巡查的问题合并计算；或写明它所在的报告（report）",
    "name it, for the findings of one visit add up; or name the report that it stands in",
)
_DAY_OF_A_REPORT = Told("报告的日期", "the day of a report")
_MADE_OR_FOUND = Told(
    "请在 made 写报告的日期，或在 found 写发现的日期，例如 2026-05-11",
    "write made, the day of the report, or found, that of the finding: 2026-05-11",
)
_A_REPORT_OF_ITS_OWN = Told("不重复的报告", "a report of its own")
_SAME_REPORT = Sentence(
    "{where}的来源、报告、版次与它相同，而点位、指标、巡查、外部编码或日期不同；请改正其中之一",
    "{where} has the same source, report and revision, with another "
    "site, indicator, visit, external or day made; mend one of them",
)
_AN_ID_OF_ITS_OWN = Told("报告内不重复的 id", "an id of its own within its report")


@final
@frozen
class _Words:
    """What the rules say of indicators and measures, and what reads a row."""

    rules: RuleSet
    reader: Reader
    file: str
    measures: Mapping[str, Measure] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "measures", {measure.code: measure for measure in self.rules.measures})

    def measure(self, row: Mapping[str, str]) -> str:
        """Return the measure of a finding: the one that the row names, or the sole one that its indicator counts."""
        if code := row["measure"]:
            counted(self.measures[declared("measure", code, self.measures)])
            return code
        members = [self.rules.indicators[code] for code in row["indicator"].split("+") if code in self.rules.indicators]
        asked = sorted(
            {ask.measure.code for member in members for ask in member.standard.asks if ask.measure.countable}
        )
        if len(asked) == 1 or not members:  # an unknown indicator is told by itself
            return asked[0] if asked else "unknown"
        if not asked:
            raise BadValue(row["indicator"], _COUNTED_INDICATOR, _AS_AN_OBSERVATION)
        raise BadValue("", _MEASURE_FOUND(indicator=row["indicator"]), _WRITE_ONE_OF(known=asked))

    def take(self, line: int, row: Mapping[str, str]) -> _Row | None:
        """Return what a row tells, or None where it has mistakes, which are gathered."""
        where = in_row(line)
        self._check_visit(row, where)
        days = self._days(row, where)
        finding = self._finding(row, where)
        report = self._report(row, days["found"] or (), where)
        if report is None or finding is None or None in days.values():
            return None
        life = [event for events in days.values() for event in events or ()]
        finding = self.reader.made(partial(evolve, finding, life=life), life, self.file, where)
        return finding and _Row(line, report, row["made"], finding)

    def _check_visit(self, row: Mapping[str, str], where: Position) -> None:
        """Note a row that names neither a visit nor a report."""
        if not row["visit"] and not row["report"]:
            self.reader.note(self.file, where.inside("visit"), BadValue("", _THE_VISIT, _NAME_THE_VISIT))

    def _days(self, row: Mapping[str, str], where: Position) -> dict[str, list[Event] | None]:
        """Return the events of each stage, None where a cell cannot be read; a row without any day is noted."""
        days = {stage: self._happened(row[stage], Stage(stage), where.inside(stage)) for stage in _STAGES}
        if not row["made"] and days["found"] == []:
            self.reader.note(self.file, where.inside("made"), BadValue("", _DAY_OF_A_REPORT, _MADE_OR_FOUND))
        return days

    def _finding(self, row: Mapping[str, str], where: Position) -> Finding | None:
        """Return the finding of a row, as yet without its life."""
        at = where.inside("measure")
        measure = self.reader.made(lambda: self.measure(row), row["measure"], self.file, at)
        cells = {column: row[column] for column in _OF_FINDING if row[column] or column == "id"}
        told = {**cells, "at": pieces(row["at"], ";"), "measure": measure or "unknown"}
        finding: Finding | None = self.reader.take(told, Finding, self.file, where)
        return None if measure is None else finding

    def _report(self, row: Mapping[str, str], found: Iterable[Event], where: Position) -> Observation | None:
        """Return the report of a row, as yet without findings."""
        head: dict[str, Any] = {column: row[column] for column in _OF_REPORT if row[column] or column in _NEEDED}
        head["id"] = row["report"] or key_of(*(row[column] for column in ("visit", "site", "indicator", "id")))
        head["made"] = row["made"] or next((str(event.day) for event in found), _UNREAD)
        told = {**head, "outcome": {"measured": {}}}
        report: Observation | None = self.reader.take(told, Observation, self.file, where)
        return report

    def _happened(self, cell: str, stage: Stage, where: Position) -> list[Event] | None:
        """Return the events of one stage, or None where the cell cannot be read."""
        return self.reader.made(lambda: _events(stage, cell, self._day), cell, self.file, where)

    def _day(self, text: str) -> date:
        day: date = self.reader.convert.structure(text, date)
        return day

    def together(self, rows: Sequence[_Row]) -> Observation | None:
        """Return the observation of some rows; made on the day they say, or on the last on which one was found."""
        first, made = rows[0], {row.made for row in rows if row.made}
        for row in rows[1:]:
            if evolve(row.report, made=first.report.made) != first.report or len(made) > 1:
                remedy = _SAME_REPORT(where=in_row(first.line).told)
                told = BadValue(row.report.id, _A_REPORT_OF_ITS_OWN, remedy)
                self.reader.note(self.file, in_row(row.line), told)
                return None
        lines: dict[str, int] = {}
        for row in rows:
            if lines.setdefault(row.finding.id, row.line) != row.line:
                remedy = HAS_IT_TOO(where=in_row(lines[row.finding.id]).told)
                told = BadValue(row.finding.id, _AN_ID_OF_ITS_OWN, remedy)
                self.reader.note(self.file, in_row(row.line).inside("id"), told)
        if len(lines) < len(rows):
            return None
        return evolve(
            first.report, made=max(row.report.made for row in rows), outcome=Measured((), [row.finding for row in rows])
        )


_AN_EVENT = Told("一件事", "an event")
_DAY_THEN_WHO = Told(
    '请先写日期，再写谁说的、为什么："2026-05-20 市城管局: 属实"',
    'write its day, then who said it and why: "2026-05-20 市城管局: 属实"',
)
_FOR_EXAMPLE = Sentence('{remedy}："{day} 市城管局: 属实"', '{remedy}: "{day} 市城管局: 属实"')
#: What an event says of itself that lacks its authority or its reason.
_WITH_A_REASON = Told("写明机关和理由的事项", "an event with its authority and reason")
#: The day of an event, who said it, and why.
_EVENT = re.compile(r"(?P<day>[^\s:：]+)(?:\s+(?P<authority>[^:：]*))?(?:[:：](?P<reason>.*))?", re.DOTALL)


def _events(stage: Stage, cell: str, day: _Day) -> list[Event]:
    """Return what happened by a cell: "2026-05-14; 2026-05-20 市城管局: 属实"."""

    def event(text: str) -> Event:
        found = _EVENT.fullmatch(text)
        if found is None:
            raise BadValue(text, _AN_EVENT, _DAY_THEN_WHO)
        try:
            return Event(stage, day(found["day"]), (found["authority"] or "").strip(), (found["reason"] or "").strip())
        except BadValue as problem:
            if problem.expected[1] != _WITH_A_REASON[1]:
                raise
            raise evolve(problem, value=text, remedy=_FOR_EXAMPLE(remedy=problem.remedy, day=found["day"])) from None

    return each(pieces(cell, ";"), event)


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
    table = read_table_of(path, _NEEDED, _MORE, limit=limit, encoding=encoding)
    reader = Reader(converter_of(rules))
    words = _Words(rules, reader, table.name)
    found: defaultdict[_Key, list[_Row]] = defaultdict(list)
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
            reasons = getattr(problem, "exceptions", [problem])
            problems += [BadInput(target.name, Told(where, where), reason) for reason in reasons]
    refuse(CANNOT_BE_WRITTEN(name=target.name), problems)
    target.write(csv_text(target.name, (*_NEEDED, *_MORE), rows))


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


def _rows(report: Observation, day: _Day) -> Iterable[dict[str, str]]:
    """Return the rows of an observation, one for each of its findings."""
    findings = report.outcome.findings if isinstance(report.outcome, Measured) else ()
    if not findings:
        raise BadValue(str(report.outcome), _HELD_REPORT, _WITHOUT_FINDINGS)
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


def _cells(finding: Finding, day: _Day) -> dict[str, str]:
    if finding.counts != Fraction(1) or finding.note != ("", ""):
        raise BadValue(finding.id, _AS_REPORTED, _LEAVE_COUNTS_OUT)
    cells = {
        "id": finding.id, "measure": finding.measure, "unit": finding.unit or "", "place": finding.place,
        "evidence": finding.evidence, "at": "; ".join(map(plain, finding.at)),
        "circumstances": show_pairs(dict(finding.circumstances)),
    }  # fmt: skip
    for stage in Stage:
        events = [event for event in finding.life if event.stage is stage]
        cell = "; ".join(map(_told, events))
        if not _reads_back(stage, cell, events, day):
            raise BadValue(cell, _LIFE_IN_A_CELL(finding=finding.id), _TAKE_MARKS_OUT)
        cells[stage.value] = cell
    return cells


def _told(event: Event) -> str:
    """Return an event as a cell holds it."""
    return " ".join([str(event.day), *filter(None, [event.authority])]) + (f": {event.reason}" if event.reason else "")


def _reads_back(stage: Stage, cell: str, events: list[Event], day: _Day) -> bool:
    try:
        return _events(stage, cell, day) == events
    except TristandardError:
        return False
