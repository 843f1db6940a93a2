"""What was measured once instead of twice: the figures of burden and convergence, and who uses the measurements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.insight.burden import Load, Way, burden
from tristandard.insight.convergence import convergence
from tristandard.insight.telling import name_units
from tristandard.scoring.results import Results
from tristandard.survey.plan import Plan
from tristandard.words.sentence import Language


@final
@frozen(kw_only=True)
class Loads:
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

    loads: Loads
    used: str
    users: tuple[tuple[tuple[str, ...], int], ...]
    units: tuple[tuple[str, Loads], ...]
    limits: str


def once(results: Results, language: str | Language) -> Once:
    """Return what was measured once instead of twice."""
    plan: Plan = results.ledger.plan
    found = burden(plan)
    named = name_units(plan.rules, found.units[Way.APART], language)
    return Once(
        loads=_loads(found.total),
        used=str(convergence(results).result),
        users=tuple(_users(plan, language)),
        units=tuple((name, _loads(partial(found.of, unit))) for unit, name in named.items()),
        limits=said(found.limits, language),
    )


def _loads(of: Callable[[Way], Load]) -> Loads:
    """Return visits and measurements, from the load of each way of working."""
    apart, hosts = of(Way.APART), of(Way.HOSTS)
    return Loads(
        apart=apart.visits,
        hosts=hosts.visits,
        team=of(Way.TEAM).visits,
        measured_apart=apart.measurements,
        measured_hosts=hosts.measurements,
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
