"""How what a part of an assessment or of a score node holds is told: whole sentences, in both languages."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator, rule_set
from tristandard.basics.clause import Clause, Provenance, Validity
from tristandard.basics.publication import Publication, Rounding
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, EVERY_PERIOD, Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.grade import Cut, Leading, UnitShare
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.wording.values import tell_known, tell_provenance, tell_value

BOOK = rule_set(indicator("a.x")).assessments[0]
HALF, SIXTY = Mark(50, share=True), Mark(60, share=False)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (True, "是", "yes"),
        (False, "否", "no"),
        (Fraction(5, 2), "2.5", "2.5"),
        (3, "3", "3"),
        ("total", "total", "total"),
        (None, "", ""),
        ((), "", ""),
        ([True, Fraction(1, 3)], "是；1/3", "yes; 1/3"),
        (Rate(of="filed - late", out_of="due").of, "filed - late", "filed - late"),
        (Given(by="组"), "给定", "given"),
        (Publication("0.05", Rounding.DOWN), "间隔 0.05，舍去尾数", "interval 0.05, down"),
        (Publication("1"), "间隔 1，四舍五入", "interval 1, half_up"),
        (Validity(date(2022, 1, 1)), "2022-01-01 起", "from 2022-01-01 to further notice"),
        (Clause(code="plan", document="方案", article="第二条", provenance=Provenance.PLAN), "《方案》第二条", "《方案》第二条"),
        (Carry(bottom=3, periods=2, weight=20), "连续 2 期居末 3 位的，按 20 % 计入上级", "the last 3 of 2 periods running count 20 % in their parent's"),
        (
            Carry(bottom=UnitShare(10, Cut.UP), periods=2),
            "连续 2 期居末 10 %（进一）的，计入上级，与上级自身得分同等",
            "the last 10 % (rounded up) of 2 periods running count in their parent's, each as much as its own score",
        ),
        (("优", Range(End(90))), "优 >= 90", "优 >= 90"),
        (("良", Range(End(80), End(90, closed=False))), "良 >= 80 且 < 90", "良 >= 80 and < 90"),
        (("优", Leading(3)), "优 前 3 名", "优 the first 3"),
        ([("优", Range(End(90))), ("差", Range(limit=End(90, closed=False)))], "优 >= 90；差 < 90", "优 >= 90; 差 < 90"),
    ],
)
def test_what_a_part_holds(value, zh, en):
    """A number as it is written, a choice by its word, a list clause by clause; nothing where there is nothing."""
    assert (zh, en) == tell_value(value, BOOK)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Gate(of="total", at_least=HALF), "总分低于 50 %：记 0 分", "the score below 50 %: the score is 0"),
        (Gate(of="item item", at_least=SIXTY, to=Fraction(59)), "项低于 60 分：记 59 分", "项 below 60 分: the score is 59"),
        (Gate(of=EVERY_ITEM, at_least=HALF, to=None), "每个项目低于 50 %：降为末等", "every item below 50 %: the last grade"),
        (Gate(of=EVERY_PERIOD, at_least=Passed.PASSED), "任一期被否决：记 0 分", "any period that failed: the score is 0"),
        (Gate(of="year", at_least=Passed.PASSED, to=None), "全年得分被否决：降为末等", "the score of the year that failed: the last grade"),
        (RankBonus(of="night", points=[2, "1.5"]), "night按名次加 2、1.5 分", "2, 1.5 by the place in night"),
        (RankBonus(of="total", points=[1], ties=TiedBonus.SHARED), "总分按名次加 1 分，并列的平分", "1 by the place in the score, shared at ties"),
        (
            StepBonus(of="total", above=Mark(90, share=True), each="0.5", per=Mark(2, share=False), at_most=3, parts=Parts.WHOLE),
            "总分高于 90 % 的部分每 2 分加 0.5 分，不足一档不加，最多加 3 分",
            "0.5 for each 2 分 of the score above 90 %, whole steps only, at most 3",
        ),
        (
            StepBonus(of="total", above=SIXTY, each=1, per=Mark(1, share=True), at_most=9, parts=Parts.BEGUN),
            "总分高于 60 分 的部分每 1 %加 1 分，不足一档按一档，最多加 9 分",
            "1 for each 1 % of the score above 60 分, a begun step is a whole one, at most 9",
        ),
    ],
)
def test_what_stands_on_a_node(value, zh, en):
    """A gate with what it reads, its mark and what becomes of who fails; a bonus with its points."""
    assert (zh, en) == tell_value(value, BOOK)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Adjustment(count="n", lose="0.5"), "n每次扣 0.5 分", "0.5 lost for each of n"),
        (Adjustment(count="n", zh="通报", gain=1, at_most=3), "通报每次加 1 分，最多 3 分", "1 gained for each of 通报, at most 3"),
        (Adjustment(count="n", en="notices", lose=1, at_most=2), "notices每次扣 1 分，最多 2 分", "1 lost for each of notices, at most 2"),
        (Adjustment(count="n", zh="通报", en="notices", lose=1), "通报每次扣 1 分", "1 lost for each of notices"),
        (Adjustment(count="n", points={Range(limit=End(2)): 0, Range(floor=End(2, closed=False)): "1.5"}), "n按档扣分：<= 2 0、> 2 1.5", "by band of n: <= 2 0, > 2 1.5 lost"),
        (
            Adjustment(count="n", lose=1, against=Range(End(90), End(99)), per=5, parts=Parts.WHOLE),
            "n须 >= 90 且 <= 99，未达到的每 5 扣 1 分，不足一档不扣",
            "1 lost for each 5 of n beyond >= 90 and <= 99, whole steps only",
        ),
        (
            Adjustment(count="n", gain=2, at_most=4, against=Range(End(90)), per=5, parts=Parts.WHOLE),
            "n >= 90 的，每多达到 5 加 2 分，不足一档不加，最多 4 分",
            "2 gained for each 5 of n within >= 90, whole steps only, at most 4",
        ),
        (Adjustment(count="n", lose=1, against=">= due", per="10 %"), "n须 >= due，未达到的每 10 %（按 due 计）扣 1 分", "1 lost for each 10 % of due that n lies beyond >= due"),
        (
            Adjustment(count="n", gain=1, at_most=2, against="<= due", per="10 %", parts=Parts.BEGUN),
            "n <= due 的，每多达到 due 的 10 % 加 1 分，不足一档按一档，最多 2 分",
            "1 gained for each 10 % of due that n lies within <= due, a begun step is a whole one, at most 2",
        ),
    ],
)
def test_what_is_added_or_taken_for_what_is_counted(value, zh, en):
    """Each time, each step beyond a bar or within it, or a share of the target; bands say what is lost."""
    assert (zh, en) == tell_value(value, BOOK)


def test_how_well_rules_are_known():
    """The standard and the points of an indicator each by its own source."""
    told = tell_provenance(evolve(indicator("a.x"), standard_provenance=Provenance.PLAN, points_provenance=Provenance.INFERRED))

    assert ("标准 方案公布，分值 推断", "standard plan, points inferred") == told
    assert ("公开工作文件", "practice") == tell_known(Provenance.PRACTICE)
