"""Indicators that are matched but cannot become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.location import Address, Located, Location, located
from tristandard.basics.shown import shortened
from tristandard.grouping.group import Group
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_indicator
from tristandard.words.sentence import Sentence, Told

_CANNOT_MERGE = Sentence("{named}：{why}；{remedy}", "{named}: {why}; {remedy}")


@final
@frozen
class CannotMerge(Located, TristandardError):
    """Indicators that are matched but cannot become one."""

    members: tuple[str, ...]
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)
    #: What the members are called.
    named: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which indicators cannot become one, why, and what to do, in both languages."""
        return located(self.locations, _CANNOT_MERGE(named=self.named, why=self.why, remedy=self.remedy))

    def __str__(self) -> str:
        return self.told[1]


def cannot(
    rule_set: RuleSet, members: tuple[str, ...], why: Told, remedy: Told, addresses: Iterable[Address]
) -> CannotMerge:
    """Return why some indicators cannot become one, what to do, and where."""
    called = Told(named(rule_set, members)[0], shortened(members, " + "))
    return CannotMerge(members, why, remedy, called, locations=rule_set.locations.of(*addresses))


def rows(members: Iterable[str], *column: str) -> list[Address]:
    """Return the addresses of indicators, or of one column of them."""
    return [("indicators", code, *column) for code in members]


def agreed(group: Group, *column: str) -> list[Address]:
    """Return the addresses of the matches of a group, or of one column of them."""
    return [("matches", match.first, match.second, *column) for _, match in group.agreed]


#: Of many indicators the first are named.
_FIRST = 3
_AND_MORE = Sentence("{first}等 {count} 项", "{first} … ({count})")
_LISTED = Told("、", " and ")
#: What stands between indicators that ask the same.
EQUAL = Told(" = ", " = ")


def named(rule_set: RuleSet, codes: Sequence[str], joint: Told = _LISTED) -> Told:
    """Return what indicators are called; of many the first, and how many there are."""
    names = [name_indicator(rule_set, code)[0] for code in codes]
    zh = joint[0].join(names)
    if shortened(codes) != "+".join(codes):
        zh = _AND_MORE(first=joint[0].join(names[:_FIRST]), count=len(names))[0]
    return Told(zh, shortened(codes, joint[1]))
