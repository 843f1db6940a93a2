"""What a person must settle in a shared indicator, and rulings that cannot stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from tristandard.basics.language import Told
from tristandard.checks.cannot import CannotMerge, agreed, cannot, rows
from tristandard.grouping.group import Group
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.assessment import Indicator
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Range
from tristandard.rules.wording import name_assessment, name_indicator, name_measures, tell_bar


def unsettled(rules: RuleSet, group: Group) -> list[CannotMerge]:
    """Return what a person must settle, or that there is nothing to settle."""
    reasons = [*_incomparable(rules, group.joined), *_unmeetable(rules, group.joined)]
    if group.ruling is not None:
        return [*_ruled(rules, group, group.ruling, needed=bool(reasons))][:1]
    remedy = (
        "请作出裁定，写明这些指标、执行的标准、依据条款和理由",
        "settle it with a ruling that names these members, the standard that stands, its clause and why",
    )
    addresses = [*agreed(group), *rows(group.members, "standard")]
    return [cannot(rules, group.members, why, remedy, addresses) for why in reasons]


def _incomparable(rules: RuleSet, indicator: SharedIndicator) -> Iterator[Told]:
    """Yield which standards ask in measures that cannot be compared."""
    members = [contribution.indicator for contribution in indicator.contributions]
    asked = {member.standard.measures: member for member in members}
    for (measures, one), (other_measures, other) in combinations(asked.items(), 2):
        if not measures <= other_measures and not other_measures <= measures:
            yield (
                f"测量项目不同，标准无法比较（{_asked_zh(rules, (one, other))}）",
                f"they ask in measures that cannot be compared ({one.standard} against {other.standard})",
            )


def _unmeetable(rules: RuleSet, indicator: SharedIndicator) -> Iterator[Told]:
    """Yield what of the joined standard nothing can meet."""
    if unmeetable := indicator.standard.unmeetable:
        members = [contribution.indicator for contribution in indicator.contributions]
        sources = "; ".join(f"{member.code}: {member.standard}" for member in members)
        yield (
            f"{name_measures(rules, unmeetable)}的标准不可能同时达到（{_asked_zh(rules, members)}）",
            f"nothing can meet their joined standard of {', '.join(unmeetable)} ({sources})",
        )


def _ruled(rules: RuleSet, group: Group, ruling: Ruling, *, needed: bool) -> Iterator[CannotMerge]:
    """Yield why a ruling cannot stand."""
    members, address = group.members, ("rulings", *group.members)
    standards = [(*address, "standard"), *rows(members, "standard")]
    if not needed:
        why = "裁定没有必要，较高的标准本来存在", "a ruling settles what needs no settling: the higher standard exists"
        remedy = "请撤回裁定，按指标就高执行", "drop the ruling, 指标就高 decides"
        yield cannot(rules, members, why, remedy, [address, *rows(members, "standard")])
    for contribution in group.contributions:
        for ask in ruling.standard.only(contribution.measures).asks:
            if _deducts_of_nothing(contribution, ask):
                code = contribution.indicator.code
                why = (
                    f"裁定对{name_measures(rules, [ask.measure.code])}没有要求，"
                    f"而{name_indicator(rules, code)}按未完成的比例扣分",
                    f"the ruling requires nothing of {ask.measure.code}, of which {code} deducts the uncompleted share",
                )
                remedy = (
                    "请裁定一个大于零的要求，或改为按档扣分",
                    "rule for at least something above zero, or price it by steps",
                )
                addresses = [(*address, "standard"), *rows([code], "deductions")]
                yield cannot(rules, members, why, remedy, addresses)
    if ruling.standard.unmeetable:
        why = "裁定的标准本身不可能达到", "the ruling's own standard cannot be met"
        remedy = "请裁定一个能够达到的标准", "rule for a standard that can be met"
        yield cannot(rules, members, why, remedy, standards)


def _deducts_of_nothing(contribution: Contribution, ask: Ask) -> bool:
    """Return whether a member deducts the uncompleted share of a measure of which nothing is required."""
    floor = ask.acceptance.floor if isinstance(ask.acceptance, Range) else None
    if floor is not None and floor.value > 0:
        return False
    return any(
        rule.tariff.shares_of_required and ask.measure.code in rule.measures
        for rule in contribution.indicator.deductions
    )


def _asked_zh(rule_set: RuleSet, indicators: Iterable[Indicator]) -> str:
    """Return which assessment asks what, in Chinese."""
    return "；".join(
        f"{name_assessment(rule_set, indicator.assessment)}：{tell_bar(indicator.standard)[0]}"
        for indicator in indicators
    )
