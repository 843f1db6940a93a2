"""The same scores over data frames: Polars, DuckDB, pandas, PyArrow and PySpark (the extra `frames`).

The core compiles: one site of each kind is planned, and what its lines cost becomes whole numbers. The engine adds
them up. Means, blends, gates and places are the core's own, over the sums: every score is the core's to the last bit.

    program = frames.compile(ts.merge(rules), sites, period)
    partials = program.partials(monday) + program.partials(tuesday)
    scores = frames.results(program, partials)
    scores.frame()  # of the same engine
    frames.explain(program, rows, "wujin", "urban", scores=scores)
"""

from tristandard.frames.explaining import explain
from tristandard.frames.extra import BadFrame
from tristandard.frames.finishing import results
from tristandard.frames.partials import Partials
from tristandard.frames.program import Program
from tristandard.frames.program import compile_rules as compile  # noqa: A004
from tristandard.frames.scores import Scores
from tristandard.frames.scoring import score

__all__ = [
    "BadFrame",
    "Partials",
    "Program",
    "Scores",
    "compile",
    "explain",
    "results",
    "score",
]
