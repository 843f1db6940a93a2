"""Where an indicator holds, and who is assessed: finite unions of boxes over trees.

A scope (范围) is a union of extents over (area, zone, site type); subjects (对象) are a union over
(kind, unit). Both are the same algebra and so one class. Each coordinate of an extent is a path,
which holds for everything below it, or the empty path, which is *any*. The world is open: every
area known today is not *any*. `|` widens, `<=` is inclusion, `covers` is membership.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import Any, Self, final

from attrs import Attribute, field, frozen

from tristandard.basics.errors import BadValue, all_of
from tristandard.basics.fields import check_name, for_field
from tristandard.basics.nouns import KIND_OF_UNIT, SITE_TYPE
from tristandard.basics.terms import DEEPEST, Path, as_path, is_path
from tristandard.words.sentence import Sentence, Told

#: The coordinates of a scope, and of subjects.
SITE_AXES = ("area", "zone", "site_type")
UNIT_AXES = ("kind", "unit")

Extent = tuple[Path, ...]


def spoken(axis: str) -> str:
    """Return what a coordinate is called in messages."""
    return {"site_type": SITE_TYPE[1], "kind": KIND_OF_UNIT[1]}.get(axis, axis)


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


_AN_EXTENT = Sentence(
    "由路径组成的范围，每条路径不超过 {deepest} 级", "an extent of paths, each at most {deepest} deep"
)
_CODES_IN_A_TUPLE = Told(
    "请为每个坐标写出由上到下的编码元组；空路径为不限",
    "give for each coordinate its codes in a tuple, the ancestors first; the empty path is any",
)
_AN_EXTENT_OVER = Sentence("{axes} 上的范围", "an extent over {axes}")
_ONE_PATH_EACH = Told(
    "请为每个坐标写一条路径；空路径为不限", "give one path for each coordinate; the empty path is any"
)
_COORDINATES = Told("范围的坐标", "the coordinates of a scope")
_GIVE_AXES = Sentence("地点请写 {places}，对象请写 {subjects}", "give {places} for places, or {subjects} for subjects")
_TO_JOIN = Told("要合并的范围的列表", "a list of scopes to join")
_AT_LEAST_ONE = Told("请至少给出一个", "give at least one")
_A_SCOPE = Sentence("{axes} 上的范围{where}", "a scope over {axes}{where}")
_MADE_OF = Told("Scope.of(area=…)", "Scope.of(area=…)")
_MADE_WHO = Told("Scope.who(kind=…)", "Scope.who(kind=…)")
_MAKE_IT_BY = Sentence("请用 {made} 写出", "make it by {made}")
_JOIN_LIKE = Told("范围请与范围合并，对象请与对象合并", "join scopes with scopes and subjects with subjects")


def _check_paths(extent: object) -> None:
    if not isinstance(extent, tuple) or not all(map(is_path, extent)):
        raise BadValue(
            extent,
            _AN_EXTENT(deepest=DEEPEST),
            _CODES_IN_A_TUPLE,
        )
    for path in extent:
        for code in path:
            check_name(code)


def check_point(point: Extent, axes: tuple[str, ...]) -> None:
    """Refuse what is no extent over some axes: one path for each."""
    _check_paths(point)
    if len(point) != len(axes):
        raise BadValue(point, _AN_EXTENT_OVER(axes=str(axes)), _ONE_PATH_EACH)


def _axes(_: object, __: Attribute[tuple[str, ...]], axes: object) -> None:
    if axes not in (SITE_AXES, UNIT_AXES):
        raise BadValue(axes, _COORDINATES, _GIVE_AXES(places=str(SITE_AXES), subjects=str(UNIT_AXES)))


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
            raise BadValue(listed, _TO_JOIN, _AT_LEAST_ONE)
        first, *others = listed
        return cls(first.axes, frozenset().union(first.extents, *(_like(first, other).extents for other in others)))

    def covers(self, point: Extent) -> bool:
        """Return whether a point lies in it: `Site.point`, or the paths of a unit's kind and of the unit."""
        check_point(point, self.axes)
        return any(extent in self.extents for extent in _ancestors(point))

    def __or__(self, other: Scope) -> Scope:
        """Return the wider of two scopes: what either covers (范围就宽, 对象就广)."""
        if not isinstance(other, Scope):
            return NotImplemented
        return Scope(self.axes, self.extents | _like(self, other).extents)

    def __le__(self, other: Scope) -> bool:
        return self | other == other if isinstance(other, Scope) else NotImplemented

    def __str__(self) -> str:
        return " | ".join(sorted(_show(self.axes, extent) for extent in self.extents)) or "nowhere"


def over(axes: tuple[str, ...], *, or_none: bool = False) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that refuses whatever is no scope over some axes: subjects where places are meant."""
    return partial(_over, axes, or_none)


def _over(axes: tuple[str, ...], or_none: bool, owner: object, attribute: Attribute[Any], value: object) -> None:
    if (value is None and or_none) or (isinstance(value, Scope) and value.axes == axes):
        return
    made = _MADE_OF if axes == SITE_AXES else _MADE_WHO
    raise BadValue(value, _A_SCOPE(axes=axes, where=for_field(owner, attribute)), _MAKE_IT_BY(made=made))


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
    pairs = [sorted(paths) for paths in zip(one, other, strict=True)]
    return (
        tuple(deeper for _, deeper in pairs)
        if all(deeper[: len(higher)] == higher for higher, deeper in pairs)
        else None
    )


def _like(one: Scope, other: Scope) -> Scope:
    if other.axes != one.axes:
        raise BadValue(other.axes, _A_SCOPE(axes=str(one.axes), where=""), _JOIN_LIKE)
    return other


def _show(axes: tuple[str, ...], extent: Extent) -> str:
    return ", ".join(f"{axis}={path[-1]}" for axis, path in zip(axes, extent, strict=True) if path) or "any"
