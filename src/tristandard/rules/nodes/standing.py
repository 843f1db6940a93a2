"""What stands on a node: its bonuses, then its gates in written order, then its grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import evolve

from tristandard.rules.nodes.averages import held
from tristandard.rules.nodes.bonus import Bonus, RankBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Node, Place, items_lost
from tristandard.rules.nodes.part import Part


def stand(node: Node, part: Part, place: Place) -> Part:
    """Return a node with its bonuses, gates and grade, from what it comes to without them at a place."""
    if not (node.bonuses or node.gates or node.grades) or part.absent:
        return part
    lifted = _lifted(node, evolve(part, bare=part.value), place)
    return graded(node, _gated(node, lifted, place), place.deciding)


def _lifted(node: Node, part: Part, place: Place) -> Part:
    """Return a node with its bonuses."""
    low, value, high, added = part.low, part.value, part.high, list[tuple[str, Fraction]]()
    for bonus in node.bonuses:
        least, points, most = _ends(bonus, part, place)
        low, high = low + least, high + most
        if value is not None:
            value += points
            added.append((bonus.of, points))
    return evolve(part, low=low, value=value, high=high, added=tuple(added), bonus=part.bonus + node.lift)


def _ends(bonus: Bonus, part: Part, place: Place) -> tuple[Fraction, Fraction, Fraction]:
    """Return the least that a bonus gives, what it gives, and the most."""
    if isinstance(bonus, RankBonus):
        places = place.places(bonus.of, bare=bonus.of == part.node)
        if places is None:
            return Fraction(0), Fraction(0), Fraction(0)
        worst, points, best = map(bonus.at, places)
        return worst, held(points, worst, best), best  # a rival without a score may be better all the same
    key = _key(bonus.of, part)
    if not key.own:
        return Fraction(0), Fraction(0), Fraction(0)
    least, points, most = (
        bonus.at(place.deciding(end), key.full)
        for end in (key.low, key.low if key.value is None else key.value, key.high)
    )
    return least, points, most


def _key(of: str, part: Part) -> Part:
    """Return what a bonus or a gate reads: the node itself, or one that it is made of."""
    return part if of == part.node else next(one for one in part.parts if one.node == of)


def _gated(node: Node, part: Part, place: Place) -> Part:
    """Return a node with its gates: each end fails where the key's own end does, the score only where
    it would fail with everything met.
    """
    low, value, high, gated = part.low, part.value, part.high, list[tuple[str, Fraction]]()
    last = may_last = False
    for gate in node.gates:
        for of, worst, best, full in _keys(gate, part, place):
            threshold = gate.at_least.of(full)
            may_fail, fails = place.deciding(worst) < threshold, place.deciding(best) < threshold
            if fails and value is not None:
                gated.append((of, Fraction(0) if gate.to is None else max(value - gate.to, Fraction(0))))
            if gate.to is None:
                last, may_last = last or fails, may_last or may_fail
                continue
            low = min(low, gate.to) if may_fail else low
            high = min(high, gate.to) if fails else high
            value = min(value, gate.to) if value is not None and fails else value
    return evolve(part, low=low, value=value, high=high, gated=tuple(gated), last=last, may_last=may_last)


def _keys(gate: Gate, part: Part, place: Place) -> Iterator[tuple[str, Fraction, Fraction, Fraction]]:
    """Yield what a gate reads: its name, its lowest and its highest score, and its full mark."""
    if gate.item is None and gate.of != EVERY_ITEM:
        key = _key(gate.of, part)
        if key.own:
            yield gate.of, key.low, key.high, key.full
        return
    losses = items_lost(part, place.model)
    for item, full in place.item_marks().items():
        if gate.item in (None, item) and item in losses:
            least, most = losses[item]
            yield f"item {item}", full - most, full - least, full


def graded(node: Node, part: Part, deciding: Callable[[Fraction], Fraction]) -> Part:
    """Return a node with what its score is called: a grade where the whole interval has it, and that of either end;
    `deciding` says by which number, exact or published.
    """
    if not node.grades or (part.value is None and not part.unmeasured):
        return part
    last = node.grades[-1][0]
    worst, best = (
        next(name for name, where in node.grades if where.accepts(deciding(end))) for end in (part.low, part.high)
    )
    grades = last if part.last or part.may_last else worst, last if part.last else best
    certain = part.value is not None and grades[0] == grades[1]
    return evolve(part, grade=grades[0] if certain else None, grades=grades)
