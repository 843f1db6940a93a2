"""What an open line may still take, of which unit: bars and prices in a table, the points by hand."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.opened import EVERY, line, opened, span
from tristandard.proof.reading.bounds import added, dearest_band, held, larger

Steps, Bands, Chosen, Veto, Gain = ts.rules.Steps, ts.rules.Bands, ts.rules.Chosen, ts.rules.Veto, ts.rules.Gain
WHOLE, BEGUN, ALL = ts.rules.Parts.WHOLE, ts.rules.Parts.BEGUN, ts.rules.Counting.ALL
Forms = ts.rules.Forms
PANEL, BOARD = frozenset({"panel"}), frozenset({"board"})
LAMPS = Bands([(span(most=80, opened=True), 7), (ts.rules.Range(ts.rules.End(80), ts.rules.End(95, closed=False)), 3), (span(95), 9)])
GRADES = Bands([("A", 9), ("B", 5), ("C", 3)])
UPKEEP = {"upkeep.points": span(most=0), "upkeep.gaps": span()}
MEDIA = {"times": [ts.rules.Factor(by="channel", factors={"media": 2, "hotline": "0.5"}, other=1)]}
AGAIN = {"look_back": 2, "where": {"repeated": ["1.."]}}


def by_gaps(*most, whole=False):
    """Return points chosen by the gaps: of none, of one or two, of more; and of less than none, of which there is nothing."""
    bands = (span(most=0), span(1, 2), span(3))
    never = [(span(most=-1), 20, 30)]
    return Chosen("upkeep.gaps", [*never, *((where, 0, points) for where, points in zip(bands, most, strict=True))], whole=whole)


@pytest.mark.parametrize(
    ("bar", "lines", "most"),
    [
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(1))], None, id="nothing ends what may lie there"),
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(1), at_most=4)], 4, id="the cap ends it"),
        pytest.param({"bins.broken": span(most=1)}, [line(Steps(2))], 6, id="three of four lie beyond"),
        pytest.param({"bins.broken": span(most=1)}, [line(Steps(2, counting=ALL))], 8, id="once too many, all four cost"),
        pytest.param({"bins.broken": span(most=1)}, [line(Steps(2), at_most=4)], 4, id="up to the cap"),
        pytest.param({"bins.broken": span(most=1)}, [line(Steps(2), at_most=7)], 6, id="a cap that is never met"),
        pytest.param({"bins.broken": span(most=4)}, [line(Steps(2))], 0, id="no more than are accepted"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2)), line(Steps(1), at_most=3)], 11, id="two lines"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2)), line(Gain(5), at_most=5), line(Veto(ts.rules.Level.ITEM))], 8, id="a gain and a veto take no points"),
        pytest.param({"bins.broken": span(most=0), "cans.count": span(most=2)}, [line(Steps(2))], 14, id="two measures of a line"),
        pytest.param({"bins.broken": span(most=0), "cans.count": span(most=2)}, [line(Steps(2), at_most=9)], 9, id="two measures under a cap"),
        pytest.param({"benches.count": span(5)}, [line(Steps(1))], 5, id="all that is asked is missing"),
        pytest.param({"benches.count": span(2, 3)}, [line(Steps(1))], 3, id="too many is worse than too few"),
        pytest.param({"benches.count": span(4, 5)}, [line(Steps(1))], 4, id="too few is worse than too many"),
        pytest.param({"benches.count": span(2, 3)}, [line(Steps(1), where={"channel": ["media"]})], 3, id="findings are no shortfall"),
        pytest.param({"benches.count": span(4)}, [line(Steps(1), where={"channel": ["media"]})], 0, id="no findings of what is missing"),
        pytest.param({"halves": span(2)}, [line(Steps(2))], 3, id="no less than the measure can be"),
        pytest.param({"whole.halves": span(3)}, [line(Steps(2))], 4, id="no less than a whole number can be"),
        pytest.param({"balance": span(2)}, [line(Steps(1))], None, id="no end below"),
        pytest.param({"drift.angle": span(10)}, [line(Steps(3, None))], None, id="in parts of ten, without an end"),
        pytest.param({"drift.angle": span(0)}, [line(Steps(3, None))], 3, id="in parts of nothing: one flat step"),
        pytest.param({"queue.wait": span(most=15)}, [line(Steps(3, None))], 3, id="nothing is required: one flat step"),
        pytest.param({"queue.wait": span(most=15)}, [line(Steps(3, None), **MEDIA)], 6, id="one flat step, twice"),
        pytest.param({"queue.wait": span(most=15)}, [line(Steps(3, 15))], None, id="no end above"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(1, 2))], Fraction(95, 2), id="steps in proportion"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(1, 2, WHOLE))], 47, id="whole steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(1, 2, BEGUN))], 48, id="begun steps"),
        pytest.param({"lamps.lit": span(95)}, [line(Steps(6, None))], 6, id="all that is required"),
        pytest.param({"lamps.lit": span(most=70)}, [line(Steps(1, 10))], 3, id="up to the end of the measure"),
        pytest.param({"lamps.lit": span(95)}, [line(LAMPS)], 7, id="the dearest band below the bar"),
        pytest.param({"lamps.lit": span(80)}, [line(LAMPS)], 7, id="a band that ends at the bar"),
        pytest.param({"lamps.lit": span(95, opened=True)}, [line(LAMPS)], 9, id="upon an open floor the next band costs"),
        pytest.param({"lamps.lit": span(most=95)}, [line(LAMPS)], 9, id="the dearest band above the bar"),
        pytest.param({"lamps.lit": span(most=79)}, [line(Bands([(span(most=79), 9), (span(79, opened=True), 2)]))], 2, id="a band within the bar costs nothing"),
        pytest.param({"lamps.lit": span(most=79, opened=True)}, [line(Bands([(span(most=79), 9), (span(79, opened=True), 2)]))], 9, id="upon an open limit the band costs"),
        pytest.param({"toilet.grade": span(1)}, [line(GRADES)], 3, id="a rung below"),
        pytest.param({"toilet.grade": span(2)}, [line(GRADES)], 5, id="the dearer of two rungs below"),
        pytest.param({"toilet.grade": span(2)}, [line(Steps(2))], 4, id="two rungs below"),
        pytest.param({"toilet.grade": span(most=0)}, [line(Steps(2, counting=ALL))], 4, id="two rungs above"),
        pytest.param({"toilet.grade": span(most=1)}, [line(Steps(2, counting=ALL))], 2, id="rungs are no occurrences"),
        pytest.param({"notice.form": Forms(PANEL, PANEL | BOARD)}, [line(Steps("0.5"))], 1, id="one missing and one unfit"),
        pytest.param({"notice.form": Forms(frozenset(), BOARD)}, [line(Steps(2))], 4, id="two unfit"),
        pytest.param({"notice.form": Forms(PANEL)}, [line(Steps(2))], 2, id="one missing"),
        pytest.param({"notice.form": Forms(PANEL, PANEL)}, [line(Steps(2, 2, WHOLE))], 2, id="three forms make one step of two"),
        pytest.param({"notice.form": Forms(PANEL, PANEL)}, [line(Steps(5, None))], 5, id="forms in one flat step"),
        pytest.param({"notice.form": Forms(frozenset(), PANEL | BOARD | {"banner"})}, [line(Steps(2, 2, BEGUN))], 0, id="no form is unfit"),
        pytest.param({"notice.form": Forms(PANEL)}, [line(Veto(ts.rules.Level.ITEM))], 0, id="a veto of forms takes no points"),
        pytest.param({"benches.count": span(5)}, [line(Veto(ts.rules.Level.ITEM))], 0, id="a veto of too few takes no points"),
        pytest.param(UPKEEP, [line(by_gaps(1, 3, "7.5"), "upkeep.points")], Fraction(15, 2), id="the most that may be chosen"),
        pytest.param(UPKEEP, [line(by_gaps(1, 3, "7.5", whole=True), "upkeep.points")], 7, id="the most whole points"),
        pytest.param(UPKEEP, [line(by_gaps(1, 3, 12), "upkeep.points")], 10, id="no more than the points go up to"),
        pytest.param(UPKEEP, [line(by_gaps(1, 8, 3), "upkeep.points", at_most=5)], 5, id="chosen, up to the cap"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(1), **MEDIA)], 8, id="at most twice each"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(1), where={"channel": ["hotline"]}, **MEDIA)], 2, id="half of each that is priced"),
    ],
)  # fmt: skip
def test_the_most_that_the_place_loses(bar, lines, most):
    """A side of the bar goes as far as the domain, or the cap; what neither ends may take all."""
    assert opened(bar, *lines).most(Fraction(1)) == most


@pytest.mark.parametrize(
    ("past", "most"),
    [({}, 0), ({"bins.broken": (3,)}, 0), ({"bins.broken": (2,)}, 4), ({"cans.count": (1,)}, 0), (None, 4)],
    ids=["never", "too long ago", "two periods ago", "of another measure", "whatever was"],
)
@pytest.mark.parametrize("share", ["0", "1/4", "1"])
def test_what_was_found_before_is_known(past, most, share):
    """A line that prices repeated findings takes nothing where nothing was found before, whoever bears it; where nobody asks of a past, it may."""
    assert opened({"bins.broken": span(most=0)}, line(Steps(1), **AGAIN), past=past).most(Fraction(share)) == most


@pytest.mark.parametrize(
    ("bar", "lines", "share", "most"),
    [
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2))], "0", 8, id="all findings name a unit that has no part"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2))], "1/4", 8, id="all findings name a unit that has a part"),
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2)), line(Steps(1), at_most=1)], "0", 9, id="two lines"),
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(2))], "0", None, id="no end to what names it"),
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(2), at_most=5)], "0", 5, id="up to the cap"),
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(2), at_most=5)], "1/4", Fraction(25, 4), id="the cap, and its part of the rest up to the cap"),
        # Of eight points: three findings lay six on it, of which the cap leaves five; its part of the other two is a half.
        pytest.param({"bins.broken": span(most=0)}, [line(Steps(2), at_most=5)], "1/4", Fraction(11, 2), id="one finding more than the cap"),
        # Of six points: one finding lays three on it, and eight tenths of the other three are 2.4; two would leave no rest.
        pytest.param({"few": span(most=0)}, [line(Steps(3), at_most=5)], "0.8", Fraction(27, 5), id="one finding less than the cap"),
        pytest.param({"few": span(most=0)}, [line(Steps(3), at_most=5)], "0", 5, id="without a part no rest counts"),
        pytest.param({"few": span(most=0)}, [line(Steps(3), at_most=6)], "0.8", 6, id="a cap that is just met"),
        # In steps of two findings points are not even: they are split anywhere, five and eight tenths of the one that is left.
        pytest.param({"few": span(most=0)}, [line(Steps(6, 2, BEGUN), at_most=5)], "0.8", Fraction(29, 5), id="begun steps of two are split anywhere"),
        pytest.param({"few": span(most=0)}, [line(Steps(6, 2), at_most=5)], "0.8", Fraction(27, 5), id="steps of two in proportion: three points each"),
        pytest.param({"few": span(most=0)}, [line(Steps(3, 1, BEGUN), at_most=5)], "0.8", Fraction(27, 5), id="begun steps of one are even"),
        pytest.param({"few": span(most=0)}, [line(Steps("1.5", "0.5", WHOLE), at_most=5)], "0.8", Fraction(27, 5), id="two whole steps in each are even"),
        pytest.param({"few": span(most=0)}, [line(Steps("1.5"), at_most=5, **MEDIA)], "0.8", Fraction(27, 5), id="each twice"),
        pytest.param({"few": span(most=0), "bins.broken": span(most=4)}, [line(Steps(3), at_most=5)], "0.8", Fraction(29, 5), id="two measures are split anywhere"),
        pytest.param({"benches.count": span(5)}, [line(Steps(1))], "0", 0, id="no finding is of what is missing"),
        pytest.param({"benches.count": span(5)}, [line(Steps(1))], "1/4", Fraction(5, 4), id="its part of what is missing"),
        pytest.param({"lamps.lit": span(most=70)}, [line(Steps(1, 10))], "1/3", 1, id="a value is nobody's finding"),
        pytest.param({"notice.form": Forms(PANEL)}, [line(Steps(2))], "1/2", 1, id="its part of a form"),
        # Between two and three of up to four: one too many names it, or a quarter of two too few is a half; not both.
        pytest.param({"pair0": span(2, 3)}, [line(Steps(1))], "1/4", 1, id="too many or too few, not both"),
        pytest.param({"pair0": span(2, 3)}, [line(Steps(1))], "3/4", Fraction(3, 2), id="its part of too few is more"),
        pytest.param({"benches.count": span(2, 3)}, [line(Steps(1))], "1/4", 3, id="too many is worse anyhow"),
        pytest.param({"balance": span(2, 3)}, [line(Steps(1))], "1/4", None, id="no end to too few"),
        pytest.param({"balance": span(2, 3)}, [line(Steps(1), at_most=3)], "1/4", 1, id="no end to too few but the cap"),
        pytest.param({"balance": span(2, 3)}, [line(Steps(1), at_most=8)], "1/4", 2, id="its part of the cap is more"),
        pytest.param({"litter.spots": span(2, 3)}, [line(Steps(1), at_most=4)], "1/4", 5, id="no end to too many"),
        # Each of seven is one too many, or a quarter of two too few. Six are told apart; of the seventh both count.
        pytest.param({f"pair{one}": span(2, 3) for one in range(6)}, [line(Steps(1))], "1/4", 6, id="six measures told apart"),
        pytest.param({f"pair{one}": span(2, 3) for one in range(7)}, [line(Steps(1))], "1/4", Fraction(29, 4), id="the seventh with the worst of both sides"),
    ],
)  # fmt: skip
def test_the_most_that_a_named_unit_bears(bar, lines, share, most):
    """Findings name a unit for as much as hurts; of the rest it bears its part; each up to the cap."""
    assert opened(bar, *lines).most(Fraction(share)) == most


ITEM, UNIT = ts.rules.Level.ITEM, ts.rules.Level.UNIT


@pytest.mark.parametrize(
    ("bar", "lines", "past", "named", "other"),
    [
        pytest.param({"litter.spots": span(most=0)}, [line(Veto(ITEM))], {}, {ITEM}, {ITEM}, id="findings name it"),
        pytest.param({"bins.broken": span(most=4)}, [line(Veto(ITEM))], {}, set(), set(), id="nothing breaches it"),
        pytest.param({"benches.count": span(5)}, [line(Veto(ITEM))], {}, set(), {ITEM}, id="what is missing names nobody"),
        pytest.param({"lamps.lit": span(most=70)}, [line(Veto(ITEM))], {}, set(), {ITEM}, id="a value names nobody"),
        pytest.param({"notice.form": Forms(PANEL)}, [line(Veto(UNIT))], {}, set(), {UNIT}, id="forms name nobody"),
        pytest.param({"notice.form": Forms(frozenset(), BOARD)}, [line(Veto(UNIT))], {}, set(), {UNIT}, id="unfit forms name nobody"),
        pytest.param({"notice.form": Forms(frozenset(), PANEL | BOARD | {"banner"})}, [line(Veto(UNIT))], {}, set(), set(), id="no form is unfit"),
        pytest.param({"litter.spots": span(most=0)}, [line(Veto(ITEM), **AGAIN)], {}, set(), set(), id="repeated, and never before"),
        pytest.param({"litter.spots": span(most=0)}, [line(Veto(ITEM), **AGAIN)], {"litter.spots": (1,)}, {ITEM}, {ITEM}, id="repeated"),
        pytest.param({"litter.spots": span(most=0)}, [line(Veto(ITEM), **AGAIN)], None, {ITEM}, {ITEM}, id="repeated, whatever was"),
        pytest.param({"litter.spots": span(most=0), "benches.count": span(5)}, [line(Veto(ITEM), "litter.spots"), line(Veto(UNIT), "benches.count")], {}, {ITEM}, {ITEM, UNIT}, id="two vetoes"),
        pytest.param({"benches.count": span(5), "litter.spots": span(most=0)}, [line(Veto(ITEM))], {}, {ITEM}, {ITEM}, id="one veto of two measures"),
        pytest.param({"litter.spots": span(most=0)}, [line(Steps(1))], {}, set(), set(), id="no veto"),
    ],
)  # fmt: skip
def test_what_may_still_be_zeroed(bar, lines, past, named, other):
    """A unit that has no part is hit only where findings can name it; an owner by every breach."""
    held_open = opened(bar, *lines, past=past)

    assert (held_open.vetoes(by_name=True), held_open.vetoes(by_name=False)) == (named, other)


def test_bounds_that_bound_nothing():
    """No bound is larger than any, adds up to none, and is held by a cap alone."""
    one, two = Fraction(1), Fraction(2)

    assert [larger(one, two), larger(two, one), larger(None, two), larger(two, None), larger(None, None)] == [2, 2, None, None, None]
    assert [added([]), added([one, two]), added([one, None, two])] == [0, 3, None]
    assert [held(two, one), held(one, two), held(None, one), held(one, None), held(None, None)] == [1, 1, 1, 1, None]


def test_a_side_without_a_band_costs_nothing():
    """A band that no answer of the measure reaches does not count, and where no band lies on a side nothing is taken."""
    below, beyond = Bands([(span(most=-1), 9)]), Bands([(span(3, 4), 2), (span(5), 7)])

    assert dearest_band(below, EVERY["bins.broken"], span(most=2)) == 0
    assert dearest_band(beyond, EVERY["bins.broken"], span(2)) == 2
