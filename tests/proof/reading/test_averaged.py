"""Means over an axis, blends and sums, read alike: by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.reading.averaged import made_of, member, nodes_of, over, picked, picks, weighed_by, written

Mean, Blend, Sum, Take = ts.rules.Mean, ts.rules.Blend, ts.rules.Sum, ts.rules.Take
ALL = Mean(over="site", of="sheet")


def some(**more):
    """Return a mean over sites that may leave out some of them."""
    return Mean(over="site", of="sheet", **more)


@pytest.mark.parametrize(
    ("node", "scores", "places"),
    [
        pytest.param(ALL, (3, 1, 2), None, id="all"),
        pytest.param(Sum(parts=["a", "b"]), (3, 1, 2), None, id="all of a sum"),
        pytest.param(some(take=Take.WORST), (3, 1, 2), [1], id="the worst"),
        pytest.param(some(take=Take.WORST), (3, 1, 1), [1], id="the first of the worst"),
        pytest.param(some(take=Take.BEST), (3, 1, 2), [0], id="the best"),
        pytest.param(some(take=Take.BEST), (3, 3, 2), [1], id="the last of the best"),
        pytest.param(some(take=Take.MEDIAN), (3, 1, 2), [2], id="the one in the middle"),
        pytest.param(some(take=Take.MEDIAN), (3, 1, 2, 9), [2, 0], id="both in the middle"),
        pytest.param(some(take=Take.MEDIAN), (3,), [0], id="the only one is in the middle"),
        pytest.param(some(take=Take.MEDIAN), (3, 1), [1, 0], id="two in the middle"),
        pytest.param(some(drop_lowest=1), (3, 1, 2), [2, 0], id="without the lowest"),
        pytest.param(some(drop_highest=1), (3, 1, 2), [1, 2], id="without the highest"),
        pytest.param(some(drop_lowest=1, drop_highest=1), (3, 1, 2), [2], id="without both ends"),
        pytest.param(some(drop_lowest=1, drop_highest=1), (3, 1), None, id="all, where nothing would be left"),
        pytest.param(some(drop_lowest=2), (3, 1, 2), [0], id="without the two lowest"),
        pytest.param(some(drop_lowest=2), (3, 1), None, id="all of two"),
    ],
)
def test_which_scores_a_mean_takes(node, scores, places):
    """The worst, the best, those in the middle, or all without some at the ends, as many as leave any."""
    assert picked(node, [Fraction(one) for one in scores]) == places
    assert picks(node) is (node not in (ALL, Sum(parts=["a", "b"])))


def test_what_a_mean_is_over_made_of_and_weighed_by():
    """A mean over an axis has one node at each member; blends and sums name theirs, a sum without weights."""
    blend = Blend(weights={"a": 60, "b": 40})
    by_zone = Mean(over="zone", of="sheet", weights={"built_up": 100})

    assert [over(one) for one in (ALL, by_zone, blend, Sum(parts=["a"]))] == ["site", "zone", None, None]
    assert [made_of(one) for one in (ALL, blend, Sum(parts=["a", "b"]))] == [["sheet"], ["a", "b"], ["a", "b"]]
    assert [written(one) for one in (ALL, by_zone, blend, Sum(parts=["a"]))] == [{}, {"built_up": 100}, {"a": 60, "b": 40}, {}]
    assert [weighed_by(one) for one in (ALL, Mean(over="zone", of="sheet", weigh_by="count"), blend)] == ["", "count", ""]


def test_to_which_member_a_site_belongs():
    """Of its own code, its site type, its zone or its area, as it is written last."""
    site = ts.Site(code="s1", units="river", area=("city", "east"), zone=("town", "built_up"), site_type=("road", "main"))

    assert [member(site, axis) for axis in ("site", "site_type", "zone", "area")] == ["s1", "main", "built_up", "east"]


def test_every_period_counts_alike_where_nothing_is_said_of_the_year():
    """A model without a year takes the mean of the totals of the periods; one that has it, its own."""
    year = Mean(over="period", of="total", take=Take.BEST)
    item = ts.rules.Item(code="i", zh="x", full=100)

    def book(**more):
        model = ts.rules.Model({"total": ts.rules.Sheet(100), **more})
        return ts.rules.Assessment(code="a", zh="a", en="a", office="a", items=[item], indicators=[], model=model)

    assert nodes_of(book())["year"] == Mean(over="period", of="total")
    assert nodes_of(book(year=year)) == {"total": ts.rules.Sheet(100), "year": year}
