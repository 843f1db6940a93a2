"""The evaluation of a scoring model for one assessment and one unit: exact, with its interval.

Every node carries a low, a value and a high end together: the low supposes that of everything not
measured the most is lost, the high that it is met. A node without a score has what its bounded
lines allow as its interval. Numbers are whole parts of a point as far as they can be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import Factory, define, evolve, field

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.model import Model
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.bonus import Span
from tristandard.rules.nodes.gate import EVERY_ITEM
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Lines, Member
from tristandard.rules.nodes.standing import graded, stand
from tristandard.rules.nodes.tally import NOTHING_VITAL, Each, Judged, Laid, Tally
from tristandard.scoring.figures import Figures
from tristandard.scoring.memory import Members, Memory, Way
from tristandard.scoring.node_places import NodePlaces
from tristandard.scoring.posted import Basis
from tristandard.scoring.spreading import Spreading
from tristandard.scoring.stand import AXES, Stand, as_one, judged_at
from tristandard.scoring.tally import Tallies
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Sentence, Told

_GIVEN_AS_NONE = Sentence(
    "以“{figure}”为“{member}”的权重，而它给定为不适用（None）",
    "weighs {member!r} by {figure!r}, which was given as None: that it does not apply",
)
_NOBODY_GAVE = Sentence(
    "以“{figure}”为“{member}”的权重，而没有人给定它", "weighs {member!r} by {figure!r}, which nobody gave"
)
_GIVE_NUMBERS = Told(
    "请给每个下属单位一个数，不计的写 0", "give a number for each child unit; 0 where it shall not count"
)


@define(slots=False)
class Scorer:
    """Scores the units of a ledger in one assessment after another."""

    tallies: Tallies
    figures: Figures
    #: What it found, and the one before it.
    memory: Memory = field(default=Factory(lambda self: Memory(self.tallies, self.figures), takes_self=True))
    spreading: Spreading = field(default=Factory(lambda self: Spreading(self.tallies), takes_self=True), init=False)
    _gated: dict[str, Mapping[str, frozenset[str]]] = field(factory=dict, init=False)
    _peers: dict[tuple[str, str, str, str, Way], Part] = field(factory=dict, init=False)
    _lost: dict[int, Fraction] = field(factory=dict, init=False)

    def again(self, ledger: Ledger, figures: Figures) -> Scorer:
        """Return a scorer of another ledger of the same plan and history, or of other figures, which scores anew what
        changed.
        """
        return self.then(self.tallies.again(ledger), figures)

    def then(self, tallies: Tallies, figures: Figures) -> Scorer:
        """Return a scorer of other tallies at the same sites, which scores anew where they, or the figures, differ."""
        return Scorer(tallies, figures, self.memory.then(tallies, figures))

    def _unmoved(self, assessment: Assessment, unit: str) -> Part | None:
        """Return what the scorer before it found of a unit that nothing moved since; None where something may have."""
        before, moved = self.memory.before, self.memory.moved
        if before is None or (
            assessment.model.reads_others and any(moved(assessment, one) for one in self.units(assessment))
        ):
            return None
        todo = [unit]
        while todo:
            one = todo.pop()
            if moved(assessment, one):
                return None
            todo += self.children(one) if assessment.model.by_unit else ()
        return before.scores.get((assessment.code, unit))

    @cached_property
    def node_places(self) -> NodePlaces:
        """Where nodes stand among those of other units."""
        return NodePlaces(self.tallies.rules.units, self._nodes)

    def _nodes(self, assessment: Assessment, node: str, bare: bool) -> dict[str, Part]:
        """Return a node of every unit as a whole: with its bonuses and gates, or bare."""
        found = {}
        for unit in self.units(assessment):
            place = self.place(assessment, unit, node, "", self.spreading.stands(assessment, unit), ())
            found[unit] = place.bare() if bare else place.standing()
        return found

    def units(self, assessment: Assessment) -> list[str]:
        """Return the units that the assessment scores: where it meets them, where figures are given, and above such
        where the model folds over child units.
        """
        units = self.tallies.rules.units
        names = assessment.model.figures.keys()
        found = {unit for code, unit in self.tallies.stands if code == assessment.code}
        found |= {unit for code, name, unit in self.figures if code == assessment.code and name in names}
        if assessment.model.by_unit:
            found |= {parent for unit in found if (parent := units[unit].parent) is not None}
        return sorted(found)

    def score(self, assessment: Assessment, unit: str) -> Part:
        """Return the whole of one assessment's model for one unit."""
        part = self._unmoved(assessment, unit) or self._score(assessment, unit)
        self.memory.scores[assessment.code, unit] = part
        return part

    def _score(self, assessment: Assessment, unit: str) -> Part:
        part = self.place(assessment, unit, "total", "", self.spreading.stands(assessment, unit), ()).standing()
        if self.children(unit) and assessment.model.by_unit and not assessment.model.own_sheets:
            return part  # what it bears at sites of its own counts nowhere
        found = self.zeroed(assessment, unit, part)
        return part if found is part else graded(assessment.model["total"], found, assessment.deciding)

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
        """Return a unit's score with what zeroes the whole unit: a red line at any of its sites, or
        one that findings lay on it.
        """
        stands, blames = self.spreading.stands(assessment, unit), self.tallies.blames.get((assessment.code, unit), ())
        blamed = any(Level.UNIT in blame.vetoes for blame in blames)
        if part.absent or (not blamed and not any(stand.vital for stand in stands)):
            return part
        tally = self.tallies.tally(stands, unit)
        measured, unmeasured = (
            len(tally.vital - part.vital[0]),
            len(tally.vital_open - part.vital[1]),
        )  # that count nowhere else
        part = evolve(part, measured=part.measured + measured, unmeasured=part.unmeasured + unmeasured)
        if blamed or Level.UNIT in tally.vetoed:
            value, basis = None if part.value is None else _ZERO, part.basis or self.spreading.basis(assessment, unit)
            part = evolve(part, low=_ZERO, high=_ZERO, zeroed=Level.UNIT, left=part.value, basis=basis)
            return evolve(part, value=value, failing=(True, True))
        if Level.UNIT not in tally.open_vetoes:
            return part
        return evolve(part, low=_ZERO, failing=(True, part.failing[1]))

    def sheet(self, assessment: Assessment, part: Part, gathered: Tally, laid: Laid) -> Part:
        """Return what a sheet comes to where other things are gathered there than in a part of it, in parts of a
        point.
        """
        return _Gathered(self, assessment, part.basis.unit, part.node, part.member, (), (), gathered, laid).bare()

    def gated_items(self, assessment: Assessment) -> Mapping[str, frozenset[str]]:
        """Return the items that gates on each node, or on one above it, read."""
        if assessment.code not in self._gated:
            found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
            for top, node in assessment.model.nodes:
                read = frozenset(
                    item.code
                    for item in assessment.items
                    for gate in node.gates
                    if gate.of == EVERY_ITEM or gate.item == item.code
                )
                todo = [top] if read else []
                while todo:
                    name = todo.pop()
                    if not read <= found[name]:
                        found[name] |= read
                        todo += assessment.model[name].reads_items_through(assessment.model)
            self._gated[assessment.code] = found
        return self._gated[assessment.code]

    def place(
        self, assessment: Assessment, unit: str, name: str, member: str, stands: tuple[Stand, ...], way: Way
    ) -> ScoredPlace:
        """Return one place of a model for one unit."""
        return ScoredPlace(self, assessment, unit, name, member, stands, way)

    def peer(self, assessment: Assessment, unit: str, name: str, member: str, way: Way) -> Part:
        """Return what a unit has of a node at one place in the model, worked out once for all that ask."""
        key = assessment.code, unit, name, member, way
        if key not in self._peers:
            here = [(AXES[axis], where) for axis, where in way if axis != "item"]
            stands = tuple(
                stand
                for stand in self.spreading.stands(assessment, unit)
                if all(axis(stand.site) == where for axis, where in here)
            )
            self._peers[key] = self.place(assessment, unit, name, member, stands, way).standing()
        return self._peers[key]

    def points(self, number: int | Fraction) -> Fraction:
        """Return parts of a point as points."""
        if not isinstance(number, int):
            return number / self.tallies.scale
        found = self._lost.get(number)
        if found is None:
            found = self._lost[number] = Fraction(number, self.tallies.scale)
        return found


@define(slots=False)
class ScoredPlace:
    """One unit at one place of a model: what the nodes ask for while they are evaluated (see
    `rules.nodes.node.Place`).
    """

    scorer: Scorer
    assessment: Assessment
    unit: str
    name: str
    member: str
    stands: tuple[Stand, ...]
    way: Way

    @property
    def model(self) -> Model:
        """The named nodes."""
        return self.assessment.model

    @property
    def item(self) -> str | None:
        """The item of which alone it speaks, below a mean over items."""
        return next((member for axis, member in self.way if axis == "item"), None)

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes of sites above."""
        return tuple(axis for axis, _ in self.way if axis != "item")

    def figure(self, name: str) -> tuple[bool, Fraction | None]:
        """Return whether a figure was given, and the figure."""
        key = self.assessment.code, name, self.unit
        return key in self.scorer.figures, self.scorer.figures.get(key)

    def weigh(self, name: str, member: Member) -> Fraction:
        """Return the figure by which a child unit is weighed; refuse that nobody gave it where it is needed."""
        key = self.assessment.code, name, member.code
        figure = self.scorer.figures.get(key)
        if figure is None and not member.part.absent and len(self.scorer.children(self.unit)) > 1:
            sentence = _GIVEN_AS_NONE if key in self.scorer.figures else _NOBODY_GAVE
            why = sentence(member=member.code, figure=name)
            raise BadModel(f"{self.assessment.code}.{self.name}", why, _GIVE_NUMBERS)
        return Fraction(1) if figure is None else figure

    def parts(self, points: Fraction) -> int:
        """Return points in parts of a point, of which they are a whole number."""
        return points.numerator * self.scorer.tallies.scale // points.denominator

    def tally(self) -> Tally:
        """Return what the unit's sites at this place gathered."""
        return self.scorer.tallies.tally(self.stands, self.unit, self.item)

    def judged(self, each: Each) -> Judged:
        """Return how many of the unit's sites, or of what is asked at them, are up to standard: none at which it has
        no share.
        """
        found = [judged_at(stand, self.item) for stand in self.stands if stand.share]
        if each is Each.SITE:
            found = [Judged(*map(int, as_one(one))) for one in found]
        return Judged(*map(sum, zip(*found, strict=True))) if found else Judged(0, 0, 0)

    def laid(self) -> Laid:
        """Return what findings at others' sites lay on a sheet at this place."""
        return self.scorer.spreading.laid(self.assessment, self.unit, self.axes, self.item)

    def laid_below(self, axis: str) -> Laid:
        """Return what findings at others' sites lay on a sheet at one member of an axis of sites."""
        return self.scorer.spreading.laid(self.assessment, self.unit, (*self.axes, axis), self.item)

    def mark(self, item: str) -> int:
        """Return the full mark of an item, in parts of a point."""
        return self.scorer.tallies.marks[self.assessment.code][item]

    def points(self, number: int | Fraction) -> Fraction:
        """Return parts of a point as points."""
        return self.scorer.points(number)

    def basis(self) -> Basis:
        """Return the places that a sheet here adds up."""
        blames = self.scorer.tallies.blames.get((self.assessment.code, self.unit), ())
        if not blames:
            return self.scorer.spreading.basis_of(self.unit, self.stands, self.item)
        sheets = self.scorer.spreading.sheets(self.assessment, self.unit, self.axes, self.item)
        return self.scorer.spreading.basis_of(self.unit, self.stands, self.item, blames=blames, sheets=sheets)

    def at(self, name: str) -> Part:
        """Return another node at the same place."""
        return evolve(self, name=name, member=name).standing()

    def quantity(self, name: str) -> Part:
        """Return another node at the same place without what stands on it."""
        return evolve(self, name=name, member=name).bare()

    def members(self, axis: str, of: str, named: Iterable[str]) -> list[Member]:
        """Return the members of an axis, each with the node `of` there."""
        if axis == "unit":
            return self._children(of)
        groups: defaultdict[str, list[Stand]] = defaultdict(list)
        if axis == "item":
            groups.update({item.code: list(self.stands) for item in self.assessment.items})
        else:
            for stand in self.stands:
                groups[AXES[axis](stand.site)].append(stand)
        groups.update((code, []) for code in named if code not in groups)
        codes = groups if axis == "item" else sorted(groups)
        parts = self._parts(axis, of, {code: tuple(groups[code]) for code in codes})
        return [Member(code, part, len(groups[code])) for code, part in zip(codes, parts, strict=True)]

    def _parts(self, axis: str, of: str, groups: Mapping[str, tuple[Stand, ...]]) -> Iterator[Part]:
        """Yield the node `of` at each member of an axis; where nothing that it reads there has changed, as it was."""
        scorer, book = self.scorer, self.assessment
        blamed = bool(scorer.tallies.blames.get((book.code, self.unit)))
        alone = axis == "item" or book.model.reads_others or (blamed and axis != "site")
        key, laid = (book.code, self.unit, of, axis, self.way), self.laid_below(axis) if blamed and not alone else None
        known, found = {} if alone else scorer.memory.as_before(key, laid), Members()
        for code, stands in groups.items():
            part = known.get(stands) if stands else None
            if part is None:
                part = scorer.place(book, self.unit, of, code, stands, (*self.way, (axis, code))).standing()
            if stands and not alone:
                found[stands] = part
            yield part
        if found:
            scorer.memory.below[key] = laid, found

    def _children(self, of: str) -> list[Member]:
        """Return the units that belong to this one, or this one alone where none does."""
        scorer, found = self.scorer, list[Member]()
        for child in scorer.children(self.unit) or [self.unit]:
            stands = scorer.spreading.stands(self.assessment, child)
            part = scorer.place(self.assessment, child, of, child, stands, ()).standing()
            if child == self.unit:
                return [Member(child, part, len(stands), alone=True)]
            found.append(
                Member(
                    child,
                    evolve(scorer.zeroed(self.assessment, child, part), vital=NOTHING_VITAL),
                    len(stands),
                )
            )
        return found

    def peers(self, axis: str | None, of: str, code: str) -> list[Part]:
        """Return what the other units of the kind have of a member, each at the same place in the model."""
        units, scorer = self.scorer.tallies.rules.units, self.scorer
        mine, name, down = self.unit, code, self.way
        if axis == "unit":
            mine, name, down = code, of, ()
        elif axis is not None:
            name, down = of, (*self.way, (axis, code))
        alike = [
            unit for unit in scorer.units(self.assessment) if unit != mine and units[unit].kind == units[mine].kind
        ]
        return [scorer.peer(self.assessment, unit, name, code, down) for unit in alike]

    def deciding(self, score: Fraction) -> Fraction:
        """Return the number by which a score passes a gate, and earns a grade or a bonus."""
        return self.assessment.deciding(score)

    def gated_items(self) -> frozenset[str]:
        """Return the items that gates on this node, or on one above, read."""
        return self.scorer.gated_items(self.assessment).get(self.name, frozenset())

    def lines_of_item(self, part: Part, item: str) -> Iterator[Lines]:
        """Yield the lines by which an item stands as it does in the sheets of a part, as `items_lost` reads it."""
        if not part.own:
            return
        node = self.model[part.node]
        if node.adds_up:
            tally = self.scorer.tallies.tally(part.basis.stands, part.basis.unit, item)
            yield tally.measured, tally.unmeasured, tally.zeroing
        for below in node.sheets_read(part, item, self.model):
            yield from self.lines_of_item(below, item)

    def bare(self) -> Part:
        """Return the node without what stands on it."""
        return self.model[self.name].evaluate(self)

    def standing(self) -> Part:
        """Return the node with its bonuses, gates and grade."""
        return stand(self.model[self.name], self.bare(), self)

    def item_marks(self) -> Mapping[str, Fraction]:
        """Return the full mark of each item, in points."""
        return {item.code: item.full for item in self.assessment.items}

    def places(self, of: str, *, bare: bool) -> tuple[Span, Span, Span] | None:
        """Return the worst place, the place and the best place of a node among the units of the kind;
        None where it does not apply.
        """
        return self.scorer.node_places.places(self.assessment, of, self.unit, bare=bare)


@final
@define(slots=False)
class _Gathered(ScoredPlace):
    """A place of which is given what was gathered there."""

    gathered: Tally
    on_it: Laid

    def tally(self) -> Tally:
        """Return what is given."""
        return self.gathered

    def laid(self) -> Laid:
        """Return what is given."""
        return self.on_it

    def basis(self) -> Basis:
        """Return no places: what is given stands for them."""
        return Basis(unit=self.unit, stands=())


_ZERO = Fraction(0)
