"""Each problem of a rule set names every place where the parts that it speaks of are written."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import FOUND_BY, MEASURES, PLAN, UNITS, crosswalk, indicator, match, rule_set, ruling, scope
from samples.matched import BOTH, DENSITY, LAMPS, LITTER, QUOTAS, on_two_grounds, pair, rule, three
from samples.placed import everywhere, placed
from samples.wrong import uses
from tristandard.basics.clause import Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.finding import Circumstance
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.checks.contradictions import contradictions
from tristandard.checks.report import check
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import AfterTies
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import Charged
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.indicator import Item
from tristandard.rules.model import Model
from tristandard.rules.nodes.bonus import RankBonus, TiedBonus
from tristandard.rules.nodes.gate import EVERY_ITEM, Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.variant import Variant


def book(**changes):
    """Return rules whose one assessment is changed."""
    rules = rule_set(indicator("a.x"))
    return evolve(rules, assessments=[evolve(rules.assessments[0], **changes)])


def score(**nodes):
    """Return rules whose one assessment is scored by these nodes."""
    return book(model=Model(nodes))


def line(*tariffs, asks=LITTER, of="litter.spots", **more):
    """Return rules of one indicator with lines for one of its measures."""
    return rule_set(indicator("a.x", asks, *(rule(tariff, of, **more) for tariff in tariffs)))


def counted(**more):
    """Return rules whose litter is counted by a rule, in whole numbers."""
    counting = CountingRule(**more)
    return evolve(rule_set(indicator("a.x", LAMPS)), measures=[evolve(one, counting=counting) if one.code == "litter.spots" else one for one in MEASURES.values()])


def sampled(rules):
    """Return rules whose one indicator asks about litter as the rule set declares it."""
    (litter,) = [one for one in rules.measures if one.code == "litter.spots"]
    (book,) = rules.assessments
    return evolve(rules, assessments=[evolve(book, indicators=[evolve(indicator("a.x"), standard=Standard([Ask(litter, Range(limit=End(0)))]))])])


def matched(*matches, indicators=("a.x", "b.x"), **more):
    """Return rules whose indicators are matched by one crosswalk."""
    return rule_set(*map(indicator, indicators), crosswalks=(crosswalk(*matches, **more),))


QUOTA = indicator("a.x", DENSITY, rule(Steps(10, None), "ads.density"))
SUBSET = match("a.x", "b.x", "subset_of", "litter.spots")
#: All matches between three that say otherwise, at their relation and at their measures.
CONTRADICTING = tuple(f"matches/{pair}/{column}" for column in ("relation", "measures") for pair in ("a.x/b.x", "b.x/c.x", "c.x/a.x"))


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (pair(LITTER, LAMPS), ("matches/a.x/b.x", "indicators/a.x/standard", "indicators/b.x/standard")),
        (pair("notice.count >= 5 处", "notice.count <= 3 处"), ("matches/a.x/b.x", "indicators/a.x/standard", "indicators/b.x/standard")),
        (pair(LITTER, LITTER, match("a.x", "b.x", "intersects")), ("matches/a.x/b.x/relation", "indicators/a.x", "indicators/b.x")),
        (evolve(pair(), crosswalks=[evolve(crosswalk(match("a.x", "b.x")), uses={"a.x": "另计"})]), ("crosswalks/ab/uses", "indicators/a.x")),
        (three(match("a.x", "b.x"), rulings=[ruling(LITTER, "a.x", "c.x")]), ("rulings/a.x/c.x/members", "indicators/a.x", "indicators/c.x")),
        (pair(rulings=[ruling(LITTER, "a.x", "b.x")]), ("rulings/a.x/b.x", "indicators/a.x/standard", "indicators/b.x/standard")),
        (pair(DENSITY, QUOTAS, rulings=[ruling("ads.density none", "a.x", "b.x")]), ("rulings/a.x/b.x/standard", "indicators/a.x/standard", "indicators/b.x/standard")),
        (
            rule_set(QUOTA, indicator("b.x", QUOTAS), crosswalks=(crosswalk(match("a.x", "b.x")),), rulings=[ruling("ads.density any", "a.x", "b.x")]),
            ("rulings/a.x/b.x/standard", "indicators/a.x/deductions"),
        ),
        (pair(BOTH, LITTER, SUBSET), ("matches/a.x/b.x/measures", "indicators/a.x/standard", "indicators/b.x/standard")),
        (
            three(SUBSET, match("c.x", "b.x", "subset_of", "lamps.lit"), asks=(LITTER, BOTH, LAMPS)),
            ("matches/a.x/b.x", "matches/c.x/b.x", "indicators/a.x", "indicators/b.x", "indicators/c.x"),
        ),
        (
            three(SUBSET, match("b.x", "c.x", "subset_of", "litter.spots"), match("c.x", "a.x", "subset_of", "litter.spots")),
            ("matches/a.x/b.x/relation", "matches/b.x/c.x/relation", "matches/c.x/a.x/relation", "indicators/a.x", "indicators/b.x", "indicators/c.x"),
        ),
        (three(SUBSET, match("b.x", "c.x"), match("c.x", "a.x", "subset_of", "litter.spots")), (*CONTRADICTING, "indicators/c.x", "indicators/a.x")),
        (
            matched(match("a.x", "b.x"), match("a.y", "b.x"), indicators=("a.x", "a.y", "b.x")),
            ("matches/a.x/b.x", "matches/a.y/b.x", "indicators/a.x/code", "indicators/a.y/code", "indicators/b.x/code"),
        ),
        (
            evolve(rule_set(*map(indicator, ("a.x", "a.y", "b.x"))), crosswalks=[evolve(crosswalk(match("a.x", "b.x"), match("a.y", "b.x")), uses={"a.x": "看完好", "a.y": "看照明"})]),
            ("matches/a.x/b.x", "matches/a.y/b.x", "indicators/a.x/item", "indicators/a.y/item"),
        ),
        (
            on_two_grounds("zone=built_up", None),
            ("crosswalks/ab/where", "crosswalks/bc/where", "matches/a.x/b.x", "matches/b.x/c.x", "indicators/a.x", "indicators/b.x", "indicators/c.x"),
        ),
        (on_two_grounds(None, None, hosts=("a", "c")), ("crosswalks/ab/hosts", "crosswalks/bc/hosts", "indicators/a.x", "indicators/b.x", "indicators/c.x")),
        (three(match("a.x", "b.x"), host="c"), ("crosswalks/ab/hosts", "indicators/a.x", "indicators/b.x")),
    ],
)  # fmt: skip
def test_what_cannot_be_merged_is_placed(rules, places):
    """Members that cannot become one are placed at their match, or at what alone is wrong of it, and at the column of each that says so."""
    assert [places] == placed(rules, lambda rules: check(rules).problems)


FALLING = Bands(list(zip((Range(limit=End(2)), Range(End(3), End(9)), Range(floor=End(10))), (5, 3, 1), strict=True)))
PRAISE = indicator("a.x", "lamps.lit >= 90 %", rule(Steps(1), "lamps.lit"), rule(Gain(1), "lamps.lit", at_most=2))
CAPPED = rule(Steps(1), "litter.spots", at_most=20)


def doubted(*, full=100, model=None, asks=PRAISE):
    """Return rules of one indicator and one item."""
    rules = rule_set(asks)
    return evolve(rules, assessments=[evolve(rules.assessments[0], items=[Item(code="item", zh="项", full=full)], model=Model(model or {"total": Sheet(bonus=1)}))])


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (pair(LITTER, BOTH), [("indicators/a.x/deductions", "indicators/b.x/standard"), ("indicators/a.x/deductions", "measures/litter.spots"), ("indicators/b.x/deductions", "measures/litter.spots")]),
        (
            rule_set(indicator("a.x", "litter.spots >= 3 处", rule(FALLING, "litter.spots")), indicator("b.x", "litter.spots <= 8 处", CAPPED), crosswalks=(crosswalk(match("a.x", "b.x")),)),
            [("indicators/a.x/deductions", "indicators/a.x/standard", "indicators/b.x/standard")],
        ),
        (
            rule_set(indicator("a.x", LITTER, evolve(CAPPED, charged=Charged.HOST)), indicator("b.x", LITTER, CAPPED), crosswalks=(crosswalk(match("a.x", "b.x"), host="b"),)),
            [("indicators/a.x/deductions", "indicators/a.x/standard", "indicators/b.x/standard"), ("indicators/a.x/deductions",)],
        ),
        (doubted(asks=indicator("a.x", LITTER, evolve(CAPPED, at_most=101))), [("indicators/a.x/deductions", "assessments/a/items/item/full")]),
        (doubted(full=90), [("assessments/a/score/total/full", "assessments/a/items")]),
        (doubted(model={"total": Sheet()}), [("indicators/a.x/deductions", "assessments/a/score/total")]),
        (doubted(model={"total": Given(by="夜查组")}), [("indicators/a.x/deductions",)]),
        *((doubted(model={"total": Sheet(bonus=1, gates=[Gate(of=of, at_least=Mark(50, share=True))])}), [("assessments/a/score/total/gates", "indicators/a.x/deductions")]) for of in ("item item", EVERY_ITEM)),
        (evolve(doubted(), areas=Tree("area", [Term(code="city", zh="市"), Term(code="town", zh="市")])), [("areas/city/zh", "areas/town/zh")]),
        (evolve(doubted(), circumstances=[evolve(FOUND_BY, values={"city": "市级", "bureau": "市级", "town": "镇"})]), [("circumstances/found_by/values/bureau", "circumstances/found_by/values/city")]),
    ],
)  # fmt: skip
def test_what_is_to_be_known_is_placed(rules, places):
    """A remark is placed at the lines, items or nodes of which it speaks, and at every standard that asks about what they do not price."""
    assert places == placed(rules, lambda rules: check(rules).remarks)


DEAR = [rule(Steps(1), "litter.spots", at_most=2 + Fraction(1, 10**39 + 2 * number + 1)) for number in range(26)]
NEVER = evolve(PLAN, valid=Validity(end=date(2020, 1, 1)))
LINES, BOTH_OF_A = ("indicators/a.x/deductions",), ("indicators/a.x/standard", "indicators/a.x/deductions")


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (matched(match("a.x", "b.x", "subset_of", "lamps.lit"), host="c"), [("crosswalks/ab/hosts",), ("matches/a.x/b.x/measures", "indicators/b.x/standard")]),
        (matched(match("a.x", "c.x")), [("matches/a.x/c.x",)]),
        (evolve(rule_set(indicator("a.x")), crosswalks=[evolve(crosswalk(where="area=wujin"), uses={"a.y": "另计"})], areas=Tree("area")), [("crosswalks/ab/where",), ("crosswalks/ab/uses",)]),
        (rule_set(indicator("a.x"), rulings=[ruling(LITTER, "a.x", "b.x")]), [("rulings/a.x/b.x/members",)]),
        (evolve(matched(match("a.x", "b.x")), variant="v", variants=[]), [("variant",)]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v", where={"abc": scope("area=wujin")})], areas=Tree("area")), [("variants/v/where/abc",), ("variants/v/where/abc",)]),
        (
            rule_set(indicator("a.x"), crosswalks=(crosswalk(),), variant="v", variants=[Variant(code="v", zh="式", en="v", where={"ab": scope("any")}, policy=Policy(Reading.POINTWISE))]),
            [("variant", "crosswalks/ab/where"), ("variant",)],
        ),
        (score(total=Sheet(gates=[Gate(of="every item", at_least=Mark(101, share=False), to=0)])), [("assessments/a/score/total/gates", "assessments/a/items/item/full")]),
        (score(total=Sheet(gates=[Gate(of="item other", at_least=Mark(50, share=True))])), [("assessments/a/score/total/gates",)]),
        (
            score(total=Mean(over="item", of="x", weights={"other": 100}), x=Sheet()),
            [("assessments/a/score/total/weights", "assessments/a/items/item"), ("assessments/a/score/total/weights/other",)],
        ),
        (score(total=Mean(over="zone", of="x", weights={"other": 100}), x=Sheet()), [("assessments/a/score/total/weights/other",)]),
        (score(total=Mean(over="item", of="x"), x=Sheet(50)), [("assessments/a/score/total", "assessments/a/items/item/full")]),
        (score(total=Sheet(50, absent=AbsentItem.DROP)), [("assessments/a/score/total", "assessments/a/items/item/full")]),
        (score(total=Given()), [("assessments/a/score/total",)]),
        (
            book(model=Model({"total": Given(by="组", bonuses=[RankBonus(of="total", points=(1,), ties=TiedBonus.SHARED)])}), after_ties=AfterTies.DENSE),
            [("assessments/a/score/total/bonuses", "assessments/a/after_ties")],
        ),
        (book(ties_by=["night"]), [("assessments/a/ties_by",)]),
        (book(unranked=["zone"], named=["road"], warning=Mark(3, share=False)), [("assessments/a/unranked",), ("assessments/a/named",), ("assessments/a/warning",)]),
        (book(indicators=[indicator("b.x")]), [("indicators/b.x/code",)]),
        (book(indicators=[evolve(indicator("a.x", where="area=wujin", of="kind=town"), item="other")], items=[]), [("indicators/a.x/item",)]),
        (
            rule_set(indicator("a.x", where="area=wujin", of="kind=town"), areas=Tree("area"), kinds=Tree("kind of unit", [Term(code="district", zh="区")]), units=Tree("unit")),
            [("indicators/a.x/scope",), ("indicators/a.x/subjects",)],
        ),
        (rule_set(evolve(indicator("a.x"), scope=scope("nowhere"), standard=Standard(), deductions=())), [("indicators/a.x/scope",), ("indicators/a.x/standard",)]),
        (rule_set(indicator("a.x", "litter.spots <= -1 处")), [("indicators/a.x/standard",)]),
        (evolve(rule_set(indicator("a.x")), measures=[MEASURES["lamps.lit"]]), [("indicators/a.x/standard",)]),
        (line(Steps(1), of="lamps.lit"), [BOTH_OF_A, BOTH_OF_A]),
        (line(Steps(1), where={"weather": ["rain"]}), [LINES]),
        (line(Steps(1), where={"found_by": ["press"]}, look_back=2), [LINES, LINES]),
        (line(Veto(Level.SITE)), [LINES]),
        (line(Gain(1), asks="lamps.lit any", of="lamps.lit"), [BOTH_OF_A, LINES]),
        (rule_set(indicator("a.x", LITTER, *DEAR)), [LINES]),
        (book(items=[Item(code=f"i{number}", zh="项", full=cap.at_most) for number, cap in enumerate(DEAR)], indicators=[], model=Model({"total": Given(by="组")})), [tuple(f"assessments/a/items/i{number}/full" for number in (25, 24, 23))]),
        (counted(by="shape", forms={"1": Form(1, "一处"), "x": Form("0.5", "半处")}), [("measures/litter.spots/counting/forms/x",), ("measures/litter.spots/counting",)]),
        (counted(by="found_by", forms={"mayor": Form(2, "计两处")}), [("measures/litter.spots/counting",)]),
        (counted(sample=5, among="bins"), [("measures/litter.spots/counting/among",)]),
        (counted(sample=5, among="lamps.lit"), [("measures/litter.spots/counting/among",)]),
        (sampled(counted(sample=5, among="notice.count")), [("indicators/a.x/standard",)]),
        (
            evolve(rule_set(indicator("a.x")), circumstances=[Circumstance(code="overdue", zh="超期", values={})]),
            [("circumstances/overdue",), ("circumstances/overdue/values",)],
        ),
        (rule_set(indicator("a.x"), units=UNITS.grown([Unit(code="u", zh="某处", kind="bureau")])), [("units/u/kind",)]),
        (evolve(rule_set(indicator("a.x")), valid=Validity(start=date(2021, 1, 1)), clauses=[NEVER], assessments=[evolve(book().assessments[0], clauses=[NEVER])]), [("valid", "clauses/plan/valid")]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_placed(rules, places):
    """What names something that is not there, or contradicts another part, is placed at both."""
    assert places == placed(rules, contradictions), contradictions(rules)


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (rule_set(indicator("a.x"), clauses=[PLAN, PLAN]), ["clauses/plan"]),
        (evolve(rule_set(indicator("a.x")), measures=[*MEASURES.values(), MEASURES["lamps.lit"]]), ["measures/lamps.lit"]),
        (evolve(rule_set(indicator("a.x")), circumstances=[FOUND_BY, FOUND_BY]), ["circumstances/found_by"]),
        (evolve(book(), assessments=book().assessments * 2), ["assessments/a", "indicators/a.x"]),
        (rule_set(indicator("a.x"), crosswalks=(crosswalk(), crosswalk())), ["crosswalks/ab"]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v")] * 2), ["variants/v"]),
        (matched(match("a.x", "b.x"), match("a.x", "b.x")), ["matches/a.x/b.x"]),
        (rule_set(indicator("a.x"), indicator("b.x"), rulings=[ruling("litter.spots any", "a.x", "b.x")] * 2), ["rulings/a.x/b.x"]),
        (book(items=book().assessments[0].items * 2), ["assessments/a/items/item"]),
    ],
)  # fmt: skip
def test_what_is_declared_twice_is_placed(rules, places):
    """What has the code of another thing of its kind is placed where it is declared."""
    assert [(place,) for place in places] == placed(rules, contradictions)


@pytest.mark.parametrize(
    ("rules", "zh", "en"),
    [
        (
            sampled(counted(sample=5, among="notice.count")),
            "indicators/a.x/standard：指标“a.x”要求测 litter.spots，而没有要求测 notice.count：不知道共有几个；请在标准中写“notice.count any”",
            'indicators/a.x/standard: indicator \'a.x\' asks about litter.spots and not notice.count: how many there are; write "notice.count any" into its standard',
        ),
        (
            uses("a.litter"),
            "crosswalks/ab/uses；indicators/a.litter：a“a.litter”（a.litter）：在对照表 uses 中写作一次测评的一处用途，而所在考核没有别的指标与它对照；请删去这处用途，或补充对照",
            "crosswalks/ab/uses; indicators/a.litter: a.litter: it is declared as a use of one measurement, and no other indicator of its assessment is matched with it; drop the use, or match the other indicator",
        ),
    ],
)
def test_places_stand_before_what_is_wrong_there(rules, zh, en):
    """A problem of rules that are written in files begins with where, in both languages."""
    (problem,) = check(everywhere(rules)).problems

    assert (zh, en) == problem.told
