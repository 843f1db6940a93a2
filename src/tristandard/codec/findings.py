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
from tristandard.codec.convert import Reader
from tristandard.codec.files import SURVEY_LIMIT, BadInput, bad, csv_text, path_of
from tristandard.codec.sources import RowSource, Writable, read_table_of, rows_from, target_of
from tristandard.codec.survey import converter_of, counted, declared
from tristandard.codec.text import each, pieces, show_pairs
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words

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
_ELSE = "or write the report with write_observations to a path that ends in .json"

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
            raise BadValue(
                row["indicator"],
                "an indicator that is counted",
                "report its value as an observation: only what is counted in whole numbers has findings",
            )
        raise BadValue("", f"the measure that was found, of {row['indicator']!r}", f"write one of {', '.join(asked)}")

    def take(self, line: int, row: Mapping[str, str]) -> _Row | None:
        """Return what a row tells, or None where it has mistakes, which are gathered."""
        where = f"row {line}, column"
        self._check_visit(row, where)
        days = self._days(row, where)
        finding = self._finding(row, where)
        report = self._report(row, days["found"] or (), where)
        if report is None or finding is None or None in days.values():
            return None
        life = [event for events in days.values() for event in events or ()]
        finding = self.reader.made(partial(evolve, finding, life=life), life, self.file, f"row {line}")
        return finding and _Row(line, report, row["made"], finding)

    def _check_visit(self, row: Mapping[str, str], where: str) -> None:
        """Note a row that names neither a visit nor a report."""
        if not row["visit"] and not row["report"]:
            told = BadValue(
                "",
                "the visit in which it was found",
                "name it, for the findings of one visit add up; or name the report that it stands in",
            )
            self.reader.note(self.file, f"{where} visit", told)

    def _days(self, row: Mapping[str, str], where: str) -> dict[str, list[Event] | None]:
        """Return the events of each stage, None where a cell cannot be read; a row without any day is noted."""
        days = {stage: self._happened(row[stage], Stage(stage), f"{where} {stage}") for stage in _STAGES}
        if not row["made"] and days["found"] == []:
            told = BadValue(
                "",
                "the day of a report",
                "write made, the day of the report, or found, that of the finding: 2026-05-11",
            )
            self.reader.note(self.file, f"{where} made", told)
        return days

    def _finding(self, row: Mapping[str, str], where: str) -> Finding | None:
        """Return the finding of a row, as yet without its life."""
        measure = self.reader.made(lambda: self.measure(row), row["measure"], self.file, f"{where} measure")
        cells = {column: row[column] for column in _OF_FINDING if row[column] or column == "id"}
        told = {**cells, "at": pieces(row["at"], ";"), "measure": measure or "unknown"}
        finding: Finding | None = self.reader.take(told, Finding, self.file, where)
        return None if measure is None else finding

    def _report(self, row: Mapping[str, str], found: Iterable[Event], where: str) -> Observation | None:
        """Return the report of a row, as yet without findings."""
        head: dict[str, Any] = {column: row[column] for column in _OF_REPORT if row[column] or column in _NEEDED}
        head["id"] = row["report"] or key_of(*(row[column] for column in ("visit", "site", "indicator", "id")))
        head["made"] = row["made"] or next((str(event.day) for event in found), _UNREAD)
        told = {**head, "outcome": {"measured": {}}}
        report: Observation | None = self.reader.take(told, Observation, self.file, where)
        return report

    def _happened(self, cell: str, stage: Stage, where: str) -> list[Event] | None:
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
                told = BadValue(
                    row.report.id,
                    "a report of its own",
                    f"row {first.line} has the same source, report and revision, with another "
                    "site, indicator, visit, external or day made; mend one of them",
                )
                self.reader.note(self.file, f"row {row.line}", told)
                return None
        lines: dict[str, int] = {}
        for row in rows:
            if lines.setdefault(row.finding.id, row.line) != row.line:
                self.reader.note(
                    self.file,
                    f"row {row.line}, column id",
                    BadValue(
                        row.finding.id,
                        "an id of its own within its report",
                        f"row {lines[row.finding.id]} has it too; give each its own, or drop one",
                    ),
                )
        if len(lines) < len(rows):
            return None
        return evolve(
            first.report, made=max(row.report.made for row in rows), outcome=Measured((), [row.finding for row in rows])
        )


_SAID = "市城管局: 属实"
#: The day of an event, who said it, and why.
_EVENT = re.compile(r"(?P<day>[^\s:：]+)(?:\s+(?P<authority>[^:：]*))?(?:[:：](?P<reason>.*))?", re.DOTALL)


def _events(stage: Stage, cell: str, day: _Day) -> list[Event]:
    """Return what happened by a cell: "2026-05-14; 2026-05-20 市城管局: 属实"."""

    def event(text: str) -> Event:
        found = _EVENT.fullmatch(text)
        if found is None:
            raise BadValue(text, "an event", f'write its day, then who said it and why: "2026-05-20 {_SAID}"')
        try:
            return Event(stage, day(found["day"]), (found["authority"] or "").strip(), (found["reason"] or "").strip())
        except BadValue as problem:
            if problem.expected[1] != "an event with its authority and reason":
                raise
            raise evolve(problem, value=text, remedy=f'{problem.remedy[1]}: "{found["day"]} {_SAID}"') from None

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
    refuse(f"{table.name} cannot be loaded", reader.problems)
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
                problems.append(
                    bad(
                        target.name,
                        "",
                        _key(report),
                        "a code of its own",
                        "two that differ have it; give each its own, or drop one",
                    )
                )
            continue
        found[_key(report)] = report
        try:
            refuse("it cannot be loaded again", words.unknown(report))
            rows += _rows(report, lambda text: convert.structure(text, date))
        except TristandardError as problem:
            where = f"{report.source} {report.id}"
            problems += [BadInput(target.name, where, reason) for reason in getattr(problem, "exceptions", [problem])]
    refuse(f"{target.name} cannot be written", problems)
    target.write(csv_text(target.name, (*_NEEDED, *_MORE), rows))


def _table_alone(path: Path) -> None:
    if path.suffix != ".csv":
        raise bad(
            path.name,
            "",
            path.suffix,
            "a table of findings",
            "give a path that ends in .csv; observations with their findings are read and written as JSON "
            "by load_observations and write_observations",
        )


def _key(report: Observation) -> _Key:
    return report.source, report.id, report.revision


def _rows(report: Observation, day: _Day) -> Iterable[dict[str, str]]:
    """Return the rows of an observation, one for each of its findings."""
    findings = report.outcome.findings if isinstance(report.outcome, Measured) else ()
    if not findings:
        raise BadValue(
            str(report.outcome),
            "a report that a table of findings holds",
            "write it with write_observations: it has no findings",
        )
    if isinstance(report.outcome, Measured) and (
        beside := sorted(dict(report.outcome.values).keys() - {finding.measure for finding in findings})
    ):
        raise BadValue(beside, "a list of measures that were told by findings", f"leave these values out, {_ELSE}")
    head = {
        "source": report.source, "report": report.id, "revision": str(report.revision), "site": report.site,
        "indicator": report.indicator, "made": str(report.made), "visit": report.visit,
        "external": show_pairs(report.external),
    }  # fmt: skip
    return [{**head, **_cells(finding, day)} for finding in findings]


def _cells(finding: Finding, day: _Day) -> dict[str, str]:
    if finding.counts != Fraction(1) or finding.note != ("", ""):
        raise BadValue(
            finding.id, "a finding as it was reported", f"leave out what it counts, which the register says, {_ELSE}"
        )
    cells = {
        "id": finding.id, "measure": finding.measure, "unit": finding.unit or "", "place": finding.place,
        "evidence": finding.evidence, "at": "; ".join(map(plain, finding.at)),
        "circumstances": show_pairs(dict(finding.circumstances)),
    }  # fmt: skip
    for stage in Stage:
        events = [event for event in finding.life if event.stage is stage]
        cell = "; ".join(map(_told, events))
        if not _reads_back(stage, cell, events, day):
            raise BadValue(
                cell,
                f"a life of finding {finding.id!r} that a cell can hold",
                f'take out ";" and blanks around words, and ":" of the authority, {_ELSE}',
            )
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
