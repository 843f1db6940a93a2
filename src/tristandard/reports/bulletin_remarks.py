"""What a row of a bulletin says beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.reports.wording import name_member, shown_alone
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording.names import tell_part
from tristandard.scoring.breakdown import Cause
from tristandard.scoring.scorecard import MEASURED, Scorecard
from tristandard.words.sentence import Sentence, Told

_EXTRAPOLATES = Told("含推及", "speaks for what is open")
_CARRIES = Sentence("结转{units}", "carries {units}")
_NOT_MET = Sentence("未达标：{name}", "not met: {name}")
_PEERS = Sentence("{name}不适用，按同类平均记 {points}", "{name} does not apply: {points}, the mean of its peers")
_FIXED = Sentence("{name}不适用，按规定记 {points}", "{name} does not apply: {points} by the rules")
_ZEROED_SITES = Sentence("点位一票否决 {count} 处", "{count:site|sites} zeroed by veto")
_NAMED_VETOES = Sentence(
    "点名的点位一票否决 {count} 项，按其参评点位数平均",
    "{count:veto of a site|vetoes of sites} by name, spread over its own sites",
)
_WITHHELD = Sentence(
    "{name}有部分不适用，按规定不记得分", "{name}: a part does not apply, and then the rules give no score"
)
_WITHHELD_PUT = Sentence(
    "{name}有部分不适用，按规定不记得分，按其余部分推及记 {points}",
    "{name}: a part does not apply, and then the rules give no score: put at {points} by the rest",
)


def remarks(card: Scorecard) -> Iterator[Told]:
    """Yield what a row says beside its numbers."""
    part, units = card.part, card.rules.unit_names
    if card.place is None:
        yield card.reason
    elif part.unmeasured:
        yield MEASURED(measured=part.measured, lines=part.measured + part.unmeasured)
    if card.extrapolates:
        yield _EXTRAPOLATES
    for name, one in _imputed(card):
        if (remark := _imputed_remark(name, one)) is not None:
            yield remark
    if card.carries:
        yield _CARRIES(units=[units[code] for code in card.carries])
    yield from _zeroed(card)
    for of in dict.fromkeys(of for one in card.own() for of in one.failed):
        yield _NOT_MET(name=tell_part(card.assessment, of))
    yield from shown_alone(card)


def _zeroed(card: Scorecard) -> Iterator[Told]:
    """Yield what vetoes took: the whole score, or the sheets of sites and parts of those of others."""
    part = card.part
    if part.zeroed:
        yield tell_veto(part.zeroed)
    if part.zeroed is Level.UNIT:
        return
    if sites := sum(one.zeroed is Level.SITE for one in card.sheets() if one is not part):
        yield _ZEROED_SITES(count=sites)
    if vetoes := _named_vetoes(card):
        yield _NAMED_VETOES(count=vetoes)


def _imputed_remark(name: Told, part: Part) -> Told | None:
    """Return what was put where nothing of a part applied, or the rules give it no score; None where that is no
    score.
    """
    if part.withheld:
        put = part.estimate
        return _WITHHELD(name=name) if put is None else _WITHHELD_PUT(name=name, points=short_decimal(put))
    if part.value is None:
        return None
    return (_PEERS if part.imputed == "peers" else _FIXED)(name=name, points=plain(part.value))


def _named_vetoes(card: Scorecard) -> int:
    """Return how many vetoes of others' sites findings laid on the unit by its name."""
    vetoes = {
        (entry.period, entry.posted.order)
        for entry in card.breakdown.entries
        if entry.cause is Cause.VETO and not entry.item and entry.posted and not entry.posted.own
    }
    return len(vetoes)


_IN_PERIOD = Sentence("{period} {name}", "{period} {name}")


def _imputed(card: Scorecard) -> Iterator[tuple[Told, Part]]:
    """Yield what was put where something does not apply, each with what its member or node is called, and with its
    period where there are several.
    """
    nodes, todo = dict(card.assessment.model.nodes), [("", card.part)]
    while todo:
        period, above = todo.pop(0)
        node = None if above.carried else nodes.get(above.node)
        over = node.axis if node else None
        for one in above.parts:
            if one.imputed or one.withheld:
                name = name_member(card.rules, card.assessment, over, one.member, one.node)
                yield _IN_PERIOD(period=period, name=name) if period else name, one
            todo.append((one.member if over == "period" else period, one))
