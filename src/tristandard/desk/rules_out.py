"""A rule set into a workbook: nothing is left out, and what has no column is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tristandard.basics.errors import wanted
from tristandard.codec.tables import CROSSWALK, INDICATORS, Tables, tables_of
from tristandard.desk.columns import OF, Column, Layout, Part
from tristandard.desk.layout import BASICS, BASICS_HEADS, COLOURS, KIND, KNOWN_HOW, PROVENANCE, SHEETS, WHAT_ROW
from tristandard.desk.mistakes import NotRead
from tristandard.desk.writing import Head, Written, cells_of, write_sheets
from tristandard.rules.policy import Reading, Settlement
from tristandard.rules.ruleset import RuleSet
from tristandard.words.sentence import Sentence

#: So many rows are offered by a dropdown that names another sheet.
_OFFERED = 3000
#: What is coloured by how well it is known, beside the provenance itself.
_KNOWN_BY = {
    "standard_provenance": ("standard",),
    "points_provenance": ("each", "tariff"),
    "provenance": ("words", "full"),
}

_USUAL = {"reading": Reading.UNIFORM.value, "settlement": Settlement.REFUSE.value}
_NO_COLUMN = Sentence(
    "工作簿的“{sheet}”表没有放 {keys} 的列；请写成文件夹",
    "the sheet {sheet} of a workbook has no column for {keys}; write the rule set as a folder",
)


def write_rules(rule_set: RuleSet, path: str | Path) -> None:
    """Write a rule set as one workbook, an .xlsx for Excel and WPS, that `load_rules` reads back equal.

    Sheets 基本信息, 依据, 地域, 词表, 指标, 扣分, 计分, 对照 and 裁定, with heads in Chinese, notes on them,
    dropdowns, and colours that say how well something is known.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadCell: When a text is longer than a cell holds.
        BadInput: When the file cannot be written.
    """
    wanted(rule_set, RuleSet)
    tables = tables_of(rule_set)
    basics = [[column.head, _cell(column, tables.table), column.note] for column in BASICS.columns]
    first = Written(
        BASICS.name,
        (Head(BASICS_HEADS[0], 16), Head(BASICS_HEADS[1], 60), Head(BASICS_HEADS[2], 40, fixed=True)),
        basics,
        spare=0,
    )
    write_sheets(path, [first, *(_sheet(layout, tables) for layout in SHEETS)])


def _take(raw: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return what stands under a key, None where there is nothing."""
    found: Any = raw
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _sheet(layout: Layout, tables: Tables) -> Written:
    several = len(layout.parts) > 1
    kinds = [Head(KIND, 12, WHAT_ROW, [part.word for part in layout.parts])] if several else []
    rows, colours = list[list[str]](), dict[tuple[int, int], str]()
    for part in layout.parts:
        for raw in _entries(part, tables):
            colours |= {(len(rows), column + several): colour for column, colour in _coloured(layout, raw).items()}
            rows.append([*([part.word] if several else []), *_cells(layout, raw)])
    heads = [_head(column) for column in layout.columns]
    return Written(layout.name, [*kinds, *heads], rows, colours, frozen=2 if several else 1)


def _head(column: Column) -> Head:
    words, note = list(column.words.values()), column.note
    if column.words is PROVENANCE:
        note = KNOWN_HOW + "、".join(words)
    return Head(column.head, column.width, note, words, _source(column), column.notation.number)


def _source(column: Column) -> str:
    """Return the cells that hold the codes that a column names."""
    layout = next((layout for layout in SHEETS if layout.name == column.source), None)
    if layout is None or column.notation.read("a; b") != "a; b":  # a dropdown chooses one value, not several
        return ""
    return cells_of(layout.name, 2 if len(layout.parts) > 1 else 1, 2, _OFFERED)


def _coloured(layout: Layout, raw: Mapping[str, Any]) -> dict[int, str]:
    """Return the colours of a row by column: of each provenance, and of what it is the provenance of."""
    found: dict[int, str] = {}
    for key, beside in _KNOWN_BY.items():
        if (colour := COLOURS.get(str(raw.get(key)))) is not None:
            found |= {
                place: colour
                for place, column in enumerate(layout.columns)
                if column.path[0] == key or (column.path[0] in beside and raw.get(column.path[0]))
            }
    return found


def _cells(layout: Layout, raw: dict[str, Any]) -> list[str]:
    """Return the texts of a row. Raises `NotRead` where something has no column."""
    left = {path for path in _leaves(layout, raw) if path not in {column.path for column in layout.columns}}
    if left:
        raise NotRead(_NO_COLUMN(sheet=layout.name, keys=[".".join(path) for path in sorted(left)]))
    return [_cell(column, raw) for column in layout.columns]


def _cell(column: Column, raw: Mapping[str, Any]) -> str:
    value = _take(raw, column.path)
    return "" if value is None or value == "" else column.notation.cell(value)


def _leaves(layout: Layout, raw: Mapping[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a row: a table inside it by its own keys where these have columns."""
    for key, value in raw.items():
        path = (*before, key)
        inner = isinstance(value, Mapping) and any(
            len(column.path) > len(path) and column.path[: len(path)] == path for column in layout.columns
        )
        if inner and value:
            yield from _leaves(layout, value, path)
        elif value not in (None, ""):
            yield path


def _entries(part: Part, tables: Tables) -> Iterator[dict[str, Any]]:
    """Yield what the rows of one kind hold, with its code under the key of the part."""
    if part.section == INDICATORS:
        yield from (dict(row) for _, row in tables.indicators)
    elif part.section == CROSSWALK:
        yield from ({OF: row["crosswalk"], **_without(row, "crosswalk")} for _, row in tables.matches)
    else:
        section = tables.table.get(part.section, {})
        yield from _of_table(part, section if isinstance(section, Mapping) else {"": section})


def _of_table(part: Part, section: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for code, raw in section.items():
        if part.inside:
            yield from ({OF: code, part.key: inner, **told} for inner, told in raw.get(part.inside, {}).items())
        else:
            for entry in raw if part.listed else [raw]:
                own = _without(entry, "items", "score") if part.section == "assessments" else dict(entry)
                if own.get("policy") == {}:  # a policy of its own that is as usual
                    own["policy"] = _USUAL
                yield {part.key: code, **own} if part.key else dict(own)


def _without(raw: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in keys}
