"""Who answers for what: drawn quarters that together reach it, each with some of what it has."""

from fractions import Fraction

import pytest

import tristandard as ts
from proof.reading.quarters import hold
from samples import crosswalk, indicator, match
from survey import LITTER, Q2, changed, city, finding, found, priced, seen, site
from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.papers import Papers
from tristandard.proof.reading.standing import apportioned, found_before
from tristandard.proof.reading.worked import work_out

QUARTERS = {
    5: "bands, the worst stands, several owners, a bonus by steps",
    11: "vetoes of sites, a mean over items, vetoes of items, a gate beside the score",
    32: "a mean over items, questions that alone count, the latest stands, several owners",
    36: "carried units, a mean over site types, chosen points, visits",
    48: "parts of a question, vetoes of sites, vetoes of items, carried units",
    54: "factors, a surcharge of the host, a ground of a match, lines on some findings",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    60: "the latest stands, what is told alone, several uses of one measurement, shared questions",
    85: "factors, a surcharge of the host, a bonus by place, revisions",
    88: "questions that alone count, lines on some findings, what does not apply, the worst stands",
    123: "vetoes of sites, a mean over items, carried units, visits",
    138: "parts of a question, a surcharge of the host, weights by a figure, a ground of a match",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    183: "carried units, the first stands, several owners, answerable by name",
    192: "items that leave, several uses of one measurement, shared questions, the worst stands",
    228: "a grade by place, a bonus by place, a rate, the worst stands",
    257: "what was found before, vetoes of sites, lines on some findings, what does not apply",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    309: "red lines, vetoes of items, what does not apply, the first stands",
    338: "what was found before, lines on some findings, a site of nobody, what is told alone",
    354: "a surcharge of the host, lines on some findings, chosen points, a full mark from which others take",
    358: "weights by a figure, a mean over items, items that leave, the latest stands",
    366: "carried units, a site of nobody, items that leave, the first stands",
    370: "red lines, questions that alone count, revisions, the first stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """What every measurement costs whom, by shares and by name, comes out by hand."""
    hold(seed, words)


def takes(points, *levels):
    """Return a charge."""
    return Charge(lost=Fraction(points), vetoes=frozenset(levels))


RED = ts.rules.Level.UNIT
BOTH = (("river", Fraction(1, 4)), ("hill", Fraction(3, 4)))


@pytest.mark.parametrize(
    ("prices", "units", "borne"),
    [
        pytest.param({None: takes(8)}, (("river", Fraction(1)),), {"river": (8, set())}, id="the owner"),
        pytest.param({None: takes(8)}, BOTH, {"river": (2, set()), "hill": (6, set())}, id="two owners by their shares"),
        pytest.param({None: takes(8), "hill": takes(3)}, BOTH, {"river": (2, set()), "hill": (9, set())}, id="what names an owner beside its share"),
        pytest.param({"hill": takes(3)}, BOTH, {"hill": (3, set())}, id="what names an owner alone"),
        pytest.param({None: takes(8), "lake": takes(3)}, BOTH, {"river": (2, set()), "hill": (6, set()), "lake": (3, set())}, id="what names another"),
        pytest.param({None: takes(0, RED)}, BOTH, {"river": (0, {RED}), "hill": (0, {RED})}, id="a veto hits each whole"),
        pytest.param({None: takes(8), "lake": takes(3)}, (), {None: (8, set()), "lake": (3, set())}, id="a site of nobody"),
        pytest.param({}, BOTH, {}, id="nothing"),
    ],
)  # fmt: skip
def test_who_bears_what(prices, units, borne):
    """Owners bear their share of what is nobody's by name, and each what names it."""
    assert {unit: (one.lost, set(one.vetoes)) for unit, one in apportioned(prices, units)} == borne


def test_pasts_that_are_equal():
    """By measure, in the order of their codes, however they are written; none is none."""
    assert found_before({"b": [1, 2], "a": (3,)}) == (("a", (3,)), ("b", (1, 2)))
    assert found_before({}) == ()


def standing(*observations, rules=None, sites=(), **more):
    """Return who answers for what of a quarter."""
    return work_out(Papers(rules=rules or city(), sites=sites or [site()], period=Q2, observations=observations, **more)).standing


NAMED = changed(city(), a={"named": ["department"]})
OWNED = (site("s1", {"wujin": "0.25", "hutang": "0.75"}), site("s2", "hutang"))


def lines(held, book="a"):
    """Return the lines of each unit: at which site, what it is worth and may take, what it lost, whether it is breached, and owned."""
    return {
        unit: [(where, one.stake.worth, one.stake.most, None if one.charge is None else one.charge.lost, one.breached, one.owned) for where, each in sites.items() for one in each]
        for (code, unit), sites in held.lines.items()
        if code == book
    }


def test_the_lines_of_owners_and_of_units_by_name():
    """An owner stands with its share of the cap, which all that names it may reach; a unit that is answerable by name with what findings may lay on it."""
    held = standing(seen(found(finding("f1", "bureau"), finding("f2"), finding("f3"))), rules=NAMED, sites=OWNED)

    assert lines(held) == {
        "wujin": [("s1", Fraction(5, 4), Fraction(25, 4), Fraction(1, 2), True, True)],
        "hutang": [("s1", Fraction(15, 4), Fraction(35, 4), Fraction(3, 2), True, True), ("s2", 5, 5, None, False, True)],
        "bureau": [("s1", 5, 5, 1, True, False), ("s2", 5, 5, None, False, False)],
    }
    assert list(held.elsewhere) == [("b", "bureau")]
    assert [(one.site, one.code, one.borne.charge.lost) for one in held.elsewhere["b", "bureau"]] == [("s1", LITTER, Fraction(1, 2))]


def test_what_does_not_apply_has_no_line():
    """Its unit stands there, without a line; what is measured and met has one that costs nothing."""
    held = standing(seen(ts.NotApplicable("x"), "s1"), seen(0, "s2"), sites=OWNED)

    assert lines(held) == {"wujin": [], "hutang": [("s2", 5, 5, 0, False, True)]}
    assert held.applying == {(book, "hutang"): {"item"} for book in "ab"}


def test_what_alone_counts():
    """Of questions that do not count nothing stands to a unit; what they mean is known all the same."""
    more = city(*city().indicators.values(), indicator("a.own", "lamps.lit >= 90 %"), crosswalks=city().crosswalks)
    held = standing(seen(3), rules=more, only=frozenset({"a.own"}))

    assert lines(held) == {"wujin": [("s1", 90, 90, None, False, True)]}
    assert held.meanings["s1", LITTER].breached == (True, True)
    assert held.applying == {("a", "wujin"): {"item"}, ("b", "wujin"): {"item"}}


@pytest.mark.parametrize(
    ("named", "sites", "counts"),
    [
        pytest.param([], (), False, id="it has no site"),
        pytest.param(["department"], (), True, id="it is answerable by name"),
        pytest.param([], (site("s2", "bureau"),), True, id="something applies at its own site"),
        pytest.param([], (site("s2", "bureau", kind="market"),), False, id="nothing applies at its own site"),
    ],
)
def test_whether_what_names_a_unit_counts(named, sites, counts):
    """It does where the unit is answerable by name, or has sheets of its own that can take it."""
    rules = changed(city(indicator("a.litter", "litter.spots <= 0 处", priced(1), where="site_type=main_road")), a={"named": named})
    held = standing(seen(found(finding("f1", "bureau")), what="a.litter"), rules=rules, sites=[site("s1"), *sites])
    (borne,) = held.meanings["s1", "a.litter"].borne

    assert (borne.unit, borne.charge.lost) == ("bureau", 1)
    assert held.answers(borne.user, held.papers.sites[0], borne) is counts


def test_what_nobody_bears_counts_for_nobody():
    """A site without owners costs nobody anything, nor does what names a unit that is not assessed."""
    held = standing(seen(3), sites=[site("s1", ())])
    (one, _) = held.meanings["s1", LITTER].borne

    assert (one.unit, one.entitled, held.answers(one.user, held.papers.sites[0], one)) == (None, False, False)


def test_a_unit_above_an_owner():
    """Over child units a finding that names the parent of an owner names nobody; elsewhere it names the parent."""
    over_units = ts.rules.Model({"total": ts.rules.Mean(over="unit", of="sheet"), "sheet": ts.rules.Sheet(100)})
    told = seen(found(finding("f1", "wujin"), finding("f2", "tianning")), "s1")
    rules = city(models={"a": over_units})
    held = standing(told, rules=rules, sites=[site("s1", "hutang")])

    assert [(one.user.book, one.unit) for one in held.meanings["s1", LITTER].borne] == [("a", "hutang"), ("a", "tianning"), ("b", "wujin"), ("b", "tianning")]


def test_equal_measurements_mean_the_same():
    """Without findings and without a past they are worked out once, where the same units own the site."""
    held = standing(seen(3, "s1"), seen(3, "s2"), seen(3, "s3"), sites=[site("s1"), site("s2"), site("s3", "hutang")])
    one, two, three = (held.meanings[code, LITTER] for code in ("s1", "s2", "s3"))

    assert one is two
    assert one is not three


def test_what_was_found_before_at_a_site_counts_there():
    """A line that looks back costs where the site has a past; where none looks back it does not matter."""
    back = ts.rules.DeductionRule(measures=["litter.spots"], tariff=ts.rules.Steps(1), where={"repeated": ["1.."]}, look_back=2)
    rules = city(indicator("a.litter", "litter.spots <= 0 处", back))
    reports = [seen(found(finding("f1")), where, "a.litter") for where in ("s1", "s2")]
    held = standing(*reports, rules=rules, sites=[site("s1"), site("s2")], history={"s1": {"litter.spots": (1,)}})

    assert [len(held.meanings[where, "a.litter"].borne) for where in ("s1", "s2")] == [1, 0]
    assert [one[2] for one in lines(held)["wujin"]] == [100, 0]


def test_a_share_of_several_uses():
    """Each use of an assessment stands by itself, in its own item."""
    rules = city(indicator("a.x", "litter.spots <= 0 处"), indicator("b.x", "litter.spots <= 0 处", priced(2, 5)), crosswalks=(crosswalk(match("a.x", "b.x")),))
    held = standing(seen(1, what="a.x"), rules=rules)

    assert [(one.user.code, one.charge.lost, one.entitled) for one in held.meanings["s1", "a.x+b.x"].borne] == [("a.x", 1, True), ("b.x", 2, True)]
    assert (lines(held, "a")["wujin"], lines(held, "b")["wujin"]) == ([("s1", 100, 100, 1, True, True)], [("s1", 5, 5, 2, True, True)])
