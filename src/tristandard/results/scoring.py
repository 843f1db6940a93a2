"""The evaluation of a scoring model for one assessment and one unit: exact, with its interval.

Every node carries a low, a value and a high end together: the low supposes that everything not
measured is lost, the high that it is met. A node without a score has its bounds as its interval,
and a value is held inside its interval. Sheets are added up in whole parts of a point, so that a
million postings cost a million additions of integers and no fraction is rounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import BadModel, Fold, Given, Sheet, Unmeasured
from tristandard.rules.tariff import Gain, Level, Veto
from tristandard.survey.ledger import Entry, Ledger, Status
from tristandard.survey.plan import Ground


@final
@frozen(kw_only=True)
class Part:
    """A node of the model as it came out for one unit: of a site, a site type, or the whole.

    Attributes:
        node: The name of the node in the model.
        member: The code of the site, site type, zone or area it stands for; empty for the whole.
        full: Its full mark, in points.
        low: The score if everything not measured were lost.
        value: The exact score; None where nothing was measured.
        high: The score if everything not measured were met.
        measured: How many lines (site and indicator) below it were measured.
        unmeasured: How many were not.
        items: In a sheet, what each item loses before and after its own full mark caps it.
        gained: In a sheet, the points gained, before they are held at the full mark with its bonus.
        vetoed: What a veto zeroed here: codes of items, "site" for the sheet, "unit" for the whole.
        bonus: How far gains may lift it above the full mark.
        parts: The nodes below.
        weights: What each of them counts, of 1 in all; 0 where nothing in it applies, or where the measured ones speak for it.
    """

    node: str
    member: str = ""
    full: Fraction
    low: Fraction
    value: Fraction | None
    high: Fraction
    measured: int = 0
    unmeasured: int = 0
    items: tuple[tuple[str, Fraction, Fraction], ...] = ()
    gained: Fraction = Fraction(0)
    vetoed: tuple[str, ...] = ()
    bonus: Fraction = Fraction(0)
    parts: tuple[Part, ...] = ()
    weights: tuple[Fraction, ...] = ()

    @property
    def absent(self) -> bool:
        """Whether nothing in it applies."""
        return self.measured == 0 and self.unmeasured == 0

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


#: A number of parts of a point: whole, but for a re-weighed sheet.
_Number = int | Fraction


@final
@frozen(eq=False)
class _Line:
    """One indicator that counts in a sheet: which user of its question, which item, what it may lose and gain, and what it may zero."""

    user: int
    item: str
    worth: int
    gain: int
    vetoes: frozenset[Level]
    #: Whether findings may lay it on a unit beside its share of the site.
    counted: bool


@final
@frozen(eq=False)
class _Stand:
    """One unit at one site in one assessment: the lines that count, and its share of the site.

    A unit stands where it answers for the site, and where findings that count for it name it.
    """

    site: Site
    missing: tuple[str, ...]
    flagged: tuple[tuple[str, Entry], ...]
    lines: Mapping[str, _Line]
    worth: int
    share: Fraction


@final
@define
class _Tally:
    """What a sheet gathered, in parts of a point."""

    lost: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    open: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    gained: int = 0
    open_gain: int = 0
    vetoed: set[str] = field(factory=set)
    open_vetoes: set[Level] = field(factory=set)
    worth: int = 0
    open_worth: int = 0
    measured: int = 0
    unmeasured: int = 0


@final
@define(slots=False)
class Scorer:
    """Scores every unit of a ledger, one assessment after another; holds what they have in common.

    `only` restricts the lines that count to some shared indicators, by their code.
    """

    ledger: Ledger
    givens: Mapping[tuple[str, str, str], Fraction]
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
    def stands(self) -> Mapping[tuple[str, str], tuple[_Stand, ...]]:
        """Where each assessment meets each unit, by (assessment, unit), in the order of the sites."""
        found: defaultdict[tuple[str, str], list[_Stand]] = defaultdict(list)
        plan = self.ledger.register.plan
        known: dict[tuple[Ground, str], list[tuple[str, Mapping[str, _Line], int]]] = {}
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
                        found[assessment, unit].append(_Stand(site, missing, flagged, lines, worth, shares.get(unit, Fraction(0))))
        return {key: tuple(stands) for key, stands in found.items()}

    def _lines(self, ground: Ground, unit: str) -> list[tuple[str, Mapping[str, _Line], int]]:
        plan = self.ledger.register.plan
        found: defaultdict[str, dict[str, _Line]] = defaultdict(dict)
        for question in ground.questions:
            if self.only is None or question.code in self.only:
                for user in plan.users(question, unit):
                    indicator = user.indicator
                    lines = indicator.lines(host=question.hosted_by(user))
                    vetoes = frozenset(rule.tariff.level for rule in lines if isinstance(rule.tariff, Veto))
                    counted = any(ask.measure.whole for ask in question.bar.only(user.measures).asks)
                    gain = sum(int((rule.at_most or 0) * self.scale) for rule in lines if isinstance(rule.tariff, Gain))
                    found[user.assessment][question.code] = _Line(question.users.index(user), indicator.item, self._worth(indicator, lines), gain, vetoes, counted)
        return [(assessment, lines, sum(line.worth for line in lines.values())) for assessment, lines in sorted(found.items())]

    def _worth(self, indicator: Indicator, lines: Iterable[DeductionRule]) -> int:
        """Return the most that an indicator can lose at a site: the sum of its caps, or its item's mark."""
        full = self.marks[indicator.assessment][indicator.item]
        losing = [rule for rule in lines if not isinstance(rule.tariff, Gain) and rule.tariff not in (Veto(Level.SITE), Veto(Level.UNIT))]
        caps = [None if rule.tariff == Veto(Level.ITEM) else rule.at_most for rule in losing]
        known = [int(cap * self.scale) for cap in caps if cap is not None]
        return min(full, sum(known)) if len(known) == len(caps) else full

    @cached_property
    def marks(self) -> dict[str, dict[str, int]]:
        """The full mark of every item, by assessment and item, in parts of a point."""
        return {
            assessment.code: {item.code: int(item.full * self.scale) for item in assessment.items}
            for assessment in self.ledger.register.plan.merged.rule_set.assessments
        }

    def score(self, assessment: Assessment, unit: str) -> Part:
        """Return the whole of one assessment's model for one unit."""
        stands = self.stands.get((assessment.code, unit), ())
        part = _Evaluation(self, assessment, unit).node("total", "", stands)[0]
        if not any(rule.tariff == Veto(Level.UNIT) for indicator in assessment.indicators for rule in indicator.deductions):
            return part
        tally = self.tally(stands, unit)
        if Level.UNIT.value in tally.vetoed and part.value is not None:
            return evolve(part, low=Fraction(0), value=Fraction(0), high=Fraction(0), vetoed=(Level.UNIT.value,))
        return evolve(part, low=Fraction(0)) if Level.UNIT in tally.open_vetoes else part

    def tally(self, stands: Iterable[_Stand], unit: str) -> _Tally:
        """Add up what a unit loses, and what is open, at some of its sites."""
        tally = _Tally()
        for stand in stands:
            lines = stand.lines
            above, below = stand.share.numerator, stand.share.denominator
            worth, measured = stand.worth, len(lines)
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
                                tally.vetoed.update(line.item if level is Level.ITEM else level.value for level in vetoes)
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
    def _open(tally: _Tally, line: _Line, share: Fraction) -> None:
        """Count a line that may still cost: the unit's share of its worth, and where others answer too, what findings may lay on this one."""
        tally.unmeasured += 1
        tally.open[line.item] += line.worth * share.numerator // share.denominator + (line.worth if line.counted and share != 1 else 0)
        tally.open_worth += line.worth
        tally.open_gain += line.gain
        tally.open_vetoes |= line.vetoes


#: A part with its low, value and high in parts of a point.
_Evaluated = tuple[Part, _Number, _Number | None, _Number]

#: What a site belongs to, by the axis of a fold.
AXES: Mapping[str, Callable[[Site], str]] = {
    "site": lambda site: site.code,
    "site_type": lambda site: site.site_type[-1],
    "zone": lambda site: site.zone[-1],
    "area": lambda site: site.area[-1],
}


@final
@define(slots=False)
class _Evaluation:
    """One model over one unit's sites."""

    scorer: Scorer
    assessment: Assessment
    unit: str
    known: dict[_Number, Fraction] = field(factory=dict)

    def node(self, name: str, member: str, stands: tuple[_Stand, ...]) -> _Evaluated:
        match self.assessment.model[name]:
            case Sheet() as sheet:
                return self._sheet(sheet, name, member, stands)
            case Given() as given:
                return self._given(given, name, member)
            case Fold() as fold:
                return self._fold(fold, name, member, stands)

    def _points(self, number: _Number) -> Fraction:
        found = self.known.get(number)
        if found is None:
            found = self.known[number] = Fraction(number) / self.scorer.scale
        return found

    def _sheet(self, sheet: Sheet, name: str, member: str, stands: tuple[_Stand, ...]) -> _Evaluated:
        scale, marks = self.scorer.scale, self.scorer.marks[self.assessment.code]
        tally = self.scorer.tally(stands, self.unit)
        full, top = int(sheet.full * scale), int((sheet.full + sheet.bonus) * scale)
        items = {item: marks[item] if item in tally.vetoed else min(lost, marks[item]) for item, lost in tally.lost.items()}
        items.update((item, marks[item]) for item in tally.vetoed & marks.keys())
        lost, zeroed = sum(items.values()), Level.SITE.value in tally.vetoed
        known = min(max(full - lost, 0) + tally.gained, top)
        low: _Number = known
        high: _Number = min(known + tally.open_gain, top)
        value: _Number | None = known
        if tally.measured == 0 or (tally.unmeasured and sheet.unmeasured is Unmeasured.BLANK):
            low, value, high = 0, None, top
        elif zeroed:
            low, value, high = 0, 0, 0
        elif tally.unmeasured:
            worst = sum(marks[item] if item in tally.vetoed else min(marks[item], tally.lost.get(item, 0) + tally.open.get(item, 0)) for item in {*items, *tally.open})
            low = 0 if Level.SITE in tally.open_vetoes else min(max(full - worst, 0) + tally.gained, top)
            taken = Fraction(lost * tally.worth, tally.worth - tally.open_worth) if lost else Fraction(0)
            value = _held(max(full - taken, Fraction(0)) + tally.gained, low, high)
        vetoed = (*sorted(tally.vetoed & marks.keys()), *([Level.SITE.value] if zeroed else []))
        part = Part(
            node=name, member=member, full=sheet.full, bonus=sheet.bonus, low=self._points(low), value=None if value is None else self._points(value), high=self._points(high),
            measured=tally.measured, unmeasured=tally.unmeasured, gained=self._points(tally.gained), vetoed=vetoed,
            items=tuple((item, self._points(tally.lost[item]), self._points(capped)) for item, capped in sorted(items.items()) if capped),
        )
        return part, low, value, high

    def _given(self, given: Given, name: str, member: str) -> _Evaluated:
        told = self.scorer.givens.get((self.assessment.code, name, self.unit))
        full = given.full * self.scorer.scale
        if told is None:
            return Part(node=name, member=member, full=given.full, low=Fraction(0), value=None, high=given.full, unmeasured=1), 0, None, full
        value = told * self.scorer.scale
        return Part(node=name, member=member, full=given.full, low=told, value=told, high=told, measured=1), value, value, value

    def _fold(self, fold: Fold, name: str, member: str, stands: tuple[_Stand, ...]) -> _Evaluated:
        weights, (full, bonus) = dict(fold.weights), self._marks(name)
        if fold.over is None or fold.of is None:
            below = [(weights[part], self.node(part, part, stands)) for part in weights]
        else:
            groups: defaultdict[str, list[_Stand]] = defaultdict(list)
            axis = AXES[fold.over]
            for stand in stands:
                groups[axis(stand.site)].append(stand)
            if strangers := sorted(groups.keys() - weights.keys()) if weights else []:
                raise BadModel(name, f"gives no weight to {', '.join(strangers)}, where {self.unit!r} has sites", "give each a weight, 0 where it shall not count")
            below = [(weights.get(code, Fraction(1)), self.node(fold.of, code, tuple(groups[code]))) for code in sorted(groups)]
        there = [(weight, found) for weight, found in below if weight and not found[0].absent]
        scored = [(weight, found) for weight, found in there if found[2] is not None]
        measured, unmeasured = sum(found[0].measured for _, found in there), sum(found[0].unmeasured for _, found in there)
        low: _Number = 0
        value: _Number | None = None
        high: _Number = (full + bonus) * self.scorer.scale
        if scored and (len(scored) == len(there) or fold.unmeasured is Unmeasured.DROP):
            low = _mean((weight, found[1]) for weight, found in there)
            high = _mean((weight, found[3]) for weight, found in there)
            value = _held(_mean((weight, found[2]) for weight, found in scored if found[2] is not None), low, high)
        telling = there if value is None else scored
        whole = sum(weight for weight, _ in telling)
        counted = {weight: weight / whole for weight, _ in telling}
        part = Part(
            node=name, member=member, full=full, bonus=bonus, low=self._points(low), value=None if value is None else self._points(value), high=self._points(high),
            measured=measured, unmeasured=unmeasured, parts=tuple(found[0] for _, found in below),
            weights=tuple(Fraction(0) if found[0].absent or (found[2] is None and value is not None) else counted.get(weight, Fraction(0)) for weight, found in below),
        )
        return part, low, value, high

    def _marks(self, name: str) -> tuple[Fraction, Fraction]:
        """Return the full mark of a node and its bonus: its own, or the means of those below."""
        match self.assessment.model[name]:
            case Sheet(full=full, bonus=bonus):
                return full, bonus
            case Given(full=full):
                return full, Fraction(0)
            case Fold(of=None, weights=weights):
                below = [(weight, self._marks(part)) for part, weight in weights]
                return sum((weight * full for weight, (full, _) in below), Fraction(0)) / 100, sum((weight * bonus for weight, (_, bonus) in below), Fraction(0)) / 100
            case Fold(of=of):
                return self._marks(str(of))


def _held(value: Fraction, low: _Number, high: _Number) -> _Number:
    """Return a value held inside its interval."""
    held: _Number = value
    if value < low:
        held = low
    elif value > high:
        held = high
    return held


def _mean(weighted: Iterable[tuple[Fraction, _Number]]) -> Fraction:
    """Return the weighted mean, added up as integers where the weights allow it."""
    pairs = list(weighted)
    whole = sum(weight for weight, _ in pairs)
    if len({weight for weight, _ in pairs}) == 1:
        return Fraction(sum(number for _, number in pairs)) / len(pairs)
    return sum((weight * number for weight, number in pairs), Fraction(0)) / whole
