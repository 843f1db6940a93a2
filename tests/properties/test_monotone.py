"""Law 11: a worse outcome never raises its own unit's score; and what does not hold, with its witness."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from properties.test_life_of_a_register import PLAN, RULES
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site
from tristandard.merging import merge
from tristandard.results.scorecard import score
from tristandard.rules.ruleset import Policy, Reading
from tristandard.survey.ledger import share
from tristandard.survey.plan import plan
from tristandard.survey.register import register

LITTER = "urban.litter"


def results_of(planned, counts):
    """Return the results where spots of litter were counted, by site."""
    return score(
        share(
            register(
                planned,
                [Observation(source="app", id=site, site=site, indicator=LITTER, made=date(2022, 7, 1), outcome=Measured({"litter.spots": count})) for site, count in counts.items()],
            )
        )
    )


@SOME
@given(st.fixed_dictionaries({"s1": st.integers(0, 9), "s2": st.integers(0, 9)}), st.sampled_from(["s1", "s2"]), st.integers(1, 9))
def test_worse_is_never_better(counts, site, more):
    """More problems at a site never raise any score of the units that answer for it, nor either end of the interval."""
    before, after = results_of(PLAN, counts), results_of(PLAN, {**counts, site: counts[site] + more})

    for result in before:
        for unit, card in result.cards.items():
            worse = after[result.assessment.code][unit]
            assert worse.exact <= card.exact
            assert all(one <= other for one, other in zip(worse.interval, card.interval, strict=True))


def sites(*places):
    """Return sites of one unit, each in its zone."""
    paths = RULES.paths
    return [
        Site(code=f"s{number}", area=paths["area"]["320412"], zone=paths["zone"][zone], site_type=paths["site_type"]["main_road"], units="320412")
        for number, zone in enumerate(places)
    ]


def test_the_readings_differ_and_not_always_to_the_disadvantage_of_uniform():
    """A clean site in a widened scope raises a mean: uniform counts it, pointwise does not."""
    places, counts = sites("built_up", "village"), {"s0": 8, "s1": 0}
    found = {}
    for reading in Reading:
        planned = plan(merge(evolve(RULES, policy=Policy(reading=reading))), places, Quarter(2022, 3))
        asked = {site: ground.by_code[LITTER].users for site, ground in planned.grounds.items() if LITTER in ground.by_code}
        result = results_of(planned, {site: count for site, count in counts.items() if site in asked})
        found[reading] = {code.assessment.code: {unit: card.exact for unit, card in code.cards.items()} for code in result}

    assert found[Reading.UNIFORM] != found[Reading.POINTWISE]
    assert any(
        found[Reading.UNIFORM][code][unit] > value
        for code, cards in found[Reading.POINTWISE].items()
        for unit, value in cards.items()
        if value is not None and found[Reading.UNIFORM][code].get(unit) is not None
    )
