"""The strategies: one for each public noun, and surveys that fit whatever rules are given."""

from __future__ import annotations

import inspect

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import tristandard as ts
from properties import FEW, SOME
from test_cases import FILES, held
from tristandard.testing import laws
from tristandard.testing import strategies as some

ASK = some.MEASURES[0]
LITTER = ts.Ask(ASK, ts.Range(limit=ts.End(2)))
SURVEYED = some.quarters(max_sites=1)

#: How each noun is drawn.
DRAWN = {
    "Ask": some.asks(),
    "Assessment": some.assessments(),
    "Bands": some.bands(ask=LITTER),
    "Circumstance": some.circumstances(),
    "Clause": some.clauses(),
    "Contribution": some.contributions(),
    "CountingRule": some.counting_rules(),
    "Crosswalk": some.crosswalks(),
    "DeductionRule": some.deduction_rules(asked=[LITTER]),
    "End": some.ends(),
    "Finding": some.findings(measure=ASK.code),
    "Forms": some.forms(),
    "Indicator": some.indicators(),
    "Item": some.items(),
    "Ledger": SURVEYED.map(lambda survey: survey.ledger),
    "Mark": some.marks(),
    "Match": some.matches(),
    "Measure": some.measures(),
    "MeasureUnit": some.measure_units(),
    "MergedRules": some.merged_rules(),
    "Model": some.models(),
    "Observation": some.observations(indicators=[ts.load_ruleset("changzhou-2022").assessments[0].indicators[0]]),
    "Overlay": some.rule_sets().flatmap(some.overlays),
    "Outcome": some.outcomes(ts.Standard([LITTER])),
    "Period": some.periods(),
    "Plan": SURVEYED.map(lambda survey: survey.plan),
    "Policy": some.policies(),
    "Publication": some.publications(),
    "Range": some.ranges(),
    "Register": SURVEYED.map(lambda survey: survey.register),
    "Results": SURVEYED.map(lambda survey: survey.results),
    "RuleSet": some.rule_sets(),
    "Ruling": some.rulings(members=["urban.one", "rural.one"], clause=ts.Clause(code="c", document="示例", provenance=ts.Provenance.ILLUSTRATIVE), goal={ASK: ts.exact(1)}),
    "Scope": some.scopes(),
    "SharedIndicator": some.shared_indicators(),
    "Site": some.sites(),
    "Standard": some.standards(),
    "Validity": some.validities(),
}

#: Nouns that have no strategy of their own, by the reason.
WITHOUT = {
    "part of a deduction rule, drawn with it": {"Chosen", "Factor", "Gain", "Price", "Steps", "Veto"},
    "part of a model, drawn with it": {"Fold", "Gate", "Given", "RankBonus", "Rate", "Sheet", "StepBonus"},
    "part of an assessment, drawn with it": {"Carry"},
    "part of a measure or a finding, drawn with it": {"Event", "Form"},
    "part of a rule set, drawn with it": {"Variant"},
    "a fixed tiny tree, from which paths are drawn": {"Term", "Tree", "Unit"},
    "one kind of outcome, or drawn for a question by `measured`": {"Measured", "NotApplicable", "NotMeasured"},
    "made by a verb from what is drawn": {
        "AssessmentResult", "AvailableRuleSet", "Bulletin", "BulletinRow", "Certificate", "Change", "Changes", "Comparison", "Difference", "Disagreement", "Entry", "Explanation", "HandedOver", "Handover", "Notice", "Part",
        "Posting", "Question", "Ranking", "Report", "Scorecard", "Statement", "StatementLine", "Superseded", "Task",
    },
    "part of an overlay, drawn with it": {"OverlayLine"},
    "a list of days": {"Calendar"},
    "an enumeration": {"Absent", "Charged", "Counting", "Effect", "Level", "LineKind", "Parts", "Provenance", "Ranks", "Reading", "Relation", "Rounding", "Settlement", "Stage", "Status", "TieRule", "Unmeasured", "Verdict"},
}  # fmt: skip


def nouns():
    """Return the public names of values: no verbs, no errors."""
    public = {name: getattr(ts, name) for name in ts.__all__ if name[0].isupper() and not name.isupper()}
    return {name for name, noun in public.items() if not inspect.isfunction(noun) and not (inspect.isclass(noun) and issubclass(noun, BaseException))}


def test_every_public_noun_has_a_strategy_or_a_reason():
    """Each noun can be drawn, or says why it needs no strategy of its own; nothing is listed twice or for nothing."""
    without = [name for names in WITHOUT.values() for name in names]

    assert sorted(nouns()) == sorted([*DRAWN, *without])


@pytest.mark.parametrize("name", sorted(DRAWN))
@settings(FEW, max_examples=5)
@given(st.data())
def test_a_strategy_draws_its_noun(name, data):
    """What is drawn for a noun is one."""
    assert isinstance(data.draw(DRAWN[name]), getattr(ts, name))


#: Every rule set of the worked cases that can be merged: all forms of standard, line, count and node.
WORKED = {path.stem: rules for path in FILES if not ts.check(rules := held(path)[1]).problems}


@SOME
@given(st.sampled_from(sorted(WORKED)), st.data())
def test_surveys_fit_whatever_rules_are_given(name, data):
    """A survey of any worked case can be scored as it is drawn, and keeps the laws of the quarter."""
    survey = data.draw(some.surveys(WORKED[name], max_sites=3))
    for law in laws.OF_QUARTERS:
        law.check(*data.draw(some.derived(survey, law.takes)))


def test_surveys_of_the_bundled_rules_see_much():
    """Surveys of two sites ask twenty things of each, and mostly see them."""
    counted = []

    @settings(FEW, phases=[Phase.generate])
    @given(some.surveys(ts.load_ruleset("changzhou-2022"), max_sites=2))
    def draw(survey):
        counted.append((len(survey.plan), len(survey.observations)))

    draw()

    assert max(planned for planned, _ in counted) >= 20
    assert max(seen for _, seen in counted) >= 10


@pytest.mark.parametrize("name", sorted(WORKED))
def test_worked_rules_keep_the_laws_of_scores(name):
    """Every rule set of the worked cases keeps law 12, at whatever the same few surveys of it show."""

    @settings(FEW, derandomize=True, database=None)
    @given(some.surveys(WORKED[name], max_sites=2))
    def hold(survey):
        for law in laws.OF_QUARTERS:
            if law.number == 12 and law.takes == ("survey",):
                law.check(survey)

    hold()
