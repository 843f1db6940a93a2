"""Law 8: each shared indicator is scored once.

Every breach posts once to each entitled assessment and responsible unit, and to no other; removing
any duplicate submission changes no score. (每季度重复指标只测一次、扣分要素共同运用)
"""

from __future__ import annotations

from collections import Counter

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from tristandard.results.edition import changes
from tristandard.results.scorecard import score
from tristandard.rules.tariff import Level
from tristandard.survey.ledger import share
from tristandard.survey.register import register
from tristandard.testing import oracle
from tristandard.testing import strategies as some


def seen(held):
    """Return what was seen, by site and by the members of the shared indicator, as the oracle takes it."""
    return {(site, frozenset(question.code.split("+"))): outcome for site, question, outcome in held}


def posted(postings):
    """Return postings as the oracle tells them: who loses what, for which member, where."""
    return {(posting.site, frozenset(posting.indicator.split("+")), posting.member, posting.unit): (posting.points, posting.gained, frozenset(map(Level, posting.vetoes))) for posting in postings}


@SOME
@given(some.quarters())
def test_every_breach_posts_once_to_each_that_is_entitled(survey):
    """The postings, with what nobody assesses beside them, are those that the rules as written give by hand."""
    ledger = share(register(survey.plan, survey.observations))
    rules, sites = survey.plan.merged.rule_set, survey.plan.sites.values()
    expected = oracle.postings(rules, sites, seen(ledger.register))
    assessed, others = posted(ledger.postings()), posted(ledger.unassessed())
    entitled = {
        (site, members, member, unit)
        for site, members, member, unit in expected
        if unit is not None
        and member in oracle.entitled(rules, oracle.asked(rules, oracle.stands(survey.plan.sites[site]))[members], oracle.seat(rules, unit))
    }

    assert expected == {**assessed, **others}
    assert entitled == set(assessed)
    assert not assessed.keys() & others.keys()


@SOME
@given(some.quarters())
def test_no_key_is_posted_twice(survey):
    """No assessment charges one unit twice for one indicator at one site."""
    ledger = share(register(survey.plan, survey.observations))
    keys = Counter(posting.key for posting in (*ledger.postings(), *ledger.unassessed()))
    charged = Counter((posting.site, posting.indicator, posting.assessment, posting.unit) for posting in ledger.postings())

    assert {1} >= {*keys.values(), *charged.values()}


@SOME
@given(some.quarters(), st.data())
def test_a_duplicate_changes_no_score(survey, data):
    """What is reported again, by another source and under any member's code, changes no posting, score or place."""
    by_code = {(site, code): question for site, ground in survey.plan.grounds.items() for code, question in ground.by_code.items()}
    again = [
        evolve(
            observation,
            source="again",
            indicator=data.draw(st.sampled_from(by_code[observation.site, observation.indicator].indicator.contributions)).indicator.code,
        )
        for observation in survey.observations
    ]
    once = score(share(register(survey.plan, survey.observations)))
    twice = score(share(register(survey.plan, [*again, *survey.observations, *again])))

    assert 0 == len(changes(once, twice))
    assert [card.part for result in once for card in result.values()] == [card.part for result in twice for card in result.values()]
