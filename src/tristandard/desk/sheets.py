"""A workbook as its cells hold it: text, numbers as they are shown, days, and what cannot be read, with its reason.

Excel and WPS write it. A formula stands by the value that was stored with it. No package is needed: the usual ones
say neither whether a number is shown as a percent nor whether a formula has a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import evolve

from tristandard.codec.files import path_of
from tristandard.desk.container import BROKEN, UNLIKE, Container, opened_workbook, refused
from tristandard.desk.grid import Sheet, Workbook
from tristandard.desk.mistakes import BadCell
from tristandard.desk.sheet_cells import CELLS, Cells
from tristandard.desk.workbook_parts import Book, Links, Shared, Styles

_RELS = ".xml.rels"


def sheet_names(source: str | Path) -> list[str]:
    """Return how the sheets of an .xlsx workbook are called; no cell is read. Raises as `read_workbook` does."""
    return [name for name, _ in _opened(source)[1].sheets]


def _opened(source: str | Path) -> tuple[Container, Book]:
    """Return a workbook that is open, and what its sheets are."""
    found, book = opened_workbook(path_of(source)), Book()
    if not found.parse(_part("workbook"), book) or not book.sheets:
        raise refused(found.name, UNLIKE)
    if not _apart(name.strip().lower() for name, _ in book.sheets) or not _apart(link for _, link in book.sheets):
        raise refused(found.name, BROKEN)
    return found, book


def _apart(names: Iterable[str]) -> bool:
    """Return whether no name is empty, or stands twice."""
    found = list(names)
    return all(found) and len(set(found)) == len(found)


def read_workbook(source: str | Path) -> Workbook:
    """Return the cells of an .xlsx workbook.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is encrypted, an .xls, an .xlsm, a zip bomb, damaged, or no workbook. Where a sheet breaks off
            it names the row and the cell to which it was read.
    """
    found, book = _opened(source)
    links, styles, shared = Links(), Styles(), Shared(CELLS)
    found.parse(f"xl/_rels/workbook{_RELS}", links)
    found.parse(links.of_kind("styles", _part("styles")), styles)
    found.parse(links.of_kind("sharedStrings", _part("sharedStrings")), shared)
    sheets, room = list[Sheet](), CELLS
    for name, link in book.sheets:
        cells = Cells(found.name, styles.formats(), shared.texts, book.epoch_1904, room)
        try:
            if not found.parse(links.target(link), cells):
                raise refused(found.name, BROKEN)
            sheets.append(cells.sheet(name))
        except BadCell as problem:
            raise evolve(problem, sheet=name, row=cells.row, column=cells.column) from None
        room -= cells.count
    return Workbook(found.name, tuple(sheets))


def _part(name: str) -> str:
    """Return what a part of a workbook is usually called."""
    return f"xl/{name}.xml"
