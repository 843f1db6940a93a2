"""What one assessment asks, and the item under which it stands."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import MEASURES, indicator, standard
from tristandard.basics.errors import BadValue
from tristandard.codec.text import read_where
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Item


@pytest.mark.parametrize("code", ["litter", "Civil.litter", "civil.", ".litter", "civil litter", "文明.垃圾", "civil.litter ", "civil-city.litter", ""])
def test_the_code_of_an_indicator(code):
    """An indicator's code is its assessment, a dot and a name, in small ASCII letters."""
    with pytest.raises(BadValue) as caught:
        indicator(code)

    assert str(caught.value) == f'{code!r} is not the code of an indicator; write its assessment, a dot and a name in small letters, digits and "_", such as "civilized.litter"'


def test_an_indicator_from_lists_is_one_from_tuples():
    """Lines and clauses may be given as lists: the indicator is equal, and can stand in a set."""
    one = indicator("a.x")
    other = evolve(one, deductions=list(one.deductions), clauses=list(one.clauses))

    assert {one} == {other}


def test_an_indicator_belongs_to_its_assessment():
    """The first word of the code is the assessment's."""
    assert indicator("civilized.litter.road").assessment == "civilized"


def test_the_price_is_that_of_all_rules():
    """An indicator's rules add up, each with its own cap."""
    asked = indicator(
        "a.street",
        "litter.spots <= 0 处; lamps.lit >= 99 %",
        DeductionRule(measures=("litter.spots",), tariff=Steps(1), at_most=2),
        DeductionRule(measures=("lamps.lit",), tariff=Steps("0.5")),
    )

    assert asked.price({"litter.spots": Fraction(9), "lamps.lit": Fraction(96)}, asked.standard)[None].lost == Fraction(7, 2)


def test_a_price_is_that_of_the_host_unless_told():
    """An indicator that is asked alone is hosted by its own assessment, and charges what the host alone does."""
    asked = indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(2), charged=Charged.HOST))
    seen = {"litter.spots": Fraction(1)}

    assert [2, {}] == [asked.price(seen, asked.standard)[None].lost, asked.price(seen, asked.standard, host=False)]


def test_points_that_no_fact_allows():
    """Where the facts lie in no band, no points may be chosen, and the value is told with its unit."""
    rule = DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {read_where("= 0"): (0, 1)}))
    asked = indicator("a.upkeep", "queue.wait <= 0 min; litter.spots any", rule)

    assert [None, ("queue.wait 可以是空（litter.spots 为 5 处）", "queue.wait may be nothing where litter.spots is 5 处")] == [asked.admits({"queue.wait": Fraction(1), "litter.spots": Fraction(spots)}, MEASURES) for spots in (0, 5)]


def test_the_bar_comes_from_outside():
    """An indicator is priced against the bar given, never its own."""
    asked = indicator("a.lamps", "lamps.lit >= 95 %")

    assert asked.price({"lamps.lit": Fraction(96)}, standard("lamps.lit >= 99 %"))[None].lost == 3


@pytest.mark.parametrize("full", [0, -20])
def test_an_item_has_a_mark(full):
    """An item's full mark is above zero."""
    with pytest.raises(BadValue, match="is not a number above zero for `full`"):
        Item(code="item", zh="项", full=full)
