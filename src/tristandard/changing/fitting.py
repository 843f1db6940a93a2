"""Whether a line of an overlay fits the rule set that it is laid over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from tristandard.basics.errors import NOWHERE
from tristandard.basics.points import plain
from tristandard.changing.overlay import PARTS, LineKind, Overlay, OverlayLine
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.wording.lines import name_standard
from tristandard.words.sentence import AnyOf, Sentence, Told

#: The words of places and units that can be added under a code of their own, as `Overlay` and `RuleSet` call them.
TREES = ("areas", "zones", "site_types", "kinds", "units")


#: Of more lines than these no unknown code is compared with those that there are, for that takes long.
_COMPARED = 1000


#: Why a line cannot be carried out, and what to do.
Unfit = tuple[Told, Told]

_CHANGES = Sentence("要改“{part}”", "changes {part!r}")
_NO_PART = Told("空的部分", "no part")
_WRITE = Sentence("请写 {parts}", "write {parts}")
_LEAVE_EMPTY = Told("请让 part 留空", "leave the part empty")
_MEANS_NOTHING = Told("写了没有意义的值", "has a value, and means nothing by it")
_NO_VALUE = Told("请让值留空", "leave the value empty")
_RULED = Sentence(
    "不改变融合后的规则：{members} 的裁定代替了它（{standard}）",
    "changes nothing that is merged: the ruling for {members} stands in its place ({standard})",
)
_RETIRE_IT = Told(
    "请停用该指标（裁定随之失效），再增加自己的指标和写明它的裁定",
    "retire the indicator, with which the ruling goes, and add one of your own and a ruling that names it",
)


def unfit(base: RuleSet, layers: list[Overlay], line: OverlayLine) -> Unfit | None:
    """Return why a line cannot be carried out, and what to do; None where it can."""
    if line.kind is LineKind.WEIGH:
        return _unfit_weight(base, layers, line)
    if line.part not in PARTS[line.kind]:
        parts = PARTS[line.kind]
        remedy = _WRITE(parts=AnyOf(parts)) if any(parts) else _LEAVE_EMPTY
        return _CHANGES(part=line.part or _NO_PART), remedy
    targets = _targets(base, line)
    if line.code not in targets:
        return _no_target(base, layers, line, targets)
    if line.kind is LineKind.RETIRE:
        return None if line.value is None else (_MEANS_NOTHING, _NO_VALUE)
    if line.part == "standard" and (ruling := _ruled(base, layers, line.code)):
        return _RULED(members=ruling.code, standard=name_standard(ruling.standard)), _RETIRE_IT
    return _unfit_value(line, getattr(targets[line.code], line.part))


def _targets(base: RuleSet, line: OverlayLine) -> Mapping[str, Indicator | Assessment]:
    """Return what a line of its kind and part may change, by code."""
    books = {book.code: book for book in base.assessments}
    if line.part == "office":
        return books
    return {**base.indicators, **(books if line.kind is LineKind.RELABEL else {})}


_NO_INDICATOR = Sentence("对不上任何一项：{base} 没有这个指标", "matches nothing: {base} has no such indicator")
_NO_ASSESSMENT = Sentence("对不上任何一项：{base} 没有这套考核", "matches nothing: {base} has no such assessment")
_MEND_THE_CODE = Sentence("请改正编码{near}，或删去这一行", "mend the code{near}, or drop the line")
_DID_YOU_MEAN = Sentence("（是否指 {code}？）", " (did you mean {code}?)")


def _no_target(base: RuleSet, layers: list[Overlay], line: OverlayLine, targets: Iterable[str]) -> Unfit:
    """Return that nothing is called as a line says, and what is called most like it."""
    few = sum(len(layer.lines) for layer in layers) <= _COMPARED
    near = get_close_matches(line.code, targets, 1) if few else []
    why = _NO_ASSESSMENT if line.part == "office" else _NO_INDICATOR
    return why(base=base.code), _MEND_THE_CODE(near=_DID_YOU_MEAN(code=near[0]) if near else NOWHERE)


_NOTHING_TO_GIVE = Sentence("没有可用的 {part}", "has no {part} to give")
_SUCH_AS = Sentence("请写出值，如 {before}", "write one as the value, such as {before}")
_ALREADY = Sentence("什么也没有改变：原来就是 {before}", "changes nothing: it is {before} already")
_DROP_IT = Told("请删去这一行", "drop the line")
_NO_TIGHTER = Sentence(
    "写的是 tighten，而要求不比原来高（{before}）",
    "says tighten, and asks no more than before ({before})",
)
_WRITE_LOOSEN = Told(
    "请写 loosen 并写明准许放宽的依据，或删去这一行",
    "write loosen, with the clause that allows it, or drop the line",
)
_NO_LOOSER = Sentence(
    "写的是 loosen，而要求不比原来低（{before}）",
    "says loosen, and asks no less than before ({before})",
)
_WRITE_TIGHTEN = Told("请写 tighten", "write tighten")


def _unfit_value(line: OverlayLine, before: Any) -> Unfit | None:
    """Return why a line cannot put its value beside or in the place of what there was."""
    value: Any = line.value
    if not isinstance(value, type(before)) or value == "" or (isinstance(value, Scope) and not value.extents):
        return _NOTHING_TO_GIVE(part=line.part), _SUCH_AS(before=str(before))
    if before == value:
        return _ALREADY(before=str(before)), _DROP_IT
    if line.kind is LineKind.TIGHTEN and value <= before:
        return _NO_TIGHTER(before=str(before)), _WRITE_LOOSEN
    if line.kind is LineKind.LOOSEN and before <= value:
        return _NO_LOOSER(before=str(before)), _WRITE_TIGHTEN
    return None


def _ruled(base: RuleSet, layers: list[Overlay], code: str) -> Ruling | None:
    """Return the ruling that settles an indicator, and still stands where the overlays are laid."""
    for ruling in base.rulings:
        if code in ruling.members:
            retired = {line.code for layer in layers for line in layer.lines if line.kind is LineKind.RETIRE}
            return ruling if retired.isdisjoint(ruling.members) else None
    return None


def weights_of(base: RuleSet, code: str) -> dict[str, Fraction]:
    """Return the weights of a score node, told as "assessment.node"; none where there is no such node."""
    return {member: weight for fold in _weighted(base, code) for member, weight in fold.weights}


def _weighted(base: RuleSet, code: str) -> list[Weighted]:
    """Return the fold that is told as "assessment.node"; none where there is no such."""
    book, _, name = code.partition(".")
    return [
        node
        for one in base.assessments
        if one.code == book
        for known, node in one.model.nodes
        if known == name and isinstance(node, Weighted)
    ]


def _members(base: RuleSet, layers: list[Overlay], code: str) -> set[str]:
    """Return what a score node can weigh: its members, and what else there is on its axis, or
    an overlay adds to that.
    """
    sections = [f"{fold.axis}s" for fold in _weighted(base, code) if f"{fold.axis}s" in TREES]
    return set(weights_of(base, code)).union(
        term.code for section in sections for of in (base, *layers) for term in getattr(of, section)
    )


_NO_NODE = Sentence(
    "对不上任何一项：{base} 没有这个名称的带权重的计分节点",
    "matches nothing: {base} has no score node with weights of that name",
)
_DOTTED = Told(
    "请写考核、一点和节点，如“civilized.total”",
    'write the assessment, a dot and the node, such as "civilized.total"',
)
_WEIGHS = Sentence("给“{part}”写了权重", "weighs {part!r}")
_NO_MEMBER = Told("空的成员", "no member")
_A_MEMBER = Sentence("请把 {node} 的成员写作 part：{members}", "write a member of {node} as the part: {members}")
_NO_WEIGHT = Told("没有可用的权重", "has no weight to give")
_A_NUMBER = Told("请把 0 以上的数写作值", "write a number of 0 or more as the value")
_WEIGHS_ALREADY = Sentence("什么也没有改变：原来的权重就是 {weight}", "changes nothing: it weighs {weight} already")


def _unfit_weight(base: RuleSet, layers: list[Overlay], line: OverlayLine) -> Unfit | None:
    weights, members = weights_of(base, line.code), _members(base, layers, line.code)
    if not weights:
        return _NO_NODE(base=base.code), _DOTTED
    if line.part not in members:
        members_there = AnyOf(sorted(weights))
        return _WEIGHS(part=line.part or _NO_MEMBER), _A_MEMBER(node=line.code, members=members_there)
    if not isinstance(line.value, Fraction) or line.value < 0:
        return _NO_WEIGHT, _A_NUMBER
    if weights.get(line.part) == line.value:
        return _WEIGHS_ALREADY(weight=plain(line.value)), _DROP_IT
    return None
