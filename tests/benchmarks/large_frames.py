"""Frames of sites and observations of any size, made up the same each time from a rule set; nothing in them is of a real place.

`makings(merged)` asks the core, once for each kind of site, what is asked there. `shard(makings, rows, number)` then
makes a shard of about so many rows with numpy alone: sites of every kind, one in twenty-five shared 4 : 1 with a
department, answers that meet the bar four times in five. Of a hundred reports one is missing, one says that nothing
was measured, two that nothing of the kind is there, and one comes twice; then all rows are shuffled. What is in percent
has two decimals. A shard is the same for the same rows and number, and no two shards have a site in common.

`sites`, `told` and `packed` dress a shard as Polars frames: the sites, the reports in text, and the reports in integers
for the script by hand; `reports` gives the core's own observations.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import polars as pl
from attrs import evolve, frozen

import tristandard as ts

#: How many answers there are to each measure, each as likely as the others; and of a hundred which meet the bar.
ANSWERS, GOOD = 20, 16
#: Parts of a number in the arrays.
PARTS = 100
PERIOD = ts.Quarter(2022, 3)
MEASURED, NOT_APPLICABLE, NOT_MEASURED = range(3)
OUTCOMES = ("measured", "not_applicable", "not_measured")
#: What stands for a value where nothing of the kind is there.
NOT_THERE = -(2**53)


@frozen(eq=False)
class Makings:
    """What is asked at each kind of site, as arrays: a kind has questions, a question asks and members, an ask answers."""

    merged: ts.MergedRules
    kinds: list[ts.Site]
    #: Of kinds: how often they are drawn.
    weights: np.ndarray
    #: Of kinds: the first question, and how many.
    question: np.ndarray
    questions: np.ndarray
    #: Of questions: the first ask and how many, the first member and how many.
    ask: np.ndarray
    asks: np.ndarray
    member: np.ndarray
    members: np.ndarray
    #: Of members the code; of asks the measure.
    indicators: np.ndarray
    measures: np.ndarray
    #: Of asks, by answer: the number in parts, or the place in `texts`; whether an ask has decimals, and towards its bar.
    numbers: np.ndarray
    texts_of: np.ndarray
    decimals: np.ndarray
    texts: list[str | frozenset[str]]

    @property
    def rows_a_site(self) -> float:
        """How many rows a site has on average, without what is missing and what comes twice."""
        rows = np.add.reduceat(self.asks, self.question)
        return float((rows * self.weights).sum())


@frozen(eq=False)
class Shard:
    """One shard: of sites the kind, of rows the site, member, ask, state and answer; `first` is the number of its first site."""

    first: int
    kinds: np.ndarray
    site: np.ndarray
    member: np.ndarray
    ask: np.ndarray
    state: np.ndarray
    number: np.ndarray
    text: np.ndarray


def kinds_of(rules: ts.RuleSet) -> list[ts.Site]:
    """Return a site of each type in the area of each unit that has one, first alone, then shared with a department."""
    departments = [unit.code for unit in rules.units if unit.kind == "department"]
    own = [unit.code for unit in rules.units if unit.code in rules.areas]
    areas = [code for code in own if rules.units[code].kind == "district"] or own
    zones = [term.code for term in rules.zones]
    found = []
    for area in areas:
        for at, term in enumerate(rules.site_types):
            zone = term.code if term.code in zones else zones[at % min(len(zones), 2)]
            paths = {"area": rules.paths["area"][area], "zone": rules.paths["zone"][zone], "site_type": rules.paths["site_type"][term.code]}
            found.append(ts.Site(code="-", units=area, **paths))
            if departments:
                shares: Any = {area: Fraction(4, 5), departments[at % len(departments)]: Fraction(1, 5)}
                found.append(ts.Site(code="-", units=shares, **paths))
    return found


def answers(ask: ts.rules.Ask) -> list[Any]:
    """Return what may be found of one measure, the good ones first."""
    measure, acceptance = ask.measure, ask.acceptance
    if measure.rungs:
        good, bad = ([rung for rung in measure.rungs if ask.accepts(rung) is fits] for fits in (True, False))
    elif measure.forms:
        required = sorted(acceptance.required)
        good, bad = [frozenset(required)], [frozenset(required[:at] + required[at + 1 :]) for at in range(len(required))]
    else:
        floor, limit = acceptance.floor, acceptance.limit
        value = floor.value if floor else limit.value if limit else Fraction(0)
        low, high = measure.low or 0, measure.high
        value = Fraction(ceil(value * PARTS) if floor else int(value * PARTS), PARTS)  # what two decimals can say
        good = [value]
        worse = [value - away if floor else value + away for away in range(1, 5)]
        bad = [max(one, low) if high is None else min(max(one, low), high) for one in worse]
        bad = [one for one in bad if not ask.accepts(one)]
    bad, good = bad or good, good or bad
    return [*(good[at % len(good)] for at in range(GOOD)), *(bad[at % len(bad)] for at in range(ANSWERS - GOOD))]


def makings(merged: ts.MergedRules) -> Makings:
    """Return what is asked at each kind of site where anything is."""
    rules = merged.rule_set
    asked = [(kind, questions) for kind in kinds_of(rules) if (questions := list(merged.questions(kind.point)))]
    texts: dict[Any, int] = {}
    columns: dict[str, list[Any]] = {name: [] for name in ("question", "questions", "ask", "asks", "member", "members", "indicators", "measures", "numbers", "texts_of", "decimals")}
    for _, questions in asked:
        columns["question"].append(len(columns["ask"]))
        columns["questions"].append(len(questions))
        for question in questions:
            members = [one.indicator.code for one in question.indicator.contributions]
            columns["ask"].append(len(columns["measures"]))
            columns["asks"].append(len(question.bar.asks))
            columns["member"].append(len(columns["indicators"]))
            columns["members"].append(len(members))
            columns["indicators"] += members
            for ask in question.bar.asks:
                found = answers(ask)
                plain = not (ask.measure.rungs or ask.measure.forms)
                columns["measures"].append(ask.measure.code)
                columns["numbers"].append([_parts(one) if plain else 0 for one in found])
                columns["texts_of"].append([-1 if plain else texts.setdefault(one, len(texts)) for one in found])
                better = 1 if plain and getattr(ask.acceptance, "floor", None) else -1
                columns["decimals"].append(better if plain and not ask.measure.whole and str(ask.measure.unit) == "%" else 0)
    shared = np.array([len(kind.units) > 1 for kind, _ in asked])
    weights = np.where(shared, 1 / 25, 24 / 25 if shared.any() else 1.0)
    return Makings(merged, [kind for kind, _ in asked], weights / weights.sum(), **{name: np.array(cells) for name, cells in columns.items()}, texts=list(texts))


def _parts(value: Fraction) -> int:
    whole = Fraction(value) * PARTS
    assert whole.denominator == 1, value
    return int(whole)


def shard(of: Makings, rows: int, number: int = 0) -> Shard:
    """Return a shard of about so many rows."""
    draw = np.random.default_rng([2022, rows, number])
    count = max(round(rows / of.rows_a_site), 1)
    kinds = draw.choice(len(of.kinds), count, p=of.weights).astype(np.int32)
    site, question = _spread(np.arange(count, dtype=np.int32), of.question[kinds], of.questions[kinds])
    chance = draw.random(len(site), dtype=np.float32)
    there = chance >= 0.01
    site, question, chance = site[there], question[there], chance[there]
    member = of.member[question] + (draw.random(len(site), dtype=np.float32) * of.members[question]).astype(np.int64)
    state = np.where(chance < 0.02, NOT_MEASURED, np.where(chance < 0.04, NOT_APPLICABLE, MEASURED)).astype(np.int8)
    report, ask = _spread(np.arange(len(site), dtype=np.int32), of.ask[question], np.where(state == MEASURED, of.asks[question], 1))
    answer = draw.integers(0, ANSWERS, len(report), dtype=np.int8)
    parts = of.numbers[ask, answer]
    decimals = of.decimals[ask] * (answer >= GOOD)
    parts = parts + decimals * draw.integers(0, PARTS, len(report), dtype=np.int16)
    twice = np.flatnonzero(np.isin(report, draw.choice(len(site), len(site) // 100, replace=False)))
    order = draw.permutation(np.concatenate([np.arange(len(report)), twice]))
    report, ask = report[order], ask[order]
    return Shard(number * count, kinds, site[report], member[report].astype(np.int32), ask.astype(np.int32), state[report], parts[order], of.texts_of[ask, answer[order]].astype(np.int32))


def _spread(owner: np.ndarray, first: np.ndarray, many: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for every one of the `many` that an owner has from `first` on, the owner and which it is."""
    ends = np.cumsum(many)
    at = np.arange(ends[-1]) - np.repeat(ends - many, many)
    return np.repeat(owner, many), np.repeat(first, many) + at


def sites(of: Makings, made: Shard) -> pl.DataFrame:
    """Return the sites of a shard."""
    kinds = {name: [getattr(kind, name)[-1] for kind in of.kinds] for name in ("area", "zone", "site_type")}
    kinds["units"] = ["; ".join(code if share == 1 else f"{code} {float(share)}" for code, share in kind.units) for kind in of.kinds]
    columns = {name: pl.Series(cells).gather(made.kinds) for name, cells in kinds.items()}
    return pl.DataFrame({"code": made.first + np.arange(len(made.kinds)), **columns})


def told(of: Makings, made: Shard) -> pl.DataFrame:
    """Return the reports of a shard in text, a row for each measure."""
    texts = pl.Series([text if isinstance(text, str) else "{" + ", ".join(sorted(text)) + "}" for text in of.texts], dtype=pl.String)
    frame = pl.DataFrame({
        "site": made.first + made.site.astype(np.int64),
        "indicator": pl.Series(of.indicators).gather(made.member),
        "measure": pl.Series(of.measures).gather(made.ask),
        "outcome": pl.Series(OUTCOMES).gather(made.state),
        "number": made.number,
        "text": texts.gather(pl.Series(made.text).replace(-1, None)),
    })  # fmt: skip
    number = pl.format("{}.{}", pl.col("number") // PARTS, (pl.col("number") % PARTS).cast(pl.String).str.zfill(2))
    measured = pl.when(pl.col("outcome") == OUTCOMES[MEASURED])
    return frame.select("site", "indicator", measured.then("measure").alias("measure"), "outcome", measured.then(pl.coalesce("text", number)).alias("value"))


def pairs(of: Makings) -> list[tuple[str, str]]:
    """Return each member with each measure that it is asked for, in order."""
    found = set()
    for ask, asks, member, members in zip(of.ask, of.asks, of.member, of.members, strict=True):
        found |= {(str(one), str(two)) for one in of.indicators[member : member + members] for two in of.measures[ask : ask + asks]}
    return sorted(found)


def packed(of: Makings, made: Shard) -> pl.DataFrame:
    """Return the reports of a shard in integers: the place of indicator and measure in `pairs`, and the value in hundredths,
    the place of a text, or `NOT_THERE`.
    """
    members, measures = ({code: at for at, code in enumerate(sorted(set(codes.tolist())))} for codes in (of.indicators, of.measures))
    place = np.zeros((len(members), len(measures)), np.int64)
    for at, (one, two) in enumerate(pairs(of)):
        place[members[one], measures[two]] = at
    one = np.array([members[code] for code in of.indicators])[made.member]
    two = np.array([measures[code] for code in of.measures])[made.ask]
    value = np.where(made.state == NOT_APPLICABLE, NOT_THERE, np.where(made.text >= 0, made.text, made.number))
    there = made.state != NOT_MEASURED
    return pl.DataFrame({"site": (made.first + made.site.astype(np.int64))[there], "asked": place[one, two][there], "v": value[there]})


def core_sites(of: Makings, made: Shard) -> list[ts.Site]:
    """Return the sites of a shard for the core."""
    return [evolve(of.kinds[kind], code=str(made.first + at)) for at, kind in enumerate(made.kinds)]


def reports(of: Makings, made: Shard) -> list[ts.Observation]:
    """Return the reports of a shard for the core."""
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for site, member, ask, state, number, text in zip(made.site, made.member, made.ask, made.state, made.number, made.text, strict=True):
        values = found.setdefault((site, member), {})
        values[str(of.measures[ask])] = state if state != MEASURED else of.texts[text] if text >= 0 else Fraction(int(number), PARTS)
    return [_report(made.first + site, str(of.indicators[member]), values) for (site, member), values in found.items()]


def _report(site: int, indicator: str, values: dict[str, Any]) -> ts.Observation:
    (state,) = {value if isinstance(value, np.int8) else MEASURED for value in values.values()}
    outcome: Any = ts.Measured(values) if state == MEASURED else ts.NotApplicable("没有") if state == NOT_APPLICABLE else ts.NotMeasured("进不去")
    return ts.Observation(source="app", id=f"{site}/{indicator}", site=str(site), indicator=indicator, made=PERIOD.start, outcome=outcome)
