"""What stands on a node: bonuses are added first, then gates decide, then the grade is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading.came import Came, Tick, held
from tristandard.proof.reading.papers import ZERO
from tristandard.proof.reading.pricing import breached, parted
from tristandard.rules.assessment import Item
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.node import Node

#: Returns the number that decides of a score: exact, or as it is published.
Deciding = Callable[[Fraction], Fraction]
#: What is added at worst, to the score, and at best.
Ends = tuple[Fraction, Fraction, Fraction]
NOTHING_ADDED: Ends = (ZERO, ZERO, ZERO)


@final
@frozen
class Field:
    """The units among which one has its place: their low ends, their scores and their high ends, each in order."""

    lows: list[Fraction]
    scores: list[Fraction]
    highs: list[Fraction]

    @classmethod
    def of(cls, lows: Iterable[Fraction], scores: Iterable[Fraction], highs: Iterable[Fraction]) -> Field:
        """Return a field of numbers in any order."""
        return cls(sorted(lows), sorted(scores), sorted(highs))

    def place(self, score: Fraction) -> int:
        """Return the place of a score: after all that are higher."""
        return 1 + higher(self.scores, score)

    def best(self, high: Fraction) -> int:
        """Return the best place still possible: after those whose low end is higher than a high end."""
        return 1 + higher(self.lows, high)

    def worst(self, low: Fraction, high: Fraction) -> int:
        """Return the worst place of one of them: after the others whose high end is higher than its low end."""
        return 1 + higher(self.highs, low) - (high > low)


def higher(numbers: Sequence[Fraction], number: Fraction) -> int:
    """Return how many of some numbers, in order, are higher than one."""
    return len(numbers) - bisect_right(numbers, number)


def points(mark: Mark, full: Fraction) -> Fraction:
    """Return a mark in points."""
    return full * mark.value / 100 if mark.share else mark.value


def step_bonus(bonus: StepBonus, score: Fraction, full: Fraction) -> Fraction:
    """Return what a score adds by its steps above the mark."""
    steps = max(ZERO, score - points(bonus.above, full)) / points(bonus.per, full)
    return min(bonus.at_most, bonus.each * parted(bonus.parts, steps))


def for_place(bonus: RankBonus, place: int) -> Fraction:
    """Return the points of a place; nothing after the last that is written."""
    return bonus.points[place - 1] if place <= len(bonus.points) else ZERO


def rank_bonus(bonus: RankBonus, own: Came, field: Field, deciding: Deciding) -> Ends:
    """Return what the place adds: at the worst place still possible, to the score, and at the best.

    The score takes the place among those that have one, held between the worst and the best.
    """
    low, high = deciding(own.low), deciding(own.high)
    worst, best = field.worst(low, high), field.best(high)
    place = worst if own.value is None else max(best, min(worst, field.place(deciding(own.value))))
    return for_place(bonus, worst), for_place(bonus, place), for_place(bonus, best)


def step_ends(bonus: StepBonus, key: Came, deciding: Deciding) -> Ends:
    """Return what steps add, by the low end, the score and the high end of what they read."""
    low, value, high = (
        step_bonus(bonus, deciding(end), key.full)
        for end in (key.low, key.low if key.value is None else key.value, key.high)
    )
    return low, value, high


def lifted(came: Came, bonuses: Sequence[tuple[str, Ends]]) -> Came:
    """Return a node with what its bonuses add, each by what it reads."""
    low, value, high = (sum((ends[end] for _, ends in bonuses), ZERO) for end in (0, 1, 2))
    if came.value is None:
        return evolve(came, low=came.low + low, high=came.high + high)
    added = tuple((of, ends[1]) for of, ends in bonuses)
    return evolve(came, low=came.low + low, value=came.value + value, high=came.high + high, added=added).within()


#: A key that a gate reads: what it is called, whether it fails at worst, and in any case.
Failing = tuple[str, bool, bool]


def fails(gate: Gate, key: Came, items: Sequence[Item], deciding: Deciding) -> Iterator[Failing]:
    """Yield whether what a gate reads fails at worst, and in any case: with everything that is open met."""
    if not key.applies:
        return
    if not (gate.of == "every item" or gate.of.startswith("item ")):
        mark = points(gate.at_least, key.full)
        yield gate.of, deciding(key.low) < mark, deciding(key.high) < mark
        return
    for one in items:
        if gate.of in ("every item", f"item {one.code}") and one.code in key.items:
            (low, high), mark = key.items[one.code], points(gate.at_least, one.full)
            yield f"item {one.code}", deciding(low) < mark, deciding(high) < mark


def gated(came: Came, gate: Gate, failing: Sequence[Failing]) -> Came:
    """Return a node with what a gate does to it."""
    at_worst, always = any(worst for _, worst, _ in failing), any(best for _, _, best in failing)
    if always and came.value is not None:
        over = ZERO if gate.to is None else max(ZERO, came.value - gate.to)
        told = [of for of, _, best in failing if best]
        came = evolve(came, took=(*came.took, (told[0], over), *((of, ZERO) for of in told[1:])))
    if gate.to is None:
        return evolve(came, last=(came.last[0] or at_worst, came.last[1] or always))
    low = min(came.low, gate.to) if at_worst else came.low
    if not always:
        return evolve(came, low=low)
    value = None if came.value is None else min(came.value, gate.to)
    return evolve(came, low=low, value=value, high=min(came.high, gate.to))


def woken(came: Came, gates: Sequence[Gate]) -> Came:
    """Return a node with the lines that its gates read by items able to move it, whatever they weigh."""
    items = {gate.of for gate in gates}

    def wake(tick: Tick) -> Tick:
        read = tick.read and bool(tick.item) and ("every item" in items or f"item {tick.item}" in items)
        return evolve(tick, idle=False) if tick.idle and read else tick

    return came.ticked(wake) if gates else came


def graded(node: Node, came: Came, deciding: Deciding) -> Came:
    """Return a node with the worst and the best grade that its score may still have; none where there is no score for
    good.
    """
    labels = [label for label, _ in node.grades]
    if not labels or not came.applies or (came.value is None and not came.tally()[1]):
        return came

    def called(score: Fraction, last: bool) -> str:
        return (
            labels[-1] if last else next(label for label, where in node.grades if not breached(where, deciding(score)))
        )

    return evolve(came, grades=(called(came.low, came.last[0]), called(came.high, came.last[1])))


def mean_of_peers(others: Sequence[Came], own: Came) -> Came | None:
    """Return the mean of what others have where nothing applies; None where nothing of any applies."""
    there = [one for one in others if one.applies]
    if not there:
        return None
    scores = [one.value for one in there if one.value is not None]
    low, high = sum((one.low for one in there), ZERO) / len(there), sum((one.high for one in there), ZERO) / len(there)
    put = evolve(own, applies=True, imputed="peers", low=low, high=high)
    return evolve(put, value=held(sum(scores, ZERO) / len(scores), put) if scores else None)
