"""Words of a rule set that are not declared, or declare what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import answers
from tristandard.basics.location import Address
from tristandard.basics.measure import Measure
from tristandard.basics.place import UnknownTerm
from tristandard.basics.points import plain
from tristandard.checks.misfit import Misfit
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken


def unknown(rules: RuleSet, kind: str, code: str, used_by: str, *addresses: Address) -> UnknownTerm:
    """Return the problem of a code that is not there, with the places that name it."""
    return UnknownTerm(kind, code, used_by, locations=rules.locations.of(*addresses))


def units(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield each unit of a kind that is not declared."""
    for unit in rules.units:
        if unit.kind not in rules.kinds:
            yield unknown(rules, "kind of unit", unit.kind, f"unit {unit.code!r}", ("units", unit.code, "kind"))


def counted(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what of circumstances, and of how measures are counted, does not fit."""
    for circumstance in rules.circumstances:
        subject, address = f"circumstance {circumstance.code!r}", ("circumstances", circumstance.code)
        if circumstance.code in LIFE_CIRCUMSTANCES:
            why, remedy = "is told by the life of a finding already", "give it another code"
            yield Misfit(subject, why, remedy, locations=rules.locations.of(address))
        if not circumstance.values:
            locations = rules.locations.of((*address, "values"))
            yield Misfit(subject, "has no answers", "list them under values", locations=locations)
    for measure in rules.measures:
        yield from _counted(rules, measure)


def _counted(rules: RuleSet, measure: Measure) -> Iterator[TristandardError]:
    """Yield what of how a measure is counted does not fit."""
    subject, address = f"measure {measure.code!r}", ("measures", measure.code, "counting")
    for form, told in measure.counting.forms:
        if measure.whole and told.counts.denominator > 1:
            why = f"counts {plain(told.counts)} for {form}, and is a whole number"
            locations = rules.locations.of((*address, "forms", form))
            yield Misfit(subject, why, "count whole numbers, or leave `whole` out", locations=locations)
    if measure.counting.by:
        forms = [form for form, _ in measure.counting.forms]
        yield from undeclared(rules, subject, measure.counting.by, forms, address)


def undeclared(
    rules: RuleSet, subject: str, circumstance: str, told: Iterable[str], *addresses: Address
) -> Iterator[TristandardError]:
    """Yield what of a circumstance and its answers is not declared."""
    if circumstance not in rules.answers:
        yield unknown(rules, "circumstance", circumstance, subject, *addresses)
        return
    known = rules.answers[circumstance]
    for answer in told:
        if not any(answers(answer, one) for one in known):
            yield unknown(rules, f"answer to {circumstance}", answer, subject, *addresses)


def terms(rules: RuleSet, scope: Scope, subject: str, address: Address) -> Iterator[TristandardError]:
    """Yield that a scope holds nowhere, and each term of it that is not declared."""
    if not scope.extents:
        why, remedy = "holds nowhere, or for nobody", "name at least one extent, or write any"
        yield Misfit(subject, why, remedy, locations=rules.locations.of(address))
    for extent in sorted(scope.extents):
        for axis, path in zip(scope.axes, extent, strict=True):
            if path and rules.paths[axis].get(path[-1]) != path:
                yield unknown(rules, spoken(axis), path[-1], subject, address)
