"""What a value of a type is in a JSON file, as JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.terms import Unit
from tristandard.codec.documents import Digest, Exact
from tristandard.codec.survey_tables import STATES
from tristandard.scoring.handed_over import HandedOver
from tristandard.scoring.notice import Notice

Schema = dict[str, Any]

_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+|/0*[1-9][0-9]*)?$"
TEXT: Schema = {"type": "string"}
EXACT: Schema = {"type": "string", "pattern": _NUMBER}
_GIVEN: Schema = {"anyOf": [{"type": "number"}, EXACT]}

#: Types that stand in a file as a plain value.
_PLAIN: Mapping[Any, Schema] = {
    str: TEXT,
    int: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^[0-9]+$"}]},
    bool: {"type": "boolean"},
    date: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Fraction: _GIVEN,
    Exact: EXACT,
    Digest: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    type(None): {"type": "null"},
    Value: {"anyOf": [{"type": "number"}, TEXT, {"type": "array", "items": TEXT}]},
}


def _keyed(inner: Schema) -> Schema:
    return {"type": "object", "additionalProperties": inner}


_LABELS: Schema = {"anyOf": [TEXT, _keyed(TEXT)]}
#: Fields that stand otherwise in a file than their type says.
_OTHERWISE: Mapping[tuple[type, str], Schema] = {
    (Site, "area"): TEXT,
    (Site, "zone"): TEXT,
    (Site, "site_type"): TEXT,
    (Site, "units"): {"anyOf": [TEXT, _keyed(_GIVEN)]},
    **{(kind, "external"): _LABELS for kind in (Site, Unit, Observation)},
    (Finding, "circumstances"): _LABELS,
    (HandedOver, "points"): _keyed(EXACT),
    (HandedOver, "gained"): _keyed(EXACT),
    (HandedOver, "earlier"): _keyed({"type": "array", "items": {"type": "integer"}}),
    (Notice, "rules"): _PLAIN[Digest],
}
#: What the library writes whole: every key is there.
_WHOLE_KINDS = (HandedOver, Notice)
#: What the register sets, whatever was given.
_SET = {(Finding, "counts"), (Finding, "note")}


def schema_of_type(kind: Any) -> Schema:
    """Return what a value of a type is in a JSON file."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == Outcome:
        return _outcome()
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (UnionType, Union):
        return {"anyOf": [schema_of_type(one) for one in inner]}
    if origin is tuple:
        return _list_of(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _keyed(schema_of_type(inner[1]))
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    assert has(kind), kind
    return _table_of(kind)


def _list_of(inner: tuple[Any, ...]) -> Schema:
    if inner[-1] is ...:
        return {"type": "array", "items": schema_of_type(inner[0])}
    size = len(inner)
    return {"type": "array", "prefixItems": [schema_of_type(one) for one in inner], "minItems": size, "maxItems": size}


def _table_of(kind: type) -> Schema:
    """Return what an attrs class is in a JSON file: a field under each key, those without a default needed."""
    hints = get_type_hints(kind)
    known = [field for field in fields(kind) if (kind, field.name) not in _SET]
    return {
        "type": "object",
        "properties": {
            field.name: _OTHERWISE.get((kind, field.name)) or schema_of_type(hints[field.name]) for field in known
        },
        "required": [field.name for field in known if field.default is NOTHING or kind in _WHOLE_KINDS],
        "additionalProperties": False,
    }


def _outcome() -> Schema:
    """Return what an outcome is in a file: what was measured, or why nothing was."""
    measured = {"measured": {"anyOf": [TEXT, _keyed(_PLAIN[Value])]}, "findings": _list_of((Finding, ...))}
    return {
        "type": "object",
        "properties": {**measured, **dict.fromkeys(STATES, TEXT)},
        "oneOf": [{"required": [state]} for state in ("measured", *STATES)],
        "dependentRequired": {"findings": ["measured"]},
        "additionalProperties": False,
    }
