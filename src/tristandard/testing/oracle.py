"""The rules as written, read slowly: what a civil servant could follow by hand.

It works from the fields of what is written down and from nothing else: no join, no normal form, no
index. A demand is compared value by value with its ends, a place is compared word by word with the
extents, and a group of matched indicators is gathered by turning the pages of the crosswalks. The
properties hold the library against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import final

from attrs import frozen

from tristandard.basics.measure import Value
from tristandard.basics.place import Site
from tristandard.basics.terms import Path
from tristandard.rules.crosswalk import Match, Relation
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Standard, Verdict
from tristandard.testing.pricing import Demand, good

#: Where a site stands (area, zone, site type), or a unit (kind, unit): each word with its ancestors first.
Place = tuple[Path, ...]


def verdict(demands: Iterable[Demand], values: Mapping[str, Value]) -> Verdict:
    """Return breached where a value seen is not good enough; else open where one is missing; else met."""
    states = []
    for demand in demands:
        code = demand[0].code
        if code not in values:
            states.append(Verdict.OPEN)
        else:
            states.append(Verdict.MET if good(demand, values[code]) else Verdict.BREACHED)
    return min(states, default=Verdict.MET)


def demands(standards: Iterable[Standard]) -> list[Demand]:
    """Return all that is asked by some standards, one after another."""
    return [(ask.measure, ask.acceptance) for standard in standards for ask in standard.asks]


def lies_in(place: Place, extents: Iterable[Place]) -> bool:
    """Return whether a place lies in one of the extents: each word of the extent is the place's
    own word at that depth.
    """
    return any(
        all(
            len(named) <= len(stood) and all(stood[depth] == word for depth, word in enumerate(named))
            for named, stood in zip(extent, place, strict=True)
        )
        for extent in extents
    )


def indicators(rule_set: RuleSet) -> dict[str, Indicator]:
    """Return every indicator of every assessment, by its code."""
    return {indicator.code: indicator for assessment in rule_set.assessments for indicator in assessment.indicators}


def matches(rule_set: RuleSet) -> list[Match]:
    """Return every match, crosswalk after crosswalk."""
    return [match for crosswalk in rule_set.crosswalks for match in crosswalk.matches]


def heaps(codes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return for each code those that a chain of pairs leads to, itself among them: each pair
    puts two heaps together.
    """
    found = {code: frozenset({code}) for code in codes}
    for one, other in pairs:
        together = frozenset((*found[one], *found[other]))
        found.update(dict.fromkeys(together, together))
    return found


def groups(rule_set: RuleSet) -> dict[str, frozenset[str]]:
    """Return for each indicator those that are matched with it, itself among them."""
    return heaps(indicators(rule_set), [(match.first, match.second) for match in matches(rule_set)])


def business(rule_set: RuleSet, members: frozenset[str], code: str) -> frozenset[str]:
    """Return the measures that are one member's business where the members are measured together, or one of them alone.

    A part of a larger question has those that the match with the largest one names; the largest
    has all that anybody who asks it asks about.
    """
    inside = [match for match in matches(rule_set) if {match.first, match.second} <= members]
    parts = [match for match in inside if match.relation is Relation.SUBSET_OF]
    same = heaps(members, [(match.first, match.second) for match in inside if match.relation is Relation.EQUAL])
    smaller = {other for match in parts for other in same[match.first]}
    if code not in smaller:
        return _asked_by(rule_set, same[code])
    named = [match.measures for match in parts if match.first in same[code] and match.second not in smaller]
    return named[0]


def _asked_by(rule_set: RuleSet, codes: Iterable[str]) -> frozenset[str]:
    """Return the measures that some indicators ask about."""
    written = indicators(rule_set)
    return frozenset(ask.measure.code for code in codes for ask in written[code].standard.asks)


def ground(rule_set: RuleSet, members: Iterable[str], place: Place) -> bool:
    """Return whether the members stand together at a place: the crosswalks that match them have no
    bound, or it lies within.
    """
    wanted = set(members)
    bounds = [
        crosswalk.where
        for crosswalk in rule_set.crosswalks
        if any(match.first in wanted for match in crosswalk.matches)
    ]
    return all(bound is None or lies_in(place, bound.extents) for bound in bounds)


@final
@frozen(kw_only=True)
class Asked:
    """What is measured once at a place: for whom, and every demand that must be met there."""

    members: frozenset[str]
    users: frozenset[str]
    demands: list[Demand]


def asked(rule_set: RuleSet, place: Place) -> dict[frozenset[str], Asked]:
    """Return what is measured at a place, by the indicators that are measured together."""
    found: dict[frozenset[str], Asked] = {}
    written, together = indicators(rule_set), groups(rule_set)
    for code, indicator in written.items():
        if lies_in(place, indicator.scope.extents):
            members = together[code] if ground(rule_set, together[code], place) else frozenset({code})
            there = frozenset(member for member in members if lies_in(place, written[member].scope.extents))
            users = members if rule_set.policy.reading is Reading.UNIFORM else there
            found[members] = Asked(members=members, users=users, demands=_in_force(rule_set, members, users))
    return found


def _in_force(rule_set: RuleSet, members: frozenset[str], users: frozenset[str]) -> list[Demand]:
    written = indicators(rule_set)
    ruled = [ruling.standard for ruling in rule_set.rulings if ruling.members == members]
    return demands(ruled or [written[code].standard for code in sorted(users)])


def entitled(rule_set: RuleSet, question: Asked, unit: Place) -> frozenset[str]:
    """Return the users whose assessments assess a unit on a question: by anybody's subjects, or each by its own."""
    written = indicators(rule_set)
    everybody = [extent for member in question.members for extent in written[member].subjects.extents]
    return frozenset(
        user
        for user in question.users
        if lies_in(unit, everybody if rule_set.policy.reading is Reading.UNIFORM else written[user].subjects.extents)
    )


def good_together(asks: Iterable[Demand], probes: Iterable[Value]) -> bool:
    """Return whether some value among those tried is good enough for every demand."""
    listed = list(asks)
    return any(all(good(demand, probe) for demand in listed) for probe in probes)


def stands(site: Site) -> Place:
    """Return where a site stands."""
    return site.area, site.zone, site.site_type


def seat(rule_set: RuleSet, unit: str) -> Place:
    """Return where a unit stands: its kind and itself, each after its parents."""
    units, kinds = (
        {term.code: term for term in rule_set.units},
        {term.code: term.parent for term in rule_set.kinds.terms},
    )
    return _upwards(kinds, units[unit].kind), _upwards({code: term.parent for code, term in units.items()}, unit)


def _upwards(parents: Mapping[str, str | None], code: str) -> Path:
    parent = parents[code]
    return (code,) if parent is None else (*_upwards(parents, parent), code)
