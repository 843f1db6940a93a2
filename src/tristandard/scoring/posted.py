"""What a unit bears, line by line and finding by finding, as the ledger has it; and what is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from tristandard.basics.order import as_counted
from tristandard.basics.outcome import NotMeasured
from tristandard.basics.place import Site
from tristandard.grouping.shared import Contribution
from tristandard.rules.deductions.price import FREE, LinePrice, Price
from tristandard.scoring.line import Line
from tristandard.scoring.stand import Blame, Stand
from tristandard.survey.entry import Entry, Status


@final
@define(frozen=True, slots=False, kw_only=True)
class Posted:
    """What an entry rests on in the ledger: one line of one posting.

    Attributes:
        site: Where.
        entry: The entry of the ledger.
        user: The contribution whose line it is.
        part: The line's price for one finding, or for what no finding reports.
        bearer: The unit that bears it.
        share: What of the line's price the unit bears, of 1.
        own: Whether the unit stands at the site; else findings at a site of others name it.
    """

    site: Site
    entry: Entry = field(repr=False)
    user: Contribution = field(repr=False)
    part: LinePrice
    bearer: str
    share: Fraction
    own: bool = True

    @property
    def item(self) -> str:
        """The item whose mark it takes from."""
        return self.user.indicator.item

    @cached_property
    def lost(self) -> Fraction:
        """What the unit loses by it in the ledger, in points."""
        return self.part.price.lost * self.share

    @cached_property
    def gained(self) -> Fraction:
        """What the unit gains by it in the ledger, in points."""
        return self.part.price.gained * self.share

    @cached_property
    def order(self) -> tuple[str, str, str, int, tuple[str, str], str, str]:
        """Site, shared indicator, the assessment's own one, line, finding, measure and bearer, by which entries are
        told apart and put in order.
        """
        part, id_ = self.part, self.part.finding.id if self.part.finding else ""
        shared, own = self.entry.question.code, self.user.indicator.code
        return self.site.code, shared, own, part.line, as_counted(id_), part.measure, self.bearer


@final
@define(frozen=True, kw_only=True, eq=False)
class Basis:
    """What a sheet adds up: the places where a unit stands, and what findings at others' sites lay on it.

    Attributes:
        unit: The unit.
        stands: Where it stands.
        item: The item that alone counts; None where all do.
        blames: What findings at others' sites lay on the unit.
        sheets: Over how many of the unit's sheets that is spread.
        known: What is borne at each place, once for all that add it up.
    """

    unit: str
    stands: tuple[Stand, ...]
    item: str | None = None
    blames: tuple[Blame, ...] = ()
    sheets: int = 1
    known: dict[Stand, tuple[Posted, ...]] = field(factory=dict, repr=False)

    @cached_property
    def postings(self) -> tuple[Posted, ...]:
        """Every line of the ledger that the unit bears at some of its sites, and by name at those of others, in their
        order.
        """
        found = [one for stand in self.stands for one in self._at(stand) if self.item in (None, one.item)]
        for blame in self.blames:
            if self.item in (None, blame.item):
                found += _borne(self.unit, blame.site, blame.entry, blame.user, Fraction(0), own=False)
        return tuple(sorted(found, key=lambda one: one.order))

    def _at(self, stand: Stand) -> tuple[Posted, ...]:
        """Return every line of the ledger that the unit bears where it stands."""
        if stand not in self.known:
            found = list[Posted]()
            for entry in stand.flagged:
                for line in stand.lines.get(entry.question.code, ()):
                    found += _borne(self.unit, stand.site, entry, line.user, stand.share)
            self.known[stand] = tuple(found)
        return self.known[stand]


def _borne(unit: str, site: Site, entry: Entry, at: int, owned: Fraction, *, own: bool = True) -> Iterator[Posted]:
    """Yield what a unit bears of one entry: its share of what names nobody, and the whole of what names it."""
    if entry.statuses[at] not in (Status.BREACHED, Status.MET):
        return
    user = entry.question.users[at]
    for part in entry.itemised[at]:
        if share := part.borne_by(unit, owned):
            yield Posted(site=site, entry=entry, user=user, part=part, bearer=unit, share=share, own=own)


def still_open(basis: Basis) -> Iterator[tuple[Site, str, Line]]:
    """Yield every line that was not measured: the site, the code of the shared indicator, and what it may come to."""
    for stand in basis.stands:
        unmeasured = {entry.question.code for entry in stand.flagged if isinstance(entry.outcome, NotMeasured)}
        for code in sorted(unmeasured.union(stand.missing) & stand.lines.keys()):
            for line in stand.lines[code]:
                if basis.item in (None, line.item):
                    yield stand.site, code, line


@final
@define(frozen=True, slots=False, kw_only=True)
class Borne:
    """What a unit bears of one measurement for one assessment: the lines of its posting.

    Attributes:
        site: Where.
        entry: The entry of the ledger.
        user: The contribution whose lines they are.
        own: Whether the unit stands at the site; else findings at a site of others name it.
        lines: The lines, in their order.
    """

    site: Site
    entry: Entry = field(repr=False)
    user: Contribution = field(repr=False)
    own: bool
    lines: tuple[Posted, ...]

    @property
    def at(self) -> int:
        """The place of its user among those of the question, as entries list what they say of each."""
        return self.entry.question.users.index(self.user)

    @property
    def item(self) -> str:
        """The item whose mark it takes from."""
        return self.user.indicator.item

    @cached_property
    def price(self) -> Price:
        """What the unit loses, gains and what is zeroed, as the posting has it."""
        return sum((one.part.price * one.share for one in self.lines), FREE)


def by_measurement(posted: Iterable[Posted]) -> list[Borne]:
    """Return lines put together by site and use of a shared indicator, in their order."""
    groups: defaultdict[tuple[str, str, str], list[Posted]] = defaultdict(list)
    for one in posted:
        groups[one.site.code, one.entry.question.code, one.user.indicator.code].append(one)
    firsts = [(group[0], tuple(group)) for group in groups.values()]
    return [
        Borne(site=first.site, entry=first.entry, user=first.user, own=first.own, lines=lines)
        for first, lines in firsts
    ]
