"""Worked quarters that a rule owner can read and follow by hand: `cases/*.toml`, each with its rules, survey and scores.

A case names measures, site types and zones of `samples`, the units of `survey`, and writes standards,
scopes, steps, shares and scoring models as a rule set does. A score is text, "" where there is none.
"""

import tomllib
from pathlib import Path

import pytest
from attrs import evolve

from samples import MEASURES, PATHS, crosswalk, indicator, match
from survey import Q2, city, seen, site
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.basics.points import plain
from tristandard.codec.convert import converter
from tristandard.codec.text import read_amount, read_pairs, read_shares, read_value
from tristandard.merging import merge
from tristandard.results.certificate import certify
from tristandard.results.scorecard import score
from tristandard.rules.assessment import Assessment
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.tariff import Steps
from tristandard.survey.ledger import share
from tristandard.survey.plan import plan
from tristandard.survey.register import register

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rule(row, measure):
    """Return the deduction rule of one row: so many points for each step, at most so many."""
    per = row.get("per", "1")
    step = read_amount(per, MEASURES[measure].unit) if " " in per else per
    return DeductionRule(measures=(measure,), tariff=Steps(row["each"], step), at_most=row.get("at_most"))


def rules(case):
    """Return the rule set of a case."""
    indicators = []
    for row in case["indicators"]:
        made = indicator(row["code"], row["standard"], where=row.get("scope", "any"), of=row.get("subjects", "any"))
        indicators.append(evolve(made, item=row["item"], deductions=[rule(row, measure) for measure in sorted(made.standard.measures)]))
    matches = [match(*row["members"], row.get("relation", "equal"), *row.get("measures", [])) for row in case.get("matches", [])]
    crosswalks = (crosswalk(*matches, host=case["host"]),) if matches else ()
    convert = converter(MEASURES, {}, PATHS)
    made = city(*indicators, crosswalks=crosswalks)
    written = [
        convert.structure({"code": code, "zh": code, "en": code, "office": code, **table}, Assessment) for code, table in case["assessments"].items()
    ]
    return evolve(made, assessments=[evolve(one, indicators=made.assessment(one.code).indicators) for one in written])


def outcome(row, measures):
    """Return what a row says was seen."""
    if "values" not in row:
        return NotApplicable(row["not_applicable"]) if "not_applicable" in row else NotMeasured(row["not_measured"])
    told = row["values"] if "=" in row["values"] else f"{min(measures)}={row['values']}"
    return Measured({code: read_value(MEASURES[code], value) for code, value in read_pairs(told).items()})


def scored(case):
    """Return the results of a case."""
    made = rules(case)
    sites = [site(row["code"], read_shares(row["units"]), kind=row.get("type", "main_road"), zone=row.get("zone", "built_up")) for row in case["sites"]]
    quarter = plan(merge(made), sites, Q2)
    observations = [
        seen(outcome(row, made.indicators[row["indicator"]].standard.measures), row["site"], row["indicator"]) for row in case["observations"]
    ]
    return score(share(register(quarter, observations)), givens={tuple(row["for"]): row["points"] for row in case.get("given", [])})


def told(number):
    return "" if number is None else plain(number)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_worked_case(path):
    """Every score that the case works out by hand, its interval where it gives one, and a certificate that holds."""
    case = read(path)
    results = scored(case)
    expected = {(code, unit): row for code, units in case["expected"].items() for unit, row in units.items()}
    found = {
        (code, unit): {"score": told(results[code][unit].exact), **({"interval": [plain(end) for end in results[code][unit].interval]} if "interval" in row else {})}
        for (code, unit), row in expected.items()
    }

    assert expected == found
    assert {code: set(units) for code, units in case["expected"].items()} == {result.assessment.code: set(result) for result in results}
    assert () == certify(results).disagreements


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_says_what_it_shows_and_where_it_is_from(path):
    """A case has a name and a source, so that a rule owner can judge it."""
    case = read(path)

    assert case["name"]
    assert case["source"]
