"""A drive (攻坚行动): its stages, tasks and checks, who leads it, and how it is evaluated.

What no source gives is blank, or marked illustrative.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import Attribute, field, frozen

from tristandard.basics.clause import Clause, Provenance, a_date, a_day
from tristandard.basics.errors import BadValue, as_text, whole_from
from tristandard.basics.fields import as_whole, coded, each_of, filled, kind_of, listed, one_line, one_line_each
from tristandard.basics.points import exact, positive
from tristandard.rules.model import Model
from tristandard.rules.nodes.rate import Rate
from tristandard.words.sentence import Sentence, Told

#: What a model of a drive may read: tasks that are done of those that were looked at, and places that meet them of
#: those that were checked.
FIGURES = ("done", "due", "met", "checked")

#: Tasks done of those looked at: how a drive is evaluated where it says nothing else.
_INSPECTORS = Told("督查组", "the inspectors")
BY_TASKS = Model({"total": Rate(of="done", out_of="due", full=100, by=_INSPECTORS.text("zh"))})


_A_NUMBER = Sentence("`{name}` 的数", "a number for `{name}`")
_FROM = Sentence("请写不小于 {least} 的整数", "write a whole number from {least}")
_CODE_OF_A_DRIVE = Told("攻坚行动的代码", "the code of a drive")
_ONE_WORD = Told(
    '请写一个由小写字母、数字和“_”组成的词，如 "compounds"',
    'write one word of small letters, digits and "_", such as "compounds"',
)


def _count(least: int) -> Any:
    def check(_: object, attribute: Attribute[int], value: int) -> None:
        if not whole_from(value, least):
            raise BadValue(value, _A_NUMBER(name=attribute.name), _FROM(least=least))

    return check


def _word(_: object, __: object, code: str) -> None:
    if not isinstance(code, str) or not re.fullmatch("[a-z0-9_]+", code):
        raise BadValue(code, _CODE_OF_A_DRIVE, _ONE_WORD)


@final
@frozen(kw_only=True)
class DriveStage:
    """One stage of the drives (阶段), both days included; only the first may have no start, only the last no end.

    Attributes:
        evaluates: Whether what is seen in it decides how a drive is evaluated; of one stage alone.
        provenance: Of the dates.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    start: date | None = field(default=None, converter=a_date)
    end: date | None = field(default=None, converter=a_date)
    evaluates: bool = field(default=False, validator=kind_of(bool))
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    provenance: Provenance = field(validator=kind_of(Provenance))

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        """Return its days, as reports print them."""
        return f"{self.start or '…'}—{self.end or '…'}"


@final
@frozen(kw_only=True)
class CheckKind:
    """A way to check (督查方式): by oneself, jointly, at random."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)


@final
@frozen(kw_only=True)
class DriveTask:
    """One task of a drive (任务). It is done where enough of the places that were checked meet it.

    Attributes:
        indicators: Codes of indicators whose measurements are places that were checked; in "civilized.*.pets" the
            star stands for any part.
        due: The last day to do it.
        at_least: The share of checked places that must meet it, in %.
        provenance: Of the task itself; its threshold and due day are illustrative unless a clause is named.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    indicators: tuple[str, ...] = field(default=(), converter=listed, validator=one_line_each)
    due: date | None = field(default=None, converter=a_date)
    at_least: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    provenance: Provenance = field(validator=kind_of(Provenance))

    def done(self, met: int, checked: int) -> bool | None:
        """Return whether it is done by so many places that meet it of those checked; None where none was."""
        return 100 * met >= self.at_least * checked if checked else None


@final
@frozen(kw_only=True)
class Drive:
    """One drive of a year (攻坚行动).

    Attributes:
        lead: The code of the unit that leads it (牵头部门); "" where no source says.
        leader: The leader of the city who heads it (领衔市领导); "" where no source says.
        units: Codes of kinds of unit, or of units, that carry it out.
        stages: Its own stages, in the place of the common ones.
        model: How it is evaluated, in the grammar of the assessments, from the figures of `FIGURES`.
        provenance: Of the drive; `lead_provenance` of who leads it.
    """

    code: str = field(converter=as_text, validator=_word)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    lead: str = field(default="", converter=as_text, validator=one_line)
    leader: str = field(default="", converter=as_text, validator=one_line)
    units: tuple[str, ...] = field(converter=listed, validator=one_line_each)
    stages: tuple[DriveStage, ...] = field(default=(), converter=listed, validator=each_of(DriveStage))
    tasks: tuple[DriveTask, ...] = field(default=(), converter=listed, validator=each_of(DriveTask))
    model: Model | None = field(default=None, validator=kind_of(Model | None))
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    provenance: Provenance = field(validator=kind_of(Provenance))
    lead_provenance: Provenance = field(default=Provenance.ILLUSTRATIVE, validator=kind_of(Provenance))


@final
@frozen(kw_only=True)
class RedAndBlack:
    """Who stands on the red and black list (红黑榜), by thresholds that are stated.

    Attributes:
        red: The share of the full mark from which a unit is on the red list, in %.
        places: Down to which place; equal scores share a place.
        black: The share of the full mark below which a unit is on the black list, in %.
        published: The day on which the list is published, if one is told.
    """

    red: Fraction = field(converter=exact, validator=positive)
    places: int = field(converter=as_whole, validator=_count(1))
    black: Fraction = field(converter=exact, validator=positive)
    published: date | None = field(default=None, converter=a_date)
    provenance: Provenance = field(validator=kind_of(Provenance))


@final
class Over(Enum):
    """Whose annual score a drive enters."""

    #: Of the units that carry it out.
    UNITS = "units"
    #: Of the unit that leads it too, with the mean of those that carry it out.
    LEAD_AND_UNITS = "lead_and_units"


@final
@frozen(kw_only=True)
class AnnualEntry:
    """How much drives enter the annual score of an assessment (纳入年度考评考核): weights in %, together 100."""

    assessment: str = field(converter=as_text, validator=coded)
    quarters: Fraction = field(converter=exact, validator=positive)
    drives: Fraction = field(converter=exact, validator=positive)
    over: Over = field(default=Over.UNITS, validator=kind_of(Over))
    provenance: Provenance = field(validator=kind_of(Provenance))


@final
@frozen(kw_only=True)
class DriveCheck:
    """One check of one task at one unit (督查记录): how many places were looked at, and how many of them meet it.

    Attributes:
        id: Its own among all checks.
        kind: The code of the way to check.
        stage: The code of the stage in which it was made; its day must lie there.
        by: Who checked.
        note: What was seen.
    """

    id: str = field(converter=as_text, validator=filled)
    day: date = field(converter=a_day)
    kind: str = field(converter=as_text, validator=coded)
    stage: str = field(converter=as_text, validator=coded)
    drive: str = field(converter=as_text, validator=coded)
    task: str = field(converter=as_text, validator=coded)
    unit: str = field(converter=as_text, validator=coded)
    met: int = field(converter=as_whole, validator=_count(0))
    checked: int = field(default=1, converter=as_whole, validator=_count(1))
    by: str = field(default="", converter=as_text, validator=one_line)
    note: str = field(default="", converter=as_text, validator=one_line)
