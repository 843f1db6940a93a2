"""The sheets of single sites: capped item by item, stretched over what was not measured, and added up.

It is what `rules.nodes.sheet` says of a plain sheet, in whole numbers: an exact score is a numerator over what its
measured lines are worth, and those of one denominator add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tristandard.frames.batch import Batch

#: What exceptions come to, of one item at one site for one unit.
COLUMNS = ("lost", "open", "na", "na_worth", "open_worth", "open_n")
#: What an item takes within its mark, what more it may take, and what of it does not apply or is open.
_SUMS = ("taken", "more", "na", "na_worth", "open_worth", "open_n")
#: What is added up of sheets that came out with one denominator, or with the same ends.
_TOLD = ("num", "low", "high", "measured", "unmeasured")
#: By (fold, post, denominator, low, high): how many sites there are, and the sums of `_TOLD`.
Folded = Mapping[tuple[int, int, int, int, int], tuple[int, ...]]


def folded(batch: Batch, every: Any) -> Folded:
    """Return the sums of the sheets at single sites: scored for each denominator, open for each low and high end."""
    c, nw = batch.nw.col, batch.nw
    capped = _capped(batch, every)
    sheet = _stretched(batch, capped, _summed(batch, capped))
    sheet = sheet.select(
        "fold", "post", "applies", "open_n", "stretched", "more",
        left=nw.max_horizontal(c("full") - c("taken"), nw.lit(0)),
        none=nw.when((c("open_n") > 0) & ((c("blank") == 1) | (c("spoken") <= 0))).then(1).otherwise(0),
        den=nw.when(c("stretched") > 0).then(c("spoken")).otherwise(1),
        there=nw.when(c("applies") > 0).then(1).otherwise(0),
    )  # fmt: skip
    low = nw.max_horizontal(c("left") - c("more"), nw.lit(0))
    sheet = sheet.with_columns(low=low * c("there"), scored=c("there") * (1 - c("none")))
    num = nw.max_horizontal(c("left") * c("den") - c("stretched"), nw.lit(0))
    sheet = sheet.with_columns(
        den=nw.when(c("scored") == 1).then(c("den")).otherwise(c("there")),
        at_low=nw.when(c("scored") == 1).then(-1).otherwise(c("low")),
        at_high=nw.when(c("scored") == 1).then(-1).otherwise(c("left") * c("there")),
        num=num * c("scored"), high=c("left") * c("there"),
        measured=(c("applies") - c("open_n")) * c("there"), unmeasured=c("open_n") * c("there"),
    )  # fmt: skip
    keys = ("fold", "post", "den", "at_low", "at_high")
    grouped = sheet.group_by(*keys).agg(*[c(name).sum() for name in _TOLD], sites=nw.len())
    found: dict[tuple[int, int, int, int, int], tuple[int, ...]] = {}
    for fold, post, den, at_low, at_high, *sums in batch.engine.rows(grouped.select(*keys, "sites", *_TOLD)):
        found[int(fold), int(post), int(den), int(at_low), int(at_high)] = tuple(map(int, sums))
    return found


def _capped(batch: Batch, every: Any) -> Any:
    """Return what each item takes within its mark, and what more it may take, by the packed number of its sheet."""
    c, nw = batch.nw.col, batch.nw
    capped = every.group_by("key").agg(*[c(name).sum() for name in COLUMNS])
    capped = capped.with_columns(item=c("key") % batch.items, pot=c("key") // batch.items)
    capped = capped.join(batch.tables["item"], on="item", how="inner")
    capped = capped.with_columns(taken=nw.min_horizontal(c("lost"), c("mark")))
    more = nw.max_horizontal(nw.min_horizontal(c("mark"), c("lost") + c("open")) - c("taken"), nw.lit(0))
    return batch.engine.keep(capped.with_columns(more=more, pool=c("pot") * batch.books + c("book")))


def _summed(batch: Batch, capped: Any) -> Any:
    """Return each sheet on which something is lost, open or not applicable."""
    c, tables = batch.nw.col, batch.tables
    summed = capped.group_by("pool").agg(*[c(name).sum() for name in _SUMS])
    summed = summed.with_columns(book=c("pool") % batch.books, post=c("pool") // batch.books % batch.posts)
    bases = tables["post"].select("post", "stratum").join(tables["base"], on="stratum", how="inner").drop("stratum")
    sheet = summed.join(bases, on=["post", "book"], how="inner").join(tables["fold"], on="book", how="inner")
    spoken = (c("worth") - c("na_worth") - c("open_worth")) // c("grain")
    return batch.engine.keep(sheet.with_columns(applies=c("lines") - c("na"), spoken=spoken))


def _stretched(batch: Batch, capped: Any, sheet: Any) -> Any:
    """Return sheets with what is put for what was not measured, over what their measured lines are worth: as much as
    those lost for their worth, of each item no more than it may still take.
    """
    c, nw = batch.nw.col, batch.nw
    gap = sheet.filter((c("open_n") > 0) & (c("spoken") > 0) & (c("taken") > 0))
    gap = gap.select("pool", "fold", "spoken", "grain", whole=c("taken"))
    wide = capped.filter(c("open_worth") > 0).select("pool", "open_worth", "more").join(gap, on="pool", how="inner")
    put = nw.min_horizontal(c("whole") * (c("open_worth") // c("grain")), c("more") * c("spoken"))
    put = wide.with_columns(stretched=put).group_by("pool", "fold").agg(c("stretched").sum())
    found = sheet.join(put, on=["pool", "fold"], how="left")
    return found.with_columns(c("stretched").fill_null(0).cast(nw.Int64))
