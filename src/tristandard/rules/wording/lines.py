"""How a bar, the lines that price it, an outcome and what it costs are told, in Chinese and in English."""

from __future__ import annotations

from functools import lru_cache

from tristandard.basics.language import NOTHING_SAID, either
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.rules.acceptance import Forms
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.deductions.price import Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.deductions.where import tell_where
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Standard
from tristandard.words.sentence import AnyOf, Sentence, Told, in_phrases

_ANY_VALUE = Told("不设限", "any")
_NO_VALUE = Told("无可满足", "none")
_REQUIRES = Sentence("须有 {{{forms}}}", "requires {{{forms}}}")
_ACCEPTS = Sentence("只许 {{{forms}}}", "accepts {{{forms}}}")
_BOTH_FORMS = Sentence("{required}，{accepted}", "{required} {accepted}")
_OF_A_MEASURE = Sentence("{measure} {told}", "{measure} {told}")


def _tell_ask(ask: Ask) -> Told:
    """Return what is acceptable of a measure."""
    acceptance = ask.acceptance
    if ask.bar in (_ANY_VALUE[1], _NO_VALUE[1]):
        return _ANY_VALUE if ask.bar == _ANY_VALUE[1] else _NO_VALUE
    if not isinstance(acceptance, Forms):
        return tell_where(ask.bar)
    required = _REQUIRES(forms=", ".join(sorted(acceptance.required)))
    if acceptance.accepted is None:
        return required
    accepted = _ACCEPTS(forms=", ".join(sorted(acceptance.accepted)))
    return _BOTH_FORMS(required=required, accepted=accepted) if acceptance.required else accepted


@lru_cache(maxsize=4096)
def tell_bar(standard: Standard) -> Told:
    """Return what is acceptable, in Chinese and in English, measures by their labels; kept, for many results have one
    bar.
    """
    asks = standard.asks
    told = [_OF_A_MEASURE(measure=Told(ask.measure.zh, ask.measure.en), told=_tell_ask(ask)) for ask in asks]
    return in_phrases(told) if told else NOTHING_SAID


def name_standard(standard: Standard) -> Told:
    """Return a standard: in Chinese by the labels of its measures, in English as rule sets write it."""
    return Told(tell_bar(standard)[0], str(standard))


_LOSES_AT_MOST = Sentence("最多扣 {cap} 分", "at most {cap}")
_GAINS_AT_MOST = Sentence("最多加 {cap} 分", "at most {cap}")
_WHERE = Sentence("限{answers}", "where {answers}")
_TIMES = Sentence("{answers}按 {times} 倍", "{times} times where {answers}")
_OTHERWISE = Sentence("其余按 {times} 倍", "otherwise {times} times")
_LOOKING_BACK = Sentence("回看 {count} 期", "looking back {count:period|periods}")
_BY_HOST_ALONE = Told("只由测评方计一次", "charged by the host alone")


_NOT_IN_FORCE = Sentence("现行标准不含 {measures}，不计分", "the standard in force has no {measures}: no points")


def tell_rule(rule: DeductionRule, bar: Standard, rules: RuleSet) -> Told:
    """Return a line as sentences; of one whose measures a ruling dropped from the bar, that it counts nothing."""
    asked = {ask.measure.code: ask.measure for ask in bar.asks}
    priced = [ask.measure for ask in bar.asks if ask.measure.code in rule.measures]
    if not priced:
        return _NOT_IN_FORCE(measures=[_label(rules, code) for code in rule.measures])
    told = [rule.tariff.sentence(priced, asked)]
    if rule.at_most is not None:
        told.append((_GAINS_AT_MOST if rule.tariff.rewards else _LOSES_AT_MOST)(cap=plain(rule.at_most)))
    told += [_WHERE(answers=tell_answers(rules, name, choices)) for name, choices in rule.where]
    for factor in rule.times:
        told += [
            _TIMES(answers=tell_answers(rules, factor.by, (answer,)), times=plain(times))
            for answer, times in factor.factors
        ]
        told.append(_OTHERWISE(times=plain(factor.other)))
    if rule.look_back:
        told.append(_LOOKING_BACK(count=rule.look_back))
    if rule.charged is Charged.HOST:
        told.append(_BY_HOST_ALONE)
    return in_phrases(told)


def _label(rules: RuleSet, code: str) -> Told:
    """Return what a measure is called; its code where nobody declared it."""
    measure = rules.measures_by_code.get(code)
    return Told(measure.zh, measure.en) if measure else Told(code, code)


_NEEDED = Sentence(
    "所在项目各项全部达标方得分，有一项不达标即不得分",
    "its item counts only when all is met: any breach takes the item",
)


def tell_lines(indicator: Indicator, bar: Standard, rules: RuleSet, *, host: bool) -> list[Told]:
    """Return the lines by which an indicator is priced, and that its item counts only when all is met."""
    return [*(tell_rule(rule, bar, rules) for rule in indicator.charged(host=host)), *tell_needed(indicator)]


def tell_needed(indicator: Indicator) -> list[Told]:
    """Return that the item of an indicator counts only when all is met, where it does."""
    return [_NEEDED()] if indicator.needed and not indicator.informs else []


_IS = Sentence("{circumstance}为{answers}", "{circumstance} is {answers}")


def tell_answers(rules: RuleSet, name: str, choices: tuple[str, ...]) -> Told:
    """Return a circumstance with its answers; by their codes where nobody declared it."""
    declared = rules.told_of_findings.get(name)
    called = either(declared.zh, declared.en) if declared else Told(name, name)
    labels = dict(declared.values) if declared else {}
    coded = name in LIFE_CIRCUMSTANCES
    told = [Told(labels.get(one, one), one if coded else labels.get(one, one)) for one in choices]
    return _IS(circumstance=called, answers=AnyOf(told))


_COMMA = Told("，", ", ")


def tell_outcome(outcome: Outcome, bar: Standard) -> Told:
    """Return an outcome as sentences in Chinese and in English, as far as a bar asks about it."""
    match outcome:
        case NotApplicable() | NotMeasured():
            return outcome.told
        case Measured(values):
            asked = {ask.measure.code: ask.measure for ask in bar.asks}
            seen = [(asked[code], value) for code, value in values if code in asked]
            told = [(one.zh, one.en, one.show(value)) for one, value in seen]
            return Told(
                _COMMA[0].join(f"{zh} {value}" for zh, _, value in told),
                _COMMA[1].join(f"{en} {value}" for _, en, value in told),
            )  # of labels alone, and often


_LOST = Sentence("扣 {points} 分", "{points} lost")
_GAINED = Sentence("加 {points} 分", "{points} gained")


def tell_price(price: Price) -> Told:
    """Return what is lost, gained and zeroed."""
    moved = [_LOST(points=short_decimal(price.lost))] if price.lost else []
    moved += [_GAINED(points=short_decimal(price.gained))] if price.gained else []
    moved += [tell_veto(level) for level in sorted(price.vetoes, key=lambda level: level.value)]
    return in_phrases(moved) if moved else NOTHING_SAID
