"""The laws notice what is broken: a verb that posts twice, forgets somebody, or lets the laxer standard stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import Phase, find, settings

import tristandard as ts
from tristandard.codec import output, sealed_file
from tristandard.survey import registering
from tristandard.testing import laws
from tristandard.testing import strategies as some
from tristandard.testing.survey import Survey

RULES = evolve(ts.load_ruleset(Path(__file__).parent.parent / "samples" / "tiny"), policy=ts.rules.Policy())
SHARE, MERGE, SCORE, REGISTER = ts.share, ts.merge, ts.score, ts.register


def surveyed(count):
    """Return a survey of one road where so many spots of litter were counted, of which each assessment takes its own view."""
    paths = RULES.paths
    road = ts.Site(code="s1", area=paths["area"]["320412"], zone=paths["zone"]["built_up"], site_type=paths["site_type"]["main_road"], units="320412")
    seen = ts.Observation(source="app", id="1", site="s1", indicator="urban.litter", made=date(2022, 7, 1), outcome=ts.Measured({"litter.spots": count}))
    return Survey(ts.plan(ts.merge(RULES), [road], ts.Quarter(2022, 3)), (seen,))


def failing(survey):
    """Return the laws of the quarter, of those that take nothing but a survey, that do not hold."""
    return [(law.number, law.name) for law in laws.OF_QUARTERS if law.takes == ("survey",) and not law.holds(survey)]


def charged_anew(ledger, anew):
    """Return a ledger in which the charges of each breach that several assessments share are others."""
    entries = {
        site: {code: evolve(entry, charges=anew(entry.charges)) if len(entry.charges) > 1 and all(entry.charges) else entry for code, entry in by_code.items()}
        for site, by_code in ledger.entries.items()
    }
    return evolve(ledger, entries=entries)


def twice(register, *, history=None):
    """Share, and post each shared breach twice to the first assessment."""
    return charged_anew(SHARE(register, history=history), lambda charges: (charges[0] * 2, *charges[1:]))


def forgetful(register, *, history=None):
    """Share, and forget the last assessment that shares a breach."""
    return charged_anew(SHARE(register, history=history), lambda charges: (*charges[:-1], ()))


def laxer(rules):
    """Merge, and let the standard of one member stand in the place of the highest."""
    merged = MERGE(rules)
    for shared in merged.shared:
        vars(shared)["standard"] = max((one.indicator.standard for one in shared.contributions), key=lambda standard: standard != shared.standard)
    return merged


def test_a_register_that_keeps_whichever_came_first_is_noticed(monkeypatch):
    """Of two measurements that contradict each other, keeping the one that came first breaks law 5."""
    (law,) = laws.IN_ANY_ORDER
    survey, worse = surveyed(3), surveyed(9)
    law.check(survey, worse)
    monkeypatch.setattr(registering, "settled", lambda _, __, rivals, ___: (rivals[0].outcome, []))
    monkeypatch.setattr(registering, "order", lambda _: ())

    with pytest.raises(laws.LawBroken, match="no order among rivals"):
        law.check(survey, worse)


def test_what_is_whole_keeps_the_laws():
    """Nothing fails where nothing is broken."""
    assert [] == failing(surveyed(9))


@pytest.mark.parametrize("broken", [twice, forgetful])
def test_a_share_that_posts_twice_or_forgets_is_noticed(broken, monkeypatch):
    """A breach posted twice to one assessment, or not at all, breaks law 8, and the points are not conserved."""
    monkeypatch.setattr(ts, "share", broken)
    survey = surveyed(9)

    assert {(8, "each shared indicator is scored once"), (9, "points are conserved")} <= set(failing(survey))
    with pytest.raises(laws.LawBroken, match="each shared indicator is scored once"):
        laws.SCORED_ONCE[0].check(survey)


def test_a_merge_that_lets_the_laxer_standard_stand_is_noticed(monkeypatch):
    """The standard of one member in the place of the highest breaks law 2, and law 17 wherever it hides a breach."""
    monkeypatch.setattr(ts, "merge", laxer)
    (shared,) = [one for one in ts.merge(RULES).shared if "urban.litter" in one.code]
    between = [values for count in range(10) if not laws.HIGHEST[0].holds(shared, values := {"litter.spots": ts.exact(count)})]

    assert between
    with pytest.raises(laws.LawBroken, match="accepts what all accept"):
        laws.HIGHEST[0].check(shared, between[0])
    with pytest.raises(laws.LawBroken, match="one bar"):
        laws.ONE_BAR[0].check(surveyed(between[0]["litter.spots"]))


def test_a_score_that_is_never_below_zero_lost_is_noticed(monkeypatch):
    """Scores read from nothing but the full mark break law 12."""

    def generous(ledger, **more):
        return SCORE(evolve(ledger, entries={}), **more)

    monkeypatch.setattr(ts, "score", generous)

    assert (12, "scores are those of the rules as written") in failing(surveyed(9))


def test_a_broken_share_is_found_in_any_rules(monkeypatch):
    """Surveys that are drawn find the same, and shrink to a single observation."""
    monkeypatch.setattr(ts, "share", twice)
    law = laws.SCORED_ONCE[0]
    found = find(some.surveys(RULES), lambda survey: not law.holds(survey), settings=settings(max_examples=500, database=None, phases=[Phase.generate, Phase.shrink]))

    assert 1 == len(found.observations)


def closed(name):
    """Return a law of files by its name."""
    return next(law for law in laws.CLOSED if law.name == name)


def test_a_loader_that_forgets_the_edition_is_noticed(monkeypatch):
    """Results that load as another edition than was written break law 21."""
    survey, load = surveyed(9), ts.files.load_results
    closed("what is written loads").check(survey)
    monkeypatch.setattr(ts.files, "load_results", lambda path, merged: evolve(load(path, merged), edition=2))

    with pytest.raises(laws.LawBroken, match="what is written loads"):
        closed("what is written loads").check(survey)


def stale(plan, observations, *, onto=None, closing=()):
    """Register, and keep the digests of an earlier register even where something new came."""
    held = REGISTER(plan, observations, onto=onto, closing=closing)
    held.known.update(onto.digests if onto else {})
    return held


def test_a_register_that_keeps_an_old_digest_is_noticed(monkeypatch):
    """A digest that does not move where one more observation came breaks law 21."""
    part = surveyed(9)
    survey = evolve(part, observations=(*part.observations, evolve(part.observations[0], revision=2)))
    closed("a digest names the inputs").check(survey, part)
    monkeypatch.setattr(ts, "register", stale)

    with pytest.raises(laws.LawBroken, match="a digest names the inputs"):
        closed("a digest names the inputs").check(evolve(survey), evolve(part))


def test_a_seal_of_half_a_file_is_noticed(monkeypatch):
    """A seal that leaves everything out but the kind of the file breaks law 21 at some place."""
    survey, seal, law = surveyed(9), sealed_file.seal, closed("a seal finds any change")
    places = range(60)
    assert all(law.holds(survey, place) for place in places)
    for module in (sealed_file, output):  # as it is written, and as it is read
        monkeypatch.setattr(module, "seal", lambda table, *told: seal({"kind": table["kind"]}, *told))

    assert not all(law.holds(survey, place) for place in places)
