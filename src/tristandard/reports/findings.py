"""How findings are told, in Chinese and in English; which of them cost nothing, and what is told alone."""

from __future__ import annotations

from collections.abc import Iterator

from tristandard.basics.errors import as_told
from tristandard.basics.event import STAGES, Event
from tristandard.basics.finding import LIFE, REPEATED, Finding
from tristandard.basics.language import NOTHING_SAID
from tristandard.basics.outcome import Measured
from tristandard.basics.points import plain
from tristandard.reports.wording import phrases
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask
from tristandard.rules.wording.lines import tell_answers
from tristandard.survey.entry import Entry
from tristandard.words.sentence import Sentence, Told

_NO_PLACE = Told("位置未记", "place not told")
_COUNTS = Sentence("计 {counts}（{note}）", "counts {counts} ({note})")
_EVENT = Sentence("{day} {stage}", "{stage} {day}")
_EVENT_BY = Sentence("{day} {stage}（{authority}：{reason}）", "{stage} {day} ({authority}: {reason})")


def where_found(finding: Finding) -> str:
    """Return where a finding is: in words, else along the walk or by its coordinates; empty where nobody says."""
    at = f"{', '.join(map(plain, finding.at))} m" if finding.at else ""
    return finding.place or at


def tell_finding(finding: Finding, rules: RuleSet) -> Told:
    """Return one finding: where it is, what it counts and why, its circumstances and its life; not
    what its life did not bring.
    """
    pieces: list[Told | str] = [where_found(finding) or _NO_PLACE]
    if finding.counts != 1 or finding.note != NOTHING_SAID:
        pieces.append(_COUNTS(counts=plain(finding.counts), note=as_told(finding.note)))
    for name, answer in finding.circumstances:
        if answer != LIFE.get(name):
            pieces.append(tell_answers(rules, name, (answer,)))
    pieces += map(_event, finding.life)
    return phrases(pieces)


def _event(event: Event) -> Told:
    day, stage = str(event.day), STAGES[event.stage]
    if not event.authority:
        return _EVENT(day=day, stage=stage)
    return _EVENT_BY(day=day, stage=stage, authority=event.authority, reason=event.reason)


_REPEATED_BEFORE = Sentence(
    "{measure}：前几期同类问题期数为 {times}，回看 {back} 期",
    "{measure}: repeated is {times}, looking back {back:period|periods}",
)


def tell_repeated(entry: Entry, at: int) -> Iterator[Told]:
    """Yield in how many of the periods looked back each measure was breached, where a line of one user reads it."""
    user = entry.question.users[at]
    lines = user.indicator.charged(host=entry.question.hosted_by(user))
    told = {
        (ask.measure, rule.look_back): sum(one <= rule.look_back for one in entry.earlier.get(ask.measure.code, ()))
        for rule in lines
        for ask in entry.question.bars[at].asks
        if REPEATED in rule.reads and ask.measure.code in rule.measures
    }
    for (measure, back), times in told.items():
        yield _REPEATED_BEFORE(measure=Told(measure.zh, measure.en), times=times, back=back)


def free_within(entry: Entry, at: int) -> set[str]:
    """Return the ids of the findings that cost nobody anything because they lie within the bar, for one user."""
    if not isinstance(entry.outcome, Measured):
        return set()
    within = {finding.id for ask in entry.question.bar.asks for finding in within_bar(ask, entry.outcome)}
    return within - {part.finding.id for part in entry.itemised[at] if part.finding}


def told_alone(entry: Entry, at: int, unit: str) -> frozenset[str]:
    """Return the measures whose breach one user's rules tell a unit of the site without points (只通报), where
    something of it costs nothing by any other line; of an indicator that is told alone, all that it asks about. A
    breach whose findings all name others is theirs.
    """
    user, outcome = entry.question.users[at], entry.outcome
    indicator = user.indicator
    if not isinstance(outcome, Measured):
        return frozenset()
    counted = [finding for finding in outcome.findings if finding.counts]
    mine = {finding.measure for finding in counted if finding.unit in (None, unit)}
    others = {finding.measure for finding in counted} - mine
    if indicator.informs:
        return user.measures - others
    if indicator.needed:
        return frozenset()
    lines = indicator.charged(host=entry.question.hosted_by(user))
    noted = {code for rule in lines if rule.tariff.informs for code in rule.measures}
    breached = entry.question.bars[at].breached(dict(outcome.values))
    return breached & noted - others - _taken_whole(entry, at, outcome)


def _taken_whole(entry: Entry, at: int, outcome: Measured) -> set[str]:
    """Return the measures of which nothing beyond the bar costs nothing, for one user."""
    parts, free = [part for part in entry.itemised[at] if part.price], free_within(entry, at)
    costly = {part.finding.id for part in parts if part.finding} | free
    left = {one.measure for one in outcome.findings if one.counts and one.id not in costly}
    by_value = {part.measure for part in parts if part.finding is None}
    return {part.measure for part in parts} - (left - by_value)


def within_bar(ask: Ask, outcome: Measured) -> Iterator[Finding]:
    """Yield the findings that lie wholly within the bar that their number breaches: the first ones,
    by day found and id.
    """
    value, measure = dict(outcome.values).get(ask.measure.code), ask.measure.code
    if value is None or ask.accepts(value) or not ask.exceeded_by(value) or not (beyond := ask.distance(value)):
        return
    mine = sorted(
        (finding for finding in outcome.findings if finding.measure == measure and finding.counts),
        key=lambda one: one.order,
    )
    left = sum_of(finding.counts for finding in mine) - beyond
    for finding in mine:
        left -= finding.counts
        if left < 0:
            return
        yield finding
