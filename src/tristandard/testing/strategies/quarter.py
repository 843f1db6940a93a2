"""Strategies for a whole quarter: rules that can be scored, sites, and what was seen there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site
from tristandard.merging import Question, merge
from tristandard.rules.assessment import Item
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.node import COUNT, EVERY_ITEM, Absent, Fold, Sheet, Unmeasured
from tristandard.rules.ruleset import Reading, RuleSet
from tristandard.rules.standard import Standard
from tristandard.rules.tariff import Level, Veto
from tristandard.survey.plan import Plan, plan
from tristandard.testing.strategies.basics import SITE_TYPES, sites, values
from tristandard.testing.strategies.merged import rule_sets
from tristandard.testing.strategies.observed import findings
from tristandard.testing.strategies.rules import stood_upon, tariffs

#: The quarter that surveys speak of.
QUARTER = Quarter(2022, 2)


@final
@frozen
class Survey:
    """A quarter that was planned, and what was seen: at most one observation of each question."""

    plan: Plan
    observations: tuple[Observation, ...]


@composite
def scorings(draw: DrawFn) -> Model:
    """Return scoring models that need no given figure: sheets, means over sites, areas, site types, items and child units, blends, and what stands on them."""
    unmeasured, shape = st.sampled_from(Unmeasured), draw(st.integers(0, 6))
    full = ITEM_MARK if shape == 6 else draw(st.sampled_from([Fraction(10), Fraction(100), Fraction(5, 2)]))

    def sheet() -> Sheet:
        return Sheet(full, draw(unmeasured), draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1)])))

    fits = draw(st.sampled_from([Absent.DROP, Absent.DROP, Absent.PEERS, Absent.BLANK, Fraction(0), full / 2]))
    by_site = Fold(over="site", of="sheet", unmeasured=draw(unmeasured))
    on = draw(stood_upon(node="total", full=full))
    match shape:
        case 0:
            alone = draw(stood_upon(node="total", full=full, items=[EVERY_ITEM, "item item_one"]))
            return Model({"total": evolve(sheet(), **alone)})
        case 1:
            return Model({"sheet": sheet(), "total": evolve(by_site, **on)})
        case 2:
            return Model({"sheet": sheet(), "sites": by_site, "total": Fold(over="area", of="sites", unmeasured=draw(unmeasured), weigh_by=draw(st.sampled_from(["", COUNT])), **on)})
        case 3:
            types = [term.code for term in SITE_TYPES]
            weights = draw(st.permutations([Fraction(0), Fraction(20), Fraction(80)]).map(lambda order: dict(zip(types, order, strict=True))) | st.just({}))
            return Model({"sheet": sheet(), "sites": by_site, "total": Fold(over="site_type", of="sites", weights=weights, unmeasured=draw(unmeasured), absent=fits, **on)})
        case 4:
            other = evolve(sheet(), **draw(stood_upon(node="other", full=full, items=[EVERY_ITEM])))
            stood = draw(stood_upon(node="total", full=full, keys=["sheet", "other"]))
            return Model({"sheet": sheet(), "other": other, "total": Fold(weights={"sheet": 70, "other": 30}, unmeasured=draw(unmeasured), absent=fits, **stood)})
        case 5:
            return Model({"sheet": sheet(), "own": by_site, "total": Fold(over="unit", of="own", unmeasured=draw(unmeasured), weigh_by=draw(st.sampled_from(["", COUNT])), **on)})
        case _:
            return Model({"sheet": Sheet(ITEM_MARK, draw(unmeasured)), "total": Fold(over="item", of="sheet", unmeasured=draw(unmeasured), **on)})


#: The full mark of each item of a rule set whose model folds over items.
ITEM_MARK = Fraction(10)


@composite
def quarter_rules(draw: DrawFn, *, reading: Reading | None = None, ruled: bool = True) -> RuleSet:
    """Return rule sets that can be scored: with tariffs, items whose marks cap them, and models of every simple form."""
    rules = draw(rule_sets(reading=reading, ruled=ruled))
    settled = {code for ruling in rules.rulings for code in ruling.members}
    books = []
    for book in rules.assessments:
        model = draw(scorings())
        over = model["total"]
        fulls = st.just(ITEM_MARK) if isinstance(over, Fold) and over.over == "item" else st.sampled_from([Fraction(2), Fraction(10), Fraction(100)])
        items = [Item(code=code, zh="示例", full=draw(fulls)) for code in ("item_one", "item_two")]
        indicators = [
            evolve(indicator, item=draw(st.sampled_from(items)).code, deductions=draw(tariffs(standard=indicator.standard, required=indicator.code not in settled)))
            for indicator in book.indicators
        ]
        if model.by_site and indicators and draw(st.booleans()):
            whole = DeductionRule(measures=indicators[0].standard.measures, tariff=Veto(Level.SITE))
            indicators[0] = evolve(indicators[0], deductions=(*indicators[0].deductions, whole))
        books.append(evolve(book, items=items, indicators=indicators, model=model))
    return evolve(rules, assessments=books)


@composite
def site_lists(draw: DrawFn, *, max_size: int = 4) -> list[Site]:
    """Return two sites or a few more, owned by one unit, by two, or by none."""
    return [draw(sites(code=st.just(f"s{place}"))) for place in range(draw(st.integers(2, max_size)))]


@composite
def measured(draw: DrawFn, *, standard: Standard, units: Sequence[str] = ("east_district", "river_street", "greening"), found: Collection[str] = ()) -> Measured:
    """Return a complete measurement; some counts are told by findings, of which some name a unit: always those whose measures are given."""
    asks = [ask.measure for ask in standard.asks]
    told = [measure for measure in asks if measure.code in found]
    if not told and draw(st.booleans()):
        told = [measure for measure in asks if measure.whole and measure.high is None][:1]
    findings_ = [
        finding
        for place, measure in enumerate(told)
        for finding in draw(st.lists(findings(measure=measure.code, units=units, said=True, mark=str(place)), max_size=3, unique_by=lambda finding: finding.id))
    ]
    counted = {finding.measure for finding in findings_}
    others = draw(values(measure for measure in asks if measure not in told))
    return Measured({**others, **{measure.code: Fraction(0) for measure in told if measure.code not in counted}}, findings_)


@composite
def seen(draw: DrawFn, *, standard: Standard, found: Collection[str] = ()) -> Outcome | None:
    """Return what became of a planned measurement: mostly measured; None where nobody reported it."""
    kind = draw(st.integers(0, 8))
    if kind > 2:
        return draw(measured(standard=standard, found=found))
    return (None, NotApplicable("示例"), NotMeasured("示例"))[kind]


def read_of_findings(question: Question) -> frozenset[str]:
    """Return the measures of which some line reads the circumstances of findings."""
    lines = [rule for user in question.users for rule in user.indicator.deductions if rule.reads]
    return frozenset(code for rule in lines for code in rule.measures)


@composite
def surveys(draw: DrawFn, *, rules: RuleSet, max_sites: int = 4) -> Survey:
    """Return a plan of the rules given for a few sites, with observations of some of what is planned, by any member's code."""
    planned = plan(merge(rules), draw(site_lists(max_size=max_sites)), QUARTER)
    found = []
    for site, ground in planned.grounds.items():
        for question in ground.questions:
            outcome = draw(seen(standard=question.bar, found=read_of_findings(question)))
            if outcome is not None:
                member = draw(st.sampled_from(question.indicator.contributions)).indicator.code
                made = date(2022, 4, draw(st.integers(1, 3)))
                found.append(Observation(source="app", id=f"{site}/{question.code}", site=site, indicator=member, made=made, outcome=outcome))
    return Survey(planned, tuple(found))


@composite
def quarters(draw: DrawFn, *, reading: Reading | None = None, ruled: bool = True, max_sites: int = 4) -> Survey:
    """Return surveys of rules of their own."""
    return draw(surveys(rules=draw(quarter_rules(reading=reading, ruled=ruled)), max_sites=max_sites))
