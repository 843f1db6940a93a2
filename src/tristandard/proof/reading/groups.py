"""Which indicators are one question: those that matches connect, directly or by others (对照).

A group is one question on the ground of its crosswalk; each member asks about the measures that are its business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar, final

from attrs import Factory, field, frozen

from tristandard.proof.reading.papers import Papers
from tristandard.rules.crosswalk import Crosswalk, Match, Relation
from tristandard.rules.indicator import Indicator
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard


@final
@frozen(kw_only=True, eq=False)
class Member:
    """One assessment's indicator in a question; `business` are the measures that it asks about there."""

    indicator: Indicator
    business: frozenset[str]
    #: The item of the indicator, its code, and that of its assessment, which stands before the first dot.
    item: str = field(init=False, default=Factory(lambda self: self.indicator.item, takes_self=True))
    code: str = field(init=False, default=Factory(lambda self: self.indicator.code, takes_self=True))
    book: str = field(init=False, default=Factory(lambda self: self.indicator.code.split(".")[0], takes_self=True))


@final
@frozen(kw_only=True, eq=False)
class Group:
    """Indicators that matches connect, or one in no match; `where` bounds the ground on which they are one."""

    members: tuple[Member, ...]
    host: str
    where: Scope | None = None
    ruling: Standard | None = None


Thing = TypeVar("Thing", bound=Hashable)


def heaps(things: Iterable[Thing], pairs: Iterable[tuple[Thing, Thing]]) -> list[list[Thing]]:
    """Return things in the heaps that chains of pairs make of them: each pair puts two heaps together."""
    found = {thing: [thing] for thing in things}
    for one, other in pairs:
        small, large = sorted((found[one], found[other]), key=len)
        if small is not large:
            large += small
            found.update(dict.fromkeys(small, large))
    return [heap for thing, heap in found.items() if heap[0] == thing]


def measures_of(indicator: Indicator) -> frozenset[str]:
    """Return the measures that an indicator asks about."""
    return frozenset(ask.measure.code for ask in indicator.standard.asks)


def gathered(papers: Papers) -> Iterator[Group]:
    """Yield the indicators that matches connect, each group once; one that stands in no match by itself."""
    rules, indicators = papers.rules, papers.indicators
    every = [
        (crosswalk, match)
        for crosswalk in rules.crosswalks
        for match in crosswalk.matches
        if match.relation is not Relation.INTERSECTS
    ]
    together = heaps(indicators, [(match.first, match.second) for _, match in every])
    heap_of = {code: number for number, heap in enumerate(together) for code in heap}
    walks: defaultdict[int, list[Crosswalk]] = defaultdict(list)
    matches: defaultdict[int, list[Match]] = defaultdict(list)
    for crosswalk, match in every:
        walks[heap_of[match.first]].append(crosswalk)
        matches[heap_of[match.first]].append(match)
    rulings = {ruling.members: ruling.standard for ruling in rules.rulings}
    for number, codes in enumerate(together):
        business = businesses(codes, indicators, matches[number])
        members = tuple(Member(indicator=indicators[code], business=business[code]) for code in sorted(codes))
        books = [one.book for one in members]
        yield Group(
            members=members,
            host=next((host for walk in walks[number] for host in walk.hosts if host in books), books[0]),
            where=walks[number][0].where if walks[number] else None,
            ruling=rulings.get(frozenset(codes)),
        )


def businesses(
    codes: Iterable[str], indicators: Mapping[str, Indicator], matches: list[Match]
) -> dict[str, frozenset[str]]:
    """Return the measures that are each member's business.

    A part of a larger question has those that the match with the largest one names; the largest has
    all that anybody who asks it asks about.
    """
    parts = [match for match in matches if match.relation is Relation.SUBSET_OF]
    same = heaps(codes, [(match.first, match.second) for match in matches if match.relation is Relation.EQUAL])
    found: dict[str, frozenset[str]] = {}
    for heap in same:
        every = frozenset(measure for code in heap for measure in measures_of(indicators[code]))
        found.update(dict.fromkeys(heap, every))
    smaller = {code for heap in same for code in heap if any(match.first in heap for match in parts)}
    for match in parts:
        if match.second not in smaller:
            mine = next(heap for heap in same if match.first in heap)
            found.update(dict.fromkeys(mine, match.measures))
    return found
