"""Which of several reports of one measurement stands: a visit accumulates, contradictions are settled
by the policy or refused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import final

from attrs import evolve, frozen

from tristandard.basics.errors import BadValue, TristandardError, shortened
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.points import exact
from tristandard.merging.question import Question
from tristandard.rules.policy import Settlement
from tristandard.rules.standard import Standard
from tristandard.survey.admission import admitted
from tristandard.survey.plan import Plan

_KEEP = "keep one: report the other again with a higher revision, as not measured or as the same"
_APART = (
    "one source gave them under different ids, so each is a report of its own: "
    "give what one visit counted the same visit, or the problems as findings of one report, "
    "or what corrects a report its id and a higher revision"
)
_SETTLE = "; or choose a settlement in the policy (每季度重复指标只测一次)"
#: More observations of one measurement are not listed in a message.
_LISTED = 6


@final
@frozen
class MeasuredTwice(TristandardError):
    """Observations disagree about one measurement, and no settlement decides."""

    period: str
    site: str
    indicator: str
    observations: tuple[Observation, ...]
    why: str = f"{_KEEP}{_SETTLE}"

    def __str__(self) -> str:
        told = [
            f"{observation.outcome} by {observation.source!r} {observation.id!r} on {observation.made}"
            for observation in self.observations[:_LISTED]
        ]
        told += [f"{len(self.observations) - _LISTED} more"] if len(self.observations) > _LISTED else []
        where = f"{shortened(self.indicator)!r} at {self.site!r} was measured more than once in {self.period}"
        return f"{where}, as {' and as '.join(told)}; {self.why}"


@final
@frozen
class Superseded:
    """An observation that does not stand, and why."""

    observation: Observation
    reason: str


@final
@frozen(eq=False)
class _Claim:
    """What one source says of a measurement, in one report or over one visit."""

    source: str
    outcome: Outcome
    reports: tuple[Observation, ...]

    def made_on(self, day: date) -> bool:
        """Return whether one of its reports was made on a day."""
        return any(observation.made == day for observation in self.reports)


def settled(
    plan: Plan, question: Question, rivals: list[Observation], problems: list[TristandardError]
) -> tuple[Outcome, list[Superseded]]:
    """Return the one outcome of a measurement of which several observations speak, and those that do not stand."""
    told = _claims(plan, question, rivals, problems)
    seen = [claim for claim in told if not isinstance(claim.outcome, NotMeasured)]
    if not seen:
        return told[0].outcome, []
    lost = _lost(
        [claim for claim in told if isinstance(claim.outcome, NotMeasured)], "another observation did measure it"
    )
    kinds = {type(claim.outcome) for claim in seen}
    if kinds == {NotApplicable} or _agree(seen):
        return seen[0].outcome, lost
    policy = plan.rules.policy.settlement
    chosen = _chosen(policy, question.bar, seen) if kinds == {Measured} else []
    if not chosen:
        problems.append(_contradiction(plan, question, seen, policy))
        return seen[0].outcome, lost
    beaten = _lost(_beaten(seen, chosen), f"the settlement {policy.value!r} chose another")
    return chosen[0].outcome, [*lost, *beaten]


def _beaten(seen: Sequence[_Claim], chosen: Sequence[_Claim]) -> list[_Claim]:
    """Return the claims that do not stand beside those chosen; another source that says the same stands too."""
    spoken, stands = Counter(claim.source for claim in seen), chosen[0].outcome
    winners = set(chosen)
    return [claim for claim in seen if claim not in winners and (claim.outcome != stands or spoken[claim.source] > 1)]


def _claims(
    plan: Plan, question: Question, rivals: list[Observation], problems: list[TristandardError]
) -> list[_Claim]:
    """Return what is claimed of a measurement: the reports of one visit are one claim, any other stands alone."""
    parts: defaultdict[object, list[Observation]] = defaultdict(list)
    for observation in rivals:
        accumulates = observation.visit and isinstance(observation.outcome, Measured)
        visit = (observation.source, observation.visit)
        parts[visit if accumulates else (observation.source, "", observation.id)].append(observation)
    return [_Claim(part[0].source, _visited(plan, question, part, problems), tuple(part)) for part in parts.values()]


def _lost(claims: Iterable[_Claim], reason: str) -> list[Superseded]:
    return [Superseded(observation, reason) for claim in claims for observation in claim.reports]


def _agree(claims: Sequence[_Claim]) -> bool:
    """Return whether claims are one measurement: all say the same, each by another source."""
    return len({claim.outcome for claim in claims}) == 1 and len({claim.source for claim in claims}) == len(claims)


def _contradiction(plan: Plan, question: Question, seen: Sequence[_Claim], policy: Settlement) -> MeasuredTwice:
    """Return the error for claims that do not agree and that no settlement decides, with the ways out."""
    apart = len({claim.source for claim in seen}) < len(seen)
    listed = seen if apart else list({claim.outcome: claim for claim in reversed(seen)}.values())[::-1]
    way = _APART if apart else _KEEP
    if len({type(claim.outcome) for claim in seen}) > 1:
        why = f"it cannot both apply and not apply; {_KEEP}"
    elif policy is Settlement.REFUSE:
        why = f"{way}{_SETTLE}"
    else:
        why = f"the settlement {policy.value!r} does not decide between them; {way}"
    return MeasuredTwice(
        str(plan.period), seen[0].reports[0].site, question.code, tuple(claim.reports[0] for claim in listed), why
    )


def _visited(plan: Plan, question: Question, part: list[Observation], problems: list[TristandardError]) -> Outcome:
    """Return what one visit saw in all: counts and findings add up, anything else is said once."""
    first = admitted(plan, question, part[0].site, part[0].outcome)
    if len(part) == 1:
        return first
    countable = {ask.measure.code for ask in question.bar.asks if ask.measure.countable}
    try:
        return admitted(plan, question, part[0].site, _accumulated(countable, part))
    except BadValue as problem:
        why = f"one visit ({part[0].visit!r}) cannot say all of that: {problem}"
        problems.append(MeasuredTwice(str(plan.period), part[0].site, question.code, tuple(part), why))
        return first


def _accumulated(countable: AbstractSet[str], part: Sequence[Observation]) -> Measured:
    """Return the reports of one visit as one outcome: counts add up, findings stand together.

    What is no count is the same wherever it stands beside a count, because a report tells every
    measure of the bar.

    Raises:
        BadValue: When values that are no counts differ, or a report has nothing but such values, or
            a measure has findings in one report and a count of its own in another.
    """
    told = [(observation.id, observation.outcome) for observation in part if isinstance(observation.outcome, Measured)]
    findings = _together([(report, finding) for report, outcome in told for finding in outcome.findings])
    found = {finding.measure for finding in findings}
    totals: dict[str, Value] = {}
    for _, outcome in told:
        if countable.isdisjoint(dict(outcome.values)):
            raise BadValue(str(outcome), "a report that adds to its visit (whole-number counts and findings do)", _ONCE)
        mine = {finding.measure for finding in outcome.findings}
        for code, value in outcome.values:
            if code in found:
                if code not in mine and exact(value):
                    raise BadValue(
                        exact(value),
                        f"a number of findings of {code}, as the visit reports others of them",
                        "report each as a finding, or all of them as counts",
                    )
            elif code in countable:
                totals[code] = exact(totals.get(code, 0)) + exact(value)
            elif totals.setdefault(code, value) != value:
                raise BadValue(value, f"what the visit says of {code} in another report", _ONCE)
    return Measured(totals, findings)


_ONCE = "report what is no count once in a visit, and a correction of it as a higher revision of its own report"


def _together(found: Sequence[tuple[str, Finding]]) -> list[Finding]:
    """Return the findings of several reports; where two have one id, each is told with the id of its report."""
    plainly = [evolve(finding, counts=1, note=("", "")) for _, finding in found]
    if len({finding.id for finding in plainly}) == len(plainly):
        return plainly
    return [
        evolve(finding, id=f"{report.replace('~', '~0').replace('/', '~1')}/{finding.id}")
        for (report, _), finding in zip(found, plainly, strict=True)
    ]


def _chosen(policy: Settlement, bar: Standard, seen: Sequence[_Claim]) -> Sequence[_Claim]:
    """Return the claims that the policy lets stand, where it decides; by all that was gathered, in no order."""
    days = [observation.made for claim in seen for observation in claim.reports]
    match policy:
        case Settlement.REFUSE:
            return []
        case Settlement.WORST:
            chosen = _worst(bar, seen)
        case Settlement.LATEST:
            chosen = [claim for claim in seen if claim.made_on(max(days))]
        case Settlement.FIRST:
            chosen = [claim for claim in seen if claim.made_on(min(days))]
    return chosen if _agree(chosen) else []


def _worst(bar: Standard, seen: Sequence[_Claim]) -> Sequence[_Claim]:
    """Return the claims of the outcome that is worse than every other; none where there is no such."""
    worst = seen[0].outcome
    for claim in seen:
        worst = claim.outcome if _worse(bar, claim.outcome, worst) else worst
    decided = all(claim.outcome == worst or _worse(bar, worst, claim.outcome) for claim in seen)
    return [claim for claim in seen if claim.outcome == worst] if decided else []


def _worse(bar: Standard, one: Outcome, other: Outcome) -> bool:
    """Return whether one outcome is worse than another on every measure on which they differ."""
    assert isinstance(one, Measured)
    assert isinstance(other, Measured)
    seen, compared = dict(one.values), dict(other.values)
    differing = [ask for ask in bar.asks if seen[ask.measure.code] != compared[ask.measure.code]]
    return bool(differing) and all(ask.worse(seen[ask.measure.code], compared[ask.measure.code]) for ask in differing)
