# pyright: strict
"""A small program on top of the library, as a strict type checker reads it: it takes a city's files, and gives what an office asks for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import tristandard as ts

CITY = Path(__file__).parents[2] / "examples" / "second_city"


def quarter(city: Path, period: ts.Period, survey: Mapping[str, int | None]) -> ts.Results:
    """Return the results of a period from the files of a city."""
    files = city / "survey"
    areas, units = ts.load_areas(files / "areas.csv"), ts.load_units(files / "units.csv")
    rules = ts.load_ruleset(city / "rules").extended(areas=areas, units=units)
    report = ts.check(rules)
    if report.problems:
        raise SystemExit(report.text("en"))
    plan = ts.plan(ts.merge(rules), ts.load_sites(files / "sites.csv", rules), period)
    seen = (*ts.load_observations(files / "observations.csv", rules), *ts.load_observations(files / "findings.json", rules))
    givens = {("civic", "survey", unit): figure for unit, figure in survey.items()}
    return ts.score(ts.share(ts.register(plan, seen)), givens=givens)


def published(results: ts.Results) -> dict[tuple[str, str], Decimal | None]:
    """Return what is published, by assessment and unit."""
    return {(code, unit): card.published for code, result in results.items() for unit, card in result.items()}


def dearest(results: ts.Results, unit: str) -> list[str]:
    """Return what cost a unit most: where, of what, and how many points."""
    lost = [one for one in results.ledger.postings() if one.unit == unit]
    return [f"{one.site} {one.member}: {one.points}" for one in sorted(lost, key=lambda one: one.points)[-3:]]


def main() -> int:
    """Print the rankings, what cost a unit most, and whether the certificate holds."""
    results = quarter(CITY, ts.Quarter(2026, 2), {"north": 92, "south": 58, "gardens": None})
    for result in results.values():
        print(result.ranking().text("en"))
    print(*dearest(results, "south"), sep="\n")
    print(ts.statement(results, "south").text("en").partition("\n")[0])
    for rows in (ts.files.to_rows(results), ts.files.to_rows(results["civic"].ranking())):
        print(len(rows), *rows[0])
    certificate = ts.certify(results)
    print(len(published(results)), certificate.holds)
    return 0 if certificate.holds else 1


if __name__ == "__main__":
    sys.exit(main())
