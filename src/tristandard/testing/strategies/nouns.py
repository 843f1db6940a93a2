"""A strategy for each public noun, by the noun."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import tristandard as ts
from tristandard.testing.strategies.assessments import assessments, carries, indicators, items
from tristandard.testing.strategies.basics import calendars, clauses, labels, periods, publications, validities
from tristandard.testing.strategies.deductions import (
    bands,
    chosen,
    deduction_rules,
    factors,
    gains,
    notes,
    prices,
    steps,
    vetoes,
)
from tristandard.testing.strategies.made_of import MADE, comparisons, made, one_of, reports
from tristandard.testing.strategies.matched import (
    contributions,
    crosswalks,
    matches,
    policies,
    rulings,
    shared_indicators,
)
from tristandard.testing.strategies.measures import (
    MEASURES,
    circumstances,
    counted_forms,
    counting_rules,
    measure_units,
    measures,
)
from tristandard.testing.strategies.merged import merged_rules, rule_sets, variants
from tristandard.testing.strategies.models import models
from tristandard.testing.strategies.nodes import blends, givens, means, rates, shares_met, sheets, sums
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
from tristandard.testing.strategies.places import sites, terms, trees, units
from tristandard.testing.strategies.quarter import quarter_rules
from tristandard.testing.strategies.scopes import scopes
from tristandard.testing.strategies.standards import asks, ends, forms, ranges, standards
from tristandard.testing.strategies.surveys import surveys as surveys_of
from tristandard.testing.strategies.upon import (
    adjustments,
    gates,
    leadings,
    marks,
    rank_bonuses,
    step_bonuses,
    unit_shares,
)
from tristandard.testing.strategies.years import DriveYear, drive_checks, drive_years


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
        ts.rules.Each,
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
    ts.rules.Met: shares_met(),
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
    ts.changing.OverlayLine: one_of(_OVERLAYS.map(lambda layer: layer.lines)),
    ts.changing.Comparison: comparisons(),
    ts.changing.Difference: one_of(comparisons().map(lambda comparison: comparison.differences)),
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
