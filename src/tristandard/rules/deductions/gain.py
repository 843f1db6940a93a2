"""Gain (加分): so many points gained for each step above the bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.fields import kind_of
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact, plain, positive
from tristandard.rules.acceptance import Forms
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach, smaller_than_a_step, step
from tristandard.rules.deductions.parts import PARTS_GAINED, Parts
from tristandard.rules.deductions.price import Price
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told


@final
@frozen
class Gain(DeductionForm):
    """So many points gained for each step above the bar, on its good side (加分); the line's cap is compulsory."""

    key: ClassVar = "gain"
    says: ClassVar = Sentence(
        "高于标准每 {step}加 {each} 分{parts}", "{each} gained for each {step} above the bar{parts}"
    )
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

    no_ceiling: ClassVar = Told("加分没有上限", "gains without a ceiling")
    write_a_cap: ClassVar = Told("请写明 at_most", "write at_most")

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that there is no cap, or that it is below one step."""
        if at_most is None:
            yield Flaw(self.no_ceiling, self.write_a_cap, of_line=True)
        yield from smaller_than_a_step(self.each, at_most)

    no_end: ClassVar = Sentence(
        "按 {measure} 加分，而标准没有规定它的上下限", "gains by {measure}, of which no end is asked"
    )
    ask_for_an_end: ClassVar = Told("请规定不少于或不多于多少", "ask for at least, or at most, something")
    no_end_beyond: ClassVar = Sentence(
        "按 {measure} 加分，而标准没有规定它的上下限：它的值本来都不小于 {low}",
        "gains by {measure}, of which no end is asked: all its values are at least {low}",
    )
    ask_beyond: ClassVar = Sentence(
        '请规定超出该数的下限或上限，或把该测量项目写作 low = "open"，使“>= {low}”有所要求',
        'ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that '
        '">= {low}" asks something',
    )

    def flaws_for(self, ask: Ask) -> Iterator[Flaw]:
        """Yield that no end is asked above which a value could lie."""
        if any(ask.ends):
            return
        if ask.measure.low is None:
            yield Flaw(self.no_end(measure=ask.measure.code), self.ask_for_an_end)
            return
        low = ask.measure.unit.show(ask.measure.low)
        yield Flaw(self.no_end_beyond(measure=ask.measure.code, low=low), self.ask_beyond(low=low))

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return the points and the size of a step, and which parts count."""
        return {"step": step(self.per, priced), "each": plain(self.each), "parts": PARTS_GAINED[self.parts]}
