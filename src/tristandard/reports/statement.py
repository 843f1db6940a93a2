"""One unit's deductions as officials read them (扣分明细): row by row, adding up to the printed score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import final

from attrs import define, evolve, field

from tristandard.basics.errors import GIVE_ONE_OF, BadValue, said, wanted
from tristandard.basics.marks import page
from tristandard.basics.place import Unit
from tristandard.basics.points import Publication, plain, short_decimal
from tristandard.reports.statement_rows import ROUNDING, StatementRow, ToldRow, rows_beside, rows_of
from tristandard.reports.wording import NOTHING, clauses, phrases
from tristandard.rules.nodes.averages import sum_of
from tristandard.rules.wording import name_items, tell_part
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.scorecard import INTERVAL, Results, Scorecard, notice_of, tell_headline
from tristandard.words.sentence import Joined, Language, Sentence, Told

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

    def text(self, language: str | Language = "zh") -> str:
        """Return the statement, in "zh" or "en"."""
        names = self.cards[0].rules.unit_names
        title = _TITLE(unit=names[self.unit.code], headline=tell_headline(self.identity))
        out = [said(title, language), *notice_of(self.identity, language)]
        for card in self.cards:
            out += (said(line, language) for line in Section(self, card).lines())
        return page(out)

    def __str__(self) -> str:
        return self.text("zh")


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
_GAINED_IN_ALL = Sentence("加分共 {points} 分", "{points} gained in all")
_NOTED = Sentence("只通报、不计分 {count} 项", "{count} told without points")
_VETOES = Sentence("一票否决 {count} 项", "{count:veto|vetoes}")
_OPEN = Sentence("  未测 {count} 项{meaning}：", "  {count} not measured{meaning}:")
_ROW = Sentence("    {row}", "    {row}")
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

    whole: Statement
    card: Scorecard

    @cached_property
    def rows(self) -> list[ToldRow]:
        """The rows of this assessment."""
        return [row for row in self.whole.told if row.assessment == self.card.assessment.code]

    def lines(self) -> Iterator[Told]:
        """Yield the section, line by line."""
        yield _SECTION(assessment=Told(self.card.assessment.zh, self.card.assessment.en), result=self.result)
        yield from self._items()
        yield from self._aside()
        yield from self._gains_and_vetoes()
        yield from self._noted()
        yield from self._missing()
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
        return [_open_line(self.card, row) for row in self.rows if row.points is None]

    @cached_property
    def counts(self) -> tuple[dict[int, tuple[Fraction, str]], Fraction]:
        """What each row counts as it is printed, with its number, by its place in `rows`; and the rounding (尾差) that
        is left to what the account prints as lost, less what it prints as gained.
        """
        found = {at: row.counted for at, row in enumerate(self.rows) if row.reason is None and row.counted}
        shown = printed_together(self.card, found)
        if self.card.exact is None or self.card.published is None:
            return shown, Fraction(0)
        whole = sum((printed(self.card, points)[0] for _, points in self._own_sums()), Fraction(0))
        return shown, whole - sum_of(points for points, _ in shown.values())

    def _items(self) -> Iterator[Told]:
        names = name_items(self.card.assessment)
        taken = self.card.breakdown.items
        for _, item, points, capped in (total for total in self.whole.totals if total[0] == self.card.assessment.code):
            stopped, counts, score = NOTHING, NOTHING, taken.get(item)
            if capped != points:
                stopped = (_CAPPED if capped < points else _BY_VETO)(points=short_decimal(capped))
            if score is not None and score != capped:
                counts = _COUNTS_IN_SCORE(points=short_decimal(score))
            yield _ITEM(item=names[item], points=short_decimal(points), stopped=stopped, counts=counts)
            yield from (
                _ROW(row=_line(row)) for row in self._deducted(item) if row.reason in (None, Uncounted.NO_SCORE)
            )

    def _deducted(self, item: str) -> list[ToldRow]:
        return [row for row in self.rows if row.item == item and row.points]

    def _aside(self) -> Iterator[Told]:
        """Yield what counts nowhere in the score, with the reason."""
        found: defaultdict[Told, list[ToldRow]] = defaultdict(list)
        for row in self.rows:
            if row.points and row.reason not in (None, Uncounted.NO_SCORE):
                found[tell_uncounted(self.card, row.reason)].append(row)
        for why, rows in found.items():
            points = sum((row.points or Fraction(0) for row in rows), Fraction(0))
            yield _ASIDE(why=why, points=short_decimal(points))
            yield from (_ROW(row=_line(row)) for row in rows)

    def _gains_and_vetoes(self) -> Iterator[Told]:
        if others := [row for row in self.rows if row.points == 0 and row.reason is not Uncounted.NOTED]:
            gained = sum((row.gained for row in others), Fraction(0))
            vetoes = sum(not row.gained for row in others)
            told = [_GAINED_IN_ALL(points=short_decimal(gained))] if gained else []
            told += [_VETOES(count=vetoes)] if vetoes else []
            yield _HEADING(heading=clauses(told))
            yield from (_ROW(row=_line(row)) for row in others)

    def _noted(self) -> Iterator[Told]:
        if noted := [row for row in self.rows if row.reason is Uncounted.NOTED]:
            yield _HEADING(heading=_NOTED(count=len(noted)))
            yield from (_ROW(row=_line(row)) for row in noted)

    def _missing(self) -> Iterator[Told]:
        if missing := self.open:
            yield _OPEN(count=len(missing), meaning=_of_what_is_open(self.card, len(missing)))
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
        beside = [row for row in self.whole.told_beside if row.assessment == self.card.assessment.code]
        mine = [row for row in self.rows if row.reason is None]
        return [
            *self._own_sums(),
            (_EXTRAPOLATED, sum_of(row.extrapolated for row in (*mine, *beside))),
            *((row.label, row.counted) for row in beside),
        ]

    def _own_sums(self) -> list[tuple[Told, Fraction]]:
        """Return what the rows take from the score, and what they give."""
        mine = [row.counted for row in self.rows if row.reason is None]
        lost, gained = (sum_of(one for one in mine if (one > 0) is taken) for taken in (True, False))
        return [(_DEDUCTED, lost), (_GAINED, gained)]


def printed(card: Scorecard, points: Fraction) -> tuple[Fraction, str]:
    """Return points as a statement prints them, without a sign, and what is printed as a number: as they are where
    their decimal ends soon, else rounded as the score is.
    """
    return printed_by(card.assessment.publication, points)


def printed_by(publication: Publication, points: Fraction) -> tuple[Fraction, str]:
    """Return points as they are where their decimal ends soon, else rounded so, and what is printed."""
    shown = short_decimal(abs(points))
    if not shown.endswith(_CUT):
        return points, shown
    rounded = publication.publish(points)
    return Fraction(rounded), str(abs(rounded))


def printed_together(card: Scorecard, points: Mapping[int, Fraction]) -> dict[int, tuple[Fraction, str]]:
    """Return points that stand in one column as `printed` does, but all with so many places that none prints as 0."""
    publication = card.assessment.publication
    while any(not printed_by(publication, one)[0] for one in points.values() if one):
        publication = evolve(publication, interval=publication.interval.scaleb(-1))
    return {at: printed_by(publication, one) for at, one in points.items()}


def rest(card: Scorecard, reached: Fraction) -> tuple[Told, Fraction, str]:
    """Return the last term of an account (尾差): what is left to the printed score, as points taken, and as printed."""
    assert card.published is not None
    left = reached - Fraction(card.published)
    return ROUNDING, left, short_decimal(abs(left))


#: What stands behind a decimal that goes on.
_CUT = "…"
_NO_WEIGHT = Told("所在部分不计权重", "its part has no weight")
_NOT_TAKEN = Told("所在部分的得分未取", "its part is not taken")
_ZEROED = Told("已一票否决", "zeroed by a veto")
_OF_CHILDREN = Told("得分取自下属单位", "the score is that of child units")
_OF_OTHER_SITES = Told("得分不取自有关点位", "the score does not read those sites")
_TOLD_ALONE = Told("只通报，不计分", "told without points")
_NO_SCORE = Told("所在部分无得分", "its part has no score")


def tell_uncounted(card: Scorecard, reason: Uncounted | None) -> Told:
    """Return why something counts nowhere in a score."""
    match reason:
        case Uncounted.WEIGHT:
            return _NO_WEIGHT
        case Uncounted.NOT_TAKEN:
            return _NOT_TAKEN
        case Uncounted.ZEROED:
            return _ZEROED
        case Uncounted.NOT_READ:
            return _OF_CHILDREN if card.assessment.model.by_unit else _OF_OTHER_SITES
        case Uncounted.NOTED:
            return _TOLD_ALONE
        case _:
            return _NO_SCORE


_MEANING = Sentence("（{meaning}）", " ({meaning})")
_IDLE = Sentence("其中 {count} 项不影响得分", "{count} of them move no score")
_EXTRAPOLATES = Told("得分含按已测部分推及", "the score speaks for what is open")


def _of_what_is_open(card: Scorecard, missing: int) -> Told:
    """Return what the lines that were not measured mean for the score: how many move nothing, that the score speaks for
    them, and between which ends it lies.
    """
    idle, publish = missing - card.part.unmeasured, card.assessment.publication.publish
    found = [_IDLE(count=idle)] if idle > 0 else []
    if card.extrapolates:
        found.append(_EXTRAPOLATES)
    if card.part.low != card.part.high:
        found.append(INTERVAL(low=str(publish(card.part.low)), high=str(publish(card.part.high))))
    return _MEANING(meaning=phrases(found)) if found else NOTHING


_PUT = Sentence("（推及扣 {points} 分）", " (put at {points} lost)")
_OPEN_AT_SITE = Sentence("{site} {label}{put}", "{site} {label}{put}")
_OPEN_FIGURE = Sentence("{label}：{seen}{put}", "{label}: {seen}{put}")


def _open_line(card: Scorecard, row: ToldRow) -> Told:
    put: Told | str = ""
    if row.extrapolated:
        points, shown = printed(card, row.extrapolated)
        put = _PUT(points=shown if points else short_decimal(row.extrapolated))
    if row.site:
        return _OPEN_AT_SITE(site=row.site.code, label=row.label, put=put)
    return _OPEN_FIGURE(label=row.label, seen=row.seen, put=put)


_FINDING = Sentence(" 问题 {id}", " finding {id}")
_LOSES = Sentence("扣 {points} 分", "{points} lost")
_GAINS = Sentence("加 {points} 分", "{points} gained")
_VETOED = Told("一票否决", "a veto")
_LINE = Sentence(
    "{site} {label}{finding}：{seen}，标准 {bar}，{moved}；{source}",
    "{site} {label}{finding}: {seen}, bar {bar}, {moved}; {source}",
)


def _line(row: ToldRow) -> Told:
    moved = _VETOED
    if row.gained:
        moved = _GAINS(points=short_decimal(row.gained))
    elif row.points:
        moved = _LOSES(points=short_decimal(row.points))
    return _LINE(
        site=f"{row.site.code} {row.site.zh}".rstrip() if row.site else "",
        label=row.label,
        finding=_FINDING(id=row.finding.id) if row.finding else "",
        seen=row.seen,
        bar=row.bar,
        moved=moved,
        source=row.clause if row.clause[0] else row.provenance,
    )


_ASK_EACH = Told("请分别查所合并的各期的扣分明细", "ask for the statement of each period that these put together")
_SCORED_UNIT = Told("有考核计分的单位", "a unit that an assessment scored")
_NONE_WAS = Told("（没有）", "(none was)")


def statement(results: Results, unit: str) -> Statement:
    """Return one unit's deductions in every assessment by item, site, finding and clause.

    Its totals equal the scorecards: by assessment and item, before and after the caps of the sheets.

    Raises:
        BadValue: When no assessment scored the unit.
    """
    results = Results.of_one_period(results, _ASK_EACH)
    wanted(unit, str)
    cards = [result.cards[unit] for result in results.values() if unit in result.cards]
    if not cards:
        scored = sorted({one for result in results.values() for one in result})
        raise BadValue(unit, _SCORED_UNIT, GIVE_ONE_OF(known=scored or _NONE_WAS))
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
