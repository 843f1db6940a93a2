"""How rules are told, in Chinese and in English.

Checks, comparisons and everything that explains results print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.language import either, told_apart
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.basics.publication import Publication, Rounding, short_decimal
from tristandard.basics.terms import Path, Term, Tree, Unit
from tristandard.rules.assessment import AfterTies, Assessment, Carry, Indicator, Ranks, TieRule
from tristandard.rules.deductions.factor import LIFE_CIRCUMSTANCES
from tristandard.rules.deductions.parts import PARTS_GAINED, PARTS_LOST
from tristandard.rules.deductions.price import Price
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.deductions.where import tell_where
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD, Gate, Passed
from tristandard.rules.nodes.grade import Leading, UnitShare
from tristandard.rules.nodes.node import Absent, Node, Unmeasured
from tristandard.rules.nodes.rate import told_quantity
from tristandard.rules.nodes.sheet import AbsentItem
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.target import TargetShare
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.policy import Reading, Settlement
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Forms, Standard
from tristandard.words.sentence import AnyOf, Clauses, Phrases, Sentence, Told

_NOTHING = Told("", "")
_PHRASES = Sentence("{phrases}", "{phrases}")
_CLAUSES = Sentence("{clauses}", "{clauses}")


def in_phrases(phrases: Sequence[Told]) -> Told:
    """Return what is said phrase by phrase, with commas between."""
    return phrases[0] if len(phrases) == 1 else _PHRASES(phrases=Phrases(phrases))


def in_clauses(clauses: Sequence[Told]) -> Told:
    """Return what is said clause by clause, with semicolons between."""
    return clauses[0] if len(clauses) == 1 else _CLAUSES(clauses=Clauses(clauses))


_CALLED: Mapping[Enum, Told] = {
    Provenance.PLAN: Told("方案公布", "plan"), Provenance.DRIVE: Told("攻坚行动公布", "drive"),
    Provenance.PUBLISHED: Told("公开发布", "published"), Provenance.PRACTICE: Told("公开工作文件", "practice"),
    Provenance.INFERRED: Told("推断", "inferred"), Provenance.ILLUSTRATIVE: Told("示例", "illustrative"),
    Reading.UNIFORM: Told("统一", "uniform"), Reading.POINTWISE: Told("逐点", "pointwise"),
    Settlement.REFUSE: Told("一律退回", "refuse"), Settlement.WORST: Told("从严", "worst"),
    Settlement.LATEST: Told("取最后一次", "latest"), Settlement.FIRST: Told("取最先一次", "first"),
    TieRule.EXACT: Told("按精确得分", "exact"), TieRule.PUBLISHED: Told("按公布得分", "published"),
    AfterTies.SKIP: Told("并列之后名次空出", "skip"), AfterTies.DENSE: Told("并列之后名次不空出", "dense"),
    TiedBonus.EACH: Told("各得全部", "each"), TiedBonus.SHARED: Told("平分", "shared"),
    Ranks.COMPLETE: Told("全部测完才排名", "complete"), Ranks.SCORED: Told("有得分即排名", "scored"),
    Rounding.HALF_UP: Told("四舍五入", "half_up"), Rounding.HALF_EVEN: Told("四舍六入五成双", "half_even"),
    Rounding.DOWN: Told("舍去尾数", "down"), Each.SITE: Told("点位", "site"), Each.SAMPLE: Told("项次", "sample"),
    Unmeasured.DROP: Told("以已测部分推及", "drop"), Unmeasured.BLANK: Told("不记得分", "blank"),
    Absent.DROP: Told("不计，其余按权重放大", "drop"), Absent.PEERS: Told("取其他单位的平均", "peers"),
    Absent.BLANK: Told("不记得分", "blank"),
    AbsentItem.KEEP: Told("不适用的项目保留分值", "keep"), AbsentItem.DROP: Told("不适用的项目不计，其余折算", "drop"),
    AbsentItem.LEAVE: Told("不适用的项目不计，不折算", "leave"),
    Take.MEAN: Told("取平均", "mean"), Take.MEDIAN: Told("取中位数", "median"), Take.WORST: Told("取最低分", "worst"),
    Take.BEST: Told("取最高分", "best"),
    Each.SITE: Told("点位", "site"), Each.SAMPLE: Told("项次", "sample"),
}  # fmt: skip

_PROVENANCE = Sentence("标准 {standard}，分值 {points}", "standard {standard}, points {points}")


def tell_known(provenance: Provenance) -> Told:
    """Return how well a fact is known."""
    return _CALLED[provenance]


def tell_provenance(indicator: Indicator) -> Told:
    """Return how well an indicator's standard and points are known."""
    standard, points = _CALLED[indicator.standard_provenance], _CALLED[indicator.points_provenance]
    return _PROVENANCE(standard=standard, points=points)


def name_assessment(rules: RuleSet, code: str) -> Told:
    """Return what an assessment is called: in Chinese its label with its code, in English the code; the code alone of
    one that is not there.
    """
    return Told(next((f"{book.zh}（{code}）" for book in rules.assessments if book.code == code), code), code)


def name_indicator(rules: RuleSet, code: str) -> Told:
    """Return what an indicator is called: in Chinese its label with its assessment and its code, in English the code;
    the code alone of one that is not there.
    """
    if code not in rules.indicators:
        return Told(code, code)
    indicator = rules.indicators[code]
    book = next((book.zh for book in rules.assessments if book.code == indicator.assessment), "")
    return Told(f"{book}“{indicator.zh}”（{code}）", code)


def name_measures(rules: RuleSet, codes: Iterable[str]) -> list[Told]:
    """Return what measures are called, in the order of their codes: in Chinese their labels with their codes, in
    English the codes; the code alone of one that is not there.
    """
    labels = {measure.code: measure.zh for measure in rules.measures}
    return [Told(f"{labels[code]}（{code}）" if code in labels else code, code) for code in sorted(codes)]


def name_path(rules: RuleSet, axis: str, path: Path) -> Told:
    """Return what the terms of a path are called, the ancestors first: in Chinese their labels, in English the codes;
    the code of one that is not there.
    """
    trees: dict[str, Tree[Term] | Tree[Unit]] = {
        "area": rules.areas,
        "zone": rules.zones,
        "site_type": rules.site_types,
        "kind": rules.kinds,
        "unit": rules.units,
    }
    return Told("/".join(trees[axis][code].zh if code in trees[axis] else code for code in path), "/".join(path))


_ANYWHERE = Told("不限", "any")
_NOWHERE = Told("无", "nowhere")
_OR = Told(" 或 ", " | ")


def name_scope(rules: RuleSet, scope: Scope) -> Told:
    """Return what a scope or subjects cover: in Chinese by labels, in English as rule sets write it."""
    told = (
        " · ".join(name_path(rules, axis, path[-1:])[0] for axis, path in zip(scope.axes, extent, strict=True) if path)
        or _ANYWHERE[0]
        for extent in scope.extents
    )
    return Told(_OR[0].join(sorted(told)) or _NOWHERE[0], str(scope))


#: What the nodes are called that every model may have, where they have no labels.
_NODES: Mapping[str, Told] = {
    "total": Told("总分", "the score"),
    "year": Told("全年得分", "the score of the year"),
    EVERY_ITEM: Told("每个项目", EVERY_ITEM),
    EVERY_PERIOD: Told("任一期", "any period"),
}
_PERIOD = Sentence("{period} 一期", "the period {period}")


def name_scored(assessment: Assessment, unit: Unit) -> Told:
    """Return whose score something is: the assessment, then the unit."""
    zh, en = either(unit.zh, unit.en)
    return Told(f"{assessment.zh} · {zh}", f"{assessment.en} · {en}")


def name_items(assessment: Assessment) -> dict[str, Told]:
    """Return what the items of an assessment are called, by their codes, in the order of the rule
    set; equal labels are told apart.
    """
    zh = told_apart({item.code: item.zh for item in assessment.items})
    en = told_apart({item.code: item.en or item.zh for item in assessment.items}, "{} ({})")
    return {code: Told(zh[code], en[code]) for code in zh}


def _adjustment(assessment: Assessment, count: str) -> Adjustment | None:
    """Return the first adjustment of a model that counts something."""
    found = (one for _, node in assessment.model.nodes for one in node.adjustments if one.count == count)
    return next(found, None)


def tell_office(assessment: Assessment) -> Told:
    """Return what the office of an assessment is called; the assessment where the office has no name."""
    return Told(assessment.office or assessment.zh, assessment.en or assessment.zh)


def tell_part(assessment: Assessment, of: str) -> Told:
    """Return what people call a node of an assessment's model, an item, told as "item CODE", or a period; what
    is not there by its code.
    """
    if of.startswith("period "):
        return _PERIOD(period=of.removeprefix("period "))
    if of.startswith("item ") and (told := name_items(assessment).get(of.removeprefix("item "))):
        return told
    node = dict(assessment.model.nodes).get(of) or _adjustment(assessment, of)
    known = _NODES.get(of) or Told(of, of)
    return Told(node.zh or node.en or known[0], node.en or node.zh or known[1]) if node else known


_OF_ITS_TARGET = Sentence("{name}，{target} {figure}", "{name}, {target} {figure}")


def tell_counted(
    assessment: Assessment, node: Node, of: str, targets: Iterable[tuple[str, Fraction]], at: int,
    *, gains: bool,
) -> Told:  # fmt: skip
    """Return what people call what an adjustment or a bonus of a node reads, with the target of the unit that it was
    held against; `at` tells which it is, in written order, of the bonuses and gains, or of the losses, that read it.
    """
    name, given = tell_part(assessment, of), dict(targets)
    mine: list[str | None] = [None for one in node.bonuses if gains and one.of == of]
    mine += [one.target for one in node.adjustments if one.count == of and bool(one.gain) is gains]
    target = mine[at]
    if target not in given:
        return name
    return _OF_ITS_TARGET(name=name, target=tell_part(assessment, target), figure=plain(given[target]))


_YES, _NO = Told("是", "yes"), Told("否", "no")
_GRADE = Sentence("{grade} {where}", "{grade} {where}")


def _tell_grade(grade: str, where: Any) -> Told:
    """Return a grade with the places or the scores that have it."""
    return _GRADE(grade=grade, where=where.told if isinstance(where, Leading) else tell_where(where))


def tell_value(value: Any, book: Assessment) -> Told:
    """Return what a part of an assessment, of an item or of a score node holds; two empty texts
    where there is nothing.
    """
    match value:
        case Enum():
            return _CALLED[value]
        case bool():
            return _YES if value else _NO
        case Fraction():
            return Told(plain(value), plain(value))
        case Publication() | Validity() | Carry() | Clause():
            return _tell_term(value)
        case Adjustment():
            return _tell_adjustment(value, book)
        case Gate() | RankBonus() | StepBonus():
            return _tell_standing(value, book)
        case Node(kind=kind):
            return kind
        case ((int(), str()), *_):
            return Told(told_quantity(value), told_quantity(value))
        case (str(grade), where):
            return _tell_grade(grade, where)
        case tuple() | list():
            return in_clauses([tell_value(one, book) for one in value]) if value else _NOTHING
        case _:
            return _NOTHING if value is None else Told(str(value), str(value))


_PUBLISHED = Sentence("间隔 {step}，{rounding}", "interval {step}, {rounding}")
_LAST_PLACES = Sentence("{bottom} 位", "{bottom}")
_CARRIED = Sentence(
    "连续 {periods} 期居末 {bottom}的，按 {weight} % 计入上级",
    "the last {bottom} of {periods} periods running count {weight} % in their parent's",
)
_CARRIED_ALIKE = Sentence(
    "连续 {periods} 期居末 {bottom}的，计入上级，与上级自身得分同等",
    "the last {bottom} of {periods} periods running count in their parent's, each as much as its own score",
)


def _tell_term(value: Publication | Validity | Carry | Clause) -> Told:
    """Return how scores are published, when rules are in force, what is carried, or what is cited."""
    match value:
        case Publication(interval, rounding):
            return _PUBLISHED(step=plain(Fraction(interval)), rounding=_CALLED[rounding])
        case Validity():
            return value.told
        case Carry(bottom=last, periods=periods, weight=weight):
            bottom = last.told if isinstance(last, UnitShare) else _LAST_PLACES(bottom=last)
            if weight is None:
                return _CARRIED_ALIKE(bottom=bottom, periods=periods)
            return _CARRIED(bottom=bottom, periods=periods, weight=plain(weight))
        case Clause():
            return Told(value.cite(), value.cite())


_FAILS_TO = Sentence("{of}低于 {mark}：记 {to} 分", "{of} below {mark}: the score is {to}")
_LAST_GRADE = Sentence("{of}低于 {mark}：降为末等", "{of} below {mark}: the last grade")
_FAILED_TO = Sentence("{of}被否决：记 {to} 分", "{of} that failed: the score is {to}")
_LAST_GRADE_FAILED = Sentence("{of}被否决：降为末等", "{of} that failed: the last grade")
_BY_PLACE = Sentence("{of}按名次加 {points} 分", "{points} by the place in {of}")
_BY_PLACE_SHARED = Sentence("{of}按名次加 {points} 分，并列的平分", "{points} by the place in {of}, shared at ties")
_BY_STEPS = Sentence(
    "{of}高于 {above} 的部分每 {per}加 {each} 分{parts}，最多加 {most} 分",
    "{each} for each {per} of {of} above {above}{parts}, at most {most}",
)


def _tell_standing(value: Gate | RankBonus | StepBonus, book: Assessment) -> Told:
    """Return a gate or a bonus that stands on a node."""
    of = tell_part(book, value.of)
    match value:
        case Gate(at_least=Passed(), to=to):
            return _LAST_GRADE_FAILED(of=of) if to is None else _FAILED_TO(of=of, to=plain(to))
        case Gate(at_least=least, to=Fraction() as to):
            return _FAILS_TO(of=of, mark=str(least), to=plain(to))
        case Gate(at_least=least):
            return _LAST_GRADE(of=of, mark=str(least))
        case RankBonus(points=points, ties=ties):
            sentence = _BY_PLACE_SHARED if ties is TiedBonus.SHARED else _BY_PLACE
            return sentence(of=of, points=list(map(plain, points)))
        case StepBonus(above=above, each=each, per=per, at_most=most, parts=parts):
            return _BY_STEPS(
                of=of, above=str(above), per=str(per), each=plain(each), parts=PARTS_GAINED[parts], most=plain(most)
            )


_COUNTS = Sentence("{count}每次{points}", "{points} for each of {count}")
_BEYOND_BAR = Sentence(
    "{count}须 {bar}，未达到的每 {per} {points}{parts}", "{points} for each {per} of {count} beyond {bar}{parts}"
)
_WITHIN_BAR = Sentence(
    "{count} {bar} 的，每多达到 {per} {points}{parts}", "{points} for each {per} of {count} within {bar}{parts}"
)
_BEYOND_TARGET = Sentence(
    "{count}须 {bar}，未达到的每 {per}（按 {target} 计）{points}{parts}",
    "{points} for each {per} of {target} that {count} lies beyond {bar}{parts}",
)
_WITHIN_TARGET = Sentence(
    "{count} {bar} 的，每多达到 {target} 的 {per} {points}{parts}",
    "{points} for each {per} of {target} that {count} lies within {bar}{parts}",
)
_BY_BAND = Sentence("{count}按档扣分：{bands}", "by band of {count}: {bands} lost")
_ADDED, _TAKEN = Sentence("加 {points} 分", "{points} gained"), Sentence("扣 {points} 分", "{points} lost")
_BAND = Sentence("{where} {lost}", "{where} {lost}")
_UP_TO = Sentence("{told}，最多 {most} 分", "{told}, at most {most}")


def _tell_adjustment(value: Adjustment, book: Assessment) -> Told:
    """Return an adjustment: how many points for each time."""
    count = Told(value.zh or value.en, value.en or value.zh) if value.zh or value.en else tell_part(book, value.count)
    points = (_ADDED if value.gain else _TAKEN)(points=plain(value.gain or value.lose))
    if value.points:
        return _BY_BAND(
            count=count, bands=[_BAND(where=tell_where(where), lost=plain(lost)) for where, lost in value.points]
        )
    if value.against is None:
        told = _COUNTS(count=count, points=points)
    else:
        parts = (PARTS_GAINED if value.gain else PARTS_LOST)[value.parts]
        bar = tell_where(str(value.against))
        if isinstance(value.per, TargetShare):
            sentence = _WITHIN_TARGET if value.gain else _BEYOND_TARGET
            per, target = str(value.per), value.target
            told = sentence(count=count, bar=bar, per=per, target=target, points=points, parts=parts)
        else:
            sentence = _WITHIN_BAR if value.gain else _BEYOND_BAR
            told = sentence(count=count, bar=bar, per=plain(value.per), points=points, parts=parts)
    return told if value.at_most is None else _UP_TO(told=told, most=plain(value.at_most))


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
    return in_phrases(told) if told else _NOTHING


_LOSES_AT_MOST = Sentence("最多扣 {cap} 分", "at most {cap}")
_GAINS_AT_MOST = Sentence("最多加 {cap} 分", "at most {cap}")
_WHERE = Sentence("限{answers}", "where {answers}")
_TIMES = Sentence("{answers}按 {times} 倍", "{times} times where {answers}")
_OTHERWISE = Sentence("其余按 {times} 倍", "otherwise {times} times")
_LOOKING_BACK = Sentence("回看 {count} 期", "looking back {count} periods")
_BY_HOST_ALONE = Told("只由测评方计一次", "charged by the host alone")


def tell_rule(rule: DeductionRule, bar: Standard, rules: RuleSet) -> Told:
    """Return a line as sentences."""
    asked = {ask.measure.code: ask.measure for ask in bar.asks}
    told = [rule.tariff.sentence([ask.measure for ask in bar.asks if ask.measure.code in rule.measures], asked)]
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
    return in_phrases(moved) if moved else _NOTHING
