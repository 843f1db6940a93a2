"""A register, held against what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tristandard.basics.finding import Finding
from tristandard.basics.outcome import Measured, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.proof.disagreement import Disagreement, told
from tristandard.proof.plans import place
from tristandard.proof.reading.life import BY_LIFE, answer
from tristandard.proof.reading.standing import Standing
from tristandard.survey.register import Register


def registers(held: Register, worked: Standing) -> Iterator[Disagreement]:
    """Yield where a register holds another outcome than the one that follows from its observations."""
    seen = {(site, code): outcome for site, outcomes in held.outcomes.items() for code, outcome in outcomes.items()}
    due, end = worked.heard.outcomes, worked.papers.period.end
    wrong = {where for where in worked.meanings if not same(due.get(where), seen.get(where), end)}
    for where in sorted(wrong | (seen.keys() - worked.meanings.keys())):
        yield Disagreement("outcome", place(where), *outcome_texts(due.get(where), seen.get(where)))


def same(one: Outcome | None, other: Outcome | None, end: date) -> bool:
    """Return whether two outcomes say the same; why something was not measured decides nothing."""
    if isinstance(one, Measured) and isinstance(other, Measured):
        if not one.findings and not other.findings:
            return one.values == other.values
        found = [*zip(one.findings, other.findings, strict=False)]
        return (
            one.values == other.values
            and len(one.findings) == len(other.findings)
            and all(same_finding(finding, another, end) for finding, another in found)
        )
    if one is None or isinstance(one, NotMeasured):
        return other is None or isinstance(other, NotMeasured)
    return one == other


def same_finding(one: Finding, other: Finding, end: date) -> bool:
    """Return whether a register holds a finding as it follows: what it counts, whose it is, and what its life told."""
    apart = {name: answer(one, name, end=end) for name in BY_LIFE} if one.life else {}
    due = {**dict(one.circumstances), **apart}
    return due == dict(other.circumstances) and (
        (one.id, one.measure, one.place, one.at, one.unit, one.life, one.counts)
        == (other.id, other.measure, other.place, other.at, other.unit, other.life, other.counts)
    )


def outcome_texts(one: Outcome | None, other: Outcome | None) -> tuple[str, str]:
    """Return two outcomes as text; where that is the same, with their findings."""
    both = told(one), told(other)
    if both[0] != both[1]:
        return both
    return with_findings(one), with_findings(other)


def with_findings(outcome: Outcome | None) -> str:
    """Return an outcome with what each of its findings counts, whose it is, and what it tells."""
    if not isinstance(outcome, Measured):
        return told(outcome)
    found = [
        " ".join(
            [
                one.id,
                plain(one.counts),
                *([one.unit] if one.unit else []),
                *(f"{name}={answer_}" for name, answer_ in one.circumstances),
            ]
        )
        for one in outcome.findings
    ]
    return f"{outcome} ({', '.join(found)})"
