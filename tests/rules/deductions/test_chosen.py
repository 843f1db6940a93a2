"""Points that an inspector chooses: what their measure has to be, and how far they reach."""

from fractions import Fraction

import pytest

from samples import measure
from tristandard.basics.errors import BadValue
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


COUNT = measure("gaps.count", "处", whole=True)


@pytest.mark.parametrize(
    ("chosen", "gaps", "refusal"),
    [
        (0, 0, None),
        (1, 0, None),
        (2, 0, "0 to 1 where gaps.count is = 0"),
        (2, 1, None),
        ("2.5", 2, None),
        (1, 2, "2 to 3 where gaps.count is >= 1 and <= 2"),
        (4, 3, None),
        (11, 3, "4 to 10 where gaps.count is > 2"),
        (4, -1, "nothing where gaps.count is -1 处"),
    ],
)
def test_points_are_chosen_within_what_the_facts_allow(chosen, gaps, refusal):
    """Good with no gap, fair with one or two, poor with more: an inspector chooses within the band, both ends included."""
    tariff = Chosen("gaps.count", {read_where("= 0"): (0, 1), read_where("1..2"): (2, 3), read_where("> 2"): (4, 10)})

    told = tariff.refuses("chosen", {"chosen": Fraction(chosen), "gaps.count": Fraction(gaps)}, {"gaps.count": COUNT})

    assert refusal == (told and told[1])


@pytest.mark.parametrize(("points", "allowed"), [("2", True), ("2.5", False), ("3", True), ("4", False)])
def test_whole_points_alone_may_be_chosen(points, allowed):
    """With `whole`, a choice with decimals is refused as one beyond its band is, and both are told what may be chosen."""
    tariff = Chosen("gaps.count", {read_where("any"): (2, "3.5")}, whole=True)
    told = tariff.refuses("chosen", {"chosen": Fraction(points), "gaps.count": Fraction(0)}, {"gaps.count": COUNT})

    assert (None if allowed else ("2 到 3.5 的整数（gaps.count 为 any）", "a whole number from 2 to 3.5 where gaps.count is any")) == told


def test_a_band_of_whole_points_has_one():
    """A band in which no whole number lies leaves nothing to choose, and is refused."""
    with pytest.raises(BadValue) as caught:
        Chosen("gaps.count", {read_where("any"): ("2.1", "2.9")}, whole=True)

    assert "'2.1..2.9' is not the points to choose from where any; let each band have a whole number, or leave `whole` out" == str(caught.value)


def test_a_choice_of_one_number():
    """Where the facts allow one number of points, an inspector may choose that one alone."""
    tariff = Chosen("gaps.count", {read_where("any"): (2, 2)})

    assert (None, ("2 到 2（gaps.count 为 any）", "2 to 2 where gaps.count is any")) == tuple(tariff.refuses("chosen", {"chosen": Fraction(chosen), "gaps.count": Fraction(0)}, {"gaps.count": COUNT}) for chosen in (2, 3))
