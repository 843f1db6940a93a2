"""What if: the least set by brute force over tiny cities, everything that moves with it, the next breach, and places that can still swap."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import tristandard as ts
from properties import FEW, SOME
from samples import TINY, crosswalk, indicator, match
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    WEIGHTED,
    changed,
    city,
    finding,
    found,
    itemed,
    planned,
    priced,
    scored,
    seen,
    site,
)
from tristandard.insight.whatif_rectified import Moved
from tristandard.rules.deductions.veto import Veto
from tristandard.testing import laws
from tristandard.testing import strategies as some
from tristandard.testing.survey import Survey

NOTICES = "a.notices+b.notices"
MODELS = {
    "one sheet": ts.rules.Model({"total": ts.rules.Sheet()}),
    "sites": MEAN,
    "types": WEIGHTED,
    "peers": ts.rules.Model(
        {
            "total": ts.rules.Mean(
                over="site_type", of="type", weights={"main_road": 60, "market": 40}, absent=ts.rules.Absent.PEERS
            ),
            "type": ts.rules.Mean(over="site", of="sheet"),
            "sheet": ts.rules.Sheet(),
        }
    ),
    "blank": ts.rules.Model({"total": ts.rules.Mean(over="site", of="sheet"), "sheet": ts.rules.Sheet(unmeasured=ts.rules.Unmeasured.BLANK)}),
}


def rules(model="sites", mark=6, *, veto=False, ties=ts.rules.TieRule.EXACT):
    """Return rules in which `a` and `b` share litter and notices, `a` by a model, each item of `a` with a small mark."""
    red = (
        (ts.rules.DeductionRule(measures=("notice.count",), tariff=Veto(ts.rules.Level.ITEM)),)
        if veto
        else (priced(2, None, 1, "notice.count"),)
    )
    made = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1, 4)),
        indicator("b.litter", "litter.spots <= 1 处", priced(2)),
        indicator("a.notices", "notice.count <= 0 处", *red),
        indicator("b.notices", "notice.count <= 0 处", priced(1, None, 1, "notice.count")),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), match("a.notices", "b.notices"), host="b"),),
        models={"a": MODELS[model]},
    )
    return changed(
        made,
        a={"items": itemed(made.assessments[0], item=mark), "ranks": ts.rules.Ranks.SCORED, "ties": ties},
        b={"ranks": ts.rules.Ranks.SCORED},
    )


@st.composite
def surveys(draw):
    """Return a survey of a tiny city: two units, up to five sites, what was seen of two indicators, some of it not measured."""
    veto = draw(st.integers(0, 4)) == 0
    made = rules(
        draw(st.sampled_from(list(MODELS))),
        draw(st.sampled_from([3, 6, 100])),
        veto=veto,
        ties=draw(st.sampled_from(list(ts.rules.TieRule))),
    )
    owners = draw(
        st.lists(st.sampled_from(["wujin", "tianning", {"wujin": "1/2", "tianning": "1/2"}]), min_size=2, max_size=5)
    )
    sites = [
        site(f"s{at}", owner, kind=draw(st.sampled_from(["main_road", "market"]))) for at, owner in enumerate(owners)
    ]
    plan, seen_there = planned(made, *sites), []
    for place in sites:
        for code, measure in ((LITTER, "litter.spots"), (NOTICES, "notice.count")):
            what = draw(st.sampled_from([0, 0, 1, 2, 5, None]))
            seen_there += [seen(NOBODY_LOOKED if what is None else ts.Measured({measure: what}), place.code, code)]
    return Survey(plan, tuple(seen_there))


@SOME
@given(surveys(), st.data())
def test_the_laws_of_what_if_over_tiny_cities(survey, data):
    """Least sets are those of brute force, one fewer does not do, and all that moves is told: sheets, means, peers, vetoes, open lines, ties."""
    for law in laws.LEAST:
        law.check(*data.draw(some.derived(survey, law.takes)))


@FEW
@given(some.quarters(), st.data())
def test_the_laws_of_what_if(survey, data):
    """The same over any rules at all."""
    for law in laws.LEAST:
        law.check(*data.draw(some.derived(survey, law.takes)))


def three(**more):
    """Return results of three sites of Wujin under `a` by sites, and one of Tianning that is better."""
    sites = (site("s1"), site("s2"), site("s3"), site("s4", "tianning"))
    observations = [seen(3, "s1"), seen(1, "s2"), seen(2, "s3"), seen(1, "s4")]
    return scored(
        *observations,
        *(seen(ts.Measured({"notice.count": 0}), one.code, NOTICES) for one in sites),
        rules=rules("sites", **more),
        sites=sites,
    )


def test_the_largest_losses_come_first():
    """Wujin has 98 and Tianning 99: it needs a point; the three spots of s1 are one, a third of three."""
    told = ts.insight.least(three(), "a", "wujin", ts.insight.Place(1))

    assert ((ts.insight.Breach("s1", LITTER),), Fraction(1), Fraction(99), True, (1, 1)) == (
        told.chosen,
        told.needed,
        told.reached,
        told.exact,
        told.bounds,
    )
    assert [("b", "wujin")] == [(one.before.assessment.code, one.before.unit.code) for one in told.others if one.points]
    assert "第 2 名 → 第 1 名：需 1.0000 分；至少整改 1 处：s1 b.litter（已证最少）" in str(told)


def test_one_fewer_is_told_with_what_it_brings():
    """A score of 99.5 needs two of the three; the best one brings 99."""
    told = ts.insight.least(three(), "a", "wujin", "99.5")

    assert ({"s1", "s3"}, Fraction(99), True) == (
        {one.site for one in told.chosen},
        told.best_with_one_fewer,
        told.exact,
    )
    assert "1 bring 1.0000 at most, which is not enough (proved to be the least)" in told.text("en")


def test_what_cannot_be_reached_is_said():
    """Where even all breaches rectified do not reach, there is no set, and what they come to is told; without a score nothing is asked."""
    bonus = ts.rules.Model({"total": ts.rules.Sheet(bonus=5)})
    told = ts.insight.least(scored(seen(3), rules=city(models={"a": bonus})), "a", "wujin", 105)
    blank = scored(seen(3, "s1"), seen(NOBODY_LOOKED, "s2"), rules=rules("blank"), sites=(site("s1"), site("s2")))

    assert (None, Fraction(100), 1) == (told.chosen, told.reached, told.breaches)
    assert "1 处全部整改也只到 100.0000，达不到" in str(told)
    with pytest.raises(ts.BadValue, match="a unit with a score in a"):
        ts.insight.least(blank, "a", "wujin", 100)


def test_nothing_is_to_do_where_the_line_is_reached():
    """A line that is reached already asks for nothing."""
    told = ts.insight.least(three(), "a", "tianning", ts.insight.Place(1))

    assert ((), Fraction(0), ()) == (told.chosen, told.needed, told.others)
    assert "已达到，无须整改" in str(told)


def test_ties_count_by_the_tie_rule():
    """98.96 is printed as 99.0: where published scores tie, nothing is to do; by the exact score something is."""
    places = (*(site(f"s{at:02}") for at in range(25)), site("t", "tianning"))
    observations = [seen(2 if at == 0 else 1, one.code) for at, one in enumerate(places)]
    clean = [seen(ts.Measured({"notice.count": 0}), one.code, NOTICES) for one in places]
    results = {
        ties: scored(*observations, *clean, rules=rules("sites", 100, ties=ties), sites=places) for ties in ts.rules.TieRule
    }
    told = {ties: len(ts.insight.least(results[ties], "a", "wujin", ts.insight.Place(1)).chosen) for ties in ts.rules.TieRule}

    assert {ts.rules.TieRule.EXACT: 1, ts.rules.TieRule.PUBLISHED: 0} == told


TIED = [
    ("half_up", "4", "4.04", "95.95", "需 5.9900 分；至少整改 1 处：s1 a.lamps（已证最少）", "needs 5.9900; rectify at least 1: s1 a.lamps (proved to be the least)"),
    ("half_even", "4", "4.04", "95.95", "需 5.9900 分；至少整改 1 处：s1 a.lamps（已证最少）", "needs 5.9900; rectify at least 1: s1 a.lamps (proved to be the least)"),
    ("half_even", "4.1", "3.94", "95.85", "需多于 5.7900 分；至少整改 1 处：s1 a.lamps（已证最少）", "needs more than 5.7900; rectify at least 1: s1 a.lamps (proved to be the least)"),
    ("down", "4", "3.94", "96", "需 5.9400 分；至少整改 1 处：s1 a.lamps（已证最少）", "needs 5.9400; rectify at least 1: s1 a.lamps (proved to be the least)"),
]


@pytest.mark.parametrize(("rounding", "rival", "lost", "line", "zh", "en"), TIED)
def test_what_is_needed_where_published_scores_tie(rounding, rival, lost, line, zh, en):
    """What must be reached is the least score that is published as the rival's: 95.95 prints 96.0, unless what lies beyond is dropped; where a half goes to even, 95.85 prints 95.8, and 95.9 needs more than that."""
    made = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(lost, lost)),
        indicator("a.notices", "notice.count <= 0 处", priced(rival, rival, 1, "notice.count")),
        indicator("a.lamps", "lamps.lit >= 90 %", priced(6, 6, 10, "lamps.lit")),
        models={"a": MODELS["one sheet"]},
    )
    made = changed(made, a={"ties": ts.rules.TieRule.PUBLISHED, "publication": ts.rules.Publication("0.1", ts.rules.Rounding(rounding))})
    told = [
        seen(ts.Measured({measure: value}), where, what)
        for where, values in (("s1", (1, 0, 80)), ("s2", (0, 1, 90)))
        for (what, measure), value in zip((("a.litter", "litter.spots"), ("a.notices", "notice.count"), ("a.lamps", "lamps.lit")), values, strict=True)
    ]
    results = scored(*told, rules=made, sites=(site("s1"), site("s2", "tianning")))
    least = ts.insight.least(results, "a", "wujin", ts.insight.Place(1))

    assert (Fraction(line), 1) == (least.line, least.supposed["a"]["wujin"].place)
    assert f"a · 武进区 第 2 名 → 第 1 名：{zh}" == str(least).splitlines()[0]
    assert f"a · Wujin, place 2 → 1: {en}" == least.text("en").splitlines()[0]


def test_what_is_not_there_is_refused():
    """An assessment, a unit, a place or a score that is not there is refused with what there is."""
    results = three()

    blank = scored(seen(3, "s1"), seen(NOBODY_LOOKED, "s2"), rules=rules("blank"), sites=(site("s1"), site("s2")))
    for told, said in (
        (lambda: ts.insight.least(results, "c", "wujin", 99), "'c' is not an assessment of the rule set; give one of a, b"),
        (lambda: ts.insight.least(results, "a", "nowhere", 99), "'nowhere' is not a unit that a scored; give one of tianning, wujin"),
        (lambda: ts.insight.least(results, "a", "wujin", ts.insight.Place(3)), "3 is not one of the 2 places of the kind; give one of them"),
        (lambda: ts.insight.least(results, "a", "wujin", 101), "101 is not a score of a; give a score within its marks, or Place(n)"),
        (lambda: ts.insight.least(results, "a", "wujin", -1), "-1 is not a score of a; give a score within its marks, or Place(n)"),
        (lambda: ts.insight.least(results, "a", "wujin", 99.5), '99.5 is not an exact number; write it as text, "99.5", or as Decimal("99.5"): a float is binary and not exact'),
        (lambda: ts.insight.Place(0), "0 is not a place; give a whole number from 1"),
        (lambda: ts.insight.Place(True), "True is not a place; give a whole number from 1"),
        (lambda: ts.insight.least(ts.together([results]), "a", "wujin", 99), "'2022Q2' is not results of one period: they put several together; give the results of the period in which something is to be rectified"),
        (lambda: ts.insight.least(blank, "a", "wujin", 100), "'wujin' is not a unit with a score in a (not scored: too little was measured); measure what is not measured first"),
        (lambda: ts.insight.firm(ts.together([results])), "'2022Q2' is not results of one period: they put several together; give the results of each period by itself"),
    ):
        with pytest.raises(ts.TristandardError) as refused:
            told()
        assert said == str(refused.value)


def test_a_unit_without_a_place_has_no_place_to_reach():
    """A score that is known but not ranked may be asked for, its place not."""
    made = changed(rules("one sheet"), a={"ranks": ts.rules.Ranks.COMPLETE})
    results = scored(seen(3, "s1"), rules=made, sites=(site("s1"), site("s2")))

    assert 1 == len(ts.insight.least(results, "a", "wujin", 100).chosen)
    with pytest.raises(ts.BadValue, match=r"'wujin' is not a unit with a place in a \(.+\); ask for a score, or measure what is not measured first"):
        ts.insight.least(results, "a", "wujin", ts.insight.Place(1))


def graded():
    """Return results in which the first has 优: one unit met all that was seen of it, another lost four points, of either something is open."""
    grades = {"优": ts.rules.Leading(1), "中": ts.rules.Range(ts.rules.End(60)), "差": ts.rules.Range(limit=ts.rules.End(60, closed=False))}
    model = ts.rules.Model({"total": ts.rules.Mean(over="site", of="sheet", grades=grades), "sheet": ts.rules.Sheet()})
    made = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 4)), indicator("a.notices", "notice.count <= 0 处", priced(1, 2, 1, "notice.count"))), a={"model": model, "ranks": ts.rules.Ranks.SCORED})
    return scored(seen(0, "s2", "a.litter"), seen(4, "s1", "a.litter"), seen(ts.Measured({"notice.count": 0}), "s1", "a.notices"), rules=made, sites=(site("s1"), site("s2", "tianning")))


END = {
    "zh": "先整改，后申诉：整改到位才算数，由测评方复核；本结果只说按现有测评记录计算会怎样，不估计可能性，也不代替下次测评。",
    "en": "Rectify first, appeal second: it counts once the host has verified it. This says what the records make of it; it gives no probability, and stands for no later visit.",
}
PAGES = {
    "a place": (
        lambda: ts.insight.least(three(), "a", "wujin", ts.insight.Place(1)),
        ["a · 武进区 第 2 名 → 第 1 名：需 1.0000 分；至少整改 1 处：s1 b.litter（已证最少）", "  同时变动：b · 武进区 +6.0000 分"],
        ["a · Wujin, place 2 → 1: needs 1.0000; rectify at least 1: s1 b.litter (proved to be the least)", "  moves too: b · Wujin +6.0000"],
    ),
    "a score": (
        lambda: ts.insight.least(three(), "a", "wujin", "99.5"),
        ["a · 武进区：需 1.5000 分；至少整改 2 处：s1 b.litter；s3 b.litter；只改 1 处最多 1.0000 分，不够（已证最少）", "  同时变动：a · 天宁区 0 分，第 1→2 名", "  同时变动：b · 武进区 +10.0000 分，第 2→1 名"],
        ["a · Wujin: needs 1.5000; rectify at least 2: s1 b.litter; s3 b.litter; 1 bring 1.0000 at most, which is not enough (proved to be the least)", "  moves too: a · 天宁区 0, place 1 → 2", "  moves too: b · Wujin +10.0000, place 2 → 1"],
    ),
    "nothing to do": (
        lambda: ts.insight.least(three(), "a", "tianning", ts.insight.Place(1)),
        ["a · 天宁区 第 1 名 → 第 1 名：已达到，无须整改"],
        ["a · 天宁区, place 1 → 1: reached already; nothing to rectify"],
    ),
    "too much to ask": (
        lambda: ts.insight.least(scored(seen(3), rules=city(models={"a": ts.rules.Model({"total": ts.rules.Sheet(bonus=5)})})), "a", "wujin", 105),
        ["a · 武进区：需 8.0000 分，1 处全部整改也只到 100.0000，达不到", "  同时变动：b · 武进区 +1.5000 分"],
        ["a · Wujin: needs 8.0000; all 1 rectified come to 100.0000, and do not reach", "  moves too: b · Wujin +1.5000"],
    ),
    "a grade": (
        lambda: ts.insight.least(graded(), "a", "wujin", "99"),
        ["a · 武进区：需 3.0000 分；至少整改 1 处：s1 a.litter（已证最少）", "  同时变动：a · 天宁区 0 分，等次 优→未定（中—优）"],
        ["a · Wujin: needs 3.0000; rectify at least 1: s1 a.litter (proved to be the least)", "  moves too: a · 天宁区 0, grade 优 → not certain (中—优)"],
    ),
    "one more": (
        lambda: ts.insight.one_more(three(), "s1", "a.litter"),
        ["再有一处：s1 b.litter（litter.spots 4 处）", "  同时变动：a · 武进区 −0.3333 分", "  同时变动：b · 武进区 −2.0000 分"],
        ["one more: s1 b.litter (litter.spots 4 处)", "  moves too: a · Wujin −0.3333", "  moves too: b · Wujin −2.0000"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_whole_page(name):
    """What to do and what proves it, every other score or place that moves, and what that does not say, in both languages."""
    made, zh, en = PAGES[name]
    told = made()

    assert [*zh, END["zh"]] == told.text("zh").splitlines() == str(told).splitlines()
    assert [*en, END["en"]] == told.text("en").splitlines()


@pytest.mark.parametrize(
    ("bar", "price", "seen_there", "next_"),
    [
        ("litter.spots <= 3 处", priced(1), None, 4), ("litter.spots < 3 处", priced(1), None, 3), ("litter.spots <= 5/2 处", priced(1), None, 3), ("litter.spots <= 3 处", priced(1), 2, 4),
        ("litter.spots <= 3 处", priced(1), 7, 8), ("reciting.pupils >= 3 人", priced(1, None, 1, "reciting.pupils"), None, 2), ("reciting.pupils > 3 人", priced(1, None, 1, "reciting.pupils"), None, 3),
        ("reciting.pupils >= 5/2 人", priced(1, None, 1, "reciting.pupils"), None, 2), ("reciting.pupils >= 3 人", priced(1, None, 1, "reciting.pupils"), 1, 0),
    ],
)  # fmt: skip
def test_one_more_lies_next_beyond_the_bar(bar, price, seen_there, next_):
    """One more of what is counted is the first value beyond the bar, or the next beyond what was seen: upwards from a limit, downwards from a floor."""
    measure = price.measures[0]
    told = [] if seen_there is None else [seen(ts.Measured({measure: seen_there}), what="a.it")]
    results = scored(*told, rules=city(indicator("a.it", bar, price)))

    assert ts.Measured({measure: next_}) == ts.insight.one_more(results, "s1", "a.it").outcome


def test_a_site_is_called_by_its_name():
    """A site that has a name is told with its code and its name."""
    results = scored(seen(1), sites=(site("s1", zh="人民路"),))

    assert "s1 人民路 b.litter" == ts.insight.Breach("s1", LITTER).told(results)[1]
    assert "s2 b.litter" == ts.insight.Breach("s2", LITTER).told(scored(seen(1, "s2"), sites=(site("s2", zh="s2"),)))[1]


def test_findings_that_name_a_unit_at_anothers_site_can_be_rectified():
    """What findings at another's site lay on a unit is a breach of its own, too."""
    results = scored(
        seen(found(finding("1", "tianning")), "s1"), seen(0, "s2"), sites=(site("s1"), site("s2", "tianning"))
    )
    told = ts.insight.least(results, "a", "tianning", 100)

    assert ((ts.insight.Breach("s1", LITTER),), True) == (told.chosen, told.exact)


def test_more_breaches_than_can_be_tried_are_bounded():
    """Of twenty breaches under a mean of peers not every set is tried: the set found reaches, none of it can be left out, and the bounds are told."""
    sites = (*(site(f"s{at:02}") for at in range(20)), site("t1", "tianning", kind="market"))
    observations = [seen(1, one.code) for one in sites[:-1]] + [seen(5, "t1")]
    results = scored(
        *observations,
        *(seen(ts.Measured({"notice.count": 0}), one.code, NOTICES) for one in sites),
        rules=rules("peers", 100),
        sites=sites,
    )
    start = results["a"]["wujin"].exact
    told = ts.insight.least(results, "a", "wujin", start + Fraction(1, 5))

    assert told.chosen is not None
    assert told.bounds[0] <= len(told.chosen) == told.bounds[1]
    assert told.reached >= start + Fraction(1, 5)


def test_a_large_sheet_is_put_together_item_by_item():
    """Eight sites lose 2 each in an item of 10, and 1 each in three others: for 24 points the whole of the first and 14 of the others are the least."""
    asks = {"w": "litter.spots", "x": "notice.count", "y": "reciting.pupils", "z": "queue.wait"}
    units = {"w": "处", "x": "处", "y": "人", "z": "min"}
    made = city(*(evolve(indicator(f"a.{code}", f"{measure} <= 0 {units[code]}"), item=code) for code, measure in asks.items()))
    items = [ts.rules.Item(code=code, zh=code, full=full) for code, full in zip(asks, (10, 30, 30, 30), strict=True)]
    made = changed(made, a={"items": items})
    sites = tuple(site(f"s{at}") for at in range(8))
    told = [seen(ts.Measured({measure: 2 if code == "w" else 1}), one.code, f"a.{code}") for one in sites for code, measure in asks.items()]
    least = ts.insight.least(scored(*told, rules=made, sites=sites), "a", "wujin", 90)

    assert (Fraction(90), 22, True) == (least.reached, len(least.chosen), least.exact)
    assert 8 == sum(one.indicator == "a.w" for one in least.chosen)


def test_results_that_lost_their_scorer_tell_the_same():
    """Results that were evolved no longer know who scored them: what would change a place is the same."""
    results = three()
    known, lost = (ts.insight.least(one, "a", "wujin", ts.insight.Place(1)) for one in (results, evolve(results)))

    assert (known.chosen, known.reached, known.exact, str(known)) == (lost.chosen, lost.reached, lost.exact, str(lost))


def test_what_is_gained_stays_where_all_is_rectified():
    """A breach that also gains is rectified without losing its gain: lamps gain a point at s1, and the breach of litter there goes."""
    gain = ts.rules.DeductionRule(measures=("lamps.lit",), tariff=ts.rules.Gain(1), at_most=1)
    rules = city(indicator("a.street", "lamps.lit >= 90 %; litter.spots <= 0 处", priced(1, None, 1, "lamps.lit", "litter.spots"), gain))
    rules = changed(rules, a={"model": ts.rules.Model({"total": ts.rules.Sheet(bonus=5)})})
    told = ts.insight.least(scored(seen(ts.Measured({"lamps.lit": 95, "litter.spots": 2}), what="a.street"), rules=rules), "a", "wujin", 100)

    assert (Fraction(101), 1, True) == (told.reached, len(told.chosen), told.exact)


def test_what_is_told_is_told_in_chinese_by_itself():
    """As text, the least set and one more breach are in Chinese, as officials read them."""
    for told in (ts.insight.least(three(), "a", "wujin", ts.insight.Place(1)), ts.insight.one_more(three(), "s1", "a.litter")):
        assert str(told) == told.text("zh") != told.text("en")


def test_a_line_lies_within_the_marks():
    """A score beyond the full mark, or below nothing, is no line to reach."""
    for line in (Fraction(-1), Fraction(101)):
        with pytest.raises(ts.BadValue, match="a score of a"):
            ts.insight.least(three(), "a", "wujin", line)


def test_one_more_costs_what_it_costs():
    """A fourth spot at s1 costs `a` a third of a point and `b`, which charges two a spot, two points."""
    told = ts.insight.one_more(three(), "s1", "a.litter")

    assert {("a", "wujin"): Fraction(-1, 3), ("b", "wujin"): Fraction(-2)} == {
        (one.before.assessment.code, one.before.unit.code): one.points for one in told.moved if one.points
    }
    assert "one more: s1 b.litter (" in told.text("en")


def test_one_more_of_what_was_met_is_the_first_beyond_the_bar():
    """Where nothing was found, one more is the first."""
    told = ts.insight.one_more(three(), "s1", NOTICES)

    assert ts.Measured({"notice.count": 1}) == told.outcome


def test_one_more_has_to_be_said_where_findings_tell():
    """Where findings tell the price, or nothing is counted, what would be found has to be given."""
    results = scored(seen(found(finding("1"))))

    with pytest.raises(ts.BadValue, match="give `outcome`"):
        ts.insight.one_more(results, "s1", LITTER)
    assert ts.insight.one_more(results, "s1", LITTER, found(finding("1"), finding("2"))).moved
    with pytest.raises(ts.BadValue, match="ask for a site and an indicator of the plan"):
        ts.insight.one_more(results, "s9", LITTER)
    with pytest.raises(ts.BadValue, match="for `outcome`"):
        ts.insight.one_more(results, "s1", LITTER, NOBODY_LOOKED)


def test_breaches_of_the_units_below_can_be_rectified():
    """Where a score is made of the units below, a breach at a site of a town of the district is its own, beside those at its own sites, and not one of another district."""
    by_unit = ts.rules.Model({"total": ts.rules.Mean(over="unit", of="sites"), "sites": ts.rules.Mean(over="site", of="sheet"), "sheet": ts.rules.Sheet()})
    places = site("s1"), site("s2", "hutang"), site("s3", "tianning")
    results = scored(seen(1, "s1"), seen(3, "s2"), seen(4, "s3"), rules=city(models={"a": by_unit}), sites=places)
    told = ts.insight.least(results, "a", "wujin", 100)

    assert (2, ["s2"]) == (told.breaches, [one.site for one in told.chosen])


def test_open_lines_of_both_neighbours_are_told():
    """Where both have a line open, both are told, the one in the better place first."""
    places = site("s1"), site("s2", "tianning")
    notices = [seen(ts.Measured({"notice.count": at}), one.code, NOTICES) for at, one in enumerate(places)]
    (told,) = [one for one in ts.insight.firm(scored(*notices, rules=rules("sites", 100), sites=places)) if one.above.assessment.code == "a"]

    assert (("wujin", ts.insight.Breach("s1", LITTER)), ("tianning", ts.insight.Breach("s2", LITTER))) == told.lines


def test_a_line_at_a_site_of_both_counts_once():
    """What is open at a site of two units is one line, though it may move either."""
    places = site("s1"), site("s2", "tianning"), site("s3", units={"wujin": "1/2", "tianning": "1/2"})
    lamps = indicator("a.lamps", "lamps.lit >= 100 %", priced(1, 9, 1, "lamps.lit"))
    seen_ = [seen(ts.Measured({"lamps.lit": 100 - at}), one.code, "a.lamps") for at, one in enumerate(places[:2])]
    (told,) = ts.insight.firm(scored(*seen_, rules=changed(city(lamps, models={"a": MEAN}), a={"ranks": ts.rules.Ranks.SCORED}), sites=places))

    assert (2, "a · Wujin (1) and 天宁区 (2): open by 1 line not measured") == (len(told.lines), told.told[1])


def test_figures_that_nobody_gave_keep_places_open():
    """A figure that nobody gave for a unit can swap it with its neighbour: it is told beside the lines, and alone where all is measured."""
    model = ts.rules.Model({"total": ts.rules.Sheet(adjustments=[ts.rules.Adjustment(count="notices", lose=2, by="x")])})
    made = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 4)), models={"a": model}), a={"ranks": ts.rules.Ranks.SCORED})
    results = scored(seen(0, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=made, sites=(site("s1"), site("s2", "tianning")), givens={("a", "notices", "tianning"): 0})
    (told,) = ts.insight.firm(results)

    assert ((), (("wujin", "notices"),)) == (told.lines, told.figures)
    assert ("a · 武进区（第 1 名）与 天宁区（第 2 名）：1 个数未给，先后未定", "a · Wujin (1) and 天宁区 (2): open by 1 figure that nobody gave") == told.told


def test_places_that_open_lines_can_swap_are_not_firm():
    """One point apart, with a line open that may cost the first four: not firm, and the line is told; with all measured it is."""
    sites = (site("s1"), site("s2", "tianning"))
    notices = [seen(ts.Measured({"notice.count": 0}), one.code, NOTICES) for one in sites]
    still_open = scored(seen(1, "s2"), *notices, rules=rules("sites", 100), sites=sites)
    (told,) = [one for one in ts.insight.firm(still_open) if one.above.assessment.code == "a"]
    closed = scored(seen(0, "s1"), seen(1, "s2"), *notices, rules=rules("sites", 100), sites=sites)

    assert (False, (("wujin", ts.insight.Breach("s1", LITTER)),)) == (told.firm, told.lines)
    assert ("a · 武进区（第 1 名）与 天宁区（第 2 名）：1 项未测，先后未定", "a · Wujin (1) and 天宁区 (2): open by 1 line not measured") == told.told
    assert [(True, ()), (True, ())] == [(one.firm, one.lines) for one in ts.insight.firm(closed)]
    assert ("a · 武进区（第 1 名）与 天宁区（第 2 名）：先后已定", "a · Wujin (1) and 天宁区 (2): firm") == ts.insight.firm(closed)[0].told


def test_a_place_behind_so_many_other_scores():
    """Where places follow each other without a gap, units of one score take one place: Xinbei, behind two that are alike, is second, and reaches the first by three points."""
    sites = site("s1", "wujin"), site("s2", "tianning"), site("s3", "xinbei")
    dense = changed(city(), a={"after_ties": ts.rules.AfterTies.DENSE})
    results = scored(seen(1, "s1"), seen(1, "s2"), seen(4, "s3"), rules=dense, sites=sites)
    told = ts.insight.least(results, "a", "xinbei", ts.insight.Place(1))

    assert ({"wujin": 1, "tianning": 1, "xinbei": 2}, 3) == ({unit: card.place for unit, card in results["a"].items()}, told.needed)
    with pytest.raises(ts.BadValue, match="3 is not one of the 2 places of the kind; give one of them"):
        ts.insight.least(results, "a", "xinbei", ts.insight.Place(3))


def test_what_is_proved_of_a_set_that_may_not_be_the_least():
    """Between which numbers the least lies is told."""
    least = evolve(ts.insight.least(three(), "a", "wujin", ts.insight.Place(1)), exact=False, bounds=(1, 3))

    assert "至少整改 1 处：s1 b.litter（已证最少在 1 到 3 处之间）" in least.text("zh")
    assert "rectify at least 1: s1 b.litter (proved: the least number is from 1 to 3)" in least.text("en")


def test_a_score_that_comes_or_goes_moves_by_no_points():
    """Where one of the two has no score, there is nothing between them."""
    scored_, none = three()["a"]["wujin"], scored(seen(NOBODY_LOOKED))["a"]["wujin"]

    assert [0, 0, Fraction(1)] == [Moved(before=one, after=other).points for one, other in ((scored_, none), (none, scored_), (scored_, three()["a"]["tianning"]))]


def test_what_one_more_would_be_is_told_in_the_words_of_the_rules():
    """By the label of the measure, in the language of the page."""
    rules = ts.load_ruleset(TINY)
    plan = ts.plan(ts.merge(rules), ts.load_sites(TINY / "sites.csv", rules), ts.Period.parse("2022-05-10/2022-06-30"))
    results = ts.score(ts.share(ts.register(plan, ts.load_observations(TINY / "observations.csv", rules))))
    told = ts.insight.one_more(results, "s1", "civilized.litter")

    assert ("（垃圾 13 处）" in told.text("zh"), "(litter 13 处)" in told.text("en")) == (True, True)
