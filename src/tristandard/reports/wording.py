"""How outcomes are told, in Chinese and in English; and what of a score a place bears.

What is told is a pair: Chinese, English. Explanations, statements and changes print it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.finding import LIFE, Event, Finding, Stage
from tristandard.basics.language import Told
from tristandard.basics.outcome import Measured
from tristandard.basics.points import plain, short_decimal
from tristandard.merging import Contribution, Question
from tristandard.rules.deduction import FREE, NEVER, Price, too_many
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask
from tristandard.rules.wording import tell_answers
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Entry, Ledger, Status, counted_for, spread


def tell_share(share: Fraction) -> Told:
    """Return the share that a unit bears, to stand behind what it bears; empty where that is the whole."""
    return ("", "") if share == 1 else (f"，承担 {in_percent(share)}", f", bears {in_percent(share)}")


def in_percent(share: Fraction) -> str:
    """Return a share exactly: in percent where few digits say it, such as 20 %, else as it is, such as 1/3."""
    percent = short_decimal(share * 100)
    return plain(share) if percent.endswith("…") else f"{percent} %"


_STAGES = {
    Stage.FOUND: "发现", Stage.NOTIFIED: "交办", Stage.DUE: "整改期限", Stage.RECTIFIED: "整改", Stage.SENT_BACK: "退回",
    Stage.VERIFIED: "核验", Stage.APPEALED: "申诉", Stage.UPHELD: "维持", Stage.STRUCK: "撤销",
}  # fmt: skip


def tell_finding(finding: Finding, rules: RuleSet) -> Told:
    """Return one finding: where it is, what it counts and why, its circumstances and its life; not what its life did not bring."""
    at = f"{', '.join(map(plain, finding.at))} m" if finding.at else ""
    pieces_zh, pieces_en = [finding.place or at or "位置未记"], [finding.place or at or "place not told"]
    if finding.counts != 1 or any(finding.note):
        pieces_zh.append(f"计 {plain(finding.counts)}（{finding.note[0]}）")
        pieces_en.append(f"counts {plain(finding.counts)} ({finding.note[1]})")
    for name, answer in finding.circumstances:
        if answer == LIFE.get(name):
            continue
        zh, en = tell_answers(rules, name, (answer,))
        pieces_zh, pieces_en = [*pieces_zh, zh], [*pieces_en, en]
    pieces_zh += [_event(event)[0] for event in finding.life]
    pieces_en += [_event(event)[1] for event in finding.life]
    return "，".join(pieces_zh), ", ".join(pieces_en)


def _event(event: Event) -> Told:
    said = f"（{event.authority}：{event.reason}）" if event.authority else ""
    return f"{event.day} {_STAGES[event.stage]}{said}", f"{event.stage.value.replace('_', ' ')} {event.day}{f' ({event.authority}: {event.reason})' if event.authority else ''}"


#: A question and its user at a site, with the entry and what a unit bears; None where it was not measured.
Borne = tuple[Question, Contribution, tuple[Entry, Price] | None]


def borne_at(card: Scorecard, site: str) -> Iterator[Borne]:
    """Yield what a unit bears at a site, and what was not measured there (None)."""
    ledger, unit = card.ledger, card.unit.code
    plan, book = ledger.register.plan, card.assessment
    entries = ledger.entries.get(site, {})
    asked = [question for question in plan.grounds[site].questions if card.only is None or question.code in card.only]
    users = [(question, user) for question in asked for user in plan.users(question, unit) if user.assessment == book.code]
    stands = card.lines.get(site, {})
    for question, user in users:
        entry, at = entries.get(question.code), question.users.index(user)
        if entry is None or entry.statuses[at] is Status.NOT_MEASURED:
            if question.code in stands:
                yield question, user, None
        elif plan.answers(question, user, site, unit):
            price = dict(spread(entry.charges[at], plan.sites[site])).get(unit, FREE)
            if price:
                yield question, user, (entry, price)


def apportioned(card: Scorecard, site: str, entry: Entry, user: Contribution) -> dict[str, Fraction]:
    """Return what of a unit's deduction each finding bears, by its id; "" is what no finding tells. The sum is the deduction."""
    unit = card.unit.code
    share = dict(card.ledger.register.plan.sites[site].units).get(unit, Fraction(0))
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for finding, points in _apportioned(card.ledger, site, entry, user):
        owner = finding.unit if finding else None
        if borne := points * (share if owner is None else Fraction(owner == unit)):
            found[finding.id if finding else ""] += borne
    return dict(found)


def _apportioned(ledger: Ledger, site: str, entry: Entry, user: Contribution) -> Iterator[tuple[Finding | None, Fraction]]:
    """Yield what each finding bears of what the place loses by each line, whoever answers for it; None is what no finding tells."""
    question, outcome = entry.question, counted_for(ledger.register.plan, user.assessment, site, entry.outcome)
    if isinstance(outcome, Measured):
        bar, earlier = question.bar.only(user.measures), ledger.history.get(site, NEVER)
        for rule in user.indicator.lines(host=question.hosted_by(user)):
            yield from rule.apportion(dict(outcome.values), bar, outcome.findings, earlier)


def free_within(ledger: Ledger, site: str, entry: Entry, user: Contribution) -> set[str]:
    """Return the ids of the findings that cost nobody anything because they lie within the bar."""
    if not isinstance(entry.outcome, Measured):
        return set()
    asks = [ask for ask in entry.question.bar.asks if ask.measure.code in user.measures]
    within = {finding.id for ask in asks for finding in within_bar(ask, entry.outcome)}
    return within - {finding.id for finding, points in _apportioned(ledger, site, entry, user) if finding and points}


def within_bar(ask: Ask, outcome: Measured) -> Iterator[Finding]:
    """Yield the findings that lie wholly within the bar that their number breaches: the first ones, by day found and id."""
    value, measure = dict(outcome.values).get(ask.measure.code), ask.measure.code
    if value is None or ask.accepts(value) or not too_many(ask, value) or not (beyond := ask.distance(value)):
        return
    mine = sorted((finding for finding in outcome.findings if finding.measure == measure and finding.counts), key=lambda one: one.order)
    left = sum((finding.counts for finding in mine), Fraction(0)) - beyond
    for finding in mine:
        left -= finding.counts
        if left < 0:
            return
        yield finding
