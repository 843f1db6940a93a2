"""Marks, gates, bonuses, grades, rates and folds as they are written, and what cannot be."""

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.acceptance import End, Range
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet


def test_grades_stand_the_best_first():
    """However they are written, the best grade comes first and the last one last."""
    bad, fair, good = Range(limit=End(80, closed=False)), Range(floor=End(80), limit=End(95, closed=False)), Range(floor=End(95))

    assert ["优", "良", "差"] == [name for name, _ in Sheet(grades={"差": bad, "优": good, "良": fair}).grades]
    assert Sheet(grades={"良": fair, "差": bad, "优": good}) == Sheet(grades=[("差", bad), ("优", good), ("良", fair)])


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: Sheet(bonus=-1), "-1 is not a bonus; write how far gains may lift the score above the full mark, 0 or more"),
        (lambda: Mean(over="site", of="sheet", weights={"s1": 100}, weigh_by=COUNT), "'count' is not a weight that stands alone; write weights or weigh_by, not both"),
        (lambda: Mean(over="area", of="sheet", weigh_by="people"), "'people' is not a way to weigh; write \"count\"; figures are given for units, and weigh those alone"),
        (lambda: Mean(over="site", of="sheet", unmeasured="drop"), "'drop' is not"),
        (lambda: Mean(over="site", of="sheet", absent="drop"), "'drop' is not an exact number"),
        (lambda: Sheet(unmeasured="blank"), "'blank' is not"),
        (lambda: Rate(of="done", out_of="due", full=0), "0 is not a number above zero for `full` (Rate)"),
    ],
)
def test_keys_that_cannot_be(refused, message):
    """A key with a value of another kind, or beside one that it contradicts, is refused when the node is made."""
    with pytest.raises(BadValue) as caught:
        refused()

    assert str(caught.value).startswith(message)
