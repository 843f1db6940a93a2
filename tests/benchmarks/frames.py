"""Scores over data frames, engine by engine: ratios of one run against a bare group-by and a script written by hand.

    python tests/benchmarks/frames.py [ROWS ...] [--engines polars,duckdb,pandas,pyarrow] [--rounds N] [--shards N]

Rows are made by `large_frames`, packed once (`Program.encode`; what that takes is told apart), and written as Parquet.
Every measurement is a process of its own, which reads them, works once and tells its seconds and its highest memory
(reading included); rounds go through all tasks by turns, and the best of each counts. The group-by takes one row of
each site and measure, by the one packed key that the others group by, too. The script by hand (`by_hand`) gives scores,
bounds and coverage, and all tasks must come to the same. The engine `named` is Polars with a column `source` and a column
`id`. With `--shards`, so many shards of the last size are scored one after another by one process, and their partials added.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:] = [str(ROOT / "tests"), *(path for path in sys.path if Path(path).resolve() != Path(__file__).parent)]

import polars as pl  # noqa: E402

import tristandard as ts  # noqa: E402
from benchmarks import by_hand, large_frames  # noqa: E402
from tristandard import frames  # noqa: E402

ENGINES = ("polars", "duckdb", "pandas", "pyarrow")


def made(folder: Path, rows: int, number: int) -> None:
    """Write a shard: its sites, its reports in text, in the library's integers, and in those of the script by hand."""
    of = large_frames.makings(ts.merge(ts.load_ruleset("changzhou-2022")))
    shard = large_frames.shard(of, rows, number)
    folder.mkdir()
    sites = large_frames.sites(of, shard)
    sites.write_parquet(folder / "sites.parquet")
    large_frames.packed(of, shard).write_parquet(folder / "packed.parquet")
    large_frames.told(of, shard).write_parquet(folder / "told.parquet")


def read(engine: str, path: Path) -> Any:
    """Return a file of rows as a frame of an engine, in its memory."""
    match engine:
        case "polars":
            return pl.read_parquet(path)
        case "duckdb":
            import duckdb

            name = f"{path.stem}_{path.parent.name}"
            duckdb.execute(f"create or replace table {name} as select * from read_parquet('{path}')")
            return duckdb.table(name)
        case "pandas":
            import pandas as pd

            return pd.read_parquet(path)
        case _:
            import pyarrow.parquet

            return pyarrow.parquet.read_table(path)


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what the work returns, its seconds, and its seconds of processor time."""
    start, used = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - start, time.process_time() - used


def highest_memory() -> int:
    """Return the highest memory of this process, in bytes."""
    line = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def of_cards(scores: frames.Scores) -> by_hand.Scores:
    """Return what the script by hand gives, from the library's scorecards."""
    cards = {(book, unit): card for book, units in scores.cards.items() for unit, card in units.items()}
    return {key: (card.exact, *card.interval, card.part.measured, card.part.unmeasured) for key, card in cards.items()}


def digest(scores: by_hand.Scores) -> str:
    """Return what two tasks that come to the same have in common."""
    return hashlib.sha256(repr(sorted(scores.items())).encode()).hexdigest()[:16]


def compiled(folder: Path, engine: str) -> frames.Program:
    """Return the program for a shard's sites."""
    merged = ts.merge(ts.load_ruleset("changzhou-2022"))
    return frames.compile(merged, read(engine, folder / "sites.parquet"), large_frames.PERIOD)


def bare(folder: Path) -> tuple[float, float, str]:
    """Group rows by site and measure."""
    rows = pl.read_parquet(folder / "packed.parquet")
    key = pl.col("site") * (1 << 20) + pl.col("asked")
    _, seconds, used = timed(lambda: rows.lazy().select("v", key=key).group_by("key").agg(pl.col("v").max()).collect())
    return seconds, used, ""


def by_script(folder: Path) -> tuple[float, float, str]:
    """Score with the script written by hand."""
    table = by_hand.tables(large_frames.makings(ts.merge(ts.load_ruleset("changzhou-2022"))))
    rows, sites = pl.read_parquet(folder / "packed.parquet"), pl.read_parquet(folder / "sites.parquet")
    scores, seconds, used = timed(lambda: by_hand.scores(table, rows, sites))
    return seconds, used, digest(scores)


def packing(folder: Path) -> tuple[float, float, str]:
    """Pack the reports into the library's integers, once for all engines."""
    program, told = compiled(folder, "polars"), read("polars", folder / "told.parquet")
    packed, seconds, used = timed(lambda: program.encode(told).lazy().collect())
    packed.write_parquet(folder / "encoded.parquet")
    return seconds, used, ""


def by_library(folder: Path, engine: str) -> tuple[float, float, str]:
    """Score with the library on an engine."""
    program, rows = compiled(folder, engine), read(engine, folder / "encoded.parquet")
    scores, seconds, used = timed(lambda: frames.results(program, program.partials(rows)))
    return seconds, used, digest(of_cards(scores))


def by_named(folder: Path) -> tuple[float, float, str]:
    """Score reports that name their source and id with the library on Polars."""
    program, told = compiled(folder, "polars"), read("polars", folder / "told.parquet")
    named = told.with_columns(source=pl.col("indicator").str.replace(r"\..*$", ""), id=pl.format("{}/{}", "site", "indicator"))
    rows = program.encode(named).lazy().collect()
    scores, seconds, used = timed(lambda: frames.results(program, program.partials(rows)))
    return seconds, used, digest(of_cards(scores))


def in_shards(folder: Path, many: int) -> tuple[float, float, str]:
    """Score shard after shard under one program of all sites, and add what they come to."""
    places = [folder, *(folder.parent / f"{folder.name}-{number}" for number in range(1, many))]
    sites = pl.concat([pl.read_parquet(place / "sites.parquet") for place in places])
    program = frames.compile(ts.merge(ts.load_ruleset("changzhou-2022")), sites, large_frames.PERIOD)
    del sites
    whole, seconds, used = frames.Partials(), 0.0, 0.0
    for place in places:
        rows = pl.read_parquet(place / "encoded.parquet")
        part, one, two = timed(partial(program.partials, rows))
        del rows  # before the next are read
        whole, seconds, used = whole + part, seconds + one, used + two
    scores, one, two = timed(lambda: frames.results(program, whole))
    return seconds + one, used + two, digest(of_cards(scores))


TASKS: dict[str, Callable[[Path], tuple[float, float, str]]] = {
    "group-by": bare,
    "by hand": by_script,
    "packing": packing,
    **{engine: lambda folder, engine=engine: by_library(folder, engine) for engine in ENGINES},
    "named": by_named,
}


def child(*words: str) -> dict[str, Any]:
    """Do one task in a process of its own; return what it tells."""
    done = subprocess.run([sys.executable, __file__, "--child", *words], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def do(task: str, folder: str, *words: str) -> None:
    """Do one task, as a child."""
    place = Path(folder)
    if task == "made":
        made(place, int(words[0]), int(words[1]))
        print(json.dumps({}))
        return
    seconds, used, told = in_shards(place, int(words[0])) if task == "shards" else TASKS[task](place)
    print(json.dumps({"seconds": seconds, "used": used, "digest": told, "memory": highest_memory()}))


def best(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the least of each figure of several runs."""
    return {name: min(run[name] for run in runs) for name in ("seconds", "used", "memory")}


def compare(folder: Path, engines: list[str], rounds: int) -> dict[str, dict[str, Any]]:
    """Return the best figures of every task; all that score come to the same."""
    child("packing", str(folder))
    tasks = ["group-by", "by hand", "packing", *engines]
    runs = [{task: child(task, str(folder)) for task in tasks} for _ in range(rounds)]
    digests = {task: runs[0][task]["digest"] for task in ("by hand", *engines)}
    assert len(set(digests.values())) == 1, digests
    return {task: best([run[task] for run in runs]) for task in tasks}


def main(counts: list[int], engines: list[str], rounds: int, shards: int) -> None:
    """Print, for each size, what each task takes, as ratios of this run."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; the best of {rounds} rounds, by the clock (by processor time)")
    with TemporaryDirectory() as work:
        for rows in counts:
            folder = Path(work) / str(rows)
            child("made", str(folder), str(rows), "0")
            found = compare(folder, engines, rounds)
            bare_, hand, polars = found["group-by"], found["by hand"], found.get("polars", found[engines[0]])
            for task, told in found.items():
                ratios = [f"{name} {told['seconds'] / other['seconds']:5.2f} ({told['used'] / other['used']:5.2f})" for name, other in (("× group-by", bare_), ("× by hand", hand), ("× polars", polars))]
                print(f"{rows:>9} rows  {task:<9} {told['seconds']:7.2f} s  {'  '.join(ratios)}  {told['memory'] / 1e9:5.2f} GB", flush=True)
        if shards:
            for number in range(1, shards):
                child("made", f"{folder}-{number}", str(rows), str(number))
                child("packing", f"{folder}-{number}")
            told = child("shards", str(folder), str(shards))
            print(f"{rows * shards:>9} rows in {shards} shards  {told['seconds']:7.2f} s, {told['seconds'] / shards / polars['seconds']:.2f} times as long a row as one shard alone  {told['memory'] / 1e9:5.2f} GB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        do(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("rows", nargs="*", type=int, default=[1_000_000])
        parser.add_argument("--engines", default=",".join(ENGINES))
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--shards", type=int, default=0)
        asked = parser.parse_args()
        main(asked.rows, asked.engines.split(","), asked.rounds, asked.shards)
