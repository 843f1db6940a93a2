"""The nodes of a model, each after those that it is made of, and what keeps them from being walked through so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.node import Node
from tristandard.words.sentence import Sentence, Told

#: No node stands deeper below `total`, itself counted.
DEEPEST = 16
#: No model comes to more nodes, each counted once for every way that leads to it: a result holds them all.
LARGEST = 1000
#: In a model of so many nodes, and for so many gates of one, it is looked for what an unknown name was meant to be.
SEARCHED = 30

_BELOW_ITSELF = Sentence("位于自身之下（{way}）", "stands below itself ({way})")
_BREAK_IT = Told("请断开这个循环", "break the circle")
_NO_SUCH_NODE = Sentence("写了不存在的节点“{part}”", "names the node {part!r}, which is not there")
_DECLARE_IT = Told("请声明该节点，或改正名称", "declare it, or mend the name")
_MISSING = Told("不存在", "is missing")
_NAME_TOTAL = Told("请给一个节点取名 total，它的得分就是单位的得分", "name one node `total`; its score is the unit's")
_TOO_DEEP = Sentence("之下的节点达 {deep} 层", "stands on nodes {deep} deep")
_AT_MOST_DEEP = Sentence("请使层数连同自身不超过 {deepest} 层", "let them stand at most {deepest} deep, itself counted")
_TOO_MANY = Sentence(
    "展开后超过 {largest} 个节点，每条通路各计一次",
    "comes to more than {largest} nodes, each counted for every way that leads to it",
)
_USE_FEWER = Told("请减少节点，或减少引用的次数", "use fewer, or use each in fewer places")


class Walk(NamedTuple):
    """The nodes below `total`, each after those that it is made of; those unknown, those circular, and with these
    whatever else keeps them from being walked through.
    """

    order: Sequence[str] = ()
    unknown: Sequence[BadModel] = ()
    circular: Sequence[BadModel] = ()
    endless: Sequence[BadModel] = ()

    @property
    def ends(self) -> bool:
        """Whether nothing but unknown nodes keeps them from being walked through."""
        return len(self.endless) == len(self.unknown)


def walk(nodes: Mapping[str, Node]) -> Walk:
    """Return the way through nodes, or what is in it: no `total`, unknown or circular nodes, and too many of them."""
    if "total" not in nodes:
        return Walk(endless=[BadModel("total", _MISSING, _NAME_TOTAL)])
    order, unknown, circular = _walked(nodes)
    endless = [*unknown, *circular]
    deep, many = _size(nodes, order)
    if deep > DEEPEST:
        endless.append(BadModel("total", _TOO_DEEP(deep=deep), _AT_MOST_DEEP(deepest=DEEPEST)))
    if many > LARGEST:
        endless.append(BadModel("total", _TOO_MANY(largest=LARGEST), _USE_FEWER))
    return Walk(order, unknown, circular, endless)


def _walked(nodes: Mapping[str, Node]) -> tuple[list[str], list[BadModel], list[BadModel]]:
    """Return the nodes below `total`, each after those that it is made of; then the unknown and the circular ones."""
    order, unknown, circular = list[str](), list[BadModel](), list[BadModel]()
    seen = {"total"}
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


def _size(nodes: Mapping[str, Node], order: Sequence[str]) -> tuple[int, int]:
    """Return how deep nodes stand below `total`, and how many there are, counted as `LARGEST` says and no further."""
    sizes: dict[str, tuple[int, int]] = {}
    for name in order:
        below = [sizes[part] for part in nodes[name].uses if part in sizes]
        sizes[name] = (
            1 + max((depth for depth, _ in below), default=0),
            min(1 + sum(count for _, count in below), LARGEST + 1),
        )
    return sizes["total"]


def _told_way(names: Sequence[str]) -> str:
    """Return a way from node to node as messages tell it, its middle left out where it is long."""
    return " → ".join(names if len(names) <= DEEPEST else [*names[:3], "…", *names[-3:]])
