"""In what the assessments of two rule sets differ, with their items and score nodes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import fields

from tristandard.basics.language import label_and_code
from tristandard.basics.points import plain
from tristandard.changing.difference import Difference, Effect
from tristandard.changing.parts import ABSENT, Side, aside, came_or_gone, difference, differing, there
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_assessment, name_path, tell_part
from tristandard.words.sentence import Sentence, Told

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


def compare_assessments(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what assessments differ, with their items and score nodes."""
    by_code = ({book.code: book for book in rules.assessments} for rules in (base, result))
    for code, before, after in differing(*by_code):
        thing = name_assessment(result if after else base, code)
        if not before or not after:
            yield there(came_or_gone(before), thing, before, after)
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
        thing = _ITEM_OF(assessment=assessment, item=label_and_code(f"“{(other or one).zh}”", code))
        if one and other:
            yield from aside(thing, (base, before, one), (result, after, other), _ITEM)
        else:
            yield there(Effect.ASIDE, thing, one, other)


_WEIGHT_OF = Sentence("{node}中{member}的权重", "{node} {member}")
_WAY_OF = Sentence("{node}的算法", "{node}")


def _node(name: str, before: Side, after: Side) -> Iterator[Difference]:
    """Yield in what two score nodes of one name differ, of which one may be missing."""
    (_, _, one), (_, book, other) = before, after
    rules, named_in, _ = after if other else before
    code = f"{book.code}.{name}"
    thing = label_and_code(f"{named_in.zh}“{tell_part(named_in, name)[0]}”", code)
    for member, was, now in differing(_shown_weights(one), _shown_weights(other)):
        label = _member(rules, named_in, other if isinstance(other, Weighted) else one, member)
        weights = Told(was or "", was or ""), Told(now or "", now or "")
        yield difference(Effect.ASIDE, thing, label, *weights, what=_WEIGHT_OF(node=thing, member=label))
    if type(one) is type(other):
        parts = (part.name for part in fields(type(one)) if part.name != "weights")
        yield from aside(thing, before, after, parts)
    else:
        kind, new = (node.kind if node else ABSENT for node in (one, other))
        yield difference(Effect.ASIDE, thing, ABSENT, kind, new, what=_WAY_OF(node=thing))


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
    return Told(label, member) if label == member else label_and_code(label, member)
