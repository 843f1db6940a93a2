"""A workbook as the parts of its zip file, so that a test can do to it what programs, people and accidents do."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tristandard.basics.points import plain
from tristandard.desk.formats import format_of
from tristandard.desk.grid import place_of
from tristandard.desk.mistakes import letters
from tristandard.desk.workbook_parts import unescaped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def tag(name):
    """Return the name of an element of a workbook."""
    return f"{{{MAIN}}}{name}"


class Cell:
    """A cell of a sheet: its element, and where it stands."""

    def __init__(self, pack, element):
        self.pack, self.element = pack, element
        self.row, self.column = place_of(element.get("r"))

    @cached_property
    def text(self):
        """What it stores, as text; "" where it is empty."""
        value = self.element.find(tag("v"))
        if self.element.get("t") == "s":
            return self.pack.shared[int(value.text)]
        if self.element.get("t") == "inlineStr":
            spoken = {id(one) for part in self.element.iter(tag("rPh")) for one in part}
            return unescaped("".join(one.text or "" for one in self.element.iter(tag("t")) if id(one) not in spoken))
        return "" if value is None else value.text or ""

    @property
    def number(self):
        """Whether it stores a number."""
        return self.element.get("t", "n") == "n" and self.element.find(tag("v")) is not None

    @property
    def is_text(self):
        """Whether it stores a text."""
        return self.element.get("t") in ("s", "inlineStr", "str") and self.text != ""

    @property
    def format(self):
        """How its number is shown."""
        return self.pack.formats[int(self.element.get("s", "0"))]

    @property
    def shown(self):
        """What a person would type to say the same: 97 %, 2026-05-11, 3."""
        if not self.number:
            return self.text
        stored = Decimal(repr(float(self.text)))
        if self.format.day:
            first = date(1904, 1, 1) if self.pack.epoch_1904 else date(1899, 12, 30)
            return str(first + timedelta(days=int(stored)))
        return f"{plain(Fraction(stored * 100))}%" if self.format.percent else plain(Fraction(stored))

    def put(self, kind, text, style=None, formula=None):
        """Let it store something else."""
        for child in list(self.element):
            self.element.remove(child)
        if kind == "inlineStr":
            told = ET.SubElement(ET.SubElement(self.element, tag("is")), tag("t"))
            told.set(SPACE, "preserve")
        else:
            if formula is not None:
                ET.SubElement(self.element, tag("f")).text = formula
            told = ET.SubElement(self.element, tag("v"))
        told.text = text
        self.element.set("t", kind)
        if style is not None:
            self.element.set("s", str(style))
        self.__dict__.pop("text", None)


class Pack:
    """The parts of a workbook. A part that was read as XML is written again from that."""

    def __init__(self, content, kind):
        self.kind = kind
        with ZipFile(BytesIO(content)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self._trees = {}
        #: Parts that are written a second time, behind the others.
        self.more = []
        self.stored = False
        self.epoch_1904 = False

    def tree(self, part):
        """Return a part as XML."""
        if part not in self._trees:
            self._trees[part] = ET.fromstring(self.parts[part])
        return self._trees[part]

    def raw(self, part):
        """Return a part as bytes, which the caller may put others for."""
        if part in self._trees:
            ET.register_namespace("", MAIN)
            ET.register_namespace("r", LINKS)
            self.parts[part] = ET.tostring(self._trees.pop(part), "utf-8", xml_declaration=True)
        return self.parts[part]

    @cached_property
    def sheets(self):
        """The parts of the sheets by their names."""
        targets = {one.get("Id"): one.get("Target") for one in self.tree("xl/_rels/workbook.xml.rels")}
        found = {one.get("name"): targets[one.get(f"{{{LINKS}}}id")] for one in self.tree("xl/workbook.xml").iter(tag("sheet"))}
        return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in found.items()}

    @cached_property
    def shared(self):
        """The shared texts."""
        texts = self.tree("xl/sharedStrings.xml").iter(tag("si"))
        return [unescaped("".join(told.text or "" for told in one.iter(tag("t")))) for one in texts]

    @property
    def formats(self):
        """How numbers are shown, by style."""
        codes = {int(one.get("numFmtId")): one.get("formatCode") for one in self.tree("xl/styles.xml").iter(tag("numFmt"))}
        return [format_of(int(one.get("numFmtId", "0")), codes.get(int(one.get("numFmtId", "0")))) for one in self.styles]

    @property
    def styles(self):
        """The element of the styles."""
        return self.tree("xl/styles.xml").find(tag("cellXfs"))

    def style(self, code):
        """Return the number of a new style that shows numbers so."""
        root = self.tree("xl/styles.xml")
        formats = root.find(tag("numFmts"))
        if formats is None:
            formats = ET.Element(tag("numFmts"))
            root.insert(0, formats)
        number = 200 + len(formats)
        ET.SubElement(formats, tag("numFmt"), {"numFmtId": str(number), "formatCode": code})
        ET.SubElement(self.styles, tag("xf"), {"numFmtId": str(number)})
        return len(self.styles) - 1

    def data(self, sheet):
        """Return the element of the rows of a sheet."""
        return self.tree(self.sheets[sheet]).find(tag("sheetData"))

    def cells(self, sheet):
        """Return the cells of a sheet that hold something."""
        return [one for one in (Cell(self, element) for element in self.data(sheet).iter(tag("c"))) if one.text]

    def all_cells(self):
        """Return all cells that hold something, each with the name of its sheet."""
        return [(name, cell) for name in self.sheets for cell in self.cells(name)]

    def head_row(self, sheet):
        """Return the row of the heads: the first that has more than one cell."""
        rows = {}
        for cell in self.cells(sheet):
            rows.setdefault(cell.row, []).append(cell)
        return next((row for row, cells in rows.items() if len(cells) > 1), 1)

    def heads(self, sheet):
        """Return the heads of a sheet by their columns."""
        row = self.head_row(sheet)
        return {cell.column: cell.text for cell in self.cells(sheet) if cell.row == row}

    def move(self, sheet, rows=None, columns=None):
        """Let rows or columns stand elsewhere; what names places beside the cells is dropped."""
        root = self.tree(self.sheets[sheet])
        for name in ("dimension", "dataValidations", "autoFilter", "legacyDrawing", "conditionalFormatting", "mergeCells", "cols"):
            for one in root.findall(tag(name)):
                root.remove(one)
        data = self.data(sheet)
        for row in list(data):
            number = int(row.get("r"))
            row.set("r", str((rows or {}).get(number, number)))
            for cell in list(row):
                column = place_of(cell.get("r"))[1]
                cell.set("r", f"{letters((columns or {}).get(column, column))}{row.get('r')}")
            row[:] = sorted(row, key=lambda cell: place_of(cell.get("r"))[1])
            row.attrib.pop("spans", None)
        data[:] = sorted(data, key=lambda row: int(row.get("r")))

    def bytes(self):
        """Return the zip file."""
        for part in list(self._trees):
            self.raw(part)
        made = BytesIO()
        with ZipFile(made, "w", ZIP_STORED if self.stored else ZIP_DEFLATED) as packed:
            for name, content in [*self.parts.items(), *self.more]:
                packed.writestr(name, content)
        return made.getvalue()
