"""What findings at others' sites lay on each of a unit's own sheets, and the places on which a sheet rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import final

from attrs import define, field

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.tally import NOTHING_LAID, Laid
from tristandard.scoring.posted import Basis, Posted
from tristandard.scoring.stand import AXES, Blame, Stand
from tristandard.scoring.tally import Tallies


@final
@define
class Spreading:
    """Where units stand, and what lies on their sheets."""

    tallies: Tallies
    _sheets: dict[tuple[str, str, tuple[str, ...], str | None], int] = field(factory=dict, init=False)
    _laid: dict[tuple[str, str, tuple[str, ...], str | None], Laid] = field(factory=dict, init=False)
    #: What was borne at each place, of whatever adds it up.
    _borne: dict[Stand, tuple[Posted, ...]] = field(factory=dict, init=False)

    def stands(self, assessment: Assessment, unit: str) -> tuple[Stand, ...]:
        """Return where an assessment meets a unit."""
        return self.tallies.stands.get((assessment.code, unit), ())

    def basis(self, assessment: Assessment, unit: str) -> Basis:
        """Return all places where an assessment meets a unit, and what findings at others' sites lay on it."""
        blames = self.tallies.blames.get((assessment.code, unit), ())
        return self.basis_of(unit, self.stands(assessment, unit), blames=tuple(blames))

    def basis_of(
        self, unit: str, stands: tuple[Stand, ...], item: str | None = None, *, blames: tuple[Blame, ...] = (),
        sheets: int = 1,
    ) -> Basis:  # fmt: skip
        """Return some places where a unit stands, of all items or of one, with what lies on it over so many sheets."""
        return Basis(unit=unit, stands=stands, item=item, blames=blames, sheets=sheets, known=self._borne)

    def sheets(self, assessment: Assessment, unit: str, axes: tuple[str, ...], item: str | None) -> int:
        """Return over how many sheets of a unit's own sites something is spread: those that apply,
        measured or not, of some axes and an item.
        """
        key = assessment.code, unit, axes, item
        if key not in self._sheets:
            groups: defaultdict[tuple[str, ...], list[Stand]] = defaultdict(list)
            for stand in self.stands(assessment, unit):
                groups[tuple(AXES[axis](stand.site) for axis in axes)].append(stand)
            tallies = (self.tallies.tally(stands, unit, item) for stands in groups.values())
            self._sheets[key] = sum(bool(tally.measured or tally.unmeasured) for tally in tallies)
        return self._sheets[key]

    def laid(self, assessment: Assessment, unit: str, axes: tuple[str, ...], item: str | None) -> Laid:
        """Return what findings at others' sites lay on each of a unit's own sheets of some axes and an item."""
        blames = self.tallies.blames.get((assessment.code, unit))
        if not blames:
            return NOTHING_LAID
        key = assessment.code, unit, axes, item
        if key not in self._laid:
            found = [one for one in blames if item in (None, one.item)]
            self._laid[key] = self.lay(assessment, found, self.sheets(assessment, unit, axes, item))
        return self._laid[key]

    def lay(self, assessment: Assessment, blames: Iterable[Blame], sheets: int) -> Laid:
        """Return what some findings at others' sites lay on each of so many sheets; nothing where there is none."""
        if not sheets:
            return NOTHING_LAID
        posted: defaultdict[str, Fraction] = defaultdict(Fraction)
        vetoed: defaultdict[str, Fraction] = defaultdict(Fraction)
        zeroes, marks = Fraction(0), self.tallies.marks[assessment.code]
        part = Fraction(1, sheets)
        for blame in blames:
            posted[blame.item] += blame.lost * part
            if Level.ITEM in blame.vetoes:
                vetoed[blame.item] += max(marks[blame.item] - blame.lost, 0) * part
            if Level.SITE in blame.vetoes:
                zeroes += part
        return Laid(posted, vetoed, zeroes)
