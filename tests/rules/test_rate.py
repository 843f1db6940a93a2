"""Rates: sums of figures as they are written."""

import pytest

from samples import refusal
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


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Rate(of=[(1, "a"), (2, "b")], out_of="due"), "(2, 'b') is not a figure of a sum; give (1, \"name\") for what is added and (-1, \"name\") for what is taken off; a name has letters, digits, \"_\" and \".\"", "(2, 'b') 不是和式中的一个数；加的数请写 (1, \"名称\")，减的数请写 (-1, \"名称\")；名称由字母、数字、“_”“.”组成"),
        (lambda: Rate(of=[(1, "a"), "b"], out_of="due"), "'b' is not a figure of a sum; give (1, \"name\") for what is added and (-1, \"name\") for what is taken off; a name has letters, digits, \"_\" and \".\"", "'b' 不是和式中的一个数；加的数请写 (1, \"名称\")，减的数请写 (-1, \"名称\")；名称由字母、数字、“_”“.”组成"),
        (lambda: Rate(of="due", out_of=[(-1, "a b")]), "(-1, 'a b') is not a figure of a sum; give (1, \"name\") for what is added and (-1, \"name\") for what is taken off; a name has letters, digits, \"_\" and \".\"", "(-1, 'a b') 不是和式中的一个数；加的数请写 (1, \"名称\")，减的数请写 (-1, \"名称\")；名称由字母、数字、“_”“.”组成"),
    ],
)
def test_a_figure_of_a_sum_has_a_sign_and_a_name(call, en, zh):
    """In a sum that is given as pairs each is one or minus one with a name, or it is refused by itself."""
    assert (en, zh) == refusal(call)
