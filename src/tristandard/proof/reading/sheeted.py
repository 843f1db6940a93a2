"""What makes the score of one sheet: postings, then vetoes, then what is said of the open lines, then gains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import define, evolve, field

from tristandard.proof.reading.came import Came, Written
from tristandard.proof.reading.causes import At, Entry, Idle, Row, Why, idle, rows, struck
from tristandard.proof.reading.papers import ONE, total
from tristandard.proof.reading.sheets import AddedUp
from tristandard.proof.reading.stakes import Stake
from tristandard.rules.deductions.price import Level


@final
@define(eq=False)
class Sheeted:
    """The account of one sheet, of which `written` is what stands on it; `left` is what it still has."""

    came: Came
    written: Written
    at: At
    marks: Mapping[str, Fraction]
    rows: list[Row] = field(init=False)
    #: What is said of the open lines of each item.
    more: dict[str, Fraction] = field(init=False)
    lost: dict[str, Fraction] = field(init=False)
    left: Fraction = field(init=False)
    #: Where losses stand: they count by what they are scaled up.
    scaled: At = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.rows = rows(self.written.of)
        self.more = {code: one.extrapolated for code, one in self.written.items.items() if one.extrapolated}
        lost: defaultdict[str, Fraction] = defaultdict(Fraction)
        for row in self.rows:
            lost[row.item] += row.lost * self.part_of(row)
        self.lost = dict(lost)
        self.left = self.whole
        self.scaled = evolve(self.at, weight=self.at.weight * self.written.times)

    @property
    def whole(self) -> Fraction:
        """What the sheet has to lose: its mark without those of the items that left."""
        return self.came.full - total(self.written.left.values())

    @property
    def added_up(self) -> AddedUp:
        """What the sheet adds up."""
        found: AddedUp = self.written.of
        return found

    def part_of(self, row: Row) -> Fraction:
        """Return what of a line falls on this sheet: what was found elsewhere is spread over all of the unit's."""
        return ONE if row.own else Fraction(1, self.added_up.laid.sheets)

    def take(self, points: Iterable[Fraction]) -> Fraction:
        """Return by which factor points fit into what is left, and take them."""
        wanted = total(points)
        taken = min(wanted, self.left)
        self.left -= taken
        return taken / wanted if wanted else ONE

    def within(self, item: str) -> Fraction:
        """Return what the postings of an item take, within its mark."""
        return min(self.lost[item], self.marks[item])

    def entries(self) -> Iterator[Entry]:
        """Yield postings, then vetoes, then what is said of the open lines, then gains."""
        if self.written.times == 1:
            for item, mark in self.written.left.items():
                yield evolve(self.at.entry(self.came, Why.IMPUTED, mark, item=item), imputed="left")
        yield from self.postings()
        yield from self.items_struck()
        elsewhere = [row for row in self.rows if not row.own and row.taken.level is Level.SITE]
        whole = self.whole * len(elsewhere) / self.added_up.laid.sheets
        yield from struck(self.came, self.scaled, elsewhere, whole * self.take([whole]))
        here = [row for row in self.rows if row.own and row.taken.level is Level.SITE]
        if here:
            yield from struck(self.came, self.scaled, here, self.left)
            yield from (idle(row, Idle.ZEROED) for row in self.rows if row.gained)
            return
        yield from self.said_of_open()
        yield from self.gains()

    def postings(self) -> Iterator[Entry]:
        """Yield what was lost, within the mark of its item and then within that of the sheet."""
        factor = self.take(self.within(item) for item in self.lost)
        relief = {item: self.within(item) / lost * factor if lost else ONE for item, lost in self.lost.items()}
        for row in self.rows:
            if row.lost:
                part = self.part_of(row)
                points = row.lost * part * relief[row.item]
                yield self.scaled.entry(self.came, Why.POSTING, points, item=row.item, row=row, part=part)

    def items_struck(self) -> Iterator[Entry]:
        """Yield what vetoes of items took: what the postings left of the marks."""
        vetoing: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.taken.level is Level.ITEM:
                vetoing.setdefault(row.item, []).append(row)
        taken = {item: self.written.items[item].taken - self.within(item) for item in vetoing}
        factor = self.take(taken.values())
        for item, found in vetoing.items():
            yield from struck(self.came, self.scaled, found, taken[item] * factor, item)

    def said_of_open(self) -> Iterator[Entry]:
        """Yield what is said of each open line, by its worth among those of its item."""
        factor, more = self.take(self.more.values()), self.more
        opened: dict[str, list[tuple[str, Stake]]] = {}
        for site, lines in self.added_up.sheaves.items():
            for line in lines:
                if line.charge is None and line.stake.worth and line.stake.item in more:
                    opened.setdefault(line.stake.item, []).append((site, line.stake))
        for item, found in opened.items():
            each = more[item] * factor / total(stake.worth for _, stake in found)
            for site, stake in found:
                one = self.scaled.entry(self.came, Why.EXTRAPOLATED, each * stake.worth, item=item)
                yield evolve(one, site=site, code=stake.code)

    def gains(self) -> Iterator[Entry]:
        """Yield what was gained, in proportion where the top of the sheet cuts it."""
        gained, before = total(row.gained for row in self.rows), self.came.before
        assert before is not None
        left = self.left * self.written.times
        for row in self.rows:
            if row.gained:
                points = -row.gained * (before - left) / gained
                yield self.at.entry(self.came, Why.GAIN, points, item=row.item, row=row)
