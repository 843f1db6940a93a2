"""Strategies for what is written down, noun by noun: standards, scopes, deduction rules, indicators, assessments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.finding import REPEATED
from tristandard.basics.measure import Measure, Value
from tristandard.basics.place import Term, Tree, Unit
from tristandard.rules.assessment import Assessment, Carry, Indicator, Item, Ranks, TieRule
from tristandard.rules.deduction import Charged, DeductionRule, Factor
from tristandard.rules.model import Model
from tristandard.rules.node import COUNT, Absent, Fold, Gate, Given, Mark, Node, RankBonus, Rate, Sheet, StepBonus, Unmeasured
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Extent, Scope
from tristandard.rules.standard import Acceptance, Ask, End, Forms, Range, Standard
from tristandard.rules.tariff import Bands, Counting, Gain, Level, Parts, Steps, Veto, Where
from tristandard.testing.strategies.basics import MEASURES, NUMBERS, SITE_TREES, UNIT_TREES, Trees, labels, paths, points, publications, sizes, values_of

#: A demand as somebody writes it: of which measure, and what is acceptable.
Demand = tuple[Measure, Acceptance]


def ends() -> SearchStrategy[End]:
    """Return ends of ranges, open or closed."""
    return st.builds(End, st.sampled_from(NUMBERS), st.booleans())


def ranges() -> SearchStrategy[Range]:
    """Return ranges of numbers, as written: open, closed, without an end, and empty."""
    return st.builds(Range, st.none() | ends(), st.none() | ends())


def forms(*, known: Iterable[str] = ("board", "list", "sign"), strange: str = "flag") -> SearchStrategy[Forms]:
    """Return demands for forms, one of which may be unknown to the measure."""
    some = st.frozensets(st.sampled_from([*sorted(known), strange]), max_size=3)
    return st.builds(Forms, some, st.none() | some)


def acceptances(measure: Measure) -> SearchStrategy[Acceptance]:
    """Return what somebody may write as acceptable of a measure, before it is brought to its domain."""
    return forms(known=measure.forms) if measure.forms else ranges()


def demands(*, measures: Sequence[Measure] = MEASURES) -> SearchStrategy[Demand]:
    """Return demands as written: a measure, and what is acceptable of it."""
    return _demands(tuple(measures))


@cache
def _demands(measures: tuple[Measure, ...]) -> SearchStrategy[Demand]:
    return st.one_of([st.tuples(st.just(measure), acceptances(measure)) for measure in measures])


def written(*, measures: Sequence[Measure] = MEASURES, max_size: int = 3) -> SearchStrategy[list[Demand]]:
    """Return standards as written: demands one after another, sometimes two of one measure."""
    return st.lists(demands(measures=measures), max_size=max_size)


def asks(*, measures: Sequence[Measure] = MEASURES) -> SearchStrategy[Ask]:
    """Return demands on one measure, in their normal form."""
    return demands(measures=measures).map(lambda demand: Ask(*demand))


def standards(*, measures: Sequence[Measure] = MEASURES[:4], max_size: int = 3) -> SearchStrategy[Standard]:
    """Return standards, of which some ask nothing and some cannot be met."""
    return st.lists(asks(measures=measures), max_size=max_size).map(Standard)


@composite
def meetable(draw: DrawFn, *, goal: Mapping[Measure, Value]) -> Standard:
    """Return a standard that accepts at least the values given, and asks about each."""
    return Standard([Ask(measure, draw(_accepting(measure, value))) for measure, value in goal.items()])


@cache
def _accepting(measure: Measure, value: Value) -> SearchStrategy[Acceptance]:
    if isinstance(value, frozenset):
        some, more = sorted(value), sorted(measure.forms)
        required = st.frozensets(st.sampled_from(some)) if some else st.just(frozenset[str]())
        return st.builds(Forms, required, st.none() | st.frozensets(st.sampled_from(more)).map(value.union))
    place = measure.position(value)
    numbers = (place, *(NUMBERS if not measure.rungs else map(Fraction, range(len(measure.rungs)))))
    below = [End(number, closed) for number in numbers for closed in (True, False) if number < place or (closed and number == place)]
    above = [End(number, closed) for number in numbers for closed in (True, False) if number > place or (closed and number == place)]
    return st.builds(Range, st.none() | st.sampled_from(below), st.none() | st.sampled_from(above))


def extents(*, trees: Trees = SITE_TREES) -> SearchStrategy[Extent]:
    """Return extents, each coordinate a path or *any*."""
    return _extents(tuple(trees))


@cache
def _extents(trees: tuple[Tree[Term] | Tree[Unit], ...]) -> SearchStrategy[Extent]:
    return st.tuples(*(paths(tree, anywhere=True) for tree in trees))


def areas_written(*, trees: Trees = SITE_TREES, min_size: int = 0) -> SearchStrategy[list[Extent]]:
    """Return extents as somebody may list them, one within another among them."""
    return st.lists(extents(trees=trees), min_size=min_size, max_size=3)


def scopes(*, trees: Trees = SITE_TREES, min_size: int = 1) -> SearchStrategy[Scope]:
    """Return scopes whose areas, zones and site types nest; nowhere too, with `min_size` 0."""
    return _scopes(tuple(trees), min_size)


@cache
def _scopes(trees: tuple[Tree[Term] | Tree[Unit], ...], min_size: int) -> SearchStrategy[Scope]:
    axes = SITE_AXES if len(trees) == len(SITE_AXES) else UNIT_AXES
    return areas_written(trees=trees, min_size=min_size).map(lambda listed: Scope(axes, frozenset(listed)))


def subjects(*, trees: Trees = UNIT_TREES, min_size: int = 1) -> SearchStrategy[Scope]:
    """Return who is assessed: kinds of unit and single units, which nest."""
    return scopes(trees=trees, min_size=min_size)


def _caps(each: Fraction) -> SearchStrategy[Fraction | None]:
    return st.sampled_from([None, each, 2 * each, each * Fraction(5, 2)])


def _ordered(costs: Sequence[Fraction], acceptance: Acceptance) -> list[Fraction]:
    """Return costs from the lowest band to the highest, so that a worse one costs no less: all alike where both sides may be worse."""
    if isinstance(acceptance, Range) and acceptance.floor and acceptance.limit:
        return [max(costs)] * len(costs)
    return sorted(costs, reverse=isinstance(acceptance, Range) and acceptance.floor is not None)


@composite
def bands(draw: DrawFn, *, ask: Ask) -> Bands:
    """Return bands that cover each value of a measure once: its rungs, or ranges of numbers."""
    measure = ask.measure
    if measure.rungs:
        places: list[Where] = list(measure.rungs)
    else:
        inside = [Fraction(number) for number in range(1, 3)]
        ends = sorted(draw(st.sets(st.sampled_from(inside), max_size=2)))
        edges = [None, *(End(end) for end in ends), None]
        places = [Range(low and End(low.value, closed=False), high).within(measure) for low, high in pairwise(edges)]
    costs = _ordered([draw(points()) for _ in places], ask.acceptance)
    return Bands(zip(places, costs, strict=True))


@composite
def deduction_rules(draw: DrawFn, *, asked: Sequence[Ask], required: bool = True) -> DeductionRule:
    """Return a line that prices the demands given, as `check` wants it; only with `required` by the share of what is required."""
    codes = [ask.measure.code for ask in asked]
    if len(asked) == 1 and not asked[0].measure.forms and draw(st.booleans()):
        return DeductionRule(measures=codes, tariff=draw(bands(ask=asked[0])), at_most=draw(st.none() | sizes()))
    ends_of = [ask.acceptance if isinstance(ask.acceptance, Range) else Range() for ask in asked]
    step: SearchStrategy[Fraction | None] = sizes()
    if required and all(found.floor is not None and found.floor.value > 0 for found in ends_of):
        step = st.none() | sizes()
    counting = st.sampled_from(Counting) if all(found.limit is not None for found in ends_of) else st.just(Counting.BEYOND)
    steps = Steps(draw(sizes()), draw(step), draw(st.sampled_from(Parts)), draw(counting))
    return DeductionRule(measures=codes, tariff=steps, at_most=draw(_caps(steps.each)), charged=draw(st.sampled_from(Charged)))


@composite
def circumstantial(draw: DrawFn, *, ask: Ask, looking: bool = False) -> tuple[DeductionRule, ...]:
    """Return lines that price findings by who found them, or by what became of them; with `looking` also by what was found before."""
    codes, each = [ask.measure.code], draw(sizes())
    doubled = Factor(by="found_by", factors={"city": 2}, other=1)
    overdue = Factor(by="overdue", factors={"yes": draw(sizes())}, other=1)
    sent_back = Factor(by="sent_back", factors={"1": 3}, other=1)
    repeated = Factor(by=REPEATED, factors={"1": 2, "2..": 3}, other=1)
    known: list[tuple[Factor, ...]] = [(doubled,), (overdue,), (doubled, overdue), (sent_back,), *([(repeated,)] if looking else [])]
    times: tuple[Factor, ...] = draw(st.sampled_from(known))
    whole = DeductionRule(measures=codes, tariff=Steps(each), at_most=draw(_caps(each)), times=times, look_back=2 if repeated in times else 0)
    parts = [DeductionRule(measures=codes, tariff=Steps(draw(sizes())), where={"found_by": [who]}) for who in ("city", "district")]
    surcharge = DeductionRule(measures=codes, tariff=Steps(each), at_most=draw(_caps(each)), where={"overdue": ["yes"]}, charged=Charged.HOST)
    chosen: tuple[DeductionRule, ...] = draw(st.sampled_from([(whole,), tuple(parts), (parts[0],), (whole, surcharge)]))
    return chosen


@composite
def extra_lines(draw: DrawFn, *, ask: Ask) -> tuple[DeductionRule, ...]:
    """Return what may stand beside the lines that price a demand: mostly nothing, a gain, a veto of the item or the unit."""
    kind = draw(st.integers(0, 9))
    ends = isinstance(ask.acceptance, Range) and (ask.acceptance.floor or ask.acceptance.limit)
    if kind < 3 and ends:
        gain = Gain(draw(sizes()), draw(sizes()), draw(st.sampled_from(Parts)))
        return (DeductionRule(measures=[ask.measure.code], tariff=gain, at_most=gain.each * draw(st.sampled_from([1, 3]))),)
    if kind == 9:
        return (DeductionRule(measures=[ask.measure.code], tariff=Veto(draw(st.sampled_from([Level.ITEM, Level.ITEM, Level.UNIT])))),)
    return ()


@composite
def tariffs(draw: DrawFn, *, standard: Standard, required: bool = True, looking: bool = False) -> tuple[DeductionRule, ...]:
    """Return deduction rules that price every measure of a standard: one for all, or lines for each; with `looking` some look back."""
    if draw(st.booleans()):
        found = [draw(deduction_rules(asked=standard.asks, required=required))]
    else:
        found = []
        for ask in standard.asks:
            counted = ask.measure.whole and isinstance(ask.acceptance, Range) and ask.acceptance.limit and not ask.acceptance.floor
            found += draw(circumstantial(ask=ask, looking=looking)) if counted and draw(st.booleans()) else (draw(deduction_rules(asked=[ask], required=required)),)
    return (*found, *(line for ask in standard.asks for line in draw(extra_lines(ask=ask))))


def items(*, code: str = "item_one") -> SearchStrategy[Item]:
    """Return items (考核项目) with a given code."""
    return st.builds(Item, code=st.just(code), zh=labels(), en=labels(min_size=0), full=sizes(), provenance=st.sampled_from(Provenance))


@composite
def indicators(
    draw: DrawFn,
    *,
    code: str = "urban.one",
    standard: SearchStrategy[Standard] | None = None,
    item: str = "item_one",
    clauses: Sequence[Clause] = (),
    site_trees: Trees = SITE_TREES,
    unit_trees: Trees = UNIT_TREES,
    worded: bool = True,
    required: bool = True,
) -> Indicator:
    """Return indicators with a given code whose own rules price all that they ask; only with `worded` do labels, tariffs and sources vary."""
    asked = draw(meetable(goal=draw(goals())) if standard is None else standard)
    plain = Indicator(
        code=code,
        zh="示例",
        en="example",
        item=item,
        standard=asked,
        scope=draw(scopes(trees=site_trees)),
        subjects=draw(subjects(trees=unit_trees)),
        deductions=(DeductionRule(measures=asked.measures, tariff=Steps("1")),),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )
    if not worded:
        return plain
    return evolve(
        plain,
        zh=draw(labels()),
        en=draw(labels()),
        deductions=draw(tariffs(standard=asked, required=required)),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
        standard_provenance=draw(st.sampled_from(Provenance)),
        points_provenance=draw(st.sampled_from(Provenance)),
    )


@composite
def goals(draw: DrawFn, *, measures: Sequence[Measure] = MEASURES, max_size: int = 3) -> dict[Measure, Value]:
    """Return one value for each of a few measures, which `meetable` standards accept."""
    chosen = draw(st.lists(st.sampled_from(measures), unique=True, min_size=1, max_size=max_size))
    return {measure: draw(values_of(measure)) for measure in chosen}


def marks() -> SearchStrategy[Mark]:
    """Return marks: shares of a full mark, and points."""
    return st.sampled_from([Mark(50, share=True), Mark("33.3", share=True), Mark(1, share=False), Mark("0.5", share=False)])


@composite
def stood_upon(draw: DrawFn, *, node: str, full: Fraction = Fraction(100), keys: Sequence[str] = (), items: Sequence[str] = (), whole: bool = True) -> dict[str, Any]:
    """Return what may stand on a node of a full mark: mostly nothing, else gates, grades and bonuses that read it or what it is made of."""
    kind = draw(st.integers(0, 5))
    of = draw(st.sampled_from([node, *keys]))
    found: dict[str, Any] = {}
    if kind == 0:
        found["gates"] = (Gate(of=draw(st.sampled_from([of, *items])), at_least=draw(marks()), to=draw(st.sampled_from([Fraction(0), full / 3]))),)
    if kind == 1:
        found["bonuses"] = (StepBonus(of=of, above=draw(marks()), each=draw(sizes()), per=draw(marks()), at_most=draw(sizes()), parts=draw(st.sampled_from(Parts))),)
    if kind == 2 and whole:
        found["bonuses"] = (RankBonus(of=of, points=draw(st.sampled_from([(1,), (2, "0.5"), ("1.5", 1, 1, 0)]))),)
    if kind == 3:
        edge = draw(st.sampled_from([End(50), End("0.5", closed=False)]))
        found["grades"] = {"优": Range(floor=edge), "=差": Range(limit=End(edge.value, closed=not edge.closed))}
        found["gates"] = (Gate(of=node, at_least=draw(marks()), to=None),)
    return found


@composite
def models(draw: DrawFn, *, areas: Sequence[str] = ("east", "west")) -> Model:
    """Return scoring models that can be evaluated, of every node: sheets, means, blends, figures, rates, and what stands on them."""
    unmeasured, full = st.sampled_from(Unmeasured), draw(sizes())
    fits = st.sampled_from([Absent.DROP, Absent.PEERS, Absent.BLANK, Fraction(0), full])
    on = draw(stood_upon(node="total", full=full))
    sheet = Sheet(full, draw(unmeasured), draw(points()))
    given: Node = Given(full, by=draw(labels()))
    if draw(st.booleans()):
        given = Rate(of="done - late", out_of="due", full=full, capped=draw(st.booleans()), by=draw(labels()))
    sites = Fold(over="site", of="sheet", unmeasured=draw(unmeasured))
    weights = draw(st.sampled_from([{}, dict(zip(areas, ("40", "60"), strict=False))])) if len(areas) > 1 else {}
    year: dict[str, Node] = {"year": Fold(over="period", of="total", weights=draw(st.sampled_from([{}, {"1": 15, "2": 25, "3": 60}])))}
    more: dict[str, Node] = draw(st.sampled_from([{}, year]))
    shape = draw(st.integers(0, 4))
    nodes: dict[str, Node]
    blends: list[dict[str, object]] = [{"sheet": 70, "given": "30"}, {"sheet": "33.3", "given": "66.7"}]
    match shape:
        case 0:
            nodes = {"total": evolve(sheet, **{key: value for key, value in on.items() if key != "bonuses"})}
        case 1:
            nodes = {"sheet": sheet, "total": evolve(sites, **on)}
        case 2:
            nodes = {"sheet": sheet, "sites": sites, "total": Fold(over="area", of="sites", weights=weights, weigh_by="" if weights else draw(st.sampled_from(["", COUNT])), absent=draw(fits), **on)}
        case 3:
            blend = Fold(weights=draw(st.sampled_from(blends)), unmeasured=draw(unmeasured), absent=draw(fits))
            nodes = {"sheet": sheet, "given": given, "total": evolve(blend, **draw(stood_upon(node="total", full=full, keys=["sheet", "given"])))}
        case _:
            nodes = {"sheet": sheet, "own": sites, "total": Fold(over="unit", of="own", weigh_by=draw(st.sampled_from(["", COUNT, "people"])), by="示例", **on)}
    return Model({**nodes, **more})


@composite
def assessments(
    draw: DrawFn,
    *,
    code: str = "urban",
    indicators: Sequence[Indicator] = (),
    items: Sequence[Item] = (),
    clauses: Sequence[Clause] = (),
    areas: Sequence[str] = ("east", "west"),
    worded: bool = True,
) -> Assessment:
    """Return assessments with a given code, around the indicators and items given; only with `worded` does anything else vary."""
    plain = Assessment(code=code, zh="示例", en="example", office="example", items=items, indicators=indicators, model=Model({"total": Sheet()}))
    if not worded:
        return plain
    return evolve(
        plain,
        zh=draw(labels()),
        en=draw(labels()),
        office=draw(labels()),
        model=draw(models(areas=areas)),
        publication=draw(publications()),
        ties=draw(st.sampled_from(TieRule)),
        ranks=draw(st.sampled_from(Ranks)),
        unranked=draw(st.sampled_from([(), ("office",)])),
        warning=draw(st.sampled_from([None, Mark(30, share=True)])),
        carry=draw(st.sampled_from([None, Carry(bottom=2, periods=3, weight="10")])),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
    )
