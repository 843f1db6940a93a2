"""What is asked at a site, once, of whom and against which bar (指标就高、范围就宽、对象就广).

Indicators that matches connect are one question on the ground of their crosswalk; elsewhere each
assessment asks alone. Read uniformly the highest bar holds for every member wherever some member
asks; read pointwise only the members whose own scope covers the site count.
"""

from collections.abc import Iterable

from attrs import frozen

import tristandard as ts
from differential.reading.case import Case

Acceptance = ts.Range | ts.Forms


@frozen(kw_only=True)
class Question:
    """One thing to measure at one site: who asks, who uses the outcome, and the bar by measure."""

    members: tuple[ts.Indicator, ...]
    users: tuple[ts.Indicator, ...]
    bar: dict[str, Acceptance]
    host: str
    shared_subjects: bool


def covers(scope: ts.Scope, point: tuple[tuple[str, ...], ...]) -> bool:
    """Return whether some box of a scope holds a point: each coordinate names it, or something above it, or any."""
    return any(all(path[: len(side)] == side for side, path in zip(box, point, strict=True)) for box in scope.extents)


def groups(rules: ts.RuleSet) -> list[tuple[set[str], ts.Crosswalk | None]]:
    """Return the sets of indicators that matches connect, each with its crosswalk; one in no match stands alone."""
    found: list[tuple[set[str], ts.Crosswalk | None]] = [
        ({one.code}, None) for book in rules.assessments for one in book.indicators
    ]
    for crosswalk in rules.crosswalks:
        for match in crosswalk.matches:
            touched = [group for group in found if group[0] & {match.first, match.second}]
            found = [group for group in found if group not in touched]
            found.append((set().union(*(members for members, _ in touched)), crosswalk))
    return found


def higher_range(ranges: Iterable[ts.Range]) -> ts.Range:
    """Return the range that all accept: the tightest of their ends; an open end is tighter than a closed one
    upon it.
    """
    ranges = list(ranges)
    floors = [one.floor for one in ranges if one.floor is not None]
    limits = [one.limit for one in ranges if one.limit is not None]
    floor = max(floors, key=lambda end: (end.value, not end.closed), default=None)
    limit = min(limits, key=lambda end: (end.value, end.closed), default=None)
    return ts.Range(floor, limit)


def higher_forms(demands: Iterable[ts.Forms]) -> ts.Forms:
    """Return what all demand of forms: all that some require, and only what all accept."""
    demands = list(demands)
    bounded = [one.accepted for one in demands if one.accepted is not None]
    accepted = frozenset.intersection(*bounded) if bounded else None
    return ts.Forms(frozenset().union(*(one.required for one in demands)), accepted)


def bar_of(members: Iterable[ts.Indicator]) -> dict[str, Acceptance]:
    """Return the highest standard of some indicators, by measure."""
    asked: dict[str, list[Acceptance]] = {}
    for member in members:
        for ask in member.standard.asks:
            asked.setdefault(ask.measure.code, []).append(ask.acceptance)
    return {
        code: higher_forms(every) if isinstance(every[0], ts.Forms) else higher_range(every)
        for code, every in asked.items()
    }


def alone(member: ts.Indicator) -> Question:
    """Return the question of an indicator that nobody shares there."""
    return Question(
        members=(member,), users=(member,), bar=bar_of([member]), host=member.assessment, shared_subjects=False
    )


def questions(case: Case, site: ts.Site) -> list[Question]:
    """Return everything that is asked at a site."""
    point = (site.area, site.zone, site.site_type)
    asked = []
    for codes, crosswalk in groups(case.rules):
        members = tuple(sorted((case.rules.indicators[code] for code in codes), key=lambda one: one.code))
        covering = tuple(one for one in members if covers(one.scope, point))
        if not covering:
            continue
        if crosswalk is None or (crosswalk.where is not None and not covers(crosswalk.where, point)):
            asked += [alone(one) for one in covering]
            continue
        uniform = case.rules.policy.reading is ts.Reading.UNIFORM
        users = members if uniform else covering
        host = next(code for code in crosswalk.hosts if code in {one.assessment for one in members})
        asked.append(Question(members=members, users=users, bar=bar_of(users), host=host, shared_subjects=uniform))
    return asked


def entitled(case: Case, question: Question, user: ts.Indicator, unit: str) -> bool:
    """Return whether an assessment counts a question for a unit: by the joined subjects, or read pointwise by
    its own.
    """
    subject = (case.rules.paths["kind"][case.unit(unit).kind], case.rules.paths["unit"][unit])
    sources = question.members if question.shared_subjects else (user,)
    return any(covers(one.subjects, subject) for one in sources)
