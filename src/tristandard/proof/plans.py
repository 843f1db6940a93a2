"""A plan, held against what the rules ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tristandard.basics.measure import Measure
from tristandard.basics.shown import shortened
from tristandard.merging.question import Question as Planned
from tristandard.proof.disagreement import Disagreement
from tristandard.proof.reading.asking import Question
from tristandard.proof.reading.settling import standing
from tristandard.proof.reading.standing import Standing
from tristandard.rules.acceptance import Acceptance
from tristandard.rules.standard import Ask, Standard
from tristandard.survey.plan import Plan

#: A site, and the code of a question.
Place = tuple[str, str]


def place(where: Place) -> str:
    """Return a place as a disagreement tells it."""
    return f"{where[0]} {shortened(where[1])}"


def plans(plan: Plan, worked: Standing) -> Iterator[Disagreement]:
    """Yield where a plan asks otherwise than the rules."""
    known: dict[tuple[Planned, Question], tuple[tuple[str, str, str], ...]] = {}
    for site in worked.papers.sites:
        due = {one.code: one for one in worked.asking.at(standing(site))}
        ground = plan.grounds.get(site.code)
        found = {one.code: one for one in ground.questions} if ground else {}
        for code in sorted(due.keys() | found.keys()):
            where, one, other = place((site.code, code)), due.get(code), found.get(code)
            if one is None or other is None:
                yield Disagreement("plan", where, "one" if one else "none", "one" if other else "none")
                continue
            if (other, one) not in known:
                known[other, one] = tuple(differences(one, other, worked.papers.measures))
            yield from (Disagreement(fact, where, expected, seen) for fact, expected, seen in known[other, one])


def differences(due: Question, found: Planned, measures: Mapping[str, Measure]) -> Iterator[tuple[str, str, str]]:
    """Yield in what a planned question differs from the one of the rules: its users, its bar, who measures it."""
    if not same_users(due, found):
        yield "shared once", "+".join(one.book for one in due.users), "+".join(one.assessment for one in found.users)
    if not same_bar(due, found):
        yield "bar", bar_text(due, measures), str(found.bar)
    if due.host != found.indicator.host:
        yield "plan", due.host, found.indicator.host


def same_users(due: Question, found: Planned) -> bool:
    """Return whether the same indicators use a question, each for its own business."""
    return [(one.code, one.business) for one in due.users] == [
        (one.indicator.code, one.measures) for one in found.users
    ]


def same_bar(due: Question, found: Planned) -> bool:
    """Return whether a question has the same bar."""
    seen: Mapping[str, Acceptance] = {ask.measure.code: ask.acceptance for ask in found.bar.asks}
    return due.bar == seen


def bar_text(question: Question, measures: Mapping[str, Measure]) -> str:
    """Return a bar as rule sets write it; a ruling may ask about a measure of which no member does."""
    return str(Standard(Ask(measures[code], acceptance) for code, acceptance in question.bar.items()))
