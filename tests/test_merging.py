"""The merge: highest standard, widest scope, broadest subjects, or every reason why not."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import AREAS, UNITS, crosswalk, indicator, match, point, rule_set, ruling, scope, standard, subjects, who
from tristandard.basics.errors import BadValue, Refused
from tristandard.basics.finding import Circumstance
from tristandard.basics.place import Term, Tree, Unit
from tristandard.merging import CannotMerge, PricedBackwards, check, merge
from tristandard.rules.deduction import Charged, DeductionRule
from tristandard.rules.doubts import Doubt
from tristandard.rules.ruleset import Policy, Reading, Variant
from tristandard.rules.scope import SITE_AXES, Scope
from tristandard.rules.standard import End, Range
from tristandard.rules.tariff import Bands, Counting, Parts, Steps

LITTER, LAMPS, DENSITY = "litter.spots <= 0 处", "lamps.lit >= 99 %", "ads.density >= 5 处/300 m"
BOTH = f"{LITTER}; {LAMPS}"
SETTLE = "settle it with a ruling that names these members, the standard that stands, its clause and why"
QUOTAS = "values.density >= 3 处/500 m; manners.density >= 3 处/500 m"


def pair(one="litter.spots <= 0 处", other="litter.spots <= 3 处", *matches, **more):
    """Return a rule set of two matched indicators, a.x and b.x."""
    return rule_set(indicator("a.x", one), indicator("b.x", other), crosswalks=(crosswalk(*(matches or (match("a.x", "b.x"),))),), **more)


def three(*matches, asks=(LITTER, LITTER, LITTER), host="a", **more):
    """Return a rule set of a.x, b.x and c.x with matches among them."""
    indicators = [indicator(f"{letter}.x", text) for letter, text in zip("abc", asks, strict=True)]
    return rule_set(*indicators, crosswalks=(crosswalk(*matches, host=host),), **more)


def of_prices(report):
    """Return the remarks of a report without what it doubts: the lines here have no caps."""
    return [remark for remark in report.remarks if not isinstance(remark, Doubt)]


def shared(rules, place=0):
    return merge(rules).shared[place]


def rule(tariff, *measures, **more):
    return DeductionRule(measures=measures, tariff=tariff, **more)


def on_two_grounds(*grounds, hosts=("a", "a")):
    """Return a rule set of a.x, b.x and c.x, matched by two crosswalks."""
    matches = match("a.x", "b.x"), match("b.x", "c.x")
    walks = [
        crosswalk(found, code=code, host=host, where=where) for found, code, host, where in zip(matches, ("ab", "bc"), hosts, grounds, strict=True)
    ]
    return rule_set(*(indicator(f"{letter}.x") for letter in "abc"), crosswalks=tuple(walks))


def test_highest_widest_broadest():
    """指标就高、范围就宽、对象就广: the shared indicator joins all three."""
    rules = rule_set(
        indicator("a.x", "litter.spots <= 0 处", where="site_type=road", of="kind=district"),
        indicator("b.x", "litter.spots <= 3 处", where="zone=village", of="kind=town"),
        crosswalks=(crosswalk(match("a.x", "b.x"), host="b"),),
    )
    found = shared(rules)

    assert (found.code, found.standard, found.scope, found.subjects, found.assessments, found.lead.code) == (
        "a.x+b.x",
        standard("litter.spots <= 0 处"),
        scope("site_type=road | zone=village"),
        subjects("kind=district | kind=town"),
        ("a", "b"),
        "b.x",
    )


def test_the_order_of_matches_means_nothing():
    """A shared indicator is its set of contributions, in whatever order it was put together."""
    one = three(match("a.x", "b.x"), match("b.x", "c.x"))
    other = three(match("c.x", "a.x"), match("c.x", "b.x"))

    assert shared(one).contributions == shared(other).contributions


def test_two_first_and_then_a_third():
    """Joining two and then a third gives what joining all three gives."""
    asks = "litter.spots <= 0 处", "litter.spots <= 2 处", "litter.spots <= 5 处"
    one, other = match("a.x", "b.x"), match("b.x", "c.x")
    first_two, last_two, all_three = (shared(three(*matches, asks=asks, host="b")) for matches in ([one], [other], [one, other]))

    assert first_two | last_two == all_three


def test_what_is_in_no_match_stays_an_assessments_own():
    """An indicator without a match is its assessment's own, with itself as host."""
    merged = merge(rule_set(indicator("a.x"), indicator("b.x"), indicator("b.y"), crosswalks=(crosswalk(match("a.x", "b.x")),)))

    assert [(own.code, own.host, own.standard) for own in merged.own] == [("b.y", "b", standard(LITTER))]


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
        rule_set(indicator("a.x"), indicator("a.y"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x"), match("a.y", "b.x")),)),
        ("a.x", "a.y", "b.x"),
        "a.x + a.y + b.x: the assessment 'a' is there twice, with a.x and a.y; match one indicator of each assessment",
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


@pytest.mark.parametrize(
    ("hosts", "host"),
    [(("a", "b"), "a"), (("b", "a"), "b"), (("d", "c", "a", "b"), "c"), (("d", "c"), "c")],
)
def test_the_first_host_that_is_a_member_measures(hosts, host):
    """A crosswalk has an order of hosts, which holds for all its groups: of each the first that is a member measures."""
    pairs = [indicator("a.y"), indicator("d.y")]
    members = [indicator(f"{letter}.x") for letter in "abc"]
    walk = crosswalk(match("a.x", "b.x"), match("b.x", "c.x"), match("a.y", "d.y"), host=hosts)
    merged = merge(rule_set(*pairs, *members, crosswalks=(walk,)))

    assert {"a.x+b.x+c.x": host, "a.y+d.y": next(one for one in hosts if one in "ad")} == {indicator.code: indicator.host for indicator in merged.shared}


def test_orders_of_hosts_that_come_to_the_same():
    """Two crosswalks of one group may have other orders, as long as both let the same member measure."""
    assert "b" == shared(on_two_grounds(None, None, hosts=(("b", "a"), ("b", "c")))).host


def test_intersections_are_listed_apart():
    """What only intersects joins no group: each intersection is told by itself, and what is matched as equal is still held together, with its ruling."""
    several = [indicator(f"{letter}.{name}") for letter in "abc" for name in "xy"]
    crossing = [match("a.x", "b.y", "intersects"), match("a.y", "b.x", "intersects"), match("b.y", "c.x", "intersects")]
    rules = rule_set(*several, crosswalks=(crosswalk(match("a.x", "b.x"), *crossing),))

    assert [("a.x", "b.y"), ("a.y", "b.x"), ("b.y", "c.x")] == [problem.members for problem in check(rules).problems]
    assert {"they only intersect"} == {problem.why for problem in check(rules).problems}


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
                f"同属a（a）的指标不止一项：{A}、a“a.y”（a.y）；请每套考核只对照一项指标",
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

    assert f"{names}：{zh}" == problem.zh


def test_a_report_in_either_language():
    """A report counts what keeps the rules from being merged and what is to be known, then tells each, in Chinese or in English; as text it is English."""
    found = check(pair(DENSITY, QUOTAS))
    listed = [*found.problems, *found.remarks]

    assert ["须解决 1 项，须知悉 3 项", *(f"  - {one.zh}" for one in listed)] == found.text("zh").splitlines() == found.text().splitlines()
    assert ["1 to mend, 3 to know", *(f"  - {one}" for one in listed)] == found.text("en").splitlines() == str(found).splitlines()
    with pytest.raises(BadValue, match="'de' is not one of the two languages"):
        found.text("de")


def test_mistakes_in_the_tables_are_told_in_english():
    """What is wrong in the tables before anything is merged has no Chinese message, and the Chinese report says so above it."""
    report = check(rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)))

    assert [
        "须解决 1 项，须知悉 0 项",
        "规则表本身有误，以下 1 项只有英文说明：",
        "  - the match of 'a.x' and 'b.x' names the indicator 'b.x', which is not declared; declare it, or mend the code",
    ] == report.text("zh").splitlines()


def test_another_member_makes_a_ruling_stale():
    """A ruling names the exact set it settles: with a third member it settles nothing, and the group waits for one that does."""
    rules = three(match("a.x", "b.x"), match("b.x", "c.x"), asks=(DENSITY, QUOTAS, QUOTAS), rulings=[ruling(DENSITY, "a.x", "b.x")])

    assert [(problem.members, problem.why.split(" (")[0]) for problem in check(rules).problems] == [
        (("a.x", "b.x", "c.x"), "they ask in measures that cannot be compared"),
        (("a.x", "b.x"), "a ruling names them, but they are not exactly the members of one shared indicator"),
    ]


def test_check_lists_what_merge_raises():
    """Several reasons in several groups are raised together, and are the same that `check` lists."""
    rules = rule_set(
        indicator("a.x", DENSITY),
        indicator("b.x", QUOTAS),
        indicator("a.y"),
        indicator("b.y"),
        indicator("c.y"),
        crosswalks=(crosswalk(match("a.x", "b.x"), match("a.y", "b.y", "intersects")),),
        rulings=[ruling(LITTER, "b.y", "c.y")],
    )
    with pytest.raises(Refused) as caught:
        merge(rules)
    raised = [str(problem) for problem in caught.value.exceptions]

    assert (len(raised), [str(problem) for problem in check(rules).problems]) == (3, raised)


def test_a_rule_set_that_contradicts_itself_is_not_merged():
    """What is wrong before the merge is told by both in the same way."""
    rules = rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),))
    with pytest.raises(Refused) as caught:
        merge(rules)

    assert [str(problem) for problem in check(rules).problems] == [str(problem) for problem in caught.value.exceptions]


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


def test_a_part_of_a_larger_question():
    """Only the measures that the smaller one covers get the joined bar; the larger one keeps its others."""
    rules = pair("litter.spots <= 0 处", "litter.spots <= 3 处; lamps.lit >= 99 %", match("a.x", "b.x", "subset_of", "litter.spots"))
    found = shared(rules)

    assert (found.standard, [sorted(contribution.measures) for contribution in found.contributions]) == (
        standard("litter.spots <= 0 处; lamps.lit >= 99 %"),
        [["litter.spots"], ["lamps.lit", "litter.spots"]],
    )


def test_a_part_of_two_equal_questions():
    """A part is matched to one of two equal questions and so stands to both."""
    rules = three(match("a.x", "b.x", "subset_of", "litter.spots"), match("b.x", "c.x"), asks=(LITTER, BOTH, BOTH))

    assert shared(rules).code == "a.x+b.x+c.x"


def test_a_chain_of_parts():
    """A part of a part is matched to the largest as well."""
    rules = three(
        match("a.x", "b.x", "subset_of", "litter.spots"),
        match("b.x", "c.x", "subset_of", "litter.spots", "lamps.lit"),
        match("a.x", "c.x", "subset_of", "litter.spots"),
        asks=(LITTER, BOTH, f"{BOTH}; {DENSITY}"),
    )

    assert shared(rules).standard == standard(f"{BOTH}; {DENSITY}")


@pytest.mark.parametrize("reading", list(Reading))
def test_each_source_can_be_recovered(reading):
    """Who asked for what is never lost: each assessment comes out of the merged rules as it went in."""
    rules = pair("litter.spots <= 0 处", "litter.spots <= 3 处", policy=Policy(reading))
    merged = merge(rules)

    assert [merged.source(code) for code in ("a", "b")] == [rules.assessment(code) for code in ("a", "b")]


def test_the_source_of_an_unknown_assessment():
    """An assessment that is not there has no source."""
    with pytest.raises(BadValue, match="'z' is not an assessment of sample; give one of a, b"):
        merge(pair()).source("z")


def on_own_ground(reading, **more):
    """Return the merged rules of a, which asks much on main roads, and b, which asks little on all roads."""
    return merge(
        rule_set(
            indicator("a.x", "lamps.lit >= 99 %", where="site_type=main_road", of="kind=district"),
            indicator("b.x", "lamps.lit >= 95 %", where="site_type=road", of="kind=town"),
            policy=Policy(reading),
            crosswalks=(crosswalk(match("a.x", "b.x"), **more),),
        )
    )


@pytest.mark.parametrize(
    ("reading", "site_type", "bar", "users"),
    [
        (Reading.UNIFORM, "main_road", "lamps.lit >= 99 %", "ab"),
        (Reading.UNIFORM, "road", "lamps.lit >= 99 %", "ab"),
        (Reading.POINTWISE, "main_road", "lamps.lit >= 99 %", "ab"),
        (Reading.POINTWISE, "road", "lamps.lit >= 95 %", "b"),
    ],
)
def test_how_far_the_bar_reaches(reading, site_type, bar, users):
    """Uniform: the strictest bar everywhere, for all. Pointwise: at each site that of those whose own scope covers it."""
    (question,) = on_own_ground(reading).questions(point(site_type=site_type))

    assert (question.code, question.bar, "".join(user.assessment for user in question.users)) == ("a.x+b.x", standard(bar), users)


def test_where_nobody_asks():
    """Outside the merged scope nothing is measured."""
    assert on_own_ground(Reading.UNIFORM).questions(point(site_type="market")) == ()


@pytest.mark.parametrize(
    ("reading", "unit", "entitled"),
    [
        (Reading.UNIFORM, "hutang", [True, True]),
        (Reading.UNIFORM, "wujin", [True, True]),
        (Reading.POINTWISE, "hutang", [False, True]),
        (Reading.POINTWISE, "wujin", [True, False]),
    ],
)
def test_who_is_entitled(reading, unit, entitled):
    """Uniform: every member assesses whom any of them assesses (对象就广). Pointwise: each its own."""
    merged = on_own_ground(reading)
    (question,) = merged.questions(point(site_type="main_road"))

    assert [merged.entitles(question, user, who(unit)) for user in question.users] == entitled


@pytest.mark.parametrize(("reading", "same"), [(Reading.UNIFORM, True), (Reading.POINTWISE, False)])
def test_one_question_wherever_the_same_is_asked(reading, same):
    """Of a shared indicator there is one question for all places that the same members use, and another where others do."""
    merged = on_own_ground(reading)
    (road,), (main,), (again,) = (merged.questions(point(site_type=kind)) for kind in ("road", "main_road", "road"))

    assert (road is again, road is main) == (True, same)


@pytest.mark.parametrize(
    ("zone", "asked"),
    [("built_up", [("a.x+b.x", "lamps.lit >= 99 %")]), ("village", [("a.x", "lamps.lit >= 99 %"), ("b.x", "lamps.lit >= 95 %")])],
)
def test_outside_its_ground_each_stays_alone(zone, asked):
    """A crosswalk with a ground shares inside it; outside each assessment measures for itself, with its own bar."""
    questions = on_own_ground(Reading.UNIFORM, where="zone=built_up").questions(point(zone=zone, site_type="main_road"))

    assert [(question.code, str(question.bar)) for question in questions] == asked


def test_a_variant_moves_the_ground():
    """A variant that replaces the ground of a crosswalk changes where its matches hold."""
    variant = Variant(code="inside", zh="建成区内", en="inside", where={"ab": scope("zone=built_up")})
    rules = pair(variants=[variant])
    questions = [[question.code for question in merge(found).questions(point(zone="village"))] for found in (rules, rules.varied("inside"))]

    assert questions == [["a.x+b.x"], ["a.x", "b.x"]]


def test_one_bar_for_all():
    """Lamps at 96 % meet the own bar of 95 %, but are priced against the bar in force: 3 points at 1 per 1 %."""
    (question,) = on_own_ground(Reading.UNIFORM).questions(point(site_type="road"))
    prices = {user.assessment: user.indicator.price({"lamps.lit": Fraction(96)}, question.bar)[None].lost for user in question.users}

    assert prices == {"a": 3, "b": 3}


@pytest.mark.parametrize(
    ("one", "other", "remarks"),
    [
        (indicator("a.x"), indicator("b.x"), []),
        (
            indicator("a.x", "lamps.lit >= 95 %"),
            indicator("b.x", "lamps.lit >= 99 %", rule(Steps(1, parts=Parts.WHOLE), "lamps.lit")),
            ["'b.x' does not price every breach of 'lamps.lit' in a.x+b.x: less than a whole step loses nothing"],
        ),
        (
            indicator("a.x", LITTER),
            indicator("b.x", BOTH),
            ["'a.x' does not price every breach of 'lamps.lit' in a.x+b.x: no rule prices it"],
        ),
        (
            indicator("a.x", "toilet.grade >= B", rule(Bands({"C": 2, "B": 0, "A": 0}), "toilet.grade")),
            indicator("b.x", "toilet.grade >= A", rule(Bands({"C": 2, "B": 1, "A": 0}), "toilet.grade")),
            ["'a.x' does not price every breach of 'toilet.grade' in a.x+b.x: B loses nothing"],
        ),
        (
            indicator("a.x", "notice.spacing > 5 m"),
            indicator("b.x", "notice.spacing >= 5 m", rule(Steps(1, parts=Parts.BEGUN), "notice.spacing")),
            ["'a.x' does not price every breach of 'notice.spacing' in a.x+b.x: a value upon the open end loses nothing"],
        ),
    ],
)
def test_what_the_merge_leaves_unpriced(one, other, remarks):
    """A breach of the merged bar that some rule lets pass is a remark, not a problem."""
    report = check(rule_set(one, other, crosswalks=(crosswalk(match("a.x", "b.x")),)))

    assert (report.problems, [str(remark) for remark in of_prices(report)]) == ((), [f"{text}; extend its rule, or accept that it loses nothing there" for text in remarks])


def test_things_with_one_label_are_remarked():
    """Units, areas, items and whatever else a report calls by its label are remarked where two are called alike; indicators stand with their sites, and are not."""
    rules = rule_set(indicator("a.x"), evolve(indicator("a.y"), zh="a.x"), areas=Tree("area", [*AREAS, Term(code="new", zh="武进区")]), units=Tree("unit", [*UNITS, Unit(code="east", zh="湖塘镇", kind="town")]))
    (book,) = rules.assessments
    rules = evolve(rules, assessments=[evolve(book, items=[*book.items, evolve(book.items[0], code="more")])])
    report = check(rules)

    assert () == report.problems
    assert [
        "areas: 'new' and 'wujin' are called '武进区' alike; give each a label of its own, or accept that codes tell them apart",
        "units: 'east' and 'hutang' are called '湖塘镇' alike; give each a label of its own, or accept that codes tell them apart",
        "assessments.a.items: 'item' and 'more' are called '项' alike; give each a label of its own, or accept that codes tell them apart",
    ] == [str(remark) for remark in of_prices(report)]
    assert "责任单位east、hutang同名“湖塘镇”：请各取其名，或确认只凭代码区分" in report.text("zh")


@pytest.mark.parametrize(
    ("asks", "zh"),
    [
        (LITTER, "重复指标“a.x”（a.x+b.x）中，a“a.x”（a.x）的扣分标准没有涵盖lamps.lit（lamps.lit）不达标的全部情形：没有扣分标准涉及该测量项目；请补充该指标的扣分标准，或确认此种情形不扣分"),
        (f"{LITTER}; notice.spacing < 5 m", "a“a.x”（a.x）的扣分标准没有涵盖notice.spacing（notice.spacing）不达标的全部情形：数值恰为不达标的限值时不扣分；请补充该指标的扣分标准，或确认此种情形不扣分"),
    ],
)
def test_what_is_left_unpriced_in_chinese(asks, zh):
    """A remark is told in Chinese too, with the reason and what to do; the shared indicator is named where it is shared."""
    rules = pair(asks, BOTH) if asks == LITTER else rule_set(indicator("a.x", asks))

    assert [zh] == [remark.zh for remark in of_prices(check(rules))]


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ((5, 3, 1), [(">= 10 is worse than >= 3 and <= 9 and costs less", "重复指标“a.x”（a.x+b.x）中，a“a.x”（a.x）的扣分标准对litter.spots（litter.spots）高低倒置：>= 10 比 >= 3 且 <= 9 更差，扣分却更少；请使各档扣分向两端递增，或确认更差的情形扣分更少")]),
        ((5, 3, 3), []),
        ((5, 0, 4), []),
    ],
)
def test_what_is_priced_backwards(points, told):
    """Bands for at least 3 are remarked where another assessment wants 8 at most, and they fall beyond that."""
    bands = Bands(list(zip((Range(limit=End(2)), Range(End(3), End(9)), Range(floor=End(10))), points, strict=True)))
    rules = rule_set(indicator("a.x", "litter.spots >= 3 处", rule(bands, "litter.spots")), indicator("b.x", "litter.spots <= 8 处"), crosswalks=(crosswalk(match("a.x", "b.x")),))
    found = [remark for remark in check(rules).remarks if isinstance(remark, PricedBackwards)]

    assert told == [(remark.why, remark.zh) for remark in found]
    assert all(str(remark) == f"'a.x' prices 'litter.spots' backwards in a.x+b.x: {remark.why}; let its bands rise towards both ends, or accept that the worse costs it less" for remark in found)
    assert all(remark.zh in check(rules).text("zh") for remark in found)


@pytest.mark.parametrize(
    ("asks", "tariff", "told"),
    [
        ("litter.spots <= 3 处", Steps(2, 1, Parts.WHOLE), []),
        ("litter.spots <= 3 处", Steps(2, "0.5", Parts.WHOLE), []),
        ("litter.spots <= 3 处", Steps(2, 2, Parts.WHOLE), ["less than a whole step loses nothing"]),
        ("toilet.grade >= B", Steps(2, 1, Parts.WHOLE), []),
        ("lamps.lit >= 90 %", Steps(2, 1, Parts.WHOLE), ["less than a whole step loses nothing"]),
        ("notice.spacing < 5 m", Steps(2, counting=Counting.ALL), []),
        ("notice.spacing < 0.5 m", Steps(2, counting=Counting.ALL), []),
        ("notice.spacing > 1 m and < 5 m", Steps(2, counting=Counting.ALL), ["a value upon the open end loses nothing"]),
    ],
)
def test_what_costs_nothing_is_told_only_where_it_does(asks, tariff, told):
    """Of what is counted in whole numbers or rungs every breach is a whole step; where all occurrences count, one upon the open end counts too."""
    measure = asks.partition(" ")[0]

    assert told == [remark.why for remark in of_prices(check(rule_set(indicator("a.x", asks, rule(tariff, measure)))))]


def test_what_a_member_lets_pass_where_it_stands_alone():
    """Outside the ground of its crosswalk a member is held to its own standard: what its own rule lets pass there is remarked, though the ruling asks nothing of it."""
    rules = rule_set(
        indicator("a.x", "lamps.lit >= 2 %", DeductionRule(measures=["lamps.lit"], tariff=Steps(1, 10, Parts.WHOLE))),
        indicator("b.x", "lamps.lit <= 1 %"),
        crosswalks=(crosswalk(match("a.x", "b.x"), where="zone=built_up"),),
        rulings=[ruling("litter.spots <= 0 处", "a.x", "b.x")],
    )

    assert [(remark.indicator, remark.member, remark.measure, remark.why) for remark in check(rules).remarks] == [("a.x", "a.x", "lamps.lit", "less than a whole step loses nothing")]


def remarks(rules):
    """Return what a check remarks of prices: the member, its measure and why."""
    return [(remark.member, remark.measure, remark.why) for remark in of_prices(check(rules))]


@pytest.mark.parametrize(("reading", "told"), [(Reading.UNIFORM, []), (Reading.POINTWISE, [("a.x", "notice.spacing", "a value upon the open end loses nothing")])])
def test_each_bar_that_may_be_in_force_is_looked_at(reading, told):
    """Read pointwise a member may stand alone somewhere, and what its own bar lets pass there is remarked."""
    members = indicator("a.x", "notice.spacing < 5 m"), indicator("b.x", "notice.spacing <= 4 m", where="zone=village")

    assert told == remarks(rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x")),), policy=Policy(reading)))


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("any", "any", True),
        ("zone=village", "any", True),
        ("zone=village", "area=wujin", True),
        ("zone=village", "zone=built_up", False),
        ("zone=village, area=wujin", "zone=built_up | area=tianning", False),
        ("zone=village, area=city", "zone=built_up | area=wujin", True),
    ],
)
def test_only_bars_that_can_be_in_force_are_looked_at(one, other, met):
    """Read pointwise two bars are joined where their scopes meet: two spots, which cost b nothing, breach the joined bar there and no other."""
    lenient = rule(Bands([(Range(limit=End(2)), 0), (Range(floor=End(3)), 2)]), "litter.spots")
    members = indicator("a.x", "litter.spots <= 1 处", where=one), indicator("b.x", "litter.spots <= 2 处", lenient, where=other)
    rules = rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x")),), policy=Policy(Reading.POINTWISE))

    assert [("b.x", "litter.spots", "<= 2 loses nothing")] * met == remarks(rules)


def test_a_member_that_never_stands_alone():
    """Read pointwise a member inside the scope of another is never held to its own bar alone."""
    members = indicator("a.x", "notice.spacing < 5 m", where="zone=village, area=wujin"), indicator("b.x", "notice.spacing <= 4 m", where="zone=village")

    assert [] == remarks(rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x")),), policy=Policy(Reading.POINTWISE)))


@pytest.mark.parametrize("count", [14, 40])
def test_many_members_are_looked_at_at_once(count):
    """Read pointwise, what many members ask alike is one bar, and what each asks on ground of its own as many as there are grounds; no set of members is looked at that no site can have."""
    lenient = rule(Bands([(Range(limit=End(2)), 0), (Range(floor=End(3)), 2)]), "litter.spots")
    alike = [indicator(f"a{number}.x", "litter.spots <= 2 处", lenient) for number in range(count)]
    apart = [evolve(indicator(f"b{number}.x", f"litter.spots <= {number} 处"), scope=Scope.of(area=(f"t{number}",))) for number in range(count)]
    towns = Tree("area", [Term(code=f"t{number}", zh=f"镇{number}") for number in range(count)])
    matches = [match("a0.x", other.code) for other in (*alike[1:], *apart)]
    rules = rule_set(*alike, *apart, crosswalks=(crosswalk(*matches, host="a0"),), policy=Policy(Reading.POINTWISE), areas=towns)

    assert {(member.code, "litter.spots", "<= 2 loses nothing") for member in alike} == set(remarks(rules))


def test_more_grounds_than_are_looked_at():
    """Where scopes meet on more than a thousand grounds, a thousand are looked at, and a remark says so."""
    towns, types = ([Term(code=f"{letter}{number}", zh="例") for number in range(40)] for letter in "ts")
    by_town, by_type = (frozenset((((one.code,), (), ()) if by == "area" else ((), (), (one.code,))) for one in terms) for by, terms in (("area", towns), ("type", types)))
    members = [evolve(indicator(f"{letter}.x"), scope=Scope(SITE_AXES, extents)) for letter, extents in (("a", by_town), ("b", by_type))]
    rules = rule_set(*members, crosswalks=(crosswalk(match("a.x", "b.x")),), policy=Policy(Reading.POINTWISE), areas=Tree("area", towns), site_types=Tree("site type", types))
    (doubt,) = [remark for remark in check(rules).remarks if "grounds" in str(remark)]

    assert "indicator a.x+b.x holds on more than 1000 grounds where scopes meet, of which 1000 were looked at; write its scopes with fewer extents, or look at the others yourself" == str(doubt)
    assert "重复指标“a.x”（a.x+b.x）各成员的范围相交成的地块超过 1000 处，只核对了其中 1000 处的扣分标准；请合并范围的写法，或自行核对其余各处" == doubt.zh


def test_many_members_are_told_by_the_first_three():
    """Of a shared indicator of more than six members messages name three and how many there are; all of them stand in the problem."""
    members = [indicator(f"{letter}.x", LAMPS, rule(Steps(1, parts=Parts.WHOLE), "lamps.lit")) for letter in "abcdefg"]
    walks = crosswalk(*(match("a.x", other.code) for other in members[1:]))
    (first, *_) = check(rule_set(*members, crosswalks=(walks,))).remarks
    (problem,) = check(rule_set(*members, indicator("a.y"), crosswalks=(crosswalk(*walks.matches, match("a.y", "b.x")),))).problems

    assert str(first).startswith("'a.x' does not price every breach of 'lamps.lit' in a.x+b.x+c.x+… (7): ")
    assert first.zh.startswith("重复指标“a.x”（a.x+b.x+c.x+… (7)）中，")
    assert str(problem).startswith("a.x + a.y + b.x + … (8): the assessment 'a' is there twice, with a.x and a.y;")
    assert problem.zh.startswith("a“a.x”（a.x）、a“a.y”（a.y）、b“b.x”（b.x）等 8 项：")


@pytest.mark.parametrize("reading", list(Reading))
def test_a_ruling_is_the_bar_that_is_looked_at(reading):
    """Where a ruling stands, what it lets pass is remarked, and not what the sources would."""
    rules = rule_set(
        indicator("a.x", "toilet.grade >= A", rule(Bands({"C": 2, "B": 0, "A": 0}), "toilet.grade")), indicator("b.x", "toilet.grade <= B", rule(Bands({"C": 0, "B": 0, "A": 1}), "toilet.grade")),
        crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling("toilet.grade >= B", "a.x", "b.x")], policy=Policy(reading),
    )  # fmt: skip

    assert [("b.x", "toilet.grade", "C loses nothing")] == remarks(rules)


@pytest.mark.parametrize(("host", "member"), [("a", "b.x"), ("b", "a.x")])
def test_a_line_of_the_host_prices_nothing_elsewhere(host, member):
    """A line that the host alone charges leaves a breach unpriced where another assessment measures."""
    only = [indicator(f"{letter}.x", LITTER, rule(Steps(1), "litter.spots", charged=Charged.HOST)) for letter in "ab"]

    assert [(member, "litter.spots", "no rule prices it")] == remarks(rule_set(*only, crosswalks=(crosswalk(match("a.x", "b.x"), host=host),)))


def test_answers_that_no_line_is_for():
    """Of the declared answers to a circumstance those that no line is for are remarked."""
    line = rule(Steps(1), "litter.spots", where={"found_by": ["city", "district"]})

    assert [("a.x", "litter.spots", "nothing prices findings with found_by bureau")] == remarks(rule_set(indicator("a.x", LITTER, line)))


def test_more_combinations_of_answers_than_are_looked_at():
    """Lines that read many circumstances are not held against every combination of their answers: beyond ten thousand a remark says so."""
    asked = [Circumstance(code=f"c{number}", zh="情形", en="circumstance", values={f"v{answer}": "答" for answer in range(10)}) for number in range(30)]
    line = rule(Steps(1), "litter.spots", where={one.code: ["v1"] for one in asked})

    assert [("a.x", "litter.spots", "there are more than 10000 combinations of answers, which were not looked at")] == remarks(rule_set(indicator("a.x", LITTER, line), circumstances=asked))


def test_remarks_are_of_what_can_be_merged():
    """An assessment's own indicator is remarked too; while something is to be mended, what is in no match waits."""
    loose = rule(Steps(1, parts=Parts.WHOLE), "lamps.lit")
    sound = rule_set(indicator("a.x", LAMPS, loose))
    broken = rule_set(indicator("a.x", LAMPS, loose), indicator("a.y"), indicator("b.y"), crosswalks=(crosswalk(match("a.y", "b.y", "intersects")),))
    wrong = rule_set(indicator("a.x", LAMPS, loose), crosswalks=(crosswalk(match("a.x", "c.x")),))

    assert ([("a.x", "lamps.lit", "less than a whole step loses nothing")], [], ()) == (remarks(sound), remarks(broken), check(wrong).remarks)


def test_a_report_as_text():
    """How many there are of each, then the problems in the order of their numbers, then the remarks."""
    rules = rule_set(*(evolve(indicator(f"a.x{number}"), item="none") for number in (10, 2)))

    assert str(check(rules)) == (
        "2 to mend, 0 to know\n"
        "  - indicator 'a.x2' names the item 'none', which is not declared; declare it, or mend the code\n"
        "  - indicator 'a.x10' names the item 'none', which is not declared; declare it, or mend the code"
    )
    assert str(check(rule_set(indicator("a.x", LAMPS, rule(Steps(1, parts=Parts.WHOLE), "lamps.lit"))))) == (
        "0 to mend, 1 to know\n  - 'a.x' does not price every breach of 'lamps.lit' in a.x: less than a whole step loses nothing; extend its rule, or accept that it loses nothing there"
    )


def test_a_part_need_not_price_the_whole():
    """What the smaller question does not cover is not its business: no remark."""
    report = check(pair(LITTER, BOTH, match("a.x", "b.x", "subset_of", "litter.spots")))

    assert (report.problems, of_prices(report)) == ((), [])


def test_merged_rules_hold_their_source():
    """The merged rules keep the rule set they came from, and read as its policy says."""
    rules = pair(policy=Policy(Reading.POINTWISE))

    assert (merge(rules).rule_set, merge(rules).reading) == (rules, Reading.POINTWISE)


def test_without_a_host_among_them_the_first_leads():
    """A shared indicator whose host is gone shows the labels of its first member."""
    one, other = shared(pair()), shared(rule_set(indicator("b.y"), indicator("c.y"), crosswalks=(crosswalk(match("b.y", "c.y"), host="b"),)))

    assert (one.lead.code, (other | other).lead.code) == ("a.x", "b.y")


@pytest.mark.parametrize("act", [merge, check])
def test_what_is_no_rule_set(act):
    """Only a rule set can be merged or checked."""
    with pytest.raises(BadValue) as caught:
        act(None)

    assert str(caught.value) == "None is not a value of the kind RuleSet; give one RuleSet"
