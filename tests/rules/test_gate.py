"""Gates: what a key has to reach."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD, Gate, Mark, Passed


@pytest.mark.parametrize(("mark", "points"), [(Mark(50, share=True), 40), (Mark(50, share=False), 50), (Passed.PASSED, 0)])
def test_what_a_key_has_to_reach(mark, points):
    """A share of its full mark of 80, or points; none where the gate asks that it passed."""
    assert points == Gate(of=EVERY_PERIOD, at_least=mark).points(Fraction(80))


def test_a_gate_that_says_nothing_else_fails_to_nothing():
    """Without `to` the score is 0."""
    assert 0 == Gate(of="total", at_least=Mark(50, share=True)).to


def test_a_gate_has_a_mark():
    """A number alone is no mark."""
    with pytest.raises(BadValue, match=r"^50 is not a value of the kind Mark or Passed for `at_least` \(Gate\); give one Mark or Passed$"):
        Gate(of="total", at_least=50)


@pytest.mark.parametrize(("text", "of_forty", "told"), [("50 %", 20, "50 %"), ("50%", 20, "50 %"), ("50 分", 50, "50 分"), (" 0.5分 ", Fraction(1, 2), "0.5 分"), ("100/3 %", Fraction(40, 3), "100/3 %")])
def test_a_mark_is_a_share_or_points(text, of_forty, told):
    """Fifty per cent and fifty points differ by a sign, and by what they come to."""
    mark = Mark.parse(text)

    assert (of_forty, told) == (mark.of(Fraction(40)), str(mark))
    assert mark == Mark.parse(told)


@pytest.mark.parametrize("text", ["50", "", "五十分", "-1 分", "50 % 分", "1e2 %"])
def test_a_mark_without_its_sign_is_refused(text):
    """A bare number could be either."""
    with pytest.raises(BadValue) as caught:
        Mark.parse(text)

    assert str(caught.value) == f"{text!r} is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"


@pytest.mark.parametrize(("of", "item"), [("item looks", "looks"), ("total", None), (EVERY_ITEM, None)])
def test_a_gate_reads_an_item_by_its_code(of, item):
    """`item CODE` is an item, any other name a node."""
    assert item == Gate(of=of, at_least=Mark(50, share=True)).item
