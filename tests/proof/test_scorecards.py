"""Scorecards, held against those worked out by hand: what each node, each card and an edition says otherwise."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Came, Lost, Written
from tristandard.proof.reading.cards import Card, Placeless
from tristandard.proof.reading.sheets import NOTHING_LAID, AddedUp
from tristandard.proof.scorecards import cards, certain, edition, every, nodes, placeless, printed
from tristandard.rules.deductions.price import Level
from tristandard.rules.nodes.part import Part

F = Fraction


def came(**more):
    """Return a node as it was worked out."""
    return Came(**{"node": "total", "full": F(100), "low": F(90), "value": F(95), "high": F(97)} | more)


def part(**more):
    """Return a node as results have it."""
    return Part(**{"node": "total", "full": F(100), "low": F(90), "value": F(95), "high": F(97)} | more)


def lost(found, taken, open_=0, extrapolated=0):
    """Return what an item lost."""
    return Lost(found=F(found), taken=F(taken), open=F(open_), extrapolated=F(extrapolated))


WRITTEN = Written(
    of=None, items={"k": lost(0, 0, 4, 2), "j": lost(9, 7), "i": lost(3, 2, 5, 1)}, gained=F(3), vetoed=frozenset("ji"), zeroed=False, asked=frozenset("ijk"), seen=frozenset("ij"),
)  # fmt: skip
SHEET = {
    "items": (("i", F(3), F(2)), ("j", F(9), F(7))), "open": (("i", F(5)), ("k", F(4))), "extrapolated": (("i", F(1)), ("k", F(2))),
    "gained": F(3), "vetoed": ("i", "j"), "asked": frozenset("ijk"), "seen": frozenset("ij"),
}  # fmt: skip


def told(found):
    """Return disagreements in English, shortened."""
    return [str(one).replace(" follows from the observations, ", " / ").removesuffix(" was found") for one in found]


def differing(one, other):
    """Return in what a node differs."""
    found = told(nodes("a river", one, other))
    assert all(each.startswith("score at a river ") for each in found)
    return [each.removeprefix("score at a river ") for each in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(came(), part(), id="a score"),
        pytest.param(came(written=WRITTEN), part(**SHEET), id="a sheet"),
        pytest.param(came(applies=False), part(applies=False, value=None, low=F(0), grades=("x", "y"), weights=(F(1),)), id="nothing applies, whatever numbers stand there"),
        pytest.param(came(imputed="fixed", parts=(came(),)), part(imputed="fixed", weights=(F(1),), added=(("x", F(1)),), items=SHEET["items"]), id="what the rules put, whatever stands on it"),
        pytest.param(came(value=None, grades=("x", "y")), part(value=None), id="grades of a node without a score"),
        pytest.param(came(carried=True), part(carried=True, asked=frozenset("i"), seen=frozenset("i")), id="items that a score with others names still"),
        pytest.param(came(parts=(came(node="sheet", member="s1"),)), part(parts=(part(node="sheet", member="s1"),)), id="nodes below"),
    ],
)
def test_what_follows_differs_in_nothing(one, other):
    """What a node says must follow; what is nothing is not asked."""
    assert differing(one, other) == []


@pytest.mark.parametrize(
    ("of", "to", "facts"),
    [
        pytest.param({}, {"node": "x"}, ["total node: total / x"], id="another node"),
        pytest.param({"member": "s1"}, {"member": ""}, ["total s1 member: s1 / none"], id="another member"),
        pytest.param({}, {"full": F(80)}, ["total full: 100 / 80"], id="another full mark"),
        pytest.param({}, {"applies": False}, ["total applies: True / False"], id="it does not apply"),
        pytest.param({"applies": False}, {"applies": True}, ["total applies: False / True"], id="it applies"),
        pytest.param({}, {"imputed": "fixed"}, ["total imputed: none / fixed"], id="put by the rules"),
        pytest.param({"imputed": "peers"}, {"imputed": "fixed"}, ["total imputed: peers / fixed"], id="put by the rules otherwise"),
        pytest.param({}, {"low": F(1)}, ["total low: 90 / 1"], id="a low end"),
        pytest.param({}, {"value": F(1)}, ["total value: 95 / 1"], id="a score"),
        pytest.param({"value": None}, {"value": F(1)}, ["total value: none / 1"], id="a score where there is none"),
        pytest.param({}, {"high": F(1)}, ["total high: 97 / 1"], id="a high end"),
        pytest.param({}, {"estimate": F(1)}, ["total estimate: none / 1"], id="an estimate"),
        pytest.param({}, {"withheld": True}, ["total withheld: False / True"], id="withheld"),
        pytest.param({"weights": (F(1, 2),)}, {"weights": (F(1, 3), F(2, 3))}, ["total weights: 0.5 / 1/3 2/3"], id="weights"),
        pytest.param({"added": (("x", F(1)),)}, {"added": (("x", F(2)),)}, ["total added: x 1 / x 2"], id="what bonuses added"),
        pytest.param({"took": (("x", F(1)),)}, {"gated": ((7, "x", F(2)),)}, ["total gated: x 1 / x 2"], id="what gates took"),
        pytest.param({"last": (True, False)}, {}, ["total may_last: True / False"], id="it may take the last grade"),
        pytest.param({"last": (False, True)}, {}, ["total last: True / False"], id="it takes the last grade"),
        pytest.param({"red": "all"}, {}, ["total zeroed: unit / none"], id="a red line"),
        pytest.param({"red": "all"}, {"zeroed": Level.SITE}, ["total zeroed: unit / site"], id="a red line, and not the veto of a site"),
        pytest.param({}, {"zeroed": Level.SITE}, ["total zeroed: none / site"], id="zeroed where nothing zeroes it"),
        pytest.param({"carried": True}, {}, ["total carried: True / False"], id="others count in it"),
        pytest.param({"grades": ("x", "y")}, {}, ["total grades: x y / none"], id="grades"),
        pytest.param({"grades": ("x", "x")}, {"grades": ("x", "x")}, ["total grade: x / none"], id="a grade"),
        pytest.param({"grades": ("x", "y")}, {"grades": ("x", "y"), "grade": "x"}, ["total grade: none / x"], id="a grade that is not certain"),
        pytest.param({"written": WRITTEN}, SHEET | {"items": ()}, ["total items: i 3 2 j 9 7 / none"], id="what items lost"),
        pytest.param({"written": WRITTEN}, SHEET | {"open": ()}, ["total open: i 5 k 4 / none"], id="what is open of items"),
        pytest.param({"written": WRITTEN}, SHEET | {"extrapolated": ()}, ["total extrapolated: i 1 k 2 / none"], id="what is said of items"),
        pytest.param({"written": WRITTEN}, SHEET | {"gained": F(0)}, ["total gained: 3 / 0"], id="what was gained"),
        pytest.param({"written": WRITTEN}, SHEET | {"vetoed": ("i",)}, ["total vetoed: i j / i"], id="which items were vetoed"),
        pytest.param({"written": WRITTEN}, SHEET | {"asked": frozenset("i")}, ["total asked: i j k / i"], id="which items were asked about"),
        pytest.param({"written": WRITTEN}, SHEET | {"seen": frozenset("i")}, ["total seen: i j / i"], id="which items were seen"),
        pytest.param({}, {"gained": F(1), "vetoed": ("i",), "items": SHEET["items"]}, ["total items: none / i 3 2 j 9 7", "total gained: 0 / 1", "total vetoed: none / i"], id="what no sheet says"),
        pytest.param({"parts": (came(node="x"),)}, {}, ["total parts: 1 / 0"], id="a part that is missing"),
        pytest.param({"parts": (came(node="x"),)}, {"parts": (part(node="x"), part(node="y"))}, ["total parts: 1 / 2"], id="a part too many"),
        pytest.param({"parts": (came(node="x", member="s1"), came(node="y"))}, {"parts": (part(node="x", member="s1", low=F(0)), part(node="y", low=F(1)))}, ["x s1 low: 90 / 0", "y low: 90 / 1"], id="two nodes below"),
        pytest.param({"applies": False, "parts": (came(node="x"),)}, {"applies": False}, [], id="nodes below what does not apply"),
    ],
)  # fmt: skip
def test_what_a_node_says_otherwise(of, to, facts):
    """Each thing that a node says otherwise is told once, by the name that it has there; the nodes below after it."""
    assert differing(came(**of), part(**to)) == facts


def test_a_sheet_that_a_veto_of_its_site_zeroed():
    """The level is told: of the site, or of the unit where a red line took it all."""
    zeroed = Written(of=None, items={}, gained=F(0), vetoed=frozenset(), zeroed=True, asked=frozenset(), seen=frozenset())

    assert differing(came(written=zeroed), part(zeroed=Level.SITE)) == []
    assert differing(came(written=zeroed), part()) == ["total zeroed: site / none"]
    assert differing(came(written=zeroed, red="all"), part(zeroed=Level.UNIT)) == []


@pytest.mark.parametrize(("grades", "value", "grade"), [(None, 5, None), (("x", "x"), 5, "x"), (("x", "y"), 5, None), (("x", "x"), None, None)])
def test_the_grade_that_is_certain(grades, value, grade):
    """The one that the whole interval has, where there is a score."""
    assert certain(came(grades=grades, value=value)) == grade


@pytest.mark.parametrize(
    ("interval", "score", "text"),
    [("1", 97, "97"), ("1", 0, "0"), ("0.1", "97.5", "97.5"), ("0.1", 97, "97.0"), ("0.01", "0.05", "0.05"), ("0.01", 0, "0.00"), ("0.5", "10.5", "10.5"), ("0.25", "7.25", "7.25"), ("0.01", "123.4", "123.40"), ("10", 90, "90")],
)  # fmt: skip
def test_a_score_as_it_is_printed(interval, score, text):
    """With as many decimals as its interval has, and a digit before them; without a score nothing."""
    publication = ts.rules.Publication(interval)

    assert printed(publication, F(score)) == text
    assert printed(publication, None) is None


def card(why=None, **more):
    """Return a card as it was worked out."""
    own = AddedUp("river", {}, NOTHING_LAID)
    return Card(**{"came": came(), "measured": 3, "unmeasured": 1, "published": F(95), "place": 2, "places": (1, 4), "placeless": why, "warnings": ("i",), "own": own} | more)


@pytest.mark.parametrize(
    ("why", "told_"),
    [
        (None, ("", "")),
        (Placeless.WITHHELD, ("无得分：有部分不适用，按规定不记得分", "not scored: a part of it does not apply, and then the rules give no score")),
        (Placeless.PART_ABSENT, ("无得分：有部分不适用", "not scored: a part of it does not apply")),
        (Placeless.ABSENT, ("无得分：均不适用", "not scored: nothing applies")),
        (Placeless.UNSCORED, ("无得分：已测部分不足", "not scored: too little was measured")),
        (Placeless.SHOWN, ("不排名：只列得分", "not ranked: shown without a place")),
        (Placeless.OPEN, ("不排名：4 项中有 1 项未测", "not ranked: 1 of 4 were not measured")),
    ],
)
def test_why_a_unit_has_no_place(why, told_):
    """In both languages; with the numbers where something is open."""
    assert tuple(placeless(card(why))) == told_


BOOK = SimpleNamespace(code="a", publication=ts.rules.Publication("0.1"), items=(), model=SimpleNamespace(nodes=[("total", ts.rules.Given(100, by="x"))]))
PAPERS = SimpleNamespace(only=None, books={"a": BOOK})


def scorecard(**more):
    """Return a card as results have it."""
    own = part(**{"measured": 3, "unmeasured": 1} | more.pop("part", {}))
    said = {
        "assessment": BOOK, "unit": SimpleNamespace(code="river"), "period": "2026Q2", "published": Decimal("95.0"), "place": 2, "places": (1, 4),
        "reason": ("", ""), "only": None, "warnings": ("i",), "coverage": F(3, 4), "interval": (own.low, own.high), "grades": own.grades, "grade": own.grade,
    }  # fmt: skip
    return SimpleNamespace(**said | {"part": own, "breakdown": SimpleNamespace(entries=(), uncounted=())} | more)


def card_differing(one, other):
    """Return in what a card differs; what makes its score is not looked at."""
    found = told(cards(PAPERS, "2026Q2", BOOK, one, other))
    return [each.replace(" at a river ", " ") for each in found if not each.startswith("breakdown")]


@pytest.mark.parametrize(
    ("of", "to", "facts"),
    [
        pytest.param({}, {}, [], id="as it follows"),
        pytest.param({}, {"assessment": "x"}, ["scorecard assessment: as the rules have it / another"], id="another assessment"),
        pytest.param({}, {"unit": SimpleNamespace(code="hill")}, ["scorecard unit: river / hill"], id="another unit"),
        pytest.param({}, {"period": "2026Q3"}, ["scorecard period: 2026Q2 / 2026Q3"], id="another period"),
        pytest.param({}, {"published": Decimal("95.1")}, ["scorecard published: 95.0 / 95.1"], id="another score in print"),
        pytest.param({}, {"published": None}, ["scorecard published: 95.0 / none"], id="no score in print"),
        pytest.param({"published": None}, {}, ["scorecard published: none / 95.0"], id="a score in print where there is none"),
        pytest.param({}, {"place": 3}, ["scorecard place: 2 / 3"], id="another place"),
        pytest.param({}, {"places": None}, ["scorecard places: 1 4 / none"], id="no places"),
        pytest.param({"placeless": Placeless.SHOWN}, {}, ["scorecard reason: not ranked: shown without a place / none", "scorecard reason_zh: 不排名：只列得分 / none"], id="no reason"),
        pytest.param({}, {"only": frozenset("yx")}, ["scorecard only: none / x y"], id="what alone counts"),
        pytest.param({}, {"warnings": ()}, ["scorecard warnings: i / none"], id="no warning"),
        pytest.param({}, {"coverage": F(1)}, ["scorecard coverage: 0.75 / 1"], id="coverage"),
        pytest.param({}, {"interval": (F(90), F(95))}, ["scorecard interval: 90 97 / 90 95"], id="interval"),
        pytest.param({"came": came(grades=("x", "y"))}, {"part": {"grades": ("x", "y")}, "grades": None}, ["scorecard grades: x y / none"], id="grades"),
        pytest.param({"came": came(grades=("x", "x"))}, {"part": {"grades": ("x", "x"), "grade": "x"}, "grade": None}, ["scorecard grade: x / none"], id="a grade"),
        pytest.param({}, {"part": {"measured": 2, "unmeasured": 1}}, ["score total measured: 3 / 2"], id="lines that were measured"),
        pytest.param({}, {"part": {"measured": 3, "unmeasured": 0}}, ["score total unmeasured: 1 / 0"], id="lines that were not"),
        pytest.param({}, {"part": {"measured": 3, "unmeasured": 1, "low": F(80)}, "interval": (F(90), F(97))}, ["score total low: 90 / 80"], id="a node"),
        pytest.param({"came": came(applies=False), "measured": 0}, {"part": {"applies": False}, "coverage": F(1), "interval": None, "grades": "x", "grade": "x"}, [], id="nothing applies, whatever else stands there"),
    ],
)  # fmt: skip
def test_what_a_card_says_otherwise(of, to, facts):
    """Each thing that a card says otherwise is told once, by the name that it has there, and then its nodes."""
    assert card_differing(card(**of), scorecard(**to)) == facts


def test_which_cards_there_are():
    """One that is missing or too many is told with its unit; an assessment that is missing or too many by its code."""
    due = {"a": {"river": card(), "hill": card()}, "b": {}, "c": {}}
    held = SimpleNamespace(scored={"a": {"hill": scorecard(), "lake": scorecard()}, "c": {}, "e": {}, "d": {"river": scorecard()}})

    assert [each for each in told(every(held, due, PAPERS, "2026Q2")) if "breakdown" not in each and "hill" not in each] == [
        "assessment at d: none / one",
        "assessment at e: none / one",
        "assessment at b: one / none",
        "scorecard at a lake: none / one",
        "scorecard at a river: one / none",
    ]
    assert told(every(SimpleNamespace(scored={}), {"a": {"river": card()}}, PAPERS, "2026Q2")) == ["scorecard at a river: one / none"]


DUE = "a first one without, or a later one with what it supersedes and why"


@pytest.mark.parametrize(
    ("number", "supersedes", "reason", "found"),
    [
        (1, "", "", None),
        (2, "abc", "x", None),
        (0, "", "", "supersedes nothing, reason none"),
        (1, "abc", "", "supersedes abc, reason none"),
        (1, "", "x", "supersedes nothing, reason x"),
        (2, "", "x", "supersedes nothing, reason x"),
        (2, "abc", "", "supersedes abc, reason none"),
        (2, "abc", " ", "supersedes abc, reason  "),
    ],
)
def test_an_edition(number, supersedes, reason, found):
    """The first supersedes nothing, a later one says what and why."""
    held = SimpleNamespace(edition=number, supersedes=supersedes, reason=reason)

    assert [(one.fact, one.where, one.expected, one.found) for one in edition(held)] == ([("edition", str(number), DUE, found)] if found else [])
