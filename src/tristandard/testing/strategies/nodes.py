"""Strategies for the nodes of a scoring model: sheets and figures, and what is put together of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.rules.nodes.blend import Blend
from tristandard.rules.nodes.gate import EVERY_PERIOD, Gate, Mark, Passed
from tristandard.rules.nodes.given import Given
from tristandard.rules.nodes.mean import COUNT, Mean
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.missing import Absent, Unmeasured
from tristandard.rules.nodes.node import Node
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.sheet import Sheet
from tristandard.rules.nodes.sum import Sum
from tristandard.rules.nodes.tally import Each
from tristandard.rules.nodes.weighted import Take
from tristandard.testing.strategies.basics import labels, points
from tristandard.testing.strategies.upon import adjustments, gates


def sheets(*, full: Fraction = Fraction(100)) -> SearchStrategy[Sheet]:
    """Return sheets of a full mark."""
    return st.builds(
        Sheet, st.just(full), st.sampled_from(Unmeasured), points(), gains_at_most=st.none() | st.none() | points()
    )


def givens(*, full: Fraction = Fraction(100)) -> SearchStrategy[Given]:
    """Return figures from outside, of a full mark."""
    return st.builds(Given, st.just(full), by=labels())


def tasks(*, full: Fraction = Fraction(100)) -> SearchStrategy[Given]:
    """Return full marks from which alone an adjustment takes."""
    losing = adjustments(count="tasks").filter(lambda one: not one.gain)
    return losing.map(lambda one: Given(full, from_full=True, adjustments=[one]))


def rates(*, full: Fraction = Fraction(100)) -> SearchStrategy[Rate]:
    """Return rates of what was done in time, of a full mark."""
    return st.builds(
        Rate, of=st.just("done - late"), out_of=st.just("due"), full=st.just(full), capped=st.booleans(), by=labels()
    )


def shares_met(*, full: Fraction = Fraction(100)) -> SearchStrategy[Met]:
    """Return shares up to standard, of a full mark."""
    return st.builds(Met, st.sampled_from(Each), full=st.just(full))


def figure_nodes(*, full: Fraction = Fraction(100)) -> SearchStrategy[Node]:
    """Return nodes that rest on figures, of a full mark: of every kind."""
    return st.one_of(givens(full=full), rates(full=full), shares_met(full=full), tasks(full=full))


@composite
def means(
    draw: DrawFn,
    *,
    over: str = "area",
    of: str = "sheet",
    weights: Sequence[Mapping[str, object]] = ({}, {"east": 40, "west": 60}),
    weigh_by: Sequence[str] = ("", COUNT),
    absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0)),
) -> Mean:
    """Return means over an axis, weighed in one of the ways given."""
    written = draw(st.sampled_from(weights))
    by = "" if written else draw(st.sampled_from(weigh_by))
    return Mean(
        over=over,
        of=of,
        weights=written,
        weigh_by=by,
        by="示例" if by not in ("", COUNT) else "",
        unmeasured=draw(st.sampled_from(Unmeasured)),
        absent=draw(st.sampled_from(absent)),
        **({} if written or by else draw(choices())),
    )


def choices() -> SearchStrategy[dict[str, Any]]:
    """Return what of its members' scores a mean takes where they count alike: mostly all."""
    drops = st.fixed_dictionaries({"drop_lowest": st.integers(0, 2), "drop_highest": st.integers(0, 1)})
    return st.just(dict[str, Any]()) | st.just(dict[str, Any]()) | st.builds(dict, take=st.sampled_from(Take)) | drops


def blends(*, absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0))) -> SearchStrategy[Blend]:
    """Return blends of a sheet and a figure."""
    return st.builds(
        Blend, weights=st.sampled_from(_BLENDS), unmeasured=st.sampled_from(Unmeasured), absent=st.sampled_from(absent)
    )


def sums(*, absent: Sequence[Absent | Fraction] = (*Absent, Fraction(0))) -> SearchStrategy[Sum]:
    """Return sums of a sheet and a figure."""
    return st.builds(
        Sum,
        parts=st.permutations(["sheet", "given"]),
        unmeasured=st.sampled_from(Unmeasured),
        absent=st.sampled_from(absent),
    )


#: What a sheet and a figure may count in a blend; one of no weight may still decide, by what stands on the blend.
_BLENDS: Sequence[Mapping[str, object]] = (
    {"sheet": 70, "given": 30},
    {"sheet": "33.3", "given": "66.7"},
    {"sheet": 100, "given": 0},
    {"sheet": 0, "given": 100},
)


@composite
def year_nodes(draw: DrawFn, full: Fraction) -> Mean | None:
    """Return what counts in a year of periods with a full mark, now and then beside a round of its own; or None."""
    weights = [{}, {"1": 15, "2": 25, "3": 60}]
    absent: Sequence[Absent | Fraction] = (Absent.DROP, Absent.BLANK, Fraction(0), full)
    year = draw(means(over="period", of="total", weights=weights, weigh_by=[""], absent=absent))
    gate = draw(gates(of=["year", EVERY_PERIOD], to=[Fraction(0), full / 3]))
    gate = gate if gate.points(full) <= full else evolve(gate, at_least=Mark(50, share=True))
    failed = Gate(of=EVERY_PERIOD, at_least=Passed.PASSED, to=full / 2)
    stood = draw(st.sampled_from([(), (gate,), (failed,), (failed, gate)]))
    return draw(st.sampled_from([None, year, evolve(year, own=40), evolve(year, gates=stood)]))
