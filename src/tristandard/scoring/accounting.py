"""How a score is accounted for: the way down through its parts, which leaves an entry for each cause.

Entries are read from the parts that the evaluation left and from the ledger that they add up;
nothing is priced or decided again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, final

from attrs import evolve, frozen

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.scoring.breakdown import Breakdown, BreakdownEntry, Cause, Uncounted
from tristandard.scoring.posted import Basis, Posted, still_open


def break_down(
    assessment: Assessment, part: Part, published: Decimal | None, own: Basis | None = None, unit: str = ""
) -> Breakdown:
    """Return what makes a score.

    Args:
        assessment: The assessment.
        part: The whole of its model, as it came out for a unit.
        published: The score as it is printed; None where there is none.
        own: Where the unit stands and what lies on it; what of this no part reads is listed as uncounted.
        unit: Whose score it is.
    """
    found = list(_Walk(assessment).part(part, _At(own.unit if own else unit)))
    counted = [entry for entry in found if entry.reason is None]
    uncounted = [entry for entry in found if entry.reason is not None]
    if own is not None:
        read = {entry.posted.order for entry in found if entry.posted}
        uncounted += [_aside(one, Uncounted.NOT_READ) for one in own.postings if one.order not in read]
    if part.value is not None and published is not None:
        counted.append(BreakdownEntry(cause=Cause.ROUNDING, points=part.value - Fraction(published)))
    return Breakdown(part.full, tuple(counted), tuple(uncounted))


def _aside(one: Posted, reason: Uncounted) -> BreakdownEntry:
    """Return a line of the ledger that counts nowhere."""
    return BreakdownEntry(
        cause=Cause.GAIN if one.part.price.gained else Cause.POSTING, points=Fraction(0), weight=Fraction(0),
        item=one.item, unit=one.bearer, posted=one, reason=reason,
    )  # fmt: skip


@final
@frozen
class _At:
    """Where on the way down: whose part it is, of which period, and by which weight it comes into the score."""

    unit: str
    period: str = ""
    weight: Fraction = Fraction(1)
    axis: str | None = None

    def entry(self, part: Part, cause: Cause, points: Fraction, **more: Any) -> BreakdownEntry:
        """Return an entry for so many points of a part."""
        told = {
            "node": part.node, "member": part.member, "unit": self.unit, "period": self.period,
            "weight": self.weight, "axis": self.axis, **more,
        }  # fmt: skip
        return BreakdownEntry(cause=cause, points=self.weight * points, **told)

    def below(self, node: Node | None, part: Part, place: int) -> _At:
        """Return where a member of a mean stands."""
        member = part.parts[place]
        carried_in = part.carried and place > 0
        unit = member.member if carried_in or (node is not None and node.axis == "unit") else self.unit
        period = member.member if node is not None and node.axis == "period" else self.period
        return _At(unit, period, self.weight * part.weights[place], node.axis if node is not None else None)


@final
@frozen
class _Walk:
    """The way down through the parts of one assessment's model."""

    assessment: Assessment

    def part(self, part: Part, at: _At) -> Iterator[BreakdownEntry]:
        """Yield the entries of a part; their sum is its weight times what it lost. Of one without a
        score, what counts nowhere.
        """
        if part.absent:
            return
        if part.value is None:
            yield from self._uncounted(part, Uncounted.NO_SCORE)
            return
        if part.imputed:
            yield at.entry(part, Cause.IMPUTED, part.full - part.value, imputed=part.imputed)
            return
        yield from self._bare(part, at)
        for of, points, target in part.additions:
            yield at.entry(part, Cause.BONUS, -points, member=of, target=target)
        for of, points, target in part.deductions:
            yield at.entry(part, Cause.ADJUSTMENT, points, member=of, target=target)
        for _, of, points in part.gated:
            yield at.entry(part, Cause.GATE, points, member=of)
        if part.left is not None and part.basis is not None:
            vetoing = [one for one in part.basis.postings if Level.UNIT in one.part.price.vetoes]
            yield from _vetoes(part, at, vetoing, part.left)

    def _bare(self, part: Part, at: _At) -> Iterator[BreakdownEntry]:
        """Yield what makes a part before its bonuses and gates."""
        node = None if part.carried else self.assessment.model[part.node]
        if node is not None and node.is_quantity:
            assert part.before is not None
            yield at.entry(part, Cause.FIGURE, part.full - part.before)
        elif node is not None and node.adds_up:
            yield from _SheetAccount(self.assessment, part, at).entries()
        else:
            yield from self._members(node, part, at)

    def _members(self, node: Node | None, part: Part, at: _At) -> Iterator[BreakdownEntry]:
        """Yield the entries of the members of a mean, each by its weight; of one without a score what it was put at."""
        for place, (member, weight) in enumerate(zip(part.parts, part.weights, strict=True)):
            if not weight:
                chooses = isinstance(node, Fold) and node.chooses
                yield from self._uncounted(member, Uncounted.NOT_TAKEN if chooses else Uncounted.WEIGHT)
                continue
            below = at.below(node, part, place)
            if member.value is None and member.estimate is not None:
                points = member.full - member.estimate
                if member.withheld:
                    yield below.entry(member, Cause.IMPUTED, points, imputed="rest")
                else:
                    yield below.entry(member, Cause.EXTRAPOLATED, points)
            yield from self.part(member, below)

    def _uncounted(self, part: Part, reason: Uncounted) -> Iterator[BreakdownEntry]:
        """Yield what the sheets of a part hold that comes into no score."""
        if part.basis is not None and not part.carried and self.assessment.model[part.node].adds_up:
            yield from (_aside(one, reason) for one in part.basis.postings)
        for member in part.parts:
            yield from self._uncounted(member, reason)


def _vetoes(
    part: Part, at: _At, vetoing: Sequence[Posted], points: Fraction, item: str = ""
) -> Iterator[BreakdownEntry]:
    """Yield what vetoes took, several alike."""
    for one in vetoing:
        yield at.entry(part, Cause.VETO, points / len(vetoing), item=item, posted=one)


@final
class _SheetAccount:
    """What makes one sheet: postings, then vetoes, then what is extrapolated, then what is gained."""

    def __init__(self, assessment: Assessment, part: Part, at: _At) -> None:
        assert part.basis is not None
        self.part, self.basis = part, part.basis
        #: By which weight losses come into the score: scaled up where marks left; and all that is not lost.
        self.at, self.plainly = evolve(at, weight=at.weight * part.times), at
        self.marks = {item.code: item.full for item in assessment.items}
        self.posted = part.basis.postings
        #: What is posted to each item, before its mark stops it.
        self.lost = defaultdict[str, Fraction](Fraction)
        by_item = defaultdict[str, list[Fraction]](list)
        for one in self.posted:
            by_item[one.item].append(self._falls_here(one, one.lost))
        self.lost.update({item: sum_of(lost) for item, lost in by_item.items()})
        #: The marks that left and are not made up for by scaling up.
        self.gone = part.gone if part.times == 1 else ()
        #: What the sheet has to lose, and what it still has of that after the entries that were made.
        self.full = part.full / part.times - sum((mark for _, mark in self.gone), Fraction(0))
        self.left = self.full

    def entries(self) -> list[BreakdownEntry]:
        """Return the entries; their sum is the weight times what the sheet lost."""
        left_out = (
            self.plainly.entry(self.part, Cause.IMPUTED, mark, item=item, imputed="left") for item, mark in self.gone
        )
        found = [*left_out, *self._postings(), *self._item_vetoes(), *self._vetoes_by_name()]
        if vetoing := [one for one in self.posted if one.own and Level.SITE in one.part.price.vetoes]:
            idle = [_aside(one, Uncounted.ZEROED) for one in self.posted if one.gained]
            return [*found, *_vetoes(self.part, self.at, vetoing, self.left), *idle]
        return [*found, *self._extrapolated(), *self._gains()]

    def _falls_here(self, one: Posted, whole: Fraction) -> Fraction:
        """Return what of a line falls on this sheet: the whole at the unit's own sites, a part at those of others."""
        return whole if one.own else whole / self.basis.sheets

    def _fit(self, wanted: Fraction) -> Fraction:
        """Return by which factor entries fit into what is left, and take them from it."""
        taken = min(wanted, self.left)
        self.left -= taken
        return taken / wanted if wanted else Fraction(1)

    def _postings(self) -> Iterator[BreakdownEntry]:
        """Yield what is posted: within the mark of its item, then within the full mark of the sheet."""
        within = {item: min(points, self.marks[item]) for item, points in self.lost.items()}
        factor = self._fit(sum(within.values(), Fraction(0)))
        relief = {item: within[item] / lost * factor for item, lost in self.lost.items() if lost}
        for one in self.posted:
            if one.lost:
                yield self.at.entry(
                    self.part, Cause.POSTING, self._falls_here(one, one.lost) * relief[one.item],
                    item=one.item, posted=one, weight=self._falls_here(one, self.at.weight),
                )  # fmt: skip

    def _item_vetoes(self) -> Iterator[BreakdownEntry]:
        """Yield what vetoes of items took beside the postings."""
        vetoing: defaultdict[str, list[Posted]] = defaultdict(list)
        for one in self.posted:
            if Level.ITEM in one.part.price.vetoes:
                vetoing[one.item].append(one)
        taken = {item: counted for item, _, counted in self.part.items}
        beside = {item: taken.get(item, Fraction(0)) - min(self.lost[item], self.marks[item]) for item in vetoing}
        factor = self._fit(sum(beside.values(), Fraction(0)))
        for item, points in beside.items():
            yield from _vetoes(self.part, self.at, vetoing[item], points * factor, item)

    def _vetoes_by_name(self) -> Iterator[BreakdownEntry]:
        """Yield what vetoes of the site took that findings at others' sites lay on the unit."""
        vetoing = [one for one in self.posted if not one.own and Level.SITE in one.part.price.vetoes]
        wanted = self.full * len(vetoing) / self.basis.sheets
        yield from _vetoes(self.part, self.at, vetoing, wanted * self._fit(wanted))

    def _extrapolated(self) -> Iterator[BreakdownEntry]:
        """Yield what the measured lines say of the open ones, by their worth, never more than is left."""
        more = dict(self.part.extrapolated)
        factor = self._fit(sum(more.values(), Fraction(0)))
        lines = [
            (site, code, line) for site, code, line in still_open(self.basis) if more.get(line.item) and line.worth
        ]
        worth: defaultdict[str, Fraction] = defaultdict(Fraction)
        for _, _, line in lines:
            worth[line.item] += line.worth
        for site, code, line in lines:
            points = more[line.item] * factor * line.worth / worth[line.item]
            yield self.at.entry(self.part, Cause.EXTRAPOLATED, points, item=line.item, site=site.code, indicator=code)

    def _gains(self) -> Iterator[BreakdownEntry]:
        """Yield what was gained, in proportion where the top of the sheet cuts it."""
        assert self.part.before is not None
        gained = sum_of(one.gained for one in self.posted if one.gained)
        for one in self.posted:
            if one.gained:
                yield self.plainly.entry(
                    self.part,
                    Cause.GAIN,
                    -one.gained * (self.part.before - self.left * self.part.times) / gained,
                    item=one.item,
                    posted=one,
                )
