"""The most that a line which was not measured can still take; None stands where nothing bounds it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import final

from attrs import frozen

#: One way in which a place may be breached: the most by findings which may name a unit, and the most in all.
Way = tuple[Fraction | None, Fraction | None]

#: How many ways a bound tells apart; of more, one that takes at least as much as each stands for all.
_WAYS = 64


@final
@frozen
class Bound:
    """The most that a line that was not measured can still take from a place, before its own cap.

    Attributes:
        ways: Each way in which it may be breached: below the bar, where nothing that is found is wrong, or above.
        at_most: The cap of the line: one for the site's own units together, one for each unit that findings name.
        apiece: What each finding takes, where all take the same; else 0.
    """

    ways: tuple[Way, ...]
    at_most: Fraction | None = None
    apiece: Fraction = Fraction(0)

    @property
    def place(self) -> Fraction | None:
        """The most that the place loses where findings name nobody; None where nothing bounds it."""
        return greatest(least(whole, self.at_most) for _, whole in self.ways)

    def of(self, share: Fraction) -> Fraction | None:
        """Return the most that falls on a unit with this share of the place.

        On a unit with a part of the place some falls by its share and some by name: findings name it
        until its own cap is reached, and of the rest it bears its share. Of a unit that answers for
        the whole place, findings that name it are as those that name nobody.
        """
        if share == 1:
            return self.place
        return greatest(self._borne(named, whole, share) for most, whole in self.ways for named in self._by_name(most))

    def _borne(self, named: Fraction | None, whole: Fraction | None, share: Fraction) -> Fraction | None:
        """Return what falls on a unit that findings name for so much of a whole."""
        rest = None if whole is None or named is None else whole - named
        shared, mine = least(rest, self.at_most) if share else Fraction(0), least(named, self.at_most)
        return None if shared is None or mine is None else mine + share * shared

    def _by_name(self, most: Fraction | None) -> tuple[Fraction | None, ...]:
        """Return for how much findings may name a unit: all, or as many whole findings as come nearest to the cap."""
        if self.at_most is None or (most is not None and most <= self.at_most):
            return (most,)
        if most is None or not self.apiece:
            return (self.at_most,)
        below = self.at_most // self.apiece * self.apiece
        return below, min(below + self.apiece, most)


def ways(sides: Iterable[tuple[Fraction | None, Fraction | None, bool]]) -> tuple[Way, ...]:
    """Return the ways in which a place may be breached.

    Args:
        sides: Of each measure the most below the bar and above, and whether findings tell what lies above.
    """
    found: list[Way] = [(Fraction(0), Fraction(0))]
    for below, above, by_findings in sides:
        either = greatest((below, above))
        options = [(above if by_findings else Fraction(0), either)]
        if by_findings and (below is None or (above is not None and below > above)) and 2 * len(found) <= _WAYS:
            options = [(above, above), (Fraction(0), below)]
        found = [(total((named, more)), total((whole, most))) for named, whole in found for more, most in options]
    return tuple(found)


def greatest(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """Return the greatest of some bounds, 0 at least; None where one of them bounds nothing."""
    listed = list(bounds)
    known = [bound for bound in listed if bound is not None]
    return max(known, default=Fraction(0)) if len(known) == len(listed) else None


def least(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Return the smaller of two bounds, where None bounds nothing."""
    return other if one is None else one if other is None else min(one, other)


def total(bounds: Iterable[Fraction | None]) -> Fraction | None:
    """Return the sum of some bounds; None where one of them bounds nothing."""
    listed = list(bounds)
    known = [bound for bound in listed if bound is not None]
    return sum(known, Fraction(0)) if len(known) == len(listed) else None
