"""What the source of a report says: who handed it over, and on which days somebody looked."""

from __future__ import annotations

from datetime import date

from tristandard.basics.outcome import Measured, Observation

_HANDED_OVER = "handover of "


def handed_by(host: str) -> str:
    """Return the source that reports what an assessment handed over: the day of it is that of the period's start."""
    return f"{_HANDED_OVER}{host}"


def host_of(source: str) -> str:
    """Return the assessment that handed over what a source reports; "" where it was not handed over."""
    return source.removeprefix(_HANDED_OVER) if source.startswith(_HANDED_OVER) else ""


def days_of(report: Observation) -> tuple[date, ...]:
    """Return the days on which, as a report says, somebody looked: its own; of what was handed over, which names none,
    those on which its findings were found.
    """
    if not host_of(report.source):
        return (report.made,)
    found = report.outcome.findings if isinstance(report.outcome, Measured) else ()
    return tuple(sorted({one.found for one in found if one.found}))
