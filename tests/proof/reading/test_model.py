"""The model of an assessment as it is written, and what papers say of it: by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.reading.model import Model
from tristandard.proof.reading.papers import has_whole_sheet, takes_mean_of_units, upwards

Sheet, Mean, Blend, Sum, Given, Rate = ts.rules.Sheet, ts.rules.Mean, ts.rules.Blend, ts.rules.Sum, ts.rules.Given, ts.rules.Rate


def book(**nodes):
    """Return an assessment of two items with a model."""
    items = [ts.rules.Item(code="i", zh="x", full=60), ts.rules.Item(code="j", zh="x", full=40, all_met=True)]
    return ts.rules.Assessment(code="a", zh="a", en="a", office="a", items=items, indicators=[], model=ts.rules.Model(nodes))


SHEET = {"total": Sheet(100)}
BY_SITE = {"sheet": Sheet(100), "total": Mean(over="site", of="sheet")}
BY_ITEM = {"sheet": Sheet(100), "total": Mean(over="item", of="sheet")}
BY_ITEM_BY_SITE = {"sheet": Sheet(100), "items": Mean(over="item", of="sheet"), "total": Mean(over="site", of="items")}
BY_UNIT = {"sheet": Sheet(100), "total": Mean(over="unit", of="sheet")}
FIGURE = {"total": Given(100, by="x")}
BLEND = {"sheet": Sheet(100), "figure": Given(100, by="x"), "total": Blend(weights={"figure": 40, "sheet": 60})}
SUM = {"sheet": Sheet(100), "figure": Given(30, by="x"), "total": Sum(parts=["figure", "sheet"])}
OWN = {"sheet": Sheet(100), "units": Mean(over="unit", of="sheet"), "own": Sheet(100), "total": Blend(weights={"units": 50, "own": 50})}
NO_OWN = {"sheet": Sheet(100), "units": Mean(over="unit", of="sheet"), "figure": Given(100, by="x"), "total": Blend(weights={"units": 50, "figure": 50})}


@pytest.mark.parametrize(
    ("nodes", "full", "sheets", "own", "whole", "units"),
    [
        pytest.param(SHEET, 100, True, True, True, False, id="a sheet"),
        pytest.param(BY_SITE, 100, True, True, True, False, id="sheets of sites"),
        pytest.param(BY_ITEM, 100, True, True, False, False, id="sheets of items"),
        pytest.param(BY_ITEM_BY_SITE, 100, True, True, False, False, id="sheets of items at sites"),
        pytest.param(BY_UNIT, 100, True, False, True, True, id="sheets of child units"),
        pytest.param(FIGURE, 100, False, False, False, False, id="a figure"),
        pytest.param(BLEND, 100, True, True, True, False, id="a blend"),
        pytest.param(SUM, 130, True, True, True, False, id="a sum"),
        pytest.param(OWN, 100, True, True, True, True, id="child units beside the unit's own sheet"),
        pytest.param(NO_OWN, 100, True, False, True, True, id="child units beside a figure"),
    ],
)
def test_what_a_model_is_made_of(nodes, full, sheets, own, whole, units):
    """Its full mark, and whether it has sheets, such of the unit itself, such of all items, and a mean over child units."""
    model = Model(book(**nodes))

    assert (model.full("total"), model.has_sheets("total"), model.has_own_sheets("total")) == (full, sheets, own)
    assert (has_whole_sheet(nodes, "total"), takes_mean_of_units(model.assessment)) == (whole, units)


def test_the_nodes_and_the_marks():
    """The nodes by name, that of the year among them, what each is made of, and the marks of the items."""
    model = Model(book(**BLEND))

    assert model.nodes.keys() == {"sheet", "figure", "total", "year"}
    assert [model.below(name) for name in ("sheet", "total", "year")] == [[], ["figure", "sheet"], ["total"]]
    assert model.marks == {"i": 60, "j": 40}


def test_the_figures_that_a_model_reads():
    """Given ones, those of rates, of adjustments and their targets, and by which it weighs; no node, and no full mark from which others take."""
    taken = [
        ts.rules.Adjustment(count="notices", lose=1, by="x"),
        ts.rules.Adjustment(count="done", against=">= due", lose=1, by="x"),
        ts.rules.Adjustment(count="figure", lose=1),
    ]
    model = Model(
        book(
            figure=Given(100, by="x"),
            from_full=Given(100, from_full=True, adjustments=[ts.rules.Adjustment(count="tasks", against=">= asked", lose=1, by="x")]),
            rate=Rate(of=((1, "mended"),), out_of=((1, "found"), (-1, "struck")), full=100, by="x"),
            both=Blend(weights={"figure": 40, "from_full": 20, "rate": 40}, adjustments=taken),
            total=Mean(over="unit", of="both", weigh_by="people", by="x"),
        )
    )
    counted = Model(book(sheet=Sheet(100), total=Mean(over="zone", of="sheet", weigh_by="count")))

    assert model.figures == {"figure", "tasks", "asked", "mended", "found", "struck", "notices", "done", "due", "people"}
    assert counted.figures == frozenset()


def test_words_after_those_above_them():
    """Each word of a tree stands after its parents, whoever is written first."""
    assert upwards({"fen": "hill", "hill": "city", "city": None}) == {"fen": ("city", "hill", "fen"), "hill": ("city", "hill"), "city": ("city",)}


def test_what_papers_say_of_items():
    """The mark of an item, and whether it counts only when all is met."""
    from proof.reading.opened import opened, span

    papers = opened({"bins.broken": span(most=0)}).papers
    papers.books["a"] = book(**SHEET)

    assert (papers.mark("a", "i"), papers.mark("a", "j")) == (Fraction(60), Fraction(40))
    assert (papers.all_met("a", "i"), papers.all_met("a", "j")) == (False, True)
    assert (papers.past("s1"), papers.above("river")) == ({}, ())
