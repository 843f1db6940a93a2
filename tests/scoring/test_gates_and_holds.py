"""Gates told apart, means held, and what earlier periods found: each a mistake that somebody made once."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import city, finding, found, priced, registered, scored, seen, site
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.event import Event, Stage
from tristandard.basics.period import Quarter
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Carry
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.changes import changes
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

GRADES = {"好": Range(floor=End(80)), "差": Range(limit=End(80, closed=False))}


def percent(number):
    return Mark(number, share=True)


def rules(total, carry=None, **nodes):
    """Return rules of one assessment without indicators: a blend of two given figures, or what is told."""
    model = Model({"total": total, **(nodes or {"p": Given(by="组"), "q": Given(by="组")})})
    return evolve(city(), assessments=[Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model, carry=carry)], crosswalks=())


def results_of(made, figures, **more):
    """Return the results of figures by node and unit."""
    return score(share(registered(rules=made)), givens={("a", name, unit): figure for name, units in figures.items() for unit, figure in units.items()}, **more)


def blend(**more):
    return Blend(weights={"p": 60, "q": 40}, **more)


def test_two_gates_on_one_key_are_told_apart():
    """Eighty-six passes the gate that takes the grade and fails the one that takes the score: 85, and good."""
    gates = (Gate(of="p", at_least=percent(50), to=None), Gate(of="p", at_least=percent(90), to=85))
    results = results_of(rules(blend(gates=gates, grades=GRADES)), {"p": {"wujin": 86}, "q": {"wujin": 100}})
    card = results["a"]["wujin"]

    assert (Fraction(85), "好", ("p",)) == (card.exact, card.grade, card.part.failed)
    assert certify(results).holds


def test_the_lowest_of_two_gates_that_fail():
    """Of two gates on one key only the one that fails decides, and the certificate says the same."""
    gates = (Gate(of="p", at_least=percent(100), to=90), Gate(of="p", at_least=percent(50), to=0))
    results = results_of(rules(blend(gates=gates)), {"p": {"wujin": 95}, "q": {"wujin": 100}})

    assert (Fraction(90), True) == (results["a"]["wujin"].exact, certify(results).holds)


def test_a_held_mean_with_a_bonus_is_certified():
    """A mean that is held inside its interval, and lifted after that, follows from the inputs."""
    lifted = Given(by="组", bonuses=(StepBonus(of="p", above=percent(0), each=1, per=percent(5), at_most=20),))
    made = rules(blend(bonuses=(StepBonus(of="p", above=percent(90), each=1, per=percent(5), at_most=2),)), p=lifted, q=Given(by="组"))

    assert certify(results_of(made, {"p": {"wujin": 100}})).holds


def test_a_carried_unit_without_a_score_opens_the_parents_interval():
    """What is carried and not yet known may still move the parent: its interval says so, and it has no place before."""
    made = rules(Blend(weights={"p": 50, "q": 50}, unmeasured=Unmeasured.BLANK), Carry(bottom=1, periods=1, weight=20))
    before = results_of(made, {"p": {"wujin": 90, "hutang": 0}, "q": {"wujin": 90}}, carried={"a": ["hutang"]})["a"]["wujin"]
    after = results_of(made, {"p": {"wujin": 90, "hutang": 0}, "q": {"wujin": 90, "hutang": 0}}, carried={"a": ["hutang"]})["a"]["wujin"]

    assert Fraction(72) == after.exact
    assert before.interval[0] <= after.exact <= before.interval[1]
    assert before.place is None


def test_a_carried_score_has_no_gate_of_its_own():
    """What the parent failed is told once, and what the child failed is the child's."""
    gate = Gate(of="total", at_least=percent(60), to=40)
    made = rules(Blend(weights={"p": 100}, gates=(gate,)), Carry(bottom=1, periods=1, weight=20), p=Given(by="组"))
    rows = bulletin(results_of(made, {"p": {"wujin": 50, "hutang": 30}}, carried={"a": ["hutang"]})["a"]).rows

    assert [1, 1] == [row.remark.count("未达标") for row in rows]


def test_a_unit_without_children_stands_for_itself_whatever_the_weights():
    """Weights are of the child units of whoever has some."""
    results = results_of(rules(Mean(over="unit", of="p", weights={"hutang": 100}), p=Given(by="组")), {"p": {"hutang": 50, "tianning": 90}})

    assert {"hutang": 50, "tianning": 90, "wujin": 50} == {unit: card.exact for unit, card in results["a"].items()}


def test_figures_have_no_sites():
    """A fold over sites of what has no sheet would drop every figure without a word."""
    (problem,) = check(rules(Mean(over="site_type", of="p"), p=Given(by="组"))).problems

    assert "score node 'a.total' is a mean over 'site_type' of what has no sheet" in str(problem)


REPEATS = DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=(Factor(by="repeated", factors={"1..": 2}, other=1),), look_back=2)


@pytest.mark.parametrize("history", [{"s1": 5}, {"s1": {"litter.spots": 5}}, {"s1": {"litter.spots": [True]}}, {"s1": {"litter.spots": [-3]}}, {"s1": {"litter.spot": [1]}}, {1: {"litter.spots": [1]}}])
def test_a_history_that_is_none_is_refused(history):
    """What does not say by site and measure how many periods back is told before anything is shared."""
    held = registered(seen(found(finding("f1")), what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", REPEATS)))
    with pytest.raises(Refused, match="what earlier periods found cannot be read"):
        share(held, history=history)


def test_a_history_may_be_given_in_any_order():
    """A set is as good as a list, and doubles what was found before."""
    made = city(indicator("a.litter", "litter.spots <= 0 处", REPEATS))
    held = registered(seen(found(finding("f1")), what="a.litter"), rules=made)

    assert [2] == [posting.points for posting in share(held, history={"s1": {"litter.spots": {2, 1}}}).postings()]


def test_a_veto_has_no_cap():
    """A cap over a veto means nothing."""
    line = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM), at_most=3)
    (problem,) = check(city(indicator("a.litter", "litter.spots <= 0 处", priced(1), line))).problems

    assert "has a veto with a cap, which means nothing; leave at_most out" in str(problem)


def test_a_year_keeps_what_its_quarters_took():
    """The year's bulletin shows the items' losses by the weights of the quarters, and its correction is a second edition."""
    made = evolve(city(), assessments=[evolve(one, model=Model({"total": Sheet(), "year": Mean(over="period", of="total", weights={"1": 50, "2": 50})})) for one in city().assessments])
    first = scored(seen(2), rules=made)
    quarters = [first, _later(made, 4)]
    year, other = together(quarters), together([first, _later(made, 2)], supersedes=together(quarters), reason="更正")

    assert {"item": Fraction(3)} == year["a"]["wujin"].losses
    assert ("2", year.digest, "更正") == tuple(other.identity[key] for key in ("edition", "supersedes", "reason"))
    with pytest.raises(BadValue, match="a reason for a correction"):
        together(quarters, reason="更正")


def _later(made, count):
    """Return the results of the next quarter."""
    third = plan(merge(made), [site()], Quarter(2022, 3))
    return score(share(register(third, [evolve(seen(count), made=date(2022, 8, 1))])))


def test_a_grade_that_moved_is_a_change():
    """Officials ask about the grade first."""
    one = results_of(rules(blend(grades=GRADES)), {"p": {"wujin": 70}, "q": {"wujin": 70}})
    other = results_of(rules(blend(grades=GRADES)), {"p": {"wujin": 90}, "q": {"wujin": 90}})

    assert "等次：甲 · 武进区（a/wujin）：差 → 好" in list(map(str, changes(one, other)))


def test_an_undated_finding_displaces_no_dated_one():
    """Of two connected spots the one with a day stands, with its circumstances, whatever the ids."""
    dated = finding("z", life=[Event(Stage.FOUND, date(2022, 5, 9))])

    assert dated.order < finding("a").order
