"""Worlds apart: the same sites and findings, read again with some stages of the merge on and the others off.

A world is the rules as an assessment would have them by itself, with nothing of the merge but the
stages that are on. What follows is the ordinary road: share, and score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, final

from attrs import define, evolve, field

from tristandard.basics.language import Told
from tristandard.basics.outcome import Measured, NotMeasured, Outcome
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Extent
from tristandard.scoring.scorecard import Results
from tristandard.scoring.tally import Line
from tristandard.survey.ledger import History, Ledger, history, share
from tristandard.survey.plan import Plan
from tristandard.survey.register import Register


@final
class MergeStage(Enum):
    """One stage of the merge."""

    #: The strictest standard holds for every member (指标就高).
    BAR = "bar"
    #: A member counts wherever any member's scope reaches (范围就宽).
    SCOPE = "scope"
    #: A member assesses whomever any member assesses (对象就广).
    SUBJECTS = "subjects"
    #: A surcharge that only the host charges is charged once (加重只计一次).
    ONCE = "once"

    @property
    def told(self) -> Told:
        """What it is called."""
        return _CALLED[self]


_CALLED: Mapping[MergeStage, Told] = {
    MergeStage.BAR: ("指标就高", "the highest standard"),
    MergeStage.SCOPE: ("范围就宽", "the widest scope"),
    MergeStage.SUBJECTS: ("对象就广", "the broadest subjects"),
    MergeStage.ONCE: ("加重只计一次", "surcharges once"),
}

#: Which stages are on.
Stages = frozenset[MergeStage]

#: What stands for a measurement that did not ask all that an assessment by itself asks.
NOT_ITS_OWN = NotMeasured("未按本考核自身标准测量 not measured by the assessment's own standard")


@final
@define(frozen=True, slots=False, eq=False)
class Apart:
    """What one assessment brings to merged rules, at each kind of place: found once for all its worlds."""

    merged: MergedRules
    assessment: str

    @cached_property
    def _found(self) -> dict[Extent, tuple[tuple[Question, Contribution, bool], ...]]:
        return {}

    def at(self, point: Extent) -> tuple[tuple[Question, Contribution, bool], ...]:
        """Return the members of the assessment that are asked about at a site with these coordinates, each with its
        question and whether its own scope covers the site.
        """
        if point not in self._found:
            asked = [
                (question, member) for question in self.merged.questions(point) for member in self.members(question)
            ]
            self._found[point] = tuple(
                (question, member, member.indicator.scope.covers(point)) for question, member in asked
            )
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
    def drawn(self) -> dict[tuple[Question, int, Fraction, Any], Line]:
        """What the lines of questions may come to: for all worlds."""
        return {}

    def changing(self, question: Question, member: Contribution) -> Stages:
        """Return the stages that change what a member asks by itself, wherever that is."""
        key = question, member.indicator.code
        if key not in self._changing:
            self._changing[key] = frozenset(
                stage for stage in MergeStage if _changes(stage, self.merged, question, member)
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
        asked = [
            self.read(question, member)
            for question, member, covered in self.apart.at(point)
            if (member in question.users if self._on(MergeStage.SCOPE, question) else covered)
        ]
        return tuple(sorted(asked, key=lambda question: question.code))

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
                indicator = evolve(indicator, deductions=indicator.lines(host=question.hosted_by(member)))
            alone = SharedIndicator(
                contributions=[Contribution(indicator=indicator, measures=measures)], host=member.assessment
            )
            known[key] = Question(indicator=alone, bar=indicator.standard, users=alone.contributions)
        return known[key]


#: The indicators of an assessment that a stage changes, by their codes.
Moved = Mapping[MergeStage, frozenset[str]]


def live(ledger: Ledger) -> Mapping[str, Moved]:
    """Return by assessment the stages that change what it asks of any unit at the sites of a plan.

    Each comes with the indicators that it changes. The other stages have no effect.
    """
    plan = ledger.register.plan
    alike = dict.fromkeys(
        (question, plan.sites[site].point) for site, ground in plan.grounds.items() for question in ground.questions
    )
    found: defaultdict[tuple[str, MergeStage], set[str]] = defaultdict(set)
    for stage, member in _changed(plan.merged, dict.fromkeys(question for question, _ in alike), _units(ledger)):
        found[member.assessment, stage].add(member.indicator.code)
    if plan.merged.reading is Reading.UNIFORM:
        for member in _reached_by_others(alike):
            found[member.assessment, MergeStage.SCOPE].add(member.indicator.code)
    books = [book.code for book in plan.rules.assessments]
    return {
        book: {stage: frozenset(found[book, stage]) for stage in MergeStage if found[book, stage]} for book in books
    }


def _merged_members(question: Question) -> tuple[Contribution, ...]:
    """Return the members of a question that shares its indicator; none where it has one member alone."""
    members = question.indicator.contributions
    return tuple(members) if len(members) > 1 else ()


def _changed(
    merged: MergedRules, questions: Iterable[Question], units: list[Extent]
) -> Iterator[tuple[MergeStage, Contribution]]:
    """Yield each member with each stage that changes what it asks of any unit, wherever that is."""
    for question in questions:
        for member in _merged_members(question):
            for stage in MergeStage:
                if _changes(stage, merged, question, member) and (
                    stage is not MergeStage.SUBJECTS or _others(merged, question, member, units)
                ):
                    yield stage, member


def _reached_by_others(alike: Iterable[tuple[Question, Extent]]) -> Iterator[Contribution]:
    """Yield each member that is asked where its own scope does not reach."""
    for question, point in alike:
        for member in _merged_members(question):
            if not member.indicator.scope.covers(point):
                yield member


def _units(ledger: Ledger) -> list[Extent]:
    """Return every unit that may have a score: those that answer for a site, by share or by name, and those that
    findings name.
    """
    plan, rules = ledger.register.plan, ledger.rules
    kinds = {kind for book in rules.assessments for kind in book.named}
    found = {unit for site in plan.sites.values() for unit, _ in site.units} | {
        unit.code for unit in rules.units if unit.kind in kinds
    }
    found |= {unit for entries in ledger.entries.values() for entry in entries.values() for unit, _ in entry.named}
    return [rules.subject(unit) for unit in sorted(found)]


def _changes(stage: MergeStage, merged: MergedRules, question: Question, member: Contribution) -> bool:
    """Return whether a stage changes what a member asks, wherever that is."""
    indicator = member.indicator
    match stage:
        case MergeStage.BAR:
            return question.bar.only(member.measures) != indicator.standard
        case MergeStage.SCOPE:
            return False
        case MergeStage.SUBJECTS:
            return merged.subjects(question, member) != indicator.subjects
        case MergeStage.ONCE:
            return indicator.lines(host=question.hosted_by(member)) != indicator.deductions


def _others(merged: MergedRules, question: Question, member: Contribution, units: Iterable[Extent]) -> bool:
    """Return whether the broadest subjects hold other units than a member's own."""
    subjects, own = merged.subjects(question, member), member.indicator.subjects
    return any(subjects.covers(unit) != own.covers(unit) for unit in units)


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
    return share(_register_in(World.of(apart, stages, beside), held), history=past)


def _register_in(world: World, held: Register) -> Register:
    """Return a register with each measurement under the code of every member that asks for it."""
    plan, outcomes = Plan(world, held.plan.period, held.plan.sites), dict[str, dict[str, Outcome]]()
    for site, told in held.outcomes.items():
        asked = held.plan.grounds[site].by_code
        there = {question.code for question in plan.grounds[site].questions}
        found = outcomes[site] = {}
        for code, outcome in told.items():
            for member in world.apart.members(asked[code]):
                if member.indicator.code in there:
                    found[member.indicator.code] = _as_asked(world.read(asked[code], member), asked[code], outcome)
    return Register(plan, {}, outcomes=outcomes)


def _as_asked(question: Question, merged: Question, outcome: Outcome) -> Outcome:
    """Return an outcome, or that it was not measured where a ruling dropped a measure that is asked."""
    if merged.indicator.ruling is None or not isinstance(outcome, Measured):
        return outcome
    return outcome if question.bar.measures <= dict(outcome.values).keys() else NOT_ITS_OWN
