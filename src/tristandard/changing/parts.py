"""A part in which two things differ: what it is called, and how what there was and what there is are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tristandard.basics.language import label_and_code
from tristandard.basics.nouns import KIND_OF_UNIT, SITE_TYPE
from tristandard.changing.difference import EFFECTS, Difference, Effect
from tristandard.rules.assessment import Assessment
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.nodes.mean import COUNT
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.wording.lines import tell_rule
from tristandard.rules.wording.names import name_assessment, name_indicator, name_path, name_scope, tell_part
from tristandard.rules.wording.values import tell_value
from tristandard.words.sentence import Sentence, Told, in_clauses

_DIFFERS = Sentence("{effect}：{what}：{before} → {after}", "{effect}: {what}: {before} → {after}")
_PART_OF = Sentence("{thing}的{part}", "{thing} {part}")
_UNTOLD = Sentence("{now}，未写明之处不同", "{now}, which differs in what is not told")
_NOT_THERE = Told("无", "not there")
_GONE = Told("取消", "gone")
ABSENT = Told("", "")


def difference(
    effect: Effect, thing: Told, part: Told, before: Told, after: Told, what: Told | None = None
) -> Difference:
    """Return a difference; an empty text stands for what is not there.

    Args:
        effect: What it does.
        thing: What differs, in English by its code.
        part: Which part of it, in English by its key; empty for the whole.
        before: What there was.
        after: What there is.
        what: Both, where they are not told as the part of the thing.
    """
    was, now = _apart(before, after)
    told = _DIFFERS(
        effect=EFFECTS[effect],
        what=what or (_PART_OF(thing=thing, part=part) if part[1] else thing),
        before=_or_else(was, _NOT_THERE),
        after=_or_else(now, _GONE),
    )
    return Difference(thing[1], part[1], was[1], now[1], effect, told)


def _apart(before: Told, after: Told) -> tuple[Told, Told]:
    """Return two different things told apart: by their codes where they have one label, if anything that is told
    does.
    """
    (was_zh, was), (now_zh, now) = before, after
    if was == now:
        untold = _UNTOLD(now=after)
        return before, untold if was_zh == now_zh else Told(now_zh, untold[1])
    if was_zh == now_zh:
        return label_and_code(was_zh, was), label_and_code(now_zh, now)
    return before, after


def _or_else(told: Told, nothing: Told) -> Told:
    """Return what is told, or in each language what stands for nothing."""
    return told if all(told) else Told(told[0] or nothing[0], told[1] or nothing[1])


def differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield every key under which two tables hold different things, in their order, with both (None: not there)."""
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def presence(before: object, after: object) -> Effect:
    """Return what it does to add or to take out what only one of the two has, or to have both otherwise."""
    return Effect.CROSSES if before and after else came_or_gone(before)


def came_or_gone(before: object) -> Effect:
    """Return what it does to take out what there was, or to add what there was not."""
    return Effect.LOOSENS if before else Effect.TIGHTENS


def effect_of(before: Any, after: Any) -> Effect:
    """Return what it does to put one of two different standards, scopes or subjects in the place of the other."""
    if before <= after:
        return Effect.TIGHTENS
    return Effect.LOOSENS if after <= before else Effect.CROSSES


def there(
    effect: Effect,
    thing: Told,
    before: Indicator | Assessment | Item | None,
    after: Indicator | Assessment | Item | None,
) -> Difference:
    """Return the difference of what only one of the two has."""
    was = Told("有", before.zh) if before else ABSENT
    return difference(effect, thing, ABSENT, was, Told("新增", after.zh) if after else ABSENT)


_WHERE = Told("适用范围", "where")


def grounds(
    base: RuleSet, result: RuleSet, thing: Told, before: Scope | None, after: Scope | None
) -> Iterator[Difference]:
    """Yield the difference of two grounds on which matches hold, if there is one; None is everywhere."""
    one, other = before or Scope.of(), after or Scope.of()
    if one != other:
        yield difference(effect_of(one, other), thing, _WHERE, name_scope(base, one), name_scope(result, other))


#: What the parts are called of indicators, items, assessments, score nodes, crosswalks, policies and rule sets.
PARTS: Mapping[str, Told] = {
    part[1]: part
    for part in (
        Told("中文名称", "zh"), Told("英文名称", "en"), Told("标准", "standard"), Told("范围", "scope"),
        Told("对象", "subjects"), Told("考核项目", "item"), Told("扣分标准", "deductions"), Told("依据条款", "clauses"),
        Told("标准的来历", "standard_provenance"), Told("分值的来历", "points_provenance"), Told("来历", "provenance"),
        Told("满分", "full"), Told("各项全部达标方得分", "all_met"),
        Told("主管部门", "office"), Told("公布方式", "publication"),
        Told("判定名次、等次的得分", "ties"), Told("区分并列的部分", "ties_by"), Told("并列之后的名次", "after_ties"),
        Told("排名条件", "ranks"), Told("不排名的单位类别", "unranked"), Told("列为点名对象的单位类别", "named"),
        Told("预警线", "warning"), Told("末位带入上级", "carry"), Told("一票否决条件", "gates"), Told("等次", "grades"),
        Told("加分办法", "bonuses"), Told("最多高出满分", "bonus"), Told("未测时的处理", "unmeasured"),
        Told("不适用时的处理", "absent"), Told("计算内容", "of"), Told("应完成数", "out_of"),
        Told("超额按满额计", "capped"), Told("平均的范围", "over"), Told("加权依据", "weigh_by"), Told("给定方", "by"),
        Told("主办方", "hosts"), Told("一次测评的多处使用", "uses"),
        Told("施行日期", "valid"), Told("读法", "reading"), Told("取舍", "settlement"),
        Told("按次加分、扣分", "adjustments"), Told("加分合计上限", "added_at_most"),
        Told("计分表加分合计上限", "gains_at_most"),
        Told("相加的各部分", "parts"), Told("取法", "take"), Told("整段自身一轮的比例", "own"),
        Told("达标率的计数对象", "each"), Told("从满分起扣", "from_full"),
        Told("去掉几个最低分", "drop_lowest"), Told("去掉几个最高分", "drop_highest"),
    )
}  # fmt: skip

#: What the terms of each coordinate are called.
AXES: Mapping[str, Told] = {
    "area": Told("区域", "area"),
    "zone": Told("地带", "zone"),
    "site_type": SITE_TYPE,
    "kind": KIND_OF_UNIT,
    "unit": Told("责任单位", "unit"),
}
_SITE, _ITEMS, _PERIODS = Told("点位", "site"), Told("考核项目", "item"), Told("周期", "period")
_NUMBER_OF_SITES = Told("点位数", COUNT)
#: What a fold may make disappear, and the number by which it may weigh.
_OVER: Mapping[str, str] = {
    **{axis: told[0] for axis, told in AXES.items()},
    **{told[1]: told[0] for told in (_SITE, _ITEMS, _PERIODS, _NUMBER_OF_SITES)},
}

#: A thing that is compared, with its rule set and its assessment, if it is of one.
Side = tuple[RuleSet, Any, Any]


def aside(thing: Told, before: Side, after: Side, parts: Iterable[str]) -> Iterator[Difference]:
    """Yield the parts without a direction in which two things differ."""
    for part in parts:
        if getattr(before[2], part) != getattr(after[2], part):
            yield difference(Effect.ASIDE, thing, PARTS[part], told_part(*before, part), told_part(*after, part))


_USE = Sentence("{indicator}（{why}）", "{indicator} ({why})")
LISTED = Sentence("{listed}", "{listed}")


def _in_order(codes: Iterable[str]) -> list[str]:
    """Return codes as they were written, or, where they have no order, by themselves."""
    return list(codes) if isinstance(codes, tuple) else sorted(codes)


def _named(rules: RuleSet, book: Any, part: str, code: str) -> Told:
    """Return what one of several is called: a kind of unit, or a node."""
    return tell_part(book, code) if part in ("parts", "ties_by") else name_path(rules, "kind", (code,))


def _uses(rules: RuleSet, uses: Iterable[tuple[str, str]]) -> Told:
    """Return the uses of measurements, each with its reason."""
    return LISTED(listed=[_USE(indicator=name_indicator(rules, code), why=why) for code, why in uses])


def told_part(rules: RuleSet, book: Any, thing: Any, part: str) -> Told:
    """Return what a thing holds as a part, what is named there by its label."""
    value = getattr(thing, part)
    match part:
        case "item":
            return Told(next((item.zh for item in (book.items if book else ()) if item.code == value), value), value)
        case "deductions":
            lines = [tell_rule(rule, thing.standard, rules) for rule in value]
            return in_clauses(lines) if lines else ABSENT
        case "uses":
            return _uses(rules, value)
        case "hosts":
            return LISTED(listed=[name_assessment(rules, host) for host in value])
        case "unranked" | "named" | "parts" | "ties_by":
            return LISTED(listed=[_named(rules, book, part, one) for one in _in_order(value)])
        case "over" | "weigh_by" if value:
            return Told(_OVER.get(value, str(value)), spoken(value))
        case "of" if isinstance(value, str):
            return tell_part(book, value)
        case _:
            return tell_value(value, book)
