"""Names that no system takes are refused by whatever the desk reads and writes, with what to do."""

import pytest

pytest.importorskip("docx", reason="the extra desk")

import tristandard as ts
from samples import TINY, lacking
from survey import scored, seen
from tristandard.desk.checking import check_rules
from tristandard.desk.new_project import new_rules_workbook

LONG = "长" * 300
RESULTS = scored(seen(3))
RULES = ts.load_ruleset(TINY)
SHORTER = "give it a shorter name"
CALLS = {
    "new_project": (ts.desk.new_project, SHORTER),
    "load_project": (ts.desk.load_project, "holds no project.toml"),
    "write_templates": (ts.desk.write_templates, SHORTER),
    "own templates": (lambda path: ts.desk.write_letters(path.parent / "letters", RESULTS, templates=path), "take the templates out with write_templates"),
    "new_rules_workbook": (lambda path: new_rules_workbook(path.with_suffix(".xlsx")), SHORTER),
    "write_report": (lambda path: ts.desk.write_letters(path, RESULTS), SHORTER),
    "write_page": (lambda path: ts.desk.write_page(path.with_suffix(".html"), RESULTS), SHORTER),
    "load_rules": (lambda path: ts.desk.load_rules(path.with_suffix(".xlsx")), SHORTER),
    "laid_beside": (lambda path: ts.desk.laid_beside(RULES, [path.with_suffix(".xlsx")]), SHORTER),
}


@pytest.mark.parametrize(("call", "told"), CALLS.values(), ids=CALLS)
def test_a_name_that_is_too_long(tmp_path, call, told):
    """A path whose name the system finds too long is refused as an error of the library that names it and says what to do; nothing is left."""
    with pytest.raises(ts.TristandardError) as caught:
        call(tmp_path / LONG)

    assert lacking(str(caught.value), LONG[:40], told) == []
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [LONG, f"{LONG}.xlsx"])
def test_rules_of_a_name_that_is_too_long(tmp_path, name):
    """Rules that are named so are no rule set, whether a project names them or somebody checks them."""
    folder = ts.desk.new_project(tmp_path / "p")
    settings = folder / "project.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('rules = "changzhou-2022"', f'rules = "{name}"'), encoding="utf-8")
    with pytest.raises(ts.TristandardError) as caught:
        ts.desk.check_project(ts.desk.load_project(folder))

    assert LONG[:40] in str(caught.value)
    assert LONG[:40] in str(check_rules(name).problem)
