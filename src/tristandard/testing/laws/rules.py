"""Laws 1 to 6 and 14 to 16: of rules as they are written, and of what they merge to.

>>> from tristandard.rules.scope import Scope
>>> wide, narrow = Scope.of(), Scope.of(zone=("village",))
>>> [law.name for law in JOIN if law.takes == ("value", "value") and not law.holds(wide, narrow)]
[]
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

from attrs import evolve

import tristandard as ts
from tristandard.basics.measure import Value
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.policy import Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent
from tristandard.rules.standard import Standard
from tristandard.testing.laws.law import Law
from tristandard.words.sentence import Told

_ONE, _TWO, _THREE = ("value",), ("value", "value"), ("value", "value", "value")

#: Law 1, for standards, scopes and subjects alike, and for whatever they are made of.
JOIN = (
    Law(
        number=1,
        name="idempotent",
        statement=Told("与自身合并，什么也不变", "joining a thing with itself changes nothing"),
        takes=_ONE,
        holds=lambda a: a | a == a,
    ),
    Law(
        number=1,
        name="commutative",
        statement=Told("谁在前谁在后都一样", "it does not matter which comes first"),
        takes=_TWO,
        holds=lambda a, b: a | b == b | a,
    ),
    Law(
        number=1,
        name="associative",
        statement=Told("先合并哪两个都一样", "it does not matter which two are joined first"),
        takes=_THREE,
        holds=lambda a, b, c: (a | b) | c == a | (b | c),
    ),
    Law(
        number=1,
        name="upper bound",
        statement=Told("合并所得包含两者", "the join includes both"),
        takes=_TWO,
        holds=lambda a, b: a <= a | b and b <= a | b,
    ),
    Law(
        number=1,
        name="least",
        statement=Told("凡包含两者的，都包含合并所得", "whatever includes both includes the join"),
        takes=_THREE,
        holds=lambda a, b, c: a | b <= c or not (a <= c and b <= c),
    ),
    Law(
        number=1,
        name="inclusion is joining",
        statement=Told("a <= b 就是 a | b == b", "a <= b is a | b == b"),
        takes=_TWO,
        holds=lambda a, b: (a <= b) == (a | b == b),
    ),
    Law(
        number=1,
        name="inclusion is an order",
        statement=Told("互相包含的两者相等", "two things that include each other are equal"),
        takes=_TWO,
        holds=lambda a, b: a == b or not (a <= b <= a),
    ),
    Law(
        number=1,
        name="equal things hash alike",
        statement=Told("含义相同的，在同一处找到", "the same meaning is found in the same place"),
        takes=_TWO,
        holds=lambda a, b: a != b or hash(a) == hash(b),
    ),
)


def _complete(standard: Standard, values: Mapping[str, Value]) -> bool:
    return standard.measures <= values.keys()


def _sources(indicator: SharedIndicator) -> list[Standard]:
    return [contribution.indicator.standard for contribution in indicator.contributions]


#: Law 2: 指标就高.
HIGHEST = (
    Law(
        number=2,
        name="accepts what all accept",
        statement=Told(
            "各来源都接受的完整测量值，融合标准才接受，反之亦然；有裁定的除外",
            "the merged standard accepts a complete value exactly when every source does, except where a ruling stands",
        ),
        takes=("shared indicator", "values"),
        holds=lambda shared, values: (
            shared.ruling is not None
            or not _complete(shared.standard, values)
            or shared.standard.accepts(values) == all(source.accepts(values) for source in _sources(shared))
        ),
    ),
    Law(
        number=2,
        name="the lowest verdict",
        statement=Told(
            "测量值无论是否完整，融合后的判定都是各来源判定中最低的；有裁定的除外",
            "on any value, complete or not, the merged verdict is the lowest of the sources', except where a "
            "ruling stands",
        ),
        takes=("shared indicator", "values"),
        holds=lambda shared, values: (
            shared.ruling is not None
            or shared.standard.judge(values) is min(source.judge(values) for source in _sources(shared))
        ),
    ),
    Law(
        number=2,
        name="a ruling stands",
        statement=Told(
            "有裁定的，无论哪种读法，都以裁定的标准为融合标准",
            "where a ruling stands, its standard is the merged one, in either reading",
        ),
        takes=("shared indicator", "point"),
        holds=lambda shared, point: (
            shared.ruling is None
            or all(shared.bar(point, reading) == shared.standard == shared.ruling.standard for reading in Reading)
        ),
    ),
    Law(
        number=2,
        name="the join of two standards",
        statement=Told("两个标准就高，判定就低", "the higher of two standards gives the lower of their verdicts"),
        takes=("standard", "standard", "values"),
        holds=lambda a, b, values: (a | b).judge(values) is min(a.judge(values), b.judge(values)),
    ),
)

#: Law 3: 范围就宽, 对象就广; each coordinate by itself.
WIDEST = (
    Law(
        number=3,
        name="widest scope",
        statement=Told(
            "有来源适用的点位，融合范围才适用，反之亦然", "the merged scope covers a site exactly when some source does"
        ),
        takes=("shared indicator", "point"),
        holds=lambda shared, point: (
            shared.scope.covers(point)
            == any(contribution.indicator.scope.covers(point) for contribution in shared.contributions)
        ),
    ),
    Law(
        number=3,
        name="broadest subjects",
        statement=Told(
            "有来源考核的单位，融合对象才包括，反之亦然",
            "the merged subjects cover a unit exactly when some source's do",
        ),
        takes=("shared indicator", "unit"),
        holds=lambda shared, unit: (
            shared.subjects.covers(unit)
            == any(contribution.indicator.subjects.covers(unit) for contribution in shared.contributions)
        ),
    ),
)


def _no_more(shared: SharedIndicator, point: Extent) -> bool:
    return shared.bar(point, Reading.POINTWISE) <= shared.bar(point, Reading.UNIFORM)


def _questions(merged: MergedRules, point: Extent) -> dict[str, Question]:
    return {question.code: question for question in merged.questions(point)}


def _entitled(merged: MergedRules, question: Question, unit: Extent) -> frozenset[str]:
    return frozenset(user.indicator.code for user in question.users if merged.entitles(question, user, unit))


def _includes(less: MergedRules, more: MergedRules, point: Extent, unit: Extent) -> bool:
    """Return whether one merged rule book asks at a site all that another asks there, of all that it assesses."""
    asked = _questions(more, point)
    return all(
        (other := asked.get(code)) is not None
        and question.bar <= other.bar
        and {user.indicator.code for user in question.users} <= {user.indicator.code for user in other.users}
        and _entitled(less, question, unit) <= _entitled(more, other, unit)
        for code, question in _questions(less, point).items()
    )


#: Law 4: how the two readings stand to each other, at sites inside the merged scope.
READINGS = (
    Law(
        number=4,
        name="pointwise asks no more",
        statement=Told(
            "在融合范围内的点位，逐点读的标准不高于统一读的标准",
            "at a site inside the merged scope the pointwise bar asks no more than the uniform one",
        ),
        takes=("shared indicator", "point"),
        holds=lambda shared, point: _no_more(shared, point) or not shared.scope.covers(point),
    ),
    Law(
        number=4,
        name="equal on common ground",
        statement=Told("各来源都适用的点位，两种读法的标准相同", "where all sources cover the site the bars are equal"),
        takes=("shared indicator", "point"),
        holds=lambda shared, point: (
            len(shared.covering(point)) < len(shared.contributions)
            or shared.bar(point, Reading.POINTWISE) == shared.bar(point, Reading.UNIFORM)
        ),
    ),
    Law(
        number=4,
        name="pointwise is within uniform",
        statement=Told(
            "两种读法在一个点位测的相同；逐点读的使用方和对象不会更多",
            "both readings measure the same at a site, and the pointwise one is used by, and assesses, no more",
        ),
        takes=("rules read pointwise", "the same rules read uniformly", "point", "unit"),
        holds=lambda pointwise, uniform, point, unit: (
            _questions(pointwise, point).keys() == _questions(uniform, point).keys()
            and _includes(pointwise, uniform, point, unit)
        ),
    ),
)


def _same_report(rules: RuleSet, other: RuleSet) -> bool:
    one, two = ts.check(rules), ts.check(other)
    return [[str(error) for error in errors] for errors in (one.problems, one.remarks)] == [
        [str(error) for error in errors] for errors in (two.problems, two.remarks)
    ]


#: Law 5: order is not meaning.
ORDER = (
    Law(
        number=5,
        name="no order in the rules",
        statement=Told("规则换个次序给出，仍然相等", "rules given in another order are equal"),
        takes=("rule set", "the same in another order"),
        holds=lambda rules, other: rules == other,
    ),
    Law(
        number=5,
        name="no order in what is found",
        statement=Told(
            "规则换个次序给出，须解决和须知悉的事项相同，次序也相同",
            "rules given in another order have the same problems and remarks, told in the same order",
        ),
        takes=("rule set", "the same in another order"),
        holds=_same_report,
    ),
    Law(
        number=5,
        name="no order in the merge",
        statement=Told(
            "规则换个次序给出，融合结果相同，每个点位的要求相同",
            "rules given in another order merge to the same, and ask the same at every site",
        ),
        takes=("rule set", "the same in another order", "point"),
        holds=lambda rules, other, point: (
            (one := ts.merge(rules)) == (two := ts.merge(other))
            and [(question.code, question.bar, question.users) for question in one.questions(point)]
            == [(question.code, question.bar, question.users) for question in two.questions(point)]
        ),
    ),
)


def _meaning(shared: SharedIndicator) -> tuple[object, ...]:
    return (
        shared.code,
        frozenset(contribution.indicator for contribution in shared.contributions),
        shared.standard,
        shared.scope,
        shared.subjects,
    )


def _gathered(before: MergedRules, after: MergedRules) -> bool:
    """Return whether all that is shared after is what was there before, shared or not, with what came."""
    had = {
        contribution.indicator.code: shared
        for shared in (*before.shared, *before.own)
        for contribution in shared.contributions
    }
    for shared in after.shared:
        parts: dict[str, SharedIndicator] = {}
        for contribution in shared.contributions:
            part = had.get(contribution.indicator.code) or evolve(shared, contributions=[contribution])
            parts[part.code] = part
        if _meaning(evolve(reduce(or_, parts.values()), ruling=shared.ruling)) != _meaning(shared):
            return False
    return True


#: Law 6: what is shared is its set of contributions.
CONTRIBUTIONS = (
    Law(
        number=6,
        name="in any order",
        statement=Told(
            "各来源无论以什么次序汇集，有的汇集两次，重复指标都相同",
            "contributions gathered in any order, some of them twice, make the same shared indicator",
        ),
        takes=("part of one shared indicator",) * 3,
        holds=lambda a, b, c: _meaning((a | b) | c) == _meaning(c | (b | a)) == _meaning((a | c) | (b | a)),
    ),
    Law(
        number=6,
        name="in one step or two",
        statement=Told(
            "加入一个考核，其余考核是否已先融合，结果都相同",
            "adding an assessment gives the same whether the others were merged before or not",
        ),
        takes=("merged rules without an assessment", "merged rules"),
        holds=_gathered,
    ),
    Law(
        number=6,
        name="a ruling settles one shared indicator",
        statement=Told(
            "裁定所列指标与一个重复指标的成员不完全相同的，多一个少一个都不受理",
            "a ruling whose members are not exactly those of one shared indicator, one more or one less, is refused",
        ),
        takes=("rule set", "ruling"),
        holds=lambda rules, ruling: (
            ruling.members
            in {
                frozenset(contribution.indicator.code for contribution in shared.contributions)
                for shared in ts.merge(rules).shared
            }
            or bool(ts.check(evolve(rules, rulings=[*rules.rulings, ruling])).problems)
        ),
    ),
)

#: Law 14: for whatever can be written, with how it is written and how it is read.
ROUND_TRIP = (
    Law(
        number=14,
        name="reads back equal",
        statement=Told("写出的读回相等", "what is written reads back equal"),
        takes=("value", "write", "read"),
        holds=lambda value, write, read: read(write(value)) == value,
    ),
    Law(
        number=14,
        name="writes the same again",
        statement=Told("读回的再写一次，字节相同", "what was read back writes again the same bytes"),
        takes=("value", "write", "read"),
        holds=lambda value, write, read: write(read(written := write(value))) == written,
    ),
)


def _contains(less: MergedRules, more: MergedRules) -> bool:
    """Return whether each merged indicator is there again, and as a whole asks at least as
    much, as widely, of as many.
    """
    found = {shared.code: shared for shared in (*more.shared, *more.own)}
    return all(
        (other := found.get(shared.code)) is not None
        and shared.standard <= other.standard
        and shared.scope <= other.scope
        and shared.subjects <= other.subjects
        for shared in (*less.shared, *less.own)
    )


#: Law 15, in either reading.
TIGHTEN = (
    Law(
        number=15,
        name="tightening tightens",
        statement=Told(
            "来源从严，融合标准不会降低，融合范围和对象不会缩小",
            "tightening sources never lowers a merged standard, nor narrows a merged scope or its subjects",
        ),
        takes=("merged rules", "merged rules of tightened sources"),
        holds=_contains,
    ),
    Law(
        number=15,
        name="tightening tightens everywhere",
        statement=Told(
            "来源从严，点位的执行标准不会降低，使用方和对象不会减少",
            "tightening sources never lowers the bar at a site, nor takes a user or a unit away there",
        ),
        takes=("merged rules", "merged rules of tightened sources", "point", "unit"),
        holds=_includes,
    ),
)

#: Law 16.
RECOVER = (
    Law(
        number=16,
        name="sources can be recovered",
        statement=Told(
            "各来源考核都可以从融合规则还原", "each source assessment can be recovered from the merged rules"
        ),
        takes=("rule set", "merged rules"),
        holds=lambda rules, merged: all(
            merged.source(assessment.code) == assessment for assessment in rules.assessments
        ),
    ),
)
