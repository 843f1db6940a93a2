"""Points as a statement prints them, so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from tristandard.basics.publication import Publication, short_decimal
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Told

#: What the rounding of a score adds: the printed score less the exact one.
ROUNDING = Told("修约差", "rounding")
#: What numbers that are each rounded by themselves leave of a printed sum.
ROUNDING_DIFFERENCE = Told("尾差", "rounding difference")
#: What stands behind a decimal that goes on.
_CUT = "…"


def printed(card: Scorecard, points: Fraction) -> tuple[Fraction, str]:
    """Return points as a statement prints them, without a sign, and what is printed as a number: as they are where
    their decimal ends soon, else rounded as the score is.
    """
    return printed_by(card.assessment.publication, points)


def printed_by(publication: Publication, points: Fraction) -> tuple[Fraction, str]:
    """Return points as they are where their decimal ends soon, else rounded so, and what is printed."""
    shown = short_decimal(abs(points))
    if not shown.endswith(_CUT):
        return points, shown
    rounded = publication.publish(points)
    return Fraction(rounded), str(abs(rounded))


def printed_together(card: Scorecard, points: Mapping[int, Fraction]) -> dict[int, tuple[Fraction, str]]:
    """Return points that stand in one column as `printed` does, but all with so many places that none prints as 0."""
    publication = card.assessment.publication
    while any(not printed_by(publication, one)[0] for one in points.values() if one):
        publication = evolve(publication, interval=publication.interval.scaleb(-1))
    return {at: printed_by(publication, one) for at, one in points.items()}


def rest(card: Scorecard, reached: Fraction) -> tuple[Told, Fraction, str]:
    """Return the last term of an account (尾差): what is left to the printed score, as points taken, and as printed."""
    assert card.published is not None
    left = reached - Fraction(card.published)
    return ROUNDING_DIFFERENCE, left, short_decimal(abs(left))
