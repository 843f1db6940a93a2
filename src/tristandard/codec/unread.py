"""What keeps a file from being read though its marks are right: keys that stand twice, and numbers that are too long.

The readers of JSON and TOML refuse these without a place. Here a file that was refused is looked at
again, for the place of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.shown import shown
from tristandard.codec.bad_input import Position, in_line
from tristandard.words.sentence import Both, Sentence, Told

#: More digits are not read as a number, whatever stands there: a number has 40 on either side of the point at most.
_DIGITS = 4000
_HUGE = re.compile(rf"[0-9_.]{{{_DIGITS},}}|[0-9][0-9_.]*[eE][+-]?[0-9_]{{9,}}")


_ONCE = Told("只写一次的键", "a key that stands once")
_KEEP = Sentence("它有 {one} 和 {others} 两种值：请留下一个", "it has the values {one} and {others}: keep one of them")
_READABLE = Told("读得出的数", "a number that can be read")
_AT_MOST = Told("小数点两边请各写至多 40 位", "write at most 40 digits on either side of the point")


@final
@frozen
class _Number:
    """A number that is too long or too large to be read."""

    text: str


@final
class _Twice(dict[str, Any]):
    """A table in which keys stand more than once."""

    pairs: list[tuple[str, Any]]


def _whole(text: str) -> object:
    return _Number(text) if len(text) > _DIGITS else int(text)


def _decimal(text: str) -> object:
    try:
        return Decimal(text)
    except ArithmeticError:
        return _Number(text)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        found = _Twice(found)
        found.pairs = pairs
    return found


_READ = json.JSONDecoder(
    parse_int=_whole, parse_float=_decimal, parse_constant=Decimal, object_pairs_hook=_table
).raw_decode


def unread_json(text: str, at: int, where: Position) -> Iterator[tuple[Position, BadValue]]:
    """Yield what keeps the JSON at a place of a text from being read, each with its key or entry.

    Args:
        text: Of the file.
        at: Where the value stands in it.
        where: What its place is called.
    """
    todo: list[tuple[object, Position]] = [(_READ(text, at)[0], where)]
    while todo:
        value, place = todo.pop()
        if isinstance(value, _Number):
            yield place, _too_long(value.text)
        elif isinstance(value, _Twice):
            yield from _doubled(value.pairs, place)
        if isinstance(value, dict):
            todo += [(below, place.inside(key)) for key, below in value.items()]
        elif isinstance(value, list):
            todo += [(below, place.inside(number)) for number, below in enumerate(value)]


def _doubled(pairs: list[tuple[str, Any]], where: Position) -> Iterator[tuple[Position, BadValue]]:
    """Yield the keys of a table that stand twice, with the values that they have."""
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    for key, values in found.items():
        if len(values) > 1:
            told = [value.text[:20] if isinstance(value, _Number) else shown(value, 40) for value in values]
            one, *others = told
            yield where, BadValue(key, _ONCE, _KEEP(one=one, others=Both(others)))


def unread_toml(text: str) -> Iterator[tuple[Position, BadValue]]:
    """Yield the numbers of a TOML text that are too long to be read, each with its line."""
    for found in _HUGE.finditer(text):
        yield in_line(text.count("\n", 0, found.start()) + 1), _too_long(found[0])


def _too_long(text: str) -> BadValue:
    return BadValue(text, _READABLE, _AT_MOST)
