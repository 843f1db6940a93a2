"""One unit's deductions as officials read them (扣分明细): row by row, adding up to the printed score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, field

from tristandard.basics.errors import GIVE_ONE_OF, said, wanted
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.marks import page
from tristandard.basics.terms import Unit
from tristandard.reports.statement_beside import rows_beside
from tristandard.reports.statement_row import StatementRow, ToldRow
from tristandard.reports.statement_rows import rows_of
from tristandard.reports.statement_section import Section
from tristandard.scoring.headline import notice_of, tell_headline
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language, Sentence, Told

_TITLE = Sentence("扣分明细 · {unit} · {headline}", "deductions · {unit} · {headline}")


@final
@define(frozen=True, kw_only=True, slots=False)
class Statement:
    """What one unit lost in every assessment, row by row (扣分明细), and what was not measured.

    Attributes:
        unit: The unit.
        identity: Of the results: period, edition, rules and their notice.
        cards: The unit's scorecards.
        told: What the ledger holds of the unit, and what was not measured or given, in every language.
        told_beside: What else makes its scores: figures, imputed parts, bonuses, gates, child units, the rounding.
        totals: By assessment and item the points of the ledger, and those after the caps of each sheet.

    Of each assessment, the full mark less what `rows` and `beside` count and extrapolate, with the rounding added, is
    the printed score.
    """

    unit: Unit
    identity: Mapping[str, str] = field(hash=False)
    cards: tuple[Scorecard, ...]
    told: tuple[ToldRow, ...] = field(repr=False)
    told_beside: tuple[ToldRow, ...] = field(repr=False)
    totals: tuple[tuple[str, str, Fraction, Fraction], ...]

    @cached_property
    def rows(self) -> tuple[StatementRow, ...]:
        """The rows of `told` as tables have them, in Chinese."""
        return tuple(row.in_chinese() for row in self.told)

    @cached_property
    def beside(self) -> tuple[StatementRow, ...]:
        """The rows of `told_beside` as tables have them, in Chinese."""
        return tuple(row.in_chinese() for row in self.told_beside)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The part of each assessment."""
        return tuple(self._section(card) for card in self.cards)

    def _section(self, card: Scorecard) -> Section:
        rows, beside = (
            tuple(row for row in told if row.assessment == card.assessment.code)
            for told in (self.told, self.told_beside)
        )
        totals = tuple(
            (item, points, capped) for code, item, points, capped in self.totals if code == card.assessment.code
        )
        return Section(card, rows, beside, totals)

    def text(self, language: str | Language = "zh") -> str:
        """Return the statement, in "zh" or "en"."""
        names = self.cards[0].rules.unit_names
        title = _TITLE(unit=names[self.unit.code], headline=tell_headline(self.identity))
        out = [said(title, language), *notice_of(self.identity, language)]
        for section in self.sections:
            out += (said(line, language) for line in section.lines())
        return page(out)

    def __str__(self) -> str:
        return self.text("zh")


_ASK_EACH = Told("请分别查所合并的各期的扣分明细", "ask for the statement of each period that these put together")
_SCORED_UNIT = Told("有考核计分的单位", "a unit that an assessment scored")
_NONE_WAS = Told("（没有）", "(none was)")


def statement(results: Results, unit: str) -> Statement:
    """Return one unit's deductions in every assessment by item, site, finding and clause.

    Its totals equal the scorecards: by assessment and item, before and after the caps of the sheets.

    Raises:
        UnknownKey: When no assessment scored the unit.
    """
    results = Results.of_one_period(results, _ASK_EACH)
    wanted(unit, str)
    cards = [result.cards[unit] for result in results.values() if unit in result.cards]
    if not cards:
        scored = sorted({one for result in results.values() for one in result})
        raise UnknownKey(unit, _SCORED_UNIT, GIVE_ONE_OF(known=scored or _NONE_WAS))
    totals = _totals(cards)
    return Statement(
        unit=cards[0].unit, identity=results.identity, cards=tuple(cards),
        told=tuple(rows_of(*cards)),
        told_beside=tuple(row for card in cards for row in rows_beside(card)),
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
