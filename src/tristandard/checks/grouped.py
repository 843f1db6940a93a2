"""Why indicators that are matched cannot become one: everything, at once."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.checks.cannot import CannotMerge, cannot, rows
from tristandard.checks.matching import mismatched
from tristandard.checks.rulings import unsettled
from tristandard.grouping.group import Group, groups
from tristandard.grouping.shared import SharedIndicator
from tristandard.rules.crosswalk import Relation
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Told

_INTERSECT = Told("二者只是部分相交", "they only intersect")
_MATCH_THE_PART = Told(
    "请在两套考核中把相同的部分单列为一项指标，再把这两项对照为相同（equal）",
    "make the shared part an indicator of its own in both assessments, and match those as equal",
)
_STALE = Told(
    "有裁定指明这些指标，但它们并非恰好是一项重复指标的全部成员",
    "a ruling names them, but they are not exactly the members of one shared indicator",
)
_SETTLE_AGAIN = Told("请按现有的全部成员重新裁定，或撤回该裁定", "settle the group as it is now, or drop the ruling")

_ONE_USE = Told(
    "在对照表 uses 中写作一次测评的一处用途，而所在考核没有别的指标与它对照",
    "it is declared as a use of one measurement, and no other indicator of its assessment is matched with it",
)
_DROP_THE_USE = Told("请删去这处用途，或补充对照", "drop the use, or match the other indicator")


def grouped(rules: RuleSet) -> tuple[tuple[SharedIndicator, ...], list[TristandardError]]:
    """Return the shared indicators, in the order of their codes, and, all at once, why some matches cannot become one.

    Nothing is said of a group that follows from what contradicts itself: of one with a member that is not
    there, whose matches cover what the larger one does not ask about, or whose members no value can meet.
    """
    found = groups(rules)
    problems: list[TristandardError] = [*_intersecting(rules), *_stale(rules, found), *_idle_uses(rules, found)]
    shared = list[SharedIndicator]()
    for group in found:
        if not group.complete or not _matched(group):
            continue
        if mismatches := mismatched(rules, group):
            problems += mismatches
        else:
            if _meetable(group):
                problems += unsettled(rules, group)
            shared.append(group.shared)
    return tuple(shared), problems


def _matched(group: Group) -> bool:
    """Return whether the matches of a group cover only what their larger ones ask about."""
    return all(
        match.measures <= group.indicators[match.second].standard.measures
        for _, match in group.agreed
        if match.relation is Relation.SUBSET_OF
    )


def _meetable(group: Group) -> bool:
    """Return whether each member by itself asks something that can be met."""
    standards = [indicator.standard for indicator in group.indicators.values()]
    return all(standard.asks and not standard.unmeetable for standard in standards)


def _intersecting(rules: RuleSet) -> Iterator[CannotMerge]:
    """Yield each match of what only intersects."""
    for _, match in rules.matches():
        known = rules.indicators.keys() >= {match.first, match.second}
        if known and match.relation is Relation.INTERSECTS:
            members = match.first, match.second
            addresses = [("matches", *members, "relation"), *rows(members)]
            yield cannot(rules, members, _INTERSECT, _MATCH_THE_PART, addresses)


def _idle_uses(rules: RuleSet, found: list[Group]) -> Iterator[CannotMerge]:
    """Yield each use that is declared of an indicator that is not one of several of its assessment in a group."""
    several = {code for group in found for codes in group.several.values() for code in codes}
    unsure = {code for group in found if not group.complete for code in group.members}
    for crosswalk in rules.crosswalks:
        for code, _ in crosswalk.uses:
            if code in rules.indicators and code not in several | unsure:
                addresses = [("crosswalks", crosswalk.code, "uses"), *rows([code])]
                yield cannot(rules, (code,), _ONE_USE, _DROP_THE_USE, addresses)


def _stale(rules: RuleSet, found: list[Group]) -> Iterator[CannotMerge]:
    """Yield each ruling on indicators that are not exactly the members of one group."""
    settled = {frozenset(group.members) for group in found}
    unsure = {code for group in found if not group.complete for code in group.members}
    for members in {ruling.members for ruling in rules.rulings} - settled:
        if unsure & members or members - rules.indicators.keys():
            continue
        codes = tuple(sorted(members))
        yield cannot(rules, codes, _STALE, _SETTLE_AGAIN, [("rulings", *codes, "members"), *rows(codes)])
