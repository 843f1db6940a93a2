"""What does not fit in crosswalks, rulings and variants."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.place import UnknownTerm
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import terms
from tristandard.rules.crosswalk import Relation
from tristandard.rules.ruleset import RuleSet


def crosswalks(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what crosswalks and rulings name that is not there, or that does not fit."""
    codes = {assessment.code for assessment in rules.assessments}
    for crosswalk in rules.crosswalks:
        subject = f"crosswalk {crosswalk.code!r}"
        yield from (
            UnknownTerm("assessment", host, f"the list hosts of {subject}")
            for host in crosswalk.hosts
            if host not in codes
        )
        if crosswalk.where is not None:
            yield from terms(rules, crosswalk.where, subject)
        for match in crosswalk.matches:
            for code in (match.first, match.second):
                if code not in rules.indicators:
                    yield UnknownTerm("indicator", code, f"the match of {match.first!r} and {match.second!r}")
            smaller, larger = rules.indicators.get(match.first), rules.indicators.get(match.second)
            if match.relation is Relation.SUBSET_OF and larger and (strange := match.measures - larger.standard.measures):
                turned = f"; where {match.first!r} is the larger one, swap the two or write superset_of" if smaller and match.measures <= smaller.standard.measures else ""
                yield Misfit(f"the match of {match.first!r} and {match.second!r}", f"covers {', '.join(sorted(strange))}, which the larger one does not ask about", f"name measures of the larger one{turned}")
    for ruling in rules.rulings:
        yield from (UnknownTerm("indicator", code, "a ruling") for code in sorted(ruling.members - rules.indicators.keys()))


def _varied(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield where the variant that stands is not what was declared."""
    variant = next((one for one in rules.variants if one.code == rules.variant), None)
    if variant is None:
        yield UnknownTerm("variant", str(rules.variant), f"rule set {rules.code!r}")
        return
    for crosswalk in rules.crosswalks:
        if crosswalk.code in variant.where and crosswalk.where != variant.where[crosswalk.code]:
            yield Misfit(f"rule set {rules.code!r}", f"names the variant {variant.code!r}, but crosswalk {crosswalk.code!r} holds on other ground", "load it without the key `variant`, and ask for the variant when loading")
    if variant.policy is not None and variant.policy != rules.policy:
        yield Misfit(f"rule set {rules.code!r}", f"names the variant {variant.code!r}, but has another policy", "load it without the key `variant`, and ask for the variant when loading")


def variants(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what variants name that is not there, and where the variant that stands is not what was declared."""
    codes = {crosswalk.code for crosswalk in rules.crosswalks}
    if rules.variant is not None:
        yield from _varied(rules)
    for variant in rules.variants:
        for code, where in variant.where.items():
            if code not in codes:
                yield UnknownTerm("crosswalk", code, f"variant {variant.code!r}")
            yield from terms(rules, where, f"variant {variant.code!r}")
