"""Strategies for what is written down, noun by noun: standards, scopes, deduction rules, indicators, assessments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import ceil, floor
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.finding import REPEATED
from tristandard.basics.measure import Measure, Value
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.rules.assessment import AfterTies, Assessment, Carry, Indicator, Item, Ranks, TieRule
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.deductions.where import Where
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_PERIOD, Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.grade import Cut, Leading, UnitShare
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.node import Absent, Node, Unmeasured
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Extent, Scope
from tristandard.rules.standard import Acceptance, Ask, End, Forms, Range, Standard
from tristandard.testing.strategies.basics import NUMBERS, labels, points, publications, sizes
from tristandard.testing.strategies.measures import MEASURES, values_of
from tristandard.testing.strategies.places import SITE_TREES, UNIT_TREES, Trees, paths

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
    below = [
        End(number, closed)
        for number in numbers
        for closed in (True, False)
        if number < place or (closed and number == place)
    ]
    above = [
        End(number, closed)
        for number in numbers
        for closed in (True, False)
        if number > place or (closed and number == place)
    ]
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
    """Return costs from the lowest band to the highest, so that a worse one costs no less: all alike
    where both sides may be worse.
    """
    if isinstance(acceptance, Range) and acceptance.floor and acceptance.limit:
        return [max(costs)] * len(costs)
    return sorted(costs, reverse=isinstance(acceptance, Range) and acceptance.floor is not None)


@composite
def _places(draw: DrawFn, *, measure: Measure) -> list[Where]:
    """Return where each value of a measure lies once: its rungs, or ranges of numbers, from the lowest."""
    if measure.rungs:
        return list(measure.rungs)
    inside = [Fraction(number) for number in range(1, 3)]
    ends = sorted(draw(st.sets(st.sampled_from(inside), max_size=2)))
    edges = [None, *(End(end) for end in ends), None]
    return [Range(low and End(low.value, closed=False), high).within(measure) for low, high in pairwise(edges)]


@composite
def bands(draw: DrawFn, *, ask: Ask) -> Bands:
    """Return bands that cover each value of a measure once: its rungs, or ranges of numbers."""
    places = draw(_places(measure=ask.measure))
    costs = _ordered([draw(points()) for _ in places], ask.acceptance)
    return Bands(zip(places, costs, strict=True))


@composite
def chosen(draw: DrawFn, *, by: Ask) -> Chosen:
    """Return between which points an inspector may choose by where a value lies; a worse one costs no less."""
    places = draw(_places(measure=by.measure))
    ends = _ordered([draw(points()) for _ in (*places, *places)], by.acceptance)
    spans = map(sorted, zip(ends[::2], ends[1::2], strict=True))
    found = Chosen(by.measure.code, dict(zip(places, spans, strict=True)))
    fits = all(ceil(least) <= floor(most) for _, least, most in found.bands)
    return evolve(found, whole=fits and draw(st.booleans()))


@composite
def steps(draw: DrawFn, *, asked: Sequence[Ask] = (), required: bool = True) -> Steps:
    """Return points for each step of distance, as they fit the demands given; only with `required` by
    the share of what is required.
    """
    ends_of = [ask.acceptance if isinstance(ask.acceptance, Range) else Range() for ask in asked]
    size: SearchStrategy[Fraction | None] = sizes()
    if required and all(found.floor is not None and found.floor.value > 0 for found in ends_of):
        size = st.none() | sizes()
    counting = (
        st.sampled_from(Counting) if all(found.limit is not None for found in ends_of) else st.just(Counting.BEYOND)
    )
    return Steps(draw(sizes()), draw(size), draw(st.sampled_from(Parts)), draw(counting))


def gains() -> SearchStrategy[Gain]:
    """Return points gained for each step above the bar."""
    return st.builds(Gain, sizes(), sizes(), st.sampled_from(Parts))


def notes() -> SearchStrategy[Noted]:
    """Return what tells a breach alone."""
    return st.builds(Noted, labels())


def vetoes(*, levels: Iterable[Level] = Level) -> SearchStrategy[Veto]:
    """Return vetoes of the levels given."""
    return st.builds(Veto, st.sampled_from(list(levels)))


def factors(*, by: Iterable[str] = ("found_by", "overdue", "sent_back", REPEATED)) -> SearchStrategy[Factor]:
    """Return how often a finding counts by one of the circumstances given."""
    known: Mapping[str, SearchStrategy[Factor]] = {
        "found_by": st.just(Factor(by="found_by", factors={"city": 2}, other=1)),
        "overdue": sizes().map(lambda factor: Factor(by="overdue", factors={"yes": factor}, other=1)),
        "sent_back": st.just(Factor(by="sent_back", factors={"1": 3}, other=1)),
        REPEATED: st.just(Factor(by=REPEATED, factors={"1": 2, "2..": 3}, other=1)),
    }
    return st.one_of([known[name] for name in by])


def prices() -> SearchStrategy[Price]:
    """Return what a place may lose and gain, and what a veto zeroes there."""
    return st.builds(Price, points(), points(), st.frozensets(st.sampled_from(Level), max_size=2))


@composite
def deduction_rules(draw: DrawFn, *, asked: Sequence[Ask], required: bool = True) -> DeductionRule:
    """Return a line that prices the demands given, as `check` wants it; only with `required` by the
    share of what is required.
    """
    codes = [ask.measure.code for ask in asked]
    if len(asked) == 1 and not asked[0].measure.forms and draw(st.booleans()):
        return DeductionRule(measures=codes, tariff=draw(bands(ask=asked[0])), at_most=draw(st.none() | sizes()))
    tariff = draw(steps(asked=asked, required=required))
    return DeductionRule(
        measures=codes, tariff=tariff, at_most=draw(_caps(tariff.each)), charged=draw(st.sampled_from(Charged))
    )


@composite
def circumstantial(draw: DrawFn, *, ask: Ask, looking: bool = False) -> tuple[DeductionRule, ...]:
    """Return lines that price findings by who found them, or by what became of them; with `looking`
    also by what was found before.
    """
    codes, each = [ask.measure.code], draw(sizes())
    read = draw(
        st.sampled_from(
            [("found_by",), ("overdue",), ("found_by", "overdue"), ("sent_back",), *([(REPEATED,)] if looking else [])]
        )
    )
    times = tuple(draw(factors(by=[name])) for name in read)
    whole = DeductionRule(
        measures=codes,
        tariff=Steps(each),
        at_most=draw(_caps(each)),
        times=times,
        look_back=2 if REPEATED in read else 0,
    )
    parts = [
        DeductionRule(measures=codes, tariff=Steps(draw(sizes())), where={"found_by": [who]})
        for who in ("city", "district")
    ]
    surcharge = DeductionRule(
        measures=codes, tariff=Steps(each), at_most=draw(_caps(each)), where={"overdue": ["yes"]}, charged=Charged.HOST
    )
    found: tuple[DeductionRule, ...] = draw(st.sampled_from([(whole,), tuple(parts), (parts[0],), (whole, surcharge)]))
    return found


@composite
def extra_lines(draw: DrawFn, *, ask: Ask) -> tuple[DeductionRule, ...]:
    """Return what may stand beside the lines that price a demand: mostly nothing, a gain, a veto of
    the item or the unit.
    """
    kind = draw(st.integers(0, 9))
    ends = isinstance(ask.acceptance, Range) and (ask.acceptance.floor or ask.acceptance.limit)
    if kind > 6 and ends:
        gain = draw(gains())
        return (
            DeductionRule(measures=[ask.measure.code], tariff=gain, at_most=gain.each * draw(st.sampled_from([1, 3]))),
        )
    if kind == 6:
        return (
            DeductionRule(
                measures=[ask.measure.code], tariff=draw(vetoes(levels=[Level.ITEM, Level.ITEM, Level.UNIT]))
            ),
        )
    return ()


@composite
def tariffs(
    draw: DrawFn, *, standard: Standard, required: bool = True, looking: bool = False
) -> tuple[DeductionRule, ...]:
    """Return deduction rules that price every measure of a standard: one for all, or lines for each;
    with `looking` some look back.
    """
    if draw(st.booleans()):
        found = [draw(deduction_rules(asked=standard.asks, required=required))]
    else:
        found = []
        for ask in standard.asks:
            counted = (
                ask.measure.whole
                and isinstance(ask.acceptance, Range)
                and ask.acceptance.limit
                and not ask.acceptance.floor
            )
            found += (
                draw(circumstantial(ask=ask, looking=looking))
                if counted and draw(st.booleans())
                else (draw(deduction_rules(asked=[ask], required=required)),)
            )
    return (*found, *(line for ask in standard.asks for line in draw(extra_lines(ask=ask))))


def items(*, code: str = "item_one") -> SearchStrategy[Item]:
    """Return items (考核项目) with a given code."""
    return st.builds(
        Item,
        code=st.just(code),
        zh=labels(),
        en=labels(min_size=0),
        full=sizes(),
        all_met=st.booleans(),
        provenance=st.sampled_from(Provenance),
    )


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
    """Return indicators with a given code whose own rules price all that they ask; only with `worded` do labels,
    tariffs and sources vary.
    """
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
        deductions=draw(st.one_of(*[tariffs(standard=asked, required=required)] * 7, noted(asked))),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
        standard_provenance=draw(st.sampled_from(Provenance)),
        points_provenance=draw(st.sampled_from(Provenance)),
    )


def noted(asked: Standard) -> SearchStrategy[tuple[DeductionRule, ...]]:
    """Return the one line of an indicator that tells alone."""
    return notes().map(lambda note: (DeductionRule(measures=asked.measures, tariff=note),))


@composite
def goals(draw: DrawFn, *, measures: Sequence[Measure] = MEASURES, max_size: int = 3) -> dict[Measure, Value]:
    """Return one value for each of a few measures, which `meetable` standards accept."""
    asked = draw(st.lists(st.sampled_from(measures), unique=True, min_size=1, max_size=max_size))
    return {measure: draw(values_of(measure)) for measure in asked}


def marks() -> SearchStrategy[Mark]:
    """Return marks: shares of a full mark, and points."""
    return st.sampled_from(
        [Mark(50, share=True), Mark("33.3", share=True), Mark(1, share=False), Mark("0.5", share=False)]
    )


def gates(
    *, of: Sequence[str] = ("total",), to: Sequence[Fraction | None] = (Fraction(0), None)
) -> SearchStrategy[Gate]:
    """Return gates of one of the keys given, at which a node fails to one of the scores given; None
    takes the last grade.
    """
    return st.builds(Gate, of=st.sampled_from(of), at_least=marks(), to=st.sampled_from(to))


def unit_shares() -> SearchStrategy[UnitShare]:
    """Return shares of units, with how they are rounded."""
    return st.builds(UnitShare, st.sampled_from(["10", "100/3", "50", "100"]), st.sampled_from(Cut))


def leadings() -> SearchStrategy[Leading]:
    """Return grades by place: the first ones, or the first share of the units, some with a score beside it."""
    score = st.sampled_from([Range(), Range(End(50)), Range(End("33.3", closed=False))])
    places = st.builds(Leading, st.integers(1, 3), score=score)
    shares = st.builds(
        Leading, st.sampled_from(["30", "50", "100/3", "100"]), st.just(True), st.sampled_from(Cut), score
    )
    return places | shares


def rank_bonuses(*, of: Sequence[str] = ("total",)) -> SearchStrategy[RankBonus]:
    """Return bonuses by the place of one of the nodes given."""
    return st.builds(
        RankBonus,
        of=st.sampled_from(of),
        points=st.sampled_from([(1,), (2, "0.5"), ("1.5", 1, 1, 0)]),
        ties=st.sampled_from(TiedBonus),
    )


def step_bonuses(*, of: Sequence[str] = ("total",)) -> SearchStrategy[StepBonus]:
    """Return bonuses by how far one of the nodes given lies above a mark."""
    return st.builds(
        StepBonus,
        of=st.sampled_from(of),
        above=marks(),
        each=sizes(),
        per=marks(),
        at_most=sizes(),
        parts=st.sampled_from(Parts),
    )


def adjustments(*, count: str = "notices") -> SearchStrategy[Adjustment]:
    """Return adjustments by a figure under a name: gains with a cap, losses with one or without, from zero, from a
    bar or from a target of the unit, or losses by band.
    """
    least, most = Range(End(2)), Range(limit=End(1, closed=False))
    bar: dict[str, Any] = {"per": st.sampled_from(["1", "1/2"]), "parts": st.sampled_from(Parts)}
    of: dict[str, Any] = {"count": st.just(count), "by": labels()}
    gained: dict[str, Any] = {**of, "gain": sizes(), "at_most": sizes()}
    lost: dict[str, Any] = {**of, "lose": sizes(), "at_most": st.none() | sizes()}
    bars = st.sampled_from([least, most])
    by_target = {
        **bar, "per": st.sampled_from(["1/2", "10 %", "100 %"]),
        "against": st.sampled_from([">= assigned", "> assigned", "<= assigned", "< assigned"]),
    }  # fmt: skip
    return st.one_of(
        st.builds(Adjustment, **gained, **by_target),
        st.builds(Adjustment, **lost, **by_target),
        st.builds(Adjustment, **gained),
        st.builds(Adjustment, **lost),
        st.builds(Adjustment, **gained, **bar, against=bars),
        st.builds(Adjustment, **lost, **bar, against=bars | st.just(least | Range(limit=End(3)))),
        st.builds(
            Adjustment,
            **of,
            points=st.tuples(points(), points()).map(lambda lost: {most: lost[0], Range(End(1)): lost[1]}),
        ),
    )


@composite
def stood_upon(
    draw: DrawFn,
    *,
    node: str,
    full: Fraction = Fraction(100),
    keys: Sequence[str] = (),
    items: Sequence[str] = (),
    least: Fraction | None = None,
    whole: bool = True,
) -> dict[str, Any]:
    """Return what may stand on a node of a full mark: mostly nothing, else gates, grades and bonuses
    that read it or what it is made of, each of that full mark unless `least` is the lowest of theirs.
    """
    kind = draw(st.integers(0, 6))
    of = draw(st.sampled_from([node, *keys]))
    found: dict[str, Any] = {}
    if kind == 2:
        gate = draw(gates(of=[of, *items], to=[Fraction(0), full / 3]))
        found["gates"] = (_reachable(gate, of, full if least is None or of == node else least),)
    if kind == 3:
        found["bonuses"] = (draw(step_bonuses(of=[of])),)
    if kind == 4 and whole:
        found["bonuses"] = (draw(rank_bonuses(of=[of])),)
    if kind == 6 and whole:
        found["adjustments"] = tuple(draw(adjustments(count=count)) for count in ("notices", "praises"))
        found["added_at_most"] = draw(st.none() | points())
    if kind == 5:
        edge = draw(st.sampled_from([End(50), End("0.5", closed=False)]))
        found["grades"] = {"优": Range(floor=edge), "=差": Range(limit=End(edge.value, closed=not edge.closed))}
        if node == "total":
            found["grades"] |= draw(st.sampled_from([{}, {"先": draw(leadings())}]))
        gate = draw(gates(of=[node], to=[None]))
        found["gates"] = (_reachable(gate, node, full),)
    return found


def _reachable(gate: Gate, of: str, full: Fraction) -> Gate:
    """Return a gate that asks no more than the full mark of what it reads, and of an item a share."""
    share = isinstance(gate.at_least, Mark) and gate.at_least.share
    within = share or (gate.of == of and gate.points(full) <= full)
    return gate if within else evolve(gate, at_least=Mark(50, share=True))


def sheets(*, full: Fraction = Fraction(100)) -> SearchStrategy[Sheet]:
    """Return sheets of a full mark."""
    return st.builds(
        Sheet, st.just(full), st.sampled_from(Unmeasured), points(), gains_at_most=st.none() | st.none() | points()
    )


def givens(*, full: Fraction = Fraction(100)) -> SearchStrategy[Given]:
    """Return figures from outside, of a full mark."""
    return st.builds(Given, st.just(full), by=labels())


def tasks(*, full: Fraction = Fraction(100)) -> SearchStrategy[Given]:
    """Return full marks from which alone an adjustment takes."""
    losing = adjustments(count="tasks").filter(lambda one: not one.gain)
    return losing.map(lambda one: Given(full, from_full=True, adjustments=[one]))


def rates(*, full: Fraction = Fraction(100)) -> SearchStrategy[Rate]:
    """Return rates of what was done in time, of a full mark."""
    return st.builds(
        Rate, of=st.just("done - late"), out_of=st.just("due"), full=st.just(full), capped=st.booleans(), by=labels()
    )


def shares_met(*, full: Fraction = Fraction(100)) -> SearchStrategy[Met]:
    """Return shares up to standard, of a full mark."""
    return st.builds(Met, st.sampled_from(Each), full=st.just(full))


def figure_nodes(*, full: Fraction = Fraction(100)) -> SearchStrategy[Node]:
    """Return nodes that rest on figures, of a full mark: of every kind."""
    return st.one_of(givens(full=full), rates(full=full), shares_met(full=full), tasks(full=full))


@composite
def means(
    draw: DrawFn,
    *,
    over: str = "area",
    of: str = "sheet",
    weights: Sequence[Mapping[str, object]] = ({}, {"east": 40, "west": 60}),
    weigh_by: Sequence[str] = ("", COUNT),
    absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0)),
) -> Mean:
    """Return means over an axis, weighed in one of the ways given."""
    written = draw(st.sampled_from(weights))
    by = "" if written else draw(st.sampled_from(weigh_by))
    return Mean(
        over=over,
        of=of,
        weights=written,
        weigh_by=by,
        by="示例" if by not in ("", COUNT) else "",
        unmeasured=draw(st.sampled_from(Unmeasured)),
        absent=draw(st.sampled_from(absent)),
        **({} if written or by else draw(choices())),
    )


def choices() -> SearchStrategy[dict[str, Any]]:
    """Return what of its members' scores a mean takes where they count alike: mostly all."""
    drops = st.fixed_dictionaries({"drop_lowest": st.integers(0, 2), "drop_highest": st.integers(0, 1)})
    return st.just(dict[str, Any]()) | st.just(dict[str, Any]()) | st.builds(dict, take=st.sampled_from(Take)) | drops


def blends(*, absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0))) -> SearchStrategy[Blend]:
    """Return blends of a sheet and a figure."""
    return st.builds(
        Blend, weights=st.sampled_from(_BLENDS), unmeasured=st.sampled_from(Unmeasured), absent=st.sampled_from(absent)
    )


def sums(*, absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0))) -> SearchStrategy[Sum]:
    """Return sums of a sheet and a figure."""
    return st.builds(
        Sum,
        parts=st.permutations(["sheet", "given"]),
        unmeasured=st.sampled_from(Unmeasured),
        absent=st.sampled_from(absent),
    )


#: What a sheet and a figure may count in a blend; one of no weight may still decide, by what stands on the blend.
_BLENDS: Sequence[Mapping[str, object]] = (
    {"sheet": 70, "given": 30},
    {"sheet": "33.3", "given": "66.7"},
    {"sheet": 100, "given": 0},
    {"sheet": 0, "given": 100},
)


@composite
def year_nodes(draw: DrawFn, full: Fraction) -> Mean | None:
    """Return what counts in a year of periods with a full mark, now and then beside a round of its own; or None."""
    weights = [{}, {"1": 15, "2": 25, "3": 60}]
    absent: Sequence[Absent | Fraction] = (Absent.DROP, Absent.BLANK, Fraction(0), full)
    year = draw(means(over="period", of="total", weights=weights, weigh_by=[""], absent=absent))
    gate = draw(gates(of=["year", EVERY_PERIOD], to=[Fraction(0), full / 3]))
    gate = gate if gate.points(full) <= full else evolve(gate, at_least=Mark(50, share=True))
    failed = Gate(of=EVERY_PERIOD, at_least=Passed.PASSED, to=full / 2)
    stood = draw(st.sampled_from([(), (gate,), (failed,), (failed, gate)]))
    return draw(st.sampled_from([None, year, evolve(year, own=40), evolve(year, gates=stood)]))


@composite
def models(draw: DrawFn, *, areas: Sequence[str] = ("east", "west")) -> Model:
    """Return scoring models that can be evaluated, of every node: sheets, means, blends, figures,
    rates, and what stands on them.
    """
    full = draw(sizes())
    on = draw(stood_upon(node="total", full=full))
    sheet, given = draw(sheets(full=full)), draw(figure_nodes(full=full))
    fits = (*Absent, Fraction(0), full)
    sites = draw(means(over="site", weights=[{}], weigh_by=[""], absent=fits))
    year = draw(year_nodes(full))
    more: dict[str, Node] = {"year": year} if year else {}
    nodes: dict[str, Node]
    match draw(st.integers(0, 5)):
        case 0:
            nodes = {"total": evolve(sheet, **{key: value for key, value in on.items() if key != "bonuses"})}
        case 1:
            nodes = {"sheet": sheet, "total": evolve(sites, **on)}
        case 2:
            weights = (
                [{}, *(dict(zip(areas, pair, strict=False)) for pair in (("40", "60"), ("0", "100")))]
                if len(areas) > 1
                else [{}]
            )
            nodes = {
                "sheet": sheet,
                "sites": sites,
                "total": evolve(draw(means(of="sites", weights=weights, absent=fits)), **on),
            }
        case 3:
            blend = draw(blends(absent=fits))
            nodes = {
                "sheet": sheet,
                "given": given,
                "total": evolve(blend, **draw(stood_upon(node="total", full=full, keys=["sheet", "given"]))),
            }
        case 4:
            mark = draw(sizes())
            least = min(full, mark)
            stood = draw(stood_upon(node="total", full=full + mark, keys=["sheet", "given"], least=least))
            nodes = {"sheet": sheet, "given": draw(figure_nodes(full=mark)), "total": evolve(draw(sums()), **stood)}
        case _:
            nodes = {
                "sheet": sheet,
                "own": sites,
                "total": evolve(
                    draw(means(over="unit", of="own", weights=[{}], weigh_by=["", COUNT, "people"], absent=fits)), **on
                ),
            }
    return Model({**nodes, **more})


def carries() -> SearchStrategy[Carry]:
    """Return when the score of a unit counts in its parent's."""
    return st.builds(
        Carry,
        bottom=st.integers(1, 2) | unit_shares(),
        periods=st.integers(1, 3),
        weight=st.sampled_from([None, "10", "33.3"]),
    )


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
    """Return assessments with a given code, around the indicators and items given; only with `worded`
    does anything else vary.
    """
    plain = Assessment(
        code=code,
        zh="示例",
        en="example",
        office="example",
        items=items,
        indicators=indicators,
        model=Model({"total": Sheet()}),
    )
    if not worded:
        return plain
    model = draw(models(areas=areas))
    sharing = any(getattr(bonus, "ties", None) is TiedBonus.SHARED for _, node in model.nodes for bonus in node.bonuses)
    return evolve(
        plain,
        zh=draw(labels()),
        en=draw(labels()),
        office=draw(labels()),
        model=model,
        publication=draw(publications()),
        ties=draw(st.sampled_from(TieRule)),
        ties_by=draw(st.lists(st.sampled_from(sorted(model.whole)), unique=True, max_size=2)) if model.whole else (),
        after_ties=draw(st.sampled_from([AfterTies.SKIP] if sharing else AfterTies)),
        ranks=draw(st.sampled_from(Ranks)),
        unranked=draw(st.sampled_from([(), ("office",)])),
        named=draw(st.sampled_from([(), (), ("office",), ("district",)])),
        warning=draw(st.sampled_from([None, Mark(30, share=True)])),
        carry=draw(st.none() | carries()),
        clauses=tuple(clauses[: draw(st.integers(0, len(clauses)))]),
    )
