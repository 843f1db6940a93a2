"""How a number is shown in a cell, by its format: as a percent, a day, with leading zeros, with a unit."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.points import plain
from tristandard.desk.mistakes import NotRead
from tristandard.words.sentence import Sentence

#: The formats that spreadsheets know by a number: percents; days; times of a day.
_PERCENTS = frozenset({9, 10})
_DAYS = frozenset({14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58})
_TIMES = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
#: Text in quotes, one escaped mark, a colour or a language, a blank of some width.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_ZEROS = re.compile("0{2,}")
_UNIT = re.compile(r'[#0,.]*0(?:\.0+)?\s*"\s*([^"0-9%]+?)\s*"')
#: Numbers of so many decimals, and how many the formats have that are known by a number.
_FIXED = re.compile(r"[#,0]*0(?:\.(0+))?%?")
_DECIMALS = {1: 0, 2: 2, 3: 0, 4: 2, 9: 0, 10: 2}
_MIDNIGHT = "00:00:00"
#: More digits than these are not kept by a spreadsheet.
DIGITS = 15
_LONG = Sentence(
    "{number} 的位数超过电子表格存得准的 {digits} 位；编码请写成文本，算出来的数请用 ROUND 取到要用的位数",
    "{number} has more than the {digits} digits that a spreadsheet keeps; write a code as text, and round what was "
    "computed with ROUND",
)
_NO_DAY = Sentence(
    "{number} 显示为日期或时刻，但不是一天；请写年-月-日，或改单元格格式",
    "{number} is shown as a day or a time, but is no day; write year-month-day, or change the format",
)


@final
@frozen
class Format:
    """How numbers are shown.

    Attributes:
        percent: As so many of a hundred.
        day: As a day, with or without the time of it.
        time: As a time of a day alone.
        zeros: With leading zeros, so many digits in all.
        unit: With words after it.
        decimals: Rounded to so many; None where all that there are are shown.
    """

    percent: bool = False
    day: bool = False
    time: bool = False
    zeros: int = 0
    unit: str = ""
    decimals: int | None = None


GENERAL = Format()


def format_of(number: int, code: str | None) -> Format:
    """Return how numbers are shown, by the number of the format, and its code where the workbook has one of its own."""
    if code is None:
        decimals = _DECIMALS.get(number)
        return Format(percent=number in _PERCENTS, day=number in _DAYS, time=number in _TIMES, decimals=decimals)
    first = code.split(";")[0]
    bare = _LITERAL.sub("", first).lower()
    elapsed = _ELAPSED.search(first) is not None
    if not elapsed and "general" not in bare and re.search("[yd]", bare):
        return Format(day=True)
    if elapsed or ("general" not in bare and re.search("[hs]", bare)):
        return Format(time=True)
    if "%" in bare:
        return Format(percent=True, decimals=_decimals(bare))
    if "m" in bare:  # a month alone
        return Format(day=True)
    unit = _UNIT.fullmatch(_LITERAL.sub(lambda found: found[0] if found[0][0] == '"' else "", first))
    zeros = len(bare) if _ZEROS.fullmatch(bare) else 0
    return Format(zeros=zeros, unit=unit[1] if unit else "", decimals=_decimals(bare))


def _decimals(bare: str) -> int | None:
    found = _FIXED.fullmatch(bare.strip())
    return len(found[1] or "") if found else None


@final
@frozen
class Number:
    """A number as a cell shows it: its exact decimal, and whether it is so many of a hundred."""

    text: str
    percent: bool = False
    unit: str = ""
    #: The number that the cell shows instead, where it shows fewer decimals than it holds.
    shown: str = field(default="", eq=False)

    def __str__(self) -> str:
        return f"{self.text} {'%' if self.percent else self.unit}".rstrip()


@final
@frozen
class Day:
    """A day, and the time of it where the cell has one."""

    day: date
    clock: str = ""

    def __str__(self) -> str:
        return f"{self.day} {self.clock}".rstrip()


def number_of(text: str, shown: Format, epoch_1904: bool) -> Number | Day:
    """Return the number in a cell as it is shown.

    It is kept as a binary fraction: what is returned is the shortest decimal that stands for that.

    Raises:
        NotRead: When it has more digits than a spreadsheet keeps, or is no day.
        ValueError: When it is no number.
    """
    value = float(text)
    if value != value or abs(value) > 1e300:  # noqa: PLR0124
        raise ValueError(text)
    exact = Decimal(repr(value))
    if shown.day or shown.time:
        return _day(exact, shown, epoch_1904)
    told = _plain(exact)
    if len(exact.normalize().as_tuple().digits) > DIGITS or abs(exact) >= 10**DIGITS:
        raise NotRead(_LONG(number=told, digits=DIGITS))
    held = exact * 100 if shown.percent else exact
    rounded = _rounded(held, shown.decimals)
    if shown.percent:
        return Number(_plain(held), percent=True, shown=rounded)
    if shown.zeros and exact >= 0 and exact == exact.to_integral_value():
        return Number(told.zfill(shown.zeros))
    return Number(told, unit=shown.unit, shown=rounded)


def _rounded(held: Decimal, decimals: int | None) -> str:
    """Return a number as it is shown with so many decimals; empty where that is the number that the cell holds."""
    exponent = held.as_tuple().exponent
    if decimals is None or not isinstance(exponent, int) or decimals >= -exponent:
        return ""
    shown = held.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return "" if shown == held else str(shown)


def day_of_iso(text: str) -> str | Day:
    """Return the day that a cell stores as text, 2026-05-01T00:00:00; a text that is none as it is."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    clock = str(found.replace(microsecond=0, tzinfo=None)).partition(" ")[2]
    return Day(found.date(), "" if clock == _MIDNIGHT else clock)


def _plain(exact: Decimal) -> str:
    return plain(Fraction(exact))


def _day(exact: Decimal, shown: Format, epoch_1904: bool) -> Day:
    whole = int(exact)
    part = round((exact - whole) * 86400)
    if shown.time or not (0 if epoch_1904 else 1) <= whole < 2958466 or (whole == 60 and not epoch_1904):
        raise NotRead(_NO_DAY(number=_plain(exact)))
    first = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 31 if whole < 60 else 30)
    try:
        day = first + timedelta(days=whole + part // 86400)
    except OverflowError:
        raise ValueError(str(exact)) from None
    clock = part % 86400
    return Day(day, f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}" if clock else "")
