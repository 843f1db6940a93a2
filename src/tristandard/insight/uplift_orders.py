"""Averages over all orders (the Shapley value): what each of several changes adds, whichever comes first.

What the players add makes the whole, to the last fraction. Players that do the same are counted
together, so that many of them cost little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import comb, factorial, prod
from typing import TypeVar

_Player = TypeVar("_Player", bound=Hashable)

#: Above so many mixtures, or sums, a sheet is not divided.
MOST = 4096


def weight(before: int, players: int) -> Fraction:
    """Return the share of all orders in which just these so many players, of all, come before one of them."""
    return Fraction(factorial(before) * factorial(players - before - 1), factorial(players))


def coalitions(players: Iterable[_Player]) -> Iterator[frozenset[_Player]]:
    """Yield every set of players, the smaller first."""
    listed = list(players)
    for size in range(len(listed) + 1):
        yield from map(frozenset, combinations(listed, size))


def averaged(players: Sequence[_Player], worth: Callable[[frozenset[_Player]], Fraction]) -> dict[_Player, Fraction]:
    """Return what each player adds on average over all orders."""
    found = {}
    for player in players:
        rest = [other for other in players if other != player]
        steps = (
            weight(len(before), len(players)) * (worth(before | {player}) - worth(before))
            for before in coalitions(rest)
        )
        found[player] = sum(steps, Fraction(0))
    return found


def averaged_alike(
    kinds: Mapping[_Player, int], worth: Callable[[Mapping[_Player, int]], Fraction]
) -> dict[_Player, Fraction] | None:
    """Return what one player of each kind adds on average, where so many of a kind do the same.

    It is None where that asks for too many mixtures.

    Args:
        kinds: How many players there are of each kind.
        worth: What so many players of each kind come to.
    """
    if prod(number + 1 for number in kinds.values()) > MOST:
        return None
    players, names = sum(kinds.values()), list(kinds)
    mixtures = {
        counts: worth(dict(zip(names, counts, strict=True)))
        for counts in product(*(range(kinds[name] + 1) for name in names))
    }
    found = {}
    for at, name in enumerate(names):
        found[name] = Fraction(0)
        for counts, low in mixtures.items():
            if counts[at] < kinds[name]:
                with_one = (*counts[:at], counts[at] + 1, *counts[at + 1 :])
                ways = prod(
                    comb(kinds[other] - (other == name), count) for other, count in zip(names, counts, strict=True)
                )
                found[name] += ways * weight(sum(counts), players) * (mixtures[with_one] - low)
    return found


def averaged_sum(steps: Sequence[int], start: int, most: int) -> dict[int, Fraction] | None:
    """Return what a step adds on average to a sum that stops at `most`, by the size of the step.

    It is None where there are too many sums.

    Args:
        steps: What each player adds to the sum, or takes from it.
        start: The sum without any of them.
        most: Where it stops.
    """
    highest = start + sum(step for step in steps if step > 0)
    if highest <= most:
        return {step: Fraction(step) for step in steps}
    players, found = len(steps), {}
    for step, number in Counter(steps).items():
        others = list(steps)
        others.remove(step)
        sums = _sums(others)
        if len(sums) * number > MOST:
            return None
        found[step] = sum(
            (
                ways * weight(size, players) * (min(start + told + step, most) - min(start + told, most))
                for (size, told), ways in sums.items()
            ),
            Fraction(0),
        )
    return found


def _sums(steps: Iterable[int]) -> Mapping[tuple[int, int], int]:
    """Return in how many ways so many of some steps come to each sum; of too many sums only some."""
    found: dict[tuple[int, int], int] = {(0, 0): 1}
    for step in steps:
        more = defaultdict(int, found)
        for (size, told), ways in found.items():
            more[size + 1, told + step] += ways
        found = more
        if len(found) > MOST:
            break
    return found
