"""Law 26: what the merge saves is counted, not claimed; and what might be merged next is not merged yet."""

from __future__ import annotations

from itertools import combinations

from attrs import evolve

import tristandard as ts
from tristandard.insight.burden import Way, burden
from tristandard.insight.candidates import Alike, candidates
from tristandard.insight.convergence import convergence
from tristandard.survey.plan import Plan
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told


def unmatched(plan: Plan) -> Plan:
    """Return the plan of the same sites and period by the same rules without any crosswalk, made by the public road."""
    rules = evolve(plan.rules, crosswalks=(), rulings=(), variants=(), variant=None)
    return ts.plan(ts.merge(rules), plan.sites.values(), plan.period)


def _before_and_after(survey: Survey) -> bool:
    """Return whether measurements before are those of each assessment's own plan, and after those of the plan."""
    told, apart = burden(survey.plan), unmatched(survey.plan)
    by_host = dict.fromkeys(told.offices[Way.APART], 0)
    for task in apart:
        by_host[task.host] += 1
    before = {code: load.measurements for code, load in told.offices[Way.APART].items()}
    visits = {way: {code: load.visits for code, load in told.offices[way].items()} for way in (Way.APART, Way.HOSTS)}
    oracle = {Way.APART: visited(apart), Way.HOSTS: visited(survey.plan)}
    return (
        before == by_host
        and (told.total(Way.HOSTS).measurements, told.total(Way.TEAM).measurements) == (len(survey.plan),) * 2
        and all(visits[way] == {**dict.fromkeys(before, 0), **oracle[way]} for way in oracle)
    )


def visited(plan: Plan) -> dict[str, int]:
    """Return to how many sites each host comes, counted from the tasks of a plan."""
    pairs = {(task.site, task.host) for task in plan}
    return {host: sum(one == host for _, one in pairs) for host in {host for _, host in pairs}}


def _nothing_saved(survey: Survey) -> bool:
    told = burden(unmatched(survey.plan))
    return told.offices[Way.APART] == told.offices[Way.HOSTS] and told.units[Way.APART] == told.units[Way.HOSTS]


def _never_more(survey: Survey) -> bool:
    told = burden(survey.plan)
    loads = [told.totals, *({way: told.of(unit, way) for way in Way} for unit in told.units[Way.APART])]
    return all(
        one[Way.HOSTS].measurements <= one[Way.APART].measurements
        and one[Way.TEAM].visits <= min(one[Way.HOSTS].visits, one[Way.APART].visits)
        for one in loads
    )


def _shares(survey: Survey) -> bool:
    told, plan = convergence(survey.results), survey.plan
    hosts: dict[str, set[str]] = {}
    for task in plan:
        hosts.setdefault(task.site, set()).add(task.host)
    counted = (
        (
            len({code for match in plan.rules.matches() for code in (match[1].first, match[1].second)}),
            len(plan.rules.indicators),
        ),
        (sum(len(one) == 1 for one in hosts.values()), len(hosts)),
        (sum(len(task.users) > 1 for task in plan), len(plan)),
    )
    found = tuple((one.number, one.whole) for one in (told.system, told.team, told.result))
    every = (told.system, told.standard, told.team, told.result, told.use)
    return found == counted and all(0 <= one.number <= one.whole for one in every)


def alike(plan: Plan) -> set[Alike]:
    """Return what a reader finds who holds every two questions of each site beside each other."""
    matched = {
        code: one.code for one in plan.merged.shared for part in one.contributions for code in [part.indicator.code]
    }
    sites: dict[tuple[str, str], int] = {}
    asked = {}
    for ground in plan.grounds.values():
        for pair in combinations(ground.questions, 2):
            for one, other in (pair, pair[::-1]):
                apart = set(one.indicator.assessments).isdisjoint(other.indicator.assessments)
                mates = matched.get(one.code, "") == matched.get(other.code, one.code)
                shared = len(other.indicator.contributions) > 1
                if len(one.indicator.contributions) == 1 and apart and not mates and (shared or one.code < other.code):
                    sites[one.code, other.code] = sites.get((one.code, other.code), 0) + 1
                    asked[one.code], asked[other.code] = one.indicator, other.indicator
    return {
        Alike(first=one, second=other, measures=tuple(sorted(common)), sites=count)
        for (one, other), count in sites.items()
        if (common := asked[one].standard.measures & asked[other].standard.measures)
    }


def _no_match(survey: Survey) -> bool:
    return set(candidates([survey.results]).alike) == alike(survey.plan)


#: Law 26: 减了多少，数得出来.
BURDENED = (
    Law(
        number=26,
        name="before the merge and after it",
        statement=(
            Told(
                "融合前的测量和上门，是各考核单独计划的；融合后的，是测评计划任务的",
                "the measurements and visits before are those of the plans of each assessment by itself, and "
                "after it those of the tasks of the plan",
            )
        ),
        takes=("survey",),
        holds=_before_and_after,
    ),
    Law(
        number=26,
        name="without a crosswalk nothing is saved",
        statement=(
            Told(
                "没有对照的规则，主办方到每个单位的次数和测量数与各自考核时相同",
                "of rules that match nothing, hosts come as often and measure as much as the assessments apart, "
                "at every unit",
            )
        ),
        takes=("survey",),
        holds=_nothing_saved,
    ),
    Law(
        number=26,
        name="measuring once is never more",
        statement=(
            Told(
                "没有单位比以前测得更多；由一个组上门的次数不比别的方式多，由主办方各自上门的可能更多",
                "no unit is measured more often than before, and none is visited more often by one team than in "
                "another way; by hosts it may be",
            )
        ),
        takes=("survey",),
        holds=_never_more,
    ),
    Law(
        number=26,
        name="the five shares are counted",
        statement=Told(
            "五个比例都是几分之几，可以由读者从对照和任务数出",
            "each of the five shares is a number of so many, as a reader counts them from matches and tasks",
        ),
        takes=("survey",),
        holds=_shares,
    ),
    Law(
        number=26,
        name="a candidate is no match",
        statement=(
            Told(
                "按测量项目的融合候选，是不同考核在至少一个点位以同一测量项目提出、而没有对照的两项要求",
                "the candidates by measure are the pairs of questions of different assessments that one site or "
                "more asks in a common measure, and that no crosswalk joins",
            )
        ),
        takes=("survey",),
        holds=_no_match,
    ),
)
