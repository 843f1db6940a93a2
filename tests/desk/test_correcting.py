"""A correction scores what the workbook says now, as a first edition would, or it says what to do with what was published."""

import shutil
from datetime import date

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.desk import load_project, new_project, write_checklists

BOOK = "survey/测评.xlsx"


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """Return the folder of a project of which edition 1 is published."""
    folder = new_project(tmp_path_factory.mktemp("correcting") / "p", rules="starter")
    load_project(folder).score()
    return folder


@pytest.fixture
def folder(scored, tmp_path):
    """Return a copy that a test may change."""
    return shutil.copytree(scored, tmp_path / "p")


def exact(results):
    """Return the exact score of each unit in each assessment."""
    return {(code, unit): card.exact for code, result in results.items() for unit, card in result.items()}


def fresh(folder):
    """Return the scores of a project that holds the same workbooks and published nothing."""
    other = shutil.copytree(folder, folder.parent / "fresh", ignore=shutil.ignore_patterns("out"))
    return exact(load_project(other).score())


STRUCK = {"问题清单!I2": "2026-05-01 东区: 不是本路段", "问题清单!J2": "2026-05-09 城管局: 属实", "问题清单!K2": "2"}
ROW = {f"问题清单!{column}4": text for column, text in zip("ABCDFKLM", ("9", "示例一路", "道路无垃圾", 2, "2026-04-08", "1", "城管巡查", "第一次"), strict=True)}
MOVES = {
    "a lower count": {"问题清单!D2": 1, "问题清单!K2": "2"},
    "one problem fewer of several": {"问题清单!D2": 2, "问题清单!K2": "2"},
    "a higher count": {"问题清单!D2": 4, "问题清单!K2": "2"},
    "several where there was one": {"问题清单!D3": 3, "问题清单!K3": "2"},
    "a row added": ROW,
    "struck after an appeal": STRUCK,
    "another result": {"测评记录!C2": "80 %", "测评记录!G1": "版次", "测评记录!G2": "2"},
}


@pytest.mark.parametrize("cells", MOVES.values(), ids=MOVES)
def test_a_correction_scores_what_a_first_edition_would(folder, cells):
    """Whatever a row is corrected to, the scores are those of the workbook as it stands now."""
    edited(folder / BOOK, cells)
    before = exact(load_project(folder).results())
    made = load_project(folder).correct("误录")

    assert fresh(folder) == exact(made)
    assert before != exact(made)
    assert load_project(folder).certify().holds


def test_corrections_follow_on_each_other(folder):
    """A count that is lowered, raised and lowered again scores each time what the workbook says."""
    for revision, count in ((2, 1), (3, 5), (4, 2)):
        edited(folder / BOOK, {"问题清单!D2": count, "问题清单!K2": str(revision)})
        made = load_project(folder).correct("误录")
        scores = fresh(folder)
        shutil.rmtree(folder.parent / "fresh")

        assert (revision, scores) == (made.edition, exact(made))


REFUSED = {
    "renumbered": {"问题清单!A2": "2", "问题清单!A3": "1"},
    "new numbers": {"问题清单!A2": "11", "问题清单!A3": "12"},
    "another site": {"问题清单!B2": "示例二路", "问题清单!K2": "2"},
    "another place of a problem": {"问题清单!E2": "路口"},
    "another day of a measurement": {"测评记录!D2": "2026-04-25"},
}


@pytest.mark.parametrize("cells", REFUSED.values(), ids=REFUSED)
def test_what_changed_under_the_same_revision_is_refused(folder, cells):
    """What was published changes by a higher 版次 of its own row alone; the message says which and what to do."""
    edited(folder / BOOK, cells)
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert lacking(str(caught.value), "which is published", "the 版次 2") == []
    assert lacking(caught.value.text("zh"), "已公布的", "版次写成 2") == []
    assert (1,) == load_project(folder).editions()


@pytest.mark.parametrize(("row", "old", "new"), [(2, 3, 2), (2, 3, 1), (3, 1, 4)])
def test_another_count_without_a_revision_is_told_at_its_cell(folder, row, old, new):
    """Of a row whose 处数 was changed nothing vanished: its cell says what it was, what it is, and which 版次 to write."""
    edited(folder / BOOK, {f"问题清单!D{row}": new})
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert [f"测评.xlsx 问题清单!D{row}：处数由 {old} 改为 {new}，请把 版次 写成 2；不要改的，请恢复原样"] == [one.told[0] for one in caught.value.exceptions]
    assert lacking(str(caught.value), f"the 处数 was {old}, and is {new}: give the row the 版次 2") == []


def checklisted(folder):
    """Publish what a checklist says of two questions, and return its path, its sheet and the row of the first."""
    shutil.rmtree(folder / "out")
    edited(folder / BOOK, {f"测评记录!{column}{row}": None for column in "ABCDE" for row in range(2, 20)})
    path = folder / "survey/检查表.xlsx"
    write_checklists(load_project(folder).plan, path, source="抽查", day=date(2026, 4, 8))
    book = openpyxl.load_workbook(path)
    sheet, row = next((page, row) for page in book.worksheets[1:-1] for row in range(2, page.max_row + 1) if page[f"I{row}"].value == "lamps.lit")
    sheet[f"F{row}"] = "90 %"
    book.save(path)
    load_project(folder).score()
    return path, sheet.title, row


def test_a_filled_checklist_is_corrected_by_a_revision_of_its_row(folder):
    """A changed value is refused at its cell; with a column 版次 and 2 in its row it is a correction, and a bad 版次 is told at its cell."""
    path, sheet, row = checklisted(folder)
    edited(path, {f"{sheet}!F{row}": "80 %"})
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")
    assert [("检查表.xlsx", f"{sheet}!F{row}")] == [(one.file, one.where) for one in caught.value.exceptions]
    assert lacking(caught.value.text("zh"), "请把版次写成 2", "加上这一列") == []
    edited(path, {f"{sheet}!J1": "版次", f"{sheet}!J{row}": "二"})
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")
    assert [("检查表.xlsx", f"{sheet}!J{row}")] == [(one.file, one.where) for one in caught.value.exceptions]
    edited(path, {f"{sheet}!J{row}": 2})

    assert fresh(folder) == exact(load_project(folder).correct("误录"))


def hyphened(folder):
    """Number the rows of problems A-1 and A-2, of one indicator at one site, and publish them."""
    shutil.rmtree(folder / "out")
    edited(folder / BOOK, {"问题清单!A2": "A-1", "问题清单!A3": "A-2", "问题清单!B3": "示例一路", "问题清单!D2": 1})
    load_project(folder).score()


@pytest.mark.parametrize("deleted", [2, 3])
def test_rows_whose_numbers_end_alike_stand_for_themselves(folder, deleted):
    """Rows A-1 and A-2 are no two problems of a row A: a higher 版次 of one does not let the other vanish."""
    hyphened(folder)
    kept = 5 - deleted
    edited(folder / BOOK, {f"问题清单!K{kept}": "2", f"问题清单!E{kept}": "路口西侧"})
    book = openpyxl.load_workbook(folder / BOOK)
    book["问题清单"].delete_rows(deleted)
    book.save(folder / BOOK)
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert ["is not there any more"] == [part for one in caught.value.exceptions for part in ("is not there any more",) if part in str(one)]


def test_rows_whose_numbers_end_alike_are_corrected(folder):
    """Each of them is corrected by its own 版次, its 处数 too."""
    hyphened(folder)
    edited(folder / BOOK, {"问题清单!D2": 3, "问题清单!K2": "2"})
    assert fresh(folder) == exact(load_project(folder).correct("误录"))
    shutil.rmtree(folder.parent / "fresh")
    edited(folder / BOOK, {"问题清单!D2": 1, "问题清单!K2": "3"})

    assert fresh(folder) == exact(load_project(folder).correct("误录"))


def test_one_measurement_does_not_stand_for_another(folder):
    """A higher 版次 of one visit does not let the measurement of another visit vanish; nor does a changed day of one row excuse two."""
    shutil.rmtree(folder / "out")
    book = openpyxl.load_workbook(folder / BOOK)
    page = book["测评记录"]
    page["G1"], page["H1"] = "批次", "版次"
    for row in range(2, page.max_row + 1):
        page[f"G{row}"], page[f"H{row}"] = "第一次", "1"
    book.save(folder / BOOK)
    load_project(folder).score()
    edited(folder / BOOK, {"测评记录!G2": "第二次", "测评记录!H2": "2"})
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert lacking(str(caught.value), "is not there any more") == []


def test_what_does_not_follow_is_told_at_its_row(folder):
    """A published row that was changed under its 版次 is told once, at its cell, with labels and codes; one that was deleted by its own words."""
    edited(folder / BOOK, {"问题清单!E2": "路口"})
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert [("测评.xlsx", "问题清单!K2")] == [(one.file, one.where) for one in caught.value.exceptions]
    assert lacking(caught.value.text("zh"), "示例一路（P01）", "道路无垃圾（") == []


@pytest.mark.parametrize(("sheet", "row"), [("问题清单", 3), ("测评记录", 2)])
def test_a_published_row_may_not_vanish(folder, sheet, row):
    """A row that was deleted is refused with the way to withdraw it: an appeal that is struck, or 未测."""
    book = openpyxl.load_workbook(folder / BOOK)
    book[sheet].delete_rows(row)
    book.save(folder / BOOK)
    with pytest.raises(ts.Refused) as caught:
        load_project(folder).correct("误录")

    assert lacking(str(caught.value), "is not there any more", "申诉", "撤销", "未测") == []
    assert (1,) == load_project(folder).editions()
