"""What a statement tells beside plain losses: gains, vetoes, shares, what was found before, and who charges."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, PLAN, crosswalk, indicator, match, measure
from survey import changed, city, finding, found, itemed, priced, registered, scored, seen, site
from tristandard.basics.errors import BadValue
from tristandard.basics.finding import Event, Stage
from tristandard.basics.outcome import Measured
from tristandard.results.edition import together
from tristandard.results.scorecard import score
from tristandard.results.statement import statement
from tristandard.rules.deduction import Charged, DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.node import Sheet
from tristandard.rules.standard import Ask, End, Range, Standard
from tristandard.rules.tariff import Gain, Level, Steps, Veto
from tristandard.survey.ledger import share

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
    ] == told(results)


def test_a_gain_and_a_veto_of_one_question_make_one_line():
    """Where one question gains and zeroes, its line has the gain, and says in its brackets what is zeroed."""
    both = Standard([Ask(LAMPS, Range(floor=End(80))), Ask(SPOTS, Range(limit=End(0)))])
    vetoes = [DeductionRule(measures=("litter.spots",), tariff=Veto(level)) for level in (Level.UNIT, Level.ITEM)]
    rules = ruled(evolve(asking("a.street", DARK, LIT, *vetoes), standard=both))
    (line,) = statement(scored(seen(Measured({"lamps.lit": 95, "litter.spots": 1}), what="a.street"), rules=rules), "wujin").lines

    assert (0, 3, "item", "项", "亮灯率 95 %，垃圾 1 处（该项目一票否决，总分一票否决）", "亮灯率 >= 80 %，垃圾 <= 0 处") == (line.points, line.gained, line.item, line.item_zh, line.seen, line.bar)


def test_gains_add_up():
    """What several questions gain is told in one sum; a gain alone has no veto."""
    rules = ruled(asking("a.day", DARK, LIT, lamps=True), asking("a.night", DARK, LIT, lamps=True), bonus=5)
    results = scored(*(seen(Measured({"lamps.lit": lit}), what=what) for what, lit in (("a.day", 85), ("a.night", 100))), rules=rules)

    assert "  加分共 4 分；一票否决 0 项：" == told(results)[1]
    assert ["加 1 分", "加 3 分"] == [line.partition("80 %，")[2].partition("；")[0] for line in told(results)[2:]]


def test_a_share_is_told_in_per_cent():
    """A co-owner's line says which share it bears, a finding that names a unit none."""
    rules = ruled(asking("a.litter", priced(1)))
    sites = (site(units={"wujin": "0.2", "hutang": "0.8"}),)
    results = scored(seen(found(finding("f1"), finding("f2", "wujin")), what="a.litter"), rules=rules, sites=sites)

    assert [("f1", "位置未记，承担 20 %", Fraction(1, 5)), ("f2", "位置未记", 1)] == [(line.finding, line.seen, line.points) for line in statement(results, "wujin").lines]


def test_findings_are_told_with_their_circumstances():
    """A line for a finding tells where it is, who found it, and its life."""
    rules = ruled(asking("a.litter", priced(1)))
    spot = finding("f1", at=(35,), circumstances={"found_by": "city"}, life=[Event(Stage.FOUND, date(2022, 5, 3))])
    (line,) = statement(scored(seen(found(spot), what="a.litter"), rules=rules), "wujin").lines

    assert "35 m，发现主体为市级，交办次数为0，逾期未整改为否，退回次数为0，2022-05-03 发现" == line.seen


def test_two_lines_on_one_finding_are_one():
    """What two lines of an indicator take for one finding is one sum in the statement."""
    rules = ruled(asking("a.litter", priced(1), priced("0.5")))
    results = scored(seen(found(finding("f1"), finding("f2")), what="a.litter"), rules=rules)

    assert [("f1", Fraction(3, 2)), ("f2", Fraction(3, 2))] == [(line.finding, line.points) for line in statement(results, "wujin").lines]


def test_what_was_found_before_counts_in_the_lines():
    """A surcharge for what was found before at the site stands on its finding."""
    again = DeductionRule(measures=("litter.spots",), tariff=Steps("0.5"), where={"repeated": ["1.."]}, look_back=2)
    rules = ruled(asking("a.litter", priced(1), again))
    register = registered(seen(found(finding("f1")), what="a.litter"), rules=rules)

    assert [[1], [Fraction(3, 2)]] == [[line.points for line in statement(score(share(register, history=before)), "wujin").lines] for before in ({}, {"s1": {"litter.spots": (1,)}})]


@pytest.mark.parametrize(("host", "points"), [("a", [3]), ("b", [1])])
def test_what_the_host_alone_charges(host, points):
    """A line that the host alone charges stands in the statement of the host, and not where another measures."""
    surcharge = DeductionRule(measures=("litter.spots",), tariff=Steps(2), charged=Charged.HOST)
    rules = ruled(asking("a.litter", priced(1), surcharge), asking("b.litter", priced(1)), crosswalks=(crosswalk(match("a.litter", "b.litter"), host=host),))
    results = scored(seen(found(finding("f1"))), rules=rules)

    assert points == [line.points for line in statement(results, "wujin").lines if line.assessment == "a"]


def test_what_was_not_measured_has_a_line():
    """A question that nobody answered is listed with its bar and no points, and counted."""
    rules = ruled(asking("a.day", DARK, lamps=True), asking("a.litter", priced(1)))
    results = scored(seen(0, what="a.litter"), rules=rules)
    (line,) = statement(results, "wujin").lines

    assert ("未测", None, "亮灯率 >= 80 %", "a.day") == (line.seen, line.points, line.bar, line.indicator)
    assert ["  未测 1 项：", "    s1 亮灯"] == told(results)[1:]


def test_a_cap_is_told_where_it_holds():
    """An item that lost its whole mark to the point was not capped; one that lost more was."""
    rules = ruled(asking("a.litter", priced(1)), item=4)
    heads = [told(scored(seen(count, what="a.litter"), rules=rules))[1] for count in (4, 5)]

    assert ["  项：各点位共扣 4 分", "  项：各点位共扣 5 分，扣完为止记 4 分"] == heads


def test_units_that_have_a_statement():
    """A unit that nobody scored is refused with all that have one; results of several periods have none of their own."""
    results = scored(seen(1, "s1"), seen(2, "s2"), sites=(site("s1"), site("s2", "tianning")))
    with pytest.raises(BadValue) as nobody:
        statement(results, "bureau")
    with pytest.raises(BadValue) as several:
        statement(together([results]), "wujin")

    assert "'bureau' is not a unit that an assessment scored; give one of tianning, wujin" == str(nobody.value)
    assert "'2022Q2' is not results of one period; ask for the statement of each period that these put together" == str(several.value)
