"""The caller's engine, through narwhals: tables made on it, frames kept on it, and few rows brought home."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, final

from attrs import frozen

from tristandard.frames.duck import Columns, kept, table
from tristandard.frames.extra import BadFrame, need_tables, needed
from tristandard.words.sentence import Sentence, Told

_NO_FRAME = Sentence(
    "{what}不是数据表；请给 Polars、DuckDB、pandas、PyArrow 或 PySpark 的表",
    "{what} are no frame; give one of Polars, DuckDB, pandas, PyArrow or PySpark",
)
_NO_COLUMN = Sentence("{what}缺列 {missing}；它有 {columns}", "{what} lack the columns {missing}; they have {columns}")
_OTHER_ENGINE = Sentence(
    "点位在 {sites} 中，{what}在 {other} 中；请用同一引擎",
    "the sites are in {sites} and {what} in {other}; use one engine",
)
_COLUMN_TWICE = Sentence(
    "{what}有同名的列；请每列取一个名字（{why}）", "{what} have two columns of one name; give each its own ({why})"
)
_KIND_OF_COLUMN = Sentence(
    "{what}的列 {name} 是 {kind}；请改为{expected}", "the column {name} of {what} is {kind}; make it {expected}"
)
_CODES = Told("文字或整数，每行一个编码", "texts or whole numbers, one code in each row")
_CELLS = Told("文字，写法同 CSV 表格的单元格", "texts, written as in the cells of the tables in CSV")
#: The columns that name a site, by which rows are joined.
_KEYS = frozenset({"code", "site"})
#: What else is read of sites and of observations.
_READ = frozenset(
    {
        "area",
        "zone",
        "site_type",
        "units",
        "indicator",
        "measure",
        "value",
        "outcome",
        "source",
        "id",
        "revision",
        "made",
        "visit",
    }
)
#: The columns of tables that hold text.
_TEXTS = frozenset({"area", "zone", "site_type", "units", "indicator", "measure", "text", "unit"})


def _check_column(what: Told, column: str, kind: Any, engine: str) -> None:
    """Refuse a column that is read and holds lists, records, bytes or things; one of codes, whatever is no code."""
    nw = needed()
    if column in _KEYS and not (kind.is_integer() or isinstance(kind, (nw.String, nw.Categorical, nw.Enum))):
        raise BadFrame(_KIND_OF_COLUMN(what=what, name=column, kind=str(kind), expected=_CODES))
    things = isinstance(kind, nw.Object) and engine != "pandas"  # pandas holds days and decimals so
    if column in _READ and (things or kind.is_nested() or isinstance(kind, nw.Binary)):
        raise BadFrame(_KIND_OF_COLUMN(what=what, name=column, kind=str(kind), expected=_CELLS))


@final
@frozen
class Engine:
    """Where frames are worked on: what narwhals calls it, and a frame of its by which its session is found, if any."""

    name: str
    native: Any

    @classmethod
    def of(cls, given: Any, what: Told, columns: Iterable[str]) -> tuple[Engine, Any]:
        """Return the engine of a frame, and the frame as narwhals holds it, lazy where the engine can be.

        Raises:
            BadFrame: For what is no frame, lacks a column, has one twice, or one that holds no texts or numbers.
        """
        nw = needed()
        try:
            frame = nw.from_native(given)
            schema = frame.collect_schema()
        except TypeError:
            raise BadFrame(_NO_FRAME(what=what)) from None
        except nw.exceptions.DuplicateError as problem:
            raise BadFrame(_COLUMN_TWICE(what=what, why=" ".join(str(problem).split()))) from None
        name = frame.implementation.value
        has = schema.names()
        if missing := [column for column in columns if column not in has]:
            raise BadFrame(_NO_COLUMN(what=what, missing=missing, columns=has))
        if name == "pandas":  # its own whole numbers become floats where one is missing
            frame = nw.from_native(given.convert_dtypes())
            schema = frame.collect_schema()
        for column, kind in schema.items():
            _check_column(what, column, kind, name)
        session = given if name.startswith(("duckdb", "pyspark")) else None  # any other frame is the caller's to drop
        return cls(name, session), frame.lazy() if name == "polars" else frame

    def same(self, given: Any, what: Told, columns: Iterable[str]) -> Any:
        """Return a frame of this engine, or refuse one of another."""
        other, frame = Engine.of(given, what, columns)
        if other.name != self.name:
            raise BadFrame(_OTHER_ENGINE(sites=self.name, what=what, other=other.name))
        return frame

    def table(self, columns: Columns, texts: AbstractSet[str] = _TEXTS) -> Any:
        """Return a table of whole numbers on the engine; the columns named hold texts."""
        nw = needed()
        texts = texts & columns.keys()
        match self.name:
            case "duckdb":
                return nw.from_native(table(self.native, columns, texts))
            case "pyspark" | "pyspark[connect]":
                kinds = ", ".join(f"{name} {'string' if name in texts else 'bigint'}" for name in columns)
                rows = list(zip(*columns.values(), strict=True))
                return nw.from_native(self.native.sparkSession.createDataFrame(rows, kinds))
            case _:
                schema = {name: nw.String if name in texts else nw.Int64 for name in columns}
                frame = nw.from_dict({name: list(cells) for name, cells in columns.items()}, schema, backend=self.name)
                if self.name == "pandas":
                    return nw.from_native(frame.to_native().convert_dtypes())
                return frame.lazy() if self.name == "polars" else frame

    def keep(self, frame: Any) -> Any:
        """Return a frame that is worked out once, where the engine would do it each time that it is read."""
        nw = needed()
        match self.name:
            case "polars":
                return frame.collect().lazy()
            case "duckdb":
                return nw.from_native(kept(frame.to_native()))
            case "pyspark" | "pyspark[connect]":
                return nw.from_native(frame.to_native().persist())
            case _:
                return frame

    def together(self, frames: Iterable[Any]) -> Any:
        """Return the rows of several frames. On DuckDB each is worked out first: a plan that reads kept rows in two
        places copies them all, each time that it is made.
        """
        parts = [self.keep(frame) if self.name == "duckdb" else frame for frame in frames]
        return needed().concat(parts)

    def rows(self, frame: Any) -> list[tuple[Any, ...]]:
        """Bring rows home."""
        match self.name:
            case "duckdb":
                return list(frame.to_native().fetchall())
            case "pyspark" | "pyspark[connect]":
                return [tuple(row) for row in frame.to_native().collect()]
            case "polars":
                return list(frame.collect().rows())
            case _:
                return list(frame.rows())

    @property
    def makes_frames(self) -> bool:
        """Whether rows of ours become a frame of its own; of the others, which compute when they are asked, they
        become a table of PyArrow.
        """
        return self.name in ("polars", "pandas", "pyarrow")

    def check_scores(self) -> None:
        """Refuse that PyArrow is needed for a frame of scores, and not installed."""
        if not self.makes_frames:
            need_tables()

    def scores(self, columns: Columns) -> Any:
        """Return scores as a native frame: whole numbers where no cell is text, and nothing where there is none.

        Raises:
            BadFrame: When PyArrow is needed for it, and not installed.
        """
        self.check_scores()
        nw = needed()
        whole = ("measured", "unmeasured", "place")
        schema = {name: nw.Int64 if name in whole else nw.String for name in columns}
        backend = self.name if self.makes_frames else "pyarrow"
        return nw.from_dict({name: list(cells) for name, cells in columns.items()}, schema, backend=backend).to_native()

    def numbered(self, frame: Any) -> Any:
        """Return rows with their number in the frame, from 1, as `row`; None where the engine keeps no order."""
        if not self.makes_frames:
            return None
        eager = (frame.collect() if self.name == "polars" else frame).with_row_index("row")
        counted = eager.with_columns(row=needed().col("row").cast(needed().Int64) + 1)
        return counted.lazy() if self.name == "polars" else counted

    def number(self, frame: Any) -> int:
        """Return how many rows a frame has."""
        nw = needed()
        return int(self.rows(frame.select(nw.len().alias("n")))[0][0])
