"""Whether one rule set asks at least as much as another: decided thing by thing, and told line by line."""

from datetime import date

import pytest
from attrs import evolve

from samples import MEASURES, PLAN, crosswalk, indicator, match, refusal, rule_set, ruling, scope, standard, subjects
from tristandard.basics.clause import Provenance, Validity
from tristandard.basics.errors import BadValue
from tristandard.basics.publication import Publication, Rounding
from tristandard.basics.terms import Term, Tree
from tristandard.changing.comparison import tightens
from tristandard.changing.difference import Difference, Effect
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry, Ranks, TieRule
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.weighted import Take
from tristandard.rules.policy import Policy, Reading, Settlement
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, Standard

A, B = "a“a.litter”（a.litter）", "b“b.litter”（b.litter）"
PAIR = match("a.litter", "b.litter")
BUILT_UP = (crosswalk(PAIR, where="zone=built_up"),)


def rules(*, walks=BUILT_UP, rulings=(), policy=None, **changes):
    """Return a rule set of two assessments that share an indicator, with changes to the first one's."""
    first = evolve(indicator("a.litter", "litter.spots <= 3 处", where="zone=built_up", of="kind=district"), **changes)
    return rule_set(first, indicator("b.litter", "litter.spots <= 2 处"), crosswalks=walks, rulings=rulings, policy=policy or Policy())


def weighed(road):
    """Return a rule set whose first score weighs roads and markets."""
    one, other = rules().assessments
    weights = {"road": road, "market": 100 - road} if road < 100 else {"road": road}
    nodes = {"total": Mean(over="site_type", of="sheet", weights=weights), "sheet": Sheet()}
    return evolve(rules(), assessments=[evolve(one, model=Model(nodes)), other])


PARTS = ("subject", "part", "before", "after", "effect")
TIGHTENS, LOOSENS, CROSSES, ASIDE = Effect.TIGHTENS, Effect.LOOSENS, Effect.CROSSES, Effect.ASIDE


@pytest.mark.parametrize(
    ("other", "told", "zh"),
    [
        (rules(standard=standard("litter.spots <= 1 处")), [("a.litter", "standard", "litter.spots <= 3 处", "litter.spots <= 1 处", TIGHTENS)], f"要求提高：{A}的标准：litter.spots <= 3 处 → litter.spots <= 1 处"),
        (rules(standard=standard("litter.spots <= 4 处")), [("a.litter", "standard", "litter.spots <= 3 处", "litter.spots <= 4 处", LOOSENS)], f"要求放宽：{A}的标准：litter.spots <= 3 处 → litter.spots <= 4 处"),
        (rules(standard=standard("lamps.lit >= 98 %")), [("a.litter", "standard", "litter.spots <= 3 处", "lamps.lit >= 98 %", CROSSES)], f"有升有降：{A}的标准：litter.spots <= 3 处 → lamps.lit >= 98 %"),
        (rules(scope=scope("any")), [("a.litter", "scope", "zone=built_up", "any", TIGHTENS)], f"要求提高：{A}的范围：建成区 → 不限"),
        (rules(scope=scope("zone=village")), [("a.litter", "scope", "zone=built_up", "zone=village", CROSSES)], f"有升有降：{A}的范围：建成区 → 村"),
        (rules(subjects=subjects("unit=wujin")), [("a.litter", "subjects", "kind=district", "unit=wujin", CROSSES)], f"有升有降：{A}的对象：区 → 武进区"),
        (rules(subjects=subjects("kind=district, unit=wujin")), [("a.litter", "subjects", "kind=district", "kind=district, unit=wujin", LOOSENS)], f"要求放宽：{A}的对象：区 → 区 · 武进区"),
        (rules(zh="路面"), [("a.litter", "zh", "a.litter", "路面", ASIDE)], "不涉高低：a“路面”（a.litter）的中文名称：a.litter → 路面"),
        (rules(deductions=()), [("a.litter", "deductions", "1 per 1 处", "", ASIDE)], f"不涉高低：{A}的扣分标准：每 1 处扣 1 分 → 取消"),
        (rules(deductions=(DeductionRule(measures=["litter.spots"], tariff=Steps(2)),)), [("a.litter", "deductions", "1 per 1 处", "2 per 1 处", ASIDE)], f"不涉高低：{A}的扣分标准：每 1 处扣 1 分 → 每 1 处扣 2 分"),
        (rules(walks=()), [("the match of a.litter and b.litter", "", "equal", "", LOOSENS)], f"要求放宽：{A}与{B}的对照：相同 → 取消"),
        (rules(walks=(crosswalk(match("a.litter", "b.litter", "subset_of", "litter.spots"), where="zone=built_up"),)), [("the match of a.litter and b.litter", "", "equal", "subset_of litter.spots", CROSSES)], f"有升有降：{A}与{B}的对照：相同 → 前者是后者的一部分：litter.spots（litter.spots）"),
        (rules(walks=(crosswalk(match("a.litter", "b.litter")),)), [("crosswalk ab", "where", "zone=built_up", "any", TIGHTENS)], "要求提高：对照表“ab”（ab）的适用范围：建成区 → 不限"),
        (rules(walks=(crosswalk(match("a.litter", "b.litter"), where="zone=village"),)), [("crosswalk ab", "where", "zone=built_up", "zone=village", CROSSES)], "有升有降：对照表“ab”（ab）的适用范围：建成区 → 村"),
        (rules(rulings=[ruling("litter.spots <= 2 处", "a.litter", "b.litter")]), [("the ruling for a.litter + b.litter", "", "", "litter.spots <= 2 处", CROSSES)], f"有升有降：对{A}、{B}的裁定：无 → litter.spots <= 2 处"),
        (rules(policy=Policy(Reading.POINTWISE)), [("policy", "reading", "uniform", "pointwise", CROSSES)], "有升有降：融合的读法：统一 → 逐点"),
        (rules(policy=Policy(settlement=Settlement.WORST)), [("policy", "settlement", "refuse", "worst", CROSSES)], "有升有降：测评记录不一致时的取舍：一律退回 → 从严"),
        (evolve(rules(), assessments=[evolve(book, office="新") for book in rules().assessments[:1]] + list(rules().assessments[1:])), [("a", "office", "a", "新", ASIDE)], "不涉高低：a（a）的主管部门：a → 新"),
        (rules(), [], None),
    ],
)  # fmt: skip
def test_what_a_difference_does(other, told, zh):
    """Every difference is listed with both sides, and with whether it asks more, less, both, or has no direction; in Chinese by labels, with the code behind."""
    found = tightens(rules(), other).differences

    assert told == [(one.subject, one.part, one.before, one.after, one.effect) for one in found]
    assert ([zh] if zh else []) == [one.told[0] for one in found]


def test_what_is_asked_no_more():
    """An indicator or an assessment that is gone asks less, and one that came asks more."""
    alone = rule_set(indicator("b.litter", "litter.spots <= 2 处"), crosswalks=())
    both = rule_set(indicator("b.litter", "litter.spots <= 2 处"), indicator("a.litter"), crosswalks=())

    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(both, alone).differences] == [("a.litter", "", "a.litter", "", LOOSENS), ("a", "", "a", "", LOOSENS)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(alone, both).differences] == [("a.litter", "", "", "a.litter", TIGHTENS), ("a", "", "", "a", TIGHTENS)]
    assert str(tightens(alone, both)).splitlines()[1] == "  - tightens: a.litter: not there → a.litter"
    assert [one.told[0] for one in tightens(both, alone).differences] == [f"要求放宽：{A}：有 → 取消", "要求放宽：a（a）：有 → 取消"]
    assert [one.told[0] for one in tightens(alone, both).differences] == [f"要求提高：{A}：无 → 新增", "要求提高：a（a）：无 → 新增"]


def test_weights_are_told_by_member():
    """Of a score node whose weights changed each member is told, and whatever else of it differs."""
    moved = [(one.subject, one.part, one.before, one.after) for one in tightens(weighed(70), weighed(60)).differences]
    dropped = [tuple(getattr(one, part) for part in PARTS) for one in tightens(weighed(70), weighed(100)).differences]
    ruled = rules(rulings=[ruling("litter.spots <= 2 处", "a.litter", "b.litter")])
    replaced = [(one.subject, one.part, one.before, one.after) for one in tightens(rules(), evolve(rules(), assessments=[evolve(book, model=Model({"total": Sheet(full=50)})) for book in rules().assessments])).differences]

    assert moved == [("a.total", "market", "30", "40"), ("a.total", "road", "70", "60")]
    assert dropped == [("a.total", "market", "30", "", ASIDE), ("a.total", "road", "70", "100", ASIDE)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(ruled, rules()).differences] == [("the ruling for a.litter + b.litter", "", "litter.spots <= 2 处", "", CROSSES)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(rules(walks=()), rules()).differences] == [("the match of a.litter and b.litter", "", "", "equal", TIGHTENS)]
    assert replaced == [("a.total", "full", "100", "50"), ("b.total", "full", "100", "50")]
    assert [one.told[0] for one in tightens(weighed(100), weighed(70)).differences] == ["不涉高低：a“总分”（a.total）中路（road）的权重：100 → 70", "不涉高低：a“总分”（a.total）中市场（market）的权重：无 → 30"]
    assert [one.told[0] for one in tightens(weighed(70), rules()).differences] == [
        "不涉高低：a“sheet”（a.sheet）的算法：计分表 → 取消",
        "不涉高低：a“总分”（a.total）中市场（market）的权重：30 → 取消",
        "不涉高低：a“总分”（a.total）中路（road）的权重：70 → 取消",
        "不涉高低：a“总分”（a.total）的算法：平均 → 计分表",
    ]


@pytest.mark.parametrize(
    ("fold", "told"),
    [
        ({"over": "item", "of": "sheet"}, ["项（item）", "gone"]),
        ({"over": "unit", "of": "sheet"}, ["武进区（wujin）", "gone"]),
        ({"over": "period", "of": "sheet"}, ["第 1 期", "第 2 期"]),
        ({"over": "site", "of": "sheet"}, ["s1", "s2"]),
        ({}, ["计分表（sheet）", "gone"]),
    ],
)
def test_members_are_told_by_their_labels(fold, told):
    """What a fold weighs is an item, a term, a unit, a period or a node: each is told by its label, and what is not there by its code."""
    one, other = rules().assessments
    names = {"item": "item", "unit": "wujin", "period": "1", "site": "s1", None: "sheet"}
    last = {"period": "2", "site": "s2"}.get(fold.get("over"), "gone")

    def with_weights(share):
        nodes = {"total": (Mean if fold else Blend)(**fold, weights={names[fold.get("over")]: share, last: 100 - share}), "sheet": Sheet(zh="计分表")}
        return evolve(rules(), assessments=[evolve(one, model=Model(nodes)), other])

    found = tightens(with_weights(70), with_weights(60)).differences

    assert sorted(f"不涉高低：a“总分”（a.total）中{label}的权重" for label in told) == sorted(difference.told[0].rsplit("：", 1)[0] for difference in found)


def test_an_indicator_that_moved_to_another_item():
    """Items are told by their labels; one that is not there by its code."""
    one, other = rules().assessments
    moved = evolve(one, indicators=[evolve(found, item="more") for found in one.indicators])

    assert [(str(found), found.told[0]) for found in tightens(rules(), evolve(rules(), assessments=[moved, other])).differences] == [
        ("has no direction: a.litter item: item → more", f"不涉高低：{A}的考核项目：项 → more")
    ]


@pytest.mark.parametrize(
    ("other", "holds", "text"),
    [
        (rules(standard=standard("litter.spots <= 1 处")), True, "asks at least as much everywhere\n  - tightens: a.litter standard: litter.spots <= 3 处 → litter.spots <= 1 处"),
        (rules(standard=standard("lamps.lit >= 98 %"), zh="路面"), False,
         "asks less in 1 of 2\n  - tightens and loosens: a.litter standard: litter.spots <= 3 处 → lamps.lit >= 98 %\n  - has no direction: a.litter zh: a.litter → 路面"),
        (rules(walks=()), False, "asks less in 1 of 1\n  - loosens: the match of a.litter and b.litter: equal → gone"),
    ],
)  # fmt: skip
def test_a_comparison_says_its_verdict(other, holds, text):
    """The verdict comes first, then a line for each difference."""
    found = tightens(rules(), other)

    assert (found.holds, str(found)) == (holds, text)


def test_a_comparison_in_either_language():
    """The verdict and the lines are told in Chinese or in English; as text a comparison is English."""
    loose = tightens(rules(), rules(standard=standard("litter.spots <= 4 处"), zh="路面"))
    tight = tightens(rules(), rules(standard=standard("litter.spots <= 1 处")))

    assert loose.text() == loose.text("zh")
    assert [
        "共 2 处不同，其中 1 处有所放宽",
        "  - 要求放宽：a“路面”（a.litter）的标准：litter.spots <= 3 处 → litter.spots <= 4 处",
        "  - 不涉高低：a“路面”（a.litter）的中文名称：a.litter → 路面",
    ] == loose.text("zh").splitlines()
    assert "各处要求均不低于原规则" == tight.text("zh").splitlines()[0]
    assert (str(loose), str(tight)) == (loose.text("en"), tight.text("en"))
    with pytest.raises(BadValue, match="'de' is not one of the two languages"):
        loose.text("de")


@pytest.mark.parametrize("wrong", [lambda: tightens("a", rules()), lambda: tightens(rules(), None)])
def test_only_rule_sets_are_compared(wrong):
    """Anything but two rule sets is refused."""
    with pytest.raises(BadValue, match="of the kind RuleSet"):
        wrong()


def test_a_match_of_what_is_not_there():
    """Rules are compared before anybody checked them: what a match names and nobody declared is told by its code."""
    (found,) = tightens(rules(walks=()), rules(walks=(crosswalk(match("a.litter", "c.gone")),))).differences

    assert f"要求提高：{A}与c.gone的对照：无 → 相同" == found.told[0]


def test_a_match_on_narrower_ground():
    """A match that stands in another crosswalk, on narrower ground, asks less, though both crosswalks are as they were."""
    walks = [evolve(crosswalk(*matches, where=where), code=code) for code, where, matches in (("wide", None, [PAIR]), ("narrow", "zone=village", []))]
    moved = [evolve(walks[0], matches=[]), evolve(walks[1], matches=[PAIR])]

    assert [str(one) for one in tightens(rules(walks=walks), rules(walks=moved)).differences] == ["loosens: the match of a.litter and b.litter where: any → zone=village"]


def test_a_term_that_moves():
    """A term below another parent, and a unit of another kind, may be reached by less; a term that is gone is reached by nothing."""
    base = rules()
    moved = evolve(base, site_types=Tree("site type", [evolve(one, parent=None) if one.code == "main_road" else one for one in base.site_types if one.code != "market"]))
    other = evolve(base, units=Tree("unit", [evolve(one, kind="town") for one in base.units]))

    assert [str(one) for one in tightens(base, moved).differences] == [
        "tightens and loosens: site type main_road: road/main_road → main_road",
        "loosens: site type market: market → gone",
    ]
    assert [str(one) for one in tightens(base, other).differences] == ["tightens and loosens: the kind of wujin: district → town"]
    assert [one.told[0] for found in (moved, other) for one in tightens(base, found).differences] == [
        "有升有降：点位类型主干道（main_road）：路/主干道 → 主干道",
        "要求放宽：点位类型市场（market）：市场 → 取消",
        "有升有降：责任单位武进区（wujin）的类别：区 → 镇",
    ]
    assert (tightens(base, moved).holds, tightens(base, other).holds, tightens(moved, base).holds) == (False, False, False)


def test_a_term_that_came():
    """A term or a unit that is new takes nothing away, and is not told; a member that gets its first weight is told from nothing."""
    base = rules()
    more = evolve(base, zones=Tree("zone", [*base.zones, Term(code="port", zh="港区")]))

    assert (tightens(base, more).differences, [str(one) for one in tightens(more, base).differences]) == ((), ["loosens: zone port: port → gone"])
    assert [(one.part, one.before, one.after) for one in tightens(weighed(100), weighed(70)).differences] == [("road", "100", "70"), ("market", "", "30")]


def test_a_measure_that_is_declared_otherwise():
    """Two standards that read alike and are of different measures are told apart."""
    before = rules()
    litter = next(iter(standard("litter.spots <= 3 处").asks))
    after = rules(standard=Standard([evolve(litter, measure=evolve(litter.measure, zh="垃圾堆"))]))

    assert [str(one) for one in tightens(before, after).differences] == [
        "tightens and loosens: a.litter standard: litter.spots <= 3 处 → litter.spots <= 3 处, of a measure that is declared otherwise"
    ]
    assert [one.told[0] for one in tightens(before, after).differences] == [f"有升有降：{A}的标准：litter.spots <= 3 处 → 垃圾堆 <= 3 处，所用测量项目的定义不同"]


def test_a_scope_of_a_term_below_another_parent():
    """Two scopes that read alike, of terms that stand elsewhere, are told apart."""
    before, after = (rules(scope=Scope.of(site_type=path)) for path in (("road", "main_road"), ("main_road",)))

    assert [(str(one), one.told[0]) for one in tightens(before, after).differences] == [
        (
            "tightens and loosens: a.litter scope: site_type=main_road → site_type=main_road, below another parent",
            f"有升有降：{A}的范围：主干道 → 主干道，所指的上级不同",
        )
    ]


def test_two_measures_of_one_label():
    """Where both sides read alike in Chinese, their codes stand behind them."""
    lamps = evolve(MEASURES["lamps.lit"], zh="灯")
    fitted = evolve(MEASURES["lamps.fitted"], zh="灯")
    before, after = (rules(standard=Standard([Ask(measure, Range(End(98)))])) for measure in (lamps, fitted))

    assert [one.told[0] for one in tightens(before, after).differences] == [f"有升有降：{A}的标准：灯 >= 98 %（lamps.lit >= 98 %） → 灯 >= 98 %（lamps.fitted >= 98 %）"]


def test_one_difference_hides_no_other():
    """Of several indicators and assessments each is compared, what is gone and what stays."""
    base = rules(walks=())
    other = evolve(base, assessments=[evolve(book, office="新", indicators=[evolve(one, zh="垃圾") for one in book.indicators]) for book in base.assessments if book.code == "b"])

    assert [(one.subject, one.part) for one in tightens(base, other).differences] == [("a.litter", ""), ("b.litter", "zh"), ("a", ""), ("b", "office")]


def test_labels_are_those_of_the_later_rules():
    """What is still there is told by the labels that it has now; what is gone, by those that it had."""
    base, changed = rules(), rules(zh="路面", walks=(crosswalk(match("a.litter", "b.litter", "subset_of", "litter.spots"), where="zone=built_up"),))
    gone = evolve(rules(walks=()), assessments=rules().assessments[1:])
    ruled = [rules(rulings=[ruling(f"litter.spots <= {bar} 处", "a.litter", "b.litter")], zh=zh) for bar, zh in ((2, "a.litter"), (1, "路面"))]
    renamed = evolve(weighed(60), assessments=[evolve(book, zh=f"{book.zh}局") for book in weighed(60).assessments], site_types=Tree("site type", [evolve(one, zh="集市") if one.code == "market" else one for one in rules().site_types]))

    def lines(before, after, part):
        return [one.told[0] for one in tightens(before, after).differences if part in one.told[0]]

    assert lines(base, changed, "的对照") == [f"有升有降：a“路面”（a.litter）与{B}的对照：相同 → 前者是后者的一部分：litter.spots（litter.spots）"]
    assert lines(base, gone, "的对照") == [f"要求放宽：{A}与{B}的对照：相同 → 取消"]
    assert lines(*ruled, "的裁定") == [f"要求提高：对a“路面”（a.litter）、{B}的裁定：litter.spots <= 2 处 → litter.spots <= 1 处"]
    assert lines(ruled[0], gone, "的裁定") == [f"有升有降：对{A}、{B}的裁定：litter.spots <= 2 处 → 取消"]
    assert lines(weighed(70), renamed, "权重") == ["不涉高低：a局“总分”（a.total）中集市（market）的权重：30 → 40", "不涉高低：a局“总分”（a.total）中路（road）的权重：70 → 60"]
    assert {one.part for one in tightens(renamed, evolve(renamed, site_types=Tree("site type", []))).differences} == {""}


def test_what_becomes_of_a_node():
    """A node that came, one that is gone, one of another form, and a sheet in whose place a fold with weights stands."""
    halved = evolve(rules(), assessments=[evolve(book, model=Model({"total": Sheet(full=50)})) for book in rules().assessments[:1]] + list(rules().assessments[1:]))

    assert [one.told[0] for one in tightens(rules(), weighed(70)).differences] == [
        "不涉高低：a“总分”（a.total）中市场（market）的权重：无 → 30",
        "不涉高低：a“总分”（a.total）中路（road）的权重：无 → 70",
        "不涉高低：a“总分”（a.total）的算法：计分表 → 平均",
        "不涉高低：a“sheet”（a.sheet）的算法：无 → 计分表",
    ]
    assert [one.told[0] for one in tightens(rules(), halved).differences] == ["不涉高低：a“总分”（a.total）的满分：100 → 50"]


@pytest.mark.parametrize(("axis", "code", "label"), [("area", "wujin", "武进区"), ("zone", "village", "村")])
def test_weights_by_place_are_told_by_its_label(axis, code, label):
    """A fold over areas or over zones weighs places, which are told by their labels."""
    one, other = rules().assessments
    found = [evolve(rules(), assessments=[evolve(one, model=Model({"total": Mean(over=axis, of="sheet", weights={code: share, "city" if axis == "area" else "built_up": 100 - share}), "sheet": Sheet()})), other]) for share in (70, 60)]

    assert f"不涉高低：a“总分”（a.total）中{label}（{code}）的权重：70 → 60" in [one.told[0] for one in tightens(*found).differences]


def test_a_blend_weighs_nodes_by_their_chinese_labels():
    """A node with two labels is told by the Chinese one."""
    one, other = rules().assessments
    found = [
        evolve(rules(), assessments=[evolve(one, model=Model({"total": Blend(weights={"sheet": share, "more": 100 - share}), "sheet": Sheet(zh="计分表", en="sheet of points"), "more": Sheet()})), other])
        for share in (70, 60)
    ]

    assert "不涉高低：a“总分”（a.total）中计分表（sheet）的权重：70 → 60" in [one.told[0] for one in tightens(*found).differences]


def test_a_match_that_moves_is_told_with_both_grounds():
    """In Chinese too a match that stands on narrower ground now is told with the ground that it had, everywhere if there was none."""
    walks = [evolve(crosswalk(*matches, where=where), code=code) for code, where, matches in (("wide", None, [PAIR]), ("narrow", "zone=village", []), ("inside", "zone=built_up", []))]
    moved = [[evolve(walk, matches=[PAIR] if walk.code == code else []) for walk in walks] for code in ("narrow", "inside")]
    (first,), (second,) = (tightens(rules(walks=before), rules(walks=after)).differences for before, after in ((walks, moved[0]), moved))

    assert first.told[0] == f"要求放宽：{A}与{B}的对照的适用范围：不限 → 村"
    assert (second.told[0], second.before) == (f"有升有降：{A}与{B}的对照的适用范围：村 → 建成区", "zone=village")


def booked(**changes):
    """Return the rule set with changes to its first assessment."""
    one, other = rules().assessments
    return evolve(rules(), assessments=[evolve(one, **changes), other])


def noded(total, **more):
    """Return the rule set in which the first assessment's score is a node of some form, with others below."""
    return booked(model=Model({"total": total, "sheet": Sheet(), **more}))


ITEM = Item(code="item", zh="项", full=100)
OLD = evolve(PLAN, code="old", document="旧方案", article="第一条", words="原文")


@pytest.mark.parametrize(
    ("change", "told", "zh"),
    [
        ({"publication": Publication("0.01", Rounding.HALF_EVEN)}, "a publication: interval 0.1, half_up → interval 0.01, half_even", "a（a）的公布方式：间隔 0.1，四舍五入 → 间隔 0.01，四舍六入五成双"),
        ({"publication": Publication("1", Rounding.DOWN)}, "a publication: interval 0.1, half_up → interval 1, down", "a（a）的公布方式：间隔 0.1，四舍五入 → 间隔 1，舍去尾数"),
        ({"ties": TieRule.PUBLISHED}, "a ties: exact → published", "a（a）的判定名次、等次的得分：按精确得分 → 按公布得分"),
        ({"ranks": Ranks.SCORED}, "a ranks: complete → scored", "a（a）的排名条件：全部测完才排名 → 有得分即排名"),
        ({"unranked": {"town", "gone"}}, "a unranked: not there → gone, town", "a（a）的不排名的单位类别：无 → gone、镇"),
        ({"warning": Mark.parse("30 %")}, "a warning: not there → 30 %", "a（a）的预警线：无 → 30 %"),
        ({"carry": Carry(bottom=3, periods=2, weight=5)}, "a carry: not there → the last 3 of 2 periods running count 5 % in their parent's", "a（a）的末位带入上级：无 → 连续 2 期居末 3 位的，按 5 % 计入上级"),
        ({"carry": Carry(bottom=3, periods=2)}, "a carry: not there → the last 3 of 2 periods running count in their parent's, each as much as its own score", "a（a）的末位带入上级：无 → 连续 2 期居末 3 位的，计入上级，与上级自身得分同等"),
        ({"clauses": (PLAN, OLD)}, "a clauses: not there → 《融合考核工作方案》第二条; 《旧方案》第一条：「原文」", "a（a）的依据条款：无 → 《融合考核工作方案》第二条；《旧方案》第一条：「原文」"),
        ({"items": [evolve(ITEM, full=50)]}, "item item of a full: 100 → 50", "a（a）的项目“项”（item）的满分：100 → 50"),
        ({"items": [evolve(ITEM, zh="目")]}, "item item of a zh: 项 → 目", "a（a）的项目“目”（item）的中文名称：项 → 目"),
        ({"items": [evolve(ITEM, en="item")]}, "item item of a en: not there → item", "a（a）的项目“项”（item）的英文名称：无 → item"),
        ({"items": [evolve(ITEM, provenance=Provenance.PLAN)]}, "item item of a provenance: illustrative → plan", "a（a）的项目“项”（item）的来历：示例 → 方案公布"),
        ({"items": [ITEM, evolve(ITEM, code="more", zh="另一项")]}, "item more of a: not there → 另一项", "a（a）的项目“另一项”（more）：无 → 新增"),
        ({"items": []}, "item item of a: 项 → gone", "a（a）的项目“项”（item）：有 → 取消"),
    ],
)  # fmt: skip
def test_whatever_an_assessment_holds_is_told(change, told, zh):
    """How an assessment publishes, ranks, warns and carries, by which clauses, and its items with their marks: in words, with no direction."""
    if "items" in change:  # an item that is not there does not bring the indicator into it
        change["indicators"] = ()
        before = booked(indicators=())
    else:
        before = rules()
    (found,) = tightens(before, booked(**change)).differences

    assert (f"has no direction: {told}", f"不涉高低：{zh}") == (str(found), found.told[0])


GOOD = {"优": Range(floor=End(85), limit=End(100)), "劣": Range(limit=End(85, closed=False))}
RATE = Rate(of="filed - late", out_of="filed", by="局")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (Sheet(), Sheet(gates=[Gate(of="item item", at_least=Mark.parse("70 %")), Gate(of="sheet", at_least=Mark.parse("60 分"), to=None)]),
         ["gates: not there → 项 below 70 %: the score is 0; sheet below 60 分: the last grade", "一票否决条件：无 → 项低于 70 %：记 0 分；sheet低于 60 分：降为末等"]),
        (Sheet(), Sheet(gates=[Gate(of="every period", at_least=Passed.PASSED), Gate(of="every period", at_least=Passed.PASSED, to=None)]),
         ["gates: not there → any period that failed: the score is 0; any period that failed: the last grade", "一票否决条件：无 → 任一期被否决：记 0 分；任一期被否决：降为末等"]),
        (Sheet(), Sheet(gates=[Gate(of=EVERY_ITEM, at_least=Mark.parse("70 %")), Gate(of="item gone", at_least=Mark.parse("70 %"))]),
         ["gates: not there → every item below 70 %: the score is 0; item gone below 70 %: the score is 0", "一票否决条件：无 → 每个项目低于 70 %：记 0 分；item gone低于 70 %：记 0 分"]),
        (Sheet(), Sheet(grades=GOOD), ["grades: not there → 优 >= 85 and <= 100; 劣 < 85", "等次：无 → 优 >= 85 且 <= 100；劣 < 85"]),
        (Sheet(), Sheet(bonuses=[RankBonus(of="total", points=[3, 2])]), ["bonuses: not there → 3, 2 by the place in the score", "加分办法：无 → 总分按名次加 3、2 分"]),
        (Sheet(), Sheet(bonuses=[StepBonus(of="total", above=Mark.parse("90 %"), each=1, per=Mark.parse("5 %"), at_most=2)]),
         ["bonuses: not there → 1 for each 5 % of the score above 90 %, whole steps only, at most 2", "加分办法：无 → 总分高于 90 % 的部分每 5 %加 1 分，不足一档不加，最多加 2 分"]),
        (Sheet(), Sheet(bonuses=[StepBonus(of="total", above=Mark.parse("90 分"), each=1, per=Mark.parse("5 分"), at_most=2, parts=Parts.EXACT)]),
         ["bonuses: not there → 1 for each 5 分 of the score above 90 分, at most 2", "加分办法：无 → 总分高于 90 分 的部分每 5 分加 1 分，最多加 2 分"]),
        (Sheet(), Sheet(bonus=5, unmeasured=Unmeasured.BLANK), ["unmeasured: drop → blank", "未测时的处理：以已测部分推及 → 不记得分", "bonus: 0 → 5", "最多高出满分：0 → 5"]),
        (Sheet(), Sheet(zh="得分", en="score"), ["zh: not there → 得分", "中文名称：无 → 得分", "en: not there → score", "英文名称：无 → score"]),
        (Given(by="局"), Given(by="办", full=50), ["full: 100 → 50", "满分：100 → 50", "by: 局 → 办", "给定方：局 → 办"]),
        (RATE, evolve(RATE, of="filed", capped=True), ["of: filed - late → filed", "计算内容：filed - late → filed", "capped: no → yes", "超额按满额计：否 → 是"]),
        (RATE, evolve(RATE, out_of="due + filed"), ["out_of: filed → due + filed", "应完成数：filed → due + filed"]),
        (Mean(over="site", of="sheet"), Mean(over="site_type", of="total", weigh_by=COUNT),
         ["over: site → site type", "平均的范围：点位 → 点位类型", "of: sheet → the score", "计算内容：sheet → 总分", "weigh_by: not there → count", "加权依据：无 → 点位数"]),
        (Mean(over="site", of="sheet"), Mean(over="site", of="sheet", absent=Absent.PEERS), ["absent: drop → peers", "不适用时的处理：不计，其余按权重放大 → 取其他单位的平均"]),
        (Mean(over="unit", of="sheet", weigh_by="people"), Mean(over="unit", of="sheet", absent=60), ["absent: drop → 60", "不适用时的处理：不计，其余按权重放大 → 60", "weigh_by: people → gone", "加权依据：people → 取消"]),
        (Given(by="局"), RATE, [": given → rate", "算法：给定 → 比率"]),
    ],
)  # fmt: skip
def test_what_of_a_node_changed_is_told(before, after, told):
    """Of a score node each key that differs is told, by labels; one of another form is told as such."""
    found = tightens(noded(before), noded(after)).differences

    assert told == [line for one in found for line in (str(one).removeprefix("has no direction: a.total").removeprefix(" "), one.told[0].removeprefix("不涉高低：a“总分”（a.total）的").removeprefix("不涉高低：a“得分”（a.total）的"))]


def test_weights_hide_nothing_else_of_a_node():
    """A node of which a weight and another key changed is told with both."""
    one, other = rules().assessments
    found = [evolve(rules(), assessments=[evolve(one, model=Model({"total": Blend(weights={"sheet": share, "more": 100 - share}, unmeasured=kind), "sheet": Sheet(), "more": Sheet()})), other]) for share, kind in ((70, Unmeasured.DROP), (60, Unmeasured.BLANK))]

    assert [one.part for one in tightens(*found).differences] == ["more", "sheet", "unmeasured"]


def test_what_a_sum_adds_and_a_mean_takes_is_told():
    """Another part of a sum, another choice of a mean, and how many it drops have no direction."""
    one, other = rules().assessments
    below = {"sheet": Sheet(zh="计分表"), "more": Given(zh="调查", by="组")}

    def differences(*nodes):
        found = [evolve(rules(), assessments=[evolve(one, model=Model({"total": node, **({} if isinstance(node, Sheet) else below)})), other]) for node in nodes]
        return [(str(told).removeprefix("has no direction: a.total "), told.told[0].partition("）的")[2]) for told in tightens(*found).differences]

    assert [("parts: 计分表 → 计分表, 调查", "相加的各部分：计分表 → 计分表、调查")] == differences(Sum(parts=["sheet"]), Sum(parts=["sheet", "more"]))
    assert [("drop_lowest: 0 → 1", "去掉几个最低分：0 → 1"), ("drop_highest: 0 → 2", "去掉几个最高分：0 → 2")] == differences(Mean(over="site", of="sheet"), Mean(over="site", of="sheet", drop_lowest=1, drop_highest=2))
    counted = Adjustment(count="notices", lose=2, at_most=6, by="督查室", zh="通报", en="notices")
    assert [("adjustments: not there → 2 lost for each of notices, at most 6", "按次加分、扣分：无 → 通报每次扣 2 分，最多 6 分")] == differences(Sheet(), Sheet(adjustments=[counted]))
    rate = Adjustment(count="rate", lose=1, against=Range(End(90)), per="1/2", parts=Parts.WHOLE, at_most=6, by="统计局", zh="满意度", en="satisfaction")
    assert [("adjustments: not there → 1 lost for each 0.5 of satisfaction beyond >= 90, whole steps only, at most 6", "按次加分、扣分：无 → 满意度须 >= 90，未达到的每 0.5 扣 1 分，不足一档不扣，最多 6 分")] == differences(Sheet(), Sheet(adjustments=[rate]))
    more = evolve(rate, gain=2, lose=0)
    assert [("adjustments: not there → 2 gained for each 0.5 of satisfaction within >= 90, whole steps only, at most 6", "按次加分、扣分：无 → 满意度 >= 90 的，每多达到 0.5 加 2 分，不足一档不加，最多 6 分")] == differences(Sheet(), Sheet(adjustments=[more]))
    target = Adjustment(count="done", lose=1, against=">= assigned", per="10 %", by="统计局", zh="办结数", en="closed")
    assert [("adjustments: not there → 1 lost for each 10 % of assigned that closed lies beyond >= assigned", "按次加分、扣分：无 → 办结数须 >= assigned，未达到的每 10 %（按 assigned 计）扣 1 分")] == differences(Sheet(), Sheet(adjustments=[target]))
    above = evolve(target, gain=2, lose=0, at_most=2)
    assert [("adjustments: not there → 2 gained for each 10 % of assigned that closed lies within >= assigned, at most 2", "按次加分、扣分：无 → 办结数 >= assigned 的，每多达到 assigned 的 10 % 加 2 分，最多 2 分")] == differences(Sheet(), Sheet(adjustments=[above]))
    bands = Adjustment(count="rate", points={Range(End(90)): 0, Range(limit=End(90, closed=False)): 3}, by="统计局", zh="满意度", en="satisfaction")
    assert [("adjustments: not there → by band of satisfaction: < 90 3, >= 90 0 lost", "按次加分、扣分：无 → 满意度按档扣分：< 90 3、>= 90 0")] == differences(Sheet(), Sheet(adjustments=[bands]))
    assert [("take: mean → worst", "取法：取平均 → 取最低分")] == differences(Mean(over="site", of="sheet"), Mean(over="site", of="sheet", take=Take.WORST))


@pytest.mark.parametrize(
    ("change", "told", "zh"),
    [
        ({"hosts": ["b"]}, "crosswalk ab hosts: a → b", "对照表“ab”（ab）的主办方：a（a） → b（b）"),
        ({"zh": "共有"}, "crosswalk ab zh: ab → 共有", "对照表“共有”（ab）的中文名称：ab → 共有"),
        ({"en": "shared"}, "crosswalk ab en: ab → shared", "对照表“ab”（ab）的英文名称：ab → shared"),
        ({"clauses": (PLAN,)}, "crosswalk ab clauses: not there → 《融合考核工作方案》第二条", "对照表“ab”（ab）的依据条款：无 → 《融合考核工作方案》第二条"),
        ({"uses": {"a.litter": "看地面", "b.litter": "看垃圾箱"}}, "crosswalk ab uses: not there → a.litter (看地面), b.litter (看垃圾箱)", f"对照表“ab”（ab）的一次测评的多处使用：无 → {A}（看地面）、{B}（看垃圾箱）"),
    ],
)  # fmt: skip
def test_what_a_crosswalk_is_besides_its_matches_is_told(change, told, zh):
    """Who measures, what a crosswalk is called and by which clauses it stands have no direction."""
    (found,) = tightens(rules(), rules(walks=(evolve(BUILT_UP[0], **change),))).differences

    assert (f"has no direction: {told}", f"不涉高低：{zh}") == (str(found), found.told[0])


def test_a_match_that_moves_to_another_host():
    """A match that stands in another crosswalk, which another assessment hosts, is told with both hosts."""
    walks = [crosswalk(PAIR), crosswalk(code="other", host="b")], [crosswalk(), crosswalk(PAIR, code="other", host="b")]

    assert [one.told[0] for one in tightens(*(rules(walks=each) for each in walks)).differences] == [f"不涉高低：{A}与{B}的对照的主办方：a（a） → b（b）"]


def test_the_dates_in_force_are_told():
    """Other dates in force are no harder and no easier, and are told."""
    bounded = evolve(rules(), valid=Validity(date(2026, 1, 1), date(2026, 12, 31)))

    assert [(str(one), one.told[0]) for one in tightens(rules(), bounded).differences] == [
        ("has no direction: the rule set valid: from the beginning to further notice → from 2026-01-01 to 2026-12-31", "不涉高低：规则集的施行日期：长期 → 2026-01-01 起，2026-12-31 止")
    ]


def test_the_sources_of_an_indicator_are_told_where_nothing_else_is():
    """Clauses and provenance come with what they changed; alone they are told by themselves."""
    known = {"clauses": (PLAN,), "standard_provenance": Provenance.PLAN, "points_provenance": Provenance.PUBLISHED}

    assert [one.part for one in tightens(rules(), rules(zh="路面", **known)).differences] == ["zh"]
    assert [one.part for one in tightens(rules(), rules(standard=standard("litter.spots <= 1 处"), **known)).differences] == ["standard"]
    assert [one.told[0] for one in tightens(rules(), rules(**known)).differences] == [
        f"不涉高低：{A}的依据条款：无 → 《融合考核工作方案》第二条",
        f"不涉高低：{A}的标准的来历：公开工作文件 → 方案公布",
        f"不涉高低：{A}的分值的来历：示例 → 公开发布",
    ]


def test_lines_are_told_with_all_that_decides():
    """Several lines are told one after another; a circumstance that nobody declared, by its code; lines that read alike, as different in what is not told."""
    lines = [DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=5), DeductionRule(measures=["litter.spots"], tariff=Steps(2), where={"by": ["city"]})]
    other = [DeductionRule(measures=["litter.spots", "lamps.lit"], tariff=Steps(1))]
    (more,), (alike,) = (tightens(rules(), rules(deductions=told)).differences for told in (lines, other))

    assert (more.before, more.after) == ("1 per 1 处", "1 per 1 处, at most 5; 2 per 1 处, where by is city")
    assert more.told[0] == f"不涉高低：{A}的扣分标准：每 1 处扣 1 分 → 每 1 处扣 1 分，最多扣 5 分；每 1 处扣 2 分，限by为city"
    assert str(alike) == "has no direction: a.litter deductions: 1 per 1 处 → 1 per 1 处, which differs in what is not told"
    assert alike.told[0] == f"不涉高低：{A}的扣分标准：每 1 处扣 1 分 → 每 1 处扣 1 分，未写明之处不同"


@pytest.mark.parametrize(("bar", "effect"), [("lamps.lit 40..70 %", LOOSENS), ("lamps.lit 45..60 %", TIGHTENS), ("lamps.lit 45..70 %", CROSSES)])
def test_what_a_ruling_settles_is_compared_by_inclusion(bar, effect):
    """A ruling that accepts more loosens, one that accepts less tightens; only where neither includes the other it does both."""
    before, after = (rules(rulings=[ruling(told, "a.litter", "b.litter")]) for told in ("lamps.lit 40..60 %", bar))

    assert [one.effect for one in tightens(before, after).differences] == [effect]


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: Difference("a", "b", "c", "d", ASIDE, "x"), "'x' is not a value of the kind Told for `told` (Difference); give one Told", "'x' 不是Told 类型的值（Difference的 `told`）；请给出一个 Told"),
        (lambda: Difference("a", "b", "c", "d", ASIDE, ("x", 3)), "('x', 3) is not a value of the kind Told for `told` (Difference); give one Told", "('x', 3) 不是Told 类型的值（Difference的 `told`）；请给出一个 Told"),
        (lambda: Difference("a", "b", "c", "d", ASIDE, ("x", "y", "z")), "('x', 'y', 'z') is not a value of the kind Told for `told` (Difference); give one Told", "[x、y、z] 不是Told 类型的值（Difference的 `told`）；请给出一个 Told"),
        (lambda: Difference("a", "b", "c", "d", ASIDE, ("x", "y\ud800")), "'y\\ud800' is not a text that a file can hold for `told` (Difference); take out U+D800 (half a character)", "'y\\ud800' 不是能存入文件的文字（Difference的 `told`）；请删去半个字符 U+D800"),
        (lambda: Difference("a", "b", "c", "d", "aside", ("x", "y")), "'aside' is not a value of the kind Effect for `effect` (Difference); give one of Effect.TIGHTENS, Effect.LOOSENS, Effect.CROSSES, Effect.ASIDE", "'aside' 不是Effect 类型的值（Difference的 `effect`）；请写其中之一：Effect.TIGHTENS、Effect.LOOSENS、Effect.CROSSES、Effect.ASIDE"),
        (lambda: Difference(3, "b", "c", "d", ASIDE, ("x", "y")), "3 is not a value of the kind str for `subject` (Difference); give one str", "3 不是str 类型的值（Difference的 `subject`）；请给出一个 str"),
    ],
)
def test_what_no_difference_can_be_is_told_whole(call, en, zh):
    """The line of a difference is told in both languages, in texts that a file can hold."""
    assert (en, zh) == refusal(call)


def test_a_difference_is_told_in_either_language():
    """One difference is a line, in Chinese unless asked; as text it is English."""
    (found,) = tightens(rules(), rules(zh="路面")).differences

    assert (found.told[0], found.told[0], found.told[1], found.told[1]) == (found.text(), found.text("zh"), found.text("en"), str(found))
