"""Whether bands cover each value of a measure once: strange rungs, gaps, overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tristandard.basics.measure import Measure
from tristandard.rules.deductions.where import Where, in_order
from tristandard.rules.standard import End, Range


def tiling(measure: Measure, places: Iterable[Where]) -> list[str]:
    """Return what keeps bands from covering each value of a measure once, in English; nothing where they do."""
    if measure.forms:
        return ["a set of forms lies in no band; price it by steps"]
    listed = list(places)
    if measure.rungs:
        return _on_ladder(measure, listed)
    if strange := sorted({where for where in listed if isinstance(where, str)}):
        return [f'{", ".join(strange)} is no range of numbers, such as "1..5", "> 5" or "= 0"']
    return _along_numbers(measure, [where for where in listed if isinstance(where, Range)])


def _on_ladder(measure: Measure, listed: list[Where]) -> list[str]:
    """Return what keeps bands from naming each rung of a ladder."""
    found = []
    rungs = [where for where in listed if isinstance(where, str)]
    if strange := sorted({*rungs} - {*measure.rungs}):
        found.append(f"{', '.join(strange)} is no rung of its ladder")
    if len(rungs) < len(listed):
        found.append("a ladder is priced rung by rung, not by numbers")
    if missing := [rung for rung in measure.rungs if rung not in rungs]:
        found.append(f"{', '.join(missing)} has no band")
    return found


def _along_numbers(measure: Measure, ranges: list[Range]) -> list[str]:
    """Return where ranges leave a gap in the measure's domain, overlap, or hold nothing."""
    found, placed = list[str](), list[tuple[Range, str]]()
    for where in ranges:
        band = where.within(measure)
        if band.empty:
            found.append(f"nothing lies in {where}")
        else:
            placed.append((band, str(where)))
    if not placed:
        return [*found, "there is no band"]
    placed.sort(key=lambda pair: in_order(pair[0]))
    (first, lowest), (last, highest) = placed[0], placed[-1]
    if first.floor is not None:
        found.append(f"nothing says what lies below {lowest}")
    for (one, before), (other, after) in pairwise(placed):
        if wrong := _between(measure, one.limit, other.floor):
            found.append(f"{before} and {after} {wrong}")
    if last.limit is not None:
        found.append(f"nothing says what lies above {highest}")
    return found


def _between(measure: Measure, limit: End | None, floor: End | None) -> str:
    """Return what is wrong where one range ends and the next begins, or ""."""
    if limit is None or floor is None:
        return "overlap"
    if measure.whole:
        step = floor.value - limit.value
        return "" if step == 1 else "overlap" if step < 1 else "leave a gap"
    if floor.value < limit.value or (floor.value == limit.value and floor.closed and limit.closed):
        return "overlap"
    touching = floor.value == limit.value and (floor.closed or limit.closed)
    return "" if touching else "leave a gap"
