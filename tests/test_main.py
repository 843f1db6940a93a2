"""`tristandard new-ruleset DIR`: a whole rule set, or a plain message and nothing; `python -m tristandard` is the same command line."""

import subprocess
import sys

import pytest

from samples import lacking
from tristandard.checks.report import check
from tristandard.codec.folder import load_ruleset
from tristandard.codec.starter import new_ruleset
from tristandard.merging.merged import merge

pytest.importorskip("click", reason="the extra desk")

from tristandard.desk.command.main import main
from tristandard.desk.rules_in import load_rules


def test_a_rule_set_to_start_from(tmp_path, capsys):
    """The command writes a rule set under the folder's name that loads, has nothing to mend or to know, and shares two indicators."""
    code = main(["new-ruleset", str(tmp_path / "my-city"), "--lang", "en"])
    rules = load_ruleset(tmp_path / "my-city")
    report = check(rules)

    assert (code, rules.code, report.problems, report.remarks) == (0, "my-city", (), ())
    assert [shared.code for shared in merge(rules).shared] == ["civilized.road.lamps+urban.road.lamps", "civilized.road.litter+urban.road.litter"]
    assert lacking(capsys.readouterr().out, "my-city", "5 indicators", "pytest --ruleset") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("there", "is not a new folder; it is there already; name another"), ("我的", "'我的' is not a code for `code` (RuleSet)"), ("file/inside", "is not a folder that can be written to; check the path"), ("x" * 300, "give it a shorter name"), ("nul\0byte", "' is not a ")],
)
def test_a_folder_that_cannot_be(tmp_path, capsys, name, said):
    """A folder that is there, that has no code for a name, or that cannot be written is refused, and nothing is left behind."""
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code = main(["new-ruleset", str(tmp_path / name), "--lang", "en"])

    assert (code, lacking(capsys.readouterr().err, said)) == (1, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "there"]


def test_a_code_that_toml_reads_otherwise(tmp_path):
    """A name with a backslash is a code, and what is written under it loads."""
    made = new_ruleset(str(tmp_path / "with\\slash"))

    assert load_ruleset(tmp_path / "with\\slash") == made


def test_as_a_module(tmp_path):
    """It runs as `python -m tristandard`, and without a command says how it is used."""
    used = subprocess.run([sys.executable, "-m", "tristandard", "--lang", "en"], capture_output=True, text=True, check=False, encoding="utf-8")

    assert (used.returncode, lacking(used.stdout, "usage: tristandard COMMAND", "new-ruleset", "Exit codes")) == (0, [])


def test_a_rule_set_that_comes_along_is_written_as_a_workbook(tmp_path, monkeypatch, capsys):
    """A name that ends in .xlsx makes a workbook to change, which a project takes as its rules; what is there is never written over."""
    pytest.importorskip("xlsxwriter", reason="the extra desk")
    pytest.importorskip("openpyxl", reason="the extra desk")
    monkeypatch.chdir(tmp_path)
    codes = [main(["new-ruleset", name, *more, "--lang", "zh"]) for name, more in (("a.xlsx", ["--rules", "changzhou-2022"]), ("b.xlsx", []), ("a.xlsx", []), ("c", ["--rules", "changzhou-2022"]), ("d.xlsx", ["--rules", "x"]))]

    assert [0, 0, 1, 1, 1] == codes
    assert ["a.xlsx", "b.xlsx"] == sorted(path.name for path in tmp_path.iterdir())
    assert (load_ruleset("changzhou-2022"), "b") == (load_rules("a.xlsx"), load_rules("b.xlsx").code)
    assert lacking(capsys.readouterr().out, "a.xlsx：规则集“changzhou-2022”", "project.toml") == []
