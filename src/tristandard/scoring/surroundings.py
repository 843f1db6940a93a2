"""What a place of a model asks of all around it: tallies, figures, other units, and what was found of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from attrs import Factory, define, evolve, field

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.gate import EVERY_ITEM
from tristandard.rules.nodes.part import Part
from tristandard.scoring.figures import Figures
from tristandard.scoring.memory import Memory, Way
from tristandard.scoring.node_places import NodePlaces
from tristandard.scoring.spreading import Spreading
from tristandard.scoring.stand import AXES, Stand
from tristandard.scoring.tally import Tallies

_ZERO = Fraction(0)


class Evaluated(Protocol):
    """A node at one place of a model."""

    def bare(self) -> Part:
        """Return the node without what stands on it."""
        ...

    def standing(self) -> Part:
        """Return the node with its bonuses, gates and grade."""
        ...


@define(slots=False)
class Surroundings:
    """The units of a ledger while they are scored in one assessment after another."""

    tallies: Tallies
    figures: Figures
    #: The units whose score is carried into their parent's, by assessment.
    carried: Mapping[str, Iterable[str]] = field(factory=dict)
    #: What it found, and the one before it.
    memory: Memory = field(default=Factory(lambda self: Memory(self.tallies, self.figures), takes_self=True))
    spreading: Spreading = field(default=Factory(lambda self: Spreading(self.tallies), takes_self=True), init=False)
    _gated: dict[str, Mapping[str, frozenset[str]]] = field(factory=dict, init=False)
    _peers: dict[tuple[str, str, str, str, Way], Part] = field(factory=dict, init=False)
    _in_points: dict[int, Fraction] = field(factory=dict, init=False)

    def place(
        self, assessment: Assessment, unit: str, name: str, member: str, stands: tuple[Stand, ...], way: Way
    ) -> Evaluated:
        """Return one place of a model for one unit."""
        raise NotImplementedError

    @cached_property
    def node_places(self) -> NodePlaces:
        """Where nodes stand among those of other units."""
        return NodePlaces(self.tallies.rules.units, self._nodes)

    def _nodes(self, assessment: Assessment, node: str, bare: bool) -> dict[str, Part]:
        """Return a node of every unit as a whole: with its bonuses and gates, or bare."""
        found = {}
        for unit in self.units(assessment):
            place = self.place(assessment, unit, node, "", self.spreading.stands(assessment, unit), ())
            found[unit] = place.bare() if bare else place.standing()
        return found

    def units(self, assessment: Assessment) -> list[str]:
        """Return the units that the assessment scores: where it meets them, where figures are given, where such may
        still come of one that is carried, and above such where the model folds over child units.
        """
        units = self.tallies.rules.units
        names = assessment.model.figures.keys()
        found = {unit for code, unit in self.tallies.stands if code == assessment.code}
        found |= {unit for code, name, unit in self.figures if code == assessment.code and name in names}
        if names:
            found |= set(self.carried.get(assessment.code, ()))
        if assessment.model.by_unit:
            found |= {parent for unit in found if (parent := units[unit].parent) is not None}
        return sorted(found)

    def children(self, unit: str) -> list[str]:
        """Return the units that belong to a unit."""
        return self._children.get(unit, [])

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.tallies.rules.units:
            if one.parent is not None:
                found[one.parent].append(one.code)
        return {parent: sorted(codes) for parent, codes in found.items()}

    def zeroed(self, assessment: Assessment, unit: str, part: Part) -> Part:
        """Return a unit's score with what zeroes the whole unit: a red line at any of its sites, or
        one that findings lay on it.
        """
        stands, blames = self.spreading.stands(assessment, unit), self.tallies.blames.get((assessment.code, unit), ())
        blamed = any(Level.UNIT in blame.vetoes for blame in blames)
        if part.absent or (not blamed and not any(stand.vital for stand in stands)):
            return part
        tally = self.tallies.tally(stands, unit)
        measured, unmeasured = (
            len(tally.vital - part.vital[0]),
            len(tally.vital_open - part.vital[1]),
        )  # that count nowhere else
        part = evolve(part, measured=part.measured + measured, unmeasured=part.unmeasured + unmeasured)
        if blamed or Level.UNIT in tally.vetoed:
            value, basis = None if part.value is None else _ZERO, part.basis or self.spreading.basis(assessment, unit)
            part = evolve(part, low=_ZERO, high=_ZERO, zeroed=Level.UNIT, left=part.value, basis=basis)
            return evolve(part, value=value, failing=(True, True))
        if Level.UNIT not in tally.open_vetoes:
            return part
        return evolve(part, low=_ZERO, failing=(True, part.failing[1]))

    def gated_items(self, assessment: Assessment) -> Mapping[str, frozenset[str]]:
        """Return the items that gates on each node, or on one above it, read."""
        if assessment.code not in self._gated:
            found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
            for top, node in assessment.model.nodes:
                read = frozenset(
                    item.code
                    for item in assessment.items
                    for gate in node.gates
                    if gate.of == EVERY_ITEM or gate.item == item.code
                )
                todo = [top] if read else []
                while todo:
                    name = todo.pop()
                    if not read <= found[name]:
                        found[name] |= read
                        todo += assessment.model[name].reads_items_through(assessment.model)
            self._gated[assessment.code] = found
        return self._gated[assessment.code]

    def peer(self, assessment: Assessment, unit: str, name: str, member: str, way: Way) -> Part:
        """Return what a unit has of a node at one place in the model, worked out once for all that ask."""
        key = assessment.code, unit, name, member, way
        if key not in self._peers:
            here = [(AXES[axis], where) for axis, where in way if axis != "item"]
            stands = tuple(
                stand
                for stand in self.spreading.stands(assessment, unit)
                if all(axis(stand.site) == where for axis, where in here)
            )
            self._peers[key] = self.place(assessment, unit, name, member, stands, way).standing()
        return self._peers[key]

    def points(self, number: int | Fraction) -> Fraction:
        """Return parts of a point as points."""
        if not isinstance(number, int):
            return number / self.tallies.scale
        found = self._in_points.get(number)
        if found is None:
            found = self._in_points[number] = Fraction(number, self.tallies.scale)
        return found
