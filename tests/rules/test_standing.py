"""What stands on a node: bonuses by figures that are there, that do not apply, and that nobody gave yet."""

from fractions import Fraction

import pytest
from attrs import evolve

from survey import city, scored
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given

BY_PLACE = RankBonus(of="rate", points=["3", "1"])
BY_STEPS = StepBonus(of="rate", above=Mark(50, share=True), each=1, per=Mark(10, share=True), at_most=4)


def cards(total, **figures):
    """Return the cards of districts of which each has a mark of 80 beside the figures given, by their first letter."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": total, "one": Given(by="组"), "rate": Given(by="局")}))
    units = {"w": "wujin", "t": "tianning"}
    givens = {("a", "one", unit): 80 for unit in units.values()} | {("a", "rate", units[unit]): figure for unit, figure in figures.items()}
    return scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens=givens)["a"]


def blend(**more):
    """Return a score of which six tenths are the mark, and four the figure."""
    return Blend(weights={"one": 60, "rate": 40}, **more)


def test_what_does_not_apply_gives_no_bonus():
    """Whose figure does not apply has neither a place in it nor steps above anything: its score is its mark, and the other has both bonuses."""
    found = cards(blend(bonuses=[BY_PLACE, BY_STEPS]), w=None, t=80)

    assert [(80, (80, 80), [0, 0]), (86, (86, 86), [3, 3])] == [(found[unit].exact, found[unit].interval, [points for _, points in found[unit].part.added]) for unit in ("wujin", "tianning")]


def test_what_nobody_gave_yet_may_give_any_bonus():
    """Steps are counted for what the figure may still be: none of it at least, all of it at most."""
    card = cards(blend(bonuses=[BY_STEPS]), t=80)["wujin"]

    assert ((48, 92), 80, [0]) == (card.interval, card.exact, [points for _, points in card.part.added])


@pytest.mark.parametrize(("figure", "score", "ends"), [(95, 86, (86, 86)), (90, 84, (84, 84)), (84, 78, (78, 78)), (None, 80, (80, 80)), (..., 80, (0, 88))])
def test_points_by_a_figure_are_taken_as_far_as_it_is_known(figure, score, ends):
    """Three points for each five below ninety, in parts: none where the figure reaches it or does not apply; where nobody gave it, all that may be lost is open."""
    lost = Adjustment(count="rate", lose=3, against=Range(End(90)), per=5)
    card = cards(blend(adjustments=[lost]), **({} if figure is ... else {"w": figure}))["wujin"]

    assert (Fraction(score), tuple(map(Fraction, ends))) == (card.exact, card.interval)


@pytest.mark.parametrize(("figure", "failed", "score"), [(70, (), 76), (50, (), 68), (49, ("rate",), 60), (None, (), 80)])
def test_a_gate_holds_of_what_applies(figure, failed, score):
    """A gate that a figure does not reach takes the score down to its own; one whose figure does not apply holds nothing back."""
    card = cards(blend(gates=[Gate(of="rate", at_least=Mark(50, share=True), to=60)]), w=figure)["wujin"]

    assert (score, failed) == (card.exact, tuple(card.part.failed))


@pytest.mark.parametrize(
    ("given", "score", "ends"),
    [
        ({"done": 45, "assigned": 50}, 79, (79, 79)),
        ({"done": 50, "assigned": 50}, 80, (80, 80)),
        ({"done": 20, "assigned": 50}, 74, (74, 74)),
        ({"done": 45}, 80, (74, 80)),
        ({"assigned": 50}, 80, (74, 80)),
        ({}, 80, (74, 80)),
        ({"done": None, "assigned": 50}, 80, (80, 80)),
        ({"done": 45, "assigned": None}, 80, (80, 80)),
    ],
)
def test_a_target_holds_once_both_are_known(given, score, ends):
    """A point for each tenth of the target that is missing, six at most: where one of the two is not known yet all six are open, and where one does not apply none is lost."""
    held = Adjustment(count="done", lose=1, against=">= assigned", per="10 %", at_most=6, by="局")
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组", adjustments=[held])}))
    givens = {("a", name, "wujin"): figure for name, figure in {"total": 80, **given}.items()}
    card = scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens=givens)["a"]["wujin"]

    assert (score, ends) == (card.exact, card.interval)
