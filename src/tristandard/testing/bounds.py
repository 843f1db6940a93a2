"""What a line that nobody measured can still take, tried out: the worst value, the worst findings,
the worst place to lay them.

It prices values at the ends of the domain and beside every end that the line or the bar names, and
every combination of answers, by the slow reading of one line; it works from the fields of what is
written down and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product

from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.pricing import Demand, good, taken
from tristandard.testing.tried import ranges_of, values

#: The most below the bar, the most above, and the most by findings that name a unit; None where nothing bounds it.
Sides = tuple[Fraction | None, Fraction | None, Fraction | None]


def sides(rule: DeductionRule, asks: list[Demand], times: Fraction) -> Sides:
    """Return the most that one measure can take, below the bar and above; `times` is how often a
    finding counts at most.
    """
    measure = asks[0][0]
    low, high = _worst(rule, tuple(asks))
    endless_low, endless_high = _endless(rule, asks)
    named = _often_taken(None if endless_high else high, times if measure.whole else Fraction(not rule.where))
    below = Fraction(0) if rule.where else None if endless_low else low
    return below, named, (named if measure.whole else Fraction(0))


def _often_taken(most: Fraction | None, times: Fraction) -> Fraction | None:
    """Return what is taken so many times: nothing where it never is, though nothing bounds it."""
    if not times:
        return Fraction(0)
    return None if most is None else most * times


@lru_cache(maxsize=4096)  # asked again wherever the line is, and after each report
def _worst(rule: DeductionRule, demands: tuple[Demand, ...]) -> tuple[Fraction, Fraction]:
    """Return the most that any value tried takes, below the bar and above."""
    asks, plain = list(demands), DeductionRule(measures=rule.measures, tariff=rule.tariff)
    found = [Fraction(0), Fraction(0)]
    for value in values(rule, asks):
        if not all(good(demand, value) for demand in asks):
            taken_there = sum(taken(plain, asks, Measured([(asks[0][0].code, value)])).values(), Fraction(0))
            above = _above(asks, value)
            found[above] = max(found[above], taken_there)
    return found[0], found[1]


def _endless(rule: DeductionRule, asks: list[Demand]) -> tuple[bool, bool]:
    """Return whether nothing bounds what is taken below the bar, and above."""
    measure, ends = asks[0][0], ranges_of(asks)
    if measure.rungs or not isinstance(rule.tariff, Steps) or _flat(rule.tariff, ends):
        return False, False
    floors, limits = any(where.floor for where in ends), any(where.limit for where in ends)
    return measure.low is None and floors, measure.high is None and limits


def _above(asks: list[Demand], value: Value) -> bool:
    """Return whether a value lies above what is acceptable."""
    measure = asks[0][0]
    if isinstance(value, frozenset):
        return False
    number = Fraction(measure.rungs.index(value)) if isinstance(value, str) else value
    limits = [acceptance.limit.value for _, acceptance in asks if isinstance(acceptance, Range) and acceptance.limit]
    return bool(limits) and number >= min(limits)


def _flat(tariff: Steps, ends: list[Range]) -> bool:
    """Return whether every breach is one step."""
    floors = [where.floor.value for where in ends if where.floor]
    return tariff.per is None and (not floors or max(floors) <= 0)


def times(rules: RuleSet, rule: DeductionRule, measure: str, again: Iterable[int]) -> Fraction:
    """Return how often a finding counts at most, over every combination of answers; once where nothing is counted."""
    thing = next(one for one in rules.measures if one.code == measure)
    return _times(rules.circumstances, rule, thing, tuple(again)) if thing.whole else Fraction(1)


@lru_cache(maxsize=4096)
def _times(
    circumstances: tuple[Circumstance, ...], rule: DeductionRule, thing: Measure, again: tuple[int, ...]
) -> Fraction:
    """Return how often a finding of something that is counted counts at most."""
    measure = thing.code
    names = sorted({*(name for name, _ in rule.where), *(factor.by for factor in rule.times)} - {"repeated"})
    declared: dict[str, list[str]] = {one.code: ["", *(answer for answer, _ in one.values)] for one in circumstances}
    numbers = [int(end) for told in _written(rule) for end in told.replace("..", " ").split() if end.isdecimal()]
    counts = list(map(str, range(max(numbers, default=0) + 2)))
    declared = {**declared, "overdue": ["no", "yes"], "notified": counts, "sent_back": counts}
    unit_price = DeductionRule(
        measures=(measure,), tariff=Steps(1), where=rule.where, times=rule.times, look_back=rule.look_back
    )
    bar: list[Demand] = [(thing, Range(limit=_ZERO_END))]
    most = Fraction(0)
    for answers in product(*(declared.get(name, []) for name in names)):
        told = {name: answer for name, answer in zip(names, answers, strict=True) if answer}
        finding = Finding(id="f", measure=measure, circumstances=told)
        priced = taken(unit_price, bar, Measured(findings=[finding]), {measure: again})
        most = max([most, *priced.values()])
    return most


def _written(rule: DeductionRule) -> list[str]:
    return [told for _, listed in rule.where for told in listed] + [
        told for factor in rule.times for told, _ in factor.factors
    ]


_ZERO_END = End(Fraction(0))


def laid(rule: DeductionRule, pairs: Mapping[str, Sides], apiece: Fraction | None, share: Fraction) -> Fraction | None:
    """Return the most that a line lays on a unit with this share: by its share, and by findings that
    name it, as many as hurt most.
    """
    found: list[Fraction] = [Fraction(0)]
    for chosen in product((0, 1), repeat=len(pairs)):  # below or above, measure by measure
        picked = list(zip(chosen, pairs.values(), strict=True))
        borne = _laid(
            rule.at_most,
            _added([pair[side] for side, pair in picked]),
            _added([pair[2] if side else Fraction(0) for side, pair in picked]),
            apiece,
            share,
        )
        if borne is None:
            return None
        found.append(borne)
    return max(found)


def _laid(
    cap: Fraction | None, whole: Fraction | None, named: Fraction | None, apiece: Fraction | None, share: Fraction
) -> Fraction | None:
    if share == 1:
        return _capped(whole, cap)
    if named is None and cap is None:
        return None
    if named is None:
        tries = [cap or Fraction(0)]
    elif cap is None or named <= cap:
        tries = [named]
    elif apiece:
        tries = [count * apiece for count in range(int(named / apiece) + 1)]
    else:
        tries = [cap]
    found = [Fraction(0)]
    for mine in tries:
        rest = _capped(None if whole is None else whole - mine, cap) if share else Fraction(0)
        if rest is None:
            return None
        found.append((mine if cap is None else min(mine, cap)) + share * rest)
    return max(found)


def _added(bounds: list[Fraction | None]) -> Fraction | None:
    return None if None in bounds else sum((bound for bound in bounds if bound is not None), Fraction(0))


def _capped(bound: Fraction | None, cap: Fraction | None) -> Fraction | None:
    return cap if bound is None else bound if cap is None else min(bound, cap)


def best(rule: DeductionRule, asks: list[Demand]) -> Fraction | None:
    """Return the most that one measure can give; None where nothing bounds it."""
    assert isinstance(rule.tariff, Gain)
    measure = asks[0][0]
    ends = ranges_of(asks)
    floors, limits = any(where.floor for where in ends), any(where.limit for where in ends)
    endless = (floors and not limits and measure.high is None) or (limits and not floors and measure.low is None)
    if endless and not measure.rungs:
        return None
    plain = DeductionRule(measures=rule.measures, tariff=rule.tariff, at_most=10**9)
    return max(
        (
            sum(taken(plain, asks, Measured([(measure.code, value)])).values(), Fraction(0))
            for value in values(rule, asks)
        ),
        default=Fraction(0),
    )


def apiece(rule: DeductionRule, asks: list[Demand]) -> Fraction | None:
    """Return what each finding takes by itself, where each takes the same."""
    tariff = rule.tariff
    if not isinstance(tariff, Steps):
        return None
    floors = [acceptance.floor.value for _, acceptance in asks if isinstance(acceptance, Range) and acceptance.floor]
    step = max(floors, default=Fraction(0)) if tariff.per is None else tariff.per
    if step <= 0 or (tariff.parts is not Parts.EXACT and not (asks[0][0].whole and (1 / step).denominator == 1)):
        return None
    return tariff.each / step


def zeroes(rule: DeductionRule, pairs: Mapping[str, Sides], share: Fraction) -> bool:
    """Return whether a line may still zero something for a unit."""
    return isinstance(rule.tariff, Veto) and any((share and (pair[0] or pair[1])) or pair[2] for pair in pairs.values())
