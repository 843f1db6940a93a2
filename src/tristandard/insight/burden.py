"""The burden on those who are looked at (减轻基层负担): visits and measurements, in three ways of working."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import ClassVar, final

from attrs import define, field, frozen

from tristandard.basics.errors import BadValue, for_argument, said, wanted
from tristandard.insight.telling import name_units, page_of
from tristandard.rules.scope import Extent
from tristandard.survey.plan import Ground, Plan
from tristandard.survey.register import Register
from tristandard.survey.source import days_of
from tristandard.words.sentence import Language, Sentence, Told


@final
class Way(Enum):
    """How the same sites are looked at."""

    #: Each assessment by itself, under its own scope, as before the merge.
    APART = "apart"
    #: Each shared indicator once, by its host.
    HOSTS = "hosts"
    #: Everything that is asked at a site at one visit: one team (一支测评队伍).
    TEAM = "team"


@final
@frozen
class Load:
    """How often somebody comes, and how much is measured.

    Attributes:
        visits: Pairs of a site and an office that has to come there; of one team the sites.
        measurements: Pairs of a site and an indicator.
    """

    visits: int = 0
    measurements: int = 0


NOTHING = Load()


@final
@define(frozen=True, slots=False, kw_only=True)
class Burden:
    """Visits and measurements of one period in three ways of working (两减).

    A site that several units answer for burdens each of them, so units add up to more than the total.

    Attributes:
        offices: By way, then by the code of the assessment whose office comes. One team is no office.
        units: By way, then by the code of the unit at whose sites it is.
        days: The days on which anybody reported anything from a site of a unit, by unit; None where no register
            was given.
    """

    head: ClassVar = Sentence(
        "减轻负担 · {period}：上门点位次数 各自考核 {apart} → 按主办方 {hosts}（一支队伍则 {team}）；"
        "测量 {measured_apart} → {measured_hosts}",
        "Burden · {period}: visits {apart} apart → {hosts} by hosts ({team} by one team); "
        "measurements {measured_apart} → {measured_hosts}",
    )
    #: A row of the table of units.
    row: ClassVar = Sentence(
        "  {unit}：被上门 {apart} → {hosts}（{team}），被测 {measured_apart} → {measured_hosts}{days}",
        "  {unit}: visits {apart} → {hosts} ({team}), measurements {measured_apart} → {measured_hosts}{days}",
    )
    days_told: ClassVar = Sentence("，有记录的检查日 {days} 天", ", days with a report: {days}")
    #: What the numbers do not say.
    limits: ClassVar = Told(
        "只数点位、次数和项数：不折算工时和经费；融合前按各考核自己的范围在同一批点位上推算，不是当时的实际次数",
        "Counts of sites, visits and lines alone, never hours or money. Before the merge is worked out for the same "
        "sites by each assessment's own scope; it is no record of what was done",
    )

    plan: Plan = field(eq=False, repr=False)
    offices: Mapping[Way, Mapping[str, Load]] = field(hash=False)
    units: Mapping[Way, Mapping[str, Load]] = field(hash=False)
    totals: Mapping[Way, Load] = field(hash=False)
    days: Mapping[str, tuple[date, ...]] | None = field(default=None, hash=False)

    def total(self, way: Way) -> Load:
        """Return the load of all sites in one way of working."""
        wanted(way, Way)
        return self.totals[way]

    def of(self, unit: str, way: Way) -> Load:
        """Return the load of one unit; nothing where it answers for no site."""
        wanted(way, Way)
        return self.units[way].get(unit, NOTHING)

    def text(self, language: str | Language = "zh") -> str:
        """Return the totals, a row for each unit, what the numbers do not say, and the notice of the rules, in "zh"
        or "en".
        """
        rules = self.plan.rules
        told = [self.head(period=str(self.plan.period), **self._numbers(self.totals))]
        for unit, name in name_units(rules, self.units[Way.APART], language).items():
            days = "" if self.days is None else self.days_told(days=len(self.days.get(unit, ())))
            told.append(self.row(unit=name, days=days, **self._numbers({way: self.of(unit, way) for way in Way})))
        return page_of(rules, language, (said(one, language) for one in (*told, self.limits)))

    @staticmethod
    def _numbers(loads: Mapping[Way, Load]) -> dict[str, int]:
        visits = {way.value: load.visits for way, load in loads.items()}
        measured = {f"measured_{way.value}": loads[way].measurements for way in (Way.APART, Way.HOSTS)}
        return {**visits, **measured}

    def __str__(self) -> str:
        return self.text("zh")


def burden(plan: Plan, *, register: Register | None = None) -> Burden:
    """Return how often each unit is visited and how much is measured: before the merge, by hosts, by one team.

    Args:
        plan: What is measured in the period.
        register: What came in for it, whose reports say on which days somebody was there.

    Raises:
        BadValue: When the register is of another plan.

    Laws: measurements before are the plans apart, and after them the plan's length; without a crosswalk nothing is
    saved.
    Source: 融合考核工作方案 · 减少重复考核、减轻基层负担.
    """
    wanted(plan, Plan)
    wanted(register, Register | None, for_argument("register"))
    if register is not None:
        _check_plan(plan, register)
    offices, units, totals = _counted(plan)
    everyone = sorted({unit for site in plan.sites.values() for unit, _ in site.units})
    asking = [assessment.code for assessment in plan.rules.assessments]
    return Burden(
        plan=plan,
        offices={way: _loads(found, asking if way is not Way.TEAM else ()) for way, found in offices.items()},
        units={way: _loads(found, everyone) for way, found in units.items()},
        totals={way: Load(found[True], found[False]) for way, found in totals.items()},
        days=None if register is None else _days(register),
    )


_OF_THE_PLAN = Told("所给计划的登记", "a register of the plan given")
_GIVE_OF_THE_PLAN = Told(
    "请给这一计划的 register(plan, observations)", "give register(plan, observations) of this very plan"
)


def _check_plan(plan: Plan, register: Register) -> None:
    """Refuse a register of another plan."""
    if register.plan is not plan and register.plan != plan:
        raise BadValue(str(register.plan.period), _OF_THE_PLAN, _GIVE_OF_THE_PLAN)


#: By way, how many visits (True) and measurements (False) there are of each office or unit.
_Counts = dict[Way, Counter[tuple[str, bool]]]


def _counted(plan: Plan) -> tuple[_Counts, _Counts, dict[Way, Counter[bool]]]:
    """Return visits and measurements by office, by unit, and in all."""
    offices: _Counts = {way: Counter() for way in Way}
    units: _Counts = {way: Counter() for way in Way}
    totals: dict[Way, Counter[bool]] = {way: Counter() for way in Way}
    for site, way, office, measurements in _tasks(plan):
        owners = [unit for unit, _ in plan.sites[site].units]
        for kind, number in ((True, 1), (False, measurements)):
            totals[way][kind] += number
            if way is not Way.TEAM:
                offices[way][office, kind] += number
            for unit in owners:
                units[way][unit, kind] += number
    return offices, units, totals


def _tasks(plan: Plan) -> Iterator[tuple[str, Way, str, int]]:
    """Yield each visit to a site: in which way of working, by whose office, and how much is measured at it."""
    known: dict[Extent, tuple[tuple[Way, str, int], ...]] = {}
    for site, ground in plan.grounds.items():
        point = plan.sites[site].point
        if point not in known:
            known[point] = tuple(_visits(ground, point))
        yield from ((site, *visit) for visit in known[point])


def _visits(ground: Ground, point: Extent) -> Iterator[tuple[Way, str, int]]:
    """Yield each visit to a site of some ground."""
    hosts = Counter(question.indicator.host for question in ground.questions)
    apart = Counter(member.assessment for question in ground.questions for member in question.indicator.covering(point))
    for way, offices in ((Way.APART, apart), (Way.HOSTS, hosts)):
        yield from ((way, office, number) for office, number in offices.items())
    if ground.questions:
        yield Way.TEAM, "", len(ground.questions)


def _loads(found: Counter[tuple[str, bool]], names: list[str] | tuple[str, ...]) -> dict[str, Load]:
    return {name: Load(found[name, True], found[name, False]) for name in names}


def _days(register: Register) -> dict[str, tuple[date, ...]]:
    """Return the days on which standing reports of a unit's sites were made, by unit; no day is made up for what was
    handed over without one.
    """
    found: defaultdict[str, set[date]] = defaultdict(set)
    sites = register.plan.sites
    for reports in register.latest.values():
        for report in reports.values():
            for unit, _ in sites[report.site].units:
                found[unit].update(days_of(report))
    return {unit: tuple(sorted(days)) for unit, days in sorted(found.items())}
