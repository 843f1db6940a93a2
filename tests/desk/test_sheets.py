"""A workbook as its cells hold it: what Excel and WPS write is read right, or refused by name."""

from datetime import date
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl
import xlsxwriter

from desk.books import book, edited, repacked
from tristandard.desk.formats import Day, Number
from tristandard.desk.mistakes import BadCell, NotRead
from tristandard.desk.sheets import read_workbook


def one(path):
    """Return the cell A1 of the first sheet."""
    return read_workbook(path).sheets[0].rows[1][1]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.97, "0%", Number("97", percent=True)),
        (0.975, "0.00%", Number("97.5", percent=True)),
        (0.07, "0%", Number("7", percent=True)),
        (0.1, "General", Number("0.1")),
        (1234567, "#,##0", Number("1234567")),
        (7, "000000", Number("000007")),
        (3, '0"处"', Number("3", unit="处")),
        (1e-7, "0.00E+00", Number("0.0000001")),
        (46143, "yyyy/m/d", Day(date(2026, 5, 1))),
        (46143, 'yyyy"年"m"月"d"日"', Day(date(2026, 5, 1))),
        (46143.5, "yyyy-mm-dd hh:mm", Day(date(2026, 5, 1), "12:00:00")),
        (46143, "[$-804]m月d日", Day(date(2026, 5, 1))),
        (1, "yyyy/m/d", Day(date(1900, 1, 1))),
        ("=1+1", "General", "=1+1"),
    ],
)
def test_a_cell_says_what_it_shows(tmp_path, value, code, expected):
    """A number is read as its format shows it: a percent, a day, leading zeros, a unit; a text stays as it is."""
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    cell = made.add_format({"num_format": code})
    write = made.add_worksheet().write_string if isinstance(value, str) else made.add_worksheet("b").write_number
    write(0, 0, value, cell)
    made.close()

    assert expected == read_workbook(tmp_path / "a.xlsx").sheets[-1].rows[1][1]


@pytest.mark.parametrize(
    ("value", "code", "told"),
    [
        (1234567890123456789, "General", "more than the 15 digits"),
        (29 / 30, "0.0%", "round what was computed"),
        (60, "yyyy/m/d", "is no day"),
        (0.5, "hh:mm", "is no day"),
        (-3, "yyyy/m/d", "is no day"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(tmp_path, value, code, told):
    """More digits than a spreadsheet keeps, and what is shown as a day but is none, are refused and never guessed."""
    path = edited(book(tmp_path / "a.xlsx", s=[[value]]), {}, {"s!A1": code})

    assert told in str(one(path))


def test_a_formula_stands_by_its_stored_value(tmp_path):
    """A formula with a stored value is read as that; one without is refused, never taken for an empty cell."""
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    page = made.add_worksheet()
    page.write_formula(0, 0, "=1+2", None, 3)
    page.write_formula(1, 0, '="a"&"b"', None, "ab")
    made.close()
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    unsaved = one(book(tmp_path / "b.xlsx", s=[["=1+2"]]))

    assert (Number("3"), "ab", "这个公式没有存下结果") == (rows[1][1], rows[2][1], unsaved.text("zh")[:10])


def test_an_error_in_a_cell_is_refused(tmp_path):
    """#DIV/0! is no value."""
    path = book(tmp_path / "a.xlsx", s=[[1]])
    with ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    repacked(path, {"xl/worksheets/sheet1.xml": sheet.replace(b't="n"><v>1</v>', b't="e"><v>#DIV/0!</v>')})

    assert isinstance(one(path), NotRead)


def test_a_merged_cell_stands_in_each_row_that_it_covers(tmp_path):
    """A site that is merged over three rows is the site of each; hidden rows and columns are read."""
    path = book(tmp_path / "a.xlsx", s=[["路", 1], [None, 2], [None, 3]])
    made = openpyxl.load_workbook(path)
    made["s"].merge_cells("A1:A3")
    made["s"].row_dimensions[2].hidden = True
    made["s"].column_dimensions["B"].hidden = True
    made.save(path)

    assert [("路", "1"), ("路", "2"), ("路", "3")] == [
        (row[1], row[2].text) for row in read_workbook(path).sheets[0].rows.values()
    ]


def _zipped(path, **parts):
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def _bomb(path):
    return _zipped(path, **{"[Content_Types].xml": "", "xl/workbook.xml": b"0" * 50_000_000})


def _lying(path):
    """Return a workbook one of whose parts is larger than it says."""
    book(path, s=[[1]])
    content = path.read_bytes()
    entry = content.rindex(b"xl/worksheets/sheet1.xml")  # in the directory at the end
    path.write_bytes(content[: entry - 22] + (9).to_bytes(4, "little") + content[entry - 18 :])
    return path


def _entity(path):
    lol = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
    return repacked(book(path, s=[[1]]), {"xl/workbook.xml": lol})


REFUSED = {
    "an old file": (lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 900), "旧格式（.xls）", "old kind (.xls)"),
    "encrypted": (lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")), "加密", "encrypted"),
    "macros": (lambda path: repacked(book(path, s=[[1]]), {"xl/vbaProject.bin": b"x"}), "含有宏（.xlsm）", "holds macros (.xlsm)"),
    "no zip file": (lambda path: path.write_bytes(b"site,indicator\n"), "不是 .xlsx 工作簿", "is no .xlsx workbook"),
    "another zip file": (lambda path: _zipped(path, a="b"), "不是 .xlsx 工作簿", "is no .xlsx workbook"),
    "a bomb": (_bomb, "压缩炸弹", "a zip bomb"),
    "a part larger than it says": (_lying, "已损坏", "is damaged"),
    "entities": (_entity, "已损坏", "is damaged"),
    "cut off": (lambda path: path.write_bytes(book(path, s=[[1]]).read_bytes()[:-40]), "不是 .xlsx 工作簿", "is no .xlsx workbook"),
    "a sheet is missing": (lambda path: repacked(book(path, s=[[1]]), {"xl/worksheets/sheet1.xml": None}), "已损坏", "is damaged"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_plain_workbook_is_refused_by_name(tmp_path, case):
    """An .xls, an .xlsm, an encrypted file, a zip bomb and a damaged file are each said to be that, in both languages."""
    make, zh, en = REFUSED[case]
    make(tmp_path / "a.xlsx")
    with pytest.raises(BadCell) as caught:
        read_workbook(tmp_path / "a.xlsx")

    assert (True, True) == (zh in caught.value.text("zh"), en in caught.value.text("en"))


def test_another_reader_reads_the_same(tmp_path):
    """What calamine, a reader written apart from ours, says of every kind of cell agrees with ours."""
    calamine = pytest.importorskip("python_calamine", reason="the group dev")
    rows = [["甲", 1.5, True, date(2026, 5, 1), "_x0041_ a\nb"], [None, 0.1, None, None, "b"]]
    path = book(tmp_path / "a.xlsx", 表=rows)
    theirs = calamine.load_workbook(path).get_sheet_by_name("表").to_python()
    ours = [
        [_plain(row.get(column, "")) for column in range(1, 6)] for row in read_workbook(path).sheets[0].rows.values()
    ]

    assert [list(row) for row in theirs] == ours


def _plain(value):
    return float(Decimal(value.text)) if isinstance(value, Number) else value.day if isinstance(value, Day) else value


def _with_cell(path, cell, after=b""):
    """Return a workbook whose A1 is written so in its part; `after` stands behind the rows."""
    book(path, 表=[["a", "b"]])
    with ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    start, end = sheet.index(b'<c r="A1"'), sheet.index(b'<c r="B1"')
    return repacked(path, {"xl/worksheets/sheet1.xml": (sheet[:start] + cell + sheet[end:]).replace(b"</sheetData>", b"</sheetData>" + after)})


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (b'<c r="A1" t="b"><v>true</v></c>', True), (b'<c r="A1" t="b"><v>0</v></c>', False), (b'<c r="A1" t="d"><v>2026-05-01T00:00:00</v></c>', Day(date(2026, 5, 1))),
        (b'<c r="A1" t="d"><v>2026-05-01</v></c>', Day(date(2026, 5, 1))), (b'<c r="A1" t="n"><v>9.7E-1</v></c>', Number("0.97")), (b'<c r="A1"><v>0.96999999999999997</v></c>', Number("0.97")),
    ],
)  # fmt: skip
def test_values_as_other_programs_store_them(tmp_path, cell, expected):
    """A truth by its word, a day as text of its own kind, a number with all its digits: each is what it stands for."""
    assert expected == one(_with_cell(tmp_path / "a.xlsx", cell))


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (b'<c r="A1" t="s"><v>99</v></c>', "99"), (b'<c r="A1" t="s"><v>-1</v></c>', "-1"), (b'<c r="A1" t="n"><v>abc</v></c>', "abc"), (b'<c r="A1" t="b"><v>2</v></c>', "2"),
        (b'<c r="A1" t="x"><v>1</v></c>', "读不出来"), (b'<c r="A1" t="n"><is><t>7</t></is></c>', "7"), (b'<c r="A1" s="99"><v>1</v></c>', "格式在文件里找不到"),
        (b'<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "存了两次"), (b'<c r="A1"><v>1</v></c><c r="A1"/>', "存了两次"),
    ],
)  # fmt: skip
def test_what_a_cell_stores_and_nobody_can_read_is_said_at_the_cell(tmp_path, cell, told):
    """A shared text or a format that is not there, a number that is none, a cell that stands twice: the rest is read, and the cell says why not."""
    assert told in one(_with_cell(tmp_path / "a.xlsx", cell)).text("zh")


def test_what_stands_under_a_merged_cell_is_refused(tmp_path):
    """A cell that is merged into another, and still holds something else, is neither dropped nor taken."""
    path = _with_cell(tmp_path / "a.xlsx", b'<c r="A1"><v>1</v></c>', after=b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    row = read_workbook(path).sheets[0].rows[1]

    assert (Number("1"), True) == (row[1], "下面还存着别的内容" in row[2].text("zh"))


@pytest.mark.parametrize(
    ("broken", "told"),
    [(lambda sheet: sheet[:-60], "表!B1"), (lambda sheet: sheet.replace(b"<sheetData>", b"<data>").replace(b"</sheetData>", b"</data>"), "表"), (lambda sheet: sheet.replace(b"spreadsheetml/2006", b"x"), "表"), (lambda _: b"", "表")],
)  # fmt: skip
def test_a_sheet_that_is_damaged_is_named(tmp_path, broken, told):
    """A sheet that breaks off, or is none, is refused by its name, with the cell to which it was read; it is never an empty sheet."""
    path = book(tmp_path / "a.xlsx", 表=[["a", "b"]])
    with ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    with pytest.raises(BadCell, match="is damaged") as caught:
        read_workbook(repacked(path, {"xl/worksheets/sheet1.xml": broken(sheet)}))

    assert told in caught.value.where


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'name="b"', b'name="A "'), (b'name="b"', b'name=""'), (b'r:id="rId2"', b'r:id="rId1"'), (b'r:id="rId2"', b"")],
)
def test_sheets_that_are_not_apart_are_refused(tmp_path, old, new):
    """Two sheets of one name or one part, and one without a name or a part, are refused: nobody knows which is meant."""
    path = book(tmp_path / "a.xlsx", a=[["x"]], b=[["y"]])
    with ZipFile(path) as packed:
        content = packed.read("xl/workbook.xml")
    assert old in content
    with pytest.raises(BadCell, match="is damaged"):
        read_workbook(repacked(path, {"xl/workbook.xml": content.replace(old, new)}))


def test_a_part_that_is_packed_twice_is_refused(tmp_path):
    """Of two parts of one name nobody knows which is meant."""
    path = book(tmp_path / "a.xlsx", a=[["x"]])
    with ZipFile(path, "a") as packed:
        packed.writestr("xl/worksheets/Sheet1.xml", b"")
    with pytest.raises(BadCell, match="is damaged"):
        read_workbook(path)


def test_cells_merged_over_a_whole_sheet_are_refused(tmp_path):
    """Merged cells that cover whole columns are refused at the first of them; a whole row may be merged, and costs what stands in it."""
    row = _with_cell(tmp_path / "a.xlsx", b'<c r="A1"><v>1</v></c>', after=b'<mergeCells><mergeCell ref="C1:XFD1"/></mergeCells>')
    assert {1, 2} == read_workbook(row).sheets[0].rows[1].keys()
    with pytest.raises(BadCell, match="表!C2: merged cells cover whole columns"):
        read_workbook(_with_cell(tmp_path / "a.xlsx", b'<c r="A1"><v>1</v></c>', after=b'<mergeCells><mergeCell ref="C2:XFD1048576"/></mergeCells>'))
