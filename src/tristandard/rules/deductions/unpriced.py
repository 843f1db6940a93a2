"""Which breaches cost nothing under some lines, and which bands cost less where things are worse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod

from tristandard.basics.finding import Circumstance, answers
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.standard import Ask
from tristandard.words.sentence import Clauses, Sentence, Told

_NO_RULE = Told("没有扣分标准涉及该测量项目", "no rule prices it")
_BELOW = Told("低于下限的部分不是问题，不扣分", "what lies below the lower end is no finding, and loses nothing")
_TOO_MANY = Sentence(
    "各种情形的组合超过 {most} 种，未逐一核对",
    "there are more than {most} combinations of answers, which were not looked at",
)
_NOBODY = Sentence("没有扣分标准适用于{answers}的问题", "nothing prices findings with {answers}")
_ANSWER = Sentence("{name}为{answer}", "{name} {answer}")

_REASONS = Sentence("{reasons}", "{reasons}")

#: So many combinations of answers are looked at for one that no line is for.
_COMBINATIONS = 10_000


def unpriced_breach(
    rules: Iterable[DeductionRule], ask: Ask, known: Mapping[str, Circumstance] = LIFE_CIRCUMSTANCES
) -> Told | None:
    """Return why some breach of a demand costs nothing, in Chinese and in English, or None where every breach costs.

    Args:
        rules: The lines that are charged.
        ask: The demand in force.
        known: Each circumstance, by its code.
    """
    if ask.asks_nothing:
        return None
    reasons, selective = list[Told](), list[DeductionRule]()
    for rule in rules:
        if ask.measure.code not in rule.measures or rule.tariff.rewards:
            continue
        why = rule.tariff.unpriced_breach(ask)
        if not why and not rule.where:
            return None
        if not why:
            selective.append(rule)
        elif not rule.where:
            reasons.append(why)
    left = _left(selective, ask, known)
    if not left or not reasons:
        return left
    return reasons[0] if len(reasons) == 1 else _REASONS(reasons=Clauses(reasons))


def backwards(rules: Iterable[DeductionRule], ask: Ask) -> list[tuple[Told, Told]]:
    """Return each two cases of some lines of which the worse one costs less under a demand, the worse one first."""
    lines = [rule.tariff for rule in rules if ask.measure.code in rule.measures]
    return [pair for tariff in lines for pair in tariff.backwards(ask)]


def _left(rules: Sequence[DeductionRule], ask: Ask, known: Mapping[str, Circumstance]) -> Told | None:
    """Return which breach is left by lines that are each for some findings, or None where there is none."""
    if not rules:
        return _NO_RULE
    if left := _unasked(rules, known):
        return left
    return _BELOW if ask.ends[0] else None


def _unasked(rules: Sequence[DeductionRule], known: Mapping[str, Circumstance]) -> Told | None:
    """Return a combination of answers that none of the lines is for, or None where there is none."""
    names = sorted({name for rule in rules for name, _ in rule.where})
    spaces = [known[name].values if name in known else () for name in names]
    if prod(map(len, spaces)) > _COMBINATIONS:
        return _TOO_MANY(most=_COMBINATIONS)
    for combination in product(*spaces):
        said = dict(zip(names, combination, strict=True))
        if not any(_is_for(rule, {name: answer for name, (answer, _) in said.items()}) for rule in rules):
            given = [
                _ANSWER(name=Told(known[name].zh, name), answer=Told(label, answer))
                for name, (answer, label) in said.items()
            ]
            return _NOBODY(answers=given)
    return None


def _is_for(rule: DeductionRule, said: Mapping[str, str]) -> bool:
    """Return whether a line is for findings that give some answers."""
    return all(any(answers(one, said[name]) for one in choices) for name, choices in rule.where)
