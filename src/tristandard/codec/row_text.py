"""A row as text: a cell for each field, under its name."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from attrs import fields

from tristandard.basics.points import plain

#: A row: text by column. Of sites, units, areas and observations, what JSON holds by key.
Row = dict[str, Any]
#: Values by their codes: "spots=3; lit=95".
Pairs = tuple[tuple[str, str], ...]


def cells(row: Any) -> Row:
    """Return each field of a row as text, under its name."""
    return {field.name: cell(getattr(row, field.name)) for field in fields(type(row))}


def cell(value: object) -> str:
    """Return a value as the text of a cell."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Fraction():
            return plain(value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case Enum():
            return str(value.value)
        case tuple():
            return "; ".join("=".join(map(cell, one)) if isinstance(one, tuple) else cell(one) for one in value)
        case _:
            raise TypeError(value)
