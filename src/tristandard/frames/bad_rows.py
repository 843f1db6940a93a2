"""Rows that cannot be scored: counted in the engine, and the first thousand told by the core itself."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tristandard.basics.errors import Refused, TristandardError
from tristandard.basics.outcome import Observation
from tristandard.frames.batch import Batch
from tristandard.frames.extra import BadFrame
from tristandard.frames.partials import TOLD_AT_MOST
from tristandard.frames.prices import domain
from tristandard.frames.repeats import Repeats
from tristandard.frames.reported import observations_home, sites_home, unread
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.words.sentence import Sentence, Told

#: What is wrong with rows, as it is counted.
UNKNOWN, BEYOND, CONTRADICTORY, INCOMPLETE = "unknown", "beyond", "contradictory", "incomplete"
REPEATED = "repeated"
_NOT_READ = Sentence(
    "有些行不能计分，而核心库读得懂，如{first}：数请写成不多于 {decimals} 位的小数，"
    "不写单位或写该测量项目自己的单位，或加大 decimals",
    "some rows cannot be scored, though the core reads them, such as {first}: write numbers as decimals of "
    "at most {decimals} places, with the unit of the measure or none, or give more `decimals` to `compile`",
)
_NONE_NAMED = Told("编码后的行", "a row that was encoded")


class Suspects:
    """The rows of a batch that cannot be scored, and those that the core scores."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.program, self.engine, self.nw = batch, batch.program, batch.engine, batch.nw
        self.repeats = Repeats(batch)
        self._first: Told | None = None

    @cached_property
    def _of_core(self) -> tuple[list[Observation], list[TristandardError], int]:
        """What was told of the sites that stay in the core, and how many encoded rows that are."""
        if not self.program.tables.core:
            return [], [], 0
        there = self.program.core_sites.select(site=self.nw.col("code"))
        rows = self.engine.keep(self.batch.rows.join(there, on="site", how="inner"))
        number = self.engine.number(self.batch.encoded.join(there, on="site", how="inner"))
        return *observations_home(self.program, rows), number

    @property
    def of_core(self) -> tuple[Observation, ...]:
        """What was told of the sites that stay in the core."""
        return tuple(self._of_core[0])

    @cached_property
    def _counts(self) -> dict[str, int]:
        c, batch = self.nw.col, self.batch
        taken = self.engine.rows(batch.once.select(c("told").sum(), c("odd").cast(self.nw.Int64).sum()))
        matched, differing = (int(cell or 0) for cell in taken[0])
        partly = (c("na") > 0) & (c("n") > 0)
        half = (c("na") == 0) & (c("n") > 0) & (c("n") < c("asks"))
        whole = self.nw.Int64
        both = batch.states.select(partly=partly.cast(whole), half=half.cast(whole)).select(
            c("partly").sum(), c("half").sum()
        )
        partly_n, half_n = (int(cell or 0) for cell in self.engine.rows(both)[0])
        found = {
            UNKNOWN: self.engine.number(batch.encoded) - matched - self._of_core[2],
            BEYOND: self.engine.number(self._beyond) if self._strange else 0,
            CONTRADICTORY: differing + partly_n,
            INCOMPLETE: half_n,
            REPEATED: 0 if self.repeats.wrong is None else self.engine.number(self.repeats.wrong),
        }
        return {what: count for what, count in found.items() if count}

    @cached_property
    def _strange(self) -> list[tuple[int, int, int]]:
        """The measurements of which some value lies beyond the domain, with its ends."""
        c, tables = self.nw.col, self.program.tables
        measures = tables.plan.rules.measures
        ends = self.batch.breaches.group_by("qm").agg(least=c("v").min(), most=c("v").max())
        found = []
        for qm, least, most in self.engine.rows(ends.select("qm", "least", "most")):
            measure = measures[int(qm) % tables.breadth]
            low, high = domain(measure, tables.parts[measure.code])
            if least < low or most > high:
                found.append((int(qm), low, high))
        return found

    @property
    def _beyond(self) -> Any:
        c = self.nw.col
        qms, lows, highs = zip(*self._strange, strict=True)
        table = self.engine.table({"qm": qms, "low": lows, "high": highs})
        there = self.batch.breaches.join(table, on="qm", how="inner")
        return there.filter((c("v") < c("low")) | (c("v") > c("high")))

    def told(self) -> tuple[dict[str, int], tuple[TristandardError, ...]]:
        """Return how many rows are bad, by what is wrong, and what the core says of the first of them."""
        counts, found = self._counts, list(self._of_core[1])
        if not counts:
            return {}, tuple(found)
        found += self._by_core()
        if self._first or not found:
            decimals, first = self.program.tables.decimals, self._first or _NONE_NAMED
            found = [*found[: TOLD_AT_MOST - 1], BadFrame(_NOT_READ(decimals=decimals, first=first))]
        return counts, tuple(found[:TOLD_AT_MOST])

    def _by_core(self) -> list[TristandardError]:
        """Return what the core says of the sites with bad rows, and of rows of no site."""
        program = self.program
        chosen = self.engine.keep(self._chosen())
        sites = sites_home(program, chosen)
        codes = program.sites.join(chosen, on="number", how="inner").select(site=self.nw.col("code"))
        rows = self.batch.rows.join(codes, on="site", how="inner")
        homeless = self.batch.rows.join(program.sites.select(site=self.nw.col("code")), on="site", how="anti")
        observations, problems = observations_home(program, rows)
        self._first = unread(program, rows)
        more, others = observations_home(program, homeless.head(TOLD_AT_MOST))
        problems += others
        try:
            register(plan(program.merged, sites, program.period), [*observations, *more])
        except Refused as refused:
            problems += [one for one in refused.exceptions if isinstance(one, TristandardError)]
        except TristandardError as problem:
            problems.append(problem)
        return problems

    def _chosen(self) -> Any:
        """Return the numbers of the first sites with bad rows."""
        c, nw, batch = self.nw.col, self.nw, self.batch
        frames = [batch.once.filter(c("odd")).select("number")]
        partly = ((c("na") > 0) & (c("n") > 0)) | ((c("na") == 0) & (c("n") > 0) & (c("n") < c("asks")))
        frames.append(batch.states.filter(partly).select("number"))
        if self.repeats.wrong is not None:
            frames.append(self.repeats.wrong)
        if self._strange:
            frames.append(self._beyond.select("number"))
        there = batch.sites.filter(c("ground") >= 0).select("site", "number", "ground")
        placed = batch.encoded.join(there, on="site", how="inner")
        placed = placed.with_columns(at=c("ground") * batch.words + c("asked"))
        known = batch.tables["bar"].select("at")
        frames.append(placed.filter(c("asked").is_null() | c("v").is_null()).select("number"))
        frames.append(placed.filter(~c("asked").is_null()).join(known, on="at", how="anti").select("number"))
        numbers = self.engine.together(frame.select(c("number").cast(nw.Int64)) for frame in frames).unique()
        return numbers.head(TOLD_AT_MOST)
