"""The least set where every set is tried: what it is, what is proved of it, and what is done where there are too many sets."""

from fractions import Fraction
from itertools import combinations

from tristandard.insight.whatif_rectified import Breach
from tristandard.insight.whatif_search import MOST, TRIES, Searched, search


def breaches(many):
    """Return so many breaches, in their order."""
    return tuple(Breach(f"s{at:02}", "a.litter") for at in range(many))


def tried(worth, reach, start=0):
    """Return what the score is with some breaches rectified, of so many points each, and whether that reaches; and how many sets were asked about."""
    asked = []

    def told(chosen):
        assert isinstance(chosen, frozenset)
        asked.append(chosen)
        value = Fraction(start + sum(worth[one] for one in chosen))
        return value, value >= reach

    return told, asked


def searched(points, reach):
    """Return what is found where breaches are worth so many points each."""
    every = breaches(len(points))
    told, asked = tried(dict(zip(every, points, strict=True)), reach)
    return every, search(every, told), asked


def test_the_least_set_and_the_best_of_those():
    """Of sets of one size that reach the one that brings the most is told, with the best that one fewer does; larger sets are not tried."""
    every, found, asked = searched([2, 3, 4, 1], 6)

    assert Searched((every[1], every[2]), 2, Fraction(4)) == found
    assert 1 + 4 + 6 == len(asked)


def test_nothing_to_do_and_nothing_that_does():
    """Where the line is reached no set is needed; where all do not reach, each size was tried, and the best is that of all."""
    every, found, _ = searched([1, 1], 0)
    assert Searched((), 0, None) == found

    every, found, asked = searched([1, 2], 4)
    assert Searched(None, 3, Fraction(3)) == found
    assert [frozenset(one) for size in range(3) for one in combinations(every, size)] == asked


def test_a_set_without_a_score_is_no_answer():
    """Sets of which no score comes do not reach, and do not count for the best."""
    one, other = breaches(2)
    worth = {frozenset(): (Fraction(0), False), frozenset({one}): (None, True), frozenset({other}): (None, False), frozenset({one, other}): (Fraction(2), True)}

    assert Searched((one, other), 2, None) == search((one, other), worth.__getitem__)


def test_so_many_breaches_are_tried_in_every_set():
    """Fourteen breaches have 2^14 sets, which are all tried; of fifteen only 2^11 sets, the smaller first, so that no set of five is."""
    assert (14, 2**14) == (MOST, TRIES)
    every, found, asked = searched([1] * 14, 15)
    assert (Searched(None, 15, Fraction(14)), 2**14) == (found, len(asked))

    every, found, asked = searched([1] * 15, 4)
    assert (every[:4], 4, Fraction(3), 1 + 15 + 105 + 455 + 1365) == (found.chosen, found.lower, found.best_with_one_fewer, len(asked))
    every, found, asked = searched([1] * 15, 5)
    assert (5, 5, Fraction(4)) == (len(found.chosen), found.lower, found.best_with_one_fewer)


def test_step_by_step_the_most_helpful_comes_first():
    """Of twenty breaches the last four are worth five each, the others one: for 20 points these four are found, and proved, since all sets of three were tried."""
    every, found, _ = searched([1] * 16 + [5] * 4, 20)

    assert Searched(every[16:], 4, Fraction(15)) == found


def test_step_by_step_what_can_be_left_out_is():
    """Where the largest does not help in the end it is left out; what is proved is that no set of three reaches, and no best of one fewer is told."""
    every = breaches(20)
    one, *others = every
    worth = {**dict.fromkeys(others, 2), one: 3}
    told, _ = tried(worth, 12)

    def bent(chosen):
        value, reaches = told(chosen)
        return value - 3 * (one in chosen and len(chosen) > 4), reaches and len(chosen - {one}) >= 6

    assert Searched(tuple(others[:6]), 4, None) == search(every, bent)


def test_step_by_step_what_all_do_not_reach_is_not_sought():
    """Where all breaches together do not reach, that is said without looking for a set."""
    _, found, asked = searched([1] * 20, 21)

    assert (Searched(None, 21, None), 1 + 20 + 190 + 1140 + 1) == (found, len(asked))


def test_step_by_step_a_set_without_a_score_helps_nothing():
    """A breach with which no score comes is worth less than one that brings half a point."""
    every = breaches(16)

    def told(chosen):
        half = sum(Fraction(1, 2) for one in chosen if one != every[0])
        return (None if every[0] in chosen and len(chosen) < 6 else half), half >= Fraction(5, 2)

    assert Searched(every[1:6], 4, None) == search(every, told)
