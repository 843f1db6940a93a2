"""What is added to a node and taken from it: bonuses and rewards up to one cap, then what each count takes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, count
from tristandard.proof.reading.extras import Ends
from tristandard.proof.reading.papers import ZERO
from tristandard.rules.nodes.adjustment import Adjustment

#: An adjustment, whether somebody said how often, and how often; None where that does not apply.
Told = tuple[Adjustment, bool, Fraction | None]


def worth(one: Adjustment, times: Fraction) -> Fraction:
    """Return the points for so many times, up to the cap of the adjustment."""
    points = (one.gain + one.lose) * times
    return points if one.at_most is None or points < one.at_most else one.at_most


def adjusted(came: Came, bonuses: Sequence[tuple[str, Ends]], told: Sequence[Told], cap: Fraction | None) -> Came:
    """Return a node with all that is added, and then all that is taken; it never falls below zero."""
    now = {place: ZERO if times is None else worth(one, times) for place, (one, _, times) in enumerate(told)}
    up = [ends for _, ends in bonuses]
    down, endless = [ZERO, ZERO, ZERO], False
    for place, (one, known, _) in enumerate(told):
        most = now[place] if known or one.at_most is None else one.at_most
        if one.gain:
            up.append((now[place], now[place], most))
            continue
        endless = endless or (not known and one.at_most is None)
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
