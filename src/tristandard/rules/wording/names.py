"""What the parts of rules are called where something is told of them, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tristandard.basics.language import either, label_and_code, told_apart
from tristandard.basics.points import plain
from tristandard.basics.terms import Path, Unit
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD
from tristandard.rules.nodes.part import Held
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.words.sentence import Sentence, Told


def name_assessment(rules: RuleSet, code: str) -> Told:
    """Return what an assessment is called: in Chinese its label with its code, in English the code; the code alone of
    one that is not there.
    """
    return next((label_and_code(book.zh, code) for book in rules.assessments if book.code == code), Told(code, code))


def name_indicator(rules: RuleSet, code: str) -> Told:
    """Return what an indicator is called: in Chinese its label with its assessment and its code, in English the code;
    the code alone of one that is not there.
    """
    if code not in rules.indicators:
        return Told(code, code)
    indicator = rules.indicators[code]
    book = next((book.zh for book in rules.assessments if book.code == indicator.assessment), "")
    return label_and_code(f"{book}“{indicator.zh}”", code)


def name_measures(rules: RuleSet, codes: Iterable[str]) -> list[Told]:
    """Return what measures are called, in the order of their codes: in Chinese their labels with their codes, in
    English the codes; the code alone of one that is not there.
    """
    labels = {measure.code: measure.zh for measure in rules.measures}
    return [label_and_code(labels[code], code) if code in labels else Told(code, code) for code in sorted(codes)]


def name_path(rules: RuleSet, axis: str, path: Path) -> Told:
    """Return what the terms of a path are called, the ancestors first: in Chinese their labels, in English the codes;
    the code of one that is not there.
    """
    tree = rules.trees[axis]
    return Told("/".join(tree[code].zh if code in tree else code for code in path), "/".join(path))


_ANYWHERE = Told("不限", "any")
_NOWHERE = Told("无", "nowhere")
_OR = Told(" 或 ", " | ")


def name_scope(rules: RuleSet, scope: Scope) -> Told:
    """Return what a scope or subjects cover: in Chinese by labels, in English as rule sets write it."""
    told = (
        " · ".join(name_path(rules, axis, path[-1:])[0] for axis, path in zip(scope.axes, extent, strict=True) if path)
        or _ANYWHERE[0]
        for extent in scope.extents
    )
    return Told(_OR[0].join(sorted(told)) or _NOWHERE[0], str(scope))


#: What the nodes are called that every model may have, where they have no labels.
_NODES: Mapping[str, Told] = {
    "total": Told("总分", "the score"),
    "year": Told("全年得分", "the score of the year"),
    EVERY_ITEM: Told("每个项目", EVERY_ITEM),
    EVERY_PERIOD: Told("任一期", "any period"),
}
_PERIOD = Sentence("{period} 一期", "the period {period}")


def name_scored(assessment: Assessment, unit: Unit) -> Told:
    """Return whose score something is: the assessment, then the unit."""
    zh, en = either(unit.zh, unit.en)
    return Told(f"{assessment.zh} · {zh}", f"{assessment.en} · {en}")


def name_items(assessment: Assessment) -> dict[str, Told]:
    """Return what the items of an assessment are called, by their codes, in the order of the rule
    set; equal labels are told apart.
    """
    zh = told_apart({item.code: item.zh for item in assessment.items})
    en = told_apart({item.code: item.en or item.zh for item in assessment.items}, "{} ({})")
    return {code: Told(zh[code], en[code]) for code in zh}


def _adjustment(assessment: Assessment, count: str) -> Adjustment | None:
    """Return the first adjustment of a model that counts something."""
    found = (one for _, node in assessment.model.nodes for one in node.adjustments if one.count == count)
    return next(found, None)


def tell_office(assessment: Assessment) -> Told:
    """Return what the office of an assessment is called; the assessment where the office has no name."""
    return Told(assessment.office or assessment.zh, assessment.en or assessment.zh)


def tell_part(assessment: Assessment, of: str) -> Told:
    """Return what people call a node of an assessment's model, an item, told as "item CODE", or a period; what
    is not there by its code.
    """
    if of.startswith("period "):
        return _PERIOD(period=of.removeprefix("period "))
    if of.startswith("item ") and (told := name_items(assessment).get(of.removeprefix("item "))):
        return told
    node = dict(assessment.model.nodes).get(of) or _adjustment(assessment, of)
    known = _NODES.get(of) or Told(of, of)
    return Told(node.zh or node.en or known[0], node.en or node.zh or known[1]) if node else known


_OF_ITS_TARGET = Sentence("{name}，{target} {figure}", "{name}, {target} {figure}")


def tell_counted(assessment: Assessment, of: str, held: Held | None) -> Told:
    """Return what people call what an adjustment or a bonus reads, with the target of the unit, if it was held against
    one.
    """
    name = tell_part(assessment, of)
    if held is None:
        return name
    target, figure = held
    return _OF_ITS_TARGET(name=name, target=tell_part(assessment, target), figure=plain(figure))
