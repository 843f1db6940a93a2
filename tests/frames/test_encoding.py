"""Packed rows come to what the rows come to that they were packed from."""

from __future__ import annotations

import pytest

pytest.importorskip("narwhals", reason="the extra frames")
pytest.importorskip("pyarrow", reason="the engines of the tests, from the dependency group dev")

import tristandard as ts
from frames import engines, framed, rows
from frames.test_pipeline import Q1, compiled, row
from samples import indicator
from survey import city, priced, site
from tristandard import frames as tsf
from tristandard.frames.encoding import is_encoded


def in_core():
    """Return rules of which a road asks for a share, a number with decimals, a count, a grade and forms; its count is a veto, so that all of it is scored in the core."""
    grade = ts.rules.DeductionRule(measures=("toilet.grade",), tariff=ts.rules.Bands({"C": 2, "B": "0.5", "A": 0}))
    veto = ts.rules.DeductionRule(measures=("litter.spots",), tariff=ts.rules.Veto(ts.rules.Level.ITEM))
    return city(
        indicator("a.litter", "litter.spots <= 3 处", veto),
        indicator("a.street", "lamps.lit >= 99 %; queue.wait <= 2 min", priced(1, 40, 1, "lamps.lit", "queue.wait")),
        indicator("b.grade", "toilet.grade >= B", grade),
        indicator("b.form", "notice.form requires {panel}"),
    )


TOLD = [
    row("r0", "a.litter", "litter.spots", "2"), row("r0", "a.street", "lamps.lit", "97.5 %"), row("r0", "a.street", "queue.wait", "3.25"), row("r0", "b.grade", None, "C"),
    row("r0", "b.form", "notice.form", "{board, banner}"), row("r1", "a.litter", "litter.spots", "9"), row("r1", "a.street", None, None, "not_applicable"),
    row("r1", "b.grade", None, None, "not_measured"), row("r2", "a.street", "lamps.lit", "0.0025 %"), row("r2", "a.street", "queue.wait", "0"),
]  # fmt: skip


def test_packed_rows_of_sites_in_the_core_are_what_they_were_packed_from(engine):
    """Shares, decimals, counts, rungs, forms and what does not apply come to the same at sites that stay in the core, packed or not."""
    merged, sites = ts.merge(in_core()), [site(f"r{at}") for at in range(3)]
    program = tsf.compile(merged, engines.frame(engine, engines.table(rows.sites(sites))), Q1)
    told = engines.frame(engine, engines.table(TOLD))
    plain, packed = program.partials(told), program.partials(program.encode(told))

    assert {"a.litter"} == set(program.reasons())
    assert ({}, {}) == (plain.bad, packed.bad)
    assert framed.of_frames(tsf.results(program, plain)) == framed.of_frames(tsf.results(program, packed))


@pytest.mark.parametrize(("columns", "found"), [(("site", "asked", "v"), True), (("asked",), False), (("v",), False), (("site", "value"), False)])
def test_what_is_packed(columns, found):
    """Packed rows have a number of what they answer and of their answer; one without the other is no packed row."""
    import narwhals.stable.v2 as nw
    import pyarrow as pa

    assert found is is_encoded(nw.from_native(pa.table({name: [1] for name in columns})))


def test_whole_numbers_are_packed_in_parts():
    """A column of whole numbers is packed in parts of each measure's value, a share below two without its sign as nothing, and so what is no number of the measure's."""
    told = [row("r0", "a.street", "litter.spots", 3), row("r0", "a.street", "lamps.lit", 97), row("r2", "a.street", "lamps.lit", 1), row("m1", "b.grade", "toilet.grade", 2), row("r2", "b.litter", "litter.spots", 2**53)]
    packed = [(one["site"], one["asked"], one["v"]) for one in engines.rows(compiled("pyarrow").encode(engines.table(told)))]

    assert [("m1", 9, None), ("r0", 3, 970), ("r0", 4, 3), ("r2", 3, None), ("r2", 12, None)] == sorted(packed, key=lambda one: one[:2])
