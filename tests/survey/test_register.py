"""Measured once: one measurement for each key, onto an earlier register, and what is refused."""

from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from attrs import evolve

from samples import MEASURES, indicator
from survey import (
    LITTER,
    NOBODY_LOOKED,
    city,
    finding,
    found,
    found_once,
    litter,
    outcome,
    planned,
    priced,
    refused,
    registered,
    seen,
    site,
)
from tristandard.basics.digest import digest_of
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, NotMeasured
from tristandard.basics.period import Quarter
from tristandard.codec.text import read_standard
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.policy import Policy, Settlement
from tristandard.rules.variant import Variant
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.register import NOTHING_CAME
from tristandard.survey.registering import register
from tristandard.survey.sharing import share


def settling(settlement):
    return city(policy=Policy(settlement=settlement))


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


# ---- onto an earlier register


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
    assert not held.holds(seen(NotMeasured("nobody looked"), what="a.lamps"))
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


