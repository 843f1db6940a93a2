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

from tristandard.basics.errors import BadValue, TristandardError, as_text, coded, filled, kind_of, one_line, some_lines
from tristandard.basics.location import Location, located
from tristandard.basics.marks import flat


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


def a_date(value: object) -> date | None:
    """Return a date, and nothing but a date; refuse a datetime, whose hour would silently decide a day."""
    if value is None or type(value) is date:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    raise BadValue(value, "a date", "give datetime.date(year, month, day), without an hour")


def a_day(value: object) -> date:
    """Return a date that must be given; refuse a datetime."""
    day = a_date(value)
    if day is None:
        raise BadValue(value, "a date", "give datetime.date(year, month, day): it cannot be left open")
    return day


def read_date(text: str) -> date | None:
    """Return the date that is written "2022-05-10", or None where the text is none."""
    try:
        return date.fromisoformat(text) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


@final
@frozen
class OutOfForce(TristandardError):
    """A rule was asked for on a day, or for a period, of which it does not hold every day."""

    subject: str
    #: The day, or the period.
    asked: str
    in_force: str
    #: The day in force that is nearest to what was asked.
    nearest: str
    remedy: str = "ask for a day in force, or load the version for the day asked"
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        when = "on" if read_date(self.asked) else "in"
        told = f"{self.subject} is not in force {when} {self.asked}, but {self.in_force}"
        return located(self.locations, f"{told}; the nearest day is {self.nearest}: {self.remedy}")


@final
@frozen
class Validity:
    """The dates in force, both ends included; an end of None is open."""

    start: date | None = field(default=None, converter=a_date)
    end: date | None = field(default=None, converter=a_date)

    def __attrs_post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise BadValue(str(self), "a span of dates", "let the first day come before the last")

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

    def __str__(self) -> str:
        return f"from {self.start or 'the beginning'} to {self.end or 'further notice'}"


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
