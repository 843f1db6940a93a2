"""How what a part of an assessment, of an item or of a score node holds is told, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any

from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.language import NOTHING_SAID
from tristandard.basics.points import plain
from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.assessment import AfterTies, Assessment, Carry, Ranks, TieRule
from tristandard.rules.deductions.parts import PARTS_GAINED, PARTS_LOST
from tristandard.rules.deductions.where import tell_where
from tristandard.rules.indicator import Indicator
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Passed
from tristandard.rules.nodes.grade import Leading, UnitShare
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.rate import told_quantity
from tristandard.rules.nodes.sheet import AbsentItem
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.target import TargetShare
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.policy import Reading, Settlement
from tristandard.rules.wording.names import tell_part
from tristandard.words.sentence import Sentence, Told, in_clauses

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
}  # fmt: skip

_PROVENANCE = Sentence("标准 {standard}，分值 {points}", "standard {standard}, points {points}")


def tell_known(provenance: Provenance) -> Told:
    """Return how well a fact is known."""
    return _CALLED[provenance]


def tell_provenance(indicator: Indicator) -> Told:
    """Return how well an indicator's standard and points are known."""
    standard, points = _CALLED[indicator.standard_provenance], _CALLED[indicator.points_provenance]
    return _PROVENANCE(standard=standard, points=points)


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
            return in_clauses([tell_value(one, book) for one in value]) if value else NOTHING_SAID
        case _:
            return NOTHING_SAID if value is None else Told(str(value), str(value))


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
