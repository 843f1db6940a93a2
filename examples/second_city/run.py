"""One quarter of 示例城, a made-up city: its rules and its survey in files, three rankings, one explanation and the certificate.

    python examples/second_city/run.py

Every name, rule and number is illustrative. `rules/cases` has what can be worked out by hand; `pytest --ruleset
examples/second_city/rules` checks that.
"""

from pathlib import Path

import tristandard as ts

HERE = Path(__file__).parent

#: What the statistics office gives (满意度调查); the gardens bureau is not part of its survey.
SURVEY = {"north": 92, "south": 58, "gardens": None}


def quarter() -> ts.Results:
    """Return the results of the second quarter of 2026."""
    survey = HERE / "survey"
    rules = ts.load_ruleset(HERE / "rules").extended(areas=ts.load_areas(survey / "areas.csv"), units=ts.load_units(survey / "units.csv"))
    plan = ts.plan(ts.merge(rules), ts.load_sites(survey / "sites.csv", rules), ts.Quarter(2026, 2))
    observations = [*ts.load_observations(survey / "observations.csv", rules), *ts.load_observations(survey / "findings.json", rules)]
    ledger = ts.share(ts.register(plan, observations))
    return ts.score(ledger, givens={("civic", "survey", unit): figure for unit, figure in SURVEY.items()})


def main() -> None:
    """Print what came of it."""
    results = quarter()
    for result in results.values():
        print(result.ranking(), end="\n\n")
    print(ts.explain(results["civic"]["south"]), end="\n\n")
    print(ts.certify(results))


if __name__ == "__main__":
    main()
