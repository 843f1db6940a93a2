"""The example quarter as frames: a Parquet file for each district, scored one after another on Polars, and added up.

    pip install "tristandard[frames]" polars && python examples/frames_quarter.py

The survey is the made-up one of `changzhou_quarter.py`. At the end the scores are held against those of the core, and
one of them is explained from the files alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import changzhou_quarter as quarter
import polars as pl
from attrs import evolve

import tristandard as ts
from tristandard import frames


def site_rows(sites: Iterable[ts.Site]) -> list[dict[str, str]]:
    """Return sites as they stand in a table."""
    return [
        {
            "code": site.code,
            "area": site.area[-1],
            "zone": site.zone[-1],
            "site_type": site.site_type[-1],
            "units": "; ".join(f"{unit} {float(share)}" for unit, share in site.units),
        }
        for site in sites
    ]


def report_rows(observations: Iterable[ts.Observation], rules: ts.RuleSet) -> Iterator[dict[str, Any]]:
    """Yield reports as they stand in a table: a row for each measure, shares with their sign."""
    shares = {measure.code for measure in rules.measures if str(measure.unit) == "%"}
    for one in observations:
        row = {"source": one.source, "id": one.id, "site": one.site, "indicator": one.indicator, "made": one.made}
        match one.outcome:
            case ts.Measured(values=values):
                for measure, value in values:
                    text = "{" + ", ".join(sorted(value)) + "}" if isinstance(value, frozenset) else value if isinstance(value, str) else f"{float(value):g}"
                    yield {**row, "outcome": "measured", "measure": measure, "value": f"{text} %" if measure in shares else text}
            case ts.NotApplicable():
                yield {**row, "outcome": "not_applicable", "measure": None, "value": None}
            case _:
                yield {**row, "outcome": "not_measured", "measure": None, "value": None}


def in_two_decimals(one: ts.Observation) -> ts.Observation:
    """Return a report with its numbers as a table of two decimals holds them."""
    if not isinstance(one.outcome, ts.Measured):
        return one
    values = {measure: Fraction(round(value * 100), 100) if isinstance(value, Fraction) else value for measure, value in one.outcome.values}
    return evolve(one, outcome=ts.Measured(values))


def write(folder: Path, sites: list[ts.Site], observations: list[ts.Observation], rules: ts.RuleSet) -> None:
    """Write the sites, and the reports of each area in a file of its own."""
    pl.DataFrame(site_rows(sites)).write_parquet(folder / "sites.parquet")
    areas = {site.code: site.area[-1] for site in sites}
    told = pl.DataFrame(list(report_rows(observations, rules)), infer_schema_length=None)
    for (area,), rows in told.with_columns(area=pl.col("site").replace_strict(areas)).partition_by("area", as_dict=True, include_key=False).items():
        rows.write_parquet(folder / f"reports_{area}.parquet")


def main() -> None:
    """Make the survey up, score it from files, and explain one score."""
    draw = random.Random(quarter.SEED)
    rules = ts.load_ruleset("changzhou-2022")
    sites = list(quarter.made_up_sites(rules, draw))
    plan = ts.plan(ts.merge(rules), sites, quarter.QUARTER)
    observations = [in_two_decimals(one) for one in quarter.made_up_survey(plan, draw)]
    with TemporaryDirectory() as work:
        folder = Path(work)
        write(folder, sites, observations, rules)
        quarter.heading("compiled")
        program = frames.compile(plan.merged, pl.scan_parquet(folder / "sites.parquet"), quarter.QUARTER)
        print(program)
        print("stays in the core:", ", ".join(program.reasons()) or "nothing")
        quarter.heading("file by file")
        whole = frames.Partials()
        for path in sorted(folder.glob("reports_*.parquet")):
            found = program.partials(pl.scan_parquet(path))
            print(path.name, found)
            whole += found
        scores = frames.results(program, whole)
        quarter.heading("scores")
        core = ts.score(ts.share(ts.register(plan, observations)))
        for assessment, cards in scores.cards.items():
            assert {unit: card.exact for unit, card in cards.items()} == {unit: card.exact for unit, card in core[assessment].cards.items()}
            ranked = sorted((card for card in cards.values() if card.exact is not None), key=lambda card: (card.unit.kind != "district", -(card.exact or 0)))
            print(f"{assessment}: " + ", ".join(f"{card.unit.code} {card.published} (place {card.place})" for card in ranked[:7]))
        quarter.heading("one score explained, from the files")
        everything = pl.scan_parquet(folder / "reports_*.parquet")
        print(*str(frames.explain(program, everything, "320412", "civilized")).splitlines()[:12], sep="\n")


if __name__ == "__main__":
    main()
