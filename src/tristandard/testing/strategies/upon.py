"""Strategies for what stands on a node of a scoring model: gates, grades, bonuses and adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, composite

from tristandard.rules.acceptance import End, Range
from tristandard.rules.deductions.parts import Parts
from tristandard.rules.nodes.adjustment import Adjustment
from tristandard.rules.nodes.bonus import RankBonus, StepBonus, TiedBonus
from tristandard.rules.nodes.gate import Gate, Mark
from tristandard.rules.nodes.grade import Cut, Leading, UnitShare
from tristandard.testing.strategies.basics import labels, points, sizes


def marks() -> SearchStrategy[Mark]:
    """Return marks: shares of a full mark, and points."""
    return st.sampled_from(
        [Mark(50, share=True), Mark("33.3", share=True), Mark(1, share=False), Mark("0.5", share=False)]
    )


def gates(
    *, of: Sequence[str] = ("total",), to: Sequence[Fraction | None] = (Fraction(0), None)
) -> SearchStrategy[Gate]:
    """Return gates of one of the keys given, at which a node fails to one of the scores given; None
    takes the last grade.
    """
    return st.builds(Gate, of=st.sampled_from(of), at_least=marks(), to=st.sampled_from(to))


def unit_shares() -> SearchStrategy[UnitShare]:
    """Return shares of units, with how they are rounded."""
    return st.builds(UnitShare, st.sampled_from(["10", "100/3", "50", "100"]), st.sampled_from(Cut))


def leadings() -> SearchStrategy[Leading]:
    """Return grades by place: the first ones, or the first share of the units, some with a score beside it."""
    score = st.sampled_from([Range(), Range(End(50)), Range(End("33.3", closed=False))])
    places = st.builds(Leading, st.integers(1, 3), score=score)
    shares = st.builds(
        Leading, st.sampled_from(["30", "50", "100/3", "100"]), st.just(True), st.sampled_from(Cut), score
    )
    return places | shares


def rank_bonuses(*, of: Sequence[str] = ("total",)) -> SearchStrategy[RankBonus]:
    """Return bonuses by the place of one of the nodes given."""
    return st.builds(
        RankBonus,
        of=st.sampled_from(of),
        points=st.sampled_from([(1,), (2, "0.5"), ("1.5", 1, 1, 0)]),
        ties=st.sampled_from(TiedBonus),
    )


def step_bonuses(*, of: Sequence[str] = ("total",)) -> SearchStrategy[StepBonus]:
    """Return bonuses by how far one of the nodes given lies above a mark."""
    return st.builds(
        StepBonus,
        of=st.sampled_from(of),
        above=marks(),
        each=sizes(),
        per=marks(),
        at_most=sizes(),
        parts=st.sampled_from(Parts),
    )


def adjustments(*, count: str = "notices") -> SearchStrategy[Adjustment]:
    """Return adjustments by a figure under a name: gains with a cap, losses with one or without, from zero, from a
    bar or from a target of the unit, or losses by band.
    """
    least, most = Range(End(2)), Range(limit=End(1, closed=False))
    bar: dict[str, Any] = {"per": st.sampled_from(["1", "1/2"]), "parts": st.sampled_from(Parts)}
    of: dict[str, Any] = {"count": st.just(count), "by": labels()}
    gained: dict[str, Any] = {**of, "gain": sizes(), "at_most": sizes()}
    lost: dict[str, Any] = {**of, "lose": sizes(), "at_most": st.none() | sizes()}
    bars = st.sampled_from([least, most])
    by_target = {
        **bar, "per": st.sampled_from(["1/2", "10 %", "100 %"]),
        "against": st.sampled_from([">= assigned", "> assigned", "<= assigned", "< assigned"]),
    }  # fmt: skip
    return st.one_of(
        st.builds(Adjustment, **gained, **by_target),
        st.builds(Adjustment, **lost, **by_target),
        st.builds(Adjustment, **gained),
        st.builds(Adjustment, **lost),
        st.builds(Adjustment, **gained, **bar, against=bars),
        st.builds(Adjustment, **lost, **bar, against=bars | st.just(least | Range(limit=End(3)))),
        st.builds(
            Adjustment,
            **of,
            points=st.tuples(points(), points()).map(lambda lost: {most: lost[0], Range(End(1)): lost[1]}),
        ),
    )


@composite
def stood_upon(
    draw: DrawFn,
    *,
    node: str,
    full: Fraction = Fraction(100),
    keys: Sequence[str] = (),
    items: Sequence[str] = (),
    least: Fraction | None = None,
    whole: bool = True,
) -> dict[str, Any]:
    """Return what may stand on a node of a full mark: mostly nothing, else gates, grades and bonuses
    that read it or what it is made of, each of that full mark unless `least` is the lowest of theirs.
    """
    kind = draw(st.integers(0, 6))
    of = draw(st.sampled_from([node, *keys]))
    found: dict[str, Any] = {}
    if kind == 2:
        gate = draw(gates(of=[of, *items], to=[Fraction(0), full / 3]))
        found["gates"] = (_reachable(gate, of, full if least is None or of == node else least),)
    if kind == 3:
        found["bonuses"] = (draw(step_bonuses(of=[of])),)
    if kind == 4 and whole:
        found["bonuses"] = (draw(rank_bonuses(of=[of])),)
    if kind == 6 and whole:
        found["adjustments"] = tuple(draw(adjustments(count=count)) for count in ("notices", "praises"))
        found["added_at_most"] = draw(st.none() | points())
    if kind == 5:
        edge = draw(st.sampled_from([End(50), End("0.5", closed=False)]))
        found["grades"] = {"优": Range(floor=edge), "=差": Range(limit=End(edge.value, closed=not edge.closed))}
        if node == "total":
            found["grades"] |= draw(st.sampled_from([{}, {"先": draw(leadings())}]))
        gate = draw(gates(of=[node], to=[None]))
        found["gates"] = (_reachable(gate, node, full),)
    return found


def _reachable(gate: Gate, of: str, full: Fraction) -> Gate:
    """Return a gate that asks no more than the full mark of what it reads, and of an item a share."""
    share = isinstance(gate.at_least, Mark) and gate.at_least.share
    within = share or (gate.of == of and gate.points(full) <= full)
    return gate if within else evolve(gate, at_least=Mark(50, share=True))
