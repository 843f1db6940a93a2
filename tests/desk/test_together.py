"""Two people work in one project folder at once: one comes after the other, and nothing of either is lost."""

import subprocess
import sys
from threading import Event, Thread

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

from desk.books import edited
from samples import lacking
from tristandard.codec.lock import let_go, take
from tristandard.desk import NotDone, kept, load_project, new_project, write_report
from tristandard.desk.command.main import main

BOOK = "survey/测评.xlsx"


@pytest.fixture
def folder(tmp_path):
    """Return a project of which edition 1 is published, and whose workbook is corrected."""
    made = new_project(tmp_path / "p", rules="starter")
    load_project(made).score()
    edited(made / BOOK, {"问题清单!D2": 1, "问题清单!K2": "2"})
    return made


def at_once(*calls):
    """Run calls in threads of their own, and return what each returned or raised."""
    found = [None] * len(calls)

    def run(place, call):
        try:
            found[place] = call()
        except NotDone as error:
            found[place] = error

    threads = [Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_corrections_at_once_one_is_refused(folder):
    """Whoever comes second waits, is told for whom, and is refused with the edition that was written meanwhile; its reason and its edition stay."""
    waiting = Event()
    second = load_project(folder, tell=lambda told: waiting.set() if "waiting for" in told[1] else None)

    def first():
        project = load_project(folder)
        with project.kept.alone():
            assert waiting.wait(60)
            return project.correct("甲")

    made, refused = at_once(first, lambda: second.correct("乙"))

    assert ((1, 2), "甲", 2) == (load_project(folder).editions(), load_project(folder).results().reason, made.edition)
    assert lacking(str(refused), "edition 2 was written meanwhile", "run it again") == lacking(refused.text("zh"), "第 2 版刚刚由别人写出", "再运行一次") == []


def test_reports_at_once_all_stand(folder):
    """Several people print one edition at once: whatever is said to be written is there, and is known as the program's own."""
    calls = [lambda kinds=kinds: write_report(load_project(folder), load_project(folder).results(), kinds) for kinds in (["ranking"], ["statement"], ["bulletin"])]
    written = [path for paths in at_once(*calls) for path in paths]
    project = load_project(folder)

    assert [] == [path.name for path in written if not path.is_file() or not project.kept.ours(path)]
    assert {"results-1.json", "第1版"} == {path.name for path in project.out.iterdir()}


def test_whoever_waits_too_long_is_told_who_writes(folder, monkeypatch):
    """A folder that another holds for long is refused, with who holds it and what to do; nothing is written."""
    monkeypatch.setattr(kept, "PATIENCE", 0)
    handle = take(folder / kept.LOCK, "wang@pc-3")
    try:
        with pytest.raises(NotDone) as caught:
            load_project(folder).correct("误录")
    finally:
        let_go(handle)

    assert lacking(str(caught.value), "wang@pc-3 is writing into", "run it again") == lacking(caught.value.text("zh"), "wang@pc-3 正在写", "再运行一次") == []
    assert (1,) == load_project(folder).editions()


@pytest.mark.parametrize("command", ["checklist", "rulebook", "worklist", "certify"])
def test_commands_that_look_before_they_write_wait(folder, monkeypatch, capsys, command):
    """A command that looks what stands in the folder, and then writes beside it, waits for whoever writes there, and is refused like any other."""
    pytest.importorskip("docx", reason="the extra desk")
    monkeypatch.setattr(kept, "PATIENCE", 0)
    before = [path for path in sorted(folder.rglob("*")) if path.name != kept.LOCK]
    handle = take(folder / kept.LOCK, "wang@pc-3")
    try:
        code = main([command, "--lang", "en", "--project", str(folder)])
    finally:
        let_go(handle)

    assert (True, before) == (code != 0, [path for path in sorted(folder.rglob("*")) if path.name != kept.LOCK])
    assert "wang@pc-3 is writing into" in "".join(capsys.readouterr())
    assert 0 == main([command, "--lang", "en", "--project", str(folder)])


def test_lists_at_once_are_one(folder):
    """Two people write a checklist at once: the second writes anew what the program itself wrote, and not another beside it."""
    codes = at_once(*[lambda: main(["checklist", "--lang", "zh", "--project", str(folder)])] * 2)

    assert ([0, 0], ["检查表.xlsx"]) == (codes, sorted(path.name for path in (folder / "out").glob("检查表*")))


def test_a_program_that_was_killed_holds_nothing(folder, monkeypatch):
    """What a program held that ended in whichever way is free at once, whatever its file says."""
    monkeypatch.setattr(kept, "PATIENCE", 0)
    code = f"from pathlib import Path; from tristandard.codec.lock import take; assert take(Path({str(folder / kept.LOCK)!r}), 'gone'); print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline()
        with pytest.raises(NotDone, match="gone is writing"):
            load_project(folder).correct("误录")
        other.kill()
        other.wait()

    assert 2 == load_project(folder).correct("误录").edition
