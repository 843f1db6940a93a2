"""Adjustments: points for each of a number that another office counts (每次通报扣 2 分，每次表彰加 2 分)."""

from __future__ import annotations

from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text, filled, one_line
from tristandard.basics.points import exact, exact_if_any, plain
from tristandard.words.sentence import Sentence, Told

_ONE_WAY = Told("一项调整", "an adjustment")
_GAIN_OR_LOSE = Told(
    "请写 gain 或 lose 之一，为大于 0 的数",
    "write one of `gain` and `lose`, a number above zero; what is taken off has no minus sign",
)
_CAPPED = Told("加分请写 at_most，即最多加几分", "write `at_most`, the most that it gains")
_ABOVE_ZERO = Told("上限请写大于 0 的数", "let `at_most` be above zero")
_WRITTEN = Sentence("gain {gain}, lose {lose}", "gain {gain}, lose {lose}")


@final
@frozen(kw_only=True)
class Adjustment:
    """Points that a node gains, or loses, for each time that something is counted from zero.

    `count` names the figure that says how often, and `by` who gives it; `at_most` is the most that it gains or
    loses, compulsory for what is gained. `zh` and `en` are what people call it.
    """

    count: str = field(converter=as_text, validator=filled)
    gain: Fraction = field(default=Fraction(0), converter=exact)
    lose: Fraction = field(default=Fraction(0), converter=exact)
    at_most: Fraction | None = field(default=None, converter=exact_if_any)
    by: str = field(default="", converter=as_text, validator=one_line)
    zh: str = field(default="", converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        told = _WRITTEN(gain=plain(self.gain), lose=plain(self.lose))
        if min(self.gain, self.lose) != 0 or max(self.gain, self.lose) <= 0:
            raise BadValue(told, _ONE_WAY, _GAIN_OR_LOSE)
        if self.gain and self.at_most is None:
            raise BadValue(told, _ONE_WAY, _CAPPED)
        if self.at_most is not None and self.at_most <= 0:
            raise BadValue(self.at_most, _ONE_WAY, _ABOVE_ZERO)

    @property
    def lifts(self) -> Fraction:
        """The most that it adds."""
        return self.at_most if self.gain and self.at_most is not None else Fraction(0)

    def of(self, times: Fraction) -> Fraction:
        """Return the points for so many times, whether they are gained or lost."""
        points = times * (self.gain or self.lose)
        return points if self.at_most is None else min(points, self.at_most)

    def most(self, rest: Fraction) -> Fraction:
        """Return the most that it may come to where nobody said how often; what has no end, `rest`."""
        return rest if self.at_most is None else self.at_most
