"""What every node of a scoring model answers, and what it may ask of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Protocol

from attrs import frozen

from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.bonus import RankBonus
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Readings
from tristandard.rules.nodes.stood import Stood
from tristandard.words.sentence import Told


class Named(Protocol):
    """The named nodes of a model, as one of them asks for the others."""

    def __getitem__(self, name: str) -> Node:
        """Return a node."""
        ...

    def __contains__(self, name: object) -> bool:
        """Return whether a node is called so."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the nodes."""
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


class Place(Readings, Protocol):
    """Where a node is evaluated: what may be asked there, among the other nodes of the model."""

    @property
    def model(self) -> Named:
        """The named nodes."""
        ...


@frozen(kw_only=True)
class Node(Stood):
    """A node of a scoring model; its kind says what it comes to."""

    #: The key of its table by which files tell its kind: the first attribute of its own is written under it.
    key: ClassVar[str] = ""
    #: What its kind is called.
    kind: ClassVar[Told] = Told("", "")
    #: Whether it adds up postings by itself.
    adds_up: ClassVar[bool] = False
    #: Whether it counts what is up to standard by itself.
    judges: ClassVar[bool] = False

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
        raise NotImplementedError

    @property
    def giver(self) -> str:
        """Who gives its figures from outside."""
        raise NotImplementedError

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
