"""What a line takes or gives for one measure, before its cap."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from tristandard.basics.finding import Finding
from tristandard.rules.standard import Ask


class Taken(NamedTuple):
    """What a line takes or gives for one measure before its cap: for one finding, or for what no finding reports."""

    ask: Ask
    finding: Finding | None
    #: What a finding counts beyond the bar; None where the value alone was reported.
    quantity: Fraction | None
    points: Fraction

    @property
    def unit(self) -> str | None:
        """The unit that the finding names; None for the site's own units."""
        return self.finding.unit if self.finding else None


def by_unit(lines: Iterable[Taken]) -> dict[str | None, Fraction]:
    """Return what is taken, by whom findings name, where it is anything."""
    totals: dict[str | None, Fraction] = {}
    for one in lines:
        totals[one.unit] = totals[one.unit] + one.points if one.unit in totals else one.points
    return {unit: whole for unit, whole in totals.items() if whole}
