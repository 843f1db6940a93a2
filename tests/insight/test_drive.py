"""The nouns of a drive: which days a stage holds, when a task is done, and which values they refuse."""

from datetime import date

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_drives import CLEAN, LINES, STAGES, check


def test_a_stage_holds_both_its_ends():
    """The first and the last day belong to a stage, the days beside them do not; an open end holds every day."""
    april, open_start, open_end = STAGES[0], evolve(STAGES[0], start=None), evolve(STAGES[0], end=None)
    days = date(2022, 3, 31), date(2022, 4, 1), date(2022, 4, 30), date(2022, 5, 1)

    assert [[False, True, True, False], [True, True, True, False], [False, True, True, True]] == [[day in stage for day in days] for stage in (april, open_start, open_end)]
    assert ["2022-04-01—2022-04-30", "…—2022-04-30", "2022-04-01—…"] == list(map(str, (april, open_start, open_end)))


@pytest.mark.parametrize(("share", "met", "checked", "done"), [(60, 3, 5, True), (60, 2, 5, False), (60, 0, 0, None), (100, 5, 5, True), (100, 4, 5, False), ("66.7", 2, 3, False), ("66.6", 2, 3, True)])
def test_a_task_is_done_by_enough_of_its_places(share, met, checked, done):
    """A task is done where its share of the places that were checked meets it; where none was nobody knows."""
    assert done is evolve(CLEAN.tasks[0], at_least=share).done(met, checked)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: check(met=-1), "-1 is not a number for `met`; write a whole number from 0"),
        (lambda: check(checked=0), "0 is not a number for `checked`; write a whole number from 1"),
        (lambda: evolve(LINES, places=0), "0 is not a number for `places`; write a whole number from 1"),
        (lambda: evolve(CLEAN, code="Clean up"), "'Clean up' is not the code of a drive; write one word of small letters, digits and \"_\", such as \"compounds\""),
        (lambda: evolve(CLEAN, code="a.b"), "'a.b' is not the code of a drive; write one word of small letters, digits and \"_\", such as \"compounds\""),
    ],
)
def test_values_that_are_refused(make, said):
    """A number that is too small, or a code that is no word, is refused with what it is and what to write."""
    with pytest.raises(ts.BadValue) as refused:
        make()

    assert said == str(refused.value)


def test_values_that_are_the_least():
    """None that meets of one that was checked, and the first place alone, are numbers."""
    assert (0, 1, 1) == (check(met=0).met, check(checked=1).checked, evolve(LINES, places=1).places)
