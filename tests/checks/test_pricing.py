"""What the lines of the members leave unpriced under the bars that may be in force."""


import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, rule_set, ruling
from samples.matched import BOTH, LAMPS, LITTER, of_prices, pair, remarks, rule
from samples.placed import everywhere
from tristandard.basics.finding import Circumstance
from tristandard.basics.terms import Term, Tree
from tristandard.checks.pricing import PricedBackwards
from tristandard.checks.report import check
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.scope import SITE_AXES, Scope


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

    assert [zh] == [remark.text("zh") for remark in of_prices(check(rules))]


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

    assert told == [(remark.why[1], remark.text("zh")) for remark in found]
    assert all(str(remark) == f"'a.x' prices 'litter.spots' backwards in a.x+b.x: {remark.why[1]}; let its bands rise towards both ends, or accept that the worse costs it less" for remark in found)
    assert all(remark.text("zh") in check(rules).text("zh") for remark in found)


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

    assert told == [remark.why[1] for remark in of_prices(check(rule_set(indicator("a.x", asks, rule(tariff, measure)))))]


def test_what_a_member_lets_pass_where_it_stands_alone():
    """Outside the ground of its crosswalk a member is held to its own standard: what its own rule lets pass there is remarked, though the ruling asks nothing of it."""
    rules = rule_set(
        indicator("a.x", "lamps.lit >= 2 %", DeductionRule(measures=["lamps.lit"], tariff=Steps(1, 10, Parts.WHOLE))),
        indicator("b.x", "lamps.lit <= 1 %"),
        crosswalks=(crosswalk(match("a.x", "b.x"), where="zone=built_up"),),
        rulings=[ruling("litter.spots <= 0 处", "a.x", "b.x")],
    )

    assert [(remark.indicator, remark.member, remark.measure, remark.why[1]) for remark in check(rules).remarks] == [("a.x", "a.x", "lamps.lit", "less than a whole step loses nothing")]


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
    (located,) = [remark for remark in check(everywhere(rules)).remarks if "grounds" in str(remark)]

    assert ["indicators/a.x/scope", "indicators/b.x/scope"] == [place.file for place in located.locations]
    assert "indicator a.x+b.x holds on more than 1000 grounds where scopes meet, of which 1000 were looked at; write its scopes with fewer extents, or look at the others yourself" == str(doubt)
    assert "重复指标“a.x”（a.x+b.x）各成员的范围相交成的地块超过 1000 处，只核对了其中 1000 处的扣分标准；请合并范围的写法，或自行核对其余各处" == doubt.text("zh")


def test_many_members_are_told_by_the_first_three():
    """Of a shared indicator of more than six members messages name three and how many there are; all of them stand in the problem."""
    members = [indicator(f"{letter}.x", LAMPS, rule(Steps(1, parts=Parts.WHOLE), "lamps.lit")) for letter in "abcdefg"]
    walks = crosswalk(*(match("a.x", other.code) for other in members[1:]))
    (first, *_) = check(rule_set(*members, crosswalks=(walks,))).remarks
    (problem,) = check(rule_set(*members, indicator("a.y"), crosswalks=(crosswalk(*walks.matches, match("a.y", "b.x")),))).problems

    assert str(first).startswith("'a.x' does not price every breach of 'lamps.lit' in a.x+b.x+c.x+… (7): ")
    assert first.text("zh").startswith("重复指标“a.x”（a.x+b.x+c.x+… (7)）中，")
    assert str(problem).startswith("a.x + a.y + b.x + … (8): the assessment 'a' is there twice, with a.x and a.y;")
    assert problem.text("zh").startswith("a“a.x”（a.x）、a“a.y”（a.y）、b“b.x”（b.x）等 8 项：")


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
    asked = [Circumstance(code=f"c{number}", zh=f"情形{number}", en="circumstance", values={f"v{answer}": f"答{answer}" for answer in range(10)}) for number in range(30)]
    line = rule(Steps(1), "litter.spots", where={one.code: ["v1"] for one in asked})

    assert [("a.x", "litter.spots", "there are more than 10000 combinations of answers, which were not looked at")] == remarks(rule_set(indicator("a.x", LITTER, line), circumstances=asked))


def test_a_part_need_not_price_the_whole():
    """What the smaller question does not cover is not its business: no remark."""
    report = check(pair(LITTER, BOTH, match("a.x", "b.x", "subset_of", "litter.spots")))

    assert (report.problems, of_prices(report)) == ((), [])
