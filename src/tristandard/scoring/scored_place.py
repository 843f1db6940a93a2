"""One unit at one place of a model: what the nodes ask for while they are evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import define, evolve

from tristandard.rules.assessment import Assessment
from tristandard.rules.model import Model
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.bonus import Span
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Lines, Member
from tristandard.rules.nodes.standing import stand
from tristandard.rules.nodes.tally import NOTHING_VITAL, Each, Judged, Laid, Tally
from tristandard.scoring.memory import Members, Way
from tristandard.scoring.posted import Basis
from tristandard.scoring.stand import AXES, Stand, as_one, judged_at
from tristandard.scoring.surroundings import Surroundings
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
class ScoredPlace:
    """One unit at one place of a model: what the nodes ask for while they are evaluated (see
    `rules.nodes.node.Place`).
    """

    scorer: Surroundings
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

    def laid_below(self, axis: str) -> tuple[Laid, ...]:
        """Return what findings at others' sites lay on a sheet at one member of an axis of sites; where the model folds
        over items, on one of each item there too.
        """
        folds = self.item is None and any(node.axis == "item" for _, node in self.model.nodes)
        items, axes = [item.code for item in self.assessment.items if folds], (*self.axes, axis)
        lay = self.scorer.spreading.laid
        return tuple(lay(self.assessment, self.unit, axes, item) for item in (self.item, *items))

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
        return [Member(code, part, self.sites_at(groups[code])) for code, part in zip(codes, parts, strict=True)]

    def sites_at(self, stands: Sequence[Stand]) -> int:
        """Return how many sites some stands are."""
        return len(stands)

    def _parts(self, axis: str, of: str, groups: Mapping[str, tuple[Stand, ...]]) -> Iterator[Part]:
        """Yield the node `of` at each member of an axis; where nothing that it reads there has changed, as it was."""
        scorer, book = self.scorer, self.assessment
        blamed = bool(scorer.tallies.blames.get((book.code, self.unit)))
        alone = axis == "item" or book.model.reads_others or (blamed and axis != "site")
        key, laid = (book.code, self.unit, of, axis, self.way), self.laid_below(axis) if blamed and not alone else ()
        known, found = {} if alone else scorer.memory.as_before(key, laid), Members()
        for code, stands in groups.items():
            part = known.get(stands) if stands else None
            if part is None:
                part = scorer.place(book, self.unit, of, code, stands, (*self.way, (axis, code))).standing()
            if stands and not alone:
                found[stands] = part
            yield part
        scorer.memory.below[key] = laid, found

    def _children(self, of: str) -> list[Member]:
        """Return the units that belong to this one, or this one alone where none does."""
        scorer, found = self.scorer, list[Member]()
        for child in scorer.children(self.unit) or [self.unit]:
            stands = scorer.spreading.stands(self.assessment, child)
            part = scorer.place(self.assessment, child, of, child, stands, ()).standing()
            if child == self.unit:
                return [Member(child, part, self.sites_at(stands), alone=True)]
            found.append(
                Member(
                    child,
                    evolve(scorer.zeroed(self.assessment, child, part), vital=NOTHING_VITAL),
                    self.sites_at(stands),
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
