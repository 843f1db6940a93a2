"""What a sheet gathers of the places where a unit stands, in whole parts of a point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, final

from attrs import define, field

from tristandard.rules.deductions.price import Level


@final
class Each(Enum):
    """What is up to standard, or is not."""

    #: A site: everything that applies there is met.
    SITE = "site"
    #: One indicator at one site.
    SAMPLE = "sample"


class Judged(NamedTuple):
    """How many are up to standard, how many are not, and of how many that is not known yet."""

    met: int
    breached: int
    open: int


#: Lines that may zero a unit, by site, shared indicator and which of its users: measured, and not.
Vital = tuple[frozenset[tuple[str, str, int]], frozenset[tuple[str, str, int]]]
#: No such lines, as most places have none.
NOTHING_VITAL: Vital = (frozenset(), frozenset())


@final
@define
class Tally:
    """What a sheet gathered, in parts of a point."""

    lost: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    gained: int = 0
    vetoed_items: frozenset[str] = frozenset()
    vetoed: frozenset[Level] = frozenset()
    worth: int = 0
    measured: int = 0
    #: The lines measured that may zero the whole unit, by site, shared indicator and which of its users.
    vital: frozenset[tuple[str, str, int]] = frozenset()
    #: What was not measured: by item what it may still take and what it is worth, then what it may give and zero.
    open: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    open_worth: defaultdict[str, int] = field(factory=lambda: defaultdict(int))
    open_gain: int = 0
    open_vetoes: frozenset[Level] = frozenset()
    unmeasured: int = 0
    vital_open: frozenset[tuple[str, str, int]] = frozenset()
    #: The items of which something applies, and those of which something was measured.
    asked: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()

    @property
    def zeroing(self) -> Vital:
        """The lines that may zero the whole unit."""
        return (self.vital, self.vital_open) if self.vital or self.vital_open else NOTHING_VITAL

    def add(self, other: Tally) -> None:
        """Gather what another tally gathered of other lines, too."""
        for mine, theirs in ((self.lost, other.lost), (self.open, other.open), (self.open_worth, other.open_worth)):
            for item, points in theirs.items():
                mine[item] += points
        self.gained += other.gained
        self.worth += other.worth
        self.measured += other.measured
        self.unmeasured += other.unmeasured
        self.open_gain += other.open_gain
        self.vetoed_items |= other.vetoed_items
        self.vetoed |= other.vetoed
        self.open_vetoes |= other.open_vetoes
        self.vital |= other.vital
        self.vital_open |= other.vital_open
        self.asked |= other.asked
        self.seen |= other.seen


class Laid(NamedTuple):
    """What findings at others' sites lay on one sheet, in parts of a point."""

    #: By item, what is posted.
    posted: Mapping[str, Fraction]
    #: By item, what vetoes take of its mark beside that.
    vetoed: Mapping[str, Fraction]
    #: How often the sheet is zeroed, in parts of once.
    zeroes: Fraction | int


#: What lies on a sheet where no finding elsewhere names its unit.
NOTHING_LAID = Laid({}, {}, 0)
