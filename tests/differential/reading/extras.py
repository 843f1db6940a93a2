"""What stands on a node: bonuses are added first, then gates decide, then the grade is read."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve

import tristandard as ts
from differential.reading.came import Came
from differential.reading.case import ZERO
from differential.reading.pricing import breached, parted


def points(mark: ts.Mark, full: Fraction) -> Fraction:
    """Return a mark in points."""
    return full * mark.value / 100 if mark.share else mark.value


def step_bonus(bonus: ts.StepBonus, score: Fraction, full: Fraction) -> Fraction:
    """Return what a score adds by its steps above the mark."""
    steps = max(ZERO, score - points(bonus.above, full)) / points(bonus.per, full)
    return min(bonus.at_most, bonus.each * parted(bonus.parts, steps))


def for_place(bonus: ts.RankBonus, place: int) -> Fraction:
    """Return the points of a place; nothing after the last that is written."""
    return bonus.points[place - 1] if place <= len(bonus.points) else ZERO


def rank_bonus(bonus: ts.RankBonus, own: Came, rivals: Iterable[Came]) -> tuple[Fraction, Fraction, Fraction]:
    """Return what the place adds: at the worst place still possible, to the score, and at the best.

    The score takes the place among those that have one, held between the worst and the best.
    """
    rivals = list(rivals)
    worst = 1 + sum(one.high > own.low for one in rivals)
    best = 1 + sum(one.low > own.high for one in rivals)
    place = worst
    if own.value is not None:
        place = 1 + sum(one.value is not None and one.value > own.value for one in rivals)
    return tuple(for_place(bonus, one) for one in (worst, max(best, min(worst, place)), best))


def added(bonus: ts.StepBonus | ts.RankBonus, key: Came, rivals: list[Came]) -> tuple[Fraction, Fraction, Fraction]:
    """Return what a bonus adds at worst, to the score, and at best; what does not apply earns none."""
    if not key.applies or key.imputed:
        return ZERO, ZERO, ZERO
    if isinstance(bonus, ts.RankBonus):
        return rank_bonus(bonus, key, rivals)
    value = step_bonus(bonus, key.low if key.value is None else key.value, key.full)
    return step_bonus(bonus, key.low, key.full), value, step_bonus(bonus, key.high, key.full)


def lifted(came: Came, more: list[tuple[Fraction, Fraction, Fraction]]) -> Came:
    """Return a node with what its bonuses add."""
    low, value, high = (sum((one[end] for one in more), ZERO) for end in (0, 1, 2))
    return evolve(
        came, low=came.low + low, value=None if came.value is None else came.value + value, high=came.high + high
    ).within()


def fails(gate: ts.Gate, key: Came, book: ts.Assessment) -> tuple[bool, bool]:
    """Return whether a gate fails at worst, and in any case: with everything that is open met."""
    if not key.applies or key.imputed:
        return False, False
    if not (gate.of == "every item" or gate.of.startswith("item ")):
        mark = points(gate.at_least, key.full)
        return key.low < mark, key.high < mark
    read = [one for one in book.items if gate.of in ("every item", f"item {one.code}") and one.code in key.items]
    ends = [(*key.items[one.code], points(gate.at_least, one.full)) for one in read]
    return any(low < mark for low, _, mark in ends), any(high < mark for _, high, mark in ends)


def gated(came: Came, gate: ts.Gate, failing: tuple[bool, bool]) -> Came:
    """Return a node with what a gate does to it."""
    at_worst, always = failing
    if gate.to is None:
        return evolve(came, last=(came.last[0] or at_worst, came.last[1] or always))
    low = min(came.low, gate.to) if at_worst else came.low
    if not always:
        return evolve(came, low=low)
    return evolve(
        came, low=low, value=None if came.value is None else min(came.value, gate.to), high=min(came.high, gate.to)
    )


def woken(came: Came, gates: Iterable[ts.Gate]) -> Came:
    """Return a node with the lines that its gates read by items able to move it, whatever they weigh."""
    items = {gate.of for gate in gates}

    def wakes(item: str) -> bool:
        return bool(item) and ("every item" in items or f"item {item}" in items)

    return evolve(
        came, ticks=tuple(evolve(tick, idle=tick.idle and not (tick.read and wakes(tick.item))) for tick in came.ticks)
    )


def grades(node: object, came: Came) -> tuple[str, str]:
    """Return the worst and the best grade that a score may still have; two empty texts where there are none."""
    names = [label for label, _ in node.grades]
    if not names:
        return "", ""

    def of(score: Fraction, last: bool) -> str:
        return names[-1] if last else next(label for label, where in node.grades if not breached(where, score))

    return of(came.low, came.last[0]), of(came.high, came.last[1])
