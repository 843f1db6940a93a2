"""Laws 2, 3, 4 and 16: the merged rules against the sources, and against the rules as written."""

from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from properties import FEW, MANY, SOME
from tristandard.basics.clause import Provenance
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Relation
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, meeting
from tristandard.rules.standard import Ask, Standard
from tristandard.testing import laws, oracle
from tristandard.testing import strategies as some

RULES_AND_POINT = some.rule_sets().flatmap(lambda rules: st.tuples(st.just(rules), some.points_near(rules=rules) | some.site_points()))


def asked(shared):
    """Return the measures that a shared indicator or any of its sources asks about."""
    standards = [shared.standard, *(contribution.indicator.standard for contribution in shared.contributions)]
    return {ask.measure for standard in standards for ask in standard.asks}


def broken(shared, point, unit, values):
    """Return the laws that do not hold of one shared indicator."""
    told = {"shared indicator": shared, "point": point, "unit": unit, "values": values}
    return [law.name for law in (*laws.HIGHEST, *laws.WIDEST, *laws.READINGS) if law.takes[0] == "shared indicator" and not law.holds(*(told[name] for name in law.takes))]


@SOME
@given(some.standards(), some.standards(), some.values(some.MEASURES, complete=False))
def test_the_join_of_two_standards(a, b, values):
    """Law 2, for two standards by themselves."""
    assert not [law.name for law in laws.HIGHEST if law.takes[0] == "standard" and not law.holds(a, b, values)]


@SOME
@given(some.shared_indicators(), some.site_points(), some.unit_points(), some.values(some.MEASURES, complete=False), some.values(some.MEASURES))
def test_laws_of_any_shared_indicator(shared, point, unit, partial, complete):
    """Laws 2, 3 and 4 hold of any contributions, even those that nothing can meet together."""
    assert ([], []) == (broken(shared, point, unit, partial), broken(shared, point, unit, complete))


@SOME
@given(some.rule_sets(), some.unit_points(), st.data())
def test_laws_of_merged_rules(rules, unit, data):
    """Laws 2, 3, 4 and 16 hold of whatever a rule set merges to, where rulings stand too."""
    merged, found, point = merge(rules), [], data.draw(some.points_near(rules=rules))
    for shared in (*merged.shared, *merged.own):
        found += broken(shared, point, unit, data.draw(some.values(asked(shared), complete=False)))
    (recover,) = laws.RECOVER

    assert ([], True) == (found, recover.holds(rules, merged))


@SOME
@given(RULES_AND_POINT, some.unit_points())
def test_pointwise_is_within_uniform(rules_and_point, unit):
    """Law 4, for all that is measured at a site in either reading."""
    rules, point = rules_and_point
    pointwise, uniform = (merge(evolve(rules, policy=Policy(reading))) for reading in (Reading.POINTWISE, Reading.UNIFORM))
    (law,) = [law for law in laws.READINGS if law.takes[0] != "shared indicator"]

    assert law.holds(pointwise, uniform, point, unit)


@SOME
@given(RULES_AND_POINT, some.unit_points())
def test_what_is_asked_at_a_site(rules_and_point, unit):
    """What is measured at a site, for whom, against which bar and about which units, is what a reader of the rules finds."""
    rules, point = rules_and_point
    merged, written = merge(rules), oracle.asked(rules, point)
    questions = {frozenset(contribution.indicator.code for contribution in question.indicator.contributions): question for question in merged.questions(point)}
    users = {members: {user.indicator.code for user in question.users} for members, question in questions.items()}

    assert {members: set(question.users) for members, question in written.items()} == users
    for members, question in questions.items():
        demands = written[members].demands
        entitled = {user.indicator.code for user in question.users if merged.entitles(question, user, unit)}
        seen = [{measure.code: value} for measure in sorted({measure for measure, _ in demands}, key=lambda measure: measure.code) for value in some.probes(measure)]

        assert oracle.entitled(rules, written[members], unit) == entitled
        assert [oracle.verdict(demands, values) for values in seen] == [question.bar.judge(values) for values in seen]


@FEW
@given(some.rule_sets())
def test_the_members_of_a_shared_indicator(rules):
    """Who shares an indicator, and which measures of it are whose business, is what a reader of the matches finds."""
    shared = {contribution.indicator.code: (indicator, contribution) for indicator in merge(rules).shared for contribution in indicator.contributions}
    groups = {code: (members, oracle.business(rules, members, code)) for code, members in oracle.groups(rules).items() if len(members) > 1}

    assert groups == {code: (frozenset(c.indicator.code for c in indicator.contributions), contribution.measures) for code, (indicator, contribution) in shared.items()}


@FEW
@given(some.rule_sets())
def test_a_ruling_is_needed(rules):
    """Without its ruling a group whose standards cannot be met or compared is refused."""
    assert bool(rules.rulings) == bool(check(evolve(rules, rulings=[])).problems)


def pair(one, other, match):
    """Return a rule set of two assessments with one indicator each, and their match."""
    standards = {"urban": one, "rural": other}
    books = []
    for code, standard in standards.items():
        indicator = Indicator(
            code=f"{code}.one", zh="示例", en="example", item="item", standard=standard, scope=Scope.of(), subjects=Scope.who(),
            deductions=[DeductionRule(measures=standard.measures, tariff=Steps("1"))],
            standard_provenance=Provenance.ILLUSTRATIVE, points_provenance=Provenance.ILLUSTRATIVE,
        )  # fmt: skip
        item = Item(code="item", zh="示例", full=100)
        books.append(Assessment(code=code, zh="示例", en="example", office="example", items=[item], indicators=[indicator], model=Model({"total": Sheet()})))
    walk = Crosswalk(code="agreed", zh="示例", en="example", hosts=["urban"], matches=[match])
    measures = {ask.measure for standard in standards.values() for ask in standard.asks}
    return RuleSet(code="pair", version="1", zh="示例", en="example", measures=measures, assessments=books, crosswalks=[walk])


@MANY
@given(st.sampled_from(some.MEASURES).flatmap(lambda measure: st.lists(some.demands(measures=[measure]), min_size=2, max_size=2)))
def test_what_nothing_meets_is_refused(demands):
    """Two demands on one measure are refused exactly when each can be met and both together cannot."""
    probes = some.probes(demands[0][0])
    assume(all(oracle.good_together([demand], probes) for demand in demands))
    one, other = (Standard([Ask(*demand)]) for demand in demands)
    rules = pair(one, other, Match(first="urban.one", second="rural.one", rationale="example"))

    assert oracle.good_together(demands, probes) == (not check(rules).problems)


@SOME
@given(st.data())
def test_what_cannot_be_compared_is_refused(data):
    """Two sources that can both be met are refused exactly when each asks about a measure that the other does not ask about."""
    goal = data.draw(some.goals(measures=some.MEASURES[:3]))
    one, other = (data.draw(st.sets(st.sampled_from(sorted(goal, key=lambda measure: measure.code)), min_size=1)) for _ in range(2))
    standards = [data.draw(some.meetable(goal={measure: goal[measure] for measure in chosen})) for chosen in (one, other)]
    rules = pair(*standards, Match(first="urban.one", second="rural.one", rationale="example"))

    assert (bool(one - other) and bool(other - one)) == bool(check(rules).problems)


@SOME
@given(st.data())
def test_a_part_answers_for_what_the_match_names(data):
    """A smaller indicator that asks about a measure which its match does not name is refused; else that is its business."""
    goal = data.draw(some.goals(measures=some.MEASURES[:3]))
    known = [measure.code for measure in goal]
    named = data.draw(st.frozensets(st.sampled_from(known), min_size=1))
    asks = data.draw(st.sets(st.sampled_from(list(goal)), min_size=1))
    smaller, larger = (data.draw(some.meetable(goal={measure: goal[measure] for measure in chosen})) for chosen in (asks, goal))
    rules = pair(smaller, larger, Match(first="urban.one", second="rural.one", relation=Relation.SUBSET_OF, measures=named, rationale="example"))
    report = check(rules)

    assert ({measure.code for measure in asks} <= named) == (not report.problems)
    if not report.problems:
        assert [frozenset(known), named] == [contribution.measures for contribution in merge(rules).shared[0].contributions]


@SOME
@given(st.lists(some.scopes(), min_size=1, max_size=5), some.site_points())
def test_scopes_meet_where_some_point_says(scopes, point):
    """Whatever set of scopes covers a point covers one of the grounds on which they meet, and no other scope does."""

    def covering(place):
        return frozenset(scope for scope in scopes if scope.covers(place))

    grounds, every = meeting(scopes, 1000)

    assert every
    assert covering(point) in {frozenset(), *map(covering, grounds)}
    assert all(map(covering, grounds))
