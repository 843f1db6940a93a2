"""Laws 5 and 7: what is asked is measured once, in whatever order it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import evolve

import tristandard as ts
from tristandard.basics.outcome import NotMeasured
from tristandard.testing import oracle
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey
from tristandard.words.sentence import Told

#: What is measured somewhere: the site, and the codes of the indicators that are measured together.
Place = tuple[str, frozenset[str]]


def asked_by_hand(survey: Survey) -> dict[Place, oracle.Asked]:
    """Return what is measured at each site, by the rules as written."""
    return {
        (code, members): asked
        for code, site in survey.plan.sites.items()
        for members, asked in oracle.asked(survey.rules, oracle.stands(site)).items()
    }


def _planned_once(survey: Survey) -> bool:
    return Counter((task.site, frozenset(task.indicator.split("+"))) for task in survey.plan) == Counter(
        asked_by_hand(survey).keys()
    )


def _held_once(survey: Survey) -> bool:
    told = {(observation.site, observation.indicator) for observation in survey.observations}
    silent = [
        outcome
        for (site, members), outcome in survey.seen.items()
        if not any((site, member) in told for member in members)
    ]
    return [(task.site, task.indicator) for task in survey.plan] == [
        (site, question.code) for site, question, _ in survey.register
    ] and all(isinstance(outcome, NotMeasured) for outcome in silent)


def _held_in_parts(survey: Survey, part: Survey) -> bool:
    in_parts = ts.register(survey.plan, survey.observations, onto=part.register)
    return in_parts == survey.register and in_parts.outcomes == survey.register.outcomes


def _alike(survey: Survey, worse: Survey) -> bool:
    rivals = [
        evolve(one, source=f"{one.source} beside") for one in worse.observations if one not in survey.observations
    ]
    return _registered(survey.plan, (*survey.observations, *rivals)) == _registered(
        survey.plan, (*rivals, *survey.observations)
    )


def _registered(plan: ts.Plan, observations: Iterable[ts.Observation]) -> object:
    """Return the outcomes that a register holds, or why it is refused."""
    try:
        return ts.register(plan, observations).outcomes
    except ts.Refused as refusal:
        return str(refusal)


#: Law 5, of observations.
IN_ANY_ORDER = (
    Law(
        number=5,
        name="no order among rivals",
        statement=Told(
            "互相矛盾的测评记录，无论以什么次序到来，处理或不受理都一样",
            "measurements that contradict each other are settled, or refused, alike in whatever order they came",
        ),
        takes=("survey", "a worse one"),
        holds=_alike,
    ),
)

#: Law 7: 只测一次.
MEASURED_ONCE = (
    Law(
        number=7,
        name="planned once",
        statement=Told(
            "测评计划包含每个点位的全部要求，每项恰好一次",
            "a plan holds everything that is asked at each of its sites, each exactly once",
        ),
        takes=("survey",),
        holds=_planned_once,
    ),
    Law(
        number=7,
        name="registered once",
        statement=Told(
            "登记簿对计划的每次测量恰好登记一次，没有报来的记为未测",
            "a register holds each planned measurement exactly once, as not measured where nothing came",
        ),
        takes=("survey",),
        holds=_held_once,
    ),
    Law(
        number=7,
        name="registered in parts",
        statement=Told(
            "分批、任意次序、重复登记的，与一次登记的相同",
            "what is registered in parts, in any order and again, is what is registered at once",
        ),
        takes=("survey", "a part of it"),
        holds=_held_in_parts,
    ),
)
