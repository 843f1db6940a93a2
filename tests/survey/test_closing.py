"""Visits that are closed: they take no more, and what they hold is not revised."""

from datetime import date

import pytest
from attrs import evolve

from survey import LITTER, city, finding, found, found_once, litter, planned, refused, seen, site
from tristandard.basics.errors import Refused
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured
from tristandard.rules.policy import Policy, Settlement
from tristandard.survey.bad_observation import BadObservation, Unfit
from tristandard.survey.registering import register

ANEW = "register all of it anew, register(plan, [*earlier.observations(), …], closing=…): another visit is another measurement, and one of them stands"


def test_a_closed_visit_takes_no_more_findings():
    """After a visit is closed it holds what it held; who must add to it registers all anew."""
    plan = planned()
    first = register(plan, [seen(found(finding("f1")), id_="1", visit="v1")], closing=[("team", "v1")])
    told = refused(seen(found(finding("f2")), id_="2", visit="v1"), onto=first)

    assert {("team", "v1")} == first.closed
    assert [f"observation '2' of 'team' adds to the visit 'v1', which is closed; {ANEW}"] == told


def test_a_closed_visit_closes_no_other():
    """Other sources and other visits go on: their reports are taken and revised."""
    first = register(planned(city(), site("s1"), site("s2"), site("s3")), [seen(found_once(), id_="1", visit="v1"), seen(1, "s2", id_="2", visit="v2")], closing=[("team", "v1")])
    held = register(first.plan, [seen(2, "s2", id_="2", revision=2, visit="v2"), seen(3, "s3", id_="1", source="others")], onto=first)

    assert [litter(2), litter(3)] == [held.outcome(where, LITTER) for where in ("s2", "s3")]
    assert not first.holds(seen(3, "s3", id_="1", source="others"))


def test_what_a_closed_visit_holds_may_be_sent_again():
    """Sending again what came before the visit closed changes nothing, also a superseded revision."""
    plan = planned()
    before = [seen(found(finding("f1")), id_="1", visit="v1"), seen(found(finding("f2")), id_="1", revision=2, visit="v1")]
    first = register(plan, before, closing=[("team", "v1")])

    assert first == register(plan, before, onto=first)


@pytest.mark.parametrize(
    ("closing", "told"),
    [
        (("team", "v1"), ["'team' is not a visit to close; give pairs of a source and a visit: closing=[(\"team\", \"v1\")]", "'v1' is not a visit to close"]),
        (None, ["None is not a visit to close"]),
        ([("team", "")], ["('team', '') is not a visit to close"]),
        ([("team", "v1", "v2")], ["('team', 'v1', 'v2') is not a visit to close"]),
        ([("team", "v9"), ["team", "v1"]], ["('team', 'v9') is not a visit that was reported; give its source and its name as the observations do"]),
    ],
)
def test_what_cannot_be_closed(closing, told):
    """Only pairs of a source and a visit that somebody reported are closed: closing anything else would silently close nothing."""
    found = refused(seen(found_once(), id_="1", visit="v1"), closing=closing)

    assert [text[: len(start)] for text, start in zip(found, told, strict=True)] == told


@pytest.mark.parametrize("revision", [1, 3])
def test_no_report_leaves_a_closed_visit(revision):
    """A report that stood in a closed visit is not revised away from it: the visit would be empty after the fact."""
    first = register(planned(), [seen(found_once(), id_="1", revision=2, visit="v1")], closing=[("team", "v1")])
    told = refused(seen(litter(0), id_="1", revision=revision, visit=""), onto=first)

    assert [f"observation '1' of 'team' revises a report of the visit 'v1', which is closed; {ANEW}"] == told


def test_each_mistake_says_of_which_kind_it_is():
    """Whoever tells a mistake in words of its own reads of which kind it is, not its sentences."""
    plan = planned(city(), site("s1"))
    first = register(plan, [seen(found_once(), id_="1", visit="v1")], closing=[("team", "v1")])
    wrong = {
        Unfit.SITE: [seen(1, "s9", id_="2")],
        Unfit.INDICATOR: [seen(1, what="a.none", id_="2")],
        Unfit.DAY: [seen(1, id_="2", made=date(2022, 7, 1))],
        Unfit.OUTCOME: [seen(Measured({"lamps.lit": 1}), id_="2")],
        Unfit.TWICE: [seen(1, id_="2"), seen(2, id_="2")],
        Unfit.WORDS: [seen(1, what="a.none", id_="2"), seen(1, id_="2", revision=2)],
        Unfit.CLOSED: [seen(1, id_="2", visit="v1")],
    }
    for kind, observations in wrong.items():
        with pytest.raises(Refused) as caught:
            register(plan, observations, onto=first)

        assert kind in {one.kind for one in caught.value.exceptions if isinstance(one, BadObservation)}


@pytest.mark.parametrize("settlement", Settlement)
def test_what_was_forgotten_in_a_closed_visit_is_registered_anew(settlement):
    """Three problems of a closed visit and one that was forgotten are four, and an appeal strikes one of them out, as the message says: with all that was registered before, whatever the settlement."""
    plan = planned(evolve(city(), policy=Policy(settlement=settlement)))
    first = register(plan, [seen(found(finding("f1"), finding("f2"), finding("f3")), id_="1", visit="v1")], closing=[("team", "v1")])
    (report,) = first.observations()
    more = register(plan, [*first.observations(), seen(found(finding("f9")), id_="2", visit="v1")], closing=first.closed)
    struck = report.told("f2", Event(Stage.APPEALED, date(2022, 5, 12), "湖塘镇", "错记"), Event(Stage.STRUCK, date(2022, 5, 20), "市城管委", "属实"))
    less = register(plan, [*first.observations(), struck], closing=first.closed)

    assert ["measured litter.spots = 3", "measured litter.spots = 4", "measured litter.spots = 2"] == [str(held.outcome("s1", LITTER)) for held in (first, more, less)]
    assert {("team", "v1")} == more.closed == less.closed
