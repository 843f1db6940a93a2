"""The laws of what results mean, held against surveys, years and drives of rules of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW
from tristandard.testing import laws
from tristandard.testing import strategies as some
from tristandard.testing.strategies.years import drive_years, years


@pytest.mark.parametrize("law", laws.BURDENED, ids=lambda law: law.name)
def test_what_the_merge_saves(law):
    """Visits, measurements, shares and candidates are what a reader counts who plans apart and looks at every pair."""

    @FEW
    @given(st.one_of(some.quarters(), some.quarters(ruled=False)))
    def hold(survey):
        law.check(survey)

    hold()


@FEW
@given(drive_years())
def test_drives(year):
    """Scores, lists and the year are what a clerk counts from checks and measurements."""
    for law in laws.DRIVEN:
        law.check(year)


@FEW
@given(years())
def test_trends(surveys):
    """Changes add up, what is repeated was there before, what is mended in time is mended, and the year is certified."""
    for law in (*laws.MOVED, *laws.PUT_TOGETHER):
        law.check(surveys)
