"""Strategies for what may become of a survey, by the names under which laws take it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

import tristandard as ts
from tristandard.basics.counting import PLAIN
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.merging.question import Question
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.target import TargetShare
from tristandard.rules.standard import Ask
from tristandard.testing.faults import FAULTS
from tristandard.testing.strategies.beside import beside_a_stranger, beside_one_that_asks_no_more
from tristandard.testing.strategies.seen import Eye, member_of, read_of_findings
from tristandard.testing.strategies.values_near import fits
from tristandard.testing.survey import Survey


@composite
def _part(draw: DrawFn, survey: Survey) -> Survey:
    order = draw(st.permutations(survey.observations))
    return evolve(survey, observations=tuple(order[: draw(st.integers(0, len(order)))]))


@composite
def _again(draw: DrawFn, survey: Survey) -> Survey:
    grounds = survey.plan.grounds
    again = [
        evolve(one, source="again", indicator=draw(member_of(grounds[one.site].by_code[one.indicator])))
        for one in survey.observations
    ]
    return evolve(survey, observations=(*again, *reversed(survey.observations), *again))


@composite
def _worse(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey in which one outcome is worse: by its values, or by one finding more where no
    finding names a unit.
    """
    eye = Eye(survey.rules, survey.period)
    found: list[tuple[int, SearchStrategy[Outcome]]] = []
    for place, one in enumerate(survey.observations):
        question = survey.plan.question(one.site, one.indicator)
        if isinstance(one.outcome, Measured) and (worse := _worsened(eye, question, one.outcome)):
            found.append((place, st.one_of(worse)))
    if not found:
        return survey
    place, outcomes = draw(st.sampled_from(found))
    changed = evolve(survey.observations[place], outcome=draw(outcomes))
    return evolve(survey, observations=(*survey.observations[:place], changed, *survey.observations[place + 1 :]))


def _worsened(eye: Eye, question: Question, outcome: Measured) -> list[SearchStrategy[Outcome]]:
    """Return in which ways an outcome may be worse: no way where an inspector chose the points."""
    if any(isinstance(rule.tariff, Chosen) for user in question.users for rule in user.indicator.deductions):
        return []
    ways = [_one_more(eye, question, outcome, ask) for ask in question.bar.asks if _may_count(question, outcome, ask)]
    further = _further_values(eye, question, outcome)
    return [further, *ways] if further is not None else ways


def _by_value(outcome: Measured) -> dict[str, Value]:
    """Return the values of an outcome that no finding tells."""
    told = {one.measure for one in outcome.findings}
    return {code: value for code, value in outcome.values if code not in told}


def _further_values(eye: Eye, question: Question, outcome: Measured) -> SearchStrategy[Outcome] | None:
    """Return an outcome with worse values, as far as no finding tells them or is read, and no sample is taken among
    them; None where none can be worse.
    """
    kept = _by_value(outcome)
    read = read_of_findings(question) | {ask.measure.counting.among for ask in question.bar.asks}
    worse: dict[str, SearchStrategy[Value]] = {}
    for ask in question.bar.asks:
        code = ask.measure.code
        if code in kept and code not in read:
            further = [value for value in eye.near[code] if _further(ask, value, kept[code])]
            if further:
                worse[code] = st.sampled_from(further)
    if not worse:
        return None
    return st.fixed_dictionaries(worse).map(lambda seen: Measured({**kept, **seen}, outcome.findings))


def _found_of(outcome: Measured, code: str) -> int:
    """Return how many findings an outcome has of a measure."""
    return sum(one.measure == code for one in outcome.findings)


def _may_count(question: Question, outcome: Measured, ask: Ask) -> bool:
    """Return whether one finding more of a measure is worse: where each counts once, and none names a unit."""
    code, measure = ask.measure.code, ask.measure
    found = _found_of(outcome, code)
    told = found or code in read_of_findings(question)
    if not told or measure.counting != PLAIN or any(one.unit for one in outcome.findings):
        return False
    number = Fraction(found + 1)
    return fits(measure, number) and _further(ask, number, number - 1)


def _one_more(eye: Eye, question: Question, outcome: Measured, ask: Ask) -> SearchStrategy[Outcome]:
    """Return an outcome with one finding more of a measure."""
    code = ask.measure.code
    rest = {one: value for one, value in _by_value(outcome).items() if one != code}
    more = eye.finding(question, code).map(lambda one: [*outcome.findings, evolve(one, id="one more")])
    return st.builds(Measured, st.just(rest), more)


def _further(ask: Ask, value: Value, other: Value) -> bool:
    """Return whether a value is worse than another and lies on the same side of what is acceptable."""
    if not ask.worse(value, other):
        return False
    match ask.acceptance:
        case Range(floor=End() as low, limit=End()):
            place, before = ask.measure.position(value), ask.measure.position(other)
            return ask.accepts(other) or (place < before) is (before <= low.value)
        case Forms(required, accepted):
            assert isinstance(value, frozenset)
            assert isinstance(other, frozenset)
            return required & value <= required & other and (accepted is None or other - accepted <= value - accepted)
        case _:
            return True


@composite
def _completed(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey in which all that was not measured was measured later, and all figures that nobody gave were
    given; findings may name units.
    """
    eye, units = Eye(survey.rules, survey.period), [unit.code for unit in survey.rules.units]
    later = [
        Observation(
            source="later", id=f"{site}/{question.code}", site=site, indicator=question.indicator.lead.code,
            made=survey.period.end,
            outcome=draw(eye.measured(question, units)),
        )
        for site, question, outcome in survey.register
        if isinstance(outcome, NotMeasured)
    ]  # fmt: skip
    figures = {}
    for result in survey.results.values():
        for unit, (name, least, full) in product(result, _figures_of(result.assessment)):
            key = result.assessment.code, name, unit
            if key not in survey.givens and _may_give(survey, *key, full):
                figures[key] = draw(st.sampled_from([least, full / 3, full]))
    return evolve(survey, observations=(*survey.observations, *later), givens={**figures, **survey.givens})


def _figures_of(book: Assessment) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield the figures that nodes and adjustments read, each with the least and the most that is given; of a target of
    which steps are shares the least is more than 0.
    """
    adjustments = [one for _, node in book.model.nodes for one in node.adjustments]
    shared = {one.target for one in adjustments if isinstance(one.per, TargetShare)}
    for name, node in book.model.nodes:
        if isinstance(node, Given) and not node.from_full:
            yield name, Fraction(0), node.full
    for name in sorted({name for one in adjustments for name in one.figures if name not in book.model}):
        yield name, Fraction(name in shared, 3), Fraction(3)


def _may_give(survey: Survey, assessment: str, name: str, unit: str, figure: Fraction) -> bool:
    """Return whether a figure of a unit may be given."""
    try:
        ts.score(survey.ledger, givens={**survey.givens, (assessment, name, unit): figure}, carried=survey.carried)
    except ts.Refused:
        return False
    return True


@composite
def _blamed(draw: DrawFn, survey: Survey) -> Survey:
    """Return a survey in which one finding that named nobody names a unit."""
    silent = [
        (place, finding.id)
        for place, one in enumerate(survey.observations)
        for finding in (one.outcome.findings if isinstance(one.outcome, Measured) else ())
        if finding.unit is None
    ]
    if not silent or len({one.source + one.id for one in survey.observations}) < len(survey.observations):
        return survey
    place, id_ = draw(st.sampled_from(silent))
    one, unit = survey.observations[place], draw(st.sampled_from([unit.code for unit in survey.rules.units]))
    assert isinstance(one.outcome, Measured)
    found = [evolve(finding, unit=unit) if finding.id == id_ else finding for finding in one.outcome.findings]
    counted = {finding.measure for finding in found}
    changed = evolve(one, outcome=Measured([pair for pair in one.outcome.values if pair[0] not in counted], found))
    return evolve(survey, observations=(*survey.observations[:place], changed, *survey.observations[place + 1 :]))


#: What may become of a survey, by the names under which laws take it.
DERIVED: Mapping[str, Callable[[Survey], SearchStrategy[Any]]] = {
    "survey": st.just,
    "a part of it": _part,
    "the same submitted again": _again,
    "a worse one": _worse,
    "the same with all else measured": _completed,
    "the same with a unit named": _blamed,
    "the same beside a stranger": beside_a_stranger,
    "the same beside one that asks no more": beside_one_that_asks_no_more,
    "a place in what is written": lambda _: st.integers(0, 10**6),
    "a planted fault": lambda _: st.sampled_from(FAULTS),
}


def derived(survey: Survey, names: Iterable[str]) -> SearchStrategy[tuple[Any, ...]]:
    """Return a survey and what may become of it, by the names under which a law of `laws.OF_QUARTERS` takes them."""
    return st.tuples(*(DERIVED[name](survey) for name in names))
