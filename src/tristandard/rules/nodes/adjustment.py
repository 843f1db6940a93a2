"""Adjustments: points by a figure of the unit that another office gives: for each time from zero (每次通报扣 2 分), for
each step beyond a bar (低于 90 % 每低 1 个百分点扣 1 分) or beyond a target of the unit's own (每少 1 件扣 1 分), or by
band (不足 85 % 扣 3 分).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text, wanted
from tristandard.basics.fields import filled, kind_of, one_line
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.points import exact, exact_if_any, plain, positive
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.tiling import tiling
from tristandard.rules.deductions.where import points_there, rows_in_order
from tristandard.rules.nodes.target import Target, TargetShare
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
_ITSELF = Told("达标线须是另一个数", "let the bar be another figure than the one that is counted")
_OF_NO_TARGET = Told(
    "百分比是对单位目标的：请使 against 为一个数的名称，或把一档写成数",
    "a share is of a target: let `against` name a figure, or write the step as a number",
)
_BANDS = Told("调整的分档", "the bands of an adjustment")
_COVER_ONCE = Sentence(
    "{wrong}；请使各档涵盖 0 以上的每个数恰好一次", "{wrong}; let the bands cover each number from 0 once"
)
_FOR_A_BAND = Told("（一档的位置）", " for a band")

#: What a figure may be: any number from 0.
_FIGURE = Measure(code="figure", zh="figure", en="figure", unit=MeasureUnit("x"))

#: Where a figure lies, and the points that it loses there.
Band = tuple[Range, Fraction]


def _bar(value: Any) -> Any:
    return Target.parsed(value)


def _step(value: Any) -> Any:
    found: Any = TargetShare.parsed(value)
    return found if isinstance(found, TargetShare) else exact(found)


def _step_above_zero(owner: object, attribute: Any, value: object) -> None:
    if not isinstance(value, TargetShare):
        positive(owner, attribute, value)  # type: ignore[arg-type]


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
    `parts` says what counts. The range may end at another figure of the unit, a `Target`, and then a step may be a
    share of that, a `TargetShare`. `points` says instead what is lost in each band. `at_most` is the most that it gains
    or loses, compulsory for what is gained. `zh` and `en` are what people call it.
    """

    count: str = field(converter=as_text, validator=filled)
    gain: Fraction = field(default=Fraction(0), converter=exact)
    lose: Fraction = field(default=Fraction(0), converter=exact)
    against: Range | Target | None = field(
        default=None, converter=_bar, validator=kind_of(Range | Target | None)
    )
    per: Fraction | TargetShare = field(default=Fraction(1), converter=_step, validator=_step_above_zero)
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
                yield str(self.per), _ONE_WAY, _FROM_A_BAR
        elif isinstance(bar, Target):
            if bar.figure == self.count:
                yield str(bar), _BAR, _ITSELF
        elif isinstance(self.per, TargetShare):
            yield str(self.per), _ONE_WAY, _OF_NO_TARGET
        elif bar.within(_FIGURE).empty or bar.within(_FIGURE) == Range():
            yield str(bar), _BAR, _NO_BAR
        elif self.gain and bar.floor is not None and bar.limit is not None:
            yield str(bar), _BAR, _ONE_END

    @property
    def lifts(self) -> Fraction:
        """The most that it adds."""
        return self.at_most if self.gain and self.at_most is not None else Fraction(0)

    @property
    def target(self) -> str | None:
        """The name of the figure that its bar is; None where the bar is the same for all, or there is none."""
        return self.against.figure if isinstance(self.against, Target) else None

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures of the unit that it reads: what it counts, and the target."""
        return (self.count,) if self.target is None else (self.count, self.target)

    def of(self, figure: Fraction, target: Fraction | None = None) -> Fraction:
        """Return the points for a figure, whether they are gained or lost; where its bar is a target, beside that."""
        if self.points:
            return next(lost for where, lost in self.points if where.accepts(figure))
        return self._worth(self._steps(figure, target))

    def _worth(self, steps: Fraction) -> Fraction:
        """Return the points of so many steps."""
        points = steps * (self.gain or self.lose)
        return points if self.at_most is None else min(points, self.at_most)

    def _steps(self, figure: Fraction, target: Fraction | None) -> Fraction:
        """Return how many steps a figure is worth: from zero, beyond the bar, or within it where it gains."""
        bar, size = self.against, self.per
        if bar is None:
            return figure
        if isinstance(bar, Target):
            assert target is not None
            bar = bar.at(target)
        if bar.accepts(figure) is not bool(self.gain):
            return Fraction(0)
        if isinstance(size, TargetShare):
            assert target
            size = target * size.share / 100
        if self.gain:
            return self.parts.of(bar.surplus(figure) / size)
        steps = self.parts.of(bar.distance(figure) / size)
        return max(steps, Fraction(1)) if self.parts is Parts.BEGUN else steps

    def most(self, rest: Fraction, figure: Fraction | None = None, target: Fraction | None = None) -> Fraction:
        """Return the most that it may come to where not all was given: the figure, or beside a target either; what has
        no end, `rest`.
        """
        if self.points:
            return max(lost for _, lost in self.points)
        farthest = self._farthest(figure, target)
        if farthest is not None:
            return self._worth(farthest)
        return rest if self.at_most is None else self.at_most

    def _farthest(self, figure: Fraction | None, target: Fraction | None) -> Fraction | None:
        """Return how many steps the worst, or the best, is worth; None where nothing ends it."""
        bar = self.against
        if isinstance(bar, Target):
            return self._farthest_from(bar, figure, target)
        if bar is None or (bar.floor if self.gain else bar.limit) is not None:
            return None
        return self._steps(Fraction(0), None)  # the worst, or the best, is to have nothing

    def _farthest_from(self, bar: Target, figure: Fraction | None, target: Fraction | None) -> Fraction | None:
        """Return the same beside a target: nothing lies farther below one than zero, and then it is the whole of it."""
        if bar.least is not bool(self.gain):
            if target is not None:
                return self._steps(figure or Fraction(0), target)
            return self.parts.of(100 / self.per.share) if isinstance(self.per, TargetShare) else None
        if figure is None or isinstance(self.per, TargetShare):
            return None
        return self._steps(figure, target or Fraction(0))

    def between(self, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the most points for any figure from one number to another."""
        there = Range(End(low), End(high))
        if self.points:
            found = [lost for where, lost in self.points if not (where | there).empty]
        else:
            found = [self.of(low), self.of(high)]
            if self.lose and isinstance(self.against, Range) and not (self.against | there).empty:
                found.append(Fraction(0))
        return min(found), max(found)
