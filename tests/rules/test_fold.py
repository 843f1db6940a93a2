"""Means of parts: what is measured speaks for what is not, what does not apply leaves, and the ends hold all that may come."""

from fractions import Fraction

import pytest

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.fold import average
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.part import Part
from tristandard.rules.nodes.weighted import Take

HUNDRED, HALF = Fraction(100), Fraction(1, 2)


def part(low, value, high, *, full=100, applies=True, withheld=False, measured=1, unmeasured=0, imputed=""):
    """Return a part with its interval."""
    return Part(
        node="x", full=Fraction(full), low=Fraction(low), value=None if value is None else Fraction(value), high=Fraction(high), applies=applies,
        withheld=withheld, measured=measured, unmeasured=unmeasured, imputed=imputed,
    )  # fmt: skip


GOOD, BAD, OPEN = part(90, 90, 90), part(40, 40, 40), part(0, None, 100, measured=0, unmeasured=1)
GONE, NEVER = part(0, None, 100, applies=False), part(0, None, 100, withheld=True)
DROP, BLANK = Mean(over="site", of="x"), Mean(over="site", of="x", unmeasured=Unmeasured.BLANK)


def mean(node, *below):
    """Return the mean of parts that count alike: its interval, its score, whether it has none whatever comes, and what each counts."""
    found = average("total", "m", node, [(Fraction(1), one) for one in below], HUNDRED, Fraction(0))
    return (found.low, found.value, found.high), found.withheld, found.applies, found.weights


@pytest.mark.parametrize(
    ("node", "below", "ends", "withheld", "applies"),
    [
        (DROP, (GOOD, BAD), (65, 65, 65), False, True),
        (DROP, (GOOD, BAD, OPEN), (Fraction(130, 3), 65, Fraction(230, 3)), False, True),
        (DROP, (GOOD, GONE), (90, 90, 90), False, True),
        (DROP, (OPEN, NEVER), (0, None, 100), False, True),
        (DROP, (NEVER, NEVER), (0, None, 100), True, True),
        (DROP, (GOOD, NEVER), (45, 90, 95), False, True),
        (BLANK, (GOOD, OPEN), (45, None, 95), False, True),
        (BLANK, (GOOD, NEVER), (45, None, 95), True, True),
        (BLANK, (OPEN, NEVER), (0, None, 100), True, True),
        (BLANK, (OPEN, OPEN), (0, None, 100), False, True),
        (DROP, (GONE, GONE), (0, None, 100), False, False),
        (Mean(over="site", of="x", absent=Absent.BLANK), (GOOD, GONE), (90, None, 90), True, True),
        (Mean(over="site", of="x", take=Take.WORST), (GOOD, BAD), (40, 40, 40), False, True),
        (Mean(over="site", of="x", take=Take.BEST), (GOOD, BAD, OPEN), (90, 90, 100), False, True),
        (Mean(over="site", of="x", drop_highest=1), (GOOD, BAD, OPEN), (20, Fraction(105, 2), 65), False, True),
    ],
)
def test_what_parts_come_to(node, below, ends, withheld, applies):
    """The mean of those that apply and were measured, within all that those may come to that were not; no score where the node says so, and never one where nothing else could give it."""
    assert (ends, withheld, applies) == mean(node, *below)[:3]


def test_what_each_part_counts():
    """Of parts that apply each its share; where some alone are taken the others count nothing; what leaves counts nothing."""
    assert (HALF, HALF, 0) == mean(DROP, GOOD, BAD, GONE)[3]
    assert (0, 1) == mean(Mean(over="site", of="x", take=Take.WORST), GOOD, BAD)[3]
    assert (0, 0) == mean(DROP, GONE, GONE)[3]


def test_parts_of_other_marks_count_by_their_shares():
    """Half of 40 points counts as half of a hundred, at each end."""
    found = average("total", "", Blend(weights={"a": 50, "b": 50}), [(HALF, part(10, 20, 30, full=40)), (HALF, part(80, 80, 80))], HUNDRED, Fraction(0))

    assert ((Fraction(105, 2), 65, Fraction(155, 2)), (Fraction(5, 4), HALF)) == ((found.low, found.value, found.high), found.weights)


def test_what_is_put_where_nothing_applies_speaks_for_nobody():
    """A fixed score counts, and yet what is not measured is taken for what was measured alone."""
    put = part(100, 100, 100, imputed="fixed")

    assert ((Fraction(140, 3), 60, 80), False, True) == mean(DROP, BAD, put, OPEN)[:3]
    assert ((50, None, 100), False, True) == mean(DROP, put, OPEN)[:3]


def test_lines_add_up():
    """What was measured and what was not is counted over the parts that apply."""
    found = average("total", "", DROP, [(Fraction(1), GOOD), (Fraction(1), OPEN), (Fraction(1), GONE)], HUNDRED, Fraction(3))

    assert (1, 1, 3) == (found.measured, found.unmeasured, found.bonus)
    assert 103 == average("total", "", DROP, [(Fraction(1), GONE)], HUNDRED, Fraction(3)).high
