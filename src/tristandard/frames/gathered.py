"""Partials as the core's scorer reads them: a stand for each unit and kind of place, in the place of all its sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.rules.assessment import Assessment
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.tally import Tally
from tristandard.scoring.evaluation import Scorer
from tristandard.scoring.scored_place import ScoredPlace
from tristandard.scoring.stand import Stand
from tristandard.scoring.tally import Tallies


@final
@frozen(eq=False)
class Gathered(Stand):
    """All the sites of one kind for which a unit answers, as one stand.

    Attributes:
        sites: How many they are.
        by_item: What they gathered of each item, in parts of a point of the scale of the tallies.
        parts: What the sheets at these sites came to, by the mean over sites, each with how many there are.
    """

    sites: int = field(kw_only=True)
    by_item: Mapping[str, Tally] = field(kw_only=True)
    parts: Mapping[str, tuple[tuple[int, Part], ...]] = field(kw_only=True)


@define(slots=False)
class GatheredTallies(Tallies):
    """Tallies of which some stands are gathered from frames."""

    def tally(self, stands: Iterable[Stand], unit: str, item: str | None = None) -> Tally:
        """Add up what a unit loses, and what is open, at some of its sites: of all items, or of one."""
        listed = list(stands)
        found = super().tally([stand for stand in listed if not isinstance(stand, Gathered)], unit, item)
        for stand in listed:
            for code, gathered in stand.by_item.items() if isinstance(stand, Gathered) else ():
                if item in (None, code):
                    found.add(gathered)
        return found


@define(slots=False)
class GatheredScorer(Scorer):
    """A scorer of gathered tallies: means over sites are put together of groups of sites that came out alike."""

    def place(
        self, assessment: Assessment, unit: str, name: str, member: str, stands: tuple[Stand, ...],
        way: tuple[tuple[str, str], ...],
    ) -> ScoredPlace:  # fmt: skip
        """Return one place of a model for one unit."""
        return _GatheredPlace(self, assessment, unit, name, member, stands, way)


@define(slots=False)
class _GatheredPlace(ScoredPlace):
    """A place where some stands are gathered."""

    def bare(self) -> Part:
        """Return the node without what stands on it."""
        node = self.model[self.name]
        groups = [stand for stand in self.stands if isinstance(stand, Gathered)]
        if not isinstance(node, Mean) or node.over != "site" or not groups:
            return super().bare()
        single = tuple(stand for stand in self.stands if not isinstance(stand, Gathered))
        alone = evolve(self, stands=single).members("site", node.of, ()) if single else []
        below = [(one.code, Fraction(1), one.part) for one in alone]
        for group in groups:
            below += [("", Fraction(sites), part) for sites, part in group.parts[self.name]]
        return node.combine(self, below)

    def sites_at(self, stands: Sequence[Stand]) -> int:
        """Return how many sites some stands are."""
        return sum(stand.sites if isinstance(stand, Gathered) else 1 for stand in stands)
