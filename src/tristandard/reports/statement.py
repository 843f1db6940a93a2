"""One unit's deductions as officials read them (扣分明细): row by row, adding up to the printed score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, frozen

from tristandard.basics.errors import BadValue, wanted
from tristandard.basics.marks import page
from tristandard.basics.place import Unit
from tristandard.basics.points import plain, short_decimal
from tristandard.reports.statement_rows import StatementRow, rows_beside, rows_of
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.wording import name_items, tell_part
from tristandard.scoring.breakdown import Cause, Uncounted
from tristandard.scoring.scorecard import Results, Scorecard, headline


@final
@frozen(kw_only=True)
class Statement:
    """What one unit lost in every assessment, row by row (扣分明细), and what was not measured.

    Attributes:
        unit: The unit.
        identity: Of the results: period, edition, rules and their notice.
        cards: The unit's scorecards.
        rows: What the ledger holds of the unit, and what was not measured or given.
        beside: What else makes its scores: figures, imputed parts, bonuses, gates, child units, the rounding.
        totals: By assessment and item the points of the ledger, and those after the caps of each sheet.

    Of each assessment, the full mark less what `rows` and `beside` count, extrapolate and round is the printed score.
    """

    unit: Unit
    identity: Mapping[str, str]
    cards: tuple[Scorecard, ...]
    rows: tuple[StatementRow, ...]
    beside: tuple[StatementRow, ...]
    totals: tuple[tuple[str, str, Fraction, Fraction], ...]

    def text(self) -> str:
        """Return the statement in Chinese."""
        rules = self.cards[0].ledger.register.plan.merged.rule_set
        out = [f"扣分明细 · {rules.unit_names[self.unit.code][0]} · {headline(self.identity)}"]
        if self.identity["notice_zh"]:
            out.append(f"说明：{self.identity['notice_zh']}")
        for card in self.cards:
            out += _Section(self, card).lines()
        return page(out)

    def __str__(self) -> str:
        return self.text()


@final
@define(slots=False)
class _Section:
    """The part of a statement that one assessment has."""

    whole: Statement
    card: Scorecard

    @cached_property
    def rows(self) -> list[StatementRow]:
        """The rows of this assessment."""
        return [row for row in self.whole.rows if row.assessment == self.card.assessment.code]

    def lines(self) -> Iterator[str]:
        """Yield the section, line by line."""
        card = self.card
        head = [
            f"{card.published} 分" if card.published is not None else "",
            (card.tell_grade() or ("",))[0],
            card.reason[0] if card.place is None else f"第 {card.place} 名",
        ]
        failed = [
            tell_part(card.assessment, of)[0] for of in dict.fromkeys(of for part in card.own() for of in part.failed)
        ]
        yield f"【{card.assessment.zh}】{'，'.join([*filter(None, head), *(f'{name}未达标' for name in failed)])}"
        yield from self._items()
        yield from self._aside()
        yield from self._gains_and_vetoes()
        yield from self._missing()
        yield from self._account()

    def _items(self) -> Iterator[str]:
        names = name_items(self.card.assessment)
        taken = self.card.breakdown.items
        for _, item, points, capped in (total for total in self.whole.totals if total[0] == self.card.assessment.code):
            stopped = (
                f"，{'扣完为止' if capped < points else '一票否决'}记 {short_decimal(capped)} 分"
                if capped != points
                else ""
            )
            score = taken.get(item)
            counts = f"，计入得分 {short_decimal(score)} 分" if score is not None and score != capped else ""
            yield f"  {names[item][0]}：各点位共扣 {short_decimal(points)} 分{stopped}{counts}"
            yield from (f"    {_line(row)}" for row in self._deducted(item) if row.reason in (None, Uncounted.NO_SCORE))

    def _deducted(self, item: str) -> list[StatementRow]:
        return [row for row in self.rows if row.item == item and row.points]

    def _aside(self) -> Iterator[str]:
        """Yield what counts nowhere in the score, with the reason."""
        found: defaultdict[str, list[StatementRow]] = defaultdict(list)
        for row in self.rows:
            if row.points and row.reason not in (None, Uncounted.NO_SCORE):
                found[_reason(self.card, row.reason)].append(row)
        for why, rows in found.items():
            points = sum((row.points or Fraction(0) for row in rows), Fraction(0))
            yield f"  不计入本单位得分（{why}）共 {short_decimal(points)} 分："
            yield from (f"    {_line(row)}" for row in rows)

    def _gains_and_vetoes(self) -> Iterator[str]:
        if others := [row for row in self.rows if row.points == 0]:
            gained = sum((row.gained for row in others), Fraction(0))
            vetoes = sum(not row.gained for row in others)
            told = [f"加分共 {short_decimal(gained)} 分" if gained else "", f"一票否决 {vetoes} 项" if vetoes else ""]
            yield f"  {'；'.join(filter(None, told))}："
            yield from (f"    {_line(row)}" for row in others)

    def _missing(self) -> Iterator[str]:
        if missing := [row for row in self.rows if row.points is None]:
            yield f"  未测 {len(missing)} 项{_of_what_is_open(self.card, len(missing))}："
            yield from (f"    {_open_line(row)}" for row in missing)

    def _account(self) -> Iterator[str]:
        """Yield how the printed score comes out of the full mark: 满分 100 − 扣分 6.3 − 未测推及 0.3 = 93.4."""
        card, made = self.card, self.card.breakdown
        beside = [row for row in self.whole.beside if row.assessment == card.assessment.code]
        if card.exact is None or card.published is None:
            return
        mine = [row for row in self.rows if row.reason is None]
        sums = [
            ("扣分", sum_of(row.counted for row in mine if row.counted > 0)),
            ("加分", sum_of(row.counted for row in mine if row.counted < 0)),
            ("未测推及", sum_of(row.extrapolated for row in (*mine, *beside))),
            *((row.zh, row.counted) for row in beside),
            ("尾差", made.total(Cause.ROUNDING)),
        ]
        terms = "".join(_term(name, points) for name, points in sums)
        yield f"  满分 {plain(made.full)}{terms} ＝ {card.published}"


def _term(name: str, points: Fraction) -> str:
    """Return points as a term of a sum, those taken with a minus; "" for none."""
    return f" {'−' if points > 0 else '＋'} {name} {short_decimal(abs(points))}" if points else ""


def _reason(card: Scorecard, reason: Uncounted | None) -> str:
    """Return why something counts nowhere in a score."""
    match reason:
        case Uncounted.WEIGHT:
            return "所在部分不计权重"
        case Uncounted.ZEROED:
            return "已一票否决"
        case Uncounted.NOT_READ if card.assessment.model.by_unit:
            return "得分取自下属单位"
        case Uncounted.NOT_READ:
            return "得分不取自有关点位"
        case _:
            return "所在部分无得分"


def _of_what_is_open(card: Scorecard, missing: int) -> str:
    """Return what the lines that were not measured mean for the score: how many move nothing, that the score speaks for
    them, and between which ends it lies.
    """
    idle, publish = missing - card.part.unmeasured, card.assessment.publication.publish
    told_ = [f"其中 {idle} 项不影响得分"] if idle > 0 else []
    if card.extrapolates:
        told_.append("得分含按已测部分推及")
    if card.part.low != card.part.high:
        told_.append(f"区间 {publish(card.part.low)}–{publish(card.part.high)}")
    return f"（{'，'.join(told_)}）" if told_ else ""


def _open_line(row: StatementRow) -> str:
    put = f"（推及扣 {short_decimal(row.extrapolated)} 分）" if row.extrapolated else ""
    return f"{row.site} {row.zh}{put}" if row.site else f"{row.zh}：{row.seen}{put}"


def _line(row: StatementRow) -> str:
    finding = f" 问题 {row.finding}" if row.finding else ""
    moved = (
        f"加 {short_decimal(row.gained)} 分"
        if row.gained
        else f"扣 {short_decimal(row.points)} 分"
        if row.points
        else "一票否决"
    )
    return (
        f"{f'{row.site} {row.site_zh}'.rstrip()} {row.zh}{finding}：{row.seen}，标准 {row.bar}，{moved}；"
        f"{row.clause or row.provenance}"
    )


def statement(results: Results, unit: str) -> Statement:
    """Return one unit's deductions in every assessment by item, site, finding and clause.

    Its totals equal the scorecards: by assessment and item, before and after the caps of the sheets.

    Raises:
        BadValue: When no assessment scored the unit.
    """
    wanted(results, Results)
    wanted(unit, str)
    if results.periods:
        raise BadValue(
            results.identity["period"],
            "results of one period",
            "ask for the statement of each period that these put together",
        )
    cards = [result.cards[unit] for result in results.values() if unit in result.cards]
    if not cards:
        scored = sorted({one for result in results.values() for one in result})
        raise BadValue(unit, "a unit that an assessment scored", f"give one of {', '.join(scored) or '(none was)'}")
    totals = _totals(cards)
    return Statement(
        unit=cards[0].unit, identity=results.identity, cards=tuple(cards),
        rows=tuple(row for card in cards for row in rows_of(card)),
        beside=tuple(row for card in cards for row in rows_beside(card)),
        totals=tuple((*key, *totals[key]) for key in _items(cards) if key in totals),
    )  # fmt: skip


def _totals(cards: Iterable[Scorecard]) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Return what each item of each assessment lost over all sheets, before and after their caps."""
    totals: defaultdict[tuple[str, str], tuple[Fraction, Fraction]] = defaultdict(lambda: (Fraction(0), Fraction(0)))
    for card in cards:
        for part in card.sheets():
            for item, points, capped in part.items:
                before, after = totals[card.assessment.code, item]
                totals[card.assessment.code, item] = before + points, after + capped
    return totals


def _items(cards: Iterable[Scorecard]) -> Iterator[tuple[str, str]]:
    """Yield every item of every assessment, in the order of the rule set."""
    return ((card.assessment.code, item.code) for card in cards for item in card.assessment.items)
