"""Which indicators are one question: the groups that matches join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import final

from attrs import define, evolve, field

from tristandard.grouping.shared import Contribution, SharedIndicator, alone
from tristandard.rules.crosswalk import Crosswalk, Match, Relation, Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet

#: Indicators that are matched as equal, by their codes.
Class = tuple[str, ...]


@final
@define(frozen=True, slots=False, kw_only=True, eq=False)
class Group:
    """Indicators that matches join, directly or by way of others: one question, where the matches agree.

    What only intersects joins nothing.
    """

    #: The codes of the members, in order.
    members: tuple[str, ...]
    #: The members themselves, by their codes; one that a match names and that is not there is left out.
    indicators: Mapping[str, Indicator]
    #: Each match between two of them, with its crosswalk.
    agreed: Sequence[tuple[Crosswalk, Match]]
    #: The ruling on exactly these members, if there is one.
    ruling: Ruling | None
    #: The members that a crosswalk declares as uses of one measurement, with the reason.
    uses: Mapping[str, str] = field(factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every member is there."""
        return len(self.indicators) == len(self.members)

    @cached_property
    def classes(self) -> list[Class]:
        """The members, those that are equal together."""
        return connected(
            self.indicators,
            ((match.first, match.second) for _, match in self.agreed if match.relation is Relation.EQUAL),
        )

    @cached_property
    def _within(self) -> tuple[dict[tuple[Class, Class], frozenset[str]], list[Match]]:
        class_of = {code: part for part in self.classes for code in part}
        within: dict[tuple[Class, Class], frozenset[str]] = {}
        against = list[Match]()
        for _, match in self.agreed:
            if match.relation is not Relation.SUBSET_OF:
                continue
            smaller, larger = class_of[match.first], class_of[match.second]
            other = within.setdefault((smaller, larger), match.measures) != match.measures
            if other or smaller == larger or (larger, smaller) in within:
                against.append(match)
        return within, against

    @property
    def within(self) -> Mapping[tuple[Class, Class], frozenset[str]]:
        """Which class is a part of which, and the measures that it covers."""
        return self._within[0]

    @property
    def contradicting(self) -> Sequence[Match]:
        """The matches that say otherwise than those before them."""
        return self._within[1]

    @cached_property
    def largest(self) -> list[Class]:
        """The classes that are part of no other; there is one where the matches agree."""
        return [part for part in self.classes if not any(smaller == part for smaller, _ in self.within)]

    @cached_property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each member brings, where one class is the largest."""
        found = list[Contribution]()
        for part in self.classes:
            asked = frozenset[str]().union(*(self.indicators[code].standard.measures for code in part))
            measures = self.within.get((part, self.largest[0]), asked)
            found += [Contribution(indicator=self.indicators[code], measures=measures) for code in part]
        return tuple(found)

    @cached_property
    def orders(self) -> Mapping[tuple[str, ...], list[str]]:
        """The crosswalks of its matches by their order of hosts; both sorted."""
        found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for crosswalk, _ in self.agreed:
            found[crosswalk.hosts].add(crosswalk.code)
        return {hosts: sorted(walks) for hosts, walks in sorted(found.items())}

    @cached_property
    def books(self) -> list[str]:
        """The assessments of its members."""
        return sorted({indicator.assessment for indicator in self.indicators.values()})

    @cached_property
    def several(self) -> Mapping[str, list[str]]:
        """The assessments that have several members, each with these."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for code, indicator in self.indicators.items():
            found[indicator.assessment].append(code)
        return {book: codes for book, codes in found.items() if len(codes) > 1}

    def host(self, order: Iterable[str]) -> str | None:
        """Return the first of an order of hosts that has a member here, or None."""
        return next((host for host in order if host in self.books), None)

    @cached_property
    def joined(self) -> SharedIndicator:
        """The shared indicator by its matches alone, where they agree."""
        return SharedIndicator(
            contributions=self.contributions,
            host=min(filter(None, map(self.host, self.orders)), default=""),
            where=self.agreed[0][0].where,
        )

    @property
    def shared(self) -> SharedIndicator:
        """The shared indicator as its ruling settles it."""
        return evolve(self.joined, ruling=self.ruling)


def groups(rules: RuleSet) -> list[Group]:
    """Return the groups of indicators that the matches of a rule set join, in the order of their first members."""
    agreed = [(walk, match) for walk, match in rules.matches() if match.relation is not Relation.INTERSECTS]
    codes = {code for _, match in agreed for code in (match.first, match.second)}
    parts = connected(codes, ((match.first, match.second) for _, match in agreed))
    part_of = {code: members for members in parts for code in members}
    inside: defaultdict[tuple[str, ...], list[tuple[Crosswalk, Match]]] = defaultdict(list)
    for walk, match in agreed:
        inside[part_of[match.first]].append((walk, match))
    rulings = {ruling.members: ruling for ruling in rules.rulings}
    uses = declared(rules)
    return [
        Group(
            members=members,
            indicators={code: rules.indicators[code] for code in members if code in rules.indicators},
            agreed=inside[members],
            ruling=rulings.get(frozenset(members)),
            uses={code: uses[code] for code in members if code in uses},
        )
        for members in parts
    ]


def declared(rules: RuleSet) -> Mapping[str, str]:
    """Return the uses that crosswalks declare, each with its reason."""
    return {code: why for crosswalk in rules.crosswalks for code, why in crosswalk.uses}


def rest(rules: RuleSet, shared: Iterable[SharedIndicator]) -> tuple[SharedIndicator, ...]:
    """Return the indicators that no shared one holds, each by itself."""
    held = {contribution.indicator.code for indicator in shared for contribution in indicator.contributions}
    return tuple(alone(indicator) for code, indicator in rules.indicators.items() if code not in held)


def connected(codes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the connected parts of a graph, each sorted, in the order of their first code."""
    near: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    seen: set[str] = set()
    parts: list[tuple[str, ...]] = []
    for start in sorted(codes):
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            for code in near[todo.pop()] - part:
                part.add(code)
                todo.append(code)
        seen |= part
        parts.append(tuple(sorted(part)))
    return parts
