"""A workbook as its cells hold it: text, numbers as they are shown, days, and what cannot be read, with its reason.

Excel and WPS write it. A formula stands by the value that was stored with it. No package is needed: the usual ones
say neither whether a number is shown as a percent nor whether a formula has a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import final

from attrs import define, field, frozen

from tristandard.codec.files import path_of
from tristandard.desk.container import BROKEN, CROWDED, UNLIKE, Container, opened_workbook, refused
from tristandard.desk.formats import GENERAL, Day, Format, Number, format_of, number_of
from tristandard.desk.mistakes import NotRead
from tristandard.words.sentence import Sentence, Told

#: What a cell may hold.
Value = str | Number | Day | bool | NotRead
#: The cells of a row, by column from 1; the rows of a sheet, by row from 1.
Row = Mapping[int, Value]

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: As many rows and columns as a spreadsheet has, and as many cells as are read of a workbook.
ROWS, COLUMNS, CELLS = 1_048_576, 16_384, 6_000_000
_FORMULA = Told(
    "这个公式没有存下结果；请在 Excel 或 WPS 中打开并保存，或粘贴为数值",
    "this formula has no stored value; open the workbook in Excel or WPS and save it, or paste it as a value",
)
_RELS = ".xml.rels"
_ERROR = Sentence(
    "单元格是错误值 {text}；请改正公式，或写上数值",
    "the cell is the error {text}; mend its formula, or write the value",
)


#: What is said of cells that are merged over several columns: nobody knows of which they speak.
MERGED = Told(
    "这里横向合并了几列；请取消合并，各列分别填写", "several columns are merged here; unmerge them and fill in each"
)


@final
@frozen
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: What it is called.
        rows: Those that have a cell, in their order; a cell that is merged stands in each place that it covers.
        merged: The first cells of those that are merged over several columns, by row and column.
    """

    name: str
    rows: Mapping[int, Row]
    merged: frozenset[tuple[int, int]] = frozenset()


@final
@frozen
class Workbook:
    """The sheets of a workbook, in their order; hidden ones too, as hidden rows and columns are read."""

    name: str
    sheets: tuple[Sheet, ...]


def sheet_names(source: str | Path) -> list[str]:
    """Return how the sheets of an .xlsx workbook are called; no cell is read. Raises as `read_workbook` does."""
    return [name for name, _ in _opened(source)[1].sheets]


def _opened(source: str | Path) -> tuple[Container, _Book]:
    """Return a workbook that is open, and what its sheets are."""
    found, book = opened_workbook(path_of(source)), _Book()
    if not found.parse(_part("workbook"), book) or not book.sheets:
        raise refused(found.name, UNLIKE)
    return found, book


def read_workbook(source: str | Path) -> Workbook:
    """Return the cells of an .xlsx workbook.

    Raises:
        BadInput: When the file is missing or cannot be read.
        BadCell: When it is encrypted, an .xls, an .xlsm, a zip bomb, damaged, or no workbook.
    """
    found, book = _opened(source)
    links, styles, shared = _Links(), _Styles(), _Shared()
    found.parse(f"xl/_rels/workbook{_RELS}", links)
    found.parse(links.of_kind("styles", _part("styles")), styles)
    found.parse(links.of_kind("sharedStrings", _part("sharedStrings")), shared)
    sheets, room = list[Sheet](), CELLS
    for name, link in book.sheets:
        cells = _Cells(found.name, styles.formats(), shared.texts, book.epoch_1904, room)
        if not found.parse(links.target(link), cells):
            raise refused(found.name, BROKEN)
        room -= cells.count
        sheets.append(cells.sheet(name))
    return Workbook(found.name, tuple(sheets))


def _part(name: str) -> str:
    """Return what a part of a workbook is usually called."""
    return f"xl/{name}.xml"


class _Reader:
    """Sees the elements of a part; a kind of part overrides what it looks at."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """See where an element begins."""

    def end(self, name: str) -> None:
        """See where it ends."""

    def words(self, text: str) -> None:
        """See text inside it."""


class _Book(_Reader):
    """The names of the sheets, each with the link to its part."""

    def __init__(self) -> None:
        self.sheets = list[tuple[str, str]]()
        self.epoch_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a sheet, and when the count of days begins."""
        if name == "sheet":
            self.sheets.append((attributes["name"], attributes["id"]))
        elif name == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


class _Links(_Reader):
    """Where the parts of the workbook stand."""

    def __init__(self) -> None:
        self._targets = dict[str, str]()
        self._kinds = dict[str, str]()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a link."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
            self._targets[attributes["Id"]] = path
            self._kinds[attributes["Type"].rpartition("/")[2]] = path

    def target(self, link: str) -> str:
        """Return the name of a part by its link."""
        return self._targets.get(link, "")

    def of_kind(self, kind: str, usual: str) -> str:
        """Return the name of the part of a kind, or how it is usually called."""
        return self._kinds.get(kind, usual)


class _Styles(_Reader):
    """The formats of numbers, by the number of a style."""

    def __init__(self) -> None:
        self._codes = dict[int, str]()
        self._used = list[int]()
        self._inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note a format, or a style that uses one."""
        if name == "numFmt":
            self._codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._used.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        """Leave the list of styles."""
        self._inside = self._inside and name != "cellXfs"

    def formats(self) -> list[Format]:
        """Return the format of each style."""
        return [format_of(number, self._codes.get(number)) for number in self._used]


class _Shared(_Reader):
    """The texts that cells name by their number; how a text is pronounced is left out."""

    def __init__(self) -> None:
        self.texts = list[str]()
        self._parts = list[str]()
        self._text = self._spoken = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """Begin a text."""
        if name == "si":
            self._parts = []
        self._spoken = self._spoken or name == "rPh"
        self._text = name == "t" and not self._spoken

    def words(self, text: str) -> None:
        """Gather a text."""
        if self._text:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """Note a text that is whole."""
        self._text = self._text and name != "t"
        self._spoken = self._spoken and name != "rPh"
        if name == "si":
            self.texts.append(unescaped("".join(self._parts)))


@define
class _Cells(_Reader):
    """The cells of a sheet."""

    file: str
    formats: list[Format]
    shared: list[str]
    epoch_1904: bool
    room: int
    count: int = 0
    _rows: dict[int, dict[int, Value]] = field(factory=dict)
    _merged: list[tuple[int, int, int, int]] = field(factory=list)
    _row: int = 0
    _column: int = 0
    _kind: str = ""
    _style: int = 0
    _formula: bool = False
    _heard: list[str] | None = None
    _value: str | None = None
    _inline: list[str] | None = None
    _spoken: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """See a row, a cell, or what is in a cell."""
        match name:
            case "c":
                self._begin(attributes)
            case "v":
                self._heard = []
            case "t" if self._inline is not None and not self._spoken:
                self._heard = []
            case "f":
                self._formula = True
            case "is":
                self._inline = []
            case "rPh":
                self._spoken = True
            case "row":
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0
                if not 0 < self._row <= ROWS:
                    raise ValueError(attributes)
            case "mergeCell":
                self._merged.append(_range(attributes["ref"]))

    def words(self, text: str) -> None:
        """Gather what a cell holds."""
        if self._heard is not None:
            self._heard.append(text)

    def end(self, name: str) -> None:
        """Note what a cell holds."""
        if name == "c":
            self._finish()
        elif name == "v" and self._heard is not None:
            self._value, self._heard = "".join(self._heard), None
        elif name == "t" and self._inline is not None and self._heard is not None:
            self._inline.append("".join(self._heard))
            self._heard = None
        elif name == "rPh":
            self._spoken = False

    def _begin(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = _place(attributes["r"])
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self._formula, self._value, self._inline = False, None, None

    def _finish(self) -> None:
        try:
            value = self._made()
        except NotRead as reason:
            value = reason
        if value is not None and value != "":
            self.count += 1
            if self.count > self.room:
                raise refused(self.file, CROWDED)
            self._rows.setdefault(self._row, {})[self._column] = value

    def _made(self) -> Value | None:
        """Return what a cell holds, or None where it is empty."""
        if self._inline is not None:
            return unescaped("".join(self._inline))
        text = self._value
        if text is None:
            return NotRead(_FORMULA) if self._formula else None
        match self._kind:
            case "s":
                return self.shared[int(text)]
            case "str":
                return unescaped(text)
            case "b":
                return text.strip() == "1"
            case "e":
                return NotRead(_ERROR(text=text))
            case "d":
                return text
            case _ if not text.strip():
                return NotRead(_FORMULA) if self._formula else None
            case _:
                shown = self.formats[self._style] if self.formats else GENERAL
                return number_of(text, shown, self.epoch_1904)

    def sheet(self, name: str) -> Sheet:
        """Return the sheet: each merged cell stands in all the places that it covers, of rows that have one."""
        wide, room = set[tuple[int, int]](), CELLS
        last = max(self._rows, default=0)
        for top, left, bottom, right in self._merged:
            value = self._rows.get(top, {}).get(left)
            room -= (min(bottom, last) - top + 1) * (right - left + 1)
            if value is None or room < 0:
                continue
            if right > left:
                wide.add((top, left))
            for row in range(top, min(bottom, last) + 1):
                if row == top or row in self._rows:
                    self._rows[row] = {**self._rows[row], **dict.fromkeys(range(left, right + 1), value)}
        rows = {row: dict(sorted(cells.items())) for row, cells in sorted(self._rows.items())}
        return Sheet(name, rows, frozenset(wide))


def unescaped(text: str) -> str:
    """Return a text with the marks that XML cannot hold, which a workbook writes by their numbers."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _place(reference: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found[2])
    if not (0 < row <= ROWS and column <= COLUMNS):
        raise ValueError(reference)
    return row, column


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    if bottom < top or right < left:
        raise ValueError(reference)
    return top, left, bottom, right


def filled(rows: Mapping[int, Row]) -> Iterator[tuple[int, Row]]:
    """Yield the rows that hold more than blanks."""
    for row, cells in rows.items():
        if any(not isinstance(value, str) or value.strip() for value in cells.values()):
            yield row, cells
