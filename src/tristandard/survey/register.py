"""Measured once (只测一次): one measurement for each (period, site, indicator).

Observations arrive daily, in any order, more than once, from several sources, and corrected. What
is said twice in the same way counts once; a higher revision supersedes; two measurements that
differ are refused, with both, or settled by the policy, with the loser kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.digest import canonical, digest_of
from tristandard.basics.errors import BadValue, TristandardError, all_of, as_text, refuse, wanted
from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.basics.points import exact
from tristandard.basics.shown import meant, shortened
from tristandard.merging.question import Question
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.admission import Words, admitted
from tristandard.survey.plan import Plan
from tristandard.survey.settlement import Superseded, settled
from tristandard.survey.told import Texts
from tristandard.words.sentence import Both, Sentence, Told

_NO_OBSERVATION = Told("没有测评记录", "no observation came")
#: What stands for a planned measurement of which nothing was reported.
NOTHING_CAME = NotMeasured(_NO_OBSERVATION.text("en"))

#: A visit by its source and its name there.
VisitId = tuple[str, str]


_BAD_OBSERVATION = Sentence(
    "来源“{source}”的记录“{id}”{why}；{remedy}", "observation {id!r} of {source!r} {why}; {remedy}"
)


@final
@frozen
class BadObservation(TristandardError):
    """An observation that cannot be registered.

    Attributes:
        source: Who reported it.
        id: What it is called there.
        why: What is wrong with it: "adds to the visit 'v1', which is closed".
        remedy: What to do.
    """

    source: str
    id: str
    why: Told
    remedy: Told

    @property
    def told(self) -> Told:
        """What is wrong with which observation, and what to do, in both languages."""
        return _BAD_OBSERVATION(id=self.id, source=self.source, why=self.why, remedy=self.remedy)

    def __str__(self) -> str:
        return self.told[1]


_AT = Sentence("点位 {site} 的 {indicator}", "{indicator} at {site}")
_PLANNED = Sentence("{period} 计划中的测量", "a measurement planned for {period}")
_ASK_WITHIN_PLAN = Told("请查计划中的点位和指标", "ask for a site and an indicator of the plan")


@final
@define(frozen=True, slots=False)
class Register:
    """Every planned measurement of a period, each once; what nobody reported is not measured.

    `latest` holds, by source and then by id, the highest revision of every report; `older` the
    lower ones.
    """

    _remedy = Told("请给 register(plan, observations) 的结果", "give register(plan, observations)")

    plan: Plan
    latest: Mapping[str, Mapping[str, Observation]] = field(hash=False)
    older: frozenset[Observation] = frozenset()
    closed: frozenset[VisitId] = frozenset()
    #: By site, then by the code of the shared indicator; what nobody reported is left out.
    outcomes: Mapping[str, Mapping[str, Outcome]] = field(factory=dict, eq=False, repr=False)
    superseded: tuple[Superseded, ...] = field(default=(), eq=False, repr=False)
    #: The digests of all sites, where the register before it knew its own; whoever evolves a register loses them.
    known: dict[str, str] = field(init=False, factory=dict, eq=False, repr=False)

    @property
    def rules(self) -> RuleSet:
        """The rule set as it was written down."""
        return self.plan.rules

    def outcome(self, site: str, indicator: str) -> Outcome:
        """Return what was measured; `indicator` may be the code of any member.

        Raises:
            BadValue: When the plan does not ask that there.
        """
        code = self._code(site, indicator)
        return self.outcomes.get(site, {}).get(code, NOTHING_CAME)

    def _code(self, site: str, indicator: str) -> str:
        """Return the code of the shared indicator that a code names at a site, or refuse what the plan does not ask."""
        ground = self.plan.grounds.get(site) if isinstance(site, str) and isinstance(indicator, str) else None
        if ground is None or indicator not in ground.by_code:
            raise BadValue(
                _AT(indicator=str(indicator), site=str(site)), _PLANNED(period=str(self.plan.period)), _ASK_WITHIN_PLAN
            )
        return ground.by_code[indicator].code

    def __repr__(self) -> str:
        reports = sum(map(len, self.latest.values()))
        return f"<Register {self.rules.code} {self.plan.period}: {len(self.plan)} measurements, {reports} observations>"

    def __iter__(self) -> Iterator[tuple[str, Question, Outcome]]:
        """Yield every planned (site, question) with its outcome, each once."""
        for site, ground in self.plan.grounds.items():
            told = self.outcomes.get(site, {})
            for question in ground.questions:
                yield site, question, told.get(question.code, NOTHING_CAME)

    def holds(self, observation: Observation) -> bool:
        """Return whether an observation was given before."""
        wanted(observation, Observation)
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
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of everything that was ever reported of a site, by the site's code; one more
        report costs those of its own site.
        """
        return self.known or _digests(self.observations())

    @property
    def kept(self) -> Mapping[str, str]:
        """The digests that need not be made any more: those of all sites once they were asked for, or
        what an earlier register kept.
        """
        return self.digests if "digests" in vars(self) else self.known

    @cached_property
    def _sources(self) -> Mapping[tuple[str, str], tuple[Observation, ...]]:
        lost = {id(found.observation) for found in self.superseded}
        standing = (
            observation
            for reports in self.latest.values()
            for observation in reports.values()
            if id(observation) not in lost
        )
        return {key: tuple(sorted(found, key=_order)) for key, found in _gathered(self.plan, standing).items()}

    def sources(self, site: str, indicator: str) -> tuple[Observation, ...]:
        """Return the observations that a measurement rests on, the first first. Raises as `outcome` does."""
        code = self._code(site, indicator)
        return self._sources.get((site, code), ())


def _revision(observation: Observation) -> int:
    return observation.revision


def _digests(observations: Iterable[Observation]) -> dict[str, str]:
    """Return the digests of what was reported of each site, in the order given."""
    told: defaultdict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        told[observation.site].append(observation)
    text = Texts().text
    return {site: digest_of(map(text, found)) for site, found in told.items()}


def _order(observation: Observation) -> tuple[object, ...]:
    return observation.made, observation.source, observation.id


def _numbers(plan: Plan) -> frozenset[str]:
    """Return the measures whose answers are numbers."""
    return frozenset(measure.code for measure in plan.rules.measures if not measure.rungs and not measure.forms)


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
    return (
        observation in register.older or register.latest.get(observation.source, {}).get(observation.id) == observation
    )


def _gathered(plan: Plan, observations: Iterable[Observation]) -> dict[tuple[str, str], list[Observation]]:
    """Return observations by what they measure."""
    index: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        index[_measured(plan, observation)].append(observation)
    return index


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
        raise BadValue(_ANOTHER_PLAN, _OF_THE_PLAN(difference=_difference(before.plan, plan)), _REGISTER_ONTO)
    problems: list[TristandardError] = []
    reports = _Reports.of(before)
    numbers = _numbers(plan)
    for told in all_of(observations, Observation):
        observation = _exactly(told, numbers) if isinstance(told.outcome, Measured) and told.outcome.worded else told
        reports.add(observation)
        if before.closed:
            problems += _too_late(before, observation)
    problems += reports.problems(Words(plan.merged.rule_set))
    closed = _closed(closing, reports.every(), problems)
    anew = reports.anew(whole=not before.latest)
    placed, contested = _placed(plan, anew, problems)
    settled_now = reports.settled_elsewhere()
    rivals = _gathered(plan, contested)
    for site, code in sorted(rivals):
        question, claims = plan.grounds[site].by_code[code], sorted(rivals[site, code], key=_order)
        placed[site][code], lost = settled(plan, question, claims, problems)
        settled_now += lost
    refuse(_CANNOT_REGISTER(period=str(plan.period)), problems)
    superseded = [*reports.revised(), *sorted(settled_now, key=lambda one: _measured(plan, one.observation))]
    outcomes = {site: told for site, told in before.outcomes.items() if site not in reports.moved} | placed
    older = frozenset(reports.older.values())
    held = Register(plan, reports.latest, older, before.closed | closed, outcomes, tuple(superseded))
    if before.kept:
        lower = (one for one in reports.older.values() if one.site in reports.moved)
        held.known.update({**before.kept, **_digests(sorted((*lower, *anew), key=_key))})
    return held


def _measured(plan: Plan, observation: Observation) -> tuple[str, str]:
    """Return what a report is of: the site and the shared indicator."""
    return observation.site, plan.grounds[observation.site].by_code[observation.indicator].code


@final
@define(eq=False)
class _Reports:
    """What was reported before, and what is added to it: of each report the latest revision, and the older ones."""

    before: Register
    latest: dict[str, dict[str, Observation]]
    older: dict[tuple[str, str, int], Observation]
    #: The sites of which something new was reported.
    moved: set[str] = field(factory=set)
    #: The revisions that were given two meanings.
    clashes: set[tuple[str, str, int]] = field(factory=set)

    @classmethod
    def of(cls, before: Register) -> _Reports:
        """Return what an earlier register holds."""
        latest = {source: dict(reports) for source, reports in before.latest.items()}
        older = {_key(observation): observation for observation in before.older}
        return cls(before, latest, older)

    def add(self, observation: Observation) -> None:
        """Add a report, or a revision of one."""
        reports = self.latest.get(observation.source)
        if reports is None:
            reports = self.latest[observation.source] = {}
        known = reports.setdefault(observation.id, observation)
        if self.before.latest and not _held(self.before, observation):
            self.moved |= {observation.site, known.site}
        if known is not observation:
            reports[observation.id] = _revised(known, observation, self.older, self.clashes)

    def anew(self, *, whole: bool) -> list[Observation]:
        """Return the latest reports of the sites of which something new was reported, or all of them."""
        every = (one for reports in self.latest.values() for one in reports.values())
        return list(every) if whole else [one for one in every if one.site in self.moved]

    def settled_elsewhere(self) -> list[Superseded]:
        """Return what did not stand at the other sites, but for older revisions."""
        lost = (one for one in self.before.superseded if one.observation.site not in self.moved)
        return [one for one in lost if _key(one.observation) not in self.older]

    def every(self) -> Iterable[Observation]:
        """Return every revision of every report."""
        return chain(self.older.values(), *(reports.values() for reports in self.latest.values()))

    def problems(self, words: Words) -> Iterator[BadObservation]:
        """Yield the revisions that were given two meanings, and the older ones that no file could hold."""
        for source, id_, revision in sorted(self.clashes):
            yield BadObservation(source, id_, _GIVEN_TWICE(revision=revision), _RAISE_REVISION)
        for old in [old for old in self.older.values() if old not in self.before.older]:
            for unknown in words.unknown(old):
                why = _NO_FILE(revision=old.revision, unknown=unknown.told)
                yield BadObservation(old.source, old.id, why, _LEAVE_REVISION_OUT)

    def revised(self) -> list[Superseded]:
        """Return the older revisions, each with the one that took its place."""
        ordered = sorted(self.older.values(), key=lambda old: (*_order(old), old.revision))
        return [Superseded(old, self.latest[old.source][old.id].revision) for old in ordered]


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


_GIVEN_TWICE = Sentence(
    "以修订 {revision} 报了两次，内容不同", "was given twice as revision {revision}, with different content"
)
_RAISE_REVISION = Told("请提高后一次的修订号", "raise the revision of the later one")
_NO_FILE = Sentence(
    "有一次修订（{revision}）无法写入文件：{unknown}", "has a revision {revision} that no file could hold: {unknown}"
)
_LEAVE_REVISION_OUT = Told("请去掉这次修订", "leave that revision out")
_ADDS_TO_CLOSED = Sentence("并入的检查“{visit}”已结束", "adds to the visit {visit!r}, which is closed")
_NEW_VISIT = Told("请另起一次检查上报", "report it under a new visit")
_REVISES_CLOSED = Sentence(
    "修订的记录属于检查“{visit}”，该次检查已结束", "revises a report of the visit {visit!r}, which is closed"
)
_NEW_VISIT_AND_ID = Told(
    "请另起一次检查，用新的编号上报新的内容",
    "report what is new under a new visit, with an id of its own",
)


def _too_late(before: Register, observation: Observation) -> Iterator[BadObservation]:
    """Yield why a report that is new touches a visit that was closed before."""
    if _held(before, observation):
        return
    source, id_ = observation.source, observation.id
    known = before.latest.get(source, {}).get(id_)
    if (source, observation.visit) in before.closed:
        yield BadObservation(source, id_, _ADDS_TO_CLOSED(visit=observation.visit), _NEW_VISIT)
    elif known and (source, known.visit) in before.closed:
        yield BadObservation(source, id_, _REVISES_CLOSED(visit=known.visit), _NEW_VISIT_AND_ID)


_VISIT_TO_CLOSE = Told("要结束的检查", "a visit to close")
_GIVE_PAIRS = Told(
    '请写来源和检查的名称：closing=[("team", "v1")]',
    'give pairs of a source and a visit: closing=[("team", "v1")]',
)
_REPORTED_VISIT = Told("已有记录的检查", "a visit that was reported")
_AS_REPORTED = Told("请按记录中的写法写它的来源和名称", "give its source and its name as the observations do")


def _closed(
    closing: object, observations: Iterable[Observation], problems: list[TristandardError]
) -> frozenset[VisitId]:
    """Return the visits to close, each of which somebody reported."""
    found, asked = set[VisitId](), list(closing) if isinstance(closing, Iterable) else [closing]
    reported = {(observation.source, observation.visit) for observation in observations} if asked else set()
    for visit in asked:
        if (
            not isinstance(visit, (tuple, list))
            or len(visit) != 2
            or not all(isinstance(part, str) and part for part in visit)
        ):
            problems.append(BadValue(visit, _VISIT_TO_CLOSE, _GIVE_PAIRS))
        elif tuple(visit) not in reported:
            problems.append(BadValue(tuple(visit), _REPORTED_VISIT, _AS_REPORTED))
        else:
            found.add((as_text(visit[0]), as_text(visit[1])))
    return frozenset(found)


def _key(observation: Observation) -> tuple[str, str, int]:
    return observation.source, observation.id, observation.revision


def _revised(
    known: Observation,
    new: Observation,
    older: dict[tuple[str, str, int], Observation],
    clashes: set[tuple[str, str, int]],
) -> Observation:
    """Return the higher of two revisions of one report, and keep the lower one; of two that clash the
    same one, whichever came first.
    """
    same = known if known.revision == new.revision else older.get(_key(new))
    if same is None:
        lower, higher = sorted((known, new), key=_revision)
        older[_key(lower)] = lower
        return higher
    if same == new:
        return known
    clashes.add(_key(new))
    kept = min(same, new, key=canonical)
    if same is known:
        return kept
    older[_key(new)] = kept
    return known


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
            problems.append(_misplaced(plan, observation))
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
    return outcomes, [one for one in reports if id(one) not in unfit and _measured(plan, one) in again]


def _by_itself(outcome: Outcome) -> bool:
    """Return whether an outcome has findings, and is admitted by itself; any other once for all that report it."""
    return isinstance(outcome, Measured) and bool(outcome.findings)


_NOT_ADMITTED = Sentence(
    "（点位“{site}”的“{indicator}”）中，{value} 不是{expected}",
    "of {indicator!r} at {site!r}: {value} is not {expected}",
)


def not_admitted(problem: BadValue, source: str, id_: str, indicator: str, site: str) -> BadObservation:
    """Return a mistake in what an observation tells, so that it says which observation, of what, and where."""
    why = _NOT_ADMITTED(
        indicator=shortened(indicator), site=site, value=problem.given, expected=problem.expected
    )  # fmt: skip
    return BadObservation(source, id_, why, problem.remedy)


def _admitted(
    plan: Plan, question: Question, observation: Observation, known: dict[Outcome, Outcome],
    problems: list[TristandardError],
) -> Outcome | None:  # fmt: skip
    """Return the outcome of an observation as the plan admits it; None where it does not, which is a problem.

    `known` keeps what is admitted once for all.
    """
    seen = observation.outcome
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


_NOT_IN_THE_PLAN = Sentence("的点位“{site}”不在计划中", "is of site {site!r}, which is not in the plan")
_ADD_THE_SITE = Sentence("请把该点位列入计划，或改正其代码{near}", "add the site to the plan, or mend its code{near}")
_NOBODY_ASKS = Sentence(
    "的指标“{indicator}”在点位“{site}”没有考核询问", "is of {indicator!r} at {site!r}, where nobody asks that"
)
_MEND_INDICATOR = Sentence(
    "请改正代码{near}，或在规则集中扩大适用范围", "mend the code{near}, or widen the scope in the rule set"
)
_OUTSIDE = Sentence("在 {made} 作出，不在 {period} 内", "was made on {made}, outside {period}")
_IN_ITS_PERIOD = Told("请登记到它所在的期间，或改正日期", "register it in its own period, or mend the day")


def _misplaced(plan: Plan, observation: Observation) -> BadObservation:
    """Return why an observation answers nothing that is asked."""
    ground = plan.grounds.get(observation.site)
    if ground is None:
        why, remedy = _NOT_IN_THE_PLAN(site=observation.site), _ADD_THE_SITE(near=plan.near(observation.site))
    elif observation.indicator not in ground.by_code:
        declared = set(observation.indicator.split("+")) <= plan.rules.indicators.keys()
        near = "" if declared else meant(observation.indicator, tuple(ground.by_code))
        why = _NOBODY_ASKS(indicator=shortened(observation.indicator), site=observation.site)
        remedy = _MEND_INDICATOR(near=near)
    else:
        why, remedy = _OUTSIDE(made=str(observation.made), period=str(plan.period)), _IN_ITS_PERIOD
    return BadObservation(observation.source, observation.id, why, remedy)
