"""What a report must say to be read: everything that the bar asks about, in answers that exist, findings with what the
rules read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from tristandard.basics.counting import CountingRule
from tristandard.basics.finding import Finding
from tristandard.basics.measure import Measure, Value
from tristandard.basics.outcome import Measured
from tristandard.proof.reading.asking import Member, Question
from tristandard.proof.reading.counting import first_count
from tristandard.proof.reading.life import BY_LIFE, answer, struck
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.pricing import lies_in, number, too_many
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.standard import Range


def unreadable(papers: Papers, question: Question, seen: Measured) -> str:
    """Return why a report cannot be read before its findings are counted, or ""."""
    values = dict(seen.values)
    if missing := sorted(question.bar.keys() - values.keys()):
        return f"it lacks {', '.join(missing)}"
    if strange := sorted(values.keys() - question.bar.keys()):
        return f"nobody asks about {', '.join(strange)} there"
    return next((why for one in seen.findings if (why := strange_finding(papers, one))), "") or next(
        odd_sets(papers, seen), ""
    )


def unfit(papers: Papers, question: Question, seen: Measured) -> str:
    """Return why a report that was counted cannot stand, or ""."""
    for code, value in seen.values:
        if not exists(papers.measures[code], value):
            return f"{code} has no such value"
    for user in question.users:
        for why in (*beyond_choice(papers, user, dict(seen.values)), *silent(papers, question, user, seen)):
            return why
    return ""


def exists(measure: Measure, value: Value) -> bool:
    """Return whether a measure has an answer: a rung of its ladder, some of its forms, or a number between its ends."""
    if measure.forms:
        return isinstance(value, frozenset) and value <= measure.forms
    if measure.rungs:
        return value in measure.rungs
    if not isinstance(value, Fraction) or (measure.whole and value.denominator > 1):
        return False
    return (measure.low is None or measure.low <= value) and (measure.high is None or value <= measure.high)


def strange_finding(papers: Papers, finding: Finding) -> str:
    """Return why a finding cannot be one, or ""."""
    measure = papers.measures[finding.measure]
    if not measure.whole:
        return f"{finding.measure} is not counted, and finding {finding.id} is of it"
    if finding.unit is not None and finding.unit not in papers.units:
        return f"finding {finding.id} names a unit that nobody declared"
    for name, told in finding.circumstances:
        if told not in papers.answers.get(name, ()) and not (finding.life and name in BY_LIFE):
            return f"finding {finding.id} tells {name}={told}, which nobody declared"
    return ""


def odd_sets(papers: Papers, seen: Measured) -> Iterator[str]:
    """Yield why the findings of a measure cannot be counted by its rule."""
    for code in sorted({one.measure for one in seen.findings}):
        mine = [one for one in seen.findings if one.measure == code]
        rule = papers.measures[code].counting
        if rule.sample is not None and len(mine) != rule.sample:
            yield f"{len(mine)} findings of {code} are no whole sample of {rule.sample}"
        yield from unplaced(rule, mine, papers.period.end)


def unplaced(rule: CountingRule, findings: Iterable[Finding], end: date) -> Iterator[str]:
    """Yield which findings do not tell where they lie, or their form, as far as their counting rule asks."""
    left = [one for one in findings if not struck(one)]
    if rule.within is not None:
        yield from (f"finding {one.id} does not say where along the walk it lies" for one in left if len(one.at) != 1)
        left = [one for one in left if len(one.at) == 1 and one.at[0] <= rule.within]
    if rule.by:
        mute = [one for one in left if answer(one, rule.by, end=end, repeats=0) is None]
        yield from (f"finding {one.id} does not say its {rule.by}" for one in mute)
    left = [one for one in left if first_count(rule, one, end)]
    if rule.spacing is not None:
        yield from (f"finding {one.id} does not say where along the walk it lies" for one in left if len(one.at) != 1)
    if rule.together is not None and len(left) > 1 and ({len(one.at) for one in left} not in ({1}, {2})):
        yield "findings do not all say where they lie, in one way"


def beyond_choice(papers: Papers, user: Member, values: dict[str, Value]) -> Iterator[str]:
    """Yield where an inspector chose points that the facts do not allow."""
    for line in user.indicator.deductions:
        if not isinstance(line.tariff, Chosen) or line.tariff.by not in values:
            continue
        facts = papers.measures[line.tariff.by]
        spans = [
            (least, most)
            for where, least, most in line.tariff.bands
            if lies_in(facts, where, number(facts, values[facts.code]))
        ]
        for code in line.measures:
            chosen = values[code]
            if not any(isinstance(chosen, Fraction) and least <= chosen <= most for least, most in spans):
                yield f"{code} is not among the points that {facts.code} allows"


def silent(papers: Papers, question: Question, user: Member, seen: Measured) -> Iterator[str]:
    """Yield where a line prices findings one by one, and they are not there or do not tell what it reads."""
    values = dict(seen.values)
    for line in user.indicator.deductions:
        for code in line.measures if line.where or line.times else ():
            acceptance = question.bar.get(code)
            if not isinstance(acceptance, Range) or not too_many(
                acceptance, number(papers.measures[code], values[code])
            ):
                continue
            mine = [one for one in seen.findings if one.measure == code and one.counts]
            if not mine:
                yield f"{code} is priced finding by finding, and there are none"
            for name, _ in line.where:
                if any(answer(one, name, end=papers.period.end, repeats=0) is None for one in mine):
                    yield f"some findings of {code} do not say their {name}"
