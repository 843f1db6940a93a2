"""Weights that are written, and which of their members' scores means and blends take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, whole_from
from tristandard.basics.fields import as_whole, kind_of
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, plain
from tristandard.rules.nodes.averages import sum_of, taken
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Named, mean_lost
from tristandard.rules.nodes.part import Part
from tristandard.words.sentence import Told


def _weights(weights: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((name, exact(weight)) for name, weight in by_name(weights))


@final
class Take(Enum):
    """What of its members' scores a mean takes."""

    #: The mean of all, or of those that are left when the lowest and the highest are dropped.
    MEAN = "mean"
    #: The one in the middle, or the mean of the two there (中位数).
    MEDIAN = "median"
    #: The lowest alone (就低).
    WORST = "worst"
    #: The highest alone (就高).
    BEST = "best"


_A_CHOICE = Told("对同等计入的得分的取法", "a choice among scores that count alike")
_COUNT_ALIKE = Told(
    "取中位数、最低分、最高分或去掉最低、最高分时，各成员须同等计入：请删去权重",
    "a median, the worst, the best, and dropping the lowest or the highest want members that count alike: drop the "
    "weights",
)
_ONE_CHOICE = Told(
    "请写 take，或写 drop_lowest、drop_highest，不要都写",
    "write `take`, or `drop_lowest` and `drop_highest`, not both",
)
_A_NUMBER_DROPPED = Told("去掉的个数", "a number of scores to drop")
_FROM_NONE = Told("请写不小于 0 的整数", "write a whole number from 0")


def _dropped(value: object) -> int:
    if not isinstance(value, int) or not whole_from(value, 0):
        raise BadValue(value, _A_NUMBER_DROPPED, _FROM_NONE)
    return as_whole(value)


#: What weights are not that are below 0 or do not add up.
A_SET_OF_WEIGHTS = Told("一组权重", "a set of weights")
_ADD_UP = Told("请使所写权重均不小于 0 且恰好合计 100", "let written weights be 0 or more and add up to exactly 100")


def check_weights(weights: tuple[tuple[str, Fraction], ...]) -> None:
    """Refuse written weights that are below 0 or do not add up to 100."""
    total = sum_of(weight for _, weight in weights)
    if weights and (total != 100 or min(weight for _, weight in weights) < 0):
        written = " + ".join(f"{name} {plain(weight)}" for name, weight in weights)
        raise BadValue(
            f"{written} = {plain(total)}",
            A_SET_OF_WEIGHTS,
            _ADD_UP,
        )


@frozen(kw_only=True)
class Weighted(Fold):
    """A mean by weights that are written, if any are."""

    weights: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_weights)
    take: Take = field(default=Take.MEAN, validator=kind_of(Take))
    drop_lowest: int = field(default=0, converter=_dropped)
    drop_highest: int = field(default=0, converter=_dropped)

    @property
    def chooses(self) -> bool:
        """Whether some of its members' scores are taken, and the others are not."""
        return self.take is not Take.MEAN or bool(self.drop_lowest or self.drop_highest)

    def shares(self, scores: Sequence[Fraction]) -> list[Fraction]:
        """Return what each of some scores counts, of 1, where it chooses among them."""
        last, middle = len(scores) - 1, (len(scores) - 1) // 2
        lowest, highest = {
            Take.MEAN: (self.drop_lowest, self.drop_highest),
            Take.MEDIAN: (middle, middle),
            Take.WORST: (0, last),
            Take.BEST: (last, 0),
        }[self.take]
        return taken(scores, lowest, highest)

    def check_choice(self, *, alike: bool) -> None:
        """Refuse a choice among members that do not count alike, and two choices at once."""
        if self.take is not Take.MEAN and (self.drop_lowest or self.drop_highest):
            raise BadValue(self.take.value, _A_CHOICE, _ONE_CHOICE)
        if self.chooses and not alike:
            raise BadValue(self.take.value, _A_CHOICE, _COUNT_ALIKE)

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each item lost, in members that are not taken, too."""
        return mean_lost(part, model, alike=True) if self.chooses else super().items_lost(part, model)
