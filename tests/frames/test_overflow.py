"""Whole numbers never wrap: what might not fit 64 bits is refused with the bound, before anything runs; what just fits is exact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

from attrs import evolve

import tristandard as ts
from frames import engines, rows
from tristandard import frames as tsf

CITY = Path(__file__).parents[2] / "docs" / "cities" / "shili"
Q1 = ts.Quarter(2026, 1)


def rules_of(points):
    """Return the rules of a made-up city, in which all points are so many times as many."""
    rules = ts.load_ruleset(CITY)
    rules = rules.extended(units=ts.load_units(CITY / "units.csv"))
    books = []
    for book in rules.assessments:
        nodes = {name: evolve(node, full=node.full * points) if isinstance(node, ts.rules.Sheet) else node for name, node in book.model.nodes}
        indicators = [evolve(one, deductions=[dear(rule, points) for rule in one.deductions]) for one in book.indicators]
        items = [evolve(item, full=item.full * points) for item in book.items]
        books.append(evolve(book, items=items, indicators=indicators, model=ts.rules.Model(nodes)))
    return evolve(rules, assessments=books)


def dear(rule, points):
    """Return a line that takes so many times as much."""
    most = None if rule.at_most is None else rule.at_most * points
    return evolve(rule, tariff=evolve(rule.tariff, each=rule.tariff.each * points), at_most=most)


def compiled(points, engine):
    """Return the program of rules of so many points."""
    rules = rules_of(points)
    sites = ts.load_sites(CITY / "sites.csv", rules)
    return sites, tsf.compile(ts.merge(rules), engines.frame(engine, engines.table(rows.sites(sites))), Q1)


def fits(points):
    """Return whether rules of so many points compile."""
    try:
        compiled(points, "pyarrow")
    except tsf.BadFrame:
        return False
    return True


@pytest.fixture(scope="module")
def most():
    """The most points that compile, of those that are a power of two."""
    low, high = 0, 62
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(2**middle) else (low, middle)
    return 2**low


def test_what_might_not_fit_is_refused(most):
    """Twice as much as fits is refused before any row is seen, with how much it may come to and what is the most."""
    with pytest.raises(tsf.BadFrame) as refused:
        compiled(2 * most, "pyarrow")

    bound = next(int(word) for word in str(refused.value).replace(",", " ").split() if word.isdigit() and len(word) > 15)
    assert bound > 2**62
    assert str(2**62) in str(refused.value)


def test_what_just_fits_is_exact(most, engine):
    """At the bound every engine comes to the core's scores, with the largest breaches that there are."""
    sites, program = compiled(most // 2**9 if engine == "pyspark" else most, engine)  # Spark divides as floats, exact up to 2^53
    plan = ts.plan(program.merged, sites, Q1)
    seen = {"urban.road.litter": ("litter.spots", 10**9), "urban.road.lamps": ("lamps.lit", Fraction("0.01")), "urban.market.stalls": ("stalls.outside", 10**9 - 1)}
    told = [
        ts.Observation(source="app", id=f"{site}/{code}", site=site, indicator=code, made=date(2026, 2, 3), outcome=ts.Measured({measure: value}))
        for site, ground in plan.grounds.items()
        for code, (measure, value) in seen.items()
        if code in ground.by_code
    ]
    core = ts.score(ts.share(ts.register(plan, told)))
    frame = engines.frame(engine, engines.table(rows.observations(told, ["lamps.lit"]), **rows.KINDS))
    scores = tsf.results(program, program.partials(frame))

    assert rows.of_cards(card for result in core.values() for card in result.cards.values()) == rows.of_cards(card for cards in scores.cards.values() for card in cards.values())


@pytest.mark.parametrize("value", ["0.00001", "97.123456789", "1e400", "99999999999999999999"])
def test_a_value_finer_or_larger_than_its_scale_is_refused(engine, value):
    """A value that is no whole number of the parts of its measure is counted as bad, never rounded."""
    _, program = compiled(1, engine)
    row = {"source": "app", "id": "1", "revision": 1, "site": "r1", "indicator": "urban.road.lamps", "made": date(2026, 2, 3), "measure": None, "outcome": "measured", "value": value}
    found = program.partials(engines.frame(engine, engines.table([row], **rows.KINDS)))

    assert 1 == sum(found.bad.values())


@pytest.mark.parametrize(("value", "part"), [("100000000000.123401", None), ("999999999.9999", 9_999_999_999_999), ("100000000000", 10**15)])
def test_digits_that_no_float_tells_apart_are_not_guessed(engine, value, part):
    """A text of more digits than a float has is left to be told as bad, where rounding would make it fit its scale."""
    _, program = compiled(1, engine)
    row = {"source": "app", "id": "1", "revision": 1, "site": "r1", "indicator": "urban.road.lamps", "made": date(2026, 2, 3), "measure": None, "outcome": "measured", "value": value}
    packed = program.encode(engines.frame(engine, engines.table([row], **rows.KINDS)))

    found = [one["v"] for one in engines.rows(packed)]
    assert [part] == [None if type(one).__name__ == "NAType" else one for one in found]  # pandas has a nothing of its own
