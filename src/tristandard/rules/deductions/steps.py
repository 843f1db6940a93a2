"""Steps (每处扣、每档扣): so many points for each step beyond the bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.fields import kind_of
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact, exact_if_any, plain, positive
from tristandard.rules.deductions.form import (
    DeductionForm,
    Flaw,
    Reach,
    farthest,
    smaller_than_a_step,
    step,
)
from tristandard.rules.deductions.parts import PARTS_LOST, Parts
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told

#: How a step is written that is the whole of what is required.
REQUIRED = "required"


@final
class Counting(Enum):
    """Which occurrences cost."""

    #: Those beyond the bar.
    BEYOND = "beyond"
    #: All of them, once the bar is breached.
    ALL = "all"


_COUNTED: Mapping[Counting, Told] = {
    Counting.BEYOND: Told("", ""),
    Counting.ALL: Told("（达标线以内的也计）", " (all occurrences count)"),
}


@final
@frozen
class Steps(DeductionForm):
    """So many points for each step of distance; a step of None is the whole of what is required."""

    key: ClassVar = "each"
    says: ClassVar = Sentence("每{step}扣 {each} 分{parts}{counted}", "{each} per {step}{parts}{counted}")
    by_finding: ClassVar = True

    each: Fraction = field(converter=exact, validator=positive)
    per: Fraction | None = field(
        default=Fraction(1), converter=exact_if_any, validator=positive, metadata={"none": REQUIRED}
    )
    parts: Parts = field(default=Parts.EXACT, validator=kind_of(Parts))
    counting: Counting = field(default=Counting.BEYOND, validator=kind_of(Counting))

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return the points of the steps that a breach is worth."""
        return self.taken(ask, value) * self.each

    def taken(self, ask: Ask, value: Value) -> Fraction:
        """Return how many steps a breach is worth."""
        size = self._size(ask)
        distance = self.distance(ask, value) if size else Fraction(1)
        taken = self.parts.of(distance / size if size and size != 1 else distance)
        return max(taken, Fraction(1)) if self.parts is Parts.BEGUN else taken

    def distance(self, ask: Ask, value: Value) -> Fraction:
        """Return how much of a breach is priced: what lies beyond the bar, or everything."""
        distance = ask.distance(value)
        if self.counting is Counting.ALL and isinstance(value, Fraction) and ask.exceeded_by(value):
            return max(distance, value)
        return distance

    def _size(self, ask: Ask) -> Fraction | None:
        """Return the size of a step; None where every breach is one step."""
        floor, _ = ask.ends
        size = floor.value if self.per is None and floor else self.per
        return size if size and size > 0 else None

    def reach(self, ask: Ask) -> Reach:
        """Return the most that a breach costs, below the bar and above."""
        return farthest(ask, lambda value: self.price(ask, value), None if self._size(ask) else self.each)

    def apiece(self, ask: Ask) -> Fraction | None:
        """Return what each finding beyond the bar takes, where all take the same however many there are."""
        size = self._size(ask)
        if not size:
            return None
        even = self.parts is Parts.EXACT or (ask.measure.whole and (1 / size).denominator == 1)
        return self.each / size if even else None

    @property
    def shares_of_required(self) -> bool:
        """Whether a step is the whole of what is required."""
        return self.per is None

    part_is_free: ClassVar = Told("不足一档不扣分", "less than a whole step loses nothing")
    end_is_free: ClassVar = Told("数值恰为不达标的限值时不扣分", "a value upon the open end loses nothing")

    def unpriced_breach(self, ask: Ask) -> Told | None:
        """Return why some breach costs nothing: it is less than a whole step, or at no distance."""
        match self.parts:
            case Parts.BEGUN:
                return None
            case Parts.WHOLE:  # where answers lie one apart, every breach is a step of 1 at least
                apart = ask.measure.counted_by_one or ask.measure.forms
                return None if apart and self.per is not None and self.per <= 1 else self.part_is_free
            case Parts.EXACT:
                return self.end_is_free if self._free_upon_end(ask) else None

    def _free_upon_end(self, ask: Ask) -> bool:
        """Return whether a value upon an open end costs nothing; where all occurrences count, only where it is 0."""
        floor, limit = ask.ends
        counted = self.counting is Counting.ALL and limit is not None and limit.value > 0
        return any(end is not None and not end.closed for end in ((floor,) if counted else (floor, limit)))

    not_one_by_one: ClassVar = Told(
        "按问题情形计问题，而一档不是一处", "counts findings by circumstance in steps other than one"
    )
    price_each: ClassVar = Told("请按处扣分：删去 per", "price each finding: leave `per` out")

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that findings are counted in other steps than one, or else that the cap is below one step."""
        if selective and self.per != 1:
            yield Flaw(self.not_one_by_one, self.price_each, of_line=True)
        else:
            yield from smaller_than_a_step(self.each, at_most)

    nothing_required: ClassVar = Sentence(
        "按 {measure} 未完成的比例扣分，而标准对它没有要求",
        "deducts by the uncompleted share of {measure}, of which nothing is required",
    )
    require_something: ClassVar = Told(
        "请规定大于零的要求，或写明一档多大", "ask for at least something above zero, or write a step"
    )
    no_upper_end: ClassVar = Sentence(
        "把 {measure} 全部计入，而它没有上限", "counts all occurrences of {measure}, which has no upper end"
    )
    count_beyond: ClassVar = Told("请只计超出标准的部分", "count what lies beyond the bar")

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield that nothing is required of which a part could be missing, or that there is no end to count up to."""
        (floor, limit), code = ask.ends, ask.measure.code
        if self.per is None:
            if floor is None or floor.value <= 0:
                yield Flaw(self.nothing_required(measure=code), self.require_something)
        elif self.counting is Counting.ALL and limit is None:
            yield Flaw(self.no_upper_end(measure=code), self.count_beyond)

    whole_step: ClassVar = Told("缺全部所需", "the whole of what is required")
    sized_step: ClassVar = Sentence(" {size}", "{size}")

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return the points and the size of a step, and which parts and occurrences count."""
        size = self.whole_step if self.per is None else self.sized_step(size=step(self.per, priced))
        parts, counted = PARTS_LOST[self.parts], _COUNTED[self.counting]
        return {"step": size, "each": plain(self.each), "parts": parts, "counted": counted}
