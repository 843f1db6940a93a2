"""What the nodes of a model can come to, as written: their full marks, and how far bonuses may lift them."""

from __future__ import annotations

from fractions import Fraction

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import Fold
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.testing.lines import Book


def full_of(told: Book, name: str) -> Fraction:
    """Return the full mark of a node."""
    at = told.nodes[name]
    if isinstance(at, Sum):
        return sum((full_of(told, part) for part in at.parts), Fraction(0))
    return full_of(told, at.uses[0]) if isinstance(at, Fold) else at.full


def top_of(told: Book, name: str) -> Fraction:
    """Return the most that a node can come to, bonuses with it."""
    at = told.nodes[name]
    own = sum((bonus.at_most for bonus in at.bonuses), Fraction(0))
    own += sum((one.at_most or Fraction(0) for one in at.adjustments if one.gain), Fraction(0))
    if at.added_at_most is not None:
        own = min(own, at.added_at_most)
    if isinstance(at, Mean):
        return own + top_of(told, at.of)
    if isinstance(at, Blend):
        below = [(weight, top_of(told, part)) for part, weight in at.weights]
        leave = isinstance(at.absent, Absent)
        mean = sum((weight * top for weight, top in below), Fraction(0)) / 100
        return own + (max(top for weight, top in below if weight) if leave else mean)
    if isinstance(at, Sum):
        return own + _top_of_sum(told, at)
    return own + at.full + (at.bonus if isinstance(at, Sheet) else 0)


def _top_of_sum(told: Book, at: Sum) -> Fraction:
    """Return the most that parts come to together; where one may leave, all of them as the best of them."""
    tops = [(full_of(told, part), top_of(told, part)) for part in at.parts]
    if isinstance(at.absent, Absent):
        return sum((mark for mark, _ in tops), Fraction(0)) * max(top / mark for mark, top in tops)
    return sum((top for _, top in tops), Fraction(0))
