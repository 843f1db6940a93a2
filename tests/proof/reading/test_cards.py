"""What is published of a unit: why it has no place, what warns, carried units, and what breaks ties; by hand."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

import tristandard as ts
from tristandard.proof.reading.came import Came, Tick
from tristandard.proof.reading.cards import (
    BEHIND,
    Placeless,
    breaking,
    carrying,
    field,
    placeless,
    standings,
    warned,
    with_carried,
)

Mean, Blend, Sheet, Given, Take = ts.rules.Mean, ts.rules.Blend, ts.rules.Sheet, ts.rules.Given, ts.rules.Take
OPEN, SEEN = Tick(open=True), Tick(open=False)
HALF = Fraction(1, 2)


def node(name, low, *others, full=100, **more):
    """Return a node between its low end, its score and its high end; one number alone is all three."""
    value, high = others or (low, low)
    return Came(node=name, full=Fraction(full), low=Fraction(low), value=None if value is None else Fraction(value), high=Fraction(high), **more)


PAPERS = SimpleNamespace(units={"river": SimpleNamespace(kind="district", parent="city"), "lake": SimpleNamespace(kind="town", parent="river"), "moor": SimpleNamespace(kind="town", parent="river"), "fen": SimpleNamespace(kind="town", parent="hill")})  # fmt: skip


@pytest.mark.parametrize(
    ("came", "unmeasured", "ranks", "unit", "why"),
    [
        pytest.param(node("n", 5), 0, "COMPLETE", "river", None, id="a place"),
        pytest.param(node("n", 5, applies=False), 1, "COMPLETE", "river", Placeless.ABSENT, id="nothing applies"),
        pytest.param(node("n", 5, None, 9, withheld=True), 1, "COMPLETE", "river", Placeless.WITHHELD, id="withheld"),
        pytest.param(node("n", 5, None, 9), 1, "SCORED", "river", Placeless.UNSCORED, id="too little measured"),
        pytest.param(node("n", 5, None, 9), 0, "SCORED", "river", Placeless.PART_ABSENT, id="all measured, and no score"),
        pytest.param(node("n", 5), 0, "COMPLETE", "lake", Placeless.SHOWN, id="of a kind without places"),
        pytest.param(node("n", 5), 1, "COMPLETE", "river", Placeless.OPEN, id="something is open"),
        pytest.param(node("n", 5), 1, "SCORED", "river", None, id="something is open, and every score is ranked"),
    ],
)
def test_why_a_unit_has_no_place(came, unmeasured, ranks, unit, why):
    """Nothing applies, a part keeps it from a score, too little was measured, its kind has none, or something is open."""
    book = SimpleNamespace(unranked=frozenset({"town"}), ranks=ts.rules.Ranks[ranks])

    assert placeless(PAPERS, book, unit, came, unmeasured) is why


def test_which_items_warn():
    """Those that lost by what was measured more of their mark than the share; as much is no more, and what is not there warns not."""
    book = SimpleNamespace(items=[SimpleNamespace(code=code, full=Fraction(20)) for code in "ijkl"], warning=ts.rules.Mark.parse("10 %"))
    kept = {"i": (Fraction(0), Fraction(17)), "j": (Fraction(0), Fraction(18)), "l": (Fraction(0), Fraction(0))}

    assert warned(book, node("n", 5, items=kept)) == ("i", "l")
    book.warning = None
    assert warned(book, node("n", 5, items=kept)) == ()


def told(came):
    """Return the numbers of a score in which others count."""
    return (came.low, came.value, came.high), came.weights, [one.estimate for one in came.parts]


def test_a_score_in_which_others_count():
    """Each takes its weight of the parent's; one that is open counts for the parent's own, within its ends."""
    own = node("total", 40, 50, 60, ticks={SEEN: 3, OPEN: 1}, items={"i": (Fraction(2), Fraction(4))}, bare=Fraction(9), took=(("x", HALF),), added=(("x", HALF),), adjusted=(("x", HALF),))  # fmt: skip
    seen = node("total", 70, 80, 90, ticks={SEEN: 2}, items={"i": (Fraction(6), Fraction(8))})
    low, high = node("total", 0, None, 30, ticks={OPEN: 5}), node("total", 60, None, 90, ticks={OPEN: 1, Tick(open=True, idle=True): 7})

    found = carrying(own, [seen], Fraction(1, 5))
    assert told(found) == ((46, 56, 66), (Fraction(4, 5), Fraction(1, 5)), [None, None])
    assert (found.carried, found.bare, found.took, found.added, found.adjusted, found.written) == (True, None, (), (), (), None)
    assert found.ticks == {SEEN: 5, OPEN: 1}
    assert found.items == {"i": (Fraction(14, 5), Fraction(24, 5))}
    found = carrying(own, [low, high], Fraction(1, 4))
    assert told(found) == ((35, Fraction(95, 2), 60), (HALF, Fraction(1, 4), Fraction(1, 4)), [None, 30, 60])
    assert found.ticks == {SEEN: 3, OPEN: 7}


def test_a_red_line_is_not_carried():
    """What a red line took of the parent's own score stands in its own part alone."""
    own = node("total", 0, red="all", left=Fraction(9))
    found = carrying(own, [node("total", 80)], HALF)

    assert (found.red, found.left, found.value) == (None, None, 40)
    assert found.parts[0] is own


def test_a_parent_without_a_score_keeps_none():
    """Those that are carried speak for nothing of their parent's."""
    found = carrying(node("total", 40, None, 60), [node("total", 80), node("total", 0, None, 9)], Fraction(1, 4))

    assert told(found) == ((40, None, Fraction(209, 4)), (HALF, Fraction(1, 4), Fraction(1, 4)), [None, None, None])


RULE, ALIKE = SimpleNamespace(weight=Fraction(20)), SimpleNamespace(weight=None)
TOTALS = {"river": node("total", 50), "moor": node("total", 95), "lake": node("total", 65), "fen": node("total", 10)}
GONE = node("total", 0, None, 0, applies=False)


def book_of(nodes=None, **assessment):
    """Return an assessment by its nodes, of which exact scores decide."""
    return SimpleNamespace(assessment=SimpleNamespace(code="a", **assessment), model=SimpleNamespace(nodes=nodes or {"total": Sheet(100)}), number=lambda score: score)


@pytest.mark.parametrize(
    ("rule", "totals", "carried", "score", "members"),
    [
        pytest.param(RULE, TOTALS, {"a": ("moor", "lake", "fen"), "b": ("fen",)}, 62, ["", "lake", "moor"], id="by the weight that is written, in the order of their codes"),
        pytest.param(ALIKE, TOTALS, {"a": ("lake", "moor")}, 70, ["", "lake", "moor"], id="each as much as the parent's own"),
        pytest.param(ALIKE, TOTALS | {"moor": GONE}, {"a": ("lake", "moor")}, Fraction(115, 2), ["", "lake"], id="what does not apply does not count"),
        pytest.param(ALIKE, {"river": TOTALS["river"], "lake": TOTALS["lake"]}, {"a": ("lake", "moor")}, Fraction(115, 2), ["", "lake"], id="what has no score card does not count"),
        pytest.param(RULE, TOTALS, {"b": ("lake",)}, 50, [], id="carried in another assessment"),
        pytest.param(RULE, TOTALS, {"a": ("fen",)}, 50, [], id="of another parent, which has no score card"),
        pytest.param(RULE, TOTALS, {}, 50, [], id="none is carried"),
        pytest.param(None, TOTALS, {"a": ("lake",)}, 50, [], id="the rules carry none"),
    ],
)  # fmt: skip
def test_carried_units_count_in_their_parents_score(rule, totals, carried, score, members):
    """Each of them that applies takes its weight of its parent's score; their own scores stay."""
    found = with_carried(SimpleNamespace(units=PAPERS.units, carried=carried), book_of(carry=rule), totals)

    assert found["river"].value == score
    assert [one.member for one in found["river"].parts] == members
    assert {unit: came for unit, came in found.items() if unit != "river"} == {unit: came for unit, came in totals.items() if unit != "river"}


def test_nothing_is_carried_into_what_does_not_apply():
    """A parent of which nothing applies stays without a score; the score in which others count has its grade."""
    grades = {"high": ts.rules.Range(ts.rules.End(60)), "low": ts.rules.Range(limit=ts.rules.End(60, closed=False))}
    papers = SimpleNamespace(units=PAPERS.units, carried={"a": ("lake",)})

    assert with_carried(papers, book_of(carry=ALIKE), TOTALS | {"river": GONE})["river"] is GONE
    assert with_carried(papers, book_of({"total": Sheet(100, grades=grades)}, carry=RULE), TOTALS)["river"].grades == ("low", "low")
    assert with_carried(papers, book_of({"total": Sheet(100, grades=grades)}, carry=RULE), TOTALS | {"lake": node("total", 99, 100, 100)})["river"].grades == ("low", "high")


NODES = {
    "sheet": Sheet(100),
    "figure": Given(100, by="x"),
    "sites": Mean(over="site", of="sheet"),
    "total": Blend(weights={"figure": 40, "sites": 60}),
}
PART, FIGURE = node("sites", 4, 5, 6, parts=(node("sheet", 1),)), node("figure", 8)


def total(*parts, **more):
    """Return a whole score of parts."""
    return node("total", 7, parts=parts or (PART, FIGURE), **more)


@pytest.mark.parametrize(
    ("came", "name", "ends"),
    [
        pytest.param(total(), "sites", (4, 5, 6), id="a part"),
        pytest.param(total(), "figure", (8, 8, 8), id="another part"),
        pytest.param(total(), "total", (7, 7, 7), id="the whole"),
        pytest.param(total(), "sheet", BEHIND, id="what stands at each site is no part of the whole"),
        pytest.param(total(node("sites", 4, None, 6), FIGURE), "sites", (4, 4, 6), id="a part without a score, by its low end"),
        pytest.param(total(node("sites", 4, None, 6, estimate=Fraction(5))), "sites", (4, 5, 6), id="a part without a score, by what it counts for"),
        pytest.param(total(node("sites", 4, None, 6, applies=False)), "sites", BEHIND, id="a part of which nothing applies"),
        pytest.param(total(node("sites", 4, None, 6, withheld=True)), "sites", BEHIND, id="a part that is kept from a score"),
        pytest.param(node("total", 9, carried=True, parts=(total(), total(node("sites", 1)))), "sites", (4, 5, 6), id="of a score in which others count, the own part"),
    ],
)
def test_what_breaks_ties(came, name, ends):
    """The ends of the named part of the score; below everything where it has no score for good."""
    assert breaking(book_of(NODES), came, name) == ends


def year(*parts, weights=None, **more):
    """Return a score over periods, each by its weight."""
    return node("year", 7, parts=parts, weights=weights or (Fraction(1, len(parts) or 1),) * len(parts), **more)


FIRST, SECOND, NEVER = total(), total(node("sites", 10, 11, 12)), total(node("sites", 0, applies=False))
ALL, BEST = {**NODES, "year": Mean(over="period", of="total")}, {**NODES, "year": Mean(over="period", of="total", take=Take.BEST)}


@pytest.mark.parametrize(
    ("nodes", "came", "ends"),
    [
        pytest.param(ALL, year(FIRST, SECOND), (7, 8, 9), id="their mean"),
        pytest.param(ALL, year(FIRST, SECOND, weights=(Fraction(1, 4), Fraction(3, 4))), (Fraction(17, 2), Fraction(19, 2), Fraction(21, 2)), id="by their weights"),
        pytest.param(ALL, year(FIRST, NEVER, weights=(Fraction(1), Fraction(0))), (4, 5, 6), id="a period that counts nothing"),
        pytest.param(ALL, year(FIRST, NEVER), BEHIND, id="a period that has no such part"),
        pytest.param(BEST, year(FIRST, SECOND, weights=(Fraction(0), Fraction(1))), (7, 8, 9), id="of all, whichever is taken"),
        pytest.param(BEST, year(FIRST, total(applies=False), weights=(Fraction(1), Fraction(0))), (4, 5, 6), id="of all that apply"),
        pytest.param(BEST, year(total(applies=False), weights=(Fraction(0),)), BEHIND, id="none applies"),
        pytest.param(ALL, year(FIRST, SECOND, applies=False), BEHIND, id="the year does not apply"),
        pytest.param(ALL, year(FIRST, SECOND, imputed="fixed"), BEHIND, id="the rules put the year"),
        pytest.param(ALL, year(), BEHIND, id="no period"),
    ],
)
def test_what_breaks_ties_over_periods(nodes, came, ends):
    """The mean of the named part over the periods that count; of all that apply, where the year takes some."""
    assert breaking(book_of(nodes), came, "sites") == ends


def test_what_decides_a_place():
    """The score and then each part that breaks ties, at the low end, now, and at the high end."""
    book = book_of(NODES, ties_by=("sites", "figure"))

    assert standings(book, node("total", 6, 7, 9, parts=(PART, FIGURE))) == ((6, 4, 8), (7, 5, 8), (9, 6, 8))
    assert standings(book, node("total", 6, None, 9, parts=(PART,))) == ((6, 4, -1), (6, 5, -1), (9, 6, -1))


@pytest.mark.parametrize(("after", "place"), [("SKIP", 4), ("DENSE", 3)])
def test_among_whom_a_unit_has_its_place(after, place):
    """All that have a score or may come to one may move; those that have a place stand there."""
    book = book_of(NODES, ties_by=(), after_ties=ts.rules.AfterTies[after])
    kin = [node("total", one) for one in (9, 7, 7, 5)]
    found = field(book, [*kin, GONE, node("total", 1, None, 8, ticks={OPEN: 1})], kin)

    assert (len(found.ends), found.scores) == (5, [(5,), (7,), (7,), (9,)])
    assert (found.place((5,)), found.best((5,)), found.worst((5,), (5,))) == (place, place, place + 1)
