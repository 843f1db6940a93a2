"""Any score, down to observation and clause; and one unit's deductions as officials read them.

An explanation is a tree of sentences in Chinese and in English, built on demand. A statement
(扣分明细) lists what one unit lost, finding by finding, and its totals equal the scorecard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.clause import Provenance
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Finding, Measured, NotApplicable, NotMeasured, Outcome
from tristandard.basics.place import Site, Unit
from tristandard.basics.points import plain
from tristandard.merging import Contribution, Question
from tristandard.results.scorecard import Results, Scorecard, told
from tristandard.results.scoring import AXES, Part
from tristandard.rules.assessment import Indicator
from tristandard.rules.deduction import Counting, DeductionRule, Grades, Parts, Steps
from tristandard.rules.model import Fold, Given, Sheet
from tristandard.rules.standard import Standard
from tristandard.survey.ledger import Entry, Ledger, Status, spread

_PARTS_ZH = {Parts.EXACT: "", Parts.WHOLE: "，不足一档不扣", Parts.BEGUN: "，不足一档按一档"}
_PARTS_EN = {Parts.EXACT: "", Parts.WHOLE: ", whole steps only", Parts.BEGUN: ", a begun step is a whole one"}


@final
@frozen
class Explanation:
    """One sentence of an explanation, in both languages, and what it rests on."""

    zh: str
    en: str
    parts: tuple[Explanation, ...] = ()

    def text(self, language: str = "zh", *, depth: int | None = None) -> str:
        """Return the explanation as indented lines, in "zh" or "en", down to a depth."""
        if language not in ("zh", "en"):
            raise BadValue(language, "a language of explanations", 'give "zh" or "en"')
        lines = [self.zh if language == "zh" else self.en]
        if depth != 0:
            below = None if depth is None else depth - 1
            lines += [f"  {line}" for part in self.parts for line in part.text(language, depth=below).splitlines()]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text("zh")


def explain(card: Scorecard) -> Explanation:
    """Return why a unit scored what it scored, down to rule, clause and observation.

    Sites at which nothing was lost and nothing is missing are counted, not listed.
    """
    rules = card.ledger.register.plan.merged.rule_set
    zh = card.reason_zh if card.place is None else f"第 {card.place} 名"
    en = card.reason if card.place is None else f"place {card.place}"
    if card.exact is not None:
        zh, en = f"{card.published} 分（精确值 {told(card.exact)}），{zh}", f"{card.published} (exactly {told(card.exact)}), {en}"
    low, high = card.interval
    lines = f"{card.part.measured}/{card.part.measured + card.part.unmeasured}"
    head_zh = f"{card.ledger.period} {card.unit.zh} · {card.assessment.zh}：{zh}；已测 {lines} 项，区间 {told(low)}–{told(high)}"
    head_en = f"{card.ledger.period} {card.unit.en or card.unit.zh} · {card.assessment.en}: {en}; {lines} measured, interval {told(low)}–{told(high)}"
    notice = (Explanation(f"说明：{rules.notice_zh}", f"Notice: {rules.notice_en}"),) if rules.notice_zh or rules.notice_en else ()
    return Explanation(head_zh, head_en, (*notice, *_parts(card, card.part, card.ledger.register.plan.sites.values())))


def _parts(card: Scorecard, part: Part, sites: Iterable[Site]) -> Iterator[Explanation]:
    """Explain what a node rests on: a figure, a sheet of some sites, or the nodes below."""
    if part.absent:
        yield Explanation("均不适用", "nothing applies")
        return
    match card.assessment.model[part.node]:
        case Given():
            yield Explanation("由外部给定", "given from outside") if part.value is not None else Explanation("尚未给定", "not given yet")
        case Sheet():
            yield from _sheet(card, part, sites)
        case Fold() as fold:
            yield from _fold(card, fold, part, sites)


def _fold(card: Scorecard, fold: Fold, part: Part, sites: Iterable[Site]) -> Iterator[Explanation]:
    loud = [(one, share) for one, share in zip(part.parts, part.weights, strict=True) if fold.over != "site" or one.value != one.full or one.unmeasured]
    if quiet := len(part.parts) - len(loud):
        yield Explanation(f"{quiet} 个点位满分 {plain(part.full)}", f"{quiet} {'site' if quiet == 1 else 'sites'} with the full mark of {plain(part.full)}")
    for one, share in loud:
        zh, en = _member(card, fold, one)
        value = "—" if one.value is None else told(one.value)
        stand = sites if fold.over is None else [site for site in sites if AXES[fold.over](site) == one.member]
        yield Explanation(
            f"{zh}：{value} / {plain(one.full)}，占 {told(share * 100)} %", f"{en}: {value} of {plain(one.full)}, counts {told(share * 100)} %",
            tuple(_parts(card, one, stand)),
        )


def _member(card: Scorecard, fold: Fold, part: Part) -> tuple[str, str]:
    """Return what a node below a fold stands for, in both languages, with its code."""
    plan = card.ledger.register.plan
    if fold.over is None:
        return part.node, part.node
    if fold.over == "site":
        name = f"{part.member} {plan.sites[part.member].zh}".rstrip()
        return f"点位 {name}", f"site {name}"
    rules = plan.merged.rule_set
    term = {"site_type": rules.site_types, "zone": rules.zones, "area": rules.areas}[fold.over][part.member]
    return f"{term.zh}（{term.code}）", f"{term.en or term.zh} ({term.code})"


def _sheet(card: Scorecard, part: Part, sites: Iterable[Site]) -> Iterator[Explanation]:
    """Explain a sheet: item by item what was lost where, then what was not measured."""
    lost, missing = list[tuple[str, Entry, Contribution, Fraction]](), list[tuple[str, Question, Contribution]]()
    for site in (place.code for place in sites):
        for found in _lines(card, site):
            match found:
                case (question, user, None):
                    missing.append((site, question, user))
                case (_, user, (entry, points)):
                    lost.append((site, entry, user, points))
    items = {item.code: item for item in card.assessment.items}
    for code, points, capped in part.items:
        mine = [line for line in lost if line[2].indicator.item == code]
        cap_zh = f"，扣完为止记 {told(capped)} 分" if capped != points else ""
        cap_en = f", capped at {told(capped)}" if capped != points else ""
        item = items[code]
        yield Explanation(
            f"{item.zh}（满分 {plain(item.full)}）：扣 {told(points)} 分{cap_zh}", f"{item.en or item.zh} (full mark {plain(item.full)}): {told(points)} lost{cap_en}",
            tuple(_posting(card, *line) for line in mine),
        )
    if missing:
        taken = Fraction(0) if part.value is None else part.full - part.value
        stretched = taken > sum(capped for *_, capped in part.items)
        all_zh = f"；按已测部分推及，共扣 {told(taken)} 分" if stretched else ""
        all_en = f"; what was measured speaks for it, {told(taken)} lost in all" if stretched else ""
        yield Explanation(
            f"未测 {len(missing)} 项，不计零分也不计满分{all_zh}", f"{len(missing)} not measured: neither zero nor full marks{all_en}",
            tuple(Explanation(f"{site} {user.indicator.zh}", f"{site} {user.indicator.en}") for site, _, user in missing),
        )


def _lines(card: Scorecard, site: str) -> Iterator[tuple[Question, Contribution, tuple[Entry, Fraction] | None]]:
    """Yield what a unit lost at a site, and what was not measured there (None)."""
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
        elif entry.statuses[at] is Status.BREACHED:
            points = dict(spread(entry.charges[at], plan.sites[site])).get(unit, Fraction(0))
            if points:
                yield question, user, (entry, points)


def _posting(card: Scorecard, site: str, entry: Entry, user: Contribution, points: Fraction) -> Explanation:
    question, indicator = entry.question, user.indicator
    named = (card.unit.code, card.assessment.code) in entry.named
    share = Fraction(1) if named else dict(card.ledger.register.plan.sites[site].units)[card.unit.code]
    share_zh = f"，承担 {told(share * 100)} %" if share != 1 else ""
    share_en = f", bears {told(share * 100)} %" if share != 1 else ""
    seen_zh, seen_en = tell_outcome(entry.outcome, question.bar)
    return Explanation(
        f"扣 {told(points)} 分 · {site} · {indicator.zh}（{indicator.code}）{share_zh}", f"{told(points)} lost · {site} · {indicator.en} ({indicator.code}){share_en}",
        (
            Explanation(
                f"所见：{seen_zh}；标准：{tell_bar(question.bar)[0]}{_from(card, question, 'zh')}",
                f"seen: {seen_en}; bar: {tell_bar(question.bar)[1]}{_from(card, question, 'en')}",
            ),
            *(Explanation(f"扣分：{zh}", f"rule: {en}") for zh, en in (tell_rule(rule, question.bar) for rule in indicator.deductions)),
            Explanation(f"依据：{_provenance(indicator, 'zh')}", f"source: {_provenance(indicator, 'en')}", tuple(Explanation(clause.cite(), clause.cite()) for clause in indicator.clauses)),
            *_observed(card.ledger, site, question),
        ),
    )


def _from(card: Scorecard, question: Question, language: str) -> str:
    """Say whose standard the bar is, where the indicator is shared."""
    zh = language == "zh"
    if len(question.indicator.contributions) == 1:
        return ""
    if question.indicator.ruling:
        return f"（裁定：{question.indicator.ruling.why}）" if zh else f" (ruling: {question.indicator.ruling.why})"
    rules = card.ledger.register.plan.merged.rule_set
    sources = [(rules.assessment(user.assessment), tell_bar(user.indicator.standard)) for user in question.indicator.contributions]
    told_ = ("；" if zh else "; ").join(f"{source.zh if zh else source.en} {bar[0 if zh else 1]}" for source, bar in sources)
    return f"（指标就高：{told_}）" if zh else f" (the highest of {told_})"


def _observed(ledger: Ledger, site: str, question: Question) -> Iterator[Explanation]:
    for observation in ledger.register.sources(site, question.code):
        report = f"{observation.source} {observation.id}"
        more = f" r{observation.revision}" if observation.revision > 1 else ""
        yield Explanation(f"测评记录：{report}{more}，{observation.made}", f"observation: {report}{more}, {observation.made}")


_ZH = {
    Provenance.PLAN: "方案公布", Provenance.DRIVE: "攻坚行动公布", Provenance.PUBLISHED: "公开发布",
    Provenance.PRACTICE: "公开工作文件", Provenance.INFERRED: "推断", Provenance.ILLUSTRATIVE: "示例",
}


def _provenance(indicator: Indicator, language: str) -> str:
    standard, points = indicator.standard_provenance, indicator.points_provenance
    return f"标准 {_ZH[standard]}，分值 {_ZH[points]}" if language == "zh" else f"standard {standard.value}, points {points.value}"


def tell_bar(standard: Standard) -> tuple[str, str]:
    """Return what is acceptable, in Chinese and in English, measures by their labels."""
    return (
        "，".join(f"{ask.measure.zh} {ask.bar}" for ask in standard.asks),
        ", ".join(f"{ask.measure.en} {ask.bar}" for ask in standard.asks),
    )


def tell_outcome(outcome: Outcome, bar: Standard) -> tuple[str, str]:
    """Return an outcome as sentences in Chinese and in English."""
    match outcome:
        case NotApplicable(reason):
            return f"不适用（{reason}）", f"not applicable ({reason})"
        case NotMeasured(reason):
            return f"未测（{reason}）", f"not measured ({reason})"
        case Measured():
            measures = {ask.measure.code: ask.measure for ask in bar.asks}
            return (
                "，".join(f"{measures[code].zh} {measures[code].show(value)}" for code, value in outcome.values),
                ", ".join(f"{measures[code].en} {measures[code].show(value)}" for code, value in outcome.values),
            )


def tell_rule(rule: DeductionRule, bar: Standard) -> tuple[str, str]:
    """Return a deduction rule as sentences in Chinese and in English."""
    cap_zh = "" if rule.at_most is None else f"，最多扣 {plain(rule.at_most)} 分"
    cap_en = "" if rule.at_most is None else f", at most {plain(rule.at_most)}"
    units = {ask.measure.unit for ask in bar.asks if ask.measure.code in rule.measures}
    match rule.tariff:
        case Grades(points):
            told_ = "、".join(f"{rung} 扣 {plain(lost)}" for rung, lost in points)
            return f"按等级：{told_}{cap_zh}", f"by grade: {', '.join(f'{rung} {plain(lost)}' for rung, lost in points)}{cap_en}"
        case Steps(each, per, parts, counting):
            step = "" if per is None else plain(per)
            size_zh = "每缺全部所需" if per is None else f"每 {next(iter(units)).show(per) if len(units) == 1 else step}"
            size_en = "the whole of what is required" if per is None else next(iter(units)).show(per) if len(units) == 1 else step
            beyond_zh = "" if counting is Counting.BEYOND else "（达标线以内的也计）"
            beyond_en = "" if counting is Counting.BEYOND else " (all occurrences count)"
            return f"{size_zh}扣 {plain(each)} 分{_PARTS_ZH[parts]}{beyond_zh}{cap_zh}", f"{plain(each)} per {size_en}{_PARTS_EN[parts]}{beyond_en}{cap_en}"


@final
@frozen(kw_only=True)
class StatementLine:
    """One deduction of a unit, as far as it goes apart: by finding, where there are findings.

    `points` is None for what was not measured.
    """

    assessment: str
    item: str
    item_zh: str
    site: str
    site_zh: str
    indicator: str
    zh: str
    finding: str
    seen: str
    bar: str
    points: Fraction | None
    clause: str
    provenance: str


@final
@frozen(kw_only=True)
class Statement:
    """What one unit lost in every assessment, line by line (扣分明细), and what was not measured.

    `totals` gives, by assessment and item, the points of the lines, and the points after each
    sheet's item caps, as the scorecard has them.
    """

    unit: Unit
    identity: Mapping[str, str]
    cards: tuple[Scorecard, ...]
    lines: tuple[StatementLine, ...]
    totals: tuple[tuple[str, str, Fraction, Fraction], ...]

    def text(self) -> str:
        """Return the statement in Chinese."""
        out = [f"扣分明细 · {self.unit.zh} · {self.identity['period']} · 第{self.identity['edition']}版", f"规则 {self.identity['rule_set']} {self.identity['rule_set_version']}"]
        if self.identity["notice_zh"]:
            out.append(f"说明：{self.identity['notice_zh']}")
        for card in self.cards:
            code = card.assessment.code
            score = "" if card.published is None else f"{card.published} 分，"
            out.append(f"【{card.assessment.zh}】{score}{card.reason_zh if card.place is None else f'第 {card.place} 名'}")
            items = {item.code: item.zh for item in card.assessment.items}
            for _, item, points, capped in (total for total in self.totals if total[0] == code):
                out.append(f"  {items[item]}：各点位共扣 {told(points)} 分" + (f"，扣完为止记 {told(capped)} 分" if capped != points else ""))
                out += [f"    {_line(line)}" for line in self.lines if line.assessment == code and line.item == item and line.points is not None]
            missing = [line for line in self.lines if line.assessment == code and line.points is None]
            if missing:
                out.append(f"  未测 {len(missing)} 项：")
                out += [f"    {line.site} {line.zh}" for line in missing]
        return "\n".join(out)

    def __str__(self) -> str:
        return self.text()


def _line(line: StatementLine) -> str:
    finding = f" 问题 {line.finding}" if line.finding else ""
    return f"{f'{line.site} {line.site_zh}'.rstrip()} {line.zh}{finding}：{line.seen}，标准 {line.bar}，扣 {told(line.points or Fraction(0))} 分；{line.clause or line.provenance}"


def statement(results: Results, unit: str) -> Statement:
    """Return one unit's deductions in every assessment by item, site, finding and clause.

    Its totals equal the scorecards: by assessment and item, before and after the caps of the sheets.

    Raises:
        BadValue: When no assessment scored the unit.
    """
    cards = [result.cards[unit] for result in results if unit in result.cards]
    if not cards:
        raise BadValue(unit, "a unit that an assessment scored", f"give one of {', '.join(sorted({one for result in results for one in result})) or '(none was)'}")
    rules = results.ledger.register.plan.merged.rule_set
    lines = [line for card in cards for line in _statement_lines(card)]
    totals: defaultdict[tuple[str, str], tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for card in cards:
        for part in card.part.walk():
            for item, points, capped in part.items:
                before, after = totals[card.assessment.code, item]
                totals[card.assessment.code, item] = before + points, after + capped
    return Statement(
        unit=rules.units[unit], identity=results.identity, cards=tuple(cards), lines=tuple(lines),
        totals=tuple((assessment, item, *sums) for (assessment, item), sums in sorted(totals.items())),
    )


def _statement_lines(card: Scorecard) -> Iterator[StatementLine]:
    items = {item.code: item.zh for item in card.assessment.items}
    sites = card.ledger.register.plan.sites
    for site in sites:
        for question, user, found in _lines(card, site):
            indicator = user.indicator

            def line(finding: str, seen: str, points: Fraction | None, site: str = site, question: Question = question, indicator: Indicator = indicator) -> StatementLine:
                return StatementLine(
                    assessment=card.assessment.code, item=indicator.item, item_zh=items[indicator.item], site=site, site_zh=sites[site].zh, indicator=indicator.code,
                    zh=indicator.zh, finding=finding, seen=seen, bar=tell_bar(question.bar)[0], points=points, clause="；".join(clause.cite() for clause in indicator.clauses),
                    provenance=_provenance(indicator, "zh"),
                )

            if found is None:
                yield line("", "未测", None)
                continue
            entry, points = found
            seen, _ = tell_outcome(entry.outcome, question.bar)
            findings = _findings(card, site, entry.outcome)
            for finding in findings:
                yield line(finding.id, f"{seen}（{finding.place or '位置未记'}）", points / len(findings))
            if not findings:
                yield line("", seen, points)


def _findings(card: Scorecard, site: str, outcome: Outcome) -> list[Finding]:
    """Return the findings that a unit's deduction is spread over, where there is nothing but findings."""
    if not isinstance(outcome, Measured):
        return []
    owners = {None, card.unit.code} if card.unit.code in dict(card.ledger.register.plan.sites[site].units) else {card.unit.code}
    if {finding.measure for finding in outcome.findings} < {code for code, _ in outcome.values}:
        return []
    return [finding for finding in outcome.findings if finding.unit in owners]
