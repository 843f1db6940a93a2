"""One assessment as its own office wrote it: items, indicators, scoring model, places and publication."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import Attribute, field, frozen

from tristandard.basics.clause import Clause
from tristandard.basics.errors import BadValue, as_text, whole_from
from tristandard.basics.fields import as_whole, each_of, filled, kind_of, listed, one_line_each, texts
from tristandard.basics.order import as_given, by_code
from tristandard.basics.points import exact_if_any, plain, positive
from tristandard.basics.publication import Publication
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import Mark
from tristandard.rules.nodes.grade import UnitShare
from tristandard.words.sentence import Sentence, Told

_AN_ASSESSMENT = Told("考核的编码", "the code of an assessment")
_ONE_WORD = Told(
    "请写一个由小写字母、数字和“_”组成的词，如“civilized”",
    'write one word of small letters, digits and "_", such as "civilized"',
)


def _word(_: object, __: Attribute[str], code: str) -> None:
    if not isinstance(code, str) or not re.fullmatch("[a-z0-9_]+", code):
        raise BadValue(code, _AN_ASSESSMENT, _ONE_WORD)


_A_NUMBER_FOR = Sentence("`{name}` 的数", "a number for `{name}`")
_WHOLE_FROM_ONE = Told("请写 1 以上的整数", "write a whole number from 1")


def _from_one(_: object, attribute: Attribute[int], value: int) -> None:
    if not whole_from(value, 1):
        raise BadValue(value, _A_NUMBER_FOR(name=attribute.name), _WHOLE_FROM_ONE)


@final
class TieRule(Enum):
    """Which score decides places, gates, grades and bonuses."""

    #: The exact one: only equal exact scores share a place, even where their printed scores are the same.
    EXACT = "exact"
    #: The published one: equal published scores share a place, and a mark is reached as it is printed.
    PUBLISHED = "published"


@final
class AfterTies(Enum):
    """Which place follows on a tie."""

    #: Places are left free, as many as share one (1, 2, 2, 4).
    SKIP = "skip"
    #: The next (1, 2, 2, 3).
    DENSE = "dense"


@final
class Ranks(Enum):
    """Which scores get a place."""

    #: Only those with nothing left unmeasured.
    COMPLETE = "complete"
    #: Every score, with the places it may still move between.
    SCORED = "scored"


_A_WEIGHT = Told("带入得分的权重", "the weight of a score that is carried")
_BELOW_HUNDRED = Told("请写小于 100 的比例，单位为 %", "write a share below 100, in %")


def _bottom(value: Any) -> Any:
    found: Any = UnitShare.parsed(value)
    return found if isinstance(found, UnitShare) else as_whole(found)


def _from_one_or_share(owner: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, UnitShare):
        _from_one(owner, attribute, value)  # type: ignore[arg-type]


@final
@frozen(kw_only=True)
class Carry:
    """A unit that was in the bottom group of its kind in so many periods running counts in its parent's score (结转).

    Attributes:
        bottom: How many of the last places are the bottom group, or which share of the units that have a place.
        periods: In how many periods running, the last of them the one before the present.
        weight: What its score then counts in its parent's, in %; None where it counts as much as the parent's own.
    """

    bottom: int | UnitShare = field(converter=_bottom, validator=_from_one_or_share)
    periods: int = field(converter=as_whole, validator=_from_one)
    weight: Fraction | None = field(default=None, converter=exact_if_any, validator=positive)

    def __attrs_post_init__(self) -> None:
        if self.weight is not None and self.weight >= 100:
            raise BadValue(plain(self.weight), _A_WEIGHT, _BELOW_HUNDRED)

    def share(self, units: int) -> Fraction:
        """Return what each of so many units that are carried counts in their parent's score, of 1."""
        return Fraction(1, units + 1) if self.weight is None else self.weight / 100


@final
@frozen(kw_only=True)
class Assessment:
    """A rule book of one office (测评): its own items, indicators, model and way to publish."""

    code: str = field(converter=as_text, validator=_word)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    office: str = field(converter=as_text, validator=filled)
    #: In the order in which the rule set lists them, which is the one that reports have.
    items: tuple[Item, ...] = field(converter=as_given, validator=each_of(Item))
    indicators: tuple[Indicator, ...] = field(default=(), converter=by_code, validator=each_of(Indicator))
    model: Model = field(validator=kind_of(Model))
    publication: Publication = field(default=Publication(), validator=kind_of(Publication))
    ties: TieRule = field(default=TieRule.EXACT, validator=kind_of(TieRule))
    #: The nodes by which ties are broken, the first before the next; scores that are alike in all share a place.
    ties_by: tuple[str, ...] = field(default=(), converter=listed, validator=one_line_each)
    after_ties: AfterTies = field(default=AfterTies.SKIP, validator=kind_of(AfterTies))
    ranks: Ranks = field(default=Ranks.COMPLETE, validator=kind_of(Ranks))
    #: Kinds of unit that are shown without a place.
    unranked: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    #: Kinds of unit that are answerable by name (条线部门): they stand at every site where findings may name them.
    named: frozenset[str] = field(default=frozenset(), converter=texts, validator=one_line_each)
    #: A warning goes out where an item loses more than this share of its mark; None for no warnings.
    warning: Mark | None = field(default=None, validator=kind_of(Mark | None))
    carry: Carry | None = field(default=None, validator=kind_of(Carry | None))
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))

    def __attrs_post_init__(self) -> None:
        needing = {item.code for item in self.items if item.all_met}
        indicators = tuple(one.stands_in(needed=one.item in needing) for one in self.indicators)
        object.__setattr__(self, "indicators", indicators)

    def deciding(self, score: Fraction) -> Fraction:
        """Return the number by which a score has its place, passes a gate, and earns a grade or a bonus: the exact
        one, or the published one where `ties` says so.
        """
        return score if self.ties is TieRule.EXACT else Fraction(self.publication.publish(score))
