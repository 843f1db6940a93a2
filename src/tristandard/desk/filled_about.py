"""The first sheet of a checklist that was filled in: of which plan it is, by whom, at which visit, and on which day."""

from __future__ import annotations

from typing import final

from attrs import frozen

from tristandard.basics.clause import read_date
from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.fields import check_line
from tristandard.desk.cells import day_text
from tristandard.desk.filled_problems import EMPTY, OUTSIDE
from tristandard.desk.grid import Sheet
from tristandard.desk.heads import text_of
from tristandard.desk.mistakes import NOT_LOADED, BadCell, NotRead
from tristandard.desk.vocabulary import ABOUT, DATE, PLAN, SOURCE, VISIT
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

_NO_ABOUT = Sentence(
    "没有“{sheet}”表，不是检查表；请用计划生成", "the sheet {sheet} is missing: it is no checklist; make it from a plan"
)
_OTHER_PLAN = Told(
    "这份检查表出自另一份计划；请用与计划相符的检查表",
    "this checklist was made from another plan; use the one of this plan",
)

_NO_DAY = Sentence(
    "{day} 不是日期；请改正，写成 2026-05-01 这样",
    "{day} is no day; mend it, as in 2026-05-01",
)


@final
@frozen
class About:
    """Who filled a checklist in, and when.

    Attributes:
        source: Who.
        visit: At which visit; "" where that is not said.
        day: The day of rows that say none; "" where it is not said.
        day_row: The row of the day.
    """

    source: str
    visit: str
    day: str
    day_row: int


def about_of(file: str, sheet: Sheet | None, plan: Plan) -> About:
    """Return what the first sheet of a checklist says.

    Raises:
        BadCell: When there is no such sheet.
        Refused: When it is of another plan, nobody filled it in, or its day is none or outside of the period.
    """
    if sheet is None:
        raise BadCell(file, "", 0, 0, NotRead(_NO_ABOUT(sheet=ABOUT)))
    found, rows, problems = dict[str, str](), dict[str, int](), list[BadCell]()
    for number, row in sheet.rows.items():
        column = 1
        try:
            key, column = text_of(row.get(1, "")).strip(), 2
            rows[key] = number
            found[key] = (day_text if key == DATE else text_of)(row.get(2, "")).strip()
            if key in (SOURCE, VISIT):
                check_line(found[key])
        except (NotRead, BadValue) as reason:
            problems.append(BadCell(file, ABOUT, number, column, reason))
    if found.get(PLAN) != plan.digest:
        problems.append(BadCell(file, ABOUT, rows.get(PLAN, 0), 2, NotRead(_OTHER_PLAN)))
    if not found.get(SOURCE):
        problems.append(BadCell(file, ABOUT, rows.get(SOURCE, 0), 2, NotRead(EMPTY(head=SOURCE))))
    told = found.get(DATE, "")
    day = read_date(told)
    if told and day is None:
        problems.append(BadCell(file, ABOUT, rows[DATE], 2, NotRead(_NO_DAY(day=told))))
    if day is not None and day not in plan.period:
        why = OUTSIDE(day=str(day), period=str(plan.period))
        problems.append(BadCell(file, ABOUT, rows[DATE], 2, NotRead(why)))
    refuse(NOT_LOADED(file=file), problems)
    return About(found[SOURCE], found.get(VISIT, ""), found.get(DATE, ""), rows.get(DATE, 0))
