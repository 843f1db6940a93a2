"""Indicators that are matched but cannot become one, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, shortened
from tristandard.basics.language import Told
from tristandard.basics.location import Address, Location, located
from tristandard.grouping.group import Group
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording import name_indicator


@final
@frozen
class CannotMerge(TristandardError):
    """Indicators that are matched but cannot become one."""

    members: tuple[str, ...]
    why: str
    remedy: str
    #: The whole message in Chinese, indicators by their labels.
    zh: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        return located(self.locations, f"{shortened(self.members, ' + ')}: {self.why}; {self.remedy}")


def cannot(
    rule_set: RuleSet, members: tuple[str, ...], why: Told, remedy: Told, addresses: Iterable[Address]
) -> CannotMerge:
    """Return why some indicators cannot become one, and what to do, told in both languages, and where."""
    zh = f"{named(rule_set, members)}：{why[0]}；{remedy[0]}"
    return CannotMerge(members, why[1], remedy[1], zh, locations=rule_set.locations.of(*addresses))


def rows(members: Iterable[str], *column: str) -> list[Address]:
    """Return the addresses of indicators, or of one column of them."""
    return [("indicators", code, *column) for code in members]


def agreed(group: Group, *column: str) -> list[Address]:
    """Return the addresses of the matches of a group, or of one column of them."""
    return [("matches", match.first, match.second, *column) for _, match in group.agreed]


def named(rule_set: RuleSet, codes: Sequence[str], joint: str = "、") -> str:
    """Return what indicators are called in Chinese; of many the first, and how many there are."""
    names = [name_indicator(rule_set, code) for code in codes]
    return joint.join(names) if shortened(codes) == "+".join(codes) else f"{joint.join(names[:3])}等 {len(names)} 项"
