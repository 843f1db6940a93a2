"""What is added to a node and taken from it: bonuses and rewards up to one cap, then what each count takes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, Ticks, count
from tristandard.proof.reading.extras import Ends
from tristandard.proof.reading.papers import ONE, ZERO
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.standard import Range

#: An adjustment, the least of its points, what they are and the most, None where nothing ends it; what it rests on.
Told = tuple[Adjustment, tuple[Fraction, Fraction, Fraction | None], Ticks]


def by_figure(one: Adjustment, figure: Fraction | None, *, known: bool) -> Told:
    """Return the points for a figure from outside: none where it does not apply or nobody gave it."""
    points = ZERO if figure is None else worth(one, figure)
    ticks = count([(Tick(open=not known), int(not known or figure is not None))])
    return one, (points, points, points if known else dearest(one)), ticks


def by_node(one: Adjustment, read: Came) -> Told:
    """Return the points for what a node of the model came to, between its ends."""
    if not read.applies:
        return one, (ZERO, ZERO, ZERO), {}
    if one.points:
        marks = [worth(one, read.low), worth(one, read.high)]
        marks += [lost for where, lost in one.points if reaches(where, read)]
    else:
        marks = [worth(one, read.low), worth(one, read.high)]
        if one.lose and one.against is not None and reaches(one.against, read):
            marks.append(ZERO)
    now = min(marks) if read.value is None else worth(one, read.value)
    return one, (min(marks), now, max(marks)), read.ticks


def reaches(where: Range, read: Came) -> bool:
    """Return whether something lies both in a range and between the ends of a node."""
    if inside(where, read.low) or inside(where, read.high):
        return True
    low, high = where.floor, where.limit
    after = low is not None and read.low <= low.value <= read.high
    before = high is not None and read.low <= high.value <= read.high
    if low is not None and high is not None and after and before:
        return low.value < high.value or (low.closed and high.closed)
    return (after and low is not None and low.value < read.high) or (
        before and high is not None and high.value > read.low
    )


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
    now = {place: ends[1] for place, (_, ends, _) in enumerate(told)}
    up = [ends for _, ends in bonuses]
    down, endless = [ZERO, ZERO, ZERO], False
    for one, (least, points, worst), _ in told:
        most = ZERO if worst is None else worst
        if one.gain:
            up.append((least, points, most))
            continue
        endless = endless or worst is None
        down = [down[0] + least, down[1] + points, down[2] + most]
    plus = [sum((ends[end] for ends in up), ZERO) for end in (0, 1, 2)]
    held = plus if cap is None else [min(cap, points) for points in plus]
    counted = [tick for _, _, ticks in told for tick in ticks.items()]
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
