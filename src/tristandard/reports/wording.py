"""How outcomes are told, in Chinese and in English; and what of a score a place bears.

What is told is a pair: Chinese, English. Explanations, statements and changes print it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tristandard.basics.finding import LIFE, Event, Finding, Stage
from tristandard.basics.language import Told
from tristandard.basics.outcome import Measured
from tristandard.basics.points import plain, short_decimal
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask
from tristandard.rules.wording import name_items, tell_answers, tell_part
from tristandard.scoring.breakdown import BreakdownEntry, Cause
from tristandard.scoring.scorecard import Scorecard
from tristandard.survey.ledger import Entry


def tell_share(share: Fraction) -> Told:
    """Return the share that a unit bears, to stand behind what it bears; empty where that is the whole."""
    return ("", "") if share == 1 else (f"，承担 {in_percent(share)}", f", bears {in_percent(share)}")


def in_percent(share: Fraction) -> str:
    """Return a share exactly: in percent where few digits say it, such as 20 %, else as it is, such as 1/3."""
    percent = short_decimal(share * 100)
    return plain(share) if percent.endswith("…") else f"{percent} %"


_STAGES = {
    Stage.FOUND: "发现", Stage.NOTIFIED: "交办", Stage.DUE: "整改期限", Stage.RECTIFIED: "整改",
    Stage.SENT_BACK: "退回",
    Stage.VERIFIED: "核验", Stage.APPEALED: "申诉", Stage.UPHELD: "维持", Stage.STRUCK: "撤销",
}  # fmt: skip


def tell_finding(finding: Finding, rules: RuleSet) -> Told:
    """Return one finding: where it is, what it counts and why, its circumstances and its life; not
    what its life did not bring.
    """
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
    return (
        f"{event.day} {_STAGES[event.stage]}{said}",
        f"{event.stage.value.replace('_', ' ')} "
        f"{event.day}{f' ({event.authority}: {event.reason})' if event.authority else ''}",
    )


def free_within(entry: Entry, at: int) -> set[str]:
    """Return the ids of the findings that cost nobody anything because they lie within the bar, for one user."""
    if not isinstance(entry.outcome, Measured):
        return set()
    measures = entry.question.users[at].measures
    asks = [ask for ask in entry.question.bar.asks if ask.measure.code in measures]
    within = {finding.id for ask in asks for finding in within_bar(ask, entry.outcome)}
    return within - {part.finding.id for part in entry.itemised[at] if part.finding}


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
    left = sum((finding.counts for finding in mine), Fraction(0)) - beyond
    for finding in mine:
        left -= finding.counts
        if left < 0:
            return
        yield finding


#: How something was put where a part of a score does not apply.
_PUT = {
    "peers": "不适用，取其他单位的平均",
    "fixed": "不适用，按规定记分",
    "rest": "有部分不适用，按规定不记得分，按其余部分推及",
}


def tell_entry(card: Scorecard, entry: BreakdownEntry) -> str:
    """Return in Chinese what an entry of a breakdown comes from that is no posting."""
    name = tell_part(card.assessment, entry.member if entry.cause in (Cause.BONUS, Cause.GATE) else entry.node)[0]
    match entry.cause:
        case Cause.BONUS:
            return f"加分（{name}）"
        case Cause.GATE:
            return f"{name}未达标"
        case Cause.IMPUTED:
            return f"{_stands_for(card, entry)}{_PUT[entry.imputed]}"
        case Cause.EXTRAPOLATED:
            return f"{_stands_for(card, entry)}未测推及"
        case _:
            return name


def _stands_for(card: Scorecard, entry: BreakdownEntry) -> str:
    """Return what the part of an entry stands for."""
    if entry.axis == "site":
        return card.ledger.register.plan.sites[entry.member].zh or entry.member
    return name_member(card, entry.axis, entry.member, entry.node)


def name_member(card: Scorecard, axis: str | None, member: str, node: str) -> str:
    """Return in Chinese what a part stands for: a member of an axis, by its code where it has
    no label; else its node.
    """
    if axis is None:
        return tell_part(card.assessment, node)[0]
    if axis == "item":
        return name_items(card.assessment).get(member, (member, member))[0]
    rules = card.rules
    if axis == "unit":
        return rules.unit_names.get(member, (member, member))[0]
    tree = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas}.get(axis)
    return tree[member].zh if tree is not None and member in tree else member
