"""A project folder: written new, checked, scored in editions, and printed."""

import re
import shutil
from datetime import date

import pytest
from attrs import evolve

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import book, edited
from samples import lacking
from tristandard.desk import NotDone, check_project, load_project, new_project, printing, write_report
from tristandard.desk.project import Project
from tristandard.desk.writing import Head, Written, write_sheets

BOOK = "survey/测评.xlsx"


@pytest.fixture
def project(tmp_path) -> Project:
    """Return a new project on a copy of the starter."""
    return load_project(new_project(tmp_path / "p", rules="starter"))


def again(project, **settings):
    """Return a project loaded again, with some lines of its file written otherwise."""
    path = project.folder / "project.toml"
    text = path.read_text(encoding="utf-8")
    for key, line in settings.items():
        text = "\n".join(line if old.startswith(f"{key} =") else old for old in text.splitlines())
    path.write_text(text, encoding="utf-8")
    return load_project(project.folder)


@pytest.mark.parametrize("rules", ["starter", "changzhou-2022"])
def test_the_example_runs(tmp_path, rules):
    """A new project scores with every unit placed in every assessment, and its certificate holds."""
    project = load_project(new_project(tmp_path / "季度", rules=rules))
    results = project.score()

    assert all(card.place for result in results.values() for card in result.values())
    assert project.certify().holds
    assert min(card.coverage for result in results.values() for card in result.values()) > 0.9


def test_each_step_is_told(tmp_path):
    """Whoever opens a project may be told of each long step before it is done."""
    told = []
    load_project(new_project(tmp_path / "p", rules="starter"), tell=lambda step: told.append(step[1])).score()

    assert ["loading the rules", "loading the survey", "registering", "scoring"] == told


def test_an_office_has_what_it_measures(tmp_path):
    """The example of one office holds its own measurements alone, and its checklist and reports are of its own assessment."""
    project = load_project(new_project(tmp_path / "p", rules="starter", office="urban"))
    hosts = {project.plan.question(seen.site, seen.indicator).indicator.host for seen in project.observations()}

    assert {"urban"} == hosts
    assert ("urban",) == project.own


def test_an_empty_project_has_the_tables(tmp_path):
    """Without the example the workbook has its sheets with their heads, and loads as a survey without sites."""
    project = load_project(new_project(tmp_path / "p", empty=True, period="2026Q3"))
    sheets = openpyxl.load_workbook(project.folder / BOOK)

    assert ["区域表", "单位表", "点位表", "问题清单", "测评记录"] == sheets.sheetnames
    assert ["序号", "点位", "指标", "处数"] == [cell.value for cell in sheets["问题清单"][1]][:4]
    assert ("2026Q3", 0) == (str(project.settings.period), len(project.plan.sites))


@pytest.mark.parametrize("rules", ["starter", "changzhou-2022"])
def test_what_may_be_written_is_offered(tmp_path, rules):
    """In 点位表 the zones and the site types of the rules are offered as a whole, a list that is too long not at all; heads say how a cell is filled in."""
    project = load_project(new_project(tmp_path / "p", rules=rules, empty=True, period="2026Q3"))
    sheets = openpyxl.load_workbook(project.folder / BOOK)
    offered = {str(one.sqref)[0]: one.formula1.strip('"').split(",") for one in sheets["点位表"].data_validations.dataValidation}

    assert [term.zh for term in project.base.zones.terms] == offered["D"]
    assert [term.zh for term in project.base.site_types.terms] == offered["E"]
    assert ("C" in offered) is (rules == "starter")
    assert "未测：原因" in next(cell.comment.text for cell in sheets["测评记录"][1] if cell.value == "结果")


def test_tables_to_fill_in_have_no_period_of_an_example(tmp_path):
    """Where nobody says the period, none is made up: whoever forgets it is told the line to add; one that is none is refused before anything is written."""
    folder = new_project(tmp_path / "p", empty=True)
    with pytest.raises(ts.Refused) as caught:
        load_project(folder)

    assert lacking(caught.value.text("zh"), "project.toml period", 'period = "2022Q3"') == []
    with pytest.raises(ts.BadValue):
        new_project(tmp_path / "q", period="2022Q5")
    assert ["p"] == [path.name for path in tmp_path.iterdir()]
    assert "2022-07" == str(load_project(new_project(tmp_path / "r", period="2022-07")).settings.period)


@pytest.mark.parametrize("office", ["urban", "城市长效综合管理", "市城管局", "Long-term urban management"])
def test_an_office_by_its_label(tmp_path, office):
    """An office is named by the code or a label of its assessment, or by its own name, in a call and in `project.toml` alike."""
    folder = new_project(tmp_path / "p", office=office)
    project = load_project(folder)
    assert ("urban", ("urban",)) == (project.office, project.own)
    project = again(project, office=f'office = "{office}"')

    assert ("urban", ("urban",)) == (project.office, project.own)


@pytest.mark.parametrize("left", ["empty", "no folder", "a marked copy alone"])
def test_nothing_to_score(tmp_path, left):
    """Without a site neither the check passes nor anything is scored, in both languages: with empty tables, without `survey/`, and with a marked copy alone."""
    folder = new_project(tmp_path / "p", rules="starter", empty=left == "empty", period="2026Q2")
    if left == "no folder":
        shutil.rmtree(folder / "survey")
    elif left != "empty":
        (folder / BOOK).rename(folder / "survey/测评-问题.xlsx")
    found = check_project(load_project(folder))
    with pytest.raises(NotDone) as caught:
        load_project(folder).score()

    assert (None, str(caught.value)) == (found.register, str(found.problem))
    assert lacking(caught.value.text("zh"), "没有点位", "点位表") == lacking(str(caught.value), "there is no site") == []
    assert not (folder / "out").exists()


@pytest.mark.parametrize(("more", "said"), [({"rules": "nowhere"}, "'nowhere' is not a rule set that comes along"), ({"office": "nobody"}, "'nobody' is not an assessment of the rule set changzhou-2022")])
def test_a_project_that_cannot_be(tmp_path, more, said):
    """An unknown rule set or office is refused before anything is written."""
    with pytest.raises(ts.BadValue, match=said):
        new_project(tmp_path / "p", **more)

    assert [] == list(tmp_path.iterdir())


def test_a_folder_that_is_there_stays(tmp_path):
    """A folder that is there is not written into."""
    (tmp_path / "p").mkdir()
    with pytest.raises(ts.BadInput, match="it is there already"):
        new_project(tmp_path / "p")

    assert [] == list((tmp_path / "p").iterdir())


def test_no_project_says_what_to_do(tmp_path):
    """A folder without `project.toml` is no project, in both languages."""
    with pytest.raises(NotDone) as caught:
        load_project(tmp_path)

    assert lacking(caught.value.text("zh"), "不是测评项目", "tristandard new") == lacking(str(caught.value), "tristandard new") == []


def test_all_that_is_wrong_with_the_settings(project):
    """Every mistake of `project.toml` is told at once, with what to write."""
    (project.folder / "project.toml").write_text('perod = 1\nperiod = "2026Q9"\nwrite = ["rankings"]\noffice = 3\nbefore = "x"\ngivens = { civic = { survey = { north = 0.5, south = "x" } } }\n', encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder)

    wanted = ["project.toml, perod", "did you mean period", "project.toml, period", "project.toml, rules: ", 'add a line: rules = "changzhou-2022"', "did you mean ranking", "project.toml, office: 3", "project.toml, before", "givens.civic.survey.south"]
    assert lacking(str(caught.value), *wanted) == []


def test_all_that_project_toml_names_and_is_not_there(project):
    """A word that cannot be read hides nothing else: the rules, the office, the names, earlier results and figures that are not there are told beside it, each once; so they are without it."""
    lines = ['period = "2026Q2"', 'rules = "rules"', 'office = "rural"', 'names = "no.toml"', 'before = ["gone.json"]', '[givens.urban.nothing]', 'east = "3"', 'west = ""']
    wanted = ["project.toml office：", "project.toml before：gone.json", "project.toml givens.urban.nothing：给定数据写了给定节点“urban.nothing”"]
    (project.folder / "project.toml").write_text("\n".join(['write = ["rankings"]', *lines]), encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder)
    assert [1] * 5 == [caught.value.text("zh").count(one) for one in ("是否指 ranking", "  - no.toml", *wanted)]
    (project.folder / "project.toml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        check_project(load_project(project.folder))
    assert [1] * 3 == [caught.value.text("zh").count(one) for one in wanted]
    (project.folder / "project.toml").write_text("\n".join(['write = ["rankings"]', *lines]).replace('"rules"', '"gone"'), encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder)

    assert lacking(caught.value.text("zh"), "gone", "是否指 ranking", "gone.json") == []


def test_a_figure_of_no_node_and_what_is_reported_are_told_together(project):
    """Figures that belong to no node or no unit are told at their keys, a node once, beside what is wrong in the workbooks."""
    edited(project.folder / BOOK, {"测评记录!A3": "示例一路"})
    path = project.folder / "project.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[givens.urban.nothing]\neast = "3"\nwest = ""\nsouth = "1"\n', encoding="utf-8")
    found = [one.text("zh") for one in check_project(load_project(project.folder)).problem.exceptions]

    assert ["project.toml givens.urban.nothing", "project.toml givens.urban.nothing.south"] == sorted(one.partition("：")[0] for one in found if "givens" in one)
    assert any("测评记录!" in one for one in found)


def test_an_office_that_the_rules_do_not_have(project):
    """The office must be an assessment of the rules."""
    with pytest.raises(ts.Refused) as caught:
        _ = again(project, rules='rules = "rules"\noffice = "rural"').base

    assert lacking(str(caught.value), "'rural' is no assessment of the rules; there are ", "(civilized)", "(urban)") == []


def test_rules_from_a_workbook(project):
    """The rules of a project may be one workbook, and score the same."""
    ts.desk.write_rules(project.base, project.folder / "规则集.xlsx")
    other = again(project, rules='rules = "规则集.xlsx"')

    assert project.score().digest == other.score(again=True).digest


def test_scored_again_only_when_it_is_asked(project):
    """The same survey scores again without a word; another is refused, until `again` says that nobody has edition 1 yet."""
    first = project.score()
    same = load_project(project.folder).score()
    edited(project.folder / BOOK, {"测评记录!C2": "90 %"})
    with pytest.raises(NotDone, match="edition 1 is written already"):
        load_project(project.folder).score()
    other = load_project(project.folder).score(again=True)

    assert first.digest == same.digest != other.digest
    assert (1,) == project.editions()


def test_a_correction_is_the_next_edition(project):
    """A report of a higher 版次 makes edition 2, which names edition 1; the first stays to the last byte, and the chain holds."""
    first = project.score()
    kept = (project.out / "results-1.json").read_bytes()
    struck = {"问题清单!K2": "2", "问题清单!I2": "2026-05-01 东区: 不是本路段", "问题清单!J2": "2026-05-09 城管局: 属实"}
    edited(project.folder / BOOK, struck)
    second = load_project(project.folder).correct("申诉成立")

    assert (2, first.digest, "申诉成立") == (second.edition, second.supersedes, second.reason)
    assert kept == (project.out / "results-1.json").read_bytes()
    assert first["urban"]["east"].exact < second["urban"]["east"].exact
    assert load_project(project.folder).certify().holds
    with pytest.raises(NotDone, match="corrected up to edition 2"):
        load_project(project.folder).score(again=True)


def test_a_report_that_was_only_written_over_is_refused(project):
    """Another content under the same 版次 is no correction: nobody could tell which stands, and no edition is written."""
    project.score()
    edited(project.folder / BOOK, {"测评记录!C2": "90 %"})
    with pytest.raises(ts.Refused):
        load_project(project.folder).correct("误录")

    assert (1,) == project.editions()


def test_nothing_to_correct(project):
    """Without a change, or before anything is scored, there is no correction."""
    with pytest.raises(NotDone, match="nothing is scored yet"):
        project.correct("x")
    project.score()
    with pytest.raises(ts.BadValue, match="nothing was reported or given otherwise"):
        project.correct("x")
    with pytest.raises(NotDone, match="there is no edition 3; there are 1"):
        project.results(3)


def test_several_workbooks_and_a_checklist(project):
    """Sites in one workbook, problems in another, a filled checklist and a file of JSON are read as one survey; locks and marked copies are not."""
    one = openpyxl.load_workbook(project.folder / BOOK)
    rows = [[cell.value for cell in row] for row in one["测评记录"].iter_rows()]
    lamps, rest = rows[:2], [rows[0], *rows[2:]]
    for sheet in ("问题清单", "测评记录"):
        del one[sheet]
    one.save(project.folder / BOOK)
    whole = load_project(new_project(project.folder.parent / "whole", rules="starter"))
    problems = [[cell.value for cell in row] for row in openpyxl.load_workbook(whole.folder / BOOK)["问题清单"].iter_rows()]
    book(project.folder / "survey/a.xlsx", 问题清单=problems, 测评记录=rest[:-1])
    for name in ("~$a.xlsx", "a-问题.xlsx"):
        (project.folder / "survey" / name).write_bytes(b"no workbook")
    fresh = load_project(project.folder)
    ts.desk.write_checklists(fresh.plan, project.folder / "survey/b.xlsx", source="城管巡查", day=date(2026, 4, 8))
    made = openpyxl.load_workbook(project.folder / "survey/b.xlsx")
    row = next(row for row in made["道路"].iter_rows(min_row=2) if row[0].value == "P01" and row[8].value == "lamps.lit")
    row[5].value = lamps[1][2]
    made.save(project.folder / "survey/b.xlsx")
    last = rest[-1]
    (project.folder / "survey/c.json").write_text(f'[{{"source": "app", "id": "1", "site": "P06", "indicator": "civilized.toilet.grade", "made": "{last[3]}", "outcome": {{"measured": {{"toilet.grade": "{last[2]}"}}}}}}]', encoding="utf-8")
    scores = [{code: {unit: card.exact for unit, card in result.items()} for code, result in one.score().items()} for one in (load_project(project.folder), whole)]

    assert scores[0]["civilized"] == scores[1]["civilized"]
    assert scores[0]["urban"] == scores[1]["urban"]


@pytest.mark.parametrize(("edition", "told"), [(2, "2"), (True, "True"), (0.5, "0.5"), ("1", "'1'"), ([], "[]")])
def test_an_edition_is_named_by_its_number(project, edition, told):
    """Whatever is no number of an edition that is written is refused, with those that are."""
    project.score()
    for call in (project.results, project.certify):
        with pytest.raises(NotDone, match=f"edition {re.escape(told)}; there are 1"):
            call(edition)


def test_no_workbook_hides_another(project):
    """A wrong cell of 问题清单 hides nothing that is wrong in other workbooks, in a filled checklist, in figures, or in earlier results: all is told at once."""
    ts.desk.write_checklists(project.plan, project.folder / "survey/检查表.xlsx", source="巡查", day=date(2026, 4, 8))
    checklist = openpyxl.load_workbook(project.folder / "survey/检查表.xlsx")
    row = next(row for row in checklist["道路"].iter_rows(min_row=2) if row[0].value == "P01")
    row[5].value = "很好"
    checklist.save(project.folder / "survey/检查表.xlsx")
    edited(project.folder / BOOK, {"问题清单!D2": "三处"})
    book(project.folder / "survey/b.xlsx", 测评记录=[["点位", "指标", "结果", "日期", "来源"], ["P01", "没有这项", "1", date(2026, 4, 8), "巡查"]])
    (project.folder / "survey/c.json").write_text('[{"source": 3}]', encoding="utf-8")
    (project.folder / "project.toml").write_text((project.folder / "project.toml").read_text(encoding="utf-8") + '\nbefore = ["none.json"]\n', encoding="utf-8")
    told = [str(one) for one in check_project(load_project(project.folder)).problem.reasons]

    assert [1] * 5 == [sum(start in one for one in told) for start in ("测评.xlsx 问题清单!D2", "b.xlsx 测评记录!B2", "检查表.xlsx 道路!", "c.json, entry 1.source", "project.toml, before: none.json")], told


@pytest.mark.parametrize(("sheet", "cells"), [("点位表", {"点位表!A2": ""}), ("", {})])
def test_what_rests_on_wrong_sites_is_not_looked_at(project, sheet, cells):
    """Where a site is wrong, or a workbook cannot be opened in which it may stand, nobody knows what another workbook means: that is told by itself."""
    book(project.folder / "survey/b.xlsx", 测评记录=[["点位", "指标", "结果", "日期", "来源"], ["P01", "没有这项", "1", date(2026, 4, 8), "巡查"]])
    if cells:
        edited(project.folder / BOOK, cells)
    else:
        (project.folder / "survey/a.xlsx").write_bytes(b"no workbook")
    told = check_project(load_project(project.folder)).problem.reasons

    assert told
    assert [] == [str(one) for one in told if one.file == "b.xlsx"]


@pytest.mark.parametrize(("second", "told"), [("督查", "测了不止一次"), ("巡查", "报了两次，内容不同")])
def test_two_checklists_of_one_site_are_told_at_the_rows_of_both(project, second, told):
    """What two checklists report otherwise, or one source twice, names file, sheet and cell of each."""
    survey = openpyxl.load_workbook(project.folder / BOOK)
    for sheet in ("问题清单", "测评记录"):
        del survey[sheet]
    survey.save(project.folder / BOOK)
    fresh, rows = load_project(project.folder), []
    for name, source, value in (("甲", "巡查", "90 %"), ("乙", second, "95 %")):
        path = project.folder / f"survey/{name}.xlsx"
        ts.desk.write_checklists(fresh.plan, path, source=source, day=date(2026, 4, 8))
        made = openpyxl.load_workbook(path)
        row = next(row for row in made["道路"].iter_rows(min_row=2) if row[0].value == "P01" and row[8].value == "lamps.lit")
        row[5].value = value
        rows.append(row[5].row)
        made.save(path)
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder).score()
    found = [one for one in caught.value.exceptions if told in one.text("zh")]

    assert [("甲.xlsx", f"道路!F{rows[0]}"), ("乙.xlsx", f"道路!F{rows[1]}")] == sorted(((one.file, one.where) for one in found), reverse=True)
    assert lacking(found[0].text("zh"), f"甲.xlsx 道路!{rows[0]}", f"乙.xlsx 道路!{rows[1]}", "请只留一处", "批次") == []
    assert "修订" not in found[0].text("zh")


def test_a_faulty_workbook_comes_back_marked(project):
    """What is wrong is told of its cell, and a copy beside the workbook has it marked; nothing is scored."""
    edited(project.folder / BOOK, {"测评记录!C2": "亮", "问题清单!B3": "无此路"})
    found = check_project(load_project(project.folder))
    marked = openpyxl.load_workbook(project.folder / "survey/测评-问题.xlsx")

    assert found.register is None
    assert [project.folder / "survey/测评-问题.xlsx"] == list(found.copies)
    assert "C2" in [row[2].value for row in marked["问题"].iter_rows()]
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder).score()

    assert lacking(str(caught.value), "测评.xlsx 测评记录!C2") == []
    assert not project.out.exists()


def test_what_was_reported_twice_is_listed_in_the_copy(project):
    """Two reports that contradict each other stand in no cell, and are listed in the marked copy."""
    page = openpyxl.load_workbook(project.folder / BOOK)
    page["测评记录"].append(["示例一路", "路灯亮灯率", "91 %", "2026-04-20", "再测"])
    page.save(project.folder / BOOK)
    found = check_project(load_project(project.folder), language="en")
    marked = openpyxl.load_workbook(project.folder / "survey/测评-问题.xlsx")

    assert "was measured" in str(found.problem)
    assert any("was measured" in str(cell.value) for row in marked["问题"].iter_rows() for cell in row)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_printed_of_an_edition(project, language):
    """A report has rankings, bulletins, statements, notices and the certificate, with the library's own figures, each under a name that Windows takes."""
    results = project.score()
    written = write_report(project, results, project.settings.write, language=language)
    names = [path.name for path in written]
    ranking = openpyxl.load_workbook(written[0])
    scores = [row[3].value for page in ranking.worksheets[:-1] for row in page.iter_rows(min_row=2)]

    assert [float(str(card.published)) for result in results.values() for card in result.ranking()] == scores
    assert lacking(" ".join(names), *({"zh": ("排名.xlsx", "通报-城市长效管理.xlsx", "扣分明细-东区.txt", "核验书.txt"), "en": ("ranking.xlsx", "bulletin-urban.csv", "statement-East.txt", "certificate.txt")}[language])) == []
    assert all(path.is_file() for path in written)
    assert not any(set(name) & set('<>:"|?*') for name in names)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bulletin_is_a_workbook(project, language):
    """Whoever opens a bulletin in Excel finds its table, cell for cell, with numbers that are numbers, and of which period and rules it is; nothing is written that needs another program."""
    results = project.score()
    written = write_report(project, results, ["bulletin"], language=language)
    path = next(path for path in written if path.suffix == ".xlsx")
    made = ts.bulletin(results[project.own[0]])
    table, about = openpyxl.load_workbook(path).worksheets
    heads, *rows = ([cell.value for cell in row] for row in table.iter_rows())
    due = [made.cells(row, language) for row in made.rows_in(language)]

    assert {".xlsx", ".csv"} == {path.suffix for path in written}
    assert list(made.columns_in(language)) == heads
    assert [[cell or None for cell in row] for row in due] == [[str(told) if isinstance(found, float | int) and float(told) == found else found for told, found in zip(one, row, strict=True)] for one, row in zip(due, rows, strict=True)]
    assert all(isinstance(row[3], float | int) for row, one in zip(rows, due, strict=True) if one[3])
    assert str(results.period) in about["A2"].value


LOOKING_BACK = """
[[tariffs.repeated]]
measures = ["litter.spots"]
each = 1

[[tariffs.repeated]]
measures = ["litter.spots"]
each = 1
look_back = 1
where = { repeated = "1.." }
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_printed_workbook_says_that_the_rules_are_made_up(tmp_path, language):
    """Each workbook that `report` writes has the notice of its rules, the ranking and the notices to other offices too."""
    project = load_project(new_project(tmp_path / "p"))
    results = project.score()
    written = write_report(project, results, ["ranking", "bulletin", "notices"], language=language)
    books = [openpyxl.load_workbook(path) for path in written if path.suffix == ".xlsx"]
    notice = results.identity[f"notice_{language}"]

    assert len(project.own) + 2 == len(books)
    assert all(any(notice in str(cell.value) for page in made for row in page for cell in row) for made in books)


def test_numbers_of_tables_are_numbers_that_show_what_is_published(project):
    """In 排名.xlsx places, scores and bounds are numbers, each shown with the digits that are published; what no cell holds exactly, and what is no number, is text."""
    results = project.score()
    write_report(project, results, ["ranking"])
    made, told = openpyxl.load_workbook(project.out / "第1版/排名.xlsx"), 0
    for code in project.own:
        page = made[results.rules.assessment(code).zh]
        for card, (heads, row) in zip(results[code].ranking(), ((page[1], row) for row in page.iter_rows(min_row=2)), strict=True):
            cells = {head.value: cell for head, cell in zip(heads, row, strict=True)}
            score = cells["得分"]
            assert ("n", card.place) == (cells["名次"].data_type, cells["名次"].value)
            assert f"{score.value:.{len(score.number_format.partition('.')[2])}f}" == str(card.published)
            assert {"s"} == {cells[head].data_type for head in ("单位", "已测")}
            told += 1

    assert told == sum(len(results[code]) for code in project.own) > 0


@pytest.mark.parametrize(("text", "value", "shown"), [("98.0", 98, "0.0"), ("-3", -3, "0"), ("100", 100, "0"), ("97.50", 97.5, "0.00"), ("007", "007", "@"), ("97.535888501…", "97.535888501…", "@"), ("12/13", "12/13", "@"), ("1" * 16, "1" * 16, "@")])
def test_a_published_number_shows_its_digits(tmp_path, text, value, shown):
    """A number that is printed shows the very digits that are written; a code, and what no cell holds exactly, stays a text."""
    write_sheets(tmp_path / "a.xlsx", [Written("a", [Head("数", number=True, published=True)], [[text]])])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["a"]["A2"]

    assert (value, shown) == (cell.value, cell.number_format)


def test_a_later_period_looks_back(tmp_path, project):
    """The results that `before` names tell what was found earlier: the same problem again costs more where the rules look back."""
    rules, table = project.folder / "rules/ruleset.toml", project.folder / "rules/indicators.csv"
    rules.write_text(rules.read_text(encoding="utf-8") + LOOKING_BACK, encoding="utf-8")
    rows = table.read_text(encoding="utf-8-sig").splitlines()
    at = rows[0].split(",").index("each")
    row = next(number for number, one in enumerate(rows) if one.startswith("urban.road.litter"))
    rows[row] = rows[row].replace("kind=district,1,,,,10,,", "kind=district,,,,,,repeated,")
    table.write_text("\n".join(rows), encoding="utf-8")
    assert rows[0].split(",")[at + 5] == "tariff"
    first = load_project(project.folder).score()
    sheet = openpyxl.load_workbook(project.folder / BOOK)
    for page, column in (("问题清单", 5), ("测评记录", 3)):
        for cells in sheet[page].iter_rows(min_row=2):
            cells[column].value = str(cells[column].value).replace("2026-04", "2026-07")
    for cells in sheet["问题清单"].iter_rows(min_row=2):
        cells[6].value = cells[7].value = None
    sheet.save(project.folder / BOOK)
    (project.out / "results-1.json").rename(project.folder / "before.json")
    later = again(project, period='period = "2026Q3"\nbefore = ["before.json"]').score()

    assert {"P01": {"litter.spots": (1,)}, "P02": {"litter.spots": (1,), "lamps.lit": (1,)}} == {site: later.ledger.history[site] for site in ("P01", "P02")}
    assert later["urban"]["east"].exact < first["urban"]["east"].exact
    with pytest.raises(ts.BadInput) as twice:
        again(project, before='before = ["before.json", "before.json"]').score()
    assert "project.toml before：" in twice.value.text("zh")
    assert "每期每个点位只给一份登记" in twice.value.text("zh")


WRONG = {
    "no earlier results": ({"rules": 'rules = "rules"\nbefore = ["a.json", "b.json"]'}, {}, ("project.toml before：a.json", "project.toml before：b.json")),
    "earlier results and a cell": ({"rules": 'rules = "rules"\nbefore = ["a.json"]'}, {"测评记录!C2": "x"}, ("project.toml before：a.json", "测评记录!C2")),
    "a figure of no node": ({"": '[givens.urban.nothing]\neast = "3"'}, {}, ("project.toml givens", "nothing")),
    "no rules": ({"rules": 'rules = " "'}, {}, ("project.toml rules", "请加上一行")),
    "reported twice": ({}, {"测评记录!A3": "示例一路"}, ("测评记录!",)),
}


@pytest.mark.parametrize(("settings", "cells", "said"), WRONG.values(), ids=WRONG)
def test_check_refuses_what_score_would(project, settings, cells, said):
    """Whatever `score` would refuse `check` tells, in the same words; a workbook in which nothing is wrong gets no marked copy."""
    edited(project.folder / BOOK, cells)
    path = project.folder / "project.toml"
    lines = [settings.get(line.partition(" =")[0] or "#", line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join([*lines, settings.get("", "")]), encoding="utf-8")

    def scored():
        return load_project(project.folder).score()

    def checked():
        found = check_project(load_project(project.folder))
        if found.problem is not None:
            raise found.problem
        return found

    told = []
    for one in (scored, checked):
        with pytest.raises(ts.TristandardError) as caught:
            one()
        told.append(caught.value.text("zh"))

    assert told[0] == told[1]
    assert lacking(told[0], *said) == []
    assert bool(cells) == any(path.name.endswith("-问题.xlsx") for path in (project.folder / "survey").iterdir())


def test_check_tells_what_correct_would_refuse(project):
    """Once edition 1 is written, `check` says what would have to be mended before it is corrected; once it is handed over or corrected, that is refused, at its row."""
    assert check_project(project).trial.published is None
    project.score()
    assert () == check_project(load_project(project.folder)).trial.unfollowed
    edited(project.folder / BOOK, {"问题清单!I2": "2026-05-01 东区: 不是本路段"})
    found = check_project(load_project(project.folder))
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder).correct("申诉")

    assert [one.text("zh") for one in found.trial.unfollowed] == [one.text("zh") for one in caught.value.exceptions]
    assert ["问题清单!K2"] == [one.where for one in found.trial.unfollowed]
    (project.out / "handover").mkdir()
    (project.out / "handover/x.json").write_text("{}", encoding="utf-8")
    found = check_project(load_project(project.folder))

    assert caught.value.text("zh") == found.problem.text("zh")
    assert ["测评-问题.xlsx"] == [path.name for path in found.copies]
    with pytest.raises(NotDone, match="out/ holds results of 2026Q2"):
        again(project, period='period = "2026Q3"').trial()


def test_figures_from_outside(project):
    """What `[givens…]` gives reaches the score: one that no node asks for is refused."""
    path = project.folder / "project.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[givens.urban.nothing]\neast = "3"\nwest = ""\n', encoding="utf-8")
    with pytest.raises(ts.Refused) as caught:
        load_project(project.folder).score()

    assert lacking(str(caught.value), "nothing", "urban") == []


def refused(project):
    """Return what `check` says of a project: the file and the cell of each mistake, and its sentence."""
    return [(one.file, one.where, one.text("zh")) for one in check_project(project).problem.exceptions]


def appended(project, sheet, *row):
    """Add a row to a sheet of the workbook of a project."""
    sheets = openpyxl.load_workbook(project.folder / BOOK)
    sheets[sheet].append(row)
    sheets.save(project.folder / BOOK)
    return sheets[sheet].max_row


def test_what_is_reported_twice_is_told_at_both_rows(project):
    """A problem of what 测评记录 has as 0 处 is told at both rows, in the words of the sheets, and marked in the copy."""
    row = appended(project, "问题清单", 9, "示例三路", "路面干净", 1, "路口", "2026-04-10", "", "", "", "", 1, "城管巡查", "第一次")
    first, second = sorted(refused(project))

    assert ["测评记录", "问题清单"] == sorted(one[1].partition("!")[0] for one in (first, second))
    assert all(f"问题清单!{row}" in one[2] and "测评记录!" in one[2] and "更高的版次" in one[2] for one in (first, second))
    assert not [word for word in ("visit", "policy", "settlement", "修订") if word in first[2]]
    marked = openpyxl.load_workbook(project.folder / "survey/测评-问题.xlsx")
    assert {first[1], second[1]} == {f"{line[1]}!{line[2]}" for line in marked["问题"].iter_rows(min_row=2, values_only=True)}


def test_a_row_that_fits_nothing_is_told_once_in_the_words_of_sheets(project):
    """A site that 点位表 does not have, also where the row stands for two problems, and an indicator that is not asked at its site are told once, at their cells, with labels."""
    one = appended(project, "问题清单", 9, "P99", "路面干净", 2, "路口", "2026-04-10", "", "", "", "", 1, "城管巡查", "第一次")
    other = appended(project, "测评记录", "示例一路", "公厕等级", "A", "2026-04-08", "城管巡查")
    found = refused(project)
    told = {where: text for _, where, text in found}

    assert [f"测评记录!B{other}", f"问题清单!B{one}"] == sorted(where for _, where, _ in found)
    assert "没有点位“P99”；请按点位表写编码或名称，或在点位表里补上" in told[f"问题清单!B{one}"]
    assert "点位“示例一路（P01）”不考核“公厕等级”；这里可写：" in told[f"测评记录!B{other}"]
    assert "路灯亮灯率（urban.road.lamps）" in told[f"测评记录!B{other}"]


def test_a_row_that_repeats_another_is_told_in_the_words_of_sheets(project):
    """A problem whose number is used in its check, whatever its count, a measurement that stands twice, and an indicator that is not filled in are told at their cells."""
    number = appended(project, "问题清单", 1, "示例一路", "道路无垃圾", 1, "路口", "2026-04-10", "", "", "", "", 1, "城管巡查", "第一次")
    empty = appended(project, "问题清单", 9, "示例一路", "", 1, "路口", "2026-04-10", "", "", "", "", 1, "城管巡查", "第一次")
    twice = appended(project, "测评记录", "示例一路", "路灯亮灯率", "97 %", "2026-04-08", "城管巡查")
    told = {where: text for _, where, text in refused(project)}

    assert {f"问题清单!A{number}", f"问题清单!C{empty}", f"测评记录!B{twice}"} == set(told)
    assert "序号“1”在问题清单!2已经用过" in told[f"问题清单!A{number}"]
    assert "“指标”没有填；请填上" in told[f"问题清单!C{empty}"]
    assert "测评记录!2已经报了同一来源、同一点位、同一天的这一项" in told[f"测评记录!B{twice}"]


def test_a_day_outside_the_period_is_told_at_its_cell(project):
    """What the register refuses of one report is told at the cell of its workbook."""
    edited(project.folder / BOOK, {"测评记录!D2": "2027-01-01"})

    assert [("测评.xlsx", "测评记录!D2")] == [one[:2] for one in refused(project)]


def test_a_copy_of_a_workbook_is_told_once_with_both_files(project):
    """A copy that was left in survey/ is told once, and names the other workbook."""
    copy = project.folder / "survey/测评 - 副本.xlsx"
    copy.write_bytes((project.folder / BOOK).read_bytes())
    (told,) = refused(project)

    assert {"测评.xlsx", "测评 - 副本.xlsx"} == {name for name in ("测评.xlsx", "测评 - 副本.xlsx") if name in told[2]}
    assert "移出 survey" in told[2]


def test_nothing_stale_stays_beside_new_results(project):
    """Scored again otherwise, edition 1 loses what was printed of the former one, in both languages; the same keeps it."""
    for language in ("zh", "en"):
        write_report(project, project.score(), ["ranking", "certificate"], language=language)
    load_project(project.folder).score(again=True)
    assert (project.out / "第1版/排名.xlsx").is_file()
    edited(project.folder / BOOK, {"问题清单!D2": 1})
    load_project(project.folder).score(again=True)

    assert ["results-1.json"] == [path.name for path in project.out.iterdir()]


def test_a_survey_of_another_period_is_told_once(project):
    """Where no report is of the period of `project.toml`, that is told once with the days, not at each row, and no workbook is marked; a site that is none is told beside."""
    edited(project.folder / BOOK, {"测评记录!A3": "无此路"})
    project = again(project, period='period = "2026Q3"')
    found = check_project(project)
    told = [one.text("zh") for one in found.problem.reasons]

    assert (2, 1) == (len(told), len([one for one in told if "没有一条在 2026Q3 之内" in one and "2026-04-08 至 2026-" in one and one.startswith("project.toml period：")]))
    assert [one for one in told if "测评记录!A3" in one and "无此路" in one]
    assert "none is of 2026Q3" in found.problem.text("en")


def test_results_of_another_period_are_not_replaced(project):
    """Where `period` was changed after the score, neither scores nor replaces anything; both periods are named, in both languages."""
    project.score()
    kept = (project.out / "results-1.json").read_bytes()
    for more in ({}, {"again": True}):
        with pytest.raises(NotDone) as caught:
            again(project, period='period = "2026Q3"').score(**more)
        assert lacking(caught.value.text("zh"), "2026Q2", "2026Q3", "另建项目") == lacking(str(caught.value), "2026Q2", "2026Q3") == []

    assert kept == (project.out / "results-1.json").read_bytes()


def test_a_report_is_the_old_one_or_the_new_one(project, monkeypatch):
    """A report takes the place of the one before as a whole: stopped in between the old one stays, and a whole one keeps no letter of a unit that has none."""
    results = project.score()
    write_report(project, results, ["ranking"])
    (project.out / "第1版/扣分明细-旧区.txt").write_text("x", encoding="utf-8")
    project.kept.note([project.out / "第1版/扣分明细-旧区.txt"])
    kept = {path.name: path.read_bytes() for path in (project.out / "第1版").iterdir()}

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setitem(printing.WRITERS, "bulletin", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_report(project, results, ["statement", "bulletin"], whole=True)
    assert kept == {path.name: path.read_bytes() for path in (project.out / "第1版").iterdir()}
    write_report(project, results, ["certificate"])
    assert {*kept, "核验书.txt"} == {path.name for path in (project.out / "第1版").iterdir()}
    written = write_report(project, results, ["ranking"], whole=True)

    assert [project.out / "第1版/排名.xlsx"] == list(written) == list((project.out / "第1版").iterdir())
    assert {"results-1.json", "certificate-1.json", "第1版"} == {path.name for path in project.out.iterdir()}


def test_a_report_of_another_project_is_refused(project, tmp_path):
    """What is printed beside the editions of a project is of its period and its rules; nothing is written of other results."""
    project.score()
    held = project.results().ledger.plan
    for period in (ts.Quarter(2026, 3), project.settings.period):
        merged = held.merged if period != project.settings.period else ts.merge(evolve(held.merged.rule_set, version="other"))
        results = ts.score(ts.share(ts.register(ts.plan(merged, held.sites.values(), period), []), history={}), carried={})
        with pytest.raises(ts.BadValue) as caught:
            write_report(project, results, ["ranking", "certificate"])
        assert lacking(str(caught.value), "results of this project (2026Q2", "project.results()") == lacking(caught.value.text("zh"), "本项目的结果（2026Q2") == []

    assert ["results-1.json"] == [path.name for path in project.out.iterdir()]


def test_settings_that_name_nothing_are_told_at_their_keys(project):
    """`rules = "."` and an empty path of earlier results name nothing, and are told as they are written, each at its key."""
    with pytest.raises(ts.Refused) as caught:
        again(project, rules='rules = "."\nbefore = [""]')

    told = [str(one) for one in caught.value.exceptions]
    assert [[], []] == [lacking(text, *said) for text, said in zip(sorted(told), (("before", "''", "results-1.json"), ("rules", "'.'", "changzhou-2022")), strict=True)]


@pytest.mark.parametrize(("lines", "said"), [({"period": "period = 2022-07-01"}, "2022-07-01"), ({"rules": "rules = true"}, "true"), ({"write": "write = [true, 'x']"}, "[true, 'x']")])
def test_values_of_settings_are_told_as_they_are_written(project, lines, said):
    """A date or a truth value of `project.toml` is told as TOML writes it, not as Python does."""
    with pytest.raises(ts.Refused) as caught:
        again(project, **lines)

    told = caught.value.text("en")
    assert (True, []) == (said in told, [word for word in ("datetime", "True") if word in told])


def test_a_period_of_no_rules_is_of_no_workbook(project):
    """Where the rules are not in force on the period, nothing in a workbook is wrong, and none comes back marked."""
    with pytest.raises(ts.TristandardError, match="is not in force on 2022-07-01"):
        check_project(again(project, period='period = "2022Q3"'))

    assert ["测评.xlsx"] == [path.name for path in (project.folder / "survey").iterdir()]
