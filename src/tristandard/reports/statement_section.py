"""The part of a statement that one assessment has: its rows, and how its printed score comes out of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define

from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.reports.printed import printed, printed_together, rest
from tristandard.reports.statement_line import open_line, row_line, tell_open_lines, tell_uncounted
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.wording import NOTHING, clauses, phrases, shown_alone
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.wording.names import name_items, tell_part
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Joined, Sentence, Told

_SECTION = Sentence("【{assessment}】{result}", "[{assessment}] {result}")
_POINTS = Sentence("{points} 分", "{points} points")
_PLACE = Sentence("第 {place} 名", "place {place}")
_NOT_MET = Sentence("{name}未达标", "{name} not met")
_ITEM = Sentence(
    "  {item}：各点位共扣 {points} 分{stopped}{counts}", "  {item}: {points} lost at all sites{stopped}{counts}"
)
_CAPPED = Sentence("，扣完为止记 {points} 分", ", capped at {points}")
_BY_VETO = Sentence("，一票否决记 {points} 分", ", by veto at {points}")
_COUNTS_IN_SCORE = Sentence("，计入得分 {points} 分", ", counts {points} in the score")
_ASIDE = Sentence("  不计入本单位得分（{why}）共 {points} 分：", "  not in the unit's score ({why}), {points} in all:")
_HEADING = Sentence("  {heading}：", "  {heading}:")
_GAINED_IN_ALL = Sentence("加分共 {points} 分{counts}", "{points} gained in all{counts}")
_NOTED = Sentence("只通报、不计分 {count} 项", "{count} told without points")
_VETOES = Sentence("一票否决 {count} 项", "{count:veto|vetoes}")
_OPEN = Sentence("  未测 {count} 项{meaning}：", "  {count} not measured{meaning}:")
_ROW = Sentence("    {row}", "    {row}")
_ROW_ASIDE = Sentence("    {row}；不计入本单位得分（{why}）", "    {row}; not in the unit's score ({why})")
_DEDUCTED, _GAINED, _EXTRAPOLATED = (
    Told("扣分", "lost"),
    Told("加分", "gained"),
    Told("未测推及", "put for what is open"),
)
_ACCOUNT = Sentence("满分 {full}{terms} ＝ {published}", "full mark {full}{terms} = {published}")
_INDENTED = Sentence("  {told}", "  {told}")
_LESS = Sentence(" − {name} {points}", " − {name} {points}")
_PLUS = Sentence(" ＋ {name} {points}", " + {name} {points}")


@final
@define(slots=False)
class Section:
    """The part of a statement that one assessment has: its rows, and what it prints of them."""

    card: Scorecard
    #: What the ledger holds of the unit, and what was not measured or given.
    rows: tuple[ToldRow, ...]
    #: What else makes the score.
    beside: tuple[ToldRow, ...]
    #: By item the points of the ledger, and those after the caps of each sheet.
    totals: tuple[tuple[str, Fraction, Fraction], ...]

    def lines(self) -> Iterator[Told]:
        """Yield the section, line by line."""
        yield _SECTION(assessment=Told(self.card.assessment.zh, self.card.assessment.en), result=self.result)
        yield from self._items()
        yield from self._aside()
        yield from self._gains_and_vetoes()
        yield from self._noted()
        yield from self._missing()
        yield from (_INDENTED(told=told) for told in shown_alone(self.card))
        if (account := self.account) is not None:
            yield _INDENTED(told=account)

    @property
    def result(self) -> Told:
        """The score, the grade, and the place or why there is none."""
        card = self.card
        head = [] if card.published is None else [_POINTS(points=str(card.published))]
        if (grade := card.tell_grade()) is not None:
            head.append(grade)
        head.append(card.reason if card.place is None else _PLACE(place=card.place))
        failed = dict.fromkeys(of for part in card.own() for of in part.failed)
        head += (_NOT_MET(name=tell_part(card.assessment, of)) for of in failed)
        return phrases(head)

    @property
    def open(self) -> list[Told]:
        """What was not measured or given, a line each."""
        return [open_line(self.card, row) for row in self.rows if row.points is None]

    @cached_property
    def counts(self) -> tuple[dict[int, tuple[Fraction, str]], Fraction]:
        """What each row counts as it is printed, with its number, by its place in `rows`; and what is left (尾差)
        to what the account prints as lost, less what it prints as gained.
        """
        found = {at: row.counted for at, row in enumerate(self.rows) if row.reason is None and row.counted}
        shown = printed_together(self.card, found)
        if self.card.exact is None or self.card.published is None:
            return shown, Fraction(0)
        whole = sum_of(printed(self.card, points)[0] for _, points in self._own_sums())
        return shown, whole - sum_of(points for points, _ in shown.values())

    def _items(self) -> Iterator[Told]:
        """Yield each item with what its sites lost, and what of that the score holds, where that is another number;
        of a card without a score nothing counts, and its head says so.
        """
        names, card = name_items(self.card.assessment), self.card
        taken = card.breakdown.items_of(card.unit.code)
        for item, points, capped in self.totals:
            stopped, counts, score = NOTHING, NOTHING, taken.get(item, Fraction(0))
            if capped != points:
                stopped = (_CAPPED if capped < points else _BY_VETO)(points=short_decimal(capped))
            if card.exact is not None and score != capped:
                counts = _COUNTS_IN_SCORE(points=short_decimal(score))
            yield _ITEM(item=names[item], points=short_decimal(points), stopped=stopped, counts=counts)
            yield from (_ROW(row=row_line(row)) for row in self._deducted(item) if not self._is_aside(row))

    def _deducted(self, item: str) -> list[ToldRow]:
        return [row for row in self.rows if row.item == item and row.points]

    def _is_aside(self, row: ToldRow) -> bool:
        """Return whether a row is listed apart: it counts nowhere in a score that the card has."""
        return row.reason is not None and (row.reason is not Uncounted.NO_SCORE or self.card.exact is not None)

    def _aside(self) -> Iterator[Told]:
        """Yield what counts nowhere in the score, with the reason."""
        found: defaultdict[Told, list[ToldRow]] = defaultdict(list)
        for row in self.rows:
            if row.points and self._is_aside(row):
                found[tell_uncounted(self.card, row.reason)].append(row)
        for why, rows in found.items():
            points = sum_of(row.points for row in rows if row.points)
            yield _ASIDE(why=why, points=short_decimal(points))
            yield from (_ROW(row=row_line(row)) for row in rows)

    def _gains_and_vetoes(self) -> Iterator[Told]:
        if others := [row for row in self.rows if row.points == 0 and row.reason is not Uncounted.NOTED]:
            gained = sum_of(row.gained for row in others)
            vetoes = sum(not row.gained for row in others)
            told = [_GAINED_IN_ALL(points=short_decimal(gained), counts=self._gains_count(gained))] if gained else []
            told += [_VETOES(count=vetoes)] if vetoes else []
            yield _HEADING(heading=clauses(told))
            yield from map(self._with_reason, others)

    def _with_reason(self, row: ToldRow) -> Told:
        """Return a line of what was gained or zeroed, with the reason where that counts nowhere."""
        if not self._is_aside(row):
            return _ROW(row=row_line(row))
        told: Told = _ROW_ASIDE(row=row_line(row), why=tell_uncounted(self.card, row.reason))
        return told

    def _gains_count(self, gained: Fraction) -> Told:
        """Return what the score holds of what was gained, where that is another number."""
        (_, counted) = self._own_sums()[1]
        if self.card.exact is None or -counted == gained:
            return NOTHING
        told: Told = _COUNTS_IN_SCORE(points=short_decimal(-counted))
        return told

    def _noted(self) -> Iterator[Told]:
        if noted := [row for row in self.rows if row.reason is Uncounted.NOTED]:
            yield _HEADING(heading=_NOTED(count=len(noted)))
            yield from (_ROW(row=row_line(row)) for row in noted)

    def _missing(self) -> Iterator[Told]:
        if missing := self.open:
            yield _OPEN(count=len(missing), meaning=tell_open_lines(self.card, len(missing)))
            yield from (_ROW(row=line) for line in missing)

    @property
    def account(self) -> Told | None:
        """How the printed score comes out of the full mark: 满分 100 − 扣分 6.3 − 未测推及 0.3 = 93.4."""
        card, made = self.card, self.card.breakdown
        if card.exact is None or card.published is None:
            return None
        sums = [(name, *printed(card, points)) for name, points in self._sums()]
        sums.append(rest(card, made.full - sum_of(points for _, points, _ in sums)))
        terms = [(_LESS if points > 0 else _PLUS)(name=name, points=shown) for name, points, shown in sums if points]
        told: Told = _ACCOUNT(full=plain(made.full), terms=Joined(terms), published=str(card.published))
        return told

    def _sums(self) -> list[tuple[Told, Fraction]]:
        """Return what leads from the full mark to the score, each with its points."""
        mine = [row for row in self.rows if row.reason is None]
        return [
            *self._own_sums(),
            (_EXTRAPOLATED, sum_of(row.extrapolated for row in (*mine, *self.beside))),
            *((row.label, row.counted) for row in self.beside),
        ]

    def _own_sums(self) -> list[tuple[Told, Fraction]]:
        """Return what the rows take from the score, and what they give."""
        mine = [row.counted for row in self.rows if row.reason is None]
        lost, gained = (sum_of(one for one in mine if (one > 0) is taken) for taken in (True, False))
        return [(_DEDUCTED, lost), (_GAINED, gained)]
