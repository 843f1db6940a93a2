"""What became of findings (整改): how many were mended, and how many in time, by unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured
from tristandard.survey.register import Register


@final
@frozen(kw_only=True)
class Rectification:
    """The findings of one unit in one period that somebody put to it, and what became of them.

    Attributes:
        notified: Findings that were put to a unit (交办), or that it mended unasked.
        rectified: Of them those that are mended, and were not sent back since.
        due: Findings with a last day to mend them, as far as that day is known to have passed, or they are mended.
        on_time: Of these those that were mended by that day.
    """

    notified: int = 0
    rectified: int = 0
    due: int = 0
    on_time: int = 0

    @property
    def rate(self) -> Fraction | None:
        """The share that is mended (整改率), of 1; None where nothing was put to it."""
        return Fraction(self.rectified, self.notified) if self.notified else None

    @property
    def punctuality(self) -> Fraction | None:
        """The share that was mended in time (按期整改率), of 1; None where nothing was due."""
        return Fraction(self.on_time, self.due) if self.due else None


def rectification(register: Register, on: date | None = None) -> dict[str, Rectification]:
    """Return what became of the findings of one period, by unit: the one that a finding names, or each owner of the
    site.

    Args:
        register: Of the period.
        on: The day as of which it is judged; without one, all that was recorded counts, and every last day has passed.
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for site, _, outcome in register:
        for finding in outcome.findings if isinstance(outcome, Measured) else ():
            if not finding.counts:
                continue
            owners = (unit for unit, _ in register.plan.sites[site].units)
            for unit in owners if finding.unit is None else (finding.unit,):
                found[unit].update(_told(finding, on))
    return {unit: Rectification(**counts) for unit, counts in sorted(found.items())}


def _told(finding: Finding, on: date | None) -> Iterator[str]:
    """Yield what one finding counts as."""
    life = [event for event in finding.life if on is None or event.day <= on]
    mended = _mended(life)
    if any(event.stage in (Stage.NOTIFIED, Stage.RECTIFIED) for event in life):
        yield "notified"
    if mended is not None:
        yield "rectified"
    last = max((event.day for event in finding.life if event.stage is Stage.DUE), default=None)
    if last is not None and (mended is not None or on is None or last < on):
        yield "due"
        if mended is not None and mended <= last:
            yield "on_time"


def _mended(life: list[Event]) -> date | None:
    """Return the day on which a finding was mended and not sent back since; None where it was not."""
    back = max((place for place, event in enumerate(life) if event.stage is Stage.SENT_BACK), default=-1)
    return next((event.day for event in life[back + 1 :] if event.stage is Stage.RECTIFIED), None)
