"""What the templates of letters are filled in with: texts and lists of texts, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import said
from tristandard.basics.language import either
from tristandard.basics.marks import flat
from tristandard.basics.period import Period
from tristandard.basics.place import Site
from tristandard.basics.points import plain
from tristandard.basics.publication import short_decimal
from tristandard.desk.vocabulary import FIELDS
from tristandard.reports.bulletin import BulletinRow, bulletin
from tristandard.reports.printed import ROUNDING_DIFFERENCE
from tristandard.reports.statement import statement
from tristandard.reports.statement_line import tell_uncounted
from tristandard.reports.statement_row import ToldRow
from tristandard.reports.statement_section import Section
from tristandard.reports.to_rectify import ToRectify, to_rectify
from tristandard.reports.wording import in_percent
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.results import Results
from tristandard.scoring.scorecard import Scorecard
from tristandard.words.sentence import Language, Sentence, Told

_QUARTER = Sentence("{year} 年第 {number} 季度", "quarter {number} of {year}")
_MONTH = Sentence("{year} 年 {number} 月", "{year}-{number}")
_YEAR = Sentence("{year} 年", "{year}")
_SPAN = Sentence("{start}至{end}", "{start} to {end}")
_DAY = Sentence("{year} 年 {month} 月 {day} 日", "{year}-{month}-{day}")
#: Where the day is to be written by hand.
_NO_DAY = Told("    年  月  日", "date: ")
_RULES = Sentence("{label}（{code} {version}）", "{label} ({code} {version})")
_EACH = Sentence("{parts}", "{parts}")
_VETO = Told("一票否决", "a veto")
_GAIN = Sentence("加 {points}", "+{points}")
#: The columns of a bulletin that stand in its second table, from the full mark to the rounding difference; the score.
_UNIT, _SCORE, _FULL, _LAST = 2, 3, 5, -2


def tell_period(period: Period) -> Told:
    """Return a period as letters write it: 2022 年第 2 季度."""
    year, start = str(period.start.year), period.start
    match str(period):
        case told if told == year:
            return _YEAR(year=year)
        case told if "Q" in told:
            return _QUARTER(year=year, number=told.rpartition("Q")[2])
        case told if "/" in told:
            return _SPAN(start=tell_day(start), end=tell_day(period.end))
        case _:
            return _MONTH(year=year, number=str(start.month))


def tell_day(day: date | None) -> Told:
    """Return a day as letters write it; a gap to be filled in by hand where there is none."""
    if day is None:
        return _NO_DAY
    told: Told = _DAY(year=str(day.year), month=str(day.month), day=str(day.day))
    return told


@final
@frozen
class Letters:
    """Makes the fields of the letters of some results.

    Attributes:
        results: The results.
        language: "zh" or "en".
        day: The day of the letters; None where it is written by hand.
    """

    results: Results
    language: str | Language
    day: date | None

    def _text(self, told: Told | str) -> str:
        return flat(told if isinstance(told, str) else said(told, self.language))

    def _fields(self, **fields: Any) -> dict[str, Any]:
        """Return fields by both of their names."""
        return {**fields, **{zh: fields[en] for zh, en in FIELDS.items() if en in fields}}

    def _head(self, offices: Iterable[str]) -> dict[str, Any]:
        """Return what every letter has."""
        rules, identity = self.results.rules, self.results.identity
        label = _RULES(label=either(rules.zh, rules.en), code=rules.code, version=rules.version)
        return {
            "period": self._text(tell_period(self.results.period)),
            "office": self._text(_EACH(parts=list(dict.fromkeys(filter(None, offices))))),
            "day": self._text(tell_day(self.day)), "rules": self._text(label), "edition": identity["edition"],
            "reason": self._text(identity["reason"]),
            "notice": self._text(either(rules.notice_zh, rules.notice_en)),
        }  # fmt: skip

    def bulletin(self, assessment: str) -> dict[str, Any]:
        """Return the fields of a bulletin (通报)."""
        made = bulletin(self.results[assessment])
        book, rows = made.assessment, made.rows_in(self.language)
        kinds = dict[str, list[BulletinRow]]()
        for row in rows:
            kinds.setdefault(row.kind, []).append(row)
        heads = made.columns_in(self.language)
        return self._fields(
            **self._head([book.office]), assessment=self._text(either(book.zh, book.en)),
            kinds=[
                self._fields(kind=self._text(kind), rows=[self._ranked(one) for one in of])
                for kind, of in kinds.items()
            ],
            heads=self._composed(heads),
            rows=[self._fields(cells=self._composed(made.cells(row, self.language))) for row in rows],
            warnings=[self._text(_warned(row)) for row in rows if row.warnings],
        )  # fmt: skip

    def _composed(self, cells: Sequence[str]) -> list[str]:
        return [self._text(one) for one in (cells[_UNIT], *cells[_FULL:_LAST], cells[_SCORE])]

    def _ranked(self, row: BulletinRow) -> dict[str, Any]:
        told = {name: getattr(row, name) for name in ("place", "unit", "score", "grade", "remark")}
        return self._fields(**{name: self._text(text) for name, text in told.items()})

    def deductions(self, unit: str) -> dict[str, Any]:
        """Return the fields of what one unit lost (扣分通报)."""
        made = statement(self.results, unit)
        offices = [card.assessment.office for card in made.cards]
        parts = [self._part(section) for section in made.sections]
        return self._fields(**self._head(offices), unit=self._unit(unit), parts=parts)

    def _unit(self, unit: str) -> str:
        return self._text(self.results.rules.unit_names[unit])

    def _part(self, section: Section) -> dict[str, Any]:
        book, account = section.card.assessment, section.account
        counts, left = section.counts
        told = [(at, row) for at, row in enumerate(section.rows) if row.points is not None]
        rows = [self._lost(section.card, number, row, counts.get(at)) for number, (at, row) in enumerate(told, 1)]
        if left:
            rows.append(self._rounding_difference(left))
        return self._fields(
            assessment=self._text(either(book.zh, book.en)), result=self._text(section.result), rows=rows,
            open=[self._text(line) for line in section.open],
            account="" if account is None else self._text(account),
        )  # fmt: skip

    def _lost(self, card: Scorecard, number: int, row: ToldRow, printed: tuple[Fraction, str] | None) -> dict[str, Any]:
        points: Told | str = short_decimal(row.points or row.gained)
        if not row.points and row.reason is not Uncounted.NOTED:
            points = _GAIN(points=short_decimal(row.gained)) if row.gained else _VETO
        counted: Told | str = _taken(*printed) if printed else "0"
        if row.reason is not None:
            counted = tell_uncounted(card, row.reason)
        told: Mapping[str, Told | str] = {
            "site": _place(row.site), "indicator": row.label, "seen": row.seen, "bar": row.bar, "points": points,
            "counted": counted, "clause": row.clause if row.clause[0] else row.provenance,
            "evidence": row.finding.evidence if row.finding else "",
        }  # fmt: skip
        return self._fields(number=str(number), **{name: self._text(text) for name, text in told.items()})

    def _rounding_difference(self, points: Fraction) -> dict[str, Any]:
        """Return the row that makes the rows add up to what the account prints."""
        told = dict.fromkeys(("number", "site", "seen", "bar", "points", "clause", "evidence"), "")
        counted = self._text(_taken(points, short_decimal(abs(points))))
        return self._fields(**told, indicator=self._text(ROUNDING_DIFFERENCE), counted=counted)

    def rectification(self, unit: str) -> dict[str, Any] | None:
        """Return the fields of what one unit must rectify (整改通知单); None where there is nothing."""
        problems = to_rectify(self.results, unit)
        if not problems:
            return None
        offices = [result.assessment.office for result in self.results.values() if unit in result]
        rows = [self._problem(*pair) for pair in enumerate(problems, 1)]
        return self._fields(**self._head(offices), unit=self._unit(unit), rows=rows, count=str(len(rows)))

    def _problem(self, number: int, one: ToRectify) -> dict[str, Any]:
        told: Mapping[str, Told | str] = {
            "site": _place(one.site), "indicator": one.label, "seen": one.seen, "bar": one.bar,
            "quantity": "" if one.count is None else plain(one.count), "share": in_percent(one.share),
            "evidence": one.finding.evidence if one.finding else "",
            "found": str(one.found or ""), "due": str(one.due or ""), "clause": one.clause,
        }  # fmt: skip
        return self._fields(number=str(number), **{name: self._text(text) for name, text in told.items()})


def _taken(points: Fraction, shown: str) -> Told | str:
    """Return what is taken from a score; of what is given, that it is."""
    return shown if points >= 0 else _GAIN(points=shown)


def _place(site: Site | None) -> str:
    return f"{site.code} {site.zh}".rstrip() if site else ""


_WARNED = Sentence("{unit}：{items}", "{unit}: {items}")


def _warned(row: BulletinRow) -> Told:
    told: Told = _WARNED(unit=row.unit, items=list(row.warnings))
    return told


def units_of(results: Results) -> Iterator[str]:
    """Yield the units that some assessment scored, in the order of the rule set."""
    scored = {unit for result in results.values() for unit in result}
    return (unit.code for unit in results.rules.units if unit.code in scored)
