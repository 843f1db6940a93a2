"""Figures from outside by workbook: written to be filled in, read back, and told at their cells."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("click", reason="the extra desk")
pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import book, edited
from samples import lacking
from tristandard.desk import BadCell, check_project, laid_beside, load_project, load_survey, verify, write_givens
from tristandard.desk.command import main
from tristandard.desk.kinds import KINDS, SITES

CITY = Path(__file__).parents[2] / "examples/second_city"
HEADS = ["测评", "数据项", "单位", "数值"]
KEYS = [("civic", "survey", "north"), ("civic", "survey", "south")]


def extended():
    """Return the rules of the second city with its areas and units."""
    rules = ts.load_ruleset(CITY / "rules")
    return rules.extended(areas=ts.load_areas(CITY / "survey/areas.csv"), units=ts.load_units(CITY / "survey/units.csv"))


RULES = extended()


def plan():
    """Return the plan of its quarter."""
    return ts.plan(ts.merge(RULES), ts.load_sites(CITY / "survey/sites.csv", RULES), ts.Quarter(2026, 2))


@pytest.fixture
def project(tmp_path):
    """Return a project folder of the second city, whose sites stand in a workbook."""
    folder = tmp_path / "p"
    (folder / "survey").mkdir(parents=True)
    ts.write_ruleset(RULES, folder / "rules")
    (folder / "project.toml").write_text('period = "2026Q2"\nrules = "rules"\n', encoding="utf-8")
    rows = list(csv.DictReader((CITY / "survey/sites.csv").read_text(encoding="utf-8").splitlines()))
    columns = [one for one in KINDS[SITES].columns if one.key in rows[0]]
    book(folder / "survey/点位.xlsx", 点位表=[[one.head for one in columns], *([row[one.key] for one in columns] for row in rows)])
    return folder


def figures(project, *rows, name="给定数据.xlsx"):
    """Put a workbook of figures into a project."""
    return book(project / "survey" / name, 给定数据=[HEADS, *rows])


def test_what_is_to_be_filled_in_lists_each_figure_of_each_unit(tmp_path):
    """A row for each figure that a unit is given; labels stand for codes, and what is known stands there already."""
    rows = write_givens(plan(), tmp_path / "a.xlsx", givens={KEYS[1]: Fraction(58), KEYS[0]: None})
    listed = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["给定数据"]]
    labels = [RULES.assessment("civic").zh, RULES.assessment("civic").model["survey"].zh]

    assert (HEADS, rows) == (listed[0], len(listed) - 1)
    assert {(*labels, "不适用"), (*labels, 58)} <= {(*row[:2], row[3]) for row in listed[1:]}


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), st.none() | st.fractions(0, 100, max_denominator=60)))
def test_what_is_written_is_read_back(tmp_path_factory, known):
    """Whatever figures are known come back equal, to the last digit; a row that nobody filled in gives none."""
    path = tmp_path_factory.mktemp("given") / "a.xlsx"
    write_givens(plan(), path, givens=known)

    assert known == load_survey(path, RULES).givens


def test_figures_of_a_workbook_reach_the_score(project):
    """A score with a figure of a workbook is the score with that figure in `project.toml`; the edition holds the figure."""
    figures(project, ["civic", "survey", "北区", 80], ["civic", "survey", "south", "不适用"], ["civic", "survey", "north", None])
    made = load_project(project).score()
    (project / "survey/给定数据.xlsx").unlink()
    with (project / "project.toml").open("a", encoding="utf-8") as file:
        file.write('[givens.civic.survey]\nnorth = "80"\nsouth = ""\n')

    assert {KEYS[0]: 80, KEYS[1]: None} == dict(made.givens)
    assert made == load_project(project).trial().results == load_project(project).results()


MISTAKES = {
    "an assessment that is none": (["x", "survey", "north", 1], "给定数据!A2", "没有测评“x”"),
    "a figure that is none": (["civic", "x", "north", 1], "给定数据!B2", "survey"),
    "a unit that is none": (["civic", "survey", "x", 1], "给定数据!C2", "没有单位“x”"),
    "no number": (["civic", "survey", "north", "好"], "给定数据!D2", "'好' 不是精确的数"),
    "a reason beside": (["civic", "survey", "north", "不适用：撤并"], "给定数据!D2", "写“不适用”"),
    "beyond its full mark": (["civic", "survey", "north", 101], "给定数据!D2", "从 0 到 100"),
    "less than nothing": (["civic", "survey", "north", -1], "给定数据!D2", "从 0 到 100"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_cell(project, case):
    """What is no figure of a unit, or lies beyond its marks, is refused at its cell, and marked in a copy."""
    row, where, told = MISTAKES[case]
    figures(project, row)
    found = check_project(load_project(project))
    cells = {one.where: one.text("zh") for one in found.problem.exceptions if isinstance(one, BadCell)}

    assert told in cells.get(where, f"{cells}")
    assert ["给定数据-问题.xlsx"] == [path.name for path in found.copies]


@pytest.mark.parametrize("other", ["the same sheet", "another workbook", "project.toml"])
def test_a_figure_stands_in_one_place(project, other):
    """A figure that stands twice is refused at its cell, even where both say the same."""
    row = ["civic", "survey", "north", 80]
    figures(project, row, *([row] if other == "the same sheet" else []))
    if other == "another workbook":
        figures(project, row, name="又一份.xlsx")
    if other == "project.toml":
        with (project / "project.toml").open("a", encoding="utf-8") as file:
            file.write('[givens.civic.survey]\nnorth = "80"\n')
    with pytest.raises(ts.Refused) as caught:
        load_project(project).score()

    assert lacking(caught.value.text("zh"), "给定数据!D", "也给了这个数") == []


def test_the_command_writes_what_is_to_be_filled_in(project, capsys):
    """`checklist` writes the figures beside the checklists; what was filled in is never written over."""
    assert main.main(["checklist", "--project", str(project), "--lang", "zh"]) == 0
    assert lacking(capsys.readouterr().out, "给定数据.xlsx", "survey/") == []
    path = project / "out/给定数据.xlsx"
    path.rename(project / "survey/给定数据.xlsx")

    assert {} == load_project(project).givens
    assert main.main(["checklist", "--project", str(project), "--lang", "zh"]) == 0
    assert path.exists()


def facts(project, file, **more):
    """Return what is found of each fact of a file, checked from the rules and the survey of a project alone."""
    return [(one.fact.value, one.fits, one.where[0], one.written, one.follows) for one in verify(file, laid_beside(RULES, [project / "survey"]), **more).checks]


def test_whoever_checks_results_holds_the_figures_against_the_workbook(project):
    """A file is held against the figures of the workbooks too, each at its cell; those that no workbook gives are told as not checked, and a certificate is made anew with them."""
    path, results = figures(project, ["civic", "survey", "北区", 80], ["civic", "survey", "south", "不适用"]), project / "out/results-1.json"
    made = load_project(project).score()
    ts.files.write_certificate(ts.certify(made), project / "certificate.json")
    fits = facts(project, results)
    certificate = facts(project, project / "certificate.json")
    edited(path, {"给定数据!D2": 81})
    other = facts(project, results)
    figures(project, ["civic", "survey", "北区", 80])
    less = facts(project, results)
    path.unlink()
    none = facts(project, results)

    assert all(fit for _, fit, *_ in [*fits, *certificate])
    assert ("givens", True, "", "", "") in fits
    assert ("givens", False, "civic survey north（给定数据.xlsx 给定数据!D2）", "80", "81") in other
    assert {"givens", "scores_of_reports"} == {fact for fact, fit, *_ in other if fit is False}
    assert [True, None] == [fit for fact, fit, *_ in less if fact == "givens"]
    assert ("givens", None, "2 个数没有给，是文件自己所写的，如 civic survey north", "", "") in none


def test_a_figure_beside_a_file_stands_in_one_place(project, tmp_path):
    """A figure that two workbooks give is refused, as in a project."""
    figures(project, ["civic", "survey", "north", 80])
    other = book(tmp_path / "b.xlsx", 给定数据=[HEADS, ["civic", "survey", "north", 80]])
    with pytest.raises(ts.Refused) as caught:
        laid_beside(RULES, [project / "survey", other])

    assert lacking(caught.value.text("zh"), "b.xlsx 给定数据!D2", "给定数据.xlsx 给定数据!D2 也给了这个数") == []


@pytest.mark.parametrize("more", [{"assessments": ["nope"]}, {"givens": {("x", "y", "z"): 1}}, {"givens": ["x"]}], ids=["an assessment", "a figure", "no table"])
def test_what_is_asked_for_and_not_there_is_refused(tmp_path, more):
    """Figures of what there is not, and an assessment that there is not, are refused; nothing is written."""
    with pytest.raises(ts.TristandardError) as caught:
        write_givens(plan(), tmp_path / "a.xlsx", **more)

    assert min(map(len, (lacking(caught.value.text("en"), said) for said in ("'nope'", "'x.y'", "['x']")))) == 0
    assert [] == list(tmp_path.iterdir())
