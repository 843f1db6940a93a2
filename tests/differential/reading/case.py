"""What a reading is given: rules, sites, a period, reports, figures from outside, and what earlier periods found."""

from collections.abc import Mapping
from fractions import Fraction

from attrs import field, frozen

import tristandard as ts

ZERO = Fraction(0)
ONE = Fraction(1)


@frozen(kw_only=True)
class Case:
    """One period as an official has it on the desk.

    `givens` are figures by (assessment, name, unit); None does not apply, and no entry was not given.
    `history` says by site and measure how many periods back it was breached.
    """

    rules: ts.RuleSet
    sites: tuple[ts.Site, ...]
    period: ts.Period
    observations: tuple[ts.Observation, ...]
    givens: Mapping[tuple[str, str, str], Fraction | None] = field(factory=dict)
    history: Mapping[str, Mapping[str, tuple[int, ...]]] = field(factory=dict)

    def measure(self, code: str) -> ts.Measure:
        """Return a measure by its code."""
        return next(one for one in self.rules.measures if one.code == code)

    def unit(self, code: str) -> ts.Unit:
        """Return a unit by its code."""
        return next(one for one in self.rules.units.terms if one.code == code)

    def children(self, code: str) -> list[str]:
        """Return the units that belong to a unit."""
        return [one.code for one in self.rules.units.terms if one.parent == code]

    def ancestors(self, code: str) -> set[str]:
        """Return the units above a unit."""
        found = set()
        above = self.unit(code).parent
        while above is not None:
            found.add(above)
            above = self.unit(above).parent
        return found
