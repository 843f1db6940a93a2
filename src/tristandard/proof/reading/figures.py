"""Figures that other offices give: one by itself, and what was done of what was due."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, nothing
from tristandard.proof.reading.papers import ONE, ZERO, Papers
from tristandard.rules.nodes.rate import Rate


def reading(papers: Papers, whose: tuple[str, str], name: str, full: Fraction, figures: Sequence[str]) -> Came:
    """Return a node that rests on figures of an assessment and a unit: open where one was not given, and nothing where
    one does not apply.
    """
    code, unit = whose
    keys = [(code, figure, unit) for figure in figures]
    if any(key not in papers.givens for key in keys):
        return Came(node=name, full=full, high=full, ticks={Tick(open=True): 1})
    given = [papers.givens[key] for key in keys]
    if None in given:
        return nothing(name, "", full)
    figure = given[0]
    assert figure is not None
    return Came(node=name, full=full, low=figure, value=figure, high=figure, ticks={Tick(open=False): 1})


def rate(papers: Papers, whose: tuple[str, str], name: str, node: Rate) -> Came:
    """Return what was done of what was due; where nothing was due it does not apply."""
    came = reading(papers, whose, name, node.full, [figure for _, figure in (*node.of, *node.out_of)])
    if not came.applies or came.value is None:
        return came
    code, unit = whose

    def total(terms: Sequence[tuple[int, str]]) -> Fraction:
        """Return a sum of figures, each with its sign."""
        return sum((sign * (papers.givens[code, figure, unit] or ZERO) for sign, figure in terms), ZERO)

    done, due = total(node.of), total(node.out_of)
    if not due:
        return nothing(name, "", node.full)
    score = min(done / due, ONE) * node.full if node.capped else done / due * node.full
    return evolve(came, low=score, value=score, high=score)
