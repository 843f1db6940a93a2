"""Rows that cannot be scored are counted on the engine, and told as the core tells them; nothing is scored while there are any."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import tristandard as ts
from frames import engines, rows
from tristandard import frames as tsf

CITY = Path(__file__).parents[2] / "docs" / "cities" / "shili"
Q1 = ts.Quarter(2026, 1)
DAY = date(2026, 2, 3)


@pytest.fixture(scope="module")
def city():
    """A made-up city: its merged rules and its sites."""
    rules = ts.load_ruleset(CITY)
    rules = rules.extended(units=ts.load_units(CITY / "units.csv"))
    return ts.merge(rules), ts.load_sites(CITY / "sites.csv", rules)


def report(site="r1", indicator="urban.road.litter", value="3", **more):
    """Return one row."""
    return {"source": "patrol", "id": f"{site}/{indicator}", "revision": 1, "site": site, "indicator": indicator, "made": DAY, "measure": None, "outcome": "measured", "value": value, **more}


def partials(city, engine, told):
    """Return what some rows come to."""
    merged, sites = city
    kinds = rows.KINDS
    if any(isinstance(one["made"], str) for one in told):
        told, kinds = [{**one, "made": str(one["made"])} for one in told], {**kinds, "made": "string"}
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    return program, program.partials(engines.frame(engine, engines.table(told, **kinds)))


GOOD = [report(), report("r2"), report("m1", "urban.market.stalls", "0")]
#: Rows, the kind of what is wrong, how many are counted, and what the core says of them.
WRONG = {
    "a site that nobody knows": ([report("r9")], "unknown", 1, "r9"),
    "an indicator that nobody knows": ([report(indicator="urban.road.kerbs")], "unknown", 1, "urban.road.kerbs"),
    "an indicator that is not asked there": ([report("m1")], "unknown", 1, "urban.road.litter"),
    "a measure that is not asked": ([report(measure="lamps.lit")], "unknown", 1, "'lamps.lit' is not a measure that 'urban.road.litter' asks for; give one of litter.spots"),
    "a measure of nothing": ([report(measure="lamps.lit", value=None)], "unknown", 1, "'lamps.lit' is not a measure"),
    "text where a number belongs": ([report(value="many")], "unknown", 1, "many"),
    "no value": ([report(value=None)], "unknown", 1, "'' is not a value of litter.spots; write what was measured, or as its outcome not_measured"),
    "a value of blanks": ([report(value="  ")], "unknown", 1, "'' is not a value of litter.spots"),
    "no site": ([{**report(), "site": None}], "unknown", 1, "'' is not a text for `site` (Observation); write one that is not blank"),
    "no indicator": ([{**report(), "indicator": None}], "unknown", 1, "'' is not a text for `indicator` (Observation)"),
    "an outcome that there is not": ([report(outcome="seen", value=None)], "unknown", 1, "seen"),
    "a part of a thing that is counted": ([report(value="2.5")], "unknown", 1, "2.5"),
    "less than nothing": ([report(value="-1")], "beyond", 1, "-1"),
    "more than all": ([report(indicator="urban.road.lamps", value="120")], "beyond", 1, "120"),
    "a day that is none": ([report(made="2026/2/3")], "unknown", 1, "2026/2/3"),
    "a day that no month has": ([report(made="2026-02-30")], "unknown", 1, "2026-02-30"),
    "a day with words behind it": ([report(made="2026-02-031")], "unknown", 1, "2026-02-031"),
    "a day with a word behind it": ([report(made="2026-02-03 noon")], "unknown", 1, "2026-02-03 noon"),
    "an empty day": ([report(made=None)], "unknown", 1, "'' is not a date"),
    "an empty source": ([report(source=None)], "unknown", 1, "source"),
    "an empty id": ([report(id=None)], "unknown", 1, "id"),
    "a revision of nothing": ([report(revision=0)], "unknown", 1, "0"),
    "an outcome that is none": ([report(outcome="ok")], "unknown", 1, "'ok' is not an outcome; write measured"),
    "a value of what does not apply": ([report(outcome="not_applicable", value="3")], "unknown", 1, "'3' is not an empty value"),
    "a value of what was not measured": ([report(outcome="not_measured", value="3")], "unknown", 1, "'3' is not an empty value"),
    "a day that is written otherwise": ([report(made="2026年2月3日")], "unknown", 1, "write 2026-02-03"),
    "a day without its marks": ([report(made="20260203")], "unknown", 1, "write year-month-day"),
    "a day in words": ([report(made="3 February 2026")], "unknown", 1, "3 February 2026"),
    "a report of two questions": ([report(id="p1"), report(id="p1", indicator="urban.road.lamps", value="95 %")], "repeated", 1, "p1"),
    "a second report of one source": ([report(), report(id="again")], "repeated", 1, "again"),
    "two that differ": ([report(), report(source="second", value="4")], "contradictory", 1, "second"),
    "one report of two days": ([report(), report(made=date(2026, 2, 4))], "repeated", 1, "given twice as revision 1, with different content"),
    "one report of two sites, at one of them again": ([report(), report("r2", id="r1/urban.road.litter")], "repeated", 3, "given twice as revision 1, with different content"),
    "something where there is nothing": ([report(), report(source="second", outcome="not_applicable", value=None)], "contradictory", 1, "second"),
}


#: Rows of one report, without those that name it, as the core does not take them.
TWICE = {
    "measured, and not": [report(), report(outcome="not_measured", value=None)],
    "measured, and not, of another question": [report(id="p1"), report(id="p1", indicator="urban.road.lamps", outcome="not_measured", value=None)],
    "not applicable, and not measured": [report(outcome="not_applicable", value=None), report(outcome="not_measured", value=None)],
    "measured, and not, the other day": [report(), report(outcome="not_measured", value=None, made=date(2026, 2, 4))],
    "of two days": [report(), report(made=date(2026, 2, 4))],
    "of two indicators that match": [report(id="p1"), report(id="p1", indicator="civilized.road.litter")],
    "of two sites": [report(id="p1"), report("r2", id="p1")],
}
#: The columns that name reports and days, and which of these are then of no report at all.
NAMING = {("source", "id", "revision", "made"): (), ("source", "made"): ("another question", "indicators", "sites"), ("made",): ("another question", "indicators", "sites")}


@pytest.mark.parametrize("given", NAMING, ids=",".join)
@pytest.mark.parametrize("name", TWICE)
def test_one_report_of_two_contents_is_told_as_the_core_tells_it(city, engine, name, given):
    """Whatever the core refuses as given twice with different content is counted and told so, packed or not, with names of reports or without."""
    if any(name.endswith(free) or free in name for free in NAMING[given]):
        pytest.skip("without an id these are two reports")
    merged, sites = city
    told = [{at: cell for at, cell in row.items() if at in given or at not in ("source", "id", "revision", "made")} for row in TWICE[name]]
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    frame = engines.frame(engine, engines.table(told, **{at: kind for at, kind in rows.KINDS.items() if at in told[0]}))
    for of in (frame, program.encode(frame)):
        found = program.partials(of)

        assert {"contradictory", "repeated"} & set(found.bad)
        assert any("was given twice as revision 1, with different content" in str(problem) for problem in found.problems), found.problems


def test_what_one_report_did_not_measure_another_may_have(city, engine):
    """A row of which nothing was measured counts for nothing beside the measured row of another report, or of a later revision of its own."""
    beside = [report(id="p1", outcome="not_measured", value=None), report("r2", outcome="not_measured", value=None, revision=1), report("r2", revision=2)]
    program, found = partials(city, engine, [report(), *beside])
    _, plain = partials(city, engine, [report(), report("r2")])

    assert {} == dict(found.bad)
    assert tsf.results(program, found).rows() == tsf.results(program, plain).rows()


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_counted_and_told(city, engine, name):
    """Each wrong row is counted by what is wrong with it, and told by the core with the value that it has."""
    told, kind, count, said = WRONG[name]
    program, found = partials(city, engine, [*GOOD[1:], *told])

    assert {kind: count} == dict(found.bad)
    assert any(said in str(problem) for problem in found.problems), found.problems
    with pytest.raises(ts.TristandardError):
        tsf.results(program, found)


@pytest.mark.parametrize("name", [name for name, (_, kind, *_) in WRONG.items() if kind not in ("contradictory", "repeated")])
def test_what_is_wrong_names_its_place(city, engine, name):
    """What is said of a row that cannot be read or scored names its report, and by it the site and the indicator."""
    told, *_ = WRONG[name]
    _, found = partials(city, engine, told)
    row = told[-1]

    said = str(found.problems[0])
    assert (row["site"] or "''") in said, said
    assert (row["indicator"] or "''") in said, said


@pytest.mark.parametrize("lacks", [{"revision": None}, {"outcome": None}, {"outcome": ""}, {"measure": ""}])
def test_a_row_without_its_revision_or_outcome_counts(city, engine, lacks):
    """A row without its revision is the first of its report, one without its outcome was measured, and one without its measure is of the only one; none is left out."""
    row = {**report(), **lacks}
    program, found = partials(city, engine, [row, report("r2")])

    assert not found.bad
    assert {site: card.exact for site, card in tsf.results(program, found).cards["urban"].items()} == {site: card.exact for site, card in tsf.results(*partials(city, engine, [report(), report("r2")])).cards["urban"].items()}


def test_a_revision_is_no_text(city, engine):
    """A column of revisions that is text is refused: '10' would come before '9'."""
    merged, sites = city
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    told = engines.table([report(revision="9"), report(revision="10", value="4")])
    with pytest.raises(tsf.BadFrame, match="revision"):
        program.partials(engines.frame(engine, told))


def test_a_revision_is_no_part_of_one(city, engine):
    """A column of revisions that are no whole numbers is refused: an engine would round 1.5 as it likes."""
    merged, sites = city
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    told = engines.table([report(revision=1.5), report(revision=2.0, value="4")])
    with pytest.raises(tsf.BadFrame, match="revision"):
        program.partials(engines.frame(engine, told))


def test_a_number_without_end_is_told(city, engine):
    """A value of inf, as a float, is told with its report, and so is what is wrong beside it."""
    merged, sites = city
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    told = [report(value=float("inf")), report("r2", value=2.0), report("nowhere", value=1.0)]
    found = program.partials(engines.frame(engine, engines.table(told, **{**rows.KINDS, "value": "float64"})))

    assert {"unknown": 2} == dict(found.bad)
    assert any("inf" in str(problem) for problem in found.problems)
    assert any("nowhere" in str(problem) for problem in found.problems)


def test_the_core_tells_the_same(city, engine):
    """What contradicts is told word for word as the core tells it of the same reports."""
    merged, sites = city
    plan = ts.plan(merged, sites, Q1)
    seen = [ts.Observation(source=source, id=f"{source}-1", site="r1", indicator="urban.road.litter", made=DAY, outcome=ts.Measured({"litter.spots": spots})) for source, spots in (("patrol", 3), ("second", 4))]
    with pytest.raises(ts.Refused) as refused:
        ts.register(plan, seen)
    _, found = partials(city, engine, rows.observations(seen))

    assert list(map(str, refused.value.exceptions)) == list(map(str, found.problems))


def test_a_later_revision_counts(city, engine):
    """Of one report the highest revision counts, whatever the order of the rows."""
    first, second = report(value="3"), report(value="1", revision=2)
    program, found = partials(city, engine, [second, first, *GOOD[1:]])
    _, plain = partials(city, engine, [second, *GOOD[1:]])

    assert {} == dict(found.bad)
    assert tsf.results(program, found).rows() == tsf.results(program, plain).rows()


def test_the_same_twice_counts_once(city, engine):
    """The same row twice, or told by two sources, is one measurement."""
    program, once = partials(city, engine, GOOD)
    _, twice = partials(city, engine, [*GOOD, *GOOD, report(source="second")])

    assert tsf.results(program, once).rows() == tsf.results(program, twice).rows()


@pytest.mark.parametrize(("first", "second"), [(1001, 0), (600, 401)])
def test_no_more_than_a_thousand_are_told(city, first, second):
    """Of many bad rows, of one batch or of several, all are counted and a thousand told; the refusal says how many there are, in either language."""
    batches = [partials(city, "pyarrow", [report(f"{name}{number}") for number in range(many)]) for name, many in (("x", first), ("y", second)) if many]
    program, whole = batches[0][0], sum((found for _, found in batches), tsf.Partials())

    assert ({"unknown": 1001}, 1001, 1000, program.digest) == (dict(whole.bad), whole.rows, len(whole.problems), whole.program)
    with pytest.raises(ts.Refused) as refused:
        tsf.results(program, whole)
    assert "the rows cannot be scored: 1001 are bad, of which 1000 messages tell the first; mend these, and the next are told" == refused.value.message
    assert refused.value.text("zh").startswith("这些记录不能计分：共 1001 处有误，先列出 1000 条；改正后再算，就列出其余的")


def test_a_thousand_are_told_without_a_count(city):
    """Where every message is told, no count stands before them."""
    with pytest.raises(ts.Refused) as refused:
        tsf.results(*partials(city, "pyarrow", [report(f"x{number}") for number in range(1000)]))

    assert ("the rows cannot be scored", 1000) == (refused.value.message, len(refused.value.reasons))
