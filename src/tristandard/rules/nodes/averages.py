"""Sums and means of exact numbers, and a number held inside its interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction


def held(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Return a value held inside its interval."""
    return max(low, min(value, high))


def mean_of(weighted: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers, each with its weight before it; the plain one where all weigh alike."""
    pairs = list(weighted)
    if pairs and all(weight is pairs[0][0] or weight == pairs[0][0] for weight, _ in pairs):
        return mean_alike([number for _, number in pairs])
    return sum_of(weight * number for weight, number in pairs) / sum_of(weight for weight, _ in pairs)


def mean_alike(numbers: Sequence[Fraction]) -> Fraction:
    """Return the mean of numbers that weigh alike."""
    return sum_of(numbers) / len(numbers)


def taken(numbers: Sequence[Fraction], lowest: int, highest: int) -> list[Fraction]:
    """Return what each number counts, of 1, where so many of the lowest and of the highest are left out; of equal ones
    the first are the lower. Where none would be left, all count.
    """
    order = sorted(range(len(numbers)), key=lambda place: (numbers[place], place))
    kept = set(order[lowest : len(numbers) - highest] if lowest + highest < len(numbers) else order)
    return [Fraction(place in kept, len(kept)) for place in range(len(numbers))]


def sum_of(numbers: Iterable[Fraction]) -> Fraction:
    """Return a sum of many fractions, added up as integers by denominator."""
    every = tuple(numbers)
    if len(every) < 2:  # most are
        return every[0] if every else Fraction(0)
    by_denominator: defaultdict[int, int] = defaultdict(int)
    for number in every:
        by_denominator[number.denominator] += number.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in by_denominator.items()), Fraction(0))
