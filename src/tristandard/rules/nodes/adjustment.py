"""Adjustments: points by a figure of the unit that another office gives: for each time from zero (每次通报扣 2 分), for
each step beyond a bar (低于 90 % 每低 1 个百分点扣 1 分), or by band (不足 85 % 扣 3 分).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text, filled, kind_of, one_line, wanted
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, exact_if_any, plain, positive
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.tiling import tiling
from tristandard.rules.deductions.where import points_there, rows_in_order
from tristandard.rules.standard import End, Range
from tristandard.words.sentence import Sentence, Told

_ONE_WAY = Told("一项调整", "an adjustment")
_GAIN_OR_LOSE = Told(
    "请写 gain、lose、points 之一，gain、lose 为大于 0 的数",
    "write one of `gain`, `lose` and `points`, a number above zero or bands; what is taken off has no minus sign",
)
_CAPPED = Told("加分请写 at_most，即最多加几分", "write `at_most`, the most that it gains")
_ABOVE_ZERO = Told("上限请写大于 0 的数", "let `at_most` be above zero")
_WRITTEN = Sentence("gain {gain}, lose {lose}", "gain {gain}, lose {lose}")
_BAR = Told("调整的达标线", "the bar of an adjustment")
_NO_BAR = Told(
    "请写一个范围，如“>= 90”；从零起算的不写", 'write a range, such as ">= 90"; leave it out to count from zero'
)
_ONE_END = Told("加分请只写一端，如“>= 90”", 'write one end for what is gained, such as ">= 90"')
_BANDS_ALONE = Told("分档已写明扣几分：请删去 against、per、parts 和 at_most",
                    "bands say what is lost: leave out `against`, `per`, `parts` and `at_most`")  # fmt: skip
_FROM_A_BAR = Told("没有达标线时逐次计：请写 against，或删去 per 和 parts",
                   "without a bar each time counts: write `against`, or leave out `per` and `parts`")  # fmt: skip
_BANDS = Told("调整的分档", "the bands of an adjustment")
_COVER_ONCE = Sentence(
    "{wrong}；请使各档涵盖 0 以上的每个数恰好一次", "{wrong}; let the bands cover each number from 0 once"
)
_FOR_A_BAND = Told("（一档的位置）", " for a band")

#: What a figure may be: any number from 0.
_FIGURE = Measure(code="figure", zh="figure", en="figure", unit=MeasureUnit("x"))

#: Where a figure lies, and the points that it loses there.
Band = tuple[Range, Fraction]


def _bands(rows: Mapping[Range, object] | Iterable[tuple[Range, object]]) -> tuple[Band, ...]:
    pairs: list[Any] = rows_in_order(rows.items() if isinstance(rows, Mapping) else rows, 2)
    for where, _ in pairs:
        wanted(where, Range, _FOR_A_BAND)
    return tuple((where, points_there(where, lost)) for where, lost in pairs)


@final
@frozen(kw_only=True)
class Adjustment:
    """Points that a node gains, or loses, by a figure of the unit that is 0 or more.

    `count` names the figure, and `by` says who gives it; or it names a node of the model that is a figure, a rate or a
    share up to standard, which need not count in the score. Without `against`, `gain` or `lose` is for each time from
    zero. With it, `lose` is for each `per` beyond that range, and `gain` for each `per` within it; of a part of a step
    `parts` says what counts. `points` says instead what is lost in each band. `at_most` is the most that it gains or
    loses, compulsory for what is gained. `zh` and `en` are what people call it.
    """

    count: str = field(converter=as_text, validator=filled)
    gain: Fraction = field(default=Fraction(0), converter=exact)
    lose: Fraction = field(default=Fraction(0), converter=exact)
    against: Range | None = field(default=None, validator=kind_of(Range | None))
    per: Fraction = field(default=Fraction(1), converter=exact, validator=positive)
    parts: Parts = field(default=Parts.EXACT, validator=kind_of(Parts))
    points: tuple[Band, ...] = field(default=(), converter=_bands)
    at_most: Fraction | None = field(default=None, converter=exact_if_any)
    by: str = field(default="", converter=as_text, validator=one_line)
    zh: str = field(default="", converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)

    def __attrs_post_init__(self) -> None:
        for value, expected, remedy in self._wrong():
            raise BadValue(value, expected, remedy)

    def _wrong(self) -> Iterator[tuple[object, Told, Told]]:
        """Yield what does not fit together."""
        told = _WRITTEN(gain=plain(self.gain), lose=plain(self.lose))
        ways = [one for one in (self.gain, self.lose, Fraction(bool(self.points))) if one]
        if len(ways) != 1 or ways[0] < 0:
            yield told, _ONE_WAY, _GAIN_OR_LOSE
        if self.gain and self.at_most is None:
            yield told, _ONE_WAY, _CAPPED
        if self.at_most is not None and self.at_most <= 0:
            yield self.at_most, _ONE_WAY, _ABOVE_ZERO
        stepped = self.per != 1 or self.parts is not Parts.EXACT
        yield from self._wrong_bands(told, stepped=stepped) if self.points else ()
        yield from self._wrong_bar(stepped=stepped)

    def _wrong_bands(self, told: Told, *, stepped: bool) -> Iterator[tuple[object, Told, Told]]:
        """Yield what does not fit of the bands."""
        if self.against is not None or stepped or self.at_most is not None:
            yield told, _ONE_WAY, _BANDS_ALONE
        if wrong := tiling(_FIGURE, [where for where, _ in self.points]):
            yield [str(where) for where, _ in self.points], _BANDS, _COVER_ONCE(wrong=wrong[0])

    def _wrong_bar(self, *, stepped: bool) -> Iterator[tuple[object, Told, Told]]:
        """Yield what does not fit of the bar."""
        bar = self.against
        if bar is None:
            if stepped:
                yield plain(self.per), _ONE_WAY, _FROM_A_BAR
        elif bar.within(_FIGURE).empty or bar.within(_FIGURE) == Range():
            yield str(bar), _BAR, _NO_BAR
        elif self.gain and bar.floor is not None and bar.limit is not None:
            yield str(bar), _BAR, _ONE_END

    @property
    def lifts(self) -> Fraction:
        """The most that it adds."""
        return self.at_most if self.gain and self.at_most is not None else Fraction(0)

    def of(self, figure: Fraction) -> Fraction:
        """Return the points for a figure, whether they are gained or lost."""
        if self.points:
            return next(lost for where, lost in self.points if where.accepts(figure))
        points = self._steps(figure) * (self.gain or self.lose)
        return points if self.at_most is None else min(points, self.at_most)

    def _steps(self, figure: Fraction) -> Fraction:
        """Return how many steps a figure is worth: from zero, beyond the bar, or within it where it gains."""
        bar = self.against
        if bar is None:
            return figure
        if self.gain:
            return self.parts.of(bar.surplus(figure) / self.per)
        if bar.accepts(figure):
            return Fraction(0)
        steps = self.parts.of(bar.distance(figure) / self.per)
        return max(steps, Fraction(1)) if self.parts is Parts.BEGUN else steps

    def most(self, rest: Fraction) -> Fraction:
        """Return the most that it may come to where nobody gave the figure; what has no end, `rest`."""
        if self.points:
            return max(lost for _, lost in self.points)
        bar, lowest = self.against, self.of(Fraction(0))
        if bar is not None and (bar.floor is None if self.gain else bar.limit is None):
            return lowest  # the worst, or the best, is to have nothing
        return rest if self.at_most is None else self.at_most

    def between(self, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the most points for any figure from one number to another."""
        there = Range(End(low), End(high))
        if self.points:
            found = [lost for where, lost in self.points if not (where | there).empty]
        else:
            found = [self.of(low), self.of(high)]
            if self.lose and self.against is not None and not (self.against | there).empty:
                found.append(Fraction(0))
        return min(found), max(found)
