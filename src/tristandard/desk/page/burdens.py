"""What was measured once instead of twice: the figures of burden and convergence, and who uses the measurements."""

from __future__ import annotations

from collections import Counter
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.insight.burden import Burden, Way, burden
from tristandard.insight.convergence import convergence
from tristandard.insight.telling import name_units
from tristandard.scoring.scorecard import Results
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Language


@final
@frozen(kw_only=True)
class Load:
    """Visits in three ways of working, and measurements in two."""

    apart: int
    hosts: int
    team: int
    measured_apart: int
    measured_hosts: int


@final
@frozen(kw_only=True)
class Once:
    """What a page says of what was measured once.

    Attributes:
        loads: By way of working, how often somebody comes and how much is measured.
        used: Of how many measurements several assessments use the result, as the five ones say it.
        users: Which assessments use how many measurements.
        units: By unit what it is called, and its visits and measurements by way of working.
        limits: What the numbers do not say.
    """

    loads: Load
    used: str
    users: tuple[tuple[tuple[str, ...], int], ...]
    units: tuple[tuple[str, Load], ...]
    limits: str


def once(results: Results, language: str | Language) -> Once:
    """Return what was measured once instead of twice."""
    plan: Plan = results.ledger.register.plan
    found = burden(plan)
    everyone = Load(
        apart=found.total(Way.APART).visits,
        hosts=found.total(Way.HOSTS).visits,
        team=found.total(Way.TEAM).visits,
        measured_apart=found.total(Way.APART).measurements,
        measured_hosts=found.total(Way.HOSTS).measurements,
    )
    named = name_units(plan.rules, found.units[Way.APART], language)
    return Once(
        loads=everyone,
        used=str(convergence(results).result),
        users=tuple(_users(plan, language)),
        units=tuple((name, _of(found, unit)) for unit, name in named.items()),
        limits=said(found.limits, language),
    )


def _of(found: Burden, unit: str) -> Load:
    by_way = {way: found.of(unit, way) for way in Way}
    return Load(
        apart=by_way[Way.APART].visits,
        hosts=by_way[Way.HOSTS].visits,
        team=by_way[Way.TEAM].visits,
        measured_apart=by_way[Way.APART].measurements,
        measured_hosts=by_way[Way.HOSTS].measurements,
    )


def _users(plan: Plan, language: str | Language) -> list[tuple[tuple[str, ...], int]]:
    """Return which assessments use how many measurements together, the most first."""
    counts = Counter(
        frozenset(user.assessment for user in question.users)
        for ground in plan.grounds.values()
        for question in ground.questions
    )
    labels = {book.code: said(either(book.zh, book.en), language) for book in plan.rules.assessments}
    named = [(tuple(labels[code] for code in labels if code in codes), number) for codes, number in counts.items()]
    return sorted(named, key=lambda pair: (-pair[1], pair[0]))
