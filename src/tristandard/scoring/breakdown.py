"""What makes a score: entries in points of the score, to the last fraction.

The full mark less the entries is the exact score. `accounting` lists them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, frozen

from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.nodes.part import Held
from tristandard.scoring.posted import Posted


@final
class Cause(Enum):
    """What an entry of a breakdown comes from."""

    #: A figure that is given from outside: the full mark less what was given.
    FIGURE = "figure"
    #: A posting of the ledger, as far as it counts.
    POSTING = "posting"
    #: What a veto took beside the postings.
    VETO = "veto"
    #: What the measured part says of what was not measured (未测推及).
    EXTRAPOLATED = "extrapolated"
    #: What the rules put where nothing applies, and what the rest says of a part that they give no score.
    IMPUTED = "imputed"
    #: A reward of the ledger, as far as it counts.
    GAIN = "gain"
    #: A bonus on a node.
    BONUS = "bonus"
    #: What an adjustment on a node took, for what another office counts.
    ADJUSTMENT = "adjustment"
    #: A gate on a node.
    GATE = "gate"
    #: What the published score leaves out of the exact one (修约差).
    ROUNDING = "rounding"


@final
class Uncounted(Enum):
    """Why something in the ledger counts nowhere in a score."""

    #: It stands in a part that weighs nothing.
    WEIGHT = "weight"
    #: It stands in a part whose score is not taken: the lowest, the highest, or all but one.
    NOT_TAKEN = "not_taken"
    #: It stands in a part without a score, or its card has none.
    NO_SCORE = "no_score"
    #: It is a reward in a sheet, or beside a veto, that takes the whole.
    ZEROED = "zeroed"
    #: It is told alone: its lines take and give no points.
    NOTED = "noted"
    #: The score is that of the units below, or reads no sheet of the unit's own sites.
    NOT_READ = "not_read"


@final
@frozen(kw_only=True)
class BreakdownEntry:
    """One cause in a score.

    Attributes:
        cause: What it comes from.
        points: What it takes from the score, in points; less than nothing where it gives.
        weight: The factor by which it comes into the score: the weights of the nodes above, and for findings
            at others' sites one over the number of sheets.
        node: The node of the scoring model that it stands on.
        member: What that node stands for; of a bonus or a gate what it reads.
        axis: The axis of which it is a member; None where the node stands by its name.
        item: The item whose mark it takes from; "" where there is none.
        unit: The unit whose sheet, figure or part it is.
        period: The period, in results that put several together; else "".
        site: The code of the site, of what was not measured there; else "".
        indicator: The code of the shared indicator that was not measured; else "".
        posted: The line of the ledger that it rests on; None where there is none.
        reason: Why it counts nowhere; None where it counts.
        target: Of a bonus or an adjustment, the figure of the unit that it was held against, by name; None elsewhere.
        imputed: How it was put where something does not apply: "peers" or "fixed", as a `Part` says it, "rest"
            where the rules give no score and the other parts speak for it, or "left" of the mark of an item that
            left a sheet; else "".
    """

    cause: Cause
    points: Fraction
    weight: Fraction = Fraction(1)
    node: str = ""
    member: str = ""
    axis: str | None = None
    item: str = ""
    unit: str = ""
    period: str = ""
    site: str = ""
    indicator: str = ""
    posted: Posted | None = None
    reason: Uncounted | None = None
    target: Held | None = None
    imputed: str = ""

    @property
    def borne(self) -> Fraction:
        """What it is in the ledger, in points: lost, or less than nothing where it was gained; 0
        where it is not from there.
        """
        return self.posted.lost - self.posted.gained if self.posted else Fraction(0)


@final
@define(frozen=True, slots=False)
class Breakdown:
    """What makes one score: the full mark less the entries is the exact score, the rounding aside.

    Attributes:
        full: The full mark of the score.
        entries: What makes the score, the rounding (修约差) last; empty where there is no score.
        uncounted: What the ledger holds of the unit and the score does not, each with the reason.
    """

    full: Fraction
    entries: tuple[BreakdownEntry, ...]
    uncounted: tuple[BreakdownEntry, ...] = ()

    @cached_property
    def items(self) -> Mapping[str, Fraction]:
        """What each item took from the score by postings and vetoes, in points, by its code."""
        return _by_item(self.entries)

    def items_of(self, unit: str) -> Mapping[str, Fraction]:
        """Return the same of one unit's own sheets, without those of the units whose scores come into its own."""
        return _by_item(entry for entry in self.entries if entry.unit == unit)

    def total(self, *causes: Cause) -> Fraction:
        """Return what entries of some causes take from the score together, in points."""
        return sum_of(entry.points for entry in self.entries if entry.cause in causes)

    @property
    def beside_items(self) -> Fraction:
        """What is taken beside the items: by figures, imputed parts, adjustments, gates, and vetoes of a site or of the
        unit.
        """
        other = self.total(Cause.FIGURE, Cause.IMPUTED, Cause.ADJUSTMENT, Cause.GATE)
        vetoes = (entry.points for entry in self.entries if entry.cause is Cause.VETO and not entry.item)
        return other + sum_of(vetoes)

    @property
    def gained(self) -> Fraction:
        """What rewards and bonuses give, in points."""
        return -self.total(Cause.GAIN, Cause.BONUS)


def _by_item(entries: Iterable[BreakdownEntry]) -> dict[str, Fraction]:
    """Return what postings and vetoes took, by item."""
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for entry in entries:
        if entry.item and entry.cause in (Cause.POSTING, Cause.VETO):
            found[entry.item] += entry.points
    return dict(found)
