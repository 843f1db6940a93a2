"""A row as text: what each kind of value is in a cell."""

from decimal import Decimal
from enum import Enum
from fractions import Fraction

import pytest
from attrs import frozen

from tristandard.codec.row_text import cell, cells


class Kind(Enum):
    WORD = "word"
    NUMBER = 3


@frozen
class Row:
    first: object
    second: object


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), ("", ""), ("区 ", "区 "), (Fraction(1, 3), "1/3"), (Fraction(5, 2), "2.5"), (Fraction(2), "2"),
        (True, "true"), (False, "false"), (3, "3"), (Decimal("97.0"), "97.0"), (Kind.WORD, "word"), (Kind.NUMBER, "3"),
        ((), ""), (("a", "b"), "a; b"), ((("a", "1"), ("b", Fraction(1, 3))), "a=1; b=1/3"), (("a", ("b", "2")), "a; b=2"),
    ],
)  # fmt: skip
def test_what_stands_in_a_cell(value, text):
    """Nothing is empty, numbers are exact, truth is a word, and the parts of a list stand apart, pairs by "="."""
    assert text == cell(value)


@pytest.mark.parametrize("value", [1.5, [1], {"a": 1}, b"x"])
def test_what_has_no_text(value):
    """Anything else is a mistake of whoever made the row."""
    with pytest.raises(TypeError) as caught:
        cell(value)

    assert (value,) == caught.value.args


def test_a_row_has_a_cell_for_each_field():
    """By its name, in its order."""
    assert [("first", "true"), ("second", "")] == list(cells(Row(True, None)).items())
