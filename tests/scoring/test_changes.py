"""What a correction moved."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import indicator
from scoring.quarters import given, other_rules, quarters, rules_of
from survey import city, priced, scored, seen
from tristandard.basics.errors import BadValue
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.basics.publication import Publication
from tristandard.merging.merged import merge
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.sheet import Sheet
from tristandard.scoring.changes import Change, changes
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (other_rules, "'sample' is not the rule set of the other edition (other); compare editions of the same results"),
        (lambda: given({"wujin": 1}, Quarter(2022, 3)), "'2022Q2' is not the period of the other edition (2022Q3); compare editions of the same results"),
    ],
)
def test_changes_are_of_editions_of_the_same(other, message):
    """Other rules or another period are no other edition."""
    with pytest.raises(BadValue) as caught:
        changes(given({"wujin": 1}, Quarter(2022, 2)), other())

    assert str(caught.value) == message


def test_changes_of_years():
    """Of several periods together scores and places are compared; postings stand in the results of each."""
    old, new = (together(quarters({"wujin": 80, "tianning": 70}, {"wujin": figure, "tianning": 70})) for figure in (90, 20))

    assert [
        "得分：甲 · 武进区（a/wujin）：85.0 分 → 50.0 分",
        "名次：甲 · 天宁区（a/tianning）：第 2 名 → 第 1 名",
        "名次：甲 · 武进区（a/wujin）：第 1 名 → 第 2 名",
    ] == list(map(str, changes(old, new)))


def test_changes_name_their_editions_and_carry_the_notice():
    """As text, in Chinese or in English, they say which editions are compared and what the rule set says of its numbers; in the lines stands each change."""
    rules = evolve(rules_of(), notice_zh="数字均为示例")
    ledger = share(register(plan(merge(rules), [], Quarter(2022, 2)), []))
    first = score(ledger, givens={("a", "total", "wujin"): 80})
    second = score(ledger, givens={("a", "total", "wujin"): "85.25"}, supersedes=first, reason="复核")
    found = changes(first, second)

    assert [
        "2022Q2 · 第2版（更正：复核） · 规则 sample 1 · 与第1版对照：2 处变动",
        "  给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 85.25",
        "  得分：甲 · 武进区（a/wujin）：80.0 分 → 85.3 分（精确值 85.25）",
        "说明：数字均为示例",
    ] == str(found).splitlines() == found.text().splitlines() == found.text("zh").splitlines()
    assert [
        "2022Q2 · edition 2 (correction: 复核) · rules sample 1 · compared with edition 1: 2 changes",
        "  figure: a · Wujin · the score (a.total/wujin): 80 → 85.25",
        "  score: a · Wujin (a/wujin): 80.0 → 85.3 (exactly 85.25)",
        "Notice: 数字均为示例",
    ] == found.text("en").splitlines()
    with pytest.raises(BadValue, match="'de' is not one of the two languages"):
        found.text("de")


def test_two_results_of_one_edition():
    """A second try that was never published is of the same edition as the first, and the text says so; without a notice the lines are the last."""
    first, again = (given({"wujin": figure}, Quarter(2022, 2)) for figure in (80, 85))

    assert ["2022Q2 · 第1版 · 规则 sample 1 · 两份第1版结果对照：2 处变动", "  给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 85", "  得分：甲 · 武进区（a/wujin）：80.0 分 → 85.0 分"] == str(changes(first, again)).splitlines()
    assert "2022Q2 · edition 1 · rules sample 1 · two results of edition 1 compared: 0 changes" == changes(first, first).text("en")


def test_changes_of_figures_that_were_forgotten():
    """A correction that leaves a figure out, or says that it does not apply, tells so: nothing is taken over in silence, and nothing lost."""
    first, forgotten, none = (given(figures, Quarter(2022, 2)) for figures in ({"wujin": 80}, {}, {"wujin": None}))

    assert ["给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → —"] == [change.told[0] for change in changes(first, forgotten) if change.kind == "figure"]
    assert [("80", "not applicable")] == [(change.old, change.new) for change in changes(first, none) if change.kind == "figure"]
    assert "给定数据：甲 · 武进区 · 总分（a.total/wujin）：80 → 不适用" == str(next(iter(changes(first, none))))


def test_changes_under_another_version_say_so():
    """Two editions under two versions or variants of the rules are compared, and the head says by which rules the former was made; a score that is published otherwise has changed."""
    ledger = given({"wujin": "93.6"}, Quarter(2022, 2)).ledger
    whole = evolve(rules_of(publication=Publication("1")), version="2")
    first, second = (score(one, givens={("a", "total", "wujin"): "93.6"}) for one in (ledger, share(register(plan(merge(whole), [], Quarter(2022, 2)), []))))

    assert ["2022Q2 · 第1版 · 规则 sample 2 · 两份第1版结果对照（前者按规则 sample 1）：1 处变动", "  得分：甲 · 武进区（a/wujin）：93.6 分 → 94 分（精确值 93.6）"] == str(changes(first, second)).splitlines()
    assert changes(first, second).text("en").splitlines()[0].endswith("two results of edition 1 compared (the former by rules sample 1): 1 change")


def test_two_scores_that_are_printed_alike_are_told_exactly():
    """Scores that differ beyond what is printed are told as fractions."""
    first, second = (given({"wujin": figure}, Quarter(2022, 2)) for figure in (Fraction(280, 3), Fraction(280, 3) + Fraction(1, 10**12)))

    assert "得分：甲 · 武进区（a/wujin）：280/3 → 280000000000003/3000000000000" in [change.told[0] for change in changes(first, second)]


def test_a_period_and_a_year_are_compared_by_their_scores():
    """A year lists no postings of its own, so none of them is told as gone."""
    quarter = scored(seen(3))

    assert [] == list(changes(quarter, together([quarter])))


def test_changes_of_gains_and_postings():
    """A posting that comes has nothing before it; what is gained is told with what is lost, at which site and by which indicator; years compare no postings."""
    gain = DeductionRule(measures=("lamps.lit",), tariff=Gain(1), at_most=5)
    rules = city(indicator("a.lamps", "lamps.lit >= 90 %", priced(1, None, 1, "lamps.lit"), gain))
    old, new = (scored(seen(Measured({"lamps.lit": lit}), what="a.lamps"), rules=rules) for lit in (90, 92))
    key = "2022Q2/s1/a.lamps/a/wujin"

    came, went = (next(change for change in changes(*pair) if change.kind == "posting") for pair in ((old, new), (new, old)))

    assert Change("posting", key, "", "0 +2", (f"扣分台账：a · 武进区 · s1 · a.lamps（{key}）：— → 加 2 分", f"posting: a · Wujin · s1 · a.lamps ({key}): — → 2 gained")) == came
    assert (("0 +2", ""), f"扣分台账：a · 武进区 · s1 · a.lamps（{key}）：加 2 分 → —") == ((went.old, went.new), went.told[0])
    assert [] == [change for change in changes(together([old]), together([new])) if change.kind == "posting"]


def test_changes_of_losses_vetoes_and_grades():
    """What a posting takes is told in points, and what it zeroes in words; a grade that is not certain any more is told with the worst and the best, one that is gone leaves a dash."""
    veto = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Steps(2)), veto))
    graded = evolve(rules, assessments=[evolve(book, model=Model({"total": Sheet(grades={"优": Range(End(100)), "良": Range(limit=End(100, closed=False))})})) for book in rules.assessments])
    none, some = (scored(seen(Measured({"litter.spots": spots}), what="a.litter"), rules=graded) for spots in (0, 3))
    closed = scored(seen(NotApplicable("拆迁"), what="a.litter"), rules=graded)
    told, open_, gone = ([(change.kind, change.told[0].partition("）：")[2]) for change in changes(none, other)] for other in (some, scored(rules=graded), closed))

    assert [("posting", "— → 扣 6 分，该项目一票否决"), ("grade", "优 → 良")] == [told[0], told[-1]]
    assert [("score", "100.0 分 → —"), ("place", "第 1 名 → —"), ("grade", "优 → 未定（良—优）")] == open_
    assert [("score", "100.0 分 → —"), ("place", "第 1 名 → —"), ("grade", "优 → —")] == gone
    assert ["优", ""] == [getattr(list(changes(none, closed))[-1], side) for side in ("old", "new")]
