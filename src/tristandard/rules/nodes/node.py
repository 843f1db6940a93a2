"""What every node of a scoring model answers, and what stands on any of them: gates, grades, bonuses.

What is not applicable and what was not measured are two states with two keys, never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import ClassVar, NamedTuple, Protocol, final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, TristandardError, as_text, as_told, wanted
from tristandard.basics.fields import each_of, listed, one_line
from tristandard.basics.location import Located, Location, located
from tristandard.basics.order import by_name
from tristandard.basics.points import exact_if_any
from tristandard.rules.acceptance import Range
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import Bonus, RankBonus, Span, StepBonus
from tristandard.rules.nodes.gate import Gate
from tristandard.rules.nodes.grade import Grade, Leading
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Each, Judged, Laid, Tally, Vital
from tristandard.words.sentence import Sentence, Told


@final
class Unmeasured(Enum):
    """What a node does where a part was not measured; the interval stays honest either way."""

    #: The measured parts speak for it.
    DROP = "drop"
    #: No score.
    BLANK = "blank"


@final
class Absent(Enum):
    """What a fold does where nothing of a member is applicable; a number stands for a fixed score instead."""

    #: It leaves, and the weights of the others scale up.
    DROP = "drop"
    #: The mean of the other units' scores on it, shown as imputed.
    PEERS = "peers"
    #: No score, and so no rank.
    BLANK = "blank"


_CANNOT_EVALUATE = Sentence("计分节点“{node}”{why}；{remedy}", "score node {node!r} {why}; {remedy}")


@final
@frozen
class BadModel(Located, TristandardError):
    """A scoring model that cannot be evaluated."""

    node: str
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which node cannot be evaluated, why, and what to do, in both languages."""
        return located(self.locations, _CANNOT_EVALUATE(node=self.node, why=self.why, remedy=self.remedy))

    def __str__(self) -> str:
        return self.told[1]


class Named(Protocol):
    """The named nodes of a model, as one of them asks for the others."""

    def __getitem__(self, name: str) -> Node:
        """Return a node."""
        ...

    def __contains__(self, name: object) -> bool:
        """Return whether a node is called so."""
        ...

    def marks(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the full mark of a node, and how far bonuses may lift it above."""
        ...

    def below(self, name: str) -> frozenset[str]:
        """Return a node with all that it is made of, by their names."""
        ...

    def sheets(self, name: str) -> list[str]:
        """Return the names of the sheets that a node stands on."""
        ...


#: How many lines were measured and not, and of either those that may zero the unit.
Lines = tuple[int, int, Vital]


class Member(NamedTuple):
    """One member of a mean: its code, what stands there, and at how many sites."""

    code: str
    part: Part
    sites: int
    #: Whether it is the unit itself, which has no unit below.
    alone: bool = False


class Place(Protocol):
    """Where a node is evaluated: one unit, at one place of a model. What is measured and given there is asked of it."""

    @property
    def name(self) -> str:
        """What the model calls the node."""
        ...

    @property
    def member(self) -> str:
        """The code of the member that it stands for."""
        ...

    @property
    def model(self) -> Named:
        """The named nodes."""
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


_A_JOINT_CAP = Told("加分合计的上限", "a cap of what is added")
_NOT_BELOW_ZERO = Told("请写不小于 0 的数", "write a number of 0 or more")


def _no_less_than_zero(_: object, __: object, value: Fraction | None) -> None:
    if value is not None and value < 0:
        raise BadValue(value, _A_JOINT_CAP, _NOT_BELOW_ZERO)


_FOR_A_GRADE = Told("（一个等次）", " for a grade")


def _grades(grades: Mapping[str, Grade] | tuple[tuple[str, Grade], ...]) -> tuple[tuple[str, Grade], ...]:
    pairs = by_name(grades)
    for _, where in pairs:
        wanted(where, Range | Leading, _FOR_A_GRADE)
    leading = sorted((pair for pair in pairs if isinstance(pair[1], Leading)), key=lambda pair: pair[1].first)
    by_score = sorted(
        (pair for pair in pairs if isinstance(pair[1], Range)),
        key=lambda pair: (pair[1].floor is not None, pair[1].floor.value if pair[1].floor else 0),
        reverse=True,
    )
    return (*leading, *by_score)


@frozen(kw_only=True)
class Node:
    """A node of a scoring model; its kind says what it comes to.

    `zh` and `en` are what people call it; without them it is called by its name in the model.
    `adjustments` add and take points for what others count, from zero; `added_at_most` is the most that bonuses
    and adjustments add together. `grades` gives scores their names (优秀、合格), the best first: those by
    place, then those by score, which cover every score once.
    """

    zh: str = field(default="", converter=as_text, validator=one_line)
    en: str = field(default="", converter=as_text, validator=one_line)
    gates: tuple[Gate, ...] = field(default=(), converter=listed, validator=each_of(Gate))
    grades: tuple[tuple[str, Grade], ...] = field(default=(), converter=_grades)
    bonuses: tuple[Bonus, ...] = field(default=(), converter=listed, validator=each_of(RankBonus | StepBonus))
    adjustments: tuple[Adjustment, ...] = field(default=(), converter=listed, validator=each_of(Adjustment))
    added_at_most: Fraction | None = field(default=None, converter=exact_if_any, validator=_no_less_than_zero)

    #: The key of its table by which files tell its kind: the first attribute of its own is written under it.
    key: ClassVar[str] = ""
    #: What its kind is called.
    kind: ClassVar[Told] = Told("", "")
    #: Whether it adds up postings by itself.
    adds_up: ClassVar[bool] = False
    #: Whether it counts what is up to standard by itself.
    judges: ClassVar[bool] = False

    @property
    def lift(self) -> Fraction:
        """How far its own bonuses and adjustments may lift it at most, in points."""
        gains = (adjustment.lifts for adjustment in self.adjustments)
        most = sum((bonus.at_most for bonus in self.bonuses), sum(gains, Fraction(0)))
        return most if self.added_at_most is None else min(most, self.added_at_most)

    @property
    def by_place(self) -> bool:
        """Whether any of its grades goes by place."""
        return any(isinstance(where, Leading) for _, where in self.grades)

    @property
    def reads_others(self) -> bool:
        """Whether it reads what other units have."""
        return any(isinstance(bonus, RankBonus) for bonus in self.bonuses)

    @property
    def uses(self) -> tuple[str, ...]:
        """The names of the nodes below."""
        return ()

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure from outside: nothing stands below it, and it reads no sites."""
        return self.is_quantity and not self.judges

    @property
    def is_quantity(self) -> bool:
        """Whether it is a number of a unit by itself: a figure from outside, or what share is up to standard."""
        return not self.uses and not self.adds_up

    def reads_beside(self, name: str, of: str, model: Named) -> bool:
        """Return whether a gate on this node, so called, reads a figure, a rate or a share up to standard beside it, of
        which it is not made.
        """
        if of == name or of not in model or self.axis == "period":
            return False
        there = model[of].judges or (model[of].is_quantity and bool(model[of].figures(of)))
        return there and not any(of in model.below(part) for part in self.uses)

    @property
    def axis(self) -> str | None:
        """The axis that it makes disappear; None where it has none."""
        return None

    @property
    def members(self) -> tuple[tuple[str, Fraction], ...]:
        """The members of its axis that have a written weight, each with its weight."""
        return ()

    @property
    def giver(self) -> str:
        """Who gives its figures from outside; "" where it needs none."""
        return ""

    def figures(self, name: str) -> Mapping[str, Fraction | None]:
        """Return the figures that it needs from outside, each with its full mark, or None where it has none.

        Args:
            name: What the model calls the node.
        """
        del name
        return {}

    def marks(self, model: Named) -> tuple[Fraction, Fraction]:
        """Return its full mark, and how far gains and bonuses may lift it above, its own included."""
        raise NotImplementedError

    def reads_items_through(self, model: Named) -> list[str]:
        """Return the nodes below through which an item is read at this node."""
        del model
        return []

    def evaluate(self, place: Place) -> Part:
        """Return what it comes to, without the bonuses, gates and grades that stand on it."""
        raise NotImplementedError

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each item lost of its own mark in a part of this node, at least and at most.

        It is the mean of the sheets in which something of the item applies, by their weights among these.
        """
        return mean_lost(part, model)

    def sheets_read(self, part: Part, item: str, model: Named) -> list[Part]:
        """Return the parts below through which an item is read in a part of this node."""
        del part, item, model
        return []

    def problems(self, name: str, model: Named) -> Iterator[BadModel]:
        """Yield what is wrong with the keys of its kind, all at once.

        Args:
            name: What the model calls the node.
            model: The other nodes.
        """
        del name, model
        yield from ()


def items_lost(part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item lost of its own mark in a part, at least and at most, however little its sheets count.

    Of a part that does not apply nothing is read.
    """
    if not part.own:
        return {}
    return mean_lost(part, model) if part.carried else model[part.node].items_lost(part, model)


def mean_lost(part: Part, model: Named, *, alike: bool = False) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item lost in the parts below, by their weights, and by their full marks where these differ,
    among those in which something of it applies; `alike` where all of these count alike.
    """
    totals: dict[str, tuple[Fraction, Fraction, Fraction]] = {}
    for below, share in zip(part.parts, part.weights, strict=True):
        weight = Fraction(1) if alike else share
        if not alike and below.full is not part.full and below.full != part.full:
            weight = share * below.full / part.full
        for code, (low, high) in items_lost(below, model).items() if weight else ():
            whole, least, most = totals.get(code, (Fraction(0), Fraction(0), Fraction(0)))
            totals[code] = whole + weight, least + weight * low, most + weight * high
    return {code: (low / whole, high / whole) for code, (whole, low, high) in totals.items()}


def figures_of(one: Adjustment, place: Place) -> list[Part]:
    """Return what an adjustment reads, a figure or a node that is one, and its target; where either does not apply,
    that alone.
    """
    found = [_figure(name, place) for name in one.figures]
    return next(([figure] for figure in found if figure.absent), found)


def _figure(name: str, place: Place) -> Part:
    """Return a node that is a figure, or a figure by its name."""
    if name in place.model:
        return place.quantity(name)
    known, value = place.figure(name)
    return Part.read_as(name, "", Fraction(0), value, known=known)
