"""A rule set as one workbook: nothing is lost, and every mistake is told at its cell."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import openpyxl
from attrs import evolve, fields

import tristandard as ts
from desk.books import edited
from samples import TINY
from tristandard.codec.rule_keys import FORMS, NODES
from tristandard.desk import BadCell, load_rules, write_rules
from tristandard.desk.layout import BASICS, COLOURS, SHEETS
from tristandard.testing import strategies as some

ROOT = Path(__file__).parents[2]
SOURCES = {
    "changzhou-2022": "changzhou-2022",
    "starter": ROOT / "src/tristandard/starter",
    "second_city": ROOT / "examples/second_city/rules",
    "two_assessments": ROOT / "docs/cities/two_assessments",
    "tiny": TINY,
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_folder_becomes_a_workbook_and_a_folder_again(tmp_path, name):
    """Folder, workbook, folder: the rule set is equal, and its files are the same to the last byte."""
    rules = ts.load_ruleset(SOURCES[name])
    write_rules(rules, tmp_path / "规则集.xlsx")
    again = load_rules(tmp_path / "规则集.xlsx")
    for folder, rule_set in (("one", rules), ("other", again)):
        ts.write_ruleset(rule_set, tmp_path / folder)
    files = [{path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "other")]

    assert (rules, files[0]) == (again, files[1])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.rule_sets(worded=True))
def test_any_rule_set_comes_back_equal(rules):
    """Whatever rule set is drawn, of any form of the language, the workbook made of it loads equal."""
    with tempfile.TemporaryDirectory() as folder:
        write_rules(rules, Path(folder) / "a.xlsx")
        again = load_rules(Path(folder) / "a.xlsx")

    assert rules == again


@st.composite
def decked(draw):
    """Return rule sets with what few have: bonuses by place, steps and joint caps on sheets, figures and sums, and a sample that is taken among others."""
    rules = draw(some.rule_sets(worded=True))
    book, *others = rules.assessments

    def on(name):
        bonuses = st.lists(some.rank_bonuses(of=[name]) | some.step_bonuses(of=[name]), max_size=2)
        adjusted = st.lists(some.adjustments(count="notices") | some.adjustments(count="praises"), max_size=2, unique_by=lambda one: one.count)
        return {"bonuses": draw(bonuses), "adjustments": draw(adjusted), "added_at_most": draw(st.none() | some.points()), "zh": draw(some.labels())}

    nodes = {"sheet": evolve(draw(some.sheets()), **on("sheet")), "given": evolve(draw(some.givens()), **on("given")), "total": ts.rules.Sum(parts=["sheet", "given"], **on("total"))}
    seen = ts.rules.Measure(code="decked.seen", zh="看的", en="seen", unit=ts.rules.MeasureUnit.parse("个"), whole=True)
    sample = ts.rules.Measure(code="decked.dirty", zh="脏的", en="dirty", unit=ts.rules.MeasureUnit.parse("个"), whole=True, counting=draw(some.counting_rules(among=seen.code)))
    return evolve(rules, measures=[*rules.measures, seen, sample], assessments=[evolve(book, model=ts.rules.Model(nodes), after_ties=ts.rules.AfterTies.SKIP, indicators=[evolve(one, deductions=map(of_units, one.deductions)) for one in book.indicators]), *others])


def of_units(line):
    """Return a line whose veto is of the unit, where it would be of a site: the model here scores none."""
    site = isinstance(line.tariff, ts.rules.Veto) and line.tariff.level is ts.rules.Level.SITE
    return evolve(line, tariff=ts.rules.Veto(ts.rules.Level.UNIT)) if site else line


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decked())
def test_what_few_rule_sets_have_comes_back_equal(rules):
    """Bonuses by place and by steps and joint caps come back on whichever node they stand, and so does a sample that is taken among others."""
    with tempfile.TemporaryDirectory() as folder:
        write_rules(rules, Path(folder) / "a.xlsx")
        again = load_rules(Path(folder) / "a.xlsx")

    assert rules == again


def test_every_relation_comes_back(tmp_path):
    """A pair of any relation, one that only intersects too, stands in the workbook and loads equal."""
    rules = ts.load_ruleset(SOURCES["second_city"])
    walk, *others = rules.crosswalks
    asked = {code: set(one.standard.measures) for code, one in rules.indicators.items()}
    first, *rest = sorted(walk.matches, key=lambda match: -len(asked[match.first] & asked[match.second]))
    for relation in ts.rules.Relation:
        measures = asked[first.first] & asked[first.second] if relation in (ts.rules.Relation.SUBSET_OF, ts.rules.Relation.SUPERSET_OF) else ()
        written = evolve(rules, crosswalks=[evolve(walk, matches=[evolve(first, relation=relation, measures=measures), *rest]), *others])
        write_rules(written, tmp_path / "规则集.xlsx")

        assert written == load_rules(tmp_path / "规则集.xlsx")


def test_every_key_of_a_node_has_a_column(tmp_path):
    """Sums, choices, adjustments, joint caps, shares up to standard, items that leave, and lines that tell alone come back as they were written."""
    rules = ts.load_ruleset(SOURCES["second_city"])
    book = rules.assessments[0]
    full = sum((item.full for item in book.items), start=0)
    nodes = {
        "total": ts.rules.Sum(parts=["both", "more"], absent=1, added_at_most=3, adjustments=[ts.rules.Adjustment(count="notices", lose=2, by="督查室", zh="通报"), ts.rules.Adjustment(count="praises", gain="1/2", at_most=4, by="宣传部"), ts.rules.Adjustment(count="rate", lose=1, against=ts.rules.Range(ts.rules.End(90)), per="1/2", parts=ts.rules.Parts.WHOLE, by="统计局"), ts.rules.Adjustment(count="done", lose=1, against="<= 控制数", per="10 %", by="统计局"), ts.rules.Adjustment(count="hours", points={ts.rules.Range(limit=ts.rules.End(24)): 0, ts.rules.Range(ts.rules.End(24, closed=False)): 2}, by="热线办"), ts.rules.Adjustment(count="met", lose=1, against=ts.rules.Range(ts.rules.End(2)))]),
        "met": ts.rules.Met(ts.rules.Each.SAMPLE, full=3, zh="达标率"),
        "both": ts.rules.Blend(weights={"sites": 50, "night": 50}, take=ts.rules.Take.WORST), "more": ts.rules.Given(20, by="组"), "night": ts.rules.Given(full, from_full=True, adjustments=[ts.rules.Adjustment(count="done", lose=1, against=">= due", per="100 %", by="统计局")]),
        "sites": ts.rules.Mean(over="site", of="sheet", drop_lowest=1, drop_highest=2),
        "sheet": ts.rules.Sheet(full, absent=ts.rules.AbsentItem.LEAVE, gains_at_most=3),
    }  # fmt: skip
    first, *others = book.indicators
    noted = evolve(first, deductions=[ts.rules.DeductionRule(measures=first.standard.measures, tariff=ts.rules.Noted("试行"))])
    written = evolve(rules, assessments=[evolve(book, model=ts.rules.Model(nodes), after_ties=ts.rules.AfterTies.SKIP, indicators=[noted, *others]), *rules.assessments[1:]])
    write_rules(written, tmp_path / "规则集.xlsx")

    assert written == load_rules(tmp_path / "规则集.xlsx")


@pytest.mark.parametrize("node", NODES.values())
def test_every_node_has_its_columns(node):
    """The sheet 计分 has a column for each key of each node."""
    (sheet,) = (layout for layout in SHEETS if layout.name == "计分")
    own = [field.name for field in fields(node) if not field.inherited]

    assert {(key,) for key in (node.key, *own[1:])} <= {column.path for column in sheet.columns}


@pytest.mark.parametrize("form", FORMS.values())
def test_every_deduction_form_has_its_columns(form):
    """The sheet 扣分 has a column for each key of each form, so that no rule set is told to be written as a folder."""
    (sheet,) = (layout for layout in SHEETS if layout.name == "扣分")
    _, *others = (field.name for field in fields(form))

    assert {(key,) for key in (form.key, *others)} <= {column.path for column in sheet.columns}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the workbook of the small city with two assessments."""
    path = tmp_path_factory.mktemp("small") / "规则集.xlsx"
    write_rules(ts.load_ruleset(SOURCES["second_city"]), path)
    return path


def test_the_same_rules_make_the_same_bytes(small, tmp_path):
    """No hour is written into a workbook."""
    write_rules(ts.load_ruleset(SOURCES["second_city"]), tmp_path / "again.xlsx")

    assert small.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_the_sheets_are_laid_out_for_people(small):
    """Nine sheets with heads in Chinese, frozen, with notes and dropdowns; provenance has its colour."""
    made = openpyxl.load_workbook(small)
    page = made["指标"]
    offered = {str(one.sqref).partition(":")[0]: one.formula1 for one in page.data_validations.dataValidation}

    assert [BASICS.name, *(layout.name for layout in SHEETS)] == made.sheetnames
    assert ("B2", "超出标准每一档扣几分") == (page.freeze_panes, page["H1"].comment.text)
    assert ('"按比例,不足一档不计,不足一档按一档"', "'扣分'!$A$2:$A$3001") == (offered["J2"], offered["M2"])
    assert f"FF{COLOURS['illustrative'][1:]}" == page["O2"].fill.start_color.rgb == page["E2"].fill.start_color.rgb


#: What is changed, where it is told, and what is said.
MISTAKES = {
    "an unknown measure": ({"指标!E2": "bins.density2 >= 2 个/100 m"}, "指标!E2", "'bins.density2' is not a declared measure"),
    "an unknown head": ({"指标!E1": "标谁"}, "指标!E1", "the head 标谁 is not known"),
    "a word that is none of the choices": ({"指标!O2": "听说"}, "指标!O2", "'听说' is not one of plan, drive"),
    "a number that is none": ({"计分!F5": "六十"}, "计分!F5", "'六十' is not an exact number"),
    "a price in a tariff": ({"扣分!C2": "x"}, "扣分!C2", "'x' is not an exact number"),
    "a band": ({"扣分!G4": "A 0"}, "扣分!G4", "'A 0' is no name:value"),
    "no kind": ({"地域!A2": None}, "地域!A2", "the kind '' is not known"),
    "a code twice": ({"地域!B4": "north"}, "地域!4", "row 3 has north too"),
    "a code that is missing": ({"词表!B2": None}, "词表!2", "it has no code"),
    "a missing label": ({"词表!C2": None}, "词表!C2", "名称 is empty; fill it in"),
    "a node that is none": ({"计分!H13": None, "计分!J13": None}, "计分!13", "is not one kind of score node"),
    "an indicator that is not there": ({"对照!I4": "health.market.bin"}, "对照!I4", "health.market.bin"),
    "a formula without a value": ({"指标!H2": "=1+1"}, "指标!H2", "no stored value"),
    "a strange row of the head": ({"基本信息!A5": "名子"}, "基本信息!A5", "there is no 名子 here"),
    "a standard that nothing can meet": ({"指标!E2": "bins.density <= -1 个/100 m"}, "指标!E2", "has a standard that nothing can meet"),
    "two indicators that a match no longer joins": ({"对照!J4": "intersects", "指标!O2": "听说"}, "对照!J4", "they only intersect"),
    "the places of a problem beside its first": ({"裁定!E2": "health.market.bins; health.market.traps", "指标!O3": "听说"}, "裁定!E2", "(see 指标!"),
    "a cell that means nothing in its row": ({"计分!H2": "site"}, "计分!H2", "means nothing in this row"),
    "weights that do not add up": ({"计分!J12": "market=30; park=10; street=40; toilet=30"}, "计分!J12", "is not a set of weights"),
    "a weight below 0": ({"计分!J17": "field=120; survey=-20"}, "计分!J17", "is not a set of weights"),
    "a weight of no node": ({"计分!J17": "field=80; survye=20", "计分!AB17": None}, "计分!J17", "names the node 'survye'"),
    "a weight of no item": ({"计分!J14": "cultur=40; order=60"}, "计分!J14", "cultur"),
    "a weight that is none": ({"计分!J12": "market=30; park=x; street=40; toilet=20"}, "计分!J12", "'x' is not an exact number"),
    "a mean of no node": ({"计分!I12": "typo"}, "计分!I12", "names the node 'typo'"),
    "a mean over nothing": ({"计分!H12": "单位"}, "计分!H12", "'单位' is not an axis of a mean"),
    "a gate of no node": ({"计分!AB17": "of=survye; at_least=60 %; else=grade"}, "计分!AB17", "has a gate of 'survye'"),
    "grades that leave a gap": ({"计分!AC17": "优秀: >= 90; 合格: >= 60 and < 90"}, "计分!AC17", "has grades that do not fit"),
    "a ruling on nothing": ({"裁定!E2": "health.market.bins; nowhere"}, "裁定!E2", "nowhere"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_at_its_cell(small, tmp_path, case):
    """A mistake names the workbook, the sheet, the cell, the value and what to do; nothing is loaded."""
    cells, where, told = MISTAKES[case]
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(small.read_bytes())
    with pytest.raises(ts.Refused) as caught:
        load_rules(edited(path, cells))
    found = {problem.where: str(problem) for problem in caught.value.exceptions if isinstance(problem, BadCell)}

    assert told in found.get(where, f"{found}")


def test_cells_merged_over_columns_are_refused(small, tmp_path):
    """A cell that is merged over several columns says nobody knows what of them; it is refused where it begins."""
    path = tmp_path / "规则集.xlsx"
    book = openpyxl.load_workbook(small)
    book["指标"].merge_cells("C2:D2")
    book.save(path)
    with pytest.raises(ts.Refused) as caught:
        load_rules(path)

    assert ["指标!C2"] == [problem.where for problem in caught.value.exceptions]
    assert "请取消合并" in caught.value.text("zh")


@pytest.mark.parametrize("head", ["指标!A1", "指标!E1", "对照!H1", "对照!J1"])
def test_a_head_that_is_missing_is_told_once(small, tmp_path, head):
    """Where a sheet lacks a head that its rows need, that is told once, and nothing of what follows from it."""
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(small.read_bytes())
    book = openpyxl.load_workbook(path)
    sheet, place = head.split("!")
    lost = book[sheet][place].value
    with pytest.raises(ts.Refused) as caught:
        load_rules(edited(path, {head: None}))

    assert [f"{sheet}!1：表头里没有“{lost}”；请补上"] == [problem.text("zh").partition(" ")[2] for problem in caught.value.exceptions]


def test_all_mistakes_are_told_at_once(small, tmp_path):
    """Mistakes of three sheets are told together."""
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(small.read_bytes())
    with pytest.raises(ts.Refused) as caught:
        load_rules(edited(path, {"指标!E2": "x", "依据!F2": "听说", "计分!F5": "六十"}))

    assert {"依据!F2", "指标!E2", "计分!F5"} <= {problem.where for problem in caught.value.exceptions}


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "http://x.cn", "1/3", "007", "{=1}", "_x0041_"])
def test_data_never_becomes_a_formula(tmp_path, label):
    """Whatever a label looks like, it is written as a text, and reads back as it is."""
    rules = ts.load_ruleset(SOURCES["starter"])
    rules = evolve(rules, zh=label, clauses=[evolve(clause, document=label) for clause in rules.clauses])
    write_rules(rules, tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [made["基本信息"]["B5"], made["依据"]["B2"]]

    assert ["s", "s"] == [cell.data_type for cell in cells]
    assert label == load_rules(tmp_path / "a.xlsx").zh


def test_a_text_that_no_cell_holds_is_refused(tmp_path):
    """A quotation longer than a cell holds is refused before anything is written."""
    rules = ts.load_ruleset(SOURCES["starter"])
    long = evolve(rules, clauses=[evolve(clause, words="字" * 32_768) for clause in rules.clauses])
    with pytest.raises(BadCell, match="依据!D2: it has 32768 characters, and a cell holds 32767"):
        write_rules(long, tmp_path / "a.xlsx")

    assert [] == list(tmp_path.iterdir())


def test_numbers_that_excel_made_of_text_are_read(small, tmp_path):
    """A number, a percent and a day typed into a cell are what they show."""
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(small.read_bytes())
    from datetime import date

    edited(path, {"基本信息!B10": date(2026, 2, 3), "指标!I5": 0.01, "指标!H5": 0.25}, {"指标!I5": "0%"})
    rules = load_rules(path)
    priced = rules.indicators["appearance.street.lamps"].deductions[0].tariff

    assert ("2026-02-03", "1/4", "1") == (str(rules.valid.start), str(priced.each), str(priced.per))


def test_a_sheet_that_is_not_known_is_refused(small, tmp_path):
    """A misspelled sheet is told; one for remarks, and the list of mistakes, are not read."""
    path = tmp_path / "规则集.xlsx"
    made = openpyxl.load_workbook(small)
    for name in ("备注一", "问题", "指标2"):
        made.create_sheet(name).append(["x"])
    made.save(path)
    with pytest.raises(ts.Refused) as caught:
        load_rules(path)

    assert ["指标2"] == [problem.where for problem in caught.value.exceptions]


def test_what_is_to_be_known_is_told_at_the_cells_of_the_workbook(small, tmp_path):
    """`check` tells of rules from a workbook in which sheet, row and column a thing stands, in the words of its heads, and of no file that is not there."""
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(small.read_bytes())
    rules = load_rules(edited(path, {"裁定!E2": "health.market.bins; health.market.traps", "指标!E3": "litter.spots <= 2 处"}))
    told = ts.check(rules).text("zh")

    assert rules.locations.of(("indicators", "appearance.market.bins", "standard"))[0].key == "标准"
    assert "裁定 第 2 行" in told
    assert "指标 第 2、" in told
    assert ".toml" not in told
    assert ".csv" not in told
