"""Whether one rule set asks at least as much as another, decided thing by thing.

Law 15 stands on it: where the sources tighten, the merged rules tighten.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from attrs import fields

from tristandard.basics.errors import wanted
from tristandard.basics.place import Path
from tristandard.basics.points import plain
from tristandard.changing.difference import Comparison, Difference, Effect
from tristandard.changing.parts import (
    ABSENT,
    AXES,
    LISTED,
    PARTS,
    Side,
    aside,
    difference,
    differing,
    effect_of,
    grounds,
    presence,
    there,
    told_part,
)
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.crosswalk import Relation
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.rules.wording import (
    name_assessment,
    name_indicator,
    name_measures,
    name_path,
    name_scope,
    tell_bar,
    tell_part,
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


#: The parts of an indicator that have a direction.
_ASKED = ("standard", "scope", "subjects")
#: The parts without one; the last three of an indicator are told only where nothing else of it differs.
_INDICATOR, _KNOWN = ("zh", "en", "item", "deductions"), ("clauses", "standard_provenance", "points_provenance")
_ITEM = ("zh", "en", "full", "all_met", "provenance")
_ASSESSMENT = (
    "zh",
    "en",
    "office",
    "publication",
    "ties",
    "ties_by",
    "after_ties",
    "ranks",
    "unranked",
    "named",
    "warning",
    "carry",
    "clauses",
)
_CROSSWALKS = ("zh", "en", "hosts", "uses", "clauses")

_OTHER_MEASURE = Sentence("{now}，所用测量项目的定义不同", "{now}, of a measure that is declared otherwise")
_OTHER_PARENT = Sentence("{now}，所指的上级不同", "{now}, below another parent")


def _indicators(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for code, before, after in differing(base.indicators, result.indicators):
        thing = name_indicator(result if after else base, code)
        if not before or not after:
            yield there(presence(before, after), thing, before, after)
            continue
        for part in _ASKED:
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                was, now = _asks(base, one), _asks(result, other)
                if was[1] == now[1]:
                    now = (_OTHER_MEASURE if part == "standard" else _OTHER_PARENT)(now=now)
                yield difference(effect_of(one, other), thing, PARTS[part], was, now)
        changed = any(getattr(before, part) != getattr(after, part) for part in (*_ASKED, *_INDICATOR))
        yield from aside(
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
    for code, one, other in differing(*({walk.code: walk for walk in rules.crosswalks} for rules in (base, result))):
        if one and other:
            thing = _CROSSWALK(crosswalk=Told(f"“{other.zh}”（{code}）", code))
            yield from grounds(base, result, thing, one.where, other.where)
            yield from aside(thing, (base, None, one), (result, None, other), _CROSSWALKS)


def _relations(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield matches that came, are gone, or say something else."""
    by_pair = (
        {(match.first, match.second): (match.relation, match.measures) for _, match in rules.matches()}
        for rules in (base, result)
    )
    for pair, one, other in differing(*by_pair):
        was, now = (_relation(rules, *told) if told else ABSENT for rules, told in ((base, one), (result, other)))
        yield difference(presence(one, other), _matched(result if other else base, pair), ABSENT, was, now)


def _moved(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches differ that stand in another crosswalk than before."""
    by_pair = ({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))
    for pair, one, other in differing(*by_pair):
        if one and other and one.code != other.code:
            thing = _matched(result, pair)
            yield from grounds(base, result, thing, one.where, other.where)
            yield from aside(thing, (base, None, one), (result, None, other), ("hosts",))


def _matched(rules: RuleSet, pair: tuple[str, str]) -> Told:
    return _MATCH(first=name_indicator(rules, pair[0]), second=name_indicator(rules, pair[1]))


def _relation(rules: RuleSet, relation: Relation, measures: frozenset[str]) -> Told:
    """Return how the two of a match stand to each other."""
    if not measures:
        return _RELATIONS[relation]
    zh = LISTED(listed=name_measures(rules, measures))[0]
    return _OF_MEASURES(relation=_RELATIONS[relation], measures=Told(zh, " ".join(sorted(measures))))


def _assessments(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what assessments differ, with their items and score nodes."""
    by_code = ({book.code: book for book in rules.assessments} for rules in (base, result))
    for code, before, after in differing(*by_code):
        thing = name_assessment(result if after else base, code)
        if not before or not after:
            yield there(presence(before, after), thing, before, after)
            continue
        yield from aside(thing, (base, before, before), (result, after, after), _ASSESSMENT)
        yield from _items(base, result, before, after)
        for name, one, other in differing(dict(before.model.nodes), dict(after.model.nodes)):
            yield from _node(name, (base, before, one), (result, after, other))


_ITEM_OF = Sentence("{assessment}的项目{item}", "item {item} of {assessment}")


def _items(base: RuleSet, result: RuleSet, before: Assessment, after: Assessment) -> Iterator[Difference]:
    """Yield in what the items of an assessment differ."""
    assessment = name_assessment(result, after.code)
    for code, one, other in differing(*({item.code: item for item in book.items} for book in (before, after))):
        thing = _ITEM_OF(assessment=assessment, item=Told(f"“{(other or one).zh}”（{code}）", code))
        if one and other:
            yield from aside(thing, (base, before, one), (result, after, other), _ITEM)
        else:
            yield there(Effect.ASIDE, thing, one, other)


_WEIGHT_OF = Sentence("{node}中{member}的权重", "{node} {member}")
_WAY_OF = Sentence("{node}的算法", "{node}")


def _node(name: str, before: Side, after: Side) -> Iterator[Difference]:
    """Yield in what two score nodes of one name differ, of which one may be missing."""
    (_, was_book, one), (_, book, other) = before, after
    rules, named_in, _ = after if other else before
    code = f"{book.code}.{name}"
    thing = Told(f"{named_in.zh}“{tell_part(named_in, name)[0]}”（{code}）", code)
    for member, was, now in differing(_shown_weights(one), _shown_weights(other)):
        label = _member(rules, named_in, other if isinstance(other, Weighted) else one, member)
        weights = Told(was or "", was or ""), Told(now or "", now or "")
        yield difference(Effect.ASIDE, thing, label, *weights, what=_WEIGHT_OF(node=thing, member=label))
    if type(one) is type(other):
        parts = (part.name for part in fields(type(one)) if part.name != "weights")
        yield from aside(thing, before, after, parts)
    else:
        kinds = tell_value(one, was_book), tell_value(other, book)
        yield difference(Effect.ASIDE, thing, ABSENT, *kinds, what=_WAY_OF(node=thing))


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


_TERM = Sentence("{axis}{term}", "{axis} {term}")
_KIND_OF = Sentence("责任单位{unit}的类别", "the kind of {unit}")


def _terms(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    for (axis, code), one, other in differing(_vocabulary(base), _vocabulary(result)):
        if one:
            name = name_path(result if other else base, axis or "unit", (code,))
            term = Told(f"{name[0]}（{code}）", code)
            thing = _TERM(axis=AXES[axis], term=term) if axis else _KIND_OF(unit=term)
            was, now = (name_path(rules, axis or "kind", path or ()) for rules, path in ((base, one), (result, other)))
            yield difference(Effect.CROSSES if other else Effect.LOOSENS, thing, ABSENT, was, now)


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
    for members, one, other in differing(*bars):
        names = [name_indicator(result if other else base, code) for code in sorted(members)]
        thing = _RULING(members=Told(LISTED(listed=names)[0], " + ".join(sorted(members))))
        was, now = (_asks(rules, bar) if bar else ABSENT for rules, bar in ((base, one), (result, other)))
        yield difference(effect_of(one, other) if one and other else Effect.CROSSES, thing, ABSENT, was, now)
    for thing, part in ((_MERGING, "reading"), (_DISAGREEMENT, "settlement")):
        if getattr(base.policy, part) is not getattr(result.policy, part):
            was, now = told_part(base, None, base.policy, part), told_part(result, None, result.policy, part)
            yield difference(Effect.CROSSES, thing, PARTS[part], was, now)
    yield from aside(_RULE_SET, (base, None, base), (result, None, result), ("valid",))
