"""Strategies for terms and their trees, units, points of scopes, and sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.basics.place import Site
from tristandard.basics.terms import Path, Term, Tree, Unit
from tristandard.rules.scope import Extent
from tristandard.testing.strategies.basics import labels


def _tree(kind: str, **parents: str | None) -> Tree[Term]:
    return Tree(kind, [Term(code=code, zh=code, parent=parent) for code, parent in parents.items()])


AREAS = _tree("area", city=None, east="city", west="city", river="east")
ZONES = _tree("zone", built_up=None, township=None, village=None, hamlet="village")
SITE_TYPES = _tree("site type", street=None, lane="street", market=None)
KINDS = _tree("kind of unit", district=None, office=None, bureau="office")
UNITS: Tree[Unit] = Tree(
    "unit",
    [
        Unit(code="east_district", zh="东区", kind="district"),
        Unit(code="river_street", zh="河街", kind="district", parent="east_district"),
        Unit(code="greening", zh="园林", kind="bureau"),
    ],
)

#: The terms that scopes, then subjects, are said in, by coordinate.
SITE_TREES = (AREAS, ZONES, SITE_TYPES)
UNIT_TREES = (KINDS, UNITS)

Trees = Sequence[Tree[Term] | Tree[Unit]]


def terms(*, code: str = "east", parents: Sequence[str | None] = (None,)) -> SearchStrategy[Term]:
    """Return words of a vocabulary with a given code, each below one of the parents given."""
    return st.builds(Term, code=st.just(code), zh=labels(), en=labels(min_size=0), parent=st.sampled_from(parents))


def units(
    *,
    code: str = "east_district",
    kinds: Sequence[str] = ("district", "office"),
    parents: Sequence[str | None] = (None,),
) -> SearchStrategy[Unit]:
    """Return responsible units with a given code, each of one of the kinds and below one of the parents given."""
    return st.builds(
        Unit,
        code=st.just(code),
        zh=labels(),
        en=labels(min_size=0),
        kind=st.sampled_from(kinds),
        parent=st.sampled_from(parents),
        external=_external(),
    )


@composite
def trees(draw: DrawFn, *, kind: str = "area", codes: Sequence[str] = ("city", "east", "river")) -> Tree[Term]:
    """Return trees of some terms, from none to all of the codes given, each below one before it or below none."""
    there = codes[: draw(st.integers(0, len(codes)))]
    return Tree(kind, [draw(terms(code=code, parents=[None, *there[:place]])) for place, code in enumerate(there)])


def _external() -> SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(["grid", "case"]), st.sampled_from(["0423", "=1"]), max_size=2)


def paths(tree: Tree[Term] | Tree[Unit], *, anywhere: bool = False, fresh: bool = False) -> SearchStrategy[Path]:
    """Return paths of a tree: with `anywhere` also the empty one, *any*; with `fresh` also codes that it does not have,
    alone or below one it has.
    """
    there: list[Path] = [*([()] if anywhere else []), *(tree.path(term.code) for term in tree)]
    known = st.sampled_from(there)
    if not fresh:
        return known
    alone = st.just(("fresh",))
    return st.one_of(known, alone, known.map(lambda path: (*path, "fresh"))) if there else alone


def site_points(*, trees: Trees = SITE_TREES, fresh: bool = True) -> SearchStrategy[Extent]:
    """Return where sites stand (area, zone, site type), with a fresh code in any coordinate."""
    return st.tuples(*(paths(tree, fresh=fresh) for tree in trees))


def unit_points(*, trees: Trees = UNIT_TREES, fresh: bool = True) -> SearchStrategy[Extent]:
    """Return where units stand (kind, unit), with a fresh code in any coordinate."""
    return site_points(trees=trees, fresh=fresh)


def shares(
    *, units: Iterable[str] = ("east_district", "river_street", "greening")
) -> SearchStrategy[dict[str, Fraction]]:
    """Return which units answer for a site: one, two in parts that add up to one, or none."""
    some = st.lists(st.sampled_from(sorted(units)), unique=True, min_size=1, max_size=2)
    known = st.one_of(some, some, st.just(list[str]()))
    part = st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction("0.2")])
    return st.builds(
        lambda codes, first: dict(zip(codes, [first, 1 - first] if len(codes) > 1 else [Fraction(1)], strict=False)),
        known,
        part,
    )


def sites(
    *,
    trees: Trees = SITE_TREES,
    units: Iterable[str] = ("east_district", "river_street", "greening"),
    code: SearchStrategy[str] | None = None,
) -> SearchStrategy[Site]:
    """Return sites on known ground."""
    area, zone, site_type = (paths(tree) for tree in trees)
    return st.builds(
        Site,
        code=code if code is not None else st.sampled_from(["s1", "s2", "0001"]),
        zh=labels(min_size=0),
        area=area,
        zone=zone,
        site_type=site_type,
        units=shares(units=units),
        external=_external(),
    )
