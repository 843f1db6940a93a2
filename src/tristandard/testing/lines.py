"""What stands on each unit's sheets, line by line, as written: what was seen, what came of it, what
may still come of it.

It works from the fields of the rules and from the oracle's postings, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.bearing import NEVER, NOTHING, Borne, Found, Key, Seen, answers, postings, told_alone
from tristandard.testing.line import ALWAYS, Line, Stand, line_of, place_of
from tristandard.testing.oracle import asked, entitled, seat, stands

#: Where a part of the model stands: an axis and its member, from the top.
Way = tuple[tuple[str, str], ...]


@final
@frozen
class Book:
    """One assessment of one period: its rules, what every unit's lines are, and the figures given from outside."""

    rules: RuleSet
    assessment: Assessment
    lines: Mapping[str, list[Line]]
    figures: Mapping[tuple[str, str], Fraction | None] = field(factory=dict)
    #: What findings at sites of others lay on units that have sites of their own: the item, and what is borne.
    blames: Mapping[str, list[tuple[str, Borne]]] = field(factory=dict)
    #: The nodes that have no score for good, of those that were worked out: by unit, name and way.
    hopeless: set[tuple[str, str, Way]] = field(factory=set, init=False, eq=False, repr=False)

    @property
    def nodes(self) -> dict[str, ScoreNode]:
        """The nodes of the model, by their names."""
        return dict(self.assessment.model.nodes)

    @property
    def units(self) -> list[str]:
        """The units that have lines or figures, and above them, where the model goes over child
        units, those that such belong to.
        """
        found = {unit for unit, lines in self.lines.items() if lines}
        found.update(unit for name, unit in self.figures if name in self.assessment.model.figures)
        if any(isinstance(at, Fold) and at.axis == "unit" for at in self.nodes.values()):
            found.update([one.parent for one in self.rules.units if one.code in found and one.parent])
        return sorted(found)

    def children(self, unit: str) -> list[str]:
        """Return the units that belong to a unit."""
        return [one.code for one in self.rules.units if one.parent == unit]

    def alike(self, unit: str) -> list[str]:
        """Return the other units of the kind of a unit."""
        kinds = {one.code: one.kind for one in self.rules.units}
        return [other for other in self.units if other != unit and kinds[other] == kinds[unit]]


def book(
    rules: RuleSet,
    sites: Iterable[Site],
    seen: Seen,
    assessment: Assessment,
    figures: Mapping[tuple[str, str], Fraction | None] | None = None,
    earlier: Found = NEVER,
) -> Book:
    """Return everything that the scores of one assessment rest on."""
    listed = list(sites)
    posted = postings(rules, listed, seen, earlier)
    lines: dict[str, list[Line]] = {unit.code: [] for unit in rules.units}
    for stand in _stands(rules, assessment, listed):
        place, members, unit = stand.site.code, stand.question.members, stand.unit
        outcome = seen.get((place, members), NotMeasured("nothing came"))
        borne = posted.get((place, members, stand.indicator.code, unit), NOTHING)
        possible = line_of(stand, outcome, borne, ALWAYS)
        if unit in dict(stand.site.units) or possible.open or possible.zeroes:
            lines[unit].append(line_of(stand, outcome, borne, earlier))
    return Book(rules, assessment, lines, figures or {}, _blames(rules, assessment, listed, seen, posted))


def _by_name(rules: RuleSet, assessment: Assessment) -> list[str]:
    """Return the units that an assessment scores wherever findings name them."""
    return [unit.code for unit in rules.units if unit.kind in assessment.named]


def _stands(rules: RuleSet, assessment: Assessment, sites: Iterable[Site]) -> Iterator[Stand]:
    """Yield each indicator of an assessment where it is asked, for each unit that it may cost anything."""
    mine = {indicator.code: indicator for indicator in assessment.indicators}
    for site in sites:
        questions = asked(rules, stands(site)).values()
        for unit in sorted({*dict(site.units), *_by_name(rules, assessment)}):
            for question in questions:
                for code in sorted(mine.keys() & entitled(rules, question, seat(rules, unit))):
                    if told_alone(mine[code]):
                        continue
                    yield Stand(
                        rules=rules,
                        assessment=assessment,
                        site=site,
                        question=question,
                        indicator=mine[code],
                        unit=unit,
                    )


def _blames(
    rules: RuleSet, assessment: Assessment, sites: list[Site], seen: Seen, posted: Mapping[Key, Borne]
) -> dict[str, list[tuple[str, Borne]]]:
    """Return what findings at sites of others lay on units that have sites of their own."""
    found: dict[str, list[tuple[str, Borne]]] = {unit.code: [] for unit in rules.units}
    items = {indicator.code: indicator.item for indicator in assessment.indicators}
    by_name = _by_name(rules, assessment)
    for (place, members, code, named), borne in posted.items():
        where = next(site for site in sites if site.code == place)
        if code not in items or named is None or named in by_name or named in dict(where.units):
            continue
        question = asked(rules, stands(where))[members]
        if code in entitled(rules, question, seat(rules, named)) and answers(
            rules, sites, seen, code, where, named, borne
        ):
            found[named].append((items[code], borne))
    return found


def spread(told: Book, unit: str, way: Way, item: str) -> int:
    """Return over how many of a unit's own sheets something in an item is spread."""
    axes = [axis for axis, _ in way if axis != "item"]
    apart = any(axis == "item" for axis, _ in way)
    mine = [
        line
        for line in told.lines[unit]
        if not isinstance(line.outcome, NotApplicable) and (line.item == item or not apart)
    ]
    return len({tuple(place_of(axis, line) for axis in axes) for line in mine})


def off(told: Book, unit: str, item: str, lines: list[Line], way: Way) -> tuple[Fraction, Fraction, Fraction]:
    """Return what an item of a sheet loses: by what was seen at the unit's own sites, in all, and at
    most; each within its mark.
    """
    full = {one.code: one.full for one in told.assessment.items}[item]
    seen = [line for line in lines if line.item == item and isinstance(line.outcome, Measured)]
    own = sum((line.borne[0] for line in seen), Fraction(0))
    if any(Level.ITEM in line.borne[2] for line in seen):
        return full, full, full
    known = own
    for where, (lost, _, vetoes) in told.blames[unit]:
        if where == item:
            known += (max(lost, full) if Level.ITEM in vetoes else lost) / spread(told, unit, way, item)
    more = sum(
        (line.open for line in lines if line.item == item and isinstance(line.outcome, NotMeasured)), Fraction(0)
    )
    return min(full, own), min(full, known), min(full, known + more)


def lines_at(told: Book, unit: str, way: Way) -> list[Line]:
    """Return the lines of a unit at a place of the model."""
    return [line for line in told.lines[unit] if all(place_of(axis, line) == where for axis, where in way)]
