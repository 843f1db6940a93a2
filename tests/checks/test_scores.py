"""What score nodes name that is not there, or that does not fit the items."""

import pytest
from attrs import evolve

from samples import (
    indicator,
    lacking,
    rule_set,
)
from samples.wrong import (
    BROKEN,
    told,
    with_book,
    with_model,
)
from tristandard.checks.contradictions import contradictions
from tristandard.rules.assessment import AfterTies
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import AbsentItem, Sheet


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (with_model({"total": Mean(over="site", of="shet")}), "score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name"),
        (
            with_model({"total": Mean(over="site_type", of="sheet", weights={"raod": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the site type 'raod', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="zone", of="sheet", weights={"vilage": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the zone 'vilage', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="area", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the area 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="unit", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the unit 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="item", of="sheet", weights={"looks": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(50)}),
            "score node 'total' of a is a mean over items whose marks are not the sheet's 50: item; give the items and the sheet one full mark, or use one sheet for all items",
        ),
        (
            with_model({"total": Sheet(50, absent=AbsentItem.DROP)}),
            "score node 'total' of a lets items leave that do not apply, and their marks add up to 100, not to the 50 of the sheet; let the marks of the items add up to that of the sheet, or write absent = \"keep\"",
        ),
        (
            with_model({"total": Sheet(gates=[Gate(of="item looks", at_least=Mark(50, share=True))])}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (with_model({"total": Given()}), "score node 'a.total' is given by nobody; write `by`, the office or source that gives the figure"),
        (with_model({"sheet": Sheet()}), "score node 'a.total' is missing; name one node `total`; its score is the unit's"),
        (with_book(ties_by=["sheet"]), "assessment 'a' breaks ties by 'sheet', which is no part that counts in the score and stands for a unit as a whole; the score has no such part: leave `ties_by` out"),
        (
            with_book(ties_by=["idle"], model=BROKEN),
            "assessment 'a' breaks ties by 'idle', which is no part that counts in the score and stands for a unit as a whole; name one of one, sites",
        ),
        (with_book(ties_by=["one", "one"], model=BROKEN), "assessment 'a' breaks ties by 'one' twice; name it once"),
        (
            with_book(after_ties=AfterTies.DENSE, model=Model({"total": Sheet(bonuses=[RankBonus(of="total", points=[1], ties=TiedBonus.SHARED)])})),
            "assessment 'a' lets ties share a bonus by place ('total'), and leaves no place free after them to share; write after_ties = \"skip\", or give each of them the points of the place (ties = \"each\")",
        ),
    ],
)
def test_nodes_that_do_not_fit(rules, message):
    """Each node that does not fit the rest is told with its assessment and the remedy."""
    assert lacking("\n".join(told(rules)), message) == []


def test_items_that_do_not_fit_their_sheet():
    """Where items are folded over, each has the sheet's mark and a weight; a broken model keeps that from being looked at, not from being told."""
    book = rule_set(indicator("a.x")).assessments[0]
    items = [evolve(book.items[0], code=code, full=full) for code, full in (("item", 50), ("looks", 60), ("order", 70))]
    fold = Mean(over="item", of="sheet", weights={"item": 100})
    models = [Model({"total": fold, "sheet": Sheet(50)}), Model({"total": evolve(fold, of="shet")})]
    unweighed = [f"score node 'total' of a gives no weight to the item {code}; give each item its weight, 0 where it shall not count" for code in ("looks", "order")]

    assert [
        [*unweighed, "score node 'total' of a is a mean over items whose marks are not the sheet's 50: looks, order; give the items and the sheet one full mark, or use one sheet for all items"],
        ["score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name", *unweighed],
    ] == [told(with_book(items=items, model=model)) for model in models]


def test_an_item_without_a_weight():
    """Where items are weighed, each has a weight, 0 where it shall not count."""
    rules = with_model({"total": Mean(over="item", of="sheet", weights={"item": 100}), "sheet": Sheet()})
    book = rules.assessments[0]

    assert contradictions(evolve(rules, assessments=[evolve(book, items=[*book.items, evolve(book.items[0], code="more")])]))


def test_a_tie_is_broken_by_one_of_the_parts():
    """The parts that may break ties are told in the order of their names."""
    model = Model({"total": Blend(weights={"night": 40, "day": 60}), "night": Given(by="组"), "day": Given(by="组")})

    assert told(with_book(ties_by=["dusk"], model=model))[0].endswith("name one of day, night")


@pytest.mark.parametrize(("of", "told_of"), [("item looks", ["looks"]), ("item order", []), (EVERY_ITEM, ["looks"]), ("total", [])])
def test_a_gate_is_within_the_reach_of_what_it_reads(of, told_of):
    """Of one item its own mark is looked at, of every item that of each; a gate of a node reads none."""
    book = with_book().assessments[0]
    items = [evolve(book.items[0], code=code, full=full) for code, full in (("looks", 40), ("order", 60))]
    gate = Gate(of=of, at_least=Mark(50, share=False), to=0)

    assert told_of == [problem.split("gate of item ")[1].split(" ")[0] for problem in told(with_book(items=items, indicators=[], model=Model({"total": Sheet(gates=[gate])})))]
