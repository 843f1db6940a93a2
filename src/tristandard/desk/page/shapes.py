"""Where things stand in a drawing: an axis with round numbers on it, and shades by size.

A drawing shows numbers that stand beside it in full; its positions decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.points import plain
from tristandard.basics.publication import Publication

#: So many steps an axis has at most.
_STEPS = 5
#: The shades of a table, without the white of nothing.
SHADES = 6
_PERCENT = Publication("0.01")


@final
@frozen
class Axis:
    """An axis from a first to a last round number.

    Attributes:
        first: The number at its left end.
        last: The number at its right end.
        step: How far its marks are apart.
    """

    first: Fraction
    last: Fraction
    step: Fraction

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Where its marks stand, in percent of its length, each with its number."""
        count = int((self.last - self.first) / self.step)
        numbers = [self.first + self.step * place for place in range(count + 1)]
        return tuple((self.at(number), plain(number)) for number in numbers)

    def at(self, number: Fraction) -> str:
        """Return where a number stands, in percent of its length."""
        return str(_PERCENT.publish(100 * (number - self.first) / (self.last - self.first)))

    def between(self, low: Fraction, high: Fraction) -> str:
        """Return how long the way is from one number to another, in percent of its length."""
        return str(_PERCENT.publish(100 * (high - low) / (self.last - self.first)))


def axis_of(numbers: Iterable[Fraction]) -> Axis:
    """Return an axis on which all of some numbers lie, between round ones; of none, from 0 to 1."""
    listed = list(numbers) or [Fraction(0), Fraction(1)]
    low, high = min(listed), max(listed)
    if low == high:
        low, high = low - 1, high + 1
    step = _round_step((high - low) / _STEPS)
    return Axis(step * (low // step), step * -(-high // step), step)


def _round_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2, 5, 10, … and of their tenths that is not below a number."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def shade(number: Fraction, most: Fraction) -> int:
    """Return how dark a cell is, from 0 for nothing to `SHADES` for the largest number."""
    if number <= 0 or most <= 0:
        return 0
    return min(SHADES, int(-(-number * SHADES // most)))
