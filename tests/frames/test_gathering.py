"""Sites that the core scores beside those of the engine, and partials that do not fit their program."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

from attrs import evolve

import tristandard as ts
from frames import framed
from frames.test_pipeline import Q1, SITES, TOLD, compiled, row, told_of
from frames.test_written import rules
from samples import indicator
from survey import Q2, city, priced, seen, site
from tristandard import frames as tsf
from tristandard.basics.terms import Unit
from tristandard.rules.model import Model
from tristandard.rules.nodes.mean import Mean
from tristandard.rules.nodes.sheet import Sheet


def table(columns):
    """Return columns of texts as a frame."""
    import pyarrow as pa

    return pa.table({name: pa.array([None if cell is None else str(cell) for cell in cells], "string") for name, cells in columns.items()})


def observed(where, outcome, what="a.street"):
    """Return an observation of the core, named as frames name theirs."""
    return ts.Observation(source=what.partition(".")[0], id=f"{where}/{what}", site=where, indicator=what, made=Q1.start, outcome=outcome)


STREET = ts.Measured({"litter.spots": 3, "lamps.lit": ts.exact("94.5")})
#: What the rows of the small quarter say, for the core.
OBSERVED = [
    observed("r0", STREET), observed("m1", ts.Measured({"notice.form": {"board", "banner"}}), "a.form"), observed("m1", ts.Measured({"toilet.grade": "C"}), "b.grade"),
    observed("r2", ts.NotApplicable("-"), "b.litter"), observed("m2", ts.NotApplicable("-"), "a.form"), observed("m2", ts.Measured({"toilet.grade": "A"}), "b.grade"),
    observed("m2", ts.Measured({"litter.spots": 20, "lamps.lit": 100})),
]  # fmt: skip


def of_core(*more):
    """Return what the core makes of the same, and more."""
    return framed.of_core(ts.score(ts.share(ts.register(ts.plan(ts.merge(rules()), SITES, Q1), [*OBSERVED, *more]))))


@pytest.fixture(scope="module")
def program():
    """The program on PyArrow."""
    return compiled("pyarrow")


def test_the_small_quarter_is_that_of_the_core(program):
    """The same rows score the same in the core."""
    assert of_core() == framed.of_frames(tsf.results(program, program.partials(told_of("pyarrow"))))


def test_what_is_told_beside_comes_home(program):
    """A site that something is told of beside the frame is scored in the core, with its rows; all others stay on the engine."""
    beside = observed("r3", STREET), observed("m1", STREET)
    partials = program.partials(told_of("pyarrow", TOLD[:-1]), told=beside)

    assert ({"r3", "m1"}, 4, 9) == ({one.code for one in partials.apart}, len(partials.told), partials.rows)
    assert ({0: 1, 1: 1, 2: 1}, 0b11111) == (dict(partials.covered), partials.words[0])
    assert of_core(*beside) == framed.of_frames(tsf.results(program, partials))


def test_a_wrong_row_of_a_site_that_comes_home(program):
    """A row of such a site that cannot be read is told, and nothing is scored."""
    told = told_of("pyarrow", [*TOLD, row("r3", "b.litter", "litter.spots", "many")])
    partials = program.partials(told, told=[observed("r3", STREET)])

    assert ({"unknown": 1}, 1, 11) == (dict(partials.bad), len(partials.problems), partials.rows)
    assert "'many' is not an exact number for litter.spots" in str(partials.problems[0])


@pytest.mark.parametrize("measured", [2, 1])
def test_units_below_weigh_as_many_sites_as_they_have(measured):
    """A mean of units weighed by their sites counts each site that the engine put together with others alike: 97 of one site and 100 of two
    come to 99, not to 98.5, and so do their bounds while one of the two is open."""
    model = Model({"total": Mean(over="unit", of="own", weigh_by="count"), "own": Mean(over="site", of="sheet"), "sheet": Sheet()})
    base = city(indicator("a.litter", "litter.spots <= 0 处", priced(1, 5)), models={"a": model})
    merged = ts.merge(evolve(base, units=base.units.grown([Unit(code="niutang", zh="牛塘镇", kind="town", parent="wujin")])))
    sites = (site("s1", "hutang"), site("s2", "niutang"), site("s3", "niutang"))
    seen_ = [seen(3, "s1", "a.litter"), *(seen(0, f"s{at}", "a.litter") for at in range(2, 2 + measured))]
    core, found = framed.both(table, merged, sites, seen_, Q2)

    assert core == found
    assert measured < 2 or core["a", "wujin"][0] == 99


def test_more_sites_than_there_are(program):
    """Partials that hold more sites of a kind than the frame of sites are refused, with both numbers."""
    partials = evolve(program.partials(told_of("pyarrow")), covered={0: 1, 1: 3, 2: 2})
    with pytest.raises(tsf.BadFrame) as refused:
        tsf.results(program, partials)

    assert "the partials have more sites than the frame of sites: 3 of 1, which has 2" == str(refused.value)


def test_nothing_at_all_is_open(program):
    """Of no batch every line is open, and nothing has a score but by its ends, as in the core."""
    core = framed.of_core(ts.score(ts.share(ts.register(ts.plan(ts.merge(rules()), SITES, Q1), []))))

    assert core == framed.of_frames(tsf.results(program, tsf.Partials()))


def test_findings_that_name_units_whose_sites_the_engine_scores(program):
    """A finding told beside that names a unit with sites on the engine would be spread over them: it is refused by name."""
    found = [ts.Finding(id=id_, measure="litter.spots", unit="tianning") for id_ in "12"]
    lamps = ts.Measured({"lamps.lit": 100}, found)
    with pytest.raises(tsf.BadFrame) as refused:
        tsf.results(program, program.partials(told_of("pyarrow"), told=[observed("r3", lamps)]))

    assert "findings at sites of others name tianning, whose own sites the engine scores; use ts.score" == str(refused.value)
