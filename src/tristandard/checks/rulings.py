"""What a person must settle in a shared indicator, and rulings that cannot stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tristandard.checks.cannot import CannotMerge, agreed, cannot, rows
from tristandard.grouping.group import Group
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.acceptance import Range
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask
from tristandard.rules.wording.lines import name_standard
from tristandard.rules.wording.names import name_assessment, name_indicator, name_measures
from tristandard.words.sentence import Clauses, Sentence, Told

_SETTLE_IT = Told(
    "请作出裁定，写明这些指标、执行的标准、依据条款和理由",
    "settle it with a ruling that names these members, the standard that stands, its clause and why",
)
_INCOMPARABLE = Sentence(
    "测量项目不同，标准无法比较（{asked}）", "they ask in measures that cannot be compared ({asked})"
)
_UNMEETABLE = Sentence(
    "{measures}的标准不可能同时达到（{asked}）", "nothing can meet their joined standard of {measures} ({asked})"
)
_AGAINST = Sentence("{one}；{other}", "{one} against {other}")
_ASKS = Sentence("{who}：{standard}", "{who}: {standard}")


def unsettled(rules: RuleSet, group: Group) -> list[CannotMerge]:
    """Return what a person must settle, or that there is nothing to settle."""
    reasons = [*_incomparable(rules, group.joined), *_unmeetable(rules, group.joined)]
    if group.ruling is not None:
        return [*_ruled(rules, group, group.ruling, needed=bool(reasons))][:1]
    addresses = [*agreed(group), *rows(group.members, "standard")]
    return [cannot(rules, group.members, why, _SETTLE_IT, addresses) for why in reasons]


def _incomparable(rules: RuleSet, indicator: SharedIndicator) -> Iterator[Told]:
    """Yield which standards ask in measures that cannot be compared."""
    members = [contribution.indicator for contribution in indicator.contributions]
    asked = {member.standard.measures: member for member in members}
    for (measures, one), (other_measures, other) in combinations(asked.items(), 2):
        if measures - other_measures and other_measures - measures:
            first, second = (Told(_asked(rules, member)[0], str(member.standard)) for member in (one, other))
            yield _INCOMPARABLE(asked=_AGAINST(one=first, other=second))


def _unmeetable(rules: RuleSet, indicator: SharedIndicator) -> Iterator[Told]:
    """Yield what of the joined standard nothing can meet."""
    if unmeetable := indicator.standard.unmeetable:
        members = [contribution.indicator for contribution in indicator.contributions]
        asked = Clauses(_asked(rules, member) for member in members)
        yield _UNMEETABLE(measures=name_measures(rules, unmeetable), asked=asked)


_NEEDLESS = Told(
    "裁定没有必要，较高的标准本来存在", "a ruling settles what needs no settling: the higher standard exists"
)
_DROP_IT = Told("请撤回裁定，按指标就高执行", "drop the ruling, 指标就高 decides")
_OF_NOTHING = Sentence(
    "裁定对{measures}没有要求，而{member}按未完成的比例扣分",
    "the ruling requires nothing of {measures}, of which {member} deducts the uncompleted share",
)
_RULE_FOR_SOMETHING = Told(
    "请裁定一个大于零的要求，或改为按档扣分", "rule for at least something above zero, or price it by steps"
)
_RULING_UNMEETABLE = Told("裁定的标准本身不可能达到", "the ruling's own standard cannot be met")
_RULE_WITHIN_REACH = Told("请裁定一个能够达到的标准", "rule for a standard that can be met")


def _ruled(rules: RuleSet, group: Group, ruling: Ruling, *, needed: bool) -> Iterator[CannotMerge]:
    """Yield why a ruling cannot stand."""
    members, address = group.members, ("rulings", *group.members)
    standards = [(*address, "standard"), *rows(members, "standard")]
    if not needed:
        yield cannot(rules, members, _NEEDLESS, _DROP_IT, [address, *rows(members, "standard")])
    for contribution in group.contributions:
        for ask in ruling.standard.only(contribution.measures).asks:
            if _deducts_of_nothing(contribution, ask):
                code = contribution.indicator.code
                measures = name_measures(rules, [ask.measure.code])
                why = _OF_NOTHING(measures=measures, member=name_indicator(rules, code))
                addresses = [(*address, "standard"), *rows([code], "deductions")]
                yield cannot(rules, members, why, _RULE_FOR_SOMETHING, addresses)
    if ruling.standard.unmeetable:
        yield cannot(rules, members, _RULING_UNMEETABLE, _RULE_WITHIN_REACH, standards)


def _deducts_of_nothing(contribution: Contribution, ask: Ask) -> bool:
    """Return whether a member deducts the uncompleted share of a measure of which nothing is required."""
    floor = ask.acceptance.floor if isinstance(ask.acceptance, Range) else None
    if floor is not None and floor.value > 0:
        return False
    return any(
        rule.tariff.shares_of_required and ask.measure.code in rule.measures
        for rule in contribution.indicator.deductions
    )


def _asked(rules: RuleSet, indicator: Indicator) -> Told:
    """Return who asks what: the assessment and the standard by labels, in English by codes."""
    who = Told(name_assessment(rules, indicator.assessment)[0], indicator.code)
    return _ASKS(who=who, standard=name_standard(indicator.standard))
