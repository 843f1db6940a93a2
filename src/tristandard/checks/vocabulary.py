"""Words of a rule set that are not declared, or declare what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from tristandard.basics.errors import TristandardError
from tristandard.basics.finding import answers
from tristandard.basics.location import Address
from tristandard.basics.measure import Measure
from tristandard.basics.nouns import KIND_OF_UNIT, answer_to
from tristandard.basics.points import plain
from tristandard.basics.terms import UnknownTerm
from tristandard.checks.misfit import Misfit
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope, spoken
from tristandard.rules.subjects import CIRCUMSTANCE, INDICATOR, MEASURE, UNIT, Subject
from tristandard.words.sentence import Sentence, Told


def unknown(
    rules: RuleSet, kind: Told | str, code: str, used_by: Told, *addresses: Address, known: Iterable[str] = ()
) -> UnknownTerm:
    """Return the problem of a code that is not there, with the places that name it, and what there is."""
    return UnknownTerm(kind, code, used_by, tuple(sorted(known)), locations=rules.locations.of(*addresses))


def units(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield each unit of a kind that is not declared."""
    for unit in rules.units:
        if unit.kind not in rules.kinds:
            used_by, address = UNIT(code=unit.code), ("units", unit.code, "kind")
            yield unknown(rules, KIND_OF_UNIT, unit.kind, used_by, address, known=(one.code for one in rules.kinds))


_TOLD_ALREADY = Told("已由问题的整改过程得出", "is told by the life of a finding already")
_ANOTHER_CODE = Told("请另取编码", "give it another code")
_NO_ANSWERS = Told("没有答案", "has no answers")
_LIST_THEM = Told("请在 values 中列出答案", "list them under values")


def counted(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what of circumstances, and of how measures are counted, does not fit."""
    for circumstance in rules.circumstances:
        subject, address = CIRCUMSTANCE(code=circumstance.code), ("circumstances", circumstance.code)
        if circumstance.code in LIFE_CIRCUMSTANCES:
            yield Misfit(subject, _TOLD_ALREADY, _ANOTHER_CODE, locations=rules.locations.of(address))
        if not circumstance.values:
            locations = rules.locations.of((*address, "values"))
            yield Misfit(subject, _NO_ANSWERS, _LIST_THEM, locations=locations)
    for measure in rules.measures:
        yield from _counted(rules, measure)


_NOT_WHOLE = Sentence("把“{form}”计作 {count}，而它只取整数", "counts {count} for {form}, and is a whole number")
_WHOLE_ONLY = Told("请计整数，或删去 whole", "count whole numbers, or leave `whole` out")


def _counted(rules: RuleSet, measure: Measure) -> Iterator[TristandardError]:
    """Yield what of how a measure is counted does not fit."""
    subject, address = partial(MEASURE, code=measure.code), ("measures", measure.code, "counting")
    for form, told in measure.counting.forms:
        if measure.whole and told.counts.denominator > 1:
            why = _NOT_WHOLE(count=plain(told.counts), form=form)
            locations = rules.locations.of((*address, "forms", form))
            yield Misfit(subject(), why, _WHOLE_ONLY, locations=locations)
    if measure.counting.by:
        forms = [form for form, _ in measure.counting.forms]
        yield from undeclared(rules, partial(MEASURE, code=measure.code), measure.counting.by, forms, address)
    if measure.counting.among:
        yield from _sampled(rules, measure, subject(), (*address, "among"))


_NO_NUMBER_OF_THINGS = Sentence(
    "的样本取自 {among}，而它不是数得清的个数", "takes its sample among {among}, which is no plain number of things"
)
_A_PLAIN_COUNT = Told(
    "请写另一个测量项目：取整数（whole = true），不少于 0，自身不按样本计",
    "name another measure: of whole numbers (`whole = true`), 0 or more, and of no sample itself",
)
_NOT_ASKED_WITH_IT = Sentence(
    "要求测 {measure}，而没有要求测 {among}：不知道共有几个", "asks about {measure} and not {among}: how many there are"
)
_WRITE_ANY = Sentence("请在标准中写“{among} any”", 'write "{among} any" into its standard')


def _sampled(rules: RuleSet, measure: Measure, subject: Told, address: Address) -> Iterator[TristandardError]:
    """Yield that what a sample is taken among is not declared, or no number of things; and each indicator that asks
    about the sample alone.
    """
    code = measure.counting.among
    among = next((one for one in rules.measures if one.code == code), None)
    if among is None:
        yield unknown(rules, "measure", code, subject, address)
        return
    if code == measure.code or not among.countable or among.low is None or among.low < 0 or among.counting.among:
        why = _NO_NUMBER_OF_THINGS(among=code)
        yield Misfit(subject, why, _A_PLAIN_COUNT, locations=rules.locations.of(address))
    for indicator in rules.indicators.values():
        asked = indicator.standard.measures
        if measure.code in asked and code not in asked:
            why, remedy = _NOT_ASKED_WITH_IT(measure=measure.code, among=code), _WRITE_ANY(among=code)
            locations = rules.locations.of(("indicators", indicator.code, "standard"))
            yield Misfit(INDICATOR(code=indicator.code), why, remedy, locations=locations)


def undeclared(
    rules: RuleSet, subject: Subject, circumstance: str, told: Iterable[str], *addresses: Address
) -> Iterator[TristandardError]:
    """Yield what of a circumstance and its answers is not declared."""
    if circumstance not in rules.answers:
        yield unknown(rules, "circumstance", circumstance, subject(), *addresses, known=rules.answers)
        return
    known = rules.answers[circumstance]
    for answer in told:
        if not any(answers(answer, one) for one in known):
            yield unknown(rules, answer_to(circumstance), answer, subject(), *addresses)


_HOLDS_NOWHERE = Told("的范围或对象是空的", "holds nowhere, or for nobody")
_NAME_ONE = Told("请至少写一处，或写 any", "name at least one extent, or write any")


def terms(rules: RuleSet, scope: Scope, subject: Subject, address: Address) -> Iterator[TristandardError]:
    """Yield that a scope holds nowhere, and each term of it that is not declared."""
    if not scope.extents:
        yield Misfit(subject(), _HOLDS_NOWHERE, _NAME_ONE, locations=rules.locations.of(address))
    for extent in sorted(scope.extents):
        for axis, path in zip(scope.axes, extent, strict=True):
            if path and rules.paths[axis].get(path[-1]) != path:
                yield unknown(rules, spoken(axis), path[-1], subject(), address)
