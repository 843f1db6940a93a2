"""Rules with something wrong, and what is told of them, for the tests of checks."""

from attrs import evolve

from samples import (
    MEASURES,
    crosswalk,
    indicator,
    rule_set,
    standard,
)
from tristandard.basics.counting import CountingRule, Form
from tristandard.checks.contradictions import contradictions
from tristandard.codec.text import read_where
from tristandard.rules.deductions.chosen import Chosen
from tristandard.rules.deductions.factor import Factor
from tristandard.rules.deductions.rule import DeductionRule
from tristandard.rules.deductions.steps import Steps
from tristandard.rules.model import Model
from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.standard import Standard


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


def with_line(asks, measure_, tariff, **more):
    """Return a rule set of one indicator with a line for one of its measures, all its other measures priced by steps."""
    others = standard(asks).measures - {measure_}
    rules = [DeductionRule(measures=(measure_,), tariff=tariff, **more), *([DeductionRule(measures=others, tariff=Steps(1))] if others else [])]
    return rule_set(indicator("a.x", asks, *rules))


ANY, READ_WHERE = read_where("any"), "read them where findings are counted, by steps or as a veto"
FREE_CHOICE = Chosen("litter.spots", {ANY: (0, 1)})
BY_CITY = {"found_by": ["city"]}
AGAIN = Factor(by="repeated", factors={"1..": 2}, other=1)
TWICE = "is declared twice; give each its own code, or drop one"
ASKED = "load it without the key `variant`, and ask for the variant when loading"


def uses(*codes, hosts=("a",), matches=()):
    """Return a rule set of one indicator and a crosswalk that declares uses."""
    return rule_set(indicator("a.litter"), crosswalks=(evolve(crosswalk(*matches, host=hosts), uses=dict.fromkeys(codes, "另计")),))
