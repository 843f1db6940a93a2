"""Whether bands cover each value of a measure once: strange rungs, gaps, overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tristandard.basics.measure import Measure
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.where import Where, in_order, tell_where
from tristandard.words.sentence import Sentence, Told

#: What prices that fall where a value is worse are told as.
COSTS_LESS = Sentence("{worse} 比 {better} 更差，扣分却更少", "{worse} is worse than {better} and costs less")
_NO_BAND_OF_FORMS = Told(
    "形式的集合不属于任何一档；请按档扣分（steps）", "a set of forms lies in no band; price it by steps"
)
_NO_RANGE = Sentence(
    "{strange} 不是数的范围，如“1..5”“> 5”“= 0”", '{strange} is no range of numbers, such as "1..5", "> 5" or "= 0"'
)
_NO_RUNG = Sentence("{strange} 不是它的等级", "{strange} is no rung of its ladder")
_RUNG_BY_RUNG = Told("等级逐级扣分，不按数扣分", "a ladder is priced rung by rung, not by numbers")
_HAS_NO_BAND = Sentence("{missing} 没有分档", "{missing} has no band")
_HOLDS_NOTHING = Sentence("{where} 之内没有值", "nothing lies in {where}")
_NO_BAND = Told("一档也没有", "there is no band")
_BELOW = Sentence("{where} 以下没有规定", "nothing says what lies below {where}")
_ABOVE = Sentence("{where} 以上没有规定", "nothing says what lies above {where}")
_OVERLAP = Sentence("{one} 与 {other} 重叠", "{one} and {other} overlap")
_GAP = Sentence("{one} 与 {other} 之间有空缺", "{one} and {other} leave a gap")


def tiling(measure: Measure, places: Iterable[Where]) -> list[Told]:
    """Return what keeps bands from covering each value of a measure once; nothing where they do."""
    if measure.forms:
        return [_NO_BAND_OF_FORMS]
    listed = list(places)
    if measure.rungs:
        return _on_ladder(measure, listed)
    if strange := sorted({where for where in listed if isinstance(where, str)}):
        return [_NO_RANGE(strange=strange)]
    return _along_numbers(measure, [where for where in listed if isinstance(where, Range)])


def _on_ladder(measure: Measure, listed: list[Where]) -> list[Told]:
    """Return what keeps bands from naming each rung of a ladder."""
    found = []
    rungs = [where for where in listed if isinstance(where, str)]
    if strange := sorted({*rungs} - {*measure.rungs}):
        found.append(_NO_RUNG(strange=strange))
    if len(rungs) < len(listed):
        found.append(_RUNG_BY_RUNG)
    if missing := [rung for rung in measure.rungs if rung not in rungs]:
        found.append(_HAS_NO_BAND(missing=missing))
    return found


def _along_numbers(measure: Measure, ranges: list[Range]) -> list[Told]:
    """Return where ranges leave a gap in the measure's domain, overlap, or hold nothing."""
    found, placed = list[Told](), list[tuple[Range, str]]()
    for where in ranges:
        band = where.within(measure)
        if band.empty:
            found.append(_HOLDS_NOTHING(where=tell_where(where)))
        else:
            placed.append((band, str(where)))
    if not placed:
        return [*found, _NO_BAND]
    placed.sort(key=lambda pair: in_order(pair[0]))
    (first, lowest), (last, highest) = placed[0], placed[-1]
    if first.floor is not None:
        found.append(_BELOW(where=tell_where(lowest)))
    for (one, before), (other, after) in pairwise(placed):
        if wrong := _between(measure, one.limit, other.floor):
            found.append(wrong(one=tell_where(before), other=tell_where(after)))
    if last.limit is not None:
        found.append(_ABOVE(where=tell_where(highest)))
    return found


def _between(measure: Measure, limit: End | None, floor: End | None) -> Sentence | None:
    """Return what is wrong where one range ends and the next begins, or None."""
    if limit is None or floor is None:
        return _OVERLAP
    if measure.whole:
        step = floor.value - limit.value
        return _OVERLAP if step < 1 else _GAP if step > 1 else None
    if floor.value < limit.value or (floor.value == limit.value and floor.closed and limit.closed):
        return _OVERLAP
    touching = floor.value == limit.value and (floor.closed or limit.closed)
    return None if touching else _GAP
