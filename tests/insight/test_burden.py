"""How often somebody comes and how much is measured: before the merge, by hosts, by one team."""

from datetime import date

import pytest

import tristandard as ts
from samples import crosswalk, indicator, match
from survey import city, planned, priced, registered, seen, site
from tristandard.basics.event import Event, Stage
from tristandard.insight.burden import Load, Way, burden
from tristandard.survey.source import handed_by


def shared_and_own():
    """Return rules in which `a` and `b` share litter, which `b` measures, and `a` alone asks for lamps; on built-up
    ground `b` asks nothing by itself.
    """
    litter = (
        indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5), where="zone=village"),
    )
    return city(
        *litter,
        indicator("a.lamps", "lamps.lit >= 99 %", priced(1, 5, 1, "lamps.lit")),
        crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),),
    )


def test_three_ways_by_hand():
    """Of two sites `a` alone came to one and both to the other, and measured five lines; after the merge both come to
    each, for four lines; one team comes twice.
    """
    told = burden(planned(shared_and_own(), site("s1", zone="built_up"), site("s2", "tianning", zone="village")))

    assert {Way.APART: Load(3, 5), Way.HOSTS: Load(4, 4), Way.TEAM: Load(2, 4)} == told.totals
    assert {"a": Load(2, 4), "b": Load(1, 1)} == told.offices[Way.APART]
    assert {"a": Load(2, 2), "b": Load(2, 2)} == told.offices[Way.HOSTS]
    assert {} == told.offices[Way.TEAM]
    assert (Load(1, 2), Load(2, 2), Load(1, 2)) == tuple(told.of("wujin", way) for way in Way)
    assert (Load(2, 3), Load(2, 2), Load(1, 2)) == tuple(told.of("tianning", way) for way in Way)


def test_a_shared_site_burdens_each_of_its_owners():
    """Whoever bears a part of a site is visited there; a unit that answers for nothing is not."""
    told = burden(planned(None, site(units={"wujin": ts.exact("0.2"), "bureau": ts.exact("0.8")})))

    assert (Load(1, 1), Load(1, 1), Load(0, 0)) == tuple(
        told.of(unit, Way.HOSTS) for unit in ("wujin", "bureau", "xinbei")
    )
    assert Load(1, 1) == told.total(Way.HOSTS)


def test_days_are_those_that_reports_carry():
    """The days of a unit are those on which its sites were reported from, each once; without a register there are
    none, and nothing is estimated.
    """
    sites = (site("s1"), site("s2"), site("s3", "tianning"))
    held = registered(seen(1, "s1", day=10), seen(2, "s2", day=10), seen(0, "s3", day=12), sites=sites)

    assert {"wujin": (date(2022, 5, 10),), "tianning": (date(2022, 5, 12),)} == burden(held.plan, register=held).days
    assert burden(held.plan).days is None


def test_days_come_in_their_order():
    """Days are told from the first to the last, whatever the order of reports."""
    sites = tuple(site(f"s{at}") for at in range(6))
    held = registered(*(seen(1, f"s{at}", day=day) for at, day in enumerate((12, 3, 28, 7, 19, 3))), sites=sites)

    assert {"wujin": tuple(date(2022, 5, day) for day in (3, 7, 12, 19, 28))} == burden(held.plan, register=held).days


def test_no_day_is_made_up_for_what_was_handed_over():
    """What another office handed over names no day: there stand the days on which its findings were found, and none where it has none."""
    found = ts.Measured({"litter.spots": 1}, [ts.Finding(id="1", measure="litter.spots", life=[Event(Stage.FOUND, date(2022, 5, 3))])])
    handed = {"source": handed_by("b"), "made": date(2022, 4, 1)}
    held = registered(seen(found, "s1", **handed), seen(0, "s2", **handed), sites=(site("s1"), site("s2", "tianning")))

    assert {"wujin": (date(2022, 5, 3),)} == {unit: days for unit, days in burden(held.plan, register=held).days.items() if days}


def test_a_register_of_another_plan_is_refused():
    """The days of another plan say nothing of this one."""
    with pytest.raises(ts.BadValue) as refused:
        burden(planned(None, site("s9")), register=registered(seen(1)))

    assert "'2022Q2' is not a register of the plan given; give register(plan, observations) of this very plan" == str(refused.value)
    assert {"wujin": (date(2022, 5, 10),)} == burden(planned(), register=registered(seen(1))).days  # of an equal plan
    for given, argument in ((planned(), "register"), ("hosts", "Way")):
        with pytest.raises(ts.BadValue, match=argument):
            burden(planned(), register=given) if argument == "register" else burden(planned()).total(given)
    with pytest.raises(ts.BadValue, match="Way"):
        burden(planned()).of("wujin", "hosts")


def test_the_page_without_a_register():
    """Without a register no days are told; units stand in the order of their codes, each with its own numbers."""
    told = burden(planned(shared_and_own(), site("s1", zone="built_up"), site("s2", "tianning", zone="village")))

    assert [
        "Burden · 2022Q2: visits 3 apart → 4 by hosts (2 by one team); measurements 5 → 4",
        "  天宁区: visits 2 → 2 (1), measurements 3 → 2",
        "  Wujin: visits 1 → 2 (1), measurements 2 → 2",
        "Counts of sites, visits and lines alone, never hours or money. Before the merge is worked out for the same sites by each assessment's own scope; it is no record of what was done",
    ] == told.text("en").splitlines()
    assert told.text("zh") == str(told)


def test_a_site_at_which_nobody_asks_is_no_visit():
    """Where nothing is asked nobody comes, and no team."""
    rules = city(indicator("a.litter", where="site_type=market"), indicator("b.litter", where="site_type=market"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))
    told = burden(planned(rules, site("s1"), site("s2", kind="market")))

    assert {Way.APART: Load(2, 2), Way.HOSTS: Load(1, 1), Way.TEAM: Load(1, 1)} == told.totals
    assert {"a": Load(1, 1), "b": Load(0, 0)} == told.offices[Way.HOSTS]


def test_the_page_in_both_languages():
    """The page has the totals, a row for each unit, what the numbers do not say, and the notice of the rules."""
    held = registered(seen(1), rules=city(notice_zh="均为示例。", notice_en="All made up."))
    told = burden(held.plan, register=held)

    assert [
        "减轻负担 · 2022Q2：上门点位次数 各自考核 2 → 按主办方 1（一支队伍则 1）；测量 2 → 1",
        "  武进区：被上门 2 → 1（1），被测 2 → 1，有记录的检查日 1 天",
        "只数点位、次数和项数：不折算工时和经费；融合前按各考核自己的范围在同一批点位上推算，不是当时的实际次数",
        "均为示例。",
    ] == str(told).splitlines()
    assert [
        "Burden · 2022Q2: visits 2 apart → 1 by hosts (1 by one team); measurements 2 → 1",
        "  Wujin: visits 2 → 1 (1), measurements 2 → 1, days with a report: 1",
    ] == told.text("en").splitlines()[:2]
    assert "All made up." == told.text("en").splitlines()[-1]


def test_a_unit_from_which_nothing_was_reported():
    """With a register, it has no day, which is told as none; an argument of another kind is named."""
    held = registered(seen(1, "s1"), sites=(site("s1"), site("s2", "tianning")))

    assert [
        "  天宁区: visits 2 → 1 (1), measurements 2 → 1, days with a report: 0",
        "  Wujin: visits 2 → 1 (1), measurements 2 → 1, days with a report: 1",
    ] == burden(held.plan, register=held).text("en").splitlines()[1:3]
    with pytest.raises(ts.BadValue) as refused:
        burden(held.plan, register=held.plan)

    assert str(refused.value).endswith(" is not a value of the kind Register or None for `register`; give one Register or None")
