"""Quarters of which figures are given, for tests of what comes of several results."""

from attrs import evolve

from survey import UNITS, city
from tristandard.basics.period import Quarter
from tristandard.basics.terms import Tree, Unit
from tristandard.merging.merged import merge
from tristandard.rules.assessment import Assessment
from tristandard.rules.model import Model
from tristandard.rules.nodes.given import Given
from tristandard.scoring.score import score
from tristandard.survey.planning import plan
from tristandard.survey.registering import register
from tristandard.survey.sharing import share

FIGURE = Model({"total": Given(by="测评组")})
TOWNS = Tree("unit", [*UNITS, Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])


def rules_of(model=FIGURE, **more):
    """Return a rule set whose one assessment rests on figures alone."""
    book = Assessment(code="a", zh="甲", en="a", office="甲", items=[], model=model, **more)
    return evolve(city(), assessments=[book], crosswalks=(), units=TOWNS)


def given(figures, period, rules=None, *, down=None):
    """Return the results of one period in which each unit was given its figure."""
    ledger = share(register(plan(merge(rules or rules_of()), [], period), []))
    return score(ledger, givens={("a", "total", unit): figure for unit, figure in figures.items()}, carried=down)


def quarters(*figures, rules=None):
    return [given(one, Quarter(2022, place), rules) for place, one in enumerate(figures, 1)]


def other_rules():
    return given({"wujin": 1}, Quarter(2022, 2), evolve(rules_of(), code="other"))
