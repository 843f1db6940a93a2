"""The library and a naive reading, made from the pages alone, say the same of rules and quarters drawn at random."""

import pytest

from differential.comparing import differences
from differential.onto import differences_of_later, later_of, tell_later
from differential.quarters import case_of
from differential.telling import tell
from differential.years import differences_of_year, tell_year, year_of
from properties import TIMES

#: In a usual run sixty cases, with the thorough profile three hundred; `run.py` draws as many as it is told.
CASES = 60 * TIMES


@pytest.mark.parametrize("seed", range(CASES))
def test_the_library_and_the_naive_reading_agree(seed):
    """Every score, interval, coverage, place, grade and posting of a drawn quarter is what comes out by hand."""
    case = case_of(seed)

    found = differences(case)

    assert found == [], f"seed {seed}\n{tell(case)}\n" + "\n".join(found)


@pytest.mark.parametrize("seed", range(CASES // 3))
def test_the_library_and_the_naive_reading_agree_of_a_year(seed):
    """Every score, interval, coverage, place and grade of drawn quarters together, perhaps beside a round of the whole time, is what comes out by hand."""
    year = year_of(seed)

    found = differences_of_year(year)

    assert found == [], f"seed {seed}\n{tell_year(year)}\n" + "\n".join(found)


@pytest.mark.parametrize("seed", [*range(CASES // 3), 179, 258, 288])
def test_what_comes_later_is_what_comes_of_all_at_once(seed):
    """Onto earlier results, whatever of reports, figures and carried units has changed since, the same comes as of everything at once; the last
    three seeds once differed."""
    later = later_of(seed)

    found = differences_of_later(later)

    assert found == [], f"seed {seed}\n{tell_later(later)}\n" + "\n".join(found)


@pytest.mark.parametrize("seed", [27, 301, 389])
def test_years_that_once_differed(seed):
    """A period that must apply and does not leaves no score beside a round of the whole time either; nothing is carried into a score of which nothing applies."""
    assert differences_of_year(year_of(seed)) == []


@pytest.mark.parametrize("seed", [4110, 9799, 20012525])
def test_cases_that_once_differed(seed):
    """A red line that findings lay on a unit zeroes it, even where nothing of the item, or nothing at all, applies at its own sites."""
    assert differences(case_of(seed)) == []


def test_the_cases_that_are_drawn_are_the_same_each_time():
    """A seed names one case, so that a difference can be looked at again."""
    assert tell(case_of(3)) == tell(case_of(3))
