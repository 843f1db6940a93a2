"""What a breach costs, as integers: of a number by one formula for each side of the bar, of a rung and of forms value
by value, which the line itself prices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from tristandard.basics.measure import Measure, Value
from tristandard.codec.observed import PERCENT
from tristandard.rules.acceptance import Forms, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.standard import Ask

#: "Not applicable" where a value stands: below every bar, so that it is looked at.
NA = -(2**53)
#: "Not measured", where its report tells something else, too: below that.
UNSEEN = 2 * NA
#: No end.
LOW, HIGH = -(2**52), 2**52


class Along(NamedTuple):
    """What numbers from `lo` to `hi` cost: min(max((distance + add) // per, least), steps) * each, where the distance
    is what lies below `floor` or above `limit`.
    """

    lo: int
    hi: int
    floor: int
    limit: int
    each: int
    per: int
    add: int
    least: int


def is_number(measure: Measure) -> bool:
    """Return whether a measure's values are numbers."""
    return not measure.rungs and not measure.forms


def answers(measure: Measure) -> list[Value]:
    """Return the answers of a measure of rungs or forms, each at the place that stands for it."""
    if measure.rungs:
        return list(measure.rungs)
    names = sorted(measure.forms)
    return [frozenset(name for at, name in enumerate(names) if mask >> at & 1) for mask in range(2 ** len(names))]


def accepted(ask: Ask, parts: int) -> tuple[int, int]:
    """Return the first and the last integer that a bar accepts, within the measure's domain; of forms none, so that
    each is looked at.
    """
    if isinstance(ask.acceptance, Forms):
        return 1, 0
    low, high = domain(ask.measure, parts)
    lo, hi = _ends(ask.acceptance, parts if is_number(ask.measure) else 1)
    return max(lo, low), min(hi, high)


def domain(measure: Measure, parts: int) -> tuple[int, int]:
    """Return the first and the last integer that stands for a value of a measure."""
    if measure.forms:
        return 0, 2 ** len(measure.forms) - 1
    low, high = measure.ends
    unit = parts if is_number(measure) else 1
    return LOW if low is None else -int(-low * unit // 1), HIGH if high is None else int(high * unit // 1)


def bare(measure: Measure | None, parts: int) -> tuple[int, int]:
    """Return the first and the last integer that may not stand without its sign, 0 apart: of a share in %, what may be
    another that a spreadsheet keeps as a fraction of one (`codec.observed`).
    """
    if measure is None or not is_number(measure) or measure.unit != PERCENT:
        return 1, 0
    low, high = domain(measure, parts)
    return max(min(-(-low // 100), -parts), low), min(max(high // 100, parts), high)


def _ends(where: Range, unit: int) -> tuple[int, int]:
    low, high = where.floor, where.limit
    lo = LOW if low is None else int(low.value * unit) + (not low.closed)
    return lo, HIGH if high is None else int(high.value * unit) - (not high.closed)


def parts_of_value(ask: Ask, rules: Iterable[DeductionRule], decimals: int) -> int:
    """Return parts of a value, such that every end that one demand and the lines that price it speak of, and every
    value of so many decimals, is a whole number of them.
    """
    measure = ask.measure
    if not is_number(measure):
        return 1
    assert isinstance(ask.acceptance, Range)
    numbers = [*_written(ask.acceptance), *(end for end in measure.ends if end is not None)]
    for rule in rules:
        numbers += _spoken(rule, ask)
    return lcm(parts_of_number(measure, decimals), *(number.denominator for number in numbers))


def parts_of_number(measure: Measure, decimals: int) -> int:
    """Return parts of a value, such that every value of so many decimals is a whole number of them."""
    return 1 if measure.whole or not is_number(measure) else 10**decimals


def _written(where: object) -> list[Fraction]:
    """Return the ends of a range."""
    return [end.value for end in (where.floor, where.limit) if end] if isinstance(where, Range) else []


def _spoken(rule: DeductionRule, ask: Ask) -> list[Fraction]:
    """Return the sizes and ends of which a line speaks."""
    match rule.tariff:
        case Steps(parts=parts) as steps:
            size = _size(steps, ask)
            return [size] if size and parts is not Parts.EXACT else []
        case Bands(points):
            return [end for where, _ in points for end in _written(where)]
        case _:
            return []


def parts_of_point(rule: DeductionRule, ask: Ask, parts: int) -> int:
    """Return parts of a point, such that what a line takes for any value of a demand is a whole number of them."""
    cap = (rule.at_most or Fraction(1)).denominator
    if not is_number(ask.measure):
        return lcm(cap, *(lost.denominator for _, lost in _points(rule, ask)))
    match rule.tariff:
        case Steps(each=each, parts=Parts.EXACT) as steps:
            size = _size(steps, ask)
            return lcm(cap, (each / size / parts if size else each).denominator)
        case Steps(each=each):
            return lcm(cap, each.denominator)
        case Bands(points):
            return lcm(cap, *(lost.denominator for _, lost in points))
        case _:
            return cap


def _size(steps: Steps, ask: Ask) -> Fraction | None:
    """Return the size of a step; None where every breach is one step."""
    floor, _ = ask.ends
    size = floor.value if steps.per is None and floor else steps.per
    return size if size and size > 0 else None


def _points(rule: DeductionRule, ask: Ask) -> Iterator[tuple[int, Fraction]]:
    for place, value in enumerate(answers(ask.measure)):
        if not ask.accepts(value) and (lost := rule.tariff.price(ask, value)):
            yield place, lost


def by_value(rule: DeductionRule, ask: Ask, scale: int) -> Iterator[tuple[int, int]]:
    """Yield each rung, or set of forms, that costs something, by its place, with what it costs in parts of a point."""
    if not is_number(ask.measure):
        yield from ((place, int(lost * scale)) for place, lost in _points(rule, ask))


def along(rule: DeductionRule, ask: Ask, scale: int, parts: int) -> Iterator[Along]:
    """Yield what numbers beyond a bar cost, in parts of a value and of a point."""
    if not is_number(ask.measure):
        return
    assert isinstance(ask.acceptance, Range)
    lo, hi = _ends(ask.acceptance, parts)
    low, high = ask.acceptance.floor, ask.acceptance.limit
    match rule.tariff:
        case Bands(points):
            for where, lost in points:
                assert isinstance(where, Range)
                if lost:
                    yield Along(*_ends(where, parts), LOW, HIGH, int(lost * scale), 1, 0, 1)
        case Steps() as steps:
            step = _step(steps, ask, scale, parts)
            if low is not None:
                yield Along(LOW, lo - 1, int(low.value * parts), HIGH, *step)
            if high is not None:
                end = min(int(high.value * parts), 0) if steps.counting is Counting.ALL else int(high.value * parts)
                yield Along(hi + 1, HIGH, LOW, end, *step)
        case _:
            pass


def _step(steps: Steps, ask: Ask, scale: int, parts: int) -> tuple[int, int, int, int]:
    """Return what each step costs, how long it is, what is added before it is counted, and the fewest that count."""
    size = _size(steps, ask)
    if size is None:
        return int(steps.each * scale), 2 * HIGH, 0, 1  # one step, however far
    if steps.parts is Parts.EXACT:
        return int(steps.each * scale / size / parts), 1, 0, 0
    step, begun = int(size * parts), steps.parts is Parts.BEGUN
    return int(steps.each * scale), step, step - 1 if begun else 0, int(begun)
