"""What is added to a node and taken from it: bonuses and rewards up to one cap, then what each count takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, Ticks, count, nothing
from tristandard.proof.reading.extras import Ends
from tristandard.proof.reading.papers import ONE, ZERO, total
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.target import Target, TargetShare

#: An adjustment, the least of its points, what they are and the most, None where nothing ends it; what it rests on.
Told = tuple[Adjustment, tuple[Fraction, Fraction, Fraction | None], Ticks]


def names(one: Adjustment) -> list[str]:
    """Return the figures that an adjustment reads: what it counts, and where its bar is a target, that too."""
    return [one.count, *([one.against.figure] if isinstance(one.against, Target) else [])]


def by_figures(one: Adjustment, given: Mapping[str, Fraction | None]) -> Told:
    """Return the points for figures from outside: none where one does not apply or nobody gave it."""
    read = names(one)
    if None in given.values():
        return one, (ZERO, ZERO, ZERO), {}
    missing = [name for name in read if name not in given]
    figure, target = given.get(one.count), given.get(read[-1]) if len(read) > 1 else None
    points = ZERO if missing or figure is None else worth(one, figure, target)
    ticks = count((Tick(open=name in missing), 1) for name in read)
    return one, (points, points, dearest(one, figure, target) if missing else points), ticks


def by_node(one: Adjustment, read: Came) -> Told:
    """Return the points for what a node of the model came to, between its ends."""
    if not read.applies:
        return one, (ZERO, ZERO, ZERO), {}
    if one.points:
        marks = [worth(one, read.low, None), worth(one, read.high, None)]
        marks += [lost for where, lost in one.points if reaches(where, read)]
    else:
        marks = [worth(one, read.low, None), worth(one, read.high, None)]
        if one.lose and isinstance(one.against, Range) and reaches(one.against, read):
            marks.append(ZERO)
    now = min(marks) if read.value is None else worth(one, read.value, None)
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


def worth(one: Adjustment, figure: Fraction, target: Fraction | None) -> Fraction:
    """Return the points for a figure: those of its band, or so many for each step, up to the cap of the adjustment."""
    for where, lost in one.points:
        if inside(where, figure):
            return lost
    bar = one.against
    if isinstance(bar, Target):
        end = End(target if target is not None else ZERO, bar.closed)
        bar = Range(end, None) if bar.least else Range(None, end)
    return priced(one, figure if bar is None else stepped(one, bar, figure, target))


def priced(one: Adjustment, steps: Fraction) -> Fraction:
    """Return the points of so many steps, up to the cap."""
    points = (one.gain + one.lose) * steps
    return points if one.at_most is None or points < one.at_most else one.at_most


def inside(where: Range, figure: Fraction) -> bool:
    """Return whether a figure lies between two ends."""
    low, high = where.floor, where.limit
    if low is not None and (figure < low.value or (figure == low.value and not low.closed)):
        return False
    return high is None or figure < high.value or (figure == high.value and high.closed)


def stepped(one: Adjustment, bar: Range, figure: Fraction, target: Fraction | None) -> Fraction:
    """Return how many steps a figure lies beyond the bar, or within it where it is rewarded."""
    if inside(bar, figure) is not bool(one.gain):
        return ZERO
    ends = [abs(figure - end.value) for end in (bar.floor, bar.limit) if end is not None]
    step = one.per
    if isinstance(step, TargetShare):
        step = step.share * (target if target is not None else ZERO) / 100
    return parted(one, min(ends) / step)


def parted(one: Adjustment, steps: Fraction) -> Fraction:
    """Return how many of so many steps count."""
    if one.parts is Parts.EXACT:
        return steps
    below = Fraction(steps.numerator // steps.denominator)
    if one.parts is Parts.WHOLE:
        return below
    begun = below if below == steps else below + 1
    return begun if one.gain or begun else ONE


def dearest(one: Adjustment, figure: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Return the most that an adjustment may come to of which not all was given; None where nothing ends it.

    A figure is 0 or more: below a bar nothing is farther than 0, above it there is no end. Below a target that nobody
    gave a share of it ends at the whole, and a step of a size nowhere; above it, nothing is farther than above 0.
    """
    if one.points:
        return max(lost for _, lost in one.points)
    bar = one.against
    if not isinstance(bar, Target):
        at_zero = bar is not None and (bar.limit is not None) is bool(one.gain)
        return worth(one, ZERO, None) if at_zero else one.at_most
    if (one.lose > 0) is bar.least:
        if target is not None:
            return worth(one, ZERO if figure is None else figure, target)
        return priced(one, parted(one, 100 / one.per.share)) if isinstance(one.per, TargetShare) else one.at_most
    if figure is None or isinstance(one.per, TargetShare):
        return one.at_most
    return worth(one, figure, ZERO)


def from_full(name: str, full: Fraction, seen: Sequence[bool | None]) -> Came:
    """Return a full mark before anything is taken, by whether each adjustment has its numbers, None where it does not
    apply: no score while one has not, nothing where none applies.
    """
    if all(one is None for one in seen):
        return nothing(name, "", full)
    return Came(node=name, full=full, low=full, value=None if False in seen else full, high=full)


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
    plus = [total(ends[end] for ends in up) for end in (0, 1, 2)]
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
