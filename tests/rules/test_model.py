"""Scoring models as data, and what keeps one from being evaluated."""

from fractions import Fraction
from itertools import pairwise

import pytest
from attrs import evolve

from samples import refusal
from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.points import exact
from tristandard.rules.acceptance import End, Range
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import mean_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.target import Target
from tristandard.rules.nodes.weighted import Take


def mean(of, over="site"):
    return Mean(over=over, of=of)


@pytest.mark.parametrize(
    ("nodes", "problems"),
    [
        ({"total": Sheet()}, []),
        ({"total": Blend(weights={"field": 60, "survey": 40}), "field": mean("sheet"), "sheet": Sheet(), "survey": Given(by="夜查组")}, []),
        ({"total": mean("type", "site_type"), "type": mean("sheet"), "sheet": Sheet()}, []),
        ({"sheet": Sheet()}, ["score node 'total' is missing; name one node `total`; its score is the unit's"]),
        ({}, ["score node 'total' is missing; name one node `total`; its score is the unit's"]),
        ({"total": mean("shet"), "sheet": Sheet()}, ["score node 'total' names the node 'shet', which is not there; declare it, or mend the name"]),
        ({"total": mean("total")}, ["score node 'total' stands below itself (total → total); break the circle"]),
        (
            {"total": mean("part", "area"), "part": mean("total", "zone")},
            ["score node 'total' stands below itself (total → part → total); break the circle"],
        ),
        ({"total": Sheet(), "spare": Sheet()}, ["score node 'spare' is used by no other; use it, or drop it"]),
        (
            {"total": mean("part", "site"), "part": mean("sheet", "site"), "sheet": Sheet()},
            ["score node 'part' is a second mean over 'site'; take the mean over each axis once"],
        ),
        (
            {"total": mean("type", "site"), "type": mean("sheet", "site_type"), "sheet": Sheet()},
            ["score node 'type' is a mean over 'site_type' below the mean over 'site'; take the mean over sites last, nearest to the sheet"],
        ),
        (
            {"total": mean("of sheets"), "of sheets": Sheet()},
            ["score node 'of sheets' has a name that is not one word; name it in one word, such as \"field\"; `zh` and `en` say what people call it"],
        ),
        (
            {"total": Blend(weights={"a": 50, "b": 50}), "a": Sheet(), "b": Sheet(full=50)},
            ["score node 'total' blends nodes of different full marks (a 100, b 50); give them one full mark"],
        ),
        (
            {"total": Blend(weights={"a": 50, "b": 50})},
            [
                "score node 'total' names the node 'a', which is not there; declare it, or mend the name",
                "score node 'total' names the node 'b', which is not there; declare it, or mend the name",
            ],
        ),
    ],
)
def test_what_keeps_a_model_from_being_evaluated(nodes, problems):
    """Missing, unknown, circular and unused nodes and axes folded twice are told all at once."""
    assert [str(problem) for problem in Model(nodes).problems()] == problems


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ({"a": 60, "b": 30}, "a 60 + b 30 = 90"),
        ({"a": 60, "b": 60, "c": -20}, "a 60 + b 60 + c -20 = 100"),
        ({"a": "100/3", "b": "100/3", "c": "33.3"}, "a 100/3 + b 100/3 + c 33.3 = 2999/30"),
    ],
)
def test_weights_add_up_as_declared(weights, told):
    """Written weights that do not total 100, or are negative, are refused with their sum."""
    with pytest.raises(BadValue) as caught:
        Blend(weights=weights)

    assert str(caught.value) == f"'{told}' is not a set of weights; let written weights be 0 or more and add up to exactly 100"


def test_thirds_add_up():
    """Three exact thirds of a hundred are weights."""
    assert Blend(weights={"a": "100/3", "b": "100/3", "c": "100/3"}).uses == ("a", "b", "c")


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Mean(over="street", of="sheet"), "'street' is not an axis of a mean; give one of site, site_type, zone, area, item, unit, period"),
        (Blend, "'' is not a blend; name the nodes and their weights"),
        (lambda: Mean(over="site", of="sheet", drop_lowest=-1), "-1 is not a number of scores to drop; write a whole number from 0"),
        (lambda: Mean(over="site", of="sheet", drop_lowest=1, take=Take.WORST), "'worst' is not a choice among scores that count alike; write `take`, or `drop_lowest` and `drop_highest`, not both"),
        (lambda: Blend(weights={"a": 40, "b": 60}, drop_highest=1), "'mean' is not a choice among scores that count alike; a median, the worst, the best, and dropping the lowest or the highest want members that count alike: drop the weights"),
        (lambda: Mean(over="site_type", of="sheet", weigh_by="count", take=Take.MEDIAN), "'median' is not a choice among scores that count alike; a median, the worst, the best, and dropping the lowest or the highest want members that count alike: drop the weights"),
        (lambda: Mean(over="site", of="sheet", own=40), "40 is not what the round of the whole time counts; write it on a mean over 'period' alone, from 0 to below 100, in %"),
        (lambda: Mean(over="period", of="total", own=100), "100 is not what the round of the whole time counts; write it on a mean over 'period' alone, from 0 to below 100, in %"),
        (lambda: Adjustment(count="n"), "'gain 0, lose 0' is not an adjustment; write one of `gain`, `lose` and `points`, a number above zero or bands; what is taken off has no minus sign"),
        (lambda: Adjustment(count="n", gain=1), "'gain 1, lose 0' is not an adjustment; write `at_most`, the most that it gains"),
        (lambda: Adjustment(count="n", lose=1, at_most=0), "0 is not an adjustment; let `at_most` be above zero"),
        (lambda: Adjustment(count="n", lose=1, points={Range(): 1}), "'gain 0, lose 1' is not an adjustment; write one of `gain`, `lose` and `points`, a number above zero or bands; what is taken off has no minus sign"),
        (lambda: Adjustment(count="n", points={Range(): 1}, at_most=2), "'gain 0, lose 0' is not an adjustment; bands say what is lost: leave out `against`, `per`, `parts` and `at_most`"),
        (lambda: Adjustment(count="n", points={Range(End(1)): 1}), "['>= 1'] is not the bands of an adjustment; nothing says what lies below >= 1; let the bands cover each number from 0 once"),
        (lambda: Adjustment(count="n", points={"A": 1}), "'A' is not a value of the kind Range for a band; give one Range"),
        (lambda: Adjustment(count="n", lose=1, per=5), "'5' is not an adjustment; without a bar each time counts: write `against`, or leave out `per` and `parts`"),
        (lambda: Adjustment(count="n", lose=1, against=Range(End(0))), "'>= 0' is not the bar of an adjustment; write a range, such as \">= 90\"; leave it out to count from zero"),
        (lambda: Adjustment(count="n", gain=1, at_most=1, against=Range(End(1), End(2))), "'>= 1 and <= 2' is not the bar of an adjustment; write one end for what is gained, such as \">= 90\""),
        (lambda: Adjustment(count="n", lose=1, against=">= n"), "'>= n' is not the bar of an adjustment; let the bar be another figure than the one that is counted"),
        (lambda: Adjustment(count="n", lose=1, against=Range(End(1)), per="10 %"), "'10 %' is not an adjustment; a share is of a target: let `against` name a figure, or write the step as a number"),
        (lambda: Adjustment(count="n", lose=1, against=">= due", per="ten %"), "'ten %' is not a step that is a share of the target; write a share above zero, such as \"10 %\""),
        (lambda: Target("2 due", least=True), "'2 due' is not the name of another figure of the unit; begin with a letter, and use letters, digits, \"_\" and \".\", such as \"assigned\""),
        (lambda: Sheet(added_at_most=-1), "-1 is not a cap of what is added; write a number of 0 or more"),
        (lambda: Sum(parts=[]), "'' is not a sum of nodes; name the nodes that add up, each once"),
        (lambda: Sum(parts=["a", "b", "a"]), "'a + b + a' is not a sum of nodes; name the nodes that add up, each once"),
        (lambda: Sheet(0), "0 is not a number above zero for `full` (Sheet); write its size; what is taken off has no minus sign"),
        (lambda: Given(-100), "-100 is not a number above zero for `full` (Given); write its size; what is taken off has no minus sign"),
        (lambda: Sheet(0.5), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_nodes_that_cannot_be(refused, message):
    """A mean has an axis that there is, a blend has weights, and a full mark is above zero."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message


def test_the_number_of_sites_is_given_by_nobody():
    """Who weighs by the number of sites names nobody who gives it: it is counted."""
    wrong = Model({"total": Mean(over="unit", of="district", weigh_by="count", by="局"), "district": Given(by="组")})

    assert ["score node 'total' weighs by the number of sites, and 局 gives that; leave out `by`, or name the figure otherwise than \"count\""] == list(map(str, wrong.problems()))


def test_a_node_that_is_not_there_is_told_with_those_that_are():
    """Who asks a model for a node that it has not is told which it has."""
    with pytest.raises(BadValue) as caught:
        Model({"total": Sheet(), "night": Given(by="组")})["nights"]

    assert str(caught.value).endswith("give one of year, night, total")


def test_gains_are_capped_at_nothing_or_more():
    """A joint cap of gains below zero is refused."""
    with pytest.raises(BadValue, match=r"^-1 is not a cap of gains; write how far gains may lift the score above the full mark, 0 or more"):
        Sheet(gains_at_most=-1)


def test_a_target_has_a_name_of_its_own():
    """A target is given as other figures are, under a name that no node has; the model reads both."""
    wrong, right = (Model({"total": Given(by="组", adjustments=[Adjustment(count="done", lose=1, against=bar, by="局")])}) for bar in (">= total", "<due"))

    assert ["score node 'total' has an adjustment by 'total', which is the name of a node; give the figure a name of its own"] == list(map(str, wrong.problems()))
    assert {"done": None, "due": None, "total": 100} == right.figures


def test_what_starts_from_its_full_mark():
    """Nobody gives it, and something takes from it."""
    model = Model({"total": Given(10, from_full=True, adjustments=[Adjustment(count="done", gain=1, at_most=2, by="局")])})

    assert ["score node 'total' starts from its full mark, and no adjustment takes from it; write in `adjustments` by which figure it loses, or leave `from_full` out where an office gives the score"] == list(map(str, model.problems()))
    assert {"done": None} == model.figures


def test_what_starts_from_its_full_mark_is_given_by_nobody():
    """A node that starts from its full mark, and says who gives it, is refused."""
    taken = Adjustment(count="done", lose=1, by="局")

    assert ["score node 'total' starts from its full mark, and is given by somebody too; write `from_full` or `by`, one of them alone"] == list(map(str, Model({"total": Given(10, by="局", from_full=True, adjustments=[taken])}).problems()))


def test_what_a_sum_puts_fits_its_least_part():
    """Of 60 and 20, 30 is more than the second can have."""
    model = Model({"total": Sum(parts=["one", "other"], absent=30), "one": Given(60, by="组"), "other": Given(20, by="组")})

    assert ["score node 'total' gives 30 where nothing applies, beyond its marks; give a score from 0 to 20"] == list(map(str, model.problems()))


def test_a_node_by_its_name():
    """A model gives its nodes by name, in any order of writing."""
    one, other = Model({"total": Sheet(50), "spare": Given(by="夜查组")}), Model({"spare": Given(by="夜查组"), "total": Sheet(50)})

    assert (one, one["total"]) == (other, Sheet(50))


def blended(**more):
    """Return a blend of a sheet and a figure."""
    return {"total": Blend(weights={"sheet": 60, "night": 40}, **more), "sheet": Sheet(), "night": Given(by="夜查组")}


def steps(of="total", per="1 %"):
    """Return a bonus by steps."""
    return StepBonus(of=of, above=Mark(90, share=True), each=1, per=Mark.parse(per), at_most=2)


def test_the_figures_of_a_model():
    """What is given from outside: figures with a full mark, the figures of rates, and what child units are weighed by."""
    model = Model({
        "total": Mean(over="unit", of="own", weigh_by="people", by="统计局"), "own": Blend(weights={"night": 50, "rate": 50}),
        "night": Given(10, by="夜查组"), "rate": Rate(of="done - late", out_of="due", full=10, by="平台"),
    })  # fmt: skip

    assert {"night": 10, "done": None, "late": None, "due": None, "people": None} == model.figures


@pytest.mark.parametrize(
    ("model", "marks"),
    [
        ({"total": Sheet(50, bonus=3, bonuses=[steps()])}, (50, 5)),
        ({"total": Given(50, bonuses=[RankBonus(of="total", points=["1.5", 1])])}, (50, "1.5")),
        ({"total": Mean(over="site", of="sheet", bonuses=[steps()]), "sheet": Sheet(bonus=3)}, (100, 5)),
        ({"total": Blend(weights={"sheet": 40, "night": 60}, absent=Absent.BLANK), "sheet": Sheet(bonus=3), "night": Given()}, (100, 3)),
        ({"total": Blend(weights={"sheet": 40, "night": 60}), "sheet": Sheet(bonus=3), "night": Given()}, (100, 3)),
        ({"total": Blend(weights={"sheet": 0, "night": 100}), "sheet": Sheet(bonus=3), "night": Given()}, (100, 0)),
        ({"total": Sum(parts=["sheet", "night"], bonuses=[steps()]), "sheet": Sheet(60, bonus=3), "night": Given(20)}, (80, 6)),
        ({"total": Sum(parts=["sheet", "night"], absent=0), "sheet": Sheet(60, bonus=3), "night": Given(20)}, (80, 3)),
    ],
)
def test_the_marks_of_a_node(model, marks):
    """A full mark comes from below; bonuses lift by their weight, or wholly where the other parts may leave."""
    assert tuple(map(exact, marks)) == Model(model).marks("total")


@pytest.mark.parametrize(
    ("nodes", "by_site"),
    [
        ({"total": Sheet()}, False),
        ({"total": Mean(over="site", of="sheet"), "sheet": Sheet()}, True),
        (blended(), False),
        ({"total": Blend(weights={"sites": 60, "night": 40}), "sites": Mean(over="site", of="sheet"), "sheet": Sheet(), "night": Given(by="夜查组")}, True),
        ({"total": Mean(over="zone", of="sheet"), "sheet": Sheet()}, False),
        ({"total": Rate(of="done", out_of="due", by="平台")}, True),
    ],
)
def test_whether_a_score_stands_for_each_site(nodes, by_site):
    """A site can be zeroed only where every sheet stands below a fold over sites."""
    assert by_site is Model(nodes).by_site


def chained(deep):
    """Return a model of blends of one node each, so many deep, the sheet counted."""
    names = ["total", *(f"n{number}" for number in range(1, deep - 1)), "sheet"]
    return {**{name: Blend(weights={below: 100}) for name, below in pairwise(names)}, "sheet": Sheet()}


def diamonds(levels):
    """Return a model of so many levels of two blends, each made of both on the level below."""
    rows = [["total"], *([f"a{level}", f"b{level}"] for level in range(levels)), ["sheet", "night"]]
    blends = {name: Blend(weights=dict.fromkeys(below, 50)) for row, below in pairwise(rows) for name in row}
    return {**blends, "sheet": Sheet(), "night": Given(by="夜查组")}


def circular(deep):
    """Return a model of blends of one node each, so many deep, of which the last stands on the first."""
    return {**chained(deep), f"n{deep - 2}": Blend(weights={"total": 100})}


DEEP = "score node 'total' stands on nodes {} deep; let them stand at most 16 deep, itself counted"
MANY = "score node 'total' comes to more than 1000 nodes, each counted for every way that leads to it; use fewer, or use each in fewer places"


@pytest.mark.parametrize(
    ("made", "size", "problems"),
    [
        (chained, 16, []),
        (chained, 17, [DEEP.format(17)]),
        (chained, 400, [DEEP.format(400)]),
        (chained, 50_000, [DEEP.format(50_000), MANY]),
        (diamonds, 7, []),
        (diamonds, 8, [MANY]),
        (diamonds, 14, [MANY]),
        (diamonds, 2_000, [DEEP.format(2_002), MANY]),
        (
            circular,
            400,
            ["score node 'total' stands below itself (total → n1 → n2 → … → n397 → n398 → total); break the circle", DEEP.format(399)],
        ),
    ],
)
def test_how_large_a_model_may_be(made, size, problems):
    """Nodes stand at most sixteen deep and come to at most a thousand, each counted wherever a result holds it; more is refused at once, however much more."""
    assert problems == list(map(str, Model(made(size)).problems()))


def test_a_node_that_many_ways_lead_to_has_its_marks_once():
    """Marks and sheets of a model as large as it may be are told without a walk for each way."""
    model = Model(diamonds(7))

    assert ((100, 0), ["sheet"], False) == (model.marks("total"), model.sheets("total"), model.by_site)


@pytest.mark.parametrize("nodes", [{}, chained(400), diamonds(14), {"total": mean("total")}, {"total": mean("shet")}])
@pytest.mark.parametrize("ask", [lambda model: model.marks("total"), lambda model: model.below("total"), lambda model: model.sheets("total"), lambda model: model.by_site])
def test_a_model_that_nobody_can_walk_through(nodes, ask):
    """Of a model without an end, or with one too far away, nothing is told: it is refused with what is wrong."""
    with pytest.raises(TristandardError):
        ask(Model(nodes))


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Model({"total": 3, "x": Sheet(), "y": "z"}), "a model is made of score nodes (2 to mend):\n  - 3 is not a score node ('total'); give a Blend, Given, Mean, Met, Rate, Sheet or Sum\n  - 'z' is not a score node ('y'); give a Blend, Given, Mean, Met, Rate, Sheet or Sum", "计分模型由计分节点组成（须改 2 处）：\n  - 3 不是计分节点（“total”）；请给出 Blend、Given、Mean、Met、Rate、Sheet 或 Sum\n  - 'z' 不是计分节点（“y”）；请给出 Blend、Given、Mean、Met、Rate、Sheet 或 Sum"),
        (lambda: Model({"total": Sheet()})["x"], "'x' is not a node of the model; give one of year, total", "'x' 不是计分模型的节点；请写其中之一：year、total"),
        (lambda: Model({"total": Sheet()})[["x"]], "['x'] is not a node of the model; give one of year, total", "[x] 不是计分模型的节点；请写其中之一：year、total"),
        (lambda: Model({"total": mean("shet")}).marks("total"), "the nodes of the model cannot be walked through (1 to mend):\n  - score node 'total' names the node 'shet', which is not there; declare it, or mend the name", "计分模型的节点无法逐个算出（须改 1 处）：\n  - 计分节点“total”写了不存在的节点“shet”；请声明该节点，或改正名称"),
        (lambda: Model({"total": mean("shet")}).below("total"), "the nodes of the model cannot be walked through (1 to mend):\n  - score node 'total' names the node 'shet', which is not there; declare it, or mend the name", "计分模型的节点无法逐个算出（须改 1 处）：\n  - 计分节点“total”写了不存在的节点“shet”；请声明该节点，或改正名称"),
        (lambda: Model({"total": mean("shet")}).whole, "the nodes of the model cannot be walked through (1 to mend):\n  - score node 'total' names the node 'shet', which is not there; declare it, or mend the name", "计分模型的节点无法逐个算出（须改 1 处）：\n  - 计分节点“total”写了不存在的节点“shet”；请声明该节点，或改正名称"),
        (lambda: Model({"total": mean("shet")}).by_site, "the nodes of the model cannot be walked through (1 to mend):\n  - score node 'total' names the node 'shet', which is not there; declare it, or mend the name", "计分模型的节点无法逐个算出（须改 1 处）：\n  - 计分节点“total”写了不存在的节点“shet”；请声明该节点，或改正名称"),
    ],
)
def test_what_is_no_node_is_told_by_its_name(call, en, zh):
    """Everything in a model that is no score node is told, each by its name, with the kinds that there are; a node that is not there, with those that are."""
    assert (en, zh) == refusal(call)


def test_a_joint_cap_of_gains_may_be_nothing():
    """A sheet whose gains together may not lift it is one."""
    assert 0 == Sheet(gains_at_most=0).gains_at_most


def test_what_an_item_lost_is_weighed_by_full_marks():
    """Of two sheets that a sum adds up, of 40 and of 60, an item that lost 10 in the first and nothing in the second lost 4; alike, 5; what carries nothing of it is not read."""
    kept = {"low": Fraction(0), "value": None, "high": Fraction(0)}
    lost = Part(node="one", full=Fraction(40), items=(("item", Fraction(10), Fraction(10)),), asked=frozenset({"item"}), **kept)
    none = Part(node="two", full=Fraction(60), asked=frozenset({"item"}), **kept)
    whole = Part(node="total", full=Fraction(100), parts=(lost, none), weights=(Fraction(1), Fraction(1)), **kept)
    model = Model({"total": Sum(parts=["one", "two"]), "one": Sheet(40), "two": Sheet(60)})

    assert {"item": (4, 4)} == mean_lost(whole, model)
    assert {"item": (5, 5)} == mean_lost(whole, model, alike=True)
    assert {"item": (10, 10)} == mean_lost(evolve(whole, parts=(lost, evolve(none, asked=frozenset()))), model)
