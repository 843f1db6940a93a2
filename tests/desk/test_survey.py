"""A survey from workbooks as people have them: read right, or refused at the cell."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl
from attrs import evolve

import tristandard as ts
from desk.books import book, edited
from samples import lacking
from tristandard.codec.starter import starter_ruleset
from tristandard.desk import load_survey
from tristandard.desk.survey import read_survey
from tristandard.files import to_rows

RULES = ts.load_ruleset(Path(__file__).parents[2] / "examples/second_city/rules")

SITES = [
    ["编码", "名称", "区域", "地带", "点位类型", "责任单位"],
    ["n1", "钟楼街", "北区", "建成区", "街道", "北区"],
    ["n2", "北门市场", "north", "built_up", "集贸市场", "北区 0.8；园林局 20%"],
    ["n3", "钟楼公厕", "北区", "建成区", "公共厕所", "北区"],
]
UNITS = [["编码", "名称", "类别"], ["gardens", "园林局", "部门"]]
PROBLEMS = [
    ["2026年第二季度巡查问题", None, None, None, None, None, None, None, None],
    ["序号", "点位", "指标", "处数", "责任单位", "情形", "发现日期", "整改期限", "批次"],
    [1, "钟楼街", "街道无垃圾", 2, None, "来源=媒体曝光", date(2026, 5, 11), "2026/5/14", "上午"],
    [2, "n1", "街道无垃圾", None, "北区", "巡查", "2026年5月11日", None, "上午"],
    ["合计", None, None, 3],
    [None, None],
]
RECORDS = [
    ["点位", "指标", "结果", "日期", "来源"],
    ["钟楼街", "路灯亮灯率", 0.965, date(2026, 4, 8), "巡查"],
    ["北门市场", "appearance.market.bins", "果壳箱间距=62 m；果壳箱密度=３ 个/200 m", "20260408", "巡查"],
    ["北门市场", "无店外经营", "2处", "2026.4.8", "巡查"],
    ["钟楼公厕", "公厕等级", "未测：停水", "2026-04-08", "巡查"],
]


def made(tmp_path, problems=PROBLEMS, records=RECORDS, sites=SITES, units=UNITS, **more):
    """Return a workbook of a survey; the lit lamps are a percent cell."""
    path = book(tmp_path / "测评.xlsx", 单位表=units, 点位表=sites, 问题清单=problems, 测评记录=records, **more)
    return edited(path, {}, {"测评记录!C2": "0.0%"})


NAMES = '["问题清单"]\nalways = { "来源" = "巡查" }\n'


def named(tmp_path, text=NAMES):
    """Return the path of a mapping file."""
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    return tmp_path / "names.toml"


def test_a_workbook_as_people_have_it_is_read_right(tmp_path):
    """Labels for codes, percents, days in five ways, shares, a title, totals and full-width digits are read."""
    survey = load_survey(made(tmp_path), RULES, names=named(tmp_path))
    found = {report.id: report.outcome for report in survey.observations}

    assert [("gardens", "bureau")] == [(unit.code, unit.kind) for unit in survey.units]
    assert [("gardens", "1/5"), ("north", "4/5")] == [(unit, str(share)) for unit, share in survey.sites[1].units]
    assert {"上午/n1/appearance.street.litter/1-1", "上午/n1/appearance.street.litter/1-2"} < found.keys()
    assert {"2026-05-11", "2026-04-08"} == {str(report.made) for report in survey.observations}
    assert "lamps.lit = 96.5" in str(found["n1/appearance.street.lamps/2026-04-08"])
    assert ts.NotMeasured("停水") == found["n3/appearance.toilet.grade/2026-04-08"]


def test_a_cell_that_shows_another_number_than_it_holds_is_remarked(tmp_path):
    """What a cell holds is read; where its format shows it rounded, the cell is told with both, and no cell that shows all it holds."""
    path = edited(made(tmp_path), {"测评记录!C2": 0.965}, {"测评记录!C2": "0%"})
    read = read_survey(path, RULES, names=named(tmp_path))
    found = {report.id: str(report.outcome) for report in read.survey.observations}

    assert "lamps.lit = 96.5" in found["n1/appearance.street.lamps/2026-04-08"]
    assert [("测评记录!C2", "测评.xlsx 测评记录!C2：显示的是 97 %，存的是 96.5 %；读入的是存的数")] == [(one.where, one.text("zh")) for one in read.remarks]
    assert () == read_survey(edited(path, {}, {"测评记录!C2": "0.0%"}), RULES, names=named(tmp_path)).remarks


def test_an_appeal_says_by_whom_and_why(tmp_path):
    """A cell of 申诉 or 撤销 holds a day, an office and a reason, with blanks between as people write them."""
    heads, row = PROBLEMS[1], [*PROBLEMS[3][:-1], "上午", "2026年5月12日 北区: 不是本路段", "2026-05-14 城管局: 属实"]
    survey = load_survey(made(tmp_path, problems=[[*heads, "申诉", "撤销"], row]), RULES, names=named(tmp_path))
    life = next(report for report in survey.observations if report.id.startswith("上午")).outcome.findings[0].life

    assert [("appealed", date(2026, 5, 12), "北区", "不是本路段"), ("struck", date(2026, 5, 14), "城管局", "属实")] == [(one.stage.value, one.day, one.authority, one.reason) for one in life if one.authority]


def test_the_same_survey_from_a_workbook_and_from_rows(tmp_path):
    """What a workbook holds is what the library's own rows hold."""
    rows = [
        {"source": "巡查", "id": f"1-{one}", "visit": "上午", "site": "n1", "indicator": "appearance.street.litter",
         "circumstances": "channel=media", "found": "2026-05-11", "due": "2026-05-14"} for one in (1, 2)
    ]  # fmt: skip
    survey = load_survey(made(tmp_path), RULES, names=named(tmp_path))

    assert ts.load_findings(rows, RULES) == survey.observations[:2]


def test_a_survey_scores(tmp_path):
    """What is loaded goes the whole road to a score."""
    survey = load_survey(made(tmp_path), RULES, names=named(tmp_path))
    plan = ts.plan(ts.merge(survey.rules), survey.sites, ts.Quarter(2026, 2))
    results = ts.score(ts.share(ts.register(plan, survey.observations)))

    assert {"civic", "appearance", "health"} == set(results)


def test_a_wide_table_is_a_row_a_site(tmp_path):
    """Each filled cell below an indicator is an observation; an empty one says nothing."""
    wide = [
        ["点位", "日期", "来源", "无店外经营", "appearance.street.lamps", "备注"],
        ["n1", date(2026, 4, 8), "巡查", None, "１００%", "x"],
        ["n2", date(2026, 4, 8), "巡查", "不适用：休市", None, None],
    ]
    path = book(tmp_path / "a.xlsx", 点位表=[*SITES[:2], ["n2", "北门市场", "north", "built_up", "market", "north"]], 宽表=wide)
    survey = load_survey(path, RULES)

    assert [("n1", "measured"), ("n2", "not_applicable")] == [
        (row["site"], next(iter(row["outcome"]))) for row in to_rows(survey.observations, RULES)
    ]


def test_a_head_of_two_rows_is_read(tmp_path):
    """Heads that are merged over two rows, and those below a merged one, are found."""
    rows = [
        ["点位", "指标", "测评", None, "来源"],
        [None, None, "结果", "日期", None],
        ["n1", "appearance.street.lamps", "97 %", date(2026, 4, 8), "巡查"],
    ]
    path = book(tmp_path / "a.xlsx", 测评记录=rows)
    page = openpyxl.load_workbook(path)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        page["测评记录"].merge_cells(cells)
    page.save(path)

    assert ["n1"] == [report.site for report in load_survey(path, RULES).observations]


def test_a_mapping_file_names_what_a_city_calls_otherwise(tmp_path):
    """Sheets, heads, values and constants of a city are said once, in a file."""
    rows = [["路段", "检查内容", "得数", "何时", "照片"], ["n1", "路灯", "97%", "2026-04-08", "1.jpg"]]
    text = (
        'ignore = ["目录"]\n["测评记录"]\nsheets = ["台账"]\nalways = { "来源" = "巡查" }\nignore = ["照片"]\n'
        'heads = { "路段" = "点位", "检查内容" = "指标", "得数" = "结果", "何时" = "日期" }\n'
        '[values."指标"]\n"路灯" = "appearance.street.lamps"\n'
    )
    survey = load_survey(book(tmp_path / "a.xlsx", 台账=rows, 目录=[["x"]]), RULES, names=named(tmp_path, text))

    assert ["appearance.street.lamps"] == [report.indicator for report in survey.observations]


def test_a_mapping_file_with_mistakes_is_refused(tmp_path):
    """Every name that is not known is told."""
    text = '["台账"]\nx = 1\n["测评记录"]\nheads = { "路段" = "点" }\nhaeds = {}\n[values."指标"]\n"a" = 3\n'
    with pytest.raises(ts.Refused) as caught:
        load_survey(book(tmp_path / "a.xlsx", 测评记录=[["x"]]), RULES, names=named(tmp_path, text))

    assert 4 == len(caught.value.exceptions)


#: What is changed of the sheets, and what is told, where.
MISTAKES = {
    "an indicator that is not there": ({"测评记录!B2": "路灯"}, "测评记录!B2", "路灯"),
    "a site type that is not there": ({"点位表!E2": "街"}, "点位表!E2", "街"),
    "a date that is none": ({"测评记录!D4": "2026年4月31日"}, "测评记录!D4", "2026年4月31日"),
    "a number for a date": ({"测评记录!D4": 46120}, "测评记录!D4", "是数字，不是日期"),
    "a date for a value": ({"测评记录!C4": date(2026, 1, 2)}, "测评记录!C4", "是日期，不是测得的值"),
    "a share of 1 without its sign": ({"测评记录!C2": "0.97"}, "测评记录!C2", "0.97"),
    "a percent of what is counted": ({"测评记录!C4": "50%"}, "测评记录!C4", "%"),
    "no problem at all": ({"问题清单!D3": 0}, "问题清单!D3", "应是 1 到 1000 的整数"),
    "half a problem": ({"问题清单!D3": 1.5}, "问题清单!D3", "应是 1 到 1000 的整数"),
    "an unknown head": ({"问题清单!G2": "整改日其"}, "问题清单!G2", "不认识"),
    "a missing head": ({"测评记录!D1": None}, "测评记录!1", "没有“日期”"),
    "a head twice": ({"测评记录!E1": "日期"}, "测评记录!E1", "有两列"),
    "a value of nothing": ({"测评记录!C3": "/"}, "测评记录!C3", "/"),
    "a formula without a value": ({"测评记录!C3": "=1/2"}, "测评记录!C3", "没有存下结果"),
    "an answer that is not there": ({"问题清单!F3": "来源=电视"}, "问题清单!F3", "电视"),
    "a code twice": ({"点位表!A3": "n1"}, "点位表!3", "点位表!2也用了它"),
    "an unknown kind of unit": ({"单位表!C2": "局"}, "单位表!C2", "局"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_cell(tmp_path, case):
    """What cannot be read is refused at the cell, in Chinese, and nothing is loaded."""
    cells, where, told = MISTAKES[case]
    with pytest.raises(ts.Refused) as caught:
        load_survey(edited(made(tmp_path), cells), RULES, names=named(tmp_path))
    found = {problem.where: problem.text("zh") for problem in caught.value.exceptions}

    assert told in found.get(where, f"{found}")


def test_a_label_that_several_have_is_refused(tmp_path):
    """A label of two indicators that are measured apart stands for neither; the codes are told."""
    apart = evolve(RULES, crosswalks=[], rulings=[])
    with pytest.raises(ts.Refused) as caught:
        load_survey(made(tmp_path), apart, names=named(tmp_path))
    found = {problem.where: problem.text("zh") for problem in caught.value.exceptions}

    assert found["测评记录!B2"].endswith("“路灯亮灯率”是 2 个指标的名称；请写编码：appearance.street.lamps, civic.street.lamps")


@pytest.mark.parametrize("kind", ["60", "科室"])
def test_a_unit_of_no_kind_is_told_at_its_cell(tmp_path, kind):
    """A unit whose kind is not declared is told once, at its cell, with the labels that there are; not what follows from it."""
    with pytest.raises(ts.Refused) as caught:
        load_survey(edited(made(tmp_path), {"单位表!C2": kind}), RULES, names=named(tmp_path))
    (problem,) = caught.value.exceptions

    assert "单位表!C2" == problem.where
    assert f"{kind!r} 不是已声明的单位类别；请写名称或编码，如 " in problem.text("zh")
    assert "部门（bureau）" in problem.text("zh")


def test_what_follows_from_a_broken_unit_is_not_told(tmp_path):
    """A unit that cannot be read is told once, not at every site that names it."""
    with pytest.raises(ts.Refused) as caught:
        load_survey(edited(made(tmp_path), {"单位表!C2": "局"}), RULES, names=named(tmp_path))

    assert ["单位表!C2"] == [problem.where for problem in caught.value.exceptions]


def test_a_wrong_site_hides_no_mistake_at_another(tmp_path):
    """Beside a site whose type is not declared, what is wrong at the other sites is told in the same round; what only follows at that site is not."""
    cells = {"点位表!E3": "大路", "问题清单!G3": "2026-13-01", "测评记录!C5": "未测"}
    with pytest.raises(ts.Refused) as caught:
        load_survey(edited(made(tmp_path), cells), RULES, names=named(tmp_path))

    assert sorted(cells) == sorted(problem.where for problem in caught.value.exceptions)


def test_columns_that_are_merged_are_refused(tmp_path):
    """A value that is merged over two columns is said to be none of either."""
    path = made(tmp_path)
    page = openpyxl.load_workbook(path)
    page["测评记录"].merge_cells("C3:D3")
    page.save(path)
    with pytest.raises(ts.Refused) as caught:
        load_survey(path, RULES, names=named(tmp_path))

    assert "测评记录!C3" in {problem.where for problem in caught.value.exceptions}


def test_an_unknown_sheet_is_refused(tmp_path):
    """A sheet whose name is none of ours is told; 备注 is not read."""
    with pytest.raises(ts.Refused) as caught:
        load_survey(made(tmp_path, 问题情单=[["x"]], 备注1=[["x"]]), RULES, names=named(tmp_path))

    assert ["问题情单"] == [problem.where for problem in caught.value.exceptions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1,234 m", "1234 m"), ("１，２３４", "1234"), ("12,34", "12,34"), ("展板、横幅", "展板,横幅"), ("３处", "3处")],
)
def test_thousands_are_put_together(text, expected):
    """Thousands that are set apart are one number; a list stays a list."""
    from tristandard.desk.cells import value_text

    assert expected == value_text(text)


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["钟楼街", "路灯亮灯率", "很亮", date(2026, 4, 8), "巡查"], "测评记录!C2", ["亮灯率", "单位为 %", "未测：原因", "不适用：原因"]),
        (["北门市场", "无店外经营", None, date(2026, 4, 8), "巡查"], "测评记录!C2", ["的整数，单位为 处，如 0 处", "未测：原因"]),
        (["北门市场", "无店外经营", "未测", date(2026, 4, 8), "巡查"], "测评记录!C2", ["没有写原因", "未测：原因"]),
    ],
)  # fmt: skip
def test_a_bad_result_is_told_with_its_measure_and_how_it_is_written(tmp_path, row, cell, words):
    """A result that is none is told at its cell with the measure's label and unit, and how what was not seen is written."""
    path = made(tmp_path, records=[RECORDS[0], row])
    with pytest.raises(ts.Refused) as caught:
        load_survey(path, RULES, names=named(tmp_path))
    (problem,) = caught.value.exceptions

    assert cell == problem.where
    assert [] == [word for word in words if word not in problem.text("zh")], problem.text("zh")
    assert "NotMeasured" not in problem.text("zh")


def test_only_the_cell_that_is_wrong_is_told(tmp_path):
    """A wrong unit of a site is told alone, with labels like it; what rests on the site is not told as well."""
    sites = [SITES[0], ["n1", "钟楼街", "北区", "建成区", "街道", "北"], *SITES[2:]]
    with pytest.raises(ts.Refused) as caught:
        load_survey(made(tmp_path, sites=sites), RULES, names=named(tmp_path))

    assert ["点位表!F2"] == [one.where for one in caught.value.exceptions]
    assert "北区（north）" in caught.value.exceptions[0].text("zh")


def test_a_cell_is_told_once_however_many_problems_its_row_counts(tmp_path):
    """A wrong day in a row that counts two problems is one mistake."""
    problems = [PROBLEMS[1], [1, "钟楼街", "街道无垃圾", 2, None, None, "五月", None, "上午"]]
    with pytest.raises(ts.Refused) as caught:
        load_survey(made(tmp_path, problems=problems), RULES, names=named(tmp_path))

    assert ["问题清单!G2"] == [one.where for one in caught.value.exceptions]


def test_a_mistyped_head_is_told_at_the_head(tmp_path):
    """A head that is not known is told once, and not what its rows lack."""
    problems = [["序号", "点位", "指标", "处数", "责任单位", "情形", "发现日", "整改期限", "批次"], PROBLEMS[2], PROBLEMS[3]]
    with pytest.raises(ts.Refused) as caught:
        load_survey(made(tmp_path, problems=problems), RULES, names=named(tmp_path))

    assert ["问题清单!G1"] == [one.where for one in caught.value.exceptions]


def test_a_sheet_called_like_the_list_of_mistakes(tmp_path):
    """A sheet 问题 is passed over only where it has the heads of a marked copy's list; with rows of an office it is refused by name."""
    rows = [["序号", "点位", "指标", "处数"], ["1", "P01", "道路无垃圾", 3]]
    with pytest.raises(ts.Refused) as caught:
        load_survey(book(tmp_path / "a.xlsx", 问题=rows), starter_ruleset("local"))

    assert lacking(caught.value.text("zh"), "问题", "不知道") == []


@pytest.mark.parametrize("sheet", ["问题清单", "点位表", "宽表"])
def test_a_column_whose_head_is_empty(tmp_path, sheet):
    """A column without a head that holds something is refused with its place, whichever the sheet; an empty one is not."""
    heads = {"问题清单": ["序号", "点位", "指标", "来源", "批次"], "点位表": ["编码", "区域", "地带", "点位类型", "责任单位"], "宽表": ["点位", "日期", "来源", "批次"]}[sheet]
    with pytest.raises(ts.Refused) as caught:
        load_survey(book(tmp_path / "a.xlsx", **{sheet: [[*heads, None, None], ["x"] * len(heads), [*["x"] * len(heads), None, "7"]]}), starter_ruleset("local"))

    place = chr(ord("A") + len(heads) + 1)
    assert lacking(str(caught.value), f"{sheet}!{place}1", f"holds something ({place}3)") == []
    assert f"{sheet}!{chr(ord(place) - 1)}1" not in str(caught.value)


@pytest.mark.parametrize("sheet", ["单位表", "点位表"])
def test_a_sum_may_stand_under_no_head(tmp_path, sheet):
    """In a row of totals, which is not read, a sum may stand in a column without a head; in any other row it is refused."""
    heads = {"单位表": ["编码", "名称", "类别"], "点位表": ["编码", "区域", "地带", "点位类型", "责任单位"]}[sheet]
    path = book(tmp_path / "a.xlsx", **{sheet: [heads, ["合计", *[None] * len(heads), 12]]})

    assert ((), ()) == ((survey := load_survey(path, starter_ruleset("local"))).units, survey.sites)
    with pytest.raises(ts.Refused) as caught:
        load_survey(book(tmp_path / "b.xlsx", **{sheet: [heads, ["甲", *[None] * len(heads), 12]]}), starter_ruleset("local"))
    assert "has no head" in str(caught.value)


def test_a_label_that_nothing_at_the_site_has_is_told_with_those_that_do(tmp_path):
    """Where several indicators have a label and none of them holds at the site, those of the site are told, and no code that is not asked there."""
    rules = ts.load_ruleset("changzhou-2022")
    sites = [SITES[0], ["p1", "示例市场", "钟楼区", "建成区", "集贸市场", "钟楼区"]]
    path = book(tmp_path / "a.xlsx", 点位表=sites, 测评记录=[RECORDS[0], ["示例市场", "无占道经营", "0处", "2022-10-13", "巡查"]])
    with pytest.raises(ts.Refused) as caught:
        load_survey(path, rules)
    told = caught.value.text("zh")

    assert lacking(told, "点位“示例市场（p1）”没有叫“无占道经营”的指标", "无占用通道和门前道路经营（civilized.farmers_market.aisles_clear）") == []
    assert ".back_street." not in told
