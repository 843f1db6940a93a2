"""What stands on a node: its bonuses, then its gates in written order, then its grade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve

from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.averages import held
from tristandard.rules.nodes.bonus import Bonus, RankBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD, Gate, Passed
from tristandard.rules.nodes.grade import Among, Leading
from tristandard.rules.nodes.node import Node, Place, figures_of, items_lost
from tristandard.rules.nodes.part import Held, Part


def stand(node: Node, part: Part, place: Place) -> Part:
    """Return a node with its bonuses, gates and grade, from what it comes to without them at a place."""
    if not (node.bonuses or node.adjustments or node.gates or node.grades) or part.absent:
        return part
    lifted = _lifted(node, evolve(part, bare=part.value), place)
    return graded(node, _gated(node, lifted, lambda gate: _keys(gate, lifted, place)), place.deciding)


def stand_over_periods(node: Node, part: Part, deciding: Callable[[Fraction], Fraction]) -> Part:
    """Return a year with its gates and its grade, from what its periods come to together."""
    if part.absent:
        return part
    bare = evolve(part, bare=part.value) if node.gates else part
    return graded(node, _gated(node, bare, lambda gate: _keys_of_year(gate, bare, deciding)), deciding)


def periods_of(part: Part) -> Iterator[Part]:
    """Yield the periods of a year, and the round of the whole time, if one stands beside them."""
    for one in part.parts:
        yield from periods_of(one) if one.node == part.node else (one,)


def _lifted(node: Node, part: Part, place: Place) -> Part:
    """Return a node with its bonuses and its adjustments: what is added first, within its joint cap, then what is
    taken, as far as there is anything to take; and with all that these, and its gates, read beside the score.
    """
    rest = part.high + node.lift
    pairs = [(one, figures_of(one, place)) for one in node.adjustments]
    adds = [(bonus.of, _ends(bonus, part, place)) for bonus in node.bonuses]
    gains, losses = ([pair for pair in pairs if bool(pair[0].gain) is up] for up in (True, False))
    adds += [(one.count, _counted(one, rest, figures)) for one, figures in gains]
    takes = [(one.count, _counted(one, rest, figures)) for one, figures in losses]
    against = (*(None for _ in node.bonuses), *(_held(*pair) for pair in (*gains, *losses)))
    found = _moved(part, adds, takes, _summed(adds)[2] if node.added_at_most is None else node.added_at_most)
    read = [*(figure for _, figures in pairs for figure in figures), *_read_by_gates(node, part, place)]
    return evolve(
        found, bonus=part.bonus + node.lift, targets=tuple(dict(filter(None, against)).items()),
        against=against if any(against) else (), **_counting(part, read, place),
    )  # fmt: skip


def _counting(part: Part, read: list[Part], place: Place) -> dict[str, Any]:
    """Return what a node keeps of all that it reads beside the score: nodes, what nobody gave, how much of it is there
    and how much is not.
    """
    return {
        "read": tuple(figure for figure in read if figure.node in place.model),
        "awaited": tuple(figure.node for figure in read if figure.unmeasured and not figure.judged),
        "measured": part.measured + sum(figure.measured for figure in read),
        "unmeasured": part.unmeasured + sum(figure.unmeasured for figure in read),
    }


def _held(one: Adjustment, figures: list[Part]) -> Held | None:
    """Return the target that an adjustment was held against; None where it has none, or nobody gave it."""
    if not one.target or len(figures) < 2 or figures[1].value is None:
        return None
    return figures[1].node, figures[1].value


def _read_by_gates(node: Node, part: Part, place: Place) -> list[Part]:
    """Return the figures, rates and shares beside a node that its gates read, each once."""
    names = [gate.of for gate in node.gates if node.reads_beside(part.node, gate.of, place.model)]
    return [place.quantity(name) for name in dict.fromkeys(names)]


def _moved(part: Part, adds: list[_Named], takes: list[_Named], cap: Fraction) -> Part:
    """Return a node with what is added, up to a cap, and what is taken."""
    (least, points, most), (fewest, lost, all_) = _summed(adds), _summed(takes)
    low = max(part.low + min(least, cap) - all_, Fraction(0))
    high = max(part.high + min(most, cap) - fewest, Fraction(0))
    if part.value is None:
        return evolve(part, low=low, high=high)
    before = part.value + min(points, cap)
    value = max(before - lost, Fraction(0))
    added = tuple((of, one * min(points, cap) / points if points else one) for of, (_, one, _) in adds)
    taken = tuple((of, one * (before - value) / lost if lost else one) for of, (_, one, _) in takes)
    return evolve(part, low=low, value=value, high=high, added=added, adjusted=taken)


#: The least, what there is, and the most.
_Ends = tuple[Fraction, Fraction, Fraction]
#: The same, by what it is of.
_Named = tuple[str, _Ends]


def _summed(some: Iterable[_Named]) -> _Ends:
    """Return what some come to together."""
    least = points = most = Fraction(0)
    for _, (low, now, high) in some:
        least, points, most = least + low, points + now, most + high
    return least, points, most


def _counted(one: Adjustment, rest: Fraction, figures: list[Part]) -> _Ends:
    """Return the least points of an adjustment, what they are, and the most; none while nobody gave what it reads."""
    figure = figures[0]
    if figure.absent:
        return Fraction(0), Fraction(0), Fraction(0)
    if one.target:
        value, target = figure.value, figures[1].value
        if value is None or target is None:
            return Fraction(0), Fraction(0), one.most(rest, value, target)
        points = one.of(value, target)
        return points, points, points
    if figure.unmeasured and not figure.full:  # a figure that has no end
        return Fraction(0), Fraction(0), one.most(rest)
    least, most = one.between(figure.low, figure.high)
    if figure.value is None:
        return least, least, most
    return least, one.of(figure.value), most


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
    """Return what a bonus or a gate reads: the node itself, one that it is made of, or a figure beside it."""
    return part if of == part.node else next(one for one in (*part.parts, *part.read) if one.node == of)


#: What a gate reads: its name, whether it fails at its low end, and whether it does in any case.
_Key = tuple[str, bool, bool]


def _gated(node: Node, part: Part, keys: Callable[[Gate], Iterable[_Key]]) -> Part:
    """Return a node with its gates: each end fails where the key's own end does, the score only where
    it would fail with everything met.
    """
    low, value, high, gated = part.low, part.value, part.high, list[tuple[int, str, Fraction]]()
    last = may_last = False
    may, does = part.failing
    for at, gate in enumerate(node.gates):
        for of, may_fail, fails in keys(gate):
            may, does = may or may_fail, does or fails
            if fails and value is not None:
                gated.append((at, of, Fraction(0) if gate.to is None else max(value - gate.to, Fraction(0))))
            if gate.to is None:
                last, may_last = last or fails, may_last or may_fail
                continue
            low = min(low, gate.to) if may_fail else low
            high = min(high, gate.to) if fails else high
            value = min(value, gate.to) if value is not None and fails else value
    return evolve(
        part, low=low, value=value, high=high, gated=tuple(gated), last=last, may_last=may_last, failing=(may, does)
    )


def _keys(gate: Gate, part: Part, place: Place) -> Iterator[_Key]:
    """Yield what a gate reads: the node itself, one that it is made of, a figure beside it, or items."""
    if gate.item is None and gate.of != EVERY_ITEM:
        key = _key(gate.of, part)
        if key.own:
            yield _against(gate, gate.of, (key.low, key.high), key.full, place.deciding)
        return
    losses = items_lost(part, place.model)
    for item, full in place.item_marks().items():
        if gate.item in (None, item) and item in losses:
            least, most = losses[item]
            yield _against(gate, f"item {item}", (full - most, full - least), full, place.deciding)


def _keys_of_year(gate: Gate, part: Part, deciding: Callable[[Fraction], Fraction]) -> Iterator[_Key]:
    """Yield what a gate of a year reads: the year itself, or each period that applies, whatever it weighs."""
    if gate.of != EVERY_PERIOD:
        yield _against(gate, gate.of, (part.low, part.high), part.full, deciding)
        return
    for one in filter(lambda period: period.own, periods_of(part)):
        named = f"period {one.member}"
        passed = isinstance(gate.at_least, Passed)
        yield (named, *one.failing) if passed else _against(gate, named, (one.low, one.high), one.full, deciding)


def _against(
    gate: Gate, of: str, ends: tuple[Fraction, Fraction], full: Fraction, deciding: Callable[[Fraction], Fraction]
) -> _Key:
    """Return whether the ends of a key fail the mark of a gate."""
    (low, high), mark = ends, gate.points(full)
    return of, deciding(low) < mark, deciding(high) < mark


def graded(node: Node, part: Part, deciding: Callable[[Fraction], Fraction], among: Among | None = None) -> Part:
    """Return a node with what its score is called: a grade where the whole interval has it, and that of either end.

    Args:
        node: The node.
        part: As it came out.
        deciding: Returns the number of a score that decides, exact or published.
        among: The places that it may have; None where they are not known yet, and then no grade by place is.
    """
    if not node.grades or part.scoreless or (node.by_place and among is None):
        return part
    last, among = node.grades[-1][0], among or Among(None, None, 0)
    worst = _called(node, deciding(part.low), among.worst, among.units)
    best = _called(node, deciding(part.high), among.best, among.units)
    low, high = last if part.last or part.may_last else worst, last if part.last else best
    return evolve(part, grade=low if part.value is not None and low == high else None, grades=(low, high))


def _called(node: Node, score: Fraction, place: int | None, units: int) -> str:
    """Return what a score at a place among so many units is called."""
    return next(
        name
        for name, where in node.grades
        if (where.has(place, units, score) if isinstance(where, Leading) else where.accepts(score))
    )
