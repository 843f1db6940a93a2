"""Why indicators that are matched cannot become one: everything, at once."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.checks.cannot import CannotMerge, cannot
from tristandard.checks.matching import mismatched
from tristandard.checks.rulings import unsettled
from tristandard.grouping.group import Group, groups
from tristandard.grouping.shared import SharedIndicator
from tristandard.rules.crosswalk import Relation
from tristandard.rules.ruleset import RuleSet


def grouped(rules: RuleSet) -> tuple[tuple[SharedIndicator, ...], list[TristandardError]]:
    """Return the shared indicators and, all at once, why some matches cannot become one."""
    found = groups(rules)
    problems: list[TristandardError] = [*_intersecting(rules), *_stale(rules, found)]
    shared = list[SharedIndicator]()
    for group in found:
        if mismatches := mismatched(rules, group):
            problems += mismatches
        else:
            problems += unsettled(rules, group.joined, group.ruling)
            shared.append(group.shared)
    return tuple(sorted(shared, key=lambda indicator: indicator.code)), problems


def _intersecting(rules: RuleSet) -> Iterator[CannotMerge]:
    """Yield each match of what only intersects."""
    for _, match in rules.matches():
        if match.relation is Relation.INTERSECTS:
            remedy = (
                "请在两套考核中把相同的部分单列为一项指标，再把这两项对照为相同（equal）",
                "make the shared part an indicator of its own in both assessments, and match those as equal",
            )
            yield cannot(rules, (match.first, match.second), ("二者只是部分相交", "they only intersect"), remedy)


def _stale(rules: RuleSet, found: list[Group]) -> Iterator[CannotMerge]:
    """Yield each ruling on indicators that are not exactly the members of one group."""
    for members in {ruling.members for ruling in rules.rulings} - {frozenset(group.members) for group in found}:
        why = (
            "有裁定指明这些指标，但它们并非恰好是一项重复指标的全部成员",
            "a ruling names them, but they are not exactly the members of one shared indicator",
        )
        remedy = "请按现有的全部成员重新裁定，或撤回该裁定", "settle the group as it is now, or drop the ruling"
        yield cannot(rules, tuple(sorted(members)), why, remedy)
