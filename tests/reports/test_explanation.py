"""Any score down to observation and clause, and one unit's deductions as officials read them."""

from fractions import Fraction

import pytest
from attrs import evolve

from samples import PLAN, crosswalk, indicator, match, measure, refusal, ruling, standard
from survey import (
    LITTER,
    MEAN,
    NOBODY_LOOKED,
    WEIGHTED,
    changed,
    city,
    finding,
    found,
    itemed,
    priced,
    registered,
    scored,
    seen,
    site,
)
from tristandard.basics.errors import BadValue
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.merging.merged import merge
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.reports.tree import Explanation, explained
from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.wording.lines import tell_bar, tell_outcome, tell_rule
from tristandard.scoring.handover import handover
from tristandard.scoring.receive import receive
from tristandard.scoring.score import score
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told

STREET = (evolve(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), zh="路面无垃圾", en="no litter", clauses=(PLAN,)),
          evolve(indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5)), zh="道路保洁", en="clean streets"))  # fmt: skip
NAMED = {"a": {"zh": "文明城市", "en": "civilized city"}, "b": {"zh": "城市长效", "en": "urban management"}}


def street(*more, **changes):
    return changed(city(*STREET, *more, crosswalks=changes.pop("crosswalks", city().crosswalks), **changes), **NAMED)


def told(card, language="zh", **more):
    return explain(card).text(language, **more).splitlines()


# ---- explanations


def test_a_score_is_explained_down_to_observation_and_clause_in_chinese():
    """Score, place and interval; the item; what was seen against which bar and whose; the rule; the source; the report."""
    card = scored(seen(3, external={"case": "17"}, revision=2), rules=street(), sites=(site(zh="和平路"),))["a"]["wujin"]

    assert told(card) == [
        "2022Q2 武进区 · 文明城市：97.0 分（精确值 97），第 1 名；已测 1/1 项，区间 97–97",
        "  项（满分 100）：扣 3 分",
        "    扣 3 分 · s1 · 路面无垃圾（a.litter）",
        "      所见：litter.spots 3 处；标准：litter.spots <= 0 处（指标就高：文明城市 litter.spots <= 0 处；城市长效 litter.spots <= 2 处）",
        "      扣分：每 1 处扣 1 分，最多扣 5 分",
        "      来历：标准 公开工作文件，分值 示例",
        "        《融合考核工作方案》第二条",
        "      测评记录：team s1/a.litter+b.litter r2，2022-05-10",
    ]
    assert str(explain(card)) == "\n".join(told(card))


def test_a_score_is_explained_in_english():
    """The same tree, sentence by sentence."""
    card = scored(seen(3), rules=street())["a"]["wujin"]

    assert told(card, "en") == [
        "2022Q2 Wujin · civilized city: 97.0 (exactly 97), place 1; 1/1 measured, interval 97–97",
        "  项 (full mark 100): 3 lost",
        "    3 lost · s1 · no litter (a.litter)",
        "      seen: litter.spots 3 处; bar: litter.spots <= 0 处 (the highest of civilized city litter.spots <= 0 处; urban management litter.spots <= 2 处)",
        "      rule: 1 per 1 处, at most 5",
        "      source: standard practice, points illustrative",
        "        《融合考核工作方案》第二条",
        "      observation: team s1/a.litter+b.litter, 2022-05-10",
    ]


def test_an_explanation_can_be_cut_at_a_depth():
    """A reader may look at the head alone, or at some levels."""
    card = scored(seen(3), rules=street())["a"]["wujin"]

    assert [1, 2, 3] == [len(told(card, depth=depth)) for depth in range(3)]


def test_an_unknown_language_is_refused():
    """Only Chinese and English are written."""
    with pytest.raises(BadValue) as caught:
        Explanation(Told("中", "en")).text("de")

    assert str(caught.value) == "'de' is not one of the two languages; give \"zh\" or \"en\""


def test_a_depth_is_a_number():
    """Another depth is refused with what it is for."""
    with pytest.raises(BadValue) as caught:
        Explanation(Told("中", "en")).text("zh", depth="x")

    assert "`depth`" in str(caught.value)


def test_the_notice_of_the_rules_stands_on_top():
    """Nobody takes an illustrative number for a published one."""
    card = scored(seen(3), rules=street(notice_zh="仅供测试", notice_en="for tests only"))["a"]["wujin"]

    assert ("  说明：仅供测试", "  Notice: for tests only") == (told(card)[1], told(card, "en")[1])


def test_folds_are_explained_with_the_weight_of_each_part():
    """Site types and sites with their share; what lost nothing is counted, what does not apply is said."""
    sites = (site("s1", zh="和平路"), site("s2"), site("s3", kind="market"), site("s4"))
    rules = street(models={"a": WEIGHTED})
    card = scored(seen(3, "s1"), seen(0, "s2"), seen(NotApplicable("拆迁"), "s3"), seen(0, "s4"), rules=rules, sites=sites)["a"]["wujin"]

    assert told(card, depth=2) == [
        "2022Q2 武进区 · 文明城市：99.0 分（精确值 99），第 1 名；已测 3/3 项，区间 99–99",
        "  主干道（main_road）：99 / 100，占 100 %",
        "    2 个点位满分 100",
        "    点位 s1 和平路：97 / 100，占 1/3",
        "  市场（market）：— / 100，占 0 %",
        "    均不适用",
    ]
    assert [
        "  主干道 (main_road): 99 of 100, counts 100 %",
        "    2 sites with the full mark of 100",
        "    site s1 和平路: 97 of 100, counts 1/3",
        "  市场 (market): — of 100, counts 0 %",
        "    nothing applies",
    ] == told(card, "en", depth=2)[1:]


def test_one_site_with_the_full_mark_is_one_site():
    """The plural is for more."""
    card = scored(seen(0), rules=street(models={"a": MEAN}))["a"]["wujin"]

    assert "  1 site with the full mark of 100" == told(card, "en")[1]


@pytest.mark.parametrize(("axis", "names"), [("zone", ["建成区（built_up）", "村（village）"]), ("area", ["天宁区（tianning）", "武进区（wujin）"])])
def test_a_sheet_above_the_sites_lists_those_of_its_own_ground(axis, names):
    """A sheet of a zone, of an area or of a site type lists what was lost there, and nothing of another."""
    model = Model({"total": Mean(over=axis, of="sheet"), "sheet": Sheet()})
    sites = (site("s1"), site("s2", zone="village", area="tianning"))
    lines = told(scored(seen(1, "s1"), seen(2, "s2"), rules=street(models={"a": model}), sites=sites)["a"]["wujin"])
    heads = [place for place, line in enumerate(lines) if line.startswith("  ") and line[2] != " "]

    assert names == [lines[place].strip().partition("：")[0] for place in heads]
    assert [1, 1] == [sum("扣 " in line and " · s" in line for line in lines[start:end]) for start, end in zip(heads, [*heads[1:], None], strict=True)]


def test_given_figures_are_named_as_such():
    """A figure from outside rests on nothing here; one that is missing is said to be, and counts as much as it would."""
    model = Model({"total": Blend(weights={"sheet": 80, "night": 20}), "sheet": Sheet(), "night": Given(by="夜查组")})
    ledger = scored(seen(3), rules=street(models={"a": model})).ledger
    given, open_ = (score(ledger, givens=givens)["a"]["wujin"] for givens in ({("a", "night", "wujin"): 50}, {}))

    assert ["  night：50 / 100，占 20 %", "    由夜查组给定"] == told(given, depth=2)[1:3]
    assert ["  night: — of 100 (not measured: put at 97 by the rest), counts 20 %", "    not given yet"] == told(open_, "en", depth=2)[1:3]


def test_what_was_not_measured_is_listed():
    """Neither zero nor full marks; where what was measured speaks for it, how much that makes in all is said."""
    rules = street(evolve(indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit")), zh="亮灯率", en="lamps lit"))
    card = scored(seen(3), seen(NOBODY_LOOKED, what="a.lamps"), rules=rules)["a"]["wujin"]

    assert told(card)[0] == "2022Q2 武进区 · 文明城市：91.0 分（精确值 91），不排名：2 项中有 1 项未测；已测 1/2 项，区间 87–97"
    assert told(card)[-2:] == ["  未测 1 项，不计零分也不计满分；按已测部分推及另扣 6 分，连同已测共扣 9 分", "    s1 亮灯率"]
    assert told(card, "en")[0].endswith("91.0 (exactly 91), not ranked: 1 of 2 were not measured; 1/2 measured, interval 87–97")
    assert told(card, "en")[-2:] == ["  1 not measured: neither zero nor full marks; what was measured speaks for it: 6 more, 9 lost in all", "    s1 lamps lit"]


def test_no_score_is_explained_too():
    """Why there is none, what was not measured, and within what it can come out: the one line takes five at most."""
    card = scored(rules=street())["a"]["wujin"]

    assert told(card) == ["2022Q2 武进区 · 文明城市：无得分：已测部分不足；已测 0/1 项，区间 95–100", "  未测 1 项，不计零分也不计满分", "    s1 路面无垃圾"]
    assert told(card, "en")[0] == "2022Q2 Wujin · civilized city: not scored: too little was measured; 0/1 measured, interval 95–100"


def test_an_item_that_was_capped_says_so():
    """扣完为止 is told beside what was lost."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)))
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=4)})
    card = scored(seen(9, what="a.litter"), rules=rules)["a"]["wujin"]

    assert "  项（满分 4）：扣 9 分，扣完为止记 4 分" == told(card)[1]
    assert "  项 (full mark 4): 9 lost, capped at 4" == told(card, "en")[1]


def test_shares_are_told_where_points_are_shared():
    """A co-owner reads which share it bears; what a finding laid on it alone is no share."""
    shares = (site(units={"wujin": "0.2", "hutang": "0.8"}),)
    shared, named = (scored(seen(outcome), rules=street(), sites=shares)["a"]["wujin"] for outcome in (3, found(finding("f1", "wujin"))))

    assert "    扣 0.6 分 · s1 · 路面无垃圾（a.litter），承担 20 %" == told(shared)[2]
    assert "    0.6 lost · s1 · no litter (a.litter), bears 20 %" == told(shared, "en")[2]
    assert "    扣 1 分 · s1 · 路面无垃圾（a.litter）" == told(named)[2]


def test_a_veto_is_no_share():
    """A veto hits each owner whole: no share stands beside it, unless points are lost, or a finding that names nobody cost some."""
    shares = (site(units={"wujin": "0.2", "hutang": "0.8"}),)
    veto = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))
    alone, beside = (scored(seen(3, what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", *lines)), sites=shares)["a"]["wujin"] for lines in ((veto,), (veto, priced(1))))

    assert "    该项目一票否决 · s1 · a.litter（a.litter）" == told(alone)[2]
    assert "    veto: the item is zeroed · s1 · a.litter (a.litter)" == told(alone, "en")[2]
    assert told(beside)[2].endswith("（a.litter），承担 20 %")


def test_how_often_it_was_found_before_is_told():
    """Where a line reads `repeated`, the explanation tells the number beside what was seen, as far as the line looks back."""
    line = DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=[Factor(by="repeated", factors={"2..": 2}, other=1)], look_back=2)
    held = registered(seen(found(finding("f1")), what="a.litter"), rules=city(indicator("a.litter", "litter.spots <= 0 处", line)))
    card = score(share(held, history={"s1": {"litter.spots": (1, 2, 3)}}))["a"]["wujin"]

    assert "        litter.spots：前几期同类问题期数为 2，回看 2 期" in told(card)
    assert "        litter.spots: repeated is 2, looking back 2 periods" in told(card, "en")


def test_a_unit_is_explained_at_the_sites_where_a_finding_names_it():
    """The bureau reads its own problem; what names it in another assessment alone is not its, and there it has the full mark."""
    rules = changed(street(indicator("b.own"), models={"a": MEAN, "b": MEAN}), a={"named": ["department"]})
    observations = (seen(found(finding("f1", "bureau")), "s1"), seen(0, "s2"), seen(found(finding("f2", "bureau")), "s2", "b.own"))
    lines = told(scored(*observations, rules=rules, sites=(site("s1"), site("s2")))["a"]["bureau"])

    assert ["  1 个点位满分 100", "  点位 s1：99 / 100，占 50 %", "    项（满分 100）：扣 1 分", "      扣 1 分 · s1 · 路面无垃圾（a.litter）"] == lines[1:5]
    assert not [line for line in lines if "s2" in line]


def test_an_indicator_that_is_not_shared_names_no_others():
    """Where nobody else asks, the bar is the assessment's own."""
    card = scored(seen(3, what="b.own"), rules=city(indicator("b.own")))["b"]["wujin"]

    assert "      所见：litter.spots 3 处；标准：litter.spots <= 0 处" == told(card)[3]


def test_a_part_of_a_larger_question_is_told_by_what_it_covers():
    """Who is matched as a part reads what was seen, the bar and the findings of its own measures; the larger one reads all."""
    rules = city(
        indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel} accepts {panel, board}", priced(1), priced(2, None, 1, "notice.form")),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5")), crosswalks=(crosswalk(match("b.litter", "a.street", "subset_of", "litter.spots")),),
    )  # fmt: skip
    results = scored(seen(Measured({"litter.spots": 3, "notice.form": {"board"}}), what="a.street"), rules=rules)
    part, whole = (told(results[code]["wujin"])[3].partition("（")[0].strip() for code in ("b", "a"))

    assert part == "所见：litter.spots 3 处；标准：litter.spots <= 0 处"
    assert whole == "所见：litter.spots 3 处，notice.form {board}；标准：litter.spots <= 0 处，notice.form 须有 {panel}，只许 {board, panel}"
    assert [line.bar for line in statement(results, "wujin").rows if line.assessment == "b"] == ["litter.spots <= 0 处"]


@pytest.mark.parametrize(
    ("asks", "zh", "en"),
    [
        ("notice.spacing >= 50 m and <= 80 m", "notice.spacing >= 50 m 且 <= 80 m", "notice.spacing >= 50 m and <= 80 m"),
        ("notice.form requires {panel}", "notice.form 须有 {panel}", "notice.form requires {panel}"),
        ("notice.form any", "notice.form 不设限", "notice.form any"),
        ("litter.spots any", "litter.spots 不设限", "litter.spots any"),
        ("litter.spots <= 2 处 and >= 3 处", "litter.spots 无可满足", "litter.spots none"),
    ],
)
def test_a_bar_is_told_in_the_words_of_each_language(asks, zh, en):
    """What a rule set writes as requires, accepts, and, any is told in Chinese where Chinese is read."""
    assert (zh, en) == tell_bar(standard(asks))


def test_a_ruling_is_named_where_it_stands():
    """A bar that a person settled is told with the reason."""
    members = (indicator("a.litter", "litter.spots >= 5 处"), indicator("b.litter", "litter.spots <= 2 处"))
    rules = city(*members, crosswalks=city().crosswalks, rulings=(ruling("litter.spots <= 2 处", "a.litter", "b.litter"),))
    card = scored(seen(3), rules=rules)["a"]["wujin"]

    assert "标准：litter.spots <= 2 处（裁定：有据可依）" in told(card)[3]
    assert "bar: litter.spots <= 2 处 (ruling: 有据可依)" in told(card, "en")[3]


def test_a_part_of_a_score_is_explained_by_what_counts():
    """What does not count is neither lost nor missing."""
    rules = street(indicator("a.own", "minors.density <= 0 处/500 m"))
    card = scored(seen(3), rules=rules, only=[LITTER])["a"]["wujin"]

    assert not [line for line in told(card) if "未测" in line]


# ---- sentences

GRADE = measure("grade", "级", rungs=("C", "B", "A"))


@pytest.mark.parametrize(
    ("rule", "asks", "zh", "en"),
    [
        (priced(1), "litter.spots <= 0 处", "每 1 处扣 1 分", "1 per 1 处"),
        (priced("0.5", 5, "0.5", "lamps.lit"), "lamps.lit >= 95 %", "每 0.5 %扣 0.5 分，最多扣 5 分", "0.5 per 0.5 %, at most 5"),
        (DeductionRule(measures=("queue.wait",), tariff=Steps(1, 10, Parts.BEGUN)), "queue.wait <= 15 min", "每 10 min扣 1 分，不足一档按一档", "1 per 10 min, a begun step is a whole one"),
        (DeductionRule(measures=("queue.wait",), tariff=Steps(1, 10, Parts.WHOLE)), "queue.wait <= 15 min", "每 10 min扣 1 分，不足一档不扣", "1 per 10 min, whole steps only"),
        (
            DeductionRule(measures=("litter.spots",), tariff=Steps(1, counting=Counting.ALL)), "litter.spots <= 2 处",
            "每 1 处扣 1 分（达标线以内的也计）", "1 per 1 处 (all occurrences count)",
        ),
        (DeductionRule(measures=("ads.density",), tariff=Steps(2, None)), "ads.density >= 5 处/300 m", "每缺全部所需扣 2 分", "2 per the whole of what is required"),
        (
            DeductionRule(measures=("toilet.grade",), tariff=Bands({"C": 2, "B": "0.5", "A": 0}), at_most=2), "toilet.grade >= A",
            "按档：A 扣 0、B 扣 0.5、C 扣 2，最多扣 2 分", "by band: A 0, B 0.5, C 2, at most 2",
        ),
        (priced(1, None, 1, "litter.spots", "notice.spacing"), "litter.spots <= 0 处; notice.spacing <= 50 m", "每 1 处、1 m扣 1 分", "1 per 1 处 or 1 m"),
    ],
)  # fmt: skip
def test_rules_are_told_as_sentences(rule, asks, zh, en):
    """Each form of a deduction rule has its sentence, with the unit of its step."""
    assert (zh, en) == tell_rule(rule, standard(asks), city())


@pytest.mark.parametrize(
    ("outcome", "zh", "en"),
    [
        (Measured({"litter.spots": 3, "notice.form": {"panel", "board"}}), "litter.spots 3 处，notice.form {board, panel}", "litter.spots 3 处, notice.form {board, panel}"),
        (NotApplicable("拆迁"), "不适用（拆迁）", "not applicable (拆迁)"),
        (NOBODY_LOOKED, "未测（道路施工）", "not measured (道路施工)"),
    ],
)
def test_outcomes_and_bars_are_told_as_sentences(outcome, zh, en):
    """What was seen, with its units; or why nothing was."""
    bar = standard("litter.spots <= 0 处; notice.form requires {panel}")

    assert (zh, en) == tell_outcome(outcome, bar)
    assert ("litter.spots <= 0 处，notice.form 须有 {panel}", "litter.spots <= 0 处, notice.form requires {panel}") == tell_bar(bar)


# ---- statements


def lines(told_, assessment="a"):
    return [(line.site, line.indicator, line.finding, line.points) for line in told_.rows if line.assessment == assessment]


def test_a_statement_lists_what_a_unit_lost_line_by_line():
    """By assessment and item: site, indicator, what was seen, the bar, the points and the clause; then what was not measured."""
    rules = street(evolve(indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 10, 1, "lamps.lit")), zh="亮灯率"), notice_zh="仅供测试")
    results = scored(seen(3), rules=rules, sites=(site(zh="和平路"),))

    assert str(statement(results, "wujin")).splitlines() == [
        "扣分明细 · 武进区 · 2022Q2 · 第1版 · 规则 sample 1",
        "说明：仅供测试",
        "【文明城市】91.0 分，不排名：2 项中有 1 项未测",
        "  项：各点位共扣 3 分",
        "    s1 和平路 路面无垃圾：litter.spots 3 处，标准 litter.spots <= 0 处，扣 3 分；《融合考核工作方案》第二条",
        "  未测 1 项（得分含按已测部分推及，区间 87.0–97.0）：",
        "    s1 亮灯率（推及扣 6 分）",
        "  满分 100 − 扣分 3 − 未测推及 6 ＝ 91.0",
        "【城市长效】98.5 分，第 1 名",
        "  项：各点位共扣 1.5 分",
        "    s1 和平路 道路保洁：litter.spots 3 处，标准 litter.spots <= 0 处，扣 1.5 分；标准 公开工作文件，分值 示例",
        "  满分 100 − 扣分 1.5 ＝ 98.5",
    ]


def test_a_statement_tells_the_grade_and_what_it_failed():
    """Beside score and place stand the grade, and what was not up to its mark."""
    grades = {"合格": Range(floor=End(60)), "不合格": Range(limit=End(60, closed=False))}
    gate = Gate(of="survey", at_least=Mark(60, share=True), to=None)
    model = Model({"total": Blend(weights={"field": 80, "survey": 20}, gates=[gate], grades=grades), "field": Sheet(), "survey": Given(by="统计局", zh="民调")})
    results = scored(seen(3, what="b.litter"), rules=street(models={"a": model}), givens={("a", "survey", "wujin"): 50})

    assert "【文明城市】87.6 分，不合格，第 1 名，民调未达标" in str(statement(results, "wujin")).splitlines()


def test_the_totals_of_a_statement_are_those_of_the_scorecard():
    """By assessment and item: the points of the lines, and after the caps of the sheets, exactly as the score has them."""
    rules = street(models={"a": MEAN})
    rules = changed(rules, a={"items": itemed(rules.assessments[0], item=2)})
    sites = (site("s1"), site("s2", {"wujin": "0.2", "hutang": "0.8"}))
    results = scored(seen(3, "s1"), seen(found(finding("f1"), finding("f2", "wujin"), finding("f3", "bureau")), "s2"), rules=rules, sites=sites)
    told_ = statement(results, "wujin")
    summed = {code: sum(points for *_, points in lines(told_, code)) for code in "ab"}

    assert (("a", "item", Fraction("4.2"), Fraction("3.2")), ("b", "item", Fraction("2.1"), Fraction("2.1"))) == told_.totals
    assert {"a": Fraction("4.2"), "b": Fraction("2.1")} == summed
    assert (100 - Fraction("3.2") / 2, 100 - Fraction("2.1")) == (results["a"]["wujin"].exact, results["b"]["wujin"].exact)
    assert "  项：各点位共扣 4.2 分，扣完为止记 3.2 分，计入得分 1.6 分" in told_.text().splitlines()


def test_a_deduction_is_spread_over_its_findings():
    """The relief of a cap is spread in proportion: seven problems for five points, each 5/7, and together five."""
    results = scored(seen(found(*(finding(f"f{n}", place=f"{n}号" if n else "") for n in range(7)))), rules=street())
    told_ = statement(results, "wujin")

    assert [("s1", "a.litter", f"f{n}", Fraction(5, 7)) for n in range(7)] == lines(told_)
    assert ["位置未记", "1号"] == [line.seen for line in told_.rows[:2]]
    assert "问题 f1：1号，标准 litter.spots <= 0 处，扣 0.714285714… 分" in told_.text()


def test_each_unit_reads_its_own_findings():
    """The bureau's line names the bureau's finding, the owner's its own."""
    results = scored(seen(found(finding("f1", "bureau"), finding("f2"))), rules=changed(street(), a={"named": ["department"]}))

    assert [("s1", "a.litter", "f1", 1)] == lines(statement(results, "bureau"))
    assert [("s1", "a.litter", "f2", 1)] == lines(statement(results, "wujin"))


def test_what_is_no_finding_has_a_line_of_its_own():
    """What a value that is not counted has its part in the loss is not spread over findings."""
    rules = city(indicator("a.street", "litter.spots <= 0 处; notice.form requires {panel}", priced(1), priced(2, None, 1, "notice.form")))
    results = scored(seen(Measured({"notice.form": set()}, [finding("f1")]), what="a.street"), rules=rules)

    assert [("s1", "a.street", "", 2), ("s1", "a.street", "f1", 1)] == lines(statement(results, "wujin"))


def test_a_unit_without_a_score_has_a_statement_of_what_was_not_measured():
    """No score is said in words, with everything that was not measured."""
    told_ = statement(scored(rules=street()), "wujin")

    assert [("s1", "a.litter", "", None)] == lines(told_)
    assert ["【文明城市】无得分：已测部分不足", "  未测 1 项（区间 95.0–100.0）：", "    s1 路面无垃圾"] == told_.text().splitlines()[1:4]


def test_a_unit_that_nobody_scored_has_no_statement():
    """The refusal names the units that have one."""
    with pytest.raises(UnknownKey) as caught:
        statement(scored(seen(3)), "bureau")
    with pytest.raises(UnknownKey) as nobody:
        statement(scored(sites=(site(units=()),)), "bureau")

    assert str(caught.value) == "'bureau' is not a unit that an assessment scored; give one of wujin"
    assert str(nobody.value) == "'bureau' is not a unit that an assessment scored; give one of (none was)"


def test_a_crosswalk_of_three_names_all_three():
    """The highest of all sources is told with each of them."""
    third = crosswalk(match("b.litter", "c.litter"), code="bc", host="b")
    rules = city(*city().indicators.values(), indicator("c.litter", "litter.spots <= 1 处"), crosswalks=(*city().crosswalks, third))
    card = scored(seen(3, what="c.litter"), rules=rules)["c"]["wujin"]

    assert "（指标就高：a litter.spots <= 0 处；b litter.spots <= 2 处；c litter.spots <= 1 处）" in told(card)[3]


@pytest.mark.parametrize(
    ("alike", "zh", "en"),
    [
        (3, "（指标就高：a litter.spots <= 0 处；b litter.spots <= 2 处；c0 litter.spots <= 2 处；c1 litter.spots <= 2 处）", "(the highest of a litter.spots <= 0 处; b litter.spots <= 2 处; c0 litter.spots <= 2 处; c1 litter.spots <= 2 处)"),
        (40, "（指标就高：a litter.spots <= 0 处；40 套考核同样要求 litter.spots <= 2 处）", "(the highest of a litter.spots <= 0 处; asked alike by 40: litter.spots <= 2 处)"),
    ],
)
def test_many_that_ask_the_same_are_counted(alike, zh, en):
    """Up to three assessments that ask the same are told by their labels, more of them by their number."""
    more = [indicator(f"c{number}.litter", "litter.spots <= 2 处") for number in range(alike - 1)]
    joined = crosswalk(*(match("b.litter", one.code) for one in more), code="more", host="b")
    explained = explain(scored(seen(3, what="a.litter"), rules=city(*city().indicators.values(), *more, crosswalks=(*city().crosswalks, joined)))["a"]["wujin"])

    assert zh in explained.text("zh")
    assert en in explained.text("en")


def test_what_was_handed_over_says_by_whom():
    """Below a loss that rests on a handover stands which edition it is, and whose, in either language; not who looked."""
    passed = handover(scored(seen(3)), "b", "a")
    told = explain(receive(passed, merge(city()))["a"]["wujin"])

    assert "      handed over: edition 1 of b (b), which knows who looked, and when" in told.text("en").splitlines()
    assert "      移交：b（b）移交的第 1 版；哪天测的、谁测的，由移交单位说明" in told.text("zh").splitlines()


@pytest.mark.parametrize(
    ("call", "en", "zh"),
    [
        (lambda: explained(Told("甲", "a")).text(depth=-1), "-1 is not 0 levels or more for `depth`; 0 is the sentence alone; leave it out for all", "-1 不是0 或更多层（参数 `depth`）；0 是这一句本身；要全部的，请不写"),
        (lambda: explained(Told("甲", "a")).text(depth="1"), "'1' is not a value of the kind int for `depth`; give one int", "'1' 不是int 类型的值（参数 `depth`）；请给出一个 int"),
    ],
)
def test_what_is_no_depth_is_told_whole(call, en, zh):
    """An explanation goes down so many whole levels, from none."""
    assert (en, zh) == refusal(call)
