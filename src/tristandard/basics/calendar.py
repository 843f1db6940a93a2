"""Working days and deadlines: the calendar is passed in, for no rule can know a holiday by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import a_day
from tristandard.basics.errors import BadValue, all_of, wanted, whole_from
from tristandard.basics.fields import as_whole
from tristandard.words.sentence import Sentence, Told

#: No calendar ends later than with the year 9999.
_MOST_YEARS = 9999
#: No deadline is longer, in days.
_LONGEST = 3660

_YEARS = Told("由年份组成的列表", "a list of years")
_WHOLE_YEARS = Told("请把每个年份写成整数", "write each as a whole number")
_NOT_BOTH = Told("或休或班的日期列表", "a list of days that are either")
_ONE_OF_BOTH = Told("请把每一天只写作节假日或只写作调休上班日", "name each as a holiday or as a working day")
_IN_KNOWN_YEARS = Told("日历所知年份内的日期列表", "a list of days in the years that it knows")
_NAME_THE_YEARS = Told("请写明所有日期的年份", "name the years of all days")
_IN_A_KNOWN_YEAR = Sentence("这份日历所知年份（{known}）内的日期", "a day in a year that this calendar knows ({known})")
_NO_YEAR = Told("一个也没有", "no year")
_GIVE_THE_CALENDAR = Told("请给出写有该年节假日的日历", "give a calendar with the holidays of that year")
#: More years than anybody asks for: how many, and what to do.
MORE_YEARS = Sentence("{count} 个以上", "more than {count}")
HOW_MANY_YEARS = Told("年份的个数", "a number of years")
THOSE_REACHED = Told("请写期限可能跨入的年份", "name those that deadlines may reach into")
_DAYS = Told("天数", "a number of days")
_FROM_ONE_TO = Sentence("请给出 1 到 {most} 的整数", "give a whole number from 1 to {most}")
_WITH_A_DEADLINE = Told("其后还能有期限的日期", "a day with a deadline after it")
_ENDS_WITH_9999 = Told("日历到 9999 年为止，请给出更早的日期", "the calendar ends with the year 9999")


def _years(years: Iterable[int]) -> frozenset[int]:
    listed = isinstance(years, Iterable) and not isinstance(years, (str, Mapping))
    found = all_of(islice(years, _MOST_YEARS + 1) if listed else years, int)
    if len(found) > _MOST_YEARS:
        raise BadValue(MORE_YEARS(count=_MOST_YEARS), HOW_MANY_YEARS, THOSE_REACHED)
    if strange := [year for year in found if not whole_from(year, 1)]:
        raise BadValue(strange, _YEARS, _WHOLE_YEARS)
    return frozenset(map(as_whole, found))


def _days(days: Iterable[date]) -> frozenset[date]:
    return frozenset(a_day(day) for day in all_of(days, date))


@final
@frozen(kw_only=True)
class Calendar:
    """Which days are working days: Monday to Friday, but for `holidays` on them and `workdays` beside
    them, in the years it knows.
    """

    years: frozenset[int] = field(converter=_years)
    holidays: frozenset[date] = field(default=frozenset(), converter=_days)
    workdays: frozenset[date] = field(default=frozenset(), converter=_days)

    def __attrs_post_init__(self) -> None:
        if both := sorted(map(str, self.holidays & self.workdays)):
            raise BadValue(both, _NOT_BOTH, _ONE_OF_BOTH)
        if beyond := sorted(str(day) for day in self.holidays | self.workdays if day.year not in self.years):
            raise BadValue(beyond, _IN_KNOWN_YEARS, _NAME_THE_YEARS)

    def works(self, day: date) -> bool:
        """Return whether a day is a working day.

        Raises:
            BadValue: When the calendar does not know the year.
        """
        if a_day(day).year not in self.years:
            known = sorted(self.years) or _NO_YEAR
            raise BadValue(str(day), _IN_A_KNOWN_YEAR(known=known), _GIVE_THE_CALENDAR)
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)


def deadline(start: date, days: int, works: Calendar | None = None) -> date:
    """Return the last day to mend what was notified on a day: so many days after it, all of them, or
    working days alone.

    Args:
        start: The day of the notice, which does not count.
        days: How many, at least one.
        works: The calendar that knows the working days (工作日); without one every day counts (自然日).

    Raises:
        BadValue: When the calendar does not know the year.
    """
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= _LONGEST:
        raise BadValue(days, _DAYS, _FROM_ONE_TO(most=_LONGEST))
    if works is not None:
        wanted(works, Calendar)
    day = a_day(start)
    while days:
        if day == date.max:
            raise BadValue(str(start), _WITH_A_DEADLINE, _ENDS_WITH_9999)
        day += timedelta(days=1)
        days -= works is None or works.works(day)
    return day
