"""A bulletin as it is published: one assessment, its units by class and place, laid out from the results alone."""

import csv

import pytest
from attrs import evolve

from samples import indicator
from survey import MEAN, NOBODY_LOOKED, WEIGHTED, changed, city, itemed, priced, scored, seen, shared, site
from tristandard.basics.errors import TristandardError
from tristandard.basics.language import told_apart
from tristandard.basics.marks import unmarked
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.basics.terms import Term, Tree
from tristandard.codec.issued import write_bulletin
from tristandard.merging.merged import merge
from tristandard.reports.bulletin import bulletin
from tristandard.reports.statement import statement
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Carry, Ranks
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.missing import Absent
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

GRADES = {"优秀": Range(floor=End(95)), "合格": Range(floor=End(80), limit=End(95, closed=False)), "不合格": Range(limit=End(80, closed=False))}


def street():
    """Return the results of three districts and a town: one warned, one that failed, one not wholly measured, one in a class by itself."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")),
        models={"a": Model({"total": Sheet(gates=[Gate(of=EVERY_ITEM, at_least=Mark(50, share=True), to=None)], grades=GRADES)})},
    )  # fmt: skip
    looks, lamps = evolve(itemed(rules.assessments[0], item=20)[0], zh="市容"), evolve(rules.assessments[0].items[0], code="lamps", zh="亮灯", full=80)
    indicators = [evolve(one, item="lamps" if one.code == "a.lamps" else "item") for one in rules.assessments[0].indicators]
    rules = changed(rules, a={"zh": "城市|长效", "items": [looks, lamps], "indicators": indicators, "warning": Mark(30, share=True)})
    rules = evolve(rules, notice_zh="数字均为示例", notice_en="Made up.")
    told = {"wujin": (7, 100), "tianning": (11, "99.5"), "xinbei": (0, None), "hutang": (1, 100)}
    sites = tuple(site(unit, unit) for unit in told)
    observations = []
    for unit, (count, lit) in told.items():
        observations += [seen(count, unit, "a.litter"), seen(NOBODY_LOOKED if lit is None else Measured({"lamps.lit": lit}), unit, "a.lamps")]
    return scored(*observations, rules=rules, sites=sites)["a"]


MARKDOWN = """# 城市\\|长效通报

2022Q2 · 第1版 · 规则 sample 1

| 类别 | 名次 | 单位 | 得分 | 等次 | 满分 | 市容扣分 | 亮灯扣分 | 其他 | 未测推及 | 加分 | 尾差 | 预警 | 备注 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| district | 1 | 武进区 | 93.0 | 合格 | 100 | 7.0 | 0.0 |  |  |  |  | 市容 |  |
| district | 2 | 天宁区 | 88.5 | 不合格 | 100 | 11.0 | 0.5 |  |  |  |  | 市容 | 未达标：市容 |
| district |  | 新北区 | 100.0 | 未定（不合格—优秀） | 100 | 0.0 |  |  |  |  |  |  | 不排名：2 项中有 1 项未测 |
| town | 1 | 湖塘镇 | 99.0 | 优秀 | 100 | 1.0 | 0.0 |  |  |  |  |  |  |

说明：数字均为示例
"""


def test_a_bulletin_as_markdown():
    """Units by class and place, what each item took, a grade that is not certain with the worst and the best, warnings and remarks, and the notice below."""
    assert str(bulletin(street())) == MARKDOWN


def test_a_part_that_failed_is_called_by_its_label():
    """A remark names the part of a blend whose gate was not passed, or that was imputed, by its label."""
    gate, survey = Gate(of="survey", at_least=Mark(60, share=True), to=None), Given(by="统计局", zh="满意度调查")
    model = Model({"total": Blend(weights={"field": 60, "survey": 40}, absent=Absent.PEERS, gates=[gate], grades=GRADES), "field": Given(by="组"), "survey": survey})
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model)
    figures = {("a", "field", "wujin"): 90, ("a", "survey", "wujin"): 50, ("a", "field", "tianning"): 80, ("a", "survey", "tianning"): None}
    results = scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens=figures)

    assert [row.remark for row in bulletin(results["a"]).rows] == ["未达标：满意度调查", "满意度调查不适用，按同类平均记 50"]


def test_a_bulletin_as_files(tmp_path):
    """Markdown as it is printed; a table with the identity of the results in each row, that a spreadsheet opens."""
    told = bulletin(street())
    write_bulletin(told, tmp_path / "out.md")
    write_bulletin(told, tmp_path / "out.csv")

    assert (tmp_path / "out.md").read_text(encoding="utf-8") == MARKDOWN
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "规则集,版本,期间,版次,类别,名次,单位,得分,等次,满分,市容扣分,亮灯扣分,其他,未测推及,加分,尾差,预警,备注,说明",
        "sample,1,2022Q2,1,district,1,武进区,93.0,合格,100,7.0,0.0,,,,,市容,,数字均为示例",
        "sample,1,2022Q2,1,district,2,天宁区,88.5,不合格,100,11.0,0.5,,,,,市容,未达标：市容,数字均为示例",
        "sample,1,2022Q2,1,district,,新北区,100.0,未定（不合格—优秀）,100,0.0,,,,,,,不排名：2 项中有 1 项未测,数字均为示例",
        "sample,1,2022Q2,1,town,1,湖塘镇,99.0,优秀,100,1.0,0.0,,,,,,,数字均为示例",
    ]


def alike(*labels):
    """Return a bulletin whose items have these labels, with a point lost in the first and two in the second."""
    rules = city(indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")), indicator("a.litter", "litter.spots <= 0 处", priced(1)))
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, zh=zh, full=50) for code, zh in zip(("road", "lane"), labels, strict=True)]
    indicators = [evolve(one, item="road" if one.code == "a.lamps" else "lane") for one in book.indicators]
    rules = changed(rules, a={"items": items, "indicators": indicators, "warning": Mark(1, share=True)})
    return bulletin(scored(seen(Measured({"lamps.lit": 99}), what="a.lamps"), seen(2, what="a.litter"), rules=rules)["a"])


@pytest.mark.parametrize(
    ("labels", "heads"),
    [
        (("市容", "市容"), ["市容（road）扣分", "市容（lane）扣分"]),
        (("市容", "亮灯"), ["市容扣分", "亮灯扣分"]),
    ],
)
def test_columns_with_one_label_are_told_apart(tmp_path, labels, heads):
    """Two items with one label have a column each, by their codes, in the table and in Markdown; no cell is lost or moved."""
    told = alike(*labels)
    write_bulletin(told, tmp_path / "out.csv")
    head, row = csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())

    assert (heads, ["1.0", "2.0"], len(head)) == (head[10:12], row[10:12], len(row))
    assert "、".join(one.removesuffix("扣分") for one in heads) == row[16]
    assert f"| {heads[0]} | {heads[1]} |" in told.text()


def test_labels_that_codes_would_make_alike():
    """Where a label with a code reads as another label does, all of them have their codes."""
    assert {"a": "市容", "b": "亮灯"} == told_apart({"a": "市容", "b": "亮灯"})
    assert {"a": "市容（a）（a）", "b": "市容（b）", "c": "市容（c）", "d": "市容（b）（d）"} == told_apart({"a": "市容（a）", "b": "市容", "c": "市容", "d": "市容（b）"})


def test_units_with_one_label_are_told_apart():
    """Two towns of one name stand in the bulletin with their codes."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)))
    rules = evolve(rules, units=Tree("unit", [evolve(unit, zh="新区") if unit.code != "wujin" else unit for unit in rules.units]))
    sites = tuple(site(unit, unit) for unit in ("wujin", "tianning", "xinbei"))
    told = bulletin(scored(*(seen(count, unit, "a.litter") for count, unit in enumerate(("wujin", "tianning", "xinbei"))), rules=rules, sites=sites)["a"])

    assert ["武进区", "新区（tianning）", "新区（xinbei）"] == [row.unit for row in told.rows]


def test_no_head_is_a_formula(tmp_path):
    """The label of an item that a spreadsheet would run is escaped in the head of a table as in its cells."""
    write_bulletin(alike("=1+1", "@cmd"), tmp_path / "out.csv")
    head, row = csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())

    assert (["'=1+1扣分", "'@cmd扣分"], "'=1+1、@cmd") == (head[10:12], row[16])


@pytest.mark.parametrize("suffix", [".csv", ".md"])
def test_a_notice_over_several_lines_is_one_line(tmp_path, suffix):
    """A notice may have lines and marks; a bulletin prints it on one, and no row is forged."""
    told = bulletin(street())
    write_bulletin(evolve(told, identity={**told.identity, "notice_zh": "示例\n| district | 1 | 湖塘镇 |\u202e"}), tmp_path / f"out{suffix}")
    text = (tmp_path / f"out{suffix}").read_text(encoding="utf-8-sig")

    assert len(MARKDOWN.splitlines() if suffix == ".md" else told.rows) + (suffix == ".csv") == len(text.splitlines())
    assert ("示例 | district | 1 | 湖塘镇 |[U+202E]" if suffix == ".csv" else r"示例 \| district \| 1 \| 湖塘镇 \|\[U+202E\]") in text


MARKUP = ["**市容**", "_亮灯_", "[市容](https://example.org)", "![x](y)", "<b>市容</b>", "`市容`", "市容 | 100", "\\| x", "~~市容~~", "&lt;b&gt;", "https://example.org", "www.example.org", "<https://example.org>", "a_b_c", "1*2*3", "$x$", "市容\\", "[x]: https://example.org", "# 市容"]


def printed(markdown):
    """Return the cells of the first table, and the other lines, as Markdown prints them; and the kinds of markup that stand in them."""
    tokens = pytest.importorskip("markdown_it", reason="the pages' parser comes with the group dev").MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children} - {"text", "text_special"}
    texts = ["".join(child.content for child in token.children) for token in inline]
    return texts, kinds, sum(token.type == "td_open" for token in tokens)


@pytest.mark.parametrize("label", MARKUP)
def test_no_label_is_markup(label):
    """Whatever a label, a reason or a notice holds, Markdown prints it as it is: no link, no emphasis, no tag, no cell more."""
    told = alike(label, "亮灯")
    told = evolve(told, assessment=evolve(told.assessment, zh=label), identity={**told.identity, "reason": label, "notice_zh": label})
    texts, kinds, cells = printed(told.text())

    assert set() == kinds
    assert len(told.columns) == cells
    assert f"{label}通报" == texts[0]
    assert f"（更正：{label}）" in texts[1]
    assert f"{label}扣分" in texts
    assert f"说明：{label}" == texts[-1]


@pytest.mark.parametrize(("address", "written"), [("https://example.org", r"https\://example.org"), ("见 WWW.example.org", r"见 WWW\.example.org")])
def test_no_address_becomes_a_link(address, written):
    """An address that Markdown on the web would make a link of is broken off, so that it is printed alone."""
    assert written == unmarked(address)


def test_a_bulletin_of_another_kind(tmp_path):
    """Nothing else is written, and nothing is left behind."""
    with pytest.raises(TristandardError) as caught:
        write_bulletin(bulletin(street()), tmp_path / "out.xlsx")

    assert ("give a path that ends in .md or .csv" in str(caught.value), []) == (True, list(tmp_path.iterdir()))


def test_what_was_put_is_remarked():
    """Peers' means and fixed scores stand in the remarks, with what they are."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": evolve(WEIGHTED, nodes={**dict(WEIGHTED.nodes), "total": evolve(WEIGHTED["total"], absent=Absent.PEERS)})})
    sites = (site("w1", "wujin"), site("w2", "wujin", kind="market"), site("t1", "tianning"))
    told = bulletin(scored(seen(10, "w1", "a.litter"), seen(20, "w2", "a.litter"), seen(4, "t1", "a.litter"), rules=rules, sites=sites)["a"])

    assert [("武进区", "86.0", ""), ("天宁区", "89.6", "市场不适用，按同类平均记 80")] == [(row.unit, row.score, row.remark) for row in sorted(told.rows, key=lambda row: row.score)]


def figures(model, givens, **more):
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(model), **more)
    return scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens={("a", *key): figure for key, figure in givens.items()})["a"]


def test_what_has_no_score_is_printed_blank():
    """No score, no losses, and why; a fixed score is said to be by rule."""
    model = {"total": Blend(weights={"one": 50, "other": 50}, absent=95), "one": Given(by="组"), "other": Given(by="组")}
    told = bulletin(figures(model, {("one", "wujin"): 85, ("other", "wujin"): None, ("one", "tianning"): None, ("other", "tianning"): None}))

    assert [("武进区", "90.0", "other不适用，按规定记 95"), ("天宁区", "", "无得分：均不适用")] == [(row.unit, row.score, row.remark) for row in told.rows]


def test_a_gap_is_remarked_where_every_score_is_ranked():
    """Where gaps do not take the place away, the remark says how much was measured."""
    model = {"total": Blend(weights={"one": 50, "other": 50}), "one": Given(by="组"), "other": Given(by="组")}
    told = bulletin(figures(model, {("one", "wujin"): 85}, ranks=Ranks.SCORED))

    assert [("1", "85.0", "已测 1/2；含推及")] == [(row.place, row.score, row.remark) for row in told.rows]


@pytest.mark.parametrize(
    ("fold", "remark"),
    [
        (Mean(over="zone", of="sheet", weights={"built_up": 50, "village": 50}, absent=50), "村不适用，按规定记 50"),
        (Mean(over="area", of="sheet", weights={"wujin": 50, "tianning": 50}, absent=50), "天宁区不适用，按规定记 50"),
        (Mean(over="site_type", of="sheet", weights={"main_road": 50, "market": 50}, absent=50), "市场不适用，按规定记 50"),
        (Mean(over="item", of="sheet", absent=50), "亮灯不适用，按规定记 50"),
        (Mean(over="unit", of="sheet", absent=50), "牛塘镇不适用，按规定记 50"),
    ],
)
def test_what_was_put_has_its_name(fold, remark):
    """A zone, an area, a site type, an item or a child unit of which nothing applies is remarked by what it is called."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": Model({"total": fold, "sheet": Sheet()})})
    book = rules.assessments[0]
    rules = changed(rules, a={"items": [book.items[0], evolve(book.items[0], code="lamps", zh="亮灯")]})
    rules = evolve(rules, units=rules.units.grown([evolve(rules.units["hutang"], code="niutang", zh="牛塘镇")]))
    told = bulletin(scored(seen(10, "s1", "a.litter"), rules=rules, sites=(site("s1", "hutang" if fold.over == "unit" else "wujin"),))["a"])

    assert [remark] == [row.remark for row in told.rows if row.unit == "武进区"]


def test_a_row_says_all_that_is_to_be_said():
    """Several warnings, several remarks, a gate of the score itself, and a name with a bar in it, which would end a cell."""
    rules = city(
        indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")), indicator("a.more", "notice.count >= 1 处", priced(1, None, 1, "notice.count")),
        models={"a": Model({"total": Sheet(gates=[Gate(of="total", at_least=Mark(90, share=True))])})},
    )  # fmt: skip
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, zh=zh, full=50) for code, zh in (("item", "市容"), ("lamps", "亮|灯"))]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="lamps" if one.code == "a.lamps" else "item") for one in book.indicators], "warning": Mark(10, share=True)})
    told = bulletin(scored(seen(6, what="a.litter"), seen(Measured({"lamps.lit": 93}), what="a.lamps"), seen(Measured({"notice.count": 1}), what="a.more"), rules=rules)["a"])
    gap = bulletin(scored(seen(21, what="a.litter"), seen(Measured({"lamps.lit": 93}), what="a.lamps"), rules=rules)["a"])
    none = bulletin(scored(rules=rules)["a"])

    assert ("市容、亮|灯", "未达标：总分") == (told.cells(told.rows[0])[-2], told.rows[0].remark)
    assert ["| district | 1 | 武进区 | 0.0 |  | 100 | 6.0 | 7.0 | 87.0 |  |  |  | 市容、亮\\|灯 | 未达标：总分 |"] == told.text().splitlines()[-1:]
    assert ["不排名：3 项中有 1 项未测；含推及；未达标：总分"] == [row.remark for row in gap.rows]
    assert [("", ("", ""))] == [(row.score, row.losses) for row in none.rows]


def halves(*observations, **more):
    """Return the row of Wujin and its line in the ranking, of two items of 50: litter, and lamps."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.lamps", "lamps.lit >= 100 %", priced(1, 10, 1, "lamps.lit")))
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, zh=zh, full=50) for code, zh in (("item", "市容"), ("lamps", "亮灯"))]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="lamps" if one.code == "a.lamps" else "item") for one in book.indicators], **more})
    result = scored(*observations, rules=rules)["a"]
    return bulletin(result).rows[0], str(result.ranking())


def test_an_item_of_which_nothing_was_measured_is_blank():
    """Lamps that nobody looked at, or of which nothing applies, print no loss; what was put for them is remarked; lamps all lit print a loss of 0.0."""
    spots = seen(10, what="a.litter")
    rows = [halves(spots, *more)[0] for more in ((), (seen(NotApplicable("拆迁"), what="a.lamps"),), (seen(Measured({"lamps.lit": 100}), what="a.lamps"),))]

    assert [("10.0", ""), ("10.0", ""), ("10.0", "0.0")] == [row.losses for row in rows]
    assert [("88.0", "不排名：2 项中有 1 项未测；含推及"), ("90.0", ""), ("90.0", "")] == [(row.score, row.remark) for row in rows]


def test_what_was_gained_has_a_column():
    """A bonus and what sheets gained stand in a column of their own in points of the score, as far as the sheet may rise, so that the row adds up."""
    lamps = DeductionRule(measures=("notice.count",), tariff=Gain(1, 1), at_most=10)
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), indicator("a.more", "notice.count >= 1 处", priced(1, None, 1, "notice.count"), lamps))
    step = StepBonus(of="sheet", above=Mark(90, share=False), each=1, per=Mark(2, share=False), at_most=3)
    rules = changed(rules, a={"model": Model({"total": Blend(weights={"sheet": 50, "figure": 50}, bonuses=[step]), "sheet": Sheet(), "figure": Given(by="组")})})
    told = [
        bulletin(score(shared(seen(count, what="a.litter"), seen(Measured({"notice.count": 4}), what="a.more"), rules=rules), givens={("a", "figure", "wujin"): 100})["a"]).rows[0]
        for count in (5, 1)
    ]

    assert [("102.0", ("2.5",), "4.5"), ("103.0", ("0.5",), "3.5")] == [(row.score, row.losses, row.gained) for row in told]


def test_a_figure_of_weight_0_is_shown():
    """A figure that counts nothing stands in the remarks of the bulletin and in the statement, in both languages; one that counts, or was not given, does not."""
    nodes = {"sheet": Sheet(), "survey": Given(by="统计局", zh="满意度", en="satisfaction"), "other": Given(by="组")}
    model = Model({"total": Blend(weights={"sheet": 90, "survey": 0, "other": 10}), **nodes})
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": model})
    given = {("a", "survey", "wujin"): 83, ("a", "other", "wujin"): 90, ("a", "other", "tianning"): 90}
    result = scored(seen(3, "s1", "a.litter"), seen(5, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "tianning")), givens=given)["a"]
    told = str(bulletin(result))

    assert (1, 1) == (told.count("满意度 83 分，权重为 0"), told.count("权重为 0"))
    assert "  满意度 83 分，权重为 0\n  满分 100" in statement(result.results, "wujin").text("zh")
    assert "  satisfaction 83, of weight 0\n  full mark 100" in statement(result.results, "wujin").text("en")


def test_what_is_carried_is_remarked():
    """The bulletin names the units whose scores are carried into a score, the ranking marks it."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1)), models={"a": Model({"total": Sheet()})}), a={"carry": Carry(bottom=1, periods=1, weight=10)})
    result = scored(seen(3, "s1", "a.litter"), seen(5, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})["a"]

    assert [("武进区", "结转湖塘镇"), ("湖塘镇", "")] == [(row.unit, row.remark) for row in bulletin(result).rows]
    assert [True, False] == ["结转" in line for line in str(result.ranking()).splitlines() if "武进区" in line or "湖塘镇" in line]


def test_a_site_that_is_zeroed_is_remarked():
    """How many sites a veto zeroed stands in the remark, for no item has it; a veto of the whole stands alone."""
    vetoes = {level: DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.SITE, Level.UNIT)}
    told = []
    for veto in vetoes.values():
        rules = city(indicator("a.litter", "litter.spots <= 0 处", veto), models={"a": MEAN})
        told += bulletin(scored(seen(1, "s1", "a.litter"), seen(0, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2")))["a"]).rows

    assert [("50.0", "点位一票否决 1 处"), ("0.0", "总分一票否决")] == [(row.score, row.remark) for row in told]


def test_what_was_put_is_told_by_its_period():
    """In the bulletin of a year each remark of what was put names its period."""
    model = {"total": Blend(weights={"one": 50, "other": 50}, absent=95), "one": Given(by="组"), "other": Given(by="组"), "year": Mean(over="period", of="total")}
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(model))
    rules = evolve(city(), assessments=[book], crosswalks=())
    quarters = [score(share(register(plan(merge(rules), [], Quarter(2022, number)), [])), givens={("a", "one", "wujin"): 85, ("a", "other", "wujin"): None}) for number in (1, 2)]

    assert ["2022Q1 other不适用，按规定记 95；2022Q2 other不适用，按规定记 95"] == [row.remark for row in bulletin(together(quarters)["a"]).rows]


def test_kinds_of_units_are_told_in_either_language():
    """A row has the class of its unit in Chinese or in English; in English that in Chinese where there is no other."""
    kinds = Tree("kind of unit", [Term(code="district", zh="区", en="District"), Term(code="town", zh="镇"), Term(code="department", zh="部门")])
    told = bulletin(scored(seen(0, "s1"), seen(0, "s2", id_="2"), rules=evolve(city(), kinds=kinds), sites=(site("s1"), site("s2", "hutang")))["a"])

    assert [["区", "镇"], ["District", "镇"]] == [[row.kind for row in told.rows_in(language)] for language in ("zh", "en")]
