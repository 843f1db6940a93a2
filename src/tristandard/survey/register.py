"""Every planned measurement of a period, each once, with the reports that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import final

from attrs import define, evolve, field

from tristandard.basics.digest import digest_of
from tristandard.basics.errors import BadValue, for_argument, wanted
from tristandard.basics.outcome import Measured, NotMeasured, Observation, Outcome
from tristandard.basics.points import exact
from tristandard.merging.question import Question
from tristandard.rules.ruleset import RuleSet
from tristandard.survey.plan import Plan
from tristandard.survey.settlement import Superseded
from tristandard.survey.told import Texts
from tristandard.words.sentence import Sentence, Told

_NO_OBSERVATION = Told("没有测评记录", "no observation came")
#: What stands for a planned measurement of which nothing was reported.
NOTHING_CAME = NotMeasured(_NO_OBSERVATION.text("en"))

#: A visit by its source and its name there.
VisitId = tuple[str, str]

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
        return self.has(as_held(observation, numbers_of(self.plan)))

    def has(self, observation: Observation) -> bool:
        """Return whether it holds an observation just as it is told."""
        wanted(observation, Observation, for_argument("observation"))
        return observation in self.older or self.latest.get(observation.source, {}).get(observation.id) == observation

    def observations(self) -> Iterator[Observation]:
        """Yield every observation that was ever given, each revision once, in the order of source, id and revision."""
        lower: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
        for observation in self.older:
            lower[observation.source, observation.id].append(observation)
        for source, reports in sorted(self.latest.items()):
            for id_, observation in sorted(reports.items()):
                yield from sorted(lower.get((source, id_), ()), key=attrgetter("revision"))
                yield observation

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of everything that was ever reported of a site, by the site's code; one more
        report costs those of its own site.
        """
        return self.known or digests_of(self.observations())

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
        return {what: tuple(sorted(found, key=order)) for what, found in gathered(self.plan, standing).items()}

    def sources(self, site: str, indicator: str) -> tuple[Observation, ...]:
        """Return the observations that a measurement rests on, the first first. Raises as `outcome` does."""
        code = self._code(site, indicator)
        return self._sources.get((site, code), ())


def digests_of(observations: Iterable[Observation]) -> dict[str, str]:
    """Return the digests of what was reported of each site, in the order given."""
    told: defaultdict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        told[observation.site].append(observation)
    text = Texts().text
    return {site: digest_of(map(text, found)) for site, found in told.items()}


def order(observation: Observation) -> tuple[object, ...]:
    """Return the key by which reports are taken one after another: the day, the source, the id."""
    return observation.made, observation.source, observation.id


def numbers_of(plan: Plan) -> frozenset[str]:
    """Return the measures whose answers are numbers."""
    return frozenset(measure.code for measure in plan.rules.measures if not measure.rungs and not measure.forms)


def as_held(observation: Observation, numbers: frozenset[str]) -> Observation:
    """Return a report as the register holds it: what was told as text of a measure that is a number, as that number."""
    outcome = observation.outcome
    if not isinstance(outcome, Measured) or not outcome.worded:
        return observation
    try:
        values = [(code, exact(value) if code in numbers else value) for code, value in outcome.values]
        return evolve(observation, outcome=Measured(values, outcome.findings))
    except BadValue:  # refused with the report, as no value of its measure
        return observation


def gathered(plan: Plan, observations: Iterable[Observation]) -> dict[tuple[str, str], list[Observation]]:
    """Return observations by what they measure."""
    index: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for observation in observations:
        index[measured(plan, observation)].append(observation)
    return index


def measured(plan: Plan, observation: Observation) -> tuple[str, str]:
    """Return what a report is of: the site and the shared indicator."""
    return observation.site, plan.question(observation.site, observation.indicator).code


def key(observation: Observation) -> tuple[str, str, int]:
    """Return which revision of which report an observation is: its source, its id and the revision."""
    return observation.source, observation.id, observation.revision
