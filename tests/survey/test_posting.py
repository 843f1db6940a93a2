"""Postings: their keys, whose they are, and who bears what."""

from fractions import Fraction

import pytest

from survey import site
from tristandard.rules.deductions.price import Level, Price
from tristandard.survey.posting import spread, told_price, use_of

ONE, HALF = Fraction(1), Fraction(1, 2)


@pytest.mark.parametrize(
    ("shared", "assessment", "member", "use"),
    [
        ("a.x", "a", "a.x", "a"), ("a.x+b.z", "a", "a.x", "a"), ("a.x+a.y+b.z", "a", "a.y", "a.y"), ("a.x+a.y+b.z", "b", "b.z", "b"), ("a.x+aa.y", "a", "a.x", "a"),
    ],
)  # fmt: skip
def test_whose_a_posting_is(shared, assessment, member, use):
    """The assessment's; where it has several indicators in what is shared, the one of them that counts."""
    assert use == use_of(shared, assessment, member)


@pytest.mark.parametrize(
    ("points", "gained", "vetoes", "text"),
    [("2.5", 0, (), "2.5"), (0, 1, (), "0 +1"), ("2.5", 1, ("unit", "item"), "2.5 +1 veto of the unit veto of the item")],
)
def test_a_price_as_text(points, gained, vetoes, text):
    """What is taken, what is given, and what is zeroed."""
    assert text == told_price(Fraction(points), Fraction(gained), vetoes)


@pytest.mark.parametrize(
    ("units", "charges", "borne"),
    [
        ("wujin", [(None, 4)], {"wujin": 4}),
        ({"wujin": "0.5", "hutang": "0.5"}, [(None, 4)], {"wujin": 2, "hutang": 2}),
        ({"wujin": "0.5", "hutang": "0.5"}, [(None, 4), ("hutang", 3)], {"wujin": 2, "hutang": 5}),
        ("wujin", [("hutang", 3)], {"hutang": 3}),
        ("wujin", [(None, 4), ("wujin", 3)], {"wujin": 7}),
        ((), [(None, 4), ("hutang", 3)], {None: 4, "hutang": 3}),
    ],
)
def test_who_bears_what(units, charges, borne):
    """What findings lay on a unit it bears whole; the rest the site's own units bear by their shares, and where there is none nobody."""
    found = dict(spread(tuple((unit, Price(lost=points)) for unit, points in charges), site(units=units)))

    assert {unit: Price(lost=points) for unit, points in borne.items()} == found


def test_a_veto_is_not_divided():
    """Each of the site's own units is zeroed, whatever its share."""
    whole = Price(lost=2, vetoes={Level.ITEM})
    found = dict(spread(((None, whole),), site(units={"wujin": "0.25", "hutang": "0.75"})))

    assert {"wujin": Price(lost=HALF, vetoes={Level.ITEM}), "hutang": Price(lost=ONE + HALF, vetoes={Level.ITEM})} == found
