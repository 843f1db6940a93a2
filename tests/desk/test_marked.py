"""What is wrong comes back in the workbook: cells marked, notes in Chinese, and a list of it all."""

import time
from pathlib import Path
from zipfile import ZipFile

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import book, edited, repacked
from tristandard.desk import BadCell, load_survey, write_marked

RULES = ts.load_ruleset(Path(__file__).parents[2] / "examples/second_city/rules")
HEADS = ["点位", "指标", "结果", "日期", "来源", "整改"]
ROWS = [HEADS, ["n1", "路灯亮灯率", "0.5", "2026-04-31", "=1+1", None], ["n1", "无店外经营", 3, "2026-04-08", "巡查", None]]


def refused(path):
    """Return what a workbook is refused with."""
    with pytest.raises(ts.Refused) as caught:
        load_survey(path, RULES)
    return caught.value


@pytest.fixture
def faulty(tmp_path):
    """Return a faulty workbook, and the copy in which that is marked."""
    path = book(tmp_path / "测评.xlsx", 测评记录=ROWS)
    write_marked(path, refused(path), tmp_path / "测评-问题.xlsx")
    return path, tmp_path / "测评-问题.xlsx"


def test_the_cells_are_marked_with_notes(faulty):
    """Each faulty cell is red, and its note says what is wrong; the others stay as they were."""
    page = openpyxl.load_workbook(faulty[1])["测评记录"]
    marked = {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment}

    assert {"C2", "D2", "E2", "F1"} == marked
    assert ("FFFFC7CE", "00000000") == (page["D2"].fill.start_color.rgb, page["A2"].fill.start_color.rgb)
    assert "表头“整改”不认识" in page["F1"].comment.text


def test_a_sheet_lists_all_that_is_wrong(faulty):
    """问题 comes first and lists sheet, cell, content and message; a text that looks like a formula is a text."""
    page = openpyxl.load_workbook(faulty[1])["问题"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]

    assert ["序号", "表", "单元格", "内容", "问题和怎样改"] == rows[0]
    assert [("测评记录", "F1"), ("测评记录", "C2"), ("测评记录", "D2"), ("测评记录", "E2")] == [(row[1], row[2]) for row in rows[1:]]
    assert "s" == page["D5"].data_type


def test_the_copy_loads_once_it_is_mended(faulty):
    """The sheet of mistakes is not read, so that the copy itself can be mended."""
    edited(faulty[1], {f"测评记录!{cell}": value for cell, value in {"C2": "50 %", "D2": "2026-04-30", "E2": "巡查", "F1": "备注"}.items()})

    assert 2 == len(load_survey(faulty[1], RULES).observations)


def test_a_copy_is_marked_anew(faulty, tmp_path):
    """Marks of what was mended are taken away; what is still wrong is marked again."""
    edited(faulty[1], {"测评记录!C2": "50 %", "测评记录!E2": "巡查", "测评记录!F1": "备注"})
    write_marked(faulty[1], refused(faulty[1]), tmp_path / "again.xlsx")
    page = openpyxl.load_workbook(tmp_path / "again.xlsx")["测评记录"]

    assert ["D2"] == [cell.coordinate for row in page.iter_rows() for cell in row if cell.comment]


def test_a_mistake_in_a_merged_cell_is_noted_on_its_first(tmp_path):
    """A cell that is merged with others is marked where people see it."""
    path = book(tmp_path / "a.xlsx", 测评记录=[HEADS[:5], ["n1", "x", "1", "2026-04-08", "巡查"], [None, "路灯亮灯率", "1", "2026-04-08", "巡查"]])
    made = openpyxl.load_workbook(path)
    made["测评记录"].merge_cells("B2:B3")
    made.save(path)
    write_marked(path, refused(path), tmp_path / "b.xlsx")

    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["测评记录"]["B2"].comment is not None


def test_the_original_is_never_written_over(faulty):
    """A copy has a path of its own."""
    with pytest.raises(BadCell, match="give the copy a path of its own"):
        write_marked(faulty[0], refused(faulty[0]), faulty[0])


def test_a_workbook_with_formats_down_to_its_end_is_marked_at_once(tmp_path):
    """A workbook in which the last row of all is formatted is marked without a million empty cells being made."""
    path = book(tmp_path / "测评.xlsx", 测评记录=ROWS)
    made = openpyxl.load_workbook(path)
    made["测评记录"].cell(1_048_576, 30).number_format = "0.00"
    made.save(path)
    begun = time.process_time()
    write_marked(path, refused(path), tmp_path / "测评-问题.xlsx")

    assert time.process_time() - begun < 5


def test_a_workbook_that_no_other_reader_reads_is_not_copied(tmp_path):
    """Where the package that writes the copy cannot read a workbook, that is said in our words; what is wrong was told before."""
    path = book(tmp_path / "测评.xlsx", 测评记录=ROWS)
    with ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    repacked(path, {"xl/worksheets/sheet1.xml": sheet.replace(b'<c r="E2"><f>1+1</f>', b'<c r="E2" t="s">').replace(b"<v></v>", b"<v>999</v>")})
    with pytest.raises(BadCell, match="no copy of it can be marked"):
        write_marked(path, refused(path), tmp_path / "测评-问题.xlsx")

    assert [path] == list(tmp_path.iterdir())
