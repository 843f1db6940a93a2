"""How models are worked out: drawn quarters that together reach it, each with some of what it has."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.quarters import hold
from samples import indicator
from survey import changed, city, priced, scored, seen, site

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    6: "weights by a figure, a bonus by place, a site of nobody, a full mark from which others take",
    53: "a mean over site types, chosen points, the latest stands, a rate",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    59: "questions that alone count, a site of nobody, a mean over zones, several uses of one measurement",
    72: "a bonus by place, chosen points, a site of nobody, a rate",
    76: "a grade by place, a mean over zones, a choice of scores, gains",
    78: "items that leave, the latest stands, weights by count, a mean over zones",
    123: "vetoes of sites, a mean over items, carried units, visits",
    149: "a mean over areas, weights by count, a choice of scores, a target",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    183: "carried units, the first stands, several owners, answerable by name",
    222: "vetoes of items, a bonus by place, a mean over areas, the latest stands",
    227: "a grade by place, a full mark from which others take, bands, a target",
    228: "a grade by place, a bonus by place, a rate, the worst stands",
    229: "a gate beside the score, a full mark from which others take, a target, the first stands",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    309: "red lines, vetoes of items, what does not apply, the first stands",
    310: "a gate beside the score, a rate, a target, the first stands",
    315: "the latest stands, a share up to standard, a sum, ties that parts break",
    346: "vetoes of sites, a gate beside the score, visits, items that leave",
    351: "a ground of a match, a bonus by place, a mean over site types, a site of nobody",
    374: "vetoes of items, a full mark from which others take, a mean over areas, weights by count",
    375: "a bonus by place, a gate beside the score, bands, what is told alone",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Every score, interval, coverage, place, grade and account of a quarter is what comes out by hand, whatever its model is made of."""
    hold(seed, words)


Blend, Given, Mean, Sheet = ts.rules.Blend, ts.rules.Given, ts.rules.Mean, ts.rules.Sheet
ONE = indicator("a.litter", "litter.spots <= 0 处", priced(1))
RED = indicator("a.litter", "litter.spots <= 0 处", priced(1), ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Veto(ts.rules.Level.UNIT)))
OWN = {"own": Mean(over="site", of="sheet"), "sheet": Sheet(100)}


def spots(**counts):
    """Return reports of spots, by site."""
    return [seen(number, where, "a.litter") for where, number in counts.items()]


def scores(nodes, *observations, sites=(), givens=None, of=ONE, **book):
    """Return the exact scores by a model, of which the certificate holds: of each unit the score, or its low and high end where it has none."""
    rules = changed(city(of, models={"a": ts.rules.Model(nodes)}), a=book)
    results = scored(*observations, rules=rules, sites=sites or (site(),), givens=givens or {})
    assert list(map(str, ts.certify(results).disagreements)) == []
    return {unit: card.exact if card.exact is not None else card.interval for unit, card in results["a"].items()}


TOWNS = (site("s1", "hutang"), site("s2", "hutang"), site("s3", "wujin"), site("s4", "tianning"))


@pytest.mark.parametrize(
    ("more", "of", "told"),
    [
        pytest.param({}, ONE, {"hutang": 98, "tianning": 93, "wujin": 98}, id="the mean of child units, or the unit itself"),
        pytest.param({"weights": {"hutang": 100}}, ONE, {"hutang": 98, "tianning": 93, "wujin": 98}, id="by written weights"),
        pytest.param({"weigh_by": "count"}, ONE, {"hutang": 98, "tianning": 93, "wujin": 98}, id="by how many sites each has"),
        pytest.param({}, RED, {"hutang": 0, "tianning": 0, "wujin": 0}, id="red lines of child units zero them, and nothing above but by its weight"),
    ],
)
def test_scores_over_child_units(more, of, told):
    """A unit with child units has their mean, and bears nothing itself; one without has its own."""
    nodes = {**OWN, "total": Mean(over="unit", of="own", **more)}

    assert scores(nodes, *spots(s1=1, s2=3, s3=50, s4=7), sites=TOWNS, of=of) == told


@pytest.mark.parametrize(
    ("after", "told"),
    [("SKIP", {"wujin": 92, "tianning": 92, "xinbei": 86, "hutang": 14}), ("DENSE", {"wujin": 92, "tianning": 92, "xinbei": 88, "hutang": 14})],
)
def test_points_for_places(after, told):
    """Among the units of its kind; where places are dense a place counts the scores that are higher."""
    bonus = ts.rules.RankBonus(of="figure", points=[4, 3, 1])
    nodes = {"figure": Given(100, by="x"), "total": Blend(weights={"figure": 100}, bonuses=[bonus])}
    givens = {("a", "figure", unit): score for unit, score in (("wujin", 88), ("xinbei", 85), ("tianning", 88), ("hutang", 10))}

    assert scores(nodes, *spots(s1=0), givens=givens, after_ties=ts.rules.AfterTies[after]) == told


def test_the_mean_of_peers_at_the_same_place():
    """Where nothing of a zone applies, the other units of the kind stand for it, each at the same zone."""
    nodes = {"sheet": Sheet(100), "total": Mean(over="zone", of="sheet", weights={"built_up": 50, "village": 50}, absent=ts.rules.Absent.PEERS)}
    sites = (site("s1"), site("s2", "tianning"), site("s3", "tianning", zone="village"), site("s4", "xinbei", zone="village"), site("s5", "hutang", zone="village"))

    assert scores(nodes, *spots(s1=2, s2=4, s3=10, s4=20, s5=80), sites=sites) == {"wujin": Fraction(183, 2), "tianning": 93, "xinbei": Fraction(177, 2), "hutang": 20}


@pytest.mark.parametrize(
    ("figure", "score"),
    [pytest.param(88, 96, id="below its bar"), pytest.param(95, 100, id="within its bar"), pytest.param("open", (0, 100), id="nobody gave it")],
)
def test_a_full_mark_from_which_a_figure_takes(figure, score):
    """It is whole where the figure lies within its bar, and has no score while nobody gave it."""
    taking = ts.rules.Adjustment(count="rate", against=ts.rules.Range(ts.rules.End(90)), lose=2, by="x")
    nodes = {"total": Given(100, from_full=True, adjustments=[taking])}
    givens = {} if figure == "open" else {("a", "rate", "wujin"): figure}

    assert scores(nodes, *spots(s1=0), givens=givens) == {"wujin": score}


def test_a_full_mark_that_rests_on_a_node():
    """It has a score where the node that its adjustment reads has one, and is open where that is."""
    taking = ts.rules.Adjustment(count="met", against=ts.rules.Range(ts.rules.End(2)), lose=2)
    nodes = {"met": ts.rules.Met(ts.rules.Each.SITE, full=3), "total": Given(100, from_full=True, adjustments=[taking])}

    assert scores(nodes, *spots(s1=0, s2=10), sites=(site("s1"), site("s2"))) == {"wujin": 99}
    assert scores(nodes, sites=(site("s1"),)) == {"wujin": (96, 100)}
