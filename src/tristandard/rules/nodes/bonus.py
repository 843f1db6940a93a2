"""Bonuses: points that stand on a node, by its place or by steps above a mark."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import NamedTuple, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import filled, kind_of, listed
from tristandard.basics.points import exact, plain, positive
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.gate import Mark
from tristandard.words.sentence import Told


def _numbers(numbers: object) -> tuple[Fraction, ...]:
    return tuple(map(exact, listed(numbers)))


_BY_PLACE = Told("按名次的加分", "bonus points by place")
_FIRST_FIRST = Told(
    "请从第一名起写 0 以上的数，后一名不高于前一名",
    "write numbers of 0 or more, the first place's first, none above the one before",
)


@final
class TiedBonus(Enum):
    """What several units in one place get for it."""

    #: Each the points of the place.
    EACH = "each"
    #: Each an equal part of the points of the places that they take together.
    SHARED = "shared"


class Span(NamedTuple):
    """The places that units of one mark take together, from the first, which is their place, to the last."""

    first: int
    last: int


@final
@frozen(kw_only=True)
class RankBonus:
    """Points added by the place that a node has among the units of one kind: the first of `points` for place 1."""

    of: str = field(converter=as_text, validator=filled)
    points: tuple[Fraction, ...] = field(converter=_numbers)
    ties: TiedBonus = field(default=TiedBonus.EACH, validator=kind_of(TiedBonus))

    def __attrs_post_init__(self) -> None:
        if not self.points or min(self.points) < 0 or list(self.points) != sorted(self.points, reverse=True):
            raise BadValue([plain(one) for one in self.points], _BY_PLACE, _FIRST_FIRST)

    @property
    def at_most(self) -> Fraction:
        """The most that it adds."""
        return self.points[0]

    def at(self, places: Span) -> Fraction:
        """Return the points for a place, from 1, or the mean of those of all places that are taken together."""
        if self.ties is TiedBonus.EACH:
            return self.points[places.first - 1] if places.first <= len(self.points) else Fraction(0)
        return sum(self.points[places.first - 1 : places.last], Fraction(0)) / (places.last - places.first + 1)


@final
@frozen(kw_only=True)
class StepBonus:
    """Points added for each step by which a node lies above a mark, with a ceiling."""

    of: str = field(converter=as_text, validator=filled)
    above: Mark = field(validator=kind_of(Mark))
    each: Fraction = field(converter=exact, validator=positive)
    per: Mark = field(validator=kind_of(Mark))
    at_most: Fraction = field(converter=exact, validator=positive)
    parts: Parts = field(default=Parts.WHOLE, validator=kind_of(Parts))

    def at(self, score: Fraction, full: Fraction) -> Fraction:
        """Return the points for a score of so many of a full mark."""
        steps = max(score - self.above.of(full), Fraction(0)) / self.per.of(full)
        return min(self.parts.of(steps) * self.each, self.at_most)


Bonus = RankBonus | StepBonus
