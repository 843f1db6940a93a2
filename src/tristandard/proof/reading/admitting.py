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
from tristandard.proof.reading.against import lies_in, number, too_many
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.counting import by_rule, first_count
from tristandard.proof.reading.groups import Member
from tristandard.proof.reading.life import BY_LIFE, answer, in_order, struck
from tristandard.proof.reading.papers import Papers, total
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.chosen import Chosen
from tristandard.words.sentence import Sentence, Told

LACKS = Sentence("缺 {missing}", "it lacks {missing}")
NOBODY_ASKS = Sentence("那里没有人问 {strange}", "nobody asks about {strange} there")
NO_SUCH_VALUE = Sentence("{code} 没有这样的值", "{code} has no such value")


def unreadable(papers: Papers, question: Question, seen: Measured) -> Told | None:
    """Return why a report cannot be read before its findings are counted, or None."""
    values = dict(seen.values)
    if missing := sorted(question.bar.keys() - values.keys()):
        return LACKS(missing=missing)
    if strange := sorted(values.keys() - question.bar.keys()):
        return NOBODY_ASKS(strange=strange)
    return next((why for one in seen.findings if (why := strange_finding(papers, one))), None) or next(
        odd_sets(papers, question, seen), None
    )


def unfit(papers: Papers, question: Question, seen: Measured) -> Told | None:
    """Return why a report that was counted cannot stand, or None."""
    for code, value in seen.values:
        if not exists(papers.measures[code], value):
            return NO_SUCH_VALUE(code=code)
    for user in question.users:
        for why in (*beyond_choice(papers, user, dict(seen.values)), *silent(papers, question, user, seen)):
            return why
    return None


def exists(measure: Measure, value: Value) -> bool:
    """Return whether a measure has an answer: a rung of its ladder, some of its forms, or a number between its ends."""
    if measure.forms:
        return isinstance(value, frozenset) and value <= measure.forms
    if measure.rungs:
        return value in measure.rungs
    if not isinstance(value, Fraction) or (measure.whole and value.denominator > 1):
        return False
    return (measure.low is None or measure.low <= value) and (measure.high is None or value <= measure.high)


NOT_COUNTED = Sentence("{measure} 不计数，而问题 {id} 属于它", "{measure} is not counted, and finding {id} is of it")
NO_UNIT = Sentence("问题 {id} 点名的单位没有声明", "finding {id} names a unit that nobody declared")
UNDECLARED = Sentence("问题 {id} 写了没有声明的 {told}", "finding {id} tells {told}, which nobody declared")


def strange_finding(papers: Papers, finding: Finding) -> Told | None:
    """Return why a finding cannot be one, or None."""
    measure = papers.measures[finding.measure]
    if not measure.whole:
        return NOT_COUNTED(measure=finding.measure, id=finding.id)
    if finding.unit is not None and finding.unit not in papers.units:
        return NO_UNIT(id=finding.id)
    for name, told in finding.circumstances:
        if told not in papers.answers.get(name, ()) and not (finding.life and name in BY_LIFE):
            return UNDECLARED(id=finding.id, told=f"{name}={told}")
    return None


NO_SAMPLE = Sentence(
    "{code} 的 {count} 个问题不是 {sample} 个的整个样本", "{count} findings of {code} are no whole sample of {sample}"
)
NOT_ON_THE_WALK = Sentence(
    "问题 {id} 没有写明在巡查线上的位置", "finding {id} does not say where along the walk it lies"
)
NOT_ITS = Sentence("问题 {id} 没有写明 {name}", "finding {id} does not say its {name}")
NOT_IN_ONE_WAY = Told("各问题没有都以同一方式写明位置", "findings do not all say where they lie, in one way")


def odd_sets(papers: Papers, question: Question, seen: Measured) -> Iterator[Told]:
    """Yield why the findings of a measure cannot be counted by its rule."""
    for code in sorted({one.measure for one in seen.findings}):
        mine = [one for one in seen.findings if one.measure == code]
        rule = papers.measures[code].counting
        yield from unplaced(rule, mine, papers.period.end)
        if rule.sample is not None:
            every = things(papers, seen, rule.among) if rule.among in question.bar else None
            wanted = rule.sample if every is None or every > rule.sample else every
            if len(mine) != wanted:
                yield NO_SAMPLE(count=len(mine), code=code, sample=str(wanted))


def things(papers: Papers, seen: Measured, code: str) -> Fraction | None:
    """Return how many there are by one measure: what its findings come to, or the number seen; None where that cannot
    be told.
    """
    mine = sorted((one for one in seen.findings if one.measure == code), key=in_order)
    rule = papers.measures[code].counting
    if any(unplaced(rule, mine, papers.period.end)):
        return None
    if mine:
        return total(one.counts for one in by_rule(rule, mine, papers.period.end))
    every = dict(seen.values)[code]
    return every if isinstance(every, Fraction) else None


def unplaced(rule: CountingRule, findings: Iterable[Finding], end: date) -> Iterator[Told]:
    """Yield which findings do not tell where they lie, or their form, as far as their counting rule asks."""
    left = [one for one in findings if not struck(one)]
    if rule.within is not None:
        yield from (NOT_ON_THE_WALK(id=one.id) for one in left if len(one.at) != 1)
        left = [one for one in left if len(one.at) == 1 and one.at[0] <= rule.within]
    if rule.by:
        mute = [one for one in left if answer(one, rule.by, end=end) is None]
        yield from (NOT_ITS(id=one.id, name=rule.by) for one in mute)
    left = [one for one in left if first_count(rule, one, end)]
    if rule.spacing is not None:
        yield from (NOT_ON_THE_WALK(id=one.id) for one in left if len(one.at) != 1)
    if rule.together is not None and len(left) > 1 and ({len(one.at) for one in left} not in ({1}, {2})):
        yield NOT_IN_ONE_WAY


NOT_ALLOWED = Sentence("{code} 不在 {facts} 容许的扣分之内", "{code} is not among the points that {facts} allows")
BY_FINDING = Sentence("{code} 按逐个问题计分，而没有问题", "{code} is priced finding by finding, and there are none")
SOME_SILENT = Sentence("{code} 的一些问题没有写明 {name}", "some findings of {code} do not say their {name}")


def beyond_choice(papers: Papers, user: Member, values: dict[str, Value]) -> Iterator[Told]:
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
            part = line.tariff.whole and isinstance(chosen, Fraction) and chosen.denominator > 1
            if part or not any(isinstance(chosen, Fraction) and least <= chosen <= most for least, most in spans):
                yield NOT_ALLOWED(code=code, facts=facts.code)


def silent(papers: Papers, question: Question, user: Member, seen: Measured) -> Iterator[Told]:
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
                yield BY_FINDING(code=code)
            for name, _ in line.where:
                if any(answer(one, name, end=papers.period.end) is None for one in mine):
                    yield SOME_SILENT(code=code, name=name)
