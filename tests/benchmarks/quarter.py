"""Register, share and score a large quarter, against a plain loop over tuples; prints ratios of one run.

    python tests/benchmarks/quarter.py [OBSERVATIONS ...] [--values few|percent|decimal] [--rounds N]

Of several rounds, each with a survey made anew, the fastest run of each stage counts.

What was seen are few different values, two decimals wherever a measure is in percent, or two
decimals of every number: then nearly every outcome is one of its own.

The plain loop knows no validation, no duplicates and no explanation: it walks tuples of (site,
unit, site type, indicator, value), looks up bars, prices and caps in dictionaries, and folds sites
and site types into the same scores, which are asserted equal. Building the input objects and the
plan stands outside both, and so does what Python's collector would walk of the inputs of both, which are alive side by
side. Memory is the peak growth of the process while the library works.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve

import tristandard as ts

Row = tuple[str, str, str, str, Fraction]

#: What was seen: few different values, two decimals of what is in percent, or of every number.
VALUES = ("few", "percent", "decimal")


def in_decimals(rules: ts.RuleSet) -> ts.RuleSet:
    """Return the rules with every number that is counted as one that is measured, so that it may have decimals."""
    known = {measure: evolve(measure, whole=False, counting=ts.rules.CountingRule()) for measure in rules.measures if measure.whole}

    def read(standard: ts.rules.Standard) -> ts.rules.Standard:
        return ts.rules.Standard([evolve(ask, measure=known.get(ask.measure, ask.measure)) for ask in standard.asks])

    books = [evolve(book, indicators=[evolve(one, standard=read(one.standard)) for one in book.indicators]) for book in rules.assessments]
    rulings = [evolve(one, standard=read(one.standard)) for one in rules.rulings]
    return evolve(rules, measures=[known.get(measure, measure) for measure in rules.measures], assessments=books, rulings=rulings)


def survey(rules: ts.RuleSet, merged: ts.MergedRules, count: int, values: str = "few") -> tuple[ts.Plan, list[ts.Observation], list[Row]]:
    """Return a plan for about `count` measurements, its observations, and the same as tuples."""
    draw = random.Random(count)
    districts = [area.code for area in rules.areas if area.code in rules.units and rules.units[area.code].kind == "district"]
    types = sorted(path[-1] for indicator in merged.shared for path in {extent[2] for extent in indicator.scope.extents})
    types = sorted(set(types))
    sites: list[ts.Site] = []
    planned = 0
    sizes: dict[str, int] = {}
    while planned < count:
        kind, district = draw.choice(types), draw.choice(districts)
        zone = "village" if kind == "village" else "built_up"
        path = rules.paths["site_type"][kind]
        site = ts.Site(code=f"s{len(sites):06}", area=rules.paths["area"][district], zone=rules.paths["zone"][zone], site_type=path, units=district)
        if kind not in sizes:
            sizes[kind] = len(merged.questions(site.point))
        planned += sizes[kind]
        sites.append(site)
    plan = ts.plan(merged, sites, ts.Quarter(2022, 3))
    observations: list[ts.Observation] = []
    rows: list[Row] = []
    for code, ground in plan.grounds.items():
        site = plan.sites[code]
        for question in ground.questions:
            seen = {ask.measure.code: _value(draw, ask, values) for ask in question.bar.asks}
            observations.append(
                ts.Observation(source="app", id=f"{code}/{question.code}", site=code, indicator=question.code, made=date(2022, 7, 1), outcome=ts.Measured(seen))
            )
            rows.append((code, site.units[0][0], site.site_type[-1], question.code, seen))
    order = list(range(len(rows)))
    draw.shuffle(order)
    return plan, [observations[at] for at in order], [rows[at] for at in order]


def _value(draw: random.Random, ask: ts.rules.Ask, values: str) -> Any:
    """Return a value that meets the bar four times in five, with two decimals where they are asked for."""
    value = _plain_value(draw, ask)
    exactly = values == "few" or (values == "percent" and str(ask.measure.unit) != "%")
    if exactly or ask.measure.rungs or ask.measure.forms:
        return value
    away = Fraction(draw.randint(0, 99), 100)
    floor = getattr(ask.acceptance, "floor", None)
    ways = [way for way in (value + away, value - away) if way >= 0 and (ask.measure.high is None or way <= ask.measure.high)]
    return next((way for way in (ways if floor else reversed(ways)) if ask.accepts(way) == ask.accepts(value)), value)


def _plain_value(draw: random.Random, ask: ts.rules.Ask) -> Any:
    measure = ask.measure
    if measure.rungs:
        return draw.choice(measure.rungs)
    if measure.forms:
        required = sorted(getattr(ask.acceptance, "required", ()))
        return frozenset(required[draw.random() < 0.2 :])
    floor, limit = getattr(ask.acceptance, "floor", None), getattr(ask.acceptance, "limit", None)
    good = floor.value if floor else limit.value if limit else Fraction(0)
    if draw.random() < 0.8:
        return good
    away = draw.randint(1, 4)
    worse = good - away if floor else good + away
    return max(worse, Fraction(0)) if measure.high is None else min(max(worse, Fraction(0)), measure.high)


def tables(plan: ts.Plan) -> dict[str, Any]:
    """Return the rules as plain dictionaries for the plain loop: by site type, prices as scaled integers."""
    rules = plan.rules
    price: dict[tuple[str, str], list[tuple[str, str, Any]]] = {}
    for code, ground in plan.grounds.items():
        kind = plan.sites[code].site_type[-1]
        for question in ground.questions:
            if (kind, question.code) not in price:
                price[kind, question.code] = [(user.assessment, user.indicator.item, (user.indicator, question.bar.only(user.measures))) for user in question.users]
    items = {(assessment.code, item.code): item.full for assessment in rules.assessments for item in assessment.items}
    weights = {}
    for assessment in rules.assessments:
        total = assessment.model["total"]
        weights[assessment.code] = dict(total.weights) if total.over == "site_type" else None
    return {"price": price, "items": items, "weights": weights}


def _lost(prices: dict[str | None, ts.rules.Price]) -> Fraction:
    return prices[None].lost if prices else Fraction(0)


def plain_loop(rows: list[Row], table: dict[str, Any], values: str = "few") -> dict[tuple[str, str], Fraction]:
    """Return the scores by (assessment, unit) with nothing but dictionaries and integers."""
    price, items, weights = table["price"], table["items"], table["weights"]
    memo: dict[Any, list[tuple[str, str, int]]] = {}
    lost: dict[tuple[str, str], dict[str, int]] = {}
    where: dict[tuple[str, str], tuple[str, str]] = {}
    scale = 3600 * (1 if values == "few" else 10_000)
    for site, unit, kind, code, seen in rows:
        key = (kind, code, tuple(seen.items()))
        prices = memo.get(key)
        if prices is None:
            prices = memo[key] = [(assessment, item, int(_lost(indicator.price(seen, bar)) * scale)) for assessment, item, (indicator, bar) in price[kind, code]]
        for assessment, item, points in prices:
            sheet = lost.get((assessment, site))
            if sheet is None:
                sheet = lost[assessment, site] = {}
                where[assessment, site] = (unit, kind)
            if points:
                sheet[item] = sheet.get(item, 0) + points
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (assessment, site), sheet in lost.items():
        unit, kind = where[assessment, site]
        score = 100 * scale - sum(min(points, int(items[assessment, item] * scale)) for item, points in sheet.items())
        pair = sums[assessment, unit, kind]
        pair[0] += max(score, 0)
        pair[1] += 1
    totals: dict[tuple[str, str], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for (assessment, unit, kind), (points, count) in sums.items():
        weight = weights[assessment]
        totals[assessment, unit].append((Fraction(weight[kind] if weight else count), Fraction(points, count * scale)))
    return {key: sum(weight * mean for weight, mean in pairs) / sum(weight for weight, _ in pairs) for key, pairs in totals.items()}


def compare(results: ts.Results, base: dict[tuple[str, str], Fraction]) -> None:
    """Hold the scores of the library against those of the plain loop."""
    ours = {(result.assessment.code, unit): card.exact for result in results.values() for unit, card in result.cards.items()}

    assert ours == base, "the library and the plain loop disagree"


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what the work returns and its seconds of CPU."""
    gc.collect()
    gc.freeze()
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def run(rules: ts.RuleSet, merged: ts.MergedRules, count: int, values: str) -> tuple[int, list[float], int]:
    """Return how many observations there were, the seconds of the plain loop, register, share and score, and by how many
    bytes the process grew.
    """
    plan, observations, rows = survey(rules, merged, count, values)
    table = tables(plan)
    _ = plan.grounds
    base, plain = timed(lambda: plain_loop(rows, table, values))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    held, one = timed(lambda: ts.register(plan, observations))
    ledger, two = timed(lambda: ts.share(held))
    results, three = timed(lambda: ts.score(ledger))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    compare(results, base)
    return len(observations), [plain, one, two, three], 1024 * grown


def main(counts: list[int], values: str, rounds: int) -> None:
    """Print, for each size, both times, their ratio, and the memory of each observation: of each stage the fastest of
    some rounds.
    """
    rules = ts.load_ruleset("changzhou-2022")
    if values == "decimal":
        rules = in_decimals(rules)
    merged = ts.merge(rules)
    _ = ts.register, ts.share, ts.score  # their modules are imported here
    for count in counts:
        runs = [run(rules, merged, count, values) for _ in range(rounds)]
        plain, one, two, three = (min(seconds) for seconds in zip(*(seconds for _, seconds, _ in runs), strict=True))
        made, seconds, grown = runs[0][0], one + two + three, max(grown for _, _, grown in runs)
        print(
            f"{made:>9} observations: plain {plain:6.2f} s, library {seconds:6.2f} s (register {one:.2f}, share {two:.2f}, score {three:.2f}), "
            f"ratio {seconds / plain:.2f}, {seconds / made * 1e6:.2f} µs and {grown / made:.0f} bytes an observation",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--values", choices=VALUES, default="few")
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    main(asked.counts, asked.values, asked.rounds)
