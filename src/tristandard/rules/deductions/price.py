"""What a breach costs: points lost and gained, what a veto zeroes, and the parts that they are made of."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import all_of
from tristandard.basics.finding import Finding
from tristandard.basics.points import exact


@final
class Level(Enum):
    """What a veto zeroes (一票否决)."""

    #: The item loses its full mark.
    ITEM = "item"
    #: The sheet of the site is 0.
    SITE = "site"
    #: The score of the unit is 0.
    UNIT = "unit"


def _points(value: object) -> Fraction:
    return value if type(value) is Fraction else exact(value)


def _levels(levels: object) -> frozenset[Level]:
    return levels if levels == frozenset() and type(levels) is frozenset else frozenset(all_of(levels, Level))


@final
@frozen
class Price:
    """What a place loses and gains for one assessment, in points (分), and what a veto zeroes."""

    lost: Fraction = field(default=Fraction(0), converter=_points)
    gained: Fraction = field(default=Fraction(0), converter=_points)
    vetoes: frozenset[Level] = field(default=frozenset(), converter=_levels)

    def __add__(self, other: Price) -> Price:
        return Price(self.lost + other.lost, self.gained + other.gained, self.vetoes | other.vetoes)

    def __mul__(self, share: Fraction) -> Price:
        """Return what one unit bears of it; a veto is not divided."""
        return Price(self.lost * share, self.gained * share, self.vetoes)

    def __bool__(self) -> bool:
        return bool(self.lost or self.gained or self.vetoes)


FREE = Price()


@final
@frozen
class LinePrice:
    """A part of what a line costs at a place: one finding's, or that of one measure which no finding reports.

    Attributes:
        line: Which of the indicator's lines it is, from 1, as the rule set writes them.
        measure: The code of the measure.
        finding: The finding, or None where the value alone was reported.
        quantity: What lies beyond the bar, in the unit of the measure, times the factors of its circumstances.
        before: The points taken or given before the line's cap; for a veto the number of breaches.
        price: What is lost, gained and zeroed after the cap, before it is shared between the units of the site.
    """

    line: int
    measure: str
    finding: Finding | None
    quantity: Fraction
    before: Fraction
    price: Price

    @property
    def unit(self) -> str | None:
        """The unit that the finding names; None for the site's own units."""
        return self.finding.unit if self.finding else None

    def borne_by(self, unit: str | None, share: Fraction) -> Fraction:
        """Return what a unit with a share of the site bears of it, of 1: its share of what names nobody, the whole of
        what names it, and nothing of what names another.
        """
        return share if self.unit is None else Fraction(self.unit == unit)
