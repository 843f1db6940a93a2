"""Results over time: several periods as one, the last places, what is carried upwards, and what two editions have not in common."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import MEAN, UNITS, city, messages, priced, scored, seen, shared, site
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Month, Period, Quarter
from tristandard.basics.publication import Publication
from tristandard.basics.terms import Tree, Unit
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.assessment import Assessment, Carry, Item
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Absent, Unmeasured
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import End, Range
from tristandard.scoring.edition import Change, bottom, carried, changes, editions, together
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

FIGURE = Model({"total": Given(by="测评组")})
TOWNS = Tree("unit", [*UNITS, Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])


def rules_of(model=FIGURE, **more):
    """Return a rule set whose one assessment rests on figures alone."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model, **more)
    return evolve(city(), assessments=[book], crosswalks=(), units=TOWNS)


def given(figures, period, rules=None, *, down=None):
    """Return the results of one period in which each unit was given its figure."""
    ledger = share(register(plan(merge(rules or rules_of()), [], period), []))
    return score(ledger, givens={("a", "total", unit): figure for unit, figure in figures.items()}, carried=down)


def quarters(*figures, rules=None):
    return [given(one, Quarter(2022, place), rules) for place, one in enumerate(figures, 1)]


# ---- several periods as one


def test_a_year_is_the_mean_of_its_quarters_where_no_node_says_otherwise():
    """Without a node `year` every period weighs the same; each of them stands in the year by its name."""
    year = together(quarters({"wujin": 80}, {"wujin": 91}))
    card = year["a"]["wujin"]

    assert (Fraction("85.5"), "2022-01-01/2022-06-30") == (card.exact, str(year.period))
    assert [("2022Q1", Fraction(80)), ("2022Q2", Fraction(91))] == [(part.member, part.value) for part in card.part.parts]


def test_a_year_without_a_node_of_its_own_is_told():
    """Whatever is printed of a score is printed of a year too, though the model has no node for it: places, the bulletin, and how it came about."""
    year = together(quarters({"wujin": 80}, {"wujin": 91}))

    assert "  1  武进区" in str(year["a"].ranking()).splitlines()[1]
    assert "| 1 | 武进区 | 85.5 |" in str(bulletin(year["a"]))
    assert ["2022-01-01/2022-06-30 Wujin · a: 85.5 (exactly 85.5), place 1; 2/2 measured, interval 85.5–85.5"] == explain(year["a"]["wujin"]).text("en").splitlines()[:1]


def test_a_year_has_the_grade_of_its_own_score():
    """Grades on the node `year` name the score of the year, whatever its quarters are called."""
    grades = {"好": Range(floor=End(80)), "差": Range(limit=End(80, closed=False))}
    model = Model({"total": Given(by="测评组", grades=grades), "year": Mean(over="period", of="total", grades=grades)})
    card = together(quarters({"wujin": 79}, {"wujin": 91}, rules=rules_of(model)))["a"]["wujin"]

    assert ("好", ["差", "好"]) == (card.grade, [part.grade for part in card.part.parts])


def test_a_year_says_which_period_failed_it():
    """A gate of the year names the period that failed it, and what that took, in the explanation, the bulletin and the breakdown."""
    passed = Gate(of="every period", at_least=Passed.PASSED, to=30)
    model = Model({"total": Given(by="测评组", gates=[Gate(of="total", at_least=Mark.parse("60 分"))]), "year": Mean(over="period", of="total", gates=[passed])})
    year = together(quarters({"wujin": 59, "tianning": 60}, {"wujin": 100, "tianning": 100}, rules=rules_of(model)))
    failed, stands = year["a"]["wujin"], year["a"]["tianning"]

    assert ([30, 80], [2, 1]) == ([failed.exact, stands.exact], [failed.place, stands.place])
    assert [("2022Q1 一期被否决：得分记 30", True), ("the period 2022Q1 failed: the score is 30", True)] == [
        (line, line in explain(failed).text(language)) for language, line in (("zh", "2022Q1 一期被否决：得分记 30"), ("en", "the period 2022Q1 failed: the score is 30"))
    ]
    assert "2022Q1 一期" in str(bulletin(year["a"]))
    assert certify(year).holds


@pytest.mark.parametrize(
    ("unmeasured", "exact", "interval"),
    [(Unmeasured.DROP, Fraction(80), (Fraction(40), Fraction(90))), (Unmeasured.BLANK, None, (Fraction(40), Fraction(90)))],
)
def test_a_period_without_a_score_is_open(unmeasured, exact, interval):
    """A quarter in which nothing was told is not measured: the other speaks for it or there is no score, and the interval knows both ends."""
    year = Mean(over="period", of="total", unmeasured=unmeasured)
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": Model({**dict(MEAN.nodes), "year": year})})
    parts = [
        score(share(register(plan(merge(rules), [site()], Quarter(2022, place)), [seen(20, what="a.litter")] if place == 2 else [])))
        for place in (1, 2)
    ]
    card = together(parts)["a"]["wujin"]

    assert (exact, interval, 1, 1) == (card.exact, card.interval, card.part.measured, card.part.unmeasured)
    assert card.place is None


@pytest.mark.parametrize(
    ("absent", "exact", "imputed"),
    [(Absent.DROP, Fraction(80), []), (Fraction(95), Fraction("87.5"), ["fixed"]), (Absent.BLANK, None, [])],
)
def test_a_period_in_which_a_unit_does_not_appear(absent, exact, imputed):
    """It leaves, gives a fixed score that is shown as such, or leaves no score, as the node says."""
    rules = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", absent=absent)}))
    card = together(quarters({"wujin": 80, "tianning": 70}, {"tianning": 70}, rules=rules))["a"]["wujin"]

    assert (exact, imputed) == (card.exact, [part.imputed for part in card.imputed])


def test_a_fixed_score_stands_in_a_year_as_it_is():
    """Where a node `year` gives a fixed score, that period has it at both ends; the year is of the whole, under its own name."""
    rules = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", absent=95)}))
    year = together(quarters({"wujin": 80, "tianning": 70}, {"tianning": 70}, rules=rules))
    card = year["a"]["wujin"]

    assert ([80, 95], [(80, 80), (95, 95)], (Fraction("87.5"), Fraction("87.5"))) == ([part.value for part in card.part.parts], [(part.low, part.high) for part in card.part.parts], card.interval)
    assert ("year", "", "2022-01-01/2022-06-30") == (card.part.node, card.part.member, str(card.period))
    assert ("1", "", "") == tuple(year.identity[key] for key in ("edition", "supersedes", "reason"))


def test_one_period_together():
    """A year of which one quarter is known is that quarter, and so is whom it carries."""
    rules = rules_of(carry=Carry(bottom=1, periods=1, weight=10))
    parts = [given({"hutang": 50, "niutang": 60, "wujin": 90}, Quarter(2022, 1), rules, down={})]
    card = together(parts)["a"]["wujin"]

    assert (90, 100, "2022Q1", {"a": ("hutang",)}) == (card.exact, card.part.full, str(card.period), carried(parts))


def test_an_assessment_that_began_later():
    """An assessment that the rules of an earlier period did not have is told, not left out of the year in silence."""
    first = rules_of()
    book = evolve(first.assessments[0], code="b")
    later = evolve(first, assessments=[*first.assessments, book])
    parts = [given({"wujin": 80}, Quarter(2022, 1), first), score(given({"wujin": 80}, Quarter(2022, 2), later).ledger, givens={("b", "total", "wujin"): 70})]
    with pytest.raises(BadValue) as caught:
        together(parts)

    assert f"{UNLIKE}the assessment 'b' is in the last alone{APART}" == str(caught.value)


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


def test_periods_that_share_a_day():
    """A day belongs to one period."""
    parts = [given({"wujin": 1}, Period(date(2022, 1, first), date(2022, 1, last))) for first, last in ((1, 10), (10, 20))]
    with pytest.raises(BadValue) as caught:
        together(parts)

    assert "'2022-01-10/2022-01-20' is not a period after 2022-01-01/2022-01-10; give each period once, and none that overlap" == str(caught.value)


@pytest.mark.parametrize("count", [0, -1, True, "1"])
def test_a_number_of_last_places(count):
    """At least one place is the last."""
    with pytest.raises(BadValue) as caught:
        bottom(quarters({"wujin": 1})[0]["a"], count)

    assert f"{count!r} is not a number of last places; give a whole number from 1" == str(caught.value)


def test_a_correction_of_a_year_has_a_reason_and_its_time():
    """A year that corrects another says why, and is of the same periods."""
    old, new = (quarters({"wujin": 1}, {"wujin": figure}) for figure in (2, 3))
    message = "is not a reason for a correction of the same time; give supersedes and reason together, or neither, and supersede results of the same periods"
    for more, told in (({"supersedes": together(old)}, "''"), ({"reason": "复核"}, "'复核'"), ({"supersedes": together(old[:1]), "reason": "复核"}, "'复核'")):
        with pytest.raises(BadValue) as caught:
            together(new, **more)
        assert f"{told} {message}" == str(caught.value)


def test_periods_weigh_by_their_order_in_time():
    """Forty per cent of 80 and sixty of 90, in whatever order they are told."""
    parts = quarters({"wujin": 80}, {"wujin": 90}, rules=WEIGHED)

    assert [Fraction(86), Fraction(86)] == [together(told)["a"]["wujin"].exact for told in (parts, parts[::-1])]


def test_years_are_ranked_anew():
    """The better year has the first place, whoever won a quarter."""
    year = together(quarters({"wujin": 80, "tianning": 100}, {"wujin": 90, "tianning": 60}))

    assert [("tianning", 2), ("wujin", 1)] == [(unit, card.place) for unit, card in sorted(year["a"].items())]


def other_rules():
    return given({"wujin": 1}, Quarter(2022, 2), evolve(rules_of(), code="other"))


UNLIKE, APART = "'2022Q1' is not a period under rules like those of the last one: ", "; score it again under that version, or publish what came before it apart"


def moved(*, units=None, **changes):
    """Return the results of two quarters, between which the rules changed under one code."""
    rules = evolve(rules_of(), version="2", assessments=[evolve(book, **changes) for book in rules_of().assessments])
    if units:
        rules = evolve(rules, units=Tree("unit", [unit for unit in rules.units if unit.code in units]))
    ledger = share(register(plan(merge(rules), [], Quarter(2022, 2)), []))
    return [*quarters({"wujin": 40}), score(ledger)]


TWO = Model({"total": Blend(weights={"first": 50, "second": 50}), "first": Given(by="测评组"), "second": Given(by="测评组")})


def of_item(full):
    """Return a rule set whose one assessment has an item of a full mark."""
    rules = rules_of()
    return evolve(rules, assessments=[evolve(book, items=[Item(code="o", zh="秩序", full=full)]) for book in rules.assessments])


WEIGHED = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", weights={"1": 40, "2": 60})}))


OWN = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", drop_lowest=1, own=40)}))


def in_months(*figures, rules=OWN):
    return [given({"wujin": figure}, Month(2022, place), rules) for place, figure in enumerate(figures, 4)]


def test_a_round_of_its_own_counts_beside_the_mean_of_its_periods():
    """Of 60, 80 and 90 the lowest is dropped, 85 count 60 %, a round of 95 counts 40 %: 89; the account and the explanation have both."""
    own = given({"wujin": 95}, Quarter(2022, 2), OWN)
    quarter = together(in_months(60, 80, 90), own=own)
    card = quarter["a"]["wujin"]

    assert (89, "2022Q2", 4) == (card.exact, str(quarter.period), len(quarter.periods))
    assert [("2022-05", 6), ("2022-06", 3), ("2022Q2", 2)] == [(entry.period, entry.points) for entry in card.breakdown.entries if entry.points]
    assert {"2022-04 – 2022-06：85 / 100，占 60 %", "去掉 1 个最低分、0 个最高分", "2022-04：60 / 100，不取", "2022Q2：95 / 100，占 40 %"} <= {line.strip() for line in explain(card).text("zh").splitlines()}


def test_a_round_that_is_open_lies_between_its_ends():
    """Nobody gave the figure of the round: the periods speak for it, and the interval has all that it may come to."""
    card = together(in_months(60, 80, 90), own=given({"tianning": 50}, Quarter(2022, 2), OWN))["a"]["wujin"]

    assert (85, (85, 85)) == (card.exact, card.interval)


@pytest.mark.parametrize(
    ("periods", "own"),
    [
        (lambda: in_months(60, 80, 90), lambda: None),
        (lambda: in_months(60, 80, 90), lambda: given({"wujin": 1}, Month(2022, 7), OWN)),
        (lambda: in_months(60, 80, 90, rules=rules_of()), lambda: given({"wujin": 1}, Quarter(2022, 2))),
    ],
    ids=["not given", "of another time", "counted nowhere"],
)
def test_a_round_that_does_not_fit(periods, own):
    """One that the year counts is given, and is of the time of all periods; one that nothing counts is not."""
    with pytest.raises(BadValue, match="is not the results of a round of 2022Q2; give `own`"):
        together(periods(), own=own())


@pytest.mark.parametrize(
    ("periods", "message"),
    [
        (list, "'' is not results of at least one period; give the results of each period"),
        (lambda: [*quarters({"wujin": 1}), *quarters({"wujin": 2})], "'2022Q1' is not a period after 2022Q1; give each period once, and none that overlap"),
        (lambda: [*quarters({"wujin": 1}), given({"wujin": 2}, Month(2022, 3))], "'2022-03' is not a period after 2022Q1; give each period once, and none that overlap"),
        (lambda: [*quarters({"wujin": 1}), other_rules()], "'sample' is not the rule set of the last period (other); put results of one rule set together"),
        (lambda: moved(model=Model({"total": Given(full=50, by="测评组")})), f"{UNLIKE}the full mark of a is 100 here, and 50 there{APART}"),
        (lambda: moved(model=TWO), f"{UNLIKE}the nodes of a are not the same here and there: first, second{APART}"),
        (lambda: [given({}, Quarter(2022, 1), of_item(60)), given({}, Quarter(2022, 2), of_item(50))], f"{UNLIKE}the full mark of item o of a is 60 here, and 50 there{APART}"),
        (lambda: moved(code="b"), f"{UNLIKE}the assessment 'a' is in this one alone{APART}"),
        (lambda: moved(units=["tianning"]), f"{UNLIKE}the unit 'wujin' is not there any more{APART}"),
        (lambda: quarters({"wujin": 1}, rules=WEIGHED), "1 is not the number of periods that a.year weighs (2); give results of all of them"),
        (lambda: quarters({"wujin": 1}, {"wujin": 1}, {"wujin": 1}, rules=WEIGHED), "3 is not the number of periods that a.year weighs (2); give results of all of them"),
    ],
)
def test_periods_that_cannot_be_put_together(periods, message):
    """None, the same twice, others' rules, or another number than the year weighs."""
    with pytest.raises(BadValue) as caught:
        together(periods())

    assert str(caught.value) == message


def test_a_statement_is_of_one_period():
    """Several periods together rest on results that each have their own; a certificate there is of the year too."""
    year = together(quarters({"wujin": 80}, {"wujin": 91}))
    with pytest.raises(BadValue) as caught:
        statement(year, "wujin")

    assert (
        "'2022-01-01/2022-06-30' is not results of one period: they put several together; ask for the statement of each period that these put together"
        == str(caught.value)
    )
    assert certify(year).holds


# ---- the last places


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


# ---- what is carried upwards

CARRYING = rules_of(carry=Carry(bottom=1, periods=3, weight=10))
LOW = {"wujin": 90, "hutang": 60, "niutang": 70}


def months(*figures, rules=CARRYING, which=(1, 2, 3)):
    return [given(one, Month(2022, place), rules, down={}) for place, one in zip(which, figures, strict=True)]


def test_three_months_running_in_the_bottom_group():
    """Who was last in each of the last three months is carried, in whatever order these are told."""
    assert {"a": ("hutang",)} == carried(months(LOW, LOW, LOW))
    assert {"a": ("hutang",)} == carried(reversed(months(LOW, LOW, LOW)))


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


# ---- editions


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (other_rules, "'sample' is not the rule set of the other edition (other); compare editions of the same results"),
        (lambda: given({"wujin": 1}, Quarter(2022, 3)), "'2022Q2' is not the period of the other edition (2022Q3); compare editions of the same results"),
    ],
)
def test_changes_are_of_editions_of_the_same(other, message):
    """Other rules or another period are no other edition."""
    with pytest.raises(BadValue) as caught:
        changes(given({"wujin": 1}, Quarter(2022, 2)), other())

    assert str(caught.value) == message


def test_changes_of_years():
    """Of several periods together scores and places are compared; postings stand in the results of each."""
    old, new = (together(quarters({"wujin": 80, "tianning": 70}, {"wujin": figure, "tianning": 70})) for figure in (90, 20))

    assert [
        "得分：甲 · 武进区（a/wujin）：85.0 分 → 50.0 分",
        "名次：甲 · 天宁区（a/tianning）：第 2 名 → 第 1 名",
        "名次：甲 · 武进区（a/wujin）：第 1 名 → 第 2 名",
    ] == list(map(str, changes(old, new)))


def test_changes_name_their_editions_and_carry_the_notice():
    """As text, in Chinese or in English, they say which editions are compared and what the rule set says of its numbers; in the lines stands each change."""
    rules = evolve(rules_of(), notice_zh="数字均为示例")
    ledger = share(register(plan(merge(rules), [], Quarter(2022, 2)), []))
    first = score(ledger, givens={("a", "total", "wujin"): 80})
    second = score(ledger, givens={("a", "total", "wujin"): "85.25"}, supersedes=first, reason="复核")
    found = changes(first, second)

    assert [
        "2022Q2 · 第2版（更正：复核） · 规则 sample 1 · 与第1版对照：2 处变动",
        "  给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 85.25",
        "  得分：甲 · 武进区（a/wujin）：80.0 分 → 85.3 分（精确值 85.25）",
        "说明：数字均为示例",
    ] == str(found).splitlines() == found.text().splitlines() == found.text("zh").splitlines()
    assert [
        "2022Q2 · edition 2 (correction: 复核) · rules sample 1 · compared with edition 1: 2 changes",
        "  figure: a · Wujin · the score (a.total/wujin): 80 → 85.25",
        "  score: a · Wujin (a/wujin): 80.0 → 85.3 (exactly 85.25)",
        "Notice: 数字均为示例",
    ] == found.text("en").splitlines()
    with pytest.raises(BadValue, match="'de' is not one of the two languages"):
        found.text("de")


def test_two_results_of_one_edition():
    """A second try that was never published is of the same edition as the first, and the text says so; without a notice the lines are the last."""
    first, again = (given({"wujin": figure}, Quarter(2022, 2)) for figure in (80, 85))

    assert ["2022Q2 · 第1版 · 规则 sample 1 · 两份第1版结果对照：2 处变动", "  给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 85", "  得分：甲 · 武进区（a/wujin）：80.0 分 → 85.0 分"] == str(changes(first, again)).splitlines()
    assert "2022Q2 · edition 1 · rules sample 1 · two results of edition 1 compared: 0 changes" == changes(first, first).text("en")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda ledger: score(ledger, reason="复核"), "'复核' is not a reason; give the published results that are corrected as supersedes, or leave the reason out"),
        (lambda ledger: score(ledger, supersedes=other_rules(), reason="复核"), "'other' is not the rule set of the results that correct it (sample); supersede results of the same rule set"),
        (lambda ledger: score(ledger, supersedes=given({"wujin": 1}, Quarter(2022, 3)), reason="复核"), "'2022Q3' is not the period of the results that correct it (2022Q2); supersede results of the same period"),
    ],
)
def test_a_correction_is_of_the_same_results(wrong, message):
    """A reason without anything corrected, other rules or another period."""
    with pytest.raises(BadValue) as caught:
        wrong(shared(seen(3)))

    assert str(caught.value) == message


def test_a_correction_of_nothing():
    """Results of the very inputs of what they would correct are no edition, neither of a quarter nor of a year: nothing moved that a reason could speak of."""
    first = given({"wujin": 80}, Quarter(2022, 2))
    year = together([first])
    for again in (lambda: score(first.ledger, givens=first.givens, supersedes=first, reason="复核"), lambda: together([first], supersedes=year, reason="复核")):
        with pytest.raises(BadValue, match="'edition 2' is not a correction: nothing was reported or given otherwise than in edition 1; report or give something otherwise first"):
            again()


def chain():
    """Return three editions of one quarter."""
    first = given({"wujin": 80}, Quarter(2022, 2))
    second = score(first.ledger, givens={("a", "total", "wujin"): 85}, supersedes=first, reason="复核")
    return first, second, score(first.ledger, givens={("a", "total", "wujin"): 80}, supersedes=second, reason="撤回复核")


def test_editions_follow_each_other():
    """Each supersedes the one before by its digest, in whatever order they are given; one may go back to what the first said."""
    first, second, third = chain()

    assert (first, second, third) == editions([third, first, second])
    assert (first,) == editions([first])
    assert first.digest == third.digest


@pytest.mark.parametrize(
    ("altered", "message"),
    [
        (lambda *_: [], "'' is not a list of editions; give every edition, the first included"),
        (lambda _, second, third: [second, third], "2 is not edition 1 of 2022Q2; give every edition once, the first included"),
        (lambda first, _, third: [first, third], "3 is not edition 2 of 2022Q2"),
        (lambda first, second, third: [first, second, second, third], "2 is not edition 3 of 2022Q2"),
        (lambda first, second, third: [first, evolve(second, supersedes="0" * 64), third], "is not the digest of edition 1, which edition 2 supersedes"),
        (lambda first, second, third: [first, evolve(second, givens={("a", "total", "wujin"): Fraction(86)}), third], "is not the digest of edition 2, which edition 3 supersedes"),
        (lambda first, second, _: [first, evolve(second, reason="")], "is not what edition 2 supersedes; the first supersedes nothing; a later one names what it supersedes, and why"),
        (lambda first, *_: [evolve(first, reason="复核")], "'' is not what edition 1 supersedes"),
        (lambda first, *_: [first, evolve(first, edition=2, supersedes=first.digest, reason="复核")], "is not the digest of other inputs than those of edition 1, which edition 2 supersedes; drop it: it corrects nothing"),
        (lambda first, *_: [first, evolve(given({"wujin": 1}, Quarter(2022, 3)), edition=2, supersedes=first.digest, reason="复核")], "'2022Q3' is not the period of edition 1, which edition 2 supersedes (2022Q2)"),
        (lambda first, *_: [first, evolve(other_rules(), edition=2, supersedes=first.digest, reason="复核")], "'other' is not the rule set of edition 1, which edition 2 supersedes (sample)"),
    ],
)
def test_editions_that_do_not_follow(altered, message):
    """An edition that is missing or there twice, names another digest or no reason, corrects nothing or is of something else, is found."""
    with pytest.raises(Refused) as caught:
        editions(altered(*chain()))

    assert any(message in one for one in messages(caught)), messages(caught)


def test_changes_of_figures_that_were_forgotten():
    """A correction that leaves a figure out, or says that it does not apply, tells so: nothing is taken over in silence, and nothing lost."""
    first, forgotten, none = (given(figures, Quarter(2022, 2)) for figures in ({"wujin": 80}, {}, {"wujin": None}))

    assert ["给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → —"] == [change.told[0] for change in changes(first, forgotten) if change.kind == "figure"]
    assert [("80", "not applicable")] == [(change.old, change.new) for change in changes(first, none) if change.kind == "figure"]
    assert "给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 不适用" == str(next(iter(changes(first, none))))


def test_changes_under_another_version_say_so():
    """Two editions under two versions or variants of the rules are compared, and the head says by which rules the former was made; a score that is published otherwise has changed."""
    ledger = given({"wujin": "93.6"}, Quarter(2022, 2)).ledger
    whole = evolve(rules_of(publication=Publication("1")), version="2")
    first, second = (score(one, givens={("a", "total", "wujin"): "93.6"}) for one in (ledger, share(register(plan(merge(whole), [], Quarter(2022, 2)), []))))

    assert ["2022Q2 · 第1版 · 规则 sample 2 · 两份第1版结果对照（前者按规则 sample 1）：1 处变动", "  得分：甲 · 武进区（a/wujin）：93.6 分 → 94 分（精确值 93.6）"] == str(changes(first, second)).splitlines()
    assert changes(first, second).text("en").splitlines()[0].endswith("two results of edition 1 compared (the former by rules sample 1): 1 change")


def test_two_scores_that_are_printed_alike_are_told_exactly():
    """Scores that differ beyond what is printed are told as fractions."""
    first, second = (given({"wujin": figure}, Quarter(2022, 2)) for figure in (Fraction(280, 3), Fraction(280, 3) + Fraction(1, 10**12)))

    assert "得分：甲 · 武进区（a/wujin）：280/3 → 280000000000003/3000000000000" in [change.told[0] for change in changes(first, second)]


def test_a_period_and_a_year_are_compared_by_their_scores():
    """A year lists no postings of its own, so none of them is told as gone."""
    quarter = scored(seen(3))

    assert [] == list(changes(quarter, together([quarter])))


def test_changes_of_gains_and_postings():
    """A posting that comes has nothing before it; what is gained is told with what is lost, at which site and by which indicator; years compare no postings."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    rules = city(indicator("a.lamps", "lamps.lit >= 90 %", priced(1, None, 1, "lamps.lit"), gain))
    old, new = (scored(seen(Measured({"lamps.lit": lit}), what="a.lamps"), rules=rules) for lit in (90, 92))
    key = "2022Q2/s1/a.lamps/a/wujin"

    came, went = (next(change for change in changes(*pair) if change.kind == "posting") for pair in ((old, new), (new, old)))

    assert Change("posting", key, "", "0 +2", (f"扣分台账：a · 武进区 · s1 · a.lamps（{key}）：— → 加 2 分", f"posting: a · Wujin · s1 · a.lamps ({key}): — → 2 gained")) == came
    assert (("0 +2", ""), f"扣分台账：a · 武进区 · s1 · a.lamps（{key}）：加 2 分 → —") == ((went.old, went.new), went.told[0])
    assert [] == [change for change in changes(together([old]), together([new])) if change.kind == "posting"]


def test_changes_of_losses_vetoes_and_grades():
    """What a posting takes is told in points, and what it zeroes in words; a grade that is not certain any more is told with the worst and the best, one that is gone leaves a dash."""
    veto = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(2)), veto))
    graded = evolve(rules, assessments=[evolve(book, model=Model({"total": Sheet(grades={"优": Range(End(100)), "良": Range(limit=End(100, closed=False))})})) for book in rules.assessments])
    none, some = (scored(seen(Measured({"litter.spots": spots}), what="a.litter"), rules=graded) for spots in (0, 3))
    closed = scored(seen(NotApplicable("拆迁"), what="a.litter"), rules=graded)
    told, open_, gone = ([(change.kind, change.told[0].partition("）：")[2]) for change in changes(none, other)] for other in (some, scored(rules=graded), closed))

    assert [("posting", "— → 扣 6 分，该项目一票否决"), ("grade", "优 → 良")] == [told[0], told[-1]]
    assert [("score", "100.0 分 → —"), ("place", "第 1 名 → —"), ("grade", "优 → 未定（良—优）")] == open_
    assert [("score", "100.0 分 → —"), ("place", "第 1 名 → —"), ("grade", "优 → —")] == gone
    assert ["优", ""] == [getattr(list(changes(none, closed))[-1], side) for side in ("old", "new")]


SPANS = {"quarter": Quarter(2022, 1), "month": Month(2022, 4), "other quarter": Quarter(2022, 3), "half": Period(date(2022, 7, 1), date(2022, 12, 31)), "days": Period(date(2022, 7, 1), date(2022, 7, 30)), "other days": Period(date(2022, 8, 2), date(2022, 8, 31))}


@pytest.mark.parametrize(("spans", "unlike"), [(("quarter", "month"), "2022-04"), (("month", "days"), "2022-07-01/2022-07-30"), (("quarter", "half"), "2022-07-01/2022-12-31"), (("quarter", "other quarter", "month"), "2022-04")])
def test_periods_of_different_lengths_do_not_count_alike(spans, unlike):
    """A quarter and a month are no two quarters: where all periods count alike they are as long as one another, in months, or else in days."""
    parts = [given({"wujin": 80}, SPANS[span]) for span in spans]
    with pytest.raises(BadValue) as caught:
        together(parts)

    assert f"'{unlike}' is not a period as long as {min(SPANS[span] for span in spans)}, for a.year lets all count alike; put periods of one length together, or write weights for each in the node `year`" == str(caught.value)


def test_periods_of_one_length_or_with_written_weights():
    """Quarters have 90 to 92 days and are alike; of other spans the days count; and written weights say what each period counts, however long it is."""
    weighed = rules_of(Model({"total": Given(by="组"), "year": Mean(over="period", of="total", weights={"1": 75, "2": 25})}))

    assert "85" == str(together(given({"wujin": score}, SPANS[span]) for score, span in ((80, "quarter"), (90, "other quarter")))["a"]["wujin"].exact)
    assert "85" == str(together(given({"wujin": score}, SPANS[span]) for score, span in ((80, "days"), (90, "other days")))["a"]["wujin"].exact)
    assert "165/2" == str(together(given({"wujin": score}, SPANS[span], weighed) for score, span in ((80, "quarter"), (90, "month")))["a"]["wujin"].exact)
