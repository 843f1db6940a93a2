"""Merged evaluation rules: each shared indicator measured once, scored apart, explained.

    rules    = ts.load_ruleset("changzhou-2022")
    merged   = ts.merge(rules)
    plan     = ts.plan(merged, sites, ts.Quarter(2022, 2))
    register = ts.register(plan, observations)
    ledger   = ts.share(register)
    results  = ts.score(ledger)

Here stand the road, what you write by hand, and the errors that you catch. The rest is reached by topic:
`ts.rules.Steps`, `ts.insight.uplift`, `ts.files.write_results`. A name is imported from its module when it
is first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tristandard import (
        changing,
        checks,
        desk,
        files,
        insight,
        merging,
        proof,
        reports,
        rules,
        scoring,
        survey,
        words,
    )
    from tristandard.basics.calendar import Calendar, deadline
    from tristandard.basics.errors import BadValue, Refused, TristandardError
    from tristandard.basics.event import Event, Stage
    from tristandard.basics.finding import Finding
    from tristandard.basics.lookup import UnknownKey
    from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
    from tristandard.basics.period import Month, Period, Quarter, Year
    from tristandard.basics.place import Site
    from tristandard.basics.points import exact
    from tristandard.basics.terms import Unit
    from tristandard.changing.comparison import tightens
    from tristandard.changing.laying import overlay
    from tristandard.checks.cannot import CannotMerge
    from tristandard.checks.report import Report, check
    from tristandard.codec.available import available_rulesets
    from tristandard.codec.bad_input import BadInput
    from tristandard.codec.findings import load_findings
    from tristandard.codec.folder import load_overlay, load_ruleset, write_ruleset
    from tristandard.codec.survey import load_areas, load_observations, load_sites, load_units
    from tristandard.merging.merged import MergedRules, merge
    from tristandard.proof.certificate import Certificate, certify
    from tristandard.reports.bulletin import Bulletin, bulletin
    from tristandard.reports.explanation import explain
    from tristandard.reports.statement import Statement, statement
    from tristandard.reports.tree import Explanation
    from tristandard.rules.ruleset import RuleSet
    from tristandard.scoring.carrying import carried
    from tristandard.scoring.changes import changes
    from tristandard.scoring.edition import editions
    from tristandard.scoring.handed_over import Handover
    from tristandard.scoring.handover import handover
    from tristandard.scoring.notice import Notice, notices
    from tristandard.scoring.ranking import Ranking
    from tristandard.scoring.receive import receive
    from tristandard.scoring.results import AssessmentResult, Results
    from tristandard.scoring.score import score
    from tristandard.scoring.scorecard import Scorecard
    from tristandard.scoring.together import together
    from tristandard.survey.history import history
    from tristandard.survey.ledger import Ledger
    from tristandard.survey.plan import Plan
    from tristandard.survey.planning import plan
    from tristandard.survey.register import Register
    from tristandard.survey.registering import register
    from tristandard.survey.sharing import share

__all__ = [
    "AssessmentResult",
    "BadInput",
    "BadValue",
    "Bulletin",
    "Calendar",
    "CannotMerge",
    "Certificate",
    "Event",
    "Explanation",
    "Finding",
    "Handover",
    "Ledger",
    "Measured",
    "MergedRules",
    "Month",
    "NotApplicable",
    "NotMeasured",
    "Notice",
    "Observation",
    "Outcome",
    "Period",
    "Plan",
    "Quarter",
    "Ranking",
    "Refused",
    "Register",
    "Report",
    "Results",
    "RuleSet",
    "Scorecard",
    "Site",
    "Stage",
    "Statement",
    "TristandardError",
    "Unit",
    "UnknownKey",
    "Year",
    "available_rulesets",
    "bulletin",
    "carried",
    "certify",
    "changes",
    "changing",
    "check",
    "checks",
    "deadline",
    "desk",
    "editions",
    "exact",
    "explain",
    "files",
    "handover",
    "history",
    "insight",
    "load_areas",
    "load_findings",
    "load_observations",
    "load_overlay",
    "load_ruleset",
    "load_sites",
    "load_units",
    "merge",
    "merging",
    "notices",
    "overlay",
    "plan",
    "proof",
    "receive",
    "register",
    "reports",
    "rules",
    "score",
    "scoring",
    "share",
    "statement",
    "survey",
    "tightens",
    "together",
    "words",
    "write_ruleset",
]

_MODULES = {
    "basics.calendar": ("Calendar", "deadline"),
    "basics.errors": ("BadValue", "Refused", "TristandardError"),
    "basics.event": ("Event", "Stage"),
    "basics.finding": ("Finding",),
    "basics.lookup": ("UnknownKey",),
    "basics.outcome": ("Measured", "NotApplicable", "NotMeasured", "Observation", "Outcome"),
    "basics.period": ("Month", "Period", "Quarter", "Year"),
    "basics.place": ("Site",),
    "basics.points": ("exact",),
    "basics.terms": ("Unit",),
    "changing.comparison": ("tightens",),
    "changing.laying": ("overlay",),
    "checks.cannot": ("CannotMerge",),
    "checks.report": ("Report", "check"),
    "codec.available": ("available_rulesets",),
    "codec.bad_input": ("BadInput",),
    "codec.findings": ("load_findings",),
    "codec.folder": ("load_overlay", "load_ruleset", "write_ruleset"),
    "codec.survey": ("load_areas", "load_observations", "load_sites", "load_units"),
    "merging.merged": ("MergedRules", "merge"),
    "proof.certificate": ("Certificate", "certify"),
    "reports.bulletin": ("Bulletin", "bulletin"),
    "reports.explanation": ("explain",),
    "reports.statement": ("Statement", "statement"),
    "reports.tree": ("Explanation",),
    "rules.ruleset": ("RuleSet",),
    "scoring.carrying": ("carried",),
    "scoring.changes": ("changes",),
    "scoring.edition": ("editions",),
    "scoring.handed_over": ("Handover",),
    "scoring.handover": ("handover",),
    "scoring.notice": ("Notice", "notices"),
    "scoring.ranking": ("Ranking",),
    "scoring.receive": ("receive",),
    "scoring.results": ("AssessmentResult", "Results"),
    "scoring.score": ("score",),
    "scoring.scorecard": ("Scorecard",),
    "scoring.together": ("together",),
    "survey.history": ("history",),
    "survey.ledger": ("Ledger",),
    "survey.plan": ("Plan",),
    "survey.planning": ("plan",),
    "survey.register": ("Register",),
    "survey.registering": ("register",),
    "survey.sharing": ("share",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}
_TOPICS = frozenset(__all__) - _HOME.keys()


def __getattr__(name: str) -> object:
    if name in _TOPICS:
        return import_module(f"tristandard.{name}")
    if name not in _HOME:
        raise AttributeError(f"tristandard has no public name {name!r}; see tristandard.__all__")
    found = globals()[name] = getattr(import_module(f"tristandard.{_HOME[name]}"), name)
    return found


def __dir__() -> list[str]:
    return __all__
