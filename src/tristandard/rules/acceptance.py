"""What is acceptable of one measure: a range of numbers or of rungs, or forms; each a set of answers, with its join.

Direction is never a flag: "at most" and "at least" are the two ends of a range, presence is at
least one, absence at most none.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import final

from attrs import field, frozen, validators
from attrs.converters import optional

from tristandard.basics.fields import kind_of, one_line_each, texts
from tristandard.basics.measure import Measure
from tristandard.basics.points import compared, exact, plain


@final
@frozen(order=False)
class End:
    """One end of a range; a closed end belongs to it."""

    value: Fraction = field(converter=exact)
    closed: bool = field(default=True, validator=kind_of(bool))


#: The ends of a range that holds nothing.
_ABOVE, _BELOW = End(Fraction(1)), End(Fraction(0))


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
                object.__setattr__(self, "floor", _ABOVE)
                object.__setattr__(self, "limit", _BELOW)

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
            return Range(_ABOVE, _BELOW)
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


#: A form that no measure has: what requires it is never met.
_NEVER_SEEN = frozenset({""})


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
            object.__setattr__(self, "required", _NEVER_SEEN)
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
