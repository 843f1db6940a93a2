"""Every node, gate, bonus and grade of a scoring model as it is explained, in Chinese and in English."""

import pytest
from attrs import evolve

from samples import indicator
from survey import UNITS, WEIGHTED, changed, city, finding, found, itemed, priced, scored, seen, site
from tristandard.basics.outcome import Measured, NotApplicable
from tristandard.basics.period import Quarter
from tristandard.basics.terms import Tree, Unit
from tristandard.merging.merged import merge
from tristandard.reports.bulletin import bulletin
from tristandard.reports.explanation import explain
from tristandard.reports.statement import statement
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Assessment, Carry
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.noted import Noted
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.grade import Leading
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.weighted import Take
from tristandard.scoring.score import score
from tristandard.scoring.together import together
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

GRADES = {"好": Range(floor=End(80)), "差": Range(limit=End(80, closed=False))}
ALONE = indicator("a.litter", "litter.spots <= 0 处", priced(1))


def of_figures(model, givens, *, down=None, **more):
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(model), **more)
    return scored(rules=evolve(city(), assessments=[book], crosswalks=()), givens={("a", *key): figure for key, figure in givens.items()}, carried=down)["a"]


def told(card, language):
    return [line.strip() for line in explain(card).text(language).splitlines()]


STOOD_UPON = {
    "total": Blend(
        weights={"one": 40, "rate": 60}, absent=50, grades=GRADES,
        gates=[Gate(of="one", at_least=Mark(60, share=True), to=30), Gate(of="total", at_least=Mark(95, share=False), to=None)],
        bonuses=[RankBonus(of="one", points=["0.8"]), StepBonus(of="rate", above=Mark(90, share=True), each=1, per=Mark(1, share=True), at_most=2)],
    ),
    "one": Given(by="组"), "rate": Rate(of="done - late", out_of="due", by="平台"),
}  # fmt: skip
FIGURES = {
    ("one", "wujin"): 50, ("done", "wujin"): 46, ("late", "wujin"): 0, ("due", "wujin"): 50,
    ("one", "tianning"): None, ("done", "tianning"): 45, ("late", "tianning"): 0, ("due", "tianning"): 50,
    ("one", "xinbei"): 80,
}  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "language", "lines"),
    [
        ("wujin", "zh", ["one：50 / 100，占 40 %", "由组给定", "rate：92 / 100，占 60 %", "由平台给定", "加分（one）：0 分", "加分（rate）：2 分", "one低于 60 %：得分记 30", "总分低于 95 分：等次降为末等", "等次：差"]),
        ("wujin", "en", ["one: 50 of 100, counts 40 %", "given by 组", "rate: 92 of 100, counts 60 %", "given by 平台", "bonus (one): 0", "bonus (rate): 2", "one below 60 %: the score is 30", "the score below 95 分: the last grade", "grade: 差"]),
        ("tianning", "zh", ["one：50 / 100，占 40 %", "本单位不适用，按规定记分", "rate：90 / 100，占 60 %", "由平台给定", "加分（one）：0 分", "加分（rate）：0 分", "总分低于 95 分：等次降为末等", "等次：差"]),
        ("tianning", "en", ["one: 50 of 100, counts 40 %", "not applicable here: a score fixed by the rules", "rate: 90 of 100, counts 60 %", "given by 平台", "bonus (one): 0", "bonus (rate): 0", "the score below 95 分: the last grade", "grade: 差"]),
        ("xinbei", "zh", ["one：80 / 100，占 40 %", "由组给定", "rate：— / 100（未测，按其余部分推及记 80），占 60 %", "尚未给定", "加分（one）：0.8 分", "加分（rate）：0 分", "总分低于 95 分：等次降为末等", "等次：差"]),
        ("xinbei", "en", ["one: 80 of 100, counts 40 %", "given by 组", "rate: — of 100 (not measured: put at 80 by the rest), counts 60 %", "not given yet", "bonus (one): 0.8", "bonus (rate): 0", "the score below 95 分: the last grade", "grade: 差"]),
    ],
)
def test_figures_gates_bonuses_and_grades(unit, language, lines):
    """Who gave what, what a bonus added, which gate failed and to what, and what the score is called."""
    assert told(of_figures(STOOD_UPON, FIGURES)[unit], language)[1:] == lines


def test_of_two_gates_on_one_number_those_that_failed_are_told():
    """Where two gates read one number, one that it passes is not told as failed."""
    marks = [Gate(of="total", at_least=Mark(60, share=True), to=50), Gate(of="total", at_least=Mark(30, share=True), to=0)]
    cards = of_figures({"total": Given(by="组", gates=marks)}, {("total", "wujin"): 59, ("total", "tianning"): 29})

    assert told(cards["wujin"], "zh")[2:] == ["总分低于 60 %：得分记 50"]
    assert told(cards["tianning"], "zh")[2:] == ["总分低于 60 %：得分至多记 50，得分更低，不变", "总分低于 30 %：得分记 0"]


def test_each_adjustment_is_told_with_its_own_target():
    """Where one figure is held against two targets, each row of explanation and statement names its own."""
    marks = [Adjustment(count="x", against=">= 下限", lose=1, by="信"), Adjustment(count="x", against="<= 上限", lose=2, by="信")]
    result = of_figures({"total": Given(by="组", adjustments=marks)}, {("total", "wujin"): 90, ("x", "wujin"): 12, ("下限", "wujin"): 7, ("上限", "wujin"): 10})

    assert told(result["wujin"], "zh")[2:4] == ["扣分（x，下限 7）：0 分", "扣分（x，上限 10）：4 分"]
    assert statement(result.results, "wujin").text("zh").splitlines()[-1].strip() == "满分 100 − 总分 10 − 扣分（x，上限 10） 4 ＝ 86.0"


def test_nodes_and_items_are_called_by_their_labels():
    """A node that has labels is told by them, with its code where it stands; gates and bonuses name it, or an item, by label alone."""
    labelled = {**STOOD_UPON, "one": Given(by="组", zh="民调", en="survey"), "rate": evolve(STOOD_UPON["rate"], zh="办结率")}
    zh, en = (told(of_figures(labelled, FIGURES)["wujin"], language)[1:] for language in ("zh", "en"))

    assert zh[0::2] == ["民调（one）：50 / 100，占 40 %", "办结率（rate）：92 / 100，占 60 %", "加分（民调）：0 分", "民调低于 60 %：得分记 30", "等次：差"]
    assert en[0::2] == ["survey (one): 50 of 100, counts 40 %", "办结率 (rate): 92 of 100, counts 60 %", "bonus (survey): 0", "survey below 60 %: the score is 30", "grade: 差"]


def test_what_does_not_apply_at_all():
    """A unit of which no figure applies is told so."""
    card = of_figures({"total": Given(by="组")}, {("total", "wujin"): None})["wujin"]

    assert (["均不适用"], ["nothing applies"]) == (told(card, "zh")[1:], told(card, "en")[1:])


def test_peers_are_named_as_such():
    """A mean of others stands under the name of the type, with its weight."""
    model = Model({**dict(WEIGHTED.nodes), "total": evolve(WEIGHTED["total"], absent=Absent.PEERS)})
    sites = (site("w1", "wujin"), site("w2", "wujin", kind="market"), site("t1", "tianning"))
    results = scored(seen(10, "w1", "a.litter"), seen(20, "w2", "a.litter"), seen(4, "t1", "a.litter"), rules=city(ALONE, models={"a": model}), sites=sites)
    card = results["a"]["tianning"]

    assert ["市场（market）：80 / 100，占 40 %", "本单位不适用，取其他单位的平均"] == told(card, "zh")[-2:]
    assert ["市场 (market): 80 of 100, counts 40 %", "not applicable here: the mean of the other units"] == told(card, "en")[-2:]
    assert ["市场不适用，取其他单位的平均"] == [row.zh for row in statement(results, "tianning").beside][:1]


def test_carried_scores_beside_ones_own():
    """Its own score with its weight, then those of the units below."""
    card = of_figures({"total": Given(by="组")}, {("total", "wujin"): 90, ("total", "hutang"): 60}, carry=Carry(bottom=1, periods=1, weight=10), down={"a": ["hutang"]})["wujin"]

    assert ["自身得分：90 / 100，占 90 %", "由组给定", "湖塘镇（hutang）末位结转：60 / 100，占 10 %"] == told(card, "zh")[1:]
    assert told(card, "en")[1:] == ["its own score: 90 of 100, counts 90 %", "given by 组", "湖塘镇 (hutang), carried as one of the last: 60 of 100, counts 10 %"]


def test_a_card_with_carried_scores_has_a_grade_of_its_own():
    """The grade of a unit into whose score others are carried is that of the whole; its own score's is told as such, certain or not."""
    nodes = {"total": Blend(weights={"one": 50, "other": 50}, grades=GRADES), "one": Given(by="组"), "other": Given(by="组")}
    below = {("one", "hutang"): 40, ("other", "hutang"): 40}
    carrying = {"carry": Carry(bottom=1, periods=1, weight=50), "down": {"a": ["hutang"]}}
    graded = of_figures(nodes, {("one", "wujin"): 90, ("other", "wujin"): 90, **below}, **carrying)["wujin"]
    uncertain = of_figures(nodes, {("one", "wujin"): 90, **below}, **carrying)["wujin"]

    assert ("差", ["自身得分：90 / 100，占 50 %", "one：90 / 100，占 50 %", "由组给定", "other：90 / 100，占 50 %", "由组给定", "自身得分的等次：好", "湖塘镇（hutang）末位结转：40 / 100，占 50 %", "等次：差"]) == (graded.grade, told(graded, "zh")[1:])
    assert ["its own score's grade: 好", "湖塘镇 (hutang), carried as one of the last: 40 of 100, counts 50 %", "grade: 差"] == told(graded, "en")[-3:]
    assert ["自身得分的等次未定（差—好）", "湖塘镇（hutang）末位结转：40 / 100，占 50 %", "等次：差"] == told(uncertain, "zh")[-3:]


def test_a_statement_says_by_which_score_and_weight_another_unit_counts():
    """What is carried, and what belongs to a unit, stands in its statement with its own score and its weight."""
    model = Model({"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    above = scored(seen(3, "s1", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1", "hutang"), site("s2", "wujin")))
    carrying = city(ALONE)
    carrying = changed(carrying, a={"model": Model({"total": Sheet()}), "carry": Carry(bottom=1, periods=1, weight=10)})
    below = scored(seen(3, "s1", "a.litter"), seen(5, "s2", "a.litter"), rules=carrying, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})

    assert ["下属单位 湖塘镇（得分 97，占 100 %）", "修约差"] == [row.zh for row in statement(above, "wujin").beside]
    assert ["末位结转 湖塘镇（得分 95，占 10 %）", "修约差"] == [row.zh for row in statement(below, "wujin").beside]


def test_what_a_carried_score_takes_stands_in_no_heading_of_an_item():
    """An item's heading says what the unit's own sheets take from its score; what the carried score takes stands in the last line alone, so that headings and last line add up to the score."""
    rules = changed(city(ALONE), a={"model": Model({"total": Sheet()}), "carry": Carry(bottom=1, periods=1, weight=20)})
    results = scored(seen(10, "s1", "a.litter"), seen(40, "s2", "a.litter"), rules=rules, sites=(site("s1"), site("s2", "hutang")), carried={"a": ["hutang"]})

    assert [
        "【a】84.0 分，第 1 名",
        "  项：各点位共扣 10 分，计入得分 8 分",
        "    s1 a.litter：litter.spots 10 处，标准 litter.spots <= 0 处，扣 10 分；标准 公开工作文件，分值 示例",
        "  满分 100 − 扣分 8 − 末位结转 湖塘镇（得分 60，占 20 %） 8 ＝ 84.0",
    ] == statement(results, "wujin").text().splitlines()[1:]
    assert "  项: 10 lost at all sites, counts 8 in the score" == statement(results, "wujin").text("en").splitlines()[2]


LIT = DeductionRule(measures=("lamps.lit",), tariff=Gain(1, 1), at_most=3)
LAMPS = indicator("a.lamps", "lamps.lit >= 90 %", priced(1, 4, 1, "lamps.lit"), LIT)


def of_two_sites(sheet, *, highest=0, lamps=93):
    """Return the statement of a mean of two sites: three spots at the first, and its lamps, or none who saw them; two at the second."""
    model = Model({"total": Mean(over="site", of="sheet", drop_highest=highest), "sheet": sheet})
    observations = [seen(3, "s1", "a.litter"), seen(2, "s2", "a.litter"), seen(Measured({"lamps.lit": 90}), "s2", "a.lamps")]
    if lamps:
        observations.append(seen(Measured({"lamps.lit": lamps}), "s1", "a.lamps"))
    return statement(scored(*observations, rules=city(ALONE, LAMPS, models={"a": model}), sites=(site("s1"), site("s2"))), "wujin")


def test_points_of_a_sheet_without_a_score_do_not_count():
    """Where the rules give a sheet no score, as something was not measured, its points stand apart with the reason, and the item says what the score holds of them all."""
    told = of_two_sites(Sheet(unmeasured=Unmeasured.BLANK), lamps=None)

    assert [
        "【a】98.0 分，不排名：4 项中有 1 项未测",
        "  项：各点位共扣 5 分，计入得分 1 分",
        "    s2 a.litter：litter.spots 2 处，标准 litter.spots <= 0 处，扣 2 分；标准 公开工作文件，分值 示例",
        "  不计入本单位得分（所在部分无得分）共 3 分：",
        "    s1 a.litter：litter.spots 3 处，标准 litter.spots <= 0 处，扣 3 分；标准 公开工作文件，分值 示例",
        "  未测 1 项（得分含按已测部分推及，区间 95.5–99.0）：",
        "    s1 a.lamps",
        "  满分 100 − 扣分 1 − 未测推及 1 ＝ 98.0",
    ] == told.text().splitlines()[1:]  # fmt: skip


def test_a_score_that_holds_nothing_of_an_item_says_so():
    """Where the only sheet that lost or gained is not taken, both headings say that nothing of it counts."""
    lines = of_two_sites(Sheet(bonus=1), highest=1).text("en").splitlines()[1:]

    assert ["  项: 5 lost at all sites, counts 2 in the score", "  3 gained in all, counts 0 in the score:"] == [line for line in lines if "counts" in line]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "    s1 a.litter：litter.spots 3 处（该点位一票否决），标准 litter.spots <= 0 处，一票否决；标准 公开工作文件，分值 示例；不计入本单位得分（所在部分的得分未取）"),
        ("en", "    s1 a.litter: litter.spots 3 处 (veto: the site is zeroed), bar litter.spots <= 0 处, a veto; standard practice, points illustrative; not in the unit's score (its part is not taken)"),
    ],
)
def test_a_veto_that_counts_nowhere_says_why(language, line):
    """A veto at a site that the mean drops is listed with the reason; one at a site that counts, and what is gained there, is not."""
    vetoing = indicator("a.litter", "litter.spots <= 0 处", DeductionRule(measures=("litter.spots",), tariff=Veto(Level.SITE)))
    model = Model({"total": Mean(over="site", of="sheet", drop_lowest=1), "sheet": Sheet()})
    results = scored(seen(3, "s1", "a.litter"), seen(0, "s2", "a.litter"), rules=city(vetoing, models={"a": model}), sites=(site("s1"), site("s2")))
    card = results["a"]["wujin"]

    assert (100, [line]) == (card.exact, [one for one in statement(results, "wujin").text(language).splitlines() if "s1" in one])


def test_of_a_unit_without_a_score_nothing_is_said_to_count():
    """A card without a score lists what its sites lost under its items; that it has none is said in its head."""
    model = Model({"total": Sheet(unmeasured=Unmeasured.BLANK)})
    told = statement(scored(seen(3, "s1", "a.litter"), rules=city(ALONE, LAMPS, models={"a": model})), "wujin")

    assert ["【a】无得分：已测部分不足", "  项：各点位共扣 3 分", "    s1 a.litter：litter.spots 3 处，标准 litter.spots <= 0 处，扣 3 分；标准 公开工作文件，分值 示例"] == told.text().splitlines()[1:4]


def test_findings_stand_in_a_statement_by_their_numbers():
    """The tenth finding comes after the second, and not before it."""
    results = scored(seen(found(*(finding(f"f{number}") for number in (10, 2, 1))), "s1", "a.litter"), rules=city(ALONE), sites=(site("s1"),))

    assert ["f1", "f2", "f10"] == [row.finding for row in statement(results, "wujin").rows]


def test_child_units_are_told_and_explained_at_their_own():
    """A parent lists its children; what they lost is told in their own explanation, down to the observation."""
    model = Model({"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    result = scored(seen(3, "s1", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1", "hutang"), site("s2", "wujin")))["a"]

    assert (["湖塘镇（hutang）：97 / 100，占 100 %"], ["湖塘镇 (hutang): 97 of 100, counts 100 %"]) == (told(result["wujin"], "zh")[1:], told(result["wujin"], "en")[1:])
    assert {"点位 s1：97 / 100，占 100 %", "测评记录：team s1/a.litter，2022-05-10"} <= set(told(result["hutang"], "zh"))


def test_of_child_units_those_that_are_not_taken_are_told():
    """A mean over child units that takes the worst tells which it takes, and that the others are not taken."""
    units = Tree("unit", [*UNITS.terms, Unit(code="lijia", zh="礼嘉镇", kind="town", parent="wujin")])
    model = Model({"total": Mean(over="unit", of="own", take=Take.WORST), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    made = evolve(city(ALONE, models={"a": model}), units=units)
    result = scored(seen(3, "s1", "a.litter"), seen(1, "s2", "a.litter"), rules=made, sites=(site("s1", "hutang"), site("s2", "lijia")))["a"]

    assert told(result["wujin"], "zh")[1:] == ["取最低分", "湖塘镇（hutang）：97 / 100，占 100 %", "礼嘉镇（lijia）：99 / 100，不取"]


@pytest.mark.parametrize(
    ("level", "spots", "zh", "en"),
    [
        pytest.param(Level.ITEM, 1, ["项（满分 30）：扣 5 分（点名 10 ÷ 2 = 5；点名一票否决 20 ÷ 2 = 10），一票否决记 15 分"], ["项 (full mark 30): 5 lost (by name 10 ÷ 2 = 5; by a veto that names it 20 ÷ 2 = 10), by veto at 15"], id="a veto of the item"),
        pytest.param(Level.ITEM, 4, ["项（满分 30）：扣 20 分（点名 40 ÷ 2 = 20）"], ["项 (full mark 30): 20 lost (by name 40 ÷ 2 = 20)"], id="a veto of the item that leaves nothing"),
        pytest.param(Level.SITE, 1, ["项（满分 30）：扣 5 分（点名 10 ÷ 2 = 5）", "点名的点位一票否决，扣 100 ÷ 2 = 50 分"], ["项 (full mark 30): 5 lost (by name 10 ÷ 2 = 5)", "veto of a site that names the unit: 100 ÷ 2 = 50 lost"], id="a veto of the site"),
        pytest.param(Level.SITE, 2, ["项（满分 30）：扣 15 分（点名 30 ÷ 2 = 15）", "点名的点位一票否决，扣 100 × 2 ÷ 2 = 100 分"], ["项 (full mark 30): 15 lost (by name 30 ÷ 2 = 15)", "veto of a site that names the unit: 100 × 2 ÷ 2 = 100 lost"], id="vetoes of two sites"),
    ],
)  # fmt: skip
def test_what_others_sites_lay_on_a_unit_is_spread_over_its_sheets(level, spots, zh, en):
    """Points and what a veto of the item leaves of its mark, each divided by the number of its own sites; a veto of a site by the full mark."""
    one = indicator("a.litter", "litter.spots <= 0 处", priced(10), DeductionRule(measures=("litter.spots",), tariff=Veto(level)))
    made = city(one, models={"a": Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()})})
    made = changed(made, a={"items": itemed(made.assessments[0], item=30)})
    sites = (site("s1"), site("s2", "bureau"), site("s3", "bureau"), site("s4"))
    again = spots == 2
    seen_ = {"s1": found(*(finding(f"f{number}", "bureau") for number in range(spots))), "s4": found(finding("g", "bureau")) if again else 0, "s2": 0, "s3": 0}
    card = scored(*(seen(outcome, where, "a.litter") for where, outcome in seen_.items()), rules=made, sites=sites)["a"]["bureau"]

    for language, lines in (("zh", zh), ("en", en)):
        found_ = [line for line in told(card, language) if line.startswith(("项（", "项 (", "点名", "veto of a site that names"))]
        assert found_ == lines * 2


def test_a_statement_lists_what_does_not_count():
    """What a unit bears at sites of its own, while its score is that of the units below it, is listed apart and stands in no total."""
    model = Model({"total": Mean(over="unit", of="own"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    results = scored(seen(3, "s1", "a.litter"), seen(2, "s2", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1", "hutang"), site("s2", "wujin")))
    above, below = (statement(results, unit) for unit in ("wujin", "hutang"))

    assert (("97.0 分" in str(above)), (), 2) == (True, above.totals, sum(line.points for line in above.rows))
    assert "  不计入本单位得分（得分取自下属单位）共 2 分：" in str(above).splitlines()
    assert any(line.startswith("    s2 ") and "扣 2 分" in line for line in str(above).splitlines())
    assert "不计入" not in str(below)


def test_a_fold_over_items_tells_each_by_its_own_lines():
    """Each item with what was lost in it, and nothing of another's; the gate that one of them failed."""
    model = Model({"total": Mean(over="item", of="sheet", gates=[Gate(of="every item", at_least=Mark(50, share=True))]), "sheet": Sheet(10)})
    rules = city(ALONE, indicator("a.lamps", "lamps.lit >= 100 %", priced(1, None, 1, "lamps.lit")), models={"a": model})
    book = rules.assessments[0]
    items = [evolve(book.items[0], code="one", zh="市容", en="looks", full=10), evolve(book.items[0], code="two", zh="亮灯", full=10)]
    rules = changed(rules, a={"items": items, "indicators": [evolve(one, item="two" if one.code == "a.lamps" else "one") for one in book.indicators]})
    card = scored(seen(6, what="a.litter"), seen(Measured({"lamps.lit": 98}), what="a.lamps"), rules=rules)["a"]["wujin"]
    zh, en = ([line for line in told(card, language)[1:] if "市容" in line or "亮灯" in line or "looks" in line or " · s1 · " in line or "50 %：" in line or "50 %: " in line] for language in ("zh", "en"))

    assert zh == [
        "市容（one）：4 / 10，占 50 %", "市容（满分 10）：扣 6 分", "扣 6 分 · s1 · a.litter（a.litter）",
        "亮灯（two）：8 / 10，占 50 %", "亮灯（满分 10）：扣 2 分", "扣 2 分 · s1 · a.lamps（a.lamps）",
        told(card, "zh")[-1],
    ]  # fmt: skip
    assert en[:3] == ["looks (one): 4 of 10, counts 50 %", "looks (full mark 10): 6 lost", "6 lost · s1 · a.litter (a.litter)"]
    assert ("市容低于 50 %：得分记 0", "looks below 50 %: the score is 0") == (told(card, "zh")[-1], told(card, "en")[-1])


def test_a_red_line_stands_above_all():
    """A veto of the unit is told first, with the case that tripped it, and the grade that is left."""
    red = DeductionRule(measures=("litter.spots",), tariff=Veto(Level.UNIT))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", priced(1), red), models={"a": Model({"total": Sheet(grades=GRADES)})})
    card = scored(seen(1, what="a.litter"), rules=rules)["a"]["wujin"]

    assert ("总分一票否决", "veto: the score is zeroed") == (told(card, "zh")[1], told(card, "en")[1])
    assert ("等次：差", "grade: 差") == (told(card, "zh")[-1], told(card, "en")[-1])


def test_a_year_is_told_by_its_periods():
    """Each period with its score and weight, and the grade of the year."""
    year = Mean(over="period", of="total", weights={"1": 40, "2": 60}, grades=GRADES)
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model({"total": Given(by="组"), "year": year}))
    merged = merge(evolve(city(), assessments=[book], crosswalks=()))
    parts = [score(share(register(plan(merged, [], Quarter(2022, place)), [])), givens={("a", "total", "wujin"): figure}) for place, figure in ((1, 70), (2, 60))]
    card = together(parts)["a"]["wujin"]

    assert ["2022Q1：70 / 100，占 40 %", "2022Q2：60 / 100，占 60 %", "等次：差"] == told(card, "zh")[1:]
    assert ["2022Q1: 70 of 100, counts 40 %", "2022Q2: 60 of 100, counts 60 %", "grade: 差"] == told(card, "en")[1:]


def of_two_quarters(nodes, *figures):
    """Return the card of Wujin of two quarters together, each by its own figures."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=Model(nodes))
    merged = merge(evolve(city(), assessments=[book], crosswalks=()))
    givens = [{("a", *key): figure for key, figure in one.items()} for one in figures]
    parts = [score(share(register(plan(merged, [], Quarter(2022, place)), [])), givens=one) for place, one in enumerate(givens, 1)]
    return together(parts)["a"]["wujin"]


@pytest.mark.parametrize(
    ("absent", "zh", "why_zh", "en", "why_en"),
    [
        (70, "2022Q2：70 / 100，占 50 %", "不适用，按规定记分", "2022Q2: 70 of 100, counts 50 %", "not applicable: a score fixed by the rules"),
        (Absent.DROP, "2022Q2：— / 100，占 0 %", "均不适用", "2022Q2: — of 100, counts 0 %", "nothing applies"),
    ],
    ids=["fixed", "dropped"],
)
def test_a_period_that_does_not_apply_is_told_so(absent, zh, why_zh, en, why_en):
    """The explanation of a year says of a period in which nothing applied by which rule its score was put, or that nothing applies."""
    nodes = {"total": Given(by="组"), "year": Mean(over="period", of="total", absent=absent)}
    card = of_two_quarters(nodes, {("total", "wujin"): 90}, {("total", "wujin"): None})
    first = 100 if absent is Absent.DROP else 50

    assert [f"2022Q1：90 / 100，占 {first} %", zh, why_zh] == told(card, "zh")[1:]
    assert [f"2022Q1: 90 of 100, counts {first} %", en, why_en] == told(card, "en")[1:]


def test_what_was_put_within_a_period_is_told_of_the_year():
    """The explanation of a year says of each period what was put in it, as the bulletin of the year does; its own explanation tells the rest."""
    nodes = {"total": Blend(weights={"one": 50, "other": 50}, absent=70), "one": Given(by="组"), "other": Given(by="组", zh="内业", en="papers"), "year": Mean(over="period", of="total")}
    card = of_two_quarters(nodes, {("one", "wujin"): 90, ("other", "wujin"): None}, {("one", "wujin"): 80, ("other", "wujin"): 80})

    assert ["2022Q1：80 / 100，占 50 %", "内业不适用，按规定记 70", "2022Q2：80 / 100，占 50 %"] == told(card, "zh")[1:]
    assert ["2022Q1: 80 of 100, counts 50 %", "papers does not apply: 70 by the rules", "2022Q2: 80 of 100, counts 50 %"] == told(card, "en")[1:]


def test_a_child_unit_whose_score_was_put_is_told_so():
    """The explanation of a parent says of a child unit that its score was put by the rules."""
    model = Model({"total": Mean(over="unit", of="own", absent=70), "own": Given(by="组")})
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model)
    units = Tree("unit", [*city().units, Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])
    rules = evolve(city(), units=units, assessments=[book], crosswalks=())
    card = scored(rules=rules, givens={("a", "own", "hutang"): None, ("a", "own", "niutang"): 90})["a"]["wujin"]

    assert ["湖塘镇（hutang）：70 / 100，占 50 %", "不适用，按规定记分", "牛塘镇（niutang）：90 / 100，占 50 %"] == told(card, "zh")[1:]


def test_a_sum_tells_points_and_what_scales_them_up():
    """Each part says its points of its own mark; where another does not apply, by what it is scaled up."""
    nodes = {"total": Sum(parts=["one", "other"]), "one": Given(60, by="组"), "other": Given(20, zh="评议", en="review", by="组")}
    whole, scaled = (of_figures(nodes, {("one", "wujin"): 54, ("other", "wujin"): other})["wujin"] for other in (18, None))

    assert ["one：54 / 60", "评议（other）：18 / 20"] == [line for line in told(whole, "zh") if " / " in line]
    assert ["one：54 / 60，按 4/3 倍折算", "评议（other）：— / 20"] == [line for line in told(scaled, "zh") if " / " in line]
    assert "one: 54 of 60, scaled up 4/3 times" in told(scaled, "en")
    assert "  满分 80 − one 8 ＝ 72.0" == statement(of_figures(nodes, {("one", "wujin"): 54, ("other", "wujin"): None}).results, "wujin").text().splitlines()[-1]


def test_a_mean_tells_which_scores_it_takes():
    """Which are dropped, and that too few are none; and what is taken instead of the mean."""
    judges = {name: Given(zh=name, by="组") for name in ("一", "二", "三")}
    alike = dict.fromkeys(judges, "100/3")
    givens = {(name, "wujin"): points for name, points in zip(judges, (60, 99, 80), strict=True)}

    def lines(givens=givens, **more):
        return told(of_figures({"total": Blend(weights=alike, **more), **judges}, givens)["wujin"], "zh")

    assert ["去掉 1 个最低分、1 个最高分", "一：60 / 100，不取", "由组给定", "三：80 / 100，占 100 %", "由组给定", "二：99 / 100，不取"] == lines(drop_lowest=1, drop_highest=1)[1:7]
    assert "去掉 2 个最低分、1 个最高分，得分不够多，全部计入" in lines(drop_lowest=2, drop_highest=1)
    assert ["取最低分", "一：60 / 100，占 100 %"] == lines(take=Take.WORST)[1:3]
    assert {"取中位数", "取最高分"} <= {*lines(take=Take.MEDIAN), *lines(take=Take.BEST)}


@pytest.mark.parametrize(
    ("absent", "zh", "en"),
    [
        (AbsentItem.DROP, "不适用的项目不计其分值：广告 40 分；扣分按 5/3 倍折算", "items that do not apply leave: ads 40; what is lost counts 5/3 times"),
        (AbsentItem.LEAVE, "不适用的项目不计其分值：广告 40 分", "items that do not apply leave: ads 40"),
    ],
)
def test_an_item_that_left_a_sheet_is_told(absent, zh, en):
    """The explanation names it with its mark, and by what the others are scaled up; the statement has what it leaves as a term of the score."""
    book = city(evolve(ALONE, item="order"), models={"a": Model({"total": Sheet(absent=absent)})})
    rules = changed(book, a={"items": [Item(code="order", zh="秩序", full=60), Item(code="ads", zh="广告", en="ads", full=40)]})
    results = scored(seen(6, "s1", "a.litter"), rules=rules)
    card = results["a"]["wujin"]
    left = "" if absent is AbsentItem.DROP else " − 广告不适用，按规定不计其分值 40"

    assert {zh, en} <= {*told(card, "zh"), *told(card, "en")}
    assert statement(results, "wujin").text().splitlines()[-1] == f"  满分 100 − 扣分 {6 if left else 10}{left} ＝ {card.published}"


def test_targets_are_told_with_what_was_held_against_them():
    """Explanation and statement name the target that a unit was held against; what nobody gave of the two is told so."""
    told_of = [Adjustment(count="closed", lose=1, against=">= 下达数", by="信访局", zh="办结"), Adjustment(count="closed", gain=1, per="10 %", at_most=2, against=">= 下达数", by="信访局", zh="办结")]
    nodes = {"total": Given(by="组", adjustments=told_of)}
    result = of_figures(nodes, {("total", "wujin"): 90, ("closed", "wujin"): 12, ("下达数", "wujin"): 15, ("total", "xinbei"): 90, ("closed", "xinbei"): 44, ("下达数", "xinbei"): 40})
    half = of_figures(nodes, {("total", "wujin"): 90, ("closed", "wujin"): 12})

    assert {"扣分（办结，下达数 15）：3 分", "加分（办结，下达数 15）：0 分"} <= {*told(result["wujin"], "zh")}
    assert "bonus (办结, 下达数 40): 1" in told(result["xinbei"], "en")
    assert "  满分 100 − 总分 10 − 扣分（办结，下达数 15） 3 ＝ 87.0" == statement(result.results, "wujin").text().splitlines()[-1]
    assert told(half["wujin"], "zh").count("下达数尚未给定") == 1
    assert [("下达数", "尚未给定（由信访局给定）")] == [(row.indicator, row.seen) for row in statement(half.results, "wujin").rows]


def test_what_starts_from_its_full_mark_is_told_so():
    """It says from what is taken, and what; nobody is told to give it, but its target."""
    nodes = {"total": Sum(parts=["field", "tasks"]), "field": Given(90, by="组"), "tasks": Given(10, from_full=True, zh="年度任务", adjustments=[Adjustment(count="closed", lose=1, against=">= 下达数", by="信访局", zh="办结")])}
    whole = of_figures(nodes, {("field", "wujin"): 80, ("closed", "wujin"): 12, ("下达数", "wujin"): 15})
    half = of_figures(nodes, {("field", "wujin"): 72, ("closed", "wujin"): 12})

    assert ["从满分 10 起扣", "扣分（办结，下达数 15）：3 分"] == [one for one in told(whole["wujin"], "zh") if "扣" in one][-2:]
    assert "  满分 100 − field 10 − 扣分（办结，下达数 15） 3 ＝ 87.0" == statement(whole.results, "wujin").text().splitlines()[-1]
    assert ["下达数"] == [row.indicator for row in statement(half.results, "wujin").rows if row.seen]
    assert (80, (72, 82)) == (half["wujin"].exact, (half["wujin"].part.low, half["wujin"].part.high))


def test_adjustments_are_told_by_their_labels():
    """Explanation, statement and bulletin name what was counted; what nobody counted yet is told so."""
    told_of = [Adjustment(count="notices", lose=2, by="督查室", zh="通报", en="notices"), Adjustment(count="praises", gain=2, at_most=4, by="宣传部", zh="表彰")]
    nodes = {"total": Given(by="组", adjustments=told_of)}
    result = of_figures(nodes, {("total", "wujin"): 90, ("notices", "wujin"): 3, ("praises", "wujin"): 1})
    half = of_figures(nodes, {("total", "wujin"): 90, ("praises", "wujin"): 1})["wujin"]

    assert {"扣分（通报）：6 分", "加分（表彰）：2 分"} <= {*told(result["wujin"], "zh")}
    assert "adjustment (notices): 6 lost" in told(result["wujin"], "en")
    assert "  满分 100 − 总分 10 ＋ 加分（表彰） 2 − 扣分（通报） 6 ＝ 86.0" == statement(result.results, "wujin").text().splitlines()[-1]
    assert ("16.0", "2.0") == (bulletin(result).rows[0].other, bulletin(result).rows[0].gained)
    assert "通报尚未给定" in told(half, "zh")
    assert ["notices"] == [row.indicator for row in statement(of_figures(nodes, {("total", "wujin"): 90, ("praises", "wujin"): 1}).results, "wujin").rows]


def test_what_is_told_alone_stands_in_the_statement():
    """A breach without points is in the statement with what was seen, and in neither the score nor its account."""
    note = DeductionRule(measures=("lamps.lit",), tariff=Noted("试行一年"))
    rules = city(ALONE, indicator("a.lamps", "lamps.lit >= 95 %", note), models={"a": Model({"total": Sheet()})})
    results = scored(seen(2, "s1", "a.litter"), seen(Measured({"lamps.lit": 90}), "s1", "a.lamps"), rules=rules)
    lines = statement(results, "wujin").text().splitlines()
    (row,) = [row for row in statement(results, "wujin").rows if row.indicator == "a.lamps"]

    assert "  只通报、不计分 1 项：" in lines
    assert lines[lines.index("  只通报、不计分 1 项：") + 1] == "    s1 a.lamps：lamps.lit 90 %，标准 lamps.lit >= 95 %，只通报，不计分；标准 公开工作文件，分值 示例"
    assert "  满分 100 − 扣分 2 ＝ 98.0" == lines[-1]
    assert (98, 1, "noted") == (results["a"]["wujin"].exact, results["a"]["wujin"].coverage, row.reason.value if hasattr(row.reason, "value") else row.reason)


WITHHELD = {
    "total": Blend(weights={"one": 60, "other": 40}), "one": Given(by="组"),
    "other": Blend(zh="内业", en="papers", weights={"files": 50, "survey": 50}, absent=Absent.BLANK), "files": Given(by="组"), "survey": Given(by="组"),
}  # fmt: skip


def test_a_part_that_the_rules_give_no_score_is_not_said_to_be_unmeasured():
    """Explanation, statement, bulletin and ranking say that a part does not apply and has no score by the rules, and that the rest speaks for it; nothing is called unmeasured."""
    result = of_figures(WITHHELD, {("one", "wujin"): 80, ("files", "wujin"): 90, ("survey", "wujin"): None})
    card, table = result["wujin"], bulletin(result)

    assert "内业（other）：— / 100（有部分不适用，按规定不记得分，按其余部分推及记 90），占 40 %" in told(card, "zh")
    assert "papers (other): — of 100 (a part of it does not apply, and then the rules give no score: put at 90 by the rest), counts 40 %" in told(card, "en")
    assert "  满分 100 − one 12 − 内业有部分不适用，按规定不记得分，按其余部分推及 4 ＝ 84.0" == statement(result.results, "wujin").text().splitlines()[-1]
    assert ("16.0", "", "内业有部分不适用，按规定不记得分，按其余部分推及记 90") == (table.rows[0].other, table.rows[0].extrapolated, table.rows[0].remark)
    assert "  1  武进区  84.0  = 84  含推算" == str(result.ranking()).splitlines()[1]


def test_a_part_without_a_score_says_why():
    """Where the whole has no score, the reason says that the rules give none, also where something else was not measured; so does the part."""
    nodes = {**WITHHELD, "total": Blend(weights={"one": 60, "other": 40}, unmeasured=Unmeasured.BLANK)}
    result = of_figures(nodes, {("one", "wujin"): 80, ("survey", "wujin"): None})

    assert ("无得分：有部分不适用，按规定不记得分", "not scored: a part of it does not apply, and then the rules give no score") == result["wujin"].reason
    assert "内业（other）：— / 100（有部分不适用，按规定不记得分），占 40 %" in told(result["wujin"], "zh")
    assert "无得分：有部分不适用，按规定不记得分；内业有部分不适用，按规定不记得分" == bulletin(result).rows[0].remark


def test_a_mean_is_open_where_another_part_may_still_give_a_score():
    """Of two parts one can never have a score, the other was not measured: too little was measured. Where both can never have one, the rules give none."""
    nodes = {**WITHHELD, "one": WITHHELD["other"], "total": Blend(weights={"one": 60, "other": 40})}
    nodes |= {"one": Blend(weights={"more": 50, "less": 50}, absent=Absent.BLANK), "more": Given(by="组"), "less": Given(by="组")}
    half = {("survey", "wujin"): None, ("files", "wujin"): 90}
    both = {**half, ("less", "wujin"): None, ("more", "wujin"): 90}

    assert ["无得分：已测部分不足", "无得分：有部分不适用，按规定不记得分"] == [of_figures(nodes, givens)["wujin"].reason[0] for givens in (half, both)]


@pytest.mark.parametrize(
    ("each", "zh", "en"),
    [
        (Each.SITE, "roads：达标点位 1 个，未达标 1 个，未知 1 个", "roads: sites up to standard: 1; not: 1; not known: 1"),
        (Each.SAMPLE, "roads：达标 1 项次，未达标 1 项次，未知 1 项次", "roads: samples up to standard: 1; not: 1; not known: 1"),
    ],
)
def test_a_share_up_to_standard_beside_the_score(each, zh, en):
    """A share that a gate reads is told with how many met, did not, and are not known."""
    model = Model({"total": Sheet(gates=[Gate(of="roads", at_least=Mark(50, share=True), to=60)]), "roads": Met(each)})
    told = explain(scored(seen(0, "s1", "a.litter"), seen(2, "s2", "a.litter"), rules=city(indicator("a.litter"), models={"a": model}), sites=(site("s1"), site("s2"), site("s3")))["a"]["wujin"])

    assert f"  {zh}" in told.text("zh").splitlines()
    assert f"  {en}" in told.text("en").splitlines()


@pytest.mark.parametrize(
    ("unit", "language", "line"),
    [
        ("wujin", "zh", "等次：好（前 1 名）"),
        ("wujin", "en", "grade: 好 (the first 1)"),
        ("tianning", "zh", "等次：其余"),
        ("tianning", "en", "grade: 其余"),
    ],
)
def test_a_grade_by_place_says_which_places(unit, language, line):
    """A grade that a place earns is told with the places that have it; one that the score earns by itself."""
    leading = Given(by="组", grades={"好": Leading(1), "其余": Range()})

    assert line == told(of_figures({"total": leading}, {("total", "wujin"): 90, ("total", "tianning"): 80})[unit], language)[-1]


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        ({"done": 30, "due": 40}, ["完成率：75"], ["rate: 75"]),
        ({}, ["完成率：尚未给定", "完成率尚未给定"], ["rate: not given yet", "rate: not given yet"]),
        ({"done": None, "due": None}, ["完成率：均不适用"], ["rate: nothing applies"]),
    ],
)
def test_a_figure_beside_the_score_is_told(given, zh, en):
    """What a gate reads beside the score is told with what it came to, that nobody gave it yet, or that it does not apply."""
    gated = Blend(weights={"one": 100}, gates=[Gate(of="rate", at_least=Mark(50, share=True), to=60)])
    model = {"total": gated, "one": Given(by="组"), "rate": Rate(of="done", out_of="due", by="局", zh="完成率", en="rate")}
    card = of_figures(model, {("one", "wujin"): 90, **{(name, "wujin"): figure for name, figure in given.items()}})["wujin"]

    assert [zh, en] == [told(card, language)[3:] for language in ("zh", "en")]


def test_a_share_up_to_standard_in_the_score():
    """A share that is a part of the score is told with how many met, and how many did not."""
    model = Model({"total": Blend(weights={"sheet": 50, "roads": 50}), "sheet": Sheet(), "roads": Met(Each.SITE)})
    card = scored(seen(0, "s1", "a.litter"), seen(2, "s2", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert ["roads：50 / 100，占 50 %", "达标点位 1 个，未达标 1 个，未知 0 个"] == told(card, "zh")[1:3]
    assert ["roads: 50 of 100, counts 50 %", "sites up to standard: 1; not: 1; not known: 0"] == told(card, "en")[1:3]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        ("wujin", ["问题 f4：位置未记", "另有 1 处问题点名天宁区（tianning）", "另有 2 处问题点名新北区（xinbei）"]),
        ("tianning", ["问题 f2：位置未记", "另有 1 处问题未点名", "另有 2 处问题点名新北区（xinbei）"]),
    ],
)
def test_whom_other_findings_name(unit, lines):
    """Beside the findings that a unit answers for the others are counted: first those that name nobody, then by the codes of the units that they name, in whatever order they were found."""
    named = found(finding("f1", "xinbei"), finding("f2", "tianning"), finding("f3", "xinbei"), finding("f4"))
    results = scored(seen(named, "s1", "a.litter"), seen(0, "s2", "a.litter"), rules=city(ALONE), sites=(site("s1"), site("s2", "tianning")))

    assert lines == told(results["a"][unit], "zh")[4:7]


def test_a_sheet_of_which_nothing_applies_may_still_come_to_anything():
    """It has no score, and lies between nothing and its full mark with its bonus: its weight goes to the others."""
    model = Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet(bonus=2)})
    card = scored(seen(0, "s1", "a.litter"), seen(NotApplicable("拆迁"), "s2", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1"), site("s2")))["a"]["wujin"]

    assert [("s1", 100, 100, 100, True), ("s2", 0, None, 102, False)] == [(one.member, one.low, one.value, one.high, one.applies) for one in card.part.parts]
    assert "s2" not in [line for line in told(card, "en") if "nothing applies" not in line]


def test_an_item_of_which_the_score_holds_nothing_says_so():
    """Where the only site that lost anything of it is not taken, its heading says that nothing of it counts."""
    model = Model({"total": Mean(over="site", of="sheet", drop_lowest=1), "sheet": Sheet()})
    results = scored(seen(3, "s1", "a.litter"), seen(0, "s2", "a.litter"), rules=city(ALONE, models={"a": model}), sites=(site("s1"), site("s2")))

    assert ["  项：各点位共扣 3 分，计入得分 0 分"] == [line for line in statement(results, "wujin").text().splitlines() if "各点位" in line]


@pytest.mark.parametrize(("least", "before", "value"), [(60, 65, 65), (80, 65, 50)])
def test_a_year_keeps_its_score_before_its_gates(least, before, value):
    """The mean of two quarters of 70 and 60 is 65, whatever a gate on the year makes of it."""
    year = Mean(over="period", of="total", gates=[Gate(of="year", at_least=Mark(least, share=False), to=50)])
    card = of_two_quarters({"total": Given(by="组"), "year": year}, {("total", "wujin"): 70}, {("total", "wujin"): 60})

    assert (before, value) == (card.part.before, card.part.value)


def test_what_is_told_alone_is_looked_for_where_something_is_asked():
    """A unit whose other site is asked nothing has what is told without points at the one that is."""
    note = DeductionRule(measures=("litter.spots",), tariff=Noted("试行一年"))
    rules = city(indicator("a.litter", "litter.spots <= 0 处", note, where="site_type=main_road"), indicator("a.lamps", "lamps.lit >= 95 %", priced(1, 5, 1, "lamps.lit"), where="site_type=main_road"))
    results = scored(seen(2, "s1", "a.litter"), seen(Measured({"lamps.lit": 99}), "s1", "a.lamps"), rules=rules, sites=(site("s1"), site("s2", kind="market")))

    assert ["  只通报、不计分 1 项："] == [line for line in statement(results, "wujin").text().splitlines() if "只通报、不计分 " in line]


@pytest.mark.parametrize(("axis", "zh", "en"), [("site_type", "主干道（main_road）", "Main road (main_road)"), ("zone", "建成区（built_up）", "Built-up (built_up)"), ("area", "武进区（wujin）", "Wujin (wujin)")])
def test_members_of_a_mean_are_called_in_either_language(axis, zh, en):
    """A term over which a mean is taken is called by its label of the language."""
    rules = city(ALONE, models={"a": Model({"total": Mean(over=axis, of="sheet"), "sheet": Sheet()})})
    labels = {"main_road": "Main road", "built_up": "Built-up", "wujin": "Wujin"}
    rules = evolve(rules, **{name: Tree(getattr(rules, name).kind, [evolve(term, en=labels.get(term.code, "")) for term in getattr(rules, name)]) for name in ("site_types", "zones", "areas")})
    card = scored(seen(1, what="a.litter"), rules=rules)["a"]["wujin"]

    assert (f"{zh}：99 / 100，占 100 %", f"{en}: 99 of 100, counts 100 %") == (told(card, "zh")[1], told(card, "en")[1])
