"""How what stands in the files of a rule set stands in one cell: lists, pairs, bands, lists of tables, yes and no.

    LIST     scheme; city_page                  TABLES   of=survey; at_least=60 %; else=0
    PAIRS    road=70; toilet=30                          of=total; at_least=60 %; else=grade
    BANDS    A: 0; B: 5; > 2: 10                ANSWERS  channel=media | patrol

A list of tables has a line for each. What cannot be written so is written as JSON, which is read everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, final

from attrs import frozen

from tristandard.codec.cells import pieces
from tristandard.codec.toml_json import DEPTH, decoded, past_blank, shallow
from tristandard.desk.mistakes import NotRead
from tristandard.desk.vocabulary import NO, TRUTHS, YES
from tristandard.words.sentence import Sentence, Told

_NO_JSON = Told(
    "以左括号开头，但不是 JSON；请核对括号、引号和逗号",
    "it begins with a bracket and is no JSON; check brackets, quotes and commas",
)
_NO_PAIR = Sentence(
    "“{part}”不是“名称{mark}值”；几项之间用分号隔开", "{part!r} is no name{mark}value; put a semicolon between several"
)
_TWICE = Sentence("“{key}”写了两次；请删去一处", "{key!r} stands twice; drop one")
_DEEP = Sentence("“{key}”的层次太深；请写成 JSON", "{key!r} is nested too deep; write JSON")
_BOTH = Sentence("“{key}”既是值又有下级；请核对", "{key!r} is a value and has parts; mend it")


@final
@frozen
class Notation:
    """How one kind of value stands in a cell.

    Attributes:
        write: The text of a value; it need not read back.
        read: The value of a text.
        number: Whether it is a number, which a workbook may hold as one.
        raw: Whether blanks around it are its own.
    """

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    number: bool = False
    raw: bool = False

    def cell(self, value: Any) -> str:
        """Return the text of a value, which reads back as it is."""
        try:
            text = self.write(value)
            if _same(self.read(text), value):
                return text
        except (NotRead, AttributeError, TypeError, ValueError):
            pass
        return json.dumps(value, ensure_ascii=False, default=str)

    def value(self, text: str) -> Any:
        """Return what a text says. Raises `NotRead` where it says nothing."""
        if self is not TEXT and self is not LINES and text[:1] in ("{", "["):
            return read_json(text)
        return self.read(text)


def read_json(text: str) -> Any:
    """Return the value of JSON in a cell."""
    try:
        value, end = decoded("", text, 0)
    except Exception:
        value, end = None, -1
    if end < 0 or past_blank(text, end) < len(text):
        raise NotRead(_NO_JSON)
    return shallow(value, "")


def _same(one: Any, other: Any) -> bool:
    """Return whether two values say the same: a number may be told as text."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return not isinstance(one, (dict, list)) and not isinstance(other, (dict, list)) and str(one) == str(other)


def _split(part: str, mark: str) -> tuple[str, str]:
    key, found, value = part.rpartition(mark) if mark == ":" else part.partition(mark)
    if not found or not key.strip():
        raise NotRead(_NO_PAIR(part=part, mark=mark))
    return key.strip(), value.strip()


def _pairs(text: str, mark: str, value: Callable[[str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in pieces(text.replace("；", ";").replace("\n", ";"), ";"):
        key, told = _split(part, mark)
        if key in found:
            raise NotRead(_TWICE(key=key))
        found[key] = value(told)
    return found


def _answers(text: str) -> dict[str, list[str]]:
    return _pairs(text, "=", lambda told: pieces(told, "|"))


def _show_pairs(value: Mapping[str, Any], mark: str) -> str:
    return "; ".join(f"{key}{mark}{told}" for key, told in value.items())


def _nested(text: str) -> dict[str, Any]:
    """Return "by=channel; factors.media=2" as a table in which factors is one."""
    found: dict[str, Any] = {}
    for key, told in _pairs(text, "=", str).items():
        *outer, last = key.split(".")
        if len(outer) > DEPTH:
            raise NotRead(_DEEP(key=key))
        table = found
        for step in outer:
            table = table.setdefault(step, {})
            if not isinstance(table, dict):
                raise NotRead(_BOTH(key=step))
        if last in table:
            raise NotRead(_BOTH(key=key))
        table[last] = told
    return found


def _flat(value: Mapping[str, Any], before: str = "") -> str:
    told = [
        _flat(one, f"{before}{key}.") if isinstance(one, Mapping) else f"{before}{key}={one}"
        for key, one in value.items()
    ]
    return "; ".join(told)


def _lines(text: str) -> list[dict[str, Any]]:
    return [_nested(line) for line in text.split("\n") if line.strip()]


def _list(text: str) -> list[str]:
    return pieces(text.replace("；", ";").replace("\n", ";"), ";")


def _truth(text: str) -> Any:
    return TRUTHS.get(text.lower(), text)


TEXT = Notation(str, str)
LINES = Notation(str, str, raw=True)
NUMBER = Notation(str, str, number=True)
TRUTH = Notation(lambda value: YES if value else NO, _truth)
LIST = Notation("; ".join, _list)
PAIRS = Notation(lambda value: _show_pairs(value, "="), lambda text: _pairs(text, "=", str))
BANDS = Notation(lambda value: _show_pairs(value, ": "), lambda text: _pairs(text, ":", str))
ANSWERS = Notation(lambda value: "; ".join(f"{key}={' | '.join(told)}" for key, told in value.items()), _answers)
TABLE = Notation(_flat, _nested)
TABLES = Notation(lambda value: "\n".join(map(_flat, value)), _lines)


def choice(words: Mapping[str, str]) -> Notation:
    """Return the notation of a value that is one of some, each with its word in Chinese; others stand as they are."""
    codes = {word: code for code, word in words.items()}
    return Notation(lambda value: words.get(str(value), str(value)), lambda text: codes.get(text, text))
