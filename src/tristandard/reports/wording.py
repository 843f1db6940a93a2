"""How outcomes are told, in Chinese and in English; and what of a score a place bears.

Explanations, statements, bulletins and changes print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tristandard.basics.language import either
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.part import Part
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_items, tell_counted, tell_part
from tristandard.scoring.breakdown import BreakdownEntry, Cause
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Clauses, Phrases, Sentence, Told

#: What is said of nothing.
NOTHING = Told("", "")
#: How a ruling settled a standard.
RULED = Sentence("裁定：{why}", "ruling: {why}")
#: Beside what a unit bears of others' sites.
SPREAD = Told("，按其参评点位数平均", ", spread over its own sites")
_BEARS = Sentence("，承担 {share}", ", bears {share}")
_EACH = Sentence("{parts}", "{parts}")


def phrases(parts: Iterable[Told | str]) -> Told:
    """Return what is said phrase by phrase, with commas between."""
    found = Phrases(parts)
    return found[0] if len(found) == 1 and isinstance(found[0], Told) else _EACH(parts=found)


def clauses(parts: Iterable[Told | str]) -> Told:
    """Return what is said clause by clause, with semicolons between."""
    return _EACH(parts=Clauses(parts))


def tell_share(share: Fraction) -> Told:
    """Return the share that a unit bears, to stand behind what it bears; empty where that is the whole."""
    return NOTHING if share == 1 else _BEARS(share=in_percent(share))


def in_percent(share: Fraction) -> str:
    """Return a share exactly: in percent where few digits say it, such as 20 %, else as it is, such as 1/3."""
    percent = short_decimal(share * 100)
    return plain(share) if percent.endswith("…") else f"{percent} %"


_BONUS = Sentence("加分（{name}）", "bonus ({name})")
_ADJUSTED = Sentence("扣分（{name}）", "adjustment ({name})")
_NOT_MET = Sentence("{name}未达标", "{name} not met")
#: How something was put where a part of a score does not apply.
_PUT = {
    "peers": Sentence("{part}不适用，取其他单位的平均", "{part} does not apply: the mean of the other units"),
    "fixed": Sentence("{part}不适用，按规定记分", "{part} does not apply: a score fixed by the rules"),
    "rest": Sentence(
        "{part}有部分不适用，按规定不记得分，按其余部分推及",
        "{part}: a part does not apply, and then the rules give no score: put by the rest",
    ),
}
_LEFT = Sentence("{item}不适用，按规定不计其分值", "{item} does not apply: the rules take its mark out")
_EXTRAPOLATED = Sentence("{part}未测推及", "{part}, not measured: put by the rest")


def tell_entry(card: Scorecard, entry: BreakdownEntry) -> Told:
    """Return what an entry of a breakdown comes from that is no posting."""
    of = entry.member if entry.cause in (Cause.BONUS, Cause.ADJUSTMENT, Cause.GATE) else entry.node
    name: Told = tell_counted(card.assessment, of, entry.target)
    match entry.cause:
        case Cause.BONUS:
            return _BONUS(name=name)
        case Cause.ADJUSTMENT:
            return _ADJUSTED(name=name)
        case Cause.GATE:
            return _NOT_MET(name=name)
        case Cause.IMPUTED if entry.item:
            return _LEFT(item=name_items(card.assessment)[entry.item])
        case Cause.IMPUTED:
            return _PUT[entry.imputed](part=_stands_for(card, entry))
        case Cause.EXTRAPOLATED:
            return _EXTRAPOLATED(part=_stands_for(card, entry))
        case _:
            return name


def _stands_for(card: Scorecard, entry: BreakdownEntry) -> Told | str:
    """Return what the part of an entry stands for."""
    if entry.axis == "site":
        return card.ledger.plan.sites[entry.member].zh or entry.member
    return name_member(card.rules, card.assessment, entry.axis, entry.member, entry.node)


def name_member(rules: RuleSet, book: Assessment, axis: str | None, member: str, node: str) -> Told:
    """Return what a part stands for: a member of an axis, by its code where it has no label; else its node."""
    code = Told(member, member)
    if axis is None:
        named: Told = tell_part(book, node)
    elif axis == "item":
        named = name_items(book).get(member, code)
    elif axis == "unit":
        named = rules.unit_names.get(member, code)
    else:
        tree = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas}.get(axis)
        named = either(tree[member].zh, tree[member].en) if tree is not None and member in tree else code
    return named


_SHOWN_ALONE = Sentence("{name} {points} 分，权重为 0", "{name} {points}, of weight 0")


def shown_alone(card: Scorecard) -> Iterator[Told]:
    """Yield each figure of weight 0 in a blend (只公布、不计分); the model may have a gate that reads it."""
    model = card.assessment.model
    for part in card.own() if card.basis is not None else ():
        blend = None if part.carried else model[part.node]
        weights = dict(blend.weights) if isinstance(blend, Blend) else {}
        for below in part.parts:
            if weights.get(below.node) == 0 and below.value is not None and model[below.node].is_figure:
                yield _SHOWN_ALONE(name=tell_part(card.assessment, below.node), points=short_decimal(below.value))


_PEERS = Sentence("{name}不适用，按同类平均记 {points}", "{name} does not apply: {points}, the mean of its peers")
_FIXED = Sentence("{name}不适用，按规定记 {points}", "{name} does not apply: {points} by the rules")
_WITHHELD = Sentence(
    "{name}有部分不适用，按规定不记得分", "{name}: a part does not apply, and then the rules give no score"
)
_WITHHELD_PUT = Sentence(
    "{name}有部分不适用，按规定不记得分，按其余部分推及记 {points}",
    "{name}: a part does not apply, and then the rules give no score: put at {points} by the rest",
)
_IN_PERIOD = Sentence("{period} {name}", "{period} {name}")


def tell_imputed(card: Scorecard, part: Part) -> Iterator[Told]:
    """Yield what was put below a part of a card where something does not apply, or the rules give no score, each with
    what its member or node is called, and with its period where there are several.
    """
    nodes, todo = dict(card.assessment.model.nodes), [("", part)]
    while todo:
        period, above = todo.pop(0)
        node = None if above.carried else nodes.get(above.node)
        over = node.axis if node else None
        for one in above.parts:
            if one.imputed or one.withheld:
                name = name_member(card.rules, card.assessment, over, one.member, one.node)
                put = _tell_put(_IN_PERIOD(period=period, name=name) if period else name, one)
                if put is not None:
                    yield put
            todo.append((one.member if over == "period" else period, one))


def _tell_put(name: Told, part: Part) -> Told | None:
    """Return what was put where nothing of a part applied, or the rules give it no score; None where that is no
    score.
    """
    if part.withheld:
        put = part.estimate
        return _WITHHELD(name=name) if put is None else _WITHHELD_PUT(name=name, points=short_decimal(put))
    if part.value is None:
        return None
    return (_PEERS if part.imputed == "peers" else _FIXED)(name=name, points=plain(part.value))
