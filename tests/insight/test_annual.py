"""The annual score: the periods and the drives by their weights, the places that follow, and the page."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_driven import past
from insight.test_drives import ENTRY, check, made
from survey import changed, city, scored, seen, site
from tristandard.insight.annual import AnnualScore, annual
from tristandard.insight.drive import Over
from tristandard.insight.driven import evaluate
from tristandard.rules.assessment import AfterTies, Ranks, TieRule

SITES = site("s1"), site("s2", "tianning"), site("s3", "xinbei"), site("s4", "bureau"), site("s5", "hutang")
ENTRIES = {"annual": [evolve(ENTRY, quarters=75, drives=25)]}


def year(**more):
    """Return a year of one quarter: in `a` Wujin has 98, Tianning and Xinbei 100, the town of Hutang 95, the bureau nothing."""
    rules = changed(city(), a={"ranks": Ranks.SCORED, **more}, b={"ranks": Ranks.SCORED})
    return ts.together([scored(seen(2, "s1"), seen(0, "s2"), seen(0, "s3"), seen(5, "s5"), rules=rules, sites=SITES)])


def driven(*checks, **more):
    """Return what came of the drives of the year."""
    return evaluate(made(**{**ENTRIES, **more}), checks)


CHECKS = check("1", "tianning", 0), check("2", "xinbei"), check("3", "wujin")


def whole(unit, periods, drives, exact, place):
    """Return an annual score of which nothing is open."""
    return AnnualScore(unit=unit, periods=periods, drives=drives, exact=exact, published=Decimal(f"{float(exact):.1f}"), interval=(exact, exact), place=place)


def test_every_annual_score():
    """Three quarters of the score of the periods and one of the drives; who has no drive keeps its periods, and who has no score none. Places are among units of a kind."""
    found = annual(year(), driven(*CHECKS))["a"]

    assert {
        "bureau": AnnualScore(unit="bureau", periods=None, drives=None, exact=None, published=None, interval=(Fraction(95), Fraction(100))),
        "hutang": whole("hutang", Fraction(95), None, Fraction(95), 1),
        "tianning": whole("tianning", Fraction(100), Fraction(0), Fraction(75), 3),
        "wujin": whole("wujin", Fraction(98), Fraction(100), Fraction("98.5"), 2),
        "xinbei": whole("xinbei", Fraction(100), Fraction(100), Fraction(100), 1),
    } == found


def test_what_is_open_in_the_periods_is_open_in_the_year():
    """The bureau, of which nothing was measured, with its drive done: no score, and its ends by the same weights."""
    told = annual(year(), driven(check("1", "wujin"), annual=[evolve(ENTRY, quarters=75, drives=25, over=Over.LEAD_AND_UNITS)]))["a"]["bureau"]

    assert (None, Fraction(100), None, None, (Fraction("96.25"), Fraction(100)), None) == (told.periods, told.drives, told.exact, told.published, told.interval, told.place)


def test_the_whole_page():
    """Kinds of units stand together, each by its places, in either language; of `b` it is said that no drives enter."""
    told = annual(year(), driven(*CHECKS))

    assert [
        "a · 2022Q2 年度得分（季度 75 %，攻坚行动 25 %）",
        "  —  城管局  —  = 季度 —，攻坚行动 —",
        "  1  新北区  100.0  = 季度 100，攻坚行动 100",
        "  2  武进区  98.5  = 季度 98，攻坚行动 100",
        "  3  天宁区  75.0  = 季度 100，攻坚行动 0",
        "  1  湖塘镇  95.0  = 季度 95，攻坚行动 —",
        "b · 2022Q2 年度得分（未写明攻坚行动计入）",
        "  —  城管局  —  = 季度 —，攻坚行动 —",
        "  1  天宁区  100.0  = 季度 100，攻坚行动 —",
        "  1  新北区  100.0  = 季度 100，攻坚行动 —",
        "  3  武进区  99.0  = 季度 99，攻坚行动 —",
        "  1  湖塘镇  97.5  = 季度 97.5，攻坚行动 —",
    ] == str(told).splitlines() == told.text("zh").splitlines()
    assert [
        "a · 2022Q2, annual score (quarters 75 %, drives 25 %)",
        "  —  城管局  —  = quarters —, drives —",
        "  1  新北区  100.0  = quarters 100, drives 100",
        "  2  Wujin  98.5  = quarters 98, drives 100",
    ] == told.text("en").splitlines()[:4]


@pytest.mark.parametrize(("more", "places"), [({}, [1, 2, 3]), ({"ties": TieRule.PUBLISHED}, [1, 1, 3]), ({"ties": TieRule.PUBLISHED, "after_ties": AfterTies.DENSE}, [1, 1, 2])])
def test_places_follow_the_rules_of_the_assessment(more, places):
    """With weights of 99.9 and 0.1 Xinbei has 100 and Tianning 99.99, which prints as 100.0: whether they tie, and what place follows, is as the assessment says."""
    entry = evolve(ENTRY, quarters="99.9", drives="0.1")
    told = annual(year(**more), driven(check("1", "tianning", 9, checked=10), check("2", "xinbei"), check("3", "wujin"), annual=[entry], drives=[evolve(made().drives[0], model=ts.rules.Model({"total": ts.rules.Rate(of="met", out_of="checked", by="督查组")}))]))["a"]

    assert places == [told[unit].place for unit in ("xinbei", "tianning", "wujin")]


def test_a_year_without_drives_is_itself():
    """Without drives every score is that of the year, and the page says that none enter."""
    told = annual(year())

    assert {unit: (card.exact, card.place, card.interval) for unit, card in year()["a"].items()} == {unit: (one.exact, one.place, one.interval) for unit, one in told["a"].items()}
    assert "a · 2022Q2, annual score (no drives enter)" == told.text("en").splitlines()[0]
    with pytest.raises(ts.UnknownKey, match="'c' is not an assessment of the rule set; give one of a, b"):
        told["c"]


def test_whose_drives_do_not_enter():
    """Drives of another year or another rule set are refused with both, in either language."""
    for drives, said in (
        (evaluate(past()), "'sample 2021' is not drives of sample in 2022; give what came of the drives of the year that the results end in"),
        (evaluate(made(rules=evolve(city(), code="other"))), "'other 2022' is not drives of sample in 2022; give what came of the drives of the year that the results end in"),
    ):
        with pytest.raises(ts.BadValue) as refused:
            annual(year(), drives)
        assert said == str(refused.value)
    with pytest.raises(ts.BadValue, match="for `drives`"):
        annual(year(), "drives")
