"""Terms of one kind, or units, and how they nest: a place in a tree is said by its path, the ancestors first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, TristandardError, as_text, as_told, refuse
from tristandard.basics.fields import (
    as_text_if_any,
    coded,
    coded_if_any,
    each_of,
    filled,
    labelled,
    one_line,
    own_table,
)
from tristandard.basics.location import Located, Location, located
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.nouns import noun
from tristandard.basics.order import by_code
from tristandard.basics.shown import meant
from tristandard.words.sentence import Sentence, Told

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


_INSIDE_ITSELF = Sentence(
    "{kind} {circle} 属于自身；请给其中一个另定上级（parent），或不写上级",
    "the {kind} {circle} lies inside itself; give one of them another parent, or none",
)
_NOT_DECLARED = Sentence(
    "{used_by}写了{kind}“{code}”，规则集没有声明；请声明，或改正编码{near}",
    "{used_by} names the {kind} {code!r}, which is not declared; declare it, or mend the code{near}",
)
_DECLARED_TWICE = Sentence(
    "{kind}“{code}”声明了两次；请各用一个编码，或删去一个",
    "the {kind} {code!r} is declared twice; give each its own code, or drop one",
)


@final
@frozen
class CyclicTerm(TristandardError):
    """A term lies inside itself."""

    kind: Told = field(converter=noun)
    codes: tuple[str, ...]

    @property
    def told(self) -> Told:
        """Which terms go round in a circle, and what to do, in both languages."""
        return _INSIDE_ITSELF(kind=self.kind, circle=" → ".join(self.codes))

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class UnknownTerm(Located, TristandardError):
    """A code that the vocabulary does not have."""

    kind: Told = field(converter=noun)
    code: str
    used_by: Told = field(converter=as_told)
    #: What there is, to tell what was perhaps meant.
    known: tuple[str, ...] = ()
    #: The code of the term whose parent it is to be, if it is that.
    child: str = field(default="", kw_only=True)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which code is not declared, who uses it, and what to do, in both languages."""
        near = meant(self.code, self.known)
        told = _NOT_DECLARED(used_by=self.used_by, kind=self.kind, code=self.code, near=near)
        return located(self.locations, told)

    def __str__(self) -> str:
        return self.told[1]


@final
@frozen
class DuplicateCode(Located, TristandardError):
    """Two things of one kind have one code."""

    kind: Told = field(converter=noun)
    code: str
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """Which code is declared twice, and what to do, in both languages."""
        return located(self.locations, _DECLARED_TWICE(kind=self.kind, code=self.code))

    def __str__(self) -> str:
        return self.told[1]


T = TypeVar("T", Term, Unit)

_THE_TERM = Sentence("{kind}“{code}”", "the {kind} {code!r}")
_TREE = Sentence("{kind}的上下级关系不成立", "the {kind} tree cannot stand")
_NOT_TOO_DEEP = Sentence("不深于 {deepest} 级的{kind}", "a term ({kind}) at most {deepest} deep")
_LIE_HIGHER = Told(
    "请让它的层级高一些：以它的某个上级为上级（parent），或不写上级",
    "let it lie higher: give it one of its ancestors as parent, or none",
)
_A_KNOWN = Sentence("已声明的{kind}", "a known {kind}")
_GIVE_ONE_OF = Sentence("请写其中之一：{near}", "give one of {near}")
_GIVE_ONE_OF_MANY = Sentence("请写其中之一：{near} 等", "give one of {near} …")


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
                used_by = _THE_TERM(kind=noun(self.kind), code=term.code)
                problems.append(UnknownTerm(self.kind, term.parent, used_by, child=term.code))
        refuse(_TREE(kind=noun(self.kind)), [*problems, *self._misplaced()])

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
            yield BadValue(deep[0], _NOT_TOO_DEEP(kind=noun(self.kind), deepest=DEEPEST), _LIE_HIGHER)

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
            UnknownKey: When the tree has no such term.
        """
        if isinstance(code, str) and code in self._paths:
            return self._paths[code]
        give = _GIVE_ONE_OF_MANY if len(self._terms) > 12 else _GIVE_ONE_OF
        raise UnknownKey(code, _A_KNOWN(kind=noun(self.kind)), give(near=list(self._terms)[:12]))

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


def as_path(value: Path) -> Path:
    """Return a path of nothing but texts (an attrs converter); whatever is none is left to be refused."""
    if not isinstance(value, tuple) or (type(value) is tuple and all(type(code) is str for code in value)):
        return value
    return tuple(map(as_text, value))


def is_path(value: object) -> bool:
    """Return whether a value is a path: a tuple of codes, not deeper than any term lies."""
    return isinstance(value, tuple) and len(value) <= DEEPEST and all(isinstance(code, str) for code in value)
