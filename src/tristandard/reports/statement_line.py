"""One line of a statement: a row told, and what a row means that counts nowhere or is open."""

from __future__ import annotations

from tristandard.basics.publication import short_decimal
from tristandard.reports.printed import printed
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.wording import NOTHING, phrases
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.scorecard import INTERVAL, Scorecard
from tristandard.words.sentence import Sentence, Told

_NO_WEIGHT = Told("所在部分不计权重", "its part has no weight")
_NOT_TAKEN = Told("所在部分的得分未取", "its part is not taken")
_ZEROED = Told("已一票否决", "zeroed by a veto")
_OF_CHILDREN = Told("得分取自下属单位", "the score is that of child units")
_OF_OTHER_SITES = Told("得分不取自有关点位", "the score does not read those sites")
_TOLD_ALONE = Told("只通报，不计分", "told without points")
_NO_SCORE = Told("所在部分无得分", "its part has no score")


def tell_uncounted(card: Scorecard, reason: Uncounted | None) -> Told:
    """Return why something counts nowhere in a score."""
    match reason:
        case Uncounted.WEIGHT:
            return _NO_WEIGHT
        case Uncounted.NOT_TAKEN:
            return _NOT_TAKEN
        case Uncounted.ZEROED:
            return _ZEROED
        case Uncounted.NOT_READ:
            return _OF_CHILDREN if card.assessment.model.by_unit else _OF_OTHER_SITES
        case Uncounted.NOTED:
            return _TOLD_ALONE
        case _:
            return _NO_SCORE


_MEANING = Sentence("（{meaning}）", " ({meaning})")
_IDLE = Sentence("其中 {count} 项不影响得分", "{count} of them move no score")
_EXTRAPOLATES = Told("得分含按已测部分推及", "the score speaks for what is open")


def tell_open_lines(card: Scorecard, missing: int) -> Told:
    """Return what the lines that were not measured mean for the score: how many move nothing, that the score speaks for
    them, and between which ends it lies.
    """
    idle, publish = missing - card.part.unmeasured, card.publish
    found = [_IDLE(count=idle)] if idle > 0 else []
    if card.extrapolates:
        found.append(_EXTRAPOLATES)
    if card.part.low != card.part.high:
        found.append(INTERVAL(low=str(publish(card.part.low)), high=str(publish(card.part.high))))
    return _MEANING(meaning=phrases(found)) if found else NOTHING


_PUT = Sentence("（推及扣 {points} 分）", " (put at {points} lost)")
_OPEN_AT_SITE = Sentence("{site} {label}{put}", "{site} {label}{put}")
_OPEN_FIGURE = Sentence("{label}：{seen}{put}", "{label}: {seen}{put}")


def open_line(card: Scorecard, row: ToldRow) -> Told:
    """Return a line that was not measured or given, with what it is put at."""
    put: Told | str = ""
    if row.extrapolated:
        points, shown = printed(card, row.extrapolated)
        put = _PUT(points=shown if points else short_decimal(row.extrapolated))
    if row.site:
        return _OPEN_AT_SITE(site=row.site.code, label=row.label, put=put)
    return _OPEN_FIGURE(label=row.label, seen=row.seen, put=put)


_FINDING = Sentence(" 问题 {id}", " finding {id}")
_LOSES = Sentence("扣 {points} 分", "{points} lost")
_GAINS = Sentence("加 {points} 分", "{points} gained")
_VETOED = Told("一票否决", "a veto")
_LINE = Sentence(
    "{site} {label}{finding}：{seen}，标准 {bar}，{moved}；{source}",
    "{site} {label}{finding}: {seen}, bar {bar}, {moved}; {source}",
)


def row_line(row: ToldRow) -> Told:
    """Return a row of the ledger: where it is, what was seen, what it moved, and its source."""
    moved = _TOLD_ALONE if row.reason is Uncounted.NOTED else _VETOED
    if row.gained:
        moved = _GAINS(points=short_decimal(row.gained))
    elif row.points:
        moved = _LOSES(points=short_decimal(row.points))
    return _LINE(
        site=f"{row.site.code} {row.site.zh}".rstrip() if row.site else "",
        label=row.label,
        finding=_FINDING(id=row.finding.id) if row.finding else "",
        seen=row.seen,
        bar=row.bar,
        moved=moved,
        source=row.clause if row.clause[0] else row.provenance,
    )
