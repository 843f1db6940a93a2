"""Any score, down to rule, clause and observation: a tree of sentences in Chinese and in English, built on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from tristandard.basics.errors import wanted
from tristandard.basics.language import CODED, either
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.reports.explained_postings import Postings, tell_unit
from tristandard.reports.explained_sheets import explain_sheet
from tristandard.reports.explained_standing import NOT_GIVEN, NOTHING_APPLIES, explain_grade, explain_standing
from tristandard.reports.tree import Explanation, explained
from tristandard.reports.wording import NOTHING, in_percent, tell_imputed
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.met import Met, tell_judged
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.weighted import Take, Weighted
from tristandard.rules.wording.names import tell_part
from tristandard.scoring.headline import NOTICE
from tristandard.scoring.posted import by_measurement
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Sentence, Told

_HEAD = Sentence(
    "{period} {unit} · {assessment}：{result}；已测 {lines} 项，区间 {low}–{high}",
    "{period} {unit} · {assessment}: {result}; {lines} measured, interval {low}–{high}",
)
_SCORED = Sentence("{published} 分（精确值 {exact}），{place}", "{published} (exactly {exact}), {place}")
_PLACE = Sentence("第 {place} 名", "place {place}")


def explain(card: Scorecard) -> Explanation:
    """Return why a unit scored what it scored, down to rule, clause and observation.

    Sites at which nothing was lost and nothing is missing are counted, not listed.
    """
    wanted(card, Scorecard)
    rules, part, by = card.rules, card.part, Postings(card)
    result = card.reason if card.place is None else _PLACE(place=card.place)
    if card.exact is not None:
        result = _SCORED(published=str(card.published), exact=short_decimal(card.exact), place=result)
    low, high = card.interval
    head = _HEAD(
        period=str(card.period),
        unit=rules.unit_names[card.unit.code],
        assessment=Told(card.assessment.zh, card.assessment.en),
        result=result,
        lines=f"{part.measured}/{part.measured + part.unmeasured}",
        low=short_decimal(low),
        high=short_decimal(high),
    )
    notice: tuple[Explanation, ...] = ()
    if rules.notice_zh or rules.notice_en:
        notice = (explained(NOTICE(notice=either(rules.notice_zh, rules.notice_en))),)
    if part.zeroed is Level.UNIT and part.basis is not None:
        zeroing = [one for one in by_measurement(part.basis.postings) if Level.UNIT in one.price.vetoes]
        veto = explained(tell_veto(Level.UNIT), (by.explain(one) for one in zeroing))
        notice = (*notice, veto)
    return explained(head, (*notice, *_parts(by, part)))


_VALUE = Sentence("{value} / {full}{put}，占 {share}", "{value} of {full}{put}, counts {share}")
_NOT_TAKEN = Sentence("{value} / {full}{put}，不取", "{value} of {full}{put}, not taken")
_IN_POINTS = Sentence("{value} / {full}{put}", "{value} of {full}{put}")
_SCALED_UP = Sentence("{value} / {full}{put}，按 {times} 倍折算", "{value} of {full}{put}, scaled up {times} times")
_PUT = Sentence("（未测，按其余部分推及记 {put}）", " (not measured: put at {put} by the rest)")


_NO_SCORE = Told("（有部分不适用，按规定不记得分）", " (a part of it does not apply, and then the rules give no score)")
_NO_SCORE_PUT = Sentence(
    "（有部分不适用，按规定不记得分，按其余部分推及记 {put}）",
    " (a part of it does not apply, and then the rules give no score: put at {put} by the rest)",
)


def _score(part: Part, share: Fraction, above: Node | None = None) -> Told:
    """Return what a part scored and counts in the node above it, in a sum by which factor it comes in; of one without
    a score why, and what it is put at.
    """
    put = part.estimate if part.value is None else None
    why = _NO_SCORE if part.withheld else NOTHING
    if put is not None:
        why = (_NO_SCORE_PUT if part.withheld else _PUT)(put=short_decimal(put))
    value = "—" if part.value is None else short_decimal(part.value)
    told = {"value": value, "full": plain(part.full), "put": why}
    if isinstance(above, Fold) and above.chooses and not share and not part.absent:
        return _NOT_TAKEN(**told)
    if not isinstance(above, Sum):
        return _VALUE(share=in_percent(share), **told)
    return _IN_POINTS(**told) if share in (0, 1) else _SCALED_UP(times=plain(share), **told)


_IMPUTED = {
    "peers": Told("本单位不适用，取其他单位的平均", "not applicable here: the mean of the other units"),
    "fixed": Told("本单位不适用，按规定记分", "not applicable here: a score fixed by the rules"),
}
_GIVEN_BY = Sentence("由{giver}给定", "given by {giver}")
_FROM_FULL = Sentence("从满分 {full} 起扣", "from the full mark, {full}")


def _parts(by: Postings, part: Part, *, own: bool = False) -> Iterator[Explanation]:
    """Explain what a node rests on: a figure, a sheet of some sites, or the nodes below; `own` is a score into which
    others are carried, without them.
    """
    if part.absent:
        yield explained(NOTHING_APPLIES)
        return
    if part.imputed:
        yield explained(_IMPUTED[part.imputed])
        return
    if part.carried:
        yield from _carried(by, part)
        return
    node = by.card.assessment.model[part.node]
    if isinstance(node, Met) and part.judged:
        yield explained(tell_judged(node.each, part.judged))
    elif isinstance(node, Given) and node.from_full:
        yield explained(_FROM_FULL(full=short_decimal(part.full)))
    elif node.is_figure:
        yield explained(NOT_GIVEN if part.value is None else _GIVEN_BY(giver=node.giver))
    elif node.adds_up:
        yield from explain_sheet(by, part)
    else:
        yield from _members(by, node, part)
    yield from explain_standing(by.card, node, part, own=own)


_ITS_OWN = Sentence("自身得分：{score}", "its own score: {score}")
_CARRIED = Sentence("{unit}末位结转：{score}", "{unit}, carried as one of the last: {score}")


def _carried(by: Postings, part: Part) -> Iterator[Explanation]:
    """Explain a score into which those of child units are carried: its own, what each of theirs counts, and what all
    of it together is called.
    """
    for one, share in zip(part.parts, part.weights, strict=True):
        score = _score(one, share)
        if one is part.parts[0]:
            yield explained(_ITS_OWN(score=score), _parts(by, one, own=True))
        else:
            yield explained(_CARRIED(unit=tell_unit(by.card, one.member), score=score))
    yield from explain_grade(by.card.assessment.model[part.node], part)


_TAKES: Mapping[Take, Told] = {
    Take.MEDIAN: Told("取中位数", "the median is taken"),
    Take.WORST: Told("取最低分", "the lowest is taken"),
    Take.BEST: Told("取最高分", "the highest is taken"),
}
_DROPS = Sentence(
    "去掉 {lowest} 个最低分、{highest} 个最高分{enough}",
    "the {lowest} lowest and the {highest} highest are dropped{enough}",
)
_TOO_FEW = Told("，得分不够多，全部计入", ": too few scores, so that all count")


def _choice(fold: Node, part: Part) -> Iterator[Explanation]:
    """Explain which of its members' scores a mean takes."""
    nested = any(one.node == part.node for one in part.parts)  # periods beside the round of the whole time
    if not isinstance(fold, Weighted) or not fold.chooses or part.value is None or nested:
        return
    if told := _TAKES.get(fold.take):
        yield explained(told)
        return
    few = sum(not one.absent for one in part.parts) <= fold.drop_lowest + fold.drop_highest
    yield explained(_DROPS(lowest=fold.drop_lowest, highest=fold.drop_highest, enough=_TOO_FEW if few else NOTHING))


_MEMBER = Sentence("{member}：{score}", "{member}: {score}")
_QUIET = Sentence("{count} 个点位满分 {full}", "{count:site|sites} with the full mark of {full}")


def _members(by: Postings, fold: Node, part: Part) -> Iterator[Explanation]:
    """Explain the nodes below one; sites with the full mark are counted."""
    yield from _choice(fold, part)
    weighed = list(zip(part.parts, part.weights, strict=True))
    if fold.axis in ("unit", "period"):
        for one, share in weighed:
            member = tell_unit(by.card, one.member) if fold.axis == "unit" else one.member
            own = one.member == by.card.unit.code or one.node == part.node
            below = _parts(by, one) if own else _put_elsewhere(by.card, one, whole=fold.axis == "period")
            yield explained(_MEMBER(member=member, score=_score(one, share, fold)), below)
        return
    loud = [pair for pair in weighed if fold.axis != "site" or pair[0].value != pair[0].full or pair[0].unmeasured]
    if quiet := len(weighed) - len(loud):
        yield explained(_QUIET(count=quiet, full=plain(part.full)))
    for one, share in loud:
        score = _score(one, share, fold)
        yield explained(_MEMBER(member=_member(by.card, fold, one), score=score), _parts(by, one))


_PUT_ELSEWHERE = {
    "peers": Told("不适用，取其他单位的平均", "not applicable: the mean of the other units"),
    "fixed": Told("不适用，按规定记分", "not applicable: a score fixed by the rules"),
}


def _put_elsewhere(card: Scorecard, part: Part, *, whole: bool) -> Iterator[Explanation]:
    """Explain of a period, or of a child unit, whose own explanation tells the rest, that its score was put by the
    rules; of a period as a `whole` what was put in it, too.
    """
    if part.absent:
        yield explained(NOTHING_APPLIES)
    elif part.imputed:
        yield explained(_PUT_ELSEWHERE[part.imputed])
    elif whole:
        yield from map(explained, tell_imputed(card, part))


_SITE = Sentence("点位 {site}", "site {site}")


def _member(card: Scorecard, fold: Node, part: Part) -> Told:
    """Return what a node below a fold stands for, with its code."""
    plan = card.ledger.plan
    if fold.axis is None:
        label = tell_part(card.assessment, part.node)
        bare: Told = label if label == (part.node, part.node) else CODED(label=label, code=part.node)
        return bare
    if fold.axis == "site":
        return _SITE(site=f"{part.member} {plan.sites[part.member].zh}".rstrip())
    if fold.axis == "item":
        item = next(one for one in card.assessment.items if one.code == part.member)
        return CODED(label=either(item.zh, item.en), code=item.code)
    rules = plan.rules
    term = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas}[str(fold.axis)][part.member]
    return CODED(label=either(term.zh, term.en), code=term.code)
