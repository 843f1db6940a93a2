"""One batch on its engine: every measurement once, and what was not as its bar asks.

Keys are packed: an engine hashes one whole number faster than three.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tristandard.frames.compiled import Compiled
from tristandard.frames.encoding import encoded, is_encoded
from tristandard.frames.extra import needed
from tristandard.frames.prices import NA, UNSEEN

#: Sites are told in whole numbers of so many bits.
BITS = 62


class Batch:
    """What came of some sites; each frame is worked out when it is asked for, and what is read twice is kept."""

    def __init__(self, program: Compiled, rows: Any) -> None:
        self.program, self.rows = program, rows
        self.nw, self.engine, self.tables = needed(), program.engine, program.on_engine
        written, sizes = program.written, program.tables
        self.words, self.breadth = len(written.words), sizes.breadth
        self.wide = max(len(sizes.questions), 1) * self.breadth
        self.posts, self.items = max(len(sizes.units), 1), max(len(sizes.items), 1)
        self.books = max(len(sizes.books), 1)

    @cached_property
    def sites(self) -> Any:
        """The sites that the engine scores: code as the rows name it, number, kind and ground."""
        return self.program.sites.rename({"code": "site"})

    @cached_property
    def encoded(self) -> Any:
        """The rows as whole numbers."""
        if is_encoded(self.rows):
            return self.rows
        c, unseen = self.nw.col, "outcome" in self.rows.collect_schema().names()
        if unseen:
            unseen = self.engine.number(self.rows.filter(c("outcome").cast(self.nw.String) == "not_measured")) > 0
        return self.engine.keep(encoded(self.tables, self.rows, self.program.period, unseen=unseen))

    @property
    def located(self) -> Any:
        """Each row that the plan asks for, with its site and its question."""
        c = self.nw.col
        there = self.sites.filter(c("ground") >= 0).select("site", "number", "ground")
        rows = self.encoded.join(there, on="site", how="inner")
        rows = rows.with_columns(at=c("ground") * self.words + c("asked"))
        return rows.join(self.tables["bar"], on="at", how="inner")

    @property
    def placed(self) -> Any:
        """Each answer, by the number of the measurement."""
        c, nw = self.nw.col, self.nw
        off = nw.when((c("v") < c("lo")) | (c("v") > c("hi"))).then(1).otherwise(0).cast(nw.Int8)
        told = self.located.filter(~c("v").is_null())
        who = [c(name).cast(nw.Int32) for name in self.who]
        return told.select("v", *who, key=c("number") * self.wide + c("qm"), off=off)

    @cached_property
    def who(self) -> list[str]:
        """What tells under which code a row answers, where some question has several."""
        return ["who"] if any(self.program.written.columns["bar"]["who"]) else []

    @property
    def na(self) -> Any:
        """Whether an answer says that nothing applies, as 1 or 0."""
        c, nw = self.nw.col, self.nw
        return nw.when(c("qm") % self.breadth == self.breadth - 1).then(1).otherwise(0)

    @cached_property
    def once(self) -> Any:
        """Every measurement once: its answer, whether others that were told differ from it or its report also says that
        nothing was measured, and whether it is off the bar.
        """
        c, nw = self.nw.col, self.nw
        codes = [c(name).max() for name in self.who] + [c(name).min().alias(f"least_{name}") for name in self.who]
        sums = c("v").max(), c("v").min().alias("least"), c("off").max(), nw.len().alias("told")
        grouped = self.placed.group_by("key").agg(*sums, *codes)
        odd = (c("v") != c("least")) | (c("least") == UNSEEN)
        split = grouped.with_columns(number=c("key") // self.wide, qm=c("key") % self.wide, odd=odd)
        return self.engine.keep(split.drop("key", "least"))

    @cached_property
    def by_site(self) -> Any:
        """Of each site of which something came: how many answers there are, and how many questions do not apply."""
        c, nw = self.nw.col, self.nw
        counted = self.once.select("number", na=self.na).group_by("number").agg(n=nw.len(), na=c("na").sum())
        there = self.program.sites.select("number", "kind", "ground")
        return self.engine.keep(counted.join(there, on="number", how="inner"))

    @property
    def covered(self) -> Any:
        """How many sites of each kind something came of."""
        return self.by_site.group_by("kind").agg(n=self.nw.len()).select("kind", "n")

    @property
    def bits(self) -> Any:
        """The numbers of these sites, packed into whole numbers."""
        c = self.nw.col
        powers = self.engine.table({"bit": list(range(BITS)), "power": [1 << bit for bit in range(BITS)]})
        split = self.by_site.select(bit=c("number") % BITS, word=c("number") // BITS)
        return split.join(powers, on="bit", how="inner").group_by("word").agg(c("power").sum()).select("word", "power")

    @cached_property
    def states(self) -> Any:
        """Every question of which not all answers came, or that was said not to apply, at sites with some answer: how
        many of its answers came, and how often it was said not to apply.
        """
        c, nw, tables = self.nw.col, self.nw, self.tables
        sizes = tables["size"].rename({"n": "size"})
        sites = self.by_site.join(sizes, on="ground", how="inner").filter(
            (c("n") - c("na") < c("size")) | (c("na") > 0)
        )
        short = self.engine.keep(sites.select("number", "kind", "ground"))
        seen = self.once.select("number", "qm").join(short.select("number"), on="number", how="semi")
        seen = seen.select(at=c("number") * self.wide + c("qm") // self.breadth, na=self.na)
        seen = seen.group_by("at").agg(c("na").sum(), n=nw.len()).with_columns(n=c("n") - c("na"))
        asked = short.join(tables["ask"], on="ground", how="inner")
        asked = asked.with_columns(at=c("number") * self.wide + c("q")).join(seen, on="at", how="left")
        came = (c(name).fill_null(0).cast(nw.Int64) for name in ("na", "n"))
        asked = asked.select("number", "kind", "q", "asks", *came)
        return self.engine.keep(asked.filter((c("n") < c("asks")) | (c("na") > 0)))

    def forget(self) -> None:
        """Let go of what is not needed once exceptions are known."""
        for name in ("once", "states", "breaches"):
            vars(self).pop(name, None)

    @cached_property
    def breaches(self) -> Any:
        """Every answer that its bar does not accept."""
        c = self.nw.col
        return self.engine.keep(self.once.filter((c("off") == 1) & (c("v") > NA)).select("number", "qm", "v"))
