"""A strategy for each public noun, by the noun; and what verbs make of surveys and rule sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import tristandard as ts
from tristandard.insight.uplift_bars import changed_bars
from tristandard.testing.strategies.basics import (
    MEASURES,
    calendars,
    circumstances,
    clauses,
    counted_forms,
    counting_rules,
    labels,
    measure_units,
    measures,
    periods,
    publications,
    sites,
    terms,
    trees,
    units,
    validities,
)
from tristandard.testing.strategies.merged import (
    contributions,
    crosswalks,
    matches,
    merged_rules,
    policies,
    rule_sets,
    rulings,
    shared_indicators,
    variants,
)
from tristandard.testing.strategies.observed import (
    events,
    findings,
    measurements,
    not_applicable,
    not_measured,
    observations,
    outcomes,
)
from tristandard.testing.strategies.overlays import overlays
from tristandard.testing.strategies.quarter import quarter_rules, quarters
from tristandard.testing.strategies.rules import (
    asks,
    assessments,
    bands,
    blends,
    carries,
    chosen,
    deduction_rules,
    ends,
    factors,
    forms,
    gains,
    gates,
    givens,
    indicators,
    items,
    marks,
    means,
    models,
    prices,
    ranges,
    rank_bonuses,
    rates,
    scopes,
    sheets,
    standards,
    step_bonuses,
    steps,
    vetoes,
)
from tristandard.testing.strategies.surveys import surveys as surveys_of
from tristandard.testing.strategies.years import DriveYear, drive_checks, drive_years
from tristandard.testing.survey import Survey

_Noun = TypeVar("_Noun")


def _one_of(found: SearchStrategy[tuple[_Noun, ...]]) -> SearchStrategy[_Noun]:
    """Return any one of what was found together."""
    return found.filter(bool).flatmap(st.sampled_from)


def _entries(survey: Survey) -> Iterator[ts.Entry]:
    return (entry for entries in survey.ledger.entries.values() for entry in entries.values())


def _questions(survey: Survey) -> Iterator[ts.Question]:
    return (question for ground in survey.plan.grounds.values() for question in ground.questions)


def _superseded(survey: Survey) -> Iterable[ts.Superseded]:
    """Return what does not stand once each report is revised."""
    return ts.register(
        survey.plan, [evolve(one, revision=one.revision + 1) for one in survey.observations], onto=survey.register
    ).superseded


def _corrected(survey: Survey) -> Iterator[tuple[ts.Results, ts.Results]]:
    """Yield two editions, where anything was reported: the first before it was, the second of all of it."""
    if survey.observations:
        blank = ts.share(ts.register(survey.plan, []), history=survey.history)
        first = ts.score(blank, givens=survey.givens, carried=survey.carried)
        yield (
            first,
            ts.score(survey.ledger, givens=survey.givens, carried=survey.carried, supersedes=first, reason="示例"),
        )


def _cards(survey: Survey) -> Iterator[ts.Scorecard]:
    return (card for result in survey.results.values() for card in result.values())


def _told(explanation: ts.Explanation) -> Iterator[ts.Explanation]:
    yield explanation
    for part in explanation.parts:
        yield from _told(part)


def _statements(survey: Survey) -> Iterator[ts.Statement]:
    return (ts.statement(survey.results, unit) for unit in sorted({card.unit.code for card in _cards(survey)}))


def _handovers(survey: Survey) -> Iterator[ts.Handover]:
    pairs = {
        (question.indicator.host, user.assessment)
        for question in _questions(survey)
        for user in question.users
        if not question.hosted_by(user)
    }
    return (ts.handover(survey.results, host, consumer) for host, consumer in sorted(pairs))


def _certificates(survey: Survey) -> Iterator[ts.Certificate]:
    """Yield the certificate of the results, and one of results whose ledger was lost."""
    yield ts.certify(survey.results)
    yield ts.certify(evolve(survey.results, ledger=evolve(survey.ledger, entries={})))


def _since(survey: Survey) -> list[ts.Since]:
    """Return a survey compared with two days before it, on which nothing was reported."""
    start = survey.plan.period.start
    days = ts.Period(start - timedelta(days=2), start - timedelta(days=1))
    before = ts.plan(survey.plan.merged, survey.plan.sites.values(), days)
    then = ts.score(ts.share(ts.register(before, []), history={}), carried={})
    return [ts.since(ts.uplift(then), ts.uplift(survey.results))]


def _bars(survey: Survey) -> Iterator[ts.ChangedBar]:
    """Yield every bar that the merge changed, whether or not it moves a score."""
    shared = {one.code for one in survey.plan.merged.shared}
    for book in survey.rules.assessments:
        yield from changed_bars(survey.plan, book, shared)


def _least(survey: Survey) -> Iterator[ts.LeastSet]:
    """Yield for each score below its full mark the least that brings it there."""
    for card in survey.cards:
        if card.exact is not None and card.exact < card.part.full:
            yield ts.least(survey.results, card.assessment.code, card.unit.code, card.part.full)


def _one_more(survey: Survey) -> Iterator[ts.OneMore]:
    """Yield what the next breach would cost, where one more of what was seen has a meaning."""
    for task in survey.plan:
        with suppress(ts.BadValue):
            yield ts.one_more(survey.results, task.site, task.indicator)


#: What verbs make of a survey, by the noun.
MADE: Mapping[type, Callable[[Survey], Iterable[Any]]] = {
    ts.Uplift: lambda survey: [ts.uplift(survey.results)],
    ts.UnitUplift: lambda survey: ts.uplift(survey.results).units,
    ts.ChangedBar: _bars,
    ts.Since: _since,
    ts.UnitSince: lambda survey: _since(survey)[0].units,
    ts.LeastSet: _least,
    ts.Breach: lambda survey: (breach for found in _least(survey) for breach in found.chosen or ()),
    ts.Moved: lambda survey: (moved for found in _least(survey) for moved in found.others),
    ts.OneMore: _one_more,
    ts.Neighbours: lambda survey: ts.firm(survey.results),
    ts.Plan: lambda survey: [survey.plan],
    ts.Task: lambda survey: survey.plan,
    ts.Question: _questions,
    ts.Register: lambda survey: [survey.register],
    ts.Superseded: _superseded,
    ts.Ledger: lambda survey: [survey.ledger],
    ts.Entry: _entries,
    ts.Posting: lambda survey: [*survey.ledger.postings(), *survey.ledger.unassessed()],
    ts.Results: lambda survey: [survey.results, *chain.from_iterable(_corrected(survey))],
    ts.AssessmentResult: lambda survey: survey.results.values(),
    ts.Scorecard: _cards,
    ts.Part: lambda survey: (part for card in _cards(survey) for part in card.part.walk()),
    ts.Ranking: lambda survey: (result.ranking() for result in survey.results.values()),
    ts.Bulletin: lambda survey: map(ts.bulletin, survey.results.values()),
    ts.BulletinRow: lambda survey: (row for result in survey.results.values() for row in ts.bulletin(result).rows),
    ts.Explanation: lambda survey: (told for card in _cards(survey) for told in _told(ts.explain(card))),
    ts.Statement: _statements,
    ts.StatementRow: lambda survey: (row for statement in _statements(survey) for row in statement.rows),
    ts.Handover: _handovers,
    ts.HandedOver: lambda survey: (entry for handover in _handovers(survey) for entry in handover.entries),
    ts.Notice: lambda survey: ts.notices(survey.ledger),
    ts.Certificate: _certificates,
    ts.Disagreement: lambda survey: (one for certificate in _certificates(survey) for one in certificate.disagreements),
    ts.Burden: lambda survey: [ts.burden(survey.plan), ts.burden(survey.plan, register=survey.register)],
    ts.Convergence: lambda survey: [ts.convergence(survey.results)],
    ts.Candidates: lambda survey: [ts.candidates([survey.results])],
    ts.Trend: lambda survey: [ts.trend([survey.results])],
    ts.Changes: lambda survey: [ts.changes(*pair) for pair in _corrected(survey)],
    ts.Change: lambda survey: (change for pair in _corrected(survey) for change in ts.changes(*pair)),
}


def made(noun: type[_Noun], *, surveys: SearchStrategy[Survey] | None = None) -> SearchStrategy[_Noun]:
    """Return what verbs make of surveys: of those given, such as `surveys(rule_set)`, or of tiny ones of any rules.

    Args:
        noun: One of `MADE`.
        surveys: Where it comes from; a good part of them must have such a thing, for the others are left out.
    """
    return _one_of((quarters(max_sites=2) if surveys is None else surveys).map(MADE[noun]).map(tuple))


def reports(*, rules: SearchStrategy[ts.RuleSet] | None = None) -> SearchStrategy[ts.Report]:
    """Return what `check` finds in rule sets, and in the same without their rulings."""
    return st.builds(
        lambda rules, ruled: ts.check(rules if ruled else evolve(rules, rulings=())),
        rule_sets() if rules is None else rules,
        st.sampled_from([True, False]),
    )


def comparisons(*, rules: SearchStrategy[ts.RuleSet] | None = None) -> SearchStrategy[ts.Comparison]:
    """Return how rule sets differ from the same with an overlay laid over them; those given are of
    these strategies and have no rulings.
    """

    def compared(base: ts.RuleSet) -> SearchStrategy[ts.Comparison]:
        return overlays(base).map(lambda layer: ts.tightens(base, ts.overlay(base, layer)))

    return (quarter_rules(ruled=False) if rules is None else rules).flatmap(compared)


def available_rule_sets() -> SearchStrategy[ts.AvailableRuleSet]:
    """Return versions of a rule set or of an overlay that might be installed, in a folder that nobody looks into."""
    return st.builds(
        ts.AvailableRuleSet,
        code=st.just("tiny"),
        version=labels(),
        zh=labels(),
        en=labels(),
        valid=validities(),
        base=st.sampled_from(["", "wide"]),
        folder=st.just(Path("tiny")),
    )


_ENUMERATIONS = (
    ts.Absent, ts.Charged, ts.Counting, ts.Effect, ts.Level, ts.LineKind, ts.Parts, ts.Provenance, ts.Ranks, ts.Reading,
    ts.Relation, ts.Rounding, ts.Settlement, ts.Stage, ts.Status, ts.TieRule,
    ts.Unmeasured, ts.Verdict, ts.Way, ts.By, ts.MergeStage,
)  # fmt: skip
#: Demands whose values lie in bands.
_NUMBERS = asks(measures=[measure for measure in MEASURES if not measure.forms])
_OVERLAYS = quarter_rules(ruled=False).flatmap(overlays)


def _evaluated(year: DriveYear) -> ts.DriveResults:
    return ts.evaluate(year.drives, year.checks, [year.survey.ledger])


_DRIVEN = drive_years().map(_evaluated)
#: Surveys of rules in which nothing is shared, so that there is something to notify of.
_APART = quarter_rules(ruled=False).flatmap(lambda rules: surveys_of(evolve(rules, crosswalks=[]), max_sites=2))
_CLAUSE = ts.Clause(code="scheme", document="示例", provenance=ts.Provenance.ILLUSTRATIVE)

#: Every public noun with a strategy that draws it: `OF[ts.Scorecard]`. Whatever has knobs is a function beside it.
OF: Mapping[Any, SearchStrategy[Any]] = {
    **{kind: st.sampled_from(kind) for kind in _ENUMERATIONS},
    # basics
    ts.Calendar: calendars(),
    ts.Circumstance: circumstances(),
    ts.Clause: clauses(),
    ts.CountingRule: counting_rules(),
    ts.Event: events(),
    ts.Finding: findings(measure="litter.spots"),
    ts.Form: counted_forms(),
    ts.Measure: measures(),
    ts.MeasureUnit: measure_units(),
    ts.Measured: standards().flatmap(lambda standard: measurements(standard, found=True)),
    ts.NotApplicable: not_applicable(),
    ts.NotMeasured: not_measured(),
    ts.Observation: indicators().flatmap(lambda indicator: observations(indicators=[indicator], found=True)),
    ts.Outcome: standards().flatmap(lambda standard: outcomes(standard, found=True)),
    ts.Period: periods(),
    ts.Quarter: periods(kinds=[ts.Quarter]),
    ts.Month: periods(kinds=[ts.Month]),
    ts.Year: periods(kinds=[ts.Year]),
    ts.Publication: publications(),
    ts.Site: sites(),
    ts.Term: terms(),
    ts.Tree: trees(),
    ts.Unit: units(),
    ts.Validity: validities(),
    # rules
    ts.Ask: asks(),
    ts.End: ends(),
    ts.Forms: forms(),
    ts.Range: ranges(),
    ts.Standard: standards(),
    ts.Scope: scopes(),
    ts.Bands: _NUMBERS.flatmap(lambda ask: bands(ask=ask)),
    ts.Chosen: _NUMBERS.flatmap(lambda ask: chosen(by=ask)),
    ts.Gain: gains(),
    ts.Steps: steps(),
    ts.Veto: vetoes(),
    ts.DeductionRule: asks().flatmap(lambda ask: deduction_rules(asked=[ask])),
    ts.Factor: factors(),
    ts.Price: prices(),
    ts.Blend: blends(),
    ts.Mean: means(),
    ts.Gate: gates(),
    ts.Given: givens(),
    ts.Mark: marks(),
    ts.RankBonus: rank_bonuses(),
    ts.Rate: rates(),
    ts.Sheet: sheets(),
    ts.StepBonus: step_bonuses(),
    ts.Model: models(),
    ts.Assessment: assessments(),
    ts.Carry: carries(),
    ts.Indicator: indicators(),
    ts.Item: items(),
    ts.Crosswalk: crosswalks(),
    ts.Match: matches(),
    ts.Ruling: rulings(members=["urban.one", "rural.one"], clause=_CLAUSE, goal={MEASURES[0]: ts.exact(1)}),
    ts.Policy: policies(),
    ts.Variant: variants(),
    ts.RuleSet: rule_sets(),
    ts.Drives: drive_years().map(lambda year: year.drives),
    ts.DriveCheck: drive_years().flatmap(lambda year: drive_checks(year.drives)),
    ts.DriveResults: _DRIVEN,
    ts.Annual: drive_years().map(lambda year: ts.annual(ts.together([year.survey.results]), _evaluated(year))),
    ts.AvailableRuleSet: available_rule_sets(),
    ts.Overlay: _OVERLAYS,
    ts.OverlayLine: _one_of(_OVERLAYS.map(lambda layer: layer.lines)),
    ts.Comparison: comparisons(),
    ts.Difference: _one_of(comparisons().map(lambda comparison: comparison.differences)),
    # merging
    ts.Contribution: contributions(),
    ts.SharedIndicator: shared_indicators(),
    ts.MergedRules: merged_rules(),
    ts.Report: reports(),
    # survey and results
    ts.Place: st.integers(1, 9).map(ts.Place),
    **{noun: made(noun) for noun in MADE},
    ts.Notice: made(ts.Notice, surveys=_APART),
}
