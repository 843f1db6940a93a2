"""A rule set as one value, and what in it contradicts itself."""

import pytest
from attrs import evolve

from samples import AREAS, MEASURES, PLAN, UNITS, crosswalk, indicator, lacking, match, measure, rule_set, ruling, scope, standard
from tristandard.basics.errors import BadValue
from tristandard.basics.place import Term, Tree, Unit
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Gate, Given, Mark, Sheet
from tristandard.rules.ruleset import Policy, Reading, Variant
from tristandard.rules.standard import Ask, Range, Standard
from tristandard.rules.tariff import Bands, Counting, Steps


def told(rules):
    return [str(problem) for problem in rules.problems()]


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
            "indicator 'a.x' has a standard that nothing can meet: litter.spots none; mend what it asks of litter.spots",
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
            "indicator 'a.x' has bands for litter.spots that do not fit: C is no rung of its ladder; let the bands cover each value once, and a worse one cost no less",
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
        (with_model({"total": Fold(over="site", of="shet")}), "score node 'a.total' names the node 'shet', which is not there; declare it, or mend the name"),
        (
            with_model({"total": Fold(over="site_type", of="sheet", weights={"raod": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the site type 'raod', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Fold(over="zone", of="sheet", weights={"vilage": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the zone 'vilage', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Fold(over="area", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the area 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Fold(over="unit", of="sheet", weights={"wujn": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the unit 'wujn', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Fold(over="item", of="sheet", weights={"looks": 100}), "sheet": Sheet()}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (
            with_model({"total": Fold(over="item", of="sheet"), "sheet": Sheet(50)}),
            "score node 'total' of a folds over items whose marks are not the sheet's 50: item; give the items and the sheet one full mark, or use one sheet for all items",
        ),
        (
            with_model({"total": Sheet(gates=[Gate(of="item looks", at_least=Mark(50, share=True))])}),
            "score node 'total' of a names the item 'looks', which is not declared; declare it, or mend the code",
        ),
        (with_model({"total": Given()}), "score node 'a.total' is given by nobody; write `by`, the office or source that gives the figure"),
        (with_model({"sheet": Sheet()}), "score node 'a.total' is missing; name one node `total`; its score is the unit's"),
        (with_book(unranked=["zone"]), "the list unranked of a names the kind of unit 'zone', which is not declared; declare it, or mend the code"),
        (with_book(warning=Mark(3, share=False)), "assessment 'a' warns at 3 分; write a share of an item's mark below all of it, such as \"30 %\""),
        (
            rule_set(indicator("a.x"), crosswalks=(crosswalk(host="z"),)),
            "the host of crosswalk 'ab' names the assessment 'z', which is not declared; declare it, or mend the code",
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


def test_an_item_without_a_weight():
    """Where items are weighed, each has a weight, 0 where it shall not count."""
    rules = with_model({"total": Fold(over="item", of="sheet", weights={"item": 100}), "sheet": Sheet()})
    book = rules.assessments[0]

    assert evolve(rules, assessments=[evolve(book, items=[*book.items, evolve(book.items[0], code="more")])]).problems()


def test_an_indicator_of_another_assessment():
    """An indicator that stands in the wrong assessment is told."""
    rules = rule_set(indicator("a.x"))
    moved = evolve(rules, assessments=[evolve(rules.assessment("a"), indicators=[indicator("b.x")])])

    assert told(moved) == ["indicator 'b.x' stands in assessment 'a'; start its code with 'a' and a dot, or move it"]


def test_problems_are_told_all_at_once():
    """Problems of every part stand in one list."""
    rules = rule_set(evolve(indicator("a.x"), item="none"), clauses=[PLAN, PLAN], variant="v")

    assert len(told(rules)) == 3


def test_more_areas_and_units():
    """A user's own towns and villages extend a rule set, and stand in it like its own."""
    rules = rule_set(indicator("a.x")).extended(areas=[Term(code="hutang", zh="湖塘镇", parent="wujin")], units=[Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])

    assert (rules.paths["area"]["hutang"], rules.subject("niutang")) == (("city", "wujin", "hutang"), (("town",), ("wujin", "niutang")))


def test_a_variant_replaces_what_it_declares():
    """A variant replaces the ground of the crosswalks it names and the policy, and nothing else."""
    variant = Variant(code="v", zh="式", en="v", where={"ab": scope("zone=built_up")}, policy=Policy(Reading.POINTWISE))
    rules = rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x")), crosswalk(code="cd")), variants=[variant])
    varied = rules.varied("v")

    assert ([found.where for found in varied.crosswalks], varied.policy.reading, varied.variant, varied.assessments) == (
        [scope("zone=built_up"), None],
        Reading.POINTWISE,
        "v",
        rules.assessments,
    )


def test_a_variant_without_a_policy_keeps_it():
    """What a variant does not declare stays."""
    rules = rule_set(indicator("a.x"), variants=[Variant(code="v", zh="式", en="v")], policy=Policy(Reading.POINTWISE))

    assert rules.varied("v").policy == rules.policy


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda rules: rules.varied("v"), "'v' is not a variant of sample; give one of (it has none)"),
        (lambda rules: rules.assessment("b"), "'b' is not an assessment of sample; give one of a"),
        (lambda rules: rules.subject("x"), "'x' is not a known unit; give one of hutang, wujin"),
    ],
)
def test_unknown_names(ask, message):
    """A variant, an assessment or a unit that is not there is refused with those that are."""
    with pytest.raises(BadValue) as caught:
        ask(rule_set(indicator("a.x")))

    assert str(caught.value) == message


def test_the_order_of_writing_means_nothing():
    """A rule set is the same in any order of its parts."""
    one = rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(), crosswalk(code="cd")))
    other = rule_set(indicator("b.x"), indicator("a.x"), crosswalks=(crosswalk(code="cd"), crosswalk()))

    assert (one, list(one.measures) == sorted(MEASURES.values(), key=lambda found: found.code), len(one.areas)) == (other, True, len(AREAS))
