"""Whatever is tabular as rows and as JSON: text in every cell, numbers exact, and what is loaded loads equal."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from attrs import asdict, evolve

from codec.test_sources import LEDGER, LOAD, RESULTS, RULES, SITES
from samples import TINY, indicator
from survey import city, finding, found, scored, seen, site
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.location import Location
from tristandard.basics.outcome import Measured, Observation
from tristandard.changing.comparison import tightens
from tristandard.checks.misfit import Misfit
from tristandard.checks.report import check
from tristandard.codec.office_rows import notice_row
from tristandard.codec.rows import to_json, to_rows
from tristandard.codec.score_rows import scorecard_row
from tristandard.codec.survey import load_observations
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.scoring.changes import changes
from tristandard.scoring.handover import handover
from tristandard.scoring.notice import notices
from tristandard.scoring.score import score
from tristandard.survey.registering import register
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told


def card(assessment="civilized", unit="hutang"):
    return RESULTS[assessment][unit]


OTHER = score(share(register(LEDGER.register.plan, [])), supersedes=RESULTS, reason="更正")
TOILET = Observation(source="a", id="t", site="s3", indicator="urban.toilet", made=date(2022, 5, 11), outcome=Measured({"toilet.grade": "C"}))
NOTICES = notices(share(register(LEDGER.register.plan, [TOILET])))
FIRST = RULES.assessments[0]
SHORTER = evolve(RULES, assessments=[evolve(FIRST, indicators=FIRST.indicators[1:]), *RULES.assessments[1:]])
with pytest.raises(Refused) as BAD:
    load_observations([{"source": "a", "id": "1", "made": "4 July", "site": "s1"}, {"source": "a"}], RULES)
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
    "mistakes": BAD.value,
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


def refused(call):
    """Return the rows of what a call is refused for: kind, file, row and key of each."""
    with pytest.raises(TristandardError) as caught:
        call()
    rows = to_rows(caught.value)

    assert [one.text("zh") for one in caught.value.reasons] == [row["zh"] for row in rows]
    assert [str(one) for one in caught.value.reasons] == [row["en"] for row in rows]
    return [(row["kind"], row["file"], row["row"], row["key"]) for row in rows]


LIT = {"source": "a", "id": "1", "made": "2022-05-11", "site": "s3", "indicator": "urban.toilet", "outcome": {"measured": {"toilet.grade": "C"}}}


def test_mistakes_are_rows_that_name_row_and_key():
    """A refusal has a row for each mistake, in both languages: of rows by row and column, of text by entry and key, of a file by its name."""
    wrong = [{**LIT, "made": "4 July"}, {**LIT, "id": "2", "outcome": {"measured": {"toilet.grade": "Z"}}}, {**LIT, "outcome": 5}]

    assert [("BadValue", "rows", "1", "made"), ("BadValue", "rows", "2", "outcome.measured")] == refused(lambda: load_observations(wrong[:2], RULES))
    assert [("BadValue", "text", "1", "made"), ("BadValue", "text", "2", "outcome.measured"), ("BadValue", "text", "3", "outcome")] == refused(lambda: load_observations(StringIO(json.dumps(wrong)), RULES))
    assert [("BadValue", "text", "2", "made")] == refused(lambda: load_observations(StringIO("source,id,site,indicator,made,outcome,values\na,1,s3,urban.toilet,x,measured,C\n"), RULES))


def test_a_mistake_without_a_place_has_a_row_too():
    """One mistake is a row as many are; what came from no file names none."""
    strange = Observation(source="a", id="9", site="s9", indicator="urban.toilet", made=date(2022, 5, 11), outcome=Measured({"toilet.grade": "C"}))

    assert [("BadObservation", "", "", "")] == refused(lambda: register(LEDGER.register.plan, [strange]))
    assert [("UnknownKey", "", "", "")] == refused(lambda: RESULTS["nobody"])


def test_a_mistake_of_a_rule_set_names_its_first_place():
    """What speaks of several places in the files of a rule set has file, row and column of the first, and all of them in `where`."""
    first = Misfit("x", Told("不合", "does not fit"), Told("改", "mend"), locations=(Location("indicators.csv", 3, ("scope",)), Location("crosswalk.csv", 2)))
    (row,) = to_rows(first)

    assert ("Misfit", "indicators.csv", "3", "scope", "indicators.csv, row 3, column scope; crosswalk.csv, row 2") == tuple(row[name] for name in ("kind", "file", "row", "key", "where"))


@pytest.mark.parametrize("thing", [5, "text", {}, [5], [card(), "text"], None])
def test_what_has_no_rows(thing):
    """Anything else is refused with what has rows."""
    with pytest.raises(BadValue, match="something that has rows; give a plan, ledger"):
        to_rows(thing)


def test_nothing_has_no_rows():
    """An empty list is no row."""
    assert (to_rows([]), to_json([])) == ([], "[]\n")


def test_each_column_of_a_scorecard():
    """Every column of the row of a scorecard is what the card says: places, scores, bounds, what was measured, the grade, and why it has no place."""
    ranked, open_ = scored(seen(3), seen(0, "s2"), sites=(site(), site("s2", "tianning"))), scored(seen(3), sites=(site(), site("s2")))
    expected = {"period": "2022Q2", "assessment": "a", "unit": "wujin", "unit_zh": "武进区", "kind": "district", "full": 100, "high": 97, "grade": ""}

    assert asdict(scorecard_row(ranked["a"]["wujin"])) == expected | {
        "place": 2, "best_place": 2, "worst_place": 2, "score": Decimal("97.0"), "exact": 97, "low": 97, "coverage": 1, "reason": "", "reason_zh": "",
    }  # fmt: skip
    assert asdict(scorecard_row(open_["a"]["wujin"])) == expected | {
        "place": None, "best_place": None, "worst_place": None, "score": Decimal("94.0"), "exact": 94, "low": 92, "coverage": Fraction(1, 2),
        "reason": "not ranked: 1 of 2 were not measured", "reason_zh": "不排名：2 项中有 1 项未测",
    }  # fmt: skip


def test_each_column_of_a_notice():
    """Every column of the row of a notice is what the notice says: where, of what, who found it, to whom, who answers for it, and what was seen."""
    rules = evolve(city(indicator("a.litter"), indicator("b.lamps", "lamps.lit >= 90 %")), notice_zh="分值仅作示例")
    (row,) = (asdict(notice_row(one), recurse=False) for one in notices(scored(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=rules).ledger))

    assert row == {
        "period": "2022Q2", "site": "s1", "indicator": "a.litter", "zh": "a.litter", "found_by": "a", "to": ("b",), "units": ("wujin",),
        "seen": "litter.spots 2 处，标准 litter.spots <= 0 处", "values": (("litter.spots", "2"),), "findings": ("f1", "f2"), "notice": "分值仅作示例",
    }  # fmt: skip
