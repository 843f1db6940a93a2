"""What does not fit where nodes are put together to a model: names, idle nodes, axes out of order, the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tristandard.basics.shown import near
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.walk import SEARCHED, Walk
from tristandard.words.sentence import Sentence, Told

_NOT_ONE_WORD = Told("的名称不是一个词", "has a name that is not one word")
_ONE_WORD = Told(
    "请用一个词作名称，如“field”；对外的名称写在 zh 和 en",
    'name it in one word, such as "field"; `zh` and `en` say what people call it',
)
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


def misshapen(nodes: Mapping[str, Node], walk: Walk) -> Iterator[BadModel]:
    """Yield what of a model does not fit, all at once; a node `total` is there, and the walk is theirs."""
    yield from _named(nodes)
    yield from walk.endless
    if walk.ends:
        yield from _axes(nodes, "total", ())
    yield from _year(nodes)


def _named(nodes: Mapping[str, Node]) -> Iterator[BadModel]:
    """Yield names that gates could not tell from an item's: of more than one word, or of none."""
    for name in nodes:
        if len(name.split()) != 1:
            yield BadModel(name, _NOT_ONE_WORD, _ONE_WORD)


def unused(nodes: Mapping[str, Node], walk: Walk) -> dict[str, BadModel]:
    """Return the nodes that nothing below `total` is made of, and that are no figures which an adjustment counts, or a
    gate of another reads or was perhaps meant to; none where the nodes cannot be walked through.
    """
    if walk.unknown or walk.circular:
        return {}
    read = {gate.of for name, node in nodes.items() for gate in node.gates if gate.of != name}
    figures = [name for name, node in nodes.items() if not node.uses]
    missing = sorted(read - nodes.keys())[:SEARCHED] if len(nodes) <= SEARCHED else []
    beside = read.union(*(near(of, figures) for of in missing))
    beside.update(one.count for node in nodes.values() for one in node.adjustments)
    used = {*walk.order, "year", *beside.intersection(figures)}
    return {name: BadModel(name, _UNUSED, _USE_IT) for name in nodes if name not in used}


def _axes(nodes: Mapping[str, Node], name: str, axes: tuple[str, ...]) -> Iterator[BadModel]:
    """Yield what is folded twice or out of order in a node and below it, where so much is folded above."""
    node = nodes.get(name)
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
        yield from _axes(nodes, part, (*axes, axis) if axis else axes)


def _year(nodes: Mapping[str, Node]) -> Iterator[BadModel]:
    """Yield what of a node `year` does not fit."""
    year = nodes.get("year")
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
