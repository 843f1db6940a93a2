"""Places: who stands before whom among the units of a kind, and which places what was not measured leaves open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, final

from attrs import define

from tristandard.rules.assessment import AfterTies, Assessment
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.part import Part

#: What decides a place: the score, then the named parts by which the assessment breaks ties, each as it decides.
Mark = tuple[Fraction, ...]

#: The mark of a part that has no score: behind all that have one.
_NONE = Fraction(-1)


class Marks(NamedTuple):
    """What decides the place of a unit: at its low end, as it stands, and at its high end."""

    low: Mark
    value: Mark
    high: Mark


@final
@define(slots=False)
class Rivals:
    """The marks of some units in their order, by which a place is found without comparing each with each.

    Attributes:
        lows: Of all to which something applies, at their low ends.
        values: Of those that stand in a place.
        highs: Of all, at their high ends.
        ends: The low and the high end of each.
        dense: Whether places after a tie follow without a gap.
    """

    lows: list[Mark]
    values: list[Mark]
    highs: list[Mark]
    ends: list[tuple[Mark, Mark]]
    dense: bool = False

    @classmethod
    def of(cls, there: Iterable[Marks], placed: Iterable[Marks], *, dense: bool = False) -> Rivals:
        """Return the rivals whose ends count, and those who stand in a place."""
        ends = [(one.low, one.high) for one in there]
        values = sorted(one.value for one in placed)
        return cls(sorted(low for low, _ in ends), values, sorted(high for _, high in ends), ends, dense)

    def place(self, value: Mark) -> int:
        """Return the place of a mark: after all that are higher, or after all other marks that are higher."""
        return 1 + _above(self._different if self.dense else self.values, value)

    def last(self, value: Mark) -> int:
        """Return the last of the places that those of one mark take together."""
        return len(self.values) - bisect_left(self.values, value)

    def best(self, high: Mark) -> int:
        """Return the best place of one of the units, by its high end."""
        return 1 + _above(self._fewest if self.dense else self.lows, high)

    def worst(self, low: Mark, high: Mark) -> int:
        """Return the worst place of one of the units, by its low end; its own high end does not stand before it."""
        if not self.dense:
            return 1 + _above(self.highs, low) - (high > low)
        firm, moving = self._firm_and_moving
        return 1 + _above(firm, low) + _above(moving, low) - (high > low)

    def last_at_best(self, high: Mark, *, firm: bool) -> int:
        """Return the last place that one of the units takes with others of its mark, at best: with those that cannot
        stand behind it; `firm` says that its own ends are one.
        """
        return len(self.lows) - bisect_left(self.lows, high) + (not firm)

    def last_at_worst(self, low: Mark) -> int:
        """Return the last place that one of the units takes with others of its mark, at worst."""
        return len(self.highs) - bisect_left(self.highs, low)

    @cached_property
    def _different(self) -> list[Mark]:
        """The marks of those that stand in a place, each once."""
        return sorted(set(self.values))

    @cached_property
    def _fewest(self) -> list[Mark]:
        """The fewest marks that the rivals can have together, so that each has one between its ends.

        They are taken from the top: the highest low end that no mark taken before lies at or above, and so on. So those
        above any mark are the fewest above it.
        """
        found: list[Mark] = []
        for low, high in sorted(self.ends, reverse=True):
            if not found or high < found[-1]:
                found.append(low)
        return found[::-1]

    @cached_property
    def _firm_and_moving(self) -> tuple[list[Mark], list[Mark]]:
        """The marks, each once, of those whose ends are one, and the high ends of the others."""
        firm = {low for low, high in self.ends if low == high}
        return sorted(firm), sorted(high for low, high in self.ends if low != high)


def _above(marks: list[Mark], mark: Mark) -> int:
    return len(marks) - bisect_right(marks, mark)


def is_dense(assessment: Assessment) -> bool:
    """Return whether places after a tie follow without a gap."""
    return assessment.after_ties is AfterTies.DENSE


def marks_of(assessment: Assessment, part: Part) -> Marks:
    """Return what decides the place of a score, broken by the parts that the assessment names."""
    value = part.low if part.value is None else part.value
    ends = [(part.low, value, part.high), *(_breaking(assessment, part, name) for name in assessment.ties_by)]
    low, value_, high = (tuple(map(assessment.deciding, end)) for end in zip(*ends, strict=True))
    return Marks(low, value_, high)


def _breaking(assessment: Assessment, part: Part, name: str) -> tuple[Fraction, Fraction, Fraction]:
    """Return the ends of a part that breaks ties, and its score between them; over periods their mean."""
    if not part.carried and assessment.model[part.node].axis == "period":
        return _over_periods(assessment, part, name)
    found = next((one for one in _whole(assessment, part) if one.node == name), None)
    if found is None or found.absent or found.withheld:
        return _NONE, _NONE, _NONE
    value = found.estimate if found.value is None else found.value
    return found.low, found.low if value is None else value, found.high


def _over_periods(assessment: Assessment, part: Part, name: str) -> tuple[Fraction, Fraction, Fraction]:
    """Return the mean of the periods' parts that break ties; that of none where a period of weight has none.

    Where the score of some periods alone is taken, all that apply count alike, for which are taken may still change.
    """
    node, weights = assessment.model[part.node], part.weights
    if isinstance(node, Fold) and node.chooses:
        there = sum(not one.absent for one in part.parts)
        weights = tuple(Fraction(not one.absent, there or 1) for one in part.parts)
    told = [
        (weight, _breaking(assessment, one, name)) for one, weight in zip(part.parts, weights, strict=True) if weight
    ]
    if not told or any(ends[0] == _NONE for _, ends in told):
        return _NONE, _NONE, _NONE
    low, value, high = (sum_of(weight * ends[at] for weight, ends in told) for at in range(3))
    return low, value, high


def _whole(assessment: Assessment, part: Part) -> Iterator[Part]:
    """Yield the parts of a score that stand for the unit as a whole: named nodes, and none below an axis."""
    todo = [part.parts[0] if part.carried else part]
    while todo:
        one = todo.pop(0)
        yield one
        if assessment.model[one.node].axis is None:
            todo += one.parts
