"""One assessment as its own office wrote it: items, indicators, scoring model and publication."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import Attribute, evolve, field, frozen

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.errors import BadValue, as_text, whole_from
from tristandard.basics.fields import as_whole, coded, each_of, filled, kind_of, listed, one_line, one_line_each, texts
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.order import as_given, by_code
from tristandard.basics.points import exact, exact_if_any, plain, positive
from tristandard.basics.publication import Publication
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import LinePrice, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule, takes_the_item
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import Mark
from tristandard.rules.nodes.grade import UnitShare
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope, over
from tristandard.rules.standard import Standard
from tristandard.words.sentence import Sentence, Told

_AN_ASSESSMENT = Told("考核的编码", "the code of an assessment")
_ONE_WORD = Told(
    "请写一个由小写字母、数字和“_”组成的词，如“civilized”",
    'write one word of small letters, digits and "_", such as "civilized"',
)
_AN_INDICATOR = Told("指标的编码", "the code of an indicator")
_DOTTED = Told(
    "请写所属考核、一点和由小写字母、数字、“_”组成的名称，如“civilized.litter”",
    'write its assessment, a dot and a name in small letters, digits and "_", such as "civilized.litter"',
)


def _word(_: object, __: Attribute[str], code: str) -> None:
    if not isinstance(code, str) or not re.fullmatch("[a-z0-9_]+", code):
        raise BadValue(code, _AN_ASSESSMENT, _ONE_WORD)


def _dotted(_: object, __: Attribute[str], code: str) -> None:
    if not isinstance(code, str) or not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", code):
        raise BadValue(code, _AN_INDICATOR, _DOTTED)


@final
@frozen(kw_only=True)
class Item:
    """One heading of an assessment (考核项目) with its full mark, at which its deductions stop.

    Where `all_met`, it counts only when all of its indicators are met (各项全部达标方得分): any breach takes its mark.
    """

    code: str = field(converter=as_text, validator=coded)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(default="", converter=as_text, validator=one_line)
    full: Fraction = field(converter=exact, validator=positive)
    all_met: bool = field(default=False, validator=kind_of(bool))
    provenance: Provenance = field(default=Provenance.ILLUSTRATIVE, validator=kind_of(Provenance))


_MAY_BE = Sentence("{measure} 可以是{choice}", "{measure} may be {choice}")


@final
@frozen(kw_only=True)
class Indicator:
    """What one assessment asks, where, of whom, and what a breach costs (指标).

    `code` is ASCII and dotted, and starts with its assessment. The standard and the points each
    carry their own provenance.
    """

    code: str = field(converter=as_text, validator=_dotted)
    zh: str = field(converter=as_text, validator=filled)
    en: str = field(converter=as_text, validator=filled)
    item: str = field(converter=as_text, validator=coded)
    standard: Standard = field(validator=kind_of(Standard))
    scope: Scope = field(validator=over(SITE_AXES))
    subjects: Scope = field(validator=over(UNIT_AXES))
    deductions: tuple[DeductionRule, ...] = field(converter=listed, validator=each_of(DeductionRule))
    clauses: tuple[Clause, ...] = field(default=(), converter=listed, validator=each_of(Clause))
    standard_provenance: Provenance = field(validator=kind_of(Provenance))
    points_provenance: Provenance = field(validator=kind_of(Provenance))
    #: Whether its item counts only when all is met: it is the item that says so, and its assessment that tells here.
    needed: bool = field(default=False, init=False, eq=False, repr=False)

    def stands_in(self, *, needed: bool) -> Indicator:
        """Return the indicator as it stands in an item that counts only when all is met, or in another."""
        if self.needed is needed:
            return self
        found = evolve(self)
        object.__setattr__(found, "needed", needed)
        return found

    @property
    def assessment(self) -> str:
        """The code of the assessment that it belongs to."""
        return self.code.partition(".")[0]

    @property
    def informs(self) -> bool:
        """Whether a breach of it is told alone: none of its lines takes or gives points."""
        return bool(self.deductions) and all(rule.tariff.informs for rule in self.deductions)

    def charged(self, *, host: bool) -> tuple[DeductionRule, ...]:
        """Return the lines of its own that it charges where its assessment hosts the measurement, or where another
        does.
        """
        return tuple(rule for rule in self.deductions if host or rule.charged is Charged.EACH)

    def lines(self, bar: Standard, *, host: bool) -> tuple[DeductionRule, ...]:
        """Return the lines by which it is priced: those that it charges, and where its item counts only when all is
        met, that any breach of the bar in force takes the item.
        """
        charged = self.charged(host=host)
        return (*charged, takes_the_item(bar.measures)) if self.needed and not self.informs else charged

    def price(
        self,
        values: Mapping[str, Value],
        bar: Standard,
        findings: Sequence[Finding] = (),
        earlier: Earlier = NEVER,
        *,
        host: bool = True,
    ) -> dict[str | None, Price]:
        """Return what a place loses and gains for what was seen, against the bar in force there, by whom findings name
        (see `DeductionRule.price`).
        """
        found: dict[str | None, Price] = {}
        for rule in self.lines(bar, host=host):
            for unit, price in rule.price(values, bar, findings, earlier).items():
                found[unit] = found[unit] + price if unit in found else price
        return found

    def itemise(
        self,
        values: Mapping[str, Value],
        bar: Standard,
        findings: Sequence[Finding] = (),
        earlier: Earlier = NEVER,
        *,
        host: bool = True,
    ) -> tuple[LinePrice, ...]:
        """Return the price in its parts, line by line and finding by finding (see `DeductionRule.itemise`).

        That a breach takes the item, for its item says so, is the line after its own.
        """
        charged = self.charged(host=host)
        lines = [(line, rule) for line, rule in enumerate(self.deductions, 1) if rule in charged]
        lines += enumerate(self.lines(bar, host=host)[len(charged) :], len(self.deductions) + 1)
        return tuple(part for line, rule in lines for part in rule.itemise(values, bar, findings, earlier, line=line))

    def admits(self, values: Mapping[str, Value], measures: Mapping[str, Measure]) -> Told | None:
        """Return why values contradict each other, where an inspector chose points that the facts do
        not allow; else None.
        """
        for rule in self.deductions:
            for code in rule.measures:
                if refused := rule.tariff.refuses(code, values, measures):
                    return _MAY_BE(measure=code, choice=refused)
        return None


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
