"""The Chinese calendar of working days, from the package `chinesecalendar` (extra `calendar`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from tristandard.basics.calendar import Calendar
from tristandard.basics.errors import BadValue, all_of
from tristandard.codec.files import bad

try:
    from chinese_calendar import constants  # type: ignore[import-untyped,unused-ignore]
except ImportError:
    constants = None


#: Nobody reckons deadlines in more years at once.
_MOST = 1000


def chinese_calendar(years: Iterable[int]) -> Calendar:
    """Return which days of some years are working days in China (国务院办公厅放假安排).

    Args:
        years: Those that deadlines may reach into; the State Council announces a year late in the one before.

    Raises:
        BadInput: When the extra `calendar` is not installed.
        BadValue: When the installed package does not know one of the years yet.
    """
    listed = isinstance(years, Iterable) and not isinstance(years, (str, Mapping))
    asked = frozenset(all_of(islice(years, _MOST + 1) if listed else years, int))
    if len(asked) > _MOST:
        raise BadValue(f"more than {_MOST}", "a number of years", "name those that deadlines may reach into")
    if constants is None:
        raise bad(
            "the Chinese calendar",
            "",
            "chinesecalendar",
            "installed",
            'it needs the extra: pip install "tristandard[calendar]"',
        )
    known = {day.year for day in (*constants.holidays, *constants.workdays)}
    if unknown := sorted(asked - known):
        told = ", ".join(map(str, unknown))
        raise BadValue(
            told,
            f"a year that the installed chinesecalendar knows ({min(known)} to {max(known)})",
            "upgrade it once the year is announced, or pass a Calendar of your own",
        )
    return Calendar(
        years=asked,
        holidays=[day for day in constants.holidays if day.year in asked],
        workdays=[day for day in constants.workdays if day.year in asked],
    )
