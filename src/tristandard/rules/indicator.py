"""What one assessment asks, of whom, and what a breach costs: an indicator, and the item under which it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import Attribute, evolve, field, frozen

from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.errors import BadValue, as_text
from tristandard.basics.fields import coded, each_of, filled, kind_of, listed, one_line
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.points import exact, positive
from tristandard.rules.deductions.factor import NEVER, Earlier
from tristandard.rules.deductions.price import LinePrice, Price
from tristandard.rules.deductions.rule import Charged, DeductionRule, takes_the_item
from tristandard.rules.scope import SITE_AXES, UNIT_AXES, Scope, over
from tristandard.rules.standard import Standard
from tristandard.words.sentence import Sentence, Told

_AN_INDICATOR = Told("指标的编码", "the code of an indicator")
_DOTTED = Told(
    "请写所属考核、一点和由小写字母、数字、“_”组成的名称，如“civilized.litter”",
    'write its assessment, a dot and a name in small letters, digits and "_", such as "civilized.litter"',
)


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
