"""How scores are printed, and by which number they decide places, gates, grades and bonuses."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.assessment import Assessment, TieRule

HALF = Fraction(1, 2)


def publish(publication: Publication, score: Fraction) -> Fraction:
    """Return a score on its interval, rounded once; of a score, which is not negative, a half goes up."""
    steps = score / Fraction(publication.interval)
    whole = floor(steps)
    rest = steps - whole
    up = {
        Rounding.HALF_UP: rest >= HALF,
        Rounding.HALF_EVEN: rest > HALF or (rest == HALF and whole % 2 == 1),
        Rounding.DOWN: False,
    }
    return (whole + up[publication.rounding]) * Fraction(publication.interval)


def number(book: Assessment, score: Fraction) -> Fraction:
    """Return the number that decides: the exact score, or the published one."""
    return publish(book.publication, score) if book.ties is TieRule.PUBLISHED else score
