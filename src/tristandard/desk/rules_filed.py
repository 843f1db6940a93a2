"""The rows of a workbook of rules put together into the tables that files hold, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, final

from attrs import define, field

from tristandard.basics.location import Location, Way
from tristandard.codec.available import TOML
from tristandard.codec.bad_input import BadInput, in_row
from tristandard.codec.tables import COLUMNS, CROSSWALK, INDICATORS, MATCH, TARIFF, Tables
from tristandard.desk.columns import OF, Column, Part
from tristandard.desk.layout import NAMES
from tristandard.desk.mistakes import BadCell
from tristandard.desk.rule_places import Places
from tristandard.words.sentence import Sentence, Told

_NO_CODE = Told("没有编码；请填上", "it has no code; write one")
_TWICE = Sentence(
    "“{code}”在第 {row} 行已经有了；请各用各的编码，或删去一行",
    "row {row} has {code} too; give each its own code, or drop one row",
)


@final
@define
class Filed:
    """The tables of a rule set, as far as a workbook was read.

    Attributes:
        places: In which cell each thing stands.
    """

    places: Places
    _table: dict[str, Any] = field(factory=dict)
    _rows: dict[str, list[tuple[int, dict[str, Any]]]] = field(factory=lambda: {INDICATORS: [], CROSSWALK: []})
    #: By file, that its rows cannot be read.
    _unread: dict[str, list[BadInput]] = field(factory=dict)

    def tables(self) -> Tables:
        """Return what the files would hold."""
        return Tables(self._table, self._rows[INDICATORS], self._rows[CROSSWALK], NAMES, self._unread)

    def put_basics(self, sheet: str, raw: Mapping[str, Any]) -> None:
        """Put what stands on the first sheet where `ruleset.toml` has it."""
        self.places.note(Location(TOML), sheet)
        self._table |= raw
        if self._table.get("format") == "1":
            self._table["format"] = 1

    def leave_unread(self, section: str, sheet: str, number: int, why: BadCell) -> None:
        """Note that the rows of a table file cannot be read, for a mistake in the row of its heads."""
        self._unread[section] = [BadInput(NAMES[section], in_row(number), why)]
        self.places.note(Location(section, number), sheet, number)

    def put(
        self, sheet: str, part: Part, number: int, raw: dict[str, Any], columns: Mapping[int, Column]
    ) -> Told | None:
        """Put a row where files hold it, and note where it stands; return why it has no place there, None for one."""
        if part.is_row:
            self._put_row(sheet, part, number, raw, columns)
            return None
        outer = raw.pop(OF, "") if part.inside else ""
        code = raw.pop(part.key, "") if part.key else ""
        if (part.key and not code) or (part.inside and not outer):
            return _NO_CODE
        section = self._table.setdefault(part.section, {} if part.key else [])
        if part.listed:
            steps = _listed(part, section, code, raw)
        else:
            path = steps = _path(part, outer, code)
            if (row := self.places.row_of(path)) is not None:
                return _TWICE(code=code, row=row)
            _put_coded(part, section, path, raw)
        self.places.note_values(steps, sheet, number, columns)
        return None

    def _put_row(self, sheet: str, part: Part, number: int, raw: dict[str, Any], columns: Mapping[int, Column]) -> None:
        """Put a row into its table file."""
        if part.section == CROSSWALK:
            raw["crosswalk"] = raw.pop(OF, "")
        keys = MATCH if part.section == CROSSWALK else (*COLUMNS, *TARIFF, "clauses")
        there = {column.path[0] for column in columns.values()}
        self._rows[part.section].append((number, {**{key: "" for key in keys if key in there}, **raw}))
        code = raw.get("code", "") if part.section == INDICATORS else ""
        self.places.note_row(part.section, code, sheet, number, columns)


def _path(part: Part, outer: str, code: str) -> tuple[str, ...]:
    """Return the keys under which what has a code stands: an item or a node inside its assessment."""
    if part.section != "assessments":
        return part.section, code
    return (part.section, outer, part.inside, code) if part.inside else (part.section, code)


def _put_coded(part: Part, section: Any, path: tuple[str, ...], raw: dict[str, Any]) -> None:
    """Put what stands under its code into the table."""
    if part.section != "assessments":
        section[path[-1]] = raw
        return
    book = section.setdefault(path[1], {"items": {}, "score": {}})
    if part.inside:
        book[part.inside][path[-1]] = raw
    else:
        book |= raw


def _listed(part: Part, section: Any, code: str, raw: dict[str, Any]) -> Way:
    """Put an entry of a list into the table, and return what leads to it."""
    listed = section.setdefault(code, []) if part.key else section
    listed.append(raw)
    return *filter(None, (part.section, code)), len(listed) - 1
