"""The least set of breaches where a score is more than a mean of sheets: every set is tried, the smaller first, as
long as that is possible.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import final

from attrs import frozen

from tristandard.insight.whatif_rectified import Breach

#: So many breaches are tried in every set; of more only the smallest sets, as far as `TRIES` go.
MOST = 14
#: So many sets are scored before a good one is looked for step by step.
TRIES = 2**MOST

#: What the score is with some breaches rectified, and whether that reaches; None where there is no score.
Tried = Callable[[frozenset[Breach]], tuple[Fraction | None, bool]]


@final
@frozen
class Searched:
    """A set of breaches that reaches, or None; what is proved of the least number; the best that one fewer was found
    to do.
    """

    chosen: tuple[Breach, ...] | None
    lower: int
    best_with_one_fewer: Fraction | None


def search(breaches: Sequence[Breach], tried: Tried) -> Searched:
    """Return the least set that reaches, by trying every set; where there are too many, a set of which no member can
    be left out.
    """
    allowed = TRIES if len(breaches) <= MOST else TRIES // 8
    best: Fraction | None = None
    for size in range(len(breaches) + 1):
        allowed -= comb(len(breaches), size)
        if allowed < 0:
            return _step_by_step(breaches, tried, size, best)
        scores = {chosen: tried(frozenset(chosen)) for chosen in combinations(breaches, size)}
        found = [(value, chosen) for chosen, (value, reaches) in scores.items() if reaches and value is not None]
        if found:
            return Searched(max(found, key=lambda pair: pair[0])[1], size, best)
        best = max((value for value, _ in scores.values() if value is not None), default=None)
    return Searched(None, len(breaches) + 1, best)


def _step_by_step(breaches: Sequence[Breach], tried: Tried, proved: int, best: Fraction | None) -> Searched:
    """Return a set that reaches, the breach that helps most first, without any that can be left out; all smaller sets
    than `proved` were tried.
    """
    if not tried(frozenset(breaches))[1]:
        return Searched(None, len(breaches) + 1, None)
    chosen = frozenset[Breach]()
    while not tried(chosen)[1]:
        left = [one for one in breaches if one not in chosen]
        chosen |= {max(left, key=lambda one: tried(chosen | {one})[0] or Fraction(0))}
    for one in sorted(chosen):
        if tried(chosen - {one})[1]:
            chosen -= {one}
    return Searched(tuple(sorted(chosen)), proved, best if len(chosen) == proved else None)
