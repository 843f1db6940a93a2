"""The time an assessment speaks of: whole days from a first to a last, most often a quarter."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import a_date
from tristandard.basics.errors import BadValue


def _day(value: object) -> date:
    day = a_date(value)
    if day is None:
        raise BadValue(value, "a date", "a period needs its first and its last day")
    return day


@final
@frozen(order=True)
class Period:
    """A span of whole days, both ends included. `Quarter`, `Month` and `Year` make the usual ones."""

    start: date = field(converter=_day)
    end: date = field(converter=_day)

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise BadValue(str(self), "a period", "let the first day come before the last")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def months(self) -> int | None:
        """How many whole months it has, or None where it does not start and end with a month."""
        whole = self.start.day == 1 and (self.end + timedelta(days=1)).day == 1
        return _month(self.end) - _month(self.start) + 1 if whole else None

    def before(self) -> Period:
        """Return the period of the same length that ends the day before this one starts."""
        end = self.start - timedelta(days=1)
        if self.months is None:
            return Period(end - (self.end - self.start), end)
        first = _month(self.start) - self.months
        return Period(date(first // 12, first % 12 + 1, 1), end)

    def __str__(self) -> str:
        match self.months:
            case 12 if self.start.month == 1:
                return f"{self.start.year}"
            case 3 if self.start.month % 3 == 1:
                return f"{self.start.year}Q{self.start.month // 3 + 1}"
            case 1:
                return f"{self.start:%Y-%m}"
            case _:
                return f"{self.start}/{self.end}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `str` wrote: "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"."""
        if found := re.fullmatch(r"([0-9]{4})(?:Q([1-4])|-([0-9]{2}))?", text):
            year, quarter, month = found.groups()
            if quarter:
                return Quarter(int(year), int(quarter))
            return Month(int(year), int(month)) if month else Year(int(year))
        first, slash, last = text.partition("/")
        try:
            if slash:
                return cls(date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            pass
        raise BadValue(text, "a period", 'write "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"')


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _whole(year: int, first: int, count: int) -> Period:
    if not 1 <= year <= 9999:
        raise BadValue(year, "a year", "give a year from 1 to 9999")
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def Quarter(year: int, number: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a quarter (季度), number 1 to 4."""
    if number not in (1, 2, 3, 4):
        raise BadValue(number, "a quarter", "give 1, 2, 3 or 4")
    return _whole(year, 3 * number - 2, 3)


def Month(year: int, number: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a month, number 1 to 12."""
    if number not in range(1, 13):
        raise BadValue(number, "a month", "give 1 to 12")
    return _whole(year, number, 1)


def Year(year: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a calendar year."""
    return _whole(year, 1, 12)
