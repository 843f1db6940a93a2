"""Averages over all orders: each set that may come before has its share of them, and what is too much to try is not tried."""

from fractions import Fraction

import pytest

from tristandard.insight.uplift_orders import MOST, averaged, averaged_alike, averaged_sum, coalitions, weight


def test_every_set_by_its_size():
    """Sets come smallest first, each once; of four players the shares of those that come before one of them are 1/4, 1/12, 1/12 and 1/4."""
    assert [set(), {1}, {2}, {3}, {1, 2}, {1, 3}, {2, 3}, {1, 2, 3}] == list(coalitions([1, 2, 3]))
    assert [Fraction(1, 4), Fraction(1, 12), Fraction(1, 12), Fraction(1, 4)] == [weight(before, 4) for before in range(4)]
    assert 1 == sum(weight(len(before), 4) for before in coalitions("abc"))


def test_who_comes_first_takes_all():
    """Where one of three is enough, each has a third; where two are asked for, likewise; one that adds nothing has nothing."""
    assert dict.fromkeys("abc", Fraction(1, 3)) == averaged("abc", lambda on: Fraction(len(on) > 0)) == averaged("abc", lambda on: Fraction(len(on) > 1))
    assert {"a": Fraction(1), "b": Fraction(0)} == averaged("ab", lambda on: Fraction("a" in on))
    assert {} == averaged("", lambda on: Fraction(len(on)))


@pytest.mark.parametrize(
    ("steps", "start", "most", "told"),
    [
        ([2, 3], 0, 5, {2: 2, 3: 3}), ([2, 3], 0, 4, {2: Fraction(3, 2), 3: Fraction(5, 2)}), ([2, 3], 1, 4, {2: 1, 3: 2}), ([2, 2, 2], 0, 4, {2: Fraction(4, 3)}),
        ([5, -2], 0, 4, {5: Fraction(9, 2), -2: Fraction(-3, 2)}), ([3], 6, 5, {3: 0}), ([], 3, 1, {}),
    ],
)  # fmt: skip
def test_a_sum_that_stops(steps, start, most, told):
    """Each step adds what it may before the sum stops, on average over all orders; where it never stops, itself."""
    assert told == averaged_sum(steps, start, most)


def test_what_is_too_much_to_try():
    """Of 14 different steps 8,192 sums may come before each, which are not tried, nor as many mixtures; where the sum never stops none need be."""
    steps = [2**at for at in range(14)]

    assert 4096 == MOST
    assert averaged_sum(steps, 0, 2**13) is None
    assert averaged_sum(steps, 0, 2**14) == {step: step for step in steps}
    assert averaged_alike(dict.fromkeys(range(13), 1), lambda counts: Fraction(len(counts))) is None
    assert {"x": Fraction(1, 3), "y": Fraction(1, 3)} == averaged_alike({"x": 2, "y": 1}, lambda counts: Fraction(any(counts.values())))
