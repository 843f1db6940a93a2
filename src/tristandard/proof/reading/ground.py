"""What stands to a unit at each place of a model: its lines, site by site, and what findings elsewhere lay on it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, evolve, field

from tristandard.basics.place import Site
from tristandard.proof.reading.averaged import member
from tristandard.proof.reading.papers import ZERO, Papers
from tristandard.proof.reading.sheets import NOTHING_LAID, AddedUp, Laid
from tristandard.proof.reading.stakes import Elsewhere, Line, Sheaves
from tristandard.proof.reading.standing import Standing
from tristandard.rules.deductions.price import Level

#: Where a node stands: the members of the axes above it, such as (("site_type", "road"), ("site", "s1")).
Place = tuple[tuple[str, str], ...]


@final
@define(slots=False, eq=False)
class Ground:
    """The lines of one assessment, by unit and place; `marks` are the full marks of its items."""

    papers: Papers
    standing: Standing
    book: str
    marks: dict[str, Fraction]
    _sheaves: dict[tuple[str, Place], dict[str, list[Line]]] = field(factory=dict, init=False)
    _spread: dict[tuple[str, tuple[str, ...], str], int] = field(factory=dict, init=False)

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The sites of the period, by their code."""
        return {one.code: one for one in self.papers.sites}

    def sheaves(self, unit: str, place: Place) -> Sheaves:
        """Return the lines of a unit at a place of the model, by site."""
        if place == ():
            return self.standing.lines.get((self.book, unit), {})
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
        elsewhere = self.standing.elsewhere.get((self.book, unit))
        if not elsewhere:
            return NOTHING_LAID
        axes, only = tuple(axis for axis, _ in place if axis != "item"), dict(place).get("item", "")
        posted: defaultdict[str, Fraction] = defaultdict(Fraction)
        vetoed: defaultdict[str, Fraction] = defaultdict(Fraction)
        struck = ZERO
        sheets = self.spread(unit, axes, only)
        there = [one for one in elsewhere if sheets and only in ("", one.borne.item)]
        for one in there:
            item, charge = one.borne.item, one.borne.charge
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
        apart = self.book in self.papers.sheets_of_items
        for one in self.standing.elsewhere.get((self.book, unit), []) if items else ():
            if not apart or one.borne.item in items or Level.UNIT in one.borne.charge.vetoes:
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
