"""What a cell holds one by one: the parts of a list, numbers with their unit, shares and pairs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, plain, with_a_point
from tristandard.words.sentence import Sentence, Told

AMOUNT = re.compile(r"(?P<number>[+-]?[0-9][0-9./]*)\s*(?P<unit>[^\s0-9./,，].*)")

_Part = TypeVar("_Part")
_Read = TypeVar("_Read")


_A_CELL = Told("这一格无法读取", "a cell cannot be read")


def each(parts: Iterable[_Part], read: Callable[[_Part], _Read]) -> list[_Read]:
    """Return what every part of a cell reads as, or tell the mistakes of all of them."""
    found: list[_Read] = []
    problems: list[TristandardError] = []
    for part in parts:
        try:
            found.append(read(part))
        except TristandardError as problem:
            problems.append(problem)
    if problems:
        raise Refused(_A_CELL, problems)
    return found


def pieces(text: str, mark: str) -> list[str]:
    """Return the parts of a list in a cell, without the empty ones."""
    return [part.strip() for part in text.split(mark) if part.strip()]


_WITH_ITS_UNIT = Told("带单位的数", "a number with its unit")
_SUCH_AS = Sentence('请写作 "{example}" 这样', 'write for example "{example}"')


def read_amount(text: str, unit: MeasureUnit) -> Fraction:
    """Return "5 处/300 m" as a number in the unit given."""
    refuse_grouped(text)
    found = AMOUNT.fullmatch(text.strip())
    if not found:
        raise BadValue(text, _WITH_ITS_UNIT, _SUCH_AS(example=unit.show(Fraction(1))))
    return exact(found["number"]) * MeasureUnit.parse(found["unit"]).factor(unit)


#: A number whose thousands are set apart, and its unit.
_GROUPED = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:[,，'’ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?)(?![0-9])\s*(.*)")


_A_READABLE_NUMBER = Told("可以读取的数", "a number that is read")
_DIGITS_TOGETHER = Sentence(
    '数字之间请不要加符号或空格，写作 "{number}"', 'write its digits without marks or blanks between them: "{number}"'
)


def refuse_grouped(text: str) -> None:
    """Refuse a number with marks between its digits, and say how it is written."""
    if found := _GROUPED.fullmatch(text.strip()):
        number = re.sub(r"[^0-9.+-]", "", found[1])
        remedy = _DIGITS_TOGETHER(number=f"{number} {found[2]}".strip())
        raise BadValue(text, _A_READABLE_NUMBER, remedy)
    if with_point := with_a_point(text):
        raise BadValue(text, _A_READABLE_NUMBER, with_point)


@lru_cache(maxsize=1024)
def read_shares(text: str) -> tuple[tuple[str, Fraction], ...]:
    """Return "a 0.2; b 0.8" as shares; one code alone is the whole."""
    return tuple(each(pieces(text, ";"), _share))


def _share(text: str) -> tuple[str, Fraction]:
    unit, _, share = text.partition(" ")
    return unit, exact(share or "1")


def show_shares(shares: Iterable[tuple[str, Fraction]]) -> str:
    """Return shares as `read_shares` reads them."""
    return "; ".join(unit if share == 1 else f"{unit} {plain(share)}" for unit, share in shares)


_A_PAIR = Told("一对 名称=值", "a name=value pair")
_NAME_AND_VALUE = Told("请写作“名称=值; 名称=值”，每个名称只写一次", 'write "name=value; name=value", each name once')


def read_pairs(text: str) -> dict[str, str]:
    """Return "grid=0423; case=17" as a mapping."""
    found: dict[str, str] = {}
    for part in pieces(text, ";"):
        name, equals, value = part.partition("=")
        if not equals or not name.strip() or name.strip() in found:
            raise BadValue(part, _A_PAIR, _NAME_AND_VALUE)
        found[name.strip()] = value.strip()
    return found


_PAIRS_OF_A_CELL = Told("一格装得下的几对 名称=值", "a list of pairs that a cell can hold")
_NO_MARKS_AROUND = Told(
    "请去掉名称和值中的“;”、“=”以及首尾的空格，或写到扩展名为 .json 的文件",
    'take out ";", "=" and blanks around names and values, or write to a path that ends in .json',
)


def show_pairs(pairs: Mapping[str, str]) -> str:
    """Return a mapping as `read_pairs` reads it."""
    text = "; ".join(f"{name}={value}" for name, value in sorted(pairs.items()))
    if any(
        ";" in name + value or "=" in name or name != name.strip() or value != value.strip()
        for name, value in pairs.items()
    ):
        raise BadValue(text, _PAIRS_OF_A_CELL, _NO_MARKS_AROUND)
    return text
