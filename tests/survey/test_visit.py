"""What one visit saw: counts add up, findings stand together, and what is no count is said once."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import MEASURES, indicator
from survey import (
    APART,
    LITTER,
    NOBODY_LOOKED,
    SETTLE,
    city,
    finding,
    found,
    litter,
    outcome,
    priced,
    refused,
    registered,
    seen,
    superseded,
)
from tristandard.basics.counting import CountingRule
from tristandard.basics.outcome import Measured
from tristandard.rules.standard import Standard
from tristandard.survey.sharing import share

TWO = indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(), priced(2, None, 1, "notice.form"))


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
    assert [("1", "another observation did measure it")] == superseded(held)


def test_two_visits_that_saw_different_things_are_two_measurements():
    """Findings accumulate within a visit, never across two."""
    told = refused(seen(found(finding("f1")), id_="1", visit="v1"), seen(found(finding("f2")), id_="2", visit="v2"))

    assert [f"{APART}{SETTLE}"] == [text.partition("; ")[2] for text in told]
