"""Worlds apart: the same sites and findings, read again with some stages of the merge on and the others off.

A world is the rules as an assessment would have them by itself, with nothing of the merge but the
stages that are on. What follows is the ordinary road: share, and score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.outcome import Measured, NotMeasured, Outcome
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.insight.uplift_stages import MergeStage, Stages, changes
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.scope import Extent, Scope
from tristandard.scoring.line import Drawn
from tristandard.scoring.results import Results
from tristandard.survey.history import History, history
from tristandard.survey.ledger import Ledger
from tristandard.survey.plan import Ground, Plan
from tristandard.survey.register import Register
from tristandard.survey.sharing import Known, share_alike
from tristandard.words.sentence import Told

#: What stands for a measurement that did not ask all that an assessment by itself asks.
_NOT_ITS_OWN = Told("未按本考核自身标准测量", "not measured by the assessment's own standard")
NOT_ITS_OWN = NotMeasured(" ".join(_NOT_ITS_OWN))


@final
@frozen(eq=False)
class Asked:
    """The members of an assessment that are asked about at some sites, each with its question and whether its own scope
    covers these sites.
    """

    members: tuple[tuple[Question, Contribution, bool], ...]


@final
@define(frozen=True, slots=False, eq=False)
class Apart:
    """What one assessment brings to merged rules, at each kind of place: found once for all its worlds."""

    merged: MergedRules
    assessment: str

    @cached_property
    def _found(self) -> dict[Extent, Asked]:
        return {}

    @cached_property
    def _alike(self) -> dict[tuple[tuple[Question, str, bool], ...], Asked]:
        return {}

    def at(self, point: Extent) -> Asked:
        """Return what the assessment is asked about at a site with these coordinates: one and the same for all at
        which the same is asked.
        """
        if point not in self._found:
            covered = dict[Scope, bool]()
            found = list[tuple[Question, Contribution, bool]]()
            for question in self.merged.questions(point):
                for member in self.members(question):
                    scope = member.indicator.scope
                    if scope not in covered:
                        covered[scope] = scope.covers(point)
                    found.append((question, member, covered[scope]))
            key = tuple((question, member.indicator.code, own) for question, member, own in found)
            self._found[point] = self._alike.setdefault(key, Asked(tuple(found)))
        return self._found[point]

    def members(self, question: Question) -> tuple[Contribution, ...]:
        """Return what the assessment contributes to a question of the merged rules."""
        if question not in self._members:
            self._members[question] = tuple(
                one for one in question.indicator.contributions if one.assessment == self.assessment
            )
        return self._members[question]

    @cached_property
    def read(self) -> dict[tuple[Question, str, Stages], Question]:
        """What members ask by themselves, by the question, the member and the stages that change it: for all worlds."""
        return {}

    @cached_property
    def weighed(self) -> Known:
        """What outcomes mean to questions: for all worlds."""
        return {}

    @cached_property
    def drawn(self) -> Drawn:
        """What the lines of questions may come to: for all worlds."""
        return Drawn()

    def changing(self, question: Question, member: Contribution) -> Stages:
        """Return the stages that change what a member asks by itself, wherever that is."""
        key = question, member.indicator.code
        if key not in self._changing:
            self._changing[key] = frozenset(
                stage for stage in MergeStage if changes(stage, self.merged, question, member)
            )
        return self._changing[key]

    @cached_property
    def _changing(self) -> dict[tuple[Question, str], Stages]:
        return {}

    @cached_property
    def _members(self) -> dict[Question, tuple[Contribution, ...]]:
        return {}


@final
@define(frozen=True, slots=False, eq=False)
class World(MergedRules):
    """The merged rules as one assessment would have them by itself, with some stages on.

    `stages` are on for every shared indicator, but for those that `beside` names by their code.
    """

    apart: Apart
    stages: Stages
    beside: Mapping[str, Stages] = field(factory=dict, hash=False)

    @classmethod
    def of(cls, apart: Apart, stages: Stages, beside: Mapping[str, Stages] | None = None) -> World:
        """Return the world of one assessment in which some stages are on."""
        merged = apart.merged
        return cls(merged.rule_set, merged.shared, merged.own, apart, stages, beside or {})

    def questions(self, point: Extent) -> tuple[Question, ...]:
        """Return what the assessment asks at a site with these coordinates, ordered by code."""
        asked = self.apart.at(point)
        if asked not in self._known:
            found = [
                self.read(question, member)
                for question, member, covered in asked.members
                if (member in question.users if self._on(MergeStage.SCOPE, question) else covered)
            ]
            self._known[asked] = tuple(sorted(found, key=lambda question: question.code))
        return self._known[asked]

    @cached_property
    def _known(self) -> dict[Asked, tuple[Question, ...]]:
        return {}

    def _on(self, stage: MergeStage, question: Question) -> bool:
        return stage in self.beside.get(question.code, self.stages)

    def read(self, question: Question, member: Contribution) -> Question:
        """Return what one member asks by itself, as far as the stages that are on let it."""
        if len(question.indicator.contributions) == 1:
            return question
        on = self.beside.get(question.code, self.stages) & self.apart.changing(question, member)
        key = question, member.indicator.code, on
        known = self.apart.read
        if key not in known:
            indicator, measures = member.indicator, member.indicator.standard.measures
            if MergeStage.BAR in on:
                indicator, measures = evolve(indicator, standard=question.bar.only(member.measures)), member.measures
            if MergeStage.SUBJECTS in on:
                indicator = evolve(indicator, subjects=self.apart.merged.subjects(question, member))
            if MergeStage.ONCE in on:
                indicator = evolve(indicator, deductions=indicator.charged(host=question.hosted_by(member)))
            indicator = indicator.stands_in(needed=member.indicator.needed)
            alone = SharedIndicator(
                contributions=[Contribution(indicator=indicator, measures=measures)], host=member.assessment
            )
            known[key] = Question(indicator=alone, bar=indicator.standard, users=alone.contributions)
        return known[key]


def ledger_in(
    results: Results,
    apart: Apart,
    stages: Stages,
    before: Iterable[Register] = (),
    beside: Mapping[str, Stages] | None = None,
) -> Ledger:
    """Return what the measurements of a period mean for one assessment with some stages on.

    Args:
        results: Of one period.
        apart: What the assessment brings to their merged rules.
        stages: Those that are on.
        before: The registers of earlier periods, to read them by the same stages; without them the past is as the
            results have it.
        beside: The stages that are on for some shared indicators instead, by their codes.
    """
    held = results.ledger.register
    earlier = [_register_in(World.of(Apart(one.plan.merged, apart.assessment), stages, beside), one) for one in before]
    past: History = history(earlier, held.plan.period) if earlier else results.ledger.history
    return share_alike(_register_in(World.of(apart, stages, beside), held), past, apart.weighed)


def _register_in(world: World, held: Register) -> Register:
    """Return a register with each measurement under the code of every member that asks for it."""
    plan, outcomes = Plan(world, held.plan.period, held.plan.sites), dict[str, dict[str, Outcome]]()
    known: dict[tuple[Ground, Ground], Mapping[str, list[_Reading]]] = {}
    for site, told in held.outcomes.items():
        grounds = held.plan.grounds[site], plan.grounds[site]
        if grounds not in known:
            known[grounds] = _readings(world, *grounds)
        readings = known[grounds]
        outcomes[site] = {
            code: _as_asked(measures, outcome)
            for shared, outcome in told.items()
            for code, measures in readings[shared]
        }
    return Register(plan, {}, outcomes=outcomes)


#: The code of a member, and what it asks where a ruling may have dropped a measure of it; else nothing.
_Reading = tuple[str, frozenset[str]]


def _readings(world: World, held: Ground, ground: Ground) -> Mapping[str, list[_Reading]]:
    """Return the members that read each shared indicator at some sites, by its code."""
    there = {question.code for question in ground.questions}
    return {
        question.code: [
            (code, frozenset() if question.indicator.ruling is None else world.read(question, member).bar.measures)
            for member in world.apart.members(question)
            if (code := member.indicator.code) in there
        ]
        for question in held.questions
    }


def _as_asked(measures: frozenset[str], outcome: Outcome) -> Outcome:
    """Return an outcome, or that it was not measured where it lacks a measure that is asked."""
    if not measures or not isinstance(outcome, Measured) or measures <= dict(outcome.values).keys():
        return outcome
    return NOT_ITS_OWN
