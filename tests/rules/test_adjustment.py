"""Adjustments: steps that cannot be, and what a figure is worth."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment

ABOVE_ZERO = "write its size; what is taken off has no minus sign"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"per": 0, "against": Range(End(90))}, f"0 is not a number above zero for `per` (Adjustment); {ABOVE_ZERO}"),
        ({"per": "0 %", "against": ">= due"}, f"0 is not a number above zero for `share` (TargetShare); {ABOVE_ZERO}"),
        ({"parts": Parts.WHOLE}, "'1' is not an adjustment; without a bar each time counts: write `against`, or leave out `per` and `parts`"),
        ({"count": " "}, "' ' is not a text for `count` (Adjustment); write one that is not blank"),
    ],
)
def test_steps_that_cannot_be(given, message):
    """A step is above zero, also as a share of a target, and begins at a bar."""
    with pytest.raises(BadValue) as caught:
        Adjustment(**{"count": "n", "lose": 1, **given})

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("adjustment", "figure", "target", "points"),
    [
        (Adjustment(count="n", lose="0.5"), 3, None, "1.5"),
        (Adjustment(count="n", lose=2, at_most=5), 3, None, "5"),
        (Adjustment(count="n", lose=1, against=Range(End(90)), per=4), 80, None, "2.5"),
        (Adjustment(count="n", lose=1, against=Range(End(90)), per=4, parts=Parts.WHOLE), 80, None, "2"),
        (Adjustment(count="n", lose=1, against=Range(End(90)), per=4, parts=Parts.BEGUN), 80, None, "3"),
        (Adjustment(count="n", lose=1, against=Range(End(90)), per=4), 90, None, "0"),
        (Adjustment(count="n", gain=1, at_most=9, against=Range(limit=End(90)), per=4), 80, None, "2.5"),
        (Adjustment(count="n", lose=1, against=">= due", per="10 %"), 30, 40, "2.5"),
        (Adjustment(count="n", gain=1, at_most=9, against=">= due", per="10 %"), 50, 40, "2.5"),
        (Adjustment(count="n", points={Range(limit=End(2)): 1, Range(End(2, closed=False)): 4}), 2, None, "1"),
        (Adjustment(count="n", points={Range(limit=End(2)): 1, Range(End(2, closed=False)): 4}), 3, None, "4"),
    ],
)
def test_what_a_figure_is_worth(adjustment, figure, target, points):
    """Each time from zero; each step beyond a bar, or within it; a share of the target, as a step; or the points of its band."""
    assert Fraction(points) == adjustment.of(Fraction(figure), None if target is None else Fraction(target))
