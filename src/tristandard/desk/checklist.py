"""A checklist for inspectors, made from a plan: a sheet for each type of site, to print or to fill in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import final

from attrs import frozen

from tristandard.basics.clause import a_date, a_day
from tristandard.basics.errors import GIVE_ONE_OF, BadValue, for_argument, wanted
from tristandard.basics.fields import check_line
from tristandard.basics.measure import Measure
from tristandard.basics.place import Site
from tristandard.desk.kinds import FINDINGS
from tristandard.desk.vocabulary import (
    ABOUT,
    ABOUT_HEADS,
    ABOUT_NOTES,
    CHECK_HEADS,
    CHECK_NOTES,
    PROBLEM_HEADS,
    RESULT,
    ROW_DATE,
    UNTYPED,
)
from tristandard.desk.writing import Head, Written, write_sheets
from tristandard.merging.question import Question
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.lines import tell_bar
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Sentence, Told

#: No sheet has a longer name, nor one with these marks.
_NAME, _MARKS = 31, re.compile(r"[\[\]:*?/\\']")
_IN_PERIOD = Sentence("{period} 之内的一天", "a day in {period}")
_ANOTHER_DAY = Told("请核对日期，或不写", "check the day, or leave it out")
_AN_ASSESSMENT = Told("规则集的测评", "an assessment of the rule set")
#: So many problems have a row of their own at first.
_ROOM = 200


@final
@frozen
class Check:
    """One row of a checklist: one measure of a question at a site."""

    site: Site
    question: Question
    ask: Ask

    @property
    def measure(self) -> Measure:
        """What is measured."""
        return self.ask.measure

    @property
    def key(self) -> tuple[str, str, str]:
        """The codes of the site, the question and the measure, by which a row comes back."""
        return self.site.code, self.question.code, self.measure.code


def checks_of(plan: Plan, host: str = "") -> Iterator[Check]:
    """Yield what is measured, a measure each, in the order of the sites.

    Args:
        plan: The plan.
        host: The code of the assessment that measures; of all of them where it is empty.
    """
    for code, ground in plan.grounds.items():
        for question in ground.questions:
            if host in ("", question.indicator.host):
                for ask in question.bar.asks:
                    yield Check(plan.sites[code], question, ask)


def write_checklists(
    plan: Plan, path: str | Path, *, source: str = "", visit: str = "", day: date | None = None, host: str = ""
) -> None:
    """Write a checklist for inspectors: a sheet for each type of site, to print on A4 or to fill in, and 问题清单.

    `load_checklist` reads it back as observations.

    Args:
        plan: What is measured where.
        path: Of an .xlsx.
        source: Who inspects, as observations say it; it may be filled in later.
        visit: The visit, likewise.
        day: The day of it, likewise.
        host: The assessment whose measurements alone are listed; all where it is empty.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadValue: When the source or the visit is no text of one line, the day is outside of the period, or there is no
            such assessment: whatever `load_checklist` would refuse.
        BadInput: When the file cannot be written.
    """
    wanted(plan, Plan)
    for name, text in (("source", source), ("visit", visit), ("host", host)):
        wanted(text, str, for_argument(name))
        check_line(text, for_argument(name))
    if day is not None and (made := a_day(day)) not in plan.period:
        raise BadValue(str(made), _IN_PERIOD(period=str(plan.period)), _ANOTHER_DAY)
    if host and host not in (known := [one.code for one in plan.rules.assessments]):
        raise BadValue(host, _AN_ASSESSMENT, GIVE_ONE_OF(known=known))
    by_type = defaultdict[str, list[Check]](list)
    for check in checks_of(plan, host):
        by_type[check.site.site_type[-1] if check.site.site_type else ""].append(check)
    told = dict(zip(ABOUT_NOTES, (
        f"{plan.rules.zh} {plan.rules.version}", str(plan.period), plan.digest, source, visit, str(a_date(day) or ""),
    ), strict=True))  # fmt: skip
    about = Written(
        ABOUT,
        [Head(ABOUT_HEADS[0], 12, fixed=True), Head(ABOUT_HEADS[1], 60), Head(ABOUT_HEADS[2], 50, fixed=True)],
        [[key, text, ABOUT_NOTES[key]] for key, text in told.items()],
        spare=0, printed=True,
    )  # fmt: skip
    names, terms = set[str](), plan.rules.site_types
    sheets = [
        _sheet(_named(terms[code].zh if code in terms else code, names), checks) for code, checks in by_type.items()
    ]
    write_sheets(path, [about, *sheets, _problems(plan)])


def _named(label: str, taken: set[str]) -> str:
    """Return a name for a sheet that no other has."""
    name, number = _MARKS.sub(" ", label).strip()[: _NAME - 3] or UNTYPED, 1
    while (found := f"{name}{number if number > 1 else ''}") in (*taken, ABOUT, FINDINGS):
        number += 1
    taken.add(found)
    return found


def _sheet(name: str, checks: list[Check]) -> Written:
    heads = [
        Head(title, width, CHECK_NOTES.get(title, ""), fixed=title not in (RESULT, ROW_DATE))
        for title, width in CHECK_HEADS.items()
    ]
    rows = [
        [
            check.site.code, check.site.zh, check.question.indicator.lead.zh, tell_bar(Standard([check.ask]))[0],
            check.measure.zh, "", "", check.question.code, check.measure.code,
        ]
        for check in checks
    ]  # fmt: skip
    place = list(CHECK_HEADS).index(RESULT)
    offered = {(row, place): check.measure.rungs for row, check in enumerate(checks) if check.measure.rungs}
    return Written(name, heads, rows, offered=offered, spare=0, frozen=2, printed=True)


def _problems(plan: Plan) -> Written:
    """Return the sheet for problems; the notes say which answers there are to what may be said of one."""
    answers = "\n".join(f"{one.zh}={' | '.join(label for _, label in one.values)}" for one in plan.rules.circumstances)
    heads = [Head(title, 16, answers if title == PROBLEM_HEADS[7] else "") for title in PROBLEM_HEADS]
    return Written(FINDINGS, heads, [], spare=_ROOM, printed=True)
