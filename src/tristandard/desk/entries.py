"""A sheet of a survey row by row: each cell read by its column, labels as codes, mistakes at their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import Placed, Refused, TristandardError, all_of
from tristandard.codec.bad_input import BadInput
from tristandard.codec.undeclared import Undeclared
from tristandard.desk.cells import half, in_units, is_total, outcome_cells, share_text, value_text
from tristandard.desk.formats import Number
from tristandard.desk.grid import MERGED, Row, Sheet, Value
from tristandard.desk.heads import Headed, bare, headed
from tristandard.desk.in_sheet import in_sheet
from tristandard.desk.kinds import COUNT, FINDINGS, RECORDS, VALUE, SurveyColumn, SurveyKind
from tristandard.desk.labels import Known, NoSite
from tristandard.desk.mistakes import BadCell, NotRead, letters
from tristandard.desk.names import Names
from tristandard.desk.vocabulary import OUTCOMES, REMARKS
from tristandard.words.sentence import Sentence, Told

_COUNTED = re.compile(r"([0-9]{1,4})(?:\.0+)?\s*[^0-9.,/]*")
#: One row of 问题清单 stands for at most so many problems.
_MANY = 1000
#: Which columns name what another sheet declares.
_DECLARES = {"unit", "area"}
UNKNOWN_HEAD = Sentence(
    "表头“{head}”不认识；可用的是 {known}；不用的列请改名为“{remarks}…”，或写进对应文件的 ignore",
    "the head {head} is not known; there are {known}; call a column that is not read {remarks}…, or name it in the "
    "mapping file under ignore",
)
_NO_HEAD = Sentence(
    "这一列没有表头，下面却有内容（{cell}）；请补上表头；不用的列请写“{remarks}…”作表头",
    "this column has no head, and holds something ({cell}); write its head, or {remarks}… over a column not read",
)
_SHOWN = Sentence(
    "显示的是 {shown}，存的是 {held}；读入的是存的数", "it shows {shown} and holds {held}; what it holds is read"
)
_NO_COUNT = Sentence(
    "处数“{text}”应是 1 到 {most} 的整数；没有问题的点位请写在{sheet}里，结果为 0 处",
    "the count {text!r} is no whole number from 1 to {most}; report a place without problems in {sheet}, as 0 处",
)


@final
@frozen
class Entry:
    """A row for the library, and where it stands.

    Attributes:
        sheet: The sheet.
        row: Its row.
        columns: By the library's column, the column of the cell.
        cells: What the library reads.
    """

    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: dict[str, str]


@final
@define
class Entries:
    """What was read of a workbook so far, and what is wrong with it."""

    file: str
    names: Names
    problems: list[BadCell] = field(factory=list)
    #: The sheets that have a head that is not known: what is missing from their rows may stand under it.
    headless: set[str] = field(factory=set)
    #: What is to be known of cells that are read.
    remarks: list[BadCell] = field(factory=list)

    def note(self, sheet: str, row: int, column: int, reason: TristandardError) -> None:
        """Gather a mistake."""
        self.problems.append(BadCell(self.file, sheet, row, column, reason))

    def remark(self, sheet: str, row: int, column: int, value: Number) -> None:
        """Gather that a cell shows another number than the one that it holds, which is read."""
        why = _SHOWN(shown=str(evolve(value, text=value.shown)), held=str(value))
        self.remarks.append(BadCell(self.file, sheet, row, column, NotRead(why)))

    def of(self, sheet: Sheet, kind: SurveyKind, known: Known) -> list[Entry]:
        """Return the rows of a sheet; a cell that cannot be read is noted, and left out of its row."""
        own = self.names.of(kind.name)
        ours = {bare(column.head): column.head for column in kind.columns}
        needed = [column.head for column in kind.columns if column.needed and column.head not in own.always]
        try:
            found = headed(self.file, sheet, lambda head: own.heads.get(bare(head)) or ours.get(bare(head)), needed)
        except BadCell as problem:
            self.problems.append(problem)
            return []
        rows = _Rows(self, sheet, kind, known, found)
        rows.see_others()
        return [entry for number, row in found.rows if not is_total(row) for entry in rows.take(number, row)]

    def take(self, message: Refused, entries: list[Entry], names: Known, broken: bool = False) -> None:
        """Gather what the library says of rows, each at its cell; not what only follows from another mistake."""
        before = _Before({(one.sheet, one.row, one.column) for one in self.problems}, self.headless)
        told = set[tuple[str, int, int, str]]()
        for problem in all_of(message.exceptions, TristandardError):
            reason = problem.reason if isinstance(problem, BadInput) else problem
            follows = broken and isinstance(reason, Undeclared) and reason.kind[1] in _DECLARES
            entry, key = _place(problem, entries)
            if follows or (entry is not None and before.explain(entry, key)):
                continue
            found = in_sheet(reason, key, entry, entries, names)
            sheet, row, column = "", 0, 0
            if entry is not None:
                value = entry.columns.get(VALUE, 0) if isinstance(found, NotRead) else 0
                sheet, row, column = entry.sheet, entry.row, entry.columns.get(key, 0) or value
            if (mark := (sheet, row, column, "" if column else str(found))) not in told:
                told.add(mark)
                self.note(sheet, row, column, found)


@final
@frozen
class _Before:
    """What was noted before the library looked at the rows."""

    cells: set[tuple[str, int, int]]
    headless: set[str]

    def explain(self, entry: Entry, key: str) -> bool:
        """Return whether a mistake only follows: from one in the same cell, or where the cell is missing, from one in
        the row or the heads.
        """
        if column := entry.columns.get(key, 0):
            return (entry.sheet, entry.row, column) in self.cells
        return entry.sheet in self.headless or any(one[:2] == (entry.sheet, entry.row) for one in self.cells)


def _place(problem: TristandardError, entries: list[Entry]) -> tuple[Entry | None, str]:
    """Return the row and the library's column of which a mistake speaks; nothing where that is not known."""
    place = problem.placed if isinstance(problem, BadInput) else Placed()
    if not 0 < place.row <= len(entries):
        return None, ""
    return entries[place.row - 1], place.key


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
        """Note each column without a head that holds something below it: nobody could tell what it means."""
        heads = {place for place, value in self.sheet.rows.get(self.found.row, {}).items() if str(value).strip()}
        below = dict[int, int]()
        for number, row in self.found.rows:
            for place, value in row.items():
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
                    told = self._coded(entry.row, place, told, "values", entry.cells)
                    code = self._coded(self.found.row, place, head, "indicator", entry.cells, entry.row)
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
            return _codes(told, names, self.known, cells)
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


def _codes(told: str, names: str, known: Known, cells: Mapping[str, str]) -> str:
    match names:
        case "":
            return told
        case "shares":
            labels = known.by_axis["unit"]
            return "; ".join(f"{labels.code(unit)} {share}".strip() for unit, share in share_text(told))
        case "circumstances":
            return "; ".join(_answer(part, known) for part in re.split("[;\n]", half(told)) if part.strip())
        case "values" if "=" in told:
            labels = known.by_axis["measure"]
            named = [part.partition("=") for part in told.split(";") if part.strip()]
            values = [(labels.code(one.strip()), in_units(value.strip(), known.units)) for one, _, value in named]
            return "; ".join(f"{code}={value}" for code, value in values)
        case "values":
            return in_units(told, known.units)
        case "figure":
            return known.figures(cells.get("assessment", "")).code(told)
        case "indicator":
            return known.indicator(told, cells.get("site", ""))
        case _:
            return known.by_axis[names].code(told)


def _answer(part: str, known: Known) -> str:
    """Return 来源=媒体曝光 as codes; an answer alone is one to the only circumstance that there is."""
    circumstance, mark, answer = (piece.strip() for piece in re.sub("[:=]", "=", part, count=1).partition("="))
    if not mark and len(known.rules.circumstances) == 1:
        circumstance, answer = known.rules.circumstances[0].code, circumstance
    code = known.by_axis["circumstance"].code(circumstance)
    return f"{code}={known.answer(code, answer)}"
