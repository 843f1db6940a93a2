"""Marks, gates, bonuses, grades, rates and folds as they are written, and what cannot be."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.bonus import RankBonus, Span, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.rate import Rate, told_quantity
from tristandard.rules.nodes.sheet import Sheet


@pytest.mark.parametrize(("text", "of_forty", "told"), [("50 %", 20, "50 %"), ("50%", 20, "50 %"), ("50 分", 50, "50 分"), (" 0.5分 ", Fraction(1, 2), "0.5 分"), ("100/3 %", Fraction(40, 3), "100/3 %")])
def test_a_mark_is_a_share_or_points(text, of_forty, told):
    """Fifty per cent and fifty points differ by a sign, and by what they come to."""
    mark = Mark.parse(text)

    assert (of_forty, told) == (mark.of(Fraction(40)), str(mark))
    assert mark == Mark.parse(told)


@pytest.mark.parametrize("text", ["50", "", "五十分", "-1 分", "50 % 分", "1e2 %"])
def test_a_mark_without_its_sign_is_refused(text):
    """A bare number could be either."""
    with pytest.raises(BadValue) as caught:
        Mark.parse(text)

    assert str(caught.value) == f"{text!r} is not a mark; write \"50 %\" for a share of the full mark, or \"50 分\" for points, in quotes"


@pytest.mark.parametrize(("of", "item"), [("item looks", "looks"), ("total", None), (EVERY_ITEM, None)])
def test_a_gate_reads_an_item_by_its_code(of, item):
    """`item CODE` is an item, any other name a node."""
    assert item == Gate(of=of, at_least=Mark(50, share=True)).item


@pytest.mark.parametrize(("place", "points"), [(1, "1"), (2, "0.8"), (5, "0"), (6, "0"), (99, "0")])
def test_a_bonus_by_place(place, points):
    """The first of the points is the first place's; beyond the last there are none."""
    bonus = RankBonus(of="total", points=[1, "0.8", "0.5", "0.3", 0])

    assert (Fraction(points), Fraction(1)) == (bonus.at(Span(place, place + 1)), bonus.at_most)


@pytest.mark.parametrize(("first", "last", "points"), [(1, 1, "1"), (1, 2, "0.9"), (2, 4, "8/15"), (4, 7, "0.075"), (6, 8, "0")])
def test_a_bonus_that_ties_share(first, last, points):
    """Those who are tied have the mean of the points of the places that they take together, nothing for those after the last."""
    bonus = RankBonus(of="total", points=[1, "0.8", "0.5", "0.3"], ties=TiedBonus.SHARED)

    assert Fraction(points) == bonus.at(Span(first, last))


@pytest.mark.parametrize(("points", "told"), [([], "[]"), ([1, -1], "['1', '-1']"), (["0.5", 1], "['0.5', '1']")])
def test_a_bonus_by_place_falls(points, told):
    """None, less than nothing, or more for a worse place cannot be."""
    with pytest.raises(BadValue) as caught:
        RankBonus(of="total", points=points)

    assert f"{told} is not bonus points by place; write numbers of 0 or more, the first place's first, none above the one before" == str(caught.value)


@pytest.mark.parametrize(
    ("parts", "score", "points"),
    [
        (Parts.WHOLE, "90", "0"), (Parts.WHOLE, "90.9", "0"), (Parts.WHOLE, "91", "1"), (Parts.WHOLE, "91.9", "1"), (Parts.WHOLE, "100", "2"), (Parts.WHOLE, "0", "0"),
        (Parts.EXACT, "90.5", "0.5"), (Parts.EXACT, "99", "2"), (Parts.BEGUN, "90", "0"), (Parts.BEGUN, "90.1", "1"), (Parts.BEGUN, "91.1", "2"),
    ],
)  # fmt: skip
def test_a_bonus_by_steps(parts, score, points):
    """A point for each whole, exact or begun per cent above ninety, two at most; nothing below."""
    bonus = StepBonus(of="total", above=Mark(90, share=True), each=1, per=Mark(1, share=True), at_most=2, parts=parts)

    assert Fraction(points) == bonus.at(Fraction(score), Fraction(100))


def test_a_step_in_points_and_a_step_in_per_cent():
    """Of a full mark of 40 one per cent is 0.4 points."""
    share, points = (StepBonus(of="total", above=Mark(50, share=True), each=1, per=Mark(1, share=one), at_most=9) for one in (True, False))

    assert (5, 2) == (share.at(Fraction(22), Fraction(40)), points.at(Fraction(22), Fraction(40)))


def test_a_step_of_two_points():
    """Each step brings all of its points, up to the ceiling: three steps of two points are six, and four are seven at most."""
    bonus = StepBonus(of="total", above=Mark(90, share=True), each=2, per=Mark(1, share=True), at_most=7)

    assert (6, 7) == (bonus.at(Fraction(93), Fraction(100)), bonus.at(Fraction(94), Fraction(100)))


@pytest.mark.parametrize(("name", "value"), [("each", 0), ("at_most", 0), ("each", -1), ("at_most", -2)])
def test_a_bonus_by_steps_has_sizes(name, value):
    """A step of nothing, or a ceiling of nothing, is no bonus."""
    with pytest.raises(BadValue) as caught:
        StepBonus(**{"of": "total", "above": Mark(90, share=True), "each": 1, "per": Mark(1, share=True), "at_most": 2, name: value})

    assert f"is not a number above zero for `{name}` (StepBonus)" in str(caught.value)


def test_grades_stand_the_best_first():
    """However they are written, the best grade comes first and the last one last."""
    bad, fair, good = Range(limit=End(80, closed=False)), Range(floor=End(80), limit=End(95, closed=False)), Range(floor=End(95))

    assert ["优", "良", "差"] == [name for name, _ in Sheet(grades={"差": bad, "优": good, "良": fair}).grades]
    assert Sheet(grades={"良": fair, "差": bad, "优": good}) == Sheet(grades=[("差", bad), ("优", good), ("良", fair)])


@pytest.mark.parametrize(
    ("text", "terms", "told"),
    [("done", ((1, "done"),), "done"), ("filed - late", ((1, "filed"), (-1, "late")), "filed - late"), (" - late+filed ", ((-1, "late"), (1, "filed")), "- late + filed"), ("a.b-c", ((1, "a.b"), (-1, "c")), "a.b - c")],
)
def test_a_sum_of_figures(text, terms, told):
    """Names with plus and minus, read and written."""
    rate = Rate(of=text, out_of="due")

    assert (terms, told) == (rate.of, told_quantity(rate.of))
    assert rate == Rate(of=told_quantity(rate.of), out_of=[(1, "due")])


@pytest.mark.parametrize("text", ["", "  ", "filed late", "filed * late", "filed - ", "2 filed", "filed -- late", "已办"])
def test_a_sum_of_figures_that_cannot_be_read(text):
    """Anything else than names with plus and minus is refused whole."""
    with pytest.raises(BadValue) as caught:
        Rate(of=text, out_of="due")

    assert str(caught.value) == f"{text!r} is not a sum of figures; write names with + and -, such as \"filed - late\""


def test_the_figures_of_a_rate():
    """Every name once, in order."""
    assert ("due", "filed", "late") == Rate(of="filed - late", out_of="due - late").names


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
