"""What of a deduction line does not fit its indicator."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import REPEATED
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import undeclared
from tristandard.rules.assessment import Indicator
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask


def line(subject: str, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what of one line does not fit the standard, whatever the measure."""
    if strange := set(rule.measures) - indicator.standard.measures:
        yield Misfit(
            subject,
            f"prices {', '.join(sorted(strange))}, which its standard does not ask about",
            f"price a measure of its standard, or let the standard ask about it too, such as {min(strange)} any",
        )
    yield from (Misfit(subject, flaw.why, flaw.remedy) for flaw in rule.flaws(indicator.standard) if not flaw.of_line)


def alone(rules: RuleSet, subject: str, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what is wrong with one line whatever the standard asks: it is mended where the line is written."""
    for name, told in (*rule.where, *((factor.by, [answer for answer, _ in factor.factors]) for factor in rule.times)):
        yield from undeclared(rules, subject, name, told)
    if (REPEATED in rule.reads) is not bool(rule.look_back):
        yield Misfit(
            subject,
            f"looks back {rule.look_back} periods"
            if rule.look_back
            else f"reads {REPEATED!r} without saying how far back",
            f"write look_back with {REPEATED!r}, and only there",
        )
    yield from (Misfit(subject, flaw.why, flaw.remedy) for flaw in rule.flaws(indicator.standard) if flaw.of_line)


def priced(subject: str, indicator: Indicator, ask: Ask) -> Iterator[TristandardError]:
    """Yield what keeps the indicator's own lines from pricing one measure of its own standard."""
    rules = [rule for rule in indicator.deductions if ask.measure.code in rule.measures]
    if not ask.asks_nothing and all(rule.tariff.rewards for rule in rules):
        why = f"asks about {ask.measure.code} but no rule of its own prices it"
        yield Misfit(subject, why, "add a rule, or drop what it asks")
    for rule in rules:
        yield from (Misfit(subject, flaw.why, flaw.remedy) for flaw in rule.flaws_for(ask))
