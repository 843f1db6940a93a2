"""The engines on which every test of frames runs: each takes the same rows, and gives back what it scored as rows."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: Each engine, and the package that it needs.
ENGINES = {"polars": "polars", "polars lazy": "polars", "duckdb": "duckdb", "pandas": "pandas", "pyarrow": "pyarrow", "pyspark": "pyspark"}


def missing(engine: str) -> str:
    """Return why an engine cannot run here; nothing where it can."""
    package = ENGINES[engine]
    if importlib.util.find_spec(package) is None:
        return f"{package} is not installed"
    if engine == "pyspark" and not os.environ.get("SPARK"):
        return "a Spark session takes long to start: it runs where SPARK is set, as a step of `.ci/run` does"
    return "PySpark needs Java" if engine == "pyspark" and not shutil.which("java") else ""


def table(rows: Iterable[Mapping[str, Any]], **kinds: str) -> pa.Table:
    """Return rows as a table; a column that some rows lack is empty there, and one whose type is told has it even where all are."""
    import pyarrow as pa

    rows = list(rows)
    names = list(dict.fromkeys([*kinds, *(name for row in rows for name in row)]))
    return pa.table({name: pa.array([row.get(name) for row in rows], kinds.get(name)) for name in names})


def frame(engine: str, of: pa.Table) -> Any:
    """Return a table as a frame of an engine; in Spark its rows lie in partitions as chance has it."""
    match engine:
        case "polars" | "polars lazy":
            import polars as pl

            made = pl.from_arrow(of)
            return made if engine == "polars" else made.lazy()
        case "duckdb":
            import duckdb

            return duckdb.from_arrow(of)
        case "pandas":
            return of.to_pandas()
        case "pyarrow":
            return of
        case _:
            kinds = ", ".join(f"`{field.name}` {_spark(field.type)}" for field in of.schema)
            return session().createDataFrame([tuple(row.values()) for row in of.to_pylist()], kinds).repartition(3)


def _spark(kind: pa.DataType) -> str:
    """Return what Spark calls a type."""
    import pyarrow as pa

    if pa.types.is_integer(kind):
        return "bigint"
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    names = {pa.types.is_floating: "double", pa.types.is_date: "date", pa.types.is_timestamp: "timestamp", pa.types.is_boolean: "boolean"}
    return next((name for fits, name in names.items() if fits(kind)), "string")


@cache
def session() -> Any:
    """Return a local Spark session, quiet and small."""
    from pyspark.sql import SparkSession

    told = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "3", "spark.sql.maxPlanStringLength": "10000", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").appName("tristandard")
    for name, value in told.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def rows(scored: Any) -> list[dict[str, Any]]:
    """Return a frame of scores as rows."""
    import narwhals.stable.v2 as nw

    held = nw.from_native(scored)
    held = held.collect() if isinstance(held, nw.LazyFrame) else held
    return [dict(row) for row in held.iter_rows(named=True)]
