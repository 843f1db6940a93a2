"""Exact numbers: points and measured values are `Fraction`s.

A float is refused: 0.1 is not a tenth in binary, and a tenth of a point decides places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeVar

from attrs import Attribute

from tristandard.basics.errors import BadValue
from tristandard.basics.fields import for_field
from tristandard.words.sentence import Either, Sentence, Told

_Name = TypeVar("_Name")

#: The largest number of digits on either side of the point, or of a fraction's bar; whatever has more
#: was given by mistake.
_DIGITS = 40
_BEYOND: int = 10**_DIGITS
#: As many digits as Python writes at once.
_AT_ONCE = 4000
_PART = 10**_AT_ONCE
#: As many digits as are read of a number that was summed up.
_LONGEST = 20_000

#: Numbers that are added up have a common denominator of no more digits.
COMMON_DIGITS = 1000

_COMMA = re.compile(r"([+-]?)([0-9]+)[,，]([0-9]+)((?:\s*[^\s0-9.,，].*)?)")
_PLAIN = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?(/[0-9]{1,40})?")
_SUMMED = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+)|/([0-9]+))?")


_AN_EXACT_NUMBER = Told("精确的数", "an exact number")
_NO_FLOAT = Sentence(
    '请写成文字 "{value}"，或 Decimal("{value}")：浮点数是二进制的，不精确',
    'write it as text, "{value}", or as Decimal("{value}"): a float is binary and not exact',
)
PLAIN_DECIMAL = Told(
    '请写普通小数，如 "0.5"，或分数，如 "5/3"', 'write a plain decimal such as "0.5", or a fraction such as "5/3"'
)


def exact(value: object) -> Fraction:
    """Return a number without any loss.

    Args:
        value: An int, a `Decimal`, a `Fraction`, or text such as "0.5" or "5/3"; whichever it is, of at
            most 40 digits on either side of the point, or else above and below the bar.

    Raises:
        BadValue: For a float, a truth value, NaN, infinity, a number of more digits, or text that is no plain number.
    """
    if isinstance(value, float):
        raise BadValue(value, _AN_EXACT_NUMBER, _NO_FLOAT(value=str(value)))
    number = _number(value)
    if number is None or not readable(number):
        pointed = with_a_point(value) if isinstance(value, str) and value.strip()[-1:].isdecimal() else None
        raise BadValue(value, _AN_EXACT_NUMBER, pointed or PLAIN_DECIMAL)
    return number


def exact_if_any(value: object) -> Fraction | None:
    """Return an exact number, or None where none is given (an attrs converter)."""
    return None if value is None else exact(value)


_WITH_A_POINT = Sentence("请写 {ways}，小数部分前用点", "write {ways}, with a point where the fraction begins")


def with_a_point(value: object) -> Told | None:
    """Return what to write for a number with a comma in it, whatever stands behind it, or None."""
    found = _COMMA.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    sign, whole, places, unit = found.groups()
    grouped = len(places) == 3 and len(whole) <= 3 and whole[0] != "0"
    ways = [f"{sign}{whole}{places}{unit}"] if grouped else []
    return _WITH_A_POINT(ways=Either([f'"{way}"' for way in [*ways, f"{sign}{whole}.{places}{unit}"]]))


def _number(value: object) -> Fraction | None:
    """Return a number as it is given, or None for what is no number, or one with so many digits that
    they need not be counted.
    """
    match value:
        case bool():
            return None
        case Fraction():
            return value if type(value) is Fraction else Fraction(value.numerator, value.denominator)
        case int():
            return Fraction(value)
        case Decimal():
            countable = (
                value.is_finite() and abs(value.adjusted()) <= _DIGITS and len(value.as_tuple().digits) <= 2 * _DIGITS
            )
            return Fraction(value) if countable else None
        case str() if _PLAIN.fullmatch(text := value.strip()):
            above, _, below = text.partition("/")
            return Fraction(above) / divisor if (divisor := int(below or 1)) else None
        case _:
            return None


def readable(number: Fraction) -> bool:
    """Return whether a number can be written with the digits that are read again."""
    above, below = abs(number.numerator), number.denominator
    return max(above, below) < _BEYOND or (_BEYOND % below == 0 and above < _BEYOND * below)


def compared(one: Fraction, other: Fraction) -> int:
    """Return a whole number above, of or below 0, as one number is more than another, the same or less; several times
    as fast as to compare them.
    """
    above, below = one.as_integer_ratio()
    other_above, other_below = other.as_integer_ratio()
    return above * other_below - other_above * below


def summed(text: str) -> Fraction:
    """Return the number that `plain` wrote of a sum or a product, which may be longer than any that is given.

    Raises:
        BadValue: For text that `plain` does not write, or of more than some twenty thousand digits.
    """
    found = _SUMMED.fullmatch(text) if isinstance(text, str) and len(text) <= 2 * _LONGEST else None
    sign, whole, places, below = found.groups(default="") if found else ("", "", "", "")
    number = _read(whole + places), _read(below) if below else 10 ** len(places)
    if not found or not number[1]:
        raise BadValue(text, _AN_EXACT_NUMBER, PLAIN_DECIMAL)
    return Fraction(*number) * (-1 if sign else 1)


def _read(digits: str) -> int:
    """Return the number that digits say, however many they are."""
    number = 0
    for start in range(0, len(digits), _AT_ONCE):
        part = digits[start : start + _AT_ONCE]
        number = number * 10 ** len(part) + int(part)
    return number


def common(numbers: Iterable[Fraction]) -> int | None:
    """Return the least common denominator of numbers; None where it has more than `COMMON_DIGITS` digits."""
    found = 1
    for denominator in {number.denominator for number in numbers}:
        found = lcm(found, denominator)
        if found >= _COMMON:
            return None
    return found


_COMMON = 10**COMMON_DIGITS
#: So many of the numbers that keep others from a common denominator are told.
_WORST = 3


def hardest(named: Iterable[tuple[_Name, Fraction]]) -> list[_Name]:
    """Return what the numbers belong to that are no decimals and have the largest denominators: three at most."""
    sizes: dict[_Name, int] = {}
    for name, number in named:
        if _BEYOND % number.denominator:
            sizes[name] = max(sizes.get(name, 1), number.denominator)
    return sorted(sizes, key=lambda name: (-sizes[name], str(name)))[:_WORST]


_ABOVE_ZERO = Sentence("大于零的数{where}", "a number above zero{where}")
_WRITE_ITS_SIZE = Told("请写大小，扣去的数不带负号", "write its size; what is taken off has no minus sign")


def positive(owner: object, attribute: Attribute[Fraction], value: Fraction | None) -> None:
    """Refuse a number that is not above zero (an attrs validator)."""
    if value is not None and value <= 0:
        raise BadValue(value, _ABOVE_ZERO(where=for_field(owner, attribute)), _WRITE_ITS_SIZE)


def plain(value: Fraction) -> str:
    """Return the text that reads back equal: "5", "0.25", or "5/3" where no decimal ends within 40 places."""
    below, places = value.denominator, 0
    if below == 1 and -_PART < value.numerator < _PART:
        return str(value.numerator)
    while below % 10 == 0:
        below, places = below // 10, places + 1
    twos = (below & -below).bit_length() - 1
    fives, rest = 0, below >> twos
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places += max(twos, fives)
    if rest != 1 or places > _DIGITS:
        return f"{'-' if value < 0 else ''}{_digits(abs(value.numerator))}/{_digits(value.denominator)}"
    digits = _digits(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _digits(number: int) -> str:
    """Return a number that is not negative as text, however long it is: sums over many shares may
    have thousands of digits.
    """
    parts: list[str] = []
    while number >= _PART:
        number, part = divmod(number, _PART)
        parts.append(str(part).rjust(_AT_ONCE, "0"))
    return "".join([str(number), *reversed(parts)])
