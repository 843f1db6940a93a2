"""Many assessments that ask much the same: what their results take on disk, and in seconds.

    python tests/benchmarks/many.py [ASSESSMENTS [SHARED [SITES]]]

By default 45 made-up assessments share 600 indicators, each asked by 2 to 40 of them, at 300 sites of
30 units. One measurement in five is a breach. Printed are the postings, the bytes of the results and
of their observations, and the seconds of CPU of each stage. What Python's collector would walk of what the stages
before left stands outside: whoever allocates next pays for it, whatever that is.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quarter import timed as by_itself

import tristandard as ts

MADE = ts.rules.Provenance.ILLUSTRATIVE
ITEMS = ("order", "safety", "service", "environment")


def _asked(code: str, draw: random.Random, standard: ts.rules.Standard) -> ts.rules.Indicator:
    tariff = ts.rules.Steps(draw.choice((1, 2, "0.5")))
    return ts.rules.Indicator(
        code=code,
        zh="没有问题",
        en="no problem",
        item=draw.choice(ITEMS),
        standard=standard,
        scope=ts.rules.Scope.of(site_type=("place",)),
        subjects=ts.rules.Scope.who(),
        standard_provenance=MADE,
        points_provenance=MADE,
        deductions=(ts.rules.DeductionRule(measures=["problems"], tariff=tariff, at_most=5),),
    )


def rule_set(books: int, shared: int) -> ts.RuleSet:
    """Return assessments that share indicators: the most popular are asked by eight in nine of them."""
    draw = random.Random(books)
    codes = [f"a{number:02}" for number in range(books)]
    measure = ts.rules.Measure(code="problems", zh="问题数", en="problems", unit=ts.rules.MeasureUnit("处"), whole=True)
    mine: dict[str, list[ts.rules.Indicator]] = {code: [] for code in codes}
    matches: list[ts.rules.Match] = []
    for number in range(shared):
        most = max(2, books * 8 // 9)
        asking = sorted(draw.sample(codes, max(2, round(most * draw.random() ** 2))))
        for at, code in enumerate(asking):
            mine[code].append(_asked(f"{code}.n{number}", draw, ts.rules.Standard({measure: ts.rules.Range(limit=ts.rules.End(at % 3))})))
        matches += [
            ts.rules.Match(first=f"{asking[0]}.n{number}", second=f"{other}.n{number}", rationale="the same question")
            for other in asking[1:]
        ]
    model = ts.rules.Model({"total": ts.rules.Mean(over="site", of="sheet"), "sheet": ts.rules.Sheet(full=400)})
    items = [ts.rules.Item(code=code, zh=code, full=100) for code in ITEMS]
    return ts.RuleSet(
        code="many", version="1", zh="众多测评", en="many", measures=[measure],
        site_types=ts.rules.Tree("site type", [ts.rules.Term(code="place", zh="场所")]),
        areas=ts.rules.Tree("area", [ts.rules.Term(code="city", zh="市")]),
        zones=ts.rules.Tree("zone", [ts.rules.Term(code="built_up", zh="建成区")]),
        kinds=ts.rules.Tree("kind of unit", [ts.rules.Term(code="bureau", zh="单位")]),
        units=ts.rules.Tree("unit", [ts.Unit(code=f"u{at:02}", zh=f"单位{at}", kind="bureau") for at in range(30)]),
        assessments=[
            ts.rules.Assessment(code=code, zh=code, en=code, office=code, items=items, indicators=mine[code], model=model)
            for code in codes
        ],
        crosswalks=[ts.rules.Crosswalk(code="all", zh="对照", en="all", hosts=codes, matches=matches)],
    )  # fmt: skip


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Return what the work returns, and print its seconds of CPU."""
    made, seconds = by_itself(work)
    print(f"{name:24} {seconds:8.2f} s", flush=True)
    return made


def main(books: int = 45, shared: int = 600, places: int = 300) -> None:
    """Print what each stage takes, and what stands on disk."""
    draw = random.Random(shared)
    rules = rule_set(books, shared)
    merged = timed("merge", lambda: ts.merge(rules))
    sites = [
        ts.Site(
            code=f"s{number:04}", area=("city",), zone=("built_up",), site_type=("place",), units=f"u{number % 30:02}"
        )
        for number in range(places)
    ]
    plan = ts.plan(merged, sites, ts.Quarter(2026, 2))
    questions = next(iter(plan.grounds.values())).questions
    observations = [
        ts.Observation(
            source="app", id=f"{site.code}/{number}", site=site.code, indicator=question.indicator.lead.code,
            made=date(2026, 5, 1),
            outcome=ts.Measured({"problems": draw.choice((0, 0, 0, 0, draw.randint(1, 4)))}),
        )
        for site in sites for number, question in enumerate(questions)
    ]  # fmt: skip
    held = timed("register", lambda: ts.register(plan, observations))
    ledger = timed("share", lambda: ts.share(held))
    results = timed("score", lambda: ts.score(ledger))
    timed("digest of the inputs", lambda: results.digest)  # once: all that is printed or written names it
    card = min(results["a00"].values(), key=lambda card: card.unit.code)
    timed("explain one card", lambda: ts.explain(card))
    timed("statement of one unit", lambda: ts.statement(results, card.unit.code))
    timed("certify", lambda: ts.certify(results))
    postings = sum(1 for _ in ledger.postings())
    with TemporaryDirectory() as folder:
        path = Path(folder, "results.json")
        timed("write results", lambda: ts.files.write_results(results, path))
        back = timed("load results", lambda: ts.files.load_results(path, merged))
        size = path.stat().st_size
        reports = sum(
            len(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
            for row in json.loads(path.read_bytes())["observations"]
        )

        assert back == results
    print(
        f"{len(observations)} measurements, {postings} postings; results {size / 1e6:.1f} MB, of which observations "
        f"{reports / 1e6:.1f} MB: {(size - reports) / postings:.0f} bytes a posting beside them"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
