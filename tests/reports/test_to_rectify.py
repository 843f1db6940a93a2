"""What a unit must rectify: each breach that costs it anything, once, until it is mended, with the days that count."""

from datetime import date

import pytest
from attrs import evolve

import tristandard as ts
from samples import MEASURES, crosswalk, indicator, match
from survey import LITTER, changed, city, finding, found, litter, priced, scored, seen, site
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.event import Event, Stage
from tristandard.reports.to_rectify import to_rectify
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.standard import Standard

#: Five spots are free for one assessment and none for the other; the bar is the stricter.
AGAIN = indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5))


def on(day, stage, *said):
    """Return an event of May."""
    return Event(stage, date(2022, 5, day), *said)


def told(results, unit="wujin"):
    """Return the findings that a unit must rectify, by their id."""
    return [one.finding and one.finding.id for one in to_rectify(results, unit)]


def test_a_value_alone_is_one_problem():
    """What two assessments charge is told once, with the value, the bar in force, and the day of the report."""
    (one,) = to_rectify(scored(seen(3)), "wujin")

    assert (one.site.code, one.code, tuple(one.label), one.finding) == ("s1", LITTER, ("b.litter", "b.litter"), None)
    assert (one.seen[1], one.bar[1], one.found, one.due) == ("litter.spots 3 处", "litter.spots <= 0 处", date(2022, 5, 10), None)


def test_what_costs_nothing_is_not_rectified():
    """Of a place where the bar is met, and of one that another unit answers for, a unit has nothing to mend."""
    assert told(scored(seen(0))) == []
    assert told(scored(seen(3)), "tianning") == []


@pytest.mark.parametrize(
    ("life", "left"),
    [
        ((), True),
        ((on(11, Stage.NOTIFIED),), True),
        ((on(11, Stage.RECTIFIED),), False),
        ((on(11, Stage.RECTIFIED), on(12, Stage.VERIFIED)), False),
        ((on(11, Stage.RECTIFIED), on(12, Stage.SENT_BACK)), True),
        ((on(11, Stage.RECTIFIED), on(12, Stage.SENT_BACK), on(13, Stage.RECTIFIED)), False),
        ((on(11, Stage.APPEALED, "某镇", "不在辖区"), on(12, Stage.STRUCK, "市城管委", "不在辖区")), False),
    ],
)
def test_a_problem_is_left_until_it_is_mended(life, left):
    """A finding is told until it is reported as rectified or verified, again once it was sent back, and never once it was struck out."""
    assert told(scored(seen(found(finding("f1"), finding("f2", life=life))))) == ["f1", "f2"][: 1 + left]


def test_each_unit_has_its_own_findings():
    """A finding that names a unit is that unit's to mend; any other is the owner's. They come in the order of their numbers."""
    results = scored(seen(found(finding("f10"), finding("f9"), finding("f2", "tianning"))), sites=(site(), site("s2", "tianning")))

    assert told(results) == ["f9", "f10"]
    assert told(results, "tianning") == ["f2"]


def test_a_department_that_is_named_mends_what_names_it():
    """Where departments bear what names them at sites of others, each has its own findings alone; what names nobody stays with the owner."""
    rules = changed(city(), a={"named": ["department"]}, b={"named": ["department"]})
    results = scored(seen(found(finding("f1"), finding("f2", "bureau"))), rules=rules)

    assert (["f1"], ["f2"]) == (told(results), told(results, "bureau"))


def test_what_counts_nothing_is_not_rectified():
    """What is exempt, and what is one with another finding that is told, is no breach of its own; what is left is told once."""
    spots = evolve(MEASURES["litter.spots"], counting=CountingRule(together=1, by="found_by", forms={"bureau": Form(0, "不计")}))
    asked = indicator("a.litter", "litter.spots <= 0 处", priced(1))
    asked = evolve(asked, standard=Standard([evolve(ask, measure=spots) for ask in asked.standard.asks]))
    rules = evolve(city(asked), measures=[spots if one.code == spots.code else one for one in MEASURES.values()])
    findings = (finding("f1", at=(0,), circumstances={"found_by": "city"}), finding("f2", at=("1/2",), circumstances={"found_by": "city"}), finding("f3", at=(9,), circumstances={"found_by": "bureau"}))

    assert told(scored(seen(found(*findings), what="a.litter"), rules=rules)) == ["f1"]


def test_what_lies_within_the_bar_is_nobodys():
    """Where two spots are allowed, the first two of three cost nobody anything."""
    results = scored(seen(found(finding("f1"), finding("f2"), finding("f3")), what="b.litter"), rules=city(AGAIN[1]))

    assert told(results) == ["f3"]


def test_a_problem_with_its_days_and_circumstances():
    """It is told where it lies and under which circumstances; found on the day of its life, or else of the report; due on the last day that was set."""
    life = on(3, Stage.FOUND), on(4, Stage.NOTIFIED), on(8, Stage.DUE), on(20, Stage.DUE)
    one, other = to_rectify(scored(seen(found(finding("f1", at=(5,), circumstances={"found_by": "city"}, life=life), finding("f2")))), "wujin")

    assert (tuple(one.seen), one.found, one.due) == (("5 m，发现主体为市级", "5 m, found by is 市级"), date(2022, 5, 3), date(2022, 5, 20))
    assert (tuple(other.seen), other.found, other.due) == (("", ""), date(2022, 5, 10), None)


def test_a_problem_has_its_count_and_what_the_unit_bears():
    """Of a site that two units share each is told its share; a finding that names a unit is borne by that alone. A value alone has what it counts, and what is no count has none."""
    shared = site(units={"wujin": "3/5", "tianning": "2/5"})
    value, found_there = scored(seen(3), sites=(shared,)), scored(seen(found(finding("f1"), finding("f2", "tianning"))), sites=(shared,))
    lamps = scored(seen(ts.Measured({"lamps.lit": 97}), what="a.lamps"), rules=city(indicator("a.lamps", "lamps.lit >= 100 %", priced(1, 9, 1, "lamps.lit"))))

    assert [(3, ts.exact("3/5")), (3, ts.exact("2/5"))] == [(one.count, one.share) for unit in ("wujin", "tianning") for one in to_rectify(value, unit)]
    assert [("f1", 1, ts.exact("3/5")), ("f1", 1, ts.exact("2/5")), ("f2", 1, 1)] == [(one.finding.id, one.count, one.share) for unit in ("wujin", "tianning") for one in to_rectify(found_there, unit)]
    assert [(None, 1)] == [(one.count, one.share) for one in to_rectify(lamps, "wujin")]


@pytest.mark.parametrize(
    ("asks", "counting", "number", "count"),
    [("<= 0", "beyond", 5, 5), ("<= 2", "beyond", 5, 3), ("<= 2", "all", 5, 5), (">= 5", "beyond", 3, 2)],
)
def test_a_value_alone_counts_what_is_to_be_mended(asks, counting, number, count):
    """Of a number beyond the bar that is what lies beyond, or all where a line counts all, as it is of findings; of one below it what is missing."""
    line = DeductionRule(measures=("litter.spots",), tariff=Steps(1, counting=Counting(counting)))
    (one,) = to_rectify(scored(seen(number, what="a.litter"), rules=city(indicator("a.litter", f"litter.spots {asks} 处", line))), "wujin")

    assert count == one.count


def test_what_is_there_is_no_problem_where_more_is_asked():
    """Three boards are there and five are asked: what is to be mended are the two that are missing, not the three."""
    rules = city(indicator("a.boards", "notice.count >= 5 处", priced(3, 9, 1, "notice.count")))
    boards = ts.Measured({}, [ts.Finding(id=f"b{at}", measure="notice.count") for at in range(3)])
    (one,) = to_rectify(scored(seen(boards, what="a.boards"), rules=rules), "wujin")

    assert (None, "notice.count 3 处", 2) == (one.finding, one.seen[1], one.count)


def test_a_value_beside_findings_is_told_too():
    """Where litter is told by findings and lamps by their share, both are to be mended: the share stands first, without the findings' count."""
    asks = indicator("a.both", "lamps.lit >= 100 %; litter.spots <= 0 处", priced(1, 9, 1, "lamps.lit"), priced(1))
    one, other = to_rectify(scored(seen(ts.Measured({"lamps.lit": 97}, [finding("f1")]), what="a.both"), rules=city(asks)), "wujin")

    assert [(None, "lamps.lit 97 %", None), ("f1", "", 1)] == [(each.finding and each.finding.id, each.seen[1], each.count) for each in (one, other)]


def test_what_gains_points_is_not_to_be_mended():
    """A measure that gains points beside findings of another is no problem."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(each=1, per=1), at_most=2)
    asks = indicator("a.both", "lamps.lit >= 90 %; litter.spots <= 0 处", priced(1, 9, 1, "lamps.lit"), gain, priced(1))
    (one,) = to_rectify(scored(seen(ts.Measured({"lamps.lit": 97}, [finding("f1")]), what="a.both"), rules=city(asks)), "wujin")

    assert "f1" == one.finding.id


def test_problems_come_by_site_and_indicator():
    """Sites come in the order of their codes, and what was measured at one in the order of its indicators."""
    rules = city(indicator("a.litter"), indicator("a.lamps", "notice.count <= 0 处"), indicator("b.litter"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))
    told_ = seen(1, "s2"), seen(1), seen(evolve(litter(1), values={"notice.count": 1}), what="a.lamps")
    results = scored(*told_, rules=rules, sites=(site("s2"), site("s1")))

    assert [(one.site.code, one.code) for one in to_rectify(results, "wujin")] == [("s1", "a.lamps"), ("s1", LITTER), ("s2", LITTER)]
