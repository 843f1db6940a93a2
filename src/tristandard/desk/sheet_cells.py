"""The cells of a sheet as its part holds them; what one cell holds and cannot be read is said at that cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

from attrs import define, field

from tristandard.desk.container import BROKEN, CROWDED, refused
from tristandard.desk.formats import GENERAL, Format, day_of_iso, number_of
from tristandard.desk.grid import COLUMNS, ROWS, Sheet, Value, place_of, range_of
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.workbook_parts import Reader, unescaped
from tristandard.words.sentence import Sentence, Told

#: As many cells are read of a workbook, and as many empty ones passed over.
CELLS, EMPTY = 6_000_000, 20_000_000
_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
_FORMULA = Told(
    "这个公式没有存下结果；请在 Excel 或 WPS 中打开并保存，或粘贴为数值",
    "this formula has no stored value; open the workbook in Excel or WPS and save it, or paste it as a value",
)
_ERROR = Sentence(
    "单元格是错误值 {text}；请改正公式，或写上数值",
    "the cell is the error {text}; mend its formula, or write the value",
)
_DAMAGED = Sentence(
    "这个单元格存的内容“{text}”读不出来，文件可能已损坏；请重新填写这一格",
    "what this cell stores, {text!r}, cannot be read, and the file may be damaged; write the cell again",
)
_STYLE = Told(
    "这个单元格的格式在文件里找不到，数字不知怎样显示；请在 Excel 或 WPS 中设好格式并保存",
    "the format of this cell is not in the file, so nobody knows how its number is shown; set it in Excel or WPS",
)
_TWICE = Told(
    "这个单元格在文件里存了两次，内容不同；文件可能已损坏，请重新填写这一格",
    "this cell stands twice in the file, with different values; the file may be damaged: write the cell again",
)
_UNDER = Told(
    "这个单元格合并在别的单元格里，下面还存着别的内容；请取消合并，核对后再填",
    "this cell is merged into another, and still holds something else; unmerge them, and check both",
)
_VAST = Told(
    "合并的单元格盖住了整列或大半张表；请取消合并，只合并要用的几格",
    "merged cells cover whole columns, or most of the sheet; unmerge them, and merge no more cells than are needed",
)
#: Merged cells cover no more cells of a sheet than these.
COVERED = 500_000
#: No longer text is shown of what cannot be read.
_SHOWN = 40


@final
@define
class Cells(Reader):
    """The cells of a sheet."""

    file: str
    formats: list[Format]
    shared: list[str]
    epoch_1904: bool
    room: int
    count: int = 0
    #: Where the reader has come to.
    row: int = 0
    column: int = 0
    _whole: bool = False
    _seen: int = 0
    _rows: dict[int, dict[int, Value]] = field(factory=dict)
    _merged: list[tuple[int, int, int, int]] = field(factory=list)
    _kind: str = ""
    _style: str = "0"
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
                self._begin_row(attributes)
            case "sheetData" | "chartsheet":  # a sheet that is a chart has no cells
                self._whole = True
            case "mergeCell":
                self._merged.append(range_of(attributes["ref"]))

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

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        row = int(attributes.get("r", self.row + 1))
        if not 0 < row <= ROWS:
            raise ValueError(attributes)
        self.row, self.column = row, 0
        self._see()

    def _begin(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = place_of(attributes["r"])
        elif not (self.row and self.column < COLUMNS):
            raise ValueError(attributes)
        else:
            self.column += 1
        self._see()
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula, self._value, self._inline = False, None, None

    def _see(self) -> None:
        self._seen += 1
        if self._seen > EMPTY:
            raise refused(self.file, CROWDED)

    def _finish(self) -> None:
        try:
            value = self._made()
        except NotRead as reason:
            value = reason
        before = self._rows.get(self.row, {}).get(self.column)
        if before is not None and before != value:
            value = NotRead(_TWICE)
        if value is not None and value != "":
            self.count += 1
            self._check_room()
            self._rows.setdefault(self.row, {})[self.column] = value

    def _check_room(self) -> None:
        if self.count > self.room:
            raise refused(self.file, CROWDED)

    def _made(self) -> Value | None:
        """Return what a cell holds, or None where it is empty."""
        if self._inline is not None:
            if self._kind != "inlineStr" or self._value is not None:
                raise _unread(self._value or "".join(self._inline))
            return unescaped("".join(self._inline))
        text = self._value
        if text is None:
            return NotRead(_FORMULA) if self._formula else None
        match self._kind:
            case "s":
                return self._shared_text(text)
            case "str":
                return unescaped(text)
            case "b" if text.strip() in _TRUTHS:
                return _TRUTHS[text.strip()]
            case "e":
                return NotRead(_ERROR(text=text))
            case "d":
                return day_of_iso(text)
            case "n" if not text.strip():
                return NotRead(_FORMULA) if self._formula else None
            case "n":
                return self._number(text)
            case _:
                return _unread(text)

    def _shared_text(self, text: str) -> Value:
        number = text.strip()
        if not (number.isascii() and number.isdecimal() and int(number) < len(self.shared)):
            return _unread(text)
        return self.shared[int(number)]

    def _number(self, text: str) -> Value:
        style = int(self._style) if self._style.isascii() and self._style.isdecimal() else -1
        if not 0 <= style < max(len(self.formats), 1):
            return NotRead(_STYLE)
        try:
            return number_of(text, self.formats[style] if self.formats else GENERAL, self.epoch_1904)
        except ValueError:
            return _unread(text)

    def sheet(self, name: str) -> Sheet:
        """Return the sheet: each merged cell stands in all the places that it covers, of rows and columns that hold
        something.

        Raises:
            BadCell: When the part is that of no sheet, or holds too much.
        """
        if not self._whole:
            raise refused(self.file, BROKEN)
        wide = set[tuple[int, int]]()
        last, end = max(self._rows, default=0), max((max(row) for row in self._rows.values()), default=0)
        covered = 0
        for top, left, bottom, right in self._merged:
            covered += (bottom - top + 1) * (right - left + 1)
            if covered > COVERED:
                self.row, self.column = top, left
                raise BadCell(self.file, "", 0, 0, NotRead(_VAST))
            value = self._rows.get(top, {}).get(left)
            if value is not None and right > left:
                wide.add((top, left))
            for row in range(top, min(bottom, last) + 1):
                if row in self._rows:
                    self._spread(row, range(left, min(right, end) + 1), value, top, left)
        rows = {row: dict(sorted(cells.items())) for row, cells in sorted(self._rows.items())}
        return Sheet(name, rows, frozenset(wide))

    def _spread(self, row: int, columns: range, value: Value | None, top: int, left: int) -> None:
        """Put what a merged cell holds into the places that it covers in a row; what these hold beside is refused."""
        cells = self._rows[row]
        for column in columns:
            if value is not None and column not in cells:
                self.count += 1
                self._check_room()
                cells[column] = value
            elif cells.get(column, value) != value and (row, column) != (top, left):
                cells[column] = NotRead(_UNDER)


def _unread(text: str) -> NotRead:
    return NotRead(_DAMAGED(text=text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"))
