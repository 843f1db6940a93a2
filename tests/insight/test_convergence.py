"""The five ones as shares, and what might be merged next."""

import pytest

import tristandard as ts
from insight.test_burden import shared_and_own
from samples import crosswalk, indicator, match
from survey import city, priced, scored, seen, site
from tristandard.insight.candidates import Alike, Noticed, candidates
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


def test_drives_that_enter_the_year_are_parts():
    """Each part that enters the annual score of an assessment beside its own periods counts, of all that is scored."""
    assert Proportion(12, 13) == convergence(scored(rules=shared_and_own(), sites=SITES), entering=11).use


def test_a_share_of_nothing():
    """Where nothing is shared there is no share of the standards, which is not nought."""
    told = convergence(scored(rules=city(indicator("a.litter")), sites=SITES)).standard

    assert (None, "0/0") == (told.share, str(told))


def test_the_page_of_the_five():
    """Each of the five is a line with its number, its whole and its share."""
    told = convergence(scored(rules=shared_and_own(), sites=SITES))

    assert ["五个一 · 2022Q2", "  一个测评体系：已融合的指标 2/3 = 66.7 %"] == str(told).splitlines()[:2]
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


def test_the_page_of_candidates():
    """The page says that these are reasons and no matches; it lists as many of either kind as it is asked for."""
    told = candidates([scored(seen(3, "s1", "a.litter"), rules=own_litter(), sites=SITES)])

    assert [
        "融合候选 · 2022Q2：通报的指标 1 项次，同一测量、同一点位而未对照的 2 对",
        "  a.litter[a]（主干道）：1 个周期、1 处问题",
        "  c.lamps[c] ～ a.lamps[a、b]：共用测量 lamps.lit，共同点位 2 个",
        "只是理由，不是对照；是否同一指标由人判断并写入对照表",
    ] == told.text("zh", first=1).splitlines()


def test_candidates_need_periods_apart():
    """Nothing, and results that put several periods together, are refused."""
    for given in ([], [ts.together([scored(rules=own_litter(), sites=SITES)])]):
        with pytest.raises(ts.BadValue, match="give the results of each period"):
            candidates(given)


def test_candidates_are_told_in_chinese_by_themselves():
    """As text, candidates are in Chinese; how many are told is a whole number from 0, and none leaves the head and the limits."""
    told = candidates([scored(seen(3, "s1", "a.litter"), rules=own_litter(), sites=SITES)])

    assert str(told) == told.text("zh") != told.text("en")
    assert len(told.text("zh", first=0).splitlines()) == len(told.text("zh").splitlines()) - len(told.noticed) - len(told.alike)
    for first in (-1, True, "3"):
        with pytest.raises(ts.BadValue):
            told.text(first=first)
