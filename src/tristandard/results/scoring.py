"""The evaluation of a scoring model for one assessment and one unit: exact, with its interval.

Every node carries a low, a value and a high end together: the low supposes that everything not
measured is lost, the high that it is met. A node without a score has its bounds as its interval,
and a value is held inside its interval. Numbers are whole parts of a point as far as they can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import assert_never, final

from attrs import define, evolve, field, frozen

from tristandard.basics.place import Site
from tristandard.results.figures import Figures
from tristandard.results.tally import Stand, Tallies
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import BadModel, Model
from tristandard.rules.node import COUNT, EVERY_ITEM, Absent, Fold, Gate, Given, Node, RankBonus, Rate, Sheet, StepBonus, Unmeasured
from tristandard.rules.tariff import Level, Veto


@final
@frozen(kw_only=True)
class Part:
    """A node of the model as it came out for one unit: of a site, a site type, or the whole.

    Attributes:
        node: The name of the node in the model.
        member: The code of the site, site type, zone, area, item or unit it stands for; empty for the whole.
        full: Its full mark, in points.
        low: The score if everything not measured were lost.
        value: The exact score; None where nothing was measured.
        high: The score if everything not measured were met.
        measured: How many lines (site and indicator), or figures, below it were measured.
        unmeasured: How many were not.
        items: In a sheet, what each item loses before and after its own full mark caps it.
        open: In a sheet, what more each item may lose by what was not measured.
        gained: In a sheet, the points gained, before they are held at the full mark with its bonus.
        vetoed: What a veto zeroed here: codes of items, "site" for the sheet, "unit" for the whole.
        bonus: How far gains and bonuses may lift it above the full mark.
        added: The points of each of the node's own bonuses, by what it reads.
        failed: The gates that it failed, by what they read.
        last: Whether a gate that it failed takes the last of its grades.
        grade: What its score is called, where the node has grades.
        imputed: How the rules put a score where nothing applies: "peers" or "fixed"; empty where they did not.
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
    open: tuple[tuple[str, Fraction], ...] = ()
    gained: Fraction = Fraction(0)
    vetoed: tuple[str, ...] = ()
    bonus: Fraction = Fraction(0)
    added: tuple[tuple[str, Fraction], ...] = ()
    failed: tuple[str, ...] = ()
    last: bool = False
    grade: str = ""
    imputed: str = ""
    parts: tuple[Part, ...] = ()
    weights: tuple[Fraction, ...] = ()

    @property
    def absent(self) -> bool:
        """Whether nothing in it applies, and no rule puts a score in its place."""
        return self.measured == 0 and self.unmeasured == 0 and not self.imputed

    @property
    def own(self) -> bool:
        """Whether something in it applies at this unit: what the rules put in its place trips no gate and earns no bonus."""
        return not self.absent and not self.imputed

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


#: What a site belongs to, by the axis of a fold.
AXES: Mapping[str, Callable[[Site], str]] = {
    "site": lambda site: site.code,
    "site_type": lambda site: site.site_type[-1],
    "zone": lambda site: site.zone[-1],
    "area": lambda site: site.area[-1],
}

#: The way down to a part: the members of the axes that were folded above it.
_Way = tuple[tuple[str, str], ...]


@final
@define(slots=False)
class Scorer:
    """Scores the units of a ledger in one assessment after another."""

    tallies: Tallies
    figures: Figures
    _known: dict[tuple[str, str], dict[str, Part]] = field(factory=dict, init=False)
    _lost: dict[int, Fraction] = field(factory=dict, init=False)

    def units(self, assessment: Assessment) -> list[str]:
        """Return the units that the assessment scores: where it meets them, where figures are given, and above such where the model folds over child units."""
        units = self.tallies.ledger.register.plan.merged.rule_set.units
        names = assessment.model.figures.keys()
        found = {unit for code, unit in self.tallies.stands if code == assessment.code}
        found |= {unit for code, name, unit in self.figures if code == assessment.code and name in names}
        if any(isinstance(node, Fold) and node.over == "unit" for _, node in assessment.model.nodes):
            found |= {parent for unit in found if (parent := units[unit].parent) is not None}
        return sorted(found)

    def score(self, assessment: Assessment, unit: str) -> Part:
        """Return the whole of one assessment's model for one unit."""
        stands = self.stands(assessment, unit)
        part = self.evaluation(assessment, unit).node("total", "", stands, ())
        if not any(rule.tariff == Veto(Level.UNIT) for indicator in assessment.indicators for rule in indicator.deductions):
            return part
        tally = self.tallies.tally(stands, unit)
        if Level.UNIT.value in tally.vetoed and part.value is not None:
            return graded(assessment.model["total"], evolve(part, low=Fraction(0), value=Fraction(0), high=Fraction(0), vetoed=(Level.UNIT.value,)))
        return evolve(part, low=Fraction(0)) if Level.UNIT in tally.open_vetoes else part

    def stands(self, assessment: Assessment, unit: str) -> tuple[Stand, ...]:
        """Return where an assessment meets a unit."""
        return self.tallies.stands.get((assessment.code, unit), ())

    def evaluation(self, assessment: Assessment, unit: str) -> _Evaluation:
        """Return the evaluation of one model for one unit."""
        return _Evaluation(self, assessment, unit)

    def field(self, assessment: Assessment, node: str, *, bare: bool) -> dict[str, Part]:
        """Return a node of every unit as a whole: with its bonuses and gates, or bare."""
        key = (assessment.code, f"{node}{' bare' if bare else ''}")
        if key not in self._known:
            self._known[key] = {}
            for unit in self.units(assessment):
                evaluation, stands = self.evaluation(assessment, unit), self.stands(assessment, unit)
                self._known[key][unit] = evaluation.bare(node, "", stands, ()) if bare else evaluation.node(node, "", stands, ())
        return self._known[key]

    def points(self, number: int) -> Fraction:
        """Return whole parts of a point as points."""
        found = self._lost.get(number)
        if found is None:
            found = self._lost[number] = Fraction(number, self.tallies.scale)
        return found


@final
@define(slots=False)
class _Evaluation:
    """One model for one unit."""

    scorer: Scorer
    assessment: Assessment
    unit: str

    def node(self, name: str, member: str, stands: tuple[Stand, ...], way: _Way) -> Part:
        """Return a node with its bonuses, gates and grade."""
        node, part = self.assessment.model[name], self.bare(name, member, stands, way)
        if not (node.bonuses or node.gates or node.grades) or part.absent:
            return part
        return graded(node, self._gated(node, self._lifted(node, part)))

    def bare(self, name: str, member: str, stands: tuple[Stand, ...], way: _Way) -> Part:
        """Return a node without what stands on it."""
        match self.assessment.model[name]:
            case Sheet() as sheet:
                return self._sheet(sheet, name, member, stands, way)
            case Given() as given:
                return self._read(name, member, given.full, self._figure(name), known=(self.assessment.code, name, self.unit) in self.scorer.figures)
            case Rate() as rate:
                return self._rate(rate, name, member)
            case Fold(over=None) as fold:
                return self._mean(fold, name, member, [(part, weight, self.node(part, part, stands, way)) for part, weight in fold.weights], way)
            case Fold() as fold:
                return self._mean(fold, name, member, self._members(name, fold, stands, way), way)
            case _ as never:
                assert_never(never)

    def _figure(self, name: str) -> Fraction | None:
        return self.scorer.figures.get((self.assessment.code, name, self.unit))

    @staticmethod
    def _read(name: str, member: str, full: Fraction, value: Fraction | None, *, known: bool) -> Part:
        """Return a reading: what it says, nothing applicable where it is blank, open where nobody gave it."""
        if value is None:
            return Part(node=name, member=member, full=full, low=Fraction(0), value=None, high=full, unmeasured=int(not known))
        return Part(node=name, member=member, full=full, low=value, value=value, high=value, measured=1)

    def _rate(self, rate: Rate, name: str, member: str) -> Part:
        told = [(self.assessment.code, figure, self.unit) for figure in rate.figures]
        if any(key not in self.scorer.figures for key in told):
            return self._read(name, member, rate.full, None, known=False)
        if any(self.scorer.figures[key] is None for key in told):
            return self._read(name, member, rate.full, None, known=True)
        done, due = rate.sums(self._figure)
        if not due:
            return self._read(name, member, rate.full, None, known=True)
        value = done / due * rate.full
        return self._read(name, member, rate.full, Fraction(min(value, rate.full)) if rate.capped else value, known=True)

    def _sheet(self, sheet: Sheet, name: str, member: str, stands: tuple[Stand, ...], way: _Way) -> Part:
        scorer, item = self.scorer, next((member for axis, member in way if axis == "item"), None)
        scale, marks = scorer.tallies.scale, scorer.tallies.marks[self.assessment.code]
        tally = scorer.tallies.tally(stands, self.unit, item)
        full, top = int(sheet.full * scale), int((sheet.full + sheet.bonus) * scale)
        items = {code: min(lost, marks[code]) for code, lost in tally.lost.items()}
        if tally.vetoed:
            items.update((code, marks[code]) for code in tally.vetoed & marks.keys())
        lost, zeroed = sum(items.values()), Level.SITE.value in tally.vetoed
        low = known = min(max(full - lost, 0) + tally.gained, top)
        high = min(known + tally.open_gain, top) if tally.open_gain else known
        value: int | Fraction | None = known
        still: dict[str, int] = {}
        if tally.unmeasured:
            still = {code: max(min(marks[code], tally.lost.get(code, 0) + more) - items.get(code, 0), 0) for code, more in tally.open.items()}
        if tally.measured == 0 or (tally.unmeasured and sheet.unmeasured is Unmeasured.BLANK):
            low, value, high = 0, None, top
        elif zeroed:
            low, value, high = 0, 0, 0
        elif tally.unmeasured:
            low = 0 if Level.SITE in tally.open_vetoes else min(max(full - lost - sum(still.values()), 0) + tally.gained, top)
            taken = Fraction(lost * tally.worth, tally.worth - tally.open_worth) if lost else Fraction(0)
            value = _held(max(full - taken, Fraction(0)) + tally.gained, low, high)
        points = scorer.points
        lowest = points(low)
        return Part(
            node=name, member=member, full=sheet.full, bonus=sheet.bonus, low=lowest, high=lowest if high == low else points(high),
            value=None if value is None else lowest if value is low else points(value) if isinstance(value, int) else value / scale,
            measured=tally.measured, unmeasured=tally.unmeasured, gained=points(tally.gained) if tally.gained else _ZERO,
            vetoed=(*sorted(tally.vetoed & marks.keys()), *([Level.SITE.value] if zeroed else [])) if tally.vetoed else (),
            items=tuple((code, points(tally.lost[code]), points(capped)) for code, capped in sorted(items.items()) if capped),
            open=tuple((code, points(more)) for code, more in sorted(still.items()) if more),
        )

    def _members(self, name: str, fold: Fold, stands: tuple[Stand, ...], way: _Way) -> list[tuple[str, Fraction, Part]]:
        """Return the members of an axis, each with its weight and the node that stands there."""
        of, weights = str(fold.of), dict(fold.weights)
        if fold.over == "unit":
            return self._children(name, fold, of, weights)
        groups: defaultdict[str, list[Stand]] = defaultdict(list)
        if fold.over == "item":
            groups.update({item.code: list(stands) for item in self.assessment.items})
        else:
            axis = AXES[str(fold.over)]
            for stand in stands:
                groups[axis(stand.site)].append(stand)
        if fold.absent is not Absent.DROP:
            groups.update((code, []) for code in weights.keys() - groups.keys())
        found = []
        for code in groups if fold.over == "item" else sorted(groups):
            weight = Fraction(len(groups[code])) if fold.weigh_by == COUNT else weights.get(code, Fraction(1))
            found.append((code, weight, self.node(of, code, tuple(groups[code]), (*way, (str(fold.over), code)))))
        return found

    def _children(self, name: str, fold: Fold, of: str, weights: Mapping[str, Fraction]) -> list[tuple[str, Fraction, Part]]:
        """Return the units that belong to this one, or this one alone where none does."""
        scorer, found = self.scorer, []
        units = scorer.tallies.ledger.register.plan.merged.rule_set.units
        children = sorted(unit.code for unit in units if unit.parent == self.unit) or [self.unit]
        for child in children:
            stands = scorer.stands(self.assessment, child)
            part = scorer.evaluation(self.assessment, child).node(of, child, stands, ())
            weight = Fraction(1) if not weights or child == self.unit else weights.get(child, Fraction(0))
            if fold.weigh_by == COUNT:
                weight = Fraction(len(stands))
            elif fold.weigh_by:
                figure = scorer.figures.get((self.assessment.code, fold.weigh_by, child))
                if figure is None and not part.absent and len(children) > 1:
                    given = (self.assessment.code, fold.weigh_by, child) in scorer.figures
                    why = "was given as None: that it does not apply" if given else "nobody gave"
                    raise BadModel(
                        f"{self.assessment.code}.{name}",
                        f"weighs {child!r} by {fold.weigh_by!r}, which {why}",
                        "give a number for each child unit; 0 where it shall not count",
                    )
                weight = Fraction(1) if figure is None else figure
            found.append((child, weight, part))
        return found

    def _mean(self, fold: Fold, name: str, member: str, members: list[tuple[str, Fraction, Part]], way: _Way) -> Part:
        full, bonus = self.assessment.model.marks(name)
        if fold.absent is not Absent.DROP and any(weight and not part.absent for _, weight, part in members):
            members = [(code, weight, self._imputed(fold, code, part, way) if weight and part.absent else part) for code, weight, part in members]
        return average(name, member, fold, [(weight, part) for _, weight, part in members], full, bonus - fold.lift)

    def _imputed(self, fold: Fold, code: str, part: Part, way: _Way) -> Part:
        """Return what the rules put where nothing of a member applies: a fixed score, or the mean of the other units of the kind."""
        if isinstance(fold.absent, Fraction):
            return evolve(part, low=fold.absent, value=fold.absent, high=fold.absent, imputed="fixed")
        if fold.absent is not Absent.PEERS:
            return part
        peers = [peer for peer in self._peers(fold, code, way) if not peer.absent]
        scored = [peer.value for peer in peers if peer.value is not None]
        if not peers:
            return part
        low, high = (_mean((Fraction(1), end) for end in ends) for ends in ([peer.low for peer in peers], [peer.high for peer in peers]))
        value = _held(_mean((Fraction(1), one) for one in scored), low, high) if scored else None
        return evolve(part, low=low, value=value, high=high, imputed="peers", bonus=max(peer.bonus for peer in peers))

    def _peers(self, fold: Fold, code: str, way: _Way) -> Iterator[Part]:
        """Yield what the other units of the kind have of a member, each at the same place in the model."""
        units = self.scorer.tallies.ledger.register.plan.merged.rule_set.units
        name, down = (code, way) if fold.over is None else (str(fold.of), (*way, (fold.over, code)))
        for unit in self.scorer.units(self.assessment):
            if unit != self.unit and units[unit].kind == units[self.unit].kind:
                stands = tuple(stand for stand in self.scorer.stands(self.assessment, unit) if all(axis == "item" or AXES[axis](stand.site) == where for axis, where in down))
                yield self.scorer.evaluation(self.assessment, unit).node(name, code, stands, down)

    def _lifted(self, node: Node, part: Part) -> Part:
        """Return a node with its bonuses."""
        if part.value is None:
            return evolve(part, bonus=part.bonus + node.lift, high=part.high + node.lift)
        low, value, high, added = part.low, part.value, part.high, []
        for bonus in node.bonuses:
            match bonus:
                case StepBonus():
                    key = self._key(bonus.of, part)
                    ends = [bonus.at(end, key.full) for end in (key.low, key.low if key.value is None else key.value, key.high)] if key.own else [Fraction(0)] * 3
                case RankBonus():
                    places = self._places(bonus.of, part)
                    ends = [bonus.at(place) if place else Fraction(0) for place in places]
                case _:
                    assert_never(bonus)
            low, value, high = low + ends[0], value + ends[1], high + ends[2]
            added.append((bonus.of, ends[1]))
        return evolve(part, low=low, value=value, high=high, added=tuple(added), bonus=part.bonus + node.lift)

    def _places(self, of: str, part: Part) -> tuple[int, int, int]:
        """Return the worst place, the place and the best place of a node among the units of the kind; the worst where it has no score, 0 where it does not apply."""
        scorer = self.scorer
        units = scorer.tallies.ledger.register.plan.merged.rule_set.units
        parts = scorer.field(self.assessment, of, bare=of == part.node)
        mine = parts[self.unit]
        if mine.absent:
            return 0, 0, 0
        rivals = [one for unit, one in parts.items() if unit != self.unit and units[unit].kind == units[self.unit].kind and not one.absent]
        worst, best = 1 + sum(one.high > mine.low for one in rivals), 1 + sum(one.low > mine.high for one in rivals)
        value = mine.value
        return worst, worst if value is None else 1 + sum(one.value is not None and one.value > value for one in rivals), best

    @staticmethod
    def _key(of: str, part: Part) -> Part:
        """Return what a bonus or a gate reads: the node itself, or one that it is made of."""
        return part if of == part.node else next(one for one in part.parts if one.node == of)

    def _gated(self, node: Node, part: Part) -> Part:
        """Return a node with its gates: each end fails where the key's own end does, the score only where it would fail with everything met."""
        low, value, high, failed, last = part.low, part.value, part.high, list[str](), False
        for gate in node.gates:
            for of, worst, best, full in self._keys(gate, part):
                threshold = gate.at_least.of(full)
                if best < threshold and value is not None:
                    failed.append(of)
                    last = last or gate.to is None
                if gate.to is not None:
                    low = min(low, gate.to) if worst < threshold else low
                    high = min(high, gate.to) if best < threshold else high
                    value = min(value, gate.to) if value is not None and best < threshold else value
        return evolve(part, low=low, value=value, high=high, failed=tuple(dict.fromkeys(failed)), last=last)

    def _keys(self, gate: Gate, part: Part) -> Iterator[tuple[str, Fraction, Fraction, Fraction]]:
        """Yield what a gate reads: its name, its lowest and its highest score, and its full mark."""
        if gate.item is None and gate.of != EVERY_ITEM:
            key = self._key(gate.of, part)
            if key.own:
                yield gate.of, key.low, key.high, key.full
            return
        losses = losses_of(part, {item.code: item.full for item in self.assessment.items}, self.assessment.model)
        for item in self.assessment.items:
            if gate.item in (None, item.code):
                least, most = losses.get(item.code, (Fraction(0), Fraction(0)))
                yield f"item {item.code}", item.full - most, item.full - least, item.full


def graded(node: Node, part: Part) -> Part:
    """Return a node with what its score is called: the last grade where a gate leaves the score and takes the grade."""
    if part.value is None or not node.grades:
        return part
    grade = node.grades[-1][0] if part.last else next((name for name, where in node.grades if where.accepts(part.value or Fraction(0))), "")
    return evolve(part, grade=grade)


def average(name: str, member: str, fold: Fold, below: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction) -> Part:
    """Return the weighted mean of parts, each end by itself; what is absent leaves, what was not measured is as the fold says."""
    there = [(weight, part) for weight, part in below if weight and not part.absent]
    scored = [(weight, part) for weight, part in there if part.value is not None]
    low, high, value = Fraction(0), full + bonus, None
    blank = fold.absent is Absent.BLANK and any(weight and part.absent for weight, part in below)
    seen = any(not part.imputed for _, part in scored)
    if seen and not blank and (len(scored) == len(there) or fold.unmeasured is Unmeasured.DROP):
        low, high = _mean((weight, part.low) for weight, part in there), _mean((weight, part.high) for weight, part in there)
        value = _held(_mean((weight, part.value) for weight, part in scored if part.value is not None), low, high)
    telling = there if value is None else scored
    whole = sum((weight for weight, _ in telling), Fraction(0))
    counted = {weight: weight / whole for weight, _ in telling}
    return Part(
        node=name, member=member, full=full, bonus=bonus, low=low, value=value, high=high,
        measured=sum(part.measured for _, part in there), unmeasured=sum(part.unmeasured for _, part in there),
        parts=tuple(part for _, part in below),
        weights=tuple(Fraction(0) if part.absent or (part.value is None and value is not None) else counted.get(weight, Fraction(0)) for weight, part in below),
    )  # fmt: skip


def losses_of(part: Part, marks: Mapping[str, Fraction], model: Model | None = None) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item loses of a node's score, at least and at most: of a sheet its own, of a fold the mean by its weights.

    Args:
        part: The node.
        marks: The full mark of each item, which what was not measured may still cost; empty for what was measured alone.
        model: The model, for what each item loses of its own mark: then an item stands by itself in a
            fold over items, and in a blend beside nodes that have no sheet.
    """
    if not part.parts:
        least = {code: counted for code, _, counted in part.items}
        more = dict(part.open) if marks else {}
        if part.value is None and not part.absent:
            return {code: (least.get(code, Fraction(0)), mark) for code, mark in marks.items()}
        return {code: (least.get(code, Fraction(0)), least.get(code, Fraction(0)) + more.get(code, Fraction(0))) for code in sorted({*least, *more})}
    weighted, node = list(zip(part.parts, part.weights, strict=True)), dict(model.nodes).get(part.node) if model else None
    if isinstance(node, Fold) and node.over == "item":
        return {below.member: told[below.member] for below in part.parts if below.member in (told := losses_of(below, marks, model))}
    if model and isinstance(node, Fold) and node.over is None:
        weighted = [(below, weight) for below, weight in weighted if any(isinstance(dict(model.nodes).get(one.node), Sheet) for one in below.walk())]
        if len(weighted) == 1:
            return losses_of(weighted[0][0], marks, model)
        whole = sum((weight for _, weight in weighted), Fraction(0)) or Fraction(1)
        weighted = [(below, weight / whole) for below, weight in weighted]
    found: defaultdict[str, tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for below, weight in weighted:
        for code, (low, high) in losses_of(below, marks, model).items():
            found[code] = found[code][0] + weight * low, found[code][1] + weight * high
    if part.unmeasured and marks:  # other weights may count once everything is measured
        return {code: (Fraction(0), mark) for code, mark in marks.items()}
    return dict(found)


_ZERO = Fraction(0)


def _held(value: Fraction, low: Fraction | int, high: Fraction | int) -> Fraction:
    """Return a value held inside its interval."""
    return Fraction(max(low, min(value, high)))


def _mean(weighted: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the weighted mean; the plain one where all weigh alike."""
    pairs = list(weighted)
    if len({weight for weight, _ in pairs}) == 1:
        return _sum(number for _, number in pairs) / len(pairs)
    whole = sum((weight for weight, _ in pairs), Fraction(0))
    return _sum(weight * number for weight, number in pairs) / whole


def _sum(numbers: Iterable[Fraction]) -> Fraction:
    """Return a sum of many fractions, added up as integers by denominator."""
    by_denominator: defaultdict[int, int] = defaultdict(int)
    for number in numbers:
        by_denominator[number.denominator] += number.numerator
    return sum((Fraction(numerator, denominator) for denominator, numerator in by_denominator.items()), Fraction(0))
