"""The plan: what to measure, once, by whom and for whom."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from survey import LITTER, Q2, UNITS, city, messages, planned, site
from tristandard.basics.clause import Clause, OutOfForce, Provenance, Validity
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.period import Quarter
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.variant import Variant
from tristandard.survey.plan import Task
from tristandard.survey.planning import plan


def test_a_task_says_where_what_by_whom_and_for_whom():
    """One task for the shared indicator: under the joined bar, by its host, for both who use it."""
    (task,) = planned()

    assert Task(site="s1", indicator="a.litter+b.litter", zh="b.litter", bar="litter.spots <= 0 处", host="b", users=("a", "b")) == task


def test_each_pair_of_site_and_indicator_is_planned_once():
    """Every (site, indicator) of the period stands in the plan exactly once, in the order of the codes."""
    found = planned(city(), site("s2"), site("s10"), site("s1"))

    assert [("s1", "a.litter+b.litter"), ("s10", "a.litter+b.litter"), ("s2", "a.litter+b.litter")] == [(task.site, task.indicator) for task in found]
    assert len(list(found)) == len(found)


def test_apart_counts_what_each_assessment_would_measure_under_its_own_scope():
    """Separate assessments would measure at their own sites only; a merged scope reaches further."""
    rules = city(
        indicator("a.litter", where="zone=built_up"), indicator("b.litter"), indicator("b.own", "notice.count >= 1 处", where="zone=village"),
        crosswalks=city().crosswalks,
    )  # fmt: skip
    found = planned(rules, site("s1"), site("s2", zone="village"))

    assert {"a": 1, "b": 3} == found.apart
    assert len(found) == 3


def test_under_the_pointwise_reading_only_those_whose_scope_covers_the_site_use_it():
    """Pointwise, an assessment whose own scope does not cover a site is no user there."""
    rules = city(indicator("a.litter", where="zone=built_up"), indicator("b.litter"), crosswalks=city().crosswalks, policy=Policy(Reading.POINTWISE))
    found = planned(rules, site("s1"), site("s2", zone="village"))

    assert {"s1": ("a", "b"), "s2": ("b",)} == {task.site: task.users for task in found}


def test_sites_without_a_unit_are_told():
    """A site for which nobody is known to answer is a state of its own."""
    assert planned(city(), site("s1"), site("s2", units=())).unowned == ("s2",)


def test_the_users_of_a_question_depend_on_the_unit():
    """An assessment counts a question for the units that are its subjects."""
    rules = city(indicator("a.litter", of="kind=town"))
    found = planned(rules)
    (question,) = found.grounds["s1"].questions

    assert [(), ("a",)] == [tuple(user.assessment for user in found.users(question, unit)) for unit in ("wujin", "hutang")]


def test_every_site_that_does_not_fit_the_rules_is_refused_at_once():
    """Unknown areas, zones, site types and units, and a code used twice, are told together."""
    strange = evolve(site("s3"), area=(), zone=("sea",), site_type=("main_road",))
    with pytest.raises(Refused) as caught:
        plan(merge(city()), [site("s1"), site("s1", units="nobody"), site("s2", units={"wujin": "0.5", "ghost": "0.5"}), strange], Q2)

    assert [
        "'main_road' is not the path of the site type 'main_road' in this rule set (site 's3'); it is road/main_road: give rules.paths['site_type']['main_road']",
        "site 's2' names the unit 'ghost', which is not declared; declare it, or mend the code",
        "site 's3' names the area '', which is not declared; declare it, or mend the code",
        "site 's3' names the zone 'sea', which is not declared; declare it, or mend the code",
        "the site 's1' is declared twice; give each its own code, or drop one",
    ] == messages(caught)


def test_a_period_on_which_the_rules_do_not_hold_is_refused():
    """Every day of the period must be in force."""
    rules = city(valid=Validity(date(2022, 5, 10)))
    with pytest.raises(OutOfForce) as caught:
        plan(merge(rules), [site()], Q2)

    assert str(caught.value) == (
        "rule set 'sample' is not in force in 2022Q2, but from 2022-05-10 to further notice; the nearest day is 2022-05-10: ask for a day in force, or load the version for the day asked"
    )
    assert len(plan(merge(rules), [site()], Quarter(2022, 3))) == 1


def lapsed(**dates):
    """Return a rule set whose indicator of litter stands on a clause with dates of its own."""
    clause = Clause(code="trial", document="试行办法", provenance=Provenance.ILLUSTRATIVE, valid=Validity(**dates))
    return city(evolve(indicator("a.litter", "litter.spots <= 0 处"), clauses=[clause]), clauses=[clause])


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"end": date(2022, 3, 31)}, "from the beginning to 2022-03-31; the nearest day is 2022-03-31"),
        ({"end": date(2022, 6, 29)}, "from the beginning to 2022-06-29; the nearest day is 2022-06-29"),
        ({"start": date(2022, 4, 2)}, "from 2022-04-02 to further notice; the nearest day is 2022-04-02"),
    ],
)
def test_a_clause_out_of_force_is_refused(dates, told):
    """Rules are not used beyond the dates of a clause that they cite: every day of the period must be in force, beside what else is wrong."""
    with pytest.raises(Refused) as caught:
        plan(merge(lapsed(**dates)), [site(units="nobody")], Q2)

    assert [
        f"clause 'trial', cited by indicator 'a.litter', is not in force in 2022Q2, but {told}: cite the clause that follows it, or retire what stands on it",
        "site 's1' names the unit 'nobody', which is not declared; declare it, or mend the code",
    ] == messages(caught)


@pytest.mark.parametrize("dates", [{}, {"start": date(2022, 4, 1), "end": date(2022, 6, 30)}])
def test_a_clause_that_holds_through_the_period(dates):
    """A clause in force on the first and the last day of the period is in force; one that nothing cites is not looked at."""
    rules = lapsed(**dates)
    unused = Clause(code="old", document="旧办法", provenance=Provenance.ILLUSTRATIVE, valid=Validity(end=date(2020, 1, 1)))

    assert 1 == len(plan(merge(evolve(rules, clauses=[*rules.clauses, unused])), [site()], Q2))


def test_whatever_cites_a_clause_is_told():
    """Assessments, crosswalks, rulings and the variant in force cite clauses too; of many that do the first three are named."""
    clause = Clause(code="trial", document="试行办法", provenance=Provenance.ILLUSTRATIVE, valid=Validity(end=date(2022, 3, 31)))
    base = city(clauses=[clause], variants=[Variant(code="v", zh="式", en="v", clauses=[clause])])
    rules = evolve(
        base, assessments=[evolve(one, clauses=[clause]) for one in base.assessments], crosswalks=[evolve(one, clauses=[clause]) for one in base.crosswalks]
    )
    told = []
    for some in (base, base.varied("v"), rules.varied("v")):
        try:
            plan(merge(some), [site()], Q2)
            told.append("")
        except Refused as refused:
            told.append(str(refused.exceptions[0]).partition(" is not")[0])

    assert ["", "clause 'trial', cited by variant 'v',", "clause 'trial', cited by assessment 'a', assessment 'b', crosswalk 'ab' and 1 more,"] == told


def test_clauses_that_are_never_in_force_together():
    """A rule set that cites a clause which ended before another began can be used on no day: it is not merged."""
    old, new = (Clause(code=code, document="办法", provenance=Provenance.ILLUSTRATIVE, valid=valid) for code, valid in (("old", Validity(end=date(2021, 12, 31))), ("new", Validity(date(2022, 1, 1)))))
    rules = city(evolve(indicator("a.litter", "litter.spots <= 0 处"), clauses=[old]), evolve(indicator("b.litter", "litter.spots <= 0 处"), clauses=[new]), clauses=[old, new])

    assert [
        "rule set 'sample' and the clauses that it cites are never in force together (sample from the beginning to further notice; clause 'old' from the beginning to 2021-12-31; "
        "clause 'new' from 2022-01-01 to further notice); let their dates meet, or cite other clauses"
    ] == list(map(str, check(rules).problems))


def test_what_is_no_period_is_refused():
    """A quarter is a value, not a text."""
    with pytest.raises(BadValue) as caught:
        plan(merge(city()), [site()], "2022Q2")

    assert str(caught.value) == "'2022Q2' is not a value of the kind Period; give Quarter(year, number), Month, Year or Period"


def test_no_order_of_sites_matters():
    """The plan of the same sites is equal in any order."""
    merged = merge(city())

    assert plan(merged, [site("s1"), site("s2")], Q2) == plan(merged, [site("s2"), site("s1")], Q2)


@pytest.mark.parametrize(
    ("act", "start", "message"),
    [
        (lambda: plan(city(), [site()], Q2), "<RuleSet sample 1", "is not a value of the kind MergedRules; merge the rule set first: give merge(rule_set)"),
        (lambda: plan(merge(city()), 3, Q2), "", "3 is not a list of values of the kind Site; put it in a list"),
        (lambda: plan(merge(city()), site(), Q2), "Site(code='s1'", "is not a list of values of the kind Site; put it in a list"),
        (lambda: plan(merge(city()), [site(), "s2"], Q2), "", "'s2' is not a value of the kind Site (entry 2); give one Site"),
    ],
)
def test_what_cannot_be_planned_at_all(act, start, message):
    """Merged rules and a list of sites are planned, and nothing else."""
    with pytest.raises((BadValue, Refused)) as caught:
        act()

    assert (start, message) == (str(caught.value)[: len(start)], str(caught.value)[-len(message) :])


def test_the_rules_hold_to_the_last_day():
    """A period that ends after the rules do is refused."""
    with pytest.raises(OutOfForce) as caught:
        plan(merge(city(valid=Validity(date(2022, 1, 1), date(2022, 6, 29)))), [site()], Q2)

    assert "rule set 'sample' is not in force in 2022Q2, but from 2022-01-01 to 2022-06-29; the nearest day is 2022-06-29: ask for a day in force, or load the version for the day asked" == str(caught.value)


def test_sites_and_units_that_do_not_fit_are_told_by_their_paths():
    """A path that the rules do not know is told whole, and units that must not be left out are named; all under one head."""
    strange = evolve(site("s3"), area=("city", "north"))
    with pytest.raises(Refused) as caught:
        plan(merge(city()), [strange], Q2, include=["tianning"])
    with pytest.raises(TristandardError) as none:
        plan(merge(city()), [site()], Q2, include=[3])

    assert str(caught.value) == (
        "the sites cannot be planned for 2022Q2 (2 to mend):\n"
        "  - 'tianning' is not a unit that answers for a site of the plan; add one of its sites: it must be looked at this time\n"
        "  - site 's3' names the area 'city/north', which is not declared; declare it, or mend the code"
    )
    assert "not all are of the kind str (1 to mend):\n  - 3 is not a value of the kind str (entry 1); give one str" == str(none.value)


def test_a_path_that_is_not_that_of_the_tree():
    """A site whose area, zone or site type has other ancestors than in the rule set is refused, with the right path: it would stand where no scope meant it."""
    strange = evolve(site("s1"), area=("x", "wujin"), zone=("city", "built_up"), site_type=("main_road",))
    with pytest.raises(Refused) as caught:
        plan(merge(city()), [strange, site("s2")], Q2)

    assert [
        "'city/built_up' is not the path of the zone 'built_up' in this rule set (site 's1'); it is built_up: give rules.paths['zone']['built_up']",
        "'main_road' is not the path of the site type 'main_road' in this rule set (site 's1'); it is road/main_road: give rules.paths['site_type']['main_road']",
        "'x/wujin' is not the path of the area 'wujin' in this rule set (site 's1'); it is city/wujin: give rules.paths['area']['wujin']",
    ] == messages(caught)


@pytest.mark.parametrize(("axis", "left"), [("site_type", "main_road, road"), ("zone", "built_up, village"), ("area", "tianning, wujin")])
def test_ground_without_a_weight(axis, left):
    """Site types, zones and areas of the plan that a model gives no weight are told, all of them."""
    rules = city(models={"a": Model({"total": Mean(over=axis, of="sheet", weights={"other": 100}), "sheet": Sheet()})})
    terms = {"site_type": "site_types", "zone": "zones", "area": "areas"}[axis]
    rules = evolve(rules, **{terms: getattr(rules, terms).grown([Term(code="other", zh="其他")])})
    with pytest.raises(Refused) as caught:
        plan(merge(rules), [site("s1"), site("s2", kind="road", zone="village", area="tianning")], Q2)

    assert str(caught.value) == (
        f"the sites cannot be planned for 2022Q2 (1 to mend):\n  - score node 'a.total' gives no weight to {left}, of which there are sites; give each a weight, 0 where it shall not count; a weight holds for its own code alone"
    )


def test_shares_that_cannot_be_added_up():
    """Sites whose shares have a common denominator of a thousand digits are planned; where it has more, they are refused before anything is measured."""
    shares = [Fraction(1, 10**39 + 2 * number + 1) for number in range(600)]
    sites = [site(f"s{number}", units={"wujin": one, "hutang": 1 - one}) for number, one in enumerate(shares)]
    with pytest.raises(Refused) as caught:
        planned(city(), *sites)

    assert 25 == len(planned(city(), *sites[:25]).sites)
    assert ["'600 sites' is not a list of sites whose shares have a common denominator of at most 1000 digits; write shares as decimals or in percent, so that those of a site add up to 1, above all those of hutang at s599, wujin at s599, hutang at s598"] == [str(problem) for problem in caught.value.exceptions]


@pytest.mark.parametrize(
    ("where", "what", "en", "zh"),
    [
        ("s9", LITTER, "'s9' is not a site of the plan; mend its code, or add it to the plan", "'s9' 不是计划中的点位；请改正点位编码，或把它加入计划"),
        (" 0S1", LITTER, "' 0S1' is not a site of the plan; mend its code, or add it to the plan (did you mean s1?)", "' 0S1' 不是计划中的点位；请改正点位编码，或把它加入计划（是不是 s1？）"),
        (1, LITTER, "1 is not a site of the plan; mend its code, or add it to the plan", "1 不是计划中的点位；请改正点位编码，或把它加入计划"),
        ("s1", "b.liter", "'b.liter' is not an indicator that is asked at 's1'; give one of a.litter+b.litter, a.litter, b.litter", "'b.liter' 不是点位“s1”的指标；请写其中之一：a.litter+b.litter、a.litter、b.litter"),
    ],
)
def test_what_is_asked_nowhere(where, what, en, zh):
    """A site that is not planned is told with the one that was perhaps meant, blanks, zeros and capitals aside; an indicator with those of its site."""
    with pytest.raises(UnknownKey) as caught:
        planned().question(where, what)

    assert (en, zh) == (caught.value.text("en"), caught.value.text("zh"))


def test_units_above_the_owners_are_nobody_where_units_are_folded():
    """Naming a unit above an owner names nobody; the owner itself, one at the top too, and the unit of another site are somebody. Where no score folds over
    child units everybody is."""
    sites = (site("s1", {"wujin": "0.5", "hutang": "0.5"}), site("s2", "hutang"), site("s3", "wujin"))
    folding = city(models={"a": Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})})

    assert {("a", "s1"): {"wujin"}, ("a", "s2"): {"wujin"}} == planned(folding, *sites).nobody
    assert {} == planned(city(), *sites).nobody


def test_nobody_is_everyone_above_and_not_only_the_top():
    """Of three units one above the other the upper two are above the lowest."""
    units = Tree("unit", [*UNITS, Unit(code="village", zh="湖塘村", kind="town", parent="hutang")])
    folding = evolve(city(models={"a": Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})}), units=units)

    assert {("a", "s1"): {"wujin", "hutang"}} == planned(folding, site("s1", "village")).nobody
