"""What share is up to standard: how it is told, and its ends."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.nodes.met import Met, tell_judged
from tristandard.rules.nodes.tally import Each, Judged


@pytest.mark.parametrize(
    ("each", "zh", "en"),
    [
        (Each.SITE, "达标点位 5 个，未达标 3 个，未知 2 个", "sites up to standard: 5; not: 3; not known: 2"),
        (Each.SAMPLE, "达标 5 项次，未达标 3 项次，未知 2 项次", "samples up to standard: 5; not: 3; not known: 2"),
    ],
)
def test_how_many_are_up_to_standard(each, zh, en):
    """Those that are, those that are not, and those of which nobody knows."""
    assert (zh, en) == tell_judged(each, Judged(5, 3, 2))


@pytest.mark.parametrize(
    ("judged", "ends", "lines", "applies"),
    [
        ((5, 3, 2), (25, Fraction("31.25"), 35), (8, 2), True),
        ((0, 0, 2), (0, None, 50), (0, 2), True),
        ((4, 0, 0), (50, 50, 50), (4, 0), True),
        ((0, 0, 0), (0, None, 50), (0, 0), False),
    ],
)
def test_the_share_of_those_that_are_known(judged, ends, lines, applies):
    """Of 50 points, 5 of the 8 that are known are 31.25; the two that are not may make it 25 or 35. Without any it does not apply."""
    part = Met(Each.SITE, full=50).evaluate(SimpleNamespace(name="met", member="m", judged={Each.SITE: Judged(*judged)}.get))

    assert (ends, lines, applies) == ((part.low, part.value, part.high), (part.measured, part.unmeasured), part.applies)
    assert ("met", "m", 50) == (part.node, part.member, part.full)


def test_a_share_has_a_full_mark():
    """It is above zero."""
    with pytest.raises(BadValue, match=r"0 is not a number above zero for `full` \(Met\)"):
        Met(Each.SITE, full=0)
