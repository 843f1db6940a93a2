"""Everything that the documentation shows, run: blocks of README and docs, and every docstring."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import tristandard
from tristandard.testing.worked import outcomes, rules_of
from worked import CASES, case_of

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
MODULES = sorted(module.name for module in pkgutil.walk_packages(tristandard.__path__, "tristandard."))


def _files(example) -> None:
    """Run a worked case; write other TOML and CSV blocks of a page as the three files of a rule set, one after another."""
    text = str(example.parsed)
    if text.startswith("name ="):
        _case(text)
        return
    folder = Path("small-city")
    folder.mkdir(exist_ok=True)
    name = "ruleset.toml" if text.startswith(("format", "[")) else "crosswalk.csv" if text.startswith("crosswalk") else "indicators.csv"
    with (folder / name).open("w" if text.startswith(("format", "crosswalk", "code")) else "a", encoding="utf-8") as file:
        file.write(text)


def _case(text: str) -> None:
    """Run a worked case, which stands in a file of its own as it stands on the page."""
    case = case_of(text)
    rule_set = rules_of(case)

    assert [path.stem for path in CASES.rglob("*.toml") if path.read_text(encoding="utf-8").strip() == text.strip()], f"the case {case['name']!r} is not as in any file"
    for one in case["cases"]:
        expected, found = outcomes(case, one, rule_set)

        assert expected == found


def _observations(example) -> None:
    """Write a JSON block of a page as observations."""
    Path("observations.json").write_text(example.parsed, encoding="utf-8")


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Path]:
    """An empty folder to stand in."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_blocks_run(page: Path, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every Python block of a page runs, and every shown output is what comes out."""
    sybil = pytest.importorskip("sybil", reason="the blocks of the pages need the dependency group dev")
    parsers = pytest.importorskip("sybil.parsers.markdown")
    document = sybil.Sybil(
        parsers=[
            parsers.PythonCodeBlockParser(doctest_optionflags=doctest.NORMALIZE_WHITESPACE),
            parsers.CodeBlockParser(language="toml", evaluator=_files),
            parsers.CodeBlockParser(language="csv", evaluator=_files),
            parsers.CodeBlockParser(language="json", evaluator=_observations),
        ],
        path=str(page.parent),
        patterns=[page.name],
        encoding="utf-8",
    ).parse(page)
    examples = list(document.examples())

    assert examples or page.name not in {"README.md", "README.zh.md", "format.md", "rules.md", "scoring.md"}
    for example in examples:
        example.evaluate()


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_run(name: str) -> None:
    """Every example in a docstring gives what it shows."""
    module: ModuleType = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
