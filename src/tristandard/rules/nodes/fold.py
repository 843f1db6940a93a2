"""What means, blends and sums have in common: what becomes of members that have no score, or do not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from operator import attrgetter, mul

from attrs import evolve, field, frozen

from tristandard.basics.fields import kind_of
from tristandard.basics.points import exact, plain
from tristandard.rules.nodes.averages import held, mean_alike, mean_of, sum_of
from tristandard.rules.nodes.bad_model import BadModel
from tristandard.rules.nodes.below import estimated, lines_of, of_full, present, shares_of
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Named, Node, Place, items_lost, mean_lost
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Lines
from tristandard.words.sentence import Sentence

_BEYOND_ITS_MARKS = Sentence(
    "不适用时记 {points} 分，超出得分范围", "gives {points} where nothing applies, beyond its marks"
)
SCORE_UP_TO = Sentence("请写 0 到 {full} 的得分", "give a score from 0 to {full}")


def _absent(value: object) -> Absent | Fraction:
    return value if isinstance(value, Absent) else exact(value)


@frozen(kw_only=True)
class Fold(Node):
    """What is put together of others: the members of an axis, or named parts. What was not measured, and what does
    not apply, are as its keys say.
    """

    unmeasured: Unmeasured = field(default=Unmeasured.DROP, validator=kind_of(Unmeasured))
    absent: Absent | Fraction = field(default=Absent.DROP, converter=_absent)

    @property
    def reads_others(self) -> bool:
        """Whether it reads what other units have: their places, or their mean where something does not apply."""
        return self.absent is Absent.PEERS or super().reads_others

    @property
    def chooses(self) -> bool:
        """Whether some of its members' scores are taken, and the others are not."""
        return False

    def shares(self, scores: Sequence[Fraction]) -> list[Fraction]:
        """Return what each of some scores counts, of 1, where it chooses among them."""
        raise NotImplementedError

    def weighed(self, model: Named) -> tuple[tuple[str, Fraction], ...]:
        """Return the named parts that it puts together, each with its weight."""
        raise NotImplementedError

    def reads_items_through(self, model: Named) -> list[str]:
        """Return the only part with sheets, whatever it weighs; else those with sheets that weigh anything."""
        sheets = [(part, weight) for part, weight in self.weighed(model) if model.sheets(part)]
        return [part for part, weight in sheets if weight or len(sheets) == 1]

    def items_lost(self, part: Part, model: Named) -> dict[str, tuple[Fraction, Fraction]]:
        """Return what each item lost: in the only part with sheets, whatever it weighs; else the mean
        of those that have any.
        """
        sheets = [below for below in part.parts if model.sheets(below.node)]
        return items_lost(sheets[0], model) if len(sheets) == 1 else mean_lost(part, model)

    def sheets_read(self, part: Part, item: str, model: Named) -> list[Part]:
        """Return the parts through which an item is read."""
        del item
        read = self.reads_items_through(model)
        return [below for below in part.parts if below.node in read]

    def imputed_problems(self, name: str, full: Fraction) -> Iterator[BadModel]:
        """Yield that what is put where nothing applies lies beyond the marks."""
        if isinstance(self.absent, Fraction) and not 0 <= self.absent <= full:
            yield BadModel(
                name,
                _BEYOND_ITS_MARKS(points=plain(self.absent)),
                SCORE_UP_TO(full=plain(full)),
            )

    def combine(self, place: Place, members: list[tuple[str, Fraction, Part]]) -> Part:
        """Return the weighted mean of members, each with its code and weight, and those imputed that do not apply."""
        full, bonus = place.model.marks(place.name)
        if self.absent is not Absent.DROP and any(weight and not part.absent for _, weight, part in members):
            members = [
                (code, weight, self._imputed(place, code, part) if weight and part.absent else part)
                for code, weight, part in members
            ]
        below = [(weight, part) for _, weight, part in members]
        found = average(place.name, place.member, self, below, full, bonus - self.lift)
        for measured, unmeasured, vital in self._aside(place, members) if found.applies else ():
            whole = found.vital[0] | vital[0], found.vital[1] | vital[1]
            found = evolve(
                found, measured=found.measured + measured, unmeasured=found.unmeasured + unmeasured, vital=whole
            )
        return found

    def _imputed(self, place: Place, code: str, part: Part) -> Part:
        """Return what the rules put where nothing of a member applies: a fixed score, or the mean of
        the other units of the kind.
        """
        if isinstance(self.absent, Fraction):
            return evolve(part, low=self.absent, value=self.absent, high=self.absent, imputed="fixed")
        if self.absent is not Absent.PEERS:
            return part
        peers = [peer for peer in place.peers(self.axis, self.uses[0], code) if not peer.scoreless]
        if not peers:
            return part
        low, high = mean_alike([peer.low for peer in peers]), mean_alike([peer.high for peer in peers])
        scored = [peer.value for peer in peers if peer.value is not None]
        value = held(mean_alike(scored), low, high) if scored else None
        return evolve(part, low=low, value=value, high=high, imputed="peers", bonus=max(peer.bonus for peer in peers))

    def keys(self, place: Place) -> frozenset[str]:
        """Return the named parts, or the members, that a gate or a bonus reads by themselves."""
        del place
        return frozenset(one.of for one in (*self.gates, *self.bonuses))

    def _aside(self, place: Place, members: list[tuple[str, Fraction, Part]]) -> Iterator[Lines]:
        """Yield the lines, measured and not, by which members without weight can move the score all the same.

        All of one that a gate or a bonus reads; and where gates read items of the only part with
        sheets, those of these items.
        """
        items, keys, sole = place.gated_items(), self.keys(place), self.reads_items_through(place.model)
        for code, weight, part in members:
            if weight or part.absent:
                continue
            if code in keys:
                yield part.measured, part.unmeasured, part.vital
            elif self.axis is None and sole == [code]:
                for item in items:
                    yield from place.lines_of_item(part, item)


def average(
    name: str, member: str, node: Fold, below: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction
) -> Part:
    """Return the weighted mean of parts, each end by itself; what is absent leaves, what has no score
    is as the node says.

    Weights are among all that apply, measured or not. A part counts by its share of its own full mark. One
    without a score counts for the mean of those that were measured, held inside its own interval.
    """
    there = present(below)
    if not there:
        return _nothing(name, member, below, full, bonus)
    mean, whole = _speaking(node, below, there, full), sum_of(weight for weight, _ in there)
    if mean is not None and any(part.value is None for _, part in there):
        below = [(weight, estimated(weight, part, mean, full)) for weight, part in below]
        there = present(below)
    measured, unmeasured, vital = lines_of([part for _, part in there])
    value = None if mean is None else _end(node, there, full, _COUNTED)
    weights = shares_of(below, whole, full)
    return Part(
        node=name, member=member, full=full, bonus=bonus,
        low=_end(node, there, full, _LOW), value=value, high=_end(node, there, full, _HIGH),
        withheld=mean is None and _withheld(node, below, [part for _, part in there]),
        measured=measured, unmeasured=unmeasured, vital=vital, parts=tuple(part for _, part in below),
        weights=weights if value is None else _of_those_taken(node, there, weights),
    )  # fmt: skip


_LOW, _COUNTED, _HIGH = attrgetter("low"), attrgetter("counted"), attrgetter("high")


def _end(node: Fold, there: list[tuple[Fraction, Part]], full: Fraction, end: Callable[[Part], Fraction]) -> Fraction:
    """Return the mean of one end of parts, of those alone that are taken."""
    if node.chooses:
        scores = [end(part) for _, part in there]
        return sum_of(map(mul, node.shares(scores), scores))
    if all(part.full is full for _, part in there):
        return mean_of([(weight, end(part)) for weight, part in there])
    return mean_of((weight, of_full(end(part), part, full)) for weight, part in there)


def _of_those_taken(
    node: Fold, there: list[tuple[Fraction, Part]], weights: tuple[Fraction, ...]
) -> tuple[Fraction, ...]:
    """Return what a point of each part counts where some alone are taken."""
    if not node.chooses:
        return weights
    shares = iter(node.shares([part.counted for _, part in there]))
    return tuple(next(shares) if weight else weight for weight in weights)


def _nothing(name: str, member: str, below: list[tuple[Fraction, Part]], full: Fraction, bonus: Fraction) -> Part:
    """Return the mean of parts of which nothing applies."""
    return Part(
        node=name, member=member, full=full, bonus=bonus, low=Fraction(0), value=None, high=full + bonus,
        applies=False, parts=tuple(part for _, part in below), weights=(Fraction(0),) * len(below),
    )  # fmt: skip


def _speaking(
    node: Fold, below: list[tuple[Fraction, Part]], there: list[tuple[Fraction, Part]], full: Fraction
) -> Fraction | None:
    """Return the mean of what was measured, which speaks for what was not; None where there is no score."""
    if _leaves_blank(node, below):
        return None
    if node.unmeasured is not Unmeasured.DROP and any(part.value is None for _, part in there):
        return None
    measured = [
        (weight, of_full(part.value, part, full))
        for weight, part in there
        if part.value is not None and not part.imputed
    ]
    return mean_of(measured) if measured else None


def _leaves_blank(node: Fold, below: list[tuple[Fraction, Part]]) -> bool:
    """Return whether a part does not apply that must apply for a score."""
    return node.absent is Absent.BLANK and any(weight and part.absent for weight, part in below)


def _withheld(node: Fold, below: list[tuple[Fraction, Part]], there: list[Part]) -> bool:
    """Return whether a mean without a score has none whatever else is measured, because a part does not apply."""
    if _leaves_blank(node, below):
        return True
    withheld = [part.withheld for part in there]
    return any(withheld) if node.unmeasured is Unmeasured.BLANK else all(withheld)
