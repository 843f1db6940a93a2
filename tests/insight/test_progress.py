"""Who did what by which month: each task at each unit that carries it out, month by month, and counted together."""

from datetime import date

import pytest
from attrs import evolve

from insight.test_drives import CLEAN, STAGES, check, made
from tristandard.basics.period import Month
from tristandard.insight.driven import evaluate
from tristandard.insight.progress import By, Dispatch

APRIL, MAY = Month(2022, 4), Month(2022, 5)
SIGNS = evolve(CLEAN.tasks[1], due=date(2022, 4, 29), at_least=60)
BINS = evolve(SIGNS, code="bins", due=date(2022, 5, 31), at_least=100)


@pytest.fixture(scope="module")
def driven():
    """What came of a drive of two tasks, due on the last day but one of April and on the last of May, that Wujin and Tianning carry out: in April Wujin had one sign of
    three and Tianning all its bins, in May Wujin three signs of five.
    """
    drives = made(drives=[evolve(CLEAN, units=["wujin", "tianning"], tasks=[SIGNS, BINS])])
    april = {"stage": "work", "day": date(2022, 4, 9)}
    checks = check("1", met=1, checked=1, **april), check("2", met=0, checked=2, **april), check("3", "tianning", 2, checked=2, task="bins", **april)
    return evaluate(drives, [*checks, check("4", met=3, checked=5)])


def test_each_task_month_by_month(driven):
    """A task is done by the last month in which it was looked at, and overdue where its last day lies before that of the month and it is not done: upon that day it is in time; places count in their own month."""
    rows = [(one.month, one.task, one.unit, one.met, one.checked, one.done, one.overdue) for one in driven.progress]

    assert [
        (APRIL, "signs", "tianning", 0, 0, None, True),
        (APRIL, "signs", "wujin", 1, 3, False, True),
        (APRIL, "bins", "tianning", 2, 2, True, False),
        (APRIL, "bins", "wujin", 0, 0, None, False),
        (MAY, "signs", "tianning", 0, 0, None, True),
        (MAY, "signs", "wujin", 3, 5, True, False),
        (MAY, "bins", "tianning", 0, 0, True, False),
        (MAY, "bins", "wujin", 0, 0, None, False),
    ] == rows
    assert {("clean", "bureau")} == {(one.drive, one.lead) for one in driven.progress}


def test_counted_together(driven):
    """By month, tasks are counted as they stood then; without it as they stand at the last one, and places over all months."""
    april = Dispatch(tasks=4, done=1, looked_at=2, overdue=2, met=3, checked=5)
    may = Dispatch(tasks=4, done=2, looked_at=2, overdue=1, met=3, checked=5)
    whole = Dispatch(tasks=4, done=2, looked_at=2, overdue=1, met=6, checked=10)

    assert {("2022-04",): april, ("2022-05",): may} == driven.dispatch(By.MONTH)
    assert ({(): whole}, {("clean", "bureau"): whole}) == (driven.dispatch(), driven.dispatch(By.DRIVE, By.LEAD))
    assert {
        ("signs", "tianning"): Dispatch(tasks=1, done=0, looked_at=0, overdue=1, met=0, checked=0),
        ("signs", "wujin"): Dispatch(tasks=1, done=1, looked_at=1, overdue=0, met=4, checked=8),
        ("bins", "tianning"): Dispatch(tasks=1, done=1, looked_at=1, overdue=0, met=2, checked=2),
        ("bins", "wujin"): Dispatch(tasks=1, done=0, looked_at=0, overdue=0, met=0, checked=0),
    } == driven.dispatch(By.TASK, By.UNIT)


def test_the_dispatch_looks_at_the_last_month_and_the_score_at_the_whole_stage():
    """No sign of two in May, both in June: by June the task is done; the score has two places of the four of its stage, which is not done."""
    look = evolve(STAGES[-1], end=date(2022, 6, 30))
    drives = made(stages=[*STAGES[:-1], look], drives=[evolve(CLEAN, tasks=[CLEAN.tasks[1]], units=["wujin"])])
    driven = evaluate(drives, [check("1", met=0, checked=2), check("2", met=2, checked=2, day=date(2022, 6, 3))])

    assert ([False, True], 0) == ([one.done for one in driven.progress], driven.cards("clean")["wujin"].exact)


def test_nothing_looked_at_is_no_month():
    """Before anything was looked at there is no month, and nothing to count."""
    driven = evaluate(made())

    assert ((), {}) == (driven.progress, driven.dispatch(By.MONTH))
