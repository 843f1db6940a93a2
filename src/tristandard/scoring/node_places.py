"""Where a node of a unit stands among those of the units of its kind, where a bonus goes by places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import final

from attrs import define, field

from tristandard.basics.terms import Tree, Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.bonus import Span
from tristandard.rules.nodes.part import Part
from tristandard.scoring.placing import Marks, Rivals, is_dense


@final
@define
class NodePlaces:
    """The places of nodes by themselves.

    Attributes:
        units: Every unit.
        evaluate: A node of every unit as a whole: with its bonuses and gates, or bare.
    """

    units: Tree[Unit]
    evaluate: Callable[[Assessment, str, bool], Mapping[str, Part]]
    _known: dict[tuple[str, str, bool], Mapping[str, Part]] = field(factory=dict, init=False)
    _rivals: dict[tuple[str, str, bool, str], Rivals] = field(factory=dict, init=False)

    def _of_all(self, assessment: Assessment, node: str, *, bare: bool) -> Mapping[str, Part]:
        """Return a node of every unit as a whole, worked out once."""
        key = (assessment.code, node, bare)
        if key not in self._known:
            self._known[key] = self.evaluate(assessment, node, bare)
        return self._known[key]

    def rivals(self, assessment: Assessment, node: str, unit: str, *, bare: bool) -> Rivals:
        """Return the scores of a node of all units of a unit's kind that have one or may come to have one."""
        units = self.units
        key = assessment.code, node, bare, units[unit].kind
        if key not in self._rivals:
            parts = [
                one
                for other, one in self._of_all(assessment, node, bare=bare).items()
                if units[other].kind == key[3] and not one.scoreless
            ]
            marks = [self._mark(assessment, one) for one in parts]
            values = [mark for mark, one in zip(marks, parts, strict=True) if one.value is not None]
            self._rivals[key] = Rivals.of(marks, values, dense=is_dense(assessment))
        return self._rivals[key]

    @staticmethod
    def _mark(assessment: Assessment, part: Part) -> Marks:
        """Return what decides the place of a node by itself."""
        value = part.low if part.value is None else part.value
        low, value, high = map(assessment.deciding, (part.low, value, part.high))
        return Marks((low,), (value,), (high,))

    def places(self, assessment: Assessment, node: str, unit: str, *, bare: bool) -> tuple[Span, Span, Span] | None:
        """Return the worst place, the place and the best place of a node of a unit; None where it never has a score."""
        mine = self._of_all(assessment, node, bare=bare)[unit]
        if mine.scoreless:
            return None
        rivals, marks = self.rivals(assessment, node, unit, bare=bare), self._mark(assessment, mine)
        firm = marks.low == marks.high
        worst = Span(rivals.worst(marks.low, marks.high), rivals.last_at_worst(marks.low))
        best = Span(rivals.best(marks.high), rivals.last_at_best(marks.high, firm=firm))
        if mine.value is None:
            return worst, worst, best
        return worst, Span(rivals.place(marks.value), rivals.last(marks.value)), best
