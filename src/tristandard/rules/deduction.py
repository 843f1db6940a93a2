"""How a breach is priced: a pure function from what was seen and the bar in force to points.

    value ─against the bar→ distance ─tariff→ points ─at_most→ what the place loses

The bar is the standard in force at the site, never an assessment's own. One tariff in steps says
what many documents say in words: per occurrence (`each`, `at_most`), any occurrence loses all
(one begun step is enough to reach `at_most`), per step of shortfall, and by the uncompleted share
(a step is the whole of what is required). A table of grades stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from math import ceil
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.measure import Value
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, positive
from tristandard.rules.standard import Ask, Range, Standard


@final
class Parts(Enum):
    """What a part of a step costs."""

    #: As much of the step's points as it is of the step.
    EXACT = "exact"
    #: Nothing: only whole steps cost.
    WHOLE = "whole"
    #: As much as a whole step; upon an open end one step has begun.
    BEGUN = "begun"


@final
class Counting(Enum):
    """Which occurrences cost."""

    #: Those beyond the bar.
    BEYOND = "beyond"
    #: All of them, once the bar is breached.
    ALL = "all"


def _given(value: object) -> Fraction | None:
    return None if value is None else exact(value)


@final
@frozen
class Steps:
    """So many points for each step of distance; a step of None is the whole of what is required."""

    each: Fraction = field(converter=exact, validator=positive)
    per: Fraction | None = field(default=Fraction(1), converter=_given, validator=positive)
    parts: Parts = Parts.EXACT
    counting: Counting = Counting.BEYOND


def _table(points: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    pairs = tuple((rung, exact(lost)) for rung, lost in by_name(points))
    for rung, lost in pairs:
        if lost < 0:
            raise BadValue(lost, f"the points that grade {rung!r} loses", "write what is taken off as a number of 0 or more")
    return pairs


@final
@frozen
class Grades:
    """The points that each rung of a ladder loses, where the bar does not accept it."""

    points: tuple[tuple[str, Fraction], ...] = field(converter=_table)


Tariff = Steps | Grades


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(codes)))


@final
@frozen(kw_only=True)
class DeductionRule:
    """Prices the breach of some measures (扣分标准), in points (分) for one place.

    `measures` are added up before the cap, so that one cap can stand over several of them.
    """

    measures: tuple[str, ...] = field(converter=_codes)
    tariff: Tariff
    at_most: Fraction | None = field(default=None, converter=_given, validator=positive)

    def price(self, values: Mapping[str, Value], bar: Standard) -> Fraction:
        """Return the points that the place loses: none where the bar is met.

        Args:
            values: What was seen, by the code of the measure.
            bar: The standard in force at the site.

        Measures of the rule that the bar does not ask about cost nothing.
        """
        lost = Fraction(0)
        for ask in bar.asks:
            value = values.get(ask.measure.code)
            if value is None or ask.measure.code not in self.measures or ask.accepts(value):
                continue
            match self.tariff:
                case Grades(points):
                    lost += dict(points).get(str(value), Fraction(0))
                case Steps():
                    lost += _steps(self.tariff, ask, value) * self.tariff.each
        return lost if self.at_most is None else min(lost, self.at_most)


def forgives(rules: Iterable[DeductionRule], ask: Ask) -> str:
    """Return why some breach of a demand costs nothing under the rules, or "" where every breach costs."""
    reasons = []
    for rule in rules:
        if ask.measure.code not in rule.measures:
            continue
        match rule.tariff, ask.acceptance:
            case Grades(points), _:
                lost = {rung for rung, cost in points if cost > 0}
                free = [rung for rung in ask.measure.rungs if rung not in lost and not ask.accepts(rung)]
                reasons.append(f"the grade {', '.join(free)} loses nothing" if free else "")
            case Steps(parts=Parts.WHOLE), _:
                reasons.append("less than a whole step loses nothing")
            case Steps(parts=Parts.EXACT), Range(floor, limit) if any(end and not end.closed for end in (floor, limit)):
                reasons.append("a value upon the open end loses nothing")
            case _:
                reasons.append("")
    if not reasons:
        return "no rule prices it"
    return "" if "" in reasons else "; ".join(reasons)


def _steps(steps: Steps, ask: Ask, value: Value) -> Fraction:
    """Return how many steps a breach is worth."""
    distance, size = ask.distance(value), steps.per
    if isinstance(ask.acceptance, Range):
        limit = ask.acceptance.limit
        if steps.counting is Counting.ALL and limit and isinstance(value, Fraction) and value >= limit.value:
            distance = max(distance, value)
        if size is None and ask.acceptance.floor:
            size = ask.acceptance.floor.value
    taken = distance / size if size else Fraction(1)
    match steps.parts:
        case Parts.EXACT:
            return taken
        case Parts.WHOLE:
            return Fraction(taken.numerator // taken.denominator)
        case Parts.BEGUN:
            return Fraction(max(ceil(taken), 1))
