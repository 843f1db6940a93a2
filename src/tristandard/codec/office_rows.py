"""What one office passes to another, as rows: statuses handed over, and notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from attrs import frozen

from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.codec.row_text import Pairs, cell
from tristandard.scoring.handed_over import Handover
from tristandard.scoring.notice import Notice


@final
@frozen(kw_only=True)
class HandedOverRow:
    """One status that a host passes to a consumer.

    Attributes:
        period: The period.
        host: The code of the assessment that measured.
        consumer: The code of the assessment that uses it.
        site: The code of the site.
        indicator: The code of the shared indicator.
        status: "met", "breached", "not_applicable" or "not_measured".
        bar: The standard in force.
        outcome: "measured", "not_applicable" or "not_measured".
        values: What was measured, by measure, in its unit.
        reason: Why nothing was measured.
        findings: The ids of the findings.
        points: What the host took, by unit, in points.
        gained: What the host gave, by unit, in points.
        vetoes: What was zeroed, by unit.
    """

    period: str
    host: str
    consumer: str
    site: str
    indicator: str
    status: str
    bar: str
    outcome: str
    values: Pairs
    reason: str
    findings: tuple[str, ...]
    points: Pairs
    gained: Pairs
    vetoes: Pairs


def handover_rows(handed: Handover) -> Iterator[HandedOverRow]:
    """Yield the statuses of a handover."""
    for entry in handed.entries:
        state, values, reason, findings = _measured(entry.outcome)
        yield HandedOverRow(
            period=str(handed.period), host=handed.host, consumer=handed.consumer, site=entry.site,
            indicator=entry.indicator, status=entry.status.value, bar=entry.bar, outcome=state, values=values,
            reason=reason, findings=findings, vetoes=entry.vetoes,
            points=tuple((unit, plain(points)) for unit, points in entry.points),
            gained=tuple((unit, plain(points)) for unit, points in entry.gained),
        )  # fmt: skip


@final
@frozen(kw_only=True)
class NoticeRow:
    """One problem for the other offices.

    Attributes:
        period: The period.
        site: The code of the site.
        indicator: The code of the indicator.
        zh: What the indicator is called.
        found_by: The code of the assessment that found it.
        to: The codes of the assessments that ask anything else at the site.
        units: The codes of the units that answer for it.
        seen: What was seen, and the standard, in Chinese.
        values: What was measured, by measure, in its unit.
        findings: The ids of the findings.
        notice: What the rule set says of its illustrative numbers.
    """

    period: str
    site: str
    indicator: str
    zh: str
    found_by: str
    to: tuple[str, ...]
    units: tuple[str, ...]
    seen: str
    values: Pairs
    findings: tuple[str, ...]
    notice: str


def notice_row(notice: Notice) -> NoticeRow:
    """Return the row of a notice."""
    _, values, _, findings = _measured(notice.outcome)
    return NoticeRow(
        period=notice.period, site=notice.site, indicator=notice.indicator, zh=notice.zh, found_by=notice.found_by,
        to=notice.to, units=notice.units, seen=notice.seen, values=values, findings=findings, notice=notice.notice,
    )  # fmt: skip


def _measured(outcome: Outcome) -> tuple[str, Pairs, str, tuple[str, ...]]:
    """Return how an outcome is called, the values in it, its reason, and the ids of its findings."""
    match outcome:
        case Measured(values, findings):
            shown = tuple(
                (code, f"{{{', '.join(sorted(value))}}}" if isinstance(value, frozenset) else cell(value))
                for code, value in values
            )
            return "measured", shown, "", tuple(finding.id for finding in findings)
        case NotApplicable(reason):
            return "not_applicable", (), reason, ()
        case NotMeasured(reason):
            return "not_measured", (), reason, ()
