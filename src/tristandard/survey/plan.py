"""What to measure: every (site, indicator) of one period, once, with its host and its users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import final

from attrs import define, frozen

from tristandard.basics.clause import OutOfForce
from tristandard.basics.errors import BadValue, TristandardError, refuse
from tristandard.basics.period import Period
from tristandard.basics.place import DuplicateCode, Site, UnknownTerm
from tristandard.merging import Contribution, MergedRules, Question
from tristandard.rules.scope import Extent


@final
@define(frozen=True, slots=False, eq=False)
class Ground:
    """What is asked at all sites with the same coordinates."""

    questions: tuple[Question, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Every question by its code and by the code of each of its members."""
        found = {question.code: question for question in self.questions}
        for question in self.questions:
            found.update((member.indicator.code, question) for member in question.indicator.contributions)
        return found


@final
@frozen(kw_only=True)
class Task:
    """One thing to measure: where, what, against which bar, by whom, for whom."""

    site: str
    indicator: str
    zh: str
    bar: str
    host: str
    users: tuple[str, ...]


@final
@define(frozen=True, slots=False)
class Plan:
    """Every (site, indicator) to be measured in one period, each once.

    Sites are kept in the order of their codes. `apart` counts what separate assessments would
    have measured at the same sites.
    """

    merged: MergedRules
    period: Period
    sites: Mapping[str, Site]

    @cached_property
    def grounds(self) -> Mapping[str, Ground]:
        """What is asked at each site, by its code."""
        known: dict[Extent, Ground] = {}
        found = {}
        for code, site in self.sites.items():
            if site.point not in known:
                known[site.point] = Ground(self.merged.questions(site.point))
            found[code] = known[site.point]
        return found

    def __len__(self) -> int:
        """Return how many measurements the period needs."""
        return sum(len(ground.questions) for ground in self.grounds.values())

    def __iter__(self) -> Iterator[Task]:
        for site, ground in self.grounds.items():
            for question in ground.questions:
                lead = question.indicator.lead
                users = tuple(user.assessment for user in question.users)
                yield Task(site=site, indicator=question.code, zh=lead.zh, bar=str(question.bar), host=question.indicator.host, users=users)

    @property
    def apart(self) -> dict[str, int]:
        """How many measurements each assessment would make by itself, under its own scope."""
        points = Counter(site.point for site in self.sites.values())
        total: Counter[str] = Counter()
        for point, sites in points.items():
            for question in self.merged.questions(point):
                for member in question.indicator.covering(point):
                    total[member.assessment] += sites
        return {assessment.code: total[assessment.code] for assessment in self.merged.rule_set.assessments}

    @property
    def unowned(self) -> tuple[str, ...]:
        """The sites for which no unit is known to answer: a state of its own, to be coordinated."""
        return tuple(code for code, site in self.sites.items() if not site.units)

    def users(self, question: Question, unit: str) -> tuple[Contribution, ...]:
        """Return the contributions whose assessments count a question for a unit."""
        known = self._users.get((question, unit))
        if known is None:
            point = self.merged.rule_set.subject(unit)
            known = self._users[question, unit] = tuple(user for user in question.users if self.merged.entitles(question, user, point))
        return known

    @cached_property
    def _users(self) -> dict[tuple[Question, str], tuple[Contribution, ...]]:
        return {}


def plan(merged: MergedRules, sites: Iterable[Site], period: Period) -> Plan:
    """Return what is to be measured at the sites in a period, each indicator once.

    Raises:
        OutOfForce: When the rule set does not hold on every day of the period.
        Refused: With every site whose code is not its own, or whose area, zone, site type or unit
            the rule set does not know.

    Laws: each (period, site, indicator) exactly once; no order matters.
    Source: 融合考核工作方案 · 每季度重复指标只测一次.
    """
    rules = merged.rule_set
    if not isinstance(period, Period):
        raise BadValue(period, "a period", "give Quarter(year, number), Month, Year or Period")
    if not rules.valid.holds(period.start, period.end):
        raise OutOfForce(f"rule set {rules.code!r}", str(period), str(rules.valid))
    found: dict[str, Site] = {}
    problems: list[TristandardError] = []
    for site in sorted(sites, key=lambda site: site.code):
        used_by = f"site {site.code!r}"
        if found.setdefault(site.code, site) is not site:
            problems.append(DuplicateCode("site", site.code))
        for kind, axis, path in (("area", "area", site.area), ("zone", "zone", site.zone), ("site type", "site_type", site.site_type)):
            if not path or rules.paths[axis].get(path[-1]) != path:
                problems.append(UnknownTerm(kind, "/".join(path), used_by))
        problems += [UnknownTerm("unit", unit, used_by) for unit, _ in site.units if unit not in rules.units]
    refuse(f"the sites cannot be planned for {period}", problems)
    return Plan(merged, period, found)
