"""Whether one rule set asks at least as much as another: decided thing by thing, and told line by line."""

import pytest
from attrs import evolve

from samples import crosswalk, indicator, match, rule_set, ruling, scope, standard, subjects
from tristandard.basics.errors import BadValue
from tristandard.basics.place import Term, Tree
from tristandard.rules.comparison import Effect, tightens
from tristandard.rules.deduction import DeductionRule
from tristandard.rules.model import Model
from tristandard.rules.node import Fold, Sheet
from tristandard.rules.ruleset import Policy, Reading, Settlement
from tristandard.rules.standard import Standard
from tristandard.rules.tariff import Steps

PAIR = match("a.litter", "b.litter")
BUILT_UP = (crosswalk(PAIR, where="zone=built_up"),)


def rules(*, walks=BUILT_UP, rulings=(), policy=None, **changes):
    """Return a rule set of two assessments that share an indicator, with changes to the first one's."""
    first = evolve(indicator("a.litter", "litter.spots <= 3 处", where="zone=built_up", of="kind=district"), **changes)
    return rule_set(first, indicator("b.litter", "litter.spots <= 2 处"), crosswalks=walks, rulings=rulings, policy=policy or Policy())


def weighed(road):
    """Return a rule set whose first score weighs roads and markets."""
    one, other = rules().assessments
    weights = {"road": road, "market": 100 - road} if road < 100 else {"road": road}
    nodes = {"total": Fold(over="site_type", of="sheet", weights=weights), "sheet": Sheet()}
    return evolve(rules(), assessments=[evolve(one, model=Model(nodes)), other])


PARTS = ("subject", "part", "before", "after", "effect")
TIGHTENS, LOOSENS, CROSSES, ASIDE = Effect.TIGHTENS, Effect.LOOSENS, Effect.CROSSES, Effect.ASIDE


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (rules(standard=standard("litter.spots <= 1 处")), [("a.litter", "standard", "litter.spots <= 3 处", "litter.spots <= 1 处", TIGHTENS)]),
        (rules(standard=standard("litter.spots <= 4 处")), [("a.litter", "standard", "litter.spots <= 3 处", "litter.spots <= 4 处", LOOSENS)]),
        (rules(standard=standard("lamps.lit >= 98 %")), [("a.litter", "standard", "litter.spots <= 3 处", "lamps.lit >= 98 %", CROSSES)]),
        (rules(scope=scope("any")), [("a.litter", "scope", "zone=built_up", "any", TIGHTENS)]),
        (rules(scope=scope("zone=village")), [("a.litter", "scope", "zone=built_up", "zone=village", CROSSES)]),
        (rules(subjects=subjects("unit=wujin")), [("a.litter", "subjects", "kind=district", "unit=wujin", CROSSES)]),
        (rules(subjects=subjects("kind=district, unit=wujin")), [("a.litter", "subjects", "kind=district", "kind=district, unit=wujin", LOOSENS)]),
        (rules(zh="路面"), [("a.litter", "zh", "a.litter", "路面", ASIDE)]),
        (rules(deductions=()), [("a.litter", "deductions", "1 line", "0 lines", ASIDE)]),
        (rules(deductions=(DeductionRule(measures=["litter.spots"], tariff=Steps(2)),)), [("a.litter", "deductions", "1 line", "1 line, priced otherwise", ASIDE)]),
        (rules(walks=()), [("the match of a.litter and b.litter", "", "equal", "", LOOSENS)]),
        (rules(walks=(crosswalk(match("a.litter", "b.litter", "subset_of", "litter.spots"), where="zone=built_up"),)), [("the match of a.litter and b.litter", "", "equal", "subset_of litter.spots", CROSSES)]),
        (rules(walks=(crosswalk(match("a.litter", "b.litter")),)), [("crosswalk ab", "where", "zone=built_up", "any", TIGHTENS)]),
        (rules(walks=(crosswalk(match("a.litter", "b.litter"), where="zone=village"),)), [("crosswalk ab", "where", "zone=built_up", "zone=village", CROSSES)]),
        (rules(rulings=[ruling("litter.spots <= 2 处", "a.litter", "b.litter")]), [("the ruling for a.litter + b.litter", "", "", "litter.spots <= 2 处", CROSSES)]),
        (rules(policy=Policy(Reading.POINTWISE)), [("policy", "reading", "uniform", "pointwise", CROSSES)]),
        (rules(policy=Policy(settlement=Settlement.WORST)), [("policy", "settlement", "refuse", "worst", CROSSES)]),
        (evolve(rules(), assessments=[evolve(book, office="新") for book in rules().assessments[:1]] + list(rules().assessments[1:])), [("a", "office", "a", "新", ASIDE)]),
        (rules(), []),
    ],
)  # fmt: skip
def test_what_a_difference_does(other, told):
    """Every difference is listed with both sides, and with whether it asks more, less, both, or has no direction."""
    found = [(one.subject, one.part, one.before, one.after, one.effect) for one in tightens(rules(), other).differences]

    assert told == found


def test_what_is_asked_no_more():
    """An indicator or an assessment that is gone asks less, and one that came asks more."""
    alone = rule_set(indicator("b.litter", "litter.spots <= 2 处"), crosswalks=())
    both = rule_set(indicator("b.litter", "litter.spots <= 2 处"), indicator("a.litter"), crosswalks=())

    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(both, alone).differences] == [("a.litter", "", "a.litter", "", LOOSENS), ("a", "", "a", "", LOOSENS)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(alone, both).differences] == [("a.litter", "", "", "a.litter", TIGHTENS), ("a", "", "", "a", TIGHTENS)]
    assert str(tightens(alone, both)).splitlines()[1] == "  - tightens: a.litter: not there → a.litter"


def test_weights_are_told_by_member():
    """Of a score node whose weights changed each member is told; any other change of a node as a whole."""
    moved = [(one.subject, one.part, one.before, one.after) for one in tightens(weighed(70), weighed(60)).differences]
    dropped = [tuple(getattr(one, part) for part in PARTS) for one in tightens(weighed(70), weighed(100)).differences]
    ruled = rules(rulings=[ruling("litter.spots <= 2 处", "a.litter", "b.litter")])
    replaced = [(one.subject, one.part, one.before, one.after) for one in tightens(rules(), evolve(rules(), assessments=[evolve(book, model=Model({"total": Sheet(full=50)})) for book in rules().assessments])).differences]

    assert moved == [("a.total", "market", "30", "40"), ("a.total", "road", "70", "60")]
    assert dropped == [("a.total", "market", "30", "", ASIDE), ("a.total", "road", "70", "100", ASIDE)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(ruled, rules()).differences] == [("the ruling for a.litter + b.litter", "", "litter.spots <= 2 处", "", CROSSES)]
    assert [tuple(getattr(one, part) for part in PARTS) for one in tightens(rules(walks=()), rules()).differences] == [("the match of a.litter and b.litter", "", "", "equal", TIGHTENS)]
    assert replaced == [("a.total", "", "one node", "another"), ("b.total", "", "one node", "another")]


@pytest.mark.parametrize(
    ("other", "holds", "text"),
    [
        (rules(standard=standard("litter.spots <= 1 处")), True, "asks at least as much everywhere\n  - tightens: a.litter standard: litter.spots <= 3 处 → litter.spots <= 1 处"),
        (rules(standard=standard("lamps.lit >= 98 %"), zh="路面"), False,
         "asks less in 1 of 2\n  - tightens and loosens: a.litter standard: litter.spots <= 3 处 → lamps.lit >= 98 %\n  - has no direction: a.litter zh: a.litter → 路面"),
        (rules(walks=()), False, "asks less in 1 of 1\n  - loosens: the match of a.litter and b.litter: equal → gone"),
    ],
)  # fmt: skip
def test_a_comparison_says_its_verdict(other, holds, text):
    """The verdict comes first, then a line for each difference."""
    found = tightens(rules(), other)

    assert (found.holds, str(found)) == (holds, text)


@pytest.mark.parametrize("wrong", [lambda: tightens("a", rules()), lambda: tightens(rules(), None)])
def test_only_rule_sets_are_compared(wrong):
    """Anything but two rule sets is refused."""
    with pytest.raises(BadValue, match="of the kind RuleSet"):
        wrong()


def test_a_match_on_narrower_ground():
    """A match that stands in another crosswalk, on narrower ground, asks less, though both crosswalks are as they were."""
    walks = [evolve(crosswalk(*matches, where=where), code=code) for code, where, matches in (("wide", None, [PAIR]), ("narrow", "zone=village", []))]
    moved = [evolve(walks[0], matches=[]), evolve(walks[1], matches=[PAIR])]

    assert [str(one) for one in tightens(rules(walks=walks), rules(walks=moved)).differences] == ["loosens: the match of a.litter and b.litter where: any → zone=village"]


def test_a_term_that_moves():
    """A term below another parent, and a unit of another kind, may be reached by less; a term that is gone is reached by nothing."""
    base = rules()
    moved = evolve(base, site_types=Tree("site type", [evolve(one, parent=None) if one.code == "main_road" else one for one in base.site_types if one.code != "market"]))
    other = evolve(base, units=Tree("unit", [evolve(one, kind="town") for one in base.units]))

    assert [str(one) for one in tightens(base, moved).differences] == [
        "tightens and loosens: site type main_road: road/main_road → main_road",
        "loosens: site type market: market → gone",
    ]
    assert [str(one) for one in tightens(base, other).differences] == ["tightens and loosens: the kind of wujin: district → town"]
    assert (tightens(base, moved).holds, tightens(base, other).holds, tightens(moved, base).holds) == (False, False, False)


def test_a_term_that_came():
    """A term or a unit that is new takes nothing away, and is not told; a member that gets its first weight is told from nothing."""
    base = rules()
    more = evolve(base, zones=Tree("zone", [*base.zones, Term(code="port", zh="港区")]))

    assert (tightens(base, more).differences, [str(one) for one in tightens(more, base).differences]) == ((), ["loosens: zone port: port → gone"])
    assert [(one.part, one.before, one.after) for one in tightens(weighed(100), weighed(70)).differences] == [("road", "100", "70"), ("market", "", "30")]


def test_a_measure_that_is_declared_otherwise():
    """Two standards that read alike and are of different measures are told apart."""
    before = rules()
    litter = next(iter(standard("litter.spots <= 3 处").asks))
    after = rules(standard=Standard([evolve(litter, measure=evolve(litter.measure, zh="垃圾堆"))]))

    assert [str(one) for one in tightens(before, after).differences] == [
        "tightens and loosens: a.litter standard: litter.spots <= 3 处 → litter.spots <= 3 处, of a measure that is declared otherwise"
    ]
