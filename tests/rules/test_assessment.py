"""One assessment as its own office wrote it."""

import pytest

from samples import indicator, rule_set
from tristandard.basics.errors import BadValue
from tristandard.rules.assessment import Assessment, Carry, Ranks, TieRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet


@pytest.mark.parametrize("code", ["Civilized", "civil.city", "文明", ""])
def test_the_code_of_an_assessment(code):
    """An assessment's code is one word."""
    with pytest.raises(BadValue) as caught:
        Assessment(code=code, zh="文明", en="civil", office="文明办", items=(), model=Model({"total": Sheet()}))

    assert str(caught.value) == f'{code!r} is not the code of an assessment; write one word of small letters, digits and "_", such as "civilized"'


def test_the_order_of_writing_means_nothing():
    """Items and indicators are held by code."""
    (assessment,) = rule_set(indicator("a.b"), indicator("a.a")).assessments

    assert [found.code for found in assessment.indicators] == ["a.a", "a.b"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bottom": 0}, "0 is not a number for `bottom`; write a whole number from 1"),
        ({"bottom": True}, "True is not a number for `bottom`; write a whole number from 1"),
        ({"bottom": "2"}, "'2' is not a number for `bottom`; write a whole number from 1"),
        ({"periods": 0}, "0 is not a number for `periods`; write a whole number from 1"),
        ({"weight": 0}, "0 is not a number above zero for `weight` (Carry); write its size; what is taken off has no minus sign"),
        ({"weight": 100}, "'100' is not the weight of a score that is carried; write a share below 100, in %"),
        ({"weight": "120.5"}, "'120.5' is not the weight of a score that is carried; write a share below 100, in %"),
        ({"weight": 0.5}, '0.5 is not an exact number; write it as text, "0.5", or as Decimal("0.5"): a float is binary and not exact'),
    ],
)
def test_what_is_carried_has_sizes(change, message):
    """A bottom group, so many periods, and a share of the parent's score."""
    with pytest.raises(BadValue) as caught:
        Carry(**{"bottom": 1, "periods": 3, "weight": 10, **change})

    assert str(caught.value) == message


@pytest.mark.parametrize(("name", "kinds"), [("ties", TieRule), ("ranks", Ranks)])
def test_closed_kinds_are_checked(name, kinds):
    """A word is no tie rule: it would be taken for another one without a sound."""
    with pytest.raises(BadValue) as caught:
        Assessment(code="civil", zh="文明", en="civil", office="文明办", items=(), model=Model({"total": Sheet()}), **{name: next(iter(kinds)).value})

    assert f"`{name}`" in str(caught.value)
