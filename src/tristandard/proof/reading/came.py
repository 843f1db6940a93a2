"""What a node came to for a unit: a low end, a score, a high end; what was looked at, and what each item kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, final

from attrs import evolve, field, frozen

from tristandard.proof.reading.papers import ZERO


@final
@frozen(kw_only=True)
class Tick:
    """A line, or a figure, that a score rests on.

    Attributes:
        key: The unit with the site, the question and the item of a red line, which is the same on two sheets; empty
            for others.
        open: Whether it was not measured.
        item: The item of a line; empty for a figure.
        idle: Whether it cannot move the score.
        read: Whether a gate on its item reads it.
    """

    key: tuple[str, ...] = ()
    open: bool
    item: str = ""
    idle: bool = False
    read: bool = True


#: How many lines and figures there are of each sort.
Ticks = Mapping[Tick, int]


def count(ticks: Iterable[tuple[Tick, int]]) -> Ticks:
    """Return ticks with those that are alike added up."""
    found: dict[Tick, int] = {}
    for tick, many in ticks:
        if many:
            found[tick] = found.get(tick, 0) + many
    return found


@final
@frozen(kw_only=True)
class Lost:
    """What an item of a sheet lost: in all that was found, within its mark, and what more it may lose.

    `extrapolated` is what the measured lines say of the open ones.
    """

    found: Fraction
    taken: Fraction
    open: Fraction
    extrapolated: Fraction


@final
@frozen(kw_only=True)
class Written:
    """What stands on a sheet: what each item lost, what was gained, and what vetoes zeroed.

    `of` is what the sheet adds up, which the account of it reads.
    """

    of: Any
    items: Mapping[str, Lost]
    gained: Fraction
    vetoed: frozenset[str]
    zeroed: bool
    asked: frozenset[str]
    seen: frozenset[str]
    #: The marks of the items that left, and by what losses are scaled up for it.
    left: Mapping[str, Fraction] = field(factory=dict)
    times: Fraction = Fraction(1)


@final
@frozen(kw_only=True, eq=False)
class Came:
    """A node as it came out. Where nothing applies there are no numbers that mean anything.

    Attributes:
        member: What it stands for: a site, an item, a child unit; empty for the whole.
        imputed: How the rules put it: "peers" or "fixed"; empty where they did not.
        withheld: Whether a part that does not apply keeps it from a score, whatever else is measured.
        items: The points that each item keeps, at worst and at best.
        failed: Whether a gate failed it, or a red line of the unit zeroed it, at worst, and in any case.
        last: Whether a gate takes the last grade at worst, and in any case.
        estimate: What it counts for above where it has no score.
        weights: What each part counts, of one in all.
        bare: The score before its bonuses and gates, where it has any.
        took: What each gate took that it failed, in written order.
        red: Where a red line zeroed it, all that the unit bears; else None.
        left: The score that a red line took.
    """

    node: str
    member: str = ""
    full: Fraction
    applies: bool = True
    imputed: str = ""
    withheld: bool = False
    low: Fraction = ZERO
    value: Fraction | None = None
    high: Fraction = ZERO
    ticks: Ticks = field(factory=dict)
    items: Mapping[str, tuple[Fraction, Fraction]] = field(factory=dict)
    failed: tuple[bool, bool] = (False, False)
    last: tuple[bool, bool] = (False, False)
    grades: tuple[str, str] | None = None
    written: Written | None = None
    added: tuple[tuple[str, Fraction], ...] = ()
    adjusted: tuple[tuple[str, Fraction], ...] = ()
    bare: Fraction | None = None
    took: tuple[tuple[str, Fraction], ...] = ()
    red: Any = None
    left: Fraction | None = None
    carried: bool = False
    estimate: Fraction | None = None
    parts: tuple[Came, ...] = ()
    weights: tuple[Fraction, ...] = ()

    @property
    def before(self) -> Fraction | None:
        """The score before its bonuses, its gates and a red line."""
        if self.bare is not None:
            return self.bare
        return self.value if self.red is None else self.left

    @property
    def hopeless(self) -> bool:
        """Whether it has no score for good: nothing applies, the rules keep it from one, or nothing is open that could
        give it one.
        """
        return not self.applies or self.withheld or (self.value is None and not self.tally()[1])

    def within(self) -> Came:
        """Return it with the score held between its ends."""
        return self if self.value is None else evolve(self, value=held(self.value, self))

    def ticked(self, change: Callable[[Tick], Tick]) -> Came:
        """Return it with each of its lines changed."""
        return evolve(self, ticks=count((change(tick), many) for tick, many in self.ticks.items()))

    def part(self, *, counts: bool, read: bool) -> Ticks:
        """Return its lines as those of a part: whether they can move the score, and whether a gate reads them."""
        if counts and read:
            return self.ticks
        return count(
            (evolve(tick, idle=tick.idle or not counts, read=tick.read and read), many)
            for tick, many in self.ticks.items()
        )

    def tally(self) -> tuple[int, int]:
        """Return how many of what can move it were measured, and how many were not."""
        counted = {tick: many for tick, many in self.ticks.items() if not tick.idle}
        opened = sum(many for tick, many in counted.items() if tick.open)
        return sum(counted.values()) - opened, opened


def held(value: Fraction, came: Came) -> Fraction:
    """Return a number held between the ends of a node."""
    return max(came.low, min(came.high, value))


def nothing(node: str, member: str, full: Fraction) -> Came:
    """Return a node of which nothing applies."""
    return Came(node=node, member=member, full=full, applies=False)
