"""What does not fit in crosswalks, rulings and variants."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import terms, unknown
from tristandard.rules.crosswalk import Match, Relation
from tristandard.rules.ruleset import RuleSet


def crosswalks(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what crosswalks and rulings name that is not there, or that does not fit."""
    codes = {assessment.code for assessment in rules.assessments}
    for crosswalk in rules.crosswalks:
        subject, address = f"crosswalk {crosswalk.code!r}", ("crosswalks", crosswalk.code)
        for host in crosswalk.hosts:
            if host not in codes:
                yield unknown(rules, "assessment", host, f"the list hosts of {subject}", (*address, "hosts"))
        if crosswalk.where is not None:
            yield from terms(rules, crosswalk.where, subject, (*address, "where"))
        for match in crosswalk.matches:
            yield from _match(rules, match)
    for ruling in rules.rulings:
        for code in sorted(ruling.members - rules.indicators.keys()):
            yield unknown(rules, "indicator", code, "a ruling", ("rulings", *sorted(ruling.members), "members"))


def _match(rules: RuleSet, match: Match) -> Iterator[TristandardError]:
    """Yield what a match names that is not there, and what it covers that the larger one does not ask."""
    subject, address = f"the match of {match.first!r} and {match.second!r}", ("matches", match.first, match.second)
    for code in (match.first, match.second):
        if code not in rules.indicators:
            yield unknown(rules, "indicator", code, subject, address)
    smaller, larger = rules.indicators.get(match.first), rules.indicators.get(match.second)
    if match.relation is not Relation.SUBSET_OF or larger is None:
        return
    if strange := match.measures - larger.standard.measures:
        turned = ""
        if smaller and match.measures <= smaller.standard.measures:
            turned = f"; where {match.first!r} is the larger one, swap the two or write superset_of"
        why = f"covers {', '.join(sorted(strange))}, which the larger one does not ask about"
        locations = rules.locations.of((*address, "measures"), ("indicators", larger.code, "standard"))
        yield Misfit(subject, why, f"name measures of the larger one{turned}", locations=locations)


def variants(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what variants name that is not there, and where the variant that stands is not what was declared."""
    codes = {crosswalk.code for crosswalk in rules.crosswalks}
    if rules.variant is not None:
        yield from _varied(rules)
    for variant in rules.variants:
        subject = f"variant {variant.code!r}"
        for code, where in variant.where.items():
            address = ("variants", variant.code, "where", code)
            if code not in codes:
                yield unknown(rules, "crosswalk", code, subject, address)
            yield from terms(rules, where, subject, address)


def _varied(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield where the variant that stands is not what was declared."""
    subject = f"rule set {rules.code!r}"
    remedy = "load it without the key `variant`, and ask for the variant when loading"
    variant = next((one for one in rules.variants if one.code == rules.variant), None)
    if variant is None:
        yield unknown(rules, "variant", str(rules.variant), subject, ("variant",))
        return
    locations = rules.locations.of(("variant",))
    for crosswalk in rules.crosswalks:
        if crosswalk.code in variant.where and crosswalk.where != variant.where[crosswalk.code]:
            why = f"names the variant {variant.code!r}, but crosswalk {crosswalk.code!r} holds on other ground"
            ground = rules.locations.of(("variant",), ("crosswalks", crosswalk.code, "where"))
            yield Misfit(subject, why, remedy, locations=ground)
    if variant.policy is not None and variant.policy != rules.policy:
        why = f"names the variant {variant.code!r}, but has another policy"
        yield Misfit(subject, why, remedy, locations=locations)
