"""Veto (一票否决): any breach zeroes the item, the site or the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.fields import kind_of
from tristandard.basics.measure import Measure, Value
from tristandard.rules.deductions.form import DeductionForm, Flaw, Reach, farthest
from tristandard.rules.deductions.price import Level, Price
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import Sentence, Told

_ZEROED: Mapping[Level, Told] = {
    Level.ITEM: Told("该项目", "the item"),
    Level.SITE: Told("该点位", "the site"),
    Level.UNIT: Told("总分", "the score"),
}


_VETO = Sentence("{what}一票否决", "veto: {what} is zeroed")


def tell_zeroed(level: Level) -> Told:
    """Return what a veto zeroes."""
    return _ZEROED[level]


def tell_veto(level: Level) -> Told:
    """Return that a veto zeroes what it does."""
    return _VETO(what=_ZEROED[level])


@final
@frozen
class Veto(DeductionForm):
    """Any breach zeroes the item, the site or the unit."""

    key: ClassVar = "veto"
    says: ClassVar = Sentence("出现即{veto}", "any case is a {veto}")
    by_finding: ClassVar = True

    level: Level = field(validator=kind_of(Level))

    @property
    def zeroes(self) -> Level:
        """What any breach zeroes."""
        return self.level

    def price(self, ask: Ask, value: Value) -> Fraction:
        """Return one breach."""
        return Fraction(1)

    def as_price(self, points: Fraction) -> Price:
        """Return what is zeroed, however many breaches there are."""
        return Price(vetoes=frozenset({self.level}))

    def reach(self, ask: Ask) -> Reach:
        """Return 1 on each side of the bar where there can be a breach, and 0 where there can be none."""
        return farthest(ask, lambda _: Fraction(1), Fraction(1))

    with_a_cap: ClassVar = Told("的一票否决写有上限，没有意义", "has a veto with a cap, which means nothing")
    without_a_cap: ClassVar = Told("请删去 at_most", "leave at_most out")

    def flaws(self, standard: Standard, at_most: Fraction | None, *, selective: bool) -> Iterator[Flaw]:
        """Yield that it has a cap."""
        if at_most is not None:
            yield Flaw(self.with_a_cap, self.without_a_cap, of_line=True)

    def in_words(self, priced: Sequence[Measure], asked: Mapping[str, Measure]) -> Mapping[str, object]:
        """Return what it zeroes."""
        return {"veto": tell_veto(self.level)}
