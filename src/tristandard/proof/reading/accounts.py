"""What makes a score, cause by cause: the full mark less all of it is the exact score (得分构成).

Entries come from where a node stands: what a sheet lost, line by line and finding by finding, then
what vetoes took beside it, then what is said of the lines that are open, gains last; of a mean the
entries of each member by its weight; then bonuses, gates, and what a red line took.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.proof.reading.averaged import Averaged, over, picks
from tristandard.proof.reading.came import Came
from tristandard.proof.reading.papers import ONE, ZERO
from tristandard.proof.reading.pricing import Taken
from tristandard.proof.reading.sheets import AddedUp
from tristandard.proof.reading.standing import Elsewhere, Stake
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.node import Node


@final
class Why(Enum):
    """What something in a score comes from."""

    FIGURE = "figure"
    POSTING = "posting"
    VETO = "veto"
    EXTRAPOLATED = "extrapolated"
    IMPUTED = "imputed"
    GAIN = "gain"
    BONUS = "bonus"
    ADJUSTMENT = "adjustment"
    GATE = "gate"
    ROUNDING = "rounding"


@final
class Idle(Enum):
    """Why something that a unit bears counts nowhere in its score."""

    WEIGHT = "weight"
    NO_SCORE = "no_score"
    NOT_TAKEN = "not_taken"
    ZEROED = "zeroed"
    NOT_READ = "not_read"


@final
@frozen(kw_only=True)
class Row:
    """One line of the ledger that a unit bears: where, of which question and item, and what was taken.

    `own` says whether the unit stands at the site.
    """

    site: str
    code: str
    item: str
    taken: Taken
    unit: str
    own: bool

    @property
    def lost(self) -> Fraction:
        """What the unit loses by it."""
        return self.taken.lost

    @property
    def gained(self) -> Fraction:
        """What the unit gains by it."""
        return self.taken.gained

    @property
    def name(self) -> tuple[str, str, str, int, str, str, str]:
        """What tells it from all others: site, question, the item of its use, line, finding, measure and bearer."""
        taken = self.taken
        return self.site, self.code, self.item, taken.line, taken.finding, taken.measure, self.unit


@final
@frozen(kw_only=True)
class Entry:
    """One cause in a score: what it takes from it, by which weight, and on which node it stands."""

    why: Why
    points: Fraction
    weight: Fraction = ONE
    node: str = ""
    member: str = ""
    axis: str | None = None
    item: str = ""
    unit: str = ""
    period: str = ""
    site: str = ""
    code: str = ""
    imputed: str = ""
    row: Row | None = None
    idle: Idle | None = None


@final
@frozen
class Account:
    """What makes a score, and what a unit bears that does not count in it."""

    entries: tuple[Entry, ...]
    idle: tuple[Entry, ...]


@final
@frozen(kw_only=True)
class At:
    """Where one stands on the way down: whose part it is, of which period among several, by which weight it counts, and
    over what it is a member.
    """

    unit: str
    period: str = ""
    weight: Fraction = ONE
    axis: str | None = None

    def entry(
        self, came: Came, why: Why, points: Fraction, *, member: str | None = None, item: str = "",
        row: Row | None = None,
        part: Fraction = ONE,
    ) -> Entry:  # fmt: skip
        """Return an entry of so many points of a node; `part` is what of a line falls on a sheet."""
        return Entry(
            why=why, points=points if self.weight == 1 else self.weight * points,
            weight=self.weight if part == 1 else self.weight * part, node=came.node,
            member=came.member if member is None else member, axis=self.axis, item=item, unit=self.unit,
            period=self.period, row=row,
        )  # fmt: skip


def idle(row: Row, reason: Idle) -> Entry:
    """Return a line of the ledger that counts nowhere."""
    why = Why.GAIN if row.taken.gained else Why.POSTING
    return Entry(why=why, points=ZERO, weight=ZERO, item=row.item, unit=row.unit, row=row, idle=reason)


def rows(added_up: AddedUp) -> list[Row]:
    """Return the lines of the ledger that a sheet adds up."""
    unit, found = added_up.unit, list[Row]()
    for site, lines in added_up.sheaves.items():
        for line in lines:
            for taken in line.charge.items if line.charge else ():
                found.append(
                    Row(site=site, code=line.stake.code, item=line.stake.item, taken=taken, unit=unit, own=True)
                )
    return [*found, *(row for one in added_up.laid.named for row in named(one, unit))]


def named(one: Elsewhere, unit: str) -> Iterator[Row]:
    """Yield what findings at a site of others lay on a unit."""
    for taken in one.borne.charge.items:
        yield Row(site=one.site, code=one.code, item=one.borne.user.indicator.item, taken=taken, unit=unit, own=False)


def account(
    nodes: Mapping[str, Node], marks: Mapping[str, Fraction], came: Came, published: Fraction | None, own: AddedUp
) -> Account:
    """Return what makes a score; `own` is all that the unit bears, of which no part of the score may read some."""
    found = list(Walk(nodes, marks).node(came, At(unit=own.unit)))
    read = {one.row.name for one in found if one.row is not None}
    aside = [idle(row, Idle.NOT_READ) for row in rows(own) if row.name not in read]
    entries = [one for one in found if one.idle is None]
    if came.value is not None and published is not None:
        entries.append(Entry(why=Why.ROUNDING, points=came.value - published))
    return Account(tuple(entries), (*(one for one in found if one.idle is not None), *aside))


@final
@frozen
class Walk:
    """The way down through the nodes of a score."""

    nodes: Mapping[str, Node]
    marks: Mapping[str, Fraction]

    def node(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of a node; together they are its weight times what it lost."""
        if not came.applies:
            return
        if came.value is None:
            yield from self.uncounted(came, Idle.NO_SCORE)
            return
        if came.imputed:
            yield evolve(at.entry(came, Why.IMPUTED, came.full - came.value), imputed=came.imputed)
            return
        yield from self.made(came, at)
        for of, points in came.added:
            yield at.entry(came, Why.BONUS, -points, member=of)
        for of, points in came.adjusted:
            yield at.entry(came, Why.ADJUSTMENT, points, member=of)
        for of, points in came.took:
            yield at.entry(came, Why.GATE, points, member=of)
        if came.red is not None and came.left is not None:
            red = [row for row in rows(came.red) if row.taken.level is Level.UNIT]
            yield from struck(came, at, red, came.left)

    def made(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of a node before what stands on it."""
        if came.written is not None:
            account_ = Sheeted(came, at, self.marks)
            yield from account_.entries() if account_.rows or account_.more or came.written.left else ()
        elif came.carried or isinstance(self.nodes[came.node], Averaged):
            yield from self.members(came, at)
        else:
            assert came.before is not None
            yield at.entry(came, Why.FIGURE, came.full - came.before)

    def members(self, came: Came, at: At) -> Iterator[Entry]:
        """Yield the entries of the members of a mean, or of a score and those carried into it."""
        node = self.nodes[came.node]
        axis = over(node) if isinstance(node, Averaged) and not came.carried else None
        for place, (below, weight) in enumerate(zip(came.parts, came.weights, strict=True)):
            if not weight:
                aside = (
                    Idle.NOT_TAKEN if isinstance(node, Averaged) and not came.carried and picks(node) else Idle.WEIGHT
                )
                yield from self.uncounted(below, aside)
                continue
            another = axis == "unit" or (came.carried and place > 0)
            there = At(
                unit=below.member if another else at.unit, period=below.member if axis == "period" else at.period,
                weight=at.weight * weight, axis=axis,
            )  # fmt: skip
            if below.value is None and below.estimate is not None:
                points = below.full - below.estimate
                if below.withheld:
                    yield evolve(there.entry(below, Why.IMPUTED, points), imputed="rest")
                else:
                    yield there.entry(below, Why.EXTRAPOLATED, points)
            yield from self.node(below, there)

    def uncounted(self, came: Came, reason: Idle) -> Iterator[Entry]:
        """Yield what stands on the sheets of a node and comes into no score."""
        if came.written is not None:
            yield from (idle(row, reason) for row in rows(came.written.of))
        for below in came.parts:
            yield from self.uncounted(below, reason)


def struck(came: Came, at: At, vetoing: list[Row], points: Fraction, item: str = "") -> Iterator[Entry]:
    """Yield what vetoes took, each an equal part."""
    for row in vetoing:
        yield at.entry(came, Why.VETO, points / len(vetoing), item=item, row=row)


@final
@define(eq=False)
class Sheeted:
    """The account of one sheet; `left` is what it still has."""

    came: Came
    at: At
    marks: Mapping[str, Fraction]
    rows: list[Row] = field(init=False)
    #: What is said of the open lines of each item.
    more: dict[str, Fraction] = field(init=False)
    lost: dict[str, Fraction] = field(init=False)
    left: Fraction = field(init=False)

    def __attrs_post_init__(self) -> None:
        assert self.came.written is not None
        self.rows = rows(self.came.written.of)
        self.more = {code: one.extrapolated for code, one in self.came.written.items.items() if one.extrapolated}
        lost: defaultdict[str, Fraction] = defaultdict(Fraction)
        for row in self.rows:
            lost[row.item] += row.lost * self.part_of(row)
        self.lost = dict(lost)
        self.left = self.whole

    @property
    def whole(self) -> Fraction:
        """What the sheet has to lose: its mark without those of the items that left."""
        assert self.came.written is not None
        return self.came.full - sum(self.came.written.left.values(), ZERO)

    @property
    def scaled(self) -> At:
        """Where losses stand: they count by what they are scaled up."""
        assert self.came.written is not None
        times = self.came.written.times
        return self.at if times == 1 else evolve(self.at, weight=self.at.weight * times)

    @property
    def added_up(self) -> AddedUp:
        """What the sheet adds up."""
        assert self.came.written is not None
        found: AddedUp = self.came.written.of
        return found

    def part_of(self, row: Row) -> Fraction:
        """Return what of a line falls on this sheet: what was found elsewhere is spread over all of the unit's."""
        return ONE if row.own else Fraction(1, self.added_up.laid.sheets)

    def take(self, points: Iterable[Fraction]) -> Fraction:
        """Return by which factor points fit into what is left, and take them."""
        wanted = sum(points, ZERO)
        taken = min(wanted, self.left)
        self.left -= taken
        return taken / wanted if wanted else ONE

    def within(self, item: str) -> Fraction:
        """Return what the postings of an item take, within its mark."""
        return min(self.lost[item], self.marks[item])

    def entries(self) -> Iterator[Entry]:
        """Yield postings, then vetoes, then what is said of the open lines, then gains."""
        assert self.came.written is not None
        if self.came.written.times == 1:
            for item, mark in self.came.written.left.items():
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
        assert self.came.written is not None
        vetoing: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.taken.level is Level.ITEM:
                vetoing.setdefault(row.item, []).append(row)
        taken = {item: self.came.written.items[item].taken - self.within(item) for item in vetoing}
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
            each = more[item] * factor / sum((stake.worth for _, stake in found), ZERO)
            for site, stake in found:
                one = self.scaled.entry(self.came, Why.EXTRAPOLATED, each * stake.worth, item=item)
                yield evolve(one, site=site, code=stake.code)

    def gains(self) -> Iterator[Entry]:
        """Yield what was gained, in proportion where the top of the sheet cuts it."""
        gained, before = sum((row.gained for row in self.rows), ZERO), self.came.before
        assert before is not None
        assert self.came.written is not None
        left = self.left * self.came.written.times
        for row in self.rows:
            if row.gained:
                points = -row.gained * (before - left) / gained
                yield self.at.entry(self.came, Why.GAIN, points, item=row.item, row=row)
