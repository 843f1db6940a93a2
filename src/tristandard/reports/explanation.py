"""Any score, down to rule, clause and observation: a tree of sentences in Chinese and in English, built on demand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics import html
from tristandard.basics.errors import said, wanted
from tristandard.basics.language import Told, either
from tristandard.basics.marks import flat
from tristandard.basics.outcome import Measured
from tristandard.basics.place import Site
from tristandard.basics.points import plain, short_decimal
from tristandard.merging.question import Question
from tristandard.reports.wording import free_within, in_percent, tell_finding, tell_share
from tristandard.rules.assessment import Item
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.veto import tell_veto
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.part import Part
from tristandard.rules.wording import (
    name_items,
    tell_bar,
    tell_outcome,
    tell_part,
    tell_price,
    tell_provenance,
    tell_rule,
)
from tristandard.scoring.posted import Borne, by_measurement, postings, still_open
from tristandard.scoring.scorecard import Scorecard
from tristandard.scoring.tally import Line
from tristandard.survey.ledger import Ledger


@final
@frozen
class Explanation:
    """One sentence of an explanation, in both languages, and what it rests on."""

    zh: str
    en: str
    parts: tuple[Explanation, ...] = ()

    def text(self, language: str = "zh", *, depth: int | None = None) -> str:
        """Return the explanation as indented lines, in "zh" or "en", down to a depth."""
        if depth is not None:
            wanted(depth, int, " for `depth`")
        lines = [flat(said((self.zh, self.en), language))]
        if depth != 0:
            below = None if depth is None else depth - 1
            lines += [f"  {line}" for part in self.parts for line in part.text(language, depth=below).splitlines()]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text("zh")

    def _repr_html_(self) -> str:
        """Return the explanation in Chinese as a tree, as notebooks show it: its first level is open."""
        return _as_html(self, opened=True)


def _as_html(one: Explanation, *, opened: bool = False) -> str:
    """Return an explanation in Chinese as a tree."""
    return html.tree(one.zh, map(_as_html, one.parts), opened=opened)


def explain(card: Scorecard) -> Explanation:
    """Return why a unit scored what it scored, down to rule, clause and observation.

    Sites at which nothing was lost and nothing is missing are counted, not listed.
    """
    wanted(card, Scorecard)
    rules = card.rules
    zh = card.reason[0] if card.place is None else f"第 {card.place} 名"
    en = card.reason[1] if card.place is None else f"place {card.place}"
    if card.exact is not None:
        zh, en = (
            f"{card.published} 分（精确值 {short_decimal(card.exact)}），{zh}",
            f"{card.published} (exactly {short_decimal(card.exact)}), {en}",
        )
    low, high = card.interval
    lines = f"{card.part.measured}/{card.part.measured + card.part.unmeasured}"
    unit_zh, unit_en = rules.unit_names[card.unit.code]
    head_zh = (
        f"{card.period} {unit_zh} · {card.assessment.zh}：{zh}；已测 {lines} 项，区间 "
        f"{short_decimal(low)}–{short_decimal(high)}"
    )
    head_en = (
        f"{card.period} {unit_en} · {card.assessment.en}: {en}; {lines} measured, interval "
        f"{short_decimal(low)}–{short_decimal(high)}"
    )
    warned_zh, warned_en = either(rules.notice_zh, rules.notice_en)
    notice = (Explanation(f"说明：{warned_zh}", f"Notice: {warned_en}"),) if warned_zh else ()
    if card.part.zeroed is Level.UNIT and card.part.basis is not None:
        zeroing = [one for one in by_measurement(postings(card.part.basis)) if Level.UNIT in one.price.vetoes]
        notice = (*notice, Explanation(*tell_veto(Level.UNIT), tuple(_posting(card, one) for one in zeroing)))
    return Explanation(head_zh, head_en, (*notice, *_parts(card, card.part)))


_IMPUTED = {
    "peers": ("本单位不适用，取其他单位的平均", "not applicable here: the mean of the other units"),
    "fixed": ("本单位不适用，按规定记分", "not applicable here: a score fixed by the rules"),
}


def _score(part: Part, share: Fraction) -> Told:
    """Return what a part scored and counts; of an open one what it is put at."""
    value = "—" if part.value is None else short_decimal(part.value)
    put = part.estimate if part.value is None else None
    put_zh, put_en = (
        ("", "")
        if put is None
        else (
            f"（未测，按其余部分推及记 {short_decimal(put)}）",
            f" (not measured: put at {short_decimal(put)} by the rest)",
        )
    )
    counts = in_percent(share)
    return (
        f"{value} / {plain(part.full)}{put_zh}，占 {counts}",
        f"{value} of {plain(part.full)}{put_en}, counts {counts}",
    )


def _unit(card: Scorecard, code: str) -> tuple[str, str]:
    unit = card.rules.units[code]
    return f"{unit.zh}（{code}）", f"{unit.en or unit.zh} ({code})"


def _parts(card: Scorecard, part: Part) -> Iterator[Explanation]:
    """Explain what a node rests on: a figure, a sheet of some sites, or the nodes below."""
    if part.absent:
        yield Explanation("均不适用", "nothing applies")
        return
    if part.imputed:
        yield Explanation(*_IMPUTED[part.imputed])
        return
    if part.carried:
        yield from _carried(card, part)
        return
    node = card.assessment.model[part.node]
    if node.is_figure:
        by = node.giver
        given = Explanation(f"由{by}给定", f"given by {by}")
        yield given if part.value is not None else Explanation("尚未给定", "not given yet")
    elif node.adds_up:
        yield from _sheet(card, part)
    else:
        yield from _members(card, node, part)
    yield from _standing(card, node, part)


def _carried(card: Scorecard, part: Part) -> Iterator[Explanation]:
    """Explain a score into which those of child units are carried: its own, and what each of theirs counts."""
    for one, share in zip(part.parts, part.weights, strict=True):
        score_zh, score_en = _score(one, share)
        if one is part.parts[0]:
            own = tuple(_parts(card, one))
            yield Explanation(f"自身得分：{score_zh}", f"its own score: {score_en}", own)
        else:
            name_zh, name_en = _unit(card, one.member)
            yield Explanation(f"{name_zh}末位结转：{score_zh}", f"{name_en}, carried as one of the last: {score_en}")


def _standing(card: Scorecard, node: Node, part: Part) -> Iterator[Explanation]:
    """Explain what stands on a node: the bonuses that it had, the gates that it failed, and its grade."""
    for of, points in part.added:
        name_zh, name_en = tell_part(card.assessment, of)
        yield Explanation(
            f"加分（{name_zh}）：{short_decimal(points)} 分", f"bonus ({name_en}): {short_decimal(points)}"
        )
    for gate in node.gates:
        for of in _failed_by(gate, part):
            zh, en = _failed(gate, part)
            name_zh, name_en = tell_part(card.assessment, of)
            yield Explanation(f"{name_zh}低于 {gate.at_least}：{zh}", f"{name_en} below {gate.at_least}: {en}")
    if part.grade is not None:
        yield Explanation(f"等次：{part.grade}", f"grade: {part.grade}")
    elif part.grades:
        worst, best = part.grades
        yield Explanation(f"等次未定（{worst}—{best}）", f"grade: not certain, {worst} to {best}")


def _failed_by(gate: Gate, part: Part) -> list[str]:
    """Return what a gate read that failed it: what it names, or each of the items."""
    return [of for of in part.failed if of == gate.of or (gate.of == EVERY_ITEM and of.startswith("item "))]


def _failed(gate: Gate, part: Part) -> Told:
    """Return what a gate that failed took; a score below what it puts stays as it is."""
    if gate.to is None:
        return "等次降为末等", "the last grade"
    if part.value is not None and part.value < gate.to:
        return (
            f"得分至多记 {plain(gate.to)}，得分更低，不变",
            f"the score is {plain(gate.to)} at most; it is lower, and stays",
        )
    return f"得分记 {plain(gate.to)}", f"the score is {plain(gate.to)}"


def _members(card: Scorecard, fold: Node, part: Part) -> Iterator[Explanation]:
    if fold.axis in ("unit", "period"):
        for one, share in zip(part.parts, part.weights, strict=True):
            (zh, en), (score_zh, score_en) = (
                _unit(card, one.member) if fold.axis == "unit" else (one.member, one.member),
                _score(one, share),
            )
            below = _parts(card, one) if one.member == card.unit.code else ()
            yield Explanation(f"{zh}：{score_zh}", f"{en}: {score_en}", tuple(below))
        return
    loud = [
        (one, share)
        for one, share in zip(part.parts, part.weights, strict=True)
        if fold.axis != "site" or one.value != one.full or one.unmeasured
    ]
    if quiet := len(part.parts) - len(loud):
        yield Explanation(
            f"{quiet} 个点位满分 {plain(part.full)}",
            f"{quiet} {'site' if quiet == 1 else 'sites'} with the full mark of {plain(part.full)}",
        )
    for one, share in loud:
        (zh, en), (score_zh, score_en) = _member(card, fold, one), _score(one, share)
        yield Explanation(f"{zh}：{score_zh}", f"{en}: {score_en}", tuple(_parts(card, one)))


def _member(card: Scorecard, fold: Node, part: Part) -> tuple[str, str]:
    """Return what a node below a fold stands for, in both languages, with its code."""
    plan = card.ledger.register.plan
    if fold.axis is None:
        zh, en = tell_part(card.assessment, part.node)
        return (zh, en) if zh == en == part.node else (f"{zh}（{part.node}）", f"{en} ({part.node})")
    if fold.axis == "site":
        name = f"{part.member} {plan.sites[part.member].zh}".rstrip()
        return f"点位 {name}", f"site {name}"
    if fold.axis == "item":
        item = next(one for one in card.assessment.items if one.code == part.member)
        return f"{item.zh}（{item.code}）", f"{item.en or item.zh} ({item.code})"
    rules = plan.rules
    term = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas}[str(fold.axis)][part.member]
    return f"{term.zh}（{term.code}）", f"{term.en or term.zh} ({term.code})"


def _sheet(card: Scorecard, part: Part) -> Iterator[Explanation]:
    """Explain a sheet: item by item what was lost where, what was gained, then what was not measured."""
    assert part.basis is not None
    moved, missing = by_measurement(postings(part.basis)), list(still_open(part.basis))
    names, lost = name_items(card.assessment), {code: (points, counted) for code, points, counted in part.items}
    for item in (one for one in card.assessment.items if one.code in lost):
        here, (points, counted) = [one for one in moved if one.item == item.code], lost[item.code]
        yield _item(card, part, item, names[item.code], here, points, counted)
    if part.gained:
        yield _gained(card, part, moved)
    if zeroing := [one for one in moved if Level.SITE in one.price.vetoes]:
        yield Explanation(*tell_veto(Level.SITE), tuple(_posting(card, one) for one in zeroing))
    if missing:
        yield _missing(card, part, missing)


def _gained(card: Scorecard, part: Part, moved: list[Borne]) -> Explanation:
    """Explain what a sheet gained, and how far that may lift it."""
    most_zh, most_en = "，只抵扣分", ", which only makes up for points lost"
    if part.bonus:
        most_zh, most_en = (
            f"，最多高出满分 {plain(part.bonus)} 分",
            f", at most {plain(part.bonus)} above the full mark",
        )
    gained, gains = short_decimal(part.gained), tuple(_posting(card, one) for one in moved if one.price.gained)
    return Explanation(f"加 {gained} 分{most_zh}", f"{gained} gained{most_en}", gains)


def _item(
    card: Scorecard, part: Part, item: Item, name: Told, here: list[Borne], points: Fraction, counted: Fraction
) -> Explanation:
    """Explain what one item lost on a sheet, and where."""
    why = ("一票否决", "by veto") if item.code in part.vetoed or counted > points else ("扣完为止", "capped")
    more_zh, more_en = (
        (f"，{why[0]}记 {short_decimal(counted)} 分", f", {why[1]} at {short_decimal(counted)}")
        if counted != points
        else ("", "")
    )
    spread_zh, spread_en = _spread(part, here)
    return Explanation(
        f"{name[0]}（满分 {plain(item.full)}）：扣 {short_decimal(points)} 分{spread_zh}{more_zh}",
        f"{name[1]} (full mark {plain(item.full)}): {short_decimal(points)} lost{spread_en}{more_en}",
        tuple(_posting(card, one) for one in here if one.price.lost or one.price.vetoes),
    )


def _missing(card: Scorecard, part: Part, missing: list[tuple[Site, str, Line]]) -> Explanation:
    """Explain what was not measured on a sheet, and what the rest says of it."""
    more = sum((points for _, points in part.extrapolated), Fraction(0))
    known = min(sum((counted for *_, counted in part.items), Fraction(0)), part.full)
    taken = min(known + more, part.full)
    all_zh = (
        f"；按已测部分推及另扣 {short_decimal(taken - known)} 分，连同已测共扣 {short_decimal(taken)} 分"
        if more and part.zeroed is None
        else ""
    )
    all_en = (
        f"; what was measured speaks for it: {short_decimal(taken - known)} more, {short_decimal(taken)} lost in all"
        if more and part.zeroed is None
        else ""
    )
    grounds = card.ledger.register.plan.grounds
    asked = [(site.code, grounds[site.code].by_code[code].users[line.user].indicator) for site, code, line in missing]
    return Explanation(
        f"未测 {len(missing)} 项，不计零分也不计满分{all_zh}",
        f"{len(missing)} not measured: neither zero nor full marks{all_en}",
        tuple(Explanation(f"{site} {indicator.zh}", f"{site} {indicator.en}") for site, indicator in asked),
    )


def _spread(part: Part, here: Iterable[Borne]) -> Told:
    """Return how what findings at others' sites lay on a unit comes into one of its sheets: divided
    by the number of these.
    """
    sheets = part.basis.sheets if part.basis else 1
    others = sum((one.price.lost for one in here if not one.own), Fraction(0))
    if not others or sheets == 1:
        return "", ""
    sum_ = f"{short_decimal(others)} ÷ {sheets} = {short_decimal(others / sheets)}"
    return f"（点名 {sum_}）", f" (by name {sum_})"


def _posting(card: Scorecard, one: Borne) -> Explanation:
    """Explain one posting: what it takes, what was seen against which bar, by which lines, from which source."""
    entry, user, site, plan = one.entry, one.user, one.site.code, card.ledger.register.plan
    question, indicator = entry.question, user.indicator
    share_zh, share_en = _borne(card, one)
    moved_zh, moved_en = tell_price(one.price)
    bar = question.bar.only(user.measures)
    seen_zh, seen_en = tell_outcome(entry.outcome, bar)
    rules = [
        (rule, tell_rule(rule, question.bar, plan.rules)) for rule in indicator.lines(host=question.hosted_by(user))
    ]
    return Explanation(
        f"{moved_zh} · {site} · {indicator.zh}（{indicator.code}）{share_zh}",
        f"{moved_en} · {site} · {indicator.en} ({indicator.code}){share_en}",
        (
            Explanation(
                f"所见：{seen_zh}；标准：{tell_bar(bar)[0]}{_from(card, question, 'zh')}",
                f"seen: {seen_en}; bar: {tell_bar(bar)[1]}{_from(card, question, 'en')}",
                tuple(_findings(card, one)),
            ),
            *(
                Explanation(f"{'加分' if rule.tariff.rewards else '扣分'}：{zh}", f"rule: {en}")
                for rule, (zh, en) in rules
            ),
            Explanation(
                f"来历：{tell_provenance(indicator, 'zh')}",
                f"source: {tell_provenance(indicator, 'en')}",
                tuple(Explanation(clause.cite(), clause.cite()) for clause in indicator.clauses),
            ),
            *_observed(card.ledger, site, question),
        ),
    )


def _borne(card: Scorecard, one: Borne) -> Told:
    """Return which share a unit bears as an owner of the site, beside what names it; empty where that is the whole."""
    price = one.price
    if not one.own:
        spread = price.lost or price.vetoes - {Level.UNIT}
        return ("，按其参评点位数平均", ", spread over its own sites") if spread else ("", "")
    share = dict(one.site.units).get(card.unit.code, Fraction(0))
    laid = {part.unit for part in one.entry.itemised[one.entry.question.users.index(one.user)]}
    if None not in laid or share in (0, 1):
        return "", ""
    if card.unit.code in laid:
        return (
            f"，点名的全部承担，其余承担 {in_percent(share)}",
            f", bears all that names it and {in_percent(share)} of the rest",
        )
    return tell_share(share)


def _findings(card: Scorecard, one: Borne) -> Iterator[Explanation]:
    """Explain the findings that a unit answers for, which of them cost nothing because they lie
    within the bar, and whom the others name.
    """
    user, unit, outcome = one.user, card.unit.code, one.entry.outcome
    at = one.entry.question.users.index(user)
    counted = one.entry.counted[at]
    if not isinstance(outcome, Measured) or not isinstance(counted, Measured):
        return
    rules, owns = card.rules, unit in dict(one.site.units)
    free = free_within(one.entry, at)
    others: defaultdict[str | None, list[str]] = defaultdict(list)
    for reported, finding in zip(outcome.findings, counted.findings, strict=True):
        if finding.measure not in user.measures:
            continue
        if finding.unit != unit and not (owns and finding.unit is None):
            others[finding.unit].append(finding.id)
            continue
        (zh, en), above = tell_finding(finding, rules), None if reported.unit == finding.unit else reported.unit
        if above is not None:
            name_zh, name_en = _unit(card, above)
            zh, en = (
                f"{zh}，点名上级{name_zh}，视同未点名",
                f"{en}, names {name_en} above the owner, which counts as naming nobody",
            )
        if finding.id in free:
            zh, en = f"{zh}（在标准以内，不扣）", f"{en} (within the bar: costs nothing)"
        yield Explanation(f"问题 {finding.id}：{zh}", f"finding {finding.id}: {en}")
    for named, ids in sorted(others.items(), key=lambda pair: pair[0] or ""):
        zh, en = ("未点名", "nobody") if named is None else (f"点名{_unit(card, named)[0]}", _unit(card, named)[1])
        idle = len(free.intersection(ids))
        idle_zh, idle_en = (
            (f"，其中 {idle} 处在标准以内，不扣", f", {idle} of them within the bar: costs nothing")
            if idle
            else ("", "")
        )
        yield Explanation(f"另有 {len(ids)} 处问题{zh}{idle_zh}", f"{len(ids)} more naming {en}{idle_en}")


def _from(card: Scorecard, question: Question, language: str) -> str:
    """Say whose standard the bar is, where the indicator is shared."""
    zh = language == "zh"
    if len(question.users) == 1:
        return ""
    if question.indicator.ruling:
        return f"（裁定：{question.indicator.ruling.why}）" if zh else f" (ruling: {question.indicator.ruling.why})"
    rules = card.rules
    asked = [
        (rules.assessment(user.assessment), tell_bar(user.indicator.standard)[0 if zh else 1])
        for user in question.users
    ]
    counts = Counter(bar for _, bar in asked)
    sources = dict.fromkeys(
        f"{source.zh if zh else source.en} {bar}" if counts[bar] <= _NAMED else _alike(bar, counts[bar], zh=zh)
        for source, bar in asked
    )
    return f"（指标就高：{'；'.join(sources)}）" if zh else f" (the highest of {'; '.join(sources)})"


#: So many assessments that ask the same are told one by one.
_NAMED = 3


def _alike(bar: str, count: int, *, zh: bool) -> str:
    return f"{count} 套考核同样要求 {bar}" if zh else f"asked alike by {count}: {bar}"


def _observed(ledger: Ledger, site: str, question: Question) -> Iterator[Explanation]:
    for observation in ledger.register.sources(site, question.code):
        report = f"{observation.source} {observation.id}"
        more = f" r{observation.revision}" if observation.revision > 1 else ""
        yield Explanation(
            f"测评记录：{report}{more}，{observation.made}", f"observation: {report}{more}, {observation.made}"
        )
