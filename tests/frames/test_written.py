"""The rules as tables of whole numbers, by hand: what is asked on each ground, what each unit bears, what breaches cost and gaps leave open."""

from __future__ import annotations

import pytest

import tristandard as ts
from samples import crosswalk, indicator, match
from survey import MEAN, city, planned, priced, site
from tristandard.frames.prices import HIGH, LOW
from tristandard.frames.tables import Tables
from tristandard.frames.written import NOTHING, Written
from tristandard.rules.nodes.sheet import Sheet


def rules():
    """Return rules in which `a` and `b` share litter, `a` prices it with lamps under one cap of 7.5; at markets `a` asks for forms, and `b` for a grade. Sites stand alone in `b`."""
    grade = ts.rules.DeductionRule(measures=("toilet.grade",), tariff=ts.rules.Bands({"C": 2, "B": "0.5", "A": 0}))
    return city(
        indicator("a.street", "litter.spots <= 1 处; lamps.lit >= 95.5 %", priced(1, "7.5", 1, "litter.spots", "lamps.lit")),
        indicator("b.litter", "litter.spots <= 2 处", priced("0.5", 5)),
        indicator("b.grade", "toilet.grade >= B", grade, where="site_type=market"),
        indicator("a.form", "notice.form requires {panel}", where="site_type=market"),
        crosswalks=(crosswalk(match("a.street", "b.litter", "superset_of", "litter.spots"), host="a"),),
        models={"b": MEAN},
    )


@pytest.fixture(scope="module")
def tables():
    """The tables of three kinds of sites: a road that two units share, a market, and a road of one unit, with one decimal."""
    return Tables(planned(rules(), site("0", {"wujin": "1/3", "tianning": "2/3"}), site("1", kind="market"), site("2")), 1)


@pytest.fixture(scope="module")
def written(tables):
    """The same as columns."""
    return Written(tables)


def rows(written, table):
    """Return the rows of a table."""
    return list(zip(*written.done()[table].values(), strict=True))


def test_numbers_of_everything(tables):
    """Measures, items and assessments have numbers in the order of the rules; a point has thirty parts: tenths of a lamp, halves, and thirds of a site."""
    lit, spots = tables.measures["lamps.lit"], tables.measures["litter.spots"]

    assert (6, 7, 18, 30) == (lit, spots, tables.breadth, tables.scale)
    assert ({"a": 0, "b": 1}, {("a", "item"): 0, ("b", "item"): 1}) == (tables.books, tables.items)
    assert {"lamps.lit": 10} == {code: parts for code, parts in tables.parts.items() if parts != 1}
    assert ({"a": 15, "b": 10}, [9000, 9000]) == (tables.grain, tables.most)
    assert ({"a"}, {("b", "total"): (0, Sheet())}) == (tables.pooled, tables.folds)
    assert [("0", "tianning"), ("0", "wujin"), ("1", "wujin"), ("2", "wujin")] == list(tables.units)
    assert (frozenset(), {}, 3, [0, 1, 0]) == (tables.core, tables.reasons, len(tables.questions), [tables.ground(kind) for kind in "012"])


def test_what_rows_may_name(written):
    """Each indicator with each measure that it may be asked about, and with none; parts of a value, whether it is counted, which numbers may not stand without their sign, its unit."""
    words = rows(written, "word")
    street = [(code, *more) for code, *more in words if code == "a.street+b.litter"]

    assert [("a.street+b.litter", NOTHING, 5, 0, 0, 1, 0, ""), ("a.street+b.litter", "lamps.lit", 6, 10, 0, 0, 10, "%"), ("a.street+b.litter", "litter.spots", 7, 1, 1, 1, 0, "处")] == street
    assert (["a.form", "a.form", "a.street", "a.street", "a.street"], list(range(13))) == ([code for code, *_ in words][:5], [at for _, _, at, *_ in words])
    assert ("b.grade", "toilet.grade", 9, 0, 0, 1, 0, "") == words[9]
    assert written.words == {(code, measure): at for code, measure, at, *_ in words}


def test_what_texts_stand_for(written):
    """Rungs by their place, sets of forms by their bits, in any order and with or without braces."""
    told = rows(written, "answer")

    assert [("toilet.grade", "C", 0), ("toilet.grade", "B", 1), ("toilet.grade", "A", 2)] == told[-3:]
    assert {("{}", 0), ("panel", 4), ("{panel}", 4), ("{banner, panel}", 5), ("panel, banner", 5), ("{panel, board, banner}", 7)} <= {(text, at) for _, text, at in told}
    assert (1 + 3 * 2 + 3 * 4 + 12, {"notice.form"}) == (len(told) - 3, {measure for measure, *_ in told[:-3]})


def test_what_is_asked_on_each_ground(written):
    """By ground and word: the question with its measure, from where to where an answer is good enough, and under which of several codes it was asked; whatever does not apply is off every bar."""
    bar = {(at // 13, at % 13): cells for at, *cells in rows(written, "bar")}

    assert ([7, 0, 1, 1], [6, 955, 1000, 1], [17, 1, 0, 1]) == (bar[0, 7], bar[0, 6], bar[0, 5])
    assert ([7, 0, 1, 2], [7, 0, 1, 3]) == (bar[0, 4], bar[0, 12])
    assert ([29, 1, 0, 0], [35, 1, 0, 0], [51, 1, 2, 0], [53, 1, 0, 0]) == (bar[1, 1], bar[1, 0], bar[1, 9], bar[1, 8])
    assert {(0, word) for word in (5, 6, 7, 2, 3, 4, 10, 11, 12)} | {(1, word) for word in range(13)} == set(bar)
    assert ([(0, 0, 2), (1, 1, 1), (1, 0, 2), (1, 2, 1)], [(0, 2), (1, 4)]) == (rows(written, "ask"), rows(written, "size"))
    assert [(1, 0), (2, 0), (3, 1)] == rows(written, "code")
    assert [(0, 0), (1, 1), (2, 0)] == rows(written, "kind")


def test_what_each_unit_bears(written):
    """Of each kind of site each unit bears its share; what its lines are worth, and what may still be lost by them, also by name, which takes the whole."""
    assert [(0, 0, 0, 2, 3), (0, 1, 1, 1, 3), (1, 2, 2, 1, 1), (2, 3, 3, 1, 1)] == rows(written, "post")
    assert [(0, 0, 0, 150, 375), (0, 0, 1, 100, 250), (1, 0, 0, 75, 300), (1, 0, 1, 50, 200)] == rows(written, "line")[:4]
    assert [(2, 1, 0, 30, 30), (2, 0, 0, 225, 225), (2, 0, 1, 150, 150), (2, 2, 1, 60, 60), (3, 0, 0, 225, 225), (3, 0, 1, 150, 150)] == rows(written, "line")[4:]
    assert [(0, 0, 150, 1), (0, 1, 100, 1), (1, 0, 75, 1), (1, 1, 50, 1), (2, 0, 255, 2), (2, 1, 210, 2), (3, 0, 225, 1), (3, 1, 150, 1)] == rows(written, "base")
    assert ([(0, 0, 3000), (1, 1, 3000)], [(1, 0, 3000, 0, 10)]) == (rows(written, "item"), rows(written, "fold"))


def test_what_breaches_cost(written):
    """Lamps cost 3 parts for each tenth of a percent below 95.5, litter 30 for each spot above 1, under one cap of 225 by one line; of `b` 15, by a line of its own. No more steps count than take all that there is. A form that lacks the panel, or grade C, stands at its value."""
    assert [
        (2, 6, 0, 0, 225, LOW, 954, 955, HIGH, 3, 1, 0, 0, 3000),
        (2, 7, 0, 0, 225, 2, HIGH, LOW, 1, 30, 1, 0, 0, 300),
        (2, 7, 1, -1, 150, 2, HIGH, LOW, 1, 15, 1, 0, 0, 600),
    ] == [row for row in rows(written, "price") if row[0] == 2]
    assert [(2, 29, at, 0, -1, HIGH, 30) for at in range(4)] + [(2, 51, 0, 1, -1, HIGH, 60)] == rows(written, "point")


def test_units_that_bear_the_same_share_a_stratum():
    """Two kinds of sites at which a unit bears the very same have one stratum, whose lines stand once."""
    written = Written(Tables(planned(rules(), site("0"), site("1", "tianning")), 1))

    assert ([(0, 0, 0, 1, 1), (1, 1, 0, 1, 1)], 2, 3) == (rows(written, "post"), len(rows(written, "line")), len(rows(written, "price")))


def test_what_stays_in_the_core_is_not_written():
    """A kind of site with a question that stays has no ground, and bears nothing here."""
    merged = city(indicator("a.litter"), indicator("b.litter", "litter.spots <= 0 处", ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Veto(ts.rules.Level.ITEM)), where="site_type=market"))
    tables = Tables(planned(merged, site("0"), site("1", kind="market")), 4)

    assert ({"1"}, [0, -1], ["b.litter"]) == (tables.core, [tables.ground("0"), tables.ground("1")], list(tables.reasons))
    assert ([(0, 0), (1, -1)], [(0, 0, 0, 1, 1)]) == (rows(Written(tables), "kind"), rows(Written(tables), "post"))
