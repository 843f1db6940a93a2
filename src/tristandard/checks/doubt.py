"""Something in rules that is allowed, but seldom meant."""

from __future__ import annotations

from typing import final

from attrs import field, frozen

from tristandard.basics.errors import TristandardError, as_told
from tristandard.basics.location import Address, Located, Location, located
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.wording.names import name_indicator
from tristandard.words.sentence import Sentence, Told

#: What an indicator is called, of which something is doubted.
INDICATOR = Sentence("{indicator}", "indicator {indicator!r}")
_SELDOM_MEANT = Sentence("{subject}{why}；{remedy}", "{subject} {why}; {remedy}")


@final
@frozen
class Doubt(Located, TristandardError):
    """Something that is allowed, but seldom meant: a person should look at it."""

    subject: Told = field(converter=as_told)
    why: Told = field(converter=as_told)
    remedy: Told = field(converter=as_told)
    #: Where what it names is written, if in files.
    locations: tuple[Location, ...] = field(default=(), kw_only=True)

    @property
    def told(self) -> Told:
        """What a person should look at, why, and what to do, in both languages."""
        return located(self.locations, _SELDOM_MEANT(subject=self.subject, why=self.why, remedy=self.remedy))

    def __str__(self) -> str:
        return self.told[1]


def on_lines(rules: RuleSet, indicator: Indicator, why: Told, remedy: Told, *beside: Address) -> Doubt:
    """Return a doubt about the lines of an indicator."""
    locations = rules.locations.of(("indicators", indicator.code, "deductions"), *beside)
    return Doubt(INDICATOR(indicator=name_indicator(rules, indicator.code)), why, remedy, locations=locations)
