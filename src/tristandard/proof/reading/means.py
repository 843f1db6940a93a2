"""A mean, or a sum: of what the members of an axis came to, or of named nodes, with what stands for those of which
nothing applies, or was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.proof.reading.averaged import Averaged, over, picked
from tristandard.proof.reading.came import Came, Tick, Ticks, count, held, nothing
from tristandard.proof.reading.papers import ONE, ZERO, total
from tristandard.rules.nodes.missing import Absent, Unmeasured


@final
@frozen(kw_only=True, eq=False)
class Member:
    """One member of a mean: its weight, what it came to, and what its peers' mean would be.

    Attributes:
        sheets: Whether it is a sheet, or has one below it.
        itself: Whether it is the unit itself, which stands for itself where no units belong to it.
    """

    code: str
    weight: Fraction
    came: Came
    peers: Callable[[], Came | None]
    sheets: bool = True
    itself: bool = False


def weighed(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of numbers by weights; equal ones need not be multiplied."""
    alike = pairs[0][0]
    if alike and all(weight is alike or weight == alike for weight, _ in pairs):
        return total(number for _, number in pairs) / len(pairs)
    return total(weight * number for weight, number in pairs) / total(weight for weight, _ in pairs)


def mean_of_picked(node: Averaged, pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the mean of the numbers that are taken."""
    places = picked(node, [number for _, number in pairs])
    return weighed(pairs if places is None else [pairs[place] for place in places])


def put(node: Averaged, member: Member) -> Came | None:
    """Return what the rules put where nothing of a member applies; None where it leaves."""
    if isinstance(node.absent, Fraction):
        fixed = node.absent
        return evolve(member.came, applies=True, imputed="fixed", low=fixed, value=fixed, high=fixed)
    return member.peers() if node.absent is Absent.PEERS else None


def speaking(node: Averaged, present: Sequence[Member]) -> Fraction | None:
    """Return what share of its mark the measured part came to, which speaks for what was not; None where there is no
    score.
    """
    measured = [one for one in present if one.came.value is not None and not one.came.imputed]
    gaps = any(one.came.value is None for one in present)
    if not measured or (gaps and node.unmeasured is Unmeasured.BLANK):
        return None
    return weighed([(one.weight, one.came.value / one.came.full) for one in measured if one.came.value is not None])


def hopeless(node: Averaged, present: Sequence[Member]) -> bool:
    """Return whether no measurement gives a score to a mean that has none: a member of it can never have one, and the
    mean wants all of its members, or no other is left.
    """
    never = sum(one.came.withheld for one in present)
    return never > 0 if node.unmeasured is Unmeasured.BLANK else never == len(present)


def reads(node: Averaged, members: Sequence[Member]) -> bool:
    """Return whether a gate reads the items of members whatever they weigh: item by item, or where one part alone has
    sheets.
    """
    return over(node) == "item" or (over(node) is None and sum(one.sheets for one in members) == 1)


def kept(node: Averaged, members: Sequence[Member]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item keeps, over the members in which something of it applies: by their weights, or whatever
    they weigh.
    """
    alone = reads(node, members)
    return kept_by([(ONE if alone else one.weight, one.came) for one in members if one.came.applies])


def kept_by(members: Sequence[tuple[Fraction, Came]]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return what each item keeps, at worst and at best: the mean by weights among those that have it."""
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for code in sorted({code for _, came in members for code in came.items}):
        having = [(weight, came.items[code]) for weight, came in members if code in came.items]
        if any(weight for weight, _ in having):
            worst, best = (weighed([(weight, ends[end]) for weight, ends in having]) for end in (0, 1))
            found[code] = worst, best
    return found


def counting(node: Averaged, members: Sequence[Member]) -> Iterator[tuple[Tick, int]]:
    """Yield the lines of all members; those of weight 0 cannot move the score, unless a gate or a bonus reads them."""
    read = {one.of for one in (*node.gates, *node.bonuses)} if over(node) is None else set[str]()
    by_item, by_period = reads(node, members), any(one.of == "every period" for one in node.gates)
    for one in members:
        counts = by_period or one.code in read or (bool(one.weight) and (one.came.applies or over(node) != "unit"))
        lines = one.came.part(counts=counts, read=by_item or bool(one.weight))
        if over(node) == "unit" and not one.itself:  # its red lines zero it, and nothing above but by its weight
            lines = count((evolve(tick, key=()), many) for tick, many in lines.items())
        yield from lines.items()


def counts(
    node: Averaged, placed: Sequence[Member], parts: Sequence[Came], full: Fraction, *, scored: bool
) -> Iterator[Fraction]:
    """Yield what a point of each part counts: none of one that does not apply, or is not taken."""
    there = [place for place, one in enumerate(placed) if one.weight and one.came.applies]
    if scored:
        numbers = [parts[place].value or parts[place].estimate or ZERO for place in there]
        places = picked(node, numbers)
        there = there if places is None else [there[place] for place in places]
    whole = total(placed[place].weight for place in there)
    for place, one in enumerate(placed):
        yield one.weight / whole * full / one.came.full if place in there else ZERO


def mean(node: Averaged, name: str, member: str, full: Fraction, members: Sequence[Member]) -> Came:
    """Return what a mean or a sum came to, before what stands on it: each part counts by its share of its own mark."""
    lines: Ticks = count(counting(node, members))
    if not any(one.weight and one.came.applies for one in members):
        idle = evolve(nothing(name, member, full), ticks=lines).part(counts=False, read=False)
        return evolve(nothing(name, member, full), ticks=idle, parts=tuple(one.came for one in members))
    placed: list[Member] = []
    for one in members:
        came = put(node, one) if one.weight and not one.came.applies else None
        placed.append(one if came is None else evolve(one, came=came))
    blank = node.absent is Absent.BLANK and any(one.weight and not one.came.applies for one in members)
    present = [one for one in placed if one.weight and one.came.applies]
    speaks = None if blank else speaking(node, present)
    parts = list[Came]()
    for one in placed:
        opened = one.weight and one.came.applies and one.came.value is None and speaks is not None
        filled = evolve(one.came, estimate=held(speaks * one.came.full, one.came)) if speaks is not None else one.came
        parts.append(filled if opened else one.came)
    value = None
    if speaks is not None:
        counted = [
            (one.weight, came.value if came.estimate is None else came.estimate, came.full)
            for one, came in zip(placed, parts, strict=True)
        ]
        numbers = [(weight, number / whole) for weight, number, whole in counted if weight and number is not None]
        value = full * mean_of_picked(node, numbers)
    return Came(
        node=name, member=member, full=full,
        low=full * mean_of_picked(node, [(one.weight, one.came.low / one.came.full) for one in present]),
        value=value,
        high=full * mean_of_picked(node, [(one.weight, one.came.high / one.came.full) for one in present]),
        withheld=blank or (speaks is None and hopeless(node, present)),
        ticks=lines,
        items=kept(node, members),
        parts=tuple(parts),
        weights=tuple(counts(node, placed, parts, full, scored=value is not None)),
    ).within()  # fmt: skip
