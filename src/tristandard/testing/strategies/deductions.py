"""Strategies for what a breach costs: the forms of deduction, and the lines that price a standard by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.finding import REPEATED
from tristandard.basics.measure import Measure
from tristandard.rules.acceptance import Acceptance, End, Range
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
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.strategies.basics import labels, points, sizes


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


def noted(asked: Standard) -> SearchStrategy[tuple[DeductionRule, ...]]:
    """Return the one line of an indicator that tells alone."""
    return notes().map(lambda note: (DeductionRule(measures=asked.measures, tariff=note),))
