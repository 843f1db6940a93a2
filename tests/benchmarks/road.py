"""Walk the whole road with a large quarter, stage by stage, and print what each stage costs.

    python tests/benchmarks/road.py [OBSERVATIONS ...] [--values few|percent|decimal] [--beside SRC] [--times N]

For each stage: seconds of CPU, the ratio to the plain loop of `quarter.py`, the bytes of the file, and
the most memory that the stage held at once, as so many times that file. `--values` says what was
seen: few different values, two decimals wherever a measure is in percent, or two decimals of every
number. `--beside` names the `src` folder of another checkout: both walk the same road by turns, in
processes of their own, and the fastest of N runs of each stage stands beside that of the other.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import quarter

import tristandard as ts

#: What a stage costs: seconds of CPU, bytes of its file, and the most bytes that it held at once.
Cost = dict[str, float]


def walked(count: int, values: str, folder: Path, *, traced: bool) -> dict[str, Cost]:
    """Return what each stage costs: its seconds, or, where memory is traced, its bytes."""
    found: dict[str, Cost] = {}

    def stage(name: str, work: Callable[[], Any], file: str = "") -> Any:
        gc.collect()
        if traced:
            tracemalloc.start()
        start = time.process_time()
        made = work()
        cost = {"seconds": time.process_time() - start}
        if traced:
            cost = {"peak": tracemalloc.get_traced_memory()[1]}
            tracemalloc.stop()
        if file:
            cost["bytes"] = (folder / file).stat().st_size
        found[name] = cost
        return made

    rules = ts.load_ruleset("changzhou-2022")
    if values == "decimal":
        rules = quarter.in_decimals(rules)
    merged = ts.merge(rules)
    plan, observations, rows = quarter.survey(rules, merged, count, values)
    table = quarter.tables(plan)
    base = stage("plain loop", partial(quarter.plain_loop, rows, table, values))
    ts.files.write_sites(plan.sites.values(), folder / "sites.csv")
    stage("write observations", lambda: ts.files.write_observations(observations, folder / "observations.json", rules), "observations.json")
    ts.files.write_observations(observations, folder / "observations.csv", rules)
    del plan, observations, rows, table
    sites = stage("load sites", lambda: ts.load_sites(folder / "sites.csv", rules), "sites.csv")
    stage("load observations, CSV", lambda: ts.load_observations(folder / "observations.csv", rules), "observations.csv")
    observations = stage("load observations", lambda: ts.load_observations(folder / "observations.json", rules), "observations.json")
    planned = stage("plan", lambda: _planned(merged, sites))
    held = stage("register", lambda: ts.register(planned, observations))
    ledger = stage("share", lambda: ts.share(held))
    results = stage("score", lambda: ts.score(ledger))
    quarter.compare(results, base)
    card = min(results["civilized"].values(), key=lambda card: card.unit.code)
    stage("explain one card", lambda: ts.explain(card))
    stage("statement of one unit", lambda: ts.statement(results, card.unit.code))
    stage("certify", lambda: ts.certify(results))
    stage("write results", lambda: ts.files.write_results(results, folder / "results.json"), "results.json")
    back = stage("load results", lambda: ts.files.load_results(folder / "results.json", merged), "results.json")

    assert back == results
    return found


def _planned(merged: ts.MergedRules, sites: Any) -> ts.Plan:
    plan = ts.plan(merged, sites, ts.Quarter(2022, 3))
    _ = plan.grounds
    return plan


def measured(count: int, values: str, source: str | None, *, traced: bool) -> dict[str, Cost]:
    """Return what each stage costs in a process of its own, of this checkout or of another."""
    ways = {**os.environ, "PYTHONPATH": source} if source else os.environ
    told = [sys.executable, __file__, str(count), "--values", values, "--worker", *(["--traced"] if traced else [])]
    return json.loads(subprocess.run(told, env=ways, check=True, stdout=subprocess.PIPE).stdout)


def fastest(count: int, values: str, sources: list[str | None], times: int) -> list[dict[str, Cost]]:
    """Return what each stage costs in each checkout, the fastest of some runs by turns, and its memory."""
    found: list[dict[str, Cost]] = [measured(count, values, source, traced=True) for source in sources]
    for _ in range(times):
        for costs, source in zip(found, sources, strict=True):
            for name, cost in measured(count, values, source, traced=False).items():
                costs[name]["seconds"] = min(cost["seconds"], costs[name].get("seconds", cost["seconds"]))
    return found


def told(costs: dict[str, Cost], name: str, base: float) -> str:
    """Return what a stage costs as a part of a line."""
    cost = costs[name]
    size = cost.get("bytes")
    file = f"{size / 1e6:8.2f} MB, peak {cost['peak'] / size:5.1f} times" if size else f"   peak {cost['peak'] / 1e6:10.1f} MB     "
    return f"{cost['seconds']:8.2f} s {cost['seconds'] / base:7.2f} {file}"


def main() -> None:
    """Print a line for every stage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--values", choices=quarter.VALUES, default="few")
    parser.add_argument("--beside")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--worker", action="store_true")
    parser.add_argument("--traced", action="store_true")
    asked = parser.parse_args()
    if asked.worker:
        with TemporaryDirectory() as folder:
            print(json.dumps(walked(asked.counts[0], asked.values, Path(folder), traced=asked.traced)))
        return
    for count in asked.counts:
        costs, *beside = fastest(count, asked.values, [None, *([asked.beside] if asked.beside else [])], asked.times)
        base = costs["plain loop"]["seconds"]
        print(f"\n{count} observations, {asked.values} values: seconds, times the plain loop, file, memory")
        for name in costs:
            line = f"{name:24} {told(costs, name, base)}"
            for other in beside:
                faster = other[name]["seconds"] / costs[name]["seconds"] if costs[name]["seconds"] else 1
                line += f" | {told(other, name, other['plain loop']['seconds'])} | {faster:5.2f} times as fast"
            print(line, flush=True)
        three = sum(costs[name]["seconds"] for name in ("register", "share", "score"))
        print(f"register, share and score: {three / base:.2f} times the plain loop", flush=True)


if __name__ == "__main__":
    main()
