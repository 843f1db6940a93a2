"""Strategies for sites that stand where a rule set asks something: one for each kind of place at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tristandard.basics.place import Site
from tristandard.basics.terms import Path
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import SITE_AXES, Scope
from tristandard.testing.strategies.places import shares

#: A kind of place: by axis, paths between which the rules make no difference.
PlaceKind = tuple[list[Path], ...]


def place_kinds(merged: MergedRules) -> list[PlaceKind]:
    """Return kinds of place where something is asked, and a few where nothing is; none that a scoring model which
    counts it gives no weight.
    """
    weighted = _weighted(merged.rule_set)
    asked, others = list[PlaceKind](), list[PlaceKind]()
    for kind in product(*_axes(merged.rule_set, weighted)):
        users = {user.assessment for question in asked_there(merged, kind) for user in question.users}
        codes = {axis: paths[0][-1] for axis, paths in zip(SITE_AXES, kind, strict=True)}
        if all(book not in users or axis not in codes or codes[axis] in weights for book, axis, weights in weighted):
            (asked if users else others).append(kind)
    return [*asked, *others[: len(asked) // 4 + 1]]


#: Which members of an axis a scoring model gives weight: the assessment, the axis and the weights.
_Weights = tuple[str, str, Mapping[str, Fraction]]


def _weighted(rules: RuleSet) -> list[_Weights]:
    """Return what scoring models weigh along an axis."""
    return [
        (book.code, node.axis, dict(node.weights))
        for book in rules.assessments
        for _, node in book.model.nodes
        if isinstance(node, Weighted) and node.axis and node.weights
    ]


def _axes(rules: RuleSet, weighted: Iterable[_Weights]) -> list[list[list[Path]]]:
    """Return by axis the paths, those together between which scopes and weights make no difference."""
    scopes = [
        *(one.scope for one in rules.indicators.values()),
        *(walk.where for walk in rules.crosswalks if walk.where is not None),
    ]
    axes = []
    for at, (axis, tree) in enumerate(zip(SITE_AXES, (rules.areas, rules.zones, rules.site_types), strict=True)):
        named = {extent[at] for scope in scopes for extent in scope.extents}
        over = [weights for _, weighed, weights in weighted if weighed == axis]
        alike: defaultdict[object, list[Path]] = defaultdict(list)
        for term in tree:
            path = tree.path(term.code)
            alike[_inside(path, named), tuple(term.code in weights for weights in over)].append(path)
        axes.append(list(alike.values()))
    return axes


def _inside(path: Path, named: Collection[Path]) -> Path:
    """Return the longest path among those named in which a path lies; the empty one where there is none."""
    return next((path[:length] for length in range(len(path), -1, -1) if path[:length] in named), ())


def standing_sites(draw: DrawFn, rules: RuleSet, kinds: list[PlaceKind], max_size: int, *, apart: bool) -> list[Site]:
    """Return one site or a few, mostly of units that somebody assesses, each of another where they lie apart; none
    where the rules have no places.
    """
    if not kinds:
        return []
    subjects = Scope.union(one.subjects for one in rules.indicators.values()) if rules.indicators else Scope.who()
    units = [unit.code for unit in rules.units]
    assessed = [code for code in units if subjects.covers(rules.subject(code))] or units
    who = (
        st.one_of(shares(units=assessed), shares(units=assessed), shares(units=units))
        if units
        else st.just(dict[str, Fraction]())
    )
    found, order = list[Site](), draw(st.permutations(assessed)) if apart else []
    for place in range(draw(st.integers(2 if apart and max_size > 1 else 1, max_size))):
        area, zone, site_type = map(draw, map(st.sampled_from, draw(st.sampled_from(kinds))))
        owners = order[place % len(order)] if order else draw(who)
        found.append(Site(code=f"s{place}", area=area, zone=zone, site_type=site_type, units=owners))
    return found


def asked_there(merged: MergedRules, kind: PlaceKind) -> Sequence[Question]:
    """Return what is asked at a kind of place."""
    area, zone, site_type = (paths[0] for paths in kind)
    return merged.questions((area, zone, site_type))
