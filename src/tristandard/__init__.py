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

from tristandard.words.sentence import Sentence

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
    from tristandard.changing.comparison import tightens
    from tristandard.changing.difference import Comparison, Difference, Effect
    from tristandard.changing.laying import overlay
    from tristandard.changing.overlay import BadLine, LineKind, LinesCollide, Overlay, OverlayLine
    from tristandard.checks.cannot import CannotMerge
    from tristandard.checks.doubts import Doubt
    from tristandard.checks.labels import EqualLabels
    from tristandard.checks.pricing import PricedBackwards, Unpriced
    from tristandard.checks.report import Report, check
    from tristandard.codec.available import AvailableRuleSet, available_rulesets
    from tristandard.codec.bad_input import BadInput
    from tristandard.codec.calendar import chinese_calendar
    from tristandard.codec.drives import load_checks, load_drives, write_checks
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
    from tristandard.codec.rows import to_json, to_rows
    from tristandard.codec.schema import schema
    from tristandard.codec.survey import (
        load_areas,
        load_observations,
        load_sites,
        load_units,
        write_areas,
        write_observations,
        write_sites,
        write_units,
    )
    from tristandard.grouping.shared import Contribution, SharedIndicator
    from tristandard.insight.annual import Annual, annual
    from tristandard.insight.bad_drive import BadDrive
    from tristandard.insight.burden import Burden, Way, burden
    from tristandard.insight.candidates import Candidates, candidates
    from tristandard.insight.convergence import Convergence, convergence
    from tristandard.insight.drive import DriveCheck
    from tristandard.insight.driven import DriveResults, evaluate
    from tristandard.insight.drives import Drives
    from tristandard.insight.progress import By
    from tristandard.insight.trend import Trend, trend
    from tristandard.insight.uplift import UnitUplift, Uplift, uplift
    from tristandard.insight.uplift_since import Since, UnitSince, since
    from tristandard.insight.uplift_worlds import MergeStage
    from tristandard.insight.whatif import least
    from tristandard.insight.whatif_found import LeastSet, Place
    from tristandard.insight.whatif_more import Neighbours, OneMore, firm, one_more
    from tristandard.insight.whatif_rectified import Breach, Moved
    from tristandard.merging.merged import MergedRules, merge
    from tristandard.merging.question import Question
    from tristandard.proof.certificate import Certificate, certify
    from tristandard.proof.disagreement import Disagreement
    from tristandard.reports.bulletin import Bulletin, BulletinRow, bulletin
    from tristandard.reports.explanation import Explanation, explain
    from tristandard.reports.statement import Statement, statement
    from tristandard.reports.statement_rows import StatementRow
    from tristandard.rules.assessment import Assessment, Carry, Indicator, Item, Ranks, TieRule
    from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
    from tristandard.rules.deductions.bands import Bands
    from tristandard.rules.deductions.chosen import Chosen
    from tristandard.rules.deductions.factor import Factor
    from tristandard.rules.deductions.gain import Gain
    from tristandard.rules.deductions.parts import Parts
    from tristandard.rules.deductions.price import Level, Price
    from tristandard.rules.deductions.rule import Charged, DeductionRule
    from tristandard.rules.deductions.steps import Counting, Steps
    from tristandard.rules.deductions.veto import Veto
    from tristandard.rules.model import Model
    from tristandard.rules.nodes.blend import Blend
    from tristandard.rules.nodes.bonus import RankBonus, StepBonus
    from tristandard.rules.nodes.gate import Gate, Mark
    from tristandard.rules.nodes.given import Given
    from tristandard.rules.nodes.mean import Mean
    from tristandard.rules.nodes.node import Absent, BadModel, Unmeasured
    from tristandard.rules.nodes.part import Part
    from tristandard.rules.nodes.rate import Rate
    from tristandard.rules.nodes.sheet import Sheet
    from tristandard.rules.policy import HIGHEST_WIDEST_BROADEST, Policy, Reading, Settlement
    from tristandard.rules.ruleset import RuleSet, Variant
    from tristandard.rules.scope import Scope
    from tristandard.rules.standard import Ask, End, Forms, Range, Standard, Verdict
    from tristandard.scoring.edition import Change, Changes, bottom, carried, changes, editions, together
    from tristandard.scoring.handover import HandedOver, Handover, HandoverMismatch, Notice, handover, notices, receive
    from tristandard.scoring.scorecard import AssessmentResult, Ranking, Results, Scorecard, score
    from tristandard.survey.ledger import Entry, Ledger, Posting, Status, history, share
    from tristandard.survey.plan import Plan, Task, plan
    from tristandard.survey.register import BadObservation, Register, register
    from tristandard.survey.settlement import MeasuredTwice, Superseded

__all__ = [
    "HIGHEST_WIDEST_BROADEST",
    "Absent",
    "Annual",
    "Ask",
    "Assessment",
    "AssessmentResult",
    "AvailableRuleSet",
    "BadDrive",
    "BadInput",
    "BadLine",
    "BadModel",
    "BadObservation",
    "BadValue",
    "Bands",
    "Blend",
    "Breach",
    "Bulletin",
    "BulletinRow",
    "Burden",
    "By",
    "Calendar",
    "Candidates",
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
    "Convergence",
    "Counting",
    "CountingRule",
    "Crosswalk",
    "DeductionRule",
    "Difference",
    "Disagreement",
    "Doubt",
    "DriveCheck",
    "DriveResults",
    "Drives",
    "Effect",
    "End",
    "Entry",
    "EqualLabels",
    "Event",
    "Explanation",
    "Factor",
    "Finding",
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
    "LeastSet",
    "Ledger",
    "Level",
    "LineKind",
    "LinesCollide",
    "Mark",
    "Match",
    "Mean",
    "Measure",
    "MeasureUnit",
    "Measured",
    "MeasuredTwice",
    "MergeStage",
    "MergedRules",
    "Model",
    "Month",
    "Moved",
    "Neighbours",
    "NotApplicable",
    "NotMeasured",
    "Notice",
    "Observation",
    "OneMore",
    "OutOfForce",
    "Outcome",
    "Overlay",
    "OverlayLine",
    "Part",
    "Parts",
    "Period",
    "Place",
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
    "Since",
    "Site",
    "Stage",
    "Standard",
    "Statement",
    "StatementRow",
    "Status",
    "StepBonus",
    "Steps",
    "Superseded",
    "Task",
    "Term",
    "TieRule",
    "Tree",
    "Trend",
    "TristandardError",
    "Unit",
    "UnitSince",
    "UnitUplift",
    "UnknownKey",
    "Unmeasured",
    "Unpriced",
    "Uplift",
    "Validity",
    "Variant",
    "Verdict",
    "Veto",
    "Way",
    "Year",
    "annual",
    "available_rulesets",
    "bottom",
    "bulletin",
    "burden",
    "candidates",
    "carried",
    "certify",
    "changes",
    "check",
    "chinese_calendar",
    "convergence",
    "deadline",
    "editions",
    "evaluate",
    "exact",
    "explain",
    "firm",
    "handover",
    "history",
    "least",
    "load_areas",
    "load_certificate",
    "load_checks",
    "load_drives",
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
    "one_more",
    "overlay",
    "plan",
    "receive",
    "register",
    "schema",
    "score",
    "share",
    "since",
    "statement",
    "tightens",
    "to_json",
    "to_rows",
    "together",
    "trend",
    "uplift",
    "write_areas",
    "write_bulletin",
    "write_certificate",
    "write_checks",
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
    "changing.comparison": ("tightens",),
    "changing.difference": ("Comparison", "Difference", "Effect"),
    "changing.laying": ("overlay",),
    "changing.overlay": ("BadLine", "LineKind", "LinesCollide", "Overlay", "OverlayLine"),
    "checks.cannot": ("CannotMerge",),
    "checks.doubts": ("Doubt",),
    "checks.labels": ("EqualLabels",),
    "checks.pricing": ("PricedBackwards", "Unpriced"),
    "checks.report": ("Report", "check"),
    "codec.available": ("AvailableRuleSet", "available_rulesets"),
    "codec.bad_input": ("BadInput",),
    "codec.calendar": ("chinese_calendar",),
    "codec.drives": ("load_checks", "load_drives", "write_checks"),
    "codec.findings": ("load_findings", "write_findings"),
    "codec.folder": ("load_overlay", "load_ruleset", "write_ruleset"),
    "codec.results": (
        "load_certificate",
        "load_handover",
        "load_ledger",
        "load_notices",
        "load_plan",
        "load_results",
        "write_bulletin",
        "write_certificate",
        "write_handover",
        "write_ledger",
        "write_notices",
        "write_plan",
        "write_results",
        "write_statement",
    ),
    "codec.rows": ("to_json", "to_rows"),
    "codec.schema": ("schema",),
    "codec.survey": (
        "load_areas",
        "load_observations",
        "load_sites",
        "load_units",
        "write_areas",
        "write_observations",
        "write_sites",
        "write_units",
    ),
    "grouping.shared": ("Contribution", "SharedIndicator"),
    "insight.annual": ("Annual", "annual"),
    "insight.bad_drive": ("BadDrive",),
    "insight.burden": ("Burden", "Way", "burden"),
    "insight.candidates": ("Candidates", "candidates"),
    "insight.convergence": ("Convergence", "convergence"),
    "insight.drive": ("DriveCheck",),
    "insight.driven": ("DriveResults", "evaluate"),
    "insight.drives": ("Drives",),
    "insight.progress": ("By",),
    "insight.trend": ("Trend", "trend"),
    "insight.uplift": ("UnitUplift", "Uplift", "uplift"),
    "insight.uplift_since": ("Since", "UnitSince", "since"),
    "insight.uplift_worlds": ("MergeStage",),
    "insight.whatif": ("least",),
    "insight.whatif_found": ("LeastSet", "Place"),
    "insight.whatif_more": ("Neighbours", "OneMore", "firm", "one_more"),
    "insight.whatif_rectified": ("Breach", "Moved"),
    "merging.merged": ("MergedRules", "merge"),
    "merging.question": ("Question",),
    "proof.certificate": ("Certificate", "certify"),
    "proof.disagreement": ("Disagreement",),
    "reports.bulletin": ("Bulletin", "BulletinRow", "bulletin"),
    "reports.explanation": ("Explanation", "explain"),
    "reports.statement": ("Statement", "statement"),
    "reports.statement_rows": ("StatementRow",),
    "rules.assessment": ("Assessment", "Carry", "Indicator", "Item", "Ranks", "TieRule"),
    "rules.crosswalk": ("Crosswalk", "Match", "Relation", "Ruling"),
    "rules.deductions.bands": ("Bands",),
    "rules.deductions.chosen": ("Chosen",),
    "rules.deductions.factor": ("Factor",),
    "rules.deductions.gain": ("Gain",),
    "rules.deductions.parts": ("Parts",),
    "rules.deductions.price": ("Level", "Price"),
    "rules.deductions.rule": ("Charged", "DeductionRule"),
    "rules.deductions.steps": ("Counting", "Steps"),
    "rules.deductions.veto": ("Veto",),
    "rules.model": ("Model",),
    "rules.nodes.blend": ("Blend",),
    "rules.nodes.bonus": ("RankBonus", "StepBonus"),
    "rules.nodes.gate": ("Gate", "Mark"),
    "rules.nodes.given": ("Given",),
    "rules.nodes.mean": ("Mean",),
    "rules.nodes.node": ("Absent", "BadModel", "Unmeasured"),
    "rules.nodes.part": ("Part",),
    "rules.nodes.rate": ("Rate",),
    "rules.nodes.sheet": ("Sheet",),
    "rules.policy": ("HIGHEST_WIDEST_BROADEST", "Policy", "Reading", "Settlement"),
    "rules.ruleset": ("RuleSet", "Variant"),
    "rules.scope": ("Scope",),
    "rules.standard": ("Ask", "End", "Forms", "Range", "Standard", "Verdict"),
    "scoring.edition": ("Change", "Changes", "bottom", "carried", "changes", "editions", "together"),
    "scoring.handover": ("HandedOver", "Handover", "HandoverMismatch", "Notice", "handover", "notices", "receive"),
    "scoring.scorecard": ("AssessmentResult", "Ranking", "Results", "Scorecard", "score"),
    "survey.ledger": ("Entry", "Ledger", "Posting", "Status", "history", "share"),
    "survey.plan": ("Plan", "Task", "plan"),
    "survey.register": ("BadObservation", "Register", "register"),
    "survey.settlement": ("MeasuredTwice", "Superseded"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


#: Said in English alone, as Python says that a name is not there.
_NO_PUBLIC_NAME = Sentence(
    "tristandard 没有公开名称 {name!r}；见 tristandard.__all__",
    "tristandard has no public name {name!r}; see tristandard.__all__",
)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(_NO_PUBLIC_NAME(name=name).text("en"))
    found = globals()[name] = getattr(import_module(f"tristandard.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return __all__
