"""One order for things that have none, and one shape for tables given in two: no order of arrival can matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def by_code(things: Iterable[Any]) -> tuple[Any, ...]:
    """Return things in the order of their codes."""
    return tuple(sorted(things, key=lambda thing: thing.code))


def by_name(table: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Return a table, given as a mapping or as pairs, as pairs in the order of their names."""
    pairs: Iterable[Any] = table.items() if isinstance(table, Mapping) else table
    return tuple(sorted(pairs, key=lambda pair: pair[0]))
