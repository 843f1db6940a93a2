"""A faulty workbook comes back with its cells marked, each with what is wrong as a note, and a list of it all."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

from tristandard.basics.errors import Refused, said, wanted
from tristandard.basics.language import NOTHING_SAID
from tristandard.codec.files import content_of, path_of
from tristandard.codec.output import write_all
from tristandard.desk.container import LIMIT
from tristandard.desk.extra import needed
from tristandard.desk.heads import is_list_of_mistakes
from tristandard.desk.mistakes import BadCell, NotRead, letters
from tristandard.desk.sheets import read_workbook
from tristandard.desk.vocabulary import AUTHOR, LIST_HEADS, TOLD
from tristandard.words.sentence import Told

_MARK = "FFFFC7CE"
_SAME = Told("副本请另取名，不要覆盖原件", "give the copy a path of its own")
_NO_COPY = Told(
    "文件已损坏，不能标出错误写成副本；请按所列的单元格改正原件，或在 Excel 或 WPS 中另存后再试",
    "the file is damaged, and no copy of it can be marked; mend the cells that are listed, or save it in Excel or WPS",
)
_WIDTHS = 6, 14, 10, 30, 90
#: No note is longer.
_NOTE = 1000


def write_marked(source: str | Path, problem: Refused | BadCell, target: str | Path, *, language: str = "zh") -> None:
    """Write a copy of a workbook that was refused: the faulty cells are marked, and 问题 lists all that is wrong.

    The copy loads once it is mended: its sheet 问题 is not read.

    Args:
        source: The workbook that was refused.
        problem: What `load_rules` or `load_survey` raised.
        target: Where the copy is written, another path.
        language: Of the notes, "zh" or "en".

    Raises:
        BadCell: When the source is no workbook, or one that is too damaged to be copied.
        NotRead: When the extra `desk` is not installed.
        BadInput: When the copy cannot be written.
    """
    said(NOTHING_SAID, language)  # refuses any other language
    wanted(problem, Refused | BadCell)
    path, copy = path_of(source), path_of(target)
    read_workbook(path)  # refuses by name what is no workbook, or too damaged
    if copy.resolve() == path.resolve():
        raise BadCell(copy.name, "", 0, 0, NotRead(_SAME))
    cells = [one if isinstance(one, BadCell) else BadCell(path.name, "", 0, 0, one) for one in problem.reasons]
    openpyxl = needed("openpyxl")
    packed = content_of(path, LIMIT)
    try:
        content = _marked(openpyxl, packed, cells, language)
    except Exception:  # openpyxl raises what it likes at what it cannot read or write
        raise BadCell(path.name, "", 0, 0, NotRead(_NO_COPY)) from None
    write_all(copy.parent, {copy.name: content})


def _marked(openpyxl: Any, packed: bytes, cells: list[BadCell], language: str) -> bytes:
    """Return a workbook with its faulty cells marked."""
    book = openpyxl.load_workbook(BytesIO(packed))
    for page in book.worksheets:
        if is_list_of_mistakes(page.title, [cell.value for cell in page[1]]):
            book.remove(page)
    by_place = defaultdict[tuple[str, int, int], list[str]](list)
    for one in cells:
        by_place[one.sheet, one.row or 1, one.column].append(one.reason.text(language))
    for page in book.worksheets:
        _cleared(openpyxl, page)
        for (sheet, row, column), words in by_place.items():
            if sheet == page.title:
                _mark(openpyxl, page, row, column, words)
    _list(openpyxl, book, cells, language)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cleared(openpyxl: Any, page: Any) -> None:
    """Take away the marks of an earlier copy."""
    for cell in page._cells.values():  # noqa: SLF001 - iter_rows makes each empty cell of a million rows
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            if cell.fill.start_color.rgb == _MARK:
                cell.fill = openpyxl.styles.PatternFill()


def _mark(openpyxl: Any, page: Any, row: int, column: int, words: list[str]) -> None:
    """Mark a cell, or the first of a row, and note what is wrong."""
    place = column or next((cell.column for cell in page[row] if cell.value is not None), 1)
    merged = next((one for one in page.merged_cells.ranges if (row, place) in one.cells), None)
    cell = page.cell(merged.min_row, merged.min_col) if merged else page.cell(row, place)
    cell.fill = openpyxl.styles.PatternFill("solid", start_color=_MARK)
    before = [cell.comment.text] if cell.comment is not None else []
    note = openpyxl.comments.Comment(_clean("\n".join([*words, *before]))[:_NOTE], AUTHOR)
    note.width, note.height = 360, 60 + 20 * len(words)
    cell.comment = note


def _list(openpyxl: Any, book: Any, cells: list[BadCell], language: str) -> None:
    """Add the sheet of all mistakes, in the order in which they stand."""
    page = book.create_sheet(TOLD, 0)
    book.active = 0
    for column, (head, width) in enumerate(zip(LIST_HEADS[language], _WIDTHS, strict=True), 1):
        page.column_dimensions[letters(column)].width = width
        page.cell(1, column, head).font = openpyxl.styles.Font(bold=True)
    page.freeze_panes = "A2"
    names = list(book.sheetnames)
    place = {name: number for number, name in enumerate(names)}
    in_order = sorted(cells, key=lambda one: (place.get(one.sheet, -1), one.row, one.column))
    for number, one in enumerate(in_order, 1):
        holds = book[one.sheet].cell(one.row, one.column).value if one.sheet in names and one.row and one.column else ""
        texts = [one.sheet, one.where.rpartition("!")[2] if one.row else "", holds, one.reason.text(language)]
        page.cell(number + 1, 1, number)
        for column, text in enumerate(texts, 2):
            cell = page.cell(number + 1, column)
            cell.value = _clean("" if text is None else str(text))
            cell.data_type = "s"  # a text stays a text, whatever it begins with
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")


def _clean(text: str) -> str:
    """Return a text without the marks that a cell cannot hold."""
    return "".join(mark for mark in text if mark >= " " or mark in "\n\t")
