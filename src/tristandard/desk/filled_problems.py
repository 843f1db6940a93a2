"""The list of problems of a checklist: each problem at its question, or noted at the cell that is wrong."""

from __future__ import annotations

from typing import final

from attrs import define

from tristandard.basics.clause import read_date
from tristandard.desk.entries import Entries, Entry
from tristandard.desk.kinds import FINDINGS, KINDS
from tristandard.desk.mistakes import NotRead
from tristandard.merging.question import Question
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

EMPTY = Sentence("没有填“{head}”；请填上", "{head} is empty; fill it in")
_NO_SITE = Sentence(
    "计划里没有点位“{site}”；请写计划中点位的名称或编码",
    "the plan has no site {site!r}; write the label or the code of one",
)
_NOT_ASKED_THERE = Told(
    "计划里没有这个点位的这一项；请核对点位和指标", "the plan does not ask this there; check the site and the indicator"
)
_NOT_MEASURED_THERE = Sentence(
    "这一项不测“{measure}”；请写其中之一，或不写：{known}",
    "{measure!r} is not measured by this question; write one of {known}, or none",
)
OUTSIDE = Sentence(
    "{day} 不在期间 {period} 之内；请核对日期，或用该期的计划",
    "{day} is not in {period}; check the day, or use the plan of its period",
)
_DUE_BEFORE = Sentence(
    "整改期限 {due} 早于发现日期 {found}；请核对",
    "the last day to rectify, {due}, is before {found}, the day found; mend one of them",
)

_SITE, _INDICATOR, _NUMBERED = (KINDS[FINDINGS].column(key).head for key in ("site", "indicator", "id"))


@final
@define
class Problems:
    """Reads the problems of a checklist against the plan that it was made from."""

    plan: Plan
    reading: Entries

    def note(self, sheet: str, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(sheet, row, column, NotRead(why))

    def in_period(self, sheet: str, row: int, column: int, day: str) -> bool:
        """Note a day outside of the plan's period; return whether all is well. What is no day is told elsewhere."""
        found = read_date(day)
        if found is None or found in self.plan.period:
            return True
        self.note(sheet, row, column, OUTSIDE(day=day, period=str(self.plan.period)))
        return False

    def question_of(self, entry: Entry) -> Question | None:
        """Return the question of a problem; None where the plan has none, which is noted at the cell that is wrong."""
        site, code = entry.cells["site"], entry.cells["indicator"]
        told = {(one.sheet, one.row, one.column) for one in self.reading.problems}
        for key, why in (
            ("site", EMPTY(head=_SITE) if not site else _NO_SITE(site=site) if site not in self.plan.sites else None),
            ("indicator", EMPTY(head=_INDICATOR) if not code else None),
            ("id", EMPTY(head=_NUMBERED) if not entry.cells["id"] else None),
        ):
            if why is not None:
                if (entry.sheet, entry.row, entry.columns[key]) not in told:
                    self.note(entry.sheet, entry.row, entry.columns[key], why)
                return None
        ground = self.plan.grounds.get(site)
        question = ground.by_code.get(code) if ground else None
        if question is None:
            self.note(entry.sheet, entry.row, entry.columns["indicator"], _NOT_ASKED_THERE)
        return question

    def says_right(self, entry: Entry, question: Question) -> bool:
        """Note what a problem says that cannot be: a measure of another question, a day outside of the period, a due
        day before the day found.
        """
        before, cells, columns = len(self.reading.problems), entry.cells, entry.columns
        measures = {ask.measure.code: ask.measure.zh for ask in question.bar.asks}
        measure = cells.get("measure", "")
        if measure and measure not in measures:
            why = _NOT_MEASURED_THERE(measure=measure, known=list(measures.values()))
            self.note(entry.sheet, entry.row, columns["measure"], why)
        found, due = (read_date(cells.get(key, "")) for key in ("found", "due"))
        self.in_period(entry.sheet, entry.row, columns["found"], cells.get("found", ""))
        if found and due and due < found:
            self.note(entry.sheet, entry.row, columns["due"], _DUE_BEFORE(due=str(due), found=str(found)))
        return len(self.reading.problems) == before
