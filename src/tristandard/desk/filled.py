"""A checklist that was filled in, as observations with their findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import final

from attrs import define, evolve, field

from tristandard.basics.errors import Refused, refuse, wanted
from tristandard.basics.outcome import Measured, Observation
from tristandard.codec.findings import load_findings
from tristandard.codec.survey import load_observations
from tristandard.desk.cells import outcome_cells
from tristandard.desk.checklist import checks_of
from tristandard.desk.entries import Entries, Entry
from tristandard.desk.filled_about import About, about_of
from tristandard.desk.filled_lines import Key, Line, Lines
from tristandard.desk.filled_problems import EMPTY, Problems
from tristandard.desk.grid import Sheet
from tristandard.desk.heads import lists_mistakes
from tristandard.desk.kinds import FINDINGS, KINDS
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import NOT_LOADED, NotRead
from tristandard.desk.names import Names, SheetNames
from tristandard.desk.sheets import read_workbook
from tristandard.desk.survey_rows import read_rows
from tristandard.desk.vocabulary import ABOUT, CHECK_REVISION, DATE, REMARKS, RESULT, ROW_DATE, SOURCE
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_REST = Sentence("同一项内容的“{measure}”没有填；请填上", "{measure} of the same question is empty; fill it in")
_STATE = Told("同一项内容既写了不适用或未测，又写了结果；请核对", "the same question is both measured and not; mend it")
_COUNT = Sentence(
    "结果是 {text}，{sheet}里却有 {count} 处；请核对", "the result is {text}, but {sheet} has {count}; mend one of them"
)

_NUMBER = re.compile("[0-9]+")


@final
@define
class _Filled:
    """What was read of a checklist."""

    plan: Plan
    reading: Entries
    about: About
    listed: Problems
    known: Known
    lines: Mapping[Key, list[Line]]
    problems: dict[Key, list[Entry]] = field(factory=lambda: defaultdict(list))
    #: The questions of which something is told already.
    wrong: set[Key] = field(factory=set)

    def note(self, sheet: str, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(sheet, row, column, NotRead(why))

    def see_problems(self, sheet: Sheet) -> None:
        """Take the list of problems."""
        for entry in read_rows(self.reading, sheet, KINDS[FINDINGS], self.known):
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
            day = lines[0].day if lines else self.about.day
            if not day and (lines or not all(one.cells.get("found") for one in problems)):
                self._no_day()
                day = str(self.plan.period.start)  # for the other mistakes; nothing is loaded
            number = "/".join((self.about.visit or day, *key))
            head = {"source": self.about.source, "visit": self.about.visit, "made": day}
            if revision := _revision(lines, problems):
                head["revision"] = revision
            cells = self._values(key, lines, problems)
            if cells:
                line = lines[0]
                columns: dict[str, int] = dict.fromkeys(("values", "outcome", "reason"), line.columns[RESULT])
                columns["revision"] = line.columns.get(CHECK_REVISION, 0)
                own = {**head, "id": number, "site": key[0], "indicator": key[1], **cells}
                measured.append(Entry(line.sheet, line.row, {**columns, "made": line.columns.get(ROW_DATE, 0)}, own))
            own = {**head, "report": number, "indicator": key[1]}
            own = {name: text for name, text in own.items() if text}
            listed += [evolve(one, cells={**one.cells, **own}) for one in problems]
        return measured, listed

    def _no_day(self) -> None:
        """Note once that nobody says when it was."""
        if not any((one.sheet, one.row) == (ABOUT, self.about.day_row) for one in self.reading.problems):
            self.note(ABOUT, self.about.day_row, 2, EMPTY(head=DATE))

    def _values(self, key: Key, lines: list[Line], problems: list[Entry]) -> dict[str, str]:
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
            code = line.check.measure.code
            if code not in counted:
                values[code] = line.value
            elif key not in self.wrong and "".join(_NUMBER.findall(line.value)[:1]) != str(counted[code]):
                why = _COUNT(text=line.value, count=counted[code], sheet=FINDINGS)
                self.note(line.sheet, line.row, line.columns[RESULT], why)
        self._whole(key, lines, problems, {*values, *counted})
        if not values:
            return {}
        return {"outcome": "measured", "values": "; ".join(f"{code}={value}" for code, value in values.items())}

    def _counted(self, key: Key, problems: list[Entry]) -> dict[str, int]:
        """Return how many problems are listed of each measure."""
        asks = [ask.measure for ask in self.plan.question(*key).bar.asks]
        only = next((measure.code for measure in asks if measure.countable), "")
        found = defaultdict[str, int](int)
        for entry in problems:
            found[entry.cells.get("measure") or only] += 1
        return found

    def _whole(self, key: Key, lines: list[Line], problems: list[Entry], told: set[str]) -> None:
        """Note where a question is filled in for some of its measures alone."""
        if key in self.wrong:
            return
        for ask in self.plan.question(*key).bar.asks:
            if ask.measure.code not in told:
                sheet, row, column = (
                    (lines[0].sheet, lines[0].row, lines[0].columns[RESULT])
                    if lines
                    else (problems[0].sheet, problems[0].row, problems[0].columns["indicator"])
                )
                self.note(sheet, row, column, _REST(measure=ask.measure.zh))


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
    return read_checklist(path, plan)[0]


def read_checklist(path: str | Path, plan: Plan) -> tuple[tuple[Observation, ...], list[Entry]]:
    """Return what `load_checklist` does, and the rows that report it."""
    wanted(plan, Plan)
    book = read_workbook(path)
    about = about_of(book.name, next((sheet for sheet in book.sheets if sheet.name == ABOUT), None), plan)
    names = Names({FINDINGS: SheetNames(always={SOURCE: about.source})})
    reading = Entries(book.name, names)
    known = Known(plan.rules, plan.sites)
    listed = Problems(plan, reading)
    checks = {one.key: one for one in checks_of(plan)}
    lines = Lines(reading, listed, known, about.day, checks)
    filled = _Filled(plan, reading, about, listed, known, lines.found)
    for sheet in book.sheets:
        if sheet.name == FINDINGS:
            filled.see_problems(sheet)
        elif sheet.name != ABOUT and not lists_mistakes(sheet) and not sheet.name.startswith(REMARKS):
            lines.see(sheet)
    measured, problems = filled.rows()
    found = dict[tuple[str, str], Observation]()
    for entries, load in ((measured, load_observations), (problems, load_findings)):
        try:
            for one in load([entry.cells for entry in entries], plan.rules) if entries else ():
                found[one.source, one.id] = _both(found.get((one.source, one.id)), one)
        except Refused as message:
            filled.reading.take(message, entries, known)
    refuse(NOT_LOADED(file=book.name), filled.reading.problems)
    return tuple(found.values()), [*measured, *problems]


def _revision(lines: list[Line], problems: list[Entry]) -> str:
    """Return the 版次 of a report: the highest that its rows say; "" where one of a problem is none, to be told."""
    told = [one.cells.get("revision") or "1" for one in problems]
    if not all(one.isdecimal() and int(one) for one in told):
        return ""
    return str(max([1, *(line.revision for line in lines), *map(int, told)]))


def _both(values: Observation | None, problems: Observation) -> Observation:
    """Return one report of what was measured beside the problems, and of these."""
    if values is None or not isinstance(values.outcome, Measured) or not isinstance(problems.outcome, Measured):
        return problems
    return evolve(values, outcome=Measured(values.outcome.values, problems.outcome.findings))
