"""How uplift is told: apart and merged first, the stages after, and what it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tristandard.basics.language import either
from tristandard.basics.publication import Publication, Rounding, short_decimal
from tristandard.insight.uplift_stages import MergeStage
from tristandard.rules.ruleset import RuleSet
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Phrases, Sentence, Told

_FOUR = Publication("0.0001", Rounding.HALF_UP)

#: Under every table of uplift.
AVERAGED = Told(
    "各项影响按所有先后次序取平均，合计分毫不差；各数印出时保留四位小数。",
    "Each effect is averaged over all orders of the stages, and together they are exact; numbers are printed with "
    "four decimals.",
)
#: Above the bars that the merge changed.
BARS = Told("因指标就高而影响得分的标准：", "Bars by which the highest standard moved a score:")
#: What it does not say.
NOT_SAID = Told(
    "“各自考核”指同样的点位、同样的发现，只按本考核自身的标准、范围、对象和扣分标准计分；不是融合前真实发生过的考核。",
    "“Apart” means the same sites and findings, scored by the assessment's own standards, scopes, subjects and "
    "deductions; it is no assessment that took place.",
)


#: The reason of a unit that has a baseline, and whose change can be told.
HAS_A_BASELINE = Told("", "")
NO_BASELINE = Sentence("{whose}：{reason}", "{whose}: {reason}")


def below(rules: RuleSet, *told: Told) -> list[Told]:
    """Return what stands below a text: what it does not say, and the notice of the rule set, if there is one."""
    notice: Told = either(rules.notice_zh, rules.notice_en)
    return [*told, *([notice] if notice[0] else [])]


def four(value: Fraction) -> str:
    """Return points with four decimals; "0" for nothing at all, however they are rounded."""
    return "0" if not value else str(_FOUR.publish(value)).replace("-", "−")


def signed(value: Fraction) -> str:
    """Return points that were moved, with their sign."""
    return f"+{four(value)}" if value > 0 else four(value)


_STAGE = Sentence("{stage} {points}", "{stage} {points}")


def tell_stages(effects: Mapping[MergeStage, Fraction]) -> Phrases:
    """Return what each stage moved, one after another; those that moved nothing are left out where others did."""
    told = [(stage, points) for stage, points in effects.items() if points] or list(effects.items())[:1]
    return Phrases(_STAGE(stage=stage.told, points=signed(points)) for stage, points in told)


_UPLIFT = Sentence(
    "{whose}：各自考核应得 {apart}，融合后 {merged}，{more} = {stages}",
    "{whose}: apart {apart}, merged {merged}, {more} = {stages}",
)
_MORE, _LESS = Sentence("多 {points} 分", "{points} more"), Sentence("少 {points} 分", "{points} less")
_THE_SAME = Told("分数相同", "the same")


def tell_uplift(whose: Told, apart: Fraction, merged: Fraction, effects: Mapping[MergeStage, Fraction]) -> Told:
    """Return what the merge costs or gives one unit."""
    points = merged - apart
    more = (_MORE if points > 0 else _LESS)(points=four(abs(points))) if points else _THE_SAME
    return _UPLIFT(whose=whose, apart=four(apart), merged=four(merged), more=more, stages=tell_stages(effects))


_OPEN = Sentence(
    "    已测 {measured}/{lines} 项，区间 {low}–{high}：得分含未测推及，补测之后会变",
    "    {measured}/{lines} measured, interval {low}–{high}: the score holds what was put for the rest, and moves once "
    "that is measured",
)


def tell_open(card: Scorecard) -> list[Told]:
    """Return, of a score that something not measured can still move, how far it is measured; else nothing."""
    if not card.part.unmeasured:
        return []
    lines, (low, high) = card.part.measured + card.part.unmeasured, map(short_decimal, card.interval)
    return [_OPEN(measured=card.part.measured, lines=lines, low=low, high=high)]


_SINCE = Sentence(
    "{whose}：{then} → {now}，{moved} 分 = {own} {conduct}，{stages}",
    "{whose}: {then} → {now}, {moved} = {own} {conduct}, {stages}",
)
_CONDUCT = Told("本单位情况变化", "its own conduct")
_CONDUCT_AND_RULES = Told(
    "本单位情况变化（含本考核规则的变化）", "its own conduct (and changes of the assessment's own rules)"
)


def tell_since(
    whose: Told, then: Fraction, now: Fraction, conduct: Fraction, stages: Mapping[MergeStage, Fraction], *, ruled: bool
) -> Told:
    """Return what changed for one unit between two periods."""
    return _SINCE(
        whose=whose,
        then=four(then),
        now=four(now),
        moved=signed(now - then),
        own=_CONDUCT_AND_RULES if ruled else _CONDUCT,
        conduct=signed(conduct),
        stages=tell_stages(stages),
    )
