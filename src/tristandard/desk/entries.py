"""A sheet of a survey row by row: each cell read by its column, labels as codes, mistakes at their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import final

from attrs import define, evolve, field, frozen

from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of
from tristandard.codec.bad_input import BadInput
from tristandard.codec.text import Undeclared
from tristandard.desk.cells import half, is_total, outcome_cells, share_text, value_text
from tristandard.desk.heads import Headed, bare, headed
from tristandard.desk.kinds import COUNT, FINDINGS, RECORDS, VALUE, SurveyColumn, SurveyKind
from tristandard.desk.labels import Known
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.names import Names
from tristandard.desk.sheets import MERGED, Row, Sheet, Value
from tristandard.desk.vocabulary import OUTCOMES, REMARKS, ROW_NAMED
from tristandard.words.sentence import Sentence, Told

_PLACE = re.compile(r"row ([0-9]+)(?:, column (\w+))?")
_COUNTED = re.compile(r"([0-9]{1,4})(?:\.0+)?\s*[^0-9.,/]*")
#: One row of 问题清单 stands for at most so many problems.
_MANY = 1000
#: Which columns name what another sheet declares.
_DECLARES = {"unit", "area"}
_UNKNOWN_HEAD = Sentence(
    "表头“{head}”不认识；可用的是 {known}；不用的列请改名为“{remarks}…”，或写进对应文件的 ignore",
    "the head {head} is not known; there are {known}; call a column that is not read {remarks}…, or name it in the "
    "mapping file under ignore",
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

    def note(self, sheet: str, row: int, column: int, reason: TristandardError) -> None:
        """Gather a mistake."""
        self.problems.append(BadCell(self.file, sheet, row, column, reason))

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

    def take(self, message: Refused, entries: list[Entry], broken: bool = False) -> None:
        """Gather what the library says of rows, each at its cell; not what only follows from another mistake."""
        known = {(one.sheet, one.row, one.column) for one in self.problems}
        rows = {(one.sheet, one.row) for one in self.problems}
        for problem in all_of(message.exceptions, TristandardError):
            reason = problem.reason if isinstance(problem, BadInput) else problem
            follows = broken and isinstance(reason, Undeclared) and reason.kind[1] in _DECLARES
            sheet, row, column = _place(problem, entries)
            if follows or (row and ((sheet, row, column) in known or (not column and (sheet, row) in rows))):
                continue
            self.note(sheet, row, column, _by_sheet(reason, entries))


def _place(problem: TristandardError, entries: list[Entry]) -> tuple[str, int, int]:
    """Return the sheet, the row and the column of which a mistake of rows speaks; nothing where that is not known."""
    found = _PLACE.match(problem.where[1]) if isinstance(problem, BadInput) else None
    if found is None or int(found[1]) > len(entries):
        return "", 0, 0
    entry = entries[int(found[1]) - 1]
    return entry.sheet, entry.row, entry.columns.get(found[2] or "", 0)


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

    def note(self, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.reading.note(self.sheet.name, row, column, NotRead(why))

    def see_others(self) -> None:
        """Note the heads that are none of ours: in a wide sheet they are indicators, in any other they are refused."""
        ignored = {bare(head) for head in self.reading.names.of(self.kind.name).ignore}
        for place, value in self.sheet.rows.get(self.found.row, {}).items():
            head = value.strip() if isinstance(value, str) else str(value)
            skipped = not head or bare(head) in ignored or head.startswith(REMARKS)
            if place in self.found.columns.values() or skipped:
                continue
            if self.kind.wide:
                self.others[place] = head
                continue
            known = [column.head for column in self.kind.columns]
            self.note(self.found.row, place, _UNKNOWN_HEAD(head=head, known=known, remarks=REMARKS))

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
        return list(self._made(Entry(self.sheet.name, number, columns, cells), row))

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
                    code = self._coded(self.found.row, place, head, "indicator", entry.cells)
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
            return read(value)
        except NotRead as reason:
            self.reading.note(self.sheet.name, row, place, reason)
            return ""

    def _coded(self, row: int, place: int, told: str, names: str, cells: Mapping[str, str]) -> str:
        """Return codes in the place of labels."""
        try:
            return _codes(told, names, self.known, cells)
        except NotRead as reason:
            self.reading.note(self.sheet.name, row, place, reason)
            return ""


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
            return "; ".join(f"{labels.code(measure.strip())}={value.strip()}" for measure, _, value in named)
        case "values":
            return told
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


def _by_sheet(reason: TristandardError, entries: list[Entry]) -> TristandardError:
    """Return a mistake that names another row by where that stands in its sheet."""
    if not isinstance(reason, BadValue):
        return reason

    def place(found: re.Match[str]) -> str:
        number = int(found[1] or found[2])
        if number > len(entries):
            return found[0]
        entry = entries[number - 1]
        return f"{entry.sheet}!{entry.row}"

    zh, en = (ROW_NAMED.sub(place, told) for told in reason.remedy)
    return evolve(reason, remedy=Told(zh, en))
