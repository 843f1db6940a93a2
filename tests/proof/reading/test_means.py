"""Means, blends and sums of members by hand: weights, what stands for those that are absent or open, what each item keeps."""

from fractions import Fraction

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Came, Tick
from tristandard.proof.reading.means import Member, kept_by, mean, weighed

Absent, Unmeasured, Mean, Blend, Sum, Take = ts.rules.Absent, ts.rules.Unmeasured, ts.rules.Mean, ts.rules.Blend, ts.rules.Sum, ts.rules.Take
OPEN, SEEN = Tick(open=True, item="i"), Tick(open=False, item="i")
RED = Tick(open=False, item="i", key=("river", "s1", "a.x", "i"))


def came(low, *others, full=10, **more):
    """Return what a member came to: its low end, its score and its high end, or one number for all three."""
    value, high = others or (low, low)
    return Came(node="part", full=Fraction(full), low=Fraction(low), value=None if value is None else Fraction(value), high=Fraction(high), **more)


GONE = came(0, None, 0, applies=False)


def one(weight, what, code="m", peers=None, **more):
    """Return a member; `peers` is what its peers' mean would be."""
    return Member(code=code, weight=Fraction(weight), came=what, peers=lambda: peers, **more)


def over(axis="site", **more):
    """Return a mean over an axis."""
    return Mean(over=axis, of="part", **more)


def ends(node, members, full=10):
    """Return what a mean came to: its low end, its score and its high end."""
    found = mean(node, "n", "whose", Fraction(full), members)
    assert (found.node, found.member, found.full) == ("n", "whose", full)
    return found.low, found.value, found.high


@pytest.mark.parametrize(
    ("pairs", "mean_"),
    [([(1, 4), (1, 6)], 5), ([(1, 4), (3, 8)], 7), ([(2, 4), (2, 6), (2, 5)], 5), ([(0, 4), (1, 6)], 6), ([(1, 6), (0, 4)], 6), ([(1, 4), (1, 6), (2, 9)], 7)],
)
def test_the_mean_by_weights(pairs, mean_):
    """Each number counts by its weight."""
    assert weighed([(Fraction(weight), Fraction(number)) for weight, number in pairs]) == mean_


TWO = [one(1, came(2, 4, 6)), one(3, came(6, 8, 10))]


@pytest.mark.parametrize(
    ("node", "members", "full", "score"),
    [
        pytest.param(over(), TWO, 10, (5, 7, 9), id="by weights"),
        pytest.param(over(), TWO, 20, (10, 14, 18), id="in parts of its own mark"),
        pytest.param(over(), [one(1, came(5, full=20)), one(1, came(5))], 10, (Fraction(15, 4),) * 3, id="each in parts of its own mark"),
        pytest.param(over(), [*TWO, one(0, came(0))], 10, (5, 7, 9), id="a weight of nothing"),
        pytest.param(over(), [*TWO, one(5, GONE)], 10, (5, 7, 9), id="what does not apply leaves"),
        pytest.param(over(absent=Absent.BLANK), [*TWO, one(5, GONE)], 10, (5, None, 9), id="without a score where one does not apply"),
        pytest.param(over(absent=Absent.BLANK), [*TWO, one(0, GONE)], 10, (5, 7, 9), id="unless it weighs nothing"),
        pytest.param(over(absent=Fraction(1)), [*TWO, one(4, GONE)], 10, (3, 4, 5), id="a fixed number stands for it"),
        pytest.param(over(absent=Fraction(1)), [*TWO, one(0, GONE)], 10, (5, 7, 9), id="a fixed number of no weight"),
        pytest.param(over(absent=Absent.PEERS), [*TWO, one(4, GONE, peers=came(1, 3, 5))], 10, (3, 5, 7), id="the mean of its peers stands for it"),
        pytest.param(over(absent=Absent.PEERS), [*TWO, one(4, GONE)], 10, (5, 7, 9), id="it leaves where it has no peers"),
        pytest.param(over(), [one(1, came(2, None, 6)), one(3, came(6, 8, 10))], 10, (5, Fraction(15, 2), 9), id="what was measured speaks for what was not, within its ends"),
        pytest.param(over(), [one(1, came(0, None, 10)), one(3, came(6, 8, 10))], 10, (Fraction(9, 2), 8, 10), id="the share of the mark speaks"),
        pytest.param(over(), [one(1, came(9, None, 10)), one(3, came(6, 8, 10))], 10, (Fraction(27, 4), Fraction(33, 4), 10), id="no less than its low end"),
        pytest.param(over(), [one(1, came(0, None, 20, full=20)), one(1, came(8)), one(1, came(4))], 10, (4, 6, Fraction(22, 3)), id="of the mark of what is open"),
        pytest.param(over(unmeasured=Unmeasured.BLANK), [one(1, came(2, None, 6)), one(3, came(6, 8, 10))], 10, (5, None, 9), id="or leaves it without a score"),
        pytest.param(over(unmeasured=Unmeasured.BLANK), TWO, 10, (5, 7, 9), id="unless all is measured"),
        pytest.param(over(), [one(1, came(2, None, 6)), one(3, came(6, None, 10))], 10, (5, None, 9), id="nothing speaks"),
        pytest.param(over(absent=Fraction(1)), [one(1, came(2, None, 6)), one(3, GONE)], 10, (Fraction(5, 4), None, Fraction(9, 4)), id="what the rules put does not speak"),
        pytest.param(over(take=Take.WORST), TWO, 10, (2, 4, 6), id="the worst at each end"),
        pytest.param(over(take=Take.BEST), [one(1, came(2, 8, 9)), one(1, came(6, 7, 10))], 10, (6, 8, 10), id="the best at each end"),
        pytest.param(over(take=Take.BEST), [one(1, came(0, None, 10)), one(1, came(6, 7, 10))], 10, (6, 7, 10), id="what is open is taken by what stands for it"),
        pytest.param(over(take=Take.WORST), [*TWO, one(0, came(0))], 10, (2, 4, 6), id="a weight of nothing is not taken"),
        pytest.param(over("unit", drop_lowest=1), [one(1, came(2)), one(1, came(4)), one(1, came(9))], 10, (Fraction(13, 2),) * 3, id="without the lowest"),
        pytest.param(Blend(weights={"a": 25, "b": 75}), TWO, 10, (5, 7, 9), id="a blend"),
        pytest.param(Sum(parts=["a", "b"]), [one(10, came(2, 4, 6)), one(30, came(15, 24, 30, full=30))], 40, (17, 28, 36), id="a sum"),
    ],
)  # fmt: skip
def test_what_a_mean_came_to(node, members, full, score):
    """The low end, the score and the high end: of those that apply, by weights, each in parts of its own mark."""
    assert ends(node, members, full) == score


@pytest.mark.parametrize(
    ("node", "members", "withheld"),
    [
        pytest.param(over(), TWO, False, id="a score"),
        pytest.param(over(absent=Absent.BLANK), [*TWO, one(5, GONE)], True, id="one that must apply does not"),
        pytest.param(over(), [one(1, came(2, None, 6, withheld=True)), one(3, came(6, None, 10))], False, id="one may still come to a score"),
        pytest.param(over(), [one(1, came(2, None, 6, withheld=True)), one(3, came(6, None, 10, withheld=True))], True, id="none can have one"),
        pytest.param(over(), [one(1, came(2, None, 6, withheld=True)), one(3, came(6))], False, id="another has one"),
        pytest.param(over(unmeasured=Unmeasured.BLANK), [one(1, came(2, None, 6, withheld=True)), one(3, came(6))], True, id="all are wanted, and one can never have one"),
        pytest.param(over(unmeasured=Unmeasured.BLANK), [one(1, came(2, None, 6)), one(3, came(6))], False, id="all are wanted, and one is open"),
    ],
)  # fmt: skip
def test_whether_a_mean_can_never_have_a_score(node, members, withheld):
    """Where one that must apply does not, or where no measurement gives it what it wants."""
    assert mean(node, "n", "", Fraction(10), members).withheld is withheld


@pytest.mark.parametrize(
    ("node", "members", "weights"),
    [
        pytest.param(over(), TWO, (Fraction(1, 4), Fraction(3, 4)), id="by weights"),
        pytest.param(over(), [*TWO, one(5, GONE), one(0, came(9))], (Fraction(1, 4), Fraction(3, 4), 0, 0), id="nothing of what leaves or weighs nothing"),
        pytest.param(over(), [one(1, came(5, full=20)), one(1, came(5))], (Fraction(1, 4), Fraction(1, 2)), id="a point of a larger mark is less"),
        pytest.param(over(take=Take.WORST), TWO, (1, 0), id="what is not taken"),
        pytest.param(over(take=Take.BEST), [one(1, came(0, None, 10)), one(1, came(7)), one(1, came(3))], (0, 1, 0), id="the best, where what is open stands between"),
        pytest.param(over(take=Take.WORST), [one(1, came(2, None, 6)), one(3, came(6, None, 10))], (Fraction(1, 4), Fraction(3, 4)), id="without a score nothing is taken yet"),
        pytest.param(over(take=Take.WORST), [one(0, came(0)), one(1, came(7)), one(1, came(3))], (0, 0, 1), id="a weight of nothing is not taken"),
    ],
)  # fmt: skip
def test_what_a_point_of_each_part_counts(node, members, weights):
    """Its share of the weights that count, in parts of its own mark; nothing where it does not apply or is not taken."""
    assert mean(node, "n", "", Fraction(10), members).weights == weights


def test_what_stands_for_a_part_that_is_open():
    """What speaks for it stands beside it; the parts themselves stay as they came."""
    open_one, seen = came(0, None, 10), came(6, 8, 10)
    found = mean(over(), "n", "", Fraction(10), [one(1, open_one), one(0, open_one), one(1, seen), one(1, GONE)])

    assert [part.estimate for part in found.parts] == [8, None, None, None]
    assert found.parts[1:] == (open_one, seen, GONE)
    put = mean(over(absent=Fraction(1)), "n", "", Fraction(10), [one(1, seen), one(1, GONE)]).parts[1]
    assert (put.applies, put.imputed, put.low, put.value, put.high) == (True, "fixed", 1, 1, 1)


def test_a_score_that_speaks_for_more_than_there_can_be_is_held():
    """The score lies between its ends, whichever members are taken at each."""
    found = mean(over(take=Take.MEDIAN), "n", "", Fraction(10), [one(1, came(1, 1, 2)), one(1, came(5, None, 6)), one(1, came(7, 8, 8))])

    assert (found.low, found.value, found.high) == (5, 5, 6)


def test_nothing_of_any_member_applies():
    """Then nothing applies of the mean, and no line can move it; its parts stay."""
    members = [one(1, came(0, None, 0, applies=False, ticks={OPEN: 2})), one(0, came(5, ticks={SEEN: 1}))]
    found = mean(over(), "n", "whose", Fraction(10), members)

    assert (found.applies, found.node, found.member, found.full) == (False, "n", "whose", 10)
    assert {(tick.open, tick.idle, tick.read): many for tick, many in found.ticks.items()} == {(True, True, False): 2, (False, True, False): 1}
    assert found.parts == tuple(each.came for each in members)


def items(**kept):
    """Return a member's items, with what each keeps at worst and at best."""
    return {code: (Fraction(worst), Fraction(best)) for code, (worst, best) in kept.items()}


LEFT, RIGHT = came(5, items=items(i=(2, 4), j=(6, 6))), came(5, items=items(i=(4, 8)))


@pytest.mark.parametrize(
    ("node", "members", "kept"),
    [
        pytest.param(over(), [one(1, LEFT), one(3, RIGHT)], items(i=("3.5", 7), j=(6, 6)), id="by weights, among those that have it"),
        pytest.param(over(), [one(0, LEFT), one(3, RIGHT)], items(i=(4, 8)), id="nothing that weighs nothing"),
        pytest.param(over(), [one(1, LEFT), one(3, came(5, items=items(i=(0, 0)), applies=False))], items(i=(2, 4), j=(6, 6)), id="nothing that does not apply"),
        pytest.param(over("item"), [one(0, LEFT), one(3, RIGHT)], items(i=(3, 6), j=(6, 6)), id="item by item, whatever they weigh"),
        pytest.param(Blend(weights={"a": 0, "b": 100}), [one(0, LEFT), one(1, came(9), sheets=False)], items(i=(2, 4), j=(6, 6)), id="of the only part with sheets, whatever it weighs"),
        pytest.param(Blend(weights={"a": 0, "b": 100}), [one(0, LEFT), one(1, RIGHT)], items(i=(4, 8)), id="of two parts with sheets, by weights"),
    ],
)
def test_what_each_item_keeps(node, members, kept):
    """The mean of what the members keep of it, at worst and at best."""
    assert mean(node, "n", "", Fraction(10), members).items == kept


def test_what_items_of_no_weight_keep():
    """An item that only members of no weight have is not there."""
    assert kept_by([(Fraction(0), LEFT), (Fraction(2), RIGHT)]) == items(i=(4, 8))


BY_MARK = ts.rules.Mark.parse("60 %")
BOTH = [one(0, came(5, ticks={OPEN: 2, RED: 1}), "a"), one(1, came(5, ticks={SEEN: 3}), "b", sheets=False)]


@pytest.mark.parametrize(
    ("node", "members", "moving", "read", "red"),
    [
        pytest.param(over(), BOTH, 3, 3, True, id="those of weight 0 move nothing, and no gate reads them"),
        pytest.param(over("item"), BOTH, 3, 6, True, id="item by item a gate reads them"),
        pytest.param(Blend(weights={"a": 0, "b": 100}), BOTH, 3, 6, True, id="the only part with sheets is read"),
        pytest.param(Blend(weights={"a": 0, "b": 100}, gates=[ts.rules.Gate(of="a", at_least=BY_MARK)]), BOTH, 6, 6, True, id="a gate reads the part"),
        pytest.param(Blend(weights={"a": 0, "b": 100}, gates=[ts.rules.Gate(of="b", at_least=BY_MARK)]), BOTH, 3, 6, True, id="a gate reads the other part"),
        pytest.param(Blend(weights={"a": 0, "b": 100}, bonuses=[ts.rules.RankBonus(of="a", points=[1])]), BOTH, 6, 6, True, id="a bonus reads the part"),
        pytest.param(over("unit", weights={"a": 0, "b": 100}), BOTH, 3, 3, False, id="red lines of child units zero nothing above"),
        pytest.param(over("unit"), [one(1, came(5, ticks={OPEN: 2, RED: 1}), "a", itself=True)], 3, 3, True, id="the unit itself keeps its red lines"),
        pytest.param(over("unit"), [one(1, came(0, None, 0, applies=False, ticks={OPEN: 2})), one(1, came(5, ticks={SEEN: 3}))], 3, 5, False, id="a child unit of which nothing applies moves nothing"),
        pytest.param(over("site"), [one(1, came(0, None, 0, applies=False, ticks={OPEN: 2})), one(1, came(5, ticks={SEEN: 3}))], 5, 5, False, id="a site of which nothing applies yet may"),
        pytest.param(over("period", gates=[ts.rules.Gate(of="every period", at_least=BY_MARK)]), BOTH, 6, 3, True, id="a gate on every period reads all"),
    ],
)  # fmt: skip
def test_which_lines_move_a_mean(node, members, moving, read, red):
    """Lines of weight 0 move it where a gate or a bonus reads their part; a gate reads items where one part alone has sheets."""
    ticks = mean(node, "n", "", Fraction(10), members).ticks

    assert sum(many for tick, many in ticks.items() if not tick.idle) == moving
    assert sum(many for tick, many in ticks.items() if tick.read) == read
    assert any(tick.key for tick in ticks) is red
