"""A checklist that was filled in, as observations with their findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.clause import read_date
from tristandard.basics.errors import Refused, refuse, wanted
from tristandard.basics.outcome import Measured, Observation
from tristandard.codec.findings import load_findings
from tristandard.codec.survey import load_observations
from tristandard.desk.cells import day_text, in_units, outcome_cells, value_text
from tristandard.desk.checklist import Check, checks_of
from tristandard.desk.entries import UNKNOWN_HEAD, Entries, Entry
from tristandard.desk.filled_problems import EMPTY, OUTSIDE, Problems
from tristandard.desk.grid import Row, Sheet
from tristandard.desk.heads import headed, lists_mistakes, text_of
from tristandard.desk.kinds import FINDINGS, KINDS
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import NOT_LOADED, BadCell, NotRead
from tristandard.desk.names import Names, SheetNames
from tristandard.desk.sheets import read_workbook
from tristandard.desk.vocabulary import (
    ABOUT,
    CHECK_HEADS,
    DATE,
    INDICATOR_CODE,
    MEASURE_CODE,
    PLAN,
    REMARKS,
    RESULT,
    ROW_DATE,
    SITE_CODE,
    SOURCE,
    VISIT,
)
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_NO_ABOUT = Sentence(
    "没有“{sheet}”表，不是检查表；请用计划生成", "the sheet {sheet} is missing: it is no checklist; make it from a plan"
)
_OTHER_PLAN = Told(
    "这份检查表出自另一份计划；请用与计划相符的检查表",
    "this checklist was made from another plan; use the one of this plan",
)
_NOT_ASKED = Told(
    "计划里没有这个点位的这一项；请勿改动编码", "the plan does not ask this there; leave the codes as they were"
)
_TWICE = Sentence("第 {row} 行已经有这一项；请删去一行", "row {row} has it too; drop one row")
_REST = Sentence("同一项内容的“{measure}”没有填；请填上", "{measure} of the same question is empty; fill it in")
_STATE = Told("同一项内容既写了不适用或未测，又写了结果；请核对", "the same question is both measured and not; mend it")
_COUNT = Sentence(
    "结果是 {text}，{sheet}里却有 {count} 处；请核对", "the result is {text}, but {sheet} has {count}; mend one of them"
)

_NUMBER = re.compile("[0-9]+")

#: A question at a site, by their codes.
_Key = tuple[str, str]


@final
@frozen
class _Line:
    """A row of a checklist that is filled in: its check, and what stands in it."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    check: Check
    value: str
    day: str


@final
@define
class _Filled:
    """What was read of a checklist."""

    plan: Plan
    reading: Entries
    about: Mapping[str, str]
    #: The row of the day in the first sheet.
    day_row: int
    listed: Problems
    known: Known
    checks: dict[tuple[str, str, str], Check] = field(factory=dict)
    lines: dict[_Key, list[_Line]] = field(factory=lambda: defaultdict(list))
    problems: dict[_Key, list[Entry]] = field(factory=lambda: defaultdict(list))
    #: The questions of which something is told already.
    wrong: set[_Key] = field(factory=set)

    def note(self, sheet: str, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(sheet, row, column, NotRead(why))

    def see(self, sheet: Sheet) -> None:
        """Take a sheet of checks."""
        try:
            found = headed(self.reading.file, sheet, lambda head: head if head in CHECK_HEADS else None, _NEEDED)
        except BadCell as problem:
            self.reading.problems.append(problem)
            return
        for place, value in sheet.rows[found.row].items():
            head = text_of(value).strip()
            if head and head not in CHECK_HEADS and not head.startswith(REMARKS):
                why = UNKNOWN_HEAD(head=head, known=list(CHECK_HEADS), remarks=REMARKS)
                self.note(sheet.name, found.row, place, why)
        first: dict[tuple[str, str, str], int] = {}
        for number, row in found.rows:
            line = self._line(sheet.name, number, row, found.columns)
            if line is not None and line.value:
                key = (line.check.site.code, line.check.question.code, line.check.ask.measure.code)
                before = first.setdefault(key, number)
                if before != number:
                    self.note(sheet.name, number, 0, _TWICE(row=before))
                self.lines[key[:2]].append(line)

    def _line(self, sheet: str, number: int, row: Row, columns: Mapping[str, int]) -> _Line | None:
        told = dict[str, str]()
        for head, place in columns.items():
            read = {RESULT: value_text, ROW_DATE: day_text}.get(head, text_of)
            try:
                told[head] = read(row.get(place, "")).strip()
            except NotRead as reason:
                self.reading.note(sheet, number, place, reason)
        if told.get(RESULT):
            told[RESULT] = in_units(told[RESULT], self.known.units)
        check = self.checks.get((told.get(SITE_CODE, ""), told.get(INDICATOR_CODE, ""), told.get(MEASURE_CODE, "")))
        if check is None:
            self.note(sheet, number, 0, _NOT_ASKED)
            return None
        own = told.get(ROW_DATE, "")
        if told.get(RESULT) and not self.listed.in_period(sheet, number, columns.get(ROW_DATE, 0), own):
            own = ""
        day = own or self.about.get(DATE, "")
        return _Line(sheet, number, columns, check, told.get(RESULT, ""), day)

    def see_problems(self, sheet: Sheet) -> None:
        """Take the list of problems."""
        for entry in self.reading.of(sheet, KINDS[FINDINGS], self.known):
            question = self.listed.question_of(entry)
            if question is not None:
                key = entry.cells["site"], question.code
                if self.listed.says_right(entry, question):
                    self.problems[key].append(entry)
                else:
                    self.wrong.add(key)

    def rows(self) -> tuple[list[Entry], list[Entry]]:
        """Return the rows of what was measured, and of the problems, each with the id of its report."""
        measured, listed = list[Entry](), list[Entry]()
        for key in dict.fromkeys((*self.lines, *self.problems)):
            lines, problems = self.lines.get(key, []), self.problems.get(key, [])
            day = lines[0].day if lines else self.about.get(DATE, "")
            if not day and (lines or not all(one.cells.get("found") for one in problems)):
                self._no_day()
                day = str(self.plan.period.start)  # for the other mistakes; nothing is loaded
            number = "/".join((self.about.get(VISIT) or day, *key))
            head = {"source": self.about[SOURCE], "visit": self.about.get(VISIT, ""), "made": day}
            cells = self._values(key, lines, problems)
            if cells:
                line = lines[0]
                columns = dict.fromkeys(("values", "outcome", "reason"), line.columns[RESULT])
                own = {**head, "id": number, "site": key[0], "indicator": key[1], **cells}
                measured.append(Entry(line.sheet, line.row, {**columns, "made": line.columns.get(ROW_DATE, 0)}, own))
            own = {**head, "report": number, "indicator": key[1]}
            own = {name: text for name, text in own.items() if text}
            listed += [evolve(one, cells={**one.cells, **own}) for one in problems]
        return measured, listed

    def _no_day(self) -> None:
        """Note once that nobody says when it was."""
        if not any((one.sheet, one.row) == (ABOUT, self.day_row) for one in self.reading.problems):
            self.note(ABOUT, self.day_row, 2, EMPTY(head=DATE))

    def _values(self, key: _Key, lines: list[_Line], problems: list[Entry]) -> dict[str, str]:
        """Return the values of a question that are told beside its problems, or why there is none; {} for neither."""
        outcomes = [(line, outcome_cells(line.value)) for line in lines]
        states = [(line, told) for line, told in outcomes if told["outcome"] != "measured"]
        if states:
            if len(outcomes) > 1 or problems:
                line = states[0][0]
                self.note(line.sheet, line.row, line.columns[RESULT], _STATE)
            return states[0][1]
        counted = self._counted(key, problems)
        values = {}
        for line in lines:
            code = line.check.ask.measure.code
            if code not in counted:
                values[code] = line.value
            elif key not in self.wrong and "".join(_NUMBER.findall(line.value)[:1]) != str(counted[code]):
                why = _COUNT(text=line.value, count=counted[code], sheet=FINDINGS)
                self.note(line.sheet, line.row, line.columns[RESULT], why)
        self._whole(key, lines, problems, {*values, *counted})
        if not values:
            return {}
        return {"outcome": "measured", "values": "; ".join(f"{code}={value}" for code, value in values.items())}

    def _counted(self, key: _Key, problems: list[Entry]) -> dict[str, int]:
        """Return how many problems are listed of each measure."""
        asks = [ask.measure for ask in self.plan.grounds[key[0]].by_code[key[1]].bar.asks]
        only = next((measure.code for measure in asks if measure.countable), "")
        found = defaultdict[str, int](int)
        for entry in problems:
            found[entry.cells.get("measure") or only] += 1
        return found

    def _whole(self, key: _Key, lines: list[_Line], problems: list[Entry], told: set[str]) -> None:
        """Note where a question is filled in for some of its measures alone."""
        if key in self.wrong:
            return
        for ask in self.plan.grounds[key[0]].by_code[key[1]].bar.asks:
            if ask.measure.code not in told:
                sheet, row, column = (
                    (lines[0].sheet, lines[0].row, lines[0].columns[RESULT])
                    if lines
                    else (problems[0].sheet, problems[0].row, problems[0].columns["indicator"])
                )
                self.note(sheet, row, column, _REST(measure=ask.measure.zh))


_NEEDED = (SITE_CODE, RESULT, INDICATOR_CODE, MEASURE_CODE)


def load_checklist(path: str | Path, plan: Plan) -> tuple[Observation, ...]:
    """Load a checklist that `write_checklists` made and inspectors filled in, as observations with their findings.

    A row without a result says nothing. The problems of 问题清单 are the findings of their question; where its result
    is filled in too, it is their number.

    Args:
        path: Of the workbook.
        plan: The one from which it was made.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is no workbook, encrypted, an .xls, or has macros.
        Refused: With every mistake, as `BadCell`; nothing is half loaded.
    """
    wanted(plan, Plan)
    book = read_workbook(path)
    about, day_row = _about(book.name, next((sheet for sheet in book.sheets if sheet.name == ABOUT), None), plan)
    names = Names({FINDINGS: SheetNames(always={SOURCE: about[SOURCE]})})
    reading = Entries(book.name, names)
    known = Known(plan.rules, plan.sites)
    filled = _Filled(plan, reading, about, day_row, Problems(plan, reading), known)
    filled.checks = {(one.site.code, one.question.code, one.ask.measure.code): one for one in checks_of(plan)}
    for sheet in book.sheets:
        if sheet.name == FINDINGS:
            filled.see_problems(sheet)
        elif sheet.name != ABOUT and not lists_mistakes(sheet) and not sheet.name.startswith(REMARKS):
            filled.see(sheet)
    measured, listed = filled.rows()
    found = dict[tuple[str, str], Observation]()
    for entries, load in ((measured, load_observations), (listed, load_findings)):
        try:
            for one in load([entry.cells for entry in entries], plan.rules) if entries else ():
                found[one.source, one.id] = _both(found.get((one.source, one.id)), one)
        except Refused as message:
            filled.reading.take(message, entries, known)
    refuse(NOT_LOADED(file=book.name), filled.reading.problems)
    return tuple(found.values())


def _both(values: Observation | None, problems: Observation) -> Observation:
    """Return one report of what was measured beside the problems, and of these."""
    if values is None or not isinstance(values.outcome, Measured) or not isinstance(problems.outcome, Measured):
        return problems
    return evolve(values, outcome=Measured(values.outcome.values, problems.outcome.findings))


def _about(file: str, sheet: Sheet | None, plan: Plan) -> tuple[dict[str, str], int]:
    """Return who filled a checklist in, where and when, and the row of the day; refuse one of another plan."""
    if sheet is None:
        raise BadCell(file, "", 0, 0, NotRead(_NO_ABOUT(sheet=ABOUT)))
    found, problems = dict[str, str](), list[BadCell]()
    rows = dict[str, int]()
    for number, row in sheet.rows.items():
        column = 1
        try:
            key, column = text_of(row.get(1, "")).strip(), 2
            rows[key] = number
            found[key] = (day_text if key == DATE else text_of)(row.get(2, "")).strip()
        except NotRead as reason:
            problems.append(BadCell(file, ABOUT, number, column, reason))
    if found.get(PLAN) != plan.digest:
        problems.append(BadCell(file, ABOUT, rows.get(PLAN, 0), 2, NotRead(_OTHER_PLAN)))
    if not found.get(SOURCE):
        problems.append(BadCell(file, ABOUT, rows.get(SOURCE, 0), 2, NotRead(EMPTY(head=SOURCE))))
    day = read_date(found.get(DATE, ""))
    if day is not None and day not in plan.period:
        why = OUTSIDE(day=str(day), period=str(plan.period))
        problems.append(BadCell(file, ABOUT, rows[DATE], 2, NotRead(why)))
    refuse(NOT_LOADED(file=file), problems)
    return found, rows.get(DATE, 0)
