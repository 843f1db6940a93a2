"""A scoring model: named nodes, and everything that keeps them from being evaluated, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, final, get_args

from attrs import define, field

from tristandard.basics.errors import GIVE_ONE_OF, BadValue, refuse
from tristandard.basics.order import by_name
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.shape import misshapen, unused
from tristandard.rules.nodes.upon import upon
from tristandard.rules.nodes.walk import Walk, walk
from tristandard.rules.nodes.weighted import Weighted
from tristandard.words.sentence import Sentence, Told

_MADE_OF_NODES = Told("计分模型由计分节点组成", "a model is made of score nodes")
_A_SCORE_NODE = Sentence("计分节点（“{name}”）", "a score node ({name!r})")
_GIVE_A = Sentence("请给出 {kinds}", "give a {kinds}")
_LAST_OF = Sentence("{kinds} 或 {last}", "{kinds} or {last}")


def _nodes(nodes: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, ScoreNode], ...]:
    pairs = by_name(nodes)
    *kinds, last = sorted(kind.__name__ for kind in get_args(ScoreNode))
    refuse(
        _MADE_OF_NODES,
        (
            BadValue(node, _A_SCORE_NODE(name=name), _GIVE_A(kinds=_LAST_OF(kinds=kinds, last=last)))
            for name, node in pairs
            if not isinstance(node, ScoreNode)
        ),
    )
    return pairs


_A_NODE = Told("计分模型的节点", "a node of the model")
_NO_WALK = Told("计分模型的节点无法逐个算出", "the nodes of the model cannot be walked through")


@final
@define(frozen=True, slots=False)
class Model:
    """Named nodes; the score of a unit is that of the node named `total`, and over several periods that of `year`.

    A model without a node `year` has one for `[…]` all the same: every period counts alike.
    """

    nodes: tuple[tuple[str, ScoreNode], ...] = field(converter=_nodes)

    @cached_property
    def _by_name(self) -> Mapping[str, Node]:
        return {"year": Mean(over="period", of="total"), **dict(self.nodes)}

    def __getitem__(self, name: str) -> Node:
        try:
            return self._by_name[name]
        except (KeyError, TypeError):
            raise BadValue(name, _A_NODE, GIVE_ONE_OF(known=list(self._by_name))) from None

    def __contains__(self, name: object) -> bool:
        return name in dict(self.nodes)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its nodes."""
        return tuple(name for name, _ in self.nodes)

    @property
    def figures(self) -> dict[str, Fraction | None]:
        """The figures that are given from outside, each with its full mark, or None where it has none."""
        adjustments = [one for _, node in self.nodes for one in node.adjustments]
        counted = {name: None for one in adjustments for name in one.figures if name not in self}
        return {**counted, **{figure: full for name, node in self.nodes for figure, full in node.figures(name).items()}}

    @cached_property
    def by_unit(self) -> bool:
        """Whether a unit's score is the mean of the units that belong to it."""
        return any(node.axis == "unit" for _, node in self.nodes)

    @cached_property
    def reads_others(self) -> bool:
        """Whether a score reads those of other units: their places, or their mean where something does not apply."""
        return any(node.reads_others for _, node in self.nodes)

    @cached_property
    def own_sheets(self) -> bool:
        """Whether a sheet stands for a unit's own sites even where units belong to it."""
        return not self._sheets_below("unit")

    @cached_property
    def by_item(self) -> bool:
        """Whether every sheet is one of an item alone: it stands below a mean over items."""
        return self._sheets_below("item")

    @cached_property
    def by_site(self) -> bool:
        """Whether every sheet stands below a mean over sites."""
        refuse(_NO_WALK, self._walk.endless)
        return self._sheets_below("site")

    def _sheets_below(self, axis: str) -> bool:
        """Return whether every sheet stands below a mean over an axis."""
        nodes, found, todo = dict(self.nodes), {"total"}, ["total"]
        while todo:
            node = nodes.get(todo.pop())
            if node is None or node.axis == axis:
                continue
            if node.adds_up:
                return False
            todo += set(node.uses) - found
            found.update(node.uses)
        return True

    def marks(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the full mark of a node, and how far bonuses may lift it above: its own, and those
        below by their weights.

        Where a part may leave a blend, the weight of all may come to rest on the one with the highest.
        """
        node = self[name]
        known = self._known_marks.get(name)
        if known is None:
            refuse(_NO_WALK, self._walk.endless)
            known = self._known_marks[name] = node.marks(self)
        return known

    @cached_property
    def _known_marks(self) -> dict[str, tuple[Fraction, Fraction]]:
        return {}

    def below(self, name: str) -> frozenset[str]:
        """Return a node with all that it is made of, by their names."""
        node = self[name]
        known = self._known_below.get(name)
        if known is None:
            refuse(_NO_WALK, self._walk.endless)
            known = self._known_below[name] = frozenset({name}).union(*map(self.below, node.uses))
        return known

    @cached_property
    def _known_below(self) -> dict[str, frozenset[str]]:
        return {}

    def sheets(self, name: str) -> list[str]:
        """Return the names of the sheets that a node stands on, itself among them where it is one."""
        return sorted(part for part in self.below(name) if self[part].adds_up)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The nodes below `total` that count in it, and stand for a unit as a whole: none below an axis, none without
        weight.
        """
        refuse(_NO_WALK, self._walk.endless)
        found, todo = set[str](), ["total"]
        while todo:
            node = self[todo.pop()]
            if node.axis is None:
                idle = {name for name, weight in node.weights if not weight} if isinstance(node, Weighted) else set()
                new = set(node.uses) - idle - found
                found |= new
                todo += new
        return frozenset(found)

    @cached_property
    def _walk(self) -> Walk:
        """The way through the nodes below `total`."""
        return walk(dict(self.nodes))

    def problems(self) -> list[BadModel]:
        """Return, all at once, what keeps the model from being evaluated."""
        return list(self._problems)

    @cached_property
    def _problems(self) -> Sequence[BadModel]:
        if "total" not in self:
            return self._walk.endless
        nodes = dict(self.nodes)
        found, idle = list(misshapen(nodes, self._walk)), unused(nodes, self._walk)
        if not found:
            for name, node in self.nodes:
                if name not in idle:
                    found += upon(self, name, node, whole=_whole(self, name), once=_whole(self, name, "unit"))
        return [*found, *idle.values()]


def _whole(model: Model, name: str, *but: str) -> bool:
    """Return whether a node stands for a unit as a whole, and not below a fold over an axis, some of them aside."""
    means = [node for _, node in model.nodes if node.axis not in (None, "period", *but)]
    return not any(name in model.below(part) for node in means for part in node.uses)
