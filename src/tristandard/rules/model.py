"""How deductions become a score: three kinds of node, written as data.

A *given* is a figure from outside, a *sheet* is a full mark less deductions, item by item,
a *fold* is a mean over an axis or a weighted blend of named parts. What is not applicable loses
nothing in a sheet and leaves a fold, whose other weights scale up; what was not measured is as the
node's `unmeasured` says. The two are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.order import by_name
from tristandard.basics.points import exact, plain, positive

#: The axes that a fold can make disappear, from the finest.
FOLD_AXES = ("site", "site_type", "zone", "area")


@final
class Unmeasured(Enum):
    """What a node does where a part was not measured; the interval stays honest either way."""

    #: The measured parts speak for it.
    DROP = "drop"
    #: No score.
    BLANK = "blank"


@final
@frozen
class Given:
    """A figure given from outside, by unit, from 0 to `full`."""

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)


def _no_less_than_zero(_: object, __: object, value: Fraction) -> None:
    if value < 0:
        raise BadValue(value, "a bonus", "write how far gains may lift the score above the full mark, 0 or more")


@final
@frozen
class Sheet:
    """The full mark less deductions; each item is capped at its own full mark (扣完为止).

    A line that was not measured is dropped with its worth, which is its cap or its item's mark, and
    the lines that were measured speak for it; `blank` gives no score instead. Points gained make up
    for points lost; above the full mark they lift the score by the `bonus` at most.
    """

    full: Fraction = field(default=Fraction(100), converter=exact, validator=positive)
    unmeasured: Unmeasured = Unmeasured.DROP
    bonus: Fraction = field(default=Fraction(0), converter=exact, validator=_no_less_than_zero)


def _weights(weights: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((name, exact(weight)) for name, weight in by_name(weights))


@final
@frozen(kw_only=True)
class Fold:
    """The mean of one node over an axis, or a blend of named nodes.

    `over` names the axis that disappears and `of` the node that stands at each of its members;
    `weights` gives members their weights (none: all equal).
    Without `over` the weights name the nodes that are blended. Written weights add up to 100.
    """

    over: str | None = None
    of: str | None = None
    weights: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_weights)
    unmeasured: Unmeasured = Unmeasured.DROP

    def __attrs_post_init__(self) -> None:
        if (self.over is None) is not (self.of is None):
            raise BadValue(self.over or self.of, "a fold", "write `over` with `of`, or neither")
        if self.over is not None and self.over not in FOLD_AXES:
            raise BadValue(self.over, "an axis to fold over", f"give one of {', '.join(FOLD_AXES)}")
        if self.over is None and not self.weights:
            raise BadValue("", "a blend", "name the nodes and their weights")
        total = sum((weight for _, weight in self.weights), Fraction(0))
        if self.weights and (total != 100 or min(weight for _, weight in self.weights) < 0):
            told = " + ".join(f"{name} {plain(weight)}" for name, weight in self.weights)
            raise BadValue(f"{told} = {plain(total)}", "a set of weights", "let written weights be 0 or more and add up to exactly 100")

    @property
    def uses(self) -> tuple[str, ...]:
        """The names of the nodes below."""
        return tuple(name for name, _ in self.weights) if self.of is None else (self.of,)


Node = Given | Sheet | Fold


@final
@frozen
class BadModel(TristandardError):
    """A scoring model that cannot be evaluated."""

    node: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"score node {self.node!r} {self.why}; {self.remedy}"


@final
@frozen
class Model:
    """Named nodes; the score of a unit is that of the node named `total`."""

    nodes: tuple[tuple[str, Node], ...] = field(converter=by_name)

    def __getitem__(self, name: str) -> Node:
        return dict(self.nodes)[name]

    @property
    def by_site(self) -> bool:
        """Whether every sheet stands below a fold over sites."""
        nodes = dict(self.nodes)

        def alone(name: str) -> bool:
            match nodes.get(name):
                case Sheet():
                    return False
                case Fold(over="site") | Given() | None:
                    return True
                case Fold() as fold:
                    return all(alone(below) for below in fold.uses)

        return alone("total")

    def problems(self) -> list[BadModel]:
        """Return what keeps the model from being evaluated: unknown, circular or unused nodes, an axis folded twice."""
        nodes, found = dict(self.nodes), list[BadModel]()
        if "total" not in nodes:
            return [BadModel("total", "is missing", "name one node `total`; its score is the unit's")]
        used = {"total"}
        walk: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [("total", (), ())]
        while walk:
            name, above, axes = walk.pop()
            if name in above:
                found.append(BadModel(name, f"stands below itself ({' → '.join((*above, name))})", "break the circle"))
                continue
            used.add(name)
            node = nodes[name]
            if not isinstance(node, Fold):
                continue
            if node.over in axes:
                found.append(BadModel(name, f"folds over {node.over!r} a second time", "fold each axis once"))
            if node.over and "site" in axes:
                found.append(BadModel(name, f"folds over {node.over!r} below the fold over 'site'", "fold over sites last, nearest to the sheet"))
            for below in node.uses:
                if below in nodes:
                    walk.append((below, (*above, name), (*axes, node.over) if node.over else axes))
                else:
                    found.append(BadModel(name, f"names the node {below!r}, which is not there", "declare it, or mend the name"))
        found += [BadModel(name, "is used by no other", "use it, or drop it") for name in nodes if name not in used and not found]
        return found
