"""The score of a unit: its model worked out node by node, from the sheets up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, partial
from typing import final

from attrs import define, evolve, field

from tristandard.basics.place import Site
from tristandard.proof.reading import adjusting, extras
from tristandard.proof.reading.averaged import Averaged, made_of, member, nodes_of, over, weighed_by, written
from tristandard.proof.reading.came import Came, Tick, count
from tristandard.proof.reading.figures import rate, reading, up_to_standard
from tristandard.proof.reading.means import Member, mean
from tristandard.proof.reading.papers import ONE, ZERO, Papers, takes_mean_of_units
from tristandard.proof.reading.pricing import Charge
from tristandard.proof.reading.published import number
from tristandard.proof.reading.sheets import NOTHING_LAID, AddedUp, Laid, sheet
from tristandard.proof.reading.standing import Elsewhere, Line, Sheaves, Standing
from tristandard.rules.assessment import AfterTies, Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum

#: Where a node stands: the members of the axes above it, such as (("site_type", "road"), ("site", "s1")).
Place = tuple[tuple[str, str], ...]


@final
@define(slots=False, eq=False)
class Book:
    """One assessment worked out for all its units."""

    papers: Papers
    standing: Standing
    assessment: Assessment
    _came: dict[tuple[str, str, Place], Came] = field(factory=dict, init=False)
    _plain: dict[tuple[str, str, Place], Came] = field(factory=dict, init=False)
    _sheaves: dict[tuple[str, Place], dict[str, list[Line]]] = field(factory=dict, init=False)
    _fields: dict[tuple[str, str, bool], extras.Field] = field(factory=dict, init=False)
    _spread: dict[tuple[str, tuple[str, ...], str], int] = field(factory=dict, init=False)

    @cached_property
    def nodes(self) -> dict[str, ScoreNode]:
        """The nodes of the model, by their names."""
        return nodes_of(self.assessment)

    @cached_property
    def marks(self) -> dict[str, Fraction]:
        """The full mark of each item."""
        return {one.code: one.full for one in self.assessment.items}

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The sites of the period, by their code."""
        return {one.code: one for one in self.papers.sites}

    @cached_property
    def over_units(self) -> bool:
        """Whether a unit's score is the mean of the units that belong to it."""
        return takes_mean_of_units(self.assessment)

    def number(self, score: Fraction) -> Fraction:
        """Return the number that decides of a score."""
        return number(self.assessment, score)

    def below(self, name: str) -> list[str]:
        """Return the names of the nodes that a node is made of."""
        node = self.nodes[name]
        return made_of(node) if isinstance(node, Averaged) else []

    def full(self, name: str) -> Fraction:
        """Return the full mark of a node: of a mean that of what it is made of, of a sum those of all its parts."""
        node = self.nodes[name]
        if isinstance(node, Sum):
            return sum(map(self.full, node.parts), ZERO)
        return self.full(self.below(name)[0]) if isinstance(node, Averaged) else node.full

    def has_sheets(self, name: str) -> bool:
        """Return whether a node is a sheet, or has one below it."""
        return isinstance(self.nodes[name], Sheet) or any(map(self.has_sheets, self.below(name)))

    def has_own_sheets(self, name: str) -> bool:
        """Return whether a node has a sheet that is not below a mean of child units."""
        node = self.nodes[name]
        if isinstance(node, Averaged) and over(node) == "unit":
            return False
        return isinstance(node, Sheet) or any(map(self.has_own_sheets, self.below(name)))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The names of the figures that the model reads, and of those that it weighs by."""
        found = set[str]()
        for name, node in self.nodes.items():
            found |= {name for one in node.adjustments for name in adjusting.names(one) if name not in self.nodes}
            if isinstance(node, Given) and not node.from_full:
                found.add(name)
            elif isinstance(node, Rate):
                found |= {term for _, term in (*node.of, *node.out_of)}
            elif isinstance(node, Averaged) and weighed_by(node) not in ("", "count"):
                found.add(weighed_by(node))
        return frozenset(found)

    @cached_property
    def units(self) -> list[str]:
        """Who has a scorecard: who answers for a site and is assessed, of whom figures are given, and over child
        units those above.
        """
        code = self.assessment.code
        found = {unit for book, unit in self.standing.lines if book == code}
        found |= {unit for book, name, unit in self.papers.givens if book == code and name in self.figures}
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
        counts = self.has_own_sheets("total") or not (self.over_units and self.papers.children.get(unit))
        if not counts:
            return came
        return extras.graded(self.nodes["total"], self.reddened(unit, self.with_red_lines(unit, came)), self.number)

    def came(self, unit: str, name: str, place: Place) -> Came:
        """Return what a node came to for a unit, with what stands on it."""
        key = unit, name, place
        if key not in self._came:
            self._came[key] = self.finished(unit, name, place)
        return self._came[key]

    def finished(self, unit: str, name: str, place: Place) -> Came:
        """Return a node with its bonuses, gates and grades."""
        node, plain = self.nodes[name], self.plain(unit, name, place)
        if not plain.applies:
            return plain
        more = [(bonus.of, self.added(unit, name, place, bonus)) for bonus in node.bonuses]
        told = [self.counted(unit, place, one) for one in node.adjustments]
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

    def counted(self, unit: str, place: Place, one: Adjustment) -> adjusting.Told:
        """Return what an adjustment comes to, by a node that it reads or a figure that was given of a unit."""
        if one.count in self.nodes:
            return adjusting.by_node(one, self.plain(unit, one.count, place))
        return adjusting.by_figures(one, self.given(unit, one))

    def given(self, unit: str, one: Adjustment) -> dict[str, Fraction | None]:
        """Return what somebody gave of the figures of a unit that an adjustment reads."""
        keys = {name: (self.assessment.code, name, unit) for name in adjusting.names(one)}
        return {name: self.papers.givens[key] for name, key in keys.items() if key in self.papers.givens}

    def legible(self, unit: str, place: Place, one: Adjustment) -> bool | None:
        """Return whether an adjustment has its numbers; None where what it reads does not apply."""
        if one.count in self.nodes:
            came = self.plain(unit, one.count, place)
            return came.value is not None if came.applies else None
        given = self.given(unit, one)
        return None if None in given.values() else len(given) == len(adjusting.names(one))

    def added(self, unit: str, name: str, place: Place, bonus: StepBonus | RankBonus) -> extras.Ends:
        """Return what a bonus adds to a node; what does not apply earns none."""
        bare = bonus.of == name
        key = self.plain(unit, name, place) if bare else self.came(unit, bonus.of, place)
        if not key.applies:
            return extras.NOTHING_ADDED
        if isinstance(bonus, StepBonus):
            return extras.step_ends(bonus, key, self.number)
        return extras.rank_bonus(bonus, key, self.field(bonus.of, self.papers.units[unit].kind, bare=bare), self.number)

    def field(self, name: str, kind: str, *, bare: bool) -> extras.Field:
        """Return what the units of a kind have of a node as a whole, before or after what stands on it."""
        key = name, kind, bare
        if key not in self._fields:
            every = [(self.plain if bare else self.came)(unit, name, ()) for unit in self.kinds[kind]]
            there = [one for one in every if one.applies]
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
        node = self.nodes[name]
        where = place[-1][1] if place else ""
        match node:
            case Given(from_full=True):
                legible = [self.legible(unit, place, one) for one in node.adjustments]
                return adjusting.from_full(name, node.full, legible)
            case Given():
                return reading(self.papers, (self.assessment.code, unit), name, node.full, [name])
            case Rate():
                return rate(self.papers, (self.assessment.code, unit), name, node)
            case Met():
                return up_to_standard(name, where, node, self.sheaves(unit, place))
            case Sheet():
                return sheet(node, name, where, self.marks, unit, self.sheaves(unit, place), self.laid(unit, place))
            case Mean() | Blend() | Sum():
                return mean(node, name, where, self.full(name), list(self.members(unit, node, place)))
            case _:
                raise AssertionError(name)

    def sheaves(self, unit: str, place: Place) -> Sheaves:
        """Return the lines of a unit at a place of the model, by site."""
        if not place:
            return self.standing.lines.get((self.assessment.code, unit), {})
        if (unit, place) not in self._sheaves:
            axis = place[-1][0]
            for site, lines in self.sheaves(unit, place[:-1]).items():
                if axis == "item":
                    for item in self.marks:
                        there = self._sheaves.setdefault((unit, (*place[:-1], (axis, item))), {})
                        there[site] = [line for line in lines if line.stake.item == item]
                else:
                    code = member(self.sites[site], axis)
                    self._sheaves.setdefault((unit, (*place[:-1], (axis, code))), {})[site] = lines
        return self._sheaves.get((unit, place), {})

    def laid(self, unit: str, place: Place) -> Laid:
        """Return what findings at others' sites lay on each sheet at a place: each of the unit's own takes an equal
        part.
        """
        elsewhere = self.standing.elsewhere.get((self.assessment.code, unit), [])
        if not elsewhere:
            return NOTHING_LAID
        axes, only = tuple(axis for axis, _ in place if axis != "item"), dict(place).get("item", "")
        posted: defaultdict[str, Fraction] = defaultdict(Fraction)
        vetoed: defaultdict[str, Fraction] = defaultdict(Fraction)
        struck = ZERO
        sheets = self.spread(unit, axes, only)
        there = [one for one in elsewhere if sheets and only in ("", one.borne.user.indicator.item)]
        for one in there:
            item, charge = one.borne.user.indicator.item, one.borne.charge
            if charge.lost or Level.ITEM in charge.vetoes:
                posted[item] += charge.lost / sheets
            if Level.ITEM in charge.vetoes:  # the mark less what is posted, beside what is posted
                vetoed[item] += max(self.marks[item] - charge.lost, ZERO) / sheets
            struck += Fraction(Level.SITE in charge.vetoes) / sheets
        return Laid(posted=posted, vetoed=vetoed, struck=struck, named=tuple(there), sheets=sheets)

    def borne(self, unit: str) -> AddedUp:
        """Return all that a unit bears: at its sites, and by name elsewhere what sheets of its own can take.

        A red line needs no sheet of the item, where every sheet is one of an item alone.
        """
        sheaves, found = self.sheaves(unit, ()), list[Elsewhere]()
        items = {line.stake.item for lines in sheaves.values() for line in lines}
        apart = self.assessment.code in self.papers.sheets_of_items
        for one in self.standing.elsewhere.get((self.assessment.code, unit), []) if items else ():
            if not apart or one.borne.user.indicator.item in items or Level.UNIT in one.borne.charge.vetoes:
                found.append(one)
        return AddedUp(unit, sheaves, evolve(NOTHING_LAID, named=tuple(found)))

    def spread(self, unit: str, axes: tuple[str, ...], item: str) -> int:
        """Return how many sheets of a unit's own sites apply, of some axes, and of an item where each has its own."""
        key = unit, axes, item
        if key not in self._spread:
            there = set[tuple[str, ...]]()
            for site, lines in self.sheaves(unit, ()).items():
                if any(item in ("", line.stake.item) for line in lines):
                    there.add(tuple(member(self.sites[site], axis) for axis in axes))
            self._spread[key] = len(there)
        return self._spread[key]

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
                weight = Fraction(len(self.sheaves(unit, there)))
            if isinstance(node, Sum):
                weight = self.full(name)
            came = self.came(unit, name, there)
            yield Member(
                code=code, weight=weight, came=evolve(came, member=code), sheets=self.has_sheets(name),
                peers=partial(self.peers, unit, name, there, evolve(came, member=code)),
            )  # fmt: skip

    def codes(self, unit: str, node: Averaged, place: Place) -> list[str]:
        """Return the members of an axis: all items, else where the unit has sites, and where something stands for what
        does not apply also what has a written weight.
        """
        if over(node) == "item":
            return list(self.marks)
        found = {member(self.sites[site], str(over(node))) for site in self.sheaves(unit, place)}
        return sorted(found if node.absent is Absent.DROP else found | set(written(node)))

    def child_members(self, unit: str, node: Averaged) -> Iterator[Member]:
        """Yield the child units of a unit; one that has none stands for itself."""
        children, weights, of = self.papers.children.get(unit, []), written(node), made_of(node)[0]
        for child in children or [unit]:
            weight = weights.get(child, ZERO) if weights and children else ONE
            if weighed_by(node) == "count" and children:
                weight = Fraction(len(self.sheaves(child, ())))
            elif weighed_by(node) and children:
                figure = self.papers.givens.get((self.assessment.code, weighed_by(node), child))
                weight = ONE if figure is None else figure
            came = self.came(child, of, ())
            if children:
                came = self.reddened(child, self.with_red_lines(child, came))
            came = evolve(came, member=child)
            yield Member(
                code=child, weight=weight, came=came, sheets=self.has_sheets(of), itself=not children,
                peers=partial(self.peers, child, of, (), came),
            )  # fmt: skip

    def with_red_lines(self, unit: str, came: Came) -> Came:
        """Return a unit's score with all its red lines among what can move it, each once at least: on the sheet where
        it stands, or beside the sheets.
        """
        left: dict[tuple[str, ...], Line] = {
            (unit, site, line.stake.code, line.stake.item): line
            for site, lines in self.sheaves(unit, ()).items()
            for line in lines
            if Level.UNIT in line.stake.may
        }
        if not came.applies or not left:
            return came
        for tick in came.ticks:
            if not tick.idle:
                left.pop(tick.key, None)
        ticks = list[tuple[Tick, int]]()
        for tick, many in came.ticks.items():
            once = int(left.pop(tick.key, None) is not None)
            ticks += [(evolve(tick, idle=False), once), (tick, many - once)]
        for key, line in left.items():
            ticks.append((Tick(key=key, open=line.charge is None, item=line.stake.item, read=False), 1))
        return evolve(came, ticks=count(ticks))

    def reddened(self, unit: str, came: Came) -> Came:
        """Return a unit's score with what its red lines do to it: a breach makes it 0, an open line may."""
        if not came.applies:
            return came
        all_of, lines = self.borne(unit), [line for lines in self.sheaves(unit, ()).values() for line in lines]
        charges: list[Charge] = [line.charge for line in lines if line.charge is not None]
        charges += [one.borne.charge for one in all_of.laid.named]
        if any(Level.UNIT in charge.vetoes for charge in charges):
            value = None if came.value is None else ZERO
            return evolve(came, low=ZERO, value=value, high=ZERO, red=all_of, left=came.value, failed=(True, True))
        opened = any(line.charge is None and Level.UNIT in line.stake.may for line in lines)
        return evolve(came, low=ZERO, failed=(True, came.failed[1])) if opened else came

    def peers(self, unit: str, name: str, place: Place, own: Came) -> Came | None:
        """Return the mean of the other units of the kind at the same place; None where nothing of any applies."""
        others = [one for one in self.kinds.get(self.papers.units[unit].kind, []) if one != unit]
        return extras.mean_of_peers([self.came(one, name, place) for one in others], own)
