"""Ranges and forms: what is acceptable of one measure."""

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
