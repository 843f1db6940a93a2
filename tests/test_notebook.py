"""The example notebook runs from its first cell to its last, and its tables and trees show the library's own figures."""

import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NEEDED = ("nbclient", "ipykernel", "polars", "pandas")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the code of each cell with what it shows: its HTML, or its text."""
    for name in NEEDED:
        pytest.importorskip(name, reason="the notebook needs the dependency group dev")
    nbformat, nbclient, kernels = (pytest.importorskip(name) for name in ("nbformat", "nbclient", "jupyter_client.kernelspec"))
    folder = tmp_path_factory.mktemp("kernels") / "here"
    spec = kernels.KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], display_name="here", language="python")
    folder.mkdir()
    (folder / "kernel.json").write_text(spec.to_json(), encoding="utf-8")
    notebook = nbformat.read(EXAMPLES / "notebook.ipynb", as_version=4)
    assert all(not cell.outputs for cell in notebook.cells if cell.cell_type == "code")
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="here", resources={"metadata": {"path": str(EXAMPLES)}})
    client.create_kernel_manager().kernel_spec_manager.kernel_dirs.insert(0, str(folder.parent))
    client.execute()
    shown = {}
    for cell in notebook.cells:
        data = [output.data for output in cell.get("outputs", ()) if "data" in output]
        shown[cell.source.splitlines()[-1]] = "".join(one.get("text/html") or one["text/plain"] for one in data)
    return shown


def test_rankings_cards_and_explanations_are_shown(ran):
    """A ranking and a scorecard are tables, an explanation is a tree, in Chinese, with the scores that are published."""
    assert [True] * 4 == [word in ran['results["civic"].ranking()'] for word in ("<table>", "93.3", "优秀", "说明")]
    assert [True] * 2 == [word in ran["card"] for word in ("<table>", "87.8")]
    assert [True] * 2 == [word in ran["ts.explain(card)"] for word in ("<details open>", "87.824")]


def test_mistakes_are_shown_as_lists(ran):
    """A report and a refusal are lists, a line each."""
    assert "<ul>" in ran["problems"]
    assert "nowhere" in ran["problems"]
    assert "<p>" in ran["ts.check(rules)"]


def test_rows_are_taken_in_one_call(ran):
    """Polars and pandas show a row for each scorecard, posting and indicator."""
    frames = [text for line, text in ran.items() if line.startswith(("scores.", "postings[", "pd.DataFrame"))]

    assert [True] * 3 == ["<table" in text for text in frames]
    assert [True] * 3 == [word in text for word, text in zip(("87.8", "litter", "civic"), frames, strict=True)]
