"""The score of a unit: its model worked out node by node, from the sheets up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, partial
from typing import final

from attrs import define, evolve, field

from tristandard.proof.reading import adjusting, extras
from tristandard.proof.reading.averaged import Averaged, made_of, member, over, weighed_by, written
from tristandard.proof.reading.came import Came, count
from tristandard.proof.reading.figures import rate, reading, up_to_standard
from tristandard.proof.reading.ground import Ground, Place
from tristandard.proof.reading.means import Member, mean
from tristandard.proof.reading.model import Model
from tristandard.proof.reading.papers import ONE, ZERO, Papers, takes_mean_of_units
from tristandard.proof.reading.published import number
from tristandard.proof.reading.red_lines import red_lined
from tristandard.proof.reading.sheets import sheet
from tristandard.proof.reading.standing import Standing
from tristandard.rules.assessment import AfterTies, Assessment
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum


@final
@define(slots=False, eq=False)
class Book:
    """One assessment worked out for all its units."""

    papers: Papers
    standing: Standing
    assessment: Assessment
    _came: dict[tuple[str, str, Place], Came] = field(factory=dict, init=False)
    _plain: dict[tuple[str, str, Place], Came] = field(factory=dict, init=False)
    _fields: dict[tuple[str, str, bool], extras.Field] = field(factory=dict, init=False)

    @cached_property
    def model(self) -> Model:
        """Its model as it is written."""
        return Model(self.assessment)

    @cached_property
    def ground(self) -> Ground:
        """What stands to its units."""
        return Ground(self.papers, self.standing, self.assessment.code, self.model.marks)

    @cached_property
    def over_units(self) -> bool:
        """Whether a unit's score is the mean of the units that belong to it."""
        return takes_mean_of_units(self.assessment)

    def number(self, score: Fraction) -> Fraction:
        """Return the number that decides of a score."""
        return number(self.assessment, score)

    @cached_property
    def units(self) -> list[str]:
        """Who has a scorecard: who answers for a site and is assessed, of whom figures are given, or may be given where
        it is carried, and over child units those above.
        """
        code = self.assessment.code
        found = {unit for book, unit in self.standing.lines if book == code}
        found |= {unit for book, name, unit in self.papers.givens if book == code and name in self.model.figures}
        found |= set(self.papers.carried.get(code, ()) if self.model.figures else ())
        if self.over_units:
            found |= {parent for one in found if (parent := self.papers.units[one].parent) is not None}
        return sorted(found)

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """The units that have a scorecard, by their kind."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for unit in self.units:
            found[self.papers.units[unit].kind].append(unit)
        return found

    def total(self, unit: str) -> Came:
        """Return the score of a unit, with what red lines do to it.

        Where units belong to it, what it bears itself counts only in a sheet outside the mean of units;
        so does a red line.
        """
        came = self.came(unit, "total", ())
        if self.over_units and self.papers.children.get(unit) and not self.model.has_own_sheets("total"):
            return came
        return extras.graded(self.model.nodes["total"], red_lined(self.ground, unit, came), self.number)

    def came(self, unit: str, name: str, place: Place) -> Came:
        """Return what a node came to for a unit, with what stands on it."""
        key = unit, name, place
        if key not in self._came:
            self._came[key] = self.finished(unit, name, place)
        return self._came[key]

    def finished(self, unit: str, name: str, place: Place) -> Came:
        """Return a node with its bonuses, gates and grades."""
        node, plain = self.model.nodes[name], self.plain(unit, name, place)
        if not plain.applies:
            return plain
        more = [(bonus.of, self.added(unit, name, place, bonus)) for bonus in node.bonuses]
        told = [self.counted(unit, one) for one in node.adjustments]
        lifted = adjusting.adjusted(plain, more, told, node.added_at_most) if more or told else plain
        done = evolve(lifted, bare=plain.value) if more or told or node.gates else lifted
        read = set[str]()
        for gate in node.gates:
            inner = gate.of not in (name, "every item") and not gate.of.startswith("item ")
            key = self.came(unit, gate.of, place) if inner else lifted
            if inner and not (isinstance(node, Averaged) and gate.of in made_of(node)):
                key = self.plain(unit, gate.of, place)
                ticks = [] if gate.of in read else key.ticks.items()
                done = evolve(done, ticks=count([*done.ticks.items(), *ticks]))
                read.add(gate.of)
            done = extras.gated(done, gate, list(extras.fails(gate, key, self.assessment.items, self.number)))
        return extras.graded(node, extras.woken(done, node.gates), self.number)

    def counted(self, unit: str, one: Adjustment) -> adjusting.Told:
        """Return what an adjustment comes to, by a node of the whole unit or a figure that was given of it."""
        if one.count in self.model.nodes:
            return adjusting.by_node(one, self.plain(unit, one.count, ()))
        return adjusting.by_figures(one, self.given(unit, one))

    def given(self, unit: str, one: Adjustment) -> dict[str, Fraction | None]:
        """Return what somebody gave of the figures of a unit that an adjustment reads."""
        keys = {name: (self.assessment.code, name, unit) for name in adjusting.names(one)}
        return {name: self.papers.givens[key] for name, key in keys.items() if key in self.papers.givens}

    def legible(self, unit: str, one: Adjustment) -> bool | None:
        """Return whether an adjustment has its numbers; None where what it reads does not apply."""
        if one.count in self.model.nodes:
            came = self.plain(unit, one.count, ())
            return came.value is not None if came.applies else None
        given = self.given(unit, one)
        return None if None in given.values() else len(given) == len(adjusting.names(one))

    def added(self, unit: str, name: str, place: Place, bonus: StepBonus | RankBonus) -> extras.Ends:
        """Return what a bonus adds to a node; what does not apply earns none."""
        bare = bonus.of == name
        key = self.plain(unit, name, place) if bare else self.came(unit, bonus.of, place)
        if isinstance(bonus, StepBonus):
            return extras.step_ends(bonus, key, self.number) if key.applies else extras.NOTHING_ADDED
        if key.hopeless:
            return extras.NOTHING_ADDED
        return extras.rank_bonus(bonus, key, self.field(bonus.of, self.papers.units[unit].kind, bare=bare), self.number)

    def field(self, name: str, kind: str, *, bare: bool) -> extras.Field:
        """Return what the units of a kind have of a node as a whole, before or after what stands on it."""
        key = name, kind, bare
        if key not in self._fields:
            every = [(self.plain if bare else self.came)(unit, name, ()) for unit in self.kinds[kind]]
            there = [one for one in every if not one.hopeless]
            self._fields[key] = extras.Field.of(
                [((self.number(one.low),), (self.number(one.high),)) for one in there],
                [(self.number(one.value),) for one in there if one.value is not None],
                dense=self.assessment.after_ties is AfterTies.DENSE,
            )
        return self._fields[key]

    def plain(self, unit: str, name: str, place: Place) -> Came:
        """Return what a node came to before what stands on it."""
        key = unit, name, place
        if key not in self._plain:
            self._plain[key] = self.bare(unit, name, place)
        return self._plain[key]

    def bare(self, unit: str, name: str, place: Place) -> Came:
        """Return what a node came to before what stands on it, worked out."""
        node = self.model.nodes[name]
        where = place[-1][1] if place else ""
        match node:
            case Given(from_full=True):
                legible = [self.legible(unit, one) for one in node.adjustments]
                return adjusting.from_full(name, node.full, legible)
            case Given():
                return reading(self.papers, (self.assessment.code, unit), name, node.full, [name])
            case Rate():
                return rate(self.papers, (self.assessment.code, unit), name, node)
            case Met():
                return up_to_standard(name, where, node, self.ground.sheaves(unit, place))
            case Sheet():
                lines, laid = self.ground.sheaves(unit, place), self.ground.laid(unit, place)
                return sheet(node, name, where, self.model.marks, unit, lines, laid)
            case Mean() | Blend() | Sum():
                return mean(node, name, where, self.model.full(name), list(self.members(unit, node, place)))

    def members(self, unit: str, node: Averaged, place: Place) -> Iterator[Member]:
        """Yield the members of a mean with what they came to."""
        if over(node) == "unit":
            yield from self.child_members(unit, node)
            return
        weights = written(node)
        for code in made_of(node) if over(node) is None else self.codes(unit, node, place):
            name, there = (code, place) if over(node) is None else (made_of(node)[0], (*place, (str(over(node)), code)))
            weight = weights.get(code, ZERO) if weights else ONE
            if weighed_by(node) == "count":
                weight = Fraction(len(self.ground.sheaves(unit, there)))
            if isinstance(node, Sum):
                weight = self.model.full(name)
            came = self.came(unit, name, there)
            yield Member(
                code=code, weight=weight, came=evolve(came, member=code), sheets=self.model.has_sheets(name),
                peers=partial(self.peers, unit, name, there, evolve(came, member=code)),
            )  # fmt: skip

    def codes(self, unit: str, node: Averaged, place: Place) -> list[str]:
        """Return the members of an axis: all items, else where the unit has sites, and where something stands for what
        does not apply also what has a written weight.
        """
        if over(node) == "item":
            return list(self.model.marks)
        found = {member(self.ground.sites[site], str(over(node))) for site in self.ground.sheaves(unit, place)}
        return sorted(found if node.absent is Absent.DROP else found | set(written(node)))

    def child_members(self, unit: str, node: Averaged) -> Iterator[Member]:
        """Yield the child units of a unit; one that has none stands for itself."""
        children, weights, of = self.papers.children.get(unit, []), written(node), made_of(node)[0]
        for child in children or [unit]:
            weight = weights.get(child, ZERO) if weights and children else ONE
            if weighed_by(node) == "count" and children:
                weight = Fraction(len(self.ground.sheaves(child, ())))
            elif weighed_by(node) and children:
                figure = self.papers.givens.get((self.assessment.code, weighed_by(node), child))
                weight = ONE if figure is None else figure
            came = self.came(child, of, ())
            if children:
                came = red_lined(self.ground, child, came)
            came = evolve(came, member=child)
            yield Member(
                code=child, weight=weight, came=came, sheets=self.model.has_sheets(of), itself=not children,
                peers=partial(self.peers, child, of, (), came),
            )  # fmt: skip

    def peers(self, unit: str, name: str, place: Place, own: Came) -> Came | None:
        """Return the mean of the other units of the kind at the same place; None where nothing of any applies."""
        others = [one for one in self.kinds.get(self.papers.units[unit].kind, []) if one != unit]
        return extras.mean_of_peers([self.came(one, name, place) for one in others], own)
