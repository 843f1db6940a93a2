"""Where a value lies: what a table of bands must be, and in which order bands stand."""

from fractions import Fraction

import pytest

from samples import MEASURES
from tristandard.basics.errors import BadValue
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.where import all_accepted, in_order, lies, part_beyond
from tristandard.rules.standard import Ask


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Bands([("A", 1, 2)]), "('A', 1, 2) is not a band; give where it lies, and the points"),
        (lambda: Bands(["A1"]), "'A1' is not a band; give where it lies, and the points"),
        (lambda: Bands([3]), "3 is not a band; give where it lies, and the points"),
        (lambda: Chosen("gaps.count", [("A", 1)]), "('A', 1) is not a band; give where it lies, and the least and the most points"),
        (lambda: Bands([(3, 1)]), "3 is not a value of the kind str or Range for a band; give one str or Range"),
        (lambda: Bands(3), "3 is not a list of values of the kind object; put it in a list"),
    ],
)
def test_what_is_no_band(make, message):
    """A band is where it lies, with the points there, or with the least and the most."""
    with pytest.raises(BadValue) as caught:
        make()

    assert str(caught.value) == message


def test_bands_stand_in_order():
    """Rungs by name, then ranges from the one without a lower end; of two that begin alike the closed one first, then by their text."""
    told = ["A", "B", "< 3", "<= 5", ">= 0 and <= 1", ">= 0 and <= 2", "> 0 and <= 1", "= 2", "> 2"]

    assert told == [str(where) for where in sorted(map(read_where, reversed(told)), key=in_order)]


@pytest.mark.parametrize(("where", "value", "there"), [("A", "A", True), ("A", "B", False), ("A", Fraction(1), False), ("1..2", Fraction(2), True), ("1..2", Fraction(3), False), ("1..2", "A", False)])
def test_where_a_value_lies(where, value, there):
    """A rung in its own band, a number in a range that accepts it; neither in what is for the other."""
    assert lies(read_where(where), value) is there


@pytest.mark.parametrize(
    ("code", "bar", "where", "accepted"),
    [
        ("toilet.grade", Range(End(1)), "B", True), ("toilet.grade", Range(End(1)), "C", False), ("litter.spots", Range(limit=End(2)), read_where("= 2"), True),
        ("litter.spots", Range(limit=End(2)), read_where("2..3"), False), ("litter.spots", Range(limit=End(2)), read_where("< 0"), True), ("litter.spots", Range(limit=End(2)), read_where("< 3"), True),
    ],
)  # fmt: skip
def test_whether_all_of_a_band_is_acceptable(code, bar, where, accepted):
    """It is where everything that lies there and exists is; nothing lies below zero spots, and between two and three nothing either."""
    assert all_accepted(Ask(MEASURES[code], bar), where) is accepted


def test_the_part_of_a_band_that_lies_beyond_the_bar():
    """Of a rung its place, of a range what of it lies there and exists."""
    assert Range(End(1), End(1)) == part_beyond(MEASURES["toilet.grade"], "B", Range(limit=End(2, closed=False)))
    assert Range(End(3), End(4)) == part_beyond(MEASURES["litter.spots"], read_where("1..4"), Range(floor=End(2, closed=False)))
    assert part_beyond(MEASURES["litter.spots"], read_where("1..2"), Range(floor=End(2, closed=False))).empty
