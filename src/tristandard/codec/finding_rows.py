"""A row of a table of findings, read as a finding and the report that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, final

from attrs import evolve, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.order import key_of
from tristandard.basics.outcome import Measured, Observation, found_later
from tristandard.codec.bad_input import Position, in_row
from tristandard.codec.cells import pieces
from tristandard.codec.events import read_events
from tristandard.codec.reader import Reader
from tristandard.codec.survey import HAS_IT_TOO
from tristandard.codec.survey_words import counted, declared
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

NEEDED = ("source", "id", "site", "indicator")
STAGES = tuple(stage.value for stage in Stage)

#: The columns that are as the keys of an observation, and of a finding.
_OF_REPORT = ("source", "revision", "site", "indicator", "visit", "external")
_OF_FINDING = ("id", "unit", "place", "circumstances", "evidence")

#: Stands for the day of a report that has none, or whose day found cannot be read, which is told by itself.
_UNREAD = "2000-01-01"


@final
@frozen
class FindingRow:
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
class FindingRows:
    """What the rules say of indicators and measures, and what reads a row."""

    rules: RuleSet
    reader: Reader
    file: str

    def measure(self, row: Mapping[str, str]) -> str:
        """Return the measure of a finding: the one that the row names, or the sole one that its indicator counts."""
        if code := row["measure"]:
            counted(self.rules.measures_by_code[declared("measure", code, self.rules.measures_by_code)])
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

    def take(self, line: int, row: Mapping[str, str]) -> FindingRow | None:
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
        return finding and FindingRow(line, report, row["made"], finding)

    def _check_visit(self, row: Mapping[str, str], where: Position) -> None:
        """Note a row that names neither a visit nor a report."""
        if not row["visit"] and not row["report"]:
            self.reader.note(self.file, where.inside("visit"), BadValue("", _THE_VISIT, _NAME_THE_VISIT))

    def _days(self, row: Mapping[str, str], where: Position) -> dict[str, list[Event] | None]:
        """Return the events of each stage, None where a cell cannot be read; a row without any day is noted."""
        days = {stage: self._happened(row[stage], Stage(stage), where.inside(stage)) for stage in STAGES}
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
        head: dict[str, Any] = {column: row[column] for column in _OF_REPORT if row[column] or column in NEEDED}
        head["id"] = row["report"] or key_of(*(row[column] for column in ("visit", "site", "indicator", "id")))
        head["made"] = row["made"] or next((str(event.day) for event in found), _UNREAD)
        told = {**head, "outcome": {"measured": {}}}
        report: Observation | None = self.reader.take(told, Observation, self.file, where)
        return report

    def _happened(self, cell: str, stage: Stage, where: Position) -> list[Event] | None:
        """Return the events of one stage, or None where the cell cannot be read."""
        return self.reader.made(lambda: read_events(stage, cell, self._day), cell, self.file, where)

    def _day(self, text: str) -> date:
        day: date = self.reader.convert.structure(text, date)
        return day

    def together(self, rows: Sequence[FindingRow]) -> Observation | None:
        """Return the observation of some rows; made on the day they say, or on the last on which one was found."""
        first, made = rows[0], {row.made for row in rows if row.made}
        for row in rows[1:]:
            if evolve(row.report, made=first.report.made) != first.report or len(made) > 1:
                remedy = _SAME_REPORT(where=in_row(first.line).told)
                told = BadValue(row.report.id, _A_REPORT_OF_ITS_OWN, remedy)
                self.reader.note(self.file, in_row(row.line), told)
                return None
        day = next((row.report.made for row in rows if row.made), max(row.report.made for row in rows))
        wrong = [*_repeated(rows), *_found_later(rows, day)]
        for row, column, problem in wrong:
            self.reader.note(self.file, in_row(row.line).inside(column), problem)
        return None if wrong else evolve(first.report, made=day, outcome=Measured((), [row.finding for row in rows]))


#: What is wrong with a row, and in which column.
_Wrong = tuple[FindingRow, str, BadValue]


def _repeated(rows: Sequence[FindingRow]) -> Iterator[_Wrong]:
    """Yield each row whose finding has the id of another of the same report."""
    lines: dict[str, int] = {}
    for row in rows:
        if lines.setdefault(row.finding.id, row.line) != row.line:
            remedy = HAS_IT_TOO(where=in_row(lines[row.finding.id]).told)
            yield row, "id", BadValue(row.finding.id, _AN_ID_OF_ITS_OWN, remedy)


def _found_later(rows: Sequence[FindingRow], day: date) -> Iterator[_Wrong]:
    """Yield each row whose finding was found after the day of its report."""
    for row in rows:
        if (problem := found_later(row.finding, day)) is not None:
            yield row, "found", problem
