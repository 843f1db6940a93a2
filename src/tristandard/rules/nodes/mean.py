"""The mean of one node over an axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, final

from attrs import evolve, field, frozen

from tristandard.basics.errors import GIVE_ONE_OF, BadValue, as_text
from tristandard.basics.fields import filled, one_line
from tristandard.basics.points import exact
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.given import WRITE_BY
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Named, Place, items_lost, mean_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Member
from tristandard.rules.nodes.weighted import Take, Weighted, check_weights
from tristandard.words.sentence import Sentence, Told

#: The axes that a mean can make disappear: those of sites, from the finest, then items, child units, periods.
AXES = ("site", "site_type", "zone", "area", "item", "unit", "period")

_ONE = Fraction(1)

#: What a mean may weigh its members by, beside declared weights: the number of their sites.
COUNT = "count"


_AN_AXIS = Told("可平均的范围", "an axis of a mean")
_ALONE = Told("单独写的权重", "a weight that stands alone")
_NOT_BOTH = Told("请写 weights 或 weigh_by，不要都写", "write weights or weigh_by, not both")
_A_ROUND_OF_ITS_OWN = Told("整段时间自身一轮的比例", "what the round of the whole time counts")
_OVER_PERIODS = Told(
    "只在按 period 的平均上写，为不小于 0、小于 100 的数，单位为 %",
    "write it on a mean over 'period' alone, from 0 to below 100, in %",
)
_A_WAY = Told("加权的办法", "a way to weigh")
_WRITE_COUNT = Sentence(
    '请写 "{count}"；数由单位给出，只能给单位加权',
    'write "{count}"; figures are given for units, and weigh those alone',
)
_NO_SHEET = Sentence("是按 {axis} 的平均，而其下没有计分表", "is a mean over {axis!r} of what has no sheet")
_MEAN_OF_SHEETS = Told(
    "请对计分表按点位、项目平均；给出的数属于整个单位",
    "take the mean of sheets over sites and items; figures are given for units as a whole",
)
_COUNT_IS_GIVEN = Sentence("按点位数加权，又写明由“{by}”给出", "weighs by the number of sites, and {by} gives that")
_NO_BY = Told(
    "请删去 by，或给这个数另取名称（不用 count）", 'leave out `by`, or name the figure otherwise than "count"'
)
_NOBODY_GIVES = Sentence("按“{figure}”加权，而无人给出", "weighs by {figure!r}, which nobody gives")


@final
@frozen(kw_only=True)
class Mean(Weighted):
    """The mean of one node over an axis.

    `over` names the axis that disappears and `of` the node that stands at each of its members;
    `weights` gives members their weights, `weigh_by` weighs them by `COUNT`, the number of their
    sites, or by a figure given for each (none: all equal). Written weights add up to 100. Over child
    units, a unit that has none stands for itself; over periods, members are numbered from "1" in their order, and
    `own` is what a round of the whole time counts beside their mean, in %.
    """

    over: str = field(converter=as_text, validator=filled)
    of: str = field(converter=as_text, validator=filled)
    weigh_by: str = field(default="", converter=as_text, validator=one_line)
    by: str = field(default="", converter=as_text, validator=one_line)
    own: Fraction = field(default=Fraction(0), converter=exact)

    key: ClassVar = "over"
    kind: ClassVar = Told("平均", "mean")

    def __attrs_post_init__(self) -> None:
        if self.over not in AXES:
            raise BadValue(self.over, _AN_AXIS, GIVE_ONE_OF(known=AXES))
        if self.weigh_by and self.weights:
            raise BadValue(self.weigh_by, _ALONE, _NOT_BOTH)
        if self.weigh_by and self.weigh_by != COUNT and self.over != "unit":
            raise BadValue(self.weigh_by, _A_WAY, _WRITE_COUNT(count=COUNT))
        if not 0 <= self.own < 100 or (self.own and self.over != "period"):
            raise BadValue(self.own, _A_ROUND_OF_ITS_OWN, _OVER_PERIODS)
        check_weights(self.weights)
        self.check_choice(alike=not (self.weights or self.weigh_by))

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

    def with_its_own(self, *, blank: bool) -> Mean:
        """Return what puts the mean of periods and the round of the whole time together, whatever is taken of the
        periods; `blank` says that one which must apply does not, and nothing speaks for it.
        """
        unmeasured = Unmeasured.BLANK if blank else self.unmeasured
        plain = evolve(self, weights=(), take=Take.MEAN, drop_lowest=0, drop_highest=0, unmeasured=unmeasured)
        return evolve(plain, gates=(), grades=(), bonuses=())

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each item lost: over items each stands by itself; else the mean of the members
        in which it applies.
        """
        if self.over != "item":
            return mean_lost(part, model, alike=self.chooses and not _beside_its_own(part))
        found = {below.member: items_lost(below, model) for below in part.parts}
        return {item: lost[item] for item, lost in found.items() if item in lost}

    def sheets_read(self, part: Part, item: str, model: Named) -> list[Part]:
        """Return the members of weight; over items the one of the item, whatever it weighs."""
        del model
        if self.over == "item":
            return [below for below in part.parts if below.member == item]
        return [below for below, weight in zip(part.parts, part.weights, strict=True) if weight or self.chooses]

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield a mean of what has no sheet, a weight that nobody gives, and one that is called as
        the number of sites is.
        """
        if self.over not in ("unit", "period") and not model.sheets(self.of):
            yield BadModel(name, _NO_SHEET(axis=self.over), _MEAN_OF_SHEETS)
        elif self.weigh_by == COUNT and self.by:
            yield BadModel(name, _COUNT_IS_GIVEN(by=self.by), _NO_BY)
        elif self.weigh_by not in ("", COUNT) and not self.by:
            yield BadModel(name, _NOBODY_GIVES(figure=self.weigh_by), WRITE_BY)
        yield from self.imputed_problems(name, model.marks(name)[0])


def _beside_its_own(part: Part) -> bool:
    """Return whether the mean of periods stands in a part beside the round of the whole time."""
    return any(below.node == part.node for below in part.parts)
