"""The marks and weights of each assessment, as the rule book says them above the indicators."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.language import either
from tristandard.basics.points import plain
from tristandard.reports.wording import clauses, name_member, phrases
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_items, tell_part
from tristandard.rules.wording.values import tell_known
from tristandard.words.sentence import Sentence, Told

_BOOK = Sentence("{label}：{marks}", "{label}: {marks}")
_ITEMS = Sentence("项目满分（{known}） {items}", "full marks of items ({known}): {items}")
_ITEM = Sentence("{item} {full} 分", "{item} {full}")
_WEIGHED = Sentence("{node}的权重 {parts}", "weights of {node}: {parts}")
_WEIGHT = Sentence("{part} {weight} %", "{part} {weight} %")
_GIVEN = Sentence("{node}满分 {full} 分，由{by}给出", "{node}, of {full}, given by {by}")


def marks_of(rules: RuleSet) -> Iterator[Told]:
    """Yield for each assessment the full marks of its items, and every weight and given mark of its model."""
    for book in rules.assessments:
        told = list(_marks(rules, book))
        if told:
            yield _BOOK(label=either(book.zh, book.en), marks=clauses(told))


def _marks(rules: RuleSet, book: Assessment) -> Iterator[Told]:
    items = name_items(book)
    if book.items:
        known = phrases(tell_known(one) for one in dict.fromkeys(item.provenance for item in book.items))
        marks = phrases(_ITEM(item=items[one.code], full=plain(one.full)) for one in book.items)
        yield _ITEMS(known=known, items=marks)
    for name, node in book.model.nodes:
        if isinstance(node, Blend | Mean) and node.weights:
            axis = node.over if isinstance(node, Mean) else None
            parts = phrases(
                _WEIGHT(part=name_member(rules, book, axis, part, part), weight=plain(weight))
                for part, weight in node.weights
            )
            yield _WEIGHED(node=tell_part(book, name), parts=parts)
        elif isinstance(node, Given):
            yield _GIVEN(node=tell_part(book, name), full=plain(node.full), by=node.by)
