"""Where an indicator holds, and who is assessed: finite unions of boxes over trees.

A scope (范围) is a union of extents over (area, zone, site type); subjects (对象) are a union over
(kind, unit). Both are the same algebra and so one class. Each coordinate of an extent is a path,
which holds for everything below it, or the empty path, which is *any*. The world is open: every
area known today is not *any*. `|` widens, `<=` is inclusion, `covers` is membership.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any, Self, final

from attrs import Attribute, field, frozen

from tristandard.basics.errors import BadValue, all_of, check_name
from tristandard.basics.place import DEEPEST, Path, as_path, is_path

#: The coordinates of a scope, and of subjects.
SITE_AXES = ("area", "zone", "site_type")
UNIT_AXES = ("kind", "unit")

Extent = tuple[Path, ...]


def spoken(axis: str) -> str:
    """Return what a coordinate is called in messages."""
    return {"site_type": "site type", "kind": "kind of unit"}.get(axis, axis)


def _ancestors(extent: Extent) -> Iterable[Extent]:
    """Return every extent that includes this one, itself among them."""
    return product(*[[path[:length] for length in range(len(path) + 1)] for path in extent])


def _normal(extents: object) -> frozenset[Extent]:
    """Drop what another extent includes. In an open world nothing else can be redundant."""
    listed: list[Any] = list(extents) if isinstance(extents, Iterable) else [extents]
    for extent in listed:
        _check_paths(extent)
    every: frozenset[Extent] = frozenset(tuple(map(as_path, extent)) for extent in listed)
    return frozenset(
        extent for extent in every if not any(wider in every for wider in _ancestors(extent) if wider != extent)
    )


def _check_paths(extent: object) -> None:
    if not isinstance(extent, tuple) or not all(map(is_path, extent)):
        raise BadValue(
            extent,
            f"an extent of paths, each at most {DEEPEST} deep",
            "give for each coordinate its codes in a tuple, the ancestors first; the empty path is any",
        )
    for path in extent:
        for code in path:
            check_name(code)


def check_point(point: Extent, axes: tuple[str, ...]) -> None:
    """Refuse what is no extent over some axes: one path for each."""
    _check_paths(point)
    if len(point) != len(axes):
        raise BadValue(point, f"an extent over {axes}", "give one path for each coordinate; the empty path is any")


def _axes(_: object, __: Attribute[tuple[str, ...]], axes: object) -> None:
    if axes not in (SITE_AXES, UNIT_AXES):
        raise BadValue(axes, "the coordinates of a scope", f"give {SITE_AXES} for places, or {UNIT_AXES} for subjects")


@final
@frozen(order=False, cache_hash=True)
class Scope:
    """A union of extents in normal form, so that `==` is meaning. Without extents it covers nothing."""

    axes: tuple[str, ...] = field(converter=as_path, validator=_axes)
    extents: frozenset[Extent] = field(default=frozenset(), converter=_normal)

    def __attrs_post_init__(self) -> None:
        for extent in self.extents:
            check_point(extent, self.axes)

    @classmethod
    def of(cls, *, area: Path = (), zone: Path = (), site_type: Path = ()) -> Self:
        """Return the scope of one extent of places; what is left out is any."""
        return cls(SITE_AXES, [(area, zone, site_type)])

    @classmethod
    def who(cls, *, kind: Path = (), unit: Path = ()) -> Self:
        """Return the subjects of one extent: a kind of unit, or a unit; what is left out is any."""
        return cls(UNIT_AXES, [(kind, unit)])

    @classmethod
    def union(cls, scopes: Iterable[Scope]) -> Scope:
        """Return the join of at least one scope, made at once."""
        if not (listed := all_of(scopes, Scope)):
            raise BadValue(listed, "a list of scopes to join", "give at least one")
        first, *others = listed
        return cls(first.axes, frozenset().union(first.extents, *(_like(first, other).extents for other in others)))

    def covers(self, point: Extent) -> bool:
        """Return whether a point lies in it: `Site.point`, or the paths of a unit's kind and of the unit."""
        check_point(point, self.axes)
        return any(extent in self.extents for extent in _ancestors(point))

    def __or__(self, other: Scope) -> Scope:
        """Return the wider of two scopes: what either covers (范围就宽, 对象就广)."""
        return Scope(self.axes, self.extents | _like(self, other).extents)

    def __le__(self, other: Scope) -> bool:
        return self | other == other

    def __str__(self) -> str:
        return " | ".join(sorted(_show(self.axes, extent) for extent in self.extents)) or "nowhere"


def over(axes: tuple[str, ...], *, or_none: bool = False) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses whatever is no scope over some axes: subjects where places are meant."""

    def check(owner: object, attribute: Attribute[Any], value: object) -> None:
        if not (value is None and or_none) and not (isinstance(value, Scope) and value.axes == axes):
            made = "Scope.of(area=…)" if axes == SITE_AXES else "Scope.who(kind=…)"
            raise BadValue(
                value,
                f"a scope over {', '.join(axes)} for `{attribute.name}` ({type(owner).__name__})",
                f"make it by {made}",
            )

    return check


def meeting(scopes: Iterable[Scope], most: int) -> tuple[list[Extent], bool]:
    """Return an extent for every set of scopes that some point lies in, at most so many; and whether these are all.

    Each is where some extents meet: a point that lies there, and in nothing smaller, is covered by the
    scopes that include it, and by no other.
    """
    extents = sorted({extent for scope in scopes for extent in scope.extents})
    found = dict.fromkeys(extents)
    todo = list(extents)
    while todo and len(found) <= most:
        one = todo.pop()
        met = [place for extent in extents if (place := _meet(one, extent)) is not None and place not in found]
        found.update(dict.fromkeys(met))
        todo += dict.fromkeys(met)
    return sorted(found)[:most], len(found) <= most


def _meet(one: Extent, other: Extent) -> Extent | None:
    """Return what lies in both of two extents, or None where nothing does."""
    pairs = [sorted(paths, key=len) for paths in zip(one, other, strict=True)]
    return (
        tuple(deeper for _, deeper in pairs)
        if all(deeper[: len(higher)] == higher for higher, deeper in pairs)
        else None
    )


def _like(one: Scope, other: Scope) -> Scope:
    if other.axes != one.axes:
        raise BadValue(other.axes, f"a scope over {one.axes}", "join scopes with scopes and subjects with subjects")
    return other


def _show(axes: tuple[str, ...], extent: Extent) -> str:
    return ", ".join(f"{axis}={path[-1]}" for axis, path in zip(axes, extent, strict=True) if path) or "any"
