"""A Word document that is put together: A4, Chinese fonts by name with what stands for them, tables with their heads
on each page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, final

from attrs import frozen

from tristandard.desk.extra import needed
from tristandard.desk.vocabulary import BODY_FONT, HEAD_FONT

#: The sides of A4 and the margins, in millimetres.
_A4, _MARGIN = (210, 297), 18
#: Behind heads, and behind what is made up.
_HEAD, MADE_UP = "E8EEF4", "FDF3D8"
#: A row of a table: the lines of each cell, and which cells are made up.
Row = tuple[Sequence[Sequence[str]], AbstractSet[int]]


@final
@frozen
class Word:
    """A document, and what of python-docx makes it."""

    document: Any
    _docx: Any

    @classmethod
    def blank(cls, *, landscape: bool = False) -> Word:
        """Return an empty document on A4.

        Raises:
            NotRead: When the extra `desk` is not installed.
        """
        docx = needed("docx")
        shared = needed("docx.shared")
        document = docx.Document()
        section = document.sections[0]
        wide, high = reversed(_A4) if landscape else _A4
        section.page_width, section.page_height = shared.Mm(wide), shared.Mm(high)
        if landscape:
            section.orientation = needed("docx.enum.section").WD_ORIENT.LANDSCAPE
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, shared.Mm(_MARGIN))
        made = cls(document, docx)
        for style, font, size in (("Normal", BODY_FONT, 10.5), ("Title", HEAD_FONT, 22), ("Heading 1", HEAD_FONT, 14)):
            made.set_font(document.styles[style], font, size)
        return made

    def set_font(self, of: Any, font: str, size: float) -> None:
        """Give a style or a run a font for Chinese and for Latin letters, black, of a size in points."""
        shared, qn = needed("docx.shared"), needed("docx.oxml.ns").qn
        of.font.name, of.font.size = font, shared.Pt(size)
        of.font.color.rgb = shared.RGBColor(0, 0, 0)
        fonts = of.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)
        fonts.set(qn("w:eastAsia"), font)

    def title(self, text: str) -> None:
        """Write the title."""
        found = self.document.add_paragraph(text, style="Title")
        found.alignment = needed("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER

    def heading(self, text: str) -> None:
        """Write a heading."""
        self.document.add_paragraph(text, style="Heading 1")

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        self.document.add_paragraph(text)

    def table(self, heads: Sequence[str], rows: Iterable[Row], shares: Sequence[int]) -> None:
        """Write a table: its heads on each page, no row broken over two.

        Args:
            heads: Of the columns.
            rows: Its rows.
            shares: How wide each column is, beside the others.
        """
        shared = needed("docx.shared")
        listed = list(rows)
        table = self.document.add_table(rows=1 + len(listed), cols=len(heads), style="Table Grid")
        table.autofit = False
        section = self.document.sections[-1]
        whole = section.page_width - section.left_margin - section.right_margin
        widths = [shared.Emu(whole * share // sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        filled: list[Row] = [([[head] for head in heads], set()), *listed]
        for number, (row, (cells, made_up)) in enumerate(zip(table.rows, filled, strict=True)):
            self._mark(row, "w:cantSplit")
            for place, (cell, width, lines) in enumerate(zip(row.cells, widths, cells, strict=True)):
                cell.width = width
                self._fill(cell, lines, (MADE_UP if place in made_up else "") if number else _HEAD)
        self._mark(table.rows[0], "w:tblHeader")
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                self.set_font(run, HEAD_FONT, 9)

    def _fill(self, cell: Any, lines: Sequence[str], colour: str) -> None:
        shared = needed("docx.shared")
        for number, line in enumerate(lines):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            paragraph.paragraph_format.space_after = shared.Pt(0)
            paragraph.add_run(line).font.size = shared.Pt(8)
        if colour:
            shade = self._element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour})
            cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001

    def _mark(self, row: Any, name: str) -> None:
        row._tr.get_or_add_trPr().append(self._element(name, {}))  # noqa: SLF001

    @staticmethod
    def _element(name: str, attributes: dict[str, str]) -> Any:
        made = needed("docx.oxml").OxmlElement(name)
        for key, value in attributes.items():
            made.set(needed("docx.oxml.ns").qn(key), value)
        return made

    def save(self, to: Any) -> None:
        """Write the document into an open file."""
        self.document.save(to)
