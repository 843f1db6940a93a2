"""Sites that the rules refuse are told as a loader tells them: by their row, their code, the value and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import tristandard as ts
from frames import engines, rows
from tristandard import frames as tsf

CITY = Path(__file__).parents[2] / "docs" / "cities" / "shili"
Q1 = ts.Quarter(2026, 1)


@pytest.fixture(scope="module")
def city():
    """A made-up city: its rules, and the rows of its sites."""
    rules = ts.load_ruleset(CITY)
    rules = rules.extended(units=ts.load_units(CITY / "units.csv"))
    return rules, rows.sites(ts.load_sites(CITY / "sites.csv", rules))


def refused(city, engine, told):
    """Return what is said of sites when they are compiled."""
    rules, _ = city
    with pytest.raises(ts.Refused) as caught:
        tsf.compile(ts.merge(rules), engines.frame(engine, engines.table(told)), Q1)
    return caught.value


@pytest.mark.parametrize(("column", "cell"), [("area", "nowhere"), ("site_type", "castle"), ("units", "nobody 0.2; east 0.8"), ("units", "east 0.5")])
def test_a_site_that_the_rules_refuse_is_named(city, engine, column, cell):
    """A site is told by its row where frames keep an order, and by its code: the rest is what a loader says of the same rows."""
    rules, told = city
    bad = {**told[2], "code": "x9", column: cell}
    told = [*told[:2], bad, *told[3:], {**bad, "code": "y7"}]
    with pytest.raises(ts.Refused) as loaded:
        ts.load_sites([bad], rules)
    (one,), (expected,) = refused(city, engine, told).reasons, loaded.value.reasons

    row, key = 0 if engine in ("duckdb", "pyspark") else 3, expected.placed.key
    places = [f"row {row}", *([f"column {key}"] if key else [])] if row else [key] * bool(key)
    where = f"{', '.join(places)} (site 'x9')" if places else "site 'x9'"
    assert str(one) == f"sites, {where}: {expected.reason.told[1]}"
    assert (one.placed.file, one.placed.row) == ("sites", row)
    assert "点位“x9”" in one.told[0]


def test_every_kind_that_is_refused_is_told(city, engine):
    """Mistakes of several kinds of sites are told together, each at its own site."""
    _, told = city
    found = refused(city, engine, [{**told[0], "area": "nowhere"}, *told[1:-1], {**told[-1], "zone": "moon"}])

    assert {told[0]["code"], told[-1]["code"]} == {code for code in (row["code"] for row in told) for one in found.reasons if f"(site {code!r})" in str(one)}


def test_what_a_plan_refuses_names_the_site(city, engine):
    """What no plan can be made of is told of the sites as they are called, not of their kinds."""
    _, told = city
    share = f"{10**299 + 1}/{10**300 + 1}"
    shares = f"east {share}; west {9 * 10**299}/{10**300 + 1}"
    found = refused(city, engine, [{**told[0], "code": "x9", "units": shares}, *told[1:]])

    assert "x9" in str(found.reasons[0])
