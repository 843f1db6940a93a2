"""Plans, held against what the rules ask: every disagreement in its words."""

from types import SimpleNamespace

import pytest
from attrs import evolve

from proof.test_certificate import LITTER, quarter
from proof.test_ledgers import told, worked
from samples import indicator, standard
from survey import city, scored
from tristandard.proof.certificate import papers_of
from tristandard.proof.plans import plans
from tristandard.proof.reading.worked import work_out


def asked(change):
    """Return in what a plan differs whose questions at a site are changed."""
    results, by_hand, _ = worked(quarter)
    plan = results.ledger.plan
    ground = plan.grounds["s1"]
    made = {**plan.grounds, "s1": change(ground)}
    return told(plans(SimpleNamespace(grounds={site: one for site, one in made.items() if one}), by_hand))


def each(**changes):
    """Return the change of the questions on litter."""
    return lambda ground: evolve(ground, questions=[evolve(one, **{key: value(one) for key, value in changes.items()}) if one.code == LITTER else one for one in ground.questions])


@pytest.mark.parametrize(
    ("change", "differing"),
    [
        pytest.param(lambda ground: ground, [], id="as it follows"),
        pytest.param(each(bar=lambda _: standard("litter.spots <= 2 处")), [f"bar at s1 {LITTER}: litter.spots <= 0 处 / litter.spots <= 2 处"], id="another bar"),
        pytest.param(each(users=lambda one: one.users[:1]), [f"shared once at s1 {LITTER}: a+b / a"], id="a user left out"),
        pytest.param(each(users=lambda one: one.users[::-1]), [f"shared once at s1 {LITTER}: a+b / b+a"], id="users in another order"),
        pytest.param(each(users=lambda one: (evolve(one.users[0], measures=frozenset()), one.users[1])), [f"shared once at s1 {LITTER}: a+b / a+b"], id="a user of no measure"),
        pytest.param(each(indicator=lambda one: evolve(one.indicator, host="a")), [f"plan at s1 {LITTER}: b / a"], id="another host"),
        pytest.param(lambda ground: evolve(ground, questions=ground.questions[1:]), ["plan at s1 a.ads: one / none"], id="a question dropped"),
        pytest.param(lambda _: None, ["plan at s1 a.ads: one / none", f"plan at s1 {LITTER}: one / none"], id="a ground dropped"),
    ],
)  # fmt: skip
def test_what_a_plan_asks_otherwise(change, differing):
    """Questions that are missing, and the users and the bar of one."""
    assert asked(change) == differing


def test_what_is_missing_is_told_in_order():
    """Of a ground that was dropped every question is told, in the order of the codes."""
    codes = [f"a.q{number}" for number in range(10)]
    results = scored(rules=city(*(indicator(code, "litter.spots <= 0 处") for code in codes)))
    by_hand = work_out(papers_of(results)).standing

    assert told(plans(SimpleNamespace(grounds={}), by_hand)) == [f"plan at s1 {code}: one / none" for code in codes]
