"""The diffs of `CONTRIBUTING.md`: each applies to the code as it is, and what it adds works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from properties import thorough

ROOT = Path(__file__).parent.parent
#: What each section's diff adds: the files, and as pytest selects it of these.
ADDED = {
    "Adding a deduction form": (
        ["tests/test_cases.py", "tests/test_forms.py", "tests/properties/test_pricing.py", "tests/proof/test_reading.py", "tests/desk/test_rules.py"],
        "flat or every_file or each_line or nouns_alone",
    ),
    "Adding a node": (
        ["tests/test_cases.py", "tests/properties/test_nodes.py", "tests/proof/test_reading.py", "tests/desk/test_rules.py"],
        "drills or on_figures or nouns_alone or (columns and quota)",
    ),
}
#: How many tests that is.
PASSED = {"Adding a deduction form": 10, "Adding a node": 6}


def diff_of(section):
    """Return the one diff of a section of the page."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    body = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL)[1]
    (diff,) = re.findall(r"^```diff\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
    return diff


@thorough
@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the diff")
@pytest.mark.parametrize("section", ADDED)
def test_the_diff_applies_and_its_cases_pass(section, tmp_path):
    """In a copy of the code, the diff of the page adds what it says: its worked case and its properties pass there."""
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    there = {"cwd": tmp_path, "capture_output": True, "text": True, "encoding": "utf-8"}
    alone = {**os.environ, "GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    applied = subprocess.run(["git", "apply", "-"], check=False, input=diff_of(section), env=alone, **there)

    assert (0, "") == (applied.returncode, applied.stderr)

    files, chosen = ADDED[section]
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "-k", chosen, *files]
    ran = subprocess.run(command, check=False, env={**alone, "PYTHONPATH": str(tmp_path / "src")}, **there)

    assert 0 == ran.returncode, ran.stdout
    assert f"{PASSED[section]} passed" in ran.stdout
