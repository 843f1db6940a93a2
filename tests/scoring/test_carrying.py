"""The last places, and scores that are carried into the parent's."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from scoring.quarters import given, quarters, rules_of
from survey import city, messages, priced, scored, seen, site
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Month, Quarter
from tristandard.basics.terms import Unit
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.carrying import bottom, carried, with_carried
from tristandard.scoring.score import score
from tristandard.survey.planning import plan


def test_each_assessment_carries_by_its_own_rule():
    """An assessment that carries nothing, or looks back too far, keeps no other from carrying."""
    first = rules_of()
    (book,) = first.assessments
    books = [book, evolve(book, code="b", carry=Carry(bottom=1, periods=3, weight=10)), evolve(book, code="c", carry=Carry(bottom=1, periods=2, weight=10)), evolve(book, code="d", carry=Carry(bottom=1, periods=1, weight=10))]
    rules = evolve(first, assessments=books)
    parts = [
        score(given({}, Quarter(2022, place), rules, down={"b": [], "c": [], "d": []}).ledger, givens={(code, "total", unit): figure for code in "abcd" for unit, figure in (("hutang", 50), ("niutang", 60))}, carried={})
        for place in (1, 3)
    ]

    assert {"d": ("hutang",)} == carried(parts)


@pytest.mark.parametrize("count", [0, -1, True, "1"])
def test_a_number_of_last_places(count):
    """At least one place is the last."""
    with pytest.raises(BadValue) as caught:
        bottom(quarters({"wujin": 1})[0]["a"], count)

    assert f"{count!r} is not a number of last places; give a whole number from 1" == str(caught.value)


def test_the_last_places_of_each_kind_the_lowest_first():
    """Each kind has its own last places."""
    result = given({"wujin": 80, "tianning": 90, "xinbei": 70, "hutang": 60, "niutang": 50}, Quarter(2022, 1))["a"]

    assert ("xinbei", "niutang") == bottom(result, 1)
    assert ("xinbei", "wujin", "niutang", "hutang") == bottom(result, 2)


def test_ties_on_the_edge_all_belong_to_the_last():
    """Who shares the place at the edge is in the group as well."""
    result = given({"wujin": 80, "tianning": 80, "xinbei": 70}, Quarter(2022, 1))["a"]

    assert (("xinbei",), ("xinbei", "tianning", "wujin")) == (bottom(result, 1), bottom(result, 2))
    assert ("tianning", "wujin", "xinbei") == bottom(given({"wujin": 80, "tianning": 80, "xinbei": 80}, Quarter(2022, 1))["a"], 1)


def test_no_places_no_last_ones():
    """More places than units are all of them, who has no place is not last, and a number below one is refused."""
    result = given({"wujin": 80, "tianning": None}, Quarter(2022, 1))["a"]

    assert ("wujin",) == bottom(result, 9)
    assert () == bottom(given({"wujin": 80}, Quarter(2022, 1), rules_of(unranked=["district"]))["a"], 1)
    for wrong in (0, -1, 1.5, True, None):
        with pytest.raises(BadValue, match="a number of last places"):
            bottom(result, wrong)


def test_the_last_must_be_planned():
    """A plan that leaves one out is refused, by name; a site of a unit below it will do."""
    with pytest.raises(Refused) as caught:
        plan(merge(city()), [site("s1", "tianning")], Quarter(2022, 2), include=["wujin", "xinbei", "tianning"])

    assert [
        "'wujin' is not a unit that answers for a site of the plan; add one of its sites: it must be looked at this time",
        "'xinbei' is not a unit that answers for a site of the plan; add one of its sites: it must be looked at this time",
    ] == messages(caught)
    assert 2 == len(plan(merge(city()), [site("s1", "hutang"), site("s2", "hutang")], Quarter(2022, 2), include=["wujin"]))


CARRYING = rules_of(carry=Carry(bottom=1, periods=3, weight=10))
LOW = {"wujin": 90, "hutang": 60, "niutang": 70}


def months(*figures, rules=CARRYING, which=(1, 2, 3)):
    return [given(one, Month(2022, place), rules, down={}) for place, one in zip(which, figures, strict=True)]


def test_three_months_running_in_the_bottom_group():
    """Who was last in each of the last three months is carried, in whatever order these are told."""
    assert {"a": ("hutang",)} == carried(months(LOW, LOW, LOW))
    assert {"a": ("hutang",)} == carried(reversed(months(LOW, LOW, LOW)))


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (lambda: months(LOW, LOW, LOW, {**LOW, "hutang": 80}, which=(1, 2, 3, 3)), "'2022-03' is not a period after 2022-03; give each period once, and none that overlap"),
        (lambda: months(LOW, LOW, LOW, which=(1, 1, 2)), "'2022-01' is not a period after 2022-01; give each period once, and none that overlap"),
        (lambda: [*months(LOW, LOW, LOW), given(LOW, Quarter(2022, 1), CARRYING, down={})], "'2022Q1' is not a period after 2022-01; give each period once, and none that overlap"),
    ],
)
def test_no_period_is_looked_back_to_twice(before, message):
    """Two editions of one month, and a quarter beside its months, are refused where scores are carried; elsewhere nobody looks."""
    with pytest.raises(BadValue) as caught:
        carried(before())

    assert message == str(caught.value)
    assert {} == carried(months(LOW, LOW, rules=rules_of(), which=(1, 1)))


@pytest.mark.parametrize(
    ("before", "down"),
    [
        (list, {}),
        (lambda: months(LOW, LOW, which=(1, 2)), {}),
        (lambda: months(LOW, LOW, LOW, which=(1, 2, 4)), {}),
        (lambda: months(LOW, {**LOW, "hutang": 80}, LOW), {"a": ()}),
        (lambda: months({**LOW, "hutang": 80}, LOW, LOW, LOW, which=(1, 2, 3, 4)), {"a": ("hutang",)}),
        (lambda: months({"wujin": 1, "tianning": 2}, {"wujin": 1, "tianning": 2}, {"wujin": 1, "tianning": 2}), {"a": ()}),
        (lambda: months(LOW, LOW, LOW, rules=rules_of()), {}),
    ],
)
def test_nobody_is_carried(before, down):
    """Too few months, a gap, one month in which another was last, no parent to carry to, or no rule that carries."""
    assert down == carried(before())


def test_a_carried_score_counts_in_its_parent_alone():
    """Nine tenths of ninety and one of sixty; the unit itself keeps its own score."""
    result = given(LOW, Month(2022, 4), CARRYING, down={"a": ["hutang"]})["a"]

    assert {"hutang": "60", "niutang": "70", "wujin": "87"} == {unit: str(card.exact) for unit, card in result.items()}
    assert [("total", "", Fraction(9, 10)), ("total", "hutang", Fraction(1, 10))] == [(part.node, part.member, weight) for part, weight in zip(result["wujin"].part.parts, result["wujin"].part.weights, strict=True)]


def test_a_parent_or_a_unit_without_a_score_carries_nothing():
    """Where either has none, there is nothing to count."""
    assert "90" == str(given({"wujin": 90, "hutang": None}, Month(2022, 4), CARRYING, down={"a": ["hutang"]})["a"]["wujin"].exact)
    assert given({"wujin": None, "hutang": 60}, Month(2022, 4), CARRYING, down={"a": ["hutang"]})["a"]["wujin"].exact is None


@pytest.mark.parametrize(
    ("down", "rules", "messages_"),
    [
        ({"a": ["ghost"]}, CARRYING, ["what a carries names the unit 'ghost', which is not declared; declare it, or mend the code"]),
        ({"a": ["wujin"]}, CARRYING, ["'wujin' is not a unit with a parent; leave it out of what a carries"]),
        ({"b": ["hutang"]}, CARRYING, ["what is carried names the assessment that carries scores 'b', which is not declared; declare it, or mend the code"]),
        ({"b": ["ghost"], "a": ["hutang"]}, CARRYING, ["what is carried names the assessment that carries scores 'b', which is not declared; declare it, or mend the code"]),
        ({"a": ["hutang"]}, rules_of(), ["what is carried names the assessment that carries scores 'a', which is not declared; declare it, or mend the code"]),
    ],
)
def test_what_cannot_be_carried(down, rules, messages_):
    """Unknown units, units without a parent, and assessments that carry nothing."""
    with pytest.raises(Refused) as caught:
        given(LOW, Month(2022, 4), rules, down=down)

    assert messages_ == messages(caught)


def test_nobody_says_what_is_carried():
    """An assessment that carries scores is not scored without being told which: none is an answer too."""
    with pytest.raises(BadValue) as caught:
        given(LOW, Month(2022, 4), CARRYING)

    assert str(caught.value) == "'' is not a list of the units whose score a carries into their parent's; give score(ledger, carried=carried([earlier results])), or carried={} for the first periods"
    assert "90" == str(given(LOW, Month(2022, 4), CARRYING, down={})["a"]["wujin"].exact)


@pytest.mark.parametrize(
    ("down", "message"),
    [
        ([("a", ["hutang"])], "[('a', ['hutang'])] is not a table of the units that are carried; give what carried([earlier results]) returned"),
        ({"a": ["ghost"]}, "what is carried cannot be scored (1 to mend):\n  - what a carries names the unit 'ghost', which is not declared; declare it, or mend the code"),
    ],
)
def test_what_is_carried_is_a_table(down, message):
    """By assessment the units, as `carried` gives them."""
    with pytest.raises(TristandardError) as caught:
        given(LOW, Month(2022, 4), CARRYING, down=down)

    assert message == str(caught.value)


def test_each_parent_counts_what_is_carried_into_it():
    """One parent without a score keeps no other from counting its own; a unit of another parent, or without a score, counts nowhere."""
    rules = rules_of(carry=Carry(bottom=2, periods=1, weight=10))
    units = evolve(rules.units, terms=[*rules.units, Unit(code="east", zh="东镇", kind="town", parent="tianning"), Unit(code="north", zh="北镇", kind="town", parent="xinbei")])
    results = given({"tianning": None, "east": 10, "wujin": 90, "hutang": 60, "niutang": None, "north": 50}, Month(2022, 4), evolve(rules, units=units), down={"a": ["hutang", "niutang", "east", "north"]})

    assert {"tianning": None, "east": 10, "wujin": 87, "hutang": 60, "niutang": None, "north": 50} == {unit: card.exact for unit, card in results["a"].items()}
    assert {"a": ("east", "hutang", "niutang", "north")} == results.carried
    assert ["wujin"] == [unit for unit, card in results["a"].items() if card.part.carried]


def test_two_that_are_carried_and_one_that_has_nothing():
    """Two towns count a tenth each, at each end too; a score of nothing counts as nothing."""
    rules = rules_of(carry=Carry(bottom=2, periods=1, weight=10))
    cards = [given(figures, Month(2022, 4), rules, down={"a": ["hutang", "niutang"]})["a"]["wujin"] for figures in (LOW, {**LOW, "hutang": 0})]

    assert [(85, (85, 85)), (79, (79, 79))] == [(card.exact, card.interval) for card in cards]


def test_a_carried_score_has_nothing_of_a_sheet():
    """What stands above a sheet and those carried into it counts their lines, has their ends, and loses, gains and fails nothing by itself."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    lamps = indicator("a.lamps", "lamps.lit >= 90 %", priced(1, 10, 1, "lamps.lit"), gain)
    model = Model({"total": Sheet(bonus=5, gates=[Gate(of="total", at_least=Mark(99, share=True), to=98)], bonuses=[StepBonus(of="total", above=Mark(90, share=True), each=1, per=Mark(1, share=True), at_most=2)])})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), lamps, models={"a": model})
    rules = evolve(rules, assessments=[evolve(one, carry=Carry(bottom=1, periods=1, weight=20)) for one in rules.assessments])
    told = [seen(3, "s1", "a.litter"), seen(Measured({"lamps.lit": 91}), "s1", "a.lamps"), seen(9, "s2", "a.litter")]
    part = scored(*told, rules=rules, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})["a"]["wujin"].part
    own, below = part.parts

    assert (True, "total", (), (), (), 0, (), None, (), ()) == (part.carried, part.node, part.items, part.open, part.extrapolated, part.gained, part.vetoed, part.zeroed, part.added, part.failed)
    assert ((3, 1), own.value * Fraction("0.8") + below.value / 5, own.low * Fraction("0.8") + below.low / 5, own.high * Fraction("0.8") + below.high / 5) == ((part.measured, part.unmeasured), part.value, part.low, part.high)
    assert (("item", 3, 3), 1, True) == (*own.items, own.gained, own.value != below.value)


def test_carried_scores_leave_something_of_the_parents_own():
    """Two units at fifty per cent would be the whole of it."""
    with pytest.raises(BadValue) as caught:
        given(LOW, Month(2022, 4), rules_of(carry=Carry(bottom=2, periods=1, weight=50)), down={"a": ["hutang", "niutang"]})

    assert str(caught.value) == "2 is not a number of units whose scores are carried into 'wujin'; their weights come to the whole score: carry fewer, or with less weight"


def test_what_stood_on_a_score_stands_on_its_first_part():
    """A score into which another is carried has nothing of its own: what was lost, gained, added and gated stands on the parent's own, the first of its parts."""
    hundred = {"node": "total", "full": Fraction(100)}
    alone = {
        "items": (("one", Fraction(1), Fraction(1)),), "open": (("one", Fraction(2)),), "extrapolated": (("one", Fraction(3)),), "gained": Fraction(4), "vetoed": ("one",), "left": Fraction(5),
        "added": (("total", Fraction(6)),), "bare": Fraction(7), "gated": ((0, "total", Fraction(8)),), "zeroed": Level.SITE,
        "adjusted": (("one", Fraction(9)),), "awaited": ("two",), "targets": (("two", Fraction(10)),), "against": (None,), "basis": "its sites",
    }  # fmt: skip
    own = Part(**hundred, low=Fraction(80), value=Fraction(90), high=Fraction(95), measured=3, unmeasured=1, **alone)
    below = Part(**hundred, low=Fraction(50), value=Fraction(60), high=Fraction(70), measured=1, unmeasured=2)
    whole = with_carried(CARRYING.assessments[0], {"wujin": own, "hutang": below}, {"hutang": "wujin"})["wujin"]

    assert {name: getattr(Part(**hundred, low=own.low, value=own.value, high=own.high), name) for name in alone} == {name: getattr(whole, name) for name in alone}
    assert (77, 87, Fraction("92.5"), 4, 3) == (whole.low, whole.value, whole.high, whole.measured, whole.unmeasured)
    assert (own, "hutang", (Fraction(9, 10), Fraction(1, 10)), True) == (whole.parts[0], whole.parts[1].member, whole.weights, whole.carried)
