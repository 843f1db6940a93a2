"""What in a rule set contradicts itself, or names what is not there."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from samples import (
    FOUND_BY,
    MEASURES,
    PLAN,
    UNITS,
    crosswalk,
    indicator,
    lacking,
    match,
    measure,
    rule_set,
    ruling,
    scope,
    standard,
)
from tristandard.basics.clause import Validity
from tristandard.basics.counting import CountingRule, Form
from tristandard.basics.terms import Term, Tree, Unit
from tristandard.checks.contradictions import contradictions
from tristandard.codec.text import read_where
from tristandard.rules.acceptance import End, Range
from tristandard.rules.assessment import AfterTies
from tristandard.rules.deductions.bands import Bands
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.gain import Gain
from tristandard.rules.deductions.price import Level
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Counting, Steps
from tristandard.rules.deductions.veto import Veto
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.bonus import RankBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import AbsentItem, Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.standard import Ask, Standard
from tristandard.rules.variant import Variant


def told(rules):
    return [str(problem) for problem in contradictions(rules)]


def with_book(**changes):
    """Return a rule set whose one assessment is changed."""
    rules = rule_set(indicator("a.x"))
    return evolve(rules, assessments=[evolve(rules.assessments[0], **changes)])


def with_model(nodes):
    rules = rule_set(indicator("a.litter"))
    return evolve(rules, assessments=[evolve(rules.assessment("a"), model=Model(nodes))])


def with_indicator(**more):
    return rule_set(evolve(indicator("a.litter"), **more))


def priced(asks, *tariffs):
    rules = [DeductionRule(measures=standard(asks).measures, tariff=tariff) for tariff in tariffs]
    return rule_set(evolve(indicator("a.x", asks), deductions=tuple(rules)))


#: A blend of a figure, a mean over sites, and a figure of no weight.
BROKEN = Model(
    {"total": Blend(weights={"one": 40, "sites": 60, "idle": 0}), "one": Given(by="组"), "idle": Given(by="组"), "sites": Mean(over="site", of="sheet"), "sheet": Sheet()}
)


def test_a_sound_rule_set():
    """A rule set that contradicts nothing has no problems."""
    assert told(rule_set(indicator("a.litter"), indicator("b.litter"), crosswalks=(crosswalk(match("a.litter", "b.litter")),))) == []


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (rule_set(indicator("a.x"), indicator("a.x")), "the indicator 'a.x' is declared twice; give each its own code, or drop one"),
        (rule_set(indicator("a.x"), clauses=[PLAN, PLAN]), "the clause 'plan' is declared twice; give each its own code, or drop one"),
        (
            rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x"), match("b.x", "a.x")),)),
            "the match 'a.x ~ b.x' is declared twice; give each its own code, or drop one",
        ),
        (
            rule_set(indicator("a.x"), indicator("b.x"), rulings=[ruling("litter.spots any", "a.x", "b.x")] * 2),
            "the ruling 'a.x+b.x' is declared twice; give each its own code, or drop one",
        ),
        (
            evolve(rule_set(indicator("a.x")), assessments=rule_set(indicator("a.x")).assessments * 2),
            "the assessment 'a' is declared twice; give each its own code, or drop one",
        ),
        (
            rule_set(indicator("a.x"), units=UNITS.grown([Unit(code="u", zh="某处", kind="bureau")])),
            "unit 'u' names the kind of unit 'bureau', which is not declared; declare it, or mend the code",
        ),
        (with_indicator(item="order"), "indicator 'a.litter' names the item 'order', which is not declared; declare it, or mend the code"),
        (with_indicator(standard=Standard()), "indicator 'a.litter' asks nothing; write a standard"),
        (with_indicator(scope=scope("nowhere")), "indicator 'a.litter' holds nowhere, or for nobody; name at least one extent, or write any"),
        (
            rule_set(indicator("a.x", where="area=wujin"), areas=Tree("area")),
            "indicator 'a.x' names the area 'wujin', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x", of="kind=town"), kinds=Tree("kind of unit", [Term(code="district", zh="区")]), units=Tree("unit")),
            "indicator 'a.x' names the kind of unit 'town', which is not declared; declare it, or mend the code",
        ),
        (
            with_indicator(standard=Standard([Ask(measure("litter.spots", "个"), Range())])),
            "indicator 'a.litter' names the measure 'litter.spots', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x", "litter.spots <= -1 处")),
            "indicator 'a.x' has a standard that nothing can meet: litter.spots none; mend what it asks of litter.spots (give a whole number from 0 in 处)",
        ),
        (
            rule_set(indicator("a.x", "litter.spots <= 0 处", DeductionRule(measures=("lamps.lit",), tariff=Steps(1)))),
            "indicator 'a.x' prices lamps.lit, which its standard does not ask about; price a measure of its standard, or let the standard ask about it too, such as lamps.lit any",
        ),
        (priced("litter.spots <= 0 处"), "indicator 'a.x' asks about litter.spots but no rule of its own prices it; add a rule, or drop what it asks"),
        (
            priced("toilet.grade >= B", Bands({"C": 2, "A": 0, "D": 1})),
            "indicator 'a.x' has bands for toilet.grade that do not fit: B has no band; let the bands cover each value once, and a worse one cost no less",
        ),
        (
            priced("litter.spots <= 0 处", Bands({"C": 2})),
            'indicator \'a.x\' has bands for litter.spots that do not fit: C is no range of numbers, such as "1..5", "> 5" or "= 0"; let the bands cover each value once, and a worse one cost no less',
        ),
        (
            priced("litter.spots <= 0 处", Steps(1, None)),
            "indicator 'a.x' deducts by the uncompleted share of litter.spots, of which nothing is required; ask for at least something above zero, or write a step",
        ),
        (
            priced("notice.form requires {panel}", Steps(1, None)),
            "indicator 'a.x' deducts by the uncompleted share of notice.form, of which nothing is required; ask for at least something above zero, or write a step",
        ),
        (
            priced("lamps.lit >= 99 %", Steps(1, counting=Counting.ALL)),
            "indicator 'a.x' counts all occurrences of lamps.lit, which has no upper end; count what lies beyond the bar",
        ),
        (with_model({"total": Mean(over="site", of="shet")}), "score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name"),
        (
            with_model({"total": Mean(over="site_type", of="sheet", weights={"raod": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the site type 'raod', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="zone", of="sheet", weights={"vilage": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the zone 'vilage', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="area", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the area 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="unit", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the unit 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="item", of="sheet", weights={"looks": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Mean(over="item", of="sheet"), "sheet": Sheet(50)}),
            "score node 'total' of a is a mean over items whose marks are not the sheet's 50: item; give the items and the sheet one full mark, or use one sheet for all items",
        ),
        (
            with_model({"total": Sheet(50, absent=AbsentItem.DROP)}),
            "score node 'total' of a lets items leave that do not apply, and their marks add up to 100, not to the 50 of the sheet; let the marks of the items add up to that of the sheet, or write absent = \"keep\"",
        ),
        (
            with_model({"total": Sheet(gates=[Gate(of="item looks", at_least=Mark(50, share=True))])}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (with_model({"total": Given()}), "score node 'a.total' is given by nobody; write `by`, the office or source that gives the figure"),
        (with_model({"sheet": Sheet()}), "score node 'a.total' is missing; name one node `total`; its score is the unit's"),
        (with_book(unranked=["zone"]), "the list unranked of a names the kind of unit 'zone', which is not declared; declare it, or mend the code"),
        (with_book(ties_by=["sheet"]), "assessment 'a' breaks ties by 'sheet', which is no part that counts in the score and stands for a unit as a whole; the score has no such part: leave `ties_by` out"),
        (
            with_book(ties_by=["idle"], model=BROKEN),
            "assessment 'a' breaks ties by 'idle', which is no part that counts in the score and stands for a unit as a whole; name one of one, sites",
        ),
        (with_book(ties_by=["one", "one"], model=BROKEN), "assessment 'a' breaks ties by 'one' twice; name it once"),
        (
            with_book(after_ties=AfterTies.DENSE, model=Model({"total": Sheet(bonuses=[RankBonus(of="total", points=[1], ties=TiedBonus.SHARED)])})),
            "assessment 'a' lets ties share a bonus by place ('total'), and leaves no place free after them to share; write after_ties = \"skip\", or give each of them the points of the place (ties = \"each\")",
        ),
        (with_book(warning=Mark(3, share=False)), "assessment 'a' warns at 3 分; write a share of an item's mark below all of it, such as \"30 %\""),
        (
            rule_set(indicator("a.x"), crosswalks=(crosswalk(host="z"),)),
            "the list hosts of crosswalk 'ab' names the assessment 'z', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)),
            "the match of 'a.x' and 'b.x' names the indicator 'b.x', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x"), crosswalks=(crosswalk(where="area=wujin"),), areas=Tree("area")),
            "crosswalk 'ab' names the area 'wujin', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x", "subset_of", "lamps.lit")),)),
            "the match of 'a.x' and 'b.x' covers lamps.lit, which the larger one does not ask about; name measures of the larger one",
        ),
        (
            rule_set(indicator("a.x"), rulings=[ruling("litter.spots any", "a.x", "b.x")]),
            "a ruling names the indicator 'b.x', which is not declared; declare it, or mend the code",
        ),
        (
            rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v", where={"abc": scope("any")})]),
            "variant 'v' names the crosswalk 'abc', which is not declared; declare it, or mend the code",
        ),
        (rule_set(indicator("a.x"), variant="v"), "rule set 'sample' names the variant 'v', which is not declared; declare it, or mend the code"),
    ],
)
def test_what_contradicts_itself(rules, message):
    """Each contradiction is told with its subject and the remedy."""
    assert lacking("\n".join(told(rules)), message) == []


def counted(**more):
    """Return a rule set whose litter is counted by a rule."""
    counting = CountingRule(**more)
    return evolve(rule_set(indicator("a.litter", "lamps.lit >= 99 %")), measures=[evolve(one, counting=counting) if one.code == "litter.spots" else one for one in MEASURES.values()])


def among(asks, **more):
    """Return a rule set of one indicator that asks about litter, a sample of which is taken among notices."""
    litter = evolve(MEASURES["litter.spots"], counting=CountingRule(sample=5, among="notice.count"))
    of = {**MEASURES, litter.code: litter}
    made = indicator("a.x", asks, DeductionRule(measures=(litter.code,), tariff=Steps(1)))
    made = evolve(made, standard=Standard([evolve(ask, measure=of[ask.measure.code]) for ask in made.standard.asks]))
    return evolve(rule_set(made, **more), measures=of.values())


def lined(*rules, asks="litter.spots <= 0 处"):
    """Return a rule set of one indicator with lines for it."""
    return rule_set(indicator("a.x", asks, *(DeductionRule(measures=standard(asks).measures, **rule) for rule in rules)))


OF_FORMS = {"1": Form(1, "一处"), "x": Form("0.5", "半处")}


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (counted(by="shape", forms=OF_FORMS), ["measure 'litter.spots' counts 0.5 for x, and is a whole number; count whole numbers, or leave `whole` out", "measure 'litter.spots' names the circumstance 'shape', which is not declared; declare it, or mend the code"]),
        (counted(by="found_by", forms={"city": Form(0, "不计"), "mayor": Form(2, "计两处")}), ["measure 'litter.spots' names the answer to found_by 'mayor', which is not declared; declare it, or mend the code"]),
        (counted(by="notified", forms={"2..": Form(2, "两次交办计两处")}), []),
        (counted(sample=5, among="bins"), ["measure 'litter.spots' names the measure 'bins', which is not declared; declare it, or mend the code"]),
        (counted(sample=5, among="notice.count"), []),
        *((counted(sample=5, among=among), [f"measure 'litter.spots' takes its sample among {among}, which is no plain number of things; name another measure: of whole numbers (`whole = true`), 0 or more, and of no sample itself"]) for among in ("litter.spots", "lamps.lit")),
        (among("litter.spots <= 0 处; notice.count any"), []),
        (among("litter.spots <= 0 处"), ["indicator 'a.x' asks about litter.spots and not notice.count: how many there are; write \"notice.count any\" into its standard"]),
        (lined({"tariff": Steps(1), "where": {"weather": ["rain"]}}), ["indicator 'a.x' names the circumstance 'weather', which is not declared; declare it, or mend the code"]),
        (lined({"tariff": Steps(1), "times": [Factor(by="found_by", factors={"city": 2, "press": 3}, other=1)]}), ["indicator 'a.x' names the answer to found_by 'press', which is not declared; declare it, or mend the code"]),
        (lined({"tariff": Steps(1), "where": {"sent_back": ["1..2", "3.."]}}), []),
        (evolve(rule_set(indicator("a.x")), circumstances=[FOUND_BY, evolve(FOUND_BY, code="by_whom", values={})]), ["circumstance 'by_whom' has no answers; list them under values"]),
    ],
)
def test_circumstances_and_their_answers(rules, problems):
    """Counting rules and lines read circumstances that are declared, with answers that they have; what a life tells needs no declaration."""
    assert problems == told(rules)


def with_line(asks, measure_, tariff, **more):
    """Return a rule set of one indicator with a line for one of its measures, all its other measures priced by steps."""
    others = standard(asks).measures - {measure_}
    rules = [DeductionRule(measures=(measure_,), tariff=tariff, **more), *([DeductionRule(measures=others, tariff=Steps(1))] if others else [])]
    return rule_set(indicator("a.x", asks, *rules))


ANY, READ_WHERE = read_where("any"), "read them where findings are counted, by steps or as a veto"
FREE_CHOICE = Chosen("litter.spots", {ANY: (0, 1)})
BY_CITY = {"found_by": ["city"]}
AGAIN = Factor(by="repeated", factors={"1..": 2}, other=1)


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (with_line("queue.wait <= 0 min; litter.spots any", "queue.wait", FREE_CHOICE), []),
        (with_line("queue.wait <= 5 min; litter.spots any", "queue.wait", FREE_CHOICE), ['takes the points chosen as queue.wait, which are not at most 0; write "queue.wait <= 0 min"']),
        (with_line("queue.wait any; litter.spots any", "queue.wait", FREE_CHOICE), ['takes the points chosen as queue.wait, which are not at most 0; write "queue.wait <= 0 min"']),
        (with_line("notice.count <= 0 处; litter.spots any", "notice.count", FREE_CHOICE), ['takes the points chosen as notice.count, a measure of whole numbers; leave `whole` out of notice.count: points may have decimals']),
        (with_line("queue.wait <= 0 min", "queue.wait", FREE_CHOICE), ['chooses points by litter.spots, which its standard does not ask about; write "litter.spots any" into its standard']),
        (
            with_line("queue.wait <= 0 min; litter.spots any", "queue.wait", Chosen("litter.spots", {read_where("1..2"): (0, 1)})),
            ["has bands for litter.spots that do not fit: nothing says what lies below >= 1 and <= 2; let the bands cover each value once", "has bands for litter.spots that do not fit: nothing says what lies above >= 1 and <= 2; let the bands cover each value once"],
        ),
        (with_line("lamps.lit any", "lamps.lit", Gain(1), at_most=1), ['gains by lamps.lit, of which no end is asked: all its values are at least 0 %; ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that ">= 0 %" asks something']),
        (with_line("lamps.lit any", "lamps.lit", Gain(1)), ['gains by lamps.lit, of which no end is asked: all its values are at least 0 %; ask for at least, or at most, something beyond that, or write low = "open" for the measure, so that ">= 0 %" asks something', "gains without a ceiling; write at_most"]),
        (with_line("notice.count >= 1 处", "notice.count", Steps(1, None)), []),
        (with_line("lamps.lit >= 95 %", "lamps.lit", Steps(1), where=BY_CITY), [f"reads circumstances to price lamps.lit, which is not a number of findings with an upper end; {READ_WHERE}"]),
        (with_line("litter.spots >= 3 处 and <= 8 处", "litter.spots", Steps(1), where=BY_CITY), [f"reads circumstances to price litter.spots, which is not a number of findings with an upper end; {READ_WHERE}"]),
        (
            with_line("litter.spots <= 0 处", "litter.spots", Bands({read_where("= 0"): 0, read_where("> 0"): 1}), where=BY_CITY),
            [f"reads circumstances to price litter.spots, which is not a number of findings with an upper end; {READ_WHERE}"],
        ),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), where={"repeated": ["1.."]}), ["reads 'repeated' without saying how far back; write look_back with 'repeated', and only there"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), look_back=2), ["looks back 2 periods; write look_back with 'repeated', and only there"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1), times=(AGAIN,), look_back=2), []),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1, 2), times=(AGAIN,), look_back=1), ["counts findings by circumstance in steps other than one; price each finding: leave `per` out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(1, 2), where=BY_CITY), ["counts findings by circumstance in steps other than one; price each finding: leave `per` out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(5), at_most=5), []),
        (with_line("litter.spots <= 0 处", "litter.spots", Steps(5), at_most="4.5"), ["stops at 4.5, below one step of 5; let the cap be at least one step"]),
        (with_line("lamps.lit >= 90 %; litter.spots <= 0 处", "litter.spots", Veto(Level.ITEM), at_most=5), ["has a veto with a cap, which means nothing; leave at_most out"]),
        (with_line("litter.spots <= 0 处", "litter.spots", Veto(Level.SITE)), ["may zero a site, where no score stands for one; take the mean over 'site' above every sheet, or let it zero the item or the unit"]),
        (lined({"tariff": Steps(1)}, {"tariff": Steps(1)}, asks="litter.spots <= -1 处; notice.count <= -1 处"), ["has a standard that nothing can meet: litter.spots none; notice.count none; mend what it asks of litter.spots (give a whole number from 0 in 处), notice.count (give a whole number from 0 in 处)"]),
        (
            rule_set(evolve(indicator("a.x"), deductions=(DeductionRule(measures=("litter.spots", "lamps.lit", "queue.wait"), tariff=Steps(1)),))),
            ["prices lamps.lit, queue.wait, which its standard does not ask about; price a measure of its standard, or let the standard ask about it too, such as lamps.lit any"],
        ),
    ],
)
def test_lines_that_do_not_fit(rules, problems):
    """A line that chooses, gains, looks back, stops or zeroes where it cannot is told with what to write; a cap of exactly one step holds."""
    assert [f"indicator 'a.x' {problem}" for problem in problems] == told(rules)


def test_the_uncompleted_share_of_nothing():
    """Where at least nothing is required of what may be negative, no share of it can be missing."""
    depth = measure("depth.change", "cm", low=None)
    asked = evolve(indicator("a.x"), standard=Standard([Ask(depth, Range(floor=End(0)))]), deductions=(DeductionRule(measures=(depth.code,), tariff=Steps(1, None)),))

    assert ["indicator 'a.x' deducts by the uncompleted share of depth.change, of which nothing is required; ask for at least something above zero, or write a step"] == told(evolve(rule_set(asked), measures=[depth]))


def test_a_site_is_zeroed_where_a_score_stands_for_it():
    """A veto of a site needs a fold over sites; a model that cannot be evaluated is told by itself."""
    rules = with_line("litter.spots <= 0 处", "litter.spots", Veto(Level.SITE))
    book = rules.assessments[0]
    models = [Model({"total": Mean(over="site", of="sheet"), "sheet": Sheet()}), Model({"total": Mean(over="site", of="shet")})]

    assert [[], ["score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name"]] == [told(evolve(rules, assessments=[evolve(book, model=model)])) for model in models]


@pytest.mark.parametrize(("warning", "sound"), [(Mark(0, share=True), False), (Mark("0.5", share=True), True), (Mark(1, share=True), True), (Mark("99.9", share=True), True), (Mark(100, share=True), False), (Mark("100.5", share=True), False), (Mark(50, share=False), False)])
def test_a_warning_is_a_share_of_a_mark(warning, sound):
    """A warning goes out at more than nothing and less than all of an item's mark."""
    assert ([] if sound else [f"assessment 'a' warns at {warning}; write a share of an item's mark below all of it, such as \"30 %\""]) == told(with_book(warning=warning))


TWICE = "is declared twice; give each its own code, or drop one"


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        (evolve(rule_set(indicator("a.x")), measures=[*MEASURES.values(), MEASURES["lamps.lit"]]), [f"the measure 'lamps.lit' {TWICE}"]),
        (evolve(rule_set(indicator("a.x")), circumstances=[FOUND_BY, FOUND_BY]), [f"the circumstance 'found_by' {TWICE}"]),
        (rule_set(indicator("a.x"), crosswalks=(crosswalk(), crosswalk())), [f"the crosswalk 'ab' {TWICE}"]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v")] * 2), [f"the variant 'v' {TWICE}"]),
        (with_book(items=with_book().assessments[0].items * 2), [f"the item of a 'item' {TWICE}"]),
        (evolve(rule_set(indicator("a.x")), circumstances=[evolve(FOUND_BY, code=code) for code in ("overdue", "repeated")]), [f"circumstance '{code}' is told by the life of a finding already; give it another code" for code in ("overdue", "repeated")]),
        (rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v", where={"ab": scope("area=wujin")})], crosswalks=(crosswalk(),), areas=Tree("area")), ["variant 'v' names the area 'wujin', which is not declared; declare it, or mend the code"]),
        (
            rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x", "subset_of", "lamps.lit", "notice.count")),)),
            ["the match of 'a.x' and 'b.x' covers lamps.lit, notice.count, which the larger one does not ask about; name measures of the larger one"],
        ),
    ],
)
def test_what_is_declared_twice_or_nowhere(rules, problems):
    """Each kind of thing is declared once, under a code that nothing else has, and names only what is there."""
    assert problems == told(rules)


def test_items_that_do_not_fit_their_sheet():
    """Where items are folded over, each has the sheet's mark and a weight; a broken model keeps that from being looked at, not from being told."""
    book = rule_set(indicator("a.x")).assessments[0]
    items = [evolve(book.items[0], code=code, full=full) for code, full in (("item", 50), ("looks", 60), ("order", 70))]
    fold = Mean(over="item", of="sheet", weights={"item": 100})
    models = [Model({"total": fold, "sheet": Sheet(50)}), Model({"total": evolve(fold, of="shet")})]
    unweighed = [f"score node 'total' of a gives no weight to the item {code}; give each item its weight, 0 where it shall not count" for code in ("looks", "order")]

    assert [
        [*unweighed, "score node 'total' of a is a mean over items whose marks are not the sheet's 50: looks, order; give the items and the sheet one full mark, or use one sheet for all items"],
        ["score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name", *unweighed],
    ] == [told(with_book(items=items, model=model)) for model in models]


ASKED = "load it without the key `variant`, and ask for the variant when loading"


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"policy": Policy()}, [f"rule set 'sample' names the variant 'v', but has another policy; {ASKED}"]),
        ({"crosswalks": (crosswalk(), crosswalk(code="cd"))}, [f"rule set 'sample' names the variant 'v', but crosswalk 'ab' holds on other ground; {ASKED}"]),
        ({"crosswalks": (crosswalk(where="zone=built_up"), crosswalk(code="cd", where="zone=village"))}, []),
    ],
)
def test_a_variant_that_stands_is_as_it_was_declared(changes, problems):
    """A rule set that names its variant has the ground and the policy that the variant declares."""
    variant = Variant(code="v", zh="式", en="v", where={"ab": scope("zone=built_up")}, policy=Policy(Reading.POINTWISE))
    rules = rule_set(indicator("a.x"), crosswalks=(crosswalk(), crosswalk(code="cd")), variants=[variant, evolve(variant, code="w", policy=None, where={})])

    assert problems == told(evolve(rules.varied("v"), **changes))
    assert [] == told(rules.varied("w"))


def test_an_item_without_a_weight():
    """Where items are weighed, each has a weight, 0 where it shall not count."""
    rules = with_model({"total": Mean(over="item", of="sheet", weights={"item": 100}), "sheet": Sheet()})
    book = rules.assessments[0]

    assert contradictions(evolve(rules, assessments=[evolve(book, items=[*book.items, evolve(book.items[0], code="more")])]))


def test_an_indicator_of_another_assessment():
    """An indicator that stands in the wrong assessment is told."""
    rules = rule_set(indicator("a.x"))
    moved = evolve(rules, assessments=[evolve(rules.assessment("a"), indicators=[indicator("b.x")])])

    assert told(moved) == ["indicator 'b.x' stands in assessment 'a'; start its code with 'a' and a dot, or move it"]


def test_problems_are_told_all_at_once():
    """Problems of every part stand in one list."""
    rules = rule_set(evolve(indicator("a.x"), item="none"), clauses=[PLAN, PLAN], variant="v")

    assert len(told(rules)) == 3


def test_marks_that_cannot_be_added_up():
    """Caps without a common denominator of a thousand digits are refused before anything is merged."""
    lines = [DeductionRule(measures=["litter.spots"], tariff=Steps(1), at_most=2 + Fraction(1, 10**39 + 2 * number + 1)) for number in range(26)]
    told_ = [told(rule_set(indicator("a.x", "litter.spots <= 0 处", *lines[:count]))) for count in (25, 26)]

    assert [[], ["rule set 'sample' has marks and caps without a common denominator of at most 1000 digits; write them as decimals, above all those of lines of a.x"]] == told_


def uses(*codes, hosts=("a",), matches=()):
    """Return a rule set of one indicator and a crosswalk that declares uses."""
    return rule_set(indicator("a.litter"), crosswalks=(evolve(crosswalk(*matches, host=hosts), uses=dict.fromkeys(codes, "另计")),))


@pytest.mark.parametrize(
    ("rules", "meant"),
    [
        (rule_set(indicator("a.x"), units=UNITS.grown([Unit(code="u", zh="某处", kind="towm")])), "town"),
        (with_book(unranked=["twon"]), "town"),
        (with_book(named=["districts"]), "district"),
        (with_indicator(item="itme"), "item"),
        (evolve(with_indicator(), measures=[evolve(MEASURES["litter.spots"], code="litter.spot")]), "litter.spot"),
        (uses("a.liter"), "a.litter"),
        (uses(matches=[match("a.liter", "a.litter")]), "a.litter"),
        (uses(hosts=["aa"]), "a"),
        (rule_set(indicator("a.litter"), rulings=[ruling("litter.spots any", "a.litter", "a.liter")]), "a.litter"),
        (rule_set(indicator("a.x"), crosswalks=(crosswalk(),), variants=[Variant(code="v", zh="式", en="v", where={"abc": scope("any")})]), "ab"),
        (lined({"tariff": Steps(1), "where": {"foundby": ["city"]}}), "found_by"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_what_was_meant(rules, meant):
    """Where a code that is declared is near to one that is not, the message asks whether it was meant."""
    (problem,) = told(rules)

    assert problem.endswith(f"is not declared; declare it, or mend the code (did you mean {meant}?)")


def test_rules_that_are_never_in_force():
    """Where the dates of a rule set and of what it cites leave no day, each is told with its own; what is always in force is not."""
    lapsed = evolve(PLAN, code="old", valid=Validity(end=date(2020, 1, 31)))
    rules = evolve(with_book(clauses=[PLAN, lapsed]), valid=Validity(start=date(2021, 1, 1)), clauses=[PLAN, lapsed])
    (problem,) = contradictions(rules)

    assert str(problem) == "rule set 'sample' and the clauses that it cites are never in force together (sample from 2021-01-01 to further notice; clause 'old' from the beginning to 2020-01-31); let their dates meet, or cite other clauses"
    assert problem.text("zh") == "规则集“sample”与所引的依据从不同时施行（sample 2021-01-01 起；依据“old” 2020-01-31 止）；请使施行日期有重合，或改引其他依据"
    assert told(evolve(rules, valid=Validity(start=date(2020, 1, 31)))) == []


def test_a_tie_is_broken_by_one_of_the_parts():
    """The parts that may break ties are told in the order of their names."""
    model = Model({"total": Blend(weights={"night": 40, "day": 60}), "night": Given(by="组"), "day": Given(by="组")})

    assert told(with_book(ties_by=["dusk"], model=model))[0].endswith("name one of day, night")
