"""In what the indicators of two rule sets differ, and what matches them."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.language import label_and_code
from tristandard.changing.difference import Difference
from tristandard.changing.parts import (
    ABSENT,
    LISTED,
    PARTS,
    aside,
    came_or_gone,
    difference,
    differing,
    effect_of,
    grounds,
    presence,
    there,
)
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Relation
from tristandard.rules.indicator import Indicator
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_bar
from tristandard.rules.wording.names import name_indicator, name_measures, name_scope
from tristandard.words.sentence import Sentence, Told

#: The parts of an indicator that have a direction.
_ASKED = ("standard", "scope", "subjects")
#: The parts without one; the last three of an indicator are told only where nothing else of it differs.
_INDICATOR, _KNOWN = ("zh", "en", "item", "deductions"), ("clauses", "standard_provenance", "points_provenance")
_CROSSWALKS = ("zh", "en", "hosts", "uses", "clauses")

_OTHER_MEASURE = Sentence("{now}，所用测量项目的定义不同", "{now}, of a measure that is declared otherwise")
_OTHER_PARENT = Sentence("{now}，所指的上级不同", "{now}, below another parent")


def compare_indicators(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what indicators differ: what they ask first, then what has no direction."""
    for code, before, after in differing(base.indicators, result.indicators):
        thing = name_indicator(result if after else base, code)
        if not before or not after:
            yield there(came_or_gone(before), thing, before, after)
            continue
        for part in _ASKED:
            one, other = getattr(before, part), getattr(after, part)
            if one != other:
                was, now = tell_asked(base, one), tell_asked(result, other)
                if was[1] == now[1]:
                    now = (_OTHER_MEASURE if part == "standard" else _OTHER_PARENT)(now=now)
                yield difference(effect_of(one, other), thing, PARTS[part], was, now)
        changed = any(getattr(before, part) != getattr(after, part) for part in (*_ASKED, *_INDICATOR))
        yield from aside(
            thing,
            (base, _book(base, before), before),
            (result, _book(result, after), after),
            _INDICATOR if changed else _KNOWN,
        )


def tell_asked(rules: RuleSet, value: Standard | Scope) -> Told:
    """Return a standard, a scope or subjects: in Chinese by labels, in English as rule sets write it."""
    return name_scope(rules, value) if isinstance(value, Scope) else Told(tell_bar(value)[0], str(value))


def _book(rules: RuleSet, indicator: Indicator) -> Assessment | None:
    """Return the assessment of an indicator, or None where it is not there."""
    return next((book for book in rules.assessments if book.code == indicator.assessment), None)


_RELATIONS = {
    Relation.EQUAL: Told("相同", "equal"),
    Relation.SUBSET_OF: Told("前者是后者的一部分", "subset_of"),
    Relation.SUPERSET_OF: Told("后者是前者的一部分", "superset_of"),
    Relation.INTERSECTS: Told("部分相交", "intersects"),
}
_CROSSWALK = Sentence("对照表{crosswalk}", "crosswalk {crosswalk}")
_MATCH = Sentence("{first}与{second}的对照", "the match of {first} and {second}")
_OF_MEASURES = Sentence("{relation}：{measures}", "{relation} {measures}")


def compare_matches(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches and crosswalks differ."""
    yield from _relations(base, result)
    yield from _moved(base, result)
    for code, one, other in differing(*({walk.code: walk for walk in rules.crosswalks} for rules in (base, result))):
        if one and other:
            thing = _CROSSWALK(crosswalk=label_and_code(f"“{other.zh}”", code))
            yield from grounds(base, result, thing, one.where, other.where)
            yield from aside(thing, (base, None, one), (result, None, other), _CROSSWALKS)


def _relations(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield matches that came, are gone, or say something else."""
    by_pair = (
        {(match.first, match.second): (match.relation, match.measures) for _, match in rules.matches()}
        for rules in (base, result)
    )
    for pair, one, other in differing(*by_pair):
        was, now = (_relation(rules, *told) if told else ABSENT for rules, told in ((base, one), (result, other)))
        yield difference(presence(one, other), _matched(result if other else base, pair), ABSENT, was, now)


def _moved(base: RuleSet, result: RuleSet) -> Iterator[Difference]:
    """Yield in what matches differ that stand in another crosswalk than before."""
    by_pair = ({(match.first, match.second): walk for walk, match in rules.matches()} for rules in (base, result))
    for pair, one, other in differing(*by_pair):
        if one and other and one.code != other.code:
            thing = _matched(result, pair)
            yield from grounds(base, result, thing, one.where, other.where)
            yield from aside(thing, (base, None, one), (result, None, other), ("hosts",))


def _matched(rules: RuleSet, pair: tuple[str, str]) -> Told:
    return _MATCH(first=name_indicator(rules, pair[0]), second=name_indicator(rules, pair[1]))


def _relation(rules: RuleSet, relation: Relation, measures: frozenset[str]) -> Told:
    """Return how the two of a match stand to each other."""
    if not measures:
        return _RELATIONS[relation]
    zh = LISTED(listed=name_measures(rules, measures))[0]
    return _OF_MEASURES(relation=_RELATIONS[relation], measures=Told(zh, " ".join(sorted(measures))))
