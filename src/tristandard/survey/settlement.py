"""Which of several reports of one measurement stands: a visit accumulates, contradictions are settled
by the policy or refused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, TristandardError
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.shown import shortened
from tristandard.merging.question import Question
from tristandard.rules.policy import Settlement
from tristandard.rules.standard import Standard
from tristandard.survey.admission import admitted
from tristandard.survey.plan import Plan
from tristandard.survey.visit import accumulated
from tristandard.words.sentence import Sentence, Told

_KEEP = Told(
    "请只保留一个：把其余的以更高的修订号重报为未测，或报得一致",
    "keep one: report the other again with a higher revision, as not measured or as the same",
)
_APART = Told(
    "同一来源用了不同的编号，各算一条记录：同一次检查所数的请写同一 visit，或把问题作为一条记录的问题上报，"
    "更正记录的请用原编号和更高的修订号",
    "one source gave them under different ids, so each is a report of its own: "
    "give what one visit counted the same visit, or the problems as findings of one report, "
    "or what corrects a report its id and a higher revision",
)
_OR_SETTLE = Sentence(
    "{way}；或在 policy 中选定取舍办法 settlement（每季度重复指标只测一次）",
    "{way}; or choose a settlement in the policy (每季度重复指标只测一次)",
)
_BOTH_APPLY = Sentence("不能既适用又不适用；{way}", "it cannot both apply and not apply; {way}")
_UNDECIDED = Sentence(
    "取舍办法“{settlement}”在它们之间定不了；{way}",
    "the settlement {settlement!r} does not decide between them; {way}",
)
_ONE_VISIT = Sentence(
    "同一次检查（“{visit}”）不能都这样说：{problem}", "one visit ({visit!r}) cannot say all of that: {problem}"
)
_MEASURED_TWICE = Sentence(
    "点位“{site}”的“{indicator}”在 {period} 测了不止一次：{reports}；{why}",
    "{indicator!r} at {site!r} was measured more than once in {period}, as {reports}; {why}",
)
_REPORT = Sentence("{outcome}（来源“{source}”的“{id}”，{made}）", "{outcome} by {source!r} {id!r} on {made}")
_AND_AS = Sentence("{one}；{other}", "{one} and as {other}")
_MORE = Sentence("另有 {count} 条", "{count} more")
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
    why: Told = _OR_SETTLE(way=_KEEP)

    @property
    def told(self) -> Told:
        """What was measured more than once, as what by whom, and what to do, in both languages."""
        told = [
            _REPORT(outcome=one.outcome.told, source=one.source, id=one.id, made=str(one.made))
            for one in self.observations[:_LISTED]
        ]
        if (more := len(self.observations) - _LISTED) > 0:
            told.append(_MORE(count=more))
        return _MEASURED_TWICE(
            indicator=shortened(self.indicator),
            site=self.site,
            period=self.period,
            reports=reduce(lambda one, other: _AND_AS(one=one, other=other), told) if told else "",
            why=self.why,
        )

    def __str__(self) -> str:
        return self.told[1]


_HIGHER_REVISION = Sentence("已由修订 {revision} 取代", "revision {revision} took its place")
_CHOSE_ANOTHER = Sentence("取舍办法“{settlement}”选定了另一条", "the settlement {settlement!r} chose another")
_MEASURED_BY_ANOTHER = Told("另有记录已测", "another observation did measure it")


@final
@frozen
class Superseded:
    """An observation that does not stand, and why.

    Attributes:
        observation: What was reported.
        by: The number of its revision that took its place, the settlement that chose another report, or None where
            it says that nobody measured and another report did.
    """

    observation: Observation
    by: int | Settlement | None

    @property
    def reason(self) -> Told:
        """Why it does not stand, in both languages."""
        match self.by:
            case Settlement():
                return _CHOSE_ANOTHER(settlement=self.by.value)
            case None:
                return _MEASURED_BY_ANOTHER
            case revision:
                return _HIGHER_REVISION(revision=revision)


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
    lost = _lost([claim for claim in told if isinstance(claim.outcome, NotMeasured)], None)
    kinds = {type(claim.outcome) for claim in seen}
    if kinds == {NotApplicable} or _agree(seen):
        return seen[0].outcome, lost
    policy = plan.rules.policy.settlement
    chosen = _chosen(policy, question.bar, seen) if kinds == {Measured} else []
    if not chosen:
        problems.append(_contradiction(plan, question, seen, policy))
        return seen[0].outcome, lost
    beaten = _lost(_beaten(seen, chosen), policy)
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


def _lost(claims: Iterable[_Claim], by: Settlement | None) -> list[Superseded]:
    return [Superseded(observation, by) for claim in claims for observation in claim.reports]


def _agree(claims: Sequence[_Claim]) -> bool:
    """Return whether claims are one measurement: all say the same, each by another source."""
    return len({claim.outcome for claim in claims}) == 1 and len({claim.source for claim in claims}) == len(claims)


def _contradiction(plan: Plan, question: Question, seen: Sequence[_Claim], policy: Settlement) -> MeasuredTwice:
    """Return the error for claims that do not agree and that no settlement decides, with the ways out."""
    apart = len({claim.source for claim in seen}) < len(seen)
    listed = seen if apart else list({claim.outcome: claim for claim in reversed(seen)}.values())[::-1]
    way = _APART if apart else _KEEP
    if len({type(claim.outcome) for claim in seen}) > 1:
        why = _BOTH_APPLY(way=_KEEP)
    elif policy is Settlement.REFUSE:
        why = _OR_SETTLE(way=way)
    else:
        why = _UNDECIDED(settlement=policy.value, way=way)
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
        return admitted(plan, question, part[0].site, accumulated(countable, part))
    except BadValue as problem:
        why = _ONE_VISIT(visit=part[0].visit, problem=problem.told)
        problems.append(MeasuredTwice(str(plan.period), part[0].site, question.code, tuple(part), why))
        return first


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
