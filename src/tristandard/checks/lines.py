"""What of a deduction line does not fit its indicator."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import REPEATED
from tristandard.basics.points import plain
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import undeclared
from tristandard.rules.assessment import Indicator
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Range
from tristandard.rules.tariff import Bands, Chosen, Counting, Gain, Steps, Veto, falling, tiling


def line(rules: RuleSet, subject: str, rule: DeductionRule, indicator: Indicator) -> Iterator[TristandardError]:
    """Yield what of one line does not fit, whatever the measure."""
    if strange := set(rule.measures) - indicator.standard.measures:
        yield Misfit(subject, f"prices {', '.join(sorted(strange))}, which its standard does not ask about", f"price a measure of its standard, or let the standard ask about it too, such as {min(strange)} any")
    for name, told in (*rule.where, *((factor.by, [answer for answer, _ in factor.factors]) for factor in rule.times)):
        yield from undeclared(rules, subject, name, told)
    if (REPEATED in rule.reads) is not bool(rule.look_back):
        yield Misfit(subject, f"looks back {rule.look_back} periods" if rule.look_back else f"reads {REPEATED!r} without saying how far back", f"write look_back with {REPEATED!r}, and only there")
    match rule.tariff:
        case Steps(each=each, per=per) if (rule.times or rule.where) and per != 1:
            yield Misfit(subject, "counts findings by circumstance in steps other than one", "price each finding: leave `per` out")
        case Steps(each=each) | Gain(each=each) if rule.at_most is not None and rule.at_most < each:
            yield Misfit(subject, f"stops at {plain(rule.at_most)}, below one step of {plain(each)}", "let the cap be at least one step")
        case Veto() if rule.at_most is not None:
            yield Misfit(subject, "has a veto with a cap, which means nothing", "leave at_most out")
        case Gain() if rule.at_most is None:
            yield Misfit(subject, "gains without a ceiling", "write at_most")
        case Chosen(by, bands):
            chosen = next((ask for ask in indicator.standard.asks if ask.measure.code == by), None)
            if chosen is None:
                yield Misfit(subject, f"chooses points by {by}, which its standard does not ask about", f'write "{by} any" into its standard')
            else:
                wrong = tiling(chosen.measure, [where for where, _, _ in bands])
                yield from (Misfit(subject, f"has bands for {by} that do not fit: {one}", "let the bands cover each value once") for one in wrong)
        case _:
            pass


def priced(subject: str, indicator: Indicator, ask: Ask) -> Iterator[TristandardError]:
    """Yield what keeps the indicator's own lines from pricing one measure of its own standard."""
    code, acceptance = ask.measure.code, ask.acceptance
    limits = (acceptance.floor, acceptance.limit) if isinstance(acceptance, Range) else (None, None)
    rules = [rule for rule in indicator.deductions if code in rule.measures]
    if not ask.asks_nothing and all(isinstance(rule.tariff, Gain) for rule in rules):
        yield Misfit(subject, f"asks about {code} but no rule of its own prices it", "add a rule, or drop what it asks")
    for rule in rules:
        match rule.tariff:
            case Bands(points):
                wrong = tiling(ask.measure, [where for where, _ in points])
                if isinstance(acceptance, Range) and not wrong:
                    wrong = [f"{worse} is worse than {better} and costs less" for worse, better in falling(ask.measure, acceptance, points)]
                yield from (Misfit(subject, f"has bands for {code} that do not fit: {one}", "let the bands cover each value once, and a worse one cost no less") for one in wrong)
            case Chosen():
                if ask.measure.whole:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, a measure of whole numbers",
                        f"leave `whole` out of {code}: points may have decimals",
                    )
                if ask.measure.high is not None and ask.measure.high <= 0:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, a measure that goes up to {plain(ask.measure.high)} alone",
                        f"let `high` of {code} be the most points that may be chosen, or leave it out",
                    )
                elif limits[1] is None or limits[1].value != 0:
                    yield Misfit(
                        subject,
                        f"takes the points chosen as {code}, which are not at most 0",
                        f'write "{code} <= 0 {ask.measure.unit}"',
                    )
            case Steps(per=None):
                if limits[0] is None or limits[0].value <= 0:
                    yield Misfit(subject, f"deducts by the uncompleted share of {code}, of which nothing is required", "ask for at least something above zero, or write a step")
            case Steps(counting=Counting.ALL):
                if limits[1] is None:
                    yield Misfit(subject, f"counts all occurrences of {code}, which has no upper end", "count what lies beyond the bar")
            case Gain():
                if limits == (None, None):
                    anyway, remedy = "", "ask for at least, or at most, something"
                    if ask.measure.low is not None:
                        low = ask.measure.unit.show(ask.measure.low)
                        anyway, remedy = (
                            f": all its values are at least {low}",
                            f'{remedy} beyond that, or write low = "open" for the measure, '
                            f'so that ">= {low}" asks something',
                        )
                    yield Misfit(subject, f"gains by {code}, of which no end is asked{anyway}", remedy)
            case Steps() | Veto():
                pass
        if rule.reads and (not ask.measure.countable or limits[0] is not None or not isinstance(rule.tariff, (Steps, Veto))):
            yield Misfit(subject, f"reads circumstances to price {code}, which is not a number of findings with an upper end", "read them where findings are counted, by steps or as a veto")
