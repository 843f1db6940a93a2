"""Letters: bulletins and what each unit lost and must rectify, as Word documents with the library's own figures."""

from datetime import date
from zipfile import ZipFile

import pytest
from attrs import evolve

pytest.importorskip("docxtpl", reason="the extra desk")

import docx

import letter_templates
import tristandard as ts
from samples import crosswalk, indicator, match
from survey import MEAN, city, finding, found, priced, scored, seen, site
from tristandard.basics.event import Event, Stage
from tristandard.basics.terms import Tree
from tristandard.desk import BadTemplate, write_letters, write_templates
from tristandard.desk.letter_fields import tell_period
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Level, Veto

MARKUP = ("{{ 单位 }}", "<b>甲</b> & {_{乙}_}")


def life(*events):
    """Return the life of a finding, from stages and days of May."""
    return [Event(stage, date(2022, 5, day)) for stage, day in events]


def quarter(*labels):
    """Return results of two districts: litter that two assessments share, with findings, lamps of one, and a site that nobody looked at."""
    shared = (indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("b.litter", "litter.spots <= 0 处", priced("1/3")))
    rules = city(*shared, indicator("a.lamps", "lamps.lit >= 100 %", priced(1, 9, 1, "lamps.lit")), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),), models={"a": MEAN, "b": MEAN})
    named = dict(zip(("wujin", "tianning"), labels, strict=False))
    units = [evolve(unit, zh=named.get(unit.code, unit.zh)) for unit in rules.units]
    rules = evolve(rules, units=Tree("unit", units), notice_zh="数字均为示例", notice_en="made up")
    findings = [
        finding("f1", place="东口", evidence="照片 7", life=life((Stage.FOUND, 3), (Stage.DUE, 20))), finding("f2", place="西口", life=life((Stage.FOUND, 3), (Stage.RECTIFIED, 9))),
        finding("f3", place="<i>桥下</i> & {{x}}", life=life((Stage.FOUND, 4), (Stage.RECTIFIED, 9), (Stage.SENT_BACK, 12))),
    ]  # fmt: skip
    sites = (site("s1", zh="和平路"), site("s2"), site("s3", "tianning"))
    reports = (seen(found(*findings), "s1"), seen(ts.Measured({"lamps.lit": 97}), "s1", "a.lamps"), seen(0, "s2"), seen(ts.Measured({"lamps.lit": 100}), "s2", "a.lamps"), seen(0, "s3"))
    return scored(*reports, rules=rules, sites=sites)


def opened(paths, name):
    """Return the letter whose file has this name."""
    return docx.Document(next(path for path in paths if path.name == name))


def cells(table):
    """Return the texts of a table."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def text_of(document):
    """Return the paragraphs of a document."""
    return [paragraph.text for paragraph in document.paragraphs]


def test_one_call_writes_all_letters(tmp_path):
    """A bulletin of each assessment, what each unit lost, and what must be rectified where there is anything."""
    paths = write_letters(tmp_path, quarter())

    assert ["通报 a.docx", "通报 b.docx", "扣分通报 天宁区.docx", "扣分通报 武进区.docx", "整改通知单 武进区.docx"] == [path.name for path in paths]
    assert {path.name for path in paths} == {path.name for path in tmp_path.iterdir()}


def test_a_bulletin_has_the_figures_of_the_library(tmp_path):
    """Places, scores and remarks stand in the first table, what makes each score in the second; the notice and the day below."""
    results = quarter()
    made = ts.bulletin(results["a"])
    document = opened(write_letters(tmp_path, results, day=date(2022, 7, 5)), "通报 a.docx")
    ranked, composed = map(cells, document.tables)

    assert [["名次", "单位", "得分", "等次", "备注"], *([row.place, row.unit, row.score, row.grade, row.remark] for row in made.rows)] == ranked
    assert [["单位", *made.columns[5:-2], "得分"], *([row.unit, *made.cells(row)[5:-2], row.score] for row in made.rows)] == composed
    assert "关于2022 年第 2 季度a结果的通报" in text_of(document)
    assert {"说明：数字均为示例", "2022 年 7 月 5 日"} <= set(text_of(document))


def test_what_a_unit_lost_is_its_statement(tmp_path):
    """Each deduction of each assessment stands in a table, with the points of the ledger, what counts, and the account below."""
    results = quarter()
    told = ts.statement(results, "wujin")
    document = opened(write_letters(tmp_path, results), "扣分通报 武进区.docx")
    lost = {book: [row.points for row in told.rows if row.assessment == book and row.points is not None] for book in ("a", "b")}

    assert [["3", "1", "1", "1"], ["1/3"] * 3] == [[row[5] if "…" not in row[5] else "1/3" for row in cells(table)[1:] if row[0]] for table in document.tables]
    assert {"a": [3, 1, 1, 1], "b": [ts.exact("1/3")] * 3} == lost
    accounts = [line.strip() for line in told.text().splitlines() if line.startswith("  满分")]
    assert accounts == [line for line in text_of(document) if line.startswith("满分")]


def added_up(table):
    """Return what the column 计入得分 of a table adds up to, and the label of its last row."""
    rows = cells(table)[1:]
    found = [-ts.exact(row[6].removeprefix("加 ")) if row[6].startswith("加 ") else ts.exact(row[6]) for row in rows]
    return sum(found), rows[-1][2]


def test_the_counts_of_a_letter_add_up_to_its_account(tmp_path):
    """The rows that count, and one for the rounding difference where there is any, add up to what the account prints as lost; none that counts prints as 0."""
    document = opened(write_letters(tmp_path, quarter()), "扣分通报 武进区.docx")
    lost = [line.partition("− 扣分 ")[2].partition(" ")[0] for line in text_of(document) if line.startswith("满分")]

    assert [ts.exact(points) for points in lost] == [added_up(table)[0] for table in document.tables]
    assert "尾差" in {added_up(table)[1] for table in document.tables}
    assert "0.0" not in {row[6] for table in document.tables for row in cells(table)[1:]}


def test_what_is_to_be_rectified_stands_once(tmp_path):
    """A breach that two assessments charge stands once, with its count, the unit's share, its evidence and the days it was found and is due; what is mended does not, unless it was sent back."""
    (table,) = opened(write_letters(tmp_path, quarter()), "整改通知单 武进区.docx").tables

    assert [
        ["1", "s1 和平路", "a.lamps", "lamps.lit 97 %", "", "lamps.lit >= 100 %", "100 %", "2022-05-10", "", ""],
        ["2", "s1 和平路", "b.litter", "东口（证据：照片 7）", "1", "litter.spots <= 0 处", "100 %", "2022-05-03", "2022-05-20", ""],
        ["3", "s1 和平路", "b.litter", "<i>桥下</i> & {{x}}", "1", "litter.spots <= 0 处", "100 %", "2022-05-04", "", ""],
    ] == cells(table)[1:]  # fmt: skip


def test_what_is_told_alone_takes_no_points_in_a_letter(tmp_path):
    """A breach that a line only tells (只通报) has 0 as its points, and why it counts nowhere; what zeroes has its veto."""
    litter = indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Noted("试行")))
    lamps = indicator("a.lamps", "lamps.lit >= 100 %", DeductionRule(measures=("lamps.lit",), tariff=Veto(Level.ITEM)))
    results = scored(seen(3, what="a.litter"), seen(ts.Measured({"lamps.lit": 90}), what="a.lamps"), rules=city(litter, lamps))
    (table,) = opened(write_letters(tmp_path, results), "扣分通报 武进区.docx").tables

    assert [("lamps.lit", "一票否决", "100"), ("litter.spots", "0", "只通报，不计分")] == [(row[3].split()[0], row[5], row[6]) for row in cells(table)[1:]]


def test_evidence_stands_beside_what_was_seen(tmp_path):
    """In what a unit lost the evidence of a finding stands beside it, in either language; where there is none nothing does."""
    for language, name, told in (("zh", "扣分通报 武进区.docx", "（证据：照片 7）"), ("en", "deductions Wujin.docx", " (evidence: 照片 7)")):
        seen_there = [row[3] for table in opened(write_letters(tmp_path / language, quarter(), language=language), name).tables for row in cells(table)[1:]]
        assert 2 == sum(text.endswith(told) for text in seen_there)
        assert 2 == sum("证据" in text or "evidence" in text for text in seen_there)


def test_names_that_windows_takes_for_one_are_kept_apart(tmp_path):
    """Of two units whose labels differ in capitals alone each has its letters: the second one's names have its code."""
    paths = write_letters(tmp_path, quarter("East", "EAST"))
    names = {path.name.casefold() for path in paths}

    assert len(names) == len(paths) == len(list(tmp_path.iterdir()))
    assert {"扣分通报 east.docx", "扣分通报 EAST（tianning）.docx".casefold()} <= names or {"扣分通报 east.docx", "扣分通报 East（wujin）.docx".casefold()} <= names


def test_nothing_in_data_is_a_tag_or_markup(tmp_path):
    """Labels with braces, angle brackets and ampersands stand in the letters as they are, and in names of files without what no name may hold."""
    paths = write_letters(tmp_path, quarter(*MARKUP))
    document = opened(paths, "扣分通报 {{ 单位 }}.docx")

    assert "{{ 单位 }}：" in text_of(document)
    assert "扣分通报 -b-甲--b- & {_{乙}_}.docx" in {path.name for path in paths}
    assert set(MARKUP) == {row[1] for row in cells(opened(paths, "通报 a.docx").tables[0])[1:]}


def test_letters_look_official(tmp_path):
    """A4 with the margins of letters, heads on each page, no row over two pages, fonts by name for Chinese."""
    path = next(one for one in write_letters(tmp_path, quarter()) if one.name == "扣分通报 武进区.docx")
    document = docx.Document(path)
    xml = ZipFile(path).read("word/document.xml").decode()

    assert (210, 297, 37, 28) == tuple(round(side.mm) for side in (document.sections[0].page_width, document.sections[0].page_height, document.sections[0].top_margin, document.sections[0].left_margin))
    assert len(document.tables) == xml.count("<w:tblHeader")
    assert sum(len(table.rows) for table in document.tables) == xml.count("<w:cantSplit")
    assert {"仿宋", "黑体", "方正小标宋简体"} <= {part.split('"')[0] for part in xml.split('w:eastAsia="')[1:]}


def test_letters_in_english(tmp_path):
    """In English everything is, but for the labels that have no English."""
    paths = write_letters(tmp_path, quarter(), language="en")

    assert ["bulletin a.docx", "bulletin b.docx", "deductions 天宁区.docx", "deductions Wujin.docx", "rectification Wujin.docx"] == [path.name for path in paths]
    assert ["place", "unit", "score", "grade", "remarks"] == cells(opened(paths, "bulletin a.docx").tables[0])[0]
    assert "Notice: made up" in text_of(opened(paths, "deductions Wujin.docx"))


def test_units_of_one_label_have_letters_of_their_own(tmp_path):
    """Two units that are called the same have files that their codes tell apart."""
    names = [path.name for path in write_letters(tmp_path, quarter("新区", "新区"))]

    assert {"扣分通报 新区（wujin）.docx", "扣分通报 新区（tianning）.docx"} <= set(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", letter_templates.MADE)
def test_the_bundled_templates_are_what_their_script_makes(name, tmp_path):
    """The templates in the package are those that `tests/letter_templates.py` makes."""
    letter_templates.made(name).save(tmp_path / "made.docx")
    parts = [ZipFile(path).read("word/document.xml") for path in (tmp_path / "made.docx", letter_templates.TEMPLATES / f"{name}.docx")]

    assert parts[0] == parts[1]


def edited(folder, name, old, new):
    """Return a folder of templates in one of which a text is another, as an office edits it in Word."""
    paths = write_templates(folder)
    path = next(path for path in paths if path.name == name)
    document = docx.Document(path)
    every = [*document.paragraphs, *(one for table in document.tables for cell in table._cells for one in cell.paragraphs)]
    runs = [run for paragraph in every for run in paragraph.runs if old in run.text]
    assert runs
    for run in runs:
        run.text = run.text.replace(old, new)
    document.save(path)
    return folder


def test_an_office_edits_its_templates(tmp_path):
    """Templates that were taken out and edited are used; one that is not there is the bundled one; none is overwritten."""
    folder = edited(tmp_path / "模板", "扣分通报.docx", "如有异议，请在规定期限内申诉。", "请于十日内申诉。")
    (folder / "通报.docx").unlink()
    paths = write_letters(tmp_path / "out", quarter(), templates=folder)

    assert "请于十日内申诉。" in text_of(opened(paths, "扣分通报 武进区.docx"))
    assert "关于2022 年第 2 季度a结果的通报" in text_of(opened(paths, "通报 a.docx"))
    with pytest.raises(ts.BadValue, match=r"扣分通报\.docx.*not files that are not there yet|files that are not there yet"):
        write_templates(folder)


BROKEN = {
    "unknown": ("扣分通报.docx", "{{ 单位 }}", "{{ 单位名 }}", ["扣分通报.docx", "{{ 单位名 }}", "没有“单位名”这一项", "单位、"]),
    "unknown in a row": ("整改通知单.docx", "{{ 行.所见 }}", "{{ 行.看见 }}", ["整改通知单.docx", "{{ 行.看见 }}", "没有“看见”这一项"]),
    "not closed": ("通报.docx", "{%p if 预警 %}", "{%p if 预警", ["通报.docx", "标记写得不对"]),
    "no end": ("扣分通报.docx", "{%p endfor %}", "", ["扣分通报.docx", "标记写得不对"]),
    "no sense": ("通报.docx", "{% if 更正 %}", "{% wenn 更正 %}", ["通报.docx", "{% wenn 更正 %}"]),
    "full-width braces": ("扣分通报.docx", "{{ 单位 }}", "｛｛ 单位 ｝｝", ["扣分通报.docx", "｛｛ 单位 ｝｝", "请改用半角的 {{ }}"]),
    "one brace full-width": ("扣分通报.docx", "{{ 单位 }}", "{｛ 单位 }}", ["扣分通报.docx", "{｛ 单位 }}", "请改用半角的 {{ }}"]),
    "reaching out": ("扣分通报.docx", "{{ 单位 }}", "{{ 单位.__class__.__mro__ }}", ["扣分通报.docx"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_template_is_refused(case, tmp_path):
    """A wrong tag is refused with the file, the tag and what there is; nothing is written."""
    name, old, new, told = BROKEN[case]
    folder = edited(tmp_path / "模板", name, old, new)
    with pytest.raises(BadTemplate) as caught:
        write_letters(tmp_path / "out", quarter(), templates=folder)

    assert [] == [word for word in told if word not in caught.value.text("zh")], caught.value.text("zh")
    assert not (tmp_path / "out").exists()


def test_what_is_no_template_is_refused(tmp_path):
    """A file that is no .docx, a folder that is not there, and results of several periods are refused in words."""
    (tmp_path / "通报.docx").write_bytes(b"%PDF-1.4")
    results = quarter()
    with pytest.raises(BadTemplate, match=r"template 通报\.docx: it is no \.docx of Word"):
        write_letters(tmp_path / "out", results, templates=tmp_path)
    with pytest.raises(ts.BadValue, match="take the templates out with write_templates"):
        write_letters(tmp_path / "out", results, templates=tmp_path / "nowhere")
    with pytest.raises(ts.BadValue, match="write the letters of each period"):
        write_letters(tmp_path / "out", ts.together([results]))


@pytest.mark.parametrize(
    ("period", "told"),
    [
        (ts.Quarter(2022, 2), ("2022 年第 2 季度", "quarter 2 of 2022")), (ts.Month(2022, 5), ("2022 年 5 月", "2022-5")), (ts.Year(2022), ("2022 年", "2022")),
        (ts.Period(date(2022, 5, 10), date(2022, 8, 31)), ("2022 年 5 月 10 日至2022 年 8 月 31 日", "2022-5-10 to 2022-8-31")),
    ],
)  # fmt: skip
def test_letters_write_periods_in_full(period, told):
    """A quarter, a month, a year and any span are written as letters do."""
    assert told == tell_period(period)
