"""How rules are told, in Chinese and in English.

What is told is a pair: Chinese, English. Checks, comparisons and everything that explains results print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.language import Told, either, told_apart
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Path, Term, Tree, Unit
from tristandard.basics.points import Publication, Rounding, plain, short_decimal
from tristandard.rules.assessment import Assessment, Carry, Indicator, Ranks, TieRule
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.deductions.parts import PARTS_GAINED
from tristandard.rules.deductions.price import Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.deductions.where import range_zh, tell_where
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Absent, Node, Unmeasured
from tristandard.rules.nodes.rate import told_quantity
from tristandard.rules.policy import Reading, Settlement
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Forms, Range, Standard

_ZH: Mapping[Enum, str] = {
    Provenance.PLAN: "方案公布", Provenance.DRIVE: "攻坚行动公布", Provenance.PUBLISHED: "公开发布",
    Provenance.PRACTICE: "公开工作文件", Provenance.INFERRED: "推断", Provenance.ILLUSTRATIVE: "示例",
    Reading.UNIFORM: "统一", Reading.POINTWISE: "逐点",
    Settlement.REFUSE: "一律退回", Settlement.WORST: "从严", Settlement.LATEST: "取最后一次",
    Settlement.FIRST: "取最先一次",
    TieRule.EXACT: "精确值相同才并列", TieRule.PUBLISHED: "公布值相同即并列", Ranks.COMPLETE: "全部测完才排名",
    Ranks.SCORED: "有得分即排名",
    Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "四舍六入五成双", Rounding.DOWN: "舍去尾数",
    Unmeasured.DROP: "以已测部分推及", Unmeasured.BLANK: "不记得分", Absent.DROP: "不计，其余按权重放大",
    Absent.PEERS: "取其他单位的平均", Absent.BLANK: "不记得分",
}  # fmt: skip


def tell_provenance(indicator: Indicator, language: str) -> str:
    """Return how well an indicator's standard and points are known, in "zh" or "en"."""
    standard, points = indicator.standard_provenance, indicator.points_provenance
    return (
        f"标准 {_ZH[standard]}，分值 {_ZH[points]}"
        if language == "zh"
        else f"standard {standard.value}, points {points.value}"
    )


def name_assessment(rules: RuleSet, code: str) -> str:
    """Return what an assessment is called in Chinese, with its code; the code alone of one that is not there."""
    return next((f"{book.zh}（{code}）" for book in rules.assessments if book.code == code), code)


def name_indicator(rules: RuleSet, code: str) -> str:
    """Return what an indicator is called in Chinese, with its assessment and its code; the code alone
    of one that is not there.
    """
    if code not in rules.indicators:
        return code
    indicator = rules.indicators[code]
    book = next((book.zh for book in rules.assessments if book.code == indicator.assessment), "")
    return f"{book}“{indicator.zh}”（{code}）"


def name_measures(rules: RuleSet, codes: Iterable[str]) -> str:
    """Return what measures are called in Chinese, with their codes, in the order of these; the code
    alone of one that is not there.
    """
    labels = {measure.code: measure.zh for measure in rules.measures}
    return "、".join(f"{labels[code]}（{code}）" if code in labels else code for code in sorted(codes))


def name_path(rules: RuleSet, axis: str, path: Path) -> str:
    """Return what the terms of a path are called in Chinese, the ancestors first; the code of one that is not there."""
    trees: dict[str, Tree[Term] | Tree[Unit]] = {
        "area": rules.areas,
        "zone": rules.zones,
        "site_type": rules.site_types,
        "kind": rules.kinds,
        "unit": rules.units,
    }
    return "/".join(trees[axis][code].zh if code in trees[axis] else code for code in path)


def name_scope(rules: RuleSet, scope: Scope) -> str:
    """Return what a scope or subjects cover, in Chinese."""
    told = (
        " · ".join(name_path(rules, axis, path[-1:]) for axis, path in zip(scope.axes, extent, strict=True) if path)
        or "不限"
        for extent in scope.extents
    )
    return " 或 ".join(sorted(told)) or "无"


#: What the nodes are called that every model may have, where they have no labels.
_NODES = {
    "total": ("总分", "the score"),
    "year": ("全年得分", "the score of the year"),
    EVERY_ITEM: ("每个项目", EVERY_ITEM),
}


def name_scored(assessment: Assessment, unit: Unit) -> Told:
    """Return whose score something is: the assessment, then the unit."""
    zh, en = either(unit.zh, unit.en)
    return f"{assessment.zh} · {zh}", f"{assessment.en} · {en}"


def name_items(assessment: Assessment) -> dict[str, Told]:
    """Return what the items of an assessment are called, by their codes, in the order of the rule
    set; equal labels are told apart.
    """
    zh = told_apart({item.code: item.zh for item in assessment.items})
    en = told_apart({item.code: item.en or item.zh for item in assessment.items}, "{} ({})")
    return {code: (zh[code], en[code]) for code in zh}


def tell_part(assessment: Assessment, of: str) -> Told:
    """Return what people call a node of an assessment's model, or an item, told as "item CODE"; what
    is not there by its code.
    """
    if of.startswith("item ") and (told := name_items(assessment).get(of.removeprefix("item "))):
        return told
    node = dict(assessment.model.nodes).get(of)
    zh, en = _NODES.get(of, (of, of))
    return (node.zh or node.en or zh, node.en or node.zh or en) if node else (zh, en)


def tell_value(value: Any, book: Assessment) -> Told:
    """Return what a part of an assessment, of an item or of a score node holds; two empty texts
    where there is nothing.
    """
    match value:
        case Enum():
            return _ZH[value], value.value
        case bool():
            return ("是", "yes") if value else ("否", "no")
        case Fraction():
            return plain(value), plain(value)
        case Publication() | Validity() | Carry() | Clause():
            return _tell_term(value)
        case Gate() | RankBonus() | StepBonus():
            return _tell_standing(value, book)
        case Node(kind=kind):
            return kind
        case ((int(), str()), *_):
            return told_quantity(value), told_quantity(value)
        case (str(grade), Range() as where):
            return f"{grade} {tell_where(where)[0]}", f"{grade} {where}"
        case tuple() | list():
            told = [tell_value(one, book) for one in value]
            return "；".join(zh for zh, _ in told), "; ".join(en for _, en in told)
        case _:
            return ("", "") if value is None else (str(value), str(value))


def _tell_term(value: Publication | Validity | Carry | Clause) -> Told:
    """Return how scores are published, when rules are in force, what is carried, or what is cited."""
    match value:
        case Publication(interval, rounding):
            step = plain(Fraction(interval))
            return f"间隔 {step}，{_ZH[rounding]}", f"interval {step}, {rounding.value}"
        case Validity(start, end):
            return "，".join([*([f"{start} 起"] if start else []), *([f"{end} 止"] if end else [])]) or "长期", str(
                value
            )
        case Carry(bottom=bottom, periods=periods, weight=weight):
            zh = f"连续 {periods} 期居末 {bottom} 位的，按 {plain(weight)} % 计入上级"
            return zh, f"the last {bottom} of {periods} periods running count {plain(weight)} % in their parent's"
        case Clause():
            return value.cite(), value.cite()


def _tell_standing(value: Gate | RankBonus | StepBonus, book: Assessment) -> Told:
    """Return a gate or a bonus that stands on a node."""
    zh, en = tell_part(book, value.of)
    match value:
        case Gate(at_least=least, to=Fraction() as to):
            return f"{zh}低于 {least}：记 {plain(to)} 分", f"{en} below {least}: the score is {plain(to)}"
        case Gate(at_least=least):
            return f"{zh}低于 {least}：降为末等", f"{en} below {least}: the last grade"
        case RankBonus(points=points):
            return (
                f"{zh}按名次加 {'、'.join(map(plain, points))} 分",
                f"{', '.join(map(plain, points))} by the place in {en}",
            )
        case StepBonus(above=above, each=each, per=per, at_most=most, parts=parts):
            parts_zh, parts_en = PARTS_GAINED[parts]
            return (
                f"{zh}高于 {above} 的部分每 {per}加 {plain(each)} 分{parts_zh}，最多加 {plain(most)} 分",
                f"{plain(each)} for each {per} of {en} above {above}{parts_en}, at most {plain(most)}",
            )


def _bar_zh(ask: Ask) -> str:
    match ask.acceptance:
        case Forms(required, accepted) as forms if not forms.empty:
            told = [
                f"{verb} {{{', '.join(sorted(some))}}}"
                for verb, some in (("须有", required), ("只许", accepted))
                if some
            ]
            return "，".join(told) or "不设限"
        case Range() | Forms():
            return {"any": "不设限", "none": "无可满足"}.get(ask.bar, range_zh(ask.bar))


def tell_bar(standard: Standard) -> Told:
    """Return what is acceptable, in Chinese and in English, measures by their labels."""
    return (
        "，".join(f"{ask.measure.zh} {_bar_zh(ask)}" for ask in standard.asks),
        ", ".join(f"{ask.measure.en} {ask.bar}" for ask in standard.asks),
    )


def tell_rule(rule: DeductionRule, bar: Standard, rules: RuleSet) -> Told:
    """Return a line as sentences."""
    asked = {ask.measure.code: ask.measure for ask in bar.asks}
    zh, en = rule.tariff.sentence([ask.measure for ask in bar.asks if ask.measure.code in rule.measures], asked)
    cap = "" if rule.at_most is None else plain(rule.at_most)
    gains = rule.tariff.rewards
    conditions = [
        (f"限{tell_answers(rules, name, choices)[0]}", f"where {tell_answers(rules, name, choices)[1]}")
        for name, choices in rule.where
    ]
    for factor in rule.times:
        each = [
            (
                f"{tell_answers(rules, factor.by, (answer,))[0]}按 {plain(times)} 倍",
                f"{plain(times)} times where {tell_answers(rules, factor.by, (answer,))[1]}",
            )
            for answer, times in factor.factors
        ]
        conditions += [*each, (f"其余按 {plain(factor.other)} 倍", f"otherwise {plain(factor.other)} times")]
    if rule.look_back:
        conditions.append((f"回看 {rule.look_back} 期", f"looking back {rule.look_back} periods"))
    if rule.charged is Charged.HOST:
        conditions.append(("只由测评方计一次", "charged by the host alone"))
    return (
        "，".join(
            [zh, *([f"最多{'加' if gains else '扣'} {cap} 分"] if cap else []), *(told_zh for told_zh, _ in conditions)]
        ),
        ", ".join([en, *([f"at most {cap}"] if cap else []), *(told_en for _, told_en in conditions)]),
    )


def tell_answers(rules: RuleSet, name: str, choices: tuple[str, ...]) -> Told:
    """Return a circumstance with its answers; by their codes where nobody declared it."""
    circumstance = rules.told_of_findings.get(name)
    zh, en, values = (
        (circumstance.zh, circumstance.en or circumstance.zh, dict(circumstance.values))
        if circumstance
        else (name, name, {})
    )
    labels = [values.get(one, one) for one in choices]
    return f"{zh}为{'、'.join(labels)}", f"{en} is {' or '.join(choices if name in LIFE_CIRCUMSTANCES else labels)}"


def tell_outcome(outcome: Outcome, bar: Standard) -> Told:
    """Return an outcome as sentences in Chinese and in English, as far as a bar asks about it."""
    match outcome:
        case NotApplicable(reason):
            return f"不适用（{reason}）", f"not applicable ({reason})"
        case NotMeasured(reason):
            return f"未测（{reason}）", f"not measured ({reason})"
        case Measured():
            measures = {ask.measure.code: ask.measure for ask in bar.asks}
            return (
                "，".join(
                    f"{measures[code].zh} {measures[code].show(value)}"
                    for code, value in outcome.values
                    if code in measures
                ),
                ", ".join(
                    f"{measures[code].en} {measures[code].show(value)}"
                    for code, value in outcome.values
                    if code in measures
                ),
            )


def tell_price(price: Price) -> Told:
    """Return what is lost, gained and zeroed."""
    moved = [
        (f"{verb} {short_decimal(points)} 分", f"{short_decimal(points)} {done}")
        for verb, done, points in (("扣", "lost", price.lost), ("加", "gained", price.gained))
        if points
    ]
    moved += [tell_veto(level) for level in sorted(price.vetoes, key=lambda level: level.value)]
    return "，".join(zh for zh, _ in moved), ", ".join(en for _, en in moved)
