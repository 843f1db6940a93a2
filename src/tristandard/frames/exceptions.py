"""What exceptions cost and leave open: breaches priced, gaps and what does not apply, by unit and item."""

from __future__ import annotations

from typing import Any

from tristandard.frames.batch import Batch
from tristandard.frames.sheets import COLUMNS

#: What a breach costs: where and of which item, by which line with which cap, and what of it the unit bears.
_PRICED = ["pot", "item", "line", "cap", "above", "below", "lost"]


def exceptions(batch: Batch) -> Any:
    """Return what each exception comes to for each unit and item, by the packed number of site, post and item."""
    return batch.engine.together([*_breaches(batch), _still(batch)])


def _breaches(batch: Batch) -> list[Any]:
    """Return what breaches cost, line by line; lines over several measures have one cap over their sum."""
    c, nw = batch.nw.col, batch.nw
    priced = batch.engine.together(_whole(nw, found, _PRICED) for found in (_by_value(batch), _along(batch)))
    borne = nw.min_horizontal(c("lost"), c("cap")) * c("above") // c("below")
    written = batch.program.written.columns
    if not any(line >= 0 for table in ("point", "price") for line in written[table]["line"]):
        return [_row(batch, priced.select("pot", "item", lost=borne))]
    single = priced.filter(c("line") < 0).select("pot", "item", lost=borne)
    keys = ("pot", "item", "line", "above", "below")
    several = priced.filter(c("line") >= 0).group_by(*keys).agg(c("lost").sum(), c("cap").max())
    return [_row(batch, single), _row(batch, several.select("pot", "item", lost=borne))]


def _inside(batch: Batch) -> Any:
    """Return each breach for each unit of its site."""
    c = batch.nw.col
    sites = batch.program.sites.select("number", "kind")
    inside = batch.breaches.join(sites, on="number", how="inner").join(batch.tables["post"], on="kind", how="inner")
    return inside.select("qm", "v", "stratum", "above", "below", pot=c("number") * batch.posts + c("post"))


def _by_value(batch: Batch) -> Any:
    """Return what rungs and forms cost."""
    return _inside(batch).join(batch.tables["point"], on=["stratum", "qm", "v"], how="inner").select(_PRICED)


def _along(batch: Batch) -> Any:
    """Return what numbers cost by their distance."""
    c, nw = batch.nw.col, batch.nw
    along = _inside(batch).join(batch.tables["price"], on=["stratum", "qm"], how="inner")
    along = along.filter((c("v") >= c("lo")) & (c("v") <= c("hi")))
    distance = nw.max_horizontal(c("floor") - c("v"), c("v") - c("limit"), nw.lit(0))
    steps = nw.min_horizontal(nw.max_horizontal((distance + c("add")) // c("per"), c("least")), c("steps"))
    return along.with_columns(lost=steps * c("each")).select(_PRICED)


def _still(batch: Batch) -> Any:
    """Return what was not measured, and what does not apply."""
    c, nw = batch.nw.col, batch.nw
    there = batch.states.filter((c("n") == 0) | (c("na") > 0)).join(batch.tables["post"], on="kind", how="inner")
    still = there.join(batch.tables["line"], on=["stratum", "q"], how="inner")
    na = nw.when(c("na") > 0).then(1).otherwise(0)
    still = still.select("item", "worth", "open", pot=c("number") * batch.posts + c("post"), na=na)
    left = 1 - c("na")
    told = still.with_columns(
        open=c("open") * left, na_worth=c("na") * c("worth"), open_worth=left * c("worth"), open_n=left
    )
    return _row(batch, told)


def _row(batch: Batch, frame: Any) -> Any:
    """Return exceptions with every column, those that they lack as 0."""
    nw = batch.nw
    has = set(frame.collect_schema().names())
    zero = {name: nw.lit(0) for name in COLUMNS if name not in has}
    frame = frame.with_columns(key=nw.col("pot") * batch.items + nw.col("item"), **zero)
    return _whole(nw, frame, ["key", *COLUMNS])


def _whole(nw: Any, frame: Any, columns: list[str]) -> Any:
    return frame.select(*[nw.col(name).cast(nw.Int64) for name in columns])
