"""What stands on a node: its bonuses, then its gates in written order, then its grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.rules.nodes.averages import held
from tristandard.rules.nodes.bonus import Bonus, RankBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Named, Node, items_lost
from tristandard.rules.nodes.part import Part

#: The worst place, the place and the best place of a node among the units of the kind; 0 where it does not apply.
Places = Callable[[str, bool], tuple[int, int, int]]


def stand(node: Node, part: Part, model: Named, marks: Mapping[str, Fraction], places: Places) -> Part:
    """Return a node with its bonuses, gates and grade.

    Args:
        node: The node.
        part: What it comes to without them.
        model: The named nodes.
        marks: The full mark of each item, by its code.
        places: The places of a node of the model, and whether it is asked without what stands on it.
    """
    if not (node.bonuses or node.gates or node.grades) or part.absent:
        return part
    lifted = _lifted(node, evolve(part, bare=part.value), places)
    return graded(node, _gated(node, lifted, model, marks))


def _lifted(node: Node, part: Part, places: Places) -> Part:
    """Return a node with its bonuses."""
    low, value, high, added = part.low, part.value, part.high, list[tuple[str, Fraction]]()
    for bonus in node.bonuses:
        least, points, most = _ends(bonus, part, places)
        low, high = low + least, high + most
        if value is not None:
            value += points
            added.append((bonus.of, points))
    return evolve(part, low=low, value=value, high=high, added=tuple(added), bonus=part.bonus + node.lift)


def _ends(bonus: Bonus, part: Part, places: Places) -> tuple[Fraction, Fraction, Fraction]:
    """Return the least that a bonus gives, what it gives, and the most."""
    if isinstance(bonus, RankBonus):
        worst, place, best = (bonus.at(place) if place else Fraction(0) for place in places(bonus.of, bonus.of == part.node))
        return worst, held(place, worst, best), best  # a rival without a score may be better all the same
    key = _key(bonus.of, part)
    if not key.own:
        return Fraction(0), Fraction(0), Fraction(0)
    value = key.low if key.value is None else key.value
    return bonus.at(key.low, key.full), bonus.at(value, key.full), bonus.at(key.high, key.full)


def _key(of: str, part: Part) -> Part:
    """Return what a bonus or a gate reads: the node itself, or one that it is made of."""
    return part if of == part.node else next(one for one in part.parts if one.node == of)


def _gated(node: Node, part: Part, model: Named, marks: Mapping[str, Fraction]) -> Part:
    """Return a node with its gates: each end fails where the key's own end does, the score only where it would fail with everything met."""
    low, value, high, gated = part.low, part.value, part.high, list[tuple[str, Fraction]]()
    last = may_last = False
    for gate in node.gates:
        for of, worst, best, full in _keys(gate, part, model, marks):
            threshold = gate.at_least.of(full)
            if best < threshold and value is not None:
                gated.append((of, Fraction(0) if gate.to is None else max(value - gate.to, Fraction(0))))
            if gate.to is None:
                last, may_last = last or best < threshold, may_last or worst < threshold
                continue
            low = min(low, gate.to) if worst < threshold else low
            high = min(high, gate.to) if best < threshold else high
            value = min(value, gate.to) if value is not None and best < threshold else value
    return evolve(part, low=low, value=value, high=high, gated=tuple(gated), last=last, may_last=may_last)


def _keys(
    gate: Gate, part: Part, model: Named, marks: Mapping[str, Fraction]
) -> Iterator[tuple[str, Fraction, Fraction, Fraction]]:
    """Yield what a gate reads: its name, its lowest and its highest score, and its full mark."""
    if gate.item is None and gate.of != EVERY_ITEM:
        key = _key(gate.of, part)
        if key.own:
            yield gate.of, key.low, key.high, key.full
        return
    losses = items_lost(part, model)
    for item, full in marks.items():
        if gate.item in (None, item) and item in losses:
            least, most = losses[item]
            yield f"item {item}", full - most, full - least, full


def graded(node: Node, part: Part) -> Part:
    """Return a node with what its score is called: a grade where the whole interval has it, and that of either end."""
    if not node.grades or (part.value is None and not part.unmeasured):
        return part
    last = node.grades[-1][0]
    worst, best = (next(name for name, where in node.grades if where.accepts(end)) for end in (part.low, part.high))
    grades = last if part.last or part.may_last else worst, last if part.last else best
    certain = part.value is not None and grades[0] == grades[1]
    return evolve(part, grade=grades[0] if certain else None, grades=grades)
