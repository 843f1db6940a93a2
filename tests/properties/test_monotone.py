"""Law 11: a worse outcome never raises its own unit's score, nor an end of its interval."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from properties import SOME
from tristandard.testing import laws
from tristandard.testing import strategies as some


@SOME
@given(some.quarters(), st.data())
def test_worse_is_never_better(survey, data):
    """A value further beyond the bar, or one finding more, raises no score of the units that answer for the place."""
    (law,) = laws.MONOTONE

    law.check(*data.draw(some.derived(survey, law.takes)))
