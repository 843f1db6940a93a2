"""Which columns an engine takes, and which frame it holds on to."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

from tristandard import frames as tsf
from tristandard.frames.engine import Engine
from tristandard.words.sentence import Told

ROWS = Told("测评记录", "the rows")


@pytest.mark.parametrize("name", ["value", "measure", "outcome", "made", "units"])
def test_bytes_are_no_cells(name):
    """A column of bytes is refused where it is read, and left alone where it is not."""
    import pyarrow as pa

    with pytest.raises(tsf.BadFrame, match=f"the column {name} of the rows is Binary; make it texts, written as in the cells of the tables in CSV"):
        Engine.of(pa.table({name: [b"x"]}), ROWS, (name,))
    assert "pyarrow" == Engine.of(pa.table({"photo": [b"x"]}), ROWS, ("photo",))[0].name


def test_no_frame_of_the_caller_is_held():
    """An engine without a session holds no frame of the caller's; its tables have the types that are asked."""
    import pyarrow as pa

    engine, frame = Engine.of(pa.table({"site": ["r1"]}), ROWS, ("site",))
    table = engine.table({"measure": ["a"], "lo": [1]})

    assert (None, True, 1) == (engine.native, engine.makes_frames, engine.number(frame))
    assert ([("a", 1)], ["String", "Int64"]) == (engine.rows(table), [str(kind) for kind in table.schema.values()])


@pytest.mark.parametrize("name", ["pyspark", "pyspark[connect]"])
def test_a_table_comes_into_a_session_of_spark_as_rows(name):
    """A table is made in the session of the frame of sites, row by row, with the type of each column: texts where they are named, whole numbers elsewhere."""
    import pyarrow as pa

    class Session:
        asked = ()

        def createDataFrame(self, rows, kinds):  # noqa: N802 - as Spark calls it
            """Note what is asked."""
            self.asked = rows, kinds
            return pa.table({"n": [1]})

    class Frame:
        sparkSession = Session()  # noqa: N815 - as Spark calls it

    Engine(name, Frame()).table({"measure": ["a", "b"], "lo": [1, 2], "hi": [3, 4]})

    assert ([("a", 1, 3), ("b", 2, 4)], "measure string, lo bigint, hi bigint") == Frame.sparkSession.asked
