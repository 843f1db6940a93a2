"""The rule book: by site type, each indicator once, and what it says is what the merged rules ask."""

from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from attrs import asdict, evolve
from hypothesis import given

import tristandard as ts
from properties import SOME
from samples import PLAN, crosswalk, indicator, match, ruling
from survey import LITTER, city, priced
from tristandard.codec.starter import new_ruleset
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.wording.lines import tell_bar
from tristandard.testing import strategies as some

ROOT = Path(__file__).parents[2]


def loaded(name, folder):
    """Return merged rules by their name: bundled ones, the small city's, or the starter's."""
    if name == "starter":
        return ts.merge(new_ruleset(folder / "new"))
    return ts.merge(ts.load_ruleset(ROOT / "examples" / "second_city" / "rules" if name == "second_city" else name))


def paths_of(tree):
    """Return the path of each term, and the one of none."""
    return [(), *(tree.path(term.code) for term in tree)]


def lies_in(place, above):
    """Return whether an area and a zone lie in others."""
    return all(one[: len(other)] == other for one, other in zip(place, above, strict=True))


def on_paper(block, place, kind):
    """Return what a block says of a place: by code the standard that is written for the narrowest place, and its users."""
    found = {}
    for entry in block.entries:
        holding = [(written, one) for one in entry.in_force for written in one.places if lies_in(place, written)]
        if holding and not (entry.outside and entry.outside.covers((*place, kind))):
            (one,) = {one for written, one in holding if not any(lies_in(other, written) for other, _ in holding if other != written)}
            found[entry.code] = (one.bar, one.users, entry.host)
    return found


def differing(merged):
    """Return the places at which the book and the merged rules differ."""
    rules, book = merged.rule_set, ts.reports.rulebook(merged)
    blocks = {block.site_type: block for block in book.blocks}
    found = []
    areas = sorted({area for one in rules.indicators.values() for area, _, _ in one.scope.extents} | {()})
    for area, zone, kind in product(areas + paths_of(rules.areas)[-1:], paths_of(rules.zones), paths_of(rules.site_types)):
        asked = {one.code: (tell_bar(one.bar), tuple(dict.fromkeys(user.assessment for user in one.users)), one.indicator.host) for one in merged.questions((area, zone, kind))}
        block = blocks.get(kind[-1] if kind else "")
        if asked != (on_paper(block, (area, zone), kind) if block else {}):
            found.append((area, zone, kind))
    return found


@pytest.mark.parametrize("name", ["changzhou-2022", "starter", "second_city"])
def test_paper_and_computation_are_one(name, tmp_path):
    """At every area, zone and type of site the book says what the merged rules ask; each indicator stands once in a block."""
    merged = loaded(name, tmp_path)
    book = ts.reports.rulebook(merged)
    twice = [code for block in book.blocks for code, often in Counter(entry.code for entry in block.entries).items() if often > 1]

    assert ([], []) == (differing(merged), twice)
    assert {one.code for one in (*merged.shared, *merged.own)} <= {entry.code for block in book.blocks for entry in block.entries}


@SOME
@given(some.merged_rules())
def test_of_any_rules_paper_and_computation_are_one(merged):
    """Of drawn rules too: uniform or pointwise, on a ground or on none, each indicator once in a block."""
    book = ts.reports.rulebook(merged)

    assert [] == differing(merged)
    assert all(1 == often for block in book.blocks for often in Counter(entry.code for entry in block.entries).values())
    assert [entry.code for block in book.blocks for entry in block.entries] == [row.indicator for row in book.rows]


def test_all_that_changzhou_shares_stands_in_it():
    """The 239 indicators shared in towns and the 15 of villages stand in the book, each with both assessments, under the notice."""
    book = ts.reports.rulebook(ts.merge(ts.load_ruleset("changzhou-2022")))
    shared = [row for row in book.rows if len(row.users) > 1]

    assert (24, 254, 153, 407) == (len(book.blocks), book.shared, book.own, len(book.rows))
    assert {("civilized", "urban"): 239, ("civilized", "rural"): 15} == Counter(row.users for row in shared)
    assert book.text().splitlines()[:4] == [
        "常州市三标融合考核（2022）融合测评体系", "规则 changzhou-2022 2022.1", "24 类点位；重复指标 254 项，各测一次；一套考核独有 153 项",
        f"说明：{ts.load_ruleset('changzhou-2022').notice_zh}",
    ]  # fmt: skip
    assert {True} == {row.illustrative for row in book.rows if "分值 示例" in row.provenance}


def litter(reading, **more):
    """Return the book of litter that `a` asks anywhere and `b` in the built-up area, under a reading."""
    wide, narrow = indicator("a.litter", "litter.spots <= 3 处", priced(1, 5)), indicator("b.litter", "litter.spots <= 0 处", priced("0.5", 5), where="zone=built_up")
    rules = city(wide, narrow, crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b", **more),))
    return ts.reports.rulebook(ts.merge(evolve(rules, policy=Policy(reading=reading), notice_zh="示例", notice_en="made up")))


def test_a_book_is_told_in_both_languages():
    """Each entry says the standard in force, who measures and who uses it, and what each assessment asks and charges."""
    book = litter(Reading.UNIFORM)
    zh, en = book.text().splitlines(), book.text("en").splitlines()

    assert [
        "  1. b.litter（a.litter+b.litter）", "     标准：litter.spots <= 0 处（不限）", "     测评：b；使用：a、b",
        "     a · 项：要求 litter.spots <= 3 处（公开工作文件）；每 1 处扣 1 分，最多扣 5 分（示例）；对象 不限",
        "     b · 项：要求 litter.spots <= 0 处（公开工作文件）；每 1 处扣 0.5 分，最多扣 5 分（示例）；对象 不限",
    ] == zh[7:12]  # fmt: skip
    assert "     standard: litter.spots <= 0 处 (any)" in en
    assert "     measured by b; used by a, b" in en


def test_point_by_point_the_narrower_place_has_its_standard():
    """Where each place has the standard of whoever covers it, an entry lists them, the wider place first."""
    book = litter(Reading.POINTWISE)
    (entry,) = book.blocks[0].entries

    assert LITTER == entry.code
    assert [("不限", "litter.spots <= 3 处", ("a",)), ("建成区", "litter.spots <= 0 处", ("a", "b"))] == [(one.where[0], one.bar[0], one.users) for one in entry.in_force]
    assert (book.rows[0].where, book.rows[0].bar) == ("不限；建成区", "不限：litter.spots <= 3 处；建成区：litter.spots <= 0 处")


def test_indicators_stand_in_the_order_of_their_codes():
    """Whether they are shared or not."""
    members = [indicator(f"{code}.litter") for code in "ab"]
    rules = city(indicator("a.ads", "notice.count >= 1 处"), *members, indicator("b.zeal", "lamps.lit >= 90 %"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))

    assert [entry.code for entry in ts.reports.rulebook(ts.merge(rules)).blocks[0].entries] == ["a.ads", LITTER, "b.zeal"]


def test_outside_the_ground_each_stands_alone():
    """Where a match holds on a ground, the member that reaches beyond it has an entry of its own, which says where it is part of the shared one."""
    block = litter(Reading.UNIFORM, where="zone=built_up").blocks[0]

    assert {"a.litter": "在 建成区 之内并入 a.litter+b.litter，不单独测评", LITTER: ""} == {entry.code: entry.apart[0] for entry in block.entries}


@pytest.mark.parametrize("name", ["changzhou-2022", "second_city", "starter"])
@pytest.mark.parametrize("place", [0, 1])
def test_marks_and_weights_stand_in_the_book(name, place, tmp_path):
    """The full mark of each item, every weight and every mark that is given stand above the indicators, in both languages."""
    merged = loaded(name, tmp_path)
    told = [line[place] for line in ts.reports.rulebook(merged).lines]
    for book in merged.rule_set.assessments:
        (line,) = [one for one in told if one.startswith((f"{book.zh}：", f"{book.en}: "))]
        marks = [(f"{float(item.full):g}", (item.zh, item.en or item.zh)[place]) for item in book.items]

        assert [] == [pair for pair in marks if f"{pair[1]} {pair[0]}" not in line]
        assert [] == [weight for _, node in book.model.nodes for _, weight in getattr(node, "weights", ()) if f" {float(weight):g} %" not in line]


def pointwise():
    """Return the book of litter that `a` asks on main roads alone, of districts, and `b` there and in villages, each site by its own."""
    one = evolve(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5), where="site_type=main_road", of="kind=district"), clauses=[PLAN])
    other = evolve(indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5), where="site_type=main_road | zone=village"), standard_provenance=PLAN.provenance)
    rules = city(one, other, crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),))
    return ts.reports.rulebook(ts.merge(evolve(rules, policy=Policy(reading=Reading.POINTWISE))))


def test_each_column_of_a_row():
    """A row has the type, the indicator with its label, where, the bar in force, who measures and uses it, and of each assessment what it asks, deducts, of whom, under which clauses, and how well that is known."""
    _, road, market, _ = (asdict(row) for row in pointwise().rows)

    assert road == {
        "site_type": "main_road",
        "site_type_zh": "主干道",
        "indicator": LITTER,
        "zh": "b.litter",
        "where": "不限",
        "bar": "litter.spots <= 0 处",
        "ruling": "",
        "host": "b",
        "users": ("a", "b"),
        "asked": "a：litter.spots <= 0 处；b：litter.spots <= 2 处",
        "deductions": "a：每 1 处扣 1 分，最多扣 5 分；b：每 1 处扣 0.5 分，最多扣 5 分",
        "subjects": "a：district；b：不限",
        "clauses": "a：《融合考核工作方案》第二条",
        "provenance": "a：标准 公开工作文件，分值 示例；b：标准 方案公布，分值 示例",
        "illustrative": True,
    }
    assert [market[name] for name in ("site_type", "where", "bar", "users", "asked")] == ["market", "村", "litter.spots <= 2 处", ("b",), "b：litter.spots <= 2 处"]


def test_the_lines_of_an_indicator():
    """Below its number and label stand the bar in force, who measures and uses it, and of each assessment what it asks, deducts, of whom and under which clauses, as far as it has any; in either language."""
    zh, en = str(pointwise()).splitlines(), pointwise().text("en").splitlines()
    assert en[2] == "4 types of site; 1 shared indicator, each measured once; 0 of one assessment"
    at = zh.index("【主干道】1 项")

    assert zh[at + 1 : at + 5] == [
        "  1. b.litter（a.litter+b.litter）",
        "     标准：litter.spots <= 0 处（不限）",
        "     测评：b；使用：a、b",
        "     a · 项：要求 litter.spots <= 0 处（公开工作文件）；每 1 处扣 1 分，最多扣 5 分（示例）；对象 district；依据 《融合考核工作方案》第二条",
    ]
    assert (zh[at + 5], en[at + 5]) == (
        "     b · 项：要求 litter.spots <= 2 处（方案公布）；每 1 处扣 0.5 分，最多扣 5 分（示例）；对象 不限",
        "     b · 项: asks litter.spots <= 2 处 (plan); 0.5 per 1 处, at most 5 (illustrative); of any",
    )
    assert en[at + 1 : at + 5] == [
        "  1. b.litter (a.litter+b.litter)",
        "     standard: litter.spots <= 0 处 (any)",
        "     measured by b; used by a, b",
        "     a · 项: asks litter.spots <= 0 处 (practice); 1 per 1 处, at most 5 (illustrative); of kind=district; under 《融合考核工作方案》第二条",
    ]


def test_a_ruling_stands_beside_its_bar():
    """Where a ruling settled the bar, the row and the line have the reason of the ruling."""
    rules = city(indicator("a.litter"), indicator("b.litter", "lamps.lit >= 90 %"), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="a"),))
    book = ts.reports.rulebook(ts.merge(evolve(rules, rulings=[ruling("litter.spots <= 1 处", "a.litter", "b.litter")])))

    assert {(row.bar, row.ruling, row.host) for row in book.rows} == {("litter.spots <= 1 处", "有据可依", "a")}
    assert "     标准：litter.spots <= 1 处，裁定：有据可依（不限）" in str(book).splitlines()
    assert {row.deductions for row in book.rows} == {"a：每 1 处扣 1 分；b：现行标准不含 lamps.lit，不计分"}
    assert "the standard in force has no lamps.lit: no points" in book.text("en")


def test_outside_the_ground_the_book_says_so():
    """The line below the bar of what stands alone says where it is part of the shared one, in both languages; below the shared one there is none."""
    book = litter(Reading.UNIFORM, where="zone=built_up")
    zh, en = book.text().splitlines(), book.text("en").splitlines()
    at = zh.index("     测评：a；使用：a") + 1

    assert ("     在 建成区 之内并入 a.litter+b.litter，不单独测评", "     inside zone=built_up it is part of a.litter+b.litter, and not measured apart") == (zh[at], en[at])
    assert len(book.blocks) == sum("之内并入" in line for line in zh) == sum("it is part of" in line for line in en)


def test_where_two_wider_places_differ_the_narrower_is_told():
    """A place that lies in two others, of which one says the same and one does not, stands in the book, too; and an entry lists all who ask it anywhere."""
    one, other = indicator("a.litter", "litter.spots <= 3 处", where="area=wujin | zone=built_up"), indicator("b.litter", "litter.spots <= 0 处", where="zone=built_up")
    rules = city(one, other, crosswalks=(crosswalk(match("a.litter", "b.litter"), host="b"),))
    (entry,) = ts.reports.rulebook(ts.merge(evolve(rules, policy=Policy(reading=Reading.POINTWISE)))).blocks[0].entries

    assert [("建成区 或 武进区 · 建成区", ("a", "b")), ("武进区", ("a",))] == [(bar.where[0], bar.users) for bar in entry.in_force]
    assert ["a", "b"] == [asked.assessment for asked in entry.asked]
