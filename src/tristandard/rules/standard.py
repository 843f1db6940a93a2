"""What is good enough: for each measure the set of acceptable answers.

`a | b` is the higher standard: it accepts exactly what both accept (指标就高). `a <= b` means that
b asks at least as much as a. Direction is never a flag: "at most" and "at least" are the two ends
of a range, presence is at least one, absence at most none. The join is total: two standards that
nothing can meet together join to one that accepts nothing, which `check` reports.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from fractions import Fraction
from math import ceil, floor
from typing import final

from attrs import field, frozen, validators
from attrs.converters import optional

from tristandard.basics.errors import BadValue, all_of
from tristandard.basics.fields import kind_of, one_line_each, texts
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import compared, exact, plain
from tristandard.words.sentence import Sentence


@final
@frozen(order=False)
class End:
    """One end of a range; a closed end belongs to it."""

    value: Fraction = field(converter=exact)
    closed: bool = field(default=True, validator=kind_of(bool))


@final
@frozen(order=False)
class Range:
    """Acceptable numbers, or places on a ladder; an end of None is open to the domain's end.

    All ranges that hold nothing are equal.
    """

    floor: End | None = field(default=None, validator=kind_of(End | None))
    limit: End | None = field(default=None, validator=kind_of(End | None))

    def __attrs_post_init__(self) -> None:
        if self.floor and self.limit:
            closed = self.floor.closed and self.limit.closed
            if self.limit.value < self.floor.value or (self.limit.value == self.floor.value and not closed):
                object.__setattr__(self, "floor", End(Fraction(1)))
                object.__setattr__(self, "limit", End(Fraction(0)))

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.floor is not None and self.limit is not None and self.limit.value < self.floor.value

    def accepts(self, value: Fraction) -> bool:
        """Return whether a number lies in the range."""
        low, high = self.floor, self.limit
        above = 1 if low is None else compared(value, low.value)
        below = -1 if high is None else compared(value, high.value)
        return (above > 0 or (above == 0 and low is not None and low.closed)) and (
            below < 0 or (below == 0 and high is not None and high.closed)
        )

    def distance(self, value: Fraction) -> Fraction:
        """Return how far a number lies beyond the range: 0 inside it, or upon an end that is open."""
        if self.floor and compared(value, self.floor.value) < 0:
            return self.floor.value - value
        if self.limit and compared(value, self.limit.value) > 0:
            return value - self.limit.value
        return Fraction(0)

    def surplus(self, value: Fraction) -> Fraction:
        """Return how far an accepted number lies from the nearer end: 0 upon it, outside, or where there is none."""
        gaps = [value - self.floor.value] if self.floor else []
        gaps += [self.limit.value - value] if self.limit else []
        return min(gaps) if gaps and self.accepts(value) else Fraction(0)

    def __or__(self, other: Range) -> Range:
        """Return the higher of two ranges: what both accept."""
        return Range(
            floor=_tighter(self.floor, other.floor, lambda end: (end.value, not end.closed)),
            limit=_tighter(self.limit, other.limit, lambda end: (-end.value, not end.closed)),
        )

    def __le__(self, other: Range) -> bool:
        return self | other == other

    def within(self, measure: Measure) -> Range:
        """Return the range over the measure's domain, in the one form that equal meaning has.

        Of a whole-numbered measure > 2 is >= 3; an end that the domain has anyway asks nothing.
        """
        (low, high), low_end, high_end = measure.ends, self.floor, self.limit
        if measure.counted_by_one:
            if low_end:
                low_end = End(Fraction(ceil(low_end.value) if low_end.closed else floor(low_end.value) + 1))
            if high_end:
                high_end = End(Fraction(floor(high_end.value) if high_end.closed else ceil(high_end.value) - 1))
        known = Range(None if low is None else End(low), None if high is None else End(high))
        if (Range(low_end, high_end) | known).empty:
            return Range(End(Fraction(1)), End(Fraction(0)))
        return Range(
            None if Range(low_end) <= Range(known.floor) else low_end,
            None if Range(None, high_end) <= Range(None, known.limit) else high_end,
        )

    def __str__(self) -> str:
        return self.show(plain)

    def show(self, number: Callable[[Fraction], str]) -> str:
        """Return the range as rule sets write it, numbers by the function given."""
        low, high = self.floor, self.limit
        if self.empty:
            return "none"
        if low and high and low == high:
            return f"= {number(low.value)}"
        ends = []
        if low:
            ends.append(f"{'>=' if low.closed else '>'} {number(low.value)}")
        if high:
            ends.append(f"{'<=' if high.closed else '<'} {number(high.value)}")
        return " and ".join(ends) or "any"


def _tighter(one: End | None, other: End | None, rank: Callable[[End], tuple[Fraction, bool]]) -> End | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=rank)


@final
@frozen(order=False)
class Forms:
    """Acceptable forms: required ⊆ seen ⊆ accepted, where accepted None means any.

    All that no set of forms can meet are equal.
    """

    required: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    accepted: frozenset[str] | None = field(
        default=None, converter=optional(texts), validator=validators.optional(one_line_each)
    )

    def __attrs_post_init__(self) -> None:
        if self.accepted is not None and not self.required <= self.accepted:
            object.__setattr__(self, "required", frozenset({""}))
            object.__setattr__(self, "accepted", frozenset())

    @property
    def empty(self) -> bool:
        """Whether nothing meets it."""
        return self.accepted is not None and not self.required <= self.accepted

    def accepts(self, seen: frozenset[str]) -> bool:
        """Return whether the forms seen are enough and none of them is unfit."""
        return self.required <= seen and (self.accepted is None or seen <= self.accepted)

    def distance(self, seen: frozenset[str]) -> Fraction:
        """Return how many required forms are missing and how many seen are not accepted."""
        unfit = frozenset[str]() if self.accepted is None else seen - self.accepted
        return Fraction(len(self.required - seen) + len(unfit))

    def __or__(self, other: Forms) -> Forms:
        """Return the higher of two demands: what both accept."""
        sets = [forms.accepted for forms in (self, other) if forms.accepted is not None]
        return Forms(self.required | other.required, frozenset.intersection(*sets) if sets else None)

    def __le__(self, other: Forms) -> bool:
        return self | other == other

    def within(self, measure: Measure) -> Forms:
        """Return the demand over the measure's domain, in the one form that equal meaning has."""
        accepted = None if self.accepted is None or measure.forms <= self.accepted else self.accepted & measure.forms
        if not self.required <= measure.forms:
            accepted = frozenset()
        return Forms(self.required, accepted)

    def __str__(self) -> str:
        if self.empty:
            return "none"
        parts = []
        if self.required:
            parts.append(f"requires {{{', '.join(sorted(self.required))}}}")
        if self.accepted is not None:
            parts.append(f"accepts {{{', '.join(sorted(self.accepted))}}}")
        return " ".join(parts) or "any"


Acceptance = Range | Forms


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
        return Standard((*self.asks, *other.asks))

    def __le__(self, other: Standard) -> bool:
        return self | other == other

    def __str__(self) -> str:
        return "; ".join(map(str, self.asks))
