"""What is counted, in which unit, and which answers it has.

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
from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import coded, each_of, filled, kind_of, listed, one_line_each, texts
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, exact_if_any, plain
from tristandard.words.sentence import Sentence, Told

#: What was seen of one measure: a number in its unit, a rung of its ladder, or the forms seen.
Value = Fraction | str | frozenset[str]

#: A rung or a form; it stands in cells between blanks, commas and braces.
_NAME = re.compile(r"(?:(?!\.\.)[^\s,;={}])+")
#: What bars and bands are written with, so that no answer can be called so.
_WORDS = ("accepts", "and", "any", "none", "requires")


_A_DOMAIN = Told("取值范围", "a domain")
_LOW_BEFORE_HIGH = Told("请让 low 不大于 high", "let low come before high")
_ONE_KIND = Told("只有一种答案的测量项目", "a measure with one kind of answer")
_NOT_BOTH = Told("请写等级（rungs）或形式（forms），不要都写", "give rungs or forms, not both")
_NO_NUMBERS = Told(
    "请删去写给数的 low、high、whole，或删去等级、形式",
    "leave out low, high and whole, which speak of numbers, or the rungs or forms",
)
_A_LADDER = Told("等级表", "a ladder")
_EACH_RUNG_ONCE = Told("请由低到高写等级，每级写一次", "name each rung once, the lowest first")
_ANSWERS = Sentence("{code} 的答案", "a list of answers to {code}")
_ONE_WORD = Told(
    "请把每个答案写成一个词，不带空白、连续的点和 , ; = { } 等符号",
    "write each as one word, without blanks, dots in a row or any of , ; = { }",
)
_OTHERWISE = Sentence(
    "请换个写法：以 < 或 > 开头的是数的范围，{words} 是写标准用的词",
    "name each otherwise: ranges begin with < or >, and {words} are words of a bar",
)
_COUNTED = Told("可以计数的测量项目", "a measure that is counted")
_NO_COUNTING = Told("请删去计数规则：它的答案不是数", "leave the counting rule out: its answer is no number")
_A_VALUE_OF = Sentence("{code} 的值", "a value of {code}")
_FORMS = Sentence("请在 {{{forms}}} 中选写", "give forms out of {{{forms}}}")
_RUNGS = Sentence("请写其中之一：{rungs}", "give one of {rungs}")
_WHOLE = Told("整数", "a whole number")
_NUMBER = Told("数", "a number")
_BETWEEN = Sentence("请写 {low} 到 {high} 的{number}，单位为 {unit}", "give {number} from {low} to {high} in {unit}")
_FROM = Sentence("请写不小于 {low} 的{number}，单位为 {unit}", "give {number} from {low} in {unit}")
_TO = Sentence("请写不大于 {high} 的{number}，单位为 {unit}", "give {number} to {high} in {unit}")
_ANY = Sentence("请写{number}，单位为 {unit}", "give {number} in {unit}")
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
    rungs: tuple[str, ...] = field(default=(), converter=listed, validator=[each_of(str), one_line_each])
    forms: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    #: How findings become its number.
    counting: CountingRule = field(default=PLAIN, validator=kind_of(CountingRule))

    def __attrs_post_init__(self) -> None:
        if self.rungs or self.forms:
            self._check_answers()
        if self.low is not None and self.high is not None and self.high < self.low:
            raise BadValue(f"{self.low}..{self.high}", _A_DOMAIN, _LOW_BEFORE_HIGH)

    def _check_answers(self) -> None:
        """Refuse rungs and forms beside each other or beside what speaks of numbers, and names
        that no file can hold.
        """
        if self.rungs and self.forms:
            raise BadValue(self.code, _ONE_KIND, _NOT_BOTH)
        if self.low != 0 or self.high is not None or self.whole:
            raise BadValue(self.code, _ONE_KIND, _NO_NUMBERS)
        if len(set(self.rungs)) < len(self.rungs):
            raise BadValue(self.rungs, _A_LADDER, _EACH_RUNG_ONCE)
        names, expected = (*self.rungs, *self.forms), _ANSWERS(code=self.code)
        if unfit := sorted(name for name in names if not _NAME.fullmatch(name)):
            raise BadValue(unfit, expected, _ONE_WORD)
        if unfit := sorted(name for name in names if name in _WORDS or name[0] in "<>"):
            raise BadValue(unfit, expected, _OTHERWISE(words=_WORDS))
        if self.counting != PLAIN:
            raise BadValue(self.code, _COUNTED, _NO_COUNTING)

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
        raise BadValue(value, _A_VALUE_OF(code=self.code), self.hint())

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
        raise BadValue(seen, _A_VALUE_OF(code=self.code), self.hint())

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

    def hint(self) -> Told:
        """Return what may be written for a value of this measure, in both languages."""
        if self.forms:
            return _FORMS(forms=sorted(self.forms))
        if self.rungs:
            return _RUNGS(rungs=self.rungs)
        number, unit = _WHOLE if self.whole else _NUMBER, str(self.unit)
        if self.low is not None and self.high is not None:
            return _BETWEEN(number=number, low=plain(self.low), high=plain(self.high), unit=unit)
        if self.low is not None:
            return _FROM(number=number, low=plain(self.low), unit=unit)
        if self.high is not None:
            return _TO(number=number, high=plain(self.high), unit=unit)
        return _ANY(number=number, unit=unit)
