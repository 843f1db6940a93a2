"""TOML and JSON in: read whole, no deeper than is read here, numbers with a point as decimals."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from tristandard.basics.errors import BadValue, Refused, TristandardError, in_order
from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad, in_line
from tristandard.codec.files import RULES_LIMIT, SURVEY_LIMIT, read_text
from tristandard.codec.held import Held
from tristandard.codec.output import encoded
from tristandard.codec.reasons import tell_reason
from tristandard.codec.unread import unread_json, unread_toml
from tristandard.words.sentence import Sentence, Told

#: Nothing that is read here is nested deeper.
DEPTH = 20
_Value = TypeVar("_Value")

#: How JSON writes what may be one half of a character.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")

#: A dotted key of TOML that is nested too deep; reading it would take the square of its length in time and in memory.
_DOTTED = re.compile(
    r"""(?<![\w"'\\-])(?:(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)""" + f"{{{DEPTH + 1}}}"
)

#: What no key of TOML is made of: comments, and texts, whose dots are their own.
_TEXT = re.compile(r"""#[^\n]*+|\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""", re.DOTALL)
_BLANK = re.compile(r"[ \t\n\r]*")
_CANNOT_BE_READ = Sentence("{name} 读不出来", "{name} cannot be read")


#: A reason of Python's reader of TOML, and the line that it names.
_PLACED = re.compile(r"(.*) \(at line ([0-9]+), column [0-9]+\)", re.DOTALL)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; its floats as decimals."""
    text = read_text(path, limit=RULES_LIMIT)
    if _DOTTED.search(_TEXT.sub('""', text)):
        raise too_deep(path.name)
    try:
        table = tomllib.loads(text, parse_float=_decimal)
    except ValueError as error:
        found = _PLACED.fullmatch(str(error))
        what, line = (found[1], int(found[2])) if found else (str(error), 0)
        if not line and (unread := list(unread_toml(text))):
            raise _unread(path.name, unread) from None
        raise not_read(path.name, text, line, what, "TOML") from None
    except RecursionError:
        raise too_deep(path.name) from None
    return shallow(table, path.name)


def read_json(path: Path | Held, *, limit: int | None = SURVEY_LIMIT) -> Any:
    """Return the value of a JSON file of any size up to the limit; its numbers with a point as decimals."""
    text = read_text(path, limit=limit)
    value, end = decoded(path.name, text, past_blank(text, 0))
    if (end := past_blank(text, end)) < len(text):
        raise not_read(path.name, text, text.count("\n", 0, end) + 1, "Extra data", "JSON")
    return shallow(value, path.name)


def past_blank(text: str, at: int) -> int:
    """Return the place of the first mark of JSON from a place in a text on."""
    found = _BLANK.match(text, at)
    assert found is not None
    return found.end()


def decoded(name: str, text: str, at: int, where: Position = NOWHERE) -> tuple[Any, int]:
    """Return the JSON value that stands at a place in a text, told so in mistakes, and where it ends."""
    try:
        try:
            value, end = READ_JSON(text, at)
        except json.JSONDecodeError:
            raise
        except ValueError:
            raise _unread(name, list(unread_json(text, at, where))) from None
    except json.JSONDecodeError as error:
        raise not_read(name, text, error.lineno, error.msg, "JSON") from None
    except RecursionError:
        raise too_deep(name) from None
    check_halves(name, text, at, end, value)
    return value, end


def _unread(name: str, mistakes: Iterable[tuple[Position, BadValue]]) -> TristandardError:
    """Return the error for mistakes that keep a file from being read: one by itself, several together."""
    problems = sorted((BadInput(name, place, problem) for place, problem in mistakes), key=in_order)
    return problems[0] if len(problems) == 1 else Refused(_CANNOT_BE_READ(name=name), problems)


def check_halves(name: str, text: str, at: int, end: int, value: object) -> None:
    """Refuse a value in whose text one half of a character is written without the other."""
    if text.find("\\", at, end) >= 0 and _HALF.search(text, at, end):
        encoded(name, json.dumps(value, ensure_ascii=False, default=str))


_OF_ITS_KIND = Sentence("合格的 {kind}", "{kind}")
_OF_ITS_KIND_FOR = Sentence("合格的 {kind}（{what}）", "{kind} ({what})")
_MEND_IT = Told("请改正其中所说之处", "mend what it speaks of")
_MEND_THE_LINE = Told("请改正这一行；每个键只写一次", "mend the line; write each key once")


def not_read(name: str, text: str, line: int, what: str, kind: str) -> BadInput:
    """Return the error for text that is not of its kind, with the line, where it is known."""
    if not line:
        return bad(name, NOWHERE, tell_reason(what), _OF_ITS_KIND(kind=kind), _MEND_IT)
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    told = text[start:].partition("\n")[0].strip()
    return bad(name, in_line(line), told, _OF_ITS_KIND_FOR(kind=kind, what=tell_reason(what)), _MEND_THE_LINE)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        raise ValueError(text) from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


#: Reads the value of JSON at a place in a text, and says where it ends; numbers with a point as decimals.
READ_JSON = json.JSONDecoder(parse_float=_decimal, parse_constant=Decimal, object_pairs_hook=_no_twice).raw_decode
_NESTED = Sentence("嵌套超过 {depth} 层", "nested deeper than {depth}")
NESTED_DEEPER = _NESTED(depth=DEPTH)
A_DEPTH = Told("可以读取的层数", "a depth that is read here")
_THE_FILE_YOU_MEANT = Told("请核对是否给错了文件", "check that it is the file you meant")


def too_deep(name: str) -> BadInput:
    """Return the error for what is nested deeper than is read here."""
    return bad(name, NOWHERE, NESTED_DEEPER, A_DEPTH, _THE_FILE_YOU_MEANT)


def check_entry(name: str, text: str, at: int, end: int, value: object) -> None:
    """Refuse an entry of a list that is nested too deep."""
    if text.count("{", at, end) + text.count("[", at, end) >= DEPTH:
        shallow([value], name)


def shallow(value: _Value, name: str) -> _Value:
    """Return a value that is not nested too deep for whatever reads it next."""
    level: list[Any] = [value] if isinstance(value, (dict, list)) else []
    for _ in range(DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return value
    raise too_deep(name)
