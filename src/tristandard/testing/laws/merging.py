"""Laws 2 to 4 and 15: the highest standard, the widest scope, the broadest subjects, in either reading."""

from __future__ import annotations

from collections.abc import Mapping

from tristandard.basics.measure import Value
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.merging.question import Question
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Extent
from tristandard.rules.standard import Standard
from tristandard.testing.laws.law import Law
from tristandard.words.sentence import Told


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
