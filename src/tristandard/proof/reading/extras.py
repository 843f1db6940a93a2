"""What stands on a node: bonuses are added first, then gates decide, then the grade is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading.against import breached
from tristandard.proof.reading.came import Came, Tick, held
from tristandard.proof.reading.papers import ZERO, total
from tristandard.proof.reading.pricing import parted
from tristandard.rules.indicator import Item
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark, Passed
from tristandard.rules.nodes.grade import Cut, Leading
from tristandard.rules.nodes.node import Node

#: Returns the number that decides of a score: exact, or as it is published.
Deciding = Callable[[Fraction], Fraction]
#: What decides a place: the number of the score, then those of the parts that break ties.
Standing = tuple[Fraction, ...]
#: What is added at worst, to the score, and at best.
Ends = tuple[Fraction, Fraction, Fraction]
NOTHING_ADDED: Ends = (ZERO, ZERO, ZERO)


@final
@frozen
class Field:
    """The units among which one has its place: the ends of each, and their low ends, their scores and their high ends,
    each in order. Where it is dense, a place counts the scores that are higher, and not the units that have them.
    """

    ends: list[tuple[Standing, Standing]]
    lows: list[Standing]
    scores: list[Standing]
    highs: list[Standing]
    dense: bool

    @classmethod
    def of(cls, ends: Iterable[tuple[Standing, Standing]], scores: Iterable[Standing], *, dense: bool) -> Field:
        """Return a field of the low and high ends of all, and of the scores of those that stand there."""
        pairs = list(ends)
        lows, highs = sorted(low for low, _ in pairs), sorted(high for _, high in pairs)
        return cls(pairs, lows, sorted(scores), highs, dense)

    def place(self, score: Standing) -> int:
        """Return the place of a score: after all that are higher."""
        return 1 + (len({one for one in self.scores if one > score}) if self.dense else higher(self.scores, score))

    def best(self, high: Standing) -> int:
        """Return the best place still possible: after those whose low end is higher than a high end, as many of them as
        can sharing a score where places are dense.
        """
        if not self.dense:
            return 1 + higher(self.lows, high)
        levels, reached = 0, None
        for top, low in sorted((top, low) for low, top in self.ends if low > high):
            if reached is None or low > reached:
                levels, reached = levels + 1, top
        return 1 + levels

    def worst(self, low: Standing, high: Standing) -> int:
        """Return the worst place of one of them: after the others whose high end is higher than its low end."""
        if not self.dense:
            return 1 + higher(self.highs, low) - (high > low)
        above = [(one, top) for one, top in self.ends if top > low]
        return 1 + len({one for one, top in above if one == top}) + sum(one != top for one, top in above) - (high > low)

    def last(self, score: Standing) -> int:
        """Return the last of the places that all of one score take together."""
        return sum(one >= score for one in self.scores)

    def last_at_best(self, own: tuple[Standing, Standing]) -> int:
        """Return the last of those places at best: with all others that cannot come to stand behind."""
        return 1 + sum(low >= own[1] for low, _ in self.ends) - (own[0] == own[1])

    def last_at_worst(self, own: tuple[Standing, Standing]) -> int:
        """Return the last of those places at worst: with all that may come to stand as high."""
        return sum(high >= own[0] for _, high in self.ends)


def higher(standings: Sequence[Standing], standing: Standing) -> int:
    """Return how many of some numbers, in order, are higher than one."""
    return len(standings) - bisect_right(standings, standing)


def points(mark: Mark | Passed, full: Fraction) -> Fraction:
    """Return a mark in points."""
    assert isinstance(mark, Mark)
    return full * mark.value / 100 if mark.share else mark.value


def step_bonus(bonus: StepBonus, score: Fraction, full: Fraction) -> Fraction:
    """Return what a score adds by its steps above the mark."""
    steps = max(ZERO, score - points(bonus.above, full)) / points(bonus.per, full)
    return min(bonus.at_most, bonus.each * parted(bonus.parts, steps))


def for_places(bonus: RankBonus, first: int, last: int) -> Fraction:
    """Return the points of a place, nothing after the last that is written; where ties share, an equal part of those
    of all places that are taken together.
    """
    if bonus.ties is TiedBonus.EACH:
        last = first
    written = [bonus.points[place - 1] for place in range(first, last + 1) if place <= len(bonus.points)]
    return total(written) / (last - first + 1)


def rank_bonus(bonus: RankBonus, own: Came, field: Field, deciding: Deciding) -> Ends:
    """Return what the place adds: at the worst place still possible, to the score, and at the best.

    The score takes the place among those that have one, held between the worst and the best.
    """
    low, high = (deciding(own.low),), (deciding(own.high),)
    worst = for_places(bonus, field.worst(low, high), field.last_at_worst((low, high)))
    best = for_places(bonus, field.best(high), field.last_at_best((low, high)))
    if own.value is None:
        return worst, worst, best
    score = (deciding(own.value),)
    return worst, max(worst, min(best, for_places(bonus, field.place(score), field.last(score)))), best


def step_ends(bonus: StepBonus, key: Came, deciding: Deciding) -> Ends:
    """Return what steps add, by the low end, the score and the high end of what they read."""
    low, value, high = (
        step_bonus(bonus, deciding(end), key.full)
        for end in (key.low, key.low if key.value is None else key.value, key.high)
    )
    return low, value, high


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


def period_fails(gate: Gate, periods: Iterable[Came], deciding: Deciding) -> Iterator[Failing]:
    """Yield whether each period that applies fails what a gate on the year asks of it: a mark, or that it passed."""
    for one in periods:
        if not one.applies or one.imputed:
            continue
        if gate.at_least is Passed.PASSED:
            worst, best = one.failed
        else:
            mark = points(gate.at_least, one.full)
            worst, best = deciding(one.low) < mark, deciding(one.high) < mark
        yield f"period {one.member}", worst, best


def gated(came: Came, gate: Gate, failing: Sequence[Failing]) -> Came:
    """Return a node with what a gate does to it."""
    at_worst, always = any(worst for _, worst, _ in failing), any(best for _, _, best in failing)
    came = evolve(came, failed=(came.failed[0] or at_worst, came.failed[1] or always))
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
    good, and none yet where places decide.
    """
    return came if any(isinstance(by, Leading) for _, by in node.grades) else called(node, came, deciding, None, 0)


def called(node: Node, came: Came, deciding: Deciding, ends: tuple[int, int] | None, units: int) -> Came:
    """Return a node with its grades, by its places at best and at worst among so many units; None for no place."""
    labels = [label for label, _ in node.grades]
    if not labels or came.hopeless:
        return came

    def label_of(score: Fraction, place: int | None, last: bool) -> str:
        """Return what a score at a place is called."""
        for label, by in () if last else node.grades:
            scores = by.score if isinstance(by, Leading) else by
            if not breached(scores, deciding(score)) and (not isinstance(by, Leading) or within(by, place, units)):
                return label
        return labels[-1]

    best, worst = ends or (None, None)
    return evolve(came, grades=(label_of(came.low, worst, came.last[0]), label_of(came.high, best, came.last[1])))


def within(leading: Leading, place: int | None, units: int) -> bool:
    """Return whether a place is among the first so many, or in the first share of the units, rounded as it says."""
    if place is None:
        return False
    if not leading.share:
        return place <= leading.first
    first = leading.first * units / 100
    match leading.rounded:
        case Cut.UP:
            return place < first + 1
        case Cut.DOWN:
            return place <= first
        case _:
            return place <= first + Fraction(1, 2)


def mean_of_peers(others: Sequence[Came], own: Came) -> Came | None:
    """Return the mean of what others have where nothing applies; None where no other has a score, or may come to."""
    there = [one for one in others if not one.hopeless]
    if not there:
        return None
    scores = [one.value for one in there if one.value is not None]
    low, high = total(one.low for one in there) / len(there), total(one.high for one in there) / len(there)
    put = evolve(own, applies=True, imputed="peers", low=low, high=high)
    return evolve(put, value=held(total(scores) / len(scores), put) if scores else None)
