"""The few words of SQL by which a table comes into a DuckDB session, also where DuckDB cannot hold a relation beside its catalogue."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")

from tristandard.frames.duck import kept, table


class Relation:
    """A relation of an older DuckDB, which notes what it is asked by what name."""

    def __init__(self):
        self.asked = []

    def query(self, name, sql):
        """Note a query, and stand for what it returns."""
        self.asked.append((name, sql))
        return self


def test_an_older_duckdb_keeps_a_relation_as_a_table():
    """What is kept becomes a table of a name of its own each time, and is read from there, each under the name by which the SQL calls the relation."""
    names = []
    for _ in range(2):
        relation = Relation()
        assert relation is kept(relation)
        (made, create), (read, select) = relation.asked
        names.append(create.split()[5])

        assert ("kept", "kept", f"create or replace temp table {names[-1]} as select * from kept", f"select * from {names[-1]}") == (made, read, create, select)
    assert (2, True) == (len(set(names)), all(name.startswith("tristandard_") for name in names))


def test_a_table_is_written_as_lists():
    """Whole numbers come as one text that is split, texts in quotes, nothing as an empty list."""
    relation = Relation()
    table(relation, {"name": ["it's", "b"], "lo": [1, -2], "hi": []}, frozenset({"name"}))

    assert ("given", "select unnest(['it''s','b']::VARCHAR[]) as name, unnest(string_split('1,-2', ',')::BIGINT[]) as lo, unnest([]::BIGINT[]) as hi") == relation.asked[0]
