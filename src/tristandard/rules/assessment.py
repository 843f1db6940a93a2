"""One assessment as its own office wrote it: items, indicators, scoring model and publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen
from attrs.validators import matches_re, min_len

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.measure import Value
from tristandard.basics.points import Publication, exact
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard


@final
@frozen(kw_only=True)
class Item:
    """One heading of an assessment (考核项目) with its full mark, at which its deductions stop."""

    code: str = field(validator=min_len(1))
    zh: str
    en: str = ""
    full: Fraction = field(converter=exact)
    provenance: Provenance = Provenance.ILLUSTRATIVE


@final
@frozen(kw_only=True)
class Indicator:
    """What one assessment asks, where, of whom, and what a breach costs (指标).

    `code` is ASCII and dotted, and starts with its assessment. The standard and the points each
    carry their own provenance.
    """

    code: str = field(validator=matches_re(r"[a-z0-9_]+(\.[a-z0-9_]+)+"))
    zh: str
    en: str
    item: str
    standard: Standard
    scope: Scope
    subjects: Scope
    deductions: tuple[DeductionRule, ...]
    clauses: tuple[Clause, ...] = ()
    standard_provenance: Provenance
    points_provenance: Provenance

    @property
    def assessment(self) -> str:
        """The code of the assessment that it belongs to."""
        return self.code.partition(".")[0]

    def price(self, values: Mapping[str, Value], bar: Standard) -> Fraction:
        """Return the points that a place loses for what was seen, against the bar in force there."""
        return sum((rule.price(values, bar) for rule in self.deductions), Fraction(0))


@final
class TieRule(Enum):
    """Which scores share a place; places after a tie are skipped (1, 2, 2, 4)."""

    #: Only equal exact scores share a place, even where their printed scores are the same.
    EXACT = "exact"
    #: Equal published scores share a place.
    PUBLISHED = "published"


def _by_code(things: Iterable[Item] | Iterable[Indicator]) -> tuple[object, ...]:
    return tuple(sorted(things, key=lambda thing: thing.code))


@final
@frozen(kw_only=True)
class Assessment:
    """A rule book of one office (测评): its own items, indicators, model and way to publish."""

    code: str = field(validator=matches_re(r"[a-z0-9_]+"))
    zh: str
    en: str
    office: str
    items: tuple[Item, ...] = field(converter=_by_code)
    indicators: tuple[Indicator, ...] = field(default=(), converter=_by_code)
    model: Model
    publication: Publication = Publication()
    ties: TieRule = TieRule.EXACT
    clauses: tuple[Clause, ...] = ()
