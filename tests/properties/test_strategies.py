"""The strategies: one for each public noun, and surveys that fit whatever rules are given."""

from __future__ import annotations

import inspect
from functools import cache
from typing import get_type_hints

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

import tristandard as ts
from pages import PUBLIC
from properties import FEW, SOME, TIMES, thorough
from samples import indicator
from survey import city
from test_cases import FILES, held
from tristandard.testing import laws
from tristandard.testing import strategies as some


def nouns():
    """Return the public names of values: no verbs, no errors, no constants; what the desk reads comes of workbooks."""
    public = [getattr(home, name) for name, home in PUBLIC.items() if home is not ts.desk and name[0].isupper() and not name.isupper()]
    return {noun for noun in public if not (inspect.isclass(noun) and issubclass(noun, BaseException))}


def test_every_public_noun_has_a_strategy():
    """Each noun can be drawn, and nothing else is listed."""
    assert nouns() == some.OF.keys()


@pytest.mark.parametrize("noun", some.OF, ids=lambda noun: getattr(noun, "__name__", "Outcome"))
@settings(FEW, max_examples=TIMES + 1)
@given(st.data())
def test_a_strategy_draws_its_noun(noun, data):
    """What is drawn for a noun is one; what is made of a survey says itself too."""
    drawn = data.draw(some.OF[noun])

    assert isinstance(drawn, get_type_hints(noun)["return"] if inspect.isfunction(noun) else noun)
    assert str(drawn) or noun not in some.MADE


def simplest(strategy, fits=lambda _: True):
    """Return the example to which hypothesis shrinks."""
    return find(strategy, fits, settings=settings(FEW, max_examples=200, phases=[Phase.generate, Phase.shrink], database=None, derandomize=True))


def test_the_simplest_rule_takes_one_point_for_one_problem():
    """A deduction rule shrinks to one point for each spot of litter beyond the bar, and nothing beside."""
    assert ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Steps(1)) == simplest(some.OF[ts.rules.DeductionRule])


def test_the_simplest_indicator_asks_about_one_measure_everywhere():
    """An indicator shrinks to one measure, without a bar, asked of every unit at every place."""
    found = simplest(some.OF[ts.rules.Indicator])

    assert "litter.spots any" == str(found.standard)
    assert (ts.rules.Scope.of(), ts.rules.Scope.who()) == (found.scope, found.subjects)
    assert (ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Steps(1)),) == found.deductions


def test_the_simplest_tree_has_no_branches():
    """A tree of two shrinks to terms that stand side by side, with one short word each."""
    assert ts.rules.Tree("area", [ts.rules.Term(code="city", zh="甲"), ts.rules.Term(code="east", zh="甲")]) == simplest(some.OF[ts.rules.Tree], lambda tree: len(tree) == 2)


@thorough
def test_the_simplest_scorecard_is_of_one_unit_at_one_site():
    """A scorecard shrinks to one site of one unit, one indicator, one sheet, and nothing reported."""
    card = simplest(some.OF[ts.Scorecard])
    plan = card.ledger.register.plan

    assert [((card.unit.code, 1),)] == [site.units for site in plan.sites.values()]
    assert ["civilized.shared_0"] == [indicator.code for indicator in card.assessment.indicators]
    assert ["total"] == [name for name, _ in card.assessment.model.nodes]
    assert (None, 1) == (card.exact, card.part.unmeasured)


@thorough
def test_the_simplest_handover_has_one_entry():
    """A handover shrinks to one site with one indicator, which two assessments share and nobody measured."""
    found = simplest(some.OF[ts.Handover])

    assert ("civilized", "urban") == (found.host, found.consumer)
    assert [("s0", "civilized.shared_0+urban.shared_0", ts.survey.Status.NOT_MEASURED)] == [(one.site, one.indicator, one.status) for one in found.entries]


@thorough
def test_the_simplest_comparison_that_loosens_tells_little():
    """A comparison that does not hold shrinks to one thing that is less, with what goes along with it."""
    found = simplest(some.comparisons(rules=some.rule_sets(ruled=False)), lambda comparison: not comparison.holds)

    assert 1 <= len(found.differences) <= 2
    assert all(one.effect is ts.changing.Effect.LOOSENS for one in found.differences)


@settings(FEW, max_examples=5)
@given(some.made(ts.Scorecard, surveys=some.surveys(ts.load_ruleset("changzhou-2022"), max_sites=1)))
def test_what_is_made_can_be_of_any_rules(card):
    """What verbs make is drawn of the surveys given: here of the bundled rules."""
    assert "changzhou-2022" == card.rules.code


#: Every worked case, by its name: all forms of standard, line, count and node.
WORKED = {path.stem: path for path in FILES}


@cache
def worked(name: str) -> ts.RuleSet | None:
    """Return the rule set of a worked case; None where it cannot be merged."""
    rules = held(WORKED[name])[1]
    return None if ts.check(rules).problems else rules


@SOME
@given(st.sampled_from(sorted(WORKED)), st.data())
def test_surveys_fit_whatever_rules_are_given(name, data):
    """A survey of any worked case can be scored as it is drawn, and keeps the laws of the quarter."""
    rules = worked(name)
    assume(rules is not None)
    survey = data.draw(some.surveys(rules, max_sites=3))
    for law in laws.OF_QUARTERS:
        law.check(*data.draw(some.derived(survey, law.takes)))


def test_surveys_of_the_bundled_rules_see_much():
    """Surveys of two sites ask twenty things of each, and mostly see them."""
    counted = []

    @settings(FEW, phases=[Phase.generate])
    @given(some.surveys(ts.load_ruleset("changzhou-2022"), max_sites=2))
    def draw(survey):
        counted.append((len(survey.plan), len(survey.observations)))

    draw()

    assert max(planned for planned, _ in counted) >= 20
    assert max(seen for _, seen in counted) >= 10


@pytest.mark.parametrize("name", sorted(WORKED))
def test_worked_rules_keep_the_laws_of_scores(name):
    """Every rule set of the worked cases that can be merged keeps law 12, at whatever the same few surveys of it show."""
    rules = worked(name)
    if rules is None:
        pytest.skip("this case is of rules that cannot be merged")

    @settings(FEW, max_examples=4 * TIMES, derandomize=True, database=None)
    @given(some.surveys(rules, max_sites=2))
    def hold(survey):
        for law in laws.OF_QUARTERS:
            if law.number == 12 and law.takes == ("survey",):
                law.check(survey)

    hold()


def test_surveys_of_sites_apart_blame_units_with_sites_of_their_own():
    """Where sites lie apart, as in half of the quarters, findings zero something of a unit at a site of others, while it has sites of its own: what law 19 speaks of."""
    veto = ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Veto(ts.rules.Level.ITEM))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", veto))

    def blames(survey):
        postings = [one for one in survey.ledger.postings() if one.unit not in dict(survey.plan.sites[one.site].units)]
        return any(posting.vetoes for posting in postings)

    assert find(some.surveys(rules, apart=True), blames, settings=settings(FEW, max_examples=10, phases=[Phase.generate], database=None, derandomize=True))
