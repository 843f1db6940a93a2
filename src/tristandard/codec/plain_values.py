"""Plain values as files hold them: text, numbers, days, one of a few, lists and tables, and nothing in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from tristandard.basics.clause import read_date
from tristandard.basics.errors import BadValue
from tristandard.basics.points import plain
from tristandard.words.sentence import Sentence, Told


def number(value: Fraction) -> int | Decimal | str:
    """Return an exact number as files hold it: an integer, a decimal, or text such as "5/3", or where a decimal would
    be told with an exponent.
    """
    text = plain(value)
    if "." not in text and "/" not in text:
        return int(text)
    return text if "/" in text or "E" in str(Decimal(text)) else Decimal(text)


_TEXT = Told("文字", "text")
_IN_QUOTES = Told("请加上引号", "write it in quotes")
_A_WHOLE_NUMBER = Told("整数", "a whole number")
_DIGITS_ONLY = Told("请只写数字，不加引号", "write digits only, without quotes")
_TRUE_OR_FALSE = Told("真假值（true 或 false）", "true or false")
_WITHOUT_QUOTES = Told("请写 true 或 false，不加引号", "write true or false, without quotes")


def text_of(value: object, _: object = None) -> str:
    """Return a text, or refuse what is none."""
    if isinstance(value, str):
        return value
    raise BadValue(value, _TEXT, _IN_QUOTES)


def whole_of(value: object, _: object = None) -> int:
    """Return a whole number, also one in quotes, or refuse what is none."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 20:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**19:
        return value
    raise BadValue(value, _A_WHOLE_NUMBER, _DIGITS_ONLY)


def truth_of(value: object, _: object = None) -> bool:
    """Return whether it is true, or refuse what says neither."""
    if isinstance(value, bool):
        return value
    raise BadValue(value, _TRUE_OR_FALSE, _WITHOUT_QUOTES)


#: A day as spreadsheets and letters write it; it is not read, but told how to be written.
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_A_DATE = Told("日期", "a date")
_WRITE_DAY = Sentence("请写作 {day}", "write {day}")
_YEAR_MONTH_DAY = Told(
    "请按 年-月-日 写，例如 2022-05-10，不带时刻", "write year-month-day, such as 2022-05-10, without an hour"
)


def date_of(value: object, _: object = None) -> date:
    """Return a day, or refuse what is none, with how it is written."""
    if isinstance(value, str) and (day := read_date(value)):
        return day
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    parts = _DAY.fullmatch(value) if isinstance(value, str) else None
    day = read_date("{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())) if parts else None
    raise BadValue(value, _A_DATE, _WRITE_DAY(day=str(day)) if day else _YEAR_MONTH_DAY)


_ONE_OF = Sentence("下列之一：{known}", "one of {known}")
_WRITE_ONE = Told("请写其中之一", "write one of them")


def member_of(value: object, kind: type[Enum]) -> Enum:
    """Return the member of an Enum that a value stands for, or refuse it."""
    for member in kind:
        if member.value == value:
            return member
    raise BadValue(value, _ONE_OF(known=[str(member.value) for member in kind]), _WRITE_ONE)


A_TABLE = Told("一张表", "a table")
_WRITE_A_TABLE = Told("请写成 { 键 = 值, … }", "write { key = value, … }")
_A_LIST = Told("列表", "a list")
_WRITE_A_LIST = Told("请写成 [ 值, … ]", "write [ value, … ]")


def mapped(value: object) -> Mapping[str, Any]:
    """Return a table, or refuse what is none."""
    if isinstance(value, Mapping):
        return value
    raise BadValue(value, A_TABLE, _WRITE_A_TABLE)


def list_of_values(value: object) -> list[Any]:
    """Return a list, or refuse what is none."""
    if isinstance(value, (list, tuple)):
        return list(value)
    raise BadValue(value, _A_LIST, _WRITE_A_LIST)
