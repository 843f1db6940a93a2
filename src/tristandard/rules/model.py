"""A scoring model: named nodes, and everything that keeps them from being evaluated, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, final, get_args

from attrs import define, field

from tristandard.basics.errors import GIVE_ONE_OF, BadValue, refuse
from tristandard.basics.order import by_name
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.upon import upon
from tristandard.rules.nodes.weighted import Weighted
from tristandard.words.sentence import Sentence, Told

#: No node stands deeper below `total`, itself counted.
DEEPEST = 16
#: No model comes to more nodes, each counted once for every way that leads to it: a result holds them all.
LARGEST = 1000


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
_BELOW_ITSELF = Sentence("位于自身之下（{way}）", "stands below itself ({way})")
_BREAK_IT = Told("请断开这个循环", "break the circle")
_NO_SUCH_NODE = Sentence("写了不存在的节点“{part}”", "names the node {part!r}, which is not there")
_DECLARE_IT = Told("请声明该节点，或改正名称", "declare it, or mend the name")
_NOT_ONE_WORD = Told("的名称不是一个词", "has a name that is not one word")
_ONE_WORD = Told(
    "请用一个词作名称，如“field”；对外的名称写在 zh 和 en",
    'name it in one word, such as "field"; `zh` and `en` say what people call it',
)
_MISSING = Told("不存在", "is missing")
_NAME_TOTAL = Told("请给一个节点取名 total，它的得分就是单位的得分", "name one node `total`; its score is the unit's")
_TOO_DEEP = Sentence("之下的节点达 {deep} 层", "stands on nodes {deep} deep")
_AT_MOST_DEEP = Sentence("请使层数连同自身不超过 {deepest} 层", "let them stand at most {deepest} deep, itself counted")
_TOO_MANY = Sentence(
    "展开后超过 {largest} 个节点，每条通路各计一次",
    "comes to more than {largest} nodes, each counted for every way that leads to it",
)
_USE_FEWER = Told("请减少节点，或减少引用的次数", "use fewer, or use each in fewer places")
_UNUSED = Told("没有别的节点用它", "is used by no other")
_USE_IT = Told("请使用它，或删去", "use it, or drop it")
_SECOND_MEAN = Sentence("再次按 {axis} 平均", "is a second mean over {axis!r}")
_EACH_AXIS_ONCE = Told("每种范围请只平均一次", "take the mean over each axis once")
_PERIODS_BELOW = Told("在一期得分之下按期间平均", "is a mean over periods below the score of one")
_PERIODS_IN_YEAR = Told(
    "请在节点 year 中对 total 按期间平均", "take the mean over periods in the node `year`, of `total`"
)
_UNITS_BELOW = Sentence(
    "在按 {axis} 的平均之下按下属单位平均", "is a mean over child units below the mean over {axis!r}"
)
_UNITS_FIRST = Told("请先按下属单位平均，最靠近 total", "take the mean over child units first, nearest to the total")
_BELOW_SITES = Sentence("在按 site 的平均之下按 {axis} 平均", "is a mean over {axis!r} below the mean over 'site'")
_SITES_LAST = Told("请最后按点位平均，最靠近计分表", "take the mean over sites last, nearest to the sheet")
_NO_PLAIN_MEAN = Told("不是单纯的按期间平均", "is no plain mean over periods")
_PLAIN_MEAN = Told(
    '请写 { over = "period", of = "total" }，权重写给 "1"、"2" …，或不写',
    'write { over = "period", of = "total" }, with weights for "1", "2", …, or none',
)
_WEIGHS = Sentence("给 {named} 写了权重", "weighs {named}")
_NUMBERED = Told('请按顺序把各期编号为 "1"、"2" …', 'number the periods "1", "2", … in their order')
_YEAR_STANDS = Told("写有加分或调整", "has bonuses or adjustments")
_ON_ONE_PERIOD = Told(
    "请写在一期的得分上；否决条件和等次可以写在这里",
    "let them stand on the score of one period; gates and grades may stand here",
)


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
        refuse(_NO_WALK, self._endless)
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
            refuse(_NO_WALK, self._endless)
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
            refuse(_NO_WALK, self._endless)
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
        refuse(_NO_WALK, self._endless)
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
                circular.append(BadModel(part, _BELOW_ITSELF(way=_told_way([*way, part])), _BREAK_IT))
            elif part not in nodes:
                unknown.append(BadModel(name, _NO_SUCH_NODE(part=part), _DECLARE_IT))
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
                found += upon(self, name, node, whole=_whole(self, name), once=_whole(self, name, "unit"))
        return found

    def _named(self) -> Iterator[BadModel]:
        """Yield names that gates could not tell from an item's: of more than one word, or of none."""
        for name, _ in self.nodes:
            if len(name.split()) != 1:
                yield BadModel(name, _NOT_ONE_WORD, _ONE_WORD)

    @cached_property
    def _endless(self) -> Sequence[BadModel]:
        """What keeps the nodes from being walked through: unknown or circular ones, and too many of them."""
        if "total" not in dict(self.nodes):
            return [BadModel("total", _MISSING, _NAME_TOTAL)]
        _, unknown, circular = self._walked
        found = [*unknown, *circular]
        deep, many = self._size
        if deep > DEEPEST:
            found.append(BadModel("total", _TOO_DEEP(deep=deep), _AT_MOST_DEEP(deepest=DEEPEST)))
        if many > LARGEST:
            found.append(BadModel("total", _TOO_MANY(largest=LARGEST), _USE_FEWER))
        return found

    def _shape(self) -> Iterator[BadModel]:
        """Yield unknown, circular or unused nodes, too many of them, an axis folded twice, axes out of order."""
        order, unknown, circular = self._walked
        yield from self._endless
        if len(self._endless) == len(unknown):
            yield from self._axes("total", ())
        if not unknown and not circular:
            used = {*order, "year", *(one.count for _, node in self.nodes for one in node.adjustments)}
            used |= {gate.of for name, node in self.nodes for gate in node.gates if gate.of != name}
            unused = (name for name, _ in self.nodes if name not in used)
            yield from (BadModel(name, _UNUSED, _USE_IT) for name in unused)

    def _axes(self, name: str, axes: tuple[str, ...]) -> Iterator[BadModel]:
        """Yield what is folded twice or out of order in a node and below it, where so much is folded above."""
        node = dict(self.nodes).get(name)
        if node is None:
            return
        axis = node.axis
        if axis is not None and axis in axes:
            yield BadModel(name, _SECOND_MEAN(axis=axis), _EACH_AXIS_ONCE)
        elif axis == "period":
            yield BadModel(name, _PERIODS_BELOW, _PERIODS_IN_YEAR)
        elif axis == "unit" and axes:
            yield BadModel(name, _UNITS_BELOW(axis=axes[-1]), _UNITS_FIRST)
        elif axis and "site" in axes and axis != "item":
            yield BadModel(name, _BELOW_SITES(axis=axis), _SITES_LAST)
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
            yield BadModel("year", _NO_PLAIN_MEAN, _PLAIN_MEAN)
        elif {name for name, _ in year.weights} != {str(place) for place in range(1, len(year.weights) + 1)}:
            yield BadModel("year", _WEIGHS(named=[name for name, _ in year.weights]), _NUMBERED)
        elif year.bonuses or year.adjustments:
            yield BadModel("year", _YEAR_STANDS, _ON_ONE_PERIOD)


def _told_way(names: Sequence[str]) -> str:
    """Return a way from node to node as messages tell it, its middle left out where it is long."""
    return " → ".join(names if len(names) <= DEEPEST else [*names[:3], "…", *names[-3:]])


def _whole(model: Model, name: str, *but: str) -> bool:
    """Return whether a node stands for a unit as a whole, and not below a fold over an axis, some of them aside."""
    means = [node for _, node in model.nodes if node.axis not in (None, "period", *but)]
    return not any(name in model.below(part) for node in means for part in node.uses)
