"""Observations as whole numbers: which of the program's questions a row answers, and what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import reduce
from operator import and_
from typing import Any

from tristandard.basics.period import Period
from tristandard.frames.extra import BadFrame, needed
from tristandard.frames.prices import HIGH, NA, UNSEEN
from tristandard.frames.written import NOTHING
from tristandard.words.sentence import Sentence

#: The columns of an encoded frame.
ENCODED = ("site", "asked", "v")
#: What tells reports apart, where it is given.
REPORTS = ("source", "id", "revision", "made", "visit")

_NEEDS = Sentence(
    "测评记录缺列 {missing}；请给 site、indicator、measure、value，或 encode 的结果",
    "the observations lack the columns {missing}; give site, indicator, measure and value, or what `encode` returned",
)
#: What may stand behind a day that is told as text: nothing, or a time.
TIME_OF_DAY = r"(?:[T ][0-9]{2}:[0-9:.+Z-]*)?"
#: A number as text, of no more digits than a float tells apart: another is left to be told as bad.
_NUMBER = r"^-?(?:[0-9]{1,15}|[0-9]{1,9}\.[0-9]{1,6})$"
#: A number that is read on an engine, without its unit.
WRITTEN = re.compile(r"[+-]?(?:[0-9]{1,15}|[0-9]{1,9}\.[0-9]{1,6})")
#: What is taken from a text to leave its unit, and what is taken to leave its number.
_TO_UNIT, _TO_NUMBER = r"^[+-]?[0-9]+(?:\.[0-9]+)?[ ]*", r"^\+|[ ]*[^-+. 0-9].*$"


def is_encoded(frame: Any) -> bool:
    """Return whether a frame is an encoded one."""
    return {"asked", "v"} <= set(frame.collect_schema().names())


def encoded(tables: Mapping[str, Any], rows: Any, period: Period, *, unseen: bool = True) -> Any:
    """Return rows with the number of what they answer (asked) and of their answer (v); null where there is none, and
    where a row does not say which report it is, or gives a value of what does not apply or was not measured.

    A row of which nothing was measured is left out, unless its report tells something else, too. Whoever knows that
    there is no such row says so (unseen), and none is looked for.
    """
    if is_encoded(rows):
        return rows
    nw = needed()
    c, names = nw.col, set(rows.collect_schema().names())
    if missing := [name for name in ("indicator", "value") if name not in names]:
        raise BadFrame(_NEEDS(missing=missing))
    rows = latest(_identified(rows))
    has = rows.collect_schema().names()
    beside, named = [name for name in REPORTS if name in has], [name for name in has if name == "named"]
    kept = rows.select(
        "site", "value", *beside, *named, "indicator",
        measure=_unless_empty("measure", None) if "measure" in names else nw.lit(None, nw.String),
        outcome=_unless_empty("outcome", "measured") if "outcome" in names else nw.lit("measured"),
        valued=c("value").cast(nw.String).fill_null("") != "",
    ).with_columns(c("indicator").cast(nw.String))  # fmt: skip
    kept = _said(kept, unseen=unseen and "outcome" in names)
    blank = c("outcome").is_in(["not_applicable", "not_measured"])
    alone = _alone(tables["word"])
    kept = kept.join(alone, on="indicator", how="left")
    kept = kept.with_columns(measure=nw.when(blank).then(nw.lit(NOTHING)).otherwise(c("measure").fill_null(c("only"))))
    kept = kept.join(tables["word"], on=["indicator", "measure"], how="left")
    kept = _valued(tables, kept)
    v = nw.when(c("outcome") == "not_applicable").then(nw.lit(NA)).otherwise(c("v"))
    v = nw.when(c("outcome") == "not_measured").then(nw.lit(UNSEEN)).otherwise(v)
    known = (c("outcome") == "measured") | (blank & ~c("valued"))
    if named:
        known = known & c("named")
    if "made" in names:
        known = known & within(c("made").cast(nw.String).fill_null(""), period)
    return kept.select("site", *beside, asked=nw.when(known).then(c("asked")), v=v.cast(nw.Int64))


def _said(rows: Any, *, unseen: bool) -> Any:
    """Return rows without those of which nothing was measured. Of reports that tell something else, too, these stay:
    they contradict it. Where there are any (unseen), only reports with such a row are looked at.
    """
    nw = needed()
    c = nw.col
    nothing = (c("outcome") == "not_measured") & ~c("valued")
    said = rows.filter(~nothing)
    if not unseen:
        return said
    report = ["source", "id"] if "id" in rows.collect_schema().names() else ["site", "indicator"]
    beside = rows.filter(nothing)
    met = said.join(beside.select(report).unique(), on=report, how="semi").select(report)
    return nw.concat([said, beside.join(met, on=report, how="semi")])


def _unless_empty(name: str, word: str | None) -> Any:
    """Return a column of texts, with a word, or nothing, where a cell is empty."""
    nw = needed()
    text = nw.col(name).cast(nw.String).fill_null("")
    return nw.when(text == "").then(nw.lit(word, nw.String)).otherwise(text)


def within(day: Any, period: Period) -> Any:
    """Return whether a day, as text, is one of a period; a time of the day may stand behind it."""
    days = (period.end - period.start).days + 1
    every = [(period.start + timedelta(days=number)).isoformat() for number in range(days)]
    return day.str.slice(0, 10).is_in(every) & day.str.contains(f"^.{{10}}{TIME_OF_DAY}$")


def _identified(rows: Any) -> Any:
    """Return rows that all name their report where there is a column for it, and whether they did (`named`): one that
    does not is no report, and is told as such. What there is no column for is its indicator's at the site; a row
    without a revision is the first.
    """
    nw = needed()
    c, has = nw.col, rows.collect_schema().names()
    given = [name for name in ("source", "id", "revision") if name in has]
    if not given:
        return rows
    whole = c("revision").cast(nw.Int64).fill_null(1)
    named = [whole > 0 if name == "revision" else c(name).cast(nw.String).fill_null("") != "" for name in given]
    indicator = c("indicator").cast(nw.String)
    names = {
        "source": indicator.str.replace_all(r"\..*$", ""),
        "id": nw.concat_str(c("site").cast(nw.String), nw.lit("/"), indicator),
    }
    cells = {name: c(name).cast(nw.String).fill_null(cell) if name in has else cell for name, cell in names.items()}
    return rows.with_columns(named=reduce(and_, named), **cells, **({"revision": whole} if "revision" in has else {}))


def latest(rows: Any) -> Any:
    """Return the rows of the highest revision of each report, where rows tell revisions."""
    if not {"source", "id", "revision"} <= set(rows.collect_schema().names()):
        return rows
    highest = rows.group_by("source", "id").agg(needed().col("revision").max())
    return rows.join(highest, on=["source", "id", "revision"], how="inner")


def _alone(words: Any) -> Any:
    """Return the one measure of each indicator that is asked about one alone."""
    nw = needed()
    c = nw.col
    measures = words.filter(c("measure") != NOTHING).select("indicator", "measure")
    grouped = measures.group_by("indicator").agg(n=nw.len(), only=c("measure").min())
    return grouped.filter(c("n") == 1).select("indicator", "only")


def _valued(tables: Mapping[str, Any], rows: Any) -> Any:
    """Return rows with the whole number that stands for their value: none for a share without its sign that may be
    another.
    """
    nw = needed()
    c = nw.col
    found = _read(tables, rows)
    another = (c("v") != 0) & (c("v") >= c("bare_lo")) & (c("v") <= c("bare_hi"))
    if "signed" in found.collect_schema().names():
        another = another & ~c("signed")
    return found.with_columns(v=nw.when(~another).then(c("v")))


def _read(tables: Mapping[str, Any], rows: Any) -> Any:
    """Return rows with the whole number that stands for their value, and of texts whether they name their unit."""
    nw = needed()
    c, kind = nw.col, rows.collect_schema()["value"]
    if kind.is_integer():
        exact = (c("whole") == 1) | (c("parts") > 0)
        return rows.with_columns(
            v=nw.when(exact & (c("value").abs() < HIGH)).then(c("value").cast(nw.Int64) * c("parts"))
        )
    if kind.is_numeric():
        return _from_float(rows.with_columns(number=c("value").cast(nw.Float64)))
    texts = rows.with_columns(_spaced(c("value").cast(nw.String).str.strip_chars()))
    answers = tables["answer"].rename({"text": "value"})
    found = texts.join(answers, on=["measure", "value"], how="left")
    unit, number = (c("value").str.replace_all(pattern, "") for pattern in (_TO_UNIT, _TO_NUMBER))
    found = found.with_columns(
        signed=((unit == c("unit")) & (c("unit") != "")).fill_null(value=False),
        bare=(unit == "").fill_null(value=False),
        number=number,
    )  # fmt: skip
    told = c("number").str.contains(_NUMBER).fill_null(value=False) & (c("signed") | c("bare")) & (c("parts") > 0)
    found = found.with_columns(told=told)
    told = c("told")
    numbers = _from_float(
        found.with_columns(number=nw.when(told).then(c("number")).otherwise(nw.lit("0")).cast(nw.Float64))
    )
    return numbers.with_columns(v=nw.when(c("place").is_null()).then(nw.when(told).then(c("v"))).otherwise(c("place")))


def _spaced(text: Any) -> Any:
    """Return texts in which forms stand one blank apart, whatever blanks were written between them."""
    for pattern, told in ((" *, *", ", "), ("^[{] +", "{"), (" +[}]$", "}")):
        text = text.str.replace_all(pattern, told)
    return text


def _from_float(rows: Any) -> Any:
    """Return rows with a number in parts of a value, where it is a whole number of them."""
    nw = needed()
    c = nw.col
    parts = c("parts").cast(nw.Float64)
    exact = nw.when((c("parts") > 0) & (c("number").abs() < 2.0**40)).then(c("number") * parts).otherwise(nw.lit(0.5))
    rounded = rows.with_columns(near=exact.round(0))
    same = (c("parts") > 0) & (c("number").abs() < 2.0**40) & (c("near") / parts == c("number"))
    fits = same & ((c("whole") == 0) | (c("number").round(0) == c("number")))
    return rounded.with_columns(v=nw.when(fits).then(c("near")).cast(nw.Int64))
