"""What a unit must rectify (整改): each breach once, however many assessments charge it, with the day it is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from tristandard.basics.event import Stage
from tristandard.basics.finding import LIFE, Finding
from tristandard.basics.language import either
from tristandard.basics.order import as_counted
from tristandard.basics.outcome import Measured, Observation
from tristandard.basics.place import Site
from tristandard.reports.findings import free_within, where_found
from tristandard.reports.wording import NOTHING, clauses, phrases
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Standard
from tristandard.rules.wording.lines import tell_answers, tell_bar, tell_outcome
from tristandard.scoring.posted import Borne, by_measurement
from tristandard.scoring.results import Results
from tristandard.survey.source import days_of
from tristandard.words.sentence import Told


@final
@frozen(kw_only=True)
class ToRectify:
    """One problem that a unit must rectify.

    Attributes:
        site: Where.
        code: The code under which it was measured.
        label: What the indicator is called.
        finding: The finding; None where the value alone was reported.
        seen: What was seen: where exactly, and under which circumstances; of a value alone, the value.
        bar: The standard in force.
        count: How many problems it counts for (处数): of a finding after those were put together that are one, of a
            value alone how many lie beyond the bar, or are missing; None where nothing is counted.
        share: What of it the unit bears (分担), of 1.
        found: The day on which it was found, or else reported; None where nobody says, as of what was handed over.
        due: The last day to rectify it; None where there is none.
        clause: The clauses.
    """

    site: Site
    code: str
    label: Told
    finding: Finding | None = None
    seen: Told = NOTHING
    bar: Told
    count: Fraction | None = None
    share: Fraction = Fraction(1)
    found: date | None = None
    due: date | None = None
    clause: Told


def to_rectify(results: Results, unit: str) -> tuple[ToRectify, ...]:
    """Return what a unit must rectify, by site, indicator and finding: what costs it anything and is not mended yet.

    A finding that was struck out, that the unit reported as rectified or that a check verified is left out, unless
    it was sent back after that.
    """
    found: dict[tuple[str, str], list[Borne]] = {}
    for result in results.values():
        card = result.get(unit)
        if card is not None and card.basis is not None:
            for borne in by_measurement(card.basis.postings):
                if borne.price.lost or borne.price.vetoes:
                    found.setdefault((borne.site.code, borne.entry.question.code), []).append(borne)
    register = results.ledger.register
    return tuple(
        one
        for (site, code), all_of_it in sorted(found.items())
        for one in _problems(results.rules, unit, all_of_it, _reported(register.sources(site, code)))
    )


def _reported(reports: Iterable[Observation]) -> date | None:
    """Return the last day on which somebody looked; None where that is not known, as of what was handed over."""
    return max((day for one in reports for day in days_of(one)), default=None)


def _problems(rules: RuleSet, unit: str, borne: list[Borne], day: date | None) -> Iterator[ToRectify]:
    """Yield the problems of one measurement: its findings, or the value where none was reported."""
    first = borne[0]
    question = first.entry.question
    lead = question.indicator.lead
    cited = dict.fromkeys(clause.cite() for one in borne for clause in one.user.indicator.clauses)
    outcome = first.entry.outcome
    assert isinstance(outcome, Measured)  # nothing else costs anything
    by_value = _by_value(outcome, borne)
    bar = question.bar.only(by_value) if outcome.findings else question.bar
    whole = ToRectify(
        site=first.site, code=question.code, label=either(lead.zh, lead.en), seen=tell_outcome(outcome, bar),
        bar=tell_bar(question.bar), count=_counted(outcome, bar, borne), share=_share(borne, None), found=day,
        clause=clauses(cited),
    )  # fmt: skip
    if by_value or not outcome.findings:
        yield whole
    for finding in _answered_for(unit, borne):
        if finding.measure not in by_value and not _mended(finding):
            found, due = _day(finding, Stage.FOUND), _day(finding, Stage.DUE)
            yield evolve(
                whole, finding=finding, seen=_seen(finding, rules), count=finding.counts,
                share=_share(borne, finding.id), found=found or day, due=due,
            )  # fmt: skip


def _by_value(outcome: Measured, borne: list[Borne]) -> frozenset[str]:
    """Return the measures whose breach is not what findings report: none does, or they are what is there, and more is
    asked.
    """
    values, found = dict(outcome.values), {finding.measure for finding in outcome.findings}
    asks = [ask for ask in borne[0].entry.question.bar.asks if ask.measure.code in found]
    beyond = {ask.measure.code for ask in asks if ask.exceeded_by(values[ask.measure.code])}
    lines = (line.part for one in borne for line in one.lines)
    priced = {one.measure for one in lines if one.finding is None and (one.price.lost or one.price.vetoes)}
    return frozenset(priced - beyond)


def _counted(outcome: Measured, bar: Standard, borne: list[Borne]) -> Fraction | None:
    """Return how many problems a value alone counts, where one measure of a bar is a count: what lies beyond the bar,
    or is missing; all of them where a line counts all.
    """
    values = dict(outcome.values)
    asks = [ask for ask in bar.asks if ask.measure.countable and ask.measure.code in values]
    if len(asks) != 1:
        return None
    (ask,) = asks
    value = values[ask.measure.code]
    lines = [rule for one in borne for rule in one.user.indicator.deductions if ask.measure.code in rule.measures]
    return max((ask.distance(value), *(rule.tariff.distance(ask, value) for rule in lines))) or None


def _share(borne: Iterable[Borne], finding: str | None) -> Fraction:
    """Return what of a finding, or of what no finding reports, a unit bears."""
    lines = [line for one in borne for line in one.lines]
    mine = [line for line in lines if (line.part.finding and line.part.finding.id) == finding]
    return (mine or lines)[0].share


def _answered_for(unit: str, borne: list[Borne]) -> list[Finding]:
    """Return the findings of a measurement that a unit answers for: that name it, or nobody where the site is its own;
    without those within the bar for all, and those that count nothing: exempt ones, and what is one with another.
    """
    found = dict[str, Finding]()
    for one in borne:
        counted, free = one.entry.counted[one.at], free_within(one.entry, one.at)
        for finding in counted.findings if isinstance(counted, Measured) else ():
            mine = finding.unit == unit or (finding.unit is None and unit in dict(one.site.units))
            if mine and finding.measure in one.user.measures and finding.id not in free and finding.counts:
                found[finding.id] = finding
    return sorted(found.values(), key=lambda finding: as_counted(finding.id))


def _mended(finding: Finding) -> bool:
    """Return whether the last that was said of mending it is that it is mended."""
    told = [event.stage for event in finding.life]
    last = [stage for stage in told if stage in (Stage.RECTIFIED, Stage.SENT_BACK, Stage.VERIFIED)]
    return bool(last) and last[-1] is not Stage.SENT_BACK


def _day(finding: Finding, stage: Stage) -> date | None:
    return max((event.day for event in finding.life if event.stage is stage), default=None)


def _seen(finding: Finding, rules: RuleSet) -> Told:
    told: list[Told | str] = [place for place in (where_found(finding),) if place]
    told += [tell_answers(rules, name, (answer,)) for name, answer in finding.circumstances if name not in LIFE]
    return phrases(told) if told else NOTHING
