"""One order for things that have none, and one shape for tables given in two: no order of arrival can matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import check_name
from tristandard.words.sentence import Told


def key_of(*parts: str) -> str:
    """Return the texts by which something is known as one text, of which no other texts make the same: parted by "/",
    which a text of them has as %2F.
    """
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)


def as_counted(id_: str) -> tuple[str, str]:
    """Return the key by which ids are taken one after another: as text, in which numbers go by size, f2 before f10.

    It is the order of the ids as if every number in them had leading zeros, as many as the longest needs.
    """
    return _NUMBER.sub(_by_size, id_), id_


_NUMBER = re.compile("0*([0-9]+)")


def _by_size(number: re.Match[str]) -> str:
    return f"0{chr(len(number[1]))}{number[1]}"


def as_given(things: Iterable[Any]) -> tuple[Any, ...]:
    """Return things with codes in the order in which they were given, where that is the one people
    read; a set has none.
    """
    return _with_codes(things if not isinstance(things, AbstractSet) else [things])


def by_code(things: Iterable[Any]) -> tuple[Any, ...]:
    """Return things in the order of their codes."""
    return tuple(sorted(_with_codes(things), key=lambda thing: thing.code))


_WITH_CODES = Told("带有编码的事物的列表", "a list of things with codes")
_THE_VALUES = Told("请把声明的事物本身放进列表", "give the declared values themselves, in a list")
_A_TABLE = Told("对应表", "a table")
_GIVE_A_TABLE = Told(
    '请写成 {"名称": 值, …}，或名称和值的对', 'give {"name": value, …}, or pairs of a name and its value'
)


def _with_codes(things: object) -> tuple[Any, ...]:
    found = tuple(things) if isinstance(things, Iterable) else (None,)
    if not all(isinstance(getattr(thing, "code", None), str) for thing in found):
        raise BadValue(things, _WITH_CODES, _THE_VALUES)
    return found


def by_name(table: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Return a table, given as a mapping or as pairs, as pairs in the order of their names."""
    if type(table) is tuple and not table:
        return ()
    pairs: list[Any] = (
        list(table.items() if isinstance(table, Mapping) else table) if isinstance(table, Iterable) else [None]
    )
    if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 and isinstance(pair[0], str) for pair in pairs):
        raise BadValue(table, _A_TABLE, _GIVE_A_TABLE)
    for name, _ in pairs:
        check_name(name)
    return tuple(sorted(((as_text(name), as_text(value)) for name, value in pairs), key=lambda pair: pair[0]))
