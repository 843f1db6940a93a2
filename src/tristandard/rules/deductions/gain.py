"""Gain (加分): so many points gained for each step above the bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import kind_of
from tristandard.basics.language import Told
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact, positive
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach, number, smaller_than_a_step, step
from tristandard.rules.deductions.parts import PARTS_GAINED, Parts
from tristandard.rules.deductions.price import Price
from tristandard.rules.standard import Ask, Forms, Standard


@final
@frozen
class Gain(DeductionForm):
    """So many points gained for each step above the bar, on its good side (加分); the line's cap is compulsory."""

    key: ClassVar = "gain"
    zh: ClassVar = "高于标准每 {step}加 {each} 分{parts}"
    en: ClassVar = "{each} gained for each {step} above the bar{parts}"
    rewards: ClassVar = True

    each: Fraction = field(converter=exact, validator=positive)
    per: Fraction = field(default=Fraction(1), converter=exact, validator=positive)
    parts: Parts = field(default=Parts.WHOLE, validator=kind_of(Parts))

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return the points for what lies above the bar: 0 upon it and below."""
        return self.parts.of(self.distance(ask, value) / self.per) * self.each

    def as_price(self, points: Fraction) -> Price:
        """Return points after the line's cap as what a place gains."""
        return Price(gained=points)

    def distance(self, ask: Ask, value: Value) -> Fraction:
        """Return how far a value lies above the bar."""
        return ask.surplus(value)

    def reach(self, ask: Ask) -> Reach:
        """Return nothing on either side: no breach costs anything."""
        return Fraction(0), Fraction(0)

    def best(self, ask: Ask) -> Fraction | None:
        """Return the most that a value can gain; None where nothing bounds it."""
        if ask.asks_nothing or isinstance(ask.acceptance, Forms):
            return Fraction(0)
        best = ask.best()
        return None if best is None else self.price(ask, best)

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that there is no cap, or that it is below one step."""
        if at_most is None:
            yield Flaw("gains without a ceiling", "write at_most", of_line=True)
        yield from smaller_than_a_step(self.each, at_most)

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield that no end is asked above which a value could lie."""
        if any(ask.ends):
            return
        anyway, remedy = "", "ask for at least, or at most, something"
        if ask.measure.low is not None:
            low = ask.measure.unit.show(ask.measure.low)
            anyway = f": all its values are at least {low}"
            remedy += f' beyond that, or write low = "open" for the measure, so that ">= {low}" asks something'
        yield Flaw(f"gains by {ask.measure.code}, of which no end is asked{anyway}", remedy)

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, Told]:
        """Return the points and the size of a step, and which parts count."""
        return {"step": step(self.per, priced), "each": number(self.each), "parts": PARTS_GAINED[self.parts]}
