"""What was found of units and of sites before, so that what nothing moved since is not scored again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Laid
from tristandard.scoring.figures import Figures
from tristandard.scoring.stand import Blame, Stand
from tristandard.scoring.tally import Tallies

#: The way down to a part: the members of the axes that were folded above it.
Way = tuple[tuple[str, str], ...]

#: The members of an axis: the assessment, the unit, the node of which each has its own, the axis, and the way down.
Below = tuple[str, str, str, str, Way]
#: What a node came to at each member of an axis, by where the unit stands there.
Members = dict[tuple[Stand, ...], Part]


@final
@define(slots=False)
class Memory:
    """What one scorer found, and what the one before it had found, for as long as this one scores."""

    tallies: Tallies
    figures: Figures
    #: Of the scorer before.
    before: Memory | None = None
    #: What it came to of units, and of members of axes, with what lay on each of these.
    scores: dict[tuple[str, str], Part] = field(factory=dict, init=False)
    below: dict[Below, tuple[tuple[Laid, ...], Members]] = field(factory=dict, init=False)

    def then(self, tallies: Tallies, figures: Figures) -> Memory:
        """Return that of a scorer of other tallies at the same sites, or of other figures."""
        made = Memory(tallies, figures, self)
        if made.tallies.scale == self.tallies.scale:
            made.below.update(self.below)
        return made

    def moved(self, assessment: Assessment, unit: str) -> bool:
        """Return whether anything that a unit's own score reads is not what it was."""
        key, before = (assessment.code, unit), self.before
        if key not in self._moves:
            self._moves[key] = before is None or (
                self.tallies.stands.get(key) is not before.tallies.stands.get(key)
                or not self._blamed_as_before(key)
                or self.given_by_unit.get(key) != before.given_by_unit.get(key)
            )
        return self._moves[key]

    def any_moved(self, assessment: Assessment, units: Iterable[str]) -> bool:
        """Return whether anything that some unit's own score reads is not what it was, of units that were there before
        too; asked of all of them once.
        """
        if assessment.code not in self._any_moved:
            then = {unit for code, unit in self.before.scores if code == assessment.code} if self.before else set()
            self._any_moved[assessment.code] = any(self.moved(assessment, unit) for unit in then.union(units))
        return self._any_moved[assessment.code]

    def _blamed_as_before(self, key: tuple[str, str]) -> bool:
        """Return whether the same findings lie on a unit as before."""
        return self.before is not None and _same_blames(
            self.tallies.blames.get(key, ()), self.before.tallies.blames.get(key, ())
        )

    @cached_property
    def _moves(self) -> dict[tuple[str, str], bool]:
        return {}

    @cached_property
    def _any_moved(self) -> dict[str, bool]:
        return {}

    @cached_property
    def given_by_unit(self) -> dict[tuple[str, str], dict[str, Fraction | None]]:
        """The figures of each unit, by assessment and unit."""
        found: defaultdict[tuple[str, str], dict[str, Fraction | None]] = defaultdict(dict)
        for (assessment, name, unit), figure in self.figures.items():
            found[assessment, unit][name] = figure
        return found

    def as_before(self, key: Below, laid: tuple[Laid, ...]) -> Mapping[tuple[Stand, ...], Part]:
        """Return what a node came to at the members of an axis, where nothing but these has changed since."""
        known, own = self.below.get(key), key[:2]
        if known is None or known[0] != laid or self.before is None:
            return {}
        if laid and not self._blamed_as_before(own):
            return {}
        return known[1] if self.given_by_unit.get(own) == self.before.given_by_unit.get(own) else {}


def _same_blames(some: tuple[Blame, ...], others: tuple[Blame, ...]) -> bool:
    """Return whether the same findings lie on a unit."""
    return len(some) == len(others) and all(
        one.entry is other.entry and (one.user, one.site.code) == (other.user, other.site.code)
        for one, other in zip(some, others, strict=True)
    )
