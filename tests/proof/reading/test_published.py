"""How scores are printed, and by which number they decide: by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from tristandard.proof.reading.published import number, publish

Publication, Rounding = ts.rules.Publication, ts.rules.Rounding
UP, EVEN, DOWN = Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.DOWN


@pytest.mark.parametrize(
    ("score", "interval", "up", "even", "down"),
    [
        ("8.4", "1", 8, 8, 8),
        ("8.5", "1", 9, 8, 8),
        ("9.5", "1", 10, 10, 9),
        ("10.5", "1", 11, 10, 10),
        ("11.5", "1", 12, 12, 11),
        ("8.6", "1", 9, 9, 8),
        ("8.25", "0.1", "8.3", "8.2", "8.2"),
        ("8.35", "0.1", "8.4", "8.4", "8.3"),
        ("9", "1", 9, 9, 9),
    ],
)
def test_a_score_is_rounded_once(score, interval, up, even, down):
    """To the nearest step of its interval, a half up or to the even one; or down."""
    found = [publish(Publication(interval, rounding), Fraction(score)) for rounding in (UP, EVEN, DOWN)]

    assert found == [Fraction(up), Fraction(even), Fraction(down)]


def test_the_number_that_decides():
    """The exact score, or where the rules say so the published one."""
    book = SimpleNamespace(publication=Publication("1", UP), ties=ts.rules.TieRule.EXACT)

    assert number(book, Fraction(17, 2)) == Fraction(17, 2)
    book.ties = ts.rules.TieRule.PUBLISHED
    assert number(book, Fraction(17, 2)) == 9
