"""The command line: its help's examples run, its exit codes are those that it tells, in two languages and on narrow consoles."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

pytest.importorskip("click", reason="the extra desk")
pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

from desk.books import edited
from samples import lacking
from tristandard.codec.folder import load_ruleset
from tristandard.codec.starter import new_ruleset
from tristandard.desk import hand_over, load_project, new_project, write_rules
from tristandard.desk.command import console, main
from tristandard.desk.command.shape import BROKEN, DONE, MISSING, MISUSED, NOT_HELD, REFUSED, STOPPED, SYSTEM
from tristandard.desk.command.table import COMMANDS

EXAMPLES = [(command.name, line) for command in COMMANDS for line in dict.fromkeys(text for one in command.examples for text in one)]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """Return a folder with a project in two editions, `q`, one office's, `c`, and what another handed over."""
    root = tmp_path_factory.mktemp("command")
    for name, office in (("q", ""), ("u", "urban"), ("c", "civilized")):
        load_project(new_project(root / name, office=office)).score()
    edited(root / "q/survey/测评.xlsx", {"问题清单!D2": 1, "问题清单!K2": "2"})
    load_project(root / "q").correct("误录")
    hand_over(load_project(root / "u"))
    shutil.copy(root / "u/out/handover/urban-civilized-2022Q3-1.json", root / "c")
    return root


@pytest.fixture
def place(prepared, tmp_path, monkeypatch) -> Path:
    """Stand in a copy of the project with two editions."""
    root = Path(shutil.copytree(prepared, tmp_path / "w"))
    monkeypatch.chdir(root / "q")
    return root


def run(capsys, *arguments):
    """Run a command line, and return its exit code and what it wrote on both streams."""
    code = main.main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_each_example_of_the_help_runs(place, monkeypatch, capsys, name, line):
    """Each line that a command's help shows runs as it stands, in a folder where it has something to do."""
    folder = {"receive": "c", "handover": "u"}.get(name, "q")
    monkeypatch.chdir(place / folder)
    if name == "correct":
        edited(place / "q/survey/测评.xlsx", {"问题清单!D4": 1, "问题清单!K4": "2"})
    if name == "score":
        shutil.rmtree(place / "q/out")
    if name == "worklist":
        for language in ("zh", "en"):
            run(capsys, name, "--lang", language)
    code, out, err = run(capsys, *shlex.split(line)[1:])

    assert (DONE, "") == (code, err)
    assert out.strip()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_has_help_with_examples(capsys, command, language):
    """Each page of help says what the command does, all that it takes, and shows lines that call it; the Chinese one has no English sentence."""
    code, out, err = run(capsys, command.name, "--help", "--lang", language)

    assert (DONE, "") == (code, err)
    assert lacking(out, command.told.text(language), "--lang", "--json", *(one.told.text(language) for one in command.takes), *(one.text(language) for one in command.examples)) == []
    assert language == "en" or re.search("[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", out.partition("例子")[0]) is None


def test_the_program_tells_its_commands_and_exit_codes(capsys):
    """Without a command the program lists them all, with the exit codes that a script can rely on."""
    zh, en = (run(capsys, "--lang", language)[1] for language in ("zh", "en"))

    assert lacking(zh, *(command.name for command in COMMANDS)) == []
    assert [str(code) for code in (DONE, REFUSED, MISUSED, MISSING, NOT_HELD, BROKEN, SYSTEM, STOPPED)] == re.findall("[0-9]+", en.partition("Exit codes")[2])
    assert en == run(capsys, "--help", "--lang", "en")[1]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["foo"], "没有命令“foo”", "there is no command 'foo'"),
        (["score", "--bar"], "没有选项 --bar", "there is no option --bar"),
        (["correct"], "缺少 --reason", "--reason is missing"),
        (["correct", "--reason"], "--reason 后面要写内容", "--reason needs a value"),
        (["new"], "缺少 文件夹", "DIR is missing"),
        (["check", "x"], "多出了内容", "more than it takes"),
        (["explain", "x", "--depth", "deep"], "--depth 应是整数", "--depth is to be a whole number"),
        (["compare", "x"], "edition 应是整数", "edition is to be a whole number"),
    ],
)
def test_a_wrong_call_says_how_it_is_called(capsys, arguments, zh, en):
    """Whatever is called wrongly exits with 2 and one line on the error stream, in the language of the call."""
    for language, said in (("zh", zh), ("en", en)):
        code, out, err = run(capsys, "--lang", language, *arguments)

        assert (MISUSED, "", []) == (code, out, lacking(err, said))


@pytest.mark.parametrize("arguments", [["foo", "--json"], ["--json", "score", "--bar"], ["correct", "--json"], ["correct", "--json", "--reason"], ["check", "x", "--json"], ["explain", "x", "--depth", "deep", "--json"], ["check", "--json", "--lang", "fr"]])
def test_a_wrong_call_is_told_to_a_program_too(capsys, arguments):
    """With `--json` whatever is called wrongly prints one object, with its exit code and one problem in both languages."""
    code, out, err = run(capsys, *arguments)
    told = json.loads(out)

    assert (MISUSED, MISUSED, "") == (code, told["exit"], err)
    assert [True] == [bool(one["zh"] and one["en"]) for one in told["problems"]]


def test_each_command_and_exit_code_is_on_the_pages():
    """The how-to names every command and every exit code, in both languages."""
    pages = Path(__file__).parents[2] / "docs"
    for page in ("howto_desk.md", "howto_desk.zh.md"):
        text = re.sub(r"\]\([^)]*\)", "]", (pages / page).read_text(encoding="utf-8"))
        codes = re.search("(?:Exit codes: |退出码：)(.*?)[.。]", text, re.DOTALL)[1]

        assert [] == [one.name for one in COMMANDS if not re.search(f"(tristandard |`){one.name}\\b", text)]
        assert [str(code) for code in (DONE, REFUSED, MISUSED, MISSING, NOT_HELD, BROKEN, SYSTEM, STOPPED)] == re.findall(r"(?<![0-9])[0-9]+(?![0-9])", re.sub("[(（].*?[)）]", "", codes))


def test_a_strange_language_is_refused(capsys):
    """Only zh and en are languages of the command line."""
    assert (MISUSED, "--lang is zh or en\n") == run(capsys, "check", "--lang", "fr")[::2]


@pytest.mark.parametrize(
    ("environment", "arguments", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, [], "zh"),
        ({"LANG": "en_US.UTF-8"}, [], "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.GBK"}, [], "en"),
        ({"LANG": "en_US"}, ["check", "--lang", "zh"], "zh"),
        ({"LANG": "zh_CN"}, ["--lang=en", "check"], "en"),
    ],
)
def test_the_language_is_the_systems_unless_it_is_said(environment, arguments, language):
    """`--lang` wins over the locale, wherever it stands."""
    assert language == console.language_of(arguments, environment)


def test_windows_says_its_language_in_its_own_words(monkeypatch):
    """Without these variables the name that the system gives its locale is read, `Chinese (Simplified)_China` too; what is no locale is English."""
    monkeypatch.setattr(console.locale, "getlocale", lambda: ("Chinese (Simplified)_China", "936"))
    assert "zh" == console.language_of([], {})

    def strange():
        raise ValueError

    monkeypatch.setattr(console.locale, "getlocale", strange)
    assert "en" == console.language_of([], {})


def test_a_faulty_workbook(place, capsys):
    """`check` exits with 1, names the cell on the error stream, and leaves a marked copy beside the workbook; as JSON it names file and cell in both languages."""
    edited(place / "q/survey/测评.xlsx", {"测评记录!C3": "十二"})
    code, out, err = run(capsys, "check", "--lang", "zh")
    told = json.loads(run(capsys, "check", "--json")[1])

    assert (REFUSED, "", []) == (code, out, lacking(err, "测评.xlsx 测评记录!C3", "标出错处的副本", "测评-问题.xlsx"))
    assert (place / "q/survey/测评-问题.xlsx").is_file()
    assert (1, ["survey/测评-问题.xlsx"], "测评记录!C3", "测评.xlsx") == (told["exit"], told["written"], told["problems"][0]["cell"], told["problems"][0]["file"])
    assert lacking(told["problems"][0]["zh"] + told["problems"][0]["en"], "十二", "未测：原因") == []


def test_another_project_of_the_same_quarter_is_not_an_earlier_period(place, capsys):
    """With --before, results of the same quarter are compared only where they are an edition of this project, on a page of their own."""
    page = place / "q/out/对照.html"
    run(capsys, "compare", "--lang", "zh")
    kept = page.read_bytes()
    for language, said in (("zh", "不是本项目的任何一版"), ("en", "no edition of this project")):
        code, out, err = run(capsys, "compare", "--before", "../u/out/results-1.json", "--lang", language)
        assert (REFUSED, "") == (code, out)
        assert said in err
    code, out, _ = run(capsys, "compare", "--before", "out/results-1.json", "--lang", "zh")

    assert (DONE, kept) == (code, page.read_bytes())
    assert "对照-2022Q3.html" in out


@pytest.mark.parametrize("arguments", [["score"], ["receive", "x.json"], ["statement", "nobody"], ["explain", "nobody"], ["report", "--edition", "9"], ["new", "."], ["compare", "1"], ["certify", "--project", "nowhere"], ["checklist", "--day", "soon"]])
def test_what_is_refused_leaves_nothing_behind(place, capsys, arguments):
    """A refused command exits with 1, says why in the language of the call, and writes nothing."""
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    code, out, err = run(capsys, *arguments, "--lang", "zh")

    assert (REFUSED, "") == (code, out)
    assert re.search("[\u4e00-\u9fff]", err)
    assert before == {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_json_is_what_the_library_has(place, capsys):
    """With `--json` a program reads rows, files and the exit code, in plain ASCII; `--json` may stand before the command too."""
    code, out, _ = run(capsys, "--json", "certify")
    certified = json.loads(out)
    compared = json.loads(run(capsys, "compare", "--json")[1])
    explained = json.loads(run(capsys, "explain", "天宁区", "--json")[1])
    results = load_project(place / "q").results()

    assert (DONE, 0, ["out/certificate-2.json"], [{"disagreements": [], "holds": True}]) == (code, certified["exit"], certified["written"], certified["rows"])
    assert out.isascii()
    assert {"score", "posting"} <= {row["kind"] for row in compared["rows"]}
    counts = {code: len(results[code]["320402"].breakdown.entries) + len(results[code]["320402"].breakdown.uncounted) for code in results}
    assert counts == Counter(row["assessment"] for row in explained["rows"])


def test_labels_are_taken_everywhere(place, capsys):
    """An assessment and a unit are named by labels in either language, an office by its own name; what is not known is told with labels, the codes behind."""
    told = [run(capsys, "explain", unit, "--assessment", book, "--lang", "zh")[1] for unit, book in (("天宁区", "城市长效综合管理"), ("320402", "urban"), ("Tianning District", "市城管局"), ("天宁区", "Long-term urban management"))]
    assert {told[0]} == set(told)
    assert told[0]
    code, _, err = run(capsys, "explain", "天宁区", "--assessment", "城管", "--lang", "zh")
    assert (REFUSED, []) == (code, lacking(err, "没有测评“城管”", "城市长效综合管理（urban）"))
    code, _, err = run(capsys, "statement", "天宁", "钟楼", "--lang", "zh")
    assert (REFUSED, []) == (code, lacking(err, "“天宁”没有计分", "“钟楼”没有计分", "天宁区（320402）"))
    code, _, err = run(capsys, "new", "x", "--office", "城管", "--lang", "zh")
    assert (REFUSED, []) == (code, lacking(err, "城市长效综合管理（urban）"))


def test_a_certificate_that_does_not_hold(place, capsys, monkeypatch):
    """Where something disagrees the exit code is 4, and the certificate says what."""
    from attrs import evolve

    from tristandard.desk import project
    from tristandard.proof.disagreement import Disagreement
    from tristandard.words import Told

    wrong = Disagreement(Told("台账", "ledger"), "P01", "1", "2")
    monkeypatch.setattr(project, "certify", lambda results, real=project.certify: evolve(real(results), disagreements=(wrong,)))

    assert NOT_HELD == run(capsys, "certify")[0]


def test_a_missing_extra_is_named(monkeypatch, capsys):
    """Without the packages of the extra the command line says what to install, and exits with 3."""
    from tristandard.desk import extra

    def nothing(name):
        raise ImportError(name)

    monkeypatch.setattr(extra, "import_module", nothing)
    told = [run(capsys, "check", "--lang", language) for language in ("zh", "en")]

    assert [(MISSING, []), (MISSING, [])] == [(code, lacking(err, 'pip install "tristandard[desk]"', "click")) for code, _, err in told]
    assert [{"exit": MISSING}] == [{"exit": json.loads(run(capsys, "check", "--json")[1])["exit"]}]


def test_a_mistake_of_the_program_is_told_apart(monkeypatch, capsys, place):
    """An error that is no message of ours exits with 70, and says that the files are not to blame; Ctrl-C exits with 130."""
    from tristandard.desk.command import shape

    def broken(*_, **__):
        raise ZeroDivisionError

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(shape, "load_project", broken)
    assert (BROKEN, []) == ((found := run(capsys, "check", "--lang", "zh"))[0], lacking(found[2], "程序本身出错", "ZeroDivisionError"))
    monkeypatch.setattr(shape, "load_project", stopped)
    code, _, err = run(capsys, "check", "--lang", "zh")

    assert (STOPPED, "已中止") == (code, err.strip())


def called(folder, *arguments, **environment):
    """Run the command line in a process of its own."""
    return subprocess.run([sys.executable, "-m", "tristandard", *arguments], cwd=folder, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_narrow_console(place, encoding):
    """On a console of GBK every command prints in Chinese what it has to say, with the nearest mark for one that GBK does not have; on one of ASCII nothing fails."""
    for arguments in (["--help"], ["check"], ["explain", "天宁区"], ["statement", "钟楼区"], ["compare"], ["certify"], ["foo"]):
        found = called(place / "q", *arguments, "--lang", "zh", PYTHONIOENCODING=encoding)
        text = (found.stdout + found.stderr).decode(encoding)

        assert ("UnicodeEncodeError" in text, found.returncode) == (False, MISUSED if arguments == ["foo"] else DONE), text
        assert encoding == "ascii" or re.search("[\u4e00-\u9fff]", text)


def test_marks_that_gbk_does_not_have_become_the_nearest(monkeypatch):
    """− becomes -, ² becomes 2, and what has no like becomes ?; whatever GBK has stays."""
    console.readied()

    assert "天宁区 -1 m2 … → ?" == "天宁区 −1 m² … → 𠮷".encode("gbk", "tristandard-nearest").decode("gbk")


def test_progress_is_silent_where_nobody_looks(place):
    """Where the error stream is no terminal nothing but errors is written to it."""
    assert b"" == called(place / "q", "certify", "--lang", "zh").stderr


def test_progress_is_shown_on_a_terminal(monkeypatch):
    """On a terminal each step is told on the error stream, with marks that a narrow console has."""
    import io

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    from tristandard.words import Told

    with console.progress("zh", quiet=False) as tell:
        tell(Told("计分", "scoring"))

    assert "计分" in stream.getvalue()
    stream.getvalue().encode("gbk")


def test_a_reader_that_has_read_enough(place):
    """Who closes the pipe early is no error of the program."""
    command = f"{shlex.quote(sys.executable)} -m tristandard explain 天宁区 --lang zh | head -n 1"
    found = subprocess.run(["/bin/bash", "-c", command], cwd=place / "q", capture_output=True, check=False)

    assert (0, b"") == (found.returncode, found.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize(("redirected", "code", "said"), [("> /dev/full", SYSTEM, "没有显示出来"), (">&-", SYSTEM, "标准输出已关闭"), ("2>&- > /dev/full", SYSTEM, ""), ("2> /dev/full foo", MISUSED, ""), ("foo 2>&-", MISUSED, "")])
def test_an_output_that_takes_nothing(place, redirected, code, said):
    """Where the output is closed or full, the exit code and a plain sentence say so, where there is anything to say it on; no traceback."""
    command = f"{shlex.quote(sys.executable)} -m tristandard plan --lang zh {redirected}"
    found = subprocess.run(["/bin/bash", "-c", command], cwd=place / "q", capture_output=True, check=False)
    text = found.stderr.decode()

    assert (code, False) == (found.returncode, "Traceback" in text or "Exception ignored" in text), text
    assert said in text


def test_a_reader_that_has_read_enough_does_not_hide_the_exit_code(place, monkeypatch):
    """The exit code of a command is its own, whoever closes the pipe."""

    class Closed:
        def write(self, _):
            raise BrokenPipeError

        def close(self):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    monkeypatch.chdir(place / "q")

    assert (DONE, REFUSED) == (main.main(["plan"]), main.main(["score", "--project", "..", "--json"]))


def test_a_full_disk(place, capsys, monkeypatch):
    """A full disk is told as one, in both languages, with the file; whatever else the system says is told too, with an exit code of its own."""
    from tristandard.codec import output
    from tristandard.desk.command import shape

    def full(*_, **__):
        raise OSError(28, "No space left on device", "out/x")

    monkeypatch.setattr(output, "_beside", full)
    for language, said in (("zh", "磁盘已满"), ("en", "the disk is full")):
        code, _, err = run(capsys, "plan", "--lang", language)
        assert (REFUSED, []) == (code, lacking(err, said, "plan.json"))
        assert lacking(run(capsys, "report", "--lang", language)[2], said) == []
    monkeypatch.setattr(shape, "load_project", full)
    assert (SYSTEM, []) == ((found := run(capsys, "plan", "--lang", "zh"))[0], lacking(found[2], "磁盘已满", "out/x"))

    def gone(*_, **__):
        raise PermissionError(13, "Permission denied", "out/y")

    monkeypatch.setattr(shape, "load_project", gone)
    assert (SYSTEM, []) == ((found := run(capsys, "plan", "--lang", "zh"))[0], lacking(found[2], "系统没有让程序读写", "out/y"))
    assert SYSTEM == json.loads(run(capsys, "plan", "--json")[1])["exit"]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_stopped_while_it_is_loaded(place):
    """Ctrl-C ends the command line with 130 and a word, from its first moment on."""
    from signal import SIGINT

    code = "import tristandard.__main__ as m, sys, signal, os; signal.signal(signal.SIGINT, signal.default_int_handler); sys.meta_path.insert(0, type('Stop', (), {'find_spec': staticmethod(lambda name, *_: os.kill(os.getpid(), signal.SIGINT) if name == 'tristandard.desk' else None)})); raise SystemExit(m.run())"
    found = subprocess.run([sys.executable, "-c", code], cwd=place / "q", capture_output=True, check=False)

    assert (STOPPED, "已中止 / stopped", 2) == (found.returncode, found.stderr.decode().strip(), SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="reads the sources alone")
def test_nothing_of_posix_alone_is_called():
    """The desk calls nothing that Windows does not have: no fork, no owners, no links, no fcntl."""
    sources = Path(main.__file__).parents[1]
    posix = re.compile(r"\bos\.(fork|chown|getuid|geteuid|symlink|link|mkfifo|kill)\b|\bimport (fcntl|pwd|grp|termios|resource)\b|\.symlink_to\(")

    assert [] == [path.name for path in sources.rglob("*.py") if posix.search(path.read_text(encoding="utf-8"))]


def test_rules_by_themselves(tmp_path, capsys):
    """Rules are checked without a project: a folder, with all that is to be settled, or a workbook, whose copy has the faulty cells marked."""
    folder = new_ruleset(tmp_path / "mine")
    book = tmp_path / "规则集.xlsx"
    write_rules(folder, book)
    sound = [run(capsys, "check", "--rules", str(source), "--lang", "en") for source in (tmp_path / "mine", book)]
    walk = tmp_path / "mine/crosswalk.csv"
    walk.write_text(walk.read_text(encoding="utf-8").replace(",equal,", ",intersects,"), encoding="utf-8")
    edited(book, {"指标!E2": "x"})
    code, _, told = run(capsys, "check", "--rules", str(tmp_path / "mine"), "--lang", "zh")
    bad = json.loads(run(capsys, "check", "--rules", str(book), "--json")[1])

    assert [(DONE, "0 to mend, 0 to know\n", "")] * 2 == sound
    assert (REFUSED, True) == (code, told.startswith("须解决"))
    assert lacking(told, "crosswalk.csv 第 2 行 relation 列", "部分相交") == []
    assert (REFUSED, "指标!E2", [str(tmp_path / "规则集-问题.xlsx")]) == (bad["exit"], bad["problems"][0]["cell"], bad["written"])
    assert run(capsys, "check", "--rules", "nowhere")[0] == REFUSED


def test_a_faulty_workbook_of_rules_in_a_project_gets_a_marked_copy(tmp_path, monkeypatch, capsys):
    """Where a project's rules are a workbook with a mistake, `check` writes a copy with the cell marked beside it, and removes it once that is mended."""
    project = new_project(tmp_path / "p", empty=True, period="2026Q1", rules="starter")
    write_rules(load_ruleset(project / "rules"), project / "规则集.xlsx")
    settings = project / "project.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('rules = "rules"', 'rules = "规则集.xlsx"'), encoding="utf-8")
    monkeypatch.chdir(project)
    held = openpyxl.load_workbook("规则集.xlsx")["指标"]["E2"].value
    edited(Path("规则集.xlsx"), {"指标!E2": "x"})
    code, _, told = run(capsys, "check", "--lang", "zh")

    assert (REFUSED, []) == (code, lacking(told, "规则集.xlsx 指标!E2", "规则集-问题.xlsx"))
    assert Path("规则集-问题.xlsx").exists()

    edited(Path("规则集.xlsx"), {"指标!E2": held})
    run(capsys, "check")

    assert not Path("规则集-问题.xlsx").exists()


def test_remarks_on_the_rules_of_a_project_are_listed_by_their_own_check(tmp_path, monkeypatch, capsys):
    """Where there is something to know of the rules, `check` says which command lists it, and that command does."""
    project = new_project(tmp_path / "p", rules="starter")
    monkeypatch.chdir(project)
    before = run(capsys, "check", "--lang", "en")[1]
    settings = project / "rules/ruleset.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[circumstances.by]\nzh = "谁"\nvalues = { a = "甲", b = "甲" }\n', encoding="utf-8")
    told = run(capsys, "check", "--lang", "en")[1]

    assert "0 remarks." in before
    assert "1 remark (tristandard check --rules rules lists them)." in told
    assert "are called '甲' alike" in run(capsys, "check", "--rules", "rules", "--lang", "en")[1]


def test_an_empty_project_is_told_what_to_fill_in_first(tmp_path, monkeypatch, capsys):
    """`new --empty` says what to fill in before anything runs, with the period where none is given; a plan and a checklist without sites say so too, and write nothing."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "new", "p", "--empty", "--period", "2026Q3", "--lang", "zh")
    bare, english = (run(capsys, "new", name, "--empty", "--lang", language)[1] for name, language in (("q", "zh"), ("r", "en")))

    assert (DONE, []) == (code, lacking(out, "survey/测评.xlsx", "先填“点位表”", "tristandard checklist", "tristandard check"))
    assert not [word for word in ("tristandard score", "tristandard report", "period =") if word in out]
    assert lacking(bare, 'period = "2022Q3"', "project.toml", "点位表") == lacking(english, "period =", "first 点位表", "tristandard checklist") == []
    for command in ("checklist", "plan"):
        code, out, err = run(capsys, command, "--project", "p", "--lang", "zh")
        assert (REFUSED, "", []) == (code, out, lacking(err, "没有点位", "先在 survey/ 的工作簿里填“点位表”"))
        assert lacking(run(capsys, command, "--project", "p", "--lang", "en")[2], "there is no site", "first fill in 点位表") == []
    assert not (tmp_path / "p/out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--project", ""], ["check", "--rules", " "], ["rulebook", "--to", ""], ["new", "x", "--rules", ""], ["new", "x", "--period", ""],
        ["new", "x", "--office", ""], ["checklist", "--day", ""], ["verify", "x.json", "--rules", "r", "--observations", ""],
    ],
)  # fmt: skip
def test_an_option_with_nothing_in_it_is_not_taken_as_left_out(place, capsys, arguments):
    """Whatever is given empty, as by a variable that is not set, is a wrong call, in every command; nothing is written."""
    option = arguments[-2]
    found = [run(capsys, *arguments, "--lang", language) for language in ("zh", "en")]

    assert [(MISUSED, "")] * 2 == [(code, out) for code, out, _ in found]
    assert lacking(found[0][2], f"{option} 后面要写内容") == lacking(found[1][2], f"{option} needs a value") == []
    assert not Path("x").exists()


def test_what_means_nothing_is_refused(place, capsys):
    """An explanation of fewer than no levels, and a rule set as a workbook of another kind, are refused."""
    deep = run(capsys, "explain", "320402", "--depth", "-1", "--lang", "en")
    book = run(capsys, "new-ruleset", "rs.xls", "--lang", "en")

    assert [(REFUSED, "")] * 2 == [deep[:2], book[:2]]
    assert lacking(deep[2], "0 levels or more") == lacking(book[2], "ends in .xlsx") == []
    assert not Path("rs.xls").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "--project", "x" * 300], "holds no project.toml, so it is no project"),
        (["check", "--rules", "x" * 300], "is not a rule set; give a folder, or one of changzhou-2022"),
        (["new", "x" * 300], "is not a folder that can be written to; give it a shorter name"),
        (["worklist", "x" * 300], "is not a file that can be read; give it a shorter name"),
    ],
    ids=["a project", "rules", "a new folder", "a file"],
)
def test_a_name_that_is_too_long_is_refused(place, capsys, arguments, told):
    """A name that the system does not take is a mistake of whoever gave it, not of the system."""
    code, out, err = run(capsys, *arguments, "--lang", "en")

    assert (REFUSED, "", []) == (code, out, lacking(err, told))


def test_a_day_that_is_none_is_told_as_people_write_it(place, capsys):
    """`--day` says how a day is written, not how a program makes one."""
    code, out, err = run(capsys, "checklist", "--day", "2022-13-01", "--lang", "en")

    assert (REFUSED, "", []) == (code, out, lacking(err, "'2022-13-01'", "write it as 2022-08-02"))
    assert "datetime" not in err


def test_a_rule_book_without_an_ending(place, capsys):
    """A path without an ending is refused with those that are written, and no empty brackets."""
    code, out, err = run(capsys, "rulebook", "--to", "x", "--lang", "en")

    assert (REFUSED, "", []) == (code, out, lacking(err, ".docx, .xlsx or .html"))
    assert "()" not in err
