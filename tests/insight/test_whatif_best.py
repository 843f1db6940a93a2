"""The best that so many rectified breaches can do: put together over sheets, and within a sheet over its items."""

from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve

import tristandard as ts
from insight.test_whatif import NOTICES, rules
from samples import indicator
from survey import MEAN, changed, city, finding, found, scored, seen, site
from tristandard.insight.whatif_best import Sheets, sheets_of
from tristandard.insight.whatif_rectified import Breach, scorer_of


def row(sheet, *gains):
    """Return what so many breaches of a sheet give at most: of none nothing, of one the first of the gains, and so on."""
    every = tuple(Breach(f"{sheet}{at}", "x") for at in range(len(gains)))
    return [(number, Fraction(gain), every[:number]) for number, gain in enumerate((0, *gains))]


SHEETS = Sheets((row("p", 3, "7/2"), row("q", 1, 5, 6), row("r", "1/3")))


def test_over_sheets_the_best_of_each_number_is_put_together():
    """Of three sheets the best for each number of breaches is that of every way to spread them, and it is told how."""
    best = SHEETS.best(16)
    by_hand = [max(sum(one[1] for one in split) for split in product(*SHEETS.rows) if sum(one[0] for one in split) == number) for number in range(7)]

    assert (6, [0, 3, 5, 8, 9, Fraction(19, 2), Fraction(59, 6)]) == (SHEETS.breaches, by_hand)
    assert tuple(by_hand) == best.gains
    assert ["p0"] == [one.site for one in best.chosen(1)]
    assert ["q0", "q1"] == [one.site for one in best.chosen(2)]
    assert ["p0", "q0", "q1", "q2"] == [one.site for one in best.chosen(4)]
    assert ["p0", "p1", "q0", "q1", "q2", "r0"] == [one.site for one in best.chosen(6)]


def test_no_more_breaches_than_are_asked_for_are_put_together():
    """So many breaches, and no more, are looked at."""
    assert ((Fraction(0), Fraction(3), Fraction(5)), (Fraction(0),)) == (SHEETS.best(2).gains, SHEETS.best(0).gains)
    assert (Fraction(0),) == Sheets(()).best(3).gains


def sheets(results, unit="wujin"):
    """Return the sheets of the score of a unit in `a`."""
    return sheets_of(scorer_of(results), results["a"][unit])


def one_sheet(mark, told):
    """Return results of one sheet of Wujin, two sites, an item of litter and one of notices; each spot costs a point, each notice two."""
    made = city(evolve(indicator("a.litter"), item="w"), evolve(indicator("a.notices", "notice.count <= 0 处"), item="x"), indicator("b.litter"))
    made = changed(made, a={"items": [ts.rules.Item(code=code, zh=code, full=full) for code, full in (("w", mark), ("x", 100 - mark))]})
    return scored(*told, rules=made, sites=(site("s1"), site("s2")))


def test_within_a_sheet_every_split_between_items_is_tried():
    """Litter of 4 and 3 fills an item of 5, notices cost 2 and 1: one breach gives 2 of notices or of litter, two give 5 of litter, three and four what is left."""
    told = seen(4, "s1", "a.litter"), seen(3, "s2", "a.litter"), seen(ts.Measured({"notice.count": 2}), "s1", "a.notices"), seen(ts.Measured({"notice.count": 1}), "s2", "a.notices")
    (rows,) = sheets(one_sheet(5, told)).rows
    litter, notices = ([Breach(where, f"a.{what}") for where in ("s1", "s2")] for what in ("litter", "notices"))

    assert [
        (0, 0, ()),
        (1, 2, (notices[0],)),
        (2, 5, (*litter,)),
        (3, 7, (*litter, notices[0])),
        (4, 8, (*litter, *notices)),
    ] == rows


@pytest.mark.parametrize("told", [seen(found(finding("1", "tianning")), "s1"), seen(0, "s1")])
def test_what_is_more_than_a_mean_of_sheets_is_not_put_together(told):
    """A score that findings at others' sites move is more than its sheets; by itself it is their mean."""
    results = scored(told, seen(2, "s2"), sites=(site("s1"), site("s2", "tianning")))

    assert (sheets(results, "tianning") is None) is bool(told.outcome.findings)


def test_a_mean_weighs_what_its_sheets_give():
    """Of three sites a breach that costs three gives one; a site without a breach has no row."""
    places = site("s1"), site("s2"), site("s3")
    told = sheets(scored(seen(3, "s1"), seen(0, "s2"), seen(1, "s3"), rules=city(models={"a": MEAN}), sites=places))

    assert [[(0, 0, ()), (1, 1, (Breach("s1", "a.litter+b.litter"),))], [(0, 0, ()), (1, Fraction(1, 3), (Breach("s3", "a.litter+b.litter"),))]] == sorted(told.rows, key=lambda rows: rows[-1][2])


def test_what_bends_a_score():
    """Peers, vetoes, and units without a score are no mean of sheets."""
    places = site("s1"), site("s2", "tianning", kind="market")
    told = seen(1, "s1"), seen(0, "s2"), *(seen(ts.Measured({"notice.count": 0}), one.code, NOTICES) for one in places)
    for model, veto, plain in (("one sheet", False, True), ("sites", False, True), ("peers", False, False), ("one sheet", True, False), ("types", False, True)):
        assert plain is (sheets(scored(*told, rules=rules(model, veto=veto), sites=places)) is not None), (model, veto)


def test_large_sheets_are_put_together_item_by_item():
    """Where there are too many splits and nothing is open, items are put together one after another: a sheet of thirteen items of one or two breaches each gives what
    the largest losses of any give. What is open, or not a mean, is left to the search.
    """
    asks = ["litter.spots", "notice.count", "reciting.pupils", "queue.wait", "flies.density", "notice.spacing", "ads.density"]
    units = ["处", "处", "人", "min", "只/m²", "m", "处/100 m"]
    books = [evolve(indicator(f"a.i{at}", f"{asks[at]} <= 0 {units[at]}"), item=f"i{at}") for at in range(7)]
    made = city(*books, indicator("b.litter"))
    made = changed(made, a={"items": [ts.rules.Item(code=f"i{at}", zh=f"i{at}", full=(4, 16)[at > 0]) for at in range(7)]})
    places = tuple(site(f"s{at}") for at in range(4))
    told = [seen(ts.Measured({asks[at]: 1 + (at == 2)}), where.code, f"a.i{at}") for at in range(7) for where in places[: 4 if at < 5 else 3]]
    (rows,) = sheets(scored(*told, *(seen(ts.Measured({asks[at]: 0}), "s3", f"a.i{at}") for at in (5, 6)), rules=made, sites=places)).rows

    assert list(range(27)) == [number for number, _, _ in rows]
    assert [0, 2, 4, 6, 8, 9] == [gain for _, gain, _ in rows[:6]]
    assert {Breach(where.code, "a.i2") for where in places} == set(rows[4][2])
    assert ({30}, 26) == ({rows[-1][1]}, len(set(rows[-1][2])))
    assert sheets(scored(*told, rules=made, sites=places)) is None


def test_a_marked_item_does_not_move_one_by_one():
    """Items are put together where an item stays at its mark until enough is gone: with 20 spots at each of two sites an item of 5 gives nothing for one."""
    told = seen(20, "s1", "a.litter"), seen(20, "s2", "a.litter"), *(seen(ts.Measured({"notice.count": 0}), one, "a.notices") for one in ("s1", "s2"))
    (rows,) = sheets(one_sheet(5, told)).rows

    assert [(0, 0), (1, 0), (2, 5)] == [(number, gain) for number, gain, _ in rows]


def test_what_only_another_assessment_asks_is_no_breach_of_the_sheet():
    """A breach of an indicator that `b` asks by itself costs `a` nothing, and cannot be put together."""
    made = city(indicator("a.litter"), indicator("b.lamps", "lamps.lit >= 90 %"))
    told = sheets(scored(seen(2, what="a.litter"), seen(ts.Measured({"lamps.lit": 80}), what="b.lamps"), rules=made))

    assert (((0, 0, ()), (1, 2, (Breach("s1", "a.litter"),))),) == tuple(map(tuple, told.rows))
