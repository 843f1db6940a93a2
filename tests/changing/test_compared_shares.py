"""Comparisons of rule sets whose scores differ in a share up to standard, or start from a full mark."""

import pytest
from attrs import evolve

from survey import city
from tristandard.changing.comparison import tightens
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.tally import Each

LESS = [Adjustment(count="x", lose=1, by="信")]


def of(node):
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": node}))
    return evolve(city(), assessments=[book], crosswalks=())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Met(each=Each.SITE), Met(each=Each.SAMPLE), ["达标率的计数对象", "点位", "项次"]),
        (Given(by="组", adjustments=LESS), Given(from_full=True, adjustments=LESS), ["从满分起扣", "否", "是"]),
    ],
)
def test_each_is_told(before, after, told):
    """Two rule sets of which one counts samples, or starts from a full mark, can be compared, in words."""
    text = tightens(of(before), of(after)).text("zh")

    assert [one for one in told if one not in text] == []
