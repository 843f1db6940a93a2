"""How often a finding counts by its circumstances: which findings a line is for, and by what they are multiplied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod
from typing import NamedTuple, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import coded
from tristandard.basics.finding import LIFE, REPEATED, Circumstance, Finding, answers
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, positive
from tristandard.words.sentence import Sentence, Told

_OVERDUE = Told("逾期未整改", "overdue")
_NO, _YES = Told("否", "no"), Told("是", "yes")
_NOTIFIED = Told("交办次数", "notified")
_SENT_BACK = Told("退回次数", "sent_back")
_REPEATED = Told("前几期同类问题期数", REPEATED)
_TIMES = tuple((str(times), str(times)) for times in range(10))
#: The circumstances that follow from a finding's life cycle; numbers as far as lines tell them apart.
LIFE_CIRCUMSTANCES: Mapping[str, Circumstance] = {
    code: Circumstance(code=code, zh=zh, en=code, values=values)
    for (zh, code), values in (
        (_OVERDUE, ((_NO[1], _NO[0]), (_YES[1], _YES[0]))),
        (_NOTIFIED, _TIMES),
        (_SENT_BACK, _TIMES),
        (_REPEATED, _TIMES),
    )
}

#: How many periods back the same problem was found at a site, by measure: 1 is the period before.
Earlier = Mapping[str, Sequence[int]]
NEVER: Earlier = {}


_HOW_OFTEN = Sentence("“{answer}”的倍数", "how often {answer!r} counts")
_ABOVE_ZERO = Told(
    "请写大于零的数；不计的，写在测量项目的计数规则中",
    "write a number above zero; what does not count is told by the measure's counting rule",
)
_BOTH = Sentence("{one} 与 {other}", "{one} and {other}")
_SEPARATE_ANSWERS = Sentence("{by} 互不重叠的答案", "a list of separate answers to {by}")
_ONE_FACTOR = Told("请使每个答案只有一个倍数，范围互不重叠", "let each answer have one factor, and spans not overlap")


def _factors(factors: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    pairs = tuple((answer, exact(factor)) for answer, factor in by_name(factors))
    for answer, factor in pairs:
        if factor <= 0:
            raise BadValue(factor, _HOW_OFTEN(answer=answer), _ABOVE_ZERO)
    return pairs


@final
@frozen(kw_only=True)
class Factor:
    """How often a finding counts by one of its circumstances: doubled for the media, once for the `other` answers.

    The answers of `notified`, `sent_back` and `repeated` are numbers, written "2", "1..2" or "3..".
    """

    by: str = field(converter=as_text, validator=coded)
    factors: tuple[tuple[str, Fraction], ...] = field(converter=_factors)
    other: Fraction = field(converter=exact, validator=positive)

    def __attrs_post_init__(self) -> None:
        for (one, _), (other, _) in combinations(self.factors, 2):
            if answers(one, other.partition("..")[0]) or answers(other, one.partition("..")[0]):
                raise BadValue(_BOTH(one=one, other=other)[1], _SEPARATE_ANSWERS(by=self.by), _ONE_FACTOR)

    def of(self, answer: str | None) -> Fraction:
        """Return how often a finding with this answer counts."""
        written = (factor for told, factor in self.factors if answer is not None and answers(told, answer))
        return next(written, self.other)


@final
class Weighing(NamedTuple):
    """How often a line counts each finding: 0 where the line is not for it.

    Attributes:
        where: The answers that a finding must give, by circumstance.
        times: The factors by which it is multiplied.
        look_back: How many periods back `repeated` counts.
    """

    where: tuple[tuple[str, tuple[str, ...]], ...]
    times: tuple[Factor, ...]
    look_back: int

    @property
    def reads(self) -> frozenset[str]:
        """The circumstances of findings that it depends on."""
        return frozenset([*dict(self.where), *(factor.by for factor in self.times)])

    def weight(self, finding: Finding, earlier: Earlier) -> Fraction:
        """Return how often a finding counts."""
        repeated = self._repeated(finding.measure, earlier)
        for name, choices in self.where:
            answer = _answer(finding, name, repeated)
            if not any(answers(one, answer) for one in choices):
                return Fraction(0)
        weight = Fraction(1)
        for factor in self.times:
            weight *= factor.of(_answer(finding, factor.by, repeated))
        return weight

    def heaviest(self, measure: str, known: Mapping[str, Circumstance], earlier: Earlier | None) -> Fraction:
        """Return how often a finding counts at most; 0 where the line is for none.

        Args:
            measure: The code of the measure that is counted.
            known: Each circumstance, by its code.
            earlier: When the same problem was found before; None where nobody knows.
        """
        weight = Fraction(1)
        where = dict(self.where)
        for name in self.reads:
            factors = [factor for factor in self.times if factor.by == name]
            possible = self._possible(name, measure, known, earlier)
            if name in where:
                possible = [answer for answer in possible if any(answers(one, answer) for one in where[name])]
            counted = (prod(factor.of(answer) for factor in factors) for answer in possible)
            weight *= max(counted, default=Fraction(0))
        return weight

    def _possible(
        self, name: str, measure: str, known: Mapping[str, Circumstance], earlier: Earlier | None
    ) -> Iterable[str]:
        """Return the answers that a finding may give; of numbers one of each that the line tells apart."""
        if name == REPEATED:
            everything = map(str, range(self.look_back + 1))
            return everything if earlier is None else (self._repeated(measure, earlier),)
        if LIFE.get(name, "").isdecimal():
            return self._numbers(name)
        declared = [answer for answer, _ in known[name].values] if name in known else []
        return declared if name in LIFE else [*declared, ""]  # a finding may say nothing of it

    def _numbers(self, name: str) -> Iterable[str]:
        """Return 0 and the numbers at which an answer begins to count otherwise."""
        written = [*dict(self.where).get(name, ())]
        for factor in self.times:
            if factor.by == name:
                written += [told for told, _ in factor.factors]
        starts = {0}
        for told in written:
            low, dots, high = told.partition("..")
            starts.add(int(low))
            if high or not dots:
                starts.add(int(high or low) + 1)
        return map(str, starts)

    def _repeated(self, measure: str, earlier: Earlier) -> str:
        """Return in how many of the periods that the line looks back to the same problem was found."""
        return str(sum(back <= self.look_back for back in earlier.get(measure, ())))


def _answer(finding: Finding, name: str, repeated: str) -> str:
    return repeated if name == REPEATED else finding.fact(name) or ""
