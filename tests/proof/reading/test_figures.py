"""Figures that other offices give, and shares up to standard: by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Tick
from tristandard.proof.reading.figures import rate, reading, up_to_standard

OPEN, SEEN = Tick(open=True), Tick(open=False)
TEN = Fraction(10)


def papers(**givens):
    """Return papers with figures of the river in a."""
    return SimpleNamespace(givens={("a", name, "river"): None if value is None else Fraction(value) for name, value in givens.items()})


def told(came):
    """Return what a node came to."""
    assert (came.node, came.member, came.full) == ("n", "", 10)
    return came.applies, came.low, came.value, came.high, came.ticks


NOTHING, UNKNOWN = (False, 0, None, 0, {}), (True, 0, None, 10, {OPEN: 1})


@pytest.mark.parametrize(
    ("givens", "figures", "came"),
    [
        ({"x": 7}, ["x"], (True, 7, 7, 7, {SEEN: 1})),
        ({"x": 0}, ["x"], (True, 0, 0, 0, {SEEN: 1})),
        ({"x": None}, ["x"], NOTHING),
        ({"y": 7}, ["x"], UNKNOWN),
        ({"x": 7, "y": 3}, ["x", "y"], (True, 7, 7, 7, {SEEN: 1})),
        ({"x": 7, "y": None}, ["x", "y"], NOTHING),
        ({"y": 7}, ["x", "y"], UNKNOWN),
        ({"y": None}, ["x", "y"], NOTHING),
    ],
)
def test_a_figure(givens, figures, came):
    """It is what was given, open where some was not, and nothing where some does not apply; of this unit alone."""
    given = papers(**givens)

    assert told(reading(given, ("a", "river"), "n", TEN, figures)) == came
    assert told(reading(given, ("a", "hill"), "n", TEN, figures)) == UNKNOWN
    assert told(reading(given, ("b", "river"), "n", TEN, figures)) == UNKNOWN


def share(**more):
    """Return a rate of what was done, less what was undone, of what was due and late."""
    return ts.rules.Rate(of=((1, "done"), (-1, "undone")), out_of=((1, "due"), (1, "late")), full=10, by="x", **more)


@pytest.mark.parametrize(
    ("givens", "score", "capped"),
    [
        ({"done": 4, "undone": 1, "due": 3, "late": 1}, Fraction(15, 2), Fraction(15, 2)),
        ({"done": 6, "undone": 0, "due": 3, "late": 1}, 15, 10),
        ({"done": 4, "undone": 0, "due": 3, "late": 1}, 10, 10),
    ],
)
def test_what_was_done_of_what_was_due(givens, score, capped):
    """The share of the full mark, where it is capped no more than that."""
    assert told(rate(papers(**givens), ("a", "river"), "n", share())) == (True, score, score, score, {SEEN: 1})
    assert told(rate(papers(**givens), ("a", "river"), "n", share(capped=True))) == (True, capped, capped, capped, {SEEN: 1})


@pytest.mark.parametrize(
    ("givens", "came"),
    [
        ({"done": 0, "undone": 0, "due": 0, "late": 0}, NOTHING),
        ({"done": 4, "undone": 1, "due": 3}, UNKNOWN),
        ({"done": 4, "undone": 1, "due": 3, "late": None}, NOTHING),
    ],
)
def test_a_rate_that_is_none(givens, came):
    """Of nothing due there is no rate, nor of what does not apply; it is open while some was not given."""
    assert told(rate(papers(**givens), ("a", "river"), "n", share())) == came


GOOD, BAD, DUNNO, ELSE = ({"charge": 1, "breached": False, "owned": True}, {"charge": 1, "breached": True, "owned": True}, {"charge": None, "breached": False, "owned": True}, {"charge": 1, "breached": True, "owned": False})  # fmt: skip


@pytest.mark.parametrize(
    ("each", "sites", "came"),
    [
        pytest.param("SITE", [[GOOD, GOOD], [GOOD, BAD], [GOOD]], ("20/3", "20/3", "20/3", {SEEN: 3}), id="a site with a breach is not up to standard"),
        pytest.param("SITE", [[GOOD], [GOOD, DUNNO], [BAD, DUNNO]], ("10/3", 5, "20/3", {SEEN: 2, OPEN: 1}), id="a site with something open, unless it is breached"),
        pytest.param("SITE", [[DUNNO], [DUNNO]], (0, None, 10, {OPEN: 2}), id="all is open"),
        pytest.param("SITE", [[GOOD], [ELSE], []], (10, 10, 10, {SEEN: 1}), id="sites of others, and sites of nothing"),
        pytest.param("SAMPLE", [[GOOD, GOOD, BAD], [DUNNO]], (5, "20/3", "15/2", {SEEN: 3, OPEN: 1}), id="one by one"),
        pytest.param("SAMPLE", [[BAD]], (0, 0, 0, {SEEN: 1}), id="nothing is good"),
    ],
)  # fmt: skip
def test_the_share_up_to_standard(each, sites, came):
    """The share of those that were seen; the low end counts what is open as bad, the high end as good."""
    sheaves = {str(number): [SimpleNamespace(**line) for line in lines] for number, lines in enumerate(sites)}
    found = up_to_standard("n", "whose", ts.rules.Met(getattr(ts.rules.Each, each), full=10), sheaves)
    low, value, high, ticks = came

    assert (found.node, found.member, found.full, found.applies) == ("n", "whose", 10, True)
    assert (found.low, found.value, found.high, found.ticks) == (Fraction(low), None if value is None else Fraction(value), Fraction(high), ticks)


def test_there_is_no_share_of_nothing():
    """Where nothing is looked at, nothing applies."""
    found = up_to_standard("n", "whose", ts.rules.Met(ts.rules.Each.SITE, full=10), {"s": [SimpleNamespace(**ELSE)]})

    assert (found.applies, found.node, found.member, found.full, found.value) == (False, "n", "whose", 10, None)
