"""Figures from outside, gates, grades and vetoes as they score one unit, and every figure that is refused."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match
from survey import changed, city, itemed, messages, priced, scored, seen, shared, site
from tristandard.basics.errors import Refused
from tristandard.basics.outcome import Measured
from tristandard.proof.certificate import certify
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Carry
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score

HALF = Mark(50, share=True)
GRADES = {"好": Range(floor=End(80)), "差": Range(limit=End(80, closed=False))}
RATE = Rate(of="done - late", out_of="due", by="平台")


def of_figures(model, givens, **more):
    """Return the cards of an assessment that rests on figures alone, by name and unit."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(model), **more)
    return scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens={("a", *key): figure for key, figure in givens.items()})["a"]


@pytest.mark.parametrize(
    ("model", "givens", "message"),
    [
        ({"total": RATE}, {("done", "wujin"): 5, ("late", "wujin"): 0, ("due", "wujin"): 4}, "'5 of 4' is not a rate for a.total of 'wujin'; mend the figures, or write capped = true where more than due counts as all of it"),
        ({"total": RATE}, {("done", "wujin"): 1, ("late", "wujin"): 2, ("due", "wujin"): 4}, "'-1 of 4' is not a rate for a.total of 'wujin'; mend the figures"),
        ({"total": RATE}, {("done", "wujin"): 1, ("late", "wujin"): 0, ("due", "wujin"): 0}, "'1 of 0' is not a rate for a.total of 'wujin'; mend the figures, or write capped = true where more than due counts as all of it"),
        ({"total": evolve(RATE, capped=True)}, {("done", "wujin"): 1, ("late", "wujin"): 0, ("due", "wujin"): 0}, "'1 of 0' is not a rate for a.total of 'wujin'; mend the figures"),
        ({"total": RATE}, {("done", "wujin"): -1}, "'-1' is not a figure for a.done from 0; mend the figure"),
        ({"total": RATE}, {("done", "ghost"): 1}, "the figure given for a.done names the unit 'ghost', which is not declared; declare it, or mend the code"),
        ({"total": RATE}, {("total", "wujin"): 1}, "a given figure names the given node 'a.total', which is not declared; declare it, or mend the code"),
        ({"total": RATE}, {("late_", "wujin"): 1}, "a given figure names the given node 'a.late_', which is not declared; declare it, or mend the code (did you mean a.late?)"),
        ({"total": Given(40, by="组")}, {("total", "wujin"): "40.1"}, "'40.1' is not a figure for a.total from 0 to 40; mend the figure"),
        ({"total": Given(by="组", adjustments=[Adjustment(count="done", lose=1, against=">= due", per="10 %", by="局")])}, {("due", "wujin"): 0}, "'0' is not a target for a.due of 'wujin' above zero; steps are shares of it: mend the figure, or give None where it does not apply"),
        ({"total": Given(by="组", adjustments=[Adjustment(count="done", lose=1, against=">= due", by="局")])}, {("due", "wujin"): -1}, "'-1' is not a figure for a.due from 0; mend the figure"),
    ],
)
def test_a_figure_that_cannot_be(model, givens, message):
    """More than was due, less than nothing, beyond the mark, of nobody, of no node."""
    with pytest.raises(Refused) as caught:
        of_figures(model, givens)

    assert [message] == messages(caught)


@pytest.mark.parametrize("key", [("a", "night"), "a night wujin", None])
def test_what_a_figure_is_given_for(key):
    """An assessment, a node and a unit; anything else is told and not taken apart."""
    with pytest.raises(Refused) as caught:
        score(shared(seen(3)), givens={key: 3})

    assert f"the given figures cannot be scored (1 to mend):\n  - {key!r} is not what a figure is given for; write (assessment, node, unit)" == str(caught.value)


def test_figures_are_all_looked_at():
    """A key that is none, and a figure that is none, keep no other mistake from being told."""
    with pytest.raises(Refused) as caught:
        of_figures({"total": Given(by="组")}, {(): 1, ("total", "wujin"): 0.5, ("total", "ghost"): 1})

    assert [
        "0.5 is not a figure for a.total of 'wujin'; write it as text, \"0.5\", or as Decimal(\"0.5\"): a float is binary and not exact",
        "('a',) is not what a figure is given for; write (assessment, node, unit)",
        "the figure given for a.total names the unit 'ghost', which is not declared; declare it, or mend the code",
    ] == messages(caught)


@pytest.mark.parametrize(("done", "due", "score"), [(0, 4, 0), ("0.5", 4, "12.5"), ("0.25", "0.5", 50), (4, 4, 100), (0, 0, None)])
def test_a_rate_from_nothing_to_all(done, due, score):
    """Nothing, a part, or all of what was due is a rate, however little that was."""
    cards = of_figures({"total": evolve(RATE, of=((1, "done"),))}, {("done", "wujin"): done, ("due", "wujin"): due})

    assert (None if score is None else Fraction(score)) == cards["wujin"].exact


def test_every_units_rate_is_looked_at():
    """A unit whose figures are not all given keeps no other from being told that more was done than due."""
    with pytest.raises(Refused) as caught:
        of_figures({"total": evolve(RATE, of=((1, "done"),))}, {("done", "tianning"): 9, ("done", "wujin"): "0.5", ("due", "wujin"): 0, ("done", "xinbei"): 2, ("due", "xinbei"): 1})

    assert [
        f"'{told}' is not a rate for a.total of '{unit}'; mend the figures, or write capped = true where more than due counts as all of it" for told, unit in (("0.5 of 0", "wujin"), ("2 of 1", "xinbei"))
    ] == messages(caught)


def test_a_rate_is_looked_at_beside_other_mistakes():
    """That more was done than due is told beside a figure that is none and a unit that is not there."""
    with pytest.raises(Refused) as caught:
        of_figures({"total": evolve(RATE, of=((1, "done"),))}, {("done", "wujin"): 9, ("due", "wujin"): 4, ("done", "ghost"): 1, ("due", "xinbei"): -1, ("done", "xinbei"): 2})

    assert [
        "'9 of 4' is not a rate for a.total of 'wujin'; mend the figures, or write capped = true where more than due counts as all of it",
        "'-1' is not a figure for a.due from 0; mend the figure",
        "the figure given for a.done names the unit 'ghost', which is not declared; declare it, or mend the code",
    ] == messages(caught)


def test_a_figure_for_a_unit_that_is_not_assessed():
    """Whom no indicator of the assessment speaks of gets no figure in it."""
    model = Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), of="kind=district"), models={"a": model})
    with pytest.raises(Refused) as caught:
        scored(seen(3, what="a.litter"), rules=rules, givens={("a", "night", "bureau"): 50})

    assert ["'bureau' is not a unit that a assesses; leave out the figure for night, or widen the subjects of an indicator"] == messages(caught)


def test_child_units_need_the_figure_that_weighs_them():
    """A figure that is missing for one of several is refused; for one alone there is nothing to weigh."""
    nodes = {"total": Mean(over="unit", of="own", weigh_by="people", by="统计局"), "own": Given(by="组")}
    rules = evolve(city().units, terms=[*city().units.terms, evolve(city().units["hutang"], code="niutang", zh="牛塘镇")])
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(nodes))
    givens = {("a", "own", "hutang"): 90, ("a", "own", "niutang"): 60}
    two = evolve(city(), assessments=[book], crosswalks=(), units=rules)
    with pytest.raises(BadModel) as caught:
        scored(rules=two, givens=givens)

    assert "'wujin'" not in str(caught.value)
    assert str(caught.value).startswith("score node 'a.total' weighs 'hutang' by 'people', which nobody gave")
    with pytest.raises(BadModel) as caught:
        scored(rules=two, givens={**givens, ("a", "people", "hutang"): None, ("a", "people", "niutang"): 2})
    assert "which was given as None: that it does not apply; give a number for each child unit; 0 where it shall not count" in str(caught.value)
    assert Fraction(70) == scored(rules=two, givens={**givens, ("a", "people", "hutang"): 1, ("a", "people", "niutang"): 2})["a"]["wujin"].exact
    assert Fraction(90) == of_figures(nodes, {("own", "hutang"): 90})["wujin"].exact


# ---- gates, grades and bonuses


def itemised(model, *observations, givens=None, **more):
    """Return the card of a sheet with an item of litter and one of lamps, of 20 points and 80."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")), models={"a": Model(model)})
    book = rules.assessments[0]
    looks, lamps = itemed(book, item=20)[0], evolve(book.items[0], code="lamps", full=80)
    indicators = [evolve(one, item="lamps" if one.code == "a.lamps" else "item") for one in book.indicators]
    return scored(*observations, rules=changed(rules, a={"items": [looks, lamps], "indicators": indicators, **more}), givens=givens)["a"]["wujin"]


def test_gates_on_one_node_all_hold():
    """The lowest of the scores to which a node fails stands."""
    gates = [Gate(of="item item", at_least=HALF, to=50), Gate(of="total", at_least=Mark(95, share=False), to=30), Gate(of="item lamps", at_least=HALF, to=0)]
    card = itemised({"total": Sheet(gates=gates)}, seen(11, what="a.litter"), seen(Measured({"lamps.lit": 100}), what="a.lamps"))

    assert (Fraction(30), ("item item", "total")) == (card.exact, card.part.failed)


def test_a_gate_never_raises_a_score():
    """Who is below the score to which a node fails keeps its own."""
    card = itemised({"total": Sheet(gates=[Gate(of="total", at_least=HALF, to=40)])}, seen(20, what="a.litter"), seen(Measured({"lamps.lit": 30}), what="a.lamps"))

    assert (Fraction(10), ("total",)) == (card.exact, card.part.failed)


def test_a_gate_reads_a_node_with_its_bonuses():
    """Bonuses come first: 79 and one more reach 80."""
    bonus = StepBonus(of="total", above=Mark(78, share=False), each=1, per=Mark(1, share=False), at_most=1)
    card = of_figures({"total": Given(by="组", bonuses=[bonus], gates=[Gate(of="total", at_least=Mark(80, share=False))], grades=GRADES)}, {("total", "wujin"): 79})["wujin"]

    assert (Fraction(80), (), "好") == (card.exact, card.part.failed, card.grade)


def test_an_open_item_fails_only_if_it_would_fail_with_everything_met():
    """Eleven of twenty points lost fails whatever comes; nothing measured yet does not, but the interval says that it may."""
    model = {"total": Sheet(gates=[Gate(of=EVERY_ITEM, at_least=HALF)])}
    failed, open_ = itemised(model, seen(11, what="a.litter")), itemised(model, seen(Measured({"lamps.lit": 100}), what="a.lamps"))

    assert ((Fraction(0), Fraction(0)), ("item item",)) == (failed.interval, failed.part.failed)
    assert ((Fraction(0), Fraction(100)), (), Fraction(100)) == (open_.interval, open_.part.failed, open_.exact)


@pytest.mark.parametrize(
    ("model", "of"),
    [
        ({"total": Mean(over="item", of="sheet", gates=[Gate(of=EVERY_ITEM, at_least=HALF)]), "sheet": Sheet(10)}, "item one"),
        ({"total": Blend(weights={"items": 20, "night": 80}, gates=[Gate(of="item one", at_least=HALF)]), "items": Mean(over="item", of="sheet"), "sheet": Sheet(10), "night": Given(10, by="组")}, "item one"),
    ],
)
def test_an_item_stands_by_itself_in_a_gate(model, of):
    """Six of its ten points lost is below half, however many other items or figures share the score."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")), models={"a": Model(model)})
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, full=10) for code in ("one", "two")]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="two" if one.code == "a.lamps" else "one") for one in book.indicators]})
    lit = seen(Measured({"lamps.lit": 100}), what="a.lamps")
    cards = [scored(seen(lost, what="a.litter"), lit, rules=rules, givens={("a", "night", "wujin"): 10} if "night" in model else None)["a"]["wujin"] for lost in (5, 6)]

    assert [(), (of,)] == [card.part.failed for card in cards]
    assert [False, True] == [card.exact == 0 for card in cards]


def test_what_the_rules_put_trips_no_gate_and_earns_no_bonus():
    """A satisfaction that does not apply is not below sixty, though the rules put fifty in its place; nor has it a place of its own."""
    model = {
        "total": Blend(weights={"field": 50, "people": 50}, absent=50, gates=[Gate(of="people", at_least=Mark(60, share=True))], bonuses=[RankBonus(of="people", points=[3])]),
        "field": Given(by="组"), "people": Given(by="局"),
    }  # fmt: skip
    cards = of_figures(model, {("field", "wujin"): 90, ("people", "wujin"): None, ("field", "tianning"): 90, ("people", "tianning"): 59, ("field", "xinbei"): 90, ("people", "xinbei"): 60})

    assert {"wujin": (Fraction(70), ()), "tianning": (Fraction(0), ("people",)), "xinbei": (Fraction(78), ())} == {unit: (card.exact, card.part.failed) for unit, card in cards.items()}
    assert (Fraction(70), Fraction(70)) == cards["wujin"].interval


def test_a_place_that_is_open_widens_the_interval():
    """Whoever has no figure yet may still take the first place."""
    model = {"total": Blend(weights={"field": 100}, bonuses=[RankBonus(of="field", points=[2, 1])]), "field": Blend(weights={"one": 50, "other": 50}), "one": Given(by="组"), "other": Given(by="组")}
    cards = of_figures(model, {("one", "wujin"): 80, ("other", "wujin"): 80, ("one", "tianning"): 70})

    assert (Fraction(82), (Fraction(81), Fraction(82))) == (cards["wujin"].exact, cards["wujin"].interval)
    assert (Fraction(71), (Fraction(36), Fraction(87))) == (cards["tianning"].exact, cards["tianning"].interval)


def test_a_vetoed_unit_has_the_grade_of_nothing():
    """A red line takes the score of a unit, and with it the name that the score had."""
    red = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.UNIT))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), red), models={"a": Model({"total": Sheet(grades=GRADES)})})
    cards = [scored(seen(count, what="a.litter"), rules=rules)["a"]["wujin"] for count in (0, 1)]

    assert [(Fraction(100), "好"), (Fraction(0), "差")] == [(card.exact, card.grade) for card in cards]


def test_a_blend_from_which_parts_leave_may_reach_the_whole_bonus_of_another():
    """Two points above the mark stay two where nothing else applies: the bounds say so before."""
    bonus = StepBonus(of="one", above=Mark(90, share=False), each=1, per=Mark(1, share=False), at_most=2)
    model = {"total": Blend(weights={"one": 40, "other": 60}), "one": Given(by="组", bonuses=[bonus]), "other": Given(by="组")}
    card = of_figures(model, {("one", "wujin"): 100, ("other", "wujin"): None})["wujin"]
    none = of_figures(model, {("one", "tianning"): 3, ("other", "wujin"): None})["wujin"]

    assert (Fraction(102), Fraction(2)) == (card.exact, card.part.bonus)
    assert (None, (Fraction(0), Fraction(102))) == (none.exact, none.interval)


# ---- what items took


def test_losses_are_told_where_something_is_open_below():
    """A gap somewhere hides no loss that was seen: ten points at one of two sites of one of two types took two and a half."""
    model = Model({"total": Mean(over="site_type", of="type"), "type": Mean(over="site", of="sheet"), "sheet": Sheet()})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model})
    card = scored(seen(10, "s1", "a.litter"), rules=rules, sites=(site("s1"), site("s2"), site("s3", kind="market")))["a"]["wujin"]

    assert {"item": Fraction("2.5")} == card.losses


@pytest.mark.parametrize(("count", "warnings"), [(6, ()), (7, ("item",))])
def test_a_warning_reads_an_item_by_its_own_mark(count, warnings):
    """Seven of twenty is more than thirty per cent."""
    card = itemised({"total": Sheet()}, seen(count, what="a.litter"), seen(Measured({"lamps.lit": 100}), what="a.lamps"), warning=Mark(30, share=True))

    assert warnings == card.warnings


def test_a_warning_is_not_diluted_by_a_blend():
    """An item that lost everything warns, though the sheet counts a fifth."""
    model = {"total": Blend(weights={"sheet": 20, "night": 80}), "sheet": Sheet(), "night": Given(by="组")}
    card = itemised(model, seen(20, what="a.litter"), seen(Measured({"lamps.lit": 100}), what="a.lamps"), givens={("a", "night", "wujin"): 100}, warning=Mark(30, share=True))

    assert ("item",) == card.warnings


def test_a_carried_score_has_its_own_grade():
    """Ninety is good; ninety with a tenth of nothing is not."""
    cards = [
        scored(
            rules=evolve(city(), assessments=[Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组", grades=GRADES)}), carry=Carry(bottom=1, periods=1, weight=20))], crosswalks=()),
            givens={("a", "total", "wujin"): 90, ("a", "total", "hutang"): 0}, carried=down,
        )["a"]["wujin"]
        for down in ({}, {"a": ["hutang"]})
    ]  # fmt: skip

    assert [(Fraction(90), "好"), (Fraction(72), "差")] == [(card.exact, card.grade) for card in cards]


# ---- handed over and certified

SHARED = (crosswalk(match("a.litter", "b.litter"), host="b"),)
BOTH = (indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("b.litter", "litter.spots <= 2 处", priced("0.5")))


def test_an_assessment_that_carries_scores_is_certified():
    """Carrying is no part of the merged part."""
    rules = changed(city(*BOTH, crosswalks=SHARED), a={"carry": Carry(bottom=1, periods=3, weight=10)})

    assert certify(scored(seen(3), rules=rules, carried={})).holds


def test_an_assessment_that_weighs_by_figures_is_certified():
    """What child units are weighed by comes from outside, and is needed for the merged part too."""
    model = Model({"total": Mean(over="unit", of="own", weigh_by="people", by="统计局"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    units = evolve(city().units, terms=[*city().units.terms, evolve(city().units["hutang"], code="niutang", zh="牛塘镇")])
    rules = evolve(city(*BOTH, crosswalks=SHARED, models={"a": model}), units=units)
    results = scored(
        seen(3), seen(2, "s2"), rules=rules, sites=(site("s1", "hutang"), site("s2", "niutang")),
        givens={("a", "people", "hutang"): 1, ("a", "people", "niutang"): 2},
    )  # fmt: skip

    assert certify(results).holds


def test_a_figure_is_no_part_of_a_handover():
    """The merged part is that of the sheets: the night visit is the consumer's own."""
    model = Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})
    results = scored(seen(3), rules=city(*BOTH, crosswalks=SHARED, models={"a": model}), givens={("a", "night", "wujin"): 50})
    part = receive(handover(results, "b", "a"), results.ledger.register.plan.merged)["a"]["wujin"]

    assert (Fraction("87.6"), Fraction(97), True) == (results["a"]["wujin"].exact, part.exact, certify(results).holds)
