"""A fold: the mean of what its members came to, with what stands for those of which nothing applies, or was
measured.
"""

from fractions import Fraction

from attrs import evolve, frozen

import tristandard as ts
from differential.reading.came import Came, Tick, certain, nothing
from differential.reading.case import ZERO


@frozen(kw_only=True)
class Member:
    """One member of a fold: its weight, what it came to, and what its peers' mean would be."""

    code: str
    weight: Fraction
    came: Came
    peers: Came | None = None
    #: Whether it is a sheet, or has one below it.
    sheets: bool = True
    #: Whether it is the unit itself, which stands for itself where no units belong to it.
    itself: bool = False


def weighed(pairs: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers by weights."""
    return sum((weight * number for weight, number in pairs), ZERO) / sum((weight for weight, _ in pairs), ZERO)


def put(node: ts.Mean | ts.Blend, member: Member) -> Came | None:
    """Return what the rules put where nothing of a member applies; None where it leaves."""
    if isinstance(node.absent, Fraction):
        return certain(member.came.full, node.absent, imputed=True)
    return member.peers if node.absent is ts.Absent.PEERS else None


def score(node: ts.Mean | ts.Blend, present: list[Member]) -> Fraction | None:
    """Return the mean of what has a score; what has none is estimated by the measured mean, inside its own interval."""
    scored = [one for one in present if one.came.value is not None]
    opened = [one for one in present if one.came.value is None and one.weight]
    measured = [one for one in scored if one.weight and not one.came.imputed]
    if not measured:
        return None
    if opened and node.unmeasured is ts.Unmeasured.BLANK:
        return None
    speaks = weighed([(one.weight, one.came.value) for one in measured])
    estimates = [(one.weight, max(one.came.low, min(one.came.high, speaks))) for one in opened]
    return weighed([(one.weight, one.came.value) for one in scored] + estimates)


def reads(node: ts.Mean | ts.Blend, members: list[Member]) -> bool:
    """Return whether a gate reads the items of members whatever they weigh: item by item, or where one part
    alone has sheets.
    """
    return node.axis == "item" or (node.axis is None and sum(one.sheets for one in members) == 1)


def kept(node: ts.Mean | ts.Blend, members: list[Member]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item keeps: the mean over the members in which something of it applies, by their weights."""
    found = {}
    for code in sorted({code for one in members for code in one.came.items}):
        having = [one for one in members if one.came.applies and code in one.came.items]
        if reads(node, members):
            having = [evolve(one, weight=Fraction(1)) for one in having]
        if any(one.weight for one in having):
            found[code] = tuple(weighed([(one.weight, one.came.items[code][end]) for one in having]) for end in (0, 1))
    return found


def counting(node: ts.Mean | ts.Blend, members: list[Member]) -> list[Tick]:
    """Return the lines of all members; those of weight 0 cannot move the score, unless a gate or a bonus reads them."""
    read = {one.of for one in (*node.gates, *node.bonuses)}
    by_item = reads(node, members)
    ticks = []
    for one in members:
        counts = (one.weight and (one.came.applies or node.axis != "unit")) or one.code in read
        came = one.came.contained() if node.axis == "unit" and not one.itself else one.came
        ticks += came.part(counts=bool(counts), read=by_item or bool(one.weight)).ticks
    return ticks


def mean(node: ts.Mean | ts.Blend, full: Fraction, members: list[Member]) -> Came:
    """Return what a fold came to, before what stands on it."""
    applying = [one for one in members if one.came.applies]
    ticks = tuple(counting(node, members))
    if not any(one.weight for one in applying):
        return evolve(nothing(full), ticks=ticks).part(counts=False, read=False)
    absent = [one for one in members if not one.came.applies and one.weight]
    placed = [evolve(one, came=came) for one in absent if (came := put(node, one)) is not None]
    present = applying + placed
    blank = bool(absent) and node.absent is ts.Absent.BLANK
    return Came(
        full=full,
        low=weighed([(one.weight, one.came.low) for one in present]),
        value=None if blank else score(node, present),
        high=weighed([(one.weight, one.came.high) for one in present]),
        ticks=ticks,
        items=kept(node, members),
    ).within()
