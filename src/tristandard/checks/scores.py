"""What the score nodes of an assessment name that is not there, or that does not fit its items."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from tristandard.basics.errors import TristandardError
from tristandard.basics.location import Address
from tristandard.basics.points import plain
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import unknown
from tristandard.rules.assessment import AfterTies, Assessment
from tristandard.rules.indicator import Item
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.bonus import RankBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.subjects import ASSESSMENT, NODE
from tristandard.words.sentence import Sentence, Told


def scores(rules: RuleSet, book: Assessment) -> Iterator[TristandardError]:
    """Yield what keeps the model of an assessment from being evaluated, and what of it does not fit the rule set."""
    for problem in book.model.problems():
        locations = rules.locations.of(("assessments", book.code, "score", problem.node))
        yield evolve(problem, node=f"{book.code}.{problem.node}", locations=locations)
    items = {item.code: item for item in book.items}
    for name, node in book.model.nodes:
        address = ("assessments", book.code, "score", name)
        used_by = NODE(node=name, assessment=book.code)
        if node.axis is not None:
            yield from _weighed(rules, node, used_by, address)
            if node.axis == "item":
                yield from _over_items(rules, book, name, node, items)
        if isinstance(node, Sheet) and node.absent is not AbsentItem.KEEP:
            yield from _adding_up(rules, book, node, used_by, address)
        for gate in node.gates:
            yield from _gated(rules, gate, items, used_by, (*address, "gates"))
    yield from _ties(rules, book)


_NO_TIE_BREAKER = Sentence(
    "用“{node}”区分并列，而它不是得分中计入的、代表整个单位的部分",
    "breaks ties by {node!r}, which is no part that counts in the score and stands for a unit as a whole",
)
_BREAK_BY = Sentence("请写其中的节点：{known}", "name one of {known}")
_BREAK_BY_NONE = Told("得分没有这样的部分：请删去 ties_by", "the score has no such part: leave `ties_by` out")
_ONCE = Sentence("两次用“{node}”区分并列", "breaks ties by {node!r} twice")
_NAME_ONCE = Told("请只写一次", "name it once")
_SHARED_AND_DENSE = Sentence(
    "“{node}”的名次加分由并列者平分，而并列之后的名次不空出：没有别的名次可分",
    "lets ties share a bonus by place ({node!r}), and leaves no place free after them to share",
)
_ONE_OF_THEM = Told(
    '请写 after_ties = "skip"，或让并列者各得全部加分（ties = "each"）',
    'write after_ties = "skip", or give each of them the points of the place (ties = "each")',
)


def _ties(rules: RuleSet, book: Assessment) -> Iterator[TristandardError]:
    """Yield what breaks ties and is no part of the score, and bonuses that ties cannot share."""
    if book.model.problems():
        return
    address, subject, known = ("assessments", book.code), ASSESSMENT(code=book.code), sorted(book.model.whole)
    for place, node in enumerate(book.ties_by):
        locations = rules.locations.of((*address, "ties_by"))
        if node not in known:
            remedy = _BREAK_BY(known=known) if known else _BREAK_BY_NONE
            yield Misfit(subject, _NO_TIE_BREAKER(node=node), remedy, locations=locations)
        elif node in book.ties_by[:place]:
            yield Misfit(subject, _ONCE(node=node), _NAME_ONCE, locations=locations)
    for name, one in book.model.nodes:
        shared = any(isinstance(bonus, RankBonus) and bonus.ties is TiedBonus.SHARED for bonus in one.bonuses)
        if shared and book.after_ties is AfterTies.DENSE:
            locations = rules.locations.of((*address, "score", name, "bonuses"), (*address, "after_ties"))
            yield Misfit(subject, _SHARED_AND_DENSE(node=name), _ONE_OF_THEM, locations=locations)


def _weighed(rules: RuleSet, node: Node, used_by: Told, address: Address) -> Iterator[TristandardError]:
    """Yield each term that is weighed and not declared."""
    tree = rules.trees.get(node.axis or "")
    if tree is not None:
        for code, _ in node.members:
            if code not in tree:
                yield unknown(rules, tree.kind, code, used_by, (*address, "weights", code))


_NO_WEIGHT = Sentence("没有给考核项目 {item} 写权重", "gives no weight to the item {item}")
_EACH_WEIGHT = Told("请给每个考核项目写权重，不计的写 0", "give each item its weight, 0 where it shall not count")
_ODD_MARKS = Sentence(
    "是按考核项目的平均，而有的项目满分不是计分表的 {full} 分：{items}",
    "is a mean over items whose marks are not the sheet's {full}: {items}",
)
_ONE_MARK = Told(
    "请使各项目与计分表满分相同，或用一张计分表计全部项目",
    "give the items and the sheet one full mark, or use one sheet for all items",
)


def _over_items(
    rules: RuleSet, book: Assessment, name: str, node: Node, items: dict[str, Item]
) -> Iterator[TristandardError]:
    """Yield what of a mean over items does not fit them."""
    address, used_by = ("assessments", book.code, "score", name), NODE(node=name, assessment=book.code)
    weighed = dict(node.members)
    for code in sorted(items.keys() - weighed.keys()) if node.members else ():
        locations = rules.locations.of((*address, "weights"), ("assessments", book.code, "items", code))
        yield Misfit(used_by, _NO_WEIGHT(item=code), _EACH_WEIGHT, locations=locations)
    for code in weighed:
        if code not in items:
            yield unknown(rules, "item", code, used_by, (*address, "weights", code))
    full, _ = book.model.marks(name) if not book.model.problems() else (None, None)
    odd = [] if full is None else sorted(code for code, item in items.items() if item.full != full)
    if full is not None and odd:
        why = _ODD_MARKS(full=plain(full), items=odd)
        marks = [("assessments", book.code, "items", code, "full") for code in odd]
        yield Misfit(used_by, why, _ONE_MARK, locations=rules.locations.of(address, *marks))


_DO_NOT_ADD_UP = Sentence(
    "让不适用的项目退出，而各项目满分合计 {whole}，不是计分表的 {full} 分",
    "lets items leave that do not apply, and their marks add up to {whole}, not to the {full} of the sheet",
)
_ADD_THEM_UP = Told(
    '请使各项目满分合计等于计分表的满分，或写 absent = "keep"',
    'let the marks of the items add up to that of the sheet, or write absent = "keep"',
)


def _adding_up(
    rules: RuleSet, book: Assessment, sheet: Sheet, used_by: Told, address: Address
) -> Iterator[TristandardError]:
    """Yield that the items of a sheet from which some may leave do not add up to it."""
    whole = sum_of(item.full for item in book.items)
    if whole != sheet.full:
        marks = [("assessments", book.code, "items", item.code, "full") for item in book.items]
        told = _DO_NOT_ADD_UP(whole=plain(whole), full=plain(sheet.full))
        yield Misfit(used_by, told, _ADD_THEM_UP, locations=rules.locations.of(address, *marks))


_OUT_OF_REACH = Sentence(
    "对考核项目 {item} 的否决线为 {mark}，高于其满分 {full} 分",
    "has a gate of item {item} at {mark}, above its full mark of {full}",
)
_WITHIN_REACH = Told("请写该项目能达到的分数线", "give a mark that the item can reach")


def _gated(
    rules: RuleSet, gate: Gate, items: dict[str, Item], used_by: Told, address: Address
) -> Iterator[TristandardError]:
    """Yield that a gate reads an item that is not there, or more than an item can have."""
    if gate.item is not None and gate.item not in items:
        yield unknown(rules, "item", gate.item, used_by, address)
    for item in items.values():
        if (gate.of == EVERY_ITEM or item.code == gate.item) and gate.points(item.full) > item.full:
            why = _OUT_OF_REACH(item=item.code, mark=str(gate.at_least), full=plain(item.full))
            locations = rules.locations.of(address, ("assessments", address[1], "items", item.code, "full"))
            yield Misfit(used_by, why, _WITHIN_REACH, locations=locations)
