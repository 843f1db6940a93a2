"""Which of several claims about one question stands: what all say, or what the policy chooses (取舍办法)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.proof.reading.against import distance, number
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.papers import Papers
from tristandard.rules.acceptance import Range
from tristandard.rules.policy import Settlement


@final
@frozen(eq=False)
class Claim:
    """What one source says of a question, in one report or over one visit."""

    source: str
    reports: tuple[Observation, ...]
    outcome: Outcome


def chosen(papers: Papers, question: Question, seen: Sequence[Claim]) -> Outcome | None:
    """Return the outcome that stands: what all say, or what the policy chooses; None where nothing decides."""
    if agree(seen):
        return seen[0].outcome
    policy = papers.rules.policy.settlement
    if policy is Settlement.REFUSE or not all(isinstance(one.outcome, Measured) for one in seen):
        return None
    if policy is Settlement.WORST:
        standing = worst(papers, question, seen)
    else:
        days = [report.made for one in seen for report in one.reports]
        day = max(days) if policy is Settlement.LATEST else min(days)
        standing = [one for one in seen if any(report.made == day for report in one.reports)]
    return standing[0].outcome if standing and agree(standing) else None


def worst(papers: Papers, question: Question, seen: Sequence[Claim]) -> list[Claim]:
    """Return the claims that say the worst, where it is worse than all else that is said."""
    worst = seen[0]
    for one in seen:
        if not no_better(papers, question, worst, one):
            worst = one
    decided = all(no_better(papers, question, worst, one) for one in seen)
    return [one for one in seen if decided and one.outcome == worst.outcome]


def no_better(papers: Papers, question: Question, one: Claim, other: Claim) -> bool:
    """Return whether a claim says the same as another, or worse of every measure of which they differ."""
    if one.outcome == other.outcome:
        return True
    assert isinstance(one.outcome, Measured)
    assert isinstance(other.outcome, Measured)
    mine, theirs = dict(one.outcome.values), dict(other.outcome.values)
    differing = [code for code in question.bar if mine[code] != theirs[code]]
    return bool(differing) and all(worse(papers, question, code, mine[code], theirs[code]) for code in differing)


def worse(papers: Papers, question: Question, code: str, value: Value, other: Value) -> bool:
    """Return whether a value is worse: on the wrong side where there is one, else farther beyond the bar."""
    measure, acceptance = papers.measures[code], question.bar[code]
    mine, theirs = number(measure, value), number(measure, other)
    if isinstance(acceptance, Range) and isinstance(mine, Fraction) and isinstance(theirs, Fraction):
        if acceptance.limit is None:
            return mine < theirs
        if acceptance.floor is None:
            return mine > theirs
    return distance(acceptance, mine) > distance(acceptance, theirs)


def agree(claims: Sequence[Claim]) -> bool:
    """Return whether claims are one measurement: all say the same, each by another source."""
    return len({one.outcome for one in claims}) == 1 and len({one.source for one in claims}) == len(claims)
