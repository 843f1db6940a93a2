"""The time an assessment speaks of: whole days from a first to a last, most often a quarter."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import FIRST_BEFORE_LAST, a_day, read_date
from tristandard.basics.errors import BadValue, whole_from
from tristandard.words.sentence import Told

_A_PERIOD = Told("期间", "a period")
_TEXT_OF_A_PERIOD = Told("期间的文字写法", "the text of a period")
_WRITTEN = Told(
    '请写 "2022"、"2022Q2"、"2022-05" 或 "2022-05-10/2022-08-31"',
    'write "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"',
)
_ANOTHER_BEFORE = Told("前面还有期间的期间", "a period with another before it")
_YEAR_ONE = Told("日历从 1 年开始，请给出更晚的期间", "the calendar starts with the year 1")
_A_YEAR = Told("年份", "a year")
_YEARS = Told("请给出 1 到 9999 年", "give a year from 1 to 9999")
_A_QUARTER = Told("季度", "a quarter")
_QUARTERS = Told("请给出 1、2、3 或 4", "give 1, 2, 3 or 4")
_A_MONTH = Told("月份", "a month")
_MONTHS = Told("请给出 1 到 12", "give 1 to 12")


@final
@frozen(order=True)
class Period:
    """A span of whole days, both ends included. `Quarter`, `Month` and `Year` make the usual ones."""

    _remedy = Told(
        "请给出 Quarter(年, 季度)、Month、Year 或 Period", "give Quarter(year, number), Month, Year or Period"
    )

    start: date = field(converter=a_day)
    end: date = field(converter=a_day)

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise BadValue(str(self), _A_PERIOD, FIRST_BEFORE_LAST)

    def __contains__(self, day: date) -> bool:
        return self.start <= a_day(day) <= self.end

    @property
    def months(self) -> int | None:
        """How many whole months it has, or None where it does not start and end with a month."""
        whole = self.start.day == 1 and self.end.day == monthrange(self.end.year, self.end.month)[1]
        return _month(self.end) - _month(self.start) + 1 if whole else None

    def before(self) -> Period:
        """Return the period of the same length that ends the day before this one starts."""
        try:
            end = self.start - timedelta(days=1)
            if self.months is None:
                return Period(end - (self.end - self.start), end)
            first = _month(self.start) - self.months
            return Period(date(first // 12, first % 12 + 1, 1), end)
        except (ValueError, OverflowError):
            raise BadValue(str(self), _ANOTHER_BEFORE, _YEAR_ONE) from None

    def __str__(self) -> str:
        match self.months:
            case 12 if self.start.month == 1:
                return f"{self.start.year:04}"
            case 3 if self.start.month % 3 == 1:
                return f"{self.start.year:04}Q{self.start.month // 3 + 1}"
            case 1:
                return f"{self.start.year:04}-{self.start.month:02}"
            case _:
                return f"{self.start}/{self.end}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `str` wrote: "2022", "2022Q2", "2022-05" or "2022-05-10/2022-08-31"."""
        if not isinstance(text, str):
            raise BadValue(text, _TEXT_OF_A_PERIOD, _WRITTEN)
        if found := re.fullmatch(r"([0-9]{4})(?:Q([1-4])|-([0-9]{2}))?", text):
            year, quarter, month = found.groups()
            if quarter:
                return Quarter(int(year), int(quarter))
            return Month(int(year), int(month)) if month else Year(int(year))
        first, _, last = text.partition("/")
        if (start := read_date(first)) and (end := read_date(last)):
            return cls(start, end)
        raise BadValue(text, _A_PERIOD, _WRITTEN)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def check_year(year: object) -> None:
    """Refuse what is no year that the calendar has."""
    if not whole_from(year, 1) or year > 9999:  # type: ignore[operator]
        raise BadValue(year, _A_YEAR, _YEARS)


def _whole(year: int, first: int, count: int) -> Period:
    check_year(year)
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def Quarter(year: int, number: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a quarter (季度), number 1 to 4."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 4:
        raise BadValue(number, _A_QUARTER, _QUARTERS)
    return _whole(year, 3 * number - 2, 3)


def Month(year: int, number: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a month, number 1 to 12."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 12:
        raise BadValue(number, _A_MONTH, _MONTHS)
    return _whole(year, number, 1)


def Year(year: int) -> Period:  # noqa: N802 - a noun of the rule text
    """Return a calendar year."""
    return _whole(year, 1, 12)
