"""A sheet of a survey row by row: each cell is read by its column, labels as codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import final

from attrs import define, evolve, field

from tristandard.desk.cells import is_total, outcome_cells, value_text
from tristandard.desk.coded import codes_in
from tristandard.desk.entries import Entries, Entry
from tristandard.desk.formats import Number
from tristandard.desk.grid import MERGED, Row, Sheet, Value
from tristandard.desk.heads import UNKNOWN_HEAD, Headed, bare, headed
from tristandard.desk.kinds import COUNT, FINDINGS, RECORDS, VALUE, SurveyColumn, SurveyKind
from tristandard.desk.labels import Known, NoSite
from tristandard.desk.mistakes import BadCell, NotRead, letters
from tristandard.desk.vocabulary import OUTCOMES, REMARKS
from tristandard.words.sentence import Sentence, Told

_COUNTED = re.compile(r"([0-9]{1,4})(?:\.0+)?\s*[^0-9.,/]*")
#: One row of 问题清单 stands for at most so many problems.
_MANY = 1000
_NO_HEAD = Sentence(
    "这一列没有表头，下面却有内容（{cell}）；请补上表头；不用的列请写“{remarks}…”作表头",
    "this column has no head, and holds something ({cell}); write its head, or {remarks}… over a column not read",
)
_NO_COUNT = Sentence(
    "处数“{text}”应是 1 到 {most} 的整数；没有问题的点位请写在{sheet}里，结果为 0 处",
    "the count {text!r} is no whole number from 1 to {most}; report a place without problems in {sheet}, as 0 处",
)


def read_rows(reading: Entries, sheet: Sheet, kind: SurveyKind, known: Known) -> list[Entry]:
    """Return the rows of a sheet; a cell that cannot be read is noted, and left out of its row."""
    own = reading.names.of(kind.name)
    ours = {bare(column.head): column.head for column in kind.columns}
    needed = [column.head for column in kind.columns if column.needed and column.head not in own.always]
    try:
        found = headed(reading.file, sheet, lambda head: own.heads.get(bare(head)) or ours.get(bare(head)), needed)
    except BadCell as problem:
        reading.problems.append(problem)
        return []
    rows = _Rows(reading, sheet, kind, known, found)
    rows.see_others()
    return [entry for number, row in found.rows if not is_total(row) for entry in rows.take(number, row)]


@final
@define
class _Rows:
    """The rows of one sheet: what its heads mean, and what labels stand for."""

    reading: Entries
    sheet: Sheet
    kind: SurveyKind
    known: Known
    found: Headed
    #: In a wide sheet the heads that are indicators, by column.
    others: dict[int, str] = field(factory=dict)
    #: The rows of which the site is not known, though their indicators need it.
    lost: set[int] = field(factory=set)

    def note(self, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(self.sheet.name, row, column, NotRead(why))

    def see_others(self) -> None:
        """Note the heads that are none of ours: in a wide sheet they are indicators, in any other they are refused."""
        ignored = {bare(head) for head in self.reading.names.of(self.kind.name).ignore}
        self._see_headless()
        for place, value in self.sheet.rows.get(self.found.row, {}).items():
            head = value.strip() if isinstance(value, str) else str(value)
            skipped = not head or bare(head) in ignored or head.startswith(REMARKS)
            if place in self.found.columns.values() or skipped:
                continue
            if self.kind.wide:
                self.others[place] = head
                continue
            known = [column.head for column in self.kind.columns]
            self.reading.headless.add(self.sheet.name)
            self.note(self.found.row, place, UNKNOWN_HEAD(head=head, known=known, remarks=REMARKS))

    def _see_headless(self) -> None:
        """Note each column without a head that holds something below it: nobody could tell what it means. In a row of
        totals, which is not read, it may be a sum of any column.
        """
        heads = {place for place, value in self.sheet.rows.get(self.found.row, {}).items() if str(value).strip()}
        below = dict[int, int]()
        for number, row in self.found.rows:
            for place, value in () if is_total(row) else row.items():
                if place not in heads and str(value).strip():
                    below.setdefault(place, number)
        for place, number in sorted(below.items()):
            self.note(self.found.row, place, _NO_HEAD(cell=f"{letters(place)}{number}", remarks=REMARKS))

    def take(self, number: int, row: Row) -> list[Entry]:
        """Return the rows for the library that a row stands for."""
        cells, columns = dict[str, str](), dict[str, int]()
        always = self.reading.names.of(self.kind.name).always
        for column in self.kind.columns:
            place = self.found.columns.get(column.head, 0)
            columns[column.key] = place
            value: Value = row.get(place, "") if place else always.get(column.head, "")
            told = self._cell(number, place, value, column, cells)
            if told or column.needed:
                cells[column.key] = told
        made = list(self._made(Entry(self.sheet.name, number, columns, cells), row))
        return [] if number in self.lost else made

    def _made(self, entry: Entry, row: Row) -> Iterator[Entry]:
        """Yield the rows that a row stands for: one for each problem, or one for each indicator of a wide sheet."""
        if self.kind.name == FINDINGS:
            yield from self._problems(entry)
        elif self.kind.name == RECORDS:
            yield _record(entry)
        elif self.kind.wide:
            for place, head in self.others.items():
                told = self._read(entry.row, place, row.get(place, ""), value_text)
                if told:
                    code = self._coded(self.found.row, place, head, "indicator", entry.cells, entry.row)
                    told = self._coded(entry.row, place, told, "values", {**entry.cells, "indicator": code})
                    columns = {**entry.columns, "indicator": place, VALUE: place, "outcome": place, "reason": place}
                    cells = {**entry.cells, "indicator": code, VALUE: told}
                    if code:
                        yield _record(evolve(entry, columns=columns, cells=cells))
        else:
            yield entry

    def _problems(self, entry: Entry) -> Iterator[Entry]:
        """Yield a row for each of the problems that a row counts."""
        told = entry.cells.pop(COUNT, "")
        found = _COUNTED.fullmatch(told) if told else None
        count = int(found[1]) if found else 1
        if told and (found is None or not 0 < count <= _MANY):
            self.note(entry.row, entry.columns[COUNT], _NO_COUNT(text=told, most=_MANY, sheet=RECORDS))
        elif count == 1:
            yield entry
        else:
            for one in range(1, count + 1):
                yield evolve(entry, cells={**entry.cells, "id": f"{entry.cells['id']}-{one}"})

    def _cell(self, row: int, place: int, value: Value, column: SurveyColumn, cells: Mapping[str, str]) -> str:
        if value != "" and (row, place) in self.sheet.merged:
            self.note(row, place, MERGED)
            return ""
        told = self._read(row, place, value, column.read)
        told = self.reading.names.values.get(column.head, {}).get(told, told)
        return self._coded(row, place, told, column.names, cells) if told else ""

    def _read(self, row: int, place: int, value: Value, read: Callable[[Value], str]) -> str:
        try:
            told = read(value)
            if isinstance(value, Number) and value.shown:
                self.reading.remark(self.sheet.name, row, place, value)
            return told
        except NotRead as reason:
            self.reading.note(self.sheet.name, row, place, reason)
            return ""

    def _coded(self, row: int, place: int, told: str, names: str, cells: Mapping[str, str], at: int = 0) -> str:
        """Return codes in the place of labels; `at` is the row, where the label stands above it."""
        try:
            return codes_in(told, names, self.known, cells)
        except NoSite as reason:
            self._lose(at or row, reason)
        except NotRead as reason:
            self.reading.note(self.sheet.name, row, place, reason)
        return ""

    def _lose(self, row: int, reason: NoSite) -> None:
        """Note once that the site of a row is not known; where sites are wrong, that follows from these."""
        if row not in self.lost and reason.site and not self.known.broken:
            self.reading.note(self.sheet.name, row, self.found.columns[self.kind.column("site").head], reason)
        self.lost.add(row)


_LISTED_TWICE = Sentence(
    "同一批次、同一点位、同一指标的序号“{number}”在{place}已经用过；是同一个问题的，请只留一行；不是的，请换一个序号",
    "of one 批次, site and indicator {place} has the number {number!r} too; where it is the same problem keep one row, "
    "else give it another number",
)
_MEASURED_TWICE = Sentence(
    "{place}已经报了同一来源、同一点位、同一天的这一项；请只留一处；是另一次检查的，请写明批次；更正以前报过的，请写更高的版次",
    "{place} reports the same of one 来源, site and day; keep one; where it was another check, give it a 批次; where "
    "it corrects what was reported before, a higher 版次",
)
_NAMED_BY = ("source", "visit", "report", "site", "indicator", "revision")


def unrepeated(reading: Entries, entries: list[Entry]) -> list[Entry]:
    """Return rows without those that only repeat another, which are noted: of a problem by its number, of a
    measurement that has no number of its own by what it measures, and when.
    """
    rows, before, kept = dict[tuple[str, int, int], list[Entry]](), dict[tuple[str, ...], str](), list[Entry]()
    for entry in entries:  # in a wide sheet each cell stands for itself
        rows.setdefault((entry.sheet, entry.row, entry.columns.get(VALUE, 0)), []).append(entry)
    for (sheet, row, _), mine in rows.items():
        first, place = mine[0], f"{sheet}!{row}"
        number = first.cells.get("id", "")
        if len(mine) > 1:
            number = number.rpartition("-")[0]
        found = before.setdefault((number, *(first.cells.get(key, "") for key in _NAMED_BY)), place)
        if found == place or not number:
            kept += mine
        elif "outcome" not in first.cells:
            reading.note(sheet, row, first.columns["id"], NotRead(_LISTED_TWICE(number=number, place=found)))
        elif not first.columns.get("id"):
            column = first.columns.get("indicator", 0)
            reading.note(sheet, row, column, NotRead(_MEASURED_TWICE(place=found)))
        else:
            kept += mine
    return kept


def _record(entry: Entry) -> Entry:
    """Return a row of a measurement: its outcome told, and its id made where it has none."""
    cells = dict(entry.cells)
    outcome, value = cells.pop("outcome", ""), cells.pop(VALUE, "")
    if outcome:
        cells["outcome"] = OUTCOMES.get(outcome, outcome)
        if value:
            cells[VALUE] = value
    else:
        reason = cells.get("reason", "")
        cells |= outcome_cells(value)
        cells["reason"] = cells.get("reason") or reason
    if not cells.get("id"):
        cells["id"] = "/".join(cells.get(key, "") for key in ("visit", "site", "indicator") if cells.get(key))
        cells["id"] += "" if cells.get("visit") else f"/{cells.get('made', '')}"
    return evolve(entry, cells={key: text for key, text in cells.items() if text or key != "reason"})
