"""Points that an inspector chooses: what their measure has to be, and how far they reach."""

from fractions import Fraction

import pytest

from samples import measure
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.standard import Ask

FREE = Range(limit=End(0))


@pytest.mark.parametrize(
    ("domain", "bar", "flaws"),
    [
        ({}, FREE, []),
        ({"high": 1}, FREE, []),
        ({"high": 0}, FREE, [("takes the points chosen as upkeep, a measure that goes up to 0 alone", "let `high` of upkeep be the most points that may be chosen, or leave it out")]),
        ({"whole": True}, FREE, [("takes the points chosen as upkeep, a measure of whole numbers", "leave `whole` out of upkeep: points may have decimals")]),
        ({}, Range(limit=End(1)), [("takes the points chosen as upkeep, which are not at most 0", 'write "upkeep <= 0 分"')]),
        ({}, Range(), [("takes the points chosen as upkeep, which are not at most 0", 'write "upkeep <= 0 分"')]),
    ],
)
def test_what_the_points_are_written_as(domain, bar, flaws):
    """A measure of any number from 0, of which none is wanted: then each point that was chosen counts."""
    ask = Ask(measure("upkeep", "分", **domain), bar)

    assert flaws == [(flaw.why[1], flaw.remedy[1]) for flaw in Chosen("gaps.count", {read_where("any"): (0, 1)}).flaws_for(ask)]


BANDS = {read_where("= 0"): ("0.5", "1.5"), read_where("> 0"): (2, "4.5")}


@pytest.mark.parametrize(
    ("whole", "low", "high", "bar", "reach"),
    [
        (False, 0, None, FREE, (0, "4.5")),
        (True, 0, None, FREE, (0, 4)),
        (False, 0, 3, FREE, (0, 3)),
        (False, 0, None, Range(limit=End(3)), (0, "1.5")),
        (False, 0, None, Range(floor=End(1)), ("0.5", 0)),
        (True, 0, None, Range(floor=End(3)), (2, 0)),
        (False, 0, None, Range(End(1), End(4)), ("0.5", "0.5")),
    ],
)
def test_how_far_the_points_reach_beyond_the_bar(whole, low, high, bar, reach):
    """The lowest choice below it and the highest above, as far as the measure holds them; of whole points the whole ones."""
    ask = Ask(measure("upkeep", "分", low=low, high=high), bar)

    assert tuple(map(Fraction, reach)) == Chosen("gaps.count", BANDS, whole=whole).reach(ask)


def test_forms_are_not_reached():
    """A set of forms is no number of points."""
    ask = Ask(measure("notice.form", "种", forms=frozenset({"panel"})), Forms(required={"panel"}))

    assert (0, 0) == Chosen("gaps.count", BANDS).reach(ask)


@pytest.mark.parametrize(("bar", "told"), [(FREE, None), (Range(limit=End(1, closed=False)), "a value upon the open end loses nothing"), (Range(floor=End(1, closed=False)), "a value upon the open end loses nothing"), (Range(), None)])
def test_what_lies_upon_an_open_end_costs_nothing(bar, told):
    """Points count from the end of the bar on, whether it is good enough or not."""
    found = Chosen("gaps.count", BANDS).unpriced_breach(Ask(measure("upkeep", "分"), bar))

    assert told == (found and found[1])
