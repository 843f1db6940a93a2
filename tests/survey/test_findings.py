"""Findings on the road: their circumstances, their life, and who charges for them."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, match
from survey import (
    LITTER,
    changed,
    city,
    finding,
    found,
    litter,
    planned,
    priced,
    refused,
    registered,
    scored,
    seen,
    shared,
    site,
)
from tristandard.basics.counting import CountingRule
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.codec.text import read_where
from tristandard.proof.certificate import certify
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.standard import Standard
from tristandard.scoring.changes import changes
from tristandard.scoring.score import score
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

APPEAL = (Event(Stage.APPEALED, date(2022, 5, 12), "湖塘镇", "不在辖区"), Event(Stage.STRUCK, date(2022, 5, 20), "市城管委", "属实"))
FOUND_BY_CITY = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city"]})))
DOUBLED = Factor(by="found_by", factors={"city": 2}, other=1)


def lost(ledger):
    """Return the points by assessment and unit."""
    totals = {}
    for posting in ledger.postings():
        totals[posting.assessment, posting.unit] = totals.get((posting.assessment, posting.unit), 0) + posting.points
    return totals


# ---- circumstances


def test_a_circumstance_that_is_not_declared():
    """What no rule set declares is refused, with what it declares: a circumstance, and an answer to one."""
    assert [
        "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': 'channel=media' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of found_by"
    ] == refused(seen(found(finding("f1", circumstances={"channel": "media"})), what="a.litter"), rules=FOUND_BY_CITY)
    assert [
        "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': 'found_by=mayor' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of bureau, city, district"
    ] == refused(seen(found(finding("f1", circumstances={"found_by": "mayor"})), what="a.litter"), rules=FOUND_BY_CITY)


def test_what_a_life_tells_is_not_said_without_one():
    """That a finding is overdue is told by its life, and not by a word in its report."""
    assert "'overdue=yes' is not a declared circumstance" in refused(seen(found(finding("f1", circumstances={"overdue": "yes"})), what="a.litter"), rules=FOUND_BY_CITY)[0]


@pytest.mark.parametrize("rule", [DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city"]}), DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=(DOUBLED,))])
def test_a_number_does_not_tell_what_a_line_reads(rule):
    """Where a line reads findings, a breach that is told as a number alone is refused; one that is none is not."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", rule))

    assert [
        "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': '3 处' is not priced by found_by, which only findings tell; report each as a finding with its circumstances; their number is the value"
    ] == refused(seen(3, what="a.litter"), rules=rules)
    assert {} == lost(shared(seen(0, what="a.litter"), rules=rules))


def test_a_finding_that_does_not_say_what_where_reads():
    """A finding without the circumstance by which lines choose is refused, for nobody knows which line is for it."""
    told = refused(seen(found(finding("f1", circumstances={"found_by": "city"}), finding("f2")), what="a.litter"), rules=FOUND_BY_CITY)

    assert [
        "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': ['f2'] is not findings that all say their found_by; give it as a circumstance: one of city, or another that is declared"
    ] == told


def test_a_factor_has_an_answer_for_those_that_do_not_say():
    """`times` says how often a finding counts that does not say: once for the others."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=(DOUBLED,))))

    assert {("a", "wujin"): 3} == lost(shared(seen(found(finding("f1", circumstances={"found_by": "city"}), finding("f2")), what="a.litter"), rules=rules))


def test_any_member_that_reads_findings_needs_them():
    """A shared breach told as a number is refused where any of those who share it reads findings."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)),
        indicator("b.litter", "litter.spots <= 2 处", DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=(DOUBLED,))),
        crosswalks=(crosswalk(match("a.litter", "b.litter")),),
    )

    assert "which only findings tell" in refused(seen(1), rules=rules)[0]


MEDIA = DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city", "district"]}, times=(Factor(by="notified", factors={"2..": 2}, other=1),))


def test_each_measure_is_asked_by_itself_what_its_line_reads():
    """A number of one measure is refused whatever other measures there are beside it, and though another has findings."""
    rules = city(indicator("a.street", "lamps.lit >= 95 %; litter.spots <= 0 处; notice.count <= 0 处", priced(1, None, 1, "lamps.lit", "notice.count"), MEDIA))
    notice = evolve(finding("n1"), measure="notice.count")
    told = refused(seen(Measured({"lamps.lit": 90, "litter.spots": 3}, [notice]), what="a.street"), rules=rules)

    assert [
        "observation 's1/a.street' of 'team' of 'a.street' at 's1': '3 处' is not priced by found_by, notified, which only findings tell; report each as a finding with its circumstances; their number is the value"
    ] == told


@pytest.mark.parametrize(
    ("rules", "observation", "message"),
    [
        (
            FOUND_BY_CITY, seen(found(finding("f1", circumstances={"overdue": "yes", "weather": "rain"}, life=[Event(Stage.FOUND, date(2022, 5, 3))])), what="a.litter"),
            "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': 'weather=rain' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of found_by",
        ),
        (
            evolve(city(indicator("a.litter", "litter.spots <= 0 处", priced(1))), circumstances=[]), seen(found(finding("f1", circumstances={"weather": "rain"})), what="a.litter"),
            "observation 's1/a.litter' of 'team' of 'a.litter' at 's1': 'weather=rain' is not a declared circumstance (finding 'f1'); declare it in the rule set, or give one of (none)",
        ),
        (
            city(indicator("a.lamps", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit"))), seen(found(evolve(finding("f1"), measure="lamps.lit")), what="a.lamps"),
            "observation 's1/a.lamps' of 'team' of 'a.lamps' at 's1': 'f1' is not a finding of what is counted (lamps.lit is not); leave the findings out, and give a number from 0 to 100 in %",
        ),
        (
            city(indicator("a.street", "lamps.lit >= 95 %; litter.spots <= 0 处; queue.wait <= 5 min", priced(1, None, 1, "lamps.lit", "litter.spots", "queue.wait"))), seen(1, what="a.street"),
            "observation 's1/a.street' of 'team' of 'a.street' at 's1': ['litter.spots'] is not complete: it lacks lamps.lit, queue.wait; give a value for every measure of the bar, or report it as not measured",
        ),
        (
            city(indicator("a.street", "lamps.lit >= 95 %; litter.spots <= 0 处", priced(1, None, 1, "lamps.lit", "litter.spots"))), seen(Measured({"lamps.lit": 95, "litter.spots": 0, "queue.wait": 3, "notice.count": 1}), what="a.street"),
            "observation 's1/a.street' of 'team' of 'a.street' at 's1': ['notice.count', 'queue.wait'] is not asked there: the bar speaks of lamps.lit, litter.spots; leave out what nobody asks",
        ),
    ],
)  # fmt: skip
def test_a_report_that_does_not_fit_the_bar(rules, observation, message):
    """Circumstances that nobody declared, findings of what is not counted, what lacks and what nobody asks: each with what to do."""
    assert [message] == refused(observation, rules=rules)


@pytest.mark.parametrize(("units", "named"), [("wujin", [None, "bureau"]), ({"wujin": "0.5", "hutang": "0.5"}, ["wujin", "bureau"])])
def test_whom_findings_name(units, named):
    """A finding that names the sole owner of a site is the owner's anyway; any other name stays."""
    held = registered(seen(found(finding("f1", "wujin"), finding("f2", "bureau"))), sites=(site(units=units),))

    assert named == [one.unit for one in held.outcome("s1", LITTER).findings]
    assert named[:1] == [one.unit for one in registered(seen(found(finding("f1", "wujin"))), sites=(site(units=units),)).outcome("s1", LITTER).findings]


def test_all_answers_that_a_line_is_for_are_told():
    """A finding that does not say who found it is refused with each answer that the line is for."""
    told = refused(seen(found(finding("f1")), what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", MEDIA)))

    assert ["observation 's1/a.litter' of 'team' of 'a.litter' at 's1': ['f1'] is not findings that all say their found_by; give it as a circumstance: one of city, district, or another that is declared"] == told


# ---- chosen points, and samples


def test_points_chosen_out_of_their_band():
    """An observation whose chosen points the facts do not allow is refused, with what they allow."""
    rule = DeductionRule(measures=("queue.wait",), tariff=Chosen("litter.spots", {read_where("= 0"): (0, 1), read_where("> 0"): (2, 5)}))
    rules = city(indicator("a.upkeep", "queue.wait <= 0 min; litter.spots any", rule))
    told = refused(seen(Measured({"queue.wait": 1, "litter.spots": 2}), what="a.upkeep"), rules=rules)

    assert 1 == len(told)
    assert "queue.wait may be 2 to 5 where litter.spots is > 0; mend the points chosen, or what was seen" in told[0]
    assert {("a", "wujin"): Fraction("2.5")} == lost(shared(seen(Measured({"queue.wait": "2.5", "litter.spots": 2}), what="a.upkeep"), rules=rules))


def counting(**rule):
    """Return a rule set in which litter is counted by a rule."""
    counted = evolve(MEASURES["litter.spots"], counting=CountingRule(**rule))
    asked = indicator("a.litter", "litter.spots <= 0 处", priced(1))
    (ask,) = asked.standard.asks
    rules = city(evolve(asked, standard=Standard([evolve(ask, measure=counted)])))
    return evolve(rules, measures=[counted if one.code == counted.code else one for one in rules.measures])


def test_a_sample_that_is_not_whole():
    """Of a sample of two, one is refused, and so are three; two are taken."""
    rules = counting(sample=2)
    for number in (1, 3):
        told = refused(seen(found(*(finding(f"f{place}") for place in range(number))), what="a.litter"), rules=rules)
        assert [f"observation 's1/a.litter' of 'team' of 'a.litter' at 's1': {number} is not a whole sample of 2; report all 2 in one observation"] == told
    assert {("a", "wujin"): 2} == lost(shared(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=rules))


def test_what_is_counted_once_is_counted_alike_for_all():
    """The register sets what a finding counts by the measure's rule, whatever was given, and says why."""
    held = registered(seen(found(finding("f1", at=(0,), counts=3), finding("f2", at=("0.5",))), what="a.litter"), rules=counting(together=1))
    told = held.outcome("s1", "a.litter")

    assert {"litter.spots": 1} == dict(told.values)
    assert [("f1", 1, ""), ("f2", 0, "与 f1 相连（1 m 内），合计一处")] == [(one.id, one.counts, one.note[0]) for one in told.findings]


def test_a_visit_counts_over_all_its_days():
    """What two days of one visit found close together is one problem."""
    days = [seen(found(finding(f"f{day}", at=(day,))), what="a.litter", id_=str(day), day=day, visit="v1") for day in (3, 4)]

    assert {"litter.spots": 1} == dict(registered(*days, rules=counting(together=1)).outcome("s1", "a.litter").values)


# ---- the bar is a question of the whole place


def test_what_lies_within_the_bar_was_found_first():
    """Of three problems under a bar of two the last found is beyond it, and lies on whom it names."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 2 处", priced(1))), a={"named": ["department"]})
    by_day = [finding("f1", "bureau", life=[Event(Stage.FOUND, date(2022, 4, 3))]), finding("f2", life=[Event(Stage.FOUND, date(2022, 4, 1))]), finding("f3", life=[Event(Stage.FOUND, date(2022, 4, 2))])]

    assert {("a", "bureau"): 1} == lost(shared(seen(found(*by_day), what="a.litter"), rules=rules))


# ---- appeals


def test_an_appeal_strikes_a_finding_and_leaves_the_published_results():
    """A revision in which the finding is struck, a new edition with what changed, and the old one as it was."""
    first = seen(found(finding("f1"), finding("f2")), what="a.litter")
    published = scored(first)
    before = {result.assessment.code: result["wujin"].exact for result in published.values()}
    held = register(published.ledger.register.plan, [first.told("f1", *APPEAL)], onto=published.ledger.register)
    corrected = score(share(held), supersedes=published, reason="市城管委 2022-05-20 撤销一处")

    assert {"litter.spots": 1} == dict(held.outcome("s1", "a.litter").values)
    assert ((2, published.digest), (1, "")) == ((corrected.edition, corrected.supersedes), (published.edition, published.supersedes))
    assert {"a": 98, "b": 99} == before == {result.assessment.code: result["wujin"].exact for result in published.values()}
    assert [
        ("posting", f"2022Q2/s1/{LITTER}/a/wujin", "2", "1"),
        ("posting", f"2022Q2/s1/{LITTER}/b/wujin", "1", "0.5"),
        ("score", "a/wujin", "98", "99"),
        ("score", "b/wujin", "99", "99.5"),
    ] == [(change.kind, change.key, change.old, change.new) for change in changes(published, corrected)]
    assert ((), ()) == (certify(published).disagreements, certify(corrected).disagreements)


def test_an_appeal_that_fails_changes_no_point():
    """A finding that is upheld counts as before; its report has a higher revision."""
    first = seen(found(finding("f1")), what="a.litter")
    upheld = first.told("f1", APPEAL[0], Event(Stage.UPHELD, date(2022, 5, 20), "市城管委", "在辖区"))

    assert (first.revision + 1, lost(shared(first))) == (upheld.revision, lost(shared(first, upheld)))


def test_telling_of_a_finding_that_is_not_there():
    """A report that has no such finding, or none at all, is told so."""
    with pytest.raises(BadValue) as caught:
        seen(found(finding("f1")), id_="7").told("f2", *APPEAL)
    assert "'f2' is not a finding of report '7'; give one of f1" == str(caught.value)
    with pytest.raises(BadValue) as caught:
        seen(NotApplicable("窗口关闭"), id_="7").told("f1", *APPEAL)
    assert "'f1' is not a finding of report '7'; give one of (it has none)" == str(caught.value)


def test_a_value_that_was_told_beside_its_findings_follows_them():
    """A count that stood beside its findings is left out of the next revision, other values stay."""
    told = seen(Measured({"litter.spots": 1, "queue.wait": 3}, [finding("f1")])).told("f1", *APPEAL)

    assert {"litter.spots": 1, "queue.wait": 3} == dict(told.outcome.values)

# ---- who charges a surcharge


def test_nothing_is_found_after_its_report():
    """A report tells what was found up to its own day; what becomes of it may come later, and it may be found before the period."""
    late = [Event(Stage.FOUND, date(2022, 5, 12)), Event(Stage.NOTIFIED, date(2022, 5, 13))]
    early = [Event(Stage.FOUND, date(2022, 3, 12)), Event(Stage.NOTIFIED, date(2022, 5, 13))]

    assert [
        f"observation 's1/a.litter' of 'team' of 'a.litter' at 's1': '2022-05-12' is not the day on which finding 'f{number}' was found, for its report was made on 2022-05-11; "
        "no report is made before what it tells is found: mend the day found, or that of the report"
        for number in (1, 2)
    ] == refused(seen(found(finding("f1", life=late), finding("f2", life=late)), what="a.litter", day=11), rules=FOUND_BY_CITY)
    assert [1, 1] == [len(registered(seen(found(finding("f1", life=life)), what="a.litter", day=12)).outcomes) for life in (late, early)]


def test_a_surcharge_is_charged_once():
    """Two assessments share the finding; the surcharge of the host alone is charged, each other line by each."""
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(3), charged=Charged.HOST)
    members = [indicator(f"{code}.litter", "litter.spots <= 0 处", priced(1), surcharge) for code in ("a", "b")]
    for host, expected in (("a", {("a", "wujin"): 4, ("b", "wujin"): 1}), ("b", {("a", "wujin"): 1, ("b", "wujin"): 4})):
        rules = city(*members, crosswalks=(crosswalk(match("a.litter", "b.litter"), host=host),))

        assert expected == lost(shared(seen(litter(1)), rules=rules))


def test_an_own_indicator_is_hosted_by_its_own_assessment():
    """Where nothing is shared, a line that the host alone charges is charged."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(3), charged=Charged.HOST)))

    assert {("a", "wujin"): 3} == lost(shared(seen(1, what="a.litter"), rules=rules))
    assert planned(rules).merged.own[0].host == "a"


# ---- samples


def among(**counting):
    """Return rules by which litter is a sample of three, or of all notices there if these are fewer."""
    rule = CountingRule(sample=3, among="notice.count")
    measures = {code: evolve(MEASURES[code], counting=one) for code, one in (("litter.spots", rule), ("notice.count", CountingRule(**counting)))}
    one = indicator("a.street", "litter.spots <= 0 处; notice.count >= 0 处", priced(1))
    one = evolve(one, standard=Standard([evolve(ask, measure=measures.get(ask.measure.code, ask.measure)) for ask in one.standard.asks]))
    return evolve(city(one), measures=[measures.get(each.code, each) for each in city(one).measures])


def notices(*ids, **more):
    return [evolve(finding(id_, **more), measure="notice.count") for id_ in ids]


@pytest.mark.parametrize(
    ("rules", "values", "things", "due"),
    [
        (among(), {"notice.count": 2}, [], 2),
        (among(), {"notice.count": 9}, [], 3),
        (among(), {}, notices("n1", "n2"), 2),
        (among(), {}, notices("n1", "n2", "n3", "n4"), 3),
        (among(within=5), {}, [*notices("n1", "n2", at=[1]), *notices("n3", at=[9])], 2),
    ],
)
def test_a_sample_is_of_what_there_is(rules, values, things, due):
    """Where fewer are there than a sample asks, all of them are it: by the number that was told, or by what findings of them count. One more or fewer is
    refused."""
    why = f"{due}: there are {due}, fewer than 3, and all of them are looked at" if due < 3 else "3"
    for count in (due - 1, due, due + 1):
        told = seen(Measured(values, [*things, *(finding(f"f{number}") for number in range(count))]), what="a.street")
        if count == due:
            assert dict(registered(told, rules=rules).outcome("s1", "a.street").values)["litter.spots"] == due
        else:
            assert [f"observation 's1/a.street' of 'team' of 'a.street' at 's1': {count} is not a whole sample of {why}; report all {due} in one observation"] == refused(told, rules=rules)
