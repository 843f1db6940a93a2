"""What is asked where, once, of whom: drawn quarters that together reach it, each with some of what it has."""

import pytest
from attrs import evolve

import tristandard as ts
from proof.reading.opened import span
from proof.reading.quarters import hold
from samples import crosswalk, indicator, match, point, ruling, scope, standard, subjects
from survey import Q2, changed, city, priced
from tristandard.proof.reading.asking import Asking, covers, higher_forms, higher_range, highest, told_alone
from tristandard.proof.reading.papers import Papers

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    31: "a line over two measures, a site of nobody, a full mark from which others take, revisions",
    48: "parts of a question, vetoes of sites, vetoes of items, carried units",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    60: "the latest stands, what is told alone, several uses of one measurement, shared questions",
    138: "parts of a question, a surcharge of the host, weights by a figure, a ground of a match",
    183: "carried units, the first stands, several owners, answerable by name",
    196: "weights by a figure, carried units, chosen points, a choice of scores",
    226: "a mean over site types, visits, what is told alone, a choice of scores",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    366: "carried units, a site of nobody, items that leave, the first stands",
    382: "a ground of a match, questions that alone count, visits, a rate",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """Which indicators are one question, under which bar, for whom and on which ground, comes out by hand."""
    hold(seed, words)


End, Range, Forms = ts.rules.End, ts.rules.Range, ts.rules.Forms
PANEL, BOARD, BANNER = frozenset({"panel"}), frozenset({"board"}), frozenset({"banner"})


@pytest.mark.parametrize(
    ("ranges", "both"),
    [
        ([span(1), span(2)], span(2)),
        ([span(2), span(2, opened=True)], span(2, opened=True)),
        ([span(most=3), span(most=2)], span(most=2)),
        ([span(most=2), span(most=2, opened=True)], span(most=2, opened=True)),
        ([span(1), span(most=4)], span(1, 4)),
        ([span(1, 5), span(), span(2, 9)], span(2, 5)),
        ([span()], span()),
    ],
)
def test_the_highest_of_some_ranges(ranges, both):
    """What all accept: the tightest of their ends, of which an open one is tighter."""
    assert higher_range(ranges) == higher_range(ranges[::-1]) == both


@pytest.mark.parametrize(
    ("demands", "both"),
    [
        ([Forms(PANEL), Forms(BOARD)], Forms(PANEL | BOARD)),
        ([Forms(PANEL, PANEL | BOARD), Forms(PANEL)], Forms(PANEL, PANEL | BOARD)),
        ([Forms(frozenset(), PANEL | BOARD), Forms(frozenset(), BOARD | BANNER)], Forms(frozenset(), BOARD)),
    ],
)
def test_the_highest_of_some_forms(demands, both):
    """All that some require, and only what all accept."""
    assert higher_forms(demands) == both


def test_the_highest_of_some_standards():
    """Measure by measure, of numbers and of forms; a measure that one alone asks about stays."""
    one, other = standard("litter.spots <= 2 处; notice.form requires {panel}"), standard("litter.spots <= 1 处; notice.form requires {board}; lamps.lit >= 90 %")

    assert highest([one, other]) == {"litter.spots": span(most=1), "notice.form": Forms(PANEL | BOARD), "lamps.lit": span(90)}


@pytest.mark.parametrize(
    ("ground", "there"),
    [("any", True), ("zone=built_up", True), ("zone=village", False), ("site_type=road", True), ("site_type=main_road", False), ("area=city", True), ("zone=village | area=wujin", True), ("zone=built_up, area=tianning", False)],
)  # fmt: skip
def test_whether_a_scope_covers_a_place(ground, there):
    """Each coordinate names it, or something above it, or any."""
    assert covers(scope(ground), point()) is there


NOTED, STEPS = ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Noted("x")), priced(1)


def test_what_is_told_alone():
    """An indicator of which every line tells only; one without lines is none of them."""
    one = indicator("a.x")

    assert [told_alone(evolve(one, deductions=lines)) for lines in ([NOTED], [NOTED, NOTED], [NOTED, STEPS], [STEPS], [])] == [True, True, False, False, False]


def asks(*indicators, walks=(), where=None, books=None, **more):
    """Return what is asked at a place of rules."""
    rules = changed(city(*indicators, crosswalks=walks, **more), **books or {})
    return Asking(Papers(rules=rules, sites=(), period=Q2, observations=())).at(where or point())


WIDE, NARROW = indicator("a.x", "litter.spots <= 3 处"), indicator("b.x", "litter.spots <= 1 处", where="zone=built_up")
WALK = (crosswalk(match("a.x", "b.x"), host="b"),)
POINTWISE = ts.rules.Policy(reading=ts.rules.Reading.POINTWISE)


@pytest.mark.parametrize(
    ("more", "zone", "told"),
    [
        pytest.param({"walks": WALK}, "built_up", [("a.x+b.x", ["a.x", "b.x"], "b", span(most=1), True)], id="the highest bar for all"),
        pytest.param({"walks": WALK}, "village", [("a.x+b.x", ["a.x", "b.x"], "b", span(most=1), True)], id="the highest bar wherever some member asks"),
        pytest.param({"walks": WALK, "policy": POINTWISE}, "built_up", [("a.x+b.x", ["a.x", "b.x"], "b", span(most=1), False)], id="point by point, where both ask"),
        pytest.param({"walks": WALK, "policy": POINTWISE}, "village", [("a.x+b.x", ["a.x"], "b", span(most=3), False)], id="point by point, where one asks"),
        pytest.param({}, "built_up", [("a.x", ["a.x"], "a", span(most=3), True), ("b.x", ["b.x"], "b", span(most=1), True)], id="in no match"),
        pytest.param({}, "village", [("a.x", ["a.x"], "a", span(most=3), True)], id="in no match, where one asks"),
        pytest.param({"walks": (crosswalk(match("a.x", "b.x"), host="b", where="zone=village"),)}, "built_up", [("a.x", ["a.x"], "a", span(most=3), True), ("b.x", ["b.x"], "b", span(most=1), True)], id="outside the ground of the match"),
        pytest.param({"walks": (crosswalk(match("a.x", "b.x"), host="b", where="zone=village"),)}, "village", [("a.x+b.x", ["a.x", "b.x"], "b", span(most=1), True)], id="inside the ground of the match"),
        pytest.param({"walks": WALK, "rulings": [ruling("litter.spots <= 2 处", "a.x", "b.x")]}, "built_up", [("a.x+b.x", ["a.x", "b.x"], "b", span(most=2), True)], id="under a ruling"),
    ],
)  # fmt: skip
def test_what_is_asked_at_a_place(more, zone, told):
    """Once, of all users, under one bar, measured by the host; whom anybody assesses all do, unless it is read point by point."""
    found = asks(WIDE, NARROW, where=point(zone=zone), **more)

    assert [(one.code, [user.code for user in one.users], one.host, one.bar["litter.spots"], one.joined) for one in found] == told
    assert all(one.asked[user.code] == one.bar for one in found for user in one.users)
    assert not any(one.looks_back or one.needing for one in found)


def test_nothing_is_asked_where_nobody_asks():
    """A place that no scope covers has no question."""
    assert asks(NARROW, where=point(zone="village")) == ()
    assert asks(indicator("a.x", where="site_type=market")) == ()
    assert [one.code for one in asks(indicator("a.x", where="site_type=road"), where=point(site_type="main_road"))] == ["a.x"]


def test_each_user_has_its_own_business():
    """Of a larger question a part asks about its own measures alone."""
    larger, part = indicator("a.x", "litter.spots <= 3 处; lamps.lit >= 90 %"), indicator("b.x", "litter.spots <= 1 处")
    (one,) = asks(larger, part, walks=(crosswalk(match("b.x", "a.x", "subset_of", "litter.spots")),))

    assert one.asked == {"a.x": {"litter.spots": span(most=1), "lamps.lit": span(90)}, "b.x": {"litter.spots": span(most=1)}}


def test_which_lines_a_user_charges():
    """A surcharge of the host is charged by its first use alone; where an item counts only when all is met, any breach takes it at last."""
    surcharge = evolve(priced(2), charged=ts.rules.Charged.HOST)
    members = [indicator(f"{book}.x", "litter.spots <= 1 处", surcharge, priced(1)) for book in "ab"]
    (one,) = asks(*members, walks=WALK)
    lines = {user.code: [(number, line.charged.value, line.tariff) for number, line in one.lines(user)] for user in one.users}
    item = city(*members).assessments[0].items[0]
    (needing,) = asks(*members, walks=WALK, books={"a": {"items": [evolve(item, all_met=True)]}})
    last = [needing.lines(user)[-1] for user in needing.users]

    assert [(code, [number for number, _, _ in told]) for code, told in lines.items()] == [("a.x", [2]), ("b.x", [1, 2])]
    assert needing.needing == {"a.x"}
    assert (last[0][0], last[0][1].tariff, last[0][1].measures) == (3, ts.rules.Veto(ts.rules.Level.ITEM), ("litter.spots",))
    assert last[1][0] == 2


def test_what_is_told_alone_takes_no_item():
    """An item that counts only when all is met does not fail by what is only told."""
    one = evolve(indicator("a.x"), deductions=[NOTED])
    item = city(one).assessments[0].items[0]
    (question,) = asks(one, books={"a": {"items": [evolve(item, all_met=True)]}})

    assert [number for number, _ in question.lines(question.users[0])] == [1]


def test_whether_a_question_looks_back():
    """It does where a line of any user does."""
    back = ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Steps(1), where={"repeated": ["1.."]}, look_back=2)

    assert [one.looks_back for one in asks(indicator("a.x", "litter.spots <= 1 处", priced(1), back), indicator("b.x", "litter.spots <= 1 处"), walks=WALK)] == [True]


@pytest.mark.parametrize(("policy", "of_a", "of_b"), [(None, {"wujin", "hutang"}, {"wujin", "hutang"}), (POINTWISE, {"wujin"}, {"hutang"})])
def test_whom_an_assessment_counts_a_question_for(policy, of_a, of_b):
    """Whom anybody assesses on it, or read point by point by its own subjects; a question is known by its own code and by those of its members."""
    members = evolve(WIDE, subjects=subjects("kind=district")), evolve(indicator("b.x", "litter.spots <= 1 处"), subjects=subjects("kind=town"))
    rules = city(*members, crosswalks=WALK, **({"policy": policy} if policy else {}))
    asking = Asking(Papers(rules=rules, sites=(), period=Q2, observations=()))
    (one,) = asking.at(point())
    counted = [{unit for unit in ("wujin", "hutang", "bureau") if asking.entitled(one, user, unit)} for user in one.users]

    assert counted == [of_a, of_b]
    assert asking.named(point()) == {"a.x+b.x": one, "a.x": one, "b.x": one}
    assert asking.named(point()) is asking.named(point())
