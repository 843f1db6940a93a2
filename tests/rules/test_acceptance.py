"""Ranges and forms: what is acceptable of one measure."""

from fractions import Fraction

import pytest

from tristandard.basics.errors import BadValue
from tristandard.rules.acceptance import End, Forms, Range


def test_an_end_is_exact():
    """A float is no end of a range."""
    with pytest.raises(BadValue, match="is not an exact number"):
        End(0.5)


def test_empty_ranges_and_forms_in_words():
    """What accepts nothing prints as none, and what accepts everything as any."""
    told = [str(Range(End(2), End(1))), str(Range(End(1, closed=False), End(1))), str(Forms(frozenset({"a"}), frozenset())), str(Range()), str(Forms())]

    assert told == ["none", "none", "none", "any", "any"]


def test_ranges_and_forms_are_ordered_by_inclusion():
    """A range asks at least as much as another when it lies within it; so do forms."""
    assert (Range(End(1)) <= Range(End(2)), Range(End(2)) <= Range(End(1)), Forms() <= Forms(frozenset({"a"}))) == (True, False, True)


def test_whatever_accepts_nothing_is_one():
    """Ranges in which nothing lies are equal, whatever their ends; so are forms of which one is required that is not accepted."""
    empty = [Range(End(2), End(1)), Range(End(9), End(-9)), Range(End(1), End(1, closed=False)), Range(End(0, closed=False), End(0))]
    unmet = [Forms({"a"}, {"b"}), Forms({"b"}, set()), Forms({"a", "b"}, {"b"})]

    assert (1, 1) == (len(set(empty)), len(set(unmet)))
    assert [True] * 7 == [one.empty for one in (*empty, *unmet)]
    assert not any(one.accepts(Fraction(place)) for one in empty for place in (-9, 0, 1, 2, 9))
    assert not any(one.accepts(frozenset(seen)) for one in unmet for seen in ("", "a", "b", "ab"))
