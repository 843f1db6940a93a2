"""Bonuses by place and by steps."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.bonus import RankBonus, Span, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Mark


@pytest.mark.parametrize(("place", "points"), [(1, "1"), (2, "0.8"), (5, "0"), (6, "0"), (99, "0")])
def test_a_bonus_by_place(place, points):
    """The first of the points is the first place's; beyond the last there are none."""
    bonus = RankBonus(of="total", points=[1, "0.8", "0.5", "0.3", 0])

    assert (Fraction(points), Fraction(1)) == (bonus.at(Span(place, place + 1)), bonus.at_most)


@pytest.mark.parametrize(("first", "last", "points"), [(1, 1, "1"), (1, 2, "0.9"), (2, 4, "8/15"), (4, 7, "0.075"), (6, 8, "0")])
def test_a_bonus_that_ties_share(first, last, points):
    """Those who are tied have the mean of the points of the places that they take together, nothing for those after the last."""
    bonus = RankBonus(of="total", points=[1, "0.8", "0.5", "0.3"], ties=TiedBonus.SHARED)

    assert Fraction(points) == bonus.at(Span(first, last))


@pytest.mark.parametrize(("points", "told"), [([], "[]"), ([1, -1], "['1', '-1']"), (["0.5", 1], "['0.5', '1']")])
def test_a_bonus_by_place_falls(points, told):
    """None, less than nothing, or more for a worse place cannot be."""
    with pytest.raises(BadValue) as caught:
        RankBonus(of="total", points=points)

    assert f"{told} is not bonus points by place; write numbers of 0 or more, the first place's first, none above the one before" == str(caught.value)


@pytest.mark.parametrize(
    ("parts", "score", "points"),
    [
        (Parts.WHOLE, "90", "0"), (Parts.WHOLE, "90.9", "0"), (Parts.WHOLE, "91", "1"), (Parts.WHOLE, "91.9", "1"), (Parts.WHOLE, "100", "2"), (Parts.WHOLE, "0", "0"),
        (Parts.EXACT, "90.5", "0.5"), (Parts.EXACT, "99", "2"), (Parts.BEGUN, "90", "0"), (Parts.BEGUN, "90.1", "1"), (Parts.BEGUN, "91.1", "2"),
    ],
)  # fmt: skip
def test_a_bonus_by_steps(parts, score, points):
    """A point for each whole, exact or begun per cent above ninety, two at most; nothing below."""
    bonus = StepBonus(of="total", above=Mark(90, share=True), each=1, per=Mark(1, share=True), at_most=2, parts=parts)

    assert Fraction(points) == bonus.at(Fraction(score), Fraction(100))


def test_a_step_in_points_and_a_step_in_per_cent():
    """Of a full mark of 40 one per cent is 0.4 points."""
    share, points = (StepBonus(of="total", above=Mark(50, share=True), each=1, per=Mark(1, share=one), at_most=9) for one in (True, False))

    assert (5, 2) == (share.at(Fraction(22), Fraction(40)), points.at(Fraction(22), Fraction(40)))


def test_a_step_of_two_points():
    """Each step brings all of its points, up to the ceiling: three steps of two points are six, and four are seven at most."""
    bonus = StepBonus(of="total", above=Mark(90, share=True), each=2, per=Mark(1, share=True), at_most=7)

    assert (6, 7) == (bonus.at(Fraction(93), Fraction(100)), bonus.at(Fraction(94), Fraction(100)))


@pytest.mark.parametrize(("name", "value"), [("each", 0), ("at_most", 0), ("each", -1), ("at_most", -2)])
def test_a_bonus_by_steps_has_sizes(name, value):
    """A step of nothing, or a ceiling of nothing, is no bonus."""
    with pytest.raises(BadValue) as caught:
        StepBonus(**{"of": "total", "above": Mark(90, share=True), "each": 1, "per": Mark(1, share=True), "at_most": 2, name: value})

    assert f"is not a number above zero for `{name}` (StepBonus)" in str(caught.value)
