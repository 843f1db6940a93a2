"""Every reason why matched indicators cannot become one."""


import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, measure, point, rule_set, ruling, standard
from samples.matched import BOTH, DENSITY, LAMPS, LITTER, QUOTAS, on_two_grounds, pair, rule, shared, three
from tristandard.basics.errors import Refused
from tristandard.checks.cannot import CannotMerge
from tristandard.checks.grouped import grouped
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.policy import Reading
from tristandard.rules.standard import Ask, Standard

SETTLE = "settle it with a ruling that names these members, the standard that stands, its clause and why"
#: Rules that cannot be merged, whose members are named, and why.
CANNOT = [
    (
        three(match("a.x", "b.x"), rulings=[ruling(LITTER, "a.x", "c.x")]),
        ("a.x", "c.x"),
        "a.x + c.x: a ruling names them, but they are not exactly the members of one shared indicator; settle the group as it is now, or drop the ruling",
    ),
    (
        pair(rulings=[ruling(LITTER, "a.x", "b.x")]),
        ("a.x", "b.x"),
        "a.x + b.x: a ruling settles what needs no settling: the higher standard exists; drop the ruling, 指标就高 decides",
    ),
    (
        pair(DENSITY, QUOTAS, rulings=[ruling("ads.density none", "a.x", "b.x")]),
        ("a.x", "b.x"),
        "a.x + b.x: the ruling's own standard cannot be met; rule for a standard that can be met",
    ),
    (
        rule_set(indicator("a.x", "ads.density >= 5 处/300 m", rule(Steps(10, None), "ads.density")), indicator("b.x", QUOTAS), crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling("ads.density any", "a.x", "b.x")]),
        ("a.x", "b.x"),
        "a.x + b.x: the ruling requires nothing of ads.density, of which a.x deducts the uncompleted share; rule for at least something above zero, or price it by steps",
    ),
    (
        pair("notice.count >= 5 处; lamps.lit >= 99 %", "notice.count <= 3 处; lamps.lit <= 9 %"),
        ("a.x", "b.x"),
        f"a.x + b.x: nothing can meet their joined standard of lamps.lit, notice.count (a.x: lamps.lit >= 99 %; notice.count >= 5 处; b.x: lamps.lit <= 9 %; notice.count <= 3 处); {SETTLE}",
    ),
    (
        rule_set(*(indicator(f"{letter}.x", BOTH if letter in "ef" else LITTER) for letter in "abcdef"), crosswalks=(crosswalk(
            match("a.x", "b.x"), match("c.x", "d.x"), match("e.x", "f.x"), match("a.x", "e.x", "subset_of", "litter.spots"), match("c.x", "e.x", "subset_of", "lamps.lit"),
        ),)),
        ("a.x", "b.x", "c.x", "d.x", "e.x", "f.x"),
        "a.x + b.x + c.x + d.x + e.x + f.x: no match says how a.x = b.x stands to c.x = d.x; match the two, as equal or as a part of the other",
    ),
    (
        pair(f"{BOTH}; notice.count >= 1 处", f"{BOTH}; notice.count >= 1 处", match("a.x", "b.x", "subset_of", "litter.spots")),
        ("a.x", "b.x"),
        "a.x + b.x: a.x asks about lamps.lit, notice.count, which it is not matched to cover; name the measure in the match, or split the indicator",
    ),
    (
        pair(BOTH, "litter.spots <= 0 处", match("a.x", "b.x", "subset_of", "litter.spots")),
        ("a.x", "b.x"),
        "a.x + b.x: a.x asks about lamps.lit, which it is not matched to cover; name the measure in the match, or split the indicator; where it is the larger one, swap the two or write superset_of",
    ),
    (
        pair(DENSITY, QUOTAS),
        ("a.x", "b.x"),
        f"a.x + b.x: they ask in measures that cannot be compared (ads.density >= 5 处/300 m against manners.density >= 3 处/500 m; values.density >= 3 处/500 m); {SETTLE}",
    ),
    (
        pair("notice.count >= 5 处", "notice.count <= 3 处"),
        ("a.x", "b.x"),
        f"a.x + b.x: nothing can meet their joined standard of notice.count (a.x: notice.count >= 5 处; b.x: notice.count <= 3 处); {SETTLE}",
    ),
    (
        on_two_grounds("zone=built_up", None),
        ("a.x", "b.x", "c.x"),
        "a.x + b.x + c.x: their crosswalks hold on different grounds; give a group one `where`",
    ),
    (
        on_two_grounds(None, None, hosts=("a", "c")),
        ("a.x", "b.x", "c.x"),
        "a.x + b.x + c.x: `hosts` of crosswalk ab is [a], `hosts` of crosswalk bc is [c], so that a and c would each measure; give them orders whose first member here is the same",
    ),
    (
        rule_set(indicator("a.x"), indicator("b.x"), indicator("c.x"), crosswalks=(crosswalk(match("a.x", "b.x"), host="c"),)),
        ("a.x", "b.x"),
        "a.x + b.x: `hosts` of crosswalk ab is [c], and none of them shares the indicator; add a or b",
    ),
    (
        rule_set(*(indicator(f"{letter}.x") for letter in "abcd"), crosswalks=(crosswalk(match("a.x", "b.x"), host=("c", "d")),)),
        ("a.x", "b.x"),
        "a.x + b.x: `hosts` of crosswalk ab is [c, d], and none of them shares the indicator; add a or b",
    ),
    (
        rule_set(*(indicator(f"{letter}.x") for letter in "abcd"), crosswalks=(crosswalk(match("a.x", "b.x"), match("b.x", "c.x"), host="d"),)),
        ("a.x", "b.x", "c.x"),
        "a.x + b.x + c.x: `hosts` of crosswalk ab is [d], and none of them shares the indicator; add a or b or c",
    ),
    (
        rule_set(indicator("a.x"), indicator("a.y"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x"), match("a.y", "b.x")),)),
        ("a.x", "a.y", "b.x"),
        "a.x + a.y + b.x: the assessment 'a' is there twice, with a.x and a.y; match one indicator of each assessment; where one measurement counts in several of its items, "
        'declare each of them with its reason under `uses` of crosswalk ab: "a.x" = "why", "a.y" = "why"',
    ),
    (
        pair(LITTER, LITTER, match("a.x", "b.x", "intersects")),
        ("a.x", "b.x"),
        "a.x + b.x: they only intersect; make the shared part an indicator of its own in both assessments, and match those as equal",
    ),
    (
        three(match("a.x", "b.x"), match("a.x", "c.x", "subset_of", "litter.spots"), match("b.x", "c.x", "subset_of", "lamps.lit"), asks=(LITTER, LITTER, BOTH)),
        ("b.x", "c.x"),
        "b.x + c.x: their matches contradict each other; keep one relation, with one list of measures, between the two questions",
    ),
    (
        three(match("a.x", "b.x"), match("b.x", "c.x"), match("a.x", "c.x", "subset_of", "litter.spots"), asks=(LITTER, LITTER, LITTER)),
        ("a.x", "c.x"),
        "a.x + c.x: their matches contradict each other; keep one relation, with one list of measures, between the two questions",
    ),
    (
        three(match("a.x", "b.x", "subset_of", "litter.spots"), match("b.x", "c.x"), match("c.x", "a.x", "subset_of", "litter.spots")),
        ("c.x", "a.x"),
        "c.x + a.x: their matches contradict each other; keep one relation, with one list of measures, between the two questions",
    ),
    (
        three(match("a.x", "b.x", "subset_of", "litter.spots"), match("c.x", "b.x", "subset_of", "lamps.lit"), asks=(LITTER, BOTH, LAMPS)),
        ("a.x", "b.x", "c.x"),
        "a.x + b.x + c.x: no match says how a.x stands to c.x; match the two, as equal or as a part of the other",
    ),
    (
        three(
            match("a.x", "b.x", "subset_of", "litter.spots"),
            match("b.x", "c.x", "subset_of", "litter.spots"),
            match("c.x", "a.x", "subset_of", "litter.spots"),
        ),
        ("a.x", "b.x", "c.x"),
        "a.x + b.x + c.x: none of them is the largest; let one question include all others",
    ),
    (
        pair(BOTH, BOTH, match("a.x", "b.x", "subset_of", "litter.spots")),
        ("a.x", "b.x"),
        "a.x + b.x: a.x asks about lamps.lit, which it is not matched to cover; name the measure in the match, or split the indicator",
    ),
]


@pytest.mark.parametrize(("rules", "members", "message"), CANNOT)
def test_why_some_cannot_be_one(rules, members, message):
    """Each reason names the members, what is wrong, and what a person can do; `check` lists what `merge` raises."""
    with pytest.raises(Refused) as caught:
        merge(rules)
    (problem,) = caught.value.exceptions

    assert (type(problem), problem.members, str(problem), caught.value.message, [str(found) for found in check(rules).problems]) == (
        CannotMerge,
        members,
        message,
        "the rule set 'sample' cannot be merged",
        [message],
    )


def test_intersections_are_listed_apart():
    """What only intersects joins no group: each intersection is told by itself, and what is matched as equal is still held together, with its ruling."""
    several = [indicator(f"{letter}.{name}") for letter in "abc" for name in "xy"]
    crossing = [match("a.x", "b.y", "intersects"), match("a.y", "b.x", "intersects"), match("b.y", "c.x", "intersects")]
    rules = rule_set(*several, crosswalks=(crosswalk(match("a.x", "b.x"), *crossing),))

    assert [("a.x", "b.y"), ("a.y", "b.x"), ("b.y", "c.x")] == [problem.members for problem in check(rules).problems]
    assert {"they only intersect"} == {problem.why[1] for problem in check(rules).problems}


A, B, C, D = (f"{letter}“{letter}.x”（{letter}.x）" for letter in "abcd")
SETTLE_ZH = "请作出裁定，写明这些指标、执行的标准、依据条款和理由"
COVER_ZH = "请在对照中列入该测量项目，或把指标拆开"
CONTRADICT_ZH = "二者的对照关系互相矛盾；请在这两个问题之间只保留一种关系和一份测量项目清单"
RELATE_ZH = "请补充二者的对照：相同，或一方是另一方的一部分"


@pytest.mark.parametrize(
    ("rules", "members", "zh"),
    [
        (rules, members, zh)
        for (rules, members, _), zh in zip(
            CANNOT,
            [
                "有裁定指明这些指标，但它们并非恰好是一项重复指标的全部成员；请按现有的全部成员重新裁定，或撤回该裁定",
                "裁定没有必要，较高的标准本来存在；请撤回裁定，按指标就高执行",
                "裁定的标准本身不可能达到；请裁定一个能够达到的标准",
                f"裁定对ads.density（ads.density）没有要求，而{A}按未完成的比例扣分；请裁定一个大于零的要求，或改为按档扣分",
                "lamps.lit（lamps.lit）、notice.count（notice.count）的标准不可能同时达到"
                f"（a（a）：lamps.lit >= 99 %，notice.count >= 5 处；b（b）：lamps.lit <= 9 %，notice.count <= 3 处）；{SETTLE_ZH}",
                f"没有对照说明{A} = {B}与{C} = {D}是何关系；{RELATE_ZH}",
                f"{A}要求了lamps.lit（lamps.lit）、notice.count（notice.count），而对照没有列入；{COVER_ZH}",
                f"{A}要求了lamps.lit（lamps.lit），而对照没有列入；{COVER_ZH}；如果它才是包含对方的一项，请对调两项，或改写为 superset_of",
                f"测量项目不同，标准无法比较（a（a）：ads.density >= 5 处/300 m；b（b）：manners.density >= 3 处/500 m，values.density >= 3 处/500 m）；{SETTLE_ZH}",
                f"notice.count（notice.count）的标准不可能同时达到（a（a）：notice.count >= 5 处；b（b）：notice.count <= 3 处）；{SETTLE_ZH}",
                "所在的对照表适用范围不同；请为这组指标规定同一个适用范围（where）",
                "对照表 ab 的主办方顺序为a（a），对照表 bc 的主办方顺序为c（c），主办方因此不同（a（a）、c（c））；请使各对照表主办方顺序中首个共用该指标的考核一致",
                "对照表 ab 的主办方顺序为c（c），都不在共用该指标的考核之中；请加上a（a）、b（b）之一",
                "对照表 ab 的主办方顺序为c（c）、d（d），都不在共用该指标的考核之中；请加上a（a）、b（b）之一",
                "对照表 ab 的主办方顺序为d（d），都不在共用该指标的考核之中；请加上a（a）、b（b）、c（c）之一",
                f"同属a（a）的指标不止一项：{A}、a“a.y”（a.y）；请每套考核只对照一项指标；如确为一次测评、分别计入几个考核项目，请在对照表 ab 的 uses 中逐项写明理由：“a.x” = “理由”、“a.y” = “理由”",
                "二者只是部分相交；请在两套考核中把相同的部分单列为一项指标，再把这两项对照为相同（equal）",
                CONTRADICT_ZH,
                CONTRADICT_ZH,
                CONTRADICT_ZH,
                f"没有对照说明{A}与{C}是何关系；{RELATE_ZH}",
                "其中没有一项包含其余各项；请使其中一项包含其余各项",
                f"{A}要求了lamps.lit（lamps.lit），而对照没有列入；{COVER_ZH}",
            ],
            strict=True,
        )
    ],
)
def test_why_some_cannot_be_one_in_chinese(rules, members, zh):
    """Each reason is told in Chinese too, with the remedy; assessment, indicator and measure by their labels, the code behind each."""
    (problem,) = check(rules).problems
    names = "、".join(f"{code[0]}“{code}”（{code}）" for code in members)

    assert f"{names}：{zh}" == problem.text("zh")


def test_another_member_makes_a_ruling_stale():
    """A ruling names the exact set it settles: with a third member it settles nothing, and the group waits for one that does."""
    rules = three(match("a.x", "b.x"), match("b.x", "c.x"), asks=(DENSITY, QUOTAS, QUOTAS), rulings=[ruling(DENSITY, "a.x", "b.x")])

    assert [(problem.members, problem.why[1].split(" (")[0]) for problem in check(rules).problems] == [
        (("a.x", "b.x", "c.x"), "they ask in measures that cannot be compared"),
        (("a.x", "b.x"), "a ruling names them, but they are not exactly the members of one shared indicator"),
    ]


@pytest.mark.parametrize(("one", "other"), [(DENSITY, QUOTAS), ("notice.count >= 5 处", "notice.count <= 3 处")])
def test_a_ruling_settles(one, other):
    """Where the higher standard does not exist, the standard of a ruling stands in its place, at every site."""
    found = shared(pair(one, other, rulings=[ruling("ads.density >= 1 处/200 m", "a.x", "b.x")]))

    assert (found.standard, found.bar(point(), Reading.POINTWISE), found.ruling.why) == (standard("ads.density >= 1 处/200 m"), found.standard, "有据可依")


@pytest.mark.parametrize(
    ("one", "other", "settled"),
    [
        (indicator("a.x", "ads.density >= 5 处/300 m", rule(Steps(10, None), "ads.density")), indicator("b.x", QUOTAS), "ads.density >= 1 处/100 m"),
        (indicator("a.x", "notice.form requires {panel}"), indicator("b.x", "notice.form accepts {board}"), "notice.form requires {board}"),
    ],
)
def test_rulings_that_stand(one, other, settled):
    """A ruling that requires something leaves a share of it to be priced; one on forms has no lower end to ask for."""
    found = shared(rule_set(one, other, crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling(settled, "a.x", "b.x")]))

    assert standard(settled) == found.standard


def test_uses_that_stand_in_one_item_in_chinese():
    """The item in which two uses stand is told by its label, one that nobody declared by its code."""
    walk = evolve(crosswalk(match("a.x", "b.x"), match("a.y", "b.x")), uses={"a.x": "看完好", "a.y": "看照明"})
    rules = rule_set(*map(indicator, ("a.x", "a.y", "b.x")), crosswalks=(walk,))
    (problem,) = check(rules).problems
    bare = evolve(rules, assessments=[evolve(book, items=[]) for book in rules.assessments])
    nameless = next(one for one in check(bare).problems if isinstance(one, CannotMerge))

    assert problem.why == (f"{A}、a“a.y”（a.y）的用途都在考核项目“项”中，一次测评会在一项中扣两次", "the uses a.x and a.y stand in one item, 'item', where one measurement would count twice")
    assert problem.remedy == ("请使每处用途各在一个考核项目中", "give each use an item of its own")
    assert "考核项目“item”中" in nameless.why[0]


def test_nothing_is_said_of_a_group_with_a_member_that_is_not_there():
    """A use or a ruling in a group of which a member is not declared waits until it is."""
    walk = evolve(crosswalk(match("a.x", "b.x")), uses={"a.x": "看完好"})
    rules = rule_set(indicator("a.x"), crosswalks=(walk,), rulings=[ruling(LITTER, "a.x", "c.x")])

    assert [] == [one for one in check(rules).problems if isinstance(one, CannotMerge)]


@pytest.mark.parametrize(("one", "other", "compared"), [(LITTER, BOTH, True), (BOTH, LITTER, True), (f"{LITTER}; queue.wait any", BOTH, False), (LITTER, LAMPS, False)])
def test_standards_that_can_be_compared(one, other, compared):
    """Of two members one asks about all that the other asks about; else a person settles which stands."""
    assert compared is not any("cannot be compared" in str(problem) for problem in check(pair(one, other)).problems)


def test_shared_indicators_stand_by_their_codes():
    """Several are told in the order of their codes, whatever the order of the matches; what cannot be merged is left out."""
    several = [indicator(f"{letter}.{name}") for letter in "abc" for name in ("x", "x_1", "y")]
    walks = crosswalk(match("c.y", "b.y"), match("a.x", "b.x"), match("a.x_1", "b.x_1"), match("a.y", "c.x", "intersects"), host=("a", "b"))
    shared, problems = grouped(rule_set(*several, crosswalks=(walks,)))

    assert ["a.x+b.x", "a.x_1+b.x_1", "b.y+c.y"] == [one.code for one in shared]
    assert [("a.y", "c.x")] == [problem.members for problem in problems]


def test_orders_of_hosts_are_told_in_order():
    """Different orders of hosts are told by their first hosts, whichever crosswalk stands first."""
    (problem,) = check(on_two_grounds(None, None, hosts=("c", "a"))).problems

    assert problem.why[1] == "`hosts` of crosswalk bc is [a], `hosts` of crosswalk ab is [c], so that a and c would each measure"


@pytest.mark.parametrize(("bar", "nothing"), [(Range(End(0)), True), (Range(End(0, closed=False)), True), (Range(limit=End(5)), True), (Range(End(-1)), True), (Range(End(1)), False)])
def test_a_ruling_requires_something_of_which_a_share_is_deducted(bar, nothing):
    """Of what may be negative a ruling that requires zero, or less, or has no lower end, leaves nothing of which a share could be uncompleted."""
    depth = measure("depth.change", "cm", low=None)
    one = evolve(indicator("a.x", LITTER, rule(Steps(10, None), depth.code)), standard=Standard([Ask(depth, Range(End(5)))]))
    told = evolve(ruling(LITTER, "a.x", "b.x"), standard=Standard([Ask(depth, bar)]))
    rules = rule_set(one, indicator("b.x", LAMPS), crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[told])
    found = check(evolve(rules, measures=[*rules.measures, depth])).problems

    why = "a.x + b.x: the ruling requires nothing of depth.change, of which a.x deducts the uncompleted share; rule for at least something above zero, or price it by steps"
    assert ([why] if nothing else []) == list(map(str, found))


@pytest.mark.parametrize(("one", "other"), [("ads.density none", QUOTAS), (DENSITY, "values.density none"), ("litter.spots none", LITTER)])
def test_members_that_nothing_can_meet_are_told_by_themselves(one, other):
    """Where a member by itself asks what cannot be met, its own mistake is told, and not that the two cannot be compared or met together."""
    rules = pair(one, other)

    assert [] == grouped(rules)[1]
    assert ["has a standard that nothing can meet" in str(problem) for problem in check(rules).problems] == [True]
