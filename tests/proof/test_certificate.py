"""The certificate: it holds on what was done right, and finds everything that was dropped, doubled or altered."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, match, standard
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    WEIGHTED,
    changed,
    city,
    finding,
    found,
    litter,
    priced,
    registered,
    scored,
    seen,
    site,
)
from tristandard.basics.counting import CountingRule
from tristandard.basics.event import Event, Stage
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.basics.publication import Publication, Rounding
from tristandard.merging.merged import merge
from tristandard.proof import certificate as module
from tristandard.proof.certificate import certify, papers_of
from tristandard.proof.disagreement import FACTS, Disagreement
from tristandard.proof.plans import plans
from tristandard.proof.reading.worked import work_out
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading, Settlement
from tristandard.rules.standard import Standard
from tristandard.scoring import handover, scorecard
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.entry import Status
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

ADS = indicator("a.ads", "notice.count >= 1 处", priced(1, None, 1, "notice.count"))
SITES = (site("s1"), site("s2", {"wujin": "0.2", "hutang": "0.8"}), site("s3"), site("s4", units=()), site("s5", kind="market"))
SURVEY = (
    seen(3, "s1"),
    seen(Measured({"notice.count": 0}), "s1", "a.ads"),
    seen(found(finding("f1", "bureau"), finding("f2"), finding("f3", "hutang")), "s2"),
    seen(NotApplicable("拆迁"), "s3"),
    seen(9, "s4"),
    seen(0, "s5"),
    seen(Measured({"notice.count": 1}), "s5", "a.ads"),
)


def rules(*, named=("department",), **more):
    """Return rules by which the bureau is answerable by name."""
    models = {"a": WEIGHTED, "b": MEAN}
    return changed(city(*city().indicators.values(), ADS, crosswalks=city().crosswalks, **{"models": models, **more}), a={"named": named}, b={"named": named})


def quarter(*observations, sites=SITES, **more):
    return scored(*(observations or SURVEY), rules=rules(**more), sites=sites)


def facts(results):
    return {(one.fact, one.where) for one in certify(results).disagreements}


# ---- where it holds


def test_a_certificate_counts_what_it_looked_at():
    """Ten measurements, four of them breached; nine postings and one handover follow from the observations."""
    certificate = certify(quarter())

    assert (True, (), 10, 4, 9, 1) == (
        certificate.holds, certificate.disagreements, certificate.measurements, certificate.breaches, certificate.postings, certificate.handovers,
    )  # fmt: skip


VISIT = (seen(found(finding("f1")), "s1", id_="1", visit="v1"), seen(found(finding("f2", "bureau"), finding("f3", "wujin")), "s1", id_="2", visit="v1", day=11))
GIVEN = Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})
TWICE = Model({"total": Blend(weights={"sites": 50, "sheet": 50}), "sites": Mean(over="site", of="sheet"), "sheet": Sheet()})


@pytest.mark.parametrize(
    "results",
    [
        pytest.param(lambda: quarter(), id="every kind of outcome"),
        pytest.param(lambda: quarter(seen(1, "s1")), id="hardly anything measured"),
        pytest.param(lambda: quarter(*VISIT, *SURVEY[1:]), id="a visit with findings of units"),
        pytest.param(lambda: quarter(named=()), id="a unit that is not answerable by name"),
        pytest.param(lambda: quarter(named=(), sites=(*SITES, site("s6", "bureau"))), id="a unit that findings name beside its own sites"),
        pytest.param(lambda: quarter(*SURVEY, seen(5, "s1", id_="x", day=12), policy=Policy(settlement=Settlement.WORST)), id="the worst of two"),
        pytest.param(lambda: quarter(*SURVEY, seen(2, "s1", id_="x", day=12), policy=Policy(settlement=Settlement.LATEST)), id="the latest of two"),
        pytest.param(lambda: quarter(*SURVEY, seen(1, "s1", revision=2), seen(NOBODY_LOOKED, "s1", id_="x")), id="a revision, and a report that nobody looked"),
        pytest.param(lambda: quarter(*SURVEY, policy=Policy(Reading.POINTWISE)), id="pointwise"),
        pytest.param(lambda: quarter(models={"a": GIVEN}), id="a figure not given"),
        pytest.param(lambda: score(quarter(models={"a": GIVEN}).ledger, givens={("a", "night", "wujin"): 50}), id="a figure given"),
        pytest.param(lambda: quarter(models={"a": TWICE, "b": MEAN}), id="a blend in which each deduction stands twice"),
        pytest.param(lambda: score(quarter().ledger, only=[LITTER]), id="a part of the score"),
        pytest.param(lambda: score(quarter().ledger, supersedes=quarter(seen(1, "s1")), reason="复核"), id="a second edition"),
    ],
)
def test_it_holds_on_what_was_done_right(results):
    """Clean data has nothing to disagree about, however it was gathered and scored."""
    assert () == certify(results()).disagreements


def test_it_holds_where_a_host_measures_what_it_does_not_count():
    """Pointwise, at a site outside the host's own scope."""
    pointwise = city(indicator("a.litter", "litter.spots <= 0 处", priced(2)), indicator("b.litter", where="zone=village"), crosswalks=city().crosswalks, policy=Policy(Reading.POINTWISE))
    results = scored(seen(3, "s1"), seen(3, "s2"), rules=pointwise, sites=(site("s1"), site("s2", zone="village")))

    assert () == certify(results).disagreements


def test_it_holds_for_a_part_of_a_larger_question():
    """Who is matched as a part prices its own measures, and the certificate as well."""
    subset = city(
        indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(1), priced(2, None, 1, "notice.form")),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5")),
        crosswalks=(crosswalk(match("b.litter", "a.street", "subset_of", "litter.spots")),),
    )
    results = scored(seen(Measured({"litter.spots": 0, "notice.form": {"board"}}), what="a.street"), rules=subset)

    assert () == certify(results).disagreements


def test_it_holds_where_findings_are_one_measure_of_several():
    """The owner answers for every measure, a unit that findings name for what they count."""
    rules_ = city(indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(1), priced(2, None, 1, "notice.form")))
    rules_ = changed(rules_, a={"named": ["department"]})
    results = scored(seen(Measured({"notice.form": {"board"}}, [finding("f1", "bureau")]), what="a.street"), rules=rules_)

    assert (Fraction(98), Fraction(99)) == (results["a"]["wujin"].exact, results["a"]["bureau"].exact)
    assert () == certify(results).disagreements


def test_it_holds_where_findings_of_another_assessment_name_a_unit():
    """A unit named in what one assessment has for itself has no part in the handover of the other."""
    named = seen(found(evolve(finding("f9", "bureau"), measure="litter.spots")), "s3", "b.own")
    more = city(*rules().indicators.values(), indicator("b.own"), crosswalks=city().crosswalks, models={"a": MEAN, "b": MEAN})

    assert () == certify(scored(*SURVEY, named, rules=more, sites=SITES)).disagreements


def test_a_breach_that_costs_nothing_is_counted_as_one():
    """A grade that the bar does not accept and no rule prices is a breach without a posting."""
    free = city(indicator("a.toilet", "toilet.grade >= A", DeductionRule(measures=("toilet.grade",), tariff=Bands({"C": 2, "B": 0, "A": 0}))))
    certificate = certify(scored(seen(Measured({"toilet.grade": "B"}), what="a.toilet"), rules=free))

    assert (1, 0, ()) == (certificate.breaches, certificate.postings, certificate.disagreements)


def test_a_certificate_as_text():
    """Officials read which rules, how much was looked at, what falls on nobody, and the conclusion."""
    certificate = certify(quarter())

    assert str(certificate).splitlines() == [
        f"2022Q2 · 第1版 · 规则 sample 1 · 输入摘要 {certificate.identity['inputs'][:16]}",
        "计划测评 10 项次，其中未测 3 项次、不达标 4 项次，扣分记录 9 条（另有 2 条不落在任何受考核单位，不计入成绩），移交 1 份",
        "结论：所测各项重复指标每点位只测一次，每处不达标对每个有权考核各记一次，台账、责任单位、考核项目与移交分毫不差。",
    ]


def test_a_certificate_counts_what_falls_on_nobody():
    """What nobody bears is counted as the ledger lists it, and not told where there is none; a bureau without sites bears nothing where it is not answerable by name."""
    certificate, owned, unnamed = certify(quarter()), certify(scored(seen(3))), certify(quarter(named=()))

    assert (len(list(quarter().ledger.unassessed())), 0) == (certificate.unassessed, owned.unassessed)
    assert ((9, 2), (7, 4)) == ((certificate.postings, certificate.unassessed), (unnamed.postings, unnamed.unassessed))
    assert "扣分记录 2 条，移交 1 份" in str(owned)


def test_a_certificate_with_the_notice_of_the_rules():
    """What the rules say of their numbers stands below the head."""
    certificate = certify(quarter(notice_zh="示例"))

    assert [f"2022Q2 · 第1版 · 规则 sample 1 · 输入摘要 {certificate.identity['inputs'][:16]}", "说明：示例"] == str(certificate).splitlines()[:2]


def year_of(*spots, **kinds):
    """Return the quarters of a year together, in each of which so many spots lay at a site, or nobody looked."""
    model = Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet(), "year": Mean(over="period", of="total", **kinds)})
    rules = merge(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model}))
    return together(
        score(share(register(plan(rules, [site()], Quarter(2022, number)), [] if many is None else [evolve(seen(many, what="a.litter"), made=Quarter(2022, number).start)])))
        for number, many in enumerate(spots, 1)
    )


def test_a_certificate_of_several_periods():
    """It counts what all of them hold, and holds where the year follows from them: 15 % of 80, 25 % of what the others speak for, 60 % of 90."""
    certificate = certify(year_of(20, None, 10, weights={"1": 15, "2": 25, "3": 60}))

    assert () == certificate.disagreements
    assert (3, 1, 2, 2) == (certificate.measurements, certificate.unmeasured, certificate.breaches, certificate.postings)
    assert certificate.text("en").splitlines()[0].startswith("2022-01-01/2022-09-30 · ")


@pytest.mark.parametrize(
    ("changed_", "told"),
    [
        ({"place": 2}, ["scorecard at a wujin place: 1 follows from the observations, 2 was found"]),
        ({"period": Quarter(2022, 2)}, ["scorecard at a wujin period: 2022-01-01/2022-06-30 follows from the observations, 2022Q2 was found"]),
        ({"part": None}, ["score at a wujin year value: 85 follows from the observations, 80 was found"]),
    ],
)
def test_a_year_that_says_otherwise(changed_, told):
    """A place, a time or a score of a year that does not follow from its periods is named."""
    year = year_of(20, 10)
    card = year["a"]["wujin"]
    changed_ = {"part": evolve(card.part, value=Fraction(80), low=Fraction(80), high=Fraction(80))} if "part" in changed_ else changed_
    wrong = evolve(year, scored={"a": {"wujin": evolve(card, **changed_)}})
    found = list(map(str, certify(wrong).disagreements))

    assert told == [one for one in found if one in told]
    assert len(found) == 1 or "part" in changed_


def test_a_period_of_a_year_that_says_otherwise():
    """What is wrong in one period is named with its time."""
    year = year_of(20, 10)
    (first, second) = year.periods
    wrong = evolve(first, scored={"a": {"wujin": evolve(first["a"]["wujin"], place=2)}})

    assert ["scorecard at 2022Q1 a wujin place: 1 follows from the observations, 2 was found"] == list(map(str, certify(evolve(year, periods=(wrong, second))).disagreements))


def percent(number):
    return Mark(number, share=True)


GAIN = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
DARK = priced(1, None, 1, "lamps.lit")
LAMPS = indicator("a.lamps", "lamps.lit >= 90 %", DARK, GAIN)
ALONE = indicator("a.litter", "litter.spots <= 0 处", priced(1))


def vetoing(level):
    return indicator("a.litter", "litter.spots <= 0 处", priced(1), DeductionRule(measures=("litter.spots",), tariff=Veto(level)))


def counted():
    """Return results in which findings that lie close count as one."""
    measure = evolve(MEASURES["litter.spots"], counting=CountingRule(together=1))
    (ask,) = ALONE.standard.asks
    rules_ = city(evolve(ALONE, standard=Standard([evolve(ask, measure=measure)])))
    rules_ = evolve(rules_, measures=[measure if one.code == measure.code else one for one in rules_.measures])
    return scored(seen(found(finding("f1", at=(0,)), finding("f2", at=("0.5",)), finding("f3", at=(9,))), what="a.litter"), rules=rules_)


def looking_back():
    """Return results in which a line looks back, another is the host's alone, and lamps gain, at a site with two owners."""
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(2), charged=Charged.HOST)
    asks = "lamps.lit >= 90 %; litter.spots <= 0 处"
    members = [indicator(f"{code}.street", asks, priced(1, None, 1, "lamps.lit", "litter.spots"), GAIN, again, surcharge) for code in "ab"]
    made = city(*members, crosswalks=(crosswalk(match("a.street", "b.street"), host="b"),), models={"a": Model({"total": Sheet(bonus=5)})})
    told = seen(Measured({"lamps.lit": 93}, [finding("f1")]), "s1", "a.street"), seen(Measured({"lamps.lit": 92, "litter.spots": 0}), "s2", "a.street")
    held = registered(*told, rules=made, sites=(site("s1", {"wujin": "0.2", "hutang": "0.8"}), site("s2")))
    return score(share(held, history={"s1": {"litter.spots": (1,)}, "s2": {"litter.spots": (2,)}}))


def sheets(*told, of, model, **more):
    """Return results of one assessment of indicators, by a model."""
    return scored(*told, rules=city(*of, models={"a": Model(model)}), **more)


def spots(count, where="s1"):
    return seen(count, where, "a.litter")


def lit(share_, where="s1"):
    return seen(Measured({"lamps.lit": share_}), where, "a.lamps")


@pytest.mark.parametrize(
    "results",
    [
        pytest.param(counted, id="findings that count as one"),
        pytest.param(looking_back, id="what was found before, a surcharge of the host, gains by shares"),
        pytest.param(lambda: quarter(seen(NOBODY_LOOKED, "s1")), id="a report that nobody looked, alone"),
        pytest.param(lambda: scored(spots(found(finding("f1", life=[Event(Stage.NOTIFIED, date(2022, 5, 3))]))), rules=city(ALONE)), id="a finding with a life"),
        pytest.param(lambda: scored(spots(found(finding("f1", "wujin"))), rules=city(ALONE)), id="a finding that names the owner"),
        pytest.param(lambda: sheets(spots(60), of=[ALONE], model={"total": Sheet(gates=[Gate(of="total", at_least=percent(50), to=10)])}), id="a gate that failed"),
        pytest.param(lambda: sheets(spots(5), of=[ALONE], model={"total": Sheet(bonuses=[StepBonus(of="total", above=percent(90), each=1, per=percent(1), at_most=2)])}), id="a bonus"),
        pytest.param(lambda: sheets(spots(5), of=[ALONE], model={"total": Mean(over="zone", of="sheet", weights={"built_up": 50, "village": 50}, absent=50), "sheet": Sheet()}), id="a fixed score"),
        pytest.param(lambda: sheets(spots(5), spots(4, "s2"), of=[vetoing(Level.SITE)], model={"total": Mean(over="site", of="sheet"), "sheet": Sheet()}, sites=(site("s1"), site("s2"))), id="sites that were zeroed"),
        pytest.param(lambda: sheets(spots(5), of=[vetoing(Level.UNIT)], model={"total": Mean(over="site", of="sheet"), "sheet": Sheet()}), id="a unit that was zeroed"),
        pytest.param(lambda: sheets(spots(5), lit(95), of=[vetoing(Level.ITEM), LAMPS], model={"total": Sheet(bonus=2)}), id="an item that was zeroed, and gains"),
        pytest.param(lambda: sheets(lit(95), of=[LAMPS], model={"total": Sheet(bonus=2)}), id="gains beyond the bonus"),
        pytest.param(lambda: sheets(spots(9), of=[ALONE], model={"total": Sheet(3)}), id="a small sheet"),
    ],
)
def test_it_holds_for_every_way_to_score(results):
    """Counting, looking back, gates, bonuses, fixed scores, vetoes, gains: what was done right is found right."""
    assert [] == list(map(str, certify(results()).disagreements))


def test_it_holds_where_scores_are_carried():
    """A parent's score with those of its child units is added up again."""
    made = changed(city(ALONE), a={"carry": Carry(bottom=1, periods=1, weight=10)})
    results = scored(spots(3), spots(5, "s2"), rules=made, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})

    assert (Fraction("96.8"), ()) == (results["a"]["wujin"].exact, certify(results).disagreements)


# ---- where it does not


def with_entries(results, change, where="s1", code=LITTER):
    """Return results whose ledger has one entry changed (None: dropped)."""
    entries = {place: dict(told) for place, told in results.ledger.entries.items()}
    entry = entries[where].pop(code)
    if (made := change(entry)) is not None:
        entries[where][code] = made
    return evolve(results, ledger=evolve(results.ledger, entries=entries))


def with_card(results, change, assessment="a", unit="wujin"):
    """Return results in which one card is changed (None: dropped)."""
    result = results[assessment]
    cards = {**result.cards, unit: change(result.cards[unit])}
    cards = {code: card for code, card in cards.items() if card is not None}
    return evolve(results, scored={**results.scored, assessment: cards})


def with_part(results, change, *steps):
    """Return results in which one node of a card is changed."""

    def changed(part, steps):
        if not steps:
            return change(part)
        step, *rest = steps
        return evolve(part, parts=tuple(changed(below, rest) if place == step else below for place, below in enumerate(part.parts)))

    return with_card(results, lambda card: evolve(card, part=changed(card.part, steps)))


def with_outcomes(results, change):
    """Return results whose register has other outcomes than its observations give, the rest made from it."""
    held = results.ledger.register
    outcomes = {place: dict(told) for place, told in held.outcomes.items()}
    change(outcomes)
    return score(share(evolve(held, outcomes=outcomes)))


def charged(entry, *points):
    """Return an entry that charges the site's own units other points in the first assessment."""
    return evolve(entry, charges=(tuple((None, Price(Fraction(lost))) for lost in points), *entry.charges[1:]))


POSTING = ("posting", f"s1 {LITTER} a.litter wujin")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda entry: charged(entry), POSTING, id="a posting dropped"),
        pytest.param(lambda entry: charged(entry, 3, 3), POSTING, id="a posting doubled"),
        pytest.param(lambda entry: charged(entry, 2), POSTING, id="a posting altered"),
        pytest.param(lambda entry: evolve(entry, charges=((("hutang", Price(Fraction(3))),), entry.charges[1])), POSTING, id="a posting moved to another unit"),
        pytest.param(lambda entry: evolve(entry, charges=entry.charges[::-1]), POSTING, id="two prices exchanged"),
        pytest.param(lambda entry: None, ("entry", f"s1 {LITTER}"), id="an entry dropped"),  # noqa: ARG005
        pytest.param(lambda entry: evolve(entry, outcome=litter(0)), ("entry", f"s1 {LITTER}"), id="an outcome altered"),
        pytest.param(lambda entry: evolve(entry, outcome=NOBODY_LOOKED), ("entry", f"s1 {LITTER}"), id="an outcome withdrawn"),
        pytest.param(lambda entry: evolve(entry, statuses=(Status.MET, Status.BREACHED)), ("status", f"s1 {LITTER} a"), id="a status altered"),
        pytest.param(lambda entry: evolve(entry, statuses=(Status.BREACHED, Status.NOT_APPLICABLE)), ("status", f"s1 {LITTER} b"), id="a status taken away"),
        pytest.param(lambda entry: evolve(entry, statuses=entry.statuses[:1]), ("shared once", f"s1 {LITTER}"), id="a status dropped"),
        pytest.param(lambda entry: evolve(entry, charges=(*entry.charges, ())), ("shared once", f"s1 {LITTER}"), id="a price too many"),
        pytest.param(
            lambda entry: evolve(entry, question=evolve(entry.question, users=entry.question.users[:1])), ("shared once", f"s1 {LITTER}"), id="a user left out"
        ),
        pytest.param(
            lambda entry: evolve(entry, question=evolve(entry.question, users=entry.question.users[:1]), statuses=entry.statuses[:1], charges=entry.charges[:1]),
            ("shared once", f"s1 {LITTER}"),
            id="a user left out with all that is its",
        ),
        pytest.param(
            lambda entry: evolve(entry, question=evolve(entry.question, bar=entry.question.bar.only(frozenset()))), ("bar", f"s1 {LITTER}"), id="a bar taken away"
        ),
    ],
)
def test_what_is_altered_in_the_ledger_is_found(change, expected):
    """Postings, entries, outcomes, statuses, users and bars: each alteration is named, with its place."""
    assert expected in facts(with_entries(quarter(), change))


def test_a_status_of_findings_that_name_units_is_checked_too():
    """The owner met the bar and the bureau did not: the place is breached, whatever the ledger says."""
    results = quarter(seen(found(finding("f1", "bureau")), "s1"))

    assert {("status", f"s1 {LITTER} a")} <= facts(with_entries(results, lambda entry: evolve(entry, statuses=(Status.MET, Status.BREACHED))))


def test_not_applicable_and_not_measured_are_not_exchanged():
    """One leaves a mean, the other leaves a gap."""
    results = with_entries(quarter(), lambda entry: evolve(entry, statuses=(Status.NOT_MEASURED, Status.NOT_APPLICABLE)), "s3")

    assert {("status", f"s3 {LITTER} a")} <= facts(results)


@pytest.mark.parametrize(("place", "code"), [("s9", LITTER), ("s1", "b.litter"), ("s1", "c.own")])
def test_an_entry_that_nobody_planned_is_found(place, code):
    """An entry at an unknown site, or under another code, is named and nothing is made of it."""
    results = quarter()
    entries = {**results.ledger.entries, place: {**results.ledger.entries.get(place, {}), code: results.ledger.entries["s1"][LITTER]}}

    assert {("entry", f"{place} {code}")} == facts(evolve(results, ledger=evolve(results.ledger, entries=entries)))


def test_an_entry_where_nothing_was_reported_is_found():
    """What nobody observed cannot stand in the ledger."""
    results = quarter(seen(0, "s1"))
    entries = {**results.ledger.entries, "s2": {LITTER: results.ledger.entries["s1"][LITTER]}}

    assert {("entry", f"s2 {LITTER}")} <= facts(evolve(results, ledger=evolve(results.ledger, entries=entries)))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda outcomes: outcomes["s1"].update({LITTER: litter(2)}), ("outcome", f"s1 {LITTER}"), id="an outcome altered"),
        pytest.param(lambda outcomes: outcomes["s1"].pop(LITTER), ("outcome", f"s1 {LITTER}"), id="an outcome dropped"),
        pytest.param(lambda outcomes: outcomes["s2"].update({"a.ads": Measured({"notice.count": 1})}), ("outcome", "s2 a.ads"), id="an outcome that nobody observed"),
    ],
)
def test_what_is_altered_in_the_register_is_found(change, expected):
    """A register that does not follow from its own observations is told, though everything after it does."""
    told = facts(with_outcomes(quarter(), change))

    assert expected in told
    assert ("entry", expected[1]) in told


def test_a_measurement_beside_the_plan_is_found():
    """What stands in the register under a code that the plan does not have is named."""
    results = quarter()
    held = results.ledger.register
    outcomes = {**held.outcomes, "s1": {**held.outcomes["s1"], "b.litter": litter(3)}}

    assert {("outcome", "s1 b.litter")} == facts(evolve(results, ledger=evolve(results.ledger, register=evolve(held, outcomes=outcomes))))


def test_observations_that_contradict_each_other_are_found():
    """A register that holds what could not be registered is told, and nothing else is looked at."""
    results = quarter()
    held = results.ledger.register
    latest = {**held.latest, "second": {"1": seen(7, "s1", source="second", id_="1")}}
    certificate = certify(evolve(results, ledger=evolve(results.ledger, register=evolve(held, latest=latest))))

    assert [("observations", "2022Q2", "a register")] == [(one.fact, one.where, one.expected) for one in certificate.disagreements]
    assert "was measured more than once" in certificate.disagreements[0].found
    assert ("2022Q2", 10, 0, 0, 0) == (certificate.identity["period"], certificate.measurements, certificate.breaches, certificate.postings, certificate.handovers)


def lower(part):
    return evolve(part, value=part.value - 1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda results: with_part(results, lower), "score a wujin total value", id="the score"),
        pytest.param(lambda results: with_part(results, lower, 0, 1), "score a wujin sheet s2 value", id="the score of a sheet"),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, low=Fraction(0))), "score a wujin total low", id="an interval"),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, high=part.full)), "score a wujin total high", id="the other end"),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, unmeasured=0)), "score a wujin total unmeasured", id="a gap hidden"),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, weights=part.weights[::-1])), "score a wujin total weights", id="weights exchanged"),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, items=()), 0, 0), "score a wujin sheet s1 items", id="an item dropped"),
        pytest.param(
            lambda results: with_part(results, lambda part: evolve(part, items=(*part.items, *part.items)), 0, 0), "score a wujin sheet s1 items", id="an item doubled"
        ),
        pytest.param(lambda results: with_part(results, lambda part: evolve(part, parts=part.parts[:1])), "score a wujin total parts", id="a part dropped"),
        pytest.param(lambda results: with_card(results, lambda card: None), "scorecard a wujin", id="a card dropped"),  # noqa: ARG005
        pytest.param(lambda results: with_card(results, lambda card: evolve(card, place=9)), "scorecard a wujin place", id="a place"),
        pytest.param(lambda results: with_card(results, lambda card: evolve(card, reason=("不排名", ""))), "scorecard a wujin reason", id="a reason"),
        pytest.param(
            lambda results: with_card(results, lambda card: evolve(card, assessment=evolve(card.assessment, publication=Publication(1000)))),
            "scorecard a wujin published",
            id="the rounding",
        ),
        pytest.param(lambda results: evolve(results, scored={"b": results.scored["b"]}), "scorecard a wujin", id="an assessment dropped"),
    ],
)
def test_what_is_altered_in_a_scorecard_is_found(change, expected):
    """Scores, intervals, gaps, weights, items, places and whole cards: each alteration is named."""
    results = change(quarter())

    assert expected in {f"{fact} {where}" for fact, where in facts(results)}
    assert all(fact in ("score", "scorecard") for fact, _ in facts(results))


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("node", "x", "total follows from the observations, x"),
        ("member", "x", "none follows from the observations, x"),
        ("full", Fraction(7), "100 follows from the observations, 7"),
        ("low", Fraction(7), "98.92 follows from the observations, 7"),
        ("high", Fraction(700), "99.16 follows from the observations, 700"),
        ("value", Fraction(7), "98.952 follows from the observations, 7"),
        ("applies", False, "True follows from the observations, False"),
        ("estimate", Fraction(7), "none follows from the observations, 7"),
        ("withheld", True, "False follows from the observations, True"),
        ("imputed", "fixed", "none follows from the observations, fixed"),
        ("weights", (Fraction(1),), "0.6 0.4 follows from the observations, 1"),
        ("added", (("x", Fraction(1)),), "none follows from the observations, x 1"),
        ("gated", ((0, "x", Fraction(1)),), "none follows from the observations, x 1"),
        ("last", True, "False follows from the observations, True"),
        ("may_last", True, "False follows from the observations, True"),
        ("carried", True, "False follows from the observations, True"),
        ("grade", "x", "none follows from the observations, x"),
        ("grades", ("x", "y"), "none follows from the observations, x y"),
        ("open", (("x", Fraction(1)),), "none follows from the observations, x 1"),
        ("extrapolated", (("x", Fraction(1)),), "none follows from the observations, x 1"),
        ("asked", frozenset("xy"), "none follows from the observations, x y"),
        ("seen", frozenset("xy"), "none follows from the observations, x y"),
        ("measured", 77, "5 follows from the observations, 77"),
        ("unmeasured", 77, "2 follows from the observations, 77"),
    ],
)
def test_what_a_node_says_is_told_by_its_name(name, other, told):
    """Whatever a node says, another thing said there is told once, under the name that it has in the part; what the card says after it is told of the card."""
    found = map(str, certify(with_part(quarter(), lambda part: evolve(part, **{name: other}))).disagreements)

    assert [f"score at a wujin total {name}: {told} was found"] == [one for one in found if one.startswith("score ")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"place": 9}, ["place: none follows from the observations, 9"]),
        ({"places": (8, 9)}, ["places: none follows from the observations, 8 9"]),
        ({"only": frozenset("yx")}, ["only: none follows from the observations, x y"]),
        ({"period": Quarter(2020, 1)}, ["period: 2022Q2 follows from the observations, 2020Q1"]),
        ({"unit": "hutang"}, ["unit: wujin follows from the observations, hutang"]),
        ({"zh": "别"}, ["assessment: as the rules have it follows from the observations, another"]),
        (
            {"reason": ("不排名", "not ranked")},
            [
                "reason: not ranked: 2 of 7 were not measured follows from the observations, not ranked",
                "reason_zh: 不排名：7 项中有 2 项未测 follows from the observations, 不排名",
            ],
        ),
        ({"low": Fraction(7)}, ["interval: 98.92 99.16 follows from the observations, 7 99.16"]),
        ({"value": Fraction(7)}, ["published: 99.0 follows from the observations, 7.0"]),
        ({"grades": ("x", "y")}, ["grades: none follows from the observations, x y"]),
        ({"grade": "x"}, ["grade: none follows from the observations, x"]),
        ({"measured": 2, "unmeasured": 5}, ["coverage: 5/7 follows from the observations, 2/7"]),
    ],
)
def test_what_a_card_says_is_told_by_its_name(change, told):
    """Whatever a scorecard says, another thing said there is told under the name that it has in the card; codes in their order."""
    results = quarter()

    def other(card):
        if "unit" in change:
            return evolve(card, unit=results["a"][change["unit"]].unit)
        if "zh" in change:
            return evolve(card, assessment=evolve(card.assessment, **change))
        mine = change.keys() & {"place", "places", "only", "period", "reason"}
        return evolve(card, **change) if mine else evolve(card, part=evolve(card.part, **change))

    found = map(str, certify(with_card(results, other)).disagreements)

    assert [f"scorecard at a wujin {one} was found" for one in told] == [one for one in found if one.startswith("scorecard ")]


def test_a_card_too_many_is_found():
    """Nobody gets a card who was not surveyed."""
    results = quarter()
    cards = {**results["a"].cards, "xinbei": results["a"]["wujin"]}
    results = evolve(results, scored={**results.scored, "a": cards})

    assert {("scorecard", "a xinbei")} == facts(results)


def test_a_handover_from_an_altered_ledger_is_found():
    """What the host would hand over from an altered entry has another status than the one that follows."""
    results = with_entries(quarter(), lambda entry: evolve(entry, statuses=(Status.BREACHED, Status.MET)))
    told = [one for one in certify(results).disagreements if one.fact == "handover"]

    assert [(f"b → a s1 {LITTER} status", "breached", "met")] == [(one.where, one.expected, one.found) for one in told]


def test_a_handover_of_another_outcome_is_found():
    """A register that hides a breach hands over a whole handover of something else."""
    results = with_outcomes(quarter(), lambda outcomes: outcomes["s1"].update({LITTER: litter(0)}))
    where = f"b → a s1 {LITTER}"

    assert {("handover", f"{where} {name}") for name in ("outcome", "status", "points")} <= facts(results)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda handed: evolve(handed, entries=handed.entries[1:]), f"b → a s1 {LITTER}", id="a status dropped"),
        pytest.param(lambda handed: evolve(handed, entries=[*handed.entries, handed.entries[0]]), f"b → a s1 {LITTER}", id="a status doubled"),
        pytest.param(lambda handed: evolve(handed, entries=[evolve(handed.entries[0], bar="any"), *handed.entries[1:]]), f"b → a s1 {LITTER} bar", id="another bar"),
        pytest.param(lambda handed: evolve(handed, entries=[evolve(handed.entries[0], points=()), *handed.entries[1:]]), f"b → a s1 {LITTER} points", id="points dropped"),
        pytest.param(lambda handed: evolve(handed, sites=handed.sites[1:]), "b → a s1", id="a site dropped"),
        pytest.param(lambda handed: evolve(handed, sites=[evolve(handed.sites[0], units="hutang"), *handed.sites[1:]]), "b → a s1", id="another owner"),
        pytest.param(lambda handed: evolve(handed, period=Quarter(2022, 3)), "b → a", id="another period"),
        pytest.param(lambda handed: evolve(handed, rule_set="x"), "b → a rule set", id="another rule set"),
        pytest.param(lambda handed: evolve(handed, rule_set_version="x"), "b → a version", id="another version"),
        pytest.param(lambda handed: evolve(handed, variant="x"), "b → a variant", id="another variant"),
        pytest.param(lambda handed: evolve(handed, rules="x"), "b → a digest of the rules", id="another digest"),
        pytest.param(lambda handed: evolve(handed, notice="x"), "b → a notice", id="another notice"),
        pytest.param(lambda handed: evolve(handed, host="a", consumer="b"), "b → a", id="turned round"),
        pytest.param(lambda handed: None, "b → a", id="a handover dropped"),  # noqa: ARG005
    ],
)
def test_what_is_altered_in_a_handover_is_found(monkeypatch, change, expected):
    """Statuses, bars, points, sites, the period and whole handovers: each alteration is named."""
    made = handover.handovers

    def altered(results):
        return [one for one in map(change, made(results)) if one is not None]

    monkeypatch.setattr(handover, "handovers", altered)

    assert expected in {where for fact, where in facts(quarter()) if fact == "handover"}


@pytest.mark.parametrize(
    ("results", "value", "follows"),
    [
        (lambda: sheets(spots(5), of=[vetoing(Level.UNIT)], model={"total": Sheet()}), 95, "0"),
        (lambda: sheets(spots(5), of=[vetoing(Level.ITEM)], model={"total": Sheet()}), 95, "0"),
        (lambda: sheets(lit(95), of=[LAMPS], model={"total": Sheet(bonus=2)}), 105, "102"),
        (lambda: sheets(lit(91), spots(3), of=[LAMPS, ALONE], model={"total": Sheet(bonus=2)}), 97, "98"),
        (lambda: sheets(spots(9), of=[ALONE], model={"total": Sheet(3)}), 1, "0"),
        (lambda: scored(spots(9), rules=changed(city(ALONE), a={"items": [evolve(city(ALONE).assessments[0].items[0], full=5)]})), 91, "95"),
    ],
)
def test_a_sheet_that_is_added_up_wrongly_is_found(results, value, follows):
    """A sheet is its full mark less what its items lost, each within its mark, a zeroed one all of it, and what was gained within the bonus."""
    wrong = with_part(results(), lambda part: evolve(part, low=Fraction(value), value=Fraction(value), high=Fraction(value)))
    told = [(one.where, one.expected, one.found) for one in certify(wrong).disagreements if one.fact == "score"]

    assert [(f"a wujin total {end}", follows, str(value)) for end in ("low", "value", "high")] == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"items": (("item", Fraction(2), Fraction(2)),)}, "score at a wujin total items: item 3 3 follows from the observations, item 2 2 was found"),
        ({"items": ()}, "score at a wujin total items: item 3 3 follows from the observations, none was found"),
        ({"gained": Fraction(1)}, "score at a wujin total gained: 0 follows from the observations, 1 was found"),
        ({"vetoed": ("item",)}, "score at a wujin total vetoed: none follows from the observations, item was found"),
        ({"zeroed": Level.UNIT}, "score at a wujin total zeroed: none follows from the observations, unit was found"),
    ],
)
def test_what_a_sheet_says_is_held_against_its_lines(change, told):
    """What items lost, what was gained and what is zeroed is told item by item."""
    assert [told] == list(map(str, certify(with_part(scored(spots(3), rules=city(ALONE)), lambda part: evolve(part, **change))).disagreements))


def test_a_site_that_is_not_zeroed_is_found():
    """A sheet that a veto zeroed is nothing, whatever its items lost."""
    results = sheets(spots(5), of=[vetoing(Level.SITE)], model={"total": Mean(over="site", of="sheet"), "sheet": Sheet()})
    wrong = with_part(results, lambda part: evolve(part, value=Fraction(95), high=Fraction(95)), 0)

    assert "score at a wujin sheet s1 value: 0 follows from the observations, 95 was found" in list(map(str, certify(wrong).disagreements))


AT = f"at s1 {LITTER}"
GONE = [f"posting {AT} {code}.litter wujin: {points} follows from the observations, none was found" for code, points in (("a", "3"), ("b", "1.5"))]
CARD = "at a wujin"


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (lambda: with_entries(quarter(), lambda entry: charged(entry, 3, 3)), [f"posting {AT} a.litter wujin: 3 follows from the observations, 6 was found"]),
        (
            lambda: with_entries(quarter(), lambda entry: evolve(entry, charges=((("hutang", Price(Fraction(3))),), entry.charges[1]))),
            [f"posting {AT} a.litter hutang: none follows from the observations, 3 was found", GONE[0]],
        ),
        (lambda: with_entries(quarter(), lambda entry: None), [f"entry {AT}: measured litter.spots = 3 follows from the observations, none was found", *GONE]),  # noqa: ARG005
        (lambda: with_entries(quarter(), lambda entry: evolve(entry, statuses=(Status.MET, Status.BREACHED))), [f"status {AT} a: breached follows from the observations, met was found"]),
        (
            lambda: with_entries(quarter(), lambda entry: evolve(entry, charges=(*entry.charges, ()))),
            [f"shared once {AT}: a+b follows from the observations, a+b with 2 statuses and 3 prices was found", *GONE],
        ),
        (lambda: with_entries(quarter(), lambda entry: evolve(entry, question=evolve(entry.question, bar=entry.question.bar.only(frozenset())))), [f"bar {AT}: litter.spots <= 0 处 follows from the observations, none was found"]),
        (lambda: with_part(quarter(), lower), [f"scorecard {CARD} published: 99.0 follows from the observations, 98.0 was found", f"score {CARD} total value: 98.952 follows from the observations, 97.952 was found"]),
        (lambda: with_part(quarter(), lambda part: evolve(part, weights=part.weights[::-1])), [f"score {CARD} total weights: 0.6 0.4 follows from the observations, 0.4 0.6 was found"]),
        (lambda: with_part(quarter(), lambda part: evolve(part, items=()), 0, 0), [f"score {CARD} sheet s1 items: item 4 4 follows from the observations, none was found"]),
        (lambda: with_part(quarter(), lambda part: evolve(part, parts=part.parts[:1])), [f"score {CARD} total parts: 2 follows from the observations, 1 was found"]),
        (lambda: with_card(quarter(), lambda card: None), [f"scorecard {CARD}: one follows from the observations, none was found"]),  # noqa: ARG005
        (lambda: with_card(quarter(), lambda card: evolve(card, place=9)), [f"scorecard {CARD} place: none follows from the observations, 9 was found"]),
        (lambda: evolve(quarter(), scored={**quarter().scored, "c": {}}), ["assessment at c: none follows from the observations, one was found"]),
        (
            lambda: evolve(quarter(), scored={**quarter().scored, "a": {**quarter().scored["a"], "xinbei": quarter()["a"]["wujin"]}}),
            ["scorecard at a xinbei: none follows from the observations, one was found"],
        ),
    ],
)
def test_each_disagreement_in_words(results, told):
    """What was altered is told with its place, what follows from the observations, and what was found instead."""
    assert told == list(map(str, certify(results()).disagreements))


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (
            lambda: with_outcomes(quarter(), lambda outcomes: outcomes["s1"].update({LITTER: litter(2)})),
            [
                f"outcome {AT}: measured litter.spots = 3 follows from the observations, measured litter.spots = 2 was found",
                f"handover at b → a s1 {LITTER} points: wujin 1.5 follows from the observations, wujin 1 was found",
            ],
        ),
        (lambda: with_outcomes(quarter(), lambda outcomes: outcomes["s1"].pop(LITTER)), [f"outcome {AT}: measured litter.spots = 3 follows from the observations, none was found"]),
        (
            lambda: with_entries(quarter(), lambda entry: evolve(entry, outcome=litter(0))),
            [f"entry {AT}: measured litter.spots = 3 follows from the observations, measured litter.spots = 0 was found"],
        ),
        (lambda: evolve(quarter(), scored={"b": quarter().scored["b"]}), [f"scorecard {CARD}: one follows from the observations, none was found"]),
    ],
)
def test_what_follows_is_told_beside_what_was_found(results, told):
    """Outcomes, entries, cards and handed over scores are told with both sides, whatever else disagrees."""
    assert told == [one for one in map(str, certify(results()).disagreements) if one in told]


def test_an_assessment_without_scorecards_is_missed_too():
    """An assessment of which no scorecard is due, for there is no site, is told when it is dropped."""
    held = score(share(register(plan(merge(city()), [], Quarter(2022, 2)), [])))

    assert all(not cards for cards in held.scored.values())
    assert [("assessment", code) for code in sorted(held.scored)] == [(one.fact, one.where) for one in certify(evolve(held, scored={})).disagreements]


def test_an_entry_that_was_not_planned_in_words():
    """An entry that nobody planned is told with its outcome."""
    results = quarter()
    entries = {**results.ledger.entries, "s9": {LITTER: results.ledger.entries["s1"][LITTER]}}

    assert [f"entry at s9 {LITTER}: none follows from the observations, measured litter.spots = 3 was found"] == list(map(str, certify(evolve(results, ledger=evolve(results.ledger, entries=entries))).disagreements))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"edition": 2}, "edition at 2: {}, supersedes nothing, reason none was found"),
        ({"supersedes": "abc"}, "edition at 1: {}, supersedes abc, reason none was found"),
        ({"reason": "复核"}, "edition at 1: {}, supersedes nothing, reason 复核 was found"),
        ({"edition": 0, "supersedes": "abc", "reason": "复核"}, "edition at 0: {}, supersedes abc, reason 复核 was found"),
        ({"edition": 2, "supersedes": "abc", "reason": ""}, "edition at 2: {}, supersedes abc, reason none was found"),
        ({"edition": 2, "supersedes": "abc", "reason": "复核"}, None),
    ],
)
def test_an_edition_that_cannot_be(change, found):
    """The first edition supersedes nothing; a later one says what it supersedes and why."""
    told = found and found.format("a first one without, or a later one with what it supersedes and why follows from the observations")

    assert ([told] if told else []) == list(map(str, certify(evolve(quarter(), **change)).disagreements))


def test_a_certificate_that_does_not_hold_lists_what_does_not():
    """The text names each disagreement: the fact, where, what follows and what was found."""
    certificate = certify(with_entries(quarter(), lambda entry: charged(entry, 2)))

    assert not certificate.holds
    assert str(certificate).splitlines()[2:] == [
        "结论：有 1 处不符：",
        "  - 扣分记录（s1 a.litter+b.litter a.litter wujin）：按测评记录应为3，现为2",
    ]


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (Disagreement("score", "a wujin total", "98", ""), "得分（a wujin total）：按测评记录应为98，现为无", "score at a wujin total: 98 follows from the observations, none was found"),
        (Disagreement("scorecard", "a xinbei", "none", "one"), "成绩单（a xinbei）：按测评记录应为无，现为有", "scorecard at a xinbei: none follows from the observations, one was found"),
        (Disagreement("status", "s1 a.litter a", "breached", "met"), "达标状态（s1 a.litter a）：按测评记录应为不达标，现为达标", "status at s1 a.litter a: breached follows from the observations, met was found"),
        (Disagreement("certificate", "reason", "亮灯率误录", ""), "reason：核验书为无，成绩得出“亮灯率误录”", "reason: none in the certificate, '亮灯率误录' in the results"),
    ],
)
def test_a_disagreement_in_both_languages(one, zh, en):
    """The fact, and words that stand for a thing or a status, in either language; nothing is told as none, and what a certificate says by itself as against the results."""
    assert (zh, en, en) == (one.text("zh"), one.text("en"), str(one))


def test_every_fact_has_a_chinese_name():
    """Whatever is compared, a disagreement about it is told in Chinese."""
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(module.__file__).parent.glob("*.py"))
    facts = set(re.findall(r'(?:Disagreement|differing)\(\s*"([a-z ]+)"', sources))

    assert facts == FACTS.keys()


# ---- what only the library's own working out can get wrong


@pytest.mark.parametrize(("spots_", "published"), [(1, "100"), (3, "98"), (5, "98"), (7, "96")])
def test_it_holds_where_a_half_goes_to_the_even(spots_, published):
    """By the half to even, 99.5 and 96.5 are printed as 100 and 96; 98.5 and 97.5 both as 98."""
    book = city(indicator("a.litter", "litter.spots <= 0 处", priced("0.5")))
    results = scored(spots(spots_), rules=changed(book, a={"publication": Publication(1, Rounding.HALF_EVEN)}))

    assert (published, True) == (str(results["a"]["wujin"].published), certify(results).holds)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda entries: entries[1:], ["breakdown"]),
        (lambda entries: (*entries, entries[0]), ["breakdown"]),
        (lambda entries: (evolve(entries[0], points=Fraction(7)), *entries[1:]), ["breakdown"]),
        (lambda entries: (entries[-1], *entries[:-1]), ["breakdown"]),
        (lambda entries: entries, []),
    ],
)
def test_an_account_with_other_entries_is_found(monkeypatch, change, told):
    """Of what makes a score, an entry that is missing, doubled, of other points, or behind the rounding is told, once."""
    right = scorecard.break_down

    def wrong(*given):
        made = right(*given)
        return evolve(made, entries=change(made.entries))

    results = scored(spots(3), rules=changed(city(indicator("a.litter", "litter.spots <= 0 处", priced("0.125"))), a={"publication": Publication("0.1")}))
    monkeypatch.setattr(scorecard, "break_down", wrong)

    assert told == [one.fact for one in certify(results).disagreements]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda one: evolve(one, bar=standard("litter.spots <= 2 处")), f"bar at s1 {LITTER}: litter.spots <= 0 处 follows from the observations, litter.spots <= 2 处 was found"),
        (lambda one: evolve(one, users=one.users[:1]), f"shared once at s1 {LITTER}: a+b follows from the observations, a was found"),
    ],
)
def test_a_plan_that_asks_otherwise_is_found(change, told):
    """A question under another bar, or for fewer users, than the rules have is told with both."""
    results = quarter()
    held = results.ledger.register.plan
    ground = held.grounds["s1"]
    questions = [change(one) if one.code == LITTER else one for one in ground.questions]

    assert told in [str(Disagreement(fact, where, due, seen_)) for fact, where, due, seen_ in asked(results, held, evolve(ground, questions=questions))]


def asked(results, held, ground):
    """Yield in what a plan with another ground at one site differs from the rules."""
    vars(held)["grounds"] = {**held.grounds, "s1": ground}
    worked = work_out(papers_of(results)).standing
    yield from ((one.fact, one.where, one.expected, one.found) for one in plans(held, worked))


def test_a_certificate_that_was_issued_is_held_against_the_one_that_is_made():
    """What a certificate says otherwise than the results lead to is told by its name, in the order of the names; nothing where it is theirs."""
    results = quarter()
    issued = certify(results)
    other = evolve(issued, measurements=9, unassessed=1, identity={**issued.identity, "variant": "x"})
    less = evolve(issued, identity={key: value for key, value in issued.identity.items() if key != "period"}, disagreements=certify(with_entries(results, lambda entry: charged(entry, 2))).disagreements)

    assert issued.against(results) == ()
    assert list(map(str, other.against(results))) == ["identity variant: 'x' in the certificate, none in the results", "measurements: '9' in the certificate, '10' in the results", "unassessed: '1' in the certificate, '2' in the results"]
    assert list(map(str, less.against(results))) == [f"disagreements: 'posting at s1 {LITTER} a.litter wujin: 3 follows from the observations, 2 was found' in the certificate, 'none' in the results", "identity period: 'none' in the certificate, '2022Q2' in the results"]


def test_everything_that_a_certificate_counts():
    """Measurements, those not measured, breaches, postings, those of nobody, handovers, and whose results they are."""
    results = quarter()
    one = certify(results)

    assert (one.measurements, one.unmeasured, one.breaches, one.postings, one.unassessed, one.handovers) == (10, 3, 4, 9, 2, 1)
    assert (one.identity, one.disagreements) == (results.identity, ())


def test_everything_that_a_certificate_of_several_periods_counts():
    """Each number is the sum of the periods', and a disagreement of one period is told under its name before those of the year."""
    year = year_of(20, None, 10)
    one = certify(year)
    (first, *others) = year.periods
    wrong = certify(evolve(year, periods=(with_entries(first, lambda entry: charged(entry, 2), code="a.litter"), *others)))

    assert (one.measurements, one.unmeasured, one.breaches, one.postings, one.unassessed, one.handovers) == (3, 1, 2, 2, 0, 0)
    assert (one.identity, one.disagreements) == (year.identity, ())
    assert list(map(str, wrong.disagreements))[:1] == ["posting at 2022Q1 s1 a.litter a.litter wujin: 20 follows from the observations, 2 was found"]


def test_a_year_of_which_a_period_does_not_stand():
    """Where the reports of a period cannot be registered, that is told under its name, and nothing of the year."""
    year = year_of(20, 10)
    (first, second) = year.periods
    held = second.ledger.register
    twice = {**held.latest, "second": {"1": evolve(seen(7, what="a.litter", source="second", id_="1"), made=Quarter(2022, 2).start)}}
    certificate = certify(evolve(year, periods=(first, evolve(second, ledger=evolve(second.ledger, register=evolve(held, latest=twice))))))

    assert [(one.fact, one.where, one.expected) for one in certificate.disagreements] == [("observations", "2022Q2 2022Q2", "a register")]
    assert (certificate.measurements, certificate.unmeasured, certificate.breaches, certificate.postings, certificate.handovers) == (2, 0, 1, 1, 0)


def test_a_handover_that_is_missing_is_told_whole(monkeypatch):
    """A handover that follows and was not made is told by its host and its consumer."""
    monkeypatch.setattr(handover, "handovers", lambda _: iter(()))
    certificate = certify(quarter())

    assert ["handover at b → a: one follows from the observations, none was found"] == list(map(str, certificate.disagreements))
    assert 0 == certificate.handovers


def test_a_certificate_without_what_results_say():
    """What an issued certificate lacks, and what it has beside, are told; of two disagreements both, in their order."""
    results = quarter()
    issued = certify(results)
    wrong = [Disagreement("score", where, "1", "2") for where in ("b wujin", "a wujin")]
    other = evolve(issued, disagreements=wrong)

    assert [
        "disagreements: 'score at b wujin: 1 follows from the observations, 2 was found; score at a wujin: 1 follows from the observations, 2 was found' in the certificate, 'none' in the results"
    ] == list(map(str, other.against(results)))
    assert [("identity extra", "none", "x")] == [(one.where, one.expected, one.found) for one in evolve(issued, identity={**issued.identity, "extra": "x"}).against(results)]


def test_a_finding_of_an_item_that_a_unit_has_no_lines_of():
    """What a finding at another's site takes of an item of which nothing is asked at a unit's own site lies on its sheet all the same."""
    lines = evolve(indicator("a.litter", "litter.spots <= 0 处", priced(3), where="zone=village"), item="one"), evolve(LAMPS, item="two")
    rules = city(*lines, models={"a": MEAN})
    rules = changed(rules, a={"items": [evolve(rules.assessments[0].items[0], code=code, full=50) for code in ("one", "two")]})
    told = seen(found(finding("f1", "tianning")), "s1", "a.litter"), lit(88, "s2")
    results = scored(*told, rules=rules, sites=(site("s1", zone="village"), site("s2", "tianning")))

    assert (95, (("one", 3, 3), ("two", 2, 2))) == (results["a"]["tianning"].exact, results["a"]["tianning"].part.parts[0].items)
    assert certify(results).holds
