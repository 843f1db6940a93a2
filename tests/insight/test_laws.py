"""The laws of what results mean, held against surveys of rules of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import FEW
from tristandard.testing import laws
from tristandard.testing import strategies as some


@pytest.mark.parametrize("law", laws.BURDENED, ids=lambda law: law.name)
def test_what_the_merge_saves(law):
    """Visits, measurements, shares and candidates are what a reader counts from plans made apart, from tasks, and from every two questions of a site."""

    @FEW
    @given(st.one_of(some.quarters(), some.quarters(ruled=False)))
    def hold(survey):
        law.check(survey)

    hold()
