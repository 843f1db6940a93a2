"""What stands on a node: places among others, bonuses, gates and grades, each by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Came, Tick
from tristandard.proof.reading.extras import (
    Field,
    called,
    fails,
    for_places,
    gated,
    graded,
    higher,
    mean_of_peers,
    period_fails,
    points,
    rank_bonus,
    step_bonus,
    step_ends,
    within,
    woken,
)

Gate, Leading, Cut, Range, End = ts.rules.Gate, ts.rules.Leading, ts.rules.Cut, ts.rules.Range, ts.rules.End
mark = ts.rules.Mark.parse


def exactly(score):
    """A score decides as it is."""
    return score


def rounded(score):
    """A score decides by its whole points."""
    return Fraction(score // 1)


def node(low, *others, full=100, **more):
    """Return a node between its low end, its score and its high end; one number alone is all three."""
    value, high = others or (low, low)
    return Came(node="n", full=Fraction(full), low=Fraction(low), value=None if value is None else Fraction(value), high=Fraction(high), **more)


def field(*ends, scores=(), dense=False):
    """Return a field of units by their low and high ends, of one number each."""
    return Field.of([((low,), (high,)) for low, high in ends], [(one,) for one in scores], dense=dense)


@pytest.mark.parametrize(
    ("scores", "score", "place", "dense", "last"),
    [
        ((9, 7, 7, 5), 9, 1, 1, 1),
        ((9, 7, 7, 5), 7, 2, 2, 3),
        ((9, 7, 7, 5), 5, 4, 3, 4),
        ((9, 9, 9, 5), 5, 4, 2, 4),
        ((5,), 5, 1, 1, 1),
        ((9, 7), 8, 2, 2, 1),
    ],
)
def test_the_place_of_a_score(scores, score, place, dense, last):
    """It comes after all that are higher; dense, after all higher scores; the last of a score is where the tied end."""
    assert (field(scores=scores).place((score,)), field(scores=scores, dense=True).place((score,)), field(scores=scores).last((score,))) == (place, dense, last)


@pytest.mark.parametrize(
    ("ends", "own", "places", "dense"),
    [
        pytest.param([(5, 5)], (5, 5), (1, 1), (1, 1), id="alone"),
        pytest.param([(5, 5), (9, 9)], (5, 5), (2, 2), (2, 2), id="behind one"),
        pytest.param([(5, 5), (9, 9), (9, 9)], (5, 5), (3, 3), (2, 2), id="behind two of one score"),
        pytest.param([(3, 7), (9, 9), (5, 5), (1, 1)], (3, 7), (2, 3), (2, 3), id="one is surely higher, one perhaps"),
        pytest.param([(3, 7), (3, 7)], (3, 7), (1, 2), (1, 2), id="two that may each be higher"),
        pytest.param([(3, 7), (7, 8), (2, 3)], (3, 7), (1, 2), (1, 2), id="ends that are equal are no higher"),
        pytest.param([(1, 2), (4, 9), (6, 8), (7, 7)], (1, 2), (4, 4), (2, 4), id="three that may share a score"),
        pytest.param([(1, 2), (4, 5), (6, 8), (7, 7)], (1, 2), (4, 4), (3, 4), id="two of three may share a score"),
        pytest.param([(1, 2), (4, 5), (5, 8), (8, 9)], (1, 2), (4, 4), (3, 4), id="one may share with each of two, and not with both"),
        pytest.param([(1, 6), (4, 4), (4, 4), (5, 7)], (1, 6), (1, 4), (1, 3), id="two of one score, and one that is open"),
        pytest.param([(5, 5), (6, 6), (6, 6), (7, 7)], (5, 5), (4, 4), (3, 3), id="two scores of three units"),
    ],
)
def test_the_places_still_possible(ends, own, places, dense):
    """At best after those that are surely higher, at worst after all that may be; dense, as many of them as can share a score."""
    low, high = (own[0],), (own[1],)
    alike, level = field(*ends), field(*ends, dense=True)

    assert (alike.best(high), alike.worst(low, high)) == places
    assert (level.best(high), level.worst(low, high)) == dense


def test_the_last_of_the_places_taken_together():
    """At best with all that cannot come to stand behind, at worst with all that may come to stand as high; a unit counts itself once."""
    ends = [(3, 7), (7, 7), (8, 9), (2, 3), (1, 2)]
    own = ((3,), (7,))

    assert (field(*ends).last_at_best(own), field(*ends).last_at_worst(own)) == (3, 4)
    assert (field(*ends).last_at_best(((7,), (7,))), field(*ends).last_at_worst(((7,), (7,)))) == (2, 3)


def test_ties_are_broken_by_what_comes_next():
    """Of equal scores the one with the higher next number is higher."""
    standing = Field.of([((5, 1), (5, 1)), ((5, 2), (5, 2))], [(5, 1), (5, 2)], dense=False)

    assert [standing.place(one) for one in ((5, 2), (5, 1))] == [1, 2]
    assert [higher([(1,), (3,), (5,)], one) for one in ((0,), (3,), (5,))] == [3, 1, 0]


def test_marks_in_points():
    """A mark is a share of the full mark, or points."""
    assert [points(mark(text), Fraction(80)) for text in ("60 %", "15 分")] == [48, 15]


STEPS = {"of": "n", "above": mark("90 %"), "each": 2, "per": mark("4 %"), "at_most": 5}


@pytest.mark.parametrize(
    ("parts", "score", "full", "added"),
    [
        (ts.rules.Parts.WHOLE, 90, 100, 0),
        (ts.rules.Parts.WHOLE, 50, 100, 0),
        (ts.rules.Parts.WHOLE, 97, 100, 2),
        (ts.rules.Parts.EXACT, 97, 100, Fraction(7, 2)),
        (ts.rules.Parts.BEGUN, 97, 100, 4),
        (ts.rules.Parts.BEGUN, 99, 100, 5),
        (ts.rules.Parts.BEGUN, 90, 100, 0),
        (ts.rules.Parts.EXACT, 195, 200, Fraction(15, 4)),
    ],
)
def test_what_a_score_adds_by_its_steps(parts, score, full, added):
    """So much for each step above the mark, in the parts that count, and no more than the most."""
    assert step_bonus(ts.rules.StepBonus(**STEPS, parts=parts), Fraction(score), Fraction(full)) == added


def test_what_steps_add_at_each_end():
    """By the low end, the score and the high end of what they read; without a score by its low end."""
    bonus = ts.rules.StepBonus(**STEPS)

    assert step_ends(bonus, node(93, 95, 99), exactly) == (0, 2, 4)
    assert step_ends(bonus, node(94, None, 99), exactly) == (2, 2, 4)
    assert step_ends(bonus, node("93.5", "94.5", "98.5"), rounded) == (0, 2, 4)


EACH, SHARED = ts.rules.TiedBonus.EACH, ts.rules.TiedBonus.SHARED


@pytest.mark.parametrize(
    ("ties", "first", "last", "added"),
    [(EACH, 1, 1, 6), (EACH, 2, 4, 3), (EACH, 4, 4, 0), (SHARED, 1, 1, 6), (SHARED, 1, 2, Fraction(9, 2)), (SHARED, 2, 4, Fraction(4, 3)), (SHARED, 3, 6, Fraction(1, 4)), (SHARED, 4, 5, 0)],
)  # fmt: skip
def test_the_points_of_a_place(ties, first, last, added):
    """Each of those that are tied has the points of their place, or an equal part of those of all places that they take."""
    assert for_places(ts.rules.RankBonus(of="n", points=(6, 3, 1), ties=ties), first, last) == added


@pytest.mark.parametrize(
    ("ties", "own", "ends", "scores", "deciding", "added"),
    [
        pytest.param(EACH, node(5, 6, 9), [(5, 9), (7, 7), (3, 8)], [6, 7, 4], exactly, (1, 3, 6), id="the second of three"),
        pytest.param(EACH, node(5, None, 9), [(5, 9), (7, 7), (3, 8)], [7, 4], exactly, (1, 1, 6), id="without a score"),
        pytest.param(EACH, node(5), [(5, 5), (5, 5)], [5, 5], exactly, (6, 6, 6), id="tied, each has the points"),
        pytest.param(SHARED, node(5), [(5, 5), (5, 5)], [5, 5], exactly, (Fraction(9, 2),) * 3, id="tied, they share"),
        pytest.param(SHARED, node(5, 6, 7), [(5, 7), (7, 7)], [6, 7], exactly, (3, 3, Fraction(9, 2)), id="at best tied"),
        pytest.param(SHARED, node("5.2"), [(5, 5), (5, 5)], [5, 5], rounded, (Fraction(9, 2),) * 3, id="tied by whole points"),
        # It is the only one with a score, and yet the other is surely higher.
        pytest.param(EACH, node(5, 6, 7), [(5, 7), (8, 9)], [6], exactly, (3, 3, 3), id="no more than at best"),
        # Another that may only fall has a place before it; at worst it is the second all the same.
        pytest.param(EACH, node(5, 6, 7), [(5, 7), (1, 9)], [6, 8, 8, 8], exactly, (3, 3, 6), id="no less than at worst"),
    ],
)  # fmt: skip
def test_what_a_place_adds(ties, own, ends, scores, deciding, added):
    """At the worst place still possible, for the score, held between both, and at the best."""
    assert rank_bonus(ts.rules.RankBonus(of="n", points=(6, 3, 1), ties=ties), own, field(*ends, scores=scores), deciding) == added


ITEMS = [SimpleNamespace(code="i", full=Fraction(10)), SimpleNamespace(code="j", full=Fraction(20)), SimpleNamespace(code="k", full=Fraction(30))]
KEPT = {"i": (Fraction(5), Fraction(7)), "j": (Fraction(13), Fraction(15))}


@pytest.mark.parametrize(
    ("of", "at_least", "deciding", "failing"),
    [
        ("n", "60 %", exactly, [("n", True, False)]),
        ("n", "50 %", exactly, [("n", False, False)]),
        ("n", "70.5 分", exactly, [("n", True, True)]),
        ("n", "50.5 分", rounded, [("n", True, False)]),
        ("item i", "70 %", exactly, [("item i", True, False)]),
        ("item i", "6 分", exactly, [("item i", True, False)]),
        ("item i", "50 %", exactly, [("item i", False, False)]),
        ("item k", "70 %", exactly, []),
        ("every item", "70 %", exactly, [("item i", True, False), ("item j", True, False)]),
        ("every item", "80 %", exactly, [("item i", True, True), ("item j", True, True)]),
    ],
)
def test_what_fails_a_gate(of, at_least, deciding, failing):
    """The score, one item or every item that is there, at its low end and at its high end, against its own full mark."""
    key = node(50, 60, 70, items=KEPT)

    assert list(fails(Gate(of=of, at_least=mark(at_least)), key, ITEMS, deciding)) == failing
    assert list(fails(Gate(of=of, at_least=mark(at_least)), node(0, applies=False, items=KEPT), ITEMS, deciding)) == []


def test_which_periods_fail_a_gate():
    """Each period that applies by its ends, or by whether it failed a gate; one that the rules put does not count."""
    periods = [
        node(50, 60, 70, member="1", failed=(True, False)),
        node(0, member="2", applies=False),
        node(10, member="3", imputed="fixed"),
        node(61, member="4", failed=(False, False)),
        node(20, 25, 30, member="5", failed=(True, True), full=40),
    ]
    by_mark = Gate(of="every period", at_least=mark("60 %"))
    by_gates = Gate(of="every period", at_least=ts.rules.Passed.PASSED)

    assert list(period_fails(by_mark, periods, exactly)) == [("period 1", True, False), ("period 4", False, False), ("period 5", True, False)]
    assert list(period_fails(by_gates, periods, exactly)) == [("period 1", True, False), ("period 4", False, False), ("period 5", True, True)]
    assert list(period_fails(Gate(of="every period", at_least=mark("61 分")), [node("61.5", member="1"), node("60.5", member="2")], rounded)) == [("period 1", False, False), ("period 2", True, True)]


NONE, WORST, ALWAYS = [("n", False, False)], [("n", True, False)], [("n", True, True), ("m", True, False), ("o", True, True)]


@pytest.mark.parametrize(
    ("to", "failing", "ends", "failed", "last", "took"),
    [
        pytest.param(30, [], (50, 60, 70), (False, False), (False, False), (), id="nothing is read"),
        pytest.param(30, NONE, (50, 60, 70), (False, False), (False, False), (), id="nothing fails"),
        pytest.param(30, WORST, (30, 60, 70), (True, False), (False, False), (), id="at worst"),
        pytest.param(55, WORST, (50, 60, 70), (True, False), (False, False), (), id="at worst it lies below already"),
        pytest.param(30, ALWAYS, (30, 30, 30), (True, True), (False, False), (("n", 30), ("o", 0)), id="in any case"),
        pytest.param(65, ALWAYS, (50, 60, 65), (True, True), (False, False), (("n", 0), ("o", 0)), id="in any case, and the score lies below"),
        pytest.param(55, ALWAYS, (50, 55, 55), (True, True), (False, False), (("n", 5), ("o", 0)), id="in any case, and the low end lies below"),
        pytest.param(None, NONE, (50, 60, 70), (False, False), (False, False), (), id="the last grade, and nothing fails"),
        pytest.param(None, WORST, (50, 60, 70), (True, False), (True, False), (), id="the last grade at worst"),
        pytest.param(None, ALWAYS, (50, 60, 70), (True, True), (True, True), (("n", 0), ("o", 0)), id="the last grade in any case"),
    ],
)  # fmt: skip
def test_what_a_gate_does(to, failing, ends, failed, last, took):
    """It holds the score at its points, the low end where it may fail; or it takes the last grade, and no points."""
    found = gated(node(50, 60, 70), Gate(of="n", at_least=mark("60 %"), to=to), failing)

    assert ((found.low, found.value, found.high), found.failed, found.last, found.took) == (ends, failed, last, took)


def test_gates_one_after_the_other():
    """What an earlier gate failed stays failed, and what it took stands first; without a score none takes points."""
    before = node(50, 60, 70, failed=(True, True), last=(True, True), took=(("m", Fraction(3)),))
    found = gated(before, Gate(of="n", at_least=mark("60 %"), to=30), ALWAYS)
    held = gated(node(50, None, 70), Gate(of="n", at_least=mark("60 %"), to=30), ALWAYS)

    assert (found.failed, found.last, found.took) == ((True, True), (True, True), (("m", 3), ("n", 30), ("o", 0)))
    assert gated(before, Gate(of="n", at_least=mark("60 %"), to=None), NONE).last == (True, True)
    assert gated(before, Gate(of="n", at_least=mark("60 %"), to=None), NONE).failed == (True, True)
    assert ((held.low, held.value, held.high), held.took) == ((30, None, 30), ())


@pytest.mark.parametrize(
    ("gates", "awake"),
    [([], set()), (["item i"], {"i"}), (["every item"], {"i", "j"}), (["item i", "item j"], {"i", "j"}), (["n"], set())],
)
def test_which_lines_a_gate_wakes(gates, awake):
    """A gate on an item lets the lines of the item move the score, though they weigh nothing; not what it does not read, nor figures."""
    ticks = {Tick(open=True, item=item, idle=idle, read=read): 1 for item in ("i", "j", "") for idle in (True, False) for read in (True, False)}
    found = woken(node(50, ticks=ticks), [Gate(of=of, at_least=mark("60 %")) for of in gates])
    moving = {(one.item, one.read): many for one, many in found.ticks.items() if not one.idle}

    assert moving == {(item, read): 2 if read and item in awake else 1 for item in ("i", "j", "") for read in (True, False)}


GRADES = {"high": Range(End(90)), "middle": Range(End(60), End(90, closed=False)), "low": Range(limit=End(60, closed=False))}
LED = {"first": Leading(1), "second": Leading(3, score=Range(End(80))), "rest": Range()}


def total(grades):
    """Return a node with grades."""
    return ts.rules.Sheet(100, grades=grades)


@pytest.mark.parametrize(
    ("grades", "came", "deciding", "ends", "called_"),
    [
        pytest.param({}, node(50), exactly, None, None, id="no grades"),
        pytest.param(GRADES, node(95), exactly, None, ("high", "high"), id="by the score"),
        pytest.param(GRADES, node(55, 60, 90), exactly, None, ("low", "high"), id="at worst and at best"),
        pytest.param(GRADES, node("60.5", None, "89.5", ticks={Tick(open=True): 1}), rounded, None, ("middle", "middle"), id="without a score yet"),
        pytest.param(GRADES, node(95, last=(True, False)), exactly, None, ("low", "high"), id="at worst the last"),
        pytest.param(GRADES, node(95, last=(True, True)), exactly, None, ("low", "low"), id="the last"),
        pytest.param(GRADES, node(95, applies=False), exactly, None, None, id="nothing applies"),
        pytest.param(GRADES, node(95, withheld=True), exactly, None, None, id="no score for good"),
        pytest.param({"high": Range(End(90)), "middle": Range(End(60), End(80))}, node(85), exactly, None, ("middle", "middle"), id="the last where none fits"),
        pytest.param(LED, node(95), exactly, (1, 2), ("second", "first"), id="by place at worst and at best"),
        pytest.param(LED, node(70, 80, 85), exactly, (1, 2), ("rest", "first"), id="a place, and a score too low for it"),
        pytest.param(LED, node(95), exactly, (4, 4), ("rest", "rest"), id="behind those that lead"),
        pytest.param(LED, node(95), exactly, None, ("rest", "rest"), id="without a place"),
    ],
)  # fmt: skip
def test_the_grades_still_possible(grades, came, deciding, ends, called_):
    """At worst and at best, by the numbers that decide and by place; the last grade where a gate takes it or none fits."""
    found = called(total(grades), came, deciding, ends, 5)

    assert found.grades == called_
    assert graded(total(grades), came, deciding).grades == (None if grades is LED else called_)


@pytest.mark.parametrize(
    ("leading", "units", "most"),
    [
        pytest.param(Leading(2), 9, 2, id="the first two"),
        pytest.param(Leading(30, share=True, rounded=Cut.UP), 11, 4, id="3.3 rounded up"),
        pytest.param(Leading(30, share=True, rounded=Cut.DOWN), 11, 3, id="3.3 rounded down"),
        pytest.param(Leading(30, share=True, rounded=Cut.HALF_UP), 11, 3, id="3.3 rounded"),
        pytest.param(Leading(50, share=True, rounded=Cut.HALF_UP), 5, 3, id="2.5 rounded"),
        pytest.param(Leading(30, share=True, rounded=Cut.UP), 10, 3, id="3 is not rounded up"),
        pytest.param(Leading(30, share=True, rounded=Cut.DOWN), 10, 3, id="3 is not rounded down"),
        pytest.param(Leading(30, share=True, rounded=Cut.HALF_UP), 10, 3, id="3 is not rounded"),
    ],
)
def test_how_many_lead(leading, units, most):
    """The first so many, or a share of the units, rounded as it says; nothing without a place is among them."""
    assert [within(leading, place, units) for place in range(1, 7)] == [place <= most for place in range(1, 7)]
    assert within(leading, None, units) is False


def test_the_mean_of_peers():
    """The mean of the ends of those that have a score or may come to one, and of the scores that are there, held between them."""
    own = node(0, applies=False, member="m", full=100)
    open_line = {Tick(open=True): 1}
    one, other = node(10, 20, 30), node(50, None, 60, ticks=open_line)

    def ends(came):
        return (came.low, came.value, came.high, came.applies, came.imputed, came.member) if came else None

    assert ends(mean_of_peers([one, node(90, 95, 99), node(0, applies=False), node(1, withheld=True)], own)) == (50, Fraction(115, 2), Fraction(129, 2), True, "peers", "m")
    assert ends(mean_of_peers([one, other], own)) == (30, 30, 45, True, "peers", "m")
    assert ends(mean_of_peers([other], own)) == (50, None, 60, True, "peers", "m")
    assert mean_of_peers([node(0, applies=False), node(0, None, 9)], own) is None
    assert mean_of_peers([], own) is None
