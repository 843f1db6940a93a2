"""Gains: points for what is better than the bar."""

from fractions import Fraction

import pytest

from samples import measure, standard
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.standard import Ask


@pytest.mark.parametrize(
    ("parts", "done", "gained"),
    [(Parts.WHOLE, "81.9", 1), (Parts.EXACT, "81.9", Fraction(19, 10)), (Parts.BEGUN, "81.9", 2), (Parts.WHOLE, "80", 0), (Parts.WHOLE, "79", 0), (Parts.BEGUN, "80", 0)],
)
def test_a_gain_by_steps(parts, done, gained):
    """What lies above the bar gains by whole steps, in proportion, or by begun ones; upon the bar and below it nothing."""
    (ask,) = standard("lamps.lit >= 80 %").asks

    assert gained == Gain(1, parts=parts).price(ask, Fraction(done))


def test_a_gain_of_more_points_by_larger_steps():
    """Two points for each five per cent: ten per cent above the bar gain four."""
    (ask,) = standard("lamps.lit >= 80 %").asks

    assert 4 == Gain(2, 5).price(ask, Fraction(90))


@pytest.mark.parametrize(("bar", "value", "gained"), [("litter.spots <= 5 处", 2, 3), ("litter.spots >= 2 处 and <= 9 处", 4, 2), ("litter.spots any", 4, 0), ("notice.form requires {panel}", frozenset({"panel", "board"}), 0)])
def test_a_gain_is_on_the_good_side(bar, value, gained):
    """At most: fewer gain; between two ends the nearer one counts; where no end is asked, and of forms, there is no more than enough."""
    (ask,) = standard(bar).asks

    assert gained == Gain(1).price(ask, Fraction(value) if isinstance(value, int) else value)


def test_a_gain_needs_an_end():
    """Where the bar asks for no end, a gain is told so: of what has no lowest value, what to ask for; of what has one, that its end asks nothing."""
    depth, lit = measure("depth.change", "cm", low=None), measure("lamps.lit", "%", high=100)

    assert [
        ("gains by depth.change, of which no end is asked", "ask for at least, or at most, something"),
        (
            "gains by lamps.lit, of which no end is asked: all its values are at least 0 %",
            'ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that ">= 0 %" asks something',
        ),
    ] == [(flaw.why[1], flaw.remedy[1]) for seen in (depth, lit) for flaw in Gain(1).flaws_for(Ask(seen, Range()))]
    assert [] == list(Gain(1).flaws_for(Ask(lit, Range(End(80)))))
