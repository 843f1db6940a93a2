"""A checklist: made from a plan, filled in by inspectors, back as observations with their findings."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.basics.measure import Measure
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.desk import BadCell, load_checklist, load_project, new_project, write_checklists
from tristandard.desk.coded import codes_in, value_in
from tristandard.desk.labels import Known

CITY = Path(__file__).parents[2] / "examples/second_city"
RULES = ts.load_ruleset(CITY / "rules").extended(
    areas=ts.load_areas(CITY / "survey/areas.csv"), units=ts.load_units(CITY / "survey/units.csv")
)
PLAN = ts.plan(ts.merge(RULES), ts.load_sites(CITY / "survey/sites.csv", RULES), ts.Quarter(2026, 2))


@pytest.fixture
def blank(tmp_path):
    """Return a checklist that is not filled in."""
    write_checklists(PLAN, tmp_path / "检查表.xlsx", source="巡查", visit="第一次", day=date(2026, 4, 8))
    return tmp_path / "检查表.xlsx"


def rows(path, sheet):
    """Return the rows of a sheet by their site, question and measure."""
    page = openpyxl.load_workbook(path)[sheet]
    return {(row[0].value, row[7].value, row[8].value): row[0].row for row in page.iter_rows(min_row=2)}


def filled(path, results, problems=()):
    """Return a checklist in which some results, and some problems, are filled in."""
    made = openpyxl.load_workbook(path)
    left = dict(results)
    for page in made.worksheets[1:-1]:
        for row in page.iter_rows(min_row=2):
            value = left.pop((row[0].value, row[8].value), None)
            row[5].value = value
    for number, problem in enumerate(problems, 2):
        for column, value in enumerate(problem, 1):
            made["问题清单"].cell(number, column, value)
    assert not left
    made.save(path)
    return path


def test_every_measurement_of_the_plan_stands_once(blank):
    """A sheet for each type of site; each measure of each question at each site has one row; codes come last."""
    made = openpyxl.load_workbook(blank)
    told = [key for page in made.worksheets[1:-1] for key in rows(blank, page.title)]
    wanted = [
        (site, question.code, ask.measure.code)
        for site, ground in PLAN.grounds.items() for question in ground.questions for ask in question.bar.asks
    ]  # fmt: skip

    assert sorted(wanted) == sorted(told)
    assert ["检查表", "街道", "集贸市场", "公共厕所", "公园", "问题清单"] == made.sheetnames


def test_it_prints_on_a4_with_its_heads_on_each_page(blank):
    """Landscape, as wide as a page, the heads repeated; grades are chosen from a list."""
    page = openpyxl.load_workbook(blank)["公共厕所"]
    offered = [one.formula1 for one in page.data_validations.dataValidation]

    assert ("landscape", "9", "$1:$1") == (page.page_setup.orientation, str(page.page_setup.paperSize), page.print_title_rows)
    assert '"D,C,B,A"' in offered


def test_plan_filled_register(blank):
    """What inspectors filled in is what the library's own rows say, and it is registered under the plan."""
    path = filled(
        blank,
        {("n1", "lamps.lit"): "96.5%", ("n3", "toilet.grade"): "B", ("n2", "bins.gap"): "62 m",
         ("n2", "bins.density"): "3 个/200 m", ("n2", "stalls.outside"): 2, ("n1", "notices.count"): "未测：施工"},
        [[1, "钟楼街", "街道无垃圾", None, 2, "东侧", "北区", "来源=媒体曝光"], [2, "北门市场", "无店外经营"], [3, "北门市场", "无店外经营"]],
    )  # fmt: skip
    found = load_checklist(path, PLAN)
    register = ts.register(PLAN, found)
    by_code = {one.id: one.outcome for one in found}
    stalls = by_code["第一次/n2/appearance.market.stalls"]

    assert ts.NotMeasured("施工") == by_code["第一次/n1/civic.street.notices"]
    assert ["2", "3"] == [one.id for one in stalls.findings]
    assert {"1-1", "1-2"} == {one.id for one in by_code["第一次/n1/appearance.street.litter+civic.street.litter"].findings}
    assert {date(2026, 4, 8)} == {one.made for one in found}
    assert ts.score(ts.share(register)).keys() == {"civic", "appearance", "health"}


def test_what_is_not_filled_in_says_nothing(blank):
    """A blank checklist holds no observation."""
    assert () == load_checklist(blank, PLAN)


#: What is filled in, which cells are changed, where it is told and what.
MISTAKES = {
    "half a question": ({("n2", "bins.gap"): "62 m"}, {}, "集贸市场", "没有填"),
    "a result that is not the number of problems": ({("n2", "stalls.outside"): 3}, {"问题清单!A2": 1, "问题清单!B2": "n2", "问题清单!C2": "无店外经营"}, "集贸市场", "却有 1 处"),
    "both measured and not": ({("n2", "bins.gap"): "62 m", ("n2", "bins.density"): "未测：雨"}, {}, "集贸市场", "既写了不适用或未测"),
    "a problem that the plan does not ask about": ({}, {"问题清单!A2": 1, "问题清单!B2": "n2", "问题清单!C2": "路灯亮灯率"}, "问题清单!C2", "计划里没有"),
    "a code that was changed": ({}, {"街道!A2": "n8"}, "街道!2", "计划里没有"),
    "a value that is none": ({("n3", "toilet.grade"): "E"}, {}, "公共厕所", "E"),
    "another plan": ({}, {"检查表!B4": "0"}, "检查表!B4", "另一份计划"),
    "nobody": ({}, {"检查表!B5": None}, "检查表!B5", "没有填“来源”"),
    "a head that was changed": ({}, {"集贸市场!G1": "哪天"}, "集贸市场!G1", "表头“哪天”不认识"),
    "a head that cannot be read": ({}, {"集贸市场!G1": "=1+1"}, "集贸市场!G1", "没有存下结果"),
    "an item that cannot be read": ({}, {"检查表!A7": "=1+1"}, "检查表!A7", "没有存下结果"),
    "the name of another site": ({}, {"街道!B2": "北门市场"}, "街道!B2", "点位与点位编码不符：这里写的是“北门市场”"),
    "what another indicator asks": ({}, {"街道!C2": "无店外经营"}, "街道!C2", "检查内容与指标编码不符"),
    "another standard": ({}, {"街道!D2": "至少 2 次"}, "街道!D2", "标准与指标编码不符"),
    "another measure": ({}, {"街道!E2": "灯"}, "街道!E2", "测量项目与测量编码不符"),
    "no day": ({}, {"检查表!B7": 46120}, "检查表!B7", "是数字，不是日期"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_cell(blank, case):
    """What cannot be read is refused at its cell, and nothing is loaded."""
    results, cells, where, told = MISTAKES[case]
    edited(filled(blank, results), cells)
    with pytest.raises(ts.Refused) as caught:
        load_checklist(blank, PLAN)

    assert [True] == list({told in one.text("zh") for one in caught.value.exceptions if isinstance(one, BadCell) and one.where.startswith(where)})


STALLS = [1, "北门市场", "无店外经营"]
#: A row of 问题清单, or the day of the checklist: the one cell where its mistake is told, and what.
TOLD_ONCE = {
    "no such site": ([1, "北门", "无店外经营"], "问题清单!B2", "计划里没有点位“北门”"), "no site": ([1, None, "无店外经营"], "问题清单!B2", "没有填“点位”"),
    "no such indicator": ([1, "n2", "无烟"], "问题清单!C2", "计划里没有这个点位的这一项"), "no indicator": ([1, "n2", None], "问题清单!C2", "没有填“指标”"),
    "no number": ([None, "n2", "无店外经营"], "问题清单!A2", "没有填“序号”"), "no such measure": ([*STALLS, "灯"], "问题清单!D2", "这一项不测“灯”"),
    "a count in words": ([*STALLS, None, "几处"], "问题清单!E2", "处数“几处”"), "no such unit": ([*STALLS, None, None, None, "东区"], "问题清单!G2", "'东区' 不是已声明的责任单位"),
    "no such answer": ([*STALLS, *[None] * 4, "来源=传闻"], "问题清单!H2", "'传闻' 不是"), "no day": ([*STALLS, *[None] * 6, "昨天"], "问题清单!J2", "'昨天' 不是日期"),
    "found after the period": ([*STALLS, *[None] * 6, "2026-07-01"], "问题清单!J2", "2026-07-01 不在期间 2026Q2 之内"),
    "found before the period": ([*STALLS, *[None] * 6, "2026-03-31"], "问题清单!J2", "2026-03-31 不在期间 2026Q2 之内"),
    "found after the visit": ([*STALLS, *[None] * 6, "2026-04-09"], "问题清单!J2", "'2026-04-09' 不是问题“1”的发现日期，它的报告是 2026-04-08 作出的"),
    "due before it was found": ([*STALLS, *[None] * 6, "2026-05-02", "2026-05-01"], "问题清单!K2", "整改期限 2026-05-01 早于发现日期 2026-05-02"),
    "a visit after the period": ("2026-07-01", "检查表!B7", "2026-07-01 不在期间 2026Q2 之内"), "a visit on no day": (None, "检查表!B7", "没有填“测评日期”"),
    "a visit on a day that is none": ("2026-04-35", "检查表!B7", "2026-04-35 不是日期"),
    "a row after the period": (date(2026, 8, 1), "集贸市场!G", "2026-08-01 不在期间 2026Q2 之内"),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD_ONCE)
def test_a_mistake_is_told_once_and_at_its_cell(blank, case):
    """A mistake in a list of problems, or in a day, is told once, at the cell that is to be mended."""
    given, where, told = TOLD_ONCE[case]
    filled(blank, {("n2", "stalls.outside"): 1}, [given if isinstance(given, list) else STALLS])
    if isinstance(given, date):
        edited(blank, {f"集贸市场!G{next(row for (site, _, measure), row in rows(blank, '集贸市场').items() if (site, measure) == ('n2', 'stalls.outside'))}": given})
    elif not isinstance(given, list):
        edited(blank, {"检查表!B7": given})
    with pytest.raises(ts.Refused) as caught:
        load_checklist(blank, PLAN)
    found = [(one.where, one.text("zh")) for one in caught.value.exceptions if "却有" not in one.text("zh")]

    assert [where] == [place.rstrip("0123456789") if where.endswith("!G") else place for place, _ in found], found
    assert told in found[0][1]


def test_of_any_plan_what_is_filled_in_comes_back(tmp_path):
    """Whatever a plan asks: a checklist that is filled in with a value of each measure comes back as these values, registered whole."""
    plan = PLAN
    write_checklists(plan, tmp_path / "all.xlsx", source="巡查", visit="v", day=date(2026, 5, 6))
    made = openpyxl.load_workbook(tmp_path / "all.xlsx")
    wanted = {}
    for page in made.worksheets[1:-1]:
        for row in page.iter_rows(min_row=2):
            ask = next(one for one in plan.question(row[0].value, row[7].value).bar.asks if one.measure.code == row[8].value)
            value = f"{{{min(ask.measure.forms)}}}" if ask.measure.forms else ask.measure.rungs[0] if ask.measure.rungs else f"0 {ask.measure.unit}"
            row[5].value = wanted[row[0].value, row[7].value, row[8].value] = value
    made.save(tmp_path / "all.xlsx")
    register = ts.register(plan, load_checklist(tmp_path / "all.xlsx", plan))
    kept = {(site, question.code, code) for site, question, outcome in register for code, _ in outcome.values}

    assert set(wanted) == kept
    assert 0 == sum(isinstance(outcome, ts.NotMeasured) for *_, outcome in register)


#: The rules of a city whose measure of forms says in its label what each is called.
VOLUNTEERS = Measure(
    code="amenities", zh="便民设施（water饮水 seat座椅 first_aid急救包）", en="amenities", unit=MeasureUnit("种"), forms=["water", "seat", "first_aid"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("饮水、座椅", "{water, seat}"), ("{急救包，seat}", "{first_aid, seat}"), ("water,seat", "{water, seat}"), ("饮水 座椅", "{water, seat}"),
        ("饮水、沙发", "饮水、沙发"), ("未测：雨", "未测：雨"), ("", ""), ("2 小时", "2 小时"),
    ],
)  # fmt: skip
def test_labels_of_forms_stand_for_forms(text, told):
    """A form is written as its code, or as the label that the measure gives it; what is neither is left for the library to refuse."""
    assert told == value_in(text, VOLUNTEERS, Known(RULES))


def test_labels_of_forms_are_read_beside_their_measure_or_alone():
    """A result takes the labels of forms where its indicator asks for one measure, and where it names the measure."""
    rules = ts.load_ruleset("changzhou-2022")
    bus = next(one for one in rules.indicators.values() if [ask.measure.code for ask in one.standard.asks] == ["stop.fittings"])
    one = Known(rules)

    told = codes_in("亭棚,座椅", "values", one, {"indicator": bus.code})
    named = codes_in("stop.fittings=亭棚,座椅", "values", one, {})

    assert ("{shelter, seat}", "stop.fittings={shelter, seat}") == (told, named)


def test_a_checklist_takes_labels_of_forms(tmp_path):
    """In the result of a checklist, labels of forms stand for forms."""
    plan = load_project(new_project(tmp_path / "p", rules="changzhou-2022")).plan
    write_checklists(plan, tmp_path / "a.xlsx", source="巡查", day=plan.period.start)
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")
    row = next(row for page in made.worksheets[1:-1] for row in page.iter_rows(min_row=2) if row[8].value == "volunteers.amenities")
    row[5].value = "饮水、座椅"
    made.save(tmp_path / "a.xlsx")
    (found,) = load_checklist(tmp_path / "a.xlsx", plan)

    assert [("volunteers.amenities", frozenset({"water", "seat"}))] == list(found.outcome.values)


def exchanged(path, sheet, first, second, columns):
    """Exchange some columns of two rows, as one who sorts or pastes them alone."""
    made = openpyxl.load_workbook(path)
    for column in columns:
        one, other = made[sheet][f"{column}{first}"], made[sheet][f"{column}{second}"]
        one.value, other.value = other.value, one.value
    made.save(path)


def test_columns_that_were_sorted_alone_are_refused(blank):
    """Where all but the codes of two rows are exchanged, each is told: nobody's result is another's; whole rows may be."""
    filled(blank, {("n1", "lamps.lit"): "96.5 %"})
    line = next(row for (site, _, code), row in rows(blank, "街道").items() if (site, code) == ("n1", "lamps.lit"))
    before = load_checklist(blank, PLAN)
    exchanged(blank, "街道", line, line + 1, "ABCDEFGHI")
    moved = load_checklist(blank, PLAN)
    exchanged(blank, "街道", line, line + 1, "HI")
    with pytest.raises(ts.Refused) as caught:
        load_checklist(blank, PLAN)
    found = [one for one in caught.value.exceptions if "请勿单独排序" in one.text("zh") and "do not sort" in one.text("en")]

    assert before == moved != ()
    assert {f"街道!C{line}", f"街道!C{line + 1}"} == {one.where for one in found}


def test_labels_may_be_blank_or_in_english_or_wide(blank):
    """What says the same as the codes is accepted: nothing, English, and other blanks and widths."""
    filled(blank, {("n1", "lamps.lit"): "96.5 %"})
    line = next(row for (site, _, code), row in rows(blank, "街道").items() if (site, code) == ("n1", "lamps.lit"))
    before, made = load_checklist(blank, PLAN), openpyxl.load_workbook(blank)
    told = {column: made["街道"][f"{column}{line}"].value for column in "BCDE"}
    lamps = next(one for one in PLAN.rules.measures if one.code == "lamps.lit")
    edited(blank, {f"街道!{column}{line}": None for column in "BCD"} | {f"街道!E{line}": lamps.en})
    english = load_checklist(blank, PLAN)
    edited(blank, {f"街道!{column}{line}": f"　{text.replace('%', '％').replace(' ', '　')} " for column, text in told.items()})

    assert before == english == load_checklist(blank, PLAN)


def test_another_workbook_is_no_checklist(blank, tmp_path):
    """A workbook without the sheet that says what it was made from is refused."""
    made = openpyxl.load_workbook(blank)
    del made["检查表"]
    made.save(blank)
    with pytest.raises(BadCell, match="it is no checklist"):
        load_checklist(blank, PLAN)


def test_one_host_has_its_own_checklist(tmp_path):
    """Of one assessment only what it measures is listed."""
    write_checklists(PLAN, tmp_path / "a.xlsx", host="health")
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")

    assert {"health"} == {key[1].partition(".")[0] for page in made.worksheets[1:-1] for key in rows(tmp_path / "a.xlsx", page.title)}


REFUSED = {
    "a day outside of the period": ({"day": date(2030, 1, 1)}, "2030-01-01"),
    "a source of two lines": ({"source": "a\nb"}, "U+000A"),
    "a visit with what is not seen": ({"visit": "a\u200bb"}, "U+200B"),
    "a source that is too long": ({"source": "x" * 10_001}, "10000"),
    "a source that is no text": ({"source": 3}, "source"),
    "an assessment that there is not": ({"host": "nope"}, "nope"),
}


@pytest.mark.parametrize(("more", "said"), REFUSED.values(), ids=REFUSED)
def test_what_would_not_be_loaded_is_not_written(tmp_path, more, said):
    """A checklist says nothing of its inspectors that would be refused once it is filled in; nothing is written."""
    with pytest.raises(ts.BadValue) as caught:
        write_checklists(PLAN, tmp_path / "a.xlsx", **more)

    assert lacking(str(caught.value), said) == []
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("row", "key"), [(5, "source"), (6, "visit")])
def test_a_source_of_two_lines_is_told_at_its_own_cell(blank, row, key):
    """Who inspects, and the visit, are told where they stand, and not at the rows that have them from there."""
    path = edited(filled(blank, {}), {f"检查表!B{row}": "a\nb"})
    with pytest.raises(ts.Refused) as caught:
        load_checklist(path, PLAN)

    assert [f"检查表!B{row}"] == [one.where for one in caught.value.exceptions]
