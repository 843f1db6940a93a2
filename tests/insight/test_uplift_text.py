"""How points that the merge moves are printed: with four decimals, a sign, and nothing that is rounded to what it is not."""

from fractions import Fraction

import pytest
from attrs import evolve

from survey import city, scored, seen, site
from tristandard.insight.uplift_stages import MergeStage
from tristandard.insight.uplift_text import NOT_SAID, below, four, signed, tell_open, tell_since, tell_uplift
from tristandard.words.sentence import Told

BAR, SCOPE, SUBJECTS, ONCE = MergeStage
WHOSE = Told("甲", "A")
NONE = dict.fromkeys(MergeStage, Fraction(0))


@pytest.mark.parametrize(
    ("points", "unsigned", "with_sign"),
    [(0, "0", "0"), ("1/3", "0.3333", "+0.3333"), ("-1/3", "−0.3333", "−0.3333"), ("1/20000", "0.0001", "+0.0001"), ("1/30000", "0.0000", "+0.0000"), ("-1/30000", "0.0000", "0.0000"), (12, "12.0000", "+12.0000")],
)
def test_points_have_four_decimals_and_a_sign(points, unsigned, with_sign):
    """Points are rounded half up to four decimals; nothing at all is 0, and what is rounded to nothing is not."""
    assert (unsigned, with_sign) == (four(Fraction(points)), signed(Fraction(points)))


@pytest.mark.parametrize(
    ("merged", "effects", "zh", "en"),
    [
        (Fraction(98), {**NONE, BAR: Fraction(-3), ONCE: Fraction(1)}, "甲：各自考核应得 100.0000，融合后 98.0000，少 2.0000 分 = 指标就高 −3.0000，加重只计一次 +1.0000", "A: apart 100.0000, merged 98.0000, 2.0000 less = the highest standard −3.0000, surcharges once +1.0000"),
        (Fraction("100.5"), {**NONE, SCOPE: Fraction("0.5")}, "甲：各自考核应得 100.0000，融合后 100.5000，多 0.5000 分 = 范围就宽 +0.5000", "A: apart 100.0000, merged 100.5000, 0.5000 more = the widest scope +0.5000"),
        (Fraction(100), NONE, "甲：各自考核应得 100.0000，融合后 100.0000，分数相同 = 指标就高 0", "A: apart 100.0000, merged 100.0000, the same = the highest standard 0"),
    ],
)
def test_what_the_merge_costs(merged, effects, zh, en):
    """More, less or the same, then what each stage moved; the first alone where none moved anything."""
    assert (zh, en) == tell_uplift(WHOSE, Fraction(100), merged, effects)


def test_what_changed_between_periods():
    """Both scores, how they moved, and whose doing that is; where the assessment's own rules changed, it says so."""
    given = WHOSE, Fraction(99), Fraction(97), Fraction("-1.5"), {**NONE, BAR: Fraction("-0.5")}

    assert ("甲：99.0000 → 97.0000，−2.0000 分 = 本单位情况变化 −1.5000，指标就高 −0.5000", "A: 99.0000 → 97.0000, −2.0000 = its own conduct −1.5000, the highest standard −0.5000") == tell_since(*given, ruled=False)
    assert (
        "甲：99.0000 → 97.0000，−2.0000 分 = 本单位情况变化（含本考核规则的变化） −1.5000，指标就高 −0.5000",
        "A: 99.0000 → 97.0000, −2.0000 = its own conduct (and changes of the assessment's own rules) −1.5000, the highest standard −0.5000",
    ) == tell_since(*given, ruled=True)


def test_what_is_open_is_said():
    """Of a score of which half was measured the interval is told, of one that is whole nothing."""
    open_ = scored(seen(3), sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert [
        (
            "    已测 1/2 项，区间 92–97：得分含未测推及，补测之后会变",
            "    1/2 measured, interval 92–97: the score holds what was put for the rest, and moves once that is measured",
        )
    ] == tell_open(open_)
    assert [] == tell_open(scored(seen(3))["a"]["wujin"])


def test_a_notice_stands_last():
    """Below a text stands what it does not say, and the notice of the rules where there is one, in the language that they have."""
    rules = city()

    assert [NOT_SAID] == below(rules, NOT_SAID)
    assert [NOT_SAID, ("均为示例。", "All made up.")] == below(evolve(rules, notice_zh="均为示例。", notice_en="All made up."), NOT_SAID)
    assert [("均为示例。", "均为示例。")] == below(evolve(rules, notice_zh="均为示例。"))
