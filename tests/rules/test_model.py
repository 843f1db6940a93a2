"""Scoring models as data, and what keeps one from being evaluated."""

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Given, Sheet


def mean(of, over="site"):
    return Fold(over=over, of=of)


@pytest.mark.parametrize(
    ("nodes", "problems"),
    [
        ({"total": Sheet()}, []),
        ({"total": Fold(weights={"field": 60, "survey": 40}), "field": mean("sheet"), "sheet": Sheet(), "survey": Given(by="夜查组")}, []),
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
            ["score node 'part' folds over 'site' a second time; fold each axis once"],
        ),
        (
            {"total": mean("type", "site"), "type": mean("sheet", "site_type"), "sheet": Sheet()},
            ["score node 'type' folds over 'site_type' below the fold over 'site'; fold over sites last, nearest to the sheet"],
        ),
        (
            {"total": Fold(weights={"a": 50, "b": 50})},
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
        Fold(weights=weights)

    assert str(caught.value) == f"'{told}' is not a set of weights; let written weights be 0 or more and add up to exactly 100"


def test_thirds_add_up():
    """Three exact thirds of a hundred are weights."""
    assert Fold(weights={"a": "100/3", "b": "100/3", "c": "100/3"}).uses == ("a", "b", "c")


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Fold(over="site"), "'site' is not a fold; write `over` with `of`, or neither"),
        (lambda: Fold(of="sheet"), "'sheet' is not a fold; write `over` with `of`, or neither"),
        (lambda: Fold(over="street", of="sheet"), "'street' is not an axis to fold over; give one of site, site_type, zone, area, item, unit, period"),
        (Fold, "'' is not a blend; name the nodes and their weights"),
        (lambda: Sheet(0), "0 is not a number above zero for `full` (Sheet); write its size; what is taken off has no minus sign"),
        (lambda: Given(-100), "-100 is not a number above zero for `full` (Given); write its size; what is taken off has no minus sign"),
        (lambda: Sheet(0.5), '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_nodes_that_cannot_be(refused, message):
    """A fold has an axis and a node, a blend has weights, and a full mark is above zero."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value) == message


def test_a_node_by_its_name():
    """A model gives its nodes by name, in any order of writing."""
    one, other = Model({"total": Sheet(50), "spare": Given(by="夜查组")}), Model({"spare": Given(by="夜查组"), "total": Sheet(50)})

    assert (one, one["total"]) == (other, Sheet(50))
