"""Law 20: the interval is what all completions of a small survey come to, naming included, from the lowest to the highest."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from survey import city, seen, site
from tristandard.basics.clause import Provenance
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured
from tristandard.basics.period import Quarter
from tristandard.merging.merged import merge
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

UNIT = MeasureUnit("处")
COUNT = {"zh": "例", "en": "example", "unit": UNIT}
MODELS = [
    Model({"total": Sheet(12)}),
    Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet(12, bonus=3)}),
    Model({"total": Mean(over="site_type", of="sheet", weights={"main_road": 75, "market": 25}), "sheet": Sheet(12)}),
    Model({"total": Mean(over="site", of="sheet", gates=[Gate(of="total", at_least=Mark(50, share=True), to=1)]), "sheet": Sheet(12)}),
]


def read(place: int, draw: st.DrawFn) -> tuple[Measure, object, list[DeductionRule]]:
    """Return a measure of few values, a bar for it, and the line that prices it, of what may gain a second."""
    code = f"m{place}"
    kind = draw(st.sampled_from(["few", "many", "both", "rungs", "forms", "bands"]))
    each = draw(st.sampled_from([1, 2, "1.5"]))
    cap = draw(st.sampled_from([None, each, 2 * Fraction(each)]))
    line = DeductionRule(measures=[code], tariff=Steps(each), at_most=cap)
    extra = draw(st.sampled_from([None, Gain(each), Veto(Level.ITEM)]))
    if isinstance(extra, Veto):
        line = DeductionRule(measures=[code], tariff=extra)
    if kind == "rungs":
        return Measure(code=code, rungs=("C", "B", "A"), **COUNT), Range(floor=End(2)), [line]
    if kind == "forms":
        return Measure(code=code, forms=frozenset("xy"), **COUNT), Forms(frozenset("x"), frozenset("x")), [line]
    measure = Measure(code=code, whole=True, high=3, **COUNT)
    if kind == "bands":
        bands = Bands({Range(limit=End(0)): 0, Range(End(1), End(2)): 1, Range(floor=End(3)): 4})
        return measure, Range(limit=End(0)), [DeductionRule(measures=[code], tariff=bands)]
    bars = {"few": Range(floor=End(2)), "many": Range(limit=End(1)), "both": Range(End(1), End(2))}
    gains = kind == "few" and isinstance(extra, Gain)
    return measure, bars[kind], [line, DeductionRule(measures=[code], tariff=extra, at_most=2)] if gains else [line]


@st.composite
def surveys(draw: st.DrawFn) -> tuple[object, list[object]]:
    """Return a plan of one or two sites and two indicators, and what was seen of some of it: one or two measurements are open."""
    asked = [read(place, draw) for place in range(2)]
    full = {"item": draw(st.sampled_from([4, 12])), "other": draw(st.sampled_from([5, 12]))}
    indicators = [
        Indicator(
            code=f"a.i{place}", zh="例", en="example", item=draw(st.sampled_from(sorted(full))), standard=Standard([Ask(measure, bar)]), scope=Scope.of(),
            subjects=Scope.who(), deductions=lines, standard_provenance=Provenance.ILLUSTRATIVE, points_provenance=Provenance.ILLUSTRATIVE,
        )
        for place, (measure, bar, lines) in enumerate(asked)
    ]  # fmt: skip
    items = [Item(code=code, zh="例", full=mark) for code, mark in full.items()]
    model = draw(st.sampled_from(MODELS))
    named = draw(st.sampled_from([(), ("department",)]))
    book = Assessment(code="a", zh="例", en="example", office="例", items=items, indicators=indicators, model=model, named=named)
    rules = evolve(city(), measures=[measure for measure, _, _ in asked], assessments=[book], crosswalks=())
    owners = ["wujin", {"wujin": "0.25", "tianning": "0.75"}]
    sites = [site("s1", draw(st.sampled_from(owners)))]
    if draw(st.booleans()):
        sites.append(site("s2", draw(st.sampled_from(owners)), kind="market"))
    planned = plan(merge(rules), sites, Quarter(2022, 2))
    places = [(one.code, indicator.code) for one in sites for indicator in indicators]
    open_ = draw(st.lists(st.sampled_from(places), min_size=1, max_size=2, unique=True))
    seen_ = []
    for where, what in places:
        if (where, what) not in open_:
            measure = asked[int(what[-1])][0]
            seen_.append(seen(Measured({measure.code: draw(st.sampled_from(values(measure)))}), where, what))
    return planned, seen_, [(where, what, asked[int(what[-1])][0]) for where, what in open_]


def values(measure: Measure) -> list[object]:
    """Return every value of a measure."""
    if measure.forms:
        return [frozenset(), frozenset("x"), frozenset("y"), frozenset("xy")]
    return list(measure.rungs) or [Fraction(number) for number in range(4)]


def outcomes(measure: Measure, units: list[str]) -> list[Measured]:
    """Return every outcome of a measure: of what is counted, told by findings, with every way to name one unit in some of them."""
    if not measure.countable:
        return [Measured({measure.code: value}) for value in values(measure)]
    found = [Measured({measure.code: 0})]
    named = {(unit,) * count + (None,) * rest for unit in units for count, rest in product(range(4), repeat=2) if 0 < count + rest < 4}
    return found + [Measured((), [Finding(id=str(place), measure=measure.code, unit=unit) for place, unit in enumerate(names)]) for names in sorted(named, key=str)]


@SOME
@given(surveys())
def test_the_interval_is_what_all_completions_come_to(drawn):
    """Of every unit the lowest and the highest score over all ways to measure what is open are the ends of its interval."""
    planned, observations, open_ = drawn
    before = score(share(register(planned, observations)))["a"]
    reached = {unit: [] for unit in before}
    ways = []
    for where, what, measure in open_:
        units = sorted({*dict(planned.sites[where].units), *(unit for unit in before if unit == "bureau")})
        ways.append([seen(outcome, where, what) for outcome in outcomes(measure, units)])
    for more in product(*ways):
        for unit, card in score(share(register(planned, [*observations, *more])))["a"].items():
            reached[unit].append(card.exact)

    assert {unit: card.interval for unit, card in before.items()} == {unit: (min(found), max(found)) for unit, found in reached.items()}
