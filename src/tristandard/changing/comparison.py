"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from attrs import fields

from tristandard.basics.errors import wanted
from tristandard.basics.language import Told
from tristandard.basics.place import Path
from tristandard.basics.points import plain
from tristandard.changing.difference import EFFECTS_ZH, Comparison, Difference, Effect
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Relation
from tristandard.rules.nodes.mean import COUNT
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.wording import (
    name_assessment,
    name_indicator,
    name_measures,
    name_path,
    name_scope,
    tell_bar,
    tell_part,
    tell_rule,
    tell_value,
)


def tightens(base: RuleSet, result: RuleSet) -> Comparison:
    """Return whether a rule set asks at least as much as its base, line by line.

    An indicator that is there asks more than none; a match can only raise a bar, so that one more
    tightens and one less loosens. Standards, scopes, subjects and what rulings settle are compared
    by inclusion; a ruling that came or is gone, and a policy that changed, may ask less somewhere.
    Whatever else of assessments, their items, indicators and score nodes, and of crosswalks differs,
    and the dates in force, have no direction and are listed beside; the clauses and the provenance
    of an indicator only where nothing else of it differs. Not listed are what a rule set is called,
    its notices and variants, reasons, what terms, measures and circumstances are called, and terms
    that are new.
    """
    wanted(base, RuleSet)
    wanted(result, RuleSet)
    return Comparison(
        tuple(
            chain(
                _indicators(base, result),
                _matches(base, result),
                _assessments(base, result),
                _terms(base, result),
                _settled(base, result),
            )
        )
    )


def _difference(effect: Effect, subject: str, part: str, zh: str, before: Told, after: Told) -> Difference:
    """Return a difference, told in both languages; `zh` is its subject and part, and an empty text
    stands for what is not there.
    """
    (was_zh, was), (now_zh, now) = before, after
    if was_zh == now_zh:  # two things of one label: their codes tell them apart, if anything that is told does
        was_zh, now_zh = (
            (f"{was_zh}（{was}）", f"{now_zh}（{now}）") if was != now else (was_zh, f"{now_zh}，未写明之处不同")
        )
    if was == now:
        now = f"{now}, which differs in what is not told"
    return Difference(
        subject, part, was, now, effect, f"{EFFECTS_ZH[effect]}：{zh}：{was_zh or '无'} → {now_zh or '取消'}"
    )


_ABSENT: Told = ("", "")


def _differing(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield every key under which two tables hold different things, in their order, with both (None: not there)."""
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _presence(before: object, after: object) -> Effect:
    if before and after:
        return Effect.CROSSES
    return Effect.LOOSENS if before else Effect.TIGHTENS


def _effect(before: Any, after: Any) -> Effect:
    """Return what it does to put one of two different standards, scopes or subjects in the place of the other."""
    if before <= after:
        return Effect.TIGHTENS
    return Effect.LOOSENS if after <= before else Effect.CROSSES


def _there(
    effect: Effect,
    zh: str,
    subject: str,
    before: Indicator | Assessment | Item | None,
    after: Indicator | Assessment | Item | None,
) -> Difference:
    """Return the difference of what only one of the two has."""
    return _difference(
        effect, subject, "", zh, ("有", before.zh) if before else _ABSENT, ("新增", after.zh) if after else _ABSENT
    )


def _where(
    base: RuleSet, result: RuleSet, subject: str, zh: str, before: Scope | None, after: Scope | None
) -> Iterator[Difference]:
    """Yield the difference of two grounds on which matches hold, if there is one; None is everywhere."""
    one, other = before or Scope.of(), after or Scope.of()
    if one != other:
        yield _difference(
            _effect(one, other),
            subject,
            "where",
            f"{zh}的适用范围",
            (name_scope(base, one), str(one)),
            (name_scope(result, other), str(other)),
        )


#: What the parts are called of indicators, items, assessments, score nodes, crosswalks and rule sets.
_PARTS = {
    "zh": "中文名称", "en": "英文名称", "standard": "标准", "scope": "范围", "subjects": "对象", "item": "考核项目",
    "deductions": "扣分标准", "clauses": "依据条款",
    "standard_provenance": "标准的来历", "points_provenance": "分值的来历", "provenance": "来历", "full": "满分",
    "office": "主管部门", "publication": "公布方式", "ties": "并列办法", "ranks": "排名条件",
    "unranked": "不排名的单位类别", "named": "列为点名对象的单位类别", "warning": "预警线", "carry": "末位带入上级",
    "gates": "一票否决条件", "grades": "等次", "bonuses": "加分办法", "bonus": "最多高出满分",
    "unmeasured": "未测时的处理", "absent": "不适用时的处理",
    "of": "计算内容", "out_of": "应完成数", "capped": "超额按满额计", "over": "平均的范围", "weigh_by": "加权依据",
    "by": "给定方",
    "hosts": "主办方", "valid": "施行日期",
}  # fmt: skip

#: The parts of an indicator that have a direction.
_ASKED = ("standard", "scope", "subjects")
#: The parts without one; the last three of an indicator are told only where nothing else of it differs.
_INDICATOR, _KNOWN = ("zh", "en", "item", "deductions"), ("clauses", "standard_provenance", "points_provenance")
_ITEM = ("zh", "en", "full", "provenance")
_ASSESSMENT = ("zh", "en", "office", "publication", "ties", "ranks", "unranked", "named", "warning", "carry", "clauses")
_CROSSWALK = ("zh", "en", "hosts", "clauses")

#: A thing that is compared, with its rule set and its assessment, if it is of one.
_Side = tuple[RuleSet, Any, Any]


def _aside(subject: str, zh: str, before: _Side, after: _Side, parts: Iterable[str]) -> Iterator[Difference]:
    """Yield the parts without a direction in which two things differ."""
    for part in parts:
        if getattr(before[2], part) != getattr(after[2], part):
            yield _difference(
                Effect.ASIDE, subject, part, f"{zh}的{_PARTS[part]}", _told(*before, part), _told(*after, part)
            )


def _told(rules: RuleSet, book: Any, thing: Any, part: str) -> Told:
    """Return what a thing holds as a part, what is named there by its label."""
    value = getattr(thing, part)
    match part:
        case "item":
            return next((item.zh for item in (book.items if book else ()) if item.code == value), value), value
        case "deductions":
            lines = [tell_rule(rule, thing.standard, rules) for rule in value]
            return "；".join(zh for zh, _ in lines), "; ".join(en for _, en in lines)
        case "hosts":
            return "、".join(name_assessment(rules, host) for host in value), ", ".join(value)
        case "unranked" | "named":
            return "、".join(name_path(rules, "kind", (code,)) for code in sorted(value)), ", ".join(sorted(value))
        case "over" | "weigh_by" if value:
            return _OVER.get(value, str(value)), spoken(value)
        case "of" if isinstance(value, str):
            return tell_part(book, value)
        case _:
            return tell_value(value, book)


def _indicators(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for code, before, after in _differing(base.indicators, result.indicators):
        zh = name_indicator(result if after else base, code)
        if not before or not after:
            yield _there(_presence(before, after), zh, code, before, after)
            continue
        for part in _ASKED:
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                was, now = (
                    (tell_bar(value)[0] if part == "standard" else name_scope(rules, value), str(value))
                    for rules, value in ((base, one), (result, other))
                )
                if was[1] == now[1]:
                    zh_beside, beside = (
                        ("所用测量项目的定义不同", "of a measure that is declared otherwise")
                        if part == "standard"
                        else ("所指的上级不同", "below another parent")
                    )
                    now = f"{now[0]}，{zh_beside}", f"{now[1]}, {beside}"
                yield _difference(_effect(one, other), code, part, f"{zh}的{_PARTS[part]}", was, now)
        changed = any(getattr(before, part) != getattr(after, part) for part in (*_ASKED, *_INDICATOR))
        yield from _aside(
            code,
            zh,
            (base, _book(base, before), before),
            (result, _book(result, after), after),
            _INDICATOR if changed else _KNOWN,
        )


def _book(rules: RuleSet, indicator: Indicator) -> Assessment | None:
    """Return the assessment of an indicator, or None where it is not there."""
    return next((book for book in rules.assessments if book.code == indicator.assessment), None)


_RELATIONS = {
    Relation.EQUAL: "相同",
    Relation.SUBSET_OF: "前者是后者的一部分",
    Relation.SUPERSET_OF: "后者是前者的一部分",
    Relation.INTERSECTS: "部分相交",
}


def _matches(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches and crosswalks differ."""
    yield from _relations(base, result)
    yield from _moved(base, result)
    for code, one, other in _differing(*({walk.code: walk for walk in rules.crosswalks} for rules in (base, result))):
        if one and other:
            subject, zh = f"crosswalk {code}", f"对照表“{other.zh}”（{code}）"
            yield from _where(base, result, subject, zh, one.where, other.where)
            yield from _aside(subject, zh, (base, None, one), (result, None, other), _CROSSWALK)


def _relations(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield matches that came, are gone, or say something else."""
    by_pair = (
        {(match.first, match.second): (match.relation, match.measures) for _, match in rules.matches()}
        for rules in (base, result)
    )
    for pair, one, other in _differing(*by_pair):
        was, now = (_relation(rules, *told) if told else _ABSENT for rules, told in ((base, one), (result, other)))
        zh = _matched(result if other else base, pair)
        yield _difference(_presence(one, other), "the match of " + " and ".join(pair), "", zh, was, now)


def _moved(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches differ that stand in another crosswalk than before."""
    by_pair = ({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))
    for pair, one, other in _differing(*by_pair):
        if one and other and one.code != other.code:
            subject, zh = "the match of " + " and ".join(pair), _matched(result, pair)
            yield from _where(base, result, subject, zh, one.where, other.where)
            yield from _aside(subject, zh, (base, None, one), (result, None, other), ("hosts",))


def _matched(rules: RuleSet, pair: tuple[str, str]) -> str:
    return f"{name_indicator(rules, pair[0])}与{name_indicator(rules, pair[1])}的对照"


def _relation(rules: RuleSet, relation: Relation, measures: frozenset[str]) -> Told:
    """Return how the two of a match stand to each other."""
    return f"{_RELATIONS[relation]}{f'：{name_measures(rules, measures)}' if measures else ''}", " ".join(
        [relation.value, *sorted(measures)]
    )


def _assessments(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what assessments differ, with their items and score nodes."""
    by_code = ({book.code: book for book in rules.assessments} for rules in (base, result))
    for code, before, after in _differing(*by_code):
        zh = name_assessment(result if after else base, code)
        if not before or not after:
            yield _there(_presence(before, after), zh, code, before, after)
            continue
        yield from _aside(code, zh, (base, before, before), (result, after, after), _ASSESSMENT)
        yield from _items(base, result, before, after)
        for name, one, other in _differing(dict(before.model.nodes), dict(after.model.nodes)):
            yield from _node(name, (base, before, one), (result, after, other))


def _items(base: RuleSet, result: RuleSet, before: Assessment, after: Assessment) -> Iterator[Difference]:
    """Yield in what the items of an assessment differ."""
    zh, by_code = (
        name_assessment(result, after.code),
        ({item.code: item for item in book.items} for book in (before, after)),
    )
    for item, one, other in _differing(*by_code):
        subject, item_zh = f"item {item} of {after.code}", f"{zh}的项目“{(other or one).zh}”（{item}）"
        if one and other:
            yield from _aside(subject, item_zh, (base, before, one), (result, after, other), _ITEM)
        else:
            yield _there(Effect.ASIDE, item_zh, subject, one, other)


def _node(name: str, before: _Side, after: _Side) -> Iterator[Difference]:
    """Yield in what two score nodes of one name differ, of which one may be missing."""
    (_, was_book, one), (_, book, other) = before, after
    rules, named_in, _ = after if other else before
    subject = f"{book.code}.{name}"
    told = f"{named_in.zh}“{tell_part(named_in, name)[0]}”（{subject}）"
    for member, was, now in _differing(_shown_weights(one), _shown_weights(other)):
        label = _member(rules, named_in, other if isinstance(other, Weighted) else one, member)
        weights = (was or "", was or ""), (now or "", now or "")
        yield _difference(Effect.ASIDE, subject, member, f"{told}中{label}的权重", *weights)
    if type(one) is type(other):
        parts = (part.name for part in fields(type(one)) if part.name != "weights")
        yield from _aside(subject, told, before, after, parts)
    else:
        kinds = tell_value(one, was_book), tell_value(other, book)
        yield _difference(Effect.ASIDE, subject, "", f"{told}的算法", *kinds)


def _shown_weights(node: Node | None) -> dict[str, str]:
    """Return the written weight of each member of a node, as text; none where it has none."""
    return {member: plain(weight) for member, weight in node.weights} if isinstance(node, Weighted) else {}


def _member(rules: RuleSet, book: Assessment, node: Node, member: str) -> str:
    """Return what a member that a fold weighs is called in Chinese, with its code."""
    match node.axis:
        case None:
            label, _ = tell_part(book, member)
        case "item":
            label = {item.code: item.zh for item in book.items}.get(member, member)
        case "area" | "zone" | "site_type" | "unit":
            label = name_path(rules, str(node.axis), (member,))
        case _:
            return f"第 {member} 期" if node.axis == "period" else member
    return label if label == member else f"{label}（{member}）"


#: What the terms of each coordinate are called; last the kind to which a unit belongs.
_AXES = {
    "area": "区域",
    "zone": "地带",
    "site_type": "点位类型",
    "kind": "单位类别",
    "unit": "责任单位",
    "the kind of": "责任单位",
}
#: What a fold may make disappear, and the number by which it may weigh.
_OVER: Mapping[str, str] = {**_AXES, "site": "点位", "item": "考核项目", "period": "周期", COUNT: "点位数"}


def _terms(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for (axis, code), one, other in _differing(_vocabulary(base), _vocabulary(result)):
        if one:
            of_unit = axis == "the kind of"
            name = name_path(result if other else base, "unit" if of_unit else axis, (code,))
            label = f"{_AXES[axis]}{name}（{code}）{'的类别' if of_unit else ''}"
            was, now = (
                (name_path(rules, "kind" if of_unit else axis, path or ()), "/".join(path or ()))
                for rules, path in ((base, one), (result, other))
            )
            yield _difference(
                Effect.CROSSES if other else Effect.LOOSENS, f"{spoken(axis)} {code}", "", label, was, now
            )


def _vocabulary(rules: RuleSet) -> dict[tuple[str, str], Path]:
    """Return where every term and unit stands, for whatever names an ancestor holds for it; and of
    which kind each unit is.
    """
    stands = {(axis, code): path for axis, known in rules.paths.items() for code, path in known.items()}
    return stands | {("the kind of", unit.code): rules.paths["kind"].get(unit.kind, ()) for unit in rules.units}


def _settled(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    bars = [{ruling.members: ruling.standard for ruling in rules.rulings} for rules in (base, result)]
    for members, one, other in _differing(*bars):
        zh = "、".join(name_indicator(result if other else base, code) for code in sorted(members))
        was, now = ((tell_bar(bar)[0], str(bar)) if bar else _ABSENT for bar in (one, other))
        yield _difference(
            _effect(one, other) if one and other else Effect.CROSSES,
            "the ruling for " + " + ".join(sorted(members)),
            "",
            f"对{zh}的裁定",
            was,
            now,
        )
    for part, zh, one, other in (
        ("reading", "融合的读法", base.policy.reading, result.policy.reading),
        ("settlement", "测评记录不一致时的取舍", base.policy.settlement, result.policy.settlement),
    ):
        if one is not other:
            yield _difference(
                Effect.CROSSES,
                "policy",
                part,
                zh,
                _told(base, None, base.policy, part),
                _told(result, None, result.policy, part),
            )
    yield from _aside("the rule set", "规则集", (base, None, base), (result, None, result), ("valid",))
