"""Certify the example quarter, and forty-five assessments that share six hundred indicators; prints ratios of one run.

    python tests/benchmarks/certificate.py [SITES ...]

The first line is the quarter of `examples/changzhou_quarter.py`: certifying against registering,
sharing and scoring it. The others are made-up assessments at so many sites each, up to forty of
which share an indicator: every measurement has a status for each of its users, so that the work
grows with these. Seconds are of CPU.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "examples")]

import changzhou_quarter as example  # noqa: E402 - beside this file, not installed
from attrs import evolve  # noqa: E402
from quarter import timed  # noqa: E402

import test_many as many  # noqa: E402
import tristandard as ts  # noqa: E402


def quarter() -> tuple[ts.Plan, list[ts.Observation]]:
    """Return the plan and the observations of the example quarter."""
    draw = random.Random(example.SEED)
    rules = ts.load_ruleset("changzhou-2022")
    plan = ts.plan(ts.merge(rules), example.made_up_sites(rules, draw), example.QUARTER)
    return plan, example.made_up_survey(plan, draw)


def books(count: int) -> tuple[ts.Plan, list[ts.Observation]]:
    """Return a plan for many assessments at so many sites, all of one unit in five, and what was seen there."""
    rules = many.rules(ts.rules.Reading.UNIFORM)
    area, zone = ts.rules.Term(code="city", zh="市"), ts.rules.Term(code="built_up", zh="建成区")
    units = [ts.Unit(code=f"u{number}", zh=f"单位{number}", kind="district") for number in range(5)]
    rules = evolve(
        rules,
        areas=ts.rules.Tree("area", [area]),
        zones=ts.rules.Tree("zone", [zone]),
        kinds=ts.rules.Tree("kind of unit", [ts.rules.Term(code="district", zh="区")]),
        units=ts.rules.Tree("unit", units),
    )
    sites = [
        ts.Site(code=f"s{number:04}", area=("city",), zone=("built_up",), site_type=(f"t{number % 5}",), units=f"u{number % 5}")
        for number in range(count)
    ]
    plan, draw = ts.plan(ts.merge(rules), sites, ts.Quarter(2026, 1)), random.Random(count)
    observations = [
        ts.Observation(
            source="app", id=f"{code}/{question.code}", made=date(2026, 2, 1), site=code, indicator=question.code,
            outcome=ts.Measured({"spots": draw.choice((0, 0, 0, 0, 1, 2, 5))}),
        )
        for code, ground in plan.grounds.items()
        for question in ground.questions
        if draw.random() < 0.98
    ]  # fmt: skip
    return plan, observations


def told(name: str, plan: ts.Plan, observations: list[ts.Observation]) -> None:
    """Print the seconds of each stage, and what the certificate costs beside them."""
    held, one = timed(lambda: ts.register(plan, observations))
    ledger, two = timed(lambda: ts.share(held))
    results, three = timed(lambda: ts.score(ledger))
    _ = results.digest
    certificate, four = timed(lambda: ts.certify(results))
    statuses = sum(len(question.users) for ground in plan.grounds.values() for question in ground.questions)

    assert certificate.holds
    print(
        f"{name}: {certificate.measurements} measurements, {statuses} statuses, {certificate.postings} postings, "
        f"{certificate.handovers} handovers: register {one:.2f} s, share {two:.2f} s, score {three:.2f} s, "
        f"certify {four:.2f} s, ratio {four / (one + two + three):.2f}, {four / statuses * 1e6:.1f} µs a status",
        flush=True,
    )


def main(counts: list[int]) -> None:
    """Print the example quarter, then many assessments at each number of sites."""
    told("example quarter", *quarter())
    for count in counts:
        told(f"{many.BOOKS} assessments at {count} sites", *books(count))


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [30, 100, 300])
