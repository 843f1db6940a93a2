"""Areas and their nesting, zones, site types, sites, and the units that answer for them.

Areas, zones, site types, kinds of unit and units are each a tree of terms. A place in a tree is
said by its path, the ancestors first, so that whatever names an ancestor holds for all below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Generic, TypeVar, cast, final

from attrs import Attribute, define, field, frozen

from tristandard.basics.errors import (
    BadValue,
    TristandardError,
    as_text,
    as_text_if_any,
    check_name,
    coded,
    coded_if_any,
    each_of,
    filled,
    labelled,
    meant,
    one_line,
    own_table,
    refuse,
)
from tristandard.basics.location import Location, located
from tristandard.basics.order import by_code, by_name
from tristandard.basics.points import common, exact, plain, readable

#: A term with its ancestors first; the empty path is *any*.
Path = tuple[str, ...]

#: No term lies deeper in its tree, itself counted: whatever names a place asks about all its ancestors.
DEEPEST = 16


@final
@frozen(kw_only=True)
class Term:
    """One word of a vocabulary: an area, a zone, a site type, a kind of unit."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    parent: str | None = field(default=None, converter=as_text_if_any, validator=coded_if_any)


@final
@frozen(kw_only=True)
class Unit:
    """A responsible unit (责任单位): a district, a town, a department. It may belong to a parent."""

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    kind: str = field(converter=as_text, validator=coded)
    parent: str | None = field(default=None, converter=as_text_if_any, validator=coded_if_any)
    #: Codes of other systems, by the name of the system.
    external: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)


@final
@frozen
class CyclicTerm(TristandardError):
    """A term lies inside itself."""

    kind: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"the {self.kind} {' → '.join(self.codes)} lies inside itself; give one of them another parent, or none"


@final
@frozen
class UnknownTerm(TristandardError):
    """A code that the vocabulary does not have."""

    kind: str
    code: str
    used_by: str
    #: What there is, to tell what was perhaps meant.
    known: tuple[str, ...] = ()
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        remedy = f"declare it, or mend the code{meant(self.code, self.known)}"
        told = f"{self.used_by} names the {self.kind} {self.code!r}, which is not declared; {remedy}"
        return located(self.locations, told)


@final
@frozen
class DuplicateCode(TristandardError):
    """Two things of one kind have one code."""

    kind: str
    code: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    def __str__(self) -> str:
        told = f"the {self.kind} {self.code!r} is declared twice; give each its own code, or drop one"
        return located(self.locations, told)


T = TypeVar("T", Term, Unit)


@final
@define(frozen=True, slots=False)
class Tree(Generic[T]):
    """Terms of one kind, or units, and how they nest."""

    kind: str = field(converter=as_text, validator=filled)
    terms: tuple[T, ...] = field(default=(), converter=by_code, validator=each_of(Term | Unit))

    def __attrs_post_init__(self) -> None:
        problems: list[TristandardError] = []
        for term in self.terms:
            if self._terms[term.code] is not term:
                problems.append(DuplicateCode(self.kind, term.code))
            if term.parent is not None and term.parent not in self._terms:
                problems.append(UnknownTerm(self.kind, term.parent, f"the {self.kind} {term.code!r}"))
        refuse(f"the {self.kind} tree cannot stand", [*problems, *self._misplaced()])

    def _misplaced(self) -> Iterator[TristandardError]:
        """Yield each circle of terms, and the first term that lies too deep."""
        depths: dict[str | None, int] = {None: 0}
        for term in self.terms:
            way: dict[str, None] = {}
            at: str | None = term.code
            while at is not None and at in self._terms and at not in depths and at not in way:
                way[at] = None
                at = self._terms[at].parent
            if at in way:
                yield CyclicTerm(self.kind, _circle(list(way), str(at)))
            for depth, code in enumerate(reversed(way), depths.get(at, 0) + 1):
                depths[code] = 0 if at in way else depth
        deep = sorted(str(code) for code, depth in depths.items() if depth == DEEPEST + 1)
        if deep:
            yield BadValue(
                deep[0],
                f"a term ({self.kind}) at most {DEEPEST} deep",
                "let it lie higher: give it one of its ancestors as parent, or none",
            )

    @cached_property
    def _terms(self) -> Mapping[str, T]:
        return {term.code: term for term in self.terms}

    @cached_property
    def _paths(self) -> Mapping[str, Path]:
        return {term.code: self._trail(term.code) for term in self.terms}

    def _trail(self, code: str) -> Path:
        """Return the ancestors first, and the term itself."""
        trail: list[str] = []
        at: str | None = code
        while at is not None:
            trail.append(at)
            at = self._terms[at].parent
        return tuple(reversed(trail))

    def path(self, code: str) -> Path:
        """Return the ancestors and the term itself.

        Raises:
            BadValue: When the tree has no such term.
        """
        if isinstance(code, str) and code in self._paths:
            return self._paths[code]
        near = ", ".join(list(self._terms)[:12])
        raise BadValue(code, f"a known {self.kind}", f"give one of {near}{' …' if len(self._terms) > 12 else ''}")

    def __getitem__(self, code: str) -> T:
        return self._terms[self.path(code)[-1]]

    def __contains__(self, code: str) -> bool:
        return code in self._terms

    def __iter__(self) -> Iterator[T]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def grown(self, terms: Iterable[T]) -> Tree[T]:
        """Return the tree with more terms; one that it already has must be equal."""
        return Tree(self.kind, (*self.terms, *(term for term in by_code(terms) if self._terms.get(term.code) != term)))


def _circle(way: list[str], at: str) -> Path:
    """Return the circle at the end of a way that came back to a term, from its first code to
    itself, ancestors first.
    """
    circle = way[way.index(at) :]
    first = circle.index(min(circle))
    return tuple(reversed([*circle[first:], *circle[:first], circle[first]]))


@final
@frozen
class SharesOff(TristandardError):
    """The shares of a site's units do not add up to one."""

    site: str
    shares: tuple[tuple[str, Fraction], ...]

    def __str__(self) -> str:
        told = " + ".join(
            [*(f"{unit} {plain(share)}" for unit, share in self.shares[:12]), *(["…"] if len(self.shares) > 12 else [])]
        )
        exactly = sum((share for _, share in self.shares), Fraction(0))
        total = plain(exactly) if common([exactly]) else "a number of thousands of digits"
        return (
            f"the units of site {self.site!r} answer for {told} = {total}, not 1; let positive shares add up to "
            "exactly 1, or name no unit"
        )


def _shares(units: str | Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, Fraction], ...]:
    table = {units: Fraction(1)} if isinstance(units, str) else units
    return tuple(
        pair if type(pair) is tuple and type(pair[1]) is Fraction and readable(pair[1]) else (pair[0], exact(pair[1]))
        for pair in by_name(table)
    )  # kept: many sites share one


def as_path(value: Path) -> Path:
    """Return a path of nothing but texts (an attrs converter); whatever is none is left to be refused."""
    if not isinstance(value, tuple) or (type(value) is tuple and all(type(code) is str for code in value)):
        return value
    return tuple(map(as_text, value))


def is_path(value: object) -> bool:
    """Return whether a value is a path: a tuple of codes, not deeper than any term lies."""
    return isinstance(value, tuple) and len(value) <= DEEPEST and all(isinstance(code, str) for code in value)


def _a_path(owner: object, attribute: Attribute[Path], value: object) -> None:
    """Refuse whatever is not a path (an attrs validator)."""
    if not is_path(value):
        name = attribute.name
        raise BadValue(
            value,
            f"a path for `{name}` ({type(owner).__name__})",
            f'give its codes, the ancestors first: rules.paths["{name}"][code] has them',
        )
    for code in cast("Path", value):
        check_name(code)


@final
@frozen(kw_only=True)
class Site:
    """A place that is surveyed (点位): it stands in one area, in exactly one zone, and has one type.

    `units` are the units that answer for it with their shares, which add up to one; one code
    means the whole. Empty means that nobody is known to own it, which is reported.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(default="", converter=as_text, validator=one_line)
    area: Path = field(converter=as_path, validator=_a_path)
    zone: Path = field(converter=as_path, validator=_a_path)
    site_type: Path = field(converter=as_path, validator=_a_path)
    units: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_shares)
    #: Codes of other systems (GB/T 30428 component, grid), by the name of the system.
    external: Mapping[str, str] = field(factory=dict, hash=False, converter=own_table, validator=labelled)

    def __attrs_post_init__(self) -> None:
        shares = [share for _, share in self.units]
        if len(dict(self.units)) < len(shares):
            raise BadValue(
                [unit for unit, _ in self.units],
                f"a list of the units of site {self.code!r}",
                "name each unit once, with its whole share",
            )
        if shares and (sum(shares) != 1 or min(shares) <= 0):
            raise SharesOff(self.code, self.units)

    @property
    def point(self) -> tuple[Path, Path, Path]:
        """Where it stands, in the coordinates of a scope."""
        return self.area, self.zone, self.site_type
