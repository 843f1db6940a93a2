"""Figures that other offices give: one by itself, and what was done of what was due."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve

from tristandard.proof.reading.came import Came, Tick, count, nothing
from tristandard.proof.reading.papers import ONE, ZERO, Papers, total
from tristandard.proof.reading.stakes import Sheaves
from tristandard.rules.nodes.met import Met
from tristandard.rules.nodes.rate import Rate
from tristandard.rules.nodes.tally import Each


def reading(papers: Papers, whose: tuple[str, str], name: str, full: Fraction, figures: Sequence[str]) -> Came:
    """Return a node that rests on figures of an assessment and a unit: nothing where one does not apply, and open where
    one was not given.
    """
    code, unit = whose
    keys = [(code, figure, unit) for figure in figures]
    given = [papers.givens[key] for key in keys if key in papers.givens]
    if None in given:
        return nothing(name, "", full)
    if len(given) < len(keys):
        return Came(node=name, full=full, high=full, ticks={Tick(open=True): 1})
    figure = given[0]
    assert figure is not None
    return Came(node=name, full=full, low=figure, value=figure, high=figure, ticks={Tick(open=False): 1})


def rate(papers: Papers, whose: tuple[str, str], name: str, node: Rate) -> Came:
    """Return what was done of what was due; where nothing was due it does not apply."""
    came = reading(papers, whose, name, node.full, [figure for _, figure in (*node.of, *node.out_of)])
    if not came.applies or came.value is None:
        return came
    code, unit = whose

    def signed(terms: Sequence[tuple[int, str]]) -> Fraction:
        """Return a sum of figures, each with its sign."""
        return total(sign * (papers.givens[code, figure, unit] or ZERO) for sign, figure in terms)

    done, due = signed(node.of), signed(node.out_of)
    if not due:
        return nothing(name, "", node.full)
    score = min(done / due, ONE) * node.full if node.capped else done / due * node.full
    return evolve(came, low=score, value=score, high=score)


def up_to_standard(name: str, member: str, node: Met, sheaves: Sheaves) -> Came:
    """Return the share of the sites, or of what is looked at there, at which nothing is breached and nothing open."""
    good, bad, unknown = 0, 0, 0
    for lines in sheaves.values():
        mine = [line for line in lines if line.owned]
        heaps = [mine] if node.each is Each.SITE else [[line] for line in mine]
        for heap in heaps:
            if any(line.breached for line in heap):
                bad += 1
            elif any(line.charge is None for line in heap):
                unknown += 1
            elif heap:
                good += 1
    every = good + bad + unknown
    if not every:
        return nothing(name, member, node.full)
    one = node.full / every
    return Came(
        node=name, member=member, full=node.full, low=good * one, high=(good + unknown) * one,
        value=node.full * Fraction(good, good + bad) if good + bad else None,
        ticks=count([(Tick(open=False), good + bad), (Tick(open=True), unknown)]),
    )  # fmt: skip
