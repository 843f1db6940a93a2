"""A sheet: the full mark less what each item lost, each up to its own mark (扣完为止)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.proof.reading.came import Came, Lost, Tick, Written, count, nothing
from tristandard.proof.reading.papers import ZERO, total
from tristandard.proof.reading.stakes import Elsewhere, Line, Sheaves
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.missing import Unmeasured
from tristandard.rules.nodes.sheet import AbsentItem, Sheet


@final
@frozen(kw_only=True)
class Laid:
    """What findings at others' sites lay on each sheet of a unit.

    Attributes:
        posted: What they lay on each item.
        vetoed: What vetoes take of the item's mark beside it.
        struck: How often vetoes of their sites zero the sheet.
        named: What is laid on the unit, one by one.
        sheets: Over how many of its sheets each is spread.
    """

    posted: Mapping[str, Fraction]
    vetoed: Mapping[str, Fraction]
    struck: Fraction
    named: tuple[Elsewhere, ...] = ()
    sheets: int = 1


@final
@frozen(eq=False)
class AddedUp:
    """What a sheet of a unit adds up: its lines, by site, and what findings at others' sites lay on it."""

    unit: str
    sheaves: Sheaves
    laid: Laid


NOTHING_LAID = Laid(posted={}, vetoed={}, struck=ZERO)


@final
@frozen(kw_only=True)
class Item:
    """How an item of a sheet stands.

    Attributes:
        own: What was lost at the unit's own sites, within the mark.
        found: All that was lost, before the mark holds it.
        taken: What that takes, within the mark.
        worst: The same with all that open lines may take.
        worth: What its open lines are worth.
        vetoed: Whether a veto zeroed it at the unit's own sites.
    """

    own: Fraction
    found: Fraction
    taken: Fraction
    worst: Fraction
    worth: Fraction
    vetoed: bool


#: An item of which nothing is lost, and nothing is open.
UNTOUCHED = Item(own=ZERO, found=ZERO, taken=ZERO, worst=ZERO, worth=ZERO, vetoed=False)


def item(mark: Fraction, lines: list[Line], posted: Fraction, vetoed: Fraction) -> Item:
    """Return how an item stands: a veto of it loses its mark."""
    lost = total(line.charge.lost for line in lines if line.charge is not None)
    struck = any(line.charge is not None and Level.ITEM in line.charge.vetoes for line in lines)
    opened = [line.stake for line in lines if line.charge is None]
    if not (lost or struck or opened or posted or vetoed):
        return UNTOUCHED
    whole = mark if struck else lost + posted + vetoed
    return Item(
        own=mark if struck else min(mark, lost),
        found=lost + posted,
        taken=min(mark, whole),
        worst=min(mark, whole + total(stake.most for stake in opened)),
        worth=total(stake.worth for stake in opened),
        vetoed=struck,
    )


def extrapolated(items: Mapping[str, Item], lines: list[Line]) -> dict[str, Fraction] | None:
    """Return what the measured lines say of the open ones, for each item no more than these can take; None where
    nothing speaks.
    """
    if all(line.charge is not None for line in lines):
        return {}
    worth = total(line.stake.worth for line in lines if line.charge is not None)
    if not worth:
        return None
    lost = total(one.own for one in items.values())
    return {code: min(lost * one.worth / worth, one.worst - one.taken) for code, one in items.items()}


def sheet(
    node: Sheet, name: str, member: str, marks: Mapping[str, Fraction], unit: str, sheaves: Sheaves, laid: Laid
) -> Came:
    """Return what a sheet of a unit came to."""
    lines = [line for sheaf in sheaves.values() for line in sheaf]
    if not lines:
        return nothing(name, member, node.full)
    by_item: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_item[line.stake.item].append(line)
    items = {
        code: item(marks[code], by_item.get(code, []), laid.posted.get(code, ZERO), laid.vetoed.get(code, ZERO))
        for code in sorted({*by_item, *laid.posted})
    }
    measured, opened = (
        [line.charge for line in lines if line.charge is not None],
        [line.stake for line in lines if line.charge is None],
    )
    gained = total(charge.gained for charge in measured)
    more_gained = gained + total(stake.gain for stake in opened)
    if node.gains_at_most is not None:
        gained, more_gained = min(gained, node.gains_at_most), min(more_gained, node.gains_at_most)
    out = {code: mark for code, mark in marks.items() if code not in by_item and node.absent is not AbsentItem.KEEP}
    full = node.full - total(out.values())
    times = node.full / full if node.absent is AbsentItem.DROP else Fraction(1)
    to_lose, most = full - laid.struck * full, times * full + node.bonus

    def left(lost: Fraction, gains: Fraction) -> Fraction:
        return min(times * max(to_lose - lost, ZERO) + gains, most)

    lost = total(one.taken for one in items.values())
    low = left(total(one.worst for one in items.values()), gained)
    high = left(lost, more_gained)
    more = extrapolated(items, lines)
    blank = bool(opened) and node.unmeasured is Unmeasured.BLANK
    zeroed = any(Level.SITE in charge.vetoes for charge in measured)
    if zeroed:
        more = {}
    value = None if more is None or blank else left(lost + total(more.values()), gained)
    if zeroed:
        low, value, high = ZERO, None if blank else ZERO, ZERO
    if any(Level.SITE in stake.may for stake in opened):
        low = ZERO
    taken = {} if more is None or blank else more
    return Came(
        node=name, member=member, full=node.full, low=low, value=value, high=high,
        ticks=count(ticks(unit, sheaves, by_item)),
        items={code: kept(marks[code], one) for code, one in items.items()},
        written=Written(
            of=AddedUp(unit, sheaves, laid),
            items={code: lost_by(one, taken.get(code, ZERO)) for code, one in items.items()},
            gained=gained, vetoed=frozenset(code for code, one in items.items() if one.vetoed), zeroed=zeroed,
            asked=frozenset(by_item),
            seen=frozenset(line.stake.item for line in lines if line.charge is not None), left=out, times=times,
        ),
    ).within()  # fmt: skip


def kept(mark: Fraction, one: Item) -> tuple[Fraction, Fraction]:
    """Return what is left of an item's mark at worst, and as it stands."""
    return (mark, mark) if one is UNTOUCHED else (mark - one.worst, mark - one.taken)


NOTHING_LOST = Lost(found=ZERO, taken=ZERO, open=ZERO, extrapolated=ZERO)


def lost_by(one: Item, more: Fraction) -> Lost:
    """Return what an item lost, as a sheet writes it."""
    if one is UNTOUCHED:
        return NOTHING_LOST
    return Lost(found=one.found, taken=one.taken, open=one.worst - one.taken, extrapolated=more)


def ticks(unit: str, sheaves: Sheaves, by_item: Mapping[str, list[Line]]) -> Iterator[tuple[Tick, int]]:
    """Yield the lines of a sheet: those that may zero the unit one by one, the others by their number."""
    for site, sheaf in sheaves.items():
        for line in sheaf:
            if Level.UNIT in line.stake.may:
                key = unit, site, line.stake.code, line.stake.item
                yield Tick(key=key, open=line.charge is None, item=line.stake.item), 1
    for code, lines in by_item.items():
        plain = [line.charge is None for line in lines if Level.UNIT not in line.stake.may]
        yield Tick(open=True, item=code), sum(plain)
        yield Tick(open=False, item=code), len(plain) - sum(plain)
