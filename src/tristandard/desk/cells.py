"""What people type into the cells of a survey, as the library reads it: days, values, outcomes, codes."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from fractions import Fraction

from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, plain
from tristandard.desk.formats import Day, Number
from tristandard.desk.grid import Row, Value
from tristandard.desk.heads import text_of
from tristandard.desk.mistakes import NotRead
from tristandard.desk.vocabulary import DAY, EACH_DAY, HALVES, STATE, STATES, TOTALS, UNITS
from tristandard.words.sentence import Sentence

#: Full-width marks of ASCII, and the blank of their width.
_WIDE = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0x3000: 0x20, 0xA0: 0x20}
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
_GROUPED = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?![0-9,])(.*)")
_NUMBER = Sentence(
    "{text} 是数字，不是日期；请把单元格格式设为日期，或写成 2026-05-01",
    "{text} is a number and no day; format the cell as a date, or write 2026-05-01",
)
#: A number and its unit; the units of time, the largest first.
_PART = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*([^\s0-9.,;=/]+(?:/[^\s0-9.,;=/]+)?)\s*")
_TIMES = ["d", "h", "min", "s"]
_A_DAY = Sentence(
    "{text} 是日期，不是测得的值；请把单元格格式改为常规，重填一次",
    "{text} is a day and no value; change the format of the cell to General and write it again",
)


def half(text: str) -> str:
    """Return a text with full-width digits, letters and marks as the usual ones."""
    return text.translate(_WIDE).strip()


def is_total(row: Row) -> bool:
    """Return whether a row is one of totals: the first cell that holds something says so."""
    first = next((value for value in row.values() if not isinstance(value, str) or value.strip()), "")
    return isinstance(first, str) and re.sub(r"[\s　:：]", "", first) in TOTALS


def code_text(value: Value) -> str:
    """Return a code, a label or an id: a number as it is shown."""
    return text_of(value).strip()


def day_text(value: Value) -> str:
    """Return days as year-month-day, whichever way they are written; what else stands in the cell stays.

    Raises:
        NotRead: For a bare number that is no day.
    """
    if isinstance(value, Day):
        return str(value.day)
    text = half(text_of(value))
    if _COMPACT.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif isinstance(value, Number):
        raise NotRead(_NUMBER(text=text))
    return DAY.sub(_iso, text.replace("；", ";"))


def _iso(found: re.Match[str]) -> str:
    try:
        return str(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return found[0]


def value_text(value: Value) -> str:
    """Return a measured value: half-width, its thousands together, lists with commas."""
    if isinstance(value, Day):
        raise NotRead(_A_DAY(text=str(value)))
    text = half(text_of(value)).replace("、", ",").replace("；", ";")
    if found := _GROUPED.fullmatch(text):
        text = found[1].replace(",", "") + found[2]
    return text


def in_units(text: str, own: Collection[str]) -> str:
    """Return a value with its units as the library writes them: 12小时/天 is 12 h/d, 1小时30分钟 is 90 min.

    Args:
        text: The value.
        own: The units of the rule set, which stay as they are.
    """
    each_day = next((word for word in EACH_DAY if text.startswith(word) and "/" not in text), "")
    told = text.removeprefix(each_day).strip()
    told = re.sub(r"\s*/\s*(?=\D)", "/", HALVES.get(told, told))
    parts = _PART.findall(told)
    if not parts or "".join("".join(part) for part in parts) != re.sub(r"\s", "", told):
        return text
    units = [_in_own(unit, own) for _, unit in parts]
    if each_day:
        units[-1] += "/d"
    if len(parts) == 1:
        return f"{parts[0][0]} {units[0]}" if told != text or units[0] != parts[0][1] else text
    return _summed([exact(number) for number, _ in parts], units) or text


def _in_own(unit: str, own: Collection[str]) -> str:
    """Return a unit, or a rate, as the library writes it."""
    return "/".join(name if name in own else UNITS.get(name, name) for name in unit.split("/"))


def _summed(numbers: list[Fraction], units: list[str]) -> str:
    """Return hours and minutes as one number, in the smallest unit; nothing where they are no parts of one time."""
    last, _, per = units[-1].partition("/")
    names = [*units[:-1], last]
    if any(name not in _TIMES for name in names) or sorted(names, key=_TIMES.index) != names:
        return ""
    if len(set(names)) < len(names):
        return ""
    into = MeasureUnit(last)
    parts = [number * MeasureUnit(name).factor(into) for number, name in zip(numbers, names, strict=True)]
    total = sum(parts, Fraction())
    return f"{plain(total)} {last}{f'/{per}' if per else ''}"


def outcome_cells(text: str) -> dict[str, str]:
    """Return the outcome that a value tells: measured, or 不适用：原因, or 未测：原因."""
    found = STATE.fullmatch(text)
    if found is None:
        return {"outcome": "measured", "values": text}
    return {"outcome": STATES.get(found[1], "not_measured"), "reason": found[2] or ""}


def share_text(text: str) -> list[tuple[str, str]]:
    """Return the units of a site with their shares: 东区 0.8；园林局 20%."""
    parts = [part.strip() for part in re.split(r"[;；、\n]", text) if part.strip()]
    return [_share(part) for part in parts]


def _share(part: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*?)[\s　:：]*([0-9０-９]+(?:[.．/／][0-9０-９]+)?)\s*([%％]?)", part)
    if found is None or not found[1] or (found[1].isascii() and part == found[1] + found[2]):
        return part, ""
    return found[1].strip(), half(found[2]) + ("/100" if found[3] else "")
