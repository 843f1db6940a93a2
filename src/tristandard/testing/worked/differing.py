"""Where what came of a case differs from what it expects, told line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tristandard.basics.shown import shown
from tristandard.words.sentence import Sentence, Told

_CAME_OTHERWISE = Sentence("{name}：应为 {wanted}，实为 {came}", "{name}: expected {wanted}, found {came}")
_NOTHING = Told("无", "nothing")


def tell_differences(expected: Mapping[Any, object], found: Mapping[Any, object], above: str = "") -> Iterator[Told]:
    """Yield where two tables differ, a line for each entry."""
    for key in dict.fromkeys((*expected, *found)):
        name = f"{above} {' '.join(map(str, key)) if isinstance(key, tuple) else key}".strip()
        one, other = expected.get(key), found.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from tell_differences(one, other, name)
        elif one != other:
            told = [_plainly(value) for value in (one, other)]
            wanted, came = told if told[0] != told[1] else [shown(value) for value in (one, other)]
            yield _CAME_OTHERWISE(name=name, wanted=wanted, came=came)


def _plainly(value: object) -> Told | str:
    match value:
        case Told():
            return value
        case None | "" | () | []:
            return _NOTHING
        case set() | frozenset():
            return _plainly(sorted(value))
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
