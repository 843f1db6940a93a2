"""From rules, sites and observations to a frame of scores, in one call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tristandard.basics.outcome import Observation
from tristandard.basics.period import Period
from tristandard.frames.finishing import results
from tristandard.frames.program import compile_rules
from tristandard.merging.merged import MergedRules
from tristandard.survey.history import History


def score(
    merged: MergedRules, sites: Any, observations: Any, period: Period, *,
    givens: Mapping[tuple[str, str, str], object] | None = None, carried: Mapping[str, Iterable[str]] | None = None,
    history: History | None = None, told: Iterable[Observation] = (), decimals: int = 4,
) -> Any:  # fmt: skip
    """Score observations over the sites of a frame, and return the scores as a frame of the same engine.

    It is `compile`, `partials` and `results` in one, whose arguments it takes. Columns: assessment, unit, numerator and
    denominator of the exact score, published, low, high, measured, unmeasured, coverage, place. Of DuckDB and PySpark,
    which compute when they are asked, it is a table of PyArrow.
    """
    program = compile_rules(merged, sites, period, decimals=decimals)
    program.engine.check_scores()  # before anything is scored
    partials = program.partials(observations, told=told)
    return results(program, partials, givens=givens, carried=carried, history=history).frame()
