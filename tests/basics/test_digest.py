"""A fingerprint of values: equal values have one, and different values another."""

from datetime import date
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from hashlib import sha256

import pytest

from tristandard.basics.digest import canonical, digest
from tristandard.basics.finding import Finding
from tristandard.basics.publication import Rounding


class Word(str, Enum):  # noqa: UP042 - whose text, printed, is another one
    """Codes of a program of one's own, which are texts."""

    LITTER = "litter"


class Grade(IntEnum):
    """Numbers of a program of one's own."""

    FIRST = 1


class Share(Fraction):
    """A number of a program of one's own."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Word.LITTER, "litter"),
        ({(Word.LITTER, "b"): 1, ("a", "b"): 2}, {("litter", "b"): 1, ("a", "b"): 2}),
        (frozenset({Word.LITTER, "a"}), frozenset({"litter", "a"})),
        (Grade.FIRST, 1),
        (Share(1, 3), Fraction(1, 3)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (frozenset({"a", "b"}), {"b", "a"}),
        ((1, "a"), [1, "a"]),
        (Finding(id="f", measure="m", evidence="photo:1"), Finding(id="f", measure="m", evidence="photo:2")),
        ([None, True, Rounding.DOWN, date(2022, 5, 10), Decimal("0.1"), Fraction(1, 3)], [None, True, Rounding.DOWN, date(2022, 5, 10), Decimal("0.1"), Fraction(2, 6)]),
    ],
)
def test_equal_values_have_one_digest(one, other):
    """The order of tables and sets, fields that equality passes over, and of which subclass a text or a number is, do not count."""
    assert one == other or isinstance(one, (tuple, list))
    assert digest([one]) == digest([other])


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, "1"), (1, True), (1, Fraction(1)), ((1, 2), (2, 1)), (("a", "b"), ("a\nb",)), (("a", "b"), ("a\nstr:b",)), (("a", "b"), ("a\nstr 1:b",)), (frozenset({"a"}), ("a",)), (None, "None"), ((), {}), (Finding(id="f", measure="m"), Finding(id="g", measure="m"))],
)
def test_different_values_differ(one, other):
    """A number is not its text, and a list not its set."""
    assert digest([one]) != digest([other])


def test_what_has_no_fingerprint():
    """A float and a bare object have no canonical text."""
    with pytest.raises(TypeError, match="float has no canonical text"):
        canonical(0.5)


def test_the_canonical_text():
    """A published digest must be found again in years: the text of each kind of value is fixed, tables by their keys as text."""
    finding = Finding(id="f", measure="m", evidence="photo")

    assert canonical({"b": None, 10: [True, Fraction(1, 3)], "a": (date(2022, 5, 10), Decimal("0.10"))}) == [
        "{", "int:10", "(", "bool:True", "Fraction:1/3", ")", "str 1:a", "(", "date:2022-05-10", "Decimal:0.10", ")", "str 1:b", "NoneType:None", "}",
    ]  # fmt: skip
    assert ["<", "(\nstr 1:a\nint:1\n)", "str 1:b", ">"] == canonical(frozenset({"b", ("a", 1)}))
    assert ["Rounding.DOWN"] == canonical(Rounding.DOWN)
    assert ["Finding(", "str 1:f", "str 1:m", "str 0:", "(", ")", "NoneType:None", "(", ")", "(", ")", "Fraction:1", "(", "str 0:", "str 0:", ")", ")"] == canonical(finding)
    assert sha256(b"str 1:a\nint:1\n").hexdigest() == digest(["a", 1])


def test_half_a_character_has_a_digest():
    """A broken character in a text keeps nothing from being told apart."""
    assert digest(["\ud800"]) != digest(["\ud801"])
