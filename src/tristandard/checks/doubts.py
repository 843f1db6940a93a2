"""What a rule set may say, but seldom means: marks that do not add up, caps and gains without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tristandard.basics.points import plain
from tristandard.checks.doubt import INDICATOR, Doubt, on_lines
from tristandard.grouping.group import Group
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.names import name_assessment, name_indicator, tell_part
from tristandard.words.sentence import Clauses, Sentence, Told

_NODE = Sentence("{assessment}“{node}”", "score node {node!r} of {assessment}")


def doubts(rules: RuleSet) -> Iterator[Doubt]:
    """Yield what in a rule set without problems is allowed, but seldom meant."""
    for book in rules.assessments:
        yield from _marks(rules, book)
        for indicator in book.indicators:
            yield from _caps(rules, book, indicator)
        gaining = [
            indicator for indicator in book.indicators if any(rule.tariff.rewards for rule in indicator.deductions)
        ]
        yield from _gains(rules, book, gaining)
        for name, node in book.model.nodes:
            for gate in node.gates:
                yield from _gated(rules, book, name, gate, gaining)


_NO_CAP = Sentence("有一条扣分标准没有上限，而{measure}没有尽头", "has a line without a cap, and {measure} has no end")
_WRITE_A_CAP = Sentence(
    "请写明最多扣多少（at_most），或确认可以扣完考核项目“{item}”的 {full} 分",
    "write at_most, or accept that it may take all {full} of its item {item!r}",
)


def endless(
    rules: RuleSet, indicator: Indicator, lines: Iterable[DeductionRule], asks: Iterable[Ask]
) -> Iterator[Doubt]:
    """Yield each measure of which some lines may take ever more, under the demands that may be in force."""
    item = next(one for one in rules.assessment(indicator.assessment).items if one.code == indicator.item)
    for measure in dict.fromkeys(
        ask.measure
        for ask in asks
        if any(rule.bound(Standard([ask]), rules.told_of_findings).place is None for rule in lines)
    ):
        why = _NO_CAP(measure=Told(f"“{measure.zh}”", measure.code))
        remedy = _WRITE_A_CAP(item=Told(item.zh, item.code), full=plain(item.full))
        yield on_lines(rules, indicator, why, remedy, ("measures", measure.code))


_COUNTED_OFTEN = Sentence(
    "一次测评在{assessment}中计入 {count} 处：{uses}",
    "is measured once and counts {count} times in {assessment}: {uses}",
)
_USE = Sentence("{indicator}计入“{item}”（{why}）", "{indicator} in item {item!r} ({why})")
_ACCEPT_USES = Told(
    "请确认每处用途各自计分；不是的，请从对照表 uses 中删去",
    "accept that each use counts by itself, or drop it from `uses`",
)


def used_often(rules: RuleSet, group: Group) -> Iterator[Doubt]:
    """Yield each assessment that counts one measurement in several items, with each use and its reason; where a use is
    not declared, that is a problem, and here nothing is said of it.
    """
    for assessment, codes in group.several.items():
        if not group.uses.keys() >= set(codes):
            continue
        items = {one.code: one.zh for one in rules.assessment(assessment).items}
        of = {code: group.indicators[code].item for code in codes}
        uses = [
            _USE(indicator=name_indicator(rules, code), item=Told(items[item], item), why=group.uses[code])
            for code, item in of.items()
        ]
        why = _COUNTED_OFTEN(assessment=name_assessment(rules, assessment), count=len(codes), uses=Clauses(uses))
        walks = sorted({walk.code for walk, _ in group.agreed})
        where = [*(("indicators", code) for code in codes), *(("crosswalks", code, "uses") for code in walks)]
        subject = INDICATOR(indicator=name_indicator(rules, codes[0]))
        yield Doubt(subject, why, _ACCEPT_USES, locations=rules.locations.of(*where))


_MARKS_DIFFER = Sentence(
    "满分 {full} 分，各考核项目满分合计 {whole} 分", "has a full mark of {full}, and its items add up to {whole}"
)
_OR_STOP_AT_LEAST = Sentence(
    "请使二者相等，或确认得分不会低于 {least} 分",
    "let them add up to it, or accept that it cannot fall below {least}",
)
_OR_STOP_AT_FULL = Told(
    "请使二者相等，或确认扣满计分表即止",
    "let them add up to it, or accept that no more is lost than its full mark",
)


def _marks(rules: RuleSet, book: Assessment) -> Iterator[Doubt]:
    """Yield each sheet of all items whose full mark is not theirs together."""
    whole = sum_of(item.full for item in book.items)
    by_item = {
        part
        for _, node in book.model.nodes
        if node.axis == "item"
        for used in node.uses
        for part in book.model.below(used)
    }
    for name, node in book.model.nodes:
        if book.items and isinstance(node, Sheet) and name not in by_item and node.full != whole:
            least = node.full - whole
            yield Doubt(
                _node(rules, book, name),
                _MARKS_DIFFER(full=plain(node.full), whole=plain(whole)),
                _OR_STOP_AT_LEAST(least=plain(least)) if least > 0 else _OR_STOP_AT_FULL,
                locations=rules.locations.of(
                    ("assessments", book.code, "score", name, "full"), ("assessments", book.code, "items")
                ),
            )


_CAP_ABOVE = Sentence(
    "有一条扣分标准最多扣 {cap} 分，超过考核项目“{item}”的满分 {full} 分",
    "has a line of at most {cap}, above the {full} of its item {item!r}",
)
_LOWER_THE_CAP = Told(
    "请调低上限，或确认扣满该项目即止", "lower the cap, or accept that the item stops at its own mark"
)


def _caps(rules: RuleSet, book: Assessment, indicator: Indicator) -> Iterator[Doubt]:
    """Yield each line that may take more than its item has."""
    item = next(one for one in book.items if one.code == indicator.item)
    for cap in sorted(
        {
            rule.at_most
            for rule in indicator.deductions
            if rule.at_most and not rule.tariff.rewards and rule.at_most > item.full
        }
    ):
        why = _CAP_ABOVE(cap=plain(cap), item=Told(item.zh, item.code), full=plain(item.full))
        yield on_lines(rules, indicator, why, _LOWER_THE_CAP, ("assessments", book.code, "items", item.code, "full"))


_NO_BONUS = Sentence(
    "可以加分，而{assessment}没有一张计分表写明可高出满分多少",
    "gains, and no sheet of {assessment} lets a score rise above its full mark",
)
_WRITE_BONUS = Told(
    "请在计分表写明 bonus，或确认加分只能抵扣分，不能高出满分",
    "write `bonus` on a sheet, or accept that its gains only make up for losses",
)
_NO_SHEET = Told(
    "请在计分表写明 bonus，或确认得分中没有计分表，加分不起作用",
    "write `bonus` on a sheet, or accept that its gains count nowhere",
)


def _gains(rules: RuleSet, book: Assessment, gaining: list[Indicator]) -> Iterator[Doubt]:
    """Yield each indicator by which one gains, where no sheet lets gains lift a score."""
    sheets = [node for _, node in book.model.nodes if isinstance(node, Sheet)]
    if any(sheet.bonus for sheet in sheets):
        return
    for indicator in gaining:
        yield on_lines(
            rules,
            indicator,
            _NO_BONUS(assessment=name_assessment(rules, book.code)),
            _WRITE_BONUS if sheets else _NO_SHEET,
            *(("assessments", book.code, "score", name) for name, node in book.model.nodes if isinstance(node, Sheet)),
        )


_GATE_OF_ITEM = Sentence(
    "的否决条件看“{of}”的扣分，{indicator}在该项目的加分不计在内",
    "has a gate of item {of!r}, which reads what an item lost: what {indicator} gains there does not count",
)
_GATE_OF_EVERY = Sentence(
    "的否决条件看“{of}”的扣分，{indicator}在该项目的加分不计在内",
    "has a gate of {of!r}, which reads what an item lost: what {indicator} gains there does not count",
)
_READ_THE_SHEET = Told(
    "请改看计分表，或确认加分无助于此", "let it read the sheet, or accept that gains do not help there"
)


def _gated(rules: RuleSet, book: Assessment, name: str, gate: Gate, gaining: list[Indicator]) -> Iterator[Doubt]:
    """Yield each indicator whose gains a gate of an item does not read."""
    for indicator in gaining:
        if gate.of == EVERY_ITEM or gate.item == indicator.item:
            why = _GATE_OF_EVERY if gate.item is None else _GATE_OF_ITEM
            of = Told(tell_part(book, gate.of)[0], gate.item or gate.of)
            yield Doubt(
                _node(rules, book, name),
                why(of=of, indicator=name_indicator(rules, indicator.code)),
                _READ_THE_SHEET,
                locations=rules.locations.of(
                    ("assessments", book.code, "score", name, "gates"), ("indicators", indicator.code, "deductions")
                ),
            )


def _node(rules: RuleSet, book: Assessment, name: str) -> Told:
    """Return what a score node is called: by labels, in English by its name."""
    return _NODE(assessment=name_assessment(rules, book.code), node=Told(tell_part(book, name)[0], name))
