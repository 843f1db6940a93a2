"""What statements and explanations tell beside plain losses: gains, vetoes, shares, findings, what was found before, and who charges."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, PLAN, crosswalk, indicator, match, measure, standard
from survey import changed, city, finding, found, itemed, litter, priced, registered, scored, seen, shared, site
from tristandard.basics.errors import BadValue
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Finding
from tristandard.basics.lookup import UnknownKey
from tristandard.basics.outcome import Measured, NotApplicable, NotMeasured
from tristandard.basics.terms import Tree
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.findings import free_within, tell_finding, tell_repeated, told_alone, within_bar
from tristandard.reports.statement import statement
from tristandard.reports.statement_line import tell_uncounted
from tristandard.reports.tree import Explanation
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Ask, Standard
from tristandard.scoring.breakdown import Uncounted
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.sharing import share
from tristandard.words.sentence import Told

SPOTS = evolve(measure("litter.spots", "处", whole=True), zh="垃圾", en="litter")
LAMPS = evolve(measure("lamps.lit", "%", high=100), zh="亮灯率", en="lamps lit")
BOOK = evolve(PLAN, code="book", document="测评手册", article="第三章")
DARK = priced(1, 5, 1, "lamps.lit")
LIT = DeductionRule(measures=("lamps.lit",), tariff=Gain(1, 5), at_most=3)


def asking(code, *rules, lamps=False, **more):
    """Return an indicator for litter, or for lamps that are lit, with labels of its own."""
    asked = Standard([Ask(LAMPS, Range(floor=End(80))) if lamps else Ask(SPOTS, Range(limit=End(0)))])
    return evolve(indicator(code, "litter.spots <= 0 处", *rules), standard=asked, zh="亮灯" if lamps else "垃圾", en="lamps" if lamps else "litter", **more)


def ruled(*indicators, bonus=0, item=100, **more):
    """Return a rule set of one assessment with a sheet for the whole unit."""
    rules = city(*indicators, circumstances=[FOUND_BY], **more)
    rules = evolve(rules, measures=[{"litter.spots": SPOTS, "lamps.lit": LAMPS}.get(one.code, one) for one in rules.measures])
    return changed(rules, a={"items": itemed(rules.assessments[0], item=item), "model": Model({"total": Sheet(bonus=bonus)})})


def told(results, unit="wujin"):
    """Return the lines of a statement after its head."""
    return str(statement(results, unit)).splitlines()[1:]


def test_gains_and_vetoes_stand_by_themselves():
    """After the items: what was gained, how many vetoes there are, and each line with what it does and by which clause."""
    rules = ruled(asking("a.lamps", DARK, LIT, lamps=True, clauses=(PLAN, BOOK)), asking("a.litter", DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))), bonus=2)
    results = scored(seen(Measured({"lamps.lit": 91}), what="a.lamps"), seen(2, what="a.litter"), rules=rules, sites=(site(zh="和平路"),))

    assert [
        "【a】2.0 分，第 1 名",
        "  项：各点位共扣 0 分，一票否决记 100 分",
        "  加分共 2 分；一票否决 1 项：",
        "    s1 和平路 亮灯：亮灯率 91 %，标准 亮灯率 >= 80 %，加 2 分；《融合考核工作方案》第二条；《测评手册》第三章",
        "    s1 和平路 垃圾：垃圾 2 处（该项目一票否决），标准 垃圾 <= 0 处，一票否决；标准 公开工作文件，分值 示例",
        "  满分 100 − 扣分 100 ＋ 加分 2 ＝ 2.0",
    ] == told(results)


def test_a_gain_and_a_veto_of_one_question_make_one_line():
    """Where one question gains and zeroes, its line has the gain, and says in its brackets what is zeroed."""
    both = Standard([Ask(LAMPS, Range(floor=End(80))), Ask(SPOTS, Range(limit=End(0)))])
    vetoes = [DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.UNIT, Level.ITEM)]
    rules = ruled(evolve(asking("a.street", DARK, LIT, *vetoes), standard=both))
    (line,) = statement(scored(seen(Measured({"lamps.lit": 95, "litter.spots": 1}), what="a.street"), rules=rules), "wujin").rows

    assert (0, 3, "item", "项", "亮灯率 95 %，垃圾 1 处（该项目一票否决，总分一票否决）", "亮灯率 >= 80 %，垃圾 <= 0 处") == (line.points, line.gained, line.item, line.item_zh, line.seen, line.bar)


def test_gains_add_up():
    """What several questions gain is told in one sum; a gain alone has no veto."""
    rules = ruled(asking("a.day", DARK, LIT, lamps=True), asking("a.night", DARK, LIT, lamps=True), bonus=5)
    results = scored(*(seen(Measured({"lamps.lit": lit}), what=what) for what, lit in (("a.day", 85), ("a.night", 100))), rules=rules)

    assert "  加分共 4 分：" == told(results)[1]
    assert ["加 1 分", "加 3 分"] == [line.partition("80 %，")[2].partition("；")[0] for line in told(results)[2:4]]


def test_a_share_is_told_in_per_cent():
    """A co-owner's line says which share it bears, a finding that names a unit none."""
    rules = ruled(asking("a.litter", priced(1)))
    sites = (site(units={"wujin": "0.2", "hutang": "0.8"}),)
    results = scored(seen(found(finding("f1"), finding("f2", "wujin")), what="a.litter"), rules=rules, sites=sites)

    assert [("f1", "位置未记，承担 20 %", Fraction(1, 5)), ("f2", "位置未记", 1)] == [(line.finding, line.seen, line.points) for line in statement(results, "wujin").rows]


def test_a_share_is_explained_beside_what_names_the_unit():
    """Where one finding names a co-owner and another nobody, the explanation says as the statement does which share of the rest it bears."""
    rules = ruled(asking("a.litter", priced(1)))
    sites = (site(units={"wujin": "0.2", "hutang": "0.8"}),)
    outcomes = {"both": found(finding("f1"), finding("f2", "wujin")), "none": found(finding("f1")), "all": found(finding("f2", "wujin")), "other": found(finding("f1"), finding("f2", "hutang"))}
    cards = {name: scored(seen(outcome, what="a.litter"), rules=rules, sites=sites)["a"]["wujin"] for name, outcome in outcomes.items()}
    zh, en = ({name: explain(card).text(language).splitlines()[2].strip() for name, card in cards.items()} for language in ("zh", "en"))

    assert {
        "both": "扣 1.2 分 · s1 · 垃圾（a.litter），点名的全部承担，其余承担 20 %",
        "none": "扣 0.2 分 · s1 · 垃圾（a.litter），承担 20 %",
        "all": "扣 1 分 · s1 · 垃圾（a.litter）",
        "other": "扣 0.2 分 · s1 · 垃圾（a.litter），承担 20 %",
    } == zh
    assert "1.2 lost · s1 · litter (a.litter), bears all that names it and 20 % of the rest" == en["both"]


def test_a_share_of_a_gain_is_told():
    """A co-owner gains its share, and its line says which it is."""
    rules = ruled(asking("a.lamps", DARK, LIT, lamps=True), bonus=2)
    results = scored(seen(Measured({"lamps.lit": 91}), what="a.lamps"), rules=rules, sites=(site(units={"wujin": "0.2", "hutang": "0.8"}),))
    (line,) = statement(results, "wujin").rows

    assert ("亮灯率 91 %，承担 20 %", Fraction(2, 5)) == (line.seen, line.gained)


def test_figures_that_nobody_gave_are_listed():
    """A statement lists a figure and a rate that are open with what was not measured, who gives them too; not one that is given, or not applicable."""
    weights = {"field": 40, "survey": 20, "closed": 20, "calls": 10, "desk": 10}
    nodes = {
        "total": Blend(weights=weights), "field": Sheet(), "survey": Given(by="统计局", zh="满意度调查"), "closed": Rate(of="done", out_of="due", by="平台", zh="结案率"),
        "calls": Given(by="热线"), "desk": Given(by="组"),
    }  # fmt: skip
    rules = changed(ruled(asking("a.litter", priced(1)), asking("a.lamps", DARK, lamps=True)), a={"model": Model(nodes)})
    results = scored(seen(3, what="a.litter"), rules=rules, givens={("a", "done", "wujin"): 5, ("a", "calls", "wujin"): 90, ("a", "desk", "wujin"): None})
    opened = [line for line in statement(results, "wujin").rows if line.points is None]

    assert [("s1", "a.lamps", "亮灯", "未测"), ("", "closed", "结案率", "尚未给定（由平台给定）"), ("", "survey", "满意度调查", "尚未给定（由统计局给定）")] == [(line.site, line.indicator, line.zh, line.seen) for line in opened]
    assert [
        "  未测 3 项（得分含按已测部分推及，区间 50.9–97.6）：",
        "    s1 亮灯（推及扣 0.1 分）",
        "    结案率：尚未给定（由平台给定）（推及扣 1.0 分）",
        "    满意度调查：尚未给定（由统计局给定）（推及扣 1.0 分）",
        "  满分 100 − 扣分 1.3 − 未测推及 2.1 − calls 1.1 ＝ 95.5",
    ] == told(results)[-5:]


def test_items_stand_in_the_order_of_the_rule_set():
    """Statement, explanation, losses, warnings and bulletin tell the items as the rule set lists them, and not by their codes."""
    rules = ruled(asking("a.lamps", DARK, lamps=True), asking("a.litter", priced(1)))
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, zh=zh, full=50) for code, zh in (("z", "亮灯"), ("a", "垃圾"))]
    indicators = [evolve(one, item="z" if one.code == "a.lamps" else "a") for one in book.indicators]
    rules = changed(rules, a={"items": items, "indicators": indicators, "warning": Mark(1, share=True)})
    results = scored(seen(Measured({"lamps.lit": 78}), what="a.lamps"), seen(3, what="a.litter"), rules=rules)
    card = results["a"]["wujin"]
    folded = changed(rules, a={"model": Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(full=50)})})
    by_item = scored(seen(3, what="a.litter"), rules=folded)["a"]["wujin"]

    assert (["z", "a"], ("z", "a")) == (list(card.losses), card.warnings)
    assert ["  亮灯：各点位共扣 2 分", "  垃圾：各点位共扣 3 分"] == [line for line in told(results) if "各点位" in line]
    assert ["亮灯（满分 50）：扣 2 分", "垃圾（满分 50）：扣 3 分"] == [line for line in explained(card)[0] if "满分 50" in line]
    assert ["亮灯扣分", "垃圾扣分"] == [head for head in bulletin(results["a"]).columns if head.endswith("扣分")]
    assert ["亮灯（z）", "垃圾（a）"] == [line.split("：")[0] for line in explained(by_item)[0] if "占 " in line]


def test_items_with_one_label_are_told_apart():
    """Where two items are called alike, each stands with its code wherever items are listed."""
    rules = ruled(asking("a.lamps", DARK, lamps=True), asking("a.litter", priced(1)))
    book = rules.assessments[0]
    items = [evolve(book.items[0], code=code, zh="市容", en="looks", full=50) for code in ("item", "other")]
    indicators = [evolve(one, item="item" if one.code == "a.lamps" else "other") for one in book.indicators]
    rules = changed(rules, a={"items": items, "indicators": indicators})
    results = scored(seen(Measured({"lamps.lit": 78}), what="a.lamps"), seen(3, what="a.litter"), rules=rules)
    card = results["a"]["wujin"]

    assert ["  市容（item）：各点位共扣 2 分", "  市容（other）：各点位共扣 3 分"] == [line for line in told(results) if "各点位" in line]
    assert ["市容（item）（满分 50）：扣 2 分", "市容（other）（满分 50）：扣 3 分"] == [line for line in explained(card)[0] if "满分 50" in line]
    assert ["looks (item) (full mark 50): 2 lost", "looks (other) (full mark 50): 3 lost"] == [line for line in explained(card)[1] if "full mark 50" in line]


def test_findings_are_told_with_their_circumstances():
    """A line for a finding tells where it is, who found it, and its life."""
    rules = ruled(asking("a.litter", priced(1)))
    spot = finding("f1", at=(35,), circumstances={"found_by": "city"}, life=[Event(Stage.FOUND, date(2022, 5, 3))])
    (line,) = statement(scored(seen(found(spot), what="a.litter"), rules=rules), "wujin").rows

    assert "35 m，发现主体为市级，2022-05-03 发现" == line.seen


def test_of_a_life_only_what_it_brought_is_told():
    """An answer that every finding without a life has is not told; one that its life brought is, in both languages."""
    rules = ruled(asking("a.litter", priced(1)))
    life = [Event(Stage.FOUND, date(2022, 5, 3)), Event(Stage.NOTIFIED, date(2022, 5, 4)), Event(Stage.DUE, date(2022, 5, 6))]
    results = scored(seen(found(finding("f1", life=life)), what="a.litter"), rules=rules)
    (line,) = statement(results, "wujin").rows

    assert "位置未记，交办次数为1，逾期未整改为是，2022-05-03 发现，2022-05-04 交办，2022-05-06 整改期限" == line.seen
    assert ["      finding f1: place not told, notified is 1, overdue is yes, found 2022-05-03, notified 2022-05-04, due 2022-05-06"] == starting(results["a"]["wujin"], "finding")

    unasked = scored(seen(found(finding("f1", life=[life[0], life[2]])), what="a.litter"), rules=rules)

    assert ["位置未记，逾期未整改为是，2022-05-03 发现，2022-05-06 整改期限"] == [line.seen for line in statement(unasked, "wujin").rows]


def test_what_is_gained_is_headed_so():
    """Below what gained points its line is headed 加分, a deduction 扣分; a statement without gains tells vetoes alone."""
    rules = ruled(asking("a.lamps", DARK, LIT, lamps=True), asking("a.litter", DeductionRule(measures=("litter.spots",), tariff=Veto(Level.ITEM))), bonus=2)
    card = scored(seen(Measured({"lamps.lit": 91}), what="a.lamps"), rules=rules)["a"]["wujin"]
    vetoed = scored(seen(2, what="a.litter"), rules=rules)

    assert [line.strip()[:3] for line in starting(card, "扣分：", "加分：")] == ["扣分：", "加分："]
    assert "    加分：高于标准每 5 %加 1 分，不足一档不加，最多加 3 分" in explained(card)[0]
    assert "  一票否决 1 项：" in told(vetoed)


def test_two_lines_on_one_finding_are_one():
    """What two lines of an indicator take for one finding is one sum in the statement."""
    rules = ruled(asking("a.litter", priced(1), priced("0.5")))
    results = scored(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=rules)

    assert [("f1", Fraction(3, 2)), ("f2", Fraction(3, 2))] == [(line.finding, line.points) for line in statement(results, "wujin").rows]


def test_what_was_found_before_counts_in_the_lines():
    """A surcharge for what was found before at the site stands on its finding."""
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    rules = ruled(asking("a.litter", priced(1), again))
    register = registered(seen(found(finding("f1")), what="a.litter"), rules=rules)

    assert [[1], [Fraction(3, 2)]] == [[line.points for line in statement(score(share(register, history=before)), "wujin").rows] for before in ({}, {"s1": {"litter.spots": (1,)}})]


@pytest.mark.parametrize(("host", "points"), [("a", [3]), ("b", [1])])
def test_what_the_host_alone_charges(host, points):
    """A line that the host alone charges stands in the statement of the host, and not where another measures."""
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(2), charged=Charged.HOST)
    rules = ruled(asking("a.litter", priced(1), surcharge), asking("b.litter", priced(1)), crosswalks=(crosswalk(match("a.litter", "b.litter"), host=host),))
    results = scored(seen(found(finding("f1"))), rules=rules)

    assert points == [line.points for line in statement(results, "wujin").rows if line.assessment == "a"]


def test_what_was_not_measured_has_a_line():
    """A question that nobody answered is listed with its bar and no points, and counted."""
    rules = ruled(asking("a.day", DARK, lamps=True), asking("a.litter", priced(1)))
    results = scored(seen(0, what="a.litter"), rules=rules)
    (line,) = statement(results, "wujin").rows

    assert ("未测", None, "亮灯率 >= 80 %", "a.day") == (line.seen, line.points, line.bar, line.indicator)
    assert ["  未测 1 项（区间 95.0–100.0）：", "    s1 亮灯", "  满分 100 ＝ 100.0"] == told(results)[1:]


def test_a_cap_is_told_where_it_holds():
    """An item that lost its whole mark to the point was not capped; one that lost more was."""
    rules = ruled(asking("a.litter", priced(1)), item=4)
    heads = [told(scored(seen(count, what="a.litter"), rules=rules))[1] for count in (4, 5)]

    assert ["  项：各点位共扣 4 分", "  项：各点位共扣 5 分，扣完为止记 4 分"] == heads


def test_units_that_have_a_statement():
    """A unit that nobody scored is refused with all that have one; results of several periods have none of their own."""
    results = scored(seen(1, "s1"), seen(2, "s2"), sites=(site("s1"), site("s2", "tianning")))
    with pytest.raises(UnknownKey) as nobody:
        statement(results, "bureau")
    with pytest.raises(BadValue) as several:
        statement(together([results]), "wujin")

    assert "'bureau' is not a unit that an assessment scored; give one of tianning, wujin" == str(nobody.value)
    assert "'2022Q2' is not results of one period: they put several together; ask for the statement of each period that these put together" == str(several.value)


# ---- explanations


def explained(card):
    """Return the lines of an explanation after its head, in Chinese and in English."""
    return tuple([line[2:] for line in explain(card).text(language).splitlines()[1:]] for language in ("zh", "en"))


def starting(card, *heads):
    """Return those lines of an explanation, in both languages, that start with some words."""
    return [line for told_ in explained(card) for line in told_ if line.strip().startswith(heads)]


def test_an_explanation_is_told_in_chinese_unless_asked():
    """Chinese is what officials read."""
    assert "中" == Explanation(Told("中", "en")).text()


def test_a_finding_is_explained_below_what_was_seen():
    """Seen and bar by the labels of the language, then each finding with what is known of it, then the lines and the sources."""
    rules = ruled(asking("a.litter", priced(1), DeductionRule(measures=("litter.spots",), tariff=Steps(1, parts=Parts.WHOLE), where={"found_by": ["city"]})))
    spot = finding("f1", at=(35,), circumstances={"found_by": "city"})
    zh, en = explained(scored(seen(found(spot), what="a.litter"), rules=rules)["a"]["wujin"])

    assert zh[1:] == [
        "  扣 2 分 · s1 · 垃圾（a.litter）",
        "    所见：垃圾 1 处；标准：垃圾 <= 0 处",
        "      问题 f1：35 m，发现主体为市级",
        "    扣分：每 1 处扣 1 分",
        "    扣分：每 1 处扣 1 分，不足一档不扣，限发现主体为市级",
        "    来历：标准 公开工作文件，分值 示例",
        "    测评记录：team s1/a.litter，2022-05-10",
    ]
    assert en[1:] == [
        "  2 lost · s1 · litter (a.litter)",
        "    seen: litter 1 处; bar: litter <= 0 处",
        "      finding f1: 35 m, found by is 市级",
        "    rule: 1 per 1 处",
        "    rule: 1 per 1 处, whole steps only, where found by is 市级",
        "    source: standard practice, points illustrative",
        "    observation: team s1/a.litter, 2022-05-10",
    ]


@pytest.mark.parametrize(("host", "lines"), [("a", 2), ("b", 1)])
def test_the_lines_that_are_charged_are_explained(host, lines):
    """A line that the host alone charges is explained for the host; the sources of a shared bar stand in the language."""
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(2), charged=Charged.HOST)
    rules = ruled(asking("a.litter", priced(1), surcharge), asking("b.litter", priced(1)), crosswalks=(crosswalk(match("a.litter", "b.litter"), host=host),))
    card = scored(seen(1), rules=rules)["a"]["wujin"]

    assert lines == len(starting(card, "扣分："))
    assert [
        "    所见：垃圾 1 处；标准：垃圾 <= 0 处（指标就高：a 垃圾 <= 0 处；b 垃圾 <= 0 处）",
        "    seen: litter 1 处; bar: litter <= 0 处 (the highest of a litter <= 0 处; b litter <= 0 处)",
    ] == starting(card, "所见", "seen")


@pytest.mark.parametrize(
    ("bonus", "zh", "en"),
    [
        (2, "加 3 分，最多高出满分 2 分", "3 gained, at most 2 above the full mark"),
        (0, "加 3 分，只抵扣分", "3 gained, which only makes up for points lost"),
    ],
)
def test_gains_are_explained_by_what_they_may_do(bonus, zh, en):
    """What was gained in all, how far it may lift the score, and each line that gained; a line that lost nothing is in no item."""
    rules = ruled(asking("a.lamps", DARK, LIT, lamps=True), asking("a.litter", priced(1)), bonus=bonus)
    told_zh, told_en = explained(scored(seen(Measured({"lamps.lit": 97}), what="a.lamps"), seen(2, what="a.litter"), rules=rules)["a"]["wujin"])

    assert [("项（满分 100）：扣 2 分", "项 (full mark 100): 2 lost"), ("  扣 2 分 · s1 · 垃圾（a.litter）", "  2 lost · s1 · litter (a.litter)"), (zh, en), ("  加 3 分 · s1 · 亮灯（a.lamps）", "  3 gained · s1 · lamps (a.lamps)")] == [
        (one, other) for one, other in zip(told_zh, told_en, strict=True) if not one.startswith("    ")
    ]


def test_vetoes_are_explained_where_they_zero():
    """A veto of the item takes its mark, one of the site its sheet; each tells the case, which tells all that it did."""
    vetoes = [DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.SITE, Level.ITEM)]
    rules = changed(ruled(asking("a.litter", priced(1), *vetoes), asking("a.lamps", DARK, lamps=True)), a={"model": Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()})})
    zh, en = explained(scored(seen(2, what="a.litter"), seen(Measured({"lamps.lit": 79}), what="a.lamps"), rules=rules)["a"]["wujin"])
    case = "扣 2 分，该项目一票否决，该点位一票否决 · s1 · 垃圾（a.litter）", "2 lost, veto: the item is zeroed, veto: the site is zeroed · s1 · litter (a.litter)"

    assert ["点位 s1：0 / 100，占 100 %", "  项（满分 100）：扣 3 分，一票否决记 100 分", "    扣 1 分 · s1 · 亮灯（a.lamps）", f"    {case[0]}", "  该点位一票否决", f"    {case[0]}"] == [line for line in zh if not line.startswith("      ")]
    assert ["site s1: 0 of 100, counts 100 %", "  项 (full mark 100): 3 lost, by veto at 100", "    1 lost · s1 · lamps (a.lamps)", f"    {case[1]}", "  veto: the site is zeroed", f"    {case[1]}"] == [line for line in en if not line.startswith("      ")]


def test_a_red_line_is_explained_by_its_cases():
    """A veto of the unit stands on top with the cases that tripped it, and with none that did not; nothing is stretched over what was not measured."""
    red = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.UNIT))
    rules = evolve(ruled(asking("a.litter", red, priced(1)), asking("a.lamps", DARK, lamps=True), asking("a.night", DARK, lamps=True)), notice_zh="仅供测试")
    zh, en = explained(scored(seen(1, what="a.litter"), seen(Measured({"lamps.lit": 79}), what="a.lamps"), rules=rules)["a"]["wujin"])

    assert ["说明：仅供测试", "总分一票否决", "  扣 1 分，总分一票否决 · s1 · 垃圾（a.litter）", "    所见：垃圾 1 处；标准：垃圾 <= 0 处"] == zh[:4]
    assert "veto: the score is zeroed" == en[1]
    assert 1 == sum("总分一票否决 · s1" in line for line in zh[:8])
    assert ("未测 1 项，不计零分也不计满分", "1 not measured: neither zero nor full marks") == (zh[-2], en[-2])


def test_what_was_measured_speaks_with_its_gains():
    """How much was lost in all is told before what was gained makes up for it."""
    rules = ruled(asking("a.lamps", DARK, LIT, lamps=True), asking("a.litter", priced(1, 5)), asking("a.more", priced(1, 5)))
    zh, en = explained(scored(seen(Measured({"lamps.lit": 85}), what="a.lamps"), seen(2, what="a.litter"), rules=rules)["a"]["wujin"])

    assert ("未测 1 项，不计零分也不计满分；按已测部分推及另扣 1 分，连同已测共扣 3 分", "1 not measured: neither zero nor full marks; what was measured speaks for it: 1 more, 3 lost in all") == (zh[-2], en[-2])


def test_items_tell_what_of_their_own_was_not_measured():
    """In a fold over items each lists its own gaps, and none of another's."""
    rules = ruled(asking("a.lamps", DARK, lamps=True), asking("a.litter", priced(1)))
    book = rules.assessments[0]
    indicators = [evolve(one, item="two" if one.code == "a.lamps" else "one") for one in book.indicators]
    items = [evolve(book.items[0], code=code, zh=code, full=10) for code in ("one", "two")]
    rules = changed(rules, a={"items": items, "indicators": indicators, "model": Model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(10)})})
    zh, _ = explained(scored(seen(2, what="a.litter"), rules=rules)["a"]["wujin"])

    assert ["two（two）：— / 10（未测，按其余部分推及记 8），占 50 %", "  未测 1 项，不计零分也不计满分", "    s1 亮灯"] == zh[-3:]
    assert 1 == sum("未测 1 项" in line for line in zh)


def test_the_gate_that_failed_is_told():
    """Of two gates the one that an item failed is told, and the other is not."""
    gates = [Gate(of="total", at_least=Mark(10, share=True)), Gate(of=EVERY_ITEM, at_least=Mark(50, share=True), to=40)]
    rules = changed(ruled(asking("a.litter", priced(1)), item=20), a={"model": Model({"total": Sheet(gates=gates)})})
    zh, en = explained(scored(seen(11, what="a.litter"), rules=rules)["a"]["wujin"])

    assert (["项低于 50 %：得分记 40"], ["项 below 50 %: the score is 40"]) == ([line for line in zh if "低于" in line], [line for line in en if "below" in line])


def test_a_carried_score_is_explained_down_to_its_own_losses():
    """Beside what is carried, a unit's own score is explained as it would be alone; a child without a score has a dash, and counts all the same."""
    rules = changed(ruled(asking("a.litter", priced(1))), a={"model": Model({"total": Sheet()}), "carry": Carry(bottom=1, periods=1, weight=10)})
    sites = (site("s1"), site("s2", "hutang"))
    told_ = [explained(scored(seen(3, "s1", "a.litter"), *more, rules=rules, sites=sites, carried={"a": ["hutang"]})["a"]["wujin"]) for more in ([], [seen(5, "s2", "a.litter")])]

    assert ["自身得分：97 / 100，占 90 %", "  项（满分 100）：扣 3 分", "    扣 3 分 · s1 · 垃圾（a.litter）"] == told_[1][0][:3]
    assert ["湖塘镇（hutang）末位结转：95 / 100，占 10 %", "湖塘镇（hutang）末位结转：— / 100（未测，按其余部分推及记 97），占 10 %"] == [told_[1][0][-1], told_[0][0][-1]]


@pytest.mark.parametrize(("notices", "told_"), [({"notice_zh": "示例"}, ("说明：示例", "Notice: 示例")), ({"notice_en": "Made up."}, ("说明：Made up.", "Notice: Made up."))])
def test_a_notice_in_one_language_stands_in_both(notices, told_):
    """Whatever notice the rules have is told."""
    zh, en = explained(scored(seen(0, what="a.litter"), rules=evolve(ruled(asking("a.litter", priced(1))), **notices))["a"]["wujin"])

    assert told_ == (zh[0], en[0])


@pytest.mark.parametrize(("below", "to"), [(90, "得分至多记 95，得分更低，不变"), (60, "得分记 60")])
def test_a_gate_above_the_score_takes_nothing(below, to):
    """A gate that puts more than the score is said to leave it; one that puts less, to take it there."""
    gate = Gate(of="total", at_least=Mark(98, share=True), to=95 if below == 90 else below)
    rules = changed(ruled(asking("a.litter", priced(1))), a={"model": Model({"total": Sheet(gates=[gate])})})
    card = scored(seen(10, what="a.litter"), rules=rules)["a"]["wujin"]

    assert below == card.exact
    assert [f"总分低于 98 %：{to}"] == [line for line in explained(card)[0] if "低于" in line]


def test_findings_within_the_bar_cost_nothing():
    """Of three findings under a bar of at most one, the first lies within it; of findings that name another unit the number is told, and no more."""
    rules = ruled(asking("a.litter", priced(1)))
    indicators = [evolve(one, standard=Standard([Ask(SPOTS, Range(limit=End(1)))])) for one in rules.assessments[0].indicators]
    rules = changed(rules, a={"indicators": indicators})
    spots = found(finding("f1"), finding("f2"), finding("f3"), finding("f4", "tianning"), finding("f5", "tianning"))
    cards = scored(seen(spots, what="a.litter"), seen(0, "s2", "a.litter"), seen(0, "s3", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "tianning"), site("s3", "tianning", kind="market")))["a"]

    assert ["问题 f1：位置未记（在标准以内，不扣）", "问题 f2：位置未记", "问题 f3：位置未记", "另有 2 处问题点名天宁区（tianning）"] == [line.strip() for line in explained(cards["wujin"])[0] if "问题" in line]
    assert ["finding f1: place not told (within the bar: costs nothing)", "2 more naming 天宁区 (tianning)"] == [line.strip() for line in explained(cards["wujin"])[1] if "f1" in line or "more" in line]
    assert ["项（满分 100）：扣 2 分", "问题 f4：位置未记", "问题 f5：位置未记", "另有 3 处问题未点名，其中 1 处在标准以内，不扣"] == [line.strip() for line in explained(cards["tianning"])[0] if "满分 100）" in line or "问题" in line]


def test_what_open_ends_leave_within_the_bar():
    """An end that is no part of the bar leaves one fewer within it; of a bar that is met, that too few breach, or that asks something else, none are named."""
    spots = found(finding("f1"), finding("f2"))
    bars = [Range(limit=End(2, closed=False)), Range(limit=End(1)), Range(limit=End(0)), Range(limit=End(2)), Range(floor=End(3))]

    assert [["f1"], ["f1"], [], [], []] == [[one.id for one in within_bar(Ask(SPOTS, bar), spots)] for bar in bars]
    assert [] == list(within_bar(Ask(LAMPS, Range(floor=End(80))), spots))


def test_a_finding_that_names_an_ancestor_names_nobody():
    """Where a score is the mean of child units, a finding that names their parent is the owner's, and is said to be."""
    rules = changed(ruled(asking("a.litter", priced(1))), a={"model": Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})})
    card = scored(seen(found(finding("f1", "wujin")), what="a.litter"), rules=rules, sites=(site("s1", "hutang"),))["a"]["hutang"]

    assert ["问题 f1：位置未记，点名上级武进区（wujin），视同未点名"] == [line.strip() for line in explained(card)[0] if "问题" in line]
    assert ["finding f1: place not told, names Wujin (wujin) above the owner, which counts as naming nobody"] == [line.strip() for line in explained(card)[1] if "finding" in line]


def test_findings_within_the_bar_that_count_all_the_same():
    """Where a line counts what lies within the bar too, no finding is said to cost nothing."""
    rules = ruled(asking("a.litter", DeductionRule(measures=("litter.spots",), tariff=Steps(1, counting=Counting.ALL))))
    indicators = [evolve(one, standard=Standard([Ask(SPOTS, Range(limit=End(1)))])) for one in rules.assessments[0].indicators]
    card = scored(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=changed(rules, a={"indicators": indicators}))["a"]["wujin"]

    assert (98, ["问题 f1：位置未记", "问题 f2：位置未记"]) == (card.exact, [line.strip() for line in explained(card)[0] if "问题" in line])


def test_units_with_one_label_are_told_apart():
    """Two districts that are called alike have their codes beside the label in statements and explanations, as in bulletins; others have not."""
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1)))
    alike = [evolve(unit, zh="新区", en="New") if unit.code in ("tianning", "xinbei") else unit for unit in rules.units]
    results = scored(
        *(seen(1, unit, "a.litter") for unit in ("wujin", "tianning", "xinbei")), rules=evolve(rules, units=Tree("unit", alike)), sites=tuple(site(unit, unit) for unit in ("wujin", "tianning", "xinbei"))
    )

    for unit, zh, en in (("tianning", "新区（tianning）", "New (tianning)"), ("xinbei", "新区（xinbei）", "New (xinbei)"), ("wujin", "武进区", "Wujin")):
        assert statement(results, unit).text().startswith(f"扣分明细 · {zh} · 2022Q2")
        assert str(explain(results["a"][unit])).startswith(f"2022Q2 {zh} · a：")
        assert explain(results["a"][unit]).text("en").startswith(f"2022Q2 {en} · a:")


@pytest.mark.parametrize(
    ("counts", "note", "told_"),
    [
        (1, ("", ""), ("位置未记", "place not told")),
        (1, ("代表", "proxy"), ("位置未记，计 1（代表）", "place not told, counts 1 (proxy)")),
        ("0.5", ("半处", "half a place"), ("位置未记，计 0.5（半处）", "place not told, counts 0.5 (half a place)")),
    ],
)
def test_what_a_finding_counts_is_told_with_its_note(counts, note, told_):
    """One that counts one is told so where a note says why; otherwise it is not."""
    assert told_ == tell_finding(finding("f", counts=counts, note=note), city())


def test_what_was_not_measured_has_nothing_within_the_bar():
    """Of no outcome without findings does anything lie within the bar."""
    ledger = shared(seen(NotMeasured("雨天"), "s1"), seen(NotApplicable("拆迁"), "s2"), sites=(site("s1"), site("s2")))

    assert [set(), set(), set(), set()] == [free_within(entry, at) for entries in ledger.entries.values() for entry in entries.values() for at in (0, 1)]


def entry_of(*rules, seen_, **more):
    """Return the entry of one indicator, of which so much was seen."""
    rules = city(indicator("a.litter", "litter.spots <= 1 处", *rules), circumstances=[FOUND_BY], **more)
    return share(registered(seen(seen_, what="a.litter"), rules=rules), history={}).entries["s1"]["a.litter"]


def spot(id_, by="city", measure_="litter.spots", **more):
    """Return one problem, by who found it."""
    return Finding(id=id_, measure=measure_, circumstances={"found_by": by}, **more)


NOTED = DeductionRule(measures=("litter.spots",), tariff=Noted("试行一年"))
BY_CITY = DeductionRule(measures=("litter.spots",), tariff=Steps(1), where={"found_by": ["city"]})


@pytest.mark.parametrize(
    ("rules", "outcome", "measures"),
    [
        ([NOTED], litter(0), {"litter.spots"}),
        ([BY_CITY, NOTED], NotMeasured("雨天"), set()),
        ([BY_CITY, NOTED], litter(1), set()),
        ([BY_CITY, NOTED], found(spot("f1", "bureau"), spot("f2", "bureau")), {"litter.spots"}),
        ([priced(1), NOTED], litter(3), set()),
        ([BY_CITY, NOTED], found(spot("f1"), spot("f2"), spot("f3")), set()),
        ([BY_CITY, NOTED], found(spot("f1", "bureau"), spot("f2"), spot("f3")), set()),
        ([BY_CITY, NOTED], found(spot("f1"), spot("f2"), spot("f3", "bureau")), {"litter.spots"}),
        ([priced(1), NOTED], found(spot("f1"), spot("f2"), spot("f3", "bureau")), set()),
        ([BY_CITY], found(spot("f1"), spot("f2"), spot("f3", "bureau")), set()),
        ([NOTED], found(spot("f1", unit="xinbei"), spot("f2", unit="xinbei"), spot("f3", unit="xinbei")), set()),
        ([NOTED], found(spot("f1", unit="xinbei"), spot("f2", unit="wujin"), spot("f3", unit="xinbei")), {"litter.spots"}),
        ([NOTED], found(spot("f1", unit="xinbei"), spot("f2"), spot("f3", unit="xinbei")), {"litter.spots"}),
    ],
)
def test_which_breaches_are_told_alone(rules, outcome, measures):
    """A measure is told without points where something of its breach costs nothing by any other line: a number, or a finding beyond the bar, for which no line takes; of an indicator without any other line always. What names others alone is theirs."""
    assert measures == told_alone(entry_of(*rules, seen_=outcome), 0, "wujin")


def test_what_is_needed_for_its_item_is_not_told_alone():
    """An indicator that counts only when all of its item is met takes the item: nothing of it is without points."""
    entry = entry_of(BY_CITY, NOTED, seen_=found(spot("f1"), spot("f2", "bureau")))
    (user,) = entry.question.users
    needed = evolve(entry, question=evolve(entry.question, users=(evolve(user, indicator=user.indicator.stands_in(needed=True)),)))

    assert [{"litter.spots"}, set()] == [told_alone(one, 0, "wujin") for one in (entry, needed)]


def test_the_first_lie_within_the_bar():
    """Of findings of one measure the first ones, by day and id, are free, as many as the bar allows; those that count nothing, and those of other measures, are not among them."""
    (ask,) = standard("litter.spots <= 2 处").asks
    late = spot("f0", life=[Event(Stage.FOUND, date(2022, 5, 9))])
    early = [spot(f"f{number}", life=[Event(Stage.FOUND, date(2022, 5, 3))]) for number in (10, 2)]
    outcome = Measured({"lamps.lit": 1}, [late, *early, spot("f1", counts=0), spot("f3", measure_="lamps.lit")])

    assert ["f2", "f10"] == [one.id for one in within_bar(ask, outcome)]
    assert [] == list(within_bar(ask, found(late, *early[:1])))
    assert [] == list(within_bar(ask, Measured({"lamps.lit": 90})))


def test_what_was_never_found_before_is_told_so():
    """Where a line reads how often a problem was found before, and it never was, that is told; of what it does not read nothing is."""
    line = DeductionRule(measures=("litter.spots",), tariff=Steps(1), times=[Factor(by="repeated", factors={"1..": 2}, other=1)], look_back=1)
    read, plain = entry_of(line, seen_=found(spot("f1"), spot("f2"))), entry_of(priced(1), seen_=litter(2))

    assert [[("litter.spots：前几期同类问题期数为 0，回看 1 期", "litter.spots: repeated is 0, looking back 1 period")], []] == [list(tell_repeated(one, 0)) for one in (read, plain)]


def test_who_decided_an_appeal_is_told():
    """An event that somebody answers for is told with who and why; any other with its day alone."""
    life = [Event(Stage.FOUND, date(2022, 5, 3)), Event(Stage.APPEALED, date(2022, 5, 4), "湖塘镇", "不在辖区"), Event(Stage.UPHELD, date(2022, 5, 6), "市城管委", "在辖区")]

    assert (
        "东街 3 号，2022-05-03 发现，2022-05-04 申诉（湖塘镇：不在辖区），2022-05-06 维持（市城管委：在辖区）",
        "东街 3 号, found 2022-05-03, appealed 2022-05-04 (湖塘镇: 不在辖区), upheld 2022-05-06 (市城管委: 在辖区)",
    ) == tell_finding(finding("f", place="东街 3 号", life=life), city())


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (Uncounted.WEIGHT, "所在部分不计权重", "its part has no weight"),
        (Uncounted.NOT_TAKEN, "所在部分的得分未取", "its part is not taken"),
        (Uncounted.ZEROED, "已一票否决", "zeroed by a veto"),
        (Uncounted.NOT_READ, "得分不取自有关点位", "the score does not read those sites"),
        (Uncounted.NOTED, "只通报，不计分", "told without points"),
        (Uncounted.NO_SCORE, "所在部分无得分", "its part has no score"),
    ],
)
def test_why_something_counts_nowhere_is_told(reason, zh, en):
    """Each reason has words of its own, in both languages."""
    assert (zh, en) == tell_uncounted(scored(seen(0))["a"]["wujin"], reason)


def test_a_mean_of_units_reads_child_units():
    """Of a score that is the mean of units it is said that it comes from those below."""
    model = Model({"total": Mean(over="unit", of="sheet"), "sheet": Sheet()})

    assert ("得分取自下属单位", "the score is that of child units") == tell_uncounted(scored(seen(0), rules=city(models={"a": model}))["a"]["wujin"], Uncounted.NOT_READ)


def test_what_is_no_finding_stands_before_those_that_are():
    """Of one measurement what a value lost stands first, then its findings by their ids, f2 before f10."""
    asked = evolve(asking("a.litter", DeductionRule(measures=("litter.spots", "lamps.lit"), tariff=Steps(1))), standard=Standard([Ask(SPOTS, Range(limit=End(0))), Ask(LAMPS, Range(floor=End(80)))]))
    seen_ = Measured({"lamps.lit": 78}, [finding(id_) for id_ in ("f10", "f2", "A1", "01")])

    assert [("", 2), ("01", 1), ("A1", 1), ("f2", 1), ("f10", 1)] == [(row.finding, row.points) for row in statement(scored(seen(seen_, what="a.litter"), rules=ruled(asked)), "wujin").rows]
