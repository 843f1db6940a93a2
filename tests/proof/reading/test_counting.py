"""What is one problem: counting rules on small lists of findings, by hand."""

from datetime import date
from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.reading.counting import by_rule

CountingRule, Form, Stage = ts.rules.CountingRule, ts.rules.Form, ts.Stage
END = date(2026, 6, 30)
OUT = [ts.Event(Stage.APPEALED, date(2026, 7, 1), "x", "x"), ts.Event(Stage.STRUCK, date(2026, 7, 2), "x", "x")]


def finding(*at, id_="", **more):
    """Return a finding at a place along the walk, or on the map, which is its name."""
    return ts.Finding(id=id_ or "f" + "-".join(map(str, at)), measure="x", at=[str(one) for one in at], **more)


WALK = [finding(one) for one in (0, 10, 20, 40, 41)]
MAP = [finding(*one) for one in ((0, 0), (3, 4), (3, 10), (20, 0))]


@pytest.mark.parametrize(
    ("rule", "findings", "counts"),
    [
        pytest.param({}, WALK, (1, 1, 1, 1, 1), id="each is one"),
        pytest.param({}, [finding(1, life=OUT), finding(2)], (0, 1), id="what was struck out is none"),
        pytest.param({"within": 20, "together": 1}, WALK, (1, 1, 1, 0, 0), id="what lies beyond the walk is none"),
        pytest.param({"together": 10}, WALK, (1, 0, 0, 1, 0), id="a chain of steps is one"),
        pytest.param({"together": 9}, WALK, (1, 1, 1, 1, 0), id="what lies farther than a step is another"),
        pytest.param({"together": 10}, [WALK[2], WALK[0], WALK[1]], (1, 0, 0), id="the first of a chain stands for it"),
        pytest.param({"together": 10}, [WALK[0], finding(10, life=OUT), WALK[2]], (1, 0, 1), id="what was struck out is no step"),
        pytest.param({"together": 5}, MAP, (1, 0, 1, 1), id="on the map in a straight line"),
        pytest.param({"together": 6}, MAP, (1, 0, 0, 1), id="on the map a chain of steps is one"),
        pytest.param({"together": 4}, MAP, (1, 1, 1, 1), id="on the map near on each axis is not near enough"),
        # Along one axis it lies nearer to the last one than to the first, and only the first is within a step.
        pytest.param({"together": 3}, [finding(0, 0), finding(1, 9), finding(2, 1)], (1, 1, 0), id="on the map not the nearest along one axis alone"),
        pytest.param({"spacing": 20}, WALK, (1, 0, 1, 1, 0), id="too near to the last one that counts"),
        pytest.param({"spacing": 21}, WALK, (1, 0, 0, 1, 0), id="as far as the spacing is far enough"),
        pytest.param({"spacing": 20}, [WALK[1], WALK[0], WALK[2]], (0, 1, 1), id="along the walk, whatever was found first"),
        pytest.param({"by": "channel", "forms": {"media": Form(2, "x"), "hotline": Form("0.5", "x")}}, [finding(1, circumstances={"channel": "media"}), finding(2, circumstances={"channel": "hotline"}), finding(3, circumstances={"channel": "patrol"})], (2, Fraction(1, 2), 1), id="what its form counts"),
        pytest.param({"by": "channel", "forms": {"media": Form(0, "x")}, "together": 5}, [finding(0), finding(4, circumstances={"channel": "media"}), finding(8)], (1, 0, 1), id="what counts nothing is no step"),
        pytest.param({"by": "notified", "forms": {"2..": Form(3, "x")}}, [finding(0, life=[ts.Event(Stage.NOTIFIED, date(2026, 6, day)) for day in (1, 2)]), finding(1, life=[ts.Event(Stage.NOTIFIED, date(2026, 6, 1))])], (3, 1), id="what its life counts"),
        pytest.param({"by": "repeated", "forms": {"1..": Form(3, "x")}}, [finding(0)], (1,), id="how often it was repeated is no form"),
    ],
)  # fmt: skip
def test_what_each_finding_counts(rule, findings, counts):
    """Nothing where it was struck out, beyond the walk, one with others or too near to others; else what its form counts."""
    found = by_rule(CountingRule(**rule), findings, END)

    assert [one.counts for one in found] == list(counts)
    assert [one.id for one in found] == [one.id for one in findings]


def test_what_a_report_says_of_counting_is_not_read():
    """How often a finding counts, and why, is worked out anew."""
    (one,) = by_rule(CountingRule(), [finding(1, counts=5, note=("五", "five"))], END)

    assert (one.counts, one.note) == (1, ("", ""))
