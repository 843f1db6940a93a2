"""The evaluation of a scoring model for one assessment and one unit: exact, with its interval.

Every node carries a low, a value and a high end together: the low supposes that of everything not
measured the most is lost, the high that it is met. A node without a score has what its bounded
lines allow as its interval. Numbers are whole parts of a point as far as they can be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import assert_never, final

from attrs import define, evolve, field, frozen

from tristandard.basics.place import Site
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import BadModel, Model
from tristandard.rules.node import COUNT, EVERY_ITEM, Absent, Fold, Gate, Given, Node, RankBonus, Rate, Sheet, StepBonus, Unmeasured
from tristandard.rules.tariff import Level
from tristandard.scoring.figures import Figures
from tristandard.scoring.tally import Stand, Tallies

#: Lines that may zero a unit, by site and shared indicator: measured, and not.
_Vital = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


@final
@frozen(kw_only=True)
class Part:
    """A node of the model as it came out for one unit: of a site, a site type, or the whole.

    Attributes:
        node: The name of the node in the model.
        member: The code of the site, site type, zone, area, item or unit it stands for; empty for the whole.
        full: Its full mark, in points.
        low: The lowest score that what was not measured still allows.
        value: The exact score; None where too little was measured.
        high: The highest score that what was not measured still allows.
        applies: Whether anything in it applies, by which it may have a score.
        measured: How many lines (site and indicator), or figures, that can move it were measured.
        unmeasured: How many were not.
        vital: Those of these lines that may zero the whole unit, by site and shared indicator: measured, and not.
        items: In a sheet, what each item loses before and after its own full mark caps it.
        asked: In a sheet, the items of which something applies.
        seen: In a sheet, the items of which something was measured.
        open: In a sheet, what more each item may lose by what was not measured.
        extrapolated: In a sheet, what each item is taken to lose by what was not measured (未测推及).
        gained: In a sheet, the points gained, before they are held at the full mark with its bonus.
        vetoed: The codes of the items that a veto zeroed here.
        zeroed: Whether a veto zeroed the sheet of the site, or the whole of the unit.
        bonus: How far gains and bonuses may lift it above the full mark.
        added: The points of each of the node's own bonuses, by what it reads.
        failed: The gates that it failed, by what they read.
        last: Whether a gate that it failed takes the last of its grades.
        may_last: Whether it may still fail such a gate.
        grade: What its score is called, where the whole interval is called so; else None.
        grades: What the lowest and the highest score that it may have are called, where the node has grades.
        imputed: How the rules put a score where nothing applies: "peers" or "fixed"; empty where they did not.
        carried: Whether it stands above a score into which those of child units are carried; its own is the first part.
        parts: The nodes below.
        weights: What each of them counts, of 1 in all: among those that apply, measured or not.
        estimate: What a part without a score counts for in the mean above it: the measured mean, held inside its interval.
    """

    node: str
    member: str = ""
    full: Fraction
    low: Fraction
    value: Fraction | None
    high: Fraction
    applies: bool = True
    measured: int = 0
    unmeasured: int = 0
    vital: _Vital = (frozenset(), frozenset())
    items: tuple[tuple[str, Fraction, Fraction], ...] = ()
    asked: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    open: tuple[tuple[str, Fraction], ...] = ()
    extrapolated: tuple[tuple[str, Fraction], ...] = ()
    gained: Fraction = Fraction(0)
    vetoed: tuple[str, ...] = ()
    zeroed: Level | None = None
    bonus: Fraction = Fraction(0)
    added: tuple[tuple[str, Fraction], ...] = ()
    failed: tuple[str, ...] = ()
    last: bool = False
    may_last: bool = False
    grade: str | None = None
    grades: tuple[str, str] | None = None
    imputed: str = ""
    carried: bool = False
    parts: tuple[Part, ...] = ()
    weights: tuple[Fraction, ...] = ()
    estimate: Fraction | None = None

    @property
    def absent(self) -> bool:
        """Whether nothing in it applies, and no rule puts a score in its place."""
        return not self.applies and not self.imputed

    @property
    def own(self) -> bool:
        """Whether something in it applies at this unit: what the rules put in its place trips no gate and earns no bonus."""
        return self.applies and not self.imputed

    @property
    def counted(self) -> Fraction:
        """What it counts for in the mean above it: its score, or the estimate; where there is neither, it must not be asked."""
        counted = self.estimate if self.value is None else self.value
        assert counted is not None
        return counted

    def walk(self) -> Iterator[Part]:
        """Yield this part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@final
@define
class Rivals:
    """The scores of some units in their order, by which a place is found without comparing each with each."""

    lows: list[Fraction]
    values: list[Fraction]
    highs: list[Fraction]

    @classmethod
    def of(cls, parts: Iterable[Part], scored: Iterable[Part], mark: Callable[[Fraction], Fraction]) -> Rivals:
        """Return those whose ends count and those whose scores do, each as the mark that decides."""
        there = list(parts)
        values = [part.value for part in scored if part.value is not None]
        return cls(sorted(mark(one.low) for one in there), sorted(map(mark, values)), sorted(mark(one.high) for one in there))

    def place(self, value: Fraction) -> int:
        """Return the place of a score: after all that are higher."""
        return 1 + len(self.values) - bisect_right(self.values, value)

    def best(self, high: Fraction) -> int:
        """Return the best place of one of the units, by its high end."""
        return 1 + len(self.lows) - bisect_right(self.lows, high)

    def worst(self, low: Fraction, high: Fraction) -> int:
        """Return the worst place of one of the units, by its low end; its own high end does not stand before it."""
        return 1 + len(self.highs) - bisect_right(self.highs, low) - (high > low)


#: What a site belongs to, by the axis of a fold.
AXES: Mapping[str, Callable[[Site], str]] = {
    "site": lambda site: site.code,
    "site_type": lambda site: site.site_type[-1],
    "zone": lambda site: site.zone[-1],
    "area": lambda site: site.area[-1],
}

#: Of a sheet: by item what is posted and what vetoes take of the mark beside it, in parts of a point; and how often the sheet is zeroed.
_Laid = tuple[Mapping[str, Fraction], Mapping[str, Fraction], Fraction | int]

#: The way down to a part: the members of the axes that were folded above it.
_Way = tuple[tuple[str, str], ...]


@final
@define(slots=False)
class Scorer:
    """Scores the units of a ledger in one assessment after another."""

    tallies: Tallies
    figures: Figures
    _known: dict[tuple[str, str, bool], dict[str, Part]] = field(factory=dict, init=False)
    _spread: dict[tuple[str, str, tuple[str, ...], str | None], int] = field(factory=dict, init=False)
    _gated: dict[str, Mapping[str, frozenset[str]]] = field(factory=dict, init=False)
    _rivals: dict[tuple[str, str, bool, str], Rivals] = field(factory=dict, init=False)
    _peers: dict[tuple[str, str, str, str, _Way], Part] = field(factory=dict, init=False)
    _laid: dict[tuple[str, str, tuple[str, ...], str | None], _Laid] = field(factory=dict, init=False)
    _lost: dict[int, Fraction] = field(factory=dict, init=False)

    def units(self, assessment: Assessment) -> list[str]:
        """Return the units that the assessment scores: where it meets them, where figures are given, and above such where the model folds over child units."""
        units = self.tallies.ledger.register.plan.merged.rule_set.units
        names = assessment.model.figures.keys()
        found = {unit for code, unit in self.tallies.stands if code == assessment.code}
        found |= {unit for code, name, unit in self.figures if code == assessment.code and name in names}
        if assessment.model.by_unit:
            found |= {parent for unit in found if (parent := units[unit].parent) is not None}
        return sorted(found)

    def score(self, assessment: Assessment, unit: str) -> Part:
        """Return the whole of one assessment's model for one unit."""
        part = self.evaluation(assessment, unit).node("total", "", self.stands(assessment, unit), ())
        if self.children(unit) and assessment.model.by_unit and not assessment.model.own_sheets:
            return part  # what it bears at sites of its own counts nowhere
        found = self.zeroed(assessment, unit, part)
        return part if found is part else graded(assessment.model["total"], found)

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
        """Return a unit's score with what zeroes the whole unit: a red line at any of its sites, or one that findings lay on it."""
        stands, blames = self.stands(assessment, unit), self.tallies.blames.get((assessment.code, unit), ())
        blamed = any(Level.UNIT in blame.vetoes for blame in blames)
        if part.absent or (not blamed and not any(stand.vital for stand in stands)):
            return part
        tally = self.tallies.tally(stands, unit)
        measured, unmeasured = len(tally.vital - part.vital[0]), len(tally.vital_open - part.vital[1])  # that count nowhere else
        part = evolve(part, measured=part.measured + measured, unmeasured=part.unmeasured + unmeasured)
        if blamed or Level.UNIT in tally.vetoed:
            return evolve(part, low=_ZERO, value=None if part.value is None else _ZERO, high=_ZERO, zeroed=Level.UNIT)
        return evolve(part, low=_ZERO) if Level.UNIT in tally.open_vetoes else part

    def spread(self, assessment: Assessment, unit: str, axes: tuple[str, ...], item: str | None) -> int:
        """Return over how many sheets of a unit's own sites something is spread: those that apply, measured or not, of some axes and an item."""
        key = assessment.code, unit, axes, item
        if key not in self._spread:
            groups: defaultdict[tuple[str, ...], list[Stand]] = defaultdict(list)
            for stand in self.stands(assessment, unit):
                groups[tuple(AXES[axis](stand.site) for axis in axes)].append(stand)
            tallies = (self.tallies.tally(stands, unit, item) for stands in groups.values())
            self._spread[key] = sum(bool(tally.measured or tally.unmeasured) for tally in tallies)
        return self._spread[key]

    def laid(self, assessment: Assessment, unit: str, axes: tuple[str, ...], item: str | None) -> _Laid:
        """Return what findings at others' sites lay on each of a unit's own sheets of some axes and an item."""
        blames = self.tallies.blames.get((assessment.code, unit))
        if not blames:
            return {}, {}, 0
        key = assessment.code, unit, axes, item
        if key not in self._laid:
            posted: defaultdict[str, Fraction] = defaultdict(Fraction)
            vetoed: defaultdict[str, Fraction] = defaultdict(Fraction)
            zeroes, marks = Fraction(0), self.tallies.marks[assessment.code]
            part = Fraction(1, self.spread(assessment, unit, axes, item))
            for blame in [one for one in blames if item in (None, one.item)]:
                posted[blame.item] += blame.lost * part
                if Level.ITEM in blame.vetoes:
                    vetoed[blame.item] += max(marks[blame.item] - blame.lost, 0) * part
                if Level.SITE in blame.vetoes:
                    zeroes += part
            self._laid[key] = posted, vetoed, zeroes
        return self._laid[key]

    def gated_items(self, assessment: Assessment) -> Mapping[str, frozenset[str]]:
        """Return the items that gates on each node, or on one above it, read."""
        if assessment.code not in self._gated:
            found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
            for top, node in assessment.model.nodes:
                read = frozenset(item.code for item in assessment.items for gate in node.gates if gate.of == EVERY_ITEM or gate.item == item.code)
                todo = [top] if read else []
                while todo:
                    name = todo.pop()
                    if not read <= found[name]:
                        found[name] |= read
                        todo += _read_for_items(assessment.model, name)
            self._gated[assessment.code] = found
        return self._gated[assessment.code]

    def stands(self, assessment: Assessment, unit: str) -> tuple[Stand, ...]:
        """Return where an assessment meets a unit."""
        return self.tallies.stands.get((assessment.code, unit), ())

    def evaluation(self, assessment: Assessment, unit: str) -> _Evaluation:
        """Return the evaluation of one model for one unit."""
        return _Evaluation(self, assessment, unit)

    def field(self, assessment: Assessment, node: str, *, bare: bool) -> dict[str, Part]:
        """Return a node of every unit as a whole: with its bonuses and gates, or bare."""
        key = (assessment.code, node, bare)
        if key not in self._known:
            self._known[key] = {}
            for unit in self.units(assessment):
                evaluation, stands = self.evaluation(assessment, unit), self.stands(assessment, unit)
                self._known[key][unit] = evaluation.bare(node, "", stands, ()) if bare else evaluation.node(node, "", stands, ())
        return self._known[key]

    def rivals(self, assessment: Assessment, node: str, unit: str, *, bare: bool) -> Rivals:
        """Return the scores of a node of all units of a unit's kind to which it applies."""
        units = self.tallies.rules.units
        key = assessment.code, node, bare, units[unit].kind
        if key not in self._rivals:
            parts = [one for other, one in self.field(assessment, node, bare=bare).items() if units[other].kind == key[3] and not one.absent]
            self._rivals[key] = Rivals.of(parts, parts, lambda mark: mark)
        return self._rivals[key]

    def peer(self, assessment: Assessment, unit: str, name: str, member: str, way: _Way) -> Part:
        """Return what a unit has of a node at one place in the model, worked out once for all that ask."""
        key = assessment.code, unit, name, member, way
        if key not in self._peers:
            here = [(AXES[axis], where) for axis, where in way if axis != "item"]
            stands = tuple(stand for stand in self.stands(assessment, unit) if all(axis(stand.site) == where for axis, where in here))
            self._peers[key] = self.evaluation(assessment, unit).node(name, member, stands, way)
        return self._peers[key]

    def points(self, number: int | Fraction) -> Fraction:
        """Return parts of a point as points."""
        if isinstance(number, Fraction):
            return number / self.tallies.scale
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
                return self._mean(fold, name, member, [(part, weight, self.node(part, part, stands, way)) for part, weight in fold.weights], stands, way)
            case Fold() as fold:
                return self._mean(fold, name, member, self._members(name, fold, stands, way), stands, way)
            case _ as never:
                assert_never(never)

    def _figure(self, name: str) -> Fraction | None:
        return self.scorer.figures.get((self.assessment.code, name, self.unit))

    @staticmethod
    def _read(name: str, member: str, full: Fraction, value: Fraction | None, *, known: bool) -> Part:
        """Return a reading: what it says, nothing applicable where it is blank, open where nobody gave it."""
        if value is None:
            return Part(node=name, member=member, full=full, low=Fraction(0), value=None, high=full, applies=not known, unmeasured=int(not known))
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
        """Return a sheet: the full mark less what its items lose, what is open taken to be as what was measured."""
        scorer, item = self.scorer, next((member for axis, member in way if axis == "item"), None)
        scale, marks = scorer.tallies.scale, scorer.tallies.marks[self.assessment.code]
        tally = scorer.tallies.tally(stands, self.unit, item)
        if not tally.measured and not tally.unmeasured:
            return Part(node=name, member=member, full=sheet.full, low=Fraction(0), value=None, high=sheet.full + sheet.bonus, applies=False, bonus=sheet.bonus)
        own = {code: marks[code] if code in tally.vetoed_items else min(lost, marks[code]) for code, lost in tally.lost.items()}
        own.update((code, marks[code]) for code in tally.vetoed_items)
        posted, vetoed, zeroes = scorer.laid(self.assessment, self.unit, tuple(axis for axis, _ in way if axis != "item"), item)
        lost = {code: tally.lost.get(code, 0) + posted.get(code, 0) for code in (*own, *(posted.keys() - own.keys()))}
        whole: dict[str, _Number] = {
            code: marks[code] if code in tally.vetoed_items else points + vetoed.get(code, 0) for code, points in lost.items()
        }
        counted = {code: _least(points, marks[code]) for code, points in whole.items()}
        full, top = int(sheet.full * scale), int((sheet.full + sheet.bonus) * scale)
        left = _above_zero(full - sum(counted.values()) - zeroes * full)
        still = {code: _least(whole.get(code, 0) + more, marks[code]) - counted.get(code, 0) for code, more in tally.open.items()}
        low = _least(_above_zero(left - sum(still.values())) + tally.gained, top)
        high = _least(left + tally.gained + tally.open_gain, top)
        blank = bool(tally.unmeasured) and sheet.unmeasured is Unmeasured.BLANK
        spoken = tally.worth - sum(tally.open_worth.values())
        value: _Number | None = None
        taken: dict[str, _Number] = {}
        if Level.SITE in tally.vetoed:
            low, value, high = 0, None if blank else 0, 0
        elif not blank and (not tally.unmeasured or spoken):
            stretch: _Number = Fraction(sum(own.values()), spoken) if tally.unmeasured else 0
            taken = {code: _least(stretch * worth, still[code]) for code, worth in tally.open_worth.items()}
            value = _least(_above_zero(left - sum(taken.values())) + tally.gained, top)
        if Level.SITE in tally.open_vetoes:
            low = 0
        points = scorer.points
        return Part(
            node=name, member=member, full=sheet.full, bonus=sheet.bonus, low=points(low), high=points(high), value=None if value is None else points(value),
            measured=tally.measured, unmeasured=tally.unmeasured, vital=(tally.vital, tally.vital_open), gained=points(tally.gained),
            asked=frozenset(tally.asked), seen=frozenset(tally.seen), vetoed=tuple(sorted(tally.vetoed_items)), zeroed=Level.SITE if Level.SITE in tally.vetoed else None,
            items=tuple((code, points(lost[code]), points(taken_off)) for code, taken_off in sorted(counted.items()) if taken_off),
            open=tuple((code, points(more)) for code, more in sorted(still.items()) if more),
            extrapolated=tuple((code, points(more)) for code, more in sorted(taken.items()) if more),
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
        for child in scorer.children(self.unit) or [self.unit]:
            stands = scorer.stands(self.assessment, child)
            part = scorer.evaluation(self.assessment, child).node(of, child, stands, ())
            if child == self.unit:
                return [(child, Fraction(1), part)]
            part = evolve(scorer.zeroed(self.assessment, child, part), vital=(frozenset(), frozenset()))
            weight = weights.get(child, Fraction(0)) if weights else Fraction(1)
            if fold.weigh_by == COUNT:
                weight = Fraction(len(stands))
            elif fold.weigh_by:
                figure = scorer.figures.get((self.assessment.code, fold.weigh_by, child))
                if figure is None and not part.absent and len(scorer.children(self.unit)) > 1:
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

    def _mean(self, fold: Fold, name: str, member: str, members: list[tuple[str, Fraction, Part]], stands: tuple[Stand, ...], way: _Way) -> Part:
        full, bonus = self.assessment.model.marks(name)
        if fold.absent is not Absent.DROP and any(weight and not part.absent for _, weight, part in members):
            members = [(code, weight, self._imputed(fold, code, part, way) if weight and part.absent else part) for code, weight, part in members]
        found = average(name, member, fold, [(weight, part) for _, weight, part in members], full, bonus - fold.lift)
        for measured, unmeasured, vital in self._aside(fold, name, members, stands) if found.applies else ():
            whole = found.vital[0] | vital[0], found.vital[1] | vital[1]
            found = evolve(found, measured=found.measured + measured, unmeasured=found.unmeasured + unmeasured, vital=whole)
        return found

    def _aside(self, fold: Fold, name: str, members: list[tuple[str, Fraction, Part]], stands: tuple[Stand, ...]) -> Iterator[tuple[int, int, _Vital]]:
        """Yield the lines, measured and not, by which members without weight can move the score all the same.

        All of one that a gate or a bonus reads; and where gates read items of the only part with
        sheets, those of these items.
        """
        items, keys = self.scorer.gated_items(self.assessment).get(name, frozenset()), frozenset[str]()
        sheets = list[str]()
        if fold.over == "item":
            keys = items
        elif fold.over is None:
            keys = frozenset(one.of for one in (*fold.gates, *fold.bonuses))
            sheets = [part for part in fold.uses if self.assessment.model.sheets(part)]
        for code, weight, part in members:
            if weight or part.absent:
                continue
            if code in keys:
                yield part.measured, part.unmeasured, part.vital
            elif sheets == [code]:
                for item in sorted(items):
                    yield from self.lines_read(part, item, stands)

    def lines_read(self, part: Part, item: str, stands: Iterable[Stand]) -> Iterator[tuple[int, int, _Vital]]:
        """Yield the lines, measured and not, by which an item stands as it does in a part, as `lost_of_own` reads it."""
        node, model = self.assessment.model[part.node], self.assessment.model
        if isinstance(node, Sheet):
            tally = self.scorer.tallies.tally(stands, self.unit, item)
            yield tally.measured, tally.unmeasured, (tally.vital, tally.vital_open)
        over, read = node.over if isinstance(node, Fold) else None, _read_for_items(model, part.node)
        for below, weight in zip(part.parts, part.weights, strict=True) if part.own else ():
            if over == "unit" and weight:
                child = self.scorer.evaluation(self.assessment, below.member)
                yield from child.lines_read(below, item, self.scorer.stands(self.assessment, below.member))
            elif over is not None and over in AXES and weight:
                axis = AXES[over]
                yield from self.lines_read(below, item, [one for one in stands if axis(one.site) == below.member])
            elif (over is None and below.node in read) or (over == "item" and below.member == item):
                yield from self.lines_read(below, item, stands)

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
        units = self.scorer.tallies.rules.units
        mine, name, down = self.unit, code, way
        if fold.over == "unit":
            mine, name, down = code, str(fold.of), ()
        elif fold.over is not None:
            name, down = str(fold.of), (*way, (fold.over, code))
        for unit in self.scorer.units(self.assessment):
            if unit != mine and units[unit].kind == units[mine].kind:
                yield self.scorer.peer(self.assessment, unit, name, code, down)

    def _lifted(self, node: Node, part: Part) -> Part:
        """Return a node with its bonuses."""
        low, value, high, added = part.low, part.value, part.high, []
        for bonus in node.bonuses:
            match bonus:
                case StepBonus():
                    key = self._key(bonus.of, part)
                    ends = [bonus.at(end, key.full) for end in (key.low, key.low if key.value is None else key.value, key.high)] if key.own else [Fraction(0)] * 3
                case RankBonus():
                    places = self._places(bonus.of, part)
                    ends = [bonus.at(place) if place else Fraction(0) for place in places]
                    ends[1] = _held(ends[1], ends[0], ends[2])  # a rival without a score may be better all the same
                case _:
                    assert_never(bonus)
            low, high = low + ends[0], high + ends[2]
            if value is not None:
                value += ends[1]
                added.append((bonus.of, ends[1]))
        return evolve(part, low=low, value=value, high=high, added=tuple(added), bonus=part.bonus + node.lift)

    def _places(self, of: str, part: Part) -> tuple[int, int, int]:
        """Return the worst place, the place and the best place of a node among the units of the kind; the worst where it has no score, 0 where it does not apply."""
        mine = self.scorer.field(self.assessment, of, bare=of == part.node)[self.unit]
        if mine.absent:
            return 0, 0, 0
        rivals = self.scorer.rivals(self.assessment, of, self.unit, bare=of == part.node)
        worst = rivals.worst(mine.low, mine.high)
        return worst, worst if mine.value is None else rivals.place(mine.value), rivals.best(mine.high)

    @staticmethod
    def _key(of: str, part: Part) -> Part:
        """Return what a bonus or a gate reads: the node itself, or one that it is made of."""
        return part if of == part.node else next(one for one in part.parts if one.node == of)

    def _gated(self, node: Node, part: Part) -> Part:
        """Return a node with its gates: each end fails where the key's own end does, the score only where it would fail with everything met."""
        low, value, high, failed = part.low, part.value, part.high, list[str]()
        last = may_last = False
        for gate in node.gates:
            for of, worst, best, full in self._keys(gate, part):
                threshold = gate.at_least.of(full)
                if best < threshold and value is not None:
                    failed.append(of)
                if gate.to is None:
                    last, may_last = last or best < threshold, may_last or worst < threshold
                    continue
                low = min(low, gate.to) if worst < threshold else low
                high = min(high, gate.to) if best < threshold else high
                value = min(value, gate.to) if value is not None and best < threshold else value
        return evolve(part, low=low, value=value, high=high, failed=tuple(dict.fromkeys(failed)), last=last, may_last=may_last)

    def _keys(self, gate: Gate, part: Part) -> Iterator[tuple[str, Fraction, Fraction, Fraction]]:
        """Yield what a gate reads: its name, its lowest and its highest score, and its full mark."""
        if gate.item is None and gate.of != EVERY_ITEM:
            key = self._key(gate.of, part)
            if key.own:
                yield gate.of, key.low, key.high, key.full
            return
        losses = lost_of_own(part, self.assessment.model)
        for item in self.assessment.items:
            if gate.item in (None, item.code) and item.code in losses:
                least, most = losses[item.code]
                yield f"item {item.code}", item.full - most, item.full - least, item.full


def _read_for_items(model: Model, name: str) -> list[str]:
    """Return the nodes through which an item is read at a node: the only one with sheets, whatever it weighs, else those of weight."""
    node = model[name]
    if not isinstance(node, Fold):
        return []
    if node.over is not None:
        return [str(node.of)]
    sheets = [(part, weight) for part, weight in node.weights if model.sheets(part)]
    return [part for part, weight in sheets if weight or len(sheets) == 1]


def graded(node: Node, part: Part) -> Part:
    """Return a node with what its score is called: a grade where the whole interval has it, and that of either end."""
    if not node.grades or (part.value is None and not part.unmeasured):
        return part
    last = node.grades[-1][0]
    worst, best = (next(name for name, where in node.grades if where.accepts(end)) for end in (part.low, part.high))
    grades = last if part.last or part.may_last else worst, last if part.last else best
    certain = part.value is not None and grades[0] == grades[1]
    return evolve(part, grade=grades[0] if certain else None, grades=grades)


def average(name: str, member: str, fold: Fold, below: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction) -> Part:
    """Return the weighted mean of parts, each end by itself; what is absent leaves, what has no score is as the fold says.

    Weights are among all that apply, measured or not. A part without a score counts for the mean
    of those that were measured, held inside its own interval.
    """
    there = [(weight, part) for weight, part in below if weight and not part.absent]
    scored = [(weight, part.value) for weight, part in there if part.value is not None]
    told = [(weight, part.value) for weight, part in there if part.value is not None and not part.imputed]
    blank = fold.absent is Absent.BLANK and any(weight and part.absent for weight, part in below)
    parts, value = [part for _, part in below], None
    if told and not blank and (len(scored) == len(there) or fold.unmeasured is Unmeasured.DROP):
        mean = _mean(told)
        parts = [evolve(part, estimate=_held(mean, part.low, part.high)) if weight and not part.absent and part.value is None else part for weight, part in below]
        value = _mean((weight, part.counted) for (weight, _), part in zip(below, parts, strict=True) if weight and not part.absent)
    whole = sum((weight for weight, _ in there), Fraction(0))
    return Part(
        node=name, member=member, full=full, bonus=bonus, value=value, applies=bool(there),
        low=_mean((weight, part.low) for weight, part in there) if there else Fraction(0),
        high=_mean((weight, part.high) for weight, part in there) if there else full + bonus,
        measured=sum(part.measured for _, part in there), unmeasured=sum(part.unmeasured for _, part in there),
        vital=(frozenset().union(*(part.vital[0] for _, part in there)), frozenset().union(*(part.vital[1] for _, part in there))),
        parts=tuple(parts), weights=tuple(Fraction(0) if part.absent else weight / whole if weight else weight for weight, part in below),
    )  # fmt: skip


def losses_of(part: Part) -> dict[str, Fraction]:
    """Return what each item took from a node's score, by the weights of the model; of what was measured."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for code, _, counted in part.items:
        found[code] += counted
    for below, weight in zip(part.parts, part.weights, strict=True):
        for code, lost in losses_of(below).items() if weight else ():
            found[code] += weight * lost
    return dict(found)


def gains_of(part: Part) -> Fraction:
    """Return what was gained in a node's score, by the weights of the model: by what was measured, as far as its sheets may rise, and by bonuses."""
    gained = sum((points for _, points in part.added), _ZERO)
    if part.gained and part.value is not None and part.zeroed is None:
        taken = sum((counted for *_, counted in part.items), _ZERO) + sum((more for _, more in part.extrapolated), _ZERO)
        gained += max(min(part.gained, part.value - max(part.full - taken, _ZERO)), _ZERO)
    return gained + sum((weight * gains_of(below) for below, weight in zip(part.parts, part.weights, strict=True) if weight), _ZERO)


def lost_of_own(part: Part, model: Model) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item lost of its own full mark, at least and at most, however little its sheets count in the score.

    It is the mean of the sheets in which something of the item applies, by their weights among
    these. In a fold over items each stands by itself, and so do the sheets in a blend beside
    nodes that have none. Of a part that does not apply nothing is read.
    """
    if not part.own:
        return {}
    if not part.parts:
        least, more = {code: counted for code, _, counted in part.items}, dict(part.open)
        return {code: (lost := least.get(code, _ZERO), lost + more.get(code, _ZERO)) for code in sorted(part.asked | least.keys())}
    weighted, node = list(zip(part.parts, part.weights, strict=True)), None if part.carried else model[part.node]
    if isinstance(node, Fold) and node.over == "item":
        return {below.member: told[below.member] for below in part.parts if below.member in (told := lost_of_own(below, model))}
    if isinstance(node, Fold) and node.over is None:
        sheets = [below for below in part.parts if model.sheets(below.node)]
        if len(sheets) == 1:
            return lost_of_own(sheets[0], model)
    totals: defaultdict[str, tuple[Fraction, Fraction, Fraction]] = defaultdict(lambda: (_ZERO, _ZERO, _ZERO))
    for below, weight in weighted:
        for code, (low, high) in lost_of_own(below, model).items() if weight else ():
            whole, least_lost, most_lost = totals[code]
            totals[code] = whole + weight, least_lost + weight * low, most_lost + weight * high
    return {code: (low / whole, high / whole) for code, (whole, low, high) in totals.items()}


_ZERO = Fraction(0)
#: A number in parts of a point: whole as far as it can be.
_Number = int | Fraction


def _least(one: _Number, other: _Number) -> _Number:
    return min(one, other)


def _above_zero(number: _Number) -> _Number:
    return max(0, number)


def _held(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Return a value held inside its interval."""
    return max(low, min(value, high))


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
