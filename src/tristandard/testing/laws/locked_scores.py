"""What one might expect of scores and what does not hold, each with the witness against it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.testing.laws.law import Lock
from tristandard.testing.laws.witnesses import (
    FEW,
    FEW_ON_STREETS,
    MANY,
    NONE,
    NONE_IN_VILLAGES,
    Spots,
    indicator_of,
    rules_of,
    scores_of,
)
from tristandard.words.sentence import Told


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return sum(listed, Fraction(0)) / len(listed)


#: The score of a unit: one sheet for all its sites, the mean of its sites, the mean of its areas.
_SHEET = Model({"total": Sheet()})
_BY_AREA = Model({"sheet": Sheet(), "sites": Mean(over="site", of="sheet"), "total": Mean(over="area", of="sites")})


def _read(rules: RuleSet, spots: Spots) -> tuple[dict[str, Fraction | None], dict[str, Fraction | None]]:
    """Return the scores in the uniform and in the pointwise reading."""
    uniform, pointwise = (
        scores_of(evolve(rules, policy=Policy(reading)), spots) for reading in (Reading.UNIFORM, Reading.POINTWISE)
    )
    return uniform, pointwise


def _never_higher(rules: RuleSet, spots: Spots) -> bool:
    uniform, pointwise = _read(rules, spots)
    return all(
        one is None or other is None or one <= other
        for one, other in ((uniform[unit], pointwise[unit]) for unit in uniform.keys() & pointwise.keys())
    )


def _order(rules: RuleSet, spots: Spots) -> list[str]:
    """Return the units, the best first."""
    scores = scores_of(rules, spots)
    return sorted(scores, key=lambda unit: -(scores[unit] or 0))


def _uplift(rules: RuleSet, spots: Spots, *cleaned: str) -> Fraction:
    """Return by how much the score of the eastern unit rises where some sites are cleaned."""
    before, after = (scores_of(rules, counts)["east"] for counts in (spots, {**spots, **dict.fromkeys(cleaned, 0)}))
    return (after or Fraction(0)) - (before or Fraction(0))


_MERGED = rules_of(FEW_ON_STREETS, NONE_IN_VILLAGES)
#: At least 3, priced by bands that fall as there are more; and another office wants 8 at most.
_FALLING = DeductionRule(
    measures=["litter.spots"],
    tariff=Bands([(Range(limit=End(2)), 5), (Range(End(3), End(9)), 3), (Range(floor=End(10)), 1)]),
)
_BANDED = rules_of(
    evolve(indicator_of("urban.litter", MANY), deductions=(_FALLING,)), indicator_of("civilized.litter", FEW)
)

#: What does not hold of scores.
OF_SCORES = (
    Lock(
        number=4,
        name="the readings give different scores",
        expectation=Told("统一读与逐点读，得分相同", "read uniformly or pointwise, the rules give the same scores"),
        because=Told(
            "5 处在道路自己的标准 8 处以内；统一读时村庄的标准 0 处也适用于道路：95 分，不是 100 分",
            "5 spots are within the street's own bar of 8, and uniformly the village's bar of 0 holds on the "
            "street too: 95, not 100",
        ),
        expected=lambda rules, spots: _read(rules, spots)[0] == _read(rules, spots)[1],
        witness=(_MERGED, {"east east built_up 1": 5}),
    ),
    Lock(
        number=4,
        name="uniform is not always lower",
        expectation=Told("统一读的得分不会高于逐点读的", "read uniformly, no score is higher than read pointwise"),
        because=Told(
            "统一读时干净的村庄也计入，拉高平均：(82 + 100) / 2 = 91；逐点读只有道路，90 分",
            "uniformly the clean village counts too, and raises the mean: (82 + 100) / 2 = 91; pointwise the "
            "street stands alone with 90",
        ),
        expected=_never_higher,
        witness=(_MERGED, {"east east built_up 1": 18, "east east village 2": 0}),
    ),
    Lock(
        number=10,
        name="merging does not preserve ranks",
        expectation=Told("融合前后各单位的名次相同", "units stand in the same order before and after the merge"),
        because=Told(
            "两次 8 处按标准 8 处不扣分（100 比 99），按标准 0 处扣两次 8 分（92 比 95）",
            "twice 8 spots are nothing by the bar of 8 (100 to 99) and twice 8 points by the bar of 0 (92 to 95)",
        ),
        expected=lambda alone, merged, spots: _order(alone, spots) == _order(merged, spots),
        witness=(
            rules_of(FEW_ON_STREETS),
            _MERGED,
            {
                "east east built_up 1": 8,
                "east east built_up 2": 8,
                "west west built_up 3": 0,
                "west west built_up 4": 10,
            },
        ),
    ),
    Lock(
        number=11,
        name="bands of one end do not know the other",
        expectation=Told(
            "超出标准越多，无论怎样扣分都不会少扣", "more beyond the bar never costs less, whatever the tariff"
        ),
        because=Told(
            "分段扣分朝自己标准求多的方向递减，而就高所得 3 至 8 求少：9 处扣 3 分，10 处扣 1 分",
            "the bands fall towards what their own standard wants more of, and the joined bar of 3 to 8 wants "
            "less: 9 cost 3 and 10 cost 1",
        ),
        expected=lambda rules, spots, more: (
            (scores_of(rules, more)["east"] or 0) <= (scores_of(rules, spots)["east"] or 0)
        ),
        witness=(_BANDED, {"east east built_up 1": 9}, {"east east built_up 1": 10}),
    ),
    Lock(
        number=11,
        name="uplift does not add up after caps",
        expectation=Told(
            "整改两处，得分提高各自提高之和", "mending two things raises the score by what each raises it"
        ),
        because=Told(
            "10 分的项目第一处就扣完：整改任一处得 2 分，两处都整改得 10 分",
            "the item of 10 is lost with the first: mending either brings 2, mending both 10",
        ),
        expected=lambda rules, spots: (
            _uplift(rules, spots, *spots) == sum(_uplift(rules, spots, site) for site in spots)
        ),
        witness=(
            rules_of(indicator_of("urban.litter", NONE), model=_SHEET, full=10),
            {"east east built_up 1": 8, "east east built_up 2": 8},
        ),
    ),
    Lock(
        number=12,
        name="the mean of areas is not the mean of points",
        expectation=Told(
            "各区域平均的平均，就是全部点位的平均", "the mean of the areas' means is the mean of all their sites"
        ),
        because=Told(
            "东部两个点位满分，西部一个 90 分：按区域 95 分，按点位 290/3 分",
            "two clean sites in the east and one of 90 in the west: 95 by areas, 290/3 by sites",
        ),
        expected=lambda by_area, by_site, spots: scores_of(by_area, spots) == scores_of(by_site, spots),
        witness=(
            rules_of(indicator_of("urban.litter", NONE), model=_BY_AREA),
            rules_of(indicator_of("urban.litter", NONE)),
            {"east east built_up 1": 0, "east east built_up 2": 0, "east west built_up 3": 10},
        ),
    ),
    Lock(
        number=12,
        name="rounding and averaging do not commute",
        expectation=Told(
            "公布得分的平均再公布，就是平均分的公布值", "the mean of published scores, published, is the published mean"
        ),
        because=Told(
            "求平均之前，每个得分已舍入至多半档",
            "each score lost or gained up to half a step before the mean was taken",
        ),
        expected=lambda publication, scores: (
            publication.publish(_mean(Fraction(publication.publish(score)) for score in scores))
            == publication.publish(_mean(scores))
        ),
        witness=(Publication(Decimal("0.1")), (Fraction("90.04"), Fraction("90.05"))),
    ),
    Lock(
        number=12,
        name="rounding twice is not rounding once",
        expectation=Told(
            "先公布到 0.01 再到 0.1，与直接公布到 0.1 相同",
            "a score published to 0.01 and then to 0.1 is the score published to 0.1",
        ),
        because=Told("0.445 先成 0.45 再成 0.5，而应为 0.4", "0.445 becomes 0.45 and then 0.5, and it is 0.4"),
        expected=lambda fine, coarse, score: coarse.publish(Fraction(fine.publish(score))) == coarse.publish(score),
        witness=(Publication(Decimal("0.01")), Publication(Decimal("0.1"), Rounding.HALF_UP), Fraction("0.445")),
    ),
)
