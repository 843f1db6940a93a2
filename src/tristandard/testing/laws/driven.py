"""Law 27: what came of drives, who stands on which list, and what enters the year; each beside a slow count from what
was written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from fractions import Fraction

import tristandard as ts
from tristandard.insight.annual import annual
from tristandard.insight.drive import Drive, DriveTask, Over
from tristandard.insight.driven import DriveResults, evaluate
from tristandard.insight.red_and_black import Side
from tristandard.survey.entry import Status
from tristandard.testing.laws.law import Law
from tristandard.testing.strategies.years import DriveYear
from tristandard.words.sentence import Told


def outcome(year: DriveYear) -> DriveResults:
    """Return what came of a year of drives."""
    return evaluate(year.drives, year.checks, [year.survey.ledger])


def counted(year: DriveYear) -> dict[tuple[str, str], Fraction]:
    """Return the share of its tasks that each unit has done in each drive, as a clerk counts it: task by task, from
    checks and statuses of the days that count.
    """
    found = {}
    for drive in year.drives.drives:
        stage = next(one for one in year.drives.stages_of(drive) if one.evaluates)
        for unit in year.drives.rules.units:
            if unit.code not in drive.units and unit.kind not in drive.units:
                continue
            places = [_places(year, drive, task, unit.code, stage.start, stage.end) for task in drive.tasks]
            looked = [(task, seen) for task, seen in zip(drive.tasks, places, strict=True) if seen]
            if looked:
                done = sum(100 * sum(seen) >= task.at_least * len(seen) for task, seen in looked)
                found[drive.code, unit.code] = Fraction(done, len(looked))
    return found


def _places(
    year: DriveYear, drive: Drive, task: DriveTask, unit: str, start: date | None, end: date | None
) -> list[bool]:
    """Return every place that was looked at, and whether it meets the task."""

    def counts(day: date) -> bool:
        return (start is None or start <= day) and (end is None or day <= end)

    places: list[bool] = []
    for check in year.checks:
        if (check.drive, check.task, check.unit) == (drive.code, task.code, unit) and counts(check.day):
            places += [True] * check.met + [False] * (check.checked - check.met)
    seen: defaultdict[tuple[str, str], set[Status]] = defaultdict(set)
    for site, question, user, status in year.survey.ledger.statuses():
        named = any(fnmatchcase(user.indicator.code, pattern) for pattern in task.indicators)
        if named and status in (Status.MET, Status.BREACHED) and dict(year.survey.plan.sites[site].units).get(unit):
            days = [one.made for one in year.survey.register.sources(site, question.code)]
            if counts(max(days)):
                seen[site, question.code].add(status)
    return [*places, *(Status.BREACHED not in statuses for statuses in seen.values())]


def _scores(results: DriveResults) -> dict[tuple[str, str], Fraction]:
    return {
        (drive.code, unit): share
        for drive in results.drives.drives
        for unit in results.cards(drive.code)
        if (share := results.share(drive.code, unit)) is not None
    }


def _by_hand(year: DriveYear) -> bool:
    return _scores(outcome(year)) == counted(year)


def _inside_alone(year: DriveYear) -> bool:
    inside = [one for one in year.checks if one.day in year.drives.evaluating(year.drives.by_code[one.drive])]
    return _scores(evaluate(year.drives, inside, [year.survey.ledger])) == _scores(outcome(year))


def _unchecked(year: DriveYear) -> bool:
    results, known = outcome(year), counted(year)
    listed = {(one.drive, one.unit) for one in results.listed()}
    cards = {(drive.code, unit) for drive in year.drives.drives for unit in results.cards(drive.code)}
    return cards == set(known) and listed <= set(known)


def _apart(year: DriveYear) -> bool:
    """Return whether red stands above black in each drive, and each on its side of the line it is told by."""
    lines, listed = year.drives.red_and_black, outcome(year).listed()
    if lines is None:
        return not listed
    sides = {side: [one for one in listed if one.side is side] for side in Side}
    return (
        all(100 * one.score >= lines.red and one.place <= lines.places for one in sides[Side.RED])
        and all(100 * one.score < lines.black for one in sides[Side.BLACK])
        and all(
            red.score > black.score
            for red in sides[Side.RED]
            for black in sides[Side.BLACK]
            if red.drive == black.drive
        )
    )


def _any_order(year: DriveYear) -> bool:
    one, other = outcome(year), evaluate(year.drives, reversed(year.checks), [year.survey.ledger])
    return (one.evidence, one.listed(), one.progress) == (other.evidence, other.listed(), other.progress)


def _one_stage(year: DriveYear) -> bool:
    days = [date(year.drives.year, 1, 1) + timedelta(days=day) for day in range(366)]
    return all(
        sum(day in stage for stage in year.drives.stages_of(drive)) <= 1 for drive in year.drives.drives for day in days
    )


def _unchanged(year: DriveYear) -> bool:
    results = ts.together([year.survey.results])
    before = {(code, unit): card.exact for code, result in results.items() for unit, card in result.items()}
    nothing = evaluate(year.drives)
    return all(
        {
            (code, unit): one.exact
            for code, scores in annual(results, driven).scores.items()
            for unit, one in scores.items()
        }
        == before
        for driven in (None, nothing)
    )


def entering(year: DriveYear, over: Over) -> Mapping[str, Fraction]:
    """Return what enters the year by unit, as a clerk takes the mean."""
    shares = counted(year)
    found: defaultdict[str, list[Fraction]] = defaultdict(list)
    for drive in year.drives.drives:
        mine = {unit: share for (code, unit), share in shares.items() if code == drive.code}
        for unit, share in mine.items():
            found[unit].append(share)
        if mine and drive.lead and over is Over.LEAD_AND_UNITS:
            found[drive.lead].append(sum(mine.values(), Fraction(0)) / len(mine))
    return {unit: sum(each, Fraction(0)) / len(each) for unit, each in found.items()}


def _weighed(year: DriveYear) -> bool:
    results = ts.together([year.survey.results])
    found = annual(results, outcome(year))
    for entry in year.drives.annual:
        shares = entering(year, entry.over)
        for unit, one in found[entry.assessment].items():
            card = results[entry.assessment][unit]
            if card.exact is None or unit not in shares:
                expected = card.exact
            else:
                expected = (entry.quarters * card.exact + entry.drives * shares[unit] * card.part.full) / 100
            if one.exact != expected:
                return False
    return True


#: Law 27: 攻坚行动，红黑有据.
DRIVEN = (
    Law(
        number=27,
        name="a drive is counted by hand",
        statement=Told(
            "单位在攻坚行动中的得分，就是经办人从督查记录和测量数出的：所查任务中完成的",
            "each unit's score in a drive is what a clerk counts from checks and measurements: the tasks done"
            " of those looked at",
        ),
        takes=("year of drives",),
        holds=_by_hand,
    ),
    Law(
        number=27,
        name="a stage decides what counts",
        statement=Told(
            "评估阶段以外的督查不影响得分，没有一天属于两个阶段",
            "what is checked outside the stage that evaluates moves no score, and no day lies in two stages",
        ),
        takes=("year of drives",),
        holds=lambda year: _inside_alone(year) and _one_stage(year),
    ),
    Law(
        number=27,
        name="nothing checked, no score",
        statement=Told(
            "该阶段没有查过的单位没有行动得分，不上红榜也不上黑榜",
            "a unit at which nothing was looked at in that stage has no score in the drive, and stands on neither "
            "list",
        ),
        takes=("year of drives",),
        holds=_unchecked,
    ),
    Law(
        number=27,
        name="red stands above black",
        statement=Told(
            "上红榜的达到红榜线和名次，上黑榜的低于黑榜线，上红榜的得分不低于上黑榜的",
            "who is red reaches the red line and a place that is taken, who is black is below the black line,"
            " and no red unit scores below a black one",
        ),
        takes=("year of drives",),
        holds=_apart,
    ),
    Law(
        number=27,
        name="no order of checks matters",
        statement=Told(
            "督查记录无论以什么次序给出，依据、榜单和月度进展都相同",
            "evidence, lists and monthly progress are the same in whatever order checks are given",
        ),
        takes=("year of drives",),
        holds=_any_order,
    ),
    Law(
        number=27,
        name="without drives the year is unchanged",
        statement=Told(
            "没有攻坚行动，或行动什么也没有查的，年度得分就是各期间的得分",
            "without drives, and with drives of which nothing was looked at, the annual scores are those of the "
            "periods",
        ),
        takes=("year of drives",),
        holds=_unchanged,
    ),
    Law(
        number=27,
        name="what enters the year is weighed once",
        statement=Told(
            "年度得分按权重由各期间得分与单位各行动的平均组成；牵头单位计入的，加上其行动各单位的平均",
            "an annual score is that of the periods and the mean of the unit's drives by their weights; of a "
            "lead with the mean of its drive's units, where it counts",
        ),
        takes=("year of drives",),
        holds=_weighed,
    ),
)
