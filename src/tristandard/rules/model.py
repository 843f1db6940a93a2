"""A scoring model: named nodes, and everything that keeps them from being evaluated, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, final, get_args

from attrs import define, field

from tristandard.basics.errors import BadValue, refuse
from tristandard.basics.order import by_name
from tristandard.basics.points import plain
from tristandard.rules.nodes.bonus import Bonus, RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.node import Absent, BadModel, Node
from tristandard.rules.standard import Range

#: No node stands deeper below `total`, itself counted.
DEEPEST = 16
#: No model comes to more nodes, each counted once for every way that leads to it: a result holds them all.
LARGEST = 1000


def _nodes(nodes: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, ScoreNode], ...]:
    pairs = by_name(nodes)
    *kinds, last = sorted(kind.__name__ for kind in get_args(ScoreNode))
    refuse(
        "a model is made of score nodes",
        (
            BadValue(node, f"a score node ({name!r})", f"give a {', '.join(kinds)} or {last}")
            for name, node in pairs
            if not isinstance(node, ScoreNode)
        ),
    )
    return pairs


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
            raise BadValue(name, "a node of the model", f"give one of {', '.join(self._by_name)}") from None

    def __contains__(self, name: object) -> bool:
        return name in dict(self.nodes)

    @property
    def figures(self) -> dict[str, Fraction | None]:
        """The figures that are given from outside, each with its full mark, or None where it has none."""
        return {figure: full for name, node in self.nodes for figure, full in node.figures(name).items()}

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
        refuse("the nodes of the model cannot be walked through", self._endless)
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
            refuse("the nodes of the model cannot be walked through", self._endless)
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
            refuse("the nodes of the model cannot be walked through", self._endless)
            known = self._known_below[name] = frozenset({name}).union(*map(self.below, node.uses))
        return known

    @cached_property
    def _known_below(self) -> dict[str, frozenset[str]]:
        return {}

    def sheets(self, name: str) -> list[str]:
        """Return the names of the sheets that a node stands on, itself among them where it is one."""
        return sorted(part for part in self.below(name) if self[part].adds_up)

    @cached_property
    def _walked(self) -> tuple[list[str], list[BadModel], list[BadModel]]:
        """The nodes below `total`, each after those that it is made of; then the unknown and the circular ones."""
        order, unknown, circular = list[str](), list[BadModel](), list[BadModel]()
        nodes, seen = dict(self.nodes), {"total"}
        way = ["total"]
        left = [iter(nodes["total"].uses)]
        above = {"total"}
        while way:
            name, part = way[-1], next(left[-1], None)
            if part is None:
                order.append(name)
                above.remove(way.pop())
                left.pop()
            elif part in above:
                circular.append(BadModel(part, f"stands below itself ({_told_way([*way, part])})", "break the circle"))
            elif part not in nodes:
                unknown.append(
                    BadModel(name, f"names the node {part!r}, which is not there", "declare it, or mend the name")
                )
            elif part not in seen:
                seen.add(part)
                above.add(part)
                way.append(part)
                left.append(iter(nodes[part].uses))
        return order, unknown, circular

    @cached_property
    def _size(self) -> tuple[int, int]:
        """How deep the nodes stand below `total`, and how many there are, counted as `LARGEST` says and no further."""
        sizes: dict[str, tuple[int, int]] = {}
        for name in self._walked[0]:
            below = [sizes[part] for part in self._by_name[name].uses if part in sizes]
            sizes[name] = (
                1 + max((depth for depth, _ in below), default=0),
                min(1 + sum(count for _, count in below), LARGEST + 1),
            )
        return sizes["total"]

    def problems(self) -> list[BadModel]:
        """Return, all at once, what keeps the model from being evaluated."""
        return list(self._problems)

    @cached_property
    def _problems(self) -> Sequence[BadModel]:
        if "total" not in dict(self.nodes):
            return self._endless
        found = [*self._named(), *self._shape(), *self._year()]
        if not found:
            for name, node in self.nodes:
                found += _on_node(self, name, node)
        return found

    def _named(self) -> Iterator[BadModel]:
        """Yield names that gates could not tell from an item's: of more than one word, or of none."""
        for name, _ in self.nodes:
            if len(name.split()) != 1:
                yield BadModel(
                    name,
                    "has a name that is not one word",
                    'name it in one word, such as "field"; `zh` and `en` say what people call it',
                )

    @cached_property
    def _endless(self) -> Sequence[BadModel]:
        """What keeps the nodes from being walked through: unknown or circular ones, and too many of them."""
        if "total" not in dict(self.nodes):
            return [BadModel("total", "is missing", "name one node `total`; its score is the unit's")]
        _, unknown, circular = self._walked
        found = [*unknown, *circular]
        deep, many = self._size
        if deep > DEEPEST:
            remedy = f"let them stand at most {DEEPEST} deep, itself counted"
            found.append(BadModel("total", f"stands on nodes {deep} deep", remedy))
        if many > LARGEST:
            why = f"comes to more than {LARGEST} nodes, each counted for every way that leads to it"
            found.append(BadModel("total", why, "use fewer, or use each in fewer places"))
        return found

    def _shape(self) -> Iterator[BadModel]:
        """Yield unknown, circular or unused nodes, too many of them, an axis folded twice, axes out of order."""
        order, unknown, circular = self._walked
        yield from self._endless
        if len(self._endless) == len(unknown):
            yield from self._axes("total", ())
        if not unknown and not circular:
            used = {*order, "year"}
            unused = (name for name, _ in self.nodes if name not in used)
            yield from (BadModel(name, "is used by no other", "use it, or drop it") for name in unused)

    def _axes(self, name: str, axes: tuple[str, ...]) -> Iterator[BadModel]:
        """Yield what is folded twice or out of order in a node and below it, where so much is folded above."""
        node = dict(self.nodes).get(name)
        if node is None:
            return
        axis = node.axis
        if axis is not None and axis in axes:
            yield BadModel(name, f"is a second mean over {axis!r}", "take the mean over each axis once")
        elif axis == "period":
            why = "is a mean over periods below the score of one"
            yield BadModel(name, why, "take the mean over periods in the node `year`, of `total`")
        elif axis == "unit" and axes:
            why = f"is a mean over child units below the mean over {axes[-1]!r}"
            yield BadModel(name, why, "take the mean over child units first, nearest to the total")
        elif axis and "site" in axes and axis != "item":
            why = f"is a mean over {axis!r} below the mean over 'site'"
            yield BadModel(name, why, "take the mean over sites last, nearest to the sheet")
        for part in node.uses:
            yield from self._axes(part, (*axes, axis) if axis else axes)

    def _year(self) -> Iterator[BadModel]:
        """Yield what of a node `year` does not fit."""
        year = dict(self.nodes).get("year")
        if year is None:
            return
        if (
            not isinstance(year, Mean)
            or year.over != "period"
            or year.of != "total"
            or year.weigh_by
            or year.absent is Absent.PEERS
        ):
            yield BadModel(
                "year",
                "is no plain mean over periods",
                'write { over = "period", of = "total" }, with weights for "1", "2", …, or none',
            )
        elif {name for name, _ in year.weights} != {str(place) for place in range(1, len(year.weights) + 1)}:
            yield BadModel(
                "year",
                f"weighs {', '.join(name for name, _ in year.weights)}",
                'number the periods "1", "2", … in their order',
            )
        elif year.gates or year.bonuses:
            yield BadModel(
                "year", "has gates or bonuses", "let them stand on the score of one period; grades may stand here"
            )


def _told_way(names: Sequence[str]) -> str:
    """Return a way from node to node as messages tell it, its middle left out where it is long."""
    return " → ".join(names if len(names) <= DEEPEST else [*names[:3], "…", *names[-3:]])


def _on_node(model: Model, name: str, node: Node) -> Iterator[BadModel]:
    """Yield what does not fit of a node's own keys, and of what stands on it."""
    yield from node.problems(name, model)
    for gate in node.gates:
        yield from _on_gate(model, name, node, gate)
    for bonus in node.bonuses:
        yield from _on_bonus(model, name, node, bonus)
    for why in _uncovered(node.grades):
        yield BadModel(name, f"has grades that do not fit: {why}", "let the grades cover every score once")


def _readable(name: str, node: Node) -> tuple[str, ...]:
    """Return the nodes that a gate or a bonus on a node may read: itself, and those that it blends."""
    return (name, *(node.uses if node.axis is None else ()))


def _on_gate(model: Model, name: str, node: Node, gate: Gate) -> Iterator[BadModel]:
    """Yield that a gate reads what is not there or can never be reached, or fails to what there is not."""
    readable, by_item = _readable(name, node), gate.item is not None or gate.of == EVERY_ITEM
    if not by_item and gate.of not in readable:
        remedy = f'name one of {", ".join(readable)}, "item CODE" or "{EVERY_ITEM}"'
        yield BadModel(name, f"has a gate of {gate.of!r}, which it is not made of", remedy)
    if by_item and not model.sheets(name):
        remedy = "let it stand on a node that is made of a sheet"
        yield BadModel(name, f"has a gate of {gate.of!r}, and no sheet below", remedy)
    if gate.of in readable:
        full, extra = model.marks(gate.of)
        if gate.at_least.of(full) > full + extra:
            why = f"has a gate of {gate.of!r} at {gate.at_least}, more than it can have ({plain(full + extra)})"
            yield BadModel(name, why, "give a mark that it can reach")
    full, _ = model.marks(name)
    if gate.to is not None and not 0 <= gate.to <= full:
        yield BadModel(name, f"fails to {plain(gate.to)}, beyond its marks", f"give a score from 0 to {plain(full)}")
    if gate.to is None and not node.grades:
        remedy = "write grades, or the score of a node that fails"
        yield BadModel(name, "has a gate that takes the last grade, and no grades", remedy)


def _on_bonus(model: Model, name: str, node: Node, bonus: Bonus) -> Iterator[BadModel]:
    """Yield that a bonus reads what is not there, a place below a fold, or steps of nothing."""
    readable = _readable(name, node)
    if bonus.of not in readable:
        why = f"has a bonus by {bonus.of!r}, which it is not made of"
        yield BadModel(name, why, f"name one of {', '.join(readable)}")
    if isinstance(bonus, RankBonus) and not _whole(model, name):
        remedy = "a unit has places only as a whole: move it above"
        yield BadModel(name, "has a bonus by place below a fold over an axis", remedy)
    if isinstance(bonus, StepBonus) and bonus.per.of(Fraction(100)) <= 0:
        yield BadModel(name, "has a bonus by steps of nothing", "write a step above zero")


def _whole(model: Model, name: str) -> bool:
    """Return whether a node stands for a unit as a whole, and not below a fold over an axis."""
    means = [node for _, node in model.nodes if node.axis not in (None, "period")]
    return not any(name in model.below(part) for node in means for part in node.uses)


def _uncovered(grades: tuple[tuple[str, Range], ...]) -> Iterator[str]:
    """Yield where grades, the best first, leave a gap or overlap."""
    if not grades:
        return
    if grades[0][1].limit is not None:
        yield f"nothing is better than {grades[0][0]}"
    for (better, upper), (worse, lower) in pairwise(grades):
        low, high = upper.floor, lower.limit
        if (
            low is None
            or high is None
            or low.value < high.value
            or (low.value == high.value and low.closed and high.closed)
        ):
            yield f"{better} and {worse} overlap"
        elif low.value > high.value or not (low.closed or high.closed):
            yield f"{better} and {worse} leave a gap"
    if grades[-1][1].floor is not None:
        yield f"nothing is worse than {grades[-1][0]}"
