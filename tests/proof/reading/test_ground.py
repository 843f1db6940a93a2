"""What stands to a unit where: drawn quarters that together reach it, each with some of what it has."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from proof.reading.quarters import hold
from tristandard.proof.reading.charge import Charge
from tristandard.proof.reading.ground import Ground
from tristandard.proof.reading.sheets import NOTHING_LAID

QUARTERS = {
    11: "vetoes of sites, a mean over items, vetoes of items, a gate beside the score",
    36: "carried units, a mean over site types, chosen points, visits",
    54: "factors, a surcharge of the host, a ground of a match, lines on some findings",
    58: "red lines, a mean over site types, several owners, a bonus by steps",
    150: "the latest stands, items that count when all is met, several owners, answerable by name",
    303: "a mean over items, a site of nobody, the latest stands, items that count when all is met",
    354: "a surcharge of the host, lines on some findings, chosen points, a full mark from which others take",
    358: "weights by a figure, a mean over items, items that leave, the latest stands",
}


@pytest.mark.parametrize(("seed", "words"), QUARTERS.items(), ids=map(str, QUARTERS))
def test_a_drawn_quarter(seed, words):
    """What findings lay on units elsewhere, and which lines stand at which place of a model, comes out by hand."""
    hold(seed, words)


LEVEL = ts.rules.Level
MARKS = {"i": Fraction(60), "j": Fraction(40)}
SITES = [
    ts.Site(code=code, units="river", area=("city",), zone=(zone,), site_type=(kind,))
    for code, zone, kind in (("s1", "built_up", "road"), ("s2", "built_up", "market"), ("s3", "village", "road"))
]


def stands(item, code="a.x"):
    """Return a line of an item."""
    return SimpleNamespace(stake=SimpleNamespace(item=item, code=code))


LINES = {"s1": [stands("i"), stands("j")], "s2": [stands("i")], "s3": [stands("j")], "s4": []}


def named(item, lost=0, *vetoes, site="s9"):
    """Return what findings at a site of others lay on the unit."""
    borne = SimpleNamespace(item=item, charge=Charge(lost=Fraction(lost), vetoes=frozenset(vetoes)))
    return SimpleNamespace(site=site, code="a.e", borne=borne)


def ground(*elsewhere, apart=()):
    """Return the ground of a unit with three sites where something applies."""
    papers = SimpleNamespace(sites=SITES, sheets_of_items=frozenset(apart))
    standing = SimpleNamespace(lines={("a", "river"): {site: lines for site, lines in LINES.items() if lines}}, elsewhere={("a", "river"): list(elsewhere)} if elsewhere else {})
    return Ground(papers, standing, "a", MARKS)


@pytest.mark.parametrize(
    ("place", "sites"),
    [
        ((), {"s1": 2, "s2": 1, "s3": 1}),
        ((("zone", "built_up"),), {"s1": 2, "s2": 1}),
        ((("zone", "village"),), {"s3": 1}),
        ((("site_type", "road"), ("site", "s3")), {"s3": 1}),
        ((("site_type", "market"), ("site", "s3")), {}),
        ((("item", "i"),), {"s1": 1, "s2": 1, "s3": 0}),
        ((("site", "s1"), ("item", "j")), {"s1": 1}),
        ((("item", "j"), ("site", "s2")), {"s2": 0}),
        ((("area", "nowhere"),), {}),
    ],
)
def test_which_lines_stand_at_a_place(place, sites):
    """Those of the sites that belong to each member of the way down, of an item its own alone."""
    held = ground()

    assert {site: len(lines) for site, lines in held.sheaves("river", place).items()} == sites
    assert {site: len(lines) for site, lines in held.sheaves("river", place).items()} == sites
    assert held.sheaves("hill", place) == {}


@pytest.mark.parametrize(
    ("elsewhere", "place", "laid"),
    [
        pytest.param([], (), ({}, {}, 0, 0, 1), id="nothing"),
        pytest.param([named("i", 6)], (), ({"i": 6}, {}, 0, 1, 1), id="on the one sheet"),
        pytest.param([named("i", 6)], (("site", "s1"),), ({"i": 2}, {}, 0, 1, 3), id="on each of three sheets"),
        pytest.param([named("i", 6), named("i", 3)], (("zone", "built_up"),), ({"i": Fraction(9, 2)}, {}, 0, 2, 2), id="twice on each of two sheets"),
        pytest.param([named("i", 6), named("j", 4)], (("site", "s1"), ("item", "i")), ({"i": 3}, {}, 0, 1, 2), id="on sheets of its item, where that applies"),
        pytest.param([named("k", 6)], (("site", "s1"), ("item", "k")), ({}, {}, 0, 0, 0), id="on no sheet of an item that applies nowhere"),
        pytest.param([named("i", 6, LEVEL.ITEM)], (("site", "s1"),), ({"i": 2}, {"i": 18}, 0, 1, 3), id="a veto takes the rest of the mark"),
        pytest.param([named("i", 70, LEVEL.ITEM)], (), ({"i": 70}, {"i": 0}, 0, 1, 1), id="a veto where no mark is left"),
        pytest.param([named("i", 0, LEVEL.ITEM)], (), ({"i": 0}, {"i": 60}, 0, 1, 1), id="a veto without points"),
        pytest.param([named("i", 0, LEVEL.SITE), named("j", 0, LEVEL.SITE)], (("site", "s1"),), ({}, {}, Fraction(2, 3), 2, 3), id="vetoes of sites"),
        pytest.param([named("i", 0, LEVEL.UNIT)], (), ({}, {}, 0, 1, 1), id="a red line"),
    ],
)  # fmt: skip
def test_what_others_sites_lay_on_each_sheet(elsewhere, place, laid):
    """An equal part on each of the unit's own sheets where something applies, of the item where each has its own."""
    found = ground(*elsewhere).laid("river", place)

    assert (found.posted, found.vetoed, found.struck, len(found.named), found.sheets) == laid


def test_nothing_is_laid_on_others():
    """What names one unit lies on no other."""
    assert ground(named("i", 6)).laid("hill", ()) is NOTHING_LAID


@pytest.mark.parametrize(("apart", "of"), [((), ["i", "k", "k"]), (("a",), ["i", "k"]), (("b",), ["i", "k", "k"])])
def test_all_that_a_unit_bears(apart, of):
    """By name what its sheets can take: where each is of an item alone, of items that apply, and every red line."""
    held = ground(named("i", 6), named("k", 6), named("k", 0, LEVEL.UNIT), apart=apart).borne("river")

    assert ([one.borne.item for one in held.laid.named], held.unit, held.sheaves.keys()) == (of, "river", {"s1", "s2", "s3"})


def test_a_unit_without_sites_bears_nothing_by_name():
    """Where nothing applies at its own sites, no sheet can take anything."""
    held = ground()
    held.standing.elsewhere = {("a", "hill"): [named("i", 6)]}

    assert held.borne("hill").laid.named == ()
