"""What does not fit in crosswalks, rulings and variants."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tristandard.basics.errors import TristandardError
from tristandard.checks.misfit import Misfit
from tristandard.checks.vocabulary import terms, unknown
from tristandard.rules.crosswalk import Match, Relation
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.subjects import CROSSWALK, MATCH, RULE_SET, VARIANT
from tristandard.words.sentence import Sentence, Told

_HOSTS_OF = Sentence("{crosswalk}的主办方列表 hosts ", "the list hosts of {crosswalk}")
_A_RULING = Told("一项裁定", "a ruling")


def crosswalks(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what crosswalks and rulings name that is not there, or that does not fit."""
    codes = {assessment.code for assessment in rules.assessments}
    for crosswalk in rules.crosswalks:
        subject, address = partial(CROSSWALK, code=crosswalk.code), ("crosswalks", crosswalk.code)
        for host in crosswalk.hosts:
            if host not in codes:
                used_by = _HOSTS_OF(crosswalk=subject())
                yield unknown(rules, "assessment", host, used_by, (*address, "hosts"), known=codes)
        if crosswalk.where is not None:
            yield from terms(rules, crosswalk.where, subject, (*address, "where"))
        for match in crosswalk.matches:
            yield from _match(rules, match)
        for code in (code for code, _ in crosswalk.uses if code not in rules.indicators):
            yield unknown(rules, "indicator", code, subject(), (*address, "uses"), known=rules.indicators)
    for ruling in rules.rulings:
        for code in sorted(ruling.members - rules.indicators.keys()):
            written = ("rulings", *sorted(ruling.members), "members")
            yield unknown(rules, "indicator", code, _A_RULING, written, known=rules.indicators)


_NOT_ASKED = Sentence(
    "列入了 {measures}，而较大的一项没有要求测它",
    "covers {measures}, which the larger one does not ask about",
)
_NAME_ITS_MEASURES = Told("请写较大一项的测量项目", "name measures of the larger one")
_SWAP = Sentence(
    "请写较大一项的测量项目；如果“{first}”才是较大的一项，请对调两项，或改写为 superset_of",
    "name measures of the larger one; where {first!r} is the larger one, swap the two or write superset_of",
)

_SPLIT = Sentence(
    "把 {measure} 与 {among} 分开了：样本不知道共有几个",
    "parts {measure} from {among}, which says among how many the sample is taken",
)
_BOTH_OR_NEITHER = Told("请两项都写，或都不写", "name both, or neither")


def _match(rules: RuleSet, match: Match) -> Iterator[TristandardError]:
    """Yield what a match names that is not there, and what it covers that the larger one does not ask."""
    subject = partial(MATCH, first=match.first, second=match.second)
    address = ("matches", match.first, match.second)
    for code in (match.first, match.second):
        if code not in rules.indicators:
            yield unknown(rules, "indicator", code, subject(), address, known=rules.indicators)
    smaller, larger = rules.indicators.get(match.first), rules.indicators.get(match.second)
    if match.relation is not Relation.SUBSET_OF or larger is None:
        return
    if strange := match.measures - larger.standard.measures:
        turned = smaller is not None and match.measures <= smaller.standard.measures
        remedy = _SWAP(first=match.first) if turned else _NAME_ITS_MEASURES
        locations = rules.locations.of((*address, "measures"), ("indicators", larger.code, "standard"))
        yield Misfit(subject(), _NOT_ASKED(measures=sorted(strange)), remedy, locations=locations)
    for measure in (ask.measure for ask in larger.standard.asks if ask.measure.counting.among):
        among = measure.counting.among
        if among in larger.standard.measures and (measure.code in match.measures) is not (among in match.measures):
            why = _SPLIT(measure=measure.code, among=among)
            yield Misfit(subject(), why, _BOTH_OR_NEITHER, locations=rules.locations.of((*address, "measures")))


def variants(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield what variants name that is not there, and where the variant that stands is not what was declared."""
    codes = {crosswalk.code for crosswalk in rules.crosswalks}
    if rules.variant is not None:
        yield from _varied(rules)
    for variant in rules.variants:
        subject = partial(VARIANT, code=variant.code)
        for code, where in variant.where.items():
            address = ("variants", variant.code, "where", code)
            if code not in codes:
                yield unknown(rules, "crosswalk", code, subject(), address, known=codes)
            yield from terms(rules, where, subject, address)


_LOAD_WITHOUT = Told(
    "请不带 variant 键载入，并在载入时指明变体",
    "load it without the key `variant`, and ask for the variant when loading",
)
_OTHER_GROUND = Sentence(
    "写明变体“{variant}”，而对照表“{crosswalk}”的适用范围不同",
    "names the variant {variant!r}, but crosswalk {crosswalk!r} holds on other ground",
)
_OTHER_POLICY = Sentence(
    "写明变体“{variant}”，而融合的读法不同",
    "names the variant {variant!r}, but has another policy",
)


def _varied(rules: RuleSet) -> Iterator[TristandardError]:
    """Yield where the variant that stands is not what was declared."""
    subject = RULE_SET(code=rules.code)
    variant = next((one for one in rules.variants if one.code == rules.variant), None)
    if variant is None:
        yield unknown(rules, "variant", str(rules.variant), subject, ("variant",))
        return
    locations = rules.locations.of(("variant",))
    for crosswalk in rules.crosswalks:
        if crosswalk.code in variant.where and crosswalk.where != variant.where[crosswalk.code]:
            why = _OTHER_GROUND(variant=variant.code, crosswalk=crosswalk.code)
            ground = rules.locations.of(("variant",), ("crosswalks", crosswalk.code, "where"))
            yield Misfit(subject, why, _LOAD_WITHOUT, locations=ground)
    if variant.policy is not None and variant.policy != rules.policy:
        yield Misfit(subject, _OTHER_POLICY(variant=variant.code), _LOAD_WITHOUT, locations=locations)
