"""Who did what by which month (月度调度): each task at each unit that has to do it, and the same counted together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import final

from attrs import frozen

from tristandard.basics.period import Month, Period
from tristandard.insight.drive import Drive, DriveTask
from tristandard.insight.drives import Drives
from tristandard.insight.evidence import Evidence


@final
class By(Enum):
    """What progress can be told by."""

    MONTH = "month"
    DRIVE = "drive"
    TASK = "task"
    LEAD = "lead"
    UNIT = "unit"


@final
@frozen(kw_only=True)
class Progress:
    """How far one task is at one unit at the end of a month.

    Attributes:
        met, checked: Places in that month.
        done: By what was looked at in the last month in which anything was, and that alone; None where nothing was yet.
            The score counts whatever the stage that evaluates saw together.
        overdue: Whether its last day lies before that of the month, and it is not done; upon that day it is in time.
    """

    month: Period
    drive: str
    task: str
    lead: str
    unit: str
    met: int
    checked: int
    done: bool | None
    overdue: bool


@final
@frozen(kw_only=True)
class Dispatch:
    """Tasks at units, counted together (月度调度): how many there are, are done, were looked at, and are overdue; and
    places in the months told.
    """

    tasks: int
    done: int
    looked_at: int
    overdue: int
    met: int
    checked: int


def progress_of(drives: Drives, evidence: Iterable[Evidence]) -> tuple[Progress, ...]:
    """Return how far each task was at each unit that has to do it, at the end of each month in which anything was
    seen.
    """
    seen: defaultdict[tuple[str, str, str], dict[Period, tuple[int, int]]] = defaultdict(dict)
    for one in evidence:
        month = Month(one.day.year, one.day.month)
        met, checked = seen[one.drive, one.task, one.unit].get(month, (0, 0))
        seen[one.drive, one.task, one.unit][month] = met + one.met, checked + one.checked
    months = sorted({month for by_month in seen.values() for month in by_month})
    units = [unit.code for unit in drives.rules.units]
    return tuple(
        _progress(drive, task, unit, month, seen.get((drive.code, task.code, unit), {}))
        for month in months
        for drive in drives.drives
        for task in drive.tasks
        for unit in units
        if drives.carries_out(drive, unit)
    )


def _progress(
    drive: Drive, task: DriveTask, unit: str, month: Period, seen: Mapping[Period, tuple[int, int]]
) -> Progress:
    past = max((one for one in seen if one <= month), default=None)
    done = None if past is None else task.done(*seen[past])
    met, checked = seen.get(month, (0, 0))
    overdue = task.due is not None and task.due < month.end and not done
    return Progress(
        month=month,
        drive=drive.code,
        task=task.code,
        lead=drive.lead,
        unit=unit,
        met=met,
        checked=checked,
        done=done,
        overdue=overdue,
    )


def dispatched(rows: tuple[Progress, ...], by: Iterable[By]) -> dict[tuple[str, ...], Dispatch]:
    """Return rows counted together by some of what they tell."""
    axes = tuple(by)
    last = rows[-1].month if rows else None
    counts: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        told = counts[tuple(str(getattr(row, one.value)) for one in axes)]
        told.update(met=row.met, checked=row.checked)
        if By.MONTH in axes or row.month == last:
            told.update(tasks=1, done=bool(row.done), looked_at=row.done is not None, overdue=row.overdue)
    names = ("tasks", "done", "looked_at", "overdue", "met", "checked")
    return {key: Dispatch(**{name: found[name] for name in names}) for key, found in counts.items()}
