"""Words of a rule set that are not declared, or declare what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import answers
from tristandard.basics.place import UnknownTerm
from tristandard.basics.points import plain
from tristandard.checks.misfit import Misfit
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken


def units(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield each unit of a kind that is not declared."""
    yield from (UnknownTerm("kind of unit", unit.kind, f"unit {unit.code!r}") for unit in rules.units if unit.kind not in rules.kinds)


def counted(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what of circumstances, and of how measures are counted, does not fit."""
    for circumstance in rules.circumstances:
        if circumstance.code in LIFE_CIRCUMSTANCES:
            yield Misfit(f"circumstance {circumstance.code!r}", "is told by the life of a finding already", "give it another code")
        if not circumstance.values:
            yield Misfit(f"circumstance {circumstance.code!r}", "has no answers", "list them under values")
    for measure in rules.measures:
        for form, told in measure.counting.forms:
            if measure.whole and told.counts.denominator > 1:
                yield Misfit(f"measure {measure.code!r}", f"counts {plain(told.counts)} for {form}, and is a whole number", "count whole numbers, or leave `whole` out")
        if measure.counting.by:
            yield from undeclared(rules, f"measure {measure.code!r}", measure.counting.by, [form for form, _ in measure.counting.forms])


def undeclared(rules: RuleSet, subject: str, circumstance: str, told: Iterable[str]) -> Iterator[TristandardError]:
    """Yield what of a circumstance and its answers is not declared."""
    if circumstance not in rules.answers:
        yield UnknownTerm("circumstance", circumstance, subject)
        return
    known = rules.answers[circumstance]
    yield from (UnknownTerm(f"answer to {circumstance}", answer, subject) for answer in told if not any(answers(answer, one) for one in known))


def terms(rules: RuleSet, scope: Scope, subject: str) -> Iterator[TristandardError]:
    """Yield that a scope holds nowhere, and each term of it that is not declared."""
    if not scope.extents:
        yield Misfit(subject, "holds nowhere, or for nobody", "name at least one extent, or write any")
    for extent in sorted(scope.extents):
        for axis, path in zip(scope.axes, extent, strict=True):
            if path and rules.paths[axis].get(path[-1]) != path:
                yield UnknownTerm(spoken(axis), path[-1], subject)
