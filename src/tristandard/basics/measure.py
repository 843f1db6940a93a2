"""What is counted, in which unit, per what; and the exact conversion between units of one kind.

A measure is a question that can be observed: a number in a unit (处, %, min, 处/100 m), a rung of
a ladder of grades, or a set of forms. Its domain says which answers exist; asking for one that
does not exist is an error, and what the domain already rules out asks for nothing.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import final

from attrs import evolve, field, frozen

from tristandard.basics.counting import PLAIN, CountingRule
from tristandard.basics.errors import BadValue, as_text, coded, filled, kind_of, listed, one_line, one_line_each, texts
from tristandard.basics.points import exact, exact_if_any, plain, readable
from tristandard.words.sentence import Sentence

#: What was seen of one measure: a number in its unit, a rung of its ladder, or the forms seen.
Value = Fraction | str | frozenset[str]

_UNIT = re.compile(r"(?P<name>[^\s/0-9;,=][^\s/;,=]*)(?:/(?:(?P<amount>[0-9./]+)\s*)?(?P<per>[^\s/0-9;,=][^\s/;,=]*))?")

_UNIT_WRITTEN = 'write a unit such as "处" or "%", or a rate such as "处/100 m"'

#: A rung or a form; it stands in cells between blanks, commas and braces.
_NAME = re.compile(r"(?:(?!\.\.)[^\s,;={}])+")
#: What bars and bands are written with, so that no answer can be called so.
_WORDS = ("accepts", "and", "any", "none", "requires")

#: How many of the base unit one of each is. Units of one base convert exactly; others never do.
_BASES = {
    **dict.fromkeys(("m", "米"), ("m", Fraction(1))),
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
            raise BadValue(written, "a unit", _UNIT_WRITTEN)

    @classmethod
    def parse(cls, text: str) -> MeasureUnit:
        """Return the unit that is written "处", "%", "min" or "处/100 m"."""
        found = _UNIT.fullmatch(text.strip()) if isinstance(text, str) else None
        amount = exact(found["amount"] or "1") if found else Fraction(0)
        if not found or amount <= 0:
            raise BadValue(text, "a unit", _UNIT_WRITTEN)
        return cls(found["name"], amount, found["per"] or "")

    def factor(self, into: MeasureUnit) -> Fraction:
        """Return what a number in this unit is multiplied by to be in another.

        Raises:
            BadValue: When the two do not measure the same thing.
        """
        (base, size), (other, other_size) = _base(self.name), _base(into.name)
        (length, one), (other_length, other_one) = _base(self.per), _base(into.per)
        if (base, length) != (other, other_length):
            raise BadValue(str(self), f"a unit that converts to {into}", f"write the value in {into}")
        return size / other_size * (into.amount * other_one) / (self.amount * one)

    def show(self, value: Fraction) -> str:
        """Return a number with its unit; a rate that no decimal ends is written with two integers, as
        far as these are read again.

        >>> MeasureUnit.parse("处/100 m").show(Fraction(5, 3))
        '5 处/300 m'
        """
        above, below = Fraction(value.numerator), self.amount * value.denominator
        if self.per and value.denominator > 1 and readable(above) and readable(below):
            return f"{above} {MeasureUnit(self.name, below, self.per)}"
        return f"{plain(value)} {self}"

    def __str__(self) -> str:
        if not self.per:
            return self.name
        return f"{self.name}/{self.per}" if self.amount == 1 else f"{self.name}/{plain(self.amount)} {self.per}"


_OF_MEASURE = Sentence("{expected}（{code}）", "{expected} for {code}")


def of_measure(problem: BadValue, code: str) -> BadValue:
    """Return a mistake in a value so that it says of which measure the value is; others may stand beside it."""
    if code in problem.expected[1]:
        return problem
    return evolve(problem, expected=_OF_MEASURE(expected=problem.expected, code=code))


@final
@frozen(kw_only=True)
class Measure:
    """What is observed, and which answers there are.

    A number lies from `low` to `high` (None: no end) and is whole where `whole` says so. With
    `rungs` the answer is one of them, the ladder's lowest first; with `forms` it is a set of them.
    A sample of n, of which k are counted, is a whole number with `high` = n.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    unit: MeasureUnit = field(validator=kind_of(MeasureUnit))
    low: Fraction | None = field(default=Fraction(0), converter=exact_if_any)
    high: Fraction | None = field(default=None, converter=exact_if_any)
    whole: bool = field(default=False, validator=kind_of(bool))
    rungs: tuple[str, ...] = field(default=(), converter=listed, validator=one_line_each)
    forms: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    #: How findings become its number.
    counting: CountingRule = field(default=PLAIN, validator=kind_of(CountingRule))

    def __attrs_post_init__(self) -> None:
        if self.rungs or self.forms:
            self._check_answers()
        if self.low is not None and self.high is not None and self.high < self.low:
            raise BadValue(f"{self.low}..{self.high}", "a domain", "let low come before high")

    def _check_answers(self) -> None:
        """Refuse rungs and forms beside each other or beside what speaks of numbers, and names
        that no file can hold.
        """
        if self.rungs and self.forms:
            raise BadValue(self.code, "a measure with one kind of answer", "give rungs or forms, not both")
        if self.low != 0 or self.high is not None or self.whole:
            remedy = "leave out low, high and whole, which speak of numbers, or the rungs or forms"
            raise BadValue(self.code, "a measure with one kind of answer", remedy)
        if len(set(self.rungs)) < len(self.rungs):
            raise BadValue(self.rungs, "a ladder", "name each rung once, the lowest first")
        names, expected = (*self.rungs, *self.forms), f"a list of answers to {self.code}"
        if unfit := sorted(name for name in names if not _NAME.fullmatch(name)):
            remedy = "write each as one word, without blanks, dots in a row or any of , ; = { }"
            raise BadValue(unfit, expected, remedy)
        if unfit := sorted(name for name in names if name in _WORDS or name[0] in "<>"):
            remedy = f"name each otherwise: ranges begin with < or >, and {', '.join(_WORDS)} are words of a bar"
            raise BadValue(unfit, expected, remedy)
        if self.counting != PLAIN:
            remedy = "leave the counting rule out: its answer is no number"
            raise BadValue(self.code, "a measure that is counted", remedy)

    @property
    def countable(self) -> bool:
        """Whether its value may be a number of findings: a whole number, and no rung or form."""
        return self.whole and not self.rungs and not self.forms

    @property
    def counted_by_one(self) -> bool:
        """Whether its values lie one apart: whole numbers, and the rungs of a ladder."""
        return self.whole or bool(self.rungs)

    @property
    def ends(self) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and the highest number or place on the ladder that exists; None where there is no end."""
        if self.rungs:
            return Fraction(0), Fraction(len(self.rungs) - 1)
        if not self.whole:
            return self.low, self.high
        return None if self.low is None else Fraction(ceil(self.low)), None if self.high is None else Fraction(
            floor(self.high)
        )

    def position(self, value: object) -> Fraction:
        """Return the number that a range compares: the value itself, or the rung's place from 0."""
        if isinstance(value, Fraction):
            return value
        if isinstance(value, str) and value in self.rungs:
            return Fraction(self.rungs.index(value))
        if not self.rungs and not self.forms and not isinstance(value, str):
            return exact(value)
        raise BadValue(value, f"a value of {self.code}", self.hint())

    def admit(self, value: object) -> Value:
        """Return an observed value as this measure holds it.

        Raises:
            BadValue: When the domain has no such value: a negative count, half a problem, an
                unknown rung or form, a float.
        """
        if self.forms:
            if isinstance(value, (set, frozenset, tuple, list)) and all(
                isinstance(form, str) and form in self.forms for form in value
            ):
                return frozenset(value)
        elif self.rungs:
            if isinstance(value, str) and value in self.rungs:
                return value
        elif self._holds(number := exact(value)):
            return number
        seen = plain(value) if isinstance(value, Fraction) else value
        raise BadValue(seen, f"a value of {self.code}", self.hint())

    def _holds(self, number: Fraction) -> bool:
        """Return whether a number lies in the domain."""
        inside = (self.low is None or self.low <= number) and (self.high is None or number <= self.high)
        return inside and (number.denominator == 1 or not self.whole)

    def show(self, value: Value) -> str:
        """Return a value as reports print it, with its unit."""
        match value:
            case Fraction():
                return self.unit.show(value)
            case str():
                return value
            case _:
                return "{" + ", ".join(sorted(value)) + "}"

    def hint(self) -> str:
        """Return what may be written for a value of this measure."""
        if self.forms:
            return f"give forms out of {{{', '.join(sorted(self.forms))}}}"
        if self.rungs:
            return f"give one of {', '.join(self.rungs)}"
        kind = "a whole number" if self.whole else "a number"
        ends = [f"{word} {plain(end)}" for word, end in (("from", self.low), ("to", self.high)) if end is not None]
        return " ".join(["give", kind, *ends, f"in {self.unit}"])
