"""Whether one rule set asks at least as much as another: decided thing by thing, and told line by line."""

import pytest
from attrs import evolve

from samples import MEASURES, crosswalk, indicator, match, rule_set, ruling, scope, standard, subjects
from tristandard.basics.errors import BadValue
from tristandard.basics.place import Term, Tree
from tristandard.rules.comparison import Effect, tightens
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Sheet
from tristandard.rules.ruleset import Policy, Reading, Settlement
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Ask, End, Range, Standard
from tristandard.rules.tariff import Steps

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
    nodes = {"total": Fold(over="site_type", of="sheet", weights=weights), "sheet": Sheet()}
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
        (rules(deductions=()), [("a.litter", "deductions", "1 line", "0 lines", ASIDE)], f"不涉高低：{A}的扣分标准：1 条 → 0 条"),
        (rules(deductions=(DeductionRule(measures=["litter.spots"], tariff=Steps(2)),)), [("a.litter", "deductions", "1 line", "1 line, priced otherwise", ASIDE)], f"不涉高低：{A}的扣分标准：1 条 → 1 条，扣法不同"),
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
    assert ([zh] if zh else []) == [one.zh for one in found]


def test_what_is_asked_no_more():
    """An indicator or an assessment that is gone asks less, and one that came asks more."""
    alone = rule_set(indicator("b.litter", "litter.spots <= 2 处"), crosswalks=())
    both = rule_set(indicator("b.litter", "litter.spots <= 2 处"), indicator("a.litter"), crosswalks=())

    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(both, alone).differences] == [("a.litter", "", "a.litter", "", LOOSENS), ("a", "", "a", "", LOOSENS)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(alone, both).differences] == [("a.litter", "", "", "a.litter", TIGHTENS), ("a", "", "", "a", TIGHTENS)]
    assert str(tightens(alone, both)).splitlines()[1] == "  - tightens: a.litter: not there → a.litter"
    assert [one.zh for one in tightens(both, alone).differences] == [f"要求放宽：{A}：有 → 取消", "要求放宽：a（a）：有 → 取消"]
    assert [one.zh for one in tightens(alone, both).differences] == [f"要求提高：{A}：无 → 新增", "要求提高：a（a）：无 → 新增"]


def test_weights_are_told_by_member():
    """Of a score node whose weights changed each member is told; any other change of a node as a whole."""
    moved = [(one.subject, one.part, one.before, one.after) for one in tightens(weighed(70), weighed(60)).differences]
    dropped = [tuple(getattr(one, part) for part in PARTS) for one in tightens(weighed(70), weighed(100)).differences]
    ruled = rules(rulings=[ruling("litter.spots <= 2 处", "a.litter", "b.litter")])
    replaced = [(one.subject, one.part, one.before, one.after) for one in tightens(rules(), evolve(rules(), assessments=[evolve(book, model=Model({"total": Sheet(full=50)})) for book in rules().assessments])).differences]

    assert moved == [("a.total", "market", "30", "40"), ("a.total", "road", "70", "60")]
    assert dropped == [("a.total", "market", "30", "", ASIDE), ("a.total", "road", "70", "100", ASIDE)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(ruled, rules()).differences] == [("the ruling for a.litter + b.litter", "", "litter.spots <= 2 处", "", CROSSES)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(rules(walks=()), rules()).differences] == [("the match of a.litter and b.litter", "", "", "equal", TIGHTENS)]
    assert replaced == [("a.total", "", "one node", "another"), ("b.total", "", "one node", "another")]
    assert [one.zh for one in tightens(weighed(100), weighed(70)).differences] == ["不涉高低：a“总分”（a.total）中路（road）的权重：100 → 70", "不涉高低：a“总分”（a.total）中市场（market）的权重：无 → 30"]
    assert [one.zh for one in tightens(weighed(70), rules()).differences] == [
        "不涉高低：a“sheet”（a.sheet）的算法：原算法 → 取消",
        "不涉高低：a“总分”（a.total）中市场（market）的权重：30 → 取消",
        "不涉高低：a“总分”（a.total）中路（road）的权重：70 → 取消",
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
        nodes = {"total": Fold(**fold, weights={names[fold.get("over")]: share, last: 100 - share}), "sheet": Sheet(zh="计分表")}
        return evolve(rules(), assessments=[evolve(one, model=Model(nodes)), other])

    found = tightens(with_weights(70), with_weights(60)).differences

    assert sorted(f"不涉高低：a“总分”（a.total）中{label}的权重" for label in told) == sorted(difference.zh.rsplit("：", 1)[0] for difference in found)


def test_an_indicator_that_moved_to_another_item():
    """Items are told by their labels; one that is not there by its code."""
    one, other = rules().assessments
    moved = evolve(one, indicators=[evolve(found, item="more") for found in one.indicators])

    assert [(str(found), found.zh) for found in tightens(rules(), evolve(rules(), assessments=[moved, other])).differences] == [
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

    assert f"要求提高：{A}与c.gone的对照：无 → 相同" == found.zh


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
    assert [one.zh for found in (moved, other) for one in tightens(base, found).differences] == [
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
    assert [one.zh for one in tightens(before, after).differences] == [f"有升有降：{A}的标准：litter.spots <= 3 处 → 垃圾堆 <= 3 处，所用测量项目的定义不同"]


def test_a_scope_of_a_term_below_another_parent():
    """Two scopes that read alike, of terms that stand elsewhere, are told apart."""
    before, after = (rules(scope=Scope.of(site_type=path)) for path in (("road", "main_road"), ("main_road",)))

    assert [(str(one), one.zh) for one in tightens(before, after).differences] == [
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

    assert [one.zh for one in tightens(before, after).differences] == [f"有升有降：{A}的标准：灯 >= 98 %（lamps.lit >= 98 %） → 灯 >= 98 %（lamps.fitted >= 98 %）"]


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
        return [one.zh for one in tightens(before, after).differences if part in one.zh]

    assert lines(base, changed, "的对照") == [f"有升有降：a“路面”（a.litter）与{B}的对照：相同 → 前者是后者的一部分：litter.spots（litter.spots）"]
    assert lines(base, gone, "的对照") == [f"要求放宽：{A}与{B}的对照：相同 → 取消"]
    assert lines(*ruled, "的裁定") == [f"有升有降：对a“路面”（a.litter）、{B}的裁定：litter.spots <= 2 处 → litter.spots <= 1 处"]
    assert lines(ruled[0], gone, "的裁定") == [f"有升有降：对{A}、{B}的裁定：litter.spots <= 2 处 → 取消"]
    assert lines(weighed(70), renamed, "权重") == ["不涉高低：a局“总分”（a.total）中集市（market）的权重：30 → 40", "不涉高低：a局“总分”（a.total）中路（road）的权重：70 → 60"]
    assert {one.part for one in tightens(renamed, evolve(renamed, site_types=Tree("site type", []))).differences} == {""}


def test_what_becomes_of_a_node():
    """A node that came, one that is gone, one of another form, and a sheet in whose place a fold with weights stands."""
    halved = evolve(rules(), assessments=[evolve(book, model=Model({"total": Sheet(full=50)})) for book in rules().assessments[:1]] + list(rules().assessments[1:]))

    assert [one.zh for one in tightens(rules(), weighed(70)).differences] == [
        "不涉高低：a“总分”（a.total）中市场（market）的权重：无 → 30",
        "不涉高低：a“总分”（a.total）中路（road）的权重：无 → 70",
        "不涉高低：a“sheet”（a.sheet）的算法：无 → 新算法",
    ]
    assert [one.zh for one in tightens(rules(), halved).differences] == ["不涉高低：a“总分”（a.total）的算法：原算法 → 新算法"]


@pytest.mark.parametrize(("axis", "code", "label"), [("area", "wujin", "武进区"), ("zone", "village", "村")])
def test_weights_by_place_are_told_by_its_label(axis, code, label):
    """A fold over areas or over zones weighs places, which are told by their labels."""
    one, other = rules().assessments
    found = [evolve(rules(), assessments=[evolve(one, model=Model({"total": Fold(over=axis, of="sheet", weights={code: share, "city" if axis == "area" else "built_up": 100 - share}), "sheet": Sheet()})), other]) for share in (70, 60)]

    assert f"不涉高低：a“总分”（a.total）中{label}（{code}）的权重：70 → 60" in [one.zh for one in tightens(*found).differences]


def test_a_blend_weighs_nodes_by_their_chinese_labels():
    """A node with two labels is told by the Chinese one."""
    one, other = rules().assessments
    found = [
        evolve(rules(), assessments=[evolve(one, model=Model({"total": Fold(weights={"sheet": share, "more": 100 - share}), "sheet": Sheet(zh="计分表", en="sheet of points"), "more": Sheet()})), other])
        for share in (70, 60)
    ]

    assert "不涉高低：a“总分”（a.total）中计分表（sheet）的权重：70 → 60" in [one.zh for one in tightens(*found).differences]


def test_a_match_that_moves_is_told_with_both_grounds():
    """In Chinese too a match that stands on narrower ground now is told with the ground that it had, everywhere if there was none."""
    walks = [evolve(crosswalk(*matches, where=where), code=code) for code, where, matches in (("wide", None, [PAIR]), ("narrow", "zone=village", []), ("inside", "zone=built_up", []))]
    moved = [[evolve(walk, matches=[PAIR] if walk.code == code else []) for walk in walks] for code in ("narrow", "inside")]
    (first,), (second,) = (tightens(rules(walks=before), rules(walks=after)).differences for before, after in ((walks, moved[0]), moved))

    assert first.zh == f"要求放宽：{A}与{B}的对照的适用范围：不限 → 村"
    assert (second.zh, second.before) == (f"有升有降：{A}与{B}的对照的适用范围：村 → 建成区", "zone=village")
