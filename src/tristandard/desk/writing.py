"""Sheets into an .xlsx file: heads with notes, frozen panes, dropdowns, colours. What is a text stays a text.

The same sheets give the same bytes: no hour is written into the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, final

from attrs import field, frozen

from tristandard.codec.files import path_of
from tristandard.codec.output import write_all
from tristandard.desk.extra import needed
from tristandard.desk.mistakes import BadCell, NotRead, letters
from tristandard.words.sentence import Sentence, Told

#: No cell holds a longer text, no dropdown a longer list, and no note is longer.
TEXT, DROPDOWN, NOTE = 32_767, 255, 400
#: A number of more digits is written as text.
_DIGITS = 15
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - it is the same in every file
_HEAD = {
    "bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "border": 1, "valign": "vcenter", "text_wrap": True,
}  # fmt: skip
_BODY = {"text_wrap": True, "valign": "top", "border": 4, "border_color": "#BFBFBF"}
_ENDING = Told("文件名请以 .xlsx 结尾", "give a path that ends in .xlsx")
_LONG = Sentence(
    "有 {length} 个字，一个单元格最多 {most} 个；请写在文件里",
    "it has {length} characters, and a cell holds {most}; keep it in files",
)


@final
@frozen
class Head:
    """A column of a sheet that is written.

    Attributes:
        title: What stands above it.
        width: How wide it is, in letters.
        note: What the note on its head says; empty for none.
        dropdown: The values to choose from; another may still be written.
        source: The cells that hold them, such as 指标!$B$2:$B$900, where they are in another sheet.
        number: Whether numbers in it are written as numbers.
        published: Whether each of these shows the very digits that are written, as 98.0 does, for nobody changes them.
        fixed: Whether it is to be left as it is, and so shown in grey.
    """

    title: str
    width: int = 16
    note: str = ""
    dropdown: Sequence[str] = ()
    source: str = ""
    number: bool = False
    published: bool = False
    fixed: bool = False


@final
@frozen
class Written:
    """A sheet that is written.

    Attributes:
        name: What it is called.
        heads: Its columns.
        rows: The texts of its rows, by column from 0.
        colours: The colour behind a cell, by its row and column from 0.
        offered: The values to choose from in a cell, by its row and column from 0.
        spare: How many empty rows have dropdowns too.
        frozen: So many columns stay where they are.
        printed: Whether it is laid out for a printer, its heads on each page.
    """

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[str]]
    colours: Mapping[tuple[int, int], str] = field(factory=dict)
    offered: Mapping[tuple[int, int], Sequence[str]] = field(factory=dict)
    spare: int = 200
    frozen: int = 1
    printed: bool = False


def write_sheets(path: str | Path, sheets: Sequence[Written]) -> None:
    """Write sheets as a workbook, whole or not at all.

    Raises:
        NotRead: When the extra `desk` is not installed.
        BadCell: When a cell would be longer than a workbook holds.
        BadInput: When the file cannot be written.
    """
    target = path_of(path)
    if target.suffix.lower() != ".xlsx":
        raise BadCell(target.name, "", 0, 0, NotRead(_ENDING))
    for sheet in sheets:
        _check(target.name, sheet)
    content = BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    book = needed("xlsxwriter").Workbook(content, options)
    book.set_properties({"created": _MADE})
    formats = _Formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    write_all(target.parent, {target.name: content.getvalue()})


def _check(file: str, sheet: Written) -> None:
    for number, row in enumerate(sheet.rows, 2):
        for column, text in enumerate(row, 1):
            if len(text) > TEXT:
                raise BadCell(file, sheet.name, number, column, NotRead(_LONG(length=len(text), most=TEXT)))


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made = dict[tuple[tuple[str, Any], ...], Any]()

    def __call__(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _write(page: Any, sheet: Written, formats: _Formats) -> None:
    for column, head in enumerate(sheet.heads):
        page.set_column(column, column, head.width, formats(**_BODY, num_format="General" if head.number else "@"))
        page.write_string(0, column, head.title, formats(**_HEAD))
        if head.note:
            page.write_comment(0, column, head.note[:NOTE], {"author": "tristandard", "x_scale": 2})
        _choose(page, column, head, len(sheet.rows) + sheet.spare)
    for row, cells in enumerate(sheet.rows):
        for column, text in enumerate(cells):
            _cell(page, row + 1, column, text, sheet.heads[column], sheet.colours.get((row, column)), formats)
    for (row, column), offered in sheet.offered.items():
        options = {"validate": "list", "source": list(offered), "show_error": False}
        page.data_validation(row + 1, column, row + 1, column, options)
    page.freeze_panes(1, sheet.frozen)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    if sheet.printed:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)


def _cell(page: Any, row: int, column: int, text: str, head: Head, colour: str | None, formats: _Formats) -> None:
    colour = colour or ("#F2F2F2" if head.fixed else None)
    style = dict(_BODY, bg_color=colour) if colour else dict(_BODY)
    if head.number and _is_number(text):
        if head.published:
            style["num_format"] = re.sub("[0-9]", "0", re.sub("^-?[0-9]+", "0", text))
        page.write_number(row, column, float(text), formats(**style))
    elif text:
        page.write_string(row, column, text, formats(**style, num_format="@"))
    elif colour:
        page.write_blank(row, column, None, formats(**style, num_format="@"))


def _choose(page: Any, column: int, head: Head, rows: int) -> None:
    """Offer the values of a column, in the rows that there are and some more."""
    offered = list(head.dropdown)
    while offered and len(",".join(offered)) > DROPDOWN:
        offered.pop()
    source: Any = f"={head.source}" if head.source else offered
    if source:
        options = {"validate": "list", "source": source, "show_error": False}
        page.data_validation(1, column, rows, column, options)


def _is_number(text: str) -> bool:
    """Return whether a text is a decimal that a workbook keeps to its last digit, and that reads back as it is."""
    digits = text.removeprefix("-").replace(".", "", 1)
    if not digits.isascii() or not digits.isdecimal() or len(digits) > _DIGITS or text.endswith("."):
        return False
    whole = text.removeprefix("-").partition(".")[0]
    return whole == "0" or not (whole.startswith("0") or whole == "")


def cells_of(sheet: str, column: int, first: int, rows: int) -> str:
    """Return the cells of a column as a dropdown names them."""
    letter = letters(column)
    return f"'{sheet}'!${letter}${first}:${letter}${first + max(rows, 1) - 1}"
