"""Short ways to write a quarter in a test: a few sites, units and observations. Every number is made up."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import AREAS, PATHS, crosswalk, indicator, match, rule_set
from tristandard.basics.errors import Refused
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.merging.merged import MergedRules, merge
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.results import Results
from tristandard.scoring.score import score
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Plan
from tristandard.survey.planning import plan
from tristandard.survey.register import Register
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

Q2 = Quarter(2022, 2)
KINDS = Tree("kind of unit", [Term(code=code, zh=code) for code in ("district", "town", "department")])
UNITS = Tree(
    "unit",
    [
        Unit(code="wujin", zh="武进区", en="Wujin", kind="district"),
        Unit(code="tianning", zh="天宁区", kind="district"),
        Unit(code="xinbei", zh="新北区", kind="district"),
        Unit(code="hutang", zh="湖塘镇", kind="town", parent="wujin"),
        Unit(code="bureau", zh="城管局", kind="department"),
    ],
)

#: The mean of a unit's sites, each with its own sheet.
MEAN = Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()})
#: Site types by weight, each the mean of its sites.
WEIGHTED = Model({"total": Mean(over="site_type", of="type", weights={"main_road": 60, "market": 40}), "type": Mean(over="site", of="sheet"), "sheet": Sheet()})

LITTER = "a.litter+b.litter"


def priced(each: object = 1, at_most: object = None, per: object = 1, *measures: str) -> DeductionRule:
    """Return a rule for so many points a step, of litter if nothing else is named."""
    return DeductionRule(measures=measures or ("litter.spots",), tariff=Steps(each, per), at_most=at_most)


def city(*indicators: object, crosswalks: tuple[object, ...] = (), models: dict[str, Model] | None = None, **more: object) -> RuleSet:
    """Return a rule set with five units; without indicators, with litter that `a` and `b` share and `b` hosts."""
    if not indicators:
        indicators = (indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5)))
        crosswalks = crosswalks or (crosswalk(match("a.litter", "b.litter"), host="b"),)
    rules = rule_set(*indicators, crosswalks=tuple(crosswalks), kinds=KINDS, units=UNITS, **more)
    return modelled(rules, models or {})


def modelled(rules: RuleSet, models: dict[str, Model]) -> RuleSet:
    """Return a rule set in which some assessments score by another model."""
    return changed(rules, **{code: {"model": model} for code, model in models.items()})


def changed(rules: RuleSet, **changes: dict[str, object]) -> RuleSet:
    """Return a rule set in which some assessments are changed, by their code."""
    return evolve(rules, assessments=[evolve(found, **changes.get(found.code, {})) for found in rules.assessments])


def itemed(assessment: Assessment, **full: object) -> list[Item]:
    """Return other full marks for the items of an assessment."""
    return [evolve(item, full=full.get(item.code, item.full)) for item in assessment.items]


def site(code: str = "s1", units: object = "wujin", *, kind: str = "main_road", zone: str = "built_up", area: str = "wujin", **more: object) -> Site:
    """Return a site, by default on a main road of Wujin."""
    return Site(code=code, area=PATHS["area"][area], zone=PATHS["zone"][zone], site_type=PATHS["site_type"][kind], units=units, **more)


def litter(count: object, *findings: Finding) -> Measured:
    """Return so many spots of litter."""
    return Measured({"litter.spots": count}, findings)


def finding(id_: str, unit: str | None = None, **more: object) -> Finding:
    """Return one spot of litter that was found."""
    return Finding(id=id_, measure="litter.spots", unit=unit, **more)


def found(*findings: Finding) -> Measured:
    """Return findings, whose number is the value."""
    return Measured((), findings)


def seen(outcome: object, where: str = "s1", what: str = LITTER, *, id_: str | None = None, day: int = 10, **more: object) -> Observation:
    """Return what the team saw; a number stands for so many spots of litter."""
    if isinstance(outcome, (int, str, Fraction)):
        outcome = litter(outcome)
    return Observation(**{"source": "team", "id": id_ or f"{where}/{what}", "site": where, "indicator": what, "made": date(2022, 5, day), "outcome": outcome, **more})


def planned(rules: RuleSet | MergedRules | None = None, *sites: Site) -> Plan:
    """Return the plan of a quarter, by default for one site under the litter rules."""
    merged = rules if isinstance(rules, MergedRules) else merge(rules or city())
    return plan(merged, sites or [site()], Q2)


def registered(*observations: Observation, rules: RuleSet | None = None, sites: tuple[Site, ...] = ()) -> Register:
    """Return a register of observations."""
    return register(planned(rules, *sites), observations)


def shared(*observations: Observation, rules: RuleSet | None = None, sites: tuple[Site, ...] = ()) -> Ledger:
    """Return a ledger of observations."""
    return share(registered(*observations, rules=rules, sites=sites))


def scored(*observations: Observation, rules: RuleSet | None = None, sites: tuple[Site, ...] = (), **more: object) -> Results:
    """Return the results of observations."""
    return score(shared(*observations, rules=rules, sites=sites), **more)


def exacts(results: Results) -> dict[str, dict[str, str | None]]:
    """Return every exact score as text, by assessment and unit."""
    return {result.assessment.code: {unit: None if card.exact is None else str(card.exact) for unit, card in result.items()} for result in results.values()}


def messages(caught: object) -> list[str]:
    """Return the text of every reason of a refusal."""
    return [str(reason) for reason in caught.value.exceptions]


def found_once() -> Measured:
    """Return one spot of litter as a finding."""
    return found(finding("f1"))


def outcome(*observations: Observation, rules: RuleSet | None = None, what: str = LITTER, **more: object) -> Outcome:
    """Return what was measured at one site."""
    return registered(*observations, rules=rules, **more).outcome("s1", what)


def refused(*observations: Observation, rules: RuleSet | None = None, sites: tuple[Site, ...] = (), **more: object) -> list[str]:
    """Return why observations cannot be registered."""
    with pytest.raises(Refused) as caught:
        register(planned(rules, *sites), observations, **more)
    return messages(caught)


def superseded(held: Register) -> list[tuple[str, str]]:
    """Return the ids of the observations that do not stand, each with the reason."""
    return [(found.observation.id, found.reason[1]) for found in held.superseded]


#: What is told to do about measurements that differ.
KEEP = "keep one: report the other again with a higher revision, as not measured or as the same"
APART = (
    "one source gave them under different ids, so each is a report of its own: give what one visit counted the same visit, "
    "or the problems as findings of one report, or what corrects a report its id and a higher revision"
)
SETTLE = "; or choose a settlement in the policy (每季度重复指标只测一次)"
NOBODY_LOOKED = NotMeasured("道路施工")

__all__ = [
    "APART", "AREAS", "KEEP", "KINDS", "LITTER", "MEAN", "NOBODY_LOOKED", "Q2", "SETTLE", "UNITS", "WEIGHTED", "changed", "city", "exacts", "finding", "found", "found_once", "itemed", "litter", "messages",
    "modelled", "outcome", "planned", "priced", "refused", "registered", "scored", "seen", "shared", "site", "superseded",
]  # fmt: skip
