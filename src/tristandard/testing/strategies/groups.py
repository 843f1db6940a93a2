"""Strategies for groups of indicators that are one question, and for the crosswalks that match them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import final

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, composite

from tristandard.basics.measure import Measure
from tristandard.rules.acceptance import End, Forms, Range
from tristandard.rules.crosswalk import Crosswalk, Match, Relation
from tristandard.rules.standard import Ask, Standard
from tristandard.testing.strategies.basics import labels
from tristandard.testing.strategies.matched import Goal, crosswalks
from tristandard.testing.strategies.measures import MEASURES
from tristandard.testing.strategies.scopes import scopes
from tristandard.testing.strategies.standards import meetable


@composite
def _matched(draw: DrawFn, *, classes: Sequence[Sequence[str]], covered: Sequence[frozenset[str]]) -> list[Match]:
    """Return the matches that make one group of classes of equal questions, the largest first."""
    why = draw(labels())
    found = [Match(first=one, second=other, rationale=why) for members in classes for one, other in pairwise(members)]
    for place, smaller in enumerate(classes):
        for larger in classes[:place]:
            one, other, relation = smaller[0], larger[0], Relation.SUBSET_OF
            if draw(st.booleans()):
                one, other, relation = other, one, Relation.SUPERSET_OF
            found.append(Match(first=one, second=other, relation=relation, measures=covered[place], rationale=why))
    return found


def _against(measure: Measure) -> tuple[Ask, Ask]:
    """Return two demands on one measure that nothing meets together."""
    if measure.forms:
        one, other, *_ = sorted(measure.forms)
        return Ask(measure, Forms(accepted=frozenset({one}))), Ask(measure, Forms(required=frozenset({other})))
    return Ask(measure, Range(limit=End(1))), Ask(measure, Range(floor=End(2)))


@composite
def _contradicting(draw: DrawFn, *, count: int) -> list[Standard]:
    """Return standards whose join nobody can meet, or that cannot be compared."""
    first, second = draw(st.lists(st.sampled_from(MEASURES), min_size=2, max_size=2, unique=True))
    one, other = _against(first)
    if draw(st.booleans()):
        one, other = Ask(first, one.acceptance), _against(second)[1]
    return [Standard([one]), *[Standard([other])] * (count - 1)]


@final
@frozen
class Group:
    """Indicators that are to be matched: classes of equal questions, what each asks, and which are two uses in one
    assessment.
    """

    classes: tuple[tuple[str, ...], ...]
    covered: tuple[frozenset[str], ...]
    standards: Mapping[str, Standard]
    ruled: bool = False
    uses: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """All of them, the largest question's first."""
        return tuple(code for members in self.classes for code in members)


#: What ends the code of an indicator that is a second use of one measurement; it stands in an item of its own.
AGAIN = "_again"


@composite
def grouped(draw: DrawFn, *, name: str, books: Sequence[str], goal: Goal, contradict: bool) -> Group:
    """Return a group of indicators of some assessments, which may hold one of them twice, or contradict itself."""
    chosen = draw(st.lists(st.sampled_from(books), min_size=2, unique=True))
    members = tuple(f"{book}.{name}" for book in chosen)
    uses: tuple[str, ...] = ()
    if draw(st.integers(0, 3)) == 3:
        uses = members[0], f"{members[0]}{AGAIN}"
        members = (*members[: draw(st.integers(1, len(members)))], uses[1], *members[1:])
        members = tuple(dict.fromkeys(members))
    if contradict:
        return Group(
            (members,),
            (frozenset(),),
            dict(zip(members, draw(_contradicting(count=len(members))), strict=True)),
            ruled=True,
            uses=uses,
        )
    asked = draw(st.lists(st.sampled_from(list(goal)), min_size=1, max_size=3, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, len(members) - 1), max_size=2)))
    classes = tuple(members[start:end] for start, end in zip([0, *cuts], [*cuts, len(members)], strict=True))
    covers, found = [asked], dict[str, Standard]()
    for _ in classes[1:]:
        covers.append(covers[-1][: draw(st.integers(1, len(covers[-1])))])
    for part, cover in zip(classes, covers, strict=True):
        for place, code in enumerate(part):
            depth = draw(st.integers(1, len(cover))) if place else len(cover)
            found[code] = draw(meetable(goal={measure: goal[measure] for measure in cover[:depth]}))
    covered = tuple(frozenset(measure.code for measure in cover) for cover in covers)
    return Group(classes, covered, found, uses=uses)


@composite
def agreed_on(draw: DrawFn, *, groups: Sequence[Group]) -> list[Crosswalk]:
    """Return the crosswalks of some groups: one for each, several in one, or one group in two."""
    found: list[Crosswalk] = []
    for place, group in enumerate(groups):
        hosts = [code.partition(".")[0] for code in group.members]
        agreed = draw(_matched(classes=group.classes, covered=group.covered))
        fitting = [crosswalk for crosswalk in found if not set(crosswalk.hosts).isdisjoint(hosts)]
        joins: bool = draw(st.booleans())
        uses = [(code, "各计一次") for code in group.uses]
        if fitting and joins:
            more = evolve(fitting[0], matches=[*fitting[0].matches, *agreed], uses=[*fitting[0].uses, *uses])
            found[found.index(fitting[0])] = more
            continue
        whole = draw(crosswalks(code=f"agreed_{place}", hosts=hosts, agreed=agreed, where=draw(st.none() | scopes())))
        cut = draw(st.integers(0, len(agreed) - 1))
        found.append(evolve(whole, matches=agreed[cut:], uses=uses))
        if cut:
            found.append(evolve(whole, code=f"{whole.code}_too", matches=agreed[:cut]))
    return found
