"""What an open line may still gain: bars and prices in a table, the points by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, line, opened, span
from tristandard.proof.reading.gaining import best_surplus, most_gained

Gain, Steps = ts.rules.Gain, ts.rules.Steps
EXACT, WHOLE, BEGUN = ts.rules.Parts.EXACT, ts.rules.Parts.WHOLE, ts.rules.Parts.BEGUN
FORMS = ts.rules.Forms(frozenset({"panel"}))


@pytest.mark.parametrize(
    ("code", "bar", "far"),
    [
        pytest.param("bins.broken", span(most=1), 1, id="as few as there can be"),
        pytest.param("benches.count", span(5), 1, id="as many as there can be"),
        pytest.param("benches.count", span(2, 4), 1, id="in the middle of a range"),
        pytest.param("benches.count", span(2, 5), 1, id="beside the middle of a range of whole numbers"),
        pytest.param("benches.count", span("1.5", 5), Fraction(3, 2), id="three lies farther from the ends than four"),
        pytest.param("benches.count", span(1, "4.5"), Fraction(3, 2), id="three lies farther from the ends than two"),
        pytest.param("queue.wait", span(2, 5), Fraction(3, 2), id="in the middle of what need not be whole"),
        pytest.param("toilet.grade", span(0, 1), 0, id="between two rungs there is none"),
        pytest.param("toilet.grade", span(0, 2), 1, id="the middle rung"),
        pytest.param("toilet.grade", span(1), 1, id="the upper rung"),
        pytest.param("litter.spots", span(1), None, id="no end above"),
        pytest.param("drift.angle", span(most=5), None, id="no end below"),
        pytest.param("whole.halves", span(most=4), 3, id="as few as there can be of whole numbers"),
        pytest.param("bins.broken", span(), 0, id="a bar without an end"),
        pytest.param("notice.form", FORMS, 0, id="forms lie nowhere"),
    ],
)
def test_how_far_a_value_may_lie_within_its_bar(code, bar, far):
    """The best value lies as far from the nearer end of the bar as the measure goes."""
    assert best_surplus(EVERY[code], bar) == far


@pytest.mark.parametrize(
    ("bar", "lines", "most"),
    [
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2, 2, EXACT), at_most=9)], 5, id="steps in proportion"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2, 2, WHOLE), at_most=9)], 4, id="whole steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2, 2, BEGUN), at_most=9)], 6, id="begun steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Gain(2), at_most=3)], 3, id="up to the cap"),
        pytest.param({"litter.spots": span(1)}, [line(Gain(2), at_most=3)], 3, id="without an end, up to the cap"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(1)), line(Gain(2), at_most=3), line(Gain(1), at_most=9)], 8, id="two lines that gain beside one that takes"),
        pytest.param({"lamps.lit": span(95), "benches.count": span(5)}, [line(Gain(2), at_most=20)], 12, id="two measures of a line"),
        pytest.param({"litter.spots": span(1), "benches.count": span(5)}, [line(Gain(2), at_most=20)], 20, id="two measures, one of them without an end"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(1))], 0, id="nothing gains"),
    ],
)  # fmt: skip
def test_the_most_that_the_place_may_gain(bar, lines, most):
    """A line that gains gives its points for each step within the bar, up to its cap."""
    assert most_gained(opened(bar, *lines)) == most
