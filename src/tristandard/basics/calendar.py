"""Working days and deadlines: the calendar is passed in, for no rule can know a holiday by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import final

from attrs import field, frozen

from tristandard.basics.clause import a_day
from tristandard.basics.errors import BadValue, all_of, as_whole, wanted, whole_from

#: No calendar ends later than with the year 9999.
_MOST_YEARS = 9999
#: No deadline is longer, in days.
_LONGEST = 3660


def _years(years: Iterable[int]) -> frozenset[int]:
    listed = isinstance(years, Iterable) and not isinstance(years, (str, Mapping))
    found = all_of(islice(years, _MOST_YEARS + 1) if listed else years, int)
    if len(found) > _MOST_YEARS:
        raise BadValue(f"more than {_MOST_YEARS}", "a number of years", "name those that deadlines may reach into")
    if strange := [year for year in found if not whole_from(year, 1)]:
        raise BadValue(strange, "a list of years", "write each as a whole number")
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
            raise BadValue(both, "a list of days that are either", "name each as a holiday or as a working day")
        if beyond := sorted(str(day) for day in self.holidays | self.workdays if day.year not in self.years):
            raise BadValue(beyond, "a list of days in the years that it knows", "name the years of all days")

    def works(self, day: date) -> bool:
        """Return whether a day is a working day.

        Raises:
            BadValue: When the calendar does not know the year.
        """
        if a_day(day).year not in self.years:
            known = ", ".join(map(str, sorted(self.years))) or "no year"
            raise BadValue(
                str(day),
                f"a day in a year that this calendar knows ({known})",
                "give a calendar with the holidays of that year",
            )
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
        raise BadValue(days, "a number of days", f"give a whole number from 1 to {_LONGEST}")
    if works is not None:
        wanted(works, Calendar)
    day = a_day(start)
    while days:
        if day == date.max:
            raise BadValue(str(start), "a day with a deadline after it", "the calendar ends with the year 9999")
        day += timedelta(days=1)
        days -= works is None or works.works(day)
    return day
