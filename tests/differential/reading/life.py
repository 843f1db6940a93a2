"""What a finding tells: its circumstances, and what became of it until the end of the period (问题的经过)."""

import re
from datetime import date

import tristandard as ts


def struck(finding: ts.Finding) -> bool:
    """Return whether an appeal struck it out, on whatever day, and nothing upheld it since."""
    decided = [event.stage for event in finding.life if event.stage in (ts.Stage.STRUCK, ts.Stage.UPHELD)]
    return bool(decided) and decided[-1] is ts.Stage.STRUCK


def overdue(finding: ts.Finding, end: date) -> bool:
    """Return whether its last day to mend passed by the end of the period, and it was not mended until that day."""
    known = [event for event in finding.life if event.day <= end]
    due = [event.day for event in known if event.stage is ts.Stage.DUE]
    if not due:
        return False
    turns = [event for event in known if event.stage in (ts.Stage.RECTIFIED, ts.Stage.SENT_BACK)]
    mended = bool(turns) and turns[-1].stage is ts.Stage.RECTIFIED and turns[-1].day <= max(due)
    return not mended


def answer(finding: ts.Finding, name: str, *, end: date, repeats: int) -> str | None:
    """Return the answer to a circumstance; `repeats` is in how many earlier periods the same was found."""
    known = [event.stage for event in finding.life if event.day <= end]
    match name:
        case "overdue":
            return "yes" if overdue(finding, end) else "no"
        case "notified":
            return str(known.count(ts.Stage.NOTIFIED))
        case "sent_back":
            return str(known.count(ts.Stage.SENT_BACK))
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


def in_order(finding: ts.Finding) -> tuple[date, str, str]:
    """Return the key by which findings are taken one after another: the day found, then the id, every number in it with as many digits."""
    day = next((event.day for event in finding.life if event.stage is ts.Stage.FOUND), date.max)
    padded = re.sub("[0-9]+", lambda number: number[0].rjust(40, "0"), finding.id)
    return day, padded, finding.id
