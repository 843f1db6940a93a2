"""The pairs of a crosswalk as a list: worked through in Excel, and read back as the rule set."""

from pathlib import Path

import pytest
from attrs import evolve

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import book, edited
from tristandard.desk import BadCell, load_project, load_rules, load_worklist, new_project, write_rules, write_worklist
from tristandard.desk.command import main
from tristandard.desk.command.shape import DONE, REFUSED
from tristandard.desk.layout import RELATION

CITY = Path(__file__).parents[2] / "examples/second_city"
RULES = ts.load_ruleset(CITY / "rules")
FEWER = evolve(RULES, rulings=[], crosswalks=[evolve(walk, matches=walk.matches[:-1]) for walk in RULES.crosswalks])


def rows(path):
    """Return the rows of the list."""
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["对照清单"].iter_rows(min_row=2)]


@pytest.mark.parametrize("name", ["changzhou-2022", CITY / "rules", Path(__file__).parents[2] / "src/tristandard/starter"])
def test_a_list_that_nobody_touched_changes_nothing(tmp_path, name):
    """Each match stands on the list once, and the list reads back as the rule set."""
    rules = ts.load_ruleset(name)
    write_worklist(rules, tmp_path / "a.xlsx")

    assert rules == load_worklist(tmp_path / "a.xlsx", rules)
    assert sorted((match.first, match.second) for _, match in rules.matches()) == sorted((row[1], row[4]) for row in rows(tmp_path / "a.xlsx") if row[7])


def test_what_might_be_matched_is_asked(tmp_path):
    """Indicators of two assessments with one measure on one ground, which nobody matched, are listed with a question."""
    write_worklist(FEWER, tmp_path / "a.xlsx")
    asked = [row for row in rows(tmp_path / "a.xlsx") if row[7] is None]

    assert {frozenset((match.first, match.second)) for _, match in RULES.matches()} - {frozenset((match.first, match.second)) for _, match in FEWER.matches()} <= {frozenset((row[1], row[4])) for row in asked}
    assert all("是不是同一件事" in row[10] for row in asked)


def test_a_pair_that_is_decided_is_a_match(tmp_path):
    """A relation and a reason that are filled in make a match; 不对照 takes one away."""
    write_worklist(FEWER, tmp_path / "a.xlsx")
    listed = rows(tmp_path / "a.xlsx")
    new = next(number for number, row in enumerate(listed, 2) if row[7] is None)
    edited(tmp_path / "a.xlsx", {f"对照清单!A{new}": "sites", f"对照清单!H{new}": "相同", f"对照清单!J{new}": "同一件事", "对照清单!H2": "不对照"})
    pairs = {(match.first, match.second) for _, match in load_worklist(tmp_path / "a.xlsx", FEWER).matches()}

    assert ((listed[new - 2][1], listed[new - 2][4]) in pairs, (listed[0][1], listed[0][4]) in pairs) == (True, False)


def test_it_says_at_how_many_sites_it_matters(tmp_path):
    """With a plan, each pair has the number of sites at which both hold."""
    rules = RULES.extended(areas=ts.load_areas(CITY / "survey/areas.csv"), units=ts.load_units(CITY / "survey/units.csv"))
    plan = ts.plan(ts.merge(rules), ts.load_sites(CITY / "survey/sites.csv", rules), ts.Quarter(2026, 2))
    write_worklist(rules, tmp_path / "a.xlsx", plan=plan)
    row = next(row for row in rows(tmp_path / "a.xlsx") if row[1] == "appearance.street.litter")
    both = [site for site in plan.sites.values() if all(rules.indicators[code].scope.covers(site.point) for code in (row[1], row[4]))]

    assert len(both) == row[11] > 0


def test_a_large_rule_set_is_worked_through_again(tmp_path):
    """Of `changzhou-2022` every pair stands with both bars; four that were taken away are asked for, with how often they matter, and decided as they were they make the rule set that it was."""
    rules = ts.load_ruleset("changzhou-2022")
    fewer = evolve(rules, crosswalks=[evolve(walk, matches=walk.matches[:-2]) for walk in rules.crosswalks])
    plan = load_project(new_project(tmp_path / "q")).plan
    write_worklist(fewer, tmp_path / "a.xlsx", plan=plan)
    was = {frozenset((match.first, match.second)): (walk.code, match) for walk, match in rules.matches()}
    cells, listed = {}, rows(tmp_path / "a.xlsx")
    for number, row in enumerate(listed, 2):
        if row[7] is None:
            code, match = was[frozenset((row[1], row[4]))]
            turned = match.relation is ts.rules.Relation.SUBSET_OF and match.first != row[1]
            relation = "superset_of" if turned else match.relation.value
            filled = {"A": code, "H": RELATION[relation], "I": "; ".join(sorted(match.measures)) or None, "J": match.rationale}
            cells |= {f"对照清单!{column}{number}": value for column, value in filled.items()}

    assert (254, 4, True) == (len(listed), sum(row[7] is None for row in listed), all(row[3] and row[6] and row[11] is not None for row in listed))
    assert rules == load_worklist(edited(tmp_path / "a.xlsx", cells), fewer)


MISTAKES = {
    "no relation any more": ({"对照清单!H2": None}, "对照清单!H2", "请写“不对照”"),
    "a relation that is none": ({"对照清单!H2": "差不多"}, "对照清单!H2", "差不多"),
    "no reason": ({"对照清单!J2": None}, "对照清单!J2", "rationale"),
    "a crosswalk that is not there": ({"对照清单!A2": "x"}, "对照清单!A2", "x"),
    "a formula": ({"对照清单!J2": "=1+1"}, "对照清单!J2", "没有存下结果"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_cell(tmp_path, case):
    """What cannot be read is refused at its cell."""
    cells, where, told = MISTAKES[case]
    write_worklist(RULES, tmp_path / "a.xlsx")
    with pytest.raises(ts.Refused) as caught:
        load_worklist(edited(tmp_path / "a.xlsx", cells), RULES)
    found = {problem.where: problem.text("zh") for problem in caught.value.exceptions}

    assert told in found.get(where, f"{found}")


def test_another_workbook_is_no_list(tmp_path):
    """A workbook without the list is refused."""
    with pytest.raises(BadCell, match="the sheet 对照清单 is missing"):
        load_worklist(book(tmp_path / "a.xlsx", 表=[["x"]]), RULES)


def run(capsys, *arguments):
    """Run the command in Chinese, and return its exit code and what it wrote."""
    code = main.main(["worklist", *map(str, arguments), "--lang", "zh"])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_the_command_writes_the_list_and_reads_it_back_as_rules(tmp_path, monkeypatch, capsys):
    """Of a rule set by itself the command lists the pairs, and makes a workbook or a folder of rules of what was decided; nothing is written over."""
    monkeypatch.chdir(tmp_path)
    write_rules(FEWER, "规则.xlsx")
    code, told = run(capsys, "--rules", "规则.xlsx")
    listed = rows("对照清单.xlsx")
    new = next(number for number, row in enumerate(listed, 2) if row[7] is None)
    edited(tmp_path / "对照清单.xlsx", {f"对照清单!A{new}": "sites", f"对照清单!H{new}": "相同", f"对照清单!J{new}": "同一件事", "对照清单!H2": "不对照"})
    books = [run(capsys, "对照清单.xlsx", "--rules", "规则.xlsx", *more) for more in ([], ["--to", "rules"], [])]

    assert (DONE, f"对照的 {len(list(FEWER.matches()))} 对，可能对照而还没有定的 {sum(row[7] is None for row in listed)} 对") == (code, told.partition("。")[0])
    assert [DONE, DONE, REFUSED] == [code for code, _ in books]
    assert "新增 1 对，改动 0 对，取消 1 对" in books[0][1]
    assert "规则集.xlsx 已经在那里" in books[2][1]
    assert load_rules("规则集.xlsx") == ts.load_ruleset("rules") == load_worklist("对照清单.xlsx", FEWER)


def test_the_command_marks_a_faulty_list(tmp_path, monkeypatch, capsys):
    """A list in which something is wrong gets a marked copy beside it, and no rules are written."""
    monkeypatch.chdir(tmp_path)
    write_rules(FEWER, "规则.xlsx")
    run(capsys, "--rules", "规则.xlsx", "--to", "清单.xlsx")
    edited(tmp_path / "清单.xlsx", {"对照清单!H2": "差不多"})
    code, told = run(capsys, "清单.xlsx", "--rules", "规则.xlsx")

    assert (REFUSED, True) == (code, "清单.xlsx 对照清单!H2" in told and "清单-问题.xlsx" in told)
    assert {"规则.xlsx", "清单.xlsx", "清单-问题.xlsx"} == {path.name for path in tmp_path.iterdir()}


def test_the_command_in_a_project(tmp_path, capsys):
    """In a project the list says at how many sites a pair matters, and one that somebody works on is kept; rules that cannot be merged yet are listed without."""
    folder = new_project(tmp_path / "q")
    first, _ = run(capsys, "--project", folder)
    counted = rows(folder / "out/对照清单.xlsx")[0][11]
    edited(folder / "out/对照清单.xlsx", {"对照清单!J2": "再看看"})
    again, told = run(capsys, "--project", folder)
    apart = evolve(RULES, rulings=[])
    write_rules(apart, folder / "规则.xlsx")
    settings = folder / "project.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"changzhou-2022"', '"规则.xlsx"'), encoding="utf-8")
    unruled, _ = run(capsys, "--project", folder, "--to", folder / "清单.xlsx")

    assert ts.check(apart).problems
    assert (DONE, DONE, DONE) == (first, again, unruled)
    assert counted is not None
    assert "没有覆盖" in told
    assert "再看看" == rows(folder / "out/对照清单.xlsx")[0][9] != rows(folder / "out/对照清单-2.xlsx")[0][9]
    assert {None} == {row[11] for row in rows(folder / "清单.xlsx")}
