"""Scoring a changed ledger costs what changed: a ledger and results onto earlier ones are those made at once."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import tristandard as ts
from properties import SOME
from samples import crosswalk, indicator, match
from survey import MEAN, city, exacts, finding, found, planned, registered, scored, seen, site
from tristandard.rules.nodes.sheet import Sheet
from tristandard.testing import laws
from tristandard.testing import strategies as some


@pytest.mark.parametrize("law", laws.ONTO, ids=lambda law: law.name)
def test_onto_earlier_values(law):
    """Whatever part came first, results onto its results equal those made at once."""

    @SOME
    @given(some.quarters(), st.data())
    def hold(survey, data):
        law.check(*data.draw(some.derived(survey, law.takes)))

    hold()


def road(plan, *observations, onto=None):
    """Return the results of observations, onto earlier ones if they are given."""
    register = ts.register(plan, observations, onto=onto.ledger.register if onto else None)
    return ts.score(ts.share(register, onto=onto.ledger if onto else None), onto=onto)


def test_only_what_changed_is_scored_anew(monkeypatch):
    """One more observation at one of twenty sites: its sheets alone are added up again."""
    plan = planned(city(models={"a": MEAN, "b": MEAN}), *(site(f"s{number:02}") for number in range(20)))
    before = road(plan, *(seen(number, f"s{number:02}") for number in range(19)))
    added, evaluate = [], Sheet.evaluate
    monkeypatch.setattr(Sheet, "evaluate", lambda sheet, place: added.append(place.member) or evaluate(sheet, place))
    after = road(plan, seen(4, "s19"), onto=before)

    assert ["s19"] * 2 == added
    assert road(plan, *(seen(number, f"s{number:02}") for number in range(19)), seen(4, "s19")) == after


def test_entries_of_other_sites_are_the_same_ones():
    """What the earlier ledger says of a site at which nothing changed is used, not made again."""
    plan = planned(None, site("s1"), site("s2"))
    before = road(plan, seen(3, "s1"), seen(3, "s2"))
    after = road(plan, seen(5, "s2", revision=2), onto=before)

    assert before.ledger.entries["s1"] is after.ledger.entries["s1"]
    assert {"a": {"wujin": "92"}, "b": {"wujin": "96"}} == exacts(after)


def test_blame_by_another_finding_is_explained_anew():
    """A finding in the place of another, which lays the same on a unit at another's site, is the one that the unit's card names."""
    plan = planned(city(models={"a": MEAN, "b": MEAN}), site("s1"), site("s2", "tianning"))
    before = road(plan, seen(found(finding("1"), finding("2", "tianning")), "s1"), seen(0, "s2"))
    after = road(plan, seen(found(finding("1"), finding("9", "tianning")), "s1", revision=2), onto=before)
    told = ts.explain(after["a"]["tianning"]).text("en")

    assert before["a"]["tianning"].exact == after["a"]["tianning"].exact
    assert ("finding 9" in told, "finding 2" in told) == (True, False)


def test_blame_that_moves_is_scored_anew():
    """A finding that names a unit at another's site moves that unit's cards, too."""
    plan = planned(None, site("s1"), site("s2", "tianning"))
    before = road(plan, seen(found(finding("1")), "s1"), seen(0, "s2"))
    named = seen(found(finding("1", "tianning")), "s1", revision=2)
    after = road(plan, named, onto=before)

    assert road(plan, seen(found(finding("1")), "s1"), seen(0, "s2"), named).scored == after.scored
    assert before["a"]["tianning"].exact != after["a"]["tianning"].exact


def test_the_digest_is_that_of_all_at_once():
    """Digests that were made are kept for other sites, and a report that moves to another site moves both."""
    plan = planned(None, site("s1"), site("s2"))
    before = road(plan, seen(3, "s1", id_="r"), seen(1, "s2"))
    known = before.digest
    moved = seen(3, "s2", id_="r", revision=2)
    with pytest.raises(ts.Refused):  # two reports of one source for one measurement
        road(plan, moved, onto=before)
    gone = evolve(seen(ts.NotMeasured("示例"), "s1", id_="r", revision=2))

    assert (
        road(plan, seen(3, "s1", id_="r"), seen(1, "s2"), gone).digest == road(plan, gone, onto=before).digest != known
    )


def test_onto_is_of_the_same_plan_history_and_indicators():
    """Earlier values of another plan, of another history or of other indicators are refused with what differs."""
    here, there = scored(seen(3)), scored(seen(3), sites=(site("s1"), site("s2")))
    ledger = there.ledger

    with pytest.raises(ts.BadValue, match="share onto an earlier ledger of the same plan"):
        ts.share(registered(seen(3)), onto=ledger)
    again = ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Steps(1), where={"repeated": ["1.."]}, look_back=1)
    held = registered(seen(0), rules=city(indicator("a.litter", "litter.spots <= 0 处", again), indicator("b.litter"), crosswalks=(crosswalk(match("a.litter", "b.litter")),)))
    with pytest.raises(ts.BadValue, match="'a ledger of another history' is not one of the same history; share onto a ledger that knows the same earlier periods"):
        ts.share(held, history={}, onto=ts.share(held, history={"s1": {"litter.spots": (1,)}}))
    with pytest.raises(ts.BadValue, match="results that agree in the plan"):
        ts.score(ledger, onto=here)
    with pytest.raises(ts.BadValue, match="results that agree in the list of indicators"):
        ts.score(ledger, only=[], onto=there)
    with pytest.raises(ts.BadValue, match="for `onto`"):
        ts.score(ledger, onto=ledger)
    with pytest.raises(ts.BadValue, match="for `onto`"):
        ts.share(registered(seen(3)), onto=there)


def test_results_that_lost_their_scorer_are_scored_whole():
    """Results that were evolved no longer know who scored them: results onto them are right all the same."""
    before = scored(seen(3))

    assert before == ts.score(before.ledger, onto=evolve(before))
