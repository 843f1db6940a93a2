"""What is added to a node and taken from it: bonuses and rewards up to one cap, then what each count takes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, count
from tristandard.proof.reading.extras import Ends
from tristandard.proof.reading.papers import ONE, ZERO
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.standard import Range

#: An adjustment, whether somebody gave its figure, and the figure; None where that does not apply.
Told = tuple[Adjustment, bool, Fraction | None]


def worth(one: Adjustment, figure: Fraction) -> Fraction:
    """Return the points for a figure: those of its band, or so many for each step, up to the cap of the adjustment."""
    for where, lost in one.points:
        if inside(where, figure):
            return lost
    points = (one.gain + one.lose) * (figure if one.against is None else stepped(one, one.against, figure))
    return points if one.at_most is None or points < one.at_most else one.at_most


def inside(where: Range, figure: Fraction) -> bool:
    """Return whether a figure lies between two ends."""
    low, high = where.floor, where.limit
    if low is not None and (figure < low.value or (figure == low.value and not low.closed)):
        return False
    return high is None or figure < high.value or (figure == high.value and high.closed)


def stepped(one: Adjustment, bar: Range, figure: Fraction) -> Fraction:
    """Return how many steps a figure lies beyond the bar, or within it where it is rewarded."""
    if inside(bar, figure) is not bool(one.gain):
        return ZERO
    ends = [abs(figure - end.value) for end in (bar.floor, bar.limit) if end is not None]
    steps = min(ends) / one.per
    if one.parts is Parts.EXACT:
        return steps
    below = Fraction(steps.numerator // steps.denominator)
    if one.parts is Parts.WHOLE:
        return below
    begun = below if below == steps else below + 1
    return begun if one.gain or begun else ONE


def dearest(one: Adjustment) -> Fraction | None:
    """Return the most that a figure that nobody gave may come to; None where nothing ends it.

    A figure is 0 or more: below a bar nothing is farther than 0, above it there is no end.
    """
    if one.points:
        return max(lost for _, lost in one.points)
    at_zero = one.against is not None and (one.against.limit is not None) is bool(one.gain)
    return worth(one, ZERO) if at_zero else one.at_most


def adjusted(came: Came, bonuses: Sequence[tuple[str, Ends]], told: Sequence[Told], cap: Fraction | None) -> Came:
    """Return a node with all that is added, and then all that is taken; it never falls below zero."""
    now = {place: ZERO if times is None else worth(one, times) for place, (one, _, times) in enumerate(told)}
    up = [ends for _, ends in bonuses]
    down, endless = [ZERO, ZERO, ZERO], False
    for place, (one, known, _) in enumerate(told):
        worst = now[place] if known else dearest(one)
        most = ZERO if worst is None else worst
        if one.gain:
            up.append((now[place], now[place], most))
            continue
        endless = endless or worst is None
        down = [down[0] + now[place], down[1] + now[place], down[2] + most]
    plus = [sum((ends[end] for ends in up), ZERO) for end in (0, 1, 2)]
    held = plus if cap is None else [min(cap, points) for points in plus]
    counted = [(Tick(open=not known), 1) for _, known, times in told if not known or times is not None]
    found = evolve(
        came,
        ticks=count([*came.ticks.items(), *counted]),
        low=ZERO if endless else max(ZERO, came.low + held[0] - down[2]),
        high=max(ZERO, came.high + held[2] - down[0]),
    )
    if came.value is None:
        return found
    value = max(ZERO, came.value + held[1] - down[1])
    share = held[1] / plus[1] if plus[1] else ZERO
    bit = (came.value + held[1] - value) / down[1] if down[1] else ZERO
    gains = [(one.count, now[place] * share) for place, (one, _, _) in enumerate(told) if one.gain]
    losses = [(one.count, now[place] * bit) for place, (one, _, _) in enumerate(told) if not one.gain]
    added = [(of, ends[1] * share) for of, ends in bonuses]
    return evolve(found, value=value, added=(*added, *gains), adjusted=tuple(losses)).within()
