"""What makes one sheet, entry by entry: postings, vetoes, what is extrapolated, and gains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, final

from attrs import evolve, frozen

from tristandard.rules.assessment import Assessment
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.scoring.breakdown import BreakdownEntry, Cause, Uncounted
from tristandard.scoring.posted import Posted, still_open


@final
@frozen
class At:
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

    def below(self, node: Node | None, part: Part, place: int) -> At:
        """Return where a member of a mean stands."""
        member = part.parts[place]
        carried_in = part.carried and place > 0
        unit = member.member if carried_in or (node is not None and node.axis == "unit") else self.unit
        period = member.member if node is not None and node.axis == "period" else self.period
        return At(unit, period, self.weight * part.weights[place], node.axis if node is not None else None)


def aside(one: Posted, reason: Uncounted) -> BreakdownEntry:
    """Return a line of the ledger that counts nowhere."""
    return BreakdownEntry(
        cause=Cause.GAIN if one.part.price.gained else Cause.POSTING, points=Fraction(0), weight=Fraction(0),
        item=one.item, unit=one.bearer, posted=one, reason=reason,
    )  # fmt: skip


def vetoes(part: Part, at: At, vetoing: Sequence[Posted], points: Fraction, item: str = "") -> Iterator[BreakdownEntry]:
    """Yield what vetoes took, several alike."""
    for one in vetoing:
        yield at.entry(part, Cause.VETO, points / len(vetoing), item=item, posted=one)


@final
class SheetAccount:
    """What makes one sheet: postings, then vetoes, then what is extrapolated, then what is gained."""

    def __init__(self, assessment: Assessment, part: Part, at: At) -> None:
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
        self.full = part.full / part.times - sum_of(mark for _, mark in self.gone)
        self.left = self.full

    def entries(self) -> list[BreakdownEntry]:
        """Return the entries; their sum is the weight times what the sheet lost."""
        left_out = (
            self.plainly.entry(self.part, Cause.IMPUTED, mark, item=item, imputed="left") for item, mark in self.gone
        )
        found = [*left_out, *self._postings(), *self._item_vetoes(), *self._vetoes_by_name()]
        if vetoing := [one for one in self.posted if one.own and Level.SITE in one.part.price.vetoes]:
            idle = [aside(one, Uncounted.ZEROED) for one in self.posted if one.gained]
            return [*found, *vetoes(self.part, self.at, vetoing, self.left), *idle]
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
        factor = self._fit(sum_of(within.values()))
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
        factor = self._fit(sum_of(beside.values()))
        for item, points in beside.items():
            yield from vetoes(self.part, self.at, vetoing[item], points * factor, item)

    def _vetoes_by_name(self) -> Iterator[BreakdownEntry]:
        """Yield what vetoes of the site took that findings at others' sites lay on the unit."""
        vetoing = [one for one in self.posted if not one.own and Level.SITE in one.part.price.vetoes]
        wanted = self.full * len(vetoing) / self.basis.sheets
        yield from vetoes(self.part, self.at, vetoing, wanted * self._fit(wanted))

    def _extrapolated(self) -> Iterator[BreakdownEntry]:
        """Yield what the measured lines say of the open ones, by their worth, never more than is left."""
        more = dict(self.part.extrapolated)
        factor = self._fit(sum_of(more.values()))
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
