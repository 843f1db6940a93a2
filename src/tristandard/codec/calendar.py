"""The Chinese calendar of working days, from the package `chinesecalendar` (extra `calendar`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from tristandard.basics.calendar import HOW_MANY_YEARS, MORE_YEARS, THOSE_REACHED, Calendar
from tristandard.basics.errors import BadValue, all_of
from tristandard.codec.bad_input import NOWHERE, bad
from tristandard.words.sentence import Sentence, Told

try:
    from chinese_calendar import constants  # type: ignore[import-untyped,unused-ignore]
except ImportError:
    constants = None


_INSTALLED = Told("已安装的包", "installed")
_THE_EXTRA = Told(
    '它需要附加包：pip install "tristandard[calendar]"', 'it needs the extra: pip install "tristandard[calendar]"'
)
_A_KNOWN_YEAR = Sentence(
    "已安装的 chinesecalendar 所知的年份（{first} 至 {last}）",
    "a year that the installed chinesecalendar knows ({first} to {last})",
)
_UPGRADE = Told(
    "请在该年安排公布后升级它，或自行给出 Calendar",
    "upgrade it once the year is announced, or pass a Calendar of your own",
)
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
        raise BadValue(MORE_YEARS(count=_MOST), HOW_MANY_YEARS, THOSE_REACHED)
    if constants is None:
        raise bad("chinese_calendar", NOWHERE, "chinesecalendar", _INSTALLED, _THE_EXTRA)
    known = {day.year for day in (*constants.holidays, *constants.workdays)}
    if unknown := sorted(asked - known):
        told = ", ".join(map(str, unknown))
        raise BadValue(told, _A_KNOWN_YEAR(first=min(known), last=max(known)), _UPGRADE)
    return Calendar(
        years=asked,
        holidays=[day for day in constants.holidays if day.year in asked],
        workdays=[day for day in constants.workdays if day.year in asked],
    )
