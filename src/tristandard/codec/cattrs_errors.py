"""What an error of cattrs says, in our words, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import fields
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.codec.bad_input import Position
from tristandard.codec.convert import A_KNOWN_KEY, BESIDE
from tristandard.codec.rule_keys import FORMS, NODES, key_attribute
from tristandard.words.sentence import Sentence, Told

#: What some attributes are called in files: a table has one of these keys for each.
_KEYS = [
    ("kind", "line"), ("model", "score"), ("to", "else"), ("points", "places"), ("tariff", BESIDE),
    *((fields(form)[0].name, key) for key, form in FORMS.items()),
    *((key_attribute(kind), key) for key, kind in NODES.items()),
]  # fmt: skip


def key_of(raw: Mapping[str, Any], name: str) -> str:
    """Return what an attribute is called in a table."""
    if name in raw:
        return name
    keys = [key for attribute, key in _KEYS if attribute == name != key]
    return next((key for key in keys if key in raw), keys[0] if keys else name)


THERE = Told("已写出的键", "there")
_ADD_IT = Told("请补上", "add it")
MEND_OR_TAKE_OUT = Told("请改正，或删去", "mend it, or take it out")
_QUOTE_THE_CODE = Told(
    "请改正，或删去；编码中有点的，请加引号", "mend it, or take it out; put a code with a dot in quotes"
)
_USABLE = Told("这里可用的值", "usable here")
_MEND_FOR = Sentence("请改正（{reason}）", "mend it ({reason})")


def mistakes_of(error: BaseException, raw: object, where: Position) -> Iterable[tuple[Position, TristandardError]]:
    """Yield what an error says, each with its place in the file."""
    match error:
        case ClassValidationError() | IterableValidationError():
            noted, others = error.group_exceptions()
            for inner, note in noted:
                step: str | int = note.name if isinstance(note, AttributeValidationNote) else note.index
                if isinstance(raw, Mapping) and isinstance(step, str):
                    step = key_of(raw, step)
                if step == BESIDE:
                    yield from mistakes_of(inner, raw, where)
                elif isinstance(inner, KeyError):
                    yield where, BadValue(str(inner.args[0]), THERE, _ADD_IT)
                else:
                    yield from mistakes_of(inner, _part(raw, step), where.inside(step))
            for inner in others:
                yield from mistakes_of(inner, raw, where)
        case ForbiddenExtraKeysError():
            for key in sorted(error.extra_fields):
                remedy = _QUOTE_THE_CODE if isinstance(_part(raw, key), Mapping) else MEND_OR_TAKE_OUT
                yield where, BadValue(key, A_KNOWN_KEY, remedy)
        case Refused():
            for reason in error.exceptions:
                yield from mistakes_of(reason, raw, where)
        case TristandardError():
            yield where, error
        case _:
            yield where, BadValue(raw, _USABLE, _MEND_FOR(reason=str(error)))


def _part(raw: object, step: str | int) -> object:
    if isinstance(raw, Mapping):
        return raw.get(step)
    return raw[step] if isinstance(raw, (list, tuple)) and isinstance(step, int) else raw
