"""Which indicators are one question, and what is each one's business: by hand."""

import pytest

from samples import crosswalk, indicator, match
from survey import Q2, city
from tristandard.proof.reading.groups import businesses, gathered, heaps, measures_of
from tristandard.proof.reading.papers import Papers

PAIR = "litter.spots <= 0 处; queue.wait <= 9 min"
ALL = "litter.spots <= 0 处; queue.wait <= 9 min; lamps.lit >= 90 %"


@pytest.mark.parametrize(
    ("pairs", "made"),
    [
        ([], [["a"], ["b"], ["c"], ["d"]]),
        ([("a", "b")], [["b", "a"], ["c"], ["d"]]),
        ([("a", "b"), ("b", "c")], [["b", "a", "c"], ["d"]]),
        ([("a", "b"), ("c", "d"), ("a", "d")], [["a", "b", "c", "d"]]),
        ([("a", "b"), ("b", "a"), ("a", "a")], [["a", "b"], ["c"], ["d"]]),
    ],
)
def test_heaps_that_pairs_make(pairs, made):
    """Each pair puts two heaps together, chains make one; each thing lies in one heap."""
    assert sorted(map(sorted, heaps("abcd", pairs))) == sorted(map(sorted, made))


def groups(*indicators, walks=()):
    """Return the groups of some indicators: the members with their business, who measures, on which ground, under which ruling."""
    rules = city(*indicators, crosswalks=walks)
    papers = Papers(rules=rules, sites=(), period=Q2, observations=())
    return [({one.code: sorted(one.business) for one in group.members}, group.host, group.where, group.ruling) for group in gathered(papers)]


def test_indicators_in_no_match():
    """Each is a group of its own, measured by its assessment."""
    assert groups(indicator("a.x"), indicator("b.y")) == [({"a.x": ["litter.spots"]}, "a", None, None), ({"b.y": ["litter.spots"]}, "b", None, None)]


def test_equal_indicators_are_one_question():
    """All that they ask is the business of each; the first host that is among them measures, else the first of them."""
    both = indicator("a.x", PAIR), indicator("b.x", PAIR)

    assert groups(*both, walks=[crosswalk(match("a.x", "b.x"), host=("c", "b", "a"))])[0][:2] == ({"a.x": ["litter.spots", "queue.wait"], "b.x": ["litter.spots", "queue.wait"]}, "b")
    assert groups(*both, walks=[crosswalk(match("a.x", "b.x"), host="b")])[0][1] == "b"


def test_the_ground_of_a_match_is_that_of_its_group():
    """On it they are one question; elsewhere each asks alone."""
    walk = crosswalk(match("a.x", "b.x"), where="zone=built_up")

    assert groups(indicator("a.x"), indicator("b.x"), walks=[walk])[0][2] == walk.where


def test_what_only_overlaps_is_not_one_question():
    """Two that intersect are measured apart."""
    walk = crosswalk(match("a.x", "b.x", "intersects"))

    assert len(groups(indicator("a.x", PAIR), indicator("b.x", "litter.spots <= 0 处; lamps.lit >= 90 %"), walks=[walk])) == 2


def business(matches, **indicators):
    """Return what is each one's business."""
    made = {f"{code}.x": indicator(f"{code}.x", asks) for code, asks in indicators.items()}
    return {code: sorted(one) for code, one in businesses(made, made, matches).items()}


ONE, TWO, THREE = ["litter.spots"], ["litter.spots", "queue.wait"], ["lamps.lit", "litter.spots", "queue.wait"]
SPOTS = "litter.spots <= 0 处"


@pytest.mark.parametrize(
    ("matches", "asks", "whose"),
    [
        pytest.param([match("b.x", "a.x", "subset_of", "litter.spots")], {"a": PAIR, "b": SPOTS}, {"a.x": TWO, "b.x": ONE}, id="a part of a larger one"),
        pytest.param([match("a.x", "b.x", "subset_of", "litter.spots", "queue.wait"), match("c.x", "a.x", "subset_of", "litter.spots")], {"a": PAIR, "b": ALL, "c": SPOTS}, {"a.x": TWO, "b.x": THREE, "c.x": ONE}, id="a part of a part has its own measures"),
        pytest.param([match("a.x", "c.x", "subset_of", "litter.spots"), match("a.x", "b.x")], {"a": SPOTS, "b": SPOTS, "c": PAIR}, {"a.x": ONE, "b.x": ONE, "c.x": TWO}, id="what equals a part is a part"),
        pytest.param([match("b.x", "a.x", "subset_of", "litter.spots")], {"a": ALL, "b": PAIR}, {"a.x": THREE, "b.x": ONE}, id="a part of which the match names less"),
        pytest.param([match("a.x", "b.x")], {"a": PAIR, "b": PAIR}, {"a.x": TWO, "b.x": TWO}, id="equal ones"),
    ],
)  # fmt: skip
def test_what_is_each_ones_business(matches, asks, whose):
    """The largest has all that anybody asks, a part what its match names."""
    assert business(matches, **asks) == whose


def test_the_measures_of_an_indicator():
    """All that its standard asks about."""
    assert measures_of(indicator("a.x", ALL)) == set(THREE)
