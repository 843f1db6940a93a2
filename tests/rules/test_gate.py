"""Gates: what a key has to reach."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.nodes.gate import EVERY_PERIOD, Gate, Mark, Passed


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
