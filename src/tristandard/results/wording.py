"""How rules and outcomes are told, in Chinese and in English; and what of a score a place bears.

What is told is a pair: Chinese, English. Explanations and statements print it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from tristandard.basics.clause import Provenance
from tristandard.basics.finding import REPEATED, Event, Finding, Stage
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.points import plain
from tristandard.merging import Contribution, Question
from tristandard.results.scorecard import Scorecard
from tristandard.rules.assessment import Assessment, Indicator
from tristandard.rules.deduction import FREE, NEVER, Charged, DeductionRule, Price
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.standard import Ask, Forms, Range, Standard
from tristandard.rules.tariff import Bands, Chosen, Counting, Gain, Level, Parts, Steps, Veto, told_where
from tristandard.survey.ledger import Entry, Status, spread

_PARTS_ZH = {Parts.EXACT: "", Parts.WHOLE: "，不足一档不扣", Parts.BEGUN: "，不足一档按一档"}
_PARTS_EN = {Parts.EXACT: "", Parts.WHOLE: ", whole steps only", Parts.BEGUN: ", a begun step is a whole one"}
_ZH = {
    Provenance.PLAN: "方案公布", Provenance.DRIVE: "攻坚行动公布", Provenance.PUBLISHED: "公开发布",
    Provenance.PRACTICE: "公开工作文件", Provenance.INFERRED: "推断", Provenance.ILLUSTRATIVE: "示例",
}


def tell_provenance(indicator: Indicator, language: str) -> str:
    """Return how well an indicator's standard and points are known, in "zh" or "en"."""
    standard, points = indicator.standard_provenance, indicator.points_provenance
    return f"标准 {_ZH[standard]}，分值 {_ZH[points]}" if language == "zh" else f"standard {standard.value}, points {points.value}"


#: What the nodes are called that every model may have, where they have no labels.
_NODES = {"total": ("总分", "the score"), "year": ("全年得分", "the score of the year")}


def tell_part(assessment: Assessment, of: str) -> tuple[str, str]:
    """Return what people call a node of an assessment's model, or an item, told as "item CODE"."""
    for item in assessment.items:
        if of == f"item {item.code}":
            return item.zh, item.en or item.zh
    node = dict(assessment.model.nodes)[of]
    zh, en = _NODES.get(of, (of, of))
    return node.zh or node.en or zh, node.en or node.zh or en


def _bar_zh(ask: Ask) -> str:
    match ask.acceptance:
        case Forms(required, accepted) as forms if not forms.empty:
            told = [f"{verb} {{{', '.join(sorted(some))}}}" for verb, some in (("须有", required), ("只许", accepted)) if some]
            return "，".join(told) or "不设限"
        case Range() | Forms():
            return {"any": "不设限", "none": "无可满足"}.get(ask.bar, ask.bar.replace(" and ", " 且 "))


def tell_bar(standard: Standard) -> tuple[str, str]:
    """Return what is acceptable, in Chinese and in English, measures by their labels."""
    return (
        "，".join(f"{ask.measure.zh} {_bar_zh(ask)}" for ask in standard.asks),
        ", ".join(f"{ask.measure.en} {ask.bar}" for ask in standard.asks),
    )


def tell_outcome(outcome: Outcome, bar: Standard) -> tuple[str, str]:
    """Return an outcome as sentences in Chinese and in English, as far as a bar asks about it."""
    match outcome:
        case NotApplicable(reason):
            return f"不适用（{reason}）", f"not applicable ({reason})"
        case NotMeasured(reason):
            return f"未测（{reason}）", f"not measured ({reason})"
        case Measured():
            measures = {ask.measure.code: ask.measure for ask in bar.asks}
            return (
                "，".join(f"{measures[code].zh} {measures[code].show(value)}" for code, value in outcome.values if code in measures),
                ", ".join(f"{measures[code].en} {measures[code].show(value)}" for code, value in outcome.values if code in measures),
            )


_LEVELS = {Level.ITEM: ("该项目", "the item"), Level.SITE: ("该点位", "the site"), Level.UNIT: ("总分", "the score")}
_STAGES = {
    Stage.FOUND: "发现", Stage.NOTIFIED: "交办", Stage.DUE: "整改期限", Stage.RECTIFIED: "整改", Stage.SENT_BACK: "退回",
    Stage.VERIFIED: "核验", Stage.APPEALED: "申诉", Stage.UPHELD: "维持", Stage.STRUCK: "撤销",
}  # fmt: skip
_LIFE = {"overdue": ("逾期未整改", {"yes": "是", "no": "否"}), "notified": ("交办次数", {}), "sent_back": ("退回次数", {}), REPEATED: ("前几期同类问题期数", {})}


def tell_veto(level: Level) -> tuple[str, str]:
    """Return what a veto zeroes."""
    zh, en = _LEVELS[level]
    return f"{zh}一票否决", f"veto: {en} is zeroed"


def tell_rule(rule: DeductionRule, bar: Standard, rules: RuleSet) -> tuple[str, str]:
    """Return a line as sentences."""
    zh, en = _tariff(rule, bar)
    cap = "" if rule.at_most is None else plain(rule.at_most)
    gains = isinstance(rule.tariff, Gain)
    conditions = [(f"限{_answers(rules, name, choices)[0]}", f"where {_answers(rules, name, choices)[1]}") for name, choices in rule.where]
    for factor in rule.times:
        each = [(f"{_answers(rules, factor.by, (answer,))[0]}按 {plain(times)} 倍", f"{plain(times)} times where {_answers(rules, factor.by, (answer,))[1]}") for answer, times in factor.factors]
        conditions += [*each, (f"其余按 {plain(factor.other)} 倍", f"otherwise {plain(factor.other)} times")]
    if rule.look_back:
        conditions.append((f"回看 {rule.look_back} 期", f"looking back {rule.look_back} periods"))
    if rule.charged is Charged.HOST:
        conditions.append(("只由测评方计一次", "charged by the host alone"))
    return (
        "，".join([zh, *([f"最多{'加' if gains else '扣'} {cap} 分"] if cap else []), *(told_zh for told_zh, _ in conditions)]),
        ", ".join([en, *([f"at most {cap}"] if cap else []), *(told_en for _, told_en in conditions)]),
    )


def _tariff(rule: DeductionRule, bar: Standard) -> tuple[str, str]:
    units = dict.fromkeys(ask.measure.unit for ask in bar.asks if ask.measure.code in rule.measures)
    labels = {ask.measure.code: ask.measure for ask in bar.asks}

    def step(size: Fraction, between: str) -> str:
        return between.join(unit.show(size) for unit in units) or plain(size)

    match rule.tariff:
        case Bands(points):
            ladder = [rung for ask in bar.asks if ask.measure.code in rule.measures for rung in reversed(ask.measure.rungs)]
            rows = sorted(points, key=lambda row: ladder.index(row[0]) if isinstance(row[0], str) and row[0] in ladder else 0)
            zh = "、".join(f"{told_where(where)} 扣 {plain(lost)}" for where, lost in rows)
            return f"按档：{zh}", f"by band: {', '.join(f'{told_where(where)} {plain(lost)}' for where, lost in rows)}"
        case Steps(each, per, parts, counting):
            beyond_zh, beyond_en = ("", "") if counting is Counting.BEYOND else ("（达标线以内的也计）", " (all occurrences count)")
            size_zh, size_en = ("缺全部所需", "the whole of what is required") if per is None else (step(per, "、"), step(per, " or "))
            return f"每{' ' if per else ''}{size_zh}扣 {plain(each)} 分{_PARTS_ZH[parts]}{beyond_zh}", f"{plain(each)} per {size_en}{_PARTS_EN[parts]}{beyond_en}"
        case Gain(each, per, parts):
            return f"高于标准每 {step(per, '、')}加 {plain(each)} 分{_PARTS_ZH[parts].replace('扣', '加')}", f"{plain(each)} gained for each {step(per, ' or ')} above the bar{_PARTS_EN[parts]}"
        case Chosen(by, bands):
            label_zh, label_en = (labels[by].zh, labels[by].en) if by in labels else (by, by)
            spans = [(told_where(where), f"{plain(least)}–{plain(most)}") for where, least, most in bands]
            return f"按{label_zh}在档内酌扣：{'、'.join(f'{where} 扣 {span}' for where, span in spans)}", f"chosen by {label_en}: {', '.join(f'{where} {span}' for where, span in spans)}"
        case Veto(level):
            zh, en = tell_veto(level)
            return f"出现即{zh}", f"any case is a {en}"
        case _:
            assert_never(rule.tariff)


def _answers(rules: RuleSet, name: str, choices: tuple[str, ...]) -> tuple[str, str]:
    """Return a circumstance with its answers."""
    declared = {one.code: one for one in rules.circumstances}
    if name in declared:
        circumstance, labels = declared[name], dict(declared[name].values)
        return f"{circumstance.zh}为{'、'.join(labels.get(one, one) for one in choices)}", f"{circumstance.en or circumstance.zh} is {' or '.join(labels.get(one, one) for one in choices)}"
    label, words = _LIFE[name]
    return f"{label}为{'、'.join(words.get(one, one) for one in choices)}", f"{name} is {' or '.join(choices)}"


def tell_finding(finding: Finding, rules: RuleSet) -> tuple[str, str]:
    """Return one finding: where it is, what it counts and why, its circumstances and its life."""
    at = f"{', '.join(map(plain, finding.at))} m" if finding.at else ""
    pieces_zh, pieces_en = [finding.place or at or "位置未记"], [finding.place or at or "place not told"]
    if finding.counts != 1 or any(finding.note):
        pieces_zh.append(f"计 {plain(finding.counts)}（{finding.note[0]}）")
        pieces_en.append(f"counts {plain(finding.counts)} ({finding.note[1]})")
    for name, answer in finding.circumstances:
        zh, en = _answers(rules, name, (answer,))
        pieces_zh, pieces_en = [*pieces_zh, zh], [*pieces_en, en]
    pieces_zh += [_event(event)[0] for event in finding.life]
    pieces_en += [_event(event)[1] for event in finding.life]
    return "，".join(pieces_zh), ", ".join(pieces_en)


def _event(event: Event) -> tuple[str, str]:
    said = f"（{event.authority}：{event.reason}）" if event.authority else ""
    return f"{event.day} {_STAGES[event.stage]}{said}", f"{event.stage.value.replace('_', ' ')} {event.day}{f' ({event.authority}: {event.reason})' if event.authority else ''}"


#: A question and its user at a site, with the entry and what a unit bears; None where it was not measured.
Borne = tuple[Question, Contribution, tuple[Entry, Price] | None]


def borne_at(card: Scorecard, site: str) -> Iterator[Borne]:
    """Yield what a unit bears at a site, and what was not measured there (None)."""
    ledger, assessment, unit = card.ledger, card.assessment.code, card.unit.code
    plan = ledger.register.plan
    entries = ledger.entries.get(site, {})
    named = {code for code, entry in entries.items() if (unit, assessment) in entry.named}
    asked = [question for question in plan.grounds[site].questions if card.only is None or question.code in card.only]
    users = [(question, user) for question in asked for user in plan.users(question, unit) if user.assessment == assessment]
    if unit not in dict(plan.sites[site].units) and named.isdisjoint(question.code for question, _ in users):
        return
    for question, user in users:
        entry = entries.get(question.code)
        at = question.users.index(user)
        if entry is None or entry.statuses[at] is Status.NOT_MEASURED:
            yield question, user, None
        else:
            price = dict(spread(entry.charges[at], plan.sites[site])).get(unit, FREE)
            if price:
                yield question, user, (entry, price)


def apportioned(card: Scorecard, site: str, entry: Entry, user: Contribution) -> dict[str, Fraction]:
    """Return what of a unit's deduction each finding bears, by its id; "" is what no finding tells. The sum is the deduction."""
    ledger, question, unit = card.ledger, entry.question, card.unit.code
    if not isinstance(entry.outcome, Measured):
        return {}
    share, bar, earlier = dict(ledger.register.plan.sites[site].units).get(unit, Fraction(0)), question.bar.only(user.measures), ledger.history.get(site, NEVER)
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for rule in user.indicator.lines(host=question.hosted_by(user)):
        for finding, points in rule.apportion(dict(entry.outcome.values), bar, entry.outcome.findings, earlier):
            owner = finding.unit if finding else None
            if borne := points * (share if owner is None else Fraction(owner == unit)):
                found[finding.id if finding else ""] += borne
    return dict(found)
