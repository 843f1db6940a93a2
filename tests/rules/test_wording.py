"""How rules are told: every tariff with its conditions."""

import pytest
from attrs import evolve

from samples import FOUND_BY, measure, scope
from survey import city
from tristandard.basics.finding import Circumstance
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto, tell_veto
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.wording.lines import tell_rule
from tristandard.rules.wording.names import name_scope

LITTER = evolve(measure("litter.spots", "处", whole=True), zh="垃圾", en="litter")
POINTS = evolve(measure("upkeep.points", "分"), zh="养护扣分", en="upkeep points")
#: Its rungs do not stand in the order of their characters.
GRADE = evolve(measure("street.grade", "级", rungs=("差", "良", "优")), zh="等级", en="grade")
BAR = Standard([Ask(one, Range()) for one in (LITTER, POINTS, GRADE)])
CHANNEL = Circumstance(code="channel", zh="来源", values={"media": "媒体", "patrol": "巡查"})
RULES = city(circumstances=[FOUND_BY, CHANNEL])


def line(tariff, of=LITTER, **more):
    """Return a line for one measure."""
    return DeductionRule(measures=(of.code,), tariff=tariff, **more)


def bands(**points):
    """Return points by where a number lies."""
    return {read_where(where): lost for where, lost in points.items()}


SPANS = {read_where("= 0"): (0, 1), read_where("> 0"): ("2.5", 5)}


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        (line(Gain(2, 5), at_most=4), "高于标准每 5 处加 2 分，不足一档不加，最多加 4 分", "2 gained for each 5 处 above the bar, whole steps only, at most 4"),
        (line(Gain("0.5", parts=Parts.EXACT), at_most=3), "高于标准每 1 处加 0.5 分，最多加 3 分", "0.5 gained for each 1 处 above the bar, at most 3"),
        (line(Veto(Level.SITE)), "出现即该点位一票否决", "any case is a veto: the site is zeroed"),
        (line(Chosen("litter.spots", SPANS), POINTS), "按垃圾在档内酌扣：= 0 扣 0–1、> 0 扣 2.5–5", "chosen by litter: = 0 0–1, > 0 2.5–5"),
        (line(Chosen("gaps.count", SPANS), POINTS), "按gaps.count在档内酌扣：= 0 扣 0–1、> 0 扣 2.5–5", "chosen by gaps.count: = 0 0–1, > 0 2.5–5"),
        (line(Bands({"优": 0, "良": 1, "差": 3}), GRADE), "按档：优 扣 0、良 扣 1、差 扣 3", "by band: 优 0, 良 1, 差 3"),
        (line(Bands(bands(**{"= 0": 0, "1..2": 1, "> 2": "2.5"}))), "按档：= 0 扣 0、>= 1 且 <= 2 扣 1、> 2 扣 2.5", "by band: = 0 0, >= 1 and <= 2 1, > 2 2.5"),
        (line(Bands({"优": 0, "良": 1}), evolve(GRADE, code="other.grade")), "现行标准不含 other.grade，不计分", "the standard in force has no other.grade: no points"),
        (line(Steps(1), where={"found_by": ["district", "city"]}), "每 1 处扣 1 分，限发现主体为市级、区级", "1 per 1 处, where found by is 市级 or 区级"),
        (line(Steps(1), where={"channel": ["media", "web"]}), "每 1 处扣 1 分，限来源为媒体、web", "1 per 1 处, where 来源 is 媒体 or web"),
        (line(Steps(1), where={"overdue": ["yes"], "sent_back": ["1", "2.."]}), "每 1 处扣 1 分，限逾期未整改为是，限退回次数为1、2..", "1 per 1 处, where overdue is yes, where sent_back is 1 or 2.."),
        (
            line(Steps(1), times=(Factor(by="channel", factors={"media": 2, "patrol": "0.5"}, other=1), Factor(by="overdue", factors={"yes": 3}, other=1)), at_most=9),
            "每 1 处扣 1 分，最多扣 9 分，来源为媒体按 2 倍，来源为巡查按 0.5 倍，其余按 1 倍，逾期未整改为是按 3 倍，其余按 1 倍",
            "1 per 1 处, at most 9, 2 times where 来源 is 媒体, 0.5 times where 来源 is 巡查, otherwise 1 times, 3 times where overdue is yes, otherwise 1 times",
        ),
        (line(Steps(1), where={"repeated": ["1.."]}, look_back=2, charged=Charged.HOST), "每 1 处扣 1 分，限前几期同类问题期数为1..，回看 2 期，只由测评方计一次", "1 per 1 处, where repeated is 1.., looking back 2 periods, charged by the host alone"),
    ],
)  # fmt: skip
def test_every_line_is_told_with_its_conditions(rule, zh, en):
    """The tariff first, a ladder from its best rung, then the cap, whom it is for, how often it counts, and who charges it."""
    assert (zh, en) == tell_rule(rule, BAR, RULES)


@pytest.mark.parametrize(("level", "told"), [(Level.ITEM, ("该项目一票否决", "veto: the item is zeroed")), (Level.SITE, ("该点位一票否决", "veto: the site is zeroed")), (Level.UNIT, ("总分一票否决", "veto: the score is zeroed"))])
def test_what_a_veto_zeroes(level, told):
    """A veto says whether the item, the site or the score is zeroed."""
    assert told == tell_veto(level)


def test_what_is_gained_in_two_units():
    """A gain by measures of two units tells its step in each."""
    both = DeductionRule(measures=(LITTER.code, POINTS.code), tariff=Gain(1, 2), at_most=4)

    assert tell_rule(both, BAR, RULES) == ("高于标准每 2 处、2 分加 1 分，不足一档不加，最多加 4 分", "1 gained for each 2 处 or 2 分 above the bar, whole steps only, at most 4")


@pytest.mark.parametrize(("written", "zh"), [("area=wujin", "武进区"), ("zone=village, site_type=road | area=wujin", "村 · 路 或 武进区"), ("any", "不限")])
def test_a_scope_is_told_by_its_labels(written, zh):
    """Each extent by the labels of its places, several as alternatives; everywhere in one word."""
    assert (zh, str(scope(written))) == name_scope(RULES, scope(written))
