"""The scores as written, added up slowly: what a civil servant could follow by hand, node by node.

It works from the fields of the rules and from the oracle's postings, and from nothing else. Every
score is three numbers at once: the lowest, the exact (None where there is none) and the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import field, frozen

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deduction import Charged, DeductionRule
from tristandard.rules.node import Absent, Fold, Given, Node, RankBonus, Rate, Sheet, StepBonus, Unmeasured
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.tariff import Gain, Level, Parts, Veto
from tristandard.testing.oracle import NEVER, NOTHING, Borne, Found, Seen, asked, business, entitled, measurer, postings, seat, stands

#: The lowest, the exact and the highest score.
Score = tuple[Fraction, Fraction | None, Fraction]
#: Where a part of the model stands: an axis and its member, from the top.
Way = tuple[tuple[str, str], ...]


@final
@frozen(kw_only=True)
class Line:
    """One indicator of a unit's sheet: at which site, in which item, what it may cost, gain and zero, what was seen, and what came of it."""

    site: Site
    item: str
    worth: Fraction
    gain: Fraction
    zeroes: frozenset[Level]
    outcome: Outcome
    borne: Borne
    #: The most that it may still lay on this unit: its share of the caps, and as much again where findings may name it; the item's mark where nothing caps it.
    open: Fraction


@final
@frozen
class Book:
    """One assessment of one period: its rules, what every unit's lines are, and the figures given from outside."""

    rules: RuleSet
    assessment: Assessment
    lines: Mapping[str, list[Line]]
    figures: Mapping[tuple[str, str], Fraction | None] = field(factory=dict)

    @property
    def nodes(self) -> dict[str, Node]:
        """The nodes of the model, by their names."""
        return dict(self.assessment.model.nodes)

    @property
    def units(self) -> list[str]:
        """The units that have lines or figures, and above them, where the model goes over child units, those that such belong to."""
        found = {unit for unit, lines in self.lines.items() if lines}
        found.update(unit for _, unit in self.figures)
        if any(isinstance(at, Fold) and at.over == "unit" for at in self.nodes.values()):
            found.update([one.parent for one in self.rules.units.terms if one.code in found and one.parent])
        return sorted(found)


def book(
    rules: RuleSet, sites: Iterable[Site], seen: Seen, assessment: Assessment, figures: Mapping[tuple[str, str], Fraction | None] | None = None, earlier: Found = NEVER
) -> Book:
    """Return everything that the scores of one assessment rest on."""
    listed = list(sites)
    posted = postings(rules, listed, seen, earlier)
    lines: dict[str, list[Line]] = {unit.code: [] for unit in rules.units}
    mine = {indicator.code: indicator for indicator in assessment.indicators}
    for site in listed:
        owners, questions = dict(site.units), asked(rules, stands(site))
        for unit in sorted({*owners, *(unit for at, _, _, unit in posted if at == site.code and unit)}):
            share, there, named = owners.get(unit), list[Line](), False
            for members, question in questions.items():
                for code in sorted(mine.keys() & entitled(rules, question, seat(rules, unit))):
                    borne = posted.get((site.code, members, code, unit), NOTHING)
                    named = named or any(borne)
                    charged = [rule for rule in mine[code].deductions if rule.charged is Charged.EACH or assessment.code == measurer(rules, members)]
                    asks = business(rules, members, code)
                    counts = any(measure.whole for measure, _ in question.demands if measure.code in asks)
                    laid = Fraction(1) if share == 1 else (share or Fraction(0)) + counts
                    outcome = seen.get((site.code, members), NotMeasured("nothing came"))
                    there.append(_line(assessment, site, mine[code], charged, outcome, borne, laid))
            lines[unit] += there if share is not None or named else []
    return Book(rules, assessment, lines, figures or {})


def _line(assessment: Assessment, site: Site, indicator: Indicator, rules: list[DeductionRule], outcome: Outcome, borne: Borne, share: Fraction) -> Line:
    full = {item.code: item.full for item in assessment.items}[indicator.item]
    levels = frozenset(rule.tariff.level for rule in rules if isinstance(rule.tariff, Veto))
    caps = [rule.at_most for rule in rules if not isinstance(rule.tariff, (Gain, Veto))]
    capped = sum((cap for cap in caps if cap is not None), Fraction(0))
    gain = sum((rule.at_most or Fraction(0) for rule in rules if isinstance(rule.tariff, Gain)), Fraction(0))
    whole = Level.ITEM in levels or None in caps
    worth = full if whole else min(full, capped)
    open_ = Fraction(0) if share == 0 else full if whole else share * capped
    return Line(site=site, item=indicator.item, worth=worth, gain=gain, zeroes=levels, outcome=outcome, borne=borne, open=open_)


def score(told: Book, unit: str) -> Score | None:
    """Return the score of a unit, or None where nothing applies."""
    found = node(told, unit, "total", told.lines[unit], ())
    if found is None:
        return None
    if found[1] is not None and any(Level.UNIT in line.borne[2] for line in told.lines[unit]):
        return Fraction(0), Fraction(0), Fraction(0)
    open_ = any(Level.UNIT in line.zeroes and isinstance(line.outcome, NotMeasured) for line in told.lines[unit])
    return (Fraction(0) if open_ else found[0]), found[1], found[2]


def node(told: Book, unit: str, name: str, lines: list[Line], way: Way) -> Score | None:
    """Return a node with its bonuses, then its gates."""
    found = _bare(told, unit, name, lines, way)
    if found is None:
        return None
    low, value, high = found
    at = told.nodes[name]
    for bonus in at.bonuses:
        if value is None:
            high += bonus.at_most
            continue
        ends = _steps(told, unit, name, bonus, lines, way) if isinstance(bonus, StepBonus) else _ranks(told, unit, name, bonus)
        low, value, high = low + ends[0], value + (ends[1] or Fraction(0)), high + ends[2]
    reached = low, value, high
    for gate in at.gates:
        if gate.of == name or (not gate.item and gate.of in at_uses(at)):
            key = reached if gate.of == name else node(told, unit, gate.of, lines, way)
            full = full_of(told, gate.of)
            keys = [] if key is None else [(key[0], key[2], full)]
        else:
            keys = [_item(told, at, item.code, lines) for item in told.assessment.items if gate.item in (None, item.code)]
        for worst, best, full in keys:
            least = gate.at_least.value * full / 100 if gate.at_least.share else gate.at_least.value
            if gate.to is not None:
                low = min(low, gate.to) if worst < least else low
                if best < least:
                    high, value = min(high, gate.to), None if value is None else min(value, gate.to)
    return low, value, high


def at_uses(at: Node) -> list[str]:
    """Return the names of the nodes that a blend is made of."""
    return [part for part, _ in at.weights] if isinstance(at, Fold) and at.over is None else []


def _item(told: Book, at: Node, item: str, lines: list[Line]) -> tuple[Fraction, Fraction, Fraction]:
    """Return what an item of one sheet keeps of its mark, at worst and at best; an item that is a sheet of its own and has no score stands at its bounds."""
    full = {one.code: one.full for one in told.assessment.items}[item]
    seen = [line for line in lines if line.item == item and isinstance(line.outcome, Measured)]
    if isinstance(at, Fold) and at.over == "item" and not seen and any(line.item == item and isinstance(line.outcome, NotMeasured) for line in lines):
        return Fraction(0), full, full
    lost = full if any(Level.ITEM in line.borne[2] for line in seen) else min(full, sum((line.borne[0] for line in seen), Fraction(0)))
    more = sum((line.open for line in lines if line.item == item and isinstance(line.outcome, NotMeasured)), Fraction(0))
    known = sum((line.borne[0] for line in seen), Fraction(0))
    return full - max(lost, min(full, known + more)), full - lost, full


def _steps(told: Book, unit: str, name: str, bonus: StepBonus, lines: list[Line], way: Way) -> Score:
    key = _bare(told, unit, name, lines, way) if bonus.of == name else node(told, unit, bonus.of, lines, way)
    full = full_of(told, bonus.of)
    if key is None:
        return Fraction(0), Fraction(0), Fraction(0)
    low, value, high = key
    return _stepped(bonus, low, full), _stepped(bonus, low if value is None else value, full), _stepped(bonus, high, full)


def _stepped(bonus: StepBonus, reached: Fraction, full: Fraction) -> Fraction:
    above = bonus.above.value * full / 100 if bonus.above.share else bonus.above.value
    per = bonus.per.value * full / 100 if bonus.per.share else bonus.per.value
    steps = max(reached - above, Fraction(0)) / per
    whole = Fraction(steps.numerator // steps.denominator)
    counted = {Parts.EXACT: steps, Parts.WHOLE: whole, Parts.BEGUN: whole + (whole != steps)}[bonus.parts]
    return min(counted * bonus.each, bonus.at_most)


def _ranks(told: Book, unit: str, name: str, bonus: RankBonus) -> Score:
    """Return the points for the worst place, the place and the best place among the units of the kind; none for what does not apply."""
    kinds = {one.code: one.kind for one in told.rules.units.terms}
    read = _bare if bonus.of == name else node
    field_ = {one: read(told, one, bonus.of, told.lines[one], ()) for one in told.units if kinds[one] == kinds[unit]}
    mine = field_.pop(unit)
    if mine is None:
        return Fraction(0), None, Fraction(0)
    rivals = [one for one in field_.values() if one is not None]
    places = (
        1 + len([one for one in rivals if one[2] > mine[0]]),
        1 + len([one for one in rivals if one[1] is not None and mine[1] is not None and one[1] > mine[1]]),
        1 + len([one for one in rivals if one[0] > mine[2]]),
    )
    points = [bonus.points[place - 1] if place <= len(bonus.points) else Fraction(0) for place in places]
    return points[0], points[1] if mine[1] is not None else points[0], points[2]


def _bare(told: Book, unit: str, name: str, lines: list[Line], way: Way) -> Score | None:
    at = told.nodes[name]
    if isinstance(at, Sheet):
        return _sheet(told.assessment, at, lines)
    if isinstance(at, (Given, Rate)):
        return _reading(told, unit, name, at)
    members = list(_members(told, unit, at, lines, way))
    if any(weight and part is not None for weight, part, _, _ in members):
        members = [(weight, part, mine, code) if part is not None or not weight else (weight, _put(told, unit, at, code, way), False, code) for weight, part, mine, code in members]
    there = [(weight, part, mine) for weight, part, mine, _ in members if weight and part is not None]
    if not there:
        return None
    blank = at.absent is Absent.BLANK and any(weight and part is None for weight, part, _, _ in members)
    scored = [(weight, part[1]) for weight, part, _ in there if part[1] is not None]
    spoken = any(part[1] is not None for _, part, mine in there if mine)
    if blank or not spoken or (len(scored) < len(there) and at.unmeasured is Unmeasured.BLANK):
        own = sum((bonus.at_most for bonus in at.bonuses), Fraction(0))
        return Fraction(0), None, top_of(told, name) - own
    low, high = _mean((weight, part[0]) for weight, part, _ in there), _mean((weight, part[2]) for weight, part, _ in there)
    return low, min(max(_mean(scored), low), high), high


def _reading(told: Book, unit: str, name: str, at: Given | Rate) -> Score | None:
    """Return a figure as it was given: open where nobody gave it, nothing where it does not apply or nothing was due."""
    names = [name] if isinstance(at, Given) else [one for _, one in (*at.of, *at.out_of)]
    if any((one, unit) not in told.figures for one in names):
        return Fraction(0), None, at.full
    figures = {one: told.figures[one, unit] for one in names}
    if any(figure is None for figure in figures.values()):
        return None
    if isinstance(at, Given):
        value = figures[name] or Fraction(0)
        return value, value, value
    done, due = (sum((sign * (figures[one] or Fraction(0)) for sign, one in terms), Fraction(0)) for terms in (at.of, at.out_of))
    if due == 0:
        return None
    rate = done / due * at.full
    rate = min(rate, at.full) if at.capped else rate
    return rate, rate, rate


#: A member of a fold: its weight, its score, whether its own measurements speak for it, and its code.
Member = tuple[Fraction, Score | None, bool, str]


def _members(told: Book, unit: str, at: Fold, lines: list[Line], way: Way) -> Iterator[Member]:
    weights = dict(at.weights)
    if at.over is None:
        yield from ((weight, node(told, unit, part, lines, way), True, part) for part, weight in at.weights)
    elif at.over == "unit":
        children = [one.code for one in told.rules.units.terms if one.parent == unit] or [unit]
        for child in children:
            figure = told.figures.get((at.weigh_by, child))
            sites = len({line.site.code for line in told.lines[child]})
            weight = Fraction(sites) if at.weigh_by == "count" else Fraction(1) if figure is None and at.weigh_by else figure or (Fraction(1) if child == unit else weights.get(child, Fraction(not weights)))
            yield weight, node(told, child, str(at.of), told.lines[child], ()), True, child
    else:
        codes = {_place(at.over, line) for line in lines}
        codes.update(weights if at.absent is not Absent.DROP else ())
        for code in sorted(codes):
            mine = [line for line in lines if _place(at.over, line) == code]
            weight = Fraction(len({line.site.code for line in mine})) if at.weigh_by else weights.get(code, Fraction(1))
            yield weight, node(told, unit, str(at.of), mine, (*way, (at.over, code))), True, code


def _put(told: Book, unit: str, at: Fold, code: str, way: Way) -> Score | None:
    """Return what the rules put where nothing applies: a number, or the mean of the other units of the kind; else nothing."""
    if isinstance(at.absent, Fraction):
        return at.absent, at.absent, at.absent
    if at.absent is not Absent.PEERS:
        return None
    kinds = {one.code: one.kind for one in told.rules.units.terms}
    name, down = (code, way) if at.over is None else (str(at.of), (*way, (str(at.over), code)))
    found = []
    for other in told.units:
        if other != unit and kinds[other] == kinds[unit]:
            mine = [line for line in told.lines[other] if all(_place(axis, line) == where for axis, where in down)]
            part = node(told, other, name, mine, down)
            found += [part] if part is not None else []
    if not found:
        return None
    low, high = _mean((Fraction(1), part[0]) for part in found), _mean((Fraction(1), part[2]) for part in found)
    known = [(Fraction(1), part[1]) for part in found if part[1] is not None]
    return low, min(max(_mean(known), low), high) if known else None, high


def _place(axis: str, line: Line) -> str:
    return {"site": line.site.code, "site_type": line.site.site_type[-1], "zone": line.site.zone[-1], "area": line.site.area[-1], "item": line.item}[axis]


def _mean(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    listed = list(parts)
    return sum((weight * number for weight, number in listed), Fraction(0)) / sum(weight for weight, _ in listed)


def full_of(told: Book, name: str) -> Fraction:
    """Return the full mark of a node."""
    at = told.nodes[name]
    if isinstance(at, Fold):
        return full_of(told, at.of or at.weights[0][0])
    return at.full


def top_of(told: Book, name: str) -> Fraction:
    """Return the most that a node can come to, bonuses with it."""
    at = told.nodes[name]
    own = sum((bonus.at_most for bonus in at.bonuses), Fraction(0))
    if isinstance(at, Fold) and at.of is None and at.absent in (Absent.DROP, Absent.PEERS):
        return own + max(top_of(told, below) for below, weight in at.weights if weight)
    if isinstance(at, Fold):
        return own + (top_of(told, at.of) if at.of else sum((weight * top_of(told, below) for below, weight in at.weights), Fraction(0)) / 100)
    return own + at.full + (at.bonus if isinstance(at, Sheet) else 0)


def _sheet(assessment: Assessment, sheet: Sheet, lines: list[Line]) -> Score | None:
    told = [line for line in lines if isinstance(line.outcome, Measured)]
    open_ = [line for line in lines if isinstance(line.outcome, NotMeasured)]
    top = sheet.full + sheet.bonus
    if all(isinstance(line.outcome, NotApplicable) for line in lines):
        return None
    if not told or (open_ and sheet.unmeasured is Unmeasured.BLANK):
        return Fraction(0), None, top
    if any(Level.SITE in line.borne[2] for line in told):
        return Fraction(0), Fraction(0), Fraction(0)
    off = worst = Fraction(0)
    for item in assessment.items:
        mine = [line for line in told if line.item == item.code]
        known = sum((line.borne[0] for line in mine), Fraction(0))
        vetoed = any(Level.ITEM in line.borne[2] for line in mine)
        off += item.full if vetoed else min(item.full, known)
        worst += item.full if vetoed else min(item.full, known + sum(line.open for line in open_ if line.item == item.code))
    gained = sum((line.borne[1] for line in told), Fraction(0))
    high = min(max(sheet.full - off, Fraction(0)) + gained + sum(line.gain for line in open_), top)
    low = min(max(sheet.full - worst, Fraction(0)) + gained, top)
    if any(Level.SITE in line.zeroes for line in open_):
        low = Fraction(0)
    spoken = sum((line.worth for line in told), Fraction(0))
    speaking = sum((line.worth for line in (*told, *open_)), Fraction(0))
    stretched = off * speaking / spoken if off else Fraction(0)
    return low, min(max(max(sheet.full - stretched, Fraction(0)) + gained, low), high), high
