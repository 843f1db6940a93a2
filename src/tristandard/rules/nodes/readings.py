"""What a node may ask of the place where it is evaluated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, Protocol

from tristandard.rules.nodes.bonus import Span
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Each, Judged, Laid, Tally, Vital

#: How many lines were measured and not, and of either those that may zero the unit.
Lines = tuple[int, int, Vital]


class Member(NamedTuple):
    """One member of a mean: its code, what stands there, and at how many sites."""

    code: str
    part: Part
    sites: int
    #: Whether it is the unit itself, which has no unit below.
    alone: bool = False


class Readings(Protocol):
    """What a node may ask where it is evaluated, for one unit at one place of a model: what is measured and given."""

    @property
    def name(self) -> str:
        """What the model calls the node."""
        ...

    @property
    def member(self) -> str:
        """The code of the member that it stands for."""
        ...

    def figure(self, name: str) -> tuple[bool, Fraction | None]:
        """Return whether a figure was given, and the figure; None where it does not apply, or nobody gave it."""
        ...

    def weigh(self, name: str, member: Member) -> Fraction:
        """Return the figure by which a child unit is weighed. Raises `BadModel` where it is
        needed and nobody gave it.
        """
        ...

    def parts(self, points: Fraction) -> int:
        """Return points in parts of a point, of which they are a whole number."""
        ...

    def tally(self) -> Tally:
        """Return what the unit's sites at this place gathered."""
        ...

    def judged(self, each: Each) -> Judged:
        """Return how many of the unit's sites, or of what is asked at them, are up to standard."""
        ...

    def laid(self) -> Laid:
        """Return what findings at others' sites lay on a sheet at this place."""
        ...

    def mark(self, item: str) -> int:
        """Return the full mark of an item, in parts of a point."""
        ...

    def basis(self) -> object:
        """Return the places that a sheet here adds up, for its part to keep."""
        ...

    def points(self, number: int | Fraction) -> Fraction:
        """Return parts of a point as points."""
        ...

    def at(self, name: str) -> Part:
        """Return another node at the same place."""
        ...

    def quantity(self, name: str) -> Part:
        """Return another node at the same place without what stands on it."""
        ...

    def members(self, axis: str, of: str, named: Iterable[str]) -> list[Member]:
        """Return the members of an axis, each with the node `of` there; those named too where
        nothing stands at them.
        """
        ...

    def peers(self, axis: str | None, of: str, code: str) -> list[Part]:
        """Return what the other units of the kind have of a node at the same place, or at a member of an axis."""
        ...

    def item_marks(self) -> Mapping[str, Fraction]:
        """Return the full mark of each item, in points."""
        ...

    def places(self, of: str, *, bare: bool) -> tuple[Span, Span, Span] | None:
        """Return the worst place, the place and the best place of a node among the units of the kind; None where it
        does not apply. `bare` is without what stands on it.
        """
        ...

    def deciding(self, score: Fraction) -> Fraction:
        """Return the number by which a score passes a gate, and earns a grade or a bonus: exact, or as published."""
        ...

    def gated_items(self) -> frozenset[str]:
        """Return the items that gates on this node, or on one above, read."""
        ...

    def lines_of_item(self, part: Part, item: str) -> Iterator[Lines]:
        """Yield the lines by which an item stands as it does in the sheets of a part."""
        ...
