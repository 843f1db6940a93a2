"""Nobody's work is lost: what somebody filled in or changed is never written over or removed, and what is stale does not stay."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("click", reason="the extra desk")
pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

from desk.books import edited
from samples import lacking
from tristandard.desk import check_project, hand_over, load_project, new_project, write_report
from tristandard.desk.command import main
from tristandard.desk.command.shape import DONE, REFUSED
from tristandard.desk.kept import RECORD

BOOK, COPY = "survey/测评.xlsx", "survey/测评-问题.xlsx"


@pytest.fixture
def project(tmp_path):
    """Return a new project on a copy of the starter."""
    return load_project(new_project(tmp_path / "p", rules="starter"))


def run(capsys, project, *arguments):
    """Run a command in Chinese, and return its exit code and what it printed."""
    code = main.main([*arguments, "--project", str(project.folder), "--lang", "zh"])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_checklist_that_was_filled_in_stays(project, capsys):
    """The next checklist has another name where somebody filled in the first, and takes the place of one that nobody touched."""
    path = project.out / "检查表.xlsx"
    assert [(DONE, False)] * 2 == [(code, "没有覆盖" in told) for code, told in (run(capsys, project, "checklist") for _ in range(2))]
    edited(path, {"检查表!B5": "巡查"})
    kept = path.read_bytes()
    told = [run(capsys, project, "checklist")[1] for _ in range(2)]

    assert kept == path.read_bytes()
    assert {"检查表.xlsx", "检查表-2.xlsx"} == {one.name for one in project.out.iterdir()}
    assert lacking(told[0] + told[1], "没有覆盖", "检查表-2.xlsx") == []


def test_a_marked_copy_goes_once_all_is_mended(project, capsys):
    """A marked copy is written anew with what is wrong now, and removed once nothing is."""
    edited(project.folder / BOOK, {"测评记录!C2": "x", "测评记录!C3": "y"})
    assert REFUSED == run(capsys, project, "check")[0]
    first = (project.folder / COPY).read_bytes()
    edited(project.folder / BOOK, {"测评记录!C2": "95 %"})
    assert REFUSED == run(capsys, project, "check")[0]
    assert first != (project.folder / COPY).read_bytes()
    edited(project.folder / BOOK, {"测评记录!C3": "95 %"})
    code, told = run(capsys, project, "check")

    assert (DONE, False) == (code, (project.folder / COPY).exists()), told


def test_a_marked_copy_in_which_somebody_wrote_stays(project, capsys):
    """Whoever mends the copy keeps it: it is not replaced, the next copy has another name, and the message says what to do with both."""
    edited(project.folder / BOOK, {"测评记录!C2": "x"})
    run(capsys, project, "check")
    edited(project.folder / COPY, {"测评记录!C2": "95 %"})
    kept = (project.folder / COPY).read_bytes()
    code, told = run(capsys, project, "check")

    assert (REFUSED, kept) == (code, (project.folder / COPY).read_bytes())
    assert lacking(told, "测评-2-问题.xlsx", "测评-问题.xlsx 有人改过", "抄到原来的工作簿") == []
    edited(project.folder / BOOK, {"测评记录!C2": "95 %"})
    found = check_project(load_project(project.folder))

    assert (None, [project.folder / COPY]) == (found.problem, list(found.edited))
    assert ["测评-问题.xlsx", "测评.xlsx"] == sorted(path.name for path in (project.folder / "survey").iterdir())


def test_a_letter_that_was_changed_is_kept(project, capsys):
    """Whatever somebody changed or added in a folder that is printed is kept below 改过的, over any number of reports and a new score, and told; the rest is written anew."""
    run(capsys, project, "score")
    write_report(project, project.results(), ["statement"])
    text, own = project.out / "第1版/扣分明细-东区.txt", project.out / "第1版/我的备忘.txt"
    text.write_text("改过", encoding="utf-8")
    own.write_text("备忘", encoding="utf-8")
    told = [run(capsys, project, "report")[1] for _ in range(2)]
    apart = project.out / "第1版/改过的"

    assert ["我的备忘.txt", "扣分明细-东区.txt"] == sorted(path.name for path in apart.iterdir())
    assert ("改过", True) == ((apart / text.name).read_text(encoding="utf-8"), "改过" != text.read_text(encoding="utf-8"))
    assert all("改过的" in one for one in told)
    edited(project.folder / BOOK, {"问题清单!D2": 7})
    code, told = run(capsys, project, "score", "--again")

    assert (DONE, ["改过的"]) == (code, [path.name for path in (project.out / "第1版").iterdir()])
    assert lacking(told, "已随之删去", "没有丢") == []


def test_the_rule_book_and_a_letter_of_a_handover_stay(tmp_path, capsys):
    """A rule book that was changed stays beside the new one; `--to` never writes over a file that the program did not write; a letter to which somebody added stays too."""
    project = load_project(new_project(tmp_path / "u", office="urban"))
    run(capsys, project, "rulebook")
    book = project.out / "融合测评体系.docx"
    book.write_bytes(book.read_bytes() + b"x")
    kept = book.read_bytes(), (project.folder / BOOK).read_bytes()
    told = run(capsys, project, "rulebook")[1]
    code, said = run(capsys, project, "rulebook", "--to", str(project.folder / BOOK))

    assert lacking(told, "没有覆盖", "融合测评体系-2.docx") == []
    assert (REFUSED, []) == (code, lacking(said, "请另取一个名称"))
    assert kept == (book.read_bytes(), (project.folder / BOOK).read_bytes())
    assert [DONE, DONE] == [run(capsys, project, "rulebook", "--to", str(tmp_path / "elsewhere.html"))[0] for _ in range(2)]
    project.score()
    letter = next(path for path in hand_over(project) if path.suffix == ".txt")
    letter.write_text("请注意第 3 条", encoding="utf-8")
    hand_over(load_project(project.folder))

    assert ("请注意第 3 条", True) == (letter.read_text(encoding="utf-8"), letter.with_name(f"{letter.stem}-2.txt").is_file())


def test_without_a_record_everything_is_somebodys_work(project, capsys):
    """Where the record of what was written is gone or broken, nothing is replaced or removed."""
    run(capsys, project, "checklist")
    for text in (None, "[]", "{"):
        shutil.rmtree(project.out, ignore_errors=True)
        run(capsys, project, "checklist")
        kept = (project.out / "检查表.xlsx").read_bytes()
        if text is None:
            (project.folder / RECORD).unlink()
        else:
            Path(project.folder / RECORD).write_text(text, encoding="utf-8")
        run(capsys, project, "checklist")

        assert {"检查表.xlsx", "检查表-2.xlsx"} == {path.name for path in project.out.iterdir()}
        assert kept == (project.out / "检查表.xlsx").read_bytes()
