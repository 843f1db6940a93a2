"""What a row of a bulletin says beside its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.reports.wording import shown_alone, tell_imputed
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.wording.names import tell_part
from tristandard.scoring.breakdown import Cause
from tristandard.scoring.scorecard import MEASURED, Scorecard
from tristandard.words.sentence import Sentence, Told

_EXTRAPOLATES = Told("含推及", "speaks for what is open")
_CARRIES = Sentence("结转{units}", "carries {units}")
_NOT_MET = Sentence("未达标：{name}", "not met: {name}")
_ZEROED_SITES = Sentence("点位一票否决 {count} 处", "{count:site|sites} zeroed by veto")
_NAMED_VETOES = Sentence(
    "点名的点位一票否决 {count} 项，按其参评点位数平均",
    "{count:veto of a site|vetoes of sites} by name, spread over its own sites",
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
    yield from tell_imputed(card, card.part)
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


def _named_vetoes(card: Scorecard) -> int:
    """Return how many vetoes of others' sites findings laid on the unit by its name."""
    vetoes = {
        (entry.period, entry.posted.order)
        for entry in card.breakdown.entries
        if entry.cause is Cause.VETO and not entry.item and entry.posted and not entry.posted.own
    }
    return len(vetoes)
