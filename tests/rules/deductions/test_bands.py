"""Bands: a worse one costs no less, and no order of writing decides."""

from fractions import Fraction

import pytest

from samples import measure
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.standard import Ask

COUNT = measure("gaps.count", "处", whole=True)
SAMPLE = measure("items.met", "项", whole=True, high=5)
GRADE = measure("street.grade", "级", rungs=("D", "C", "B", "A"))
DEPTH = measure("depth.change", "cm", low=None)


def places(*texts):
    """Return where bands lie, from their texts."""
    return [read_where(text) for text in texts]


@pytest.mark.parametrize(
    ("seen", "bar", "points", "wrong"),
    [
        (SAMPLE, ">= 5", {"= 5": 0, "= 4": 1, "= 3": 2, "< 3": 4}, []),
        (SAMPLE, ">= 5", {"= 5": 0, "= 4": 2, "= 3": 1, "< 3": 4}, [("= 3", "= 4")]),
        (COUNT, "<= 0", {"= 0": 0, "1..2": 3, "> 2": 3}, []),
        (COUNT, "<= 0", {"= 0": 0, "1..2": 3, "> 2": 2}, [("> 2", ">= 1 and <= 2")]),
        (GRADE, ">= 2", {"A": 0, "B": 0, "C": 2, "D": 1}, [("D", "C")]),
        (GRADE, ">= 2", {"A": 0, "B": 9, "C": 2, "D": 3}, []),
        (COUNT, ">= 5 and <= 7", {"<= 4": 5, "5..10": 3, "> 10": 5}, []),
        (COUNT, ">= 5 and <= 7", {"<= 4": 5, "5..10": 3, "> 10": 2}, [("> 10", ">= 5 and <= 10")]),
        (COUNT, ">= 3 and <= 8", {"<= 2": 5, "3..8": 3, "> 8": 1}, []),
        (COUNT, "<= 7", {"<= 7": 4, "> 7": 3}, []),
        (COUNT, ">= 3", {"= 0": 1, "1..2": 2, "> 2": 0}, [("= 0", ">= 1 and <= 2")]),
        (DEPTH, "> 0", {"< 0": 1, "= 0": 2, "> 0": 0}, [("< 0", "= 0")]),
        (DEPTH, "< 0", {"< 0": 0, "= 0": 2, "> 0": 1}, [("> 0", "= 0")]),
        (DEPTH, "<= 0", {"< 0": 0, "= 0": 2, "> 0": 1}, []),
        (COUNT, ">= 2 and <= 4", {"< 2": 3, "2..4": 0, "> 4": 1}, []),
        (GRADE, ">= 2", {"A": 1, "B": 0, "C": 2, "D": 3}, []),
        (COUNT, "<= 1", {"= 0": 2, "= 1": 0, "> 1": 3}, []),
        (DEPTH, ">= 0", {"< -5": 1, "-5..-1": 3, "> -1": 0}, [("< -5", ">= -5 and <= -1")]),
        (DEPTH, "<= 0", {"any": 3}, []),
    ],
)
def test_a_worse_band_costs_no_less(seen, bar, points, wrong):
    """Seen from what is acceptable, points never fall; two bands on one side of the bar alone are compared, as far as they lie beyond it."""
    costs = [(read_where(where), Fraction(lost)) for where, lost in points.items()]

    assert wrong == [(worse[1], better[1]) for worse, better in Bands(costs).backwards(Ask(seen, read_where(bar)))]


def test_bands_are_the_same_in_any_order():
    """The order in which bands are written never decides, and ranges stand by their lower end."""
    told = {read_where(where): lost for where, lost in {"< 3": 4, "= 3": 2, "= 4": 1, "= 5": 0}.items()}

    assert Bands(told) == Bands(dict(reversed(told.items())))
    assert ["< 3", "= 3", "= 4", "= 5"] == [str(where) for where, _ in Bands(told).points]


@pytest.mark.parametrize("told", [(">= 60", "> 60"), ("< 60", "<= 60"), (">= 1", ">= 1 and <= 2")])
def test_bands_that_start_together_have_an_order(told):
    """A closed lower end stands before an open one, and else the text decides, so that no order of writing is kept."""
    bands = [(where, 1) for where in places(*told)]

    assert list(told) == [str(where) for where, _ in Bands(reversed(bands)).points]
    assert Bands(dict(bands)) == Bands(bands)


def test_what_lies_in_no_band_loses_nothing():
    """A value outside all bands loses nothing, which `check` has told before."""
    bands = Bands({"C": 2, read_where("> 2"): 3})

    assert (2, 0, 3, 0) == tuple(bands.price(Ask(COUNT, Range()), value) for value in ("C", "A", Fraction(3), Fraction(2)))
