"""Values on score nodes as files hold them: read, and written again in the same words."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.codec.convert import plain_converter
from tristandard.codec.node_values import (
    bar_in,
    bar_out,
    bottom_in,
    bottom_out,
    by_ranges_in,
    by_ranges_out,
    mark_in,
    mark_out,
    refuse_as_scores,
    step_in,
    step_out,
)
from tristandard.rules.acceptance import End, Range
from tristandard.rules.nodes.gate import Mark, Passed
from tristandard.rules.nodes.grade import Cut, UnitShare
from tristandard.rules.nodes.target import Target, TargetShare

EXACT = 'is not an exact number; write a plain decimal such as "0.5", or a fraction such as "5/3"'
FIGURES = 'is not a range of figures; write for example ">= 90" or ">= 85 and < 90"'
BAR = 'is not a bar; write for example ">= 90", or another figure of the unit, ">= assigned"'
CONVERT = plain_converter()


def refused(call):
    """Return what is told."""
    with pytest.raises(BadValue) as caught:
        call()
    return str(caught.value)


def test_marks():
    """A gate asks that something passed, for a share of the full mark, or for points."""
    for told, mark in (("passed", Passed.PASSED), ("50 %", Mark(50, share=True)), ("60 分", Mark(60, share=False))):
        assert (mark, told) == (mark_in(told, None), mark_out(mark))


def test_who_is_at_the_bottom():
    """So many, or a share of the units, which is read by whoever holds it."""
    read = bottom_in(CONVERT)

    assert (3, 3, "20 % rounded up") == (read(3, None), read("3", None), read("20 % rounded up", None))
    assert (3, "20 % rounded up") == (bottom_out(3), bottom_out(UnitShare(Fraction(20), Cut.UP)))
    assert "'some' is not a whole number; write digits only, without quotes" == refused(lambda: read("some", None))
    assert "1.5 is not a whole number; write digits only, without quotes" == refused(lambda: read(1.5, None))


def test_steps():
    """A number, or a share of a target, which is read by whoever holds it."""
    read = step_in(CONVERT)

    assert (Fraction(1, 3), Fraction(2), "12.5 %") == (read("1/3", None), read(2, None), read("12.5 %", None))
    assert (2, "1/3", "12.5 %") == (step_out(Fraction(2)), step_out(Fraction(1, 3)), step_out(TargetShare(Fraction("12.5"))))
    assert f"'ten' {EXACT}" == refused(lambda: read("ten", None))


def test_bars():
    """A range of figures, or another figure of the unit."""
    for told, bar in ((">= 90", Range(floor=End(90))), (">= assigned", Target("assigned", True)), (">= 85 and < 90", Range(floor=End(85), limit=End(90, closed=False)))):
        assert (bar, told) == (bar_in(told), bar_out(bar))
    assert bar_out(None) is None
    assert f"'due' {BAR}" == refused(lambda: bar_in("due"))
    assert "3 is not text; write it in quotes" == refused(lambda: bar_in(3))


def test_numbers_by_ranges():
    """Each range of figures has its number, which is read by whoever holds it."""
    assert [(Range(limit=End(80, closed=False)), 2), (Range(floor=End(80)), "1/3")] == by_ranges_in({"< 80": 2, ">= 80": "1/3"})
    assert {"< 80": 2, ">= 80": "1/3"} == by_ranges_out([(Range(limit=End(80, closed=False)), Fraction(2)), (Range(floor=End(80)), Fraction(1, 3))])
    assert f"'many' {FIGURES}" == refused(lambda: by_ranges_in({"many": 1}))
    assert "3 is not text; write it in quotes" == refused(lambda: by_ranges_in({3: 1}))
    assert "[1] is not a table; write { key = value, … }" == refused(lambda: by_ranges_in([1]))


def test_what_is_no_range_of_scores():
    """It is told with what to write, in both languages."""
    with pytest.raises(BadValue) as caught:
        refuse_as_scores("A")

    assert ("'A' 不是得分的一段；请写作 \">= 95\"、\">= 80 and < 95\" 或 \"< 80\" 这样", "'A' is not a range of scores; write for example \">= 95\", \">= 80 and < 95\" or \"< 80\"") == (caught.value.text("zh"), str(caught.value))
