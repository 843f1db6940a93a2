"""What the naive reading cannot read it refuses, each report with its reason; what the library refuses too."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, match
from survey import Q2, city, finding, found, litter, planned, seen, site
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.errors import Refused
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured
from tristandard.codec.text import read_where
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.worked import work_out
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.standard import Standard
from tristandard.survey.registering import register

SPOTS = "litter.spots <= 0 处"
CANNOT = "report s1/a.litter of team on a.litter at s1 cannot be read: "


def heard(rules, *observations):
    """Return why reports cannot stand by the naive reading, in English; the library refuses them too, or none of them."""
    told = [why[1] for why in work_out(Papers(rules=rules, sites=[site()], period=Q2, observations=observations)).heard.problems]
    plan = planned(rules, site())
    try:
        register(plan, observations)
    except Refused:
        assert told
    else:
        assert not told
    return told


def rules_of(asks=SPOTS, *lines, counting=None, more=()):
    """Return rules of one indicator, whose litter may be counted by a rule."""
    one = indicator("a.litter", asks, *lines)
    if counting is None:
        return city(one, *more)
    measure = evolve(MEASURES["litter.spots"], counting=counting)
    one = evolve(one, standard=Standard([evolve(ask, measure=measure) if ask.measure.code == measure.code else ask for ask in one.standard.asks]))
    rules = city(one, *more)
    return evolve(rules, measures=[measure if each.code == measure.code else each for each in rules.measures])


def said(outcome, **more):
    """Return a report on litter."""
    return seen(outcome, what="a.litter", **more)


def at(id_, *where, **more):
    return finding(id_, at=where, **more)


def notices(*ids, **more):
    return [Finding(id=id_, measure="notice.count", **more) for id_ in ids]


CHOSEN = DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {read_where("= 0"): (0, 1), read_where("> 0"): (2, 5)}))
WHOLE = DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {Range(): (0, 10)}, whole=True))
BY_CITY = DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city"]})
SAMPLED = rules_of("litter.spots <= 0 处; notice.count >= 0 处", counting=CountingRule(sample=3, among="notice.count"))
LIFE = (Event(Stage.FOUND, date(2022, 5, 3)),)
APPEAL = (Event(Stage.APPEALED, date(2022, 5, 12), "湖塘镇", "不在辖区"), Event(Stage.STRUCK, date(2022, 5, 20), "市城管委", "属实"))
FORMS = CountingRule(by="found_by", forms={"city": Form(0, "不计")})


@pytest.mark.parametrize(
    ("rules", "outcome", "why"),
    [
        (rules_of("litter.spots <= 0 处; queue.wait <= 9 min"), litter(1), "it lacks queue.wait"),
        (rules_of(), Measured({"litter.spots": 1, "queue.wait": 2, "lamps.lit": 3}), "nobody asks about lamps.lit, queue.wait there"),
        (rules_of("lamps.lit >= 90 %"), found(Finding(id="f1", measure="lamps.lit")), "lamps.lit is not counted, and finding f1 is of it"),
        (rules_of(), found(finding("f1"), finding("f2", "nobody")), "finding f2 names a unit that nobody declared"),
        (rules_of(), found(finding("f1", circumstances={"found_by": "x"})), "finding f1 tells found_by=x, which nobody declared"),
        (rules_of(counting=CountingRule(sample=2)), found(finding("f1")), "1 findings of litter.spots are no whole sample of 2"),
        (rules_of(counting=CountingRule(sample=1)), found(finding("f1"), finding("f2")), "2 findings of litter.spots are no whole sample of 1"),
        (
            rules_of("litter.spots <= 0 处; notice.count >= 0 处", counting=CountingRule(sample=3, among="notice.count")),
            Measured({"notice.count": 2}, [finding("f1")]),
            "1 findings of litter.spots are no whole sample of 2",
        ),
        (
            rules_of("litter.spots <= 0 处; notice.count >= 0 处", counting=CountingRule(sample=3, among="notice.count")),
            Measured({"notice.count": 5}, [finding("f1")]),
            "1 findings of litter.spots are no whole sample of 3",
        ),
        (SAMPLED, Measured((), [finding("f1"), *notices("n10", "n9")]), "1 findings of litter.spots are no whole sample of 2"),
        (SAMPLED, Measured((), [finding("f1"), *notices("n1", "n2", "n3", "n4")]), "1 findings of litter.spots are no whole sample of 3"),
        (rules_of(counting=CountingRule(within=9)), found(at("f1", 1), finding("f2"), at("f3", 1, 2)), "finding f2 does not say where along the walk it lies"),
        (rules_of(counting=CountingRule(spacing=9)), found(at("f1", 1), finding("f2")), "finding f2 does not say where along the walk it lies"),
        (rules_of(counting=CountingRule(together=9)), found(at("f1", 1), at("f2", 1, 2)), "findings do not all say where they lie, in one way"),
        (rules_of(counting=evolve(FORMS, within=9)), found(at("f1", 1), at("f2", 10)), "finding f1 does not say its found_by"),
        (rules_of(), found(finding("f1", circumstances={"overdue": "yes"})), "finding f1 tells overdue=yes, which nobody declared"),
        (rules_of(), found(finding("f1", circumstances={"weather": "rain"}, life=LIFE)), "finding f1 tells weather=rain, which nobody declared"),
        (rules_of(counting=FORMS), found(finding("f1", circumstances={"found_by": "city"}), finding("f2")), "finding f2 does not say its found_by"),
        (rules_of("toilet.grade any"), Measured({"toilet.grade": "Z"}), "toilet.grade has no such value"),
        (rules_of("notice.form any"), Measured({"notice.form": {"x"}}), "notice.form has no such value"),
        (rules_of(), litter(Fraction(1, 2)), "litter.spots has no such value"),
        (rules_of("lamps.lit >= 90 %"), Measured({"lamps.lit": 101}), "lamps.lit has no such value"),
        (rules_of("queue.wait <= 0 min; litter.spots any", CHOSEN), Measured({"queue.wait": 2, "litter.spots": 0}), "queue.wait is not among the points that litter.spots allows"),
        (rules_of("queue.wait <= 0 min; litter.spots any", CHOSEN), Measured({"queue.wait": 1, "litter.spots": 1}), "queue.wait is not among the points that litter.spots allows"),
        (rules_of("queue.wait <= 0 min; litter.spots any", WHOLE), Measured({"queue.wait": Fraction(3, 2), "litter.spots": 1}), "queue.wait is not among the points that litter.spots allows"),
        (rules_of(SPOTS, BY_CITY), litter(1), "litter.spots is priced finding by finding, and there are none"),
        (
            rules_of("litter.spots <= 0 处; notice.count >= 0 处", BY_CITY), Measured({"litter.spots": 1}, notices("n1", circumstances={"found_by": "city"})),
            "litter.spots is priced finding by finding, and there are none",
        ),
        (rules_of(SPOTS, BY_CITY), found(finding("f1")), "some findings of litter.spots do not say their found_by"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(rules, outcome, why):
    """A report that lacks what is asked, has what nobody asks, or findings that its rules cannot count, is refused, and told why first."""
    assert heard(rules, said(outcome)) == [f"{CANNOT}{why}"]


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        (rules_of("litter.spots <= 0 处; notice.count >= 0 处", counting=CountingRule(sample=3, among="notice.count")), Measured({"notice.count": 1}, [finding("f1")])),
        (SAMPLED, Measured((), [finding("f1"), finding("f2"), *notices("n10", "n9")])),
        (rules_of(counting=evolve(FORMS, within=9)), found(at("f1", 10), at("f2", 1, circumstances={"found_by": "city"}))),
        (rules_of(SPOTS, BY_CITY), found(finding("f1", circumstances={"found_by": "city"}), finding("f2", life=APPEAL))),
        (rules_of(counting=CountingRule(together=9)), found(at("f1", 1), at("f2", 2))),
        (rules_of(counting=CountingRule(together=9)), found(finding("f1"))),
        (rules_of("queue.wait <= 0 min; litter.spots any", CHOSEN), Measured({"queue.wait": 1, "litter.spots": 0})),
        (rules_of("queue.wait <= 0 min; litter.spots any", CHOSEN), Measured({"queue.wait": 5, "litter.spots": 9})),
        (rules_of(SPOTS, BY_CITY), litter(0)),
    ],
)
def test_what_can_be_read_is_not_refused(rules, outcome):
    """All of fewer than a sample, places in one way, one finding that lies alone, the end of a span of points, and no findings where nothing is wrong."""
    assert heard(rules, said(outcome)) == []


def test_a_report_that_says_the_same_is_refused_for_that():
    """Of two reports that say the same and cannot be read the first is told why, and the second that it says the same."""
    told = heard(rules_of(), said(litter(Fraction(1, 2)), id_="one"), said(litter(Fraction(1, 2)), id_="two"))

    assert told == [
        "report one of team on a.litter at s1 cannot be read: litter.spots has no such value",
        "report two of team on a.litter at s1 says the same as another that cannot be read",
    ]


@pytest.mark.parametrize(
    ("first", "second", "odd"),
    [
        (Measured({"litter.spots": 1, "queue.wait": 1}), Measured({"litter.spots": 1, "queue.wait": 2}), "queue.wait"),
        (Measured({"litter.spots": 1, "queue.wait": 1}), Measured({"queue.wait": 1}, [finding("f1")]), "litter.spots"),
    ],
)
def test_a_visit_that_says_two_things_is_refused(first, second, odd):
    """Reports of one visit add up what they count; what is no count they say alike, and they count a measure or list its findings."""
    rules = rules_of("litter.spots <= 0 处; queue.wait <= 9 min")

    assert heard(rules, said(first, id_="one", visit="v"), said(second, id_="two", visit="v")) == [f"the visit 'v' of team cannot say all of that of {odd} at s1"]


def test_a_visit_that_counts_nothing_says_one_thing():
    """Two reports of one visit that measure and count nothing cannot both stand, though they say alike."""
    rules = rules_of("queue.wait <= 9 min")
    one = Measured({"queue.wait": 1})

    assert heard(rules, said(one, id_="one", visit="v"), said(one, id_="two", visit="v")) == ["the visit 'v' of team cannot say all of that of queue.wait at s1"]


def test_a_revision_with_two_contents_is_refused():
    """One revision of a report has one content; the same once more is no second one."""
    told = heard(rules_of(), said(1, id_="one"), said(1, id_="one"), said(2, id_="one"))

    assert told == ["report one of team was given twice as revision 1, with different content"]


@pytest.mark.parametrize("odd", [{"where": "s9"}, {"what": "b.litter"}, {"day": 31, "made": Q2.end.replace(month=7)}])
def test_what_nobody_asked_is_refused(odd):
    """A report of another place, of another indicator, or from another period answers nothing."""
    one = seen(1, **{"what": "a.litter", **odd})

    assert heard(rules_of(), one) == [f"report {one.id} of team is of {one.indicator} at {one.site} on {one.made}, which nobody asked"]


def test_two_outcomes_that_nothing_settles_are_refused():
    """Two reports that say different things, where the rules settle nothing, are told with who made them when."""
    told = heard(rules_of(), said(1, id_="one"), said(2, id_="two", day=11))

    assert told == ["'a.litter' at 's1' was measured more than once in 2022Q2, as measured litter.spots = 1 by 'team' 'one' on 2022-05-10 and as measured litter.spots = 2 by 'team' 'two' on 2022-05-11"]


def test_a_silent_finding_of_a_shared_question_is_refused():
    """The line of any member of a shared question may ask what findings do not tell."""
    members = indicator("a.litter", SPOTS), indicator("b.litter", SPOTS, BY_CITY)
    rules = city(*members, crosswalks=(crosswalk(match("a.litter", "b.litter")),))

    (told,) = heard(rules, seen(found(finding("f1"))))
    assert told.endswith("some findings of litter.spots do not say their found_by")


def test_of_many_outcomes_six_are_told():
    """Where seven sources say seven things, the first six are told."""
    (told,) = heard(rules_of(), *(said(number, id_=f"r{number}", source=f"source{number}") for number in range(1, 8)))

    assert told == "'a.litter' at 's1' was measured more than once in 2022Q2, as " + " and as ".join(
        f"measured litter.spots = {number} by 'source{number}' 'r{number}' on 2022-05-10" for number in range(1, 7)
    )
