"""The parts below a node, each with its weight: which count, what a point of each counts, and what stands for one
that has no score.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from tristandard.rules.nodes.averages import held
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.readings import Lines


def present(below: list[tuple[Fraction, Part]]) -> list[tuple[Fraction, Part]]:
    """Return the parts that count: those with a weight of which something applies."""
    return [(weight, part) for weight, part in below if weight and not part.absent]


def of_full(points: Fraction, part: Part, full: Fraction) -> Fraction:
    """Return points of a part as points of what it is put together in, whose full mark is another."""
    return points if part.full is full or part.full == full else points * full / part.full


def estimated(weight: Fraction, part: Part, mean: Fraction, full: Fraction) -> Part:
    """Return a part; where it counts and has no score, with the mean that stands for it, held inside its interval."""
    if not weight or part.absent or part.value is not None:
        return part
    put = mean if part.full == full else mean * part.full / full
    return evolve(part, estimate=held(put, part.low, part.high))


def lines_of(parts: list[Part]) -> Lines:
    """Return how many lines of parts were measured and how many not, and of either those that may zero the unit."""
    measured, unmeasured = zip(*(part.vital for part in parts), strict=True)
    none = frozenset[tuple[str, str, int]]()
    vital = none.union(*measured), none.union(*unmeasured)
    return sum(part.measured for part in parts), sum(part.unmeasured for part in parts), vital


def shares_of(below: list[tuple[Fraction, Part]], whole: Fraction, full: Fraction) -> tuple[Fraction, ...]:
    """Return what a point of each part counts; one of a part that does not apply counts nothing."""
    zero = Fraction(0)
    first = below[0][0] if below else zero
    share = first / whole if first and whole else zero
    shares = (
        zero if part.absent or not weight else share if weight is first else weight / whole for weight, part in below
    )
    if all(part.full is full for _, part in below):
        return tuple(shares)
    return tuple(of_full(one, part, full) for one, (_, part) in zip(shares, below, strict=True))
