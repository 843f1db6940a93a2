"""Measured once (只测一次): one measurement for each (period, site, indicator).

Observations arrive daily, in any order, more than once, from several sources, and corrected. What
is said twice in the same way counts once; a higher revision supersedes; two measurements that
differ are refused, with both, or settled by the policy, with the loser kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, wanted
from tristandard.basics.outcome import Measured, Observation, Outcome
from tristandard.merging.question import Question
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words, admitted
from tristandard.survey.bad_observation import misplaced, not_admitted, too_early
from tristandard.survey.closing import closed, too_late
from tristandard.survey.plan import Plan
from tristandard.survey.register import (
    Register,
    VisitId,
    as_held,
    digests_of,
    gathered,
    key,
    measured,
    numbers_of,
    order,
)
from tristandard.survey.revisions import Reports
from tristandard.survey.settlement import settled
from tristandard.words.sentence import Both, Sentence, Told

_ANOTHER_PLAN = Told("另一份计划的登记", "a register of another plan")
_OF_THE_PLAN = Sentence(
    "所给计划的登记：两份计划的{difference}不同", "one of the plan given: it differs in {difference}"
)
_REGISTER_ONTO = Told("请在同一份计划此前的登记上续登", "register onto an earlier register of the same plan")
_CANNOT_REGISTER = Sentence("{period} 的记录不能登记", "the observations for {period} cannot be registered")


def register(
    plan: Plan, observations: Iterable[Observation], *, onto: Register | None = None, closing: Iterable[VisitId] = ()
) -> Register:
    """Register observations, each planned measurement once.

    Args:
        plan: What was to be measured.
        observations: In any order; the same one again changes nothing.
        onto: An earlier register of the same plan to which these are added; the result equals
            registering all at once, wherever neither is refused.
        closing: Visits, each as (source, visit), that take no more findings onto this; a report
            that stood in one is not revised any more. What was wrong in one is mended by registering all anew.

    Raises:
        Refused: With every observation that does not fit the plan, that gives one revision two
            meanings, that touches a closed visit, or that contradicts another where the policy does
            not settle it; and with every visit to close that nobody reported. Nothing is kept.

    Laws: each key once; registering again changes nothing; no order matters.
    Source: 融合考核工作方案 · 每季度重复指标只测一次.
    """
    wanted(plan, Plan)
    before = Register(plan, {}) if onto is None else onto
    wanted(before, Register)
    if before.plan is not plan and before.plan != plan:
        raise BadValue(_ANOTHER_PLAN, _OF_THE_PLAN(difference=_difference(before.plan, plan)), _REGISTER_ONTO)
    problems: list[TristandardError] = []
    reports = Reports.of(before)
    numbers = numbers_of(plan)
    for told in all_of(observations, Observation):
        observation = as_held(told, numbers)
        reports.add(observation)
        if before.closed:
            problems += too_late(before, observation)
    problems += reports.problems(Words(plan.merged.rule_set))
    ended = closed(closing, reports.every(), problems)
    anew = reports.anew(whole=not before.latest)
    placed, contested = _placed(plan, anew, problems)
    settled_now = reports.settled_elsewhere()
    rivals = gathered(plan, contested)
    for site, code in sorted(rivals):
        question, claims = plan.question(site, code), sorted(rivals[site, code], key=order)
        placed[site][code], lost = settled(plan, question, claims, problems)
        settled_now += lost
    refuse(_CANNOT_REGISTER(period=str(plan.period)), problems)
    superseded = [*reports.revised(), *sorted(settled_now, key=lambda one: measured(plan, one.observation))]
    outcomes = {site: told for site, told in before.outcomes.items() if site not in reports.moved} | placed
    older = frozenset(reports.older.values())
    held = Register(plan, reports.latest, older, before.closed | ended, outcomes, tuple(superseded))
    if before.kept:
        lower = (one for one in reports.older.values() if one.site in reports.moved)
        held.known.update({**before.kept, **digests_of(sorted((*lower, *anew), key=key))})
    return held


_PERIOD_DIFFERS = Sentence("期间（{theirs}，不是 {mine}）", "the period ({theirs}, not {mine})")
_SITES_DIFFER = Sentence("点位（{sites}）", "the sites ({sites})")
_RULES_DIFFER = Sentence("规则（{theirs}，不是 {mine}）", "the rules ({theirs}, not {mine})")
_RULES_DIFFER_INSIDE = Sentence("规则（都叫 {mine}）", "the rules (both called {mine})")
_RULES = Sentence("{code} {version}", "{code} {version}")
_VARIANT = Sentence("{code} {version}，变体 {variant}", "{code} {version}, variant {variant}")


def _difference(other: Plan, plan: Plan) -> Both:
    """Return in what another plan differs."""
    told: list[Told] = []
    if other.period != plan.period:
        told.append(_PERIOD_DIFFERS(theirs=str(other.period), mine=str(plan.period)))
    if other.sites != plan.sites:
        sites = sorted(
            code for code in other.sites.keys() | plan.sites.keys() if other.sites.get(code) != plan.sites.get(code)
        )
        told.append(_SITES_DIFFER(sites=[*sites[:6], *(["…"] if len(sites) > 6 else [])]))
    if other.merged != plan.merged:
        mine, theirs = _called(plan.rules), _called(other.rules)
        told.append(_RULES_DIFFER(theirs=theirs, mine=mine) if mine != theirs else _RULES_DIFFER_INSIDE(mine=mine))
    return Both(told)


def _called(rules: RuleSet) -> Told:
    """Return what rules are called in a message."""
    if rules.variant:
        return _VARIANT(code=rules.code, version=rules.version, variant=rules.variant)
    return _RULES(code=rules.code, version=rules.version)


def _placed(
    plan: Plan, reports: Sequence[Observation], problems: list[TristandardError]
) -> tuple[dict[str, dict[str, Outcome]], list[Observation]]:
    """Return each measurement's outcome, and every observation of those that have several."""
    known: defaultdict[Question, dict[Outcome, Outcome]] = defaultdict(dict)
    outcomes: dict[str, dict[str, Outcome]] = {}
    again: set[tuple[str, str]] = set()
    unfit: set[int] = set()
    grounds, first, last = plan.grounds, plan.period.start, plan.period.end
    for observation in reports:
        site, seen = observation.site, observation.outcome
        ground = grounds.get(site)
        question = None if ground is None else ground.by_code.get(observation.indicator)
        if question is None or not first <= observation.made <= last:
            problems.append(misplaced(plan, observation))
            unfit.add(id(observation))
            continue
        fit = known[question]
        outcome = None if _by_itself(seen) else fit.get(seen)
        if outcome is None:
            outcome = _admitted(plan, question, observation, fit, problems)
        if outcome is None:
            unfit.add(id(observation))
            continue
        told = outcomes.get(site)
        if told is None:
            told = outcomes[site] = {}
        if question.code in told:
            again.add((site, question.code))
        else:
            told[question.code] = outcome
    if not again:
        return outcomes, []
    return outcomes, [one for one in reports if id(one) not in unfit and measured(plan, one) in again]


def _by_itself(outcome: Outcome) -> bool:
    """Return whether an outcome has findings, and is admitted by itself; any other once for all that report it."""
    return isinstance(outcome, Measured) and bool(outcome.findings)


def _admitted(
    plan: Plan, question: Question, observation: Observation, known: dict[Outcome, Outcome],
    problems: list[TristandardError],
) -> Outcome | None:  # fmt: skip
    """Return the outcome of an observation as the plan admits it; None where it does not, which is a problem.

    `known` keeps what is admitted once for all.
    """
    seen = observation.outcome
    if early := list(too_early(observation)):
        problems += early
        return None
    try:
        outcome = admitted(plan, question, observation.site, seen)
    except BadValue as problem:
        problems.append(
            not_admitted(problem, observation.source, observation.id, observation.indicator, observation.site)
        )
        return None
    if not _by_itself(seen):
        known[seen] = outcome
    return outcome
