"""What in crosswalks names what is not there, and what a match may cover."""


import pytest
from attrs import evolve

from samples import (
    MEASURES,
    crosswalk,
    indicator,
    lacking,
    match,
    rule_set,
    ruling,
    scope,
)
from samples.wrong import ASKED
from samples.wrong import told as told_of
from tristandard.basics.counting import CountingRule
from tristandard.basics.errors import BadValue
from tristandard.basics.terms import Tree
from tristandard.checks.contradictions import contradictions
from tristandard.rules.model import Model
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.policy import Policy, Reading
from tristandard.rules.standard import Standard
from tristandard.rules.variant import Variant

LITTER, LAMPS = indicator("a.litter"), indicator("a.lamps", "lamps.lit >= 90 %")
STREET = indicator("b.street", "litter.spots <= 0 处; notice.count <= 0 处")


def told(*indicators, crosswalks):
    """Return what does not fit, in English."""
    return [str(problem) for problem in contradictions(rule_set(*indicators, crosswalks=crosswalks))]


def test_a_host_is_an_assessment():
    """A crosswalk hosted by nobody is told where it stands."""
    (problem, *_) = told(LITTER, indicator("b.litter"), crosswalks=(crosswalk(match("a.litter", "b.litter"), host="c"),))

    assert problem == "the list hosts of crosswalk 'ab' names the assessment 'c', which is not declared; declare it, or mend the code"


def test_a_part_is_of_what_the_larger_one_asks():
    """A match covers measures of the larger indicator; where those of the smaller are the larger one's, perhaps the two were exchanged."""
    other, turned = (told(STREET, one, crosswalks=(crosswalk(match(one.code, "b.street", "subset_of", "lamps.lit")),)) for one in (LITTER, LAMPS))

    assert other[0] == "the match of 'a.litter' and 'b.street' covers lamps.lit, which the larger one does not ask about; name measures of the larger one"
    assert turned[0] == (
        "the match of 'a.lamps' and 'b.street' covers lamps.lit, which the larger one does not ask about; "
        "name measures of the larger one; where 'a.lamps' is the larger one, swap the two or write superset_of"
    )


@pytest.mark.parametrize(("measures", "split"), [(("litter.spots",), True), (("notice.count",), True), (("litter.spots", "notice.count"), False)])
def test_a_sample_stays_with_that_among_which_it_is_taken(measures, split):
    """A match covers both, a sample and that which says among how many it is taken, or neither."""
    measure = evolve(MEASURES["litter.spots"], counting=CountingRule(sample=3, among="notice.count"))
    street = evolve(STREET, standard=Standard([evolve(ask, measure=measure) if ask.measure.code == measure.code else ask for ask in STREET.standard.asks]))
    part = evolve(street, code="a.part")
    rules = rule_set(street, part, crosswalks=(crosswalk(match("a.part", "b.street", "subset_of", *measures)),))
    rules = evolve(rules, measures=[measure if one.code == measure.code else one for one in rules.measures])
    said = "the match of 'a.part' and 'b.street' parts litter.spots from notice.count, which says among how many the sample is taken; name both, or neither"

    assert (said in list(map(str, contradictions(rules)))) is split


def test_a_gate_of_every_item_is_within_the_reach_of_each():
    """A gate that reads every item lies at a mark that the smallest can have."""
    rules = rule_set(LITTER)
    rules = evolve(rules, assessments=[evolve(rules.assessments[0], model=Model({"total": Sheet(gates=[Gate(of="every item", at_least=Mark(101, share=False), to=0)])}))])
    found = [str(problem) for problem in contradictions(rules)]

    assert [one for one in found if "above its full mark" in one] == [
        "score node 'total' of a has a gate of item item at 101 分, above its full mark of 100; give a mark that the item can reach"
    ]


def test_a_use_has_a_reason():
    """Who counts one measurement twice says why."""
    with pytest.raises(BadValue, match="write why"):
        evolve(crosswalk(match("a.litter", "b.litter")), uses={"a.litter": ""})


@pytest.mark.parametrize(
    ("rules", "message"),
    [
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
def test_crosswalks_rulings_and_variants_that_do_not_fit(rules, message):
    """Each name that is not there is told with what names it."""
    assert lacking("\n".join(told_of(rules)), message) == []


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

    assert problems == told_of(evolve(rules.varied("v"), **changes))
    assert [] == told_of(rules.varied("w"))
