"""The option `--ruleset` of pytest: alone, beside other tests, wrong; and what it costs where it is not given."""

import subprocess
import sys

import pytest

from properties import thorough
from samples import lacking
from testing import LISTED, MISTAKES, local
from testing.test_golden import run

COLLECT = ("--collect-only", "-q")


def test_alone_where_no_other_path_is_given(tmp_path):
    """With the option and no path, the checks alone are collected, whatever else is in the folder."""
    local(tmp_path)
    (tmp_path / "test_other.py").write_text("def test_other(): pass\n", encoding="utf-8")
    _, output = run(tmp_path, "--ruleset", "tiny", *COLLECT)

    assert [] == lacking(output, "tiny/ruleset.toml::loading", "tiny/ruleset.toml::law 2: accepts what all accept", "tiny/ruleset.toml::case litter.toml, 1")
    assert "test_other" not in output


@thorough
def test_beside_other_tests(tmp_path):
    """With the option and a path, the checks are collected beside the tests of the path; without it, those alone."""
    local(tmp_path)
    (tmp_path / "test_other.py").write_text("def test_other(): pass\n", encoding="utf-8")
    _, both = run(tmp_path, "--ruleset", "tiny", "test_other.py", *COLLECT)
    _, other = run(tmp_path, *COLLECT)

    assert [] == lacking(both, "test_other.py::test_other", "tiny/ruleset.toml::loading")
    assert "test_other.py::test_other" in other
    assert "ruleset.toml" not in other


@thorough
def test_two_rule_sets(tmp_path):
    """The option may be given twice; a failure in one fails the run, and the other is told by itself."""
    local(tmp_path / "one")
    local(tmp_path / "two", *MISTAKES)
    status, output = run(tmp_path, "--ruleset", "one/tiny", "--ruleset", "two/tiny", "-q", "-rA", "-k", "orphans")

    assert [] == lacking(output, "PASSED one/tiny/ruleset.toml::orphans", "FAILED two/tiny/ruleset.toml::orphans", "ruleset.toml, measures.'dust.share'")
    assert ("Traceback" in output, status) == (False, 1)


@thorough
def test_an_expected_failure_that_holds(tmp_path):
    """A check that is listed to fail and holds makes the run fail."""
    local(tmp_path, expected=LISTED)
    status, output = run(tmp_path, "--ruleset", "tiny", "-q", "-k", "dates")

    assert "[XPASS(strict)] the scheme of 2023 is not published yet" in output
    assert status == 1


def test_what_cannot_be_run_is_skipped(tmp_path):
    """Where a folder cannot be loaded, one test fails with every mistake, and the others are skipped."""
    local(tmp_path, ("indicators.csv", "litter.spots <= 2 处", "litter.spots"))
    status, output = run(tmp_path, "--ruleset", "tiny", "-q", "-rs", "-k", "loading or dates")

    assert [] == lacking(output, "indicators.csv, row 3, column standard", "1 failed", "the rule set cannot be loaded; mend that first")
    assert status == 1


def test_a_folder_that_is_not_there(tmp_path):
    """A folder that is not there is a mistake in the call, told in words."""
    status, output = run(tmp_path, "--ruleset", "nothing")

    assert "nothing: no folder is there; give the folder of a rule set" in output
    assert status == 4


@thorough
def test_parameters_in_a_test_file_of_ones_own(tmp_path):
    """A test file of one's own runs the checks as parameters, and those that are listed must fail."""
    local(tmp_path, *MISTAKES, expected=LISTED)
    (tmp_path / "test_rules.py").write_text(
        "import pytest\nfrom tristandard.testing import conformance\n\n"
        "@pytest.mark.parametrize('check', conformance.parameters('tiny', examples=3))\ndef test_conformance(check):\n    check.hold()\n",
        encoding="utf-8",
    )
    status, output = run(tmp_path, "-q", "-rA", "-k", "not law")

    assert [] == lacking(output, "PASSED test_rules.py::test_conformance[loading]", "XFAIL test_rules.py::test_conformance[dates]", "FAILED test_rules.py::test_conformance[orphans]")
    assert status == 1


@thorough
def test_strict(tmp_path):
    """With `--ruleset-strict` a breach that costs nothing fails."""
    local(tmp_path)
    status, output = run(tmp_path, "--ruleset", "tiny", "--ruleset-strict", "-q", "-k", "prices")

    assert "indicators.csv, row 7, column each; indicators.csv, row 8, column standard: 'civilized.notices' does not price every breach" in output
    assert status == 1


@thorough
def test_tables_in_another_encoding(tmp_path):
    """Tables in GB18030 are checked as they are; a table that fits two encodings needs `--ruleset-encoding`, and the refusal names the option."""
    folder = local(tmp_path)
    for name in ("indicators.csv", "crosswalk.csv"):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="gb18030")
    detected, _ = run(tmp_path, "--ruleset", "tiny", "-q", "-k", "loading or merging or orphans")
    crosswalk = (folder / "crosswalk.csv").read_text(encoding="gb18030")
    head, *matches = crosswalk.splitlines()
    (folder / "crosswalk.csv").write_text("\n".join([head, *(line.rpartition(",")[0] + ",学校" for line in matches)]), encoding="gb18030")
    unnamed, refused = run(tmp_path, "--ruleset", "tiny", "-q", "-k", "loading")
    named, _ = run(tmp_path, "--ruleset", "tiny", "--ruleset-encoding", "gb18030", "-q", "-k", "loading or merging or orphans")

    assert [] == lacking(refused, 'load it with encoding="utf-8" or encoding="gb18030"', "pytest names the encoding by --ruleset-encoding NAME")
    assert (0, 1, 0) == (detected, unnamed, named)


@pytest.mark.parametrize("number", ["0", "-3"])
def test_no_examples(tmp_path, number):
    """No run is green because nothing was drawn."""
    local(tmp_path)
    status, output = run(tmp_path, "--ruleset", "tiny", f"--ruleset-examples={number}")

    assert f"--ruleset-examples: {number} is no number of examples; give 1 or more" in output
    assert status == 4


@thorough
def test_loading_that_is_listed_to_fail(tmp_path):
    """A folder that cannot be loaded fails the run, though its loading is listed to fail and all else is skipped."""
    local(tmp_path, ("indicators.csv", "litter.spots <= 2 处", "litter.spots"), expected='[expected_failures]\nloading = "later"\n')
    status, output = run(tmp_path, "--ruleset", "tiny", "-q")

    assert "'loading' cannot be expected to fail" in output
    assert status == 1


@thorough
def test_without_the_extra(tmp_path):
    """Where a package of the extra is not installed, the option says which extra it needs."""
    local(tmp_path)
    code = "import sys, pytest; sys.modules['tomli_w'] = None; sys.exit(pytest.main(['--ruleset', 'tiny']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert '--ruleset needs the extra: pip install "tristandard[testing]"' in done.stderr
    assert done.returncode == 4


def test_without_the_option_nothing_is_imported():
    """Where the option is not given the plugin imports neither hypothesis nor the library proper, but for the templates of its own help."""
    code = (
        "import sys, tristandard.testing.plugin\n"
        "print(sorted(name for name in sys.modules if name.startswith(('hypothesis', 'tristandard', 'attr', 'cattrs'))))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    words = [f"tristandard.words{part}" for part in ("", ".listed", ".placed", ".sentence", ".template")]
    assert told.strip() == str(["tristandard", "tristandard.testing", "tristandard.testing.plugin", *words])
