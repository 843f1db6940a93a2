"""The rules, as few as tell, that witness what does not hold; and what they score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import tristandard as ts
from tristandard.basics.clause import Provenance
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.survey import Survey

_LITTER = Measure(code="litter.spots", zh="垃圾", en="litter", unit=MeasureUnit("处"), whole=True)
FEW, NONE = Standard([Ask(_LITTER, Range(limit=End(8)))]), Standard([Ask(_LITTER, Range(limit=End(0)))])
MANY = Standard([Ask(_LITTER, Range(floor=End(3)))])
_STREET, VILLAGE = Scope.of(zone=("built_up",)), Scope.of(zone=("village",))
_DISTRICT, OFFICE = Scope.who(kind=("district",)), Scope.who(kind=("office",))


def indicator_of(code: str, standard: Standard, scope: Scope = _STREET, subjects: Scope = _DISTRICT) -> Indicator:
    """Return an indicator that takes a point for each spot too many."""
    return Indicator(
        code=code,
        zh="示例",
        en="example",
        item="item",
        standard=standard,
        scope=scope,
        subjects=subjects,
        deductions=(DeductionRule(measures=standard.measures, tariff=Steps(1)),),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )


FEW_ON_STREETS, NONE_IN_VILLAGES = (
    indicator_of("urban.litter", FEW),
    indicator_of("rural.litter", NONE, VILLAGE, OFFICE),
)


_AREAS = Tree(
    "area",
    [Term(code="city", zh="市"), Term(code="east", zh="东", parent="city"), Term(code="west", zh="西", parent="city")],
)
_ZONES = Tree("zone", [Term(code="built_up", zh="建成区"), Term(code="village", zh="村")])
_DISTRICTS: Tree[Unit] = Tree(
    "unit", [Unit(code="east", zh="东区", kind="district"), Unit(code="west", zh="西区", kind="district")]
)
_BY_SITE = Model({"sheet": Sheet(), "total": Mean(over="site", of="sheet")})


def rules_of(*indicators: Indicator, model: Model = _BY_SITE, full: int = 100) -> RuleSet:
    """Return a rule set in which each indicator is the one of its assessment, and all are one question."""
    books = [
        Assessment(
            code=one.assessment,
            zh="示例",
            en="example",
            office="示例",
            items=[Item(code="item", zh="示例", full=full)],
            indicators=[one],
            model=model,
        )
        for one in indicators
    ]
    first, *others = indicators
    matches = [Match(first=first.code, second=other.code, rationale="示例") for other in others]
    hosts = [first.assessment]
    agreed = [Crosswalk(code="agreed", zh="示例", en="example", hosts=hosts, matches=matches)]
    return RuleSet(
        code="example", version="1", zh="示例", en="example", measures=[_LITTER], areas=_AREAS, zones=_ZONES,
        site_types=Tree("site type", [Term(code="street", zh="街")]),
        kinds=Tree("kind of unit", [Term(code="district", zh="区"), Term(code="office", zh="局")]), units=_DISTRICTS,
        assessments=books,
        crosswalks=agreed if matches else (),
    )  # fmt: skip


#: Spots of litter, by the name of the site: its unit, area, zone and number, as in "east west village 1".
Spots = Mapping[str, int]


def scores_of(rules: RuleSet, spots: Spots) -> dict[str, Fraction | None]:
    """Return the score of each unit in the urban assessment."""
    sites = {}
    for name in spots:
        unit, area, zone, number = name.split()
        sites[name] = Site(code=f"s{number}", units=unit, area=_AREAS.path(area), zone=(zone,), site_type=("street",))
    planned = ts.plan(ts.merge(rules), sites.values(), Quarter(2022, 2))
    seen = [
        Observation(
            source="app",
            id=name,
            site=site.code,
            indicator="urban.litter",
            made=date(2022, 4, 1),
            outcome=Measured({"litter.spots": spots[name]}),
        )
        for name, site in sites.items()
        if "urban.litter" in planned.grounds[site.code].by_code
    ]
    return {unit: card.exact for unit, card in Survey(planned, tuple(seen)).results["urban"].items()}
