"""What one might expect of rules and scores and what does not hold, each with the witness against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import or_

from attrs import evolve

import tristandard as ts
from tristandard.basics.clause import Clause, Provenance
from tristandard.basics.measure import Measure, MeasureUnit
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.period import Quarter
from tristandard.basics.place import Site, Term, Tree, Unit
from tristandard.basics.points import Publication, Rounding
from tristandard.grouping.shared import Contribution, SharedIndicator
from tristandard.rules.assessment import Assessment, Indicator, Item
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Extent, Scope
from tristandard.rules.standard import Ask, End, Range, Standard, Verdict
from tristandard.testing.laws.law import Lock
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told

_LITTER = Measure(code="litter.spots", zh="垃圾", en="litter", unit=MeasureUnit("处"), whole=True)
_FEW, _NONE = Standard([Ask(_LITTER, Range(limit=End(8)))]), Standard([Ask(_LITTER, Range(limit=End(0)))])
_MANY = Standard([Ask(_LITTER, Range(floor=End(3)))])
_STREET, _VILLAGE = Scope.of(zone=("built_up",)), Scope.of(zone=("village",))
_DISTRICT, _OFFICE = Scope.who(kind=("district",)), Scope.who(kind=("office",))


def _asks(code: str, standard: Standard, scope: Scope = _STREET, subjects: Scope = _DISTRICT) -> Indicator:
    """Return an indicator that takes a point for each spot too many."""
    return Indicator(
        code=code,
        zh="示例",
        en="example",
        item="item",
        standard=standard,
        scope=scope,
        subjects=subjects,
        deductions=(DeductionRule(measures=standard.measures, tariff=Steps(1)),),
        standard_provenance=Provenance.ILLUSTRATIVE,
        points_provenance=Provenance.ILLUSTRATIVE,
    )


def _shares(indicator: Indicator) -> SharedIndicator:
    return SharedIndicator(
        contributions=[Contribution(indicator=indicator, measures=indicator.standard.measures)],
        host=indicator.assessment,
    )


_FEW_ON_STREETS, _NONE_IN_VILLAGES = _asks("urban.litter", _FEW), _asks("rural.litter", _NONE, _VILLAGE, _OFFICE)
_URBAN, _RURAL = _shares(_FEW_ON_STREETS), _shares(_NONE_IN_VILLAGES)
_CIVILIZED = _shares(_asks("civilized.litter", _MANY, _VILLAGE, _OFFICE))
_RULED = evolve(
    _URBAN | _CIVILIZED,
    ruling=Ruling(
        members=frozenset({"urban.litter", "civilized.litter"}),
        standard=_NONE,
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


def _mean(numbers: Iterable[Fraction]) -> Fraction:
    listed = list(numbers)
    return sum(listed, Fraction(0)) / len(listed)


_AREAS = Tree(
    "area",
    [Term(code="city", zh="市"), Term(code="east", zh="东", parent="city"), Term(code="west", zh="西", parent="city")],
)
_ZONES = Tree("zone", [Term(code="built_up", zh="建成区"), Term(code="village", zh="村")])
_DISTRICTS: Tree[Unit] = Tree(
    "unit", [Unit(code="east", zh="东区", kind="district"), Unit(code="west", zh="西区", kind="district")]
)
#: The score of a unit: one sheet for all its sites, the mean of its sites, the mean of its areas.
_SHEET = Model({"total": Sheet()})
_BY_SITE = Model({"sheet": Sheet(), "total": Mean(over="site", of="sheet")})
_BY_AREA = Model({"sheet": Sheet(), "sites": Mean(over="site", of="sheet"), "total": Mean(over="area", of="sites")})


def _rules(*indicators: Indicator, model: Model = _BY_SITE, full: int = 100) -> RuleSet:
    """Return a rule set in which each indicator is the one of its assessment, and all are one question."""
    books = [
        Assessment(
            code=one.assessment,
            zh="示例",
            en="example",
            office="示例",
            items=[Item(code="item", zh="示例", full=full)],
            indicators=[one],
            model=model,
        )
        for one in indicators
    ]
    first, *others = indicators
    matches = [Match(first=first.code, second=other.code, rationale="示例") for other in others]
    hosts = [first.assessment]
    agreed = [Crosswalk(code="agreed", zh="示例", en="example", hosts=hosts, matches=matches)]
    return RuleSet(
        code="example", version="1", zh="示例", en="example", measures=[_LITTER], areas=_AREAS, zones=_ZONES,
        site_types=Tree("site type", [Term(code="street", zh="街")]),
        kinds=Tree("kind of unit", [Term(code="district", zh="区"), Term(code="office", zh="局")]), units=_DISTRICTS,
        assessments=books,
        crosswalks=agreed if matches else (),
    )  # fmt: skip


#: Spots of litter, by the name of the site: its unit, area, zone and number, as in "east west village 1".
_Spots = Mapping[str, int]


def _scores(rules: RuleSet, spots: _Spots) -> dict[str, Fraction | None]:
    """Return the score of each unit in the urban assessment."""
    sites = {}
    for name in spots:
        unit, area, zone, number = name.split()
        sites[name] = Site(code=f"s{number}", units=unit, area=_AREAS.path(area), zone=(zone,), site_type=("street",))
    planned = ts.plan(ts.merge(rules), sites.values(), Quarter(2022, 2))
    seen = [
        Observation(
            source="app",
            id=name,
            site=site.code,
            indicator="urban.litter",
            made=date(2022, 4, 1),
            outcome=Measured({"litter.spots": spots[name]}),
        )
        for name, site in sites.items()
        if "urban.litter" in planned.grounds[site.code].by_code
    ]
    return {unit: card.exact for unit, card in Survey(planned, tuple(seen)).results["urban"].items()}


def _read(rules: RuleSet, spots: _Spots) -> tuple[dict[str, Fraction | None], dict[str, Fraction | None]]:
    """Return the scores in the uniform and in the pointwise reading."""
    uniform, pointwise = (
        _scores(evolve(rules, policy=Policy(reading)), spots) for reading in (Reading.UNIFORM, Reading.POINTWISE)
    )
    return uniform, pointwise


def _never_higher(rules: RuleSet, spots: _Spots) -> bool:
    uniform, pointwise = _read(rules, spots)
    return all(
        one is None or other is None or one <= other
        for one, other in ((uniform[unit], pointwise[unit]) for unit in uniform.keys() & pointwise.keys())
    )


def _order(rules: RuleSet, spots: _Spots) -> list[str]:
    """Return the units, the best first."""
    scores = _scores(rules, spots)
    return sorted(scores, key=lambda unit: -(scores[unit] or 0))


def _uplift(rules: RuleSet, spots: _Spots, *cleaned: str) -> Fraction:
    """Return by how much the score of the eastern unit rises where some sites are cleaned."""
    before, after = (_scores(rules, counts)["east"] for counts in (spots, {**spots, **dict.fromkeys(cleaned, 0)}))
    return (after or Fraction(0)) - (before or Fraction(0))


_MERGED = _rules(_FEW_ON_STREETS, _NONE_IN_VILLAGES)
#: At least 3, priced by bands that fall as there are more; and another office wants 8 at most.
_FALLING = DeductionRule(
    measures=["litter.spots"],
    tariff=Bands([(Range(limit=End(2)), 5), (Range(End(3), End(9)), 3), (Range(floor=End(10)), 1)]),
)
_BANDED = _rules(evolve(_asks("urban.litter", _MANY), deductions=(_FALLING,)), _asks("civilized.litter", _FEW))

#: What does not hold, each with its witness.
LOCKS = (
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
        witness=(_FEW, _MANY),
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
        witness=(_FEW, {}),
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
            _rules(_FEW_ON_STREETS),
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
        expected=lambda rules, spots, more: (_scores(rules, more)["east"] or 0) <= (_scores(rules, spots)["east"] or 0),
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
            _rules(_asks("urban.litter", _NONE), model=_SHEET, full=10),
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
        expected=lambda by_area, by_site, spots: _scores(by_area, spots) == _scores(by_site, spots),
        witness=(
            _rules(_asks("urban.litter", _NONE), model=_BY_AREA),
            _rules(_asks("urban.litter", _NONE)),
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
