"""What stands on a node and does not fit it: gates, bonuses and grades."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tristandard.basics.points import plain
from tristandard.basics.shown import meant
from tristandard.rules.acceptance import Range
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.bonus import Bonus, RankBonus, StepBonus
from tristandard.rules.nodes.fold import SCORE_UP_TO
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD, Gate, Passed
from tristandard.rules.nodes.given import OWN_NAME, WRITE_BY, Given
from tristandard.rules.nodes.grade import Leading
from tristandard.rules.nodes.node import Named, Node
from tristandard.rules.nodes.walk import SEARCHED
from tristandard.words.sentence import Sentence, Told

_GRADES_DO_NOT_FIT = Sentence("的等次不合：{wrong}", "has grades that do not fit: {wrong}")
_COVER_ONCE = Told("请使各等次涵盖每个得分恰好一次", "let the grades cover every score once")
_GATE_OF_OTHERS = Sentence(
    "有一个看“{of}”的否决条件，而它不由该节点组成", "has a gate of {of!r}, which it is not made of"
)
_NAME_ONE_OR_ITEM = Sentence(
    "请写其中之一：{readable}，或“item 编码”“{every}”{meant}", 'name one of {readable}, "item CODE" or "{every}"{meant}'
)
_GATE_WITHOUT_SHEET = Sentence("有一个看“{of}”的否决条件，而其下没有计分表", "has a gate of {of!r}, and no sheet below")
_ON_A_SHEET = Told("请写在由计分表组成的节点上", "let it stand on a node that is made of a sheet")
_OUT_OF_REACH = Sentence(
    "有一个看“{of}”的否决条件，线为 {mark}，超过它可能的最高分（{most}）",
    "has a gate of {of!r} at {mark}, more than it can have ({most})",
)
_WITHIN_REACH = Told("请写它能达到的分数线", "give a mark that it can reach")
_ITEMS_OF_A_YEAR = Sentence(
    "有一个看“{of}”的否决条件，而项目属于一期", "has a gate of {of!r}, and items belong to one period"
)
_ON_THE_PERIOD = Told(
    '请写在 total 上，并在这里写 { of = "every period", at_least = "passed" }',
    'let it stand on `total`, and write { of = "every period", at_least = "passed" } here',
)
_PASSED_OTHERWISE = Sentence(
    "有一个看“{of}”的否决条件写 passed，而它不是各期", "has a gate of {of!r} that asks `passed`, and it is no period"
)
_ASK_PERIODS = Told(
    '请写分数线；passed 只与节点 year 上的 of = "every period" 同写',
    'write a mark; `passed` stands with of = "every period" on the node `year` alone',
)
_FAILS_BEYOND = Sentence("否决后记 {to} 分，超出得分范围", "fails to {to}, beyond its marks")
_LAST_GRADE = Told("有一个降为末等的否决条件，而没有写等次", "has a gate that takes the last grade, and no grades")
_WRITE_GRADES = Told("请写等次，或写明否决后的得分", "write grades, or the score of a node that fails")
_BONUS_OF_OTHERS = Sentence(
    "有一个看“{of}”的加分，而它不由该节点组成", "has a bonus by {of!r}, which it is not made of"
)
_NAME_ONE = Sentence("请写其中之一：{readable}", "name one of {readable}")
_PLACE_BELOW = Told("在按范围的平均之下有按名次的加分", "has a bonus by place below a fold over an axis")
_MOVE_ABOVE = Told("单位只就整体排名：请移到上面", "a unit has places only as a whole: move it above")
_NO_STEP = Told("有一个每档为零的加分", "has a bonus by steps of nothing")
_STEP_ABOVE_ZERO = Told("请写大于零的一档", "write a step above zero")


def upon(model: Named, name: str, node: Node, *, whole: bool, once: bool) -> Iterator[BadModel]:
    """Yield what does not fit of a node's own keys, and of what stands on it.

    Args:
        model: The other nodes.
        name: What the model calls the node.
        node: The node.
        whole: Whether it stands for a unit as a whole, and not below a fold over an axis.
        once: Whether a unit has it once, and not at each of its sites or items.
    """
    yield from node.problems(name, model)
    for gate in node.gates:
        yield from _on_gate(model, name, node, gate, once=once)
    for bonus in node.bonuses:
        yield from _on_bonus(name, node, bonus, whole=whole)
    for adjustment in node.adjustments:
        yield from _on_adjustment(model, name, adjustment, once=once)
    for why in _uncovered([(grade, where) for grade, where in node.grades if isinstance(where, Range)]):
        yield BadModel(name, _GRADES_DO_NOT_FIT(wrong=why), _COVER_ONCE)
    yield from _leading(name, node)


_PLACES_INSIDE = Told("的等次看名次，而名次只属于整个得分", "has grades by place, and places belong to whole scores")
_ON_TOTAL = Told("请写在节点 total 或 year 上", "let them stand on the node `total` or `year`")
_NO_OTHER_GRADE = Told("的等次只看名次", "has grades by place alone")
_FOR_THE_REST = Told(
    '请写明其余的叫什么，如 { "合格" = "any" }',
    'say what the others are called, such as { "合格" = "any" }',
)
_MIXED = Told("的等次有的按几名，有的按百分之几", "has grades by number of places and by share")
_ONE_WAY = Told("请只用一种", "use one of them")
_ALIKE = Sentence("有两个等次都是{first}", "has two grades of {first}")
_TELL_APART = Told("请使它们不同", "let them differ")


def _leading(name: str, node: Node) -> Iterator[BadModel]:
    """Yield grades by place that do not fit: below the whole score, with none for the rest, in two ways, or alike."""
    leading = [where for _, where in node.grades if isinstance(where, Leading)]
    if not leading:
        return
    if name not in ("total", "year"):
        yield BadModel(name, _PLACES_INSIDE, _ON_TOTAL)
    if len(leading) == len(node.grades):
        yield BadModel(name, _NO_OTHER_GRADE, _FOR_THE_REST)
    if len({where.share for where in leading}) > 1:
        yield BadModel(name, _MIXED, _ONE_WAY)
    for one, other in pairwise(leading):
        if (one.share, one.first) == (other.share, other.first):
            yield BadModel(name, _ALIKE(first=one.told), _TELL_APART)


def _readable(name: str, node: Node) -> tuple[str, ...]:
    """Return the nodes that a gate or a bonus on a node may read: itself, and those that it blends; of a year each of
    its periods.
    """
    return (name, *((EVERY_PERIOD,) if node.axis == "period" else node.uses if node.axis is None else ()))


def _on_gate(model: Named, name: str, node: Node, gate: Gate, *, once: bool) -> Iterator[BadModel]:
    """Yield that a gate reads what is not there or can never be reached, or fails to what there is not."""
    missing = gate.of not in model and max(len(model.names), len(node.gates)) <= SEARCHED
    asked = model.names if missing else (gate.of,)
    readable = (*_readable(name, node), *(one for one in asked if once and node.reads_beside(name, one, model)))
    yield from _on_key(model, name, node, gate, readable, meant(gate.of, readable) if missing else "")
    if gate.of in readable:
        full, extra = model.marks(name if gate.of == EVERY_PERIOD else gate.of)
        if gate.points(full) > full + extra:
            why = _OUT_OF_REACH(of=gate.of, mark=str(gate.at_least), most=plain(full + extra))
            yield BadModel(name, why, _WITHIN_REACH)
    full, _ = model.marks(name)
    if gate.to is not None and not 0 <= gate.to <= full:
        yield BadModel(name, _FAILS_BEYOND(to=plain(gate.to)), SCORE_UP_TO(full=plain(full)))
    if gate.to is None and not node.grades:
        yield BadModel(name, _LAST_GRADE, _WRITE_GRADES)


def _on_key(
    model: Named, name: str, node: Node, gate: Gate, readable: tuple[str, ...], near: Told | str
) -> Iterator[BadModel]:
    """Yield that a gate reads what is not there, or asks of it what it cannot have; with what was perhaps meant."""
    by_item = gate.item is not None or gate.of == EVERY_ITEM
    if isinstance(gate.at_least, Passed) and gate.of != EVERY_PERIOD:
        yield BadModel(name, _PASSED_OTHERWISE(of=gate.of), _ASK_PERIODS)
    if by_item and node.axis == "period":
        yield BadModel(name, _ITEMS_OF_A_YEAR(of=gate.of), _ON_THE_PERIOD)
    elif not by_item and gate.of not in readable:
        remedy = _NAME_ONE_OR_ITEM(readable=readable, every=EVERY_ITEM, meant=near)
        yield BadModel(name, _GATE_OF_OTHERS(of=gate.of), remedy)
    elif by_item and not model.sheets(name):
        yield BadModel(name, _GATE_WITHOUT_SHEET(of=gate.of), _ON_A_SHEET)


def _on_bonus(name: str, node: Node, bonus: Bonus, *, whole: bool) -> Iterator[BadModel]:
    """Yield that a bonus reads what is not there, a place below a fold, or steps of nothing."""
    readable = _readable(name, node)
    if bonus.of not in readable:
        yield BadModel(name, _BONUS_OF_OTHERS(of=bonus.of), _NAME_ONE(readable=readable))
    if isinstance(bonus, RankBonus) and not whole:
        yield BadModel(name, _PLACE_BELOW, _MOVE_ABOVE)
    if isinstance(bonus, StepBonus) and bonus.per.value <= 0:
        yield BadModel(name, _NO_STEP, _STEP_ABOVE_ZERO)


_COUNTED_BELOW = Sentence(
    "在按点位或项目的平均之下有按“{count}”的调整", "has an adjustment by {count!r} below a mean over sites or items"
)
_ONCE = Told("这个数属于整个单位：请移到上面", "the number is of the unit as a whole: move it above")
_NOBODY_COUNTS = Sentence("有按“{count}”的调整，而无人给出", "has an adjustment by {count!r}, which nobody gives")
_CALLED_SO = Sentence(
    "有按“{count}”的调整，与一个节点同名", "has an adjustment by {count!r}, which is the name of a node"
)


_TARGET_OF_A_NODE = Sentence(
    "有按节点“{count}”的调整以单位的数为线", "holds the node {count!r} against a target of the unit"
)
_TARGET_OF_FIGURES = Told("目标只与部门给出的数相比", "a target stands beside a figure that an office gives")
_READS_FULL = Sentence(
    "有按“{count}”的调整，而它从满分起扣", "has an adjustment by {count!r}, which starts from its full mark"
)
_READ_FIGURES = Told("请按它们所计的数调整", "adjust by what those count")


def _on_adjustment(model: Named, name: str, adjustment: Adjustment, *, once: bool) -> Iterator[BadModel]:
    """Yield that an adjustment would count at each site, that nobody gives its number, or that it is called as a node
    is.
    """
    if not once:
        yield BadModel(name, _COUNTED_BELOW(count=adjustment.count), _ONCE)
    if adjustment.count in model and adjustment.count != name and model[adjustment.count].is_quantity:
        if adjustment.target:
            yield BadModel(name, _TARGET_OF_A_NODE(count=adjustment.count), _TARGET_OF_FIGURES)
        read = model[adjustment.count]
        if isinstance(read, Given) and read.from_full:
            yield BadModel(name, _READS_FULL(count=adjustment.count), _READ_FIGURES)
        return
    if not adjustment.by:
        yield BadModel(name, _NOBODY_COUNTS(count=adjustment.count), WRITE_BY)
    for figure in adjustment.figures:
        if figure in model:
            yield BadModel(name, _CALLED_SO(count=figure), OWN_NAME)


_NOTHING_BETTER = Sentence("没有高于“{grade}”的等次，而它有上限", "nothing is better than {grade}")
_NOTHING_WORSE = Sentence("没有低于“{grade}”的等次，而它有下限", "nothing is worse than {grade}")
_OVERLAP = Sentence("“{better}”与“{worse}”重叠", "{better} and {worse} overlap")
_GAP = Sentence("“{better}”与“{worse}”之间有空缺", "{better} and {worse} leave a gap")


def _uncovered(grades: list[tuple[str, Range]]) -> Iterator[Told]:
    """Yield where grades, the best first, leave a gap or overlap."""
    if not grades:
        return
    if grades[0][1].limit is not None:
        yield _NOTHING_BETTER(grade=grades[0][0])
    for (better, upper), (worse, lower) in pairwise(grades):
        low, high = upper.floor, lower.limit
        if (
            low is None
            or high is None
            or low.value < high.value
            or (low.value == high.value and low.closed and high.closed)
        ):
            yield _OVERLAP(better=better, worse=worse)
        elif low.value > high.value or not (low.closed or high.closed):
            yield _GAP(better=better, worse=worse)
    if grades[-1][1].floor is not None:
        yield _NOTHING_WORSE(grade=grades[-1][0])
