"""Which of several reports of one measurement stands: a visit accumulates, contradictions are settled by the policy or refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from typing import final

from attrs import evolve, frozen

from tristandard.basics.errors import BadValue, TristandardError, shortened
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.merging import Question
from tristandard.rules.ruleset import Settlement
from tristandard.rules.standard import Standard
from tristandard.survey.admission import admitted
from tristandard.survey.plan import Plan

_KEEP = "keep one: report the other again with a higher revision, as not measured or as the same"


@final
@frozen
class MeasuredTwice(TristandardError):
    """Observations disagree about one measurement, and no settlement decides."""

    period: str
    site: str
    indicator: str
    observations: tuple[Observation, ...]
    why: str = f"{_KEEP}; or choose a settlement in the policy (每季度重复指标只测一次)"

    def __str__(self) -> str:
        told = " and as ".join(f"{observation.outcome} by {observation.source!r} {observation.id!r} on {observation.made}" for observation in self.observations)
        return f"{shortened(self.indicator)!r} at {self.site!r} was measured more than once in {self.period}, as {told}; {self.why}"


@final
@frozen
class Superseded:
    """An observation that does not stand, and why."""

    observation: Observation
    reason: str


def settled(plan: Plan, question: Question, rivals: list[Observation], problems: list[TristandardError]) -> tuple[Outcome, list[Superseded]]:
    """Return the one outcome of a measurement of which several observations speak, and those that do not stand."""
    parts: defaultdict[object, list[Observation]] = defaultdict(list)
    for observation in rivals:
        accumulates = observation.visit and isinstance(observation.outcome, Measured)
        parts[(observation.source, observation.visit) if accumulates else (observation.source, "", observation.id)].append(observation)
    told = [(_visited(plan, question, part, problems), part) for part in parts.values()]
    seen = [(outcome, part) for outcome, part in told if not isinstance(outcome, NotMeasured)]
    lost = [Superseded(observation, "another observation did measure it") for outcome, part in told if seen and isinstance(outcome, NotMeasured) for observation in part]
    if not seen:
        return told[0][0], []
    kinds = {type(outcome) for outcome, _ in seen}
    different = list(dict.fromkeys(outcome for outcome, _ in seen))
    if kinds == {NotApplicable} or len(different) == 1:
        return seen[0][0], lost
    policy = plan.merged.rule_set.policy.settlement
    winner = _winner(policy, question.bar, seen) if kinds == {Measured} else None
    if winner is None:
        named = tuple(next(part[0] for outcome, part in seen if outcome == one) for one in different)
        where = (str(plan.period), named[0].site, question.code)
        if kinds != {Measured}:
            problems.append(MeasuredTwice(*where, named, f"it cannot both apply and not apply; {_KEEP}"))
        elif policy is Settlement.REFUSE:
            problems.append(MeasuredTwice(*where, named))
        else:
            problems.append(MeasuredTwice(*where, named, f"the settlement {policy.value!r} does not decide between them; {_KEEP}"))
        return different[0], lost
    return winner, [*lost, *(Superseded(observation, f"the settlement {policy.value!r} chose another") for outcome, part in seen if outcome != winner for observation in part)]


def _visited(plan: Plan, question: Question, part: list[Observation], problems: list[TristandardError]) -> Outcome:
    """Return what one visit saw in all: its findings accumulate, anything else must agree."""
    outcomes = list(dict.fromkeys(admitted(plan, question, observation.site, observation.outcome) for observation in part))
    if len(outcomes) == 1:
        return outcomes[0]
    try:
        return admitted(plan, question, part[0].site, _accumulated([outcome for outcome in outcomes if isinstance(outcome, Measured)]))
    except BadValue:
        problems.append(MeasuredTwice(str(plan.period), part[0].site, question.code, tuple(part), f"one visit ({part[0].visit!r}) cannot say both; give what changed as a higher revision"))
        return outcomes[0]


def _accumulated(outcomes: list[Measured]) -> Measured:
    """Return the outcomes of several days as one: all findings together, a day without any counting none.

    Raises:
        BadValue: When two findings have one id, or values that are not findings differ.
    """
    raw = [evolve(finding, counts=1, note=("", "")) for outcome in outcomes for finding in outcome.findings]
    findings = {finding: finding for finding in raw}
    counted = {finding.measure for finding in findings}
    values: dict[str, Value] = {}
    for outcome in outcomes:
        mine = {finding.measure for finding in outcome.findings}
        for code, value in outcome.values:
            if code not in mine and value != (Fraction(0) if code in counted else values.setdefault(code, value)):
                raise BadValue(value, f"what the visit saw of {code} before", "give what changed as a higher revision")
    return Measured(values, findings.values())


def _winner(policy: Settlement, bar: Standard, seen: Sequence[tuple[Outcome, list[Observation]]]) -> Outcome | None:
    """Return the outcome that the policy lets stand, if it decides; by all that was gathered, in no order."""
    match policy:
        case Settlement.REFUSE:
            return None
        case Settlement.WORST:
            for outcome, _ in seen:
                if all(other == outcome or _worse(bar, outcome, other) for other, _ in seen):
                    return outcome
            return None
        case Settlement.LATEST | Settlement.FIRST:
            pick = max if policy is Settlement.LATEST else min
            day = pick(observation.made for observation in chain.from_iterable(part for _, part in seen))
            chosen = {outcome for outcome, part in seen if any(observation.made == day for observation in part)}
            return chosen.pop() if len(chosen) == 1 else None


def _worse(bar: Standard, one: Outcome, other: Outcome) -> bool:
    """Return whether one outcome is worse than another on every measure on which they differ."""
    assert isinstance(one, Measured)
    assert isinstance(other, Measured)
    seen, compared = dict(one.values), dict(other.values)
    differing = [ask for ask in bar.asks if seen[ask.measure.code] != compared[ask.measure.code]]
    return bool(differing) and all(ask.worse(seen[ask.measure.code], compared[ask.measure.code]) for ask in differing)
