"""Measured once: revisions, visits, settlements, and what is refused."""

from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, lacking, match
from survey import (
    LITTER,
    NOBODY_LOOKED,
    city,
    finding,
    found,
    litter,
    messages,
    planned,
    priced,
    registered,
    seen,
    site,
)
from tristandard.basics.counting import CountingRule
from tristandard.basics.digest import digest_of
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation
from tristandard.basics.period import Quarter
from tristandard.codec.text import read_standard
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.policy import Policy, Settlement
from tristandard.rules.ruleset import Variant
from tristandard.rules.standard import Standard
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.register import NOTHING_CAME
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

CLOSED = NotApplicable("窗口关闭")
KEEP = "keep one: report the other again with a higher revision, as not measured or as the same"
APART = (
    "one source gave them under different ids, so each is a report of its own: give what one visit counted the same visit, "
    "or the problems as findings of one report, or what corrects a report its id and a higher revision"
)
SETTLE = "; or choose a settlement in the policy (每季度重复指标只测一次)"
TWO = indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(), priced(2, None, 1, "notice.form"))


def settling(settlement):
    return city(policy=Policy(settlement=settlement))


def outcome(*observations, rules=None, what=LITTER, **more):
    return registered(*observations, rules=rules, **more).outcome("s1", what)


def refused(*observations, rules=None, sites=(), **more):
    with pytest.raises(Refused) as caught:
        register(planned(rules, *sites), observations, **more)
    return messages(caught)


def lost(held):
    return [(found.observation.id, found.reason[1]) for found in held.superseded]


# ---- one measurement for each key


def test_the_code_of_any_member_names_the_shared_indicator():
    """An observation may use the code of any member, or of the shared indicator itself."""
    assert [litter(3)] * 3 == [outcome(seen(3, what=code)) for code in ("a.litter", "b.litter", LITTER)]


def test_a_measurement_is_asked_for_by_the_code_of_any_member():
    """The register answers to every name of the question."""
    held = registered(seen(3))

    assert [litter(3)] * 3 == [held.outcome("s1", code) for code in ("a.litter", "b.litter", LITTER)]


def test_what_the_plan_does_not_ask_cannot_be_looked_up():
    """Asking for an unknown site or indicator is refused, not answered with nothing."""
    held = registered(seen(3))
    told = []
    for where, what in (("s9", LITTER), ("s1", "c.own")):
        with pytest.raises(BadValue) as caught:
            held.outcome(where, what)
        told.append(str(caught.value))

    assert [
        "'a.litter+b.litter at s9' is not a measurement planned for 2022Q2; ask for a site and an indicator of the plan",
        "'c.own at s1' is not a measurement planned for 2022Q2; ask for a site and an indicator of the plan",
    ] == told


def test_what_nobody_reported_is_looked_up_as_not_measured():
    """Asking for a planned measurement of which nothing came gives the outcome that says so."""
    assert [NOTHING_CAME, NOTHING_CAME] == [registered(*told, sites=(site("s1"), site("s2"))).outcome("s1", LITTER) for told in ([], [seen(1, "s2")])]


def test_every_planned_key_stands_once_as_not_measured_where_nothing_came():
    """The register holds each planned (site, indicator) exactly once."""
    held = registered(seen(3), sites=(site("s1"), site("s2")))

    assert [("s1", LITTER, litter(3)), ("s2", LITTER, NOTHING_CAME)] == [(where, question.code, told) for where, question, told in held]


def test_the_same_observation_again_changes_nothing():
    """A report that is sent twice counts once."""
    once = registered(seen(3))

    assert once == registered(seen(3), seen(3))
    assert () == registered(seen(3), seen(3)).superseded


def test_two_reports_that_agree_are_one_measurement_with_two_sources():
    """Two teams that saw the same are no contradiction; both are named as its sources."""
    held = registered(seen(3, id_="1", day=12), seen(3, what="a.litter", id_="2", day=11, source="others"))

    assert litter(3) == held.outcome("s1", LITTER)
    assert ["2", "1"] == [observation.id for observation in held.sources("s1", "a.litter")]


def test_a_measurement_without_reports_has_no_sources():
    """Where nothing came, there is nothing to name."""
    assert () == registered().sources("s1", LITTER)


def test_the_external_ids_of_a_report_are_kept():
    """Case numbers travel with the observation."""
    (source,) = registered(seen(3, external={"case": "17"})).sources("s1", LITTER)

    assert {"case": "17"} == source.external


# ---- revisions


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])))
def test_the_highest_revision_stands_in_any_order(order):
    """A correction may arrive before what it corrects; lower revisions are kept as superseded."""
    held = registered(*(seen(revision, id_="r", revision=revision) for revision in order))

    assert litter(3) == held.outcome("s1", LITTER)
    assert [("r", "revision 3 took its place")] * 2 == lost(held)
    assert [1, 2] == [found.observation.revision for found in held.superseded]
    assert [1, 2, 3] == [observation.revision for observation in held.observations()]


def test_an_older_revision_again_changes_nothing():
    """What was superseded may be sent again, if it is the same."""
    held = registered(seen(1, revision=1), seen(2, revision=2), seen(1, revision=1))

    assert registered(seen(1, revision=1), seen(2, revision=2)) == held


@pytest.mark.parametrize("before", [[], [seen(7, revision=2)]])
def test_one_revision_with_two_contents_is_refused(before):
    """The same id and revision must be equal, whether it is the latest or superseded."""
    told = refused(*before, seen(1), seen(2))

    assert [
        "observation 's1/a.litter+b.litter' of 'team' was given twice as revision 1, with different content; raise the revision of the later one"
    ] == told


def test_a_revision_may_move_a_report_to_another_site():
    """A report of the wrong site is mended by its next revision, even where the wrong site is not in the plan."""
    held = registered(seen(3, "s9", id_="r"), seen(3, "s1", id_="r", revision=2))

    assert litter(3) == held.outcome("s1", LITTER)


def test_a_correction_is_compared_with_its_own_report(monkeypatch):
    """A revision is compared with its own report, not with every other one that was ever corrected."""
    places = tuple(site(f"s{number}") for number in range(200))
    reports = [seen(1, place.code, id_=place.code, revision=revision) for place in places for revision in (1, 2)]
    compared, equal = [], Observation.__eq__
    monkeypatch.setattr(Observation, "__eq__", lambda one, other: compared.append(one) or equal(one, other))
    registered(*reports, *reports, sites=places)

    assert len(compared) <= len(reports)


# ---- onto an earlier register


def found_once():
    return found(finding("f1"))


def days():
    return [
        [seen(found(finding("f1")), id_="1", visit="v1", day=10)],
        [seen(found(finding("f2")), id_="2", visit="v1", day=11), seen(4, "s2", id_="3")],
        [seen(5, "s2", id_="3", revision=2), seen(NOBODY_LOOKED, "s2", id_="4"), seen(3, id_="5", day=12)],
    ]


@pytest.mark.parametrize("settlement", [Settlement.WORST, Settlement.LATEST, Settlement.FIRST])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_day_by_day_equals_all_at_once(settlement, order):
    """Registering onto an earlier register gives the same as registering everything together, also what is superseded."""
    plan = planned(settling(settlement), site("s1"), site("s2"))
    held = None
    for day in order:
        held = register(plan, days()[day], onto=held)
    together = register(plan, [observation for day in days() for observation in day])

    assert together == held
    assert list(together) == [(where, question, told) for where, question, told in held]
    assert together.superseded == held.superseded


def test_what_was_registered_before_is_not_touched():
    """An earlier register stays as it was, also where what comes onto it is refused."""
    plan = planned()
    first = register(plan, [seen(3)])
    register(plan, [seen(2, revision=2)], onto=first)
    with pytest.raises(Refused):
        register(plan, [seen(9)], onto=first)

    assert register(plan, [seen(3)]) == first
    assert litter(3) == first.outcome("s1", LITTER)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (lambda: planned(city(), site("s1"), site("s2")), "the sites (s2)"),
        (lambda: planned(city(), *(site(f"s{number}") for number in range(9))), "the sites (s0, s2, s3, s4, s5, s6, …)"),
        (lambda: planned(city(), *(site(f"s{number}") for number in range(1, 8))), "the sites (s2, s3, s4, s5, s6, s7)"),
        (lambda: planned(city(), *(site(f"s{number}") for number in range(1, 9))), "the sites (s2, s3, s4, s5, s6, s7, …)"),
        (lambda: planned(city(variants=[Variant(code="v", zh="式", en="v")]).varied("v")), "the rules (sample 1, variant v, not sample 1)"),
        (lambda: plan(merge(city()), [site()], Quarter(2022, 1)), "the period (2022Q1, not 2022Q2)"),
        (lambda: planned(settling(Settlement.WORST)), "the rules (both called sample 1)"),
        (lambda: planned(evolve(city(), version="2"), site("s3")), "the sites (s1, s3) and the rules (sample 2, not sample 1)"),
    ],
)
def test_a_register_of_another_plan_is_refused(other, told):
    """Adding to the register of other sites, rules or of another period would mix two quarters; the message says what differs."""
    with pytest.raises(BadValue) as caught:
        register(planned(), [], onto=register(other(), []))

    assert str(caught.value) == f"'a register of another plan' is not one of the plan given: it differs in {told}; register onto an earlier register of the same plan"


def test_a_register_of_an_equal_plan_is_taken():
    """A plan that was made again from the same rules and sites is the same plan."""
    assert litter(3) == register(planned(), [], onto=register(planned(), [seen(3)])).outcome("s1", LITTER)


@pytest.mark.parametrize("made", [date(2022, 4, 1), date(2022, 6, 30)])
def test_the_first_and_the_last_day_belong_to_a_period(made):
    """What was made on either end of the quarter is of the quarter."""
    assert litter(3) == outcome(evolve(seen(3), made=made))


def test_a_visit_that_only_a_lower_revision_names():
    """A visit that a report stood in before it was revised was reported, and may be closed."""
    held = register(planned(), [seen(found_once(), id_="1", visit="v1"), seen(2, id_="1", revision=2, visit="v2")], closing=[("team", "v1")])

    assert {("team", "v1")} == held.closed


def test_all_that_does_not_stand_is_kept():
    """Revisions that were replaced, and reports that yield to others, are kept with why."""
    held = registered(seen(3, revision=2), seen(2), seen(NOBODY_LOOKED, id_="x"), sites=(site(),))

    assert [(f"s1/{LITTER}", "revision 2 took its place"), ("x", "another observation did measure it")] == lost(held)


# ---- visits


def test_findings_of_a_visit_are_counted_together():
    """A spot that lies beside one of the day before is one with it: the visit is counted as a whole."""
    measures = [evolve(one, counting=CountingRule(together=1)) if one.code == "litter.spots" else one for one in MEASURES.values()]
    asked = indicator("a.litter", "litter.spots <= 0 处", priced())
    (ask,) = asked.standard.asks
    rules = evolve(city(evolve(asked, standard=Standard([evolve(ask, measure=evolve(ask.measure, counting=CountingRule(together=1)))]))), measures=measures)
    spots = [finding(f"f{number}", at=(at,)) for number, at in enumerate(("0", "0.5", "9"))]
    held = registered(seen(found(spots[0]), what="a.litter", id_="1", visit="v1"), seen(found(*spots[1:]), what="a.litter", id_="2", visit="v1"), rules=rules)

    assert [("f0", 1), ("f1", 0), ("f2", 1)] == [(one.id, one.counts) for one in held.outcome("s1", "a.litter").findings]


def test_the_findings_of_one_visit_accumulate():
    """What one visit finds over several days is one measurement; a day without any adds none."""
    held = registered(
        seen(found(finding("f1"), finding("f2")), id_="1", visit="v1", day=10),
        seen(found(finding("f3")), id_="2", visit="v1", day=11),
        seen(litter(0), id_="3", visit="v1", day=12),
    )

    assert found(finding("f1"), finding("f2"), finding("f3")) == held.outcome("s1", LITTER)
    assert ["1", "2", "3"] == [observation.id for observation in held.sources("s1", LITTER)]
    assert () == held.superseded


def test_an_id_of_a_finding_is_its_own_within_its_report():
    """Three reports of one visit that each call their finding f1 hold three findings; each is then told with its report, whatever the ids look like."""
    reports = [seen(found(finding("f1", place=where)), id_=id_, visit="v1") for id_, where in (("1", "东侧"), ("2", "东侧"), ("a/b~", "西侧"))]
    held = registered(*reports)

    assert [("1/f1", "东侧"), ("2/f1", "东侧"), ("a~1b~0/f1", "西侧")] == [(one.id, one.place) for one in held.outcome("s1", LITTER).findings]
    assert 3 == dict(held.outcome("s1", LITTER).values)["litter.spots"]
    assert held == registered(*reversed(reports))


def test_ids_that_look_like_a_report_and_a_finding():
    """A finding that is called 1/f1 is not the finding f1 of report 1."""
    held = registered(*(seen(found(*found_), id_=id_, visit="v1") for id_, found_ in (("1", [finding("f1")]), ("2", [finding("f1"), finding("1/f1")]))))

    assert ["1/f1", "2/1/f1", "2/f1"] == [one.id for one in held.outcome("s1", LITTER).findings]


def test_the_counts_of_one_visit_add_up():
    """Three rows of one source with one spot each are three spots where one visit counted them, also over three days."""
    for days in ((10, 10, 10), (10, 11, 12)):
        held = registered(*(seen(1, id_=str(place), visit="v1", day=day) for place, day in enumerate(days)))

        assert litter(3) == held.outcome("s1", LITTER)
        assert [Fraction(3), Fraction(3, 2)] == [posting.points for posting in share(held).postings()]


def test_the_other_values_of_a_visit_must_agree():
    """Counts and findings add up; what is no count is told beside them in each report, and must be the same."""
    one = seen(Measured({"notice.form": {"panel"}}, [finding("f1")]), what="a.street", id_="1", visit="v1")
    same, other = (evolve(one, id="2", outcome=Measured({"notice.form": forms}, [finding("f2")])) for forms in ({"panel"}, {"board"}))

    assert Measured({"notice.form": {"panel"}}, [finding("f1"), finding("f2")]) == outcome(one, same, rules=city(TWO), what="a.street")
    assert refused(one, other, rules=city(TWO))[0].endswith(
        "one visit ('v1') cannot say all of that: {'board'} is not what the visit says of notice.form in another report; "
        "report what is no count once in a visit, and a correction of it as a higher revision of its own report"
    )


@pytest.mark.parametrize("second", [97, 96])
def test_what_is_no_count_is_said_once_in_a_visit(second):
    """A share, a grade or a form does not add up: a second report of it in one visit is refused, also where it repeats the first."""
    rules = city(indicator("a.lamps", "lamps.lit >= 99 %"))
    told = refused(*(seen(Measured({"lamps.lit": lit}), what="a.lamps", id_=id_, visit="v1") for id_, lit in (("1", 97), ("2", second))), rules=rules)

    assert [
        "one visit ('v1') cannot say all of that: 'measured lamps.lit = 97' is not a report that adds to its visit (whole-number counts and findings do); "
        "report what is no count once in a visit, and a correction of it as a higher revision of its own report"
    ] == [text.partition("; ")[2] for text in told]


def test_a_visit_that_contradicts_itself_is_refused():
    """A bare count beside findings of the same measure may hold them or not: nobody knows, so nothing is added."""
    told = refused(seen(found(finding("f1")), id_="1", visit="v1"), seen(litter(3), id_="2", visit="v1"))

    assert [
        f"'{LITTER}' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1 by 'team' '1' on 2022-05-10 and as measured litter.spots = 3 by 'team' '2' on 2022-05-10; "
        "one visit ('v1') cannot say all of that: 3 is not a number of findings of litter.spots, as the visit reports others of them; report each as a finding, or all of them as counts"
    ] == told


@pytest.mark.parametrize("kind", ["findings", "counts"])
def test_more_than_can_be_is_refused(kind):
    """What accumulates must still lie in the domain of its measure."""
    rules = city(indicator("a.pupils", "reciting.pupils <= 0 人"))
    pupils = [evolve(finding(f"f{number}"), measure="reciting.pupils") for number in range(6)]
    parts = [found(*pupils[:3]), found(*pupils[3:])] if kind == "findings" else [Measured({"reciting.pupils": 3})] * 2
    told = refused(*(seen(part, what="a.pupils", id_=str(place), visit="v1") for place, part in enumerate(parts)), rules=rules)

    assert ["one visit ('v1') cannot say all of that: '6' is not a value of reciting.pupils; give a whole number from 0 to 5 in 人"] == [text.partition("; ")[2] for text in told]


def test_a_day_on_which_nobody_could_look_takes_nothing_from_a_visit():
    """Not measured yields to what the same visit measured on another day."""
    held = registered(seen(NOBODY_LOOKED, id_="1", visit="v1", day=10), seen(found(finding("f1")), id_="2", visit="v1", day=11))

    assert found(finding("f1")) == held.outcome("s1", LITTER)
    assert [("1", "another observation did measure it")] == lost(held)


def test_two_visits_that_saw_different_things_are_two_measurements():
    """Findings accumulate within a visit, never across two."""
    told = refused(seen(found(finding("f1")), id_="1", visit="v1"), seen(found(finding("f2")), id_="2", visit="v2"))

    assert [f"{APART}{SETTLE}"] == [text.partition("; ")[2] for text in told]


def test_a_closed_visit_takes_no_more_findings():
    """After a visit is closed it holds what it held; the rest is reported under a new visit."""
    plan = planned()
    first = register(plan, [seen(found(finding("f1")), id_="1", visit="v1")], closing=[("team", "v1")])
    told = refused(seen(found(finding("f2")), id_="2", visit="v1"), onto=first)

    assert {("team", "v1")} == first.closed
    assert ["observation '2' of 'team' adds to the visit 'v1', which is closed; report it under a new visit"] == told


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

    assert ["observation '1' of 'team' revises a report of the visit 'v1', which is closed; report what is new under a new visit, with an id of its own"] == told


# ---- settlements


def test_two_measurements_that_differ_are_refused_with_both():
    """Without a settlement a person decides; the message holds both reports."""
    told = refused(seen(3, id_="1"), seen(5, what="a.litter", id_="2", day=11, source="others"))

    assert [
        "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 3 by 'team' '1' on 2022-05-10 "
        f"and as measured litter.spots = 5 by 'others' '2' on 2022-05-11; {KEEP}{SETTLE}"
    ] == told


@pytest.mark.parametrize("days", [(10, 10, 10), (10, 11, 12)])
@pytest.mark.parametrize("visits", [("", "", ""), ("v1", "v2", "v3"), ("", "v1", "v1")])
def test_reports_of_one_source_under_different_ids_are_different_reports(days, visits):
    """Three rows of one source that say the same are not one measurement: without a settlement they are refused, and the ways out are named."""
    told = refused(*(seen(1, id_=str(place), day=day, visit=visit) for place, (day, visit) in enumerate(zip(days, visits, strict=True))))

    assert [f"{APART}{SETTLE}"] == [text.partition("; ")[2] for text in told]
    assert "by 'team' '0' on 2022-05-10 and as measured" in told[0]


def test_of_very_many_reports_the_first_are_listed():
    """A message names six reports and counts the rest; the error holds them all."""
    with pytest.raises(Refused) as caught:
        registered(*(seen(1, id_=f"{place:02}") for place in range(20)))
    (problem,) = caught.value.exceptions

    assert (6, 20) == (str(problem).count("measured litter.spots = 1"), len(problem.observations))
    assert "'05' on 2022-05-10 and as 14 more; one source" in str(problem)


@pytest.mark.parametrize(("settlement", "stands"), [(Settlement.LATEST, "3"), (Settlement.FIRST, "1")])
def test_equal_reports_of_one_source_are_rivals_by_day(settlement, stands):
    """With a settlement the day decides between reports of one source as between sources; the others are superseded."""
    held = registered(*(seen(1, id_=str(day - 9), day=day) for day in (10, 11, 12)), rules=settling(settlement))

    assert [stands] == [source.id for source in held.sources("s1", LITTER)]
    assert [id_ for id_ in "123" if id_ != stands] == [id_ for id_, _ in lost(held)]


@pytest.mark.parametrize("settlement", [Settlement.LATEST, Settlement.FIRST, Settlement.WORST])
def test_equal_reports_of_one_source_and_day_are_not_settled(settlement):
    """Nothing decides between two reports of one source on one day that say the same: they may be two problems."""
    told = refused(seen(1, id_="1"), seen(1, id_="2"), rules=settling(settlement))

    assert [f"the settlement {settlement.value!r} does not decide between them; {APART}"] == [text.partition("; ")[2] for text in told]


@pytest.mark.parametrize("settlement", list(Settlement))
def test_equal_reports_of_two_sources_count_once(settlement):
    """Two teams that saw the same are one measurement, also where each saw it in a visit of its own, and on whichever day."""
    one = [seen(1, id_="1", visit="v1"), seen(2, id_="2", visit="v1", day=11)]
    held = registered(*one, seen(3, id_="9", source="others", day=12), rules=settling(settlement))

    assert (litter(3), ()) == (held.outcome("s1", LITTER), held.superseded)


def test_a_source_that_agrees_stands_beside_the_one_that_was_chosen():
    """What another source saw alike stands with the latest; what the chosen source saw before does not."""
    held = registered(seen(3, id_="1", day=10), seen(3, id_="2", day=12), seen(3, id_="3", day=11, source="others"), rules=settling(Settlement.LATEST))

    assert (["1"], ["3", "2"]) == ([id_ for id_, _ in lost(held)], [source.id for source in held.sources("s1", LITTER)])


@pytest.mark.parametrize(
    ("settlement", "stands"), [(Settlement.WORST, 5), (Settlement.LATEST, 4), (Settlement.FIRST, 3)]
)
def test_the_policy_settles_over_all_that_was_gathered(settlement, stands):
    """The worst, the latest or the first stands, the others are kept with the reason, in any order of arrival."""
    reports = [seen(3, id_="1", day=10), seen(5, id_="2", day=11), seen(4, id_="3", day=12)]
    for order in permutations(reports):
        held = registered(*order, rules=settling(settlement))

        assert litter(stands) == held.outcome("s1", LITTER)
        assert [(report.id, f"the settlement {settlement.value!r} chose another") for report in reports if report.outcome != litter(stands)] == lost(held)
        assert [litter(stands)] == [source.outcome for source in held.sources("s1", LITTER)]


@pytest.mark.parametrize("settlement", [Settlement.LATEST, Settlement.FIRST])
def test_different_measurements_of_one_day_are_refused(settlement):
    """Where the day does not decide, nothing else does."""
    told = refused(seen(3, id_="1"), seen(5, id_="2", source="others"), rules=settling(settlement))

    assert [f"the settlement {settlement.value!r} does not decide between them; keep one: report the other again with a higher revision, as not measured or as the same"] == [text.partition("; ")[2] for text in told]


def test_the_worst_must_be_worse_on_every_measure():
    """One report worse in litter and another worse in notices: neither is the worst."""
    rules = city(TWO, policy=Policy(settlement=Settlement.WORST))
    one, other = (seen(Measured({"litter.spots": spots, "notice.form": forms}), what="a.street", id_=str(spots), source=f"team {spots}") for spots, forms in ((1, set()), (2, {"panel"})))

    assert ["the settlement 'worst' does not decide between them; keep one: report the other again with a higher revision, as not measured or as the same"] == [text.partition("; ")[2] for text in refused(one, other, rules=rules)]


def test_the_worst_may_be_equal_on_some_measures():
    """Worse in litter and the same in notices is worse."""
    rules = city(TWO, policy=Policy(settlement=Settlement.WORST))
    one, other = (seen(Measured({"litter.spots": spots, "notice.form": {"panel"}}), what="a.street", id_=str(spots)) for spots in (1, 2))

    assert other.outcome == outcome(one, other, rules=rules, what="a.street")


def test_the_same_number_of_different_findings_is_not_settled_by_the_worst():
    """Two reports of one problem each, of different units: neither is worse."""
    told = refused(seen(found(finding("f1", "bureau")), id_="1"), seen(found(finding("f1")), id_="2", source="others"), rules=settling(Settlement.WORST))

    assert ["the settlement 'worst' does not decide between them; keep one: report the other again with a higher revision, as not measured or as the same"] == [text.partition("; ")[2] for text in told]


@pytest.mark.parametrize("settlement", list(Settlement))
def test_not_measured_yields_to_any(settlement):
    """A report that nobody could look gives way to a measurement, under every policy."""
    held = registered(seen(NOBODY_LOOKED, id_="1", day=12), seen(3, id_="2"), rules=settling(settlement))

    assert litter(3) == held.outcome("s1", LITTER)
    assert [("1", "another observation did measure it")] == lost(held)
    assert ["2"] == [source.id for source in held.sources("s1", LITTER)]


def test_not_measured_yields_to_not_applicable():
    """That the question does not arise is more than that nobody looked."""
    assert CLOSED == outcome(seen(NOBODY_LOOKED, id_="1"), seen(CLOSED, id_="2"))


def test_two_reasons_for_not_looking_are_no_contradiction():
    """What was not measured twice is not measured, with the first reason."""
    held = registered(seen(NotMeasured("大雨"), id_="2", day=9), seen(NOBODY_LOOKED, id_="1"))

    assert NotMeasured("大雨") == held.outcome("s1", LITTER)
    assert () == held.superseded


def test_two_reasons_for_not_applying_are_no_contradiction():
    """What does not apply twice does not apply, also within one visit."""
    held = registered(seen(CLOSED, id_="1", visit="v1"), seen(NotApplicable("拆迁"), id_="2", visit="v1"))

    assert CLOSED == held.outcome("s1", LITTER)


@pytest.mark.parametrize("settlement", list(Settlement))
def test_not_applicable_against_measured_is_refused(settlement):
    """No settlement decides whether a question arises."""
    told = refused(seen(CLOSED, id_="1"), seen(3, id_="2", day=11), rules=settling(settlement))

    assert ["it cannot both apply and not apply; keep one: report the other again with a higher revision, as not measured or as the same"] == [text.partition("; ")[2] for text in told]


def test_reports_that_do_not_fit_take_no_part_in_a_settlement():
    """A report that is refused by itself is told once, beside the contradiction of the others."""
    told = refused(seen(3, id_="1"), seen(5, id_="2", source="ward"), seen(Measured({}), id_="3"), seen(9, id_="4", made=date(2022, 7, 1)))

    assert [
        "'a.litter+b.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 3 by 'team' '1' on 2022-05-10 "
        "and as measured litter.spots = 5 by 'ward' '2' on 2022-05-10; keep one: report the other again with a higher revision, as not measured or as the same; or choose a settlement in the policy (每季度重复指标只测一次)",
        "observation '3' of 'team' of 'a.litter+b.litter' at 's1': [] is not complete: it lacks litter.spots; "
        "give a value for every measure of the bar, or report it as not measured",
        "observation '4' of 'team' was made on 2022-07-01, outside 2022Q2; register it in its own period, or mend the day",
    ] == told


# ---- what does not fit


def test_a_code_that_is_nearly_one_that_is_asked():
    """Of an indicator or a measure that nobody knows, the nearest that is asked is told; of one that is declared but not asked there, none."""
    told = refused(seen(1, what="a.liter", id_="1"), seen(Measured({"litter": 1}), id_="2"))

    assert [
        "observation '1' of 'team' is of 'a.liter' at 's1', where nobody asks that; mend the code (did you mean a.litter or b.litter?), or widen the scope in the rule set",
        "observation '2' of 'team' of 'a.litter+b.litter' at 's1': ['litter'] is not complete: it lacks litter.spots; "
        "give a value for every measure of the bar (did you mean litter.spots?), or report it as not measured",
    ] == told


@pytest.mark.parametrize(("given", "meant"), [("12", "0012"), ("00012", "0012"), ("s-1", "S-1"), ("13", None)])
def test_a_site_whose_zeros_a_spreadsheet_dropped(given, meant):
    """A site 12 where the plan has 0012, or one in other letters, is told what it was perhaps meant to be."""
    told = refused(seen(1, given), sites=(site("0012"), site("S-1")))

    assert [f"observation '{given}/{LITTER}' of 'team' is of site '{given}', which is not in the plan; add the site to the plan, or mend its code{f' (did you mean {meant}?)' if meant else ''}"] == told


def test_everything_that_does_not_fit_is_refused_at_once():
    """Unknown sites and indicators, days outside the period, values that are incomplete, strange or impossible."""
    told = refused(
        seen(1, "s9", id_="1"),
        seen(1, what="c.own", id_="2"),
        seen(1, id_="3", made=date(2022, 3, 31)),
        seen(Measured({}), id_="4"),
        seen(Measured({"litter.spots": 1, "lamps.lit": 96}), id_="5"),
        seen("0.5", id_="6"),
        seen(-1, id_="7"),
        seen(Measured({"litter.spots": frozenset({"much"})}), id_="8"),
        seen(found(finding("f1", "ghost")), id_="9"),
    )

    assert [
        "observation '1' of 'team' is of site 's9', which is not in the plan; add the site to the plan, or mend its code",
        "observation '2' of 'team' is of 'c.own' at 's1', where nobody asks that; mend the code, or widen the scope in the rule set",
        "observation '3' of 'team' was made on 2022-03-31, outside 2022Q2; register it in its own period, or mend the day",
        "observation '4' of 'team' of 'a.litter+b.litter' at 's1': [] is not complete: it lacks litter.spots; "
        "give a value for every measure of the bar, or report it as not measured",
        "observation '5' of 'team' of 'a.litter+b.litter' at 's1': ['lamps.lit'] is not asked there: the bar speaks of litter.spots; leave out what nobody asks",
        "observation '6' of 'team' of 'a.litter+b.litter' at 's1': '0.5' is not a value of litter.spots; give a whole number from 0 in 处",
        "observation '7' of 'team' of 'a.litter+b.litter' at 's1': '-1' is not a value of litter.spots; give a whole number from 0 in 处",
        "observation '8' of 'team' of 'a.litter+b.litter' at 's1': {'much'} is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"",
        "observation '9' of 'team' of 'a.litter+b.litter' at 's1': 'ghost' is not a known unit (finding 'f1'); declare the unit, or mend its code",
    ] == told


# ---- findings and units


def test_a_finding_that_names_the_sole_owner_is_the_owners_anyway():
    """Naming the only unit of the site says nothing new, alone and within a visit."""
    named, plainly = found(finding("f1", "wujin"), finding("f2")), found(finding("f1"), finding("f2"))

    assert plainly == outcome(seen(named))
    assert plainly == outcome(seen(named, id_="1"), seen(plainly, id_="2", source="others"))
    assert plainly == outcome(seen(found(finding("f1", "wujin")), id_="1", visit="v1"), seen(found(finding("f2")), id_="2", visit="v1"))


def test_a_finding_may_name_another_unit_or_one_of_several_owners():
    """Where a unit is not the only owner, that a finding names it is kept."""
    of_owner = found(finding("f1", "wujin"))

    assert of_owner == outcome(seen(of_owner), sites=(site(units={"wujin": "0.2", "hutang": "0.8"}),))
    assert found(finding("f1", "bureau")) == outcome(seen(found(finding("f1", "bureau"))))
    assert of_owner == outcome(seen(of_owner), sites=(site(units=()),))


def test_evidence_stays_with_its_own_site():
    """Two sites with equal findings keep each its own photograph."""
    held = registered(
        *(seen(found(finding("f1", evidence=f"photo:{where}")), where) for where in ("s1", "s2")), sites=(site("s1"), site("s2"))
    )

    assert ["photo:s1", "photo:s2"] == [told.findings[0].evidence for _, _, told in held]


def test_a_number_is_held_as_its_measure_holds_it():
    """Values are exact numbers, however they were given."""
    assert Fraction(3) == dict(outcome(seen("3")).values)["litter.spots"]


def test_a_number_told_as_text_is_the_number():
    """A report that writes its number as text is held, sent again and looked up as the number."""
    asked, text, number = (
        city(indicator("a.lamps", "lamps.lit >= 99 %")),
        seen(Measured({"lamps.lit": "97.5"}), what="a.lamps"),
        seen(Measured({"lamps.lit": Fraction(195, 2)}), what="a.lamps"),
    )
    held = registered(text, rules=asked)

    assert [number.outcome.values] == [told.outcome.values for told in held.observations()]
    assert registered(number, rules=asked) == held == register(held.plan, [number, text], onto=held)
    assert held.holds(text)
    assert certify(score(share(held))).holds


def test_text_beside_rungs_and_findings():
    """A number told as text is held as the number, whatever stands beside it: rungs stay text, findings stay findings."""
    rules = city(indicator("a.street", "litter.spots <= 0 处; toilet.grade >= B; lamps.lit >= 95 %", priced(1, None, 1, "litter.spots", "lamps.lit"), DeductionRule(measures=("toilet.grade",), tariff=Bands({"C": 2, "B": 1, "A": 0}))))
    told, meant = (seen(Measured({"toilet.grade": "B", "lamps.lit": lit}, [finding("f1")]), what="a.street") for lit in ("99", 99))
    held = registered(told, rules=rules)

    assert [meant] == list(held.observations())
    assert ([finding("f1")], held) == ([*held.outcome("s1", "a.street").findings], register(held.plan, [meant], onto=held))


def test_a_rung_may_look_like_a_number():
    """On a ladder text names a rung, whatever it looks like."""
    ladder = Measure(code="star.grade", zh="星级", en="stars", unit=MeasureUnit.parse("级"), rungs=("1", "2", "3"))
    asked = evolve(indicator("a.star"), standard=read_standard("star.grade >= 2", {"star.grade": ladder}), deductions=[DeductionRule(measures=["star.grade"], tariff=Bands({"1": 2, "2": 0, "3": 0}))])
    rules = evolve(city(asked), measures=[*MEASURES.values(), ladder])
    held = registered(seen(Measured({"star.grade": "1"}), what="a.star"), rules=rules)

    assert Measured({"star.grade": "1"}) == held.outcome("s1", "a.star")
    assert [Fraction(2)] == [posting.points for posting in share(held).postings()]


@pytest.mark.parametrize("revision", [1, 2])
def test_a_clash_is_told_alike_in_any_order(revision):
    """Which of two contents of one revision came first changes no reason."""
    reports = [seen(3, id_="r"), seen(Measured({"litter.spots": "no"}), id_="r"), seen(2, "s9", id_="r"), seen(1, id_="r", revision=revision)]

    assert 1 == len({tuple(refused(*order)) for order in permutations(reports)})


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: register(planned(), [None, seen(3), 3]), "None is not a value of the kind Observation (entry 1); give one Observation"),
        (lambda: register(planned(), [None, seen(3), 3]), "3 is not a value of the kind Observation (entry 3); give one Observation"),
        (lambda: register(planned(), seen(3)), "is not a list of values of the kind Observation; put it in a list"),
        (lambda: register(None, []), "None is not a value of the kind Plan; give plan(merged, sites, period)"),
        (lambda: register(planned(), [], onto=planned()), "is not a value of the kind Register; give register(plan, observations)"),
        (lambda: registered(seen(3)).sources("nope", "x"), "'x at nope' is not a measurement planned for 2022Q2; ask for a site and an indicator of the plan"),
    ],
)
def test_what_cannot_be_registered_at_all(act, message):
    """Whatever is no plan, no register, no list of observations or not planned is refused in words of this library."""
    with pytest.raises(TristandardError) as caught:
        act()

    assert message in str(caught.value)


def test_a_measurement_that_many_share_is_told_by_three_of_them():
    """Contradicting reports of what forty assessments share name three members and how many there are, not all of them."""
    members = [indicator(f"{letter}{number}.litter") for letter in "ab" for number in range(20)]
    rules = city(*members, crosswalks=(crosswalk(*(match("a0.litter", one.code) for one in members[1:]), host="a0"),))
    with pytest.raises(Refused) as caught:
        registered(seen(1, what="a0.litter"), seen(2, what="b7.litter", source="other"), rules=rules)

    assert ["'a0.litter+a1.litter+a10.litter+… (40)' at 's1' was measured more than once in 2022Q2, as measured "] == [str(problem).partition("litter.spots")[0] for problem in caught.value.exceptions]


# ---- digests


def test_one_more_report_costs_its_site(monkeypatch):
    """The digest of what was reported is made site by site: of a register that grows, only the sites of which something new came are read again."""
    sites = [site(f"s{number}") for number in range(20)]
    quarter = planned(None, *sites)
    held = register(quarter, [seen(number, one.code) for number, one in enumerate(sites)])
    before, asked = dict(held.digests), []

    def made(texts):
        found = list(texts)
        asked.append([text.split("\n")[4] for text in found])
        return digest_of(found)

    monkeypatch.setattr("tristandard.survey.register.digest_of", made)
    more = register(quarter, [seen(5, "s3", revision=2)], onto=register(quarter, [seen(0, "s0")], onto=held))

    assert {**before, "s3": more.digests["s3"]} == more.digests
    assert (True, [["str 2:s3", "str 2:s3"]]) == (before["s3"] != more.digests["s3"], asked)


@pytest.mark.parametrize("asked", [True, False])
def test_a_register_in_parts_has_the_digests_of_the_whole(asked):
    """Whether digests were asked for in between or not, and where a revision moves a report to another site, they are those of registering all at once."""
    quarter = planned(None, site("s1"), site("s2"), site("s3"))
    parts = [[seen(1, "s1", id_="1"), seen(2, "s2", id_="2")], [seen(1, "s3", id_="1", revision=2)], [seen(4, "s1", id_="3")], []]
    held = register(quarter, [])
    for part in parts:
        held = register(quarter, part, onto=held)
        assert not asked or held.digests

    assert register(quarter, [one for part in parts for one in part]).digests == held.digests
    assert held.digests == evolve(held).digests


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"what": "a.liter"}, "observation '1' of 'team' names the indicator 'a.liter', which is not declared"),
        ({"outcome": found(finding("f1", "nobody"))}, "finding 'f1' names the unit 'nobody', which is not declared"),
        ({"outcome": Measured({"litter.spots": -1})}, "'-1' is not a value of litter.spots"),
    ],
)
def test_a_lower_revision_in_unknown_words(change, told):
    """A revision that another took the place of is kept with the rest, in files too: in words that the rules do not declare it is refused, whichever comes first; what the plan does not ask, or on another day, is only superseded."""
    lower, higher = seen(**{"outcome": 2, "id_": "1", **change}), seen(3, id_="1", revision=2)
    for reports in ([lower, higher], [higher, lower]):
        with pytest.raises(Refused) as caught:
            register(planned(), reports)

        assert lacking("; ".join(messages(caught)), f"observation '1' of 'team' has a revision 1 that no file could hold: {told}", "leave that revision out") == []
    other = [seen(2, "s9", id_="1"), seen(2, id_="1", made=date(2021, 1, 1)), seen(Measured({"lamps.lit": 3}), id_="1")]
    assert [1, 1, 1] == [len(register(planned(), [one, higher]).superseded) for one in other]
