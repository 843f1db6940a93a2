"""Where every term of a vocabulary stands: its tree and its path, by the coordinate of scopes and subjects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from tristandard.basics.terms import Path, Term, Tree, Unit


def by_axis(
    areas: Tree[Term], zones: Tree[Term], site_types: Tree[Term], kinds: Tree[Term], units: Tree[Unit]
) -> Mapping[str, Tree[Term] | Tree[Unit]]:
    """Return the trees of a vocabulary by the coordinate of scopes and subjects."""
    return {"area": areas, "zone": zones, "site_type": site_types, "kind": kinds, "unit": units}


def paths(trees: Mapping[str, Tree[Term] | Tree[Unit]]) -> Mapping[str, Mapping[str, Path]]:
    """Return the path of every term, by the coordinate of its tree, then by code."""
    return {axis: _Paths(tree) for axis, tree in trees.items()}


@final
class _Paths(dict[str, Path]):
    """The paths of a tree by code; a code that it does not have is told in words of this library."""

    def __init__(self, tree: Tree[Term] | Tree[Unit]) -> None:
        super().__init__({term.code: tree.path(term.code) for term in tree})
        self._tree = tree

    def __missing__(self, code: str) -> Path:
        return self._tree.path(code)
