"""What a type is in a JSON file: each kind of value, and each key that is needed."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Literal

import pytest
from attrs import Factory, field, frozen

from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Outcome
from tristandard.basics.place import Site
from tristandard.codec.documents import Digest, Exact
from tristandard.codec.type_schema import schema_of_type

TEXT = {"type": "string"}
EXACT = {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+|/0*[1-9][0-9]*)?$"}
GIVEN = {"anyOf": [{"type": "number"}, EXACT]}
WHOLE = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]+$"}]}
VALUE = {"anyOf": [{"type": "number"}, TEXT, {"type": "array", "items": TEXT}]}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
LABELS = {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXT}]}


class Word(Enum):
    ONE = "one"
    TWO = "two"


@frozen
class Thing:
    needed: str
    word: Word = Word.ONE
    more: tuple[int, ...] = field(default=Factory(tuple))


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (str, TEXT),
        (bool, {"type": "boolean"}),
        (int, WHOLE),
        (date, DAY),
        (Fraction, GIVEN),
        (Exact, EXACT),
        (Digest, {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        (type(None), {"type": "null"}),
        (Value, VALUE),
        (Word, {"enum": ["one", "two"]}),
        (Literal["a", "b"], {"enum": ["a", "b"]}),
        (str | None, {"anyOf": [TEXT, {"type": "null"}]}),
        (tuple[str, ...], {"type": "array", "items": TEXT}),
        (tuple[str, int], {"type": "array", "prefixItems": [TEXT, WHOLE], "minItems": 2, "maxItems": 2}),
        (tuple[int, str, bool], {"type": "array", "prefixItems": [WHOLE, TEXT, {"type": "boolean"}], "minItems": 3, "maxItems": 3}),
        (Mapping[str, Fraction], {"type": "object", "additionalProperties": GIVEN}),
        (dict[str, tuple[str, ...]], {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}}),
        (Thing, {"type": "object", "properties": {"needed": TEXT, "word": {"enum": ["one", "two"]}, "more": {"type": "array", "items": WHOLE}}, "required": ["needed"], "additionalProperties": False}),
        (Site, {
            "type": "object", "properties": {"code": TEXT, "zh": TEXT, "area": TEXT, "zone": TEXT, "site_type": TEXT, "units": {"anyOf": [TEXT, {"type": "object", "additionalProperties": GIVEN}]}, "external": LABELS},
            "required": ["code", "area", "zone", "site_type"], "additionalProperties": False,
        }),
    ],
)  # fmt: skip
def test_each_type(kind, schema):
    """A value is what its type says; of a table those keys are needed that have no default."""
    assert schema == schema_of_type(kind)


def test_an_outcome():
    """What was measured, perhaps with findings, or why nothing was; findings as they are reported, without what the register sets."""
    table = schema_of_type(Outcome)
    findings = table["properties"].pop("findings")

    assert {
        "type": "object",
        "properties": {"measured": {"anyOf": [TEXT, {"type": "object", "additionalProperties": VALUE}]}, "not_applicable": TEXT, "not_measured": TEXT},
        "oneOf": [{"required": ["measured"]}, {"required": ["not_applicable"]}, {"required": ["not_measured"]}],
        "dependentRequired": {"findings": ["measured"]},
        "additionalProperties": False,
    } == table
    assert {"type": "array", "items": schema_of_type(Finding)} == findings
    assert {"id", "measure", "place", "at", "unit", "circumstances", "life", "evidence"} == schema_of_type(Finding)["properties"].keys()
    assert (["id", "measure"], LABELS) == (schema_of_type(Finding)["required"], schema_of_type(Finding)["properties"]["circumstances"])
