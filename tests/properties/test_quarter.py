"""Laws 7 to 10, 12, 13 and 17: the quarter, held against the rules as written; and what separate assessments would measure."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties import SOME, half
from tristandard.rules.policy import Reading
from tristandard.testing import laws, oracle
from tristandard.testing import strategies as some

#: Those that take a survey alone share one; those of what may become of it have each their own; laws 8 and 11 stand in files of theirs.
ALONE = [law for law in laws.OF_QUARTERS if law.takes == ("survey",)]
OTHERS = [law for law in laws.OF_QUARTERS if law not in ALONE and law.number not in (8, 11)]


@SOME
@given(some.quarters())
def test_the_laws_of_a_survey(survey):
    """Each law that takes a survey alone holds of any survey of any rules."""
    for law in ALONE:
        law.check(survey)


@pytest.mark.parametrize("law", OTHERS, ids=lambda law: f"{law.number} {law.name}")
@half(SOME)
@given(some.quarters(), st.data())
def test_a_law_of_what_becomes_of_a_survey(law, survey, data):
    """Each law holds of a survey and of what may become of it."""
    law.check(*data.draw(some.derived(survey, law.takes)))


@half(SOME)
@given(some.quarters(reading=Reading.POINTWISE), st.data())
def test_one_that_asks_no_more_changes_nothing(survey, data):
    """The law of who asks no more speaks of the pointwise reading, and holds there, where it joins a group and where it stands alone."""
    (law,) = [law for law in laws.SEPARATE if law.takes[1] != "the same beside a stranger"]

    law.check(*data.draw(some.derived(survey, law.takes)))


@half(SOME)
@given(some.quarters(reading=Reading.UNIFORM))
def test_the_counts_apart_are_those_of_the_sources(survey):
    """What separate assessments would measure is counted under each one's own scope."""
    told = Counter(
        assessment.code
        for assessment in survey.rules.assessments
        for indicator in assessment.indicators
        for site in survey.plan.sites.values()
        if oracle.lies_in(oracle.stands(site), indicator.scope.extents)
    )

    assert {assessment.code: told[assessment.code] for assessment in survey.rules.assessments} == survey.plan.apart
