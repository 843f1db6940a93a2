"""Strategies for what is good enough: ranges and forms, demands and standards, as written and in their normal form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.measure import Measure, Value
from tristandard.rules.acceptance import Acceptance, End, Forms, Range
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.strategies.basics import NUMBERS
from tristandard.testing.strategies.measures import MEASURES, values_of

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


@composite
def goals(draw: DrawFn, *, measures: Sequence[Measure] = MEASURES, max_size: int = 3) -> dict[Measure, Value]:
    """Return one value for each of a few measures, which `meetable` standards accept."""
    asked = draw(st.lists(st.sampled_from(measures), unique=True, min_size=1, max_size=max_size))
    return {measure: draw(values_of(measure)) for measure in asked}
