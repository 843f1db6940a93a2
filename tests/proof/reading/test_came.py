"""What a node came to: its lines, its score before what stands on it, whether it can have one; by hand."""

from fractions import Fraction

import pytest
from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, count, held, nothing

OPEN, SEEN = Tick(open=True, item="i"), Tick(open=False, item="i")


def node(value=5, **more):
    """Return a node of ten points."""
    return Came(node="n", full=Fraction(10), low=Fraction(3), value=None if value is None else Fraction(value), high=Fraction(7), **more)


def test_ticks_that_are_alike_are_added_up():
    """Lines of one sort are one, with their number; none of a sort is not there."""
    assert count([(OPEN, 2), (SEEN, 1), (OPEN, 3), (Tick(open=True), 0)]) == {OPEN: 5, SEEN: 1}


@pytest.mark.parametrize(("value", "kept"), [(2, 3), (3, 3), (5, 5), (7, 7), (8, 7)])
def test_a_score_is_held_between_its_ends(value, kept):
    """Below the low end it is the low end, above the high end the high end."""
    assert held(Fraction(value), node()) == kept
    assert node(value).within().value == kept


def test_without_a_score_nothing_is_held():
    """What has no score has none between its ends."""
    assert node(None).within().value is None


def test_nothing_applies():
    """A node of which nothing applies keeps its name, whose it is and its full mark alone."""
    found = nothing("n", "m", Fraction(9))

    assert (found.node, found.member, found.full, found.applies, found.value) == ("n", "m", 9, False, None)


@pytest.mark.parametrize(
    ("came", "before"),
    [
        pytest.param(node(), 5, id="the score"),
        pytest.param(node(bare=Fraction(4)), 4, id="before its bonuses and gates"),
        pytest.param(node(0, red="all", left=Fraction(6)), 6, id="before a red line"),
        pytest.param(node(0, bare=Fraction(4), red="all", left=Fraction(6)), 4, id="before both"),
        pytest.param(node(None), None, id="no score"),
    ],
)
def test_the_score_before_what_stands_on_it(came, before):
    """What stands on a node is a bonus, a gate and a red line."""
    assert came.before == before


@pytest.mark.parametrize(
    ("came", "hopeless"),
    [
        pytest.param(node(), False, id="a score"),
        pytest.param(node(applies=False), True, id="nothing applies"),
        pytest.param(node(withheld=True), True, id="the rules keep it from one"),
        pytest.param(node(None, ticks={OPEN: 1}), False, id="something is open"),
        pytest.param(node(None, ticks={SEEN: 1}), True, id="nothing is open"),
        pytest.param(node(None, ticks={evolve(OPEN, idle=True): 1}), True, id="what is open cannot move it"),
    ],
)
def test_whether_there_is_no_score_for_good(came, hopeless):
    """Nothing applies, the rules keep it from one, or nothing that is open could give it one."""
    assert came.hopeless is hopeless


def test_what_can_move_a_score_is_counted():
    """Of what can move it: how many lines were measured, and how many were not."""
    assert node(ticks={OPEN: 2, SEEN: 3, evolve(OPEN, idle=True): 4, evolve(SEEN, idle=True): 5, evolve(OPEN, item="j"): 1}).tally() == (3, 3)


@pytest.mark.parametrize(
    ("counts", "read", "became"),
    [
        (True, True, {OPEN: 1, evolve(SEEN, idle=True): 2, evolve(SEEN, read=False): 3}),
        (True, False, {evolve(OPEN, read=False): 1, evolve(SEEN, idle=True, read=False): 2, evolve(SEEN, read=False): 3}),
        (False, True, {evolve(OPEN, idle=True): 1, evolve(SEEN, idle=True): 2, evolve(SEEN, idle=True, read=False): 3}),
        (False, False, {evolve(OPEN, idle=True, read=False): 1, evolve(SEEN, idle=True, read=False): 5}),
    ],
)
def test_the_lines_of_a_part(counts, read, became):
    """Those of a part that counts nothing cannot move the score; those of one that no gate reads by items are not read; what could not before cannot now."""
    came = node(ticks={OPEN: 1, evolve(SEEN, idle=True): 2, evolve(SEEN, read=False): 3})

    assert came.part(counts=counts, read=read) == became
    assert came.ticked(lambda one: evolve(one, idle=True)).ticks == {evolve(OPEN, idle=True): 1, evolve(SEEN, idle=True): 2, evolve(SEEN, idle=True, read=False): 3}
