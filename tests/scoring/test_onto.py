"""Scoring a changed ledger costs what changed: a ledger and results onto earlier ones are those made at once."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import tristandard as ts
from properties import SOME
from samples import crosswalk, indicator, match
from scoring.quarters import given as figures
from scoring.quarters import rules_of
from survey import MEAN, changed, city, exacts, finding, found, planned, priced, registered, scored, seen, site
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
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


def road(plan, *observations, onto=None, **more):
    """Return the results of observations, onto earlier ones if they are given."""
    register = ts.register(plan, observations, onto=onto.ledger.register if onto else None)
    return ts.score(ts.share(register, onto=onto.ledger if onto else None), onto=onto, **more)


def test_only_what_changed_is_scored_anew(monkeypatch):
    """One more observation at one of twenty sites: its sheets alone are added up again."""
    plan = planned(city(models={"a": MEAN, "b": MEAN}), *(site(f"s{number:02}") for number in range(20)))
    before = road(plan, *(seen(number, f"s{number:02}") for number in range(19)))
    added, evaluate = [], Sheet.evaluate
    monkeypatch.setattr(Sheet, "evaluate", lambda sheet, place: added.append(place.member) or evaluate(sheet, place))
    after = road(plan, seen(4, "s19"), onto=before)

    assert ["s19"] * 2 == added
    assert road(plan, *(seen(number, f"s{number:02}") for number in range(19)), seen(4, "s19")) == after


def test_what_lies_on_a_unit_as_before_lets_its_other_sheets_stand(monkeypatch):
    """A finding at another's site still lies on a unit: one more observation at one of its own sites adds up the sheet of that site alone."""
    plan = planned(city(models={"a": MEAN, "b": MEAN}), *(site(f"s{number}", "tianning") for number in range(4)), site("s9"))
    before = road(plan, *(seen(0, f"s{number}") for number in range(4)), seen(found(finding("f1", "tianning")), "s9"))
    added, evaluate = [], Sheet.evaluate
    monkeypatch.setattr(Sheet, "evaluate", lambda sheet, place: added.append(place.member) or evaluate(sheet, place))
    road(plan, seen(4, "s2", revision=2), onto=before)

    assert ["s2"] * 2 == added


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


def onto_and_at_once(plan, first, then, figures_before=None, figures_then=None):
    """Return the exact scores of `a` after more observations and other figures: onto the earlier results, and all at once."""
    before = road(plan, *first, givens=figures_before)
    onto, whole = road(plan, *then, onto=before, givens=figures_then), road(plan, *first, *then, givens=figures_then)
    assert onto == whole
    return exacts(before)["a"], exacts(onto)["a"]


ITEMS = ("one", "two")
NOTICES = DeductionRule(measures=("notice.count",), tariff=Steps(1))


def notices(outcome, where, **more):
    """Return so many notices at a site, or another outcome."""
    return seen(Measured({"notice.count": outcome}) if isinstance(outcome, int) else outcome, where, "a.ads", **more)


def test_blame_is_spread_anew_over_the_sheets_of_an_item():
    """Where a site keeps a sheet but loses that of one item, what was laid on a unit's sheets of that item lies on the others: a point on
    two sheets, 99.5 and 98.5 beside a loss of 1, becomes a point on one, 98, whatever came of the other site before."""
    lines = [evolve(indicator("a.litter", "litter.spots <= 0 处", priced(1)), item="one"), evolve(indicator("a.ads", "notice.count <= 0 处", NOTICES), item="two")]
    model = Model({"total": Mean(over="site", of="items"), "items": Mean(over="item", of="sheet", weights={"one": 75, "two": 25}), "sheet": Sheet()})
    rules = city(*lines)
    rules = changed(rules, a={"items": [evolve(rules.assessments[0].items[0], code=code) for code in ITEMS], "model": model})
    plan = planned(rules, site("s1", "tianning"), site("s2", "tianning"), site("s3"))
    first = [*(seen(0, where, "a.litter") for where in ("s1", "s2", "s3")), notices(0, "s1"), notices(1, "s2")]
    blamed = notices(found(Finding(id="f1", measure="notice.count", unit="tianning")), "s3")

    assert ({"tianning": "399/4", "wujin": "100"}, {"tianning": "399/4", "wujin": "100"}) == onto_and_at_once(plan, [*first, blamed], [notices(NotApplicable("拆迁"), "s1", revision=2)])


def test_blame_is_spread_anew_over_the_sites_of_every_zone():
    """Where one of two sites of a zone leaves, what was laid on three sheets lies on two, that of the other zone too: a third of a point each
    becomes a half."""
    model = Model({"total": Mean(over="zone", of="sites"), "sites": Mean(over="site", of="sheet"), "sheet": Sheet()})
    plan = planned(city(models={"a": model}), site("s1", "tianning"), site("s2", "tianning"), site("s3", "tianning", zone="village"), site("s4"))
    first = [*(seen(0, where) for where in ("s1", "s2", "s3")), seen(found(finding("f1", "tianning")), "s4")]

    assert ({"tianning": "299/3", "wujin": "100"}, {"tianning": "199/2", "wujin": "100"}) == onto_and_at_once(plan, first, [seen(NotApplicable("拆迁"), "s1", revision=2)])


def test_what_lay_on_a_unit_in_between_is_forgotten_whole():
    """A figure that changed while findings lay on a unit has changed once they lie on it no longer: half of 100 and of 60, no longer of 80."""
    model = Model({"total": Mean(over="zone", of="both"), "both": Blend(weights={"sheet": 50, "night": 50}), "night": Given(by="测评组"), "sheet": Sheet()})
    plan = planned(city(models={"a": model}), site("s1", "tianning"), site("s2"))
    first, then = ({("a", "night", "tianning"): figure} for figure in (80, 60))
    one = road(plan, seen(0, "s1"), seen(found(finding("f1")), "s2"), givens=first)
    two = road(plan, seen(found(finding("f1", "tianning")), "s2", revision=2), onto=one, givens=then)
    three = road(plan, seen(found(finding("f1")), "s2", revision=3), onto=two, givens=then)

    assert ["90", "159/2", "80"] == [exacts(results)["a"]["tianning"] for results in (one, two, three)]
    assert three == ts.score(three.ledger, givens=then)


def test_a_unit_that_left_moves_the_places_of_the_others():
    """Who had the second place, and two points for it, has the first and three where nobody gives a figure for the first any longer."""
    model = Model({"total": Given(by="测评组", bonuses=[RankBonus(of="total", points=[3, 2])])})
    before = figures({"tianning": 90, "wujin": 80}, Quarter(2022, 1), rules_of(model))
    left = {("a", "total", "wujin"): 80}
    after = ts.score(before.ledger, givens=left, onto=before)

    assert ({"a": {"tianning": "93", "wujin": "82"}}, {"a": {"wujin": "83"}}) == (exacts(before), exacts(after))
    assert after == ts.score(before.ledger, givens=left)


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


def test_a_measurement_in_finer_parts_of_a_point():
    """A loss of a seventh of a point where everything was in whole points before is what it is."""
    line = DeductionRule(measures=("queue.wait",), tariff=Steps(1, 7, parts=Parts.EXACT))
    plan = planned(city(indicator("a.queue", "queue.wait <= 9 min", line)), site("s1"), site("s2"))
    first = [seen(Measured({"queue.wait": 16}), "s1", "a.queue"), seen(Measured({"queue.wait": 9}), "s2", "a.queue")]

    assert ({"wujin": "99"}, {"wujin": "692/7"}) == onto_and_at_once(plan, first, [seen(Measured({"queue.wait": 10}), "s2", "a.queue", revision=2)])


def test_a_figure_that_is_withdrawn():
    """Where a figure is no longer given, the rest speaks for it as if it never had been."""
    plan = planned(city(models={"a": Model({"total": Blend(weights={"sheet": 50, "night": 50}), "sheet": Sheet(), "night": Given(by="测评组")})}), site("s1"), site("s2", "tianning"))
    first = [seen(4, "s1"), seen(2, "s2")]
    figures_ = {("a", "night", "wujin"): 80, ("a", "night", "tianning"): 70}

    assert ({"tianning": "84", "wujin": "88"}, {"tianning": "84", "wujin": "96"}) == onto_and_at_once(plan, first, [], figures_, {("a", "night", "tianning"): 70})
