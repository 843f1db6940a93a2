"""Law 22: a certificate rests on a reading of its own, and finds faults that are planted in all else.

As in the laws of quarters, verbs are called by their public names, when they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, final

from attrs import evolve, frozen

import tristandard as ts
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Measured, NotMeasured, Outcome
from tristandard.rules.nodes.part import Part
from tristandard.scoring.breakdown import BreakdownEntry
from tristandard.scoring.handed_over import Handover
from tristandard.scoring.handover import handovers
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.planning import plan
from tristandard.testing.fault import Fault
from tristandard.testing.laws.law import Law
from tristandard.testing.survey import Survey, Together
from tristandard.words.sentence import Told

#: What a part says of its node; how its lines are counted only where it is a leaf.
_SAID = (
    "node", "member", "full", "low", "value", "high", "items", "open", "extrapolated", "gained", "vetoed", "zeroed",
    "added",
    "gated", "last", "may_last", "imputed", "carried", "weights", "estimate", "withheld", "seen",
)  # fmt: skip


def _outcome(outcome: Outcome | None) -> object:
    """Return what was measured, with what each finding counts, whose it is, and what it tells."""
    if not isinstance(outcome, Measured):
        return None if isinstance(outcome, NotMeasured) else outcome
    return outcome.values, [(one.id, one.counts, one.unit, one.circumstances) for one in outcome.findings]


def _part(part: Part) -> Iterator[object]:
    """Yield what a part says, and what those below it say; of what the rules put nothing below."""
    if part.absent:
        yield part.node, part.member
        return
    if part.imputed:
        yield part.node, part.member, part.imputed, part.low, part.value, part.high
        return
    yield tuple(getattr(part, name) for name in _SAID)
    if part.value is not None:
        yield part.grade, part.grades
    for below in part.parts:
        yield from _part(below)


def _entry(entry: BreakdownEntry) -> object:
    """Return what an entry of a breakdown says."""
    rest = None
    if entry.posted:
        part = entry.posted.part
        rest = entry.posted.order, part.unit, part.quantity, part.before, entry.borne
    named = tuple(
        getattr(entry, name)
        for name in ("cause", "points", "weight", "node", "member", "axis", "item", "unit", "imputed")
    )
    return named, entry.site, entry.indicator, entry.reason, rest


def _card(card: Scorecard) -> object:
    """Return what a card says."""
    said: list[object] = [
        card.unit.code,
        card.place,
        card.places,
        card.published,
        card.reason,
        card.warnings,
    ]
    if not card.part.absent:
        said += [card.coverage, card.interval, card.part.measured, card.part.unmeasured, card.grades, card.grade]
    entries = [*map(_entry, card.breakdown.entries), "uncounted", *map(_entry, card.breakdown.uncounted)]
    return said, list(_part(card.part)), entries


def _handed(handed: Handover) -> object:
    """Return what a handover says."""
    entries = [
        (
            one.site,
            one.indicator,
            one.status,
            one.bar,
            _outcome(one.outcome),
            one.points,
            one.gained,
            one.vetoes,
            one.earlier,
        )
        for one in handed.entries
    ]
    head = handed.rule_set, handed.rule_set_version, handed.variant, handed.rules, handed.period, handed.notice
    return head, handed.host, handed.consumer, handed.sites, entries


def _postings(postings: Iterable[Any]) -> object:
    return sorted((one.key, one.member, one.item, one.points, one.gained, one.vetoes) for one in postings)


def said(results: ts.Results) -> Iterator[object]:
    """Yield everything that results say and that follows from their observations: of several periods, all of each, and
    then their cards.
    """
    for one in results.periods:
        yield from said(one)
    if not results.periods:
        yield from _measured(results.ledger)
    yield [(code, [_card(card) for card in cards.values()]) for code, cards in sorted(results.scored.items())]
    if not results.periods:
        yield list(map(_handed, handovers(results)))


def _measured(ledger: ts.Ledger) -> Iterator[object]:
    """Yield what was asked and measured, and what that means for every assessment."""
    for code, ground in ledger.plan.grounds.items():
        yield (
            code,
            [
                (one.code, str(one.bar), one.indicator.host, [user.indicator.code for user in one.users])
                for one in ground.questions
            ],
        )
    yield {(site, question.code): _outcome(outcome) for site, question, outcome in ledger.register}
    yield [
        (site, code, entry.statuses, _outcome(entry.outcome))
        for site, entries in ledger.entries.items()
        for code, entry in sorted(entries.items())
    ]
    yield from (_postings(ledger.postings()), _postings(ledger.unassessed()))


def _again(survey: Survey | Together) -> Survey | Together:
    """Return a survey, or several periods, of which nothing was worked out yet."""
    if isinstance(survey, Together):
        beside = None if survey.beside is None else _anew(survey.beside)
        return Together(tuple(map(_anew, survey.periods)), beside)
    return _anew(survey)


def _anew(survey: Survey) -> Survey:
    """Return a survey of which nothing was worked out yet."""
    made = survey.plan
    return evolve(survey, plan=plan(ts.merge(survey.rules), made.sites.values(), made.period))


@final
@frozen
class Wrong:
    """What results say that are made with a planted fault, and their certificate, made with it too."""

    said: list[object]
    certificate: ts.Certificate


def made_with(survey: Survey | Together, fault: Fault) -> Wrong | None:
    """Return what comes out with a planted fault; None where no results come out, which anybody notices."""
    with fault.planted():
        try:
            results = _again(survey).results
            told = list(said(results))
        except Exception:
            return None
        return Wrong(told, ts.certify(results))


def _found(survey: Survey, fault: Fault) -> bool:
    """Return whether a planted fault changes nothing that results say, or is found."""
    wrong = made_with(survey, fault)
    return wrong is None or not wrong.certificate.holds or wrong.said == list(said(survey.results))


#: Law 22.
PROVEN = (
    Law(
        number=22,
        name="what follows is certified",
        statement=Told(
            "任何结果的核验书都成立：结果所说的都由测评记录得出，由一套除名词外与本库其余部分毫不共用的算法算出",
            "the certificate of any results holds: all that they say follows from their observations, worked "
            "out by a reading that shares nothing with the rest of the library but the nouns",
        ),
        takes=("survey",),
        holds=lambda survey: ts.certify(survey.results).holds,
    ),
    Law(
        number=22,
        name="planted faults are found",
        statement=Told(
            "在融合、登记、扣分、汇总、计分或移交中植入的错误，凡改变结果的，带着错误做出的核验书都不成立",
            "wherever a fault that is planted in merging, registering, pricing, tallying, scoring or handing "
            "over changes what results say, their certificate, made with the fault, does not hold",
        ),
        takes=("survey", "a planted fault"),
        holds=_found,
    ),
)


def _year_holds(surveys: tuple[Survey, ...]) -> bool:
    """Return whether the certificate of periods together holds; of so many as no rules weigh there is none."""
    try:
        results = Together.of(surveys).results
    except BadValue:
        return True
    return ts.certify(results).holds


#: Law 22, of several periods.
PUT_TOGETHER = (
    Law(
        number=22,
        name="a year is certified",
        statement=Told(
            "几期合成的结果，核验书也成立：各期都由测评记录得出，合成的得分、区间、名次、等次都由各期得出",
            "the certificate of several periods together holds too: each follows from its observations, and "
            "the scores, intervals, places and grades of the whole time follow from theirs",
        ),
        takes=("year",),
        holds=_year_holds,
    ),
)
