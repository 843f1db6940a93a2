"""What shows whether a task of a drive is done: checks, and measurements of the indicators that the task names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import final

from attrs import frozen

from tristandard.insight.drive import Drive, DriveCheck, DriveTask
from tristandard.insight.drives import Drives
from tristandard.merging.question import Question
from tristandard.survey.entry import Entry, Status
from tristandard.survey.ledger import Ledger
from tristandard.survey.register import Register
from tristandard.survey.source import days_of

#: A task that reads a question, and the members of the question that it names.
_Asking = tuple[Drive, DriveTask, frozenset[str]]


@final
@frozen(kw_only=True)
class Evidence:
    """So many places that meet a task, of those looked at, at one unit on one day.

    Attributes:
        source: The id of the check; of a measurement its site and shared indicator.
        kind: The way to check; "" of a measurement.
    """

    drive: str
    task: str
    unit: str
    day: date
    met: int
    checked: int
    source: str
    kind: str = ""


def evidence_of(checks: Iterable[DriveCheck]) -> Iterator[Evidence]:
    """Yield what each check shows."""
    for check in checks:
        yield Evidence(
            drive=check.drive,
            task=check.task,
            unit=check.unit,
            day=check.day,
            met=check.met,
            checked=check.checked,
            source=check.id,
            kind=check.kind,
        )


def evidence_in(drives: Drives, ledger: Ledger) -> Iterator[Evidence]:
    """Yield what the measurements of a ledger show: of each a place, met or not, on the last day on which it was
    reported. What was handed over without a day shows nothing by any day, and is left out.
    """
    register = ledger.register
    tasks = [
        (drive, task, drives.indicators(task)) for drive in drives.drives for task in drive.tasks if task.indicators
    ]
    asked: dict[Question, list[_Asking]] = {}
    for site, entries in ledger.entries.items():
        for code, entry in entries.items():
            if entry.question not in asked:
                asked[entry.question] = _reading(tasks, entry.question)
            for drive, task, codes in asked[entry.question]:
                found = _statuses(entry, codes)
                if not found.isdisjoint((Status.MET, Status.BREACHED)):
                    met = Status.BREACHED not in found
                    yield from _at_units(drives, register, (drive, task), (site, code), met=met)


def _reading(tasks: Iterable[_Asking], question: Question) -> list[_Asking]:
    """Return the tasks that read a question, each with the members of it that the task names."""
    members = {user.indicator.code for user in question.users}
    return [(drive, task, codes & members) for drive, task, codes in tasks if codes & members]


def _statuses(entry: Entry, codes: frozenset[str]) -> set[Status]:
    """Return what an entry says of the members with some codes."""
    users = zip(entry.question.users, entry.statuses, strict=True)
    return {status for user, status in users if user.indicator.code in codes}


def _at_units(
    drives: Drives, register: Register, asking: tuple[Drive, DriveTask], place: tuple[str, str], *, met: bool
) -> Iterator[Evidence]:
    """Yield what one measurement shows of each unit that answers for its site and carries out the drive."""
    (drive, task), (site, code) = asking, place
    days = [day for report in register.sources(site, code) for day in days_of(report)]
    for unit, _ in register.plan.sites[site].units if days else ():
        if drives.carries_out(drive, unit):
            yield Evidence(
                drive=drive.code,
                task=task.code,
                unit=unit,
                day=max(days),
                met=int(met),
                checked=1,
                source=f"{site}/{code}",
            )
