"""The page of the drives of a year in both languages, what enters the year, and what keeps drives from being evaluated."""

from datetime import date

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_drives import CLEAN, STAGES, check, evolve_year, made
from survey import city, scored, seen
from tristandard.insight.drive import Over
from tristandard.insight.driven import evaluate

OWN = evolve(STAGES[1], code="own", start=date(2022, 9, 1), end=None)
OTHER = evolve(CLEAN, code="other", zh="另一行动", en="other drive", lead="wujin", stages=[OWN])


@pytest.fixture(scope="module")
def driven():
    """What came of two drives, the second in a stage of its own and led by Wujin: each district has one of two tasks in one of them."""
    rules = city(notice_zh="规则均为示例。", notice_en="Rules are made up.")
    drives = made(notice_zh="行动均为示例。", notice_en="Drives are made up.", rules=rules, drives=[CLEAN, OTHER])
    later = {"drive": "other", "stage": "own", "day": date(2022, 9, 9)}
    early = {"stage": "work", "day": date(2022, 4, 9)}
    checks = check("1"), check("2", "tianning", 0), check("5", "xinbei", **early), check("3", met=0, **later), check("4", "tianning", 1, **later)
    return evaluate(drives, [*checks, check("6", "xinbei", 1, **later)])


def test_the_whole_page(driven):
    """Under each drive stand its lists, below all of them the notice of the drives and that of the rules; a check outside the stage is not counted."""
    assert [
        "年度攻坚行动 · 2022：2 项",
        "  清洁行动 · 牵头 城管局 · 督查（2022-05-01—2022-05-31）：任务 2 项，评价 2 个单位，督查 2 次",
        "    红榜：武进区——得满分的 100 %，不低于红榜线 90 %，第 1 名（取前 1 名）",
        "    黑榜：天宁区——得满分的 0 %，低于黑榜线 60 %；未完成：有标识",
        "  另一行动 · 牵头 武进区 · 督查（2022-09-01—…）：任务 2 项，评价 3 个单位，督查 3 次",
        "    红榜：天宁区——得满分的 100 %，不低于红榜线 90 %，第 1 名（取前 1 名）",
        "    红榜：新北区——得满分的 100 %，不低于红榜线 90 %，第 1 名（取前 1 名）",
        "    黑榜：武进区——得满分的 0 %，低于黑榜线 60 %；未完成：有标识",
        "行动均为示例。",
        "规则均为示例。",
    ] == str(driven).splitlines() == driven.text("zh").splitlines()
    assert [
        "Drives · 2022: 2",
        "  cleaning · lead 城管局 · checks (2022-05-01—2022-05-31): tasks 2, units evaluated 2, checks 2",
        "    red list: Wujin: 100 % of the full mark, no less than the 90 % of the red list; place 1 of the first 1",
        "    black list: 天宁区: 0 % of the full mark, below the 60 % of the black list; not done: signs",
        "  other drive · lead Wujin · checks (2022-09-01—…): tasks 2, units evaluated 3, checks 3",
        "    red list: 天宁区: 100 % of the full mark, no less than the 90 % of the red list; place 1 of the first 1",
        "    red list: 新北区: 100 % of the full mark, no less than the 90 % of the red list; place 1 of the first 1",
        "    black list: Wujin: 0 % of the full mark, below the 60 % of the black list; not done: signs",
        "Drives are made up.",
        "Rules are made up.",
    ] == driven.text("en").splitlines()


def test_what_enters_for_whoever_leads_and_carries_out(driven):
    """Each unit enters with the mean of its drives; where leads count, Wujin also with the mean of the drive that it leads, two thirds."""
    assert {"tianning": ts.exact("1/2"), "wujin": ts.exact("1/2"), "xinbei": 1} == driven.entering(Over.UNITS)
    assert {"bureau": ts.exact("1/2"), "tianning": ts.exact("1/2"), "wujin": ts.exact("5/9"), "xinbei": 1} == driven.entering(Over.LEAD_AND_UNITS)
    assert ["bureau", "tianning", "wujin", "xinbei"] == list(driven.entering(Over.LEAD_AND_UNITS))


def test_no_thresholds_no_list():
    """Rules that state no thresholds have no list, and their page none."""
    driven = evaluate(made(red_and_black=None), [check()])

    assert ((), 2) == (driven.listed(), len(str(driven).splitlines()))


def past(**more):
    """Return the drives of the year before."""
    return made(year=2021, stages=[evolve(stage, start=evolve_year(stage.start), end=evolve_year(stage.end)) for stage in STAGES], **more)


def test_which_ledgers_are_refused():
    """A ledger of other rules, of a period that is given twice or lies in another, or of another year is refused with what it is and what to give."""
    ledger = scored(seen(1)).ledger
    within = ts.share(ts.register(ts.plan(ts.merge(city()), [], ts.Month(2022, 6)), []))
    for drives, ledgers, said in (
        (made(rules=evolve(city(), code="other")), [ledger], "'sample' is not the rule set of the drives (other); give ledgers of periods under these rules"),
        (made(), [ledger, ledger], "'2022Q2' is not a period after 2022Q2; give each period once, and none that overlap"),
        (made(), [ledger, within], "'2022-06' is not a period after 2022Q2; give each period once, and none that overlap"),
        (past(), [ledger], "'2022Q2' is not a period of 2021; give ledgers of the year of the drives"),
        (made(year=2023, stages=[evolve(stage, start=evolve_year(stage.start, 1), end=evolve_year(stage.end, 1)) for stage in STAGES]), [ledger], "'2022Q2' is not a period of 2023; give ledgers of the year of the drives"),
    ):
        with pytest.raises(ts.BadValue) as refused:
            evaluate(drives, [], ledgers)
        assert said == str(refused.value)
    with pytest.raises(ts.BadValue, match=r"'month' is not a value of the kind By; give one of By\.MONTH"):
        evaluate(made()).dispatch("month")


def test_periods_at_either_end_of_the_year_are_of_it():
    """The first and the last quarter are of the year."""
    ledgers = [ts.share(ts.register(ts.plan(ts.merge(city()), [], ts.Quarter(2022, number)), [])) for number in (4, 1)]

    assert () == evaluate(made(), [], ledgers).evidence


def test_a_period_that_reaches_into_the_year_is_of_it():
    """One day in common suffices, at either end; a period that ends the day before is of another year."""
    held = [scored(seen(3), rules=city()).ledger]
    drives = made(rules=city())
    for first, last in ((date(2021, 12, 1), date(2022, 1, 1)), (date(2022, 12, 31), date(2023, 3, 1))):
        plan = ts.plan(ts.merge(city()), [*held[0].plan.sites.values()], ts.Period(first, last))
        assert evaluate(drives, [], [ts.share(ts.register(plan, []))]).evidence == ()
    for first, last in ((date(2021, 12, 1), date(2021, 12, 31)), (date(2023, 1, 1), date(2023, 3, 1))):
        plan = ts.plan(ts.merge(city()), [*held[0].plan.sites.values()], ts.Period(first, last))
        with pytest.raises(ts.BadValue, match="is not a period of 2022"):
            evaluate(drives, [], [ts.share(ts.register(plan, []))])
