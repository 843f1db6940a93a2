"""What the red lines of a unit do to its score: a breach of one makes it 0 (一票否决)."""

from __future__ import annotations

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, count
from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.ground import Ground
from tristandard.proof.reading.papers import ZERO
from tristandard.proof.reading.stakes import Line
from tristandard.rules.deductions.price import Level


def red_lined(ground: Ground, unit: str, came: Came) -> Came:
    """Return a unit's score with its red lines among what can move it, and with what they do to it."""
    return reddened(ground, unit, told_apart(ground, unit, came))


def told_apart(ground: Ground, unit: str, came: Came) -> Came:
    """Return a unit's score with all its red lines among what can move it, each once at least: on the sheet where
    it stands, or beside the sheets.
    """
    left: dict[tuple[str, ...], Line] = {
        (unit, site, line.stake.code, line.stake.item): line
        for site, lines in ground.sheaves(unit, ()).items()
        for line in lines
        if Level.UNIT in line.stake.may
    }
    if not came.applies or not left:
        return came
    for tick in came.ticks:
        if not tick.idle:
            left.pop(tick.key, None)
    ticks = list[tuple[Tick, int]]()
    for tick, many in came.ticks.items():
        once = int(left.pop(tick.key, None) is not None)
        ticks += [(evolve(tick, idle=False), once), (tick, many - once)]
    for key, line in left.items():
        ticks.append((Tick(key=key, open=line.charge is None, item=line.stake.item, read=False), 1))
    return evolve(came, ticks=count(ticks))


def reddened(ground: Ground, unit: str, came: Came) -> Came:
    """Return a unit's score with what its red lines do to it: a breach makes it 0, an open line may."""
    if not came.applies:
        return came
    all_of, lines = ground.borne(unit), [line for lines in ground.sheaves(unit, ()).values() for line in lines]
    charges: list[Charge] = [line.charge for line in lines if line.charge is not None]
    charges += [one.borne.charge for one in all_of.laid.named]
    if any(Level.UNIT in charge.vetoes for charge in charges):
        value = None if came.value is None else ZERO
        return evolve(came, low=ZERO, value=value, high=ZERO, red=all_of, left=came.value, failed=(True, True))
    opened = any(line.charge is None and Level.UNIT in line.stake.may for line in lines)
    return evolve(came, low=ZERO, failed=(True, came.failed[1])) if opened else came
