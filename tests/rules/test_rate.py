"""Rates: sums of figures as they are written."""

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.nodes.rate import Rate, told_quantity


@pytest.mark.parametrize(
    ("text", "terms", "told"),
    [("done", ((1, "done"),), "done"), ("filed - late", ((1, "filed"), (-1, "late")), "filed - late"), (" - late+filed ", ((-1, "late"), (1, "filed")), "- late + filed"), ("a.b-c", ((1, "a.b"), (-1, "c")), "a.b - c")],
)
def test_a_sum_of_figures(text, terms, told):
    """Names with plus and minus, read and written."""
    rate = Rate(of=text, out_of="due")

    assert (terms, told) == (rate.of, told_quantity(rate.of))
    assert rate == Rate(of=told_quantity(rate.of), out_of=[(1, "due")])


@pytest.mark.parametrize("text", ["", "  ", "filed late", "filed * late", "filed - ", "2 filed", "filed -- late", "已办"])
def test_a_sum_of_figures_that_cannot_be_read(text):
    """Anything else than names with plus and minus is refused whole."""
    with pytest.raises(BadValue) as caught:
        Rate(of=text, out_of="due")

    assert str(caught.value) == f"{text!r} is not a sum of figures; write names with + and -, such as \"filed - late\""


def test_the_figures_of_a_rate():
    """Every name once, in order."""
    assert ("due", "filed", "late") == Rate(of="filed - late", out_of="due - late").names
