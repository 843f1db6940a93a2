"""Tariffs: bands that tile, points that are chosen, gains, vetoes, and what keeps a table of points from being one."""

from fractions import Fraction

import pytest

from samples import measure, standard
from tristandard.basics.errors import BadValue
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.standard import Ask

DEPTH = measure("depth.change", "cm", low=None)


def test_a_step_of_what_is_not_above_zero():
    """Where at least nothing is required, no share of it can be missing: any breach is the whole of it."""
    ask = Ask(DEPTH, Range(floor=End(0)))

    assert 1 == Steps(2, None).taken(ask, Fraction(-3))


SIZE = "write what is taken off as a number of 0 or more"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Bands({read_where("> 2"): -1}), f"-1 is not the points that > 2 loses; {SIZE}"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (4, 2)}), "'4..2' is not the points to choose from where > 2; write the smaller number first"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (-1, 2)}), f"-1 is not the points that > 2 loses; {SIZE}"),
        (lambda: Chosen("gaps.count", {read_where("> 2"): (0, -2)}), f"-2 is not the points that > 2 loses; {SIZE}"),
        (lambda: Gain(0), "0 is not a number above zero for `each` (Gain); write its size; what is taken off has no minus sign"),
        (lambda: Gain(1, 0), "0 is not a number above zero for `per` (Gain); write its size; what is taken off has no minus sign"),
        (lambda: Bands({"C": 0.5}), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_points_that_cannot_be(make, message):
    """Points are sizes: not negative, and not from the larger to the smaller."""
    with pytest.raises(BadValue) as caught:
        make()

    assert message == str(caught.value)


def test_a_family_of_values():
    """Tariffs are values: equal when they say the same."""
    assert Steps(1) == Steps("1", "1", Parts.EXACT, Counting.BEYOND)
    assert Veto(Level.SITE) == Veto(Level("site"))
    assert Chosen("a", {read_where("> 2"): (4, 10)}) == Chosen("a", [(read_where("> 2"), "4", "10")])


def test_what_costs_nothing_reaches_nowhere():
    """No breach of what gains, or is told alone, costs anything, on either side of the bar."""
    (ask,) = standard("lamps.lit >= 90 %").asks

    assert [(0, 0), (0, 0)] == [form.reach(ask) for form in (Gain(1), Noted("试行"))]
