"""Sites that come home from a batch: of which reports differ that the policy settles, or something is told beside the
frame. The core scores them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import TristandardError
from tristandard.basics.outcome import Observation
from tristandard.basics.place import Site
from tristandard.frames.batch import BITS, Batch
from tristandard.frames.repeats import Repeats
from tristandard.frames.reported import observations_home, sites_home


@final
@frozen(eq=False)
class Settled:
    """What comes home of one batch.

    Attributes:
        rows: What stays on the engine; None where nothing comes home.
        sites: The sites.
        numbers: Their numbers.
        told: What was told of them.
        problems: What the core says of rows that it cannot read.
    """

    rows: Any = None
    sites: tuple[Site, ...] = ()
    numbers: tuple[int, ...] = ()
    told: tuple[Observation, ...] = ()
    problems: tuple[TristandardError, ...] = ()

    @classmethod
    def of(cls, batch: Batch, told_beside: Iterable[Observation]) -> Settled:
        """Return the sites of which some answer was told in two ways that the policy settles, or in several reports of
        visits, or something beside.
        """
        c, nw, engine, program = batch.nw.col, batch.nw, batch.engine, batch.program
        frames = [_named(batch, told_beside), *_visited(batch)]
        if program.settles:
            frames.append(batch.once.filter(c("odd")).select("number"))
            wrong = Repeats(batch).wrong
            frames += [] if wrong is None else [wrong]
        chosen = engine.keep(engine.together(one.select(c("number").cast(nw.Int64)) for one in frames).unique())
        numbers = tuple(sorted(int(row[0]) for row in engine.rows(chosen)))
        if not numbers:
            return cls()
        codes = engine.keep(program.sites.join(chosen, on="number", how="inner").select(site=c("code")))
        told, problems = observations_home(program, batch.rows.join(codes, on="site", how="inner"))
        left = batch.rows.join(codes, on="site", how="anti")
        return cls(left, sites_home(program, chosen), numbers, tuple(told), tuple(problems))

    def among(self, words: Mapping[int, int]) -> dict[int, int]:
        """Return the packed numbers of sites with those that came home."""
        found = dict(words)
        for number in self.numbers:
            found[number // BITS] = found.get(number // BITS, 0) | 1 << number % BITS
        return found


def is_visited(batch: Batch) -> bool:
    """Return whether rows name visits."""
    return "visit" in batch.rows.collect_schema().names()


def _visited(batch: Batch) -> list[Any]:
    """Return the numbers of sites where a question is told in several reports, one of which names its visit: counts of
    one visit add up.
    """
    if not is_visited(batch):
        return []
    c, nw = batch.nw.col, batch.nw
    names = [name for name in ("source", "id", "visit") if name in batch.encoded.collect_schema().names()]
    visit = c("visit").cast(nw.String).fill_null("").str.strip_chars()
    rows = batch.located.with_columns(visit=visit).with_columns(q=c("qm") // batch.breadth)
    reports = (
        rows.select("number", "q", *names).unique().with_columns(said=nw.when(c("visit") != "").then(1).otherwise(0))
    )
    told = reports.group_by("number", "q").agg(c("said").sum(), n=nw.len())
    return [told.filter((c("n") > 1) & (c("said") > 0)).select("number")]


def _named(batch: Batch, told: Iterable[Observation]) -> Any:
    """Return the numbers of the sites that observations name, of those that the engine scores."""
    c, sites = batch.nw.col, batch.program.sites.filter(batch.nw.col("ground") >= 0)
    whole = sites.collect_schema()["code"].is_integer()
    codes = sorted({one.site for one in told})
    cells = [int(code) for code in codes if code.isascii() and code.isdecimal()] if whole else codes
    table = batch.engine.table({"code": cells}, frozenset() if whole else frozenset({"code"}))
    return sites.select("number", "code").join(table, on="code", how="inner").select(c("number"))
