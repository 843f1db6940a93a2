"""Reports of one measurement held against each other: each must be complete, and no source may say it twice.

Where rows name their source and id, every report is looked at. Where they do not, a report is what was told of one
indicator at a site, so that only questions that were told under several codes need a look.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from tristandard.frames.batch import Batch


class Repeats:
    """The measurements of one batch that are told in a way that the core does not take."""

    def __init__(self, batch: Batch) -> None:
        self.batch, self.nw, self.engine = batch, batch.nw, batch.engine
        self.questions = batch.wide // batch.breadth

    @property
    def named(self) -> bool:
        """Whether rows name their source and id."""
        return {"source", "id"} <= set(self.batch.encoded.collect_schema().names())

    @cached_property
    def wrong(self) -> Any:
        """The numbers of sites with such reports, one for each; None where there can be none."""
        if self.named:
            return self._of_named()
        found = [frame for frame in (self._of_codes(), *self._of_days()) if frame is not None]
        return self.engine.together(found) if found else None

    def _located(self, *columns: str, **more: Any) -> Any:
        """Return rows with their question and what tells their report apart."""
        c = self.nw.col
        rows = self.batch.located.filter(~c("v").is_null())
        key = c("number") * self.questions + c("qm") // self.batch.breadth
        return rows.select(*columns, "qm", "number", nq=key, **more)

    @cached_property
    def _alike(self) -> dict[str, Any]:
        """What all rows of a report tell alike, where it is told: its day, and under which code it answers."""
        c, nw, schema = self.nw.col, self.nw, self.batch.encoded.collect_schema()
        found = {"who": c("who")} if self.batch.who else {}
        if "made" in schema.names():  # a time may stand behind the day
            text = c("made").cast(nw.String).str.slice(0, 10)
            found["day"] = c("made") if isinstance(schema["made"], nw.Date) else text
        return found

    def _unlike(self, reports: Any) -> list[Any]:
        """Return the sites of reports that tell two days, or answer under two codes, which have both ends of each."""
        c = self.nw.col
        return [reports.filter(c(name) != c(f"last_{name}")).select("number") for name in self._alike]

    @property
    def _ends(self) -> list[Any]:
        """Both ends of what all rows of a report tell alike."""
        c = self.nw.col
        return [end for name in self._alike for end in (c(name).min(), c(name).max().alias(f"last_{name}"))]

    @property
    def _many(self) -> Any:
        """The questions that take more than one answer."""
        c = self.nw.col
        return self.batch.tables["ask"].filter(c("asks") > 1).select("q").unique()

    def _told(self, rows: Any, *columns: str) -> Any:
        """Return each report with how many answers it has, and whether it says that nothing applies."""
        c = self.nw.col
        rows = rows.unique().with_columns(na=self.batch.na).with_columns(n=1 - c("na"), q=c("qm") // self.batch.breadth)
        keys = (*columns, "nq", "number", "q")
        asks = self.batch.tables["ask"].select("q", "asks").unique()
        return rows.group_by(*keys).agg(c("n").sum(), c("na").sum()).join(asks, on="q", how="inner")

    def _halves(self, told: Any) -> Any:
        """Return the sites of reports that tell less than all, or that something was measured and does not apply."""
        c = self.nw.col
        half = (c("n") > 0) & ((c("n") < c("asks")) | (c("na") > 0))
        return told.filter(half).select("number")

    def _of_named(self) -> Any:
        """Return the sites of such reports where each names its source and id.

        Texts are hashed once, report by report. Most reports answer one question once; only the others are looked at
        answer by answer: of questions that take several, of several questions, or of one that also does not apply.
        """
        c, nw, engine = self.nw.col, self.nw, self.engine
        name = ["source", "id"]
        rows = self._located(*name)
        sums = c("number").min(), c("nq").min(), c("nq").max().alias("last"), c("na").sum(), nw.len().alias("n")
        told = self._located(*name, **self._alike).with_columns(na=self.batch.na)
        reports = engine.keep(told.group_by(*name).agg(*sums, *self._ends))
        single, several = reports.filter(c("nq") == c("last")), reports.filter(c("nq") != c("last"))
        told, parts = single.select("source", "nq", "number"), rows.with_columns(q=c("qm") // self.batch.breadth)
        closely = [parts.join(self._many, on="q", how="inner").drop("q")]
        wrong = self._unlike(single)
        odd = engine.keep(reports.filter((c("nq") != c("last")) | ((c("na") > 0) & (c("na") < c("n")))).select(*name))
        if engine.number(odd):
            closely.append(rows.join(odd, on=name, how="inner"))
            apart = rows.join(several.select(*name), on=name, how="inner").select(*name, "nq", "number").unique()
            told = engine.together([told, apart.select("source", "nq", "number")])
            wrong.append(apart.select(*name, "number").unique().select("number"))  # each site of a report of several
        again = told.join(self._often(told, "nq").select("nq"), on="nq", how="inner")
        halves = self._halves(self._told(engine.together(closely), *name))
        often = self._often(again, "source", "nq").select("number")
        return engine.together([halves, often, *wrong])

    def _often(self, told: Any, *keys: str) -> Any:
        """Return what stands in several rows, with the least number of a site."""
        c, nw = self.nw.col, self.nw
        return told.group_by(*keys).agg(c("number").min(), times=nw.len()).filter(c("times") > 1)

    def _of_days(self) -> list[Any]:
        """Return the sites where one indicator is told of two days, which without names is one report."""
        if "day" not in self._alike:
            return []
        keys, c = ("number", "nq", *self.batch.who), self.nw.col
        rows = self._located(*self.batch.who, day=self._alike["day"])
        told = rows.group_by(*keys).agg(c("day").min(), c("day").max().alias("last_day"))
        return [told.filter(c("day") != c("last_day")).select("number")]

    def _of_codes(self) -> Any:
        c, tables = self.nw.col, self.batch.tables
        if not self.batch.who:
            return None
        once = self.batch.once.with_columns(q=c("qm") // self.batch.breadth)
        once = once.with_columns(nq=c("number") * self.questions + c("q"))
        several = once.filter(c("who") != c("least_who")).select("nq")
        parts = once.join(self._many, on="q", how="inner").group_by("nq").agg(c("who").max(), c("least_who").min())
        several = self.engine.together([several, parts.filter(c("who") != c("least_who")).select("nq")]).unique()
        several = self.engine.keep(several)
        if not self.engine.number(several):
            return None
        rows = self._located("who").join(several, on="nq", how="inner")
        told = self._told(rows, "who").join(tables["code"], on="who", how="inner")
        told = self.engine.keep(told)
        return self.engine.together([self._halves(told), self._often(told, "source", "nq").select("number")])
