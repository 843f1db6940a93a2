"""One cause in a score: a line of the ledger, a figure, a bonus, a gate; what it takes, and on which node it stands."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.proof.reading.came import Came
from tristandard.proof.reading.charge import Taken
from tristandard.proof.reading.papers import ONE, ZERO
from tristandard.proof.reading.sheets import AddedUp
from tristandard.proof.reading.stakes import Elsewhere


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
            why=why, points=self.weight * points,
            weight=self.weight * part, node=came.node,
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
        yield Row(site=one.site, code=one.code, item=one.borne.item, taken=taken, unit=unit, own=False)


def struck(came: Came, at: At, vetoing: list[Row], points: Fraction, item: str = "") -> Iterator[Entry]:
    """Yield what vetoes took, each an equal part."""
    for row in vetoing:
        yield at.entry(came, Why.VETO, points / len(vetoing), item=item, row=row)
