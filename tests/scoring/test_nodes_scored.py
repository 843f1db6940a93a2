"""Every node of a scoring model at its edges: places, gates, bonuses, child units, rates, what others have in place of what does not apply."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import MEAN, changed, city, finding, found, itemed, priced, scored, seen, site
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.terms import Unit
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import Model
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import items_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.tally import Each

HALF = Mark(50, share=True)
LITTER = indicator("a.litter", "litter.spots <= 0 处", priced(1))
CLOSED = NotApplicable("拆迁")
NIUTANG = Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")


def of_figures(model, givens, **more):
    """Return the cards of an assessment that rests on figures alone, by name and unit."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(model), **more)
    rules = city()
    rules = evolve(rules, assessments=[book], crosswalks=(), units=rules.units.grown([NIUTANG]))
    return scored(rules=rules, givens={("a", *key): figure for key, figure in givens.items()})["a"]


def of_sheets(model, *seen_at, marks=(50, 50), **more):
    """Return the cards of an assessment of two items, litter (one) and lamps (two): unit, spots and the share lit (None: not measured) at a site each."""
    lamps = indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit"))
    rules = city(LITTER, lamps, models={"a": Model(model)})
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, full=full) for code, full in zip(("one", "two"), marks, strict=True)]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="two" if one.code == "a.lamps" else "one") for one in book.indicators]})
    sites = tuple(site(f"s{place}", unit) for place, (unit, *_) in enumerate(seen_at))
    told = []
    for place, (_, spots, lit) in enumerate(seen_at):
        told += [] if spots is None else [seen(spots, f"s{place}", "a.litter")]
        told += [] if lit is None else [seen(lit if isinstance(lit, NotApplicable) else Measured({"lamps.lit": lit}), f"s{place}", "a.lamps")]
    return scored(*told, rules=rules, sites=sites, **more)["a"]


def steps(of="total", **more):
    """Return a bonus of a point for each point above ninety, two at most."""
    return StepBonus(**{"of": of, "above": Mark(90, share=False), "each": 1, "per": Mark(1, share=False), "at_most": 2, **more})


# ---- bonuses by place


def test_places_are_read_with_and_without_what_stands_on_a_node():
    """A bonus of a sheet reads the bare sheets; a bonus of the blend above reads the sheets as their gates left them."""
    model = {
        "total": Blend(weights={"sheet": 100}, bonuses=[RankBonus(of="sheet", points=[1])]),
        "sheet": Sheet(gates=[Gate(of="item one", at_least=HALF)], bonuses=[RankBonus(of="sheet", points=[2])]),
    }
    cards = of_sheets(model, ("wujin", 26, 100), ("tianning", 10, 75))

    assert {"wujin": 0, "tianning": 66} == {unit: card.exact for unit, card in cards.items()}
    assert {"wujin": (("sheet", Fraction(2)),), "tianning": (("sheet", Fraction(0)),)} == {unit: card.part.parts[0].added for unit, card in cards.items()}


def test_equal_scores_share_a_bonus_and_open_ends_do_not_pass_a_place():
    """Two at 80 are both first, and nobody that may at most reach the same stands before them."""
    model = {"total": Blend(weights={"one": 100}, bonuses=[RankBonus(of="one", points=[3, 2, 1])]), "one": Given(by="组")}
    cards = of_figures(model, {("one", "wujin"): 80, ("one", "tianning"): 80, ("one", "xinbei"): 70, ("one", "hutang"): 90})

    assert {"wujin": 83, "tianning": 83, "xinbei": 71, "hutang": 93} == {unit: card.exact for unit, card in cards.items()}
    assert all(card.interval == (card.exact, card.exact) for card in cards.values())


def test_the_best_place_of_an_open_score():
    """Between 40 and 90 a unit may be second or third, where others have 95 and 85: the first is certain, the others are not."""
    model = {
        "total": Blend(weights={"both": 100}, bonuses=[RankBonus(of="both", points=[5, 3, 1])]),
        "both": Blend(weights={"one": 50, "other": 50}, unmeasured=Unmeasured.BLANK), "one": Given(by="组"), "other": Given(by="组"),
    }  # fmt: skip
    cards = of_figures(model, {("one", "wujin"): 95, ("other", "wujin"): 95, ("one", "tianning"): 85, ("other", "tianning"): 85, ("one", "xinbei"): 80})

    assert [(95 + 5, 95 + 5), (85 + 1, 85 + 3), (40 + 1, 90 + 3)] == [cards[unit].interval for unit in ("wujin", "tianning", "xinbei")]
    assert [95 + 5, 85 + 3, None] == [cards[unit].exact for unit in ("wujin", "tianning", "xinbei")]


def test_a_node_without_a_score_may_still_reach_its_bonus():
    """Without a score the interval reaches what its parts may come to, each end with the bonuses of that end."""
    model = {"total": Blend(weights={"one": 50, "other": 50}, unmeasured=Unmeasured.BLANK, bonuses=[steps(), RankBonus(of="one", points=["0.5"])]), "one": Given(by="组"), "other": Given(by="组")}
    cards = [of_figures(model, {("one", "wujin"): figure})["wujin"] for figure in (80, 100)]

    assert [(Fraction("40.5"), Fraction("90.5")), (Fraction("50.5"), Fraction("102.5"))] == [card.interval for card in cards]
    assert {(None, Fraction("2.5"))} == {(card.exact, card.part.bonus) for card in cards}


def test_a_bonus_lifts_the_bounds_of_a_score():
    """A bonus counts in how far a score may stand above its mark."""
    card = of_figures({"total": Given(by="组", bonuses=[steps()])}, {("total", "wujin"): 95})["wujin"]

    assert (97, Fraction(2), (97, 97), (("total", Fraction(2)),)) == (card.exact, card.part.bonus, card.interval, card.part.added)


@pytest.mark.parametrize(("spots", "lit", "score", "interval"), [(5, None, 90, (45, 97)), (2, None, 98, (48, 100)), (5, 100, 97, (97, 97))])
def test_a_bonus_by_steps_reads_each_end(spots, lit, score, interval):
    """Where a part was not measured, the bonus is worked out for the lowest, the told and the highest score by themselves."""
    card = of_sheets({"total": Sheet(bonuses=[steps()])}, ("wujin", spots, lit))["wujin"]

    assert (score, interval) == (card.exact, card.interval)


def test_a_bonus_of_what_does_not_apply():
    """What the rules put where nothing applies earns nothing, whatever it comes to."""
    model = {"total": Blend(weights={"field": 50, "people": 50}, absent=99, bonuses=[steps("people")]), "field": Given(by="组"), "people": Given(by="局")}
    card = of_figures(model, {("field", "wujin"): 91, ("people", "wujin"): None})["wujin"]

    assert (95, (95, 95), (("people", Fraction(0)),)) == (card.exact, card.interval, card.part.added)


def test_a_bonus_of_a_part_that_has_no_score():
    """Of a part that nobody told, a bonus is none in the score, and all of it at the best."""
    model = {"total": Blend(weights={"field": 50, "night": 50}, bonuses=[steps("night")]), "field": Given(by="组"), "night": Given(by="组")}
    card = of_figures(model, {("field", "wujin"): 80})["wujin"]

    assert (80, (40, 92)) == (card.exact, card.interval)


def test_the_place_of_a_part_that_has_no_score():
    """A bonus by the place of a part that nobody told is that of its worst place, and of the best one at the best."""
    model = {"total": Blend(weights={"field": 50, "night": 50}, bonuses=[RankBonus(of="night", points=[3, 1])]), "field": Given(by="组"), "night": Given(by="组")}
    card = of_figures(model, {("field", "wujin"): 80, ("field", "tianning"): 80, ("night", "tianning"): 70})["wujin"]

    assert (81, (41, 93)) == (card.exact, card.interval)


def test_a_figure_that_does_not_apply_has_no_bonus():
    """What does not apply is left as it is: no bonus lifts its bounds."""
    model = {"total": Blend(weights={"field": 50, "people": 50}), "field": Given(by="组"), "people": Given(by="局", bonuses=[steps("people")])}
    (people,) = [part for part in of_figures(model, {("field", "wujin"): 80, ("people", "wujin"): None})["wujin"].part.parts if part.node == "people"]

    assert (Fraction(0), Fraction(100)) == (people.bonus, people.high)


# ---- gates


@pytest.mark.parametrize(("figure", "score"), [(60, 60), ("59.9", 30)])
def test_a_gate_holds_from_its_mark(figure, score):
    """Exactly the mark passes."""
    card = of_figures({"total": Given(by="组", gates=[Gate(of="total", at_least=Mark(60, share=False), to=30)])}, {("total", "wujin"): figure})["wujin"]

    assert (score, (score, score)) == (card.exact, card.interval)


def test_a_gate_of_every_item_passes_what_lost_nothing():
    """Items that lost nothing have their whole mark, and one that lost a point has not."""
    model = {"total": Sheet(gates=[Gate(of=EVERY_ITEM, at_least=Mark(100, share=True), to=10)])}
    cards = of_sheets(model, ("wujin", 0, 100), ("tianning", 1, 100))

    assert {"wujin": (100, ()), "tianning": (10, ("item one",))} == {unit: (card.exact, card.part.failed) for unit, card in cards.items()}
    assert [(100, 100), (10, 10)] == [cards[unit].interval for unit in ("wujin", "tianning")]


@pytest.mark.parametrize(("spots", "interval"), [(10, (20, 90)), (25, (20, 75)), (26, (20, 20))])
def test_an_open_item_may_fail_its_gate(spots, interval):
    """An item that was not measured may fail its gate at the worst; one that lost more than half has failed at the best too."""
    model = {"total": Sheet(gates=[Gate(of=EVERY_ITEM, at_least=HALF, to=20)])}

    assert interval == of_sheets(model, ("wujin", spots, None))["wujin"].interval


def test_a_score_of_nothing_has_its_grade():
    """Nought is graded as nought, and no score has no grade, whatever both its ends are called."""
    grades = {"有": Range(floor=End(0, closed=False)), "无": Range(limit=End(0))}
    model = {"total": Blend(weights={"one": 50, "other": 50}, unmeasured=Unmeasured.BLANK, grades=grades), "one": Given(by="组"), "other": Given(by="组")}
    cards = of_figures(model, {**{(name, unit): figure for unit, figure in (("wujin", 0), ("tianning", 1)) for name in ("one", "other")}, ("one", "xinbei"): 80})

    assert {"wujin": "无", "tianning": "有", "xinbei": None} == {unit: card.grade for unit, card in cards.items()}
    assert (("有", "有"), ("未定（有）", "not certain (有)")) == (cards["xinbei"].grades, cards["xinbei"].tell_grade())


# ---- child units


def towns(model, *counts, **more):
    """Return the cards of two towns of Wujin, with so many sites and so many spots of litter at each."""
    rules = city(LITTER, models={"a": Model({**model, "own": Mean(over="site", of="sheet"), "sheet": Sheet()})})
    rules = evolve(rules, units=rules.units.grown([NIUTANG]))
    placed = [(unit, spots) for unit, spots in counts]
    sites = tuple(site(f"s{place}", unit) for place, (unit, _) in enumerate(placed))
    return scored(*(seen(spots, f"s{place}", "a.litter") for place, (_, spots) in enumerate(placed)), rules=rules, sites=sites, **more)["a"]


@pytest.mark.parametrize(
    ("fold", "score"),
    [
        (Mean(over="unit", of="own"), 80),
        (Mean(over="unit", of="own", weights={"hutang": 25, "niutang": 75}), 75),
        (Mean(over="unit", of="own", weights={"hutang": 100}), 90),
        (Mean(over="unit", of="own", weigh_by=COUNT), Fraction(250, 3)),
    ],
)
def test_child_units_weigh_as_written(fold, score):
    """All equal, by written weights (none is nothing), or by the number of their sites: 90 at two sites and 70 at one."""
    cards = towns({"total": fold}, ("hutang", 8), ("hutang", 12), ("niutang", 30))

    assert score == cards["wujin"].exact


def test_a_figure_weighs_child_units():
    """The figure of a child is told by its name where it is missing."""
    model = {"total": Mean(over="unit", of="own", weigh_by="people", by="统计局"), "own": Given(by="组")}
    givens = {("own", "hutang"): 90, ("own", "niutang"): 60}
    with pytest.raises(BadModel) as caught:
        of_figures(model, {**givens, ("people", "niutang"): 2})

    assert "score node 'a.total' weighs 'hutang' by 'people', which nobody gave; give a number for each child unit; 0 where it shall not count" == str(caught.value)
    assert 70 == of_figures(model, {**givens, ("people", "niutang"): 2, ("people", "hutang"): 1})["wujin"].exact
    assert 90 == of_figures(model, {("own", "hutang"): 90, ("own", "niutang"): None, ("people", "hutang"): 3})["wujin"].exact


def test_a_child_beside_one_without_sites_needs_its_figure():
    """A unit to which one alone belongs needs no figure for it; beside another that has no sites, that one needs its own all the same, and the other none."""
    model = Model({"total": Mean(over="unit", of="own", weigh_by="people", by="统计局"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model})
    both = evolve(rules, units=rules.units.grown([evolve(rules.units["hutang"], code="niutang", zh="牛塘镇")]))
    alone = scored(seen(2, what="a.litter"), rules=rules, sites=(site("s1", "hutang"),))["a"]["wujin"]
    with pytest.raises(BadModel) as caught:
        scored(seen(2, what="a.litter"), rules=both, sites=(site("s1", "hutang"),))
    beside = scored(seen(2, what="a.litter"), rules=both, sites=(site("s1", "hutang"),), givens={("a", "people", "hutang"): 5})["a"]["wujin"]

    assert [98, 98] == [alone.exact, beside.exact]
    assert "weighs 'hutang' by 'people', which nobody gave" in str(caught.value)


def test_site_types_weigh_by_their_sites():
    """Two roads at 92 and a market at 80: weighed by the number of sites, 88."""
    nodes = {"total": Mean(over="site_type", of="type", weigh_by=COUNT), "type": Mean(over="site", of="sheet"), "sheet": Sheet()}
    sites = (site("s1"), site("s2"), site("s3", kind="market"))
    told = [seen(spots, f"s{place}", "a.litter") for place, spots in enumerate((6, 10, 20), 1)]

    assert 88 == scored(*told, rules=city(LITTER, models={"a": Model(nodes)}), sites=sites)["a"]["wujin"].exact


def test_parts_have_the_names_of_what_they_stand_for():
    """A blend at a site stands for the site, and its parts for the nodes that are blended."""
    nodes = {"total": Mean(over="site", of="both"), "both": Blend(weights={"sheet": 60, "other": 40}), "sheet": Sheet(), "other": Sheet()}
    part = scored(seen(5, what="a.litter"), rules=city(LITTER, models={"a": Model(nodes)}))["a"]["wujin"].part

    assert [("total", ""), ("both", "s1"), ("other", "other"), ("sheet", "sheet")] == [(one.node, one.member) for one in part.walk()]


def test_figures_are_of_their_own_assessment():
    """A unit of which another assessment was given a figure of the same name gets no card here."""
    model = Model({"total": Given(by="组")})
    books = [Assessment(code=code, zh=code, en=code, office=code, items=[], model=model) for code in "ab"]
    results = scored(rules=evolve(city(), assessments=books, crosswalks=()), givens={("a", "total", "wujin"): 80, ("b", "total", "xinbei"): 70})

    assert {"a": ["wujin"], "b": ["xinbei"]} == {result.assessment.code: list(result) for result in results.values()}


# ---- rates


@pytest.mark.parametrize(
    ("figures", "capped", "score", "coverage"),
    [
        ((3, 4), False, 30, 1),
        ((5, 4), True, 40, 1),
        ((3, 4), True, 30, 1),
        ((0, 0), False, None, 0),
        ((None, 4), False, None, 0),
        ((3,), False, None, 0),
    ],
)
def test_a_rate_in_points(figures, capped, score, coverage):
    """So much of its own mark as was done of what was due, all of it at most where it is capped; blank where nothing was due."""
    rate = Rate(of="done", out_of="due", full=40, capped=capped, by="平台")
    card = of_figures({"total": rate}, {(name, "wujin"): figure for name, figure in zip(("done", "due"), figures, strict=False)})["wujin"]

    assert (score, coverage, 40) == (card.exact, card.coverage, card.part.full)
    assert (len(figures) == 1) is bool(card.part.unmeasured)
    assert ((score, score) if score is not None else (0, 40)) == card.interval


def test_rates_of_child_units():
    """Each child has the rate under its own code, whether it was told, is blank or is open."""
    model = {"total": Mean(over="unit", of="rate"), "rate": Rate(of="done", out_of="due", by="平台")}
    units = [("wujin", "hutang", (3, 4)), ("wujin", "niutang", (0, 0)), ("tianning", "tianning", (None, 4)), ("xinbei", "xinbei", (3,))]
    cards = of_figures(model, {(name, unit): figure for _, unit, figures in units for name, figure in zip(("done", "due"), figures, strict=False)})

    assert {"wujin": ["hutang", "niutang"], "tianning": ["tianning"], "xinbei": ["xinbei"]} == {unit: [part.member for part in cards[unit].part.parts] for unit in ("wujin", "tianning", "xinbei")}
    assert {"rate"} == {part.node for unit in ("wujin", "tianning", "xinbei") for part in cards[unit].part.parts}
    assert [75, None, None] == [cards[unit].exact for unit in ("wujin", "tianning", "xinbei")]


# ---- what others have


def test_peers_are_units_of_the_same_kind():
    """In place of what does not apply stands the mean of the other districts, of their lows and of their highs; a town is no peer."""
    model = {"total": Blend(weights={"field": 50, "people": 50}, absent=Absent.PEERS), "field": Given(by="组"), "people": Blend(weights={"one": 50, "other": 50}), "one": Given(by="局"), "other": Given(by="局", bonuses=[steps("other")])}
    givens = {("field", unit): 80 for unit in ("wujin", "tianning", "xinbei", "hutang")}
    givens |= {("one", "wujin"): None, ("other", "wujin"): None, ("one", "tianning"): 60, ("other", "tianning"): 60, ("one", "xinbei"): 90, ("one", "hutang"): 0, ("other", "hutang"): 0}
    card = of_figures(model, givens)["wujin"]
    (people,) = [part for part in card.part.parts if part.node == "people"]

    assert ("peers", Fraction(75), Fraction("52.5"), Fraction(78), Fraction(2)) == (people.imputed, people.value, people.low, people.high, people.bonus)
    assert Fraction("77.5") == card.exact


def test_peers_without_a_score_leave_it_open():
    """Where no other unit has a score of it, what stands in its place is open between their ends: here 30 and 80."""
    blank = Blend(weights={"one": 50, "other": 50}, unmeasured=Unmeasured.BLANK)
    model = {"total": Blend(weights={"field": 50, "people": 50}, absent=Absent.PEERS), "field": Given(by="组"), "people": blank, "one": Given(by="局"), "other": Given(by="局")}
    card = of_figures(model, {("field", "wujin"): 80, ("one", "wujin"): None, ("other", "wujin"): None, ("field", "tianning"): 80, ("one", "tianning"): 60})["wujin"]

    assert (80, (55, 80)) == (card.exact, card.interval)


def test_peers_lend_how_far_bonuses_may_lift():
    """What stands in the place of a figure with a bonus may reach as far above the mark as the others' figures."""
    model = {"total": Blend(weights={"field": 50, "people": 50}, absent=Absent.PEERS), "field": Given(by="组"), "people": Given(by="局", bonuses=[steps("people")])}
    card = of_figures(model, {("field", "wujin"): 80, ("people", "wujin"): None, ("field", "tianning"): 80, ("people", "tianning"): 95})["wujin"]

    assert (Fraction(177, 2), Fraction(2)) == (card.exact, card.part.parts[1].bonus)


def test_peers_below_an_axis():
    """In a blend of each site type a figure that does not apply is the mean of what the other units have of it there."""
    model = {"total": Mean(over="site_type", of="both"), "both": Blend(weights={"night": 50, "sheet": 50}, absent=Absent.PEERS), "sheet": Sheet(), "night": Given(by="组")}
    rules = city(LITTER, models={"a": Model(model)})
    results = scored(seen(5, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "tianning")), givens={("a", "night", "wujin"): None, ("a", "night", "tianning"): 80})

    assert Fraction("87.5") == results["a"]["wujin"].exact


def test_what_is_imputed_beside_child_units():
    """A part that the rules put stands for the unit itself, also beside a fold over its child units."""
    model = {"total": Blend(weights={"towns": 50, "work": 50}, absent=60), "towns": Mean(over="unit", of="own"), "own": Given(by="组"), "work": Given(by="局")}
    card = of_figures(model, {("own", "hutang"): 80, ("work", "wujin"): None})["wujin"]

    assert (70, [("work", "fixed")]) == (card.exact, [(part.node, part.imputed) for part in card.imputed])


def test_peers_of_an_item():
    """An item that applies nowhere at one unit has there the mean of what the others kept of it."""
    model = {"total": Mean(over="item", of="sheet", absent=Absent.PEERS), "sheet": Sheet(50)}
    cards = of_sheets(model, ("wujin", 10, CLOSED), ("tianning", 0, 80), ("xinbei", 0, 90))

    assert (Fraction(75, 2), "peers") == (cards["wujin"].exact, cards["wujin"].part.parts[1].imputed)


# ---- what items lost


def sheet(value=90, items=(), open_=(), asked=(), node="sheet", **more):
    """Return a sheet as it came out."""
    return Part(
        node=node, full=Fraction(100), low=Fraction(0), value=None if value is None else Fraction(value), high=Fraction(100), measured=1, asked=frozenset(asked),
        items=tuple((code, Fraction(lost), Fraction(lost)) for code, lost in items), open=tuple((code, Fraction(more)) for code, more in open_), **more,
    )  # fmt: skip


def fold(*parts, weights, node="total", **more):
    """Return a mean of parts as it came out."""
    return Part(node=node, full=Fraction(100), low=Fraction(0), value=Fraction(90), high=Fraction(100), measured=1, parts=parts, weights=tuple(map(Fraction, weights)), **more)


NIGHT = Part(node="night", full=Fraction(100), low=Fraction(50), value=Fraction(50), high=Fraction(50), measured=1)
ONE, OTHER, BOTH = sheet(items=[("one", 4)], asked=["one"]), sheet(items=[("one", 8)], asked=["one"]), sheet(items=[("one", 8), ("two", 1)], asked=["one", "two"])


#: A model with every kind of node that stands between an item and the whole.
LAYERS = Model(
    {
        "total": Blend(weights={"sites": 20, "blend": 20, "night": 60}), "sites": Mean(over="site", of="sheet"), "sheet": Sheet(), "night": Given(by="组"), "other": Sheet(),
        "blend": Blend(weights={"sheet": 20, "other": 20, "night": 60}), "alone": Blend(weights={"sheet": 20, "night": 80}), "items": Mean(over="item", of="sheet"), "places": Mean(over="site", of="items"),
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        pytest.param(sheet(items=[("one", 3)], open_=[("one", 2), ("two", 40)], asked=["one", "two"]), {"one": (3, 5), "two": (0, 40)}, id="what is open may still be lost"),
        pytest.param(sheet(items=[("one", 3)], asked=["one", "two"]), {"one": (3, 3), "two": (0, 0)}, id="what is asked and met lost nothing"),
        pytest.param(sheet(), {}, id="what does not apply is not there"),
        pytest.param(sheet(items=[("one", 3)]), {"one": (3, 3)}, id="what was laid on a sheet that does not ask it"),
        pytest.param(fold(ONE, BOTH, weights=("0.25", "0.75"), node="sites"), {"one": (7, 7), "two": (1, 1)}, id="the mean of the sheets in which it applies"),
        pytest.param(fold(ONE, OTHER, weights=(1, 0), node="sites"), {"one": (4, 4)}, id="a sheet without weight is not read"),
        pytest.param(fold(ONE, OTHER, weights=(0, 0), node="sites"), {}, id="nothing has weight"),
        pytest.param(fold(sheet(items=[("one", 4)], open_=[("one", 2)], asked=["one"]), NIGHT, weights=("0.2", "0.8"), node="alone"), {"one": (4, 6)}, id="beside a figure it stands by itself"),
        pytest.param(fold(ONE, NIGHT, weights=(0, 1), node="alone"), {"one": (4, 4)}, id="and so it does without weight"),
        pytest.param(fold(ONE, evolve(OTHER, node="other"), NIGHT, weights=("0.1", "0.3", "0.6"), node="blend"), {"one": (7, 7)}, id="of two sheets the mean by their weights among both"),
        pytest.param(fold(ONE, evolve(OTHER, node="other"), NIGHT, weights=(0, 0, 1), node="blend"), {}, id="of two sheets without weight none"),
        pytest.param(
            fold(sheet(items=[("one", 4)], open_=[("one", 1)], asked=["one"], member="one"), sheet(items=[("two", 8)], asked=["two"], member="two"), weights=("0.5", "0.5"), node="items"),
            {"one": (4, 5), "two": (8, 8)}, id="in a fold over items each stands by itself",
        ),
        pytest.param(fold(evolve(ONE, member="one"), sheet(member="two"), weights=(1, 0), node="items"), {"one": (4, 4)}, id="and what does not apply is not there"),
        pytest.param(
            fold(*(fold(evolve(one, member="one"), weights=(1,), node="items") for one in (ONE, OTHER)), weights=("0.5", "0.5"), node="places"), {"one": (6, 6)}, id="items below sites",
        ),
        pytest.param(fold(ONE, OTHER, weights=("0.8", "0.2"), carried=True), {"one": (Fraction("4.8"), Fraction("4.8"))}, id="with what is carried by its weight"),
    ],
)  # fmt: skip
def test_what_items_lose_of_their_own_marks(part, lost):
    """An item is the mean of the sheets in which something of it applies: nodes without a sheet take nothing of it, nor do the other items."""
    assert lost == items_lost(part, LAYERS)


def test_the_mean_of_sites_without_a_model_of_items():
    """The mean of two sites is the mean of what each item lost."""
    rules = city(LITTER, models={"a": MEAN})
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=50)})
    card = scored(seen(4, "s1", "a.litter"), seen(8, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert {"item": Fraction(6)} == card.losses


# ---- what is up to standard, and what counts in the coverage


@pytest.mark.parametrize("each", Each)
def test_what_is_up_to_standard_of_each_item(each):
    """Of two sites litter is up to standard at both, lamps at one, which lose ten points: 100 and 50 by item, beside sheets of 100 and 90."""
    model = {"total": Mean(over="item", of="both", weights={"one": 50, "two": 50}), "both": Blend(weights={"met": 50, "sheet": 50}), "met": Met(each), "sheet": Sheet()}
    card = of_sheets(model, ("wujin", 0, 100), ("wujin", 0, 90), marks=(100, 100))["wujin"]

    assert (85, [[100, 100], [50, 90]]) == (card.exact, [[below.value for below in part.parts] for part in card.part.parts])


@pytest.mark.parametrize("sheets", [{"field": Sheet()}, {"field": Mean(over="site", of="sheet"), "sheet": Sheet()}])
@pytest.mark.parametrize(
    ("seen_at", "coverage"),
    [((0, None), Fraction(1)), ((None, 100), Fraction(1, 2)), ((0, 100), Fraction(1)), ((CLOSED, 100), Fraction(1))],
)
def test_a_gate_on_one_item_counts_its_lines_alone(sheets, seen_at, coverage):
    """Where a sheet has no weight and a gate reads one of its items, the lines of this item are among what the score rests on, and no others."""
    model = {"total": Blend(weights={"field": 0, "night": 100}, gates=[Gate(of="item one", at_least=HALF)]), **sheets, "night": Given(by="组")}
    card = of_sheets(model, ("wujin", *seen_at), givens={("a", "night", "wujin"): 90})["wujin"]

    assert coverage == card.coverage


def test_nobody_has_sites_up_to_standard_where_it_has_no_share():
    """A unit that is answerable by name stands at a site without a share of it: what is up to standard there is none of it."""
    model = Model({"total": Blend(weights={"sheet": 50, "met": 50}), "sheet": Sheet(), "met": Met(Each.SAMPLE)})
    rules = changed(city(LITTER, models={"a": model}), a={"named": ["department"]})
    cards = scored(seen(found(finding("f1"), finding("f2", "bureau")), "s1", "a.litter"), rules=rules)["a"]

    assert [(None, True), (99, False)] == [(part.value, part.absent) for part in cards["bureau"].part.parts]
    assert [0, 99] == [part.value for part in cards["wujin"].part.parts]


def test_a_child_whose_score_is_put_weighs_one_without_its_figure():
    """Where nothing of a child unit applies, the rules put 70 and nobody gave its people: it weighs 1 beside 30 and 10."""
    model = Model({"total": Mean(over="unit", of="own", weigh_by="people", by="统计局", absent=70), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    base = city(LITTER, models={"a": model})
    rules = evolve(base, units=base.units.grown([NIUTANG, evolve(NIUTANG, code="zouqu", zh="邹区镇")]))
    places = (site("s1", "hutang"), site("s2", "niutang"), site("s3", "zouqu"))
    told = seen(10, "s1", "a.litter"), seen(30, "s2", "a.litter"), seen(CLOSED, "s3", "a.litter")
    cards = scored(*told, rules=rules, sites=places, givens={("a", "people", "hutang"): 30, ("a", "people", "niutang"): 10})["a"]

    assert (30 * 90 + 10 * 70 + 70) == 41 * cards["wujin"].exact
