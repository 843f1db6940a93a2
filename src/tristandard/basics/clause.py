"""Where a rule comes from: the document, the article, the words actually read, and since when.

Words are quoted or absent, never composed. A number that nobody published is marked illustrative
and never passed off as a city's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, TristandardError, as_text, as_told
from tristandard.basics.fields import coded, filled, kind_of, one_line, some_lines
from tristandard.basics.location import Located, Location, located
from tristandard.basics.marks import flat
from tristandard.words.sentence import Sentence, Told


@final
class Provenance(Enum):
    """How well a fact is known."""

    #: Named by the publications on the merger plan (三标融合).
    PLAN = "plan"
    #: Named in the same newspaper page for one of the eleven drives (攻坚行动).
    DRIVE = "drive"
    #: An official or press page.
    PUBLISHED = "published"
    #: A public working document.
    PRACTICE = "practice"
    #: Placed here by reasoning from the sources.
    INFERRED = "inferred"
    #: Made up so that an example runs; nobody published it.
    ILLUSTRATIVE = "illustrative"


_A_DATE = Told("日期", "a date")
_WITHOUT_AN_HOUR = Told(
    "请给出 datetime.date(年, 月, 日)，不带时刻", "give datetime.date(year, month, day), without an hour"
)
_NOT_OPEN = Told(
    "请给出 datetime.date(年, 月, 日)，不能空缺", "give datetime.date(year, month, day): it cannot be left open"
)


def a_date(value: object) -> date | None:
    """Return a date, and nothing but a date; refuse a datetime, whose hour would silently decide a day."""
    if value is None or type(value) is date:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    raise BadValue(value, _A_DATE, _WITHOUT_AN_HOUR)


def a_day(value: object) -> date:
    """Return a date that must be given; refuse a datetime."""
    day = a_date(value)
    if day is None:
        raise BadValue(value, _A_DATE, _NOT_OPEN)
    return day


def read_date(text: str) -> date | None:
    """Return the date that is written "2022-05-10", or None where the text is none."""
    try:
        return date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


_ANOTHER_DAY = Told(
    "请改问施行期内的日期，或载入当时施行的版本", "ask for a day in force, or load the version for the day asked"
)
_ON_A_DAY = Sentence(
    "{subject}在 {asked} 不施行，施行期为{in_force}；最近的施行日是 {nearest}：{remedy}",
    "{subject} is not in force on {asked}, but {in_force}; the nearest day is {nearest}: {remedy}",
)
_IN_A_PERIOD = Sentence(
    "{subject}在 {asked} 内并非每天施行，施行期为{in_force}；最近的施行日是 {nearest}：{remedy}",
    "{subject} is not in force in {asked}, but {in_force}; the nearest day is {nearest}: {remedy}",
)


@final
@frozen
class OutOfForce(Located, TristandardError):
    """A rule was asked for on a day, or for a period, of which it does not hold every day."""

    subject: Told = field(converter=as_told)
    #: The day, or the period.
    asked: str
    in_force: Told = field(converter=as_told)
    #: The day in force that is nearest to what was asked.
    nearest: Told = field(converter=as_told)
    remedy: Told = field(default=_ANOTHER_DAY, converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """What is not in force, when, when it is, and what to do, in both languages."""
        sentence = _ON_A_DAY if read_date(self.asked) else _IN_A_PERIOD
        told = sentence(
            subject=self.subject, asked=self.asked, in_force=self.in_force, nearest=self.nearest, remedy=self.remedy
        )
        return located(self.locations, told)

    def __str__(self) -> str:
        return self.told[1]


_A_SPAN = Told("起止日期", "a span of dates")
FIRST_BEFORE_LAST = Told("请让起日不晚于止日", "let the first day come before the last")
_FROM_TO = Sentence("{start} 起，{end} 止", "from {start} to {end}")
_FROM = Sentence("{start} 起", "from {start} to further notice")
_TO = Sentence("{end} 止", "from the beginning to {end}")
_ALWAYS = Told("长期", "from the beginning to further notice")


@final
@frozen
class Validity:
    """The dates in force, both ends included; an end of None is open."""

    start: date | None = field(default=None, converter=a_date)
    end: date | None = field(default=None, converter=a_date)

    def __attrs_post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise BadValue(self.told, _A_SPAN, FIRST_BEFORE_LAST)

    def holds(self, start: date, end: date) -> bool:
        """Return whether every day from start to end is in force."""
        return (self.start is None or self.start <= start) and (self.end is None or end <= self.end)

    def nearest(self, day: date) -> date:
        """Return the day in force that is nearest to a day."""
        return min(max(self.start or day, day), self.end or date.max)

    def outside(self, start: date, end: date) -> date:
        """Return the day in force that is nearest to the first end of a span that is not."""
        return self.nearest(end if self.holds(start, start) else start)

    @classmethod
    def common(cls, dates: Iterable[Validity]) -> Validity | None:
        """Return the days on which all are in force, or None where there are none."""
        listed = list(dates)
        start = max((one.start for one in listed if one.start), default=None)
        end = min((one.end for one in listed if one.end), default=None)
        return None if start and end and end < start else cls(start, end)

    @property
    def told(self) -> Told:
        """The span, in both languages."""
        if self.start and self.end:
            return _FROM_TO(start=str(self.start), end=str(self.end))
        if self.start:
            return _FROM(start=str(self.start))
        return _TO(end=str(self.end)) if self.end else _ALWAYS

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen(kw_only=True)
class Clause:
    """One place in one document, with the words read there, if any were read."""

    code: str = field(converter=as_text, validator=coded)
    document: str = field(converter=as_text, validator=filled)
    article: str = field(default="", converter=as_text, validator=one_line)
    #: Quoted, never paraphrased, in as many lines as they have; empty where the text was not seen.
    words: str = field(default="", converter=as_text, validator=some_lines)
    #: Where the document can be read.
    link: str = field(default="", converter=as_text, validator=one_line)
    provenance: Provenance = field(validator=kind_of(Provenance))
    valid: Validity = field(default=Validity(), validator=kind_of(Validity))

    def cite(self) -> str:
        """Return the citation as reports print it."""
        cited = f"《{self.document}》{self.article}"
        return f"{cited}：「{flat(self.words)}」" if self.words else cited
