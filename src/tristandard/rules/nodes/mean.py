"""The mean of one node over an axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, as_text, filled, one_line
from tristandard.rules.nodes.node import Absent, BadModel, Member, Named, Place, items_lost, mean_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.weighted import Weighted, check_weights

#: The axes that a mean can make disappear: those of sites, from the finest, then items, child units, periods.
AXES = ("site", "site_type", "zone", "area", "item", "unit", "period")

_ONE = Fraction(1)

#: What a mean may weigh its members by, beside declared weights: the number of their sites.
COUNT = "count"


@final
@frozen(kw_only=True)
class Mean(Weighted):
    """The mean of one node over an axis.

    `over` names the axis that disappears and `of` the node that stands at each of its members;
    `weights` gives members their weights, `weigh_by` weighs them by `COUNT`, the number of their
    sites, or by a figure given for each (none: all equal). Written weights add up to 100. Over child
    units, a unit that has none stands for itself; over periods, members are numbered from "1" in their order.
    """

    over: str = field(converter=as_text, validator=filled)
    of: str = field(converter=as_text, validator=filled)
    weigh_by: str = field(default="", converter=as_text, validator=one_line)
    by: str = field(default="", converter=as_text, validator=one_line)

    key: ClassVar = "over"
    kind: ClassVar[tuple[str, str]] = ("平均", "mean")

    def __attrs_post_init__(self) -> None:
        if self.over not in AXES:
            raise BadValue(self.over, "an axis of a mean", f"give one of {', '.join(AXES)}")
        if self.weigh_by and self.weights:
            raise BadValue(self.weigh_by, "a weight that stands alone", "write weights or weigh_by, not both")
        if self.weigh_by and self.weigh_by != COUNT and self.over != "unit":
            raise BadValue(
                self.weigh_by, "a way to weigh", f'write "{COUNT}"; figures are given for units, and weigh those alone'
            )
        check_weights(self.weights)

    @property
    def uses(self) -> tuple[str, ...]:
        """The node at each member."""
        return (self.of,)

    @property
    def axis(self) -> str | None:
        """The axis that it makes disappear."""
        return self.over

    @property
    def members(self) -> tuple[tuple[str, Fraction], ...]:
        """The members that have a written weight, each with its weight."""
        return self.weights

    @property
    def giver(self) -> str:
        """Who gives the figures that it weighs by."""
        return self.by

    def figures(self, name: str) -> Mapping[str, Fraction | None]:
        """Return the figure that it weighs by."""
        del name
        return {} if self.weigh_by in ("", COUNT) else {self.weigh_by: None}

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return the full mark of the node at each member, and how far that and its own bonuses may lift it."""
        full, bonus = model.marks(self.of)
        return full, bonus + self.lift

    def reads_items_through(self, model: Named) -> list[str]:
        """Return the node at each member."""
        del model
        return [self.of]

    def evaluate(self, place: Place) -> Part:
        """Return the mean of its members, each by its weight."""
        named = [] if self.absent is Absent.DROP else [code for code, _ in self.weights]
        members = place.members(self.over, self.of, named)
        return self.combine(place, [(one.code, self._weight(place, one), one.part) for one in members])

    def _weight(self, place: Place, member: Member) -> Fraction:
        """Return the weight of a member: written, its number of sites, or a figure; all alike where none is told."""
        if member.alone:
            return _ONE
        if self.weigh_by == COUNT:
            return Fraction(member.sites)
        if self.weigh_by:
            return place.weigh(self.weigh_by, member)
        return dict(self.weights).get(member.code, Fraction(0)) if self.weights else _ONE

    def keys(self, place: Place) -> frozenset[str]:
        """Return the items that gates read, where it is the mean over items."""
        return place.gated_items() if self.over == "item" else frozenset()

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each item lost: over items each stands by itself; else the mean of the members
        in which it applies.
        """
        if self.over != "item":
            return mean_lost(part, model)
        found = {below.member: items_lost(below, model) for below in part.parts}
        return {item: lost[item] for item, lost in found.items() if item in lost}

    def sheets_read(self, part: Part, item: str, model: Named) -> list[Part]:
        """Return the members of weight; over items the one of the item, whatever it weighs."""
        del model
        if self.over == "item":
            return [below for below in part.parts if below.member == item]
        return [below for below, weight in zip(part.parts, part.weights, strict=True) if weight]

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield a mean of what has no sheet, a weight that nobody gives, and one that is called as
        the number of sites is.
        """
        if self.over not in ("unit", "period") and not model.sheets(self.of):
            yield BadModel(
                name,
                f"is a mean over {self.over!r} of what has no sheet",
                "take the mean of sheets over sites and items; figures are given for units as a whole",
            )
        elif self.weigh_by == COUNT and self.by:
            yield BadModel(
                name,
                f"weighs by the number of sites, and {self.by} gives that",
                'leave out `by`, or name the figure otherwise than "count"',
            )
        elif self.weigh_by not in ("", COUNT) and not self.by:
            yield BadModel(
                name,
                f"weighs by {self.weigh_by!r}, which nobody gives",
                "write `by`, the office or source that gives the figure",
            )
        yield from self.imputed_problems(name, model.marks(name)[0])
