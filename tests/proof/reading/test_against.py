"""How a value lies against its bar: by hand, on every side of every end."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, span
from tristandard.proof.reading.against import breached, distance, lies_in, number, surplus, too_many

Forms = ts.rules.Forms
PANEL, BOARD, BANNER = frozenset({"panel"}), frozenset({"board"}), frozenset({"banner"})
BOTH = PANEL | BOARD


def value(one):
    """Return what a bar compares: forms as they are, numbers exactly."""
    return one if isinstance(one, frozenset) else Fraction(one)


@pytest.mark.parametrize(
    ("bar", "seen", "lies"),
    [
        pytest.param(span(most=2), 1, (False, False, 0, 1), id="below a limit"),
        pytest.param(span(most=2), 2, (False, False, 0, 0), id="upon a limit"),
        pytest.param(span(most=2), "3.5", (True, True, "1.5", 0), id="above a limit"),
        pytest.param(span(most=2, opened=True), 2, (True, True, 0, 0), id="upon an open limit"),
        pytest.param(span(most=2, opened=True), 1, (False, False, 0, 1), id="below an open limit"),
        pytest.param(span(2), 3, (False, False, 0, 1), id="above a floor"),
        pytest.param(span(2), 2, (False, False, 0, 0), id="upon a floor"),
        pytest.param(span(2), "0.5", (True, False, "1.5", 0), id="below a floor"),
        pytest.param(span(2, opened=True), 2, (True, False, 0, 0), id="upon an open floor"),
        pytest.param(span(2, opened=True), 3, (False, False, 0, 1), id="above an open floor"),
        pytest.param(span(2, 6), 1, (True, False, 1, 0), id="below a range"),
        pytest.param(span(2, 6), 3, (False, False, 0, 1), id="in a range, nearer to its floor"),
        pytest.param(span(2, 6), 5, (False, False, 0, 1), id="in a range, nearer to its limit"),
        pytest.param(span(2, 6), 4, (False, False, 0, 2), id="in the middle of a range"),
        pytest.param(span(2, 6), 9, (True, True, 3, 0), id="above a range"),
        pytest.param(span(), 9, (False, False, 0, 0), id="a bar without an end"),
        pytest.param(Forms(PANEL), BOTH, (False, False, 0, 0), id="the required form, and another"),
        pytest.param(Forms(PANEL), BOARD, (True, False, 1, 0), id="the required form is missing"),
        pytest.param(Forms(BOTH), BANNER, (True, False, 2, 0), id="two are missing, and any is accepted"),
        pytest.param(Forms(PANEL, BOTH), BOTH, (False, False, 0, 0), id="only accepted forms"),
        pytest.param(Forms(PANEL, BOTH), PANEL | BANNER, (True, False, 1, 0), id="one is unfit"),
        pytest.param(Forms(PANEL, BOTH), BANNER, (True, False, 2, 0), id="one is missing and one is unfit"),
        pytest.param(Forms(frozenset(), BOARD), frozenset(), (False, False, 0, 0), id="none is required"),
    ],
)
def test_how_a_value_lies_against_its_bar(bar, seen, lies):
    """Whether it is a breach, whether there is too much, how far it lies beyond, and how far within."""
    (broken, much, far, within), seen = lies, value(seen)

    assert (breached(bar, seen), too_many(bar, seen), distance(bar, seen), surplus(bar, seen)) == (broken, much, Fraction(far), Fraction(within))


@pytest.mark.parametrize(
    ("where", "seen", "there"),
    [("A", 2, True), ("B", 2, False), ("D", 0, False), (span(1), 1, True), (span(1, opened=True), 1, False), (span(most=0), 1, False)],
)
def test_whether_a_value_lies_in_a_band(where, seen, there):
    """A rung lies in the band of its name, any value in the range that accepts it."""
    assert lies_in(EVERY["toilet.grade"], where, Fraction(seen)) is there


def test_what_a_bar_compares():
    """Of a rung its place from the lowest, of numbers and forms themselves."""
    assert [number(EVERY["toilet.grade"], one) for one in ("C", "B", "A")] == [0, 1, 2]
    assert number(EVERY["litter.spots"], Fraction(3)) == 3
    assert number(EVERY["notice.form"], PANEL) == PANEL
