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
    adjustments,
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
    leadings,
    marks,
    means,
    models,
    notes,
    prices,
    ranges,
    rank_bonuses,
    rates,
    scopes,
    sheets,
    standards,
    step_bonuses,
    steps,
    sums,
    unit_shares,
    vetoes,
)
from tristandard.testing.strategies.surveys import surveys as surveys_of
from tristandard.testing.strategies.years import DriveYear, drive_checks, drive_years
from tristandard.testing.survey import Survey

_Noun = TypeVar("_Noun")


def _one_of(found: SearchStrategy[tuple[_Noun, ...]]) -> SearchStrategy[_Noun]:
    """Return any one of what was found together."""
    return found.filter(bool).flatmap(st.sampled_from)


def _entries(survey: Survey) -> Iterator[ts.survey.Entry]:
    return (entry for entries in survey.ledger.entries.values() for entry in entries.values())


def _questions(survey: Survey) -> Iterator[ts.merging.Question]:
    return (question for ground in survey.plan.grounds.values() for question in ground.questions)


def _superseded(survey: Survey) -> Iterable[ts.survey.Superseded]:
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
        if user.assessment != question.indicator.host
    }
    return (ts.handover(survey.results, host, consumer) for host, consumer in sorted(pairs))


def _certificates(survey: Survey) -> Iterator[ts.Certificate]:
    """Yield the certificate of the results, and one of results whose ledger was lost."""
    yield ts.certify(survey.results)
    yield ts.certify(evolve(survey.results, ledger=evolve(survey.ledger, entries={})))


def _since(survey: Survey) -> list[ts.insight.Since]:
    """Return a survey compared with two days before it, on which nothing was reported."""
    start = survey.plan.period.start
    days = ts.Period(start - timedelta(days=2), start - timedelta(days=1))
    before = ts.plan(survey.plan.merged, survey.plan.sites.values(), days)
    then = ts.score(ts.share(ts.register(before, []), history={}), carried={})
    return [ts.insight.since(ts.insight.uplift(then), ts.insight.uplift(survey.results))]


def _bars(survey: Survey) -> Iterator[ts.insight.ChangedBar]:
    """Yield every bar that the merge changed, whether or not it moves a score."""
    shared = {one.code for one in survey.plan.merged.shared}
    for book in survey.rules.assessments:
        yield from changed_bars(survey.plan, book, shared)


def _least(survey: Survey) -> Iterator[ts.insight.LeastSet]:
    """Yield for each score below its full mark the least that brings it there."""
    for card in survey.cards:
        if card.exact is not None and card.exact < card.part.full:
            yield ts.insight.least(survey.results, card.assessment.code, card.unit.code, card.part.full)


def _one_more(survey: Survey) -> Iterator[ts.insight.OneMore]:
    """Yield what the next breach would cost, where one more of what was seen has a meaning."""
    for task in survey.plan:
        with suppress(ts.BadValue):
            yield ts.insight.one_more(survey.results, task.site, task.indicator)


#: What verbs make of a survey, by the noun.
MADE: Mapping[type, Callable[[Survey], Iterable[Any]]] = {
    ts.insight.Uplift: lambda survey: [ts.insight.uplift(survey.results)],
    ts.insight.UnitUplift: lambda survey: ts.insight.uplift(survey.results).units,
    ts.insight.ChangedBar: _bars,
    ts.insight.Since: _since,
    ts.insight.UnitSince: lambda survey: _since(survey)[0].units,
    ts.insight.LeastSet: _least,
    ts.insight.Breach: lambda survey: (breach for found in _least(survey) for breach in found.chosen or ()),
    ts.insight.Moved: lambda survey: (moved for found in _least(survey) for moved in found.others),
    ts.insight.OneMore: _one_more,
    ts.insight.Neighbours: lambda survey: ts.insight.firm(survey.results),
    ts.Plan: lambda survey: [survey.plan],
    ts.survey.Task: lambda survey: survey.plan,
    ts.merging.Question: _questions,
    ts.Register: lambda survey: [survey.register],
    ts.survey.Superseded: _superseded,
    ts.Ledger: lambda survey: [survey.ledger],
    ts.survey.Entry: _entries,
    ts.survey.Posting: lambda survey: [*survey.ledger.postings(), *survey.ledger.unassessed()],
    ts.Results: lambda survey: [survey.results, *chain.from_iterable(_corrected(survey))],
    ts.AssessmentResult: lambda survey: survey.results.values(),
    ts.Scorecard: _cards,
    ts.rules.Part: lambda survey: (part for card in _cards(survey) for part in card.part.walk()),
    ts.Ranking: lambda survey: (result.ranking() for result in survey.results.values()),
    ts.Bulletin: lambda survey: map(ts.bulletin, survey.results.values()),
    ts.reports.BulletinRow: lambda survey: (
        row for result in survey.results.values() for row in ts.bulletin(result).rows
    ),
    ts.Explanation: lambda survey: (told for card in _cards(survey) for told in _told(ts.explain(card))),
    ts.Statement: _statements,
    ts.reports.Rulebook: lambda survey: [ts.reports.rulebook(survey.plan.merged)],
    ts.reports.RulebookRow: lambda survey: ts.reports.rulebook(survey.plan.merged).rows,
    ts.reports.StatementRow: lambda survey: (row for statement in _statements(survey) for row in statement.rows),
    ts.Handover: _handovers,
    ts.scoring.HandedOver: lambda survey: (entry for handover in _handovers(survey) for entry in handover.entries),
    ts.Notice: lambda survey: ts.notices(survey.ledger),
    ts.Certificate: _certificates,
    ts.proof.Disagreement: lambda survey: (
        one for certificate in _certificates(survey) for one in certificate.disagreements
    ),
    ts.insight.Burden: lambda survey: [
        ts.insight.burden(survey.plan),
        ts.insight.burden(survey.plan, register=survey.register),
    ],
    ts.insight.Convergence: lambda survey: [ts.insight.convergence(survey.results)],
    ts.insight.Candidates: lambda survey: [ts.insight.candidates([survey.results])],
    ts.insight.Trend: lambda survey: [ts.insight.trend([survey.results])],
    ts.scoring.Changes: lambda survey: [ts.changes(*pair) for pair in _corrected(survey)],
    ts.scoring.Change: lambda survey: (change for pair in _corrected(survey) for change in ts.changes(*pair)),
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


def comparisons(*, rules: SearchStrategy[ts.RuleSet] | None = None) -> SearchStrategy[ts.changing.Comparison]:
    """Return how rule sets differ from the same with an overlay laid over them; those given are of
    these strategies and have no rulings.
    """

    def compared(base: ts.RuleSet) -> SearchStrategy[ts.changing.Comparison]:
        return overlays(base).map(lambda layer: ts.tightens(base, ts.overlay(base, layer)))

    return (quarter_rules(ruled=False) if rules is None else rules).flatmap(compared)


def available_rule_sets() -> SearchStrategy[ts.files.AvailableRuleSet]:
    """Return versions of a rule set or of an overlay that might be installed, in a folder that nobody looks into."""
    return st.builds(
        ts.files.AvailableRuleSet,
        code=st.just("tiny"),
        version=labels(),
        zh=labels(),
        en=labels(),
        valid=validities(),
        base=st.sampled_from(["", "wide"]),
        folder=st.just(Path("tiny")),
    )


_ENUMERATIONS = (
    *(
        ts.rules.Absent,
        ts.rules.AbsentItem,
        ts.rules.AfterTies,
        ts.rules.Cut,
        ts.rules.Passed,
        ts.rules.Take,
        ts.rules.TiedBonus,
        ts.rules.Charged,
        ts.rules.Counting,
        ts.rules.Level,
        ts.rules.Parts,
        ts.rules.Provenance,
    ),
    *(ts.rules.Ranks, ts.rules.Reading, ts.rules.Relation, ts.rules.Rounding, ts.rules.Settlement, ts.rules.TieRule),
    *(
        ts.rules.Take,
        ts.rules.Unmeasured,
        ts.rules.Verdict,
        ts.changing.Effect,
        ts.changing.LineKind,
        ts.Stage,
        ts.survey.Status,
    ),
    *(ts.insight.Way, ts.insight.By, ts.insight.MergeStage),
)
#: Demands whose values lie in bands.
_NUMBERS = asks(measures=[measure for measure in MEASURES if not measure.forms])
_OVERLAYS = quarter_rules(ruled=False).flatmap(overlays)


def _evaluated(year: DriveYear) -> ts.insight.DriveResults:
    return ts.insight.evaluate(year.drives, year.checks, [year.survey.ledger])


_DRIVEN = drive_years().map(_evaluated)
#: Surveys of rules in which nothing is shared, so that there is something to notify of.
_APART = quarter_rules(ruled=False).flatmap(lambda rules: surveys_of(evolve(rules, crosswalks=[]), max_sites=2))
#: Two templates with the same fields: `{c}` is the one field that a label has.
_TEMPLATES = st.tuples(labels(), labels()).filter(lambda pair: ("{c}" in pair[0]) == ("{c}" in pair[1]))
_CLAUSE = ts.rules.Clause(code="scheme", document="示例", provenance=ts.rules.Provenance.ILLUSTRATIVE)

#: Every public noun with a strategy that draws it: `OF[ts.Scorecard]`. Whatever has knobs is a function beside it.
OF: Mapping[Any, SearchStrategy[Any]] = {
    **{kind: st.sampled_from(kind) for kind in _ENUMERATIONS},
    # words
    ts.words.Language: st.builds(ts.words.Language, st.lists(_TEMPLATES, max_size=2).map(dict)),
    **{
        kind: st.builds(kind, st.lists(labels(), max_size=2))
        for kind in (
            *(ts.words.AnyOf, ts.words.Both, ts.words.Either, ts.words.Lines),
            *(ts.words.Phrases, ts.words.Clauses, ts.words.Joined),
        )
    },
    ts.words.Sentence: _TEMPLATES.map(lambda pair: ts.words.Sentence(*pair)),
    ts.words.Told: st.builds(ts.words.Told, labels(), labels()),
    # basics
    ts.Calendar: calendars(),
    ts.rules.Circumstance: circumstances(),
    ts.rules.Clause: clauses(),
    ts.rules.CountingRule: counting_rules(),
    ts.Event: events(),
    ts.Finding: findings(measure="litter.spots"),
    ts.rules.Form: counted_forms(),
    ts.rules.Measure: measures(),
    ts.rules.MeasureUnit: measure_units(),
    ts.Measured: standards().flatmap(lambda standard: measurements(standard, found=True)),
    ts.NotApplicable: not_applicable(),
    ts.NotMeasured: not_measured(),
    ts.Observation: indicators().flatmap(lambda indicator: observations(indicators=[indicator], found=True)),
    ts.Outcome: standards().flatmap(lambda standard: outcomes(standard, found=True)),
    ts.Period: periods(),
    ts.Quarter: periods(kinds=[ts.Quarter]),
    ts.Month: periods(kinds=[ts.Month]),
    ts.Year: periods(kinds=[ts.Year]),
    ts.rules.Publication: publications(),
    ts.Site: sites(),
    ts.rules.Term: terms(),
    ts.rules.Tree: trees(),
    ts.Unit: units(),
    ts.rules.Validity: validities(),
    # rules
    ts.rules.Ask: asks(),
    ts.rules.End: ends(),
    ts.rules.Forms: forms(),
    ts.rules.Range: ranges(),
    ts.rules.Standard: standards(),
    ts.rules.Scope: scopes(),
    ts.rules.Bands: _NUMBERS.flatmap(lambda ask: bands(ask=ask)),
    ts.rules.Chosen: _NUMBERS.flatmap(lambda ask: chosen(by=ask)),
    ts.rules.Gain: gains(),
    ts.rules.Steps: steps(),
    ts.rules.Veto: vetoes(),
    ts.rules.Noted: notes(),
    ts.rules.DeductionRule: asks().flatmap(lambda ask: deduction_rules(asked=[ask])),
    ts.rules.Factor: factors(),
    ts.rules.Price: prices(),
    ts.rules.Blend: blends(),
    ts.rules.Adjustment: adjustments(),
    ts.rules.Mean: means(),
    ts.rules.Sum: sums(),
    ts.rules.Gate: gates(),
    ts.rules.Given: givens(),
    ts.rules.Leading: leadings(),
    ts.rules.UnitShare: unit_shares(),
    ts.rules.Mark: marks(),
    ts.rules.RankBonus: rank_bonuses(),
    ts.rules.Rate: rates(),
    ts.rules.Sheet: sheets(),
    ts.rules.StepBonus: step_bonuses(),
    ts.rules.Model: models(),
    ts.rules.Assessment: assessments(),
    ts.rules.Carry: carries(),
    ts.rules.Indicator: indicators(),
    ts.rules.Item: items(),
    ts.rules.Crosswalk: crosswalks(),
    ts.rules.Match: matches(),
    ts.rules.Ruling: rulings(members=["urban.one", "rural.one"], clause=_CLAUSE, goal={MEASURES[0]: ts.exact(1)}),
    ts.rules.Policy: policies(),
    ts.rules.Variant: variants(),
    ts.RuleSet: rule_sets(),
    ts.insight.Drives: drive_years().map(lambda year: year.drives),
    ts.insight.DriveCheck: drive_years().flatmap(lambda year: drive_checks(year.drives)),
    ts.insight.DriveResults: _DRIVEN,
    ts.insight.Annual: drive_years().map(
        lambda year: ts.insight.annual(ts.together([year.survey.results]), _evaluated(year))
    ),
    ts.files.AvailableRuleSet: available_rule_sets(),
    ts.changing.Overlay: _OVERLAYS,
    ts.changing.OverlayLine: _one_of(_OVERLAYS.map(lambda layer: layer.lines)),
    ts.changing.Comparison: comparisons(),
    ts.changing.Difference: _one_of(comparisons().map(lambda comparison: comparison.differences)),
    # merging
    ts.merging.Contribution: contributions(),
    ts.merging.SharedIndicator: shared_indicators(),
    ts.MergedRules: merged_rules(),
    ts.Report: reports(),
    # survey and results
    ts.insight.Place: st.integers(1, 9).map(ts.insight.Place),
    **{noun: made(noun) for noun in MADE},
    ts.Notice: made(ts.Notice, surveys=_APART),
}
