"""What of a deduction line does not fit its indicator."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import REPEATED
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import undeclared
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask
from tristandard.rules.subjects import Subject
from tristandard.words.sentence import Sentence, Told

_NOT_ASKED = Sentence(
    "给 {measures} 扣分，而标准没有要求测它", "prices {measures}, which its standard does not ask about"
)
_PRICE_ANOTHER = Sentence(
    "请给标准中的测量项目扣分，或让标准也要求测它，如“{measure} any”",
    "price a measure of its standard, or let the standard ask about it too, such as {measure} any",
)
_LOOKS_BACK = Sentence("回看 {count} 期", "looks back {count} periods")
_HOW_FAR = Sentence("读“{circumstance}”而没有写回看几期", "reads {circumstance!r} without saying how far back")
_WRITE_LOOK_BACK = Sentence(
    "请把 look_back 与“{circumstance}”写在一起，也只写在那里",
    "write look_back with {circumstance!r}, and only there",
)
_NO_RULE = Sentence(
    "要求测 {measure}，而自身没有扣分标准涉及它", "asks about {measure} but no rule of its own prices it"
)
_ADD_A_RULE = Told("请补充扣分标准，或删去这项要求", "add a rule, or drop what it asks")


def line(subject: Subject, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what of one line does not fit the standard, whatever the measure."""
    if strange := set(rule.measures) - indicator.standard.measures:
        yield Misfit(
            subject(),
            _NOT_ASKED(measures=sorted(strange)),
            _PRICE_ANOTHER(measure=min(strange)),
        )
    yield from (Misfit(subject(), flaw.why, flaw.remedy) for flaw in rule.flaws(indicator.standard) if not flaw.of_line)


def alone(rules: RuleSet, subject: Subject, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what is wrong with one line whatever the standard asks: it is mended where the line is written."""
    for name, told in (*rule.where, *((factor.by, [answer for answer, _ in factor.factors]) for factor in rule.times)):
        yield from undeclared(rules, subject, name, told)
    if (REPEATED in rule.reads) is not bool(rule.look_back):
        yield Misfit(
            subject(),
            _LOOKS_BACK(count=rule.look_back) if rule.look_back else _HOW_FAR(circumstance=REPEATED),
            _WRITE_LOOK_BACK(circumstance=REPEATED),
        )
    yield from (Misfit(subject(), flaw.why, flaw.remedy) for flaw in rule.flaws(indicator.standard) if flaw.of_line)


def priced(subject: Subject, indicator: Indicator, ask: Ask) -> Iterator[TristandardError]:
    """Yield what keeps the indicator's own lines from pricing one measure of its own standard."""
    rules = [rule for rule in indicator.deductions if ask.measure.code in rule.measures]
    if not ask.asks_nothing and not indicator.needed and all(rule.tariff.rewards for rule in rules):
        yield Misfit(subject(), _NO_RULE(measure=ask.measure.code), _ADD_A_RULE)
    for rule in rules:
        yield from (Misfit(subject(), flaw.why, flaw.remedy) for flaw in rule.flaws_for(ask))
