"""Several periods as one."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from scoring.quarters import given, other_rules, quarters, rules_of
from survey import MEAN, city, priced, scored, seen, site
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Month, Period, Quarter
from tristandard.basics.terms import Tree
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.carrying import carried
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

UNLIKE, APART = "'2022Q1' is not a period under rules like those of the last one: ", "; score it again under that version, or publish what came before it apart"


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
    card = together(quarters({"wujin": 80, "tianning": 70}, {"wujin": None, "tianning": 70}, rules=rules))["a"]["wujin"]

    assert (exact, imputed) == (card.exact, [part.imputed for part in card.imputed])


def test_a_fixed_score_stands_in_a_year_as_it_is():
    """Where a node `year` gives a fixed score, that period has it at both ends; the year is of the whole, under its own name."""
    rules = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", absent=95)}))
    year = together(quarters({"wujin": 80, "tianning": 70}, {"wujin": None, "tianning": 70}, rules=rules))
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


def test_periods_that_share_a_day():
    """A day belongs to one period."""
    parts = [given({"wujin": 1}, Period(date(2022, 1, first), date(2022, 1, last))) for first, last in ((1, 10), (10, 20))]
    with pytest.raises(BadValue) as caught:
        together(parts)

    assert "'2022-01-10/2022-01-20' is not a period after 2022-01-01/2022-01-10; give each period once, and none that overlap" == str(caught.value)


def test_several_periods_correct_several():
    """Results of one period are corrected by score: those of several supersede several alone."""
    old = [scored(seen(1))]

    with pytest.raises(BadValue, match="'2022Q2' is not results of several periods to supersede; correct the results of one period by score, and put the editions together"):
        together(old, supersedes=old[0], reason="复核")


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


def moved(*, units=None, **changes):
    """Return the results of two quarters, between which the rules changed under one code."""
    rules = evolve(rules_of(), version="2", assessments=[evolve(book, **changes) for book in rules_of().assessments])
    if units:
        rules = evolve(rules, units=Tree("unit", [unit for unit in rules.units if unit.code in units]))
    ledger = share(register(plan(merge(rules), [], Quarter(2022, 2)), []))
    return [*quarters({"wujin": 40}), score(ledger)]


def test_a_year_names_every_version_that_scored_a_part_of_it():
    """A year of quarters under two versions names both, once each and in their order, wherever it names its rules."""
    one, two = (parts[0].rules.version for parts in (quarters({"wujin": 40}), moved()[1:]))
    year = together(moved())

    assert f"{one}, {two}" == year.identity["rule_set_version"]
    assert f" {one}, {two}" in year["a"].ranking().text("en").splitlines()[0]
    assert one == together(quarters({"wujin": 40}, {"wujin": 50})).identity["rule_set_version"]


TWO = Model({"total": Blend(weights={"first": 50, "second": 50}), "first": Given(by="测评组"), "second": Given(by="测评组")})


def of_item(full):
    """Return a rule set whose one assessment has an item of a full mark."""
    rules = rules_of()
    return evolve(rules, assessments=[evolve(book, items=[Item(code="o", zh="秩序", full=full)]) for book in rules.assessments])


WEIGHED = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", weights={"1": 40, "2": 60})}))
OWN = rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", drop_lowest=1, own=40)}))


def in_months(*figures, rules=OWN):
    return [given({"wujin": figure}, Month(2022, place), rules) for place, figure in enumerate(figures, 4)]


def test_a_period_that_nobody_gave_may_fail_a_gate():
    """Nobody gave the figure of a quarter in which a gate stands: the year may still fail by it, and does not yet."""
    total = Given(by="测评组", gates=[Gate(of="total", at_least=Mark.parse("60 分"))])
    year = Mean(over="period", of="total", gates=[Gate(of="every period", at_least=Passed.PASSED)])
    cards = together(quarters({"wujin": 80, "tianning": 70}, {"tianning": 70}, rules=rules_of(Model({"total": total, "year": year}))))["a"]

    assert ((80, (0, 90)), (70, (70, 70))) == tuple((cards[unit].exact, cards[unit].interval) for unit in ("wujin", "tianning"))


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

    assert (85, (51, 91), None) == (card.exact, card.interval, card.place)


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
        (lambda: [*quarters({"wujin": 1}), other_rules()], "'sample' is not the rule set of the last period (other); give results of one rule set"),
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


def test_a_round_of_its_own_beside_a_month_that_must_apply():
    """Where a month must apply for a score, and does not, there is none, though the round and the other months have theirs; a month without weight need not."""
    own = {"wujin": 95}
    books = [rules_of(Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", absent=Absent.BLANK, own=40, weights=weights)})) for weights in ((), {"1": 0, "2": 50, "3": 50})]
    cards = [together(in_months(None, 80, 90, rules=book), own=given(own, Quarter(2022, 2), book))["a"]["wujin"] for book in books]

    assert [None, 89] == [card.exact for card in cards]


def test_a_gate_of_every_period_beside_another():
    """A period without weight counts among what was measured where some gate reads every period, whatever other gates read."""
    gates = [Gate(of="year", at_least=Mark.parse("10 分")), Gate(of="every period", at_least=Mark.parse("20 分"), to=30)]
    parts = []
    for some in (gates, gates[::-1], gates[:1]):
        model = Model({"total": Given(by="测评组"), "year": Mean(over="period", of="total", weights={"1": 0, "2": 100}, gates=some)})
        parts.append(together(quarters({"wujin": 10}, {"wujin": 80}, rules=rules_of(model)))["a"]["wujin"].part)

    assert [(30, 2), (30, 2), (80, 1)] == [(part.value, part.measured) for part in parts]


@pytest.mark.parametrize(
    ("one", "what"),
    [(lambda first: score(first.ledger, givens={}, only=[], carried=None), "of 0 indicators alone"), (lambda first: together([first]), "put together already")],
)
def test_parts_of_results_are_not_put_together(one, what):
    """Results of some indicators alone, and of several periods, are refused with what they are."""
    first = quarters({"wujin": 1})[0]
    with pytest.raises(BadValue) as caught:
        together([one(first)])

    assert str(caught.value) == f"'2022Q1' is not whole results of one period: they are {what}; give the results of each period by itself, of all indicators"


def test_a_period_whose_red_line_is_still_open_may_fail():
    """A gate of the year that every period pass: where nobody looked at a red line in one of them, the year, else fifty at least, may still be held to
    thirty."""
    red = DeductionRule(measures=("notice.count",), tariff=Veto(Level.UNIT))
    passed = Gate(of="every period", at_least=Passed.PASSED, to=30)
    model = Model({"total": Sheet(), "year": Mean(over="period", of="total", gates=[passed])})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.fire", "notice.count <= 0 处", red), models={"a": model})

    def of(number, *fires):
        period = Quarter(2022, number)
        told = [seen(0, what="a.litter", made=period.start), *(seen(Measured({"notice.count": one}), what="a.fire", made=period.start) for one in fires)]
        return score(share(register(plan(merge(rules), [site()], period), told)))

    assert [(100, 100), (30, 100), (30, 30)] == [together([of(1, 0), second])["a"]["wujin"].interval for second in (of(2, 0), of(2), of(2, 1))]


def test_of_several_units_that_are_gone_the_first_is_told():
    """Units that the last period no longer has are told by the first of their codes."""
    codes = [f"u{number}" for number in range(8)]
    first = evolve(rules_of(), units=Tree("unit", [*rules_of().units, *(evolve(rules_of().units["wujin"], code=code, zh=code) for code in codes)]))
    parts = [given(dict.fromkeys(codes, 80), Quarter(2022, 1), first), given({"wujin": 80}, Quarter(2022, 2))]
    with pytest.raises(BadValue) as caught:
        together(parts)

    assert f"{UNLIKE}the unit 'u0' is not there any more{APART}" == str(caught.value)
