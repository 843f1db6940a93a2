"""What is wrong with rules is told in Chinese as in English: every error of the rooms of rules, with its values."""

import ast
import re
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import AREAS, PLAN, crosswalk, indicator, match, measure, rule_set, ruling, standard
from samples.matched import DENSITY, LAMPS, LITTER, QUOTAS, pair, rule
from tristandard.basics.calendar import Calendar, deadline
from tristandard.basics.clause import Validity, a_date
from tristandard.basics.counting import CountingRule, Form, count
from tristandard.basics.errors import BadValue, Refused, TristandardError
from tristandard.basics.event import Event, Stage
from tristandard.basics.finding import Circumstance, Finding
from tristandard.basics.location import Location, located
from tristandard.basics.measure_unit import MeasureUnit
from tristandard.basics.outcome import Measured, NotMeasured, Observation
from tristandard.basics.period import Month, Period, Quarter, Year
from tristandard.basics.place import Site
from tristandard.basics.points import exact
from tristandard.basics.publication import Publication, Rounding
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.changing.comparison import tightens
from tristandard.changing.laying import overlay
from tristandard.changing.overlay import LineKind, Overlay, OverlayLine
from tristandard.checks.report import check
from tristandard.merging.merged import merge
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import Carry, Ranks
from tristandard.rules.crosswalk import Match
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged, DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, StepBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.scope import Scope
from tristandard.words.sentence import Language
from words.test_literals import modules

ROOMS = ("basics", "rules", "grouping", "checks", "merging", "changing")
#: Three English words in a row: in Chinese nothing but codes and keys stands as it is written.
_ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
SPOTS = measure("litter.spots", "处", whole=True)
GRADE = measure("toilet.grade", "级", rungs=("C", "B", "A"))
DAY = date(2022, 5, 10)


def refused(*events):
    """Return what is refused of the life of a finding."""
    return Finding(id="f1", measure="m", life=[Event(stage, DAY, "局", "误报") for stage in events])


RAISING = {
    "no years": lambda: Calendar(years=[0]),
    "both": lambda: Calendar(years=[2022], holidays=[DAY], workdays=[DAY]),
    "beyond": lambda: Calendar(years=[2021], holidays=[DAY]),
    "unknown year": lambda: Calendar(years=[2021]).works(DAY),
    "no days": lambda: deadline(DAY, 0),
    "no deadline": lambda: deadline(date.max, 1),
    "no date": lambda: a_date("2022"),
    "backwards": lambda: Validity(DAY, date(2022, 1, 1)),
    "form": lambda: Form(-1, "不计"),
    "by": lambda: CountingRule(by="form"),
    "two ways": lambda: CountingRule(together=1, spacing=1),
    "sample": lambda: CountingRule(sample=0),
    "among": lambda: CountingRule(among="m"),
    "whole sample": lambda: count(CountingRule(sample=2), []),
    "all of fewer": lambda: count(CountingRule(sample=2, among="m"), [], Fraction(1)),
    "position": lambda: count(CountingRule(within=2), [Finding(id="f1", measure="m")]),
    "positions": lambda: count(CountingRule(together=2), [Finding(id=one, measure="m", at=at) for one, at in (("f1", [1]), ("f2", [1, 2]))]),
    "no form": lambda: count(CountingRule(by="form", forms={"a": Form(0, "不计")}), [Finding(id="f1", measure="m")]),
    "event": lambda: Event(Stage.STRUCK, DAY),
    "answers": lambda: Circumstance(code="c", zh="情形", values={"1..2": "一二"}),
    "place": lambda: Finding(id="f1", measure="m", at=[1, 2, 3]),
    "next event": lambda: refused(Stage.STRUCK),
    "first event": lambda: refused(Stage.FOUND, Stage.FOUND),
    "unit": lambda: MeasureUnit.parse("3"),
    "convert": lambda: MeasureUnit.parse("m").factor(MeasureUnit.parse("s")),
    "domain": lambda: evolve(SPOTS, low=5, high=1),
    "kinds": lambda: evolve(GRADE, forms=frozenset({"a"})),
    "numbers": lambda: evolve(GRADE, whole=True),
    "rungs": lambda: evolve(GRADE, rungs=("A", "A")),
    "blanks": lambda: evolve(GRADE, rungs=("A b",)),
    "words": lambda: evolve(GRADE, rungs=("any",)),
    "not counted": lambda: evolve(GRADE, counting=CountingRule(sample=1)),
    "value": lambda: SPOTS.admit(-1),
    "rung": lambda: GRADE.admit("D"),
    "between": lambda: evolve(SPOTS, high=9).admit(10),
    "listed": lambda: Tree("area", ["a"]),
    "table": lambda: Finding(id="f1", measure="m", circumstances=[1]),
    "twice": lambda: Measured([("a", 1), ("a", 2)]),
    "equal ids": lambda: Measured(findings=[Finding(id="f1", measure="m")] * 2),
    "number of findings": lambda: Measured({"m": 2}, [Finding(id="f1", measure="m")]),
    "revision": lambda: Observation(source="s", id="1", revision=-1, site="s", indicator="a.x", made=DAY, outcome=NotMeasured("雨")),
    "outcome": lambda: Observation(source="s", id="1", site="s", indicator="a.x", made=DAY, outcome=None),
    "finding": lambda: Observation(source="s", id="1", site="s", indicator="a.x", made=DAY, outcome=NotMeasured("雨")).told("f1"),
    "period": lambda: Period.parse("2022Q5"),
    "quarter": lambda: Quarter(2022, 5),
    "month": lambda: Month(2022, 13),
    "year": lambda: Year(0),
    "before": lambda: Year(1).before(),
    "circle": lambda: Tree("area", [Term(code="a", zh="甲", parent="b"), Term(code="b", zh="乙", parent="a")]),
    "no parent": lambda: Tree("unit", [Unit(code="a", zh="甲", kind="k", parent="b")]),
    "two terms": lambda: Tree("zone", [Term(code="a", zh="甲"), Term(code="a", zh="乙")]),
    "deep": lambda: Tree("area", [Term(code=f"a{place:02}", zh="甲", parent=f"a{place - 1:02}" if place else None) for place in range(18)]),
    "no term": lambda: Tree("kind of unit", [Term(code=f"a{place}", zh="甲") for place in range(20)]).path("x"),
    "path": lambda: Site(code="s1", area="a", zone=(), site_type=()),
    "shares": lambda: Site(code="s1", area=(), zone=(), site_type=(), units={"a": "0.3"}),
    "units twice": lambda: Site(code="s1", area=(), zone=(), site_type=(), units=[("a", "0.5"), ("a", "0.5")]),
    "float": lambda: exact(0.5),
    "comma": lambda: exact("1,500"),
    "no number": lambda: exact("x" * 200),
    "interval": lambda: Publication(0),
    "kind": lambda: Publication("1", "down"),
    "kinds of": lambda: Item(code="i", zh="项", full=-1),
    "code": lambda: Term(code="甲", zh="甲"),
    "blank": lambda: Term(code="a", zh=" "),
    "lines": lambda: Term(code="a", zh="甲\n乙"),
    "unseen": lambda: Term(code="a", zh="甲\u200b"),
    "long": lambda: Term(code="a", zh="甲" * 10_001),
    "list": lambda: evolve(GRADE, rungs={"A"}),
    "texts": lambda: Unit(code="a", zh="甲", kind="k", external={"a": 1}),
    "pair": lambda: Finding(id="f1", measure="m", note="a"),
    "assessment code": lambda: evolve(rule_set(indicator("a.x")).assessments[0], code="A"),
    "indicator code": lambda: indicator("x"),
    "carry": lambda: Carry(bottom=0, periods=1, weight=5),
    "carried": lambda: Carry(bottom=1, periods=1, weight=100),
    "match": lambda: match("a.x", "a.x"),
    "part": lambda: Match(first="a.x", second="b.x", relation=match("a.x", "b.x", "subset_of", "m").relation, rationale="同"),
    "hosts": lambda: evolve(crosswalk(match("a.x", "b.x")), hosts=()),
    "ruling": lambda: ruling(LITTER, "a.x"),
    "no such assessment": lambda: rule_set(indicator("a.x")).assessment("b"),
    "no such variant": lambda: rule_set(indicator("a.x")).varied("b"),
    "extent": lambda: Scope(("area", "zone", "site_type"), ["a"]),
    "axes": lambda: Scope(("area",), []),
    "scope": lambda: evolve(indicator("a.x"), scope=None),
    "union": lambda: Scope.union([]),
    "unlike": lambda: Scope.of() | Scope.who(),
    "band": lambda: Bands([("A", 1, 2)]),
    "points": lambda: Bands({"A": -1}),
    "choice": lambda: Chosen("m", {"A": (2, 1)}),
    "factor": lambda: Factor(by="c", factors={"a": 0}, other=1),
    "factors": lambda: Factor(by="notified", factors={"1..2": 1, "2": 2}, other=1),
    "back": lambda: rule(Steps(1), "m", look_back=-1),
    "mark": lambda: Mark.parse("50"),
    "blend": lambda: Blend(weights={}),
    "adjustment": lambda: Adjustment(count="a", gain=1),
    "weights": lambda: Blend(weights={"a": 50}),
    "places": lambda: RankBonus(of="total", points=[1, 2]),
    "axis": lambda: Mean(over="road", of="sheet"),
    "weigh": lambda: Mean(over="site", of="sheet", weigh_by="figure"),
    "sum": lambda: Rate(of="1", out_of="due"),
    "term": lambda: Rate(of=[(2, "a")], out_of="due"),
    "bonus": lambda: Sheet(bonus=-1),
    "nodes": lambda: Model({"total": 1}),
    "node": lambda: Model({"total": Sheet()})["x"],
    "walk": lambda: Model({"total": Mean(over="site", of="gone")}).marks("total"),
    "merge": lambda: merge(pair(DENSITY, QUOTAS)),
    "no rules": lambda: merge(None),
}  # fmt: skip


def raised(act):
    """Return what is raised."""
    with pytest.raises(TristandardError) as caught:
        act()
    return caught.value


def told_in_chinese(problem):
    """Check that a problem is told in Chinese, and in a language that lacks it in English."""
    zh = problem.text("zh")

    assert re.search("[\u4e00-\u9fff]", zh)
    assert [] == _ENGLISH.findall(zh)
    assert (problem.text("en"), str(problem)) == (problem.text(Language({})), problem.text("en"))


@pytest.mark.parametrize("act", RAISING.values(), ids=RAISING)
def test_every_refusal_is_told_in_chinese(act):
    """Whatever the nouns of the rules refuse is told in Chinese, nothing of it in English."""
    told_in_chinese(raised(act))


def changed(rules, **changes):
    """Return a rule set with changes to its first assessment."""
    first, *others = rules.assessments
    return evolve(rules, assessments=[evolve(first, **changes), *others])


def scored(total, **nodes):
    """Return a rule set of one assessment with some model."""
    return changed(rule_set(indicator("a.x")), model=Model({"total": total, **nodes}))


FALLING = Bands([(Range(limit=End(2)), 5), (Range(End(3), End(9)), 3), (Range(floor=End(10)), 1)])
GAINS = [DeductionRule(measures=["lamps.lit"], tariff=Steps(1)), DeductionRule(measures=["lamps.lit"], tariff=Gain(1), at_most=2)]
CHECKED = {
    "unpriced": rule_set(indicator("a.x", LAMPS, rule(Steps(1, parts=Parts.WHOLE), "lamps.lit"))),
    "backwards": rule_set(indicator("a.x", "litter.spots >= 3 处", rule(FALLING, "litter.spots")), indicator("b.x", "litter.spots <= 8 处"), crosswalks=(crosswalk(match("a.x", "b.x")),)),
    "labels": rule_set(indicator("a.x"), areas=Tree("area", [*AREAS, Term(code="new", zh="武进区")])),
    "endless": rule_set(indicator("a.x", LITTER, rule(Steps(1), "litter.spots"))),
    "capped": rule_set(indicator("a.x", LITTER, rule(Steps(1), "litter.spots", at_most=500))),
    "marks": changed(rule_set(indicator("a.x")), items=[Item(code="item", zh="项", full=90)]),
    "gains": rule_set(indicator("a.x", "lamps.lit >= 90 %", *GAINS)),
    "gated": changed(rule_set(indicator("a.x", "lamps.lit >= 90 %", *GAINS)), model=Model({"total": Sheet(gates=[Gate(of=EVERY_ITEM, at_least=Mark(50, share=True))])})),
    "host": rule_set(indicator("a.x", LITTER, rule(Steps(1), "litter.spots", at_most=9, charged=Charged.HOST)), indicator("b.x", LITTER), crosswalks=(crosswalk(match("a.x", "b.x"), host="b"),)),
    "incomparable": pair(DENSITY, QUOTAS),
    "intersects": rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x", "intersects")),)),
    "needless": rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling(LITTER, "a.x", "b.x")]),
    "stale": rule_set(indicator("a.x"), indicator("b.x"), indicator("c.x"), crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling(LITTER, "b.x", "c.x")]),
    "twice": rule_set(indicator("a.x"), indicator("a.y"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x"), match("a.y", "b.x")),)),
    "not there": rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)),
    "dates": evolve(rule_set(evolve(indicator("a.x"), clauses=(evolve(PLAN, valid=Validity(end=date(2020, 1, 1))),))), valid=Validity(start=DAY)),
    "item": rule_set(evolve(indicator("a.x"), item="none")),
    "warning": changed(rule_set(indicator("a.x")), warning=Mark.parse("30 分"), unranked={"gone"}),
    "unmeetable": rule_set(evolve(indicator("a.x"), standard=standard("litter.spots none"))),
    "nothing": rule_set(evolve(indicator("a.x"), scope=Scope(("area", "zone", "site_type"), []))),
    "veto": rule_set(indicator("a.x", LITTER, rule(Veto(Level.SITE), "litter.spots", at_most=2))),
    "gapped": rule_set(indicator("a.x", LITTER, rule(Bands([(Range(floor=End(3)), 2)]), "litter.spots"))),
    "ladder": rule_set(indicator("a.x", "toilet.grade >= B", rule(Bands({"A": 0, "Z": 1}), "toilet.grade"))),
    "chosen": rule_set(indicator("a.x", LITTER, rule(Chosen("lamps.lit", {Range(): (0, 1)}), "litter.spots"))),
    "gain": rule_set(indicator("a.x", "litter.spots any", rule(Gain(5), "litter.spots", at_most=1))),
    "required": rule_set(indicator("a.x", LITTER, rule(Steps(1, None), "litter.spots"))),
    "all": rule_set(indicator("a.x", LAMPS, rule(Steps(1, 2), "lamps.lit", where={"gone": ["x"]}))),
    "look back": rule_set(indicator("a.x", LITTER, rule(Steps(1), "litter.spots", look_back=2))),
    "strange": rule_set(indicator("a.x", LITTER, rule(Steps(1), "lamps.lit"))),
    "circumstance": rule_set(indicator("a.x"), circumstances=[Circumstance(code="overdue", zh="逾期")]),
    "counted": evolve(rule_set(indicator("a.x")), measures=[evolve(SPOTS, counting=CountingRule(by="gone", forms={"a": Form("0.5", "半")}))]),
    "among": evolve(rule_set(indicator("a.x")), measures=[evolve(SPOTS, counting=CountingRule(sample=2, among=SPOTS.code))]),
    "circular": scored(Mean(over="site", of="total")),
    "unused": scored(Sheet(), more=Sheet()),
    "unknown": scored(Blend(weights={"gone": 100})),
    "two words": changed(rule_set(indicator("a.x")), model=Model({"total": Blend(weights={"a b": 100}), "a b": Sheet()})),
    "axes": scored(Mean(over="site", of="one"), one=Mean(over="site", of="two"), two=Sheet()),
    "units below": scored(Mean(over="site", of="one"), one=Mean(over="unit", of="two"), two=Sheet()),
    "period below": scored(Mean(over="period", of="two"), two=Sheet()),
    "zone below": scored(Mean(over="site", of="one"), one=Mean(over="zone", of="two"), two=Sheet()),
    "by nobody": scored(Given()),
    "no sheet": scored(Mean(over="site", of="one"), one=Given(by="局")),
    "full marks": scored(Blend(weights={"one": 50, "two": 50}), one=Sheet(full=50), two=Sheet()),
    "adjustments": scored(Mean(over="site", of="one"), one=Sheet(adjustments=[Adjustment(count="one", lose=1)])),
    "items leave": scored(Sheet(full=7, absent=AbsentItem.LEAVE)),
    "gate": scored(Sheet(gates=[Gate(of="gone", at_least=Mark.parse("50 %"), to=200), Gate(of="total", at_least=Mark.parse("500 分"), to=None)])),
    "grades": scored(Sheet(grades={"优": Range(End(90), End(95)), "良": Range(End(60), End(80))})),
    "bonuses": scored(Sheet(bonuses=[RankBonus(of="gone", points=[1]), StepBonus(of="total", above=Mark.parse("1 分"), each=1, per=Mark.parse("0 分"), at_most=1)])),
    "year": scored(Sheet(), year=Sheet()),
    "item mean": scored(Mean(over="item", of="one", weights={"gone": 100}), one=Sheet(full=7)),
}  # fmt: skip


@pytest.mark.parametrize("rules", CHECKED.values(), ids=CHECKED)
def test_every_problem_and_remark_is_told_in_chinese(rules):
    """What a check finds is told in Chinese, one by one and as a report; no line of it is English."""
    report = check(rules)
    found = [*report.problems, *report.remarks]
    for one in found:
        told_in_chinese(one)

    assert found
    assert [f"须解决 {len(report.problems)} 项，须知悉 {len(report.remarks)} 项", *(f"  - {one.text('zh')}" for one in found)] == report.text("zh").splitlines()
    assert report.text("en") == report.text(Language({}))


def line(kind, code, part="", value=None):
    """Return a line of an overlay."""
    return OverlayLine(kind=kind, code=code, part=part, value=value, clause=PLAN, why="本地要求")


def laid(*lines, **more):
    """Return an overlay of some lines on the sample rules."""
    return Overlay(code="city", version="1", zh="本市", en="city", base="sample", base_version="1", lines=lines, **more)


WRONG = {
    "part": [laid(line(LineKind.TIGHTEN, "a.x", "zh", "路"))],
    "target": [laid(line(LineKind.RETIRE, "a.z"))],
    "no office": [laid(line(LineKind.RELABEL, "z", "office", "局"))],
    "value": [laid(line(LineKind.RETIRE, "a.x", value="x"))],
    "nothing": [laid(line(LineKind.TIGHTEN, "a.x", "standard", "x"))],
    "same": [laid(line(LineKind.RELABEL, "a.x", "zh", "a.x"))],
    "looser": [laid(line(LineKind.TIGHTEN, "a.x", "standard", standard("litter.spots <= 50 处")))],
    "tighter": [laid(line(LineKind.LOOSEN, "a.x", "standard", standard("litter.spots <= 0 处; lamps.lit >= 99 %")))],
    "node": [laid(line(LineKind.WEIGH, "a.none", "road", Fraction(1)))],
    "collision": [laid(line(LineKind.RELABEL, "a.x", "zh", "甲"), line(LineKind.RELABEL, "a.x", "zh", "乙"))],
    "order": [laid(line(LineKind.RELABEL, "a.x", "zh", "甲")), evolve(laid(line(LineKind.RELABEL, "a.x", "zh", "乙")), code="county")],
    "twice": [laid(), laid()],
    "base": [evolve(laid(), base_version="2")],
    "dates": [laid(valid=Validity(end=date(1990, 1, 1)))],
    "added": [laid(indicators=[indicator("a.x")])],
}  # fmt: skip


@pytest.mark.parametrize("layers", WRONG.values(), ids=WRONG)
def test_every_mistake_of_an_overlay_is_told_in_chinese(layers):
    """Lines that cannot be carried out, that collide, or stand on another base are told in Chinese."""
    base = evolve(rule_set(indicator("a.x")), valid=Validity(start=date(2000, 1, 1)))
    problem = raised(lambda: overlay(base, *layers))

    assert isinstance(problem, Refused)
    told_in_chinese(problem)


def test_what_differs_is_told_in_a_third_language():
    """A comparison is told line by line in Chinese, and in a language that is laid over the two."""
    found = tightens(rule_set(indicator("a.x")), changed(rule_set(indicator("a.x")), ranks=Ranks.SCORED))
    laid_over = Language({"{thing} {part}": "{part} de {thing}"})

    assert "各处要求均不低于原规则\n  - 不涉高低：a（a）的排名条件：全部测完才排名 → 有得分即排名" == found.text("zh")
    assert "asks at least as much everywhere\n  - has no direction: ranks de a: complete → scored" == found.text(laid_over)


def test_places_are_told_in_chinese():
    """Rows and columns are told as a spreadsheet counts and names them."""
    places = (Location("crosswalk.csv", 2), *(Location("indicators.csv", row, ("standard",)) for row in (3, 5)), Location("ruleset.toml", steps=("units",)))
    told = located(places, BadValue(Rounding.DOWN, "x", "y").told)

    assert told[0].startswith("crosswalk.csv 第 2 行；indicators.csv 第 3、5 行 standard 列；ruleset.toml units：")
    assert told[1].startswith("crosswalk.csv, row 2; indicators.csv, rows 3 and 5, column standard; ruleset.toml, units: ")


#: What takes sentences: none of them is given as a text alone.
TELLING = {"BadValue", "UnknownKey", "UnknownTerm", "OutOfForce", "Misfit", "BadModel", "Doubt", "Flaw", "BadLine", "cannot", "refuse"}


@pytest.mark.parametrize("room", ROOMS)
def test_no_error_is_told_by_a_text_alone(room):
    """An error of a room is given templates: a text alone would be told as it is in every language."""
    found = [
        (path.name, part.lineno)
        for path in modules(room)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TELLING
        for part in call.args[1 if call.func.id in ("BadValue", "UnknownKey", "UnknownTerm", "BadModel") else 0 :]
        if isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value)
    ]

    assert [] == found
