"""Every report that officials read is told in Chinese, in English, and in a language laid over them, by one method."""

from fractions import Fraction
from inspect import signature

import pytest
from attrs import evolve

import tristandard as ts
from samples import indicator
from survey import MEAN, city, priced, scored, seen, site
from tristandard.scoring.ranking import Ranking

LITTER = "a.litter"
RULES = evolve(
    city(indicator(LITTER, "litter.spots <= 0 处", priced(1)), indicator("a.more", "litter.spots <= 0 处", priced("1/3")), models={"a": MEAN}),
    notice_zh="数字均为示例", notice_en="made-up numbers",
)  # fmt: skip
#: Two districts, of which one has a site that was not measured.
SITES = (site("s1"), site("s2", "tianning", zh="和平路"), site("s3", "tianning"))
RESULTS = scored(seen(3, "s1", LITTER), seen(0, "s1", "a.more"), seen(1, "s2", LITTER), seen(5, "s2", "a.more"), rules=RULES, sites=SITES)
RULES_OF_TWO = evolve(city(), notice_zh="示例", notice_en="made up")
HANDED = ts.handover(scored(seen(3, "s1"), rules=RULES_OF_TWO, sites=(site("s1", zh="和平路"),)), "b", "a")


@pytest.mark.parametrize("kind", [ts.Bulletin, ts.Statement, Ranking, ts.Notice, ts.Handover, ts.Explanation, ts.Certificate])
def test_one_method_tells_a_report(kind):
    """Each report has `text`, which takes a language and is Chinese by itself."""
    assert "zh" == signature(kind.text).parameters["language"].default


def test_chinese_is_what_is_printed():
    """To print a report is to tell it in Chinese; a language that is neither of the two is refused."""
    told = [ts.bulletin(RESULTS["a"]), ts.statement(RESULTS, "wujin"), RESULTS["a"].ranking(), *ts.notices(RESULTS.ledger), HANDED]

    assert [str(one) for one in told] == [one.text() for one in told] == [one.text("zh") for one in told]
    for one in told:
        with pytest.raises(ts.TristandardError, match="'fr' is not one of the two languages"):
            one.text("fr")


def test_a_bulletin_in_english():
    """Heads, units, remarks and the notice are English; the numbers are the same."""
    made = ts.bulletin(RESULTS["a"])
    lines = made.text("en").splitlines()

    assert ("# a: bulletin", "2022Q2 · edition 1 · rules sample 1", "Notice: made-up numbers") == (lines[0], lines[2], lines[-1])
    assert "| kind | place | unit | score | grade | full mark | 项: lost | other | put for what is open | gained | rounding difference | warnings | remarks |" == lines[4]
    assert "| district | 1 | Wujin | 97.0 |  | 100 | 3.0 |  |  |  |  |  |  |" == lines[6]
    assert "not ranked: 2 of 4 were not measured; speaks for what is open" == made.rows_in("en")[1].remark
    numbers = [[(row.score, row.losses, row.extrapolated, row.rounding_difference) for row in made.rows_in(language)] for language in ("zh", "en")]
    assert numbers[0] == numbers[1]


def test_a_ranking_in_english():
    """The head, why there is no place, and how much was measured are English."""
    head, first, second, notice = RESULTS["a"].ranking().text("en").splitlines()

    assert ("a · 2022Q2 · edition 1 · rules sample 1", "Notice: made-up numbers") == (head, notice)
    assert "  1  Wujin   97.0  = 97  (1–2)" == first
    assert second.endswith("2 of 4 measured, interval 48.7–98.7  not ranked: 2 of 4 were not measured")


def test_a_statement_in_english():
    """Deductions, what is open, and the account are English."""
    lines = ts.statement(RESULTS, "tianning").text("en").splitlines()

    assert "    s2 和平路 a.litter: litter.spots 1 处, bar litter.spots <= 0 处, 1 lost; standard practice, points illustrative" in lines
    assert lines[-1].startswith("  full mark 100 − lost ")


def test_a_handover_is_a_letter():
    """A handover tells how many statuses it has and every breach: by codes alone, and by labels where its rules are given."""
    named = HANDED.text("en", ts.merge(RULES_OF_TWO)).splitlines()

    assert "移交 · 2022Q2 · b → a · 规则 sample 1" == str(HANDED).splitlines()[0]
    assert "1 个点位、1 项共用指标：达标 0 项次，未达标 1 项次，不适用 0 项次，未测 0 项次" == str(HANDED).splitlines()[1]
    assert "lost, gained and vetoed below is by the lines of b, or of a where b does not use it; a is scored by its own lines" == named[2]
    assert "  s1 和平路 b.litter: litter.spots 3 处, bar litter.spots <= 0 处; lost Wujin 1.5" == named[3]
    assert "Notice: made up" == named[4]
    assert "下列扣分、加分和一票否决是b自己的，b不采用的项次是a的；a的得分另按自己的扣分标准计算" == str(HANDED).splitlines()[2]
    assert "  s1 和平路 a.litter+b.litter：已测 litter.spots = 3，标准 litter.spots <= 0 处；扣分 wujin 1.5" == str(HANDED).splitlines()[3]
    with pytest.raises(ts.TristandardError, match="for `merged`"):
        HANDED.text("en", RULES_OF_TWO)


def test_a_notice_is_told_in_both():
    """A notice keeps what was seen and the notice of the rules in both languages."""
    notice = ts.notices(RESULTS.ledger)[0]

    assert ["2022Q2 s1 a.litter (a.litter): litter.spots 3 处, bar litter.spots <= 0 处; a → nobody", "Notice: made-up numbers"] == notice.text("en").splitlines()


def test_rounding_and_rounding_difference_are_two_things():
    """修约差, in the rows of a statement, is the printed score less the exact one; 尾差, in a bulletin and an account, is what printed numbers leave of the score; both are what is added."""
    rules = city(indicator(LITTER, "litter.spots <= 0 处", priced("1/3")), indicator("a.more", "litter.spots <= 0 处", priced("0.04")))
    results = scored(seen(1, what=LITTER), seen(1, what="a.more"), rules=rules)
    (row,), told = ts.bulletin(results["a"]).rows, ts.statement(results, "wujin")
    exact = results["a"]["wujin"].exact

    assert ("99.6", ("0.4",), "") == (row.score, row.losses, row.rounding_difference)
    assert ("修约差", Fraction("99.6") - exact) == (told.beside[-1].zh, told.beside[-1].rounding)
    assert "  满分 100 − 扣分 0.4 ＝ 99.6" == told.text().splitlines()[-1]


def test_what_no_decimal_ends_is_rounded_in_print():
    """An account prints what no decimal ends rounded as the score is, and still adds up; the rows stay exact."""
    told = ts.statement(RESULTS, "tianning")
    taken = sum((row.counted + row.extrapolated - row.rounding for row in (*told.rows, *told.beside)), Fraction(0))

    assert "  满分 100 − 扣分 1.3 − 未测推及 1.3 − 尾差 0.1 ＝ 97.3" == told.text().splitlines()[-1]
    assert 3 in {row.counted.denominator for row in (*told.rows, *told.beside)} | {row.extrapolated.denominator for row in (*told.rows, *told.beside)}
    assert 100 - taken == Fraction(told.cards[0].published)
