"""Everything that the documentation shows, run: blocks of README and docs, and every docstring."""

from __future__ import annotations

import copy
import doctest
import importlib
import os
import pickle
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, get_args

import pytest

import pages
import tristandard
from frames import engines
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.tariff import Tariff
from worked import CASES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md")])
SERVICE = [ROOT / "examples" / "service" / name for name in ("schema.sql", "service.py")]
MODULES = sorted(module.name for module in pkgutil.walk_packages(tristandard.__path__, "tristandard."))


#: The line above a block that is a file: its path from where the reader stands.
FILE = re.compile("`([a-z_/-]+[.](?:toml|csv|json))`[:：]\n\n$")


def _named(example) -> bool:
    """Write a block as the file that is named above it, if one is."""
    named = FILE.search(example.document.text, 0, example.start)
    if named:
        path = Path(named[1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example.parsed, encoding="utf-8")
    return bool(named)


#: A link to a file from which the block below it quotes.
SOURCE = re.compile(r"\]\(((?:[.][.]/(?:tests/cases|examples)|cities)/[^)#]+[.](?:toml|csv|json))\)")


def _lined(text: str) -> str:
    """Return whole lines without what they are indented by."""
    return "\n".join(["", *(line.strip() for line in text.strip("\n").split("\n")), ""])


def _quotes(example) -> bool:
    """Compare a block with the files that the paragraph above it links, if it links any: each part stands there to the letter."""
    above = example.document.text[: example.start].rstrip("\n").rpartition("\n\n")[2]
    names = SOURCE.findall(above)
    sources = [(ROOT / "docs" / name).read_text(encoding="utf-8") for name in names]
    apart = "\n" if "csv" in "".join(names) else "\n\n"
    for part in str(example.parsed).strip("\n").split(apart) if names else []:
        assert any(_lined(part) in _lined(source) for source in sources), f"not in the linked file: {part}"
    return bool(names)


def _files(example) -> None:
    """Compare a quotation; write other TOML and CSV blocks of a page as the three files of a rule set, one after another."""
    text = str(example.parsed)
    if _named(example) or _quotes(example):
        return
    folder = Path("small-city")
    folder.mkdir(exist_ok=True)
    name = "ruleset.toml" if text.startswith(("format", "[")) else "crosswalk.csv" if text.startswith("crosswalk") else "indicators.csv"
    with (folder / name).open("w" if text.startswith(("format", "crosswalk", "code")) else "a", encoding="utf-8") as file:
        file.write(text)


def _observations(example) -> None:
    """Write a JSON block of a page as observations."""
    if not _named(example) and not _quotes(example):
        Path("observations.json").write_text(example.parsed, encoding="utf-8")


def _quoted(example) -> None:
    """Look for an SQL block of a page in the example service."""
    text = " ".join(example.parsed.split())

    assert any(text in " ".join(path.read_text(encoding="utf-8").split()) for path in SERVICE), f"not in the example service: {text}"


def _ran(example) -> None:
    """Run what a shell runs, and stay in the folder in which it ends; each line behind `# ` is one that it prints."""
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    language = "zh_CN.UTF-8" if ".zh." in Path(example.path).name else "en_US.UTF-8"
    environment = {**os.environ, "PATH": tools, "LC_ALL": language, "PYTHONUTF8": "1"}
    done = subprocess.run(["bash", "-euc", f"{example.parsed}\necho $PWD"], env=environment, capture_output=True, check=False, encoding="utf-8")
    told = f"{done.stdout}{done.stderr}"
    shown = [line.removeprefix("#").strip() for line in str(example.parsed).splitlines() if line.startswith("#")]

    assert done.returncode == 0, told
    assert [] == [line for line in shown if line not in told], told
    os.chdir(done.stdout.splitlines()[-1])


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Path]:
    """A folder to stand in, with nothing but the cities of the pages."""
    before = Path.cwd()
    (tmp_path / "cities").symlink_to(ROOT / "docs" / "cities")
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_blocks_run(page: Path, workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every Python block of a page runs, and every shown output is what comes out, to the blank."""
    sybil = pytest.importorskip("sybil", reason="the blocks of the pages need the dependency group dev")
    parsers = pytest.importorskip("sybil.parsers.markdown")
    if page.name == "howto_frames.md":
        for package in ("narwhals", "polars", "duckdb", "pyarrow"):
            pytest.importorskip(package, reason="the extra frames, and engines from the dependency group dev")
    document = sybil.Sybil(
        parsers=[
            parsers.PythonCodeBlockParser(),
            parsers.CodeBlockParser(language="toml", evaluator=_files),
            parsers.CodeBlockParser(language="csv", evaluator=_files),
            parsers.CodeBlockParser(language="json", evaluator=_observations),
            parsers.CodeBlockParser(language="sql", evaluator=_quoted),
            *([parsers.CodeBlockParser(language="sh", evaluator=_ran)] if page.name.startswith(("howto_desk", "trust")) else []),
        ],
        path=str(page.parent),
        patterns=[page.name],
        encoding="utf-8",
    ).parse(page)
    examples = list(document.examples())

    assert examples or page.name not in {"README.md", "README.zh.md", "errors.md", "format.md", "howto_correct.md", "howto_incomparable.md", "howto_service.md", "reading.md", "rules.md", "scoring.md"}
    blocks = re.finditer("```python\n.*?```", document.text, re.DOTALL) if engines.missing("pyspark") else ()
    apart = [block.span() for block in blocks if "pyspark" in block[0]]  # `.ci/run` runs them in a step of its own
    for example in examples:
        if not any(start <= example.start < end for start, end in apart):
            example.evaluate()


@pytest.mark.parametrize(("page", "folder"), [("rules.md", "forms"), ("rules.zh.md", "forms"), ("scoring.md", "scoring")])
def test_every_worked_case_is_linked(page: str, folder: str) -> None:
    """The page of the forms, in both languages, and that of the nodes link every worked case of theirs, and no other."""
    linked = set(re.findall(rf"cases/{folder}/([a-z_0-9]+)[.]toml", (ROOT / "docs" / page).read_text(encoding="utf-8")))

    assert {path.stem for path in (CASES / folder).glob("*.toml")} == linked


def test_the_cases_beside_forms_and_nodes_are_linked() -> None:
    """The worked cases that are of no single form or node are linked from the page of the forms or of the nodes."""
    linked = {name for page in ("rules.md", "scoring.md") for name in re.findall(r"cases/([a-z_0-9]+)[.]toml", (ROOT / "docs" / page).read_text(encoding="utf-8"))}

    assert {path.stem for path in CASES.glob("*.toml")} == linked


def test_the_reading_order_names_every_module() -> None:
    """`docs/reading.md` names each folder and each module in it, so that none is missed by whoever takes over."""
    order = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").partition("## One observation")[0]
    names = {part for name in MODULES for part in name.split(".")[1:3]}

    assert [] == [name for name in sorted(names) if f"`{name}`" not in order and f"`{name}/`" not in order]


def test_what_decides_is_there() -> None:
    """Each thing that the page on reading the code names as what decides is in the code under that name."""
    told = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").partition("## Where is it decided?")[2].partition("## The order")[0]
    answers = re.findall("(?m)^[|] (?:where|when) .+[?] [|] (.+) [|]$", told)

    assert ["price", "place", "sentence", "mistake"] == re.findall("where is (?:a file's|a) ([a-z]+)", told)
    assert len(answers) == 8
    for name in re.findall("`([a-z_.]+[.][A-Za-z_.]+)`", " ".join(answers)):
        home = next(module for module in sorted(MODULES, key=len, reverse=True) if f"tristandard.{name}.".startswith(f"{module}."))
        thing = importlib.import_module(home)
        for part in f"tristandard.{name}".removeprefix(home).split(".")[1:]:
            thing = getattr(thing, part)


def test_the_trace_passes_through_every_module() -> None:
    """The trace of one observation names every module, by its package, as one that it passes through or as one that no observation does."""
    trace = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8").partition("## One observation")[2]
    passed, _, aside = trace.partition("## Where no observation passes")
    packages = {name.rpartition(".")[0] for name in MODULES}
    forms = {form.__module__ for form in get_args(Tariff)} - {Steps.__module__}  # one of them stands for all
    names = [name.removeprefix("tristandard.") for name in MODULES if name not in packages | forms and not name.startswith(("tristandard.testing", "tristandard.rulesets"))]
    told = {part: {name for name in names if f"`{name}`" in text or f"`{name}." in text} for part, text in (("passed", passed), ("aside", aside))}

    assert {
        "changing.overlay",
        "changing.fitting",
        "changing.clashes",
        "changing.laying",
        "changing.parts",
        "changing.difference",
        "changing.comparison",
        "changing.compared_questions",
        "changing.compared_scores",
        "checks.report",
        "checks.pricing",
        "checks.labels",
        "checks.doubt",
        "checks.doubts",
        "checks.host_alone",
        "rules.deductions.tiling",
        "rules.deductions.unpriced",
        "codec.starter",
        "__main__",
        "basics.calendar",
        "codec.calendar",
        *(name for name in names if name.startswith("insight.")),
        "codec.drives",
        "codec.documents",
        "codec.change_rows",
        "codec.office_rows",
        "codec.problem_rows",
        "codec.row_text",
        "codec.rows",
        "codec.schema",
        "codec.score_rows",
        "codec.type_schema",
        "codec.given_rows",
        "codec.open_file",
        "codec.overlay_lines",
        "codec.target",
        "codec.version_gaps",
        *(name for name in names if name.startswith(("desk.", "frames."))),
        "codec.packed",
        "codec.tables",
        "reports.rule_book",
        "reports.rule_book_entries",
        "reports.rule_book_marks",
        "reports.to_rectify",
        "codec.unread",
        "codec.undeclared",
        "codec.reasons",
        "codec.output",
        "codec.lock",
        "codec.survey_out",
        "codec.handed",
        "codec.issued",
        "codec.sealed_file",
        "codec.identity",
        "survey.history",
        "survey.visit",
        "rules.nodes.kinds",
        "basics.html",
        "files",
    } == told["aside"]
    assert set(names) - told["aside"] == told["passed"]


def test_nothing_passes_where_no_observation_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the modules of which the page says that no observation passes, none is called while its examples run."""
    page, called = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8"), set[str]()
    for name in MODULES:
        importlib.import_module(name)
    monkeypatch.chdir(ROOT / "docs")

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called.add(str(frame.f_globals.get("__name__")).removeprefix("tristandard."))

    things: dict[str, object] = {}
    for example in doctest.DocTestParser().get_examples(page):
        code = compile(example.source, "reading.md", "single")
        sys.setprofile(note)
        exec(code, things)
        sys.setprofile(None)
    aside = set(re.findall("`([a-z_]+(?:[.][a-z_]+)+)`", page.partition("## Where no observation passes")[2]))

    assert {"survey.ledger", "scoring.tally"} <= called
    assert called & aside == set()


def test_every_error_stands_in_the_catalogue() -> None:
    """`docs/errors.md` has a row for every error of the library, with its module where it is no public name, and among what its blocks print a message of that class."""
    for name in MODULES:
        importlib.import_module(name)
    kinds = {kind.__name__: kind for kind in tristandard.TristandardError.__subclasses__() if kind.__module__.startswith("tristandard.")}
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^[|] `(\w+)` [|] (.+) [|]$", page, flags=re.MULTILINE))

    assert kinds.keys() == rows.keys()
    for name, kind in kinds.items():
        shown = r"^the observations .* \(2 to mend\):$" if name == "Refused" else rf"^(BadInput of )?{name}( of \w+)?: "

        assert re.search(shown, page, flags=re.MULTILINE), name
        assert (name in pages.PUBLIC) is not (f"`{kind.__module__}`" in rows[name]), name


def _told(problem: tristandard.TristandardError) -> tuple[object, ...]:
    """Return all that a caller reads of an error: its texts, and of each reason too, with where it stands."""
    return (
        *(type(problem), str(problem), problem.text("zh"), problem.text("en"), problem.placed),
        *((type(one), one.text("zh"), one.text("en"), one.placed, getattr(one, "locations", ())) for one in problem.reasons),
    )


def test_every_error_of_the_catalogue_can_be_sent_and_copied(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever `docs/errors.md` raises or remarks tells the same, at the same places, when it is copied or comes out of another process."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    monkeypatch.chdir(ROOT / "docs")
    things: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], things)
    found: list[tristandard.TristandardError] = []

    def noted(call: Callable[[], object]) -> None:
        with pytest.raises(tristandard.TristandardError) as caught:
            call()
        found.extend([caught.value, *caught.value.reasons])

    things["said"] = noted
    for example in doctest.DocTestParser().get_examples(page):
        exec(compile(example.source, "errors.md", "single"), things)
    found += [*things["doubtful"].remarks, *(one.reason for one in found if isinstance(one, tristandard.BadInput))]
    kinds = {kind for kind in tristandard.TristandardError.__subclasses__() if kind.__module__.startswith("tristandard.")}

    assert kinds == {type(problem) for problem in found}
    for problem in found:
        sent = [] if type(problem).__name__ in {"LawBroken", "NotHeld"} else [pickle.loads(pickle.dumps(problem))]  # a law and a check hold functions
        for again in (*sent, copy.copy(problem), copy.deepcopy(problem)):
            assert _told(problem) == _told(again)


@pytest.mark.parametrize("name", MODULES)
def test_docstrings_run(name: str) -> None:
    """Every example in a docstring gives what it shows."""
    module: ModuleType = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
