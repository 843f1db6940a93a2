"""Laws 7 and 9 to 13, and 17: the quarter, held against the rules as written."""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW, SOME
from properties.test_each_shared_indicator_is_scored_once import seen
from tristandard.basics.outcome import Measured, NotMeasured
from tristandard.merging import check, merge
from tristandard.results.scorecard import score
from tristandard.rules.deduction import Price, forgives
from tristandard.rules.ruleset import Reading
from tristandard.rules.tariff import Level
from tristandard.survey.ledger import Status, share
from tristandard.survey.plan import plan
from tristandard.survey.register import register
from tristandard.testing import oracle, totals
from tristandard.testing import strategies as some


def results_of(survey):
    """Return the results of a survey."""
    return score(share(register(survey.plan, survey.observations)))


@SOME
@given(some.quarters())
def test_plan_and_register_hold_each_key_once(survey):
    """A plan holds each (site, indicator) once, the register each planned key once, as not measured where nothing came."""
    rules = survey.plan.merged.rule_set
    held = register(survey.plan, survey.observations)
    expected = {(code, members) for code, site in survey.plan.sites.items() for members in oracle.asked(rules, oracle.stands(site))}
    planned = [(task.site, frozenset(task.indicator.split("+"))) for task in survey.plan]
    told = {(observation.site, observation.indicator) for observation in survey.observations}

    assert (expected, len(expected)) == (set(planned), len(planned))
    assert planned == [(site, frozenset(question.code.split("+"))) for site, question, _ in held]
    assert all(
        isinstance(outcome, NotMeasured)
        for site, question, outcome in held
        if not any((site, member.indicator.code) in told for member in question.indicator.contributions)
    )


@SOME
@given(some.quarters(), st.data())
def test_a_register_in_parts_is_the_register_at_once(survey, data):
    """Registered day by day, in any order and again, is registered all at once."""
    at_once = register(survey.plan, survey.observations)
    order = data.draw(st.permutations(survey.observations))
    cut = data.draw(st.integers(0, len(order)))
    in_parts = register(survey.plan, order, onto=register(survey.plan, order[:cut]))

    assert at_once == in_parts
    assert at_once.outcomes == in_parts.outcomes


@SOME
@given(some.quarters())
def test_points_are_conserved(survey):
    """For a breach and an assessment the points over units, with what nobody assesses, are the whole price."""
    ledger = share(register(survey.plan, survey.observations))
    posted = defaultdict(lambda: Price())
    for posting in (*ledger.postings(), *ledger.unassessed()):
        posted[posting.site, posting.indicator, posting.member] += Price(posting.points, posting.gained, frozenset(map(Level, posting.vetoes)))
    priced = {
        (site, code, user.indicator.code): whole
        for site, entries in ledger.entries.items()
        for code, entry in entries.items()
        for user, charges in zip(entry.question.users, entry.charges, strict=True)
        if (whole := sum((price for _, price in charges), Price()))
    }

    assert priced == posted


@SOME
@given(some.quarters(), st.data())
def test_an_assessment_that_shares_nothing_changes_nothing(survey, data):
    """Adding an assessment that shares nothing leaves every other result identical."""
    rules = survey.plan.merged.rule_set
    book = data.draw(st.sampled_from(rules.assessments))
    stranger = evolve(book, code="stranger", indicators=[evolve(one, code=f"stranger.{place}") for place, one in enumerate(book.indicators)])
    wider = plan(merge(evolve(rules, assessments=[*rules.assessments, stranger])), survey.plan.sites.values(), survey.plan.period)
    before, after = results_of(survey), score(share(register(wider, survey.observations)))

    assert {"stranger"} >= after.by_assessment.keys() - before.by_assessment.keys()
    assert [(card.unit, card.part, card.place) for result in before for card in result.values()] == [
        (card.unit, card.part, card.place) for code in before.by_assessment for card in after[code].values()
    ]


@SOME
@given(some.quarters())
def test_scores_are_those_of_the_rules_as_written(survey):
    """Every score and its interval is what the model gives by hand; it lies in its interval, and that within the marks."""
    rules, sites = survey.plan.merged.rule_set, list(survey.plan.sites.values())
    results = results_of(survey)
    outcomes = seen(results.ledger.register)
    for result in results:
        told = totals.book(rules, sites, outcomes, result.assessment)
        for unit, card in result.cards.items():
            low, value, high = totals.score(told, unit) or (Fraction(0), None, card.part.full + card.part.bonus)

            assert (low, value, high) == (card.part.low, card.exact, card.part.high)
            for part in card.part.walk():
                assert 0 <= part.low <= part.high <= part.full + part.bonus
                assert part.value is None or part.low <= part.value <= part.high


@FEW
@given(some.quarters(max_sites=3), st.data())
def test_the_interval_covers_every_completion(survey, data):
    """Whatever values are measured of what was not: the score lies in the interval that was told before.

    Findings that name a unit at a place of which it is no owner bring it a new sheet; that stands outside the interval.
    """
    before = results_of(survey)
    missing = [(site, question) for site, question, outcome in before.ledger.register if isinstance(outcome, NotMeasured)]
    kept = [observation for observation in survey.observations if not isinstance(observation.outcome, NotMeasured)]
    more = [
        evolve(
            survey.observations[0],
            source="later", id=f"{site}/{question.code}", site=site, indicator=question.indicator.contributions[0].indicator.code,
            outcome=Measured(data.draw(some.values(ask.measure for ask in question.bar.asks))),
        )
        for site, question in missing
    ] if survey.observations else []
    after = score(share(register(survey.plan, [*kept, *more])))
    for result in before if survey.observations else ():
        for unit, card in result.cards.items():
            completed = after[result.assessment.code][unit].exact

            assert completed is None or card.part.low <= completed <= card.part.high


@SOME
@given(some.quarters())
def test_nothing_measured_gives_no_score(survey):
    """A survey of which nothing was measured has no score: never 0, never the full mark."""
    nothing = [evolve(observation, outcome=NotMeasured("示例")) for observation in survey.observations]
    results = score(share(register(survey.plan, nothing)))

    assert {None} >= {card.exact for result in results for card in result.values()}
    assert {None} >= {card.published for result in results for card in result.values()}


@SOME
@given(some.quarters())
def test_one_bar(survey):
    """An assessment loses nothing just where the bar in force is met, or where `check` lists its rule as not pricing that."""
    ledger = share(register(survey.plan, survey.observations))
    listed = {remark.member for remark in check(survey.plan.merged.rule_set).remarks}
    forgiving = {
        member.indicator.code
        for ground in survey.plan.grounds.values()
        for question in ground.questions
        for member in question.users
        if any(
            forgives(member.indicator.lines(host=question.hosted_by(member)), ask, survey.plan.merged.rule_set.answers)
            for ask in question.bar.only(member.measures).asks
        )
    }
    for entries in ledger.entries.values():
        for entry in entries.values():
            for user, status, charges in zip(entry.question.users, entry.statuses, entry.charges, strict=True):
                if status is Status.MET:
                    assert not any(price.lost or price.vetoes for _, price in charges)
                elif status is Status.BREACHED and user.indicator.code not in listed | forgiving:
                    assert charges


@SOME
@given(some.quarters())
def test_a_met_bar_costs_nothing(survey):
    """Where everything measured meets the bar in force, every scored unit has the full mark, or more by what it gained, save where the rules put a lower score for what does not apply."""
    ledger = share(register(survey.plan, survey.observations))
    kept = [
        observation
        for observation in survey.observations
        if set(ledger.entries[observation.site][ledger.register.plan.grounds[observation.site].by_code[observation.indicator].code].statuses) == {Status.MET}
        and isinstance(observation.outcome, Measured)
    ]
    results = score(share(register(survey.plan, kept)))

    assert all(card.exact is None or card.imputed or card.part.full <= card.exact <= card.part.full + card.part.bonus for result in results for card in result.values())


@SOME
@given(some.quarters(reading=Reading.UNIFORM))
def test_the_counts_apart_are_those_of_the_sources(survey):
    """What separate assessments would measure is counted under each one's own scope."""
    rules = survey.plan.merged.rule_set
    told = Counter(
        assessment.code
        for assessment in rules.assessments
        for indicator in assessment.indicators
        for site in survey.plan.sites.values()
        if oracle.lies_in(oracle.stands(site), indicator.scope.extents)
    )

    assert {assessment.code: told[assessment.code] for assessment in rules.assessments} == survey.plan.apart
