"""Strategies for where and of whom something is asked: extents, scopes and subjects."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tristandard.basics.terms import Term, Tree, Unit
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Extent, Scope
from tristandard.testing.strategies.places import SITE_TREES, UNIT_TREES, Trees, paths


def extents(*, trees: Trees = SITE_TREES) -> SearchStrategy[Extent]:
    """Return extents, each coordinate a path or *any*."""
    return _extents(tuple(trees))


@cache
def _extents(trees: tuple[Tree[Term] | Tree[Unit], ...]) -> SearchStrategy[Extent]:
    return st.tuples(*(paths(tree, anywhere=True) for tree in trees))


def areas_written(*, trees: Trees = SITE_TREES, min_size: int = 0) -> SearchStrategy[list[Extent]]:
    """Return extents as somebody may list them, one within another among them."""
    return st.lists(extents(trees=trees), min_size=min_size, max_size=3)


def scopes(*, trees: Trees = SITE_TREES, min_size: int = 1) -> SearchStrategy[Scope]:
    """Return scopes whose areas, zones and site types nest; nowhere too, with `min_size` 0."""
    return _scopes(tuple(trees), min_size)


@cache
def _scopes(trees: tuple[Tree[Term] | Tree[Unit], ...], min_size: int) -> SearchStrategy[Scope]:
    axes = SITE_AXES if len(trees) == len(SITE_AXES) else UNIT_AXES
    return areas_written(trees=trees, min_size=min_size).map(lambda listed: Scope(axes, frozenset(listed)))


def subjects(*, trees: Trees = UNIT_TREES, min_size: int = 1) -> SearchStrategy[Scope]:
    """Return who is assessed: kinds of unit and single units, which nest."""
    return scopes(trees=trees, min_size=min_size)
