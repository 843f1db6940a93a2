"""How scores, places, items, problems and mending move over quarters."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import tristandard as ts
from survey import city, finding, found, seen, site
from tristandard.insight.rectified import Rectification, rectification
from tristandard.insight.stands import Stand
from tristandard.insight.trend import Break, trend

SITES = (site("s1"), site("s2"), site("s3", "tianning"))


def quarter(number, counts, *, rules=None, year=2022):
    """Return the results of one quarter, in which so many spots of litter were seen at each site."""
    plan = ts.plan(ts.merge(rules or city()), SITES, ts.Quarter(year, number))
    return ts.score(
        ts.share(ts.register(plan, [seen(count, where, made=plan.period.start) for where, count in counts.items()]))
    )


YEAR = [
    {"s1": 0, "s2": 4, "s3": 1},
    {"s1": 2, "s2": 4, "s3": 0},
    {"s1": 1, "s2": 0, "s3": 0},
    {"s1": 1, "s2": 1, "s3": 1},
]


def of_the_year():
    """Return the trend of four quarters."""
    return trend([quarter(number, counts) for number, counts in enumerate(YEAR, 1)])


def test_scores_places_and_items():
    """Each spot costs a point: Wujin has 96, 94, 99 and 98 in `a`, and the changes add up to 2."""
    stands, changes = of_the_year().stands["a"]["wujin"], of_the_year().changes("a", "wujin")

    assert [(96, 2), (94, 2), (99, 2), (98, 2)] == [(one.exact, one.place) for one in stands]
    assert ([-2, 5, -1], 2) == (list(changes), sum(changes))
    assert [{"item": 2}, {"item": -5}, {"item": 1}] == list(of_the_year().item_changes("a", "wujin"))


def test_repeated_problems():
    """A site at which the same indicator cost points in the quarter before is a repeated problem: s2 in the second,
    s1 in the third and the fourth quarter.
    """
    assert [[], ["s2"], ["s1"], ["s1"]] == [
        [where for where, _ in one.repeated] for one in of_the_year().stands["a"]["wujin"]
    ]


def test_a_quarter_without_a_card():
    """A unit without a card in a quarter has no score there, and no change to or from it."""
    sites = SITES[:2]
    plan = ts.plan(ts.merge(city()), sites, ts.Quarter(2022, 2))
    told = trend([quarter(1, YEAR[0]), ts.score(ts.share(ts.register(plan, [])))])

    assert ((None,), None) == (told.changes("a", "tianning"), told.stands["a"]["tianning"][1].published)
    assert (None,) == told.changes("a", "wujin")


def test_a_change_of_rules_is_a_break():
    """Between two versions of the rules, and between two variants, there is a break, which the page says first."""
    newer = evolve(city(), version="2")
    told = trend([quarter(1, YEAR[0]), quarter(2, YEAR[1], rules=newer), quarter(3, YEAR[2], rules=newer)])

    assert (
        Break(period=ts.Quarter(2022, 2), before=f"{city().code} {city().version}", after=f"{city().code} 2"),
    ) == told.breaks
    assert str(told).startswith("2022Q2 起规则有变（")


LIFE = {
    "notified": date(2022, 5, 1),
    "due": date(2022, 5, 10),
    "rectified": date(2022, 5, 9),
    "sent_back": date(2022, 5, 11),
}


def event(stage, day=None):
    """Return an event of a finding, on its usual day."""
    return ts.Event(ts.Stage(stage), day or LIFE[stage])


def held():
    """Return a register of five findings: mended in time, late, sent back, still open, and never put to anybody."""
    lives = [
        [event("notified"), event("due"), event("rectified")],
        [event("notified"), event("due"), event("rectified", date(2022, 5, 12))],
        [event("notified"), event("due"), event("rectified"), event("sent_back")],
        [event("notified"), event("due", date(2022, 6, 20))],
        [],
    ]
    told = found(*(finding(f"f{number}", life=life) for number, life in enumerate(lives)))
    return ts.register(ts.plan(ts.merge(city()), SITES, ts.Quarter(2022, 2)), [seen(told, "s1", day=31)])


def test_mended_and_in_time():
    """Of four findings that were put to Wujin two are mended, and one of the four in time; what was sent back is not
    mended.
    """
    assert {"wujin": Rectification(notified=4, rectified=2, due=4, on_time=1)} == rectification(held())


def test_as_of_a_day():
    """On 11 May the late one is not mended yet, and what is due in June is not due; without a day all last days have
    passed.
    """
    assert {"wujin": Rectification(notified=4, rectified=1, due=3, on_time=1)} == rectification(
        held(), date(2022, 5, 11)
    )


def test_whose_finding_it_is():
    """A finding that names a unit is that unit's, and one that was struck is nobody's."""
    appeal = [
        ts.Event(ts.Stage.APPEALED, date(2022, 5, 2), "武进区", "不实"),
        ts.Event(ts.Stage.STRUCK, date(2022, 5, 3), "市文明办", "属实"),
    ]
    told = found(finding("f1", "tianning", life=[event("rectified")]), finding("f2", life=[event("notified"), *appeal]))
    register = ts.register(ts.plan(ts.merge(city()), SITES, ts.Quarter(2022, 2)), [seen(told, "s1", day=31)])

    assert {"tianning": Rectification(notified=1, rectified=1)} == rectification(register)


def test_rates_of_nothing():
    """Where nothing was put to a unit there is no rate, which is not nought."""
    assert (None, None, ts.exact("0.5"), ts.exact("0.25")) == (
        Rectification().rate,
        Rectification().punctuality,
        Rectification(notified=4, rectified=2).rate,
        Rectification(due=4, on_time=1).punctuality,
    )


def test_the_page():
    """The page has scores, places and repeated problems of each unit, and what was mended."""
    last = ts.score(ts.share(held()))
    told = trend([quarter(1, YEAR[0]), last])

    assert [
        "走势 · a · 2022Q1、2022Q2",
        "  天宁区：99.0、—；名次 1、—；重复问题 0 处",
        "  武进区：96.0、90.0；名次 2、—；重复问题 0 处",
    ] == str(told).splitlines()[:3]
    assert "武进区：整改率 2/4，按期 1/4" in str(told).splitlines()
    assert "武进区：整改率 1/4，按期 1/3" in str(trend([quarter(1, YEAR[0]), last], on=date(2022, 5, 11))).splitlines()
    assert "Wujin: mended 2/4, in time 1/4" in told.text("en").splitlines()


def test_the_whole_page():
    """Given in any order, quarters are told from the first to the last: breaks, then each assessment with a row for each unit, what that does not say, and the notice."""
    noted = city(notice_zh="均为示例。", notice_en="All made up.")
    told = trend([quarter(3, YEAR[2], rules=evolve(noted, version="2")), quarter(1, YEAR[0], rules=noted), quarter(2, YEAR[1], rules=noted)])

    assert [
        "2022Q3 起规则有变（sample 1 → sample 2），前后不宜直接相比",
        "走势 · a · 2022Q1、2022Q2、2022Q3",
        "  天宁区：99.0、100.0、100.0；名次 1、1、1；重复问题 0、0 处",
        "  武进区：96.0、94.0、99.0；名次 2、2、2；重复问题 1、1 处",
        "走势 · b · 2022Q1、2022Q2、2022Q3",
        "  天宁区：99.5、100.0、100.0；名次 1、1、1；重复问题 0、0 处",
        "  武进区：98.0、97.0、99.5；名次 2、2、2；重复问题 1、1 处",
        "重复问题指上一周期同一点位、同一指标也扣过分；整改率只数有交办或整改记录的问题",
        "均为示例。",
    ] == str(told).splitlines() == told.text("zh").splitlines()
    assert [
        "from 2022Q3 on other rules hold (sample 1 → sample 2): what lies before and after is not one series",
        "Trend · a · 2022Q1, 2022Q2, 2022Q3",
        "  天宁区: 99.0, 100.0, 100.0; places 1, 1, 1; repeated problems 0, 0",
        "  Wujin: 96.0, 94.0, 99.0; places 2, 2, 2; repeated problems 1, 1",
    ] == told.text("en").splitlines()[:4]


def test_every_stand_of_a_unit():
    """Each quarter has the score as it is and as it is printed, the place, where points were lost, what of that is there again, and what each item took."""
    told = of_the_year().stands["a"]["wujin"][:2]

    assert [
        Stand(period=ts.Quarter(2022, 1), exact=ts.exact(96), published=Decimal("96.0"), place=2, problems=frozenset({("s2", "a.litter")})),
        Stand(period=ts.Quarter(2022, 2), exact=ts.exact(94), published=Decimal("94.0"), place=2, problems=frozenset({("s1", "a.litter"), ("s2", "a.litter")}), repeated=(("s2", "a.litter"),)),
    ] == list(told)
    assert [{"item": 4}, {"item": 6}] == [dict(one.items) for one in told]


def test_problems_at_sites_of_others():
    """A finding at another's site is a problem of the unit that it names; where that has a site no more, it has no card and no problem."""
    results = []
    for number, sites in ((1, (*SITES, site("s4", "xinbei"))), (2, SITES)):
        plan = ts.plan(ts.merge(city()), sites, ts.Quarter(2022, number))
        told = seen(found(finding("f1", "xinbei")), made=plan.period.start)
        results.append(ts.score(ts.share(ts.register(plan, [told]))))
    first, second = trend(results).stands["a"]["xinbei"]

    assert (frozenset({("s1", "a.litter")}), ()) == (first.problems, first.repeated)
    assert (Stand(period=ts.Quarter(2022, 2)), None, {}) == (second, second.card, second.items)


def test_what_is_no_series():
    """Nothing, periods put together or twice, and results of another rule set are refused; so is a unit that nobody
    scored.
    """
    one = quarter(1, YEAR[0])
    for given, message in (
        ([], "'' is not results of at least one period; give the results of each period"),
        ([ts.together([one])], "'2022Q1' is not whole results of one period: they are put together already; give the results of each period by itself, of all indicators"),
        ([one, one], "'2022Q1' is not a period after 2022Q1; give each period once, and none that overlap"),
        ([one, quarter(2, YEAR[1], rules=evolve(city(), code="other"))], "'sample' is not the rule set of the last period (other); give results of one rule set"),
    ):
        with pytest.raises(ts.BadValue) as refused:
            trend(given)
        assert message == str(refused.value)
    for book, unit in (("a", "xinbei"), ("c", "wujin"), (1, "wujin"), ("a", ["wujin"])):
        with pytest.raises(ts.BadValue) as refused:
            trend([one]).changes(book, unit)
        assert f"'{book} {unit}' is not an assessment and a unit that were scored; give the codes of a scorecard in one of the periods" == str(refused.value).replace('"', "'")


def test_the_last_day_is_the_last_that_was_set():
    """A finding whose day was put off is mended in time by the later one, and is due only when that has passed."""
    told = found(finding("f1", life=[event("notified"), event("due", date(2022, 5, 4)), event("due"), event("rectified")]))
    register = ts.register(ts.plan(ts.merge(city()), SITES, ts.Quarter(2022, 2)), [seen(told, "s1", day=31)])

    assert {"wujin": Rectification(notified=1, rectified=1, due=1, on_time=1)} == rectification(register)
    assert {"wujin": Rectification(notified=1)} == rectification(register, date(2022, 5, 5))
