"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from attrs import fields

from tristandard.basics.errors import wanted
from tristandard.basics.nouns import KIND_OF_UNIT, SITE_TYPE
from tristandard.basics.place import Path
from tristandard.basics.points import plain
from tristandard.changing.difference import EFFECTS, Comparison, Difference, Effect
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Relation
from tristandard.rules.nodes.mean import COUNT
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.standard import Standard
from tristandard.rules.wording import (
    in_clauses,
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
from tristandard.words.sentence import Sentence, Told


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


_DIFFERS = Sentence("{effect}：{what}：{before} → {after}", "{effect}: {what}: {before} → {after}")
_PART_OF = Sentence("{thing}的{part}", "{thing} {part}")
_UNTOLD = Sentence("{now}，未写明之处不同", "{now}, which differs in what is not told")
_NOT_THERE = Told("无", "not there")
_GONE = Told("取消", "gone")
_ABSENT = Told("", "")


def _difference(
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
        return Told(f"{was_zh}（{was}）", was), Told(f"{now_zh}（{now}）", now)
    return before, after


def _or_else(told: Told, nothing: Told) -> Told:
    """Return what is told, or in each language what stands for nothing."""
    return told if all(told) else Told(told[0] or nothing[0], told[1] or nothing[1])


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
    thing: Told,
    before: Indicator | Assessment | Item | None,
    after: Indicator | Assessment | Item | None,
) -> Difference:
    """Return the difference of what only one of the two has."""
    was = Told("有", before.zh) if before else _ABSENT
    return _difference(effect, thing, _ABSENT, was, Told("新增", after.zh) if after else _ABSENT)


_WHERE = Told("适用范围", "where")


def _where(
    base: RuleSet, result: RuleSet, thing: Told, before: Scope | None, after: Scope | None
) -> Iterator[Difference]:
    """Yield the difference of two grounds on which matches hold, if there is one; None is everywhere."""
    one, other = before or Scope.of(), after or Scope.of()
    if one != other:
        yield _difference(_effect(one, other), thing, _WHERE, name_scope(base, one), name_scope(result, other))


#: What the parts are called of indicators, items, assessments, score nodes, crosswalks, policies and rule sets.
_PARTS: Mapping[str, Told] = {
    part[1]: part
    for part in (
        Told("中文名称", "zh"), Told("英文名称", "en"), Told("标准", "standard"), Told("范围", "scope"),
        Told("对象", "subjects"), Told("考核项目", "item"), Told("扣分标准", "deductions"), Told("依据条款", "clauses"),
        Told("标准的来历", "standard_provenance"), Told("分值的来历", "points_provenance"), Told("来历", "provenance"),
        Told("满分", "full"), Told("主管部门", "office"), Told("公布方式", "publication"), Told("并列办法", "ties"),
        Told("排名条件", "ranks"), Told("不排名的单位类别", "unranked"), Told("列为点名对象的单位类别", "named"),
        Told("预警线", "warning"), Told("末位带入上级", "carry"), Told("一票否决条件", "gates"), Told("等次", "grades"),
        Told("加分办法", "bonuses"), Told("最多高出满分", "bonus"), Told("未测时的处理", "unmeasured"),
        Told("不适用时的处理", "absent"), Told("计算内容", "of"), Told("应完成数", "out_of"),
        Told("超额按满额计", "capped"), Told("平均的范围", "over"), Told("加权依据", "weigh_by"), Told("给定方", "by"),
        Told("主办方", "hosts"), Told("施行日期", "valid"), Told("读法", "reading"), Told("取舍", "settlement"),
    )
}  # fmt: skip

#: The parts of an indicator that have a direction.
_ASKED = ("standard", "scope", "subjects")
#: The parts without one; the last three of an indicator are told only where nothing else of it differs.
_INDICATOR, _KNOWN = ("zh", "en", "item", "deductions"), ("clauses", "standard_provenance", "points_provenance")
_ITEM = ("zh", "en", "full", "provenance")
_ASSESSMENT = ("zh", "en", "office", "publication", "ties", "ranks", "unranked", "named", "warning", "carry", "clauses")
_CROSSWALKS = ("zh", "en", "hosts", "clauses")

#: A thing that is compared, with its rule set and its assessment, if it is of one.
_Side = tuple[RuleSet, Any, Any]


def _aside(thing: Told, before: _Side, after: _Side, parts: Iterable[str]) -> Iterator[Difference]:
    """Yield the parts without a direction in which two things differ."""
    for part in parts:
        if getattr(before[2], part) != getattr(after[2], part):
            yield _difference(Effect.ASIDE, thing, _PARTS[part], _told(*before, part), _told(*after, part))


_LISTED = Sentence("{listed}", "{listed}")


def _told(rules: RuleSet, book: Any, thing: Any, part: str) -> Told:
    """Return what a thing holds as a part, what is named there by its label."""
    value = getattr(thing, part)
    match part:
        case "item":
            return Told(next((item.zh for item in (book.items if book else ()) if item.code == value), value), value)
        case "deductions":
            lines = [tell_rule(rule, thing.standard, rules) for rule in value]
            return in_clauses(lines) if lines else _ABSENT
        case "hosts":
            return _LISTED(listed=[name_assessment(rules, host) for host in value])
        case "unranked" | "named":
            return _LISTED(listed=[name_path(rules, "kind", (code,)) for code in sorted(value)])
        case "over" | "weigh_by" if value:
            return Told(_OVER.get(value, str(value)), spoken(value))
        case "of" if isinstance(value, str):
            return tell_part(book, value)
        case _:
            return tell_value(value, book)


_OTHER_MEASURE = Sentence("{now}，所用测量项目的定义不同", "{now}, of a measure that is declared otherwise")
_OTHER_PARENT = Sentence("{now}，所指的上级不同", "{now}, below another parent")


def _indicators(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for code, before, after in _differing(base.indicators, result.indicators):
        thing = name_indicator(result if after else base, code)
        if not before or not after:
            yield _there(_presence(before, after), thing, before, after)
            continue
        for part in _ASKED:
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                was, now = _asks(base, one), _asks(result, other)
                if was[1] == now[1]:
                    now = (_OTHER_MEASURE if part == "standard" else _OTHER_PARENT)(now=now)
                yield _difference(_effect(one, other), thing, _PARTS[part], was, now)
        changed = any(getattr(before, part) != getattr(after, part) for part in (*_ASKED, *_INDICATOR))
        yield from _aside(
            thing,
            (base, _book(base, before), before),
            (result, _book(result, after), after),
            _INDICATOR if changed else _KNOWN,
        )


def _asks(rules: RuleSet, value: Standard | Scope) -> Told:
    """Return a standard, a scope or subjects: in Chinese by labels, in English as rule sets write it."""
    return name_scope(rules, value) if isinstance(value, Scope) else Told(tell_bar(value)[0], str(value))


def _book(rules: RuleSet, indicator: Indicator) -> Assessment | None:
    """Return the assessment of an indicator, or None where it is not there."""
    return next((book for book in rules.assessments if book.code == indicator.assessment), None)


_RELATIONS = {
    Relation.EQUAL: Told("相同", "equal"),
    Relation.SUBSET_OF: Told("前者是后者的一部分", "subset_of"),
    Relation.SUPERSET_OF: Told("后者是前者的一部分", "superset_of"),
    Relation.INTERSECTS: Told("部分相交", "intersects"),
}
_CROSSWALK = Sentence("对照表{crosswalk}", "crosswalk {crosswalk}")
_MATCH = Sentence("{first}与{second}的对照", "the match of {first} and {second}")
_OF_MEASURES = Sentence("{relation}：{measures}", "{relation} {measures}")


def _matches(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches and crosswalks differ."""
    yield from _relations(base, result)
    yield from _moved(base, result)
    for code, one, other in _differing(*({walk.code: walk for walk in rules.crosswalks} for rules in (base, result))):
        if one and other:
            thing = _CROSSWALK(crosswalk=Told(f"“{other.zh}”（{code}）", code))
            yield from _where(base, result, thing, one.where, other.where)
            yield from _aside(thing, (base, None, one), (result, None, other), _CROSSWALKS)


def _relations(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield matches that came, are gone, or say something else."""
    by_pair = (
        {(match.first, match.second): (match.relation, match.measures) for _, match in rules.matches()}
        for rules in (base, result)
    )
    for pair, one, other in _differing(*by_pair):
        was, now = (_relation(rules, *told) if told else _ABSENT for rules, told in ((base, one), (result, other)))
        yield _difference(_presence(one, other), _matched(result if other else base, pair), _ABSENT, was, now)


def _moved(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches differ that stand in another crosswalk than before."""
    by_pair = ({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))
    for pair, one, other in _differing(*by_pair):
        if one and other and one.code != other.code:
            thing = _matched(result, pair)
            yield from _where(base, result, thing, one.where, other.where)
            yield from _aside(thing, (base, None, one), (result, None, other), ("hosts",))


def _matched(rules: RuleSet, pair: tuple[str, str]) -> Told:
    return _MATCH(first=name_indicator(rules, pair[0]), second=name_indicator(rules, pair[1]))


def _relation(rules: RuleSet, relation: Relation, measures: frozenset[str]) -> Told:
    """Return how the two of a match stand to each other."""
    if not measures:
        return _RELATIONS[relation]
    zh = _LISTED(listed=name_measures(rules, measures))[0]
    return _OF_MEASURES(relation=_RELATIONS[relation], measures=Told(zh, " ".join(sorted(measures))))


def _assessments(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what assessments differ, with their items and score nodes."""
    by_code = ({book.code: book for book in rules.assessments} for rules in (base, result))
    for code, before, after in _differing(*by_code):
        thing = name_assessment(result if after else base, code)
        if not before or not after:
            yield _there(_presence(before, after), thing, before, after)
            continue
        yield from _aside(thing, (base, before, before), (result, after, after), _ASSESSMENT)
        yield from _items(base, result, before, after)
        for name, one, other in _differing(dict(before.model.nodes), dict(after.model.nodes)):
            yield from _node(name, (base, before, one), (result, after, other))


_ITEM_OF = Sentence("{assessment}的项目{item}", "item {item} of {assessment}")


def _items(base: RuleSet, result: RuleSet, before: Assessment, after: Assessment) -> Iterator[Difference]:
    """Yield in what the items of an assessment differ."""
    assessment = name_assessment(result, after.code)
    for code, one, other in _differing(*({item.code: item for item in book.items} for book in (before, after))):
        thing = _ITEM_OF(assessment=assessment, item=Told(f"“{(other or one).zh}”（{code}）", code))
        if one and other:
            yield from _aside(thing, (base, before, one), (result, after, other), _ITEM)
        else:
            yield _there(Effect.ASIDE, thing, one, other)


_WEIGHT_OF = Sentence("{node}中{member}的权重", "{node} {member}")
_WAY_OF = Sentence("{node}的算法", "{node}")


def _node(name: str, before: _Side, after: _Side) -> Iterator[Difference]:
    """Yield in what two score nodes of one name differ, of which one may be missing."""
    (_, was_book, one), (_, book, other) = before, after
    rules, named_in, _ = after if other else before
    code = f"{book.code}.{name}"
    thing = Told(f"{named_in.zh}“{tell_part(named_in, name)[0]}”（{code}）", code)
    for member, was, now in _differing(_shown_weights(one), _shown_weights(other)):
        label = _member(rules, named_in, other if isinstance(other, Weighted) else one, member)
        weights = Told(was or "", was or ""), Told(now or "", now or "")
        yield _difference(Effect.ASIDE, thing, label, *weights, what=_WEIGHT_OF(node=thing, member=label))
    if type(one) is type(other):
        parts = (part.name for part in fields(type(one)) if part.name != "weights")
        yield from _aside(thing, before, after, parts)
    else:
        kinds = tell_value(one, was_book), tell_value(other, book)
        yield _difference(Effect.ASIDE, thing, _ABSENT, *kinds, what=_WAY_OF(node=thing))


def _shown_weights(node: Node | None) -> dict[str, str]:
    """Return the written weight of each member of a node, as text; none where it has none."""
    return {member: plain(weight) for member, weight in node.weights} if isinstance(node, Weighted) else {}


_PERIOD = Sentence("第 {member} 期", "{member}")


def _member(rules: RuleSet, book: Assessment, node: Node, member: str) -> Told:
    """Return what a member that a fold weighs is called: in Chinese its label with its code, in English the code."""
    match node.axis:
        case None:
            label, _ = tell_part(book, member)
        case "item":
            label = {item.code: item.zh for item in book.items}.get(member, member)
        case "area" | "zone" | "site_type" | "unit":
            label, _ = name_path(rules, str(node.axis), (member,))
        case _:
            return _PERIOD(member=member) if node.axis == "period" else Told(member, member)
    return Told(label if label == member else f"{label}（{member}）", member)


#: What the terms of each coordinate are called.
_AXES: Mapping[str, Told] = {
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
    **{axis: told[0] for axis, told in _AXES.items()},
    **{told[1]: told[0] for told in (_SITE, _ITEMS, _PERIODS, _NUMBER_OF_SITES)},
}
_TERM = Sentence("{axis}{term}", "{axis} {term}")
_KIND_OF = Sentence("责任单位{unit}的类别", "the kind of {unit}")


def _terms(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for (axis, code), one, other in _differing(_vocabulary(base), _vocabulary(result)):
        if one:
            name = name_path(result if other else base, axis or "unit", (code,))
            term = Told(f"{name[0]}（{code}）", code)
            thing = _TERM(axis=_AXES[axis], term=term) if axis else _KIND_OF(unit=term)
            was, now = (name_path(rules, axis or "kind", path or ()) for rules, path in ((base, one), (result, other)))
            yield _difference(Effect.CROSSES if other else Effect.LOOSENS, thing, _ABSENT, was, now)


def _vocabulary(rules: RuleSet) -> dict[tuple[str | None, str], Path]:
    """Return where every term and unit stands, for whatever names an ancestor holds for it; and under no coordinate of
    which kind each unit is.
    """
    stands: dict[tuple[str | None, str], Path] = {
        (axis, code): path for axis, known in rules.paths.items() for code, path in known.items()
    }
    return stands | {(None, unit.code): rules.paths["kind"].get(unit.kind, ()) for unit in rules.units}


_RULING = Sentence("对{members}的裁定", "the ruling for {members}")
_MERGING = Told("融合", "policy")
_DISAGREEMENT = Told("测评记录不一致时", "policy")
_RULE_SET = Told("规则集", "the rule set")


def _settled(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    bars = [{ruling.members: ruling.standard for ruling in rules.rulings} for rules in (base, result)]
    for members, one, other in _differing(*bars):
        names = [name_indicator(result if other else base, code) for code in sorted(members)]
        thing = _RULING(members=Told(_LISTED(listed=names)[0], " + ".join(sorted(members))))
        was, now = (_asks(rules, bar) if bar else _ABSENT for rules, bar in ((base, one), (result, other)))
        yield _difference(_effect(one, other) if one and other else Effect.CROSSES, thing, _ABSENT, was, now)
    for thing, part in ((_MERGING, "reading"), (_DISAGREEMENT, "settlement")):
        if getattr(base.policy, part) is not getattr(result.policy, part):
            was, now = _told(base, None, base.policy, part), _told(result, None, result.policy, part)
            yield _difference(Effect.CROSSES, thing, _PARTS[part], was, now)
    yield from _aside(_RULE_SET, (base, None, base), (result, None, result), ("valid",))
