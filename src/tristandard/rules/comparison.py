"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import wanted
from tristandard.basics.language import Told, said
from tristandard.basics.place import Path
from tristandard.basics.points import plain
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Relation
from tristandard.rules.node import Fold
from tristandard.rules.ruleset import Reading, RuleSet, Settlement
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.wording import name_assessment, name_indicator, name_measures, name_path, name_scope, tell_bar, tell_part


@final
class Effect(Enum):
    """What a difference does to what is asked."""

    #: Asks more, of more places or of more units.
    TIGHTENS = "tightens"
    #: Asks less, of fewer places or of fewer units.
    LOOSENS = "loosens"
    #: Asks more here and less there: neither includes the other.
    CROSSES = "tightens and loosens"
    #: Has no direction: a label, a price, a weight, the way to read or to publish.
    ASIDE = "has no direction"


_EFFECTS = {Effect.TIGHTENS: "要求提高", Effect.LOOSENS: "要求放宽", Effect.CROSSES: "有升有降", Effect.ASIDE: "不涉高低"}


@final
@frozen
class Difference:
    """One thing in which two rule sets differ, as text, and what that does to what is asked."""

    subject: str
    part: str
    before: str
    after: str
    effect: Effect
    #: The whole line in Chinese, everything by its labels.
    zh: str

    def __str__(self) -> str:
        told = " ".join(filter(None, (self.subject, self.part)))
        return f"{self.effect.value}: {told}: {self.before or 'not there'} → {self.after or 'gone'}"


@final
@frozen
class Comparison:
    """Every difference of two rule sets in what is asked, where, of whom, at what price and weight."""

    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is asked less, of fewer places or of fewer units."""
        return not self.loosened

    @property
    def loosened(self) -> tuple[Difference, ...]:
        """The differences that ask less somewhere."""
        return tuple(one for one in self.differences if one.effect in (Effect.LOOSENS, Effect.CROSSES))

    def text(self, language: str = "zh") -> str:
        """Return the verdict, and a line for each difference, in "zh" or "en"."""
        less, every = len(self.loosened), len(self.differences)
        zh, en = (f"共 {every} 处不同，其中 {less} 处有所放宽", f"asks less in {less} of {every}") if less else ("各处要求均不低于原规则", "asks at least as much everywhere")
        return said(("\n  - ".join([zh, *(one.zh for one in self.differences)]), "\n  - ".join([en, *map(str, self.differences)])), language)

    def __str__(self) -> str:
        return self.text("en")


def tightens(base: RuleSet, result: RuleSet) -> Comparison:
    """Return whether a rule set asks at least as much as its base, line by line.

    An indicator that is there asks more than none; a match can only raise a bar, so that one more
    tightens and one less loosens. Standards, scopes and subjects are compared by inclusion. Labels,
    prices and weights have no direction and are listed beside; a ruling or a policy that changed
    may ask less somewhere.
    """
    wanted(base, RuleSet)
    wanted(result, RuleSet)
    return Comparison(tuple(chain(_indicators(base, result), _matches(base, result), _assessments(base, result), _terms(base, result), _settled(base, result))))


def _difference(effect: Effect, subject: str, part: str, zh: str, before: Told, after: Told) -> Difference:
    """Return a difference, told in both languages; `zh` is its subject and part, and an empty text stands for what is not there."""
    was, now = before[0] or "无", after[0] or "取消"
    if was == now:  # two things of one label: their codes tell them apart
        was, now = f"{was}（{before[1]}）", f"{now}（{after[1]}）"
    return Difference(subject, part, before[1], after[1], effect, f"{_EFFECTS[effect]}：{zh}：{was} → {now}")


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


def _there(zh: str, code: str, before: Indicator | Assessment | None, after: Indicator | Assessment | None) -> Difference:
    """Return the difference of what only one of the two has."""
    return _difference(_presence(before, after), code, "", zh, ("有", before.zh) if before else _ABSENT, ("新增", after.zh) if after else _ABSENT)


def _where(base: RuleSet, result: RuleSet, subject: str, zh: str, before: Scope | None, after: Scope | None) -> Difference:
    """Return the difference of two grounds on which matches hold; None is everywhere."""
    one, other = before or Scope.of(), after or Scope.of()
    return _difference(_effect(one, other), subject, "where", f"{zh}的适用范围", (name_scope(base, one), str(one)), (name_scope(result, other), str(other)))


#: What the parts of an indicator and of an assessment are called.
_PARTS = {"standard": "标准", "scope": "范围", "subjects": "对象", "zh": "中文名称", "en": "英文名称", "item": "考核项目", "office": "主管部门"}


def _indicators(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for code, before, after in _differing(base.indicators, result.indicators):
        zh = name_indicator(result if after else base, code)
        if not before or not after:
            yield _there(zh, code, before, after)
            continue
        for part in ("standard", "scope", "subjects"):
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                was, now = ((tell_bar(value)[0] if part == "standard" else name_scope(rules, value), str(value)) for rules, value in ((base, one), (result, other)))
                if was[1] == now[1]:
                    zh_beside, beside = ("所用测量项目的定义不同", "of a measure that is declared otherwise") if part == "standard" else ("所指的上级不同", "below another parent")
                    now = f"{now[0]}，{zh_beside}", f"{now[1]}, {beside}"
                yield _difference(_effect(one, other), code, part, f"{zh}的{_PARTS[part]}", was, now)
        yield from _aside(code, zh, before, after, ("zh", "en"))
        if before.item != after.item:
            was, now = ((_item(rules, one), one.item) for rules, one in ((base, before), (result, after)))
            yield _difference(Effect.ASIDE, code, "item", f"{zh}的{_PARTS['item']}", was, now)
        if before.deductions != after.deductions:
            was, now = ((f"{count} 条", f"{count} line{'s' if count != 1 else ''}") for count in (len(before.deductions), len(after.deductions)))
            yield _difference(Effect.ASIDE, code, "deductions", f"{zh}的扣分标准", was, now if now != was else (f"{now[0]}，扣法不同", f"{now[1]}, priced otherwise"))


def _item(rules: RuleSet, indicator: Indicator) -> str:
    """Return what the item of an indicator is called in Chinese; its code where it is not there."""
    return next((item.zh for book in rules.assessments for item in book.items if (book.code, item.code) == (indicator.assessment, indicator.item)), indicator.item)


def _aside(code: str, zh: str, before: object, after: object, parts: Iterable[str]) -> Iterator[Difference]:
    for part in parts:
        one, other = getattr(before, part), getattr(after, part)
        if one != other:
            yield _difference(Effect.ASIDE, code, part, f"{zh}的{_PARTS[part]}", (one, one), (other, other))


_RELATIONS = {Relation.EQUAL: "相同", Relation.SUBSET_OF: "前者是后者的一部分", Relation.SUPERSET_OF: "后者是前者的一部分", Relation.INTERSECTS: "部分相交"}


def _matches(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for pair, one, other in _differing(*({(match.first, match.second): (match.relation, match.measures) for _, match in rules.matches()} for rules in (base, result))):
        was, now = (_relation(rules, *told) if told else _ABSENT for rules, told in ((base, one), (result, other)))
        yield _difference(_presence(one, other), "the match of " + " and ".join(pair), "", _matched(result if other else base, pair), was, now)
    for pair, one, other in _differing(*({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))):
        if one and other and one.code != other.code and one.where != other.where:
            yield _where(base, result, "the match of " + " and ".join(pair), _matched(result, pair), one.where, other.where)
    labels = {walk.code: walk.zh for walk in result.crosswalks}
    for code, one, other in _differing(*({walk.code: walk.where or Scope.of() for walk in rules.crosswalks} for rules in (base, result))):
        if one and other:
            yield _where(base, result, f"crosswalk {code}", f"对照表“{labels[code]}”（{code}）", one, other)


def _matched(rules: RuleSet, pair: tuple[str, str]) -> str:
    return f"{name_indicator(rules, pair[0])}与{name_indicator(rules, pair[1])}的对照"


def _relation(rules: RuleSet, relation: Relation, measures: frozenset[str]) -> Told:
    """Return how the two of a match stand to each other."""
    return f"{_RELATIONS[relation]}{f'：{name_measures(rules, measures)}' if measures else ''}", " ".join([relation.value, *sorted(measures)])


def _assessments(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for code, before, after in _differing(*({book.code: book for book in rules.assessments} for rules in (base, result))):
        zh = name_assessment(result if after else base, code)
        if not before or not after:
            yield _there(zh, code, before, after)
            continue
        yield from _aside(code, zh, before, after, ("zh", "en", "office"))
        for name, one, other in _differing(dict(before.model.nodes), dict(after.model.nodes)):
            rules, book, node = (result, after, other) if other else (base, before, one)
            told = f"{book.zh}“{tell_part(book, name)[0]}”（{code}.{name}）"
            shown = [{member: plain(weight) for member, weight in fold.weights} if isinstance(fold, Fold) else {} for fold in (one, other)]
            for member, was, now in _differing(*shown):
                label = _member(rules, book, node if isinstance(node, Fold) else one, member)
                yield _difference(Effect.ASIDE, f"{code}.{name}", member, f"{told}中{label}的权重", (was or "", was or ""), (now or "", now or ""))
            if shown[0] == shown[1]:
                was, now = ("原算法" if one else "", "one node"), ("新算法" if other else "", "another")
                yield _difference(Effect.ASIDE, f"{code}.{name}", "", f"{told}的算法", was, now)


def _member(rules: RuleSet, book: Assessment, fold: Fold, member: str) -> str:
    """Return what a member that a fold weighs is called in Chinese, with its code."""
    match fold.over:
        case None:
            label = tell_part(book, member)[0] if member in dict(book.model.nodes) else member
        case "item":
            label = {item.code: item.zh for item in book.items}.get(member, member)
        case "area" | "zone" | "site_type" | "unit":
            label = name_path(rules, fold.over, (member,))
        case _:
            return f"第 {member} 期" if fold.over == "period" else member
    return label if label == member else f"{label}（{member}）"


#: What the terms of each coordinate are called; last the kind to which a unit belongs.
_AXES = {"area": "区域", "zone": "地带", "site_type": "点位类型", "kind": "单位类别", "unit": "责任单位", "the kind of": "责任单位"}


def _terms(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for (axis, code), one, other in _differing(_vocabulary(base), _vocabulary(result)):
        if one:
            of_unit = axis == "the kind of"
            label = f"{_AXES[axis]}{name_path(result if other else base, 'unit' if of_unit else axis, (code,))}（{code}）{'的类别' if of_unit else ''}"
            was, now = ((name_path(rules, "kind" if of_unit else axis, path or ()), "/".join(path or ())) for rules, path in ((base, one), (result, other)))
            yield _difference(Effect.CROSSES if other else Effect.LOOSENS, f"{spoken(axis)} {code}", "", label, was, now)


def _vocabulary(rules: RuleSet) -> dict[tuple[str, str], Path]:
    """Return where every term and unit stands, for whatever names an ancestor holds for it; and of which kind each unit is."""
    stands = {(axis, code): path for axis, known in rules.paths.items() for code, path in known.items()}
    return stands | {("the kind of", unit.code): rules.paths["kind"].get(unit.kind, ()) for unit in rules.units}


_POLICY = {
    Reading.UNIFORM: "统一", Reading.POINTWISE: "逐点",
    Settlement.REFUSE: "一律退回", Settlement.WORST: "从严", Settlement.LATEST: "取最后一次", Settlement.FIRST: "取最先一次",
}  # fmt: skip


def _settled(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    bars = [{ruling.members: ruling.standard for ruling in rules.rulings} for rules in (base, result)]
    for members, _, other in _differing(*({ruled: str(bar) for ruled, bar in known.items()} for known in bars)):
        zh = "、".join(name_indicator(result if other else base, code) for code in sorted(members))
        was, now = ((tell_bar(known[members])[0], str(known[members])) if members in known else _ABSENT for known in bars)
        yield _difference(Effect.CROSSES, "the ruling for " + " + ".join(sorted(members)), "", f"对{zh}的裁定", was, now)
    for part, zh, one, other in (("reading", "融合的读法", base.policy.reading, result.policy.reading), ("settlement", "测评记录不一致时的取舍", base.policy.settlement, result.policy.settlement)):
        if one is not other:
            yield _difference(Effect.CROSSES, "policy", part, zh, (_POLICY[one], one.value), (_POLICY[other], other.value))
