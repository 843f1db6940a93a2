"""Paths that cannot be read or written: every loader and every writer names the file and says what to do."""

import pytest

from samples import TINY, lacking
from tristandard.basics.errors import TristandardError
from tristandard.basics.period import Quarter
from tristandard.codec.findings import load_findings, write_findings
from tristandard.codec.folder import load_overlay, load_ruleset, write_ruleset
from tristandard.codec.handed import load_handover, load_notices, write_handover, write_notices
from tristandard.codec.issued import load_certificate, write_bulletin, write_certificate, write_statement
from tristandard.codec.results import load_ledger, load_plan, load_results, write_ledger, write_plan, write_results
from tristandard.codec.starter import new_ruleset
from tristandard.codec.survey import (
    load_areas,
    load_observations,
    load_sites,
    load_units,
    write_areas,
    write_observations,
    write_sites,
    write_units,
)
from tristandard.merging.merged import merge
from tristandard.proof.certificate import certify
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.scoring.handover import handover
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

RULES = load_ruleset(TINY)
MERGED = merge(RULES)
PLAN = plan(MERGED, load_sites(TINY / "sites.csv", RULES), Quarter(2022, 3))
LEDGER = share(register(PLAN, []))
RESULTS = score(LEDGER)

READ = {
    "load_ruleset": load_ruleset, "load_overlay": load_overlay,
    "load_areas.csv": load_areas, "load_areas.json": load_areas, "load_units.csv": load_units, "load_sites.csv": lambda path: load_sites(path, RULES),
    "load_observations.csv": lambda path: load_observations(path, RULES), "load_observations.json": lambda path: load_observations(path, RULES),
    "load_findings.csv": lambda path: load_findings(path, RULES), "load_plan.json": lambda path: load_plan(path, MERGED),
    "load_ledger.json": lambda path: load_ledger(path, MERGED), "load_results.json": lambda path: load_results(path, MERGED),
    "load_handover.json": lambda path: load_handover(path, MERGED), "load_notices.json": lambda path: load_notices(path, MERGED), "load_certificate.json": load_certificate,
}  # fmt: skip
WRITE = {
    "write_ruleset": lambda path: write_ruleset(RULES, path), "new_ruleset": new_ruleset,
    "write_areas.csv": lambda path: write_areas([], path), "write_units.json": lambda path: write_units([], path), "write_sites.csv": lambda path: write_sites([], path),
    "write_observations.json": lambda path: write_observations([], path, RULES), "write_findings.csv": lambda path: write_findings([], path, RULES),
    "write_plan.json": lambda path: write_plan(PLAN, path), "write_ledger.json": lambda path: write_ledger(LEDGER, path), "write_results.json": lambda path: write_results(RESULTS, path),
    "write_handover.json": lambda path: write_handover(handover(RESULTS, "urban", "civilized"), path, MERGED), "write_notices.json": lambda path: write_notices((), path, MERGED),
    "write_certificate.json": lambda path: write_certificate(certify(RESULTS), path), "write_bulletin.md": lambda path: write_bulletin(bulletin(RESULTS["urban"]), path),
    "write_statement.txt": lambda path: write_statement(statement(RESULTS, "hutang"), path),
}  # fmt: skip


@pytest.mark.parametrize("verb", [*READ, *WRITE])
def test_an_empty_path(tmp_path, monkeypatch, verb):
    """An empty path is no folder: nothing is read from where one happens to stand, and nothing is written there."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TristandardError) as caught:
        (READ | WRITE)[verb]("")

    assert lacking(str(caught.value), "'' is not a path; name the file or folder; the folder where you are is") == []
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", [*READ, *WRITE])
def test_a_mark_that_no_name_has(tmp_path, verb):
    """A path with the mark U+0000 is refused by every loader and writer before anything is looked for."""
    with pytest.raises(TristandardError) as caught:
        (READ | WRITE)[verb](tmp_path / f"a\0b.{verb.partition('.')[2]}")

    assert lacking(str(caught.value), "a\\x00b", "is not a path; take out the mark U+0000: no file can be called so") == []
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", [*READ, *WRITE])
def test_a_name_that_is_too_long(tmp_path, verb):
    """A name that the system finds too long is refused with its beginning, and with a shorter one as the remedy."""
    with pytest.raises(TristandardError) as caught:
        (READ | WRITE)[verb](tmp_path / f"{'a' * 300}.{verb.partition('.')[2]}")

    told = "is not a rule set; give a folder" if verb in ("load_ruleset", "load_overlay") else "give it a shorter name"
    assert lacking(str(caught.value), str(tmp_path), told) == []
    assert len(str(caught.value)) < 500
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", [verb for verb in (*READ, *WRITE) if "." in verb])
def test_a_folder_in_the_place_of_a_file(tmp_path, verb):
    """A folder that is given as a file is refused by its name, whether it would be read or replaced."""
    (path := tmp_path / f"folder.{verb.partition('.')[2]}").mkdir()
    with pytest.raises(TristandardError) as caught:
        (READ | WRITE)[verb](path)

    told = "is not a file; it is a folder: name a file in it" if verb in READ else "is not a file that can be replaced; move away what stands there; nothing was written"
    assert lacking(str(caught.value), path.name, told) == []
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["load_ruleset", "load_overlay", "write_ruleset", "new_ruleset"])
def test_a_file_in_the_place_of_a_folder(tmp_path, verb):
    """A file that is given as the folder of a rule set is refused by its name, and stays."""
    (path := tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(TristandardError) as caught:
        (READ | WRITE)[verb](path)

    told = {"load_ruleset": "is not a rule set; give a folder", "load_overlay": "is not a rule set; give a folder", "write_ruleset": "is not a folder that can be written to", "new_ruleset": "is not a new folder; it is there already; name another"}
    assert lacking(str(caught.value), "file", told[verb]) == []
    assert "kept" == path.read_text(encoding="utf-8")
