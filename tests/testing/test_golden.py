"""What a person sees: the report of the kit, the output of `pytest --ruleset`, and its JUnit XML, of a rule set that conforms and of one that does not.

Times and names of machines are taken out. After a change that is meant, write the files again, and read the difference:

    PYTHONPATH=tests python -m testing.test_golden
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from properties import thorough
from testing import LISTED, MISTAKES, WRONG, local
from tristandard.testing.conformance import check_ruleset

GOLDEN = Path(__file__).parent / "golden"
FOLDERS = {"conforms": lambda folder: local(folder), "fails": lambda folder: local(folder, *MISTAKES, cases=WRONG, expected=LISTED)}
_SHOWS_OTHERWISE = ("CI", "BUILD_NUMBER", "COLUMNS", "FORCE_COLOR", "PY_COLORS", "PYTEST_ADDOPTS")
"""What pytest prints depends on these: on a build server, for one, its summary cuts no line short."""
_TIMES = re.compile(r'in [0-9.]+s|(?<=time=")[0-9.]+(?=")| (?:timestamp|hostname)="[^"]*"')


def run(folder, *more):
    """Run pytest in a folder, as at a terminal of a person's own, and return its status and its output."""
    environment = {name: value for name, value in os.environ.items() if name not in _SHOWS_OTHERWISE}
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *more], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def plain(text):
    """Return an output without times and names of machines."""
    return _TIMES.sub(lambda found: "in TIMEs" if found[0].startswith("in") else "" if found[0].startswith(" ") else "TIME", text)


def shown(name, folder):
    """Return what a person sees of a rule set, by the name of its file."""
    rules = FOLDERS[name](folder)
    status, output = run(folder, "--ruleset", rules.name, "--ruleset-examples=2", "-q", "-rA", "--junitxml=junit.xml")
    xml = plain((folder / "junit.xml").read_text(encoding="utf-8")).replace("><", ">\n<")
    return {f"{name}.report.txt": f"{check_ruleset(rules, examples=2)}\n", f"{name}.pytest.txt": f"{plain(output)}status {status}\n", f"{name}.junit.xml": f"{xml}\n"}


@thorough
@pytest.mark.parametrize("name", FOLDERS)
def test_what_a_person_sees(tmp_path, name):
    """The report, the output and the XML are those that were read and approved, to the last character."""
    found = shown(name, tmp_path)

    assert {file: (GOLDEN / file).read_text(encoding="utf-8") for file in found} == found


if __name__ == "__main__":
    for one in FOLDERS:
        with TemporaryDirectory() as place:
            for file, text in shown(one, Path(place)).items():
                (GOLDEN / file).write_text(text, encoding="utf-8")
