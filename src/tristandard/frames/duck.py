"""The few words of SQL by which a table comes into the session of a DuckDB relation, or stays there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Any

#: A table as columns of whole numbers or texts, each of one length.
Columns = Mapping[str, Sequence[Any]]

_NAMES = count()


def kept(relation: Any) -> Any:
    """Return a relation that is worked out once: held beside the catalogue where DuckDB can, since each new table there
    makes it look at every relation anew.
    """
    if hasattr(relation, "materialize"):
        return relation.materialize()
    name = f"tristandard_{next(_NAMES)}"
    relation.query("kept", f"create or replace temp table {name} as select * from kept")  # noqa: S608
    return relation.query("kept", f"select * from {name}")  # noqa: S608


def table(beside: Any, columns: Columns, texts: AbstractSet[str]) -> Any:
    """Return a table in the session of another relation."""
    return kept(beside.query("given", _select(columns, texts)))


def _select(columns: Columns, texts: AbstractSet[str]) -> str:
    """Return a table as DuckDB writes it."""
    lists = [f"unnest({_list(cells, text=name in texts)}) as {name}" for name, cells in columns.items()]
    return "select " + ", ".join(lists)


def _list(cells: Sequence[Any], *, text: bool) -> str:
    """Return a list as DuckDB writes it; whole numbers as one text that is split, which is read far faster."""
    if text:
        return "[" + ",".join("'" + str(cell).replace("'", "''") + "'" for cell in cells) + "]::VARCHAR[]"
    return f"string_split('{','.join(map(str, cells))}', ',')::BIGINT[]" if cells else "[]::BIGINT[]"
