"""Each problem of a rule set names every place where the parts that it speaks of are written."""

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, rule_set, ruling
from samples.matched import BOTH, LAMPS, LITTER, pair, three
from tristandard.basics.location import Location, Locations
from tristandard.checks.contradictions import contradictions
from tristandard.checks.report import check
from tristandard.rules.assessment import AfterTies
from tristandard.rules.model import Model
from tristandard.rules.nodes.bonus import RankBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet


class Everywhere(dict):
    """Knows of every address where it is written: in a file of that name."""

    def get(self, address, _=None):
        return Location("/".join(address))


def placed(rules, found):
    """Return the places of each problem that is found in rules of which every part is written somewhere."""
    locations = Locations()
    object.__setattr__(locations, "known", Everywhere())
    return [tuple(place.file for place in problem.locations) for problem in found(evolve(rules, locations=locations))]


def book(**changes):
    """Return rules whose one assessment is changed."""
    rules = rule_set(indicator("a.x"))
    return evolve(rules, assessments=[evolve(rules.assessments[0], **changes)])


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (pair(LITTER, LAMPS), ("matches/a.x/b.x", "indicators/a.x/standard", "indicators/b.x/standard")),
        (pair(LITTER, LITTER, match("a.x", "b.x", "intersects")), ("matches/a.x/b.x/relation", "indicators/a.x", "indicators/b.x")),
        (three(match("a.x", "b.x"), rulings=[ruling(LITTER, "a.x", "c.x")]), ("rulings/a.x/c.x/members", "indicators/a.x", "indicators/c.x")),
        (evolve(pair(), crosswalks=[evolve(crosswalk(match("a.x", "b.x")), uses={"a.x": "另计"})]), ("crosswalks/ab/uses", "indicators/a.x")),
    ],
)
def test_what_cannot_be_merged_is_placed(rules, places):
    """Members that cannot become one are placed at their match, or at what alone is wrong of it, and at the column of each that says so."""
    assert places in placed(rules, lambda rules: check(rules).problems)


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (pair(LITTER, BOTH), ("indicators/a.x/deductions", "indicators/b.x/standard")),
    ],
)
def test_what_the_merge_leaves_unpriced_is_placed(rules, places):
    """A remark on prices is placed at the lines that do not price it, and at every standard that asks about it."""
    assert places in placed(rules, lambda rules: check(rules).remarks)


WIDE = crosswalk(match("a.x", "b.y", "subset_of", "lamps.lit"), host="c")


@pytest.mark.parametrize(
    ("rules", "places"),
    [
        (rule_set(indicator("a.x"), indicator("b.y"), crosswalks=(WIDE,)), [("crosswalks/ab/hosts",), ("matches/a.x/b.y/measures", "indicators/b.y/standard")]),
        (evolve(rule_set(indicator("a.x"), indicator("b.x"), crosswalks=(crosswalk(match("a.x", "b.x")),)), variant="v", variants=[]), [("variant",)]),
        (book(model=Model({"total": Sheet(gates=[Gate(of="every item", at_least=Mark(101, share=False), to=0)])})), [("assessments/a/score/total/gates", "assessments/a/items/item/full")]),
        (
            book(model=Model({"total": Mean(over="item", of="x", weights={"other": 100}), "x": Sheet()})),
            [("assessments/a/score/total/weights", "assessments/a/items/item")],
        ),
        (
            book(model=Model({"total": Given(by="组", bonuses=[RankBonus(of="total", points=(1,), ties=TiedBonus.SHARED)])}), after_ties=AfterTies.DENSE),
            [("assessments/a/score/total/bonuses", "assessments/a/after_ties")],
        ),
        (book(ties_by=["night"]), [("assessments/a/ties_by",)]),
    ],
)
def test_what_does_not_fit_is_placed(rules, places):
    """What names something that is not there, or contradicts another part, is placed at both."""
    found = placed(rules, contradictions)

    assert [one for one in places if one in found] == places, found
