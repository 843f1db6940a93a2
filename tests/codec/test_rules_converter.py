"""Each part of the rules as its table in a file: read, written again in the same words, and told where it is wrong."""

from decimal import Decimal

import pytest

from samples import MEASURES, PATHS, PLAN
from tristandard.basics.clause import Clause, Provenance
from tristandard.changing.overlay import OverlayLine
from tristandard.codec.reader import Reader
from tristandard.codec.rules_converter import converter
from tristandard.rules.assessment import Assessment
from tristandard.rules.crosswalk import Crosswalk, Match, Ruling
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.indicator import Indicator, Item
from tristandard.rules.model import Model
from tristandard.rules.ruleset import RuleSet
from tristandard.rules.scope import Scope
from tristandard.rules.standard import Standard
from tristandard.rules.variant import Variant

LAW = Clause(code="law", document="条例", article="第九条", provenance=Provenance.PRACTICE)
CLAUSES = {"plan": PLAN, "law": LAW}


def line(**more):
    """Return a line that asks about litter."""
    return {"measures": ["litter.spots"], **more}


def total(**node):
    """Return a model of one node."""
    return {"total": node}


GATES = [{"of": "item looks", "at_least": "50 %", "else": "grade"}, {"of": "night", "at_least": "60 分"}, {"of": "every item", "at_least": "passed", "else": 40}]
BONUSES = [{"of": "night", "places": [1, "1/3"]}, {"of": "night", "places": [2], "ties": "shared"}, {"of": "total", "above": "90 分", "each": 1, "per": "1 %", "at_most": 2, "parts": "begun"}]
ADJUSTMENTS = [
    {"count": "done", "lose": 1, "against": ">= 下达数", "per": "12.5 %", "by": "x"},
    {"count": "sent", "gain": "1/3", "against": "< 90", "per": 2, "parts": "whole", "at_most": 5, "by": "x", "zh": "送", "en": "sent"},
    {"count": "late", "points": {"< 80": 2, ">= 80 and < 95": "1/3", ">= 95": 0}, "by": "x"},
]
#: What stands in a file, by what it is read as.
WRITTEN = {
    "a line by steps": (DeductionRule, line(each=2, per=3, parts="begun", counting="all", at_most=7)),
    "a line for the whole": (DeductionRule, line(each=2, per="required")),
    "a line by bands": (DeductionRule, line(points={"= 0": 0, ">= 1 and <= 2": "1/3", "> 2": 5})),
    "a line by rungs": (DeductionRule, {"measures": ["toilet.grade"], "points": {"A": 0, "B": 1, "C": 2}}),
    "a line that is chosen": (DeductionRule, line(chosen="queue.wait", bands={"<= 5": "0..1", "> 5": "4/3..2.5"})),
    "a line in whole points": (DeductionRule, line(chosen="queue.wait", bands={"any": "1..3"}, whole=True)),
    "a line that gains": (DeductionRule, line(gain=1, per=2, parts="begun", at_most=3)),
    "a veto": (DeductionRule, line(veto="unit")),
    "a line that is noted": (DeductionRule, line(noted="只通报")),
    "a line where": (DeductionRule, line(each=1, where={"found_by": ["city", "district"], "overdue": ["yes"]})),
    "a line by factors": (DeductionRule, line(each=1, times=[{"by": "found_by", "factors": {"city": "10/3", "district": 2}, "other": 1}])),
    "a line that looks back": (DeductionRule, line(each=1, look_back=2, where={"repeated": ["1.."]}, charged="host")),
    "gates": (Model, total(full=100, gates=GATES)),
    "grades": (Model, total(weights={"a": 60, "b": 40}, grades={"优秀": ">= 95", "合格": ">= 80 and < 95", "不合格": "< 80"})),
    "grades by place": (Model, total(over="unit", of="a", grades={"优秀": "first 3", "良好": ">= 60"})),
    "bonuses": (Model, total(weights={"a": 60, "b": 40}, bonuses=BONUSES)),
    "adjustments": (Model, total(given=10, by="x", from_full=True, adjustments=ADJUSTMENTS)),
    "a mean": (Model, total(over="unit", of="a", weigh_by="people", by="统计局", absent="blank")),
    "a mean with weights": (Model, total(over="site_type", of="a", weights={"hall": "200/3", "road": "100/3"}, absent=95)),
    "a blend": (Model, total(weights={"a": "100/3", "b": "200/3"}, unmeasured="blank", absent="peers")),
    "a sum": (Model, total(sum=["a", "b"], absent="50/3")),
    "a rate": (Model, total(rate="filed - late", out_of="filed + sent", full=50, capped=True, by="平台")),
    "a sheet": (Model, total(full=60, unmeasured="blank", bonus=Decimal("2.5"), gains_at_most=2, absent="leave")),
    "a figure": (Model, total(zh="夜查", en="night patrol", given="100/3", by="夜查组")),
    "a share up to standard": (Model, total(met="site", full=90)),
    "a scope": (Scope, "zone=built_up, site_type=road"),
    "a standard": (Standard, "ads.density >= 5 处/300 m; notice.form requires {panel}"),
    "a clause": (Clause, "law"),
    "a match": (Match, {"first": "a.x", "second": "b.x", "relation": "subset_of", "measures": ["lamps.lit", "litter.spots"], "rationale": "同问"}),
    "a ruling": (Ruling, {"members": ["a.x", "b.x"], "standard": "litter.spots <= 2 处", "clause": "plan", "why": "有据"}),
    "a variant": (Variant, {"code": "v", "zh": "一", "en": "one", "clauses": ["law", "plan"], "where": {"ab": "zone=village"}, "policy": {"reading": "pointwise"}}),
    "an item": (Item, {"code": "order", "zh": "公共秩序", "en": "order", "full": "50/3", "all_met": True, "provenance": "plan"}),
    "a crosswalk": (Crosswalk, {"code": "c", "zh": "道路", "en": "streets", "hosts": ["b", "a"], "where": "zone=village", "uses": {"a": "甲", "b": "乙"}, "clauses": ["plan"]}),
    "an assessment": (Assessment, {
        "code": "a", "zh": "测评", "en": "assessment", "office": "办公室", "items": {"i": {"zh": "项", "full": 100}}, "score": total(given=100, by="x"),
        "publication": {"interval": Decimal("0.05"), "rounding": "half_even"}, "ties": "published", "ties_by": ["total"], "after_ties": "dense", "ranks": "scored", "unranked": ["a", "b"], "named": ["c", "d"],
        "warning": "30 %", "carry": {"bottom": "20 % rounded up", "periods": 3, "weight": Decimal("12.5")}, "clauses": ["plan", "law"],
    }),
    "an indicator": (Indicator, {
        "code": "a.x", "zh": "一", "en": "one", "item": "i", "standard": "litter.spots <= 2 处", "scope": "zone=village", "subjects": "kind=town", "clauses": ["law", "plan"],
        "deductions": [line(each=1)], "standard_provenance": "plan", "points_provenance": "practice",
    }),
    "an item of few words": (Item, {"code": "order", "zh": "公共秩序", "full": 20}),
}  # fmt: skip


def read(kind, raw):
    """Return the value of what is written, and the converter that read it."""
    convert = converter(MEASURES, CLAUSES, PATHS)
    return convert.structure(raw, kind), convert


@pytest.mark.parametrize(("kind", "raw"), WRITTEN.values(), ids=WRITTEN)
def test_what_a_person_writes_is_written_again_in_the_same_words(kind, raw):
    """Every key has its word, and what is as usual is left out."""
    value, convert = read(kind, raw)

    assert raw == convert.unstructure(value, kind)


KINDS = "rate, given, met (share up to standard), full (sheet), over (mean), weights (blend), sum"
KINDS_ZH = "rate、given、met（达标率）、full（计分表）、over（平均）、weights（加权）、sum"
FORMS = ("each, points, chosen, gain, veto, noted", "each、points、chosen、gain、veto、noted")
#: What is wrong, what it is read as, and what is told of it, in both languages.
WRONG = {
    "a clause of no text": (Clause, 3, "3 is not text; write it in quotes", "3 不是文字；请加上引号"),
    "an empty clause": (Clause, "", "'' is not a clause; name a declared one: law, plan", "'' 不是依据；请写已声明的一条：law、plan"),
    "a clause that is not declared": (Clause, "pla", "'pla' is not a declared clause; declare it in the rule set, or mend the code (did you mean plan or law?)", "'pla' 不是已声明的依据；请在规则集中声明，或改正编码（是否指 plan 或 law？）"),
    "a node of no kind": (Model, total(by="x"), f"total: ['by'] is not one kind of score node; write one of {KINDS}, and no other beside it", f"total：[by] 不是计分节点的一种写法；请写 {KINDS_ZH} 中的一个，旁边不再写别的"),
    "no node": (Model, 3, "3 is not a table; write { key = value, … }", ""),
    "no table of a node": (Model, {"total": 3}, "total: 3 is not a table; write { key = value, … }", ""),
    "a line of two forms": (DeductionRule, line(veto="unit", each=1), f"['each', 'veto'] is not one price of a line; write one of {FORMS[0]}, and no other beside it", f"[each、veto] 不是一条扣分标准的一种写法；请写 {FORMS[1]} 中的一个，旁边不再写别的"),
    "a line of no form": (DeductionRule, line(per=1, at_most=2), f"['per'] is not one price of a line; write one of {FORMS[0]}, and no other beside it", ""),
    "no line": (DeductionRule, [1], "[1] is not a table; write { key = value, … }", ""),
    "a grade of no scores": (Model, total(full=100, grades={"好": "A"}), "total.grades: 'A' is not a range of scores; write for example \">= 95\", \">= 80 and < 95\" or \"< 80\"", ""),
    "a grade of no text": (Model, total(full=100, grades={"好": 3}), "total.grades: 3 is not text; write it in quotes", ""),
    "an answer of no text": (DeductionRule, line(each=1, where={"found_by": [3]}), "where: 3 is not text; write it in quotes", ""),
    "a node without absence": (Model, total(sum=["a", "b"], absent="zero"), "total.absent: 'zero' is not one of drop, peers, blank; write one of them", ""),
    "a step of no number": (Model, total(given=10, adjustments=[{"count": "done", "lose": 1, "per": "ten", "by": "x"}]), "total.adjustments, entry 1.per: 'ten' is not an exact number; write a plain decimal such as \"0.5\", or a fraction such as \"5/3\"", ""),
    "a range of no figures": (Model, total(given=10, adjustments=[{"count": "done", "points": {"many": 1}, "by": "x"}]), "total.adjustments, entry 1.points: 'many' is not a range of figures; write for example \">= 90\" or \">= 85 and < 90\"", ""),
    "a bar of no figure": (Model, total(given=10, adjustments=[{"count": "done", "lose": 1, "against": "due", "by": "x"}]), "total.adjustments, entry 1.against: 'due' is not a bar; write for example \">= 90\", or another figure of the unit, \">= assigned\"", ""),
    "an assessment with its indicators": (Assessment, {"code": "a", "zh": "一", "en": "one", "office": "办", "items": {}, "score": total(full=100), "indicators": []}, "'indicators' is not a known key; mend it, or take it out", ""),
    "a crosswalk with its matches": (Crosswalk, {"code": "a", "zh": "一", "en": "one", "hosts": ["a"], "matches": []}, "'matches' is not a known key; mend it, or take it out", ""),
    "a rule set with the places of its parts": (RuleSet, {"code": "a", "version": "1", "zh": "一", "en": "one", "assessments": {}, "locations": []}, "'locations' is not a known key; mend it, or take it out", ""),
    "a line of an overlay with its place": (OverlayLine, {"line": "retire", "code": "a.x", "clause": "plan", "why": "有据", "place": "row 1"}, "'place' is not a known key; mend it, or take it out", ""),
    "a line of an overlay with a value": (OverlayLine, {"line": "retire", "code": "a.x", "clause": "plan", "why": "有据", "value": "1"}, "'value' is not a known key; mend it, or take it out", ""),
    "subjects of no text": (Indicator, {**WRITTEN["an indicator"][1], "subjects": 3}, "subjects: 3 is not text; write it in quotes", ""),
    "subjects that are a scope": (Indicator, {**WRITTEN["an indicator"][1], "subjects": "zone=village"}, "subjects: 'zone=village' is not a coordinate; write each of kind, unit at most once, for example \"kind=…\"", ""),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "raw", "en", "zh"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_place(kind, raw, en, zh):
    """Each mistake says what stands there, what was expected and what to write."""
    reader = Reader(converter(MEASURES, CLAUSES, PATHS))

    assert reader.take(raw, kind, "f") is None
    (problem,) = reader.problems
    assert en == str(problem)[3:]
    assert zh in ("", problem.text("zh").removeprefix("f").lstrip(" ："))


def test_clauses_may_stand_in_a_cell():
    """A list of clauses is a list, or text with ";" between them."""
    value, convert = read(Indicator, {**WRITTEN["an indicator"][1], "clauses": "plan; law"})

    assert (CLAUSES["plan"], CLAUSES["law"]) == value.clauses
    assert ["plan", "law"] == convert.unstructure(value)["clauses"]


def test_what_is_as_usual_is_read_where_it_is_not_written():
    """A gate that fails takes all, a rate is of 100, a match is of equals, and an answer may stand alone."""
    gate, _ = read(Model, total(full=100, gates=[{"of": "a", "at_least": "1 分"}]))
    rate, _ = read(Model, total(rate="a", out_of="b", by="x"))
    alone, _ = read(DeductionRule, line(each=1, where={"found_by": "city"}))

    assert (0, 100) == (gate["total"].gates[0].to, rate["total"].full)
    assert (("found_by", ("city",)),) == alone.where
