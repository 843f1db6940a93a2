"""What the parts of rules are called where something is told of them: by labels and codes, or by the code alone."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import UNITS, indicator, rule_set
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.scope import SITE_AXES, Scope
from tristandard.rules.wording.names import (
    name_assessment,
    name_indicator,
    name_items,
    name_measures,
    name_path,
    name_scope,
    name_scored,
    tell_counted,
    tell_office,
    tell_part,
)

MODEL = Model({
    "total": Blend(weights={"night": 40, "field": 30, "day": 30}),
    "night": Given(by="组", zh="夜查", en="night checks"),
    "day": Given(by="组", zh="日查"),
    "field": Sheet(en="field", adjustments=[Adjustment(count="calls", zh="投诉", lose=1, against=">= due")]),
})  # fmt: skip
ITEMS = [Item(code="looks", zh="市容", en="looks", full=40), Item(code="order", zh="秩序", full=30), Item(code="more", zh="秩序", full=30)]
RULES = rule_set(indicator("a.x"))
BOOK = evolve(RULES.assessments[0], zh="文明测评", en="Civilized", office="文明办", items=ITEMS, model=MODEL)
RULES = evolve(RULES, assessments=[evolve(BOOK, indicators=[evolve(indicator("a.x"), zh="垃圾", item="looks")])])


def test_what_has_a_label_and_a_code():
    """In Chinese by its label with its code, an indicator with its assessment; in English by the code."""
    assert ("文明测评（a）", "a") == name_assessment(RULES, "a")
    assert ("文明测评“垃圾”（a.x）", "a.x") == name_indicator(RULES, "a.x")
    assert [("lamps.lit（lamps.lit）", "lamps.lit"), ("litter.spots（litter.spots）", "litter.spots")] == name_measures(RULES, ["litter.spots", "lamps.lit"])


def test_what_is_not_there():
    """Whatever is not declared is called by its code, in both languages."""
    assert ("b", "b") == name_assessment(RULES, "b")
    assert ("a.y", "a.y") == name_indicator(RULES, "a.y")
    assert [("bins", "bins")] == name_measures(RULES, ["bins"])
    assert ("市/lake", "city/lake") == name_path(RULES, "area", ("city", "lake"))


def test_where_something_lies():
    """A path by the labels of its terms, the ancestors first; the scope of nothing is nowhere."""
    assert ("市/武进区", "city/wujin") == name_path(RULES, "area", ("city", "wujin"))
    assert ("无", "nowhere") == name_scope(RULES, Scope(SITE_AXES))


def test_whose_score_it_is():
    """The assessment, then the unit; a unit without an English label keeps its Chinese one."""
    assert ("文明测评 · 湖塘镇", "Civilized · 湖塘镇") == name_scored(BOOK, UNITS["hutang"])
    assert ("文明测评 · 湖塘镇", "Civilized · Hutang") == name_scored(BOOK, evolve(UNITS["hutang"], en="Hutang"))


def test_items_that_are_called_alike():
    """Items in the order of the rule set; those of one label have their codes beside it, each language by itself."""
    assert {"looks": ("市容", "looks"), "order": ("秩序（order）", "秩序 (order)"), "more": ("秩序（more）", "秩序 (more)")} == name_items(BOOK)
    assert ["looks", "order", "more"] == list(name_items(BOOK))


def test_who_is_in_charge():
    """An office by its name, in English the assessment by its own."""
    assert ("文明办", "Civilized") == tell_office(BOOK)


@pytest.mark.parametrize(
    ("of", "zh", "en"),
    [
        ("night", "夜查", "night checks"), ("day", "日查", "日查"), ("field", "field", "field"), ("total", "总分", "the score"), ("year", "全年得分", "the score of the year"),
        ("calls", "投诉", "投诉"), ("due", "due", "due"), ("item looks", "市容", "looks"), ("item order", "秩序（order）", "秩序 (order)"), ("item gone", "item gone", "item gone"),
        ("period 2022-Q2", "2022-Q2 一期", "the period 2022-Q2"), (EVERY_ITEM, "每个项目", "every item"), (EVERY_PERIOD, "任一期", "any period"),
    ],
)  # fmt: skip
def test_what_a_part_of_a_score_is_called(of, zh, en):
    """A node or what an adjustment counts by its label, one language for the other where it has one alone; an item by its own; what has none by its name."""
    assert (zh, en) == tell_part(BOOK, of)


def test_what_was_counted_against_a_target():
    """What is counted is told with the figure of the target, where it was held against one."""
    assert ("投诉", "投诉") == tell_counted(BOOK, "calls", None)
    assert ("投诉，due 2.5", "投诉, due 2.5") == tell_counted(BOOK, "calls", ("due", Fraction(5, 2)))
