"""The five ones as shares, and what might be merged next."""

from pathlib import Path

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_burden import shared_and_own
from samples import crosswalk, indicator, match
from survey import city, priced, scored, seen, site
from tristandard.insight.candidates import Alike, Candidates, Noticed, candidates
from tristandard.insight.convergence import Proportion, convergence

SITES = (site("s1", zone="built_up"), site("s2", zone="village"))


def test_five_shares_by_hand():
    """Two of three indicators are shared, the one shared question had two standards, both sites see two offices, and
    two of four measurements have two users.
    """
    told = convergence(scored(rules=shared_and_own(), sites=SITES))

    assert (Proportion(2, 3), Proportion(0, 1), Proportion(0, 2), Proportion(2, 4), Proportion(1, 2)) == (
        told.system,
        told.standard,
        told.team,
        told.result,
        told.use,
    )


def test_shares_of_what_is_alike_and_of_one_office():
    """Two of two indicators ask the same already; one office comes to the one site where anything is asked, and no site counts at which nothing is."""
    litter = [indicator(f"{book}.litter", "litter.spots <= 0 处", where="zone=built_up") for book in "ab"]
    rules = city(*litter, crosswalks=(crosswalk(match("a.litter", "b.litter")),))
    told = convergence(scored(rules=rules, sites=SITES))

    assert [Proportion(2, 2), Proportion(1, 1), Proportion(1, 1), Proportion(1, 1), Proportion(1, 2)] == [told.system, told.standard, told.team, told.result, told.use]
    with pytest.raises(ts.BadValue, match="for `entering`"):
        convergence(scored(rules=rules, sites=SITES), entering="11")


def test_drives_that_enter_the_year_are_parts():
    """Each part that enters the annual score of an assessment beside its own periods counts, of all that is scored."""
    assert Proportion(12, 13) == convergence(scored(rules=shared_and_own(), sites=SITES), entering=11).use


@pytest.mark.parametrize("entering", [-1, 10**25, "1", None, True])
def test_parts_are_counted(entering):
    """The number of parts that enter is a whole one from 0."""
    with pytest.raises(ts.BadValue) as refused:
        convergence(scored(seen(0)), entering=entering)

    assert f"{entering!r} is not a number of parts for `entering`; give a whole number from 0" == str(refused.value)


def test_a_share_of_nothing():
    """Where nothing is shared there is no share of the standards, which is not nought."""
    told = convergence(scored(rules=city(indicator("a.litter")), sites=SITES)).standard

    assert (None, "0/0") == (told.share, str(told))


def test_the_page_of_the_five():
    """Each of the five is a line with its number, its whole and its share."""
    rules = evolve(shared_and_own(), notice_zh="均为示例。", notice_en="All made up.")
    told = convergence(scored(rules=rules, sites=SITES))

    assert [
        "五个一 · 2022Q2",
        "  一个测评体系：已融合的指标 2/3 = 66.7 %",
        "  一个测评标准：各方原标准即一致的融合指标 0/1 = 0.0 %",
        "  一支测评队伍：只由一家上门的点位 0/2 = 0.0 %",
        "  一个测评结果：两家以上共用的测量 2/4 = 50.0 %",
        "  一个结果运用：计入同一年度得分的部分 1/2 = 50.0 %",
        "只说明规则和计划走到哪一步，不说明哪一步好；一个结果运用只数写明计入年度的部分",
        "均为示例。",
    ] == str(told).splitlines() == told.text("zh").splitlines()
    assert "  one result: measurements that several assessments use 2/4 = 50.0 %" in told.text("en").splitlines()


def own_litter():
    """Return rules in which `a` and `b` share lamps, and `c` and `a` each ask for litter by themselves; `c` asks for
    it in villages alone.
    """
    lamps = [indicator(f"{book}.lamps", "lamps.lit >= 99 %", priced(1, 5, 1, "lamps.lit")) for book in "ab"]
    litter = [indicator("a.litter"), indicator("c.litter", where="zone=village")]
    other = indicator("c.lamps", "lamps.lit >= 95 %", priced(1, 5, 1, "lamps.lit"))
    return city(*lamps, *litter, other, crosswalks=(crosswalk(match("a.lamps", "b.lamps")),))


def test_candidates_by_measure():
    """An own indicator stands beside another's own one, and beside a shared one without its assessment, with the
    sites at which both are asked; never beside its match.
    """
    told = candidates([scored(rules=own_litter(), sites=SITES)])

    assert (
        Alike(first="c.lamps", second="a.lamps+b.lamps", measures=("lamps.lit",), sites=2),
        Alike(first="a.litter", second="c.litter", measures=("litter.spots",), sites=1),
    ) == told.alike


def test_candidates_by_problems():
    """Breaches of what one assessment alone asks are counted by indicator and type of site, over the periods in which
    they were found.
    """
    rules = own_litter()
    plans = [ts.plan(ts.merge(rules), SITES, quarter) for quarter in (ts.Quarter(2022, 1), ts.Quarter(2022, 2))]
    days = ("2022-02-01", "2022-05-01")
    told = [
        [seen(3, where, "a.litter", made=ts.Period.parse(f"{day}/{day}").start) for where in sites]
        for day, sites in zip(days, (("s1", "s2"), ("s2",)), strict=True)
    ]
    results = [ts.score(ts.share(ts.register(one, reports))) for one, reports in zip(plans, told, strict=True)]
    found = candidates(reversed(results))

    assert (
        Noticed(
            indicator="a.litter",
            site_type=("road", "main_road"),
            periods=("2022Q1", "2022Q2"),
            problems=3,
            to=("b", "c"),
        ),
    ) == found.noticed
    assert [
        "融合候选 · 2022Q1、2022Q2：通报的指标 1 项次，同一测量、同一点位而未对照的 2 对",
        "Candidates · 2022Q1, 2022Q2: indicators with problems, by site type: 1; pairs that ask the same measures at the same sites: 2",
    ] == [found.text(language).splitlines()[0] for language in ("zh", "en")]


def test_the_page_of_candidates():
    """The page says that these are reasons and no matches; it lists as many of either kind as it is asked for."""
    told = candidates([scored(seen(3, "s1", "a.litter"), rules=own_litter(), sites=SITES)])

    assert [
        "融合候选 · 2022Q2：通报的指标 1 项次，同一测量、同一点位而未对照的 2 对",
        "  a.litter[a]（主干道）：1 个周期、1 处问题",
        "  c.lamps[c] ～ a.lamps[a、b]：共用测量 lamps.lit，共同点位 2 个",
        "只是理由，不是对照；是否同一指标由人判断并写入对照表",
    ] == told.text("zh", first=1).splitlines()


def test_pairs_are_told_once_in_their_order():
    """Three indicators of three assessments, of which `a` and `b` share theirs in villages alone: elsewhere `c` asks beside each of the two, in a village beside
    both as one; what is joined anywhere is no pair. Those with more common sites come first, then in the order of their codes.
    """
    litter = [indicator(f"{book}.litter", "litter.spots <= 0 处; lamps.lit >= 95 %", priced(1, None, 1, "litter.spots", "lamps.lit")) for book in "abc"]
    rules = city(*litter, crosswalks=(crosswalk(match("a.litter", "b.litter"), where="zone=village"),))
    both = "lamps.lit", "litter.spots"

    assert (
        Alike(first="c.litter", second="a.litter+b.litter", measures=both, sites=2),
        Alike(first="a.litter", second="c.litter", measures=both, sites=1),
        Alike(first="b.litter", second="c.litter", measures=both, sites=1),
    ) == candidates([scored(rules=rules, sites=(*SITES, site("s3", zone="village")))]).alike


def test_noticed_in_their_order():
    """Indicators with more periods come first, then those with more problems, then by code, each type of site by itself; only what one assessment asks alone."""
    rules = city(indicator("b.bins", "notice.count <= 0 处"), indicator("a.litter"), indicator("b.litter"), indicator("a.lamps", "lamps.lit >= 95 %"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))
    sites = site("s1"), site("s2", kind="market"), site("s3")
    bins, lamps = ts.Measured({"notice.count": 2}), ts.Measured({"lamps.lit": 0})
    seen_in = [[seen(bins, "s1", "b.bins"), seen(lamps, "s2", "a.lamps"), seen(2, "s1")], [seen(bins, "s2", "b.bins"), seen(lamps, "s2", "a.lamps"), seen(lamps, "s1", "a.lamps"), seen(lamps, "s3", "a.lamps")]]
    results = []
    for number, told in enumerate(seen_in, 1):
        plan = ts.plan(ts.merge(rules), sites, ts.Quarter(2022, number))
        results.append(ts.score(ts.share(ts.register(plan, [evolve(one, made=plan.period.start) for one in told]))))

    assert [
        ("a.lamps", "market", ("2022Q1", "2022Q2"), 2, ("b",)),
        ("a.lamps", "main_road", ("2022Q2",), 2, ("b",)),
        ("b.bins", "market", ("2022Q2",), 1, ("a",)),
        ("b.bins", "main_road", ("2022Q1",), 1, ("a",)),
    ] == [(one.indicator, one.site_type[-1], one.periods, one.problems, one.to) for one in candidates(results).noticed]


def test_labels_are_in_the_language_of_the_page():
    """Measures, indicators, types of site and assessments are called by their names in either language."""
    rules = ts.load_ruleset(Path(__file__).parents[2] / "docs" / "cities" / "shili")
    results = ts.score(ts.share(ts.register(ts.plan(ts.merge(rules), [], ts.Quarter(2026, 1)), [])))
    road = ("road",)
    told = Candidates(
        results=results,
        periods=(results.period,),
        noticed=(Noticed(indicator="urban.road.lamps", site_type=road, periods=("2026Q1",), problems=2, to=()),),
        alike=(Alike(first="urban.road.lamps", second="civilized.road.litter", measures=("lamps.lit", "litter.spots"), sites=3),),
    )

    assert ["  路灯亮灯率[城市长效管理]（道路）：1 个周期、2 处问题", "  路灯亮灯率[城市长效管理] ～ 道路无垃圾[文明城市测评]：共用测量 亮灯率、垃圾处数，共同点位 3 个"] == told.text("zh").splitlines()[1:3]
    assert [
        "  street lamps lit[urban management] (road): problems: 2, periods: 1",
        "  street lamps lit[urban management] ~ no litter on roads[civilised city]: both ask lamps lit, spots of litter, at 3 sites",
    ] == told.text("en").splitlines()[1:3]


def test_candidates_need_periods_apart():
    """Nothing, and results that put several periods together, are refused."""
    for given in ([], [ts.together([scored(rules=own_litter(), sites=SITES)])]):
        with pytest.raises(ts.BadValue) as refused:
            candidates(given)
        assert "'' is not results of at least one period, each by itself; give the results of each period, not those put together" == str(refused.value)


def test_candidates_count_no_period_twice():
    """A period given twice is refused, for its problems would count twice."""
    results = scored(seen(3, "s1", "a.litter"), rules=own_litter(), sites=SITES)
    with pytest.raises(ts.BadValue, match="'2022Q2' is not a period after 2022Q2; give each period once, and none that overlap"):
        candidates([results, results])


def test_candidates_are_told_in_chinese_by_themselves():
    """As text, candidates are in Chinese; how many are told is a whole number from 0, and none leaves the head and the limits."""
    told = candidates([scored(seen(3, "s1", "a.litter"), rules=own_litter(), sites=SITES)])

    assert str(told) == told.text("zh") != told.text("en")
    assert len(told.text("zh", first=0).splitlines()) == len(told.text("zh").splitlines()) - len(told.noticed) - len(told.alike)
    for first, shown in ((-1, "-1"), (True, "True"), ("3", "'3'")):
        with pytest.raises(ts.BadValue) as refused:
            told.text(first=first)
        assert f"{shown} is not how many reasons of either kind to list; give a whole number from 0" == str(refused.value)


def test_common_measures_stand_in_their_order():
    """Of what two indicators ask in common, each measure is told once, by its code."""
    codes = "lamps.fitted", "lamps.lit", "litter.spots", "notice.count", "queue.wait"
    asks = "queue.wait <= 5 min; litter.spots <= 0 处; lamps.lit >= 95 %; notice.count <= 0 处; lamps.fitted >= 90 %"
    rules = city(*(indicator(f"{book}.all", asks, priced(1, None, 1, *codes)) for book in "ab"), crosswalks=(crosswalk(),))

    assert [codes] == [pair.measures for pair in candidates([scored(rules=rules)]).alike]
