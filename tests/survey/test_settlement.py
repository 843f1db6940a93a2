"""Several reports of one measurement: which stands, and what no settlement decides."""

from datetime import date
from itertools import permutations

import pytest

from samples import crosswalk, indicator, match
from survey import (
    APART,
    KEEP,
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
from tristandard.basics.errors import Refused
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.rules.policy import Policy, Settlement

CLOSED = NotApplicable("窗口关闭")
TWO = indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(), priced(2, None, 1, "notice.form"))


def settling(settlement):
    return city(policy=Policy(settlement=settlement))


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


@pytest.mark.parametrize(("many", "listed", "more"), [(6, 6, ""), (7, 6, " and as 1 more; ")])
def test_six_reports_are_listed_one_by_one(many, listed, more):
    """Of more than six reports of one measurement the first six are listed, and how many more there are."""
    (told,) = refused(*(seen(number, id_=str(number)) for number in range(many)))

    assert (listed, more in told) == (told.count("measured litter.spots = "), True)
    assert bool(more) is (" more;" in told)


@pytest.mark.parametrize(("settlement", "stands"), [(Settlement.LATEST, "3"), (Settlement.FIRST, "1")])
def test_equal_reports_of_one_source_are_rivals_by_day(settlement, stands):
    """With a settlement the day decides between reports of one source as between sources; the others are superseded."""
    held = registered(*(seen(1, id_=str(day - 9), day=day) for day in (10, 11, 12)), rules=settling(settlement))

    assert [stands] == [source.id for source in held.sources("s1", LITTER)]
    assert [id_ for id_ in "123" if id_ != stands] == [id_ for id_, _ in superseded(held)]


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

    assert (["1"], ["3", "2"]) == ([id_ for id_, _ in superseded(held)], [source.id for source in held.sources("s1", LITTER)])


@pytest.mark.parametrize(
    ("settlement", "stands"), [(Settlement.WORST, 5), (Settlement.LATEST, 4), (Settlement.FIRST, 3)]
)
def test_the_policy_settles_over_all_that_was_gathered(settlement, stands):
    """The worst, the latest or the first stands, the others are kept with the reason, in any order of arrival."""
    reports = [seen(3, id_="1", day=10), seen(5, id_="2", day=11), seen(4, id_="3", day=12)]
    for order in permutations(reports):
        held = registered(*order, rules=settling(settlement))

        assert litter(stands) == held.outcome("s1", LITTER)
        assert [(report.id, f"the settlement {settlement.value!r} chose another") for report in reports if report.outcome != litter(stands)] == superseded(held)
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
    assert [("1", "another observation did measure it")] == superseded(held)
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
    apart = registered(seen(NotApplicable("拆迁"), id_="2", day=9), seen(CLOSED, id_="1"), seen(NOBODY_LOOKED, id_="3"))

    assert CLOSED == held.outcome("s1", LITTER)
    assert NotApplicable("拆迁") == apart.outcome("s1", LITTER)
    assert [("3", "another observation did measure it")] == superseded(apart)


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


def test_a_measurement_that_many_share_is_told_by_three_of_them():
    """Contradicting reports of what forty assessments share name three members and how many there are, not all of them."""
    members = [indicator(f"{letter}{number}.litter") for letter in "ab" for number in range(20)]
    rules = city(*members, crosswalks=(crosswalk(*(match("a0.litter", one.code) for one in members[1:]), host="a0"),))
    with pytest.raises(Refused) as caught:
        registered(seen(1, what="a0.litter"), seen(2, what="b7.litter", source="other"), rules=rules)

    assert ["'a0.litter+a1.litter+a10.litter+… (40)' at 's1' was measured more than once in 2022Q2, as measured "] == [str(problem).partition("litter.spots")[0] for problem in caught.value.exceptions]


def test_a_visit_that_cannot_be_added_up_is_told_alone():
    """Two reports of one visit that cannot both be true are one mistake: what another source says as the first of them is no second one."""
    rules = city(indicator("a.queue", "queue.wait <= 9 min", priced(1, None, 1, "queue.wait")))
    told = [seen(Measured({"queue.wait": minutes}), "s1", "a.queue", id_=id_, **more) for minutes, id_, more in ((8, "1", {"visit": "v"}), (9, "2", {"visit": "v"}), (8, "3", {"source": "city"}))]

    assert [
        "'a.queue' at 's1' was measured more than once in 2022Q2, as measured queue.wait = 8 by 'team' '1' on 2022-05-10 and as measured queue.wait = 9 by 'team' '2' on 2022-05-10; "
        "one visit ('v') cannot say all of that: 'measured queue.wait = 8' is not a report that adds to its visit (whole-number counts and findings do); "
        "report what is no count once in a visit, and a correction of it as a higher revision of its own report"
    ] == refused(*told, rules=rules)
