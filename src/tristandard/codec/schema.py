"""JSON Schemas (draft 2020-12) of rows and files, written from the types, for programs in any language.

A schema says how a row or a file is shaped. What it means, and whether its codes are declared, the loader says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from tristandard.basics.errors import looked_up
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.codec.documents import (
    CertificateFile,
    Digest,
    Exact,
    HandoverFile,
    LedgerFile,
    NoticesFile,
    PlanFile,
    ResultsFile,
)
from tristandard.codec.findings import COLUMNS as FINDINGS
from tristandard.codec.row_kinds import (
    BreakdownRow,
    ChangeRow,
    DifferenceRow,
    HandedOverRow,
    MistakeRow,
    NoticeRow,
    PrintedRow,
    ReportRow,
    ScorecardRow,
)
from tristandard.codec.survey_tables import OBSERVATION_COLUMNS, STATES
from tristandard.reports.rule_book import RulebookRow
from tristandard.reports.statement_row import StatementRow
from tristandard.scoring.handover import HandedOver, Notice
from tristandard.survey.plan import Task
from tristandard.survey.posting import Posting
from tristandard.words.sentence import Told

Schema = dict[str, Any]

#: A field in the section of a docstring: its name, and what is said of it, perhaps over several lines.
_ATTRIBUTE = re.compile(r"^        ([a-z_]+): (.+(?:\n            .+)*)", re.MULTILINE)

_A_NAME = Told("结构说明（schema）的名称", "the name of a schema")

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]+|/0*[1-9][0-9]*)?$"
_WHOLE = r"^-?[0-9]+$"
_TEXT: Schema = {"type": "string"}
_EXACT: Schema = {"type": "string", "pattern": _NUMBER}
_GIVEN: Schema = {"anyOf": [{"type": "number"}, _EXACT]}

#: Types that stand in a file as a plain value.
_PLAIN: Mapping[Any, Schema] = {
    str: _TEXT,
    int: {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^[0-9]+$"}]},
    bool: {"type": "boolean"},
    date: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Fraction: _GIVEN,
    Exact: _EXACT,
    Digest: {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    type(None): {"type": "null"},
    Value: {"anyOf": [{"type": "number"}, _TEXT, {"type": "array", "items": _TEXT}]},
}


def _keyed(inner: Schema) -> Schema:
    return {"type": "object", "additionalProperties": inner}


_LABELS: Schema = {"anyOf": [_TEXT, _keyed(_TEXT)]}
#: Fields that stand otherwise in a file than their type says.
_OTHERWISE: Mapping[tuple[type, str], Schema] = {
    (Site, "area"): _TEXT,
    (Site, "zone"): _TEXT,
    (Site, "site_type"): _TEXT,
    (Site, "units"): {"anyOf": [_TEXT, _keyed(_GIVEN)]},
    **{(kind, "external"): _LABELS for kind in (Site, Unit, Observation)},
    (Finding, "circumstances"): _LABELS,
    (HandedOver, "points"): _keyed(_EXACT),
    (HandedOver, "gained"): _keyed(_EXACT),
    (HandedOver, "earlier"): _keyed({"type": "array", "items": {"type": "integer"}}),
    (Notice, "rules"): _PLAIN[Digest],
}
#: What the library writes whole: every key is there.
_WHOLE_KINDS = (HandedOver, Notice)
#: What the register sets, whatever was given.
_SET = {(Finding, "counts"), (Finding, "note")}


def schema(name: str) -> Schema:
    """Return the JSON Schema of rows or of a file.

    Args:
        name: Of rows that are loaded: "areas", "units", "sites", "observations", "findings"; of rows that `to_rows`
            returns: "scorecards" (a ranking's too), "breakdown", "bulletin", "statement", "rulebook", "tasks",
            "postings", "changes", "differences", "report", "mistakes", "handed_over", "notified"; of a file: "plan",
            "ledger", "results", "handover", "notices", "certificate".

    Raises:
        UnknownKey: For any other name; it lists them.
    """
    told = looked_up(_SCHEMAS, name, _A_NAME)()
    return {"$schema": _DRAFT, "title": name, **told}


def _file_of(kind: Any) -> Schema:
    """Return what a value of a type is in a JSON file."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == Outcome:
        return _outcome()
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin in (UnionType, Union):
        return {"anyOf": [_file_of(one) for one in inner]}
    if origin is tuple:
        return _list_of(inner)
    if origin is not None and issubclass(origin, Mapping):
        return _keyed(_file_of(inner[1]))
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    assert has(kind), kind
    return _table_of(kind)


def _list_of(inner: tuple[Any, ...]) -> Schema:
    if inner[-1] is ...:
        return {"type": "array", "items": _file_of(inner[0])}
    size = len(inner)
    return {"type": "array", "prefixItems": [_file_of(one) for one in inner], "minItems": size, "maxItems": size}


def _table_of(kind: type) -> Schema:
    """Return what an attrs class is in a JSON file: a field under each key, those without a default needed."""
    hints = get_type_hints(kind)
    known = [field for field in fields(kind) if (kind, field.name) not in _SET]
    return {
        "type": "object",
        "properties": {
            field.name: _OTHERWISE.get((kind, field.name)) or _file_of(hints[field.name]) for field in known
        },
        "required": [field.name for field in known if field.default is NOTHING or kind in _WHOLE_KINDS],
        "additionalProperties": False,
    }


def _outcome() -> Schema:
    """Return what an outcome is in a file: what was measured, or why nothing was."""
    measured = {"measured": {"anyOf": [_TEXT, _keyed(_PLAIN[Value])]}, "findings": _list_of((Finding, ...))}
    return {
        "type": "object",
        "properties": {**measured, **dict.fromkeys(STATES, _TEXT)},
        "oneOf": [{"required": [state]} for state in ("measured", *STATES)],
        "dependentRequired": {"findings": ["measured"]},
        "additionalProperties": False,
    }


def _cells(needed: tuple[str, ...], optional: tuple[str, ...]) -> Schema:
    """Return a row of a table: cells of text, or of numbers where they are given as rows."""
    cell = {"type": ["string", "integer"]}
    columns = dict.fromkeys((*needed, *optional), cell)
    return {"type": "object", "properties": columns, "required": list(needed), "additionalProperties": False}


def _observations() -> Schema:
    needed, optional = OBSERVATION_COLUMNS
    flat = _cells(needed, optional)
    flat["properties"] = {**flat["properties"], "outcome": {"enum": ["measured", *STATES]}}
    return {"type": "array", "items": {"anyOf": [_file_of(Observation), flat]}}


def _row_of(kind: type) -> Schema:
    """Return a row that `to_rows` makes of a type: text in every column."""
    hints, told = get_type_hints(kind), _told(kind)
    columns = {field.name: {**_cell_of(hints[field.name]), **told.get(field.name, {})} for field in fields(kind)}
    return {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}


def _told(kind: type) -> Mapping[str, Schema]:
    """Return the descriptions of columns, as far as the docstring of their type has them."""
    _, _, attributes = (kind.__doc__ or "").partition("Attributes:\n")
    return {name: {"description": " ".join(text.split())} for name, text in _ATTRIBUTE.findall(attributes)}


def _cell_of(kind: Any) -> Schema:
    """Return the text of a cell; of what may be None, "" too."""
    inner = get_args(kind) if get_origin(kind) in (UnionType, Union) else (kind,)
    empty = [{"const": ""}] if type(None) in inner else []
    (one,) = (part for part in inner if part is not type(None))
    if isinstance(one, type) and issubclass(one, Enum):
        told: Schema = {"enum": [member.value for member in one]}
    elif one in (Fraction, Decimal):
        told = _EXACT
    else:
        told = {"type": "string", "pattern": _WHOLE} if one is int else _TEXT
    return {"anyOf": [*empty, told]} if empty else told


def _rows(kind: type) -> Callable[[], Schema]:
    return lambda: {"type": "array", "items": _row_of(kind)}


def _loaded(kind: type) -> Callable[[], Schema]:
    return lambda: {"type": "array", "items": _file_of(kind)}


def _document(kind: type) -> Callable[[], Schema]:
    return lambda: _file_of(kind)


_SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "areas": _loaded(Term),
    "units": _loaded(Unit),
    "sites": _loaded(Site),
    "observations": _observations,
    "findings": lambda: {"type": "array", "items": _cells(*FINDINGS)},
    "scorecards": _rows(ScorecardRow),
    "breakdown": _rows(BreakdownRow),
    "bulletin": _rows(PrintedRow),
    "statement": _rows(StatementRow),
    "rulebook": _rows(RulebookRow),
    "tasks": _rows(Task),
    "postings": _rows(Posting),
    "changes": _rows(ChangeRow),
    "differences": _rows(DifferenceRow),
    "report": _rows(ReportRow),
    "mistakes": _rows(MistakeRow),
    "handed_over": _rows(HandedOverRow),
    "notified": _rows(NoticeRow),
    "plan": _document(PlanFile),
    "ledger": _document(LedgerFile),
    "results": _document(ResultsFile),
    "handover": _document(HandoverFile),
    "notices": _document(NoticesFile),
    "certificate": _document(CertificateFile),
}
