"""The rows of a checklist that are filled in, each with its check, or noted at the cell that is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import final

from attrs import define, field, frozen

from tristandard.basics.language import looks
from tristandard.desk.cells import day_text, value_text
from tristandard.desk.checklist import Check
from tristandard.desk.coded import value_in
from tristandard.desk.entries import Entries
from tristandard.desk.filled_problems import Problems
from tristandard.desk.grid import Row, Sheet
from tristandard.desk.heads import UNKNOWN_HEAD, headed, text_of
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.vocabulary import (
    ASKED,
    BAR,
    CHECK_HEADS,
    CHECK_REVISION,
    INDICATOR_CODE,
    MEASURE,
    MEASURE_CODE,
    REMARKS,
    RESULT,
    ROW_DATE,
    SITE_CODE,
    SITE_ZH,
)
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_bar
from tristandard.words.sentence import Sentence, Told

_NOT_ASKED = Told(
    "计划里没有这个点位的这一项；请勿改动编码", "the plan does not ask this there; leave the codes as they were"
)
_TWICE = Sentence("第 {row} 行已经有这一项；请删去一行", "row {row} has it too; drop one row")
_OF_OTHER_CODES = Sentence(
    "{head}与{coded}不符：这里写的是“{text}”，{code} 是“{wanted}”；请勿单独排序或粘贴部分列，请恢复这一行",
    "{head} does not go with {coded}: here stands {text!r}, but {code} is {wanted!r}; do not sort or paste some of the "
    "columns alone: restore this row",
)
_REVISION = Sentence(
    "版次“{text}”应是从 1 起的整数，不更正的不填",
    "the 版次 {text!r} is no whole number from 1; leave it empty where nothing is corrected",
)
_WHOLE = re.compile("[1-9][0-9]{0,8}")
_HEADS = (*CHECK_HEADS, CHECK_REVISION)
_NEEDED = (SITE_CODE, RESULT, INDICATOR_CODE, MEASURE_CODE)

#: A question at a site, by their codes.
Key = tuple[str, str]


@final
@frozen
class Line:
    """A row of a checklist that is filled in: its check, and what stands in it."""

    sheet: str
    row: int
    columns: Mapping[str, int]
    check: Check
    value: str
    day: str
    revision: int = 1


@final
@define
class Lines:
    """Reads the rows of checks, by their question.

    Attributes:
        reading: What is read of the checklist so far.
        listed: Its list of problems, which knows the period.
        known: What units are called.
        day: The day of rows that say none.
        checks: By the codes of site, question and measure.
    """

    reading: Entries
    listed: Problems
    known: Known
    day: str
    checks: Mapping[tuple[str, str, str], Check]
    found: dict[Key, list[Line]] = field(factory=lambda: defaultdict(list))

    def note(self, sheet: str, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(sheet, row, column, NotRead(why))

    def see(self, sheet: Sheet) -> None:
        """Take a sheet of checks."""
        try:
            found = headed(self.reading.file, sheet, lambda head: head if head in _HEADS else None, _NEEDED)
        except BadCell as problem:
            self.reading.problems.append(problem)
            return
        for place, value in sheet.rows[found.row].items():
            head = text_of(value).strip()
            if head and head not in _HEADS and not head.startswith(REMARKS):
                why = UNKNOWN_HEAD(head=head, known=list(_HEADS), remarks=REMARKS)
                self.note(sheet.name, found.row, place, why)
        first: dict[tuple[str, str, str], int] = {}
        for number, row in found.rows:
            line = self._line(sheet.name, number, row, found.columns)
            if line is not None and line.value:
                key = line.check.key
                before = first.setdefault(key, number)
                if before != number:
                    self.note(sheet.name, number, 0, _TWICE(row=before))
                self.found[key[:2]].append(line)

    def _line(self, sheet: str, number: int, row: Row, columns: Mapping[str, int]) -> Line | None:
        told = dict[str, str]()
        for head, place in columns.items():
            read = {RESULT: value_text, ROW_DATE: day_text, CHECK_REVISION: value_text}.get(head, text_of)
            try:
                told[head] = read(row.get(place, "")).strip()
            except NotRead as reason:
                self.reading.note(sheet, number, place, reason)
        check = self.checks.get((told.get(SITE_CODE, ""), told.get(INDICATOR_CODE, ""), told.get(MEASURE_CODE, "")))
        if check is None:
            self.note(sheet, number, 0, _NOT_ASKED)
            return None
        self._as_planned(sheet, number, told, columns, check)
        own = told.get(ROW_DATE, "")
        if told.get(RESULT) and not self.listed.in_period(sheet, number, columns.get(ROW_DATE, 0), own):
            own = ""
        revision = told.get(CHECK_REVISION) or "1"
        if not _WHOLE.fullmatch(revision):
            self.note(sheet, number, columns[CHECK_REVISION], _REVISION(text=revision))
            revision = "1"
        value = value_in(told.get(RESULT, ""), check.measure, self.known)
        return Line(sheet, number, columns, check, value, own or self.day, int(revision))

    def _as_planned(
        self, sheet: str, number: int, told: Mapping[str, str], columns: Mapping[str, int], check: Check
    ) -> None:
        """Note the first cell of a row that says something else than its codes: some columns were sorted alone."""
        site, lead, measure = check.site, check.question.indicator.lead, check.measure
        for head, coded, labels in (
            (SITE_ZH, SITE_CODE, (site.zh,)),
            (ASKED, INDICATOR_CODE, (lead.zh, lead.en)),
            (MEASURE, MEASURE_CODE, (measure.zh, measure.en)),
            (BAR, INDICATOR_CODE, tell_bar(Standard([check.ask]))),
        ):
            text = told.get(head, "")
            if _squeezed(text) and _squeezed(text) not in map(_squeezed, labels):
                why = _OF_OTHER_CODES(head=head, coded=coded, text=text, code=told[coded], wanted=labels[0])
                self.note(sheet, number, columns[head], why)
                return


def _squeezed(text: str) -> str:
    """Return how a label looks without blanks."""
    return re.sub(r"\s+", "", looks(text)).casefold()
