"""Where a unit stands: its lines at one site, what came of them, and what findings elsewhere lay on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from operator import is_
from typing import final

from attrs import evolve, frozen

from tristandard.basics.place import Site
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.tally import Judged
from tristandard.scoring.line import Line, Lines, of_item, sum_up, uses_of
from tristandard.survey.entry import Entry, Status

#: What a site belongs to, by the axis of a fold.
AXES: Mapping[str, Callable[[Site], str]] = {
    "site": lambda site: site.code,
    "site_type": lambda site: site.site_type[-1],
    "zone": lambda site: site.zone[-1],
    "area": lambda site: site.area[-1],
}


@frozen(eq=False)
class Stand:
    """One unit at one site in one assessment: the lines that count, and its share of the site.

    A unit stands where it answers for the site; one of a kind that is answerable by name stands, with
    a share of 0, wherever findings may name it.
    """

    site: Site
    missing: tuple[str, ...]
    #: What came and is not met for everyone.
    flagged: tuple[Entry, ...]
    lines: Lines
    #: How many lines there are.
    many: int
    worth: int
    #: How many of its lines may zero the whole unit.
    vital: int
    #: The items that they belong to.
    items: frozenset[str]
    share: Fraction

    def equals(self, other: Stand) -> bool:
        """Return whether another counts the very same lines, of which the same came, with the same share."""
        return (
            self.lines is other.lines
            and self.flagged == other.flagged
            and (self.missing, self.share) == (other.missing, other.share)
        )

    def only(self, codes: AbstractSet[str]) -> Stand:
        """Return it with some of its lines alone, by the codes of the shared indicators."""
        lines, many, worth, vital, items = sum_up({code: self.lines[code] for code in self.lines.keys() & codes})
        return evolve(self, lines=lines, many=many, worth=worth, vital=vital, items=items)


@final
@frozen(eq=False)
class Blame:
    """What findings lay on a unit at a site of others, in parts of a point; it is spread over the unit's own sheets."""

    item: str
    lost: int
    vetoes: frozenset[Level]
    #: Where: the site, the entry of the ledger, and which of its users counts it.
    site: Site
    entry: Entry
    user: int


def vital_of(stand: Stand, uses: Iterable[tuple[str, Line]]) -> set[tuple[str, str, int]]:
    """Return the lines of some that may zero the unit: by the site, the shared indicator, and which of its users."""
    return {(stand.site.code, code, line.user) for code, line in uses if Level.UNIT in line.vetoes}


def judged_at(stand: Stand, item: str | None) -> Judged:
    """Return how many lines of a place are met, breached and open, use by use: of all items, or of one."""
    lines = stand.lines if item is None else of_item(stand.lines, item)
    entries, missing = {entry.question.code: entry for entry in stand.flagged}, frozenset(stand.missing)
    counts = Counter[Status]()
    for code, line in uses_of(lines, lines):
        if code in missing:
            counts[Status.NOT_MEASURED] += 1
        else:
            counts[entries[code].statuses[line.user] if code in entries else Status.MET] += 1
    return Judged(counts[Status.MET], counts[Status.BREACHED], counts[Status.NOT_MEASURED])


def as_one(judged: Judged) -> tuple[bool, bool, bool]:
    """Return whether a place as a whole is up to standard, is not, or is not known; nothing where nothing applies."""
    return (
        bool(judged.met and not judged.breached and not judged.open), bool(judged.breached),
        bool(judged.open and not judged.breached),
    )  # fmt: skip


def the_same(stands: tuple[Stand, ...], others: tuple[Stand, ...]) -> tuple[Stand, ...]:
    """Return stands of a unit, and for those that are equal to others the others."""
    known, found = {stand.site.code: stand for stand in others}, list[Stand]()
    for stand in stands:
        other = known.get(stand.site.code)
        found.append(stand if other is None or not stand.equals(other) else other)
    return others if len(found) == len(others) and all(map(is_, found, others)) else tuple(found)
