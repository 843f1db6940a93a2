"""What each unit lost, gained and left open, and where: a ledger added up in whole parts of a point.

A million postings cost a million additions of integers, and no fraction is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import final

from attrs import define, field, frozen

from tristandard.basics.place import Site
from tristandard.rules.assessment import Indicator
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.node import Sheet
from tristandard.rules.tariff import Gain, Level, Veto
from tristandard.survey.ledger import Entry, Ledger, Status
from tristandard.survey.plan import Ground


@final
@frozen(eq=False)
class Line:
    """One indicator that counts in a sheet: which user of its question, which item, what it may lose and gain, and what it may zero."""

    user: int
    item: str
    worth: int
    #: The most that it takes from the place, whoever bears it; None where no cap of its own says so.
    most: int | None
    gain: int
    vetoes: frozenset[Level]
    #: Whether findings may lay it on a unit beside its share of the site.
    counted: bool


@final
@frozen(eq=False)
class Stand:
    """One unit at one site in one assessment: the lines that count, and its share of the site.

    A unit stands where it answers for the site, and where findings that count for it name it.
    """

    site: Site
    missing: tuple[str, ...]
    flagged: tuple[tuple[str, Entry], ...]
    lines: Mapping[str, Line]
    worth: int
    share: Fraction


@final
@define
class Tally:
    """What a sheet gathered, in parts of a point."""

    lost: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    open: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    gained: int = 0
    open_gain: int = 0
    vetoed: frozenset[str] = frozenset()
    open_vetoes: frozenset[Level] = frozenset()
    worth: int = 0
    open_worth: int = 0
    measured: int = 0
    unmeasured: int = 0


@final
@define(slots=False)
class Tallies:
    """Adds up a ledger, assessment by assessment and unit by unit; holds what they have in common.

    `only` restricts the lines that count to some shared indicators, by their code.
    """

    ledger: Ledger
    only: frozenset[str] | None = None

    @cached_property
    def scale(self) -> int:
        """Parts of a point, such that every posting, cap and full mark is a whole number of them."""
        marks = {1}
        for assessment in self.ledger.register.plan.merged.rule_set.assessments:
            marks |= {item.full.denominator for item in assessment.items}
            marks |= {node.full.denominator for _, node in assessment.model.nodes if isinstance(node, Sheet)}
            marks |= {node.bonus.denominator for _, node in assessment.model.nodes if isinstance(node, Sheet)}
            marks |= {rule.at_most.denominator for indicator in assessment.indicators for rule in indicator.deductions if rule.at_most}
        return self.ledger.scale * lcm(*marks)

    @cached_property
    def _charges(self) -> dict[int, tuple[tuple[tuple[str | None, int, int, frozenset[Level]], ...], ...]]:
        """What each distinct entry takes from, gives to and zeroes for each user, in parts of a point."""
        distinct = {id(entry): entry for entries in self.ledger.entries.values() for entry in entries.values() if not entry.clean}
        return {
            key: tuple(tuple((unit, int(price.lost * self.scale), int(price.gained * self.scale), price.vetoes) for unit, price in charges) for charges in entry.charges)
            for key, entry in distinct.items()
        }

    @cached_property
    def stands(self) -> Mapping[tuple[str, str], tuple[Stand, ...]]:
        """Where each assessment meets each unit, by (assessment, unit), in the order of the sites."""
        found: defaultdict[tuple[str, str], list[Stand]] = defaultdict(list)
        plan = self.ledger.register.plan
        known: dict[tuple[Ground, str], list[tuple[str, Mapping[str, Line], int]]] = {}
        for code, site in plan.sites.items():
            ground, entries = plan.grounds[code], self.ledger.entries.get(code, {})
            flagged = tuple([(key, entry) for key, entry in entries.items() if not entry.clean])
            missing: tuple[str, ...] = ()
            if len(entries) < len(ground.questions):
                missing = tuple(question.code for question in ground.questions if question.code not in entries)
            shares = dict(site.units)
            named: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
            for key, entry in flagged:
                for unit, assessment in entry.named:
                    named[unit].add((assessment, key))
            for unit in (*shares, *(named.keys() - shares.keys())):
                if (ground, unit) not in known:
                    known[ground, unit] = self._lines(ground, unit)
                for assessment, lines, worth in known[ground, unit]:
                    if unit in shares or any((assessment, key) in named[unit] for key in lines):
                        found[assessment, unit].append(Stand(site, missing, flagged, lines, worth, shares.get(unit, Fraction(0))))
        return {key: tuple(stands) for key, stands in found.items()}

    def _lines(self, ground: Ground, unit: str) -> list[tuple[str, Mapping[str, Line], int]]:
        plan = self.ledger.register.plan
        found: defaultdict[str, dict[str, Line]] = defaultdict(dict)
        for question in ground.questions:
            if self.only is None or question.code in self.only:
                for user in plan.users(question, unit):
                    indicator = user.indicator
                    lines = indicator.lines(host=question.hosted_by(user))
                    vetoes = frozenset(rule.tariff.level for rule in lines if isinstance(rule.tariff, Veto))
                    counted = any(ask.measure.countable for ask in question.bar.only(user.measures).asks)
                    gain = sum(int((rule.at_most or 0) * self.scale) for rule in lines if isinstance(rule.tariff, Gain))
                    found[user.assessment][question.code] = Line(question.users.index(user), indicator.item, *self._worth(indicator, lines), gain, vetoes, counted)
        return [(assessment, lines, sum(line.worth for line in lines.values())) for assessment, lines in sorted(found.items())]

    def _worth(self, indicator: Indicator, lines: Iterable[DeductionRule]) -> tuple[int, int | None]:
        """Return the most that an indicator can lose at a site, the sum of its caps or its item's mark; and that sum, where all are capped."""
        full = self.marks[indicator.assessment][indicator.item]
        losing = [rule for rule in lines if not isinstance(rule.tariff, Gain) and rule.tariff not in (Veto(Level.SITE), Veto(Level.UNIT))]
        caps = [None if rule.tariff == Veto(Level.ITEM) else rule.at_most for rule in losing]
        known = [int(cap * self.scale) for cap in caps if cap is not None]
        return (min(full, sum(known)), sum(known)) if len(known) == len(caps) else (full, None)

    @cached_property
    def marks(self) -> dict[str, dict[str, int]]:
        """The full mark of every item, by assessment and item, in parts of a point."""
        return {
            assessment.code: {item.code: int(item.full * self.scale) for item in assessment.items}
            for assessment in self.ledger.register.plan.merged.rule_set.assessments
        }

    def tally(self, stands: Iterable[Stand], unit: str, item: str | None = None) -> Tally:
        """Add up what a unit loses, and what is open, at some of its sites: of all items, or of one."""
        tally = Tally()
        for stand in stands:
            lines = stand.lines
            above, below = stand.share.numerator, stand.share.denominator
            worth, measured = stand.worth, len(lines)
            if item is not None:
                lines = {code: line for code, line in lines.items() if line.item == item}
                worth, measured = sum(line.worth for line in lines.values()), len(lines)
            for code, entry in stand.flagged:
                line = lines.get(code)
                if line is None:
                    continue
                match entry.statuses[line.user]:
                    case Status.BREACHED | Status.MET:
                        for owner, lost, gained, vetoes in self._charges[id(entry)][line.user]:
                            if owner is None and above:
                                tally.lost[line.item] += lost * above // below
                                tally.gained += gained * above // below
                            elif owner == unit:
                                tally.lost[line.item] += lost
                            else:
                                continue
                            if vetoes:
                                tally.vetoed |= {line.item if level is Level.ITEM else level.value for level in vetoes}
                    case Status.NOT_APPLICABLE:
                        worth, measured = worth - line.worth, measured - 1
                    case Status.NOT_MEASURED:
                        measured -= 1
                        self._open(tally, line, stand.share)
            for code in stand.missing:
                if code in lines:
                    measured -= 1
                    self._open(tally, lines[code], stand.share)
            tally.worth += worth
            tally.measured += measured
        return tally

    @staticmethod
    def _open(tally: Tally, line: Line, share: Fraction) -> None:
        """Count a line that may still cost: the unit's share of its caps, and where others answer too, what findings may lay on this one; all of its item where nothing caps it."""
        reach = share + (1 if line.counted and share != 1 else 0)
        tally.unmeasured += 1
        tally.open[line.item] += line.most * reach.numerator // reach.denominator if line.most is not None else line.worth if reach else 0
        tally.open_worth += line.worth
        tally.open_gain += line.gain
        tally.open_vetoes |= line.vetoes
