"""What one might expect of rules, and of scores, and what does not hold, each with the witness against it."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import or_

from attrs import evolve

from tristandard.basics.clause import Clause, Provenance
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.crosswalk import Ruling
from tristandard.rules.indicator import Indicator
from tristandard.rules.policy import Reading
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Verdict
from tristandard.testing.laws.law import Lock
from tristandard.testing.laws.locked_scores import OF_SCORES
from tristandard.testing.laws.witnesses import (
    FEW,
    FEW_ON_STREETS,
    MANY,
    NONE,
    NONE_IN_VILLAGES,
    OFFICE,
    VILLAGE,
    indicator_of,
)
from tristandard.words.sentence import Told


def _shares(indicator: Indicator) -> SharedIndicator:
    return SharedIndicator(
        contributions=[Contribution(indicator=indicator, measures=indicator.standard.measures)],
        host=indicator.assessment,
    )


_URBAN, _RURAL = _shares(FEW_ON_STREETS), _shares(NONE_IN_VILLAGES)
_CIVILIZED = _shares(indicator_of("civilized.litter", MANY, VILLAGE, OFFICE))
_RULED = evolve(
    _URBAN | _CIVILIZED,
    ruling=Ruling(
        members=frozenset({"urban.litter", "civilized.litter"}),
        standard=NONE,
        clause=Clause(code="example", document="示例", provenance=Provenance.ILLUSTRATIVE),
        why="an example",
    ),
)


def _at(zone: str) -> Extent:
    return ("city",), (zone,), ("street",)


def _pair_was_asked(shared: SharedIndicator, point: Extent, unit: Extent) -> bool:
    """Return whether a site and a unit that the merged scope and subjects cover were some one source's."""
    return not (shared.scope.covers(point) and shared.subjects.covers(unit)) or any(
        contribution.indicator.scope.covers(point) and contribution.indicator.subjects.covers(unit)
        for contribution in shared.contributions
    )


def _same_means_common(shared: SharedIndicator, point: Extent) -> bool:
    same = shared.bar(point, Reading.POINTWISE) == shared.bar(point, Reading.UNIFORM)
    return not same or len(shared.covering(point)) == len(shared.contributions)


def _one_includes_the_other(shared: SharedIndicator, point: Extent, other: Extent) -> bool:
    bar, other_bar = shared.bar(point, Reading.POINTWISE), shared.bar(other, Reading.POINTWISE)
    return bar <= other_bar or other_bar <= bar


#: What does not hold of rules.
_OF_RULES = (
    Lock(
        number=1,
        name="children are not their parent",
        expectation=Told(
            "一市今天所有镇的范围，就是该市的范围",
            "the scope of all towns that a city has today is the scope of the city",
        ),
        because=Told(
            "范围是开放的：明天新设的镇在该市之内，而不在其中任何一镇",
            "the world is open: a town that is declared tomorrow lies in the city and in none of them",
        ),
        expected=lambda known, whole: reduce(or_, known) == whole,
        witness=((Scope.of(area=("city", "east")), Scope.of(area=("city", "west"))), Scope.of(area=("city",))),
    ),
    Lock(
        number=1,
        name="strictness is not a number",
        expectation=Told("两个标准总有一个不低于另一个", "of two standards one asks at least as much as the other"),
        because=Told(
            "不多于 8 与不少于 3 要求不同，就高所得不是其中任何一个",
            "at most 8 and at least 3 ask different things, and the higher of the two is neither",
        ),
        expected=lambda one, other: one <= other or other <= one,
        witness=(FEW, MANY),
    ),
    Lock(
        number=2,
        name="a ruling is not the join",
        expectation=Told(
            "即使有裁定，也是各来源都接受的，融合标准才接受",
            "the merged standard accepts a value exactly when every source does, even where a ruling stands",
        ),
        because=Told(
            "就高所得无人能达到时，由裁定写明执行哪个标准；裁定都列出",
            "a ruling says which standard stands where the join is none that anybody could meet; it is listed",
        ),
        expected=lambda shared, values: (
            shared.standard.accepts(values)
            == all(one.indicator.standard.accepts(values) for one in shared.contributions)
        ),
        witness=(_RULED, {"litter.spots": Fraction(0)}),
    ),
    Lock(
        number=2,
        name="open is not met",
        expectation=Told("没有不达标的就是达标", "what breaches nothing is met"),
        because=Told("没有去看的测量项目，判定未定", "a measure that nobody looked at leaves the verdict open"),
        expected=lambda standard, values: standard.judge(values) in (Verdict.BREACHED, Verdict.MET),
        witness=(FEW, {}),
    ),
    Lock(
        number=3,
        name="scope and subjects widen apart",
        expectation=Told(
            "融合规则在一个点位考核一个单位，须有某个来源原来就考核",
            "the merged rules assess a unit at a site only where some source did",
        ),
        because=Told(
            "范围就宽与对象就广各自适用：一个来源带来点位，另一个带来单位",
            "范围就宽 and 对象就广 work each by itself: one source brings the site, another the unit",
        ),
        expected=_pair_was_asked,
        witness=(_URBAN | _RURAL, _at("village"), (("district",), ("east",))),
    ),
    Lock(
        number=4,
        name="law 4 does not compare two sites",
        expectation=Told(
            "逐点读时，两个点位总有一个的标准不低于另一个",
            "read pointwise, the bar at one of two sites asks at least as much as the bar at the other",
        ),
        because=Told(
            "各点位执行适用于它的考核的标准，而这些标准要求可能不同",
            "each has the bar of those whose scope covers it, and those may ask different things",
        ),
        expected=_one_includes_the_other,
        witness=(_URBAN | _CIVILIZED, _at("built_up"), _at("village")),
    ),
    Lock(
        number=4,
        name="equal bars are not common ground",
        expectation=Told(
            "两种读法标准相同的点位，各来源都适用", "where both readings give one bar, all sources cover the site"
        ),
        because=Told("适用于它的来源可能正是最严的", "the source that covers it may be the strictest one"),
        expected=_same_means_common,
        witness=(_URBAN | _RURAL, _at("village")),
    ),
    Lock(
        number=6,
        name="the host is not in the set",
        expectation=Told(
            "来源相同的两个重复指标，主办方相同", "two shared indicators with the same contributions have the same host"
        ),
        because=Told(
            "由谁测在对照表中约定，以第一个的主办方为准",
            "who measures is agreed in the crosswalk, and the first one's host stands",
        ),
        expected=lambda one, other: (one | other).host == (other | one).host,
        witness=(_URBAN, _RURAL),
    ),
)

#: What does not hold, each with its witness, by the number of the law.
LOCKS = tuple(sorted((*_OF_RULES, *OF_SCORES), key=lambda lock: lock.number))
