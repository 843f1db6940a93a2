"""The evaluation of a scoring model for one assessment and one unit: exact, with its interval.

Every node carries a low, a value and a high end together: the low supposes that of everything not
measured the most is lost, the high that it is met. A node without a score has what its bounded
lines allow as its interval. Numbers are whole parts of a point as far as they can be.
"""

from __future__ import annotations

from typing import final

from attrs import define

from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.standing import graded
from tristandard.rules.nodes.tally import Laid, Tally
from tristandard.scoring.figures import Figures
from tristandard.scoring.memory import Way
from tristandard.scoring.posted import Basis
from tristandard.scoring.scored_place import ScoredPlace
from tristandard.scoring.stand import Stand
from tristandard.scoring.surroundings import Surroundings
from tristandard.scoring.tally import Tallies
from tristandard.survey.ledger import Ledger


@define(slots=False)
class Scorer(Surroundings):
    """Scores the units of a ledger in one assessment after another."""

    def again(self, ledger: Ledger, figures: Figures) -> Scorer:
        """Return a scorer of another ledger of the same plan and history, or of other figures, which scores anew what
        changed.
        """
        return self.then(self.tallies.again(ledger), figures)

    def then(self, tallies: Tallies, figures: Figures) -> Scorer:
        """Return a scorer of other tallies at the same sites, which scores anew where they, or the figures, differ."""
        return Scorer(tallies, figures, self.carried, self.memory.then(tallies, figures))

    def _unmoved(self, assessment: Assessment, unit: str) -> Part | None:
        """Return what the scorer before it found of a unit that nothing moved since; None where something may have."""
        before, moved = self.memory.before, self.memory.moved
        if before is None or (
            assessment.model.reads_others and self.memory.any_moved(assessment, self.units(assessment))
        ):
            return None
        todo = [unit]
        while todo:
            one = todo.pop()
            if moved(assessment, one):
                return None
            todo += self.children(one) if assessment.model.by_unit else ()
        return before.scores.get((assessment.code, unit))

    def score(self, assessment: Assessment, unit: str) -> Part:
        """Return the whole of one assessment's model for one unit."""
        part = self._unmoved(assessment, unit) or self._score(assessment, unit)
        self.memory.scores[assessment.code, unit] = part
        return part

    def _score(self, assessment: Assessment, unit: str) -> Part:
        part = self.place(assessment, unit, "total", "", self.spreading.stands(assessment, unit), ()).standing()
        if self.children(unit) and assessment.model.by_unit and not assessment.model.own_sheets:
            return part  # what it bears at sites of its own counts nowhere
        found = self.zeroed(assessment, unit, part)
        return part if found is part else graded(assessment.model["total"], found, assessment.deciding)

    def sheet(self, assessment: Assessment, part: Part, gathered: Tally, laid: Laid) -> Part:
        """Return what a sheet comes to where other things are gathered there than in a part of it, in parts of a
        point.
        """
        return _Gathered(self, assessment, part.basis.unit, part.node, part.member, (), (), gathered, laid).bare()

    def place(
        self, assessment: Assessment, unit: str, name: str, member: str, stands: tuple[Stand, ...], way: Way
    ) -> ScoredPlace:
        """Return one place of a model for one unit."""
        return ScoredPlace(self, assessment, unit, name, member, stands, way)


@final
@define(slots=False)
class _Gathered(ScoredPlace):
    """A place of which is given what was gathered there."""

    gathered: Tally
    on_it: Laid

    def tally(self) -> Tally:
        """Return what is given."""
        return self.gathered

    def laid(self) -> Laid:
        """Return what is given."""
        return self.on_it

    def basis(self) -> Basis:
        """Return no places: what is given stands for them."""
        return Basis(unit=self.unit, stands=())
