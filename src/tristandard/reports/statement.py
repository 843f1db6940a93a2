"""One unit's deductions as officials read them (扣分明细): line by line, with totals that equal the scorecard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from tristandard.basics.errors import BadValue, wanted
from tristandard.basics.marks import page
from tristandard.basics.outcome import Measured
from tristandard.basics.place import Unit
from tristandard.basics.points import short_decimal
from tristandard.merging import Contribution, Question
from tristandard.reports.wording import apportioned, borne_at, tell_finding, tell_share
from tristandard.rules.node import Given, Rate
from tristandard.rules.wording import name_items, tell_bar, tell_outcome, tell_part, tell_provenance, tell_veto
from tristandard.scoring.scorecard import Results, Scorecard, headline
from tristandard.survey.ledger import counted_for


@final
@frozen(kw_only=True)
class StatementLine:
    """One deduction of a unit, as far as it goes apart: by finding, where there are findings.

    `points` is None for what was not measured, and for a figure that nobody gave: then `indicator`
    is the name of its node, and there is no site.
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
    gained: Fraction = Fraction(0)
    clause: str
    provenance: str


@final
@frozen(kw_only=True)
class Statement:
    """What one unit lost in every assessment, line by line (扣分明细), and what was not measured.

    `totals` gives, by assessment and item, the points of the lines, and the points after each
    sheet's item caps, as the scorecard has them. What a unit bears at sites of its own while its
    score is that of the units below it stands in the lines and in no total.
    """

    unit: Unit
    identity: Mapping[str, str]
    cards: tuple[Scorecard, ...]
    lines: tuple[StatementLine, ...]
    totals: tuple[tuple[str, str, Fraction, Fraction], ...]

    def text(self) -> str:
        """Return the statement in Chinese."""
        out = [f"扣分明细 · {self.unit.zh} · {headline(self.identity)}"]
        if self.identity["notice_zh"]:
            out.append(f"说明：{self.identity['notice_zh']}")
        for card in self.cards:
            code = card.assessment.code
            head = [f"{card.published} 分" if card.published is not None else "", card.tell_grade(), card.reason_zh if card.place is None else f"第 {card.place} 名"]
            failed = [tell_part(card.assessment, of)[0] for of in dict.fromkeys(of for part in card.own() for of in part.failed)]
            out.append(f"【{card.assessment.zh}】{'，'.join([*filter(None, head), *(f'{name}未达标' for name in failed)])}")
            items = name_items(card.assessment)
            for _, item, points, capped in (total for total in self.totals if total[0] == code):
                out.append(f"  {items[item][0]}：各点位共扣 {short_decimal(points)} 分" + (f"，{'扣完为止' if capped < points else '一票否决'}记 {short_decimal(capped)} 分" if capped != points else ""))
                out += [f"    {_line(line)}" for line in self.lines if line.assessment == code and line.item == item and line.points]
            counted = {item for book, item, _, _ in self.totals if book == code}
            if aside := [line for line in self.lines if line.assessment == code and line.points and line.item not in counted]:
                why = "得分取自下属单位" if card.assessment.model.by_unit else "自有点位均不适用"
                out.append(f"  不计入本单位得分（{why}）共 {short_decimal(sum((line.points or Fraction(0) for line in aside), Fraction(0)))} 分：")
                out += [f"    {_line(line)}" for line in aside]
            if others := [line for line in self.lines if line.assessment == code and line.points == 0]:
                gained = sum((line.gained for line in others), Fraction(0))
                vetoes = sum(not line.gained for line in others)
                out.append(f"  {'；'.join([*([f'加分共 {short_decimal(gained)} 分'] if gained else []), *([f'一票否决 {vetoes} 项'] if vetoes else [])])}：")
                out += [f"    {_line(line)}" for line in others]
            missing = [line for line in self.lines if line.assessment == code and line.points is None]
            if missing:
                out.append(f"  未测 {len(missing)} 项{_of_what_is_open(card, len(missing))}：")
                out += [f"    {f'{line.site} {line.zh}' if line.site else f'{line.zh}：{line.seen}'}" for line in missing]
        return page(out)

    def __str__(self) -> str:
        return self.text()


def _of_what_is_open(card: Scorecard, missing: int) -> str:
    """Return what the lines that were not measured mean for the score: how many move nothing, that the score speaks for them, and between which ends it lies."""
    idle, publish = missing - card.part.unmeasured, card.assessment.publication.publish
    told_ = [f"其中 {idle} 项不影响得分"] if idle > 0 else []
    if card.extrapolates:
        told_.append("得分含按已测部分推及")
    if card.part.low != card.part.high:
        told_.append(f"区间 {publish(card.part.low)}–{publish(card.part.high)}")
    return f"（{'，'.join(told_)}）" if told_ else ""


def _line(line: StatementLine) -> str:
    finding = f" 问题 {line.finding}" if line.finding else ""
    moved = f"加 {short_decimal(line.gained)} 分" if line.gained else f"扣 {short_decimal(line.points)} 分" if line.points else "一票否决"
    return f"{f'{line.site} {line.site_zh}'.rstrip()} {line.zh}{finding}：{line.seen}，标准 {line.bar}，{moved}；{line.clause or line.provenance}"


def statement(results: Results, unit: str) -> Statement:
    """Return one unit's deductions in every assessment by item, site, finding and clause.

    Its totals equal the scorecards: by assessment and item, before and after the caps of the sheets.

    Raises:
        BadValue: When no assessment scored the unit.
    """
    wanted(results, Results)
    wanted(unit, str)
    if results.periods:
        raise BadValue(results.identity["period"], "results of one period", "ask for the statement of each period that these put together")
    cards = [result.cards[unit] for result in results.values() if unit in result.cards]
    if not cards:
        raise BadValue(unit, "a unit that an assessment scored", f"give one of {', '.join(sorted({one for result in results.values() for one in result})) or '(none was)'}")
    rules = results.ledger.register.plan.merged.rule_set
    lines = [line for card in cards for line in _statement_lines(card)]
    totals: defaultdict[tuple[str, str], tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for card in cards:
        for part in card.sheets():
            for item, points, capped in part.items:
                before, after = totals[card.assessment.code, item]
                totals[card.assessment.code, item] = before + points, after + capped
    return Statement(
        unit=rules.units[unit], identity=results.identity, cards=tuple(cards), lines=tuple(lines),
        totals=tuple((*key, *totals[key]) for key in _items(cards) if key in totals),
    )


def _items(cards: Iterable[Scorecard]) -> Iterator[tuple[str, str]]:
    """Yield every item of every assessment, in the order of the rule set."""
    return ((card.assessment.code, item.code) for card in cards for item in card.assessment.items)


def _statement_lines(card: Scorecard) -> Iterator[StatementLine]:
    items = {item.code: item.zh for item in card.assessment.items}
    plan = card.ledger.register.plan
    for site in plan.sites:
        shares = dict(plan.sites[site].units)
        for question, user, found in borne_at(card, site):
            if found is None:
                yield _entry(card, site, question, user, items, seen="未测")
                continue
            entry, price = found
            seen, _ = tell_outcome(entry.outcome, question.bar.only(user.measures))
            outcome = counted_for(plan, card.assessment.code, site, entry.outcome)
            told_of = {finding.id: finding for finding in outcome.findings} if isinstance(outcome, Measured) else {}
            for id_, points in sorted(apportioned(card, site, entry, user).items()):
                shown = tell_finding(told_of[id_], plan.merged.rule_set)[0] if id_ else seen
                borne, _ = tell_share(Fraction(1) if id_ and told_of[id_].unit else shares[card.unit.code])
                if site not in card.lines:
                    borne = "，按其参评点位数平均"
                yield _entry(card, site, question, user, items, seen=f"{shown}{borne}", finding=id_, points=points)
            if price.gained or price.vetoes:
                vetoes = "，".join(tell_veto(level)[0] for level in sorted(price.vetoes, key=lambda level: level.value))
                borne, _ = tell_share(shares[card.unit.code]) if price.gained else ("", "")
                yield _entry(
                    card, site, question, user, items, seen=f"{seen}{f'（{vetoes}）' if vetoes else ''}{borne}", points=Fraction(0), gained=price.gained
                )
    yield from _figures(card)


def _figures(card: Scorecard) -> Iterator[StatementLine]:
    """Yield a line for each figure that nobody gave, under the name of its node."""
    nodes = dict(card.assessment.model.nodes)
    for name in dict.fromkeys(part.node for part in card.own() if part.unmeasured):
        node = nodes.get(name)
        if isinstance(node, (Given, Rate)):
            yield StatementLine(
                assessment=card.assessment.code, item="", item_zh="", site="", site_zh="", indicator=name, zh=tell_part(card.assessment, name)[0],
                finding="", seen=f"尚未给定（由{node.by}给定）", bar="", points=None, clause="", provenance="",
            )  # fmt: skip


def _entry(
    card: Scorecard, site: str, question: Question, user: Contribution, items: Mapping[str, str], *, seen: str, finding: str = "", points: Fraction | None = None, gained: Fraction = Fraction(0)
) -> StatementLine:
    indicator = user.indicator
    return StatementLine(
        assessment=card.assessment.code, item=indicator.item, item_zh=items[indicator.item], site=site, site_zh=card.ledger.register.plan.sites[site].zh, indicator=indicator.code,
        zh=indicator.zh, finding=finding, seen=seen, bar=tell_bar(question.bar.only(user.measures))[0], points=points, gained=gained,
        clause="；".join(clause.cite() for clause in indicator.clauses), provenance=tell_provenance(indicator, "zh"),
    )
