"""What stands on a node of any kind: its labels, gates, grades, bonuses and adjustments."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text, wanted
from tristandard.basics.fields import each_of, listed, one_line
from tristandard.basics.order import by_name
from tristandard.basics.points import exact_if_any
from tristandard.rules.acceptance import Range
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.bonus import Bonus, RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate
from tristandard.rules.nodes.grade import Grade, Leading
from tristandard.words.sentence import Told

_A_JOINT_CAP = Told("加分合计的上限", "a cap of what is added")
_NOT_BELOW_ZERO = Told("请写不小于 0 的数", "write a number of 0 or more")


def _no_less_than_zero(_: object, __: object, value: Fraction | None) -> None:
    if value is not None and value < 0:
        raise BadValue(value, _A_JOINT_CAP, _NOT_BELOW_ZERO)


_FOR_A_GRADE = Told("（一个等次）", " for a grade")


def _grades(grades: Mapping[str, Grade] | tuple[tuple[str, Grade], ...]) -> tuple[tuple[str, Grade], ...]:
    pairs = by_name(grades)
    for _, where in pairs:
        wanted(where, Range | Leading, _FOR_A_GRADE)
    leading = sorted((pair for pair in pairs if isinstance(pair[1], Leading)), key=lambda pair: pair[1].first)
    by_score = sorted(
        (pair for pair in pairs if isinstance(pair[1], Range)),
        key=lambda pair: (pair[1].floor is not None, pair[1].floor.value if pair[1].floor else 0),
        reverse=True,
    )
    return (*leading, *by_score)


@frozen(kw_only=True)
class Stood:
    """What stands on a node of any kind.

    `zh` and `en` are what people call it; without them it is called by its name in the model.
    `adjustments` add and take points for what others count, from zero; `added_at_most` is the most that bonuses
    and adjustments add together. `grades` gives scores their names (优秀、合格), the best first: those by
    place, then those by score, which cover every score once.
    """

    zh: str = field(default="", converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)
    gates: tuple[Gate, ...] = field(default=(), converter=listed, validator=each_of(Gate))
    grades: tuple[tuple[str, Grade], ...] = field(default=(), converter=_grades)
    bonuses: tuple[Bonus, ...] = field(default=(), converter=listed, validator=each_of(RankBonus | StepBonus))
    adjustments: tuple[Adjustment, ...] = field(default=(), converter=listed, validator=each_of(Adjustment))
    added_at_most: Fraction | None = field(default=None, converter=exact_if_any, validator=_no_less_than_zero)

    @property
    def lift(self) -> Fraction:
        """How far its own bonuses and adjustments may lift it at most, in points."""
        gains = (adjustment.lifts for adjustment in self.adjustments)
        most = sum_of([*gains, *(bonus.at_most for bonus in self.bonuses)])
        return most if self.added_at_most is None else min(most, self.added_at_most)

    @property
    def by_place(self) -> bool:
        """Whether any of its grades goes by place."""
        return any(isinstance(where, Leading) for _, where in self.grades)
