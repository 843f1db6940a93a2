"""How often a finding may count at most, by what it may tell of each circumstance (加倍)."""

from __future__ import annotations

from fractions import Fraction

from tristandard.basics.measure import Measure
from tristandard.proof.reading.life import fits
from tristandard.proof.reading.papers import ONE, ZERO, Papers, Past
from tristandard.proof.reading.pricing import repeats
from tristandard.rules.deductions.rule import DeductionRule


def highest_factor(papers: Papers, past: Past | None, line: DeductionRule, measure: Measure) -> Fraction:
    """Return how often a finding may count at most; 0 where the line prices none that can be."""
    names = {name for name, _ in line.where} | {factor.by for factor in line.times}
    often = ONE
    for name in sorted(names):
        allowed = [told for told in may_tell(papers, past, line, name, measure) if among(line, name, told)]
        factors = [factor for factor in line.times if factor.by == name]
        counts = []
        for told in allowed:
            count = ONE
            for factor in factors:
                hits = [often_ for written, often_ in factor.factors if fits(written, told)]
                count *= hits[0] if hits else factor.other
            counts.append(count)
        often *= max(counts, default=ZERO)
    return often


def among(line: DeductionRule, name: str, told: str | None) -> bool:
    """Return whether a line prices findings with an answer to a circumstance."""
    return all(any(fits(one, told) for one in written) for where, written in line.where if where == name)


def may_tell(papers: Papers, past: Past | None, line: DeductionRule, name: str, measure: Measure) -> list[str | None]:
    """Return what a finding may tell of a circumstance; how often it was repeated is known."""
    if name == "repeated":
        if past is None:
            return [str(back) for back in range(line.look_back + 1)]
        return [str(repeats(past, measure.code, line.look_back))]
    if name == "overdue":
        return ["yes", "no"]
    if name in ("notified", "sent_back"):
        written = [one for where, listed in line.where if where == name for one in listed]
        written += [one for factor in line.times if factor.by == name for one, _ in factor.factors]
        ends = [int(end) for one in written for end in one.split("..") if end]
        return [str(often) for often in sorted({0, *ends, *(end + 1 for end in ends)})]
    return [*papers.answers[name], None]
