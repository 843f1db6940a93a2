"""How uplift is told: apart and merged first, the stages after, and what it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tristandard.basics.language import Told, either
from tristandard.basics.points import Publication, Rounding
from tristandard.insight.uplift_stages import MergeStage
from tristandard.rules.ruleset import RuleSet

_FOUR = Publication("0.0001", Rounding.HALF_UP)

#: Under every table of uplift.
AVERAGED: Told = (
    "各项影响按所有先后次序取平均，合计分毫不差；各数印出时保留四位小数。",
    "Each effect is averaged over all orders of the stages, and together they are exact; numbers are printed with "
    "four decimals.",
)
#: Above the bars that the merge changed.
BARS: Told = "因指标就高而影响得分的标准：", "Bars by which the highest standard moved a score:"
#: What it does not say.
NOT_SAID: Told = (
    "“各自考核”指同样的点位、同样的发现，只按本考核自身的标准、范围、对象和扣分标准计分；不是融合前真实发生过的考核。",
    "“Apart” means the same sites and findings, scored by the assessment's own standards, scopes, subjects and "
    "deductions; it is no assessment that took place.",
)


def below(rules: RuleSet, *told: Told) -> list[Told]:
    """Return what stands below a text: what it does not say, and the notice of the rule set, if there is one."""
    notice = either(rules.notice_zh, rules.notice_en)
    return [*told, *([notice] if notice[0] else [])]


def four(value: Fraction) -> str:
    """Return points with four decimals; "0" for nothing at all, however they are rounded."""
    return "0" if not value else str(_FOUR.publish(value)).replace("-", "−")


def signed(value: Fraction) -> str:
    """Return points that were moved, with their sign."""
    return f"+{four(value)}" if value > 0 else four(value)


def tell_stages(effects: Mapping[MergeStage, Fraction]) -> Told:
    """Return what each stage moved, one after another; those that moved nothing are left out where others did."""
    told = [(stage, points) for stage, points in effects.items() if points] or list(effects.items())[:1]
    zh, en = ([f"{stage.told[at]} {signed(points)}" for stage, points in told] for at in (0, 1))
    return "，".join(zh), ", ".join(en)


def tell_uplift(whose: Told, apart: Fraction, merged: Fraction, effects: Mapping[MergeStage, Fraction]) -> Told:
    """Return what the merge costs or gives one unit."""
    points = merged - apart
    more = (
        (f"多 {four(points)} 分", f"{four(points)} more")
        if points > 0
        else (f"少 {four(-points)} 分", f"{four(-points)} less")
    )
    zh, en = ("分数相同", "the same") if not points else more
    stages = tell_stages(effects)
    return (
        f"{whose[0]}：各自考核应得 {four(apart)}，融合后 {four(merged)}，{zh} = {stages[0]}",
        f"{whose[1]}: apart {four(apart)}, merged {four(merged)}, {en} = {stages[1]}",
    )


def tell_since(
    whose: Told, then: Fraction, now: Fraction, conduct: Fraction, stages: Mapping[MergeStage, Fraction], *, ruled: bool
) -> Told:
    """Return what changed for one unit between two periods."""
    told = tell_stages(stages)
    own = (
        ("本单位情况变化（含本考核规则的变化）", "its own conduct (and changes of the assessment's own rules)")
        if ruled
        else ("本单位情况变化", "its own conduct")
    )
    return (
        f"{whose[0]}：{four(then)} → {four(now)}，{signed(now - then)} 分 = {own[0]} {signed(conduct)}，{told[0]}",
        f"{whose[1]}: {four(then)} → {four(now)}, {signed(now - then)} = {own[1]} {signed(conduct)}, {told[1]}",
    )
