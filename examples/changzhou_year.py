"""One whole year under the rule set that comes along: four quarters, the eleven drives of 2022, and what the year
comes to.

    python examples/changzhou_year.py

The surveys and the checks are made up: seeded random numbers stand in for inspectors, and nothing in
them says anything about a real place. The first two quarters are scored as before the merge (各自考核),
the last two as after it (三标融合). What no source gives is marked illustrative, and every printed result
carries that notice. What is printed is in Chinese; progress is told on the error stream.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

import changzhou_quarter as quarter
from attrs import evolve

import tristandard as ts

YEAR, SEED = 2022, 2022
START = time.perf_counter()
_DAY = timedelta(days=1)


def progress(text: str) -> None:
    """Say on the error stream what is being done, with the seconds since the start."""
    print(f"[{time.perf_counter() - START:5.1f} 秒] {text}", file=sys.stderr, flush=True)


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n== {text} ==")


def beginning(text: str, lines: int) -> str:
    """Return the first lines of a page."""
    told = text.splitlines()
    return "\n".join(told[:lines] + ([f"  …（共 {len(told)} 行）"] if len(told) > lines else []))


def before(rules: ts.RuleSet) -> ts.RuleSet:
    """Return the rules as they would be without the merge: the same three assessments, each by itself."""
    apart = evolve(rules, version=f"{rules.version}-apart", crosswalks=(), rulings=(), variants=())
    return evolve(apart, valid=ts.rules.Validity(date(YEAR, 1, 1), date(YEAR, 6, 30)))


def life(found: date, draw: random.Random) -> list[ts.Event]:
    """Return what became of a made-up problem: put to the unit the next day, due in ten, most often mended, sometimes
    late.
    """
    told = [(ts.Stage.FOUND, 0), (ts.Stage.NOTIFIED, 1), (ts.Stage.DUE, 11)]
    if draw.random() < 0.92:
        told.append((ts.Stage.RECTIFIED, draw.randint(2, 13)))
    return [ts.Event(stage, found + days * _DAY) for stage, days in told]


def with_findings(plan: ts.Plan, reports: list[ts.Observation], draw: random.Random) -> Iterator[ts.Observation]:
    """Yield reports; those of a few spots of one measure as findings, each with what became of it."""
    lives: dict[tuple[str, str, str], ts.Measured] = {}
    for report in reports:
        asks = plan.grounds[report.site].by_code[report.indicator].bar.asks
        told = dict(report.outcome.values) if isinstance(report.outcome, ts.Measured) else {}
        count = next(iter(told.values()), 0)
        few = len(asks) == 1 and asks[0].measure.countable and 0 < count <= 5  # type: ignore[operator]
        if not few or asks[0].accepts(count):
            yield report
            continue
        key = report.site, report.indicator, str(report.made)
        if key not in lives:
            found = [
                ts.Finding(id=f"f{number}", measure=asks[0].measure.code, life=life(report.made, draw))
                for number in range(1, int(count) + 1)
            ]  # type: ignore[arg-type]
            lives[key] = ts.Measured((), found)
        yield evolve(report, outcome=lives[key])


def scored(rules: ts.RuleSet, sites: list[ts.Site], period: ts.Period, draw: random.Random) -> ts.Results:
    """Return the results of one made-up quarter."""
    plan = ts.plan(ts.merge(rules), sites, period)
    progress(f"{period}：计划 {len(plan)} 次测量，登记、共用、计分")
    reports = with_findings(plan, quarter.made_up_survey(plan, draw, days=90), draw)
    return ts.score(ts.share(ts.register(plan, list(reports))))


def made_up_checks(drives: ts.insight.Drives, draw: random.Random) -> list[ts.insight.DriveCheck]:
    """Return checks of the tasks that no indicator measures, and random ones of the others, in each stage but the
    first.
    """
    found: list[ts.insight.DriveCheck] = []
    units = quarter.districts(drives.rules)
    for drive in drives.drives:
        for stage in drives.stages_of(drive)[1:]:
            assert stage.start is not None
            assert stage.end is not None
            for task in drive.tasks:
                for place, unit in enumerate(units):
                    day = stage.start + draw.randrange((stage.end - stage.start).days + 1) * _DAY
                    kind = draw.choice(drives.checks).code
                    met = sum(draw.random() < 0.84 + 0.025 * place for _ in range(10))
                    found.append(
                        ts.insight.DriveCheck(
                            id=f"c{len(found) + 1:04}",
                            day=day,
                            kind=kind,
                            stage=stage.code,
                            drive=drive.code,
                            task=task.code,
                            unit=unit,
                            met=met,
                            checked=10,
                            by="督查组（示例）",
                        )
                    )
    return found


def tell_progress(driven: ts.insight.DriveResults) -> None:
    """Print what was done by the end of three months, by whoever leads (月度调度)."""
    rules = driven.drives.rules
    for (month, lead), told in driven.dispatch(ts.insight.By.MONTH, ts.insight.By.LEAD).items():
        if not f"{YEAR}-08" <= month <= f"{YEAR}-10":
            continue
        name = rules.units[lead].zh if lead else "牵头部门未公布"
        print(
            f"  {month}  {name}：任务 {told.tasks}，完成 {told.done}，已查 {told.looked_at}，逾期 {told.overdue}；当月查 "
            f"{told.checked} 处、合格 {told.met} 处"
        )


def tell_least(results: ts.Results) -> None:
    """Print for two neighbouring places of an assessment the least that the lower unit would have to rectify."""
    for code, place in (("civilized", 2), ("rural", 3)):
        districts = (card for card in results[code].ranking() if card.unit.kind == "district")
        below = next(card for card in districts if card.place == place + 1)
        print(beginning(ts.insight.least(results, code, below.unit.code, ts.insight.Place(place)).text(), 4))


def main() -> None:
    """Run the year and print what an office would want to see."""
    draw = random.Random(SEED)
    progress("读取规则和攻坚行动")
    rules = ts.load_ruleset("changzhou-2022")
    drives = ts.files.load_drives("changzhou-2022", rules)
    print(
        f"{rules.zh}\n{rules.notice_zh}\n{drives.notice_zh}\n一、二季度按融合前各自考核计分，三、四季度按融合计分；测评和督查均为虚构"
    )
    # the scheme was told in May: for an example of a whole year it holds from July on, the rules before it until June
    merged, apart = evolve(rules, valid=ts.rules.Validity(date(YEAR, 7, 1))), before(rules)
    sites = list(quarter.made_up_sites(rules, draw))
    results = [
        scored(apart if number < 3 else merged, sites, ts.Quarter(YEAR, number), draw) for number in (1, 2, 3, 4)
    ]
    last = results[-1]

    progress("负担、五个一、候选")
    heading("两减一增：减轻基层负担")
    register = last.ledger.register
    print(beginning(ts.insight.burden(register.plan, register=register).text(), 9))
    heading("五个一")
    print(ts.insight.convergence(last, entering=drives.entering))
    heading("融合候选（暂未列入融合的指标）")
    print(beginning(ts.insight.candidates(results).text(first=5), 8))

    progress("融合的影响")
    heading("融合对各单位得分的影响")
    print(beginning(ts.insight.uplift(last).text(), 9))
    progress("最少整改")
    heading("最少整改哪些问题，名次就进一位")
    tell_least(last)

    progress("攻坚行动：督查、红黑榜、月度调度")
    driven = ts.insight.evaluate(drives, made_up_checks(drives, draw), [one.ledger for one in results])
    heading("年度攻坚行动和红黑榜")
    print(driven)
    heading("月度调度")
    tell_progress(driven)

    progress("走势")
    heading("四个季度的走势")
    moved = ts.insight.trend(results)
    print(beginning(moved.text(), 12))
    print("\n".join(f"  {line}" for line in moved.text().splitlines() if "：整改率 " in line and "区：" in line))
    unit, book = quarter.districts(rules)[3], rules.assessment("civilized")
    items = {item.code: item.zh for item in book.items}
    for one, changes in zip(results[1:], moved.item_changes(book.code, unit), strict=True):
        most = sorted(changes, key=lambda item: -abs(changes[item]))[:3]
        told = "，".join(f"{items[item]} {ts.rules.Publication('0.01').publish(-changes[item])}" for item in most)
        print(f"  {rules.units[unit].zh} {one.period} 较上季度变动最大的项目（分）：{told}")

    progress("年度得分")
    heading("年度得分：季度与攻坚行动")
    year = ts.together(results)
    print(beginning(ts.insight.annual(year, driven).text(), 22))
    for key, value in year.identity.items():
        print(f"  {key}: {value or '—'}")
    progress("完成")


if __name__ == "__main__":
    main()
