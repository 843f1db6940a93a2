"""The rows of a file of areas, units, sites or observations, in the shape that JSON has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, final

from attrs import frozen

from tristandard.codec.bad_input import NOWHERE, BadInput, Position, bad, in_entry, in_row, under
from tristandard.codec.entries import read_entries
from tristandard.codec.given_rows import Given, cell_of
from tristandard.codec.held import Held
from tristandard.codec.sources import no_encoding, read_table_of
from tristandard.codec.survey_tables import OBSERVATIONS, STATES, SurveyTable
from tristandard.words.sentence import Told

#: In which column of a table stands what JSON tells inside an outcome.
_CELLS = {"outcome.measured": "values", "outcome.not_applicable": "reason", "outcome.not_measured": "reason"}


@final
@frozen
class SurveyRows:
    """The rows of a file, each with its number, and how their places are told."""

    name: str
    rows: Iterator[tuple[int, Any]]
    #: What is wrong with its shape, once they were taken.
    shape: Sequence[BadInput]
    at: Callable[[int], Position]

    def place(self, line: int, row: object) -> Position:
        """Return where a row stands; a mistake inside an outcome that stood in cells is told with its column."""
        return in_row(line, _CELLS) if isinstance(row, _Cells) else self.at(line)


_OF_JSON = Told("用于 JSON 的字符编码", "the encoding of JSON")
_JSON_IS_UTF8 = Told("JSON 总是 UTF-8：请不写编码", "JSON is always UTF-8: leave the encoding out")
_A_KIND_READ = Told("可以读入的文件种类", "a kind of file that is read here")
_CSV_OR_JSON = Told("请给出扩展名为 .csv 或 .json 的文件", "give a path that ends in .csv or .json")


def survey_rows(path: Path | Held | Given, table: SurveyTable, encoding: str | None, limit: int) -> SurveyRows:
    """Return the rows of a source, by its kind: rows that were given, JSON or CSV."""
    if isinstance(path, Given):
        no_encoding(path.name, encoding)
        rows = ((number, _row(table, row)) for number, row in path.rows)
        return SurveyRows(path.name, rows, path.problems, in_row)
    match path.suffix:
        case ".json":
            if isinstance(path, Held):
                no_encoding(path.name, encoding)
            if encoding not in (None, "utf-8"):
                raise bad(path.name, under("encoding"), encoding, _OF_JSON, _JSON_IS_UTF8)
            return SurveyRows(path.name, enumerate(read_entries(path, limit=limit), 1), (), in_entry)
        case ".csv":
            found = read_table_of(path, table.columns, table.optional, limit=limit, encoding=encoding)
            rows = ((line, _row(table, row)) for line, row in found.rows)
            return SurveyRows(found.name, rows, found.problems, in_row)
        case suffix:
            raise bad(path.name, NOWHERE, suffix, _A_KIND_READ, _CSV_OR_JSON)


class _Cells(dict[str, Any]):
    """A row whose outcome was put together from its cells."""


def _row(table: SurveyTable, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row in the shape that JSON has: empty optional cells left out, the outcome's cells put together."""
    row = {column: cell for column, cell in cells.items() if cell != "" or column in table.columns}
    state = row.get("outcome")
    if table is not OBSERVATIONS or not isinstance(state, str):
        return row
    values, reason = cell_of(row.pop("values", "")), cell_of(row.pop("reason", ""))
    if state not in ("measured", *STATES):
        return row
    row["outcome"] = {state: values if state == "measured" else reason}
    beside, cell = ("reason", reason) if state == "measured" else ("values", values)
    if cell != "":
        row["outcome"][beside] = cell
    return _Cells(row)
