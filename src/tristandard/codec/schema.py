"""JSON Schemas (draft 2020-12) of rows and files, written from the types, for programs in any language.

A schema says how a row or a file is shaped. What it means, and whether its codes are declared, the loader says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields

from tristandard.basics.lookup import looked_up
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Unit
from tristandard.codec.change_rows import ChangeRow, DifferenceRow
from tristandard.codec.documents import (
    CertificateFile,
    HandoverFile,
    LedgerFile,
    NoticesFile,
    PlanFile,
    ResultsFile,
)
from tristandard.codec.findings import COLUMNS as FINDINGS
from tristandard.codec.office_rows import HandedOverRow, NoticeRow
from tristandard.codec.problem_rows import MistakeRow, ReportRow
from tristandard.codec.score_rows import BreakdownRow, PrintedRow, ScorecardRow
from tristandard.codec.survey_tables import OBSERVATION_COLUMNS, STATES
from tristandard.codec.type_schema import EXACT, TEXT, Schema, schema_of_type
from tristandard.reports.rule_book import RulebookRow
from tristandard.reports.statement_row import StatementRow
from tristandard.survey.plan import Task
from tristandard.survey.posting import Posting
from tristandard.words.sentence import Told

#: A field in the section of a docstring: its name, and what is said of it, perhaps over several lines.
_ATTRIBUTE = re.compile(r"^        ([a-z_]+): (.+(?:\n            .+)*)", re.MULTILINE)

_A_NAME = Told("结构说明（schema）的名称", "the name of a schema")

_WHOLE = r"^-?[0-9]+$"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


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


def _cells(needed: tuple[str, ...], optional: tuple[str, ...]) -> Schema:
    """Return a row of a table: cells of text, or of numbers where they are given as rows."""
    cell = {"type": ["string", "integer"]}
    columns = dict.fromkeys((*needed, *optional), cell)
    return {"type": "object", "properties": columns, "required": list(needed), "additionalProperties": False}


def _observations() -> Schema:
    needed, optional = OBSERVATION_COLUMNS
    flat = _cells(needed, optional)
    flat["properties"] = {**flat["properties"], "outcome": {"enum": ["measured", *STATES]}}
    return {"type": "array", "items": {"anyOf": [schema_of_type(Observation), flat]}}


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
        told = EXACT
    else:
        told = {"type": "string", "pattern": _WHOLE} if one is int else TEXT
    return {"anyOf": [*empty, told]} if empty else told


def _rows(kind: type) -> Callable[[], Schema]:
    return lambda: {"type": "array", "items": _row_of(kind)}


def _loaded(kind: type) -> Callable[[], Schema]:
    return lambda: {"type": "array", "items": schema_of_type(kind)}


def _document(kind: type) -> Callable[[], Schema]:
    return lambda: schema_of_type(kind)


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
