"""What is good enough: for each measure the set of acceptable answers.

`a | b` is the higher standard: it accepts exactly what both accept (指标就高). `a <= b` means that
b asks at least as much as a. The join is total: two standards that nothing can meet together join
to one that accepts nothing, which `check` reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from enum import IntEnum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, all_of
from tristandard.basics.fields import kind_of
from tristandard.basics.measure import Measure, Value
from tristandard.rules.acceptance import Acceptance, End, Forms, Range
from tristandard.words.sentence import Sentence


@final
class Verdict(IntEnum):
    """How an outcome stands to a standard, from the lowest."""

    #: A value was seen that is not accepted.
    BREACHED = 0
    #: Nothing seen is unacceptable, but not every measure was seen.
    OPEN = 1
    #: Every measure was seen and is accepted.
    MET = 2


_A_STANDARD_FOR = Sentence("{measure} 的标准", "a standard for {measure}")
_A_VALUE_OF = Sentence("{measure} 的值", "a value of {measure}")


@final
@frozen(order=False, cache_hash=True)
class Ask:
    """What is acceptable of one measure, over the measure's own domain."""

    measure: Measure = field(validator=kind_of(Measure))
    acceptance: Acceptance = field(validator=kind_of(Acceptance))

    def __attrs_post_init__(self) -> None:
        measure, acceptance = self.measure, self.acceptance
        match acceptance:
            case Range() if not measure.forms:
                object.__setattr__(self, "acceptance", acceptance.within(measure))
            case Forms() if measure.forms:
                object.__setattr__(self, "acceptance", acceptance.within(measure))
            case _:
                raise BadValue(str(acceptance), _A_STANDARD_FOR(measure=measure.code), measure.hint())

    def accepts(self, value: object) -> bool:
        """Return whether a value of the measure is good enough."""
        match self.acceptance:
            case Range():
                return self.acceptance.accepts(self.measure.position(value))
            case Forms():
                return self.acceptance.accepts(self._forms(value))

    def distance(self, value: Value) -> Fraction:
        """Return how far a value lies beyond: in the measure's unit, in rungs, or in forms."""
        match self.acceptance:
            case Range():
                return self.acceptance.distance(self.measure.position(value))
            case Forms():
                return self.acceptance.distance(self._forms(value))

    @property
    def ends(self) -> tuple[End | None, End | None]:
        """The lower and the upper end of what is acceptable; None where there is none, as of forms."""
        return (self.acceptance.floor, self.acceptance.limit) if isinstance(self.acceptance, Range) else (None, None)

    def exceeded_by(self, value: Value) -> bool:
        """Return whether a number lies upon the upper end or above it, where a breach is what was found."""
        _, limit = self.ends
        return limit is not None and isinstance(value, Fraction) and value >= limit.value

    def surplus(self, value: Value) -> Fraction:
        """Return how far an accepted value lies above the bar, on its good side; of forms there
        is no more than enough.
        """
        return (
            self.acceptance.surplus(self.measure.position(value)) if isinstance(self.acceptance, Range) else Fraction(0)
        )

    def farthest(self) -> tuple[tuple[Value | None, ...], tuple[Value | None, ...]]:
        """Return the worst breach below what is acceptable, and the worst above: of each side one value, or none.

        A value of None says that the domain has no end on that side. Of forms the worst is to see
        every unfit one and none that is required; it stands below.
        """
        measure, acceptance = self.measure, self.acceptance
        if isinstance(acceptance, Forms):
            worst = frozenset() if acceptance.accepted is None else measure.forms - acceptance.accepted
            return ((), ()) if acceptance.accepts(worst) else ((worst,), ())
        low, high = measure.ends
        return (
            (self._at(low),) if acceptance.floor and (low is None or not acceptance.accepts(low)) else (),
            (self._at(high),) if acceptance.limit and (high is None or not acceptance.accepts(high)) else (),
        )

    def best(self) -> Value | None:
        """Return the acceptable number or rung that lies farthest above the bar; None where there is
        no such end, or of forms.
        """
        if isinstance(self.acceptance, Forms):
            return None
        (low, high), floor, limit = self.measure.ends, self.acceptance.floor, self.acceptance.limit
        if floor and limit:
            middle = (floor.value + limit.value) / 2
            return self._at(Fraction(middle.numerator // middle.denominator) if self.measure.counted_by_one else middle)
        return self._at(high if floor else low)

    def _at(self, place: Fraction | None) -> Value | None:
        """Return the value at a place: the number itself, or the rung."""
        return self.measure.rungs[int(place)] if self.measure.rungs and place is not None else place

    @property
    def asks_nothing(self) -> bool:
        """Whether every answer is acceptable, so that it asks only that there be one."""
        return self.acceptance in (Range(), Forms())

    def worse(self, value: Value, other: Value) -> bool:
        """Return whether a value is worse than another: on the wrong side where there is one
        side, else further beyond.
        """
        if isinstance(self.acceptance, Range):
            place, other_place = self.measure.position(value), self.measure.position(other)
            if self.acceptance.limit is None:
                return place < other_place
            if self.acceptance.floor is None:
                return place > other_place
        return self.distance(value) > self.distance(other)

    def _forms(self, value: object) -> frozenset[str]:
        if isinstance(value, (frozenset, set, list, tuple)):
            return frozenset(value)
        raise BadValue(value, _A_VALUE_OF(measure=self.measure.code), self.measure.hint())

    def __or__(self, other: Ask) -> Ask:
        """Return the higher of two demands on one measure."""
        match self.acceptance, other.acceptance:
            case (Range() as one, Range() as another):
                return Ask(self.measure, one | another)
            case (Forms() as one, Forms() as another):
                return Ask(self.measure, one | another)
            case _:
                raise BadValue(str(other), _A_STANDARD_FOR(measure=self.measure.code), self.measure.hint())

    def __str__(self) -> str:
        return f"{self.measure.code} {self.bar}"

    @property
    def bar(self) -> str:
        """What is acceptable, as rule sets write it, with the unit."""
        match self.acceptance:
            case Range():
                if rungs := self.measure.rungs:
                    return self.acceptance.show(lambda place: rungs[int(place)])
                return self.acceptance.show(self.measure.unit.show)
            case Forms():
                return str(self.acceptance)


def _asks(asks: Mapping[Measure, Acceptance] | Iterable[Ask]) -> tuple[Ask, ...]:
    joined: dict[Measure, Ask] = {}
    told = list(itertools.starmap(Ask, asks.items())) if isinstance(asks, Mapping) else all_of(asks, Ask)
    for ask in told:
        joined[ask.measure] = joined[ask.measure] | ask if ask.measure in joined else ask
    return tuple(sorted(joined.values(), key=lambda ask: (ask.measure.code, str(ask.measure.unit))))


@final
@frozen(order=False, cache_hash=True)
class Standard:
    """For each measure what is acceptable (标准). One that asks nothing accepts everything.

    Asking anything of a measure, even "any", means that it must be measured.
    """

    asks: tuple[Ask, ...] = field(default=(), converter=_asks)

    @property
    def measures(self) -> frozenset[str]:
        """The codes of the measures it asks about."""
        return frozenset(ask.measure.code for ask in self.asks)

    @property
    def unmeetable(self) -> tuple[str, ...]:
        """The measures of which nothing is acceptable."""
        return tuple(ask.measure.code for ask in self.asks if ask.acceptance.empty)

    def breached(self, values: Mapping[str, object]) -> frozenset[str]:
        """Return the measures of which something was seen that is not acceptable."""
        codes = (
            ask.measure.code
            for ask in self.asks
            if (value := values.get(ask.measure.code)) is not None and not ask.accepts(value)
        )
        return frozenset(codes)

    def judge(self, values: Mapping[str, object]) -> Verdict:
        """Return the lowest verdict over all measures; one that was not seen is open."""
        verdict = Verdict.MET
        for ask in self.asks:
            value = values.get(ask.measure.code)
            if value is None:
                verdict = Verdict.OPEN
            elif not ask.accepts(value):
                return Verdict.BREACHED
        return verdict

    def accepts(self, values: Mapping[str, object]) -> bool:
        """Return whether every measure was seen and is acceptable."""
        return self.judge(values) is Verdict.MET

    def only(self, measures: frozenset[str]) -> Standard:
        """Return the part that speaks of the measures given."""
        return Standard(ask for ask in self.asks if ask.measure.code in measures)

    def __or__(self, other: Standard) -> Standard:
        """Return the higher of two standards: it accepts a complete value exactly when both do."""
        if not isinstance(other, Standard):
            return NotImplemented
        return Standard((*self.asks, *other.asks))

    def __le__(self, other: Standard) -> bool:
        return self | other == other if isinstance(other, Standard) else NotImplemented

    def __str__(self) -> str:
        return "; ".join(map(str, self.asks))
