"""What a node came to for a unit: a low end, a score, a high end; what was looked at, and what each item kept."""

from fractions import Fraction

from attrs import evolve, field, frozen

from differential.reading.case import ZERO


@frozen(kw_only=True)
class Tick:
    """One line, or one figure, that a score rests on; `idle` ones cannot move it, unless they are `red`: a
    breach zeroes the unit.
    """

    #: The unit with the site and the indicator, or with the figure: the same line on two sheets has one key.
    key: tuple[str, ...]
    open: bool
    item: str = ""
    red: bool = False
    idle: bool = False
    #: Whether a gate on its item reads it.
    read: bool = True


@frozen(kw_only=True)
class Came:
    """A node as it came out. Where nothing applies there are no numbers that mean anything.

    `items` are the points that each item keeps, at worst and at best; `imputed` is put by the rules;
    `last` says whether a gate takes the last grade at worst, and in any case.
    """

    full: Fraction
    applies: bool = True
    imputed: bool = False
    low: Fraction = ZERO
    value: Fraction | None = None
    high: Fraction = ZERO
    ticks: tuple[Tick, ...] = ()
    items: dict[str, tuple[Fraction, Fraction]] = field(factory=dict)
    last: tuple[bool, bool] = (False, False)

    def within(self) -> "Came":
        """Return it with the score held between its ends."""
        return self if self.value is None else evolve(self, value=max(self.low, min(self.high, self.value)))

    def part(self, *, counts: bool, read: bool) -> "Came":
        """Return it as a part of a node: whether its lines can move the score, and whether a gate on their
        items reads them.
        """
        return evolve(
            self,
            ticks=tuple(evolve(tick, idle=tick.idle or not counts, read=tick.read and read) for tick in self.ticks),
        )

    def contained(self) -> "Came":
        """Return it as a child unit's: its red lines zero it, and nothing above but by its weight."""
        return evolve(self, ticks=tuple(evolve(tick, red=False) for tick in self.ticks))


def nothing(full: Fraction) -> Came:
    """Return a node of which nothing applies."""
    return Came(full=full, applies=False)


def certain(full: Fraction, value: Fraction, *, imputed: bool = False) -> Came:
    """Return a node of which nothing is open."""
    return Came(full=full, low=value, value=value, high=value, imputed=imputed)
