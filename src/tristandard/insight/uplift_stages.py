"""The stages of the merge, and which of them change what an assessment asks at the sites of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import final

from tristandard.grouping.shared import Contribution
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Extent
from tristandard.survey.ledger import Ledger
from tristandard.words.sentence import Told


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
    MergeStage.BAR: Told("指标就高", "the highest standard"),
    MergeStage.SCOPE: Told("范围就宽", "the widest scope"),
    MergeStage.SUBJECTS: Told("对象就广", "the broadest subjects"),
    MergeStage.ONCE: Told("加重只计一次", "surcharges once"),
}

#: Which stages are on.
Stages = frozenset[MergeStage]

#: The indicators of an assessment that a stage changes, by their codes.
Moved = Mapping[MergeStage, frozenset[str]]


def live(ledger: Ledger) -> Mapping[str, Moved]:
    """Return by assessment the stages that change what it asks of any unit at the sites of a plan.

    Each comes with the indicators that it changes. The other stages have no effect.
    """
    plan = ledger.plan
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
                if changes(stage, merged, question, member) and (
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
    plan, rules = ledger.plan, ledger.rules
    kinds = {kind for book in rules.assessments for kind in book.named}
    found = {unit for site in plan.sites.values() for unit, _ in site.units} | {
        unit.code for unit in rules.units if unit.kind in kinds
    }
    found |= {unit for entries in ledger.entries.values() for entry in entries.values() for unit, _ in entry.named}
    return [rules.subject(unit) for unit in sorted(found)]


def changes(stage: MergeStage, merged: MergedRules, question: Question, member: Contribution) -> bool:
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
            return indicator.charged(host=question.hosted_by(member)) != indicator.deductions


def _others(merged: MergedRules, question: Question, member: Contribution, units: Iterable[Extent]) -> bool:
    """Return whether the broadest subjects hold other units than a member's own."""
    subjects, own = merged.subjects(question, member), member.indicator.subjects
    return any(subjects.covers(unit) != own.covers(unit) for unit in units)
