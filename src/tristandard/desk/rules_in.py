"""A rule set from a workbook: its sheets are put together into what files hold, and read as files are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, final

from attrs import Factory, define, evolve, field

from tristandard.basics.errors import BadValue, Refused, TristandardError, all_of, refuse
from tristandard.basics.period import Period
from tristandard.codec.bad_input import BadInput
from tristandard.codec.convert import A_KNOWN_KEY
from tristandard.codec.folder import load_ruleset, ruleset_from
from tristandard.codec.tables import COLUMNS, INDICATORS, MATCH
from tristandard.desk.columns import OF, Column, Layout
from tristandard.desk.grid import MERGED, Row, Sheet, Value, filled
from tristandard.desk.heads import text_of
from tristandard.desk.layout import BASICS, BASICS_HEADS, KIND, NAMES, SHEETS
from tristandard.desk.mistakes import NOT_LOADED, BadCell, NotRead
from tristandard.desk.rule_places import Cell, Places, speaks_of
from tristandard.desk.rule_words import in_heads, missing
from tristandard.desk.rules_filed import Filed
from tristandard.desk.sheets import read_workbook
from tristandard.desk.vocabulary import REMARKS, TOLD
from tristandard.rules.nodes.weighted import A_SET_OF_WEIGHTS
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence, Told

_UNKNOWN_SHEET = Sentence(
    "规则集没有“{sheet}”表；可用的是 {known}；自己的说明请放在名称以“{remarks}”开头的表里",
    "a rule set has no sheet {sheet}; it has {known}; keep remarks in a sheet whose name begins with {remarks}",
)
_NO_SHEET = Sentence("没有“{sheet}”表；请补上", "the sheet {sheet} is missing; add it")
_NO_ITEM = Sentence("没有“{head}”这一项；请改正", "there is no {head} here; mend it")
_UNKNOWN_HEAD = Sentence(
    "表头“{head}”不认识，或有两列；可用的是 {known}", "the head {head} is not known, or stands twice; there are {known}"
)
_NO_HEAD = Sentence("表头里没有“{head}”；请补上", "the heads lack {head}; add it")
_UNKNOWN_KIND = Sentence("类别“{kind}”不认识；可填：{known}", "the kind {kind!r} is not known; write one of {known}")
_NO_MEANING = Told(
    "这一行不能写这一格；请改正这一行，或清空这一格",
    "this cell means nothing in this row; mend the row, or empty the cell",
)
_BESIDE = Sentence("{reason}（另见 {cells}）", "{reason} (see {cells} too)")


def load_rules(path: str | Path) -> RuleSet:
    """Load a rule set from a workbook that `write_rules` wrote, as it was changed in Excel or WPS.

    Its sheets may stand in any order, their columns too; those that are empty may be left out. A sheet 问题, and those
    whose names begin with 备注, are not read.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is no workbook, encrypted, an .xls, or has macros.
        Refused: With every mistake, as `BadCell`.
    """
    book = read_workbook(path)
    known = {layout.name: layout for layout in (BASICS, *SHEETS)}
    reading = _Reading(book.name)
    for sheet in book.sheets:
        if sheet.name in known:
            reading.read(sheet, known[sheet.name])
        elif sheet.name != TOLD and not sheet.name.startswith(REMARKS):
            reading.note(sheet.name, 0, 0, _UNKNOWN_SHEET(sheet=sheet.name, known=list(known), remarks=REMARKS))
    for name in (BASICS.name, NAMES[INDICATORS]):
        if name not in {sheet.name for sheet in book.sheets}:
            reading.note("", 0, 0, _NO_SHEET(sheet=name))
    return reading.made()


def rules_for(named: str | Path, variant: str | None = None, period: Period | None = None) -> RuleSet:
    """Return the rules that were in force when a period began, where one is given: a code, a folder, or a workbook.

    Raises:
        BadInput: When there are none of that name.
        Refused: With every mistake in them.
    """
    if Path(named).suffix.lower() == ".xlsx":
        rules = load_rules(named)
        return rules.varied(variant) if variant else rules
    return load_ruleset(named, variant=variant, on=period.start if period else None)


@final
@define
class _Reading:
    """What was read of a workbook so far, and what is wrong with it."""

    file: str
    places: Places = field(factory=Places)
    filed: Filed = field(default=Factory(lambda self: Filed(self.places), takes_self=True))
    problems: list[BadCell] = field(factory=list)
    #: The rows of each sheet.
    rows: dict[str, Mapping[int, Row]] = field(factory=dict)
    #: What each column of each sheet holds.
    columns: dict[str, dict[int, Column | None]] = field(factory=dict)

    def note(self, sheet: str, row: int, column: int, why: Told) -> None:
        """Gather a mistake."""
        self.problems.append(BadCell(self.file, sheet, row, column, NotRead(why)))

    def read(self, sheet: Sheet, layout: Layout) -> None:
        """Take a sheet apart."""
        rows = list(filled(sheet.rows))
        self.rows[sheet.name] = sheet.rows
        if layout is BASICS:
            self._basics(sheet, rows)
        elif rows:
            columns = self.columns[sheet.name] = self._heads(sheet, layout, *rows[0])
            for number, place in sorted(sheet.merged):
                if number > rows[0][0]:
                    self.note(sheet.name, number, place, MERGED)
            for number, row in rows[1:] if columns else ():
                self._row(sheet.name, layout, columns, number, row)

    def _basics(self, sheet: Sheet, rows: list[tuple[int, Row]]) -> None:
        known = {column.head: column for column in BASICS.columns}
        raw: dict[str, Any] = {}
        for number, row in rows:
            head = self._text(sheet.name, number, 1, row.get(1)) or ""
            if head in known:
                self._put(raw, known[head], self._cell(sheet.name, number, 2, row.get(2), known[head]))
                self.places.note_values((), sheet.name, number, {2: known[head]})
            elif head != BASICS_HEADS[0] and 2 in row:
                self.note(sheet.name, number, 1, _NO_ITEM(head=head))
        self.filed.put_basics(sheet.name, raw)

    def _heads(self, sheet: Sheet, layout: Layout, number: int, row: Row) -> dict[int, Column | None]:
        """Return what each column holds, None for the kind of a row."""
        known: dict[str, Column | None] = {column.head: column for column in layout.columns}
        if len(layout.parts) > 1:
            known[KIND] = None
        found: dict[int, Column | None] = {}
        for place, value in row.items():
            head = self._text(sheet.name, number, place, value) or ""
            if head in known and known[head] not in found.values():
                found[place] = known[head]
            elif head:
                self.note(sheet.name, number, place, _UNKNOWN_HEAD(head=head, known=list(known)))
        if KIND in known and None not in found.values():
            self.note(sheet.name, number, 0, _NO_HEAD(head=KIND))
        return found if self._whole(sheet.name, layout, number, found) else {}

    def _whole(self, sheet: str, layout: Layout, number: int, found: Mapping[int, Column | None]) -> bool:
        """Return whether no head is missing that the rows of a table file need; else its rows count as unread, so that
        nothing is said of what only follows from that.
        """
        missing = [column.head for column in _needed(layout) if column not in found.values()]
        if not missing:
            return True
        for head in missing:
            self.note(sheet, number, 0, _NO_HEAD(head=head))
        section = next(part.section for part in layout.parts if part.is_row)
        self.filed.leave_unread(section, sheet, number, self.problems[-1])
        return False

    def _row(self, sheet: str, layout: Layout, columns: Mapping[int, Column | None], number: int, row: Row) -> None:
        place = next((place for place, column in columns.items() if column is None), 0)
        word = (self._text(sheet, number, place, row.get(place)) or "") if len(layout.parts) > 1 else ""
        part = next((part for part in layout.parts if part.word == word), None)
        if part is None:
            self.note(sheet, number, place, _UNKNOWN_KIND(kind=word, known=[part.word for part in layout.parts]))
            return
        raw: dict[str, Any] = {}
        for place, column in columns.items():
            if column is not None:
                self._put(raw, column, self._cell(sheet, number, place, row.get(place), column, plain=part.is_row))
        there = {place: column for place, column in columns.items() if column}
        if why := self.filed.put(sheet, part, number, raw, there):
            self.note(sheet, number, 0, why)

    def _cell(self, sheet: str, row: int, place: int, value: Value | None, column: Column, plain: bool = False) -> Any:
        """Return what a cell holds of a column; None where it is empty, or cannot be read, which is noted."""
        told = self._text(sheet, row, place, value, raw=column.notation.raw)
        if not told:
            return None
        try:
            return told if plain and not column.words else column.notation.value(told)
        except NotRead as reason:
            self.problems.append(BadCell(self.file, sheet, row, place, reason))
            return None

    def _text(self, sheet: str, row: int, place: int, value: Value | None, raw: bool = False) -> str | None:
        if value is None:
            return None
        try:
            told = text_of(value)
        except NotRead as reason:
            self.problems.append(BadCell(self.file, sheet, row, place, reason))
            return None
        return told if raw and told.strip() else told.strip()

    def _put(self, raw: dict[str, Any], column: Column, value: Any) -> None:
        if value is not None:
            table = raw
            for step in column.path[:-1]:
                table = table.setdefault(step, {})
            table[column.path[-1]] = value

    def made(self) -> RuleSet:
        """Return the rule set, or refuse the workbook with every mistake at its cell."""
        found, message = None, NOT_LOADED(file=self.file)
        try:
            found = ruleset_from(self.file, self.filed.tables())
        except Refused as refusal:
            marked = {(problem.sheet, problem.row) for problem in self.problems}
            told = [self._placed(problem) for problem in all_of(refusal.exceptions, TristandardError)]
            refuse(message, [*self.problems, *(one for one in told if (one.sheet, one.row) not in marked)])
        refuse(message, self.problems)
        assert found is not None
        return evolve(found, locations=self.places.in_sheets(found.locations))

    def _placed(self, problem: TristandardError) -> BadCell:
        """Return a mistake of a file at the cell where that stands in the workbook."""
        if not isinstance(problem, BadInput):
            return BadCell(self.file, "", 0, 0, problem)
        first, *others = dict.fromkeys(map(self.places.cell_of, problem.places or [problem.location]))
        first = self._inside(problem, first)
        if isinstance(reason := problem.reason, BadValue) and reason.expected == A_KNOWN_KEY:
            own = self.places.cell_of(problem.location.inside((str(reason.value),)))
            if own[2]:
                return BadCell(self.file, *own, NotRead(_NO_MEANING))
        beside = [BadCell(self.file, *one, reason).where for one in others]
        reason = self._in_heads(reason, first)
        return BadCell(self.file, *first, NotRead(_BESIDE(reason=reason.told, cells=beside)) if beside else reason)

    def _in_heads(self, reason: TristandardError, cell: Cell) -> TristandardError:
        """Return a mistake in the words of its sheet."""
        layout = next((one for one in (BASICS, *SHEETS) if one.name == cell[0]), None)
        return in_heads(reason, layout, self.columns.get(cell[0], {}).get(cell[2]))

    def _inside(self, problem: BadInput, cell: Cell) -> Cell:
        """Return the cell of a row of which a mistake in it speaks; the row where that is not known."""
        sheet, row, column = cell
        if column or row not in self.rows.get(sheet, {}):
            return cell
        key = "weights" if getattr(problem.reason, "expected", None) == A_SET_OF_WEIGHTS else missing(problem.reason)
        if key and (own := self.places.cell_of(problem.location.inside((key,))))[2]:
            return own
        return sheet, row, speaks_of(problem.reason, self.rows[sheet][row])


def _needed(layout: Layout) -> list[Column]:
    """Return the columns without which no row of a table file can be read."""
    sections = {part.section for part in layout.parts if part.is_row}
    keys = {key for section in sections for key in (COLUMNS if section == INDICATORS else (OF, *MATCH[1:]))}
    return [column for column in layout.columns if column.path[0] in keys]
