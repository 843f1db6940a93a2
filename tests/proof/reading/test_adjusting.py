"""What is added to a node and taken from it by figures: bars, targets and bands in tables, the points by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import span
from tristandard.proof.reading.adjusting import adjusted, by_figures, by_node, dearest, from_full, names, reaches, worth
from tristandard.proof.reading.came import Came, Tick

EXACT, WHOLE, BEGUN = ts.rules.Parts.EXACT, ts.rules.Parts.WHOLE, ts.rules.Parts.BEGUN
BANDS = [(span(most=1, opened=True), 7), (ts.rules.Range(ts.rules.End(1), ts.rules.End(3, closed=False)), 4), (span(3), 0)]
HALF = ts.exact("0.5")


def one(**more):
    """Return an adjustment by a figure called n, with what is written of it."""
    return ts.rules.Adjustment(**{"count": "n", "by": "x"} | more)


LOSE, GAIN = {"lose": 2}, {"gain": 2, "at_most": 5}


@pytest.mark.parametrize(
    ("written", "figure", "target", "points"),
    [
        pytest.param({**LOSE}, 3, None, 6, id="each time from zero"),
        pytest.param({**LOSE, "at_most": 5}, 2, None, 4, id="below the cap"),
        pytest.param({**LOSE, "at_most": 5}, 3, None, 5, id="up to the cap"),
        pytest.param({**GAIN}, 2, None, 4, id="gained each time"),
        pytest.param({**GAIN}, 3, None, 5, id="gained up to the cap"),
        pytest.param({**LOSE, "against": span(90)}, 88, None, 4, id="below a floor"),
        pytest.param({**LOSE, "against": span(90)}, 90, None, 0, id="upon a floor"),
        pytest.param({**LOSE, "against": span(90, opened=True)}, 90, None, 0, id="no step from an open floor"),
        pytest.param({**LOSE, "against": span(90, opened=True), "parts": BEGUN}, 90, None, 2, id="upon an open floor one step has begun"),
        pytest.param({**LOSE, "against": span(90, opened=True), "parts": WHOLE}, 90, None, 0, id="upon an open floor no step is whole"),
        pytest.param({**LOSE, "against": span(most=4)}, 7, None, 6, id="above a limit"),
        pytest.param({**LOSE, "against": span(most=4)}, 4, None, 0, id="upon a limit"),
        pytest.param({**LOSE, "against": span(most=4, opened=True), "parts": BEGUN}, 4, None, 2, id="upon an open limit one step has begun"),
        pytest.param({**LOSE, "against": span(2, 4)}, 7, None, 6, id="beyond the nearer of two ends"),
        pytest.param({**LOSE, "against": span(2, 4)}, 1, None, 2, id="short of the nearer of two ends"),
        pytest.param({**LOSE, "against": span(2, 4)}, 3, None, 0, id="between two ends"),
        pytest.param({**LOSE, "against": span(90), "per": 3}, 86, None, Fraction(8, 3), id="steps of three, in proportion"),
        pytest.param({**LOSE, "against": span(90), "per": 3, "parts": WHOLE}, 86, None, 2, id="whole steps of three"),
        pytest.param({**LOSE, "against": span(90), "per": 3, "parts": BEGUN}, 86, None, 4, id="begun steps of three"),
        pytest.param({**LOSE, "against": span(90), "per": 2, "parts": BEGUN}, 86, None, 4, id="two steps and nothing more"),
        pytest.param({**GAIN, "against": span(90)}, 92, None, 4, id="gained above a floor"),
        pytest.param({**GAIN, "against": span(90)}, 89, None, 0, id="nothing gained below it"),
        pytest.param({**GAIN, "against": span(90), "parts": BEGUN}, 90, None, 0, id="nothing gained upon it"),
        pytest.param({**GAIN, "against": span(most=4)}, 3, None, 2, id="gained below a limit"),
        pytest.param({**LOSE, "against": ">= due"}, 3, 5, 4, id="below a target"),
        pytest.param({**LOSE, "against": ">= due"}, 5, 5, 0, id="upon a target"),
        pytest.param({**LOSE, "against": "> due", "parts": BEGUN}, 5, 5, 2, id="upon an open target one step has begun"),
        pytest.param({**LOSE, "against": "<= due"}, 7, 5, 4, id="above a target"),
        pytest.param({**LOSE, "against": "<= due"}, 7, None, 14, id="a target that nobody gave is none"),
        pytest.param({**LOSE, "against": ">= due", "per": "25 %"}, 3, 6, 4, id="two quarters of a target"),
        pytest.param({**GAIN, "against": ">= due", "per": "50 %"}, 9, 6, 2, id="half more than a target"),
        pytest.param({"points": BANDS}, 0, None, 7, id="the first band"),
        pytest.param({"points": BANDS}, 1, None, 4, id="upon the end of a band"),
        pytest.param({"points": BANDS}, 3, None, 0, id="the last band"),
    ],
)  # fmt: skip
def test_what_a_figure_is_worth(written, figure, target, points):
    """So many points for each step beyond the bar or the target, or within it where they are gained, up to the cap; or those of its band."""
    assert worth(one(**written), Fraction(figure), None if target is None else Fraction(target)) == points


@pytest.mark.parametrize(
    ("written", "figure", "target", "most"),
    [
        pytest.param({**LOSE}, None, None, None, id="each time from zero has no end"),
        pytest.param({**LOSE, "at_most": 5}, None, None, 5, id="but the cap"),
        pytest.param({**GAIN}, None, None, 5, id="what is gained ends at its cap"),
        pytest.param({**LOSE, "against": span(3)}, None, None, 6, id="below a floor it ends at 0"),
        pytest.param({**LOSE, "against": span(3), "at_most": 5}, None, None, 5, id="below a floor, up to the cap"),
        pytest.param({**LOSE, "against": span(most=3)}, None, None, None, id="above a limit it has no end"),
        pytest.param({**GAIN, "against": span(most=2)}, None, None, 4, id="gained below a limit it ends at 0"),
        pytest.param({**GAIN, "against": span(2)}, None, None, 5, id="gained above a floor it ends at its cap"),
        pytest.param({"points": BANDS}, None, None, 7, id="the dearest band"),
        pytest.param({**LOSE, "against": ">= due"}, None, 4, 8, id="nothing of a target was done"),
        pytest.param({**LOSE, "against": ">= due"}, 1, 4, 6, id="one of a target was done"),
        pytest.param({**LOSE, "against": ">= due"}, 1, None, None, id="steps below a target that nobody gave"),
        pytest.param({**LOSE, "against": ">= due", "at_most": 3}, 1, None, 3, id="up to the cap"),
        pytest.param({**LOSE, "against": ">= due", "per": "30 %"}, 1, None, Fraction(20, 3), id="shares of a target that nobody gave"),
        pytest.param({**LOSE, "against": ">= due", "per": "30 %", "parts": BEGUN}, 1, None, 8, id="begun shares of it"),
        pytest.param({**LOSE, "against": ">= due", "per": "30 %", "at_most": 3}, 1, None, 3, id="shares of it, up to the cap"),
        pytest.param({**LOSE, "against": "<= due"}, 3, None, 6, id="nothing is farther above a target than above 0"),
        pytest.param({**LOSE, "against": "<= due"}, None, 3, None, id="nothing ends what lies above a target"),
        pytest.param({**LOSE, "against": "<= due", "per": "50 %"}, 3, None, None, id="shares above a target that nobody gave"),
        pytest.param({"lose": HALF, "against": ">= due"}, None, 4, 2, id="half a point each below a target"),
        pytest.param({"lose": HALF, "against": "<= due"}, 4, None, 2, id="half a point each above a target"),
        pytest.param({**GAIN, "against": "<= due"}, None, 2, 4, id="gained below a target it ends at 0"),
        pytest.param({**GAIN, "against": ">= due"}, 2, None, 4, id="gained above a target, most above 0"),
        pytest.param({**GAIN, "against": ">= due"}, None, 2, 5, id="gained above a target, up to the cap"),
    ],
)  # fmt: skip
def test_the_most_that_is_open_of_a_figure(written, figure, target, most):
    """Below a bar nothing is farther than 0; above it only the cap ends; below an unknown target a share of it ends at the whole."""
    known = (None if each is None else Fraction(each) for each in (figure, target))
    assert dearest(one(**written), *known) == most


def test_which_figures_an_adjustment_reads():
    """What it counts, and a target too."""
    assert names(one(**LOSE)) == ["n"]
    assert names(one(**LOSE, against=span(3))) == ["n"]
    assert names(one(**LOSE, against=">= due")) == ["n", "due"]


@pytest.mark.parametrize(
    ("written", "given", "ends", "ticks"),
    [
        pytest.param({**LOSE}, {"n": 3}, (6, 6, 6), {False: 1}, id="a figure"),
        pytest.param({**LOSE, "at_most": 9}, {}, (0, 0, 9), {True: 1}, id="nobody gave it"),
        pytest.param({**LOSE}, {}, (0, 0, None), {True: 1}, id="nobody gave it, and nothing ends it"),
        pytest.param({**LOSE}, {"n": None}, (0, 0, 0), {}, id="it does not apply"),
        pytest.param({**LOSE, "against": ">= due"}, {"n": 3, "due": 5}, (4, 4, 4), {False: 2}, id="a figure and its target"),
        pytest.param({**LOSE, "against": ">= due"}, {"due": 5}, (0, 0, 10), {True: 1, False: 1}, id="a target alone"),
        pytest.param({**LOSE, "against": "<= due"}, {"n": 3}, (0, 0, 6), {True: 1, False: 1}, id="a figure alone"),
        pytest.param({**LOSE, "against": ">= due"}, {"n": 3, "due": None}, (0, 0, 0), {}, id="the target does not apply"),
    ],
)  # fmt: skip
def test_the_points_of_figures(written, given, ends, ticks):
    """The least, what it is now and the most: none now where a figure is missing, which is open; nothing where one does not apply."""
    adjustment = one(**written)
    figures = {name: None if number is None else Fraction(number) for name, number in given.items()}

    assert by_figures(adjustment, figures) == (adjustment, ends, {Tick(open=opened): many for opened, many in ticks.items()})


def node(low, value, high, **more):
    """Return a node between its ends."""
    return Came(node="n", full=Fraction(9), low=Fraction(low), value=None if value is None else Fraction(value), high=Fraction(high), **more)


@pytest.mark.parametrize(
    ("where", "low", "high", "some"),
    [
        pytest.param(span(2, 4), 0, 1, False, id="below"),
        pytest.param(span(2, 4), 0, 2, True, id="up to its floor"),
        pytest.param(span(2, 4, opened=True), 0, 2, False, id="up to an open floor"),
        pytest.param(span(2, 4), 0, 3, True, id="into it from below"),
        pytest.param(span(2, 4), 3, 9, True, id="into it from above"),
        pytest.param(span(2, 4), 4, 9, True, id="from its limit"),
        pytest.param(span(2, 4, opened=True), 4, 9, False, id="from an open limit"),
        pytest.param(span(2, 4), 5, 9, False, id="above"),
        pytest.param(span(2, 4), 0, 9, True, id="all of it"),
        pytest.param(span(2, 4, opened=True), 2, 4, True, id="from open end to open end"),
        pytest.param(span(3, 3), 0, 9, True, id="one number"),
        pytest.param(ts.rules.Range(ts.rules.End(2), ts.rules.End(3, closed=False)), 0, 9, True, id="half open, all of it"),
        pytest.param(span(2, opened=True), 0, 2, False, id="up to an open floor without a limit"),
        pytest.param(span(2, opened=True), 2, 2, False, id="upon an open floor"),
        pytest.param(span(2, opened=True), 2, 3, True, id="from an open floor on"),
        pytest.param(span(most=2, opened=True), 2, 3, False, id="from an open limit without a floor"),
        pytest.param(span(most=2, opened=True), 1, 2, True, id="up to an open limit"),
    ],
)  # fmt: skip
def test_whether_something_lies_in_a_band_and_between_the_ends(where, low, high, some):
    """A band is met where one number at least lies in it and between the ends of the node."""
    assert reaches(where, node(low, None, high)) is some


@pytest.mark.parametrize(
    ("written", "read", "ends"),
    [
        pytest.param({**LOSE}, node(1, 2, 3), (2, 4, 6), id="each from zero"),
        pytest.param({**LOSE}, node(1, None, 3), (2, 2, 6), id="without a score the least"),
        pytest.param({**LOSE, "against": span(4)}, node(1, 3, 6), (0, 2, 6), id="below a bar"),
        pytest.param({**LOSE, "against": span(2, 4)}, node(1, 6, 7), (0, 4, 6), id="on both sides of a bar, and within it"),
        pytest.param({**LOSE, "against": span(2, 4)}, node(6, 6, 7), (4, 4, 6), id="beyond a bar"),
        pytest.param({**GAIN, "against": span(4)}, node(1, 3, 6), (0, 0, 4), id="gained above a bar"),
        pytest.param({"points": BANDS}, node(0, 2, 3), (0, 4, 7), id="by band"),
        pytest.param({"points": BANDS}, node(1, None, 2), (4, 4, 4), id="within one band"),
        pytest.param({"points": [(span(most=1), 3), (span(1, 2, opened=True), 9), (span(2), 5)]}, node(0, 0, 4), (3, 3, 9), id="a band between the ends"),
        pytest.param({**LOSE}, node(1, 2, 3, applies=False), (0, 0, 0), id="nothing of it applies"),
    ],
)  # fmt: skip
def test_the_points_of_a_node(written, read, ends):
    """The least, now and the most, wherever the node may lie between its ends."""
    adjustment = one(**written, **({} if "by" in written else {"by": ""}))
    assert by_node(adjustment, read) == (adjustment, ends, {})


def test_what_a_node_rests_on_the_points_rest_on():
    """What was looked at for the node was looked at for its points; nothing, where it does not apply."""
    ticks = {Tick(open=True): 2}

    assert by_node(one(**LOSE), node(1, 2, 3, ticks=ticks))[2] == ticks
    assert by_node(one(**LOSE), node(1, 2, 3, ticks=ticks, applies=False))[2] == {}


@pytest.mark.parametrize(
    ("seen", "came"),
    [
        ([True], (True, 9, 9, 9)),
        ([True, None], (True, 9, 9, 9)),
        ([True, False], (True, 9, None, 9)),
        ([None, None], (False, 0, None, 0)),
    ],
)
def test_a_full_mark_before_anything_is_taken(seen, came):
    """It is there where the numbers are; without a score while one is missing; and nothing where none applies."""
    found = from_full("n", Fraction(9), seen)

    assert (found.applies, found.low, found.value, found.high, found.node, found.member, found.full) == (*came, "n", "", 9)


def points(adjustment, least, now, most, ticks=None):
    """Return an adjustment with its points."""
    return adjustment, (Fraction(least), Fraction(now), None if most is None else Fraction(most)), ticks or {}


PRAISE, NOTICE, LATE = one(**GAIN, count="praise"), one(**LOSE, count="notice"), one(**LOSE, count="late")


@pytest.mark.parametrize(
    ("told", "bonuses", "cap", "score"),
    [
        pytest.param([points(NOTICE, 1, 2, 3)], [], None, (1, 4, 7), id="one taken"),
        pytest.param([points(NOTICE, 1, 2, 3), points(LATE, 0, 1, 2)], [], None, (0, 3, 7), id="two taken"),
        pytest.param([points(PRAISE, 1, 2, 3)], [], None, (5, 8, 11), id="one added"),
        pytest.param([points(PRAISE, 1, 2, 3)], [], 1, (5, 7, 9), id="added up to the cap"),
        pytest.param([points(PRAISE, 1, 2, 3)], [("b", (0, 2, 4))], None, (5, 10, 15), id="beside a bonus"),
        pytest.param([points(PRAISE, 1, 2, 3), points(NOTICE, 1, 2, 3)], [("b", (0, 2, 4))], 3, (2, 7, 10), id="added up to the cap, and then taken"),
        pytest.param([points(NOTICE, 1, 9, 20)], [], None, (0, 0, 7), id="never below zero"),
        pytest.param([points(NOTICE, 1, 2, None)], [], None, (0, 4, 7), id="without an end the low end is zero"),
        pytest.param([points(NOTICE, 1, 2, None), points(LATE, 0, 1, 1)], [], None, (0, 3, 7), id="one without an end, one with it"),
        pytest.param([points(NOTICE, 9, 9, 9)], [], None, (0, 0, 0), id="all is taken"),
    ],
)  # fmt: skip
def test_what_is_added_and_then_taken(told, bonuses, cap, score):
    """From four, six and eight points: all that is added up to one cap, then all that is taken, and never below zero."""
    bonuses = [(of, tuple(map(Fraction, ends))) for of, ends in bonuses]
    found = adjusted(node(4, 6, 8), bonuses, told, cap)

    assert (found.low, found.value, found.high) == score


def test_what_each_bonus_and_each_count_moved():
    """What was added is shared out where the cap cut it, what was taken where nothing was left; those without points with none."""
    bonuses = [("b", (Fraction(0), Fraction(2), Fraction(4)))]
    told = [points(PRAISE, 0, 4, 4, {Tick(open=False): 1}), points(NOTICE, 0, 12, 12), points(LATE, 0, 0, 0, {Tick(open=True): 2})]
    found = adjusted(node(4, 6, 8, ticks={Tick(open=False): 3}), bonuses, told, Fraction(3))

    assert found.added == (("b", 1), ("praise", 2))
    assert found.adjusted == (("notice", 9), ("late", 0))
    assert (found.low, found.value, found.high) == (0, 0, 11)
    assert found.ticks == {Tick(open=False): 4, Tick(open=True): 2}


def test_without_a_score_nothing_moved_it():
    """A node without a score keeps none, between ends that what is open moves."""
    found = adjusted(node(4, None, 8), [], [points(PRAISE, 0, 1, 2), points(NOTICE, 1, 2, 3)], None)

    assert (found.low, found.value, found.high, found.added, found.adjusted) == (1, None, 9, (), ())


def test_nothing_added_and_nothing_taken():
    """Where nothing is added and nothing taken, the score stays."""
    found = adjusted(node(4, 6, 8), [("b", (Fraction(0),) * 3)], [points(NOTICE, 0, 0, 0)], None)

    assert (found.low, found.value, found.high, found.added, found.adjusted) == (4, 6, 8, (("b", 0),), (("notice", 0),))
