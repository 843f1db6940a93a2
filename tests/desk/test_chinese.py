"""What officials read in Chinese holds no word of the library: no class, no key, no column of its own tables."""

import re
from pathlib import Path

import pytest

pytest.importorskip("openpyxl", reason="the extra desk")
pytest.importorskip("xlsxwriter", reason="the extra desk")

import attrs
import openpyxl

import tristandard as ts
from desk.books import edited
from samples import lacking
from tristandard.basics.owners import OWNERS
from tristandard.desk import load_rules, new_project, write_rules
from tristandard.desk.kinds import FINDINGS, KINDS, RECORDS
from tristandard.desk.layout import BASICS, SHEETS
from tristandard.desk.survey import read_survey

ROOT = Path(__file__).parents[2]
#: The words of the library that no workbook has: its classes, and what its tables and files call their columns.
CLASSES = {name for module in (ts, ts.rules) for name, one in vars(module).items() if isinstance(one, type)}
KEYS = {column.key for kind in KINDS.values() for column in kind.columns} | {step for layout in (BASICS, *SHEETS) for column in layout.columns for step in column.path}
#: What cells of scopes are written with.
AXES = {"area", "kind", "site_type", "unit", "zone"}
QUOTED = re.compile(r"'[^']*'|“[^”]*”|\"[^\"]*\"|（[^（）]*）|如 [^；]*")


def strange(told):
    """Return the words of the library in a message, beside what it quotes, its examples, and codes behind labels."""
    _, _, text = told.partition("：")
    return {word for word in re.findall(r"[A-Za-z_]{2,}", QUOTED.sub("", text)) if word in (CLASSES | KEYS) - AXES} | ({"`"} & set(QUOTED.sub("", told)))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return the folder of the starter as a project, with its workbook."""
    return new_project(tmp_path_factory.mktemp("chinese") / "p", rules="starter")


@pytest.mark.parametrize("text", ["甲甲", None, "-1", "a=b; c"])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in ("区域表", "单位表", "点位表", FINDINGS, RECORDS)])
def test_no_mistake_of_a_survey_has_a_word_of_the_library(project, tmp_path, kind, text):
    """Whichever column of a survey holds what it must not, no message has a class or a key, each names a cell, and none is told twice."""
    book = openpyxl.load_workbook(project / "survey/测评.xlsx")
    page = book[kind]
    heads = {cell.value: cell.column for cell in page[1]}
    row = {head: page.cell(2, column).value for head, column in heads.items()}
    for column in KINDS[kind].columns:
        heads.setdefault(column.head, len(heads) + 1)
    for head, column in heads.items():
        page.cell(1, column).value = head
    for number, wrong in enumerate(heads, 100):
        own = {**row, wrong: text}
        if wrong not in ("编码", "序号", "编号"):
            own |= {head: f"{own[head]}{number}" for head in ("编码", "序号") if own.get(head)}
        for head, told in own.items():
            page.cell(number, heads[head]).value = told
    book.save(tmp_path / "测评.xlsx")
    with pytest.raises(ts.Refused) as caught:
        read_survey(tmp_path / "测评.xlsx", ts.load_ruleset(project / "rules"))
    told = [one.text("zh") for one in caught.value.reasons]

    assert [] == [(one, strange(one)) for one in told if strange(one)]
    assert len(set(told)) == len(told)
    assert all(re.match(r"测评.xlsx \S+![A-Z]*[0-9]+：", one) for one in told)


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Return the workbook of the rules of the small city."""
    path = tmp_path_factory.mktemp("rules") / "规则集.xlsx"
    write_rules(ts.load_ruleset(ROOT / "examples/second_city/rules"), path)
    return path


@pytest.mark.parametrize("sheet", ["依据", "指标", "扣分", "计分"])
def test_no_mistake_of_a_rules_workbook_has_a_word_of_the_library(rules, tmp_path, sheet):
    """Whichever column of rules holds what it must not, messages speak of heads, not of keys and classes, and list the words of a choice with the codes behind."""
    book = openpyxl.load_workbook(rules)
    page = book[sheet]
    for row in range(2, page.max_row + 1):
        page.cell(row, 1 + (row - 2) % page.max_column).value = "甲甲" if row % 3 else None
    book.save(tmp_path / "规则集.xlsx")
    with pytest.raises(ts.Refused) as caught:
        load_rules(tmp_path / "规则集.xlsx")
    told = [one.text("zh") for one in caught.value.reasons]

    assert [] == [(one, strange(one)) for one in told if strange(one)]


def test_a_choice_is_told_in_the_words_of_its_column(rules, tmp_path):
    """What is none of a few is told with the words of the list that its cell offers, the codes behind."""
    path = tmp_path / "规则集.xlsx"
    path.write_bytes(rules.read_bytes())
    with pytest.raises(ts.Refused) as caught:
        load_rules(edited(path, {"指标!O2": "听说", "计分!H12": "单位", "计分!K14": "count", "指标!M14": "甲"}))
    told = caught.value.text("zh")

    assert lacking(told, "指标!O2：'听说' 不是下列之一：方案公布（plan）、攻坚行动公布（drive）", "计分!H12：'单位' 不是可平均的范围；请写其中之一：点位（site）、点位类型（site_type）", "请写 权重 或 按何加权，不要都写", "请在 扣分表中写一行“甲”") == []
    assert ".toml" not in told


def test_an_indicator_that_is_not_known_is_told_with_labels(project, tmp_path):
    """Where an indicator is none, those that hold at the site are listed by their labels, with the codes behind; where the rules have no circumstance, no list is promised."""
    book = openpyxl.load_workbook(project / "survey/测评.xlsx")
    book[RECORDS]["B2"], book[FINDINGS]["N1"], book[FINDINGS]["N2"] = "亮灯", "情形", "媒体曝光"
    book.save(tmp_path / "测评.xlsx")
    with pytest.raises(ts.Refused) as caught:
        read_survey(tmp_path / "测评.xlsx", ts.load_ruleset(project / "rules"))
    lines, records = (next(one.text("zh") for one in caught.value.reasons if name in one.text("zh")) for name in (FINDINGS, RECORDS))

    assert re.search(r"测评记录!B2：'亮灯' 不是已声明的指标；请写名称或编码，如 \S*亮灯\S*（\w+\.road\.lamps）", records)
    assert "问题清单!N2：'媒体曝光' 不是已声明的问题情形，规则里一个也没有" in lines


def test_every_thing_of_a_rule_set_has_a_name_in_chinese():
    """Each noun whose fields are checked, and that a file of an office may hold, is told by a Chinese name; only what programs make has its class."""
    found = {one.__name__ for module in (ts, ts.rules) for one in vars(module).values() if isinstance(one, type) and attrs.has(one) and any(field.validator for field in attrs.fields(one))}
    made = {"Comparison", "Contribution", "Difference", "Fold", "Handover", "HandedOver", "Locations", "Node", "Notice", "Results", "SharedIndicator", "Stood", "Tree", "Weighted", "End", "Forms", "Range", "AvailableRuleSet"}

    assert set() == found - OWNERS.keys() - made
    with pytest.raises(ts.BadValue) as caught:
        ts.rules.Item(code="", zh="甲", en="a", full=1)
    assert "编码（考核项目的 `code`）" in caught.value.text("zh")
