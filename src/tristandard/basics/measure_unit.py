"""The unit of a measure, which may be a rate, and its exact conversion."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import one_line
from tristandard.basics.points import exact, plain, readable
from tristandard.words.sentence import Sentence, Told

_UNIT = re.compile(r"(?P<name>[^\s/0-9;,=][^\s/;,=]*)(?:/(?:(?P<amount>[0-9./]+)\s*)?(?P<per>[^\s/0-9;,=][^\s/;,=]*))?")

_A_UNIT = Told("计量单位", "a unit")
_UNIT_WRITTEN = Told(
    "请写单位，如“处”“%”，或比率，如“处/100 m”",
    'write a unit such as "处" or "%", or a rate such as "处/100 m"',
)

#: The metre, as it is written in either language.
_METRE = Told("米", "m")
#: How many of the base unit one of each is. Units of one base convert exactly; others never do.
_BASES = {
    **dict.fromkeys(_METRE, ("m", Fraction(1))),
    "cm": ("m", Fraction(1, 100)),
    "km": ("m", Fraction(1000)),
    "m²": ("m²", Fraction(1)),
    "km²": ("m²", Fraction(1_000_000)),
    "s": ("s", Fraction(1)),
    "min": ("s", Fraction(60)),
    "h": ("s", Fraction(3600)),
    "d": ("s", Fraction(86400)),
    "%": ("%", Fraction(1)),
    "‰": ("%", Fraction(1, 10)),
}


def _base(name: str) -> tuple[str, Fraction]:
    return _BASES.get(name, (name, Fraction(1)))


_CONVERTS = Sentence("能换算成 {unit} 的单位", "a unit that converts to {unit}")
_WRITE_IT_IN = Sentence("请以 {unit} 为单位写", "write the value in {unit}")


@final
@frozen
class MeasureUnit:
    """A unit, or a rate: so many of `name` per `amount` of `per`."""

    name: str = field(converter=as_text, validator=one_line)
    amount: Fraction = field(default=Fraction(1), converter=exact)
    per: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        written = f"{self.name}/{plain(self.amount)} {self.per}" if self.per else self.name
        if self.amount <= 0 or not _UNIT.fullmatch(written) or not (self.per or self.amount == 1):
            raise BadValue(written, _A_UNIT, _UNIT_WRITTEN)

    @classmethod
    def parse(cls, text: str) -> MeasureUnit:
        """Return the unit that is written "处", "%", "min" or "处/100 m"."""
        found = _UNIT.fullmatch(text.strip()) if isinstance(text, str) else None
        amount = exact(found["amount"] or "1") if found else None
        if not found or not amount:
            raise BadValue(text, _A_UNIT, _UNIT_WRITTEN)
        return cls(found["name"], amount, found["per"] or "")

    def factor(self, into: MeasureUnit) -> Fraction:
        """Return what a number in this unit is multiplied by to be in another.

        Raises:
            BadValue: When the two do not measure the same thing.
        """
        (base, size), (other, other_size) = _base(self.name), _base(into.name)
        (length, one), (other_length, other_one) = _base(self.per), _base(into.per)
        if (base, length) != (other, other_length):
            raise BadValue(str(self), _CONVERTS(unit=str(into)), _WRITE_IT_IN(unit=str(into)))
        return size / other_size * (into.amount * other_one) / (self.amount * one)

    def show(self, value: Fraction) -> str:
        """Return a number with its unit: a rate of so much each as a decimal where that ends, and any other that is no
        whole number with two integers, as far as these are read again.

        >>> MeasureUnit.parse("处/100 m").show(Fraction(5, 3)), MeasureUnit.parse("h/d").show(Fraction(21, 2))
        ('5 处/300 m', '10.5 h/d')
        """
        above, below, told = Fraction(value.numerator), self.amount * value.denominator, plain(value)
        apart = self.per and value.denominator > 1 and (self.amount != 1 or "/" in told)
        if apart and readable(above) and readable(below):
            return f"{above} {MeasureUnit(self.name, below, self.per)}"
        return f"{told} {self}"

    def __str__(self) -> str:
        if not self.per:
            return self.name
        return f"{self.name}/{self.per}" if self.amount == 1 else f"{self.name}/{plain(self.amount)} {self.per}"
