"""Merged rules: how far they reach, and who uses what."""

from fractions import Fraction

import pytest

from samples import crosswalk, indicator, match, point, rule_set, scope, standard, who
from samples.matched import pair
from tristandard.basics.lookup import UnknownKey
from tristandard.merging.merged import merge
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.variant import Variant


@pytest.mark.parametrize("reading", list(Reading))
def test_each_source_can_be_recovered(reading):
    """Who asked for what is never lost: each assessment comes out of the merged rules as it went in."""
    rules = pair("litter.spots <= 0 处", "litter.spots <= 3 处", policy=Policy(reading))
    merged = merge(rules)

    assert [merged.source(code) for code in ("a", "b")] == [rules.assessment(code) for code in ("a", "b")]


def test_the_source_of_an_unknown_assessment():
    """An assessment that is not there has no source."""
    with pytest.raises(UnknownKey, match="'z' is not an assessment of sample; give one of a, b"):
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


def test_merged_rules_hold_their_source():
    """The merged rules keep the rule set they came from, and read as its policy says."""
    rules = pair(policy=Policy(Reading.POINTWISE))

    assert (merge(rules).rule_set, merge(rules).reading) == (rules, Reading.POINTWISE)
