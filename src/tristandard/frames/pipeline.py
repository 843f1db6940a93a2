"""What the engine does with one batch: each measurement once, exceptions priced, sums of whole numbers.

What met its bar costs nothing, so that only breaches, gaps and what does not apply meet prices, items and sheets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tristandard.basics.outcome import Observation
from tristandard.frames.bad_rows import UNKNOWN, Suspects
from tristandard.frames.batch import Batch
from tristandard.frames.compiled import Compiled
from tristandard.frames.exceptions import exceptions
from tristandard.frames.partials import Partials
from tristandard.frames.settled import Settled, is_visited
from tristandard.frames.sheets import COLUMNS, folded


def run(program: Compiled, rows: Any, told: tuple[Observation, ...]) -> Partials:
    """Return the sums of a batch, or what is wrong with its rows."""
    batch, settled, number = Batch(program, rows), Settled(), program.engine.number(rows)
    if told or is_visited(batch) or program.settles:
        settled = Settled.of(batch, told)
        batch = batch if settled.rows is None else Batch(program, settled.rows)
    suspects = Suspects(batch)
    bad, problems = suspects.told()
    if problems:
        return Partials(rows=number, bad=bad, problems=problems, program=program.digest)
    if settled.problems:
        bad = {UNKNOWN: len(settled.problems)}
        return Partials(rows=number, bad=bad, problems=settled.problems, program=program.digest)
    every, engine = batch.engine.keep(exceptions(batch)), batch.engine
    batch.forget()
    return Partials(
        folded=folded(batch, every) if program.tables.folds else {},
        pooled=_pooled(batch, every) if program.tables.pooled else {},
        covered={int(kind): int(sites) for kind, sites in engine.rows(batch.covered)},
        words=settled.among({int(word): int(bits) for word, bits in engine.rows(batch.bits)}),
        told=(*told, *suspects.of_core, *settled.told),
        apart=settled.sites,
        rows=number,
        program=program.digest,
    )


def _pooled(batch: Batch, every: Any) -> Mapping[tuple[int, int], tuple[int, ...]]:
    """Return what is lost and open by post and item."""
    c = batch.nw.col
    keyed = every.with_columns(key=c("key") % (batch.posts * batch.items))
    grouped = keyed.group_by("key").agg(*[c(name).sum() for name in COLUMNS])
    rows = batch.engine.rows(grouped.select("key", *COLUMNS))
    return {divmod(int(row[0]), batch.items): tuple(map(int, row[1:])) for row in rows}
