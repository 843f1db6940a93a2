"""Which indicators of different assessments ask the same question, and what a person settled.

A match is a human decision recorded as data, never inferred from labels.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any, final

from attrs import Attribute, field, frozen

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue, all_of, as_text
from tristandard.basics.fields import coded, each_of, filled, kind_of, listed, one_line_each, texts
from tristandard.basics.order import by_name
from tristandard.rules.scope import SITE_AXES, Scope, over
from tristandard.rules.standard import Standard
from tristandard.words.sentence import Sentence, Told


@final
class Relation(Enum):
    """How the first indicator of a match stands to the second."""

    #: Both ask the same question. Only this closes transitively.
    EQUAL = "equal"
    #: The first asks a part of what the second asks: the measures named.
    SUBSET_OF = "subset_of"
    #: The second asks a part of what the first asks: the measures named.
    SUPERSET_OF = "superset_of"
    #: They share a part; refused until that part is an indicator of its own.
    INTERSECTS = "intersects"


_OF_TWO = Told("两项指标的对照", "a match of two indicators")
_OF_ANOTHER = Told("请与另一套考核的指标对照", "match an indicator with one of another assessment")
_MEASURES_OF = Sentence("关系为 {relation} 的对照的测量项目", "the measures of a match with relation {relation}")
_NAME_COVERED = Told("请写明较小的一项所涵盖的测量项目", "name the measures that the smaller indicator covers")
_NO_MEASURES = Told("请删去测量项目", "leave the measures out")


@final
@frozen(kw_only=True)
class Match:
    """Two indicators, their relation, and why a person said so.

    `measures` are the measures of the larger indicator that the smaller one covers.
    """

    first: str = field(converter=as_text, validator=coded)
    second: str = field(converter=as_text, validator=coded)
    relation: Relation = field(default=Relation.EQUAL, validator=kind_of(Relation))
    measures: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    rationale: str = field(converter=as_text, validator=filled)

    def __attrs_post_init__(self) -> None:
        if self.first == self.second:
            raise BadValue(self.first, _OF_TWO, _OF_ANOTHER)
        part = self.relation in (Relation.SUBSET_OF, Relation.SUPERSET_OF)
        if part is not bool(self.measures):
            raise BadValue(
                sorted(self.measures),
                _MEASURES_OF(relation=self.relation.value),
                _NAME_COVERED if part else _NO_MEASURES,
            )
        if self.relation is not Relation.SUPERSET_OF and (part or self.first < self.second):
            return
        first, second = self.second, self.first
        object.__setattr__(self, "first", first)
        object.__setattr__(self, "second", second)
        object.__setattr__(self, "relation", Relation.SUBSET_OF if part else self.relation)


_HOSTS = Told("主办方的顺序", "an order of hosts")
_FIRST_CHOICE_FIRST = Told(
    "请写可以测量的考核，每套一次，首选在前",
    "name the assessments that may measure, each once, the first choice first",
)


def _in_order(owner: object, attribute: Attribute[tuple[str, ...]], hosts: tuple[str, ...]) -> None:
    one_line_each(owner, attribute, hosts)
    if not hosts or len(set(hosts)) < len(hosts):
        raise BadValue(list(hosts), _HOSTS, _FIRST_CHOICE_FIRST)


_A_USE = Sentence("指标 {code} 的用途", "the use of {code}")
_WRITE_WHY = Told("请写明理由", "write why")


def _with_reasons(owner: object, attribute: Attribute[Any], uses: tuple[tuple[str, str], ...]) -> None:
    one_line_each(owner, attribute, uses)
    for code, why in uses:
        if not why.strip():
            raise BadValue(why, _A_USE(code=code), _WRITE_WHY)


def _by_pair(matches: Iterable[Match]) -> tuple[Match, ...]:
    return tuple(sorted(all_of(matches, Match), key=lambda match: (match.first, match.second)))


@final
@frozen(kw_only=True)
class Crosswalk:
    """Matches that were agreed together: who measures, and on which ground they hold.

    Attributes:
        hosts: The codes of assessments, in an order: the first that is a member of a group measures it.
        where: The ground outside which each assessment stays alone; None where there is no such bound.
        uses: The indicators of one assessment that count one and the same measurement, each in an item of its own, with
            the reason; what is not declared here stands once for each assessment.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    hosts: tuple[str, ...] = field(converter=listed, validator=_in_order)
    where: Scope | None = field(default=None, validator=over(SITE_AXES, or_none=True))
    uses: tuple[tuple[str, str], ...] = field(default=(), converter=by_name, validator=_with_reasons)
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    matches: tuple[Match, ...] = field(default=(), converter=_by_pair)


_MEMBERS = Told("裁定所涉的指标", "the members that a ruling settles")
_TWO_OR_MORE = Told("请写两项以上的指标", "name two or more indicators")


def _several(owner: object, attribute: Attribute[frozenset[str]], members: frozenset[str]) -> None:
    one_line_each(owner, attribute, members)
    if len(members) < 2:
        raise BadValue(list(members), _MEMBERS, _TWO_OR_MORE)


@final
@frozen(kw_only=True)
class Ruling:
    """A person's decision where the higher of several standards does not exist.

    It names the exact set of members it settles; another member makes it stale.
    """

    members: frozenset[str] = field(converter=texts, validator=_several)
    standard: Standard = field(validator=kind_of(Standard))
    clause: Clause = field(validator=kind_of(Clause))
    why: str = field(converter=as_text, validator=filled)

    @property
    def code(self) -> str:
        """Its members, as messages tell them."""
        return " + ".join(sorted(self.members))
