"""Rows and tables that are given in memory, in the place of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, final

from attrs import frozen

from tristandard.basics.errors import BadValue
from tristandard.basics.points import plain
from tristandard.codec.bad_input import NOWHERE, BadInput, bad, in_row
from tristandard.codec.csv_table import TOLD, Table, known_columns
from tristandard.codec.files import RULES_LIMIT, check_size
from tristandard.codec.output import TAKE_OUT_BROKEN, TEXT_OF_UTF8
from tristandard.codec.toml_json import A_DEPTH, DEPTH, NESTED_DEEPER
from tristandard.words.sentence import Told

_TEXT_OF_A_CELL = Told("一格的文字", "the text of a cell")
_AS_TEXT = Told(
    "请写成文字；带小数点的数写成文字或 Decimal，几项之间用 ; 隔开",
    "write it as text; a number with a point as text or as a Decimal, a list with ; between its parts",
)


@final
@frozen
class Given:
    """Rows that were given as mappings, each with its number from 1, and what is wrong with their shape."""

    name: str
    rows: list[tuple[int, dict[str, Any]]]
    problems: list[BadInput]

    def table(self, columns: tuple[str, ...], optional: tuple[str, ...]) -> Table:
        """Return the rows as those of a table file, each cell as text."""
        problems, rows = list(self.problems), list[tuple[int, dict[str, str]]]()
        for number, row in self.rows:
            wrong = known_columns(self.name, number, list(row), columns, optional)
            cells: dict[str, str] = dict.fromkeys(optional, "")
            for column, value in row.items():
                cell = cell_of(value)
                if not isinstance(cell, str):
                    wrong.append(bad(self.name, in_row(number).inside(column), value, _TEXT_OF_A_CELL, _AS_TEXT))
                else:
                    cells[column] = cell
            problems += wrong
            if not wrong:
                rows.append((number, cells))
            if len(problems) > TOLD:
                break
        return Table(self.name, iter(rows), problems)


def cell_of(value: object) -> object:
    """Return a value as a cell of a table holds it, as text; what no cell holds as it is."""
    match value:
        case str():
            return value.strip()
        case bool():
            return value
        case Decimal() if value.is_finite():
            return plain(Fraction(value))
        case int() | Fraction() | date():
            return str(value)
        case _:
            return value


_A_ROW = Told("一行", "a row")
_A_MAPPING = Told("请给出由列名到格的对应表", "give a mapping of columns to cells")


def given(rows: Iterable[object], name: str, limit: int) -> Given:
    """Return rows in memory, by what messages call them: copies, so that nobody changes them while they are read."""
    found = Given(name, [], [])
    size = 0
    for number, row in enumerate(rows, 1):
        try:
            if not isinstance(row, Mapping):
                raise BadValue(row, _A_ROW, _A_MAPPING)
            copied, length = _plain(row)
        except BadValue as problem:
            found.problems.append(BadInput(found.name, in_row(number), problem))
        else:
            found.rows.append((number, {key: value for key, value in copied.items() if value is not None}))
            size += length
            check_size(found.name, size, limit)
        if len(found.problems) > TOLD:
            break
    return found


def table_from(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a table that was given in the place of a file of rules.

    Args:
        name: What it is called in messages.
        table: With the keys of the file.

    Raises:
        BadInput: When it is larger than a file of rules, nested too deep, or has keys that are no text.
    """
    try:
        copied, size = _plain(table)
    except BadValue as problem:
        raise BadInput(name, NOWHERE, problem) from None
    check_size(name, size, RULES_LIMIT)
    return dict(copied)


_THE_ROW_YOU_MEANT = Told("请核对是否给错了行", "check that it is the row you meant")
_A_TEXT_KEY = Told("文字的键", "a key that is text")
_NAME_EACH_COLUMN = Told(
    "请写明每一列的名称；一行的格数不能多于表头", "name each column; a row has no more cells than the head"
)


def _plain(value: Any, depth: int = 0) -> tuple[Any, int]:
    """Return a copy of a value in tables and lists as JSON has them, and about how many bytes it is long."""
    if depth > DEPTH:
        raise BadValue(NESTED_DEEPER, A_DEPTH, _THE_ROW_YOU_MEANT)
    if isinstance(value, str):
        try:
            return value, len(value.encode()) + 2
        except UnicodeEncodeError:
            raise BadValue(value.encode(errors="replace"), TEXT_OF_UTF8, TAKE_OUT_BROKEN) from None
    if isinstance(value, Mapping):
        if strange := [key for key in value if not isinstance(key, str)]:
            raise BadValue(strange[0], _A_TEXT_KEY, _NAME_EACH_COLUMN)
        pairs = {key: _plain(inner, depth + 1) for key, inner in value.items()}
        return {key: inner for key, (inner, _) in pairs.items()}, sum(len(key) + 4 + n for key, (_, n) in pairs.items())
    if isinstance(value, (list, tuple)):
        found = [_plain(inner, depth + 1) for inner in value]
        return [inner for inner, _ in found], sum(length + 1 for _, length in found)
    return value, 4
