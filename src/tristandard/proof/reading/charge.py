"""What one bearer loses and gains by some lines, item by item (扣分和加分)."""

from __future__ import annotations

from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading.papers import ONE, ZERO
from tristandard.rules.deductions.price import Level

#: A unit that findings name, or None: the site's own units.
Bearer = str | None


@final
@frozen(kw_only=True)
class Taken:
    """What a line takes or gives for one finding, or for the value of a measure that no finding reports.

    Attributes:
        line: Which of the indicator's lines it is, from 1.
        finding: The id of the finding; "" for a value alone.
        bearer: Whom the finding names.
        quantity: What lies beyond the bar, times the factors of its circumstances.
        before: The points before the cap; of a veto its part of the breach.
        after: The points after the cap, which the place loses or gains; of a veto none count.
        gain: Whether they are gained.
        level: What a veto zeroes.
        share: What of it the unit bears, of 1.
    """

    line: int
    measure: str
    finding: str
    bearer: Bearer
    quantity: Fraction
    before: Fraction
    after: Fraction
    gain: bool
    level: Level | None
    share: Fraction = ONE

    @property
    def points(self) -> Fraction:
        """What the unit loses or gains by it; nothing by a veto."""
        if self.level is not None:
            return ZERO
        return self.after if self.share == 1 else self.after * self.share  # most are, and products are slow

    @property
    def lost(self) -> Fraction:
        """What the unit loses by it."""
        return ZERO if self.gain else self.points

    @property
    def gained(self) -> Fraction:
        """What the unit gains by it."""
        return self.points if self.gain else ZERO


@final
@frozen(eq=False)
class Charge:
    """What one bearer loses and gains by some lines, and what a veto zeroes; `items` are what it is made of."""

    lost: Fraction = ZERO
    gained: Fraction = ZERO
    vetoes: frozenset[Level] = frozenset()
    items: tuple[Taken, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.gained or self.vetoes)

    def shared(self, share: Fraction) -> Charge:
        """Return what a unit with a share bears of it; a veto hits it whole."""
        if share == 1:
            return self
        items = tuple(evolve(one, share=share) for one in self.items)
        return Charge(share * self.lost, share * self.gained, self.vetoes, items)

    def beside(self, other: Charge) -> Charge:
        """Return both together."""
        items = self.items + other.items
        return Charge(self.lost + other.lost, self.gained + other.gained, self.vetoes | other.vetoes, items)


#: What costs nothing.
FREE = Charge()
