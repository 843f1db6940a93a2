"""How often a finding of an open line may count at most: by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, line, opened, span
from tristandard.proof.reading.factors import highest_factor, may_tell


def factor(by, factors, other=1):
    """Return how often a finding counts by a circumstance."""
    return ts.rules.Factor(by=by, factors=factors, other=other)


@pytest.mark.parametrize(
    ("more", "past", "often"),
    [
        pytest.param({}, {}, 1, id="nothing is said"),
        pytest.param({"times": [factor("channel", {"media": 3, "patrol": 2})]}, {}, 3, id="the highest of two"),
        pytest.param({"times": [factor("channel", {"media": 3}, other=4)]}, {}, 4, id="any other"),
        pytest.param({"times": [factor("channel", {"media": 3}, other=4)], "where": {"channel": ["media"]}}, {}, 3, id="any other is not priced"),
        pytest.param({"times": [factor("channel", {"media": "0.5"})], "where": {"channel": ["media"]}}, {}, Fraction(1, 2), id="half"),
        pytest.param({"times": [factor("channel", {"media": 3}), factor("channel", {"media": 2, "hotline": 5})]}, {}, 6, id="two factors of one circumstance"),
        pytest.param({"times": [factor("channel", {"media": 3}), factor("overdue", {"yes": 2})]}, {}, 6, id="two circumstances"),
        pytest.param({"times": [factor("channel", {"media": 3}), factor("overdue", {"yes": 2, "no": 1}, other=7)]}, {}, 6, id="what stands for any other answer is of its own circumstance"),
        pytest.param({"times": [factor("overdue", {"yes": 2, "no": 1}, other=7)]}, {}, 2, id="overdue is yes or no"),
        pytest.param({"times": [factor("overdue", {"yes": 2})], "where": {"overdue": ["no"]}}, {}, 1, id="only those in time"),
        pytest.param({"times": [factor("notified", {"1..2": 2, "3..": 5})]}, {}, 5, id="notified as often as hurts"),
        pytest.param({"times": [factor("notified", {"1..2": 2, "3..": 5})], "where": {"notified": ["0..2"]}}, {}, 2, id="notified twice at most"),
        pytest.param({"times": [factor("sent_back", {"1..2": 2, "3..": 3}, other=9)], "where": {"sent_back": ["1.."]}}, {}, 3, id="sent back at least once"),
        pytest.param({"times": [factor("sent_back", {"1..2": 2}, other=9)]}, {}, 9, id="never sent back, or more often"),
        pytest.param({"times": [factor("repeated", {"1..": 4})], "look_back": 2}, {}, 1, id="never before"),
        pytest.param({"times": [factor("repeated", {"1..": 4})], "look_back": 2}, {"bins.broken": (2,)}, 4, id="once before"),
        pytest.param({"times": [factor("repeated", {"2..": 4})], "look_back": 2}, {"bins.broken": (2, 3)}, 1, id="once of late"),
        pytest.param({"times": [factor("repeated", {"2..": 4})], "look_back": 2}, None, 4, id="as often as it could be"),
        pytest.param({"times": [factor("repeated", {"3..": 4})], "look_back": 2}, None, 1, id="no more often than is looked back"),
        pytest.param({"where": {"repeated": ["1.."]}, "look_back": 1}, {}, 0, id="none that is priced"),
        pytest.param({"where": {"channel": ["media"], "overdue": ["yes"]}}, {}, 1, id="some that is priced"),
    ],
)  # fmt: skip
def test_how_often_a_finding_may_count(more, past, often):
    """It tells of each circumstance what hurts most, among what the line prices; how often it was repeated is known."""
    asked = opened({"bins.broken": span(most=0)}, line(ts.rules.Steps(1), **more))

    assert highest_factor(asked.papers, past, asked.lines[0], EVERY["bins.broken"]) == often


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("channel", {}, ["hotline", "media", "patrol", None]),
        ("overdue", {}, ["yes", "no"]),
        ("repeated", {"look_back": 2, "where": {"repeated": ["1.."]}}, ["0", "1", "2"]),
        ("notified", {}, ["0"]),
        ("notified", {"where": {"notified": ["2..4"], "sent_back": ["9"]}}, ["0", "2", "3", "4", "5"]),
        ("sent_back", {"times": [factor("sent_back", {"3..": 2}), factor("notified", {"8..": 2})]}, ["0", "3", "4"]),
    ],
)
def test_what_a_finding_may_tell(name, more, told):
    """Of a circumstance any answer or none; of how often, every number at which what is written changes."""
    asked = opened({"bins.broken": span(most=0)}, line(ts.rules.Steps(1), **more))

    assert may_tell(asked.papers, None, asked.lines[0], name, EVERY["bins.broken"]) == told
