"""What the merge costs or gives each unit: by hand, by the definition over all worlds, and refused where it cannot be said."""

from collections import Counter
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import tristandard as ts
from properties import SOME
from samples import crosswalk, indicator, match, ruling
from survey import LITTER, MEAN, changed, city, finding, found, itemed, priced, registered, scored, seen, site
from tristandard.insight.uplift_orders import averaged, averaged_alike, averaged_sum
from tristandard.rules.nodes.sheet import Sheet
from tristandard.testing import laws
from tristandard.testing import strategies as some

BAR, SCOPE, SUBJECTS, ONCE = ts.insight.MergeStage


@SOME
@given(some.quarters())
def test_the_laws_of_uplift(survey):
    """Each law of uplift holds of any survey of any rules, and its oracles agree."""
    for law in laws.UPLIFTED:
        law.check(survey)


def test_the_higher_bar_costs_what_it_costs():
    """`b` allowed two spots of litter and charges half a point; merged with `a`, which allows none, three spots cost 1.5 instead of 0.5."""
    one = ts.insight.uplift(scored(seen(3)))["b"]["wujin"]

    assert (Fraction("99.5"), Fraction("98.5"), Fraction(-1)) == (one.apart, one.merged, one.difference)
    assert {BAR: -1, SCOPE: 0, SUBJECTS: 0, ONCE: 0} == one.effects
    assert {(LITTER, BAR): Fraction(-1)} == one.by_indicator
    assert ({}, True) == (one.by_site, not any(one.rest.values()))


def test_whoever_asked_for_it_already_loses_nothing():
    """`a` asked for no litter before, and the merge changes nothing for it."""
    one = ts.insight.uplift(scored(seen(3)))["a"]["wujin"]

    assert (one.apart, {BAR: 0, SCOPE: 0, SUBJECTS: 0, ONCE: 0}, {}) == (one.merged, one.effects, one.by_indicator)


def wide(**more):
    """Return results in which `a` is widened from main roads to the markets of `b`: 4 spots on the road, 2 at the market."""
    rules = city(
        indicator("a.litter", "litter.spots <= 1 处", priced(1), where="site_type=main_road"),
        indicator("b.litter", "litter.spots <= 1 处", priced(1), where="site_type=main_road | site_type=market"),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
        models={"a": MEAN, "b": MEAN},
    )
    return scored(seen(4, "s1"), seen(2, "s2"), rules=rules, sites=(site("s1"), site("s2", kind="market")), **more)


def test_a_wider_scope_is_told_by_site():
    """Where the scope widens, the mean takes a site more: both sites are lines, the better one lifts the score as far as the road weighs less."""
    one = ts.insight.uplift(wide())["a"]["wujin"]

    assert (Fraction(97), Fraction(98)) == (one.apart, one.merged)
    assert {BAR: 0, SCOPE: 1, SUBJECTS: 0, ONCE: 0} == one.effects
    assert {("s1", SCOPE): Fraction("0.25"), ("s2", SCOPE): Fraction("0.75")} == one.by_site


def test_a_unit_that_only_the_other_assessed_has_no_baseline():
    """A unit that `a` assesses only since the merge has a score now, none apart, and the reason."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1), of="kind=town"),
        indicator("b.litter", "litter.spots <= 0 处", priced(1)),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
    )
    one = ts.insight.uplift(scored(seen(3), rules=rules))["a"]["wujin"]

    assert (None, Fraction(97), None, {}) == (one.apart, one.merged, one.difference, one.effects)
    assert "该单位" in one.reason[0]
    assert "does not assess the unit" in one.told[1]


def test_a_unit_where_nothing_applies_has_no_baseline():
    """Where nothing applies at the sites of a unit, its uplift says so in the words of its card: it is assessed all the same."""
    results = scored(seen(ts.NotApplicable("拆迁")))
    told = ts.insight.uplift(results)["b"]["wujin"]

    assert (None, None, None, {}) == (told.apart, told.merged, told.difference, told.effects)
    assert ("无得分：均不适用", "not scored: nothing applies") == results["b"]["wujin"].reason
    assert ("融合后无得分：均不适用", "after the merge not scored: nothing applies") == told.reason


def test_a_unit_where_nothing_applied_apart():
    """A unit whose only line apart does not apply, and that the merge gives another, has no score apart, as nothing applies there."""
    rules = city(
        indicator("a.litter", "litter.spots <= 1 处", priced(1), where="site_type=main_road"),
        indicator("b.litter", "litter.spots <= 1 处", priced(1), where="site_type=main_road | site_type=market"),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
        models={"a": MEAN, "b": MEAN},
    )
    results = scored(seen(ts.NotApplicable("拆迁")), seen(2, "s2"), rules=rules, sites=(site("s1"), site("s2", kind="market")))
    told = ts.insight.uplift(results)["a"]["wujin"]

    assert (None, Fraction(99)) == (told.apart, told.merged)
    assert ("各自考核时无得分：均不适用", "by itself not scored: nothing applies") == told.reason


def test_a_surcharge_that_only_the_host_charges_counts_once():
    """A surcharge of `a` that only a host charges is not charged where `b` hosts: the merge gives it back."""
    own = evolve(priced(2), charged=ts.rules.Charged.HOST)
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1), own),
        indicator("b.litter", "litter.spots <= 0 处", priced(1)),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
    )
    one = ts.insight.uplift(scored(seen(3), rules=rules))["a"]["wujin"]

    assert (Fraction(91), Fraction(97), Fraction(6)) == (one.apart, one.merged, one.effects[ONCE])


def test_a_measure_that_a_ruling_dropped_is_not_measured_apart():
    """`b` asked about lamps, which a ruling left out: nobody looked, so that its score apart rests on nothing, and it is not taken to be met."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)),
        indicator("b.litter", "lamps.lit >= 95 %", priced(1, None, 1, "lamps.lit")),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="a"),),
    )
    rules = evolve(rules, rulings=[ruling("litter.spots <= 0 处", "a.litter", "b.litter")])
    one = ts.insight.uplift(scored(seen(3), rules=rules))["b"]["wujin"]

    assert one.apart is None
    assert "too little was measured" in one.reason[1]


def raised(line):
    """Return rules in which `b` raises two bars of `a`, of litter and of notices, with the line by which `a` prices litter."""
    return city(
        indicator("a.litter", "litter.spots <= 3 处", line),
        indicator("b.litter", "litter.spots <= 0 处", priced(1)),
        indicator("a.notices", "notice.count <= 3 处", priced(1, None, 1, "notice.count")),
        indicator("b.notices", "notice.count <= 0 处", priced(1, None, 1, "notice.count")),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), match("a.notices", "b.notices"), host="b"),),
    )


def filling_an_item(rules):
    """Return the uplift in `a` of three spots of litter and three notices, whose item has a mark of 4."""
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=4)})
    results = scored(seen(3), seen(ts.Measured({"notice.count": 3}), what="a.notices+b.notices"), rules=rules)
    return ts.insight.uplift(results)["a"]["wujin"]


def test_items_that_stop_at_their_mark_are_shared_by_all_orders():
    """Two indicators that each lose 3 more fill an item of 4 together: each bears 2 of the 4."""
    one = filling_an_item(raised(priced(1)))

    assert {(LITTER, BAR): Fraction(-2), ("a.notices+b.notices", BAR): Fraction(-2)} == one.by_indicator


def test_a_veto_is_shared_by_all_orders():
    """A veto zeroes an item of 4 of which notices lose 3: it moves 4 where it comes first and 1 where it comes last, notices nothing or 3."""
    veto = ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Veto(ts.rules.Level.ITEM))
    one = filling_an_item(raised(veto))

    assert (Fraction(-4), -4) == (one.difference, one.effects[BAR])
    assert {(LITTER, BAR): Fraction("-2.5"), ("a.notices+b.notices", BAR): Fraction("-1.5")} == one.by_indicator


def test_what_is_open_is_shared_by_all_orders():
    """At a second site nobody looked for notices: what is open there moves nothing, and what was measured has its part in full."""
    rules = raised(priced(1))
    told = seen(3), seen(ts.Measured({"notice.count": 2}), what="a.notices+b.notices"), seen(0, "s2")
    one = ts.insight.uplift(scored(*told, rules=rules, sites=(site(), site("s2"))))["a"]["wujin"]

    assert one.effects[BAR] == one.difference == sum(one.by_indicator.values())
    assert {(LITTER, BAR), ("a.notices+b.notices", BAR)} == one.by_indicator.keys()


def test_what_findings_name_moves_whom_they_name():
    """A finding that names a unit at another's site is part of what the merge costs that unit."""
    results = scored(
        seen(found(finding("1"), finding("2", "tianning"))), seen(0, "s2"), sites=(site("s1"), site("s2", "tianning"))
    )
    told = ts.insight.uplift(results)["b"]

    assert sum(told["tianning"].effects.values()) == told["tianning"].difference
    assert results["b"]["tianning"].exact == told["tianning"].merged


def named(measure, many):
    """Return so many findings that name Tianning."""
    return ts.Measured((), [ts.Finding(id=f"{measure}{at}", measure=measure, unit="tianning") for at in range(many)])


def beside(rules, mark):
    """Return the uplift in `a` of Tianning: two spots of litter and three notices at the site of Wujin name it; the item has a mark."""
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=mark)})
    told = seen(named("litter.spots", 2)), seen(named("notice.count", 3), what="a.notices+b.notices"), seen(0, "s2")
    results = scored(*told, seen(ts.Measured({"notice.count": 0}), "s2", "a.notices+b.notices"), rules=rules, sites=(site("s1"), site("s2", "tianning")))
    return ts.insight.uplift(results)["a"]["tianning"]


VETO = ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Veto(ts.rules.Level.ITEM))


@pytest.mark.parametrize(
    ("line", "mark", "litter", "notices"),
    [(priced(1), 100, -2, -3), (priced(1), 4, "-1.5", "-2.5"), (VETO, 4, "-2.5", "-1.5")],
)
def test_what_findings_name_is_divided_as_what_is_found(line, mark, litter, notices):
    """Findings at another's site cost what they cost: within the mark each as much as it takes, at the mark shared by all orders, and so with a veto."""
    one = beside(raised(line), mark)

    assert {(LITTER, BAR): Fraction(litter), ("a.notices+b.notices", BAR): Fraction(notices)} == one.by_indicator
    assert ({}, {BAR: 0, SCOPE: 0, SUBJECTS: 0, ONCE: 0}, one.merged - one.apart) == (one.by_site, one.rest, Fraction(litter) + Fraction(notices))


def test_a_veto_of_the_unit_is_in_the_rest():
    """What zeroes the whole score stands for no indicator in a sheet."""
    one = beside(raised(ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Veto(ts.rules.Level.UNIT))), 100)

    assert ((100, 0), {}, -100) == ((one.apart, one.merged), one.by_site, one.rest[BAR] + sum(one.by_indicator.values()))


def test_many_indicators_in_one_sheet():
    """Thirteen bars of one sheet that the merge raised, the first over one spot, the last over thirteen, each cost what they cost: too many to try every mixture."""
    codes = [f"i{at:02}" for at in range(1, 14)]
    books = [indicator(f"{book}.{code}", f"litter.spots <= {allowed} 处", priced(1)) for code in codes for book, allowed in (("a", 20), ("b", 0))]
    rules = city(*books, crosswalks=(crosswalk(*(match(f"a.{code}", f"b.{code}") for code in codes), host="b"),))
    told = [seen(at, "s1", f"a.{code}+b.{code}") for at, code in enumerate(codes, 1)]
    one = ts.insight.uplift(scored(*told, rules=rules))["a"]["wujin"]

    assert {(f"a.{code}+b.{code}", BAR): -at for at, code in enumerate(codes, 1)} == one.by_indicator
    assert [f"a.{code}+b.{code}" for code in codes] == [code for code, _ in one.by_indicator]


def test_what_one_owner_is_named_for_is_its_own():
    """At a site of two owners spots of litter name Tianning, notices nobody: Tianning bears its litter in full and half of the notices, Wujin the other half alone."""
    litter, notices = (ts.Measured((), [ts.Finding(id=f"{at}", measure=measure, unit=unit) for at in range(many)]) for measure, many, unit in (("litter.spots", 2, "tianning"), ("notice.count", 3, None)))
    results = scored(seen(litter), seen(notices, what="a.notices+b.notices"), rules=raised(priced(1)), sites=(site("s1", {"wujin": "1/2", "tianning": "1/2"}),))
    told = ts.insight.uplift(results)["a"]

    assert {("a.notices+b.notices", BAR): Fraction("-1.5")} == told["wujin"].by_indicator
    assert {(LITTER, BAR): Fraction(-2), ("a.notices+b.notices", BAR): Fraction("-1.5")} == told["tianning"].by_indicator


def test_what_moved_comes_in_the_order_of_the_stages():
    """A bar of notices comes before a surcharge of litter, though its code comes after."""
    own, counted = evolve(priced(2), charged=ts.rules.Charged.HOST), priced(1, None, 1, "notice.count")
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1), own), indicator("b.litter", "litter.spots <= 0 处", priced(1)),
        indicator("a.notices", "notice.count <= 3 处", counted), indicator("b.notices", "notice.count <= 0 处", counted),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), match("a.notices", "b.notices"), host="b"),),
    )  # fmt: skip
    one = ts.insight.uplift(scored(seen(3), seen(ts.Measured({"notice.count": 3}), what="a.notices+b.notices"), rules=rules))["a"]["wujin"]

    assert [(("a.notices+b.notices", BAR), -3), ((LITTER, ONCE), 6)] == list(one.by_indicator.items())


@pytest.mark.parametrize(("bonus", "most", "apart", "lamps", "litter"), [(20, None, 107, -5, -3), (4, None, 104, "-3.5", "-1.5"), (20, 4, 104, -2, -3)])
def test_what_is_gained_stops_too(bonus, most, apart, lamps, litter):
    """Lamps of 97 % gain 7 above a bar of 90, and 2 above the merged one of 95; litter costs 3 more. Where the sheet may rise by 4 alone its end is shared by all orders; where gains stop at 4 only
    lamps stop.
    """
    gain = ts.rules.DeductionRule(measures=("lamps.lit",), tariff=ts.rules.Gain(1), at_most=10)
    lit = priced(1, None, 1, "lamps.lit")
    rules = city(
        indicator("a.lamps", "lamps.lit >= 90 %", lit, gain), indicator("b.lamps", "lamps.lit >= 95 %", lit),
        indicator("a.litter", "litter.spots <= 3 处", priced(1)), indicator("b.litter", "litter.spots <= 0 处", priced(1)),
        crosswalks=(crosswalk(match("a.lamps", "b.lamps"), match("a.litter", "b.litter"), host="b"),),
        models={"a": ts.rules.Model({"total": ts.rules.Sheet(bonus=bonus, gains_at_most=most)})},
    )  # fmt: skip
    one = ts.insight.uplift(scored(seen(3), seen(ts.Measured({"lamps.lit": 97}), what="a.lamps+b.lamps"), rules=rules))["a"]["wujin"]

    assert (apart, 99, 0) == (one.apart, one.merged, one.rest[BAR])
    assert {("a.lamps+b.lamps", BAR): Fraction(lamps), (LITTER, BAR): Fraction(litter)} == one.by_indicator


def test_units_come_in_the_order_of_their_codes():
    """Every unit that has a score is told, in the order of the codes."""
    codes = "xinbei", "wujin", "tianning", "hutang", "bureau"
    told = ts.insight.uplift(scored(*(seen(1, code) for code in codes), sites=tuple(site(code, code) for code in codes)))

    assert sorted(codes) == list(told["a"]) == list(told["b"])
    assert (["a", "b"], 2, 10) == (list(told), len(told), len(list(told.units)))


def later(results, **more):
    """Return the uplift of the same sites in the next quarter, with other findings."""
    plan = ts.plan(
        results.ledger.register.plan.merged, results.ledger.register.plan.sites.values(), ts.Quarter(2022, 3)
    )
    observations = [evolve(one, made=plan.period.start, **more) for one in results.ledger.register.observations()]
    return ts.insight.uplift(ts.score(ts.share(ts.register(plan, observations))))


def test_conduct_and_stages_make_what_changed():
    """From a quarter before the merge to one after: conduct is what the score apart moved, the stages the rest."""
    apart = evolve(city(), crosswalks=[])
    before = ts.insight.uplift(scored(seen(3, what="a.litter"), seen(3, what="b.litter"), rules=apart))
    after = later(scored(seen(5)))
    told = {(one.assessment.code, one.unit.code): one for one in ts.insight.since(before, after).units}["b", "wujin"]

    assert (Fraction("99.5"), Fraction("97.5")) == (told.then, told.now)
    assert (Fraction(-1), {BAR: -1, SCOPE: 0, SUBJECTS: 0, ONCE: 0}, False) == (told.conduct, told.stages, told.ruled)
    assert "99.5000 → 97.5000，−2.0000 分 = 本单位情况变化 −1.0000，指标就高 −1.0000" in told.told[0]


def test_the_text_of_what_changed():
    """Both periods stand in the title, each unit is a line, and it is said what that does not say; in either language."""
    first, second = ts.insight.uplift(scored(seen(3))), later(scored(seen(5)))
    told = ts.insight.since(first, second)
    zh, en = str(told).splitlines(), told.text("en").splitlines()

    assert (zh, told.periods) == (told.text("zh").splitlines(), (ts.Quarter(2022, 2), ts.Quarter(2022, 3)))
    assert (zh[0], en[0]) == ("2022Q3 · 与 2022Q2 相比", "2022Q3 · compared with 2022Q2")
    assert zh[1 : len(told.units) + 1] == [f"  {one.told[0]}" for one in told.units]
    assert en[1 : len(told.units) + 1] == [f"  {one.told[1]}" for one in told.units]


def test_a_unit_that_was_not_scored_then_has_no_change():
    """A unit without a score, or without a score apart, in the earlier period is told so, with the reason, and no stage."""
    blank = changed(city(), a={"model": ts.rules.Model({"total": ts.rules.Sheet(unmeasured=ts.rules.Unmeasured.BLANK)})})
    first, second = ts.insight.uplift(scored(rules=blank)), later(scored(seen(5), rules=blank))
    told = {(one.assessment.code, one.unit.code): one for one in ts.insight.since(first, second).units}["a", "wujin"]

    assert (told.conduct, dict(told.stages)) == (None, {})
    assert "in the earlier period: " in told.told[1]


def test_a_unit_that_was_not_there_has_no_change():
    """A unit that had no site in the earlier period is told so, in either language, beside one that had."""
    second = later(scored(seen(5), seen(1, "s2"), sites=(site(), site("s2", "tianning"))))
    told = {one.unit.code: one for one in ts.insight.since(ts.insight.uplift(scored(seen(3))), second).units if one.assessment.code == "a"}

    assert ("a · 天宁区：上期没有该单位的得分", "a · 天宁区: the unit was not scored in the earlier period") == told["tianning"].told
    assert (None, Fraction(99), None, {}, False) == tuple(getattr(told["tianning"], name) for name in ("then", "now", "conduct", "stages", "ruled"))
    assert (Fraction(97), Fraction(95), Fraction(-2), dict.fromkeys(ts.insight.MergeStage, 0), False) == tuple(getattr(told["wujin"], name) for name in ("then", "now", "conduct", "stages", "ruled"))


def test_rules_that_changed_are_part_of_the_conduct():
    """Where the assessment's own rules are others than then, what its score apart moved holds what they moved, which is said of it alone."""
    told = ts.insight.since(ts.insight.uplift(scored(seen(3))), later(scored(seen(5), rules=changed(city(), b={"zh": "乙"})))).units

    assert [("a", False), ("b", True)] == [(one.assessment.code, one.ruled) for one in told]
    assert "乙 · 武进区：98.5000 → 97.5000，−1.0000 分 = 本单位情况变化（含本考核规则的变化） −1.0000，指标就高 0" == told[1].told[0]


def test_since_takes_the_earlier_period_first():
    """Two periods are compared in their order, under one rule set."""
    before = ts.insight.uplift(scored(seen(3)))
    after = later(scored(seen(3)))
    other = ts.insight.uplift(scored(seen(3), rules=evolve(city(), code="other")))

    for one, two, said in (
        (after, before, "'2022Q3' is not a period before 2022Q2; give the earlier period first"),
        (before, before, "'2022Q2' is not a period before 2022Q2; give the earlier period first"),
        (other, after, "'other' is not the rule set of the later period (sample); compare two periods under one rule set, in whichever version"),
    ):
        with pytest.raises(ts.BadValue) as refused:
            ts.insight.since(one, two)
        assert said == str(refused.value)
    for one, two in ((before, None), (None, after)):
        with pytest.raises(ts.BadValue, match="Uplift"):
            ts.insight.since(one, two)


def test_a_year_has_no_uplift_of_its_own():
    """Uplift is of one period: several put together are refused."""
    with pytest.raises(ts.BadValue, match="'2022Q2' is not results of one period: they put several together; give the results of each period by itself"):
        ts.insight.uplift(ts.together([scored(seen(3))]))


AGAIN = ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Steps(1), where={"repeated": ["1.."]}, look_back=1)


def test_the_past_may_be_read_apart_too():
    """`b` allowed two spots: one spot a quarter ago was a problem by the merged bar, none by its own; with the register of then, the score apart knows."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)),
        indicator("b.litter", "litter.spots <= 2 处", priced(1), AGAIN),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
    )
    first = registered(seen(found(finding("1"))), rules=rules)
    plan = ts.plan(ts.merge(rules), [site()], ts.Quarter(2022, 3))
    register = ts.register(plan, [evolve(seen(found(*map(finding, "123"))), made=plan.period.start)])
    results = ts.score(ts.share(register, history=ts.history([first], plan.period)))

    assert (Fraction(98), Fraction(99)) == (
        ts.insight.uplift(results)["b"]["wujin"].apart,
        ts.insight.uplift(results, before=[first])["b"]["wujin"].apart,
    )
    with pytest.raises(ts.BadValue, match="give registers of earlier periods"):
        ts.insight.uplift(results, before=[results.ledger.register])


def test_the_text_says_apart_first_and_what_it_does_not_say():
    """An official reads apart, merged and the stages, that orders are averaged, and what apart means."""
    told = ts.insight.uplift(scored(seen(3)))

    assert "b · 武进区：各自考核应得 99.5000，融合后 98.5000，少 1.0000 分 = 指标就高 −1.0000" in str(told)
    assert "各项影响按所有先后次序取平均，合计分毫不差" in str(told)
    assert "apart 99.5000, merged 98.5000, 1.0000 less = the highest standard −1.0000" in told.text("en")
    assert "it is no assessment that took place" in told.text("en")


def test_the_whole_text():
    """The head names period, edition and rules; units, bars, what that does not say and the notice follow."""
    told = ts.insight.uplift(scored(seen(3), rules=evolve(city(), notice_zh="均为示例。", notice_en="All made up.")))

    assert [
        "2022Q2 · edition 1 · rules sample 1 · What the merge costs or gives",
        "  a · Wujin: apart 97.0000, merged 97.0000, the same = the highest standard 0",
        "  b · Wujin: apart 99.5000, merged 98.5000, 1.0000 less = the highest standard −1.0000",
        "Bars by which the highest standard moved a score:",
        "  b · b.litter (b.litter): its own bar is litter.spots <= 2 处; in force since the merge is litter.spots <= 0 处",
        "Each effect is averaged over all orders of the stages, and together they are exact; numbers are printed with four decimals.",
        "“Apart” means the same sites and findings, scored by the assessment's own standards, scopes, subjects and deductions; it is no assessment that took place.",
        "All made up.",
    ] == told.text("en").splitlines()
    assert ("2022Q2 · 第1版 · 规则 sample 1 · 融合的影响", "均为示例。", told.text("zh")) == (str(told).splitlines()[0], str(told).splitlines()[-1], str(told))


def test_the_text_says_which_bars_cost_something():
    """Below the units stand the bars that the merge changed and that moved a score: the assessment's own, and the one in force, in both languages."""
    told = ts.insight.uplift(scored(seen(3)))

    assert [("b", "b.litter")] == [(bar.assessment.code, bar.indicator.code) for bar in told.bars]
    assert "因指标就高而影响得分的标准：\n  b · b.litter（b.litter）：本考核标准为litter.spots <= 2 处，融合后执行litter.spots <= 0 处\n" in str(told)
    assert (
        "Bars by which the highest standard moved a score:\n  b · b.litter (b.litter): its own bar is litter.spots <= 2 处; "
        "in force since the merge is litter.spots <= 0 处\n" in told.text("en")
    )


def test_bars_that_moved_no_score_are_left_out():
    """Where nothing was found beyond the higher bar, no bar is told."""
    told = ts.insight.uplift(scored(seen(0)))

    assert ((), False, False) == (told.bars, "指标就高而" in str(told), "Bars by" in told.text("en"))


def test_a_bar_that_is_read_site_by_site_is_told_in_each_form():
    """Site by site, the higher bar is in force where `a` covers a site too, and elsewhere the bar of `b` itself: both are told."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1), where="site_type=main_road"),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5")),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="a"),),
        policy=ts.rules.Policy(ts.rules.Reading.POINTWISE),
    )
    told = ts.insight.uplift(scored(seen(3, "s1"), seen(3, "s2"), rules=rules, sites=(site("s1"), site("s2", kind="market"))))

    assert "融合后执行litter.spots <= 0 处，或litter.spots <= 2 处" in str(told)
    assert "in force since the merge is litter.spots <= 0 处, or litter.spots <= 2 处" in told.text("en")


def test_a_sheet_that_a_stage_leaves_alone_is_scored_once(monkeypatch):
    """Of two sites, one meets both bars: its sheet is added up for the first world of each assessment, and no other."""
    rules = city(models={"a": MEAN, "b": MEAN})
    results = scored(seen(1, "s1"), seen(0, "s2"), rules=rules, sites=(site("s1"), site("s2")))
    added, evaluate = [], Sheet.evaluate
    monkeypatch.setattr(Sheet, "evaluate", lambda sheet, place: added.append((place.assessment.code, place.member)) or evaluate(sheet, place))
    told = ts.insight.uplift(results)

    assert Fraction("-0.25") == told["b"]["wujin"].effects[BAR]
    assert {("a", "s1"): 1, ("a", "s2"): 1, ("b", "s1"): 2, ("b", "s2"): 1} == Counter(added)


def test_who_is_sought_and_not_there_is_refused():
    """An assessment or a unit that is not there is refused with those that are."""
    told = ts.insight.uplift(scored(seen(3)))

    with pytest.raises(ts.UnknownKey, match="give one of a, b"):
        told["c"]
    with pytest.raises(ts.UnknownKey, match="give one of wujin"):
        told.of("a", "nowhere")


@given(st.lists(st.integers(-4, 6), min_size=1, max_size=5), st.integers(0, 9))
def test_a_sum_that_stops_is_averaged_by_its_definition(steps, most):
    """What steps add to a sum that stops is what they add on average over all orders."""
    start = max(0, -sum(step for step in steps if step < 0))
    told = averaged_sum(steps, start, most)
    players = list(range(len(steps)))
    found = averaged(players, lambda on: Fraction(min(start + sum(steps[one] for one in on), most)))

    assert {one: told[steps[one]] for one in players} == found


@given(st.dictionaries(st.sampled_from("xyz"), st.integers(1, 2), min_size=1))
def test_players_that_do_the_same_are_averaged_together(kinds):
    """Counting players by their kind gives what each of them has by the definition."""
    worth = {"x": 2, "y": 3, "z": 5}
    told = averaged_alike(
        kinds, lambda counts: Fraction(sum(worth[kind] * number for kind, number in counts.items()) ** 2)
    )
    players = [(kind, place) for kind, number in kinds.items() for place in range(number)]
    found = averaged(players, lambda on: Fraction(sum(worth[kind] for kind, _ in on) ** 2))

    assert {(kind, place): told[kind] for kind, place in players} == found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_not_measured_is_said_beside_what_moves(language):
    """A score that what was not measured can still move says so in uplift and in the least set: how much is measured, and the interval."""
    open_ = scored(seen(3), sites=(site("s1"), site("s2")))
    whole = scored(seen(3), seen(0, "s2"), sites=(site("s1"), site("s2")))
    said = {"zh": "已测 1/2 项，区间 92–97：得分含未测推及", "en": "1/2 measured, interval 92–97: the score holds what was put"}[language]

    for told in (ts.insight.uplift, lambda results: ts.insight.least(results, "a", "wujin", 100)):
        assert said in told(open_).text(language)
        assert said[:6] not in told(whole).text(language)
