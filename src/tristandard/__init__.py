"""Merged evaluation rules: each shared indicator measured once, scored apart, explained.

    rules    = ts.load_ruleset("changzhou-2022")
    merged   = ts.merge(rules)
    plan     = ts.plan(merged, sites, ts.Quarter(2022, 2))
    register = ts.register(plan, observations)
    ledger   = ts.share(register)
    results  = ts.score(ledger)

A name is imported from its module when it is first used, so that importing the package costs
next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tristandard.basics.calendar import Calendar, deadline
    from tristandard.basics.clause import Clause, OutOfForce, Provenance, Validity
    from tristandard.basics.counting import CountingRule, Form
    from tristandard.basics.errors import BadValue, Refused, TristandardError, UnknownKey
    from tristandard.basics.finding import Circumstance, Event, Finding, Stage
    from tristandard.basics.measure import Measure, MeasureUnit
    from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
    from tristandard.basics.period import Month, Period, Quarter, Year
    from tristandard.basics.place import Site, Term, Tree, Unit
    from tristandard.basics.points import Publication, Rounding, exact
    from tristandard.codec.available import AvailableRuleSet, available_rulesets
    from tristandard.codec.calendar import chinese_calendar
    from tristandard.codec.files import BadInput
    from tristandard.codec.findings import load_findings, write_findings
    from tristandard.codec.folder import load_overlay, load_ruleset, write_ruleset
    from tristandard.codec.results import (
        load_certificate,
        load_handover,
        load_ledger,
        load_notices,
        load_plan,
        load_results,
        write_bulletin,
        write_certificate,
        write_handover,
        write_ledger,
        write_notices,
        write_plan,
        write_results,
        write_statement,
    )
    from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units, write_areas, write_observations, write_sites, write_units
    from tristandard.merging import (
        CannotMerge,
        Contribution,
        EqualLabels,
        MergedRules,
        PricedBackwards,
        Question,
        Report,
        SharedIndicator,
        Unpriced,
        check,
        merge,
    )
    from tristandard.proof.certificate import Certificate, certify
    from tristandard.proof.disagreement import Disagreement
    from tristandard.reports.bulletin import Bulletin, BulletinRow, bulletin
    from tristandard.reports.explanation import Explanation, explain
    from tristandard.reports.statement import Statement, StatementLine, statement
    from tristandard.rules.assessment import Assessment, Carry, Indicator, Item, Ranks, TieRule
    from tristandard.rules.comparison import Comparison, Difference, Effect, tightens
    from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
    from tristandard.rules.deduction import Charged, DeductionRule, Factor, Price
    from tristandard.rules.doubts import Doubt
    from tristandard.rules.model import BadModel, Model
    from tristandard.rules.node import Absent, Fold, Gate, Given, Mark, RankBonus, Rate, Sheet, StepBonus, Unmeasured
    from tristandard.rules.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine
    from tristandard.rules.overlaying import overlay
    from tristandard.rules.ruleset import HIGHEST_WIDEST_BROADEST, Policy, Reading, RuleSet, Settlement, Variant
    from tristandard.rules.scope import Scope
    from tristandard.rules.standard import Ask, End, Forms, Range, Standard, Verdict
    from tristandard.rules.tariff import Bands, Chosen, Counting, Gain, Level, Parts, Steps, Veto
    from tristandard.scoring.edition import Change, Changes, bottom, carried, changes, editions, together
    from tristandard.scoring.evaluation import Part
    from tristandard.scoring.handover import HandedOver, Handover, HandoverMismatch, Notice, handover, notices, receive
    from tristandard.scoring.scorecard import AssessmentResult, Ranking, Results, Scorecard, score
    from tristandard.survey.ledger import Entry, Ledger, Posting, Status, history, share
    from tristandard.survey.plan import Plan, Task, plan
    from tristandard.survey.register import BadObservation, Register, register
    from tristandard.survey.settlement import MeasuredTwice, Superseded

__all__ = [
    "HIGHEST_WIDEST_BROADEST",
    "Absent",
    "Ask",
    "Assessment",
    "AssessmentResult",
    "AvailableRuleSet",
    "BadInput",
    "BadLine",
    "BadModel",
    "BadObservation",
    "BadValue",
    "Bands",
    "Bulletin",
    "BulletinRow",
    "Calendar",
    "CannotMerge",
    "Carry",
    "Certificate",
    "Change",
    "Changes",
    "Charged",
    "Chosen",
    "Circumstance",
    "Clause",
    "Comparison",
    "Contribution",
    "Counting",
    "CountingRule",
    "Crosswalk",
    "DeductionRule",
    "Difference",
    "Disagreement",
    "Doubt",
    "Effect",
    "End",
    "Entry",
    "EqualLabels",
    "Event",
    "Explanation",
    "Factor",
    "Finding",
    "Fold",
    "Form",
    "Forms",
    "Gain",
    "Gate",
    "Given",
    "HandedOver",
    "Handover",
    "HandoverMismatch",
    "Indicator",
    "Item",
    "Ledger",
    "Level",
    "LineKind",
    "LinesCollide",
    "Mark",
    "Match",
    "Measure",
    "MeasureUnit",
    "Measured",
    "MeasuredTwice",
    "MergedRules",
    "Model",
    "Month",
    "NotApplicable",
    "NotMeasured",
    "Notice",
    "Observation",
    "OutOfForce",
    "Outcome",
    "Overlay",
    "OverlayLine",
    "Part",
    "Parts",
    "Period",
    "Plan",
    "Policy",
    "Posting",
    "Price",
    "PricedBackwards",
    "Provenance",
    "Publication",
    "Quarter",
    "Question",
    "Range",
    "RankBonus",
    "Ranking",
    "Ranks",
    "Rate",
    "Reading",
    "Refused",
    "Register",
    "Relation",
    "Report",
    "Results",
    "Rounding",
    "RuleSet",
    "Ruling",
    "Scope",
    "Scorecard",
    "Settlement",
    "SharedIndicator",
    "Sheet",
    "Site",
    "Stage",
    "Standard",
    "Statement",
    "StatementLine",
    "Status",
    "StepBonus",
    "Steps",
    "Superseded",
    "Task",
    "Term",
    "TieRule",
    "Tree",
    "TristandardError",
    "Unit",
    "UnknownKey",
    "Unmeasured",
    "Unpriced",
    "Validity",
    "Variant",
    "Verdict",
    "Veto",
    "Year",
    "available_rulesets",
    "bottom",
    "bulletin",
    "carried",
    "certify",
    "changes",
    "check",
    "chinese_calendar",
    "deadline",
    "editions",
    "exact",
    "explain",
    "handover",
    "history",
    "load_areas",
    "load_certificate",
    "load_findings",
    "load_handover",
    "load_ledger",
    "load_notices",
    "load_observations",
    "load_overlay",
    "load_plan",
    "load_results",
    "load_ruleset",
    "load_sites",
    "load_units",
    "merge",
    "notices",
    "overlay",
    "plan",
    "receive",
    "register",
    "score",
    "share",
    "statement",
    "tightens",
    "together",
    "write_areas",
    "write_bulletin",
    "write_certificate",
    "write_findings",
    "write_handover",
    "write_ledger",
    "write_notices",
    "write_observations",
    "write_plan",
    "write_results",
    "write_ruleset",
    "write_sites",
    "write_statement",
    "write_units",
]

_MODULES = {
    "basics.calendar": ("Calendar", "deadline"),
    "basics.clause": ("Clause", "OutOfForce", "Provenance", "Validity"),
    "basics.counting": ("CountingRule", "Form"),
    "basics.errors": ("BadValue", "Refused", "TristandardError", "UnknownKey"),
    "basics.finding": ("Circumstance", "Event", "Finding", "Stage"),
    "basics.measure": ("Measure", "MeasureUnit"),
    "basics.outcome": ("Measured", "NotApplicable", "NotMeasured", "Observation", "Outcome"),
    "basics.period": ("Month", "Period", "Quarter", "Year"),
    "basics.place": ("Site", "Term", "Tree", "Unit"),
    "basics.points": ("Publication", "Rounding", "exact"),
    "codec.available": ("AvailableRuleSet", "available_rulesets"),
    "codec.calendar": ("chinese_calendar",),
    "codec.files": ("BadInput",),
    "codec.findings": ("load_findings", "write_findings"),
    "codec.folder": ("load_overlay", "load_ruleset", "write_ruleset"),
    "codec.results": ("load_certificate", "load_handover", "load_ledger", "load_notices", "load_plan", "load_results", "write_bulletin", "write_certificate", "write_handover", "write_ledger", "write_notices", "write_plan", "write_results", "write_statement"),
    "codec.survey": ("load_areas", "load_observations", "load_sites", "load_units", "write_areas", "write_observations", "write_sites", "write_units"),
    "merging": ("CannotMerge", "Contribution", "EqualLabels", "MergedRules", "PricedBackwards", "Question", "Report", "SharedIndicator", "Unpriced", "check", "merge"),
    "proof.certificate": ("Certificate", "certify"),
    "proof.disagreement": ("Disagreement",),
    "reports.bulletin": ("Bulletin", "BulletinRow", "bulletin"),
    "scoring.edition": ("Change", "Changes", "bottom", "carried", "changes", "editions", "together"),
    "reports.explanation": ("Explanation", "explain"),
    "scoring.handover": ("HandedOver", "Handover", "HandoverMismatch", "Notice", "handover", "notices", "receive"),
    "scoring.scorecard": ("AssessmentResult", "Ranking", "Results", "Scorecard", "score"),
    "scoring.evaluation": ("Part",),
    "reports.statement": ("Statement", "StatementLine", "statement"),
    "rules.assessment": ("Assessment", "Carry", "Indicator", "Item", "Ranks", "TieRule"),
    "rules.comparison": ("Comparison", "Difference", "Effect", "tightens"),
    "rules.crosswalk": ("Crosswalk", "Match", "Relation", "Ruling"),
    "rules.deduction": ("Charged", "DeductionRule", "Factor", "Price"),
    "rules.doubts": ("Doubt",),
    "rules.model": ("BadModel", "Model"),
    "rules.node": ("Absent", "Fold", "Gate", "Given", "Mark", "RankBonus", "Rate", "Sheet", "StepBonus", "Unmeasured"),
    "rules.overlay": ("BadLine", "LineKind", "LinesCollide", "Overlay", "OverlayLine"),
    "rules.overlaying": ("overlay",),
    "rules.ruleset": ("HIGHEST_WIDEST_BROADEST", "Policy", "Reading", "RuleSet", "Settlement", "Variant"),
    "rules.scope": ("Scope",),
    "rules.standard": ("Ask", "End", "Forms", "Range", "Standard", "Verdict"),
    "rules.tariff": ("Bands", "Chosen", "Counting", "Gain", "Level", "Parts", "Steps", "Veto"),
    "survey.ledger": ("Entry", "Ledger", "Posting", "Status", "history", "share"),
    "survey.plan": ("Plan", "Task", "plan"),
    "survey.register": ("BadObservation", "Register", "register"),
    "survey.settlement": ("MeasuredTwice", "Superseded"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"tristandard has no public name {name!r}; see tristandard.__all__")
    found = globals()[name] = getattr(import_module(f"tristandard.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return __all__
