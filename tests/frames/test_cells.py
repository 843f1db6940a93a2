"""A cell of a frame is read as the core's loaders read it, or told as bad in their words; visits add up as they do there."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import pyarrow as pa

import tristandard as ts
from frames import engines, framed, rows
from tristandard import frames as tsf
from tristandard.codec.observed import read_value
from tristandard.frames.prices import answers

CITY = Path(__file__).parents[2] / "docs" / "cities" / "shili"
Q1 = ts.Quarter(2026, 1)
SITES = {"code": ["r1", "r2"], "area": ["east", "west"], "zone": ["built_up"] * 2, "site_type": ["road"] * 2, "units": ["east", "west"]}
ASKED = {"urban.road.lamps": "lamps.lit", "urban.road.litter": "litter.spots"}
#: What people write, with what an engine leaves to be told although the core reads it.
CELLS = ["97", "97 %", "97%", "97.5 %", "0.97 %", "0", "0 %", "+97", " 12 ", "3 处", "3处", "03", "1", "0.97", "5/3", "97/100", "１２", "97％", "97．5", "3 件", "1,000", "1e1", "3.", ".5", "many", "120", "-1"]
FINER = {"97 ‰": "lamps.lit", "97/1": "litter.spots"}


@pytest.fixture(scope="module")
def city():
    """The merged rules of a made-up city."""
    rules = ts.load_ruleset(CITY)
    return ts.merge(rules.extended(units=ts.load_units(CITY / "units.csv")))


def of_core(measure, cell):
    """Return what the core reads in a cell; None where it reads nothing."""
    try:
        return read_value(measure, cell)
    except ts.TristandardError:
        return None


@pytest.mark.parametrize("indicator", ASKED)
def test_a_text_is_the_number_that_the_core_reads(city, engine, indicator):
    """Each text is the number of the core, or nothing where the core reads none: a share up to 1 without its sign, too."""
    measure = next(one for one in city.rule_set.measures if one.code == ASKED[indicator])
    program = tsf.compile(city, engines.frame(engine, pa.table(SITES)), Q1)
    told = engines.table([{"site": "r1", "indicator": indicator, "value": cell, "id": str(at)} for at, cell in enumerate(CELLS)])
    packed = {int(row["id"]): row["v"] for row in engines.rows(program.encode(engines.frame(engine, told)))}
    low, high = measure.ends
    for at, cell in enumerate(CELLS):
        wanted, found = of_core(measure, cell), packed[at]
        value = None if str(found) in ("None", "nan", "<NA>") else Fraction(int(found), program.tables.parts[measure.code])
        within = value is not None and (low is None or low <= value) and (high is None or value <= high)
        assert wanted == (value if within else None), cell


def test_a_share_without_its_sign_is_told_as_a_loader_tells_it(city, engine):
    """The number 0.97, which a spreadsheet keeps of 97 %, is bad as a number and as a text, with both ways to write it."""
    program = tsf.compile(city, engines.frame(engine, pa.table(SITES)), Q1)
    for value in (["0.97"], [0.97]):
        found = program.partials(engines.frame(engine, pa.table({"site": ["r1"], "indicator": ["urban.road.lamps"], "value": value})))

        assert {"unknown": 1} == dict(found.bad)
        assert 'write "97 %" or "0.97 %", whichever was meant' in str(found.problems[0])


@pytest.mark.parametrize("cell", FINER)
def test_what_only_the_core_reads_is_named(city, cell):
    """A row in another unit, or with a fraction, is not scored: the message names the first, and says how to write it."""
    (indicator,) = (one for one, measure in ASKED.items() if measure == FINER[cell])
    program = tsf.compile(city, engines.frame("pyarrow", pa.table(SITES)), Q1)
    found = program.partials(pa.table({"site": ["r1"], "indicator": [indicator], "value": [cell]}))

    assert {"unknown": 1} == dict(found.bad)
    assert f"such as {cell!r} of {indicator!r} at 'r1' (whose measure is in {'%' if '‰' in cell else '处'})" in str(found.problems[0])


def visited(spots, visit, id_, source="patrol", site="r1"):
    """Return a report of litter at a visit."""
    outcome = ts.Measured({"litter.spots": spots})
    return ts.Observation(source=source, id=id_, site=site, indicator="urban.road.litter", made=date(2026, 2, 3), outcome=outcome, visit=visit)


@pytest.mark.parametrize("spots", [(3, 2), (1, 1)])
def test_reports_of_one_visit_add_up(city, engine, spots):
    """Counts that one visit told in two reports add up as in the core, equal ones too; what was told once stays on the engine."""
    seen = [visited(count, "v1", str(at)) for at, count in enumerate(spots)] + [visited(1, "v2", "9", site="r2")]
    sites = ts.load_sites([{name: cells[at] for name, cells in SITES.items()} for at in range(2)], city.rule_set)
    core = ts.score(ts.share(ts.register(ts.plan(city, sites, Q1), seen)))
    told = [{**row, "visit": one.visit} for one in seen for row in rows.observations([one])]
    program = tsf.compile(city, engines.frame(engine, pa.table(SITES)), Q1)
    partials = program.partials(engines.frame(engine, engines.table(told, **rows.KINDS)))
    scores = tsf.results(program, partials)

    assert {"r1"} == {site.code for site in partials.apart}
    assert rows.of_cards(card for result in core.values() for card in result.cards.values()) == rows.of_cards(card for cards in scores.cards.values() for card in cards.values())


@pytest.mark.parametrize("cell", ["{first, second}", "{second, first}", "{first,second}", "{ second , first }", "second,first", "first", "{first}", "{}", "{first, nobody}", "{first second}"])
def test_forms_are_read_in_any_order(engine, cell):
    """Forms that are present are read as the core reads them: in any order, with or without braces and blanks; what is no form is left to be told."""
    merged = ts.merge(ts.load_ruleset("changzhou-2022"))
    sites = framed.drawn(merged.rule_set, seed=1)[1]
    plan = ts.plan(merged, sites, Q1)
    site, question, measure = next((site, one, ask.measure) for site, ground in plan.grounds.items() for one in ground.questions for ask in one.bar.asks if len(ask.measure.forms) > 2)
    for word, form in zip(("first", "second"), sorted(measure.forms)[1:], strict=False):
        cell = cell.replace(word, form)
    rows = {"site": [site], "indicator": [question.indicator.contributions[0].indicator.code], "measure": [measure.code], "value": [cell]}
    program = tsf.compile(merged, engines.frame(engine, pa.table(framed.sites_rows([one for one in sites if one.code == site]))), Q1)
    ((packed,),) = [[row["v"] for row in engines.rows(program.encode(engines.frame(engine, pa.table(rows))))]]
    wanted = of_core(measure, cell)

    assert (None if wanted is None else answers(measure).index(wanted)) == (None if str(packed) in ("None", "nan", "<NA>") else int(packed))
