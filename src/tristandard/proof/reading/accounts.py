"""What makes a score, cause by cause: the full mark less all of it is the exact score (得分构成).

Entries come from where a node stands: what a sheet lost, line by line and finding by finding, then
what vetoes took beside it, then what is said of the lines that are open, gains last; of a mean the
entries of each member by its weight; then bonuses, gates, and what a red line took.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading.averaged import Averaged, over, picks
from tristandard.proof.reading.came import Came
from tristandard.proof.reading.causes import Account, At, Entry, Idle, Why, idle, rows, struck
from tristandard.proof.reading.sheeted import Sheeted
from tristandard.proof.reading.sheets import AddedUp
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.node import Node


def account(
    nodes: Mapping[str, Node], marks: Mapping[str, Fraction], came: Came, published: Fraction | None, own: AddedUp
) -> Account:
    """Return what makes a score; `own` is all that the unit bears, of which no part of the score may read some."""
    found = list(Walk(nodes, marks).node(came, At(unit=own.unit)))
    read = {one.row.name for one in found if one.row is not None}
    aside = [idle(row, Idle.NOT_READ) for row in rows(own) if row.name not in read]
    entries = [one for one in found if one.idle is None]
    if came.value is not None and published is not None:
        entries.append(Entry(why=Why.ROUNDING, points=came.value - published))
    return Account(tuple(entries), (*(one for one in found if one.idle is not None), *aside))


@final
@frozen
class Walk:
    """The way down through the nodes of a score."""

    nodes: Mapping[str, Node]
    marks: Mapping[str, Fraction]

    def node(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of a node; together they are its weight times what it lost."""
        if not came.applies:
            return
        if came.value is None:
            yield from self.uncounted(came, Idle.NO_SCORE)
            return
        if came.imputed:
            yield evolve(at.entry(came, Why.IMPUTED, came.full - came.value), imputed=came.imputed)
            return
        yield from self.made(came, at)
        for of, points in came.added:
            yield at.entry(came, Why.BONUS, -points, member=of)
        for of, points in came.adjusted:
            yield at.entry(came, Why.ADJUSTMENT, points, member=of)
        for of, points in came.took:
            yield at.entry(came, Why.GATE, points, member=of)
        if came.red is not None and came.left is not None:
            red = [row for row in rows(came.red) if row.taken.level is Level.UNIT]
            yield from struck(came, at, red, came.left)

    def made(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of a node before what stands on it."""
        if came.written is not None:
            account_ = Sheeted(came, came.written, at, self.marks)
            yield from account_.entries() if account_.rows or account_.more or came.written.left else ()
        elif came.carried or isinstance(self.nodes[came.node], Averaged):
            yield from self.members(came, at)
        else:
            assert came.before is not None
            yield at.entry(came, Why.FIGURE, came.full - came.before)

    def members(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of the members of a mean, or of a score and those carried into it."""
        node = self.nodes[came.node]
        axis = over(node) if isinstance(node, Averaged) and not came.carried else None
        for place, (below, weight) in enumerate(zip(came.parts, came.weights, strict=True)):
            if not weight:
                aside = (
                    Idle.NOT_TAKEN if isinstance(node, Averaged) and not came.carried and picks(node) else Idle.WEIGHT
                )
                yield from self.uncounted(below, aside)
                continue
            another = axis == "unit" or (came.carried and place > 0)
            there = At(
                unit=below.member if another else at.unit, period=below.member if axis == "period" else at.period,
                weight=at.weight * weight, axis=axis,
            )  # fmt: skip
            if below.value is None and below.estimate is not None:
                points = below.full - below.estimate
                if below.withheld:
                    yield evolve(there.entry(below, Why.IMPUTED, points), imputed="rest")
                else:
                    yield there.entry(below, Why.EXTRAPOLATED, points)
            yield from self.node(below, there)

    def uncounted(self, came: Came, reason: Idle) -> Iterator[Entry]:
        """Yield what stands on the sheets of a node and comes into no score."""
        if came.written is not None:
            yield from (idle(row, reason) for row in rows(came.written.of))
        for below in came.parts:
            yield from self.uncounted(below, reason)
