"""One small quarter by hand on every engine: what rows are as whole numbers, what they sum up to, and what is refused before anything is summed."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

from attrs import evolve

import tristandard as ts
from frames import engines, rows
from frames.test_written import rules
from survey import site
from tristandard import frames as tsf
from tristandard.frames.prices import NA

Q1 = ts.Quarter(2026, 1)
SITES = [site("r0", {"wujin": "1/3", "tianning": "2/3"}), site("m1", kind="market"), site("r2"), site("r3"), site("m2", kind="market")]


def row(where, indicator, measure, value, outcome="measured"):
    """Return one row."""
    return {"site": where, "indicator": indicator, "measure": measure, "value": value, "outcome": outcome}


#: Of r3 nothing came, of m1 not all.
TOLD = [
    row("r0", "a.street", "litter.spots", "3"), row("r0", "a.street", "lamps.lit", "94.5 %"),
    row("m1", "a.form", "notice.form", "{board, banner}"), row("m1", "b.grade", "toilet.grade", "C"),
    row("r2", "b.litter", None, None, "not_applicable"),
    row("m2", "a.form", None, None, "not_applicable"), row("m2", "b.grade", "toilet.grade", "A"), row("m2", "a.street", "litter.spots", "20"), row("m2", "a.street", "lamps.lit", "100 %"),
    row("m1", "a.street", "litter.spots", None, "not_measured"),
]  # fmt: skip


@cache
def compiled(engine):
    """Return the program on an engine."""
    return tsf.compile(ts.merge(rules()), engines.frame(engine, engines.table(rows.sites(SITES))), Q1, decimals=1)


def told_of(engine, told=TOLD):
    """Return rows as a frame of an engine."""
    return engines.frame(engine, engines.table(told))


def test_rows_as_whole_numbers(engine):
    """Each row is the number of what it answers, and of its answer: parts of a value, the place of a rung, the bits of forms; what was not measured is left out."""
    found = {(one["site"], int(one["asked"]), int(one["v"])) for one in engines.rows(compiled(engine).encode(told_of(engine)))}

    assert {("r0", 4, 3), ("r0", 3, 945), ("m1", 1, 3), ("m1", 9, 0), ("r2", 10, NA), ("m2", 0, NA), ("m2", 9, 2), ("m2", 4, 20), ("m2", 3, 1000)} == found


def test_what_rows_sum_up_to(engine):
    """In `b`, sheets of single sites by denominator: 20 and 10 parts lost on the road that two share; at one market 60 and what is put for what is open, six in the denominator, at the other a cap of
    150. In `a`, over all sites, what each item lost, may still lose, and what does not apply.
    """
    program = compiled(engine)
    found = program.partials(told_of(engine))

    assert {
        (0, 0, 1, -1, -1): (1, 2980, 2980, 2980, 1, 0), (0, 1, 1, -1, -1): (1, 2990, 2990, 2990, 1, 0), (0, 2, 0, 0, 0): (1, 0, 0, 0, 0, 0),
        (0, 3, 1, -1, -1): (1, 2850, 2850, 2850, 2, 0), (0, 3, 6, -1, -1): (1, 16740, 2790, 2940, 1, 1),
    } == found.folded  # fmt: skip
    assert {
        (0, 0): (60, 0, 0, 0, 0, 0), (0, 1): (20, 0, 0, 0, 0, 0), (1, 0): (30, 0, 0, 0, 0, 0), (1, 1): (10, 0, 0, 0, 0, 0), (2, 0): (0, 0, 1, 225, 0, 0), (2, 1): (0, 0, 1, 150, 0, 0),
        (3, 0): (255, 225, 1, 30, 225, 1), (3, 1): (210, 150, 0, 0, 150, 1),
    } == found.pooled  # fmt: skip
    assert ({0: 1, 1: 1, 2: 2}, {0: 0b01111}, 10, {}, ()) == (found.covered, found.words, found.rows, found.bad, found.problems)
    assert (program.digest, (), ()) == (found.program, found.told, found.apart)


def test_what_they_score(engine):
    """Scores, ends and what was measured, unit by unit."""
    scores = tsf.results(compiled(engine), compiled(engine).partials(told_of(engine)))

    assert {
        ("a", "tianning"): ("98", "1", "98", "98", 1, 0), ("a", "wujin"): ("853", "11", "75.5", "90.5", 3, 2),
        ("b", "tianning"): ("298", "3", "298/3", "298/3", 1, 0), ("b", "wujin"): ("863", "9", "287/3", "589/6", 4, 2),
    } == {(one["assessment"], one["unit"]): tuple(one[name] for name in ("numerator", "denominator", "low", "high", "measured", "unmeasured")) for one in scores.rows()}  # fmt: skip
    assert ("<Scores sample 2026Q1: 4>", "<Program sample 2026Q1: 5 sites, 3 kinds>") == (repr(scores), repr(compiled(engine)))


def test_rows_that_name_their_reports_sum_up_to_the_same():
    """Where each row names its report, one that answers all that a question asks is whole, and nothing else is summed; one that answers a part is not."""
    program = compiled("pyarrow")
    named = [{**one, "source": "patrol", "id": f"{one['site']}/{one['indicator']}"} for one in TOLD]
    found, plain = program.partials(told_of("pyarrow", named)), program.partials(told_of("pyarrow"))

    assert ({}, plain.folded, plain.pooled) == (found.bad, found.folded, found.pooled)
    assert {"incomplete": 1, "repeated": 1} == dict(program.partials(told_of("pyarrow", named[1:])).bad)


def test_what_is_no_frame_for_it(engine):
    """What lacks a column, names sites otherwise, or tells revisions otherwise is refused, with what it has and what to do."""
    program, other = compiled(engine), "pandas" if engine == "pyarrow" else "pyarrow"
    plain = engines.table(TOLD)
    for given, said in (
        (TOLD, "the observations are no frame; give one of Polars, DuckDB, pandas, PyArrow or PySpark"),
        (engines.frame(engine, plain.drop_columns(["site", "outcome"])), "the observations lack the columns site; they have indicator, measure, value"),
        (engines.frame(engine, plain.drop_columns(["value"])), "the observations lack the columns value; give site, indicator, measure and value, or what `encode` returned"),
        (engines.frame(other, plain), f"the sites are in {program.engine.name} and the observations in {other}; use one engine"),
    ):
        with pytest.raises(tsf.BadFrame) as refused:
            program.partials(given)
        assert said == str(refused.value)
    with pytest.raises(tsf.BadFrame, match=r"the code of the sites is String and the site of the observations is Int64; use texts in both, or whole numbers"):
        program.partials(engines.frame(engine, engines.table([{**one, "site": 1} for one in TOLD])))
    with pytest.raises(tsf.BadFrame, match=r"the revision of the observations is String, and no column of whole numbers \(of texts '10' comes before '9'\); make it whole numbers, empty for 1"):
        program.partials(engines.frame(engine, engines.table([{**one, "revision": "1"} for one in TOLD])))


def test_sites_that_stand_twice(engine):
    """A site that stands twice is refused, with how many rows and codes there are."""
    with pytest.raises(tsf.BadFrame, match="the sites have 6 rows and only 5 different codes; write each site once"):
        tsf.compile(ts.merge(rules()), engines.frame(engine, engines.table(rows.sites([*SITES, evolve(SITES[0], units={"wujin": 1})]))), Q1)


#: A change of the tables, then what would not fit: how many parts of a point it comes to for each site.
BOUNDS = [
    ({}, "the sum of the scores of sites", 3000 * 21),
    ({"scale": 1, "folds": {}}, "the sum of what sites lose", 2 * 2 * 9000),
    ({"scale": 1, "folds": {}, "most": [1], "units": {at: {} for at in range(28)}}, "the number of a site, a unit and an item", 28 * 2),
    ({"scale": 1, "folds": {}, "most": [1], "units": {}}, "the number of a site and a question", 3 * 18),
]


@pytest.mark.parametrize(("changes", "what", "each"), BOUNDS)
def test_what_may_not_fit_is_refused_with_its_bound(changes, what, each):
    """Scores of sites, losses, and numbers that are packed: what may come to more than 2^62 is refused with what it is, what it may come to and the most; what just fits is not."""
    program = tsf.compile(ts.merge(rules()), engines.frame("pyarrow", engines.table(rows.sites(SITES))), Q1, decimals=1)
    vars(program.tables.tallies).update({"scale": changes["scale"]} if "scale" in changes else {})
    vars(program.tables).update({name: value for name, value in changes.items() if name != "scale"})
    program.counts = {"0": 2**62 // each}
    program.check_bounds()
    program.counts = {"0": 2**62 // each + 1}
    with pytest.raises(tsf.BadFrame) as refused:
        program.check_bounds()

    bound = (2**62 // each + 1) * each
    assert f"integers would not fit 64 bits: {what} may come to {bound}, and {2**62} is the most; score fewer sites at a time, or let points, steps and shares have smaller denominators" == str(refused.value)


def test_a_program_is_known_by_its_digest():
    """The same rules, sites and decimals have one digest; other decimals, another number of sites or another period another."""
    merged, of = ts.merge(rules()), rows.sites(SITES)
    digests = [tsf.compile(merged, engines.frame("pyarrow", engines.table(sites)), period, decimals=decimals).digest for sites, period, decimals in ((of, Q1, 1), (of, Q1, 2), (of[:-1], Q1, 1), (of, ts.Quarter(2026, 2), 1))]

    assert (compiled("pyarrow").digest, 4) == (digests[0], len(set(digests)))
    assert date(2026, 1, 1) == compiled("pyarrow").period.start
