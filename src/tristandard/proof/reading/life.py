"""What a finding tells: its circumstances, and what became of it until the end of the period (问题的经过)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding

#: The answer to a circumstance, or None where the finding does not say.
Tells = Callable[[str], str | None]

#: What the life of a finding tells.
BY_LIFE = ("overdue", "notified", "sent_back")


def struck(finding: Finding) -> bool:
    """Return whether an appeal struck it out, on whatever day, and nothing upheld it since."""
    decided = [event.stage for event in finding.life if event.stage in (Stage.STRUCK, Stage.UPHELD)]
    return bool(decided) and decided[-1] is Stage.STRUCK


def until(finding: Finding, end: date) -> list[Event]:
    """Return what became of it until a day."""
    return [event for event in finding.life if event.day <= end]


def overdue(finding: Finding, end: date) -> bool:
    """Return whether the last day that was granted passed by the end of the period, and nobody said until that day
    that it was mended. What a check sent back was not mended.
    """
    granted = [event.day for event in finding.life if event.stage is Stage.DUE]
    if not granted or max(granted) >= end:
        return False
    mended: list[date] = []
    for event in until(finding, end):
        if event.stage is Stage.RECTIFIED:
            mended.append(event.day)
        elif event.stage is Stage.SENT_BACK:
            mended.clear()
    return not any(day <= max(granted) for day in mended)


def answer(finding: Finding, name: str, *, end: date, repeats: int = 0) -> str | None:
    """Return the answer to a circumstance; `repeats` is in how many earlier periods the same was found."""
    known = [event.stage for event in until(finding, end)]
    match name:
        case "overdue":
            return "yes" if overdue(finding, end) else "no"
        case "notified":
            return str(known.count(Stage.NOTIFIED))
        case "sent_back":
            return str(known.count(Stage.SENT_BACK))
        case "repeated":
            return str(repeats)
        case _:
            return dict(finding.circumstances).get(name)


def fits(written: str, told: str | None) -> bool:
    """Return whether an answer is the one written, or lies in the span of numbers written ("1..2", "3..")."""
    if told is None or ".." not in written:
        return written == told
    low, high = written.split("..")
    return int(low) <= int(told) and (not high or int(told) <= int(high))


def in_order(finding: Finding) -> tuple[date, list[tuple[int, str]], str]:
    """Return the key by which findings are taken one after another: the day found, then the id, in which numbers go by
    size; without a day last.
    """
    day = next((event.day for event in finding.life if event.stage is Stage.FOUND), date.max)
    return day, numbered(finding.id), finding.id


def numbered(text: str) -> list[tuple[int, str]]:
    """Return a text as it is put in order: mark by mark, and each number as a whole, by how long it is, then digit by
    digit.
    """
    found, digits = list[tuple[int, str]](), ""
    for mark in f"{text} ":
        if "0" <= mark <= "9":
            digits += mark
            continue
        if digits:
            number = digits.lstrip("0")
            found += [(ord("0"), ""), (len(number), number)]
            digits = ""
        found.append((ord(mark), ""))
    return found[:-1]
