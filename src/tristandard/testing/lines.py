"""What stands on each unit's sheets, line by line, as written: what was seen, what came of it, what
may still come of it.

It works from the fields of the rules and from the oracle's postings, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.nodes.kinds import ScoreNode
from tristandard.rules.nodes.weighted import Weighted
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.bounds import apiece, best, laid, sides, times, zeroes
from tristandard.testing.oracle import (
    NEVER,
    NOTHING,
    Asked,
    Borne,
    Found,
    Seen,
    answers,
    asked,
    business,
    entitled,
    measurer,
    postings,
    seat,
    stands,
)

#: That every problem may have been found in each earlier period.
_ALWAYS: Found = {"": {}}
#: Where a part of the model stands: an axis and its member, from the top.
Way = tuple[tuple[str, str], ...]



@final
@frozen(kw_only=True)
class Line:
    """One indicator of a unit's sheet: at which site, in which item, what it may cost, gain and zero,
    what was seen, and what came of it.
    """

    site: Site
    item: str
    #: What it counts for where what was measured speaks for what was not.
    worth: Fraction
    gain: Fraction
    zeroes: frozenset[Level]
    outcome: Outcome
    borne: Borne
    #: The most that it may still lay on this unit.
    open: Fraction
    #: Whether it lies at a site of the unit, or at one where findings may name it.
    own: bool = True


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
        if any(isinstance(at, Weighted) and at.axis == "unit" for at in self.nodes.values()):
            found.update([one.parent for one in self.rules.units.terms if one.code in found and one.parent])
        return sorted(found)

    def children(self, unit: str) -> list[str]:
        """Return the units that belong to a unit."""
        return [one.code for one in self.rules.units.terms if one.parent == unit]


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
    blames: dict[str, list[tuple[str, Borne]]] = {unit.code: [] for unit in rules.units}
    mine = {indicator.code: indicator for indicator in assessment.indicators}
    by_name = [unit.code for unit in rules.units if unit.kind in assessment.named]
    for site in listed:
        owners, questions = dict(site.units), asked(rules, stands(site))
        for unit in sorted({*owners, *by_name}):
            for members, question in questions.items():
                for code in sorted(mine.keys() & entitled(rules, question, seat(rules, unit))):
                    borne = posted.get((site.code, members, code, unit), NOTHING)
                    outcome = seen.get((site.code, members), NotMeasured("nothing came"))
                    share = owners.get(unit, Fraction(0))
                    possible = _line(rules, assessment, site, question, mine[code], outcome, borne, share, _ALWAYS)
                    if unit in owners or possible.open or possible.zeroes:
                        lines[unit].append(
                            _line(rules, assessment, site, question, mine[code], outcome, borne, share, earlier)
                        )
    for (place, members, code, named), borne in posted.items():
        where = next(site for site in listed if site.code == place)
        if code in mine and named is not None and named not in by_name and named not in dict(where.units):
            question = asked(rules, stands(where))[members]
            if code in entitled(rules, question, seat(rules, named)) and answers(
                rules, listed, seen, code, where, named, borne
            ):
                blames[named].append((mine[code].item, borne))
    return Book(rules, assessment, lines, figures or {}, blames)


def _line(
    rules: RuleSet,
    assessment: Assessment,
    site: Site,
    question: Asked,
    indicator: Indicator,
    outcome: Outcome,
    borne: Borne,
    share: Fraction,
    earlier: Found,
) -> Line:
    full = {item.code: item.full for item in assessment.items}[indicator.item]
    mine = business(rules, question.members, indicator.code)
    host = assessment.code == measurer(rules, question.members)
    place: list[Fraction | None] = []
    open_: list[Fraction | None] = []
    gain, levels = Fraction(0), set[Level]()
    for rule in [rule for rule in indicator.deductions if host or rule.charged is Charged.EACH]:
        read = {
            code: [demand for demand in question.demands if demand[0].code == code]
            for code in rule.measures
            if code in mine
        }
        read = {code: demands for code, demands in read.items() if demands}
        if isinstance(rule.tariff, Gain):
            gains = [best(rule, demands) for demands in read.values()]
            most = rule.at_most or Fraction(0)
            gain += share * (most if None in gains else min(most, sum(filter(None, gains), Fraction(0))))
            continue
        again = earlier.get(site.code, {})
        often = {code: _often(rules, rule, code, again.get(code, ()), anyhow=earlier is _ALWAYS) for code in read}
        pairs = {code: sides(rule, demands, often[code]) for code, demands in read.items()}
        if isinstance(rule.tariff, Veto):
            if zeroes(rule, pairs, share):
                levels.add(rule.tariff.level)
            continue
        each = None
        if len(read) == 1:
            code = next(iter(read))
            each = apiece(rule, read[code])
            each = None if each is None else each * often[code]
        place.append(laid(rule, pairs, each, Fraction(1)))
        open_.append(laid(rule, pairs, each, share))
    most, still = (
        full if None in found else min(full, sum(filter(None, found), Fraction(0))) for found in (place, open_)
    )
    worth = most * share if share else still
    if Level.ITEM in levels:
        worth = still = full
    return Line(
        site=site,
        item=indicator.item,
        worth=worth,
        gain=gain,
        zeroes=frozenset(levels),
        outcome=outcome,
        borne=borne,
        open=still,
        own=bool(share),
    )


def _often(rules: RuleSet, rule: DeductionRule, code: str, again: Iterable[int], *, anyhow: bool) -> Fraction:
    """Return how often a finding counts at most, by what earlier periods found or, anyhow, whatever they found."""
    pasts = [range(1, count + 1) for count in range(rule.look_back + 1)] if anyhow else [again]
    return max(times(rules, rule, code, past) for past in pasts)


def place_of(axis: str, line: Line) -> str:
    """Return the member of an axis in which a line stands."""
    return {
        "site": line.site.code,
        "site_type": line.site.site_type[-1],
        "zone": line.site.zone[-1],
        "area": line.site.area[-1],
        "item": line.item,
    }[axis]


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
