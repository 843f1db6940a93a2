"""Measured once (只测一次): one measurement for each (period, site, indicator).

Observations arrive daily, in any order, more than once, from several sources, and corrected. What
is said twice in the same way counts once; a higher revision supersedes; two measurements that
differ are refused, with both, or settled by the policy, with the loser kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.counting import count
from tristandard.basics.digest import canonical
from tristandard.basics.errors import BadValue, TristandardError, all_of, refuse, shown, wanted
from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Observation, Outcome
from tristandard.basics.place import Site
from tristandard.basics.points import exact
from tristandard.merging import Question
from tristandard.rules.deduction import DeductionRule, too_many
from tristandard.rules.ruleset import Settlement
from tristandard.rules.standard import Standard
from tristandard.survey.plan import Ground, Plan

#: What stands for a planned measurement of which nothing was reported.
NOTHING_CAME = NotMeasured("no observation came")

#: A visit by its source and its name there.
VisitId = tuple[str, str]


@final
@frozen
class BadObservation(TristandardError):
    """An observation that cannot be registered."""

    source: str
    id: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"observation {self.id!r} of {self.source!r} {self.why}; {self.remedy}"


@final
@frozen
class MeasuredTwice(TristandardError):
    """Observations disagree about one measurement, and no settlement decides."""

    period: str
    site: str
    indicator: str
    observations: tuple[Observation, ...]
    why: str = "keep one, or choose a settlement in the policy (每季度重复指标只测一次)"

    def __str__(self) -> str:
        told = " and as ".join(f"{observation.outcome} by {observation.source!r} {observation.id!r} on {observation.made}" for observation in self.observations)
        return f"{self.indicator!r} at {self.site!r} was measured more than once in {self.period}, as {told}; {self.why}"


@final
@frozen
class Superseded:
    """An observation that does not stand, and why."""

    observation: Observation
    reason: str


@final
@define(frozen=True, slots=False)
class Register:
    """Every planned measurement of a period, each once; what nobody reported is not measured.

    `latest` holds, by source and then by id, the highest revision of every report; `older` the
    lower ones.
    """

    plan: Plan
    latest: Mapping[str, Mapping[str, Observation]]
    older: frozenset[Observation] = frozenset()
    closed: frozenset[VisitId] = frozenset()
    #: By site, then by the code of the shared indicator; what nobody reported is left out.
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(factory=dict, eq=False, repr=False)
    superseded: tuple[Superseded, ...] = field(default=(), eq=False, repr=False)

    def outcome(self, site: str, indicator: str) -> Outcome:
        """Return what was measured; `indicator` may be the code of any member.

        Raises:
            BadValue: When the plan does not ask that there.
        """
        return self.outcomes.get(site, {}).get(self._code(site, indicator), NOTHING_CAME)

    def _code(self, site: str, indicator: str) -> str:
        """Return the code of the shared indicator that a code names at a site, or refuse what the plan does not ask."""
        ground = self.plan.grounds.get(site)
        if ground is None or indicator not in ground.by_code:
            raise BadValue(f"{indicator} at {site}", f"a measurement planned for {self.plan.period}", "ask for a site and an indicator of the plan")
        return ground.by_code[indicator].code

    def __iter__(self) -> Iterator[tuple[str, Question, Outcome]]:
        """Yield every planned (site, question) with its outcome, each once."""
        for site, ground in self.plan.grounds.items():
            told = self.outcomes.get(site, {})
            for question in ground.questions:
                yield site, question, told.get(question.code, NOTHING_CAME)

    def holds(self, observation: Observation) -> bool:
        """Return whether an observation was given before."""
        return _held(self, _exactly(observation, _numbers(self.plan)))

    def observations(self) -> Iterator[Observation]:
        """Yield every observation that was ever given, each revision once, in the order of source, id and revision."""
        lower: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
        for observation in self.older:
            lower[observation.source, observation.id].append(observation)
        for source, reports in sorted(self.latest.items()):
            for id_, observation in sorted(reports.items()):
                yield from sorted(lower.get((source, id_), ()), key=_revision)
                yield observation

    @cached_property
    def _sources(self) -> Mapping[tuple[str, str], tuple[Observation, ...]]:
        lost = {id(found.observation) for found in self.superseded}
        standing = (observation for reports in self.latest.values() for observation in reports.values() if id(observation) not in lost)
        return {key: tuple(sorted(found, key=_order)) for key, found in _gathered(self.plan, standing).items()}

    def sources(self, site: str, indicator: str) -> tuple[Observation, ...]:
        """Return the observations that a measurement rests on, the first first. Raises as `outcome` does."""
        return self._sources.get((site, self._code(site, indicator)), ())


def _revision(observation: Observation) -> int:
    return observation.revision


def _order(observation: Observation) -> tuple[object, ...]:
    return observation.made, observation.source, observation.id


def _numbers(plan: Plan) -> frozenset[str]:
    """Return the measures whose answers are numbers."""
    return frozenset(measure.code for measure in plan.merged.rule_set.measures if not measure.rungs and not measure.forms)


def _exactly(observation: Observation, numbers: frozenset[str]) -> Observation:
    """Return a report as the register holds it: what was told as text of a measure that is a number, as that number."""
    outcome = observation.outcome
    assert isinstance(outcome, Measured)
    if not any(isinstance(value, str) and code in numbers for code, value in outcome.values):
        return observation
    try:
        values = [(code, exact(value) if code in numbers else value) for code, value in outcome.values]
        return evolve(observation, outcome=Measured(values, outcome.findings))
    except BadValue:  # refused with the report, as no value of its measure
        return observation


def _held(register: Register, observation: Observation) -> bool:
    return observation in register.older or register.latest.get(observation.source, {}).get(observation.id) == observation


def _gathered(plan: Plan, observations: Iterable[Observation]) -> dict[tuple[str, str], list[Observation]]:
    """Return observations by what they measure."""
    index: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        index[observation.site, plan.grounds[observation.site].by_code[observation.indicator].code].append(observation)
    return index


def register(plan: Plan, observations: Iterable[Observation], *, onto: Register | None = None, closing: Iterable[VisitId] = ()) -> Register:
    """Register observations, each planned measurement once.

    Args:
        plan: What was to be measured.
        observations: In any order; the same one again changes nothing.
        onto: An earlier register of the same plan to which these are added; the result equals
            registering all at once, wherever neither is refused.
        closing: Visits, each as (source, visit), that take no more findings after this; a report
            that stood in one is not revised any more.

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
        raise BadValue("a register of another plan", f"one of the plan given: it differs in {_difference(before.plan, plan)}", "register onto an earlier register of the same plan")
    problems: list[TristandardError] = []
    latest = {source: dict(reports) for source, reports in before.latest.items()}
    older = {_key(observation): observation for observation in before.older}
    clashes = set[tuple[str, str, int]]()
    numbers = _numbers(plan)
    for told in all_of(observations, Observation):
        observation = _exactly(told, numbers) if isinstance(told.outcome, Measured) and told.outcome.worded else told
        reports = latest.get(observation.source)
        if reports is None:
            reports = latest[observation.source] = {}
        known = reports.setdefault(observation.id, observation)
        if known is not observation:
            reports[observation.id] = _revised(known, observation, older, clashes)
        if before.closed:
            problems += _too_late(before, observation)
    problems += [
        BadObservation(source, id_, f"was given twice as revision {revision}, with different content", "raise the revision of the later one")
        for source, id_, revision in sorted(clashes)
    ]
    closed = _closed(closing, chain(older.values(), *(reports.values() for reports in latest.values())), problems)
    outcomes, contested = _placed(plan, latest, problems)
    superseded = [Superseded(old, f"revision {latest[old.source][old.id].revision} took its place") for old in sorted(older.values(), key=lambda old: (*_order(old), old.revision))]
    if contested:
        rivals = _gathered(plan, contested)
        for site, code in sorted(rivals):
            outcomes[site][code], lost = _settled(plan, plan.grounds[site].by_code[code], sorted(rivals[site, code], key=_order), problems)
            superseded += lost
    refuse(f"the observations for {plan.period} cannot be registered", problems)
    return Register(plan, latest, frozenset(older.values()), before.closed | closed, outcomes, tuple(superseded))


def _difference(other: Plan, plan: Plan) -> str:
    """Return in what another plan differs."""
    told = []
    if other.period != plan.period:
        told.append(f"the period ({other.period}, not {plan.period})")
    if other.sites != plan.sites:
        sites = sorted(code for code in other.sites.keys() | plan.sites.keys() if other.sites.get(code) != plan.sites.get(code))
        told.append(f"the sites ({', '.join(sites[:6])}{', …' if len(sites) > 6 else ''})")
    if other.merged != plan.merged:
        mine, theirs = (f"{rules.code} {rules.version}{f', variant {rules.variant}' if rules.variant else ''}" for rules in (plan.merged.rule_set, other.merged.rule_set))
        told.append(f"the rules ({theirs}, not {mine})" if mine != theirs else f"the rules (both called {mine})")
    return " and ".join(told)


def _too_late(before: Register, observation: Observation) -> Iterator[BadObservation]:
    """Yield why a report that is new touches a visit that was closed before."""
    if _held(before, observation):
        return
    source, id_ = observation.source, observation.id
    known = before.latest.get(source, {}).get(id_)
    if (source, observation.visit) in before.closed:
        yield BadObservation(source, id_, f"adds to the visit {observation.visit!r}, which is closed", "report it under a new visit")
    elif known and (source, known.visit) in before.closed:
        yield BadObservation(source, id_, f"revises a report of the visit {known.visit!r}, which is closed", "report what is new under a new visit, with an id of its own")


def _closed(closing: object, observations: Iterable[Observation], problems: list[TristandardError]) -> frozenset[VisitId]:
    """Return the visits to close, each of which somebody reported."""
    found, asked = set[VisitId](), list(closing) if isinstance(closing, Iterable) else [closing]
    reported = {(observation.source, observation.visit) for observation in observations} if asked else set()
    for visit in asked:
        if not isinstance(visit, (tuple, list)) or len(visit) != 2 or not all(isinstance(part, str) and part for part in visit):
            problems.append(BadValue(visit, "a visit to close", 'give pairs of a source and a visit: closing=[("team", "v1")]'))
        elif tuple(visit) not in reported:
            problems.append(BadValue(tuple(visit), "a visit that was reported", "give its source and its name as the observations do"))
        else:
            found.add((visit[0], visit[1]))
    return frozenset(found)


def _key(observation: Observation) -> tuple[str, str, int]:
    return observation.source, observation.id, observation.revision


def _revised(known: Observation, new: Observation, older: dict[tuple[str, str, int], Observation], clashes: set[tuple[str, str, int]]) -> Observation:
    """Return the higher of two revisions of one report, and keep the lower one; of two that clash the same one, whichever came first."""
    same = known if known.revision == new.revision else older.get(_key(new))
    if same is None:
        lower, higher = sorted((known, new), key=_revision)
        older[_key(lower)] = lower
        return higher
    if same == new:
        return known
    clashes.add(_key(new))
    kept = min(same, new, key=lambda observation: list(canonical(observation)))
    if same is known:
        return kept
    older[_key(new)] = kept
    return known


def _placed(plan: Plan, latest: Mapping[str, Mapping[str, Observation]], problems: list[TristandardError]) -> tuple[dict[str, dict[str, Outcome]], list[Observation]]:
    """Return each measurement's outcome, and every observation of those that have several."""
    grounds, start, end = plan.grounds, plan.period.start, plan.period.end
    admitted: dict[tuple[Question, Outcome], Outcome] = {}
    outcomes: dict[str, dict[str, Outcome]] = {}
    again: set[tuple[str, str]] = set()
    unfit: set[int] = set()
    for observation in chain.from_iterable(reports.values() for reports in latest.values()):
        site = observation.site
        ground = grounds.get(site)
        question = ground.by_code.get(observation.indicator) if ground else None
        if question is None or not start <= observation.made <= end:
            problems.append(_misplaced(plan, observation, ground))
            unfit.add(id(observation))
            continue
        seen = observation.outcome
        itself = isinstance(seen, Measured) and bool(seen.findings)
        outcome = None if itself else admitted.get((question, seen))
        if outcome is None:
            try:
                outcome = _admitted(plan, question, site, seen)
            except BadValue as problem:
                problems.append(BadObservation(observation.source, observation.id, f"of {observation.indicator!r} at {site!r}: {shown(problem.value)} is not {problem.expected}", problem.remedy))
                unfit.add(id(observation))
                continue
            if not itself:
                admitted[question, seen] = outcome
        told = outcomes.get(site)
        if told is None:
            told = outcomes[site] = {}
        if told.setdefault(question.code, outcome) is not outcome:
            again.add((site, question.code))
    if not again:
        return outcomes, []
    return outcomes, [
        observation
        for observation in chain.from_iterable(reports.values() for reports in latest.values())
        if id(observation) not in unfit and (observation.site, grounds[observation.site].by_code[observation.indicator].code) in again
    ]


def _owned(outcome: Measured, site: Site) -> Measured:
    """Return an outcome whose findings name a unit only where it is another than the site's sole owner."""
    if len(site.units) != 1 or all(finding.unit != site.units[0][0] for finding in outcome.findings):
        return outcome
    owner = site.units[0][0]
    return Measured(outcome.values, [evolve(finding, unit=None) if finding.unit == owner else finding for finding in outcome.findings])


def _misplaced(plan: Plan, observation: Observation, ground: Ground | None) -> BadObservation:
    if ground is None:
        why, remedy = f"is of site {observation.site!r}, which is not in the plan", "add the site to the plan, or mend its code"
    elif observation.indicator not in ground.by_code:
        why, remedy = f"is of {observation.indicator!r} at {observation.site!r}, where nobody asks that", "mend the code, or widen the scope in the rule set"
    else:
        why, remedy = f"was made on {observation.made}, outside {plan.period}", "register it in its own period, or mend the day"
    return BadObservation(observation.source, observation.id, why, remedy)


def _admitted(plan: Plan, question: Question, site: str, outcome: Outcome) -> Outcome:
    """Return an outcome whose values are complete and lie in their measures' domains, and whose findings name no sole owner."""
    if not isinstance(outcome, Measured):
        return outcome
    values = dict(outcome.values)
    known = {ask.measure.code: ask.measure for ask in question.bar.asks}
    if missing := sorted(known.keys() - values.keys()):
        raise BadValue(sorted(values), f"complete: it lacks {', '.join(missing)}", "give a value for every measure of the bar, or report it as not measured")
    if strange := sorted(values.keys() - known.keys()):
        raise BadValue(strange, f"asked there: the bar speaks of {', '.join(sorted(known))}", "leave out what nobody asks")
    if outcome.findings:
        outcome = _counted(plan, known, outcome)
        values = dict(outcome.values)
    fit = {code: known[code].admit(value) for code, value in values.items()}
    told = Measured(fit, outcome.findings) if fit != values else outcome
    for member in question.users:
        if contradiction := member.indicator.admits(fit, known):
            raise BadValue(shown(told), f"free of contradiction: {contradiction}", "mend the points chosen, or what was seen")
        for rule in member.indicator.deductions:
            if rule.reads:
                _answered(rule, question, told)
    return _owned(told, plan.sites[site])


def _counted(plan: Plan, known: Mapping[str, Measure], outcome: Measured) -> Measured:
    """Return an outcome whose findings count as their measures' rules say, with what their life told by the end of the period."""
    rules = plan.merged.rule_set
    declared = {one.code: dict(one.values) for one in rules.circumstances}
    by_measure: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.unit is not None and finding.unit not in rules.units:
            raise BadValue(finding.unit, f"a known unit (finding {finding.id!r})", "declare the unit, or mend its code")
        for name, answer in finding.circumstances:
            if name in LIFE and finding.life:
                continue
            if name not in declared or answer not in declared[name]:
                near = ", ".join(declared.get(name, declared)) or "(none)"
                raise BadValue(f"{name}={answer}", f"a declared circumstance (finding {finding.id!r})", f"declare it in the rule set, or give one of {near}")
        if not known[finding.measure].countable:
            raise BadValue(finding.id, f"a finding of what is counted ({finding.measure} is not)", f"leave the findings out, and {known[finding.measure].hint()}")
        by_measure[finding.measure].append(finding.as_of(plan.period.end))
    counted = [finding for code, found in by_measure.items() for finding in count(known[code].counting, found)]
    return Measured([pair for pair in outcome.values if pair[0] not in by_measure], counted)


def _answered(rule: DeductionRule, question: Question, outcome: Measured) -> None:
    """Refuse an outcome that does not say what a rule reads of its findings."""
    values = dict(outcome.values)
    for ask in question.bar.asks:
        code = ask.measure.code
        if code not in rule.measures or ask.accepts(values[code]) or not too_many(ask, values[code]):
            continue
        mine = [finding for finding in outcome.findings if finding.measure == code and finding.counts]
        if not mine:
            raise BadValue(ask.measure.show(values[code]), f"priced by {', '.join(sorted(rule.reads))}, which only findings tell", "report each as a finding with its circumstances; their number is the value")
        for name, _ in rule.where:
            if silent := [finding.id for finding in mine if name != REPEATED and finding.fact(name) is None]:
                raise BadValue(silent, f"findings that all say their {name}", f"give it as a circumstance: one of {', '.join(dict(rule.where)[name])}, or another that is declared")


def _settled(plan: Plan, question: Question, rivals: list[Observation], problems: list[TristandardError]) -> tuple[Outcome, list[Superseded]]:
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
            problems.append(MeasuredTwice(*where, named, "it cannot both apply and not apply; keep one"))
        elif policy is Settlement.REFUSE:
            problems.append(MeasuredTwice(*where, named))
        else:
            problems.append(MeasuredTwice(*where, named, f"the settlement {policy.value!r} does not decide between them; keep one"))
        return different[0], lost
    return winner, [*lost, *(Superseded(observation, f"the settlement {policy.value!r} chose another") for outcome, part in seen if outcome != winner for observation in part)]


def _visited(plan: Plan, question: Question, part: list[Observation], problems: list[TristandardError]) -> Outcome:
    """Return what one visit saw in all: its findings accumulate, anything else must agree."""
    outcomes = list(dict.fromkeys(_admitted(plan, question, observation.site, observation.outcome) for observation in part))
    if len(outcomes) == 1:
        return outcomes[0]
    try:
        return _admitted(plan, question, part[0].site, _accumulated([outcome for outcome in outcomes if isinstance(outcome, Measured)]))
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
