"""Strategies for what verbs make of surveys and rule sets, by the noun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from itertools import chain
from typing import Any, TypeVar

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import tristandard as ts
from tristandard.insight.uplift_bars import changed_bars
from tristandard.testing.strategies.merged import rule_sets
from tristandard.testing.strategies.overlays import overlays
from tristandard.testing.strategies.quarter import quarter_rules, quarters
from tristandard.testing.survey import Survey

Noun = TypeVar("Noun")


def one_of(found: SearchStrategy[tuple[Noun, ...]]) -> SearchStrategy[Noun]:
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
    start = survey.period.start
    days = ts.Period(start - timedelta(days=2), start - timedelta(days=1))
    before = ts.plan(survey.merged, survey.sites, days)
    then = ts.score(ts.share(ts.register(before, []), history={}), carried={})
    return [ts.insight.since(ts.insight.uplift(then), ts.insight.uplift(survey.results))]


def _bars(survey: Survey) -> Iterator[ts.insight.ChangedBar]:
    """Yield every bar that the merge changed, whether or not it moves a score."""
    shared = {one.code for one in survey.merged.shared}
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
    ts.reports.Rulebook: lambda survey: [ts.reports.rulebook(survey.merged)],
    ts.reports.RulebookRow: lambda survey: ts.reports.rulebook(survey.merged).rows,
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


def made(noun: type[Noun], *, surveys: SearchStrategy[Survey] | None = None) -> SearchStrategy[Noun]:
    """Return what verbs make of surveys: of those given, such as `surveys(rule_set)`, or of tiny ones of any rules.

    Args:
        noun: One of `MADE`.
        surveys: Where it comes from; a good part of them must have such a thing, for the others are left out.
    """
    return one_of((quarters(max_sites=2) if surveys is None else surveys).map(MADE[noun]).map(tuple))


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
