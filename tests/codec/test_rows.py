"""Whatever is tabular as rows and as JSON: text in every cell, numbers exact, and what is loaded loads equal."""

import json
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from codec.test_sources import LEDGER, LOAD, RESULTS, RULES, SITES
from samples import TINY
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.outcome import Measured, Observation
from tristandard.changing.comparison import tightens
from tristandard.checks.report import check
from tristandard.codec.rows import to_json, to_rows
from tristandard.codec.survey import load_observations
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.scoring.edition import changes
from tristandard.scoring.handover import handover, notices
from tristandard.scoring.scorecard import score
from tristandard.survey.ledger import share
from tristandard.survey.register import register


def card(assessment="civilized", unit="hutang"):
    return RESULTS[assessment][unit]


OTHER = score(share(register(LEDGER.register.plan, [])), supersedes=RESULTS, reason="更正")
TOILET = Observation(source="a", id="t", site="s3", indicator="urban.toilet", made=date(2022, 5, 11), outcome=Measured({"toilet.grade": "C"}))
NOTICES = notices(share(register(LEDGER.register.plan, [TOILET])))
FIRST = RULES.assessments[0]
SHORTER = evolve(RULES, assessments=[evolve(FIRST, indicators=FIRST.indicators[1:]), *RULES.assessments[1:]])
#: By the name of its schema, something of each kind that has rows.
TABULAR = {
    "scorecards": RESULTS,
    "breakdown": card().breakdown,
    "bulletin": bulletin(RESULTS["civilized"]),
    "statement": statement(RESULTS, "hutang"),
    "tasks": LEDGER.register.plan,
    "postings": LEDGER,
    "changes": changes(RESULTS, OTHER),
    "differences": tightens(RULES, SHORTER),
    "report": check(RULES),
    "handed_over": handover(RESULTS, "urban", "civilized"),
    "notified": NOTICES,
}


@pytest.mark.parametrize("name", TABULAR)
def test_rows_are_text_in_the_same_columns(name):
    """Each row has the same keys, in snake case, and text in every cell."""
    rows = to_rows(TABULAR[name])

    assert len({tuple(row) for row in rows}) == 1
    assert all(key.isidentifier() and key == key.lower() and key.isascii() for key in rows[0])
    assert {str} == {type(cell) for row in rows for cell in row.values()}


@pytest.mark.parametrize("name", TABULAR)
def test_json_is_the_rows(name):
    """`to_json` is the list of the rows as JSON text."""
    assert to_rows(TABULAR[name]) == json.loads(to_json(TABULAR[name]))


def test_a_ranking_is_its_scorecards():
    """Results, one assessment's, its ranking and its cards have the same rows, in the order of the ranking."""
    civilized = RESULTS["civilized"]
    rows = [row for row in to_rows(RESULTS) if row["assessment"] == "civilized"]

    assert [rows] * 3 == [to_rows(civilized), to_rows(civilized.ranking()), to_rows(civilized.ranking().cards)]
    assert to_rows(card()) == [row for row in rows if row["unit"] == "hutang"]


def test_the_rows_of_a_breakdown_add_up():
    """The full mark less the points that count is the exact score, read back from the text."""
    told = to_rows(card())[0]
    points = [Fraction(row["points"]) for row in to_rows(card().breakdown) if not row["reason"] and row["cause"] != "rounding"]

    assert Fraction(told["exact"]) == Fraction(told["full"]) - sum(points)


def test_the_points_of_the_postings_are_the_ledgers():
    """Each posting is a row, with its exact points."""
    assert [(one.site, one.unit, one.points) for one in LEDGER.postings()] == [(row["site"], row["unit"], Fraction(row["points"])) for row in to_rows(LEDGER)]


@pytest.mark.parametrize("kind", LOAD)
def test_what_is_loaded_loads_from_its_rows(kind):
    """Areas, units, sites and observations load equal from their rows, which JSON holds."""
    things = LOAD[kind](TINY / f"{kind}.csv")
    rows = to_rows(things, RULES)

    assert set(things) == set(LOAD[kind](rows))
    assert rows == json.loads(to_json(things, RULES))


def test_observations_with_findings_load_from_their_rows():
    """Findings stand inside the outcome, as in JSON."""
    things = load_observations(TINY / "observations.json", RULES)

    assert things == load_observations(to_rows(things, RULES), RULES)


def test_rows_that_could_not_be_loaded_are_refused():
    """Words that the rules do not declare are told, as when they are written."""
    with pytest.raises(Refused, match="rows cannot be written"):
        to_rows([evolve(SITES[0], units={"nobody": 1})], RULES)
    with pytest.raises(BadValue, match="the rules of observations; give the rule set"):
        to_rows(load_observations(TINY / "observations.json", RULES))


@pytest.mark.parametrize("thing", [5, "text", {}, [5], [card(), "text"], None])
def test_what_has_no_rows(thing):
    """Anything else is refused with what has rows."""
    with pytest.raises(BadValue, match="something that has rows; give a plan, ledger"):
        to_rows(thing)


def test_nothing_has_no_rows():
    """An empty list is no row."""
    assert (to_rows([]), to_json([])) == ([], "[]\n")
