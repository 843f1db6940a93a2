"""Laws 5, 6 and 16: rules have no order, what is shared is its sources, and each can be recovered."""

from __future__ import annotations

from functools import reduce
from operator import or_

from attrs import evolve

import tristandard as ts
from tristandard.grouping.shared import SharedIndicator
from tristandard.merging.merged import MergedRules
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.laws.law import Law
from tristandard.words.sentence import Told


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
