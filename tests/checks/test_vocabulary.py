"""What circumstances, measures and units name that is not declared, and what was perhaps meant."""

import pytest
from attrs import evolve

from samples import (
    FOUND_BY,
    MEASURES,
    UNITS,
    crosswalk,
    indicator,
    lacking,
    match,
    rule_set,
    ruling,
    scope,
)
from samples.wrong import OF_FORMS, among, counted, lined, told, uses, with_book, with_indicator
from tristandard.basics.counting import Form
from tristandard.basics.terms import Unit
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.variant import Variant


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            rule_set(indicator("a.x"), units=UNITS.grown([Unit(code="u", zh="某处", kind="bureau")])),
            "unit 'u' names the kind of unit 'bureau', which is not declared; declare it, or mend the code",
        ),
    ],
)
def test_a_kind_that_is_not_declared(rules, message):
    """A unit names a kind that is declared."""
    assert lacking("\n".join(told(rules)), message) == []


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
