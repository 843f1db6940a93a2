"""The rule book as a file: Word, workbook and page say what the book says, each indicator once, on A4."""

from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from attrs import evolve

pytest.importorskip("docxtpl", reason="the extra desk")

import docx
import openpyxl

import tristandard as ts
from samples import crosswalk, indicator, match
from survey import city, priced
from tristandard.desk import write_rulebook

LABEL = "<b>垃圾</b> & {{ x }} {% y %}"


@pytest.fixture(scope="module")
def merged():
    """Return merged rules whose labels look like tags and markup."""
    shared = [evolve(indicator(f"{book}.litter", "litter.spots <= 0 处", priced("1/3")), zh=LABEL) for book in "ab"]
    rules = city(*shared, indicator("a.lamps", "lamps.lit >= 90 %", priced(1, 9, 1, "lamps.lit"), where="site_type=road"), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),))
    return ts.merge(evolve(rules, notice_zh="=数字均为示例", notice_en="made up"))


class Tables(HTMLParser):
    """Reads the cells of the tables of a page, and what it fetches."""

    def __init__(self):
        super().__init__()
        self.rows, self.fetched, self.tags, self.inside = [], [], set(), False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href") and not value.startswith("#")]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append([])
        self.inside = tag in ("td", "th", "p") and bool(self.rows)

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "table"

    def handle_data(self, data):
        if self.inside and self.rows[-1] and data.strip():
            self.rows[-1][-1].append(data)


def in_word(path):
    """Return the rows of all tables of a document, cell by cell line by line."""
    return [[cell.text.split("\n") for cell in row.cells] for table in docx.Document(path).tables for row in table.rows[1:]]


def in_sheet(path):
    """Return the rows of the sheet of a workbook after the type of site."""
    page = openpyxl.load_workbook(path)["融合测评体系"]
    return [[str(cell.value or "").split("\n") for cell in row[1:]] for row in page.iter_rows(min_row=2)]


def on_page(path):
    """Return the rows of all tables of a page."""
    reader = Tables()
    reader.feed(path.read_text(encoding="utf-8"))
    return [[cell or [""] for cell in row] for row in reader.rows if "no." not in row[0] and row[0] != ["序号"]]


def test_three_formats_say_one_thing(merged, tmp_path):
    """Each indicator at each type of site is one row, the same in all three, with labels as they are."""
    paths = [tmp_path / f"book{ending}" for ending in (".docx", ".xlsx", ".html")]
    for path in paths:
        write_rulebook(path, merged)
    word, sheet, page = in_word(paths[0]), in_sheet(paths[1]), on_page(paths[2])
    book = ts.reports.rulebook(merged)

    assert word == sheet == page
    assert [(entry.label[0], entry.code) for block in book.blocks for entry in block.entries] == [tuple(row[1]) for row in word]
    assert LABEL in {row[1][0] for row in word}


def test_changzhou_is_whole_in_every_format(tmp_path):
    """All 407 indicators of 24 types of site stand in the bundled rule set's book, the 254 shared ones with both assessments."""
    merged = ts.merge(ts.load_ruleset("changzhou-2022"))
    for ending, read in ((".docx", in_word), (".xlsx", in_sheet), (".html", on_page)):
        write_rulebook(tmp_path / f"book{ending}", merged)
        rows = read(tmp_path / f"book{ending}")

        assert (407, 254) == (len(rows), sum("+" in row[1][1] for row in rows))
        assert 254 == sum("、" in row[3][-1] for row in rows)


def test_it_prints(merged, tmp_path):
    """Word and the workbook are A4 on its side with heads on each page; the page says so too, and fetches nothing."""
    for ending in (".docx", ".xlsx", ".html"):
        write_rulebook(tmp_path / f"book{ending}", merged)
    section = docx.Document(tmp_path / "book.docx").sections[0]
    xml = ZipFile(tmp_path / "book.docx").read("word/document.xml").decode()
    page = openpyxl.load_workbook(tmp_path / "book.xlsx")["融合测评体系"]
    text, reader = (tmp_path / "book.html").read_text(encoding="utf-8"), Tables()
    reader.feed(text)

    assert (297, 210) == (round(section.page_width.mm), round(section.page_height.mm))
    assert xml.count("<w:tblHeader") == len(docx.Document(tmp_path / "book.docx").tables)
    assert ("landscape", "9", "$1:$1") == (page.page_setup.orientation, str(page.page_setup.paperSize), page.print_title_rows)
    assert "size: A4 landscape" in text
    assert [] == reader.fetched
    assert not {"script", "b"} & reader.tags


def test_in_english_and_under_its_notice(merged, tmp_path):
    """Heads and sentences are English; the notice stands on top, and never as a formula."""
    write_rulebook(tmp_path / "book.docx", merged, language="en")
    write_rulebook(tmp_path / "book.xlsx", merged)
    told = [paragraph.text for paragraph in docx.Document(tmp_path / "book.docx").paragraphs]
    notice = openpyxl.load_workbook(tmp_path / "book.xlsx")["说明"]["A4"]

    assert "Notice: made up" in told
    assert ("s", "说明：=数字均为示例") == (notice.data_type, notice.value)


def test_what_cannot_be_written_is_refused(merged, tmp_path):
    """Another ending, another language and rules that are not merged are refused; nothing is written."""
    for path, rules, language in (("book.pdf", merged, "zh"), ("book.docx", merged.rule_set, "zh"), ("book.docx", merged, "fr")):
        with pytest.raises(ts.BadValue):
            write_rulebook(tmp_path / path, rules, language=language)

    assert [] == list(tmp_path.iterdir())
